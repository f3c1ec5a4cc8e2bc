"""Turns the answers of a view's query into a networkx graph whose edges know their evidence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol
from urllib.parse import unquote

from kg import folding, queries
from kg.errors import KgError, UnknownName
from kg.folding import Case, Pair

if TYPE_CHECKING:
    import networkx as nx

_VIEWS = Path(queries.__file__).parent / "views"
_HEADER = re.compile(r"^# (\w+): (.+)$", re.MULTILINE)
_KEYS = ("summary", "source", "target", "edge", "modes", "fold")
_RARE = ("strategy", "theme")
_CHINESE = ("zh-hans", "zh")


class EmptyProjection(KgError):
    """A view of which the filters leave nothing; the message says which filter to loosen."""


class Answers(Protocol):
    """What a projection asks of a store."""

    def select(self, query: str, bindings: Mapping[str, Any] | None = None) -> Iterable[Mapping[str, Any]]: ...


@dataclass(frozen=True, slots=True)
class Evidence:
    """A stretch of an article's text that a fact rests on."""

    id: str
    quote: str


@dataclass(frozen=True, slots=True)
class Source:
    """The article that a fact was read in."""

    id: str
    identifier: str = ""
    title: str = ""
    published: str = ""
    publisher: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Assertion:
    """One fact behind an edge: who or what, in which way (`detail`), when, and who says so.

    `unit` is what a weight counts once: the event, or the article where there is no event.
    """

    id: str
    kind: str
    source: str
    target: str
    unit: str
    day: str
    detail_en: str
    detail_zh: str
    article: Source
    rule: str
    confidence: float
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class _Event:
    type: str = ""
    start: date | None = None
    end: date | None = None
    provinces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Name:
    kind: str
    en: str = ""
    zh: str = ""


