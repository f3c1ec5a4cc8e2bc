"""What the views of a graph hold, and what their filters leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import UnknownName
from kg.model import Activity, Article, Entity, EventReport, Mention, Participation, Reading, Span, Statement, Topic
from kg.projection import EmptyProjection, project, views
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


def test_every_view_has_a_summary_and_the_same_attributes(two_meetings):
    for view, summary in views().items():
        graph = project(two_meetings, view)
        assert summary and graph.graph["summary"] == summary
        assert all({"id", "kind", "label_en", "label_zh", "weight"} <= set(d) for _, d in graph.nodes(data=True))
        assert all(set(d) == {"kind", "weight", "first", "last", "facts", "evidence"} for *_, d in graph.edges(data=True))


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
    with pytest.raises(UnknownName, match="no view named 'nope'; the views are: attendance, overview"):
        project(two_meetings, "nope")


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
        return self.rows if "# fold: target" in query else []


@given(st.lists(st.sets(st.sampled_from("abcdef"), max_size=5), min_size=1, max_size=8))
def test_a_pair_weighs_as_many_events_as_it_shares(events):
    expected = Counter(pair for people in events for pair in combinations(sorted(people), 2))
    try:
        graph = project(Attendance(events), "attendance")
    except EmptyProjection:
        assert not expected
    else:
        assert {tuple(sorted(e)): graph.edges[e]["weight"] for e in graph.edges} == expected
