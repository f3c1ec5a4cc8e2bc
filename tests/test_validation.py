"""A small good graph conforms, and one broken copy for each shape is found where it is broken."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import RDF, SH

from kg.ns import POL
from kg.resources import resource
from kg.validation import Report, short, types_of, validate, validate_store

SHAPES = resource("ontology/shapes.ttl")
PREFIXES = """
@base <https://w3id.org/policy-kg/id/> .
@prefix dct: <http://purl.org/dc/terms/> . @prefix oa: <http://www.w3.org/ns/oa#> . @prefix org: <http://www.w3.org/ns/org#> .
@prefix pol: <https://w3id.org/policy-kg/ontology#> . @prefix prov: <http://www.w3.org/ns/prov#> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix schema: <https://schema.org/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
AUTHORITY = """
<theme/water> a pol:Theme ; dct:identifier "water" ; skos:prefLabel "Water"@en , "水利"@zh-hans ; skos:inScheme <scheme/theme> .
<theme/rivers> a pol:Theme ; dct:identifier "rivers" ; skos:prefLabel "Rivers"@en , "河流"@zh-hans ; skos:inScheme <scheme/theme> ; skos:broader <theme/water> .
<formulation/rivers-first> a pol:Formulation ; dct:identifier "rivers-first" ; skos:prefLabel "rivers first"@en , "河流优先"@zh-hans ; skos:inScheme <scheme/formulation> .
<strategy/dikes> a pol:Strategy ; dct:identifier "dikes" ; skos:prefLabel "Dikes"@en , "堤防"@zh-hans ; skos:inScheme <scheme/strategy> ;
    pol:kind "regional" ; pol:covers <province/CN-HN> .
<event-type/symposium> a pol:EventType ; dct:identifier "symposium" ; skos:prefLabel "Symposium"@en , "座谈会"@zh-hans ; skos:inScheme <scheme/event-type> .
<event-role/chaired> a pol:EventRole ; dct:identifier "chaired" ; skos:prefLabel "chaired"@en , "主持"@zh-hans ; skos:inScheme <scheme/event-role> .
<role/governor> a pol:OfficeRole ; dct:identifier "governor" ; skos:prefLabel "Governor"@en , "省长"@zh-hans ; skos:inScheme <scheme/role> .
<speech-act/stressed> a pol:SpeechAct ; dct:identifier "stressed" ; skos:prefLabel "stressed"@en , "强调"@zh-hans ; skos:inScheme <scheme/speech-act> ; pol:strength 4 .
<province/CN-HN> a pol:Province ; dct:identifier "CN-HN" ; skos:prefLabel "Hunan"@en , "湖南"@zh-hans .
<city/changsha> a pol:City ; dct:identifier "changsha" ; skos:prefLabel "Changsha"@en , "长沙"@zh-hans ; schema:containedInPlace <province/CN-HN> .
<organisation/CN-HN-government> a pol:Organisation ; dct:identifier "CN-HN-government" ; skos:prefLabel "Hunan Provincial Government"@en ; pol:inProvince <province/CN-HN> .
<office/governor/CN-HN-government> a pol:Office ; dct:identifier "governor@CN-HN-government" ; org:role <role/governor> ; org:postIn <organisation/CN-HN-government> .
<person/lin-hai> a pol:Person ; dct:identifier "lin-hai" ; skos:prefLabel "Lin Hai"@en , "林海"@zh-hans ; skos:altLabel "Lin H."@en ; pol:known true ; schema:birthDate "1960-01"^^xsd:gYearMonth .
<tenure/lin-hai/governor/CN-HN-government/2020> a pol:Tenure ; org:member <person/lin-hai> ; org:organization <organisation/CN-HN-government> ;
    pol:office <office/governor/CN-HN-government> ; schema:startDate "2020"^^xsd:gYear ; schema:endDate "2020-05-01"^^xsd:date ; pol:basis "official" ; dct:source "a roster" .
"""
READING = """
<article/a> a pol:Article ; dct:identifier "a" ; pol:digest "0000000000000000000000000000000000000000000000000000000000000000" ; schema:inLanguage "en" ;
    schema:datePublished "2020-03-02"^^xsd:date ; pol:mentions <person/lin-hai> ; pol:mainEvent <event/a> ; pol:about <theme/rivers> .
<mention/a/1> a pol:Mention ; pol:entity <person/lin-hai> ; pol:candidate <person/lin-hai-2> ; pol:surface "Lin Hai" ;
    pol:article <article/a> ; pol:confidence 0.9 ; pol:rule "name in the authority" ; pol:evidence <article/a#char=0,7> .
<event/a> a pol:Event ; pol:eventType <event-type/symposium> ; schema:startDate "2020-03-01"^^xsd:date ; schema:endDate "2020-03-02"^^xsd:date ;
    pol:inProvince <province/CN-HN> ; pol:concerns <strategy/dikes> ; pol:addresses <theme/rivers> .
<account/a> a pol:Account ; pol:event <event/a> ; pol:eventType <event-type/symposium> ; schema:startDate "2020-03-01"^^xsd:date ;
    pol:article <article/a> ; pol:confidence 0.8 ; pol:rule "noun of the lead" ; pol:evidence <article/a#char=0,7> .
<participation/a/1> a pol:Participation ; pol:person <person/lin-hai> ; rdf:value <person/lin-hai> ; pol:event <event/a> ; pol:role <event-role/chaired> ;
    pol:inOffice <office/governor/CN-HN-government> ; schema:position 1 ;
    pol:article <article/a> ; pol:confidence 0.7 ; pol:rule "verb after name" ; pol:evidence <article/a#char=0,7> .
<holding/a/1> a pol:OfficeHolding ; pol:person <person/lin-hai> ; pol:office <office/governor/CN-HN-government> ; pol:attestedOn "2020-03-02"^^xsd:date ; pol:former false ;
    pol:article <article/a> ; pol:confidence 0.95 ; pol:rule "title before name" ; pol:evidence <article/a#char=0,7> .
<office-change/a/1> a pol:OfficeChange ; pol:person <person/lin-hai> ; pol:office <office/governor/CN-HN-government> ; pol:changeKind "elected" ; pol:changedOn "2020-03-01"^^xsd:date ; pol:acting false ;
    pol:article <article/a> ; pol:confidence 0.93 ; pol:rule "elected" ; pol:evidence <article/a#char=0,7> .
<statement/a/1> a pol:Statement ; pol:speaker <person/lin-hai> ; pol:collective false ; pol:speechAct <speech-act/stressed> ; pol:event <event/a> ;
    pol:theme <theme/rivers> ; pol:strategy <strategy/dikes> ; pol:province <province/CN-HN> ;
    pol:article <article/a> ; pol:confidence 0.85 ; pol:rule "verb of speech" ; pol:evidence <article/a#char=0,7> .
<topic/a/1> a pol:Topic ; pol:theme <theme/rivers> ; pol:weight 0.5 ;
    pol:article <article/a> ; pol:confidence 0.6 ; pol:rule "keywords" ; pol:evidence <article/a#char=0,7> .
<article/a#char=0,7> a pol:Span ; oa:hasSource <article/a> ; oa:hasSelector <article/a#char=0,7/position> , <article/a#char=0,7/quote> .
<article/a#char=0,7/position> a oa:TextPositionSelector ; oa:start 0 ; oa:end 7 .
<article/a#char=0,7/quote> a oa:TextQuoteSelector ; oa:exact "Lin Hai" ; oa:suffix " chaired" .
<person/lin-hai> pol:tookPartIn <event/a> ; pol:chaired <event/a> ; org:holds <office/governor/CN-HN-government> ; pol:addressed <theme/rivers> ; pol:invoked <strategy/dikes> .
"""
PROVENANCE = """
<article/a/by/rules> a pol:Reading ; prov:wasGeneratedBy <run/1> ; prov:wasDerivedFrom <article/a> ; pol:digest "0000000000000000000000000000000000000000000000000000000000000000" .
<run/1> a pol:Run ; pol:extractor "rules" ; pol:setting "language=en" ; prov:wasAssociatedWith <software/kg> ; prov:startedAtTime "2020-03-03T00:00:00Z"^^xsd:dateTime .
<software/kg> a prov:SoftwareAgent .
"""
JUDGEMENTS = """
<match/a/b> a pol:Match , pol:EventMatch ; pol:matches <article/a> , <article/b> ; pol:confidence 0.97 ; pol:reason "same day" ; pol:same true ; pol:event <event/a> .
<copy/a/c> a pol:Match , pol:CopyMatch ; pol:matches <article/a> , <article/c> ; pol:confidence 0.99 ; pol:reason "texts alike" .
<article/c> pol:copyOf <article/a> .
<decision/1> a pol:Decision ; pol:decision "same" ; pol:surface "Lin H." ; pol:entity <person/lin-hai> .
"""
GOOD = AUTHORITY + READING + PROVENANCE + JUDGEMENTS

