"""Which provinces and cities a text names, under any of their names."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from kg.authority import Authority, Place
from kg.extractors.rules.lexicon import rows
from kg.extractors.rules.matching import Expressions, Hit
from kg.model import Mention
from kg.text.document import Document

# Written after two or more one-character names of provinces: 川藏铁路, 京沪高铁, 鄂湘两省.
_TOGETHER = (
    "铁路|高铁|高速|客专|城际|公路|大通道|两地|两省|三地|三省|四省|五省|省际|"
    "交界|边界|边区|合作|协作|同城|一体化|直流|特高压|联网"
)
_SURNAMES_ZH = "李王张刘陈杨赵黄周吴徐孙朱郭何罗梁宋谢韩唐冯董萧程曹袁邓许傅沈曾彭吕"
_AFTER_NAME_ZH = "、，。；：）（说指强表介作主出同在等和"
_SURNAME_BEFORE = re.compile(
    r"\b(?:Bai|Cai|Cao|Chang|Chen|Cheng|Cui|Dai|Deng|Ding|Dong|Du|Duan|Fan|Fang|Feng|Fu|Gao|Gong|Gu|Guo|Han|Hao|He|Hou|Hu|Huang|Jia|"
    r"Jiang|Jin|Kang|Kong|Lai|Li|Liang|Liao|Lin|Liu|Long|Lu|Luo|Lyu|Ma|Mao|Meng|Pan|Peng|Qian|Qiao|Qin|Qiu|Ren|Shao|Shen|Shi|Song|Su|"
    r"Sun|Tan|Tang|Tian|Wan|Wang|Wei|Wen|Wu|Xia|Xiao|Xie|Xiong|Xu|Xue|Yan|Yang|Yao|Ye|Yin|Yu|Yuan|Zeng|Zhang|Zhao|Zheng|Zhong|Zhou|"
    r"Zhu|Zou) $"
)
# A river, a mountain range, a street or a larger region that is called after a place does not name it.
_NATURE_AFTER = re.compile(
    r"[ -](?:Rivers?|Lakes?|Mountains?|Plateau|Basin|Seas?|Wetlands?)\b|"
    r"河(?![南北池源西])|湖(?![南北州])|[南北西东]岸|高原|盆地|山脉|海沟|路(?:[上的，。、口段]|步行|\d)"
)
_PLACE_WORD_AFTER = re.compile(
    r"[ -](?:City|city|Municipality|Prefecture|Province|province|District|district|International|New Area|University|Port)\b"
)


class _Sense(NamedTuple):
    """What a name may mean: provinces, a city among them or none, and how it has to be read.

    `kind` is `name` (always a place), `need` (also a common word: a place only where the province is named
    too), `prefer` (of cities of one name the likelier) or `not` (no place, however much it looks like one).
    """

    provinces: tuple[str, ...]
    city: str
    kind: str
    rule: str
    confidence: float


@dataclass(frozen=True)
class _Gazetteer:
    """The names to look for, and what stands for each."""

    names: Expressions[tuple[_Sense, ...]]
    together: re.Pattern[str]
    by_character: Mapping[str, str]


def places(document: Document, authority: Authority) -> tuple[Mention, ...]:
    """Every mention of a province, and of a city together with its province, in order of the text."""
    gazetteer = _gazetteer(authority)
    found = [*_named(document.text, gazetteer), *_strung_together(document.text, gazetteer)]
    mentions = [m for a, b, sense, others in found for m in _mentions(document, a, b, sense, others, authority)]
    return tuple(sorted(mentions, key=lambda m: (m.span.part == "text", m.span, m.entity.kind, m.entity.id)))


_Found = tuple[int, int, _Sense, tuple[_Sense, ...]]


def _named(text: str, gazetteer: _Gazetteer) -> Iterator[_Found]:
    hits = [h for h in gazetteer.names.hits(text) if not (_is_person(text, h) or _NATURE_AFTER.match(text, h.end))]
    sure = frozenset(p for h in hits for s in gazetteer.names.value(h) if _is_sure(gazetteer.names.value(h)) for p in s.provinces)
    for hit in hits:
        senses = gazetteer.names.value(hit)
        chosen = _chosen(senses, sure)
        if chosen:
            yield hit.start, hit.end, chosen, tuple(s for s in senses if s is not chosen)


def _is_sure(senses: tuple[_Sense, ...]) -> bool:
    return len(senses) == 1 and senses[0].kind == "name"


def _chosen(senses: tuple[_Sense, ...], sure: frozenset[str]) -> _Sense | None:
    """The sense that the provinces named elsewhere in the text support, else the only or the preferred one."""
    if any(s.kind == "not" for s in senses):
        return None
    supported = [s for s in senses if sure.intersection(s.provinces)]
    if len(supported) == 1:
        return supported[0]
    default = [s for s in supported or senses if s.kind == ("name" if len(senses) == 1 else "prefer")]
    return default[0] if default else None


def _is_person(text: str, hit: Hit) -> bool:
    """Whether a name of two characters or one word is rather somebody's given name: 李保定, Wang Hefei."""
    if text[hit.start].isascii():
        one_word = " " not in text[hit.start : hit.end]
        named = one_word and _SURNAME_BEFORE.search(text, max(0, hit.start - 12), hit.start)
        return bool(named) and not _PLACE_WORD_AFTER.match(text, hit.end)
    surname = text[hit.start - 1 : hit.start]
    return (
        hit.end - hit.start == 2 and surname != "" and surname in _SURNAMES_ZH and text[hit.end : hit.end + 1] in _AFTER_NAME_ZH
    )


