"""An answer in the ways a reader may look at it: which of them fit, as a table, a graph, a chart or a map."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyoxigraph as ox

from kg.stores.rows import value
from kg.web.asking_words import spoken
from kg.web.naming import Names, Thing, iso

_DAY = re.compile(r"[12]\d{3}(-\d{2}(-\d{2})?)?")
_TIMES = ("date", "day", "year", "month", "published")
_VERBATIM = ("zh", "title", "quote", "wording", "reasons", "values")
_MOST_NODES = 150
TRIPLE = ("subject", "predicate", "object")


@dataclass(frozen=True, slots=True)
class Cell:
    """One value: how it reads, the address of its page, the thing and the number that it is."""

    text: str
    href: str = ""
    thing: Thing | None = None
    number: float | None = None

    @property
    def kind(self) -> str:
        return self.thing.kind if self.thing else ""


@dataclass(frozen=True, slots=True)
class Edge:
    """A line between two things of an answer, and what it says."""

    start: Cell
    end: Cell
    how: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Columns and rows of cells; `triples` says that the rows are a graph, `more` that there are further rows."""

    columns: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]
    triples: bool = False
    more: bool = False

    @property
    def views(self) -> list[str]:
        """The ways of looking at it that show something, the table first."""
        fits: dict[str, Callable[[], Any]] = {"graph": self.edges, "chart": lambda: self.charted, "map": lambda: self.mapped}
        return ["table", *(name for name, shows in fits.items() if shows())]

    # -- columns -----------------------------------------------------------------------------------

    def column(self, number: int) -> list[Cell]:
        return [row[number] for row in self.rows]

    def _where(self, fits: Callable[[Cell], Any]) -> list[int]:
        """Columns of which every value that is there fits."""
        filled = ((n, [c for c in self.column(n) if c.text]) for n in range(len(self.columns)))
        return [n for n, cells in filled if cells and all(map(fits, cells))]

    @property
    def times(self) -> list[int]:
        """Columns of days or years; a bare number is one where its column is called a year."""
        dated = self._where(lambda c: _DAY.fullmatch(c.text))
        return [n for n in dated if self.columns[n] in _TIMES or any("-" in c.text for c in self.column(n))]

    @property
    def numbers(self) -> list[int]:
        return [n for n in self._where(lambda c: c.number is not None) if n not in self.times]

    @property
    def things(self) -> list[int]:
        """Columns that name things of the graph, each thing once: a second column with its other name is left out."""
        seen: list[list[str]] = []
        found = []
        for n in range(len(self.columns)):
            iris = [c.thing.iri if c.thing else "" for c in self.column(n)]
            if sum(map(bool, iris)) * 2 >= len([c for c in self.column(n) if c.text]) > 0 and iris not in seen:
                seen.append(iris)
                found.append(n)
        return found

    @property
    def labels(self) -> list[int]:
        """What rows are called by: columns of things, else the first of short words."""
        words = [n for n in self._where(lambda c: len(c.text) < 60) if n not in self.times and n not in self.numbers]
        return [n for n in self.things if self.column(n)[0].kind != "article"] or words[:1]

    # -- views -------------------------------------------------------------------------------------

    def edges(self) -> list[Edge]:
        """Lines between the things of each row: from the first to every other; of triples, as they stand."""
        if self.triples:
            pairs = ((s, o, p.text) for s, p, o in self.rows if s.href and o.href)
        else:
            pairs = ((row[a], row[b], self.columns[b].replace("_", " ")) for row in self.rows for a, b in self._pairs())
        found: dict[tuple[str, str], Edge] = {}
        for start, end, how in pairs:
            if start.thing and end.thing and start.thing.iri != end.thing.iri:
                found.setdefault((start.thing.iri, end.thing.iri), Edge(start, end, how))
        return list(found.values())

    def _pairs(self) -> Iterator[tuple[int, int]]:
        things = self.things
        yield from ((things[0], other) for other in things[1:])

    def drawn(self) -> tuple[list[Cell], list[Edge]]:
        """The nodes and lines of the picture: of the first things, so many as an eye can tell apart."""
        nodes: dict[str, Cell] = {}
        kept = []
        for edge in self.edges():
            new = [c for c in (edge.start, edge.end) if c.thing and c.thing.iri not in nodes]
            if len(nodes) + len(new) <= _MOST_NODES:
                nodes.update({c.thing.iri: c for c in new if c.thing})
                kept.append(edge)
        return list(nodes.values()), kept

    @property
    def axis(self) -> int | None:
        """The column of time that a chart runs along, where there is one."""
        return next((n for n in self.times if self.columns[n] in _TIMES), None)

    @property
    def charted(self) -> bool:
        """Whether a chart shows something: numbers with names or times, or days to be counted."""
        named = bool(self.numbers and (self.labels or self.axis is not None))
        return len(self.rows) > 1 and not self.triples and (named or self.axis is not None)

    @property
    def mapped(self) -> dict[str, float]:
        """A number for each province: the first column of numbers, or how many rows name it."""
        where = next((n for n in self.things if any(c.kind == "province" for c in self.column(n))), None)
        found: dict[str, float] = {}
        if where is None or self.triples:
            return found
        counted = next(iter(self.numbers), None)
        for row in self.rows:
            thing, n = row[where].thing, 1.0 if counted is None else row[counted].number or 0.0
            if thing and thing.kind == "province" and n > 0:
                code = thing.iri.rpartition("/")[2]
                found[code] = found.get(code, 0.0) + n
        return found

    @property
    def unit(self) -> str:
        """What the numbers of a chart or map count."""
        return self.columns[self.numbers[0]] if self.numbers else ""


