"""The store as a server needs it: queries over a dataset that the protocol names, graphs put, extended and deleted."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.errors import StoreError
from kg.ns import PREFIXES
from kg.rdf import by_default
from kg.stores.oxigraph import OxigraphStore

DEFAULT = ""
_LOOK_AGAIN = 1.0


class ServedStore(OxigraphStore):
    """A store that follows what others write to it: opened again where its files changed since.

    A read-only opening sees the store as it was at that moment. Raises StoreError as OxigraphStore does.
    """

    def __init__(self, path: str | Path, *, writable: bool = False) -> None:
        self._stamp = _stamp(Path(path))
        self._looked, self._generation, self.opened = time.monotonic(), 0, 1
        super().__init__(path, writable=writable)
        self.prefixes = {**PREFIXES, "id": self.base}

    def follow(self, generation: int) -> None:
        """Open the store again where our own writer has written, or where the files say that somebody has."""
        known = generation == self._generation
        if self.writable or (known and time.monotonic() - self._looked < _LOOK_AGAIN):
            return
        self._looked, self._generation = time.monotonic(), generation
        if not known or _stamp(self.path) != self._stamp:
            self.reopen()

    def _open_quads(self) -> ox.Store:
        """Open the files; where a writer sweeps one away while we look, look again."""
        for patience in (0.02, 0.1, 0.5):
            try:
                return super()._open_quads()
            except (StoreError, RuntimeError) as error:
                if self.writable or "No such file" not in f"{error} {error.__cause__}":
                    raise
                time.sleep(patience)
        return super()._open_quads()

    def reopen(self) -> None:
        """Open the files anew; a writer that sweeps old ones away meanwhile makes us try again."""
        for patience in (0.02, 0.1, 0.5, 2.0):
            self._stamp = _stamp(self.path)
            try:
                self._store = self._open_quads()
                self.opened += 1
                return
            except (StoreError, RuntimeError):  # the library calls a file that is gone a corruption
                time.sleep(patience)
        self._store = self._open_quads()

    # -- questions ---------------------------------------------------------------------------------

    def answer(self, query: str, base: str, default: Sequence[str] | None, named: Sequence[str] | None) -> Any:
        """The library's own solutions, triples or truth; a dataset that is given takes the place of the query's own.

        Raises SyntaxError as the library does.
        """
        if default is None and named is None:
            return self._store.query(query, base_iri=base, prefixes=self.prefixes)
        return self._store.query(
            query,
            base_iri=base,
            prefixes=self.prefixes,
            default_graph=[ox.NamedNode(g) for g in default or ()],
            named_graphs=[ox.NamedNode(g) for g in named or ()],
        )

    def holds(self, graph: str) -> bool:
        """Whether there is a graph of that name; the default graph (the empty name) is there where it says something."""
        if graph == DEFAULT:
            return next(iter(self._store.quads_for_pattern(None, None, None, ox.DefaultGraph())), None) is not None
        return self._store.contains_named_graph(ox.NamedNode(graph))

    def content(self, graph: str) -> Iterator[ox.Triple]:
        """Yield the triples of a graph, or of the default graph (the empty name)."""
        return (quad.triple for quad in self.quads(graph or None))

    def said(self, predicate: str, value: str = "") -> Iterator[tuple[str, Any]]:
        """Yield subject and object of all that plain queries see of a predicate; a query takes ten times as long."""
        wanted = ox.NamedNode(value) if value else None
        for quad in self._store.quads_for_pattern(None, ox.NamedNode(predicate), wanted, ox.DefaultGraph()):
            if isinstance(quad.subject, ox.NamedNode):
                yield quad.subject.value, quad.object

    def about(self, iri: str) -> list[ox.Triple]:
        """What any graph says of a thing, once each, in order."""
        found = {q.triple for q in self._store.quads_for_pattern(ox.NamedNode(iri), None, None, None)}
        return sorted(found, key=str)

    # -- changes -----------------------------------------------------------------------------------

    def change(self, update: str, base: str, using: Sequence[str] = (), using_named: Sequence[str] = ()) -> None:
        """Carry out an update as it stands, in one transaction. Raises SyntaxError as the library does."""
        self._store.update(_with_using(update, using, using_named), base_iri=base, prefixes=self.prefixes)

    def put(self, graph: str, triples: Iterable[ox.Triple]) -> None:
        """Make a graph consist of these triples, in one transaction; the default graph follows where it has to."""
        self._update(";\n".join((*self._leaving(graph), self._arriving(graph, triples))))

    def extend(self, graph: str, triples: Iterable[ox.Triple]) -> None:
        """Add triples to a graph, in one transaction; the default graph follows where it has to."""
        self._update(self._arriving(graph, triples))

    def delete(self, graph: str) -> None:
        """Remove a graph; the default graph follows where it has to."""
        self._update(";\n".join(self._leaving(graph)))

    def _leaving(self, graph: str) -> Iterator[str]:
        if graph == DEFAULT:
            yield "CLEAR SILENT DEFAULT"
            return
        if self._in_default(graph):
            yield (
                f"DELETE {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} FILTER NOT EXISTS {{ GRAPH ?other {{ ?s ?p ?o }} "
                f'FILTER(?other != <{graph}> && STRSTARTS(STR(?other), "{self.base}") && !STRENDS(STR(?other), "/graph/provenance") '
                '&& (!CONTAINS(STR(?other), "/by/") || STRENDS(STR(?other), "/by/rules"))) } }'
            )
        yield f"DROP SILENT GRAPH <{graph}>"

    def _arriving(self, graph: str, triples: Iterable[ox.Triple]) -> str:
        body = " .\n".join(map(str, triples))
        if graph == DEFAULT:
            return f"INSERT DATA {{ {body} }}"
        parts = [f"CREATE SILENT GRAPH <{graph}>", f"INSERT DATA {{ GRAPH <{graph}> {{ {body} }} }}"]
        if self._in_default(graph):
            parts.append(f"INSERT {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
        return ";\n".join(parts)

    def _in_default(self, graph: str) -> bool:
        """Whether plain queries see a graph: one of ours, by the house's rule; graphs of other names stay by themselves."""
        return graph.startswith(self.base) and by_default(graph)


