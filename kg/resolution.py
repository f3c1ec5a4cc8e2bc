"""Whom a name means: links to the people of the authority, and identifiers for those it does not know."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import chain, product
from typing import NamedTuple

from kg.authority import Authority, Person, Tenure, name_key
from kg.model import Entity
from kg.text.pinyin import SYLLABLES, latin_slug, likeness, person_slug, plain, readings, segmentations

__all__ = ["Link", "Repair", "latin_slug", "link_person", "person_slug", "rank", "repair_person", "repair_run"]

_HAN = re.compile(r"[㐀-鿿]")


class Link(NamedTuple):
    """What a name means, how sure that is and by which rule; `candidates` are the others, with scores."""

    entity: Entity
    confidence: float
    rule: str
    candidates: tuple[tuple[Entity, float], ...] = ()


class Repair(NamedTuple):
    """A stretch of a run of names, by half-open offsets into it, and the person that it means."""

    start: int
    end: int
    link: Link


# How high an office stands: 4 national leaders, 3 ministers and heads of provinces, 2 their deputies and departments,
# cities and unlisted central bodies, 1 others in cities, 0 what no table has, -1 other countries.
_RANKS: tuple[tuple[int, re.Pattern[str]], ...] = tuple(
    (value, re.compile(pattern))
    for value, pattern in (
        (-1, r"(?!ambassador).*@[a-z]{2}"),
        (4, r"general-secretary@cpc-.*|.*@politburo|.*@politburo-standing-committee|(vice-)?president@prc"),
        (4, r"(premier|vice-premier|state-councillor)@state-council|(vice-)?chairman@(cmc|npc-standing-committee|cppcc)"),
        (4, r"secretary@(ccdi|central-secretariat)|chief-justice@.*|procurator-general@supreme-procuratorate"),
        (4, r"director@national-supervisory-commission"),
        (
            3,
            r"(secretary|governor|chairman|mayor|chief-executive)@(CN-..-(party|government|congress|cppcc)|(hk|macao)-government)",
        ),
        (2, r".*@CN-.*"),
    )
)
_HEADS = frozenset({"minister", "director", "chairman", "governor", "mayor", "president", "chief-executive", "auditor-general"})
_CENTRAL = re.compile(r"central|national|state|commission|leading-group|council|office-of|china|academy")
_CITY = re.compile(r"(secretary|mayor)@[a-z-]+-(party|government)")
_LOCAL = re.compile(
    r"village|township|town-|county|district|subdistrict|community|branch|company|group$|school|hospital|farm|station"
)


def rank(office: str, authority: Authority) -> int:
    """How high an office stands, from 4 (national leaders) to 0 (unknown) and -1 (another country's)."""
    for value, pattern in _RANKS:
        if pattern.fullmatch(office):
            return value
    role, _, organisation = office.partition("@")
    body = authority.organisations.get(organisation)
    if body and not body.province:
        return 3 if role in {*_HEADS, "secretary", "secretary-general"} else 2
    if _LOCAL.search(organisation):
        return 0
    return 2 if (_CITY.fullmatch(office) and body) or _CENTRAL.search(organisation) else int(bool(body))


def link_person(
    name: str, *, language: str = "", offices: Iterable[str] = (), on: date | None = None, authority: Authority
) -> Link:
    """The person whom a name means, beside the offices that the text gives it, on the article's day.

    Several who fit alike leave the confidence divided and stand in `candidates`. A namesake whose offices contradict the
    stated ones is not taken: the entity is then somebody unknown. English names that nobody has are repaired if they can be.
    """
    stated = tuple(dict.fromkeys(offices))
    scored = sorted(_scored(name, stated, on, authority), key=lambda s: (-s.score, s.person.id))
    if scored and scored[0].score >= _PLAUSIBLE:
        return _chosen(scored)
    namesakes = tuple((_entity(s.person), s.score) for s in scored)
    repaired = repair_person(name, offices=stated, on=on, authority=authority) if language.startswith("en") else None
    return repaired or _unknown(name, stated, authority, namesakes)


_PLAUSIBLE = 0.4


class _Scored(NamedTuple):
    person: Person
    score: float
    rule: str


def _scored(name: str, stated: tuple[str, ...], on: date | None, authority: Authority) -> Iterator[_Scored]:
    people = _named(name, authority)
    for person in people:
        case = _Case(person, _distinct(person, name), on, authority)
        yield _Scored(person, *(max(map(case.beside, stated)) if stated else case.alone()))


def _named(name: str, authority: Authority) -> tuple[Person, ...]:
    """Everybody of that name, in the order of either family."""
    found = authority.persons_named(name)
    if found or _HAN.search(name):
        return found
    *first, last = name.split() or [name]
    return authority.persons_named(" ".join((last, *first)))


def _distinct(person: Person, name: str) -> float:
    """How much a name alone tells: short ones are shared by many, and letters say less than characters."""
    short = len(person.zh) == 2 or (not person.zh and len(person.en) < 9)
    return (0.75 if short else 1.0) * (1.0 if _HAN.search(name) else 0.95)


def _chosen(scored: list[_Scored]) -> Link:
    best, *rest = scored
    others = tuple((_entity(s.person), s.score) for s in rest)
    rivals = [s.score for s in rest if s.score > best.score - 0.1]
    if rivals:
        return Link(_entity(best.person), best.score**2 / (best.score + sum(rivals)), f"{best.rule}; namesakes", others)
    return Link(_entity(best.person), best.score, best.rule, others)


class _Case(NamedTuple):
    """One person of the authority whom a name may mean."""

    person: Person
    distinct: float
    on: date | None
    authority: Authority

    @property
    def tenures(self) -> tuple[Tenure, ...]:
        return self.authority.offices_of(self.person.id)

    @property
    def then(self) -> tuple[Tenure, ...]:
        return self.tenures if self.on is None else self.authority.offices_of(self.person.id, self.on)

    @property
    def standing(self) -> int:
        """The highest rank that the person held on the day."""
        return max((rank(t.office, self.authority) for t in self.then), default=0)

    @property
    def years_off(self) -> int:
        """How many years lie between the day and the nearest office of the person."""
        if self.on is None or self.then:
            return 0
        bounds = [int(day[:4]) for t in self.tenures for day in (t.start or t.seen_first, t.end or t.seen_last) if day]
        return min((abs(year - self.on.year) for year in bounds), default=99)

    def alone(self) -> tuple[float, str]:
        """How likely the bare name means this person."""
        if self.then and self.on:
            return (
                (0.93, "name, in national office then") if self.standing == 4 else (0.9 * self.distinct, "name, in office then")
            )
        return (0.85 if self.years_off <= 15 else 0.6) * self.distinct, "name alone"

    def beside(self, office: str) -> tuple[float, str]:
        """How likely the name means this person where the text gives it an office."""
        organisation = office.partition("@")[2]
        for tenures, exact, same in ((self.then, 0.98, 0.93), (self.tenures, 0.93 if self.years_off <= 3 else 0.85, 0.8)):
            if any(t.office == office for t in tenures):
                return exact, "name and office"
            if any(t.office.partition("@")[2] == organisation for t in tenures):
                return same, "name and organisation"
        return self._elsewhere(rank(office, self.authority), organisation[:6])

    def _elsewhere(self, stated: int, province: str) -> tuple[float, str]:
        if province.startswith("CN-") and any(f"@{province}-" in t.office for t in self.then or self.tenures):
            return 0.85 * self.distinct, "name and province"
        if self.then and self.on:
            return _BY_DISTANCE.get(abs(self.standing - stated), 0.15) * self.distinct, "name, other office then"
        near = 0.7 if self.years_off <= 10 else 0.5 if self.years_off <= 20 else 0.2
        # A province where nobody saw the person speaks for a namesake.
        strange = 0.7 if province.startswith("CN-") else 1.0
        return (near if stated > 0 else near / 2) * strange * self.distinct, "name, other office, other time"


# How likely somebody in office holds another one too, by how many ranks lie between the two.
_BY_DISTANCE = {0: 0.8, 1: 0.75}


def _entity(person: Person) -> Entity:
    return Entity("person", person.id, person.en, person.zh)


def _unknown(name: str, stated: tuple[str, ...], authority: Authority, namesakes: tuple[tuple[Entity, float], ...]) -> Link:
    zh = name if _HAN.search(name) else ""
    slug = person_slug(zh) if zh else latin_slug(name)
    if namesakes:
        organisation = stated[0].partition("@")[2] if stated else ""
        slug = f"{slug}-{_digest((zh or name) + organisation)}"
    elif slug in authority.persons:
        slug = f"{slug}-{_digest(zh or name)}"
    entity = Entity("person", slug, "" if zh else name, zh, known=False)
    if namesakes:
        return Link(entity, 0.75, "namesake of somebody known", namesakes)
    return Link(entity, 0.9, "name not in the authority")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:6]


