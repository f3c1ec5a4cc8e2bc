"""Sentences that only list people with what they did: who sits on the platform, who else is present, who was elected."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kg.extractors.rules.chinese.frames import GROUP, Frame, governed
from kg.extractors.rules.chinese.speech import VERBS
from kg.extractors.rules.chinese.values import Occurrence
from kg.model import EventReport

_G = GROUP
_OTHERS = f"(?:等[^{_G}，。；：]{{0,16}}?)?"
# Who, in which role, at which place of a list, how sure, by which rule.
Deed = tuple[Occurrence, str, int | None, float, str]


def listed(group: tuple[Occurrence, ...], role: str, sure: float, rule: str) -> Iterator[Deed]:
    """A deed of everybody in a group, numbered in its order."""
    for position, o in enumerate(group, 1):
        yield o, role, position, sure, rule


def signs(text: str, start: int) -> Iterator[int]:
    """Where groups of people stand in a sentence, from an index on."""
    at = text.find(_G, start)
    while at >= 0:
        yield at
        at = text.find(_G, at + 1)


class Listing(NamedTuple):
    """A sentence that lists people with what they did: in which kinds of event, in which role."""

    types: frozenset[str]
    role: str
    pattern: re.Pattern[str]
    confidence: float
    onward: bool = False


_GATHERINGS = frozenset(("meeting", "conference", "symposium", "ceremony", "study-session", "talks", "visit"))
# Whoever comes to the airport is named in the same sentence, however far from its verb.
_AT_AIRPORT = r"(?:到|前往|在)[^，。；]{0,12}(?:机场|车站|码头)(?:热情|热烈)?(?:迎接|送行|欢迎)"
_CHANGES = frozenset(("appointment", "meeting", "conference"))
_UNSAID = f"(?!.{{0,60}}(?:{VERBS}))"
# The group at the first sign is meant; where `onward`, every group after the match.
_LISTINGS = (
    Listing(_GATHERINGS, "attended", re.compile(f"{_G}{_OTHERS}在主席台[^{_G}，。；]{{0,10}}就座"), 0.93),
    Listing(_GATHERINGS, "attended", re.compile(r"(?:主席台[^，。：]{0,10}就座|(?:出席|参加)[^，。：]{0,40})(?:的[^，。：]{0,16})?(?:还?有|包括|是)[：:]?"), 0.92, True),
    Listing(_GATHERINGS, "attended", re.compile(f"^{_UNSAID}[^{_G}，。]{{0,12}}{_G}(?:等)?(?:，(?:以及)?|和|、)[^{_G}。；：，]{{0,50}}(?:出席|参加|列席|观看)"), 0.9),
    Listing(_GATHERINGS, "spoke", re.compile(f"{_G}{_OTHERS}，以及(?![^，。；]*(?:听取|学习))[^{_G}，。；]{{1,20}}(?:发言|讲话)"), 0.9),
    Listing(_GATHERINGS, "spoke", re.compile(f"(?:^|[，：]){_G}{_OTHERS}(?:和[^{_G}，。；]{{2,50}}(?:负责人|代表|专家))?(?:同志|代表|委员|专家)?，?(?:(?:分别|先后|依次)[^，。；]{{0,4}})?(?:结合|围绕|就|从|立足|聚焦)[^。；]{{2,160}}?(?:作了?|进行了?|等)?(?:发言|发了言|发表意见)(?=[，。；]|$)"), 0.9),
    Listing(_GATHERINGS, "spoke", re.compile(f"{_G}{_OTHERS}(?:同志)?(?:在[^{_G}，。；]{{0,12}}上)?(?:分别)?(?:汇报|介绍)[^{_G}，。；]{{0,30}}，(?:并|还)?(?:就|围绕|结合)[^{_G}。；]{{2,200}}?(?:提出|谈)[^{_G}，。；]{{0,16}}(?:建议|意见)"), 0.9),
    Listing(_GATHERINGS, "attended", re.compile(f"{_G}{_OTHERS}(?:陆续|相继|先后)抵达(?=[，。]|$)"), 0.88),
    Listing(_GATHERINGS, "attended", re.compile(f"^{_UNSAID}{_G}{_OTHERS}，(?:以?及|和)(?={_G}[^{_G}，。；]{{0,24}}(?:出席|参加|列席))"), 0.9),
    Listing(_GATHERINGS, "attended", re.compile(f"^{_UNSAID}{_G}[^{_G}。；：]{{0,40}}(?:有关部门|有关方面|部委)[^{_G}，。；：]{{0,8}}负责(?:人|同志)[^{_G}，。；]{{0,8}}(?:出席|参加|列席|到会)"), 0.9),
    Listing(frozenset(("visit", "ceremony")), "attended", re.compile(f"(?={_G}率{_G}{_OTHERS}[^{_G}，。；]{{0,12}}(?:迎接|送行|欢迎))"), 0.9, True),
    Listing(frozenset(("visit",)), "attended", re.compile(f"^(?=[^。；]*{_AT_AIRPORT}[^。；{_G}]{{0,6}}。?$)(?!.*(?:受到|抵达|乘))"), 0.88, True),
    Listing(frozenset(("ceremony",)), "subject", re.compile(r"(?:晋升|授予|获得|荣获)[^，。：]{0,24}的[^，。：]{0,10}(?:是|有)[：:]?"), 0.9, True),
    Listing(_GATHERINGS, "subject", re.compile(f"{_G}{_OTHERS}(?:同志)?(?:获得|荣获|被授予)[^{_G}，。；]{{0,24}}(?:称号|奖章|勋章)"), 0.88),
    Listing(frozenset(("ceremony",)), "attended", re.compile(f"{_G}{_OTHERS}(?:，)?在哀乐声中"), 0.93),
    Listing(frozenset(("ceremony",)), "attended", re.compile(f"{_G}(?:等(?:党和国家)?领导(?:人|同志)|[与同和])[^{_G}，。；]{{0,40}}(?:欢聚一堂|共度|共迎|共庆)"), 0.9),
    Listing(frozenset(("ceremony",)), "attended", re.compile(r"^他们(?:分别)?是[：:]?"), 0.85, True),
    Listing(frozenset(("talks",)), "met", re.compile(r"^他们(?:分别)?是[：:]?"), 0.85, True),
    Listing(_CHANGES, "subject", re.compile(r"^他们(?:分别)?是[：:]?|(?:选举?出|选举产生)的[^，。：]{2,40}(?:是|有)[：:]?"), 0.85, True),
    Listing(_CHANGES, "subject", re.compile(f"{_G}{_OTHERS}(?:同志)?(?:为|不再担任|当选为?|任(?![职期务命何]))[^{_G}，。；]{{0,40}}(?:主席|副?[省市]长|[局厅]长|委员|秘书长|书记|总理|部长|主任|院长|检察长|副?主任|职务)"), 0.9),
    Listing(frozenset(("ceremony",)), "subject", re.compile(f"{_G}(?:同志)?(?:的?遗体在|，?因病|逝世)"), 0.9),
    Listing(frozenset(("inspection",)), "accompanied", re.compile(f"{_G}{_OTHERS}(?:一同|一起|陪同)(?:看望|参观|考察|慰问|调研)"), 0.85),
    Listing(frozenset(("press-conference",)), "spoke", re.compile(f"{_G}{_OTHERS}[^{_G}。；]{{0,80}}回答[^{_G}。；，]{{0,14}}(?:提问|问题)"), 0.9),
)  # fmt: skip


def lists(frame: Frame, event: EventReport) -> Iterator[Deed]:
    """The deeds of people whom a sentence only lists."""
    for listing in _LISTINGS:
        m = listing.pattern.search(frame.text) if event.type in listing.types and frame.groups else None
        if m and listing.onward:
            for at in signs(frame.text, m.end()):
                yield from listed(frame.group(at), listing.role, listing.confidence, f"list of those who {listing.role}")
        elif m:
            at = frame.text.index(_G, m.start())
            if not governed(frame.text[:at]):
                yield from listed(frame.group(at), listing.role, listing.confidence, f"list of those who {listing.role}")
