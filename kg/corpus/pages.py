"""Web pages become articles here: the body without what stands around it, the headline without the site's name."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from kg.corpus.encoding import declared_charset, decode
from kg.corpus.metadata import date_in_path, parse_date
from kg.corpus.streams import whole
from kg.corpus.values import Draft, Limits, Report, Skipped, Source
from kg.errors import BadInput

_BLOCKS = frozenset(
    "address article aside blockquote body br center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li "
    "main nav ol p pre section table tbody td tfoot th thead tr ul".split()
)
_SILENT = frozenset("script style noscript template iframe object embed svg button select textarea head title".split())
#: The share of a page's running text that one element must hold to be its body without further questions.
_MOST = 0.6
_FEWEST = 40


def page(source: Source, report: Report, limits: Limits) -> Iterator[Draft]:
    """Yield the one article of a page, with what the page itself says about title, date, publisher and address."""
    data = whole(source, limits.article)
    reading = decode(data, declared=source.charset or declared_charset(data))
    if reading.lost:
        report(
            Skipped(source.where, f"{reading.lost} characters are not valid {reading.encoding}; each is read as U+FFFD", "note")
        )
    tree = parsed(reading.text)
    text = body(tree)
    if not text:
        raise BadInput("no article was found on this page")
    address = source.url or own_address(tree)
    found = {"title": title(tree), "published": published(tree, address), "publisher": publisher(tree), "url": address}
    yield Draft(text, {name: value for name, value in found.items() if value})


def parsed(markup: str) -> Any:
    """The page's tree, without comments and without what is never shown."""
    from lxml import etree, html  # type: ignore[import-untyped]

    try:
        tree = html.document_fromstring(
            markup.replace("\0", "").encode(), parser=html.HTMLParser(encoding="utf-8", remove_comments=True)
        )
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise BadInput(f"this is no page: {error}") from None
    return tree


def as_lines(markup: str) -> str:
    """The text of a piece of markup, a line for each block.

    >>> as_lines("<p>One<br>two</p><p>three &amp; four</p>")
    'One\\ntwo\\nthree & four'
    """
    return "\n".join(_lines(parsed(f"<div>{markup}</div>"))) if markup.strip() else ""


def _lines(element: Any) -> list[str]:
    """The lines under an element as a browser would break them, without white space around them."""
    parts: list[str] = []
    _collect(element, parts)
    lines = (" ".join(line.split(" ")) for line in _squeezed("".join(parts)).split("\n"))
    return [line for line in (line.strip() for line in lines) if line]


def _squeezed(text: str) -> str:
    return re.sub(r"[ \t\r\f\v]+", " ", text)


def _collect(element: Any, parts: list[str]) -> None:
    """Append the text under an element, line feeds around blocks; without recursion, as pages nest without bound."""
    from lxml import etree  # type: ignore[import-untyped]

    skipping = None
    for event, node in etree.iterwalk(element, events=("start", "end")):
        name = node.tag if isinstance(node.tag, str) else "script"
        if event == "start":
            if skipping is None and name in _SILENT:
                skipping = node
            if skipping is None:
                parts.append(("\n" if name in _BLOCKS else "") + _inline(node.text))
            continue
        if skipping is None and name in _BLOCKS:
            parts.append("\n")
        skipping = None if node is skipping else skipping
        if skipping is None and node is not element:
            parts.append(_inline(node.tail))


def _inline(text: str | None) -> str:
    return text.replace("\n", " ") if text else ""


# Body ----------------------------------------------------------------------------------------------------------------

_CREDIT = re.compile(
    r"[（(\[【]?\s*(?:责任编辑|责编|编辑|见习编辑|实习编辑|校对|监制|审核|审校|编审|制片人|主编|值班主任|值班编委|来源|更新时间|视频简介|分享到"
    r"|(?:Web )?[Ee]ditors?|Source)\s*[:：][^。！？]{0,60}[）)\]】]?\s*"
    r"|[\[【（(]\s*(?:纠错|责任编辑|关闭|打印|编辑).{0,30}[\]】）)]|(?:打印|关闭|纠错|分享|返回顶部|上一页|下一页)\s*"
)


def body(tree: Any) -> str:
    """The lines of the article: of the element that holds most of the running text, else what trafilatura finds, else jusText."""
    container = _container(tree)
    lines = _lines(container) if container is not None else _by_trafilatura(tree) or _by_justext(tree)
    return "\n".join(without_credits(lines))


def without_credits(lines: list[str]) -> list[str]:
    """The lines without those at either end that say who edited the page, and when, rather than anything of the article."""
    start, end = 0, len(lines)
    while end and _CREDIT.fullmatch(lines[end - 1]):
        end -= 1
    while start < end and _CREDIT.fullmatch(lines[start]):
        start += 1
    return lines[start:end]


