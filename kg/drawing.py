"""Draws a view of a store as one page: projects, captions, renders, writes."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kg import projection
from kg.asking import day, identifier
from kg.errors import BadInput
from kg.rendering.graph_page import graph_page
from kg.rendering.words import sample_note
from kg.stores.oxigraph import OxigraphStore

if TYPE_CHECKING:
    import networkx as nx

TITLES = {
    "overview": ("People, events, strategies and themes", "人物、活动、战略与主题"),
    "attendance": ("Who appears with whom", "谁与谁同场"),
    "people-themes": ("People and the themes they address", "人物与主题"),
    "people-strategies": ("People and the strategies they invoke", "人物与战略"),
    "provinces-strategies": ("Provinces and strategies", "省份与战略"),
}


class Page(NamedTuple):
    """A page as written: where, and how much it shows."""

    path: Path
    nodes: int
    edges: int


def draw(
    store: OxigraphStore,
    view: str,
    out: str | Path,
    *,
    language: str = "en",
    title: str | None = None,
    note: str = "",
    since: str | None = None,
    until: str | None = None,
    province: str | None = None,
    event_type: str | None = None,
    min_weight: float = 1,
    min_confidence: float = 0.0,
) -> Page:
    """Write a view as a self-contained page; days may be given as day, month or year, a province by any of its names."""
    graph = projection.project(
        store,
        view,
        since=date.fromisoformat(day(since)) if since else None,
        until=date.fromisoformat(day(until, last=True)) if until else None,
        province=identifier(store, "province", province) if province else None,
        event_type=identifier(store, "event-type", event_type) if event_type else None,
        min_weight=min_weight,
        min_confidence=min_confidence,
    )
    en, zh = TITLES.get(view, (view, view))
    page = graph_page(graph, title=title or {"en": en, "zh": zh}, language=language, note=note or sample_note(sources(graph)))
    return Page(_write(out, page), graph.number_of_nodes(), graph.number_of_edges())


def sources(graph: nx.Graph) -> set[str]:
    """The publishers of the articles behind a graph."""
    return {fact.article.publisher for fact in graph.graph.get("assertions", {}).values()}


def _write(out: str | Path, page: str) -> Path:
    path = Path(out)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        raise BadInput(f"cannot write the page to {path}: {error.strerror}") from error
    return path
