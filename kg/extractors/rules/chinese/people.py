"""Who is named in a Chinese text, with which titles: names after titles, in lists, returning, and of the authority."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from kg.authority import Authority
from kg.extractors.rules.chinese.lexicon import countries, follows, longest, plausible, roles, surname, words
from kg.extractors.rules.chinese.names import (
    Name,
    enlisted,
    foreign_dotted,
    guests,
    historical,
    in_runs,
    japanese_at,
    known,
    listed_before,
    masks,
    name_at,
    name_before,
    proven_at,
    relisted_at,
    returning,
    speaking,
    titled_dotted,
)  # fmt: skip
from kg.extractors.rules.chinese.posts import AFTER_HOME, HEAD_OF_STATE, Posts
from kg.extractors.rules.chinese.titles import STATE, Title, Titles, place_names
from kg.extractors.rules.chinese.values import Cast, Occurrence
from kg.model import Mention
from kg.resolution import Link, Use, link_people
from kg.text.document import Document

_LIST = re.compile(r"、|和|及|以及|与|，")
_AFTER = re.compile(
    r"(?:总书记|副总理|副主席|副委员长|委员长|主席|总理|总统|首相|国王|书记|省长|市长|部长|外长|国务卿|大使|议长|校长|院长|局长|主任|委员|代表|院士|教授|老师|同志|先生"
    r"|女士|夫人(?![一-鿿]{2,3}[，。、和出陪参])|亲王|王储|烈士|上将|中将|少将|老人|大娘)(?!们|选举|大选|竞选|候选|初选|府|任期|办公|团|令)"
)
_BEFORE_NAME = re.compile(r"[（(](?:女|[^（()）\n]{1,8}族|女，[^（()）\n]{1,8}族)[)）]")
# Posts that several people hold at once: only these are shared by the names of a list.
_SHARED = frozenset(
    "member|standing-member|alternate-member|deputy-secretary|vice-chairman|vice-premier|state-councillor|vice-governor|vice-mayor"
    "|deputy-director|vice-minister|party-group-member|deputy-secretary-general|vice-president".split("|")
)
# A known name below this may be part of something else; it counts only where it returns.
_SURE_ENOUGH = 0.6


def cast(document: Document, authority: Authority, places: tuple[Mention, ...]) -> Cast:
    """The people of a document."""
    text = document.text
    titles = Titles(text, authority, places)
    names = _names(text, authority, titles, document.article.published)
    every = [*_with_appointed(text, [*_with_shared(text, [*_occurrences(text, names, titles)])], titles)]
    occurrences = tuple(_with_past(text, every, titles))
    return _linked(document, authority, occurrences, titles)


def _names(text: str, authority: Authority, titles: Titles, on: date | None) -> list[Name]:
    """All names without overlap: the surest first, then their returns elsewhere in the text."""
    hidden = masks(text)
    found = _Found(hidden)
    sure = [*known(text, authority, titles.ending), *_by_surname(text, authority, on), *historical(text)]
    for name in sorted((n for n in sure if n.confidence > _SURE_ENOUGH), key=lambda n: n.start):
        found.add(name)
    for name in foreign_dotted(text, titles.ending, found.taken):
        found.add(name)
    for name in titled_dotted(text, titles.ending):
        found.add(name)
    places = place_names(authority)
    found.refused = frozenset(places)
    for name in (*_foreigners(text, authority, titles), *_of_occasion(text)):
        found.add(name)
    for title in titles.found:
        _add_titled(text, title, found)
    for m in (*_AFTER_UNKNOWN.finditer(text), *_EXPLAINS.finditer(text)):
        _add_before(text, m.start(), found, titles.ending, abroad=m.group() in STATE - {"总理", "总书记"})
    for name in (*enlisted(text, found.refused), *guests(text, found.refused), *in_runs(text, found.refused)):
        if _is_name(name.text):
            found.add(name)
    for m in _PARTNER.finditer(text):
        _add_partner(text, m, found)
    for title in titles.found:
        _add_posted(text, title, found)
    for m in _ACHIEVED.finditer(text):
        _add_before(text, m.start(), found)
    for m in (*_CHOSEN.finditer(text), *_HEADED.finditer(text)):
        _add_chosen(text, m.end(), found)
    for m in _ADDRESSED.finditer(text):
        _add_addressed(text, m.end(), found)
    for name in (*returning(text), *speaking(text)):
        if _is_name(name.text):
            found.add(name)
    done = 0
    for _ in range(3):
        # A returning name may open a list, and a listed one may return.
        fresh = found.names[done:]
        done = len(found.names)
        for name in sorted(fresh):
            _add_listed(text, name, found)
            before = listed_before(text, name.start)
            if before and found.free(before.start) and found.free(before.end - 1) and _is_name(before.text):
                found.add(before)
        _add_returns(text, found, {n.text for n in sure})
    return sorted(found.names)


def _by_surname(text: str, authority: Authority, on: date | None) -> Iterator[Name]:
    """习主席 and 习总书记: the surname of the one who held the office on the day."""
    for m in re.finditer(r"([一-鿿])(主席|总书记)(?![一-鿿]?[会团处])", text):
        holders = authority.holders(AFTER_HOME[m[2]][0], on)
        if len(holders) == 1 and holders[0].zh.startswith(m[1]) and not text.startswith(holders[0].zh, m.start()):
            yield Name(m.start(), m.start() + 1, holders[0].zh, 0.9, "surname and title")


# A title that goes after names, and what comes between the other side of a meeting and its verb.
_AFTER_UNKNOWN = re.compile(
    r"(?:同志|代表(?=[、，。：在说告提认表建依先分介])|院士|教授|老师|先生|女士|大娘|大爷|老人|烈士|委员(?=[在说告提认表建代发围就从介呼希谈])|总理(?=[就表说介指强的，。]|同志)|总书记|亲王|王储|总统|外长|国王|首相|议长)"
)
_PARTNER = re.compile(
    r"(?P<verb>会见|会晤|同|与|欢迎|邀请)(?P<name>[一-鿿·]{2,9}?)(?=时|举行会谈|会谈|会晤|通电话|共同会见|访华|一行|率领|总统|外长|总理|首相|国王|埃米尔|王储|亲王|议长)"
)


def _add_partner(text: str, m: re.Match[str], found: _Found) -> None:
    at = m.start("name")
    for name in _SIDES.split(m["name"]):
        _add_side(text, at, name, m["verb"], found)
        at += len(name) + 1


# Two of them: 会见甲和乙时.
_SIDES = re.compile(r"(?<=[一-鿿·]{2})[和与](?=[一-鿿·]{2})")


def _add_side(text: str, at: int, name: str, verb: str, found: _Found) -> None:
    # Dictionaries list some foreign politicians as words.
    end = at + len(name)
    word = name in words("common") and not (len(name) > 2 and text.startswith(("总统", "总理", "外长"), end))
    # 贝宁副总统 is a country and the beginning of a title.
    of_title = name[-1] in "副代前原选任" or any(name.startswith(country) for country in countries())
    # One character of a long name may be out of the script: 呼日勒苏赫.
    foreign = len({*name} - words("transliteration")) <= (len(name) > 4) and not word and len(name) > 1 and not of_title
    chinese = verb.startswith("会") and len(name) == 3 and plausible(name) and not of_title
    if (foreign or chinese) and found.free(at) and found.free(end - 1) and _is_name(name):
        found.add(Name(at, end, name, 0.75, "other side of a meeting"))


# Who lectures or explains, named by the institution alone: 某大学李明就这个问题进行讲解.
_EXPLAINS = re.compile(r"就(?:这个|这些|此|有关|相关)问题(?:作|进行)")


_HEADS = STATE | {"主席", "总书记", "第一书记", "委员长"}


def _foreigners(text: str, authority: Authority, titles: Titles) -> Iterator[Name]:
    """Foreigners whom the authority knows, right before or after the title of a head or minister: 普京总统, 总统普京."""
    names = _known_abroad(authority)
    for title in titles.found:
        if title.word not in _HEADS and not title.abroad:
            continue
        word = title.end - len(title.word)
        word -= 2 * text.endswith("第一", 0, word)
        # 罗斯 before a title is the end of 俄罗斯.
        before = range(max(0, word - 9), word - 1) if not longest(text, word, countries()) else ()
        after = range(min(title.end + 9, len(text)), title.end + 1, -1)
        for start, end in (*((title.end, end) for end in after), *((start, word) for start in before)):
            if text[start:end] in names and _whole(text, start, end, title.end):
                yield Name(start, end, text[start:end], 0.93, "foreign name beside a title")
                break


def _whole(text: str, start: int, end: int, after: int) -> bool:
    """Whether a foreign name is no part of a longer one, on the side that is not the title's."""
    # 向普京总统: the preposition is no part of the name.
    script = words("transliteration") - {"向"} | {"·", "-"}
    return (
        (text[end : end + 1] not in script or follows(text, end) > 1) if start == after else text[start - 1 : start] not in script
    )


