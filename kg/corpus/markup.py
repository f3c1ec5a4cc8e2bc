"""Markup becomes trees and trees become lines here, as a browser would show them."""

from __future__ import annotations

import re
from typing import Any

from kg.errors import BadInput

_BLOCKS = frozenset(
    "address article aside blockquote body br center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li "
    "main nav ol p pre section table tbody td tfoot th thead tr ul".split()
)
SILENT = frozenset("script style noscript template iframe object embed svg button select textarea head title".split())


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
    return "\n".join(lines(parsed(f"<div>{markup}</div>"))) if markup.strip() else ""


def lines(element: Any, without: frozenset[Any] = frozenset()) -> list[str]:
    """The lines under an element as a browser would break them, without white space around them."""
    parts: list[str] = []
    _collect(element, parts, without)
    lines = (" ".join(line.split(" ")) for line in _squeezed("".join(parts)).split("\n"))
    return [line for line in (line.strip() for line in lines) if line]


def _squeezed(text: str) -> str:
    return re.sub(r"[ \t\r\f\v]+", " ", text)


def _collect(element: Any, parts: list[str], without: frozenset[Any]) -> None:
    """Append the text under an element, line feeds around blocks; without recursion, as pages nest without bound."""
    from lxml import etree

    skipping = None
    for event, node in etree.iterwalk(element, events=("start", "end")):
        name = node.tag if isinstance(node.tag, str) else "script"
        if event == "start":
            if skipping is None and (name in SILENT or node in without):
                skipping = node
            if skipping is None:
                parts.append(("\n" if name in _BLOCKS else "") + _inline(node.text))
            continue
        skipping = None if node is skipping else skipping
        if skipping is None and name in _BLOCKS:
            parts.append("\n")
        if skipping is None and node is not element:
            parts.append(_inline(node.tail))


def _inline(text: str | None) -> str:
    return text.replace("\n", " ") if text else ""
