"""Who the names mean and which offices the text gives them: titles on either side, stacked, shared, or split by the name."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, Protocol

from kg.authority import Authority
from kg.extractors.rules.english.bodies import Body
from kg.extractors.rules.english.names import ELECTION, PLACED, Name
from kg.extractors.rules.english.titles import CHAMBER, Title, office_of
from kg.model import Entity, Office
from kg.resolution import Link, Use, link_people, link_person

_ADJACENT = re.compile(
    r" (?:in (?:the )?(?:[A-Z][\w-]+ ){1,4})?(?:(?:Comrades?|Mr\.?|Mrs\.?|Ms\.?|Dr\.?|Prof\.?|Sheikh|Sir|Prince|Princess|Dato) )?\Z"
)
_ALSO = r"(?:(?:who is|who are|who was|who were|who served as|who serves as|who had|been|who had been|who has been|who used to be|in his capacity as|in her capacity as|both of them|all of them|both of whom are|all of whom are|once|formerly|other|another|also|concurrently|currently|and|as well as|the|a|an|all|both|now|then|as|one of the) )"
# `Li is premier and a member of …` tells posts as an apposition does.
_COMMA = re.compile(
    rf"{PLACED}(?:(?:,| \(|:) ?{_ALSO}{{0,4}}| (?:is|serves as) (?:also |currently |concurrently )?(?:the |an? )?)\Z"
)
_AND = re.compile(rf" (?:and|as well as|&) {_ALSO}{{0,3}}\Z")
_LIST = re.compile(r"(?:,|,? and|,? as well as|,? &) (?:(?:Comrades?|Mr\.?|Ms\.?) )?\Z")


_MOVES = (
    (
        "appointed",
        re.compile(
            rf"(?:(?:, (?:a |an )?(?:woman|man|female|male)(?: [^,.;]{{1,30}})?)?,? (?:(?:was|were|is|has been|have been|had been|will be)?(?: also| then)? ?"
            r"(?:re-)?(?:appointed|elected|named|sworn in|inaugurated|chosen|picked|installed)(?: to serve)?(?: as)?"
            r"|(?:becomes|became|has become|will become|takes over as|took over as|takes office as|took office as|is to serve as|will serve as|"
            r"has taken over as|(?:stay(?:s|ing|ed) on|remain(?:s|ing|ed)|continu(?:es|ing|ed)|start(?:s|ed)|beg(?:ins|an) work) as))"
            r"(?: China's| the country's)?(?: the| a| an| its| their)?(?: new)? ?"
            rf"|,? (?:and )?(?:congratulating (?:him|her) )?(?:on|over|upon|for) (?:his|her) {ELECTION} (?:as|to be|to the post of) (?:the )?"
            r"|,? on (?:being (?:re-?)?(?:elected|appointed|named|sworn in)|becoming|taking office|assuming office|assuming the post|assuming the office|taking over)(?: as| of)?(?: the)? "
            r"|(?: has been| was| is|,? who has been) (?:put|placed) )\Z"
        ),
    ),
    ("removed", re.compile(r",? (?:was|were|has been|have been)?(?: also)? ?(?:removed|dismissed|relieved) (?:from|of) (?:the|his|her|their) "
                           r"(?:posts?|positions?|offices?|duties|duty) (?:of|as) (?:the )?\Z")),
)  # fmt: skip


_MOVED = (
    ("appointed", re.compile(r"\b(?:appoint(?:s|ed|ing)?|elect(?:s|ed|ing)?|nam(?:es|ed|ing)) \Z"), re.compile(r" (?:as |to be )(?:the |a |an |its |their )?\Z")),
    ("removed", re.compile(r"\b(?:remov(?:e|es|ed|ing)|dismiss(?:es|ed|ing)?|reliev(?:es|ed|ing)) \Z"), re.compile(r" (?:from|of) (?:the|his|her) (?:posts?|positions?|duties|offices?) (?:of|as) (?:the )?\Z")),
)  # fmt: skip


_PRC = Entity("organisation", "prc", "People's Republic of China", "中华人民共和国")


class Held(NamedTuple):
    """A title that the text gives to the name at an index, and how."""

    name: int
    title: Title
    rule: str
    confidence: float


@dataclass(slots=True)
class Person:
    """One person of an article: every name under which the text has them, their titles, and whom they are."""

    names: list[Name]
    held: list[Held] = field(default_factory=list)
    entity: Entity | None = None
    confidence: float = 0.0
    candidates: tuple[tuple[Entity, float], ...] = ()
    repaired: str = ""

    @property
    def full(self) -> str:
        return max((n.text for n in self.names), key=lambda t: len(t.split()))


def holdings(
    text: str,
    names: Sequence[Name],
    titles: Sequence[Title],
    bodies: Sequence[Body],
    breaks: Iterable[int],
    authority: Authority,
    published: date | None,
) -> list[Held]:
    """Which titles belong to which names, sentence by sentence."""
    limits = sorted(breaks)
    items: list[tuple[int, int, int, bool]] = sorted(
        [
            *((n.start, n.end, i, True) for i, n in enumerate(names)),
            *((t.start, t.end, i, False) for i, t in enumerate(titles) if not text.startswith("'s ", t.end)),
        ]
    )
    found: list[Held] = []
    for chain in chains(text, items, limits):
        found.extend(_chain(text, chain, names, titles))
    found.extend(_counted(text, names, titles, limits))
    found.extend(_both(text, names, titles, limits))
    return _completed_all(text, found, names, bodies, authority, published)


_COUNT = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_COUNTED = re.compile(rf"\b({'|'.join(_COUNT)}) (?:other |senior )?\Z", re.IGNORECASE)
_THEN_THEY = re.compile(r"[^.:;\n]{0,70}: ")


def _counted(text: str, names: Sequence[Name], titles: Sequence[Title], limits: Sequence[int]) -> Iterator[Held]:
    """Yield the post of so many as a colon then names: `Two members of the council came: Li, a poet, and Ma.`"""
    for title in titles:
        count = _COUNTED.search(text, max(0, title.start - 16), title.start)
        colon = _THEN_THEY.match(text, title.end) if count and title.office else None
        if count and colon:
            end = next((b for b in limits if b > title.start), len(text))
            inside = [i for i, n in enumerate(names) if colon.end() <= n.start < end]
            if len(inside) == _COUNT[count[1].lower()]:
                yield from (Held(i, title, "post of so many who are named", 0.88) for i in inside)


_BOTH = re.compile(r", (?:both of (?:them|whom are)|both) (?:the )?\Z")


def _both(text: str, names: Sequence[Name], titles: Sequence[Title], limits: Sequence[int]) -> Iterator[Held]:
    """Yield a post of two where the sentence keeps them apart: `one by Li and one by Ma, both members`."""
    for title in titles:
        m = _BOTH.search(text, max(0, title.start - 24), title.start) if title.office else None
        if not m:
            continue
        begin = max((b for b in limits if b <= title.start), default=0)
        inside = [i for i, n in enumerate(names) if begin <= n.start and n.end <= m.start()]
        if len(inside) == 2 and names[inside[1]].end == m.start():
            yield from (Held(i, title, "title after several names", 0.85) for i in inside)


_UNNAMED = re.compile(r"\b(?:a|an|the) (?:senior |Chinese )?\Z")
_SAYS = re.compile(r",? (?:also )?(?:said|told|noted|announced|stressed|added|explained)\b")


def unnamed(
    text: str, names: Sequence[Name], titles: Sequence[Title], held: Sequence[Held], sentences: Sequence[int]
) -> Iterator[Held]:
    """Yield the post that a sentence gives to somebody unnamed, for the name with which the next sentence begins."""
    titled = {h.name for h in held}
    seen: set[str] = set()
    given = {h.title.start for h in held}
    for i, name in enumerate(names):
        n = bisect_right(sentences, name.start) - 1
        first = name.text not in seen
        seen.add(name.text)
        if not first or i in titled or n < 1 or sentences[n] != name.start or not _SAYS.match(text, name.end):
            continue
        before = [t for t in titles if sentences[n - 1] <= t.start < sentences[n]]
        if len(before) == 1 and before[0].office and before[0].start not in given:
            title = before[0]
            if _UNNAMED.search(text, max(0, title.start - 16), title.start) and _SAYS.match(text, title.end):
                yield Held(i, title, "post of somebody unnamed just before", 0.8)


class Part(Protocol):
    """A part of a name that stands for somebody named before, by half-open offsets."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...

    @property
    def person(self) -> int: ...


