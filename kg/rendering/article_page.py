"""Shows an article with its mentions marked, as one self-contained page and as text for the terminal."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.errors import UnknownName
from kg.rendering.palette import KINDS, look
from kg.rendering.templating import environment, writable
from kg.rendering.words import LANGUAGES, words

if TYPE_CHECKING:
    from rich.text import Text

    from kg.model import Article, Span

Marked = tuple["Span", str, str, float]
# What would move the terminal's cursor, change its colours or reverse its writing.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Mark:
    """All that is meant by one stretch of text: kinds and names, the likeliest first."""

    start: int
    end: int
    meanings: tuple[tuple[str, str, float], ...]

    @property
    def kind(self) -> str:
        return self.meanings[0][0]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of unmarked text, or a mark with the pieces that it encloses."""

    text: str = ""
    mark: Mark | None = None
    inner: tuple[Piece, ...] = ()


def article_page(article: Article, mentions: Iterable[Marked], *, language: str = "en", note: str = "") -> str:
    """An HTML page of the article with its mentions in the colours of their kinds, and their names on pointing.

    A mention within another is marked inside it; of two that cross, the one that starts first stands, and of two
    that start together the longer encloses the shorter. The same input gives the same bytes.
    """
    if language not in LANGUAGES:
        raise UnknownName(f"no page language {language!r}; there are: {', '.join(LANGUAGES)}")
    marked = list(mentions)
    title, text = (marks(marked, part, len(whole)) for part, whole in (("title", article.title), ("text", article.text)))
    page = environment().get_template("article.html")
    return writable(
        page.render(
            article=article,
            language=language,
            note=note,
            word=words(language),
            title=pieces(article.title, title),
            text=pieces(article.text, text),
            legend=_legend([*title, *text], language),
            kinds=KINDS,
            told=_told(language),
        )
    )


def article_text(article: Article, mentions: Iterable[Marked]) -> Text:
    """The article for the terminal: its title in bold, its mentions in the colours of their kinds.

    Control characters become replacement characters, one for one, so that no article can write to the terminal.
    """
    from rich.text import Text

    marked = list(mentions)
    shown = Text()
    for part, whole, style in (("title", article.title, "bold"), ("text", article.text, "")):
        if not whole:
            continue
        block = Text(_CONTROL.sub("\ufffd", whole), style=style)
        for mark in marks(marked, part, len(whole)):
            block.stylize(f"bold {look(mark.kind).dark}", mark.start, mark.end)
        shown.append_text(block).append("\n\n" if part == "title" else "")
    return shown


def marks(mentions: Iterable[Marked], part: str, length: int) -> list[Mark]:
    """The stretches of a part of the article that mean something, outermost first; what lies outside it is left out."""
    found: dict[tuple[int, int], set[tuple[str, str, float]]] = {}
    for span, kind, label, confidence in mentions:
        if span.part == part and 0 <= span.start < span.end <= length:
            found.setdefault((span.start, -span.end), set()).add((kind, label, confidence))
    return [Mark(start, -end, tuple(sorted(said, key=_likeliest))) for (start, end), said in sorted(found.items())]


def _likeliest(meaning: tuple[str, str, float]) -> tuple[float, int, str]:
    kind, label, confidence = meaning
    return -confidence, list(KINDS).index(kind) if kind in KINDS else len(KINDS), label


def pieces(text: str, outermost_first: Sequence[Mark]) -> tuple[Piece, ...]:
    """The text cut at its marks, marks within marks; a mark that crosses the end of an earlier one is left out."""
    return tuple(_pieces(text, 0, len(text), list(outermost_first)))


def _pieces(text: str, start: int, end: int, marks: list[Mark]) -> Iterator[Piece]:
    at = start
    while marks and marks[0].start < end:
        mark = marks.pop(0)
        if mark.start < at or mark.end > end:
            continue
        if mark.start > at:
            yield Piece(text[at : mark.start])
        yield Piece(mark=mark, inner=tuple(_pieces(text, mark.start, mark.end, marks)))
        at = mark.end
    if at < end:
        yield Piece(text[at:end])


def _legend(marks: Iterable[Mark], language: str) -> list[tuple[str, str, int]]:
    """Kind, its name in the language, and how many marks it has, in the palette's order."""
    counts = Counter(kind for mark in marks for kind in sorted({k for k, _, _ in mark.meanings}))
    ranked = sorted(counts, key=lambda k: (list(KINDS).index(k) if k in KINDS else len(KINDS), k))
    return [(kind, getattr(look(kind), language), counts[kind]) for kind in ranked]


def _told(language: str) -> Any:
    said = words(language)

    def told(mark: Mark) -> str:
        return "\n".join(f"{label} · {said.get(kind, kind)} · {confidence:.0%}" for kind, label, confidence in mark.meanings)

    return told
