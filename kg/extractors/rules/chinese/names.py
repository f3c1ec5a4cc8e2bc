"""Finds where names of people begin and end: known ones by the authority, others by surname, script and what follows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from kg.authority import Authority
from kg.extractors.rules.chinese.lexicon import follows, plausible, surname, words

# The name in a doctrine's name or a work's title is no mention of the person.
_DOCTRINE = re.compile(r"(?!总书记|主席|同志|[在对就]|关于|提出|强调|指出|的)[一-鿿]{2,12}?思想")
_WORK = re.compile(r"《[^《》\n]{0,80}》")
_CREDIT = re.compile(
    r"[（(【][^（()）】\n]{0,40}(?:记者|作者|编辑|通讯员|摄影|摄|供图|来源)[^（()）】\n]{0,60}[)）】]"
    r"|(?:责任编辑|责编|编辑|作者|文字编辑|视频编辑|摄影|通讯员|实习生)\s?[:：／/]\s?[^，。；\n]{0,30}"
    r"|(?:本报|本台|央视|总台|新华社|中新社|特约)?记者[\s　:：／/]{0,2}(?:[一-鿿]{2,3}[、\s　和](?=[一-鿿]{2,3}[、\s　和：:，。）)]|[一-鿿]{2,3}[：:]?\n)){0,6}[一-鿿]{2,3}(?=[：:）)\n]|\s*$)"
    r"|^(?:来源|文)[／/:：][^\n]{0,40}",
    re.MULTILINE,
)
# A university or a ship named after somebody is not the person.
_NAMESAKE = re.compile(
    r"思想|理论|主义|大学|学院|医院|公司|集团|基金会|研究所|机场|体育场|体育馆|球场|高铁|铁路|公路|大桥|工程|战役|[奖号杯级河山岛州市县镇港湾洲站]"
)


class Name(NamedTuple):
    """A name at `start:end`, how sure that it is one, and by which rule."""

    start: int
    end: int
    text: str
    confidence: float
    rule: str


@lru_cache(maxsize=4)
def _matcher(authority: Authority) -> tuple[AhoCorasick, tuple[str, ...]]:
    names = tuple(sorted({p.zh for p in authority.persons.values() if len(p.zh) > 1 and not p.country}))
    return AhoCorasick(names, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA), names


def masks(text: str) -> tuple[tuple[int, int], ...]:
    """Stretches where a name is no participant's: credits of reporters and editors, titles of works."""
    return tuple(sorted((m.start(), m.end()) for pattern in (_CREDIT, _WORK) for m in pattern.finditer(text)))


def known(text: str, authority: Authority, titled: Collection[int]) -> Iterator[Name]:
    """The names of the authority in a text, doctrines left out; one that may be part of a longer name is unsure."""
    matcher, names = _matcher(authority)
    for i, start, end in matcher.find_matches_as_indexes(text):
        if not _DOCTRINE.match(text, end):
            yield Name(start, end, names[i], _certainty(text, start, end, start in titled), "known name")


# Words of grammar that begin what follows a short name; names rarely end in them.
_FUNCTION = frozenset("在将与和同向对为就也于已曾作到来说及等从")


def _certainty(text: str, start: int, end: int, titled: bool) -> float:
    if end - start > 2:
        return 0.98
    if not titled and text[start:end] in words("common"):
        return 0.5
    introduced = titled or _opens(text, start) or follows(text, max(0, start - 2)) == 2 or text[start - 1] in _BEFORE_NAMES
    if not introduced:
        return 0.5
    after = follows(text, end)
    longer = (
        text[end : end + 1] not in _FUNCTION and plausible(text[start : end + 1]) and after < 2 and follows(text, end + 1) >= 2
    )
    return 0.5 if not after or longer else 0.95


@lru_cache(maxsize=1)
def _dotted() -> re.Pattern[str]:
    script = "".join(sorted(words("transliteration")))
    return re.compile(f"[{_FIRST}]?[{script}]{{1,8}}(?:[·-][{script}]{{1,8}}){{1,4}}")


_PARTED = re.compile(r"[一-鿿]{1,8}·[一-鿿]{2,6}")