_AFTER_PART = re.compile(rf"(?:, (?!(?:the|an?) )| \(){_ALSO}{{0,4}}\Z|, (?:the|an?) \Z")


def told_later(
    text: str,
    parts: Sequence[Part],
    names: Sequence[Name],
    member: Sequence[int],
    titles: Sequence[Title],
    held: Sequence[Held],
    bodies: Sequence[Body],
    authority: Authority,
    published: date | None,
) -> list[Held]:
    """The posts told beside a later mention by a part of the name: `said Ma, who is also director of the NDRC`."""
    given, starts = {h.title.start for h in held}, {n.start for n in names} | {p.start for p in parts}
    found: list[Held] = []
    for part in parts:
        i = bisect_right(titles, part.end, key=lambda t: t.start)
        at, joined = part.end, _AFTER_PART
        for title in titles[i : i + 4]:
            apart = title.start in given or title.end + 1 in starts
            if apart or title.start - at > 48 or not joined.fullmatch(text[at : title.start]) or _is_plural(text, title):
                break
            past = title.former or bool(_PAST.search(text, part.end, title.start))
            found.append(Held(member.index(part.person), title._replace(former=past), "title after part of the name", 0.88))
            at, joined = title.end, _NEXT_POST
    return [h for h in _completed_all(text, found, names, bodies, authority, published) if h.rule != _DOUBTFUL]


