"""A network asked for in a user's words: names in either language and days as people write them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from kg import measures, projection
from kg.asking import day, identifier, thing
from kg.errors import KgError, UnknownName
from kg.stores.oxigraph import OxigraphStore

if TYPE_CHECKING:
    import networkx as nx

_KINDS = ("person", "strategy", "theme", "formulation", "province", "organisation", "office")

_TERMS: dict[str, Callable[[OxigraphStore, str], Any]] = {
    "since": lambda store, words: date.fromisoformat(day(words)),
    "until": lambda store, words: date.fromisoformat(day(words, last=True)),
    "province": lambda store, words: identifier(store, "province", words),
    "event_type": lambda store, words: identifier(store, "event-type", words),
    "around": lambda store, words: anything(store, words),
}


def project(store: OxigraphStore, view: str, **options: Any) -> nx.Graph:
    """The graph of a view, as `kg.projection.project`, whose options may be words.

    `backbone` leaves only edges that chance does not explain at that level, such as 0.05 (see `kg.measures.backbone`), `top`
    only so many nodes, the heaviest. Days may be given as day, month or year; a province, an event type and what a network
    goes `around` by any of their names. An option that is None or empty is as one not given.

    >>> project(store, "attendance", around="丁薛祥", since="2024", normalise="jaccard")  # doctest: +SKIP
    """
    given = {name: value for name, value in options.items() if value not in (None, "")}
    alpha, top = given.pop("backbone", None), given.pop("top", None)
    graph = _named(projection.project(store, view, **{name: _term(store, name, value) for name, value in given.items()}))
    graph = graph if alpha is None else _backbone(graph, alpha)
    return graph if top is None else heaviest(graph, top)


def _named(graph: nx.Graph) -> nx.Graph:
    """The graph, which says by name what it goes around, as captions are read by people."""
    filters = graph.graph["filters"]
    if filters.get("around") in graph:
        graph.graph["filters"] = {**filters, "around": graph.nodes[filters["around"]]["label_en"]}
    return graph


def _backbone(graph: nx.Graph, alpha: float) -> nx.Graph:
    kept = measures.backbone(graph, alpha)
    if not kept:
        least = min(measures.significance(graph).values())
        raise projection.EmptyProjection(f"no edge is significant at {alpha}; the lowest level of any is {least:.3f}")
    return _trimmed(kept, backbone=str(alpha))


def heaviest(graph: nx.Graph, top: int) -> nx.Graph:
    """The graph with only so many nodes, those with the greatest weight, and of them those that are joined to another."""
    if top < 2:
        raise KgError(f"a network has two nodes or more; top={top} leaves none joined")
    ranked = sorted(graph, key=lambda node: (-graph.nodes[node].get("weight", 0), str(node)))
    kept = graph.subgraph(ranked[:top]).copy()
    kept.remove_nodes_from([node for node, links in dict(kept.degree()).items() if not links])
    if not kept:
        raise projection.EmptyProjection(f"none of the {top} heaviest nodes is joined to another; take more of them")
    return _trimmed(kept, top=str(top))


def _trimmed(graph: nx.Graph, **filters: str) -> nx.Graph:
    """The graph with only the facts behind the edges that it still has, and what it was filtered by."""
    used = {fact for _, _, data in graph.edges(data=True) for fact in data.get("facts", ())}
    facts = {i: fact for i, fact in graph.graph.get("assertions", {}).items() if i in used}
    graph.graph.update(assertions=facts, filters={**graph.graph.get("filters", {}), **filters}, **projection.period(graph))
    return graph


# -- graphs that are too large -------------------------------------------------------------------------

READABLE, DRAWABLE = 600, 50_000
_EDGES_A_NODE = 10
_ALPHA = 0.05


class TooLarge(KgError):
    """A network that cannot be drawn; the message says how large it is, and what would leave less of it."""


def advice(graph: nx.Graph, *, most: int = READABLE) -> str:
    """How large the graph is, and what would leave less of it; empty where it has no more than `most` nodes, or ten times
    as many edges."""
    if len(graph) <= most and graph.number_of_edges() <= most * _EDGES_A_NODE:
        return ""
    ways = [_backbone_size(graph), _weight_size(graph, most // 5), f"--top {most // 5} the heaviest {most // 5} nodes"]
    return f"{_size(len(graph), graph.number_of_edges())} are more than can be read at once: " + "; ".join(filter(None, ways))


def refuse_too_large(graph: nx.Graph, *, most: int = DRAWABLE) -> None:
    """Raises TooLarge for a graph that no page can hold."""
    if told := advice(graph, most=most):
        raise TooLarge(told.replace("read at once", "drawn on one page"))


def _size(nodes: int, edges: int) -> str:
    return f"{nodes:,} nodes and {edges:,} edges"


def _backbone_size(graph: nx.Graph) -> str:
    kept = [pair for pair, chance in measures.significance(graph).items() if chance < _ALPHA]
    ends = {end for pair in kept for end in pair}
    return f"--backbone {_ALPHA} would leave {_size(len(ends), len(kept))}" if kept else ""


def _weight_size(graph: nx.Graph, aim: int) -> str:
    """The least weight at which no more than so many nodes are left, and what it leaves."""
    ranked = sorted(((data.get("weight", 1), a, b) for a, b, data in graph.edges(data=True)), key=lambda e: -e[0])
    ends: set[Any] = set()
    best = (0.0, 0, 0)
    for place, (weight, a, b) in enumerate(ranked, 1):
        ends |= {a, b}
        if len(ends) > aim:
            break
        if place == len(ranked) or ranked[place][0] < weight:
            best = (weight, len(ends), place)
    return f"--min-weight {best[0]:g} {_size(*best[1:])}" if best[1] else ""


def _term(store: OxigraphStore, option: str, value: Any) -> Any:
    return _TERMS[option](store, value) if option in _TERMS and isinstance(value, str) else value


def anything(store: OxigraphStore, words: str) -> str:
    """The IRI of whatever goes by a name, people first. Raises UnknownName, with near names, where nothing does."""
    if words.startswith(store.base):
        return words
    missed = []
    for kind in _KINDS:
        try:
            return thing(store, kind, words)
        except UnknownName as error:
            missed.append(str(error))
    near = sorted({hint for m in missed for hint in [m.partition("; ")[2]] if hint})
    raise UnknownName(f"nothing is named {words!r}" + (f"; {'; '.join(near)}" if near else ""))
