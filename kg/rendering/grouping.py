"""Divides a graph that is too large to draw at once into pictures of its communities and of the ties between them."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import networkx as nx

LARGE = 12_000
_GROUPS = 80
_REST = 4_000
_ACROSS, _DOWN = 190, 46


class Grouped(NamedTuple):
    """The graph of communities, the members of each in order, and the ties of each pair of them, as graphs of their own."""

    whole: nx.Graph
    members: tuple[list[Any], ...]
    between: dict[tuple[int, int], nx.Graph]


def grouped(graph: nx.Graph, *, seed: int = 1) -> Grouped:
    """The graph by the nodes' attribute `community`, or by Louvain's where they have none; the largest first.

    At most 80 communities are told apart; smaller ones are gathered, some thousand nodes at a time.
    """
    import networkx as nx

    members = _members(graph, seed)
    home = {node: number for number, group in enumerate(members) for node in group}
    between: dict[tuple[int, int], nx.Graph] = defaultdict(nx.Graph)
    whole = nx.Graph()
    for number, group in enumerate(members):
        whole.add_node(number, **_called(graph, group))
    for a, b, data in graph.edges(data=True):
        one, other = sorted((home[a], home[b]))
        if one != other:
            between[one, other].add_edge(a, b, **data)
    for (one, other), ties in sorted(between.items()):
        for node in ties:
            ties.nodes[node].update(graph.nodes[node])
        weight = sum(d.get("weight", 1) for _, _, d in ties.edges(data=True))
        days = sorted(d[k] for _, _, d in ties.edges(data=True) for k in ("first", "last") if d.get(k))
        ends = {"first": days[0], "last": days[-1]} if days else {"first": "", "last": ""}
        whole.add_edge(one, other, kind="between", weight=weight, facts=(), **ends)
    return Grouped(whole, members, dict(sorted(between.items())))


def _members(graph: nx.Graph, seed: int) -> tuple[list[Any], ...]:
    groups = _by_attribute(graph) or _by_louvain(graph, seed)
    groups.sort(key=lambda g: (-len(g), str(min(g, key=str))))
    kept, rest = groups[:_GROUPS], [node for group in groups[_GROUPS:] for node in group]
    return (*(_heaviest_first(graph, g) for g in kept), *(rest[i : i + _REST] for i in range(0, len(rest), _REST)))


def _by_attribute(graph: nx.Graph) -> list[list[Any]]:
    """The communities that the nodes say; those of none stand together."""
    found: dict[str, list[Any]] = defaultdict(list)
    for node, data in graph.nodes(data=True):
        found[str(data.get("community", ""))].append(node)
    return list(found.values()) if len(found) > 1 else []


def _by_louvain(graph: nx.Graph, seed: int) -> list[list[Any]]:
    import networkx as nx

    plain = nx.Graph()
    plain.add_nodes_from(sorted(graph.nodes, key=str))
    plain.add_weighted_edges_from(sorted(((a, b, d.get("weight", 1)) for a, b, d in graph.edges(data=True)), key=str))
    return [sorted(group, key=str) for group in nx.community.louvain_communities(plain, seed=seed)]


def _heaviest_first(graph: nx.Graph, group: Sequence[Any]) -> list[Any]:
    return sorted(group, key=lambda n: (-float(graph.nodes[n].get("weight") or graph.degree(n)), str(n)))


def _called(graph: nx.Graph, group: Sequence[Any]) -> dict[str, Any]:
    """A community's names: those of its three heaviest members, and how many there are."""
    said = {
        language: mark.join(_short(graph.nodes[n].get(f"label_{language}") or str(n)) for n in group[:3])
        for language, mark in (("en", ", "), ("zh", "、"))
    }
    more = "…" if len(group) > 3 else ""
    return {
        "kind": "community",
        "label_en": f"{said['en']}{more} ({len(group):,})",
        "label_zh": f"{said['zh']}{more}（{len(group)}）",
        "weight": len(group),
    }


def _short(name: str) -> str:
    return name if len(name) <= 32 else name[:31] + "…"


def facing(ties: nx.Graph, left: Sequence[Any]) -> dict[Any, tuple[int, int]]:
    """Positions for the ties between two communities: each in columns on its side."""
    chosen = frozenset(left)
    sides = [sorted((n for n in ties if (n in chosen) is mine), key=str) for mine in (True, False)]
    placed: dict[Any, tuple[int, int]] = {}
    for sign, side in zip((-1, 1), sides, strict=True):
        rows = max(1, math.ceil(math.sqrt(len(side) * _ACROSS / _DOWN / 2)))
        for number, node in enumerate(side):
            column, row = divmod(number, rows)
            placed[node] = (sign * (260 + column * _ACROSS), round((row - (min(rows, len(side)) - 1) / 2) * _DOWN))
    return placed
