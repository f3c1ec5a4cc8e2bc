"""Where two readers of the same articles differ: what only one of them found, how far they agree, and what they differ over."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from kg import facts as telling
from kg.errors import UnknownName
from kg.evaluation import LAYERS, Counts, Doc, evaluate
from kg.stores.oxigraph import OxigraphStore

# What an article has at most one of: two different findings are one difference, not two.
_SINGLE = frozenset({"event type", "event date"})
_UNPAIRED = " (not in gold)"


class Difference(NamedTuple):
    """What only one of two readers found in an article, or (`other` filled) what the second has in its place."""

    article: str
    layer: str
    reader: str
    fact: str
    other: str = ""

    @property
    def kind(self) -> tuple[str, str, str]:
        """Layer, reader and what the difference is about: the role, theme or type, but neither person nor day."""
        return self.layer, self.reader, _ABOUT.get(self.layer, _last)(self)


def _last(difference: Difference) -> str:
    return f"{difference.fact} ≠ {difference.other}" if difference.other else difference.fact.rpartition(" ")[2]


def _role_of_office(difference: Difference) -> str:
    return _last(difference).partition("@")[0]


def _day(difference: Difference) -> str:
    return "another day" if difference.other else "a day"


_ABOUT = {"offices": _role_of_office, "former": _role_of_office, "event date": _day}


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two readers side by side: the agreement of each layer over the articles that both read, and every difference.

    `unread` are articles that only the named reader has read; `stale` those that the two read in different states.
    """

    readers: tuple[str, str]
    articles: int
    agreement: Mapping[str, Counts]
    differences: tuple[Difference, ...]
    unread: tuple[tuple[str, str], ...] = ()
    stale: tuple[str, ...] = ()

    def kinds(self) -> list[tuple[tuple[str, str, str], int]]:
        """The kinds of difference, most frequent first."""
        return sorted(Counter(d.kind for d in self.differences).items(), key=lambda k: (-k[1], k[0]))

    def only(self, layer: str, reader: str) -> int:
        """How many facts of a layer only one reader has."""
        counts = self.agreement[layer]
        return counts.missed if reader == self.readers[0] else counts.extra


def compare(
    store: OxigraphStore, readers: tuple[str, str] = ("rules", "llm"), *, article: str = "", min_confidence: float = 0.0
) -> Comparison:
    """Two readers' facts in a store, article by article; `article`, by name, limits it to one.

    Raises UnknownName where a reader has read nothing, or neither that article.
    """
    states = [_states(store, reader) for reader in readers]
    known = {name for state in states for name in state}
    if article and article not in known:
        raise UnknownName(f"no article {article!r} was read by {readers[0]} or {readers[1]}")
    wanted = {article} if article else known
    both = sorted(wanted & set(states[0]) & set(states[1]))
    stale = tuple(name for name in both if states[0][name] != states[1][name])
    unread = [
        (name, reader)
        for reader, state in zip(readers, states, strict=True)
        for name in sorted(wanted & set(state))
        if name not in both
    ]
    told = [
        {row["id"]: row for row in telling.facts(store, min_confidence=min_confidence, extractor=reader) if row["id"] in both}
        for reader in readers
    ]
    agreement, differences = of_facts(told[0], told[1], readers)
    return Comparison(readers, len(both), agreement, tuple(differences), tuple(unread), stale)


def _states(store: OxigraphStore, reader: str) -> dict[str, str]:
    """The digest of every article that a reader read, by the name under which its facts are told."""
    found = list(telling.readings(store, reader))
    if not found:
        raise UnknownName(
            f"the reader {reader!r} has read nothing in this store; build with `kg build ARTICLES --reader {reader}`"
        )
    names = Counter(row["id"] for row in found)
    return {row["id"] if names[row["id"]] == 1 else row["article"]: row["digest"] for row in found}


