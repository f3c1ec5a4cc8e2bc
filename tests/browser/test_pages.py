"""What a reader can do with our pages, in a real browser; each test also fails on any request or console message."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree

import networkx as nx
import pytest

from kg import drawing
from kg.model import Article, Span
from kg.projection import Assertion, Evidence, Source
from kg.rendering.article_page import article_page
from kg.rendering.graph_page import graph_page

pytestmark = pytest.mark.browser
QUOTE = "Ma Li said <b>harvests</b> & water come first."


def meeting() -> nx.Graph:
    """Ma Li and Wu Tao with 300 characters of other names at one meeting, Ma at another, and a quote for each."""
    graph = nx.Graph()
    graph.add_node("ma", kind="person", label_en="Ma Li", label_zh="马丽")
    graph.add_node("wu", kind="person", label_en="Wu <i>Tao</i> " + "of the long name " * 18, label_zh="吴涛🐉")
    graph.add_node("may", kind="event", label_en="Meeting · Hunan · 2024-05-01", label_zh="会议 · 湖南 · 2024-05-01")
    graph.add_node("june", kind="event", label_en="Symposium · Hubei · 2024-06-02", label_zh="座谈会 · 湖北 · 2024-06-02")
    facts = {}
    for person, event, day in (("ma", "may", "2024-05-01"), ("wu", "may", "2024-05-01"), ("ma", "june", "2024-06-02")):
        fact = f"{person} {event}"
        source = Source("a", "a", "A report", "2024-06-03", "A paper", "https://example.org/a")
        facts[fact] = Assertion(
            fact, "took part in", person, event, event, day, "chaired", "主持", source, "a rule", 0.9, (Evidence("s", QUOTE),)
        )
        graph.add_edge(person, event, kind="took part in", weight=1, first=day, last=day, facts=(fact,), evidence=("s",))
    graph.graph.update(assertions=facts, events={}, first="2024-05-01", last="2024-06-02", filters={"since": "2024-01-01"})
    return graph


@pytest.fixture
def opened(visit):
    said = {"title": {"en": "Who met whom", "zh": "谁与谁会面"}, "caption": "A test", "note": "Invented."}
    return visit(graph_page(meeting(), **said), color_scheme="light")


def search(page, text: str) -> None:
    page.keyboard.press("/")
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def test_search_finds_by_either_language_and_opens_the_facts(opened):
    search(opened.page, "马丽")
    assert opened.texts("#panel h2") == ["Ma Li"]
    search(opened.page, "symposium")
    assert opened.texts("#panel h2") == ["Symposium · Hubei · 2024-06-02"]


def test_search_says_when_nothing_has_the_name(opened):
    opened.page.keyboard.press("/")
    opened.page.keyboard.type("nobody")
    assert opened.texts("#found li") == ["Nothing has this name"]


def test_a_click_on_a_neighbour_shows_the_quote_and_its_source(opened):
    search(opened.page, "Ma Li")
    opened.page.locator("#panel summary", has_text="Meeting").click()
    opened.page.locator("#panel blockquote").first.wait_for()
    assert opened.texts("#panel blockquote") == [QUOTE]
    told = opened.page.locator("#panel .fact").inner_text()
    assert all(part in told for part in ("chaired", "A report", "A paper", "2024-06-03", "confidence 90%", "rule: a rule"))
    assert opened.page.locator("#panel .fact a").get_attribute("href") == "https://example.org/a"
    assert opened.page.locator("#panel .fact mark").all_inner_texts() == ["Ma Li"]


def spot(page, name: str) -> dict[str, float]:
    """Where a node stands on the screen once the page has been drawn."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return page.evaluate("(name) => window.picture.at(name)", name)


def test_a_click_on_a_node_shows_its_facts_and_escape_closes_them(opened):
    page = opened.page
    page.mouse.click(**spot(page, "Ma Li"))
    assert opened.texts("#panel h2") == ["Ma Li"]
    page.keyboard.press("Escape")
    assert not page.locator("#panel").is_visible()


