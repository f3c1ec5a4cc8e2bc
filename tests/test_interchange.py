"""What is written for other tools opens in their own parsers, says what the network says, and is the same each time."""

from __future__ import annotations

import csv
import json
import re
import sys
from datetime import date
from typing import Any

import networkx as nx
import pytest

from kg.errors import BadInput
from kg.interchange import FOLDERS, WRITERS, kind_of, write
from kg.projection import Assertion, Evidence, Source

ODD = 'Ann "the <b>Fox</b>" & Co; 狐狸 🦊\x08'
BASE = "https://w3id.org/policy-kg/id/"
ANN, TIDES = f"{BASE}person/ann", f"{BASE}theme/tides"


@pytest.fixture
def network() -> nx.Graph:
    """Ann spoke about tides on two days, as `kg.project` tells it."""
    spans = (Evidence(f"{BASE}article/a#char=0,3", "Ann"), Evidence(f"{BASE}article/b#char=0,3", "Ann"))
    facts = {
        f"f{n}": Assertion(
            f"f{n}", "spoke about", ANN, TIDES, f"e{n}", day, "stressed", "强调", Source("a"), "r", 0.9, (spans[n],)
        )
        for n, day in enumerate(("2024-05-01", "2024-07-02"))
    }
    graph = nx.Graph(view="people-themes", summary="s", filters={}, bipartite=True, assertions=facts, events={}, incidence={})
    graph.add_node(ANN, id=ANN, kind="person", label_en=ODD, label_zh="安", weight=2, bipartite=0)
    graph.add_node(TIDES, id=TIDES, kind="theme", label_en="Tides", label_zh="潮汐", weight=2, bipartite=1)
    days = {"first": "2024-05-01", "last": "2024-07-02"}
    evidence = tuple(s.id for s in spans)
    graph.add_edge(ANN, TIDES, kind="spoke about", count=2, weight=0.5, **days, facts=("f0", "f1"), evidence=evidence)
    return graph


def contents(path: Any) -> list[bytes]:
    return [p.read_bytes() for p in sorted(path.rglob("*")) if p.is_file()]


@pytest.mark.parametrize("kind", sorted(WRITERS))
def test_the_same_network_gives_the_same_bytes(network, tmp_path, kind):
    if kind == "parquet":
        pytest.importorskip("pyarrow")
    turned = nx.Graph(**network.graph)
    turned.add_nodes_from(reversed(list(network.nodes(data=True))))
    turned.add_edges_from(network.edges(data=True))
    for name, graph in (("a", network), ("b", turned)):
        write(graph, tmp_path / name / f"out.{kind}", format=kind)
    assert contents(tmp_path / "a") == contents(tmp_path / "b") != []


def test_graphml_opens_with_names_numbers_and_evidence(network, tmp_path):
    graph = nx.read_graphml(write(network, tmp_path / "x.graphml"))
    assert graph.nodes[ANN]["label_en"] == ODD.replace("\x08", "")
    edge = graph.edges[ANN, TIDES]
    assert (edge["weight"], edge["count"], edge["facts"], edge["first"]) == (0.5, 2, 2, "2024-05-01")
    assert edge["evidence"].split() == [f"{BASE}article/a#char=0,3", f"{BASE}article/b#char=0,3"]


def test_gexf_says_when_each_edge_and_node_was_there(network, tmp_path):
    path = write(network, tmp_path / "x.gexf")
    graph = nx.read_gexf(path)
    spells = [("2024-05-01", "2024-05-01"), ("2024-07-02", "2024-07-02")]
    assert graph.edges[ANN, TIDES]["spells"] == spells and graph.nodes[ANN]["spells"] == spells
    assert graph.graph["mode"] == "dynamic" and 'timeformat="date"' in path.read_text(encoding="utf-8")
    assert graph.nodes[TIDES]["label"] == "Tides"


def test_gexf_without_any_day_is_static(tmp_path):
    graph = nx.Graph()
    graph.add_edge("a", "b", weight=1)
    assert nx.read_gexf(write(graph, tmp_path / "x.gexf")).graph["mode"] == "static"


def test_node_link_json_opens_with_all_that_edges_know(network, tmp_path):
    path = write(network, tmp_path / "x.json")
    graph = nx.node_link_graph(json.loads(path.read_text(encoding="utf-8")), edges="edges")
    assert graph.graph["view"] == "people-themes" and graph.graph["bipartite"] is True
    assert graph.edges[ANN, TIDES]["facts"] == ["f0", "f1"]
    assert graph.nodes[ANN]["label_en"] == ODD


