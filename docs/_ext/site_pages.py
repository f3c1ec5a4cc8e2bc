"""Fills the site with what is made, not written: answers under queries and commands, and the reference of the ontology."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, ClassVar

import doc_blocks
import ontology_page
from docutils import nodes
from pygments.lexer import inherit
from pygments.lexers.rdf import SparqlLexer
from pygments.token import Operator
from sphinx.application import Sphinx
from sphinx.util import logging

LOGGER = logging.getLogger(__name__)
_ROWS, _LINES, _CELL = 10, 24, 160
_SHORT, _LONG = 30, 60
_NUMBER = re.compile(r"-?\d+\.\d{4,}(?:e-?\d+)?")
# Columns of networks that a terminal leaves out as well, where names stand beside them.
_FOR_PROGRAMS = {"id", "label_zh", "source", "target"}
_ANSWERED = ("console", "sparql")


def setup(app: Sphinx) -> dict[str, Any]:
    app.connect("builder-inited", _lay_ground)
    app.connect("source-read", _fill)
    app.add_lexer("sparql", _Sparql)
    app.add_config_value("answer_blocks", True, "env")
    app.connect("doctree-read", _answer)
    return {"parallel_read_safe": False, "env_version": 4}


def _lay_ground(app: Sphinx) -> None:
    """The store of the sample, kept between builds: a build of unchanged articles reads nothing again."""
    from kg import pipeline
    from kg.stores.oxigraph import OxigraphStore

    if not app.config.answer_blocks:
        return
    with OxigraphStore(_store(app), writable=True) as store:
        pipeline.build([doc_blocks.ROOT / "data" / "articles"], store)


def _store(app: Sphinx) -> Path:
    return Path(app.outdir).resolve().parent / "sample-store"


def _fill(app: Sphinx, name: str, source: list[str]) -> None:
    if name == "reference/ontology":
        source[0] += ontology_page.page()
    if name == "notebooks":
        names = "\n".join(f"notebooks/{p.stem}" for p in sorted((doc_blocks.DOCS / "notebooks").glob("*.md")))
        source[0] += f"\n```{{toctree}}\n:maxdepth: 1\n\n{names}\n```\n" if names else ""


class _Sparql(SparqlLexer):
    """The lexer of Pygments does not know paths with `|`."""

    tokens: ClassVar = {"root": [(r"\|", Operator), inherit]}


def _answer(app: Sphinx, tree: nodes.document) -> None:
    """Put under each query and each command of a page what it answers on the sample."""
    blocks = [b for b in tree.findall(nodes.literal_block) if b.get("language") in doc_blocks.RUN]
    if not app.config.answer_blocks or not any(b["language"] in _ANSWERED for b in blocks):
        return
    path = Path(app.env.doc2path(app.env.docname)).resolve()
    folder = Path(app.doctreedir).resolve() / "scratch" / path.stem
    shutil.rmtree(folder, ignore_errors=True)
    try:
        ran = list(doc_blocks.run(path, doc_blocks.scratch(folder, _store(app)), rows=True))
    except doc_blocks.BlockFailed as error:
        LOGGER.warning("%s", error)
        return
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    for block, told in zip(blocks, ran, strict=True):
        if told.language in _ANSWERED and not told.skipped:
            place = block.parent.index(block) + 1
            block.parent.insert(place, list(_shown(told)))


def _shown(told: doc_blocks.Ran) -> Iterator[nodes.Node]:
    if told.language == "console":
        for answer in told.answer:
            yield from _text(answer, "text") if isinstance(answer, str) else _table(answer)
    elif told.answer.triples is not None:
        yield from _text(_turtle(told.answer), "turtle")
    elif told.answer.truth is not None:
        yield from _text(str(told.answer.truth).lower(), "text")
    else:
        yield from _table([{c: row[c] for c in told.answer.columns} for row in told.answer.rows])


def _text(text: str, language: str) -> Iterator[nodes.Node]:
    lines = [line.rstrip() for line in text.strip("\n").splitlines()]
    lines = [line for line in lines if line]
    yield nodes.literal_block(
        "", "\n".join(lines[:_LINES]), language=language, classes=["answer"], highlight_args={"force": True}
    )
    if len(lines) > _LINES:
        yield _note(len(lines), _LINES, "line")


def _note(every: int, shown: int, what: str) -> nodes.Node:
    text = f"{every} {what}{'s' * (every != 1)}" + (f", {shown} of them shown" if every > shown else "")
    return nodes.paragraph("", text, classes=["answer-note"])


def _turtle(answer: Any) -> str:
    from kg.ns import PREFIXES

    graph = answer.graph()
    for prefix, base in PREFIXES.items():
        graph.bind(prefix, base, replace=True)
    return str(graph.serialize(format="turtle"))


def _table(rows: list[dict[str, Any]]) -> Iterator[nodes.Node]:
    """The first rows; columns in which all are empty are left out."""
    every = list(rows[0]) if rows else []
    hidden = _FOR_PROGRAMS if {"label_en", "source_label"} & set(every) else set()
    columns = [c for c in every if c not in hidden and any(row[c] not in (None, "") for row in rows)]
    group = nodes.tgroup("", *(nodes.colspec(colwidth=1) for _ in columns), cols=len(columns))
    group += nodes.thead("", _row(columns))
    group += nodes.tbody("", *(_row(_cell(row[c]) for c in columns) for row in rows[:_ROWS]))
    yield nodes.table("", group, classes=["answer"], align="left")
    yield _note(len(rows), min(len(rows), _ROWS), "row")


def _row(cells: Iterable[str]) -> nodes.Node:
    return nodes.row("", *(_entry(cell) for cell in cells))


def _entry(cell: str) -> nodes.Node:
    return nodes.entry(
        "", nodes.paragraph("", cell), classes=["short"] if len(cell) <= _SHORT else ["long"] if len(cell) > _LONG else []
    )


def _cell(value: Any) -> str:
    """A value short enough for a table: our IRIs with their prefixes, numbers rounded, long texts cut."""
    from kg.ns import PREFIXES

    text = "" if value is None else str(value)
    if _NUMBER.fullmatch(text):
        return f"{float(text):.3g}"
    for prefix, base in PREFIXES.items():
        text = text.replace(base, f"{prefix}:") if text != base else text
    return text if len(text) <= _CELL else text[: _CELL - 1] + "…"
