"""Who said what: the speaker, the verb of saying, and the stretch of text that is said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.extractors.rules.english.refs import Cast
from kg.text.document import Piece


class Saying(NamedTuple):
    """A stretch that somebody said, by the person's index; None for a meeting."""

    speaker: int | None
    act: str
    start: int
    end: int
    confidence: float


_ACTS: dict[str, str] = {
    "mentioned": r"mention(?:ed|s|ing)?|recall(?:ed|s|ing)|referr(?:ed|ing) to",
    "said": r"said|says|saying|told|tell|spoke of|remarked|(?<!the )(?<!these )(?<!his )(?<!her )(?<!above )remarks|explained|explains|introduced|wrote|writes|add(?:ed|s|ing)|stated|states"
            r"|according to|believes?|believed|argued|argues|replied|responded|continued|commented|proposed|briefed|requested|asked|interpreted|agreed"
            r"|answered|went on|goes on|thought(?= (?:that|it|the)\b)|in the (?:view|opinion|eyes|words) of|suggest(?:ed|s|ing)|recommend(?:ed|s)|described|outlined|elaborated on"
            r"|called(?= (?:it|them|this|these|the|his|her|its|their)\b)|(?:spoke|spoken|talked) (?:highly|well|warmly|of|about)(?: of)?|h[eo]ld(?:s|ing)? that|maintain(?:ed|s) that"
            r"|(?:put forward|puts? forward|presented|set out|laid out|made|put|offered|raised|gave)(?= [^.;,]{0,40}\b(?:proposals?|measures|hopes|requirements|points)\b)",
    "noted": r"not(?:ed|es|ing)",
    "pointed-out": r"point(?:ed|s|ing) out|pointed",
    "expressed": r"express(?:ed|es|ing)(?: the hope)?|voic(?:ed|ing)|reiterat(?:ed|es|ing)|reaffirmed|prais(?:ed|es|ing)|hail(?:ed|s|ing)|thank(?:ed|s(?! to)|ing)"
                 r"|appreciat(?:ed|es)|commended|congratulated|(?:was|were|is|are) (?:willing|ready|prepared|pleased|glad|grateful|keen|happy) (?:to|that|with|for)\b",
    "hoped": r"hop(?:ed|es|ing)|wish(?:ed|es)|expect(?:s|ed)|want(?:s|ed)|would like|look(?:ed|s|ing) forward to|pledg(?:ed|es|ing)|vow(?:ed|s|ing)|promis(?:ed|es|ing)",
    "stressed": r"stress(?:ed|es|ing)|emphasi[sz](?:ed|es|ing)|highlight(?:ed|s|ing)|underscor(?:ed|es|ing)|underlin(?:ed|es|ing)|insisted",
    "required": r"requir(?:ed|es|ing)|demand(?:ed|s|ing)",
    "urged": r"urg(?:ed|es|ing)|call(?:ed|s|ing) (?:for|on)|encourag(?:ed|es|ing)|appeal(?:ed|s|ing) (?:for|to)",
    "warned": r"warn(?:ed|s|ing)|caution(?:ed|s|ing)",
    "instructed": r"instruct(?:ed|s|ing)|(?:gave|gives|issued|made) (?:an? )?(?:important )?(?:instructions?|directives?)|ordered",
    "announced": r"announc(?:ed|es|ing)|declar(?:ed|es|ing)|decided",
}  # fmt: skip
_ACT_PATTERNS = tuple((act, re.compile(rf"(?:{pattern})\Z")) for act, pattern in _ACTS.items())
_SPEECH = re.compile(r"\b(?:{})\b".format("|".join(f"(?:{p})" for p in _ACTS.values())))
_COLLECTIVE = re.compile(
    r"\b(?:[Tt]hose (?:present )?at the |[Tt]he |[Tt]his )?(?:[Ee]veryone|[Aa]ll (?:present|those present|participants)|"
    r"(?:(?:cadres|officials) and (?:the )?(?:broad )?)?(?:masses|people)(?: from all walks of life)?|[Pp]arty members(?: and (?:officials|cadres))?|"
    r"(?:participating |attending )?(?:guests|delegates|deputies|representatives)(?: (?:at|attending) the (?:meeting|conference|session|forum))?|"
    r"(?:[Ff]riendly |[Ii]nternational )?(?:[Pp]ersonages|[Pp]eople)(?: (?:of|from|on|in) [\w\s]{3,40})?|(?:[Aa]ll|[Vv]arious) circles(?: in \w+)?|meeting|conference|session|symposium|plenum|congress|participants|attendees|statement|communique|all sides|"
    r"(?:[Ii]nternational |[Bb]usiness |[Vv]arious )?(?:[Ff]igures|[Bb]usiness people)(?: (?:of|from|on|in) [\w\s]{3,40})?|[Tt]hose (?:interviewed|taking part|who [\w\s]{3,50}|[a-z]+ing the [\w\s]{3,40})|"
    r"(?:[Tt]wo|[Bb]oth) sides|ministers|[Ss]tanding [Cc]ommittee|[Pp]olitical [Bb]ureau) (?:also |further |further |then )?\Z"
)
_WRITING = re.compile(
    r"\b(?:[Tt]he |[Hh]is |[Hh]er )(?:article|letter|message|reply|speech|instructions?|reply letter) (?:also |further )?\Z"
)
_AT_MEETING = re.compile(r"\b[Ii]t was \Z")
_INTRO = re.compile(
    r"\A(?:,? (?:that|at the (?:[\w-]+ )?(?:meeting|conference|session|symposium) that|on|to|in (?:his|her|the) (?:\w+ )?(?:speech|letter|reply)(?: that)?|:))?[,:]? ?"
)
_PREVIOUS = re.compile(r"\b(?:reporters?|correspondents?|analysts|experts|officials|authorities|media|sources?)\b[^.]{0,20}\Z")


