"""Writes the whole graph as a static site: pages for people and things, pictures, downloads, a search; no server needed."""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

from kg import drawing, export, figures
from kg.errors import BadInput, KgError
from kg.network import project
from kg.projection import EmptyProjection
from kg.rendering.palette import KINDS, look
from kg.rendering.templating import environment, in_script, source, writable
from kg.rendering.words import sample_note
from kg.stores.oxigraph import OxigraphStore

if TYPE_CHECKING:
    import networkx as nx

    from kg.projection import Assertion

Told = dict[str, Any]

_FACTS, _ITEMS, _QUOTES, _QUOTE, _LIST = 6, 60, 3, 360, 12
_MARK = "kg-site.json"
_ORDER = ("event", "person", "strategy", "theme", "province")
_SECTIONS = {
    "event": ("Events", "活动"),
    "person": ("People", "人物"),
    "strategy": ("Strategies", "战略"),
    "theme": ("Themes", "主题"),
    "province": ("Provinces", "省份"),
}
_SPOKEN = {"people-themes": "theme", "people-strategies": "strategy"}
_GRAPHS = {
    "overview": ("Everything, with search and quotes", "全图，可搜索，附引文"),
    "attendance": ("Who appears with whom", "谁与谁同场"),
    "provinces-strategies": ("Which strategies come up where", "各地与战略"),
}
_FIGURES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "map": ("map", {}),
    "strategies-by-provinces": ("heat", {}),
    "themes-by-year": ("heat", {"rows": "theme", "columns": "year"}),
    "themes-over-time": ("stream", {}),
    "ladder": ("ladder", {}),
}


class Site(NamedTuple):
    """A site as written: where, how many pages, and the pictures that could not be drawn, with the reason."""

    path: Path
    pages: int
    missing: tuple[str, ...]


@dataclass(slots=True)
class _Thing:
    """What a page tells of one thing: its names, and its facts by the thing that each joins it to."""

    kind: str
    en: str
    zh: str
    href: str
    titles: tuple[str, ...] = ()
    joined: dict[str, list[Assertion]] = field(default_factory=lambda: defaultdict(list))

    def entry(self) -> Told:
        return {"kind": self.kind, "en": self.en, "zh": self.zh, "href": self.href}


def build(store: OxigraphStore, out: str | Path, *, title: str = "") -> Site:
    """Write the site into a folder: new, empty, or one that this function wrote before, whose old pages are taken away.

    The same store gives the same bytes. Raises BadInput for a folder that holds something else.
    """
    folder = _folder(out)
    graph = project(store, "overview")
    things = _things(store, graph)
    written = _Written(folder)
    pictures, missing = _pictures(store, written)
    downloads = _downloads(store, written)
    site = _site(graph, title)
    page = _Pages(site, written)
    for iri, thing in things.items():
        page.write(thing.href, "site_thing.html", _about(store, iri, things))
    for kind in _ORDER:
        page.write(f"{kind}/index.html", "site_list.html", _every(kind, things))
    page.write("index.html", "site_front.html", _front(things, graph, site, pictures, downloads))
    written.text("site.css", str(source("common.css")) + str(source("site.css")) + _dots())
    written.text("site.js", str(source("site.js")))
    written.text("index.js", f"window.INDEX={in_script(_index(things))};\n")
    written.finish()
    return Site(folder, page.count, tuple(missing))


# -- files ---------------------------------------------------------------------------------------------


def _folder(out: str | Path) -> Path:
    folder = Path(out)
    if folder.exists() and (not folder.is_dir() or (any(folder.iterdir()) and not (folder / _MARK).exists())):
        raise BadInput(f"{folder} holds something else; name a new folder for the site, or an empty one")
    return folder


