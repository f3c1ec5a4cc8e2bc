"""The table of formats: which reader turns which file into articles."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from kg.corpus import feeds, office, pages, plain, rows
from kg.corpus.packed import UNPACKERS, unpacked
from kg.corpus.streams import first_bytes, single
from kg.corpus.values import Draft, Limits, Report, Source
from kg.errors import BadInput

Reader = Callable[[Source, Report, Limits], Iterator[Draft]]
READERS: dict[str, Reader] = {
    **dict.fromkeys((".txt", ".text", ".md", ".markdown"), plain.text),
    **dict.fromkeys((".html", ".htm", ".shtml", ".xhtml"), pages.page),
    **dict.fromkeys((".jsonl", ".ndjson"), rows.json_lines),
    **dict.fromkeys((".csv", ".tsv", ".tab"), rows.csv_table),
    **dict.fromkeys((".xml", ".rss", ".atom"), feeds.feed),
    ".json": rows.json_document,
    ".xlsx": rows.workbook,
    ".pdf": office.pdf,
    ".docx": office.docx,
}
ENDINGS = frozenset(READERS)
_KNOWN = "txt, md, html, pdf, docx, jsonl, json, csv, tsv, xlsx, xml, rss, atom, zip, and these with .gz, .bz2 or .xz"
# What a stream without a telling name begins with; the first that fits decides.
_SHOWN = (
    (re.compile(rb"%PDF-"), ".pdf"),
    (re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:rss|feed|rdf:RDF)\b", re.S), ".xml"),
    (
        re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|div|p|meta)\b", re.I | re.S),
        ".html",
    ),
    (re.compile(rb"\s*\{"), ".jsonl"),
    (re.compile(rb"\s*\[\s*\{"), ".json"),
)


def drafts(source: Source, report: Report, limits: Limits) -> Iterator[Draft]:
    """Yield what the source holds, by the reader that its name or its first bytes call for."""
    opened, ending = resolved(source, limits)
    yield from READERS[ending](opened, report, limits)


def resolved(source: Source, limits: Limits) -> tuple[Source, str]:
    """The source without compression and the ending that names its format."""
    name = PurePosixPath(source.path)
    packed = name.suffix.lower() in UNPACKERS
    ending = source.format or (name.with_suffix("") if packed else name).suffix.lower()
    if ending in READERS:
        return (unpacked(source, limits) if packed else source), ending
    if source.found and not packed and ending:
        raise BadInput(f"files ending in {ending} are not read; those that are: {_KNOWN}")
    return _by_content(source, limits)


def _by_content(source: Source, limits: Limits) -> tuple[Source, str]:
    opened = unpacked(source, limits, first_bytes(source))
    if opened is not source and source.head is not None:
        opened = single(opened.open(), source.where, source.path)
    start = first_bytes(opened)
    if start.startswith(b"PK\x03\x04"):
        raise BadInput("this is an archive or an Office file; name it .zip, .docx or .xlsx after what it is")
    shown = start.removeprefix(b"\xef\xbb\xbf")
    return opened, next((ending for sign, ending in _SHOWN if sign.match(shown)), ".txt")