@lru_cache(maxsize=4)
def _known_abroad(authority: Authority) -> frozenset[str]:
    """Chinese names of foreigners, whole and by their last part."""
    whole = [name for p in authority.persons.values() if p.country for name in (p.zh, *p.aliases) if name]
    whole += [t.person for t in authority.heads_abroad]
    parts = {part for name in whole for part in (name, name.rsplit("·", 1)[-1])}
    return frozenset(part for part in parts if len(part) > 1 and "一" <= part[0] <= "鿿" and part not in countries())


def _add_before(text: str, at: int, found: _Found, titled: Collection[int] = (), *, abroad: bool = False) -> None:
    if at and found.free(at - 1) and found.free(at):
        name = name_before(text, at, titled, abroad=abroad)
        if name and _is_name(name.text):
            found.add(name)


# What athletes do: 甲以250环夺冠.
_ACHIEVED = re.compile(
    r"(?:[^，。；、一-鿿]{0,2}(?:以\d|以总分|夺冠|夺得|摘得|摘金|斩获|卫冕|获得[^，。]{0,10}(?:冠军|亚军|季军|[金银铜]牌)|战胜|击败))"
)
# Who leads a delegation: 以甲为团长的.
_HEADED = re.compile(r"(?:以|由)(?=[一-鿿·]{2,8}?(?:为团长|为组长|为首|带队|率领|任团长|担任团长))")


