"""Which office holder of another country a name means: by the office beside it and the day, for such names are shared.

A Chinese text gives mostly the family name (约翰逊), an English one the full name first and then the family name. A full
name tells by itself; a family name tells with the office of its country only, or where a head of state or government
bears it just then and nothing else is said of the name.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from kg.authority import Authority, Person, Tenure, name_key
from kg.text import transliteration
from kg.text.pinyin import likeness

_HAN = re.compile(r"[㐀-鿿]")
_HEADS = frozenset({"president", "prime-minister", "king", "queen"})
_LONG_AGO = 15
_LATER = 1
SAME, FULL, HEAD = "foreign name and office", "foreign full name", "name of a foreign head of state then"


class Meaning(NamedTuple):
    """A foreigner whom a name may mean, how likely that is, and why."""

    person: Person
    score: float
    rule: str


def meanings(name: str, stated: Iterable[str], on: date | None, authority: Authority) -> Iterator[Meaning]:
    """The foreigners whom a name may mean beside the offices that a text gives it on a day, likely ones only."""
    offices = tuple(stated)
    for person in _bearing(name, authority):
        case = _Case(person, authority.offices_of(person.id), _is_full(name), on, authority)
        score, rule = max((case.beside(o) for o in offices), default=case.alone(name))
        if score:
            yield Meaning(person, score, rule)


def chinese_name(name: str, stated: Iterable[str], on: date | None, authority: Authority) -> str:
    """The Chinese name of the head of another country whose Latin name, beside that office on that day, sounds like it."""
    held = [t for t in authority.heads_abroad if t.office in {*stated} and on and _about(t, on)]
    alike = {t.person for t in held if transliteration.likeness(t.person, name) >= _ALIKE}
    return alike.pop() if len(alike) == 1 else ""


_ALIKE = 0.78
_SEASON, _YEAR = timedelta(days=90), timedelta(days=365)


def _about(tenure: Tenure, on: date) -> bool:
    """Whether a day lies in the time in which texts show somebody in office, or close to it."""
    first, last = (date.fromisoformat(day) for day in (tenure.seen_first, tenure.seen_last))
    return first - _SEASON <= on <= last + _SEASON


def _is_full(name: str) -> bool:
    return bool(re.search(r"[·•]" if _HAN.search(name) else r"\w[\s-]+\w", name))


@lru_cache(maxsize=4)
def _index(authority: Authority) -> Mapping[str, tuple[Person, ...]]:
    """Foreigners by each of their names, and by the family names of the Latin and the ends of the dotted ones."""
    found: defaultdict[str, dict[str, Person]] = defaultdict(dict)
    for person in authority.persons.values():
        for name in (person.en, person.zh, *person.aliases) if person.country else ():
            for part in (name, *_family(name)):
                found[name_key(part)][person.id] = person
    return {name: tuple(people.values()) for name, people in found.items()}


def _family(name: str) -> tuple[str, ...]:
    if _HAN.search(name):
        parts = re.split("[·•]", name)
        return tuple(p for p in parts[-1:] if len(parts) > 1 and len(p) > 1)
    last = name.split()[-1:]
    return tuple(dict.fromkeys((*last, *(re.sub(r"^[AEae]l-", "", word) for word in last))))


def _bearing(name: str, authority: Authority) -> tuple[Person, ...]:
    """Those of the name; of a full name also those of whose name it is a longer or shorter form."""
    found = _index(authority).get(name_key(name), ())
    if found or not _is_full(name):
        return found
    words, by_word = _words(name), _by_word(authority)
    near = {at: person for word in words for at, person in by_word.get(word, ())}
    return tuple(near[at] for at in sorted(near) if any(_forms_of_one(words, _words(n)) for n in _names(near[at])))


@lru_cache(maxsize=4)
def _by_word(authority: Authority) -> Mapping[str, tuple[tuple[int, Person], ...]]:
    """Foreigners, numbered in the authority's order, by each word of their names: forms of one name share a word."""
    found: defaultdict[str, dict[int, Person]] = defaultdict(dict)
    for at, person in enumerate(p for p in authority.persons.values() if p.country):
        for word in {w for name in _names(person) for w in _words(name)}:
            found[word][at] = person
    return {word: tuple(people.items()) for word, people in found.items()}


def _names(person: Person) -> tuple[str, ...]:
    return (person.en, person.zh, *person.aliases)


def _words(name: str) -> tuple[str, ...]:
    return tuple(name_key(word) for word in re.split(r"[\s·•-]+", name) if word)


def _forms_of_one(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether every word of one name stands in the other, two at least, and both begin or end alike; or one is spelled otherwise."""
    if len(a) == len(b) > 1 and a[1:] == b[1:] and likeness(a[0], b[0]) > 0.7:
        return True
    common = set(a) & set(b)
    return len(common) > 1 and len(common) == min(len(set(a)), len(set(b))) and (a[0] == b[0] or a[-1] == b[-1])


class _Case(NamedTuple):
    """One foreigner whom a name may mean."""

    person: Person
    tenures: tuple[Tenure, ...]
    full: bool
    on: date | None
    authority: Authority

    def beside(self, office: str) -> tuple[float, str]:
        """How likely the name means the person where a text gives it an office."""
        organisation = office.partition("@")[2]
        held = [t for t in self.tenures if t.office == office]
        if held:
            away = self._years(held)
            return (0.95 - min(0.2, 0.03 * max(0, away - 1)) if self.full or self._fits(held) else 0.0), SAME
        if not self.full or self._years(self.tenures) > _LONG_AGO or organisation in self.authority.organisations:
            return 0.0, FULL
        if organisation in self.authority.states:
            return (0.88, FULL) if organisation == self.person.country else (0.0, FULL)
        return 0.85, FULL

    def _fits(self, held: Iterable[Tenure]) -> bool:
        """Whether a family name in the office may be this holder's: shown in it about then, or before and nobody else since."""
        days = [date.fromisoformat(d) for t in held for d in (t.seen_first, t.seen_last) if d]
        if self.on is None or not days or min(days) - _YEAR <= self.on <= max(days) + _YEAR:
            return True
        offices = {t.office for t in held}
        others = (t.person == self.person.zh and t.office in offices and _about(t, self.on) for t in self.authority.heads_abroad)
        return max(days) < self.on and self._years(held) <= _LONG_AGO and not any(others)

    def alone(self, name: str) -> tuple[float, str]:
        """How likely the bare name means the person."""
        if self.full:
            return (0.9 if self._years(self.tenures) <= _LONG_AGO else 0.0), FULL
        heads = [t for t in self.tenures if t.office.partition("@")[0] in _HEADS]
        telling = _HAN.search(name) and (len(name) > 2 or not _surnames(self.authority)[name[0]])
        unique = len(_bearing(name, self.authority)) == 1
        return (0.75 if telling and unique and self.on and heads and self._years(heads) <= _LATER else 0.0), HEAD

    def _years(self, tenures: Iterable[Tenure]) -> int:
        """How many years lie between the day and the days on which texts show the person in one of the offices."""
        days = [int(d[:4]) for t in tenures for d in (t.seen_first, t.seen_last) if d]
        if self.on is None or not days:
            return 0
        return max(0, min(days) - self.on.year, self.on.year - max(days))


@lru_cache(maxsize=4)
def _surnames(authority: Authority) -> Counter[str]:
    """The first characters of the names of people at home."""
    return Counter(p.zh[0] for p in authority.persons.values() if p.zh and not p.country and len(p.zh) < 4)