_QUESTION = re.compile(r"\A(?:Q|Question|(?:[A-Z][\w.'&-]*)(?: (?:of (?:the )?|and |for )?[A-Z][\w.'&-]*){0,5}): ?")
_ANSWER = re.compile(r"\A(?:A|Answer): ?")


def _transcript(cast: Cast, paragraphs: Sequence[Sequence[Piece]], host: int) -> tuple[Saying, ...]:
    """The answers of a press conference that is told as questions and answers; empty where it is not."""
    found: list[Saying] = []
    asked = answered = 0
    answering = True
    for sentences in (s for s in paragraphs if s):
        head = sentences[0].text
        if _ANSWER.match(head) or (
            _QUESTION.match(head) and any(host in g.members for g in cast.inside(sentences[0]) if g.start == sentences[0].start)
        ):
            answering, answered = True, answered + 1
        elif _QUESTION.match(head):
            answering, asked = False, asked + 1
        if answering and any(c.isalpha() for c in sentences[0].text):
            found.append(Saying(host, "said", sentences[0].start, sentences[-1].end, 0.9))
    return tuple(found) if asked and answered else ()


def sayings(cast: Cast, paragraphs: Sequence[Sequence[Piece]], kind: str, main: int | None) -> tuple[Saying, ...]:
    """Every stretch of speech, with what follows it in the same paragraph of a readout."""
    if kind == "press-conference" and main is not None and (answers := _transcript(cast, paragraphs, main)):
        return answers
    found: list[Saying] = []
    for sentences in paragraphs:
        found.extend(_paragraph(cast, sentences, kind, main, found[-1] if found else None))
    return tuple(found)


def _paragraph(cast: Cast, sentences: Sequence[Piece], kind: str, main: int | None, last: Saying | None) -> Iterator[Saying]:
    """The sayings of a paragraph; advice that nobody is named for goes on with what was said last before it."""
    open_: Saying | None = None
    for sentence in sentences:
        found = _in_sentence(cast, sentence, kind, main)
        if found and open_ and _is_recalled(cast, sentence, found, open_):
            found = []
            open_ = open_._replace(end=sentence.end)
            continue
        last = open_ or last
        if not found and not open_ and last and _is_advice(cast, sentence, kind, last):
            open_ = last._replace(start=sentence.start, end=sentence.end, confidence=0.8)
        elif found:
            if open_:
                yield open_
            yield from found[:-1]
            open_ = found[-1]
        elif open_ and _is_near(open_, sentence, sentences) and _goes_on(cast, sentence, kind):
            open_ = open_._replace(end=sentence.end)
        elif open_:
            yield open_
            open_ = None
    if open_:
        yield open_


