"""How well a foreign name in Chinese characters and one in Latin letters may be the same: by the consonants of both.

Chinese spells foreign names by sound, and keeps their consonants better than their vowels: 普京 is p-j-n, Putin p-t-n.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations

from kg.text.pinyin import plain

# Classes of consonants: P p b, F f v w, T t d, K k g, S hissing ones, L l r, N n, M m, H h, J soft ones, Y glides.
_INITIALS = {
    "b": "PF", "p": "PF", "m": "M", "f": "FP", "d": "TS", "t": "T", "n": "N", "l": "L", "g": "K", "k": "K", "h": "HKF",
    "j": "KSJ", "q": "KSJ", "x": "SHJ", "zh": "SJ", "ch": "SJK", "sh": "SJ", "r": "JLY", "z": "SJ", "c": "SJ", "s": "SJ", "y": "YJ", "w": "FHY",
}  # fmt: skip
_LATIN: tuple[tuple[str, str], ...] = (
    ("tsch", "S"), ("sch", "S"), ("tch", "S"), ("sh", "SJ"), ("ch", "SKHJ"), ("kh", "HK"), ("zh", "JS"), ("ph", "FP"), ("th", "T"), ("gh", "KH"),
    ("dh", "T"), ("bh", "P"), ("ts", "S"), ("tz", "S"), ("ck", "K"), ("qu", "K"), ("gn", "N"), ("dj", "JS"), ("x", "KS"),
    ("b", "PF"), ("p", "P"), ("f", "F"), ("v", "FP"), ("w", "FY"), ("d", "T"), ("ti", "TJ"), ("tj", "TJ"), ("t", "T"), ("k", "K"), ("g", "KJH"), ("c", "KSJ"), ("q", "KS"),
    ("s", "SJ"), ("z", "SJ"), ("l", "L"), ("r", "L"), ("n", "N"), ("m", "M"), ("h", "H"), ("j", "JSYH"), ("y", "Y"),
)  # fmt: skip
_LIGHT = frozenset({"Y", "H", "FY", "YJ", "FHY"})
_SYLLABLE = re.compile(r"(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?([a-z]+?)(ng|n|r)?$")
_PARTICLES = frozenset("al el bin ibn van von der den de da la le dos del".split())

Sound = tuple[str, float]
"""The classes that a consonant may be of, and what it costs to leave it out."""


def likeness(zh: str, latin: str, *, family: bool = False) -> float:
    """How alike the two sound, from 0 to 1; of a Latin name the run of words that fits best, or that with the last word."""
    parts = [p for p in re.split("[·•]", zh) if p]
    spoken = [_chinese(zh)] + ([_chinese(parts[-1])] if len(parts) > 1 else [])
    return max((_alike(a, _latin(run)) for a in spoken for run in _runs(latin, family)), default=0.0)


def spoken_alike(a: str, b: str) -> float:
    """How alike two spellings of foreign names in Chinese characters sound, from 0 to 1."""
    return _alike(_chinese(a), _chinese(b))


def _runs(latin: str, family: bool) -> Iterator[str]:
    """Every run of the words of a name, or every end of it, one that is but a particle left out."""
    words = re.findall(r"[a-z]+", plain(latin))
    for start, end in combinations(range(len(words) + 1), 2):
        if (end == len(words) or not family) and (end - start > 1 or words[start] not in _PARTICLES):
            yield "".join(words[start:end])


@lru_cache(maxsize=65536)
def _chinese(zh: str) -> tuple[Sound, ...]:
    from pypinyin import lazy_pinyin

    return tuple(sound for syllable in lazy_pinyin(zh, errors="ignore") for sound in _syllable(syllable))


def _syllable(syllable: str) -> Iterator[Sound]:
    if syllable == "er":
        yield "L", 0.5
        return
    m = _SYLLABLE.match(syllable)
    if not m:
        return
    initial, _, last = m.groups()
    if initial:
        # 斯, 特, 克, 德, 夫 and their like stand for consonants without a vowel, which names lose more easily.
        yield _INITIALS[initial], 0.4 if _INITIALS[initial] in _LIGHT else 1.0
    if last:
        yield "NM", 0.4


@lru_cache(maxsize=65536)
def _latin(word: str) -> tuple[Sound, ...]:
    sounds: list[Sound] = []
    at = 0
    while at < len(word):
        found = next(((letters, classes) for letters, classes in _LATIN if word.startswith(letters, at)), None)
        letters, classes = found or (word[at], "")
        if classes and not (sounds and sounds[-1][0] == classes and word[at - 1] == word[at]):
            sounds.append((classes, _weight(word, at, classes)))
        at += len(letters)
    return tuple(sounds)


def _weight(word: str, at: int, classes: str) -> float:
    """What leaving out a letter costs: little for glides, and for r and n before consonants or at the end."""
    if classes in _LIGHT or word[at - 1 : at + 1] == "ng":
        return 0.3
    coda = at > 0 and (at + 1 >= len(word) or word[at + 1] not in "aeiouy")
    return 0.5 if coda and classes in ("L", "N", "M", "T") else 1.0


def _alike(a: tuple[Sound, ...], b: tuple[Sound, ...]) -> float:
    """One minus the share of the consonants that have no like one in the other name; less where the first ones differ."""
    total = sum(w for _, w in a) + sum(w for _, w in b)
    if not a or not b:
        return 0.0
    row = [0.0]
    for _, weight in b:
        row.append(row[-1] + weight)
    for classes, weight in a:
        above, row[0] = row[0], row[0] + weight
        for j, (others, other) in enumerate(b, 1):
            swapped = above if set(classes) & set(others) else 9.0
            above, row[j] = row[j], min(swapped, row[j] + weight, row[j - 1] + other)
    return max(0.0, 1 - row[-1] / total - (0.0 if _first(a) & _first(b) else 0.15))


def _first(sounds: tuple[Sound, ...]) -> set[str]:
    """What the first consonant may be; a light one before it may be as well."""
    firm = next((i for i, (classes, _) in enumerate(sounds) if classes not in _LIGHT), len(sounds) - 1)
    return set("".join(classes for classes, _ in sounds[: firm + 1]))
