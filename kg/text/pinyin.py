"""How Chinese names are spelled in Latin letters: readings, syllables, and how alike two syllables are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_HAN = re.compile(r"[㐀-鿿]")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_APOSTROPHE = re.compile(r"[’'‘`ʼ]")
_U_UMLAUT = re.compile(r"^([ln])v")

COMPOUND_SURNAMES = frozenset(
    {"欧阳", "司马", "上官", "诸葛", "司徒", "东方", "独孤", "南宫", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "令狐", "宇文"}
    | {"长孙", "端木", "呼延", "申屠", "澹台", "东郭", "百里", "闻人", "轩辕", "公羊", "太史", "第五"}
)
# Surnames that are read otherwise than the same character in words.
_SURNAMES = {
    "尉迟": "yu chi", "澹台": "tan tai", "单": "shan", "仇": "qiu", "解": "xie", "盖": "ge", "任": "ren", "华": "hua",
    "查": "zha", "区": "ou", "曾": "zeng", "朴": "piao", "员": "yun", "乐": "yue", "缪": "miao", "冼": "xian", "召": "shao",
    "折": "she", "翟": "zhai", "覃": "qin", "纪": "ji", "过": "guo", "宁": "ning", "卜": "bu", "车": "che", "牟": "mu",
    "洗": "xian", "种": "chong", "郇": "xun", "黑": "hei", "万": "wan", "尉": "wei", "隗": "wei", "祭": "zhai", "乜": "nie",
    "石": "shi", "沈": "shen", "燕": "yan", "应": "ying", "那": "na", "么": "yao", "重": "chong", "信": "xin", "相": "xiang",
    "句": "gou", "褚": "chu", "俞": "yu", "於": "yu",
}  # fmt: skip

# Which finals follow which initial in Mandarin; `v` is ü.
_FINALS = {
    "": "a ai an ang ao e ei en er o ou",
    "b": "a ai an ang ao ei en eng i ian iao ie in ing o u",
    "p": "a ai an ang ao ei en eng i ian iao ie in ing o ou u",
    "m": "a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u",
    "f": "a an ang ei en eng o ou u",
    "d": "a ai an ang ao e ei en eng i ian iao ie ing iu ong ou u uan ui un uo",
    "t": "a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo",
    "n": "a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan uo v ve yu yue",
    "l": "a ai an ang ao e ei eng i ia ian iang iao ie in ing iu ong ou u uan un uo v ve yu yue",
    "g": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "k": "a ai an ang ao e en eng ong ou u ua uai uan uang ui un uo",
    "h": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "j": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "q": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "x": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "zh": "a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo",
    "ch": "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
    "sh": "a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo",
    "r": "an ang ao e en eng i ong ou u ua uan ui un uo",
    "z": "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
    "c": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "s": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "y": "a an ang ao e i in ing o ong ou u uan ue un",
    "w": "a ai an ang ei en eng o u",
}
SYLLABLES = frozenset(initial + final for initial, finals in _FINALS.items() for final in finals.split())
_LONGEST = 6


def person_slug(zh: str) -> str:
    """The pinyin of a Chinese name as an identifier, surname first: 丁薛祥 gives `ding-xuexiang`."""
    return _person_slug(zh)


@lru_cache(maxsize=65536)
def _person_slug(zh: str) -> str:
    if "·" in zh or "•" in zh:
        return "-".join(_pinyin(part) for part in re.split("[·•]", zh) if part)
    surname, given = split_name("".join(_HAN.findall(zh)))
    return "-".join(part for part in (_pinyin(surname, _SURNAMES.get(surname)), _pinyin(given)) if part)


def split_name(zh: str) -> tuple[str, str]:
    """Surname and given name of a Chinese name; a name of five or more characters has no surname."""
    if len(zh) > 4:
        return "", zh
    cut = 2 if zh[:2] in COMPOUND_SURNAMES and len(zh) > 2 else 1
    return zh[:cut], zh[cut:]


def _pinyin(zh: str, reading: str | None = None) -> str:
    from pypinyin import lazy_pinyin

    syllables = reading.split() if reading else lazy_pinyin(zh, errors="ignore")
    return _NOT_SLUG.sub("", "".join(_U_UMLAUT.sub(r"\1yu", syllable) for syllable in syllables))


@lru_cache(maxsize=4096)
def readings(zh: str) -> tuple[frozenset[str], ...]:
    """All readings of each character of a Chinese name, the surname's own reading among them."""
    from pypinyin import Style, pinyin

    each = [frozenset(_U_UMLAUT.sub(r"\1yu", r) for r in pinyin(c, style=Style.NORMAL, heteronym=True)[0]) for c in zh]
    surname = split_name(zh)[0]
    own = _SURNAMES.get(surname, "").split() or [""] * len(surname)
    return tuple(r | {own[i]} if i < len(own) and own[i] else r for i, r in enumerate(each))


