"""The main event that an article reports: its kind by the first telling word, its days and its provinces."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from kg.extractors.rules.english.view import View
from kg.model import EventReport, Mention
from kg.text.dates_en import Dated, dates
from kg.text.document import Piece


class Lead(NamedTuple):
    """Where an article says what happened: headlines, the first sentences of the text, and captions."""

    headlines: tuple[Piece, ...]
    sentences: tuple[Piece, ...]
    captions: tuple[Piece, ...]
    dateline: tuple[int, int]


_MEETING = r"(?:meeting|session|conference|seminar|forum|congress|assembly|rally)"
_PAPER = (
    r"(?:article|white paper|guidelines?|guideline|plan|outline|regulations?|opinions?|measures|circular|document|notice|catalogue|rules|"
    r"law|standards?|blueprint|report|statement|book|decision|communique|white papers|list|action plan|Arrange|Plan)"
)
_TRIAL = r"(?:sentenced|indicted|arrest(?:ed)?|prosecuted|stood trial|on trial|pleaded guilty|charged with|placed under (?:investigation|detention))"
_GRAFT = r"(?:brib\w+|corruption|graft|abuse of power|embezzl\w+|duty-related crimes?)"
_STUDY = r"(?:[Rr]eport|[Ss]urvey|[Ss]tudy|[Ii]ndex|[Oo]utlook|[Bb]ulletin|[Pp]oll|[Rr]anking|[Mm]onitor|[Bb]lue [Bb]ook|[Gg]reen [Bb]ook|[Ww]hite [Pp]aper)"
_ON_A_DAY = r"(?:on )?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d)"
_SHOW = r"(?:[Ee]xhibitions?|[Ee]xpos?|[Ff]airs?|[Ff]estivals?|[Cc]arnivals?|[Mm]arathons?|[Cc]ompetitions?|[Gg]ames)"
_TRIGGERS: tuple[tuple[str, str], ...] = (
    ("discipline", r"\b(?:expel(?:led|s)?|expulsion)\b[^.;]{0,40}\b(?:Party|CPC|office)|\bunder (?:\w+ ){0,3}(?:investigation|probe)\b"
                   r"|serious(?:ly)? (?:suspected )?violati\w+|violat\w+ of (?:Party )?discipline|removed from public office"),
    ("discipline", rf"\b{_TRIAL}\b[^.]{{0,220}}?\b{_GRAFT}|\b{_GRAFT}[^.]{{0,160}}?\b{_TRIAL}\b"),
    ("instruction", r"\b(?:give|gave|gives|issue[sd]?|made?|makes) (?:an? |some )?(?:\w+ )?(?:important )?(?:instructions?|directives?)\b"
                    r"|\bimportant instructions? (?:on|to|about|regarding)\b"
                    r"|\border(?:ed|s) (?:all-out|immediate|maximum|every|full) "),
    ("message", r"\b(?:congratulatory|condolence) (?:letters?|messages?|telegrams?)|\b(?:sen[dt]s?|sending|extend(?:s|ed)?|exchanged?s?)\b"
                r" (?:an? |his |her |their )?(?:\w+ ){0,2}(?:messages?|letters?|condolences|congratulations|greetings|sympathy|sympathies)\b"
                r"|\b(?:wrote|writes|write|writing) back\b|\brepl(?:y|ies|ied) (?:in a letter )?to (?:a |the )?letters?\b|\breply letter\b"
                r"|\bcongratulate[sd]?\b[^.;]{0,60}\bon (?:his|her|their)\b"),
    ("study-session", r"\bstudy session\b|\bcollective(?:ly)? stud(?:y|ied)\b|\b(?:gave|delivered|gives|made) (?:an? )?(?:\w+ )?"
                      r"(?:lecture|presentation|interactive speech)\b|\b(?:preach(?:ed|es)|publici[sz]e[sd]?) the spirit\b"
                      r"|\binteractive (?:lecture|presentation|speech)\b"),
    ("publication", r"\bQiushi\b|\bwhite paper\b|\b(?:issued?s?|releas(?:ed?|es)|publish(?:ed|es)?|unveil(?:ed|s)?|promulgat\w+|"
                    rf"discharged|printed and distributed)\b[^.;]{{0,90}}?\b{_PAPER}\b|\bsaid in a statement\b"
                    rf"|\b{_STUDY}\b(?:,? (?!by\b)[a-z]+){{0,3}}? (?:released|published|issued|unveiled)\b[^.;,]{{0,80}}?\b{_ON_A_DAY}"
                    r"|\b(?:signed|signs) (?:an? |the )?(?:[A-Z]?\w+ ){0,4}(?:orders?|decrees?)\b"),
    ("talks", r"\b(?:h[eo]lds?|holding|had|have|hold) (?:an? )?(?:\S+ ){0,3}(?:roundtable|dialogue|conversation)s?(?: meeting| talks)? with\b|\b(?:held?|holds?|holding|had|have) (?:\w+ ){0,2}(?:talks|meetings?) with\b|\bhold(?:s|ing)? (?:\w+ )?talks\b|\bheld (?:\w+ )?talks\b"
              r"|\b(?:met|meets|meet)\b(?! (?:the )?(?:needs?|demands?|requirements?|expectations?|challenges?|targets?|goals?|standards?|press))"
              r" (?:with |in \w+ with )?(?!in\b|on\b|at\b)|\bphone (?:call|conversation|talks) with\b|\bspoke (?:with|to) \w+[^.]{0,40} (?:by|over the) phone"),
    ("inspection", r"\b(?:inspection|research|fact-finding|investigation) (?:tour|trip|visit)\b|\binspect(?:s|ed|ing)\b"
                   r"|\bconduct(?:s|ed|ing)? (?:an? )?(?:\w+ ){0,3}(?:research|inspections?|investigation|survey)\b"
                   r"|\b(?:made|makes|on) an? (?:\w+ )?inspection\b|\binvestigation and research\b|\bvisited and inspected\b|\binvestigated (?:the|and)\b"
                   r"|\bvisit(?:s|ed) (?:local |some |several )?(?:enterprises|companies|factories|villages|villagers|schools|grassroots)\b"),
    ("appointment", r"(?<!newly-)(?<!newly )\b(?:to appoint|appoint(?:s|ed|ment)|sworn in|takes office|took office|dismissed|inaugurated as)\b"
                    r"|\belected (?:as )?(?:the )?(?:new )?(?:president|chairman|premier|governor|mayor|vice|secretary|head)\b"),
    ("visit", r"\b(?:state|official|working|goodwill|four-day|three-day|two-day|five-day) visit\b|\barriv(?:ed|es) (?:in|at) [A-Z]"
              r"|\bvisit(?:s|ed)?\b[^.]{0,80}\bat the invitation of\b"
              r"|\b(?:paid|pays|pay|begins?|began|kicks? off|concluded?) (?:an? |his |her )?(?:\w+ ){0,2}visit\b|\bon (?:a|an) \w* ?visit to\b"),
    ("symposium", r"\bsymposi(?:um|ums|a)\b|\bconsultative meeting\b"),
    ("press-conference", r"\b(?:[Pp]ress|[Nn]ews) (?:[Cc]onference|[Bb]riefing)\b|\b(?:[Rr]egular|[Dd]aily|[Mm]edia) (?:[Pp]ress )?[Bb]riefing\b|\btold reporters\b|\bme(?:e)?t(?:s)? the press\b"
                         r"|\b(?:answer|respond|repli)\w* (?:to )?(?:\w+ ){0,2}(?:reporters?|journalists?|media|press)\b|\banswered (?:\w+ )?questions? (?:from|about)\b"
                         r"|\bregular press\b|\bSpokesperson [A-Z]\w+ [A-Z]\w+'s Remarks\b|\btold (?:a|the) press\b"),
    ("meeting", r"\b(?:executive|leadership|standing|chairpersons?'?|committee|commission|group|bureau|board) (?:meeting|session)\b"
                r"|\b(?:Political Bureau|Politburo|Standing Committee|[Ll]eading [Gg]roup|Central [A-Z]\w+ (?:and \w+ )?(?:Affairs )?Commission)\b[^.;]{0,60}?\b(?:held|holds?|convened?)\b"
                r"(?! (?:an? |its |the )?(?:[\w-]+ ){0,3}(?:study|symposium|seminar|press|reception|ceremony|conference|talks))"
                r"|(?<!of the )(?<!of )\b(?:NPC|National People's Congress) Standing Committee\b(?! (?:vice|deputy|chairman|chair|member|official|spokes))"
                r"|\bsession of the Standing Committee\b|\bStanding Committee session\b|\bmeeting of the (?:Standing|Political|Central|State Council|CPC|Party|\w+ Committee)"
                r"|\bState Council (?:executive )?(?:meeting)(?! on)\b|\bfirst (?:meeting|conference) of the \w+ (?:Alliance|Union|Association)\b"
                r"|\b(?:presid(?:ed|ing) over|chair(?:ed|s|ing)|in the chair of|at) (?:the|a) meeting\b|\bbegan reviewing\b|\breview(?:ed|s|ing)? (?:a |the )?draft\b"),
    ("ceremony", r"\b(?:ceremony|ceremonies|reception|banquet|gala|credentials)\b|\bawards?\b(?= (?:were|was|ceremony|night))|\blaid? (?:a )?wreath|\bunveiling(?= (?:ceremony|of)\b)"
                 r"|\b(?:tea party|New Year gathering|get-together|funeral|cremated|memorial service)\b"
                 rf"|\b{_SHOW}\b[^.;]{{0,90}}?\b(?:(?:will|is to|is set to|is scheduled to|to) be held|(?:is|was|is being|are|were) (?:being )?held|raised its curtain|opens|opened|kicks off|closed|concluded)\b"
                 r"|\bkick(?:s|ed) off\b|\bat the \d{4} [A-Z]\w+ [A-Z]\w+ Awards\b"),
    ("conference", rf"\b(?:attend(?:s|ed|ing)?|held|holds?|hold|open(?:s|ed)?|conven(?:ed|es)|address(?:es|ed|ing)?|clos(?:es|ed)|opening of|presid(?:es|ed) over|chair(?:s|ed))\b"
                   rf"[^.;]{{0,90}}?\b(?P<k>{_MEETING}|Forum|[Ss]ummit|Conference|Meeting)\b|\b(?:{_MEETING}|Conference|Meeting|Forum|Congress|[Ss]ummit)\b[^.;]{{0,30}}?\b(?:held|opens|opened|convenes|convened|concludes|concluded|closes|closed)\b"
                   r"|\bplenary (?:meeting|session)\b|\bnational (?:\w+ )?(?:conference|meeting)\b"
                   r"|\b(?:Ministers|[Mm]inisterial)\b[^.;]{0,60}\b(?:Meeting|meeting|conference|Conference)\b|\bsession of the \d+th National People's Congress\b"
                   r"|\b(?:video|virtual|work) (?:conference|meeting)\b|\bexperts participating in the\b|\bMeeting\b[^.;]{0,30}\bstates\b"),
)  # fmt: skip
_TRIGGER = tuple((kind, re.compile(pattern)) for kind, pattern in _TRIGGERS)
_STRONG = frozenset(
    "discipline instruction message study-session talks inspection symposium press-conference meeting appointment".split()
)
_MONTH_DAY = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2}(?:st|nd|rd|th)?(?:, \d{4})?"
_DATELINE = re.compile(
    rf"(?:[^\n]{{0,60}}?(?:Xinhua|News|Daily|Agency|Report|Message|\.com)[^\n]{{0,60}}?|[A-Z][\w',. ]{{1,40}}?, |)"
    rf"{_MONTH_DAY}(?:,? ?\([^()\n]{{0,120}}\)|[^\n(]{{0,40}}?(?: --|--|—|:| - )|,| ?(?=On )| (?=According |The reporter |Reporters? ))"
    rf"(?: ?\([^()\n]{{0,60}}\))?(?: ?(?:--|-|—|:))?"
)
_INNER_DATELINE = re.compile(rf"\b[A-Z][A-Z' ]{{2,24}}(?:, [A-Z][\w.]+)?, {_MONTH_DAY}(?: \([^()\n]{{0,30}}\))? ?--")
_CAPTION = re.compile(
    r"\b[Pp]hotos? (?:by|taken|shows)|\([^()]{0,40}(?:Xinhua|Photo|Online)/[^()]{0,40}\)|\[Photo|\(Photo|^This photo|Aerial photo"
)
_HEADER = re.compile(
    r"^(?:Source|Author|Editor|Original title|Release [Tt]ime|Font|\d{4}-\d\d-\d\d|\[Source|Photo)\b|Editor:|Release Time"
)
_VAGUE = re.compile(r"\b(?:recently|a few days ago|in recent days|the other day|lately|not long ago|these days)\b", re.IGNORECASE)
_NOWHERE = frozenset({"report", "message", "instruction", "discipline", "appointment"})


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
    rest = [s for s in view.sentences if s.end > dateline[1] and s.start >= main.start][:3]
    clipped = [Piece(a := max(s.start, dateline[1]), s.end, view.text[a : s.end]) for s in rest]
    return Lead(tuple(heads), tuple(clipped), tuple(captions), dateline)


_INNER_CAPTION = re.compile(
    r"\A[^\n]{20,500}?(?:\([^()\n]{0,50}(?:Xinhua|Photo|Online|China Daily)[^()\n]{0,50}\)(?! --)|\[Photo[^\]\n]{0,40}\])(?= [A-Z\"])"
)


def _without_caption(main: Piece) -> tuple[Piece, Piece | None]:
    """The text without the caption of a picture before it on the same line."""
    m = _INNER_CAPTION.match(main.text)
    if not m or len(main.text) - m.end() < 200 or re.search(r"\d \(Xinhua\)$", m[0]):
        return main, None
    return Piece(main.start + m.end() + 1, main.end, main.text[m.end() + 1 :]), Piece(main.start, main.start + m.end(), m[0])


def _dateline(main: Piece) -> tuple[int, int]:
    """Where the place and day stand before the first sentence; an agency's may follow a caption on the same line."""
    m = _INNER_DATELINE.search(main.text[:700]) or _DATELINE.match(main.text[:220])
    return (main.start + m.start(), main.start + m.end()) if m else (main.start, main.start)


