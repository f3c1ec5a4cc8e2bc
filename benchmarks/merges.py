"""Draws merges for blind judging: articles of a period that the rules put on one event, without scores.

python benchmarks/merges.py draw ARTICLES.jsonl.gz --since 2022-01-01 --until 2023-12-31 --store DIR -o pairs.csv
python benchmarks/merges.py show ARTICLES.jsonl.gz pairs.csv      both texts of each pair, to judge them
python benchmarks/merges.py count ARTICLES.jsonl.gz tests/gold/merges.csv   how many of the judged the rules join now, and rightly

The verdict file has the columns first,second,verdict (same, not or unsure), drawn_as (joined by the rules, or only alike) and never a text.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg import curation, pipeline
from kg.stores.oxigraph import OxigraphStore

_MERGES = """SELECT ?a ?b { ?m a pol:EventMatch ; pol:same true ; pol:matches ?x , ?y .
  ?x dct:identifier ?a . ?y dct:identifier ?b FILTER(STR(?a) < STR(?b)) } ORDER BY ?a ?b"""


def rows(path: str) -> Iterator[dict[str, Any]]:
    with gzip.open(Path(path), "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def draw(options: argparse.Namespace) -> None:
    """Build the period's articles into the store and write a seeded sample of the merged pairs."""
    chosen = [row for row in rows(options.articles) if options.since <= row["date"] <= options.until]
    with OxigraphStore(options.store, writable=True) as store:
        report, pairs = _joined(chosen, store)
    sample = sorted(random.Random(options.seed).sample(pairs, min(options.count, len(pairs))))
    with Path(options.out).open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows([("first", "second"), *sample])
    print(
        f"articles {len(chosen)}, read anew {report.read}, merges {len(pairs)}, drawn {len(sample)}, seconds {report.seconds:.0f}"
    )


def show(options: argparse.Namespace) -> None:
    """Print both texts of each pair, shortened."""
    with Path(options.pairs).open(encoding="utf-8") as lines:
        pairs = list(csv.DictReader(lines))
    wanted = {pair[side] for pair in pairs for side in ("first", "second")}
    found = {row["id"]: row for row in rows(options.articles) if row["id"] in wanted}
    for number, pair in enumerate(pairs, 1):
        print(f"\n--- {number}")
        for side in ("first", "second"):
            row = found[pair[side]]
            print(f"{row['id']} {row['date']} {row['title']}\n    {row['text'][: options.length]!r}")


def count(options: argparse.Namespace) -> None:
    """Read the days around the judged pairs anew and print what the rules join of them, by verdict."""
    with Path(options.verdicts).open(encoding="utf-8") as lines:
        said = {(row["first"], row["second"]): row["verdict"] for row in csv.DictReader(lines)}
    chosen = [*_around(rows(options.articles), {article for pair in said for article in pair})]
    with tempfile.TemporaryDirectory() as folder, OxigraphStore(Path(folder) / "store", writable=True) as store:
        joined = set(_joined(chosen, store)[1])
    for name, pairs in (("joined", joined & said.keys()), ("apart", said.keys() - joined)):
        print(f"{name}: {len(pairs)} of {len(said)} judged, {dict(sorted(Counter(said[p] for p in pairs).items()))}")


def _around(articles: Iterator[dict[str, Any]], judged: set[str]) -> Iterator[dict[str, Any]]:
    """The articles published on the days of those that were judged."""
    found = [*articles]
    days = {row["date"] for row in found if row["id"] in judged}
    yield from (row for row in found if row["date"] in days)


def _joined(chosen: list[dict[str, Any]], store: OxigraphStore) -> tuple[pipeline.BuildReport, list[tuple[str, str]]]:
    """Build the articles without anybody's decisions: the report, and the pairs that the rules put on one event."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "articles.jsonl"
        file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in chosen), encoding="utf-8")
        report = pipeline.build([file], store, decisions=curation.Decisions())
    return report, [(row["a"], row["b"]) for row in store.select(_MERGES)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    drawing = commands.add_parser("draw")
    drawing.add_argument("articles")
    drawing.add_argument("--since", default="2022-01-01")
    drawing.add_argument("--until", default="2023-12-31")
    drawing.add_argument("--store", required=True)
    drawing.add_argument("--seed", type=int, default=7)
    drawing.add_argument("--count", type=int, default=100)
    drawing.add_argument("-o", "--out", required=True)
    drawing.set_defaults(run=draw)
    showing = commands.add_parser("show")
    showing.add_argument("articles")
    showing.add_argument("pairs")
    showing.add_argument("--length", type=int, default=240)
    showing.set_defaults(run=show)
    counting = commands.add_parser("count")
    counting.add_argument("articles")
    counting.add_argument("verdicts")
    counting.set_defaults(run=count)
    options = parser.parse_args()
    options.run(options)
    return 0


if __name__ == "__main__":
    sys.exit(main())
