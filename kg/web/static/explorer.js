// Suggestions while typing, dark and light. Texts enter the page through textContent alone.
(function () {
  "use strict";
  const root = document.documentElement;
  try { if (localStorage.theme) root.dataset.theme = localStorage.theme; } catch { /* a browser without storage */ }
  const dark = () => (root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  document.getElementById("theme").addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    try { localStorage.theme = root.dataset.theme; } catch { /* as above */ }
    document.dispatchEvent(new Event("themed"));
  });
  document.addEventListener("keydown", (e) => {
    if (e.key === "/" && !/^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName) && !e.ctrlKey && !e.metaKey) {
      e.preventDefault();
      document.querySelector("main [data-suggest=''], [data-suggest='']").focus();
    }
  });

  function element(tag, name, text) {
    const made = document.createElement(tag);
    if (name) made.className = name;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  let counter = 0;
  function suggesting(input) {
    const list = element("ul", "suggestions");
    list.id = "suggestions" + counter++;
    list.hidden = true;
    list.setAttribute("role", "listbox");
    Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list" }).forEach(([k, v]) => input.setAttribute(k, v));
    input.after(list);
    let found = [], at = -1, asked = 0, timer = 0;
    const kind = input.dataset.suggest;
    const close = () => { list.hidden = true; at = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
    const choose = (row) => { if (!kind) { location.href = row.href; return; } input.value = kind === "event" ? row.id : kind === "office" || kind === "article" ? row.id.split("/").slice(1).join(kind === "office" ? "@" : "/") : row.name; close(); };
    function show() {
      list.replaceChildren(...found.map((row, i) => {
        const item = element("li");
        item.id = `${list.id}-${i}`;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", String(i === at));
        item.append(element("span", "name", row.name), element("span", "also", row.other), element("span", "kind", row.kindname));
        item.addEventListener("mousedown", (e) => { e.preventDefault(); choose(row); });
        return item;
      }));
      list.hidden = !found.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
      if (at >= 0) input.setAttribute("aria-activedescendant", `${list.id}-${at}`); else input.removeAttribute("aria-activedescendant");
    }
    async function ask() {
      const mine = ++asked, words = input.value.trim();
      if (!words) { close(); return; }
      const answer = await fetch("/suggest?" + new URLSearchParams(kind ? { q: words, kind } : { q: words }));
      if (!answer.ok || mine !== asked) return;
      found = await answer.json();
      at = -1;
      if (document.activeElement === input) show();
    }
    input.addEventListener("input", (e) => { if (e.isComposing) return; clearTimeout(timer); timer = setTimeout(ask, 90); });
    input.addEventListener("compositionend", ask);
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (e) => {
      if (e.isComposing) return;
      if (e.key === "Escape") close();
      else if (e.key === "ArrowDown" || e.key === "ArrowUp") {
        if (!found.length) return;
        e.preventDefault();
        at = (at + (e.key === "ArrowDown" ? 1 : -1) + found.length + (at < 0 && e.key === "ArrowUp" ? 1 : 0)) % found.length;
        show();
      } else if (e.key === "Enter" && at >= 0 && !list.hidden) { e.preventDefault(); choose(found[at]); }
    });
  }
  document.querySelectorAll("[data-suggest]").forEach(suggesting);

  root.dataset.ready = "1";
})();