# shape, what is replaced, by what, and a part of the message that must tell it
BROKEN = [
    ("Entity", '"lin-hai" ; skos:prefLabel', '"lin-hai" , "hai-lin" ; skos:prefLabel', "exactly one identifier"),
    ("Entity", '"Lin Hai"@en , "林海"@zh-hans', '"Lin Hai"', "preferred labels"),
    ("Entity", '"Lin Hai"@en , "林海"@zh-hans', '"Lin Hai"@en , "Hai Lin"@en', "at most one in each"),
    ("Entity", "pol:known true", 'pol:known "yes"', "whether the authority knows it"),
    ("Person", '"1960-01"^^xsd:gYearMonth', '"in 1960"', "have been born"),
    ("Office", '"governor@CN-HN-government"', '"governor of Hunan"', "role@organisation"),
    ("Office", "org:role <role/governor>", "org:role <event-role/chaired>", "one role of the scheme"),
    ("Organisation", "pol:inProvince <province/CN-HN> .", "pol:inProvince <city/changsha> .", "lie in provinces"),
    ("Province", 'dct:identifier "CN-HN" ;', 'dct:identifier "Hunan" ;', "ISO 3166-2"),
    ("City", "; schema:containedInPlace <province/CN-HN>", "", "exactly one province"),
    ("Strategy", "pol:covers <province/CN-HN>", "pol:covers <city/changsha>", "cover provinces"),
    ("Formulation", '"rivers first"@en , "河流优先"@zh-hans', '"rivers first"@en', "one in Chinese"),
    ("Match", "pol:matches <article/a> , <article/b>", "pol:matches <article/a>", "about two articles"),
    ("EventMatch", "; pol:same true", "", "whether the two ended on one event"),
    (
        "CopyMatch",
        '; pol:reason "texts alike"',
        '; pol:reason "texts alike" ; pol:same true',
        "must not say whether two events are one",
    ),
    ("Copy", "pol:copyOf <article/a>", "pol:copyOf <article/a> , <article/b>", "a copy of one article"),
    ("Decision", 'pol:decision "same"', 'pol:decision "perhaps"', "same, not, new or ignore"),
    ("Theme", "skos:broader <theme/water>", "skos:broader <strategy/dikes>", "one broader theme"),
    ("EventType", '"Symposium"@en , "座谈会"@zh-hans', '"Symposium"@en', "one in Chinese"),
    ("EventRole", '"chaired"@en , "主持"@zh-hans', '"chaired"@en', "one in Chinese"),
    ("OfficeRole", "; skos:inScheme <scheme/role>", "", "stand in a concept scheme"),
    ("SpeechAct", "pol:strength 4", "pol:strength 9", "strength from 1 to 5"),
    ("Tenure", "org:member <person/lin-hai>", "org:member <city/changsha>", "exactly one person"),
    ("Tenure", '"2020"^^xsd:gYear', '"2020"^^xsd:integer', "begin on one day, or in one month or year"),
    ("TenureOrder", '"2020"^^xsd:gYear', '"2020-06"^^xsd:gYearMonth', "begins after its end"),
    ("Article", '"a" ; pol:digest "0000', '"a" ; pol:digest "', "one digest"),
    ("Article", "pol:mentions <person/lin-hai>", "pol:mentions <person/nobody>", "mention entities that are described"),
    ("Assertion", "pol:confidence 0.85", "pol:confidence 1.85", "a decimal from 0 to 1"),
    ("Assertion", "pol:confidence 0.85", 'pol:confidence "0.85"^^xsd:double', "a decimal from 0 to 1"),
    ("Assertion", '"verb of speech" ; pol:evidence <article/a#char=0,7>', '"verb of speech"', "at least one span"),
    ("Assertion", '; pol:rule "keywords"', "", "the one rule"),
    ("Mention", '; pol:surface "Lin Hai"', "", "a surface form"),
    ("Mention", "pol:candidate <person/lin-hai-2>", "pol:candidate <person/lin-hai>", "other than its entity"),
    ("Event", "<event/a> a pol:Event ; pol:eventType <event-type/symposium>", "<event/a> a pol:Event", "exactly one event type"),
    ("Event", 'schema:endDate "2020-03-02"', 'schema:endDate "2020-02-02"', "not after its end"),
    ("Account", "pol:Account ; pol:event <event/a>", "pol:Account ; pol:event <article/a>", "exactly one event"),
    ("Participation", "pol:role <event-role/chaired>", "pol:role <role/governor>", "one event role"),
    ("Participation", "rdf:value <person/lin-hai>", "rdf:value <person/wang-shan>", "its person as value"),
    ("Participation", "schema:position 1", "schema:position 0", "counted from 1"),
    ("OfficeHolding", "; pol:former false", "", "whether it is past"),
    ("OfficeChange", 'pol:changeKind "elected"', 'pol:changeKind "chosen"', "appointed, elected, removed or resigned"),
    ("OfficeChange", "; pol:acting false", "", "for the time being"),
    ("Statement", "pol:speaker <person/lin-hai> ; ", "", "else say that the meeting itself speaks"),
    ("Statement", "pol:collective false", "pol:collective true", "else say that the meeting itself speaks"),
    ("Topic", "pol:weight 0.5", "pol:weight 50", "one weight"),
    ("Span", "oa:hasSource <article/a>", "oa:hasSource <event/a>", "exactly one article"),
    ("Span", " , <article/a#char=0,7/quote> .", " .", "exactly one quote"),
    ("Position", "oa:start 0 ; oa:end 7", "oa:start 8 ; oa:end 7", "not after its end"),
    ("Quote", 'oa:exact "Lin Hai"', 'oa:exact ""', "quote the text once"),
    ("Run", 'pol:extractor "rules" ;', "", "its one extractor"),
    ("Reading", "prov:wasGeneratedBy <run/1> ;", "", "exactly one run"),
    ("EventPerson", "pol:chaired <event/a>", "pol:chaired <article/a>", "chaired what is an event"),
    ("OfficePerson", "org:holds <office/governor/CN-HN-government>", "org:holds <role/governor>", "what are offices"),
    ("Speaker", "pol:addressed <theme/rivers>", "pol:addressed <strategy/dikes>", "themes of the scheme"),
]


