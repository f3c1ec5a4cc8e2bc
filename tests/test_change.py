"""What rose, fell, came, went and lasted, on readings small enough to count by hand."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import change
from kg.change import between, log_odds, mentions, order, period, persistence, series, slices, tell
from kg.errors import KgError, QueryError, UnknownName
from kg.model import Activity, Article, Entity, EventReport, Mention, Participation, Reading, Span, Topic
from kg.projection import EmptyProjection
from kg.rdf import reading_triples
from kg.stores.oxigraph import OxigraphStore

BASE = "https://w3id.org/policy-kg/id/"
TEXT = "Some people met and spoke of tides."
PEOPLE = {n: Entity("person", n, n.title(), known=False) for n in ("ann", "bo", "cy", "di", "ed", "flo")}
TIDES = Entity("strategy", "tides", "Tides", "潮汐", known=False)


def told(ident: str, day: date, themes: tuple[str, ...], people: tuple[str, ...] = (), plan: bool = False) -> Reading:
    """An article on themes, with people in the order of its list."""
    fact: dict[str, Any] = {"rule": "stand-in", "confidence": 0.9, "evidence": (Span(0, 11),)}
    return Reading(
        Article(ident, TEXT, title=ident, language="en", published=day),
        Activity("rules", "0"),
        mentions=(Mention(Span(0, 4), "Tides", TIDES, 0.9, "stand-in"),) if plan else (),
        event=EventReport(type="meeting", start=day, provinces=("CN-HN",), **fact),
        participations=tuple(
            Participation(person=PEOPLE[p], role="attended", position=n, **fact) for n, p in enumerate(people, 1)
        ),
        topics=tuple(Topic(theme=t, weight=1.0, **fact) for t in themes),
    )


def store_of(*readings: Reading) -> OxigraphStore:
    made = OxigraphStore.in_memory()
    for each in readings:
        made.replace(made.names.reading(each.article.id, "rules"), reading_triples(each, made.names))
    return made


@pytest.fixture(scope="module")
def two_years() -> OxigraphStore:
    """Ten articles a year: tides are new in 2024, sands gone, rain as before; ann, bo and cy meet; then bo leads."""
    readings = []
    for n in range(10):
        first, then = date(2023, 1 + n, 3), date(2024, 1 + n, 3)
        readings.append(told(f"old{n}", first, ("rain", "sands"), ("ann", "bo", "cy") if n < 3 else ("di", "ed")))
        readings.append(told(f"new{n}", then, ("rain", "tides"), ("bo", "ann", "flo") if n < 3 else ("di", "ed"), plan=n == 4))
    return store_of(*readings)


def by_name(table, key="id"):
    return {row[key].rpartition("/")[2]: row for row in table}


def test_what_is_new_rose_and_what_is_gone_fell(two_years):
    table = by_name(between(two_years, "themes", before="2023", after="2024"))
    assert (table["tides"]["before"], table["tides"]["after"]) == (0, 10)
    assert table["tides"]["z"] > 1.96 and table["sands"]["z"] < -1.96
    assert table["rain"]["z"] == 0 and table["rain"]["p"] == 1
    assert all(row["p"] <= row["q"] <= 1 for row in table.values())


def test_the_surest_change_comes_first(two_years):
    sure = [abs(row["z"]) for row in between(two_years, "pairs", before="2023", after="2024")]
    assert sure == sorted(sure, reverse=True)


def test_pairs_are_people_at_the_same_events(two_years):
    table = by_name(between(two_years, "pairs", before="2023", after="2024"), "label_en")
    assert (table["Ann – Bo"]["before"], table["Ann – Bo"]["after"]) == (3, 3)
    assert (table["Ann – Cy"]["before"], table["Ann – Cy"]["after"]) == (3, 0)


def test_an_empty_period_says_which_days_there_are(two_years):
    with pytest.raises(EmptyProjection, match="no themes in 1999; the store tells of them from 2023-01-03 to 2024-10-03"):
        between(two_years, "themes", before="1999", after="2024")


def test_a_ratio_reckoned_by_hand():
    """Prior 2 of everything: tides 0.5, rain 1.5; before 1 of 4, after 3 of 4."""
    found = log_odds({"tides": (1, 3), "rain": (3, 1)}, {"tides": 2, "rain": 6}, prior=2)["tides"]
    expected = math.log(3.5 / (6 - 3.5)) - math.log(1.5 / (6 - 1.5))
    assert found["log_odds"] == pytest.approx(expected)
    assert found["z"] == pytest.approx(expected / math.sqrt(1 / 3.5 + 1 / 1.5))


COUNTS = st.dictionaries(st.sampled_from("abcde"), st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=2).filter(
    lambda c: all(sum(pair[side] for pair in c.values()) for side in (0, 1))
)


@given(COUNTS, st.floats(0.5, 100))
def test_turning_time_round_turns_the_sign(counts, prior):
    everywhere = {thing: sum(pair) + 1 for thing, pair in counts.items()}
    there = log_odds(counts, everywhere, prior=prior)
    back = log_odds({t: (b, a) for t, (a, b) in counts.items()}, everywhere, prior=prior)
    for thing in counts:
        assert back[thing]["z"] == pytest.approx(-there[thing]["z"], abs=1e-9)
        assert 0 <= there[thing]["p"] <= 1


@given(st.integers(1, 20), st.floats(1, 50), st.floats(1, 50))
def test_a_heavier_prior_asks_for_more_evidence(times, one, other):
    light, heavy = sorted((one, other))
    counts, everywhere = {"new": (0, times), "old": (50, 50)}, {"new": times, "old": 100}
    z = [log_odds(counts, everywhere, prior=p)["new"]["log_odds"] for p in (light, heavy)]
    assert z[0] >= z[1] - 1e-9


def test_a_prior_of_nothing_is_refused():
    with pytest.raises(KgError, match="prior"):
        log_odds({"a": (1, 1)}, {"a": 2}, prior=0)


def test_series_and_mentions_tell_when(two_years):
    rows = [(r["period"], r["id"].rpartition("/")[2], r["times"]) for r in series(two_years, "themes", by="year")]
    assert rows == [("2023", "rain", 10), ("2023", "sands", 10), ("2024", "rain", 10), ("2024", "tides", 10)]
    table = by_name(mentions(two_years, "themes"))
    assert (table["tides"]["first"], table["tides"]["last"], table["rain"]["times"]) == ("2024-01-03", "2024-10-03", 20)
    assert mentions(two_years, "themes")[0]["id"].endswith("tides")
    assert [(r["first"], r["times"]) for r in mentions(two_years, "strategies")] == [("2024-05-03", 1)]
    assert {r["times"] for r in mentions(two_years, "themes", count="year")} == {1, 2}


def test_only_what_can_be_counted_is(two_years):
    with pytest.raises(UnknownName, match="themes, strategies, formulations, pairs, not of 'moods'"):
        mentions(two_years, "moods")


def test_groups_that_go_on_keep_and_gain_members(two_years):
    rows = persistence(two_years, by="year")
    first = next(r for r in rows if r["period"] == "2023" and r["size"] == 3)
    assert (first["next"], first["kept"], first["left"], first["joined"]) == ("2024", 2, 1, 1)
    assert first["jaccard"] == 0.5 and first["agreement"] == 1
    pair = next(r for r in rows if r["period"] == "2023" and r["size"] == 2)
    assert (pair["kept"], pair["left"], pair["jaccard"]) == (2, 0, 1)
    assert all(r["next"] == "" and r["kept"] is None for r in rows if r["period"] == "2024")


def test_who_stood_first_and_since_when_not(two_years):
    table = {(r["source_label"], r["target_label"]): r for r in order(two_years)}
    ann = table["Ann", "Bo"]
    assert (ann["times"], ann["first"], ann["last"]) == (3, "2023-01-03", "2023-03-03")
    assert (ann["reversed"], ann["since_when_not"]) == (3, "2024-01-03")
    assert table["Bo", "Ann"]["since_when_not"] == "" and table["Di", "Ed"]["reversed"] == 0
    assert {(r["source_label"], r["target_label"]) for r in order(two_years, since="2024")} & {("Ann", "Bo")} == set()
    assert all("Ed" in (r["source_label"], r["target_label"]) for r in order(two_years, person="Ed"))


def test_lists_of_two_articles_on_one_event_are_not_mixed():
    """One article names three, the other only the third and a fourth: nobody stands before the fourth by the first's count."""
    day = date(2024, 1, 3)
    store = store_of(told("a", day, (), ("ann", "bo", "cy")), told("b", day, (), ("cy", "ann")))
    pairs = {(r["source_label"], r["target_label"]): r["times"] for r in order(store)}
    assert pairs == {("Ann", "Bo"): 1, ("Ann", "Cy"): 1, ("Bo", "Cy"): 1, ("Cy", "Ann"): 1}


