"""Who did what in the main event: verbs of chairing, speaking, reporting, attending, touring, meeting and sending."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from kg.extractors.rules.english.lead import Lead
from kg.extractors.rules.english.refs import Cast
from kg.extractors.rules.english.verbs import ASSEMBLY, CONCERNING, GATHERINGS, TOURED_TOGETHER, TOURS, VERBS, Verb
from kg.text.document import Piece


class Act(NamedTuple):
    """A person's part in the event, by the person's index, with the sentence that says so."""

    person: int
    role: str
    position: int | None
    sentence: Piece
    confidence: float


_NOT_DONE = re.compile(r"\b(?:had|will|would|to|could|should|must|may|not|never|previously|earlier) (?:also )?\Z")
_ANOTHER_DAY = re.compile(r"\b(?:yesterday|last (?:week|month|year|November|time)|in (?:19|20)\d\d)\b")
_NOT_NOW = re.compile(
    r"\A[Bb]efore the \w+, |\b(?:not long ago|recently|once|repeatedly|last (?:week|month|year))\b(?![^,]*\b(?:and|,)\b)"
)
_BRIEFING = re.compile(r"(?:conference|briefing)\b")
_PARTICIPLE = re.compile(r"(?:\A|.*[.:] )(?:When|While|After|Before) \Z", re.S)
_OPENING = re.compile(r"(?:Also |Then |Later )?\Z")
_SAYS = re.compile(r",? (?:also )?(?:said|says|told|announced|added|noted|confirmed)\b")


# `Xi chaired the meeting last week, Han said`: what somebody tells of others is no part of the event.
_REPORTED_SPEECH = re.compile(
    r", (?:[A-Z][a-z]+(?: [A-Z][a-z]+)?|he|she) (?:said|noted|added|stressed|pointed out)\.?[\"']?\s*\Z"
)


def acts(cast: Cast, where: Lead, kind: str, sentences: Sequence[Piece]) -> tuple[Act, ...]:
    """Who did what in the main event, each once, in the order of the text."""
    if kind == "publication":
        return tuple(_ordered(cast, sentences))
    if kind == "report":
        kind = _told_at_the_end(cast, sentences)
        return () if not kind else acts(cast, where, kind, sentences)
    if kind in ("discipline", "appointment"):
        return tuple({a.person: a for a in _subjects(cast, where, sentences, kind)}.values())
    found: dict[tuple[int, str], Act] = {}
    if kind == "press-conference":
        hosts = {act.person: act for act in _hosts(cast, where)}
        if hosts:
            return tuple(hosts.values())
    planned = _is_planned(where)
    opening = {p.start for p in (*where.headlines, *where.sentences[:1])}
    before: Piece | None = None
    for sentence in sentences:
        leads = sentence.start in opening or any(sentence.start <= at < sentence.end for at in opening)
        future = planned and any(sentence.start <= s.start < sentence.end for s in where.sentences)
        if _REPORTED_SPEECH.search(sentence.text):
            continue
        for act in (*_in_sentence(cast, sentence, kind, planned=future, leads=leads), *_named_next(cast, before, sentence, kind)):
            found.setdefault((act.person, act.role), act)
        before = sentence
    if planned and kind in _PARTNERS:
        for act in _partners(cast, where, kind):
            found.setdefault((act.person, act.role), act)
    for act in tuple(_principals(cast, where, kind, found)):
        found.setdefault((act.person, act.role), act)
    return tuple(a for a in found.values() if not _doubled(a, found, kind))


# `Seven speakers briefed the meeting and spoke. They were …`
_THEY = re.compile(
    r"\A(?:They|These|Those|The (?:[a-z]+ ){0,2}(?:speakers|attendees|participants|representatives|ambassadors|officials)) (?:are|were|include|included|comprised)\b:?"
)


def _named_next(cast: Cast, before: Piece | None, sentence: Piece, kind: str) -> Iterator[Act]:
    """Those whom a sentence names of whom the one before tells, unnamed, what they did."""
    m = _THEY.match(sentence.text)
    if not m or before is None:
        return
    people = cast.listed(sentence, sentence.start + m.end(), 40)
    roles = {
        v.role for v in VERBS if v.many and not v.passive and _counts(v, kind, leads=False) and v.pattern.search(before.text)
    }
    for role in sorted(roles):
        yield from (Act(p, role, n, sentence, 0.88) for n, p in enumerate(people, 1))


# Whoever the lead is about has this part in its event, in whatever words it is told.
_PRINCIPAL = {
    "talks": "met",
    "inspection": "led",
    "visit": "led",
    "message": "",
    "instruction": "sent",
    "press-conference": "spoke",
}
_TOGETHER = re.compile(
    r"\b(?:me[et]t?\w*|talk\w*|receiv\w+|dialogues?|calls?|called|conversations?|counterpart|hosted|visit\w*|guests?)\b",
    re.IGNORECASE,
)


def _principals(cast: Cast, where: Lead, kind: str, found: Mapping[tuple[int, str], Act]) -> Iterator[Act]:
    """The part of whoever the lead names first as acting, and of both sides of talks, where no verb of the tables tells it."""
    role = _PRINCIPAL.get(kind, "attended")
    acting = {person for person, _ in found}
    if kind == "talks":
        if len([1 for _, r in found if r == "met"]) > 1:
            return
        if found:
            yield from _first_acting(cast, where, role, acting)
            return
        for piece in (*where.headlines, *where.sentences[:1], *where.captions):
            people = [p for g in cast.inside(piece) if not cast.owns(g) for p in g.members]
            if len(set(people)) > 1 and _TOGETHER.search(piece.text):
                yield from (Act(p, role, None, piece, 0.75) for p in people)
                return
        return
    if role:
        yield from _first_acting(cast, where, role, acting)


def _first_acting(cast: Cast, where: Lead, role: str, known: set[int]) -> Iterator[Act]:
    """The part of whoever the lead names first as acting, unless another is told of them."""
    for piece in (*where.sentences[:2], *where.captions, *where.headlines):
        first = next((g for g in cast.inside(piece) if g.subject), None)
        if first:
            if not known.intersection(first.members):
                yield Act(first.members[0], role, None, piece, 0.75)
            return


_WILL = re.compile(
    r"\b(?:will|is to|are to|is set to|is scheduled to) (?:also )?(?:hold|meet|attend|visit|pay|chair|address|deliver|host|co-chair|preside|open|launch|speak)\b"
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
        more = ("chaired", "sent", *(("met",) if kind == "talks" else ()), *(("led",) if kind in TOURS else ()))
        return any((act.person, role) in found for role in more)
    if act.role == "accompanied":
        return any((act.person, role) in found for role in ("met", "led"))
    return False


_MOVED = re.compile(
    r"\b(?:[Aa]ppoint\w*|[Rr]emov\w+|elect(?:s|ed)?|named|dismiss\w*|replac\w+|promot\w+|step(?:s|ped) down|sworn in|resign\w*"
    r"|(?:fir|sack|oust)(?:ed|es|s)|(?<!the )names(?! of)|tapped|becomes?|became|takes? over|took over|succeed(?:s|ed)|put in charge|given the post)\b"
)
# What these tell is as often the past of whoever comes or goes.
_FOLLOWED = re.compile(r"becom|became|succeed|t(?:ake|ook)")
# Whoever removes or appoints somebody is not whom it is about: `the president fired the minister`.
_ACTIVE = re.compile(r"(?:[Aa]ppoint|[Rr]emov|dismiss|name|fire|sack|oust|tap)\w*\Z")
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
        if m[0].endswith("ing"):
            return cast.objects(piece, at, 80)
        acting = cast.subject(piece, piece.start + m.start())
        if acting and (people := cast.objects(piece, at, 80)):
            return people
    return tuple(dict.fromkeys(p for group in cast.inside(piece) for p in group.members))


def _ordered(cast: Cast, sentences: Sequence[Piece]) -> Iterator[Act]:
    """Whom a published order appoints or removes."""
    verbs = [v for v in CONCERNING if v.kinds and "publication" in v.kinds]
    found = (
        a
        for s in sentences
        for v in verbs
        for m in v.pattern.finditer(cast.text, s.start, s.end)
        for a in _of_verb(cast, s, v, m, "publication", planned=False)
    )
    yield from {a.person: a for a in found}.values()


def _subjects(cast: Cast, where: Lead, sentences: Sequence[Piece], kind: str) -> Iterator[Act]:
    """Whom a disciplinary case is about, the first person named; in an appointment whoever comes or goes."""
    if kind == "appointment":
        for piece in sentences:
            for m in _MOVED.finditer(piece.text):
                is_new = piece in where.sentences and not _FOLLOWED.match(m[0])
                if is_new or not _EARLIER.search(piece.text):
                    yield from (Act(p, "subject", None, piece, 0.85) for p in _moved(cast, piece, m))
        return
    for piece in (*where.headlines, *where.sentences[:1]):
        if groups := cast.inside(piece):
            yield Act(groups[0].members[0], "subject", None, piece, 0.9)
            return


# What the opening says somebody did is the event, or part of it, whatever its type was taken for.
_OPENS_WITH = {"met": GATHERINGS, "led": GATHERINGS}


def _counts(verb: Verb, kind: str, *, leads: bool) -> bool:
    """Whether a verb gives a role in events of a type."""
    if kind == "press-conference" and verb.role not in ("spoke", "attended"):
        return False
    return (
        verb.kinds is None
        or kind in verb.kinds
        or (leads and kind in _OPENS_WITH.get(verb.role, ()) and (verb.role != "led" or "inspection" in verb.kinds))
    )


# A readout ends with who else was there, in a sentence of its own.
_ENDING = re.compile(
    rf"\b(?:attended|(?:was|were) (?:also )?present|took part in|participated in|joined)(?: in)? (?:the|these|this|above) (?:above )?(?:[\w-]+ ){{0,3}}(?P<what>{ASSEMBLY})\b|"
    rf"\b(?:presided over|chaired) (?:by\b|the\b)|\b(?P<tour>accompanied (?:him|her|them|the \w+)|{TOURED_TOGETHER} together)\b"
)


def _told_at_the_end(cast: Cast, sentences: Sequence[Piece]) -> str:
    """The kind of event whose readout an article without a telling lead turns out to be; empty where it is none."""
    for sentence in sentences[-3:]:
        groups = cast.inside(sentence)
        m = _ENDING.search(sentence.text) if groups and len(sentence.text) < 600 else None
        if m and (groups[0].start - sentence.start < 30 or cast.text.startswith("by ", groups[0].start - 3)):
            return (
                "inspection"
                if m["tour"] or (m["what"] or "") in ("inspection", "investigation", "research", "visit")
                else "conference"
            )
    return ""


def _in_sentence(cast: Cast, sentence: Piece, kind: str, *, planned: bool, leads: bool) -> Iterator[Act]:
    for verb in VERBS:
        if not _counts(verb, kind, leads=leads):
            continue
        for m in verb.pattern.finditer(cast.text, sentence.start, sentence.end):
            yield from _of_verb(cast, sentence, verb, m, kind, planned=planned)


def _of_verb(cast: Cast, sentence: Piece, verb: Verb, m: re.Match[str], kind: str, *, planned: bool) -> Iterator[Act]:
    people = _agents(cast, sentence, verb, m) if verb.passive else _doers(cast, sentence, verb, m, kind=kind, planned=planned)
    for n, person in enumerate(people, 1):
        yield Act(person, verb.role, n if len(people) > 1 else None, sentence, verb.confidence)
    if verb.object_role and people:
        others = cast.subject(sentence, m.start(), many=True) if verb.passive else _partners_of(cast, sentence, m)
        for person in others:
            if person not in people:
                yield Act(person, verb.object_role, None, sentence, verb.confidence - 0.03)


# `was briefed by Ma Li on the one bill, and by Li Mei on the other`
_AND_BY = re.compile(r"(?:,|\band\b)[^.;,]{0,120} by (?=[A-Z])")


def _agents(cast: Cast, sentence: Piece, verb: Verb, m: re.Match[str]) -> tuple[int, ...]:
    """Who stands after the verb: `by Li Qiang`, `Also present were Li Qiang and …`."""
    if verb.many and not m[0].startswith("Accompanied"):
        people = cast.listed(sentence, m.end(), verb.reach)
        if people and verb.role == "reported":
            more = (p for a in _AND_BY.finditer(cast.text, m.end(), sentence.end) for p in cast.listed(sentence, a.end(), 4))
            people = tuple(dict.fromkeys((*people, *more)))
        return people
    people = cast.objects(sentence, m.end(), verb.reach)
    if m[0].startswith("Accompanied"):
        return people[:-1]
    return people[:1] if verb.role == "accompanied" else people


def _doers(cast: Cast, sentence: Piece, verb: Verb, m: re.Match[str], *, kind: str, planned: bool) -> tuple[int, ...]:
    """Who stands before the verb, or after the clause that it opens: `After attending the talks, Li Qiang …`."""
    if kind == "press-conference" and verb.role == "attended" and not _BRIEFING.search(cast.text, m.start(), m.end() + 40):
        return ()
    another = _ANOTHER_DAY.search(cast.text, m.end(), min(sentence.end, m.end() + 70))
    if verb.role == "met" and (another or _NOT_NOW.search(cast.text, max(sentence.start, m.start() - 40), m.start())):
        return ()
    if _is_undone(cast.text, sentence, m.start(), planned=planned):
        return ()
    people = cast.subject(sentence, m.start(), many=verb.many)
    if verb.many and (listed := _listed_after(cast, sentence, m)):
        return listed
    if people and _is_told(cast, sentence, m.start(), people):
        return ()
    before = cast.text[sentence.start : m.start()]
    opens = _PARTICIPLE.match(before) or (_OPENING.match(before) and m[0].split()[0].lower().endswith("ing"))
    return cast.objects(sentence, m.end(), 200) if not people and opens else people


# `Five leaders briefed the meeting: …`, `Among those who spoke were …`
_COLON = re.compile(r"[^.;:]{0,90}: ?(?=[A-Z])")
_THOSE = re.compile(r"(?:Among|Those|Others|Other \w+|The (?:\w+ ){0,3}who|Also among|People) ")
_AMONG_THEM = re.compile(r"(?:[^.;:,]{0,60}?) (?:were|are|includes?|included) (?=[A-Z])")
_UNNAMED = re.compile(
    r"\b(?:[Aa]mong|[Tt]hose|[Oo]thers|[Oo]fficials|[Pp]eople|[Ll]eaders|[Mm]embers|[Rr]epresentatives|[Ss]peakers|[Hh]onorees|[Gg]uests|[Oo]fficers|[Ee]xperts|[Ee]ntrepreneurs|[Dd]eputies)\b"
)


def _listed_after(cast: Cast, sentence: Piece, m: re.Match[str]) -> tuple[int, ...]:
    """Whoever a sentence lists after a verb whose subject are people unnamed."""
    if not _UNNAMED.search(cast.text, sentence.start, m.start()):
        return ()
    tail = _COLON.match(cast.text, m.end(), sentence.end)
    if tail is None and _THOSE.match(cast.text, sentence.start):
        tail = _AMONG_THEM.match(cast.text, m.end(), sentence.end)
    return cast.listed(sentence, tail.end(), 40) if tail else ()


# What somebody says that others did is no part of the event, unless it says on what occasion they spoke.
_SAYS_THAT = re.compile(
    r"\b(?:said|says|noted|stressed|pointed out|emphasi[sz]ed|stated|added|recalled|believes?|expressed)(?: [a-z]+){0,4}? that\b"
)
_WHEN = re.compile(r"\b(?:when|while|as|during|after|before) [^.;,]{0,40}\Z")


def _is_told(cast: Cast, sentence: Piece, verb: int, people: Sequence[int]) -> bool:
    """Whether a verb and who does it stand in what somebody else says."""
    told = _SAYS_THAT.search(cast.text, sentence.start, verb)
    if told is None or _WHEN.search(cast.text, told.end(), verb):
        return False
    return any(g.start > told.end() and people[-1] in g.members and g.end <= verb for g in cast.inside(sentence))


def _is_undone(text: str, sentence: Piece, verb: int, *, planned: bool) -> bool:
    """Whether the verb tells of what was done before, is to be done or is not done; an announcement's own event counts."""
    undone = _NOT_DONE.search(text, max(sentence.start, verb - 16), verb)
    if not undone or (
        undone[0].startswith("to ") and _INVITED.search(text, max(sentence.start, undone.start() - 30), undone.start())
    ):
        return False
    ahead = undone[0].startswith("will") or bool(_IS_TO.search(text, max(sentence.start, undone.start() - 24), undone.end()))
    return not (planned and ahead)


# `were invited to attend` tells who sat in.
_INVITED = re.compile(r"\binvited (?:also )?\Z")
_IS_TO = re.compile(r"\b(?:is|are) (?:also )?(?:set |scheduled |due |expected )?to (?:also )?\Z")
_AMONG = re.compile(r"\b(?:including|among them|among whom|led by|headed by|such as) (?=(?:the |former )?[A-Z])")


def _partners_of(cast: Cast, sentence: Piece, m: re.Match[str]) -> tuple[int, ...]:
    """Whom the verb has as its object: the people named next, or those of a company named after it."""
    if people := cast.objects(sentence, m.end(), 90, unless=_SAYS):
        return people
    among = _AMONG.search(cast.text, m.end(), min(sentence.end, m.end() + 260))
    return cast.listed(sentence, among.end(), 40) if among else ()
