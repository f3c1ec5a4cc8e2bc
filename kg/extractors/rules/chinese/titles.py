"""Finds titles such as 国务院副总理 or 省委副书记、省长 in Chinese text and says which office each one is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from kg.authority import Authority
from kg.extractors.rules.chinese.lexicon import FORMER, countries, longest, organisations, role_at, roles, title_words
from kg.model import Mention

_EDGE = re.compile(r"[，。；：！？、\n“”‘’《》（）()【】\[\]\s—…,;:!?/·]")
# What stands before an organisation in a clause and is no part of its name.
_LEAD = re.compile(
    r".*(?:听取了?|会见了?|任命|免去|选举|推选出?|决定|批准|由|受|在|的|是|于|被|让|请|邀请|宣布|提名|率领?|了|担任|出任|当选|\d[日号]|今天|昨天|上午|下午|来自|据|其|时任|现任|^原)"
)
# These may belong to a body's name (文化文史与学习委员会) unless another body's name begins after them.
_WEAK_LEAD = re.compile(r"同|与|和|及|向|对|为|以|经|任")
_BEGINS = re.compile(r"第[一二三四五六七八九十]{1,3}届|省|市|自治区|州|县|中国|中央|全国|国家|国务院|最高|$")
_JOINT = re.compile(r"[、， ]?(?:兼任?)?(?:原|前|时任|现任)?|和|及|以及")
STATE = frozenset(
    "总统|副总统|总理|副总理|首相|副首相|最高元首|国王|埃米尔|苏丹|议长|副议长|国务卿|外长|副外长|防长|财长|外相|大臣|副大臣|新闻秘书".split(
        "|"
    )
)
_ABROAD = STATE | {"部长", "副部长", "发言人", "主席", "副主席", "大使", "安全会议秘书"}
_HOME = {"总书记": "cpc-central-committee", "委员长": "npc-standing-committee", "副委员长": "npc-standing-committee"}
_HOME |= {"国务委员": "state-council", "总理": "state-council", "副总理": "state-council", "审计长": "nao", "外长": "mfa"}
_LOCAL = {
    "党委": "party", "委": "party", "政府": "government", "人民政府": "government", "人大常委会": "congress", "人大": "congress",
    "政协": "cppcc", "纪委": "commission-for-discipline-inspection", "监委": "supervisory-commission",
    "监察委员会": "supervisory-commission", "委宣传部": "party-publicity-department", "委组织部": "party-organization-department",
    "委统战部": "party-united-front-department", "委政法委": "party-political-legal-commission",
    "党委宣传部": "party-publicity-department", "党委组织部": "party-organization-department",
    "党委统战部": "party-united-front-department", "党委政法委": "party-political-legal-commission",
    "宣传部": "party-publicity-department", "组织部": "party-organization-department",
    "统战部": "party-united-front-department", "政法委": "party-political-legal-commission",
}  # fmt: skip
_LEVELS = ("省", "自治区", "市", "州", "")
# What may stand between a country and the post: bodies of the state, not its companies or clubs.
_STATE_BODY = re.compile(
    r"(?!.*(?:公司|奥委会|协会|集团|大学|商会|联合会|俱乐部|银行|学院|基金会|中心|党|小组|运动|阵线|法塔赫|哈马斯))[一-鿿·]{0,20}"
)
_ENVOYS = frozenset(("大使", "公使", "总领事"))
_GOVERNORS = frozenset(("省长", "副省长", "市长", "副市长"))
_SMALL = re.compile(r"([^县区旗镇乡村市州省，。、]{1,6})(?:县|区|旗|镇|乡|村|街道|市|州)(?:委|党委|党总支|党支部|党工委)$")


# Parties abroad that have bodies of the names of China's own.
_PARTIES = {
    "communist-party-of-vietnam": "vn",
    "lao-peoples-revolutionary-party": "la",
    "workers-party-of-korea": "kp",
    "communist-party-of-cuba": "cu",
}
_PARTY_ORGANS = (
    ("书记处", "secretariat"), ("政治局", "politburo"), ("办公厅", "general-office"), ("组织部", "organization-department"),
    ("对外联络部", "international-department"), ("对外部", "external-relations-department"), ("检查委员会", "inspection-commission"),
)  # fmt: skip
_PARTY_BODY = re.compile(
    r"(?P<party>越共(?:中央)?|越南共产党(?:中央)?|老挝?人(?:民)?革(?:命)?党(?:中央)?|老党中央|朝鲜劳动党(?:中央)?|古(?:巴)?共(?:产党)?(?:中央)?|)"
    r"(?P<body>(?:中央)?(?:委员会)?(?:政治局|书记处|委员会|办公厅|组织部|对外联络部|对外部|检查委员会|)(?:常务委员会|常务)?)$"
)
_ALSO = re.compile(r"[（(](?P<word>[一-鿿]{2,6})[）)]")
# The other name of a body, between its name and the post: 中央党校（国家行政学院）校长.
_OTHER_NAME = re.compile(r"[（(][一-鿿]{3,16}[）)]$")
_PARENTS = {"cppcc": "全国政协", "npc": "全国人大", "npc-standing-committee": "全国人大"}
_ONCE = re.compile(r"(?P<of>全国人大|全国政协)原(?P<body>[一-鿿]{2,18}委员会)$")
_SESSIONS = (
    ("npc", re.compile(r"届全国人(?:大|民代表大会).{0,8}次会议")),
    ("cppcc", re.compile(r"(?:政协.{0,10}届|届全国政协).{0,8}次会议")),
)
_PARLIAMENT = re.compile(r"联邦委员会|杜马|议会|国会|[众参]议院")
_HOUSE = re.compile(r"(?:[参众]|[上下]议院|国民议会|国会|议会)$")
# The session in whose name somebody has a post: 全国政协某届某次会议副秘书长.
_IN_SESSION = re.compile(r"(?:届[一-鿿]{1,3}次会议(?:主席团)?|大会)(?:常务主席、)?$")
# Bodies with the name of a movement inside their own: 中央“…”主题教育领导小组.
_QUOTED = re.compile(r"(?:(?<=中央)|(?<=国务院)|(?<=全国)|(?<=[省市]委))“[^“”\n]{2,24}”(?=[一-鿿]{2})")
# Where headline and lead stand.
_OPENING = 400


@dataclass(frozen=True, slots=True)
class Title:
    """A title at `start:end`; `role` is empty for words such as 教授 that are no office, `organisation` where unknown."""

    start: int
    end: int
    word: str
    role: str = ""
    organisation: str = ""
    name: str = ""
    former: bool = False
    confidence: float = 0.95

    @property
    def office(self) -> str:
        return f"{self.role}@{self.organisation}" if self.role and self.organisation else ""

    @property
    def abroad(self) -> bool:
        """Whether the organisation is a country, which stands for all of its posts."""
        return len(self.organisation) == 2


@lru_cache(maxsize=4)
def organisation_names(authority: Authority) -> Mapping[str, str]:
    """Every Chinese name of an organisation, short forms included -> its id."""
    names: dict[str, str] = {}
    for o in authority.organisations.values():
        for label in (o.zh, *o.aliases_zh):
            for form in _forms(label):
                names.setdefault(form, o.id)
    names |= {**{o.zh: o.id for o in authority.organisations.values()}, **organisations()}
    for name, id in [*names.items()]:
        if id.startswith("npc-") and name.startswith("全国人大") and len(name) > 6:
            names.setdefault(name.removeprefix("全国人大"), id)
    return {name: id for name, id in names.items() if name not in _NOT_NAMES}


# Too general to stand for one organisation wherever they end a name.
_NOT_NAMES = frozenset(("中央", "常委会", "人大常委会", "人大", "政协"))


def _forms(label: str) -> Iterator[str]:
    yield label
    short = label.replace("和", "").replace("、", "").replace("委员会", "委").replace("人民代表大会", "人大")
    for form in dict.fromkeys((label, short, short.replace("财政经济委", "财经委"), short.replace("社会建设委", "社会委"))):
        yield form
        yield form.removeprefix("中共") if form.startswith("中共中央") else f"中共{form}" if form.startswith("中央") else form
        yield form.replace("中国共产党", "中共")


@lru_cache(maxsize=4)
def place_names(authority: Authority) -> Mapping[str, str]:
    """Full and short Chinese names of provinces and cities -> id."""
    places = (*authority.cities.values(), *authority.provinces.values())
    return {name: p.id for p in places for name in (p.zh, p.short_zh) if len(name) > 1}


@dataclass(frozen=True)
class Titles:
    """The titles of one text; `places` tell which province a bare 省委 means."""

    text: str
    authority: Authority
    places: tuple[Mention, ...] = ()

    @cached_property
    def found(self) -> tuple[Title, ...]:
        """All titles in order, organisations taken over from the title before where none is named."""
        done: dict[int, Title] = {}
        last: Title | None = None
        for m in title_words().finditer(self.text):
            last = self._title(m, last, done)
            done[last.end] = last
        return tuple(done.values())

    @cached_property
    def ending(self) -> Mapping[int, Title]:
        """The titles by the offset where they end, also where another word for the post follows: 校长（院长）."""
        also = {m.end(): t for t in self.found if (m := _ALSO.match(self.text, t.end)) and m["word"] in roles()}
        return {**{t.end: t for t in self.found}, **also}

    def chain(self, end: int) -> tuple[Title, ...]:
        """The stacked titles that end at an offset, in order: 省委副书记、省长."""
        titles: list[Title] = []
        title = self.ending.get(end)
        while title and len(titles) < 12:
            titles.append(title)
            title = self._before(title.start)
        return tuple(self._all_former(reversed(titles)))

    def _all_former(self, titles: Iterable[Title]) -> Iterator[Title]:
        """原 before the first of several posts in one body goes for the others too: 某行原党委书记、行长."""
        last: Title | None = None
        for title in titles:
            if last and last.former and title.organisation == last.organisation and "现任" not in self.text[last.end : title.end]:
                title = replace(title, former=True)
            yield title
            last = title

    def onward(self, start: int) -> tuple[Title, ...]:
        """The stacked titles that begin at an offset."""
        titles: list[Title] = []
        title = self._starting.get(start)
        while title and len(titles) < 12:
            titles.append(title)
            following = (self._starting.get(title.end + width) for width in (1, 2))
            title = next((t for t in following if t and _JOINT.fullmatch(self.text, title.end, t.start)), None)
        return tuple(t for t in titles if t.role)

    @cached_property
    def _starting(self) -> Mapping[int, Title]:
        return {t.start: t for t in self.found}

    def _before(self, start: int) -> Title | None:
        for width in range(5):
            title = self.ending.get(start - width)
            if title and _JOINT.fullmatch(self.text, start - width, start):
                return title
        return None

    def _title(self, m: re.Match[str], last: Title | None, done: Mapping[int, Title]) -> Title:
        word, start = m["word"], m.start()
        if m["mod"] + word in roles():
            # 新闻秘书 begins like 新闻发言人, but is a word.
            word = m["mod"] + word
        other = _OTHER_NAME.search(self.text, max(0, start - 18), start)
        start = other.start() if other else start
        edge = self._edge(start)
        former = bool(FORMER.search(m["mod"]) or FORMER.match(self.text, edge, start) or "时任" in self.text[edge:start])
        title = Title(start, m.end(), word, former=former)
        if word not in roles():
            return replace(title, start=self._cut(edge, start))
        before = (done.get(edge - width) for width in (1, 2))
        chained = next((t for t in before if t and _JOINT.fullmatch(self.text, t.end, edge)), None)
        if chained and _LEAD.match(self.text, edge, start):
            chained = None
        return self._office(title, edge, chained, last)

    def _office(self, title: Title, edge: int, chained: Title | None, last: Title | None) -> Title:
        for reading in (self._named, self._local, self._abroad, self._bare):
            found = reading(title, edge, chained, last)
            if found:
                return replace(found, role=self._role(found, title.start)) if found.organisation else found
        return replace(title, role=role_at(title.word, ""))

    def _role(self, title: Title, word_start: int) -> str:
        """The role; the 主席 of another country's parliament is no president."""
        between = self.text[title.start + len(title.name) : word_start]
        state = "国家" in between and not _PARLIAMENT.search(between)
        if title.abroad and between and not state and title.word in ("主席", "副主席"):
            return (
                "speaker"
                if title.word == "主席" and _PARLIAMENT.search(self.text, title.start, word_start)
                else roles()[title.word]
            )
        return role_at(title.word, title.organisation)

    def _named(self, title: Title, edge: int, chained: Title | None, last: Title | None) -> Title | None:
        """An organisation of the authority right before the word; a ministry after another country's name is that country's."""
        if party := self._foreign_party(title, edge, chained):
            return party
        name, shared = self._body_name(title, edge)
        if not name:
            return self._renamed(title, edge) or self._session(title, edge) or self._special_committee(title, edge, chained)
        id = organisation_names(self.authority)[name]
        start = title.start + shared - len(name)
        if self.text[start - 1 : start] in ("共", "党") and start > edge and id not in ("prc", "state-council"):
            # 越共中央政治局 is another party's.
            return None
        if title.word == "常委" and id == "politburo":
            id = "politburo-standing-committee"
        country = longest(self.text, start, countries(), start - edge)
        if country == "日" and self.text[start - 2 : start - 1].isdigit():
            country = ""
        known = self.authority.organisations.get(id)
        if country and known and known.parent in ("state-council", "prc", ""):
            return replace(title, start=start - len(country), organisation=countries()[country], name=country)
        if self.text.startswith("中国", start - 2):
            start -= 2
        return replace(title, start=start, organisation=id, name=name)

    def _foreign_party(self, title: Title, edge: int, chained: Title | None) -> Title | None:
        """A ruling party abroad and its bodies: 越共中央政治局委员, then 中央书记处书记 in the same list of titles."""
        m = _PARTY_BODY.search(self.text, max(edge, title.start - 24), title.start)
        if not m or not m.group():
            return self._its_state(title, edge, chained)
        party = organisation_names(self.authority).get(m["party"], "") if m["party"] else ""
        if not m["party"] and chained and chained.organisation.startswith((*_PARTIES,)):
            party = next(p for p in _PARTIES if chained.organisation.startswith(p))
        if not party.startswith((*_PARTIES,)):
            return None
        body = next((f"-{slug}" for word, slug in _PARTY_ORGANS if word in m["body"]), "")
        return replace(title, start=m.start(), organisation=f"{party}{body}", name=m.group(), confidence=0.93)

    def _its_state(self, title: Title, edge: int, chained: Title | None) -> Title | None:
        """国家主席 after a post in a ruling party abroad is the president of that country."""
        party = next((p for p in _PARTIES if chained and chained.organisation.startswith(p)), "")
        if not party or not self.text.endswith("国家", edge, title.start):
            return None
        return replace(title, start=title.start - 2, organisation=_PARTIES[party], name="", confidence=0.93)

    def _renamed(self, title: Title, edge: int) -> Title | None:
        """A body that has since been renamed, with 原 inside its name: 全国人大原内务司法委员会."""
        m = _ONCE.search(self.text, max(edge, title.start - 24), title.start)
        id = organisation_names(self.authority).get(m["of"] + m["body"], "") if m else ""
        return replace(title, start=m.start(), organisation=id, name=m["of"] + m["body"], former=True) if m and id else None

    def _special_committee(self, title: Title, edge: int, chained: Title | None) -> Title | None:
        """经济委员会主任 after a post in the conference or the congress is a special committee's of that body."""
        parent = next((word for id, word in _PARENTS.items() if chained and chained.organisation == id), "")
        body = self.text[edge : title.start]
        id = organisation_names(self.authority).get(parent + body, "") if parent and body else ""
        return replace(title, start=edge, organisation=id, name=parent + body) if id else None

    def _session(self, title: Title, edge: int) -> Title | None:
        """大会副秘书长 at a session of the national congress or of the political consultative conference."""
        m = _IN_SESSION.search(self.text, max(0, title.start - 18), title.start)
        if title.word not in ("秘书长", "副秘书长", "发言人") or not m:
            return None
        id = next((body for body, sign in _SESSIONS if sign.search(self.text[:_OPENING])), "")
        return replace(title, start=max(edge, m.start()), organisation=id, name="大会", confidence=0.9) if id else None

    def _body_name(self, title: Title, edge: int) -> tuple[str, int]:
        """The organisation's name before a title, and how many characters of the word it shares (外交部长)."""
        names = organisation_names(self.authority)
        if self.text.endswith("中央", edge, title.start):
            name = longest(self.text, title.start - 2, names, title.start - 2 - edge)
            if name:
                return name, -2
        if self.text.endswith("书记处", edge, title.start):
            if name := longest(self.text, title.start, names, title.start - edge):
                return name, 0
            name = longest(self.text, title.start - 3, names, title.start - 3 - edge)
            return name, -3 if name else 0
        shared = int(title.word[0] in "部局署厅行院会委")
        for extra in (0, shared) if shared else (0,):
            name = longest(self.text, title.start + extra, names, title.start + extra - edge)
            if name:
                return name, extra
        return "", 0

    def _local(self, title: Title, edge: int, chained: Title | None, last: Title | None) -> Title | None:
        """Local bodies: 浙江省委, or 省委 and 自治区人大常委会 of the province in question."""
        if self.text[title.end - 1 : title.end + 1] in place_names(self.authority):
            # 湖南省长沙市 holds no governor.
            return replace(title, role="")
        if title.word in _GOVERNORS or (title.word in ("主席", "副主席") and self.text.startswith("自治区", title.start - 3)):
            return self._government(title, edge, chained)
        for tail, level in _TAILS:
            if self.text.endswith(tail, edge, title.start) and (found := self._body(title, tail, level, chained)):
                return found
        small = _SMALL.search(self.text[edge : title.start])
        if small:
            return replace(
                title, start=edge + small.start(), organisation=f"{_slug(small[1])}-party", name=small[0], confidence=0.8
            )
        return None

    def _government(self, title: Title, edge: int, chained: Title | None) -> Title | None:
        word = title.word
        # 省 belongs to the word (浙江省长) or stands before it once more (浙江省省长).
        level = "自治区" if word in ("主席", "副主席") else word[-2]
        end = title.start - len(level) if self.text.startswith(level, title.start - len(level)) else title.start
        return self._at(title, "government", level, end, edge, chained)

    def _body(self, title: Title, tail: str, level: str, chained: Title | None) -> Title | None:
        edge = self._edge(title.start)
        return self._at(title, _LOCAL[tail.removeprefix(level)], level, title.start - len(tail), edge, chained)

    def _at(self, title: Title, body: str, level: str, end: int, edge: int, chained: Title | None) -> Title | None:
        places = place_names(self.authority)
        place = longest(self.text, end + len(level), places, end + len(level) - edge) or longest(
            self.text, end, places, end - edge
        )
        if not place and self.text.startswith("原", end - 1) and (name := longest(self.text, end - 1, places, end - 1 - edge)):
            return replace(title, start=end - 1 - len(name), organisation=f"{places[name]}-{body}", name=name, former=True)
        if place:
            start = end + len(level) if self.text.endswith(place, edge, end + len(level)) else end
            return replace(title, start=start - len(place), organisation=f"{places[place]}-{body}", name=place)
        if end - self._cut(edge, end) > 1 or (not level and not chained):
            return None
        area = self._area(level, chained)
        return replace(title, start=end, organisation=f"{area}-{body}", name="", confidence=0.9) if area else None

    def _area(self, level: str, chained: Title | None) -> str:
        """The place that a bare 省委 or 市委 means: that of the title before, else the text's most frequent."""
        before = (
            re.match(r"(CN-[A-Z]{2}|[a-z]+(?=-party|-government|-congress|-cppcc))", chained.organisation) if chained else None
        )
        if before and (level == "" or before[0].startswith("CN-") == (level != "市") or before[0] in _MUNICIPAL):
            return before[0]
        if level == "市":
            return self._frequent("city") if not self._municipal else self._municipal
        return self._frequent("province") if level in ("省", "自治区") else ""

    @cached_property
    def _municipal(self) -> str:
        province = self._frequent("province")
        return province if province in _MUNICIPAL else ""

    def land_before(self, at: int) -> str:
        """The country last named before an offset, within the sentence or the one before it."""
        begin = self._last_country(at, 90)
        return countries()[self._head(begin, at)] if begin >= 0 else ""

    def _frequent(self, kind: str) -> str:
        return self._frequencies.get(kind, "")

    @cached_property
    def _frequencies(self) -> Mapping[str, str]:
        """The place of each kind that the text names most."""
        count = Counter((p.entity.kind, p.entity.id) for p in self.places)
        ranked = sorted(count, key=lambda place: (-count[place], place), reverse=True)
        return dict(ranked)

    def _abroad(self, title: Title, edge: int, chained: Title | None, last: Title | None) -> Title | None:
        """Posts of other countries: the country right before the word, or at the head of a longer name of a body."""
        if title.word in _ENVOYS:
            return self._envoy(title, edge)
        country = self._country(title, edge)
        if country or title.word not in _ABROAD:
            return country
        cut = edge if chained else self._cut(edge, title.start)
        head = self._head(cut, title.start)
        if head and _STATE_BODY.fullmatch(self.text, cut + len(head), title.start):
            return replace(title, start=cut, organisation=countries()[head], name=head, confidence=0.9)
        if head and cut + len(head) < title.start:
            # A party or a club there is no state, nor is it another country's.
            return None
        if chained and chained.abroad and not head:
            return replace(title, start=edge, organisation=chained.organisation, name="", confidence=0.9)
        if chained and not head and (land := self._head(chained.start, chained.end)):
            # 某国某党主席、总统 is president of that country.
            return replace(title, start=edge, organisation=countries()[land], name="", confidence=0.85)
        return self._near(title, cut, last)

    def _envoy(self, title: Title, edge: int) -> Title | None:
        """Ambassadors belong to the country that sends them: 中国驻沙特大使."""
        post = self.text.rfind("驻", edge, title.start)
        if post < 0:
            return None
        sender = longest(self.text, post, {**countries(), "中国": "prc", "我国": "prc", "我": "prc"}, post - edge)
        if not sender:
            return replace(title, start=post)
        id = countries().get(sender, "prc")
        return replace(title, start=post - len(sender), organisation=id, name=sender)

    def _near(self, title: Title, start: int, last: Title | None) -> Title | None:
        """A bare 内政部长 or 总统 after another country's title or name in the same sentence is that country's."""
        if title.start - start > 12 or "党" in self.text[start : title.start]:
            return None
        if last and last.abroad and title.start - last.end < 40 and "。" not in self.text[last.end : title.start]:
            return replace(title, start=start, organisation=last.organisation, name="", confidence=0.8)
        if title.word not in STATE | {"部长"} or (title.word in _HOME and title.start == start):
            return None
        at = self._last_country(title.start)
        if at < 0 or re.search("中国|。|省|市委|我国", self.text[at:start]):
            return self._of_headline(title)
        name = self._head(at, min(len(self.text), at + 10))
        return replace(title, start=start, organisation=countries()[name], name=name, confidence=0.75) if name else None

    def _last_country(self, end: int, reach: int = 60) -> int:
        """Where the country begins that is named last before an offset: 巴布亚新几内亚, not 几内亚 in it."""
        before = ((self.text.rfind(name, max(0, end - reach), end), len(name)) for name in countries() if len(name) > 1)
        last, size = max(((at + size, size) for at, size in before if at >= 0), default=(-1, 0))
        return last - size

    def _of_headline(self, title: Title) -> Title | None:
        """A bare 总统 or 议长 is of the one foreign country that the headline names, as in news of a visit."""
        if len(self._headline_lands) != 1 or title.word not in STATE - _HOME.keys():
            return None
        house = _HOUSE.search(self.text, max(0, title.start - 4), title.start)
        start = house.start() if house else title.start
        return replace(title, start=start, organisation=next(iter(self._headline_lands)), name="", confidence=0.75)

    @cached_property
    def _headline_lands(self) -> frozenset[str]:
        headline = self.text.partition("\n")[0][:80]
        return frozenset(id for name, id in countries().items() if len(name) > 1 and name in headline)

    def _country(self, title: Title, edge: int) -> Title | None:
        end = title.start
        state = re.search(
            r"(?:[一-鿿]{0,6}共和国|合众国|大?公国|王国|苏丹国|独立国|联邦|政府|国家|总统府?|总理府?|首相府?)$",
            self.text[edge:end],
        )
        bracket = next((n for n in countries() if n[-1] in "）)" and self.text.endswith(n, 0, end)), "")
        if bracket and title.word in _ABROAD:
            return replace(title, start=end - len(bracket), organisation=countries()[bracket], name=bracket)
        ends = range(edge + state.end() - 3, max(edge, edge + state.end() - 11), -1) if state else ()
        for stop in (end, edge + state.start() if state else end, *ends):
            name = longest(self.text, stop, countries(), stop - edge)
            dated = name == "日" and self.text[stop - 2 : stop - 1].isdigit()
            alone = stop - 1 == edge and title.word in STATE
            if name and not dated and (len(name) > 1 or alone) and title.word in _ABROAD:
                return replace(title, start=stop - len(name), organisation=countries()[name], name=name)
        return None

    def _head(self, edge: int, end: int) -> str:
        return next(
            (self.text[edge:stop] for stop in range(min(end, edge + 10), edge + 1, -1) if self.text[edge:stop] in countries()), ""
        )

    def _bare(self, title: Title, edge: int, chained: Title | None, last: Title | None) -> Title:
        """No organisation of the authority: that of the title before for a bare word, else the name as it stands."""
        start = edge if chained else self._cut(edge, title.start)
        written = self.text[start : title.start]
        if (
            written in ("", "中国", "我国")
            and title.word in _HOME
            and (not chained or chained.organisation in self.authority.organisations)
        ):
            return replace(title, organisation=_HOME[title.word])
        source = chained or (last if last and title.start - last.end < 200 else None)
        if not written and source and source.organisation and title.word not in STATE:
            kept = 0.9 if chained else 0.85
            return replace(title, organisation=source.organisation, name=source.name, confidence=kept)
        if len(written) < 2 or len(written) > 24:
            return replace(title, start=start)
        return self._unlisted(replace(title, start=start), written)

    def _unlisted(self, title: Title, written: str) -> Title:
        """The post in a body that no table has, under its name without 原 and the number of a term."""
        bare = _TERM.sub("", written)
        if id := organisation_names(self.authority).get(bare, "cpc-central-committee" if bare == "中央" else ""):
            return replace(title, organisation=id, name=written, confidence=0.9)
        if _CLAUSE_IN_NAME.search(bare):
            return title
        if bare in _GENERIC and (m := re.search(rf"(?:中央|国务院|国家|全国)[一-鿿]{{2,24}}?{bare}", self.text)):
            # Members of 领导小组 belong to the one that the text names in full.
            return replace(
                title, organisation=organisation_names(self.authority).get(m[0]) or _slug(m[0]), name=m[0], confidence=0.6
            )
        former = title.former or "原" in bare[2:]
        body = _PARTY_GROUP.sub("", bare)
        body = body if len(body) > 1 else bare
        return replace(title, organisation=_slug(body), name=body, former=former, confidence=0.6)

    def _edge(self, at: int) -> int:
        """Where the stretch begins that an organisation before an offset may fill."""
        low = max(0, at - 32)
        ends = [m.end() for m in _EDGE.finditer(self._unquoted, low, at)]
        joint = self.text.rfind("兼", low, at) + 1
        return max([low, joint, *ends[-1:]])

    @cached_property
    def _unquoted(self) -> str:
        """The text with the quotation inside the name of a body hidden, at the same offsets."""
        return _QUOTED.sub(lambda m: "一" * len(m.group()), self.text) if "“" in self.text else self.text

    def _cut(self, edge: int, start: int) -> int:
        lead = _LEAD.match(self.text, edge, start)
        cut = lead.end() if lead else edge
        for m in _WEAK_LEAD.finditer(self.text, cut, start):
            if _BEGINS.match(self.text, m.end(), start) or self._head(m.end(), start) or self._place_at(m.end()):
                return m.end()
        return cut

    def _place_at(self, at: int) -> bool:
        places = place_names(self.authority)
        return any(self.text[at : at + n] in places for n in (2, 3, 4))