def titled_dotted(text: str, titled: Collection[int]) -> Iterator[Name]:
    """Names in parts of any characters right after a title: 会长班禅额尔德尼·确吉杰布."""
    for m in _PARTED.finditer(text) if "·" in text else ():
        dot = text.index("·", m.start())
        start = next((at for at in range(dot - 1, m.start() - 1, -1) if at in titled), -1)
        end = next((e for e in range(dot + 3, m.end() + 1) if text[e] in _PARTICLES or follows(text, e) > 1), 0)
        word = start >= 0 and not words("common").isdisjoint((text[start:dot], text[dot + 1 : end]))
        if start >= 0 and end and not word and not _NAMESAKE.match(text, end):
            yield Name(start, end, text[start:end], 0.88, "name in parts")


def foreign_dotted(text: str, titled: Collection[int], taken: Collection[int] = ()) -> Iterator[Name]:
    """Names in parts, such as 玛丽娜·勒庞; one right after a title begins where the title ends."""
    for m in _dotted().finditer(text) if "·" in text else ():
        dot = text.find("·", m.start(), m.end())
        if dot < 0:
            continue
        first = next((at + 1 for at in range(dot - 1, m.start() - 1, -1) if at in taken), m.start())
        # 向 may be a preposition before the name as well as its first character.
        start = next((at for at in range(first + 1, dot) if at in titled), first + text.startswith("向", first))
        last = text.rfind("·", start, m.end()) + 1
        end = _whole_end(text, last, _foreign_end(text, last))
        whole = end - last > 1 or follows(text, end)
        if end and whole and dot - start > 1 and not _NAMESAKE.search(text, last, m.end() + 2):
            yield Name(start, end, text[start:end], 0.9, "name in parts")


def _whole_end(text: str, last: int, end: int) -> int:
    """The end of a last part of which only one character is in the script of names: 阿(不都) up to a comma of the list."""
    m = _LISTED_REST.match(text, end) if end - last == 1 else None
    return m.end() if m else end


_LISTED_REST = re.compile(r"[一-鿿]{1,3}(?=[、，。])")


def _foreign_end(text: str, at: int) -> int:
    found = _best(_foreign_candidates(text, at, 1), text, at)
    return found[1] if found else 0


def name_at(text: str, at: int, *, abroad: bool = False, floor: float = 1.5, strict: bool = False) -> Name | None:
    """The unknown name that begins at an offset, after a title or in a list of names; `strict` takes no doubtful one."""
    chinese = _best(_chinese_candidates(text, at), text, at)
    foreign = _best(_foreign_candidates(text, at, 2), text, at)
    if foreign and foreign[1] - at == 2 and text[at : foreign[1]] in words("common"):
        # 委员加强 is a title and a verb.
        foreign = None
    if strict:
        chinese = chinese if chinese and _firm(text, at, chinese[1]) else None
        foreign = foreign if foreign and _distinct(text, at, foreign[1]) else None
    first, second = (foreign, chinese) if abroad else (chinese, foreign)
    best = first if first and first[0] >= floor else second
    if not best or best[0] < floor:
        return None
    return Name(at, best[1], text[at : best[1]], min(0.94, 0.63 + best[0] / 12), "name by form")


def _distinct(text: str, at: int, end: int) -> bool:
    """Whether a transliteration cannot be taken for a word: a long one, or a short one that returns or leads a party."""
    if text[at:end] in words("common") or text[at : end - 1] in words("common"):
        return False
    return end - at > 2 or text.startswith(("一行", "夫妇", "表示", "说", "指出", "强调", "认为", "致辞", "视频致辞"), end)


def _firm(text: str, at: int, end: int) -> bool:
    """Whether a Chinese name raises no doubt, and ends at a comma or returns if it has but two characters."""
    again = _again(text, at, end)[0] > 0 and _doubt(text, at, end) < 1.5
    return again or ((end - at > 2 or text[end : end + 1] in "、，。等") and not _doubt(text, at, end))


def japanese_at(text: str, at: int) -> Name | None:
    """A Japanese name after a title: a surname of that country and up to three characters, ended by a verb or a comma."""
    family = next((n for n in (3, 2) if text[at : at + n] in words("japanese-surname")), 0)
    for end in (at + family + 2, at + family + 1, at + family + 3) if family else ():
        name = text[at:end]
        usual = end - at == family + 2
        if len(name) == end - at and all("一" <= c <= "鿿" for c in name) and follows(text, end) > (0 if usual else 1):
            return Name(at, end, name, 0.88, "Japanese name")
    return None


def proven_at(text: str, at: int) -> Name | None:
    """A name after a title in no known script, proved by a later sentence that opens with it and a verb: 貌貌登表示."""
    for end in range(min(at + 9, len(text)), at + 1, -1):
        name = text[at:end]
        if (
            _FREE.fullmatch(name)
            and follows(text, end) > 1
            and follows(text[at : at + 2], 0) != 2
            and _opens_sentence(text, name)
        ):
            return Name(at, end, name, 0.9, "name that speaks later")
    return None


