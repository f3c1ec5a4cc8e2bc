"""Whom a name means: links to the people of the authority, and identifiers for those it does not know."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import chain, product
from typing import NamedTuple

from kg.authority import Authority, Person, Tenure, name_key
from kg.foreigners import SAME, chinese_name, meanings
from kg.model import Entity
from kg.text.pinyin import SYLLABLES, latin_slug, likeness, person_slug, plain, readings, segmentations

__all__ = [
    "Link",
    "Repair",
    "Use",
    "latin_slug",
    "link_people",
    "link_person",
    "person_slug",
    "rank",
    "repair_person",
    "repair_run",
]

_HAN = re.compile(r"[㐀-鿿]")


class Link(NamedTuple):
    """What a name means, how sure that is and by which rule; `candidates` are the others, with scores."""

    entity: Entity
    confidence: float
    rule: str
    candidates: tuple[tuple[Entity, float], ...] = ()


class Repair(NamedTuple):
    """A stretch of a run of names, by half-open offsets into it, and the person that it means."""

    start: int
    end: int
    link: Link


# How high an office stands: 4 national leaders, 3 ministers and heads of provinces, 2 their deputies and departments,
# cities and unlisted central bodies, 1 others in cities, 0 what no table has, -1 other countries.
_RANKS: tuple[tuple[int, re.Pattern[str]], ...] = tuple(
    (value, re.compile(pattern))
    for value, pattern in (
        (-1, r"(?!ambassador).*@[a-z]{2}"),
        (4, r"general-secretary@cpc-.*|.*@politburo|.*@politburo-standing-committee|(vice-)?president@prc"),
        (4, r"(premier|vice-premier|state-councillor)@state-council|(vice-)?chairman@(cmc|npc-standing-committee|cppcc)"),
        (4, r"secretary@(ccdi|central-secretariat)|chief-justice@.*|procurator-general@supreme-procuratorate"),
        (4, r"director@national-supervisory-commission"),
        (
            3,
            r"(secretary|governor|chairman|mayor|chief-executive)@(CN-..-(party|government|congress|cppcc)|(hk|macao)-government)",
        ),
        (2, r".*@CN-.*"),
    )
)
_HEADS = frozenset({"minister", "director", "chairman", "governor", "mayor", "president", "chief-executive", "auditor-general"})
_CENTRAL = re.compile(r"central|national|state|commission|leading-group|council|office-of|china|academy")
_CITY = re.compile(r"(secretary|mayor)@[a-z-]+-(party|government)")
_LOCAL = re.compile(
    r"village|township|town-|county|district|subdistrict|community|branch|company|group$|school|hospital|farm|station"
)


def rank(office: str, authority: Authority) -> int:
    """How high an office stands, from 4 (national leaders) to 0 (unknown) and -1 (another country's)."""
    for value, pattern in _RANKS:
        if pattern.fullmatch(office):
            return value
    role, _, organisation = office.partition("@")
    body = authority.organisations.get(organisation)
    if body and not body.province:
        return 3 if role in {*_HEADS, "secretary", "secretary-general"} else 2
    if _LOCAL.search(organisation):
        return 0
    return 2 if (_CITY.fullmatch(office) and body) or _CENTRAL.search(organisation) else int(bool(body))


def link_person(
    name: str,
    *,
    language: str = "",
    offices: Iterable[str] = (),
    on: date | None = None,
    authority: Authority,
    around: Iterable[tuple[str, str]] = (),
    company: Iterable[str] | None = None,
) -> Link:
    """The person whom a name means, beside the offices that the text gives it, on the article's day.

    `around` holds what stands right before and after the name wherever it occurs (a dozen characters tell the trade);
    `company` the ids of those whom the text lists beside it, None where nobody looked. Several who fit alike leave the
    confidence divided and stand in `candidates`. A namesake whose office or trade contradicts the stated one is not taken:
    the entity is then somebody unknown. English names that nobody has are repaired if they can be.
    """
    stated = tuple(office for office in dict.fromkeys(offices) if not _COLLECTIVE.fullmatch(office))
    setting = _Setting(on, authority, _trade(around), _noted(around, authority), _officials(company, on, authority))
    scored = sorted(_scored(name, stated, setting), key=lambda s: (-s.score, s.person.id))
    if scored and scored[0].score >= _PLAUSIBLE:
        return _as_named(_chosen(scored), name, authority)
    namesakes = tuple((_entity(s.person), s.score) for s in scored)
    repaired = repair_person(name, offices=stated, on=on, authority=authority) if language.startswith("en") else None
    return repaired or _heard(name, stated, setting) or _unknown(name, stated, authority, namesakes)


def _heard(name: str, stated: tuple[str, ...], setting: _Setting) -> Link | None:
    """The head of another country whose Chinese name alone is known: nobody of the authority, under one id in both languages."""
    zh = "" if _HAN.search(name) else chinese_name(name, stated, setting.on, setting.authority)
    return (
        Link(Entity("person", person_slug(zh), name, zh, known=False), 0.85, "sounds like the holder's Chinese name")
        if zh
        else None
    )


def _as_named(link: Link, name: str, authority: Authority) -> Link:
    """A link whose foreigner goes by the name that the text has: Chinese spells one name in many ways, the id is one.

    The Chinese name of our table is a family name mostly, so it stands beside a Latin family name, not beside a full name.
    """
    person = link.entity.id
    if not authority.is_foreign(person):
        return link
    known = authority.persons[person]
    short = "" if " " in name else known.zh
    return link._replace(entity=Entity("person", person, *((known.en, name) if _HAN.search(name) else (name, short))))


_PLAUSIBLE = 0.4
# Seats that officials of every kind hold at once, which tell nobody apart.
_COLLECTIVE = re.compile(
    r"(alternate-)?member@([a-z-]*central-committee|[a-z]*zhongyangweiyuanhui)|[a-z-]+@[a-z]*(dahui|zhuxituan)|[a-z-]+@presidium"
)


class Use(NamedTuple):
    """One place of a text where a name stands: half-open offsets, and the full name that it is or is part of."""

    start: int
    end: int
    name: str


def link_people(
    text: str, uses: Sequence[Use], offices: Mapping[str, Iterable[str]], *, language: str, on: date | None, authority: Authority
) -> dict[str, Link]:
    """Whom every name of a text means: first by name, office and trade, then those in doubt by whom they are listed with."""
    around: dict[str, list[tuple[str, str]]] = {}
    for use in uses:
        if len(seen := around.setdefault(use.name, [])) < _LOOKED_AT:
            seen.append((text[max(0, use.start - _NEAR) : use.start], text[use.end : use.end + _NEAR]))

    def link(name: str, company: Iterable[str] | None) -> Link:
        stated = tuple(offices.get(name, ()))
        return link_person(
            name, language=language, offices=stated, on=on, authority=authority, around=around[name], company=company
        )

    links = {name: link(name, None) for name in around}
    sure = {name: found.entity.id for name, found in links.items() if found.entity.known and found.confidence >= 0.6}
    beside = _listed(text, uses)
    return {
        name: link(name, [sure.get(other, "") for other in sorted(beside.get(name, ()))]) if found.confidence < 0.92 else found
        for name, found in links.items()
    }


_NEAR = 48
_LOOKED_AT = 50
_LISTED = re.compile(r"\s?(?:[（(][^）)\n]{1,12}[）)])?(?:、|，|,| |和|及|以及|与|\s{1,3}|,? and )\s?")


def _listed(text: str, uses: Sequence[Use]) -> dict[str, set[str]]:
    """The names that stand in one list with each name."""
    beside: dict[str, set[str]] = {}
    run: list[Use] = []
    for use in [*sorted(uses), None]:
        if run and (use is None or not _LISTED.fullmatch(text, run[-1].end, use.start)):
            names = {one.name for one in run}
            for name in names:
                beside.setdefault(name, set()).update(names - {name})
            run = []
        if use:
            run.append(use)
    return beside


# What a text calls somebody who is no official: words of a trade, before or after the name. Scholars and managers may
# become officials, and envoys be some; others never.
_TRADES: tuple[tuple[str, str, str, str], ...] = (
    (
        "trade",
        r"(?:选手|小将|名将|老将|运动员|队员|队长|教练|教练员|主教练|记者|通讯员|编辑|摄影师?|主播|主持人|农民|村民|牧民|渔民|居民|市民|农户|种粮大户|工人|职工|员工"
        r"|工匠|技工|技师|民警|警官|辅警|战士|官兵|士兵|下士|上士|中士|司令员|政治委员|政委|参谋长|支队长|大队长|中队长|连长|营长|旅长|师长|军长|舰长|哨长|班长|上将"
        r"|中将|少将|大校|上校|中校|少校|上尉|航天员|飞行员|医生|护士|护士长|大夫|村医|校医|教师|老师|班主任|护林员|保洁员|收运员|司机|驾驶员|乘务员|快递员|外卖员|网格员"
        r"|列车长|船长|机长|机长|站长|学生|同学|志愿者|演员|歌手|导演|作家|诗人|画家|书法家|画师|厨师|店主|老板|业主|摊主|游客|旅客|乘客|患者|病人|家长|被告人?|嫌疑人|罪犯"
        r"|老人|老汉|大爷|大娘|大妈|母亲|父亲|妻子|丈夫|儿子|女儿|哥哥|弟弟|姐姐|妹妹|会计|烈士|英雄|模范|标兵|工作者|整容师|电焊工|焊工|钳工|电工|矿工|巡护员|饲养员"
        r"|讲解员|传承人|设计师|程序员|消防员|手艺人|养殖户|带头人)[”\s]?",
        r"(?:夫妇|夫妻|一家|老汉|师傅|大爷|大娘|大妈|大姐|大哥|同学|医生|大夫|护士|老师|选手|将军|的(?:妻子|丈夫|母亲|父亲|儿子|女儿|家)|烈士|摄[）)])",
        r"coach|editor|reporter|correspondent|photographer|farmer|villager|worker|nurse|doctor|teacher|student|swimmer|player|runner"
        r"|sprinter|diver|athlete|gymnast|captain|driver|soldier|pilot|astronaut|taikonaut|actor|actress|singer|director of photography"
        r"|artist|painter|writer|author|novelist|designer|volunteer|resident|tourist|engineer|technician|commander|colonel|lawyer"
        r"|entrepreneur|founder|editor-in-chief|curator|chef|craftsman|inheritor|defendant|suspect|columnist|commentator",
    ),
    (
        "scholar",
        r"(?:教授|研究员|专家|学者|院士|经济学家|科学家|工程师|总师|设计师|校长|院长助理|系主任|博士)",
        r"(?:教授|研究员|院士|博士|校长)",
        r"professor|researcher|research fellow|scholar|expert|economist|academician|scientist|fellow|dean|analyst",
    ),
    (
        "junior",
        r"(?:部长助理|(?<!人大)(?<!党)(?<!与会)(?:大使|公使|参赞|总领事|特使|特别代表|常驻代表)|常驻[^，。]{2,9}代表|董事长|总经理|总裁|首席执行官|厂长|创始人|司长|处长|科长|镇长|乡长"
        r"|村支书|村长|发言人)",
        r"(?:部长助理|大使|公使|参赞|特使|特别代表|司长|董事长|总经理)",
        r"ambassador|assistant (?:foreign )?minister|assistant minister of [a-z ]+|permanent representative|special envoy"
        r"|special representative|envoy|consul general|counsel+or|spokesperson|spokesman|spokeswoman|director-general|general manager"
        r"|chief executive officer|ceo",
    ),
)
_BYLINE = re.compile(r"(?:\b[Bb]y |/|[Ee]ditors?: ?|[Rr]eporters?: ?)(?:[A-Z][\w'-]+ [A-Z][\w'-]+, (?:and )?)*\Z")


@lru_cache(maxsize=1)
def _trades() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    """For each kind of trade, what stands right before a name and right after it."""
    return tuple(
        (
            kind,
            re.compile(rf"{before}\Z|\b(?:{en})s?,? \Z", re.IGNORECASE),
            re.compile(rf"{after}|,? (?:(?:an?|the|who is|a former) )?(?:[\w'’&-]+ ){{0,5}}?(?:{en})\b", re.IGNORECASE),
        )
        for kind, before, after, en in _TRADES
    )


def _trade(around: Iterable[tuple[str, str]]) -> str:
    """The kind of trade that the text gives somebody, or none."""
    places = [*around]
    if any(_BYLINE.search(before) for before, _ in places):
        return "trade"
    for kind, ahead, behind in _trades():
        if any(ahead.search(before) or behind.match(after) for before, after in places):
            return kind
    return ""


_NOTE = re.compile(r"[（(](?!女|男|[一-鿿]{1,8}族|[^）)]*(?:长|书记|总理|主席|主任|委员|代表))([一-鿿]{2,8})[）)]")
_ELSEWHERE = "elsewhere"


def _noted(around: Iterable[tuple[str, str]], authority: Authority) -> str:
    """The province in brackets after a name, by which lists tell namesakes apart: 王宁（福建）; another note is elsewhere."""
    notes = {m[1] for _, after in around if (m := _NOTE.match(after))}
    return next((p.id for p in authority.provinces.values() if p.short_zh in notes), _ELSEWHERE if notes else "")


def _officials(company: Iterable[str] | None, on: date | None, authority: Authority) -> float | None:
    """The share of high officials among those listed beside a name; None where nobody looked, 0 where nobody is listed."""
    if company is None:
        return None
    ids = [*company]
    high = sum(any(rank(t.office, authority) >= 3 for t in authority.offices_of(i)) for i in ids)
    return high / len(ids) if ids else 0.0


class _Setting(NamedTuple):
    """What a text and its day say about a name besides the stated offices."""

    on: date | None
    authority: Authority
    trade: str = ""
    noted: str = ""
    officials: float | None = None


class _Scored(NamedTuple):
    person: Person
    score: float
    rule: str


def _scored(name: str, stated: tuple[str, ...], setting: _Setting) -> Iterator[_Scored]:
    for person in _named(name, setting.authority):
        case = _Case(person, _distinct(person, name), setting)
        yield _Scored(person, *case.weighed(max(map(case.beside, stated)) if stated else case.alone()))
    for person, score, rule in meanings(name, stated, setting.on, setting.authority):
        yield _Scored(person, score * (0.4 if setting.trade == "trade" and rule != SAME else 1.0), rule)


def _named(name: str, authority: Authority) -> tuple[Person, ...]:
    """Everybody at home of that name, in the order of either family."""
    found = authority.persons_named(name)
    if not found and not _HAN.search(name):
        *first, last = name.split() or [name]
        found = authority.persons_named(" ".join((last, *first)))
    return tuple(person for person in found if not person.country)


def _distinct(person: Person, name: str) -> float:
    """How much a name alone tells: short ones are shared by many, and letters say less than characters."""
    short = len(person.zh) == 2 or (not person.zh and len(person.en) < 9)
    return (0.75 if short else 1.0) * (1.0 if _HAN.search(name) else 0.95)


def _chosen(scored: list[_Scored]) -> Link:
    best, *rest = scored
    others = tuple((_entity(s.person), s.score) for s in rest)
    rivals = [s.score for s in rest if s.score > best.score - 0.1]
    if rivals:
        return Link(_entity(best.person), best.score**2 / (best.score + sum(rivals)), f"{best.rule}; namesakes", others)
    return Link(_entity(best.person), best.score, best.rule, others)


_Score = tuple[float, str]


class _Case(NamedTuple):
    """One person of the authority whom a name may mean."""

    person: Person
    distinct: float
    setting: _Setting

    @property
    def tenures(self) -> tuple[Tenure, ...]:
        return self.setting.authority.offices_of(self.person.id)

    @property
    def then(self) -> tuple[Tenure, ...]:
        on = self.setting.on
        return self.tenures if on is None else self.setting.authority.offices_of(self.person.id, on)

    @property
    def standing(self) -> int:
        """The highest rank that the person held on the day."""
        return self._highest(self.then)

    def _highest(self, tenures: Iterable[Tenure]) -> int:
        return max((rank(t.office, self.setting.authority) for t in tenures), default=0)

    @property
    def in_office(self) -> bool:
        return bool(self.then and self.setting.on)

    @property
    def remembered(self) -> bool:
        """Whether a name of three characters was a national leader's, of whom one thinks long after the last office."""
        return self.distinct == 1.0 and len(self.person.zh) > 2 and self._highest(self.tenures) == 4

    @property
    def years_off(self) -> int:
        """How many years lie between the day and the nearest office of the person."""
        on = self.setting.on
        if on is None or self.then:
            return 0
        bounds = [int(day[:4]) for t in self.tenures for day in (t.start or t.seen_first, t.end or t.seen_last) if day]
        return min((abs(year - on.year) for year in bounds), default=99)

    def weighed(self, score: _Score) -> _Score:
        """A score after trade and note; an office that fits makes both idle."""
        if score[1] in _FITTING:
            return score
        if self.setting.trade:
            return _TRADE_WEIGHT[self.setting.trade, self.standing >= 3 and self.in_office] * score[0], "name, another trade"
        if self.setting.noted:
            at_home = any(f"@{self.setting.noted}-" in t.office for t in self.tenures)
            return (0.93, "name and province in brackets") if at_home else (score[0] / 2, score[1])
        return score

    def alone(self) -> _Score:
        """How likely the bare name means this person."""
        if self.in_office and self.standing == 4:
            return 0.93, "name, in national office then"
        company = self.setting.officials
        if company is not None and company >= 0.35 and self.years_off <= 15:
            return (0.95 if self.in_office else 0.9 if self.years_off <= 8 else 0.75), "name among officials"
        if self.in_office:
            return 0.93 * self.distinct, "name, in office then"
        lonely = 1.0 if company is None else 0.65
        if self.remembered:
            return 0.75, "name of a national leader"
        return (0.9 if self.years_off <= 3 else 0.85 if self.years_off <= 15 else 0.6) * self.distinct * lonely, "name alone"

    def beside(self, office: str) -> _Score:
        """How likely the name means this person where the text gives it an office."""
        organisation = office.partition("@")[2]
        for tenures, exact, same in ((self.then, 0.98, 0.93), (self.tenures, 0.93 if self.years_off <= 3 else 0.85, 0.8)):
            if any(t.office == office for t in tenures):
                return exact, _SAME_OFFICE
            if any(t.office.partition("@")[2] == organisation for t in tenures):
                return same, _SAME_BODY
        if not _is_clear(office, self.setting.authority):
            return self._unclear(office.partition("@")[0])
        return self._elsewhere(office)

    def _unclear(self, role: str) -> _Score:
        """Beside an office in a body that no table has and whose name does not tell its kind."""
        if self.in_office and any(t.office.startswith(f"{role}@") for t in self.then):
            return 0.85, "name and role"
        score, _ = self.alone()
        return 0.85 * score, "name, unlisted office"

    def _elsewhere(self, office: str) -> _Score:
        province = self._province(office)
        if province and any(self._province(t.office) == province for t in self.then or self.tenures):
            return 0.85 * self.distinct, "name and province"
        stated = rank(office, self.setting.authority)
        if self.standing == 4 and self.in_office and not province and stated >= 2:
            # Whoever leads the country heads commissions and groups besides.
            return 0.8 * self.distinct, "name, a central office beside a national one"
        score = (
            _BY_DISTANCE.get(abs(self.standing - stated), 0.15) * self.distinct
            if self.in_office
            else self._later(stated, province)
        )
        return score * (0.7 if self._taken(office) else 1.0), "name, other office" + ("" if self.in_office else ", other time")

    def _later(self, stated: int, province: str) -> float:
        """How likely somebody out of office in our tables holds one of that rank: careers go on at their height."""
        highest = self._highest(self.tenures)
        if stated >= 3 and highest >= 3 and not province and self.years_off <= 15:
            return 0.85 if stated == 4 or self.years_off <= 3 else 0.75
        near = 0.7 if self.years_off <= 10 else 0.5 if self.years_off <= 20 else 0.2
        # A province where nobody saw the person speaks for a namesake, a lower post there after high office even more.
        strange = (0.35 if stated < highest and self._before_day() else 0.7) if province else 1.0
        return (near if stated > 0 else near / 2) * strange * self.distinct

    def _taken(self, office: str) -> bool:
        """Whether the tables know somebody else in a post that one person holds."""
        holders = self.setting.authority.holders(office, self.setting.on) if self.setting.on else ()
        single = office.partition("@")[0] in _HEADS | {"secretary", "premier"}
        return single and bool(holders) and self.person not in holders

    def _province(self, office: str) -> str:
        """The province of an office, a city's included."""
        organisation = office.partition("@")[2]
        body = self.setting.authority.organisations.get(organisation)
        return organisation[:5] if organisation.startswith("CN-") else body.province if body else ""

    def _before_day(self) -> bool:
        """Whether the person's offices began before the day."""
        on = self.setting.on
        return on is not None and any((t.start or t.seen_first or "9999") < on.isoformat() for t in self.tenures)


_SAME_OFFICE, _SAME_BODY = "name and office", "name and organisation"
_FITTING = frozenset((_SAME_OFFICE, _SAME_BODY))
# How much a trade leaves of a score, beside the kind whether the person held high office that day.
_TRADE_WEIGHT = {
    ("trade", True): 0.2, ("trade", False): 0.3, ("scholar", True): 0.2, ("scholar", False): 0.6,
    ("junior", True): 0.2, ("junior", False): 0.7,
}  # fmt: skip
# How likely somebody in office holds another one too, by how many ranks lie between the two.
_BY_DISTANCE = {0: 0.8, 1: 0.75}
_PINYIN_LOCAL = re.compile(
    r"cun|zhen(?!g)|xiang|xian|jiedao|shequ|gongsi|jituan|xuexiao|zhongxue|xiaoxue|yiyuan|nongchang|hezuoshe|chang$|ju$|ke$"
)


def _is_clear(office: str, authority: Authority) -> bool:
    """Whether an office says what kind of post it is: its body is listed, or its name tells."""
    organisation = office.partition("@")[2]
    if organisation in authority.organisations or rank(office, authority) != 0 or _LOCAL.search(organisation):
        return True
    if organisation.endswith("lingdaoxiaozu"):
        return False
    return organisation.endswith(("-party", "-government")) or bool(_PINYIN_LOCAL.search(organisation))


def _entity(person: Person) -> Entity:
    return Entity("person", person.id, person.en, person.zh)


def _unknown(name: str, stated: tuple[str, ...], authority: Authority, namesakes: tuple[tuple[Entity, float], ...]) -> Link:
    zh = name if _HAN.search(name) else ""
    slug = person_slug(zh) if zh else latin_slug(name)
    if namesakes:
        organisation = stated[0].partition("@")[2] if stated else ""
        slug = f"{slug}-{_digest((zh or name) + organisation)}"
    elif slug in authority.persons:
        slug = f"{slug}-{_digest(zh or name)}"
    entity = Entity("person", slug, "" if zh else name, zh, known=False)
    if namesakes:
        return Link(entity, min(0.85, 1 - 1.2 * namesakes[0][1]), "namesake of somebody known", namesakes)
    return Link(entity, 0.9, "name not in the authority")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:6]