# Whom a gathering commemorates, and who asks to leave a post, also where the name is a common word.
_NAMED_BY_OCCASION = re.compile(
    r"(?:纪念|悼念|缅怀)(?P<born>[一-鿿]{2,3}?)(?:同志|先生|女士)?(?:诞辰|逝世)|审议[^，。；]{0,4}?(?<=[议了])(?P<gone>[一-鿿]{2,3})关于辞去"
)


def _of_occasion(text: str) -> Iterator[Name]:
    for m in _NAMED_BY_OCCASION.finditer(text):
        kind = m.lastgroup or ""
        if surname(m[kind]):
            yield Name(m.start(kind), m.end(kind), m[kind], 0.9, "named by the occasion")


# Verbs whose object is somebody chosen or dismissed.
_CHOSEN = re.compile(r"(?:任命|免去|罢免|推选(?:产生)?(?:出)?由?|选举(?:产生)?|增选|补选|提名|接受)(?=[一-鿿]{2})")


def _add_chosen(text: str, at: int, found: _Found) -> None:
    name = name_at(text, at, floor=1.8) if found.free(at) else None
    if name and _is_name(name.text):
        found.add(name._replace(rule="chosen or dismissed", confidence=min(0.9, name.confidence)))


# Whom a message goes to: a foreign name up to a comma or to what the person is congratulated on.
_ADDRESSED = re.compile(r"(?:致电|致信|致函|复信|复电|祝贺|会见|悼念)(?=[一-鿿]{3})")


def _add_addressed(text: str, at: int, found: _Found) -> None:
    name = name_at(text, at, abroad=True, floor=1.9, strict=True) if found.free(at) else None
    ended = name and (
        text[name.end : name.end + 1] in "，。" or text.startswith(("当选", "连任", "就任", "就职", "一行"), name.end)
    )
    if name and ended and len(name.text) > 2 and set(name.text) <= words("transliteration") | {"·"} and _is_name(name.text):
        found.add(name._replace(rule="addressee", confidence=min(0.88, name.confidence)))


# A clause that gives somebody a post: 李明任北京市副市长.
_POSTED = re.compile(r"(?:不再担任|担任|出任|当选为?|兼任|任)$")


def _add_posted(text: str, title: Title, found: _Found) -> None:
    m = _POSTED.search(text, max(0, title.start - 4), title.start) if title.role else None
    if m:
        _add_before(text, m.start(), found)


