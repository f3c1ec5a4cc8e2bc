"""What the rules of both languages hand over: people at their places, and the turns in their careers."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from kg.model import Change, Entity, Office


class Who(NamedTuple):
    """A person named at half-open offsets of a document's string."""

    start: int
    end: int
    entity: Entity
    confidence: float


class Turn(NamedTuple):
    """A person takes up or gives up a post, as the clause at `start:end` tells."""

    start: int
    end: int
    who: Who
    office: Office
    kind: Change
    on: date | None
    acting: bool
    rule: str
    confidence: float = 0.93