def test_two_lists_of_one_article_are_not_mixed():
    """An article names two who attended and, further on, two more: the third does not stand before the second."""
    one = told("a", date(2024, 1, 3), (), ("ann", "bo"))
    later = tuple(
        Participation(person=PEOPLE[who], role="attended", position=n, rule="stand-in", confidence=0.9, evidence=(Span(5, 11),))
        for n, who in enumerate(("cy", "di"), 1)
    )
    store = store_of(replace(one, participations=(*one.participations, *later)))
    assert {(r["source_label"], r["target_label"]) for r in order(store)} == {("Ann", "Bo"), ("Cy", "Di")}


# -- periods -------------------------------------------------------------------------------------------


def test_periods_are_days_months_years_and_spans():
    assert period("2024") == ("2024", "2024-01-01", "2024-12-31")
    assert period("2023-02..2024-02")[1:] == ("2023-02-01", "2024-02-29")
    assert period(("2023", date(2024, 5, 1)))[1:] == ("2023-01-01", "2024-05-01")
    with pytest.raises(KgError, match="ends before it begins"):
        period("2024..2023")
    with pytest.raises(QueryError, match="no date"):
        period("spring")


def test_time_is_cut_as_asked():
    days = ["2023-11-30", "2024-02-01"]
    assert [p.name for p in slices(days, "month")] == ["2023-11", "2023-12", "2024-01", "2024-02"]
    assert [p.name for p in slices(days, "quarter")] == ["2023-Q4", "2024-Q1"]
    assert slices(days, ["2023", "2024-02"]) == [("2023-01-01", "2023-01-01", "2024-01-31")]
    for by in ("week", ["2024"], ["2024", "2023"]):
        with pytest.raises(KgError, match=r"by month|at least two"):
            slices(days, by)


