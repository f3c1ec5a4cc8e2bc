"""What a server tells programs of itself and of its data: SPARQL Service Description and VoID."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg import dataset

if TYPE_CHECKING:
    from kg.web.served import ServedStore

_PREFIXES = """@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix formats: <http://www.w3.org/ns/formats/> .
@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
@prefix void: <http://rdfs.org/ns/void#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


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
    told = " ;\n  ".join(dataset.figures(store))
    return f"""{_PREFIXES}
<{address}/.well-known/void> a void:DatasetDescription ; foaf:primaryTopic <{address}/#dataset> .
<{address}/#dataset> a void:Dataset ;
  dct:title {" , ".join(map(str, dataset.TITLES))} ;
  dct:description {dataset.ABOUT} ;
  dct:license <{dataset.LICENCE}> ;
  void:sparqlEndpoint <{address}/sparql> ;
  {told} .
""".encode()
