"""The explorer shows everything that the graph names, in both languages, and each address gives programs RDF."""

from __future__ import annotations

import time
from urllib.parse import quote

import httpx
import pytest
from serving import serving
from test_web_protocol import fill

from kg.lists import Place, merged
from kg.search import Index
from kg.stores.oxigraph import OxigraphStore
from kg.web import indexing
from kg.web.naming import Names, Thing, fold
from kg.web.sections import Span, timeline
from kg.web.served import ServedStore

HTML = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
EVENT = "/id/event/2024-05-01/meeting/CN-HL/zhao-min"


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    return fill(tmp_path_factory.mktemp("pages") / "store")


@pytest.fixture(scope="module")
def address(filled):
    with serving(filled) as found:
        yield found


@pytest.fixture(scope="module")
def names(filled):
    store = ServedStore(filled)
    yield Names(store)
    store.close()


def see(address, path, **headers):
    return httpx.get(address + path, headers={**HTML, **{k.replace("_", "-"): v for k, v in headers.items()}}, timeout=30)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/", ["Latest events", "A meeting in Harbin", "People most reported"]),
        ("/search?q=zhao", ["Zhao Min", "赵敏"]),
        ("/id/person/zhao-min", ["Zhao Min", "赵敏", "Mayor", "A meeting in Harbin", "harvests come first", "Agricultur"]),
        ("/id/person/li-qiang", ["Offices over time", "Premier", "2023-03"]),
        ("/id/office/premier/state-council", ["Holders over time", "Li Qiang"]),
        ("/id/province/CN-HL", ["Heilongjiang", "Cities", "Harbin", "A meeting in Harbin"]),
        (
            "/id/organisation/state-council",
            ["State Council", "Its offices", "Who holds and held its offices", "Li Qiang", "2023-03-11"],
        ),
        ("/id/strategy/yangtze-delta", ["Covers", "Jiangsu"]),
        ("/id/theme/agriculture", ["harvests come first", "Zhao Min"]),
        (EVENT, ["Who took part, in protocol order", "Zhao Min", "How each article tells it", "Heilongjiang"]),
        ("/id/article/a1", ["chaired a meeting", 'class="mark person"', "The event"]),
        ("/ask", ["Who held an office", "/ask/co-attendance"]),
        ("/ask/statements?person=Zhao+Min&run=1", ["harvests come first", "CSV"]),
        ("/sparql", ["<textarea", "Prefixes are declared"]),
        ("/ontology", ['id="Person"', "A human being", "pol:tookPartIn"]),
        ("/id/scheme/theme", ["Themes of policy", "政策主题", "Agricultur"]),
        ("/id/statement/a1/1", ["statement 1", "The words it rests on", "harvests come first", "/ontology#speaker", "Zhao Min"]),
        ("/id/article/a1/by/rules", ["What was read in", "/id/article/a1"]),
        ("/id/formulation/lucid-waters", ["lucid waters", "绿水青山"]),
        ("/graph/person/zhao-min", ["vis-network.js", "The same as a list"]),
    ],
)
def test_a_page_says_what_is_known(address, path, words):
    response = see(address, path)
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert [w for w in words if w not in response.text] == []


@pytest.mark.parametrize("path", ["/", "/id/person/li-qiang", EVENT, "/id/article/a1", "/ask", "/sparql", "/search?q=zhao"])
def test_no_page_asks_for_anything_beyond_its_server(address, path):
    import re

    response = see(address, path)
    assert "default-src 'none'" in response.headers["content-security-policy"]
    assert re.findall(r'(?:src|<link[^>]+href)="(?:https?:)?//[^"]*"', response.text) == []


def test_chinese_is_chosen_by_the_address_then_by_the_last_choice_then_by_the_browser(address):
    assert "历任职务" in see(address, "/id/person/li-qiang?lang=zh").text
    assert "历任职务" in see(address, "/id/person/li-qiang", accept_language="zh-CN,zh;q=0.9").text
    chosen = see(address, "/?lang=zh")
    assert "历任职务" in see(address, "/id/person/li-qiang", cookie=chosen.headers["set-cookie"].split(";")[0]).text
    assert "Offices over time" in see(address, "/id/person/li-qiang?lang=en", accept_language="zh").text


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        (HTML["accept"], "text/html; charset=utf-8"),
        ("text/turtle", "text/turtle; charset=utf-8"),
        ("application/ld+json", "application/ld+json"),
        ("*/*", "text/turtle; charset=utf-8"),
    ],
)
def test_an_address_gives_browsers_a_page_and_programs_rdf(address, accept, kind):
    for path in ("/id/person/zhao-min", EVENT, "/id/participation/a1/1"):
        response = httpx.get(address + path, headers={"accept": accept})
        assert (response.status_code, response.headers["content-type"]) == (200, kind), path
        assert "accept" in response.headers["vary"]