class _Row(NamedTuple):
    """One row of a view with the event that it belongs to and the days that it covers."""

    answer: Mapping[str, Any]
    event: _Event
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a projection leaves out; every field at its default leaves nothing out."""

    since: date | None = None
    until: date | None = None
    province: str | None = None
    event_type: str | None = None
    around: str | None = None
    min_confidence: float = 0.0
    min_weight: float = 0
    count: str = "event"
    normalise: str = "none"
    boilerplate: bool = False
    onto: str | None = None

    def given(self) -> dict[str, str]:
        """The filters that differ from their defaults, as words."""
        return {f: str(getattr(self, f)) for f in self.__slots__ if getattr(self, f) != getattr(_EVERYTHING, f)}


_EVERYTHING = Filters()


@dataclass(frozen=True, slots=True)
class View:
    """One kind of network, as the header of its query describes it.

    `source` and `target` say what the ends of a fact are, `edge` what an edge means. `modes` is "two" where every source
    is of one kind and every target of another; `fold` says how sources that share a target are joined: "together" at an
    occasion, "chain" each with the next, "succession" each with the next where one leaves before the other comes.
    """

    name: str
    summary: str
    source: str
    target: str
    edge: str
    modes: str
    fold: str
    query: str


@dataclass(frozen=True, slots=True)
class _Edge:
    kind: str
    count: float
    weight: float
    facts: tuple[str, ...]


def views() -> dict[str, str]:
    """The summary of each view, by name."""
    return {p.stem: named(p.stem).summary for p in sorted(_VIEWS.glob("*.rq"))}


def named(name: str) -> View:
    """The view of that name. Raises UnknownName, with the others, where there is none."""
    known = sorted(p.stem for p in _VIEWS.glob("*.rq"))
    if name not in known:
        raise UnknownName(f"no view named {name!r}; the views are: {', '.join(known)}")
    text = _text(name)
    said = dict.fromkeys(_KEYS, "") | {k: v for k, v in _HEADER.findall(text) if k in _KEYS}
    return View(name=name, query=text, **said)


def project(store: Answers, view: str, **options: Any) -> nx.Graph:
    """The graph of a view: nodes and edges with the same attributes everywhere.

    Options, all keywords:
    `since`, `until` (dates), `province` (a code, `CN-HN`), `event_type` (an identifier, `symposium`), `min_confidence`:
    which facts count; `around` (an IRI): only what that thing is joined to, and how those are joined among themselves.
    `count`: what repeats count once in: `statement` (each counts), `article`, `event` (where there is none, the article),
    `week`, `month`, `year`. `onto`: `source` or `target`, or what they are (`person`), folds two modes into one;
    `both` keeps a folded view unfolded. `normalise`: `none`, `jaccard`, `cosine`, `average-activity`; folded also
    `newman`, `hyperbolic` (see kg.folding for their papers). `boilerplate`: weigh down strategies and themes that stand
    in most articles, or whatever else the view joins, by inverse document frequency. `min_weight`: leave out lighter edges.

    Nodes have `id`, `kind`, `label_en`, `label_zh`, `weight` (the sum of their edges' weights), and in graphs of two modes
    `bipartite` (0 or 1); edges have `kind`, `count` (how often), `weight` (as normalised), `first`, `last`, `facts` and
    `evidence` (ids). `graph.graph` has `bipartite`, `incidence` (how often each source meets each target, by pair),
    `assertions`, each fact by its id, and `events`, the names of theirs. Chains are directed.
    Raises UnknownName for a view that does not exist, EmptyProjection where nothing is left.
    """
    filters, seen = Filters(**options), named(view)
    fold = _fold(seen, filters.onto)
    folding.checked(filters.count, filters.normalise, one_mode=fold in ("together", "alike"))
    events, sources, names = _events(store), _sources(store), _names(store)
    rows = _filtered(seen, [_row(r, events, sources) for r in store.select(seen.query)], filters)
    assertions = _assertions(rows, names, sources)
    cases = _central([_case(f, flipped=_flipped(seen, filters.onto)) for f in assertions.values()], fold, filters.around)
    edges = _edges(seen, cases, fold, filters)
    graph = _graph(edges, assertions, _Known(names, events, sources), directed=fold in _CHAINS)
    graph.graph.update(view=view, summary=seen.summary, filters=filters.given(), **_period(graph))
    graph.graph["incidence"] = folding.incidence(cases, filters.count)
    return _with_modes(graph, cases, two=seen.modes == "two" and not fold)


def _fold(seen: View, onto: str | None) -> str:
    """How the view's facts are folded: "" keeps sources and targets apart."""
    if onto is None or seen.fold in _CHAINS:
        return seen.fold
    if onto == "both":
        return ""
    if onto not in ("source", "target", seen.source, seen.target) or seen.modes != "two":
        ends = f"{seen.source} or {seen.target}, or both" if seen.modes == "two" else "nothing"
        raise UnknownName(f"the view {seen.name!r} cannot be folded onto {onto!r}; it can be onto {ends}")
    return "together" if seen.fold and not _flipped(seen, onto) else "alike"


def _flipped(seen: View, onto: str | None) -> bool:
    return onto is not None and onto in ("target", seen.target) and onto != seen.source


_CHAINS = ("chain", "succession")


def _text(name: str) -> str:
    return (_VIEWS / f"{name}.rq").read_text(encoding="utf-8")


# -- what the store knows ------------------------------------------------------------------------------


def _events(store: Answers) -> dict[str, _Event]:
    found: dict[str, list[Mapping[str, Any]]] = {}
    for row in store.select(_text("parts/events")):
        found.setdefault(row["event"], []).append(row)
    return {iri: _event(rows) for iri, rows in found.items()}


def _event(rows: list[Mapping[str, Any]]) -> _Event:
    return _Event(
        type=min(r["type"] or "" for r in rows),
        start=min((r["start"] for r in rows if r["start"]), default=None),
        end=max((r["end"] or r["start"] for r in rows if r["start"]), default=None),
        provinces=tuple(sorted({r["province"] for r in rows if r["province"]})),
    )


def _sources(store: Answers) -> dict[str, Source]:
    rows = sorted(store.select(_text("parts/articles")), key=lambda r: (r["article"], r["title"] or ""), reverse=True)
    return {r["article"]: _source(r) for r in rows}


def _source(row: Mapping[str, Any]) -> Source:
    published = row["published"]
    return Source(
        row["article"],
        row["identifier"],
        row["title"] or "",
        published.isoformat() if isinstance(published, date) else published or "",
        row["publisher"] or "",
        row["url"] or "",
    )


def _names(store: Answers) -> dict[str, _Name]:
    """The first name of each thing in each language; where the graph has several, the first in order."""
    found: dict[str, dict[str, str]] = {}
    for row in sorted(store.select(_text("parts/names")), key=lambda r: (r["id"], r["label"]), reverse=True):
        slot = "zh" if row["language"] in _CHINESE else "en"
        found.setdefault(row["id"], {}).update({"kind": row["kind"], slot: row["label"]})
    return {iri: _Name(**parts) for iri, parts in found.items()}


# -- rows that the filters leave -----------------------------------------------------------------------


def _row(answer: Mapping[str, Any], events: Mapping[str, _Event], sources: Mapping[str, Source]) -> _Row:
    event = events.get(answer["event"] or "", _Event(provinces=tuple(filter(None, [answer.get("place")]))))
    published = sources[answer["article"]].published if answer["article"] in sources else ""
    told = _day(answer.get("since")) or (date.fromisoformat(published) if published else None)
    day = event.start or told
    return _Row(answer, event, day, event.end or _day(answer.get("until")) or day)


def _day(value: Any) -> date | None:
    """The first day of what a source gives as a day, month or year."""
    if value is None or isinstance(value, date):
        return value
    year, month, day = (*(int(n) for n in str(value).split("-")), 1, 1)[:3]
    return date(year, month, day)


_CHECKS: dict[str, Callable[[_Row, Any], bool]] = {
    "since": lambda row, since: row.last is not None and row.last >= since,
    "until": lambda row, until: row.first is not None and row.first <= until,
    "province": lambda row, province: province in map(_key, row.event.provinces),
    "event_type": lambda row, kind: _key(row.event.type) == kind,
    "min_confidence": lambda row, least: _sure(row.answer) >= least,
}


def _sure(answer: Mapping[str, Any]) -> float:
    """How sure a reading is; what the authority says is taken as said."""
    if answer["confidence"] is None:
        return 0.0 if answer["article"] else 1.0
    return float(answer["confidence"])


def _filtered(seen: View, rows: list[_Row], filters: Filters) -> list[_Row]:
    if not rows:
        raise EmptyProjection(f"the store holds no facts for the view {seen.name!r}; add articles to it with `kg build`")
    for name, check in _CHECKS.items():
        wanted = getattr(filters, name)
        if wanted == getattr(_EVERYTHING, name):
            continue
        kept = [r for r in rows if check(r, wanted)]
        if not kept:
            raise EmptyProjection(_nothing(seen.name, name, wanted, rows))
        rows = kept
    return rows


def _nothing(view: str, name: str, wanted: Any, rows: list[_Row]) -> str:
    return f"the view {view!r} is empty: {name}={wanted} leaves none of {len(rows)} facts; {_ADVICE[name](rows)}"


def _listed(values: Iterable[str]) -> str:
    found = sorted(set(values) - {""})
    return ", ".join(found[:12]) + (" …" if len(found) > 12 else "") if found else "none"


_ADVICE: dict[str, Callable[[list[_Row]], str]] = {
    "since": lambda rows: f"their last day is {max((r.last for r in rows if r.last), default='unknown')}",
    "until": lambda rows: f"their first day is {min((r.first for r in rows if r.first), default='unknown')}",
    "province": lambda rows: f"their provinces: {_listed(_key(p) for r in rows for p in r.event.provinces)}",
    "event_type": lambda rows: f"their event types: {_listed(_key(r.event.type) for r in rows)}",
    "min_confidence": lambda rows: f"the highest confidence is {max(_sure(r.answer) for r in rows)}",
}


# -- facts, and the pairs that they join ---------------------------------------------------------------


def _assertions(rows: Iterable[_Row], names: Mapping[str, _Name], sources: Mapping[str, Source]) -> dict[str, Assertion]:
    """Each fact once, by its id; a statement on two themes is a fact for each of them."""
    quotes: dict[str, dict[str, str]] = {}
    firsts: dict[str, _Row] = {}
    for row in rows:
        ident = f"{row.answer['fact']} {row.answer['source']} {row.answer['target']}"
        firsts.setdefault(ident, row)
        if row.answer["evidence"]:
            quotes.setdefault(ident, {})[row.answer["evidence"]] = row.answer["quote"] or ""
    return {i: _assertion(i, firsts[i], quotes.get(i, {}), names, sources) for i in sorted(firsts)}


def _assertion(
    ident: str, row: _Row, quotes: Mapping[str, str], names: Mapping[str, _Name], sources: Mapping[str, Source]
) -> Assertion:
    answer = row.answer
    detail = _named(answer["detail"], names) if answer["detail"] else _Name("")
    return Assertion(
        id=ident,
        kind=answer["kind"],
        source=answer["source"],
        target=answer["target"],
        unit=answer["event"] or answer["article"] or answer["fact"],
        day=row.first.isoformat() if row.first else "",
        detail_en=detail.en,
        detail_zh=detail.zh,
        article=sources.get(answer["article"]) or _elsewhere(answer),
        rule=answer["rule"] or "",
        confidence=_sure(answer),
        evidence=tuple(Evidence(i, quotes[i]) for i in sorted(quotes, key=_place)),
    )


def _elsewhere(answer: Mapping[str, Any]) -> Source:
    """Where a fact stands that no article of the store tells: the authority's own source."""
    if answer["article"]:
        return Source(answer["article"], _key(answer["article"]))
    said = answer.get("quote") or "authority"
    return Source(f"{answer['fact']}#source", said, said)


def _place(span: str) -> tuple[str, int]:
    """Spans in the order of the text: their IRIs end in `#char=start,end`."""
    article, _, place = span.rpartition("=")
    start = place.partition(",")[0]
    return article, int(start) if start.isdigit() else 0


def _case(fact: Assertion, *, flipped: bool) -> Case:
    source, target = (fact.target, fact.source) if flipped else (fact.source, fact.target)
    return Case(fact.id, source, target, fact.article.id, fact.unit, fact.day)


_JOINS: dict[str, Callable[[Iterable[Case], str], folding.Joined]] = {
    "": folding.across,
    "together": folding.together,
    "alike": folding.alike,
}


def _central(cases: list[Case], fold: str, centre: str | None) -> list[Case]:
    """Where a folded view is to go around what it folds away, such as one event of many, only the facts on that."""
    there = [c for c in cases if c.target == centre] if fold else []
    return there if there and all(c.source != centre for c in cases) else cases


def _edges(seen: View, cases: list[Case], fold: str, filters: Filters) -> dict[Pair, _Edge]:
    """Each pair with its edge; behind a folded edge stand the facts of both ends on what they share."""
    facts = _by_ends(cases)
    weights, behind = _chains(seen, cases) if fold in _CHAINS else _joins(cases, fold, filters)
    kept = _around(seen, _weighty(seen, weights, filters), filters.around, cases)
    kind = _edge_kind(seen, fold, filters.onto)
    return {
        pair: _Edge(kind, count, weight, tuple(sorted(i for ends in behind(pair) for i in facts[ends])))
        for pair, (count, weight) in kept.items()
    }


def _edge_kind(seen: View, fold: str, onto: str | None) -> str:
    """What edges are called: as the view says where it folds by itself; by what is shared; unfolded, as each fact says."""
    if fold != "alike":
        return seen.edge if fold else ""
    return f"shared {seen.source if _flipped(seen, onto) else seen.target}"


Weights = dict[Pair, tuple[float, float]]
Behind = Callable[[Pair], Iterable[Pair]]


def _chains(seen: View, cases: list[Case]) -> tuple[Weights, Behind]:
    links = folding.chained(cases, one_at_a_time=seen.fold == "succession")
    weights: Weights = {pair: (len(at), len(at)) for pair, at in sorted(links.items())}
    return weights, lambda pair: [(end, target) for target in links[pair] for end in pair]


def _joins(cases: list[Case], fold: str, filters: Filters) -> tuple[Weights, Behind]:
    rarity = _rarity(cases) if filters.boilerplate else {}
    joined = _JOINS[fold](cases, filters.count)
    weights: Weights = {
        pair: (count, round(weight, 6)) for pair, count, weight in folding.weighed(joined, filters.normalise, rarity)
    }
    if not fold:
        return weights, lambda pair: [pair]
    targets: dict[str, set[str]] = {}
    for case in cases:
        targets.setdefault(case.source, set()).add(case.target)
    return weights, lambda pair: [(end, t) for t in targets[pair[0]] & targets[pair[1]] for end in pair]


def _by_ends(cases: Iterable[Case]) -> dict[Pair, list[str]]:
    found: dict[Pair, list[str]] = {}
    for case in cases:
        found.setdefault((case.source, case.target), []).append(case.id)
    return found


def _rarity(cases: list[Case]) -> dict[Any, float]:
    """How rare strategies and themes are among the articles; where the view has none, how rare its ends are."""
    documents: dict[str, set[str]] = {}
    for case in cases:
        for end in (case.source, case.target):
            documents.setdefault(end, set()).add(case.article)
    rarity = folding.inverse_document_frequency(documents)
    return {end: rare for end, rare in rarity.items() if _kind(end) in _RARE} or rarity


def _kind(iri: str) -> str:
    """The kind that an identifier of ours names: `…/theme/agriculture` is a theme."""
    return next((kind for kind in _RARE if f"/{kind}/" in iri), "")


def _weighty(seen: View, weights: Weights, filters: Filters) -> Weights:
    if not weights:
        raise EmptyProjection(
            f"the view {seen.name!r} is empty: nobody is joined to anybody by the facts that are left; loosen the filters"
        )
    kept = {pair: both for pair, both in weights.items() if both[1] >= filters.min_weight}
    if not kept:
        heaviest = max(weight for _, weight in weights.values())
        raise EmptyProjection(
            f"the view {seen.name!r} is empty: min_weight={filters.min_weight}, but the heaviest edge weighs {heaviest:.4g}"
        )
    return kept


def _around(seen: View, weights: Weights, centre: str | None, cases: list[Case]) -> Weights:
    """The edges among a thing and what it is joined to; all of them where no thing is given, or it was folded away."""
    if centre is None:
        return weights
    near = {end for pair in weights if centre in pair for end in pair}
    if near:
        return {pair: both for pair, both in weights.items() if near.issuperset(pair)}
    if any(c.target == centre for c in cases):
        return weights
    raise EmptyProjection(f"the view {seen.name!r} is empty: nothing is joined to {centre} by the facts that are left")


# -- the graph -----------------------------------------------------------------------------------------


class _Known(NamedTuple):
    """What the store knows of the things in a graph."""

    names: Mapping[str, _Name]
    events: Mapping[str, _Event]
    sources: Mapping[str, Source]


def _graph(edges: Mapping[Pair, _Edge], assertions: Mapping[str, Assertion], known: _Known, *, directed: bool) -> nx.Graph:
    import networkx as nx

    graph = nx.DiGraph() if directed else nx.Graph()
    for iri in sorted({end for pair in edges for end in pair}):
        graph.add_node(iri, id=iri, **_node(iri, known))
    for (source, target), edge in sorted(edges.items()):
        graph.add_edge(source, target, **_attributes(edge, assertions))
    for iri, weight in graph.degree(weight="weight"):
        graph.nodes[iri]["weight"] = weight
    used = {i: assertions[i] for i in sorted({f for e in edges.values() for f in e.facts})}
    units = sorted({f.unit for f in used.values()} & set(known.events))
    graph.graph.update(assertions=used, events={i: _node(i, known) for i in units})
    return graph


def _attributes(edge: _Edge, assertions: Mapping[str, Assertion]) -> dict[str, Any]:
    facts = [assertions[f] for f in edge.facts]
    days = [f.day for f in facts if f.day]
    spans = {e.id for f in facts for e in f.evidence}
    return {
        "kind": edge.kind or facts[0].kind,
        "count": edge.count,
        "weight": edge.weight,
        "first": min(days, default=""),
        "last": max(days, default=""),
        "facts": edge.facts,
        "evidence": tuple(sorted(spans, key=_place)),
    }


def _with_modes(graph: nx.Graph, cases: Iterable[Case], *, two: bool) -> nx.Graph:
    """The graph, told of two modes: whether it has them, and of each node whether it is a source (0) or a target (1)."""
    graph.graph["bipartite"] = two
    if two:
        sources = {c.source for c in cases}
        for node, attributes in graph.nodes(data=True):
            attributes["bipartite"] = 0 if node in sources else 1
    return graph


def _node(iri: str, known: _Known) -> dict[str, str]:
    name = _named(iri, known.names)
    if iri in known.events:
        return {"kind": "event", **_event_labels(known.events[iri], known.names), "title_en": name.en, "title_zh": name.zh}
    if iri in known.sources:
        title = known.sources[iri].title or name.en
        return {"kind": "article", "label_en": title, "label_zh": title}
    return {"kind": name.kind, "label_en": name.en, "label_zh": name.zh}


def _event_labels(event: _Event, names: Mapping[str, _Name]) -> dict[str, str]:
    """An event is called by its type, place and first day, which both languages have; headlines are longer and in one."""
    kind = _named(event.type, names) if event.type else _Name("event", "Event", "活动")
    places = [_named(p, names) for p in event.provinces[:2]]
    day = event.start.isoformat() if event.start else ""
    return {
        "label_en": " · ".join(filter(None, (kind.en, ", ".join(p.en for p in places), day))),
        "label_zh": " · ".join(filter(None, (kind.zh, "、".join(p.zh for p in places), day))),
    }


def _named(iri: str, names: Mapping[str, _Name]) -> _Name:
    """A name in both languages: what one lacks the other lends, and the identifier where both do."""
    if iri not in names and "/office/" in iri:
        return _office(iri, names)
    name = names.get(iri) or _Name(iri.rsplit("/", 2)[-2] if iri.count("/") > 1 else "")
    last_resort = _key(iri).replace("-", " ")
    return _Name(name.kind, name.en or name.zh or last_resort, name.zh or name.en or last_resort)


def _office(iri: str, names: Mapping[str, _Name]) -> _Name:
    """An office is called by its role and its organisation."""
    base, _, office = iri.partition("/office/")
    role, _, organisation = office.partition("/")
    what, where = _named(f"{base}/role/{role}", names), _named(f"{base}/organisation/{organisation}", names)
    return _Name("office", f"{what.en}, {where.en}", where.zh + what.zh)


def _key(iri: str) -> str:
    return unquote(iri.rsplit("/", 1)[-1])


def _period(graph: nx.Graph) -> dict[str, str]:
    days = [d for _, _, e in graph.edges(data=True) for d in (e["first"], e["last"]) if d]
    return {"first": min(days, default=""), "last": max(days, default="")}


# -- the matrix behind a picture -----------------------------------------------------------------------


def matrix(graph: nx.Graph, *, value: str = "count", language: str = "en") -> list[list[Any]]:
    """The rows of the matrix behind a graph, under a header: sources by targets, or nodes by nodes.

    `value` is `count` (how often, before any normalisation), `weight` (what is drawn), or `incidence`: sources by
    targets also where the graph is folded. Names that two things share are told apart by their identifiers.
    """
    cells = _cells(graph, value)
    names = _titles({end for pair in cells for end in pair}, graph, language)
    square = value != "incidence" and not graph.graph.get("bipartite")
    rows = sorted(set(graph) if square else {a for a, _ in cells}, key=lambda n: names.get(n, str(n)))
    columns = rows if square else sorted({b for _, b in cells}, key=lambda n: names.get(n, str(n)))
    header = [["", *(names.get(c, str(c)) for c in columns)]]
    return header + [[names.get(r, str(r)), *(cells.get((r, c), 0) for c in columns)] for r in rows]


def _cells(graph: nx.Graph, value: str) -> dict[Pair, float]:
    if value == "incidence":
        return dict(graph.graph["incidence"])
    if value not in ("count", "weight"):
        raise KgError(f"a matrix holds count, weight or incidence, not {value!r}")
    cells = {(a, b): data[value] for a, b, data in graph.edges(data=True)}
    if graph.is_directed():
        return cells
    turned = {(b, a): v for (a, b), v in cells.items()}
    if not graph.graph.get("bipartite"):
        return cells | turned
    return {(a, b): v for (a, b), v in (cells | turned).items() if graph.nodes[a]["bipartite"] == 0}


def _titles(things: Iterable[str], graph: nx.Graph, language: str) -> dict[str, str]:
    """What each thing is called in a matrix."""
    nodes = {**graph.graph.get("events", {}), **dict(graph.nodes(data=True))}
    names = {t: nodes.get(t, {}).get(f"label_{language}") or _key(t) for t in sorted(things)}
    shared = {name for name, times in Counter(names.values()).items() if times > 1}
    return {t: f"{name} ({_key(t)})" if name in shared else name for t, name in names.items()}