# A text without paragraphs does not tell where a speech ends: there somebody's words reach no further than this.
_FLAT, _REACH = 2500, 700


def _is_near(open_: Saying, sentence: Piece, sentences: Sequence[Piece]) -> bool:
    flat = sentences[-1].end - sentences[0].start > _FLAT
    return not flat or open_.speaker is None or sentence.end - open_.start < _REACH


# What ought to be done is said by somebody, where the text only tells what happened.
_ADVICE = re.compile(r"\b(?:should|must|ought to|needs? to|ha(?:s|ve) to|it is necessary to|will continue to)\b")
_ADVISED = 900  # how far from what was said last


def _is_advice(cast: Cast, sentence: Piece, kind: str, last: Saying) -> bool:
    """Whether a sentence without a speaker, in a new paragraph, is advice that goes on with the words said before it."""
    if kind in _TOLD or sentence.start - last.end > _ADVISED or not _ADVICE.search(sentence.text):
        return False
    return not any(g.subject for g in cast.inside(sentence)) and not _PICTURE.search(sentence.text)


_HAS = re.compile(r"\b(?:has|have) (?:\w+ )")


def _is_recalled(cast: Cast, sentence: Piece, found: Sequence[Saying], open_: Saying) -> bool:
    """Whether a speaker tells what others have said: `Secretary Mei has put forward new ideas`, `the two presidents agreed`."""
    others = {s.speaker for s in found} - {open_.speaker}
    if None in others or not others or open_.speaker is None:
        return False
    return (len(found) > 1 and found[0].start == found[1].start) or bool(_HAS.search(cast.text, sentence.start, found[0].start))


_TOLD = ("report", "publication", "press-conference", "discipline")
_DIRECT = re.compile(r'\A["\']')
_PICTURE = re.compile(r"\A(?:Aerial |File )?[Pp]hoto (?:taken|shows)|\((?:Xinhua|Photo|People's Daily Online)[/:]")
_NEW_TOPIC = re.compile(r"\b(?:attended|presided over|took part in|Photo|visited|held|were present|accompanied)\b")


def _goes_on(cast: Cast, sentence: Piece, kind: str) -> bool:
    """Whether a sentence without a verb of speech still belongs to the one who spoke before."""
    if _PICTURE.search(sentence.text):
        return False
    if kind in _TOLD:
        return bool(_DIRECT.match(sentence.text)) or kind == "publication"
    return not (cast.inside(sentence) and _NEW_TOPIC.search(sentence.text))


def _in_sentence(cast: Cast, sentence: Piece, kind: str, main: int | None) -> list[Saying]:
    """What a sentence says that somebody said; what one quotes of another belongs to the one who quotes."""
    told = list(_said_in(cast, sentence, kind, main))
    found = [s for s, _ in told]
    whole = next((s for s, last in told[::-1] if last and s.start == sentence.start and s.speaker is not None), None)
    kept = [s for s in found if s is whole or whole is None or not (whole.start < s.start and s.end <= whole.end + 40)]
    return [s for n, s in enumerate(kept) if not n or not _is_quoted(cast.text, kept[n - 1], s)]


def _is_quoted(text: str, outer: Saying, inner: Saying) -> bool:
    """Whether the first thing that one says is what another said: `Anna noted that Ben said that …`."""
    return 0 < inner.start - outer.start < 50 and not re.search(r"[,;:\"]", text[outer.start : inner.start])


def _said_in(cast: Cast, sentence: Piece, kind: str, main: int | None) -> Iterator[tuple[Saying, bool]]:
    """Yield each saying, and whether its verb stands after what is said."""
    done: list[int | None] = []
    for m in _SPEECH.finditer(cast.text, sentence.start, sentence.end):
        who = _speaker(cast, sentence, m, main, kind)
        act = next((act for act, p in _ACT_PATTERNS if p.match(m[0])), "said")
        if who is None or (done and len(who.people) > 1):
            continue  # what two did together, told in another's words
        for speaker in who.people:
            if speaker in done:
                continue
            done.append(speaker)
            start, end, whole = _said(cast.text, sentence, m, who.after)
            if end - start > 10:
                yield Saying(speaker, act, start, end, 0.9), whole or who.after or end <= m.start()


class _Who(NamedTuple):
    """The speakers of a verb, and whether their name stands after it."""

    people: tuple[int | None, ...]
    after: bool = False


