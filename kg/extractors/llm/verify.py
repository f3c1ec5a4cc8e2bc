"""Takes from a model's answers only what the article bears out: every quote word for word, every name and identifier known."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from kg.authority import Authority
from kg.extractors.llm.schema import Answer, Item
from kg.model import (
    Activity,
    Entity,
    EventReport,
    Mention,
    Office,
    OfficeHolding,
    Participation,
    Reading,
    Span,
    Statement,
    Topic,
)
from kg.resolution import Link, link_person
from kg.resources import resource
from kg.text import dates_en, dates_zh
from kg.text.document import Document, Piece

NOT_IN_TEXT = "quote not in the text"
NAME_NOT_IN_TEXT = "name not in the text"
NO_NAME = "no name of a person"
NOT_OF_NAME = "form that is no part of the name"
NO_SUCH_PERSON = "person not among those named"
SEVERAL_PERSONS = "name that may mean several persons"
NO_SUCH_ORGANISATION = "organisation unknown"
NO_EVENT = "role without an event"
WRONG_DAY = "day not what the words say"
PLACE_NOT_NAMED = "place of the event not named"
TWICE = "said twice"
MEETING = frozenset({"meeting", "会议"})
RULE = "model"
# No one has measured how often a given model is right, so nothing of it reaches the confidence at which rules are trusted.
_PLAIN, _NAMED = 0.65, 0.8
_NAME = re.compile(r"(?=.*[^\W\d_].*[^\W\d_])[^\W\d_][^\d\n_,;:!?()，。；：！？（）、]{0,79}")
_PROVINCIAL = re.compile(
    r"CN-[A-Z]{2}-(?:(?:party|government|congress|cppcc)(?:-[a-z-]+)?|commission-for-discipline-inspection|supervisory-commission)"
)


@dataclass(frozen=True, slots=True)
class _Quoted:
    """An item whose quote was found, at offsets of the document's string."""

    item: Item
    start: int
    end: int


