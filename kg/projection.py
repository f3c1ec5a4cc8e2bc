"""Turns the answers of a view's query into a networkx graph whose edges know their evidence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg import folding, known
from kg.assertions import Assertion, Evidence, gathered, place, row_of
from kg.errors import UnknownName
from kg.folding import Case, Pair
from kg.known import VIEWS, Answers, Known, Source, described
from kg.matrices import matrix
from kg.sifting import EmptyProjection, Filters, sifted

if TYPE_CHECKING:
    import networkx as nx

__all__ = [
    "Assertion",
    "EmptyProjection",
    "Evidence",
    "Filters",
    "Source",
    "View",
    "matrix",
    "named",
    "period",
    "project",
    "views",
]
_HEADER = re.compile(r"^# (\w+): (.+)$", re.MULTILINE)
_KEYS = ("summary", "source", "target", "edge", "modes", "fold")
_RARE = ("strategy", "theme")


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
    return {p.stem: named(p.stem).summary for p in sorted(VIEWS.glob("*.rq"))}


def named(name: str) -> View:
    """The view of that name. Raises UnknownName, with the others, where there is none."""
    stems = sorted(p.stem for p in VIEWS.glob("*.rq"))
    if name not in stems:
        raise UnknownName(f"no view named {name!r}; the views are: {', '.join(stems)}")
    text = known.text_of(name)
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
    events, sources, names = known.events(store), known.sources(store), known.names(store)
    rows = sifted(view, [row_of(r, events, sources) for r in store.select(seen.query)], filters)
    assertions = gathered(rows, names, sources)
    cases = _central([_case(f, flipped=_flipped(seen, filters.onto)) for f in assertions.values()], fold, filters.around)
    edges = _edges(seen, cases, fold, filters)
    graph = _graph(edges, assertions, Known(names, events, sources, _told_on(assertions)), directed=fold in _CHAINS)
    graph.graph.update(view=view, summary=seen.summary, filters=filters.given(), **period(graph))
    graph.graph["incidence"] = folding.incidence(cases, filters.count)
    return _with_modes(graph, cases, two=seen.modes == "two" and not fold)


def _told_on(assertions: Mapping[str, Assertion]) -> dict[str, str]:
    """The first day on which each event, or what counts as one, is told of."""
    days: dict[str, str] = {}
    for fact in assertions.values():
        if fact.day:
            days[fact.unit] = min(fact.day, days.get(fact.unit, fact.day))
    return days


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


# -- facts, and the pairs that they join ---------------------------------------------------------------


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


def _graph(edges: Mapping[Pair, _Edge], assertions: Mapping[str, Assertion], told: Known, *, directed: bool) -> nx.Graph:
    import networkx as nx

    graph = nx.DiGraph() if directed else nx.Graph()
    for iri in sorted({end for pair in edges for end in pair}):
        graph.add_node(iri, id=iri, **described(iri, told))
    for (source, target), edge in sorted(edges.items()):
        graph.add_edge(source, target, **_attributes(edge, assertions))
    for iri, weight in graph.degree(weight="weight"):
        graph.nodes[iri]["weight"] = weight
    used = {i: assertions[i] for i in sorted({f for e in edges.values() for f in e.facts})}
    units = sorted({f.unit for f in used.values()} & set(told.events))
    graph.graph.update(assertions=used, events={i: described(i, told) for i in units})
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
        "evidence": tuple(sorted(spans, key=place)),
    }


def _with_modes(graph: nx.Graph, cases: Iterable[Case], *, two: bool) -> nx.Graph:
    """The graph, told of two modes: whether it has them, and of each node whether it is a source (0) or a target (1)."""
    graph.graph["bipartite"] = two
    if two:
        sources = {c.source for c in cases}
        for node, attributes in graph.nodes(data=True):
            attributes["bipartite"] = 0 if node in sources else 1
    return graph


def period(graph: nx.Graph) -> dict[str, str]:
    """The first and the last day of a graph's edges."""
    days = [d for _, _, e in graph.edges(data=True) for d in (e.get("first"), e.get("last")) if d]
    return {"first": min(days, default=""), "last": max(days, default="")}
