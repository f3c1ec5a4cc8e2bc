"""The main event that an article reports, with its days."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from kg.extractors.rules.english.kinds import MEETING, kind_of
from kg.extractors.rules.english.lead import Lead, reported_on
from kg.extractors.rules.english.view import View
from kg.extractors.rules.english.whereabouts import location
from kg.model import EventReport, Mention
from kg.text.dates_en import Dated, dates
from kg.text.document import Piece

_VAGUE = re.compile(r"\b(?:recently|a few days ago|in recent days|the other day|lately|not long ago|these days)\b", re.IGNORECASE)
_NOWHERE = frozenset({"report", "message", "instruction", "discipline", "appointment"})


def event(
    view: View,
    where: Lead,
    places: Sequence[Mention],
    published: date | None,
    acts: Callable[[Piece], bool],
) -> EventReport:
    """The article's main event; `acts` tells of a sentence whether somebody who holds an office is its subject."""
    if _is_comment(view):
        where = _of_comment(view, where, published)
    kind, confidence, sentence = kind_of(where, lambda piece: _is_past(view, where, piece, published), acts)
    evidence = (view.span(sentence.start, sentence.end),) if sentence else ()
    if kind == "report":
        return EventReport(evidence=evidence, rule="no event in headline or lead", confidence=confidence, type=kind)
    day = when(view, where, published, kind, sentence)
    provinces = () if kind in _NOWHERE else location(view, where, places, kind)
    return EventReport(
        evidence=evidence,
        rule="first telling word of headline or lead",
        confidence=confidence,
        type=kind,
        start=day[0] if day else None,
        end=day[1] if day else None,
        provinces=provinces,
    )


# A signed opinion and an editorial comment on events; only a lead that dates one reports it.
_COMMENT = re.compile(
    r"\b(?:[Tt]he author is|[Tt]he views? (?:expressed )?(?:here |in this article )?(?:do|does)(?: not|n't) necessarily)\b"
)
_EDITORIAL = re.compile(r"\b[Ee]ditorial\Z|\A(?:Editorial|Opinion|Commentary|Op-[Ee]d)\b")


def _is_comment(view: View) -> bool:
    return bool(
        _COMMENT.search(view.text, max(0, len(view.text) - 900)) or _EDITORIAL.search(view.document.article.title.strip())
    )


def _of_comment(view: View, where: Lead, published: date | None) -> Lead:
    """The lead of a comment without its headline, and without its first sentence where that dates nothing."""
    first = tuple(s for s in where.sentences[:1] if _dates(view.text, reported_on(view, where, published), s.start, s.end))
    return where._replace(headlines=(), captions=(), sentences=first)


# What a later sentence dates further back than this, the article recalls.
_RECALLED = timedelta(days=14)


_IN_YEAR = re.compile(r"\b(?:in|since|back in) (?:early |late |mid-)?(?:[A-Z][a-z]+,? )?((?:19|20)\d\d)\b")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_IN_MONTH = re.compile(rf"\bin (?:early |late |mid-)?({'|'.join(_MONTHS)})\b(?! \d)")
_LONG_AGO = re.compile(
    r"\b(?:last (?:year|month)|(?:years|months|decades|a year|a decade) ago|in recent (?:years|months)|once (?:attended|visited|held|chaired|met))\b"
)


def _is_past(view: View, where: Lead, piece: Piece, published: date | None) -> bool:
    """Whether a sentence tells of days long before the report."""
    anchor = reported_on(view, where, published)
    found = dates(view.text, anchor, piece.start, piece.end)
    if not anchor or found:
        return bool(found and anchor and found[0].last < anchor - _RECALLED)
    m, month = _IN_YEAR.search(piece.text), _IN_MONTH.search(piece.text)
    earlier = bool(month and _MONTHS.index(month[1]) + 1 not in (anchor.month, anchor.month % 12 + 1))
    return bool(m and int(m[1]) < anchor.year) or earlier or bool(_LONG_AGO.search(piece.text))


def when(view: View, where: Lead, published: date | None, kind: str, told: Piece | None = None) -> tuple[date, date] | None:
    """First and last day: of the later sentence that tells the event, else the first date of the lead after the dateline,
    else of a caption, else the dateline's.
    """
    dateline = dates(view.text, published, *where.dateline) if where.dateline[1] > where.dateline[0] else ()
    anchor = reported_on(view, where, published)
    if kind == "press-conference" and (found := _in(view, where.headlines, published)):
        return found
    if kind != "press-conference" and told in where.sentences[1:]:
        if kind == "instruction":
            return None
        found_there = _dates(view.text, anchor, told.start, told.end)
        if found_there and not _is_vague(view.text, told, found_there):
            return _lasting(where, found_there[0])
    if kind == "meeting" and (found := _decided(view, where, anchor)):
        return found
    if kind == "press-conference" and (found := _briefed(view, where, anchor)):
        return found
    for n, sentence in enumerate(where.sentences[:2]):
        found_here = _dates(view.text, anchor, sentence.start, sentence.end)
        if kind == "instruction" and n:
            return None
        if n == 0 and _is_vague(view.text, sentence, found_here):
            return _opening_days(view, where, anchor) if kind == "inspection" else None
        if found_here:
            held = (d for d in found_here if _HELD_ON.search(view.text, sentence.start, d.start))
            return _lasting(where, next(held, found_here[0]) if n == 0 else found_here[0])
        if kind in ("publication", "discipline", "appointment"):
            return None
    if found := _in(view, (*where.captions, *where.headlines), anchor):
        return found
    return (dateline[-1].first, dateline[-1].last) if dateline else None


