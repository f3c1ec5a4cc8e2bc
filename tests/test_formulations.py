"""Formulations are found in both languages and meet in one concept."""

from standins import make_article

from kg.authority import load
from kg.extractors.rules.formulations import formulations
from kg.text.document import Document


def found(text: str) -> list[tuple[str, str]]:
    return [(m.entity.id, m.surface) for m in formulations(Document(make_article(title="", text=text)), load())]


def test_one_formulation_in_two_languages_is_one_concept():
    assert found("The Fengqiao experience was praised.") == [("fengqiao-experience", "Fengqiao experience")]
    assert found("要坚持和发展“枫桥经验”。")[0][0] == "fengqiao-experience"


def test_the_longer_wording_stands():
    assert found("落实中央八项规定精神") == [("eight-point-decision", "中央八项规定")]


def test_a_wording_inside_a_word_does_not_count():
    assert found("The involutional curve is high.") == []


def test_every_formulation_says_where_it_is_attested():
    import csv

    from kg.resources import resource

    with (resource("data/authority") / "formulations.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) > 40
    assert all(" items, " in row["source"] for row in rows)
