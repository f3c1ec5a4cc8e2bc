"""Three aggregates on the embedded store, in memory and on disk, and on rdflib's own store: the same quads, the same rows.

    python benchmarks/peers.py [--quads 100000] [--runs 5] [--patience 30] [--only WORD]

The quads are of our own shape, from made-up readings: each article tells of one event with four to twelve of 300 people, few
of whom are at most of them, and of what was said there. Each aggregate is asked twice over: its heart alone, and the named
query as it stands, which adds names and days. rdflib gets the same quads in its Dataset, in the memory store that it comes
with; it is asked once and stopped when it has computed for `--patience` seconds. The embedded store is asked several times and
the median counts. The seconds are those that the asking thread computed, so that other work on the machine does not count.
Rows that differ end it with exit code 1.
"""

from __future__ import annotations

import argparse
import random
import signal
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import rdflib

from kg import foundation, queries, rdf
from kg.authority import Authority, load
from kg.model import Activity, Article, Entity, EventReport, Mention, Participation, Reading, Span, Statement
from kg.ns import PREFIXES
from kg.stores.oxigraph import OxigraphStore

NAMED = ("co-attendance", "themes-by-speaker", "province-strategy")
HEARTS = {
    "co-attendance": """SELECT ?a ?b (COUNT(DISTINCT ?event) AS ?events) {
  ?a pol:tookPartIn ?event . ?b pol:tookPartIn ?event . ?event a pol:Event FILTER(STR(?a) < STR(?b)) } GROUP BY ?a ?b""",
    "theme by speaker": """SELECT ?who ?theme (COUNT(DISTINCT ?statement) AS ?statements) {
  ?statement a pol:Statement ; pol:speaker ?who ; pol:theme ?theme } GROUP BY ?who ?theme""",
    "province x strategy": """SELECT ?where ?plan (COUNT(DISTINCT ?article) AS ?articles) {
  ?plan a pol:Strategy . ?article pol:mentions ?plan , ?where . ?where a pol:Province } GROUP BY ?where ?plan""",
}
PEOPLE = [Entity("person", f"made-up-{n}", f"Made Up {n}", f"某人{n}", known=False) for n in range(300)]
FAME = [1 / (n + 1) for n in range(len(PEOPLE))]
TEXT = "Somebody spoke of something somewhere. " * 12
Row = tuple[Any, ...]
FACT: dict[str, Any] = {"rule": "made up", "confidence": 0.9}


def readings(authority: Authority, chance: random.Random) -> Iterator[Reading]:
    """Yield made-up readings without end."""
    number = 0
    while True:
        yield reading(authority, chance, number)
        number += 1


def reading(authority: Authority, chance: random.Random, number: int) -> Reading:
    """One article: its event, who was there, what they said, which provinces and strategies are named."""
    day = date(2015, 1, 1) + timedelta(days=chance.randrange(3650))
    spans = (Span(n * 39, n * 39 + 38) for n in range(12))
    there = sorted(set(chance.choices(range(len(PEOPLE)), FAME, k=chance.randint(4, 12))))
    provinces = chance.sample(sorted(authority.provinces), 2)
    named = [Entity("province", p) for p in provinces]
    named += [Entity("strategy", s) for s in chance.sample(sorted(authority.strategies), 2)]
    themes = sorted(authority.themes)
    return Reading(
        Article(f"made-up-{number}", TEXT, title=f"Article {number}", language="en", published=day, name=f"made-up-{number}"),
        Activity("rules", "made up"),
        mentions=tuple(Mention(next(spans), "something", entity, 0.9, "made up") for entity in named),
        event=EventReport(type="meeting", start=day, end=day, provinces=tuple(provinces), evidence=(Span(0, 38),), **FACT),
        participations=tuple(
            Participation(person=PEOPLE[p], role="attended", position=n, evidence=(Span(0, 38),), **FACT)
            for n, p in enumerate(there, 1)
        ),
        statements=tuple(
            Statement(
                speaker=PEOPLE[p], speech_act="stressed", themes=tuple(chance.sample(themes, 2)), evidence=(next(spans),), **FACT
            )
            for p in there[:3]
        ),
    )