def test_the_ontology_is_a_page_to_a_browser_and_rdf_to_a_program(address):
    assert see(address, "/ontology").headers["content-type"] == "text/html; charset=utf-8"
    text = httpx.get(f"{address}/ontology", headers={"accept": "application/n-triples"}).text
    assert "<https://w3id.org/policy-kg/ontology#Person> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>" in text


def test_search_finds_quotes_and_titles_in_the_index_that_the_server_makes(address):
    deadline = time.monotonic() + 60
    while "harvests</mark>" not in (text := see(address, "/search?q=come+harvests+first").text):
        assert time.monotonic() < deadline, text
    assert "/id/article/a1" in text
    assert "being made" not in text


def test_an_index_that_is_older_than_the_store_is_made_again(tmp_path):
    path = fill(tmp_path / "store")
    with OxigraphStore(path) as store:
        Index.of([], path / "search.sqlite", stamp="old", state="old").close()
        assert Index(store).stale(store)
        indexing.main(str(path))
        with Index(store) as made:
            assert [h.article for h in made.search("harvests", kinds=("quote",))] == ["a1"]


def test_the_iri_of_a_reading_gives_its_graph(address):
    text = httpx.get(f"{address}/id/article/a1/by/rules", headers={"accept": "application/n-triples"}).text
    assert "harvests come first" in text


@pytest.mark.parametrize("accept", [HTML["accept"], "text/turtle"])
def test_what_is_not_there_is_not_found(address, accept):
    assert httpx.get(f"{address}/id/person/nobody", headers={"accept": accept}).status_code == 404


@pytest.mark.parametrize("path", ["/search?q=Zhau+Ming", "/id/person/zhao-mim"])
def test_a_name_spelt_nearly_right_leads_to_the_right_one(address, path):
    text = see(address, path).text
    assert "Perhaps you mean" in text
    assert 'href="/id/person/zhao-min"' in text


def test_suggestions_know_both_languages_and_aliases(address):
    for words in ("zhao m", "赵", "ZHAO MIN", "Zhào"):
        assert httpx.get(f"{address}/suggest", params={"q": words}).json()[0]["href"] == "/id/person/zhao-min", words
    assert {r["kind"] for r in httpx.get(f"{address}/suggest", params={"q": "h", "kind": "province"}).json()} == {"province"}


def test_search_puts_what_begins_so_before_what_holds_it(names):
    found = [thing.iri.rpartition("/")[2] for thing, _ in names.search("湖南")]
    assert found[0] == "CN-HN"


def test_names_are_compared_without_case_accents_and_width():
    assert fold(" Ｚhào  Min ") == "zhao min"


def test_a_question_that_lacks_a_name_or_has_a_wrong_one_says_so(address):
    assert "needs person" in see(address, "/ask/statements?run=1").text
    near = see(address, "/ask/statements?person=Zhao+Mim&run=1")
    assert near.status_code == 400
    assert "did you mean" in near.text
    assert see(address, "/ask/none").status_code == 404


def test_answers_are_downloaded_as_tables(address):
    response = httpx.get(f"{address}/ask/statements", params={"person": "赵敏", "run": 1, "format": "csv"})
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert response.content.startswith("\ufeffdate,speech_act".encode())
    assert "harvests come first" in response.text


def test_broken_sparql_is_explained_on_the_page(address):
    response = see(address, "/sparql?query=SELECT+*+%7B")
    assert response.status_code == 400
    assert "line 1, column 11" in response.text
    assert (
        "SERVICE is switched off" in see(address, "/sparql?query=ASK+%7B+SERVICE+%3Chttp%3A%2F%2F127.0.0.1%2F%3E+%7B%7D+%7D").text
    )


