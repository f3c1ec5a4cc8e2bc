"""Whether graphs look as the shapes say, told as violations that name the node, the path and what would be right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from kg.ns import ONTOLOGY, PREFIXES, RDF, RDFS, XSD
from kg.resources import resource

if TYPE_CHECKING:
    from pyoxigraph import Quad, Triple
    from rdflib import Graph
    from rdflib.term import Node

Types = Mapping[str, Sequence[str]]
_SH = "http://www.w3.org/ns/shacl#"
_DESCRIBED_ELSEWHERE = ("/graph/ontology", "/graph/authority")
_PIECE = 20_000


class Graphs(Protocol):
    """What `validate_store` needs of a store: the names of its graphs, and their quads, those of a subject together."""

    def graphs(self) -> Iterator[str]: ...

    def quads(self, graph: str) -> Iterator[Quad]: ...


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One thing that a shape forbids; `path` and `value` are empty where the shape is about the node itself."""

    graph: str
    focus: str
    path: str
    value: str
    severity: str
    message: str

    def __str__(self) -> str:
        found = " ".join(short(part) for part in (self.path, self.value) if part)
        return f"{short(self.focus)} {self.message}" + (f" (found: {found})" if self.value else f" ({found})" if found else "")


@dataclass(frozen=True, slots=True)
class Report:
    """What validation found, in a fixed order, and in how many graphs it looked."""

    violations: tuple[Violation, ...] = ()
    graphs: int = 1

    @property
    def conforms(self) -> bool:
        return not self.violations


def validate(data: Graph | Iterable[Quad | Triple], *, shapes: Graph | Path | None = None, types: Types | None = None) -> Report:
    """Validate one graph (of rdflib, or quads or triples of pyoxigraph), without inference.

    `types` gives the classes of nodes that the graph points to and does not describe.
    """
    return Report(tuple(sorted(set(_violations(_graph(data), _shapes(shapes), types or {}, "")))))


def validate_store(store: Graphs, *, graphs: Iterable[str] | None = None, shapes: Graph | Path | None = None) -> Report:
    """Validate the named graphs of a store, or some of them, each by itself and the large ones in pieces.

    Only the classes that the ontology and the authority give stay in memory, so it does not grow with the articles.
    """
    names = sorted(store.graphs())
    loaded = _shapes(shapes)
    known = dict(types_of(quad for name in names if name.endswith(_DESCRIBED_ELSEWHERE) for quad in store.quads(name)))
    chosen = names if graphs is None else sorted(graphs)
    found = (violation for name in chosen for violation in _graph_violations(store, name, loaded, known))
    return Report(tuple(sorted(set(found))), graphs=len(chosen))


def types_of(quads: Iterable[Quad | Triple]) -> dict[str, tuple[str, ...]]:
    """The classes of every node that the quads give a class."""
    types: dict[str, tuple[str, ...]] = {}
    for quad in quads:
        if quad.predicate.value == RDF.type:
            subject: Any = quad.subject
            kind: Any = quad.object
            types[subject.value] = (*types.get(subject.value, ()), kind.value)
    return types


def short(term: str) -> str:
    """A term as a prefixed name where one of our prefixes fits."""
    for prefix, namespace in PREFIXES.items():
        if term.startswith(namespace):
            return f"{prefix}:{term.removeprefix(namespace)}"
    return term


def _graph_violations(store: Graphs, name: str, shapes: Graph, known: Types) -> Iterator[Violation]:
    pieces = _pieces(store.quads(name))
    first = next(pieces, [])
    second = next(pieces, None)
    if second is None:
        yield from _violations(_graph(first), shapes, known, name)
        return
    types = {**known, **types_of(store.quads(name))}
    for piece in chain((first, second), pieces):
        yield from _violations(_graph(piece), shapes, types, name)


