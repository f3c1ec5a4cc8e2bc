"""The page of the ontology: every class and property with its names, what it means and how it is joined to others."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from kg.ns import ONTOLOGY, OWL, RDF
from kg.web.asked import rows
from kg.web.page import Page

if TYPE_CHECKING:
    from kg.web.explorer import Explorer

_GROUPS = (("classes", (OWL.Class,)), ("properties", (OWL.ObjectProperty, OWL.DatatypeProperty)))


def ontology(x: Explorer) -> Page:
    """All terms on one page, for the part of an IRI behind # never reaches a server."""
    found: dict[str, dict[str, Any]] = {}
    for row in rows(x.store, "terms"):
        term = found.setdefault(row["term"], {"iri": row["term"], "class": row["class"], "links": defaultdict(list)})
        how = row["how"].rpartition("#")[2]
        if how in ("label", "comment"):
            term[f"{how} {row['language'][:2]}"] = row["value"]
        else:
            term["links"][how].append((x.names.short(row["value"]), x.link(row["value"])))
    for term in found.values():
        term.update(id=term["iri"].removeprefix(ONTOLOGY), uses=_example(term))
    groups = {title: [t for t in found.values() if t["class"] in classes] for title, classes in _GROUPS}
    schemes = [t for t in x.names.things.values() if t.kind == "scheme"]
    counts = {iri: sum(1 for _ in x.store.said(RDF.type, iri)) for iri, t in found.items() if t["class"] == OWL.Class}
    return x.html("ontology.html", groups=groups, schemes=schemes, counts=counts, title=x.said["ontology"])


def _example(term: dict[str, Any]) -> str:
    """The address of a query that shows how a term is used."""
    name = f"pol:{term['iri'].removeprefix(ONTOLOGY)}"
    body = f"?thing a {name}" if term["class"] == OWL.Class else f"?subject {name} ?object"
    return "/sparql?" + urlencode({"query": f"SELECT * {{ {body} }}\nLIMIT 100"})
