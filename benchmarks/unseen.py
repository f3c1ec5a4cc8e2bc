"""How well the rules read articles that nobody looked at while writing them, against annotations made from the texts alone.

    python benchmarks/unseen.py CORPORA [--errors LAYER] [--lang zh|en]

CORPORA holds xwlb-zh.jsonl.gz, news-en.jsonl.gz and mfa-zh.jsonl.gz. Tables come for each part and language; `--errors` lists
the slips of a layer, of the parts `mending`, `open`, `learning` and `later` only: what is `sealed`, `blind`, `fresh` or `apart` shows its totals and
nothing else.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kg import pipeline
from kg.evaluation import LAYERS, as_text, evaluate, load_gold
from kg.facts import facts
from kg.stores.oxigraph import OxigraphStore

GOLD = Path(__file__).resolve().parent.parent / "tests" / "gold" / "unseen"
PARTS = ("mending", "sealed", "open", "blind", "learning", "fresh", "later", "apart")
MAY_BE_SEEN = ("mending", "open", "learning", "later")
CORPORA = ("xwlb-zh.jsonl.gz", "news-en.jsonl.gz", "mfa-zh.jsonl.gz")
# Some pages were kept with all that stands around the news: it begins after the credit line and ends before this notice.
_NEWS = re.compile(r"\([^()]*\) \d\d:\d\d, [A-Z][a-z]+ \d+, \d{4} (?P<news>.*?) *\(For the latest China news", re.DOTALL)


def chosen(folder: Path, days: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """The rows of the corpora with these ids and days of publication, without what stood around the news on their pages."""
    for name in CORPORA:
        with gzip.open(folder / name, "rt", encoding="utf-8") as lines:
            for row in (row for row in map(json.loads, lines) if row["id"] in days):
                yield {**row, "text": _news(row["text"]), "date": days[row["id"]]}


def _news(text: str) -> str:
    page = _NEWS.search(text)
    return page["news"] if page else text


def found(folder: Path, days: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """What a build of those articles knows of each."""
    rows = list(chosen(folder, days))
    if missing := set(days) - {row["id"] for row in rows}:
        raise SystemExit(f"not in {folder}: {', '.join(sorted(missing))}")
    with tempfile.TemporaryDirectory() as scratch, OxigraphStore(Path(scratch) / "store", writable=True) as store:
        articles = Path(scratch) / "articles.jsonl"
        articles.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows), encoding="utf-8")
        pipeline.build([articles], store)
        return {known["id"]: known for known in facts(store)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--errors", choices=LAYERS, help="list the slips of a layer in the part that may be looked at")
    parser.add_argument("--lang", choices=("zh", "en"), help="only the articles of a language")
    options = parser.parse_args()
    gold = {part: load_gold(GOLD / part) for part in PARTS}
    known = found(options.corpora, {article: doc["published"] for marked in gold.values() for article, doc in marked.items()})
    for part, marked in gold.items():
        wanted = {k: doc for k, doc in marked.items() if options.lang in (None, doc["lang"])}
        result = evaluate(wanted, known, by="lang")
        print(f"== {part}\n{as_text(result)}\n")
        if options.errors and part in MAY_BE_SEEN:
            print(*result.errors(options.errors), sep="\n", end="\n\n")


if __name__ == "__main__":
    main()
