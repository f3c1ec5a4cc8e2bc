"""How long searching takes over many quotes: made by joining clauses of a store's own quotes at random, seed 1.

    python benchmarks/search.py STORE [--quotes 1000000] [--runs 20]

Prints the time and size of the index, then p50 and p95 of searches from rare to very common, and of suggestions.
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path

from kg.search import Entry, Index, entries
from kg.stores.oxigraph import OxigraphStore

SEARCHES = (
    "习近平",
    "发展",
    "粮食安全",
    "一带一路 发展",
    "经济 合作 人民",
    "湖南",
    "谋",
    "development",
    '"food security"',
    "grain",
    "没有这样的词语",
)
PREFIXES = ("x", "xi", "习", "湖", "近平", "sec")


def main() -> None:
    options = arguments()
    with OxigraphStore(options.store) as store:
        found = list(entries(store))
    named = [e for e in found if e.kind != "quote"]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "search.sqlite"
        begin = time.perf_counter()
        index = Index.of(chain(named, many([e for e in found if e.kind == "quote"], options.quotes)), file)
        print(
            f"{len(named):,} names and titles, {options.quotes:,} quotes: made in {time.perf_counter() - begin:.0f} s, {file.stat().st_size / 1e6:,.0f} MB\n"
        )
        print(f"{'':28}{'p50 ms':>8}{'p95 ms':>8}{'hits':>6}")
        for words in SEARCHES:
            report(f"search {words}", lambda words=words: len(index.search(words)), options.runs)
        for words in SEARCHES[:2]:
            report(f"quotes {words}", lambda words=words: len(index.search(words, kinds=["quote"])), options.runs)
        for prefix in PREFIXES:
            report(f"suggest {prefix}", lambda prefix=prefix: len(index.suggest(prefix)), options.runs)
        index.close()


def many(quotes: list[Entry], count: int) -> Iterator[Entry]:
    """Yield quotes of two to four clauses each; no two are likely to be the same."""
    clauses = [c for q in quotes for c in re.split(r"(?<=[，。；,;.])", q.body) if len(c) > 4]
    chance = random.Random(1)
    for number in range(count):
        body = "".join(chance.choices(clauses, k=chance.randint(2, 4)))
        yield replace(quotes[number % len(quotes)], iri=f"quote {number}", id=str(number), body=body)


def report(name: str, ask: Callable[[], int], runs: int) -> None:
    taken = []
    for _ in range(runs):
        begin = time.perf_counter()
        hits = ask()
        taken.append((time.perf_counter() - begin) * 1000)
    taken.sort()
    print(f"{name:28}{statistics.median(taken):8.1f}{taken[-1 - len(taken) // 20]:8.1f}{hits:6}", flush=True)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store")
    parser.add_argument("--quotes", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=20)
    return parser.parse_args()


if __name__ == "__main__":
    main()