# Names that machine translation garbles ------------------------------------------------------------------------------


_THEN = "office held then"


class _Tier(NamedTuple):
    """People whom a stated office points to, and how like the name must then be."""

    people: tuple[Person, ...]
    threshold: float
    weight: float
    rule: str


def repair_person(name: str, *, offices: Iterable[str], on: date | None, authority: Authority) -> Link | None:
    """The office holder whom a garbled English name means, or None where the name may well be right as it stands.

    The holders of the stated offices on the day are compared with it syllable by syllable, under all readings of their
    characters. Names that somebody of the authority has are never repaired, nor are names unlike every holder's.
    """
    words = tuple(re.findall(r"[a-z]+", plain(name)))
    if not words or _HAN.search(name):
        return None
    tiers = [tier for office in dict.fromkeys(offices) for tier in _tiers(office, on, authority)]
    found = [candidate for tier in tiers for candidate in _alike(words, tier, authority)]
    found.sort(key=lambda c: (-c[0], c[1].id))
    if not found or any(c[0] > found[0][0] - 0.08 and c[1] != found[0][1] for c in found[1:]):
        return None
    confidence, person, rule = found[0]
    return Link(_entity(person), confidence, f"name repaired: {rule}", ())


def _tiers(office: str, on: date | None, authority: Authority) -> Iterator[_Tier]:
    role, _, organisation = office.partition("@")
    offices = [office, *(f"{r}@{organisation}" for r in sorted(_HEADS) if role in _HEADS and r != role)]
    exact = tuple(dict.fromkeys(p for o in offices for p in authority.holders(o, on)))
    yield _Tier(exact, 0.7 + min(0.02 * max(len(exact) - 1, 0), 0.15) if on else 0.9, 1.0, _THEN)
    if on:
        colleagues = (t.person for t in authority.tenures if t.office.endswith(f"@{organisation}") and t.covers(on))
        yield _Tier(tuple(authority.persons[p] for p in dict.fromkeys(colleagues)), 0.85, 0.93, "organisation then")
        around = (p for d in (-400, 400) for p in authority.holders(office, on + timedelta(days=d)))
        yield _Tier(tuple(dict.fromkeys(around)), 0.85, 0.93, "office held about then")


