// Draws the chart or map of an answer on the ground that the reader chose.
(function () {
  "use strict";
  const root = document.documentElement, box = document.getElementById("figure");
  const figure = JSON.parse(document.getElementById("specs").textContent);
  const dusk = matchMedia("(prefers-color-scheme: dark)");
  const ground = () => root.dataset.theme || (dusk.matches ? "dark" : "light");
  const name = document.title.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60);
  function draw() {
    const { data, layout } = JSON.parse(JSON.stringify(figure[ground()]));
    if (box.clientWidth < 560) { layout.margin = { ...layout.margin, l: 8, r: 8 }; layout.font.size = 11; }
    return Plotly.react(box, data, layout, { responsive: true, displaylogo: false, displayModeBar: false });
  }
  document.querySelectorAll("[data-save]").forEach((b) => b.addEventListener("click", () => {
    const format = b.dataset.save;
    Plotly.downloadImage(box, { format, width: box.clientWidth, height: box.clientHeight, scale: format === "png" ? 2 : 1, filename: name });
  }));
  document.addEventListener("themed", draw);
  dusk.addEventListener("change", draw);
  draw().then(() => { root.dataset.drawn = "1"; });
})();
