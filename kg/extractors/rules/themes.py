"""Weighs what a text says about each theme: the evidence of the lexicon, turned into a probability by a small model."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from kg.authority import load
from kg.extractors.rules.lexicon import rows
from kg.extractors.rules.matching import Expressions, Hit
from kg.extractors.rules.organisations import organisations
from kg.text.document import Document

FEATURES = (
    "score",
    "score2",
    "sentences",
    "expressions",
    "density",
    "share",
    "rank",
    "title",
    "lead",
    "early",
    "english",
    "long",
    "strong",
)
SCORE = FEATURES.index("score")

# What makes a word part of an office's or a body's name, after it and before it.
_BODY_AFTER = re.compile(
    r"(?:部|厅|局|委|司|署|总局|办|部门|协会|学会|研究会|委员会|工作组|领导小组|基金会)(?:[长、，。和等及]|主任|局长|部长|厅长|书记|党组|负责)|"
    r" (?:Ministry|Department|Bureau|Administration|Commission|Committee|Minister|Association|Office)\b"
)
_BODY_BEFORE = re.compile(
    r"\b(?:Ministry|Department|Bureau|Administration|Commission|Committee|Minister|Office|Federation|Association|Secretary)"
    r" (?:of|for) (?:the )?(?:[A-Z]\w+,? (?:and )?){0,2}$"
)


class Evidence(NamedTuple):
    """Where an expression of a theme stands: its sentence by number, which expression it is, and how much it weighs."""

    theme: str
    sentence: int
    expression: int
    weight: float
    start: int
    end: int


def evidence(document: Document) -> tuple[Evidence, ...]:
    """The expressions of themes in a text that are no part of a body's name, in order."""
    starts = [s.start for s in document.sentences]
    bodies = tuple(_bodies(document))
    names = _expressions("zh" if document.article.language.startswith("zh") else "en")
    found: list[Evidence] = []
    for hit in names.hits(document.text):
        if not _in_name_of_body(document.text, hit, bodies) and _in_its_case(document.text, hit, names.entries[hit.index][0]):
            sentence = bisect_right(starts, hit.start) - 1
            found += [Evidence(t, sentence, hit.index, w, hit.start, hit.end) for t, w in names.value(hit) if t]
    return tuple(found)


def _bodies(document: Document) -> Iterator[tuple[int, int]]:
    for mention in organisations(document, load()):
        shift = document.body if mention.span.part == "text" else 0
        yield mention.span.start + shift, mention.span.end + shift


def _in_its_case(text: str, hit: Hit, expression: str) -> bool:
    """Whether an acronym stands in capitals: WHO is not who."""
    return not (expression.isupper() and expression.isascii()) or text[hit.start : hit.end] == expression


def _in_name_of_body(text: str, hit: Hit, bodies: Sequence[tuple[int, int]]) -> bool:
    if any(a <= hit.start and hit.end <= b for a, b in bodies):
        return True
    return bool(_BODY_AFTER.match(text, hit.end) or _BODY_BEFORE.search(text, max(0, hit.start - 60), hit.start))


@lru_cache(maxsize=2)
def _expressions(language: str) -> Expressions[tuple[tuple[str, float], ...]]:
    """The expressions of a language with the themes that each speaks for; one without a theme hides those inside it."""
    meanings: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for row in rows("themes"):
        if row["language"] == language:
            meanings[row["expression"]].append((row["theme"], float(row["weight"])))
    return Expressions(tuple((expression, tuple(meaning)) for expression, meaning in meanings.items()))


def features(document: Document, found: Iterable[Evidence]) -> dict[str, tuple[float, ...]]:
    """For each theme with evidence the numbers that the model weighs, in the order of FEATURES."""
    by_theme: dict[str, list[Evidence]] = defaultdict(list)
    for one in found:
        by_theme[one.theme].append(one)
    raw = {theme: _raw(ones) for theme, ones in by_theme.items()}
    total = sum(raw.values()) or 1.0
    order = sorted(raw, key=lambda t: (-raw[t], t))
    return {t: _vector(document, by_theme[t], raw[t], total, order.index(t)) for t in order}


def _raw(ones: Sequence[Evidence]) -> float:
    """The sum of the weights of different expressions, each growing with the logarithm of its count."""
    count: dict[int, int] = defaultdict(int)
    weight: dict[int, float] = {}
    for one in ones:
        count[one.expression] += 1
        weight[one.expression] = one.weight
    return sum(weight[e] * (1 + math.log(n)) for e, n in sorted(count.items()))


def _vector(document: Document, ones: Sequence[Evidence], raw: float, total: float, rank: int) -> tuple[float, ...]:
    length = max(len(document.sentences), 1)
    headline = _headline(document)
    said = {one.sentence for one in ones if one.weight >= 2}
    strong = [one for one in ones if one.weight >= 3]
    return (
        math.log1p(raw),
        math.sqrt(raw),
        math.log1p(len(said)),
        math.log1p(len({one.expression for one in ones})),
        min(len(said) / length, 1.0),
        raw / total,
        math.log1p(rank),
        min(sum(one.weight for one in ones if one.end <= headline), 6.0) / 3,
        min(sum(one.weight for one in ones if one.start >= headline and one.sentence <= _lead(document)), 6.0) / 3,
        1 - ones[0].sentence / length,
        float(not document.article.language.startswith("zh")),
        math.log(length) * raw / total,
        math.log1p(len({one.expression for one in strong})),
    )


def _headline(document: Document) -> int:
    """Where the title ends: the article's own, or a first line without an end to its sentence."""
    if document.body:
        return document.body
    first = document.paragraphs[0] if document.paragraphs else None
    return first.end if first and len(first.text) < 160 and first.text[-1] not in "。.！!：:" else 0


def _lead(document: Document) -> int:
    """The number of the last sentence that belongs to the lead: the first after the title, and the next."""
    headline = _headline(document)
    return sum(1 for s in document.sentences if s.start < headline) + 1


@lru_cache(maxsize=1)
def model() -> tuple[Mapping[str, float], float]:
    """The coefficients by name (features, `intercept`, `theme:<id>`), and the probability from which a theme counts."""
    table = {row["name"]: float(row["value"]) for row in rows("theme_model")}
    return table, table["threshold"]


def probability(theme: str, vector: Sequence[float], table: Mapping[str, float]) -> float:
    """How likely the article addresses the theme, by the model's coefficients."""
    linear = table["intercept"] + table.get(f"theme:{theme}", 0.0)
    linear += sum(table[name] * value for name, value in zip(FEATURES, vector, strict=True))
    return 1 / (1 + math.exp(-linear))