class InMemory:
    """A stand-in for a store: graphs by name, each Turtle text."""

    def __init__(self, **graphs: str) -> None:
        self._store = ox.Store()
        for name, text in graphs.items():
            self._store.load((PREFIXES + text).encode(), ox.RdfFormat.TURTLE, to_graph=ox.NamedNode(graph_iri(name)))

    def graphs(self) -> Iterator[str]:
        return (str(graph.value) for graph in self._store.named_graphs())

    def quads(self, graph: str) -> Iterator[ox.Quad]:
        return iter(self._store.quads_for_pattern(None, None, None, ox.NamedNode(graph)))


def graph_iri(name: str) -> str:
    return f"https://w3id.org/policy-kg/id/graph/{name}"


def graph_of(text: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=PREFIXES + text, format="turtle")


def messages(report: Report) -> str:
    return "\n".join(str(violation) for violation in report.violations)


def shapes_with_targets() -> set[str]:
    shapes = rdflib.Graph().parse(SHAPES)
    return {
        str(shape).rsplit("#")[-1] for shape in shapes.subjects(RDF.type, SH.NodeShape) if not isinstance(shape, rdflib.BNode)
    }


def test_a_good_graph_conforms() -> None:
    report = validate(graph_of(GOOD))
    assert report.conforms, messages(report)


