"""A network asked for in a user's words: names in either language and days as people write them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from kg import measures, projection
from kg.asking import day, identifier, thing
from kg.errors import UnknownName
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

    `backbone` leaves only edges that chance does not explain at that level, such as 0.05 (see `kg.measures.backbone`). Days may be given as day, month or year; a province, an event type and what a network goes `around` by any of their
    names. An option that is None or empty is as one not given.

    >>> project(store, "attendance", around="丁薛祥", since="2024", normalise="jaccard")  # doctest: +SKIP
    """
    given = {name: value for name, value in options.items() if value not in (None, "")}
    alpha = given.pop("backbone", None)
    graph = projection.project(store, view, **{name: _term(store, name, value) for name, value in given.items()})
    return graph if alpha is None else _backbone(graph, alpha)


def _backbone(graph: nx.Graph, alpha: float) -> nx.Graph:
    kept = measures.backbone(graph, alpha)
    if not kept:
        least = min(measures.significance(graph).values())
        raise projection.EmptyProjection(f"no edge is significant at {alpha}; the lowest level of any is {least:.3f}")
    kept.graph["filters"] = {**graph.graph["filters"], "backbone": str(alpha)}
    return kept


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
