"""Weighs what a text says about each theme: the evidence of the lexicon, turned into a probability by a small model.

`data/lexicon/themes.csv` gives the expressions (weight 4 for a theme's own name, 1 for a faint hint) and how often an
article that holds one was found to address the theme; `theme_model.csv` gives the coefficients. `tools/fit_themes.py`
makes both numbers from annotated articles.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from kg.authority import added, load
from kg.extractors.rules.lexicon import rows
from kg.extractors.rules.matching import Expressions, Hit
from kg.extractors.rules.organisations import organisations
from kg.text.document import Document

FEATURES = ("score", "root", "sentences", "title", "lead", "english", "share", "strong", "asked", "certain", "best")
SCORE = FEATURES.index("score")
OWN_NAME, STRONG, WORTH_A_SENTENCE = 4, 3, 2

# What makes a word part of an office's or a body's name, after it and before it.
_BODY_AFTER = re.compile(
    r"(?:部|厅|局|委|司|署|总局|办|部门|协会|学会|研究会|委员会|工作组|领导小组|基金会)(?:[长、，。和等及]|主任|局长|部长|厅长|书记|党组|负责)|"
    r" (?:Ministry|Department|Bureau|Administration|Commission|Committee|Minister|Association|Office)\b"
)
_BODY_BEFORE = re.compile(
    r"\b(?:Ministry|Department|Bureau|Administration|Commission|Committee|Minister|Office|Federation|Association|Secretary)"
    r" (?:of|for) (?:the )?(?:[A-Z]\w+,? (?:and )?){0,2}$"
)
# What is to be done about something: a theme named after one of these in its clause is addressed, not only named.
_TO_DO_ZH = re.compile(
    "要|加快|推进|推动|促进|加强|强化|深化|完善|健全|落实|提升|提高|发展|建设|构建|打造|扩大|优化|支持|培育|巩固|保障|做好|抓好|统筹|"
    "加大|坚持|深入|稳定|积极|全面|着力|实施|保护|开展|防范|化解|推广|壮大|融入|改革|维护|增强|丰富|办好|打好|严格|规范|破除|畅通|拓展|创新|筑牢"
)
_TO_DO_EN = re.compile(
    r"\b(?:should|must|need|ensur|promot|advanc|boost|expand|strengthen|deepen|accelerat|improv|develop|foster|safeguard|optimi|speed|"
    r"step|upgrad|build|push|support|enhanc|consolidat|carry|implement|prevent|resolv|protect|stabili|increas|effort|call|urg|stress|"
    r"emphasi|enrich|cultivat|integrat|maintain|work|continu|further|firmly|make|creat|pursu|uphold|construct|transform|broaden|"
    r"intensif|facilitat)",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"[，。；！？,.;!?\n]")


class Evidence(NamedTuple):
    """An expression of a theme: where it stands, its number in the lexicon, its weight, and how often it is right."""

    theme: str
    start: int
    end: int
    expression: int
    weight: float
    reliability: float


class Meaning(NamedTuple):
    """What an expression says: a theme, with what weight, and in what share of articles rightly."""

    theme: str
    weight: float
    reliability: float


def language_of(document: Document) -> str:
    return "zh" if document.article.language.startswith("zh") else "en"


def evidence(document: Document) -> tuple[Evidence, ...]:
    """The expressions of themes in a text that are no part of a body's name, in order."""
    bodies = tuple(_bodies(document))
    names = expressions(language_of(document))
    hits = (h for h in names.hits(document.text) if _counts(document.text, h, names.entries[h.number][0], bodies))
    return tuple(
        Evidence(m.theme, h.start, h.end, h.number, m.weight, m.reliability) for h in hits for m in names.value(h) if m.theme
    )


def _bodies(document: Document) -> Iterator[tuple[int, int]]:
    for mention in organisations(document, load()):
        shift = document.body if mention.span.part == "text" else 0
        yield mention.span.start + shift, mention.span.end + shift


def _counts(text: str, hit: Hit, expression: str, bodies: Sequence[tuple[int, int]]) -> bool:
    """Whether a hit is no part of a body's name, nor a word that only looks like an acronym (who, WHO)."""
    if expression.isupper() and expression.isascii() and text[hit.start : hit.end] != expression:
        return False
    if any(a <= hit.start and hit.end <= b for a, b in bodies):
        return False
    return not (_BODY_AFTER.match(text, hit.end) or _BODY_BEFORE.search(text, max(0, hit.start - 60), hit.start))


