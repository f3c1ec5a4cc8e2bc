"""In which provinces the main event took place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extractors.rules.english.kinds import TRIGGER
from kg.extractors.rules.english.lead import Lead
from kg.extractors.rules.english.view import View
from kg.model import Mention
from kg.text.document import Piece

_BETWEEN_PLACE = (
    r" (?:(?:the|its|their|north|south|east|west|central|northeast|northwest|southeast|southwest|China's|[Nn]orth|[Ss]outh|[Ee]ast|[Ww]est|[Cc]entral|"
    r"[Nn]ortheast|[Nn]orthwest|[Ss]outhwest|[Ss]outheast|city|capital|provinces?|and|[A-Z][\w'-]+,?) ){0,4}\Z"
)
_AT = re.compile(rf"\b(?:in|at|near|via|across|around){_BETWEEN_PLACE}")
_TOURED = re.compile(rf"\b(?:in|at|to|of|visit(?:ed|s)?|inspect(?:ed|s)?|near|toured|tour|across|around){_BETWEEN_PLACE}")
_OF_SOMETHING = re.compile(r" (?:\d{4} )?(?!Province|City|Municipality|Autonomous|Uygur|Zhuang|Hui|Special|SAR|on\b)[A-Z]\w+")


def location(view: View, where: Lead, places: Sequence[Mention], kind: str) -> tuple[str, ...]:
    """The provinces where the lead says that it took place; the dateline's where it says nothing."""
    spots = [(m, _offset(view, m)) for m in places if m.entity.kind == "province"]
    if kind == "publication":
        return _publisher(where, spots)
    far = _FAR.search(" ".join(p.text for p in (*where.headlines, *where.sentences[:1]))) or (
        where.sentences[1:] and _REMOTE.search(where.sentences[1].text)
    )
    if kind == "press-conference":
        return _of_conference(view, where, spots)
    pattern = _TOURED if kind in ("inspection", "visit") else _AT
    for sentence in (*where.sentences[:2], *where.captions):
        found = [
            m.entity.id
            for m, at in spots
            if sentence.start <= at < sentence.end and _is_there(view.text, sentence, m, at, pattern)
        ]
        if found:
            return tuple(sorted(dict.fromkeys(found if kind == "inspection" else found[:1])))
    if far:
        return ()
    if kind in ("conference", "symposium") and (named := _named_after(view, where, spots)):
        return named
    if any(_ELSEWHERE.search(s.text) for s in where.sentences[:1]):
        return ()
    return tuple(m.entity.id for m, at in spots if where.dateline[0] <= at < where.dateline[1])[:1]


_REMOTE = re.compile(
    r"\b(?:[Vv]ideo|[Vv]irtual|[Oo]nline) (?:[Cc]onference|[Mm]eeting|[Ss]ummit|[Ss]ession|[Ff]orum)\b|\bvia (?:\w+ )?(?:link|video)\b"
)
# Held in a town that is no place of the tables: abroad, and not where the report was written.
_ELSEWHERE = re.compile(
    r"\b(?:held|took place|takes place|opened|concluded|convened) (?:(?:[^.;,\"]|\. (?=\d)){0,40} )?in (?!(?:January|February|March|April|May|June|July|August|"
    r"September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)\b)[A-Z][a-z]+(?:[.,]| on\b| from\b| amid\b|$)"
)
_ITS_FORUM = re.compile(r"(?: \d{4})?(?: [A-Z][a-z]+){0,2} (?:Forum|Conference|Summit|Symposium)\b(?! for\b)")


def _named_after(view: View, where: Lead, spots: Sequence[tuple[Mention, int]]) -> tuple[str, ...]:
    """The province of the city after which a gathering is called: `the Ningbo Tea Forum`."""
    return tuple(
        m.entity.id
        for sentence in where.sentences[:1]
        for m, at in spots
        if sentence.start <= at < sentence.end and view.text[at - 1] != "-" and _ITS_FORUM.match(view.text, at + len(m.surface))
    )[:1]


# What is to come, or is done over a distance, does not take place where it is reported from.
_FAR = re.compile(
    r"\bvia (?:\w+ )?(?:link|video)\b|\b(?:phone|telephone) (?:call|conversation|talks)|\b(?:by|over the) (?:tele)?phone\b|\bvideo (?:link|conference|meeting)|"
    r"\b(?:virtual|online) (?:meeting|summit|session|forum)|\bwill (?:be held|hold|meet|attend|visit|pay|chair|address|deliver|host|co-chair|take place)\b|"
    r"\bto (?:pay|visit|attend|hold|meet) "
)


def _of_conference(view: View, where: Lead, spots: Sequence[tuple[Mention, int]]) -> tuple[str, ...]:
    """The place of a press conference: the dateline's, or where the words say that it was given; none of what it was about."""
    told = re.compile(r"\b(?:[Pp]ress|[Nn]ews|[Mm]edia) (?:[Cc]onference|[Bb]riefing)\b[^.;\n]{0,60}\Z")
    for sentence in where.sentences[:2]:
        for m, at in spots:
            if (
                sentence.start <= at < sentence.end
                and told.search(view.text, sentence.start, at)
                and _is_there(view.text, sentence, m, at, _AT)
            ):
                return (m.entity.id,)
    return tuple(m.entity.id for m, at in spots if where.dateline[0] <= at < where.dateline[1])[:1]


def _publisher(where: Lead, spots: Sequence[tuple[Mention, int]]) -> tuple[str, ...]:
    """The province of the local body that publishes, named shortly before the verb."""
    pattern = dict(TRIGGER)["publication"]
    for sentence in (*where.sentences[:2], *where.headlines):
        if m := pattern.search(sentence.text):
            verb = sentence.start + m.start()
            return tuple(mention.entity.id for mention, at in spots if max(sentence.start, verb - 80) <= at < verb)[:1]
    return ()


def _is_there(text: str, sentence: Piece, mention: Mention, at: int, pattern: re.Pattern[str]) -> bool:
    """Whether something took place there, and not `the Beijing Olympics` somewhere else."""
    if text[max(0, at - 4) : at] == "the " and _OF_SOMETHING.match(text, at + len(mention.surface)):
        return False
    return bool(pattern.search(text, max(sentence.start, at - 60), at))


def _offset(view: View, mention: Mention) -> int:
    """Where a mention begins in the view."""
    at = mention.span.start + (view.document.body if mention.span.part == "text" else 0)
    return view.back(at)
