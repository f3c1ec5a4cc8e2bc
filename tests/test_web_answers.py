"""An answer offers the ways of looking at it that show something; the editor knows the terms, and doubts names that nothing has."""

from __future__ import annotations

import csv
import io

import httpx
import pytest
from serving import serving
from test_web_protocol import fill

from kg import queries
from kg.web.answers import Answer, Cell, as_csv
from kg.web.asking_words import COLUMNS, HELP
from kg.web.charts import figure
from kg.web.hints import doubts, terms
from kg.web.naming import Names, Thing
from kg.web.served import ServedStore
from kg.web.wording import words

HTML = {"accept": "text/html"}


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    return fill(tmp_path_factory.mktemp("answers") / "store")


@pytest.fixture(scope="module")
def store(filled):
    with ServedStore(filled) as opened:
        yield opened


@pytest.fixture(scope="module")
def address(filled):
    with serving(filled) as found:
        yield found


def named(kind, name):
    return Cell(name, f"/id/{kind}/{name}", Thing(f"x:{kind}/{name}", kind, en=name))


def number(n):
    return Cell(str(n), number=float(n))


PLACES = Answer(
    ("province", "person", "events"),
    [
        [named("province", "CN-HN"), named("person", "a"), number(3)],
        [named("province", "CN-HB"), named("person", "a"), number(1)],
        [named("province", "CN-HN"), named("person", "b"), number(2)],
    ],
)
YEARS = Answer(("theme", "year", "articles"), [[Cell("rice"), number(y), number(n)] for y, n in ((2019, 4), (2022, 1))])


def test_provinces_with_numbers_are_shown_in_every_way():
    assert PLACES.views == ["table", "graph", "chart", "map"]
    assert PLACES.mapped == {"CN-HN": 5, "CN-HB": 1}


def test_a_graph_joins_the_first_thing_of_a_row_with_the_others_once():
    twice = Answer(PLACES.columns, [*PLACES.rows, *PLACES.rows])
    assert [(e.start.text, e.end.text) for e in twice.edges()] == [("CN-HN", "a"), ("CN-HB", "a"), ("CN-HN", "b")]


def test_plain_words_are_a_table_and_nothing_else():
    assert Answer(("quote",), [[Cell("one")], [Cell("two")]]).views == ["table"]
    assert Answer(("n",), [[number(1)]]).views == ["table"]


def test_years_without_rows_stand_on_the_axis_with_nought():
    (line,) = figure(YEARS, "chart", "en", "rows")["light"]["data"]
    assert (line["x"], line["y"]) == (["2019", "2020", "2021", "2022"], [4, 0, 0, 1])


def test_days_without_numbers_are_counted():
    days = Answer(("date", "quote"), [[Cell(d), Cell("words")] for d in ("2024-03-01", "2024-03-09", "2024-05-02")])
    (bars,) = figure(days, "chart", "en", "rows")["dark"]["data"]
    assert (bars["x"], bars["y"]) == (["2024-03", "2024-04", "2024-05"], [2, 0, 1])


def test_bars_put_the_highest_on_top_and_say_what_they_count():
    spec = figure(PLACES, "chart", "en", "rows")["light"]
    assert spec["data"][0]["x"] == [1, 2, 3]
    assert spec["layout"]["xaxis"]["title"]["text"] == "events"


def test_a_map_says_the_number_of_each_province_and_its_unit():
    said = [trace.get("text") for trace in figure(PLACES, "map", "en", "rows")["light"]["data"]]
    assert "Hunan: 5 events" in said
    assert "Hainan: 0 events" in said


def test_tables_are_saved_with_days_as_written():
    text = as_csv(["a", "b"], [{"a": "x, y", "b": None}]).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text))) == [["a", "b"], ["x, y", ""]]


@pytest.mark.parametrize("form", ["csv", "tsv", "json"])
def test_answers_are_saved_in_three_forms(address, form):
    response = httpx.get(f"{address}/ask/statements", params={"person": "赵敏", "format": form})
    assert "harvests come first" in response.text
    assert f'filename="statements.{form}"' in response.headers["content-disposition"]


def test_the_address_says_how_an_answer_is_looked_at(address):
    text = httpx.get(f"{address}/ask/province-visits?run=1&view=map", headers=HTML, timeout=30).text
    assert 'id="figure"' in text
    assert 'aria-current="page">Map' in text
    assert "<table" in httpx.get(f"{address}/ask/province-visits?run=1&view=nonsense", headers=HTML, timeout=30).text


