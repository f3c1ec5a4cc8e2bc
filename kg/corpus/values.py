"""The small values that sources, formats and the corpus hand to each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO, Literal

Kind = Literal["unreadable", "duplicate", "conflict", "note"]
MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Skipped:
    """What was not read as it stands, where it lies, and why, in words that say what would be right.

    A `note` is about an article that was read, but without the part that the note names.
    """

    where: str
    why: str
    kind: Kind = "unreadable"


Report = Callable[[Skipped], None]


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is given by hand about articles; it fills what the source does not state itself."""

    title: str = ""
    published: date | None = None
    publisher: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is loaded or unpacked at most; sizes are in bytes, `ratio` is unpacked to packed size."""

    article: int = 16 * MEGABYTE
    file: int = 256 * MEGABYTE
    archive: int = 4096 * MEGABYTE
    ratio: int = 200
    depth: int = 3
    seconds: float = 20.0


@dataclass(frozen=True, slots=True)
class Source:
    """A stretch of bytes to read: a file, a member of an archive, standard input or a page of the web.

    `where` is what reports say; `path`, relative to what was given, identifies and shows the format unless `format` does;
    `head` are the first bytes of a stream that can be opened only once; `found` says that a folder held it and nobody named it.
    """

    where: str
    path: str
    open: Callable[[], BinaryIO]
    url: str = ""
    charset: str = ""
    format: str = ""
    head: bytes | None = None
    found: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as its format gave it: the text, fields by our names, and the row it stood in, if any."""

    text: str
    fields: dict[str, object] = field(default_factory=dict)
    row: str = ""
    guesses: dict[str, object] = field(default_factory=dict)