_AGENCY = re.compile(r"Xinhua|News|Daily|Agency|--|Report|Message|Telegraph|CCTV")


def _is_dated(paragraph: Piece) -> bool:
    """Whether a paragraph begins with the place and day of an agency's report."""
    m = _DATELINE.match(paragraph.text[:220])
    return m is not None and bool(_AGENCY.search(m[0])) and len(paragraph.text) > m.end() + 40


def _is_headline(paragraph: Piece, *, before_dateline: bool) -> bool:
    ends = re.search(r"[.!?][\"')]*$|\s--\s", paragraph.text.strip())
    return len(paragraph.text) < (300 if before_dateline else 240) and (before_dateline or not ends)


def kind_of(where: Lead) -> tuple[str, float, Piece | None]:
    """The kind of the main event, how sure that is, and the sentence that tells."""
    for pieces, confidence in (
        (where.headlines, 0.9),
        (where.sentences[:1], 0.88),
        (where.captions, 0.85),
        (where.sentences[1:2], 0.8),
        (where.sentences[2:3], 0.7),
    ):
        for piece in pieces:
            if found := _first(piece.text, strong_only=confidence == 0.7, again=confidence <= 0.8):
                return found, confidence, piece
    return "report", 0.8, None


# What a later sentence tells of papers and gatherings abroad is background to a report more often than its event.
_ABROAD = re.compile(r"\b(?:signed|joint declaration|ministers from)\b")


