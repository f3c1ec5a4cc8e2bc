"""Finds the bodies that posts belong to: organisations under their English names, countries, provinces and cities."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.authority import Authority, Organisation, Place
from kg.extractors.rules.english.lexicon import countries, given_names, slug, surnames
from kg.model import Entity, Mention

BodyKind = Literal["organisation", "country", "place"]


class Body(NamedTuple):
    """A body by half-open offsets."""

    start: int
    end: int
    kind: BodyKind
    entity: Entity


_SAME = (
    ("CPC Central Committee", "Communist Party of China Central Committee"),
    ("the CPC Central Committee", "the Central Committee of the CPC"),
    ("the CPC Central Committee", "the Central Committee of the Communist Party of China"),
    ("the CPC Central Committee", "the Party Central Committee"),
    ("the CPC Central Committee", "the Central Committee"),
    ("CPC Central Committee", "CPC"),
    ("the National People's Congress", "the NPC"),
    ("NPC ", "National People's Congress "),
    ("NPC Standing Committee", "Standing Committee of the National People's Congress"),
    ("NPC Standing Committee", "Standing Committee of the NPC"),
    ("Chinese People's Political Consultative Conference", "CPPCC"),
    ("National Committee of the CPPCC", "CPPCC National Committee"),
    ("Publicity Department", "Propaganda Department"),
    ("United Front Work Department", "United Front Department"),
    ("Organization", "Organisation"),
    ("Defense", "Defence"),
    ("Water Resources", "Water Conservancy"),
    ("Transport", "Transportation"),
    ("Ecology and Environment", "Ecological Environment"),
    ("Commission of Supervision", "Supervisory Commission"),
    ("Commission for", "Committee for"),
    ("Auditing", "Audit"),
)
# Other names that official translators and machines give to national bodies.
_ALSO: dict[str, tuple[str, ...]] = {
    "politburo": (
        "Political Bureau",
        "Politburo of the CPC Central Committee",
        "CPC Politburo",
        "Central Political Bureau",
        "Politburo of the CPC",
        "Political Bureau of the CPC",
        "Politburo of the Communist Party of China",
    ),
    "politburo-standing-committee": (
        "Standing Committee of the Political Bureau",
        "Political Bureau Standing Committee",
        "Standing Committee of the Politburo",
        "Standing Committee of the Politburo of the CPC Central Committee",
        "Standing Committee of the Politburo of the CPC",
        "Standing Committee of the Central Political Bureau",
        "Standing Committee of the Central Politburo",
        "Central Political Bureau Standing Committee",
        "Standing Committee of the Political Bureau of the CPC",
        "Politburo Standing Committee of the CPC Central Committee",
        "Standing Committee of the CPC Central Committee Political Bureau",
    ),
    "central-secretariat": ("CPC Secretariat", "Central Secretariat", "Secretariat of the CPC"),
    "cpc-central-committee": ("CPC Central Committee", "CPC", "Communist Party of China", "Chinese Communist Party"),
    "cpc-organization-department": ("CPC Organization Department", "Central Organization Department"),
    "cpc-publicity-department": ("CPC Publicity Department", "Central Publicity Department", "Central Propaganda Department"),
    "cpc-general-office": (
        "Central General Office",
        "Central Office",
        "General Office of the CPC",
        "General Office of the Party Central Committee",
        "General Office of the Central Committee",
    ),
    "cpc-political-legal-commission": (
        "Central Political and Legal Affairs Commission",
        "Central Political and Legal Commission",
    ),
    "prc": ("People's Republic of China", "PRC", "State", "country"),
    "npc": ("NPC", "National People's Congress of the People's Republic of China"),
    "cppcc": ("National Committee of CPPCC", "National CPPCC"),
    "mfa": ("Foreign Ministry", "Chinese Foreign Ministry", "foreign ministry"),
    "mnd": ("Defense Ministry", "Defence Ministry", "National Defense Ministry", "Ministry of Defense", "defense ministry"),
    "mofcom": ("Commerce Ministry", "commerce ministry"),
    "mof": ("Finance Ministry",),
    "moe": ("Education Ministry",),
    "pboc": ("Chinese central bank", "country's central bank"),
    "ccdi": (
        "Central Commission for Discipline Inspection",
        "CPC CCDI",
        "Central Discipline Inspection Commission",
        "discipline watchdog of the CPC",
        "discipline watchdog of the Communist Party of China",
        "Party's discipline watchdog",
    ),
    "central-foreign-affairs-office": (
        "Office of the Central Foreign Affairs Commission",
        "Office of the Foreign Affairs Commission",
        "Office of the Foreign Affairs Commission of the CPC Central Committee",
        "Office of the Central Foreign Affairs Work Commission",
        "Office of the Central Foreign Affairs Work Committee",
        "Office of the Central Foreign Affairs Committee",
        "Central Foreign Affairs Office",
        "Central Foreign Affairs Work Commission Office",
    ),
    "national-supervisory-commission": (
        "State Supervisory Commission",
        "State Supervisory Committee",
        "State Supervision Commission",
        "State Commission of Supervision",
        "National Supervision Commission",
        "National Supervisory Committee",
    ),
    "china-zhi-gong-party": ("Zhi Gong Party", "Zhigong Party", "China Zhigong Party", "Chinese Zhi Gong Party"),
    "jiusan-society": (
        "Jiu San Society",
        "September 3 Society",
        "September 3rd Society",
        "September Third Society",
        "93 Society",
    ),
    "china-association-for-promoting-democracy": (
        "Association for Promoting Democracy",
        "China Democratic Progressive Association",
    ),
    "supreme-court": ("SPC", "Supreme People's Court of China"),
    "supreme-procuratorate": ("SPP",),
    "state-council": ("State Council of China", "State Council of the PRC"),
    "hk-government": (
        "Hong Kong Special Administrative Region",
        "Hong Kong SAR",
        "HKSAR",
        "HKSAR government",
        "Hong Kong Special Administrative Region Government",
        "Hong Kong SAR Government",
        "government of the Hong Kong Special Administrative Region",
    ),
    "macao-government": (
        "Macao Special Administrative Region",
        "Macao SAR",
        "MSAR",
        "Macao Special Administrative Region Government",
        "Macao SAR Government",
        "government of the Macao Special Administrative Region",
    ),
    "cas": ("Chinese Academy of Sciences",),
    "nbs": ("NBS", "Statistics Bureau"),
    "npc-constitution-and-law-committee": ("Constitution and Law Committee",),
    "npc-social-development-affairs-committee": ("Social Development Affairs Committee",),
    "npc-financial-economic-committee": (
        "Financial and Economic Affairs Committee",
        "Financial and Economic Committee of the NPC",
        "NPC Financial and Economic Committee",
        "NPC Finance and Economics Committee",
        "Finance and Economics Committee of the NPC",
    ),
    "npc-legislative-affairs-commission": (
        "NPC Legislative Affairs Commission",
        "Legislative Affairs Committee of the NPC Standing Committee",
        "Legislative Work Committee of the NPC Standing Committee",
        "Legal Work Committee of the NPC Standing Committee",
        "NPC Standing Committee Legislative Affairs Commission",
        "NPC Standing Committee's Legislative Affairs Commission",
    ),
    "npc-standing-committee-budgetary-affairs-commission": (
        "Budget Work Committee of the NPC Standing Committee",
        "Budgetary Work Committee of the NPC Standing Committee",
        "Budget Affairs Commission of the NPC Standing Committee",
        "NPC Budgetary Affairs Commission",
        "NPC Standing Committee Budgetary Affairs Commission",
        "NPC Standing Committee's Budgetary Affairs Commission",
    ),
    "xpcc": ("Xinjiang Production and Construction Corps",),
}
# Bodies of many states, under the names that news gives them, with the slug of the guidelines.
_INTERNATIONAL: dict[str, tuple[str, ...]] = {
    "united-nations": ("United Nations", "UN", "U.N."),
    "world-health-organization": ("World Health Organization", "World Health Organisation", "WHO"),
    "world-trade-organization": ("World Trade Organization", "World Trade Organisation", "WTO"),
    "international-monetary-fund": ("International Monetary Fund", "IMF"),
    "world-bank": ("World Bank", "World Bank Group"),
    "international-labour-organization": ("International Labour Organization", "International Labor Organization", "ILO"),
    "oecd": ("Organization for Economic Cooperation and Development", "Organisation for Economic Co-operation and Development",
             "Organization for Economic Co-operation and Development", "OECD"),
    "financial-stability-board": ("Financial Stability Board", "FSB"),
    "european-union": ("European Union", "EU"),
    "european-commission": ("European Commission", "EU Commission"),
    "european-council": ("European Council",),
    "european-parliament": ("European Parliament",),
    "european-central-bank": ("European Central Bank", "ECB"),
    "african-union": ("African Union",),
    "african-union-commission": ("African Union Commission", "AU Commission"),
    "association-of-southeast-asian-nations": ("Association of Southeast Asian Nations", "ASEAN"),
    "shanghai-cooperation-organization": ("Shanghai Cooperation Organization", "Shanghai Cooperation Organisation", "SCO"),
    "asian-infrastructure-investment-bank": ("Asian Infrastructure Investment Bank", "AIIB"),
    "asian-development-bank": ("Asian Development Bank", "ADB"),
    "new-development-bank": ("New Development Bank", "NDB"),
    "international-olympic-committee": ("International Olympic Committee", "IOC"),
    "international-atomic-energy-agency": ("International Atomic Energy Agency", "IAEA"),
    "unesco": ("UNESCO", "United Nations Educational, Scientific and Cultural Organization"),
    "nato": ("NATO", "North Atlantic Treaty Organization"),
    "league-of-arab-states": ("League of Arab States", "Arab League"),
    "kuomintang": ("Kuomintang", "Chinese Kuomintang", "Kuomintang of China", "Chinese Kuomintang party", "Kuomintang party", "KMT"),
    "world-economic-forum": ("World Economic Forum", "WEF"),
    "gulf-cooperation-council": ("Gulf Cooperation Council", "GCC"),
}  # fmt: skip
# Other special committees of the congress, which no table lists.
_SPECIAL = (
    "Foreign Affairs",
    "Ethnic Affairs",
    "Overseas Chinese Affairs",
    "Agriculture and Rural Affairs",
    "Supervisory and Judicial Affairs",
    "Environment Protection and Resources Conservation",
    "Education, Science, Culture and Public Health",
)
# What a text about the congress or its standing committee calls their bodies, without saying whose they are.
_OF_THE_CONGRESS = {
    "Finance and Economics Committee": "npc-financial-economic-committee",
    "Financial and Economic Committee": "npc-financial-economic-committee",
    "Finance and Economic Committee": "npc-financial-economic-committee",
    "Legislative Affairs Commission": "npc-legislative-affairs-commission",
    "Legislative Affairs Committee": "npc-legislative-affairs-commission",
    "Legal Work Committee": "npc-legislative-affairs-commission",
    "Legislative Work Committee": "npc-legislative-affairs-commission",
    "Budgetary Affairs Commission": "npc-standing-committee-budgetary-affairs-commission",
    "Budget Affairs Commission": "npc-standing-committee-budgetary-affairs-commission",
    "Budget Work Committee": "npc-standing-committee-budgetary-affairs-commission",
    "Budgetary Work Committee": "npc-standing-committee-budgetary-affairs-commission",
    "Standing Committee": "npc-standing-committee",
}
# Where a head of state or government sits stands for the state.
_SEATS = {"Kremlin": "ru", "White House": "us", "Pentagon": "us", "Downing Street": "gb"}
_DEPARTMENTS = {
    "publicity": "-publicity-department",
    "propaganda": "-publicity-department",
    "organization": "-organization-department",
    "organisation": "-organization-department",
    "united front": "-united-front-department",
    "united front work": "-united-front-department",
}
_LEVEL = r"(?:[Pp]rovincial|[Mm]unicipal|[Rr]egional|[Cc]ity|[Aa]utonomous [Rr]egional)"
_OF_CPC = r"(?: of (?:the )?(?:CPC|Communist Party of China|Party))?"
_COMMITTEE = rf"(?:CPC |Party )?{_LEVEL} (?:CPC |Party )?[Cc]ommittees?\b{_OF_CPC}"
_GENERIC = re.compile(
    rf"(?:(?P<department>[Pp]ublicity|[Pp]ropaganda|[Oo]rgani[sz]ation|[Uu]nited [Ff]ront(?: [Ww]ork)?) [Dd]epartment of (?:the )?)?"
    rf"(?P<standing>[Ss]tanding [Cc]ommittee of (?:the )?)?(?:CPC )?\b(?P<committee>{_COMMITTEE})(?P<after> [Ss]tanding [Cc]ommittee)?"
    rf"|(?P<government>\b{_LEVEL} (?:[Pp]eople's )?[Gg]overnment)"
    rf"|(?P<congress>(?:\b[Ss]tanding [Cc]ommittee of (?:the )?)?{_LEVEL} [Pp]eople's [Cc]ongress)"
    rf"|(?P<cppcc>\b{_LEVEL} (?:[Cc]ommittee of the )?CPPCC)"
    rf"|(?P<discipline>\b{_LEVEL} [Cc]ommission for [Dd]iscipline [Ii]nspection)"
)


class Gazetteer:
    """All names of bodies of an authority, ready to be searched for in one pass."""

    def __init__(self, authority: Authority) -> None:
        names: dict[str, tuple[str, BodyKind, Entity]] = {}
        for name, kind, entity in _names(authority):
            names.setdefault(name.lower(), (name, kind, entity))
        self._values = list(names.values())
        self._index = {name: i for i, name in enumerate(names)}
        self._search = AhoCorasick(list(names), matchkind=MatchKind.LeftmostLongest)

    def find(self, text: str) -> Iterator[Body]:
        """Yield the bodies named in a text, the longest names first to last."""
        for index, start, end in self._search.find_matches_as_indexes(lowered(text)):
            name, kind, entity = self._values[index]
            if is_word(text, start, end) and _cased(name, kind, text[start:end]) and not _is_other_state(text, start, end):
                yield Body(start, end, kind, entity)

    def part_of(self, owners: Iterable[str], name: str) -> Entity | None:
        """The body that is called `name` of one of its owners, as `its Publicity Department` is."""
        i = next((i for owner in owners if (i := self._index.get(f"{name} of the {owner}".lower())) is not None), None)
        return None if i is None else self._values[i][2]


def lowered(text: str) -> str:
    """The text in lower case with every character at its place."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def is_word(text: str, start: int, end: int) -> bool:
    """Whether no letter or digit touches the stretch."""
    return not (start and text[start - 1].isalnum()) and not (end < len(text) and text[end].isalnum())


