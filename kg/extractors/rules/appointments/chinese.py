"""Appointment and removal clauses in Chinese: 任命…为, 免去…职务, 不再担任, 任…书记, 当选, 辞去."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple

from kg.authority import Authority
from kg.extractors.rules.appointments.values import Turn, Who
from kg.extractors.rules.chinese.lexicon import countries, plausible, role_at, roles
from kg.extractors.rules.chinese.titles import STATE, Title, Titles
from kg.extractors.rules.findings import Context, Findings
from kg.model import Change, Office
from kg.resolution import link_person
from kg.text.dates_zh import Days, days
from kg.text.document import Document, Piece

_GIVE = re.compile(r"(?P<elected>选举|推选|推举|补选|增选)(?:产生|由|出)?|(?P<appointed>任命|委任|聘任|增补|追补)")
_TAKE = re.compile(r"(?:免去|罢免|撤销|解除|免除)了?")
_HOLD = re.compile(
    r"(?P<elected>当选(?:连任)?(?:为|成为)?|(?:被[^，。；]{0,10})?选为|连任(?=[^，。]{0,14}[席统理长]))"
    r"|(?P<removed>不再(?:兼任|担任)|被?(?:免去|撤销|解除|罢免)|卸任)"
    r"|(?P<resigned>辞去|请辞|辞任)"
    r"|(?P<appointed>被?(?:再次)?任命为|就任|出任|接任|改任|升任|转任|兼任|任(?![何务意期重职命教责免用])|(?<=[由起])担任)"
)
# Verbs that may as well say what somebody is.
_STATES = frozenset(("任", "兼任"))
_LEFT = re.compile(r"(?:(?P<removed>卸任)|(?P<resigned>辞职))的")
_STEP_DOWN = re.compile(r"(?P<resigned>(?:宣布|引咎|提出|正式|已经?|主动)?辞职|的?辞呈)|(?P<appointed>宣誓就职)")
_TRIGGER = re.compile("|".join(p.pattern.replace("?P<", "?P<g_") for p in (_GIVE, _TAKE)) + "|当选|连任|不再|卸任|辞|任")

# Wished, feared, planned or asked for, or on an agenda: no change yet.
_UNREAL = re.compile(
    r"不会|不应|不得|要求(?!就任)|呼吁|敦促|如果|假如|一旦|若|倘若|可能|拟|建议|提名|即将|放弃|有望|能否|是否|威胁|拒绝|考虑|计划|尚未|没有|无意|反对|应该|必须|试图|希望"
    r"|有权|听取|议程|提请|草案|责令|将(?!军|领|士)|被迫|企图|打算|宣称|谋求|竞选(?!人)|意味|可以|如何|假若|准备|只有|之前|前夕|以前"
)
_AGENDA = re.compile(
    r"(?:职务|委员|代表)?的?(?:请求(?!的决定)|议案|草案|提请|建议|汇报|事项|申请|名单草案|计划|要求|可能|传闻|说法|议题)|(?:[一二两三四五六七八九十半几\d]{1,3}(?:个多?月|周?年多?)(?:来|以来)|以来|期间|之际)"
)
_ASKED = re.compile(r"的?请求的决定(?:草案|表决稿|，?一致同意提请)")
_SHORT = r"(?:(?![为第的])[一-鿿]){2,4}"
_JOINT = re.compile(r"(?:同志)?(?:[（(][^）)\n]{1,14}[）)])?(?:、|和|及|以及|与)")
_AFTER_NAMES = re.compile(r"(?:[（(][^）)\n]{1,14}[）)])?(?:同志|女士|先生|上将|中将|将军)?(?:等(?:同志|人)?)?")
# What may stand between a subject and its verb.
_ADVERBS = re.compile(
    r"(?:同志|女士|先生|主席|总统|总理|首相|总书记|当天|正式|已经?|再次|再度|继续|连续|首次|第?[一二三四五六七八九两\d]+[次度]|全票|高票|光荣|成功|以[^，。；]{1,12}(?:票|支持率)|宣誓|分别|随后|当场|最终|刚刚?|被|又|也|则|于|在"
    r"|宣布|决定|主动|引咎|此前|同时|去年|今年|本月|上月|\d+年|\d+月|\d+[日号]|上午|下午|晚|自动|还|获(?:选)?|，)*"
)
_ORDINAL = re.compile(
    r"(?:新(?:一任|一届|任|的)?|下(?:一任|任|届)|第?[一二三四五六七八九十百\d]+[届任]|候任|首[任位]|中国共产党|中共|本届|代理?|[其他她]的?|原|现任|的|政协|国家|临时|过渡|看守|连任)*"
)
_POSTS_END = re.compile(r"(?:等)?(?:一?[职位]|职务|之职)?")
_PRONOUN = re.compile(r"[他她其]")
# After the one who gets a telegram: 致电某某，祝贺他当选.
_CONGRATULATED = re.compile(r"(?:总统|总理|首相|主席|女士|先生|阁下|殿下)?，(?:热烈|衷心)?祝贺[他她其]" + _ADVERBS.pattern)
_BREAK = re.compile(r"[。；;\n！？]")
_ACCEPT = re.compile("接受|同意")
_TELEGRAM = re.compile(r"致电([一-鿿·]{2,20}?)(?:总统|总理|首相|女士|先生|阁下)?，(?:热烈|衷心)?祝贺[他她]")
_OPENING = re.compile(r"[，。；：\n]|接受|祝贺|\A")
_CLAUSE = re.compile(r"[，。；;：:\n！？“”、]")
_QUIET = re.compile(r"致电|致函|贺电|贺信|祝贺|表示|指出|认为|通(?:了)?电话|会见|会谈|报道|消息|访问|通报")
_BODY = re.compile(r"会议|全会|大会|表决|议会|决定")
_FORMAL = re.compile(r"政协第?[一二三四五六七八九十]{1,3}届全国委员会(?P<standing>常务委员$)?")
_MINISTERS = frozenset(("部长", "大臣"))
_OPENS = re.compile(r"\s*(?:接受|增补|任命|免去|撤销|罢免|追认|决定)")
_DECREE = re.compile(r"[日号](?:的|通过的)?(?:决定|选举)")
_ACTING = re.compile(r"代(?!表)|临时|看守|过渡")
_YEAR = re.compile(r"\d{4}年|去年|前年|\d+月(?!\d)|年前|世纪|年代")


def turns(document: Document, people: Sequence[Who], findings: Findings, context: Context) -> Iterator[Turn]:
    """Every change of office that a Chinese document tells, in its order."""
    if _TRIGGER.search(document.text):
        yield from _Reader(document, tuple(people), findings, context).turns()


class _Posts(NamedTuple):
    """The posts of a clause, and where they end."""

    titles: tuple[Title, ...]
    end: int


@dataclass(frozen=True)
class _Reader:
    """The work of one document: its people, titles and days."""

    document: Document
    named: tuple[Who, ...]
    findings: Findings
    context: Context

    @property
    def text(self) -> str:
        return self.document.text

    @cached_property
    def people(self) -> tuple[Who, ...]:
        """Those named, and those whom only an appointment names."""
        spans = [(w.start, w.end) for w in self.named]
        found = [w for m in _GIVE.finditer(self.text) for w in self._by_form(m.end(), "为")]
        found += [w for m in _TAKE.finditer(self.text) for w in self._by_form(m.end(), "的|第|全国|政协")]
        found += [w for m in _ACCEPT.finditer(self.text) for w in self._by_form(m.end(), "请辞|辞去|不再")]
        found += [self._stranger(m.start(1), m[1]) for m in _TELEGRAM.finditer(self.text)]
        found += [w for m in _HOLD.finditer(self.text) for w in self._by_place(m.start())]
        new = (w for w in found if not any(a < w.end and w.start < b for a, b in spans))
        return tuple(sorted((*self.named, *{w.start: w for w in new}.values())))

    @cached_property
    def _titles(self) -> Titles:
        return Titles(self.text, self.context.authority, self.context.places)

    @cached_property
    def _posts_at(self) -> dict[int, Title]:
        return {t.start: t for t in self._titles.found}

    @cached_property
    def _starting(self) -> dict[int, Who]:
        return {w.start: w for w in self.people}

    @cached_property
    def _ending(self) -> dict[int, Who]:
        return {w.end: w for w in self.people}

    @cached_property
    def _days(self) -> tuple[Days, ...]:
        return days(self.text, self.document.article.published)

    def turns(self) -> Iterator[Turn]:
        for sentence in self._sentences():
            found = [
                *self._given(sentence),
                *self._taken(sentence),
                *self._held(sentence),
                *self._left(sentence),
                *self._stepping(sentence),
            ]
            yield from sorted(found, key=lambda t: (t.start, t.who.start))

    def _sentences(self) -> Iterator[Piece]:
        """Sentences that a colon, a full stop or a line ends; semicolons join what one body decided."""
        start = 0
        for m in re.finditer(r"[。\n！？]|\Z", self.text):
            if _TRIGGER.search(self.text, start, m.end()):
                yield Piece(start, m.end(), self.text[start : m.end()])
            start = m.end()

    def _given(self, sentence: Piece) -> Iterator[Turn]:
        """任命甲、乙为某职，丙为某职."""
        for m in _GIVE.finditer(self.text, sentence.start, sentence.end):
            kind: Change = "elected" if m["elected"] else "appointed"
            at, unreal = m.end(), self._unreal(sentence, m.start(), m.end())
            while group := self._list_from(at):
                after = _AFTER_NAMES.match(self.text, group[-1].end)
                end = after.end() if after else group[-1].end
                posts = self._posts_from(end + 1) if self.text.startswith("为", end) else None
                if not posts or not posts.titles:
                    break
                if not unreal and not _AGENDA.match(self.text, posts.end):
                    yield from self._made(sentence, m.start(), group, posts, kind, "appointed as")
                at = posts.end + len(re.match(r"(?:[，、；]|和|及)?", self.text[posts.end : posts.end + 1])[0])  # type: ignore[index]

    def _taken(self, sentence: Piece) -> Iterator[Turn]:
        """免去甲、乙的某职职务."""
        for m in _TAKE.finditer(self.text, sentence.start, sentence.end):
            pronoun = _PRONOUN.match(self.text, m.end())
            group = self._antecedent(sentence, m.start()) if pronoun else self._list_from(m.end())
            if not group or self._unreal(sentence, m.start(), m.end()):
                continue
            start = pronoun.end() if pronoun else group[-1].end
            linked = re.compile(r"(?:[（(][^）)\n]{1,14}[）)])?(?:同志)?(?:兼任|担任)?的?").match(self.text, start)
            posts = self._posts_from(linked.end() if linked else start)
            if posts.titles and not _AGENDA.match(self.text, posts.end):
                yield from self._made(sentence, m.start(), group, posts, "removed", "removed from")

    def _held(self, sentence: Piece) -> Iterator[Turn]:
        """甲当选某职, 甲不再担任某职, 接受甲辞去某职; after 的, the one who did: 刚刚当选某职的甲."""
        for m in _HOLD.finditer(self.text, sentence.start, sentence.end):
            posts = self._posts_from(m.end())
            after = _AGENDA.match(self.text, posts.end) or _ASKED.match(self.text, posts.end)
            elect = m["elected"] and posts.end in self._starting
            if not posts.titles or after or elect or self._unreal(sentence, m.start(), m.end()):
                continue
            group = self._subject(sentence, m.start()) or self._described(m.start(), posts.end)
            if group and (m.group() not in _STATES or self._begins(group, m.start())):
                yield from self._made(sentence, m.start(), group, posts, _kind(m), m.group())

    def _begins(self, group: Sequence[Who], verb: int) -> bool:
        """Whether 任 tells a beginning, as in 甲同志任某职 or 由甲任某职, and not what somebody is."""
        before = self.text[max(0, group[0].start - 1) : group[0].start]
        return self.text.endswith("同志", group[-1].end, verb) or before in ("由", "让")

    def _left(self, sentence: Piece) -> Iterator[Turn]:
        """卸任的某职甲, 宣布辞职的某职甲."""
        for m in _LEFT.finditer(self.text, sentence.start, sentence.end):
            if (who := self._titled(m.end())) and not self._unreal(sentence, m.start(), m.end()):
                titles = tuple(t for t in self._titles.chain(who.start) if t.office)
                yield from self._made(sentence, m.start(), (who,), _Posts(titles[-1:], who.end), _kind(m), m.group())

    def _stepping(self, sentence: Piece) -> Iterator[Turn]:
        """某职甲宣布辞职: the post is the one that stands before the name."""
        for m in _STEP_DOWN.finditer(self.text, sentence.start, sentence.end):
            group = self._subject(sentence, m.start())
            if len(group) != 1 or self._unreal(sentence, m.start(), m.end()):
                continue
            titles = tuple(t for t in self._titles.chain(group[0].start) if t.office and not t.former)
            yield from self._made(
                sentence, m.start(), group, _Posts(titles[-1:], m.end()), _kind(m), "steps down or takes the oath"
            )

    def _made(self, sentence: Piece, verb: int, group: Sequence[Who], posts: _Posts, kind: Change, rule: str) -> Iterator[Turn]:
        day = self._day(sentence, verb)
        each = self.text[max(sentence.start, verb - 4) : verb].find("分别") >= 0 and len(group) == len(posts.titles)
        for i, who in enumerate(group):
            for title in posts.titles[i : i + 1] if each else posts.titles:
                if office := self._office(title, who):
                    acting = bool(_ACTING.search(self.text, min(title.start, title.end - len(title.word) - 3), title.end))
                    yield Turn(verb, posts.end, who, office, kind, day, acting, rule, min(0.93, title.confidence))

    def _office(self, title: Title, who: Who) -> Office | None:
        """The post of a title, where its body is of our tables or a country."""
        authority = self.context.authority
        foreign = authority.is_foreign(who.entity.id) or (not who.entity.known and not plausible(who.entity.zh))
        title = self._abroad(title, who) if foreign else title
        known = len(title.organisation) == 2 or title.organisation in authority.organisations
        if not known and (formal := _FORMAL.search(self.text, max(0, title.start - 16), title.end)):
            role = "standing-member" if formal["standing"] else role_at(title.word, "cppcc")
            return Office(role, authority.entity("organisation", "cppcc"))
        if not title.organisation:
            return self._own(title, who) or (self._by_land(title, who) if foreign else None)
        if not title.role or not (known or _is_local(title.organisation, authority)):
            return None
        return Office(title.role, authority.entity("organisation", title.organisation))

    def _abroad(self, title: Title, who: Who) -> Title:
        """A foreigner's title: ministries are of the country named before; part of a name is no country."""
        body = self.context.authority.organisations.get(title.organisation)
        at_home = "state-council" in (body.id, body.parent) if body else title.word in _MINISTERS
        if len(title.organisation) == 2:
            stray = not title.name or any(w.start <= title.start < w.end for w in self.people)
            return replace(title, organisation="", role="") if stray else title
        if not at_home:
            return title
        land = self._titles.land_before(who.start)
        return replace(title, organisation=land, role=role_at(title.word, land) if land else "", confidence=0.9)

    def _by_land(self, title: Title, who: Who) -> Office | None:
        """A bare 总统 of a foreigner is of the country named last before it."""
        land = self._titles.land_before(title.start) if title.word in STATE or title.word in _MINISTERS else ""
        return Office(role_at(title.word, land), self.context.authority.entity("organisation", land)) if land else None

    def _own(self, title: Title, who: Who) -> Office | None:
        """The post that a bare 总统 means: the one which the text gives the same person elsewhere."""
        roles_ = {role_at(title.word, ""), role_at(title.word, "xx")}
        fits = {h.office for h in self.findings.holdings if h.person.id == who.entity.id and h.office.role in roles_}
        return fits.pop() if len(fits) == 1 else None

    def _posts_from(self, at: int) -> _Posts:
        """The stacked posts that begin at an offset, after words such as 第十四届."""
        skipped = _ORDINAL.match(self.text, at)
        stops = range(at, (skipped.end() if skipped else at) + 1)
        first = next((self._posts_at[s] for s in stops if s in self._posts_at), None) or self._covering(at)
        found = (self._titles.onward(first.start) or (first,)) if first else ()
        titles = tuple(t for t in found if t.word in roles())
        tail = _POSTS_END.match(self.text, titles[-1].end) if titles else None
        return _Posts(titles, tail.end() if tail else at)

    def _covering(self, at: int) -> Title | None:
        """The title around an offset, where a verb was taken for part of a body's name."""
        i = bisect_right(self._titles.found, at, key=lambda t: t.start) - 1
        title = self._titles.found[i] if i >= 0 else None
        return title if title and title.start < at <= title.end - len(title.word) else None

    def _list_from(self, at: int) -> tuple[Who, ...]:
        """The people listed from an offset, each after a title of their own at most."""
        group: list[Who] = []
        while who := self._starting.get(at) or self._titled(at):
            group.append(who)
            joint = _JOINT.match(self.text, who.end)
            if not joint:
                break
            at = joint.end()
        return tuple(group)

    def _titled(self, at: int) -> Who | None:
        """Somebody whose title begins at an offset: 国防部代部长某某."""
        i = bisect_left(self.people, at, key=lambda w: w.start)
        who = self.people[i] if i < len(self.people) else None
        if who is None or who.start - at > 30 or re.search(r"[，。；、：]|为|的", self.text[at : who.start]):
            return None
        chain = self._titles.chain(who.start)
        return who if chain and chain[0].start <= at + 1 else None

    def _by_form(self, at: int, end: str) -> Iterator[Who]:
        """People whom only the clause shows to be people: 增补甲、乙为."""
        whole = re.compile(rf"({_SHORT}(?:[、和]{_SHORT})*?)(?:同志)?(?:{end})").match(self.text, at)
        pieces = [*re.finditer(r"[^、和]+", whole[1])] if whole else []
        starts = {w.start for w in self.named}
        if any(at + p.start() in starts or plausible(p[0]) for p in pieces):
            yield from (self._stranger(at + p.start(), p[0]) for p in pieces if at + p.start() not in starts)

    def _by_place(self, verb: int) -> Iterator[Who]:
        """Somebody whose name opens the clause of a verb: 甲全票当选."""
        start = max((m.end() for m in _OPENING.finditer(self.text, max(0, verb - 16), verb)), default=-1)
        for size in (3, 2) if start >= 0 else ():
            name = self.text[start : start + size]
            if (
                start + size <= verb
                and name not in countries()
                and plausible(name)
                and _ADVERBS.fullmatch(self.text, start + size, verb)
            ):
                yield self._stranger(start, name)
                return

    def _stranger(self, start: int, name: str) -> Who:
        published = self.document.article.published
        link = link_person(name, language="zh", on=published, authority=self.context.authority)
        return Who(start, start + len(name), link.entity, min(0.85, link.confidence))

    def _list_until(self, at: int) -> tuple[Who, ...]:
        """The people listed up to an offset."""
        group: list[Who] = []
        while who := self._ending.get(at):
            group.append(who)
            joint = re.search(r"(?:、|和|及|以及|与)\Z", self.text[max(0, who.start - 2) : who.start])
            if not joint:
                break
            at = who.start - len(joint[0])
            at -= 2 if self.text.endswith("同志", 0, at) else 0
        return tuple(reversed(group))

    def _subject(self, sentence: Piece, verb: int) -> tuple[Who, ...]:
        """Who stands before a verb: right there, by a pronoun, or as the subject of the clause before."""
        i = bisect_right(self.people, verb, key=lambda w: w.end)
        last = self.people[i - 1] if i else None
        if last is None or last.start < sentence.start:
            return ()
        between = self.text[last.end : verb]
        if _ADVERBS.fullmatch(between):
            return self._list_until(last.end)
        return (last,) if _CONGRATULATED.fullmatch(between) or self._carried(between) else ()

    def _carried(self, between: str) -> bool:
        """Whether somebody is still the subject: 甲同志任某职，不再担任某职."""
        own = re.match(r"(?:同志)?(?:任|不再|当选|辞去|出任|为)", between)
        return bool(own) and between.endswith(("，", "，并", "，同时")) and ";" not in between and "；" not in between

    def _described(self, verb: int, end: int) -> tuple[Who, ...]:
        """The one whom a clause before 的 describes: 刚刚当选某职的某某."""
        if not self.text.startswith("的", end):
            return ()
        opens = re.search(
            r"(?:[，。；：、“\s]|^)(?:刚刚?|新近?|不久前|上月|此前|日前|\d+[月日号])*\Z", self.text[max(0, verb - 8) : verb]
        )
        who = self._starting.get(end + 1) or self._titled(end + 1)
        return (who,) if who and opens else ()

    def _antecedent(self, sentence: Piece, at: int) -> tuple[Who, ...]:
        """The person last named in the sentence before an offset."""
        i = bisect_right(self.people, at, key=lambda w: w.end)
        last = self.people[i - 1] if i else None
        return (last,) if last and last.start >= sentence.start else ()

    def _unreal(self, sentence: Piece, verb: int, end: int) -> bool:
        """Whether the clause only wishes, plans or discusses the change."""
        start = max([sentence.start, *(m.end() for m in _CLAUSE.finditer(self.text, sentence.start, verb))])
        names = [w for w in self.people if start <= w.start and w.end <= verb]
        clause = self.text[start:verb]
        for who in names:
            clause = clause.replace(self.text[who.start : who.end], "")
        return bool(_UNREAL.search(clause)) or self.text[end : end + 2] in ("后，", "时，")

    def _day(self, sentence: Piece, verb: int) -> date | None:
        """The day of a change: told in the sentence, by the decree above it, or that of the meeting that decided it."""
        told = [d for d in self._days if sentence.start <= d.start and d.end <= verb]
        if told:
            return None if _QUIET.search(self.text, told[-1].end, verb) else told[-1].last
        if _QUIET.search(self.text, sentence.start, verb) or _YEAR.search(self.text, sentence.start, verb):
            return None
        return self._decreed(sentence) or self._met(sentence, verb)

    def _decreed(self, sentence: Piece) -> date | None:
        """The day in 根据…某日的决定, in the lines above."""
        above = [
            d for d in self._days if sentence.start - 900 <= d.start < sentence.start and _DECREE.match(self.text, d.end - 1)
        ]
        return above[-1].last if above else None

    def _met(self, sentence: Piece, verb: int) -> date | None:
        """The last day of the meeting that an article reports, for what the meeting decided."""
        decides = _BODY.search(self.text, sentence.start, verb) or _OPENS.match(self.text, sentence.start)
        event = self.findings.event
        if not event or event.type in ("report", "instruction") or not decides:
            return None
        return event.end or event.start


def _kind(m: re.Match[str]) -> Change:
    kinds: tuple[Change, ...] = ("elected", "removed", "resigned", "appointed")
    return next(k for k in kinds if k in m.re.groupindex and m[k])


def _is_local(organisation: str, authority: Authority) -> bool:
    """Whether a body is of a province or city of the tables, after the pattern of their bodies."""
    place = re.fullmatch(r"(CN-[A-Z]{2}|[a-z-]+?)-(?:party|government|congress|cppcc).*", organisation)
    return bool(place) and (place[1] in authority.provinces or place[1] in authority.cities)  # type: ignore[index]
