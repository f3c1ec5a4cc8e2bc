"""Named SPARQL: each `.rq` file is a question, with a header that says what it asks, takes and gives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from kg.errors import QueryError, UnknownName

_FOLDER = Path(__file__).resolve().parent
_LINE = re.compile(r"#\s*(summary|summary_zh|group|parameter|column):\s*(.+)")
_PARAMETER = re.compile(r"(\w+)(?: as \?(\w+))?\s*\(([\w-]+)(,\s*required)?\):\s*(.+)")
# In the order in which people ask.
GROUPS = (
    "people and offices",
    "events and protocol order",
    "statements and themes",
    "strategies and provinces",
    "change over time",
    "provenance and doubt",
)
KINDS = frozenset(
    {
        "person",
        "office",
        "organisation",
        "province",
        "strategy",
        "theme",
        "formulation",
        "event",
        "event-type",
        "article",
        "date",
        "number",
        "text",
        "fact",
    }
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a named query takes: `kind` says how a user's words become a term, `variable` where it goes."""

    name: str
    variable: str
    kind: str
    required: bool
    help: str


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """One question: its name, header and SPARQL text."""

    name: str
    group: str
    summary: str
    parameters: tuple[Parameter, ...]
    columns: tuple[tuple[str, str], ...]
    text: str
    summary_zh: str = ""

    def said(self, language: str) -> str:
        """What it asks, in a language; in English where its header has no other."""
        return self.summary_zh if language == "zh" and self.summary_zh else self.summary


@cache
def named(name: str) -> NamedQuery:
    """The query of that name. Raises UnknownName, with the nearest names, where there is none."""
    path = _FOLDER / f"{name}.rq"
    if not re.fullmatch(r"[\w-]+", name) or not path.is_file():
        near = get_close_matches(name, list(names()), n=3, cutoff=0.4)
        hint = f"; did you mean {' or '.join(near)}" if near else ""
        raise UnknownName(f"no query named {name!r}{hint}; `kg query --list` shows them all")
    return parse(name, path.read_text(encoding="utf-8"))


def names() -> Iterator[str]:
    """Yield the names of all named queries, in order."""
    yield from sorted(p.stem for p in _FOLDER.glob("*.rq"))


@cache
def part(name: str) -> str:
    """The SPARQL behind one part of what a store tells of an article (`facts`, `show`)."""
    return (_FOLDER / "parts" / f"{name}.rq").read_text(encoding="utf-8")


def tables() -> Iterator[tuple[str, str]]:
    """Yield name and SPARQL of each table that `kg export` writes, in order."""
    for path in sorted((_FOLDER / "tables").glob("*.rq")):
        yield path.stem, path.read_text(encoding="utf-8")


def parse(name: str, text: str) -> NamedQuery:
    """Read a query's header. Raises QueryError where the summary is missing or a parameter has no known kind."""
    header: dict[str, list[str]] = {"summary": [], "summary_zh": [], "group": [], "parameter": [], "column": []}
    for line in text.splitlines():
        if found := _LINE.match(line):
            header[found[1]].append(found[2].strip())
    if not header["summary"]:
        raise QueryError(f"query {name!r} has no `# summary:` line")
    return NamedQuery(
        name,
        (header["group"] or ["other"])[0],
        header["summary"][0],
        tuple(_parameter(name, p) for p in header["parameter"]),
        tuple(_column(c) for c in header["column"]),
        text,
        "".join(header["summary_zh"][:1]),
    )


def _parameter(query: str, line: str) -> Parameter:
    found = _PARAMETER.fullmatch(line)
    if not found or found[3] not in KINDS:
        raise QueryError(
            f"query {query!r}: parameter {line!r} is not `name (kind[, required]): help` with a kind of {sorted(KINDS)}"
        )
    return Parameter(found[1], found[2] or found[1], found[3], bool(found[4]), found[5])


def _column(line: str) -> tuple[str, str]:
    name, _, help_ = line.partition(":")
    return name.strip(), help_.strip()
