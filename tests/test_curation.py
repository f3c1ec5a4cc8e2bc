"""Decisions are read strictly, applied to readings, part of provenance, and survive a rebuild."""

from __future__ import annotations

from dataclasses import replace

import pytest
from standins import ZHAO, OneReader, make_article, make_reading

from kg import curation, pipeline
from kg.authority import load
from kg.curation import Decisions, OnEvent, OnPerson
from kg.errors import BadInput
from kg.model import Entity

ZHANG = OnPerson("same", "Zhao Min", person="zhang-wei-000000", en="Zhang Wei")


def folder(path, people: str = "", events: str = ""):
    (path / "people.csv").write_text("decision,name,article,person,en,zh,note\n" + people, encoding="utf-8")
    (path / "events.csv").write_text("decision,article,other,note\n" + events, encoding="utf-8")
    return path


def test_decisions_are_read(tmp_path):
    read = curation.load(folder(tmp_path, "same,Zhao,a1,zhao-min,,,by office\n", "not,a1,a2,\n"))
    assert read == Decisions((OnPerson("same", "Zhao", "a1", "zhao-min", note="by office"),), (OnEvent("not", "a1", "a2"),))


def test_no_folder_is_no_decision(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert curation.load() == Decisions()


def test_the_environment_names_the_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("KG_CURATION", str(folder(tmp_path, "ignore,Zhao,,,,,\n")))
    assert curation.load().people == (OnPerson("ignore", "Zhao"),)


def test_a_folder_that_is_named_has_to_exist(tmp_path):
    with pytest.raises(BadInput, match="no folder of decisions"):
        curation.load(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("people", "events", "said"),
    [
        ("sme,Zhao,,zhao-min,,,\n", "", r"people\.csv, row 2: the decision has to be"),
        ("same,Zhao,,,,,\n", "", r"people\.csv, row 2: the person has to be an identifier"),
        ("same,,,zhao-min,,,\n", "", r"people\.csv, row 2: the name is missing"),
        ("new,Zhao,,zhao-min,,,\n", "", r"people\.csv, row 2: a new person needs a name"),
        ("ignore,Zhao,,zhao-min,,,\n", "", r"people\.csv, row 2: a name that is ignored"),
        ("same,Zhao\n", "", r"people\.csv, row 2: 2 cells"),
        (
            "same,Zhao,,zhao-min,,,\nnew,Zhao,,zhao-mei,Zhao Mei,,\n",
            "",
            r"people\.csv, row 3: the same is decided already in row 2",
        ),
        ("", "same,a1,a1,\n", r"events\.csv, row 2: two different articles"),
        ("", "same,a1,a2,\nnot,a2,a1,\n", r"events\.csv, row 3: the same is decided already in row 2"),
    ],
)
def test_a_row_that_is_wrong_is_refused_with_its_place(tmp_path, people, events, said):
    with pytest.raises(BadInput, match=said):
        curation.load(folder(tmp_path, people, events))


def test_a_strange_header_is_refused(tmp_path):
    (tmp_path / "people.csv").write_text("name,person\n", encoding="utf-8")
    with pytest.raises(BadInput, match="row 1: the columns have to be"):
        curation.load(tmp_path)


def test_same_moves_every_fact_to_the_person():
    reading = curation.apply(make_reading(), Decisions((ZHANG,)), load())
    people = {m.entity.id for m in reading.mentions if m.entity.kind == "person"}
    said = {reading.holdings[0].person.id, reading.participations[0].person.id, reading.statements[0].speaker.id}
    assert people == said == {"zhang-wei-000000"}
    assert reading.mentions[0].rule == curation.RULE


def test_same_with_a_known_person_takes_the_authority_s_names():
    known = next(p for p in load().persons.values() if p.en and p.zh)
    reading = curation.apply(make_reading(), Decisions((OnPerson("same", "zhao min", person=known.id),)), load())
    assert reading.mentions[0].entity == Entity("person", known.id, known.en, known.zh)


def test_not_makes_somebody_else_of_the_name():
    reading = curation.apply(make_reading(), Decisions((OnPerson("not", "Zhao Min", person="zhao-min"),)), load())
    assert reading.mentions[0].entity.id.startswith("zhao-min-")
    assert reading.mentions[0].entity.known is False
    untouched = curation.apply(make_reading(), Decisions((OnPerson("not", "Zhao Min", person="sun-li"),)), load())
    assert untouched.mentions == make_reading().mentions


def test_ignore_leaves_the_name_out_with_all_that_is_said_of_it():
    reading = curation.apply(make_reading(), Decisions((OnPerson("ignore", "Zhao Min"),)), load())
    assert [m.entity.kind for m in reading.mentions] == ["province"]
    assert not (reading.holdings or reading.participations or reading.statements)


def test_a_decision_for_one_article_leaves_others_alone_and_stands_above_a_general_one():
    general, own = OnPerson("ignore", "Zhao Min"), replace(ZHANG, article="a1")
    decisions = Decisions((general, own))
    assert curation.apply(make_reading(), decisions, load()).mentions[0].entity.id == "zhang-wei-000000"
    assert not curation.apply(make_reading(make_article("a2")), decisions, load()).participations
    assert curation.apply(make_reading(make_article("a2")), Decisions((own,)), load()).mentions == make_reading().mentions


def test_two_that_become_one_are_not_said_twice():
    reading = make_reading()
    twice = replace(
        reading, participations=(*reading.participations, replace(reading.participations[0], person=Entity("person", "x")))
    )
    mention = replace(reading.mentions[0], entity=Entity("person", "x"))
    found = curation.apply(replace(twice, mentions=(*reading.mentions, mention)), Decisions((ZHANG,)), load())
    assert len(found.participations) == 1


def test_the_digest_tells_decisions_apart_but_not_their_notes_or_order():
    one, two = OnPerson("ignore", "Zhao"), OnPerson("ignore", "Qian")
    assert Decisions((one, two)).digest == Decisions((two, replace(one, note="why"))).digest != Decisions((one,)).digest
    assert Decisions().digest == ""


def test_only_articles_that_have_the_name_are_touched():
    decisions, other = Decisions((ZHANG,)), make_article("a2", "Nobody was named.", title="A quiet day")
    activity = make_reading().activity
    assert decisions.activity(activity, other) == activity
    assert dict(decisions.activity(activity, make_article()).settings)["curation"]


def test_append_and_remove_are_each_other_s_inverse(tmp_path):
    kept, gone = OnPerson("ignore", "Qian", note='a "quoted", note'), OnEvent("same", "a1", "a2")
    curation.append(tmp_path / "new", kept)
    before = (tmp_path / "new" / "people.csv").read_bytes()
    for made in (ZHANG, gone):
        curation.append(tmp_path / "new", made)
        curation.remove(tmp_path / "new", made)
    assert (tmp_path / "new" / "people.csv").read_bytes() == before
    assert curation.load(tmp_path / "new") == Decisions((kept,))


@pytest.fixture
def articles(tmp_path):
    made = tmp_path / "articles"
    made.mkdir()
    for name, day in (("one", "2024-05-02"), ("two", "2024-07-09")):
        text = make_article().text
        (made / f"{name}.txt").write_text(
            f"---\nid: {name}\ntitle: A meeting\npublished: {day}\n---\n\n{text}\n", encoding="utf-8"
        )
    return made


def people(store):
    return {
        row["p"].rpartition("/")[2] for row in store.select("SELECT ?p { ?m a pol:Mention ; pol:entity ?p . ?p a pol:Person }")
    }


def test_a_decision_has_its_articles_read_again_and_survives_a_rebuild(articles, grounded):
    def build(*decisions, **more):
        return pipeline.build([articles], grounded, extractors=[OneReader()], decisions=Decisions(decisions), **more)

    build()
    assert people(grounded) == {ZHAO.id}
    own = replace(ZHANG, article="one")
    assert build(own).read == 1
    assert people(grounded) == {ZHAO.id, "zhang-wei-000000"}
    build(own, again=True)
    assert people(grounded) == {ZHAO.id, "zhang-wei-000000"}
    assert build(own).read == 0
    assert build().read == 1
    assert people(grounded) == {ZHAO.id}


def test_the_store_holds_the_decisions_and_its_runs_their_digest(articles, grounded):
    decisions = Decisions((ZHANG,), (OnEvent("not", "one", "two", "another month"),))
    pipeline.build([articles], grounded, extractors=[OneReader()], decisions=decisions)
    held = list(grounded.select("SELECT ?d ?w { GRAPH ?g { ?d a pol:Decision ; pol:decision ?w } } ORDER BY ?w"))
    assert [row["w"] for row in held] == ["not", "same"]
    settings = [r["s"] for r in grounded.select("SELECT ?s { GRAPH ?g { ?run a pol:Run ; pol:setting ?s } }")]
    assert any(s.startswith("curation=") for s in settings)
