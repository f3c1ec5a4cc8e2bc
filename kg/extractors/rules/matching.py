"""Finds thousands of expressions in a text at once: longest first, at word boundaries, in either script.

An expression is plain text with four signs: `(a|b|)` for alternatives, `*` after a letter for the rest of a Latin word,
`…` for a gap of a few words inside one clause, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

T = TypeVar("T")
_PLAIN = str.maketrans(
    {
        "\n": " ",
        "\t": " ",
        "\u00a0": " ",
        "\u3000": " ",
        "’": "'",
        "‘": "'",
        "“": '"',
        "”": '"',
        "‑": "-",
        "–": "-",
        "＋": "+",
        "•": "·",
    }
)
_WORD = re.compile(r"[A-Za-zÀ-ɏ0-9]")
_INNERMOST = re.compile(r"\(([^()]*)\)")
_LOOSE = re.compile(r"\*(?!$)|…")
_GAP_LATIN, _GAP_CHINESE, _AROUND = r"[^.!?;:]{1,45}?", r"[^。！？；： ]{0,14}?", 110


class Hit(NamedTuple):
    """Where an expression stands, and which of the list it is."""

    start: int
    end: int
    number: int


class _Needle(NamedTuple):
    """What the automaton looks for, and what else has to be true around it."""

    literal: str
    number: int
    open_end: bool
    around: str


def plain(text: str, *, fold: bool = True) -> str:
    """The text with plain quotes, hyphens and spaces, in lower case if `fold`; every character keeps its place."""
    straight = text.translate(_PLAIN)
    if not fold:
        return straight
    lower = straight.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in straight)


def spelt_out(expression: str) -> tuple[str, ...]:
    """The expression with every choice of its alternatives, in order.

    >>> spelt_out("reviv(al|ing) of (rural |)trade")
    ('revival of rural trade', 'revival of trade', 'reviving of rural trade', 'reviving of trade')
    """
    ways = {expression: None}
    while "(" in next(iter(ways)):
        ways = {each: None for way in ways for each in _first_choices(way)}
    return tuple(ways)


def _first_choices(expression: str) -> Iterator[str]:
    """The expression with each alternative of its first innermost group."""
    found = _INNERMOST.search(expression)
    if found is None:
        yield expression
        return
    before, after = expression[: found.start()], expression[found.end() :]
    yield from (before + choice + after for choice in found[1].split("|"))


@dataclass(frozen=True)
class Expressions(Generic[T]):
    """Expressions with what each means; case matters unless `fold`, and if `literal` no sign in them is special."""

    entries: tuple[tuple[str, T], ...]
    fold: bool = True
    literal: bool = False

    @cached_property
    def _needles(self) -> tuple[_Needle, ...]:
        strings = (plain(e, fold=self.fold) for e, _ in self.entries)
        if self.literal:
            return tuple(_Needle(string, i, False, "") for i, string in enumerate(strings))
        return tuple(_needle(way.strip(), i) for i, string in enumerate(strings) for way in spelt_out(string))

    @cached_property
    def _automaton(self) -> AhoCorasick:
        from ahocorasick_rs import AhoCorasick

        return AhoCorasick([needle.literal for needle in self._needles])

    def hits(self, text: str) -> tuple[Hit, ...]:
        """The longest expressions in the text that do not overlap, in order."""
        return longest(self.all_hits(text))

    def all_hits(self, text: str) -> Iterator[Hit]:
        """Every expression that stands at word boundaries, nested ones too."""
        string = plain(text, fold=self.fold)
        for number, start, end in self._automaton.find_matches_as_indexes(string, overlapping=True):
            needle = self._needles[number]
            if needle.around:
                yield from _found_around(needle, string, start, end)
            elif _at_boundaries(string, start, end, open_end=needle.open_end):
                yield Hit(start, end, needle.number)

    def value(self, hit: Hit) -> T:
        """What the expression under a hit means."""
        return self.entries[hit.number][1]


def longest(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """Of overlapping hits the longest, the first of equals, in order of the text."""
    taken: list[Hit] = []
    covered: set[int] = set()
    for hit in sorted(hits, key=lambda h: (h.start - h.end, h.start, h.number)):
        if hit.start not in covered and hit.end - 1 not in covered:
            taken.append(hit)
            covered.update(range(hit.start, hit.end))
    return tuple(sorted(taken))


def _needle(expression: str, number: int) -> _Needle:
    if not _LOOSE.search(expression):
        return _Needle(expression.removesuffix("*"), number, expression.endswith("*"), "")
    literal = max(re.split(r"[*…]", expression), key=len)
    gap = _GAP_LATIN if expression.isascii() or re.match("[a-z]", expression) else _GAP_CHINESE
    pattern = re.escape(expression).replace(r"\*", r"\w*").replace("…", gap)
    return _Needle(literal, number, False, pattern)


def _found_around(needle: _Needle, text: str, start: int, end: int) -> Iterator[Hit]:
    """The match of a loose expression that holds the literal just found."""
    for match in _compiled(needle.around).finditer(text, max(0, start - _AROUND), min(len(text), end + _AROUND)):
        if match.start() <= start and end <= match.end():
            if _at_boundaries(text, match.start(), match.end(), open_end=False):
                yield Hit(match.start(), match.end(), needle.number)
            return


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compiled when first needed: most loose expressions meet no text that holds their literal."""
    return re.compile(pattern)


def _at_boundaries(text: str, start: int, end: int, *, open_end: bool) -> bool:
    before = start > 0 and _WORD.match(text[start]) and _WORD.match(text[start - 1])
    after = not open_end and end < len(text) and _WORD.match(text[end - 1]) and _WORD.match(text[end])
    return not (before or after)
