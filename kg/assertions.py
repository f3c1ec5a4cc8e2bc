"""The facts behind a network's edges: each says who says so, where, when and how sure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from kg.known import Event, Name, Source, called, key


@dataclass(frozen=True, slots=True)
class Evidence:
    """A stretch of an article's text that a fact rests on."""

    id: str
    quote: str


@dataclass(frozen=True, slots=True)
class Assertion:
    """One fact behind an edge: who or what, in which way (`detail`), when, and who says so.

    `unit` is what a weight counts once: the event, or the article where there is no event.
    """

    id: str
    kind: str
    source: str
    target: str
    unit: str
    day: str
    detail_en: str
    detail_zh: str
    article: Source
    rule: str
    confidence: float
    evidence: tuple[Evidence, ...] = ()


class Row(NamedTuple):
    """One row of a view with the event that it belongs to and the days that it covers."""

    answer: Mapping[str, Any]
    event: Event
    first: date | None
    last: date | None


def row_of(answer: Mapping[str, Any], events: Mapping[str, Event], sources: Mapping[str, Source]) -> Row:
    """An answer with its event and the days that it covers: the event's, its own, or that of its article."""
    event = events.get(answer["event"] or "", Event(provinces=tuple(filter(None, [answer.get("place")]))))
    published = sources[answer["article"]].published if answer["article"] in sources else ""
    told = _day(answer.get("since")) or (date.fromisoformat(published) if published else None)
    day = event.start or told
    return Row(answer, event, day, event.end or _day(answer.get("until")) or day)


def _day(value: Any) -> date | None:
    """The first day of what a source gives as a day, month or year."""
    if value is None or isinstance(value, date):
        return value
    year, month, day = (*(int(n) for n in str(value).split("-")), 1, 1)[:3]
    return date(year, month, day)


def sure(answer: Mapping[str, Any]) -> float:
    """How sure a reading is; what the authority says is taken as said."""
    if answer["confidence"] is None:
        return 0.0 if answer["article"] else 1.0
    return float(answer["confidence"])


def gathered(rows: Iterable[Row], names: Mapping[str, Name], sources: Mapping[str, Source]) -> dict[str, Assertion]:
    """Each fact once, by its id; a statement on two themes is a fact for each of them."""
    quotes: dict[str, dict[str, str]] = {}
    firsts: dict[str, Row] = {}
    for row in rows:
        ident = f"{row.answer['fact']} {row.answer['source']} {row.answer['target']}"
        firsts.setdefault(ident, row)
        if row.answer["evidence"]:
            quotes.setdefault(ident, {})[row.answer["evidence"]] = row.answer["quote"] or ""
    return {i: _assertion(i, firsts[i], quotes.get(i, {}), names, sources) for i in sorted(firsts)}


def _assertion(
    ident: str, row: Row, quotes: Mapping[str, str], names: Mapping[str, Name], sources: Mapping[str, Source]
) -> Assertion:
    answer = row.answer
    detail = called(answer["detail"], names) if answer["detail"] else Name("")
    return Assertion(
        id=ident,
        kind=answer["kind"],
        source=answer["source"],
        target=answer["target"],
        unit=answer["event"] or answer["article"] or answer["fact"],
        day=row.first.isoformat() if row.first else "",
        detail_en=detail.en,
        detail_zh=detail.zh,
        article=sources.get(answer["article"]) or _elsewhere(answer),
        rule=answer["rule"] or "",
        confidence=sure(answer),
        evidence=tuple(Evidence(i, quotes[i]) for i in sorted(quotes, key=place)),
    )


def _elsewhere(answer: Mapping[str, Any]) -> Source:
    """Where a fact stands that no article of the store tells: the authority's own source."""
    if answer["article"]:
        return Source(answer["article"], key(answer["article"]))
    said = answer.get("quote") or "authority"
    return Source(f"{answer['fact']}#source", said, said)


def place(span: str) -> tuple[str, int]:
    """Spans in the order of the text: their IRIs end in `#char=start,end`."""
    article, _, place = span.rpartition("=")
    start = place.partition(",")[0]
    return article, int(start) if start.isdigit() else 0