class _Found:
    """Names gathered so far; one that overlaps another or lies in a credit is not taken."""

    def __init__(self, hidden: Iterable[tuple[int, int]]) -> None:
        self.names: list[Name] = []
        self._hidden = [*hidden]
        self._starts = [start for start, _ in self._hidden]
        self.taken: set[int] = set()
        self.refused: frozenset[str] = frozenset()

    def add(self, name: Name) -> bool:
        span = range(name.start, name.end)
        if name.text in self.refused or self._credited(name.start) or not self.taken.isdisjoint(span):
            return False
        self.taken.update(span)
        self.names.append(name)
        return True

    def _credited(self, at: int) -> bool:
        i = bisect_right(self._starts, at) - 1
        return any(start <= at < end for start, end in self._hidden[max(0, i - 2) : i + 1])

    def free(self, at: int) -> bool:
        return at not in self.taken


# Who speaks in a picture: 高级工程师 白露秋：我们…
_CAPTION = re.compile(r"[\s　](?P<name>[一-鿿]{2,4})(?=[：:])")


def _add_titled(text: str, title: Title, found: _Found) -> None:
    office = title.word in roles()
    if m := _CAPTION.match(text, title.end):
        found.add(Name(m.start("name"), m.end(), m["name"], 0.9, "name after title")) if plausible(m["name"]) else None
    if not found.free(title.end) or (
        title.word in ("成员", "代表") and not (title.name or text.endswith("人士代表", 0, title.end))
    ):
        return
    name = name_at(text, title.end, abroad=title.abroad, floor=1.9, strict=not office)
    if name and _inside_country(text, name):
        return
    name = japanese_at(text, title.end) or (office and (proven_at(text, title.end) or relisted_at(text, title.end))) or name
    if name and _is_name(name.text):
        found.add(name._replace(rule="name after title"))


def _is_name(name: str) -> bool:
    # 来法国 and 赴美国 are a verb and a country.
    return (
        name not in countries()
        and name[1:] not in countries()
        and not (name[0] in _PREPOSITIONS and name[1:] in words("common"))
        and name not in _NO_NAMES
        and name not in roles()
        and name not in words("person-word")
        and not _OF_A_COUNTRY.fullmatch(name, max((len(c) for c in countries() if name.startswith(c)), default=0))
    )


# 向普京 and 向会议 are a preposition and a word of the dictionary.
_PREPOSITIONS = frozenset("向与同于从")
# 伊朗代(表) and 日方代(表) begin with a country.
_OF_A_COUNTRY = re.compile(r"(?<=[一-鿿]{2})(?:代|伊斯兰|新|前|副|总|外|驻|机)|(?<![一-鿿])[一-鿿]方代")
_NO_NAMES = frozenset(
    (
        "敬礼",
        "通道",
        "楼里",
        "黎波里",
        "高水平",
        "白名单",
        "荣誉",
        "名誉",
        "方面",
        "全体",
        "应邀",
        "成功",
        "何时",
        "全面",
        "和平",
        "高度",
        "向会",
        "万众",
        "安全",
        "安排",
        "常务",
        "关于",
        "时任",
        "任命",
        "祝贺",
    )
)


def _add_listed(text: str, name: Name, found: _Found) -> None:
    """Names that follow another one in a list: 苗华、张升民, also through (女)."""
    at, last = name.end, name
    for _ in range(80):
        note = _BEFORE_NAME.match(text, at)
        joint = _LIST.match(text, note.end() if note else at)
        if not joint or joint.group() == "，":
            return
        listed = name_at(text, joint.end(), abroad="·" in last.text, floor=1.8)
        if not found.free(joint.end()):
            return
        listed = listed or _between(text, joint.end())
        if not listed or _inside_country(text, listed) or not _is_name(listed.text) or not _listlike(text, listed, joint.group()):
            return
        found.add(listed._replace(rule="name in a list", confidence=min(0.9, listed.confidence)))
        at, last = listed.end, listed


def _inside_country(text: str, name: Name) -> bool:
    """Whether a name is only the beginning of a country's: 比利(时首相)."""
    longer = range(len(name.text) + 1, 8)
    return any(text[name.start : name.start + size] in countries() for size in longer)


def _listlike(text: str, name: Name, joint: str) -> bool:
    """A name of a list ends at another joint, at punctuation, or before a verb."""
    return follows(text, name.end) > (0 if joint == "、" or len(name.text) == 3 else 1)


