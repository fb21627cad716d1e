/* What is typed and chosen in a form stays in this tab until it was sent, thrown away, or its author signed out. ES2019. */
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
  // what is typed or chosen, by name; never a file or a secret, nothing hidden, and no tick by which somebody confirms
  var KINDS = /^(text|textarea|number|date|month|time|datetime-local|select-one|select-multiple|radio|checkbox)$/;
  var groups = {};
  Array.prototype.forEach.call(form.querySelectorAll("input, select, textarea"), function (field) {
    var isConfirmed = field.type === "checkbox" && field.required;
    if (field.name && KINDS.test(field.type) && field.autocomplete !== "off" && !isConfirmed) {
      (groups[field.name] = groups[field.name] || []).push(field);
    }
  });
  var names = Object.keys(groups);
  var bases = {};
  var first = null;

  function isBox(field) { return field.type === "radio" || field.type === "checkbox"; }
  function chosenOf(field, isGiven) {
    var options = Array.prototype.filter.call(field.options, function (option) { return isGiven ? option.defaultSelected : option.selected; });
    if (!options.length && isGiven && field.type === "select-one") { options = Array.prototype.slice.call(field.options, 0, 1); }
    return options.map(function (option) { return option.value; });
  }
  // how all controls of a name stand, or stood when the page came; the text of a single one as it is
  function standsAs(group, isGiven) {
    if (isBox(group[0])) {
      var ticked = group.filter(function (box) { return isGiven ? box.defaultChecked : box.checked; });
      return JSON.stringify(ticked.map(function (box) { return box.value; }));
    }
    var values = group.map(function (field) {
      return field.options ? chosenOf(field, isGiven) : isGiven ? field.defaultValue : field.value;
    });
    return values.length === 1 && typeof values[0] === "string" ? values[0] : JSON.stringify(values);
  }
  function setTo(group, stand) {
    if (isBox(group[0])) {
      var ticked = JSON.parse(stand);
      group.forEach(function (box) { box.checked = ticked.indexOf(box.value) >= 0; });
      return;
    }
    var values = group.length === 1 && !group[0].options ? [stand] : JSON.parse(stand);
    group.forEach(function (field, place) {
      if (!field.options) { field.value = values[place]; return; }
      var offered = Array.prototype.filter.call(field.options, function (option) { return values[place].indexOf(option.value) >= 0; });
      if (!offered.length && values[place].length) { return; } // what was chosen is offered no more
      Array.prototype.forEach.call(field.options, function (option) { option.selected = offered.indexOf(option) >= 0; });
    });
  }
  function tellOf(field) {
    var fold = field.closest("details");
    if (fold) { fold.open = true; }
    ["input", "change"].forEach(function (kind) { field.dispatchEvent(new Event(kind, { bubbles: true })); });
  }

  function keep() {
    var typed = {};
    names.forEach(function (name) {
      var stand = standsAs(groups[name]);
      if (stand !== bases[name]) { typed[name] = { base: bases[name], typed: stand }; }
    });
    try {
      if (Object.keys(typed).length) { sessionStorage.setItem(key, JSON.stringify(typed)); } else { sessionStorage.removeItem(key); }
    } catch (error) { /* the tab is full: the form itself still holds it */ }
  }

  names.forEach(function (name) {
    var was = kept[name];
    var group = groups[name];
    var given = bases[name] = standsAs(group, true);
    if (!was) { return; }
    if (was.typed === given) { // refused, and shown again as it was typed
      bases[name] = was.base;
    } else if (was.base === given && standsAs(group) === given) {
      setTo(group, was.typed);
      if (standsAs(group) === given) { return; }
      first = first || group[0];
      tellOf(group[0]);
    }
  });
  keep();
  if (first) { note.firstElementChild.hidden = false; }

  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
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
