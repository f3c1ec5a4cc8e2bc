"""The lists in which an article names people in order: several may stand in one article, each of which begins anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Place(NamedTuple):
    """Somebody in a list: the span of text (`…#char=start,end`) in which they stand, and their place, from 1."""

    span: str
    position: int
    person: str


def lists(places: Iterable[Place]) -> Iterator[list[str]]:
    """Yield each list of one article and role in the order of the text, as its people in order.

    A list ends where the next place is not a later one.

    >>> list(lists([Place("a#char=40,42", 1, "Li"), Place("a#char=9,11", 2, "Wu"), Place("a#char=5,7", 1, "Ma")]))
    [['Ma', 'Wu'], ['Li']]
    """
    found: list[str] = []
    last = 0
    for each in sorted(places, key=lambda place: (_start(place.span), place.position, place.person)):
        if found and each.position <= last:
            yield found
            found = []
        if each.person not in found:
            found.append(each.person)
        last = each.position
    if found:
        yield found


def _start(span: str) -> int:
    start = span.rpartition("=")[2].partition(",")[0]
    return int(start) if start.isdigit() else 0
