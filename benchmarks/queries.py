"""How long the named queries take on stores, with parameters as people give them: p50 and p95 of each, side by side.

    python benchmarks/queries.py STORE … [--runs 5] [--only NAME …] [--limit 1.0]

A STORE is a folder, `memory:FOLDER` (its quads copied into memory first), or the address of a SPARQL server that holds the same
graph. Names are resolved as `kg query` does, all rows are fetched. Rows that differ between stores are marked. `--limit` ends with
exit code 1 where a median of the first store is above so many seconds.
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
from kg.stores import opened
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
    first = table(options.stores, options)
    if options.limit and (slow := [name for name, (median, *_) in first.items() if median > options.limit]):
        sys.exit(f"\nabove {options.limit} s at the median: {', '.join(slow)}")


def table(stores: list[str], options: argparse.Namespace) -> dict[str, tuple[float, float, int]]:
    """Print how long each query takes on each store, slowest on the first store first; the figures of that one."""
    columns = {place: measured(place, options) for place in stores}
    first = columns[stores[0]]
    print(f"{'query':26}" + "".join(f"{place[-28:]:>30}" for place in columns))
    print(f"{'':26}" + f"{'p50 s':>12}{'p95 s':>8}{'rows':>10}" * len(columns))
    for name in sorted(first, key=lambda n: -first[n][0]):
        cells = [column.get(name) for column in columns.values()]
        odd = " differs" if len({cell[2] for cell in cells if cell}) > 1 else ""
        print(f"{name:26}" + "".join(f"{c[0]:12.3f}{c[1]:8.3f}{c[2]:10,}" if c else f"{'':30}" for c in cells) + odd)
    print(f"{'slowest':26}" + "".join(f"{max(c[0] for c in column.values()):12.3f}{'':18}" for column in columns.values()))
    return first


def measured(place: str, options: argparse.Namespace) -> dict[str, tuple[float, float, int]]:
    """For each way of asking a query on one store: p50, p95 and rows."""
    with opened(place.removeprefix("memory:")) as found:
        store = in_memory(found) if place.startswith("memory:") else found
        print(f"{place}: {len(store):,} quads, {options.runs} runs each", file=sys.stderr)
        return {name: rest for name, *rest in times(store, options.only or list(queries.names()), options.runs)}  # type: ignore[misc]


def times(store: OxigraphStore, names: list[str], runs: int) -> Iterator[tuple[str, float, float, int]]:
    """Yield name, p50, p95 and number of rows: with no optional parameter, and with all of one kind each."""
    examples = dict(things(store))
    for name in names:
        for label, words in asked(queries.named(name), examples):
            taken = sorted(timed(store, name, words) for _ in range(runs))
            seconds = [t for t, _ in taken]
            yield label, statistics.median(seconds), seconds[-1 - len(seconds) // 20], taken[0][1]


def asked(query: NamedQuery, examples: Mapping[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the ways in which a query is measured: with what it needs, and with the first option that narrows it."""
    needed = {p.name: examples[p.kind] for p in query.parameters if p.required and p.kind in examples}
    yield query.name, needed
    for parameter in query.parameters:
        if not parameter.required and parameter.kind in set(examples) - {"date", "number"}:
            yield f"{query.name} +{parameter.name}"[:24], {**needed, parameter.name: examples[parameter.kind]}
            return


def timed(store: OxigraphStore, name: str, words: Mapping[str, str]) -> tuple[float, int]:
    begin = time.perf_counter()
    rows = sum(1 for _ in asking.ask(store, name, **words))
    return time.perf_counter() - begin, rows


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
    parser.add_argument("stores", nargs="+", metavar="STORE")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", nargs="*")
    parser.add_argument("--limit", type=float, default=0.0)
    return parser.parse_args()


if __name__ == "__main__":
    main()
