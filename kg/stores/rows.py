"""Answers of a SELECT as plain Python values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode

from kg.ns import XSD

_CASTS: dict[str, Any] = {
    XSD.integer: int,
    XSD.decimal: lambda v: float(Decimal(v)),
    XSD.boolean: lambda v: v in ("true", "1"),
    XSD.date: date.fromisoformat,
    XSD.dateTime: datetime.fromisoformat,
    "http://www.w3.org/2001/XMLSchema#double": float,
    "http://www.w3.org/2001/XMLSchema#float": float,
}


def value(term: Any) -> Any:
    """The Python value of a term: IRIs and texts as str, numbers, truths and days as such, unbound as None."""
    if isinstance(term, Literal):
        cast = _CASTS.get(term.datatype.value)
        return _cast(cast, term.value) if cast else term.value
    if isinstance(term, NamedNode | BlankNode):
        return term.value
    return None if term is None else str(term)


def _cast(cast: Any, text: str) -> Any:
    try:
        return cast(text)
    except ValueError:
        return text


@dataclass(frozen=True)
class Rows:
    """The columns of an answer, and its rows as dicts; iterate once, or call `list`."""

    columns: tuple[str, ...]
    _rows: Iterable[dict[str, Any]]

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self._rows)
