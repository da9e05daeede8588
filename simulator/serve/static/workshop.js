// The clock of a vote, counted on between two answers of the host. Whoever listens is told rarely.
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

  if (document.querySelector("[data-state]")) { tick(); setInterval(tick, 1000); }
})();