# Names that machine translation garbles ------------------------------------------------------------------------------


_THEN = "office held then"


class _Tier(NamedTuple):
    """People whom a stated office points to, and how like the name must then be."""

    people: tuple[Person, ...]
    threshold: float
    weight: float
    rule: str


def repair_person(name: str, *, offices: Iterable[str], on: date | None, authority: Authority) -> Link | None:
    """The office holder whom a garbled English name means, or None where the name may well be right as it stands.

    The holders of the stated offices on the day are compared with it syllable by syllable, under all readings of their
    characters. Names that somebody of the authority has are never repaired, nor are names unlike every holder's.
    """
    words = tuple(re.findall(r"[a-z]+", plain(name)))
    if not words or _HAN.search(name):
        return None
    tiers = [tier for office in dict.fromkeys(offices) for tier in _tiers(office, on, authority)]
    found = [candidate for tier in tiers for candidate in _alike(words, tier, authority)]
    found.sort(key=lambda c: (-c[0], c[1].id))
    if not found or any(c[0] > found[0][0] - 0.08 and c[1] != found[0][1] for c in found[1:]):
        return None
    confidence, person, rule = found[0]
    return Link(_entity(person), confidence, f"name repaired: {rule}", ())


def _tiers(office: str, on: date | None, authority: Authority) -> Iterator[_Tier]:
    role, _, organisation = office.partition("@")
    if organisation in authority.states:
        return
    offices = [office, *(f"{r}@{organisation}" for r in sorted(_HEADS) if role in _HEADS and r != role)]
    exact = tuple(dict.fromkeys(p for o in offices for p in authority.holders(o, on)))
    yield _Tier(exact, 0.7 + min(0.02 * max(len(exact) - 1, 0), 0.15) if on else 0.9, 1.0, _THEN)
    if on:
        colleagues = (t.person for t in authority.tenures if t.office.endswith(f"@{organisation}") and t.covers(on))
        yield _Tier(tuple(authority.persons[p] for p in dict.fromkeys(colleagues)), 0.85, 0.93, "organisation then")
        around = (p for d in (-400, 400) for p in authority.holders(office, on + timedelta(days=d)))
        yield _Tier(tuple(dict.fromkeys(around)), 0.85, 0.93, "office held about then")


