"""Tables and JSON: an article a row, whatever its columns are called."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice

from kg.corpus.metadata import NAMES, fields, recognised
from kg.corpus.packed import check_office, foreign, foreign_rows, spooled
from kg.corpus.streams import first_bytes, lines, pieces, whole_text
from kg.corpus.values import Draft, Limits, Report, Skipped, Source
from kg.errors import BadInput

_CALL_IT = f"call one {', '.join(NAMES['text'][:3])} or 正文"
_HEADER_WITHIN = 10
Row = tuple[int, Sequence[object]]


def json_lines(source: Source, report: Report, limits: Limits) -> Iterator[Draft]:
    """Yield an article for each line; a broken line is reported by its number, and the others are read."""
    if _start(source)[:1] == "[" or _start(source).split("\n")[0].strip() == "{":
        yield from json_document(source, report, limits)
        return
    for line in lines(source, report, limits):
        if line.text.strip():
            yield from _json_line(line.text, str(line.number), source, report)


def json_document(source: Source, report: Report, limits: Limits) -> Iterator[Draft]:
    """Yield the articles of a JSON file: a list of objects, one object, or an object on each line after all."""
    start = _start(source)
    if start.startswith("["):
        yield from _list(source, report, limits)
    elif "\n" in start and _is_json(start.split("\n")[0]):
        yield from json_lines(source, report, limits)
    else:
        yield from _object(_parsed(whole_text(source, report, limits)), source, report)


def _start(source: Source) -> str:
    start = first_bytes(source)
    encoding = "utf-16" if start[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    return start.decode(encoding, "ignore").lstrip("\ufeff \t\r\n")


def _is_json(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return False


def _parsed(text: str) -> object:
    try:
        return json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        raise BadInput(f"this is no JSON: {error.msg}, line {error.lineno}, column {error.colno}") from None
    except (RecursionError, ValueError):
        raise BadInput("this JSON is nested too deeply or holds a number of too many digits") from None


def _json_line(text: str, row: str, source: Source, report: Report) -> Iterator[Draft]:
    where = f"{source.where}, line {row}"
    try:
        yield _draft(_parsed(text), row)
    except BadInput as error:
        report(Skipped(where, str(error)))


def _object(value: object, source: Source, report: Report) -> Iterator[Draft]:
    """The article that an object is, or those of the one list of objects that it holds."""
    if isinstance(value, dict) and "text" not in recognised(value):
        inner = [v for v in value.values() if isinstance(v, list) and v and all(isinstance(row, dict) for row in v)]
        if len(inner) == 1:
            yield from _elements_of(enumerate(inner[0], 1), source, report)
            return
    yield _draft(value, "")


def _elements_of(values: Iterable[tuple[int, object]], source: Source, report: Report) -> Iterator[Draft]:
    for number, value in values:
        try:
            yield _draft(value, str(number))
        except BadInput as error:
            report(Skipped(f"{source.where}, element {number}", str(error)))


def _list(source: Source, report: Report, limits: Limits) -> Iterator[Draft]:
    yield from _elements_of(enumerate(_elements(pieces(source), limits), 1), source, report)


_GAP = re.compile(r"[\s,]*")


def _elements(parts: Iterator[str], limits: Limits) -> Iterator[object]:
    """Yield the elements of a JSON list one after the other, holding no more than one of them."""
    decoder = json.JSONDecoder()
    text = next(parts, "").removeprefix("\ufeff").lstrip()
    at, number = 1, 1
    while True:
        at = _GAP.match(text, at).end()  # type: ignore[union-attr]  # it matches anything
        if text[at : at + 1] == "]":
            return
        try:
            value, at = decoder.raw_decode(text, at)
        except (json.JSONDecodeError, RecursionError) as error:
            more = _at_least(parts, len(text) - at)
            if not more or len(text) - at > limits.article or isinstance(error, RecursionError):
                raise BadInput(f"element {number} is no JSON or too large; nothing from there on was read") from None
            text, at = text[at:] + more, 0
            continue
        yield value
        number += 1


def _at_least(parts: Iterator[str], size: int) -> str:
    """More text, as much again as there is, so that long elements are not looked at again and again."""
    found: list[str] = []
    while sum(map(len, found)) <= size and (part := next(parts, "")):
        found.append(part)
    return "".join(found)


def _draft(value: object, row: str) -> Draft:
    if not isinstance(value, Mapping):
        raise BadInput(f"this is {type(value).__name__}, not an object with the fields of an article")
    known = fields(value)
    if "text" not in known:
        raise BadInput(_without_text(value))
    return Draft(_text_of(known.pop("text")), known, row)


def _without_text(row: Mapping[str, object]) -> str:
    if "text" in recognised(row):
        return "its text is empty"
    return f"no field holds the text; there are {_listed(row)}; {_CALL_IT}"


def _listed(names: Iterable[object]) -> str:
    shown = [str(name)[:40] for name in islice(names, 9)]
    return ", ".join(shown[:8]) + (" …" if len(shown) > 8 else "") if shown else "none"


def _text_of(value: object) -> str:
    """A text cell as it stands; a list of paragraphs becomes lines."""
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return "\n".join(value)
    if isinstance(value, list | dict):
        raise BadInput("the field with the text holds a structure, not a text")
    return str(value)


def csv_table(source: Source, report: Report, limits: Limits) -> Iterator[Draft]:
    """Yield an article for each row of a CSV or TSV file, whose separator its header shows."""
    csv.field_size_limit(limits.article)
    text = (line.text for line in lines(source, report, limits))
    first = next(text, "").removeprefix("\ufeff")
    if not first:
        raise BadInput("it is empty")
    separator = max("\t,;|", key=lambda mark: (first.count(mark), mark == ","))
    rows = csv.reader(chain([first], text), delimiter=separator)
    yield from _table(_numbered(rows), source, report)


def _numbered(rows: Iterator[list[str]]) -> Iterator[Row]:
    number = 0
    while True:
        number += 1
        try:
            row = next(rows, None)
        except csv.Error as error:
            raise BadInput(f"row {number} is no CSV: {error}; nothing from there on was read") from None
        if row is None:
            return
        yield number, row


def _table(rows: Iterator[Row], source: Source, report: Report, prefix: str = "") -> Iterator[Draft]:
    """Yield the articles below the header, which is the first row that names a column for the text."""
    before = list(islice(rows, _HEADER_WITHIN))
    at = next((i for i, (_, row) in enumerate(before) if "text" in recognised(_names(row))), None)
    if at is None:
        raise BadInput(f"no column holds the text; there are {_listed(_names(before[0][1])) if before else 'none'}; {_CALL_IT}")
    header = _names(before[at][1])
    for number, row in chain(before[at + 1 :], rows):
        cells = {name: cell for name, cell in zip(header, row, strict=False) if name and cell is not None}
        if any(str(cell).strip() for cell in cells.values()):
            yield from _cells(cells, f"{prefix}{number}", source, report)


def _cells(cells: Mapping[str, object], row: str, source: Source, report: Report) -> Iterator[Draft]:
    try:
        yield _draft(cells, row)
    except BadInput as error:
        report(Skipped(f"{source.where}, row {row}", "its text is empty" if "text" not in fields(cells) else str(error)))


def _names(row: Sequence[object]) -> list[str]:
    return [str(cell).strip() if cell is not None else "" for cell in row]


def workbook(source: Source, report: Report, limits: Limits) -> Iterator[Draft]:
    """Yield an article for each row of the sheets of an Excel file that have a column for the text.

    Formulas count by the value that was saved with them.
    """
    import openpyxl

    with spooled(source.open(), limits.file) as stream:
        check_office(stream, limits.file, "xl/workbook.xml", ".xlsx")
        book = foreign(lambda: openpyxl.load_workbook(stream, read_only=True, data_only=True))
        sheets = list(book.worksheets)
        for sheet in sheets:
            prefix = "" if len(sheets) == 1 else f"{sheet.title}!"
            yield from _sheet(sheet.iter_rows(values_only=True), prefix, source, report)


def _sheet(rows: Iterable[Sequence[object]], prefix: str, source: Source, report: Report) -> Iterator[Draft]:
    from openpyxl.utils.escape import unescape

    cleaned = ([unescape(cell) if isinstance(cell, str) and "_x" in cell else cell for cell in row] for row in foreign_rows(rows))
    try:
        yield from _table(enumerate(cleaned, 1), source, report, prefix)
    except BadInput as error:
        report(Skipped(source.where + (f", sheet {prefix[:-1]}" if prefix else ""), str(error)))
