"""Which provinces and cities a text names, under any of their names."""

from __future__ import annotations

from kg.authority import Authority
from kg.model import Mention
from kg.text.document import Document


def places(document: Document, authority: Authority) -> tuple[Mention, ...]:
    """Every mention of a province, and of a city together with its province."""
    return ()