def _alike(words: tuple[str, ...], tier: _Tier, authority: Authority) -> Iterator[tuple[float, Person, str]]:
    odd = not all(segmentations(word) for word in words)
    for person in tier.people:
        similarity = _similarity(words, person, odd, authority)
        if similarity >= _threshold(tier, person, odd):
            yield min(0.95, (0.55 + 0.45 * similarity) * tier.weight), person, tier.rule


def _threshold(tier: _Tier, person: Person, odd: bool) -> float:
    """How like a name must be: more where one odd syllable is half of it, less where it is no Chinese name as it stands."""
    if len(person.zh) == 2:
        return max(tier.threshold, 0.92)
    return 0.58 if odd and tier.rule == _THEN and len(tier.people) == 1 else tier.threshold


def _similarity(words: tuple[str, ...], person: Person, odd: bool, authority: Authority) -> float:
    """How like a name is to a person's, from 0 to 1: one minus the cost of turning one into the other per syllable.

    Where the name cannot be read as syllables, equal letters count as well.
    """
    by_letters = (
        likeness("".join(words), re.sub(r"[^a-z]", "", plain(person.en))) if odd or not person.zh or "·" in person.zh else 0.0
    )
    if not person.zh or "·" in person.zh:
        return by_letters
    spoken = _spoken(person)
    rare = _surnames(authority)[person.zh[0]] <= _RARE
    return max(by_letters, *(1 - _cost(text, spoken, rare) / len(spoken) for text in _readable(words)))