def _first(text: str, *, strong_only: bool, again: bool) -> str:
    """The kind whose trigger stands first; of two at one place the earlier of the table."""
    found = [(_place(m), n, kind) for n, (kind, pattern) in enumerate(_TRIGGER) if (m := pattern.search(text))]
    kept = [
        f for f in found if (f[2] in _STRONG or not strong_only) and not (again and f[2] == "conference" and _ABROAD.search(text))
    ]
    first = min(kept, default=(0, 0, ""))
    near = [f for f in kept if f[2] == "meeting" and f[0] - first[0] < 80]
    return "meeting" if first[2] == "conference" and near else first[2]


def _place(m: re.Match[str]) -> int:
    return m.start("k") if m.groupdict().get("k") else m.start()


def event(view: View, where: Lead, places: Sequence[Mention], published: date | None) -> EventReport:
    """The article's main event."""
    kind, confidence, sentence = kind_of(where)
    evidence = (view.span(sentence.start, sentence.end),) if sentence else ()
    if kind == "report":
        return EventReport(evidence=evidence, rule="no event in headline or lead", confidence=confidence, type=kind)
    day = when(view, where, published, kind)
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


def when(view: View, where: Lead, published: date | None, kind: str) -> tuple[date, date] | None:
    """First and last day: the first date of the lead after the dateline, else of a caption, else the dateline's."""
    dateline = dates(view.text, published, *where.dateline) if where.dateline[1] > where.dateline[0] else ()
    anchor = dateline[-1].first if dateline else published
    if kind == "press-conference" and (found := _in(view, where.headlines, published)):
        return found
    for n, sentence in enumerate(where.sentences[:2]):
        found_here = _dates(view.text, anchor, sentence.start, sentence.end)
        if n == 0 and _VAGUE.search(view.text, sentence.start, found_here[0].start if found_here else sentence.end):
            return None
        if found_here:
            return _lasting(where, found_here[0])
        if kind in ("publication", "discipline", "appointment") or (kind == "instruction" and n):
            return None
    if found := _in(view, (*where.captions, *where.headlines), anchor):
        return found
    return (dateline[-1].first, dateline[-1].last) if dateline else None


