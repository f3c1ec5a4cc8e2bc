"""What scoring promises: how people count as the same, what is left out, and where the interval comes from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import evaluation
from kg.errors import BadInput, UnknownName
from kg.evaluation import LAYERS, Evaluation, Vocabulary, evaluate

WORDS = Vocabulary(
    broader={"livelihood": "livelihood", "employment": "livelihood", "health": "livelihood", "digital": "innovation"},
    strategies=frozenset({"digital-china", "healthy-china"}),
    organisations=frozenset({"state-council", "ndrc"}),
)
LI = {"id": "li-qiang", "en": "Li Qiang", "zh": "李强"}
ZHENG = {"id": "zheng-shanjie", "en": "Zheng Shanjie", "zh": "郑栅洁"}


def score(gold: dict[str, Any], found: dict[str, Any], **options: Any) -> Evaluation:
    """The evaluation of one article called `a`."""
    return evaluate({"a": {"id": "a", **gold}}, {"a": {"id": "a", **found}}, words=WORDS, **options)


def counts(result: Evaluation, layer: str) -> tuple[int, int, int]:
    c = result.table().scores[layer].counts
    return c.hit, c.extra, c.missed


def test_a_person_counts_by_identifier() -> None:
    assert counts(score({"persons": [LI]}, {"persons": [{"id": "li-qiang"}]}), "persons") == (1, 0, 0)


def test_a_person_counts_by_name_and_carries_the_other_facts_along() -> None:
    gold = {"persons": [ZHENG], "roles": [{"person": "zheng-shanjie", "role": "spoke"}]}
    found = {"persons": [{"id": "zheng-shajie", "zh": "郑栅洁"}], "roles": [{"person": "zheng-shajie", "role": "spoke"}]}
    assert counts(score(gold, found), "persons") == (1, 0, 0)
    assert counts(score(gold, found), "roles") == (1, 0, 0)


def test_a_person_counts_by_an_english_name_in_any_case() -> None:
    assert counts(score({"persons": [LI]}, {"persons": [{"id": "x", "en": "LI Qiang"}]}), "persons") == (1, 0, 0)


def test_a_person_never_counts_when_both_chinese_names_differ() -> None:
    other = {"id": "li-qiang", "en": "Li Qiang", "zh": "李蔷"}
    assert counts(score({"persons": [LI]}, {"persons": [other]}), "persons") == (0, 1, 1)


def test_a_second_node_for_one_person_is_extra() -> None:
    found = {"persons": [LI, {"id": "li-qiang-2", "en": "Li Qiang"}]}
    assert counts(score({"persons": [LI]}, found), "persons") == (1, 1, 0)


def test_finding_an_optional_fact_costs_nothing() -> None:
    gold = {"themes": ["health"], "optional": {"themes": ["employment"]}}
    assert counts(score(gold, {"themes": ["health", "employment"]}), "themes") == (1, 0, 0)
    assert counts(score(gold, {"themes": ["health"]}), "themes") == (1, 0, 0)


def test_facts_of_an_optional_person_cost_nothing_under_another_identifier() -> None:
    gold = {"persons": [LI], "optional": {"persons": [ZHENG]}}
    found = {"persons": [LI, {"id": "zheng-shajie", "zh": "郑栅洁"}]}
    assert counts(score(gold, found), "persons") == (1, 0, 0)


def test_themes_and_strategies_outside_the_vocabulary_are_left_out() -> None:
    result = score({"themes": ["health"], "strategies": []}, {"themes": ["health", "weather"], "strategies": ["great-plan"]})
    assert counts(result, "themes") == (1, 0, 0)
    assert counts(result, "strategies") == (0, 0, 0)


def test_a_wrong_theme_of_the_right_kind_is_right_at_the_top() -> None:
    result = score({"themes": ["health"]}, {"themes": ["employment"]})
    assert counts(result, "themes") == (0, 1, 1)
    assert counts(result, "top themes") == (1, 0, 0)


def test_open_offices_are_left_out_unless_both_name_them_alike() -> None:
    def office(slug: str) -> dict[str, Any]:
        return {"persons": [LI], "offices": [{"person": "li-qiang", "office": slug}]}

    assert counts(score(office("director@bureau-of-stars"), office("director@star-bureau")), "offices") == (0, 0, 0)
    assert counts(score(office("director@bureau-of-stars"), office("director@bureau-of-stars")), "offices") == (1, 0, 0)
    assert counts(score(office("director@ndrc"), office("premier@state-council")), "offices") == (0, 1, 1)
    assert counts(score(office("secretary@CN-HN-party"), office("governor@CN-HN-government")), "offices") == (0, 1, 1)


def test_former_is_asked_only_of_offices_that_are_marked() -> None:
    gold = {"persons": [LI], "offices": [{"person": "li-qiang", "office": "director@ndrc", "former": True}]}
    found = {
        "persons": [LI],
        "offices": [
            {"person": "li-qiang", "office": office, "former": True} for office in ("director@ndrc", "premier@state-council")
        ],
    }
    assert counts(score(gold, found), "former") == (1, 0, 0)
    assert counts(score(gold, found), "offices") == (1, 1, 0)


def test_an_event_without_an_end_lasts_a_day() -> None:
    gold = {"event": {"type": "meeting", "start": "2024-03-20", "end": "2024-03-20", "provinces": ["CN-HN"]}}
    found = {"event": {"type": "symposium", "start": "2024-03-20", "end": None, "provinces": ["CN-HN", "CN-HB"]}}
    result = score(gold, found)
    assert [counts(result, f"event {what}") for what in ("type", "date", "place")] == [(0, 1, 1), (1, 0, 0), (1, 1, 0)]


def test_statements_count_by_speaker_and_subject() -> None:
    gold = {"persons": [LI], "statements": [{"speaker": "li-qiang", "themes": ["health"], "strategies": ["healthy-china"]}]}
    found = {"statements": [{"speaker": "meeting", "themes": ["health"], "strategies": ["healthy-china"]}]}
    assert counts(score(gold, found), "speaker themes") == (0, 1, 1)
    assert counts(score(gold, gold), "speaker strategies") == (1, 0, 0)


def test_an_article_that_was_not_found_counts_as_empty() -> None:
    result = evaluate({"a": {"id": "a", "persons": [LI]}}, {}, words=WORDS)
    assert counts(result, "persons") == (0, 0, 1)
    assert result.table().found == 0


def test_errors_name_the_article_the_sign_and_the_fact() -> None:
    result = score({"persons": [LI]}, {"persons": [ZHENG]})
    assert [str(slip) for slip in result.errors("persons")] == ["+ a zheng-shanjie (not in gold)", "- a li-qiang"]
    with pytest.raises(UnknownName, match="no layer named 'people'; there are: persons, offices"):
        result.errors("people")


def three_articles() -> dict[str, dict[str, Any]]:
    """Two tellings of one event and one of another."""
    return {
        "a": {"id": "a", "lang": "en", "event_key": "e", "themes": ["health"]},
        "b": {"id": "b", "lang": "zh", "event_key": "e", "themes": ["health"]},
        "c": {"id": "c", "lang": "zh", "themes": ["digital"]},
    }


def test_by_makes_a_table_for_each_value_of_a_field() -> None:
    result = evaluate(three_articles(), {}, by="lang", words=WORDS)
    assert [(t.name, t.articles, t.events) for t in result.tables] == [("all", 3, 2), ("en", 1, 1), ("zh", 2, 2)]
    with pytest.raises(UnknownName, match="no annotation has a field 'language'; there are: event_key, id, lang"):
        evaluate(three_articles(), {}, by="language", words=WORDS)


def test_tellings_of_one_event_are_drawn_together() -> None:
    found = {"a": {"themes": ["health"]}, "b": {"themes": ["health"]}}
    spread = evaluate(three_articles(), found, words=WORDS).table().scores["themes"].interval
    # Two events: drawn twice the found one gives F1 1, twice the missed one 0, and nothing goes beyond.
    assert spread == (0.0, 1.0)
    one_event = {k: {**doc, "event_key": "e"} for k, doc in three_articles().items()}
    low, high = evaluate(one_event, found, words=WORDS).table().scores["themes"].interval or (0.0, 1.0)
    assert low == high == pytest.approx(0.8)


def test_the_interval_is_the_same_from_run_to_run_and_another_with_another_seed() -> None:
    gold = {str(i): {"id": str(i), "themes": ["health"]} for i in range(40)}
    found = {str(i): {"themes": ["health"]} for i in range(0, 40, 3)}
    first, again, other = (evaluate(gold, found, words=WORDS, samples=50, seed=seed) for seed in (0, 0, 1))
    assert evaluation.as_json(first) == evaluation.as_json(again)
    assert evaluation.as_json(first) != evaluation.as_json(other)
    score = first.table().scores["themes"]
    assert score.interval is not None
    assert score.interval[0] < score.counts.f1 < score.interval[1]


def test_without_samples_there_is_no_interval() -> None:
    result = score({"themes": ["health"]}, {"themes": ["health"]}, samples=0)
    assert result.table().scores["themes"].interval is None
    assert json.loads(evaluation.as_json(result))["all"]["layers"]["themes"]["interval"] is None


def test_the_text_shows_the_size_of_the_sample_and_every_layer() -> None:
    lines = evaluation.as_text(evaluate(three_articles(), {"a": {"themes": ["health"]}}, words=WORDS)).splitlines()
    assert lines[0] == "all: 3 articles of 2 events, 1 of them found"
    assert lines[1].split() == ["layer", "P", "R", "F1", "95", "%", "interval", "gold"]
    assert [line[:20].strip() for line in lines[2:]] == list(LAYERS)
    themes = next(line for line in lines if line.startswith("themes"))
    assert themes.split()[1:4] == ["1.000", "0.333", "0.500"]


def test_what_falls_below_a_floor_is_told(tmp_path: Path) -> None:
    floors = tmp_path / "floors.csv"
    floors.write_text("column,layer,floor\nall,themes,0.6\nall,persons,0.9\n", encoding="utf-8-sig")
    result = evaluate(three_articles(), {"a": {"themes": ["health"]}}, words=WORDS)
    assert evaluation.below(result, floors) == ["themes of all has F1 0.500, its floor is 0.600"]


@pytest.mark.parametrize("line", ["all,themes,high", "all,themes", "all"])
def test_a_broken_floor_is_bad_input(tmp_path: Path, line: str) -> None:
    floors = tmp_path / "floors.csv"
    floors.write_text(f"column,layer,floor\n{line}\n", encoding="utf-8")
    with pytest.raises((BadInput, UnknownName), match=r"floor|layer"):
        evaluation.below(evaluate(three_articles(), {}, words=WORDS), floors)


def test_gold_is_read_from_a_folder(tmp_path: Path) -> None:
    for article, doc in three_articles().items():
        (tmp_path / f"{article}.json").write_text(json.dumps(doc), encoding="utf-8")
    assert evaluation.load_gold(tmp_path) == three_articles()


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.json", "{", "a.json is not JSON in UTF-8"),
        ("a.json", "{}", "a.json has no id"),
        ("a.json", "[]", "a.json has no id"),
        ("a.json", '{"id": 3}', "a.json has no id"),
        ("a.txt", '{"id": "a"}', "no annotations in"),
    ],
)
def test_a_broken_folder_of_annotations_is_bad_input(tmp_path: Path, name: str, content: str, message: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(BadInput, match=message):
        evaluation.load_gold(tmp_path)


def test_a_missing_folder_and_a_repeated_id_are_bad_input(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no folder"):
        evaluation.load_gold(tmp_path / "nowhere")
    for name in ("a.json", "b.json"):
        (tmp_path / name).write_text('{"id": "a"}', encoding="utf-8")
    with pytest.raises(BadInput, match="'a' stands in another file too"):
        evaluation.load_gold(tmp_path)


def test_the_packaged_vocabulary_knows_fixed_and_patterned_organisations() -> None:
    words = evaluation.vocabulary()
    assert words.broader["employment"] == "livelihood"
    assert words.broader["livelihood"] == "livelihood"
    assert "digital-china" in words.strategies
    assert not words.is_open("director@ndrc")
    assert not words.is_open("secretary@cn-hn-party")
    assert not words.is_open("secretary@changsha-party")
    assert not words.is_open("president@ve")
    assert words.is_open("president@bureau-of-stars")


people = st.lists(st.sampled_from([LI, ZHENG, {"id": "cai-qi", "en": "Cai Qi"}]), unique_by=lambda p: p["id"])


@st.composite
def annotated(draw: st.DrawFn) -> dict[str, Any]:
    """An annotation with any facts about some of three people."""
    persons = draw(people)
    who = st.sampled_from([p["id"] for p in persons] or ["meeting"])
    themes = st.lists(st.sampled_from(sorted(WORDS.broader)), unique=True)
    strategies = st.lists(st.sampled_from(sorted(WORDS.strategies)), unique=True)
    offices = st.sampled_from(["director@ndrc", "premier@state-council", "chief@somewhere-else"])
    return {
        "persons": persons,
        "offices": draw(st.lists(st.fixed_dictionaries({"person": who, "office": offices, "former": st.booleans()}))),
        "roles": draw(st.lists(st.fixed_dictionaries({"person": who, "role": st.sampled_from(["led", "met"])}))),
        "statements": draw(st.lists(st.fixed_dictionaries({"speaker": who, "themes": themes, "strategies": strategies}))),
        "themes": draw(themes),
        "strategies": draw(strategies),
        "provinces": draw(st.lists(st.sampled_from(["CN-HN", "CN-BJ"]), unique=True)),
        "event": draw(st.sampled_from([None, {"type": "talks", "start": "2024-05-31", "provinces": ["CN-BJ"]}])),
    }


@given(st.lists(annotated(), min_size=1, max_size=4))
def test_perfect_facts_score_one_on_every_layer(docs: list[dict[str, Any]]) -> None:
    gold = {str(i): {"id": str(i), **doc} for i, doc in enumerate(docs)}
    result = evaluate(gold, gold, words=WORDS, samples=5)
    assert all(s.counts.f1 == 1.0 and s.interval == (1.0, 1.0) for s in result.table().scores.values())
    assert not any(result.errors(layer) for layer in LAYERS)


@given(annotated(), annotated())
def test_scores_stay_between_nothing_and_one_and_mirror_each_other(one: dict[str, Any], two: dict[str, Any]) -> None:
    there, back = score(one, two, samples=0).table(), score(two, one, samples=0).table()
    for layer in set(LAYERS) - {"former"}:
        forth, return_ = there.scores[layer].counts, back.scores[layer].counts
        assert 0.0 <= forth.f1 <= 1.0
        assert (forth.hit, forth.extra, forth.missed) == (return_.hit, return_.missed, return_.extra)