def _strung_together(text: str, gazetteer: _Gazetteer) -> Iterator[_Found]:
    for match in gazetteer.together.finditer(text):
        codes = tuple(dict.fromkeys(gazetteer.by_character[c] for c in match[1]))
        if len(codes) > 1:
            yield match.start(1), match.end(1), _Sense(codes, "", "name", "abbreviations in a row", 0.9), ()


def _mentions(
    document: Document, start: int, end: int, sense: _Sense, others: tuple[_Sense, ...], authority: Authority
) -> Iterator[Mention]:
    span, surface = document.span(start, end), document.text[start:end]
    confidence = sense.confidence - (0.15 if others or sense.kind != "name" else 0.0)
    rest = 1 - confidence
    provinces = tuple((authority.entity("province", p), rest) for o in others for p in o.provinces if p not in sense.provinces)
    cities = tuple((authority.entity("city", o.city), rest) for o in others if o.city)
    for code in sense.provinces:
        yield Mention(span, surface, authority.entity("province", code), confidence, sense.rule, provinces)
    if sense.city:
        yield Mention(span, surface, authority.entity("city", sense.city), confidence, sense.rule, cities)


@lru_cache(maxsize=4)
def _gazetteer(authority: Authority) -> _Gazetteer:
    senses: dict[str, list[_Sense]] = defaultdict(list)
    for name, sense in _entries(authority):
        if sense not in senses[name]:
            senses[name].append(sense)
    special = {row["expression"]: _special(row, authority) for row in rows("places")}
    for name, sense in special.items():
        senses[name] = _qualified(senses.get(name, []), sense)
    entries = tuple((name, tuple(senses[name])) for name in sorted(senses))
    characters = dict(_characters(authority))
    run = "[" + "".join(sorted(characters)) + "]"
    return _Gazetteer(Expressions(entries, fold=False), re.compile(f"({run}{{2,5}})(?=(?:{_TOGETHER}))"), characters)


def _qualified(known: list[_Sense], special: _Sense) -> list[_Sense]:
    """What a row of places.csv makes of the senses that the authority gives a name."""
    if special.kind not in ("need", "prefer") or not known:
        return [special]
    return [s._replace(kind=special.kind) if s.provinces == special.provinces else s for s in known]


def _special(row: dict[str, str], authority: Authority) -> _Sense:
    cities = [c.id for c in authority.cities.values() if row["city"] == c.short_zh and c.province in row["provinces"]]
    return _Sense(tuple(row["provinces"].split()), cities[0] if cities else "", row["kind"], "name of a place", 0.95)


def _entries(authority: Authority) -> Iterator[tuple[str, _Sense]]:
    for place in authority.provinces.values():
        yield from _labelled(place, _Sense((place.id,), "", "name", "name of a province", 0.99))
    of_provinces = {name for place in authority.provinces.values() for name in _labels(place)}
    for place in authority.cities.values():
        sense = _Sense((place.province,), place.id, "name", "name of a city", 0.98)
        yield from ((name, s) for name, s in _labelled(place, sense) if name not in of_provinces)
    for row in rows("counties"):
        for code in row["provinces"].split():
            yield from ((name, _Sense((code,), "", "name", "name of a county", 0.93)) for name in (row["zh"], row["en"]) if name)
    yield from ((name, _Sense((), "", "not", "name of a person", 1.0)) for name in _people_like_places(authority))


def _labels(place: Place) -> frozenset[str]:
    names = {place.en, _ascii(place.en), place.zh, place.short_zh, *place.aliases}
    return frozenset(name for name in names | {n.upper() for n in names if n.isascii()} if len(name) > 1)


def _ascii(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))


def _labelled(place: Place, sense: _Sense) -> Iterable[tuple[str, _Sense]]:
    return ((name, sense) for name in sorted(_labels(place)))


def _people_like_places(authority: Authority) -> Iterator[str]:
    """Names of known people that hold a place's name (李长春), which they hide by being longer."""
    short = {p.short_zh for p in (*authority.cities.values(), *authority.provinces.values())}
    for person in authority.persons.values():
        if any(name in person.zh for name in short) and len(person.zh) > 2:
            yield person.zh


def _characters(authority: Authority) -> Iterator[tuple[str, str]]:
    for place in authority.provinces.values():
        yield from ((c, place.id) for c in place.abbreviation_zh if c not in "/新云贵青黑台")