@lru_cache(maxsize=2)
def expressions(language: str) -> Expressions[tuple[Meaning, ...]]:
    """The expressions of a language with the themes that each speaks for; one without a theme hides those inside it."""
    table = model()
    meanings: dict[str, list[Meaning]] = defaultdict(list)
    for row in rows("themes"):
        if row["language"] == language:
            reliability = row["reliability"] or table.get(f"reliability:{row['weight']}", 0.0)
            meanings[row["expression"]].append(Meaning(row["theme"], float(row["weight"]), float(reliability)))
    spelt = {expression.casefold(): expression for expression in meanings}
    for theme, _, en, zh in added("theme"):
        for name in zh if language == "zh" else en:
            key = spelt.setdefault(name.casefold(), name)
            meanings[key].append(Meaning(theme.id, OWN_NAME, table[f"reliability:{OWN_NAME}"]))
    known = Expressions(tuple((expression, tuple(meaning)) for expression, meaning in meanings.items()))
    people = (p.zh for p in load().persons.values()) if language == "zh" else ()
    # Known names hide the expressions inside them: 蓝天立 is no blue sky.
    return Expressions((*known.entries, *((name, ()) for name in people if any(known.all_hits(name)))))


@dataclass(frozen=True)
class Stretch:
    """What of a document is weighed: all of it, or only some sentences; offsets of sentences, title and lead."""

    document: Document
    starts: tuple[int, ...]
    title: int = 0
    lead: int = 0


def whole(document: Document) -> Stretch:
    """The document with its title, and its lead: the first two sentences after that."""
    starts = tuple(s.start for s in document.sentences)
    title = _title(document)
    following = [s.end for s in document.sentences if s.start >= title][:2]
    return Stretch(document, starts, title, following[-1] if following else title)


def _title(document: Document) -> int:
    """Where the title ends: the article's own, or a first line without an end to its sentence."""
    if document.body or not document.paragraphs:
        return document.body
    first = document.paragraphs[0]
    return first.end if len(first.text) < 160 and first.text[-1] not in "。.！!：:" else 0


def part(document: Document, spans: Sequence[tuple[int, int]]) -> Stretch:
    """The sentences of some spans, all of them as weighty as a lead."""
    starts = tuple(s.start for s in document.sentences if any(a < s.end and s.start < b for a, b in spans))
    return Stretch(document, starts)


def features(stretch: Stretch, found: Iterable[Evidence]) -> dict[str, tuple[float, ...]]:
    """For each theme with evidence the numbers that the model weighs, in the order of FEATURES."""
    by_theme: dict[str, list[Evidence]] = defaultdict(list)
    for one in found:
        by_theme[one.theme].append(one)
    score = {theme: _score(ones) for theme, ones in by_theme.items()}
    total = sum(score.values())
    return {theme: _vector(stretch, by_theme[theme], score[theme], total) for theme in sorted(score)}


def _score(ones: Sequence[Evidence]) -> float:
    """The sum of the weights of different expressions, each growing with the logarithm of its count."""
    count = Counter((one.expression, one.weight) for one in ones)
    return sum(weight * (1 + math.log(n)) for (_, weight), n in sorted(count.items()))


def _vector(stretch: Stretch, ones: Sequence[Evidence], score: float, total: float) -> tuple[float, ...]:
    sentences = {bisect_right(stretch.starts, one.start) for one in ones if one.weight >= WORTH_A_SENTENCE}
    in_title = sum(one.weight for one in ones if one.end <= stretch.title)
    in_lead = sum(one.weight for one in ones if stretch.title <= one.start < stretch.lead)
    return (
        math.log1p(score),
        math.sqrt(score),
        math.log1p(len(sentences)),
        min(in_title, 6.0) / 3,
        min(in_lead, 6.0) / 3,
        float(language_of(stretch.document) == "en"),
        math.log1p(len(stretch.starts)) * score / total,
        math.log1p(len({one.expression for one in ones if one.weight >= STRONG})),
        float(any(one.weight >= OWN_NAME and _is_to_be_done(stretch.document, one) for one in ones)),
        *certainty({one.expression: one.reliability for one in ones}.values()),
    )


def certainty(reliabilities: Iterable[float]) -> tuple[float, float]:
    """How sure expressions of these reliabilities are together (as a negative logarithm of the doubt), and the best alone."""
    each = sorted(reliabilities)
    return -sum(math.log(max(1 - r, 1e-3)) for r in each), each[-1]


def _is_to_be_done(document: Document, one: Evidence) -> bool:
    chinese = language_of(document) == "zh"
    before = _CLAUSE_END.split(document.text[max(0, one.start - (16 if chinese else 70)) : one.start])[-1]
    return bool((_TO_DO_ZH if chinese else _TO_DO_EN).search(before))


@lru_cache(maxsize=1)
def model() -> Mapping[str, float]:
    """The coefficients by name (features, `intercept`, `theme:<id>`), the thresholds and the usual reliabilities by weight."""
    return {row["name"]: float(row["value"]) for row in rows("theme_model")}


def probability(theme: str, vector: Sequence[float], table: Mapping[str, float]) -> float:
    """How likely the text addresses the theme, by the model's coefficients."""
    linear = table["intercept"] + table.get(f"theme:{theme}", 0.0)
    linear += sum(table[name] * value for name, value in zip(FEATURES, vector, strict=True))
    return 1 / (1 + math.exp(-linear))