_NEXT_POST = re.compile(rf"(?:,? and|,) {_ALSO}{{0,3}}\Z")


def _completed_all(
    text: str, found: list[Held], names: Sequence[Name], bodies: Sequence[Body], authority: Authority, published: date | None
) -> list[Held]:
    """The titles with their bodies; a bare one takes over that of the same role shortly before, or the one its holder has."""
    named = {b.entity.id for b in bodies}
    done: list[Held] = []
    last: dict[tuple[str, bool], tuple[int, Office]] = {}
    for held in sorted(found, key=lambda h: (h.title.start, h.name)):
        held = _completed(text, held, names, bodies)
        role, title = (_family(held.title.role), _is_foreign(names[held.name], authority)), held.title
        if title.office is None and title.bare and (title.role in _LOCAL or _is_party_post(text, title)):
            held = _of_place(held, done, names, authority) or held
        if role[1] and title.role in _MINISTERS and not title.bare:
            held = _of_field_abroad(text, held, bodies) or held
        if title.role == "" and title.office is None:
            held = _counterpart(text, held, done, bodies) or held
        if role[1] and _OF_THE_COUNTRY.search(text, title.start, title.end):
            held = _of_the_country(text, held, bodies)
        if names[held.name].kind == "foreign" and title.office and title.office.organisation.id in _LEADING:
            held = held._replace(rule=_DOUBTFUL)
        if role[1] and title.role == "prime-minister" and title.office is None and not title.bare:
            held = _of_government(text, held, bodies)
        if role[1] and title.bare:
            held = _abroad(text, held, names, bodies, authority) or held
        if held.title.office is None and title.bare and title.role:
            held = _of_its_body(text, held, bodies) or held
        if held.title.office is None and title.bare and title.role:
            held = (
                _head_of_state(text, held, names, authority, published)
                or (not role[1] and _inherited(held, last.get(role), text))
                or _known_office(text, held, names, named, authority, published)
                or held
            )
        if held.title.office:
            done.append(held)
            last[role] = (held.title.end, held.title.office)
    return done


def _counterpart(text: str, held: Held, done: Sequence[Held], bodies: Sequence[Body]) -> Held | None:
    """`President Xi told his Tajik counterpart Rahmon`: the post of the one before, in the country that the word names."""
    title = text[held.title.start : held.title.end]
    like = next((h.title for h in reversed(done) if h.title.office and h.title.role in _OF_STATE), None)
    if not title.endswith("counterpart") or like is None or held.title.start - like.start > 400:
        return None
    i = bisect_right(bodies, held.title.end, key=lambda b: b.start)
    country = next((b for b in reversed(bodies[max(0, i - 2) : i]) if b.kind == "country" and b.end > held.title.start - 2), None)
    if country is None or country.entity.id == "prc":
        return None
    role = _AT_HOME.get(like.role, like.role)
    stated = held.title._replace(office=office_of(role, country), role=role)
    return held._replace(title=stated, rule="counterpart of the one before", confidence=0.88)


_LEADING = frozenset({"politburo", "politburo-standing-committee", "central-secretariat"})


def _of_government(text: str, held: Held, bodies: Sequence[Body]) -> Held:
    """`prime minister of the Government of Unity`: of the one country of which the text speaks there."""
    near = _countries_near(text, held.title.start, bodies) or _only_country(bodies)
    if len({b.entity.id for b in near}) != 1 or not _GOVERNS.search(text, held.title.start, held.title.end):
        return held
    return held._replace(title=held.title._replace(office=office_of(held.title.role, near[0])), confidence=0.8)


_GOVERNS = re.compile(r"\b[Gg]overnment\b")
_OF_THE_COUNTRY = re.compile(r"\b(?:country|nation)(?:'s\b|\Z)")


def _of_the_country(text: str, held: Held, bodies: Sequence[Body]) -> Held:
    """`first secretary of the Party in Cuba and the country's president`: the country is the one named last."""
    near = _countries_near(text, held.title.start, bodies) or _last_country(held.title.start, bodies)
    office = office_of(_AT_HOME.get(held.title.role, held.title.role), near[0]) if near else None
    return held._replace(title=held.title._replace(office=office, bare=False), confidence=0.85)


def _is_foreign(name: Name, authority: Authority) -> bool:
    """Whether a name is of somebody from abroad, by its shape or by whom it is known to mean."""
    return name.kind == "foreign" or any(p.country for p in authority.persons_named(name.text))


# Posts of a state: `President Moreno` is president of the country that the text speaks of.
_OF_STATE = frozenset(
    {"president", "vice-president", "prime-minister", "vice-premier", "premier", "king", "minister", "vice-minister", "speaker"}
)
_AT_HOME = {"premier": "prime-minister", "vice-premier": "vice-premier"}


