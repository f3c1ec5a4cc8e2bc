"""Builds a store from a corpus and prints articles per second and peak memory, in two halves to see it stay flat."""

from __future__ import annotations

import argparse
import contextlib
import itertools
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from kg import pipeline
from kg.model import Article
from kg.stores.oxigraph import OxigraphStore

SAMPLE = Path(__file__).resolve().parent.parent / "data" / "articles"


def memory() -> float:
    """Resident memory now, in MB, where the system tells it."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1e3 for line in lines if line.startswith("VmRSS")), 0.0)


class _Enough(Exception):
    """Ends a build after the articles that were asked for."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=SAMPLE)
    parser.add_argument("--articles", type=int, default=1000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, OxigraphStore(Path(folder) / "store", writable=True) as store:
        marks = watch(options, store)
        size = sum(f.stat().st_size for f in Path(folder).rglob("*") if f.is_file())
    for number, seconds, resident in marks:
        print(f"{number:6} articles  {number / seconds:7.1f} articles/s  resident {resident:.0f} MB")
    print(f"peak memory {pipeline.peak_memory():.0f} MB, store {size / 1e6:.0f} MB")


def watch(options: argparse.Namespace, store: OxigraphStore) -> list[tuple[int, float, float]]:
    """Number of articles, seconds and resident memory at each quarter of the way."""
    started, marks = time.perf_counter(), []
    every = max(1, options.articles // 4)
    counter: Iterator[int] = itertools.count(1)

    def tick(article: Article, report: pipeline.BuildReport) -> None:
        number = next(counter)
        if number % every == 0:
            marks.append((number, time.perf_counter() - started, memory()))
        if number == options.articles:
            raise _Enough

    with contextlib.suppress(_Enough):
        pipeline.build([options.corpus], store, on_article=tick)
    return marks


if __name__ == "__main__":
    main()