def fill(store: OxigraphStore, quads: int) -> None:
    """The ontology with its schemes, the provinces, and made-up readings until there are so many quads."""
    authority = load()
    store.replace(store.names.graph("ontology"), foundation.ontology_triples(store.names))
    store.replace(store.names.graph("authority"), rdf.authority_triples(Authority(provinces=authority.provinces), store.names))
    for made in readings(authority, random.Random(1)):
        if len(store) >= quads:
            return
        store.replace(store.names.reading(made.article.id, "rules"), rdf.reading_triples(made, store.names))


def dataset(store: OxigraphStore) -> rdflib.Dataset:
    """The same quads in rdflib's own store."""
    made = rdflib.Dataset()
    made.parse(data=store._store.dump(format=ox.RdfFormat.N_QUADS), format="nquads")
    return made


def embedded(store: OxigraphStore, text: str) -> list[Row]:
    """The rows of a query."""
    found = store.query(text)
    return [tuple(row) for row in found]


def native(data: rdflib.Dataset, text: str) -> list[Row]:
    """The rows of a query in rdflib."""
    return [tuple(row) for row in data.query(text, initNs=PREFIXES)]


def counted(rows: list[Row]) -> Counter[Row]:
    """Rows as texts, in any order: rdflib's terms are texts, Oxigraph's have one."""
    return Counter(tuple("" if term is None else str(getattr(term, "value", term)) for term in row) for row in rows)


def timed(work: Callable[[], list[Row]]) -> tuple[float, list[Row]]:
    """How long this thread computed, and the rows."""
    started = time.thread_time()
    rows = work()
    return time.thread_time() - started, rows


def within(seconds: float, work: Callable[[], tuple[float, list[Row]]]) -> tuple[float, list[Row] | None]:
    """What the work gives, or no rows where the time is over."""

    def stop(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    started = time.thread_time()
    try:
        return work()
    except TimeoutError:
        return time.thread_time() - started, None
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def compare(name: str, text: str, stores: list[OxigraphStore], data: rdflib.Dataset, given: argparse.Namespace) -> bool:
    """Print how long an aggregate takes on each; whether all that ended gave the same rows."""
    slow, expected = within(given.patience, lambda: timed(lambda: native(data, text)))
    cells, answers = [], [] if expected is None else [counted(expected)]
    for store in stores:
        found = [timed(lambda store=store: embedded(store, text)) for _ in range(given.runs)]  # type: ignore[misc]
        seconds = statistics.median(took for took, _ in found)
        cells.append(f"{seconds:11.4f} {'>' if expected is None else ' '}{slow / seconds:6,.0f} times")
        answers.append(counted(found[0][1]))
    same = all(rows == answers[0] for rows in answers)
    count, native_cell = answers[0].total(), f"{'>' if expected is None else ''}{slow:.2f}"
    print(f"{name:34}{count:7,}{native_cell:>10}{''.join(cells)}{'' if same else '   rows differ'}", flush=True)
    return same


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quads", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--patience", type=float, default=30, help="seconds that rdflib may compute for each")
    parser.add_argument("--only", default="", help="only aggregates with this word in their name")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, OxigraphStore(Path(folder) / "store", writable=True) as disk:
        memory = OxigraphStore.in_memory(disk.base)
        fill(memory, given.quads)
        disk._store.bulk_extend(memory._store)
        disk.optimize()  # as `kg build` does at its end
        data = dataset(memory)
        print(
            f"{len(memory):,} quads, {sum(1 for _ in data.quads()):,} in rdflib {rdflib.__version__}; seconds, and times as fast"
        )
        print(f"{'aggregate':34}{'rows':>7}{'rdflib':>10}{'memory':>11}{'':14}{'disk':>11}")
        asked = {**HEARTS, **{f"{name}.rq as it stands": queries.named(name).text for name in NAMED}}
        agreed = [compare(name, text, [memory, disk], data, given) for name, text in asked.items() if given.only in name]
    if not all(agreed):
        sys.exit("the stores do not agree")


if __name__ == "__main__":
    main()