_DAYS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_LASTING = re.compile(rf"\b({'|'.join(_DAYS)})-day (?:event|{_MEETING}|festival|fair|expo|exhibition|visit|summit|plenum)\b")
_OPENS = re.compile(r"\b(?:kick(?:s|ed) off|open(?:s|ed)|began|start(?:s|ed)|raised its curtain)\b")


def _lasting(where: Lead, found: Dated) -> tuple[date, date]:
    """The days of an event that opens on a day and is said to last several."""
    lead_text = " ".join(s.text for s in where.sentences[:3])
    m = _LASTING.search(lead_text)
    if m and found.first == found.last and _OPENS.search(lead_text):
        return found.first, found.first + timedelta(days=_DAYS[m[1]] - 1)
    return found.first, found.last


def _in(view: View, pieces: Sequence[Piece], anchor: date | None) -> tuple[date, date] | None:
    found = [d for piece in pieces for d in _dates(view.text, anchor, piece.start, piece.end)]
    return (found[0].first, found[0].last) if found else None


_NOT_THEN = re.compile(r"\b(?:by|since|until|before|effect on|starting) \Z")


def _dates(text: str, anchor: date | None, start: int, end: int) -> list[Dated]:
    return [d for d in dates(text, anchor, start, end) if not _NOT_THEN.search(text, max(start, d.start - 14), d.start)]


_BETWEEN_PLACE = (
    r" (?:(?:the|north|south|east|west|central|northeast|northwest|southeast|southwest|China's|[Nn]orth|[Ss]outh|[Ee]ast|[Ww]est|[Cc]entral|"
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
    far = _FAR.search(" ".join(p.text for p in (*where.headlines, *where.sentences[:1])))
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
    return tuple(m.entity.id for m, at in spots if where.dateline[0] <= at < where.dateline[1])[:1]


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
    pattern = dict(_TRIGGER)["publication"]
    for sentence in where.sentences[:2]:
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
