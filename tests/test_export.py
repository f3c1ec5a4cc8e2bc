"""What is written for other tools can be read by them, and is the same from run to run."""

from __future__ import annotations

import csv

import networkx as nx
import openpyxl
import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import Dataset

from kg import export, pipeline
from kg.errors import BadInput

ARTICLE = "---\nid: harvest\npublished: 2024-05-02\nlang: en\n---\nLi Qiang, premier of the State Council, chaired a symposium in Harbin on May 1. Li stressed that grain output must be stable. Ding Xuexiang attended the symposium.\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    from kg.stores.oxigraph import OxigraphStore

    folder = tmp_path_factory.mktemp("built")
    (folder / "harvest.txt").write_text(ARTICLE, encoding="utf-8")
    with OxigraphStore(folder / "store", writable=True) as store:
        pipeline.build([folder / "harvest.txt"], store)
        yield store


@pytest.mark.parametrize("kind", sorted(set(export.FORMATS) - {"csv"}))
def test_an_export_is_the_same_from_run_to_run(built, tmp_path, kind):
    one, other = (export.export(built, tmp_path / f"{n}.{kind}").read_bytes() for n in "ab")
    assert one == other
    assert len(one) > 500


def test_n_quads_hold_every_graph_but_provenance(built, tmp_path):
    path = export.export(built, tmp_path / "g.nq")
    graphs = {q.graph_name.value for q in parse(path.read_bytes(), format=RdfFormat.N_QUADS)}
    assert graphs == set(built.graphs()) - {built.names.graph("provenance")}


def test_provenance_comes_when_asked_for(built, tmp_path):
    path = export.export(built, tmp_path / "g.nq", provenance=True)
    assert built.names.graph("provenance").encode() in path.read_bytes()


def test_trig_and_turtle_open_in_rdflib(built, tmp_path):
    dataset = Dataset()
    dataset.parse(export.export(built, tmp_path / "g.trig"), format="trig")
    assert len(list(dataset.graphs())) >= 3
    union = Dataset().default_graph
    union.parse(export.export(built, tmp_path / "g.ttl"), format="turtle")
    assert len(union) == sum(1 for _ in built.quads(None))


def test_json_ld_opens_in_its_parser(built, tmp_path):
    path = export.export(built, tmp_path / "g.jsonld")
    assert len(set(parse(path.read_bytes(), format=RdfFormat.JSON_LD))) == sum(1 for _ in built.quads(None))


@pytest.mark.parametrize(("kind", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_networks_open_in_networkx(built, tmp_path, kind, read):
    graph = read(export.export(built, tmp_path / f"g.{kind}"))
    assert "Li Qiang" in {data.get("label_en") for _, data in graph.nodes(data=True)}


def test_tables_open_in_a_spreadsheet(built, tmp_path):
    book = openpyxl.load_workbook(export.export(built, tmp_path / "g.xlsx"))
    rows = list(book["participations"].iter_rows(values_only=True))
    assert "li-qiang" in {row[rows[0].index("person")] for row in rows[1:]}


def test_csv_tables_begin_with_a_byte_order_mark(built, tmp_path):
    folder = export.export(built, tmp_path / "tables", format="csv")
    assert (folder / "people.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with (folder / "people.csv").open(encoding="utf-8-sig", newline="") as lines:
        assert "习近平" not in {row["zh"] for row in csv.DictReader(lines)}


def test_a_cell_that_would_run_as_a_formula_is_disarmed(tmp_path):
    with (tmp_path / "t.csv").open("w", newline="") as out:
        export.write_csv(iter([["=HYPERLINK(1)", 3, None]]), out)
    assert (tmp_path / "t.csv").read_text() == "'=HYPERLINK(1),3,\n"


def test_an_unknown_format_gets_the_known_ones(built, tmp_path):
    with pytest.raises(BadInput, match="graphml"):
        export.export(built, tmp_path / "g.docx")
