"""Whom a name means: links to the people of the authority, and identifiers for those it does not know."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from kg.authority import Authority, Person, Tenure, name_key
from kg.model import Entity

_HAN = re.compile(r"[㐀-鿿]")
_U_UMLAUT = re.compile("^([ln])v")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_COMPOUND = frozenset(
    "欧阳 司马 上官 诸葛 司徒 东方 独孤 南宫 夏侯 皇甫 尉迟 公孙 慕容 令狐 宇文 长孙 端木 呼延 申屠 澹台 东郭 百里 闻人 轩辕 公羊 太史 第五"
    .split()
)  # fmt: skip
# Surnames that are read otherwise than the same character in words.
_SURNAMES = {
    "尉迟": "yu chi", "澹台": "tan tai",
    "单": "shan", "仇": "qiu", "解": "xie", "盖": "ge", "任": "ren", "华": "hua", "查": "zha",
    "区": "ou", "曾": "zeng", "朴": "piao", "员": "yun", "乐": "yue", "缪": "miao", "冼": "xian", "召": "shao", "折": "she",
    "翟": "zhai", "覃": "qin", "纪": "ji", "过": "guo", "宁": "ning", "卜": "bu", "车": "che", "牟": "mu", "洗": "xian",
    "种": "chong", "郇": "xun", "黑": "hei", "万": "wan", "尉": "wei", "隗": "wei", "祭": "zhai", "乜": "nie", "谌": "chen",
    "石": "shi", "沈": "shen", "燕": "yan", "应": "ying", "强": "qiang", "那": "na", "么": "yao", "重": "chong", "信": "xin",
    "相": "xiang", "逄": "pang", "晁": "chao", "阚": "kan", "佴": "nai", "句": "gou", "褚": "chu", "俞": "yu", "於": "yu",
}  # fmt: skip


class Link(NamedTuple):
    """What a name means, how sure that is and by which rule; `candidates` are the others, with scores."""

    entity: Entity
    confidence: float
    rule: str
    candidates: tuple[tuple[Entity, float], ...] = ()


@lru_cache(maxsize=65536)
def person_slug(zh: str) -> str:
    """The pinyin of a Chinese name as an identifier, surname first: 丁薛祥 gives `ding-xuexiang`."""
    surname, given = _split(zh)
    return "-".join(part for part in (_pinyin(surname, _SURNAMES.get(surname)), _pinyin(given)) if part)


def _split(zh: str) -> tuple[str, str]:
    han = "".join(_HAN.findall(zh))
    if "·" in zh or len(han) > 4:
        return "", han
    cut = 2 if han[:2] in _COMPOUND and len(han) > 2 else 1
    return han[:cut], han[cut:]


def _pinyin(zh: str, reading: str | None = None) -> str:
    from pypinyin import lazy_pinyin

    syllables = reading.split() if reading else lazy_pinyin(zh, v_to_u=False, errors="ignore")
    return _NOT_SLUG.sub("", "".join(_U_UMLAUT.sub(r"\1yu", s) for s in syllables))


def latin_slug(name: str) -> str:
    """A Latin name as an identifier, in the order in which it is written: `Nicolás Maduro` gives `nicolas-maduro`."""
    import unicodedata

    plain = unicodedata.normalize("NFKD", re.sub(r"[’'`ʼ]", "", name)).encode("ascii", "ignore").decode()
    return _NOT_SLUG.sub("-", plain.lower()).strip("-")


def link_person(
    name: str, *, language: str = "", offices: Iterable[str] = (), on: date | None = None, authority: Authority
) -> Link:
    """The person whom a name means beside the offices that the text gives it, on the article's day."""
    stated = tuple(dict.fromkeys(offices))
    scored = sorted(((p, *_score(p, stated, on, authority)) for p in _named(name, authority)), key=lambda s: (-s[1], s[0].id))
    if not scored or scored[0][1] < _PLAUSIBLE:
        return _unknown(name, stated, authority, tuple((_entity(p), s) for p, s, _ in scored))
    best, score, rule = scored[0]
    rest = tuple((_entity(p), s) for p, s, _ in scored[1:])
    if rest and rest[0][1] > score - 0.1:
        return Link(_entity(best), score / 2, f"{rule}; namesakes", rest)
    return Link(_entity(best), score, rule, rest)


_PLAUSIBLE = 0.3


def _named(name: str, authority: Authority) -> tuple[Person, ...]:
    found = authority.persons_named(name)
    if found or _HAN.search(name):
        return found
    *first, last = name.split() or [name]
    return authority.persons_named(" ".join((last, *first)))


def _score(person: Person, stated: tuple[str, ...], on: date | None, authority: Authority) -> tuple[float, str]:
    """How well offices and day fit a person, and the rule that says so."""
    tenures = authority.offices_of(person.id)
    then = tuple(t for t in tenures if on is None or t.covers(on))
    if not stated:
        return (0.9, "name, in office then") if then else (0.6, "name alone")
    return max((_office_score(office, tenures, then, on) for office in stated), default=(0.6, "name alone"))


def _office_score(office: str, tenures: tuple[Tenure, ...], then: tuple[Tenure, ...], on: date | None) -> tuple[float, str]:
    organisation = office.partition("@")[2]
    if any(t.office == office for t in then):
        return 0.99, "name and office then"
    if any(t.office == office for t in tenures):
        return 0.93, "name and office, another time"
    if any(t.office.partition("@")[2] == organisation for t in tenures):
        return 0.85, "name and organisation"
    if then or on is None:
        return 0.6, "name, in another office then"
    return 0.4, "name, another office"


def _entity(person: Person) -> Entity:
    return Entity("person", person.id, person.en, person.zh)


def _unknown(name: str, stated: tuple[str, ...], authority: Authority, candidates: tuple[tuple[Entity, float], ...]) -> Link:
    zh = name if _HAN.search(name) else ""
    slug = person_slug(zh) if zh else latin_slug(name)
    taken = authority.persons.get(slug)
    if taken and (candidates or taken.zh != zh):
        organisation = stated[0].partition("@")[2] if stated and candidates else ""
        slug = f"{slug}-{_digest((zh or name) + organisation)}"
    return Link(Entity("person", slug, "" if zh else name, zh, known=False), 0.7, "name not in the authority", candidates)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:6]


__all__ = ["Link", "latin_slug", "link_person", "name_key", "person_slug"]
