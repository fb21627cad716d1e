/* Progressive enhancement only: every page works without this file. ES2019. */
(function () {
  "use strict";

  // files that are too much are told before they are sent: a server, or a proxy before it, cuts them off without a word
  function isTooMuch(form) {
    var sum = 0;
    form.querySelectorAll("input[type=file]").forEach(function (box) {
      Array.prototype.forEach.call(box.files, function (file) { sum += file.size; });
    });
    return sum > Number(document.body.dataset.most || Infinity);
  }
  function tellTooMuch(form, box) {
    var told = form.querySelector(".too-much");
    if (told) { told.remove(); }
    if (!box || !isTooMuch(form)) { return false; }
    told = document.createElement("p");
    told.className = "note note-error too-much";
    told.setAttribute("role", "alert");
    told.textContent = document.body.dataset.tooMuch;
    box.after(told);
    return true;
  }
  document.addEventListener("change", function (event) {
    if (event.target.type === "file" && event.target.form) { tellTooMuch(event.target.form, event.target); }
  });
  document.addEventListener("submit", function (event) {
    var box = event.target.querySelector("input[type=file]");
    if (!tellTooMuch(event.target, box)) { return; }
    event.preventDefault();
    event.stopImmediatePropagation();
    box.focus();
  }, true);

  // one click, one deed: a form that is on its way is not sent again (the server would give the same answer anyway)
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.method !== "post" || event.defaultPrevented) { return; }
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    setTimeout(function () { delete form.dataset.sent; }, 5000); // where the answer is a file, the page stays
  });
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-sent]").forEach(function (form) { delete form.dataset.sent; });
  });

  // what drafts.js keeps in the tab: dropped once it was sent and led on, all of it on signing out
  try {
    var sent = sessionStorage.getItem("typed-sent");
    var way = performance.getEntriesByType("navigation")[0];
    sessionStorage.removeItem("typed-sent");
    if (sent && way && way.redirectCount && sent.endsWith(":" + document.referrer.slice(location.origin.length))) { sessionStorage.removeItem(sent); }
  } catch (error) { /* a browser that keeps nothing */ }
  document.addEventListener("submit", function (event) {
    if (!event.target.hasAttribute("data-ends")) { return; }
    try {
      Object.keys(sessionStorage).forEach(function (key) { if (key.indexOf("typed") === 0) { sessionStorage.removeItem(key); } });
    } catch (error) { /* nothing is kept */ }
  });

  // typing is a move, too: the server is told of it now and then, else it signs out whoever writes a long text
  var toldAt = Date.now();
  document.addEventListener("input", function () {
    var asked = document.body.dataset;
    if (!asked.alive || Date.now() - toldAt < Number(asked.aliveEvery)) { return; }
    toldAt = Date.now();
    fetch(asked.alive, { credentials: "same-origin", headers: { "HX-Request": "true" } }).catch(function () {}); // a page asked for tells it as well
  });

  // a word for the next page of this tab; a browser that keeps nothing does without
  function leaveWord(name, word) { try { sessionStorage.setItem(name, word); } catch (error) { /* nothing is kept */ } }
  function takeWord(name) {
    try {
      var word = sessionStorage.getItem(name);
      sessionStorage.removeItem(name);
      return word || "";
    } catch (error) { return ""; }
  }

  // where a form comes back with what is wrong, the focus stands there, not on the whole page
  function isShown(place) { return place.getClientRects().length && place.textContent.trim() + (place.name || ""); }
  function focusOn(selector, fallsBack) {
    var place = Array.prototype.find.call(document.querySelectorAll(selector), isShown);
    if (place && (!fallsBack || document.activeElement === document.body)) {
      if (fallsBack) { place.tabIndex = -1; }
      place.focus();
    }
    return place;
  }
  var wasSent = takeWord("sent");
  if (!focusOn("main [aria-invalid=true]") && wasSent) { focusOn("main [role=alert]", true); }
  document.addEventListener("submit", function (event) {
    if (event.target.method === "post" && !event.defaultPrevented) { leaveWord("sent", "1"); }
  });

  // in a filter row a choice by mouse takes effect at once, and the focus comes back to it; one by keys waits for Enter,
  // for each arrow key is a choice, and where the row is folded it waits for the button, for it would fold again
  var isPointed = false;
  document.addEventListener("pointerdown", function () { isPointed = true; });
  function atOnce(event) { return event.target.closest && event.target.closest("form.filters[data-at-once]"); }
  document.addEventListener("change", function (event) {
    var form = atOnce(event);
    if (!form || !isPointed || !event.target.matches("select, input[type=checkbox]")) { return; }
    var fold = form.previousElementSibling;
    if (fold && fold.matches(".filters-button") && fold.offsetWidth) { return; }
    leaveWord("chosen", location.pathname + " " + event.target.name);
    form.requestSubmit();
  });
  document.addEventListener("keydown", function (event) {
    isPointed = false;
    if (event.key === "Enter" && atOnce(event) && event.target.matches("select")) {
      event.preventDefault();
      event.target.form.requestSubmit();
    }
  });
  var chosen = takeWord("chosen").split(" ");
  if (chosen[0] === location.pathname) { focusOn("form.filters [name='" + chosen[1] + "']"); }

  // tick all rows of a table, and say how many are ticked
  document.addEventListener("change", function (event) {
    if (event.target.matches("input[data-ticks]")) {
      document.querySelectorAll("input[name='" + event.target.dataset.ticks + "']").forEach(function (box) {
        box.checked = event.target.checked;
      });
    }
    countTicks();
  });
  function countTicks() {
    document.querySelectorAll("output[data-ticked]").forEach(function (shown) {
      var ticked = document.querySelectorAll("input[name='" + shown.dataset.ticked + "']:checked").length;
      var words = shown.dataset.words;
      shown.textContent = words ? words.replace("{}", String(ticked)) : ticked ? String(ticked) : "";
      shown.hidden = !shown.textContent;
    });
  }
  document.addEventListener("reset", function () { setTimeout(countTicks, 0); });
  window.addEventListener("pageshow", countTicks); // what is ticked beforehand counts, and what a browser ticks again on the way back

  // the sum of an evaluation while marks are typed; the server adds up again
  function addUp(name) {
    var sum = 0;
    document.querySelectorAll("[data-adds='" + name + "']").forEach(function (box) { sum += Math.round(Number(box.value || 0) * 100); });
    document.querySelectorAll("[data-sum='" + name + "']").forEach(function (shown) { shown.textContent = String(sum / 100); });
  }
  document.addEventListener("input", function (event) {
    if (event.target.dataset && event.target.dataset.adds) { addUp(event.target.dataset.adds); }
  });
  if (document.querySelector("[data-adds]")) { addUp(document.querySelector("[data-adds]").dataset.adds); }

  // print, and go back with the keyboard's help
  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-print]")) { window.print(); }
  });

  // the palette: its script comes when it is first asked for; where it cannot, the link leads to the search page
  function openPalette() {
    var link = document.querySelector("a[data-palette]");
    if (!link || !window.HTMLDialogElement) { return false; }
    if (window.bihuanPalette) { window.bihuanPalette(); return true; }
    if (link.dataset.loading) { return true; }
    link.dataset.loading = "1";
    var script = document.createElement("script");
    script.src = link.dataset.palette;
    script.onload = function () { window.bihuanPalette(); };
    script.onerror = function () { location.assign(link.href); };
    document.head.appendChild(script);
    return true;
  }
  document.addEventListener("keydown", function (event) {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k" && openPalette()) { event.preventDefault(); }
  });
  document.addEventListener("click", function (event) {
    if (event.target.closest("a[data-palette]") && !event.ctrlKey && !event.metaKey && openPalette()) { event.preventDefault(); }
  });

  // help beside the page: the section that fits, cut out of the guide; without this the link opens the guide itself
  var panel = document.getElementById("help-panel");
  var asker = null;
  function showHelp(address) {
    fetch(address, { credentials: "same-origin" }).then(function (answer) {
      if (!answer.ok) { throw new Error(String(answer.status)); }
      return answer.text();
    }).then(function (text) {
      var guide = new DOMParser().parseFromString(text, "text/html");
      var part = guide.getElementById(address.split("#")[1] || "") || guide.querySelector(".guide");
      panel.querySelector(".help-body").replaceChildren(document.adoptNode(part));
      panel.querySelector(".help-whole").href = address;
      if (!panel.open) { panel.show(); }
      panel.scrollTop = 0;
      document.getElementById("help-name").focus();
    }).catch(function () { window.location.href = address; });
  }
  function hideHelp() {
    panel.close();
    if (asker) { asker.focus(); }
  }
  document.addEventListener("click", function (event) {
    var link = event.target.closest("a[data-help], .help-body a[href*='/help/']:not(.picture)");
    if (!panel || !link || event.ctrlKey || event.metaKey || event.shiftKey) {
      if (event.target.closest("[data-help-close]")) { hideHelp(); }
      return;
    }
    event.preventDefault();
    if (link.matches("[data-help]")) {
      if (panel.open) { hideHelp(); return; }
      asker = link;
    }
    showHelp(link.getAttribute("href"));
  });

  // Escape closes what lies on top and goes back to what opened it; Enter works a switch that looks like a button
  function closeTop() {
    var menu = document.getElementById("menu-open");
    var drop = document.querySelector("details.drop[open]");
    if (panel && panel.open) { return hideHelp(); }
    if (drop) { drop.open = false; drop.querySelector("summary").focus(); return; }
    if (menu && menu.checked) { menu.checked = false; menu.focus(); }
  }
  document.addEventListener("keydown", function (event) {
    var at = event.target;
    if (event.isComposing || event.defaultPrevented || !at.closest || at.closest("dialog:not(.help-panel)")) { return; }
    if (event.key === "Escape") { closeTop(); }
    if (event.key === "Enter" && at.matches(".menu-switch")) { event.preventDefault(); at.click(); }
  });

  // one key does what a hand would: listed on the page that “?” opens, switched off there, silent while somebody types
  var PAGES = { t: "/todo/", c: "/cockpit/", f: "/findings/", d: "/dossiers/", o: "/organizations/", a: "/accounts/" };
  var going = 0;
  function rowLinks() { return Array.prototype.slice.call(document.querySelectorAll("main tbody th a, main tbody td:first-child a")); }
  function step(by) {
    var links = rowLinks();
    var row = document.activeElement.closest && document.activeElement.closest("tr");
    var at = row ? links.findIndex(function (link) { return row.contains(link); }) : (by > 0 ? -1 : links.length);
    var next = links[at + by];
    if (next) { next.focus(); next.scrollIntoView({ block: "nearest" }); }
  }
  function press(place) { if (place) { place.click(); } }
  function listKeys() {
    var link = document.querySelector("a[data-keys]");
    if (!link || !window.HTMLDialogElement) { return press(link); }
    window.fetch(link.href, { credentials: "same-origin", headers: { "HX-Request": "true" } }).then(function (answer) { return answer.text(); }).then(function (text) {
      var shown = document.createElement("dialog");
      shown.className = "keys";
      shown.setAttribute("aria-labelledby", "keys-name");
      shown.innerHTML = text;
      shown.addEventListener("close", function () { shown.remove(); });
      document.body.appendChild(shown);
      shown.showModal();
    });
  }
  var KEYS = {
    "?": listKeys,
    "/": function () { var box = document.querySelector(".find input, .filters input[type=search], .filters input"); if (box) { box.focus(); } },
    j: function () { step(1); },
    k: function () { step(-1); },
    n: function () { press(document.querySelector("a[rel=next]")); },
    p: function () { press(document.querySelector("a[rel=prev]")); },
    x: function () { var row = document.activeElement.closest("tr"); press(row && row.querySelector("input[type=checkbox]")); },
    e: function () { var row = document.activeElement.closest("tr"); press(row && row.querySelector("a.edit")); },
    g: function () { going = Date.now(); }
  };
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) { return; }
    if (event.target.closest && event.target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, dialog, [contenteditable]")) { return; }
    if (document.body.dataset.keys === "off" && event.key !== "?") { return; }
    if (Date.now() - going < 1500 && PAGES[event.key]) {
      event.preventDefault();
      press(document.querySelector(".side a[href='" + PAGES[event.key] + "']"));
    } else if (KEYS[event.key]) {
      event.preventDefault();
      KEYS[event.key]();
    }
  });
})();
