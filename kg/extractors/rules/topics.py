"""What an article is about: the strategies that it names and the themes that it addresses."""

from __future__ import annotations

from collections.abc import Sequence

from kg.model import Mention, Topic
from kg.text.document import Document


def strategies(document: Document) -> tuple[Mention, ...]:
    """Every naming of a listed strategy, in order."""
    return ()


def topics(document: Document) -> tuple[Topic, ...]:
    """The themes that the article addresses, heaviest first."""
    return ()


def said_themes(document: Document, spans: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """The themes of what one speaker said, sorted."""
    return ()


def said_strategies(document: Document, spans: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """The strategies named in what one speaker said, sorted."""
    return ()