def _cased(name: str, kind: BodyKind, surface: str) -> bool:
    """Whether the capitals fit: `SAFE` is an administration and `safe` is not."""
    if name.isupper() or name == "U.N." or name in ("State", "CPC"):
        return surface == name
    return kind == "organisation" or surface[0].isupper()


_STATE_POST = re.compile(r" (?:Vice[ -])?(?:President|Chairman)\b")
_CAPITAL_BEFORE = re.compile(r"[A-Z][\w'-]*,? \Z")
_CAPITAL_AFTER = re.compile(r" ([A-Z][a-z]*)")


def _is_other_state(text: str, start: int, end: int) -> bool:
    """Whether `State` is part of another name: `Rio State Governor`, `State Great Hural`."""
    if text[start:end] != "State" or _STATE_POST.match(text, end):
        return False
    after = _CAPITAL_AFTER.match(text, end)
    return bool((after and after[1] not in surnames()) or _CAPITAL_BEFORE.search(text, max(0, start - 20), start))


def _names(authority: Authority) -> Iterator[tuple[str, BodyKind, Entity]]:
    for org in authority.organisations.values():
        entity = Entity("organisation", org.id, org.en, org.zh)
        for name in _organisation_names(org):
            yield name, "organisation", entity
    for place in (*authority.provinces.values(), *authority.cities.values()):
        entity = Entity(place.kind, place.id, place.en, place.zh)
        for name in _place_names(place):
            if name in given_names():
                continue
            yield name, "place", entity
    for province in authority.provinces.values():
        party = authority.entity("organisation", f"{province.id}-party")
        for name in _place_names(province):
            yield f"Party Committee of {name}", "organisation", party
            yield f"CPC Committee of {name}", "organisation", party
            yield f"Party Committee of the {name}", "organisation", party
        for rank in ("Provincial", "Municipal"):
            yield f"{province.en} {rank} Committee", "organisation", party
    for ident, several in _INTERNATIONAL.items():
        yield from ((name, "organisation", Entity("organisation", ident, several[0], known=False)) for name in several)
    for field in _SPECIAL:
        name = f"NPC {field} Committee"
        entity = Entity("organisation", slug(name), name, known=False)
        for congress in ("NPC", "National People's Congress"):
            yield f"{congress} {field} Committee", "organisation", entity
            yield f"{field} Committee of the {congress}", "organisation", entity
    china = authority.entity("organisation", "prc")
    for name, iso in _SEATS.items():
        yield name, "country", Entity("organisation", iso, name, known=False)
    for name, iso in countries().items():
        yield name, "country", china if iso == "cn" else Entity("organisation", iso, name, known=False)


