"""What a page says about itself: headline, day, publisher, address."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from kg.corpus.markup import lines
from kg.corpus.metadata import date_in_path, parse_date
from kg.corpus.packed import foreign

_TITLE_METAS = ("articletitle", "og:title", "twitter:title")
_LABEL = re.compile(r"^\s*[\[【](?:视频|组图|图|图文|高清|高清组图|音频|直播|微视频|专题)[\]】]\s*")
_SUFFIX = re.compile(
    r"^(?P<title>.+?)\s*(?<![—–-])(?:--|[_|｜]|\s[-–—]\s|-(?=[^-]*$)|—(?=[^—]*$))(?![—–])\s*(?P<site>[^_|｜]{1,60})$"
)
# Before the name of a site, where an underscore or two hyphens part it off, stands the name of a section.
_SECTION = re.compile(r"(?:_|--)[^\W_][^_，。]{1,9}$")
_SITE = re.compile(
    r"(?:网|网站|频道|新闻|客户端|日报|晚报|官网|门户|政府|政协|人大|时政|要闻|滚动|央视|CCTV[-\w]*|\.(?:com|cn|org|net)\b.*)(?:\s*[(（][\w.]+[)）])?$"
    r"|^(?:中华人民共和国|中国|国家|国务院|中共|中央).{0,16}(?:部|委|委员会|局|院|办公室|署|行)$"
    r"|^(?:Xinhua|CGTN|CCTV|People's Daily.*|China Daily.*|Global Times|China\.org.*|China News.*|ECNS.*|english\..*|.{0,30}(?:News|Online|Agency))$"
    r"|^(?:Ministry|State Council|Embassy|Consulate|Permanent Mission|National|The State Council)\b.*$",
    re.I,
)


def title(tree: Any) -> str:
    """The headline as readers see it: of what the page calls itself, the part that is not the name of its site."""
    metas = _metas(tree)
    named = next((metas[name] for name in _TITLE_METAS if metas.get(name)), "") or _flat(tree.find(".//title"))
    heads = [_flat(heading) for heading in tree.iter("h1")]
    found = _shown(tree, named) or _without_site(named, metas.get("og:site_name", ""))
    is_site = not found or (len(found) < 12 and _SITE.search(found))
    return _unlabelled(max(heads, key=len, default=found) if is_site else found)


def _shown(tree: Any, named: str) -> str:
    """The longest heading of the page with which its name begins, if there is one."""
    headings = {_flat(element) for element in tree.xpath("//h1|//h2|//h3|//*[contains(@class,'tit') or contains(@id,'tit')]")}
    fitting = [
        text for text in headings if len(text) >= 6 and named.startswith(text) and not re.match(r"[^\W_]", named[len(text) :])
    ]
    return max(fitting, key=len, default="")


def _without_site(named: str, site: str) -> str:
    """The name without what follows the last divider, as often as that is the name of a site or of a part of one."""
    whole = named
    while found := _SUFFIX.match(named):
        if found["site"] != site and not _SITE.search(found["site"]) and (named == whole or not _SECTION.search(named)):
            break
        named = found["title"]
    return named


def _unlabelled(text: str) -> str:
    return _LABEL.sub("", text).strip()


def _flat(element: Any) -> str:
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def _metas(tree: Any) -> dict[str, str]:
    """What the page says about itself in meta elements, by name in lower case; the first of a name stands."""
    metas: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = " ".join((element.get("content") or "").split())
        if name and content:
            metas.setdefault(name.strip().lower(), content)
    return metas


_DATE_METAS = (
    *(
        "article:published_time",
        "datepublished",
        "pubdate",
        "publishdate",
        "publish_date",
        "publishtime",
        "publish-date",
        "og:pubdate",
    ),
    *(
        "firstpublishedtime",
        "releasedate",
        "og:release_date",
        "article:create_at",
        "weibo: article:create_at",
        "dc.date.issued",
        "dcterms.issued",
    ),
)
_JSON_LD = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
_STAMP = re.compile(r"(?<!\d)(20\d\d|19\d\d)\s*[-/.年\s]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?\s*(?:[T|]?\s*\d{1,2}[:：]\d{2})")


def published(tree: Any, address: str) -> date | None:
    """The day of publication: from meta elements, else a stamp of day and time, else the address, else what htmldate finds."""
    metas = _metas(tree)
    stated = (metas[name] for name in _DATE_METAS if name in metas)
    linked = (found for script in tree.iter("script") for found in _JSON_LD.findall(script.text or ""))
    return (
        _first_date(stated) or _first_date(linked) or _stamp(tree) or date_in_path(urlsplit(address).path) or _by_htmldate(tree)
    )


def _first_date(values: Iterable[str]) -> date | None:
    return next(filter(None, map(parse_date, values)), None)


def _stamp(tree: Any) -> date | None:
    """The first day with a time of day in the visible text: where sites print when an item went online."""
    for line in lines(tree):
        found = _STAMP.search(line) if len(line) < 200 else None
        day = parse_date("-".join(found.groups())) if found else None
        if day:
            return day
    return None


def _by_htmldate(tree: Any) -> date | None:
    from htmldate import find_date

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    # A fixed last day: otherwise the result would depend on the day of reading.
    found = foreign(lambda: find_date(tree, original_date=True, extensive_search=False, max_date="2100-01-01"))
    return parse_date(found or "")


_FROM = re.compile(r"(?:^|[\s|丨])(?:来源|文章来源|稿件来源|信息来源)\s*[:：]\s*([^\s|丨\d]{2,20})")


def publisher(tree: Any) -> str:
    """Who the page says published it, or nothing."""
    metas = _metas(tree)
    named = next((metas[name] for name in ("contentsource", "source", "mediaid", "og:site_name") if metas.get(name)), "")
    printed = (_FROM.search(line) for line in lines(tree) if len(line) < 100)
    return named or next((found[1] for found in printed if found), "")


def own_address(tree: Any) -> str:
    """The address that the page gives as its own; one that is no more than a site's front page is none."""
    links = [link.get("href") or "" for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    return next((url.strip() for url in (*links, _metas(tree).get("og:url", "")) if _is_page(url.strip())), "")


def _is_page(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and len(parts.path) > 1 and not re.fullmatch(r"/(?:index\.\w+)?", parts.path)
