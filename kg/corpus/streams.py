"""Bounded reading: whole files, lines and pieces of text, never more than a limit at once."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple, cast

from kg.corpus.encoding import Reading, decode
from kg.corpus.values import MEGABYTE, Limits, Report, Skipped, Source
from kg.errors import BadInput

_WIDE_MARKS = {b"\xff\xfe\0\0": "utf-32", b"\0\0\xfe\xff": "utf-32", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_HEAD = 4096
_PIECE = 1 << 16


class Line(NamedTuple):
    """A line with its end, and its number from 1."""

    number: int
    text: str


class Kept(io.RawIOBase):
    """A view of a stream that stays open when the view is closed, such as standard input."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        block = self._stream.read1(len(cast(bytearray, buffer)))
        cast(bytearray, buffer)[: len(block)] = block
        return len(block)


def ahead(stream: BinaryIO) -> io.BufferedReader:
    """The stream as one that can be looked ahead into."""
    return cast(io.BufferedReader, stream if hasattr(stream, "peek") else io.BufferedReader(cast(io.RawIOBase, stream)))


def single(stream: BinaryIO, where: str, path: str) -> Source:
    """A source for a stream that can be read only once."""
    looked_at = ahead(stream)
    return Source(where, path, lambda: cast(BinaryIO, io.BufferedReader(Kept(looked_at))), head=looked_at.peek(_HEAD)[:_HEAD])


def first_bytes(source: Source) -> bytes:
    """What the source begins with, without reading it away."""
    if source.head is not None:
        return source.head
    with source.open() as stream:
        return stream.read(_HEAD)


def whole(source: Source, limit: int) -> bytes:
    """All bytes of the source, or BadInput when there are none or more than `limit`."""
    with source.open() as stream:
        data = _at_most(stream, limit + 1)
    if len(data) > limit:
        raise BadInput(f"it is larger than {limit:,} bytes, the most that is read for one article")
    if not data.strip():
        raise BadInput("it is empty")
    return data


def _at_most(stream: BinaryIO, size: int) -> bytes:
    blocks = bytearray()
    while len(blocks) < size and (block := stream.read(min(MEGABYTE, size - len(blocks)))):
        blocks += block
    return bytes(blocks)


def whole_text(source: Source, report: Report, limits: Limits, *, declared: str = "") -> str:
    """All of the source as text."""
    return _told(decode(whole(source, limits.article), declared=declared or source.charset), source.where, report)


def _told(reading: Reading, where: str, report: Report) -> str:
    if reading.lost:
        report(Skipped(where, f"{reading.lost} characters are not valid {reading.encoding}; each is read as U+FFFD", "note"))
    return reading.text


def lines(source: Source, report: Report, limits: Limits) -> Iterator[Line]:
    """Yield the lines; those that are too long or in no known encoding are reported, and reading goes on."""
    start = first_bytes(source)
    wide = next((name for mark, name in _WIDE_MARKS.items() if start.startswith(mark)), "")
    with ahead(source.open()) as stream:
        yield from _wide_lines(stream, wide, limits) if wide else _lines(stream, source, report, limits)


def _wide_lines(stream: io.BufferedReader, encoding: str, limits: Limits) -> Iterator[Line]:
    text = io.TextIOWrapper(stream, encoding, errors="replace", newline="\n")
    number = 0
    while line := text.readline(limits.article + 1):
        number += 1
        if len(line) > limits.article:
            raise BadInput(f"line {number} is longer than {limits.article:,} characters; nothing after it was read")
        yield Line(number, line)


def _lines(stream: io.BufferedReader, source: Source, report: Report, limits: Limits) -> Iterator[Line]:
    number, encoding = 0, source.charset
    while raw := stream.readline(limits.article + 1):
        number += 1
        where = f"{source.where}, line {number}"
        if len(raw) > limits.article:
            report(Skipped(where, f"the line is longer than {limits.article:,} bytes, the most that is read for one article"))
            _pass_over(stream, raw)
            continue
        try:
            reading = decode(raw, declared=encoding)
        except BadInput as error:
            report(Skipped(where, str(error)))
            continue
        if reading.encoding != "utf-8" and len(raw) > 200:
            encoding = reading.encoding
        yield Line(number, _told(reading, where, report))


def _pass_over(stream: io.BufferedReader, raw: bytes) -> None:
    while raw and not raw.endswith(b"\n"):
        raw = stream.readline(MEGABYTE)


def pieces(source: Source) -> Iterator[str]:
    """Yield the text in pieces of some thousand characters, in the encoding that its beginning shows."""
    start = first_bytes(source)
    safe = start[: max(start.rfind(mark) for mark in (b"\n", b'"', b" ", b"}")) + 1] or start
    encoding = decode(safe, declared=source.charset).encoding
    with io.TextIOWrapper(ahead(source.open()), encoding, errors="strict", newline="") as text:
        try:
            while piece := text.read(_PIECE):
                yield piece
        except UnicodeDecodeError as error:
            raise BadInput(f"it begins as {encoding} and goes on as something else ({error.reason})") from None