def _abroad(text: str, held: Held, names: Sequence[Name], bodies: Sequence[Body], authority: Authority) -> Held | None:
    """A bare post of a foreigner in the country that the text names nearest, or that the person is known to serve."""
    title = held.title
    chamber = bool(CHAMBER.search(text[title.start : title.end])) and title.role in ("speaker", "vice-chairman")
    capital = any(c.isupper() for c in text[title.start : title.end])
    if (
        not (chamber or title.role in _OF_STATE)
        or not (chamber or (capital and held.rule in ("title before name", _DOUBTFUL)))
        or _is_stated_abroad(title)
        or _OF_ANOTHER.search(text, max(0, title.start - 40), title.start)
    ):
        return None
    known = {p.country for p in authority.persons_named(names[held.name].text) if p.country}
    near = _countries_near(text, title.start, bodies) or _only_country(bodies)
    near = _of_the_run(text, title, near, names) or near
    fits = [b for b in near if b.entity.id in known] if known else [b for b in near if b.entity.id == near[0].entity.id]
    if not fits or (not known and len({b.entity.id for b in near}) > 1):
        return None
    role = _AT_HOME.get(title.role, title.role)
    stated = title._replace(office=office_of(role, fits[0]), role=role)
    return held._replace(title=stated, rule="title of the country named nearest", confidence=0.88 if known else 0.8)


_MINISTERS = frozenset({"minister", "vice-minister"})


def _of_field_abroad(text: str, held: Held, bodies: Sequence[Body]) -> Held | None:
    """`minister of Works and Transport` is a minister of the one country of which the text speaks there."""
    title = held.title
    if title.office is None or title.office.organisation.known or " of " not in text[title.start : title.end]:
        return None
    near = _countries_near(text, title.start, bodies)
    if len({b.entity.id for b in near}) != 1 or near[0].entity.id in title.office.organisation.id.split("-"):
        return None
    stated = title._replace(office=office_of(title.role, near[0]))
    return held._replace(title=stated, rule="title of the country named nearest", confidence=0.8)


# A name or a year right before the title says whose it is: `Tokyo 2020 President`, `Acme President`.
_OF_ANOTHER = re.compile(
    r"(?<![.!?] )(?<![.!?]\" )\b(?!(?:The|An?|Then|Former|Acting|Vice|Deputy|Mr|First|Late|When|While|As|But|And|On|In|With|Both|Also|Visiting|Outgoing|Incoming|New)\b)"
    r"(?:[A-Z][\w'&-]+|(?:19|20)\d\d) \Z"
)


def _is_stated_abroad(title: Title) -> bool:
    return title.office is not None and not title.office.organisation.known


def _countries_near(text: str, at: int, bodies: Sequence[Body]) -> list[Body]:
    """The countries other than China of the paragraph so far, those of the same sentence alone where it has any, nearest first."""
    paragraph = text.rfind("\n", 0, at) + 1
    sentence = max(text.rfind(stop, paragraph, at) for stop in (". ", "? ", "! "))
    i = bisect_right(bodies, at, key=lambda b: b.start)
    end = next((e for e in (text.find(stop, at) for stop in (". ", "\n")) if e >= 0), len(text))
    after = [b for b in bodies[i : i + 12] if b.start < end]
    before = [b for b in bodies[max(0, i - 24) : i] if b.start >= paragraph]
    found = [b for b in (*reversed(before), *after) if b.kind == "country" and b.entity.id != "prc"]
    same = [b for b in found if b.start > sentence]
    return same or found


def _last_country(at: int, bodies: Sequence[Body]) -> list[Body]:
    """The country other than China named last shortly before."""
    i = bisect_right(bodies, at, key=lambda b: b.start)
    return [b for b in bodies[:i] if b.kind == "country" and b.entity.id != "prc" and at - b.end < 600][-1:]


def _only_country(bodies: Sequence[Body]) -> list[Body]:
    """The country other than China of which the whole text speaks, where it is one."""
    found = [b for b in bodies if b.kind == "country" and b.entity.id != "prc"]
    return found[:1] if len({b.entity.id for b in found}) == 1 else []


_LEADS = re.compile(r"\b(?:Chairman|Secretary|President|Minister|Leader|leader|King|Speaker)\b.*, (?:and )?(?:the )?\Z", re.S)


def _of_the_run(text: str, title: Title, near: Sequence[Body], names: Sequence[Name]) -> list[Body]:
    """The country of the titles that stand before a bare one: `General Secretary of the Syrian Harbour Party, President Ali`."""
    begin = max((n.end for n in names if n.end <= title.start), default=0)
    inside = [b for b in near if begin <= b.start < title.start]
    if len({b.entity.id for b in inside}) != 1 or not _LEADS.search(text, inside[0].end, title.start):
        return []
    return inside


def _family(role: str) -> str:
    return role.removeprefix("vice-").removeprefix("deputy-")


