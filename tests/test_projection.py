"""What the views of a graph hold, and what their filters leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import KgError, UnknownName
from kg.folding import COUNTS, NORMALISATIONS
from kg.model import (
    Activity,
    Article,
    Entity,
    EventReport,
    Mention,
    Office,
    OfficeHolding,
    Participation,
    Reading,
    Span,
    Statement,
    Topic,
)
from kg.projection import EmptyProjection, matrix, named, project, views
from kg.rdf import reading_triples
from kg.stores.oxigraph import OxigraphStore

BASE = "https://w3id.org/policy-kg/id/"
TEXT = "Ma Li chaired a meeting in Hunan. Wu Tao attended and praised rural revitalisation."
MA = Entity("person", "ma-li", "Ma Li", "马丽", known=False)
WU = Entity("person", "wu-tao", "Wu Tao", known=False)
HE = Entity("person", "he-an", "", "何安", known=False)
REVIVAL = Entity("strategy", "rural-revitalisation", "Rural Revitalisation", "乡村振兴", known=False)


def reading(
    ident: str,
    day: date,
    people: Mapping[Entity, str],
    *,
    kind: str = "meeting",
    province: str = "CN-HN",
    confidence: float = 0.9,
) -> Reading:
    """An article that tells of one event with these people in these roles."""
    fact: dict[str, Any] = {"rule": "stand-in", "confidence": confidence, "evidence": (Span(0, 33),)}
    return Reading(
        Article(ident, TEXT, title=f"About {ident}", language="en", published=day),
        Activity("rules", "0"),
        mentions=(
            *(Mention(Span(0, 5), p.en, p, 0.9, "stand-in") for p in people),
            Mention(Span(62, 82), "rural revitalisation", REVIVAL, confidence, "stand-in"),
        ),
        event=EventReport(type=kind, start=day, provinces=(province,), **fact),
        participations=tuple(Participation(person=p, role=r, **fact) for p, r in people.items()),
        statements=(
            Statement(speaker=WU, speech_act="stressed", themes=("agriculture",), strategies=("rural-revitalisation",), **fact),
        ),
        topics=(Topic(theme="agriculture", weight=1.0, **fact),),
    )


def store_of(*readings: Reading) -> OxigraphStore:
    made = OxigraphStore.in_memory()
    for each in readings:
        made.replace(made.names.reading(each.article.id, "rules"), reading_triples(each, made.names))
    return made


@pytest.fixture(scope="module")
def two_meetings() -> OxigraphStore:
    """Ma and Wu in Hunan in May, told by two articles; Ma, Wu and He in Hubei in July, less sure."""
    may, july = date(2024, 5, 1), date(2024, 7, 2)
    return store_of(
        reading("a", may, {MA: "chaired", WU: "attended"}),
        reading("b", may, {MA: "chaired", WU: "attended"}),
        reading("c", july, {MA: "chaired", WU: "attended", HE: "sent"}, kind="symposium", province="CN-HB", confidence=0.6),
    )


def iri(kind: str, ident: str) -> str:
    return f"{BASE}{kind}/{ident}"


def test_every_view_has_a_summary_and_the_same_attributes(two_ministers):
    for view, summary in views().items():
        graph = project(two_ministers, view)
        edge = {"kind", "count", "weight", "first", "last", "facts", "evidence"}
        assert summary and graph.graph["summary"] == summary
        assert all({"id", "kind", "label_en", "label_zh", "weight"} <= set(d) for _, d in graph.nodes(data=True))
        assert all(set(d) == edge and d["kind"] and d["facts"] for *_, d in graph.edges(data=True)), view


def test_every_view_says_what_its_ends_and_edges_are():
    for name in views():
        view = named(name)
        assert view.source and view.target and view.edge, name
        assert view.modes in ("", "two") and view.fold in ("", "together", "chain", "succession"), name


def test_graphs_of_two_modes_say_so(two_ministers):
    for name in views():
        graph = project(two_ministers, name)
        two = graph.graph["bipartite"]
        assert two == (named(name).modes == "two" and not named(name).fold), name
        assert all(("bipartite" in d) == two for _, d in graph.nodes(data=True))
        assert not two or all(graph.nodes[a]["bipartite"] != graph.nodes[b]["bipartite"] for a, b in graph.edges)


def test_an_edge_knows_its_weight_days_and_quotes(two_meetings):
    graph = project(two_meetings, "attendance")
    edge = graph.edges[iri("person", "ma-li"), iri("person", "wu-tao")]
    assert (edge["weight"], edge["first"], edge["last"]) == (2, "2024-05-01", "2024-07-02")
    facts = [graph.graph["assertions"][f] for f in edge["facts"]]
    assert {(f.source.rpartition("/")[2], f.article.identifier) for f in facts} == {
        (p, a) for p in ("ma-li", "wu-tao") for a in "abc"
    }
    assert {e.quote for f in facts for e in f.evidence} == {TEXT[:33]}
    assert {e.id for f in facts for e in f.evidence} == set(edge["evidence"])


def test_an_event_told_by_two_articles_counts_once(two_meetings):
    graph = project(two_meetings, "attendance", until=date(2024, 5, 31))
    assert [d["weight"] for *_, d in graph.edges(data=True)] == [1]


def test_who_sent_a_message_was_not_there(two_meetings):
    assert iri("person", "he-an") not in project(two_meetings, "attendance")
    assert iri("person", "he-an") in project(two_meetings, "overview")


def test_the_overview_joins_people_events_strategies_themes_and_provinces(two_meetings):
    graph = project(two_meetings, "overview")
    ends = {tuple(sorted((graph.nodes[a]["kind"], graph.nodes[b]["kind"]))) for a, b in graph.edges}
    assert ends == {("event", "person"), ("event", "strategy"), ("event", "theme"), ("event", "province")}


def test_a_speaker_is_joined_to_what_was_said(two_meetings):
    wu = iri("person", "wu-tao")
    assert set(project(two_meetings, "people-themes")[wu]) == {iri("theme", "agriculture")}
    assert set(project(two_meetings, "people-strategies")[wu]) == {iri("strategy", "rural-revitalisation")}


def test_a_province_is_joined_to_the_strategies_of_the_events_held_there(two_meetings):
    graph = project(two_meetings, "provinces-strategies")
    assert set(graph[iri("strategy", "rural-revitalisation")]) == {iri("province", "CN-HN"), iri("province", "CN-HB")}


@pytest.mark.parametrize(
    ("filters", "days"),
    [
        ({"since": date(2024, 6, 1)}, {"2024-07-02"}),
        ({"until": date(2024, 5, 1)}, {"2024-05-01"}),
        ({"province": "CN-HB"}, {"2024-07-02"}),
        ({"event_type": "meeting"}, {"2024-05-01"}),
        ({"min_confidence": 0.8}, {"2024-05-01"}),
    ],
)
def test_a_filter_leaves_what_it_says(two_meetings, filters, days):
    graph = project(two_meetings, "overview", **filters)
    assert {d["first"] for *_, d in graph.edges(data=True)} == days
    assert graph.graph["filters"] == {k: str(v) for k, v in filters.items()}


def test_light_edges_and_their_nodes_can_be_left_out(two_meetings):
    assert len(project(two_meetings, "attendance", min_weight=2).edges) == 1


def test_names_lend_each_other_what_they_lack(two_meetings):
    graph = project(two_meetings, "overview")
    assert (graph.nodes[iri("person", "he-an")]["label_en"], graph.nodes[iri("person", "wu-tao")]["label_zh"]) == (
        "何安",
        "Wu Tao",
    )


def test_an_event_without_a_day_is_called_by_the_day_on_which_it_was_told():
    told = reading("a", date(2024, 5, 1), {MA: "chaired"})
    graph = project(store_of(replace(told, event=replace(told.event, start=None, provinces=()))), "overview")
    (event,) = [d for _, d in graph.nodes(data=True) if d["kind"] == "event"]
    assert event["label_en"].endswith("· told 2024-05-01") and event["label_zh"].endswith("· 2024-05-01 报道")


def test_an_event_is_called_by_type_place_and_day_in_both_languages(grounded):
    each = reading("a", date(2024, 5, 1), {MA: "chaired"})
    grounded.replace(grounded.names.reading("a", "rules"), reading_triples(each, grounded.names))
    graph = project(grounded, "overview")
    (event,) = [d for _, d in graph.nodes(data=True) if d["kind"] == "event"]
    assert (event["label_en"], event["label_zh"]) == ("Meeting · Hunan · 2024-05-01", "会议 · 湖南 · 2024-05-01")
    assert event["title_en"] == "About a"
    (chaired,) = [f for f in graph.graph["assertions"].values() if f.kind == "took part in"]
    assert (chaired.detail_en, chaired.detail_zh) == ("chaired or presided", "主持")


@pytest.mark.parametrize(
    ("filters", "advice"),
    [
        ({"since": date(2030, 1, 1)}, "last day is 2024-07-02"),
        ({"until": date(2000, 1, 1)}, "first day is 2024-05-01"),
        ({"province": "CN-XZ"}, "their provinces: CN-HB, CN-HN"),
        ({"event_type": "visit"}, "their event types: meeting, symposium"),
        ({"min_confidence": 0.99}, "highest confidence is 0.9"),
        ({"min_weight": 9}, "heaviest edge weighs 2"),
    ],
)
def test_an_empty_view_says_what_to_loosen(two_meetings, filters, advice):
    with pytest.raises(EmptyProjection, match=advice):
        project(two_meetings, "attendance", **filters)


def test_a_view_of_an_empty_store_says_so():
    with pytest.raises(EmptyProjection, match="holds no facts for the view 'overview'"):
        project(OxigraphStore.in_memory(), "overview")


def test_nobody_joined_to_anybody_is_empty():
    alone = store_of(reading("a", date(2024, 5, 1), {MA: "chaired"}))
    with pytest.raises(EmptyProjection, match="nobody is joined"):
        project(alone, "attendance")


def test_an_unknown_view_names_the_others(two_meetings):
    with pytest.raises(UnknownName, match=r"no view named 'nope'; the views are: articles-formulations, .*attendance"):
        project(two_meetings, "nope")


# -- the other views, on one evening of news -----------------------------------------------------------


SU = Entity("organisation", "ministry-of-tides", "Ministry of Tides", "潮汐部", known=False)
PHRASE = Entity("formulation", "tides-turn", "the tides turn", "潮起", known=False)
LO = Entity("organisation", "bureau-of-dunes", "Bureau of Dunes", "沙丘局", known=False)


def spring(ident: str, day: date, minister: Entity, *, reported: tuple[Entity, ...] = ()) -> Reading:
    """An article in which somebody, minister of tides, meets the head of the bureau of dunes and speaks of Hunan."""
    fact: dict[str, Any] = {"rule": "stand-in", "confidence": 0.9, "evidence": (Span(0, 33),)}
    office, other = Office("minister", SU), Office("director", LO)
    return Reading(
        Article(ident, TEXT, title=f"About {ident}", language="en", published=day),
        Activity("rules", "0"),
        mentions=(
            Mention(Span(62, 82), "rural revitalisation", REVIVAL, 0.9, "stand-in"),
            Mention(Span(62, 82), "rural revitalisation", PHRASE, 0.9, "stand-in"),
        ),
        holdings=(
            OfficeHolding(person=minister, office=office, on=day, **fact),
            OfficeHolding(person=HE, office=other, on=day, **fact),
        ),
        event=EventReport(type="meeting", start=day, provinces=("CN-HN",), **fact),
        participations=(
            Participation(person=minister, role="chaired", in_office=office, position=1, **fact),
            Participation(person=HE, role="attended", position=2, **fact),
            *(Participation(person=p, role="reported", **fact) for p in reported),
        ),
        statements=(
            Statement(
                speaker=minister,
                speech_act="stressed",
                themes=("agriculture",),
                strategies=("rural-revitalisation",),
                provinces=("CN-GD",),
                **fact,
            ),
        ),
        topics=(Topic(theme="agriculture", weight=1.0, **fact),),
    )


@pytest.fixture(scope="module")
def two_ministers() -> OxigraphStore:
    """Ma is minister of tides in May and June, Wu from July on."""
    return store_of(
        spring("m", date(2024, 5, 1), MA, reported=(MA, WU)),
        spring("j", date(2024, 6, 1), MA),
        spring("w", date(2024, 7, 1), WU),
    )


def ends(graph: Any) -> set[tuple[str, ...]]:
    return {tuple(sorted(e.rpartition("/")[2] for e in pair)) for pair in graph.edges}


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        ("strategies-themes", {("agriculture", "rural-revitalisation")}),
        ("provinces-themes", {("CN-HN", "agriculture")}),
        ("speakers-provinces", {("CN-GD", "ma-li"), ("CN-GD", "wu-tao")}),
        ("organisations", {("bureau-of-dunes", "ministry-of-tides")}),
        ("reporting", {("ma-li", "wu-tao")}),
        (
            "people-organisations",
            {("ma-li", "ministry-of-tides"), ("ministry-of-tides", "wu-tao"), ("bureau-of-dunes", "he-an")},
        ),
        ("articles-formulations", {("j", "tides-turn"), ("m", "tides-turn"), ("tides-turn", "w")}),
        ("articles-themes", {("agriculture", "j"), ("agriculture", "m"), ("agriculture", "w")}),
    ],
)
def test_a_view_joins_what_its_header_says(two_ministers, view, expected):
    assert ends(project(two_ministers, view)) == expected


def test_who_came_after_whom_is_an_arrow_in_time(two_ministers):
    graph = project(two_ministers, "succession")
    assert list(graph.edges) == [(iri("person", "ma-li"), iri("person", "wu-tao"))]
    assert graph.edges[iri("person", "ma-li"), iri("person", "wu-tao")]["first"] == "2024-05-01"


def test_two_who_hold_a_post_at_once_do_not_succeed_each_other(two_ministers):
    back = spring("b", date(2024, 8, 1), MA)
    both = store_of(*(spring(i, date(2024, m, 1), p) for i, m, p in (("m", 5, MA), ("w", 7, WU))), back)
    with pytest.raises(EmptyProjection):
        project(both, "succession")


def test_the_events_of_a_strategy_follow_each_other(two_ministers):
    graph = project(two_ministers, "strategy-events", around=iri("strategy", "rural-revitalisation"))
    days = [(graph.edges[e]["first"], graph.edges[e]["last"]) for e in graph.edges]
    assert graph.is_directed() and sorted(days) == [("2024-05-01", "2024-06-01"), ("2024-06-01", "2024-07-01")]


def test_the_authority_says_who_succeeded_whom_with_its_source(grounded):
    graph = project(grounded, "succession", province="CN-HN")
    facts = graph.graph["assertions"].values()
    assert facts and {f.article.identifier for f in facts} != {""}
    assert {f.confidence for f in facts} == {1.0}
    assert all(graph.nodes[n]["kind"] == "person" for n in graph)


def test_an_ego_network_is_a_thing_and_what_it_is_joined_to(two_ministers):
    he = iri("person", "he-an")
    graph = project(two_ministers, "ego", around=he)
    assert set(graph) == {he, *graph[he]}
    assert {graph.nodes[n]["kind"] for n in graph} == {"person", "event", "office"}
    assert "bureau of dunes" in graph.nodes[iri("office", "director/bureau-of-dunes")]["label_en"].casefold()


def test_an_ego_network_of_nothing_says_so(two_ministers):
    with pytest.raises(EmptyProjection, match="nothing is joined to nobody"):
        project(two_ministers, "people-themes", around="nobody")


def test_attendance_around_an_event_is_who_met_there(two_meetings):
    whole = project(two_meetings, "attendance")
    event = next(f.target for f in whole.graph["assertions"].values() if f.day == "2024-07-02")
    graph = project(two_meetings, "attendance", around=event)
    assert [d["count"] for *_, d in graph.edges(data=True)] == [1]


# -- counting, folding, weighing -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "times"), [("statement", 3), ("article", 3), ("event", 2), ("week", 2), ("month", 2), ("year", 1)]
)
def test_repeats_count_as_the_caller_says(two_meetings, count, times):
    for view in ("people-themes", "attendance"):
        graph = project(two_meetings, view, count=count)
        assert max(d["count"] for *_, d in graph.edges(data=True)) == times, view


def test_two_whom_different_articles_put_at_one_event_met_once():
    apart = Attendance([["a"], ["b"]])
    for number, row in enumerate(apart.rows):
        row.update(event="e", target="e", article=f"a/{number}")
    for count in COUNTS:
        (edge,) = project(apart, "attendance", count=count).edges(data=True)
        assert edge[2]["count"] == 1


def test_people_can_be_joined_by_what_they_speak_of(two_ministers):
    graph = project(two_ministers, "people-themes", onto="person")
    ((one, other, edge),) = graph.edges(data=True)
    assert {one, other} == {iri("person", "ma-li"), iri("person", "wu-tao")}
    assert (edge["kind"], edge["count"], len(edge["facts"])) == ("shared theme", 2, 3)


def test_a_folded_view_can_be_seen_unfolded(two_meetings):
    graph = project(two_meetings, "attendance", onto="both")
    assert graph.graph["bipartite"] and {graph.nodes[n]["kind"] for n in graph} == {"person", "event"}


def test_a_view_folds_only_onto_what_it_has(two_meetings):
    with pytest.raises(UnknownName, match="person or theme, or both"):
        project(two_meetings, "people-themes", onto="province")
    with pytest.raises(UnknownName, match="nothing"):
        project(two_meetings, "overview", onto="person")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"count": "moon"}, "choose one of statement, article"),
        ({"normalise": "loud"}, "choose one of none, jaccard"),
        ({"normalise": "newman"}, "onto"),
    ],
)
def test_ways_that_do_not_exist_or_fit_are_refused(two_meetings, options, words):
    with pytest.raises(KgError, match=words):
        project(two_meetings, "people-themes", **options)


def test_boilerplate_weighs_little(two_meetings):
    """A theme of every article weighs less than one of a single article that is named as often."""
    rows = Attendance([]).rows
    for article, themes in enumerate([("common", "rare"), ("common",), ("common",)]):
        for theme in themes:
            said = {"kind": "spoke about", "source": "p/x", "target": f"{BASE}theme/{theme}", "event": None, "detail": None}
            end = {"rule": None, "confidence": 0.5, "evidence": None, "quote": None}
            rows.append({**said, "fact": f"{article}{theme}", "article": f"a/{article}", **end})
    plain, light = (project(Rows(rows), "people-themes", boilerplate=b) for b in (False, True))
    common, rare = f"{BASE}theme/common", f"{BASE}theme/rare"
    assert (plain["p/x"][common]["weight"], plain["p/x"][rare]["weight"]) == (3, 1)
    assert light["p/x"][common]["count"] == 3
    assert light["p/x"][common]["weight"] / 3 < light["p/x"][rare]["weight"] == 1


# -- properties ----------------------------------------------------------------------------------------


class Rows:
    """A stand-in store that answers a view's query with these rows, and nothing else."""

    def __init__(self, rows: list[dict[str, Any]]) -> None:
        self.rows = rows

    def select(self, query: str, bindings: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        return self.rows if "?evidence" in query else []


class Attendance:
    """A stand-in store whose events have these people."""

    def __init__(self, events: Iterable[Iterable[str]]) -> None:
        self.rows = [
            {"kind": "attended with", "source": p, "target": f"e/{n}", "event": f"e/{n}", "fact": f"{n}/{p}", "detail": None}
            | {"article": f"a/{n}", "rule": None, "confidence": 0.5, "evidence": None, "quote": None}
            for n, people in enumerate(events)
            for p in people
        ]

    def select(self, query: str, bindings: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        return self.rows if "# fold: together" in query else []


@given(st.lists(st.sets(st.sampled_from("abcdef"), max_size=5), min_size=1, max_size=8))
def test_a_pair_weighs_as_many_events_as_it_shares(events):
    expected = Counter(pair for people in events for pair in combinations(sorted(people), 2))
    try:
        graph = project(Attendance(events), "attendance")
    except EmptyProjection:
        assert not expected
    else:
        assert {tuple(sorted(e)): graph.edges[e]["weight"] for e in graph.edges} == expected


CELLS = st.dictionaries(st.tuples(st.sampled_from("abcd"), st.sampled_from("uvwx")), st.integers(1, 3), min_size=1)


def spoken(cells: Mapping[tuple[str, str], int]) -> Rows:
    """Each source says so many statements on each target, each in an article of its own."""
    end = {"event": None, "detail": None, "rule": None, "confidence": 0.5, "evidence": None, "quote": None}
    return Rows(
        [
            {"kind": "spoke about", "source": s, "target": t, "fact": f"{s}{t}{n}", "article": f"{s}{t}{n}", **end}
            for (s, t), times in cells.items()
            for n in range(times)
        ]
    )


def product(cells: Mapping[tuple[str, str], int]) -> dict[tuple[str, str], int]:
    """The incidence matrix times its transpose, above the diagonal."""
    sums = {(a, b): sum(cells.get((a, t), 0) * cells.get((b, t), 0) for t in "uvwx") for a, b in combinations("abcd", 2)}
    return {pair: total for pair, total in sums.items() if total}


@given(CELLS)
def test_folding_is_the_matrix_product(cells):
    try:
        graph = project(spoken(cells), "people-themes", onto="person", count="article")
    except EmptyProjection:
        assert not product(cells)
        return
    assert {tuple(sorted(e)): graph.edges[e]["weight"] for e in graph.edges} == product(cells)
    assert graph.graph["incidence"] == dict(sorted(cells.items()))


@given(CELLS, st.sampled_from(sorted(NORMALISATIONS)), st.booleans(), st.sampled_from(["both", "person", "theme"]))
def test_normalised_weights_stay_in_range(cells, normalise, boilerplate, onto):
    if onto == "both" and normalise in ("newman", "hyperbolic"):
        return
    try:
        graph = project(spoken(cells), "people-themes", onto=onto, count="article", normalise=normalise, boilerplate=boilerplate)
    except EmptyProjection:
        return
    for *_, edge in graph.edges(data=True):
        assert 0 < edge["weight"] <= (edge["count"] if normalise in ("none", "newman", "hyperbolic") else 1)


@given(CELLS)
def test_the_matrix_holds_what_the_picture_shows(cells):
    graph = project(spoken(cells), "people-themes", count="article")
    header, *rows = matrix(graph)
    assert {(row[0], t): n for row in rows for t, n in zip(header[1:], row[1:], strict=True) if n} == cells


@given(st.lists(st.sets(st.sampled_from("abcdef"), min_size=2, max_size=5), min_size=1, max_size=8))
def test_the_matrix_of_one_mode_is_symmetric(events):
    header, *rows = matrix(project(Attendance(events), "attendance"))
    table = {(row[0], c): n for row in rows for c, n in zip(header[1:], row[1:], strict=True)}
    assert [row[0] for row in rows] == header[1:]
    assert all(n == table[b, a] for (a, b), n in table.items())