_MEETING = _Who((None,))


def _speaker(cast: Cast, sentence: Piece, m: re.Match[str], main: int | None, kind: str) -> _Who | None:
    """Who speaks by a verb; None where nobody known does."""
    text = cast.text
    before = max(sentence.start, m.start() - 60)
    if m[0] in ("believe", "tell", "say") and text.endswith("to ", 0, m.start()):
        return None
    if others := _AND_OTHERS.search(text, before, m.start()):
        people = cast.subject(sentence, others.start())
        return _Who(people[:1]) if people else None
    if not m[0].startswith("ask"):
        if _is_collective(text, sentence, before, m.start(), kind) or _are_they(text, sentence, m.start()):
            return _MEETING
        if pair := _pair(cast, sentence, m.start()):
            return _Who(pair)
    if main is not None and _WRITING.search(text, before, m.start()):
        return _Who((main,))
    if m[0] in ("said", "says", "added", "noted", "explained", "wrote", "recalled", "answered", "stressed"):
        nearby = [g for g in cast.inside(sentence) if m.end() < g.start <= m.end() + 2 and not cast.owns(g)]
        if nearby and len(nearby[0].members) == 1:
            return _Who(nearby[0].members, after=True)
    if m[0] == "according to" or m[0].startswith("in the "):
        return _described(cast, sentence, m)
    if _PREVIOUS.search(text, before, m.start()):
        return None
    if main is not None and _THE_TITLE.search(text, before, m.start()):
        return _Who((main,))
    people = _acting(cast, sentence, m.start())
    return _Who(people) if people else None


# The office in capitals that an article keeps for whom it is about.
_THE_TITLE = re.compile(r"\b[Tt]he (?:Premier|President|General Secretary|Vice-Premier|Chairman) (?:also |then |further )?\Z")
_TOGETHER = 2  # so many speak with one voice; of a longer list nobody's own words are told


def _pair(cast: Cast, sentence: Piece, verb: int) -> tuple[int, ...]:
    """The two named last, where `they` said it."""
    if not _THEY.search(cast.text, max(sentence.start, verb - 12), verb):
        return ()
    earlier = [g for g in cast.groups if g.subject and verb - 700 < g.end <= verb]
    return earlier[-1].members if earlier and len(earlier[-1].members) == _TOGETHER else ()


# `When meeting with Ann Meyer, Li Ming said`: the guest and who speaks look like one list.
_MET = re.compile(
    r"\A(?:[Ww]hen |[Ww]hile |[Ii]n |[Dd]uring |[Oo]n )?(?:his |her |the |a )?(?:[Mm]eeting|[Tt]alks|[Tt]alking|[Ww]ith|[Tt]o)\b"
)
_QUOTED_WORK = re.compile(r"\b(?:what|which|as) \Z")


def _acting(cast: Cast, sentence: Piece, verb: int) -> tuple[int, ...]:
    """Who stands before a verb of speech: one, or two joined by `and`, none of them in a clause about `what Mei said`."""
    groups = [g for g in cast.inside(sentence) if g.end <= verb]
    last = groups[-1] if groups else None
    people = cast.subject(sentence, verb)
    if last and _QUOTED_WORK.search(cast.text, sentence.start, last.start):
        return ()
    if last and len(last.members) >= _TOGETHER and _MET.match(sentence.text) and verb - last.end < _ADVERB:
        return last.members[-1:] if " and " not in cast.text[last.start : last.end] else ()
    joined = len(people) == _TOGETHER and " and " in cast.text[sentence.start : verb]
    return people if len(people) == 1 or joined else ()


_ADVERB = 12  # at most an adverb stands between somebody and the verb


def _is_collective(text: str, sentence: Piece, before: int, verb: int, kind: str) -> bool:
    """Whether `the meeting` itself speaks, and not somebody at it or in its chair."""
    if found := _COLLECTIVE.search(text, before, verb):
        return not _AT.search(text, sentence.start, found.start())
    if not _AT_MEETING.search(text, before, verb):
        return False
    return kind in ("meeting", "conference", "symposium") or bool(_THE_MEETING.search(text, sentence.start, sentence.end))


