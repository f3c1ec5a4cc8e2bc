"""Claims about networks asked for in a user's words, and about those that are too large."""

from __future__ import annotations

import networkx as nx
import pytest

from kg import network
from kg.errors import KgError, UnknownName
from kg.network import TooLarge, advice, heaviest, project, refuse_too_large
from kg.projection import EmptyProjection


@pytest.fixture
def weighted() -> nx.Graph:
    """Ten nodes around one, each a little heavier than the one before, and two of them joined by little."""
    graph = nx.Graph()
    for n in range(1, 11):
        graph.add_edge("hub", f"n{n:02}", weight=n, first=f"20{n:02}-01-01", last=f"20{n:02}-12-31", facts=(f"fact {n}",))
    graph.add_edge("n01", "n02", weight=1, first="2001-05-01", last="2001-05-01", facts=())
    for node, weight in graph.degree(weight="weight"):
        graph.nodes[node]["weight"] = weight
    graph.graph.update(assertions={f"fact {n}": n for n in range(1, 11)}, filters={"since": "2001"}, first="2001-01-01")
    return graph


def test_the_heaviest_nodes_bring_their_facts_days_and_filter(weighted):
    kept = heaviest(weighted, 3)
    assert set(kept) == {"hub", "n10", "n09"}
    assert set(kept.graph["assertions"]) == {"fact 9", "fact 10"}
    assert kept.graph["filters"] == {"since": "2001", "top": "3"}
    assert (kept.graph["first"], kept.graph["last"]) == ("2009-01-01", "2010-12-31")
    assert len(weighted) == 11 and weighted.graph["filters"] == {"since": "2001"}


def test_a_network_of_one_node_is_refused(weighted):
    with pytest.raises(KgError, match="two nodes or more"):
        heaviest(weighted, 1)


def test_heavy_nodes_that_nothing_joins_are_an_empty_network():
    graph = nx.Graph([("a", "x"), ("b", "y")])
    nx.set_node_attributes(graph, {"a": 9, "b": 9, "x": 1, "y": 1}, "weight")
    with pytest.raises(EmptyProjection, match="none of the 2 heaviest nodes is joined"):
        heaviest(graph, 2)


def test_a_graph_that_can_be_read_needs_no_advice(weighted):
    assert advice(weighted) == ""
    refuse_too_large(weighted)


def test_a_too_large_graph_says_how_large_and_what_would_leave_less(weighted):
    told = advice(weighted, most=10)
    assert told.startswith("11 nodes and 11 edges are more than can be read at once: ")
    assert "--top 2 the heaviest 2 nodes" in told and "--min-weight 10 2 nodes and 1 edges" in told


def test_what_the_advice_promises_is_what_its_options_leave():
    graph = nx.barabasi_albert_graph(60, 2, seed=1)
    for number, (a, b) in enumerate(graph.edges):
        graph.edges[a, b]["weight"] = 1 + number % 7
    told = advice(graph, most=50)
    heavy = [e for e in graph.edges(data=True) if e[2]["weight"] >= 7]
    assert f"--min-weight 7 {len({n for a, b, _ in heavy for n in (a, b)})} nodes and {len(heavy)} edges" in told or (
        "--min-weight" not in told and len({n for a, b, _ in heavy for n in (a, b)}) > 10
    )
    kept = network.measures.backbone(graph, 0.05)
    if kept.number_of_edges():
        assert f"--backbone 0.05 would leave {len(kept)} nodes and {kept.number_of_edges()} edges" in told


def test_a_graph_that_no_page_can_hold_is_refused(weighted):
    with pytest.raises(TooLarge, match=r"11 nodes and 11 edges are more than can be drawn on one page: .*--top"):
        refuse_too_large(weighted, most=10)


def test_filters_take_words_in_both_languages(sample):
    one = project(sample, "attendance", around="丁薛祥", since="2024", until="2024")
    assert set(one) == set(project(sample, "attendance", around="Ding Xuexiang", since="2024-01-01", until="2024-12-31"))
    with pytest.raises(UnknownName, match="nothing is named 'Nobody'"):
        project(sample, "attendance", around="Nobody")


def test_the_backbone_holds_only_its_own_facts(sample):
    whole, kept = project(sample, "people-themes"), project(sample, "people-themes", backbone=0.2)
    assert 0 < len(kept.graph["assertions"]) < len(whole.graph["assertions"])
    assert set(kept.graph["assertions"]) == {f for _, _, data in kept.edges(data=True) for f in data["facts"]}
    assert kept.graph["filters"] == {"backbone": "0.2"}


def test_top_leaves_as_many_nodes(sample):
    kept = project(sample, "overview", top=20)
    assert 2 <= len(kept) <= 20 and kept.graph["filters"] == {"top": "20"}


def test_what_a_network_goes_around_is_told_by_name(sample):
    graph = project(sample, "attendance", around="丁薛祥")
    assert graph.graph["filters"] == {"around": "Ding Xuexiang"}
