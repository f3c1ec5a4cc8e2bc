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
_SENTENCE_EN = re.compile(r"[^\n]+?(?:(?<![A-Z]\.)(?<!\bMr\.)(?<!\bMs\.)(?<!\bDr\.)(?<!\bNo\.)(?<!\bJan\.)(?<!\bFeb\.)(?<!\bMar\.)(?<!\bApr\.)(?<!\bAug\.)(?<!\bSept\.)(?<!\bSep\.)(?<!\bOct\.)(?<!\bNov\.)(?<!\bDec\.)(?<=[.!?])[\"”’')]*(?=\s)|(?=\n)|\Z)")


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
        pattern = _SENTENCE_ZH if self.article.language.startswith("zh") else _SENTENCE_EN
        for paragraph in self.paragraphs:
            for m in pattern.finditer(paragraph.text):
                if m.group().strip():
                    yield _trimmed(paragraph.start + m.start(), m.group())


def _trimmed(start: int, text: str) -> Piece:
    lead = len(text) - len(text.lstrip())
    core = text.strip()
    return Piece(start + lead, start + lead + len(core), core)
