"""What figures show, how they say it, and what they say when there is nothing to show."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import figures
from kg.errors import KgError, UnknownName
from kg.rendering.plots import Mode, captioned, heat_map, outline, plain, projected, shade, timeline

KINDS = {"map": {}, "timeline": {"person": "Ding Xuexiang"}, "heat": {}, "stream": {}, "ladder": {}}
MODES = [Mode(language, dark) for language in ("en", "zh") for dark in (False, True)]


@pytest.fixture(scope="session", params=KINDS)
def drawn(request, sample):
    return figures.figure(sample, request.param, **KINDS[request.param])


@pytest.mark.parametrize("mode", MODES, ids=str)
def test_every_figure_has_title_period_and_the_sample_s_note_inside_the_picture(drawn, mode):
    layout = drawn.spec(mode)["layout"]
    assert layout["title"]["text"] == plain(drawn.title[mode.language], 120)
    told = layout["title"]["subtitle"]["text"].replace("<br>", "" if mode.language == "zh" else " ")
    assert " – " in told
    assert ("示例语料" if mode.language == "zh" else "sample corpus") in told


def test_every_figure_keeps_the_rows_behind_it(drawn):
    rows = list(csv.DictReader(io.StringIO(drawn.table())))
    assert len(rows) == len(drawn.rows) > 3


def test_a_figure_is_the_same_each_time(drawn, sample, request):
    again = figures.figure(sample, request.node.callspec.params["drawn"], **KINDS[request.node.callspec.params["drawn"]])
    assert [again.spec(m) for m in MODES] == [drawn.spec(m) for m in MODES]


def test_plotly_accepts_every_figure(drawn):
    pytest.importorskip("plotly", reason="plotly is not installed: pip install 'policy-kg[pictures]'")
    assert len(drawn.plotly(dark=True).data) == len(drawn.spec(Mode()).get("data"))


def test_the_map_counts_the_articles_that_name_a_province(sample):
    rows = {r["id"]: r["articles"] for r in figures.figure(sample, "map").rows if r["kind"] == "province"}
    asked = {
        r["id"]: r["n"]
        for r in sample.select(
            "SELECT ?id (COUNT(DISTINCT ?a) AS ?n) { ?a a pol:Article ; pol:mentions ?p . ?p a pol:Province ; dct:identifier ?id } GROUP BY ?id"
        )
    }
    assert rows == asked and rows["CN-HN"] > 1


def test_a_heat_map_by_year_tells_the_share_of_that_year(sample):
    for row in figures.figure(sample, "heat", rows="theme", columns="year").rows:
        assert 0 <= row["percent"] <= 100 and (row["articles"] > 0) == (row["percent"] > 0)


def test_a_ladder_keeps_the_order_of_the_lists(sample):
    rows = figures.figure(sample, "ladder").rows
    hunan = {r["en"]: r["place"] for r in rows if r["day"] == "2024-03-20"}
    assert hunan["Li Qiang"] < hunan["Wu Zhenglong"] < hunan["Mu Hong"]
    for day in {r["day"] for r in rows}:
        places = [r["place"] for r in rows if r["day"] == day]
        assert len(places) == len(set(places))


@pytest.mark.parametrize(
    ("kind", "choice", "told"),
    [
        ("map", {"since": "2050"}, "none of .* articles is left by since 2050; loosen the filters"),
        ("stream", {"since": "2050"}, "loosen the filters"),
        ("ladder", {"since": "2050"}, "two meetings or more"),
        ("timeline", {"person": "Ding Xuexiang", "since": "1900", "until": "1901", "strategy": ""}, None),
        ("timeline", {}, "give a person, a strategy or a theme"),
        ("heat", {"rows": "theme", "columns": "theme"}, "name two kinds"),
        ("ladder", {"theme": "innovation"}, "the figure ladder does not take theme; it takes person, role, since"),
        ("map", {"min_confidence": 0.9}, "the figure map does not take min_confidence"),
        ("timeline", {"person": "Ding Xuexiang", "theme": "innovation"}, "a timeline is of one thing"),
        ("ladder", {"role": "sang"}, "no list of those who 'sang'; there are: .*attended"),
    ],
)
def test_what_cannot_be_drawn_says_why(sample, kind, choice, told):
    if told is None:
        assert figures.figure(sample, kind, **choice).rows
        return
    with pytest.raises(KgError, match=told):
        figures.figure(sample, kind, **choice)


def test_event_types_and_provinces_choose_events_and_articles(sample):
    every, some = (
        figures.figure(sample, "timeline", person="Xi Jinping", **choice) for choice in ({}, {"event_type": "symposium"})
    )
    assert (
        {r["en"] for r in some.rows if r["what"] == "event"}
        == {"Symposium"}
        < {r["en"] for r in every.rows if r["what"] == "event"}
    )
    there = figures.figure(sample, "timeline", person="Xi Jinping", province="Hunan").rows
    assert 0 < sum(r["what"] == "event" for r in there) < sum(r["what"] == "event" for r in every.rows)
    assert figures.figure(sample, "ladder", event_type="symposium").caption["en"].count("event type symposium") == 1
    less, more = (sum(r["articles"] for r in figures.figure(sample, "map", **c).rows) for c in ({"event_type": "symposium"}, {}))
    assert 0 < less < more


def test_a_timeline_shows_the_offices_that_articles_tell_of(sample):
    drawn = figures.figure(sample, "timeline", person="Ding Xuexiang", since="2023")
    seen = {(r["en"], r["start"]) for r in drawn.rows if r["what"] == "seen"}
    assert seen and all(day >= "2023" for _, day in seen)
    circles = [trace for trace in drawn.spec(Mode())["data"] if trace.get("marker", {}).get("symbol") == "circle"]
    assert {(trace["y"][0], day) for trace in circles for day in trace["x"]} == {(Mode().of({"en": n}), d) for n, d in seen}
    assert f"{len(seen)} days on which articles show the office" in drawn.caption["en"]


def test_facts_below_the_least_confidence_are_left_out(sample):
    every, sure = (
        [r for r in figures.figure(sample, "timeline", person="Xi Jinping", **c).rows if r["what"] == "event"]
        for c in ({}, {"min_confidence": 0.99})
    )
    assert len(sure) < len(every)


def test_an_unknown_figure_names_the_others(sample):
    with pytest.raises(UnknownName, match="map, timeline, heat, stream, ladder"):
        figures.figure(sample, "pie")


HOSTILE = ["</script><b>x", '"quoted"', "=1+1", "🐉" * 300, "<a href='javascript:alert(1)'>", "%{y}", "", "same", "same"]


def test_hostile_names_stay_text_in_heat_map_and_timeline():
    rows = [{"id": str(i), "en": name, "zh": name} for i, name in enumerate(HOSTILE)]
    counts = {(r["id"], c["id"]): 1.0 for r in rows for c in rows}
    drawn = heat_map(rows, rows, counts, "articles, title", Mode())
    labels = drawn["data"][0]["y"]
    assert len(set(labels)) == len(labels) == len(HOSTILE)
    assert not any("<" in label for label in labels)
    events = [{"day": "2024-01-01", "type_en": r["en"], "type_zh": r["zh"], "title": r["en"]} for r in rows]
    offices = [{**r, "start": "2020", "end": ""} for r in rows]
    assert "<a" not in str(timeline(offices, events, ("2020", "2024"), Mode()))


def test_a_table_gives_a_spreadsheet_no_formula():
    made = figures.Figure({}, {}, [{"name": "=1+1", "n": -1}], lambda mode: {})
    assert made.table() == "name,n\n'=1+1,-1\n"


@given(st.text(max_size=400))
def test_a_caption_of_any_text_stays_text(text):
    for mode in MODES[::2]:
        spec = captioned({"layout": {"margin": {"t": 0}, "height": 0}}, mode, text, text)
        assert not set(spec["layout"]["title"]["subtitle"]["text"].replace("<br>", "")) & set("<>")


def test_the_projection_keeps_areas():
    def area(lon, lat):
        points = [projected(lon + a, lat + b) for a, b in ((0, 0), (1, 0), (1, 1), (0, 1))]
        return sum(x * v - u * y for (x, y), (u, v) in zip(points, points[1:] + points[:1], strict=True)) / 2

    import math

    for lon, lat in ((80, 30), (105, 36), (125, 48)):
        true = math.radians(1) * (math.sin(math.radians(lat + 1)) - math.sin(math.radians(lat)))
        assert area(lon, lat) == pytest.approx(true, rel=0.02)


def test_outlines_of_many_parts_are_parted():
    square = [[100, 30], [101, 30], [101, 31], [100, 30]]
    xs, ys = outline({"type": "MultiPolygon", "coordinates": [[square], [square]]})
    assert xs.count(None) == ys.count(None) == 1 and len(xs) == 9


def test_shades_run_from_end_to_end():
    scale = ((0, "#000000"), (1, "#ffffff"))
    assert [shade(scale, s) for s in (0, 0.5, 1)] == ["#000000", "#808080", "#ffffff"]
