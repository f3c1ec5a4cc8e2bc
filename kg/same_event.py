"""Whether two articles tell the same event: evidence for and against, added up, with every reason said.

Each reason adds or takes log-odds; their sum, through the logistic function, is the confidence. What two accounts share
counts the more, the fewer days of the corpus know it: everybody names the general secretary, few a certain mayor.
Nothing is learnt from a corpus beyond that rarity, so the weights below can be read, argued about and changed one by one.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Account:
    """What decides whether one article tells the same event as another; people and things by their IRIs."""

    article: str
    type: str
    language: str = ""
    title: str = ""
    published: date | None = None
    start: date | None = None
    end: date | None = None
    provinces: frozenset[str] = frozenset()
    roles: tuple[tuple[str, str], ...] = ()
    mentions: frozenset[str] = frozenset()
    themes: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    copies: str = ""
    publisher: str = ""
    countries: frozenset[str] = frozenset()

    @property
    def people(self) -> frozenset[str]:
        """Everybody who had a part in the event."""
        return frozenset(person for person, _ in self.roles)

    @property
    def leaders(self) -> frozenset[str]:
        """Those who chaired, led, sent or met, or whom the event is about."""
        return frozenset(person for person, role in self.roles if role in _LEADING)

    def days(self) -> frozenset[date]:
        """The days of the event, at most a fortnight of them; none where the text gives no day."""
        if self.start is None:
            return frozenset()
        length = min(max(((self.end or self.start) - self.start).days, 0), _LONGEST)
        return frozenset(self.start + timedelta(days=n) for n in range(length + 1))


class Match(NamedTuple):
    """A judgement on two articles (the first is the earlier in order), with what spoke for and against."""

    first: str
    second: str
    score: float
    reasons: tuple[str, ...]

    @property
    def confidence(self) -> float:
        return 1 / (1 + math.exp(-self.score))


@dataclass(frozen=True)
class Rulings:
    """What people decided: pairs of articles that are the same event, and pairs that are not."""

    same: frozenset[tuple[str, str]] = frozenset()
    different: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True)
class Grouping:
    """Which articles tell one event, the matches that joined them, and those that came near without joining."""

    groups: tuple[tuple[str, ...], ...]
    joined: tuple[Match, ...]
    doubtful: tuple[Match, ...] = field(default=())


_LEADING = frozenset({"chaired", "led", "sent", "met", "subject"})
_LONGEST = 14
_BUCKET = 60
_KIN = (
    frozenset({"symposium", "meeting", "conference", "study-session", "talks"}),
    frozenset({"inspection", "visit", "symposium"}),
    frozenset({"talks", "visit", "ceremony"}),
    frozenset({"message", "instruction", "conference", "ceremony"}),
    frozenset({"publication", "press-conference", "instruction"}),
    frozenset({"appointment", "conference", "meeting", "discipline"}),
)
JOIN = 0.4  # log-odds that two accounts need to join
NEAR = -1.5  # log-odds above which a match that joined nothing is worth a look
_PRIOR = -3.5
_FAR = -4.0
_UNSEEN = -1.0


def group(accounts: Iterable[Account], rulings: Rulings | None = None) -> Grouping:
    """Which accounts tell one event: the likeliest pairs join first, as long as the two groups agree on average.

    Rulings come first: what people joined stays joined, and what they parted never meets in one group.
    """
    rulings = rulings or Rulings()
    ordered = sorted(accounts, key=_order)
    known = {a.article for a in ordered}
    matches = {(m.first, m.second): m for m in judged(ordered)}
    groups = _Groups(ordered, matches, _both(rulings.different))
    joined = [_ruled(pair, matches) for pair in sorted(rulings.same) if set(pair) <= known and groups.join(*pair, agreed=True)]
    likely = sorted((m for m in matches.values() if m.score > JOIN), key=lambda m: (-m.score, m.first, m.second))
    joined += [m for m in likely if groups.join(m.first, m.second)]
    apart = (m for m in matches.values() if m.score > NEAR and not groups.together(m.first, m.second))
    parted = _both(rulings.different)
    doubtful = sorted((m for m in apart if m[:2] not in parted), key=lambda m: (-m.score, m.first, m.second))
    return Grouping(groups.members(), tuple(sorted(joined)), tuple(doubtful))


def _order(account: Account) -> tuple[date, str]:
    return account.published or date.max, account.article


def _both(pairs: Iterable[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    return frozenset(p for a, b in pairs for p in ((a, b), (b, a)))


def _ruled(pair: tuple[str, str], matches: Mapping[tuple[str, str], Match]) -> Match:
    found = matches.get(pair) or matches.get((pair[1], pair[0]))
    return Match(*(found[:2] if found else pair), 9.0, ("decided by a person", *(found.reasons if found else ())))


class _Groups:
    """Groups of articles that grow as pairs join."""

    def __init__(
        self, ordered: Sequence[Account], matches: Mapping[tuple[str, str], Match], parted: frozenset[tuple[str, str]]
    ) -> None:
        self._place = {a.article: n for n, a in enumerate(ordered)}
        self._of = {a.article: [a.article] for a in ordered}
        self._matches = matches
        self._parted = parted

    def together(self, a: str, b: str) -> bool:
        return self._of[a] is self._of[b]

    def join(self, a: str, b: str, *, agreed: bool = False) -> bool:
        """Whether the groups of two articles became one."""
        left, right = self._of[a], self._of[b]
        if left is right or not self._may(left, right, agreed=agreed):
            return False
        left.extend(right)
        self._of.update((article, left) for article in right)
        return True

    def _may(self, left: list[str], right: list[str], *, agreed: bool) -> bool:
        pairs = [(x, y) if self._place[x] < self._place[y] else (y, x) for x in left for y in right]
        if agreed:
            return True
        if any(p in self._parted for p in pairs):
            return False
        return sum(self._matches[p].score if p in self._matches else _UNSEEN for p in pairs) > 0

    def members(self) -> tuple[tuple[str, ...], ...]:
        """Each group in the order of its articles, the groups in the order of their first."""
        found = {id(g): tuple(sorted(g, key=self._place.__getitem__)) for g in self._of.values()}
        return tuple(sorted(found.values(), key=lambda g: self._place[g[0]]))


# Candidates ----------------------------------------------------------------------------------------------------------


def judged(accounts: Sequence[Account]) -> Iterator[Match]:
    """Yield a match for each pair of accounts that days bring together and that is not hopeless."""
    rarity = Rarity(accounts)
    for a, b in candidates(accounts):
        score, reasons = weigh(a, b, rarity)
        if score > _FAR:
            yield Match(a.article, b.article, score, reasons)


def candidates(accounts: Sequence[Account]) -> Iterator[tuple[Account, Account]]:
    """Yield each pair that shares a day, or is a copy, once; crowded days are parted by what the accounts share."""
    place = {a.article: n for n, a in enumerate(accounts)}
    seen: set[tuple[int, int]] = set()
    for bucket in _buckets(accounts):
        for a, b in combinations(bucket, 2):
            key = (place[a.article], place[b.article])
            if key not in seen:
                seen.add(key)
                yield a, b


def _buckets(accounts: Iterable[Account]) -> Iterator[list[Account]]:
    days: dict[object, list[Account]] = defaultdict(list)
    copies: dict[str, list[Account]] = defaultdict(list)
    for account in accounts:
        for day in account.days() | _published(account):
            days[day].append(account)
        if account.copies:
            copies[account.copies].append(account)
    for bucket in days.values():
        yield from [bucket] if len(bucket) <= _BUCKET else _parted(bucket)
    yield from copies.values()


def _published(account: Account) -> frozenset[date]:
    """The day of publication, and the next: papers print in the morning what the evening news told."""
    return frozenset({account.published, account.published + timedelta(days=1)}) if account.published else frozenset()


def _parted(bucket: Iterable[Account]) -> Iterator[list[Account]]:
    """The accounts of a crowded day by a person, number or piece of title that they share; the commonest are skipped."""
    shared: dict[str, list[Account]] = defaultdict(list)
    for account in bucket:
        for feature in account.people | account.mentions | account.numbers | _pieces(account):
            shared[feature].append(account)
    yield from (group for _, group in sorted(shared.items()) if 1 < len(group) <= _BUCKET)


# Evidence ------------------------------------------------------------------------------------------------------------


class Rarity:
    """How much it says that two accounts share something, from 0 (known every day) to 1 (known on one day)."""

    def __init__(self, accounts: Iterable[Account]) -> None:
        seen: dict[str, set[date | None]] = defaultdict(set)
        days: set[date | None] = set()
        for account in accounts:
            days.add(account.published)
            for feature in (
                account.people | account.mentions | account.themes | account.numbers | account.words | _pieces(account)
            ):
                seen[feature].add(account.published)
        most = math.log(max(len(days), _LEAST_DAYS) + 1)
        self._weights = {feature: max(1 - math.log(len(on)) / most, 0.05) for feature, on in seen.items() if len(on) > 1}

    def __call__(self, feature: str) -> float:
        return self._weights.get(feature, 1.0)


_LEAST_DAYS = 200  # a small corpus cannot tell what is rare


class _Evidence(NamedTuple):
    weight: float
    reason: str


def weigh(a: Account, b: Account, rarity: Callable[[str], float]) -> tuple[float, tuple[str, ...]]:
    """The log-odds that two accounts tell one event, and the reasons, strongest first."""
    found = [e for rule in _RULES for e in rule(a, b, rarity)]
    ordered = sorted(found, key=lambda e: (-abs(e.weight), e.reason))
    return round(_PRIOR + sum(e.weight for e in found), 3), tuple(f"{e.reason} ({e.weight:+.1f})" for e in ordered)


def _copy(a: Account, b: Account, rarity: Callable[[str], float]) -> Iterator[_Evidence]:
    if a.copies and a.copies == b.copies and not (a.start and b.start and a.days().isdisjoint(b.days())):
        # A notice that is used again with another day and another name is no copy of an event.
        yield _Evidence(8.0, "copies of one text")


def _when(a: Account, b: Account, rarity: Callable[[str], float]) -> Iterator[_Evidence]:
    """Days; a day more or less may be a translator's slip, while within a language it tells two events apart."""
    apart = abs((a.published - b.published).days) if a.published and b.published else None
    if a.start and b.start:
        yield _both_dated(a, b)
        if apart and apart > 1:
            yield _Evidence(-min(0.3 * apart, 3.0), f"published {apart} days apart")
    elif apart is not None:
        slip = -5.0 if _one_language(a, b) else -1.0
        yield _Evidence(*((1.0, "published on one day") if apart == 0 else (slip - apart, f"published {apart} days apart")))