def _pieces(quads: Iterable[Quad]) -> Iterator[list[Quad]]:
    """Yield the quads in lists of bounded length that never part a subject."""
    piece: list[Quad] = []
    for _, described in groupby(quads, key=lambda quad: quad.subject):
        piece.extend(described)
        if len(piece) >= _PIECE:
            yield piece
            piece = []
    if piece:
        yield piece


def _violations(graph: Graph, shapes: Graph, types: Types, name: str) -> Iterator[Violation]:
    import pyshacl
    from rdflib import Graph

    borrowed = _borrow(graph, types)
    conforms, results, _ = pyshacl.validate(graph, shacl_graph=shapes, inference="none")
    if not conforms:
        if not isinstance(results, Graph):
            raise results
        yield from _read_report(results, borrowed, name)


def _borrow(graph: Graph, types: Types) -> frozenset[str]:
    """Add the classes of nodes that the graph only points to, and of our classes their subclasses; return those nodes."""
    from rdflib import URIRef

    rdf_type = URIRef(RDF.type)
    described = set(graph.subjects(rdf_type, None))
    nodes = {node for triple in graph for node in (triple[0], triple[2]) if isinstance(node, URIRef)} - described
    borrowed = {str(node): types[str(node)] for node in nodes if str(node) in types}
    for node, classes in borrowed.items():
        for kind in classes:
            graph.add((URIRef(node), rdf_type, URIRef(kind)))
    for lower, upper in _subclasses():
        graph.add((URIRef(lower), URIRef(RDFS.subClassOf), URIRef(upper)))
    return frozenset(borrowed)


def _read_report(results: Graph, borrowed: frozenset[str], name: str) -> Iterator[Violation]:
    """Yield the violations, except what a borrowed node lacks: that may stand in the graph that describes it."""
    from rdflib import Literal, URIRef

    for result in results.objects(None, URIRef(f"{_SH}result")):
        value = {part: str(results.value(result, URIRef(_SH + part), default=Literal(""))) for part in _RESULT_PARTS}
        if value["value"] or value["focusNode"] not in borrowed:
            severity = value["resultSeverity"].removeprefix(_SH).lower()
            yield Violation(name, value["focusNode"], value["resultPath"], value["value"], severity, value["resultMessage"])


_RESULT_PARTS = ("focusNode", "resultPath", "value", "resultSeverity", "resultMessage")


def _graph(data: Graph | Iterable[Quad | Triple]) -> Graph:
    """A graph of rdflib that may be added to."""
    import rdflib

    graph = rdflib.Graph(bind_namespaces="none")
    if isinstance(data, rdflib.Dataset):
        graph.addN((s, p, o, graph) for s, p, o, _ in data.quads())
    elif isinstance(data, rdflib.Graph):
        graph.addN((s, p, o, graph) for s, p, o in data)
    else:
        graph.addN((_term(q.subject), _term(q.predicate), _term(q.object), graph) for q in data)
    return graph


def _term(term: Any) -> Node:
    import pyoxigraph as ox
    from rdflib import BNode, Literal, URIRef

    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if term.language:
        return Literal(term.value, lang=term.language)
    # rdflib holds a plain text and one typed xsd:string to be different, RDF 1.1 does not.
    return Literal(term.value, datatype=None if term.datatype.value == XSD.string else URIRef(term.datatype.value))


def _shapes(shapes: Graph | Path | None) -> Graph:
    from rdflib import Graph

    if isinstance(shapes, Graph):
        return shapes
    return Graph().parse(shapes or resource("ontology/shapes.ttl"), format="turtle")


@cache
def _subclasses() -> tuple[tuple[str, str], ...]:
    """Pairs of our own classes, the narrower first."""
    from rdflib import Graph, URIRef

    ontology = Graph().parse(resource("ontology/policy.ttl"), format="turtle")
    pairs = ((str(s), str(o)) for s, o in ontology.subject_objects(URIRef(RDFS.subClassOf)))
    return tuple(sorted(pair for pair in pairs if pair[1].startswith(ONTOLOGY)))
