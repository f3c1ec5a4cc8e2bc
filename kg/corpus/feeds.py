"""RSS and Atom files: an article an entry."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from kg.corpus.markup import as_lines
from kg.corpus.packed import foreign
from kg.corpus.streams import whole
from kg.corpus.values import Draft, Limits, Report, Skipped, Source
from kg.errors import BadInput


def feed(source: Source, report: Report, limits: Limits) -> Iterator[Draft]:
    """Yield the entries of a feed that carry text: all of it where the feed has it, else the summary."""
    import feedparser

    data = whole(source, limits.article)
    if b"<!ENTITY" in data:
        raise BadInput("it defines entities of its own, which are not expanded here")
    parsed = foreign(lambda: feedparser.parse(io.BytesIO(data), resolve_relative_uris=False, sanitize_html=False))
    if not parsed.version:
        raise BadInput("this is no RSS or Atom feed")
    for number, entry in enumerate(parsed.entries, 1):
        yield from _entry(entry, parsed.feed, number, source, report)


def _entry(entry: Any, channel: Any, number: int, source: Source, report: Report) -> Iterator[Draft]:
    bodies = [part.get("value", "") for part in entry.get("content", ())] + [entry.get("summary", "")]
    text = next(filter(None, map(as_lines, bodies)), "")
    if not text:
        report(
            Skipped(f"{source.where}, entry {number}", "it carries no text, only a title and a link; read the page it links to")
        )
        return
    link, given = entry.get("link", ""), entry.get("id", "")
    yield Draft(text, _fields(entry, channel) | {"url": link, "id": "" if "://" in given else given}, str(number))


def _fields(entry: Any, channel: Any) -> dict[str, object]:
    return {
        "title": as_lines(entry.get("title", "")),
        "published": entry.get("published") or entry.get("updated") or "",
        "publisher": entry.get("source", {}).get("title") or channel.get("title", ""),
        "language": entry.get("language") or channel.get("language", ""),
    }