@dataclass
class Verifier:
    """Collects the answers about one article's pieces and makes one reading of what stands; counts the rest by reason."""

    document: Document
    authority: Authority
    dropped: Counter[str] = field(default_factory=Counter)
    forms: dict[str, list[str]] = field(default_factory=dict)
    _offices: list[_Quoted] = field(default_factory=list)
    _event: _Quoted | None = None
    _roles: list[_Quoted] = field(default_factory=list)
    _named: dict[str, list[_Quoted]] = field(default_factory=lambda: {"provinces": [], "strategies": [], "themes": []})
    _statements: list[_Quoted] = field(default_factory=list)

    # -- while answers come in ---------------------------------------------------------------------

    def add(self, answer: Answer, piece: Piece) -> None:
        """Take what an answer about a piece says, as far as its quotes and persons stand in the text."""
        for person in answer["persons"]:
            self._add_person(person)
        self._offices += self._of_persons(self._quoted(answer["offices"], piece), "person")
        self._event = self._event or next(self._quoted(answer["event"][:1], piece), None)
        self._roles += self._of_persons(self._quoted(answer["roles"], piece), "person")
        for name, found in self._named.items():
            found += self._quoted(answer[name], piece)
        self._statements += self._of_persons(self._quoted(answer["statements"], piece), "speaker", MEETING)

    def _quoted(self, items: Iterable[Item], piece: Piece) -> Iterator[_Quoted]:
        for item in items:
            found = self._find(item["quote"], piece)
            if found is None:
                self.dropped[NOT_IN_TEXT] += 1
            else:
                yield _Quoted(item, *found)

    def _find(self, quote: str, piece: Piece) -> tuple[int, int] | None:
        """Where a quote stands, in its piece if it can, else in the article; none across title and text."""
        for start, end in ((piece.start, piece.end), (0, len(self.document.text))):
            at = self.document.text.find(quote, start, end)
            if at >= 0 and self._stands(at, at + len(quote)):
                return at, at + len(quote)
        return None

    def _stands(self, start: int, end: int) -> bool:
        return self.document.article.quote(self.document.span(start, end)) == self.document.text[start:end]

    def _add_person(self, item: Item) -> None:
        """Take a name that stands in the text, and those of its other forms that stand there and are parts of it."""
        owners = self._owners(item["name"])
        if len(owners) > 1:
            self.dropped[SEVERAL_PERSONS] += 1
        elif not _NAME.fullmatch(item["name"]) or self.authority.organisation_named(item["name"]):
            self.dropped[NO_NAME] += 1
        elif not _places(item["name"], self.document.text):
            self.dropped[NAME_NOT_IN_TEXT] += 1
        else:
            name = owners[0] if owners else item["name"]
            known = self.forms.setdefault(name, [name])
            known += [f for f in dict.fromkeys([item["name"], *item["other_forms"]]) if f not in known and self._is_form(f, name)]

    def _is_form(self, form: str, name: str) -> bool:
        """Whether another form may mean the person: one that says `he` or `the premier` may mean anybody."""
        reason = NOT_OF_NAME if not _is_part(form, name) else NAME_NOT_IN_TEXT if not _places(form, self.document.text) else ""
        self.dropped[reason] += bool(reason)
        return not reason

    def _owners(self, form: str) -> list[str]:
        """The names of those who go by this form, else of those whose name it is a part of."""
        if form in self.forms:
            return [form]
        given = [name for name, forms in self.forms.items() if form in forms]
        return given or [name for name in self.forms if form.isascii() and _is_part(form, name)]

    def _of_persons(self, found: Iterable[_Quoted], key: str, besides: frozenset[str] = frozenset()) -> Iterator[_Quoted]:
        """Yield the items whose person is named, under that person's name."""
        for each in found:
            given = each.item[key]
            owners = [given] if given in besides else self._owners(given)
            if len(owners) == 1:
                yield _Quoted({**each.item, key: owners[0]}, each.start, each.end)
            else:
                self.dropped[SEVERAL_PERSONS if owners else NO_SUCH_PERSON] += 1

    # -- when all have come ------------------------------------------------------------------------

    def reading(self, activity: Activity) -> Reading:
        """All that stands, as the reading of the article."""
        held = list(self._posts())
        links = self._links(held)
        places = list(self._mentions("provinces", "province", _province_names(self.authority)))
        event = self._report({m.entity.id for m in places})
        strategies = self._mentions("strategies", "strategy", _strategy_names(self.authority))
        return Reading(
            article=self.document.article,
            activity=activity,
            mentions=(*self._person_mentions(links), *places, *strategies),
            holdings=tuple(self._holdings(held, links)),
            event=event,
            participations=tuple(self._participations(held, links)) if event else self._without_event(),
            statements=tuple(self._said(links)),
            topics=tuple(self._topics()),
        )

    def _posts(self) -> Iterator[tuple[_Quoted, Office]]:
        for found in self._offices:
            organisation = self._organisation(found.item["organisation"])
            if organisation is None:
                self.dropped[NO_SUCH_ORGANISATION] += 1
            else:
                yield found, Office(found.item["role"], organisation)

    def _organisation(self, given: str) -> Entity | None:
        """The organisation of that identifier or name, another country, or a body of a province after the pattern."""
        named = self.authority.organisation_named(given)
        ident = given if given in self.authority.organisations or named is None else named.id
        is_body = ident in self.authority.organisations or ident in _countries()
        is_provincial = bool(_PROVINCIAL.fullmatch(ident)) and ident[:5] in self.authority.provinces
        return self.authority.entity("organisation", ident) if is_body or is_provincial else None

    def _links(self, held: list[tuple[_Quoted, Office]]) -> Mapping[str, Link]:
        """Whom each name means, beside the offices that the text gives it."""
        article = self.document.article
        return {
            name: link_person(
                name,
                language=article.language,
                offices=[office.id for found, office in held if found.item["person"] == name],
                on=article.published,
                authority=self.authority,
            )
            for name in self.forms
        }

    def _person_mentions(self, links: Mapping[str, Link]) -> Iterator[Mention]:
        """Yield every place where a form of a name stands, outside longer names."""
        shared = Counter(form for forms in self.forms.values() for form in forms)
        whose = {form: name for name, forms in self.forms.items() for form in forms if form == name or shared[form] == 1}
        for start, end in _places_of(whose, self.document.text):
            surface = self.document.text[start:end]
            link = links[whose[surface]]
            sure = min(_NAMED if surface == whose[surface] else _PLAIN, link.confidence)
            if self._stands(start, end):
                yield Mention(self.document.span(start, end), surface, link.entity, sure, f"{RULE}; {link.rule}", link.candidates)

    def _fact(self, found: _Quoted, name: str = "", link: Link | None = None) -> dict[str, Any]:
        """Evidence, rule and confidence of a fact: surer where its quote names the person."""
        forms = self.forms.get(name, [])
        quote = self.document.text[found.start : found.end]
        is_named = any(_places(f, quote) for f in forms)
        return {
            "evidence": (self.document.span(found.start, found.end),),
            "rule": f"{RULE}, person in the quote" if is_named else RULE,
            "confidence": min(_NAMED if is_named else _PLAIN, link.confidence if link else 1.0),
        }

    def _holdings(self, held: list[tuple[_Quoted, Office]], links: Mapping[str, Link]) -> Iterator[OfficeHolding]:
        for found, office in self._once(held, lambda h: (links[h[0].item["person"]].entity, h[1].id, h[0].item["former"])):
            name = found.item["person"]
            yield OfficeHolding(
                person=links[name].entity,
                office=office,
                on=self.document.article.published,
                former=found.item["former"],
                **self._fact(found, name, links[name]),
            )

    def _once(self, items: Iterable[Any], key: Callable[[Any], object]) -> Iterator[Any]:
        """Yield the first item of each key; the others are counted."""
        seen = set[object]()
        for item in items:
            if (mark := key(item)) in seen:
                self.dropped[TWICE] += 1
            else:
                seen.add(mark)
                yield item

    def _report(self, named: set[str]) -> EventReport | None:
        if self._event is None:
            return None
        item = self._event.item
        start, end = self._days(item) if item["type"] != "report" else (None, None)
        places = item["provinces"] if item["type"] != "report" else []
        self.dropped[PLACE_NOT_NAMED] += len(set(places) - named)
        provinces = tuple(sorted(set(places) & named))
        return EventReport(type=item["type"], start=start, end=end, provinces=provinces, **self._fact(self._event))

    def _days(self, item: Item) -> tuple[date | None, date | None]:
        """First and last day, if words of the text give them: the dates are ours, read from the model's words."""
        if not item["start"]:
            return None, None
        starts = {a.isoformat(): (a, b) for a, b in reversed(list(self._told(item["day_words"])))}
        ends = {b.isoformat(): b for _, b in starts.values()}
        first, last = starts.get(item["start"], (None, None))
        last = ends.get(item["end"]) if item["end"] else last
        if first and last and first <= last:
            return first, last
        self.dropped[WRONG_DAY] += 1
        return None, None

    def _told(self, words: str) -> Iterator[tuple[date, date]]:
        """The days that words of the text tell, counted from the day of publication."""
        article = self.document.article
        if not words or words not in self.document.text:
            return
        if article.language.startswith("zh"):
            yield from ((d.first, d.last) for d in dates_zh.days(words, article.published) if d.first and d.last)
        else:
            yield from ((d.first, d.last) for d in dates_en.dates(words, article.published))

    def _without_event(self) -> tuple[Participation, ...]:
        self.dropped[NO_EVENT] += len(self._roles)
        return ()

    def _participations(self, held: list[tuple[_Quoted, Office]], links: Mapping[str, Link]) -> Iterator[Participation]:
        posts = {found.item["person"]: office for found, office in reversed(held) if not found.item["former"]}
        count = Counter[str]()
        for found in self._once(self._roles, lambda r: (links[r.item["person"]].entity, r.item["role"])):
            name, role = found.item["person"], found.item["role"]
            count[role] += 1
            yield Participation(
                person=links[name].entity,
                role=role,
                in_office=posts.get(name),
                position=count[role],
                **self._fact(found, name, links[name]),
            )

    def _mentions(self, part: str, kind: Any, names: Mapping[str, frozenset[str]]) -> Iterator[Mention]:
        """Yield the mentions of places or strategies, narrowed to one of their names where the quote holds one."""
        for found in self._once(self._named[part], lambda f: (f.item["id"], f.start, f.end)):
            ident = found.item["id"]
            quote = self.document.text[found.start : found.end]
            at = next((p for n in sorted(names[ident], key=lambda n: (-len(n), n)) for p in _places(n, quote)), None)
            start, end = (found.start + at[0], found.start + at[1]) if at else (found.start, found.end)
            sure, rule = (_NAMED, f"{RULE}, name in the quote") if at else (_PLAIN, RULE)
            yield Mention(
                self.document.span(start, end), self.document.text[start:end], self.authority.entity(kind, ident), sure, rule
            )

    def _said(self, links: Mapping[str, Link]) -> Iterator[Statement]:
        for found in self._statements:
            link = links.get(found.item["speaker"])
            yield Statement(
                speaker=link.entity if link else None,
                speech_act=found.item["speech_act"],
                themes=tuple(sorted(found.item["themes"])),
                strategies=tuple(sorted(found.item["strategies"])),
                **self._fact(found, link=link),
            )

    def _topics(self) -> Iterator[Topic]:
        """Yield the themes, heaviest first; a theme weighs as much as its share of the quotes."""
        quotes: dict[str, set[Span]] = {}
        for found in self._named["themes"]:
            quotes.setdefault(found.item["id"], set()).add(self.document.span(found.start, found.end))
        total = sum(map(len, quotes.values()))
        for theme, spans in sorted(quotes.items(), key=lambda q: (-len(q[1]), q[0])):
            yield Topic(
                theme=theme, weight=round(len(spans) / total, 3), evidence=tuple(sorted(spans)), rule=RULE, confidence=_PLAIN
            )


