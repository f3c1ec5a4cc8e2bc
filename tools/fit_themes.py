"""Fits the model of themes: data/lexicon/theme_model.csv, and the column `reliability` of data/lexicon/themes.csv.

    python tools/fit_themes.py SHARED [--check]

SHARED holds `articles/`, `gold/dev`, `gold/silver` and `corpora/`, of which the articles of `tests/gold/themes.csv` (read
for this fit, once), `tests/gold/unseen/mending` (read twice, no longer unseen) and `tests/gold/unseen/learning` join. A logistic regression with a penalty on the squares of its
coefficients (Newton's method, no chance in it): the same for all themes but for one offset a theme, so that few
articles suffice. Renderings of one event weigh together as much as the square root of their number. An expression's
reliability is the share of events with it that address its theme, drawn towards that of expressions of its weight; a
row of the fit sees the reliabilities without its own event. `--check` prints F1 in ten-fold cross-validation over
events next to that of the fit and writes nothing. Needs numpy.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import compress
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from kg.authority import load
from kg.extractors.rules import themes
from kg.model import Article
from kg.text.document import Document

ROOT = Path(__file__).resolve().parent.parent
MODEL, LEXICON = ROOT / "data/lexicon/theme_model.csv", ROOT / "data/lexicon/themes.csv"
GOLD = ROOT / "tests/gold"
CORPORA = ("mfa-zh.jsonl.gz", "news-en.jsonl.gz", "xwlb-zh.jsonl.gz")
SETS = ("dev", "silver")
READ = "read"  # articles of the corpora, annotated for this fit by one reader: they count half in the choice of a threshold
WEIGHTS = {"dev": 1.0, "silver": 1.0, READ: 0.5}
# Chosen by the layer "speaker themes" of the score: what a statement needs, alone and within an article about the theme.
SAID = {"said": 0.3, "touched": 0.03}
# Chosen by the layers "themes" and "speaker themes" of English texts, renderings and web pages, that joined no fit: the few
# English articles of the fit make its probabilities too low. What a statement and its article need together is `said:en`.
ENGLISH = {"threshold:en": 0.32, "said:en": 0.44}
PENALTY, THEME_PENALTY, SHRINKAGE, FOLDS = 0.3, 1.5, 3.0, 10
THRESHOLDS = tuple(round(0.2 + 0.02 * i, 2) for i in range(21))

Gold = Mapping[str, dict[str, Any]]
Predicted = dict[str, dict[str, float]]


Key = tuple[str, str, int, float]  # language, theme, number of the expression, weight


@dataclass(frozen=True)
class Sample:
    """One row for each article and theme with evidence in it; `keys` are the expressions that gave it."""

    articles: tuple[str, ...]
    events: tuple[str, ...]
    themes: tuple[str, ...]
    keys: tuple[frozenset[Key], ...]
    x: np.ndarray
    y: np.ndarray
    weight: np.ndarray


class Reliabilities:
    """How often expressions are right, counted by events so that one may be left out."""

    def __init__(self, data: Sample, train: Collection[str]) -> None:
        told: dict[tuple[Key, str], list[float]] = defaultdict(list)
        for event_key, keys, y in zip(data.events, data.keys, data.y, strict=True):
            if event_key in train:
                for key in keys:
                    told[key, event_key].append(y)
        self._right = {k: sum(v) / len(v) for k, v in told.items()}
        self._count: dict[Key, list[float]] = defaultdict(lambda: [0, 0.0])
        by_weight: dict[float, list[float]] = defaultdict(lambda: [0, 0.0])
        for (key, _), right in self._right.items():
            for cell in (self._count[key], by_weight[key[3]]):
                cell[0], cell[1] = cell[0] + 1, cell[1] + right
        self.prior = {weight: right / n for weight, (n, right) in sorted(by_weight.items())}

    def of(self, key: Key, without: str = "") -> float:
        n, right = self._count.get(key, (0, 0.0))
        if (key, without) in self._right:
            n, right = n - 1, right - self._right[key, without]
        return float((right + SHRINKAGE * self.prior[key[3]]) / (n + SHRINKAGE))

    def seen(self) -> Mapping[Key, float]:
        return {key: self.of(key) for key in self._count}


def read_gold(shared: Path) -> Gold:
    folders = [(s, shared / "gold" / s) for s in SETS]
    folders += [(READ, GOLD / "unseen" / part) for part in ("mending", "learning")]
    documents = [json.loads(p.read_text(encoding="utf-8")) | {"set": s} for s, f in folders for p in sorted(f.glob("*.json"))]
    return {d["id"]: d for d in (*documents, *read_themes())}


def read_themes() -> Iterator[dict[str, Any]]:
    """The articles of which only the themes were annotated."""
    with (GOLD / "themes.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            unsure = {"themes": row["optional"].split()}
            yield {"id": row["article"], "set": READ, "column": "zh", "themes": row["themes"].split(), "optional": unsure}


def read_articles(shared: Path, wanted: Collection[str]) -> Iterator[Article]:
    for path in sorted((shared / "articles").rglob("*.txt")):
        raw = path.read_text(encoding="utf-8", errors="replace")
        _, head, body = raw.split("---\n", 2) if raw.startswith("---\n") else ("", "", raw)
        front = yaml.safe_load(head) or {}
        yield Article(str(front.get("id", path.stem)), body, str(front.get("title") or ""), front.get("lang", ""))
    for path in (shared / "corpora" / name for name in CORPORA):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for row in (row for row in map(json.loads, lines) if row["id"] in wanted):
                yield Article(row["id"], row["text"], row["title"], row["lang"])


def optional(doc: dict[str, Any]) -> set[str]:
    return set(doc.get("optional", {}).get("themes", [])) - set(doc["themes"])


def event(doc: dict[str, Any]) -> str:
    return doc.get("event_key") or doc["id"]


def sample(shared: Path, gold: Gold) -> Sample:
    rows: list[tuple[Any, ...]] = []
    seen: set[str] = set()
    for article in read_articles(shared, gold):
        if article.id in gold and article.id not in seen:
            seen.add(article.id)
            rows += rows_of(Document(article), gold[article.id])
    ids, events, names, keys, x, y = zip(*rows, strict=True)
    tellings = Counter(dict(zip(ids, events, strict=True)).values())
    weight = np.array([tellings[e] ** -0.5 for e in events])
    return Sample(ids, events, names, keys, np.array(x), np.array(y, float), weight)


def rows_of(document: Document, doc: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    found, language = themes.evidence(document), themes.language_of(document)
    for theme, vector in themes.features(themes.whole(document), found).items():
        if theme not in optional(doc):
            keys = frozenset((language, theme, e.expression, e.weight) for e in found if e.theme == theme)
            yield doc["id"], event(doc), theme, keys, vector, theme in doc["themes"]


def with_reliabilities(data: Sample, train: Collection[str]) -> Sample:
    """The sample with the last two numbers made from the events of `train` alone, each row's own left out."""
    known = Reliabilities(data, train)
    last = [themes.certainty(known.of(k, e) for k in keys) for e, keys in zip(data.events, data.keys, strict=True)]
    return replace(data, x=np.hstack([data.x[:, :-2], np.array(last)]))