def test_a_click_on_a_line_shows_the_quotes_behind_it(opened):
    page = opened.page
    one, other = spot(page, "Ma Li"), spot(page, "Symposium · Hubei · 2024-06-02")
    across = {"x": other["x"] - one["x"], "y": other["y"] - one["y"]}
    # A line is bent to its side by a twentieth of its length.
    sides = (
        {k: one[k] + across[k] / 2 + turn for k, turn in (("x", -across["y"] * s), ("y", across["x"] * s))}
        for s in (0.045, -0.045)
    )
    for side in sides:
        # On one side a name may lie over the line.
        if not page.locator("#panel blockquote").count():
            page.keyboard.press("Escape")
            page.mouse.click(**side)
            page.wait_for_timeout(300)
    opened.page.locator("#panel blockquote").first.wait_for()
    assert opened.texts("#panel blockquote") == [QUOTE]


def test_pointing_at_a_node_tells_its_names(opened):
    opened.page.mouse.move(**spot(opened.page, "Ma Li"))
    opened.page.wait_for_selector("#tip")
    assert opened.texts("#tip") == ["Ma Li\n马丽 · 2 links"]


def test_the_language_switches_everywhere(opened):
    page = opened.page
    search(page, "Ma Li")
    page.keyboard.press("l")
    assert opened.texts("#panel h2") == ["马丽"]
    assert opened.texts("h1") == ["谁与谁会面"] and page.title() == "谁与谁会面"
    assert opened.texts("#legend .name") == ["人物", "活动"]
    assert page.locator("#counts").inner_text() == "4 个节点 · 3 条关联 · 3 条事实 · 来自 1 篇文章"
    assert page.locator("html").get_attribute("lang") == "zh-Hans"
    page.locator("#language").click()
    assert opened.texts("#panel h2") == ["Ma Li"]


def test_a_kind_can_be_switched_off(opened):
    page = opened.page
    page.locator("#legend label", has_text="Events").click()
    assert page.locator("#counts").inner_text().startswith("0 nodes · 0 links")
    page.locator("#legend label", has_text="Events").click()
    assert page.locator("#counts").inner_text().startswith("4 nodes · 3 links")


