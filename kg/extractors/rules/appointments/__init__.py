"""Reads clauses that open or close a tenure: who was appointed, elected or removed, or resigned, from which post and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.extractors.rules.appointments import chinese, english
from kg.extractors.rules.appointments.values import Turn, Who
from kg.extractors.rules.findings import Context, Findings
from kg.model import OfficeChange
from kg.text.document import Document

__all__ = ["changes"]

_LANGUAGES = {"zh": chinese.turns, "en": english.turns}


def changes(document: Document, findings: Findings, context: Context) -> tuple[OfficeChange, ...]:
    """What a document tells of posts taken up and given up; posts in bodies that no table has are left out."""
    read = _LANGUAGES.get(document.article.language[:2])
    if read is None:
        return ()
    return tuple(_facts(document, read(document, _people(document, findings), findings, context)))


def _people(document: Document, findings: Findings) -> tuple[Who, ...]:
    """The mentions of people in the order of the document's string, without overlap."""
    found: list[Who] = []
    for mention in sorted(findings.persons, key=lambda m: (m.span.part != "title", m.span)):
        shift = document.body if mention.span.part == "text" else 0
        who = Who(mention.span.start + shift, mention.span.end + shift, mention.entity, mention.confidence)
        if not found or who.start >= found[-1].end:
            found.append(who)
    return tuple(found)


def _facts(document: Document, turns: Iterable[Turn]) -> Iterator[OfficeChange]:
    """Each change once; where the text tells it several times, the telling that has a day."""
    told: dict[tuple[str, str, str], Turn] = {}
    for turn in turns:
        key = (turn.who.entity.id, turn.office.id, turn.kind)
        if key not in told or (told[key].on is None and turn.on is not None):
            told[key] = turn
    for turn in told.values():
        yield OfficeChange(
            person=turn.who.entity,
            office=turn.office,
            kind=turn.kind,
            on=turn.on,
            acting=turn.acting,
            evidence=(document.span(min(turn.start, turn.who.start), max(turn.end, turn.who.end)),),
            rule=turn.rule,
            confidence=round(min(turn.confidence, turn.who.confidence), 3),
        )
