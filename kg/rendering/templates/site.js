// The switches of language and ground, which the browser remembers where it may, and the search over the index.
(function () {
  "use strict";
  const $ = (id) => document.getElementById(id);
  const root = document.documentElement, base = document.body.dataset.root;
  const kept = { get(k) { try { return localStorage.getItem(k); } catch { return null; } }, set(k, v) { try { localStorage.setItem(k, v); } catch { /* not remembered */ } } };
  function speak(language) {
    root.dataset.language = language;
    root.lang = language === "zh" ? "zh-Hans" : "en";
    $("language").textContent = language === "zh" ? "English" : "中文";
  }
  speak(kept.get("language") === "zh" ? "zh" : "en");
  $("language").addEventListener("click", () => { const next = root.dataset.language === "zh" ? "en" : "zh"; kept.set("language", next); speak(next); });

  const dusk = matchMedia("(prefers-color-scheme: dark)");
  const ground = () => root.dataset.theme || (dusk.matches ? "dark" : "light");
  function shade(theme) {
    if (theme) root.dataset.theme = theme;
    $("theme").textContent = ground() === "dark" ? "\u2600" : "\u263E";
  }
  shade(["dark", "light"].includes(kept.get("theme")) ? kept.get("theme") : "");
  dusk.addEventListener("change", () => shade(""));
  $("theme").addEventListener("click", () => { const next = ground() === "dark" ? "light" : "dark"; kept.set("theme", next); shade(next); });

  const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
  const index = (window.INDEX || []).map(([en, zh, href, weight]) => ({ en, zh, href, weight, keys: [plain(en), plain(zh)] }));
  let hits = [], chosen = 0;
  function look() {
    const wanted = plain($("search").value.trim());
    const rank = (e) => Math.min(...e.keys.map((k) => (k === wanted ? 0 : k.startsWith(wanted) ? 1 : k.includes(wanted) ? 2 : 9)));
    hits = wanted ? index.map((e) => [rank(e), e]).filter(([r]) => r < 9).sort((a, b) => a[0] - b[0] || b[1].weight - a[1].weight).slice(0, 20).map(([, e]) => e) : [];
    chosen = 0;
    list(Boolean(wanted));
  }
  function list(open) {
    $("found").hidden = !open;
    $("found").replaceChildren(...hits.map((e, i) => {
      const item = document.createElement("li"), link = document.createElement("a"), other = document.createElement("small");
      const [first, second] = root.dataset.language === "zh" ? [e.zh, e.en] : [e.en, e.zh];
      link.href = base + e.href; link.textContent = `${first} `; other.textContent = second === first ? "" : second;
      link.classList.toggle("chosen", i === chosen);
      link.append(other); item.append(link);
      return item;
    }));
    if (open && !hits.length) { const none = document.createElement("li"); none.textContent = root.dataset.language === "zh" ? "没有匹配的名称" : "Nothing has this name"; $("found").append(none); }
  }
  $("search").addEventListener("input", look);
  $("search").addEventListener("keydown", (e) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (step && hits.length) { chosen = (chosen + step + hits.length) % hits.length; list(true); e.preventDefault(); }
    if (e.key === "Enter" && hits[chosen]) location.href = base + hits[chosen].href;
    if (e.key === "Escape") { $("search").value = ""; look(); }
  });
  document.addEventListener("click", (e) => { if (!$("search-box").contains(e.target)) list(false); });
  document.addEventListener("keydown", (e) => { if (e.key === "/" && e.target !== $("search")) { $("search").focus(); e.preventDefault(); } });
  root.dataset.ready = "true";
})();
