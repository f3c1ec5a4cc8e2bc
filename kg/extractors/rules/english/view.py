"""The text as the English rules see it: straight quotes, no bracketed abbreviations or escapes, and the way back to the article."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from kg.model import Span
from kg.text.document import Document, Piece, sentence_spans

_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\xa0": " ", "\t": " ", "，": ",", "–": "-"})
# Beyond that a text is no article: names are not sought there.
LONGEST = 120_000
_ABBREVIATION = re.compile(r"\\(?=['\"])|\s\((?=[^)]{0,7}[A-Z][^)]{0,7}[A-Z])[A-Z][A-Za-z&-]{1,11}\)")


@dataclass(frozen=True)
class View:
    """A document's string without bracketed abbreviations such as ` (CPC)`; `cuts` tells where how much was left out."""

    document: Document
    text: str
    cuts: tuple[tuple[int, int], ...] = ()

    def at(self, offset: int) -> int:
        """The document's offset of the character at an offset of the view."""
        index = bisect_right(self.cuts, (offset, 1 << 60)) - 1
        return offset + (self.cuts[index][1] if index >= 0 else 0)

    def back(self, offset: int) -> int:
        """The view's offset of a character of the document; one that was left out counts as where it would stand."""
        shift = 0
        for position, removed in self.cuts:
            if position + removed > offset:
                return max(min(offset - shift, position), 0)
            shift = removed
        return offset - shift

    def span(self, start: int, end: int) -> Span:
        """The article's span under half-open offsets of the view."""
        return self.document.span(self.at(start), self.at(end - 1) + 1)

    def surface(self, start: int, end: int) -> str:
        """The article's own characters there."""
        return self.document.text[self.at(start) : self.at(end - 1) + 1]

    @cached_property
    def body(self) -> int:
        """Where the article's text begins, after its title."""
        return next((p.start for p in self.paragraphs if self.at(p.start) >= self.document.body), 0)

    @cached_property
    def paragraphs(self) -> tuple[Piece, ...]:
        """The lines that are not empty."""
        return tuple(Piece(m.start(), m.end(), m.group()) for m in re.finditer(r"[^\s][^\n]*", self.text))

    @cached_property
    def sentences(self) -> tuple[Piece, ...]:
        """The sentences of all paragraphs, the title's among them."""
        return tuple(
            Piece(p.start + b - len(core), p.start + b, core)
            for p in self.paragraphs
            for a, b in sentence_spans(p.text, "en")
            if (core := p.text[a:b].lstrip())
        )


def view(document: Document) -> View:
    """The view of a document."""
    text = document.text[:LONGEST].translate(_STRAIGHT)
    parts: list[str] = []
    cuts: list[tuple[int, int]] = []
    done = removed = 0
    for m in _ABBREVIATION.finditer(text):
        parts.append(text[done : m.start()])
        removed += m.end() - m.start()
        cuts.append((m.start() - (removed - (m.end() - m.start())), removed))
        done = m.end()
    return View(document, "".join([*parts, text[done:]]), tuple(cuts))
