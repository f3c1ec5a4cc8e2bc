"""The lists in which an article names people in order: several may stand in one article, each of which begins anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
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


def merged(told: Mapping[str, Sequence[Place]]) -> list[list[str]]:
    """One order of people out of the lists of several articles, each list kept together.

    The article that names most people gives the frame, its lists in the order of its text. A list of another article is
    fitted into the one that shares most people with it; where it shares none, it stands at the end.

    >>> fullest = [Place("a#char=5,7", 1, "Li"), Place("a#char=20,22", 1, "Ma"), Place("a#char=23,25", 2, "Wu")]
    >>> merged({"a": fullest, "b": [Place("b#char=3,5", 1, "Li"), Place("b#char=6,8", 2, "Cai")]})
    [['Li', 'Cai'], ['Ma', 'Wu']]
    """
    found: list[list[str]] = []
    for article in sorted(told, key=lambda each: (-len({place.person for place in told[each]}), each)):
        frame = list(found)
        for people in lists(told[article]):
            placed = {person for each in found for person in each}
            host = max(frame, key=lambda each: len({*each} & {*people}), default=[])
            if {*host} & {*people}:
                _fit(host, people, placed)
            elif new := [person for person in people if person not in placed]:
                found.append(new)
    return found


def _fit(host: list[str], people: Sequence[str], placed: set[str]) -> None:
    """Put those who are not placed yet behind the one whom their own list names before them."""
    at = 0
    for person in people:
        if person in host:
            at = host.index(person) + 1
        elif person not in placed:
            host.insert(at, person)
            at += 1


def _start(span: str) -> int:
    start = span.rpartition("=")[2].partition(",")[0]
    return int(start) if start.isdigit() else 0
