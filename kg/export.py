"""Writes a store's content for other tools; the same content gives the same bytes."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from pyoxigraph import Quad, RdfFormat, serialize

from kg import interchange, network, queries
from kg.errors import BadInput
from kg.ns import PREFIXES
from kg.rdf import by_default
from kg.stores.oxigraph import OxigraphStore

_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNSAFE_CELL = re.compile(r"^[=+\-@\t\r]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
CELL_LIMIT = 32_000


def export(
    store: OxigraphStore,
    path: str | Path,
    *,
    format: str | None = None,
    provenance: bool = False,
    view: str | None = None,
    **options: Any,
) -> Path:
    """Write the graph to `path`; the format is that of the file's ending unless given.

    `nq` and `trig` keep the named graphs, `ttl` and `jsonld` are the union that plain queries see, `csv` a folder of
    tables, `xlsx` their workbook. Provenance, which holds the time of runs, is left out unless asked for.
    `graphml`, `gexf`, `json`, `cyjs`, `cytoscape`, `neo4j` and `parquet` hold the network of a view (the overview unless
    given), with the options of `kg.project`. Raises BadInput for an unknown format.
    """
    target = Path(path)
    kind = format or target.suffix.lstrip(".") or "csv"
    if kind in interchange.WRITERS:
        return interchange.write(network.project(store, view or "overview", **options), target, format=kind)
    if kind not in FORMATS:
        known = ", ".join(sorted({*FORMATS, *interchange.WRITERS}))
        raise BadInput(f"cannot export as {kind!r}; choose one of {known} with --format or the file's ending")
    if view or options:
        raise BadInput(f"{kind} holds all of the graph, not one view; a view goes to {', '.join(sorted(interchange.WRITERS))}")
    target.parent.mkdir(parents=True, exist_ok=True)
    FORMATS[kind](store, target, provenance)
    return target


def _datasets(store: OxigraphStore, provenance: bool) -> Iterator[Quad]:
    for graph in store.graphs():
        if provenance or by_default(graph):
            yield from sorted(store.quads(graph), key=str)


def _union(store: OxigraphStore) -> Iterator[Quad]:
    yield from sorted(store.quads(None), key=str)


def _rdf(kind: RdfFormat, *, graphs: bool) -> Callable[[OxigraphStore, Path, bool], None]:
    def write(store: OxigraphStore, target: Path, provenance: bool) -> None:
        quads = _datasets(store, provenance) if graphs else _union(store)
        prefixes = {**PREFIXES, "id": store.base} if kind in (RdfFormat.TRIG, RdfFormat.TURTLE) else None
        content = quads if kind.supports_datasets else (q.triple for q in quads)
        with target.open("wb") as out:
            serialize(content, out, format=kind, prefixes=prefixes)

    return write


def rows(store: OxigraphStore, query: str) -> Iterator[list[Any]]:
    """Yield the header, then each row of a table's query."""
    answer = store.select(query)
    yield list(answer.columns)
    for row in answer:
        yield [row[c] for c in answer.columns]


def _csv(store: OxigraphStore, target: Path, provenance: bool) -> None:
    folder = target.with_suffix("") if target.suffix == ".csv" else target
    folder.mkdir(parents=True, exist_ok=True)
    for name, query in queries.tables():
        # A byte order mark, so that spreadsheets read Chinese names.
        with (folder / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as out:
            write_csv(rows(store, query), out)


def write_csv(lines: Iterable[list[Any]], out: IO[str]) -> None:
    """Write rows as CSV; a cell that a spreadsheet would run as a formula gets a leading apostrophe."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([_cell(v) for v in line] for line in lines)


def save(lines: Iterable[list[Any]], path: str | Path) -> None:
    """Write rows to a CSV file that spreadsheets read as UTF-8."""
    target = Path(path)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("w", encoding="utf-8-sig", newline="") as out:
            write_csv(lines, out)
    except OSError as error:
        raise BadInput(f"cannot write {target}: {error.strerror}") from error


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, str) and _UNSAFE_CELL.match(value):
        return "'" + value
    return value


def _xlsx(store: OxigraphStore, target: Path, provenance: bool) -> None:
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    book.properties.created = book.properties.modified = datetime(*_EPOCH)
    for name, query in queries.tables():
        sheet = book.create_sheet(name)
        for line in rows(store, query):
            sheet.append([_excel(v) for v in line])
    buffer = io.BytesIO()
    book.save(buffer)
    target.write_bytes(_without_times(buffer.getvalue()))


def _excel(value: Any) -> Any:
    text = _cell(value)
    return _CONTROL.sub("", text)[:CELL_LIMIT] if isinstance(text, str) else text


def _without_times(archive: bytes) -> bytes:
    """The same zip archive with every entry's time at its epoch, and no time of saving in its properties."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            body = old.read(name)
            if name == "docProps/core.xml":
                body = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>1980-01-01T00:00:00Z", body)
            new.writestr(zipfile.ZipInfo(name, _EPOCH), body, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


FORMATS: dict[str, Callable[[OxigraphStore, Path, bool], None]] = {
    "nq": _rdf(RdfFormat.N_QUADS, graphs=True),
    "trig": _rdf(RdfFormat.TRIG, graphs=True),
    "ttl": _rdf(RdfFormat.TURTLE, graphs=False),
    "jsonld": _rdf(RdfFormat.JSON_LD, graphs=False),
    "csv": _csv,
    "xlsx": _xlsx,
}
