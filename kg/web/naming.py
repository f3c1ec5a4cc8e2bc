"""All names in the store at hand, in both languages: for headings, links and search."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Any

from kg.ns import ONTOLOGY, POL, PREFIXES, RDF, SKOS
from kg.web.asked import rows
from kg.web.served import ServedStore

KINDS = {
    POL.Person: "person",
    POL.Event: "event",
    POL.Strategy: "strategy",
    POL.Theme: "theme",
    POL.Province: "province",
    POL.Organisation: "organisation",
    POL.Office: "office",
    POL.City: "city",
    POL.Article: "article",
    POL.EventType: "event-type",
    POL.EventRole: "event-role",
    POL.SpeechAct: "speech-act",
    POL.OfficeRole: "role",
    POL.Formulation: "formulation",
}
# Events, articles and offices have names of another making.
_NAMED = set(KINDS) - {POL.Event, POL.Article, POL.Office}
# In this order among equals; kinds that are not here are not searched for.
SEARCHED = ("person", "strategy", "theme", "formulation", "province", "organisation", "office", "city", "event", "article")
# Words of our own, which answers give by their English names.
_WORDS = ("event-type", "event-role", "speech-act", "role")


@dataclass(slots=True)
class Thing:
    """What a page calls a thing: its kind, its names, and how many articles speak of it."""

    iri: str
    kind: str
    en: str = ""
    zh: str = ""
    aliases: list[str] = field(default_factory=list)
    weight: int = 0
    day: str = ""
    more: dict[str, Any] = field(default_factory=dict)

    def name(self, language: str) -> str:
        """Its name in a language, else in the other, else the end of its IRI."""
        first, second = (self.zh, self.en) if language == "zh" else (self.en, self.zh)
        return first or second or self.iri.rpartition("/")[2]

    def other(self, language: str) -> str:
        """Its name in the other language, where that differs."""
        other = self.en if language == "zh" else self.zh
        return other if other != self.name(language) else ""


class Names:
    """Everything that has a name, by IRI; read once from a store."""

    def __init__(self, store: ServedStore) -> None:
        self.base = store.base
        self.things: dict[str, Thing] = {}
        self._read_labels(store)
        self._read_offices(store)
        self._read_events(store)
        self._read_articles(store)
        self._read_schemes(store)
        self._read_terms(store)
        for row in rows(store, "weights"):
            if row["thing"] in self.things:
                self.things[row["thing"]].weight = row["n"]
        self._keys: list[tuple[str, str]] | None = None
        self._called: dict[str, Thing | None] | None = None

    def __getitem__(self, iri: str) -> Thing:
        return self.things.get(iri) or Thing(iri, "other")

    def get(self, iri: str | None) -> Thing | None:
        """The thing of an IRI; None where no IRI is given."""
        return self[iri] if iri else None

    def of(self, iris: Iterable[str]) -> list[Thing]:
        """The things of some IRIs, in their order."""
        return [self[i] for i in iris]

    def short(self, iri: str) -> str:
        """An IRI as it is written in short: with its prefix, or below our base without it."""
        if iri.startswith(self.base):
            return iri.removeprefix(self.base)
        prefix = next((p for p, space in PREFIXES.items() if iri.startswith(space) and iri != space), "")
        return f"{prefix}:{iri.removeprefix(PREFIXES[prefix])}" if prefix else iri

    # -- reading -----------------------------------------------------------------------------------

    def _read_labels(self, store: ServedStore) -> None:
        classes = {iri: KINDS[c] for c in sorted(_NAMED) for iri, _ in store.said(RDF.type, c)}
        for predicate in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel):
            labels = ((iri, name) for iri, name in store.said(predicate) if iri in classes)
            for iri, name in sorted(labels, key=lambda pair: (pair[0], pair[1].value)):
                thing = self.things.get(iri) or self.things.setdefault(iri, Thing(iri, classes[iri]))
                slot = "zh" if (name.language or "").startswith("zh") else "en"
                if predicate != SKOS.prefLabel or getattr(thing, slot):
                    thing.aliases.append(name.value)
                else:
                    setattr(thing, slot, name.value)

    def _read_offices(self, store: ServedStore) -> None:
        for row in rows(store, "offices"):
            role, body = self[row["role"] or ""], self[row["organisation"] or ""]
            thing = Thing(row["office"], "office", more={"role": role, "body": body})
            if role.kind == "role" and body.kind == "organisation":
                thing.en = f"{role.name('en')}, {body.name('en')}"
                thing.zh = f"{body.name('zh')}{role.name('zh')}" if body.zh and role.zh else ""
            self.things[row["office"]] = thing

    def _read_events(self, store: ServedStore) -> None:
        for row in rows(store, "events"):
            thing = self.things.setdefault(row["event"], Thing(row["event"], "event", more={"provinces": []}))
            if row["title"]:
                slot = "zh" if row["language"].startswith("zh") else "en"
                setattr(thing, slot, getattr(thing, slot) or row["title"])
            thing.day = iso(row["start"]) or thing.day
            thing.more.update(type=self.get(row["type"]), end=iso(row["end"]))
            if row["province"] and self[row["province"]] not in thing.more["provinces"]:
                thing.more["provinces"].append(self[row["province"]])

    def _read_articles(self, store: ServedStore) -> None:
        for row in rows(store, "articles"):
            title = row["title"] or row["article"].rpartition("/")[2]
            thing = self.things.setdefault(row["article"], Thing(row["article"], "article"))
            setattr(thing, "zh" if row["language"] == "zh" else "en", title)
            thing.day = iso(row["published"])
            thing.more = {k: row[k] or "" for k in ("publisher", "language", "url")}

    def _read_schemes(self, store: ServedStore) -> None:
        for row in rows(store, "schemes"):
            thing = self.things.setdefault(row["scheme"], Thing(row["scheme"], "scheme", more={"n": row["n"]}))
            setattr(thing, "zh" if row["language"].startswith("zh") else "en", row["title"])

    def _read_terms(self, store: ServedStore) -> None:
        for row in rows(store, "labels"):
            thing = self.things.setdefault(row["term"], Thing(row["term"], "term"))
            setattr(thing, "zh" if row["language"].startswith("zh") else "en", row["name"])

    def described(self, iri: str, classes: Iterable[str]) -> Thing:
        """A thing without a name of its own, called after what it is: `statement 12`."""
        what = next((self.things[c] for c in classes if c.startswith(ONTOLOGY) and c in self.things), None)
        end = iri.rpartition("/")[2]
        return Thing(iri, "other", f"{what.en} {end}", f"{what.zh} {end}") if what else Thing(iri, "other")

    # -- searching ---------------------------------------------------------------------------------

    def search(self, words: str, *, kinds: Iterable[str] = SEARCHED, limit: int = 12) -> list[tuple[Thing, str]]:
        """Things whose names begin with the words, then those that hold them, with the name that matched; the best first."""
        wanted, asked = set(kinds), fold(words)
        if not asked:
            return []
        best: dict[str, tuple[tuple[int, int, int, int, str], str]] = {}
        for key, iri, name in self._index():
            thing = self.things[iri]
            if thing.kind not in wanted or asked not in key:
                continue
            score = (_closeness(asked, key), -thing.weight, SEARCHED.index(thing.kind), _age(thing.day), iri)
            if iri not in best or score < best[iri][0]:
                best[iri] = (score, name)
        ranked = sorted(best.items(), key=lambda item: item[1][0])
        return [(self.things[iri], name) for iri, (_, name) in ranked[:limit]]

    def near(self, words: str, most: int = 6, kinds: Iterable[str] = ()) -> list[Thing]:
        """Things whose names are spelt nearly so, the nearest first; events and articles left out where no kinds are given."""
        wanted = set(kinds) or {*SEARCHED} - {"event", "article"}
        keys = {key: iri for key, iri, _ in self._index() if self.things[iri].kind in wanted}
        keys |= {iri.removeprefix(self.base).partition("/")[2]: iri for iri in set(keys.values())}
        found = get_close_matches(fold(words), keys, n=2 * most, cutoff=0.7)
        return [self.things[iri] for iri in list(dict.fromkeys(keys[k] for k in found))[:most]]

    def called(self, name: str) -> Thing | None:
        """The one thing of exactly this preferred name, title or identifier; None where none or several are called so.

        Words of our vocabularies, such as types of events, give way to things of the same name.
        """
        if self._called is None:
            self._called = {**self._by_name(_WORDS), **self._by_name(SEARCHED)}
        return self._called.get(name)

    def _by_name(self, kinds: Iterable[str]) -> dict[str, Thing | None]:
        found: dict[str, Thing | None] = {}
        for thing in self.things.values():
            if thing.kind in kinds:
                for each in {thing.en, thing.zh, self._ident(thing)} - {""}:
                    found[each] = None if each in found else thing
        return found

    def _ident(self, thing: Thing) -> str:
        """What answers call an article, an office (`role@organisation`), or a person who has no English name."""
        end = thing.iri.removeprefix(self.base).split("/")[1:]
        return "@".join(end) if thing.kind in ("article", "office", "person") else ""

    def _index(self) -> Iterator[tuple[str, str, str]]:
        if self._keys is None:
            self._keys = [(iri, n) for iri, t in self.things.items() if t.kind in SEARCHED for n in {t.en, t.zh, *t.aliases} if n]
            self._folded = [fold(n) for _, n in self._keys]
        for key, (iri, name) in zip(self._folded, self._keys, strict=True):
            yield key, iri, name


def fold(text: str) -> str:
    """A name as search compares it: without case, accents, blanks at its ends or width of letters."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def _age(day: str) -> int:
    """A number that is the lower the later a day is; nought for no day."""
    return -int(day.replace("-", "").ljust(8, "0")) if day.replace("-", "").isdigit() else 0


def _closeness(asked: str, key: str) -> int:
    if key == asked:
        return 0
    if key.startswith(asked):
        return 1
    return 2 if re.search(rf"\b{re.escape(asked)}", key) else 3


def iso(value: Any) -> str:
    """A day as text, whatever the store makes of it."""
    return value.isoformat()[:10] if isinstance(value, date) else str(value or "")


def grouped(things: Iterable[tuple[Thing, Any]]) -> Mapping[str, list[tuple[Thing, Any]]]:
    """Pairs by the kind of their thing, in the order of kinds that people look for."""
    found: dict[str, list[tuple[Thing, Any]]] = {k: [] for k in SEARCHED}
    for thing, value in things:
        found.setdefault(thing.kind, []).append((thing, value))
    return {k: v for k, v in found.items() if v}