def relisted_at(text: str, at: int) -> Name | None:
    """A name after a title up to a comma, in no known script, proved by a list of people elsewhere that has it too."""
    for end in range(at + 2, min(at + 6, len(text))):
        name = text[at:end]
        unknown = _FREE.fullmatch(name) and name not in words("common") and follows(name[:2], 0) != 2
        if (
            unknown
            and text[end] in "，、。"
            and re.search(f"(?<=[一-鿿])、{name}(?:和|、|等)|[、和]{name}(?:致辞|出席|参加|分别|先后)", text[:_NEIGHBOURHOOD])
        ):
            return Name(at, end, name, 0.85, "name in a list elsewhere")
    return None


_FREE = re.compile(r"[一-鿿](?:[一-鿿·-]{0,7}[一-鿿])?")
_SPEAKS = (
    "表示",
    "说",
    "指出",
    "强调",
    "感谢",
    "祝贺",
    "欢迎",
    "认为",
    "介绍",
    "赞同",
    "转达",
    "高度评价",
    "积极评价",
    "对",
    "请",
)


def _opens_sentence(text: str, name: str) -> bool:
    at = text.find(name, 0, _NEIGHBOURHOOD)
    while at >= 0:
        if text[at - 1 : at] in ("\n", "。", "　", " ") and text.startswith(_SPEAKS, at + len(name)):
            return True
        at = text.find(name, at + 1, _NEIGHBOURHOOD)
    return False


def listed_before(text: str, start: int) -> Name | None:
    """A Chinese name right before `、` and a known one, where a clause opens: 彭丽媛、杨洁篪等参加会见."""
    for width in (3, 2):
        at = start - 1 - width
        name = text[max(at, 0) : start - 1]
        if (
            at >= 0
            and text[start - 1] == "、"
            and plausible(name)
            and text[at - 1 : at] in ("", "\n", "。", "，", "　", "、", "；", "是", "有", "：", ":")
        ):
            return Name(at, start - 1, name, 0.88, "name in a list") if not _doubt(text, at, start - 1) else None
    return None


# People of history, first ladies and politicians of Taiwan, who hold no office of the mainland but are named in its news.
_HISTORICAL = re.compile(
    r"(?:毛泽东|周恩来|邓小平|刘少奇|朱德|孙中山|胡志明|彭丽媛|程虹|赖清德|蔡英文|马英九|连战|宋楚瑜|朱立伦|洪秀柱|陈水扁|李登辉)(?!思想|理论|诗词|选集|文选|纪念|故居|故里|广场|铜像|塑像|陵|号)"
)


def historical(text: str) -> Iterator[Name]:
    """Names of founders, first ladies and politicians of Taiwan, which no list of officials holds."""
    for m in _HISTORICAL.finditer(text):
        yield Name(m.start(), m.end(), m.group(), 0.95, "known name")


def name_before(text: str, end: int, titled: Collection[int] = (), *, abroad: bool = False) -> Name | None:
    """The name that ends at an offset, before 同志, 代表 or 总统: a Chinese one, or a run of transliteration."""
    for start in range(end - 2, max(0, end - (10 if abroad else 7)) - 1, -1):
        name = text[start:end]
        fits = (end - start < (5 if len(surname(name)) > 1 else 4) and plausible(name)) or (
            end - start > 2 and all(c in words("transliteration") for c in name)
        )
        if abroad and not words("transliteration").issuperset(name) and not _again(text, start, end)[0]:
            continue
        # Dictionaries list some foreign politicians as words.
        word = name in words("common") and not (abroad and end - start > 2 and words("transliteration").issuperset(name))
        opens = start in titled or _opens(text, start) or (end - start < 4 and text.endswith(_INSTITUTIONS, 0, start))
        if fits and opens and not word and _doubt(text, start, end) < 1.5:
            return Name(start, end, name, 0.8, "name before title")
    return None


# Where somebody works, right before the name: 某大学李明教授.
_INSTITUTIONS = (
    "大学", "学院", "党校", "研究所", "研究院", "研究室", "研究中心", "医院", "集团", "公司", "委员会", "总局", "科学院", "组织部", "宣传部",
    "统战部", "联络部", "政法委", "外交部", "财政部", "商务部", "司法部", "公安部", "教育部", "科技部",
)  # fmt: skip


