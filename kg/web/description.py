"""What a server tells programs of itself and of its data: SPARQL Service Description and VoID."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

if TYPE_CHECKING:
    from kg.web.served import ServedStore

_PREFIXES = """@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix formats: <http://www.w3.org/ns/formats/> .
@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
@prefix void: <http://rdfs.org/ns/void#> .
"""
_CLASSES = "SELECT ?class (COUNT(?x) AS ?n) { ?x a ?class } GROUP BY ?class ORDER BY ?class"
_PROPERTIES = "SELECT ?property (COUNT(*) AS ?n) { ?s ?property ?o } GROUP BY ?property ORDER BY ?property"
_NEWEST = "SELECT (MAX(?day) AS ?newest) { ?article a pol:Article ; schema:datePublished ?day }"
_LICENCE = "https://www.apache.org/licenses/LICENSE-2.0"


def service(address: str, *, writable: bool, federated: bool) -> bytes:
    """What the endpoint at an address can do, as Turtle."""
    languages = "sd:SPARQL11Query" + (" , sd:SPARQL11Update" if writable else "")
    features = "sd:BasicFederatedQuery" if federated else ""
    return f"""{_PREFIXES}
<{address}/sparql> a sd:Service ;
  sd:endpoint <{address}/sparql> ;
  sd:supportedLanguage {languages} ;
  sd:resultFormat formats:SPARQL_Results_JSON , formats:SPARQL_Results_XML , formats:SPARQL_Results_CSV , formats:SPARQL_Results_TSV ,
    formats:Turtle , formats:N-Triples , formats:RDF_XML , formats:JSON-LD ;
  {f"sd:feature {features} ;" if features else ""}
  sd:defaultEntailmentRegime <http://www.w3.org/ns/entailment/Simple> ;
  sd:defaultDataset [ a sd:Dataset , void:Dataset ; void:sparqlEndpoint <{address}/sparql> ; dct:source <{address}/.well-known/void> ;
    sd:defaultGraph [ a sd:Graph ; dct:description "The union of ontology, authority, and what the rules read in each article."@en ] ] .
""".encode()


def void(store: ServedStore, address: str) -> bytes:
    """What the default graph holds, as Turtle: sizes, classes, properties, vocabularies, where to ask."""
    classes, properties = list(store.select(_CLASSES)), list(store.select(_PROPERTIES))
    newest = next(iter(store.select(_NEWEST)))["newest"]
    parts = [f"void:classPartition [ void:class {_iri(r['class'])} ; void:entities {r['n']} ]" for r in classes]
    parts += [f"void:propertyPartition [ void:property {_iri(r['property'])} ; void:triples {r['n']} ]" for r in properties]
    parts += [f"void:vocabulary {_iri(v)}" for v in _vocabularies([r["property"] for r in properties])]
    parts += [f'dct:modified "{newest}"^^<http://www.w3.org/2001/XMLSchema#date>'] if newest else []
    joined = " ;\n  ".join(parts)
    return f"""{_PREFIXES}
<{address}/.well-known/void> a void:DatasetDescription ; foaf:primaryTopic <{address}/#dataset> .
<{address}/#dataset> a void:Dataset ;
  dct:title {Literal("Official readouts of Chinese policy as a knowledge graph", language="en")} , {Literal("中国政策官方通稿知识图谱", language="zh-hans")} ;
  dct:description {Literal("Read out of articles by policy-kg: every fact has its quote, its article, its rule and a confidence.", language="en")} ;
  dct:license <{_LICENCE}> ;
  void:sparqlEndpoint <{address}/sparql> ;
  void:uriSpace {Literal(store.base)} ;
  void:triples {sum(r["n"] for r in properties)} ;
  void:classes {len(classes)} ; void:properties {len(properties)} ;
  {joined} .
""".encode()


def _iri(value: str) -> str:
    return str(NamedNode(value))


def _vocabularies(properties: list[str]) -> list[str]:
    return sorted({p[: max(p.rfind("#"), p.rfind("/")) + 1] for p in properties})
