// What a page does beyond its HTML, which is enough without: it follows what happens (data-state),
// orders by buttons, and adds up a budget. It fetches from this host alone and keeps nothing.
(function () {
  "use strict";

  // ---- an order: buttons instead of lists of places

  function place(list, item, by) {
    var items = Array.from(list.children), at = items.indexOf(item), to = at + by;
    if (to < 0 || to >= items.length) return;
    list.insertBefore(item, by < 0 ? items[to] : items[to].nextSibling);
    number(list);
    var name = item.querySelector("select").selectedOptions[0].textContent;
    say(list.dataset.now.replace("{place}", name));
    var wanted = item.querySelector(by < 0 ? ".up" : ".down");
    (wanted.disabled ? item.querySelector(by < 0 ? ".down" : ".up") : wanted).focus();
  }

  function number(list) {
    Array.from(list.children).forEach(function (item, index, all) {
      item.querySelector("select").value = String(index + 1);
      item.querySelector(".up").disabled = index === 0;
      item.querySelector(".down").disabled = index === all.length - 1;
    });
  }

  function orderByHand(list) {
    if (list.classList.contains("by-hand")) return;
    list.classList.add("by-hand");
    // As it was being filled in, where news brought the form anew.
    Array.from(list.children).sort(function (one, other) {
      return one.querySelector("select").value - other.querySelector("select").value;
    }).forEach(function (item) { list.append(item); });
    Array.from(list.children).forEach(function (item) {
      var moves = document.createElement("span"), text = item.querySelector(".text").textContent;
      moves.className = "moves";
      [["up", "↑", -1], ["down", "↓", 1]].forEach(function (move) {
        var button = document.createElement("button");
        button.type = "button";
        button.className = move[0];
        button.textContent = move[1];
        button.setAttribute("aria-label", list.dataset[move[0]] + " " + text);
        button.addEventListener("click", function () { place(list, item, move[2]); });
        moves.append(button);
      });
      item.querySelector("select").hidden = true;
      item.append(moves);
    });
    number(list);
  }

  // ---- a budget: what is ticked, added up

  function addUp(group) {
    var spent = group.querySelector(".spent"), budget = Number(group.dataset.budget), taken = 0;
    group.querySelectorAll(":checked").forEach(function (box) { taken += Number(box.dataset.takes || 0); });
    var text = taken > budget ? group.dataset.over : group.dataset.within;
    spent.textContent = text.replace("{taken}", taken).replace("{budget}", budget).replace("{over}", taken - budget);
    spent.classList.toggle("over", taken > budget);
  }

  function better(root) {
    root.querySelectorAll("ol.order").forEach(orderByHand);
    root.querySelectorAll("[data-budget]").forEach(addUp);
  }
  document.addEventListener("change", function (event) {
    var group = event.target.closest("[data-budget]");
    if (group) addUp(group);
  });

  // ---- news

  function say(text, isShown) {
    var news = document.getElementById("news");
    news.textContent = text;
    news.classList.toggle("shown", Boolean(isShown));
  }

  var live = document.querySelector("[data-state]");
  var arrived = {};
  var leavingSince = 0;
  var isOver = Boolean(live && "end" in live.dataset);  // The last page stays, whatever becomes of the host.

  // While a form or a link is on its way, news would take the page from under it.
  function leave() { leavingSince = Date.now(); }
  function isLeaving() { return Date.now() - leavingSince < 10000; }
  document.addEventListener("submit", leave);
  window.addEventListener("beforeunload", leave);
  window.addEventListener("pageshow", function (event) { if (event.persisted) leavingSince = 0; });

  function remember(root) {
    Array.from(root.children).forEach(function (part) { arrived[part.id] = part.outerHTML; });
  }

  // What somebody was filling in goes into the new form of the same step.
  function carry(before, after) {
    if (!before || before.dataset.step !== after.dataset.step) return;
    before.querySelectorAll("input, select, textarea").forEach(function (field) {
      var same = field.id && after.querySelector("#" + CSS.escape(field.id));
      if (!same || field.type === "hidden") return;
      if (field.type === "radio" || field.type === "checkbox") same.checked = field.checked;
      else same.value = field.value;
    });
  }

  function swap(html) {
    var fresh = new DOMParser().parseFromString(html, "text/html").querySelector("[data-state]");
    if (!fresh) return false;
    if (fresh.dataset.go) { location.assign(fresh.dataset.go); return true; }
    var held = document.activeElement, heldId = held && live.contains(held) ? held.id : "";
    var wanted = Array.from(fresh.children), kept = {};
    wanted.forEach(function (part) { kept[part.id] = true; });
    Array.from(live.children).forEach(function (part) { if (!kept[part.id]) part.remove(); });
    wanted.forEach(function (part, index) {
      var html = part.outerHTML, old = document.getElementById(part.id), step;
      if (!old || arrived[part.id] !== html) {
        arrived[part.id] = html;
        step = part.querySelector("form[data-step]");
        if (step && old) carry(old.querySelector("form[data-step]"), step);
        part = document.adoptNode(part);
        if (old) part.dataset.again = "";  // What changes a little does not arrive anew.
        if (old) old.replaceWith(part);
        old = part;
      }
      if (live.children[index] !== old) live.insertBefore(old, live.children[index] || null);
    });
    Object.keys(arrived).forEach(function (id) { if (!kept[id]) delete arrived[id]; });
    live.dataset.version = fresh.dataset.version;
    better(live);
    if (heldId && document.activeElement !== held) {
      (document.getElementById(heldId) || document.getElementById("main")).focus({ preventScroll: true });
    }
    if (fresh.dataset.said && fresh.dataset.said !== live.dataset.said) say(fresh.dataset.said);
    live.dataset.said = fresh.dataset.said || "";
    live.className = fresh.className;
    isOver = "end" in fresh.dataset;
    return true;
  }

  function wait(seconds) { return new Promise(function (done) { setTimeout(done, seconds * 1000); }); }

  async function follow() {
    var news = document.getElementById("news"), failed = 0, answer, since, text;
    while (!isOver) {
      since = live.dataset.version;
      try {
        // After a failure, as one who has seen nothing: that is answered at once, and we are back.
        answer = await fetch(live.dataset.state + "?since=" + (failed ? "" : since), { cache: "no-store", redirect: "error" });
        if (failed > 1) say(news.dataset.back);
        failed = 0;
        text = answer.status === 200 ? await answer.text() : "";
        if (isLeaving()) await wait(1);
        else if (answer.status === 200) {
          if (!swap(text)) return location.reload();
          if (live.dataset.version === since) await wait(1);
        } else if (answer.status === 429 || answer.status >= 500) await wait(2 + Math.random() * 2);
        else if (answer.status !== 204) return location.reload();
      } catch (error) {
        failed += 1;
        if (failed === 2) say(news.dataset.lost, true);
        await wait(Math.min(5, failed) * (0.5 + Math.random() / 2));
      }
    }
  }

  better(document);
  if (live) { remember(live); follow(); }
})();
