"""Chinese dates of the news, such as 7日至9日 or 昨天, as days counted from the day of publication."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_DAY = r"(?:(?:(?P<{0}y>\d{{4}})年)?(?P<{0}m>\d{{1,2}})月)?(?P<{0}d>\d{{1,2}})[日号]"
_DATE = re.compile(
    r"(?<![\d.．\]〕］第])(?:"
    + _DAY.format("a")
    + r"(?:[上下]午|凌晨|晚|中午|傍晚)?(?:\s*(?:至|到|—+|－|-|~|～|–|、|和)\s*"
    + _DAY.format("b")
    + r")?|(?:(?:(?P<ry>\d{4})年)?(?P<rm>\d{1,2})月)?(?P<rd>\d{1,2})(?:至|—+|－|-|~|～|–)(?P<re>\d{1,2})日)(?![日报])"
    # 2号热电厂 and 3号机场 are no days.
    r"(?<!\d号(?=[一-鿿]{0,2}(?:机场|[楼馆院厂井矿坑舱机船星车令门厅室店桥路]|线(?!索)|公路|国道|码头|泊位|高地|决议|文件|公告|卫星|探测|火箭)))"
)
_RELATIVE = {
    "前天": -2,
    "昨天": -1,
    "昨日": -1,
    "昨晚": -1,
    "昨夜": -1,
    "今天": 0,
    "今日": 0,
    "今晚": 0,
    "今早": 0,
    "今晨": 0,
    "明天": 1,
    "明日": 1,
}
_WORD = re.compile("|".join(_RELATIVE))
_VAGUE = re.compile(r"近日|日前|不久前|近期")
# A dateline says when the report was filed, not when the thing happened.
_DATELINE = re.compile(r"\s*(?:电|讯|专电|消息)")
_OCCASION = re.compile(r"[^，。；\n]{0,24}(?:之际|诞辰|节?到来|纪念日)")


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day meant by `text[start:end]`; both None for a vague 近日 or 日前."""

    start: int
    end: int
    first: date | None
    last: date | None


def days(text: str, published: date | None) -> tuple[Days, ...]:
    """Every stretch that tells a day, in order; datelines and the occasions of festivals are left out.

    >>> days("3月30日至4月1日", date(2024, 4, 2))[0].last
    datetime.date(2024, 4, 1)
    """
    found = [*_counted(text, published), *_worded(text, published)]
    return tuple(sorted(found, key=lambda d: d.start))


def _worded(text: str, published: date | None) -> Iterator[Days]:
    for m in _VAGUE.finditer(text):
        yield Days(m.start(), m.end(), None, None)
    if published:
        for m in _WORD.finditer(text):
            day = published + timedelta(days=_RELATIVE[m.group()])
            yield Days(m.start(), m.end(), day, day)


def _counted(text: str, published: date | None) -> Iterator[Days]:
    for m in _DATE.finditer(text):
        if _DATELINE.match(text, m.end()) or _OCCASION.match(text, m.end()):
            continue
        first, last = _ends(m, published)
        if first and last and first <= last:
            yield Days(m.start(), m.end(), first, last)


def _ends(m: re.Match[str], published: date | None) -> tuple[date | None, date | None]:
    if m["rd"]:
        first = _day(m["ry"], m["rm"], m["rd"], published)
        return first, _following(first, None, None, m["re"])
    first = _day(m["ay"], m["am"], m["ad"], published)
    return first, _following(first, m["by"], m["bm"], m["bd"]) if m["bd"] else first


def _following(first: date | None, year: str | None, month: str | None, day: str) -> date | None:
    if not first:
        return None
    last = _valid(int(year or first.year), int(month or first.month), int(day))
    if last and last < first and month and not year:
        return _valid(first.year + 1, int(month), int(day))
    return last


def _day(year: str | None, month: str | None, day: str, published: date | None) -> date | None:
    if year and month:
        return _valid(int(year), int(month), int(day))
    if not published:
        return None
    if month:
        around = (_valid(published.year + shift, int(month), int(day)) for shift in (-1, 0, 1))
    else:
        around = (_valid(*_month(published, shift), int(day)) for shift in (-1, 0, 1))
    return min((d for d in around if d), key=lambda d: _distance(d, published), default=None)


def _month(published: date, shift: int) -> tuple[int, int]:
    months = published.year * 12 + published.month - 1 + shift
    return months // 12, months % 12 + 1


def _distance(day: date, published: date) -> int:
    """News tells what was: a coming day counts as five times as far as one that has passed."""
    gap = (published - day).days
    return gap if gap >= 0 else -5 * gap


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