def part(data: Sample, mask: np.ndarray) -> Sample:
    def keep(values: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(compress(values, mask))

    texts = keep(data.articles), keep(data.events), keep(data.themes), keep(data.keys)
    return Sample(*texts, data.x[mask], data.y[mask], data.weight[mask])


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
    events = sorted(set(data.events), key=lambda e: hashlib.sha256(e.encode()).hexdigest())
    fold_of = {e: n % FOLDS for n, e in enumerate(events)}
    fold = np.array([fold_of[e] for e in data.events])
    found: Predicted = {}
    for n in range(FOLDS):
        known = with_reliabilities(data, {e for e in events if fold_of[e] != n})
        found |= predicted(part(known, fold == n), fitted(part(known, fold != n), names))
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


def of_set(gold: Gold, name: str) -> Gold:
    return {i: d for i, d in gold.items() if d["set"] == name}


def report(gold: Gold, held_out: Predicted, fit: Predicted, threshold: float) -> None:
    broader = {t.id: t.broader or t.id for t in load().themes.values()}
    print(f"threshold {threshold}; F1 cross-validated (fitted)")
    for chosen in (*SETS, READ):
        for column in ("zh", "en", "mt"):
            part = {i: d for i, d in gold.items() if (d["set"], d["column"]) == (chosen, column)}
            if not part:
                continue
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
    held_out = cross_validated(data, gold, names)
    known = with_reliabilities(data, set(data.events))
    table = fitted(known, names)
    threshold = max(THRESHOLDS, key=lambda t: sum(w * f1(of_set(gold, s), held_out, t) for s, w in WEIGHTS.items()))
    report(gold, held_out, predicted(known, table), threshold)
    if not args.check:
        write(table | {"threshold": threshold} | SAID | ENGLISH, Reliabilities(data, set(data.events)))


def write(table: Mapping[str, float], reliabilities: Reliabilities) -> None:
    usual = {f"reliability:{weight:g}": value for weight, value in reliabilities.prior.items()}
    with MODEL.open("w", encoding="utf-8", newline="") as handle:
        out = csv.writer(handle, lineterminator="\n")
        out.writerow(("name", "value"))
        out.writerows((name, f"{value:.4f}") for name, value in {**table, **usual}.items())
    write_reliabilities(reliabilities.seen())


def write_reliabilities(seen: Mapping[Key, float]) -> None:
    text = {(code, t, themes.expressions(code).entries[number][0]): value for (code, t, number, _), value in seen.items()}
    with LEXICON.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    with LEXICON.open("w", encoding="utf-8", newline="") as handle:
        out = csv.DictWriter(handle, fieldnames=list(rows[0]), lineterminator="\n")
        out.writeheader()
        for row in rows:
            value = text.get((row["language"], row["theme"], row["expression"]))
            out.writerow(row | {"reliability": "" if value is None else f"{value:.2f}"})


if __name__ == "__main__":
    main()
