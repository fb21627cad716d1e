/* The composer by drag: a person onto a seat, a team or the place of those who leave. Buttons do the same. ES2019. */
(function () {
  "use strict";
  var board = document.querySelector("[data-whatif]");
  if (!board || !window.matchMedia("(hover: hover)").matches) { return; }
  var carried = "";

  function ask(told) {
    var parts = Object.keys(told).filter(function (name) { return told[name]; });
    window.location = board.dataset.whatif + "?" + parts.map(function (name) {
      return name + "=" + encodeURIComponent(told[name]);
    }).join("&");
  }

  function placeOf(event) {
    return event.target.closest ? event.target.closest("[data-takes]") : null;
  }

  // what is let go here asks for this
  function change(place) {
    var kind = place.dataset.takes;
    if (kind === "seat") { return { asked: "swap", who: place.dataset.who, other: carried }; }
    if (kind === "vacant") { return { asked: "pin", who: carried, group: place.dataset.group, seat: place.dataset.seat }; }
    if (kind === "team") { return { asked: "pin", who: carried, group: place.dataset.group }; }
    return { asked: "drop", who: carried };
  }

  function fits(place) {
    if (!place || !carried || place.dataset.who === carried) { return false; }
    if (place.dataset.takes === "team") { return !place.querySelector("[data-who='" + carried + "']"); }
    return place.dataset.takes !== "leave" || Boolean(board.querySelector(".teams [data-who='" + carried + "']"));
  }

  function unmark() {
    board.querySelectorAll(".takes").forEach(function (place) { place.classList.remove("takes"); });
  }

  board.querySelectorAll("[data-who]").forEach(function (person) { person.setAttribute("draggable", "true"); });
  board.querySelectorAll("[data-only-by-drag]").forEach(function (place) { place.hidden = false; });
  board.addEventListener("dragstart", function (event) {
    var person = event.target.closest("[data-who]");
    if (!person) { return; }
    carried = person.dataset.who;
    event.dataTransfer.setData("text/plain", carried);
    event.dataTransfer.effectAllowed = "move";
    board.classList.add("carrying");
  });
  board.addEventListener("dragover", function (event) {
    var place = placeOf(event);
    unmark();
    if (!fits(place)) { return; }
    event.preventDefault();
    event.dataTransfer.dropEffect = "move";
    place.classList.add("takes");
  });
  board.addEventListener("drop", function (event) {
    var place = placeOf(event);
    if (!fits(place)) { return; }
    event.preventDefault();
    ask(change(place));
  });
  board.addEventListener("dragend", function () {
    carried = "";
    unmark();
    board.classList.remove("carrying");
  });
}());
