"""Lays the ground of a store: the ontology and the authority that this installation carries, each in its graph."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import Literal

from kg import rdf
from kg.authority import load, tables
from kg.ns import POL
from kg.resources import resource
from kg.stores.oxigraph import OxigraphStore

if TYPE_CHECKING:
    from pyoxigraph import Triple

_SHAPES = "shapes.ttl"


def refresh(store: OxigraphStore) -> str:
    """Bring the store's ontology and authority up to this installation's; returns the authority's digest."""
    names, provenance = store.names, store.names.graph("provenance")
    digest = base_digest()
    graph = names.graph("authority")
    if digest not in digests(store, graph, provenance):
        store.remove(provenance, store.matching(graph, provenance))
        store.replace(names.graph("ontology"), ontology_triples(names))
        store.replace(graph, authority_triples(names))
        store.add(provenance, rdf.digest_triples(graph, digest))
    return digest


def authority_triples(names: rdf.Names) -> Iterator[Triple]:
    """Yield the authority, and the themes and strategies that edited tables add to the ontology's."""
    yield from rdf.authority_triples(load(), names)
    yield from rdf.added_triples("theme", names)
    yield from rdf.added_triples("strategy", names)


@cache
def base_digest() -> str:
    """A digest of the ontology, the authority's tables in force and the lexicon."""
    total = hashlib.sha256()
    for folder in (resource("ontology"), tables(), resource("data/lexicon")):
        for file in sorted(p for p in folder.iterdir() if p.is_file()):
            total.update(file.name.encode() + b"\0" + file.read_bytes())
    return total.hexdigest()[:16]


def ontology_triples(names: rdf.Names) -> Iterator[Triple]:
    """Yield the ontology and its schemes, under the store's base IRI."""
    for file in sorted(resource("ontology").glob("*.ttl")):
        if file.name != _SHAPES:
            yield from rdf.file_triples(file, names)


def digests(store: OxigraphStore, graph: str, provenance: str) -> set[str]:
    """What a graph was made from, as its provenance says."""
    return {
        t.object.value
        for t in store.matching(graph, provenance)
        if t.predicate.value == POL.digest and isinstance(t.object, Literal)
    }
