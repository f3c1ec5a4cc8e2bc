"""What changed: what rose and fell between two periods, when things came and went, which groups last, who stands before whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations, pairwise
from math import erfc, log, sqrt
from typing import TYPE_CHECKING, Any, NamedTuple

from kg import folding, measures, network, queries
from kg.asking import day
from kg.errors import KgError, UnknownName
from kg.folding import Case
from kg.lists import Place, lists
from kg.measures import Table
from kg.projection import EmptyProjection
from kg.stores.oxigraph import OxigraphStore

if TYPE_CHECKING:
    import networkx as nx

_VIEWS = {
    "themes": "articles-themes",
    "strategies": "articles-strategies",
    "formulations": "articles-formulations",
    "pairs": "attendance",
}
WHAT = tuple(_VIEWS)
BY = ("month", "quarter", "year")
Words = str | date


class Period(NamedTuple):
    """Some days, first and last among them, by the name that they go by."""

    name: str
    first: str
    last: str

    def holds(self, when: str) -> bool:
        return bool(when) and self.first <= when <= self.last


@dataclass(slots=True)
class _Thing:
    """Something that is counted, with the day of each unit in which it stands."""

    id: str
    label_en: str
    label_zh: str
    days: dict[str, str] = field(default_factory=dict)

    def times(self, period: Period) -> int:
        return sum(period.holds(when) for when in self.days.values())

    def named(self) -> dict[str, str]:
        return {"id": self.id, "label_en": self.label_en, "label_zh": self.label_zh}


# -- periods -------------------------------------------------------------------------------------------


def period(words: Words | tuple[Words, Words]) -> Period:
    """The days that a user's words mean: a day, a month, a year, or two of them: `2019..2021`."""
    first, last = words if isinstance(words, tuple) else (str(words).partition("..")[0], str(words).rpartition("..")[2])
    found = Period(str(words) if not isinstance(words, tuple) else f"{first}..{last}", day(str(first)), day(str(last), last=True))
    if found.first > found.last:
        raise KgError(f"the period {found.name} ends before it begins")
    return found


def slices(days: Iterable[str], by: str | Sequence[Words] = "year") -> list[Period]:
    """The periods that cover some days: by month, quarter, year, or each from one date of a list up to the next."""
    dated = sorted(d for d in days if d)
    if not isinstance(by, str):
        return _between_dates([day(str(d)) for d in by])
    if by not in BY:
        raise KgError(f"time is cut by {', '.join(BY)} or a list of dates, not by {by!r}")
    return [_named(by, year, number) for year, number in _numbers(dated, by)] if dated else []


def _between_dates(starts: Sequence[str]) -> list[Period]:
    if len(starts) < 2 or list(starts) != sorted(set(starts)):
        raise KgError("a list of dates needs at least two, in order: each period lasts from one up to the next")
    return [Period(a, a, (date.fromisoformat(b) - timedelta(days=1)).isoformat()) for a, b in pairwise(starts)]


_MONTHS = {"month": 1, "quarter": 3, "year": 12}


def _numbers(dated: Sequence[str], by: str) -> Iterator[tuple[int, int]]:
    """Yield year and number of each period from the first day to the last, those with nothing in them too."""
    width = _MONTHS[by]
    first, last = (int(d[:4]) * 12 + int(d[5:7]) - 1 for d in (dated[0], dated[-1]))
    for months in range(first - first % width, last + 1, width):
        yield months // 12, months % 12 // width


def _named(by: str, year: int, number: int) -> Period:
    width = _MONTHS[by]
    start, end = number * width + 1, number * width + width
    name = {"month": f"{year:04}-{start:02}", "quarter": f"{year:04}-Q{number + 1}", "year": f"{year:04}"}[by]
    return Period(name, f"{year:04}-{start:02}-01", day(f"{year:04}-{end:02}", last=True))


# -- what is counted -----------------------------------------------------------------------------------


def _things(store: OxigraphStore, what: str, count: str, options: Mapping[str, Any]) -> list[_Thing]:
    if what not in _VIEWS:
        raise UnknownName(f"changes are told of {', '.join(WHAT)}, not of {what!r}")
    graph = network.project(store, _VIEWS[what], **options)
    return sorted(_COUNTED[what](graph, count), key=lambda thing: thing.id)


def _mentioned(graph: nx.Graph, count: str) -> Iterable[_Thing]:
    things: dict[str, _Thing] = {}
    for fact in graph.graph["assertions"].values():
        thing = things.setdefault(fact.target, _thing(graph, fact.target))
        once = folding.unit(Case(fact.id, fact.source, fact.target, fact.article.id, fact.unit, fact.day), count)
        thing.days[once] = min(fact.day, thing.days.get(once, fact.day))
    return things.values()


