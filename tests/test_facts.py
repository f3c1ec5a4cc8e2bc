"""What a store tells of an article is what was read in it."""

from __future__ import annotations

from standins import make_article, make_reading

from kg import facts as telling
from kg import rdf


def add(store, reading, extractor="rules"):
    store.replace(store.names.reading(reading.article.id, extractor), rdf.reading_triples(reading, store.names))


def test_facts_have_the_shape_of_annotations(grounded):
    add(grounded, make_reading())
    assert list(telling.facts(grounded)) == [
        {
            "id": "a1",
            "persons": [{"id": "zhao-min", "en": "Zhao Min", "zh": "赵敏"}],
            "offices": [{"person": "zhao-min", "office": "mayor@harbin-government", "former": False}],
            "event": {"type": "meeting", "start": "2024-05-01", "end": "2024-05-01", "provinces": ["CN-HL"]},
            "roles": [{"person": "zhao-min", "role": "chaired", "position": 1}],
            "provinces": ["CN-HL"],
            "strategies": [],
            "themes": ["agriculture"],
            "statements": [{"speaker": "zhao-min", "themes": ["agriculture"], "strategies": []}],
        }
    ]


def test_doubtful_facts_are_left_out_on_demand(grounded):
    add(grounded, make_reading(sure=0.5))
    (row,) = telling.facts(grounded, min_confidence=0.8)
    assert (row["offices"], row["event"], row["roles"], row["themes"], row["statements"]) == ([], None, [], [], [])
    assert [p["id"] for p in row["persons"]] == ["zhao-min"]


def test_articles_of_one_name_go_by_their_iri(grounded):
    for ident in ("x/a1", "y/a1"):
        add(grounded, make_reading(make_article(ident, name="a1")))
    assert [row["id"] for row in telling.facts(grounded)] == [grounded.names.article("x/a1"), grounded.names.article("y/a1")]


def test_another_readers_facts_are_told_only_when_asked_for(grounded):
    add(grounded, make_reading(), extractor="llm")
    assert list(telling.facts(grounded)) == []
    assert [row["id"] for row in telling.facts(grounded, extractor="llm")] == ["a1"]
