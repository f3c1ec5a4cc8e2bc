"""Draws a view of a store as one page: projects, captions, renders, writes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from kg import measures, snapshot
from kg.errors import BadInput
from kg.network import advice, project, refuse_too_large
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
    "people-organisations": ("People and the organisations they hold office in", "人物与任职机构"),
    "provinces-strategies": ("Provinces and strategies", "省份与战略"),
    "provinces-themes": ("Provinces and themes", "省份与主题"),
    "speakers-provinces": ("Who speaks of which province", "谁谈到哪个省份"),
    "strategies-themes": ("Strategies and themes named together", "一并提到的战略与主题"),
    "strategy-events": ("The events of a strategy, in order", "战略的历次活动"),
    "succession": ("Who succeeded whom", "职务接任"),
    "reporting": ("Who reports work with whom", "谁与谁一同汇报"),
    "organisations": ("Organisations whose officials meet", "机构同场"),
    "articles-themes": ("Articles and their themes", "文章与主题"),
    "articles-formulations": ("Articles and the formulations they use", "文章与提法"),
    "articles-strategies": ("Articles and the strategies they name", "文章与战略"),
    "ego": ("What one thing is joined to", "相关事物"),
}


class Page(NamedTuple):
    """A page as written: where, how much it shows, and what would show less where that is too much."""

    path: Path
    nodes: int
    edges: int
    advice: str = ""


def draw(
    store: OxigraphStore,
    view: str,
    out: str | Path,
    *,
    language: str = "en",
    title: str | None = None,
    note: str = "",
    **options: Any,
) -> Page:
    """Write a view as a self-contained page, or as the picture of one where `out` ends in .png or .svg.

    `options` are those of `kg.project`, in a user's words.
    """
    drawn, graph = page(store, view, language=language, title=title, note=note, **options)
    return Page(save(out, drawn), graph.number_of_nodes(), graph.number_of_edges(), advice(graph))


def page(
    store: OxigraphStore, view: str, *, language: str = "en", title: str | None = None, note: str = "", **options: Any
) -> tuple[str, nx.Graph]:
    """A view as the text of a self-contained page, with the graph that it shows.

    Raises TooLarge for a graph that no page can hold.
    """
    graph = project(store, view, **options)
    refuse_too_large(graph)
    _group(graph)
    en, zh = TITLES.get(view, (view, view))
    told = note or sample_note(sources(graph))
    return graph_page(graph, title=title or {"en": en, "zh": zh}, language=language, note=told), graph


def _group(graph: nx.Graph) -> None:
    """Tell each node its community, where that has three members or more."""
    for number, members in enumerate(measures.communities(graph)):
        if len(members) > 2:
            for node in members:
                graph.nodes[node]["community"] = number


def sources(graph: nx.Graph) -> set[str]:
    """The publishers of the articles behind a graph."""
    return {fact.article.publisher for fact in graph.graph.get("assertions", {}).values()}


def save(out: str | Path, page: str) -> Path:
    """Write a page as it is, or the PNG or SVG that its own button saves where `out` ends so."""
    form = Path(out).suffix.lstrip(".").lower()
    return write_bytes(out, snapshot.taken(page, form)) if form in snapshot.FORMATS else write(out, page)


def write(out: str | Path, page: str) -> Path:
    """Write a page or table as UTF-8, with the folders on the way."""
    return write_bytes(out, page.encode())


def write_bytes(out: str | Path, content: bytes) -> Path:
    """Write a page, picture or table, with the folders on the way."""
    path = Path(out)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise BadInput(f"cannot write the page to {path}: {error.strerror}") from error
    return path