def _between(text: str, at: int) -> Name | None:
    """A name that is a common word as well (文君) between two others of a list."""
    for end in (at + 3, at + 2):
        if text[end : end + 1] == "、" and surname(text[at:end]) and plausible(text[end + 1 : end + 4]):
            return Name(at, end, text[at:end], 0.75, "name in a list")
    return None


def _add_returns(text: str, found: _Found, authority_names: set[str]) -> None:
    """Every other place where a found name stands, and the last part of a foreigner's."""
    sources = {n.text: n.confidence for n in sorted(found.names, reverse=True)}
    parts = {part: c for n, c in sources.items() for part in _parts(n)}
    if not sources:
        return
    every = {**parts, **sources}
    matcher = AhoCorasick([*every], matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA)
    names = [*every]
    for i, start, end in matcher.find_matches_as_indexes(text):
        name = names[i]
        if found.free(start) and (len(name) > 2 or follows(text, end) or name in authority_names):
            found.add(Name(start, end, name, min(every[name], 0.9), "returning name"))


def _occurrences(text: str, names: list[Name], titles: Titles) -> Iterator[Occurrence]:
    """Names with the titles around them; a title before a name never reaches back over another name."""
    starts = {n.start for n in names}
    last = 0
    for name in names:
        chain = [replace(t, start=max(t.start, last)) for t in titles.chain(name.start) if t.end > last]
        end, after = _after(text, name, starts)
        start = _after_joint(text, chain[0].start if chain else name.start, last)
        yield Occurrence(name, tuple(chain), after, start, end)
        last = end


def _after_joint(text: str, start: int, last: int) -> int:
    """Where a title begins that seems to take the conjunction after the name before it along: 甲以及某会议秘书长乙."""
    joint = _CONJUNCTION.match(text, start) if start == last else None
    return joint.end() if joint else start


_CONJUNCTION = re.compile(r"以及|及|和|与|暨")


def _after(text: str, name: Name, starts: set[int]) -> tuple[int, str]:
    """Where a name ends with the note and the title after it, and that title."""
    note = _BEFORE_NAME.match(text, name.end)
    end = note.end() if note else name.end
    after = _AFTER.match(text, end)
    if not after or after.end() in starts or (after.group() in _LOOSE and not follows(text, after.end())):
        return end, ""
    also = len(HEAD_OF_STATE) * (after.group() == "总书记" and text.startswith(HEAD_OF_STATE, after.end()))
    return after.end() + also, after.group()


# After a name these may as well begin another word: 主席团, 代表团, 书记处.
_LOOSE = frozenset(("代表", "主席", "书记"))


def _with_shared(text: str, occurrences: list[Occurrence]) -> Iterator[Occurrence]:
    """Titles before a list go for all of its names, where several people can hold the post."""
    shared: tuple[Title, ...] = ()
    end = -1
    for o in occurrences:
        if o.titles:
            shared = tuple(t for t in o.titles if t.role in _SHARED) if o.titles[-1].role in _SHARED else ()
        elif end >= 0 and text[end : o.outer_start] in ("、", "和", "及", "以及") and shared:
            o = replace(o, titles=tuple(replace(t, confidence=min(t.confidence, 0.93)) for t in shared))
        else:
            shared = ()
        end = o.outer_end
        yield o


_TO_POST = re.compile(
    r"(?:致贺?电)?，祝贺[他她](?:再次)?(?:当选(?:连任|为)?|连任|就任)|(?:等)?(?:同志)?(?:为|担任|出任|就任|任|当选为?|连任|兼任)(?:第?[一二三四五六七八九十]{1,3}[届任])?"
)
_FROM_POST = re.compile(r"(?:同志)?(?:兼任?的|的|辞去|不再担任)(?:第?[一二三四五六七八九十]{1,3}[届任])?")


def _with_appointed(text: str, occurrences: list[Occurrence], titles: Titles) -> Iterator[Occurrence]:
    """Posts that a clause gives or takes: 任命…为国家监察委员会委员, 免去…的主任职务."""
    given: tuple[Title, ...] = ()
    start = -1
    done: list[Occurrence] = []
    for o in reversed(occurrences):
        listed = start >= 0 and text[o.outer_end : start] in ("、", "和", "及")
        given = _given(text, o, titles) or (given if listed else ())
        start = o.outer_start
        done.append(replace(o, titles=(*o.titles, *given)) if given else o)
    yield from reversed(done)