def _readable(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Every way to read a name as syllables; a word that has none stands as it is."""
    if whole := segmentations("".join(words)):
        yield from whole
    for parts in product(*((segmentations(word) or ((word,),)) for word in words)):
        yield tuple(chain.from_iterable(parts))


class _Sound(NamedTuple):
    """How a character of a name is read, and how it might be misread."""

    own: frozenset[str]
    other: frozenset[str]

    def likeness(self, syllable: str) -> float:
        """How like a syllable is to the character's reading; a rarer reading of the same character is a good sign."""
        rarer = 0.85 * max((likeness(syllable, sound) for sound in self.other), default=0.0)
        return max(rarer, *(likeness(syllable, sound) for sound in self.own))


@lru_cache(maxsize=4096)
def _spoken(person: Person) -> tuple[_Sound, ...]:
    """The sounds of a name; its own ones are those of the English name."""
    each = readings(person.zh)
    own = [s for s in segmentations(re.sub(r"[^a-z]", "", plain(person.en))) if len(s) == len(each)]
    mine = [frozenset(s[i] for s in own) or r for i, r in enumerate(each)]
    return tuple(_Sound(m, r - m) for m, r in zip(mine, each, strict=True))


_RARE = 2


@lru_cache(maxsize=4)
def _surnames(authority: Authority) -> Counter[str]:
    return Counter(person.zh[0] for person in authority.persons.values() if person.zh and not person.country)


def _cost(text: tuple[str, ...], name: tuple[_Sound, ...], rare: bool) -> float:
    """The least cost of reading the syllables of a text as those of a name."""
    row = [_ADDED * i for i in range(len(text) + 1)]
    for j, sound in enumerate(name):
        lost = _LOST_LAST if j == len(name) - 1 else _LOST
        above, row[0] = row[0], row[0] + lost
        for i, syllable in enumerate(text, 1):
            swapped = above + _swap(syllable, sound, surname=j == 0, rare=rare)
            above, row[i] = row[i], min(swapped, row[i] + lost, row[i - 1] + _ADDED)
    return row[-1]


# What translation loses most is the last syllable; what it replaces whole is a surname that few bear.
_LOST_LAST, _LOST, _ADDED = 0.8, 1.0, 0.9
_RARE_SURNAME, _OTHER_SURNAME, _OTHER_SYLLABLE = 0.8, 1.5, 1.3


def _swap(syllable: str, sound: _Sound, *, surname: bool, rare: bool) -> float:
    """The cost of one syllable for another: a little for a like one, much for a different one."""
    best = sound.likeness(syllable)
    if best >= (0.6 if surname else 0.5):
        return 1 - best
    if syllable not in SYLLABLES or (surname and rare):
        return _RARE_SURNAME
    return _OTHER_SURNAME if surname else _OTHER_SYLLABLE


_WORD = re.compile(r"[A-Za-zÀ-ÿ’'-]+")
_JOINER = re.compile(r"\s*(?:,|;|\band\b|&)\s*(?:\band\b\s*)?")


def repair_run(text: str, *, on: date | None, authority: Authority) -> tuple[Repair, ...]:
    """The people of a run of names whose borders are wrong, such as `Li Qiang, Cai Qiding and Xue Xiang`.

    Letters are cut anew into names of people who hold a high office that day; names between right borders that are not
    theirs stay out of the answer. Empty where the borders are right or no such cut exists.
    """
    if on is None:
        return ()
    letters, places, borders = _letters(text)
    cut = _cut(letters, frozenset(borders), _in_office(authority, on))
    moved = [(a, b) for a, b, person in cut if person and not ({a, b} <= borders and _one_item(a, b, borders))]
    if len(moved) < 2:
        return ()
    return tuple(
        Repair(places[a], places[b - 1] + 1, Link(_entity(person), 0.93, "name repaired: borders in a list"))
        for a, b, person in cut
        if person
    )


def _one_item(a: int, b: int, borders: set[int]) -> bool:
    return not any(a < border < b for border in borders)


def _letters(text: str) -> tuple[str, list[int], set[int]]:
    """The letters of a run without its joints, the offset of each in the text, and where items begin and end."""
    letters, places, borders, start = "", list[int](), {0}, 0
    for end, following in [*((m.start(), m.end()) for m in _JOINER.finditer(text)), (len(text), len(text))]:
        for m in _WORD.finditer(text, start, end):
            for offset, character in enumerate(m.group(), m.start()):
                if kept := plain(character)[:1].strip("-"):
                    letters += kept
                    places.append(offset)
        borders.add(len(letters))
        start = following
    return letters, places, borders


def _in_office(authority: Authority, on: date) -> dict[str, Person]:
    """Those in a high office on the day, by the letters of their names."""
    people: dict[str, Person] = {}
    for tenure in authority.tenures:
        if tenure.covers(on) and rank(tenure.office, authority) >= 3:
            person = authority.persons[tenure.person]
            people.setdefault(name_key(person.en), person)
    return {key: person for key, person in people.items() if key.isascii()}


_Piece = tuple[int, int, Person | None]


def _cut(letters: str, borders: frozenset[int], people: dict[str, Person]) -> tuple[_Piece, ...]:
    """The cut of letters with the fewest that nobody's name covers: names anywhere, others between borders."""
    best: dict[int, tuple[int, tuple[_Piece, ...]]] = {0: (0, ())}
    ordered = sorted(borders)
    for at in range(len(letters)):
        if at not in best:
            continue
        cost, pieces = best[at]
        steps: list[tuple[int, Person | None, int]] = [
            (at + len(k), p, cost) for k, p in people.items() if letters.startswith(k, at)
        ]
        if at in borders:
            end = ordered[ordered.index(at) + 1]
            steps.append((end, None, cost + end - at))
        for end, person, total in steps:
            if end not in best or total < best[end][0]:
                best[end] = (total, (*pieces, (at, end, person)))
    return best.get(len(letters), (0, ()))[1]
