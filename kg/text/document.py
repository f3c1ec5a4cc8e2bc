"""One string to search for an article's title and text, with a way back to spans of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from kg.model import Article, Span

_JOINT = "\n\n"
_SENTENCE_ZH = re.compile(r"[^。！？；\n]+[。！？；]*[”’」』）]*")
_STOP_EN = re.compile(r"[.!?]+[\"”’')\]]{0,3}(?=\s|\Z)|(?<=[a-z]{3})\.(?=[A-Z][a-z])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Rev|St|Jr|Sr|No|Nos|vs|Fig|Inc|Co|Corp|Ltd|Bros|approx|cf|al|e\.g|i\.e|a\.m|p\.m"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)|\b(?:[A-Z]\.)*[A-Z])\Z"
)
_LOWER = re.compile(r"\s+[\"“‘'(\[]?[a-z]")


class Piece(NamedTuple):
    """A stretch of a document's string, by half-open offsets into it."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Document:
    """Title and text of an article as one string; offsets into it turn into spans by `span`.

    A title that the text repeats as its first line is not put before it again.
    """

    article: Article

    @cached_property
    def body(self) -> int:
        """Where the article's text begins in the document's string."""
        title = self.article.title
        if not title or self.article.text.lstrip().startswith(title):
            return 0
        return len(title) + len(_JOINT)

    @cached_property
    def text(self) -> str:
        """The string to search."""
        return f"{self.article.title}{_JOINT}{self.article.text}" if self.body else self.article.text

    def span(self, start: int, end: int) -> Span:
        """The span of the article under offsets of this document; one across title and text keeps the text's part."""
        if start >= self.body:
            return Span(start - self.body, end - self.body)
        if end <= self.body:
            return Span(start, min(end, len(self.article.title)), "title")
        return Span(0, end - self.body)

    @cached_property
    def paragraphs(self) -> tuple[Piece, ...]:
        """The lines that are not empty, the title first, trimmed of white space."""
        return tuple(_trimmed(m.start(), m.group()) for m in re.finditer(r"[^\n]+", self.text) if m.group().strip())

    @cached_property
    def sentences(self) -> tuple[Piece, ...]:
        """The sentences of all paragraphs in order; Chinese semicolons end a sentence too."""
        return tuple(self._sentences())

    def _sentences(self) -> Iterator[Piece]:
        for paragraph in self.paragraphs:
            for start, end in sentence_spans(paragraph.text, self.article.language):
                if paragraph.text[start:end].strip():
                    yield _trimmed(paragraph.start + start, paragraph.text[start:end])


def sentence_spans(line: str, language: str) -> Iterator[tuple[int, int]]:
    """Yield the half-open ranges of the sentences of one line, in time linear in its length.

    >>> list(sentence_spans("He met Mr. Li on Oct. 2. They talked.", "en"))
    [(0, 24), (24, 37)]
    """
    if language.startswith("zh"):
        yield from (m.span() for m in _SENTENCE_ZH.finditer(line))
        return
    start = 0
    for m in _STOP_EN.finditer(line):
        if _ends_sentence(line, m):
            yield start, m.end()
            start = m.end()
    if start < len(line):
        yield start, len(line)


def _ends_sentence(line: str, stop: re.Match[str]) -> bool:
    """Whether a full stop is one: not after an abbreviation or an initial, nor before a small letter."""
    if _LOWER.match(line, stop.end()):
        return False
    return stop.group() != "." or not _ABBREVIATION.search(line, max(0, stop.start() - 12), stop.start())


def _trimmed(start: int, text: str) -> Piece:
    lead = len(text) - len(text.lstrip())
    core = text.strip()
    return Piece(start + lead, start + lead + len(core), core)