def _organisation_names(org: Organisation) -> Iterable[str]:
    names = {n for n in (org.en, *org.aliases_en, *_ALSO.get(org.id, ())) if n}
    if org.id in CENTRAL_COMMITTEES:
        names |= {form for n in names for form in (f"Central Committee of the {n}", f"{n} Central Committee", f"{n} Central")}
    if not org.province:
        for _ in range(2):
            names |= {n.replace(a, b) for n in names for a, b in _SAME if a in n and b not in n}
            names |= {n.replace(b, a) for n in names for a, b in _SAME if b in n and a not in n and b != "CPC"}
        if org.parent == "state-council":
            names |= {f"{n} of the State Council" for n in names} | {f"State Council {n}" for n in names if "Office" in n}
        names |= {f"{m[1]} of the National People's Congress" for n in names if (m := re.match(r"NPC (.+)", n))}
        names |= {f"{m[1]} of the NPC" for n in names if (m := re.match(r"NPC (.+)", n))}
        of_party = " of the CPC Central Committee"
        names |= {f"{owner} {n.removesuffix(of_party)}" for n in names if n.endswith(of_party) for owner in _PARTYS}
    names |= {n.replace(" of the ", " of ") for n in names}
    return sorted(n for n in names if n not in ("Central Committee", "Party"))