# Ends of verbs and nouns that stand before names: 会见, 国家主席, 任命.
_BEFORE_NAMES = frozenset("见命由请托给示席理长记员志人家贺词士授")


def _opens(text: str, start: int) -> bool:
    """Whether a name may begin here: at punctuation or after a word that goes before names."""
    return start == 0 or bool(_OPENING.match(text, start - 1))


_OPENING = re.compile(r"[\s，。、；：？！“（(》”的以是由和与同向对及将给让被念怀]")


def _chinese_candidates(text: str, at: int) -> Iterator[int]:
    family = len(surname(text[at : at + 3]))
    for end in (at + family + 2, at + family + 1):
        if family and plausible(text[at:end]) and "思想" not in text[end - 1 : end + 2]:
            yield end


def _foreign_candidates(text: str, at: int, least: int) -> Iterator[int]:
    script = words("transliteration")
    end = at
    while (
        end < len(text)
        and end - at < 20
        and (
            text[end] in script
            or (end == at and text[end] in _FIRST)
            or (text[end] in _JOINTS and text[end + 1 : end + 2] in script)
        )
    ):
        end += 1
    if _ORDINAL.match(text, end):
        end += 2
    for stop in range(end, at + least - 1, -1):
        if text[stop - 1] not in _JOINTS and not _NAMESAKE.match(text, stop) and text[stop - 1 : stop + 1] != "思想":
            yield stop


# Characters that foreign names begin with; elsewhere they belong to other words (特别, 呼吁).
_FIRST = "别呼姑"
_ORDINAL = re.compile(r"[一二三四五六七八]世")
# What stands between the parts of a foreigner's name.
_JOINTS = frozenset("·-.．・")


def _best(ends: Iterator[int], text: str, at: int) -> tuple[float, int] | None:
    """The end that what follows and the name's return speak for; the longer of equals."""
    scored = [(_weight(text, at, end), end) for end in ends]
    return max(scored, key=lambda s: (s[0], s[1]), default=None)


def _weight(text: str, at: int, end: int) -> float:
    after = follows(text, end)
    joined = text[end : end + 1] in ("及", "和", "等", "与") and not _ENDED.match(text, end + 1)
    again, clear = _again(text, at, end)
    return (
        (3.0 if after > 1 else 2.8 if joined else 1.5 if after or (clear and end - at > 2) else -1.0)
        + again
        + 0.2 * min(end - at, 4)
        - _doubt(text, at, end)
    )


def _doubt(text: str, at: int, end: int) -> float:
    """What speaks against a name: it begins with a verb or a common word, or takes the verb's first character along."""
    after = follows(text, end)
    verb = 2.0 if follows(text[at : at + 2], 0) == 2 else 0.0
    word = 1.6 if end - at == 3 and text[at : at + 2] in words("common") else 0.0
    middle = 1.5 if text[at + 1 : at + 2] == "在" else 0.0
    rare = 1.0 if text[at] in _RARE and text[at : at + 2] not in words("surname") else 0.0
    last = (
        1.0
        if end - at > 2
        and not (text[end - 1] == "和" and _ENDED.match(text, end))
        and (text[end - 1] in "作在任向对说为将同与等到和来以称做" or follows(text[end - 1 : end + 1], 0) == 2)
        else 0.0
    )
    severed = after < 2 and text[end : end + 1] not in ("等", "和") and text[end - 1 : end + 1] in words("common")
    cut = 2.0 if end - at > 2 and severed else 0.0
    particle = 2.0 if end - at > 2 and text[end - 1] in _PARTICLES else 0.0
    return verb + word + middle + rare + last + cut + particle


# 罗富和、 is a name, for nothing is joined to it.
_ENDED = re.compile(r"[、，。；]")


# What begins the predicate, never the end of a name.
_PARTICLES = frozenset("曾将已并")


# Surnames that are far more often the first character of a word.
_RARE = frozenset(
    "区祝童治让扶谈富强山向关令农曾于来回南战智修斯国公权全时相官养爱年车明平水向班通干计成都步利师满广别东海党银税游弘家百应经可有生由终越基"
)


def _again(text: str, at: int, end: int) -> tuple[int, bool]:
    """How often (two at most) the same characters stand in the neighbourhood with a boundary after them, and if a clear one."""
    name, hits, clear = text[at:end], 0, False
    seen, stop = max(0, at - _NEIGHBOURHOOD) - 1, at + _NEIGHBOURHOOD
    for _ in range(4):
        seen = text.find(name, seen + 1, stop)
        if seen < 0:
            break
        after = follows(text, seen + len(name)) if seen != at else 0
        hits += after > 0
        clear = clear or 1 < after < 9
    return min(hits, 2), clear


