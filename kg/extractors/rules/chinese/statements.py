"""Who said what: the stretch of text that a verb of saying hands to a speaker."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kg.extractors.rules.chinese.frames import GROUP, Frame, governed, opens_clause
from kg.extractors.rules.chinese.speech import ACTS, VERBS
from kg.extractors.rules.chinese.values import Cast, Occurrence
from kg.model import EventReport, Statement
from kg.text.document import Document

_G = GROUP
_VERB = f"(?P<verb>{VERBS})"
_AFTER = r"(?:道|说|了|指出)?(?=[，：:“]|[^，。；：]{0,40}[，。：；！？]|$)"
_NAMED = re.compile(f"(?P<who>{_G})(?:等)?(?P<mid>[^{_G}。；]{{0,46}}?)(?<!作出重要){_VERB}{_AFTER}")
_PRONOUN = re.compile(f"(?:^|[，。；“])(?:[他她]|总书记|习主席)(?:最后|还|特别|在[^{_G}，。；]{{0,16}})?{_VERB}{_AFTER}")
_CARRIED = re.compile(f"[，；](?:并|特别|着重)?{_VERB}(?:，|：|要|[^，。；]{{4,40}}[，。])")
_COLLECTIVE = re.compile(
    f"^(?:[^{_G}，。；]{{0,12}}，)?(?:会议|全会|大家|会上[^{_G}，。；]{{0,2}}|大会|声明|宣言|座谈会|各方|广大[^{_G}，。；]{{1,8}}"
    f"|(?:与会|各地|代表|委员|专家|社会各界|多国|国际人士|各国|海外)[^{_G}，。；]{{0,10}}|[^{_G}，。；]{{2,8}}(?:各界人士|界人士|领导人))(?:[^{_G}。；]{{0,20}}，)?(?:一致|普遍|最后|还|同时|纷纷)?(?P<verb>{VERBS}|决定|确定)"
)
# What several people said who spoke one after the other.
_THEY = re.compile(f"^他们(?:一致|完全|都)?(?P<verb>赞同|{VERBS})")
_THEIR_REPORT = re.compile(f"^报告(?:还|最后|同时)?(?P<verb>分析|{VERBS})")
_COMMENTARY = re.compile(r"评论员|社论|[快锐时]评|述评")
_ARTICLE = re.compile(f"^文章(?:最后|还)?{_VERB}")
_HINDERED = re.compile(
    r"(?:将(?=[向在就对同与]|介绍|出席|发表)|贯彻|落实|学习|传达|按照|根据|提出的|的重要|精神|讲话(?!中|时|$)|关于|遵循|围绕|牢记|听取)"
)
_THANKED = re.compile(r"(?:对|向|就)[^，]{0,40}$")


@dataclass(frozen=True, slots=True)
class _Said:
    speakers: tuple[Occurrence, ...]
    act: str
    start: int
    end: int
    paragraph: int
    rule: str
    confidence: float


def statements(document: Document, cast: Cast, event: EventReport, frames: Iterable[Frame]) -> tuple[Statement, ...]:
    """The statements in order; what is said lasts to the end of the paragraph or to the next verb of saying."""
    every = [*frames]
    said = _bounded(document, [*_found(every, cast, event)], every)
    return tuple(statement for s in said for statement in _made(document, cast, s))


def _found(frames: list[Frame], cast: Cast, event: EventReport) -> Iterator[_Said]:
    antecedent: tuple[Occurrence, ...] = ()
    before: _Said | None = None
    # A commentary speaks for its paper, whomever its headline names.
    commentary = any(_COMMENTARY.search(frame.text) for frame in frames[:2])
    author = cast.occurrences[:1] if event.type == "publication" and not commentary else ()
    spokesperson = _spokesperson(frames, cast) if event.type == "press-conference" else ()
    for frame in frames:
        said = (
            _answer(frame, spokesperson)
            or _in_full(frame, event)
            or _goes_on(frame, antecedent)
            or _named(frame)
            or _courtesy(frame, event)
        )
        said = said or _without_name(frame, antecedent, author)
        if said and _quoted(said, before, frames[:3]):
            continue
        if said:
            yield said
            before = said
        if said and said.speakers:
            antecedent = said.speakers
        elif frame.groups and frame.text.find(_G) < 30:
            antecedent = frame.groups[0]


def _quoted(said: _Said, before: _Said | None, opening: list[Frame]) -> bool:
    """Whether somebody whom a speaker quotes says it: one of no part in headline and lead, under a title like 总书记."""
    if not before or said.paragraph != before.paragraph or said.rule != "name and verb of saying":
        return False
    known = {o.who for frame in opening for group in frame.groups for o in group}
    return all(o.after in _QUOTED and o.who not in known for o in said.speakers)


_QUOTED = frozenset(("总书记", "主席", "总理"))


def _goes_on(frame: Frame, antecedent: tuple[Occurrence, ...]) -> _Said | None:
    """他说 at the head of a sentence, whomever the speech names then."""
    m = _PRONOUN.match(frame.text) if len(antecedent) == 1 else None
    return _said(frame, m, antecedent, "pronoun and verb of saying", 0.85) if m else None


# In readouts of talks these open what a side says as well.
_COURTESY = re.compile(
    f"^{_G}(?:首先|再次|还|并)?(?P<mid>[^{_G}，。；：]{{0,12}}?)(?P<verb>欢迎(?!仪式|宴会|晚宴|词|活动)|感谢|祝贺|相信|转达|赞赏|赞同|期待|愿|高度评价|积极评价|完全同意|积极回应|对[^，。；]{{2,30}}表示)"
)


def _courtesy(frame: Frame, event: EventReport) -> _Said | None:
    m = _COURTESY.match(frame.text) if event.type in ("talks", "visit", "message") else None
    if not m or len(frame.group(0)) > 1:
        return None
    return _Said(
        frame.group(0), "expressed", frame.offset(m.start("verb")), frame.end, frame.paragraph, "courtesy at talks", 0.85
    )


_ANSWER = re.compile(r"\s*答\s*[：:]")
_QUESTION = re.compile(r"\s*问\s*[：:]|\s*(?:记者|[^，。：:]{2,12}记者)(?:提?问)?\s*[：:]")


def _spokesperson(frames: list[Frame], cast: Cast) -> tuple[Occurrence, ...]:
    """Who answers at a press conference: the spokesperson, else the only one whom headline or first sentence names."""
    named = [o for o in cast.occurrences if any(t.role == "spokesperson" for t in o.titles)]
    opening = [o for frame in frames[:2] for group in frame.groups for o in group]
    return tuple(named[:1] or (opening if len({o.who for o in opening}) == 1 else [])[:1])


# A statement whose text follows: 发表谈话如下：.
_AS_FOLLOWS = re.compile(f"{_G}[^{_G}。；]{{0,80}}发表(?:书面)?(?:谈话|声明)(?:如下|全文如下)?[：:]?$")
_ON = frozenset(("answer of the spokesperson", "statement in full"))


def _in_full(frame: Frame, event: EventReport) -> _Said | None:
    """A published statement, which lasts over its paragraphs."""
    m = _AS_FOLLOWS.search(frame.text.rstrip()) if event.type == "publication" else None
    if not m:
        return None
    return _Said(frame.group(m.start())[:1], "announced", frame.end, frame.end, frame.paragraph, "statement in full", 0.88)


# What a message or an instruction says, by whoever sent it.
_LETTER = re.compile(f"^(?:批示|指示|贺信|贺电|回信|复信|慰问电|唁电|信)(?:中)?(?:还|最后)?{_VERB}")
_IN_LETTER = re.compile(f"^{_G}在(?:致|给){_G}的[^{_G}，。；]{{0,12}}中{_VERB}")


def _answer(frame: Frame, spokesperson: tuple[Occurrence, ...]) -> _Said | None:
    """An answer in a record of questions and answers; it lasts over its paragraphs."""
    m = _ANSWER.match(frame.text) if spokesperson else None
    if not m:
        return None
    start = frame.offset(m.end())
    return _Said(spokesperson, "said", start, frame.end, frame.paragraph, "answer of the spokesperson", 0.92)


def _named(frame: Frame) -> _Said | None:
    if m := _IN_LETTER.match(frame.text):
        return _said(frame, m, frame.group(0), "text of a message", 0.9)
    for m in _NAMED.finditer(frame.text):
        # Whoever has listened or is at study then speaks: 在听取汇报后指出.
        hindered = _HINDERED.search(m["mid"]) and not m["mid"].endswith(("后", "时"))
        if not hindered and _speaks(frame.text, m):
            return _said(frame, m, frame.group(m.start()), "name and verb of saying", 0.92)
    return _carried(frame)


def _speaks(text: str, m: re.Match[str]) -> bool:
    """Whether the name is the subject of its clause, outside quotation marks, and what follows is speech."""
    before = text[: m.start()]
    if before.count("“") > before.count("”") or (m["verb"] == "表示" and _THANKED.search(m["mid"])):
        return False
    clause = re.split("[，：；]", before)[-1]
    return opens_clause(clause) and "我" not in before and not text.startswith("的", m.end())


def _carried(frame: Frame) -> _Said | None:
    """A verb of saying in a later clause than its subject: 习近平…考察，强调要…."""
    at = frame.text.find(_G)
    m = _CARRIED.search(frame.text, at) if 0 <= at < 40 and opens_clause(re.split("[，：；]", frame.text[:at])[-1]) else None
    return _said(frame, m, frame.group(at), "subject before, verb of saying", 0.85) if m else None


def _without_name(frame: Frame, antecedent: tuple[Occurrence, ...], author: tuple[Occurrence, ...]) -> _Said | None:
    if m := _PRONOUN.search(frame.text):
        if 0 <= frame.text.find(_G, 0, m.start()) < 12 and not governed(frame.text[: frame.text.find(_G)]):
            antecedent = frame.groups[0]
        return _said(frame, m, antecedent[:1], "pronoun and verb of saying", 0.85) if antecedent else None
    if (m := _LETTER.match(frame.text)) and len(antecedent) == 1:
        return _said(frame, m, antecedent, "text of a message", 0.88)
    if (m := _THEIR_REPORT.match(frame.text)) and len(antecedent) == 1:
        return _said(frame, m, antecedent, "text of a report", 0.85)
    if m := _COLLECTIVE.match(frame.text) or (_THEY.match(frame.text) if len(antecedent) > 2 else None):
        return _said(frame, m, (), "collective speaker", 0.9)
    if (m := _ARTICLE.match(frame.text)) and author:
        return _said(frame, m, author, "author of the article", 0.9)
    return None


def _said(frame: Frame, m: re.Match[str], speakers: tuple[Occurrence, ...], rule: str, sure: float) -> _Said:
    return _Said(speakers, ACTS.get(m["verb"], "announced"), frame.offset(m.end("verb")), frame.end, frame.paragraph, rule, sure)


def _bounded(document: Document, said: list[_Said], frames: list[Frame]) -> Iterator[_Said]:
    """Each statement up to the sentence before the next one, within its paragraph and before a sentence of narration."""
    starts = [f.start for f in frames]
    limits = [*(s.start for s in said[1:]), len(document.text)]
    for s, limit in zip(said, limits, strict=False):
        end, paragraph = s.end, s.paragraph
        for frame in frames[(at := bisect_left(starts, s.end)) : at + _SENTENCES]:
            if frame.paragraph != paragraph and s.rule not in _ON and not _counts_on(document, frame, end):
                break
            if frame.end > limit or _narrates(frame) or _QUESTION.match(frame.text):
                break
            end, paragraph = frame.end, frame.paragraph
        yield replace(s, end=end)


_POINT = re.compile(r"(?:第[一二三四五六七八九十]|[一二三四五六七八九十]是|[（(][一二三四五六七八九十][）)])")


def _counts_on(document: Document, frame: Frame, end: int) -> bool:
    """Whether a paragraph goes on with points that were announced: 提出三点建议：, then 第一，."""
    return bool(_POINT.match(frame.text)) and document.text[:end].rstrip()[-1:] in "：:。；"


# More sentences than anybody says in one paragraph.
_SENTENCES = 200
_NARRATION = re.compile(
    f"^(?:[^{_G}，。]{{0,12}}，)?{_G}[^{_G}，。；]{{0,20}}?(?:主持|出席|参加|陪同|来到|前往|考察|会见|介绍|听取|抵达|走进|发表)"
)


def _narrates(frame: Frame) -> bool:
    return bool(_NARRATION.match(frame.text))


def _made(document: Document, cast: Cast, s: _Said) -> Iterator[Statement]:
    start = s.start + len(document.text[s.start : s.end]) - len(document.text[s.start : s.end].lstrip("，：: “道说了"))
    if start >= s.end:
        return
    for o in s.speakers or (None,):
        spans = (document.span(start, s.end),) + ((document.span(o.name.start, o.name.end),) if o else ())
        who = cast.entities[o.who] if o else None
        yield Statement(speaker=who, speech_act=s.act, evidence=spans, rule=s.rule, confidence=s.confidence)
