"""Named queries answer in rows, and take parameters in a user's words."""

from __future__ import annotations

import pytest
from conftest import make_article, make_reading

from kg import asking, foundation, queries, rdf
from kg.errors import QueryError, UnknownName
from kg.stores.oxigraph import OxigraphStore

# What each named query has to tell of the one article in the store: parameters, then part of its first row.
KNOWN_ROWS = {
    "articles": ({}, {"article": "a1", "event_type": "Meeting", "language": "en"}),
    "articles-about": ({"theme": "农业生产"}, {"article": "a1", "weight": 1.0}),
    "co-attendance": ({"least": "1"}, {"person": "Sun Li", "companion": "Zhao Min", "events": 1}),
    "event-attendance": ({"event": "a1"}, {"person": "Sun Li", "position": 1, "role": "attended"}),
    "evidence": ({"fact": "participation/a1/1"}, {"kind": "participation", "start": 0, "end": 44, "rule": "stand-in"}),
    "office-holders": ({"office": "mayor@harbin-government"}, {"person": "Zhao Min", "zh": "赵敏", "articles": 1}),
    "person-timeline": ({"person": "赵敏"}, {"role": "chaired or presided", "office": "mayor@harbin-government", "provinces": "Heilongjiang"}),
    "province-strategy": ({"province": "黑龙江"}, {"province": "Heilongjiang", "articles": 1}),
    "statements": ({"person": "Zhao Min", "theme": "agriculture"}, {"quote": "that harvests come first.", "speech_act": "stressed"}),
    "strategies-by-year": ({}, {"year": 2024, "articles": 1}),
    "themes-by-speaker": ({"person": "zhao-min"}, {"speaker": "Zhao Min", "year": 2024, "statements": 1}),
}


@pytest.fixture(scope="module")
def asked():
    """A store with one article in which two people meet."""
    from dataclasses import replace

    from kg.model import Entity, Mention, Participation, Span

    store = OxigraphStore.in_memory()
    foundation.refresh(store)
    reading = make_reading(make_article())
    sun = Entity("person", "sun-li", "Sun Li", "孙丽", known=False)
    plan = Entity("strategy", "northeast-revitalisation", "", "")
    reading = replace(
        reading,
        mentions=(*reading.mentions, Mention(Span(0, 4), "Zhao", plan, 0.9, "stand-in"), Mention(Span(5, 8), "Min", sun, 0.9, "stand-in")),
        participations=(
            *reading.participations,
            Participation(person=sun, role="attended", position=1, evidence=(Span(5, 8),), rule="stand-in", confidence=0.8),
        ),
    )
    store.replace(store.names.reading("a1", "rules"), rdf.reading_triples(reading, store.names))
    return store


def test_every_named_query_has_a_known_row():
    assert sorted(KNOWN_ROWS) == list(queries.names())


@pytest.mark.parametrize("name", sorted(KNOWN_ROWS))
def test_a_named_query_finds_its_known_row(asked, name):
    words, expected = KNOWN_ROWS[name]
    rows = list(asking.ask(asked, name, **words))
    assert rows, name
    assert {k: rows[0][k] for k in expected} == expected


@pytest.mark.parametrize("name", sorted(KNOWN_ROWS))
def test_a_named_query_gives_the_columns_of_its_header(asked, name):
    rows = asking.ask(asked, name, **KNOWN_ROWS[name][0])
    assert list(rows.columns) == [column for column, _ in queries.named(name).columns]


@pytest.mark.parametrize("name", sorted(KNOWN_ROWS))
def test_each_parameter_stands_in_the_query(name):
    query = queries.named(name)
    assert all(f"VALUES ?{p.variable} {{ UNDEF }}" in query.text for p in query.parameters)


def test_one_person_answers_to_every_name(asked):
    iris = {asking.thing(asked, "person", words) for words in ("zhao-min", "ZHAO MIN", "赵敏", asked.names.iri("person", "zhao-min"))}
    assert len(iris) == 1


def test_an_unknown_name_gets_near_ones(asked):
    with pytest.raises(UnknownName, match="Zhao Min"):
        asking.thing(asked, "person", "Zhao Mint")


def test_an_unknown_query_gets_near_ones(asked):
    with pytest.raises(UnknownName, match="co-attendance"):
        asking.ask(asked, "coattendance")


def test_a_missing_parameter_is_named(asked):
    with pytest.raises(QueryError, match="needs person"):
        asking.ask(asked, "statements")


def test_an_unknown_parameter_gets_the_known_ones(asked):
    with pytest.raises(QueryError, match="since, until"):
        asking.ask(asked, "articles", until_when="2024")


@pytest.mark.parametrize(("words", "last", "found"), [("2024", False, "2024-01-01"), ("2024-02", True, "2024-02-29"), ("2024-3-5", False, "2024-03-05")])
def test_a_year_or_month_will_do_for_a_day(words, last, found):
    assert asking.day(words, last=last) == found


@pytest.mark.parametrize("words", ["soon", "2024-13", "2023-02-29", "1/2/2024", "0000"])
def test_what_is_no_day_is_refused(words):
    with pytest.raises(QueryError, match="is no date"):
        asking.day(words)


@pytest.mark.parametrize("words", ['x" } } DROP ALL', "a b", "<http://x>"])
def test_an_iri_cannot_break_out_of_the_query(asked, words):
    with pytest.raises(UnknownName):
        asking.ask(asked, "evidence", fact=words)


def test_a_header_without_summary_is_refused():
    with pytest.raises(QueryError, match="summary"):
        queries.parse("mine", "SELECT * {}")