# Parties and societies whose leaders are those of their central committees.
CENTRAL_COMMITTEES = frozenset(
    {
        "jiusan-society",
        "china-zhi-gong-party",
        "china-democratic-league",
        "chinese-peasants-and-workers-democratic-party",
        "china-association-for-promoting-democracy",
        "china-national-democratic-construction-association",
        "revolutionary-committee-of-the-chinese-kuomintang",
        "taiwan-democratic-self-government-league",
    }
)
_PARTYS = ("Central Committee's", "CPC Central Committee's", "Party Central Committee's", "Party's")
_PEOPLES = tuple(f"{people} Autonomous Region" for people in ("Uygur", "Uyghur", "Zhuang", "Hui"))


def _place_names(place: Place) -> Iterable[str]:
    base = (place.en, *place.aliases)
    kinds = ("Province", "Municipality", "City", "Autonomous Region", *_PEOPLES, "province", "municipality", "city", "Prefecture")
    return sorted({*base, *(f"{n} {k}" for n in base for k in kinds)})


@lru_cache(maxsize=4)
def gazetteer(authority: Authority) -> Gazetteer:
    """The gazetteer of an authority, made once."""
    return Gazetteer(authority)


def bodies(text: str, authority: Authority, province: str) -> tuple[Body, ...]:
    """Every body in a text in order; those of `the province` belong to the one that the article is about."""
    named = [_numbered(text, body, authority) for body in gazetteer(authority).find(text)]
    named = sorted([*named, *_unowned(text, named, authority)])
    if not province:
        return tuple(named)
    generic = list(_generic(text, province, authority))
    inside = {i for b in generic for i in range(b.start, b.end)}
    long = [b for b in named if not (b.start in inside and b.end - 1 in inside)]
    taken = {i for b in long for i in (b.start, b.end - 1)}
    return tuple(sorted([*long, *(b for b in generic if not taken & set(range(b.start, b.end)))]))