def _alike(words: tuple[str, ...], tier: _Tier, authority: Authority) -> Iterator[tuple[float, Person, str]]:
    odd = not all(segmentations(word) for word in words)
    for person in tier.people:
        similarity = _similarity(words, person, odd, authority)
        if similarity >= _threshold(tier, person, odd):
            yield min(0.95, (0.55 + 0.45 * similarity) * tier.weight), person, tier.rule


def _threshold(tier: _Tier, person: Person, odd: bool) -> float:
    """How like a name must be: more where one odd syllable is half of it, less where it is no Chinese name as it stands."""
    if len(person.zh) == 2:
        return max(tier.threshold, 0.92)
    return 0.58 if odd and tier.rule == _THEN and len(tier.people) == 1 else tier.threshold


def _similarity(words: tuple[str, ...], person: Person, odd: bool, authority: Authority) -> float:
    """How like a name is to a person's, from 0 to 1: one minus the cost of turning one into the other per syllable.

    Where the name cannot be read as syllables, equal letters count as well.
    """
    by_letters = (
        likeness("".join(words), re.sub(r"[^a-z]", "", plain(person.en))) if odd or not person.zh or "·" in person.zh else 0.0
    )
    if not person.zh or "·" in person.zh:
        return by_letters
    spoken = _spoken(person)
    rare = _surnames(authority)[person.zh[0]] <= _RARE
    return max(by_letters, *(1 - _cost(text, spoken, rare) / len(spoken) for text in _readable(words)))