# `Li Ming and the other guests said`: the one who is named speaks for them.
_AND_OTHERS = re.compile(r",? and (?:the )?other(?:s|(?: [a-z]+){1,3}) (?:also )?\Z")
# `they said` of those who took part or took it to heart; what experts and officials say is nobody's.
_THEY = re.compile(r"\b[Tt]hey (?:also |all )?\Z")
_THESE = re.compile(
    r"\b(?:[Pp]articipants|[Mm]embers|[Dd]eputies|[Dd]elegates|[Mm]asses|[Rr]epresentatives|[Ww]orkers|[Tt]eachers|[Aa]rtists|[Ee]veryone|[Pp]ersonages|"
    r"[Ff]igures|[Oo]bservers|[Gg]uests|[Aa]mbassadors|[Aa]ttendees|[Tt]hose (?:interviewed|present|taking part|attending|who))\b"
)
_THOSE = re.compile(
    r"\b(?:[Ee]xperts|[Aa]nalysts|[Rr]esearchers|[Ss]cientists|[Ss]cholars|[Aa]uthorities|[Rr]eporters|[Ll]eaders|[Pp]residents|[Ss]ides|[Ii]nsiders|[Pp]olice|[Cc]ompanies)\b"
)


_OTHER = re.compile(r" and (?:the )?other \w+\Z")


def _are_they(text: str, sentence: Piece, verb: int) -> bool:
    """Whether `they` who speak are the participants or the people named last."""
    if not _THEY.search(text, max(sentence.start, verb - 12), verb):
        return False
    window = max(0, verb - 700)
    these = [m.end() for m in _THESE.finditer(text, window, verb)]
    return bool(these) and not _THOSE.search(text, these[-1], verb) and not _OTHER.search(text, window, these[-1])


_AT = re.compile(r"\b(?:at|of|in|over|during|to|from|for) \Z")
_THE_MEETING = re.compile(r"\b[Aa]t the (?:[A-Z]?[\w-]+ )?(?:meeting|conference|session|symposium)\b")


def _described(cast: Cast, sentence: Piece, m: re.Match[str]) -> _Who | None:
    nearby = [g for g in cast.inside(sentence) if m.end() < g.start <= m.end() + 40]
    return _Who(nearby[0].members, after=True) if nearby and len(nearby[0].members) == 1 else None


# Where another clause with a subject of its own begins: `…, while Mei said …`.
_CLAUSE = re.compile(r"(?:, while|; while|;|, whereas|, and) (?=[A-Z])")


# `Tea is good, she said, and cheap`: who speaks is put in between, or after, what is said.
_PUT_IN = re.compile(r"[,\"] \"?[^,\";]{2,60} \Z")
_ENDS = re.compile(r"(?: (?:on|in|at) [^,.;]{1,40})?(?:[,;.]|\Z)")


def _said(text: str, sentence: Piece, m: re.Match[str], name_after: bool) -> tuple[int, int, bool]:
    """The stretch that is said, what follows the verb, what stands before it, or both; and whether it is all of the sentence."""
    put_in = _PUT_IN.search(text, sentence.start + 25, m.start()) and _ENDS.match(text, m.end(), sentence.end)
    if put_in and sentence.end - m.end() > 40:
        clause = [c.end() for c in _CLAUSE.finditer(text, sentence.start, m.start())]
        return (clause[-1] if clause else sentence.start), sentence.end, True
    return *_beside(text, sentence, m, name_after), False


def _beside(text: str, sentence: Piece, m: re.Match[str], name_after: bool) -> tuple[int, int]:
    """The stretch after the verb or before it."""
    tail = m.end() + _INTRO.match(text[m.end() : min(m.end() + 60, sentence.end)]).end()  # type: ignore[union-attr]
    clause = [c.end() for c in _CLAUSE.finditer(text, sentence.start, m.start())]
    left, right = m.start() - (clause[-1] if clause else sentence.start), sentence.end - tail
    goes_on = (left < 200 and right > left / 2) or (right > 40 and not _ENDS.match(text, m.end(), sentence.end))
    if right > 12 and not name_after and (left < 60 or goes_on):
        return tail, sentence.end
    if right > 40:
        return sentence.start, sentence.end
    mark = max(text.rfind(",", sentence.start, m.start()), text.rfind('"', sentence.start, m.start()))
    if mark <= sentence.start and not name_after and right > 0:
        return tail, sentence.end
    return sentence.start, (mark if mark > sentence.start else m.start())