_PART = r"((?:[A-Z][A-Za-z]+ (?:and |of )?){1,5}(?:Department|Office|Commission|Committee|Secretariat|Bureau))\b"
_ITS = re.compile(rf"\b(?:its|whose) {_PART}")
_OWNERS = {
    "cpc-central-committee": ("CPC Central Committee",),
    "politburo": ("CPC Central Committee",),
    "politburo-standing-committee": ("CPC Central Committee",),
    "central-secretariat": ("CPC Central Committee",),
    "npc": ("NPC", "NPC Standing Committee"),
    "npc-standing-committee": ("NPC Standing Committee", "NPC"),
    "state-council": ("State Council",),
}
_WHOSE_BEFORE = re.compile(r"(?:\b[Tt]he |(?<=[.;,] )|\A)\Z|\b(?:of|and|by|its) (?:the )?\Z")


def _unowned(text: str, named: Sequence[Body], authority: Authority) -> Iterator[Body]:
    """Yield the bodies named without their owner: by `its`, or by a name that only the congress's have where it is named."""
    taken = {i for b in named for i in (b.start, b.end - 1)}
    for m in _ITS.finditer(text):
        before = [b for b in named if b.start < m.start() and "\n" not in text[b.end : m.start()]]
        owner = next((b for b in reversed(before[-3:]) if m.start() - b.end < 120), None)
        part = gazetteer(authority).part_of(_OWNERS.get(owner.entity.id, ()), m[1]) if owner else None
        if part and not taken & {m.start(1), m.end(1) - 1}:
            taken |= {m.start(1), m.end(1) - 1}
            yield Body(m.start(1), m.end(1), "organisation", part)
    ids = {b.entity.id for b in named}
    if not ids & {"npc", "npc-standing-committee"}:
        return
    for m in _congress_bodies().finditer(text):
        if m[0] == "Standing Committee" and "politburo-standing-committee" in ids:
            continue
        if not taken & {m.start(), m.end() - 1} and _WHOSE_BEFORE.search(text, max(0, m.start() - 8), m.start()):
            yield Body(m.start(), m.end(), "organisation", authority.entity("organisation", _OF_THE_CONGRESS[m[0]]))


