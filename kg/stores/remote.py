"""The store on a server: quads behind a SPARQL 1.1 endpoint, article texts and the search index on this machine."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.errors import StoreError
from kg.ns import ID, POL, PREFIXES, XSD
from kg.rdf import Names, by_default
from kg.stores.dataset import fit
from kg.stores.endpoint import Endpoint, address
from kg.stores.oxigraph import OxigraphStore

PAGE = 5_000
BATCH = 20_000
REQUEST = 2_000
_HELD = 1_000_000
_ONTOLOGY = "/graph/ontology"
_HOMES = f'SELECT DISTINCT ?g {{ GRAPH ?g {{ <{POL.Article}> a ?class }} FILTER(STRENDS(STR(?g), "{_ONTOLOGY}")) }}'
Change = tuple[str, str, list[ox.Triple]]


class RemoteStore(OxigraphStore):
    """Named graphs on a server, one of which is the union that plain queries see, for servers differ in their default graph.

    What is written is gathered and sent many graphs at a time, before anything is asked and at the end. A reading counts as
    made only when its provenance is there, which is sent last, so that an interruption leaves nothing that seems whole and
    is not. One writer at a time is assumed, for no lock exists. Raises StoreError where the server cannot be used, or holds no graph of ours.
    """

    measured = "texts on this machine"

    def __init__(self, url: str, *, writable: bool = False, base: str | None = None) -> None:
        self._url, self.writable, self._endpoint = url, writable, Endpoint(address(url))
        self.path = _folder(url)
        self.base = self._found(base)
        self.names = Names(self.base)
        self._plain, self._provenance = self.names.graph("plain"), self.names.graph("provenance")
        self._held, self._whole = ox.Store(), set[str]()
        self._waiting: dict[str, tuple[set[ox.Triple], set[ox.Triple]]] = {}
        self._there = set(self._listed()) if writable else set[str]()
        self._check_union()

    @property
    def label(self) -> str:
        return self._url

    def _found(self, base: str | None) -> str:
        """The base of the identifiers on the server, as its ontology's graph tells; a new one where there is none yet."""
        found = sorted(s["g"].value.removesuffix("graph/ontology") for s in self._endpoint.ask(_HOMES))
        if base in found:
            return str(base)
        if not found and not self.writable:
            raise StoreError(
                f"there is no graph of policy-kg at {self.label}; make one with `kg build ARTICLES --store {self.label}`"
            )
        if base or not found:
            return base or ID
        if len(found) > 1 and ID not in found:
            raise StoreError(
                f"{self.label} holds several graphs, with the bases {', '.join(found)}; keep each at an address of its own"
            )
        return ID if ID in found else found[0]

    def _check_union(self) -> None:
        """What was loaded into the server by its own means has no union yet: a writer makes it there, a reader says so."""
        if list(self._endpoint.ask(f"SELECT ?s {{ GRAPH <{self._plain}> {{ ?s ?p ?o }} }} LIMIT 1")):
            self._there.discard(self._plain)
        elif self._there:
            self._endpoint.tell(
                f"INSERT {{ GRAPH <{self._plain}> {{ ?s ?p ?o }} }} WHERE {{ GRAPH ?h {{ ?s ?p ?o }} FILTER({self._seen()}) }}"
            )
        elif not self.writable:
            raise StoreError(
                f"the graph at {self.label} was loaded by other means than kg and lacks the view that questions are asked of; "
                f"have kg finish it once: kg build ARTICLES --store {self.label}"
            )

    def close(self) -> None:
        try:
            self._send()
        finally:
            self._endpoint.close()

    def optimize(self) -> None:
        """Send what is gathered; the server looks after its files itself."""
        self._send()

    # -- graphs ------------------------------------------------------------------------------------

    def graphs(self) -> Iterator[str]:
        if not self.writable:
            self._there = set(self._listed()) - {self._plain}
        yield from sorted(self._there)

    def _listed(self) -> Iterator[str]:
        pattern = f'GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), "{self.base}"))'
        return (row["g"].value for row in self._paged("DISTINCT ?g", pattern))

    def quads(self, graph: str | None) -> Iterator[ox.Quad]:
        where = ox.NamedNode(graph) if graph else ox.DefaultGraph()
        found = self._triples_of(graph) if graph else self._asked(self._plain)
        yield from (_quad(t, where) for t in sorted(found, key=str))

    def triples(self, graph: str) -> frozenset[ox.Triple]:
        return frozenset(self._triples_of(graph))

    def matching(self, subject: str, graph: str | None) -> list[ox.Triple]:
        node = ox.NamedNode(subject)
        if self.writable and graph:
            self._hold(graph)
            return [q.triple for q in self._held.quads_for_pattern(node, None, None, ox.NamedNode(graph))]
        self._send()
        found = self._endpoint.ask(f"SELECT ?p ?o {{ GRAPH <{graph or self._plain}> {{ {node} ?p ?o }} }}")
        return [ox.Triple(node, s["p"], s["o"]) for s in found]

    def describes(self, subject: str) -> bool:
        self._send()
        pattern = f'GRAPH ?g {{ <{subject}> ?p ?o }} FILTER(STRSTARTS(STR(?g), "{self.base}"))'
        return bool(list(self._endpoint.ask(f"SELECT ?g {{ {pattern} }} LIMIT 1")))

    def _triples_of(self, graph: str) -> Iterable[ox.Triple]:
        if not self.writable:
            return self._asked(graph)
        self._hold(graph)
        return [q.triple for q in self._held.quads_for_pattern(None, None, None, ox.NamedNode(graph))]

    def _hold(self, graph: str) -> None:
        """Have a copy of a graph while writing, so that what hangs together is asked for once."""
        if graph not in self._whole:
            if graph in self._there:
                self._held.extend(_quad(t, ox.NamedNode(graph)) for t in self._asked(graph))
            self._whole.add(graph)

    def _asked(self, graph: str) -> set[ox.Triple]:
        self._send()
        return {_triple(s) for s in self._paged("?s ?p ?o", f"GRAPH <{graph}> {{ ?s ?p ?o }}")}

    def _paged(self, columns: str, pattern: str) -> list[Any]:
        """All rows of a pattern, asked for page by page, since servers cut long answers. Raises StoreError where one still did."""
        rows: list[Any] = []
        while True:
            page = list(self._endpoint.ask(f"SELECT {columns} {{ {pattern} }} LIMIT {PAGE} OFFSET {len(rows)}"))
            rows += page
            if len(page) < PAGE:
                break
        if rows and len(rows) % 100 == 0:
            self._check_complete(len(rows), f"SELECT {columns} {{ {pattern} }}")
        return rows

    def _check_complete(self, number: int, query: str) -> None:
        """A round number of rows may be a server's silent limit."""
        total = next(iter(self._endpoint.ask(f"SELECT (COUNT(*) AS ?n) {{ {{ {query} }} }}")))["n"].value
        if int(total) != number:
            raise StoreError(f"the server at {self.label} gave {number} of {total} rows; have its limit of rows raised")

    # -- changes -----------------------------------------------------------------------------------

    def replace(self, graph: str, triples: Iterable[ox.Triple]) -> bool:
        """Make a named graph consist of exactly these triples; False where it already did.

        Values count, not how they are written: some servers write 0.90 as 0.9.
        """
        new, old = ({_canonical(t): t for t in side} for side in (triples, self._triples_of(graph)))
        added = {t for key, t in new.items() if key not in old}
        gone = {t for key, t in old.items() if key not in new}
        if added or gone:
            self._apply(graph, added, gone)
        return bool(added or gone)

    def drop(self, graph: str) -> bool:
        found = self.replace(graph, ())
        self._send()
        self._endpoint.tell(f"DROP SILENT GRAPH <{graph}>")
        self._there.discard(graph)
        return found

    def _apply(self, graph: str, added: set[ox.Triple], gone: set[ox.Triple]) -> None:
        self._note(graph, added, gone)
        if gone and by_default(graph):
            self._send()
            self._carry_out([*_changes(self._plain, added, self._sole(gone, graph)), *_changes(graph, added, gone)])
            return
        kept_added, kept_gone = self._waiting.setdefault(graph, (set(), set()))
        kept_added -= gone
        kept_gone -= added
        kept_added |= added
        kept_gone |= gone
        if sum(len(a) + len(g) for a, g in self._waiting.values()) > BATCH:
            self._send()

    def _note(self, graph: str, added: set[ox.Triple], gone: set[ox.Triple]) -> None:
        """Keep the copy of a graph, where there is one, as the server's will be."""
        if added and graph not in self._there:
            self._whole.add(graph)
            self._there.add(graph)
        if graph in self._whole:
            name = ox.NamedNode(graph)
            for triple in gone:
                self._held.remove(_quad(triple, name))
            self._held.extend(_quad(triple, name) for triple in added)

    def _send(self) -> None:
        """Send all that is gathered: provenance goes first and comes last, the union before the graphs that it is made of."""
        if not self._waiting:
            return
        waiting, self._waiting = self._waiting, {}
        made, left = waiting.pop(self._provenance, (set(), set()))
        changes = _changes(self._provenance, set(), left)
        changes += _changes(self._plain, set().union(*(a for g, (a, _) in waiting.items() if by_default(g))), set())
        for graph, (added, gone) in waiting.items():
            changes += _changes(graph, added, gone)
        self._carry_out([*changes, *_changes(self._provenance, made, set())])
        if len(self._held) > _HELD:
            self._held, self._whole = ox.Store(), set()

    def _carry_out(self, changes: Iterable[Change]) -> None:
        for update in _requests(changes):
            self._endpoint.tell(update)

    def _sole(self, triples: set[ox.Triple], graph: str) -> set[ox.Triple]:
        """Those of a graph's triples that no other graph of the union holds; values count, not how they are written."""
        others = f"GRAPH ?h {{ ?s ?p ?o }} FILTER(?h != <{graph}> && {self._seen()})"
        found = self._paged("?s ?p ?o", f"GRAPH <{graph}> {{ ?s ?p ?o }} FILTER NOT EXISTS {{ {others} }}")
        sole = {_canonical(_triple(s)) for s in found}
        return {t for t in triples if _canonical(t) in sole}

    def _seen(self) -> str:
        """In SPARQL, whether plain queries see the graph ?h: what `by_default` says."""
        return (
            f'STRSTARTS(STR(?h), "{self.base}") && ?h != <{self._plain}> && ?h != <{self._provenance}> && '
            '(!CONTAINS(STR(?h), "/by/") || STRENDS(STR(?h), "/by/rules"))'
        )

    def __len__(self) -> int:
        self._send()
        query = f'SELECT (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), "{self.base}")) }}'
        return int(next(iter(self._endpoint.ask(query)))["n"].value)

    # -- questions ---------------------------------------------------------------------------------

    def query(self, query: str, *, beside: str = "") -> Any:
        self._send()
        sent = fit(query, self.base, self._plain, {**PREFIXES, "id": self.base}, beside=beside)
        return self._endpoint.ask(sent.text, sent.default, sent.named, graph=sent.graph)

    # -- texts -------------------------------------------------------------------------------------

    def text(self, digest: str) -> tuple[str, str]:
        try:
            return super().text(digest)
        except StoreError as error:
            raise StoreError(
                f"the text {digest[:12]}… is not on this machine: a server keeps the graph, and texts stay where they were read; "
                f"build the article here, or set KG_STORE_TEXTS to the folder that has them (now {self.path})"
            ) from error

    def forget_text(self, digest: str) -> None:
        self._send()
        found = self._endpoint.ask(f"SELECT ?s {{ GRAPH ?g {{ ?s <{POL.digest}> {ox.Literal(digest)} }} }} LIMIT 1")
        if not list(found):
            self._text_file(digest).unlink(missing_ok=True)


