"""Web pages become articles here: the body without what stands around it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

from kg.corpus.encoding import declared_charset, decode
from kg.corpus.heads import own_address, published, publisher, title
from kg.corpus.markup import SILENT, lines, parsed
from kg.corpus.packed import foreign
from kg.corpus.streams import whole
from kg.corpus.values import Draft, Limits, Report, Skipped, Source
from kg.errors import BadInput

#: The share of a page's running text that one element must hold to be its body without further questions.
_MOST = 0.6
_FEWEST = 40
_RUNNING = frozenset("p h2 h3 h4 h5 strong b span font table ul ol blockquote".split())


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


_CREDIT = re.compile(
    r"[（(\[【]?\s*(?:责任编辑|责编|编辑|见习编辑|实习编辑|校对|监制|审核|审校|编审|制片人|主编|值班主任|值班编委|来源|更新时间|视频简介|分享到"
    r"|(?:Web )?[Ee]ditors?|Source)\s*[:：][^。！？]{0,60}[）)\]】]?\s*"
    r"|[\[【（(]\s*(?:纠错|责任编辑|关闭|打印|编辑).{0,30}[\]】）)]|(?:打印|关闭|纠错|分享|返回顶部|上一页|下一页)\s*"
)


def body(tree: Any) -> str:
    """The lines of the article: of the element that holds most of the running text, else what trafilatura finds, else jusText."""
    container = _container(tree)
    lines = _running_lines(container) if container is not None else _by_trafilatura(tree) or _by_justext(tree)
    return "\n".join(without_credits(lines))


def _running_lines(container: Any) -> list[str]:
    """The lines of a body without the boxes before and after its text: galleries, buttons, credits, numbers of pages."""
    children = list(container)
    inner = [_is_running(child) for child in children]
    boxes = children[: inner.index(True)] + children[len(inner) - inner[::-1].index(True) :] if any(inner) else []
    return lines(container, without=frozenset(boxes))


def _is_running(child: Any) -> bool:
    return child.tag in _RUNNING or bool((child.tail or "").strip()) or _unlinked(child) >= _FEWEST


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
    if not isinstance(element.tag, str) or element.tag in SILENT or element.tag in ("a", "p", "html") or _is_silent(element):
        return 0
    paragraphs = sum(_unlinked(child) for child in element if child.tag == "p")
    return paragraphs + (_own(element) if any(child.tag == "br" for child in element) else 0)


def _is_silent(element: Any) -> bool:
    return any(parent.tag in SILENT or parent.tag == "p" for parent in element.iterancestors())


def _own(element: Any) -> int:
    return sum(len(text.strip()) for text in (element.text, *(child.tail for child in element)) if text)


def _unlinked(paragraph: Any) -> int:
    linked = sum(len(text.strip()) for link in paragraph.iter("a") for text in link.itertext())
    return max(0, sum(len(text.strip()) for text in paragraph.itertext()) - 2 * linked)


def _by_trafilatura(tree: Any) -> list[str]:
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it finds nothing in is reported by us
    text = foreign(lambda: trafilatura.extract(tree, include_comments=False, include_tables=True)) or ""
    return [line.strip() for line in text.split("\n") if line.strip()]


def _by_justext(tree: Any) -> list[str]:
    """Paragraphs that are long and hold few links; jusText's word lists are left out, as Chinese does not part its words."""
    import justext  # type: ignore[import-untyped]
    from lxml import etree  # type: ignore[import-untyped]

    markup = etree.tostring(tree, encoding="utf-8")
    shape = {"stopwords_low": 0, "stopwords_high": 0, "length_low": 20, "length_high": 60}
    paragraphs = foreign(lambda: justext.justext(markup, frozenset(), **shape))
    return [paragraph.text for paragraph in paragraphs if not paragraph.is_boilerplate]