def cells(
    names: Names, language: str, link: Callable[[str], str], found: Iterable[Iterable[Any]], columns: Sequence[str] = ()
) -> list[list[Cell]]:
    """Rows of terms or of plain values as cells; names of things in the reader's language, but in columns of words as they stand.

    An article goes by its title, where no column of titles stands beside it.
    """
    verbatim = [n for n, column in enumerate(columns) if column in _VERBATIM]
    made = [
        [Cell(_text(each)) if n in verbatim else _cell(names, language, link, each) for n, each in enumerate(row)]
        for row in found
    ]
    if columns and "title" not in columns:
        made = [[_titled(cell, language) for cell in row] for row in made]
    return [[_spoken(c, column, language) for c, column in zip(row, columns, strict=True)] for row in made] if columns else made


def _titled(cell: Cell, language: str) -> Cell:
    return Cell(cell.thing.name(language), cell.href, cell.thing) if cell.thing and cell.kind == "article" else cell


def _spoken(cell: Cell, column: str, language: str) -> Cell:
    text = spoken(column, cell.text, language)
    return Cell(text) if text != cell.text else cell


def _text(given: Any) -> str:
    plain = value(given) if isinstance(given, ox.NamedNode | ox.Literal | ox.BlankNode) else given
    return iso(plain) if isinstance(plain, date) else "" if plain is None else str(plain)


def _cell(names: Names, language: str, link: Callable[[str], str], given: Any) -> Cell:
    is_iri = isinstance(given, ox.NamedNode) or (isinstance(given, str) and given.startswith(names.base))
    plain = value(given) if isinstance(given, ox.NamedNode | ox.Literal | ox.BlankNode) else given
    text = _text(given)
    if is_iri:
        thing = names.things.get(text)
        known = link(text) != text
        called = thing if thing and thing.kind != "term" else None
        return Cell(called.name(language) if called else names.short(text), link(text) if known else "", called)
    if isinstance(plain, bool):
        return Cell(text.lower())
    if isinstance(plain, int | float):
        return Cell(f"{plain:g}" if isinstance(plain, float) else text, number=float(plain))
    return _named(names, language, link, text) if isinstance(given, str) else Cell(text)


def _named(names: Names, language: str, link: Callable[[str], str], text: str) -> Cell:
    """A text that names a thing, or several after each other, in the reader's language; a title stays as it is."""
    if thing := names.called(text):
        return Cell(text if thing.kind in ("article", "event") else thing.name(language), link(thing.iri), thing)
    several = [names.called(part) for part in text.split(", ")] if ", " in text else [None]
    if all(several):
        return Cell(("、" if language == "zh" else ", ").join(t.name(language) for t in several if t))
    return Cell(text)


# -- downloads -----------------------------------------------------------------------------------------


def as_csv(columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> bytes:
    """A table for spreadsheets: with a byte order mark, days as they are written."""
    return ("\ufeff" + _separated(columns, rows, "excel")).encode()


def as_tsv(columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> bytes:
    return _separated(columns, rows, "excel-tab").encode()


def as_json(columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> bytes:
    return json.dumps(list(rows), ensure_ascii=False, default=iso, indent=1).encode()


def _separated(columns: Sequence[str], rows: Iterable[dict[str, Any]], dialect: str) -> str:
    out = io.StringIO()
    writer = csv.writer(out, dialect)
    writer.writerow(columns)
    writer.writerows([iso(r[c]) if isinstance(r[c], date) else r[c] for c in columns] for r in rows)
    return out.getvalue()


FILES: dict[str, tuple[str, Callable[[Sequence[str], Iterable[dict[str, Any]]], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "tsv": ("text/tab-separated-values; charset=utf-8", as_tsv),
    "json": ("application/json", as_json),
}
