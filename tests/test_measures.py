"""Measures agree with graphs that can be reckoned by hand, with networkx itself, and from run to run."""

from __future__ import annotations

import math
import sys

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import measures
from kg.errors import KgError, UnknownName
from kg.measures import MEASURES, adjusted_rand, backbone, communities, leiden, louvain, measure, power_iteration, significance

BRIDGE = "d"


@pytest.fixture
def barbell() -> nx.Graph:
    """Two triangles, abc and efg, that only d joins, by light edges."""
    graph = nx.Graph()
    for a, b, w in ("ab3", "bc3", "ca3", "ef2", "fg2", "ge2", "cd1", "de1"):
        graph.add_edge(a, b, weight=int(w))
    for node in graph:
        graph.nodes[node].update(kind="person", label_en=node.upper(), label_zh=node, side="left" if node in "abc" else "right")
    return graph


@pytest.fixture
def two_modes() -> nx.Graph:
    graph = nx.Graph(bipartite=True)
    graph.add_nodes_from("pqr", bipartite=0, kind="person")
    graph.add_nodes_from("xyz", bipartite=1, kind="theme")
    graph.add_edges_from(["px", "py", "qx", "qy", "rz", "ry"], weight=1)
    return graph


def column(table, name):
    return {row["id"]: row[name] for row in table}


def test_every_measure_cites_its_paper():
    for name in MEASURES:
        function = {"backbone": significance}.get(name, MEASURES[name].reckon)
        assert any(str(year) in function.__doc__ for year in range(1900, 2025)), name


def test_rows_have_names_and_the_first_measure_ranks_them(barbell):
    table = measure(barbell, "betweenness", "degree")
    assert table.columns == ("id", "kind", "label_en", "label_zh", "betweenness", "degree")
    assert (table[0]["id"], table[0]["label_en"]) == (BRIDGE, "D")
    assert [row["betweenness"] for row in table] == sorted((row["betweenness"] for row in table), reverse=True)


def test_without_names_the_usual_ones_are_told(barbell):
    assert {"degree", "strength", "betweenness", "community", "community_stability"} <= set(measure(barbell).columns)


def test_who_bridges_is_least_constrained_and_most_between(barbell):
    assert measure(barbell, "constraint")[0]["id"] in ("c", "d", "e")
    assert column(measure(barbell, "betweenness"), "betweenness")[BRIDGE] == pytest.approx(9 / 15)


def test_strength_is_the_sum_of_weights(barbell):
    assert column(measure(barbell, "strength"), "strength") == {"a": 6, "b": 6, "c": 7, "d": 2, "e": 5, "f": 4, "g": 4}


def test_cores_and_clustering_tell_triangles_from_the_bridge(barbell):
    table = measure(barbell, "core", "clustering")
    assert column(table, "core") == dict.fromkeys("abcefgd", 2)
    assert column(table, "clustering")[BRIDGE] == 0 < column(table, "clustering")["f"] < column(table, "clustering")["a"]


def test_heavy_edges_are_short():
    graph = nx.Graph()
    graph.add_weighted_edges_from([("a", "b", 10), ("b", "c", 10), ("a", "c", 1)])
    assert column(measure(graph, "betweenness"), "betweenness") == {"a": 0, "b": 1, "c": 0}


def test_our_walk_is_the_pagerank_of_networkx():
    pytest.importorskip("scipy")
    for graph in (nx.karate_club_graph(), nx.gnp_random_graph(30, 0.1, seed=2, directed=True)):
        theirs = nx.pagerank(graph, tol=1e-10, max_iter=10_000)
        ours = power_iteration(graph)
        assert all(ours[n] == pytest.approx(theirs[n], abs=1e-6) for n in graph)
        assert measures.pagerank(graph)[0] == pytest.approx(theirs[0], abs=1e-6)


