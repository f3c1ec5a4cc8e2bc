"""How well web pages are read: titles and dates that are exactly right, and how much of the body is found.

    python benchmarks/html_reading.py FOLDER [--errors]

The folder holds pages `ID.html` and `answers.jsonl` with id, title, date and text of each.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from pathlib import Path

from kg.corpus import Skipped, read

_TOKEN = re.compile(r"[\u3400-\u9fff]|[^\W_]+|[^\w\s]")


def f1(found: str, right: str) -> float:
    """The F1 of tokens: Chinese characters one by one, words, numbers and marks."""
    a, b = Counter(_TOKEN.findall(found)), Counter(_TOKEN.findall(right))
    common = (a & b).total()
    return 2 * common / (a.total() + b.total()) if common else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", action="store_true", help="list the pages that were not read right")
    options = parser.parse_args()
    answers = {row["id"]: row for row in map(json.loads, (options.folder / "answers.jsonl").open(encoding="utf-8"))}
    skipped: list[Skipped] = []
    start = time.perf_counter()
    articles = {article.label: article for article in read(sorted(options.folder.glob("*.html")), on_skip=skipped.append)}
    seconds = time.perf_counter() - start
    titles = dates = exact = 0
    scores = []
    for id, answer in answers.items():
        article = articles.get(id)
        title = article is not None and article.title == " ".join(answer["title"].split())
        date = article is not None and str(article.published) == answer["date"]
        score = f1(article.text, answer["text"]) if article else 0.0
        titles, dates, scores = titles + title, dates + date, [*scores, score]
        exact += article is not None and article.text == answer["text"]
        if options.errors and not (title and date and score > 0.99):
            print(
                id,
                "title" * (not title),
                "date" * (not date),
                f"body {score:.3f}",
                repr(article and article.title),
                answer["title"],
            )
    n = len(answers)
    print(f"pages               {n}")
    print(f"read                {len(articles)}  ({len(skipped)} reports)")
    print(f"titles right        {titles / n:.3f}")
    print(f"dates right         {dates / n:.3f}")
    print(f"body F1, mean       {sum(scores) / n:.4f}")
    print(f"body F1, worst      {min(scores):.4f}")
    print(f"body F1 above 0.99  {sum(score > 0.99 for score in scores) / n:.3f}")
    print(f"body to the letter  {exact / n:.3f}")
    print(f"pages a second      {n / seconds:.0f}")


if __name__ == "__main__":
    main()
