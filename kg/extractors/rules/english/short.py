"""Finds people again after their first mention: the surname of a Chinese, one part of a foreigner's name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.extractors.rules.english.bodies import Body
from kg.extractors.rules.english.lexicon import english_words
from kg.extractors.rules.english.names import Barriers, Name
from kg.extractors.rules.english.people import Person
from kg.extractors.rules.english.view import View

_WORD = re.compile(r"\b[A-Z][\w'-]*[\w]")
_NEVER = frozenset("He She You An A I May The Long Man So Can Song Ban Na Ha On In No Do Bin Al De".split())
_GLUED = re.compile(r" (?!Jr)[A-Z][a-z]+\b(?<!Thought)")


class ShortName(NamedTuple):
    """A part of a name by half-open offsets, and the index of the person it means."""

    start: int
    end: int
    person: int


def short_names(
    view: View, names: Sequence[Name], member: Sequence[int], persons: Sequence[Person], bodies: Sequence[Body]
) -> tuple[ShortName, ...]:
    """Every later mention by a part of the name; the person named last where several share it."""
    parts = {part: True for n in names for part in _parts(n)}
    if not parts:
        return ()
    blocked = Barriers([*((n.start, n.end) for n in names), *((b.start, b.end) for b in bodies)])
    return tuple(_found(view.text, parts, blocked, names, member))


def _parts(name: Name) -> tuple[str, ...]:
    words = [w for w in name.text.split() if len(w) > 1 and w not in _NEVER and not w.endswith(".")]
    if name.kind == "surname":
        return (name.text,)
    if name.kind == "foreign":
        return tuple(w for w in words if len(w) > 2 and (len(words) > 1 or w.lower() not in english_words()))
    return tuple(words)


def _found(
    text: str, parts: dict[str, bool], blocked: Barriers, names: Sequence[Name], member: Sequence[int]
) -> Iterator[ShortName]:
    latest: dict[str, int] = {}
    for name, at in zip(names, member, strict=True):
        for part in _parts(name):
            latest.setdefault(part, at)
    index = 0
    for m in _WORD.finditer(text):
        while index < len(names) and names[index].start <= m.start():
            latest.update(dict.fromkeys(_parts(names[index]), member[index]))
            index += 1
        word, end = m[0], m.end()
        if word.endswith("'s"):
            word, end = word[:-2], end - 2
        if word in parts and word in latest and not blocked.touch(m.start(), end) and not _GLUED.match(text, end):
            yield ShortName(m.start(), end, latest[word])
