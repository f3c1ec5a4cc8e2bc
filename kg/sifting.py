"""What a network leaves out, and what to loosen where that leaves nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from kg.assertions import Row, sure
from kg.errors import KgError
from kg.known import key


class EmptyProjection(KgError):
    """A view of which the filters leave nothing; the message says which filter to loosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a projection leaves out; every field at its default leaves nothing out."""

    since: date | None = None
    until: date | None = None
    province: str | None = None
    event_type: str | None = None
    around: str | None = None
    min_confidence: float = 0.0
    min_weight: float = 0
    count: str = "event"
    normalise: str = "none"
    boilerplate: bool = False
    onto: str | None = None

    def given(self) -> dict[str, str]:
        """The filters that differ from their defaults, as words."""
        return {f: str(getattr(self, f)) for f in self.__slots__ if getattr(self, f) != getattr(EVERYTHING, f)}


EVERYTHING = Filters()


_CHECKS: dict[str, Callable[[Row, Any], bool]] = {
    "since": lambda row, since: row.last is not None and row.last >= since,
    "until": lambda row, until: row.first is not None and row.first <= until,
    "province": lambda row, province: province in map(key, row.event.provinces),
    "event_type": lambda row, kind: key(row.event.type) == kind,
    "min_confidence": lambda row, least: sure(row.answer) >= least,
}


def sifted(view: str, rows: list[Row], filters: Filters) -> list[Row]:
    """The rows that the filters leave. Raises EmptyProjection, with what to loosen, where they leave none."""
    if not rows:
        raise EmptyProjection(f"the store holds no facts for the view {view!r}; add articles to it with `kg build`")
    for name, check in _CHECKS.items():
        wanted = getattr(filters, name)
        if wanted == getattr(EVERYTHING, name):
            continue
        kept = [r for r in rows if check(r, wanted)]
        if not kept:
            raise EmptyProjection(_nothing(view, name, wanted, rows))
        rows = kept
    return rows


def _nothing(view: str, name: str, wanted: Any, rows: list[Row]) -> str:
    return f"the view {view!r} is empty: {name}={wanted} leaves none of {len(rows)} facts; {_ADVICE[name](rows)}"


def _listed(values: Iterable[str]) -> str:
    found = sorted(set(values) - {""})
    return ", ".join(found[:12]) + (" …" if len(found) > 12 else "") if found else "none"


_ADVICE: dict[str, Callable[[list[Row]], str]] = {
    "since": lambda rows: f"their last day is {max((r.last for r in rows if r.last), default='unknown')}",
    "until": lambda rows: f"their first day is {min((r.first for r in rows if r.first), default='unknown')}",
    "province": lambda rows: f"their provinces: {_listed(key(p) for r in rows for p in r.event.provinces)}",
    "event_type": lambda rows: f"their event types: {_listed(key(r.event.type) for r in rows)}",
    "min_confidence": lambda rows: f"the highest confidence is {max(sure(r.answer) for r in rows)}",
}