def _stamp(path: Path) -> tuple[tuple[str, int], ...]:
    """What changes when somebody writes: the log and manifest files with their sizes."""
    try:
        with os.scandir(path / "quads") as entries:
            return tuple(sorted((e.name, e.stat().st_size) for e in entries if e.name.endswith(".log") or "MANIFEST" in e.name))
    except OSError:
        return ()


# A keyword at the top of an update, outside braces, strings, addresses and comments.
_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\''
    r'|<[^<>"{}|^`\\\x00-\x20]*>|#[^\r\n]*|[{};]|[?$\w][\w:.-]*',
    re.DOTALL,
)


class DatasetConflict(ValueError):
    """An update that names its dataset in its text and in the request alike."""


def _with_using(update: str, using: Sequence[str], using_named: Sequence[str]) -> str:
    """The update with the request's dataset as USING clauses of each DELETE/INSERT … WHERE. Raises DatasetConflict."""
    if not using and not using_named:
        return update
    clause = "".join([f"USING <{g}>\n" for g in using] + [f"USING NAMED <{g}>\n" for g in using_named])
    made, at, depth, before = [], 0, 0, ""
    for token in _TOKEN.finditer(update):
        word = token[0].upper()
        depth += (word == "{") - (word == "}")
        if depth == 0 and word in ("USING", "WITH"):
            raise DatasetConflict(
                "the request names a dataset (using-graph-uri) and so does the update (USING or WITH); keep one of them"
            )
        if depth == 0 and word == "WHERE" and before != "DELETE":
            made += [update[at : token.start()], clause]
            at = token.start()
        if not word.startswith("#"):
            before = word
    return "".join((*made, update[at:]))
