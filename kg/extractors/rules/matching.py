"""Finds thousands of fixed expressions in a text at once: longest first, at word boundaries, in either script."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")
_PLAIN = str.maketrans(
    {"\n": " ", "\t": " ", "\u00a0": " ", "\u3000": " ", "’": "'", "‘": "'", "“": '"', "”": '"', "‑": "-", "–": "-", "＋": "+"}
)
_WORD = re.compile(r"[A-Za-zÀ-ɏ0-9]")


class Hit(NamedTuple):
    """Where an expression stands, and which of the list it is."""

    start: int
    end: int
    index: int


def plain(text: str, *, fold: bool = True) -> str:
    """The text with plain quotes, hyphens and spaces, in lower case if `fold`; every character keeps its place."""
    straight = text.translate(_PLAIN)
    if not fold:
        return straight
    lower = straight.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in straight)


@dataclass(frozen=True)
class Expressions(Generic[T]):
    """Expressions with what each means; one that ends in `*` also matches the beginning of a Latin word."""

    entries: tuple[tuple[str, T], ...]
    fold: bool = True

    @cached_property
    def _automaton(self) -> object:
        from ahocorasick_rs import AhoCorasick

        return AhoCorasick([plain(e.removesuffix("*"), fold=self.fold) for e, _ in self.entries])

    def hits(self, text: str) -> tuple[Hit, ...]:
        """The longest expressions in the text that do not overlap, in order."""
        return longest(self.all_hits(text))

    def all_hits(self, text: str) -> Iterator[Hit]:
        """Every expression that stands at word boundaries, nested ones too."""
        string = plain(text, fold=self.fold)
        for index, start, end in self._automaton.find_matches_as_indexes(string, overlapping=True):  # type: ignore[attr-defined]
            if _at_boundaries(string, start, end, open_end=self.entries[index][0].endswith("*")):
                yield Hit(start, end, index)

    def value(self, hit: Hit) -> T:
        """What the expression under a hit means."""
        return self.entries[hit.index][1]


def longest(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """Of overlapping hits the longest, the first of equals, in order of the text."""
    taken: list[Hit] = []
    covered: set[int] = set()
    for hit in sorted(hits, key=lambda h: (h.start - h.end, h.start, h.index)):
        if hit.start not in covered and hit.end - 1 not in covered:
            taken.append(hit)
            covered.update(range(hit.start, hit.end))
    return tuple(sorted(taken))


def _at_boundaries(text: str, start: int, end: int, *, open_end: bool) -> bool:
    before = start > 0 and _WORD.match(text[start]) and _WORD.match(text[start - 1])
    after = not open_end and end < len(text) and _WORD.match(text[end - 1]) and _WORD.match(text[end])
    return not (before or after)
