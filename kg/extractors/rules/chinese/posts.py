"""Which offices a Chinese text gives to the people it names, by the titles before and after their names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from kg.authority import Authority
from kg.extractors.rules.chinese.lexicon import plausible, role_at
from kg.extractors.rules.chinese.titles import STATE, Title, Titles
from kg.extractors.rules.chinese.values import Occurrence
from kg.model import Entity, Office, OfficeHolding
from kg.text.document import Document

# The offices that a title after a known name may mean; the one held on the day is meant.
AFTER_HOME: Mapping[str, tuple[str, ...]] = {
    "总书记": ("general-secretary@cpc-central-committee",),
    "主席": ("president@prc", "chairman@cppcc", "chairman@cmc"),
    "副主席": ("vice-president@prc",),
    "总理": ("premier@state-council",),
    "副总理": ("vice-premier@state-council",),
    "委员长": ("chairman@npc-standing-committee",),
    "副委员长": ("vice-chairman@npc-standing-committee",),
    "外长": ("minister@mfa",),
}
# The second of two titles after a name.
HEAD_OF_STATE = "、国家主席"
_CPPCC_SESSION = re.compile(r"(?:政协.{0,10}届|届全国政协).{0,8}次会议")


@dataclass(frozen=True)
class Posts:
    """The office holdings of one document."""

    document: Document
    authority: Authority
    titles: Titles
    occurrences: tuple[Occurrence, ...]
    entities: Mapping[str, Entity]

    @cached_property
    def holdings(self) -> tuple[OfficeHolding, ...]:
        """One holding for each office that the text gives a person, where it gives it first."""
        found: dict[tuple[str, str, bool], OfficeHolding] = {}
        for o in self.occurrences:
            who = self.entities[o.who]
            for title in self._titles(o, who):
                key = (who.id, title.office, title.former)
                if title.office and key not in found:
                    found[key] = self._holding(o, who, title)
        return tuple(found.values())

    def _titles(self, o: Occurrence, who: Entity) -> Iterator[Title]:
        for title in o.titles:
            yield self._abroad(o, title) if self._foreigner_at_home(o, who, title) else title
        office = self._after(o.who, o.after) if o.after else ""
        if office:
            role, _, organisation = office.partition("@")
            yield Title(o.name.end, o.outer_end, o.after, role, organisation, confidence=0.93)
        if self.document.text.endswith(HEAD_OF_STATE, o.name.end, o.outer_end) and (office := self._head_of_state(o.who, who)):
            role, _, organisation = office.partition("@")
            yield Title(o.name.end, o.outer_end, "主席", role, organisation, confidence=0.9)

    def _head_of_state(self, name: str, who: Entity) -> str:
        """The office of 国家主席 after another title that follows a name: 某某总书记、国家主席."""
        known = self.authority.persons.get(who.id)
        return f"president@{known.country}" if known and known.country else self._held(name, "主席")

    def _foreigner_at_home(self, o: Occurrence, who: Entity, title: Title) -> bool:
        """A foreign name cannot head a Chinese ministry: 国防部长 then means another country's."""
        organisation = self.authority.organisations.get(title.organisation)
        foreign = self.authority.is_foreign(who.id) or not (who.known or plausible(o.who))
        if not organisation or not foreign:
            return False
        return organisation.id == "prc" or organisation.parent in ("state-council", "prc")

    def _abroad(self, o: Occurrence, title: Title) -> Title:
        land = self.titles.land_before(o.name.start)
        return replace(title, organisation=land, role=role_at(title.word, land), name="", confidence=0.75)

    @cached_property
    def _stated(self) -> Mapping[tuple[str, str], str]:
        """The office that the text states for a name and a title's word, where it does so first."""
        stated: dict[tuple[str, str], str] = {}
        for o in self.occurrences:
            for t in o.titles:
                if t.office:
                    stated.setdefault((o.who, t.word), t.office)
        return stated

    @cached_property
    def _session(self) -> bool:
        """Whether a session of the political consultative conference is told, whose 委员 are its members."""
        return bool(_CPPCC_SESSION.search(self.document.text[:400]))

    @cached_property
    def _after_known(self) -> dict[tuple[str, str], str]:
        return {}

    def _after(self, who: str, word: str) -> str:
        """The office of a title after a name (王晨副委员长): one the text states elsewhere, or one held on that day."""
        key = (who, word)
        if key not in self._after_known:
            self._after_known[key] = self._stated.get(key) or self._held(who, word)
        return self._after_known[key]

    def _held(self, who: str, word: str) -> str:
        homes = AFTER_HOME.get(word, ())
        people = [p for p in self.authority.persons_named(who) if not p.country]
        if word == "委员":
            return "member@cppcc" if self._session else ""
        if not people:
            return self._foreign(who, word)
        held = {t.office for p in people for t in self.authority.offices_of(p.id, self.document.article.published)}
        return next((h for h in homes if h in held), homes[0] if len(homes) == 1 else "")

    def _foreign(self, who: str, word: str) -> str:
        """A post of the one country whose such post the text names, or whose posts it names at all."""
        if word not in STATE:
            return ""
        known = self.authority.persons.get(self.entities[who].id) if who in self.entities else None
        if known and known.country:
            return f"{role_at(word, known.country)}@{known.country}"
        lands = self._lands_by_word[word] or (set() if self._lands[who] else set().union(*self._lands.values()))
        land = next(iter(lands)) if len(lands) == 1 else ""
        return f"{role_at(word, land)}@{land}" if land else ""

    @cached_property
    def _lands_by_word(self) -> defaultdict[str, set[str]]:
        lands: defaultdict[str, set[str]] = defaultdict(set)
        for t in self.titles.found:
            if t.abroad:
                lands[t.word].add(t.organisation)
        return lands

    @cached_property
    def _lands(self) -> defaultdict[str, set[str]]:
        lands: defaultdict[str, set[str]] = defaultdict(set)
        for o in self.occurrences:
            lands[o.who].update(t.organisation for t in o.titles if t.abroad)
        return lands

    def _holding(self, o: Occurrence, who: Entity, title: Title) -> OfficeHolding:
        known = 0.03 if who.known and title.confidence > 0.9 else 0.0
        return OfficeHolding(
            person=who,
            office=Office(title.role, self._organisation(title)),
            on=None if title.former else self.document.article.published,
            former=title.former,
            evidence=(self.document.span(o.outer_start, o.outer_end),),
            rule="title after name" if title.start >= o.name.end else "title before name",
            confidence=round(min(title.confidence + known, o.name.confidence + 0.05, 0.98), 3),
        )

    def _organisation(self, title: Title) -> Entity:
        if title.organisation in self.authority.organisations:
            return self.authority.entity("organisation", title.organisation)
        return Entity("organisation", title.organisation, zh=title.name, known=title.abroad)
