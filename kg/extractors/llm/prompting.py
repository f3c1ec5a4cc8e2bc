"""Puts an article before a model: cut into parts, fenced off from the instructions, with the vocabulary beside it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from string import Template

from kg.extractors.llm.schema import Shape, json_schema, outline, shapes
from kg.extractors.llm.vocabulary import Vocabulary
from kg.text.document import Document, Piece, sentence_spans

_FOLDER = Path(__file__).resolve().parent / "prompts"
_SCHEMES = (
    "event_types",
    "event_roles",
    "speech_acts",
    "office_roles",
    "organisations",
    "provinces",
    "strategies",
    "themes",
)
_OPENING = 300


@cache
def _template(name: str, language: str) -> Template:
    return Template((_FOLDER / f"{name}.{language}.txt").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Prompts:
    """The conversation about a piece of an article, over one vocabulary."""

    words: Vocabulary

    @cached_property
    def shapes(self) -> dict[str, Shape]:
        return dict(shapes(self.words))

    @cached_property
    def schema(self) -> dict[str, object]:
        return json_schema(self.shapes)

    @cached_property
    def digest(self) -> str:
        """Tells apart two states of prompts and vocabulary, for provenance."""
        users = [path.read_bytes() for path in sorted(_FOLDER.glob("*.txt"))]
        systems = [self.system(language).encode() for language in ("en", "zh")]
        return hashlib.sha256(b"\0".join([*users, *systems, json.dumps(self.schema).encode()])).hexdigest()[:16]

    def system(self, language: str) -> str:
        """The task: rules, vocabulary and the shape of the answer; the same for every article of a language."""
        listings = {scheme: self.words.listing(scheme, language) for scheme in _SCHEMES}
        return _template("system", language).substitute(listings, outline=outline(self.shapes))

    def messages(self, document: Document, piece: Piece, part: int, parts: int, persons: Iterable[str]) -> list[dict[str, str]]:
        """The task and one piece; from the second piece on with the opening and the persons found so far."""
        article = document.article
        language = "zh" if article.language.startswith("zh") else "en"
        given = {
            "mark": f"=== {article.digest[:24]}",
            "published": article.published.isoformat() if article.published else "?",
            "part": str(part),
            "parts": str(parts),
            "opening": tame(document.text[:_OPENING]),
            "persons": tame(json.dumps(sorted(persons), ensure_ascii=False)),
        }
        earlier = _template("earlier", language).substitute(given) if part > 1 else ""
        user = _template("user", language).substitute(given, text=tame(piece.text), earlier=earlier)
        return [{"role": "system", "content": self.system(language)}, {"role": "user", "content": user}]


def tame(text: str) -> str:
    """The text without what servers take for the signs of their own templates (`<|im_start|>`, `[INST]`, `<s>`).

    The mark that fences the text needs no such care: it is made from the text's own digest, which no text can hold.
    """
    for sign, harmless in _SIGNS:
        text = text.replace(sign, harmless)
    return text


_SIGNS = (
    ("<|", "< |"),
    ("|>", "| >"),
    ("<｜", "< ｜"),
    ("｜>", "｜ >"),
    ("[INST", "[ INST"),
    ("[/INST", "[ /INST"),
    ("<<SYS", "< <SYS"),
    ("<s>", "< s>"),
    ("</s>", "< /s>"),
    ("<start_of_turn", "< start_of_turn"),
    ("<end_of_turn", "< end_of_turn"),
)


def pieces(document: Document, limit: int) -> tuple[Piece, ...]:
    """The document's string in pieces of at most `limit` characters, cut at paragraphs, else sentences, else anywhere.

    Their offsets are into the document's string; only white space between paragraphs is left out.
    """
    groups: list[tuple[int, int]] = []
    for start, end in _parts(document, limit):
        if groups and end - groups[-1][0] <= limit:
            groups[-1] = (groups[-1][0], end)
        else:
            groups.append((start, end))
    return tuple(Piece(start, end, document.text[start:end]) for start, end in groups)


def _parts(document: Document, limit: int) -> Iterator[tuple[int, int]]:
    """Yield the paragraphs, and the sentences or stretches of those that are too long."""
    for paragraph in document.paragraphs:
        cuts = _sentence_starts(paragraph.text, document.article.language) if len(paragraph.text) > limit else [0]
        for start, end in pairwise([*cuts, len(paragraph.text)]):
            for at in range(start, end, limit):
                yield paragraph.start + at, paragraph.start + min(at + limit, end)


def _sentence_starts(line: str, language: str) -> list[int]:
    """Where sentences begin; what stands between two of them belongs to the first."""
    return [0, *(start for start, _ in sentence_spans(line, language) if start > 0)]


def halves(document: Document, piece: Piece) -> tuple[Piece, ...]:
    """A piece in two, at a paragraph or sentence near its middle; one that is too short to cut stays whole."""
    within = [p for p in pieces(document, max(1, len(piece.text) // 4)) if piece.start <= p.start and p.end <= piece.end]
    if len(within) < 2:
        return (piece,)
    cut = min((p.start for p in within[1:]), key=lambda at: abs(at - (piece.start + piece.end) // 2))
    ends = ((piece.start, max(p.end for p in within if p.end <= cut)), (cut, piece.end))
    return tuple(Piece(start, end, document.text[start:end]) for start, end in ends)
