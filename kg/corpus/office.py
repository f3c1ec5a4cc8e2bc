"""PDF and Word files become text here: paragraphs as lines."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from typing import Any

from kg.corpus.packed import check_office, foreign, foreign_rows, spooled
from kg.corpus.values import Draft, Limits, Report, Source
from kg.errors import BadInput

_HAN_OR_MARK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\u3000-\u303f\uff00-\uffef“”‘’—…]")
_ENDS = re.compile(r"[。！？；：.!?;:][”’」』）)\"']*$")
_PROGRAM = re.compile(r"^(microsoft |untitled|document\d*$|无标题|文档\d*$)|\.(docx?|pdf|wps|indd|qxd)$", re.I)


def pdf(source: Source, report: Report, limits: Limits) -> Iterator[Draft]:
    """Yield the one article of a PDF file; lines that the page broke are joined into paragraphs."""
    with spooled(source.open(), limits.file) as stream:
        reader = _opened_pdf(stream)
        pages = list(_pages(reader, limits))
        title = _sensible(getattr(foreign(lambda: reader.metadata), "title", ""))
    text = "\n".join(pages)
    if not text.strip():
        raise BadInput("there is no text in it: its pages are pictures, which need character recognition first")
    yield Draft(text, guesses={"title": title})


def _opened_pdf(stream: Any) -> Any:
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it talks about every flaw that it mends
    reader = foreign(lambda: PdfReader(stream, strict=False))
    if reader.is_encrypted and not foreign(lambda: reader.decrypt("")):
        raise BadInput("it is locked with a password; save it without one")
    return reader


def _pages(reader: Any, limits: Limits) -> Iterator[str]:
    size = 0
    for page in foreign_rows(page.extract_text() for page in reader.pages):
        size += len(page)
        if size > limits.article:
            raise BadInput(f"its text is longer than {limits.article:,} characters, the most that is read for one article")
        yield "\n".join(joined_lines(page.split("\n")))


def joined_lines(lines: Iterable[str]) -> Iterator[str]:
    """Yield paragraphs: a line goes on in the next one if it is about as long as the longest and ends no sentence.

    >>> list(joined_lines(["The meeting was held in the", "capital.", "It ended."]))
    ['The meeting was held in the capital.', 'It ended.']
    """
    stripped = [line.strip() for line in lines if line.strip()]
    width = max(map(len, stripped), default=0)
    paragraph = ""
    for line in stripped:
        paragraph = _glued(paragraph, line) if paragraph else line
        if len(line) < 0.75 * width or (_ENDS.search(line) and len(line) < width - 1):
            yield paragraph
            paragraph = ""
    if paragraph:
        yield paragraph


def _glued(left: str, right: str) -> str:
    if _HAN_OR_MARK.match(left[-1]) or _HAN_OR_MARK.match(right[0]):
        return left + right
    return f"{left} {right}"


def docx(source: Source, report: Report, limits: Limits) -> Iterator[Draft]:
    """Yield the one article of a Word file; its title is the paragraph that is styled as one, else the file's property."""
    import docx as word

    with spooled(source.open(), limits.file) as stream:
        check_office(stream, 4 * limits.article, "word/document.xml", ".docx")
        document = foreign(lambda: word.Document(stream))
        text = "\n".join(foreign(lambda: list(_blocks(document))))
        title = _styled_title(document) or _sensible(foreign(lambda: document.core_properties.title))
    yield Draft(text, guesses={"title": title})


def _blocks(container: Any) -> Iterator[str]:
    """Yield the text of paragraphs and of tables' rows, in the order of the document."""
    for block in container.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                yield "\t".join(cell.text for cell in row.cells)
        else:
            yield block.text


def _styled_title(document: Any) -> str:
    titles = (
        p.text
        for p in document.paragraphs[:20]
        if p.style is not None and p.style.name in ("Title", "Heading 1", "标题", "标题 1")
    )
    return " ".join(next(titles, "").split())


def _sensible(title: object) -> str:
    """A title property, unless a program put it there."""
    text = " ".join(title.split()) if isinstance(title, str) else ""
    return "" if _PROGRAM.search(text) else text