def of_facts(
    left: Mapping[str, Doc], right: Mapping[str, Doc], readers: tuple[str, str]
) -> tuple[dict[str, Counts], list[Difference]]:
    """The agreement of each layer and the differences of two tellings of the same articles, persons matched by id or name."""
    result = evaluate(left, right, samples=0)
    scores = result.table().scores
    differences = [d for layer in LAYERS for d in _differences(layer, result.errors(layer), readers)]
    return {layer: scores[layer].counts for layer in LAYERS}, sorted(differences, key=lambda d: d.article)


def _differences(layer: str, slips: Any, readers: tuple[str, str]) -> Iterator[Difference]:
    """Yield the differences of a layer; in one that has a single value, two different ones as a pair."""
    by_article: dict[str, dict[str, list[str]]] = {}
    for slip in slips:
        fact = " ".join(slip.fact).replace(_UNPAIRED, "")
        by_article.setdefault(slip.article, {"-": [], "+": []})[slip.sign].append(fact)
    for article, sides in by_article.items():
        if layer in _SINGLE and sides["-"] and sides["+"]:
            yield Difference(article, layer, "/".join(readers), sides["-"][0], sides["+"][0])
        else:
            yield from (Difference(article, layer, readers[0], fact) for fact in sides["-"])
            yield from (Difference(article, layer, readers[1], fact) for fact in sides["+"])


def as_text(result: Comparison, *, kinds: int = 20, single: bool = False) -> str:
    """The comparison for people to read: agreement, then what they differ over; of a single article every difference."""
    return "\n".join(
        [*_agreement_lines(result), "", *(_single_lines(result) if single else _kind_lines(result, kinds)), *_notes(result)]
    )


def _agreement_lines(result: Comparison) -> Iterator[str]:
    left, right = result.readers
    yield f"{left} and {right}: {result.articles} articles that both have read"
    yield f"{'layer':20}{'both':>8}{'only ' + left:>16}{'only ' + right:>16}{'agreement F1':>16}"
    for layer, counts in result.agreement.items():
        yield f"{layer:20}{counts.hit:8d}{counts.missed:16d}{counts.extra:16d}{counts.f1:16.3f}"


def _kind_lines(result: Comparison, limit: int) -> Iterator[str]:
    found = result.kinds()
    yield "most frequent differences" if found else "no difference"
    for (layer, reader, about), count in found[:limit]:
        yield f"{count:6d}  {layer}, {'only ' if '/' not in reader else ''}{reader}: {about}"


def _single_lines(result: Comparison) -> Iterator[str]:
    """Yield every difference, by article and layer."""
    for d in result.differences:
        yield (
            f"{d.article}  {d.layer}: {d.reader}: {d.fact} ≠ {d.other}"
            if d.other
            else f"{d.article}  {d.layer}, only {d.reader}: {d.fact}"
        )
    if not result.differences:
        yield "no difference"


def _notes(result: Comparison) -> Iterator[str]:
    for reader, count in sorted(Counter(reader for _, reader in result.unread).items()):
        yield f"{count} articles were read by {reader} alone"
    if result.stale:
        yield f"{len(result.stale)} articles changed between the two readings: {', '.join(result.stale[:5])}; build again"


def as_json(result: Comparison) -> str:
    """The whole comparison as one JSON object."""
    left, right = result.readers
    whole = {
        "readers": [left, right],
        "articles": result.articles,
        "layers": {
            layer: {"both": c.hit, f"only {left}": c.missed, f"only {right}": c.extra, "f1": c.f1}
            for layer, c in result.agreement.items()
        },
        "kinds": [{"layer": k[0], "reader": k[1], "about": k[2], "count": n} for k, n in result.kinds()],
        "differences": [d._asdict() for d in result.differences],
        "unread": [{"article": a, "reader": r} for a, r in result.unread],
        "stale": list(result.stale),
    }
    return json.dumps(whole, ensure_ascii=False, indent=1)