def test_texts_cannot_leave_their_place(tmp_path):
    from standins import OneReader, make_article

    from kg.rdf import reading_triples

    path = tmp_path / "store"
    with OxigraphStore(path, writable=True) as store:
        reading = OneReader().read(
            make_article(
                text="</script><script>alert(1)</script> Zhao Min said <b>this</b>.", title="<img src=x onerror=alert(1)>"
            )
        )
        store.keep_text(reading.article)
        store.replace(store.names.reading("a1", "rules"), reading_triples(reading, store.names))
    with serving(path) as address:
        for page in (
            "/",
            "/id/article/a1",
            "/id/person/zhao-min",
            "/graph/article/a1",
            "/search?q=%3Cimg",
            "/ask/articles?run=1",
        ):
            text = see(address, page).text
            assert "<script>alert" not in text
            assert "<img" not in text


def test_a_line_of_years_is_as_long_as_what_it_shows():
    thing = Thing("a:b", "office")
    drawn = timeline([Span(thing, "2013-03-14", ""), Span(thing, "2008", "2012-11"), Span(thing, "", "")])
    assert [width > 0 and left >= 0 and left + width <= 100.01 for _, left, width in drawn["bars"]] == [True, True]
    assert timeline([Span(thing, "", "")]) is None


# -- lists of people -----------------------------------------------------------------------------------


def test_people_stand_list_by_list_and_who_stands_alone_has_no_number(address):
    text = see(address, EVENT).text
    assert "who is named alone has no number" in text
    lone = text[text.index('<ul class="people">') :].partition("</ul>")[0]
    assert "Zhao Min" in lone
    assert 'class="place"' not in lone


def test_lists_of_several_articles_are_fitted_into_the_fullest():
    fullest = [
        Place("#char=5,7", 1, "Li"),
        *(Place(f"#char={20 + n},{22 + n}", n, name) for n, name in ((1, "Ma"), (2, "Wu"), (3, "He"))),
    ]
    other = [Place("#char=3,5", 1, "Li"), Place("#char=6,8", 2, "Cai"), Place("#char=9,11", 3, "Ding")]
    apart = [Place("#char=1,2", 1, "Sun")]
    assert merged({"a": apart, "b": other, "c": fullest}) == [["Li", "Cai", "Ding"], ["Ma", "Wu", "He"], ["Sun"]]


def test_lists_of_one_article_stay_apart_although_somebody_stands_in_both():
    twice = [
        Place("#char=1,2", 1, "Li"),
        Place("#char=3,4", 2, "Ma"),
        Place("#char=30,31", 1, "Ma"),
        Place("#char=32,33", 2, "Wu"),
    ]
    assert merged({"a": twice}) == [["Li", "Ma"], ["Wu"]]


# -- words ---------------------------------------------------------------------------------------------


def test_an_office_that_lasts_is_held_since_a_day(address):
    assert "since 2023-03-11" in see(address, "/id/person/li-qiang").text
    assert "2023-03-11 起" in see(address, "/id/organisation/state-council?lang=zh").text


def test_a_quote_is_shown_without_the_name_of_its_speaker(address):
    text = see(address, "/id/theme/agriculture").text
    assert " … " not in text[text.index("<blockquote") :].partition("</blockquote>")[0]


def test_a_thing_that_no_article_names_says_so(address):
    assert "No article in this graph speaks of it yet" in see(address, "/id/formulation/lucid-waters").text


def test_mistakes_are_told_in_chinese_with_near_names_to_click(address):
    text = see(address, "/ask/statements?person=Zhao+Mim&run=1&lang=zh").text
    assert "没有名为“Zhao Mim”的人物；是否指" in text
    assert 'href="?person=%E8%B5%B5%E6%95%8F&amp;run=1"' in text
    assert "请填写“人物”" in see(address, "/ask/statements?run=1&lang=zh").text
    assert "没有名为“none”的问题" in see(address, "/ask/none?lang=zh").text
    assert "第 1 行第 11 列" in see(address, "/sparql?query=SELECT+*+%7B&lang=zh").text


def test_a_query_that_takes_too_long_stays_on_its_page_with_the_limit(filled):
    runaway = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    with serving(filled, "--timeout", "5") as short:
        response = see(short, f"/sparql?lang=zh&query={quote(runaway)}")
    assert response.status_code == 500
    assert "<textarea" in response.text
    assert "5 秒的时限" in response.text
