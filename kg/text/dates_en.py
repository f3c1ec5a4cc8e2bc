"""When something happened: English dates, written out or relative to the day of publication, as first and last day."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

_SHORT_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_NAMES = "January|February|March|April|May|June|July|August|September|October|November|December"
_SHORT = r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?"
_M = rf"(?P<{{0}}>{_NAMES}|{_SHORT})"
_D = r"(?P<{0}>[0-3]?\d)(?:st|nd|rd|th)?\b(?![:,.]?\d\d\d|\s?%|\.\d)"
_TH = r"(?P<{0}>[0-3]?\d)(?:st|nd|rd|th)"
_TO = r"\s?(?:to|through|until|till|and|-|–|—)\s?"
_YEAR = r"(?:,?\s(?P<year>(?:19|20)\d\d)\b)?"
_W = r"(?P<{0}>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
_AFTER_DAY = r"(?=[\s,.;]|$)(?!\s(?!at|in|that|to|and|by|with|on|for|when|local|the|\()[a-z])(?!\s[A-Z])"
_MONTH_, _UNTIL, _DAY, _FIRST, _LAST = (
    _M.format("month"),
    _M.format("until"),
    *(_D.format(g) for g in ("day", "first", "last")),
)


class Dated(NamedTuple):
    """A date expression by half-open offsets, with the first and last day it means."""

    start: int
    end: int
    first: date
    last: date


def dates(text: str, published: date | None, start: int = 0, end: int | None = None) -> tuple[Dated, ...]:
    """Every date expression of a stretch of text in order, the longest where they overlap.

    Without a day of publication only dates that name their year are resolved.

    >>> dates("from April 14 to 16", date(2025, 4, 17))[0][2:]
    (datetime.date(2025, 4, 14), datetime.date(2025, 4, 16))
    """
    stop = len(text) if end is None else end
    found = [d for pattern, days in _FORMS for d in _found(pattern, days, text, published, start, stop)]
    kept: list[Dated] = []
    for item in sorted(found, key=lambda d: (d.start, -d.end)):
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return tuple(kept)


Days = tuple[date, date] | None


def _found(
    pattern: re.Pattern[str],
    days: Callable[[re.Match[str], date | None], Days],
    text: str,
    published: date | None,
    start: int,
    end: int,
) -> Iterator[Dated]:
    for m in pattern.finditer(text, start, end):
        if (span := days(m, published)) is not None and span[0] <= span[1]:
            yield Dated(m.start(), m.end(), *span)


def _month(m: re.Match[str], group: str = "month") -> int:
    return _SHORT_MONTHS.index(m[group][:3].lower()) + 1


def _day(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1] else None


def _dated(m: re.Match[str], month: int, day: int, published: date | None) -> date | None:
    """The day itself; a date without a year is the last one not more than two months after publication."""
    if m["year"]:
        return _day(int(m["year"]), month, day)
    if published is None:
        return None
    for year in (published.year, published.year - 1):
        found = _day(year, month, day)
        if found and found <= published + timedelta(days=61):
            return found
    return None


def _one_day(m: re.Match[str], published: date | None) -> Days:
    found = _dated(m, _month(m), int(m["day"]), published)
    return (found, found) if found else None


def _days_of_month(m: re.Match[str], published: date | None) -> Days:
    first, last = (_dated(m, _month(m), int(m[g]), published) for g in ("first", "last"))
    return (first, last) if first and last else None


def _across_months(m: re.Match[str], published: date | None) -> Days:
    """The days between two months; without a year the first day tells it, with one the last does."""
    turns = _month(m) > _month(m, "until")
    if m["year"]:
        last = _dated(m, _month(m, "until"), int(m["last"]), published)
        first = last and _day(last.year - turns, _month(m), int(m["first"]))
    else:
        first = _dated(m, _month(m), int(m["first"]), published)
        last = first and _day(first.year + turns, _month(m, "until"), int(m["last"]))
    return (first, last) if first and last else None


def _ordinal(m: re.Match[str], published: date | None) -> Days:
    """`on the 8th`: the last such day not after publication."""
    if published is None:
        return None
    found = _back_to(int(m["day"]), published)
    return (found, found) if found else None


def _ordinals(m: re.Match[str], published: date | None) -> Days:
    if published is None:
        return None
    last = _back_to(int(m["last"]), published)
    first = _back_to(int(m["first"]), last) if last else None
    return (first, last) if first and last else None


def _back_to(day: int, published: date) -> date | None:
    month_before = published.replace(day=1) - timedelta(days=1)
    for month in (published, month_before):
        found = _day(month.year, month.month, day)
        if found and found <= published:
            return found
    return None


def _weekday(m: re.Match[str], published: date | None, group: str = "weekday") -> Days:
    if published is None:
        return None
    back = (published.weekday() - _WEEKDAYS.index(m[group].lower())) % 7
    found = published - timedelta(days=back)
    return found, found


def _last_weekday(m: re.Match[str], published: date | None) -> Days:
    """`last Friday`, said on a Friday, is a week ago."""
    span = _weekday(m, published)
    if span and span[0] == published:
        return span[0] - timedelta(days=7), span[0] - timedelta(days=7)
    return span


def _weekdays(m: re.Match[str], published: date | None) -> Days:
    last = _weekday(m, published, "until")
    first = _weekday(m, last[1], "weekday") if last else None
    return (first[0], last[1]) if first and last else None


_RELATIVE = {"today": 0, "this morning": 0, "this afternoon": 0, "this evening": 0, "tonight": 0, "yesterday": 1}


def _relative(m: re.Match[str], published: date | None) -> Days:
    if published is None:
        return None
    found = published - timedelta(days=_RELATIVE[m["word"].lower()])
    return found, found


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date | None], Days]], ...] = (
    (re.compile(rf"\b{_MONTH_}\s{_FIRST}{_TO}{_UNTIL}\s{_LAST}{_YEAR}"), _across_months),
    (re.compile(rf"\b{_MONTH_}\s{_FIRST}{_TO}{_LAST}{_YEAR}"), _days_of_month),
    (re.compile(rf"\b{_FIRST}{_TO}{_LAST}\s(?:of\s)?{_MONTH_}{_YEAR}"), _days_of_month),
    (re.compile(rf"\b{_MONTH_}\s{_DAY}{_YEAR}"), _one_day),
    (re.compile(rf"\b{_DAY}\s(?:of\s)?{_MONTH_}{_YEAR}"), _one_day),
    (re.compile(rf"\b[Ff]rom\s(?:the\s)?{_TH.format('first')}{_TO}(?:the\s)?{_TH.format('last')}\b"), _ordinals),
    (re.compile(rf"\b(?:[Oo]n|of)\s(?:the\s)?{_TH.format('day')}\b{_AFTER_DAY}"), _ordinal),
    (re.compile(rf"\b(?:morning|afternoon|evening|night)\s(?:of|on)\s(?:the\s)?{_TH.format('day')}\b(?!\s[A-Z])"), _ordinal),
    (re.compile(rf"\b[Ff]rom\s{_W.format('weekday')}\s?(?:to|through|until|till)\s?{_W.format('until')}\b"), _weekdays),
    (re.compile(rf"\b(?:[Oo]n|[Bb]etween)\s{_W.format('weekday')}\sand\s{_W.format('until')}\b"), _weekdays),
    (re.compile(rf"\blast\s{_W.format('weekday')}\b"), _last_weekday),
    (re.compile(rf"\b(?<!next\s)(?<!every\s){_W.format('weekday')}\b(?!s)"), _weekday),
    (re.compile(r"\b(?P<word>[Tt]oday|[Tt]his (?:morning|afternoon|evening)|[Tt]onight|[Yy]esterday)\b(?!')"), _relative),
)