def test_without_scipy_pagerank_is_our_walk(barbell, monkeypatch):
    monkeypatch.setattr(measures, "_installed", lambda package: False)
    assert measures.pagerank(barbell) == power_iteration(barbell)


@pytest.mark.parametrize("find", [leiden, louvain])
def test_both_ways_find_the_two_triangles(barbell, find):
    if find is leiden:
        pytest.importorskip("igraph")
    groups = find(barbell)
    assert {"a", "b", "c"} <= groups[0] or {"a", "b", "c"} <= groups[1]
    assert sorted(map(len, groups)) == [3, 4]


@pytest.mark.parametrize("installed", [True, False])
def test_the_same_seed_gives_the_same_communities(monkeypatch, installed):
    if installed:
        pytest.importorskip("igraph")
    monkeypatch.setattr(measures, "_installed", lambda package: installed)
    graph = nx.gnp_random_graph(60, 0.08, seed=4)
    turned = nx.Graph()
    turned.add_nodes_from(reversed(list(graph)))
    turned.add_edges_from((b, a) for a, b in reversed(list(graph.edges)))
    assert communities(graph, seed=3) == communities(turned, seed=3)


def test_stability_is_one_where_every_run_agrees_and_less_where_not(barbell):
    assert set(column(measure(barbell, "community"), "community_stability")) == set(barbell)
    clear = nx.disjoint_union(nx.complete_graph(5), nx.complete_graph(5))
    assert set(column(measure(clear, "community"), "community_stability").values()) == {1}
    assert measure(clear, "modularity")[0] == {"measure": "modularity", "value": 0.5, "communities": 2, "stability": 1.0}
    muddle = nx.gnp_random_graph(60, 0.1, seed=1)
    assert measure(muddle, "modularity")[0]["stability"] < 1


def test_partitions_agree_fully_or_by_chance():
    one, other = [{1, 2}, {3, 4}], [{1, 3}, {2, 4}]
    assert adjusted_rand(one, one) == 1 and adjusted_rand(one, other) == pytest.approx(-0.5)


def test_bipartite_measures_need_two_modes(barbell, two_modes):
    table = {row["id"]: row for row in measure(two_modes, "bipartite")}
    assert table["y"]["bipartite_degree"] == 1 and table["p"]["bipartite_degree"] == pytest.approx(2 / 3)
    assert table["z"]["bipartite_redundancy"] is None and table["p"]["bipartite_redundancy"] == 1
    with pytest.raises(KgError, match="graph of two modes, such as people-themes"):
        measure(barbell, "bipartite")


def test_like_joins_like_by_any_attribute(barbell):
    (row,) = measure(barbell, "assortativity", by="side")
    assert 0.5 < row["value"] < 1
    assert measure(barbell, "assortativity", by="kind")[0]["value"] is None
    assert measure(barbell, "assortativity", by="degree")[0]["value"] == pytest.approx(
        nx.degree_assortativity_coefficient(barbell), abs=1e-9
    )
    with pytest.raises(KgError, match="no attribute 'hair'; assortativity is by one of degree, kind"):
        measure(barbell, "assortativity", by="hair")


def test_the_backbone_keeps_what_chance_does_not_explain():
    star = nx.Graph()
    star.add_weighted_edges_from([("hub", n, 1) for n in range(9)] + [("hub", "friend", 91)])
    assert significance(star)["hub", "friend"] == pytest.approx(0.09**9)
    kept = backbone(star, 0.05)
    assert list(kept.edges) == [("hub", "friend")] and len(star) == 11
    assert measure(star, "backbone")[0]["target"] == "friend"
    with pytest.raises(KgError, match="between 0 and 1, not 5"):
        backbone(star, 5)


def test_who_shares_all_friends_but_never_met_is_an_absence():
    graph = nx.complete_graph(6)
    graph.remove_edge(0, 5)
    graph.add_edge(5, "far")
    first, *_ = measure(graph, "absences")
    assert {first["source"], first["target"]} == {0, 5} and first["in_common"] == 4


