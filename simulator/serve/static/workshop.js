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

  var LEAST = 0.5, MOST = 1.6, STEP = 0.04;

  function isCut(box) {
    return [box].concat(Array.from(box.querySelectorAll(".split"))).some(function (one) {
      return one.scrollHeight > one.clientHeight + 2;
    });
  }

  function fit() {
    document.querySelectorAll("[data-fit]").forEach(function (box) {
      box.style.fontSize = "";
      var full = parseFloat(getComputedStyle(box).fontSize), scale = 1;
      // A page with little on it is set larger, until it would not fit any more.
      if (box.hasAttribute("data-grow")) {
        while (scale < MOST && !isCut(box)) {
          scale += STEP;
          box.style.fontSize = full * scale + "px";
        }
      }
      while (isCut(box) && scale > LEAST) {
        scale -= STEP;
        box.style.fontSize = full * scale + "px";
      }
    });
  }

  if (document.querySelector(".projected")) {
    fit();
    window.addEventListener("resize", fit);
    new MutationObserver(fit).observe(document.querySelector("[data-state]"), { childList: true });
  }
  if (document.querySelector("[data-state]")) { tick(); setInterval(tick, 1000); }
})();
