"""Reads Chinese readouts: people, offices, the main event, who did what in it, who said what."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.extractors.rules.chinese.events import event, lead
from kg.extractors.rules.chinese.frames import frames
from kg.extractors.rules.chinese.people import cast
from kg.extractors.rules.chinese.roles import participations
from kg.extractors.rules.chinese.statements import statements
from kg.extractors.rules.chinese.values import Cast
from kg.extractors.rules.findings import Context, Findings
from kg.text.document import Document

# Leaders whom a headline names together.
_LEADERS = re.compile(r"中共中央政治局(?:其他)?常委(?!会)|党和国家领导人|中央领导同志")
# Some fifty times a long article; what comes after it is no readout.
_ENOUGH = 120_000


def read(document: Document, context: Context) -> Findings:
    """What the rules for Chinese find in a document; of a text beyond any article's length, in its first part."""
    if len(document.text) > _ENOUGH:
        document = Document(replace(document.article, text=document.article.text[:_ENOUGH]))
    people = cast(document, context.authority, context.places)
    head = lead(document)
    in_headline = [o for o in people.occurrences if head.title_start <= o.name.start < head.title_start + len(head.title)]
    happened = event(
        document,
        context.places,
        _local(people),
        named=bool(in_headline) or not head.title or bool(_LEADERS.match(head.title)),
        opens=any(o.name.start == head.title_start for o in in_headline),
    )
    sentences = tuple(frames(document, people))
    return Findings(
        persons=people.mentions,
        holdings=people.holdings,
        event=happened,
        participations=participations(document, people, happened, head, sentences),
        statements=statements(document, people, happened, sentences),
    )


def _local(people: Cast) -> str:
    """The province of the first local post that the text names, unless a national one comes before it."""
    first = next((h.office.organisation.id for h in people.holdings[:3] if not h.former), "")
    return first[:5] if first.startswith("CN-") else {"hk-government": "CN-HK", "macao-government": "CN-MO"}.get(first, "")