_LOCAL = frozenset({"mayor", "vice-mayor", "governor", "vice-governor"})
_CITY_OF = re.compile(r"((?!CN-)[a-z-]+|CN-(?:BJ|SH|TJ|CQ))-(?:party|government)\b.*")
_PLACE_OF = re.compile(r"(.+?)-(?:party|government|congress|cppcc)\b.*")


def _is_party_post(text: str, title: Title) -> bool:
    return title.role in ("secretary", "deputy-secretary") and bool(re.search(r"\bParty\b", text[title.start : title.end]))


def _of_place(held: Held, done: Sequence[Held], names: Sequence[Name], authority: Authority) -> Held | None:
    """`deputy secretary of the Changsha Party committee and mayor`: the government of the same place."""
    branch = "party" if held.title.role.endswith("secretary") else "government"
    for other in reversed(done):
        if other.name == held.name and other.title.office and (m := _PLACE_OF.fullmatch(other.title.office.organisation.id)):
            body = authority.entity("organisation", f"{m[1]}-{branch}")
            return held._replace(title=held.title._replace(office=Office(held.title.role, body)), confidence=0.9)
    if held.title.role not in ("mayor", "vice-mayor", "secretary") or names[held.name].kind == "foreign":
        return None
    for other in reversed(done):
        if other.title.office and (m := _CITY_OF.fullmatch(other.title.office.organisation.id)):
            body = authority.entity("organisation", f"{m[1]}-{branch}")
            return held._replace(title=held.title._replace(office=Office(held.title.role, body)), confidence=0.8)
    return None


_ITS_POST = re.compile(r"\bits (?:new |first |next )?\Z")
_HERE = re.compile(r"(?:\A|\n|[.;] )(?:At|In|Within) (?:the )?\Z")


def _of_its_body(text: str, held: Held, bodies: Sequence[Body]) -> Held | None:
    """`The city elected Ma as its mayor`, `At the Harbour Office, Ma becomes a deputy director`: of the body named before."""
    title = held.title
    begin = max(text.rfind(stop, 0, title.start) for stop in (". ", "\n", "; ")) + 1
    i = bisect_right(bodies, title.start, key=lambda b: b.start)
    before = [b for b in bodies[max(0, i - 6) : i] if b.start >= begin and b.end <= title.start and b.entity.id != "prc"]
    if not before:
        return None
    here = _HERE.search(text, max(0, before[0].start - 12), before[0].start) and text.startswith(",", before[0].end)
    body = before[-1] if _ITS_POST.search(text, max(0, title.start - 12), title.start) else before[0] if here else None
    if body is None or (body.kind == "place") != (title.role in _LOCAL):
        return None
    return held._replace(
        title=title._replace(office=office_of(title.role, body)), rule="post of the body named before", confidence=0.85
    )


def _inherited(held: Held, last: tuple[int, Office] | None, text: str) -> Held | None:
    if last is None:
        return None
    end, office = last
    if held.title.start - end > 400 or "\n" in text[end : held.title.start]:
        return None
    like = Office(held.title.role, office.organisation)
    return held._replace(title=held.title._replace(office=like), rule="title like the one before", confidence=0.8)


def _head_of_state(text: str, held: Held, names: Sequence[Name], authority: Authority, published: date | None) -> Held | None:
    """`Chairman Xi Jinping` is how the state's president is called word by word."""
    if held.rule != "title before name" or published is None or text[held.title.start : held.title.end] != "Chairman":
        return None
    people_ = authority.persons_named(names[held.name].text)
    if len(people_) != 1 or all(t.office != "president@prc" for t in authority.offices_of(people_[0].id, published)):
        return None
    office = Office("president", authority.entity("organisation", "prc"))
    return held._replace(title=held.title._replace(office=office), rule="chairman of the state", confidence=0.85)


def _is_chief_executive(text: str, held: Held) -> bool:
    """Whether the post is that of a special administrative region, not of a company."""
    title = text[held.title.start : held.title.end].rstrip("s")
    return title.lower().startswith("chief executive") and not title.lower().endswith("officer")


def _known_office(
    text: str, held: Held, names: Sequence[Name], named: set[str], authority: Authority, published: date | None
) -> Held | None:
    """The only office of that role that the person is known to hold then, in a body that the text names."""
    if held.title.role == "chief-executive" and not _is_chief_executive(text, held):
        return None
    if held.title.role == "chief-executive" and len(found := named & {"CN-HK", "CN-MO"}) == 1:
        body = authority.entity("organisation", {"CN-HK": "hk-government", "CN-MO": "macao-government"}[found.pop()])
        return held._replace(
            title=held.title._replace(office=Office(held.title.role, body)), rule="bare title of the place", confidence=0.85
        )
    people_ = authority.persons_named(names[held.name].text)
    if len(people_) != 1 or published is None:
        return None
    offices = {t.office for t in authority.offices_of(people_[0].id, published) if t.office.split("@")[0] == held.title.role}
    fits = [o for o in offices if o.split("@")[1] in named or o.split("@")[1].removesuffix("-standing-committee") in named]
    if len(fits) != 1:
        return None
    office = Office(held.title.role, authority.entity("organisation", fits[0].split("@")[1]))
    return held._replace(title=held.title._replace(office=office), rule="bare title of a known office", confidence=0.85)


