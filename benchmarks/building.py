"""Builds a store from the first articles of a corpus; prints articles per second and memory at each quarter of the way."""

from __future__ import annotations

import argparse
import gzip
import itertools
import tempfile
import time
from pathlib import Path

from kg import pipeline
from kg.census import peak_memory
from kg.model import Article
from kg.stores.oxigraph import OxigraphStore

SAMPLE = Path(__file__).resolve().parent.parent / "data" / "articles"


def memory() -> float:
    """Resident memory now, in MB, where the system tells it."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1e3 for line in lines if line.startswith("VmRSS")), 0.0)


def first(corpus: Path, number: int, folder: Path) -> Path:
    """The first lines of a compressed JSON Lines file as a file of their own; anything else as it is."""
    if not corpus.name.endswith(".jsonl.gz"):
        return corpus
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        (folder / "first.jsonl").write_text("".join(itertools.islice(lines, number)), encoding="utf-8")
    return folder / "first.jsonl"


def build(corpus: Path, every: int, folder: Path) -> pipeline.BuildReport:
    """A build that prints speed and memory after each so many articles."""
    started = time.perf_counter()

    def tick(_: Article, report: pipeline.BuildReport) -> None:
        if report.articles % every == 0:
            speed = report.articles / (time.perf_counter() - started)
            print(f"{report.articles:6} articles  {speed:7.1f} articles/s  resident {memory():.0f} MB", flush=True)

    with OxigraphStore(folder / "store", writable=True) as store:
        return pipeline.build([corpus], store, on_article=tick)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=SAMPLE)
    parser.add_argument("--articles", type=int, default=1000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        report = build(first(options.corpus, options.articles, folder), max(1, options.articles // 4), folder)
        size = sum(f.stat().st_size for f in (folder / "store").rglob("*") if f.is_file())
    print(f"{report.articles} articles, {report.skipped_count} skipped, {report.read / report.seconds:.1f} articles/s in all")
    print(f"peak memory {peak_memory():.0f} MB, store {size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
