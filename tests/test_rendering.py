"""What our pages hold, whatever the articles say."""

from __future__ import annotations

import json
import random
import re
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import queries
from kg.errors import UnknownName
from kg.model import Article, Span
from kg.projection import Assertion, Evidence, Source
from kg.rendering import graph_page as module
from kg.rendering.article_page import article_page, article_text
from kg.rendering.graph_page import graph_page
from kg.rendering.layout import layout
from kg.rendering.palette import KINDS
from kg.rendering.words import WORDS

HOSTILE = [
    'Wu "Tao" O\'Neil',
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "{{ 7*7 }} {% raw %} ${x} `y`",
    "🐉 dragon \u2028 line \u2029 end",
    "longest" * 43,
    "\u202egnipniJ iX",
    "half \ud83d pair",
    "<!-- comment",
]
TEMPLATES = Path(module.__file__).parent / "templates"


def graph_of(names: list[str], quote: str = "a quote", url: str = "https://example.org/a") -> nx.Graph:
    """A person with each name at one event, with a quote behind each edge."""
    graph = nx.Graph()
    graph.add_node("e", id="e", kind="event", label_en="Meeting · 2024-05-01", label_zh="会议 · 2024-05-01", weight=len(names))
    assertions = {}
    for number, name in enumerate(names):
        person, fact = f"p{number}", f"f{number}"
        graph.add_node(person, id=person, kind="person", label_en=name, label_zh=name, weight=1)
        edge = {"kind": "took part in", "weight": 1, "first": "2024-05-01", "last": "2024-05-01"}
        graph.add_edge(person, "e", **edge, facts=(fact,), evidence=("s",))
        source = Source("a", "a", name, "2024-05-01", "A paper", url)
        said = ("took part in", person, "e", "e", "2024-05-01", "chaired", "主持")
        assertions[fact] = Assertion(fact, *said, source, "a rule", 0.9, (Evidence("s", quote),))
    graph.graph.update(assertions=assertions, events={}, first="2024-05-01", last="2024-05-01", filters={})
    return graph


