"""Fits data/lexicon/theme_model.csv: how much each number that kg.extractors.rules.themes counts says about a theme.

    python tools/fit_themes.py SHARED [--check]

SHARED holds `articles/` and `gold/dev`, `gold/silver`. A logistic regression with a penalty on the squares of its
coefficients (Newton's method, no chance in it): the same for all themes but for one offset a theme, so that few
articles suffice. Renderings of one event weigh together as much as the square root of their number. `--check` prints
F1 in ten-fold cross-validation over events next to that of the fit and writes nothing. Needs numpy.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from kg.authority import load
from kg.extractors.rules import themes
from kg.model import Article
from kg.text.document import Document

ROOT = Path(__file__).resolve().parent.parent
PENALTY, THEME_PENALTY, FOLDS = 0.3, 1.5, 10
THRESHOLDS = tuple(round(0.2 + 0.02 * i, 2) for i in range(21))

Gold = Mapping[str, dict[str, Any]]
Predicted = dict[str, dict[str, float]]


@dataclass(frozen=True)
class Sample:
    """One row for each article and theme with evidence in it."""

    articles: tuple[str, ...]
    themes: tuple[str, ...]
    x: np.ndarray
    y: np.ndarray
    weight: np.ndarray

    def part(self, mask: np.ndarray) -> Sample:
        keep = [int(i) for i in np.flatnonzero(mask)]
        names = tuple(self.articles[i] for i in keep), tuple(self.themes[i] for i in keep)
        return Sample(*names, self.x[mask], self.y[mask], self.weight[mask])


def read_gold(shared: Path) -> Gold:
    documents = (
        json.loads(p.read_text(encoding="utf-8")) | {"set": s}
        for s in ("dev", "silver")
        for p in sorted((shared / "gold" / s).glob("*.json"))
    )
    return {d["id"]: d for d in documents}


def read_articles(shared: Path) -> Iterator[Article]:
    for path in sorted((shared / "articles").rglob("*.txt")):
        raw = path.read_text(encoding="utf-8", errors="replace")
        _, head, body = raw.split("---\n", 2) if raw.startswith("---\n") else ("", "", raw)
        front = yaml.safe_load(head) or {}
        yield Article(str(front.get("id", path.stem)), body, str(front.get("title") or ""), front.get("lang", ""))


def optional(doc: dict[str, Any]) -> set[str]:
    return set(doc.get("optional", {}).get("themes", [])) - set(doc["themes"])


def event(doc: dict[str, Any]) -> str:
    return doc.get("event_key") or doc["id"]


def sample(shared: Path, gold: Gold) -> Sample:
    rows = []
    for article in read_articles(shared):
        if article.id in gold:
            document = Document(article)
            found = themes.features(document, themes.evidence(document))
            rows += [
                (article.id, t, v, t in gold[article.id]["themes"])
                for t, v in found.items()
                if t not in optional(gold[article.id])
            ]
    ids, names, x, y = zip(*rows, strict=True)
    tellings = Counter(event(gold[i]) for i in set(ids))
    weight = np.array([tellings[event(gold[i])] ** -0.5 for i in ids])
    return Sample(ids, names, np.array(x), np.array(y, float), weight)


def design(data: Sample, names: tuple[str, ...], mean: np.ndarray, spread: np.ndarray) -> np.ndarray:
    offsets = np.array([[float(t == name) for name in names] for t in data.themes])
    return np.hstack([(data.x - mean) / spread, np.ones((len(data.y), 1)), offsets])


def fitted(data: Sample, names: tuple[str, ...]) -> dict[str, float]:
    """The coefficients by name, for the numbers as they are counted."""
    mean, spread = data.x.mean(0), data.x.std(0) + 1e-9
    x, width = design(data, names, mean, spread), data.x.shape[1]
    penalty = np.array([PENALTY] * width + [1e-4] + [THEME_PENALTY] * len(names))
    b = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ b))
        hessian = (x * (data.weight * p * (1 - p))[:, None]).T @ x + np.diag(penalty)
        b -= np.linalg.solve(hessian, x.T @ (data.weight * (p - data.y)) + penalty * b)
    slopes = b[:width] / spread
    return {
        **dict(zip(themes.FEATURES, slopes, strict=True)),
        "intercept": b[width] - float(slopes @ mean),
        **{f"theme:{name}": value for name, value in zip(names, b[width + 1 :], strict=True)},
    }


def predicted(data: Sample, table: Mapping[str, float]) -> Predicted:
    found: Predicted = {}
    for article, theme, vector in zip(data.articles, data.themes, data.x, strict=True):
        found.setdefault(article, {})[theme] = themes.probability(theme, tuple(vector), table)
    return found


def cross_validated(data: Sample, gold: Gold, names: tuple[str, ...]) -> Predicted:
    """What a model says about each article that it was not fitted to."""
    events = sorted({event(doc) for doc in gold.values()}, key=lambda e: hashlib.sha256(e.encode()).hexdigest())
    fold_of = {e: n % FOLDS for n, e in enumerate(events)}
    fold = np.array([fold_of[event(gold[i])] for i in data.articles])
    found: Predicted = {}
    for n in range(FOLDS):
        found |= predicted(data.part(fold == n), fitted(data.part(fold != n), names))
    return found


def f1(gold: Gold, found: Predicted, threshold: float, name: Callable[[str], str] = str) -> float:
    hit = extra = missed = 0
    for identifier, doc in gold.items():
        want = {name(t) for t in doc["themes"]}
        got = {name(t) for t, p in found.get(identifier, {}).items() if p >= threshold} - (
            {name(t) for t in optional(doc)} - want
        )
        hit, extra, missed = hit + len(want & got), extra + len(got - want), missed + len(want - got)
    return 2 * hit / (2 * hit + extra + missed)


def report(gold: Gold, held_out: Predicted, fit: Predicted, threshold: float) -> None:
    broader = {t.id: t.broader or t.id for t in load().themes.values()}
    print(f"threshold {threshold}; F1 cross-validated (fitted)")
    for chosen in ("dev", "silver"):
        for column in ("zh", "en", "mt"):
            part = {i: d for i, d in gold.items() if (d["set"], d["column"]) == (chosen, column)}
            cells = [f1(part, p, threshold, n) for n in (str, broader.__getitem__) for p in (held_out, fit)]
            print(
                f"{chosen:7}{column:4}{len(part):4} themes {cells[0]:.3f} ({cells[1]:.3f})  top themes {cells[2]:.3f} ({cells[3]:.3f})"
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    gold = read_gold(args.shared)
    data = sample(args.shared, gold)
    names = tuple(sorted(t.id for t in load().themes.values() if t.broader))
    held_out, table = cross_validated(data, gold, names), fitted(data, names)
    threshold = max(THRESHOLDS, key=lambda t: f1(gold, held_out, t))
    report(gold, held_out, predicted(data, table), threshold)
    if not args.check:
        with (ROOT / "data/lexicon/theme_model.csv").open("w", encoding="utf-8", newline="") as handle:
            out = csv.writer(handle, lineterminator="\n")
            out.writerow(("name", "value"))
            out.writerows(
                (name, f"{value:.4f}") for name, value in {**table, "threshold": threshold, "said threshold": threshold}.items()
            )


if __name__ == "__main__":
    main()
