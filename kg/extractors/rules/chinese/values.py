"""What the rules for Chinese hand to each other: names as they occur, and everybody whom a text names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.extractors.rules.chinese.names import Name
from kg.extractors.rules.chinese.titles import Title
from kg.model import Entity, Mention, Office, OfficeHolding


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A name in the text with the titles around it; `outer_start:outer_end` covers those too."""

    name: Name
    titles: tuple[Title, ...] = ()
    after: str = ""
    outer_start: int = 0
    outer_end: int = 0

    @property
    def who(self) -> str:
        return self.name.text


@dataclass(frozen=True)
class Cast:
    """Everybody named in a document: occurrences in order, whom each name means, and their offices."""

    occurrences: tuple[Occurrence, ...]
    entities: Mapping[str, Entity]
    mentions: tuple[Mention, ...]
    holdings: tuple[OfficeHolding, ...]
    offices: Mapping[str, Office] = field(default_factory=dict)
