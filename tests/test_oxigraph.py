"""The embedded store: graphs change whole or not at all, and the default graph is their union."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Triple
from standins import make_article

from kg.errors import QueryError, StoreError
from kg.rdf import Names
from kg.stores.oxigraph import OxigraphStore, bound

NAMES = Names()
ONE, TWO, LLM = NAMES.reading("1", "rules"), NAMES.reading("2", "rules"), NAMES.reading("1", "llm")


def triple(n: int) -> Triple:
    return Triple(NamedNode(f"http://example.org/{n}"), NamedNode("http://example.org/p"), Literal(n))


def union(store) -> set[Triple]:
    return {q.triple for q in store.quads(None)}


def test_replace_leaves_exactly_the_new_triples(store):
    store.replace(ONE, [triple(1), triple(2)])
    store.replace(ONE, [triple(2), triple(3)])
    assert store.triples(ONE) == {triple(2), triple(3)} == union(store)


def test_replacing_with_the_same_is_nothing_done(store):
    assert store.replace(ONE, [triple(1)])
    assert not store.replace(ONE, [triple(1)])


def test_what_another_graph_still_says_stays_in_the_union(store):
    store.replace(ONE, [triple(1)])
    store.replace(TWO, [triple(1)])
    store.drop(ONE)
    assert union(store) == {triple(1)}
    store.drop(TWO)
    assert not union(store)
    assert not list(store.graphs())


def test_other_readers_are_seen_only_by_name(store):
    store.replace(LLM, [triple(1)])
    assert not union(store)
    assert [r["s"] for r in store.select(f"SELECT ?s {{ GRAPH <{LLM}> {{ ?s ?p ?o }} }}")] == ["http://example.org/1"]


changes = st.lists(st.tuples(st.sampled_from([ONE, TWO, LLM]), st.sets(st.integers(0, 5))), max_size=8)


@settings(max_examples=40, deadline=None)
@given(changes)
def test_the_default_graph_is_always_the_union_of_what_plain_queries_see(changes):
    store = OxigraphStore.in_memory()
    for graph, numbers in changes:
        store.replace(graph, [triple(n) for n in numbers])
    assert union(store) == store.triples(ONE) | store.triples(TWO)


def test_a_second_writer_is_told_that_the_store_is_in_use(store):
    with pytest.raises(StoreError, match="being written by another process"):
        OxigraphStore(store.path, writable=True)


def test_readers_look_while_one_writes(store):
    store.replace(ONE, [triple(1)])
    with OxigraphStore(store.path) as reader:
        assert len(list(reader.select("SELECT ?s { ?s ?p ?o }"))) == 1


def test_a_missing_store_says_how_to_make_one(tmp_path):
    with pytest.raises(StoreError, match="kg build"):
        OxigraphStore(tmp_path / "none")


def test_a_folder_of_something_else_is_left_alone(tmp_path):
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(StoreError, match="is not a store"):
        OxigraphStore(tmp_path, writable=True)


def test_a_store_of_another_format_says_which(tmp_path, store):
    mark = store.path / "policy-kg.json"
    mark.write_text(json.dumps({"format": 99, "base": "x"}))
    with pytest.raises(StoreError, match="format 99"):
        OxigraphStore(store.path)


def test_a_damaged_mark_says_so(store):
    (store.path / "policy-kg.json").write_text("{")
    with pytest.raises(StoreError, match="damaged"):
        OxigraphStore(store.path)


def test_a_file_in_the_way_says_where(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="file"):
        OxigraphStore(tmp_path / "file" / "store", writable=True)


def test_another_base_than_the_stores_is_refused(tmp_path):
    OxigraphStore(tmp_path / "s", writable=True, base="https://example.org/id/").close()
    with pytest.raises(StoreError, match=r"example\.org"):
        OxigraphStore(tmp_path / "s", writable=True, base="https://example.net/id/")
    with OxigraphStore(tmp_path / "s") as store:
        assert store.names.article("a") == "https://example.org/id/article/a"


def test_texts_come_back_as_they_were(store):
    article = make_article(text="一二三\n\tfour\r\n", title="题")
    store.keep_text(article)
    store.keep_text(article)
    assert store.text(article.digest) == (article.title, article.text)
    store.forget_text(article.digest)
    with pytest.raises(StoreError, match="not kept"):
        store.text(article.digest)


def test_broken_sparql_tells_the_place(store):
    with pytest.raises(QueryError, match="SPARQL"):
        store.select("SELECT ?s { ?s ?p }")


def test_a_parameter_is_bound_as_a_term_and_cannot_break_out(store):
    store.replace(ONE, [triple(1)])
    evil = Literal('1 } } DROP ALL # "')
    query = "SELECT ?s { VALUES ?o { UNDEF } ?s ?p ?o }"
    assert list(store.select(query, {"o": evil})) == []
    assert [r["s"] for r in store.select(query, {"o": Literal(1)})] == ["http://example.org/1"]


def test_an_unknown_parameter_is_refused():
    with pytest.raises(QueryError, match="no parameter named x"):
        bound("SELECT * {}", {"x": Literal(1)})