def _thing(graph: nx.Graph, iri: str) -> _Thing:
    return _Thing(iri, graph.nodes[iri]["label_en"], graph.nodes[iri]["label_zh"])


def _met(graph: nx.Graph, count: str) -> Iterator[_Thing]:
    """Yield each pair of people with the days on which they met, once for each event unless a longer time counts once."""
    once = count if count in ("week", "month", "year") else "event"
    for one, other, data in graph.edges(data=True):
        both = [_thing(graph, end) for end in sorted((one, other))]
        pair = _Thing(" ".join(t.id for t in both), " – ".join(t.label_en for t in both), " – ".join(t.label_zh for t in both))
        for fact in (graph.graph["assertions"][i] for i in data["facts"]):
            unit = folding.unit(Case(fact.id, fact.source, fact.target, fact.article.id, fact.unit, fact.day), once)
            pair.days[unit] = min(fact.day, pair.days.get(unit, fact.day))
        yield pair


_COUNTED: dict[str, Callable[[Any, str], Iterable[_Thing]]] = {
    "themes": _mentioned,
    "strategies": _mentioned,
    "formulations": _mentioned,
    "pairs": _met,
}


# -- what rose and fell --------------------------------------------------------------------------------


def between(
    store: OxigraphStore,
    what: str,
    *,
    before: Words | tuple[Words, Words],
    after: Words | tuple[Words, Words],
    count: str = "article",
    prior: float | None = None,
    **options: Any,
) -> Table:
    """What rose (z above 0) and fell (below) from one period to another, the surest change first.

    Log-odds with an informative Dirichlet prior: Monroe, Colaresi and Quinn (2008), "Fightin' Words", Political Analysis
    16, 372–403, doi:10.1093/pan/mpn018. The prior is how often each thing stands in all of the store, scaled to `prior` units in all (one for each thing
    unless given): the larger, the more evidence a rare thing needs. `p` is two-sided, `q` is p corrected for many
    comparisons: Benjamini and Hochberg (1995), "Controlling the false discovery rate", Journal of the Royal
    Statistical Society B 57, 289–300, doi:10.1111/j.2517-6161.1995.tb02031.x.
    `what` is themes, strategies, formulations or pairs (of people at events); `options` are those of `kg.project`.
    """
    earlier, later = period(before), period(after)
    things = _things(store, what, count, options)
    counts = {thing.id: (thing.times(earlier), thing.times(later)) for thing in things}
    _refuse_empty(what, things, ((earlier, sum(a for a, _ in counts.values())), (later, sum(b for _, b in counts.values()))))
    everywhere = {thing.id: len(thing.days) for thing in things}
    scores = log_odds(counts, everywhere, prior=prior)
    rows: list[dict[str, Any]] = [
        {**thing.named(), "before": counts[thing.id][0], "after": counts[thing.id][1], **scores[thing.id]}
        for thing in things
        if any(counts[thing.id])
    ]
    return Table(sorted(_corrected(rows), key=lambda row: (-abs(row["z"]), row["id"])))


def _refuse_empty(what: str, things: Sequence[_Thing], totals: Iterable[tuple[Period, int]]) -> None:
    for when, total in totals:
        if not total:
            days = sorted(d for thing in things for d in thing.days.values() if d)
            known = f"from {days[0]} to {days[-1]}" if days else "without any day"
            raise EmptyProjection(f"no {what} in {when.name}; the store tells of them {known}")


def log_odds(
    counts: Mapping[str, tuple[int, int]], everywhere: Mapping[str, int], *, prior: float | None = None
) -> dict[str, dict[str, float]]:
    """Of each thing the log-odds-ratio of two counts, its z, and its two-sided p (Monroe, Colaresi and Quinn 2008)."""
    mass = float(len(everywhere) if prior is None else prior)
    if mass <= 0:
        raise KgError(f"the prior has to weigh more than nothing, not {mass}")
    share = {thing: mass * times / sum(everywhere.values()) for thing, times in everywhere.items()}
    totals = [sum(pair[side] for pair in counts.values()) for side in (0, 1)]
    return {thing: _ratio(pair, totals, share[thing], mass) for thing, pair in counts.items()}


def _ratio(pair: tuple[int, int], totals: Sequence[int], alpha: float, mass: float) -> dict[str, float]:
    odds = []
    for times, total in zip(pair, totals, strict=True):
        rest = total + mass - times - alpha
        # A single thing has no odds against others.
        odds.append(log((times + alpha) / rest) if rest > 0 else 0.0)
    delta = odds[1] - odds[0]
    z = delta / sqrt(1 / (pair[0] + alpha) + 1 / (pair[1] + alpha))
    return {"log_odds": delta, "z": z, "p": erfc(abs(z) / sqrt(2))}


