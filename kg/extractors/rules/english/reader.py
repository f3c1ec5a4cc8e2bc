"""Puts the English rules to work on one article, one step after the other."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property

from kg.extractors.rules.english import names as naming
from kg.extractors.rules.english.bodies import Body, bodies, main_province
from kg.extractors.rules.english.events import event
from kg.extractors.rules.english.lead import Lead, lead
from kg.extractors.rules.english.names import Name
from kg.extractors.rules.english.people import Held, Person, holdings, people, told_later, unnamed
from kg.extractors.rules.english.refs import Cast
from kg.extractors.rules.english.roles import Act, acts
from kg.extractors.rules.english.short import ShortName, short_names
from kg.extractors.rules.english.statements import Saying, sayings
from kg.extractors.rules.english.titles import Title, titles
from kg.extractors.rules.english.view import View, view
from kg.extractors.rules.findings import Context, Findings
from kg.model import EventReport, Mention, OfficeHolding, Participation, Statement
from kg.text.document import Document, Piece


class Reader:
    """One reading of one article; every step is computed once, when first asked for."""

    def __init__(self, document: Document, context: Context) -> None:
        self.document, self.context = document, context
        self.authority = context.authority
        self.published = document.article.published

    def findings(self) -> Findings:
        return Findings(
            persons=tuple(self._mentions()),
            holdings=tuple(self._holdings()),
            event=self.event,
            participations=tuple(self._participations()),
            statements=tuple(self._statements()),
        )

    @cached_property
    def view(self) -> View:
        return view(self.document)

    @cached_property
    def province(self) -> str:
        return main_province(self.context.places)

    @cached_property
    def _all_bodies(self) -> tuple[Body, ...]:
        return bodies(self.view.text, self.authority, self.province)

    @cached_property
    def bodies(self) -> tuple[Body, ...]:
        """The bodies without cities that are given names: `Chen Jining`."""
        named = naming.Barriers((n.start, n.end) for n in self._chinese)
        return tuple(b for b in self._all_bodies if not named.touch(b.start, b.end))

    @cached_property
    def _credited(self) -> naming.Barriers:
        return naming.credits(self.view.text)

    @cached_property
    def _chinese(self) -> tuple[Name, ...]:
        found = naming.chinese_names(self.view.text, self.authority, self._all_bodies)
        return tuple(n for n in found if not self._credited.touch(n.start, n.end))

    @cached_property
    def titles(self) -> tuple[Title, ...]:
        return titles(self.view.text, self.bodies, self.authority, self._chinese, self.province)

    @cached_property
    def names(self) -> tuple[Name, ...]:
        text = self.view.text
        starts = frozenset(s.start for s in self.view.sentences)
        foreign = naming.foreign_names(text, starts, self.titles, self.bodies, self._chinese, self.authority)
        found = sorted([*self._chinese, *(n for n in foreign if not self._credited.touch(n.start, n.end))])
        return tuple(naming.recut(text, found, self.published, self.authority))

    @cached_property
    def held(self) -> list[Held]:
        starts = [s.start for s in self.view.sentences]
        found = holdings(self.view.text, self.names, self.titles, self.bodies, starts, self.authority, self.published)
        return [*found, *unnamed(self.view.text, self.names, self.titles, found, starts)]

    @cached_property
    def _people(self) -> tuple[list[Person], list[int]]:
        return people(self.view.text, self.names, self.held, self.published, self.authority)

    @cached_property
    def persons(self) -> list[Person]:
        persons, member = self._people
        text, held = self.view.text, self.held
        told = told_later(text, self.shorts, self.names, member, self.titles, held, self.bodies, self.authority, self.published)
        for post in told:
            persons[member[post.name]].held.append(post)
        return persons

    @cached_property
    def shorts(self) -> tuple[ShortName, ...]:
        return short_names(self.view, self.names, self._people[1], self._people[0], self.bodies)

    @cached_property
    def cast(self) -> Cast:
        starts = [s.start for s in self.view.sentences]
        return Cast(self.view.text, self.names, self._people[1], self.shorts, self.titles, starts)

    @cached_property
    def lead(self) -> Lead:
        return lead(self.view)

    @cached_property
    def event(self) -> EventReport:
        return event(self.view, self.lead, self.context.places, self.published, self._official_acts)

    def _official_acts(self, piece: Piece) -> bool:
        """Whether the first who acts in a sentence holds an office, by the text or as far as is known."""
        first = next((g.members[0] for g in self.cast.inside(piece) if g.subject), None)
        return first is not None and any(h.title.office for h in self.persons[first].held)

    @cached_property
    def acts(self) -> tuple[Act, ...]:
        return acts(self.cast, self.lead, self.event.type, self.view.sentences)

    @cached_property
    def _main(self) -> int | None:
        """Whoever the headline or lead names first: the author of `the article`, the sender of `the letter`."""
        pieces = (*self.lead.headlines, *self.lead.sentences)
        return next((g.members[0] for p in pieces for g in self.cast.inside(p)), None)

    def _participations(self) -> Iterator[Participation]:
        for act in (*self.acts, *self._briefers(), *self._participants(), *self._sides()):
            person = self.persons[act.person]
            if person.entity is None:
                continue
            yield Participation(
                evidence=(self.view.span(act.sentence.start, act.sentence.end),),
                rule=f"verb of having {act.role}",
                confidence=round(min(act.confidence, person.confidence + 0.05, self.event.confidence + 0.05), 3),
                person=person.entity,
                role=act.role,
                in_office=next((h.title.office for h in person.held if not h.title.former), None),
                position=act.position,
            )

    @cached_property
    def sayings(self) -> tuple[Saying, ...]:
        return sayings(self.cast, _by_paragraph(self.view), self.event.type, self._main)

    def _briefers(self) -> Iterator[Act]:
        """Whoever is quoted from a press conference that no one person gave."""
        if self.event.type != "press-conference" or any(a.sentence in self.lead.headlines for a in self.acts):
            return
        known = {a.person for a in self.acts if a.role == "spoke"}
        early = (s for s in self.sayings if s.start < self.view.body + 2500 and s.act != "announced")
        yield from _quoted(early, known, "spoke", 0.8)

    def _participants(self) -> Iterator[Act]:
        """Whoever is quoted in a gathering's report that speaks of those who take part: `according to experts at the forum`."""
        first = self.lead.sentences[0] if self.lead.sentences else None
        if self.event.type not in ("conference", "symposium") or first is None or not _TAKING_PART.search(first.text):
            return
        yield from _quoted(self.sayings, {a.person for a in self.acts}, "attended", 0.75)

    def _sides(self) -> Iterator[Act]:
        """Guests quoted from talks, and senders from abroad quoted from messages, of whom no verb of the tables told."""
        role = {"talks": "met", "message": "sent"}.get(self.event.type, "")
        if not role or (role == "met" and not any(a.role == role for a in self.acts)):
            return
        of_guests = (s for s in self.sayings if s.speaker is not None and self._is_guest(s.speaker))
        yield from _quoted(of_guests, {a.person for a in self.acts}, role, 0.78)

    def _is_guest(self, person: int) -> bool:
        """Whether somebody is from abroad and speaks for himself."""
        who = self.persons[person]
        speaks_for_others = any(h.title.role == "spokesperson" for h in who.held)
        return not speaks_for_others and any(n.kind == "foreign" for n in who.names)

    @cached_property
    def _remembered(self) -> frozenset[int]:
        """Those whom a commemoration is about, who do not speak at it."""
        if self.event.type in ("appointment", "discipline"):
            return frozenset()
        return frozenset(a.person for a in self.acts if a.role == "subject")

    def _statements(self) -> Iterator[Statement]:
        for saying in self.sayings:
            if saying.speaker in self._remembered:
                continue
            person = None if saying.speaker is None else self.persons[saying.speaker]
            yield Statement(
                evidence=(self.view.span(saying.start, saying.end),),
                rule="verb of saying",
                confidence=round(min(saying.confidence, person.confidence if person else 0.9), 3),
                speaker=person.entity if person else None,
                speech_act=saying.act,
            )

    def _mentions(self) -> Iterator[Mention]:
        for name, at in zip(self.names, self._people[1], strict=True):
            yield self._mention(name.start, name.end, self.persons[at], name.rule, 1.0)
        for short in self.shorts:
            yield self._mention(short.start, short.end, self.persons[short.person], "part of a name", 0.97)

    def _mention(self, start: int, end: int, person: Person, rule: str, share: float) -> Mention:
        assert person.entity is not None
        surface = self.view.surface(start, end)
        confidence = round(person.confidence * share, 3)
        return Mention(self.view.span(start, end), surface, person.entity, confidence, person.repaired or rule, person.candidates)

    def _holdings(self) -> Iterator[OfficeHolding]:
        for person in self.persons:
            done: set[tuple[str, bool]] = set()
            for held in person.held:
                office = held.title.office
                if office and person.entity and (office.id, held.title.former) not in done:
                    done.add((office.id, held.title.former))
                    name = self.names[held.name]
                    evidence = (self.view.span(held.title.start, held.title.end), self.view.span(name.start, name.end))
                    yield OfficeHolding(
                        evidence=evidence,
                        rule=held.rule,
                        confidence=round(min(held.confidence, person.confidence), 3),
                        person=person.entity,
                        office=office,
                        on=self.published,
                        former=held.title.former,
                    )


def _quoted(sayings: Iterable[Saying], known: Collection[int], role: str, confidence: float) -> Iterator[Act]:
    """A part for whoever is quoted first in each of these sayings and not known to have one."""
    told = set(known)
    for saying in sayings:
        if saying.speaker is not None and saying.speaker not in told:
            told.add(saying.speaker)
            yield Act(saying.speaker, role, None, Piece(saying.start, saying.end, ""), confidence)


_TAKING_PART = re.compile(
    r"\b(?:experts|officials|guests|scholars|scientists|executives|participants|entrepreneurs|researchers|economists|leaders) "
    r"(?:who (?:attended|took part in)|attending|participating in|taking part in|at) (?:the|an?)\b"
)


def _by_paragraph(view: View) -> list[list[Piece]]:
    """The sentences of the article's text, paragraph by paragraph."""
    rows: list[list[Piece]] = []
    ends = iter(p.end for p in view.paragraphs)
    end = 0
    for sentence in view.sentences:
        if sentence.start >= end:
            end = next(e for e in ends if e > sentence.start)
            rows.append([])
        rows[-1].append(sentence)
    return [row for row in rows if row[0].start >= view.body]
