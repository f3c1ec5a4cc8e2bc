"""The embedded store: quads in Oxigraph on disk, article texts beside them by digest."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

import pyoxigraph as ox

from kg.errors import QueryError, StoreError
from kg.model import Article
from kg.ns import ID, POL, PREFIXES
from kg.rdf import Names, by_default
from kg.stores.broken import explain
from kg.stores.rows import Rows, value

FORMAT = 1
FLUSH_AFTER = 50_000
_MARK = "policy-kg.json"


class OxigraphStore:
    """Named graphs on disk under `path`; the default graph is kept as the union of those a plain query sees.

    Opened for reading, any number of processes may look while one writes. Raises StoreError where the folder
    is missing, is locked by another writer, was made by another version, or cannot be written.
    """

    measured = "size on disk"

    def __init__(self, path: str | Path, *, writable: bool = False, base: str | None = None) -> None:
        self.path = Path(path)
        self.writable = writable
        mark = self._open_mark(base)
        self.base: str = mark["base"]
        self.names = Names(self.base)
        self._store = self._open_quads()
        self._unflushed = 0

    @classmethod
    def in_memory(cls, base: str = ID) -> OxigraphStore:
        """A store that lives as long as the object, without texts on disk."""
        store = cls.__new__(cls)
        store.path, store.writable, store.base, store.names = Path(os.devnull), True, base, Names(base)
        store._store, store._unflushed = ox.Store(), 0
        return store

    @property
    def label(self) -> str:
        """The store as its user names it."""
        return str(self.path)

    def _open_mark(self, base: str | None) -> dict[str, Any]:
        file = self.path / _MARK
        if file.exists():
            return self._checked_mark(file, base)
        if not self.writable:
            raise StoreError(f"there is no store at {self.path}; make one with `kg build ARTICLES --store {self.path}`")
        if self.path.exists() and (not self.path.is_dir() or any(self.path.iterdir())):
            raise StoreError(f"{self.path} exists and is not a store of policy-kg; name an empty or new folder with --store")
        return self._new_mark(file, base or ID)

    def _checked_mark(self, file: Path, base: str | None) -> dict[str, Any]:
        try:
            mark: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise StoreError(
                f"the store at {self.path} is damaged ({file.name}: {error}); build it again in a new folder"
            ) from error
        if mark.get("format") != FORMAT:
            raise StoreError(
                f"the store at {self.path} has format {mark.get('format')}, this version of policy-kg reads format {FORMAT}; "
                "build it again in a new folder"
            )
        if base and base != mark["base"]:
            raise StoreError(
                f"the store at {self.path} was made with base {mark['base']}, not {base}; use that base or a new folder"
            )
        return mark

    def _new_mark(self, file: Path, base: str) -> dict[str, Any]:
        mark = {"format": FORMAT, "base": base}
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            file.write_text(json.dumps(mark), encoding="utf-8")
        except OSError as error:
            raise StoreError(
                f"cannot write a store at {self.path}: {error.strerror}; name another folder with --store"
            ) from error
        return mark

    def _open_quads(self) -> ox.Store:
        folder = str(self.path / "quads")
        try:
            return ox.Store(folder) if self.writable else ox.Store.read_only(folder)
        except OSError as error:
            raise StoreError(_opening(self.path, str(error))) from error

    def close(self) -> None:
        """Let go of the files; later calls fail."""
        if self.writable and self.path != Path(os.devnull):
            self._flush()
        del self._store

    def _flush(self) -> None:
        """Write what RocksDB still holds in memory, which otherwise grows to a gigabyte and more."""
        self._unflushed = 0
        try:
            self._store.flush()
        except OSError as error:
            raise StoreError(_writing(self.path, str(error))) from error

    def __enter__(self) -> OxigraphStore:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            self.close()
        except StoreError:
            if error is None:
                raise

    # -- graphs ------------------------------------------------------------------------------------

    def graphs(self) -> Iterator[str]:
        """Yield the IRIs of all named graphs, in order."""
        yield from sorted(g.value for g in self._store.named_graphs() if isinstance(g, ox.NamedNode))

    def quads(self, graph: str | None) -> Iterator[ox.Quad]:
        """Yield the quads of one named graph, or of the default graph (None)."""
        yield from self._store.quads_for_pattern(None, None, None, ox.NamedNode(graph) if graph else ox.DefaultGraph())

    def triples(self, graph: str) -> frozenset[ox.Triple]:
        """The triples of one named graph."""
        return frozenset(q.triple for q in self.quads(graph))

    def matching(self, subject: str, graph: str | None) -> list[ox.Triple]:
        """The triples about a subject in one named graph, or in the default graph (None)."""
        where = ox.NamedNode(graph) if graph else ox.DefaultGraph()
        return [q.triple for q in self._store.quads_for_pattern(ox.NamedNode(subject), None, None, where)]

    def describes(self, subject: str) -> bool:
        """Whether any graph says anything of a subject, those that plain queries do not see among them."""
        return next(self._store.quads_for_pattern(ox.NamedNode(subject), None, None, None), None) is not None

    def replace(self, graph: str, triples: Iterable[ox.Triple]) -> bool:
        """Make a named graph consist of exactly these triples, in one step; False where it already did."""
        new, old = set(triples), self.triples(graph)
        if new == old:
            return False
        self._apply(graph, new - old, set(old - new))
        return True

    def add(self, graph: str, triples: Iterable[ox.Triple]) -> None:
        """Add triples to a named graph, in one step."""
        self._apply(graph, set(triples), set())

    def remove(self, graph: str, triples: Iterable[ox.Triple]) -> None:
        """Remove triples from a named graph, in one step."""
        self._apply(graph, set(), set(triples))

    def drop(self, graph: str) -> bool:
        """Remove a named graph; False where there was none."""
        found = self.replace(graph, ())
        self._update(f"DROP SILENT GRAPH <{graph}>")
        return found

    def _apply(self, graph: str, added: set[ox.Triple], gone: set[ox.Triple]) -> None:
        """One transaction: a named graph and its part of the default graph change together or not at all."""
        parts = [_data("DELETE DATA", gone, graph), _data("INSERT DATA", added, graph)]
        if by_default(graph):
            parts += [_data("DELETE DATA", self._sole(gone, graph)), _data("INSERT DATA", added)]
        self._update(";\n".join(p for p in parts if p))
        self._unflushed += len(added) + len(gone)
        if self._unflushed > FLUSH_AFTER:
            self._flush()

    def _sole(self, triples: set[ox.Triple], graph: str) -> set[ox.Triple]:
        """The triples that no other graph of the default graph holds."""
        return {t for t in triples if not any(by_default(other) for other in self._holders(t) if other != graph)}

    def _holders(self, triple: ox.Triple) -> Iterator[str]:
        for quad in self._store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None):
            if isinstance(quad.graph_name, ox.NamedNode):
                yield quad.graph_name.value

    def _update(self, update: str) -> None:
        if not update:
            return
        try:
            self._store.update(update)
        except OSError as error:
            raise StoreError(_writing(self.path, str(error))) from error

    def optimize(self) -> None:
        """Compact the files after much writing: queries on disk run two to five times as fast."""
        try:
            self._store.optimize()
        except OSError as error:
            raise StoreError(_writing(self.path, str(error))) from error

    def __len__(self) -> int:
        return len(self._store)

    # -- questions ---------------------------------------------------------------------------------

    def query(self, query: str, *, beside: str = "") -> Any:
        """Answer any SPARQL query with the library's own solutions, triples or truth.

        `beside` names a graph that the query is to see besides those that plain queries see.
        """
        parts: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] | None = None
        if beside and not by_default(beside):
            parts = [ox.DefaultGraph(), ox.NamedNode(beside)]
        try:
            return self._store.query(query, prefixes={**PREFIXES, "id": self.base}, default_graph=parts)
        except SyntaxError as error:
            raise QueryError(explain(query, str(error))) from error
        except (RuntimeError, ValueError) as error:
            raise QueryError(f"the query cannot be answered: {error}") from error

    def select(self, query: str, bindings: Mapping[str, Any] | None = None, *, beside: str = "") -> Rows:
        """Answer a SELECT; `bindings` fill the query's `VALUES ?name { UNDEF }` lines with terms."""
        solutions = self.query(bound(query, bindings or {}), beside=beside)
        if not isinstance(solutions, ox.QuerySolutions):
            raise QueryError("this query gives no table; write a SELECT")
        columns = tuple(v.value for v in solutions.variables)
        return Rows(columns, ({c: value(s[c]) for c in columns} for s in solutions))

    # -- texts -------------------------------------------------------------------------------------

    def keep_text(self, article: Article) -> None:
        """Keep an article's title and text by digest, compressed; twice is once."""
        file = self._text_file(article.digest)
        if file.exists():
            return
        body = json.dumps({"title": article.title, "text": article.text}, ensure_ascii=False).encode("utf-8", "surrogatepass")
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            partial = file.with_suffix(".part")
            partial.write_bytes(gzip.compress(body, mtime=0))
            partial.replace(file)
        except OSError as error:
            raise StoreError(_writing(self.path, str(error))) from error

    def text(self, digest: str) -> tuple[str, str]:
        """Title and text kept under a digest."""
        try:
            kept = json.loads(gzip.decompress(self._text_file(digest).read_bytes()).decode("utf-8", "surrogatepass"))
        except OSError as error:
            raise StoreError(
                f"the text {digest[:12]}… is not kept beside the store at {self.path}; build the article again"
            ) from error
        return kept["title"], kept["text"]

    def forget_text(self, digest: str) -> None:
        """Remove a kept text that no article has any more."""
        wanted = self._store.quads_for_pattern(None, ox.NamedNode(POL.digest), ox.Literal(digest), None)
        if next(iter(wanted), None) is None:
            self._text_file(digest).unlink(missing_ok=True)

    def _text_file(self, digest: str) -> Path:
        return self.path / "texts" / digest[:2] / f"{digest}.json.gz"


