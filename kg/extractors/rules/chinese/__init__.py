"""Reads Chinese readouts: people, offices, the main event, who did what in it, who said what."""

from __future__ import annotations

from kg.extractors.rules.chinese.people import cast
from kg.extractors.rules.findings import Context, Findings
from kg.text.document import Document


def read(document: Document, context: Context) -> Findings:
    """What the rules for Chinese find in a document."""
    people = cast(document, context.authority, context.places)
    return Findings(persons=people.mentions, holdings=people.holdings)
