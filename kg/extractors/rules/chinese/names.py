"""Finds where names of people begin and end: known ones by the authority, others by surname, script and what follows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from kg.authority import Authority
from kg.extractors.rules.chinese.lexicon import follows, plausible, surname, words

# The name in a doctrine's name or a work's title is no mention of the person.
_DOCTRINE = re.compile(r"(?!总书记|主席|同志|[在对就]|关于|提出|强调|指出|的)[一-鿿]{2,12}?思想")
_WORK = re.compile(r"《[^《》\n]{0,80}》")
_CREDIT = re.compile(
    r"[（(【][^（()）】\n]{0,40}(?:记者|作者|编辑|通讯员|摄影|摄|供图|来源)[^（()）】\n]{0,60}[)）】]"
    r"|(?:责任编辑|责编|编辑|作者|文字编辑|视频编辑|摄影|通讯员|实习生)\s?[:：／/]\s?[^，。；\n]{0,30}"
    r"|(?:本报|本台|央视|总台|新华社|中新社|特约)?记者[\s　:：／/]{0,2}(?:[一-鿿]{2,3}[、\s　和](?=[一-鿿]{2,3}[、\s　和：:，。）)]|[一-鿿]{2,3}[：:]?\n)){0,6}[一-鿿]{2,3}(?=[：:）)\n]|\s*$)"
    r"|^(?:来源|文)[／/:：][^\n]{0,40}",
    re.MULTILINE,
)
_FOREIGN_RUN = re.compile(r"[一-鿿]{1,12}(?:·[一-鿿]{1,12}){1,4}")


class Name(NamedTuple):
    """A name at `start:end`, how sure that it is one, and by which rule."""

    start: int
    end: int
    text: str
    confidence: float
    rule: str


@lru_cache(maxsize=4)
def _matcher(authority: Authority) -> tuple[AhoCorasick, tuple[str, ...]]:
    names = tuple(sorted({p.zh for p in authority.persons.values() if len(p.zh) > 1}))
    return AhoCorasick(names, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA), names


def masks(text: str) -> tuple[tuple[int, int], ...]:
    """Stretches where a name is no participant's: credits of reporters and editors, titles of works."""
    return tuple(sorted((m.start(), m.end()) for pattern in (_CREDIT, _WORK) for m in pattern.finditer(text)))


def known(text: str, authority: Authority) -> Iterator[Name]:
    """The names of the authority in a text, doctrines left out; one that may be part of a longer name is unsure."""
    matcher, names = _matcher(authority)
    for i, start, end in matcher.find_matches_as_indexes(text):
        if not _DOCTRINE.match(text, end):
            yield Name(start, end, names[i], _certainty(text, start, end), "known name")


def _certainty(text: str, start: int, end: int) -> float:
    if end - start > 2:
        return 0.98
    after = follows(text, end)
    longer = plausible(text[start : end + 1]) and after < 2 and follows(text, end + 1) >= 2
    return 0.5 if not after or longer else 0.95


def foreign_dotted(text: str) -> Iterator[Name]:
    """Names in parts, such as 玛丽娜·勒庞."""
    for m in _FOREIGN_RUN.finditer(text):
        start = m.start() + _left(text, m.start(), text.index("·", m.start()))
        last = text.rfind("·", start, m.end()) + 1
        end = _foreign_end(text, last)
        if end and start < last - 1:
            yield Name(start, end, text[start:end], 0.9, "name in parts")


def _left(text: str, start: int, dot: int) -> int:
    """How many characters at the head of a run are no transliteration."""
    script = words("transliteration")
    at = dot
    while at > start and text[at - 1] in script and dot - at < 8:
        at -= 1
    return at - start


def _foreign_end(text: str, at: int) -> int:
    found = _best(_foreign_candidates(text, at, 1), text, at)
    return found[1] if found else 0


def name_at(text: str, at: int, *, abroad: bool = False, floor: float = 1.5) -> Name | None:
    """The unknown name that begins at an offset, after a title or in a list of names."""
    chinese = _best(_chinese_candidates(text, at), text, at)
    foreign = _best(_foreign_candidates(text, at, 2), text, at)
    first, second = (foreign, chinese) if abroad else (chinese, foreign)
    best = first if first and first[0] >= floor else second
    if not best or best[0] < floor:
        return None
    return Name(at, best[1], text[at : best[1]], min(0.9, 0.55 + best[0] / 12), "name by form")


def name_before(text: str, end: int) -> Name | None:
    """The name that ends at an offset, before 同志, 代表 or 总统: a Chinese one, or a run of transliteration."""
    for start in range(end - 2, max(0, end - 7) - 1, -1):
        name = text[start:end]
        fits = plausible(name) if end - start < 4 else all(c in words("transliteration") for c in name)
        if fits and _opens(text, start) and name not in words("common"):
            return Name(start, end, name, 0.8, "name before title")
    return None


def _opens(text: str, start: int) -> bool:
    """Whether a name may begin here: at punctuation or after a word that goes before names."""
    return start == 0 or bool(_OPENING.match(text, start - 1))


_OPENING = re.compile(r"[\s，。、；：？！“（(》”的以是由和与同向对及将给让被]")


def _chinese_candidates(text: str, at: int) -> Iterator[int]:
    family = len(surname(text[at : at + 3]))
    for end in (at + family + 2, at + family + 1):
        if family and plausible(text[at:end]):
            yield end


def _foreign_candidates(text: str, at: int, least: int) -> Iterator[int]:
    script = words("transliteration")
    end = at
    while end < len(text) and end - at < 20 and (text[end] in script or text[end] == "·"):
        end += 1
    if _ORDINAL.match(text, end):
        end += 2
    for stop in range(end, at + least - 1, -1):
        if text[stop - 1] != "·":
            yield stop


_ORDINAL = re.compile(r"[一二三四五六七八]世")


def _best(ends: Iterator[int], text: str, at: int) -> tuple[float, int] | None:
    """The end that what follows and the name's return speak for; the longer of equals."""
    scored = [(_weight(text, at, end), end) for end in ends]
    return max(scored, key=lambda s: (s[0], s[1]), default=None)


def _weight(text: str, at: int, end: int) -> float:
    after = follows(text, end)
    joined = text[end : end + 1] in ("及", "和", "等", "与")
    return (3.0 if after > 1 else 2.5 if joined else 1.5 if after else -1.0) + _again(text, at, end) + 0.2 * min(end - at, 4) - _doubt(text, at, end)


def _doubt(text: str, at: int, end: int) -> float:
    """What speaks against a name: it begins with a verb or a common word, or takes the verb's first character along."""
    verb = 2.0 if follows(text[at : at + 2], 0) == 2 else 0.0
    word = 1.5 if end - at == 3 and text[at : at + 2] in words("common") else 0.0
    last = 1.0 if end - at == 3 and text[end - 1] in "作在任向对说为将同与等到和来" else 0.0
    return verb + word + last


def _again(text: str, at: int, end: int) -> float:
    """Whether the same characters stand elsewhere with a boundary after them."""
    name, hits, seen = text[at:end], 0, -1
    for _ in range(4):
        seen = text.find(name, seen + 1)
        if seen < 0:
            break
        hits += seen != at and follows(text, seen + len(name)) > 0
    return min(hits, 2)