class _Written:
    """Writes files below a folder and remembers which, so that a site built again leaves no page of before."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.before = self._listed()
        self.files: set[str] = set()

    def _listed(self) -> set[str]:
        mark = self.folder / _MARK
        try:
            listed = json.loads(mark.read_text(encoding="utf-8")) if mark.exists() else []
        except ValueError as error:
            raise BadInput(f"{mark} is damaged; remove the folder, or name another") from error
        return {
            name for name in listed if isinstance(name, str) and ".." not in Path(name).parts and not Path(name).is_absolute()
        }

    def path(self, name: str) -> Path:
        self.files.add(name)
        return self.folder / name

    def text(self, name: str, text: str) -> None:
        drawing.write(self.path(name), text)

    def finish(self) -> None:
        for name in sorted(self.before - self.files):
            (self.folder / name).unlink(missing_ok=True)
        drawing.write(self.folder / _MARK, json.dumps(sorted(self.files), ensure_ascii=False, indent=0))


class _Pages:
    """Fills the templates of one site."""

    def __init__(self, site: Told, written: _Written) -> None:
        self.count = 0
        self._site = site
        self._written = written
        self._environment = environment()

    def write(self, href: str, template: str, page: Told) -> None:
        root = "../" * href.count("/")
        text = self._environment.get_template(template).render(site=self._site, page=page, root=root)
        self._written.text(href, writable(text))
        self.count += 1


# -- what there is -------------------------------------------------------------------------------------


def _things(store: OxigraphStore, graph: nx.Graph) -> dict[str, _Thing]:
    """Everything that has a page, with the facts about it: those of the overview, and who spoke of what."""
    things: dict[str, _Thing] = {}
    taken: set[str] = set()
    spoken = [g for view in _SPOKEN if (g := _projected(store, view)) is not None]
    for each in (graph, *spoken):
        for iri, data in sorted(each.nodes(data=True)):
            if iri not in things and data["kind"] in _ORDER:
                things[iri] = _thing(iri, data, taken)
    for each in (graph, *spoken):
        for a, b, data in sorted(each.edges(data=True), key=lambda e: (e[0], e[1])):
            for fact in (each.graph["assertions"][f] for f in data["facts"]):
                for one, other in ((a, b), (b, a)):
                    if one in things and other in things:
                        things[one].joined[other].append(fact)
    return things


def _projected(store: OxigraphStore, view: str) -> nx.Graph | None:
    try:
        return project(store, view)
    except EmptyProjection:
        return None


def _thing(iri: str, data: Mapping[str, Any], taken: set[str]) -> _Thing:
    titles = tuple(sorted({data[t] for t in ("title_en", "title_zh") if data.get(t)}))
    return _Thing(data["kind"], data["label_en"], data["label_zh"], _href(iri, data["kind"], taken), titles)


def _href(iri: str, kind: str, taken: set[str]) -> str:
    """A file name that every system takes, one for each thing."""
    tail = unquote(iri.partition(f"/{kind}/")[2] or iri.rsplit("/", 1)[-1])
    name = re.sub(r"[^A-Za-z0-9-]+", "-", tail).strip("-")[:80]
    if name != tail.replace("/", "-") or f"{kind}/{name}".lower() in taken or name.lower() == "index" or not name:
        name = f"{name}-{hashlib.sha256(iri.encode('utf-8', 'replace')).hexdigest()[:8]}".strip("-")
    taken.add(f"{kind}/{name}".lower())
    return f"{kind}/{name}.html"


def _days(facts: Iterable[Assertion]) -> list[str]:
    return sorted(f.day for f in facts if f.day)


# -- a page of one thing -------------------------------------------------------------------------------


def _about(store: OxigraphStore, iri: str, things: Mapping[str, _Thing]) -> Told:
    thing = things[iri]
    facts = {f.id: f for joined in thing.joined.values() for f in joined}.values()
    days, articles = _days(facts), {f.article.id for f in facts}
    period = f" · {days[0]} – {days[-1]}" if days else ""
    other = thing.en != thing.zh
    return {
        **thing.entry(),
        "kind_en": thing.kind.capitalize(),
        "kind_zh": look(thing.kind).zh,
        "other": other,
        "other_en": thing.zh,
        "other_zh": thing.en,
        "titles": thing.titles,
        "sum_en": f"{_n(len(facts), 'fact')} from {_n(len(articles), 'article')}{period}",
        "sum_zh": f"{len(facts)}条事实，来自{len(articles)}篇文章{period}",
        "years": _years(_units(thing, things)) if thing.kind != "event" else [],
        "offices": figures.offices(store, iri) if thing.kind == "person" else [],
        "sections": [s for kind in _ORDER if (s := _section(kind, thing, things))] + _beside(iri, thing, things),
    }


def _n(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _units(thing: _Thing, things: Mapping[str, _Thing]) -> dict[str, str]:
    """The first day of each event that a thing has to do with."""
    return {other: days[0] for other, facts in thing.joined.items() if things[other].kind == "event" and (days := _days(facts))}


def _years(days: Mapping[str, str]) -> list[Told]:
    counts = Counter(int(day[:4]) for day in days.values())
    if not counts:
        return []
    highest = max(counts.values())
    return [{"year": y, "n": counts[y], "height": round(40 * counts[y] / highest)} for y in range(min(counts), max(counts) + 1)]


def _section(kind: str, thing: _Thing, things: Mapping[str, _Thing]) -> Told | None:
    joined = [(things[i], facts) for i, facts in thing.joined.items() if things[i].kind == kind]
    if not joined:
        return None
    newest = kind == "event"
    joined.sort(key=lambda x: x[0].href)
    joined.sort(key=lambda x: (max(_days(x[1]), default="") if newest else "", len({f.unit for f in x[1]})), reverse=True)
    en, zh = _SECTIONS[kind]
    return {
        "en": en,
        "zh": zh,
        "n": len(joined),
        "more": max(0, len(joined) - _ITEMS),
        "items": [_item(t, facts) for t, facts in joined[:_ITEMS]],
    }


def _item(thing: _Thing, facts: Sequence[Assertion]) -> Told:
    shown = _joined(sorted(facts, key=lambda f: (f.day, f.confidence, f.id), reverse=True))
    ways = sorted({(f.detail_en, f.detail_zh) for f in facts if f.detail_en})[:3]
    return {
        **thing.entry(),
        "role_en": ", ".join(en for en, _ in ways),
        "role_zh": "、".join(zh or en for en, zh in ways),
        "facts": shown[:_FACTS],
        "more": max(0, len(shown) - _FACTS),
    }


def _joined(facts: Iterable[Assertion]) -> list[Told]:
    """The facts as told; one stretch of text that says two things (attended and spoke) is shown once."""
    found: dict[tuple[str, ...], Told] = {}
    for fact in facts:
        told = _fact(fact)
        same = found.setdefault((fact.article.id, *told["quotes"]), told)
        if same is not told and told["how_en"] not in same["how_en"].split(", "):
            same["how_en"], same["how_zh"] = f"{same['how_en']}, {told['how_en']}", f"{same['how_zh']}、{told['how_zh']}"
    return list(found.values())


def _fact(fact: Assertion) -> Told:
    article = fact.article
    return {
        "quotes": [_shortened(e.quote, _QUOTE) for e in fact.evidence if e.quote][:_QUOTES],
        "how_en": fact.detail_en,
        "how_zh": fact.detail_zh or fact.detail_en,
        "title": _shortened(article.title or article.identifier, 200),
        "publisher": article.publisher,
        "day": article.published or fact.day,
        "url": article.url if article.url.startswith(("http://", "https://")) else "",
        "sure": round(100 * fact.confidence),
    }


def _shortened(text: str, limit: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _beside(iri: str, thing: _Thing, things: Mapping[str, _Thing]) -> list[Told]:
    """Those of the same kind at the same events, the most frequent first: for people, whom they appear with."""
    if thing.kind == "event":
        return []
    events = [i for i in thing.joined if things[i].kind == "event"]
    others = Counter(o for e in events for o in things[e].joined if things[o].kind == thing.kind and o != iri)
    shared = sorted(((n, o) for o, n in others.items()), key=lambda x: (-x[0], things[x[1]].href))
    if not shared:
        return []
    items = [
        {**things[o].entry(), "role_en": _n(n, "shared event"), "role_zh": f"共{n}场活动", "facts": []} for n, o in shared[:24]
    ]
    return [{"en": "At the same events", "zh": "同场", "n": len(shared), "more": max(0, len(shared) - 24), "items": items}]


# -- the front page ------------------------------------------------------------------------------------


def _site(graph: nx.Graph, title: str) -> Told:
    note = sample_note(drawing.sources(graph))
    first, last = graph.graph.get("first", ""), graph.graph.get("last", "")
    said = note if isinstance(note, dict) else {"en": "", "zh": ""}
    return {
        "en": title or "Chinese policy, read as a graph",
        "zh": title or "中国政策知识图谱",
        "period_en": f"Events from {first} to {last}." if first else "",
        "period_zh": f"活动时间：{first}至{last}。" if first else "",
        "note_en": said["en"],
        "note_zh": said["zh"],
    }


def _front(
    things: Mapping[str, _Thing], graph: nx.Graph, site: Told, pictures: Sequence[Told], downloads: Sequence[Told]
) -> Told:
    facts = graph.graph["assertions"].values()
    counts = Counter(t.kind for t in things.values())
    articles = len({f.article.id for f in facts})
    return {
        "en": site["en"],
        "zh": site["zh"],
        "sum_en": f"{_n(articles, 'article')}, {counts['event']:,} events, {counts['person']:,} people, {counts['strategy']} strategies, {counts['theme']} themes, {counts['province']} provinces; {len(facts):,} facts. {site['period_en']}",
        "sum_zh": f"{articles}篇文章、{counts['event']}场活动、{counts['person']}人、{counts['strategy']}个战略、{counts['theme']}个主题、{counts['province']}个省份，共{len(facts)}条事实。{site['period_zh']}",
        "findings": list(_findings(things)),
        "pictures": pictures,
        "downloads": downloads,
        "years": _years(
            {i: d[0] for i, t in things.items() if t.kind == "event" and (d := _days(f for fs in t.joined.values() for f in fs))}
        ),
        "map": _map(things),
        "lists": [_ranked(kind, things) for kind in _ORDER if kind != "event" and counts[kind]],
    }


def _events(thing: _Thing, things: Mapping[str, _Thing]) -> set[str]:
    return {i for i in thing.joined if things[i].kind == "event"}


def _heaviest(kind: str, things: Mapping[str, _Thing]) -> list[tuple[int, str, _Thing]]:
    found = [(len(_events(t, things)), i, t) for i, t in things.items() if t.kind == kind]
    return sorted(found, key=lambda x: (-x[0], x[2].href))


def _findings(things: Mapping[str, _Thing]) -> Iterator[Told]:
    """Sentences that counts alone carry."""
    people = _heaviest("person", things)
    if people and people[0][0] > 1:
        n, _, first = people[0]
        yield {"en": f"{first.en} takes part in the most events ({n}).", "zh": f"{first.zh}参加的活动最多（{n}场）。"}
    pairs = Counter(pair for t in things.values() if t.kind == "event" for pair in _pairs(t, things))
    if pairs and (best := min(pairs.items(), key=lambda x: (-x[1], x[0])))[1] > 1:
        (a, b), n = best
        yield {
            "en": f"{things[a].en} and {things[b].en} are most often at one event ({n}).",
            "zh": f"{things[a].zh}与{things[b].zh}同场最多（{n}场）。",
        }
    for kind, en, zh in (
        ("strategy", "The strategy named at most events is", "提及活动最多的战略是"),
        ("theme", "The most frequent theme is", "最常见的主题是"),
    ):
        if ranked := _heaviest(kind, things):
            n, _, first = ranked[0]
            yield {"en": f"{en} {first.en} ({n}).", "zh": f"{zh}{first.zh}（{n}场）。"}


def _pairs(event: _Thing, things: Mapping[str, _Thing]) -> Iterator[tuple[str, str]]:
    people = sorted(i for i in event.joined if things[i].kind == "person")
    return ((a, b) for n, a in enumerate(people) for b in people[n + 1 :])


def _ranked(kind: str, things: Mapping[str, _Thing]) -> Told:
    ranked = _heaviest(kind, things)
    highest = max(ranked[0][0], 1)
    en, zh = _SECTIONS[kind]
    items = [{**t.entry(), "n": n, "share": round(100 * n / highest, 1)} for n, _, t in ranked[:_LIST]]
    return {"en": f"{en}, by events", "zh": f"{zh}（按活动数）", "n": len(ranked), "href": f"{kind}/index.html", "items": items}


def _every(kind: str, things: Mapping[str, _Thing]) -> Told:
    en, zh = _SECTIONS[kind]
    found = sorted((t for t in things.values() if t.kind == kind), key=lambda t: (t.en.casefold(), t.href))
    return {"en": en, "zh": zh, "items": [{**t.entry(), "n": len(_events(t, things)) or ""} for t in found]}


def _map(things: Mapping[str, _Thing]) -> Told:
    found = {i.rsplit("/", 1)[-1]: (len(_events(t, things)), t) for i, t in things.items() if t.kind == "province"}
    highest = max((n for n, _ in found.values()), default=1) or 1
    shapes = figures.shapes()
    xs = [x for s in shapes for x in s["x"] if x is not None]
    ys = [y for s in shapes for y in s["y"] if y is not None]
    drawn = []
    for shape in shapes:
        n, thing = found.get(shape["id"], (0, None))
        share = round(0.15 + 0.85 * math.sqrt(n / highest), 2) if n else 0
        drawn.append(
            {
                "en": shape["en"],
                "zh": shape["zh"],
                "n": n,
                "share": share,
                "href": thing.href if thing and n else "",
                "d": _path(shape),
            }
        )
    box = (1000 * min(xs), -1000 * max(ys), 1000 * (max(xs) - min(xs)), 1000 * (max(ys) - min(ys)))
    return {"box": " ".join(f"{v:.0f}" for v in box), "shapes": drawn}


def _path(shape: Mapping[str, Any]) -> str:
    made, letter = [], "M"
    for x, y in zip(shape["x"], shape["y"], strict=True):
        if x is None:
            letter = "M"
            continue
        made.append(f"{letter}{1000 * x:.1f} {-1000 * y:.1f}")
        letter = "L"
    return "".join(made)


def _index(things: Mapping[str, _Thing]) -> list[list[Any]]:
    return [[t.en, t.zh, t.href, len(t.joined)] for t in sorted(things.values(), key=lambda t: t.href)]


def _dots() -> str:
    """The colours of the kinds, for light and for dark."""
    light = "".join(f".dot.{k}{{background:{v.light}}}.bar rect.{k}{{fill:{v.light}}}" for k, v in KINDS.items())
    dark = "".join(f".dot.{k}{{background:{v.dark}}}.bar rect.{k}{{fill:{v.dark}}}" for k, v in KINDS.items())
    return f"{light}@media (prefers-color-scheme: dark){{{dark}}}"


# -- pictures and downloads ----------------------------------------------------------------------------


def _pictures(store: OxigraphStore, written: _Written) -> tuple[list[Told], list[str]]:
    """The pictures that can be drawn of this store, and why the others cannot."""
    made, missing = [], []
    for name, draw in _drawn(store, written).items():
        try:
            made.append({"href": f"pictures/{name}.html", **draw()})
        except KgError as error:
            missing.append(f"{name}: {error}")
    for picture in made:
        written.files.add(picture["href"])
    return made, missing


def _drawn(store: OxigraphStore, written: _Written) -> dict[str, Callable[[], Told]]:
    def graph(view: str) -> Told:
        page = drawing.draw(store, view, written.folder / f"pictures/{view}.html")
        about_en, about_zh = _GRAPHS[view]
        en, zh = drawing.TITLES[view]
        return {
            "en": en,
            "zh": zh,
            "about_en": f"{about_en}: {page.nodes:,} nodes, {page.edges:,} links",
            "about_zh": f"{about_zh}：{page.nodes}个节点，{page.edges}条关联",
        }

    def figure(name: str) -> Told:
        kind, choice = _FIGURES[name]
        drawn = figures.draw(store, kind, written.folder / f"pictures/{name}.html", **choice)
        return {
            **drawn.title,
            "about_en": drawn.caption["en"].partition(";")[0],
            "about_zh": drawn.caption["zh"].partition(";")[0],
        }

    return {**{view: partial(graph, view) for view in _GRAPHS}, **{name: partial(figure, name) for name in _FIGURES}}


def _downloads(store: OxigraphStore, written: _Written) -> list[Told]:
    folder = export.export(store, written.folder / "downloads/tables", format="csv")
    tables = sorted(folder.glob("*.csv"))
    made = [_download(written, file, "One table for spreadsheets and notebooks", "表格") for file in tables]
    network = export.export(store, written.folder / "downloads/overview.graphml")
    made.append(_download(written, network, "The network of the overview for Gephi, yEd, igraph", "网络，可用 Gephi 等打开"))
    return made


def _download(written: _Written, file: Path, en: str, zh: str) -> Told:
    name = file.relative_to(written.folder).as_posix()
    written.files.add(name)
    size = file.stat().st_size
    return {
        "href": name,
        "name": file.name,
        "size": f"{size / 1e6:.1f} MB" if size > 1e6 else f"{max(1, size // 1000)} kB",
        "en": en,
        "zh": zh,
    }
