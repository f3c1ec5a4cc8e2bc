"""Where the names of fields, the writings of dates and the scripts of languages become our metadata."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

_CHINA = timezone(timedelta(hours=8))
# What each field of an article is called in tables, JSON and front matter; earlier names win. Keys are compared
# without case, spaces, hyphens and underscores.
NAMES: dict[str, tuple[str, ...]] = {
    "id": ("id", "articleid", "docid", "newsid", "guid", "编号", "编码", "文章id", "文章编号", "編號"),
    "title": ("title", "headline", "name", "subject", "标题", "题目", "题名", "新闻标题", "文章标题", "標題", "題目"),
    "text": (
        *("text", "body", "content", "contents", "articlebody", "fulltext", "maintext", "bodytext", "articletext", "article"),
        *("正文", "内容", "全文", "文本", "新闻内容", "文章内容", "新闻正文", "內容", "內文"),
    ),
    "published": (
        *("published", "date", "publishdate", "publisheddate", "datepublished", "pubdate", "publicationdate", "publishedat"),
        *("publishtime", "publishedtime", "pubtime", "releasedate", "datetime", "time"),
        *("日期", "发布日期", "发布时间", "发表时间", "发表日期", "出版日期", "时间", "發布日期", "發佈日期", "時間"),
    ),
    "url": ("url", "link", "href", "sourceurl", "weburl", "permalink", "链接", "网址", "网页链接", "原文链接", "連結", "網址"),
    "publisher": (
        *("publisher", "source", "media", "outlet", "sitename", "newspaper", "site"),
        *("来源", "媒体", "发布者", "发布机构", "出处", "來源", "媒體"),
    ),
    "language": ("language", "lang", "inlanguage", "语言", "语种", "語言"),
}
_TARGETS = {name: (target, rank) for target, names in NAMES.items() for rank, name in enumerate(names)}
_SEPARATORS = re.compile(r"[\s_\-.:：]+")


def recognised(keys: Iterable[object]) -> dict[str, list[object]]:
    """The keys that are known here, by our field name, the likeliest first.

    >>> recognised(["标题", "Publish_Date", "n"])
    {'title': ['标题'], 'published': ['Publish_Date']}
    """
    found: dict[str, list[tuple[int, object]]] = {}
    for key in keys:
        target, rank = _TARGETS.get(_SEPARATORS.sub("", str(key)).lower(), ("", 0))
        if target:
            found.setdefault(target, []).append((rank, key))
    return {target: [key for _, key in sorted(pairs, key=lambda pair: pair[0])] for target, pairs in found.items()}


def fields(row: Mapping[str, object]) -> dict[str, object]:
    """The values of a row under our field names; of several columns for one field the first that holds something."""
    values = {target: next((row[str(k)] for k in keys if _holds(row[str(k)])), None) for target, keys in recognised(row).items()}
    return {target: value for target, value in values.items() if value is not None}


def _holds(value: object) -> bool:
    return value is not None and (not isinstance(value, str) or bool(value.strip()))


def as_text(value: object) -> str:
    """A field's value as one line: whole numbers without a point, lists and objects as nothing."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split("\n")).strip(" \t\r") if isinstance(value, str | int | float | date) else ""


_ENGLISH_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_CLOCK = r"(?:(?:[T\s]\s*(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?)?\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?)"
_WRITINGS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"\s*(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}}){_CLOCK}(?!\d)",
        rf"\s*(?P<year>\d{{4}})(?P<month>\d{{2}})(?P<day>\d{{2}})(?:{_CLOCK}|\d{{4}}|\d{{6}})(?!\d)",
        r"\s*(?P<year>[\d〇○零一二三四五六七八九]{4})\s*年\s*(?P<month>[\d一二三四五六七八九十]{1,2})\s*月\s*"
        r"(?P<day>[\d一二三四五六七八九十]{1,3})\s*[日号]",
        rf"(?:[a-z]{{3,9}},?\s+)?{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b",
        rf"(?:[a-z]{{3,9}},?\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+(?P<year>\d{{4}})\b(?!.*\d:\d)",
    )
)
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}


def parse_date(value: object) -> date | None:
    """The day that a value means, in China when it comes with a zone; None when it means none for sure.

    Days written in numbers are read year first; `03/04/2024` is not guessed at.

    >>> parse_date("2024-03-20T18:30:00Z")
    datetime.date(2024, 3, 21)
    >>> parse_date("2024年3月20日")
    datetime.date(2024, 3, 20)
    """
    if isinstance(value, datetime):
        return _day_in_china(value)
    if isinstance(value, date):
        return value
    return _parse_written(as_text(value))


