"""The arithmetic of projections, apart from any store: what counts once, who is joined to whom, how heavily.

As in discourse network analysis (Leifeld 2017, "Discourse Network Analysis: Policy Debates as Dynamic Networks", in The
Oxford Handbook of Political Networks, doi:10.1093/oxfordhb/9780190228217.013.25), facts are counted when a network is asked for, by a rule that the caller chooses.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from datetime import date
from itertools import combinations, pairwise
from math import log, sqrt
from typing import Any, NamedTuple

from kg.errors import KgError

Column = Hashable
Pair = tuple[str, str]


class Case(NamedTuple):
    """One fact as a projection counts it."""

    id: str
    source: str
    target: str
    article: str
    occasion: str
    day: str


class Tie(NamedTuple):
    """How much two nodes have in one column, and how many nodes have anything there."""

    one: float
    other: float
    crowd: int


class Joined(NamedTuple):
    """What each node has in each column, and what each pair shares."""

    own: dict[str, dict[Column, float]]
    ties: dict[Pair, dict[Column, Tie]]


def _week(day: str) -> str:
    year, week, _ = date.fromisoformat(day).isocalendar()
    return f"{year}-W{week:02}"


_PERIODS: dict[str, Callable[[str], str]] = {"week": _week, "month": lambda day: day[:7], "year": lambda day: day[:4]}
_UNITS: dict[str, Callable[[Case], str]] = {
    "statement": lambda case: case.id,
    "article": lambda case: case.article,
    "event": lambda case: case.occasion,
}
COUNTS = (*_UNITS, *_PERIODS)


def unit(case: Case, count: str) -> str:
    """What a fact counts once in: itself, its article, its event, or a week, month or year; its event where it has no day."""
    if count in _UNITS:
        return _UNITS[count](case)
    return _PERIODS[count](case.day) if case.day else case.occasion


# -- who is joined to whom -----------------------------------------------------------------------------


def across(cases: Iterable[Case], count: str) -> Joined:
    """Each source with each of its targets (two modes): columns are the units in which they meet."""
    own: dict[str, dict[Column, float]] = {}
    ties: dict[Pair, dict[Column, Tie]] = {}
    for case in cases:
        once = unit(case, count)
        ties.setdefault((case.source, case.target), {})[once] = Tie(1, 1, 2)
        own.setdefault(case.source, {})[once] = own.setdefault(case.target, {})[once] = 1
    return Joined(own, ties)


def together(cases: Iterable[Case], count: str) -> Joined:
    """Pairs of sources that share an occasion, their target: columns are the units of those occasions.

    Two people whom different articles put at one event met there once, whatever is counted.
    """
    own: dict[str, dict[Column, float]] = {}
    ties: dict[Pair, dict[Column, Tie]] = {}
    for target, members in _gathered(cases).items():
        units = {m: _labels(found, count) for m, found in members.items()}
        for member, labels in units.items():
            own.setdefault(member, {}).update(dict.fromkeys(labels, 1.0))
        for one, other in combinations(sorted(units), 2):
            for once in units[one] & units[other] or {target}:
                own[one][once] = own[other][once] = 1.0
                before = ties.setdefault((one, other), {}).get(once)
                ties[one, other][once] = Tie(1, 1, min(len(units), before.crowd if before else len(units)))
    return Joined(own, ties)


def _gathered(cases: Iterable[Case]) -> dict[str, dict[str, list[Case]]]:
    """The cases of each target by their source."""
    found: dict[str, dict[str, list[Case]]] = {}
    for case in cases:
        found.setdefault(case.target, {}).setdefault(case.source, []).append(case)
    return {t: found[t] for t in sorted(found)}


def _labels(cases: Iterable[Case], count: str) -> set[Column]:
    """The units of a source's facts at an occasion; single statements are told apart by their number in the article."""
    if count != "statement":
        return {unit(case, count) for case in cases}
    return {(article, n) for article, times in Counter(c.article for c in cases).items() for n in range(times)}


def alike(cases: Iterable[Case], count: str) -> Joined:
    """Pairs of sources that share targets, whenever: columns are targets, with the number of units of each source.

    The sum of products over the columns is the matrix product of the incidence matrix with its transpose.
    """
    amounts = incidence(cases, count)
    crowds: dict[str, dict[str, int]] = {}
    for (source, target), times in amounts.items():
        crowds.setdefault(target, {})[source] = times
    own: dict[str, dict[Column, float]] = {}
    ties: dict[Pair, dict[Column, Tie]] = {}
    for target, crowd in sorted(crowds.items()):
        for source, times in crowd.items():
            own.setdefault(source, {})[target] = times
        for one, other in combinations(sorted(crowd), 2):
            ties.setdefault((one, other), {})[target] = Tie(crowd[one], crowd[other], len(crowd))
    return Joined(own, ties)


def incidence(cases: Iterable[Case], count: str) -> dict[Pair, int]:
    """In how many units each source meets each target: the raw matrix behind a projection."""
    units: dict[Pair, set[str]] = {}
    for case in cases:
        units.setdefault((case.source, case.target), set()).add(unit(case, count))
    return {pair: len(units[pair]) for pair in sorted(units)}