# 第十四届 and 第九届、第十届 in the name of a body.
_TERM = re.compile(r"第?[一二三四五六七八九十]{1,3}届(?:、第?[一二三四五六七八九十]{1,3}届)*")
_PARTY_GROUP = re.compile(r"(?<=[一-鿿]{2})原?(?:党委|党组|党总支|党支部|党工委)$|原(?=[一-鿿]{0,4}$)|^原")
_GENERIC = frozenset(("领导小组", "协调小组", "工作组", "指导组", "调查组", "委员会", "宣讲团", "专家组"))
# What a clause has and the name of a body has not.
_CLAUSE_IN_NAME = re.compile(
    r"习近平|主席|书记|局长|部长|要求|指责|贯彻|学习|欢迎|出席|签署|继续|开展|巩固|增加|拓展|成为|还有|[是着让被把]|^[要并应该对信继]"
)
_MUNICIPAL = frozenset(("CN-BJ", "CN-TJ", "CN-SH", "CN-CQ"))
_TAILS = sorted(
    (
        (f"{level}{tail}", level)
        for tail in _LOCAL
        for level in _LEVELS
        if not (level == "自治区" and tail.startswith("委")) and (level or tail != "委")
    ),
    key=lambda pair: (-len(pair[0]), pair[0]),
)


def _slug(name: str) -> str:
    from pypinyin import lazy_pinyin

    return re.sub(r"[^a-z0-9]+", "", "".join(lazy_pinyin(name, errors="ignore")).lower()) or "unnamed"
