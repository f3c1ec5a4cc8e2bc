"""Sentences with every named person folded into one sign, so that short patterns can say who does what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extractors.rules.chinese.values import Cast, Occurrence
from kg.text.document import Document

PERSON = "\ue000"
_GROUP = re.compile(f"{PERSON}(?:(?:、|，|和|及|以及|与|暨|等[^{PERSON}，。；]{{0,10}}(?:和|及|与|以及)){PERSON}){{0,120}}")
# Where from (来自陆军的), or the head of a title that no table knows, would tear a list of people apart.
_FROM = re.compile(r"来自[^，。、：；]{1,24}的$")
_TITLE_HEAD = re.compile(
    r"(?<=[，；：、])(?!.{0,40}(?:出席|主持|会见|听取|参加|陪同|考察|调研|举行|召开|发表|指出|强调|表示|任命|免去|下午|上午|期间|会上|日|时|后|前))"
    r"(?!由|受|在|当|从|对|向|同|与|经|会|并|还|也|以|和|是|为|据|随|《|欢迎|感谢|祝贺|任命|免去|会见|邀请|纪念)[^，。；：“”]{2,44}$"
)
GROUP = "\ue001"


# No sentence of the news is as long; a longer stretch is no sentence.
_LONGEST = 3000


@dataclass(frozen=True, slots=True)
class Frame:
    """A sentence at `start:end` of the document; each run of listed people in it is one sign of `text`."""

    start: int
    end: int
    text: str
    groups: tuple[tuple[Occurrence, ...], ...]
    paragraph: int
    offsets: tuple[int, ...]

    def group(self, at: int) -> tuple[Occurrence, ...]:
        """The people behind the sign at an index of `text`."""
        return self.groups[self.text.count(GROUP, 0, at)]

    def offset(self, at: int) -> int:
        """The document's offset of an index of `text`."""
        return self.offsets[at] if at < len(self.offsets) else self.end


def frames(document: Document, cast: Cast) -> Iterator[Frame]:
    """The sentences of a document in order."""
    starts = [p.start for p in document.paragraphs]
    people = [*cast.occurrences]
    at = paragraph = 0
    for sentence in document.sentences:
        while paragraph + 1 < len(starts) and starts[paragraph + 1] <= sentence.start:
            paragraph += 1
        while at < len(people) and people[at].outer_start < sentence.start:
            at += 1
        inside = []
        while at < len(people) and people[at].outer_end <= sentence.end:
            inside.append(people[at])
            at += 1
        if sentence.end - sentence.start <= _LONGEST:
            yield _frame(document.text, sentence.start, sentence.end, inside, paragraph)


def _frame(text: str, start: int, end: int, inside: list[Occurrence], paragraph: int) -> Frame:
    signs: list[str] = []
    offsets: list[int] = []
    kept: list[Occurrence] = []
    at = start
    following = {o.outer_start for o in inside}
    for o in inside:
        if o.outer_start < at:
            continue
        plain = _before(text[at : o.outer_start], o, opening=at == start)
        owner = o.outer_end in following
        # 习近平主席特别代表王毅, 马杜罗夫人弗洛雷斯: the first name only says whose.
        signs.append(plain if owner else plain + PERSON)
        offsets.extend(range(at, at + len(plain)))
        if not owner:
            offsets.append(o.outer_start)
            kept.append(o)
        at = o.outer_end
    signs.append(text[at:end])
    offsets.extend(range(at, end))
    return _folded(start, end, _WORK.sub(_unparted, "".join(signs)), offsets, kept, paragraph)


# Commas in the name of a work part no clauses.
_WORK = re.compile(f"《[^》{PERSON}]*[，；：。！？][^》{PERSON}]*》")


def _unparted(work: re.Match[str]) -> str:
    return re.sub("[，；：。！？]", "·", work.group())


def _before(plain: str, o: Occurrence, *, opening: bool) -> str:
    """The text before a name without what belongs to the name."""
    for pattern in (_FROM, _TITLE_HEAD) if o.titles else (_FROM,):
        if m := pattern.search("，" * opening + plain[-46:]):
            return plain[: len(plain) - (m.end() - m.start())]
    return plain


def _folded(start: int, end: int, text: str, offsets: list[int], inside: list[Occurrence], paragraph: int) -> Frame:
    """Each list of people as one sign."""
    signs, kept, groups, at, seen = [], [], [], 0, 0
    for m in _GROUP.finditer(text):
        size = m.group().count(PERSON)
        signs.append(text[at : m.start()] + GROUP)
        kept.extend(offsets[at : m.start() + 1])
        groups.append(tuple(inside[seen : seen + size]))
        seen, at = seen + size, m.end()
    signs.append(text[at:])
    kept.extend(offsets[at:])
    return Frame(start, end, "".join(signs), tuple(groups), paragraph, tuple(kept))


# What may stand before the subject of a clause: adverbials, not a verb that makes the person its object.
_BEFORE = re.compile(
    f"^(?:(?:会上|会前|会后|会议期间|期间|随后|当[天晚日]|同日|日前|近日|当地时间|中共中央|座谈会上|大会上|会见后|会谈[前后]|仪式[前后]|[^{GROUP}，]{{0,50}}(?:时|后|前|下|上|中|日|午|晚|天|号|间|际|分|许|委托|邀请|通知|的))|[^，]{{0,60}}的|[^{GROUP}，]{{0,3}}(?:也|还)?|由|受|在|听取了?|会议听取了?[^{GROUP}，]{{0,10}}|[^{GROUP}，]{{0,16}})$"
)
_NOT_SUBJECT = re.compile(
    r"(?:感谢|欢迎|支持|拥护|围绕|贯彻|学习|审议|审查|统一到|根据|按照|高度|认为|赞赏|评价|点赞|热议|关注|关于|以|遵循|代表|接受|祝贺|转达|遵照|落实|传达|宣读|牢记|践行|介绍|对|向|同|与|为|应|纪念|就|访问|会见|会晤|给|受到|得到)了?$"
)


def governed(before: str) -> bool:
    """Whether what stands before a name makes the person the object of something: 感谢, 学习, 向."""
    return bool(_NOT_SUBJECT.search(before))


def opens_clause(before: str) -> bool:
    """Whether a name after these words can be the subject of its clause."""
    return bool(_BEFORE.match(before)) and not governed(before)
