"""Files, folders, feeds, archives and pages become articles here, one after the other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import PurePosixPath
from typing import BinaryIO

from kg.corpus.formats import ENDINGS, drafts
from kg.corpus.identity import Ledger, path_id
from kg.corpus.metadata import as_text, date_in_path, detect_language, language_code, parse_date
from kg.corpus.packed import UNREADABLE, explain
from kg.corpus.plain import normalised
from kg.corpus.sources import Given, PathLike, checked, sources
from kg.corpus.values import Draft, Limits, Metadata, Report, Skipped, Source
from kg.errors import BadInput
from kg.model import Article

_HALF = re.compile("[\ud800-\udfff]")

__all__ = ["Limits", "Metadata", "Skipped", "read"]


def read(
    paths: Iterable[PathLike] | PathLike,
    *,
    on_skip: Callable[[Skipped], None],
    fetch: bool = False,
    defaults: Metadata | None = None,
    limits: Limits | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Article]:
    """Yield the articles of files, folders and archives, of standard input (`-`) and, with `fetch`, of addresses.

    They come one by one, in the order of the paths and of names in folders. What cannot be read, is read twice or
    contradicts what was read before goes to `on_skip`, and reading goes on. Raises BadInput at once for a path that
    does not exist or an address that may not be fetched. A text is kept as it is, but for its line ends, which
    become line feeds, and a byte order mark, which is left out; offsets refer to it.
    """
    named = checked(paths, fetch=fetch)
    return _read(named, on_skip, defaults or Metadata(), limits or Limits(), stdin)


def _read(
    named: Iterable[Given], report: Report, defaults: Metadata, limits: Limits, stdin: BinaryIO | None
) -> Iterator[Article]:
    ledger = Ledger()
    for given in named:
        for source in sources(given, report, limits, stdin):
            yield from _from_source(source, report, defaults, limits, ledger)


def _from_source(source: Source, report: Report, defaults: Metadata, limits: Limits, ledger: Ledger) -> Iterator[Article]:
    try:
        for draft in drafts(source, report, limits):
            where = f"{source.where}, row {draft.row}" if draft.row else source.where
            article = _article(draft, source, where, defaults, report)
            objection = ledger.objection(article, where) if article else None
            if objection:
                report(objection)
            elif article:
                yield article
    except (BadInput, *UNREADABLE) as error:
        report(Skipped(source.where, explain(error)))


def _article(draft: Draft, source: Source, where: str, defaults: Metadata, report: Report) -> Article | None:
    text = _whole_characters(normalised(draft.text), where, report)
    if not text.strip():
        report(Skipped(where, "its text is empty"))
        return None
    path = f"{source.path}#{draft.row}" if draft.row else source.path
    given, by_path = as_text(draft.fields.get("id", "")), path_id(path, ENDINGS)
    url = as_text(draft.fields.get("url", "")) or source.url
    title = as_text(draft.fields.get("title", "")) or defaults.title or as_text(draft.guesses.get("title", ""))
    return Article(
        id=given or url or by_path,
        text=text,
        title=_whole_characters(title, where, report),
        language=_language(draft, text, title, defaults),
        url=url,
        published=_published(draft, source, where, url, defaults, report),
        publisher=as_text(draft.fields.get("publisher", "")) or defaults.publisher,
        source=path,
        name=given or ("" if source.url or (draft.row and url) else PurePosixPath(by_path).name),
    )


def _language(draft: Draft, text: str, title: str, defaults: Metadata) -> str:
    stated = language_code(as_text(draft.fields.get("language", "")))
    return stated or language_code(defaults.language) or detect_language(f"{title}\n{text}")


def _published(draft: Draft, source: Source, where: str, url: str, defaults: Metadata, report: Report) -> date | None:
    """The day that the source states, else the one given by hand, else one in the address or the file's name."""
    stated = draft.fields.get("published", "")
    day = parse_date(stated)
    if day is None and as_text(stated):
        report(Skipped(where, f"the date {as_text(stated)[:60]!r} is not understood; write it as 2024-03-20", "note"))
    name = "" if draft.row or source.url else PurePosixPath(source.path).name
    return day or defaults.published or date_in_path(_path_of(url)) or date_in_path(name)


def _whole_characters(text: str, where: str, report: Report) -> str:
    """The text with U+FFFD for halves of characters, which JSON can hold and UTF-8 cannot."""
    if text.isascii() or not _HALF.search(text):
        return text
    report(Skipped(where, "it holds halves of characters; each is read as U+FFFD", "note"))
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _path_of(url: str) -> str:
    """What stands behind the host in an address: hosts hold numbers too."""
    return url.partition("://")[2].partition("/")[2]