@pytest.mark.parametrize(("shape", "old", "new", "message"), BROKEN, ids=[f"{shape}: {message}" for shape, *_, message in BROKEN])
def test_a_broken_copy_is_found(shape: str, old: str, new: str, message: str) -> None:
    assert GOOD.count(old) == 1, f"the case for {shape} must break one place"
    report = validate(graph_of(GOOD.replace(old, new)))
    assert not report.conforms
    assert message in messages(report)


def test_every_shape_has_a_broken_copy() -> None:
    assert {shape for shape, *_ in BROKEN} == shapes_with_targets()


def test_a_violation_names_node_path_and_value() -> None:
    (found,) = validate(graph_of(GOOD.replace("schema:position 1", "schema:position 0"))).violations
    assert (short(found.focus), short(found.path), found.value) == ("id:participation/a/1", "schema:position", "0")
    assert found.severity == "violation"
    assert str(found) == "id:participation/a/1 must have at most one position, counted from 1 (found: schema:position 0)"


def test_quads_triples_and_rdflib_graphs_are_validated_alike() -> None:
    broken = GOOD.replace("pol:weight 0.5", "pol:weight 50")
    triples = list(ox.parse((PREFIXES + broken).encode(), format=ox.RdfFormat.TURTLE))
    dataset = rdflib.Dataset()
    dataset.graph(graph_iri("all")).parse(data=PREFIXES + broken, format="turtle")
    expected = validate(graph_of(broken))
    assert validate(triples) == expected
    assert validate(dataset) == expected


