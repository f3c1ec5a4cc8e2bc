"""The words that Chinese institutional language is made of, from data/lexicon, as sets and patterns."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import cache

from kg.resources import resource

# What the organisation makes of a word; all other words mean the role that zh-roles.csv says.
_ROLE_AT: Mapping[tuple[str, str], str] = {
    ("prc", "主席"): "president",
    ("prc", "副主席"): "vice-president",
    ("politburo-standing-committee", "常委"): "member",
    ("supreme-court", "院长"): "chief-justice",
}
# A two-letter code is a country, where these words mean other posts.
_ABROAD = {"总理": "prime-minister", "主席": "president", "副主席": "vice-president"}
# Heads of central commissions and of congresses are chairmen though called 主任 (GUIDELINES, offices).
_CHAIRED = re.compile(
    r"^central-(?!.*office).*(?:commission|group)$|-congress$|^cmc$|^npc$|^(?:npc|cppcc)-.*-committee$|-basic-law-committee$"
)
_MODIFIER = "新闻|首席|常务|第一|代理|代|执行|名誉|现任|时任|候任|当选|新任|前任|前|原|首任|高级|特命全权|轮值"
FORMER = re.compile(r"原|前任?|时任|曾任")
_ENDS = re.compile(r"[\s，。、；：？！,.;:?!）)（(“”‘’\"'《》〈〉【】\[\]·—…\d－-]")
# Never inside a Chinese given name of the news.
_NOT_GIVEN = frozenset("的了是及等把被这那他她它们你您吗呢吧个因且或但此该每都也很还就又说称到至")


def _rows(name: str) -> Iterator[dict[str, str]]:
    with resource(f"data/lexicon/{name}.csv").open(encoding="utf-8", newline="") as handle:
        yield from csv.DictReader(handle)


@cache
def words(kind: str) -> frozenset[str]:
    """The words of one kind: surname, transliteration, follower, person-word, common."""
    return _words().get(kind, frozenset())


@cache
def _words() -> Mapping[str, frozenset[str]]:
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    for table in ("zh-words", "zh-dictionary"):
        for row in _rows(table):
            kinds[row["kind"]].add(row["word"])
    return {kind: frozenset(found) for kind, found in kinds.items()}


@cache
def roles() -> Mapping[str, str]:
    """Title word -> role of the scheme, such as 副省长 -> vice-governor."""
    return {row["word"]: row["role"] for row in _rows("zh-roles")}


@cache
def countries() -> Mapping[str, str]:
    """Chinese name of a country -> ISO 3166-1 code in lower case."""
    return {row["zh"]: row["id"] for row in _rows("countries")}


@cache
def organisations() -> Mapping[str, str]:
    """Short Chinese names of organisations that the authority does not list -> id."""
    return {row["zh"]: row["id"] for row in _rows("zh-organisations")}


@cache
def title_words() -> re.Pattern[str]:
    """A title's last word with its modifiers (常务副, 代, 原), or a word that goes before a name (教授, 村民)."""
    return re.compile(
        rf"(?P<mod>(?:{_MODIFIER}){{0,3}})(?P<word>{_alternatives({*roles(), *words('person-word')})})(?![会团处们小国记]|(?<=女儿)童|(?<=长)治久安|(?<=长)(?:江(?=[航干流经大三水中上下口沿委黄])|城|三角|期|征|足))"
    )


def _alternatives(choice: Collection[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(choice, key=lambda w: (-len(w), w)))


def role_at(word: str, organisation: str) -> str:
    """The role that a title word means in an organisation."""
    role = _ROLE_AT.get((organisation, word)) or roles()[word]
    if len(organisation) == 2:
        return _ABROAD.get(word, role)
    if word in ("行长", "副行长") and organisation != "pboc":
        return role.replace("governor", "president")
    if role in ("director", "deputy-director") and _CHAIRED.search(organisation):
        return "chairman" if role == "director" else "vice-chairman"
    return role


def surname(text: str) -> str:
    """The Chinese surname that a text begins with, or an empty string."""
    known = words("surname")
    return text[:2] if len(text) > 2 and text[:2] in known else text[:1] if text[:1] in known else ""


def plausible(name: str) -> bool:
    """Whether the characters may be a Chinese name: a surname and one or two characters that names use."""
    family = surname(name)
    given = name[len(family) :]
    # 边走边 and 越来越 are adverbs.
    if not family or name in words("common") or (len(name) == 3 and name[0] == name[2]):
        return False
    return 1 <= len(given) <= 2 and not _NOT_GIVEN.intersection(given) and all("一" <= c <= "鿿" for c in name)


def follows(text: str, at: int) -> int:
    """How surely a name has just ended at an offset: 9 at punctuation, else the length of the word that tells, or 0."""
    if at >= len(text) or _ENDS.match(text, at):
        return 9
    followers = words("follower")
    return next((n for n in (5, 4, 3, 2, 1) if text[at : at + n] in followers), 0)


def longest(text: str, end: int, names: Collection[str], limit: int = 26) -> str:
    """The longest of the names that ends at an offset, or an empty string."""
    starts = range(max(0, end - limit), end)
    return next((text[s:end] for s in starts if text[s:end] in names), "")
