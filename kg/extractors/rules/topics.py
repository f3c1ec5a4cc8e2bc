"""What an article is about: the strategies that it names and the themes that it addresses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from kg.authority import Strategy, load
from kg.extractors.rules.lexicon import rows
from kg.extractors.rules.matching import Expressions
from kg.extractors.rules.themes import (
    SCORE,
    WORTH_A_SENTENCE,
    Evidence,
    evidence,
    features,
    language_of,
    model,
    part,
    probability,
    whole,
)
from kg.model import Mention, Span, Topic
from kg.text.document import Document

_ACRONYM = "acronym"
_QUOTED = 6


@lru_cache(maxsize=2)
def strategies(document: Document) -> tuple[Mention, ...]:
    """Every naming of a listed strategy, in order; each statement of the text asks again for it."""
    return tuple(_named_strategies(document))


def topics(document: Document) -> tuple[Topic, ...]:
    """The themes that the article addresses, heaviest first."""
    found, likely = _weighed(document)
    chosen = {t: (p, score) for t, (p, score) in likely.items() if p >= _threshold(document)}
    total = sum(score for _, score in chosen.values())
    ranked = sorted(chosen.items(), key=lambda item: (-item[1][1], item[0]))
    return tuple(_topic(document, t, p, score / total, found) for t, (p, score) in ranked)


def _threshold(document: Document) -> float:
    """How likely a theme has to be; English has fewer expressions, so that what it finds counts for more."""
    return model()["threshold:en" if language_of(document) == "en" else "threshold"]


@lru_cache(maxsize=2)
def _weighed(document: Document) -> tuple[tuple[Evidence, ...], Mapping[str, tuple[float, float]]]:
    """What speaks for themes in a text, and of each theme the probability and the score; statements ask again for it."""
    found, table = evidence(document), model()
    weighed = features(whole(document), found).items()
    return found, {theme: (probability(theme, vector, table), vector[SCORE]) for theme, vector in weighed}


def _topic(document: Document, theme: str, probability: float, weight: float, found: Sequence[Evidence]) -> Topic:
    strongest = sorted((e for e in found if e.theme == theme), key=lambda e: (-e.weight, e.start))[:_QUOTED]
    spans = tuple(sorted({document.span(e.start, e.end) for e in strongest}))
    return Topic(
        evidence=spans, rule="weighed expressions", confidence=round(probability, 3), theme=theme, weight=round(weight, 3)
    )


def said_themes(document: Document, spans: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """The themes of what one speaker said, sorted: likely by these words alone, or touched by them in an article about it.

    In English both together have to be likely enough, and a faint hint is none.
    """
    found, likely = _weighed(document)
    table = model()
    inside = [e for e in found if any(a <= e.start and e.end <= b for a, b in spans)]
    weighed = {t: probability(t, v, table) for t, v in features(part(document, spans), inside).items()}
    if language_of(document) == "en":
        clear = {e.theme for e in inside if e.weight >= WORTH_A_SENTENCE}
        return tuple(t for t, p in weighed.items() if t in clear and p + likely[t][0] >= table["said:en"])
    about = {t for t, (p, _) in likely.items() if p >= table["threshold"]}
    return tuple(t for t, p in weighed.items() if p >= table["touched" if t in about else "said"])


def said_strategies(document: Document, spans: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """The strategies named in what one speaker said, sorted."""
    inside = {document.span(a, b) for a, b in spans}
    found = (m for m in strategies(document) if any(_holds(s, m.span) for s in inside))
    return tuple(sorted({m.entity.id for m in found}))


def _holds(outer: Span, inner: Span) -> bool:
    return outer.part == inner.part and outer.start <= inner.start and inner.end <= outer.end


def _named_strategies(document: Document) -> Iterator[Mention]:
    authority = load()
    for names in _strategy_names():
        for hit in names.hits(document.text):
            identifier = names.value(hit)
            if identifier:
                surface = document.text[hit.start : hit.end]
                entity = authority.entity("strategy", identifier)
                yield Mention(document.span(hit.start, hit.end), surface, entity, 0.97, "name of a strategy")


@lru_cache(maxsize=1)
def _strategy_names() -> tuple[Expressions[str], Expressions[str]]:
    """The names, and the acronyms, whose case matters; an expression without a strategy hides those inside it."""
    table = rows("strategies")
    names = [(name, strategy.id) for strategy in load().strategies.values() for name in _labels(strategy)]
    wordings = [(row["expression"], row["strategy"]) for row in table if row["note"] != _ACRONYM]
    acronyms = [(row["expression"], row["strategy"]) for row in table if row["note"] == _ACRONYM]
    acronyms += [(name, identifier) for name, identifier in names if name.isupper() and name.isascii()]
    return (
        Expressions(tuple((n, i) for n, i in dict.fromkeys([*wordings, *names]) if (n, i) not in acronyms)),
        Expressions(tuple(dict.fromkeys(acronyms)), fold=False),
    )


def _labels(strategy: Strategy) -> Iterator[str]:
    yield from (
        name for name in (strategy.en, strategy.zh, *strategy.aliases_en, *strategy.aliases_zh) if len(name) > 2 or name == "双碳"
    )