class Reader(HTMLParser):
    """The elements of a page, and the text of each script by its id."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: dict[str, str] = {}
        self.text: dict[str, str] = {}
        self._open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in ("meta", "link", "input", "i"):
            self._open.append(tag)
        if tag == "script":
            self.scripts[dict(attrs).get("id") or f"script {len(self.scripts)}"] = ""

    def handle_endtag(self, tag):
        if self._open and self._open[-1] == tag:
            self._open.pop()

    def handle_data(self, data):
        if self._open[-1:] == ["script"]:
            self.scripts[next(reversed(self.scripts))] += data
        for tag in set(self._open):
            self.text[tag] = self.text.get(tag, "") + data

    def data(self, ident: str):
        return json.loads(self.scripts[ident])


def page_of(graph: nx.Graph, **more) -> str:
    return graph_page(graph, **{"title": "A title", **more})


def test_names_come_back_from_the_page_as_they_are():
    nodes = Reader(page_of(graph_of(HOSTILE))).data("nodes")
    shown = {n["label"] for n in nodes}
    for name in HOSTILE:
        tidy = " ".join(name.split()).encode("utf-8", "replace").decode()
        assert (tidy if len(tidy) <= 300 else tidy[:299] + "…") in shown


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_adds_an_element_to_the_page(text):
    plain = Reader(page_of(graph_of(["A"]), caption="c", note="n"))
    hostile = Reader(page_of(graph_of([text], quote=text, url=text), title=text, caption=text, note=text))
    assert [tag for tag, _ in hostile.elements] == [tag for tag, _ in plain.elements]
    assert hostile.scripts.keys() == plain.scripts.keys()


def test_a_page_loads_nothing():
    reader = Reader(page_of(graph_of(HOSTILE)))
    loads = [
        v for _, attrs in reader.elements for k, v in attrs.items() if k in ("src", "href", "srcset", "action", "data", "poster")
    ]
    assert loads == ["data:,"]
    styles = reader.text["style"]
    assert not re.search(r"url\(|@import", styles)
    (policy,) = [a["content"] for _, a in reader.elements if a.get("http-equiv") == "Content-Security-Policy"]
    assert policy.startswith("default-src 'none';") and "http" not in policy
    assert "sourceMappingURL" not in page_of(graph_of(["A"]))


def test_only_web_addresses_become_links():
    for url, kept in (
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("https://example.org/a", "https://example.org/a"),
    ):
        (article,) = Reader(page_of(graph_of(["A"], url=url))).data("assertions")["articles"]
        assert article["url"] == kept


def test_the_same_graph_gives_the_same_bytes_in_any_order():
    graph = graph_of(["A", "B", "C", "D"])
    shuffled = nx.Graph(**graph.graph)
    nodes, edges = list(graph.nodes(data=True)), [(b, a, d) for a, b, d in graph.edges(data=True)]
    random.Random(3).shuffle(nodes)
    random.Random(4).shuffle(edges)
    shuffled.add_nodes_from(nodes)
    shuffled.add_edges_from(edges)
    assert page_of(graph) == page_of(shuffled)


def test_drawing_leaves_the_graph_as_it_was():
    graph = graph_of(["A", "B"])
    before = (list(graph.nodes(data=True)), list(graph.edges(data=True)), dict(graph.graph))
    copy = repr(before)
    page_of(graph)
    assert repr((list(graph.nodes(data=True)), list(graph.edges(data=True)), dict(graph.graph))) == copy


@pytest.mark.parametrize(
    "graph", [nx.Graph(), nx.path_graph(3), nx.DiGraph([("a", "b"), ("b", "a")]), nx.MultiGraph([(1, 2), (1, 2)])]
)
def test_any_graph_can_be_drawn(graph):
    reader = Reader(page_of(graph))
    assert len(reader.data("nodes")) == len(graph)
    assert len(reader.data("edges")) == len(reader.data("told")["ties"]) == graph.number_of_edges()


def test_titles_may_come_in_both_languages():
    page = page_of(graph_of(["A"]), title={"en": "English", "zh": "中文"}, language="zh")
    reader = Reader(page)
    assert reader.text["title"] == "中文" and reader.data("page")["said"]["title"] == {"en": "English", "zh": "中文"}
    assert reader.elements[0] == ("html", {"lang": "zh-Hans"})


def test_an_unknown_language_names_the_others():
    with pytest.raises(UnknownName, match="no page language 'fr'; there are: en, zh"):
        page_of(graph_of(["A"]), language="fr")


def test_every_word_of_the_scripts_and_templates_is_known():
    script, page = ((TEMPLATES / name).read_text(encoding="utf-8") for name in ("graph.js", "graph.html"))
    used = set(re.findall(r'(?:word|counted)\("([^"]+)"', script)) | set(re.findall(r'data-(?:word|title)="([^"]+)"', page))
    relations = {
        w for p in (Path(queries.__file__).parent / "views").glob("*.rq") for w in re.findall(r'BIND \("(.+?)"', p.read_text())
    }
    assert used and relations
    assert used | relations | set(KINDS) <= set(WORDS)


def test_kinds_differ_in_shape_and_colour():
    looks = [KINDS[k] for k in ("person", "event", "strategy", "theme", "province", "organisation", "office")]
    assert (
        len({look.shape for look in looks})
        == len({look.light for look in looks})
        == len({look.dark for look in looks})
        == len(looks)
    )


# -- layout --------------------------------------------------------------------------------------------


def test_a_layout_places_every_node_apart_and_the_same_each_time():
    graph = nx.disjoint_union_all([nx.star_graph(30), nx.path_graph(5), nx.complete_graph(4), nx.empty_graph(3)])
    places = layout(graph)
    assert places == layout(graph) and set(places) == set(graph)
    assert len(set(places.values())) == len(graph)


def test_parts_that_are_not_joined_stand_apart():
    graph = nx.disjoint_union_all([nx.complete_graph(12)] * 4)
    places = layout(graph)
    nearest = min(
        (places[a][0] - places[b][0]) ** 2 + (places[a][1] - places[b][1]) ** 2
        for a in graph
        for b in graph
        if a // 12 != b // 12
    )
    assert nearest > 40**2


def test_neighbours_stand_nearer_than_strangers():
    graph = nx.connected_caveman_graph(5, 8)
    places = layout(graph)

    def away(a: int, b: int) -> float:
        return float(((places[a][0] - places[b][0]) ** 2 + (places[a][1] - places[b][1]) ** 2) ** 0.5)

    strangers = [(a, b) for a in graph for b in graph if a < b and b not in graph[a]]
    assert sum(away(*e) for e in graph.edges) / graph.number_of_edges() < 0.5 * sum(away(*e) for e in strangers) / len(strangers)


# -- articles ------------------------------------------------------------------------------------------

TEXT = "Ma Li, mayor of Changsha, spoke.\n湖南省长沙市 & <b>others</b>"


def article(text: str = TEXT, title: str = "Ma Li speaks") -> Article:
    return Article("a1", text, title=title, language="en", published=date(2024, 5, 1))


def marked(*found: tuple[int, int, str, str]) -> list:
    return [(Span(start, end), kind, label, 0.9) for start, end, kind, label in found]


def test_a_mention_within_another_is_marked_inside_it():
    page = article_page(article(), marked((7, 24, "office", "mayor"), (16, 24, "city", "Changsha")))
    assert re.search(r'<mark class="office"[^>]*>mayor of <mark class="city"[^>]*>Changsha</mark></mark>, spoke', page)


def test_of_two_mentions_that_cross_the_first_stands():
    page = article_page(article(), marked((33, 38, "province", "Hunan"), (36, 39, "city", "Changsha")))
    assert re.search(r'<mark class="province"[^>]*>湖南省长沙</mark>市', page) and 'class="city" title' not in page


def test_a_stretch_that_means_two_things_names_both():
    page = article_page(article(), marked((16, 24, "city", "Changsha"), (16, 24, "province", "Hunan")))
    assert page.count('title="Hunan · province · 90%\nChangsha · city · 90%"') == 1


def test_mentions_of_the_title_are_marked_in_the_title():
    page = article_page(article(), [(Span(0, 5, "title"), "person", "Ma Li", 0.9)])
    assert re.search(r'<h1 lang="en"><mark class="person"[^>]*>Ma Li</mark> speaks</h1>', page)


def test_mentions_outside_the_text_are_left_out():
    page = article_page(article(), marked((-1, 3, "person", "x"), (5, 5, "person", "x"), (4, 9999, "person", "x")))
    assert "<mark class=" not in page


@pytest.mark.parametrize("text", HOSTILE)
def test_no_article_adds_an_element_to_its_page(text):
    plain = Reader(article_page(article("A"), marked((0, 1, "person", "A"))))
    page = article_page(article(text, title=text), marked((0, len(text), "person", text)), note="")
    assert [tag for tag, _ in Reader(page).elements] == [tag for tag, _ in plain.elements]


SPANS = st.lists(st.tuples(st.integers(-2, 30), st.integers(-2, 30), st.sampled_from([*KINDS, "dragon"])), max_size=8)
WRITABLE = st.characters(exclude_categories=["Cs"], exclude_characters="\r\0")


@given(st.text(WRITABLE, max_size=25), SPANS)
def test_the_page_shows_the_text_unchanged(text, spans):
    page = article_page(article(text), marked(*((a, b, kind, kind) for a, b, kind in spans)))
    assert Reader(page).text.get("article", "") == text
    assert page == article_page(article(text), marked(*((a, b, kind, kind) for a, b, kind in reversed(spans))))


@given(st.text(max_size=25), SPANS)
def test_the_terminal_shows_the_text_and_no_controls(text, spans):
    shown = article_text(article(text, title=""), marked(*((a, b, kind, kind) for a, b, kind in spans))).plain
    assert len(shown) == len(text)
    assert all(a == b or b == "\ufffd" for a, b in zip(text, shown, strict=True))
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", shown)


def test_the_terminal_marks_what_is_mentioned():
    shown = article_text(article(), [(Span(0, 5, "title"), "person", "Ma Li", 0.9), *marked((0, 5, "person", "Ma Li"))])
    assert shown.plain == f"Ma Li speaks\n\n{TEXT}"
    starts = sorted(span.start for span in shown.spans if KINDS["person"].dark in str(span.style))
    assert starts == [0, 14] and all(a < b for a, b in pairwise(starts))


def crowd() -> nx.Graph:
    """Three groups of four, each held together by a meeting, and one line from the first group to the second."""
    graph = nx.disjoint_union_all([nx.complete_graph(4) for _ in range(3)])
    for node in graph:
        graph.nodes[node].update(kind="person", label_en=f"Person {node} <i>", label_zh=f"某{node}", community=node // 4)
    graph.add_edge(0, 4, weight=2)
    return nx.relabel_nodes(graph, {n: f"p{n:02}" for n in graph})


def test_a_graph_too_large_to_read_is_shown_by_its_communities():
    reader = Reader(page_of(crowd(), large=10))
    assert [t["opens"] for t in reader.data("told")["told"]] == ["group-0", "group-1", "group-2"]
    assert [t["opens"] for t in reader.data("told")["ties"]] == ["between-0-1"]
    assert [len(reader.data(f"group-{n}")["nodes"]) for n in range(3)] == [4, 4, 4]
    assert len(reader.data("between-0-1")["edges"]) == 1
    assert len(reader.data("index")["names"]) == 12
    assert reader.data("page")["said"]["caption"]["en"].startswith("12 nodes are too many")
    assert page_of(crowd(), large=10) == page_of(crowd(), large=10)


def test_every_fact_of_a_large_graph_is_in_one_of_its_pictures():
    graph = graph_of([f"Person {n}" for n in range(30)])
    reader = Reader(page_of(graph, large=10))
    scenes = [reader.data(name) for name in reader.scripts if name.startswith(("group-", "between-"))]
    assert sum(len(s["facts"]) for s in scenes) == 30
    assert sum(len(s["edges"]) for s in scenes) == graph.number_of_edges()
