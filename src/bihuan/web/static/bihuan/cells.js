/* Editing a cell in its row. Without this file the same link leads to the row's own page. ES2019. */
(function () {
  "use strict";

  // the answer is the row again: with the form in it, or with what stands there now
  function show(row, answer) {
    if (answer.headers.get("HX-Redirect")) { window.location.assign(answer.headers.get("HX-Redirect")); return; }
    answer.text().then(function (text) {
      if (answer.headers.get("HX-Retarget")) {
        document.querySelector(answer.headers.get("HX-Retarget")).innerHTML = text;
        window.scrollTo(0, 0);
        return;
      }
      var held = document.createElement("template");
      held.innerHTML = text.trim();
      var fresh = held.content.querySelector("tr");
      if (!fresh) { window.location.reload(); return; }
      row.replaceWith(fresh);
      var focus = fresh.querySelector("[data-focus]");
      if (focus) { focus.focus(); }
    });
  }

  function ask(row, url, options) {
    row.setAttribute("aria-busy", "true");
    window.fetch(url, Object.assign({ credentials: "same-origin", headers: { "HX-Request": "true" } }, options))
      .then(function (answer) { show(row, answer); })
      .catch(function () { window.location.assign(url); });
  }

  // a cell whose change needs more than its own form (data-page) is changed on that page
  document.addEventListener("click", function (event) {
    var link = event.target.closest("a.edit:not([data-page]), a[data-cancel]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
    event.preventDefault();
    ask(link.closest("tr"), link.href);
  });

  // a double click anywhere in a cell that can be edited
  document.addEventListener("dblclick", function (event) {
    var cell = event.target.closest("td");
    var link = cell && cell.querySelector("a.edit:not([data-page])");
    if (link && !event.target.closest("a, form")) { ask(cell.closest("tr"), link.href); }
  });

  document.addEventListener("submit", function (event) {
    var form = event.target.closest("form.cell-form");
    if (!form) { return; }
    event.preventDefault();
    ask(form.closest("tr"), form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
  }, true);

  // Escape leaves the cell as it was; Enter saves, in a text of several lines together with Ctrl
  document.addEventListener("keydown", function (event) {
    var form = event.target.closest && event.target.closest("form.cell-form");
    if (!form || event.isComposing) { return; }
    if (event.key === "Escape") { event.preventDefault(); form.querySelector("[data-cancel]").click(); }
    if (event.key === "Enter" && event.ctrlKey) { event.preventDefault(); form.requestSubmit(); }
  });
})();