def _both_dated(a: Account, b: Account) -> _Evidence:
    mine, yours = a.days(), b.days()
    if mine == yours:
        return _Evidence(1.5, "same days")
    if mine & yours:
        return _Evidence(0.8, "days overlap")
    if (not _one_language(a, b) or a.published == b.published) and min(abs((x - y).days) for x in mine for y in yours) == 1:
        return _Evidence(-1.5, "days next to each other")
    return _Evidence(-9.0 if _one_language(a, b) else -4.5, "different days")


def _one_language(a: Account, b: Account) -> bool:
    return a.language[:2] == b.language[:2]


def _type(a: Account, b: Account, rarity: Callable[[str], float]) -> Iterator[_Evidence]:
    if a.type == b.type:
        yield _Evidence(0.3 if a.type == "report" else 1.0, f"both {a.type}")
    elif "report" in (a.type, b.type):
        yield _Evidence(-0.2, "one is a report")
    elif not any({a.type, b.type} <= kin for kin in _KIN):
        yield _Evidence(-1.5, f"{a.type} and {b.type}")


def _place(a: Account, b: Account, rarity: Callable[[str], float]) -> Iterator[_Evidence]:
    if a.provinces and b.provinces:
        yield _Evidence(*((0.8, "same place") if a.provinces & b.provinces else (-2.0, "different places")))


