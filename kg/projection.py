"""Turns the answers of a view's query into a networkx graph whose edges know their evidence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol
from urllib.parse import unquote

from kg import queries
from kg.errors import KgError, UnknownName

if TYPE_CHECKING:
    import networkx as nx

_VIEWS = Path(queries.__file__).parent / "views"
_SUMMARY = re.compile(r"^# summary: (.+)$", re.MULTILINE)
_FOLD = re.compile(r"^# fold: target$", re.MULTILINE)
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
    min_confidence: float = 0.0
    min_weight: float = 1

    def given(self) -> dict[str, str]:
        """The filters that differ from their defaults, as words."""
        return {f: str(getattr(self, f)) for f in self.__slots__ if getattr(self, f) != getattr(_EVERYTHING, f)}


_EVERYTHING = Filters()


@dataclass(slots=True)
class _Edge:
    kind: str
    units: set[str] = field(default_factory=set)
    days: set[str] = field(default_factory=set)
    facts: set[str] = field(default_factory=set)


def views() -> dict[str, str]:
    """The summary of each view, by name."""
    return {p.stem: _SUMMARY.findall(_text(p.stem))[0] for p in sorted(_VIEWS.glob("*.rq"))}


def project(
    store: Answers,
    view: str,
    *,
    since: date | None = None,
    until: date | None = None,
    province: str | None = None,
    event_type: str | None = None,
    min_weight: float = 1,
    min_confidence: float = 0.0,
) -> nx.Graph:
    """The graph of a view: nodes and edges with the same attributes everywhere.

    Nodes have `id`, `kind`, `label_en`, `label_zh`, `weight` (the sum of their edges' weights); edges have `kind`,
    `weight` (in how many events, or articles where there is no event), `first`, `last`, `facts` and `evidence`
    (ids). `graph.graph` has `assertions`, each fact by its id, and `events`, the names of theirs. A province is a code (`CN-HN`), an event type an
    identifier (`symposium`). Raises UnknownName for a view that does not exist, EmptyProjection where nothing is left.
    """
    filters = Filters(
        since=since, until=until, province=province, event_type=event_type, min_weight=min_weight, min_confidence=min_confidence
    )
    query = _query(view)
    events = _events(store)
    sources = _sources(store)
    rows = _filtered(view, [_row(r, events, sources) for r in store.select(query)], filters)
    names = _names(store)
    assertions = _assertions(rows, names, sources)
    occurrences = _fold(assertions.values()) if _FOLD.search(query) else _plain(assertions.values())
    graph = _graph(_weighty(view, _edges(occurrences), filters), assertions, names, events)
    graph.graph.update(view=view, summary=views()[view], filters=filters.given(), **_period(graph))
    return graph


def _text(name: str) -> str:
    return (_VIEWS / f"{name}.rq").read_text(encoding="utf-8")


def _query(view: str) -> str:
    known = views()
    if view not in known:
        raise UnknownName(f"no view named {view!r}; the views are: {', '.join(known)}")
    return _text(view)


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
    event = events.get(answer["event"] or "", _Event())
    published = sources[answer["article"]].published if answer["article"] in sources else ""
    day = event.start or (date.fromisoformat(published) if published else None)
    return _Row(answer, event, day, event.end or day)


_CHECKS: dict[str, Callable[[_Row, Any], bool]] = {
    "since": lambda row, since: row.last is not None and row.last >= since,
    "until": lambda row, until: row.first is not None and row.first <= until,
    "province": lambda row, province: province in map(_key, row.event.provinces),
    "event_type": lambda row, kind: _key(row.event.type) == kind,
    "min_confidence": lambda row, least: (row.answer["confidence"] or 0.0) >= least,
}


def _filtered(view: str, rows: list[_Row], filters: Filters) -> list[_Row]:
    if not rows:
        raise EmptyProjection(f"the store holds no facts for the view {view!r}; add articles to it with `kg build`")
    for name, check in _CHECKS.items():
        wanted = getattr(filters, name)
        if wanted == getattr(_EVERYTHING, name):
            continue
        kept = [r for r in rows if check(r, wanted)]
        if not kept:
            raise EmptyProjection(_nothing(view, name, wanted, rows))
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
    "min_confidence": lambda rows: f"the highest confidence is {max(r.answer['confidence'] or 0.0 for r in rows)}",
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
        unit=answer["event"] or answer["article"],
        day=row.first.isoformat() if row.first else "",
        detail_en=detail.en,
        detail_zh=detail.zh,
        article=sources.get(answer["article"]) or Source(answer["article"], _key(answer["article"])),
        rule=answer["rule"] or "",
        confidence=answer["confidence"] or 0.0,
        evidence=tuple(Evidence(i, quotes[i]) for i in sorted(quotes, key=_place)),
    )


def _place(span: str) -> tuple[str, int]:
    """Spans in the order of the text: their IRIs end in `#char=start,end`."""
    article, _, place = span.rpartition("=")
    start = place.partition(",")[0]
    return article, int(start) if start.isdigit() else 0


Occurrence = tuple[str, str, Assertion]


def _plain(assertions: Iterable[Assertion]) -> Iterator[Occurrence]:
    for fact in assertions:
        yield fact.source, fact.target, fact


def _fold(assertions: Iterable[Assertion]) -> Iterator[Occurrence]:
    """Yield each pair of sources that share a target, once for each fact of either: a one-mode graph."""
    shared: dict[str, dict[str, list[Assertion]]] = {}
    for fact in assertions:
        shared.setdefault(fact.target, {}).setdefault(fact.source, []).append(fact)
    for together in shared.values():
        for one, other in combinations(sorted(together), 2):
            for fact in (*together[one], *together[other]):
                yield one, other, fact


def _edges(occurrences: Iterable[Occurrence]) -> dict[tuple[str, str], _Edge]:
    edges: dict[tuple[str, str], _Edge] = {}
    for source, target, fact in occurrences:
        edge = edges.setdefault((source, target), _Edge(fact.kind))
        edge.units.add(fact.unit)
        edge.facts.add(fact.id)
        if fact.day:
            edge.days.add(fact.day)
    return edges


def _weighty(view: str, edges: dict[tuple[str, str], _Edge], filters: Filters) -> dict[tuple[str, str], _Edge]:
    kept = {pair: edge for pair, edge in edges.items() if len(edge.units) >= filters.min_weight}
    if not edges:
        raise EmptyProjection(
            f"the view {view!r} is empty: nobody is joined to anybody by the facts that are left; loosen the filters"
        )
    if not kept:
        heaviest = max(len(e.units) for e in edges.values())
        raise EmptyProjection(
            f"the view {view!r} is empty: min_weight={filters.min_weight}, but the heaviest edge weighs {heaviest}"
        )
    return kept


# -- the graph -----------------------------------------------------------------------------------------


def _graph(
    edges: Mapping[tuple[str, str], _Edge],
    assertions: Mapping[str, Assertion],
    names: Mapping[str, _Name],
    events: Mapping[str, _Event],
) -> nx.Graph:
    import networkx as nx

    graph = nx.Graph()
    for iri in sorted({end for pair in edges for end in pair}):
        graph.add_node(iri, id=iri, **_node(iri, names, events))
    for (source, target), edge in sorted(edges.items()):
        graph.add_edge(source, target, **_edge(edge, assertions))
    for iri, weight in graph.degree(weight="weight"):
        graph.nodes[iri]["weight"] = weight
    used = {i: assertions[i] for i in sorted({f for e in edges.values() for f in e.facts})}
    units = sorted({f.unit for f in used.values()} & set(events))
    graph.graph.update(assertions=used, events={i: _node(i, names, events) for i in units})
    return graph


def _edge(edge: _Edge, assertions: Mapping[str, Assertion]) -> dict[str, Any]:
    spans = {e.id for f in edge.facts for e in assertions[f].evidence}
    return {
        "kind": edge.kind,
        "weight": len(edge.units),
        "first": min(edge.days, default=""),
        "last": max(edge.days, default=""),
        "facts": tuple(sorted(edge.facts)),
        "evidence": tuple(sorted(spans, key=_place)),
    }


def _node(iri: str, names: Mapping[str, _Name], events: Mapping[str, _Event]) -> dict[str, str]:
    name = _named(iri, names)
    if iri not in events:
        return {"kind": name.kind, "label_en": name.en, "label_zh": name.zh}
    return {"kind": "event", **_event_labels(events[iri], names), "title_en": name.en, "title_zh": name.zh}


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
    name = names.get(iri) or _Name(iri.rsplit("/", 2)[-2] if iri.count("/") > 1 else "")
    last_resort = _key(iri).replace("-", " ")
    return _Name(name.kind, name.en or name.zh or last_resort, name.zh or name.en or last_resort)


def _key(iri: str) -> str:
    return unquote(iri.rsplit("/", 1)[-1])


def _period(graph: nx.Graph) -> dict[str, str]:
    days = [d for _, _, e in graph.edges(data=True) for d in (e["first"], e["last"]) if d]
    return {"first": min(days, default=""), "last": max(days, default="")}