Item = tuple[int, int, int, bool]


def _gap(text: str, a: Item, b: Item) -> str:
    """How two neighbours are joined: adjacent, comma, and, or not at all (empty)."""
    if b[0] < a[1] or b[0] - a[1] > 90:
        return ""
    between = text[a[1] : b[0]]
    if _ADJACENT.fullmatch(between):
        return "adjacent"
    if _COMMA.fullmatch(between):
        return "comma"
    if _AND.fullmatch(between):
        return "and"
    if a[3] and not b[3]:
        before = text[max(0, a[0] - 24) : a[0]]
        if moved := next((kind for kind, verb, link in _MOVED if verb.search(before) and link.fullmatch(between)), ""):
            return moved
        return next((kind for kind, pattern in _MOVES if pattern.fullmatch(between)), "")
    return ""


def chains(text: str, items: Sequence[Item], limits: Sequence[int]) -> Iterator[list[tuple[Item, str]]]:
    """Yield the runs of names and titles that stand together, each with its join to the one before."""
    chain: list[tuple[Item, str]] = []
    boundary = iter([*limits, 1 << 60])
    limit = next(boundary)
    for item in items:
        joined = _gap(text, chain[-1][0], item) if chain else ""
        if item[0] >= limit:
            joined = ""
            while item[0] >= limit:
                limit = next(boundary)
        if not joined and chain:
            yield chain
            chain = []
        chain.append((item, joined))
    if chain:
        yield chain


def _chain(text: str, chain: list[tuple[Item, str]], names: Sequence[Name], titles: Sequence[Title]) -> Iterator[Held]:
    i = 0
    while i < len(chain):
        if chain[i][0][3]:
            i += 1
            continue
        j = i
        while j + 1 < len(chain) and not chain[j + 1][0][3]:
            j += 1
        yield from _run(text, chain, i, j, titles)
        i = j + 1


def _run(text: str, chain: list[tuple[Item, str]], i: int, j: int, titles: Sequence[Title]) -> Iterator[Held]:
    """The titles `i..j` of a chain go to the name after them, before them, or are split between both."""
    run = _shared(text, [titles[chain[k][0][2]] for k in range(i, j + 1)])
    joins = [chain[k][1] for k in range(i, j + 1)]
    after = chain[j + 1][1] if j + 1 < len(chain) else ""
    before = joins[0] if i and chain[i - 1][0][3] else ""
    if after == "adjacent":
        titled = i > 1 and not chain[i - 2][0][3] and chain[i - 1][1] == "adjacent"
        titled = titled and not _WHO.match(text, chain[i - 1][0][1])
        all_theirs = titled or (i == 1 and all(_is_plural(text, t) for t in run))
        cut = _cut(joins) if before == "comma" and len(run) > 1 and not all_theirs else 0
        if cut:
            yield from _back(text, chain, i - 1, run[:cut], titles)
        yield from _forward(text, chain, j + 1, run[cut:])
    elif before in ("appointed", "removed"):
        rule, gone = f"{before} to an office", before == "removed"
        yield from (Held(chain[i - 1][0][2], t._replace(former=t.former or gone), rule, 0.92) for t in run)
    elif before == "comma" and i == 1 and _is_plural(text, run[0]):
        return
    elif before in ("comma", "adjacent") or (before == "and" and len(run) > 1):
        yield from _back(text, chain, i - 1, run, titles)
    elif after == "comma" and not before and i == 0:
        yield from (Held(chain[j + 1][0][2], t, "title, comma, name", 0.8) for t in run)


# `State Councilor Ma Kai, who is also secretary-general, and Premier Li Qiang`: the first title still is of the name before.
_WHO = re.compile(r",? (?:who|also|concurrently)\b")
_PRESIDES = re.compile(r"\b[Pp]residium\b")


_HEADS_TOO = frozenset({"president", "vice-president", "chairman", "vice-chairman", "chief-executive", "secretary-general"})


def _shared(text: str, run: list[Title]) -> list[Title]:
    """The titles of a run, a bare one in the body of the next: `president and chairman of the Harbour Bank`."""
    done: list[Title] = []
    for title in reversed(run):
        body = done[-1].office.organisation if done and done[-1].office and not done[-1].bare else None
        if body and body.id == "cmc" and title.role == "president" and title.bare and title.office is None:
            title = title._replace(office=Office("president", _PRC), bare=False)
        body = None if body and _PRESIDES.search(text, done[-1].start, done[-1].end) else body
        if body and title.bare and title.office is None and title.role in _HEADS_TOO and text[title.start].islower():
            title = title._replace(office=Office(title.role, body), bare=False)
        done.append(title)
    return done[::-1]


