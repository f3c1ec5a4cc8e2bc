"""Measures how well re-published copies are told from other texts.

python benchmarks/copies.py PAIRS.jsonl.gz OTHERS.jsonl.gz [--others 5000]

PAIRS has lines with text_a and text_b (the same item from two crawlers), OTHERS lines with text, date and title.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from kg import copies


def rows(path: str) -> Iterator[dict[str, Any]]:
    with gzip.open(Path(path), "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs")
    parser.add_argument("others")
    parser.add_argument("--others", dest="count", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    given = list(rows(options.pairs))
    texts = {f"{side}{n}": row[f"text_{side}"] for n, row in enumerate(given) for side in "ab"}
    days = {f"{side}{n}": date.fromisoformat(row["date"]) for n, row in enumerate(given) for side in "ab"}
    pairs = {(f"a{n}", f"b{n}") for n in range(len(texts) // 2)}
    others = random.Random(options.seed).sample(list(rows(options.others)), options.count)
    texts |= {row["id"]: row["text"] for row in others}
    days |= {row["id"]: date.fromisoformat(row["date"]) for row in others}
    started = time.perf_counter()
    items = [copies.Item(ident, days[ident], copies.sketch(copies.shingles(text))) for ident, text in texts.items()]
    found = {(c.first, c.second): c.likeness for c in copies.copies(items, texts.__getitem__)}
    seconds = time.perf_counter() - started
    right = len(pairs & set(found))
    strange = {p: s for p, s in found.items() if p not in pairs}
    print(f"texts {len(texts)}, seconds {seconds:.1f}")
    print(f"pairs {len(pairs)}, found {right}, recall {right / len(pairs):.3f}")
    print(
        f"other pairs taken for copies, to be looked at: {len(strange)}, of which with equal text {sum(s == 1 for s in strange.values())}"
    )
    for (a, b), score in sorted(strange.items(), key=lambda item: item[1]):
        if score < 1:
            print(f"  {score:.3f} {a} {b}")
    for a, b in sorted(pairs - set(found)):
        alike = copies.likeness(copies.shingles(texts[a]), copies.shingles(texts[b]))
        print(f"  missed {a} {b} likeness {alike:.3f}, lengths {len(texts[a])} {len(texts[b])}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
