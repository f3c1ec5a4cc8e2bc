"""Counts the rows of an answer while it is written, whatever its form, and stops it at the limit."""

from __future__ import annotations

import re
from collections.abc import Callable

from kg.web import formats

_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
_CHUNK = 1 << 16


class TooMuch(Exception):
    """An answer beyond its limit; the message tells the limit."""


class Counted:
    """A file to write an answer to: hands it on in large pieces, and raises TooMuch beyond so many rows or bytes."""

    def __init__(self, emit: Callable[[bytes], None], form: formats.Format, rows: int, size: int) -> None:
        self._emit, self._count, self._rows, self._size = emit, _COUNTERS[form](), rows, size
        self._held = bytearray()
        self._seen = self._sent = 0

    def write(self, data: bytes) -> int:
        self._held += data
        if len(self._held) >= _CHUNK:
            self.flush()
        return len(data)

    def flush(self) -> None:
        """Count what is held and hand it on."""
        piece = bytes(self._held)
        self._held.clear()
        self._seen += self._count(piece)
        self._sent += len(piece)
        if self._seen > self._rows:
            raise TooMuch(
                f"the answer has more than {self._rows} rows, the limit of this server; add LIMIT {self._rows} or less, or ask for less"
            )
        if self._sent > self._size:
            raise TooMuch(f"the answer has more than {self._size >> 20} MB, the limit of this server; ask for less")
        if piece:
            self._emit(piece)


def _lines() -> Callable[[bytes], int]:
    """TSV: a line is a row, for a line break within a value is escaped; the first line names the columns."""
    first = True

    def count(piece: bytes) -> int:
        nonlocal first
        found = piece.count(b"\n")
        if first and found:
            first, found = False, found - 1
        return found

    return count


def _records() -> Callable[[bytes], int]:
    """CSV: a line break ends a row where the quotes before it are even in number."""
    inside, first = False, True

    def count(piece: bytes) -> int:
        nonlocal inside, first
        parts = piece.split(b'"')
        found = sum(p.count(b"\n") for p in parts[inside::2])
        inside ^= len(parts) % 2 == 0
        if first and found:
            first, found = False, found - 1
        return found

    return count


def _elements() -> Callable[[bytes], int]:
    """XML: `<result>` occurs in no value, where < is escaped."""
    rest = b""

    def count(piece: bytes) -> int:
        nonlocal rest
        whole = rest + piece
        rest = whole[-7:]
        return whole.count(b"<result>") - rest.count(b"<result>")

    return count


def _objects() -> Callable[[bytes], int]:
    """JSON as Oxigraph writes it, without blanks: outside strings, `[{` and `},{` begin rows and nothing else."""
    rest, tail = b"", b""

    def count(piece: bytes) -> int:
        nonlocal rest, tail
        bare = _STRING.sub(b"", rest + piece)
        cut = bare.find(b'"')
        rest = bare[cut:] if cut >= 0 else b""
        bare = tail + (bare[:cut] if cut >= 0 else bare)
        found = bare.count(b"},{") + bare.count(b"[{") - tail.count(b"[{")
        tail = bare[-2:]
        return found

    return count


_COUNTERS: dict[formats.Format, Callable[[], Callable[[bytes], int]]] = {
    formats.TSV: _lines,
    formats.CSV: _records,
    formats.XML: _elements,
    formats.JSON: _objects,
}