def _cut(joins: list[str]) -> int:
    """Where titles after one name end and those before the next begin: at the last comma, else the last `and`."""
    for kind in ("comma", "and"):
        for k in range(len(joins) - 1, 0, -1):
            if joins[k] == kind:
                return k
    return 0


# `between the president and the mayor Li Ming`: one who is not named, and one who is.
_BETWEEN_TWO = re.compile(r"\bbetween (?:the )?\Z")


def _forward(text: str, chain: list[tuple[Item, str]], k: int, run: list[Title]) -> Iterator[Held]:
    if _BETWEEN_TWO.search(text, max(0, run[0].start - 16), run[0].start):
        run = run[-1:]
    yield from (Held(chain[k][0][2], t, "title before name", 0.95) for t in run)
    shared = [t for i, t in enumerate(run) if all(_is_plural(text, later) for later in run[i:])]
    if not shared:
        return
    previous = chain[k][0]
    for item, _ in chain[k + 1 :]:
        if not item[3] or not _LIST.fullmatch(text[previous[1] : item[0]]):
            return
        yield from (Held(item[2], t, "title before several names", 0.92) for t in shared)
        previous = item


_PAST = re.compile(r"\b(?:who was|who served as|who had been|who had both been|who used to be|then|once|formerly) ")


def _back(text: str, chain: list[tuple[Item, str]], k: int, run: list[Title], titles: Sequence[Title]) -> Iterator[Held]:
    if text[run[0].start : run[0].end].lower().startswith("heads of") and (not k or not chain[k - 1][0][3]):
        return
    past = bool(_PAST.search(text, chain[k][0][1], run[0].start))
    run = [t._replace(former=t.former or past) for t in run]
    yield from (Held(chain[k][0][2], t, "title after name", 0.94) for t in run)
    if not _is_plural(text, run[0]):
        return
    for m in range(k, 0, -1):
        item, previous = chain[m][0], chain[m - 1][0]
        if not previous[3] or not _LIST.fullmatch(text[previous[1] : item[0]]):
            return
        yield from (Held(previous[2], t, "title after several names", 0.9) for t in run[:1])


_PLURAL = re.compile(
    r"\b(?:members|secretaries|ministers|chairmen|vice-chairmen|chairpersons|directors|councilors|premiers|presidents|spokespersons|heads"
    r"|comrades|deputies|governors|mayors|chairwomen|officials)\b",
    re.IGNORECASE,
)


def _is_plural(text: str, title: Title) -> bool:
    return bool(_PLURAL.match(text[title.start : title.end].lower().split(" of ")[0].split(" ")[-1])) or bool(
        _PLURAL.match(text, title.start)
    )


def _completed(text: str, held: Held, names: Sequence[Name], bodies: Sequence[Body]) -> Held:
    """A bare title before a name may have its body after it (`President Varela of Panama`) or need none."""
    title, name = held.title, names[held.name]
    if not title.bare or not title.role:
        return _of_ministry_abroad(text, held, name, bodies)
    body = _body_after(text, name.end, bodies)
    if body and body.entity.id == "prc" and title.office:
        return held._replace(title=title._replace(bare=False))
    if body:
        return held._replace(title=title._replace(office=office_of(title.role, body)))
    if title.office is None and title.role in ("president", "ambassador") and name.kind != "foreign":
        return held._replace(title=title._replace(office=office_of(title.role, Body(0, 0, "country", _PRC))), confidence=0.9)
    return _at_home(held, name)


def _of_ministry_abroad(text: str, held: Held, name: Name, bodies: Sequence[Body]) -> Held:
    """`Spokesperson of the Russian MFA Maria Zakharova`: the country that the title itself names."""
    office = held.title.office
    if office is None or name.kind != "foreign" or office.organisation.id not in ("mfa", "mnd", "mofcom", "mof"):
        return held
    i = bisect_right(bodies, held.title.start - 1, key=lambda b: b.start)
    before = [b for b in bodies[max(0, i - 1) : i] if 0 < held.title.start - b.end < 4]
    abroad = next(
        (b for b in (*bodies[i : i + 4], *before) if b.kind == "country" and b.end <= held.title.end and b.entity.id != "prc"),
        None,
    )
    return held._replace(title=held.title._replace(office=office_of(office.role, abroad))) if abroad else held


def _at_home(held: Held, name: Name) -> Held:
    """A foreigner does not hold a Chinese post that the text left without a country."""
    title = held.title
    if title.office and name.kind == "foreign" and title.bare and title.office.organisation.known:
        return held._replace(rule=_DOUBTFUL)
    return held


_DOUBTFUL = "title of no stated country"


def _body_after(text: str, end: int, bodies: Sequence[Body]) -> Body | None:
    m = re.compile(r" of (?:the )?").match(text, end)
    if not m:
        return None
    body = next((b for b in bodies if b.start == m.end()), None)
    if body and body.kind != "country":
        nation = re.compile(r" of ").match(text, body.end)
        abroad = next((b for b in bodies if nation and b.start == nation.end() and b.kind == "country"), None)
        return abroad or body
    return body


