// The SPARQL editor: a text area with colours behind it, completion, and the place of an error marked. Texts enter through textContent alone.
(function () {
  "use strict";
  const TOKENS = /(#[^\n]*)|("""[\s\S]*?"""|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(<[^<>\s"{}]*>)|([?$][\p{L}\d_]+)|([A-Za-z][\w-]*:(?:[\w-]|\\.|\.(?=\w))*)|\b(PREFIX|BASE|SELECT|DISTINCT|REDUCED|CONSTRUCT|DESCRIBE|ASK|FROM|NAMED|WHERE|ORDER|GROUP|BY|ASC|DESC|LIMIT|OFFSET|HAVING|VALUES|OPTIONAL|GRAPH|UNION|MINUS|FILTER|BIND|EXISTS|NOT|IN|AS|COUNT|SUM|MIN|MAX|AVG|SAMPLE|GROUP_CONCAT|SEPARATOR|LANG|LANGMATCHES|STR|DATATYPE|BOUND|IF|COALESCE|REGEX|REPLACE|CONTAINS|STRSTARTS|STRENDS|STRLEN|LCASE|UCASE|SUBSTR|CONCAT|YEAR|MONTH|DAY|NOW|ISIRI|ISLITERAL|UNDEF|a)\b/giu;
  const CLASSES = ["c", "s", "i", "v", "p", "k"];
  const KEYWORDS = "SELECT DISTINCT CONSTRUCT DESCRIBE ASK FROM NAMED WHERE ORDER_BY GROUP_BY ASC DESC LIMIT OFFSET HAVING VALUES OPTIONAL GRAPH UNION MINUS FILTER BIND EXISTS NOT_EXISTS COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT LANG STR BOUND IF COALESCE REGEX CONTAINS STRSTARTS STRENDS LCASE YEAR MONTH".split(" ").map((w) => (w === "GROUP_CONCAT" ? w : w.replace("_", " ")));
  const HAN = /\p{Script=Han}/u;
  const area = document.querySelector("[data-sparql]"), shown = area.previousElementSibling, box = area.parentElement;
  const language = document.documentElement.lang.startsWith("zh") ? "zh" : "en";
  const kinds = JSON.parse(document.getElementById("kindwords").textContent);

  function element(tag, name, text) {
    const made = document.createElement(tag);
    if (name) made.className = name;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  // -- colours, and where the query broke
  const wrong = { line: Number(area.dataset.line || 0), column: Number(area.dataset.column || 0), text: area.value };
  function offset(line, column) {
    const before = area.value.split("\n").slice(0, line - 1).reduce((n, l) => n + l.length + 1, 0);
    return Math.min(before + column - 1, area.value.length);
  }
  function paint() {
    const text = area.value, parts = [];
    const broken = wrong.line && text === wrong.text ? offset(wrong.line, wrong.column) : -1;
    function put(from, to, kind) {
      if (broken >= from && broken < to) {
        if (broken > from) parts.push(element("span", kind, text.slice(from, broken)));
        parts.push(element("mark", "broken", text[broken] === "\n" ? " \n" : text[broken]));
        if (broken + 1 < to) parts.push(element("span", kind, text.slice(broken + 1, to)));
      } else if (from < to) parts.push(kind ? element("span", kind, text.slice(from, to)) : text.slice(from, to));
    }
    let last = 0;
    for (const m of text.matchAll(TOKENS)) {
      put(last, m.index, "");
      put(m.index, m.index + m[0].length, CLASSES[m.slice(1).findIndex((g) => g !== undefined)]);
      last = m.index + m[0].length;
    }
    put(last, text.length, "");
    if (broken === text.length) parts.push(element("mark", "broken", " "));
    shown.replaceChildren(...parts, "\n");
    shown.scrollTop = area.scrollTop;
  }

  // -- completion
  const list = element("ul", "suggestions");
  list.id = "completions"; list.hidden = true; list.setAttribute("role", "listbox"); list.setAttribute("aria-label", area.dataset.words);
  area.setAttribute("aria-autocomplete", "list"); area.setAttribute("aria-controls", list.id);
  box.append(list);
  let known = null, offered = [], at = 0, from = 0, asked = 0;
  const terms = () => (known = known || fetch("/terms").then((r) => r.json()));
  const close = () => { list.hidden = true; offered = []; area.removeAttribute("aria-activedescendant"); };
  const named = (t) => (language === "zh" ? t.zh || t.en : t.en || t.zh) || "";

  function token() {
    if (area.selectionStart !== area.selectionEnd) return "";
    const before = area.value.slice(0, area.selectionStart), line = before.slice(before.lastIndexOf("\n") + 1);
    if (/^[^"<]*#/.test(line) || (line.replace(/\\"/g, "").split('"').length % 2 === 0)) return "";
    const found = /(?:^|[\s(){}.;,|^/!])([?$]?[\p{L}_][\p{L}\p{N}_-]*(?::[\w-]*)?)$/u.exec(before);
    return found ? found[1] : "";
  }
  const variables = () => [...new Set(area.value.match(/[?$][\p{L}_][\p{L}\p{N}_]*/gu) || [])];

  async function offers(word) {
    const low = word.toLowerCase();
    if (/^[?$]/.test(word)) return variables().filter((v) => v !== word && v.startsWith(word)).map((v) => ({ put: v, name: v, also: "", kind: kinds.variable }));
    const all = await terms(), local = (t) => t.name.split(":")[1].toLowerCase();
    const made = (t) => ({ put: t.name, name: t.name, also: named(t), note: t.note, kind: /:[A-Z]/.test(t.name) ? kinds.class : kinds.property });
    if (word.includes(":")) {
      const part = low.split(":")[1], mine = all.terms.filter((t) => t.name.toLowerCase().startsWith(low.split(":")[0] + ":"));
      const first = mine.filter((t) => local(t).startsWith(part)), rest = mine.filter((t) => !first.includes(t) && (local(t).includes(part) || named(t).includes(part)));
      return [...first, ...rest].map(made);
    }
    if (word.length < 2 && !HAN.test(word)) return [];
    const prefixes = Object.entries(all.prefixes).filter(([p]) => p.startsWith(low)).map(([p, iri]) => ({ put: p + ":", name: p + ":", also: iri, kind: kinds.prefix }));
    const keywords = KEYWORDS.filter((k) => k.toLowerCase().startsWith(low) && k.toLowerCase() !== low).map((k) => ({ put: k, name: k, also: "", kind: kinds.keyword }));
    const called = all.terms.filter((t) => local(t).startsWith(low) || t.en.toLowerCase().startsWith(low) || t.zh.includes(word)).map(made);
    const things = word.length > 2 || HAN.test(word) ? await (await fetch("/suggest?" + new URLSearchParams({ q: word }))).json() : [];
    const people = things.map((t) => ({ put: `<${all.prefixes.id}${t.id}>`, name: t.name, also: t.other, kind: t.kindname }));
    return [...prefixes, ...keywords.slice(0, 4), ...called.slice(0, 7), ...people];
  }

  function caret(position) {
    const walker = document.createTreeWalker(shown, NodeFilter.SHOW_TEXT), range = document.createRange();
    let left = position, node = walker.nextNode();
    while (node && left > node.length) { left -= node.length; node = walker.nextNode(); }
    if (!node) return { left: 16, bottom: 40 };
    range.setStart(node, left); range.setEnd(node, left);
    const r = range.getBoundingClientRect(), outer = box.getBoundingClientRect();
    return { left: r.left - outer.left, bottom: r.bottom - outer.top };
  }
  function show() {
    list.replaceChildren(...offered.map((o, i) => {
      const item = element("li");
      item.id = `completion-${i}`; item.title = o.note || "";
      item.setAttribute("role", "option"); item.setAttribute("aria-selected", String(i === at));
      item.append(element("span", "name", o.name), element("span", "also", o.also), element("span", "kind", o.kind));
      item.addEventListener("mousedown", (e) => { e.preventDefault(); at = i; accept(); });
      return item;
    }));
    list.hidden = !offered.length;
    if (!offered.length) { close(); return; }
    area.setAttribute("aria-activedescendant", `completion-${at}`);
    const place = caret(from);
    list.style.top = `${place.bottom + 4}px`;
    list.style.left = `${Math.max(0, Math.min(place.left - 14, box.clientWidth - Math.min(460, box.clientWidth)))}px`;
    list.children[at].scrollIntoView({ block: "nearest" });
  }
  async function complete(forced) {
    const mine = ++asked, word = token();
    if (!word && !forced) { close(); return; }
    from = area.selectionStart - word.length;
    const found = word ? await offers(word) : (await terms()).terms.filter((t) => t.name.startsWith("pol:")).map((t) => ({ put: t.name, name: t.name, also: named(t), note: t.note, kind: "" }));
    if (mine !== asked || document.activeElement !== area || token() !== word) return;
    offered = found.filter((o) => o.put !== word).slice(0, 60); at = 0;
    show();
  }
  function accept() {
    area.setRangeText(offered[at].put, from, area.selectionStart, "end");
    const again = offered[at].put.endsWith(":");
    close(); paint();
    if (again) complete();
  }

  area.addEventListener("input", (e) => { paint(); if (!e.isComposing) complete(); });
  area.addEventListener("compositionend", () => complete());
  area.addEventListener("scroll", () => { shown.scrollTop = area.scrollTop; close(); });
  area.addEventListener("blur", close);
  area.addEventListener("click", close);
  area.addEventListener("keydown", (e) => {
    if (e.isComposing) return;
    if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) { e.preventDefault(); area.form.requestSubmit(); return; }
    if (e.key === " " && e.ctrlKey) { e.preventDefault(); complete(true); return; }
    if (list.hidden) return;
    if (e.key === "Escape") close();
    else if (e.key === "ArrowDown" || e.key === "ArrowUp") { e.preventDefault(); at = (at + (e.key === "ArrowDown" ? 1 : -1) + offered.length) % offered.length; show(); }
    else if (e.key === "Enter" || e.key === "Tab") { e.preventDefault(); accept(); }
    else if (e.key === "ArrowLeft" || e.key === "ArrowRight") close();
  });
  box.classList.add("live");
  paint();
  if (wrong.line) { const where = offset(wrong.line, wrong.column); area.focus(); area.setSelectionRange(where, where); }
  document.documentElement.dataset.editor = "1";
})();
