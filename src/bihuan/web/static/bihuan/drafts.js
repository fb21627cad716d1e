/* What is typed in a form stays in this tab until it was sent, thrown away, or its author signed out. ES2019. */
(function () {
  "use strict";
  var note = document.querySelector("[data-kept-for]");
  var form = note && note.closest("form");
  var kept, key;
  try {
    sessionStorage.removeItem("typed-sent"); // whatever was sent last did not lead on: it is here again, or was refused
    if (!form) { return; }
    key = "typed:" + note.dataset.keptFor + ":" + location.pathname + location.search;
    kept = JSON.parse(sessionStorage.getItem(key) || "{}");
  } catch (error) { return; } // a browser that keeps nothing
  var fields = Array.prototype.slice.call(form.querySelectorAll("textarea, input[type=text]")).filter(function (field) {
    return field.autocomplete !== "off"; // a secret that is typed in the open
  });
  var bases = {};
  var first = null;

  function keep() {
    var typed = {};
    fields.forEach(function (field) {
      if (field.value !== bases[field.name]) { typed[field.name] = { base: bases[field.name], typed: field.value }; }
    });
    try {
      if (Object.keys(typed).length) { sessionStorage.setItem(key, JSON.stringify(typed)); } else { sessionStorage.removeItem(key); }
    } catch (error) { /* the tab is full: the form itself still holds it */ }
  }

  fields.forEach(function (field) {
    var was = kept[field.name];
    var given = bases[field.name] = field.defaultValue;
    if (!was) { return; }
    if (was.typed === given) { // refused, and shown again as it was typed
      bases[field.name] = was.base;
    } else if (was.base === given && field.value === given) {
      field.value = was.typed;
      first = first || field;
    }
  });
  keep();
  if (first) { note.firstElementChild.hidden = false; }

  form.addEventListener("input", keep);
  form.addEventListener("submit", function () {
    keep();
    try { sessionStorage.setItem("typed-sent", key); } catch (error) { /* it is asked for again rather than lost */ }
  });
  note.querySelector("button").addEventListener("click", function () {
    form.reset();
    keep();
    note.firstElementChild.hidden = true;
    first.focus();
  });
}());