def bound(query: str, bindings: Mapping[str, Any]) -> str:
    """The query with each `VALUES ?name { UNDEF }` line holding the term given for that name.

    Terms are serialised by the RDF library, so no value can end its literal or open another clause.
    """
    for name, term in bindings.items():
        slot = f"VALUES ?{name} {{ UNDEF }}"
        if slot not in query:
            raise QueryError(f"the query takes no parameter named {name}")
        terms = term if isinstance(term, list | tuple) else (term,)
        query = query.replace(slot, f"VALUES ?{name} {{ {' '.join(str(t) for t in terms)} }}")
    return query


def _data(verb: str, triples: set[ox.Triple], graph: str = "") -> str:
    if not triples:
        return ""
    body = " .\n".join(sorted(str(t) for t in triples))
    return f"{verb} {{ GRAPH <{graph}> {{ {body} }} }}" if graph else f"{verb} {{ {body} }}"


def _opening(path: Path, reason: str) -> str:
    if "lock" in reason.lower():
        return f"the store at {path} is being written by another process; wait for it, or use another folder with --store"
    return f"the store at {path} cannot be opened ({reason}); check its permissions, or build it again in a new folder"


def _writing(path: Path, reason: str) -> str:
    if "space" in reason.lower():
        return f"the disk that holds {path} is full; what was stored before this article is kept; free space and build again"
    return f"the store at {path} could not be written ({reason}); what was stored before is kept"