def _folder(url: str) -> Path:
    """Where this machine keeps what belongs to a server's graph and does not go there."""
    if given := os.environ.get("KG_STORE_TEXTS"):
        return Path(given)
    home = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    name = re.sub(r"[^A-Za-z0-9.]+", "-", url.partition("//")[2]).strip("-")[:60]
    return home / "policy-kg" / f"{name}-{hashlib.sha256(url.encode()).hexdigest()[:8]}"


def _triple(solution: Any) -> ox.Triple:
    return ox.Triple(solution["s"], solution["p"], solution["o"])


def _quad(triple: ox.Triple, graph: ox.NamedNode | ox.DefaultGraph) -> ox.Quad:
    return ox.Quad(triple.subject, triple.predicate, triple.object, graph)


def _changes(graph: str, added: set[ox.Triple], gone: set[ox.Triple]) -> list[Change]:
    every = (("DELETE DATA", graph, sorted(gone, key=str)), ("INSERT DATA", graph, sorted(added, key=str)))
    return [change for change in every if change[2]]


def _requests(changes: Iterable[Change]) -> Iterator[str]:
    """Yield updates of bounded size, in order; what fits goes together."""
    parts: list[str] = []
    room = REQUEST
    for verb, graph, triples in changes:
        rest = triples
        while rest:
            now, rest = rest[:room], rest[room:]
            parts.append(f"{verb} {{ GRAPH <{graph}> {{ {' . '.join(map(str, now))} }} }}")
            room -= len(now)
            if not room:
                yield ";\n".join(parts)
                parts, room = [], REQUEST
    if parts:
        yield ";\n".join(parts)


def _canonical(triple: ox.Triple) -> tuple[object, ...]:
    """A triple by its value: equal for 0.90 and 0.9, true and 1, and for one moment however its zone is written."""
    thing = triple.object
    return triple.subject, triple.predicate, _value(thing) if isinstance(thing, ox.Literal) else thing


def _value(literal: ox.Literal) -> object:
    reading = _READINGS.get(literal.datatype.value)
    try:
        return (literal.datatype, reading(literal.value)) if reading else literal
    except (ValueError, InvalidOperation):
        return literal


_READINGS: dict[str, Any] = {
    XSD.decimal: Decimal,
    XSD.integer: int,
    XSD.boolean: lambda words: words in ("true", "1"),
    XSD.dateTime: lambda words: words.replace("+00:00", "Z"),
    "http://www.w3.org/2001/XMLSchema#double": float,
}
