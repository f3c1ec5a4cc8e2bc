"""`kg.open` gives one object that answers, tabulates and shows itself in a notebook."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date

import pytest
from standins import make_article, make_reading

import kg
from kg import rdf
from kg.api import Graph
from kg.errors import KgError, QueryError, StoreError, UnknownName
from kg.model import Entity, Mention, Span


@pytest.fixture(scope="module")
def graph(sample_path):
    """The sample corpus."""
    with kg.open(sample_path) as opened:
        yield opened


@pytest.fixture
def hostile(grounded):
    """A graph of one article with somebody whose name is a script."""
    mallory = Entity("person", "mallory", "<script>alert(1)</script>", known=False)
    article = make_article(
        title="<b>Bold</b>", text="<b>Zhao Min</b>, mayor of Harbin, chaired a meeting. Zhao stressed that harvests come first."
    )
    reading = make_reading(article)
    reading = replace(reading, mentions=(*reading.mentions, Mention(Span(0, 4), "Zhao", mallory, 0.9, "stand-in")))
    grounded.keep_text(article)
    grounded.replace(grounded.names.reading("a1", "rules"), rdf.reading_triples(reading, grounded.names))
    return Graph(grounded)


def test_a_missing_store_says_how_to_make_one(tmp_path):
    with pytest.raises(StoreError, match="kg build"):
        kg.open(tmp_path / "nowhere")


def test_the_store_may_come_from_the_environment(sample_path, monkeypatch):
    monkeypatch.setenv("KG_STORE", str(sample_path))
    with kg.open() as opened:
        assert opened.store.path == sample_path


def test_a_named_query_takes_words_days_and_things(graph):
    xi = graph.person("习近平")
    by_word = graph.query("statements", person="Xi Jinping", since="2024")
    by_thing = graph.query("statements", person=xi, since=date(2024, 1, 1))
    assert list(by_word) == list(by_thing)
    assert len(by_word) > 3
    assert set(by_word["speech_act"]) == {row["speech_act"] for row in by_word}


def test_sparql_gives_rows(graph):
    (row,) = graph.query("SELECT (COUNT(DISTINCT ?a) AS ?n) { ?a a pol:Article }")
    assert row == {"n": 62}


@pytest.mark.parametrize("name", ['Xi" } UNION { ?p ?q ?name', "Xi Jinping' #", "\\", "\n"])
def test_a_value_never_becomes_a_part_of_the_query(graph, name):
    asked = "SELECT ?p { VALUES ?name { UNDEF } ?p skos:prefLabel ?label FILTER(STR(?label) = ?name) }"
    assert len(graph.query(asked, name=name)) == 0
    assert len(graph.query(asked, name="Xi Jinping")) == 1


def test_a_thing_stands_for_itself_in_sparql(graph):
    asked = "SELECT ?zh { VALUES ?who { UNDEF } ?who skos:prefLabel ?zh FILTER(LANG(?zh) = 'zh-hans') }"
    assert graph.query(asked, who=graph.person("Li Qiang"))["zh"] == ["李强"]


def test_a_construct_gives_an_rdflib_graph(graph):
    result = graph.query("CONSTRUCT { ?p pol:chaired ?e } { ?p pol:chaired ?e }")
    assert len(result.graph()) == len(result) > 5
    with pytest.raises(QueryError, match="CONSTRUCT"):
        graph.query("people").graph()


def test_an_ask_gives_a_truth(graph):
    assert graph.query("ASK { ?e a pol:Event }")
    assert not graph.query("ASK { ?e a pol:Nothing }")


def test_rows_become_a_data_frame(graph):
    pytest.importorskip("pandas", reason="pandas is not installed: pip install 'policy-kg[notebooks]'")
    frame = graph.query("people", least=2).df()
    assert list(frame.columns[:3]) == ["person", "zh", "events"]
    assert (frame["events"] >= 2).all()
    empty = graph.query("people", least=999).df()
    assert list(empty.columns) == list(frame.columns)


def test_without_pandas_the_message_names_the_extra(graph, monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(QueryError, match=r"policy-kg\[notebooks\]"):
        graph.query("people").df()


@pytest.mark.parametrize("asked", ["peoples", "SELECT {", "SELECT * { ?s ?p", "nothing.rq"])
def test_what_is_no_query_says_so(graph, asked):
    with pytest.raises(KgError):
        graph.query(asked)


def test_an_unknown_name_gets_near_ones(graph):
    with pytest.raises(UnknownName, match="Cai Qi"):
        graph.person("Cai Qii")
    with pytest.raises(UnknownName, match="person, office"):
        graph.thing("planet", "Mars")


def test_a_person_knows_offices_deeds_companions_and_words(graph):
    person = graph.person("丁薛祥")
    assert (person.id, person.en, person.zh) == ("ding-xuexiang", "Ding Xuexiang", "丁薛祥")
    assert "vice-premier@state-council" in person.offices()["office"]
    assert len(person.timeline(until=2023)) < len(person.timeline())
    assert "Li Qiang" in person.companions(least=2)["companion"]
    assert len(person.statements()) > 1
    assert repr(person) == "<Person Ding Xuexiang 丁薛祥>"


def test_an_office_an_event_and_an_article_tell_of_themselves(graph):
    assert "Li Qiang" in graph.office("premier@state-council").holders()["person"]
    article = graph.article("sample-2024-03-20-changsha-zh")
    assert article.event is not None
    assert article.event == graph.event("sample-2024-03-20-changsha-en")
    assert len(article.event.accounts()) == 3
    assert "Xi Jinping" in article.event.people()["person"]
    assert article.published == date(2024, 3, 20)
    assert "ding-xuexiang" in [p["id"] for p in article.facts()["persons"]]


@pytest.mark.parametrize(
    ("kind", "words", "ident"),
    [
        ("province", "湖南", "CN-HN"),
        ("strategy", "Belt and Road Initiative", "belt-and-road"),
        ("theme", "农业生产", "agriculture"),
        ("organisation", "国务院", "state-council"),
    ],
)
def test_other_things_go_by_their_names(graph, kind, words, ident):
    assert getattr(graph, kind)(words).id == ident


def test_searching_gives_rows(sample_path, tmp_path):
    import shutil

    with kg.open(shutil.copytree(sample_path, tmp_path / "store")) as graph:
        assert graph.search("粮食安全")["kind"][0] == "theme"
        assert set(graph.search("粮食安全", kinds=["quote"])["kind"]) == {"quote"}


def test_a_view_becomes_a_network(graph):
    assert graph.project("attendance", since="2024").number_of_edges() > 3


def test_everything_shows_itself_in_a_notebook(graph):
    shown = [
        graph,
        graph.person("Xi Jinping"),
        graph.event("sample-2024-03-20-changsha-en"),
        graph.office("premier@state-council"),
    ]
    for thing in (*shown, graph.query("people"), graph.queries(), graph.article("sample-2024-03-20-changsha-zh")):
        assert thing._repr_html_().count("<") > 5
        assert repr(thing).startswith("<")
        assert len(repr(thing)) < 200


def test_nothing_that_was_read_becomes_markup(hostile):
    mallory = hostile.person("mallory")
    for thing in (mallory, hostile.query("unknown-people"), hostile.article("a1"), hostile.event("a1")):
        html = thing._repr_html_()
        assert "<script>" not in html
        assert "<b>" not in html
    assert "&lt;script&gt;" in mallory._repr_html_()


def test_a_long_answer_is_shown_in_part(graph):
    html = graph.query("SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 80")._repr_html_()
    assert html.count("<tr>") == 51
    assert "80 rows, of which 50 are shown" in html


def test_broken_sparql_says_its_line_and_column_and_a_hint(graph):
    with pytest.raises(QueryError, match=r"(?s)line 2, column \d+.*There are 1 \{ and 0 \}"):
        graph.query("SELECT ?p {\n ?p pol:chaired ?event")


def test_a_word_of_a_name_suggests_it(graph):
    with pytest.raises(UnknownName, match="did you mean Science and technology"):
        graph.theme("science")
    with pytest.raises(UnknownName) as missing:
        graph.person("Xi Jinpin")
    assert "xi-jinping" not in str(missing.value)


def test_there_are_the_named_queries(graph):
    assert "person-timeline" in graph.queries()["query"]
