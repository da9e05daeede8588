// The clock of a vote, counted on between two answers of the host: whoever listens is told rarely.
// And the room's screen, set smaller where more has to stand on it.
(function () {
  "use strict";
  var shown = new WeakMap(), TOLD = [60, 30, 10];

  function text(clock, left) {
    if (left <= 0) return clock.dataset.over;
    var pattern = left < 60 ? clock.dataset.seconds : clock.dataset.minutes;
    return pattern.replace("{m}", Math.floor(left / 60)).replace("{n}", left % 60);
  }

  function tick() {
    document.querySelectorAll("[data-left]").forEach(function (clock) {
      if (!shown.has(clock)) shown.set(clock, { ends: performance.now() + 1000 * clock.dataset.left, told: Number(clock.dataset.left) });
      var one = shown.get(clock), left = Math.max(0, Math.ceil((one.ends - performance.now()) / 1000));
      clock.textContent = text(clock, left);
      clock.classList.toggle("soon", left <= 10);
      TOLD.forEach(function (at) {
        if (left <= at && one.told > at && clock.hasAttribute("data-aloud")) {
          document.getElementById("news").textContent = text(clock, at);
        }
      });
      one.told = left;
    });
  }

  // ---- the room's screen: as large as all of it can be read

  // Smaller than READ is not read from the back: before that the posts beside a question make room,
  // then words are shortened, with an ellipsis.
  var LEAST = 0.5, READ = 0.9, MOST = 1.6, STEP = 0.04;
  var ROOM = [[false, 0], [true, 0], [true, 6], [true, 5], [true, 4], [true, 3], [true, 2], [true, 1]];

  function isCut(box) {
    return [box].concat(Array.from(box.querySelectorAll(".split, .moment"))).some(function (one) {
      return one.scrollHeight > one.clientHeight + 2;
    });
  }

  function scaled(box, full, scale) { box.style.fontSize = full * scale + "px"; }

  function shrink(box, full, scale, least) {
    while (isCut(box) && scale - STEP >= least) {
      scale -= STEP;
      scaled(box, full, scale);
    }
    return scale;
  }

  // A page with little on it is set larger, until it would not fit any more.
  function grow(box, full, scale) {
    while (scale < MOST && !isCut(box)) {
      scale += STEP;
      scaled(box, full, scale);
    }
    return scale;
  }

  function makeRoom(box, full) {
    var around = box.closest("section"), levels = box.querySelector(".words") ? ROOM : ROOM.slice(0, 2);
    around.classList.remove("long", "longer", "longest");
    levels.some(function (level) {
      around.toggleAttribute("data-wide", level[0]);
      if (level[1]) box.dataset.lines = level[1];
      else delete box.dataset.lines;
      scaled(box, full, 1);
      shrink(box, full, 1, READ);
      return !isCut(box);
    });
  }

  function fit() {
    document.querySelectorAll("[data-fit]").forEach(function (box) { box.style.fontSize = ""; });
    document.querySelectorAll("[data-fit]").forEach(function (box) {
      var full = parseFloat(getComputedStyle(box).fontSize), scale = 1;
      if (box.hasAttribute("data-words")) {
        makeRoom(box, full);
        scale = parseFloat(box.style.fontSize) / full;
      }
      if (box.hasAttribute("data-grow")) scale = grow(box, full, scale);
      shrink(box, full, scale, box.querySelector("[data-fit]") ? 1 : LEAST);
    });
  }

  if (document.querySelector(".projected")) {
    fit();
    window.addEventListener("resize", fit);
    new MutationObserver(fit).observe(document.querySelector("[data-state]"), { childList: true });
  }
  if (document.querySelector("[data-state]")) { tick(); setInterval(tick, 1000); }
})();
