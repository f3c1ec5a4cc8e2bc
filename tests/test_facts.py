"""What a store tells of an article is what was read in it."""

from __future__ import annotations

from conftest import make_article, make_reading

from kg import facts as telling
from kg import foundation, rdf


def add(store, reading, extractor="rules"):
    store.replace(store.names.reading(reading.article.id, extractor), rdf.reading_triples(reading, store.names))


def base(store):
    foundation.refresh(store)


def test_facts_have_the_shape_of_annotations(store):
    base(store)
    add(store, make_reading())
    assert list(telling.facts(store)) == [
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


def test_doubtful_facts_are_left_out_on_demand(store):
    base(store)
    add(store, make_reading(sure=0.5))
    (row,) = telling.facts(store, min_confidence=0.8)
    assert (row["offices"], row["event"], row["roles"], row["themes"], row["statements"]) == ([], None, [], [], [])
    assert [p["id"] for p in row["persons"]] == ["zhao-min"]


def test_articles_of_one_name_go_by_their_iri(store):
    base(store)
    for ident in ("x/a1", "y/a1"):
        add(store, make_reading(make_article(ident, name="a1")))
    assert [row["id"] for row in telling.facts(store)] == [store.names.article("x/a1"), store.names.article("y/a1")]


def test_another_readers_facts_are_told_only_when_asked_for(store):
    base(store)
    add(store, make_reading(), extractor="llm")
    assert list(telling.facts(store)) == []
    assert [row["id"] for row in telling.facts(store, extractor="llm")] == ["a1"]
