"""Which named formulations (提法) a text uses."""

from __future__ import annotations

from functools import lru_cache

from kg.authority import Authority
from kg.extractors.rules.matching import Expressions
from kg.model import Mention
from kg.text.document import Document


def formulations(document: Document, authority: Authority) -> tuple[Mention, ...]:
    """Every use of a formulation that the authority lists, the longest wording where several fit, in order."""
    text, names = document.text, _wordings(authority)
    return tuple(
        Mention(
            document.span(hit.start, hit.end),
            text[hit.start : hit.end],
            authority.entity("formulation", names.value(hit)),
            0.97,
            "wording of a formulation",
        )
        for hit in names.hits(text)
    )


@lru_cache(maxsize=4)
def _wordings(authority: Authority) -> Expressions[str]:
    every = sorted(authority.formulations.values(), key=lambda f: f.id)
    return Expressions(
        tuple((w, f.id) for f in every for w in (f.en, f.zh, *f.aliases_en, *f.aliases_zh) if w), fold=True, literal=True
    )
