"""Two readers agree where they tell the same of an article, and every other fact is told as a difference."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from standins import make_article, make_reading

from kg import comparison, foundation, pipeline, rdf
from kg import facts as telling
from kg.cli import main
from kg.comparison import Difference, of_facts
from kg.errors import UnknownName
from kg.model import Activity, Entity, Mention, Office, OfficeHolding, Span

TWO = ("rules", "llm")


def telling_of(**parts):
    """What is told of one article by somebody who found the harvest meeting."""
    return {
        "id": "a1",
        "persons": [{"id": "zhao-min", "en": "Zhao Min"}],
        "offices": [{"person": "zhao-min", "office": "minister@mfa", "former": False}],
        "event": {"type": "meeting", "start": "2024-05-01", "end": "2024-05-01", "provinces": ["CN-HL"]},
        "roles": [{"person": "zhao-min", "role": "chaired"}],
        "provinces": ["CN-HL"],
        "strategies": [],
        "themes": ["agriculture"],
        "statements": [],
        **parts,
    }


def differences(left, right):
    return of_facts({"a1": left}, {"a1": right}, TWO)[1]


def test_two_who_tell_the_same_do_not_differ():
    agreement, found = of_facts({"a1": telling_of()}, {"a1": telling_of()}, TWO)
    assert found == []
    assert {c.f1 for c in agreement.values()} == {1.0}


def test_what_only_one_has_is_told_with_its_reader():
    left, right = telling_of(themes=["agriculture", "water"]), telling_of(themes=["agriculture", "employment"])
    assert [(d.reader, d.fact) for d in differences(left, right) if d.layer == "themes"] == [
        ("rules", "water"),
        ("llm", "employment"),
    ]


def test_another_type_is_one_difference_and_not_two():
    right = telling_of(event={"type": "conference", "start": "2024-05-01", "end": "2024-05-01", "provinces": ["CN-HL"]})
    assert differences(telling_of(), right) == [Difference("a1", "event type", "rules/llm", "meeting", "conference")]


def test_a_person_of_another_identifier_is_the_same_by_name():
    right = telling_of(
        persons=[{"id": "zhao-min-1a2b3c", "en": "Zhao Min"}],
        offices=[{"person": "zhao-min-1a2b3c", "office": "minister@mfa", "former": False}],
        roles=[{"person": "zhao-min-1a2b3c", "role": "chaired"}],
    )
    assert differences(telling_of(), right) == []


def test_kinds_are_about_roles_and_themes_and_not_about_people_and_days():
    event = {"type": "meeting", "start": "2024-05-02", "end": "2024-05-02", "provinces": ["CN-HL"]}
    right = telling_of(roles=[{"person": "zhao-min", "role": "attended"}], event=event, offices=[])
    assert {d.kind for d in differences(telling_of(), right)} == {
        ("roles", "rules", "chaired"),
        ("roles", "llm", "attended"),
        ("event date", "rules/llm", "another day"),
        ("offices", "rules", "minister"),
    }


SUBSETS = st.sets(st.sampled_from(["agriculture", "water", "employment", "health"]))


@given(SUBSETS, SUBSETS)
def test_agreement_does_not_depend_on_who_comes_first(left, right):
    one, other = telling_of(themes=sorted(left)), telling_of(themes=sorted(right))
    there, back = (of_facts({"a1": a}, {"a1": b}, TWO)[0]["themes"] for a, b in ((one, other), (other, one)))
    assert there.f1 == pytest.approx(back.f1)
    assert (there.missed, there.extra) == (back.extra, back.missed) == (len(left - right), len(right - left))


# -- from a store -------------------------------------------------------------------------------------


def add(store, reading, extractor):
    store.replace(store.names.reading(reading.article.id, extractor), rdf.reading_triples(reading, store.names))


@pytest.fixture
def twice(store):
    """A store in which one reader finds a role that the other lacks, and reads an article more."""
    foundation.refresh(store)
    full = make_reading()
    add(store, full, "rules")
    add(store, replace(full, participations=()), "llm")
    add(store, make_reading(make_article("a2")), "rules")
    return store


def test_a_store_is_compared_over_the_articles_that_both_have_read(twice):
    result = comparison.compare(twice)
    assert (result.articles, result.unread, result.stale) == (1, (("a2", "rules"),), ())
    assert result.differences == (Difference("a1", "roles", "rules", "zhao-min chaired"),)
    assert (result.agreement["roles"].missed, result.agreement["persons"].f1) == (1, 1.0)


def test_articles_that_changed_between_the_readings_are_named(twice):
    add(
        twice,
        make_reading(
            make_article("a2", text="Zhao Min, mayor of Harbin, chaired a meeting. Zhao stressed that harvests come first!")
        ),
        "llm",
    )
    assert comparison.compare(twice).stale == ("a2",)


def test_a_person_whom_only_the_second_reader_found_is_told(twice):
    reading = make_reading()
    other = Entity("person", "qian-li", "Qian Li", "", known=False)
    body = Entity("organisation", "nowhere-bureau", "Bureau of Nowhere", known=False)
    held = OfficeHolding(person=other, office=Office("director", body), evidence=(Span(0, 8),), rule="stand-in", confidence=0.8)
    mention = Mention(Span(0, 8), "Zhao Min", other, 0.8, "stand-in")
    add(twice, replace(reading, mentions=(*reading.mentions, mention), holdings=(*reading.holdings, held)), "llm")
    (row,) = telling.facts(twice, extractor="llm")
    assert [p["id"] for p in row["persons"]] == ["qian-li", "zhao-min"]
    assert ("persons", "llm", "qian-li") in {(d.layer, d.reader, d.fact) for d in comparison.compare(twice).differences}


def test_an_article_that_only_the_second_reader_read_is_shown_and_dropped(store, capsys):
    from kg import showing

    foundation.refresh(store)
    reading = make_reading()
    add(store, reading, "llm")
    store.keep_text(reading.article)
    showing.terminal(store, "a1", reader="llm")
    assert "role        chaired" in capsys.readouterr().out
    assert [name for _, kind, name, _ in showing.marked(store, store.names.reading("a1", "llm")) if kind == "person"] == [
        "Zhao Min"
    ]
    assert pipeline.drop("a1", store) == 1


def test_a_text_stays_as_long_as_any_reader_read_it(tmp_path, store):
    class Second:
        activity = Activity("llm", "0")

        def read(self, article):
            return replace(make_reading(article), activity=self.activity)

    file = tmp_path / "a1.txt"
    head = "---\nid: a1\npublished: 2024-05-02\nlang: en\n---\n"
    file.write_text(head + "Zhao Min, mayor of Harbin, chaired a meeting. Zhao stressed that harvests come first.\n")
    pipeline.build([file], store, extractors=[Second(), "rules"])
    (row,) = telling.readings(store, "llm")
    file.write_text(head + "Zhao Min, mayor of Harbin, chaired a meeting. Zhao stressed that harvests come last.\n")
    pipeline.build([file], store, extractors=["rules"])
    assert "come first" in store.text(row["digest"])[1]


def test_a_reader_that_read_nothing_is_named(twice):
    with pytest.raises(UnknownName, match="the reader 'nobody' has read nothing"):
        comparison.compare(twice, ("rules", "nobody"))
    with pytest.raises(UnknownName, match="no article 'a9' was read by rules or llm"):
        comparison.compare(twice, article="a9")


def test_the_command_prints_tables_every_difference_of_one_article_and_json(twice):
    twice.optimize()
    path = str(twice.path)
    ask = CliRunner().invoke
    table = ask(main, ["compare", "--store", path]).output
    one = ask(main, ["compare", "--store", path, "--article", "a1"]).output
    whole = json.loads(ask(main, ["compare", "--store", path, "--format", "json"]).stdout)
    assert "rules and llm: 1 articles that both have read" in table
    assert "     1  roles, only rules: chaired" in table
    assert "a1  roles, only rules: zhao-min chaired" in one
    assert whole["layers"]["roles"] == {"both": 0, "only rules": 1, "only llm": 0, "f1": 0.0}


def test_any_reader_is_evaluated(twice, tmp_path):
    twice.optimize()
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "a1.json").write_text(json.dumps({**telling_of(), "id": "a1"}))
    command = ["evaluate", str(tmp_path / "gold"), "--samples", "0", "--json", "--store", str(twice.path)]
    hits = [
        json.loads(CliRunner().invoke(main, [*command, "--reader", name]).stdout)["all"]["layers"]["roles"]["recall"]
        for name in TWO
    ]
    assert hits == [1.0, 0.0]


def test_the_query_of_the_docs_asks_the_second_reader(twice):
    text = (Path(__file__).parent.parent / "docs" / "second-reader.md").read_text(encoding="utf-8")
    query = text.partition("```sparql\n")[2].partition("```")[0]
    assert [row["person"] for row in twice.select(query)] == [twice.names.iri("person", "zhao-min")]


def test_without_settings_a_build_with_the_second_reader_says_one_sentence(tmp_path, monkeypatch):
    for name in ("KG_LLM_URL", "KG_LLM_MODEL"):
        monkeypatch.delenv(name, raising=False)
    file = tmp_path / "a1.txt"
    file.write_text("A meeting was held.")
    result = CliRunner().invoke(main, ["build", str(file), "--reader", "llm", "--store", str(tmp_path / "store")])
    assert result.exit_code == 1
    assert result.stderr.startswith("error: the reader llm is off: set KG_LLM_URL")
    assert len(result.stderr.splitlines()) == 1
    assert not (tmp_path / "store").exists()
