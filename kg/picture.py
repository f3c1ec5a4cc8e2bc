"""A picture as notebooks hold it: it shows itself where it is made, and saves itself as page, PNG, SVG or table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import drawing, figures, snapshot
from kg.errors import BadInput
from kg.rendering.plots import Mode
from kg.stores.oxigraph import OxigraphStore

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class Picture:
    """A page of ours in a notebook, with its title in both languages and the table behind it as CSV, where it has one."""

    title: Mapping[str, str]
    shows: str
    page: str = field(repr=False)
    table: str = field(default="", repr=False)
    height: int = 640

    def save(self, path: str | Path) -> Path:
        """Write the picture; the ending says as what: html, png, svg, or csv for the table behind a figure.

        Raises BadInput for another ending, KgError where PNG or SVG is asked for and no Chromium is here.
        """
        ending = Path(path).suffix.lstrip(".").lower()
        if ending not in _SAVED or (ending == "csv" and not self.table):
            ways = ", ".join(e for e in _SAVED if e != "csv" or self.table)
            raise BadInput(f"{path}: this picture can be saved as {ways}")
        return drawing.write_bytes(path, _SAVED[ending](self))

    def __repr__(self) -> str:
        return f"<Picture {self.title['en']}: {self.shows}>"

    def _repr_html_(self) -> str:
        # Shut off from the notebook: a page holds words of articles, and those are anybody's.
        return (
            f'<iframe class="kg-picture" title="{escape(self.title["en"], quote=True)}" sandbox="allow-scripts allow-downloads" '
            f'style="width: 100%; height: {self.height}px; border: 0" srcdoc="{escape(self.page, quote=True)}"></iframe>'
        )


_SAVED: Mapping[str, Callable[[Picture], bytes]] = {
    "html": lambda picture: picture.page.encode(),
    "png": lambda picture: snapshot.taken(picture.page, "png"),
    "svg": lambda picture: snapshot.taken(picture.page, "svg"),
    "csv": lambda picture: b"\xef\xbb\xbf" + picture.table.encode(),
}


def of_view(store: OxigraphStore, view: str, *, language: str, title: str | None, options: Mapping[str, Any]) -> Picture:
    """The picture of a view."""
    page, graph = drawing.page(store, view, language=language, title=title, **options)
    return Picture(_named(title, view), _counted(graph), page)


def _named(title: str | None, view: str) -> Mapping[str, str]:
    en, zh = (title, title) if title else drawing.TITLES.get(view, (view, view))
    return {"en": en, "zh": zh}


def _counted(graph: nx.Graph) -> str:
    return f"{graph.number_of_nodes()} nodes, {graph.number_of_edges()} links"


def of_figure(store: OxigraphStore, kind: str, *, language: str, choice: Mapping[str, Any]) -> Picture:
    """The picture of a figure."""
    drawn = figures.figure(store, kind, **{name: str(v) if name != "top" else v for name, v in choice.items()})
    height = int(drawn.spec(Mode(language)).get("layout", {}).get("height", 560)) + 90
    return Picture(drawn.title, f"{len(drawn.rows)} rows", drawn.page(language), drawn.table(), height)