def _is_part(form: str, name: str) -> bool:
    """Whether a form is made of words of the name, or of characters that stand together in it."""
    return len(form) > 1 and (set(form.split()) <= set(name.split()) if form.isascii() else form in name)


def _places(name: str, text: str) -> list[tuple[int, int]]:
    """Where a name stands as a word of its own."""
    return [m.span() for m in re.finditer(_pattern([name]), text)]


def _places_of(names: Iterable[str], text: str) -> Iterator[tuple[int, int]]:
    """Yield where any of the names stands, the longest first where several do."""
    given = sorted(names, key=lambda n: (-len(n), n))
    if given:
        yield from (m.span() for m in re.finditer(_pattern(given), text))


def _pattern(names: list[str]) -> str:
    """Latin letters end a word, characters do not: Li is not in Lin, 李强 is in 李强总理."""
    return "|".join(rf"(?<![A-Za-z]){re.escape(n)}(?![A-Za-z])" if n[:1].isascii() else re.escape(n) for n in names)


@cache
def _countries() -> frozenset[str]:
    """The two letters of every other country."""
    with resource("data/lexicon/countries.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["id"] for row in csv.DictReader(file))


def _province_names(authority: Authority) -> Mapping[str, frozenset[str]]:
    """Every name of a province, its cities' among them."""
    named: dict[str, set[str]] = {p: set() for p in authority.provinces}
    for place in (*authority.provinces.values(), *authority.cities.values()):
        named[place.province] |= {place.en, place.zh, place.short_zh, *place.aliases} - {""}
    return {p: frozenset(names) for p, names in named.items()}


def _strategy_names(authority: Authority) -> Mapping[str, frozenset[str]]:
    return {s.id: frozenset({s.en, s.zh, *s.aliases_en, *s.aliases_zh} - {""}) for s in authority.strategies.values()}