def _leads(a: Account, b: Account, rarity: Callable[[str], float]) -> Iterator[_Evidence]:
    if not (a.leaders and b.leaders):
        return
    shared = a.leaders & b.leaders
    if shared:
        yield _Evidence(0.8 + 1.2 * max(map(rarity, shared)), "same leading person")
        if a.leaders - b.people and b.leaders - a.people:
            yield _Evidence(-3.0, "each has a leading person whom the other lacks")
    elif not (a.leaders & b.people or b.leaders & a.people):
        yield _Evidence(-4.0, "different leading persons")


def _company(a: Account, b: Account, rarity: Callable[[str], float]) -> Iterator[_Evidence]:
    if a.people and b.people:
        alike = _alike(a.people, b.people, rarity)
        shared = sum(map(rarity, a.people & b.people))
        yield _Evidence(
            min(2.5 * alike + 0.5 * shared, 3.5) - 0.7, f"{len(a.people & b.people)} of those who took part are shared"
        )


def _named(a: Account, b: Account, rarity: Callable[[str], float]) -> Iterator[_Evidence]:
    if a.mentions and b.mentions:
        alike, shared = _alike(a.mentions, b.mentions, rarity), a.mentions & b.mentions
        weight = min(3.0 * alike + 0.35 * sum(map(rarity, shared)), 4.0) - 0.8
        yield _Evidence(weight, f"{len(shared)} of {len(a.mentions | b.mentions)} named people, bodies and places are shared")
    elif a.mentions or b.mentions:
        yield _Evidence(-0.5, "one names nobody")