def chained(cases: Iterable[Case], *, one_at_a_time: bool = False) -> dict[Pair, set[str]]:
    """Each source with the one that follows it at a target, by first day, and at which targets that is so.

    `one_at_a_time` leaves out who comes before the last day of who was there: they held a post together.
    """
    links: dict[Pair, set[str]] = {}
    for target, members in _gathered(c for c in cases if c.day).items():
        spans = sorted((min(c.day for c in found), max(c.day for c in found), m) for m, found in members.items())
        for (_, last, one), (first, _, other) in pairwise(spans):
            if not one_at_a_time or last <= first:
                links.setdefault((one, other), set()).add(target)
    return links


# -- how heavily ---------------------------------------------------------------------------------------


Ties = Mapping[Column, Tie]
Own = Mapping[Column, float]


def product(ties: Ties, one: Own, other: Own) -> float:
    """The sum of products: how often, without any normalisation."""
    return sum(t.one * t.other for t in ties.values())


def _overlap(ties: Ties) -> float:
    return sum(min(t.one, t.other) for t in ties.values())


def jaccard(ties: Ties, one: Own, other: Own) -> float:
    """What two share of all that either has, from 0 to 1.

    Jaccard (1901), "Étude comparative de la distribution florale dans une portion des Alpes et des Jura", Bulletin de la
    Société vaudoise des sciences naturelles 37, 547–579; for counts the sum of the lesser over the sum of the greater:
    Ružička (1958), "Anwendung mathematisch-statistischer Methoden in der Geobotanik", Biológia 13, 647–661.
    """
    shared = _overlap(ties)
    return shared / (sum(one.values()) + sum(other.values()) - shared)


def cosine(ties: Ties, one: Own, other: Own) -> float:
    """The cosine of the angle between two rows of the incidence matrix, from 0 to 1.

    Salton and McGill (1983), Introduction to Modern Information Retrieval, McGraw-Hill.
    """
    norm = sqrt(sum(v * v for v in one.values())) * sqrt(sum(v * v for v in other.values()))
    return min(1.0, product(ties, one, other) / norm) if norm else 0.0


def average_activity(ties: Ties, one: Own, other: Own) -> float:
    """What two share over the mean of what each has, from 0 to 1: who says much is not near everybody for that alone.

    Leifeld (2017), "Discourse Network Analysis"; for counts the lesser of two counts is what they share.
    """
    return 2 * _overlap(ties) / (sum(one.values()) + sum(other.values()))


def newman(ties: Ties, one: Own, other: Own) -> float:
    """Each shared column divided among the others in it: an event of three joins more closely than one of thirty.

    Newman (2001), "Scientific collaboration networks. II", Physical Review E 64, 016132.
    """
    return sum(t.one * t.other / (t.crowd - 1) for t in ties.values())


def hyperbolic(ties: Ties, one: Own, other: Own) -> float:
    """Each shared column divided by its size.

    Coscia and Rossi (2019), "The Impact of Projection and Backboning on Network Topologies", arXiv:1906.09081.
    """
    return sum(t.one * t.other / t.crowd for t in ties.values())


NORMALISATIONS: dict[str, Callable[[Ties, Own, Own], float]] = {
    "none": product,
    "jaccard": jaccard,
    "cosine": cosine,
    "average-activity": average_activity,
    "newman": newman,
    "hyperbolic": hyperbolic,
}
ONE_MODE_ONLY = ("newman", "hyperbolic")


def weighed(joined: Joined, normalise: str, rarity: Mapping[Any, float]) -> Iterator[tuple[Pair, float, float]]:
    """Yield each pair with its raw count and its weight; `rarity` makes light what it has, as column and as end."""
    formula = NORMALISATIONS[normalise]
    own = {node: _lighter(columns, rarity) for node, columns in joined.own.items()} if rarity else joined.own
    for pair, ties in sorted(joined.ties.items()):
        one, other = pair
        scaled = {c: Tie(t.one * rarity.get(c, 1), t.other * rarity.get(c, 1), t.crowd) for c, t in ties.items()}
        weight = formula(scaled, own[one], own[other]) * rarity.get(one, 1) * rarity.get(other, 1)
        yield pair, product(ties, {}, {}), weight


def _lighter(columns: Own, rarity: Mapping[Any, float]) -> dict[Column, float]:
    return {c: v * rarity.get(c, 1) for c, v in columns.items()}


def inverse_document_frequency(documents: Mapping[str, set[str]]) -> dict[str, float]:
    """How rare each thing is among the documents: 1 for what one of many has, near 0 for what stands in all of them.

    Spärck Jones (1972), "A statistical interpretation of term specificity and its application in retrieval", Journal of
    Documentation 28(1), 11–21; smoothed so that nothing vanishes, and divided by its highest value.
    """
    total = len(set().union(*documents.values())) if documents else 0
    return {thing: log(1 + total / len(found)) / log(1 + total) for thing, found in documents.items() if found}


def checked(count: str, normalise: str, *, one_mode: bool) -> None:
    """Raises KgError for a way of counting or normalising that does not exist or does not fit."""
    if count not in COUNTS:
        raise KgError(f"nothing is counted by {count!r}; choose one of {', '.join(COUNTS)}")
    if normalise not in NORMALISATIONS:
        raise KgError(f"no normalisation {normalise!r}; choose one of {', '.join(NORMALISATIONS)}")
    if normalise in ONE_MODE_ONLY and not one_mode:
        raise KgError(f"{normalise} folds a graph of two modes into one of one mode; name the mode to keep with onto")
