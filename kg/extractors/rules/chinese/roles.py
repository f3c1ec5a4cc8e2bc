"""Who did what in the main event: chaired, spoke, attended, met and the like, by the verbs that follow a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kg.extractors.rules.chinese.events import Lead
from kg.extractors.rules.chinese.frames import GROUP, Frame, governed, opens_clause
from kg.extractors.rules.chinese.listings import Deed, listed, lists, signs
from kg.extractors.rules.chinese.speech import SPEECH_END
from kg.extractors.rules.chinese.values import Cast, Occurrence
from kg.model import EventReport, Participation
from kg.text.document import Document

_G = GROUP
_MID = f"(?!夫人|亲属|家人|率领的|特使|特别代表|家里|生前)[^{_G}的，。；：]{{0,60}}?"
_OTHERS = f"(?:等[^{_G}，。；：]{{0,16}}?)?"
_HEARD = "听取|学习|贯彻|传达|认真听|精神|聆听|受权|根据|按照"
_ELSEWHERE = (
    "会见|会晤|看望|慰问|邀请|欢迎|祝贺|(?<![上中少])将(?!于)|听取|感谢|同意|希望|支持|(?<!共)[同与和]出席|(?<!共)[同与和]参加"
)
_SPOKEN = (
    f"(?:(?:发表|作)(?:了)?(?:题为《[^》{_G}]{{1,60}}》)?[^{_G}，。；]{{0,30}}?(?:讲话|演讲|致辞|发言|主题报告|宣讲报告|书面致辞|辅导报告|专题讲座)|讲话(?!精神|的)|致辞|致词|致(?:[开闭]幕|欢迎|答谢|祝酒)[词辞]|发表了?[^，。；]{{0,12}}贺[词辞]"
    r"|发(?:了)?言|演讲|主旨演讲|作宣讲|作互动宣讲|(?:谈了?|提出了?)(?:工作)?(?:意见|建议)(?:和(?:意见|建议))?|在座谈会上缅怀"
    r"|宣讲(?!团)|宣读倡议书|谈了?体会|发表(?:了)?意见)"
)
_REPORTED = (
    f"(?:作(?:了|的)?(?:关于|题为)?[^{_G}，。；]{{0,50}}?(?:(?<!主题)(?<!主旨)(?<!宣讲)(?<!辅导)(?<!专题)报告|说明|汇报|讲解|的讲座)"
    f"|(?:结合[^{_G}，。；]{{1,12}})?介绍[^{_G}，。；]{{0,10}}(?:情况|成果|进展)|汇报|通报了?|主讲(?!人)|向(?:大会|会议|全会)(?:作)?报告)"
)
# Whoever reads out another's instruction and then speaks.
_PASSED_ON = re.compile(
    f"{_G}[^{_G}，。；]{{0,12}}(?:传达|宣读)了?{_G}[^{_G}，。；]{{0,14}}并(?:发表)?[^{_G}，。；]{{0,4}}(?:讲话|致辞)"
)
# 听取…意见并讲话, 传达…指示并讲话 after a clause that names the subject.
_AND_SPOKE = re.compile("^(?:并)?(?:听取|传达|宣读)[^，。；]{2,60}并(?:发表|作)?[^，。；]{0,4}(?:讲话|致辞)$")
# Whoever addresses a gathering that a clause describes: 向在海边举行的论坛发表视频致辞.
_ADDRESSES = re.compile(
    f"{_G}[^{_G}，。；：]{{0,12}}[向在][^{_G}，。；：]{{2,50}}?(?:发表|作)[^{_G}，。；：、]{{0,12}}?(?:致辞|讲话|演讲)"
)
_NEVER = re.compile(r"(?!)")
# At gatherings: 出席开幕式并会见全体代表.
_RECEIVES = re.compile(f"{_G}[^{_G}，。；：]{{2,40}}并(?:在?会[前后])?(?:亲切)?会见")
_RECEIVES_ALSO = re.compile("^(?:并|还)(?:在?会[前后])?(?:亲切)?会见")
_PRESENT = r"(?:(?:出席|参加)(?![^。]{0,60}(?:期间|途中|之机))|列席|到会|在座(?=$|[。，])|与会(?=$|并|见证)|赴会|宣读(?:[^，。]{0,12}(?:决定|批示|指示)|[^，。]{0,30}(?:贺信|命令))|宣布[^，。]{0,40}(?:启动|开幕|闭幕|开工)|颁奖)"
_WELCOMED = r"(?:观看[^，。]{0,24}(?:晚会|演出|节目|展览)|(?:一同|一起)观看|(?:[到前][^，。]{0,12})?(?:热情)?(?:迎接|送行|送别))"
_SENT = f"(?:致[^{_G}，。；]{{0,8}}[电信]|致信|致电|[贺唁]电|贺信|回信|复信|(?:[作做]出|作)[^{_G}，。；]{{0,10}}(?:指示|批示)|上批示|致贺|视频祝贺)"


class Rule(NamedTuple):
    """A pattern whose first sign is the person's place; `carried` stands where the subject was named a clause before.

    Where `barred` stands between name and verb, the deed is somebody else's, or a plan.
    """

    role: str
    pattern: re.Pattern[str]
    carried: re.Pattern[str]
    confidence: float
    barred: re.Pattern[str] | None = None


def _rule(role: str, verb: str, confidence: float = 0.93, *, extra: str = "", barred: str = "") -> Rule:
    named = f"{_G}{_OTHERS}{_MID}{verb}" + (f"|{extra}" if extra else "")
    carried = f"^(?:并|还|随后|同时|会后|期间|也)?(?:宣读了?{_G}[^{_G}，。；]{{0,12}}并|主持[^{_G}，。；]{{0,24}}并)?(?:应邀|共同|亲切)?(?:[同与和][^{_G}，。；]{{0,16}}(?:一起|一同|共同))?(?:在[^{_G}，。；]{{0,18}})?{verb}"
    return Rule(role, re.compile(named), re.compile(carried), confidence, re.compile(barred) if barred else None)


_RULES = (
    _rule("chaired", r"主持(?!人|日常|工作|编|会议时强调)", 0.95, extra=f"由{_G}主持"),
    _rule(
        "spoke",
        _SPOKEN,
        barred=f"{_HEARD}|多次",
        extra=f"播放了?[^{_G}，。；]{{0,12}}{_G}的(?:视频|书面|录像)(?:致辞|贺词|讲话|贺辞)",
    ),
    _rule("spoke", f"就[^{_G}。；]{{0,120}}?提出[^，。；]{{0,16}}(?:建议|意见)", 0.9),
    Rule("spoke", _PASSED_ON, _AND_SPOKE, 0.9),
    Rule("spoke", _ADDRESSES, _NEVER, 0.92),
    _rule("reported", _REPORTED, 0.9, barred=_HEARD, extra=f"(?:听取|审议)了?[^{_G}，。；]{{0,10}}{_G}(?:所?作)"),
    _rule("reported", f"(?<!稳)就(?!业)[^{_G}，。；]{{0,50}}?(?:作(?:了)?(?:说明|报告|汇报|讲解)|进行讲解|汇报|介绍)", 0.9),
    _rule("attended", _PRESENT, 0.95, barred=_ELSEWHERE),
    Rule("met", _RECEIVES, _RECEIVES_ALSO, 0.9, re.compile("将")),
    _rule("accompanied", r"陪同(?!人员)(?!下)(?![^，。；]{0,24}的)(?:同机抵达)?", 0.92, extra=f"{_G}等陪同人员"),
)
_HEARD_FROM = re.compile(
    f"听取了?[^{_G}，。；]{{0,20}}(?P<who>{_G}){_OTHERS}(?:和[^{_G}，。；]{{1,16}}?)?的?[^{_G}，。；]{{0,8}}?(?:(?P<reported>汇报|情况介绍|报告)|(?P<spoke>发言))"
)
_GUIDED = re.compile(f"在[^{_G}，。；]{{0,14}}(?P<who>{_G}){_OTHERS}的?陪同下")
_CELEBRATED = _rule(
    "attended",
    _WELCOMED,
    0.9,
    extra=f"{_G}[^{_G}，。；的]{{0,30}}举行[^{_G}，。；]{{0,10}}仪式|欢迎{_G}(?=[^{_G}，。；]{{0,12}}(?:访|到访|国事))",
)
_JOINT = re.compile(
    f"{_G}[^{_G}，。；]{{0,30}}(?:同|与|和)[^{_G}，。；]{{0,30}}{_G}[^{_G}，。；的]{{0,8}}?(?:共同|一道|一起|一同)"
)
_TOURS = re.compile(
    f"{_G}(?:在[^{_G}，。；]{{0,20}}{_G}{_OTHERS}的?陪同下)?[^{_G}。；]{{0,60}}?(?:考察|调研|视察|看望|慰问|访问|抵达|检查|走访|参观|赶赴|指导)"
)
_LEADS_TEAM = re.compile(f"{_G}(?:[于在][^{_G}，。；]{{1,10}})?率[^{_G}，。；]{{0,24}}(?:赶赴|前往|赴)")
_MEETS = (
    re.compile(f"在(?:会见|会晤|同|与)(?P<b>{_G})[^{_G}，。；]{{0,10}}时，(?P<a>{_G})"),
    re.compile(
        f"(?P<a>{_G}){_OTHERS}[^{_G}。；]{{0,40}}?(?:会见|会晤)了?(?!记者|中外记者)[^{_G}。；]{{0,60}}?(?P<b>{_G})(?!(?:同志)?(?:的|等)?(?:亲属|家属|亲友|子女|遗孀))"
    ),
    re.compile(
        f"(?P<a>{_G})[^{_G}。；]{{0,40}}?(?:同|与|和)[^{_G}。；]{{0,60}}?(?P<b>{_G})[^{_G}。；]{{0,20}}?(?:会谈|会晤|会见|通电话|见面|座谈|互致)"
    ),
    re.compile(f"(?P<a>{_G})[^{_G}。；]{{0,20}}(?:同|与)[^{_G}，。；]{{0,30}}(?P<b>{_G})举行视频(?:峰会|会议)"),
    re.compile(f"(?P<a>{_G}){_OTHERS}(?![^。；，]{{0,12}}(?:参加|出席|陪同))[^{_G}。；的]{{0,40}}?(?:会见|会晤|会谈|接见|座谈)"),
)
_APPOINTS = re.compile(
    f"审议了?{_G}关于辞去|(?:任命|免去|决定接受|推选(?:产生)?(?:出)?由?|选举|增选|补选|接受|追授|授予|罢免)[^{_G}，。；]{{0,6}}{_G}{_OTHERS}(?=为|的|辞去|担任|任|组成|等|同志|[^{_G}，。；]{{0,14}}(?:职务|称号|委员))"
)
_READ_OUT = re.compile(f"(?:宣读|会上传达)了?{_G}[^{_G}，。；]{{0,12}}(?:贺信|重要指示|批示|致辞|贺电)")
_HONOURED = re.compile(
    f"(?:纪念|悼念|缅怀){_G}[^{_G}。；]{{0,4}}(?:诞辰|逝世)|为{_G}(?:颁授|举行[^{_G}，。；]{{0,24}}(?:颁授|授勋)仪式)"
)
_CONGRATULATED = re.compile(
    f"(?:致电|[向致]){_G}(?:致贺?[电信])?，祝贺[他她](?:再次)?(?:当选|连任|就任)|祝贺{_G}(?:同志|先生|女士)?(?:再次)?(?:当选|连任|就任)"
)
_SAYING = re.compile(r"(?:说|表示|指出|强调|认为)[，：]")
_PUT_OFF = re.compile(r"曾|上一次|此前|去年|当年")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年(?!度)")


def participations(
    document: Document, cast: Cast, event: EventReport, lead: Lead, frames: Iterable[Frame]
) -> tuple[Participation, ...]:
    """What each person did in the event, once for each role; nothing for a report, of a publication what it orders or says."""
    if event.type == "report":
        return ()
    found: dict[tuple[str, str], Participation] = {}
    published = document.article.published
    ahead = bool(event.start and published and event.start > published)
    for occurrence, role, position, sure, rule in _deeds([*frames], event, lead, ahead=ahead):
        who = cast.entities[occurrence.who]
        if role == "led" and any(t.word in _SPOUSES for t in occurrence.titles):
            role = "accompanied"
        key = (who.id, role)
        if role == "attended" and event.type == "visit" and {(who.id, "led"), (who.id, "accompanied")} & found.keys():
            # The traveller attends what the visit is for; leading it says so.
            continue
        if key not in found:
            found[key] = Participation(
                person=who,
                role=role,
                in_office=cast.offices.get(who.id),
                position=position,
                evidence=(document.span(occurrence.outer_start, occurrence.outer_end),),
                rule=rule,
                confidence=round(min(sure, event.confidence + 0.05, occurrence.name.confidence), 3),
            )
    return tuple(found.values())


# Who travels as wife or husband comes along.
_SPOUSES = frozenset(("夫人", "丈夫", "妻子"))


def _deeds(frames: list[Frame], event: EventReport, lead: Lead, *, ahead: bool) -> Iterator[Deed]:
    if event.type == "publication":
        yield from _published(frames)
        return
    many = bool(_MANY.search(lead.title) or _MANY.search(lead.opening))
    subject: tuple[Occurrence, ...] = ()
    # What follows in the paragraph of somebody's words may be quoted, whatever deeds it tells.
    speech, speaker = -1, subject
    for frame in frames:
        title = frame.end <= lead.title_start + len(lead.title)
        told = frame.start < lead.start + len(lead.opening)
        if not title:
            yield from _special(frame, event, told, many=many)
        quoted = frame.paragraph == speech and (event.type == "talks" or _background(frame, speaker))
        if m := _SAYING.search(frame.text):
            at = frame.text.find(_G, 0, m.start())
            speech, speaker = frame.paragraph, frame.group(at) if at >= 0 else subject
        if not title and not quoted and not _recalls(frame, event) and not (event.type == "visit" and _other_leg(frame, lead)):
            yield from lists(frame, event)
            yield from _plain(frame, event, subject, ahead=ahead)
        subject = _carried_on(frame, subject)
    yield from _from_title(frames, event, lead)
    if event.type == "talks":
        yield from _answering(frames)


# A statement that is made public has somebody who makes it.
_AWARDED = re.compile(f"{_G}{_OTHERS}(?:同志)?(?:获得|荣获|被授予)[^{_G}，。；]{{0,24}}(?:称号|奖章|勋章)")
_STATED = re.compile(f"{_G}[^{_G}。；]{{0,80}}发表(?:书面)?谈话")


def _published(frames: list[Frame]) -> Iterator[Deed]:
    """Whom a published order appoints, removes or honours, and the spokesperson who makes a published statement."""
    for frame in frames:
        yield from _appointed(frame)
        if m := _AWARDED.search(frame.text):
            yield from listed(frame.group(m.start()), "subject", 0.88, "honoured by what is published")
        if (m := _STATED.search(frame.text)) and any(t.word in _SPEAK_FOR for t in frame.group(m.start())[0].titles):
            yield from listed(frame.group(m.start())[:1], "spoke", 0.88, "makes a statement")


_SPEAK_FOR = frozenset(("发言人", "新闻发言人", "负责人"))


def _appointed(frame: Frame) -> Iterator[Deed]:
    for m in _APPOINTS.finditer(frame.text):
        yield from listed(frame.group(frame.text.index(_G, m.start())), "subject", 0.9, "appointed or removed")


_CALLED = re.compile(f"{_G}[^{_G}，。；]{{0,12}}?(?:亲自)?主持召开")


def _background(frame: Frame, speaker: tuple[Occurrence, ...]) -> bool:
    """Whether a speaker tells what meeting somebody else once called."""
    return bool(_CALLED.match(frame.text)) and frame.group(0)[0].who not in {o.who for o in speaker}


def _other_leg(frame: Frame, lead: Lead) -> bool:
    """Whether a sentence tells how the traveller was seen off elsewhere, in an article about an arrival."""
    arrives = "抵达" in lead.title or "抵达" in lead.opening[:60]
    return arrives and bool(re.search("送行|道别|话别|离开", frame.text))


_ANSWERS = re.compile(
    f"^{_G}[^{_G}，。；：]{{0,16}}?(?:表示|说|指出|强调|感谢|祝贺|欢迎(?!仪式|宴会|晚宴)|愿|认为|介绍|赞同|重申|积极评价|高度评价|转达|相信)"
)


def _answering(frames: list[Frame]) -> Iterator[Deed]:
    """Whoever speaks in paragraphs of their own at talks takes part in them, though named only there."""
    for frame in frames:
        if _ANSWERS.match(frame.text) and len(frame.group(0)) < 4:
            yield from listed(frame.group(0), "met", 0.88, "speaks at talks")


def _recalls(frame: Frame, event: EventReport) -> bool:
    """Whether a sentence goes back to another time: 曾, 去年, or another year before the first name."""
    at = frame.text.find(_G)
    opening = frame.text[: at if at >= 0 else 16]
    years = {int(m[1]) for m in _YEAR.finditer(opening)}
    # What a speaker recalls is told after the verb of saying.
    return bool(_PUT_OFF.search(_SAYING.split(frame.text, maxsplit=1)[0])) or bool(event.start and years - {event.start.year})


# What is only announced: 将出席, 还将同.
_TO_COME = re.compile(
    r"(?<![即终必])将(?:[还应再]|分别|共同|全程|继续)*(?:出席|参加|会见|举行|主持|发表|作(?!为)|赴|访问|[同与在向对就为](?!此))"
)


_IN_SPEECH = re.compile(r"[他她]在[^，。；]{0,8}(?:致辞|讲话|发言|演讲)中")
# 随后主持召开会议 goes on telling of whom the sentence before told.
_GOES_ON = re.compile(
    r"^(?:随后|之后|其后|接着|会后|会前|考察期间|调研期间|期间|当[天日]?(?:上午|中午|下午|晚|晚上|日)?|同日|[他她])(?!的|们)"
)


def _carried_on(frame: Frame, before: tuple[Occurrence, ...]) -> tuple[Occurrence, ...]:
    """The one person that a sentence tells of, for the sentence after it."""
    at = frame.text.find(_G)
    if at < 0:
        return before
    clause = re.split("[，：；]", frame.text[:at])[-1]
    return frame.group(at) if opens_clause(clause) and len(frame.group(at)) == 1 else ()


def _plain(frame: Frame, event: EventReport, before: tuple[Occurrence, ...], *, ahead: bool) -> Iterator[Deed]:
    """Verbs clause by clause, until somebody begins to speak; what is to come counts where the event lies `ahead`."""
    goes_on = _GOES_ON.match(frame.text)
    subject = before if goes_on else ()
    for clause in _clauses(frame):
        at = frame.text.find(_G, clause.start(), clause.end())
        text = clause.group()
        if not ahead and _TO_COME.search(text):
            subject = ()
            continue
        if at >= 0 and opens_clause(text[: at - clause.start()]):
            subject = frame.group(at)
        if goes_on and len(subject) == 1 and _IN_SPEECH.match(text):
            yield from listed(subject, "spoke", 0.88, "verb of spoke, subject before")
        if (m := _TALKS.match(text)) and text.count(_G) == 2:
            subject = (*frame.group(clause.start() + m.start("a")), *frame.group(clause.start() + m.start("b")))
        if m := _JOINT.search(text):
            second = text.index(_G, m.start() + 1) + clause.start()
            both = (*frame.group(clause.start() + m.start()), *frame.group(second))
            for rule in _rules_for(event.type):
                if rule.pattern.search(_G + text[m.end() :]):
                    yield from listed(both, rule.role, rule.confidence - 0.03, f"verb of {rule.role}, both together")
            continue
        for rule in _rules_for(event.type):
            named = _subject(rule, frame, clause, ahead=ahead)
            if named:
                yield from listed(named, rule.role, rule.confidence, f"verb of {rule.role}")
            elif subject and rule.carried.search(text) and not (rule.barred and rule.barred.search(text)):
                yield from listed(subject, rule.role, rule.confidence - 0.03, f"verb of {rule.role}, subject before")
        if SPEECH_END.search(text):
            return


# Two sides of talks, who may do the next thing together: 举行会谈，并共同主持.
_TALKS = re.compile(f"[^{_G}]{{0,50}}(?P<a>{_G})[^{_G}]{{0,40}}?[同与和][^{_G}]{{0,40}}?(?P<b>{_G})[^{_G}]{{0,6}}(?:会谈|会晤)$")


def _rules_for(type: str) -> tuple[Rule, ...]:
    feast = (_CELEBRATED,) if type in ("ceremony", "visit") else ()
    barred = {*(("reported",) if type in ("press-conference", "talks") else ()), *(("met",) if type in _WITH_PEOPLE else ())}
    return (*(r for r in _RULES if r.role not in barred), *feast)


def _clauses(frame: Frame) -> Iterator[re.Match[str]]:
    return re.finditer(r"[^，。！？；：]+", frame.text)


def _subject(rule: Rule, frame: Frame, clause: re.Match[str], *, ahead: bool) -> tuple[Occurrence, ...]:
    m = rule.pattern.search(clause.group())
    if not m:
        return ()
    at = clause.start() + clause.group().index(_G, m.start())
    before = clause.group()[: m.start()]
    between = m.group().split(_G, 1)[1]
    if rule.barred and rule.barred.search(between.replace("将", "") if ahead else between):
        return ()
    return frame.group(at) if opens_clause(before) else ()


def _encounters(frame: Frame) -> Iterator[Deed]:
    """Whom a traveller met, as the lead of a visit tells: 分别会见…，同…举行会谈."""
    travellers = [*_travels(frame)][:1]
    for m in _ENCOUNTER.finditer(frame.text) if travellers else ():
        yield travellers[0][0], "met", 1, 0.88, "sides of a meeting"
        yield from listed(frame.group(frame.text.index(_G, m.start())), "met", 0.88, "sides of a meeting")


_ENCOUNTER = re.compile(
    f"(?:会见|会晤|拜会)(?:了)?[^{_G}，。；]{{0,12}}{_G}|[同与]{_G}{_OTHERS}(?:分别)?(?:举行|进行)?(?:了)?(?:会谈|会晤)"
)


def _on_the_way(frame: Frame) -> Iterator[Deed]:
    """Whom a traveller met, as later sentences of a visit tell: 会见…时，甲表示, 甲还会见了…."""
    for pattern in _MET_ABROAD:
        if m := pattern.match(frame.text):
            yield from listed(frame.group(m.start("a"))[:1], "met", 0.88, "meets on a visit")
            yield from listed(frame.group(m.start("b")), "met", 0.88, "met on a visit")


_MET_ABROAD = (
    re.compile(f"在?(?:会见|会晤|拜会|[同与](?={_G}[^，。]{{0,6}}会[谈晤]))(?:了)?(?P<b>{_G}){_OTHERS}(?:举行|进行)?(?:会谈|会晤)?[时后]，(?P<a>{_G})"),
    re.compile(f"(?:[^{_G}。；]{{0,16}}(?:期间|[上下]午|当天|日|晚)，?)?(?P<a>{_G})(?:还|也|[^{_G}，。；]{{0,6}}分别)?(?:在[^{_G}，。；]{{1,12}})?(?:会见|会晤|拜会)了?(?P<b>{_G})"),
)  # fmt: skip


# Messages of many senders: the headline or the lead says so, then each has a sentence or a place in a list.
_MANY = re.compile(
    r"(?:领导人|政要|政党|各国|多国|各方|国家).{0,24}(?:祝贺|致电|致函|哀悼|慰问|贺[电函]|唁电)|(?:陆续|分别|纷纷)(?:致电|致函|发来)"
)
_WISHES = re.compile(f"^{_G}(?:在[^{_G}，。；]{{0,12}}中)?(?:表示|说|指出|致电|致函|致信|的?[贺唁][电函信])")
_MORE_SENDERS = re.compile(r"(?:致电|致函|致信|[贺唁][电函信])[^，。：]{0,16}的?(?:还有|有|包括|是)[：:]?")


def _well_wishers(frame: Frame) -> Iterator[Deed]:
    """Everybody who sent one of many messages."""
    if _WISHES.match(frame.text):
        yield from listed(frame.group(0), "sent", 0.9, "one of many senders")
    if m := _MORE_SENDERS.search(frame.text):
        for at in signs(frame.text, m.end()):
            yield from listed(frame.group(at), "sent", 0.91, "one of many senders")


def _special(frame: Frame, event: EventReport, told: bool, *, many: bool) -> Iterator[Deed]:
    """Roles that depend on the kind of event: leading a tour, meeting, sending, being appointed."""
    yield from _appointed(frame)
    for m in _HEARD_FROM.finditer(frame.text if event.type in _HEARINGS else ""):
        yield from listed(frame.group(m.start("who")), m.lastgroup or "", 0.88, "heard by others")
    for m in _HONOURED.finditer(frame.text):
        yield from listed(frame.group(frame.text.index(_G, m.start())), "subject", 0.93, "commemorated")
    for m in _CONGRATULATED.finditer(frame.text if event.type in ("message", "appointment") else ""):
        yield from listed(frame.group(frame.text.index(_G, m.start())), "subject", 0.9, "congratulated on an office")
    for m in _LEADS_TEAM.finditer(frame.text if not re.search("机场|送行|迎接", frame.text) else ""):
        yield from listed(frame.group(m.start()), "led", 0.85, "leads a team")
    if event.type in ("inspection", "visit"):
        yield from _company(frame)
    for m in _RECEIVED.finditer(frame.text) if event.type in ("visit", "ceremony") else ():
        yield from listed(frame.group(m.start("who")), "attended", 0.9, "welcomes a traveller")
    if event.type == "visit":
        yield from _couples(frame)
        yield from _encounters(frame) if told else ()
        yield from _on_the_way(frame)
    if told and event.type in ("inspection", "visit"):
        yield from _travels(frame) if event.type == "visit" else _searched(frame, _TOURS, "led", 0.95)
        for m in _GUIDED.finditer(frame.text):
            yield from listed(frame.group(m.start("who")), "accompanied", 0.92, "guides of a tour")
    if event.type in ("message", "instruction") and not _PUT_OFF.search(frame.text[:12]):
        yield from _senders(frame)
    if event.type == "message" and many:
        yield from _well_wishers(frame)
    for m in _READ_OUT.finditer(frame.text):
        yield from listed(frame.group(frame.text.index(_G, m.start())), "sent", 0.9, "author of a letter read out")
    if (event.type == "talks" and told) or "会见了" in frame.text:
        yield from _meetings(frame)
    if event.type == "discipline" and told and frame.groups:
        yield from listed(frame.groups[0][:1], "subject", 0.93, "disciplinary case")
    if event.type == "press-conference" and told and re.search(r"会见[^，。]{0,6}记者", frame.text):
        for group in frame.groups[:2]:
            yield from listed(group, "met", 0.9, "meets the press")
            yield from listed(group, "spoke", 0.9, "meets the press")
    elif event.type == "press-conference":
        yield from _searched(frame, _HOLDS_BRIEFING if told else _AT_BRIEFING, "spoke", 0.88)


_AT_BRIEFING = re.compile(f"(?:^|[，：])(?:答[：:])?{_G}[^{_G}。；，]{{0,12}}(?:介绍|表示|说|会见[^，。]{{0,4}}记者|指出)")
_HOLDS_BRIEFING = re.compile(
    f"{_G}[^{_G}。；]{{0,12}}(?:介绍|表示|说|会见[^，。]{{0,4}}记者|指出)|{_G}[^{_G}，。；]{{0,20}}举行[^{_G}，。；]{{0,16}}(?:发布会|记者会)"
)
_RECEIVED = re.compile(f"受到?[^{_G}，。；]{{0,16}}(?P<who>{_G}){_OTHERS}[^{_G}，。；]{{0,8}}?(?:欢迎|迎接|送行)")
_COMPANY = re.compile(r"陪同[^，。；]{0,24}(?:的有|人员有|人员包括|的还?包括|的是)[：:]?|(?:陪同|随同)人员(?:有|包括)?[：:]")
_TRAVELS = re.compile(
    f"{_G}[^{_G}。；]{{0,60}}?(?:考察|调研|视察|访问|抵达|飞抵|飞赴|离开|启程|回到|回国|乘专机|前往|出访|看望|慰问|参观|走访|检查|赶赴|指导)"
)
_HEARINGS = frozenset(("conference", "meeting", "symposium", "study-session", "talks"))
_WITH_PEOPLE = frozenset(("talks", "visit", "inspection", "press-conference"))
_GATHERED = frozenset(("conference", "meeting", "symposium", "ceremony", "study-session"))
_ATTENDS = re.compile(f"{_G}(?:出席|参加|列席)(?!的)")


def _company(frame: Frame) -> Iterator[Deed]:
    """Everybody listed after 陪同出访的有."""
    if m := _COMPANY.search(frame.text):
        for at in signs(frame.text, m.end()):
            yield from listed(frame.group(at), "accompanied", 0.93, "list of company")


def _couples(frame: Frame) -> Iterator[Deed]:
    """Wife or husband named beside the traveller: 习近平和夫人彭丽媛."""
    for group in frame.groups:
        if len(group) == 2 and not group[0].titles and any(t.word in _SPOUSES for t in group[1].titles):
            yield group[1], "accompanied", 2, 0.9, "spouse of the traveller"


def _travels(frame: Frame) -> Iterator[Deed]:
    """The traveller, who may stand after the hosts that invite: 应…邀请，国家主席习近平…离开北京."""
    for m in _TRAVELS.finditer(frame.text):
        before = frame.text[: m.start()].rsplit("，", 1)[-1]
        if not governed(before) and not re.search(r"应[^，]*$", before) and not _COMPANY.search(frame.text):
            yield from listed(frame.group(m.start()), "led", 0.94, "verb of led")
            return


def _searched(frame: Frame, pattern: re.Pattern[str], role: str, sure: float) -> Iterator[Deed]:
    m = pattern.search(frame.text)
    if m and not governed(frame.text[: m.start()]):
        yield from listed(frame.group(m.start()), role, sure, f"verb of {role}")


def _senders(frame: Frame) -> Iterator[Deed]:
    for m in re.finditer(f"{_G}[^{_G}。；]{{0,60}}?{_SENT}", frame.text):
        passed_on = re.search("传达|学习|贯彻|读了|根据", re.sub("对[^，。；]*", "", m.group()))
        if not governed(frame.text[: m.start()]) and not passed_on:
            yield from listed(frame.group(m.start()), "sent", 0.93, "verb of sending")
    for m in re.finditer(f"{_G}(?:同|与|和)[^{_G}。；]{{0,30}}{_G}[^{_G}。；]{{0,20}}互致", frame.text):
        for at in (m.start(), frame.text.index(_G, m.start() + 1)):
            yield from listed(frame.group(at), "sent", 0.93, "exchange of messages")


def _meetings(frame: Frame) -> Iterator[Deed]:
    for pattern in _MEETS:
        m = pattern.search(frame.text)
        if m:
            for side in ("a", "b"):
                if side in pattern.groupindex:
                    yield from listed(frame.group(m.start(side)), "met", 0.93, "sides of a meeting")
            return


# An instruction that the headline tells beside the conference that took it up.
_INSTRUCTS = re.compile(f"{_G}对[^{_G}，。；]{{2,40}}[作做]出(?:重要)?[指批]示")


def _from_title(frames: list[Frame], event: EventReport, lead: Lead) -> Iterator[Deed]:
    """Sides of a meeting and senders whom only the headline names with the deed."""
    for frame in frames:
        if lead.title and frame.end <= lead.title_start + len(lead.title):
            if event.type == "talks":
                yield from _meetings(frame)
            if event.type in ("message", "instruction") or _INSTRUCTS.search(frame.text):
                yield from _senders(frame)
            if event.type == "discipline" and frame.groups:
                yield from listed(frame.groups[0][:1], "subject", 0.9, "disciplinary case of the headline")
            if event.type == "press-conference" and any(f.text.lstrip().startswith("答") for f in frames):
                yield from listed(frame.groups[0] if len(frame.groups) == 1 else (), "spoke", 0.9, "answers questions")
            if event.type in _GATHERED and _ATTENDS.match(frame.text):
                yield from listed(frame.group(0), "attended", 0.9, "headline of attending")
            if event.type in ("visit", "inspection") and frame.text.startswith(_G) and _TRAVELS.match(frame.text):
                yield from listed(frame.group(0), "led", 0.92, "traveller of the headline")
