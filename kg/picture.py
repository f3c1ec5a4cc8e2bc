"""A picture as notebooks hold it: it shows itself where it is made, and saves itself as page, PNG, SVG or table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import drawing, figures, snapshot
from kg.errors import BadInput
from kg.rendering import plots
from kg.rendering.plots import Mode
from kg.rendering.words import LANGUAGES
from kg.stores.oxigraph import OxigraphStore

if TYPE_CHECKING:
    import networkx as nx
    import pandas


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


def grid(frame: pandas.DataFrame, *, title: str, caption: str = "", language: str = "en") -> Picture:
    """The picture of a table of numbers, such as a pivot: rows and columns as they are, the larger a number the darker.

    Nothing is drawn for 0 and for what is missing. Raises BadInput for a table without numbers.

    >>> grid(table.pivot(index="province", columns="year", values="visits"), title="Visits")  # doctest: +SKIP
    """
    numbers = frame.apply(_numeric).fillna(0)
    if not numbers.size:
        raise BadInput("the grid is empty: the table has no rows or no columns")
    rows, columns = (_labelled(labels) for labels in (frame.index, frame.columns))
    values = {(str(r), str(c)): _plain(v) for r, line in enumerate(numbers.to_numpy()) for c, v in enumerate(line)}
    both = {"en": title, "zh": title}
    table = [{"": r["en"], **{c["en"]: values[r["id"], c["id"]] for c in columns}} for r in rows]
    drawn = figures.Figure(
        both, dict.fromkeys(LANGUAGES, caption), table, lambda mode: plots.heat_map(rows, columns, values, "", mode)
    )
    return _picture(drawn, language)


def _numeric(column: Any) -> Any:
    try:
        return column.astype(float)
    except (TypeError, ValueError):
        raise BadInput(f"column {column.name!r} has something else than numbers; make a pivot first") from None


def _labelled(labels: Any) -> list[dict[str, str]]:
    """Names by number, so that two rows may be called the same."""
    return [{"id": str(n), "en": str(label), "zh": str(label)} for n, label in enumerate(labels)]


def _plain(value: float) -> float:
    return int(value) if value == int(value) else float(value)


def of_figure(store: OxigraphStore, kind: str, *, language: str, choice: Mapping[str, Any]) -> Picture:
    """The picture of a figure."""
    drawn = figures.figure(store, kind, **{name: v if name == "top" else str(v) for name, v in choice.items()})
    return _picture(drawn, language)


def _picture(drawn: figures.Figure, language: str) -> Picture:
    height = int(drawn.spec(Mode(language))["layout"].get("height", 560)) + 60
    return Picture(drawn.title, f"{len(drawn.rows)} rows", drawn.page(language), drawn.table(), height)