def _container(tree: Any) -> Any | None:
    """The element in which most of the page's running text stands as its own paragraphs, or None where there is no such."""
    sizes = {element: size for element in tree.iter() if (size := _running(element))}
    if not sizes:
        return None
    best = max(sizes, key=lambda element: sizes[element])
    return best if sizes[best] >= _FEWEST and sizes[best] >= _MOST * sum(sizes.values()) else None


def _running(element: Any) -> int:
    """How many characters stand in the element's own paragraphs and lines, links and silent parts not counted."""
    if not isinstance(element.tag, str) or element.tag in _SILENT or element.tag in ("a", "p", "html") or _is_silent(element):
        return 0
    paragraphs = sum(_unlinked(child) for child in element if child.tag == "p")
    return paragraphs + (_own(element) if any(child.tag == "br" for child in element) else 0)


def _is_silent(element: Any) -> bool:
    return any(parent.tag in _SILENT or parent.tag == "p" for parent in element.iterancestors())


def _own(element: Any) -> int:
    return sum(len(text.strip()) for text in (element.text, *(child.tail for child in element)) if text)


def _unlinked(paragraph: Any) -> int:
    linked = sum(len(text.strip()) for link in paragraph.iter("a") for text in link.itertext())
    return max(0, sum(len(text.strip()) for text in paragraph.itertext()) - 2 * linked)


def _by_trafilatura(tree: Any) -> list[str]:
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it finds nothing in is reported by us
    text = trafilatura.extract(tree, include_comments=False, include_tables=True, with_metadata=False) or ""
    return [line.strip() for line in text.split("\n") if line.strip()]


def _by_justext(tree: Any) -> list[str]:
    """Paragraphs that are long and hold few links; jusText's word lists are left out, as Chinese does not part its words."""
    import justext  # type: ignore[import-untyped]
    from lxml import etree  # type: ignore[import-untyped]

    try:
        paragraphs = justext.justext(
            etree.tostring(tree, encoding="utf-8"), frozenset(), stopwords_low=0, stopwords_high=0, length_low=20, length_high=60
        )
    except (etree.ParserError, ValueError, AssertionError):
        return []
    return [paragraph.text for paragraph in paragraphs if not paragraph.is_boilerplate]


# Title ---------------------------------------------------------------------------------------------------------------

_TITLE_METAS = ("articletitle", "og:title", "twitter:title")
_LABEL = re.compile(r"^\s*[\[【](?:视频|组图|图|图文|高清|高清组图|音频|直播|微视频|专题)[\]】]\s*")
_SUFFIX = re.compile(
    r"^(?P<title>.+?)\s*(?<![—–-])(?:--|[_|｜]|\s[-–—]\s|-(?=[^-]*$)|—(?=[^—]*$))(?![—–])\s*(?P<site>[^_|｜]{1,60})$"
)
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
    if not named or (_SITE.search(named) and len(named) < 12):
        return _unlabelled(max(heads, key=len, default=named))
    return _unlabelled(_shown(tree, named) or _without_site(named, metas.get("og:site_name", "")))


def _shown(tree: Any, named: str) -> str:
    """The longest heading of the page with which its name begins, if there is one."""
    headings = {_flat(element) for element in tree.xpath("//h1|//h2|//h3|//*[contains(@class,'tit') or contains(@id,'tit')]")}
    fitting = [text for text in headings if len(text) >= 6 and named.startswith(text) and not re.match(r"\w", named[len(text) :])]
    return max(fitting, key=len, default="")


def _without_site(named: str, site: str) -> str:
    """The name without what follows the last divider, as often as that is the name of a site or of a part of one."""
    while found := _SUFFIX.match(named):
        if found["site"] != site and not _SITE.search(found["site"]):
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


# Date, publisher, address --------------------------------------------------------------------------------------------

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
_STAMP = re.compile(r"(?<!\d)(20\d\d|19\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?\s*(?:[T|]?\s*\d{1,2}[:：]\d{2})")


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
    for line in _lines(tree):
        found = _STAMP.search(line) if len(line) < 200 else None
        day = parse_date("-".join(found.groups())) if found else None
        if day:
            return day
    return None


def _by_htmldate(tree: Any) -> date | None:
    from htmldate import find_date

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    # A fixed last day: otherwise the result would depend on the day of reading.
    return parse_date(find_date(tree, original_date=True, extensive_search=False, max_date="2100-01-01") or "")


_FROM = re.compile(r"^(?:来源|文章来源|稿件来源|信息来源)\s*[:：]\s*([^\s|丨\d]{2,20})")


def publisher(tree: Any) -> str:
    """Who the page says published it, or nothing."""
    metas = _metas(tree)
    named = next((metas[name] for name in ("contentsource", "source", "mediaid", "og:site_name") if metas.get(name)), "")
    printed = (_FROM.match(line) for line in _lines(tree) if len(line) < 100)
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
