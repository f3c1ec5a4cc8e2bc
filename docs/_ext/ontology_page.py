"""Writes the reference of the ontology as Markdown, from the files of `ontology/` and nothing else."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, Namespace, URIRef
from rdflib.term import Node

from kg.ns import POL as NAMES
from kg.resources import resource

POL = Namespace(NAMES.Article.removesuffix("Article"))
_SHAPES = "shapes.ttl"


def ontology() -> Graph:
    """The ontology with its schemes, without the shapes."""
    graph = Graph()
    for file in sorted(resource("ontology").glob("*.ttl")):
        if file.name != _SHAPES:
            graph.parse(file, format="turtle")
    return graph


def page(graph: Graph | None = None) -> str:
    """Classes, properties and schemes, each with its labels in both languages, its meaning and its neighbours."""
    graph = graph or ontology()
    return "\n".join(("", *_classes(graph), *_properties(graph), *_schemes(graph), ""))


def _classes(graph: Graph) -> Iterator[str]:
    yield "## Classes\n"
    for term in _ours(graph, OWL.Class):
        yield from _head(graph, term)
        yield from _relation(graph, term, "Subclass of", graph.objects(term, RDFS.subClassOf))
        yield from _relation(graph, term, "Classes below", graph.subjects(RDFS.subClassOf, term))
        yield from _relation(graph, term, "Properties that start here", graph.subjects(RDFS.domain, term))
        yield from _relation(graph, term, "Properties that lead here", graph.subjects(RDFS.range, term))
        yield from _relation(graph, term, "Close to", graph.objects(term, SKOS.closeMatch))


def _properties(graph: Graph) -> Iterator[str]:
    yield "\n## Properties\n"
    kinds = {OWL.ObjectProperty: "leads to a thing", OWL.DatatypeProperty: "leads to a value"}
    found = {term: says for kind, says in kinds.items() for term in _ours(graph, kind)}
    for term in sorted(found):
        yield from _head(graph, term, found[term])
        yield from _relation(graph, term, "From", graph.objects(term, RDFS.domain))
        yield from _relation(graph, term, "To", graph.objects(term, RDFS.range))
        yield from _relation(graph, term, "Below", graph.objects(term, RDFS.subPropertyOf))
        yield from _relation(graph, term, "Other way round", graph.objects(term, OWL.inverseOf))
        yield from _relation(graph, term, "Close to", graph.objects(term, SKOS.closeMatch))


def _schemes(graph: Graph) -> Iterator[str]:
    for scheme in sorted(graph.subjects(RDF.type, SKOS.ConceptScheme)):
        members = set(graph.subjects(SKOS.inScheme, scheme))
        yield f"\n## {_label(graph, scheme, 'en', DCTERMS.title)} {_label(graph, scheme, 'zh', DCTERMS.title)}\n"
        yield f"`{_short(graph, scheme)}`, {len(members)} concepts\n"
        yield "| identifier | English | 中文 | meaning |\n|---|---|---|---|"
        tops = [m for m in members if not set(graph.objects(m, SKOS.broader)) & members]
        yield from _concepts(graph, tops, members, 0)


def _concepts(graph: Graph, level: Iterable[Node], members: set[Node], depth: int) -> Iterator[str]:
    """A row for each concept, those below it after it and set in."""
    for concept in sorted(level, key=lambda c: _label(graph, c, "en").casefold()):
        note = next((str(n) for p in (SKOS.scopeNote, SKOS.definition) for n in graph.objects(concept, p)), "")
        name = "&emsp;" * depth + f"`{graph.value(concept, DCTERMS.identifier) or _short(graph, concept)}`"
        yield f"| {name} | {_cell(_label(graph, concept, 'en'))} | {_cell(_label(graph, concept, 'zh'))} | {_cell(note)} |"
        yield from _concepts(graph, set(graph.subjects(SKOS.broader, concept)) & members, members, depth + 1)


def _ours(graph: Graph, kind: URIRef) -> list[Node]:
    return sorted(term for term in set(graph.subjects(RDF.type, kind)) if str(term).startswith(str(POL)))


def _head(graph: Graph, term: Node, more: str = "") -> Iterator[str]:
    short = _short(graph, term)
    yield f"\n({_anchor(short)})=\n### {short}\n"
    names = " · ".join(n for n in (_label(graph, term, "en", RDFS.label), _label(graph, term, "zh", RDFS.label)) if n)
    comment = next((str(c) for c in graph.objects(term, RDFS.comment)), "")
    yield f"**{names}**{f' · {more}' if more else ''}  \n{comment}\n"


def _relation(graph: Graph, term: Node, name: str, others: Iterable[Node]) -> Iterator[str]:
    shown = ", ".join(_link(graph, o) for o in sorted(set(others)) if isinstance(o, URIRef))
    if shown:
        yield f"- {name}: {shown}"


def _link(graph: Graph, term: Node) -> str:
    short = _short(graph, term)
    defined = str(term).startswith(str(POL)) and (term, RDF.type, None) in graph
    return f"[`{short}`](#{_anchor(short)})" if defined else f"`{short}`"


def _anchor(short: str) -> str:
    """A target that tells pol:theme and pol:Theme apart on file systems and in browsers alike."""
    name = short.partition(":")[2]
    return f"{'class' if name[:1].isupper() else 'property'}-{name.lower()}"


def _short(graph: Graph, term: Node) -> str:
    return str(graph.namespace_manager.normalizeUri(str(term))).strip("<>")


def _label(graph: Graph, term: Node, language: str, by: URIRef = SKOS.prefLabel) -> str:
    return next((str(n) for n in sorted(graph.objects(term, by)) if str(getattr(n, "language", "")).startswith(language)), "")


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")