def test_validation_leaves_the_graph_as_it_was() -> None:
    graph = graph_of(GOOD)
    before = set(graph)
    validate(graph)
    assert set(graph) == before


def test_shapes_of_ones_own_can_be_used(tmp_path: Path) -> None:
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text(
        f"@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:shape> sh:targetClass <{POL.Person}> ; "
        "sh:property [ sh:path <https://schema.org/jobTitle> ; sh:minCount 1 ; sh:message 'must have a job' ] .",
        encoding="utf-8",
    )
    assert "must have a job" in messages(validate(graph_of(GOOD), shapes=shapes))


def test_a_graph_may_point_to_what_the_authority_describes() -> None:
    assert not validate(graph_of(READING)).conforms
    types = types_of(ox.parse((PREFIXES + AUTHORITY).encode(), format=ox.RdfFormat.TURTLE))
    report = validate(graph_of(READING), types=types)
    assert report.conforms, messages(report)


def test_each_graph_of_a_store_is_validated_by_itself() -> None:
    report = validate_store(InMemory(authority=AUTHORITY, reading=READING, provenance=PROVENANCE))
    assert report.conforms, messages(report)
    assert report.graphs == 3


def test_a_violation_in_a_store_names_its_graph() -> None:
    store = InMemory(authority=AUTHORITY, reading=READING.replace("pol:weight 0.5", "pol:weight 50"), provenance=PROVENANCE)
    assert [violation.graph for violation in validate_store(store).violations] == [graph_iri("reading")]


def test_chosen_graphs_alone_are_validated() -> None:
    store = InMemory(authority=AUTHORITY, reading=READING, provenance=PROVENANCE.replace('pol:extractor "rules" ;', ""))
    assert validate_store(store, graphs=[graph_iri("reading")]) == Report(graphs=1)
    assert not validate_store(store).conforms


def test_a_store_that_lacks_an_entity_is_told_so() -> None:
    without = "\n".join(line for line in AUTHORITY.splitlines() if not line.startswith("<theme/rivers>"))
    report = validate_store(InMemory(authority=without, reading=READING))
    assert "id:topic/a/1 must be exactly one theme of the scheme (found: pol:theme id:theme/rivers)" in messages(report)


def test_a_large_graph_is_validated_in_pieces_like_a_small_one(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = GOOD.replace("pol:weight 0.5", "pol:weight 50").replace("; pol:former false", "")
    whole = validate_store(InMemory(all=broken))
    monkeypatch.setattr("kg.validation._PIECE", 10)
    assert validate_store(InMemory(all=broken)) == whole
    assert len(whole.violations) == 2