def _readable(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Every way to read a name as syllables; a word that has none stands as it is."""
    if whole := segmentations("".join(words)):
        yield from whole
    for parts in product(*((segmentations(word) or ((word,),)) for word in words)):
        yield tuple(chain.from_iterable(parts))


class _Sound(NamedTuple):
    """How a character of a name is read, and how it might be misread."""

    own: frozenset[str]
    other: frozenset[str]

    def likeness(self, syllable: str) -> float:
        """How like a syllable is to the character's reading; a rarer reading of the same character is a good sign."""
        rarer = 0.85 * max((likeness(syllable, sound) for sound in self.other), default=0.0)
        return max(rarer, *(likeness(syllable, sound) for sound in self.own))


@lru_cache(maxsize=4096)
def _spoken(person: Person) -> tuple[_Sound, ...]:
    """The sounds of a name; its own ones are those of the English name."""
    each = readings(person.zh)
    own = [s for s in segmentations(re.sub(r"[^a-z]", "", plain(person.en))) if len(s) == len(each)]
    mine = [frozenset(s[i] for s in own) or r for i, r in enumerate(each)]
    return tuple(_Sound(m, r - m) for m, r in zip(mine, each, strict=True))


_RARE = 2


@lru_cache(maxsize=4)
def _surnames(authority: Authority) -> Counter[str]:
    return Counter(person.zh[0] for person in authority.persons.values() if person.zh)


def _cost(text: tuple[str, ...], name: tuple[_Sound, ...], rare: bool) -> float:
    """The least cost of reading the syllables of a text as those of a name."""
    row = [_ADDED * i for i in range(len(text) + 1)]
    for j, sound in enumerate(name):
        lost = _LOST_LAST if j == len(name) - 1 else _LOST
        above, row[0] = row[0], row[0] + lost
        for i, syllable in enumerate(text, 1):
            swapped = above + _swap(syllable, sound, surname=j == 0, rare=rare)
            above, row[i] = row[i], min(swapped, row[i] + lost, row[i - 1] + _ADDED)
    return row[-1]


# What translation loses most is the last syllable; what it replaces whole is a surname that few bear.
_LOST_LAST, _LOST, _ADDED = 0.8, 1.0, 0.9
_RARE_SURNAME, _OTHER_SURNAME, _OTHER_SYLLABLE = 0.8, 1.5, 1.3


def _swap(syllable: str, sound: _Sound, *, surname: bool, rare: bool) -> float:
    """The cost of one syllable for another: a little for a like one, much for a different one."""
    best = sound.likeness(syllable)
    if best >= (0.6 if surname else 0.5):
        return 1 - best
    if syllable not in SYLLABLES or (surname and rare):
        return _RARE_SURNAME
    return _OTHER_SURNAME if surname else _OTHER_SYLLABLE


_WORD = re.compile(r"[A-Za-zÀ-ÿ’'-]+")
_JOINER = re.compile(r"\s*(?:,|;|\band\b|&)\s*(?:\band\b\s*)?")


def repair_run(text: str, *, on: date | None, authority: Authority) -> tuple[Repair, ...]:
    """The people of a run of names whose borders are wrong, such as `Li Qiang, Cai Qiding and Xue Xiang`.

    Letters are cut anew into names of people who hold a high office that day; names between right borders that are not
    theirs stay out of the answer. Empty where the borders are right or no such cut exists.
    """
    if on is None:
        return ()
    letters, places, borders = _letters(text)
    cut = _cut(letters, frozenset(borders), _in_office(authority, on))
    moved = [(a, b) for a, b, person in cut if person and not ({a, b} <= borders and _one_item(a, b, borders))]
    if len(moved) < 2:
        return ()
    return tuple(
        Repair(places[a], places[b - 1] + 1, Link(_entity(person), 0.93, "name repaired: borders in a list"))
        for a, b, person in cut
        if person
    )


def _one_item(a: int, b: int, borders: set[int]) -> bool:
    return not any(a < border < b for border in borders)


def _letters(text: str) -> tuple[str, list[int], set[int]]:
    """The letters of a run without its joints, the offset of each in the text, and where items begin and end."""
    letters, places, borders, start = "", list[int](), {0}, 0
    for end, following in [*((m.start(), m.end()) for m in _JOINER.finditer(text)), (len(text), len(text))]:
        for m in _WORD.finditer(text, start, end):
            for offset, character in enumerate(m.group(), m.start()):
                if kept := plain(character)[:1].strip("-"):
                    letters += kept
                    places.append(offset)
        borders.add(len(letters))
        start = following
    return letters, places, borders


def _in_office(authority: Authority, on: date) -> dict[str, Person]:
    """Those in a high office on the day, by the letters of their names."""
    people: dict[str, Person] = {}
    for tenure in authority.tenures:
        if tenure.covers(on) and rank(tenure.office, authority) >= 3:
            person = authority.persons[tenure.person]
            people.setdefault(name_key(person.en), person)
    return {key: person for key, person in people.items() if key.isascii()}


_Piece = tuple[int, int, Person | None]


def _cut(letters: str, borders: frozenset[int], people: dict[str, Person]) -> tuple[_Piece, ...]:
    """The cut of letters with the fewest that nobody's name covers: names anywhere, others between borders."""
    best: dict[int, tuple[int, tuple[_Piece, ...]]] = {0: (0, ())}
    ordered = sorted(borders)
    for at in range(len(letters)):
        if at not in best:
            continue
        cost, pieces = best[at]
        steps: list[tuple[int, Person | None, int]] = [
            (at + len(k), p, cost) for k, p in people.items() if letters.startswith(k, at)
        ]
        if at in borders:
            end = ordered[ordered.index(at) + 1]
            steps.append((end, None, cost + end - at))
        for end, person, total in steps:
            if end not in best or total < best[end][0]:
                best[end] = (total, (*pieces, (at, end, person)))
    return best.get(len(letters), (0, ()))[1]