def people(
    text: str, names: Sequence[Name], held: Sequence[Held], published: date | None, authority: Authority
) -> tuple[list[Person], list[int]]:
    """The persons of an article, linked, and the index of the person that each name means."""
    groups: dict[str, int] = {}
    persons: list[Person] = []
    member: list[int] = [-1] * len(names)
    for i in sorted(range(len(names)), key=lambda i: names[i].kind == "surname"):
        at = groups.get(_key(names[i]))
        if at is None:
            at = _part_of(names[i], persons)
        if at is None:
            at = len(persons)
            persons.append(Person([]))
        groups[_key(names[i])] = at
        persons[at].names.append(names[i])
        member[i] = at
    for h in held:
        persons[member[h.name]].held.append(h)
    links = _links(text, persons, published, authority)
    for person in persons:
        _link(person, links[person.full], published, authority)
    for person in persons:
        _like_repaired(person, persons)
    return persons, member


def _like_repaired(person: Person, persons: Sequence[Person]) -> None:
    """A garbled name without a title means the one whose name was garbled before, when the given names agree."""
    if person.held or person.repaired or person.names[0].kind != "pinyin" or (person.entity and person.entity.known):
        return
    given = person.full.split()[-1]
    fits = [p for p in persons if p.repaired and p.full.split()[-1].casefold() == given.casefold()]
    if len(fits) == 1:
        person.entity, person.repaired = fits[0].entity, fits[0].repaired
        person.confidence = round(fits[0].confidence * 0.9, 3)


def _key(name: Name) -> str:
    return re.sub(r"[\s'-]", "", name.text).casefold()


def _part_of(name: Name, persons: Sequence[Person]) -> int | None:
    """The person whose fuller or shorter name this is, when exactly one fits."""
    words = set(name.text.split())
    if name.kind == "surname":
        fits = [i for i, p in enumerate(persons) if p.names[0].kind != "foreign" and p.full.split()[0] == name.text]
        return fits[0] if fits else None
    if name.kind == "pinyin":
        turned = " ".join(reversed(name.text.split()))
        return next((i for i, p in enumerate(persons) if p.full == turned), None)
    if name.kind != "foreign":
        return None
    fits = [i for i, p in enumerate(persons) if p.names[0].kind == "foreign" and _same_foreign(words, set(p.full.split()))]
    return fits[-1] if len(fits) == 1 else None


def _same_foreign(a: set[str], b: set[str]) -> bool:
    return a <= b or b <= a


def _links(text: str, persons: Sequence[Person], published: date | None, authority: Authority) -> Mapping[str, Link]:
    uses = [Use(n.start, n.end, full) for p in persons for full in (p.full,) for n in p.names]
    offices = {p.full: _telling_offices(p, authority) for p in persons}
    return link_people(text, uses, offices, language="en", on=published, authority=authority)


def _telling_offices(person: Person, authority: Authority) -> list[str]:
    stated = (h.title.office.id for h in person.held if h.title.office and h.rule != _DOUBTFUL)
    return [office for office in stated if _tells(office, authority)]


def _link(person: Person, link: Link, published: date | None, authority: Authority) -> None:
    """Whom the name means; a mere surname means the holder of its office, if that is one person."""
    link = _of_surname(person, _telling_offices(person, authority), published, authority) or link
    if not link.entity.known:
        link = _repaired(person, published, authority) or link
    person.entity = link.entity
    shape = max([n.confidence for n in person.names] + [0.93] * bool(person.held))
    person.confidence = min(link.confidence if link.entity.known else 0.95, shape)
    person.candidates = link.candidates
    if link.rule.startswith("name repaired"):
        person.repaired = link.rule
    if not link.entity.known or authority.is_foreign(link.entity.id):
        person.held = [h for h in person.held if h.rule != _DOUBTFUL]


def _repaired(person: Person, published: date | None, authority: Authority) -> Link | None:
    """The holder of a Chinese post whose name translation has garbled beyond the shape of a Chinese name."""
    posts = [h.title.office.id for h in person.held if h.title.office and h.rule == _DOUBTFUL]
    if not posts:
        return None
    link = link_person(person.full, language="en", offices=posts, on=published, authority=authority)
    return link if link.rule.startswith("name repaired") else None


def _tells(office: str, authority: Authority) -> bool:
    """Whether an office can tell namesakes apart: leaders sit on central commissions of which no list of holders exists."""
    return not office.partition("@")[2].startswith("central-") or bool(authority.tenures_of(office))


def _of_surname(person: Person, offices: Iterable[str], published: date | None, authority: Authority) -> Link | None:
    if person.names[0].kind != "surname":
        return None
    holders = {p.id: p for office in offices for p in authority.holders(office, published) if p.en.split()[:1] == [person.full]}
    if len(holders) != 1:
        return None
    (found,) = holders.values()
    return Link(Entity("person", found.id, found.en, found.zh), 0.85, "surname and office")
