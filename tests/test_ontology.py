"""The ontology defines each term fully, and its concept schemes are complete in both languages."""

from __future__ import annotations

import csv
import importlib.util
import re
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef

from kg.ns import DCT, ID, ONTOLOGY, POL, SCHEMA
from kg.resources import resource

SH = Namespace("http://www.w3.org/ns/shacl#")
ROOT = Path(__file__).resolve().parent.parent
SCHEMES = {
    "theme": (POL.Theme, "themes.csv"),
    "strategy": (POL.Strategy, "strategies.csv"),
    "event-type": (POL.EventType, ""),
    "event-role": (POL.EventRole, ""),
    "role": (POL.OfficeRole, ""),
    "speech-act": (POL.SpeechAct, ""),
}


@cache
def parsed(*names: str) -> Graph:
    graph = Graph()
    for path in sorted(resource("ontology").glob("*.ttl")):
        if not names or path.stem in names:
            graph.parse(path)
    return graph


def ours(*kinds: URIRef) -> list[URIRef]:
    policy = parsed("policy")
    return sorted(
        s for kind in kinds for s in policy.subjects(RDF.type, kind) if isinstance(s, URIRef) and s.startswith(ONTOLOGY)
    )


def languages(graph: Graph, node: URIRef, predicate: URIRef) -> list[str]:
    return sorted(label.language or "" for label in graph.objects(node, predicate) if isinstance(label, Literal))


def concepts(kind: str) -> list[URIRef]:
    return sorted(s for s in parsed().subjects(RDF.type, URIRef(SCHEMES[kind][0])) if isinstance(s, URIRef))


CLASSES = ours(OWL.Class)
PROPERTIES = ours(OWL.ObjectProperty, OWL.DatatypeProperty)


def name(iri: URIRef) -> str:
    return iri.removeprefix(ONTOLOGY)


DESCRIBED_ELSEWHERE = {URIRef(POL.candidate), URIRef(POL.matches), URIRef(POL.copyOf)}
"""Properties whose objects other graphs describe: a graph is validated by itself."""


@pytest.mark.parametrize("term", CLASSES + PROPERTIES, ids=name)
def test_a_term_has_a_label_in_both_languages_and_a_comment(term: URIRef) -> None:
    assert languages(parsed("policy"), term, RDFS.label) == ["en", "zh-hans"]
    assert languages(parsed("policy"), term, RDFS.comment) == ["en"]


@pytest.mark.parametrize("term", PROPERTIES, ids=name)
def test_a_property_has_a_domain_and_one_range(term: URIRef) -> None:
    policy = parsed("policy")
    one, several = list(policy.objects(term, RDFS.domain)), list(policy.objects(term, URIRef(SCHEMA.domainIncludes)))
    assert (len(one), len(several) > 1) in {(1, False), (0, True)}, "one rdfs:domain, or several schema:domainIncludes"
    (found,) = policy.objects(term, RDFS.range)
    assert ((term, RDF.type, OWL.DatatypeProperty) in policy) == ("XMLSchema#" in str(found))


@pytest.mark.parametrize("term", CLASSES, ids=name)
def test_a_class_has_a_shape(term: URIRef) -> None:
    shape = URIRef(f"https://w3id.org/policy-kg/shapes#{name(term)}")
    assert (shape, SH.targetClass, term) in parsed("shapes")


@pytest.mark.parametrize("term", PROPERTIES, ids=name)
def test_a_property_is_checked_by_a_shape(term: URIRef) -> None:
    assert (None, SH.path, term) in parsed("shapes")


@pytest.mark.parametrize("term", [p for p in PROPERTIES if (p, RDF.type, OWL.ObjectProperty) in parsed("policy")], ids=name)
def test_a_shape_asks_for_the_range_that_the_property_has(term: URIRef) -> None:
    (wanted,) = parsed("policy").objects(term, RDFS.range)
    asked = {kind for shape in parsed("shapes").subjects(SH.path, term) for kind in parsed("shapes").objects(shape, SH["class"])}
    assert asked == ({wanted} if term not in DESCRIBED_ELSEWHERE else set())


def test_every_term_of_ours_that_a_file_uses_is_defined() -> None:
    used = {node for triple in parsed() for node in triple if isinstance(node, URIRef) and node.startswith(ONTOLOGY)}
    assert used == set(CLASSES + PROPERTIES)


def test_classes_and_properties_are_aligned_with_other_vocabularies() -> None:
    policy = parsed("policy")
    relations = (RDFS.subClassOf, SKOS.closeMatch, SKOS.exactMatch)
    alone = {name(c) for c in CLASSES if not any(policy.objects(c, relation) for relation in relations)}
    assert alone == set()


def test_a_term_from_elsewhere_has_a_label_in_both_languages() -> None:
    policy = parsed("policy")
    external = set(policy.subjects(RDFS.isDefinedBy, None))
    assert external
    assert {t for t in external if isinstance(t, URIRef) and languages(policy, t, RDFS.label) != ["en", "zh-hans"]} == set()


