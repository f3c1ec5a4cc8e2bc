"""A dataset folder can be published as it is: complete, described, licensed, and the same from the same store."""

import gzip
import hashlib

import pytest
import rdflib
from pyoxigraph import DefaultGraph, RdfFormat, Store

from kg import dataset
from kg.errors import BadInput

VOID = rdflib.Namespace("http://rdfs.org/ns/void#")
DCT = rdflib.Namespace("http://purl.org/dc/terms/")
DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")
PROV = rdflib.Namespace("http://www.w3.org/ns/prov#")
HERE = "https://example.org/kg/"


@pytest.fixture(scope="module")
def folder(sample_path, tmp_path_factory):
    from kg.stores.oxigraph import OxigraphStore

    with OxigraphStore(sample_path) as store:
        return dataset.write(store, tmp_path_factory.mktemp("dataset") / "out", address=HERE)


@pytest.fixture(scope="module")
def described(folder):
    return rdflib.Graph().parse(folder / "void.ttl")


def value(described, predicate):
    return described.value(rdflib.URIRef(f"{HERE}void.ttl#dataset"), predicate)


def test_the_dump_holds_every_named_graph_and_nothing_else(folder, sample):
    loaded = Store()
    loaded.bulk_load(gzip.decompress((folder / "data.nq.gz").read_bytes()), format=RdfFormat.N_QUADS)
    assert {g.value for g in loaded.named_graphs()} == set(sample.graphs())
    assert not list(loaded.quads_for_pattern(None, None, None, DefaultGraph()))


def test_the_description_counts_what_plain_queries_see(described, sample):
    seen = next(iter(sample.select("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")))["n"]
    articles = next(iter(sample.select("SELECT (COUNT(?a) AS ?n) { ?a a pol:Article }")))["n"]
    assert int(value(described, VOID.triples)) == seen
    assert int(value(described, VOID.documents)) == articles


def test_the_description_tells_licence_rights_sources_and_runs(described):
    assert str(value(described, DCT.license)) == dataset.LICENCE
    assert "LICENCES.md" in value(described, DCT.rights)
    assert value(described, DCT.source)
    assert described.value(value(described, PROV.wasGeneratedBy), rdflib.RDFS.label)


def test_the_checksum_is_that_of_the_dump(folder, described):
    given = described.value(described.value(value(described, DCAT.distribution), SPDX.checksum), SPDX.checksumValue)
    assert given.lower() == hashlib.sha256((folder / "data.nq.gz").read_bytes()).hexdigest()


def test_links_into_other_datasets_are_counted(described):
    hosts = {str(o) for s, o in described.subject_objects(VOID.objectsTarget)}
    assert any("wikidata.org" in host for host in hosts)


def test_without_an_address_the_description_is_relative(sample, tmp_path):
    made = dataset.write(sample, tmp_path / "out")
    anywhere = rdflib.Graph().parse(made / "void.ttl", publicID="https://elsewhere.example/d/void.ttl")
    assert (
        rdflib.URIRef("https://elsewhere.example/d/void.ttl#dataset"),
        VOID.dataDump,
        rdflib.URIRef("https://elsewhere.example/d/data.nq.gz"),
    ) in anywhere


def test_the_same_store_gives_the_same_bytes(folder, sample, tmp_path):
    again = dataset.write(sample, tmp_path / "out", address=HERE)
    files = [p.relative_to(folder) for p in sorted(folder.rglob("*")) if p.is_file()]
    assert len(files) >= 5
    assert all((folder / f).read_bytes() == (again / f).read_bytes() for f in files)


def test_a_folder_with_something_else_in_it_is_left_alone(sample, tmp_path):
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(BadInput, match="something else"):
        dataset.write(sample, tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["letter.txt"]
