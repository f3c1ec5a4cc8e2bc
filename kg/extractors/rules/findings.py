"""What a language's rules hand back, and what they may lean on."""

from __future__ import annotations

from dataclasses import dataclass

from kg.authority import Authority
from kg.model import EventReport, Mention, OfficeHolding, Participation, Statement


@dataclass(frozen=True, slots=True)
class Context:
    """What is known before a language's rules begin: the authority, and the places found in the text."""

    authority: Authority
    places: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Findings:
    """People, offices, the main event, who did what in it, and who said what (themes still empty)."""

    persons: tuple[Mention, ...] = ()
    holdings: tuple[OfficeHolding, ...] = ()
    event: EventReport | None = None
    participations: tuple[Participation, ...] = ()
    statements: tuple[Statement, ...] = ()