def _subjects(a: Account, b: Account, rarity: Callable[[str], float]) -> Iterator[_Evidence]:
    if a.themes and b.themes:
        yield _Evidence(1.8 * _alike(a.themes, b.themes, rarity) - 0.5, f"{len(a.themes & b.themes)} themes are shared")


def _figures(a: Account, b: Account, rarity: Callable[[str], float]) -> Iterator[_Evidence]:
    if a.numbers and b.numbers:
        shared = a.numbers & b.numbers
        alike = _alike(a.numbers, b.numbers, rarity)
        lacking = 4.0 if min(len(a.numbers), len(b.numbers)) > 2 and alike < 0.2 else 0.4 if not shared else 0.0
        weight = min(2.0 * alike + 0.6 * sum(map(rarity, shared)), 4.0) - lacking
        yield _Evidence(weight, f"{len(shared)} figures are shared")


def _outlet(a: Account, b: Account, rarity: Callable[[str], float]) -> Iterator[_Evidence]:
    """One outlet seldom tells an event twice in one language, least of all on one day: what looks alike are two of a kind."""
    if _one_language(a, b) and a.publisher and a.publisher == b.publisher and not (a.copies and a.copies == b.copies):
        yield _Evidence(*((-4.0, "one outlet on one day") if a.published == b.published else (-1.5, "one outlet")))


def _abroad(a: Account, b: Account, rarity: Callable[[str], float]) -> Iterator[_Evidence]:
    """The countries that the titles name, whatever the languages."""
    if a.countries and b.countries:
        shared = a.countries & b.countries
        yield _Evidence(*((0.6, "titles name the same country") if shared else (-6.0, "titles name different countries")))


def _titles(a: Account, b: Account, rarity: Callable[[str], float]) -> Iterator[_Evidence]:
    """Titles are compared within a language only; a standing title, as of a daily notice, says little."""
    mine, yours = _pieces(a), _pieces(b)
    if _one_language(a, b) and mine and yours:
        alike = _alike(mine, yours, rarity)
        if a.type == b.type == "publication" and alike < 0.5:
            yield _Evidence(-5.0, "publications with different titles")
        if alike > 0.9 and a.published != b.published:
            yield _Evidence(-3.0, "a standing title, on two days")
        if numbered_apart(a.title, b.title):
            yield _Evidence(-9.0, "titles with different numbers")
        telling = max(sum(map(rarity, mine)) / len(mine), 0.3)
        yield _Evidence(3.5 * alike * telling - 0.9, f"titles {alike:.0%} alike")


def _wording(a: Account, b: Account, rarity: Callable[[str], float]) -> Iterator[_Evidence]:
    """The rarest words of two texts in one language: two stories of one event share them, two of one kind do not."""
    if _one_language(a, b) and a.words and b.words:
        alike = _alike(a.words, b.words, rarity)
        yield _Evidence(max(min(28 * (alike - 0.18), 4.0), -5.0) - 2.0 * (alike < 0.03), f"telling words {alike:.0%} alike")