# What somebody was, told at the end of a life: 某同志是…，曾任…副委员长.
_ONCE = re.compile(
    r"(?:曾任|历任|曾担任|先后担任)(?:第?[一二三四五六七八九十]{1,3}[届任])?(?:、第?[一二三四五六七八九十]{1,3}[届任])*"
)


def _with_past(text: str, occurrences: list[Occurrence], titles: Titles) -> Iterator[Occurrence]:
    """Former posts that a sentence gives to the one person whom it names before them."""
    past: dict[int, tuple[Title, ...]] = {}
    for m in _ONCE.finditer(text):
        last = next((i for i in range(len(occurrences) - 1, -1, -1) if occurrences[i].outer_end <= m.start()), -1)
        if last >= 0 and not re.search("[。\n]", text[occurrences[last].outer_end : m.start()]):
            past[last] = tuple(replace(t, former=True, confidence=min(t.confidence, 0.9)) for t in titles.onward(m.end()))
    for i, o in enumerate(occurrences):
        yield replace(o, titles=(*o.titles, *past[i])) if past.get(i) else o


def _given(text: str, o: Occurrence, titles: Titles) -> tuple[Title, ...]:
    to, off = _TO_POST.match(text, o.outer_end), _FROM_POST.match(text, o.outer_end)
    found = titles.onward(to.end()) if to else ()
    if found and text[o.outer_start - 1 : o.outer_start] != "以":
        return tuple(replace(t, confidence=min(t.confidence, 0.93)) for t in found)
    found = titles.onward(off.end()) if off else ()
    if found and text.startswith("职务", found[-1].end):
        return tuple(replace(t, former=True, confidence=min(t.confidence, 0.93)) for t in found)
    return ()


def _linked(document: Document, authority: Authority, occurrences: tuple[Occurrence, ...], titles: Titles) -> Cast:
    published = document.article.published
    full = _full_names(occurrences)
    stated = {
        who: [*dict.fromkeys(t.office for o in group for t in o.titles if t.office)] for who, group in _grouped(occurrences, full)
    }
    uses = [Use(o.name.start, o.name.end, full[o.who]) for o in occurrences]
    links = link_people(document.text, uses, stated, language="zh", on=published, authority=authority)
    entities = {o.who: links[full[o.who]].entity for o in occurrences}
    mentions = tuple(_mention(document, o, links[full[o.who]]) for o in occurrences)
    holdings = Posts(document, authority, titles, occurrences, entities).holdings
    return Cast(occurrences, entities, mentions, holdings, {h.person.id: h.office for h in reversed(holdings) if not h.former})


def _full_names(occurrences: Iterable[Occurrence]) -> dict[str, str]:
    """Each name as it stands -> the name in parts before it that it is the last part of, or itself.

    A bare name that stood but once before, as in a headline, is of the name in parts too.
    """
    full: dict[str, str] = {}
    parts: dict[str, str] = {}
    seen: Counter[str] = Counter()
    for o in occurrences:
        seen[o.who] += 1
        full.setdefault(o.who, parts.get(o.who, o.who))
        for part in _parts(o.who):
            parts.setdefault(part, o.who)
            if seen[part] == 1:
                full[part] = parts[part]
    return full


def _parts(name: str) -> list[str]:
    """By what else a foreigner may be called: the last part of the name, or one of three or more characters."""
    *others, last = name.split("·")
    return [last, *(p for p in others if len(p) > 2)] if others and len(last) > 1 else []


def _grouped(occurrences: Iterable[Occurrence], full: Mapping[str, str]) -> list[tuple[str, list[Occurrence]]]:
    groups: dict[str, list[Occurrence]] = {}
    for o in occurrences:
        groups.setdefault(full[o.who], []).append(o)
    return [*groups.items()]


def _mention(document: Document, o: Occurrence, link: Link) -> Mention:
    sure = min(o.name.confidence, link.confidence if link.entity.known or link.candidates else 0.98)
    if not link.entity.known and not o.titles:
        sure = min(sure, 0.9)
    return Mention(
        document.span(o.name.start, o.name.end),
        document.text[o.name.start : o.name.end],
        link.entity,
        round(sure, 3),
        o.name.rule,
        link.candidates,
    )