def _briefed(view: View, where: Lead, anchor: date | None) -> tuple[date, date] | None:
    """The day that stands beside the word for the briefing, whatever days it was about."""
    for sentence in where.sentences[:2]:
        for found in _dates(view.text, anchor, sentence.start, sentence.end):
            if _AT_BRIEFING.match(view.text, found.end) or _BRIEFING_ON.search(view.text, sentence.start, found.start):
                return found.first, found.last
    return None


# A meeting that only set the days of another: `will convene in June … the decision was made on Friday`.
_CONVENES = re.compile(r"\b(?:will|to) (?:hold|convene|open|meet)\b")
_DECISION = re.compile(r"\b(?:decided|decision [^.;]{0,90}?\bwas made|was decided)\b")


def _decided(view: View, where: Lead, anchor: date | None) -> tuple[date, date] | None:
    if not any(_CONVENES.search(s.text) for s in where.sentences[:1]):
        return None
    for sentence in where.sentences[:2]:
        if m := _DECISION.search(sentence.text):
            found = _dates(view.text, anchor, sentence.start + m.end(), sentence.end)
            return (found[0].first, found[0].last) if found else None
    return None


def _opening_days(view: View, where: Lead, anchor: date | None) -> tuple[date, date] | None:
    """The days that a later sentence of the lead begins with, after a first that only says `recently`."""
    for sentence in where.sentences[1:3]:
        found = _dates(view.text, anchor, sentence.start, sentence.end)[:1]
        if found and found[0].start - sentence.start < _AT_ONCE:
            return found[0].first, found[0].last
    return None


_AT_ONCE = 4
_AT_BRIEFING = re.compile(r" (?:at|during) (?:an?|the|its|his|her) (?:[\w'-]+ ){0,5}(?:conference|briefing)\b")
_BRIEFING_ON = re.compile(r"\b(?:conference|briefing)\b(?:(?!\b(?:that|about)\b)[^.;]){0,80}\Z")
_HELD_ON = re.compile(r"\bheld (?:(?!\bheld\b)[^.;]){0,40}\Z")


def _is_vague(text: str, sentence: Piece, found: Sequence[Dated]) -> bool:
    """Whether a sentence says `recently` before any day, and of no day that something was held then."""
    if found and _HELD_ON.search(text, sentence.start, found[0].start):
        return False
    return bool(_VAGUE.search(text, sentence.start, found[0].start if found else sentence.end))


_DAYS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_LASTING = re.compile(rf"\b({'|'.join(_DAYS)})-day (?:event|{MEETING}|festival|fair|expo|exhibition|visit|summit|plenum)\b")
_OPENS = re.compile(
    r"\b(?:kick(?:s|ed) off|open(?:s|ed)|began|begins|beginning|start(?:s|ed|ing)|arriv(?:ed|es|ing)|raised its curtain|from (?=[A-Z][a-z]+day))\b"
)
_ENDS = re.compile(rf"\b(?:conclu(?:sion|ded|des)|clos(?:ed|es|ing|e)|end(?:ed|s)?) [^.;]{{0,40}}?\b({'|'.join(_DAYS)})-day\b")
_AFTER_DAYS = re.compile(
    rf"\b(?:conclud(?:es|ed)|clos(?:es|ed)|ended|wrap(?:s|ped) up)\b[^.;]{{0,60}}? after ({'|'.join(_DAYS)}) days\b"
)


def _lasting(where: Lead, found: Dated) -> tuple[date, date]:
    """The days of an event that opens on a day and is said to last several."""
    lead_text = " ".join(s.text for s in where.sentences[:3])
    m = _LASTING.search(lead_text)
    if found.first == found.last and (done := _AFTER_DAYS.search(lead_text) or _ENDS.search(lead_text)):
        return found.first - timedelta(days=_DAYS[done[1]] - 1), found.last
    if m and found.first == found.last and _OPENS.search(lead_text):
        return found.first, found.first + timedelta(days=_DAYS[m[1]] - 1)
    return found.first, found.last


def _in(view: View, pieces: Sequence[Piece], anchor: date | None) -> tuple[date, date] | None:
    found = [d for piece in pieces for d in _dates(view.text, anchor, piece.start, piece.end)]
    return (found[0].first, found[0].last) if found else None


_NOT_THEN = re.compile(r"\b(?:falls on|fell on|by|since|until|before|effect on|starting) \Z")


def _dates(text: str, anchor: date | None, start: int, end: int) -> list[Dated]:
    found = (d for d in dates(text, anchor, start, end) if not _NOT_THEN.search(text, max(start, d.start - 14), d.start))
    return [_to_come(text, d, anchor, start) for d in found]


# `will open the forum on Saturday` means the Saturday after the report.
_WILL = re.compile(
    r"\b(?:will|(?:is|are|was|were) to|(?:set|due|scheduled|slated) to) [a-z]+(?:(?!\b(?:said|announced|told|decided|as|when|which)\b)[^.;]){0,160}\Z"
)
_WEEKDAY = re.compile(r"(?:[Oo]n )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\Z")


def _to_come(text: str, found: Dated, anchor: date | None, start: int) -> Dated:
    is_weekday = _WEEKDAY.fullmatch(text, found.start, found.end)
    if not (is_weekday and anchor and found.first < anchor and _WILL.search(text, start, found.start)):
        return found
    week = timedelta(days=7)
    return found._replace(first=found.first + week, last=found.last + week)
