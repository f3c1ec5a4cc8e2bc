"""What is in doubt is listed, most frequent first, and keys become decisions."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest
from click.testing import CliRunner
from rich.console import Console
from standins import make_article, make_reading

from kg import curation, rdf, review
from kg.authority import load
from kg.cli import main
from kg.curation import Decisions, OnEvent, OnPerson
from kg.model import Entity
from kg.review import AMBIGUOUS, EVENT, FACT, REPAIRED, UNKNOWN, Item, Option, Session
from kg.reviewing import card

XI = Entity("person", "xi-jinping", "Xi Jinping", "习近平")
LI = Entity("person", "li-qiang", "Li Qiang", "李强")


def keep(store, *readings) -> None:
    for made in readings:
        store.keep_text(made.article)
        store.replace(store.names.reading(made.article.id, "rules"), rdf.reading_triples(made, store.names))


def doubt(ident: str, **change):
    """The usual reading with its first mention, of a person, changed."""
    made = make_reading(make_article(ident))
    first, *rest = made.mentions
    return replace(made, mentions=(replace(first, **change), *rest), holdings=(), participations=(), statements=())


def item(kind: str = UNKNOWN, **more) -> Item:
    given = {
        "subject": "Zhao Min",
        "count": 1,
        "confidence": 0.9,
        "why": "a rule",
        "articles": ("a1", "a2"),
        "person": "zhao-min",
    }
    return Item(kind, **{**given, "options": (Option("li-qiang", "Li Qiang"), Option("xi-jinping", "Xi Jinping")), **more})


def test_somebody_unknown_is_listed_with_a_quote_and_how_often(grounded):
    keep(grounded, *(make_reading(make_article(i)) for i in ("a1", "a2")))
    (found,) = [i for i in review.items(grounded, load()) if i.kind == UNKNOWN]
    assert (found.subject, found.count, found.person) == ("Zhao Min", 2, "zhao-min")
    assert found.quotes[0].words == "Zhao Min"
    assert found.quotes[0].after.startswith(", mayor of Harbin")


def test_somebody_unknown_comes_with_people_of_like_names(grounded):
    garbled = Entity("person", "xi-jinpin", "Xi Jinpin", known=False)
    keep(grounded, doubt("a1", surface="Xi Jinpin", entity=garbled))
    (found,) = review.items(grounded, load())
    assert found.options[0].person == "xi-jinping"


def test_kinds_are_told_apart_and_the_most_frequent_comes_first(grounded):
    keep(
        grounded,
        doubt("a1", entity=LI, candidates=((XI, 0.4),)),
        *(doubt(i, entity=LI, rule="name repaired: office held then") for i in ("b1", "b2", "b3")),
        *(doubt(i) for i in ("c1", "c2")),
    )
    assert [(i.kind, i.count) for i in review.items(grounded, load())] == [(REPAIRED, 3), (UNKNOWN, 2), (AMBIGUOUS, 1)]


def test_facts_of_little_confidence_are_listed_by_rule(grounded):
    keep(grounded, make_reading(sure=0.3))
    facts = [i for i in review.items(grounded, load()) if i.kind == FACT]
    assert {i.why for i in facts} == {"stand-in"}
    assert not any(i.decidable for i in facts)


def test_what_is_decided_is_not_listed(grounded):
    keep(grounded, doubt("a1"))
    assert review.items(grounded, load())
    assert not review.items(grounded, load(), Decisions((OnPerson("ignore", "zhao min"),)))
    assert review.items(grounded, load(), Decisions((OnPerson("ignore", "zhao min", "a9"),)))


@pytest.mark.parametrize(
    ("asked", "key", "made"),
    [
        (item(), "2", (OnPerson("same", "Zhao Min", person="xi-jinping"),)),
        (item(), "w", (OnPerson("new", "Zhao Min", person="zhao-min", en="Zhao Min"),)),
        (item(zh="赵敏"), "w", (OnPerson("new", "Zhao Min", person="zhao-min", zh="赵敏"),)),
        (item(), "i", (OnPerson("ignore", "Zhao Min"),)),
        (item(AMBIGUOUS), "s", tuple(OnPerson("same", "Zhao Min", a, "li-qiang") for a in ("a1", "a2"))),
        (item(AMBIGUOUS), "n", tuple(OnPerson("not", "Zhao Min", a, "zhao-min") for a in ("a1", "a2"))),
        (item(REPAIRED), "n", (OnPerson("not", "Zhao Min", person="zhao-min"),)),
        (item(EVENT), "s", (OnEvent("same", "a1", "a2"),)),
        (item(EVENT), "n", (OnEvent("not", "a1", "a2"),)),
        (item(), "3", None),
        (item(), "²", None),
        (item(FACT), "s", None),
    ],
)
def test_a_key_means_a_decision(asked, key, made):
    assert review.decision(asked, key) == made


def test_every_key_s_decision_can_be_read_again(tmp_path):
    session = Session([item(), item(EVENT), item(AMBIGUOUS, subject="Li")], tmp_path)
    for key in ("w", "n", "1"):
        assert session.press(key)
    assert session.item is None
    assert len(curation.load(tmp_path).people) == 3
    assert curation.load(tmp_path).events == (OnEvent("not", "a1", "a2"),)


def test_undo_takes_a_decision_out_of_its_file_and_asks_again(tmp_path):
    session = Session([item(), item(EVENT)], tmp_path)
    session.press("i")
    assert session.press("u") == "undone"
    assert (session.place, session.decided, curation.load(tmp_path)) == (0, 0, Decisions())
    assert session.press("u") == "nothing to undo"


def test_a_skip_decides_nothing_and_can_be_undone(tmp_path):
    session = Session([item(), item()], tmp_path)
    session.press(" ")
    assert (session.place, session.decided) == (1, 0)
    session.press("u")
    assert session.place == 0
    assert not list(tmp_path.iterdir())


def test_a_key_without_meaning_leaves_everything_as_it_is(tmp_path):
    session = Session([item()], tmp_path)
    assert session.press("z") == ""
    assert session.place == 0


@pytest.mark.parametrize("last", ["q", "", EOFError, KeyboardInterrupt])
def test_a_run_ends_where_the_reviewer_does(tmp_path, last):
    keys, shown = iter(["i", "z", last]), []

    def read() -> str:
        key = next(keys)
        if isinstance(key, str):
            return key
        raise key

    session = Session([item(subject=f"Zhao {n}") for n in range(5)], tmp_path)
    review.run(session, read, lambda s, told: shown.append((s.place, told)))
    assert session.decided == 1
    assert shown == [(0, ""), (1, "ignore Zhao 0"), (1, "'z' means nothing here")]


def test_a_card_shows_the_words_as_they_are():
    console = Console(width=100, record=True, file=io.StringIO())
    quote = review.Quote("a1", "2024-05-02", "before [bold]", "Zhao\nMin", " after")
    console.print(card(item(quotes=(quote,)), Session([item()], "."), "told"))
    text = console.export_text()
    for words in ("Zhao Min", "before [bold]", "1 Li Qiang", "u undo", "told", "1/1"):
        assert words in text


def test_the_command_lists_and_gives_json(tmp_path):
    text = "---\nid: a1\npublished: 2024-05-02\nlang: en\n---\nZhao Min, mayor of Harbin, chaired a meeting on harvests.\n"
    (tmp_path / "a1.txt").write_text(text, encoding="utf-8")
    store = str(tmp_path / "store")
    CliRunner().invoke(main, ["build", str(tmp_path / "a1.txt"), "--store", store, "--quiet"], catch_exceptions=False)
    shown = CliRunner().invoke(main, ["review", "--store", store], catch_exceptions=False)
    data = CliRunner().invoke(main, ["review", "--json", "--kind", "unknown", "--store", store], catch_exceptions=False)
    assert "Zhao Min" in shown.stdout
    assert [(i["kind"], i["subject"]) for i in json.loads(data.stdout)] == [(UNKNOWN, "Zhao Min")]


def test_a_kind_that_is_none_is_refused(tmp_path):
    result = CliRunner().invoke(main, ["review", "--kind", "nonsense", "--store", str(tmp_path)])
    assert result.exit_code == 2
    assert "kinds are: ambiguous name" in result.output