def _corrected(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows with q, the least share of false finds at which each would count as one."""
    least = 1.0
    ranked = sorted(rows, key=lambda row: -row["p"])
    for place, row in enumerate(ranked):
        least = min(least, row["p"] * len(rows) / (len(rows) - place))
        row["q"] = least
    return ranked


def series(
    store: OxigraphStore, what: str, *, by: str | Sequence[Words] = "year", count: str = "article", **options: Any
) -> Table:
    """How often each thing stands in each period, the earliest period first; periods without it have no row."""
    things = _things(store, what, count, options)
    periods = slices([d for thing in things for d in thing.days.values()], by)
    rows: Iterator[dict[str, Any]] = (
        {"period": p.name, **thing.named(), "times": thing.times(p)} for p in periods for thing in things
    )
    return Table(sorted((r for r in rows if r["times"]), key=lambda r: (r["period"], -r["times"], r["id"])))


def mentions(store: OxigraphStore, what: str, *, count: str = "article", **options: Any) -> Table:
    """First and last mention of each thing, and how often it stands, the latest newcomer first."""
    rows: list[dict[str, Any]] = []
    for thing in _things(store, what, count, options):
        days = sorted(d for d in thing.days.values() if d)
        rows.append(
            {**thing.named(), "times": len(thing.days), "first": days[0] if days else "", "last": days[-1] if days else ""}
        )
    return Table(sorted(sorted(rows, key=lambda r: r["id"]), key=lambda r: r["first"], reverse=True))


# -- groups that last ----------------------------------------------------------------------------------


def persistence(
    store: OxigraphStore, view: str = "attendance", *, by: str | Sequence[Words] = "year", seed: int = 0, **options: Any
) -> Table:
    """The communities of each period with the one that goes on from each in the next: whom it keeps, loses and gains.

    The one that goes on is that with the largest share of members in common (Jaccard), as in Palla, Barabási and Vicsek
    (2007), "Quantifying social group evolution", Nature 446, 664–667, doi:10.1038/nature05670. `agreement` tells how far both periods group alike those who
    are in both (adjusted Rand index, Hubert and Arabie 1985). Periods with nobody in them are left out.
    """
    whole = network.project(store, view, **options)
    periods = slices([f.day for f in whole.graph["assertions"].values()], by)
    found = [(p, *_grouped(store, view, p, seed, options)) for p in periods]
    lived = [(p, graph, groups) for p, graph, groups in found if groups]
    return Table(row for now, then in pairwise([*lived, None]) if now for row in _fates(now, then))


Lived = tuple[Period, Any, list[set[Any]]]


def _grouped(store: OxigraphStore, view: str, when: Period, seed: int, options: Mapping[str, Any]) -> tuple[Any, list[set[Any]]]:
    days = {"since": date.fromisoformat(when.first), "until": date.fromisoformat(when.last)}
    try:
        graph = network.project(store, view, **{**options, **days})
    except EmptyProjection:
        return None, []
    return graph, measures.communities(graph, seed=seed)


def _fates(now: Lived, then: Lived | None) -> Iterator[dict[str, Any]]:
    when, graph, groups = now
    agreement = _agreement(groups, then[2]) if then else None
    for number, group in enumerate(groups):
        heir = max(range(len(then[2])), key=lambda n: (_jaccard(group, then[2][n]), -n)) if then else None
        after = then[2][heir] if then and heir is not None and group & then[2][heir] else set()
        yield {
            "period": when.name,
            "community": number,
            "size": len(group),
            "foremost": _foremost(graph, group),
            "next": then[0].name if then else "",
            "goes_on_as": heir if after else None,
            "kept": len(group & after) if then else None,
            "left": len(group - after) if then else None,
            "joined": len(after - group) if then else None,
            "jaccard": _jaccard(group, after) if then else None,
            "agreement": agreement,
        }


def _jaccard(one: set[Any], other: set[Any]) -> float:
    return len(one & other) / len(one | other) if one or other else 0.0


def _agreement(now: list[set[Any]], then: list[set[Any]]) -> float | None:
    both = set().union(*now) & set().union(*then)
    return measures.adjusted_rand([g & both for g in now], [g & both for g in then]) if len(both) > 1 else None


def _foremost(graph: nx.Graph, group: set[Any]) -> str:
    ranked = sorted(group, key=lambda n: (-graph.degree(n, weight="weight"), str(n)))
    return ", ".join(graph.nodes[n].get("label_en", str(n)) for n in ranked[:3])


# -- protocol order ------------------------------------------------------------------------------------


def order(store: OxigraphStore, *, person: str = "", since: Words = "", until: Words = "") -> Table:
    """Who stood before whom in the lists of articles, how often, from when to when, and since when not any more.

    Each event counts once for each list. `reversed` tells how often the other stood first, `since_when_not` the day from
    which on the other always did; it is empty while the order holds or wavers. Of two people the first row is of the one
    who stood first more often.
    """
    wanted = network.anything(store, person) if person else ""
    when = Period("", day(str(since)) if since else "0000", day(str(until), last=True) if until else "9999")
    found: dict[_List, list[Place]] = {}
    names: dict[str, str] = {}
    for row in store.select(queries.part("positions")):
        told = row["date"].isoformat() if isinstance(row["date"], date) else row["date"] or ""
        if when.holds(told):
            names[row["person"]] = row["name"] or row["id"]
            where = _List(row["article"], row["role"], row["event"] or row["article"], told)
            found.setdefault(where, []).append(Place(row["span"], row["position"], row["person"]))
    return Table(_ordered(dict(_places(found)), names, wanted))


def _places(found: Mapping[_List, Iterable[Place]]) -> Iterator[tuple[_List, dict[str, int]]]:
    """Yield each list of each article with the places of its people; one that begins anew is another list."""
    for where, places in found.items():
        for number, people in enumerate(lists(places)):
            yield where._replace(number=number), {person: place for place, person in enumerate(people, 1)}


class _List(NamedTuple):
    """One list of people in an article; lists of several articles, or of one, are not compared with each other."""

    article: str
    role: str
    occasion: str
    day: str
    number: int = 0


def _ordered(ranked: Mapping[_List, Mapping[str, int]], names: Mapping[str, str], wanted: str) -> Iterator[dict[str, Any]]:
    """Yield the rows, those of the pairs that stand together most often first."""
    stood: dict[tuple[str, str], dict[tuple[str, str], str]] = {}
    for found, places in sorted(ranked.items()):
        for one, other in combinations(sorted(places), 2):
            if places[one] != places[other] and wanted in ("", one, other):
                pair = (one, other) if places[one] < places[other] else (other, one)
                stood.setdefault(pair, {})[found.occasion, found.role] = found.day
    together = Counter({frozenset(pair): 0 for pair in stood})
    for pair, days in stood.items():
        together[frozenset(pair)] += len(days)
    for pair in sorted(stood, key=lambda p: (-together[frozenset(p)], sorted(p), -len(stood[p]), p)):
        yield _order_row(pair, stood, names)


def _order_row(
    pair: tuple[str, str], stood: Mapping[tuple[str, str], Mapping[Any, str]], names: Mapping[str, str]
) -> dict[str, Any]:
    days, turned = sorted(stood[pair].values()), sorted(stood.get((pair[1], pair[0]), {}).values())
    return {
        "source": pair[0],
        "source_label": names[pair[0]],
        "target": pair[1],
        "target_label": names[pair[1]],
        "times": len(days),
        "first": days[0],
        "last": days[-1],
        "reversed": len(turned),
        "since_when_not": next((d for d in turned if d > days[-1]), ""),
    }


# -- in a user's words ---------------------------------------------------------------------------------


def tell(store: OxigraphStore, what: str, **options: Any) -> Table:
    """The table that a user's words ask for: of two periods, of slices of time, or of first and last mentions.

    Raises KgError for words that do not go with each other.
    """
    by = options.pop("by", None)
    cut = by.split(",") if isinstance(by, str) and "," in by else by
    if what in ("communities", "order"):
        return _TOLD[what](store, cut, options)
    if ("before" in options) != ("after" in options):
        raise KgError("two periods are compared: give both --before and --after")
    _refuse(what, options, {"person", "seed", "view"})
    if "before" in options:
        return between(store, what, **options)
    return series(store, what, by=cut, **options) if cut else mentions(store, what, **options)


def _told_communities(store: OxigraphStore, by: Any, options: dict[str, Any]) -> Table:
    _refuse("communities", options, {"before", "after", "person"})
    return persistence(store, options.pop("view", "attendance"), by=by or "year", **options)


def _told_order(store: OxigraphStore, by: Any, options: dict[str, Any]) -> Table:
    _refuse("order", {**options, **({"by": by} if by else {})}, set(options) - {"person", "since", "until"} | {"by"})
    return order(store, **options)


def _refuse(what: str, options: Mapping[str, Any], unfit: set[str]) -> None:
    if found := sorted(unfit & set(options)):
        raise KgError(f"{found[0]} does not go with {what}")


_TOLD: dict[str, Callable[[OxigraphStore, Any, dict[str, Any]], Table]] = {
    "communities": _told_communities,
    "order": _told_order,
}
