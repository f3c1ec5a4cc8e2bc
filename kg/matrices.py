"""The raw matrix behind a picture of a network, with names for its rows and columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from kg.errors import KgError
from kg.folding import Pair
from kg.known import key

if TYPE_CHECKING:
    import networkx as nx


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
    names = {t: nodes.get(t, {}).get(f"label_{language}") or key(t) for t in sorted(things)}
    shared = {name for name, times in Counter(names.values()).items() if times > 1}
    return {t: f"{name} ({key(t)})" if name in shared else name for t, name in names.items()}