def test_in_two_modes_an_absence_joins_both_sides(two_modes):
    first, *_ = measure(two_modes, "absences")
    assert {two_modes.nodes[first[end]]["bipartite"] for end in ("source", "target")} == {0, 1}
    assert not two_modes.has_edge(first["source"], first["target"])


def test_unknown_and_ill_matched_measures_are_refused(barbell):
    with pytest.raises(UnknownName, match="no measure 'charm'; there are: degree, strength"):
        measure(barbell, "charm")
    with pytest.raises(KgError, match="degree is about nodes; modularity is about graph"):
        measure(barbell, "degree", "modularity")


def test_measures_of_the_graph_stand_in_one_table(barbell):
    table = measure(barbell, "modularity", "assortativity", by="side")
    assert [row["measure"] for row in table] == ["modularity", "assortativity"]
    assert all(tuple(row) == table.columns for row in table)


def test_a_table_is_rows_and_a_frame(barbell):
    pandas = pytest.importorskip("pandas")
    table = measure(barbell, "degree")
    assert isinstance(table.frame(), pandas.DataFrame) and list(pandas.DataFrame(table).columns) == list(table.columns)
    assert "<td>D</td>" in table._repr_html_()


def test_without_pandas_a_frame_says_what_to_install(barbell, monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(KgError, match="pip install pandas"):
        measure(barbell, "degree").frame()


def test_a_faster_backend_gives_the_same_numbers():
    pytest.importorskip("nx_parallel", reason="needs nx-parallel", exc_type=ImportError)
    graph = nx.karate_club_graph()
    plain = {name: column(measure(graph, name), name) for name in ("betweenness", "clustering", "eigenvector")}
    with nx.config(backend_priority=["parallel"], fallback_to_nx=True):
        fast = {name: column(measure(graph, name), name) for name in plain}
    assert all(fast[m][n] == pytest.approx(plain[m][n], abs=1e-6) for m in plain for n in graph)


@pytest.mark.parametrize("name", [n for n, m in MEASURES.items() if n != "bipartite"])
def test_measures_bear_graphs_with_nobody_or_nothing(name):
    alone = nx.Graph()
    alone.add_node("a", kind="person")
    for graph in (alone, nx.DiGraph([("a", "b"), ("b", "c")])):
        for node in graph:
            graph.nodes[node]["kind"] = "person"
        assert isinstance(measure(graph, name), measures.Table)


GRAPHS = st.dictionaries(
    st.tuples(st.sampled_from("abcdefg"), st.sampled_from("abcdefg")).filter(lambda e: e[0] < e[1]), st.integers(1, 9), min_size=1
)


@settings(deadline=None)  # the first example loads scipy and igraph
@given(GRAPHS)
def test_shares_stay_within_bounds(edges):
    graph = nx.Graph()
    graph.add_weighted_edges_from((a, b, w) for (a, b), w in edges.items())
    table = measure(graph, "pagerank", "betweenness", "clustering", "eigenvector", "community")
    assert sum(row["pagerank"] for row in table) == pytest.approx(1)
    for row in table:
        assert all(-1e-9 <= row[m] <= 1 + 1e-9 for m in ("betweenness", "clustering", "eigenvector", "community_stability"))
    assert all(0 <= chance <= 1 for chance in significance(graph).values())
    assert not any(math.isnan(row["pagerank"]) for row in table)


@given(GRAPHS, st.floats(0.01, 0.99), st.floats(0.01, 0.99))
def test_a_stricter_backbone_lies_within_a_looser_one(edges, one, other):
    graph = nx.Graph()
    graph.add_weighted_edges_from((a, b, w) for (a, b), w in edges.items())
    strict, loose = (set(backbone(graph, alpha).edges) for alpha in sorted((one, other)))
    assert {frozenset(e) for e in strict} <= {frozenset(e) for e in loose}
