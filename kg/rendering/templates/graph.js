// The page's behaviour. Texts from articles enter the document through textContent alone.
(function () {
  "use strict";

  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const $ = (id) => document.getElementById(id);
  const page = read("page");
  const nodes = read("nodes").map((n, i) => ({ ...n, ...page.nodes[i], kind: n.group, links: [] }));
  const links = read("edges").map((e, i) => ({ ...e, ...page.links[i], source: nodes[e.from], target: nodes[e.to] }));
  links.forEach((l) => { l.source.links.push(l); if (l.target !== l.source) l.target.links.push(l); });
  const heaviest = Math.max(1, ...links.map((l) => l.weight));
  const largest = Math.max(1, ...nodes.map((n) => n.size));
  const ranked = [...nodes].sort((a, b) => b.size - a.size || a.id - b.id);
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const dusk = matchMedia("(prefers-color-scheme: dark)");

  const state = {
    language: page.language, theme: "", off: new Set(), least: 1,
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
    ink = { paper: get("--paper"), ink: get("--ink"), soft: get("--soft"), faint: get("--faint"), accent: get("--accent"), sans: get("--sans") };
  }
  const colour = (kind) => page.kinds[kind][dark() ? "dark" : "light"];
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
    triangle: regular(3, 1.35, -Math.PI / 2), triangleDown: regular(3, 1.35, Math.PI / 2), star: star(1.45),
  };
  function trace(ctx, shape, x, y, r) {
    ctx.beginPath();
    if (!SHAPES[shape]) { ctx.arc(x, y, r, 0, 2 * Math.PI); return; }
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
  function icon(kind) {
    const { shape } = page.kinds[kind];
    const points = SHAPES[shape];
    const drawn = points
      ? svg("polygon", { points: points.map(([x, y]) => `${x.toFixed(3)},${y.toFixed(3)}`).join(" ") })
      : svg("circle", { r: 1.05 });
    drawn.setAttribute("fill", colour(kind));
    return svg("svg", { class: "icon", viewBox: "-1.6 -1.6 3.2 3.2", "aria-hidden": "true" }, drawn);
  }
  const PATHS = {
    theme: "M12 3a9 9 0 1 0 9 9 7 7 0 0 1-9-9z",
    physics: "M5 7a2 2 0 1 0 0-.01M19 6a2 2 0 1 0 0-.01M12 19a2 2 0 1 0 0-.01M7 7l10-1M6 9l5 8M18 8l-5 9",
    "zoom-in": "M12 5v14M5 12h14", "zoom-out": "M5 12h14",
    fit: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5", close: "M5 5l14 14M19 5L5 19",
  };
  Object.entries(PATHS).forEach(([id, d]) => $(id).append(svg("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" }, svg("path", { d }))));

  // -- what is to be seen --------------------------------------------------------------------------

  const linkShown = (l) => !l.gone && !l.source.gone && !l.target.gone;
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
    links.forEach((l) => { l.gone = l.weight < state.least; });
    nodes.forEach((n) => { n.gone = state.off.has(n.kind); });
    nodes.forEach((n) => { n.gone = n.gone || (n.links.length > 0 && !n.links.some((l) => linkShown(l))); });
    data.update(nodes.filter((n) => n.hidden !== n.gone).map((n) => { n.hidden = n.gone; return { id: n.id, hidden: n.gone }; }));
    if (state.node && state.node.gone) select(null);
    refocus();
    tell();
  }

  // -- drawing -------------------------------------------------------------------------------------

  let scale = 1;
  const radius = (n) => (n.size * Math.min(1.9, Math.max(0.62, Math.pow(scale, 0.45)))) / scale;

  function ctxRenderer({ ctx, id, x, y }) {
    const n = nodes[id], r = radius(n);
    n.x = x; n.y = y;
    return {
      drawNode() {
        ctx.globalAlpha = lit(n) ? 1 : 0.1;
        trace(ctx, n.shape, x, y, r);
        ctx.lineJoin = "round";
        ctx.lineWidth = 2.2 / scale;
        ctx.strokeStyle = ink.paper;
        ctx.stroke();
        ctx.fillStyle = colour(n.kind);
        ctx.fill();
        if (n === state.node || n === state.hover) ring(ctx, n, r);
      },
      nodeDimensions: { width: 2 * r, height: 2 * r },
    };
  }
  function ring(ctx, n, r) {
    trace(ctx, n.shape, n.x, n.y, r + 3.5 / scale);
    ctx.lineWidth = 1.8 / scale;
    ctx.strokeStyle = ink.ink;
    ctx.stroke();
  }

  // A link takes the colour of what is told about: of its ends, the one that is not an event.
  const tone = (l) => (l.target.kind === "event" ? l.source.kind : l.target.kind);
  const BEND = links.length > 6000 ? 0 : 0.09;
  function bend(l) {
    const { source: a, target: b } = l;
    return [(a.x + b.x) / 2 - (b.y - a.y) * BEND, (a.y + b.y) / 2 + (b.x - a.x) * BEND];
  }
  const thickness = (l) => 0.7 + 2.6 * Math.sqrt((l.weight - 1) / Math.max(1, heaviest - 1));
  const crowd = Math.min(1, Math.max(0.35, 420 / Math.max(1, links.length)));

  function drawLinks(ctx) {
    scale = network.getScale();
    if (state.moving) follow();
    const bundles = new Map();
    links.forEach((l) => {
      if (!linkShown(l)) return;
      const bright = state.near && litLink(l);
      const alpha = state.near ? (bright ? 0.85 : 0.05) : (dark() ? 0.5 : 0.42) * (0.55 + 0.45 * crowd);
      const width = Math.round(thickness(l) * 3) / 3 + (bright ? 0.5 : 0);
      const key = `${bright ? 1 : 0} ${tone(l)} ${width} ${alpha}`;
      if (!bundles.has(key)) bundles.set(key, { kind: tone(l), width, alpha, links: [] });
      bundles.get(key).links.push(l);
    });
    [...bundles.keys()].sort().forEach((key) => stroke(ctx, bundles.get(key)));
    ctx.globalAlpha = 1;
  }
  function stroke(ctx, { kind, width, alpha, links: bundle }) {
    ctx.globalAlpha = alpha;
    ctx.strokeStyle = colour(kind);
    ctx.lineWidth = width / scale;
    ctx.beginPath();
    bundle.forEach((l) => {
      ctx.moveTo(l.source.x, l.source.y);
      if (BEND) ctx.quadraticCurveTo(...bend(l), l.target.x, l.target.y);
      else ctx.lineTo(l.target.x, l.target.y);
    });
    ctx.stroke();
  }
  function follow() {
    const places = network.getPositions();
    nodes.forEach((n) => { if (places[n.id]) { n.x = places[n.id].x; n.y = places[n.id].y; } });
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
    const key = `${font}|${state.language}`;
    if (n.labelKey !== key) {
      const lines = pieces(n).flatMap((piece) => wrapped(ctx, font, piece, n.kind === "event" ? 190 : 150)).slice(0, 3);
      n.label = { font, size, lines, width: Math.max(...lines.map((l) => measured(ctx, font, l))), height: lines.length * size * 1.18 };
      n.labelKey = key;
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
    const canvas = ctx.canvas, ratio = canvas.width / canvas.clientWidth;
    const origin = network.canvasToDOM({ x: 0, y: 0 });
    const place = (n) => ({ x: origin.x + n.x * scale, y: origin.y + n.y * scale });
    const within = (p) => p.x > -80 && p.y > -40 && p.x < canvas.clientWidth + 80 && p.y < canvas.clientHeight + 40;
    const seen = ranked.filter((n) => !n.gone && within(place(n)));
    const taken = ledger();
    seen.forEach((n) => { const p = place(n), r = radius(n) * scale; taken.add(owned([p.x - r, p.y - r, p.x + r, p.y + r], n, n.size)); });
    // The most important are named first, over small nodes if need be: a picture without them says little.
    const things = seen.filter((n) => n.kind !== "event");
    const foremost = new Set(things.slice(0, 5));
    const prominent = new Set([...things.slice(0, 12), ...seen.slice(0, 6)]);
    const spot = (n, choices) => {
      const free = (least) => choices.find((b) => !taken.hits(b, least));
      return free(0) || (prominent.has(n) && free(n.size * 0.7)) || (foremost.has(n) && free(Infinity));
    };
    const first = focus();
    const wanted = state.near ? [...(first ? [first] : []), ...seen.filter((n) => n !== first && state.near.has(n))] : [...new Set([...prominent, ...seen])];
    ctx.save();
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.textBaseline = "middle"; ctx.lineJoin = "round";
    boxes = [];
    wanted.forEach((n) => {
      const p = place(n), l = labelOf(ctx, n), choices = spots(p, radius(n) * scale, l).map((b) => owned(b, n));
      const box = spot(n, choices) || (n === first || (state.near && state.near.size < 12) ? choices[0] : null);
      if (!box) return;
      taken.add(box); boxes.push(box);
      write(ctx, n, l, box);
    });
    ctx.restore();
  }
  function write(ctx, n, l, box) {
    ctx.font = l.font; ctx.textAlign = box.align;
    l.lines.forEach((line, i) => {
      const x = { left: box[0], center: (box[0] + box[2]) / 2, right: box[2] }[box.align], y = box[1] + (i + 0.5) * l.size * 1.18;
      ctx.strokeStyle = ink.paper; ctx.lineWidth = 3.5; ctx.globalAlpha = 0.9; ctx.strokeText(line, x, y);
      ctx.globalAlpha = 1; ctx.fillStyle = mixed(colour(n.kind), ink.ink, n.kind === "event" ? 0.55 : 0.62); ctx.fillText(line, x, y);
    });
  }

  // -- the network ---------------------------------------------------------------------------------

  const data = new vis.DataSet(nodes.map((n) => ({ id: n.id, x: n.x, y: n.y, size: n.size, shape: "custom", ctxRenderer })));
  const wires = new vis.DataSet(links.map((l) => ({ id: l.id, from: l.from, to: l.to })));
  readColours();
  const network = new vis.Network($("network"), { nodes: data, edges: wires }, read("options"));
  network.on("beforeDrawing", drawLinks);
  network.on("afterDrawing", drawLabels);
  network.on("dragging", (p) => { if (p.nodes.length) { state.moving = true; } });
  network.on("dragEnd", () => { follow(); state.moving = $("physics").getAttribute("aria-pressed") === "true"; });

  // The picture is fitted into what the cards leave free.
  function fit(animated) {
    const seen = nodes.filter((n) => !n.gone);
    if (!seen.length) return;
    const xs = seen.map((n) => n.x), ys = seen.map((n) => n.y);
    const box = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
    const wide = innerWidth > 860;
    const left = wide ? 320 : 20, right = wide && !$("panel").hidden ? 420 : 50, top = wide ? 50 : 150, bottom = 60;
    const zoom = Math.min(1.8, (innerWidth - left - right - (wide ? 200 : 60)) / Math.max(60, box[2] - box[0]), (innerHeight - top - bottom) / Math.max(60, box[3] - box[1]));
    move({ x: (box[0] + box[2]) / 2, y: (box[1] + box[3]) / 2 }, Math.max(0.02, zoom), { x: (left - right) / 2, y: (top - bottom) / 2 }, animated);
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
    if (node) select(node);
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
  }
  function reach([node]) {
    const wide = innerWidth > 860;
    move({ x: node.x, y: node.y }, Math.max(network.getScale(), 0.9), wide ? { x: -45, y: 0 } : { x: 0, y: -innerHeight / 5 });
  }

  function aboutNode(n) {
    const shown = n.links.filter(linkShown);
    const facts = new Set(shown.flatMap((l) => l.facts));
    const days = shown.flatMap((l) => [l.first, l.last]).filter(Boolean).sort();
    const title = n.title[state.language === "zh" ? n.title.length - 1 : 0];
    return [
      element("div", "kind", icon(n.kind), word(n.kind)),
      element("h2", "", ...whole(name(n))),
      otherName(n) ? element("div", "other", otherName(n)) : null,
      title && /[\p{L}\p{N}]/u.test(title) ? element("p", "headline", title) : null,
      element("p", "sum", [counted("links", shown.length), facts.size ? counted("facts", facts.size) : "", days.length ? span(days[0], days[days.length - 1]) : ""].filter(Boolean).join(" · ")),
      ...page.order.flatMap((kind) => group(n, kind, shown)),
    ].filter(Boolean);
  }
  // "type · place · day" breaks between its parts, never within a day.
  const whole = (text) => text.split(/(?<= · )/).map((part) => (part.length < 28 ? element("span", "", part) : part));
  function group(n, kind, shown) {
    const theirs = shown.map((l) => [l.source === n ? l.target : l.source, l]).filter(([m]) => m.kind === kind);
    if (!theirs.length) return [];
    theirs.sort(([a, k], [b, l]) => l.weight - k.weight || (l.last > k.last ? 1 : l.last < k.last ? -1 : 0) || a.id - b.id);
    const list = element("div");
    more(list, theirs, 60, ([m, l]) => row(m, l));
    return [element("h3", "", element("span", "", kindName(kind)), element("span", "", String(theirs.length))), list];
  }
  function row(m, l) {
    const roles = [...new Set(l.facts.map((f) => how(page.facts[f])).filter(Boolean))];
    const note = heaviest > 1 ? element("span", "weight", `${l.weight}×`) : roles.length ? element("span", "role", roles.slice(0, 2).join(", ")) : null;
    const made = element("details", "", element("summary", "", icon(m.kind), element("span", "name", name(m)), note));
    made.addEventListener("toggle", () => {
      if (made.open && made.children.length === 1) made.append(button("goto", () => select(m, true), word("go"), " → ", name(m)), evidence(l));
    });
    return made;
  }

  function aboutLink(l) {
    const end = (n) => button("", () => select(n, true), icon(n.kind), element("span", "", name(n)));
    return [
      element("div", "pair", end(l.source), element("div", "relation", word(l.kind)), end(l.target)),
      element("p", "sum", [heaviest > 1 ? `${l.weight}×` : "", l.facts.length ? counted("facts", l.facts.length) : "", l.first ? span(l.first, l.last) : ""].filter(Boolean).join(" · ")),
      element("h3"),
      evidence(l),
    ];
  }

  const how = (f) => f.how[state.language === "zh" ? 1 : 0];
  function evidence(l) {
    const list = element("div");
    list.style.setProperty("--tone", colour(tone(l)));
    const facts = l.facts.map((i) => page.facts[i]).sort((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : b.sure - a.sure));
    if (!facts.length) list.append(element("p", "sum", word("no evidence")));
    more(list, joined(facts), 12, (f) => fact(f, [l.source, l.target]));
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
    const article = page.articles[f.article];
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
  nodes.forEach((n) => { n.keys = [...new Set([n.en, n.zh, ...n.title].map(plain))]; });
  let hits = [], chosen = 0;
  function look() {
    const wanted = plain($("search").value.trim());
    const rank = (n) => Math.min(...n.keys.map((k, i) => (k.startsWith(wanted) ? 0 : k.includes(wanted) ? 1 : 9) + (i > 1 ? 2 : 0)));
    hits = wanted ? ranked.map((n) => [rank(n), n]).filter(([r]) => r < 9).sort((a, b) => a[0] - b[0]).slice(0, 12).map(([, n]) => n) : [];
    chosen = 0;
    list(Boolean(wanted));
  }
  function list(open) {
    $("found").hidden = !open;
    $("search").setAttribute("aria-expanded", String(open));
    $("found").replaceChildren(...(hits.length ? hits.map(hit) : [element("li", "none", word("nothing found"))]));
  }
  function hit(n, i) {
    const made = element("li", "", icon(n.kind), element("span", "name", name(n)), element("span", "other", otherName(n)));
    made.setAttribute("role", "option");
    made.setAttribute("aria-selected", String(i === chosen));
    made.addEventListener("mousedown", (e) => { e.preventDefault(); choose(n); });
    return made;
  }
  function choose(n) {
    if (!n) return;
    if (state.off.has(n.kind)) { state.off.delete(n.kind); legend(); sift(); }
    if (n.gone) { state.least = 1; sift(); legend(); }
    $("search").value = ""; list(false); $("search").blur();
    select(n, true);
  }
  $("search").addEventListener("input", look);
  $("search").addEventListener("blur", () => list(false));
  $("search").addEventListener("keydown", (e) => {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (e.key in steps && hits.length) { chosen = (chosen + steps[e.key] + hits.length) % hits.length; list(true); e.preventDefault(); }
    if (e.key === "Enter") choose(hits[chosen]);
  });

  // -- legend, counts, switches --------------------------------------------------------------------

  function legend() {
    const boxes = page.order.map((kind) => {
      const box = element("input");
      box.type = "checkbox"; box.checked = !state.off.has(kind); box.value = kind;
      box.addEventListener("change", () => { if (box.checked) state.off.delete(kind); else state.off.add(kind); sift(); });
      const count = nodes.filter((n) => n.kind === kind).length.toLocaleString("en");
      return element("label", "", box, icon(kind), element("span", "name", kindName(kind)), element("span", "count", count));
    });
    $("legend").replaceChildren($("legend").firstElementChild, ...boxes);
    $("least").hidden = heaviest < 2;
    const slider = $("least").querySelector("input");
    slider.max = heaviest; slider.value = state.least;
  }
  function tell() {
    const seen = nodes.filter((n) => !n.gone).length, drawn = links.filter(linkShown).length;
    const parts = [counted("nodes", seen), counted("links", drawn)];
    const sources = page.facts.length ? [counted("facts", page.facts.length), counted("articles", page.articles.length)] : [];
    $("counts").textContent = [...parts, ...(state.language === "en" ? [sources.join(" ")] : sources)].filter(Boolean).join(" · ");
    const filters = Object.entries(page.filters).map(([k, v]) => `${word(k)} ${v}`);
    $("period").textContent = [page.period[0] ? span(page.period[0], page.period[1]) : "", ...filters].filter(Boolean).join(" · ");
    $("least").querySelector("span").textContent = `${word("at least")} ${counted("times", state.least)}`;
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
    legend(); tell();
    if (state.node || state.link) show(); else network.redraw();
  }
  function recolour() { readColours(); legend(); if (state.node || state.link) show(); else network.redraw(); }

  const actions = {
    language() { state.language = state.language === "en" ? "zh" : "en"; speak(); },
    theme() { state.theme = dark() ? "light" : "dark"; document.documentElement.dataset.theme = state.theme; recolour(); },
    physics() {
      const on = $("physics").getAttribute("aria-pressed") !== "true";
      $("physics").setAttribute("aria-pressed", String(on));
      state.moving = on;
      network.setOptions({ physics: { enabled: on } });
      if (!on) { follow(); network.redraw(); }
    },
    "zoom-in"() { zoomBy(1.35); },
    "zoom-out"() { zoomBy(1 / 1.35); },
    fit() { fit(true); },
    close() { select(null); },
  };
  Object.entries(actions).forEach(([id, action]) => $(id).addEventListener("click", action));
  const KEYS = { l: "language", d: "theme", p: "physics", "+": "zoom-in", "=": "zoom-in", "-": "zoom-out", 0: "fit" };
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
  };
  speak();
  fit(false);
  document.documentElement.dataset.ready = "true";
})();