# A whole article for the news; a bound for texts of a megabyte.
_NEIGHBOURHOOD = 6000


# Three names or more without a title, and what they are: 李某、王某、张某等专家, 赵某、钱某、孙某先后发言.
_ENLISTED = re.compile(
    r"(?:(?<=[，。；：\s　])|(?<=听取)|(?<=听取了)|(?<=向)|(?<=由)|^)(?P<names>[一-鿿]{2,4}?(?:、[一-鿿]{2,4}?){2,60})"
    r"(?=等(?:\d{1,3}|[一二三四五六七八九十]{1,3})?[位名]?(?:[一-鿿]{2,6}?)?(?:专家|学者|代表|委员|院士|教授|教师|企业家|负责人|嘉宾|人士|同志)"
    r"|(?:同志|代表|委员)?(?:先后|分别|依次|相继|围绕|结合)[^，。；]{0,60}发言)",
    re.MULTILINE,
)


def enlisted(text: str, refused: Collection[str]) -> Iterator[Name]:
    """Names of a list that says after them who they are; nearly all of its parts must look like names, else none is one."""
    for m in _ENLISTED.finditer(text) if "、" in text else ():
        at, found = m.start("names"), []
        for name in m["names"].split("、"):
            found.append(Name(at, at + len(name), name, 0.88, "name in a list of speakers"))
            at += len(name) + 1
        if _all_names(found, refused):
            yield from found


# Who else came, named after the list's head: 出席座谈会的还有李某、王某和张某等.
_GUESTS = re.compile(
    r"(?:出席|参加|列席|陪同|到会|在座|与会)[^，。；：]{0,20}的[^，。；：]{0,16}?(?:还有|有|包括|是)[：:]?"
    r"(?P<names>[一-鿿]{2,4}?(?:(?:、|和|及|以及)[一-鿿]{2,4}?){2,60}?)(?=等(?:[一-鿿]{2,6})?[，。；]|[，。；])"
)
_JOINED = re.compile(r"、|(?<=[一-鿿]{2})(?:以及|和|及)(?=[一-鿿]{2})")


def guests(text: str, refused: Collection[str]) -> Iterator[Name]:
    """Names without titles of those who came as well; nearly all parts of the list must look like names."""
    for m in _GUESTS.finditer(text):
        at, found = m.start("names"), []
        for name in _JOINED.split(m["names"]):
            at = text.index(name, at)
            found.append(Name(at, at + len(name), name, 0.88, "name in a list of guests"))
            at += len(name)
        if _all_names(found, refused):
            yield from found


# A run of short parts of one list, each between two of its marks: 授予李某某、王某某、张某某、赵某某等称号.
_RUN = re.compile(r"(?<=、)[一-鿿]{2,3}(?:、[一-鿿]{2,3})*(?=、[一-鿿]{2,3})")
_ENOUGH = 3
# What goes before a name and is a surname too.
_LINKS = frozenset("由和与向及对让请为同席")


def in_runs(text: str, refused: Collection[str]) -> Iterator[Name]:
    """Names without titles within a list of three or more, where every part can only be a name."""
    for m in _RUN.finditer(text) if "、" in text else ():
        at, found = m.start(), [*_first_of_run(text, m.start() - 1, refused)]
        for part in m.group().split("、"):
            found.append(Name(at, at + len(part), part, 0.85, "name in a run of names"))
            at += len(part) + 1
        last = name_at(text, at)
        found += [last] if last and _sheer(last.text, refused) else []
        if _is_run([n.text for n in found], refused):
            yield from found


def _first_of_run(text: str, end: int, refused: Collection[str]) -> Iterator[Name]:
    """The name that ends where a list's first mark stands."""
    for width in (3, 2):
        name = text[max(0, end - width) : end]
        if _sheer(name, refused) and name[0] not in _LINKS:
            yield Name(end - width, end, name, 0.82, "name in a run of names")
            return