def test_what_is_switched_off_comes_back_when_it_is_searched_for(opened):
    opened.page.locator("#legend label", has_text="Events").click()
    search(opened.page, "symposium")
    assert opened.texts("#panel h2") == ["Symposium · Hubei · 2024-06-02"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_dark_and_light_follow_the_system_and_the_switch(visit, scheme):
    page = visit(graph_page(meeting(), title="t"), color_scheme=scheme).page
    ground = "() => getComputedStyle(document.body).backgroundColor"
    first = page.evaluate(ground)
    page.keyboard.press("d")
    second = page.evaluate(ground)
    assert [first, second] == ["rgb(251, 250, 247)", "rgb(17, 21, 27)"][:: 1 if scheme == "light" else -1]


def test_names_that_look_like_markup_stay_text(opened):
    search(opened.page, "wu <i>")
    assert opened.texts("#panel h2")[0].startswith("Wu <i>Tao</i> of the long name")
    assert opened.page.locator("#panel h2 i").count() == 0


def test_nodes_move_only_when_asked_to(opened):
    page = opened.page
    assert page.locator("#physics").get_attribute("aria-pressed") == "false"
    before = page.screenshot()
    page.wait_for_timeout(300)
    assert page.screenshot() == before
    page.locator("#physics").click()
    page.mouse.move(700, 790)
    page.wait_for_timeout(600)
    assert page.screenshot() != before


def test_caption_period_filters_counts_and_note_are_seen(opened):
    told = opened.page.locator("#sidebar").inner_text()
    assert all(
        part in told for part in ("A test", "2024-05-01 – 2024-06-02", "since 2024-01-01", "4 nodes", "3 links", "Invented.")
    )


def test_a_page_of_a_thousand_nodes_answers(visit):
    graph = nx.barabasi_albert_graph(1000, 3, seed=1)
    nx.set_node_attributes(graph, {n: f"Person {n}" for n in graph}, "label_en")
    opened = visit(graph_page(graph, title="A thousand"))
    search(opened.page, "person 999")
    assert opened.texts("#panel h2") == ["Person 999"]
    assert opened.page.locator("#counts").inner_text() == "1,000 nodes · 2,991 links"


def test_an_empty_graph_is_a_page_without_nodes(visit):
    opened = visit(graph_page(nx.Graph(), title="Nothing"))
    assert opened.page.locator("#counts").inner_text() == "0 nodes · 0 links"


def test_an_article_tells_its_mentions(visit):
    article = Article("a", "Ma Li spoke in Changsha.", title="Ma Li", language="en", published=date(2024, 5, 1))
    found = [(Span(0, 5), "person", "Ma Li 马丽", 0.9), (Span(15, 23), "city", "Changsha", 0.8)]
    opened = visit(article_page(article, found))
    assert opened.texts("article mark") == ["Ma Li", "Changsha"]
    assert opened.page.locator("article mark").first.get_attribute("title") == "Ma Li 马丽 · person · 90%"
    assert opened.texts(".legend li") == ["People 1", "Cities 1"]


def slide(page, end: str, step: int) -> None:
    page.evaluate(
        "([id, v]) => { const e = document.getElementById(id); e.value = v; e.dispatchEvent(new Event('input')); }", [end, step]
    )


def test_the_time_slider_keeps_what_happened_in_it(opened):
    page = opened.page
    assert page.locator("#time output").inner_text() == "2024-05-01 – 2024-06-02"
    slide(page, "to", 10)
    assert page.locator("#time output").inner_text() == "2024-05-01 – 2024-05-11"
    assert page.locator("#counts").inner_text().startswith("3 nodes · 2 links")
    search(page, "Ma Li")
    assert "1 link · 1 fact · 2024-05-01" in page.locator("#panel .sum").first.inner_text()


def test_what_lies_outside_the_time_comes_back_when_it_is_searched_for(opened):
    slide(opened.page, "to", 10)
    search(opened.page, "symposium")
    assert opened.texts("#panel h2") == ["Symposium · Hubei · 2024-06-02"]


def test_communities_can_be_seen_one_by_one(visit):
    graph = meeting()
    nx.set_node_attributes(graph, {"ma": 0, "june": 0, "wu": 1, "may": 1}, "community")
    page = visit(graph_page(graph, title="t")).page
    assert page.locator("#community option").count() == 3
    page.locator("#community select").select_option("0")
    assert page.locator("#counts").inner_text().startswith("2 nodes · 1 link ")


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_the_picture_can_be_saved(opened, ending, tmp_path):
    with opened.page.expect_download() as waiting:
        opened.page.locator(f"#{ending}").click()
    assert waiting.value.suggested_filename == f"Who-met-whom.{ending}"
    waiting.value.save_as(tmp_path / "picture")
    saved = (tmp_path / "picture").read_bytes()
    if ending == "png":
        assert saved.startswith(b"\x89PNG") and len(saved) > 10_000
        return
    texts = ["".join(t.itertext()) for t in ElementTree.fromstring(saved).iter("{http://www.w3.org/2000/svg}text")]
    assert {"Who met whom", "Ma Li", "People", "Events"} <= set(texts)
    assert any("2024-05-01 – 2024-06-02" in t and "3 facts from 1 article" in t for t in texts)


def test_a_node_can_be_dragged_and_stays(opened):
    page = opened.page
    before = spot(page, "Ma Li")
    page.mouse.move(**before)
    page.mouse.down()
    for step in range(1, 9):
        page.mouse.move(before["x"] + 10 * step, before["y"] + 6 * step)
        page.wait_for_timeout(30)
    page.mouse.up()
    after = spot(page, "Ma Li")
    assert (round(after["x"] - before["x"], -1), round(after["y"] - before["y"], -1)) == (80, 50)


def test_communities_of_a_large_graph_open_on_a_click_and_by_search(visit):
    graph = nx.disjoint_union_all([nx.complete_graph(9), nx.complete_graph(6)])
    for node in graph:
        graph.nodes[node].update(kind="person", label_en=f"Person {node}", label_zh=f"某{node}", community=node // 9)
    graph.add_edge(0, 9, weight=1)
    page = visit(graph_page(graph, title="Many", large=10)).page
    assert page.locator("#counts").inner_text() == "2 nodes · 1 link"
    page.mouse.click(**spot(page, "Person 0, Person 1, Person 2… (9)"))
    assert page.locator("#counts").inner_text() == "9 nodes · 36 links"
    page.locator("#back").click()
    assert page.locator("#counts").inner_text() == "2 nodes · 1 link"
    search(page, "某12")
    assert page.locator("#panel h2").inner_text() == "Person 12"
    assert page.locator("#counts").inner_text() == "6 nodes · 15 links"


def address(page) -> str:
    return page.evaluate("() => decodeURIComponent(location.hash.replaceAll('+', ' '))")


def test_the_address_says_what_is_seen(opened):
    page = opened.page
    assert address(page) == ""
    page.locator("#legend label", has_text="Events").click()
    page.keyboard.press("l")
    assert address(page) == "#off=event&lang=zh"
    page.locator("#legend label", has_text="活动").click()
    search(page, "Ma Li")
    assert address(page) == "#node=Ma Li&lang=zh"
    page.keyboard.press("Escape")
    page.keyboard.press("l")
    assert address(page) == ""


def test_an_address_opens_what_it_says(opened):
    page = opened.page
    page.evaluate("location.hash = 'node=Ma+Li&only=Ma+Li&to=2024-05-11&theme=dark&lang=zh'")
    page.locator("html[lang=zh-Hans]").wait_for(state="attached")
    assert opened.texts("#panel h2") == ["马丽"]
    assert page.locator("#counts").inner_text().startswith("2 个节点 · 1 条关联")
    assert page.locator("#time output").inner_text() == "2024-05-01 – 2024-05-11"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(17, 21, 27)"
    page.evaluate("location.hash = 'one=june&other=nobody&node=who%22%3E&least=nan&off=%3Cb%3E&scene=page&from=x&at=a'")
    page.locator("html[lang=en]").wait_for(state="attached")
    assert not page.locator("#panel").is_visible()
    assert page.locator("#counts").inner_text().startswith("4 nodes · 3 links")


def test_a_link_to_the_view_is_copied_and_opens_it(chromium, tmp_path):
    file = tmp_path / "page.html"
    file.write_text(graph_page(meeting(), title="t"), encoding="utf-8")
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"], reduced_motion="reduce")
    page = context.new_page()
    page.goto(file.as_uri())
    page.wait_for_selector("html[data-ready]", state="attached")
    search(page, "Symposium")
    page.locator("#zoom-in").click()
    page.locator("#link").click()
    page.locator("#said", has_text="copied").wait_for()
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.startswith(f"{file.as_uri()}#node=Symposium") and "&at=" in link
    other = context.new_page()
    other.goto(link)
    other.wait_for_selector("#panel h2")
    assert other.locator("#panel h2").inner_text() == "Symposium · Hubei · 2024-06-02"
    assert other.evaluate("picture.network.getScale()") == pytest.approx(page.evaluate("picture.network.getScale()"), rel=1e-3)
    context.close()


def test_of_two_who_share_a_name_the_address_tells_which(visit):
    graph = nx.path_graph(4)
    nx.set_node_attributes(graph, {0: "Liu Qi", 1: "Ma Li", 2: "Liu Qi", 3: "Wu Tao"}, "label_en")
    page = visit(graph_page(graph, title="t")).page
    page.evaluate("location.hash = 'node=Liu+Qi~2'")
    page.wait_for_selector("#panel h2")
    assert page.locator("#panel .sum").first.inner_text() == "2 links"
    page.evaluate("location.hash = 'node=Liu+Qi'")
    page.locator("#panel .sum").get_by_text("1 link", exact=True).wait_for()


def test_one_thing_and_its_neighbours_can_be_seen_alone(opened):
    page = opened.page
    search(page, "吴涛")
    page.locator("#panel .only").click()
    assert page.locator("#counts").inner_text().startswith("2 nodes · 1 link")
    page.locator("#panel .only", has_text="everything").click()
    assert page.locator("#counts").inner_text().startswith("4 nodes · 3 links")


def test_communities_have_colours_that_the_legend_explains(visit):
    graph = nx.disjoint_union(nx.complete_graph(5), nx.complete_graph(4))
    for node in graph:
        graph.nodes[node].update(kind="person", label_en=f"Person {node}", label_zh=f"某{node}", community=int(node > 4))
    page = visit(graph_page(graph, title="t")).page
    assert page.locator("#swatches button").all_inner_texts() == ["Person 0, Person 1\n5", "Person 5, Person 6\n4"]
    page.locator("#swatches button").nth(1).click()
    assert page.locator("#counts").inner_text() == "4 nodes · 6 links"
    page.locator("#colour select").select_option("kind")
    assert not page.locator("#swatches").is_visible()


def test_weights_that_are_shares_can_be_sifted(visit):
    graph = nx.Graph()
    graph.add_weighted_edges_from([("a", "b", 0.25), ("b", "c", 0.5), ("c", "d", 0.75)])
    page = visit(graph_page(graph, title="t")).page
    assert page.locator("#least span").inner_text() == "Links that weigh 0.25 or more"
    page.locator("#least input").fill("0.5")
    assert page.locator("#counts").inner_text() == "3 nodes · 2 links"


def test_arrows_are_drawn_and_the_panel_tells_their_way(visit):
    graph = nx.DiGraph([("a", "b"), ("c", "a")])
    opened = visit(graph_page(graph, title="t"))
    search(opened.page, "a")
    assert opened.texts("#panel .way") == ["→", "←"]
    with opened.page.expect_download() as waiting:
        opened.page.locator("#svg").click()
    shape = [p.get("d") for p in ElementTree.parse(waiting.value.path()).iter("{http://www.w3.org/2000/svg}path")]
    assert sum(d.count("Z") == 2 and d.count("L") == 4 for d in shape) == 1


def test_a_link_is_told_from_who_to_what(opened):
    page = opened.page
    page.evaluate("location.hash = 'one=Ma+Li&other=Meeting+·+Hunan+·+2024-05-01'")
    page.wait_for_selector("#panel .pair")
    assert opened.texts("#panel .pair > *") == ["Ma Li", "took part in", "Meeting · Hunan · 2024-05-01"]


def test_a_year_of_months_and_a_bar_are_chosen_by_a_click(visit):
    graph = nx.path_graph(4)
    for number, day in enumerate(("2023-03-01", "2024-01-05", "2024-07-01")):
        graph.edges[number, number + 1].update(first=day, last=day)
    page = visit(graph_page(graph, title="t")).page
    page.locator("#years button", has_text="2024").click()
    assert page.locator("#time output").inner_text() == "2024-01 – 2024-07"
    assert page.locator("#counts").inner_text() == "3 nodes · 2 links"
    page.locator("#bars g").first.click()
    assert page.locator("#time output").inner_text() == "2023-03"
    page.locator("#bars g").first.click()
    assert page.locator("#time output").inner_text() == "2023-03 – 2024-07"


def test_on_a_narrow_screen_the_filters_unfold(visit):
    page = visit(graph_page(meeting(), title="t")).page
    page.set_viewport_size({"width": 420, "height": 800})
    assert not page.locator("#time").is_visible()
    page.locator("#unfold").click()
    assert page.locator("#time").is_visible()


def test_no_name_lies_over_a_card_or_beyond_the_edge(visit):
    graph = nx.star_graph(60)
    nx.set_node_attributes(graph, {n: f"Somebody with a long name {n}" for n in graph}, "label_en")
    page = visit(graph_page(graph, title="t")).page
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    boxes = page.evaluate("picture.labels()")
    card = page.locator("#sidebar").bounding_box()
    assert len(boxes) > 10
    for left, top, right, bottom in boxes:
        assert left >= 0 and top >= 0 and right <= 1280 and bottom <= 800
        assert left > card["x"] + card["width"] or top > card["y"] + card["height"]
    assert not any(a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3] for i, a in enumerate(boxes) for b in boxes[:i])


def test_the_caption_tells_a_switch_by_its_name_alone(visit, sample):
    page, _ = drawing.page(sample, "attendance", around="丁薛祥", boilerplate=True)
    told = visit(page).page.locator("#period").inner_text()
    assert told.endswith("around Ding Xuexiang · boilerplate weighed down")
