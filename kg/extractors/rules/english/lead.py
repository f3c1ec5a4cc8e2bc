"""Where an article says what happened: its headlines, dateline, first sentences and captions."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from kg.extractors.rules.english.view import View
from kg.text.dates_en import dates
from kg.text.document import Piece


class Lead(NamedTuple):
    """Where an article says what happened: headlines, the first sentences of the text, and captions."""

    headlines: tuple[Piece, ...]
    sentences: tuple[Piece, ...]
    captions: tuple[Piece, ...]
    dateline: tuple[int, int]


_MONTH_DAY = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2}(?:st|nd|rd|th)?(?:, \d{4})?"
_DATELINE = re.compile(
    rf"(?:[^\n]{{0,60}}?(?:Xinhua|News|Daily|Agency|Report|Message|\.com)[^\n]{{0,60}}?|[A-Z][\w',. ]{{1,40}}?, |)"
    rf"{_MONTH_DAY}(?:,? ?\([^()\n]{{0,120}}\)|[^\n(]{{0,40}}?(?: --|--|—|:| - )|,| ?(?=On )| (?=According |The reporter |Reporters? ))"
    rf"(?: ?\([^()\n]{{0,60}}\))?(?: ?(?:--|-|—|:))?"
)
_INNER_DATELINE = re.compile(rf"\b[A-Z][A-Z' ]{{2,24}}(?:, [A-Z][\w.]+)?, {_MONTH_DAY}(?: \([^()\n]{{0,30}}\))? ?--")
# As papers print it, without the day: `BEIJING -- The premier …`.
_DAYLESS = re.compile(r"[A-Z][A-Z' .]{2,24}(?:, [A-Z][\w.]+)? (?:--|—|-) (?=[A-Z\"])")
_CAPTION = re.compile(
    r"\b[Pp]hotos? (?:by|taken|shows)|\([^()]{0,40}(?:Xinhua|Photo|Online)/[^()]{0,40}\)|\[Photo|\(Photo|^This photo|Aerial photo"
)
_HEADER = re.compile(
    r"^(?:Source|Author|Editor|Original title|Release [Tt]ime|Font|\d{4}-\d\d-\d\d|\[Source|Photo)\b|Editor:|Release Time"
)


def lead(view: View) -> Lead:
    """The parts of a text that tell its main event."""
    opening = view.paragraphs[:12]
    heads: list[Piece] = []
    captions: list[Piece] = []
    told = next((n for n, p in enumerate(opening) if p.start >= view.body and _is_dated(p)), None)
    main: Piece | None = None
    for n, paragraph in enumerate(opening):
        if n == told:
            main = paragraph
        elif paragraph.start < view.body or (paragraph.text == view.document.article.title.strip() and len(opening) > 1):
            heads.append(paragraph)
        elif _CAPTION.search(paragraph.text[:1500]) and len(paragraph.text) < 900 and len(opening) > 2:
            captions.append(paragraph)
        elif _is_headline(paragraph, before_dateline=told is not None) and len(opening) > 1:
            heads += [] if _HEADER.search(paragraph.text) else [paragraph]
        else:
            main = paragraph
        if main:
            break
    if main is None:
        return Lead(tuple(heads), (), tuple(captions), (0, 0))
    main, caption = _without_caption(main)
    captions += [caption] if caption else []
    dateline = _dateline(main)
    begin = max(main.start, dateline[1])
    rest = [s for s in view.sentences if s.end > begin][:3]
    clipped = [Piece(a := max(s.start, begin), s.end, view.text[a : s.end]) for s in rest]
    return Lead(tuple(heads), tuple(clipped), tuple(captions), dateline)


_INNER_CAPTION = re.compile(
    r"\A[^\n]{20,500}?(?:\([^()\n]{0,50}(?:Xinhua|Photo|Online|China Daily)[^()\n]{0,50}\)(?! --)|\[Photo[^\]\n]{0,40}\]|[A-Z]{2,}(?: [A-Z]{2,}){0,2} ?/ ?(?:XINHUA|(?:FOR )?CHINA DAILY|AFP|REUTERS|VCG|CNS))(?= [A-Z\"])"
)
# The news itself, then the caption of a picture within it: a sentence without any verb, `A park in Suzhou. (Photo/Xinhua)`.
_PICTURED = re.compile(
    r"[a-z]\. (?-i:[A-Z])(?:(?!\b[a-z]+(?:ed|es|s|ing)\b|\b(?:is|was|are|were|has)\b)[^.()]){10,120}\. ?[(\[][^()]{0,60}[)\]]\Z"
)


def _without_caption(main: Piece) -> tuple[Piece, Piece | None]:
    """The text without the caption of a picture before it on the same line."""
    m = _INNER_CAPTION.match(main.text)
    if not m or len(main.text) - m.end() < 200 or re.search(r"\d \(Xinhua\)$", m[0]) or _PICTURED.search(m[0]):
        return main, None
    return Piece(main.start + m.end() + 1, main.end, main.text[m.end() + 1 :]), Piece(main.start, main.start + m.end(), m[0])


def _dateline(main: Piece) -> tuple[int, int]:
    """Where the place and day stand before the first sentence; an agency's may follow a caption on the same line."""
    m = _INNER_DATELINE.search(main.text[:700]) or _DATELINE.match(main.text[:220]) or _DAYLESS.match(main.text[:60])
    return (main.start + m.start(), main.start + m.end()) if m else (main.start, main.start)


_AGENCY = re.compile(r"Xinhua|News|Daily|Agency|--|Report|Message|Telegraph|CCTV")


def _is_dated(paragraph: Piece) -> bool:
    """Whether a paragraph begins with the place and day of an agency's report."""
    m = _DATELINE.match(paragraph.text[:220])
    return m is not None and bool(_AGENCY.search(m[0])) and len(paragraph.text) > m.end() + 40


def _is_headline(paragraph: Piece, *, before_dateline: bool) -> bool:
    ends = re.search(r"[.!?][\"')]*$|\s--\s", paragraph.text.strip())
    return len(paragraph.text) < (300 if before_dateline else 240) and (before_dateline or not ends)


def reported_on(view: View, where: Lead, published: date | None) -> date | None:
    """The day from which `on Tuesday` counts: the dateline's, else that of publication."""
    told = dates(view.text, published, *where.dateline) if where.dateline[1] > where.dateline[0] else ()
    return told[-1].first if told else published
