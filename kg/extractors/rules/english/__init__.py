"""Reads English and machine-translated readouts: who is named, in what office, who did and said what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extractors.rules.english.reader import Reader
from kg.extractors.rules.findings import Context, Findings

if TYPE_CHECKING:
    from kg.text.document import Document


def read(document: Document, context: Context) -> Findings:
    """What an English article says about people, offices, its main event and who said what."""
    return Reader(document, context).findings()