def test_triples_are_shown_as_a_graph_of_things(address):
    query = "CONSTRUCT { ?p pol:attended ?e } WHERE { ?p pol:chaired ?e }"
    text = httpx.get(f"{address}/sparql", params={"query": query, "view": "graph"}, headers=HTML, timeout=30).text
    assert 'id="around"' in text
    assert '"name":"Zhao Min"' in text


def test_the_editor_is_told_every_prefix_and_term_in_both_languages(address, store):
    found = httpx.get(f"{address}/terms").json()
    assert found["prefixes"]["pol"].endswith("ontology#")
    person = next(t for t in found["terms"] if t["name"] == "pol:Person")
    assert (person["en"], person["zh"]) == ("person", "人物")
    assert [t["name"] for t in terms(store) if not t["en"] and t["name"].startswith("pol:")] == []


def test_names_that_nothing_has_are_doubted_and_near_ones_offered(store):
    names, said = Names(store), words("en")
    (first, second) = doubts("SELECT * { ?s pol:charied ?o . id:person\\/li-qian ?p ?o }", store, names, said)
    assert "Did you mean pol:chaired" in first
    assert "person/li-qiang>" in second
    fine = 'SELECT * { <http://example.org/a> pol:chaired "pol:charied" ; ex:any ?x } # pol:charied'
    assert doubts(fine, store, names, said) == []
    assert doubts(f"ASK {{ <{store.base}person/zhao-min> ?p ?o }}", store, names, said) == []


def test_a_bare_tag_of_chinese_is_doubted(store):
    names, said = Names(store), words("en")
    assert "zh-hans" in "".join(doubts('SELECT * { ?p skos:prefLabel ?n FILTER(LANG(?n) = "zh") }', store, names, said))
    assert doubts('SELECT * { ?p skos:prefLabel ?n FILTER(LANGMATCHES(LANG(?n), "zh")) }', store, names, said) == []


def test_bars_leave_out_a_name_that_all_of_them_share():
    rows = [[named("person", "a"), named("person", other), number(n)] for other, n in (("b", 2), ("c", 1))]
    (bars,) = figure(Answer(("person", "companion", "events"), rows), "chart", "en", "rows")["light"]["data"]
    assert bars["y"] == ["c", "b"]


def test_an_article_goes_by_its_title_where_no_column_gives_it(address):
    text = httpx.get(f"{address}/ask/statements?person=Zhao+Min&run=1", headers=HTML).text
    assert ">A meeting in Harbin</a>" in text


def test_where_a_query_broke_is_told_to_the_editor(address):
    text = httpx.get(f"{address}/sparql", params={"query": "SELECT * {\n ?s [ ?p }"}, headers=HTML, timeout=30).text
    assert 'data-line="2"' in text
    assert "There are 1 [ and 0 ]" in text


def test_a_named_query_opens_in_the_editor_with_its_names_filled_in(address):
    text = httpx.get(f"{address}/sparql?example=statements&person=Zhao+Min", headers=HTML, timeout=30).text
    assert "/id/person/zhao-min&gt; }" in text


def test_every_question_and_all_of_its_words_are_there_in_chinese():
    for name in queries.names():
        query = queries.named(name)
        assert query.summary_zh, name
        assert query.said("zh") == query.summary_zh
        assert [p.help for p in query.parameters if p.help not in HELP] == [], name
        assert [w for w in (*(p.name for p in query.parameters), *dict(query.columns)) if w not in COLUMNS] == [], name
        assert words("zh")[query.group] != query.group


def test_the_questions_are_shown_in_the_reader_s_language(address):
    text = httpx.get(f"{address}/ask/co-attendance?lang=zh", headers=HTML, timeout=30).text
    assert "哪些人同场出席" in text
    assert "同场次数不少于" in text


def test_answers_name_things_and_say_short_words_in_the_reader_s_language(address):
    text = httpx.get(f"{address}/ask/person-timeline?person=Zhao+Min&run=1&lang=zh", headers=HTML, timeout=30).text
    assert ">主持<" in text
    assert ">黑龙江<" in text.replace("</svg>", ">")
    english = httpx.get(f"{address}/ask/people?run=1&lang=en", headers=HTML, timeout=30).text
    assert "Zhao Min</a>" in english
    assert '<td class="short">赵敏</td>' in english
    assert ">否<" in httpx.get(f"{address}/ask/newcomers?since=2000&run=1&lang=zh", headers=HTML, timeout=30).text
