"""Which articles re-publish one text: near-equal wording found without comparing every text with every other.

A text's shingles (runs of a few characters) fall into bins by their hash; the smallest of each bin is its sketch. That is
MinHash with one permutation: one hash a shingle where the usual kind takes a hundred, which is why no library is needed.
(SimHash takes short items with a common frame for alike.) Texts that agree in a few
neighbouring bins are compared by all their shingles. A translation shares none, so it is never a copy.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations
from typing import NamedTuple

_SHINGLE = 5
_BINS = 64
_BAND = 2
_SHORTEST = 30
_CROWD = 50
_FRAMED = 6
ALIKE = 0.65
ALIKE_LATER = 0.9  # what says nearly the same on another day is mostly formula: notices, agendas, yearly rites
WITHIN = 0.85
_FRAME = re.compile(r"^[^\n。：:]{0,40}(?:消息|新闻联播)[^\n：:]{0,20}[)）]?[：:]|[(（](?:视频)?编辑[^)）]*[)）]\s*$")
Sketch = tuple[int, ...]


class Item(NamedTuple):
    """An article with the day of its publication and the sketch of its text."""

    article: str
    day: date | None
    bins: Sketch


class Copy(NamedTuple):
    """Two articles with one text, the earlier in order first, and how alike they are (0 to 1)."""

    first: str
    second: str
    likeness: float


def shingles(text: str) -> frozenset[int]:
    """The hashed runs of letters of a text, without the frame of a broadcaster, punctuation and case."""
    letters = re.sub(r"[\W_]+", "", _FRAME.sub("", text.strip())).casefold()
    return frozenset(
        zlib.crc32(letters[n : n + _SHINGLE].encode("utf-8", "surrogatepass")) for n in range(len(letters) - _SHINGLE + 1)
    )


def sketch(runs: frozenset[int]) -> Sketch:
    """The smallest hash of each bin; -1 for a bin that got none. Empty for a text too short to tell."""
    if len(runs) < _SHORTEST:
        return ()
    bins = [-1] * _BINS
    for run in runs:
        place, rest = run % _BINS, run // _BINS
        if bins[place] < 0 or rest < bins[place]:
            bins[place] = rest
    return tuple(bins)


def likeness(a: frozenset[int], b: frozenset[int]) -> float:
    """How alike two texts are: shared shingles over all; one whole within the other counts nearly as much."""
    if not a or not b:
        return 0.0
    shared = len(a & b)
    return max(shared / len(a | b), shared / min(len(a), len(b)) * (ALIKE / WITHIN) if shared * 3 > max(len(a), len(b)) else 0.0)


def copies(items: Sequence[Item], text: Callable[[str], str]) -> Iterator[Copy]:
    """Yield pairs of near-equal texts, in the order given; texts are fetched for likely pairs only."""
    likely = sorted(_likely(items))
    kept = {items[place].article: shingles(text(items[place].article)) for place in sorted({p for pair in likely for p in pair})}
    frame = _frame(kept.values())
    for a, b in likely:
        first, second = items[a], items[b]
        alike = _without(frame, kept[first.article], kept[second.article])
        if alike >= (ALIKE if _soon(first.day, second.day) else ALIKE_LATER):
            yield Copy(first.article, second.article, round(alike, 3))


def _frame(texts: Iterable[frozenset[int]]) -> frozenset[int]:
    """The runs that so many texts share that they are menus and notices of a site rather than news."""
    count = Counter(run for runs in texts for run in runs)
    return frozenset(run for run, n in count.items() if n >= _FRAMED)


def _without(frame: frozenset[int], a: frozenset[int], b: frozenset[int]) -> float:
    """How alike two texts are without the frame of their site; as they are where hardly anything else is in either."""
    mine, yours = a - frame, b - frame
    return likeness(a, b) if max(len(mine), len(yours)) < _SHORTEST else likeness(mine, yours)


def _soon(a: date | None, b: date | None) -> bool:
    return a is None or b is None or abs((a - b).days) <= 1


def _likely(items: Sequence[Item]) -> set[tuple[int, int]]:
    """Pairs of places that agree in a band; a band that very many share is a common phrase, not a text."""
    bands: dict[tuple[int, Sketch], list[int]] = defaultdict(list)
    for place, (_, _, bins) in enumerate(items):
        for start in range(0, len(bins), _BAND):
            band = bins[start : start + _BAND]
            if min(band) >= 0:
                bands[start, band].append(place)
    return {pair for places in bands.values() if len(places) <= _CROWD for pair in combinations(places, 2)}


def families(found: Iterable[Copy]) -> dict[str, str]:
    """For each article that has copies, the first of its family."""
    head: dict[str, str] = {}

    def first(ident: str) -> str:
        while head.get(ident, ident) != ident:
            ident = head[ident]
        return ident

    for copy in found:
        a, b = first(copy.first), first(copy.second)
        head.setdefault(copy.first, a)
        head[b] = a
        head[copy.second] = a
    return {ident: first(ident) for ident in sorted(head)}
