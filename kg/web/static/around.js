// The graph around one thing, or of an answer: grows where it is clicked.
(function () {
  "use strict";
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const kinds = read("kinds"), first = read("first"), box = document.getElementById("around");
  const root = document.documentElement;
  const dark = () => (root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  const ink = (name) => getComputedStyle(root).getPropertyValue(name).trim();
  const nodes = new vis.DataSet(), edges = new vis.DataSet(), grown = new Set(), things = new Map();
  const look = (kind) => kinds[kind] || kinds.other;
  let letters = 14;
  const short = (text) => (text.length > 26 ? text.slice(0, 25) + "…" : text);
  const dressed = (n) => ({
    id: n.id, label: short(n.name), shape: look(n.kind).shape, color: look(n.kind)[dark() ? "dark" : "light"], size: first.node && n.id === first.node.id ? 18 : 11,
    font: { color: ink("--ink"), size: letters, strokeWidth: 4, strokeColor: ink("--card") },
  });
  function place(n) { if (!things.has(n.id)) { things.set(n.id, n); nodes.add(dressed(n)); } }
  function join(from, to, how) {
    const id = [from, to].sort().join(" ");
    if (!edges.get(id)) edges.add({ id, from, to, title: how, color: { color: ink("--faint"), opacity: 0.5 } });
  }
  function add(answer) {
    grown.add(answer.node.id);
    // A narrow screen has room for few; the list below the picture has all.
    const near = answer.near.slice(0, box.clientWidth < 560 ? 12 : 30);
    [answer.node, ...near].forEach(place);
    near.forEach((n) => join(answer.node.id, n.id, n.how));
  }
  if (first.node) add(first);
  else { first.nodes.forEach(place); first.edges.forEach((e) => join(e.from, e.to, e.how)); }
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const network = new vis.Network(box, { nodes, edges }, {
    layout: { randomSeed: 7, improvedLayout: false }, interaction: { hover: true, keyboard: { enabled: true, bindToWindow: false } },
    physics: { solver: "forceAtlas2Based", forceAtlas2Based: { gravitationalConstant: -55, springLength: 75, avoidOverlap: 0.5 }, stabilization: { iterations: calm ? 400 : 160 }, maxVelocity: 40 },
  });
  window.around = network;
  let timer = 0;
  network.on("click", ({ nodes: [id] }) => {
    if (!id || grown.has(id)) return;
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const answer = await fetch(things.get(id).href.replace("/id/", "/neighbours/"));
      if (answer.ok) { add(await answer.json()); root.dataset.nodes = String(things.size); }
    }, 260);
  });
  network.on("doubleClick", ({ nodes: [id] }) => { clearTimeout(timer); if (id) location.href = things.get(id).href; });
  const dress = () => nodes.update([...things.values()].map(dressed));
  document.addEventListener("themed", dress);
  root.dataset.nodes = String(things.size);
  network.once("stabilizationIterationsDone", () => { network.fit();
    const least = first.node ? (box.clientWidth < 560 ? 0.6 : 0.75) : 0.4;
    if (network.getScale() < least) network.moveTo({ scale: least });
    // Names stay legible where a large picture is drawn small.
    letters = Math.min(26, Math.max(14, Math.round(10 / network.getScale())));
    if (letters > 14) dress();
    root.dataset.drawn = "1";
  });
})();