def test_files_hold_no_blank_nodes_except_in_shapes() -> None:
    for path in resource("ontology").glob("*.ttl"):
        blank = [line for line in path.read_text(encoding="utf-8").splitlines() if "[" in re.sub(r'"[^"]*"', "", line)]
        assert path.stem == "shapes" or not blank, path


@pytest.mark.parametrize("kind", sorted(SCHEMES))
def test_a_scheme_has_concepts_with_both_labels_and_an_identifier_in_their_iri(kind: str) -> None:
    graph = parsed()
    assert concepts(kind)
    for concept in concepts(kind):
        assert languages(graph, concept, SKOS.prefLabel) == ["en", "zh-hans"], concept
        (ident,) = graph.objects(concept, URIRef(DCT.identifier))
        assert str(concept) == f"{ID}{kind}/{ident}"
        assert (concept, SKOS.inScheme, URIRef(f"{ID}scheme/{kind}")) in graph


@pytest.mark.parametrize("kind", sorted(SCHEMES))
def test_no_label_is_preferred_and_alternative_at_once(kind: str) -> None:
    graph = parsed()
    for concept in concepts(kind):
        assert not set(graph.objects(concept, SKOS.prefLabel)) & set(graph.objects(concept, SKOS.altLabel)), concept


@pytest.mark.parametrize("kind", sorted(SCHEMES))
def test_no_two_concepts_of_a_scheme_share_a_preferred_label(kind: str) -> None:
    labels = [str(label) for c in concepts(kind) for label in parsed().objects(c, SKOS.prefLabel) if label.language == "en"]  # type: ignore[attr-defined]
    assert len(labels) == len(set(labels))


@pytest.mark.parametrize("kind", ["theme", "strategy"])
def test_a_scheme_has_the_concepts_of_the_authority(kind: str) -> None:
    path = resource("data/authority") / SCHEMES[kind][1]
    rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
    assert {f"{ID}{kind}/{row['id']}" for row in rows} == {str(concept) for concept in concepts(kind)}


def test_a_theme_has_a_broader_one_or_stands_on_top() -> None:
    graph = parsed()
    top = {c for c in concepts("theme") if (c, SKOS.topConceptOf, URIRef(f"{ID}scheme/theme")) in graph}
    for concept in set(concepts("theme")) - top:
        (broader,) = graph.objects(concept, SKOS.broader)
        assert broader in top


def test_every_event_role_has_its_direct_property() -> None:
    direct = set(parsed("policy").subjects(RDFS.subPropertyOf, URIRef(POL.tookPartIn)))
    assert len(direct) == len(concepts("event-role"))


def make_schemes() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_schemes", ROOT / "tools" / "make_schemes.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["make_schemes"] = module  # dataclasses look their module up by name
    spec.loader.exec_module(module)
    return module


def vocabulary(folder: Path) -> Path:
    """Tables of one row each in the shape that the tool reads."""
    plain = "id,label_en,label_zh,notes\nfirst,First,第一;头一个,a note\n"
    for table in ("event_types.csv", "event_roles.csv", "roles.csv"):
        (folder / table).write_text(plain, encoding="utf-8")
    (folder / "themes.csv").write_text(
        "id,broader,label_en,label_zh,scope_en\ntop,,Top,顶,\nlow,top,Low,底,Depths\n", encoding="utf-8"
    )
    head = "id,kind,label_en,label_zh,aliases_en,aliases_zh,provinces\n"
    (folder / "strategies.csv").write_text(head + "s,regional,S,策,S|Strat,策|战略,CN-HN CN-HB\n", encoding="utf-8-sig")
    return folder


def test_schemes_are_made_from_tables(tmp_path: Path) -> None:
    assert make_schemes().main([str(vocabulary(tmp_path)), "--output", str(tmp_path)]) == 0
    made = Graph()
    for path in tmp_path.glob("*.ttl"):
        made.parse(path)
    strategy, role = URIRef(f"{ID}strategy/s"), URIRef(f"{ID}role/first")
    assert set(made.objects(strategy, SKOS.altLabel)) == {Literal("Strat", lang="en"), Literal("战略", lang="zh-hans")}
    assert set(made.objects(strategy, URIRef(POL.covers))) == {URIRef(f"{ID}province/CN-HN"), URIRef(f"{ID}province/CN-HB")}
    assert set(made.objects(role, SKOS.prefLabel)) == {Literal("First", lang="en"), Literal("第一", lang="zh-hans")}
    assert set(made.objects(URIRef(f"{ID}theme/low"), SKOS.broader)) == {URIRef(f"{ID}theme/top")}


def test_a_scheme_that_exists_is_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = tmp_path / "themes.ttl"
    kept.write_text("# edited by hand\n", encoding="utf-8")
    make_schemes().main([str(vocabulary(tmp_path)), "--output", str(tmp_path)])
    assert kept.read_text(encoding="utf-8") == "# edited by hand\n"
    assert "exists and is kept" in capsys.readouterr().err