def _is_run(parts: list[str], refused: Collection[str]) -> bool:
    """Whether at least three parts can only be names, all others may be names, and they do not end alike as words of a kind do."""
    sheer = sum(len(part) == 3 and _sheer(part, refused) for part in parts)
    ends, heads = Counter(part[-1] for part in parts), Counter(part[0] for part in parts)
    alike = max(ends.values()) > 1 + len(parts) // 4 or max(heads.values()) == len(parts)
    bodies = sum(part[-1] in _BODIES for part in parts) > len(parts) // 4
    odd = [p for p in parts if not _listable(p) or p[:2] in words("common") or p in refused or p[0] in _RARE]
    are_words = any(p in words("common") or p in refused for p in odd)
    return sheer >= _ENOUGH and sheer * 2 > len(parts) and len(odd) * 4 <= len(parts) and not (alike or bodies or are_words)


def _sheer(name: str, refused: Collection[str]) -> bool:
    """Whether nothing in a part of a list is a word or a place."""
    inner = {name, name[:2], name[1:]} if len(name) == 3 else {name}
    known_word = not words("common").isdisjoint(inner) or any(part in refused for part in inner)
    return _listable(name) and plausible(name) and not known_word and name[0] not in _RARE


def _all_names(found: list[Name], refused: Collection[str]) -> bool:
    """Whether the parts of a list look like names; of a long one one in four may have a surname that no table knows."""
    odd = [n for n in found if n.text in refused or not _listable(n.text)]
    words_among = any(n.text in refused or n.text in words("common") or len(n.text) > 3 for n in odd)
    return len(odd) * 4 <= len(found) and not words_among


def _listable(name: str) -> bool:
    if name in words("common") or follows(name[:2], 0) == 2 or name[-1] in _PARTICLES:
        return False
    return (len(name) < 4 and plausible(name)) or (len(name) > 2 and words("transliteration").issuperset(name))


# Who opens a sentence and speaks: 王小明介绍说.
_SPEAKING = re.compile(
    r"(?:(?<=[。！？”\n　])|^)(?P<name>[一-鿿]{2,3}?)(?=(?:还|则)?(?:介绍说|告诉记者|表示[，：]|坦言|回忆道|回忆说|感慨|说[，：]|向记者|主持(?:会议|开幕式|闭幕式|座谈会|仪式|大会)))",
    re.MULTILINE,
)
# Ends of the names of bodies and texts, which speak too: 国防部说, 白皮书说.
_BODIES = frozenset("部院会社局方委办书团队军台报网厅处所司校站厂国省市县州区府电信函稿文言媒人者员们家长民众友")


def speaking(text: str) -> Iterator[Name]:
    """Names without a title that open a sentence with a clear verb of saying or presiding."""
    for m in _SPEAKING.finditer(text):
        name = m["name"]
        doubtful = _doubt(text, m.start(), m.end()) or name[-1] in _BODIES or name[0] in _RARE
        if plausible(name) and not doubtful and words("common").isdisjoint((name, name[:2], name[1:])):
            yield Name(m.start(), m.end(), name, 0.8, "name that speaks")


def returning(text: str) -> Iterator[Name]:
    """Names without a title that open clauses at least twice: 王银香 in a portrait, a foreign politician in a report."""
    count: Counter[str] = Counter()
    first: dict[str, int] = {}
    for m in _CLAUSE.finditer(text):
        for end in _clear_ends(text, m.end()):
            if text[m.end() - 1 : m.end()] == "“" and text[end : end + 1] == "”":
                continue
            name = text[m.end() : end]
            count[name] += 1
            first.setdefault(name, m.end())
    for name, hits in count.items():
        if hits > 1:
            yield Name(first[name], first[name] + len(name), name, 0.7, "name that returns")


_CLAUSE = re.compile(r"(?:(?<=[，。！？：、“\s（的])|^)(?=[一-鿿]{3})")


def _clear_ends(text: str, at: int) -> Iterator[int]:
    """Ends of names at an offset that a word of two characters or punctuation makes clear."""
    if (
        plausible(text[at : at + 3])
        and "思想" not in text[at + 2 : at + 5]
        and follows(text, at + 3) > 1
        and not _doubt(text, at, at + 3)
    ):
        yield at + 3
        return
    ends = [*_foreign_candidates(text, at, 3)]
    found = _best(iter(ends), text, at)
    if (
        not found
        or found[1] - at > 5
        or _NAMESAKE.search(text, at + 2, found[1])
        or text[at : found[1]] in words("common")
        or _NAMESAKE.search(text, found[1], found[1] + 4)
    ):
        return
    if (
        found
        and (text[found[1] : found[1] + 1].isdigit() or 0 < follows(text, found[1]) < 9)
        and follows(text[at : at + 2], 0) < 2
    ):
        yield found[1]
