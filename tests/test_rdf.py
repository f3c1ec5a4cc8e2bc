"""Readings become the triples that queries and shapes expect."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse
from standins import ZHAO, make_article, make_reading

from kg.model import Mention, Span
from kg.ns import OA, ORG, POL
from kg.rdf import QUOTE_LIMIT, Names, by_default, reading_triples

NAMES = Names()


def triples(reading=None):
    return list(reading_triples(reading or make_reading(), NAMES))


def objects(found, predicate):
    return [t.object for t in found if t.predicate.value == predicate]


def test_equal_readings_give_equal_triples():
    assert triples() == triples()


def test_no_blank_node_is_written():
    assert all(isinstance(t.subject, NamedNode) for t in triples())


def test_a_fact_has_a_node_with_evidence_and_a_direct_triple_beside_it():
    found = triples()
    zhao = NamedNode(NAMES.entity(ZHAO))
    assert Triple(zhao, NamedNode(ORG.holds), NamedNode(NAMES.office("mayor@harbin-government"))) in found
    holding = NamedNode(NAMES.iri("holding", "a1", "1"))
    assert [t.object.value for t in found if t.subject == holding and t.predicate.value == POL.evidence] == [
        NAMES.span("a1", Span(0, 25))
    ]


def test_a_former_office_is_not_held():
    reading = make_reading()
    past = replace(reading, holdings=(replace(reading.holdings[0], former=True),))
    found = triples(past)
    assert not objects(found, ORG.holds)
    assert len(objects(found, POL.formerlyHeld)) == 1


def test_a_span_gives_the_words_between_its_offsets():
    assert Literal("Zhao Min") in objects(triples(), OA.exact)


def test_a_long_quote_is_cut_to_its_bound():
    article = make_article(text="x" * 5000)
    reading = replace(make_reading(article), mentions=(Mention(Span(0, 5000), "x", ZHAO, 0.5, "stand-in"),))
    assert max(len(o.value) for o in objects(triples(reading), OA.exact)) == QUOTE_LIMIT


def test_one_mention_node_holds_all_places_of_an_entity():
    mentions = tuple(Mention(Span(i, i + 4), "Zhao", ZHAO, 0.8, "stand-in") for i in (0, 46))
    found = triples(replace(make_reading(), mentions=mentions))
    node = NamedNode(NAMES.iri("mention", "a1", "1"))
    assert len([t for t in found if t.subject == node and t.predicate.value == POL.evidence]) == 2


def test_accounts_of_one_event_in_two_articles_share_its_iri():
    assert NAMES.event(make_reading()) == NAMES.event(make_reading(make_article("a2")))


def test_an_event_without_a_day_belongs_to_its_article():
    reading = make_reading()
    undated = replace(reading, event=replace(reading.event, start=None, end=None))
    assert NAMES.event(undated) == NAMES.iri("event", "a1")


@given(st.lists(st.text(min_size=1), min_size=1, max_size=3), st.lists(st.text(min_size=1), min_size=1, max_size=3))
def test_different_parts_never_share_an_iri(one, other):
    try:
        same = NAMES.iri("article", *one) == NAMES.iri("article", *other)
    except UnicodeEncodeError:  # lone surrogates have no percent-encoding
        return
    assert same == (one == other)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_title_survives_as_a_literal(title):
    article = make_article(title=title, text="Nothing.")
    found = triples(
        replace(
            make_reading(), article=article, mentions=(), holdings=(), event=None, participations=(), statements=(), topics=()
        )
    )
    text = "".join(f"{t} .\n" for t in found)
    assert {q.triple for q in parse(text.encode(), format=RdfFormat.N_TRIPLES)} == set(found)


@pytest.mark.parametrize(
    ("graph", "seen"),
    [
        (NAMES.graph("ontology"), True),
        (NAMES.graph("authority"), True),
        (NAMES.graph("provenance"), False),
        (NAMES.reading("a1", "rules"), True),
        (NAMES.reading("a1", "llm"), False),
    ],
)
def test_plain_queries_see_ontology_authority_and_the_rules(graph, seen):
    assert by_default(graph) is seen
