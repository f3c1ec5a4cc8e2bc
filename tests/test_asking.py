"""Named queries answer in rows, and take parameters in a user's words."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from standins import make_article, make_reading

from kg import asking, foundation, pipeline, queries, rdf
from kg.errors import QueryError, UnknownName
from kg.stores.oxigraph import OxigraphStore

# What each named query has to tell of the one article in the store: parameters, then part of its first row.
KNOWN_ROWS = {
    "articles": ({}, {"article": "a1", "event_type": "Meeting", "language": "en"}),
    "articles-about": ({"theme": "农业生产"}, {"article": "a1", "weight": 1.0}),
    "collective-statements": (
        {},
        {"speech_act": "noted", "quote": "chaired a meeting", "event_type": "Meeting", "article": "a1"},
    ),
    "demands": (
        {"least": "4"},
        {"speaker": "Zhao Min", "speech_act": "stressed", "strength": 4, "quote": "that harvests come first."},
    ),
    "doubtful-facts": (
        {"below": "90", "person": "孙丽"},
        {"kind": "role", "person": "sun-li", "what": "attended", "confidence": 0.8},
    ),
    "event-accounts": (
        {"event": "a1"},
        {"article": "a1", "start": date(2024, 5, 1), "provinces": "Heilongjiang", "people": 2, "statements": 2},
    ),
    "event-statements": (
        {"event": "a1"},
        {"speaker": "Zhao Min", "themes": "Agricultural production", "quote": "that harvests come first."},
    ),
    "event-types-by-year": ({}, {"event_type": "Meeting", "year": 2024, "events": 1, "accounts": 1}),
    "events": (
        {"province": "黑龙江", "person": "孙丽"},
        {"date": date(2024, 5, 1), "event_type": "Meeting", "provinces": "Heilongjiang", "people": 2},
    ),
    "newcomers": ({"since": "2024"}, {"person": "Sun Li", "first": date(2024, 5, 1), "events": 1, "known": False}),
    "organisation-people": (
        {"organisation": "harbin-government"},
        {"person": "Zhao Min", "zh": "赵敏", "role": "Mayor", "articles": 1},
    ),
    "people": ({}, {"person": "Sun Li", "zh": "孙丽", "events": 1, "chaired": 0, "spoke": 0, "first": date(2024, 5, 1)}),
    "person-offices": ({"person": "赵敏"}, {"role": "Mayor", "articles": 1, "former": 0, "first_attested": date(2024, 5, 2)}),
    "province-themes": ({"province": "黑龙江"}, {"province": "Heilongjiang", "theme": "Agricultural production", "events": 1}),
    "province-visits": ({"person": "孙丽"}, {"province": "Heilongjiang", "person": "Sun Li", "events": 1}),
    "said-on-theme": ({"theme": "agriculture"}, {"speaker": "Zhao Min", "quote": "that harvests come first.", "article": "a1"}),
    "strategy-coverage": ({"province": "CN-HL"}, {"province": "Heilongjiang", "articles": 1, "events": 1}),
    "strategy-debuts": ({}, {"first": date(2024, 5, 2), "article": "a1", "articles": 1}),
    "themes-by-year": ({"theme": "农业生产"}, {"year": 2024, "articles": 1, "of": 1, "percent": 100}),
    "unknown-people": ({}, {"person": "Sun Li", "zh": "孙丽", "articles": 1, "confidence": 0.9}),
    "co-attendance": ({"least": "1"}, {"person": "Sun Li", "companion": "Zhao Min", "events": 1}),
    "event-attendance": ({"event": "a1"}, {"person": "Sun Li", "position": 1, "role": "attended"}),
    "evidence": ({"fact": "participation/a1/1"}, {"kind": "participation", "start": 0, "end": 44, "rule": "stand-in"}),
    "office-holders": ({"office": "mayor@harbin-government"}, {"person": "Zhao Min", "zh": "赵敏", "articles": 1}),
    "person-timeline": (
        {"person": "赵敏"},
        {"role": "chaired or presided", "office": "mayor@harbin-government", "provinces": "Heilongjiang"},
    ),
    "province-strategy": ({"province": "黑龙江"}, {"province": "Heilongjiang", "articles": 1}),
    "statements": (
        {"person": "Zhao Min", "theme": "agriculture"},
        {"quote": "that harvests come first.", "speech_act": "stressed"},
    ),
    "strategies-by-year": ({}, {"year": 2024, "articles": 1}),
    "themes-by-speaker": ({"person": "zhao-min"}, {"speaker": "Zhao Min", "year": 2024, "statements": 1}),
}

# What takes more articles to show: a row that the sample corpus has to give.
SAMPLE_ROWS = {
    "disagreements": ({}, {"on": "type", "values": {"symposium", "conference"}, "date": date(2024, 3, 20), "accounts": 3}),
    "entourage": ({"person": "李强"}, {"companion": "Wu Zhenglong", "events": 2, "first": date(2023, 9, 6)}),
    "event-matches": ({"article": "sample-2024-03-20-changsha-mt"}, {"same": True, "second": "sample-2024-03-20-changsha-zh"}),
    "formulations": ({"until": "2023"}, {"wording": "balance development and security", "year": 2023, "articles": 1}),
    "office-changes": (
        {"person": "He Lifeng"},
        {"change": "appointed", "office": "vice-premier@state-council", "date": date(2023, 3, 12)},
    ),
    "offices-on-day": (
        {"day": "2024-05-01", "organisation": "国务院"},
        {"role": "Premier", "person": "Li Qiang", "start": date(2023, 3, 11)},
    ),
    "protocol-order": ({"person": "丁薛祥"}, {"companion": "Li Qiang", "before": 0}),
    "runs": ({}, {"extractor": "rules", "articles": 62}),
    "strategy-speakers": ({"strategy": "new-quality-productive-forces"}, {"speaker": "Xi Jinping"}),
    "strategy-statements": (
        {"strategy": "Belt and Road Initiative", "province": "Shaanxi"},
        {"speaker": "Ding Xuexiang", "date": date(2025, 4, 16)},
    ),
    "successions": (
        {"organisation": "CN-HB-party"},
        {"before": "Wang Zhonglin", "after": "Guan Zhi'ou", "began": date(2026, 5, 30)},
    ),
    "talks-with": ({"person": "习近平"}, {"companion": "Nicolas Maduro", "date": date(2023, 9, 13)}),
}
EXAMPLES = {
    "person": "习近平",
    "office": "premier@state-council",
    "organisation": "state-council",
    "theme": "innovation",
    "strategy": "belt-and-road",
    "event": "sample-2024-03-20-changsha-zh",
    "fact": "statement/sample-2024-03-20-changsha-zh/1",
    "date": "2024-03-20",
}


@pytest.fixture(scope="module")
def asked():
    """A store with one article in which two people meet."""
    from dataclasses import replace

    from kg.model import Entity, Mention, Participation, Span, Statement

    store = OxigraphStore.in_memory()
    foundation.refresh(store)
    reading = make_reading(make_article())
    sun = Entity("person", "sun-li", "Sun Li", "孙丽", known=False)
    plan = Entity("strategy", "northeast-revitalisation", "", "")
    reading = replace(
        reading,
        mentions=(
            *reading.mentions,
            Mention(Span(0, 4), "Zhao", plan, 0.9, "stand-in"),
            Mention(Span(5, 8), "Min", sun, 0.9, "stand-in"),
        ),
        statements=(
            *reading.statements,
            Statement(speaker=None, speech_act="noted", evidence=(Span(27, 44),), rule="stand-in", confidence=0.9),
        ),
        participations=(
            *reading.participations,
            Participation(person=sun, role="attended", position=1, evidence=(Span(5, 8),), rule="stand-in", confidence=0.8),
        ),
    )
    store.replace(store.names.reading("a1", "rules"), rdf.reading_triples(reading, store.names))
    return store


@pytest.fixture(scope="module")
def reprinted(tmp_path_factory):
    """A store with an article and its reprint on the next day."""
    folder = tmp_path_factory.mktemp("reprints")
    text = "Premier Li Qiang inspected a flour mill in Harbin on May 1. Li said that the mill should buy from small farms first, store for two winters and sell at a price that a pensioner can pay. "
    for name, day in (("first", 2), ("again", 3)):
        (folder / f"{name}.txt").write_text(
            f"---\nid: {name}\ntitle: Li Qiang visits a mill\npublished: 2024-05-0{day}\nlang: en\n---\n{text * 2}",
            encoding="utf-8",
        )
    with OxigraphStore(folder / "store", writable=True) as opened:
        pipeline.build([folder / "first.txt", folder / "again.txt"], opened)
        yield opened


def test_every_named_query_has_a_known_row():
    assert sorted({*KNOWN_ROWS, *SAMPLE_ROWS, "copies"}) == list(queries.names())


def test_there_are_forty_questions_in_six_groups():
    groups = {queries.named(name).group for name in queries.names()}
    assert len(list(queries.names())) >= 40
    assert groups == {
        "people and offices",
        "events and protocol order",
        "statements and themes",
        "strategies and provinces",
        "change over time",
        "provenance and doubt",
    }


@pytest.mark.parametrize("name", sorted(KNOWN_ROWS))
def test_a_named_query_finds_its_known_row(asked, name):
    words, expected = KNOWN_ROWS[name]
    rows = list(asking.ask(asked, name, **words))
    assert rows, name
    assert {k: rows[0][k] for k in expected} == expected


@pytest.mark.parametrize("name", sorted(SAMPLE_ROWS))
def test_the_sample_gives_the_known_row(sample, name):
    words, expected = SAMPLE_ROWS[name]
    rows = [{k: set(v.split(", ")) if k == "values" else v for k, v in row.items()} for row in asking.ask(sample, name, **words)]
    assert any(expected.items() <= {k: row[k] for k in expected}.items() for row in rows), rows[:3]


def test_a_reprint_is_a_copy_of_the_first(reprinted):
    (row,) = asking.ask(reprinted, "copies", article="first")
    assert (row["article"], row["of"], row["first"]) == ("again", "first", date(2024, 5, 2))
    assert row["likeness"] > 0.9


@pytest.mark.parametrize("name", sorted(set(queries.names()) - {"copies"}))
def test_a_named_query_finds_something_in_the_sample(sample, name):
    words = {p.name: EXAMPLES[p.kind] for p in queries.named(name).parameters if p.required}
    assert next(iter(asking.ask(sample, name, **words)), None) is not None


@pytest.mark.parametrize("name", sorted(set(SAMPLE_ROWS) | {"copies"}))
def test_it_gives_the_columns_of_its_header(sample, name):
    words = {p.name: EXAMPLES[p.kind] for p in queries.named(name).parameters if p.required}
    assert list(asking.ask(sample, name, **words).columns) == [column for column, _ in queries.named(name).columns]


@pytest.mark.parametrize("name", sorted(queries.names()))
def test_two_askings_give_the_same_rows(sample, name):
    words = {p.name: EXAMPLES[p.kind] for p in queries.named(name).parameters if p.required}
    assert list(asking.ask(sample, name, **words)) == list(asking.ask(sample, name, **words))


@pytest.mark.parametrize("name", sorted(KNOWN_ROWS))
def test_a_named_query_gives_the_columns_of_its_header(asked, name):
    rows = asking.ask(asked, name, **KNOWN_ROWS[name][0])
    assert list(rows.columns) == [column for column, _ in queries.named(name).columns]


@pytest.mark.parametrize("name", sorted(queries.names()))
def test_each_parameter_stands_in_the_query(name):
    query = queries.named(name)
    assert all(f"VALUES ?{p.variable} {{ UNDEF }}" in query.text for p in query.parameters)


def test_one_person_answers_to_every_name(asked):
    iris = {
        asking.thing(asked, "person", words) for words in ("zhao-min", "ZHAO MIN", "赵敏", asked.names.iri("person", "zhao-min"))
    }
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


@pytest.mark.parametrize(
    ("words", "last", "found"),
    [("2024", False, "2024-01-01"), ("2024-02", True, "2024-02-29"), ("2024-3-5", False, "2024-03-05")],
)
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


def test_the_page_of_queries_says_what_the_headers_say():
    tool = Path(__file__).parent.parent / "tools" / "make_query_list.py"
    done = subprocess.run([sys.executable, str(tool), "--check"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_the_iri_of_an_article_means_its_event(sample):
    name = "sample-2024-03-20-changsha-en"
    parameter = queries.Parameter("event", "event", "event", True, "")
    by_name, by_iri = (asking.term(sample, parameter, words) for words in (name, sample.names.article(name)))
    assert by_name == by_iri
    assert "/event/" in by_iri.value
