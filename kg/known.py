"""What a store knows of the things in a network: its events, its articles, and what anything is called in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, Protocol
from urllib.parse import unquote

from kg import queries

VIEWS = Path(queries.__file__).parent / "views"
_CHINESE = ("zh-hans", "zh")


class Answers(Protocol):
    """What a projection asks of a store."""

    def select(self, query: str, bindings: Mapping[str, Any] | None = None) -> Iterable[Mapping[str, Any]]: ...


@dataclass(frozen=True, slots=True)
class Source:
    """The article that a fact was read in."""

    id: str
    identifier: str = ""
    title: str = ""
    published: str = ""
    publisher: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    type: str = ""
    start: date | None = None
    end: date | None = None
    provinces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Name:
    kind: str
    en: str = ""
    zh: str = ""


class Known(NamedTuple):
    """What the store knows of the things in a graph; `told` is the first day on which each event is told of."""

    names: Mapping[str, Name]
    events: Mapping[str, Event]
    sources: Mapping[str, Source]
    told: Mapping[str, str]


def text_of(name: str) -> str:
    """The query of a view, or of a part of one."""
    return (VIEWS / f"{name}.rq").read_text(encoding="utf-8")


def events(store: Answers) -> dict[str, Event]:
    """Every event of the store, by its IRI."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for row in store.select(text_of("parts/events")):
        found.setdefault(row["event"], []).append(row)
    return {iri: _event(rows) for iri, rows in found.items()}


def _event(rows: list[Mapping[str, Any]]) -> Event:
    return Event(
        type=min(r["type"] or "" for r in rows),
        start=min((r["start"] for r in rows if r["start"]), default=None),
        end=max((r["end"] or r["start"] for r in rows if r["start"]), default=None),
        provinces=tuple(sorted({r["province"] for r in rows if r["province"]})),
    )


def sources(store: Answers) -> dict[str, Source]:
    """Every article of the store, by its IRI."""
    rows = sorted(store.select(text_of("parts/articles")), key=lambda r: (r["article"], r["title"] or ""), reverse=True)
    return {r["article"]: _source(r) for r in rows}


def _source(row: Mapping[str, Any]) -> Source:
    published = row["published"]
    return Source(
        row["article"],
        row["identifier"],
        row["title"] or "",
        published.isoformat() if isinstance(published, date) else published or "",
        row["publisher"] or "",
        row["url"] or "",
    )


def names(store: Answers) -> dict[str, Name]:
    """The first name of each thing in each language; where the graph has several, the first in order."""
    found: dict[str, dict[str, str]] = {}
    for row in sorted(store.select(text_of("parts/names")), key=lambda r: (r["id"], r["label"]), reverse=True):
        slot = "zh" if row["language"] in _CHINESE else "en"
        found.setdefault(row["id"], {}).update({"kind": row["kind"], slot: row["label"]})
    return {iri: Name(**parts) for iri, parts in found.items()}


def described(iri: str, known: Known) -> dict[str, str]:
    """Kind and names of anything in a graph, as its node has them."""
    name = called(iri, known.names)
    if iri in known.events:
        return {"kind": "event", **_event_labels(iri, known), "title_en": name.en, "title_zh": name.zh}
    if iri in known.sources:
        title = known.sources[iri].title or name.en
        return {"kind": "article", "label_en": title, "label_zh": title}
    return {"kind": name.kind, "label_en": name.en, "label_zh": name.zh}


def _event_labels(iri: str, known: Known) -> dict[str, str]:
    """An event is called by its type, place and first day, which both languages have; headlines are longer and in one.

    Where its day is not known, the day on which it was told stands for it, and says so.
    """
    event = known.events[iri]
    kind = called(event.type, known.names) if event.type else Name("event", "Event", "活动")
    places = [called(p, known.names) for p in event.provinces[:2]]
    day, told = (event.start.isoformat(), "") if event.start else ("", known.told.get(iri, ""))
    en = (kind.en, ", ".join(p.en for p in places), day or (told and f"told {told}"))
    zh = (kind.zh, "、".join(p.zh for p in places), day or (told and f"{told} 报道"))
    return {"label_en": " · ".join(filter(None, en)), "label_zh": " · ".join(filter(None, zh))}


def called(iri: str, names: Mapping[str, Name]) -> Name:
    """A name in both languages: what one lacks the other lends, and the identifier where both do."""
    if iri not in names and "/office/" in iri:
        return _office(iri, names)
    name = names.get(iri) or Name(iri.rsplit("/", 2)[-2] if iri.count("/") > 1 else "")
    last_resort = key(iri).replace("-", " ")
    return Name(name.kind, name.en or name.zh or last_resort, name.zh or name.en or last_resort)


def _office(iri: str, names: Mapping[str, Name]) -> Name:
    """An office is called by its role and its organisation."""
    base, _, office = iri.partition("/office/")
    role, _, organisation = office.partition("/")
    what, where = called(f"{base}/role/{role}", names), called(f"{base}/organisation/{organisation}", names)
    return Name("office", f"{what.en}, {where.en}", where.zh + what.zh)


def key(iri: str) -> str:
    """The last part of an identifier, as people would write it."""
    return unquote(iri.rsplit("/", 1)[-1])