def test_cytoscape_json_opens(network, tmp_path):
    data = json.loads(write(network, tmp_path / "x.cyjs").read_text(encoding="utf-8"))
    assert nx.cytoscape_graph(data).edges[ANN, TIDES]["weight"] == 0.5
    assert {n["data"]["name"] for n in data["elements"]["nodes"]} == {ODD, "Tides"}
    assert [e["data"]["id"] for e in data["elements"]["edges"]] == ["e0"]


def table(path: Any) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_cytoscape_tables_meet_by_name(network, tmp_path):
    folder = write(network, tmp_path / "cyto", format="cytoscape")
    nodes, edges = table(folder / "nodes.csv"), table(folder / "edges.csv")
    assert {n["name"]: n["label_zh"] for n in nodes} == {ANN: "安", TIDES: "潮汐"}
    assert [(e["source"], e["interaction"], e["target"], e["weight"]) for e in edges] == [(ANN, "spoke about", TIDES, "0.5")]


FIELD = re.compile(r"(\w*):(ID|LABEL|START_ID|END_ID|TYPE|string|string\[\]|int|long|double|date)")
READ = {"string": str, "int": int, "long": int, "double": float, "date": date.fromisoformat, "string[]": lambda v: v.split(";")}


def imported(path: Any) -> list[dict[str, Any]]:
    """Rows as Neo4j's import reads them, by the types of the header's fields; nothing where a field is empty."""
    rows = []
    for row in table(path):
        fields = {name: FIELD.fullmatch(name) for name in row}
        assert all(fields.values()), sorted(row)
        rows.append({f[1] or f[2]: READ.get(f[2], str)(row[n]) for n, f in fields.items() if f and row[n]})
    return rows


def test_neo4j_tables_are_typed_and_their_ends_exist(network, tmp_path):
    folder = write(network, tmp_path / "neo", format="neo4j")
    nodes, edges = imported(folder / "nodes.csv"), imported(folder / "relationships.csv")
    assert {n["id"]: n["LABEL"] for n in nodes} == {ANN: "Person", TIDES: "Theme"}
    assert {n["label_en"] for n in nodes} == {ODD, "Tides"}
    (edge,) = edges
    assert (edge["START_ID"], edge["END_ID"], edge["TYPE"]) == (ANN, TIDES, "SPOKE_ABOUT")
    assert (edge["count"], edge["weight"], edge["first"], len(edge["evidence"])) == (2, 0.5, date(2024, 5, 1), 2)


def test_parquet_opens_as_an_edge_list_with_its_nodes(network, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    (edge,) = parquet.read_table(write(network, tmp_path / "x.parquet")).to_pylist()
    assert (edge["source"], edge["first"], edge["facts"]) == (ANN, date(2024, 5, 1), ["f0", "f1"])
    nodes = parquet.read_table(tmp_path / "x-nodes.parquet").to_pylist()
    assert {n["id"]: n["bipartite"] for n in nodes} == {ANN: 0, TIDES: 1}


def test_without_pyarrow_parquet_says_what_to_install(network, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(BadInput, match=r"policy-kg\[parquet\]"):
        write(network, tmp_path / "x.parquet")


def test_unknown_formats_and_places_that_cannot_be_written_are_refused(network, tmp_path):
    with pytest.raises(BadInput, match="cannot write a network as 'docx'; choose one of cyjs, cytoscape, gexf"):
        write(network, tmp_path / "x.docx")
    (tmp_path / "file").write_text("")
    with pytest.raises(BadInput, match="cannot write"):
        write(network, tmp_path / "file" / "x.gexf")


def test_a_file_s_ending_says_what_is_written():
    assert [kind_of(name) for name in ("a.html", "a.png", "a", "A.GEXF", "a.b.graphml")] == ["", "", "", "gexf", "graphml"]
    for name in ("a.docx", "a.neo4j"):
        with pytest.raises(BadInput, match=r"a page ends in .html, a picture in .png or .svg, a network in one of .cyjs, .gexf"):
            kind_of(name)


@pytest.mark.parametrize("kind", sorted(set(WRITERS) - {"parquet"}))
def test_arrows_and_bare_networks_can_be_written(tmp_path, kind):
    graph = nx.DiGraph([("b", "a"), ("a", "c")])
    path = write(graph, tmp_path / "out", format=kind)
    assert path.is_dir() == (kind in FOLDERS)
    if kind == "graphml":
        assert list(nx.read_graphml(path).edges) == [("a", "c"), ("b", "a")]


def test_a_view_of_a_store_is_exported_with_its_filters(grounded, tmp_path):
    from kg.export import export

    path = export(grounded, tmp_path / "x.graphml", view="succession", province="湖南")
    graph = nx.read_graphml(path)
    assert graph.is_directed() and "Mao Weiming" in nx.get_node_attributes(graph, "label_en").values()
    with pytest.raises(BadInput, match="ttl holds all of the graph, not one view; a view goes to cyjs"):
        export(grounded, tmp_path / "x.ttl", view="succession")
