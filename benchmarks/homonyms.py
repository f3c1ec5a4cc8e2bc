"""Reads mentions of people who share a name and counts who is meant: right, left open, wrong.

python benchmarks/homonyms.py CORPORA [--part second] [--wrong]     CORPORA holds xwlb-zh.jsonl.gz and the like
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from kg.authority import load
from kg.extractors.rules import RulesExtractor
from kg.model import Article, Mention

GOLD = Path(__file__).resolve().parent.parent / "tests" / "gold" / "homonyms.csv"
#: Below this confidence the tool does not claim to know whom a name means.
OPEN = 0.6


class Case(NamedTuple):
    """A mention of the gold table; `expected` is an id of the authority, or `other` for anybody else."""

    corpus: str
    article: str
    start: int
    surface: str
    day: str
    expected: str
    part: str


def cases(path: Path = GOLD) -> tuple[Case, ...]:
    """The rows of a gold table: a first part, by which the rules were written, and a second that came after them."""
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(Case(**{**row, "start": int(row["start"])}) for row in csv.DictReader(lines))  # type: ignore[arg-type]


def articles(folder: Path, corpus: str, wanted: Collection[str]) -> Iterator[Article]:
    """Yield the wanted articles of a corpus, by their own ids."""
    with gzip.open(folder / f"{corpus}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["id"] in wanted:
                yield Article(row["id"], row["text"], row["title"], row["lang"], published=date.fromisoformat(row["date"]))


def verdict(expected: str, mention: Mention | None) -> str:
    """Whether a mention means whom it should: `right`, `open` or `wrong`."""
    if mention is None or mention.confidence < OPEN:
        return "open"
    found = mention.entity.id if mention.entity.known else "other"
    return "right" if found == expected else "wrong"


def judged(folder: Path, gold: Iterable[Case]) -> Iterator[tuple[Case, Mention | None, str]]:
    """Yield each case with the mention that the rules find there and the verdict on it."""
    extractor = RulesExtractor(load())
    wanted = [*gold]
    for corpus in sorted({c.corpus for c in wanted}):
        mine = [c for c in wanted if c.corpus == corpus]
        for article in articles(folder, corpus, {c.article for c in mine}):
            people = [m for m in extractor.read(article).mentions if m.entity.kind == "person" and m.span.part == "text"]
            for case in (c for c in mine if c.article == article.id):
                mention = next((m for m in people if m.span.start <= case.start < m.span.end), None)
                yield case, mention, verdict(case.expected, mention)


def main() -> None:
    """Print the shares of right, open and wrong, and the wrong ones where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--gold", type=Path, default=GOLD)
    parser.add_argument("--part", help="only first or second")
    parser.add_argument("--wrong", action="store_true", help="list the mentions that are not right")
    options = parser.parse_args()
    results = [*judged(options.corpora, (c for c in cases(options.gold) if options.part in (None, c.part)))]
    if options.wrong:
        for case, mention, outcome in results:
            if outcome != "right":
                meant = f"{mention.entity.id} ({mention.confidence}, {mention.rule})" if mention else "nobody"
                print(f"{outcome}: {case.surface} in {case.article} at {case.start}: {meant}, not {case.expected}")
    count = Counter(outcome for _, _, outcome in results)
    shares = ", ".join(
        f"{outcome} {count[outcome]} ({count[outcome] / len(results):.3f})" for outcome in ("right", "open", "wrong")
    )
    print(f"{len(results)} mentions: {shares}")


if __name__ == "__main__":
    main()
