// Draws the figure in the language and on the ground that the reader chooses.
(function () {
  "use strict";
  const $ = (id) => document.getElementById(id);
  const page = JSON.parse($("page").textContent);
  const dusk = matchMedia("(prefers-color-scheme: dark)");
  const state = { language: page.language, theme: "" };
  const ground = () => state.theme || (dusk.matches ? "dark" : "light");
  const word = (key) => page.words[state.language][key] || key;
  const settings = { responsive: true, displaylogo: false, displayModeBar: false, scrollZoom: false };

  function draw() {
    const { data, layout } = JSON.parse(JSON.stringify(page.specs[state.language][ground()]));
    document.documentElement.lang = state.language === "zh" ? "zh-Hans" : "en";
    document.documentElement.dataset.theme = ground();
    document.title = page.title[state.language];
    document.querySelectorAll("[data-word]").forEach((e) => { e.textContent = word(e.dataset.word); });
    document.querySelectorAll("[data-title]").forEach((e) => { e.title = word(e.dataset.title); e.setAttribute("aria-label", e.title); });
    $("language").textContent = word("language");
    $("theme").textContent = ground() === "dark" ? "\u2600" : "\u263E";
    $("csv").hidden = !page.table;
    return Plotly.react("figure", data, layout, settings);
  }
  const name = () => document.title.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60);
  const save = (format) => Plotly.downloadImage("figure", { format, width: $("figure").clientWidth, height: $("figure").querySelector(".main-svg").clientHeight, scale: format === "png" ? 2 : 1, filename: name() });
  function table() {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(["\ufeff", page.table], { type: "text/csv" }));
    link.download = `${name()}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }
  const actions = {
    language() { state.language = state.language === "en" ? "zh" : "en"; draw(); },
    theme() { state.theme = ground() === "dark" ? "light" : "dark"; draw(); },
    png() { save("png"); }, svg() { save("svg"); }, csv: table,
  };
  Object.entries(actions).forEach(([id, action]) => $(id).addEventListener("click", action));
  const KEYS = { l: "language", d: "theme" };
  document.addEventListener("keydown", (e) => { if (!e.ctrlKey && !e.metaKey && !e.altKey && KEYS[e.key]) actions[KEYS[e.key]](); });
  dusk.addEventListener("change", draw);
  draw().then(() => { document.documentElement.dataset.ready = "true"; });
})();
