"""How long the named queries take on a store, with parameters as people give them: p50 and p95 of each, slowest first.

    python benchmarks/queries.py STORE [--runs 5] [--memory] [--only NAME …] [--limit 1.0]

CPU is the median time of the processor, which other work on the machine does not lengthen. Names are resolved as `kg query` does, all rows are fetched. `--memory` copies the quads into a store in memory first.
`--limit` ends with exit code 1 where a median is above so many seconds.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Iterator, Mapping
from typing import Any

from kg import asking, queries
from kg.errors import UnknownName
from kg.queries import NamedQuery
from kg.stores.oxigraph import OxigraphStore

TYPICAL = {
    "person": "习近平",
    "office": "premier@state-council",
    "organisation": "state-council",
    "province": "CN-HN",
    "strategy": "belt-and-road",
    "theme": "agriculture",
    "event-type": "symposium",
    "date": "2015",
    "number": "2",
    "formulation": "高质量发展",
}


def main() -> None:
    options = arguments()
    with OxigraphStore(options.store) as opened:
        store = in_memory(opened) if options.memory else opened
        print(f"{len(opened):,} quads, {'in memory' if options.memory else 'on disk'}, {options.runs} runs each\n")
        measured = sorted(times(store, options.only or list(queries.names()), options.runs), key=lambda row: -row[1])
    print(f"{'query':24}{'p50 s':>8}{'p95 s':>8}{'CPU s':>8}{'rows':>8}")
    for name, median, high, cpu, rows in measured:
        print(f"{name:24}{median:8.3f}{high:8.3f}{cpu:8.3f}{rows:8,}")
    if options.limit and (slow := [name for name, median, *_ in measured if median > options.limit]):
        sys.exit(f"\nabove {options.limit} s at the median: {', '.join(slow)}")


def times(store: OxigraphStore, names: list[str], runs: int) -> Iterator[tuple[str, float, float, float, int]]:
    """Yield name, p50, p95, CPU and number of rows: with no optional parameter, and with all of one kind each."""
    examples = dict(things(store))
    for name in names:
        for label, words in asked(queries.named(name), examples):
            taken = sorted(timed(store, name, words) for _ in range(runs))
            seconds, cpu = [t for t, *_ in taken], [c for _, c, _ in taken]
            yield label, statistics.median(seconds), seconds[-1 - len(seconds) // 20], statistics.median(cpu), taken[0][2]


def asked(query: NamedQuery, examples: Mapping[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the ways in which a query is measured: with what it needs, and with the first option that narrows it."""
    needed = {p.name: examples[p.kind] for p in query.parameters if p.required and p.kind in examples}
    yield query.name, needed
    for parameter in query.parameters:
        if not parameter.required and parameter.kind in set(examples) - {"date", "number"}:
            yield f"{query.name} +{parameter.name}"[:24], {**needed, parameter.name: examples[parameter.kind]}
            return


def timed(store: OxigraphStore, name: str, words: Mapping[str, str]) -> tuple[float, float, int]:
    begin, worked = time.perf_counter(), time.process_time()
    rows = sum(1 for _ in asking.ask(store, name, **words))
    return time.perf_counter() - begin, time.process_time() - worked, rows


def things(store: OxigraphStore) -> Iterator[tuple[str, str]]:
    """Yield a typical word for each kind of parameter; article, event and fact come from the store."""
    for kind, words in TYPICAL.items():
        try:
            asking.term(store, queries.Parameter("p", "p", kind, False, ""), words)
        except UnknownName as error:
            print(f"left out: {error}", file=sys.stderr)
            continue
        yield kind, words
    row: dict[str, Any] = next(
        iter(
            store.select(
                "SELECT ?article ?event ?fact { ?article pol:mainEvent ?event . ?fact pol:event ?event ; a pol:Participation } "
                "ORDER BY ?article LIMIT 1"
            )
        )
    )
    yield from row.items()


def in_memory(store: OxigraphStore) -> OxigraphStore:
    copy = OxigraphStore.in_memory(store.base)
    copy._store.bulk_extend(store._store)
    return copy


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--memory", action="store_true")
    parser.add_argument("--only", nargs="*")
    parser.add_argument("--limit", type=float, default=0.0)
    return parser.parse_args()


if __name__ == "__main__":
    main()
