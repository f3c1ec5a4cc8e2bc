"""Finds the bodies that posts belong to: organisations under their English names, countries, provinces and cities."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.authority import Authority, Organisation, Place
from kg.extractors.rules.english.lexicon import countries, given_names
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
    "ccdi": ("Central Commission for Discipline Inspection", "CPC CCDI", "Central Discipline Inspection Commission"),
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
    "jiusan-society": ("Jiu San Society", "September 3 Society", "September Third Society"),
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
    "npc-constitution-and-law-committee": ("Constitution and Law Committee",),
    "npc-social-development-affairs-committee": ("Social Development Affairs Committee",),
    "npc-financial-economic-committee": (
        "Financial and Economic Affairs Committee",
        "Financial and Economic Committee of the NPC",
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
        self._search = AhoCorasick(list(names), matchkind=MatchKind.LeftmostLongest)

    def find(self, text: str) -> Iterator[Body]:
        """Yield the bodies named in a text, the longest names first to last."""
        for index, start, end in self._search.find_matches_as_indexes(lowered(text)):
            name, kind, entity = self._values[index]
            if is_word(text, start, end) and _cased(name, kind, text[start:end]):
                yield Body(start, end, kind, entity)


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
    china = authority.entity("organisation", "prc")
    for name, iso in countries().items():
        yield name, "country", china if iso == "cn" else Entity("organisation", iso, name, known=False)


def _organisation_names(org: Organisation) -> Iterable[str]:
    names = {n for n in (org.en, *org.aliases_en, *_ALSO.get(org.id, ())) if n}
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
    if not province:
        return tuple(named)
    generic = list(_generic(text, province, authority))
    inside = {i for b in generic for i in range(b.start, b.end)}
    long = [b for b in named if not (b.start in inside and b.end - 1 in inside)]
    taken = {i for b in long for i in (b.start, b.end - 1)}
    return tuple(sorted([*long, *(b for b in generic if not taken & set(range(b.start, b.end)))]))


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