def _parse_written(text: str) -> date | None:
    if re.fullmatch(r"1\d{9}(\d{3})?", text):
        return _day_in_china(datetime.fromtimestamp(int(text[:10]), _CHINA))
    for writing in _WRITINGS:
        found = writing.match(text)
        if found:
            return _checked(found)
    return _parse_mail(text)


def _parse_mail(text: str) -> date | None:
    """The day in the writing of mail and RSS: `Wed, 20 Mar 2024 18:00:00 GMT`."""
    try:
        return _day_in_china(parsedate_to_datetime(text))
    except (ValueError, TypeError, OverflowError):
        return None


def _checked(found: re.Match[str]) -> date | None:
    parts = found.groupdict()
    try:
        day = datetime(_number(parts["year"]), _month(parts["month"]), _number(parts["day"]))
    except ValueError:
        return None
    if not 1900 <= day.year <= 2100:
        return None
    if parts.get("zone") and parts.get("hour"):
        day = day.replace(hour=int(parts["hour"]) % 24, minute=int(parts["minute"]) % 60, tzinfo=_zone(parts["zone"]))
    return _day_in_china(day)


def _zone(text: str) -> timezone:
    if text[0] not in "+-":
        return UTC
    offset = timedelta(hours=int(text[1:3]) % 24, minutes=int(text[-2:]) % 60)
    return timezone(-offset if text[0] == "-" else offset)


def _day_in_china(moment: datetime) -> date | None:
    try:
        return (moment.astimezone(_CHINA) if moment.tzinfo else moment).date()
    except OverflowError:
        return None


def _month(text: str) -> int:
    name = text[:3].lower()
    return _ENGLISH_MONTHS.index(name) + 1 if name in _ENGLISH_MONTHS else _number(text)


def _number(text: str) -> int:
    """A number in digits or Chinese numerals: years digit by digit, months and days with 十."""
    if text.isdecimal():
        return int(text)
    if "十" not in text:
        return int("".join(str(_DIGITS[c]) if c in _DIGITS else c for c in text))
    tens, _, ones = text.partition("十")
    return (_number(tens) if tens else 1) * 10 + (_number(ones) if ones else 0)


_PATH_DAY = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d{2})(?P<s>[-/_.]?)(?P<month>0[1-9]|1[0-2])(?:[-/_.]?)(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"
)


def date_in_path(path: str) -> date | None:
    """The day in an address or a file name, as in `/2024/03/20/` or `readout-20240320`, if there is one.

    >>> date_in_path("http://politics.people.com.cn/n1/2024/0320/c1024-1.html")
    datetime.date(2024, 3, 20)
    """
    days = (_checked(found) for found in _PATH_DAY.finditer(path))
    return next((day for day in days if day), None)


_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]+")
_SCRIPTS = {"ja": re.compile(r"[\u3041-\u30ff]"), "ko": re.compile(r"[\uac00-\ud7af]")}
_CALLED = {
    "chinese": "zh",
    "中文": "zh",
    "汉语": "zh",
    "简体中文": "zh",
    "繁體中文": "zh",
    "english": "en",
    "英文": "en",
    "英语": "en",
}
_CODES = {"chi": "zh", "zho": "zh", "cmn": "zh", "cn": "zh", "eng": "en"}


def language_code(given: str) -> str:
    """A language as given by a source, as two letters where they are known: `zh-Hant` is `zh`, `English` is `en`."""
    name = given.strip().lower()
    code = re.split(r"[-_]", name)[0]
    return _CALLED.get(name) or _CODES.get(code) or (code if re.fullmatch("[a-z]{2,3}", code) else "")


def detect_language(text: str) -> str:
    """`zh` or `en` (or `ja`, `ko`) by the script that dominates the beginning; nothing where there are no words.

    Any text in Latin letters counts as English: that is all that is read here besides Chinese.
    """
    head = text[:4000]
    han, latin = len(_HAN.findall(head)), len(_LATIN.findall(head))
    for code, script in _SCRIPTS.items():
        if len(script.findall(head)) * 5 > han + latin:
            return code
    return "zh" if han and 3 * han >= 5 * latin else "en" if latin else ""
