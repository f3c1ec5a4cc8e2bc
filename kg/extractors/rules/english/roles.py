"""Who did what in the main event: verbs of chairing, speaking, reporting, attending, touring, meeting and sending."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.extractors.rules.english.lead import Lead
from kg.extractors.rules.english.refs import Cast
from kg.text.document import Piece


class Act(NamedTuple):
    """A person's part in the event, by the person's index, with the sentence that says so."""

    person: int
    role: str
    position: int | None
    sentence: Piece
    confidence: float


class _Verb(NamedTuple):
    role: str
    pattern: re.Pattern[str]
    kinds: frozenset[str] | None = None
    object_role: str = ""
    passive: bool = False
    many: bool = False
    confidence: float = 0.93


_ANY = None
_TOURS = frozenset({"inspection", "visit"})
_NOT_TOURS = frozenset(
    {
        "symposium",
        "meeting",
        "conference",
        "study-session",
        "talks",
        "ceremony",
        "message",
        "instruction",
        "press-conference",
        "visit",
    }
)
_GATHERINGS = frozenset({"symposium", "meeting", "conference", "ceremony"})
_SENDS = frozenset({"message", "instruction"})
_ASSEMBLY = (
    r"(?:meeting|session|conference|symposium|seminar|forum|congress|ceremony|reception|banquet|assembly|rally|event|activit(?:y|ies)|"
    r"inspection|research|talks|visit|summit|opening|teleconference|above activities|briefing|lecture|commemoration|gala|awards?)"
)
_IN_WRITING = r"in an? (?:[\w-]+ )?(?:instruction|directive|letter|message|article|interview|statement)\b"
_SPEECH = r"(?:speech|address|keynote|remarks|lecture|toast|presentation|speeches)"


def _v(role: str, pattern: str, kinds: frozenset[str] | None = None, **more: object) -> _Verb:
    return _Verb(role, re.compile(pattern), kinds, **more)  # type: ignore[arg-type]


_VERBS: tuple[_Verb, ...] = (
    _v("chaired", rf"\b(?:[Pp]resid(?:ed|es|ing) over|chair(?:ed|s|ing)|in the chair of) (?:the |a |an |and |also |it|this )?(?:[^.;,]{{0,80}}?\b{_ASSEMBLY})?"),
    _v("chaired", r"\bpresid(?:es|ed)\b(?! over)"),
    _v("chaired", r"\b(?:chaired|presided over) by\b", passive=True),
    _v("spoke", rf"\b(?:deliver(?:ed|s|ing)?|gave|gives?|made?|makes|giving|making) (?:an? |the |his |her )?(?:[\w-]+ ){{0,3}}?{_SPEECH}\b(?! {_IN_WRITING})", many=True),
    _v("spoke", r"\b(?:spoke|speaks)\b(?! (?:by|over|on the|highly|positively|with|of|out|about|for|fluent))(?: in (?:turn|succession)| successively| respectively| one after another)?", many=True),
    _v("spoke", rf"\b[Aa]ddress(?:ed|es|ing) (?:the|a|an|at|to) (?:[^.;,]{{0,80}}?){_ASSEMBLY}"),
    _v("spoke", r"\b(?:said|says|stressed|pointed out|noted|emphasized) in (?:his|her|a|the) (?:\w+ )?speech\b"),
    _v("spoke", r"\b[Ii]n (?:his|her|an?) (?:[\w-]+ ){0,2}(?:speech|address|lecture|remarks)\b(?! (?:on|at|to|last|in))", _GATHERINGS, passive=True),
    _v("spoke", r"\b(?:began|begins?|opened|concluded|ended) (?:his|her) (?:[\w-]+ ){0,2}(?:speech|address|lecture|remarks)\b", _GATHERINGS),
    _v("spoke", rf"\bmade (?:the|these) (?:above )?(?:remarks|comments) (?!{_IN_WRITING})(?:when|while|during|at|in)\b", _NOT_TOURS),
    _v("led", r"\bmade (?:the|these) (?:above )?(?:remarks|comments) (?:when|while|during|on) (?:an?|his|her|the)? ?(?:[\w-]+ ){0,3}(?:inspection|research|fact-finding|investigation|study|survey|inspecting|visiting|visit)\b", _TOURS),
    _v("attended", r"\b(?:presented|presents|conferred|confers|awarded|bestowed)\b[^.;]{0,80}?\b(?:[Mm]edals?|[Oo]rders?|[Aa]wards?|[Cc]ertificates?|titles?|honou?rs?|flags?)\b", frozenset({"ceremony"})),
    _v("attended", r"\b(?:received|receives|accepted) (?:the )?credentials\b|\bbid farewell\b|\bpaid (?:(?:his|her|their) )?(?:last |final )?(?:respects|tribute)\b|\blaid? (?:an? )?(?:\w+ )?wreath", frozenset({"ceremony"}), many=True),
    _v("subject", r"\b(?:[Tt]he body|funeral) of\b", frozenset({"ceremony"}), passive=True, confidence=0.88),
    _v("spoke", r"\b(?:said|told|announced|noted|introduced|stressed)\b[^.;\"]{0,60}?\b(?:at|during|told)? ?(?:a|the|the same|an) (?:[\w-]+ ){0,2}(?:press|news) (?:conference|briefing)\b",
       frozenset({"press-conference"})),
    _v("reported", r"\breport(?:ed|ing)? (?:successively )?on (?:the|their|its|his) (?:\w+ )?(?:work|situation|progress|results)\b", many=True),
    _v("reported", r"\b(?:deliver(?:ed|s)|made|gave|presented) (?:an? |the )?(?:\w+ ){0,2}(?:work )?(?:report|explanation)s?\b(?! by)"),
    _v("reported", r"\bintroduced (?:their|his|her|the) (?:\w+ )?(?:research results|results|situation|work|research)\b", many=True),
    _v("reported", r"\b(?:made|gave) (?:an? )?explanations?\b|\bbriefed (?:the )?(?:meeting|session|symposium|committee|attendees|participants)\b|\breported to the\b", many=True),
    _v("attended", r"\b(?:also )?(?:[Aa]ttend(?:ed|s|ing)?|took part in|takes? part in|taking part in|participat(?:ed|es|ing) in|(?:was|were) present at)\b(?! to)", many=True),
    _v("attended", r"\b(?:attended|(?:was|were) present)(?=[.,;\s]*$)", many=True),
    _v("spoke", r"\banswered (?:\w+ )?questions\b|\bmet the press\b", frozenset({"press-conference"}), many=True),
    _v("led", r"\b(?:arriv(?:ed|es) (?:in|at)|left [A-Z]\w+ for|leaves? (?:[A-Z]\w+ )?for|departed for|paid|pays)\b", frozenset({"visit"})),
    _v("met", r"\b(?:phone|telephone|video) (?:call|conversation|talks|meeting) with\b|\b(?:spoke|speaks|talked|talks) with\b", frozenset({"talks"}), object_role="met"),
    _v("attended", r"\b(?:conveyed|relayed|read(?: out)?)\b (?:[A-Z][\w-]+(?: [A-Z][\w-]+)?'s|the|an?) (?:[\w-]+ ){0,3}(?:instructions?|decisions?|letters?|messages?|lists?|directives?)\b", _GATHERINGS | _SENDS),
    _v("attended", r"\battended by\b", passive=True),
    _v("attended", rf"\b(?:said|noted|stressed|added|told|said (?:this|so)) (?:at|during) (?:the|this) (?:[\w-]+ ){{0,2}}{_ASSEMBLY}\b", _GATHERINGS),
    _v("spoke", r"\bput(?:ting)? forward [^.;]{0,60}?suggestions\b", frozenset({"symposium", "conference"}), many=True),
    _v("subject", r"\banniversary of (?:the )?(?:birth|death|passing) of\b|\bmemorial (?:meeting|service|ceremony) for\b|\b(?:remains|memory) of\b", frozenset({"symposium", "conference", "ceremony"}), passive=True, confidence=0.88),
    _v("accompanied", r"'s (?:wife|husband|spouse)\b", frozenset({"talks", "visit", "ceremony"}), passive=True, confidence=0.8),
    _v("led", r"\b(?:inspect(?:ed|s|ing)|(?:made|makes|on|paid|concluded) an? (?:[\w-]+ ){0,2}(?:inspection|research|fact-finding|study|investigation) ?(?:tour|trip|visit)?"
              r"|conduct(?:ed|s|ing)? (?:an? )?(?:[\w-]+ ){0,3}(?:research|inspections?|investigation|survey)|investigated|visited|visits|went to|toured|tours"
              r"|(?:made|makes|paid|pays?|begins?|began) an? (?:[\w-]+ ){0,3}visit)\b", _TOURS, confidence=0.92),
    _v("accompanied", r"\b(?:accompanied|accompanying|accompanies)\b(?! by| with)", _TOURS | {"talks"}),
    _v("accompanied", r"\b[Aa]ccompanied by\b", _TOURS | {"talks", "visit"}, passive=True),
    _v("met", r"\b(?:(?:met|meets|meet)\b(?! (?:the )?(?:needs?|demands?|requirements?|on|at))(?: with| here with| separately with| in [A-Z]\w+ with)?|meeting with|(?:h[eo]lds?|holding|had) (?:\S+ ){0,3}?(?:talks|a meeting|meeting|roundtable|dialogue|conversation))\b"
              r"(?! (?:was|is|that|of|to)\b)", frozenset({"talks"}), object_role="met"),
    _v("sent", r"\b(?:sen[dt]s?|extend(?:ed|s)|wrote|writes|repl(?:ied|ies)|congratulat(?:ed|es)|exchanged?s?|express(?:ed|es) condolences)\b", frozenset({"message"}), many=True),
    _v("sent", r"\b(?:give|gave|gives|issued?s?|made?|makes) (?:an? |some )?(?:\w+ )?(?:important )?(?:instructions?|directives?)\b", frozenset({"instruction"})),
    _v("sent", r"\bmade (?:the|these) (?:remarks|comments) in an? (?:\w+ )?(?:instruction|directive)\b", frozenset({"instruction"})),
    _v("sent", r"\border(?:ed|s) (?:all-out|immediate|maximum|every|full) ", frozenset({"instruction"})),
)  # fmt: skip
_NOT_DONE = re.compile(r"\b(?:had|will|would|to|could|should|must|may|not|never|previously|earlier) (?:also )?\Z")
_ANOTHER_DAY = re.compile(r"\b(?:yesterday|last (?:week|month|year|November|time)|in (?:19|20)\d\d)\b")
_BRIEFING = re.compile(r"(?:conference|briefing)\b")
_PARTICIPLE = re.compile(r"(?:\A|.*[.:] )(?:When|While|After|Before) \Z", re.S)
_OPENING = re.compile(r"(?:Also |Then |Later )?\Z")
_HEARD = re.compile(r"\b(?:heard|hears|listened to)\b[^.;]{0,60}?\b(?:reports?|briefings?|explanations?|introductions?)\b")
_SAYS = re.compile(r",? (?:also )?(?:said|says|told|announced|added|noted|confirmed)\b")
_BY = re.compile(r"\bby (?=[A-Z])")


def acts(cast: Cast, where: Lead, kind: str, sentences: Sequence[Piece]) -> tuple[Act, ...]:
    """Who did what in the main event, each once, in the order of the text."""
    if kind in ("report", "publication"):
        return ()
    if kind in ("discipline", "appointment"):
        return tuple({a.person: a for a in _subjects(cast, where, sentences, kind)}.values())
    found: dict[tuple[int, str], Act] = {}
    if kind == "press-conference":
        hosts = {act.person: act for act in _hosts(cast, where)}
        if hosts:
            return tuple(hosts.values())
    planned = _is_planned(where)
    for sentence in sentences:
        future = planned and any(sentence.start <= s.start < sentence.end for s in where.sentences)
        for act in _in_sentence(cast, sentence, kind, planned=future):
            found.setdefault((act.person, act.role), act)
    if planned and kind in _PARTNERS:
        for act in _partners(cast, where, kind):
            found.setdefault((act.person, act.role), act)
    return tuple(a for a in found.values() if not _doubled(a, found, kind))


_WILL = re.compile(
    r"\b(?:will|is to|are to|is set to|is scheduled to) (?:also )?(?:hold|meet|attend|visit|pay|chair|address|deliver|host|co-chair|preside)\b"
)
_PARTNERS = {"talks": "met", "conference": "attended", "symposium": "attended"}
_LISTED = re.compile(
    r"\b[Tt]he (?:\w+ ){0,3}(?:leaders|heads|chiefs|guests|attendees|participants|officials) (?:are|include|will be)\b"
)


def _is_planned(where: Lead) -> bool:
    """Whether the lead announces what is to come, so that `will meet` tells the event itself."""
    return bool(where.sentences) and bool(_WILL.search(where.sentences[0].text))


def _partners(cast: Cast, where: Lead, kind: str) -> Iterator[Act]:
    """Those whom an announcement lists after it: `The six leaders are …`."""
    for piece in where.sentences[1:]:
        if m := _LISTED.search(piece.text):
            for group in cast.inside(piece):
                if group.start >= piece.start + m.end():
                    yield from (Act(p, _PARTNERS[kind], None, piece, 0.9) for p in group.members)


_CONFERENCE = re.compile(r"'s (?:[A-Z]?[a-z]+ ){0,2}(?:[Pp]ress [Cc]onference|[Pp]ress [Bb]riefing|[Rr]emarks)")


def _hosts(cast: Cast, where: Lead) -> Iterator[Act]:
    """Whose press conference the headline says it is."""
    for piece in where.headlines:
        for group in cast.inside(piece):
            if _CONFERENCE.match(cast.text, group.end):
                yield Act(group.members[-1], "spoke", None, piece, 0.93)


def _doubled(act: Act, found: dict[tuple[int, str], Act], kind: str) -> bool:
    """Whether a broader part of the same person says more: who chairs a meeting or tours does not merely attend."""
    if act.role == "attended":
        return any((act.person, role) in found for role in ("chaired", "led", "met", "sent"))
    if act.role == "accompanied":
        return any((act.person, role) in found for role in ("met", "led"))
    return False


_MOVED = re.compile(
    r"\b(?:appoint\w*|remov\w+|elect(?:s|ed)?|named|dismiss\w*|replac\w+|promot\w+|step(?:s|ped) down|sworn in|resign\w*"
    r"|(?:fir|sack|oust)(?:ed|es|s)|(?<!the )names(?! of)|tapped)\b"
)
# Whoever removes or appoints somebody is not whom it is about: `the president fired the minister`.
_ACTIVE = re.compile(r"(?:appoint|remov|dismiss|name|fire|sack|oust|tap)\w*\Z")
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being|newly|the|and|an?)[ -](?:\w+ )?\Z")
_EARLIER = re.compile(
    r"\b(?:in (?:[A-Z][a-z]{2,8} )?(?:19|20)\d\d|in [A-Z][a-z]{2,8} this year|previously|earlier|years? ago|last year|in late|in early|after (?:serving|succeeding))\b"
)


def _moved(cast: Cast, piece: Piece, m: re.Match[str]) -> tuple[int, ...]:
    """Who comes or goes by a sentence: whom an active verb names next, else everybody in it."""
    at = piece.start + m.end()
    if cast.text.endswith("to ", 0, piece.start + m.start()):
        return cast.objects(piece, at, 80)
    if _ACTIVE.match(m[0]) and not _PASSIVE.search(
        cast.text, max(piece.start, piece.start + m.start() - 20), piece.start + m.start()
    ):
        acting = cast.subject(piece, piece.start + m.start())
        if acting and (people := cast.objects(piece, at, 80)):
            return people
    return tuple(dict.fromkeys(p for group in cast.inside(piece) for p in group.members))


def _subjects(cast: Cast, where: Lead, sentences: Sequence[Piece], kind: str) -> Iterator[Act]:
    """Whom a disciplinary case is about, the first person named; in an appointment whoever comes or goes."""
    if kind == "appointment":
        for piece in sentences:
            if (m := _MOVED.search(piece.text)) and (piece in where.sentences or not _EARLIER.search(piece.text)):
                yield from (Act(p, "subject", None, piece, 0.85) for p in _moved(cast, piece, m))
        return
    for piece in (*where.headlines, *where.sentences[:1]):
        if groups := cast.inside(piece):
            yield Act(groups[0].members[0], "subject", None, piece, 0.9)
            return


def _in_sentence(cast: Cast, sentence: Piece, kind: str, *, planned: bool = False) -> Iterator[Act]:
    if heard := _HEARD.search(cast.text, sentence.start, sentence.end):
        for m in _BY.finditer(cast.text, heard.end(), sentence.end):
            yield from (Act(p, "reported", None, sentence, 0.9) for p in cast.objects(sentence, m.end(), 12))
    for verb in _VERBS:
        if (verb.kinds is not None and kind not in verb.kinds) or (
            kind == "press-conference" and verb.role not in ("spoke", "attended")
        ):
            continue
        for m in verb.pattern.finditer(cast.text, sentence.start, sentence.end):
            yield from _of_verb(cast, sentence, verb, m, kind, planned=planned)


def _of_verb(cast: Cast, sentence: Piece, verb: _Verb, m: re.Match[str], kind: str, *, planned: bool) -> Iterator[Act]:
    if verb.passive:
        people = cast.objects(sentence, m.end(), 60)
        if m[0].startswith("Accompanied"):
            people = people[:-1]
        elif verb.role == "accompanied" and "by" not in m[0]:
            people = people[:1]
    else:
        if kind == "press-conference" and verb.role == "attended" and not _BRIEFING.search(cast.text, m.start(), m.end() + 40):
            return
        if verb.role == "met" and _ANOTHER_DAY.search(cast.text, m.end(), min(sentence.end, m.end() + 70)):
            return
        undone = _NOT_DONE.search(cast.text, max(sentence.start, m.start() - 16), m.start())
        if undone and not (planned and undone[0].startswith("will")):
            return
        people = cast.subject(sentence, m.start(), many=verb.many)
        before = cast.text[sentence.start : m.start()]
        if not people and (_PARTICIPLE.match(before) or (_OPENING.match(before) and m[0].split()[0].lower().endswith("ing"))):
            people = cast.objects(sentence, m.end(), 200)
    for n, person in enumerate(people, 1):
        yield Act(person, verb.role, n if len(people) > 1 else None, sentence, verb.confidence)
    if verb.object_role and people:
        for person in cast.objects(sentence, m.end(), 90, unless=_SAYS):
            if person not in people:
                yield Act(person, verb.object_role, None, sentence, verb.confidence - 0.03)