@lru_cache(maxsize=1)
def _congress_bodies() -> re.Pattern[str]:
    names = "|".join(sorted(_OF_THE_CONGRESS, key=len, reverse=True))
    return re.compile(rf"\b(?:{names})\b(?! (?:of|for)\b)")


# Which congress, committee or conference it is does not change the body: `the 13th National People's Congress`.
_ORDINAL = (
    r"(?:\d{1,2}(?:st|nd|rd|th)|(?:Twent(?:y|ieth)-?)?(?:First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth|Eleventh|"
    r"Twelfth|Thirteenth|Fourteenth|Fifteenth|Sixteenth|Seventeenth|Eighteenth|Nineteenth)|Twentieth)"
)
_NUMBER = re.compile(rf"(?P<standing>\b[Ss]tanding [Cc]ommittee of (?:the )?)?\b{_ORDINAL} \Z")
_OF_NUMBERED = {"npc": "npc-standing-committee", "cppcc": "cppcc"}


def _numbered(text: str, body: Body, authority: Authority) -> Body:
    """The body from its ordinal number on, with its standing committee where that stands before the number."""
    if body.entity.id not in _NUMBERED:
        return body
    m = _NUMBER.search(text, max(0, body.start - 60), body.start)
    if m is None:
        return body
    ident = _OF_NUMBERED.get(body.entity.id) if m["standing"] else None
    entity = authority.entity("organisation", ident) if ident else body.entity
    return body._replace(start=m.start() if ident else m.end("standing") if m["standing"] else m.start(), entity=entity)


_NUMBERED = frozenset({"npc", "npc-standing-committee", "cppcc", "cpc-central-committee", "ccdi"})


def _generic(text: str, province: str, authority: Authority) -> Iterator[Body]:
    for m in _GENERIC.finditer(text):
        suffix = _suffix(m)
        entity = authority.entity("organisation", f"{province}{suffix}")
        yield Body(m.start(), m.end(), "organisation", entity)


def _suffix(m: re.Match[str]) -> str:
    if m["committee"]:
        return "-party" + (_DEPARTMENTS[m["department"].lower()] if m["department"] else "")
    return next(s for g, s in _PLAIN.items() if m[g])


_PLAIN = {
    "government": "-government",
    "congress": "-congress",
    "cppcc": "-cppcc",
    "discipline": "-commission-for-discipline-inspection",
}


def main_province(places: Iterable[Mention]) -> str:
    """The province that an article names most, the first of equals; empty where it names none."""
    counts: dict[str, int] = {}
    for mention in places:
        if mention.entity.kind == "province":
            counts[mention.entity.id] = counts.get(mention.entity.id, 0) + 1
    return max(counts, key=lambda p: counts[p], default="")