# What is only announced: 李克强将访问…, `Xi to attend …`.
_TO_COME = re.compile(
    r"将(?:于|赴|对|在|出席|访问|举行|召开|主持|会见|直播|正式|应邀)|明[天日]|\A(?:[A-Z][\w.'-]+ ){1,3}(?:to|will) (?:visit|attend|pay|host|chair|address|hold|meet)\b"
)


def _foretold(a: Account, b: Account, rarity: Callable[[str], float]) -> Iterator[_Evidence]:
    """Who is to go somewhere, and who has left for it, are two stories: the first knows nobody who saw the traveller off."""
    if _one_language(a, b) and bool(_TO_COME.search(a.title)) != bool(_TO_COME.search(b.title)):
        yield _Evidence(-7.0, "one only announces it")


_RULES = (
    _copy,
    _outlet,
    _foretold,
    _when,
    _type,
    _place,
    _abroad,
    _leads,
    _company,
    _named,
    _subjects,
    _figures,
    _titles,
    _wording,
)
_STOP = frozenset("the a an of in on at to for and with is are was by from its as that this s".split())


def _alike(a: frozenset[str], b: frozenset[str], rarity: Callable[[str], float]) -> float:
    """The rarity of what two sets share, over that of all that they hold."""
    return sum(map(rarity, a & b)) / sum(map(rarity, a | b))


def _pieces(account: Account) -> frozenset[str]:
    """Pairs of characters of a Chinese title, words of an English one."""
    title = account.title.casefold()
    if account.language.startswith("zh"):
        letters = re.sub(r"\W", "", title)
        return frozenset(letters[n : n + 2] for n in range(len(letters) - 1))
    return frozenset(re.findall(r"[a-z0-9]+", title)) - _STOP


_ORDINAL = re.compile(r"[第十百一二三四五六七八九①-⑳]*[一二三四五六七八九十百①-⑳]+[次届场号回期轮批集]|[①-⑳]|\d+")


def numbered_apart(title: str, other: str) -> bool:
    """Whether each of two titles has a number or ordinal that the other lacks: the eighth session is not the ninth."""
    mine, yours = set(_ORDINAL.findall(title)), set(_ORDINAL.findall(other))
    return bool(mine - yours and yours - mine)


_NUMBER = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*(万亿|亿|万|trillion|billion|million|thousand|%|％|percent\b|per cent\b)?")
_UNITS = {"万亿": 1e12, "亿": 1e8, "万": 1e4, "trillion": 1e12, "billion": 1e9, "million": 1e6, "thousand": 1e3}


def numbers(text: str) -> frozenset[str]:
    """The figures of a text, alike in both languages (`3.88亿` is `388 million`); days, hours and years are left out."""
    return frozenset(_figures_of(text))


def _figures_of(text: str) -> Iterator[str]:
    for digits, unit in _NUMBER.findall(text):
        value = float(digits.replace(",", ""))
        if unit in _UNITS:
            yield f"{value * _UNITS[unit]:.6g}"
        elif unit:
            yield f"{value:.6g}%"
        elif (value > 31 and not 1900 <= value <= 2100) or "." in digits:
            yield f"{value:.6g}"


_LEAD = 700
_TELLING = 120


def words(title: str, text: str, language: str) -> frozenset[str]:
    """The words of a title and the beginning of its text: pairs of characters in Chinese."""
    start = f"{title}\n{text[:_LEAD] if language.startswith('zh') else text[: 2 * _LEAD]}".casefold()
    if language.startswith("zh"):
        runs = re.findall(r"[\u4e00-\u9fff]{2,}|\d[\d.,]*", start)
        return frozenset(run[n : n + 2] if not run[0].isdigit() else run for run in runs for n in range(max(len(run) - 1, 1)))
    return frozenset(re.findall(r"[a-z]{3,}|\d[\d.,]*\d|\d", start)) - _STOP


def telling(every: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """For each article those of its words that the fewest articles have."""
    count = Counter(word for some in every.values() for word in some)
    return {ident: frozenset(sorted(some, key=lambda w: (count[w], w))[:_TELLING]) for ident, some in every.items()}
