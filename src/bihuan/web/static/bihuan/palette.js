/* The palette: type a few letters, walk with the arrows, go with Enter. The server finds; this shows. ES2019. */
(function () {
  "use strict";
  var REST = 120; // milliseconds without a key before the server is asked
  var dialog = document.getElementById("palette");
  var input = dialog.querySelector("input");
  var list = document.getElementById("palette-lines");
  var asked = 0, timer = 0;

  var sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = dialog.dataset.sheet;
  document.head.appendChild(sheet);

  function lines() { return Array.from(list.querySelectorAll("li[data-url]")); }

  function chosen() { return list.querySelector("li[aria-selected=true]"); }

  function choose(line) {
    lines().forEach(function (one) { one.setAttribute("aria-selected", String(one === line)); });
    if (line) {
      input.setAttribute("aria-activedescendant", line.id);
      line.scrollIntoView({ block: "nearest" });
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  }

  function walk(step) {
    var all = lines();
    if (all.length) { choose(all[(all.indexOf(chosen()) + step + all.length) % all.length]); }
  }

  function go(line, elsewhere) {
    if (!line || !line.dataset.url) { return; }
    if (elsewhere) { window.open(line.dataset.url, "_blank", "noopener"); return; }
    location.assign(line.dataset.url);
  }

  function failed() {
    var line = document.createElement("li");
    line.setAttribute("role", "option");
    line.setAttribute("aria-disabled", "true");
    line.setAttribute("aria-selected", "false");
    line.textContent = dialog.dataset.failed;
    return line;
  }

  function ask() {
    var number = ++asked;
    var address = dialog.dataset.from + "?q=" + encodeURIComponent(input.value) + "&at=" + encodeURIComponent(location.pathname);
    return fetch(address, { credentials: "same-origin", redirect: "error" }).then(function (answer) {
      if (!answer.ok) { throw new Error(String(answer.status)); }
      return answer.text();
    }).then(function (html) {
      if (number !== asked) { return; } // a later question is under way
      list.innerHTML = html;
      choose(lines()[0]);
    }).catch(function () {
      if (number !== asked) { return; }
      list.textContent = "";
      list.appendChild(failed()); // signed out meanwhile, or the server is away; what was typed on the page stays
    });
  }

  input.addEventListener("input", function () {
    clearTimeout(timer);
    asked += 1;
    timer = setTimeout(function () { timer = 0; ask(); }, REST);
  });

  input.addEventListener("keydown", function (event) {
    if (event.isComposing) { return; } // the arrows and Enter belong to the input method
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      walk(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter") {
      event.preventDefault();
      var elsewhere = event.ctrlKey || event.metaKey;
      if (!timer) { go(chosen(), elsewhere); return; }
      clearTimeout(timer);
      timer = 0;
      ask().then(function () { go(chosen(), elsewhere); });
    }
  });

  list.addEventListener("click", function (event) { go(event.target.closest("li[data-url]"), event.ctrlKey || event.metaKey); });
  list.addEventListener("mousemove", function (event) {
    var line = event.target.closest("li[data-url]");
    if (line && line !== chosen()) { choose(line); }
  });
  dialog.addEventListener("click", function (event) { if (event.target === dialog) { dialog.close(); } });

  window.bihuanPalette = function () {
    if (dialog.open) { input.select(); return; }
    input.value = "";
    dialog.showModal();
    input.focus();
    ask();
  };
})();