@given(st.lists(st.dates(date(1990, 1, 1), date(2030, 12, 31)), min_size=1, max_size=5), st.sampled_from(change.BY))
def test_every_day_lies_in_one_slice(days, by):
    dated = [d.isoformat() for d in days]
    cut = slices(dated, by)
    assert all(sum(p.holds(d) for p in cut) == 1 for d in dated)
    assert all(a.last < b.first for a, b in itertools.pairwise(cut))


# -- in words ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("what", "options", "column"),
    [
        ("themes", {"before": "2023", "after": "2024"}, "z"),
        ("themes", {"by": "2023,2024,2025"}, "period"),
        ("pairs", {}, "first"),
        ("communities", {"by": "year"}, "goes_on_as"),
        ("communities", {"view": "articles-themes"}, "goes_on_as"),
        ("order", {"person": "Ann"}, "since_when_not"),
    ],
)
def test_words_choose_the_table(two_years, what, options, column):
    assert column in tell(two_years, what, **options).columns


@pytest.mark.parametrize(
    ("what", "options"),
    [
        ("themes", {"before": "2023"}),
        ("themes", {"person": "Ann"}),
        ("themes", {"view": "attendance"}),
        ("order", {"by": "year"}),
        ("order", {"province": "Hunan"}),
        ("communities", {"before": "2023", "after": "2024"}),
    ],
)
def test_words_that_do_not_go_together_are_refused(two_years, what, options):
    with pytest.raises(KgError, match=r"does not go with|both --before and --after"):
        tell(two_years, what, **options)
