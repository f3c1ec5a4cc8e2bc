// The page's behaviour. Texts from articles enter the document through textContent alone.
(function () {
  "use strict";

  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const $ = (id) => document.getElementById(id);
  const page = read("page");
  // The facts, most of the page, are read when they are first asked for.
  const kept = {};
  const once = (id) => (kept[id] = kept[id] || read(id));
  const most = (values) => values.reduce((a, b) => (b > a ? b : a), 1);
  let scene, nodes, links, heaviest, lightest, shares, largest, ranked, days;
  function load(id) {
    const { nodes: drawn, edges, told, ties } = id ? once(id) : { nodes: read("nodes"), edges: read("edges"), ...read("told") };
    scene = id;
    nodes = drawn.map((n, i) => ({ ...n, ...told[i], kind: n.group, links: [] }));
    links = edges.map((e, i) => ({ ...e, ...ties[i], source: nodes[e.from], target: nodes[e.to] }));
    links.forEach((l) => { l.source.links.push(l); if (l.target !== l.source) l.target.links.push(l); l.days = l.days || [l.first, l.last].filter(Boolean); });
    heaviest = links.reduce((w, l) => Math.max(w, l.weight), 0);
    lightest = links.reduce((w, l) => Math.min(w, l.weight), heaviest);
    shares = links.some((l) => !Number.isInteger(l.weight)); // weights that were normalised
    largest = most(nodes.map((n) => n.size));
    ranked = [...nodes].sort((a, b) => b.size - a.size || a.id - b.id);
    days = [...new Set(links.flatMap((l) => l.days))].sort();
  }
  load("");
  const facts = () => (scene ? once(scene) : once("assertions"));
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const dusk = matchMedia("(prefers-color-scheme: dark)");

  const state = {
    language: page.language, theme: "", off: new Set(), least: 0, from: "", to: "", community: "", colour: "kind", only: null,
    node: null, link: null, hover: null, hoverLink: null, near: null, moving: false,
  };

  // -- words ---------------------------------------------------------------------------------------

  const word = (key) => page.words[state.language][key] || key;
  const counted = (key, n) => {
    const [one, many = one] = word(key).split("|");
    return (n === 1 ? one : many).replace("{n}", n.toLocaleString("en"));
  };
  const name = (n) => n[state.language];
  const otherName = (n) => (n.en === n.zh ? "" : n[state.language === "en" ? "zh" : "en"]);
  const kindName = (kind) => (page.kinds[kind] || {})[state.language] || kind;
  const span = (first, last) => (first === last ? first : `${first} – ${last}`);

  // -- colours and shapes --------------------------------------------------------------------------

  const dark = () => (state.theme || (dusk.matches ? "dark" : "light")) === "dark";
  let ink = {};
  function readColours() {
    const style = getComputedStyle(document.documentElement);
    const get = (v) => style.getPropertyValue(v).trim();
    ink = { paper: get("--paper"), ink: get("--ink"), soft: get("--soft"), faint: get("--faint"), accent: get("--accent"), sans: get("--sans"), serif: get("--serif") };
    Object.keys(page.kinds).forEach((kind) => { ink[kind] = colour(kind); ink[`${kind} name`] = mixed(colour(kind), ink.ink, kind === "event" ? 0.55 : 0.62); });
  }
  const colour = (kind) => page.kinds[kind][dark() ? "dark" : "light"];
  // By community: the largest have a colour each, in order; the rest, and lines between two of them, share a grey one.
  const shades = () => page.shades[dark() ? "dark" : "light"];
  let standing = new Map();
  const hued = (community) => (standing.get(community) < shades().length - 1 ? standing.get(community) : shades().length - 1);
  const byCommunity = () => state.colour === "community" && standing.size > 1;
  const key = (n) => (byCommunity() ? hued(n.community) : n.kind);
  const inkOf = (key) => (typeof key === "number" ? shades()[key] : ink[key]);
  const nameInk = (n) => (byCommunity() ? mixed(inkOf(key(n)), ink.ink, 0.62) : ink[`${n.kind} name`]);
  function mixed(a, b, share) {
    const channel = (hex, i) => parseInt(hex.slice(1 + 2 * i, 3 + 2 * i), 16);
    return `rgb(${[0, 1, 2].map((i) => Math.round(channel(a, i) * (1 - share) + channel(b, i) * share)).join(",")})`;
  }
  const regular = (n, r, turn) => Array.from({ length: n }, (_, i) => {
    const angle = turn + (2 * Math.PI * i) / n;
    return [r * Math.cos(angle), r * Math.sin(angle)];
  });
  const star = (r) => regular(10, r, -Math.PI / 2).map(([x, y], i) => (i % 2 ? [x * 0.45, y * 0.45] : [x, y]));
  const SHAPES = {
    diamond: regular(4, 1.25, 0), square: regular(4, 1.25, Math.PI / 4), hexagon: regular(6, 1.1, Math.PI / 6),
    page: [[-0.85, -1.1], [0.35, -1.1], [0.85, -0.6], [0.85, 1.1], [-0.85, 1.1]],
    triangle: regular(3, 1.35, -Math.PI / 2), triangleDown: regular(3, 1.35, Math.PI / 2), star: star(1.45),
  };
  function trace(ctx, shape, x, y, r) {
    ctx.beginPath();
    outline(ctx, shape, x, y, r);
  }
  function outline(ctx, shape, x, y, r) {
    if (!SHAPES[shape]) { ctx.moveTo(x + r, y); ctx.arc(x, y, r, 0, 2 * Math.PI); return; }
    SHAPES[shape].forEach(([dx, dy], i) => (i ? ctx.lineTo(x + dx * r, y + dy * r) : ctx.moveTo(x + dx * r, y + dy * r)));
    ctx.closePath();
  }
  const SVG = "http://www.w3.org/2000/svg";
  function svg(tag, attributes, ...children) {
    const made = document.createElementNS(SVG, tag);
    Object.entries(attributes).forEach(([k, v]) => made.setAttribute(k, v));
    made.append(...children);
    return made;
  }
  const iconOf = (n) => icon(n.kind, inkOf(key(n)));
  function icon(kind, fill = byCommunity() ? ink.soft : colour(kind)) {
    const { shape } = page.kinds[kind];
    const points = SHAPES[shape];
    const drawn = points
      ? svg("polygon", { points: points.map(([x, y]) => `${x.toFixed(3)},${y.toFixed(3)}`).join(" ") })
      : svg("circle", { r: 1.05 });
    drawn.setAttribute("fill", fill);
    return svg("svg", { class: "icon", viewBox: "-1.6 -1.6 3.2 3.2", "aria-hidden": "true" }, drawn);
  }
  const PATHS = {
    theme: "M12 3a9 9 0 1 0 9 9 7 7 0 0 1-9-9z",
    physics: "M5 7a2 2 0 1 0 0-.01M19 6a2 2 0 1 0 0-.01M12 19a2 2 0 1 0 0-.01M7 7l10-1M6 9l5 8M18 8l-5 9",
    link: "M10 14a4 4 0 0 0 5.7 0l3-3a4 4 0 0 0-5.7-5.7l-1.2 1.2M14 10a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.7l1.2-1.2",
    "zoom-in": "M12 5v14M5 12h14", "zoom-out": "M5 12h14",
    fit: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5", close: "M5 5l14 14M19 5L5 19",
  };
  Object.entries(PATHS).forEach(([id, d]) => $(id).append(svg("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" }, svg("path", { d }))));

  // -- what is to be seen --------------------------------------------------------------------------

  const linkShown = (l) => !l.gone && !l.source.gone && !l.target.gone;
  const inTime = (day) => (!state.from || day >= state.from) && (!state.to || day <= state.to);
  const focus = () => state.hover || state.node;
  const focusLink = () => (state.hover ? null : state.hoverLink || (state.node ? null : state.link));
  function refocus() {
    const node = focus(), link = focusLink();
    state.near = null;
    if (node) {
      state.near = new Set([node]);
      node.links.filter(linkShown).forEach((l) => state.near.add(l.source).add(l.target));
    } else if (link) state.near = new Set([link.source, link.target]);
    network.redraw();
  }
  const lit = (n) => !state.near || state.near.has(n);
  const litLink = (l) => { const n = focus(); return !state.near || (n ? l.source === n || l.target === n : l === focusLink()); };

  function sift() {
    const everywhen = !state.from && !state.to;
    links.forEach((l) => { l.gone = l.weight < state.least || !(everywhen || l.days.some(inTime)); });
    nodes.forEach((n) => { n.gone = state.off.has(n.kind) || Boolean(state.community && n.community !== state.community); });
    if (state.only) {
      const near = new Set([state.only, ...state.only.links.filter((l) => !l.gone).flatMap((l) => [l.source, l.target])]);
      nodes.forEach((n) => { n.gone = n.gone || !near.has(n); });
    }
    nodes.forEach((n) => { n.gone = n.gone || (n.links.length > 0 && !n.links.some((l) => linkShown(l))); });
    if (state.node && state.node.gone) select(null);
    refocus();
    tell();
    remember();
  }

  // -- drawing -------------------------------------------------------------------------------------

  // Where the picture stands on the screen, or in an exported figure: pixels a unit, the place of (0, 0), the size.
  let scale = 1, origin = { x: 0, y: 0 }, frame = { width: 1, height: 1 }, cards = true;
  const LABELLED = 700;
  function inView(n) {
    const x = origin.x + n.x * scale, y = origin.y + n.y * scale;
    return x > -80 && y > -40 && x < frame.width + 80 && y < frame.height + 40;
  }
  function lineInView({ source: a, target: b }) {
    const left = origin.x + Math.min(a.x, b.x) * scale, right = origin.x + Math.max(a.x, b.x) * scale;
    const top = origin.y + Math.min(a.y, b.y) * scale, bottom = origin.y + Math.max(a.y, b.y) * scale;
    return right > -80 && bottom > -80 && left < frame.width + 80 && top < frame.height + 80;
  }
  function paint(ctx, ratio) {
    ctx.save();
    ctx.setTransform(ratio * scale, 0, 0, ratio * scale, ratio * origin.x, ratio * origin.y);
    drawLinks(ctx);
    drawNodes(ctx);
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawLabels(ctx);
    ctx.restore();
  }
  const radius = (n) => (n.size * Math.min(1.9, Math.max(0.62, Math.pow(scale, 0.45)))) / scale;

  // In a crowd, small nodes are drawn by the kind, without a rim: each rim costs the browser as much as its node.
  const RIMMED = 1500;
  function drawNodes(ctx) {
    const seen = ranked.filter((n) => !n.gone && inView(n));
    crowded(ctx, seen.slice(RIMMED));
    seen.slice(0, RIMMED).reverse().forEach((n) => drawNode(ctx, n));
    ctx.globalAlpha = 1;
  }
  function crowded(ctx, small) {
    (byCommunity() ? shades().map((_, i) => i) : page.order).forEach((hue) => [false, true].forEach((bright) => {
      ctx.globalAlpha = bright ? 1 : 0.1;
      ctx.fillStyle = inkOf(hue);
      ctx.beginPath();
      small.forEach((n) => { if (key(n) === hue && lit(n) === bright) outline(ctx, n.shape, n.x, n.y, radius(n)); });
      ctx.fill();
    }));
    small.filter((n) => n === state.node || n === state.hover).forEach((n) => ring(ctx, n, radius(n)));
  }
  function drawNode(ctx, n) {
    const r = radius(n);
    ctx.globalAlpha = lit(n) ? 1 : 0.1;
    trace(ctx, n.shape, n.x, n.y, r);
    ctx.lineJoin = "round";
    ctx.lineWidth = 2.2 / scale;
    ctx.strokeStyle = ink.paper;
    ctx.stroke();
    ctx.fillStyle = inkOf(key(n));
    ctx.fill();
    if (n === state.node || n === state.hover) ring(ctx, n, r);
  }
  function ring(ctx, n, r) {
    trace(ctx, n.shape, n.x, n.y, r + 3.5 / scale);
    ctx.lineWidth = 1.8 / scale;
    ctx.strokeStyle = ink.ink;
    ctx.stroke();
  }

  // A link takes the colour of what is told about: of its ends, the one that is not an event.
  const tone = (l) => {
    if (byCommunity()) return l.source.community === l.target.community ? key(l.source) : shades().length - 1;
    return l.target.kind === "event" ? l.source.kind : l.target.kind;
  };
  // Above so many, lines are straight, and those of others are left out where one thing is looked at.
  const CROWDED = 6000;
  let BEND = 0.09, crowd = 1;
  function measure() {
    BEND = links.length > CROWDED ? 0 : 0.09;
    crowd = Math.min(1, Math.max(0.35, 420 / Math.max(1, links.length)));
  }
  measure();
  function bend(l) {
    const { source: a, target: b } = l;
    return [(a.x + b.x) / 2 - (b.y - a.y) * BEND, (a.y + b.y) / 2 + (b.x - a.x) * BEND];
  }
  const thickness = (l) => 0.7 + 2.6 * Math.sqrt((l.weight - lightest) / (Math.max(heaviest - lightest, shares ? 0 : 1) || 1));
  const weighs = (w) => (Number.isInteger(w) && !shares ? `${w}×` : w.toPrecision(2));

  function drawLinks(ctx) {
    const night = dark(), bundles = new Map();
    links.forEach((l) => {
      if (!linkShown(l) || !lineInView(l)) return;
      const bright = state.near && litLink(l);
      if (state.near && !bright && links.length > CROWDED) return;
      const alpha = state.near ? (bright ? 0.85 : 0.05) : (night ? 0.5 : 0.42) * (0.55 + 0.45 * crowd);
      const width = Math.round(thickness(l) * 3) / 3 + (bright ? 0.5 : 0);
      const hue = tone(l), bundle = `${bright ? 1 : 0} ${hue} ${width} ${alpha}`;
      if (!bundles.has(bundle)) bundles.set(bundle, { hue, width, alpha, links: [] });
      bundles.get(bundle).links.push(l);
    });
    [...bundles.keys()].sort().forEach((bundle) => stroke(ctx, bundles.get(bundle)));
    ctx.globalAlpha = 1;
  }
  function stroke(ctx, { hue, width, alpha, links: bundle }) {
    ctx.globalAlpha = alpha;
    ctx.strokeStyle = inkOf(hue);
    ctx.lineWidth = width / scale;
    ctx.beginPath();
    bundle.forEach((l) => {
      ctx.moveTo(l.source.x, l.source.y);
      if (BEND) ctx.quadraticCurveTo(...bend(l), l.target.x, l.target.y);
      else ctx.lineTo(l.target.x, l.target.y);
    });
    ctx.stroke();
    if (page.directed) heads(ctx, hue, width, alpha, bundle);
  }
  // An arrow's head ends at the rim of its target, along the line.
  function heads(ctx, hue, width, alpha, bundle) {
    ctx.globalAlpha = Math.min(1, alpha * 1.8);
    ctx.fillStyle = inkOf(hue);
    ctx.beginPath();
    bundle.forEach((l) => {
      const [cx, cy] = bend(l), { x, y } = l.target, away = Math.hypot(x - cx, y - cy) || 1;
      const dx = (x - cx) / away, dy = (y - cy) / away, r = radius(l.target) + 1 / scale, long = (5 + 1.5 * width) / scale, wide = long * 0.42;
      const tip = [x - dx * r, y - dy * r], back = [tip[0] - dx * long, tip[1] - dy * long];
      ctx.moveTo(...tip);
      ctx.lineTo(back[0] - dy * wide, back[1] + dx * wide);
      ctx.lineTo(back[0] + dy * wide, back[1] - dx * wide);
      ctx.closePath();
    });
    ctx.fill();
  }
  function follow() {
    Object.entries(network.getPositions()).forEach(([id, { x, y }]) => { nodes[id].x = x; nodes[id].y = y; });
  }

  // -- labels: drawn at the size of the screen, the most important first, none over another ----------

  const widths = new Map();
  function measured(ctx, font, text) {
    const key = font + text;
    if (!widths.has(key)) { ctx.font = font; widths.set(key, ctx.measureText(text).width); }
    return widths.get(key);
  }
  const CJK = /[\u3000-\u9fff]/;
  function wrapped(ctx, font, text, room) {
    const pieces = CJK.test(text) ? [...text] : text.split(/(?<=[\s\-])/);
    const lines = [""];
    for (const piece of pieces) {
      const line = lines[lines.length - 1];
      if (measured(ctx, font, line + piece) <= room || !line) { lines[lines.length - 1] = line + piece; continue; }
      if (lines.length === 3) { lines[2] = `${line.trimEnd()}…`; break; }
      lines.push(piece.trimStart());
    }
    return lines.map((l) => { let t = l.trim(); while (t.length > 2 && measured(ctx, font, t) > room * 1.15) t = `${t.slice(0, -2)}…`; return t; });
  }
  // An event is called "type · place · day": its type stands above the rest.
  function pieces(n) {
    const parts = name(n).split(" · ");
    return n.kind === "event" && parts.length > 1 ? [parts[0], parts.slice(1).join(" · ")] : [name(n)];
  }
  function labelOf(ctx, n) {
    const important = n.size / largest;
    const size = Math.round(10.5 + (n.kind === "event" ? 1.5 : 5.5) * Math.pow(important, 1.3) + (scale > 1 ? Math.min(2, scale - 1) : 0));
    const font = `${n.kind === "event" ? 400 : important > 0.55 ? 600 : 500} ${size}px ${ink.sans}`;
    const made = `${font}|${state.language}`;
    if (n.labelKey !== made) {
      const lines = pieces(n).flatMap((piece) => wrapped(ctx, font, piece, { event: 190, community: 240 }[n.kind] || 150)).slice(0, 3);
      n.label = { font, size, lines, width: 3 + Math.max(...lines.map((l) => measured(ctx, font, l))), height: lines.length * size * 1.18 };
      n.labelKey = made;
    }
    return n.label;
  }

  let boxes = [];
  const GRID = 64;
  function ledger() {
    const cells = new Map();
    const over = (box, visit) => {
      for (let i = Math.floor(box[0] / GRID); i <= Math.floor(box[2] / GRID); i++)
        for (let j = Math.floor(box[1] / GRID); j <= Math.floor(box[3] / GRID); j++)
          if (visit(`${i},${j}`)) return true;
      return false;
    };
    return {
      add: (box) => over(box, (k) => { if (!cells.has(k)) cells.set(k, []); cells.get(k).push(box); }),
      hits: (box, least = 0) => over(box, (k) => (cells.get(k) || []).some((o) => o.owner !== box.owner && o.size >= least && o[0] < box[2] && box[0] < o[2] && o[1] < box[3] && box[1] < o[3])),
    };
  }
  const owned = (box, owner, size = Infinity) => Object.assign(box, { owner, size });
  function spots(p, r, l) {
    const { width: w, height: h } = l, gap = r + 3;
    const at = (align, ...box) => Object.assign(box, { align });
    return [
      at("center", p.x - w / 2, p.y + gap, p.x + w / 2, p.y + gap + h),
      at("left", p.x + gap + 1, p.y - h / 2, p.x + gap + 1 + w, p.y + h / 2),
      at("right", p.x - gap - 1 - w, p.y - h / 2, p.x - gap - 1, p.y + h / 2),
      at("center", p.x - w / 2, p.y - gap - h, p.x + w / 2, p.y - gap),
    ];
  }

  function drawLabels(ctx) {
    const place = (n) => ({ x: origin.x + n.x * scale, y: origin.y + n.y * scale });
    const seen = ranked.filter((n) => !n.gone && inView(n));
    const taken = ledger();
    if (cards) ["sidebar", "tools", "panel"].forEach((id) => {
      const { left, top, right, bottom, width } = $(id).getBoundingClientRect();
      if (width) taken.add(owned([left - 6, top - 6, right + 6, bottom + 6], null));
    });
    const inside = (b) => b[0] > 2 && b[1] > 2 && b[2] < frame.width - 2 && b[3] < frame.height - 2;
    seen.filter(lit).forEach((n) => { const p = place(n), r = radius(n) * scale; taken.add(owned([p.x - r, p.y - r, p.x + r, p.y + r], n, n.size)); });
    // The most important are named first, over small nodes if need be: a picture without them says little.
    const things = seen.filter((n) => n.kind !== "event");
    const foremost = new Set(things.slice(0, 5));
    const prominent = new Set([...things.slice(0, 12), ...seen.slice(0, 6)]);
    const spot = (n, choices) => {
      const free = (least) => choices.find((b) => inside(b) && !taken.hits(b, least));
      return free(0) || (prominent.has(n) && free(n.size * 0.7)) || (foremost.has(n) && free(Infinity));
    };
    const first = focus();
    const wanted = state.near ? [...(first ? [first] : []), ...seen.filter((n) => n !== first && state.near.has(n))] : [...new Set([...prominent, ...seen.slice(0, LABELLED)])];
    ctx.textBaseline = "middle"; ctx.lineJoin = "round";
    boxes = [];
    wanted.forEach((n) => {
      const p = place(n), l = labelOf(ctx, n), choices = spots(p, radius(n) * scale, l).map((b) => owned(b, n));
      const box = spot(n, choices) || (n === first || (state.near && state.near.size < 12) ? choices[0] : null);
      if (!box) return;
      taken.add(box); boxes.push(box);
      write(ctx, n, l, box);
    });
  }
  function write(ctx, n, l, box) {
    ctx.font = l.font; ctx.textAlign = box.align;
    l.lines.forEach((line, i) => {
      const x = { left: box[0], center: (box[0] + box[2]) / 2, right: box[2] }[box.align], y = box[1] + (i + 0.5) * l.size * 1.18;
      ctx.strokeStyle = ink.paper; ctx.lineWidth = 3.5; ctx.globalAlpha = 0.9; ctx.strokeText(line, x, y);
      ctx.globalAlpha = 1; ctx.fillStyle = nameInk(n); ctx.fillText(line, x, y);
    });
  }

  // -- the network ---------------------------------------------------------------------------------

  // vis-network moves, zooms and drags; it is given a node when that is grabbed, and all when they are to move. We draw.
  const data = new vis.DataSet(), wires = new vis.DataSet();
  const unseen = () => ({ drawNode() {}, nodeDimensions: { width: 1, height: 1 } });
  const handed = (n) => ({ id: n.id, x: n.x, y: n.y, size: n.size, shape: "custom", ctxRenderer: unseen });
  readColours();
  const network = new vis.Network($("network"), { nodes: data, edges: wires }, read("options"));
  let ready = false;
  network.on("afterDrawing", (ctx) => {
    if (!ready) return;
    if (state.moving) follow();
    scale = network.getScale();
    origin = network.canvasToDOM({ x: 0, y: 0 });
    frame = { width: ctx.canvas.clientWidth, height: ctx.canvas.clientHeight };
    paint(ctx, ctx.canvas.width / frame.width);
  });
  network.on("dragging", (p) => { if (p.nodes.length) { state.moving = true; } });
  network.on("dragEnd", () => { follow(); state.moving = pressed("physics"); });
  const pressed = (id) => $(id).getAttribute("aria-pressed") === "true";
  $("network").addEventListener("pointerdown", (e) => { if (!pressed("physics")) grab(e); }, true);
  function grab(e) {
    const box = $("network").getBoundingClientRect();
    const { node } = pick({ x: e.clientX - box.left, y: e.clientY - box.top });
    if (data.length) data.clear();
    if (!node) return;
    const r = radius(node) + 8 / scale;
    ready = false; // vis-network has to draw a node to know its size; the picture follows with the next frame
    data.add({ ...handed(node), ctxRenderer: () => ({ drawNode() {}, nodeDimensions: { width: 2 * r, height: 2 * r } }) });
    network.redraw();
    ready = true;
  }
  function handOver() {
    wires.clear(); data.clear();
    data.add(nodes.map(handed));
    wires.add(links.map((l) => ({ id: l.id, from: l.from, to: l.to })));
  }

  // The picture is fitted into what the cards leave free.
  function fit(animated) {
    const seen = nodes.filter((n) => !n.gone);
    if (!seen.length) return;
    const box = extent(seen);
    const wide = innerWidth > 860;
    const left = wide ? 320 : 20, right = wide && !$("panel").hidden ? 420 : 50, top = wide ? 50 : 150, bottom = 60;
    const zoom = Math.min(1.8, (innerWidth - left - right - (wide ? 200 : 60)) / Math.max(60, box[2] - box[0]), (innerHeight - top - bottom) / Math.max(60, box[3] - box[1]));
    move({ x: (box[0] + box[2]) / 2, y: (box[1] + box[3]) / 2 }, Math.max(0.02, zoom), { x: (left - right) / 2, y: (top - bottom) / 2 }, animated);
  }
  function extent(seen) {
    return seen.reduce(([a, b, c, d], { x, y }) => [Math.min(a, x), Math.min(b, y), Math.max(c, x), Math.max(d, y)], [Infinity, Infinity, -Infinity, -Infinity]);
  }
  function move(position, zoom, offset, animated = true) {
    const animation = animated && !calm.matches ? { duration: 420, easingFunction: "easeInOutCubic" } : false;
    network.moveTo({ position, scale: zoom, offset, animation });
  }
  const zoomBy = (factor) => move(network.getViewPosition(), network.getScale() * factor, { x: 0, y: 0 });

  // -- pointing ------------------------------------------------------------------------------------

  function pick(at) {
    const labelled = boxes.find((b) => at.x >= b[0] && at.x <= b[2] && at.y >= b[1] && at.y <= b[3]);
    const spot = network.DOMtoCanvas(at);
    let best = null, least = Infinity;
    nodes.forEach((n) => {
      if (n.gone) return;
      const away = Math.hypot(n.x - spot.x, n.y - spot.y) - radius(n);
      if (away < least) { least = away; best = n; }
    });
    if (least * scale < 3) return { node: best };
    if (labelled) return { node: labelled.owner };
    if (least * scale < 7) return { node: best };
    return { link: pickLink(spot, 5 / scale) };
  }
  function pickLink(spot, reach) {
    let best = null, least = reach;
    links.forEach((l) => {
      if (!linkShown(l) || !litLink(l)) return;
      const { source: a, target: b } = l, slack = reach + Math.hypot(b.x - a.x, b.y - a.y) * BEND;
      if (spot.x < Math.min(a.x, b.x) - slack || spot.x > Math.max(a.x, b.x) + slack || spot.y < Math.min(a.y, b.y) - slack || spot.y > Math.max(a.y, b.y) + slack) return;
      const away = distance(l, spot);
      if (away < least) { least = away; best = l; }
    });
    return best;
  }
  function distance({ source: a, target: b, ...l }, spot) {
    const [cx, cy] = bend({ source: a, target: b, ...l });
    let least = Infinity, px = a.x, py = a.y;
    for (let i = 1; i <= 16; i++) {
      const t = i / 16, u = 1 - t;
      const x = u * u * a.x + 2 * u * t * cx + t * t * b.x, y = u * u * a.y + 2 * u * t * cy + t * t * b.y;
      const length = (x - px) ** 2 + (y - py) ** 2 || 1;
      const along = Math.max(0, Math.min(1, ((spot.x - px) * (x - px) + (spot.y - py) * (y - py)) / length));
      least = Math.min(least, Math.hypot(px + along * (x - px) - spot.x, py + along * (y - py) - spot.y));
      px = x; py = y;
    }
    return least;
  }

  let waiting = null;
  $("network").addEventListener("mousemove", (e) => {
    if (e.buttons) { point(null); return; }
    if (!waiting) requestAnimationFrame(() => { point(waiting); waiting = null; });
    waiting = e;
  });
  $("network").addEventListener("mouseleave", () => point(null));
  function point(e) {
    const box = $("network").getBoundingClientRect();
    const { node = null, link = null } = e ? pick({ x: e.clientX - box.left, y: e.clientY - box.top }) : {};
    if (node !== state.hover || link !== state.hoverLink) {
      state.hover = node; state.hoverLink = link;
      $("network").classList.toggle("over", Boolean(node || link));
      refocus();
    }
    tip(e, node, link);
  }
  function tip(e, node, link) {
    const shown = $("tip");
    shown.hidden = !(node || link);
    if (shown.hidden) return;
    const lines = node
      ? [name(node), [otherName(node), counted("links", node.links.filter(linkShown).length)].filter(Boolean).join(" · ")]
      : [`${name(link.source)} — ${name(link.target)}`, [word(link.kind), link.facts.length ? counted("facts", link.facts.length) : ""].filter(Boolean).join(" · ")];
    shown.replaceChildren(lines[0], element("small", "", lines[1]));
    shown.style.left = `${Math.min(e.clientX + 14, innerWidth - shown.offsetWidth - 8)}px`;
    shown.style.top = `${Math.min(e.clientY + 16, innerHeight - shown.offsetHeight - 8)}px`;
  }
  network.on("click", ({ pointer }) => {
    const { node, link } = pick(pointer.DOM);
    if (node && node.opens) open(node.opens);
    else if (link && link.opens) open(link.opens);
    else if (node) select(node);
    else if (link) selectLink(link);
    else select(null);
  });

  // -- the panel -----------------------------------------------------------------------------------

  function element(tag, className, ...children) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    made.append(...children.filter((c) => c !== null && c !== undefined));
    return made;
  }
  function button(className, action, ...children) {
    const made = element("button", className, ...children);
    made.type = "button";
    made.addEventListener("click", action);
    return made;
  }

  function select(node, centred = false) {
    state.node = node; state.link = null;
    if (centred && node) reach([node]);
    show();
  }
  function selectLink(link) { state.node = null; state.link = link; show(); }
  function show() {
    const open = Boolean(state.node || state.link);
    $("panel").hidden = !open;
    document.body.classList.toggle("reading", open);
    if (open) { $("facts").replaceChildren(...(state.node ? aboutNode(state.node) : aboutLink(state.link))); $("facts").scrollTop = 0; }
    refocus();
    remember();
  }
  function reach([node]) {
    const wide = innerWidth > 860;
    move({ x: node.x, y: node.y }, Math.max(network.getScale(), 0.9), wide ? { x: -45, y: 0 } : { x: 0, y: -innerHeight / 5 });
  }

  function aboutNode(n) {
    const shown = n.links.filter(linkShown);
    const everywhen = !state.from && !state.to;
    const told = new Set(shown.flatMap((l) => (everywhen ? l.facts : l.facts.filter((i) => inTime(facts().facts[i].day)))));
    const days = shown.flatMap((l) => [l.first, l.last, ...l.days]).filter((day) => day && inTime(day)).sort();
    const title = n.title[state.language === "zh" ? n.title.length - 1 : 0];
    return [
      element("div", "kind", iconOf(n), word(n.kind)),
      element("h2", "", ...whole(name(n))),
      otherName(n) ? element("div", "other", otherName(n)) : null,
      title && /[\p{L}\p{N}]/u.test(title) ? element("p", "headline", title) : null,
      element("p", "sum", [counted("links", shown.length), told.size ? counted("facts", told.size) : "", days.length ? span(days[0], days[days.length - 1]) : ""].filter(Boolean).join(" · ")),
      n.links.length ? button("only", () => alone(state.only === n ? null : n), word(state.only === n ? "everything" : "only these")) : null,
      ...page.order.flatMap((kind) => group(n, kind, shown)),
    ].filter(Boolean);
  }
  function alone(n) { state.only = n; sift(); fit(true); if (state.node) show(); }
  // "type · place · day" breaks between its parts, never within a day.
  const whole = (text) => text.split(/(?<= · )/).map((part) => (part.length < 28 ? element("span", "", part) : part));
  function group(n, kind, shown) {
    const theirs = shown.map((l) => [l.source === n ? l.target : l.source, l]).filter(([m]) => m.kind === kind);
    if (!theirs.length) return [];
    const weights = new Map(theirs.map(([, l]) => [l, weightIn(l)]));
    theirs.sort(([a, k], [b, l]) => weights.get(l) - weights.get(k) || (l.last > k.last ? 1 : l.last < k.last ? -1 : 0) || a.id - b.id);
    const list = element("div");
    more(list, theirs, 60, ([m, l]) => row(m, l));
    return [element("h3", "", element("span", "", kindName(kind)), element("span", "", String(theirs.length))), list];
  }
  // Of a link, how many events (or articles) are in the chosen time; without one, its weight.
  function weightIn(l) {
    if (!state.from && !state.to) return l.weight;
    return new Set(l.facts.map((i) => facts().facts[i]).filter((f) => inTime(f.day)).map((f) => f.unit)).size;
  }
  function row(m, l) {
    const roles = [...new Set(l.facts.map((f) => how(facts().facts[f])).filter(Boolean))];
    const note = heaviest > 1 || shares ? element("span", "weight", weighs(weightIn(l))) : roles.length ? element("span", "role", roles.slice(0, 2).join(", ")) : null;
    const way = page.directed ? element("span", "way", l.target === m ? "→" : "←") : iconOf(m);
    const made = element("details", "", element("summary", "", way, element("span", "name", name(m)), note));
    made.addEventListener("toggle", () => {
      if (made.open && made.children.length === 1) made.append(button("goto", () => select(m, true), word("go"), " → ", name(m)), evidence(l));
    });
    return made;
  }

  function aboutLink(l) {
    const end = (n) => button("", () => select(n, true), iconOf(n), element("span", "", name(n)));
    const told = l.facts.length && facts().facts[l.facts[0]], turned = told && !page.directed && told.who === l.target.id;
    const [one, other] = turned ? [l.target, l.source] : [l.source, l.target];
    return [
      element("div", "pair", end(one), element("div", "relation", word(l.kind)), end(other)),
      element("p", "sum", [heaviest > 1 || shares ? weighs(weightIn(l)) : "", l.facts.length ? counted("facts", l.facts.length) : "", l.first ? span(l.first, l.last) : ""].filter(Boolean).join(" · ")),
      element("h3"),
      evidence(l),
    ];
  }

  const how = (f) => f.how[state.language === "zh" ? 1 : 0];
  function evidence(l) {
    const list = element("div");
    list.style.setProperty("--tone", inkOf(tone(l)));
    const told = l.facts.map((i) => facts().facts[i]).filter((f) => !f.day || inTime(f.day)).sort((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : b.sure - a.sure));
    if (!told.length) list.append(element("p", "sum", word("no evidence")));
    more(list, joined(told), 12, (f) => fact(f, [l.source, l.target]));
    return list;
  }
  // One stretch of text that says two things (chaired and spoke) is shown once.
  function joined(facts) {
    const found = new Map();
    facts.forEach((f) => {
      const key = JSON.stringify([f.who, f.what, f.article, f.quotes]);
      const same = found.get(key);
      if (!same) found.set(key, { ...f, how: [...f.how] });
      else if (!same.how[0].split(", ").includes(f.how[0])) same.how = same.how.map((h, i) => [h, f.how[i]].filter(Boolean).join(i ? "、" : ", "));
    });
    return [...found.values()];
  }
  function quoted(text, ends) {
    const names = ends.flatMap((n) => [n.en, n.zh]).filter((t) => t.length > 1).map((t) => t.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    if (!names.length) return element("blockquote", "", text);
    const parts = text.split(new RegExp(`(${names.join("|")})`, "iu"));
    return element("blockquote", "", ...parts.map((part, i) => (i % 2 ? element("mark", "", part) : part)));
  }
  function fact(f, ends) {
    const article = facts().articles[f.article];
    const who = nodes[f.who] && nodes[f.who].kind === "person" ? name(nodes[f.who]) : "";
    const what = [who, how(f), f.what[state.language === "zh" ? 1 : 0]].filter(Boolean).join(" · ");
    return element("div", "fact",
      ...f.quotes.map((q) => quoted(q, ends)),
      what ? element("div", "about", element("b", "", what)) : null,
      element("div", "about", source(article)),
      element("div", "rule", sureness(f.sure), `${word("confidence")} ${Math.round(f.sure * 100)}%`, f.rule ? ` · ${word("rule")}: ${f.rule}` : ""));
  }
  function source(article) {
    const text = [article.title, article.publisher, article.day].filter(Boolean).join(" · ");
    if (!/^https?:\/\//.test(article.url)) return element("span", "", text);
    const link = element("a", "", word("open article"));
    link.href = article.url; link.target = "_blank"; link.rel = "noopener noreferrer";
    return element("span", "", text, " · ", link);
  }
  function sureness(share) {
    const bar = element("i");
    bar.style.width = `${Math.round(share * 100)}%`;
    return element("span", "sure", bar);
  }
  function more(list, items, step, made) {
    const next = (start) => {
      list.append(...items.slice(start, start + step).map(made));
      const left = items.length - start - step;
      if (left > 0) {
        const again = button("more", () => { again.remove(); next(start + step); }, word("more").replace("{n}", Math.min(step, left)));
        list.append(again);
      }
    };
    next(0);
  }

  // -- search --------------------------------------------------------------------------------------

  const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
  const keysOf = (n) => (n.keys = n.keys || [...new Set([n.en, n.zh, ...n.title].map(plain))]);
  let hits = [], chosen = 0;
  // Of a large graph, everybody who is in one of its pictures.
  function everyone() {
    const index = once("index");
    index.made = index.made || index.names.map(([en, zh, kind, community, place]) => ({ en, zh, kind: page.order[kind], title: [], scene: index.scenes[community], place }));
    return index.made;
  }
  function look() {
    const wanted = plain($("search").value.trim());
    const rank = (n) => Math.min(...keysOf(n).map((k, i) => (k.startsWith(wanted) ? 0 : k.includes(wanted) ? 1 : 9) + (i > 1 ? 2 : 0)));
    hits = wanted ? (page.grouped ? everyone() : ranked).map((n) => [rank(n), n]).filter(([r]) => r < 9).sort((a, b) => a[0] - b[0]).slice(0, 12).map(([, n]) => n) : [];
    chosen = 0;
    list(Boolean(wanted));
  }
  function list(open) {
    $("found").hidden = !open;
    $("search").setAttribute("aria-expanded", String(open));
    $("found").replaceChildren(...(hits.length ? hits.map(hit) : [element("li", "none", word("nothing found"))]));
  }
  function hit(n, i) {
    const made = element("li", "", n.scene ? icon(n.kind) : iconOf(n), element("span", "name", name(n)), element("span", "other", otherName(n)));
    made.setAttribute("role", "option");
    made.setAttribute("aria-selected", String(i === chosen));
    made.addEventListener("mousedown", (e) => { e.preventDefault(); choose(n); });
    return made;
  }
  function choose(n) {
    if (!n) return;
    if (n.scene) { $("search").value = ""; list(false); $("search").blur(); open(n.scene, n.place); return; }
    if (state.off.has(n.kind)) { state.off.delete(n.kind); legend(); sift(); }
    if (n.gone) { Object.assign(state, { least: 0, community: "", only: null }); everyDay(); sift(); legend(); communities(); }
    $("search").value = ""; list(false); $("search").blur();
    select(n, true);
  }
  $("search").addEventListener("input", () => { look(); remember(); });
  $("search").addEventListener("blur", () => list(false));
  $("search").addEventListener("keydown", (e) => {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (e.key in steps && hits.length) { chosen = (chosen + steps[e.key] + hits.length) % hits.length; list(true); e.preventDefault(); }
    if (e.key === "Enter" && hits.length) { choose(hits[chosen]); if (!$("panel").hidden) $("facts").focus({ preventScroll: true }); }
  });

  // -- communities of a large graph, each a picture of its own ---------------------------------------

  function open(id, wanted) {
    load(id);
    Object.assign(state, { node: null, link: null, hover: null, hoverLink: null, near: null, least: 0, from: "", to: "", community: "", only: null });
    state.off.clear();
    wires.clear(); data.clear();
    $("physics").setAttribute("aria-pressed", "false");
    network.setOptions({ physics: { enabled: false } });
    $("back").hidden = !scene;
    measure(); timeline(); communities(); legend(); sift(); show();
    fit(false);
    if (wanted !== undefined) select(nodes[wanted], true);
  }

  // -- time and communities ------------------------------------------------------------------------

  const STEPS = { day: 10, month: 7, year: 4 };
  const next = (step) => {
    const [y, m = 12, d] = step.split("-").map(Number);
    const date = d ? new Date(Date.UTC(y, m - 1, d + 1)) : new Date(Date.UTC(step.length === 4 ? y + 1 : y, step.length === 4 ? 0 : m, 1));
    return date.toISOString().slice(0, step.length);
  };
  function stepsOf(length) {
    const steps = [], last = days[days.length - 1].slice(0, length);
    for (let step = days[0].slice(0, length); step <= last && steps.length < 400; step = next(step)) steps.push(step);
    return steps;
  }
  let steps = [], tally = [];
  function timeline() {
    const [a, b] = [days[0], days[days.length - 1]];
    const apart = days.length > 1 ? (Date.parse(b) - Date.parse(a)) / 864e5 : 0;
    steps = [];
    $("time").hidden = !apart || Boolean(page.grouped && !scene);
    if ($("time").hidden) return;
    steps = stepsOf(apart < 62 ? STEPS.day : apart < 2200 ? STEPS.month : STEPS.year);
    const place = new Map(steps.map((step, i) => [step, i]));
    tally = steps.map(() => 0);
    links.forEach((l) => l.days.forEach((day) => { tally[place.get(day.slice(0, steps[0].length))] += 1; }));
    ["from", "to"].forEach((id) => { $(id).max = steps.length - 1; });
    $("from").value = 0; $("to").value = steps.length - 1;
    const highest = most(tally);
    $("bars").setAttribute("viewBox", `0 0 ${steps.length} 20`);
    $("bars").replaceChildren(...tally.map((n, i) => {
      const column = svg("g", {}, svg("rect", { class: "reach", x: i, width: 1, y: 0, height: 20 }), svg("rect", { x: i + 0.1, width: 0.8, y: 20 - (n ? Math.max(1.2, 20 * Math.sqrt(n / highest)) : 0), height: 20 }));
      column.addEventListener("click", () => stretch(i, i));
      return column;
    }));
    years();
    within();
  }
  // Below months stand the years that they belong to; a click on one is a click on all of its months.
  function years() {
    const found = [...new Set(steps.map((step) => step.slice(0, 4)))];
    const parts = steps[0].length === STEPS.year ? [] : found.map((year) => steps.map((s, i) => (s.startsWith(year) ? i : -1)).filter((i) => i >= 0));
    $("years").replaceChildren(...parts.map((of, i) => {
      const made = button("", () => stretch(of[0], of[of.length - 1]), of.length / steps.length > 0.1 ? found[i] : "");
      made.style.flexGrow = of.length;
      made.title = found[i];
      return made;
    }));
  }
  // The chosen steps; chosen once more, all of them.
  function stretch(a, b) {
    const same = Number($("from").value) === a && Number($("to").value) === b;
    $("from").value = same ? 0 : a; $("to").value = same ? steps.length - 1 : b;
    moved();
  }
  function moved() { within(); sift(); if (state.node || state.link) show(); }
  function within() {
    const [a, b] = [Number($("from").value), Number($("to").value)].sort((x, y) => x - y);
    state.from = a > 0 ? steps[a] : "";
    state.to = b < steps.length - 1 ? `${steps[b]}~` : "";
    [...$("bars").children].forEach((bar, i) => bar.classList.toggle("out", i < a || i > b));
    $("time").querySelector("output").textContent = span(steps[a], steps[b]);
  }
  function everyDay() {
    if (!steps.length) return;
    $("from").value = 0; $("to").value = steps.length - 1;
    within();
  }
  ["from", "to"].forEach((id) => $(id).addEventListener("input", moved));

  function communities() {
    const found = new Map();
    ranked.forEach((n) => { if (n.community) { if (!found.has(n.community)) found.set(n.community, []); found.get(n.community).push(n); } });
    const order = [...found].sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1));
    standing = new Map(order.map(([id], i) => [id, i]));
    $("community").hidden = found.size < 2 || (byCommunity() && found.size < shades().length);
    $("colour").hidden = found.size < 2;
    [...$("colour").querySelectorAll("option")].forEach((o) => { o.selected = o.value === state.colour; });
    swatches(order);
    const named = ([id, members]) => {
      const made = element("option", "", `${members.slice(0, 3).map((n) => name(n).slice(0, 40)).join(state.language === "zh" ? "、" : ", ")} (${members.length})`);
      made.value = id; made.selected = id === state.community;
      return made;
    };
    const all = element("option", "", word("every community"));
    all.value = "";
    $("community").querySelector("select").replaceChildren(all, ...order.map(named));
  }
  // What the colours mean, where they are those of communities; a click shows one of them alone.
  let foremost = [];
  function swatches(order) {
    const some = order.slice(0, shades().length - 1);
    foremost = byCommunity() ? some.map(([id, members]) => ({ id, hue: hued(id), text: members.slice(0, 2).map((n) => name(n).slice(0, 24)).join(state.language === "zh" ? "、" : ", "), size: members.length })) : [];
    if (foremost.length && order.length > some.length) foremost.push({ id: "", hue: shades().length - 1, text: word("other communities"), size: nodes.length - foremost.reduce((sum, c) => sum + c.size, 0) });
    $("swatches").hidden = !foremost.length;
    $("swatches").replaceChildren(...foremost.map(({ id, hue, text, size }) => {
      const dot = element("i");
      dot.style.background = inkOf(hue);
      const made = button(id && id === state.community ? "chosen" : "", () => { if (id) { state.community = state.community === id ? "" : id; communities(); sift(); } }, dot, element("span", "name", text), element("span", "count", size.toLocaleString("en")));
      made.disabled = !id;
      return made;
    }));
  }
  $("community").querySelector("select").addEventListener("change", (e) => { state.community = e.target.value; communities(); sift(); });
  $("colour").querySelector("select").addEventListener("change", (e) => { state.colour = e.target.value; communities(); legend(); redrawn(); });
  function redrawn() { remember(); if (state.node || state.link) show(); else network.redraw(); }

  // -- a link to what is seen: all of the page's state, in words, behind the # of its address ----------

  // Of several that share a name, the second is "name~2".
  const alike = (n) => nodes.filter((m) => m.en === n.en);
  const called = (n) => (alike(n).length > 1 ? `${n.en}~${alike(n).indexOf(n) + 1}` : n.en);
  const byCall = (text) => nodes.find((n) => called(n) === text || n.en === text || n.zh === text) || null;
  let restored = false;
  function saidState() {
    const said = {
      scene: scene, node: state.node ? called(state.node) : "", only: state.only ? called(state.only) : "",
      one: state.link ? called(state.link.source) : "", other: state.link ? called(state.link.target) : "",
      off: [...state.off].sort().join(" "), least: state.least || "", community: state.community,
      colour: state.colour === page.colour ? "" : state.colour,
      from: state.from, to: state.to.replace("~", ""), find: $("search").value.trim(),
      lang: state.language === page.language ? "" : state.language, theme: state.theme,
    };
    return Object.entries(said).filter(([, v]) => v !== "" && v !== null && v !== undefined);
  }
  function remember() {
    if (!restored) return;
    const text = new URLSearchParams(saidState()).toString();
    // Where a page stands inside another, it has no address of its own.
    try { history.replaceState(null, "", text ? `#${text}` : location.pathname + location.search); } catch { /* no address */ }
  }
  function restore() {
    const said = new URLSearchParams(location.hash.slice(1)), get = (k) => said.get(k) || "";
    restored = false;
    const wanted = /^(group|between)-[\d-]+$/.test(get("scene")) && $(get("scene")) ? get("scene") : "";
    if (wanted !== scene) open(wanted);
    state.off = new Set(get("off").split(" ").filter((k) => page.order.includes(k)));
    const least = Number(get("least"));
    state.least = least > 0 && least <= heaviest ? least : 0;
    state.community = nodes.some((n) => n.community === get("community")) ? get("community") : "";
    state.colour = ["kind", "community"].includes(get("colour")) ? get("colour") : page.colour;
    state.only = get("only") ? byCall(get("only")) : null;
    everyDay();
    if (steps.length) {
      const at = (day, other) => { const i = steps.findIndex((step) => step === day.slice(0, step.length)); return day && i >= 0 ? i : other; };
      $("from").value = at(get("from"), 0); $("to").value = at(get("to"), steps.length - 1);
      within();
    }
    state.language = Object.keys(page.words).includes(get("lang")) ? get("lang") : page.language;
    state.theme = ["dark", "light"].includes(get("theme")) ? get("theme") : "";
    if (state.theme) document.documentElement.dataset.theme = state.theme; else delete document.documentElement.dataset.theme;
    readColours();
    Object.assign(state, { node: null, link: null });
    speak(); sift();
    const [one, other] = [byCall(get("one")), byCall(get("other"))];
    const node = byCall(get("node")), link = links.find((l) => l.source === one && l.target === other);
    const [x, y, zoom] = get("at").split(" ").map(Number);
    if (node && !node.gone) select(node, !zoom); else if (link) { selectLink(link); } else show();
    if (zoom) move({ x, y }, zoom, { x: 0, y: 0 }, false); else if (!node) fit(false);
    if (get("find")) { $("search").value = get("find"); look(); }
    restored = true;
  }
  addEventListener("hashchange", restore);
  async function copied() {
    const { x, y } = network.getViewPosition();
    const said = [...saidState(), ["at", [x, y, network.getScale()].map((v) => +v.toPrecision(5)).join(" ")]];
    const text = `${location.href.split("#")[0]}#${new URLSearchParams(said)}`;
    try { await navigator.clipboard.writeText(text); } catch { byHand(text); }
    $("said").textContent = word("copied");
    $("said").hidden = false;
    setTimeout(() => { $("said").hidden = true; }, 2200);
  }
  function byHand(text) {
    const field = element("textarea");
    field.value = text;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }

  // -- the picture as a file -----------------------------------------------------------------------

  // Takes what the canvas takes and keeps it as SVG.
  class Recorder {
    constructor(width, height) {
      this.root = svg("svg", { xmlns: SVG, width, height, viewBox: `0 0 ${width} ${height}` });
      this.gauge = document.createElement("canvas").getContext("2d");
      this.group = this.root; this.path = []; this.globalAlpha = 1;
    }
    set font(font) { this.gauge.font = font; }
    get font() { return this.gauge.font; }
    save() {} restore() {}
    measureText(text) { return this.gauge.measureText(text); }
    setTransform(...matrix) { this.group = svg("g", { transform: `matrix(${matrix.map((v) => +v.toFixed(5)).join(" ")})` }); this.root.append(this.group); }
    beginPath() { this.path = []; }
    add(letter, ...values) { this.path.push(letter + values.map((v) => +v.toFixed(2)).join(" ")); }
    moveTo(...at) { this.add("M", ...at); }
    lineTo(...at) { this.add("L", ...at); }
    quadraticCurveTo(...at) { this.add("Q", ...at); }
    arc(x, y, r) { this.add("M", x - r, y); this.add("a", r, r, 0, 1, 0, 2 * r, 0); this.add("a", r, r, 0, 1, 0, -2 * r, 0); }
    closePath() { this.path.push("Z"); }
    put(tag, attributes, ...inside) { this.group.append(svg(tag, { ...attributes, opacity: +this.globalAlpha.toFixed(3) }, ...inside)); }
    stroke() { this.put("path", { d: this.path.join(""), fill: "none", stroke: this.strokeStyle, "stroke-width": +this.lineWidth.toFixed(3), "stroke-linejoin": "round" }); }
    fill() { this.put("path", { d: this.path.join(""), fill: this.fillStyle }); }
    fillRect(x, y, width, height) { this.put("rect", { x, y, width, height, fill: this.fillStyle }); }
    text(text, x, y, look) {
      const anchor = { left: "start", center: "middle", right: "end" }[this.textAlign] || "start";
      this.put("text", { x: +x.toFixed(1), y: +y.toFixed(1), "text-anchor": anchor, "dominant-baseline": "central", style: `font: ${this.font}`, ...look }, text);
    }
    fillText(text, x, y) { this.text(text, x, y, { fill: this.fillStyle }); }
    strokeText(text, x, y) { this.text(text, x, y, { fill: "none", stroke: this.strokeStyle, "stroke-width": this.lineWidth, "stroke-linejoin": "round" }); }
  }

  const FIGURE = { width: 1600, height: 1180, head: 84, foot: 104, side: 48 };
  function figure(ctx, ratio) {
    const before = { scale, origin, frame, boxes }, { width, height, head, foot, side } = FIGURE;
    const [left, top, right, bottom] = extent(nodes.filter((n) => !n.gone));
    frame = { width, height }; cards = false;
    scale = Math.min(2.2, (width - 2 * side - 220) / Math.max(60, right - left), (height - head - foot - 60) / Math.max(60, bottom - top));
    origin = { x: width / 2 - (scale * (left + right)) / 2, y: (head + height - foot) / 2 - (scale * (top + bottom)) / 2 };
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.globalAlpha = 1;
    ctx.fillStyle = ink.paper;
    ctx.fillRect(0, 0, width, height);
    paint(ctx, ratio);
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    captioned(ctx);
    ({ scale, origin, frame, boxes } = before); cards = true;
  }
  function captioned(ctx) {
    const { width, height, head, foot, side } = FIGURE, room = width - 2 * side;
    const line = (text, font, fill, x, y) => {
      ctx.font = font; ctx.fillStyle = fill; ctx.textAlign = "left"; ctx.textBaseline = "middle"; ctx.globalAlpha = 1;
      ctx.fillText(wrapped(ctx, font, text, room)[0], x, y);
    };
    line(page.said.title[state.language], `600 28px ${ink.serif}`, ink.ink, side, head - 38);
    let x = side + 8;
    page.order.filter((kind) => nodes.some((n) => n.kind === kind && !n.gone)).forEach((kind) => {
      trace(ctx, page.kinds[kind].shape, x, height - foot + 18, 7);
      ctx.fillStyle = byCommunity() ? ink.soft : ink[kind]; ctx.fill();
      line(kindName(kind), `15px ${ink.sans}`, ink.ink, x + 16, height - foot + 18);
      x += 46 + ctx.measureText(kindName(kind)).width;
    });
    foremost.filter((c) => c.id).forEach(({ hue, text }) => {
      ctx.font = `15px ${ink.sans}`;
      const long = 34 + ctx.measureText(text).width;
      if (x + long > width - side) return;
      trace(ctx, "dot", x, height - foot + 18, 6);
      ctx.fillStyle = inkOf(hue); ctx.fill();
      line(text, `15px ${ink.sans}`, ink.ink, x + 14, height - foot + 18);
      x += long;
    });
    const note = [page.said.caption[state.language], page.said.note[state.language]].filter(Boolean).join(" ");
    line([$("period").textContent, $("time").hidden || !(state.from || state.to) ? "" : $("time").querySelector("output").textContent, $("counts").textContent].filter(Boolean).join(" · "), `15px ${ink.sans}`, ink.soft, side, height - foot + 48);
    if (note) line(note, `14px ${ink.sans}`, ink.soft, side, height - foot + 74);
  }
  function saved(blob, ending) {
    const link = element("a");
    link.href = URL.createObjectURL(blob);
    link.download = `${document.title.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60)}.${ending}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }
  function asSvg() {
    const recorder = new Recorder(FIGURE.width, FIGURE.height);
    figure(recorder, 1);
    return new XMLSerializer().serializeToString(recorder.root);
  }
  function asCanvas() {
    const canvas = document.createElement("canvas");
    canvas.width = 2 * FIGURE.width; canvas.height = 2 * FIGURE.height;
    figure(canvas.getContext("2d"), 2);
    return canvas;
  }

  // -- legend, counts, switches --------------------------------------------------------------------

  function legend() {
    const boxes = page.order.filter((kind) => !page.grouped || nodes.some((n) => n.kind === kind)).map((kind) => {
      const box = element("input");
      box.type = "checkbox"; box.checked = !state.off.has(kind); box.value = kind;
      box.addEventListener("change", () => { if (box.checked) state.off.delete(kind); else state.off.add(kind); sift(); });
      const count = nodes.filter((n) => n.kind === kind).length.toLocaleString("en");
      return element("label", "", box, icon(kind), element("span", "name", kindName(kind)), element("span", "count", count));
    });
    $("legend").replaceChildren($("legend").firstElementChild, ...boxes);
    $("least").hidden = heaviest <= lightest || Boolean(page.grouped && !scene);
    const slider = $("least").querySelector("input");
    slider.min = shares ? Math.floor(lightest * 100) / 100 : lightest; slider.max = heaviest;
    slider.step = shares ? 0.01 : 1; slider.value = state.least || slider.min;
  }
  function tell() {
    const seen = nodes.filter((n) => !n.gone).length, drawn = links.filter(linkShown).length;
    const parts = [counted("nodes", seen), counted("links", drawn)];
    const sources = page.totals.facts ? [counted("facts", page.totals.facts), [page.totals.articles || !page.totals.authority ? counted("articles", page.totals.articles) : "", page.totals.authority ? word(page.totals.articles ? "and the authority" : "by the authority") : ""].filter(Boolean).join(state.language === "en" ? " " : "")] : [];
    $("counts").textContent = [...parts, ...(state.language === "en" ? [sources.join(" ")] : sources)].filter(Boolean).join(" · ");
    const filters = Object.entries(page.filters).map(([k, v]) => `${word(k)} ${String(v).replace(/\.0$|^True$/, "")}`.trim());
    $("period").textContent = [page.period[0] ? span(page.period[0], page.period[1]) : "", ...filters].filter(Boolean).join(" · ");
    $("least").querySelector("span").textContent = word("at least").replace("{n}", state.least || (shares ? lightest.toPrecision(2) : lightest));
  }
  function speak() {
    document.documentElement.lang = state.language === "zh" ? "zh-Hans" : "en";
    document.querySelectorAll("[data-word]").forEach((e) => { e.textContent = word(e.dataset.word); });
    document.querySelectorAll("[data-title]").forEach((e) => { e.title = word(e.dataset.title); e.setAttribute("aria-label", e.title); });
    document.querySelectorAll("[data-said]").forEach((e) => { e.textContent = page.said[e.dataset.said][state.language]; });
    document.title = page.said.title[state.language];
    $("language").textContent = word("language");
    $("search").placeholder = word("search");
    $("search").setAttribute("aria-label", word("search"));
    $("hint").title = word("keys");
    communities(); legend(); tell();
    redrawn();
  }
  function recolour() { readColours(); communities(); legend(); redrawn(); }

  const actions = {
    language() { state.language = state.language === "en" ? "zh" : "en"; speak(); },
    theme() { state.theme = dark() ? "light" : "dark"; document.documentElement.dataset.theme = state.theme; recolour(); },
    physics() {
      const on = !pressed("physics");
      $("physics").setAttribute("aria-pressed", String(on));
      state.moving = on;
      if (on) handOver();
      network.setOptions({ physics: { enabled: on } });
      if (!on) { follow(); network.redraw(); }
    },
    "zoom-in"() { zoomBy(1.35); },
    "zoom-out"() { zoomBy(1 / 1.35); },
    fit() { fit(true); },
    png() { asCanvas().toBlob((blob) => saved(blob, "png")); },
    link() { copied(); },
    unfold() { $("unfold").setAttribute("aria-expanded", String(document.body.classList.toggle("unfolded"))); },
    svg() { saved(new Blob([asSvg()], { type: "image/svg+xml" }), "svg"); },
    back() { open(""); },
    close() { select(null); },
  };
  Object.entries(actions).forEach(([id, action]) => $(id).addEventListener("click", action));
  const KEYS = { c: "link", l: "language", d: "theme", p: "physics", "+": "zoom-in", "=": "zoom-in", "-": "zoom-out", 0: "fit" };
  document.addEventListener("keydown", (e) => {
    if (e.key === "Escape") { $("search").value = ""; list(false); $("search").blur(); select(null); return; }
    if (e.target.matches("input[type=search]") || e.ctrlKey || e.metaKey || e.altKey) return;
    if (e.key === "/") { $("search").focus(); e.preventDefault(); return; }
    if (KEYS[e.key.toLowerCase()]) actions[KEYS[e.key.toLowerCase()]]();
  });
  $("least").querySelector("input").addEventListener("input", (e) => { state.least = Number(e.target.value); sift(); });
  dusk.addEventListener("change", recolour);

  // For scripts that steer the page: where something stands on the screen, by any of its names.
  window.picture = {
    network,
    at(wanted) {
      const n = nodes.find((m) => !m.gone && (m.en === wanted || m.zh === wanted));
      return n ? network.canvasToDOM({ x: n.x, y: n.y }) : null;
    },
    labels: () => boxes.map((b) => [...b]),
  };
  state.colour = page.colour;
  timeline();
  if (location.hash.length > 1) { communities(); restore(); } else { speak(); fit(false); restored = true; }
  ready = true;
  network.redraw();
  document.documentElement.dataset.ready = "true";
})();
