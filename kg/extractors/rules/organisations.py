"""Which organisations of the authority a text names."""

from __future__ import annotations

from kg.authority import Authority
from kg.model import Mention
from kg.text.document import Document


def organisations(document: Document, authority: Authority) -> tuple[Mention, ...]:
    """Every mention of a known organisation, longest names first."""
    return ()
