"""How long the rules take for an article, in this tree and, turn and turn about, in another.

    python benchmarks/reading.py CORPORA [--against TREE] [--articles N]

CORPORA holds xwlb-zh.jsonl.gz and news-en.jsonl.gz; N articles (300) of each are read, evenly spread. TREE is another working tree of
this project (`git worktree add TREE REV`), read by this Python with that tree's package. Processor time of the reading alone, so
that a busy machine disturbs little; the authority is loaded before.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent.parent
SETS = (("zh", "xwlb-zh.jsonl.gz"), ("en", "news-en.jsonl.gz"))
TURNS = 2


def _rows(file: Path, count: int) -> list[dict[str, Any]]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if row["date"]]
    return rows[:: max(1, len(rows) // count)][:count]


def _times(corpora: Path, count: int) -> Iterator[tuple[str, float]]:
    """Milliseconds for an article of each language, with the package that this Python imports."""
    from kg.authority import load
    from kg.extractors.rules import RulesExtractor
    from kg.model import Article

    reader = RulesExtractor(load())
    for language, name in SETS:
        articles = [
            Article(row["id"], row["text"], row["title"], language, "", date.fromisoformat(row["date"]))
            for row in _rows(corpora / name, count)
        ]
        for article in articles[:5]:
            reader.read(article)
        start = time.process_time()
        for article in articles:
            reader.read(article)
        yield language, (time.process_time() - start) / len(articles) * 1000


def _of_tree(tree: Path, corpora: Path, count: int) -> dict[str, float]:
    command = [sys.executable, __file__, str(corpora), "--articles", str(count), "--one"]
    done = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": str(tree)}, cwd=tree, capture_output=True, text=True, check=True
    )
    return dict(json.loads(done.stdout))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--against", type=Path, metavar="TREE")
    parser.add_argument("--articles", type=int, default=300, metavar="N")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(list(_times(asked.corpora, asked.articles))))
        return
    trees = [("here", HERE), *([("there", asked.against.resolve())] if asked.against else [])]
    runs = [(name, _of_tree(tree, asked.corpora.resolve(), asked.articles)) for _ in range(TURNS) for name, tree in trees]
    for name, times in runs:
        print(name, *(f"{language} {ms:.1f} ms" for language, ms in times.items()))
    if asked.against:
        for language, _ in SETS:
            here, there = (min(times[language] for name, times in runs if name == which) for which in ("here", "there"))
            print(f"{language}: here takes {here / there:.2f} times as long")


if __name__ == "__main__":
    main()