def plain(name: str) -> str:
    """A Latin name without accents and apostrophes, in lower case."""
    return unicodedata.normalize("NFKD", _APOSTROPHE.sub("", name)).encode("ascii", "ignore").decode().lower()


def latin_slug(name: str) -> str:
    """A Latin name as an identifier in the order in which it is written; the parts of a Chinese given name are one.

    >>> latin_slug("Nicolás Maduro"), latin_slug("Ding Xue-xiang")
    ('nicolas-maduro', 'ding-xuexiang')
    """
    parts = [part for part in _NOT_SLUG.split(plain(name)) if part]
    if len(parts) in (3, 4) and all(part in SYLLABLES for part in parts):
        parts = [parts[0], "".join(parts[1:])]
    return "-".join(parts)


@lru_cache(maxsize=4096)
def segmentations(letters: str) -> tuple[tuple[str, ...], ...]:
    """Every way to read letters as syllables: `xian` is one or two."""
    return tuple(_segmented(letters))


def _segmented(letters: str) -> Iterator[tuple[str, ...]]:
    if not letters:
        yield ()
    for size in range(1, min(_LONGEST, len(letters)) + 1):
        if letters[:size] in SYLLABLES:
            for rest in segmentations(letters[size:]):
                yield (letters[:size], *rest)


@lru_cache(maxsize=65536)
def likeness(a: str, b: str) -> float:
    """How alike two syllables look or sound, from 0 to 1 (equal)."""
    return 1.0 if a == b else max(1 - _edits(a, b) / max(len(a), len(b), 1), _sound(a, b))


# Initials that differ by breath or by the place of the tongue only, and finals without their nasal end.
_NEAR = ("zh j z ch q c", "ch q c sh x s", "b p", "d t", "g k h", "l n r", "f h")
_NEAR_INITIALS = frozenset((a, b) for group in _NEAR for a in group.split() for b in group.split())
_INITIAL = re.compile("[zcs]h|[bpmfdtnlgkhjqxrzcsyw]|")
_NASAL = re.compile("ng?$")


def _sound(a: str, b: str) -> float:
    """How alike two syllables sound: half for the initial, half for the final; nothing for what is no syllable."""
    if a not in SYLLABLES or b not in SYLLABLES:
        return 0.0
    first, other = _INITIAL.match(a).group(), _INITIAL.match(b).group()  # type: ignore[union-attr]
    initial = 1.0 if first == other else 0.6 if (first, other) in _NEAR_INITIALS else 0.0
    return initial and (initial + _final(a[len(first) :], b[len(other) :])) / 2


def _final(a: str, b: str) -> float:
    if a == b:
        return 1.0
    if _NASAL.search(a) and _NASAL.search(b):
        return (
            0.8
            if _NASAL.sub("", a) == _NASAL.sub("", b)
            else 0.6
            if {_NASAL.sub("", a), _NASAL.sub("", b)} <= {"i", "e"}
            else 0.0
        )
    return 0.6 if _NASAL.sub("", a) == _NASAL.sub("", b) else 0.0


def _edits(a: str, b: str) -> int:
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        above, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (x != y))
    return row[-1]
