"""An analyst walks through the explorer in a browser, by mouse and by keys, and nothing is asked of the network."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from serving import serving
from test_web_protocol import fill

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with serving(fill(tmp_path_factory.mktemp("explorer") / "store")) as found:
        yield found


@pytest.fixture
def walk(chromium, address):
    """Opens pages of the server; after the test, nothing beyond it was asked for and nothing complained of."""
    made = []

    def opened(path="/", **settings):
        context = chromium.new_context(viewport={"width": 1280, "height": 800}, locale="en-US", **settings)
        page = context.new_page()
        beyond, complaints = [], []
        page.on("request", lambda r: None if r.url.startswith((address, "data:")) else beyond.append(r.url))
        page.expected = []
        page.on("console", lambda m: None if any(e in m.text for e in page.expected) else complaints.append(m.text))
        page.on("pageerror", lambda e: complaints.append(str(e)))
        made.append((context, beyond, complaints))
        page.goto(address + path)
        page.wait_for_selector("html[data-ready]", state="attached")
        return page

    yield opened
    for context, beyond, complaints in made:
        assert beyond == []
        assert complaints == []
        context.close()


def test_a_name_in_chinese_leads_to_a_person_an_event_and_its_article(walk):
    page = walk()
    page.locator("main input[name=q]").fill("赵敏")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/id/person/zhao-min")
    page.get_by_role("link", name="A meeting in Harbin").first.click()
    page.wait_for_url("**/id/event/**")
    assert page.locator(".people a").first.inner_text() == "Zhao Min"
    page.locator(".accounts a").first.click()
    page.wait_for_url("**/id/article/a1")
    assert "Zhao Min" in page.locator("article.text a.mark").all_inner_texts()


def test_the_language_changes_and_stays(walk):
    page = walk("/id/province/CN-HL")
    page.get_by_role("link", name="中文").click()
    assert page.locator("h1").inner_text() == "黑龙江"
    page.goto(page.url.split("/id/")[0] + "/id/theme/agriculture")
    assert page.locator("html").get_attribute("lang") == "zh-Hans"


def test_dark_is_chosen_and_kept(walk):
    page = walk()
    page.locator("#theme").click()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.reload()
    assert page.locator("html").get_attribute("data-theme") == "dark"


def test_a_ready_question_is_filled_in_with_suggestions_and_downloaded(walk):
    page = walk("/ask/statements")
    page.locator("input[name=person]").press_sequentially("zhao")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.locator("input[name=person]").input_value() == "Zhao Min"
    page.locator("button[name=run]").click()
    page.wait_for_selector("table.answer")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    assert "harvests" in Path(download.value.path()).read_text(encoding="utf-8-sig")


def test_sparql_is_coloured_and_run_by_keys(walk):
    page = walk("/sparql")
    page.locator("textarea").fill("SELECT ?n { ?p a pol:Person ; skos:prefLabel ?n } LIMIT 3")
    assert page.locator(".editor pre .k").first.inner_text() == "SELECT"
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("table.answer")
    assert page.locator("table.answer tbody tr").count() == 3


def test_the_graph_grows_on_a_click(walk):
    page = walk("/graph/person/zhao-min")
    page.wait_for_selector("html[data-drawn]", state="attached")
    before = int(page.locator("html").get_attribute("data-nodes"))
    box = page.locator("#around").bounding_box()
    at = page.evaluate(
        "around.canvasToDOM(around.getPosition(JSON.parse(first.textContent).near.find(n => n.kind === 'event').id))"
    )
    page.mouse.click(box["x"] + at["x"], box["y"] + at["y"])
    page.wait_for_selector(f'html:not([data-nodes="{before}"])', state="attached")
    assert int(page.locator("html").get_attribute("data-nodes")) > before


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/id/person/li-qiang",
        "/id/province/CN-HL",
        "/id/article/a1",
        "/ask",
        "/ask/statements?person=Zhao+Min&run=1",
        "/sparql",
    ],
)
def test_narrow_screens_do_not_scroll_sideways(walk, path, scheme):
    page = walk(path, color_scheme=scheme)
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_terms_and_names_complete_while_typing(walk):
    page = walk("/sparql")
    page.locator("textarea").fill("")
    page.locator("textarea").press_sequentially("SELECT ?e { ?p a pol:Pers")
    page.wait_for_selector("#completions [role=option]")
    assert page.locator("#completions .name").first.inner_text() == "pol:Person"
    page.keyboard.press("Enter")
    page.locator("textarea").press_sequentially(" . 赵敏")
    page.wait_for_selector("#completions [role=option]")
    page.keyboard.press("Tab")
    page.locator("textarea").press_sequentially(" pol:chaired ?e }")
    page.keyboard.press("Escape")
    assert page.locator("textarea").input_value().endswith("/id/person/zhao-min> pol:chaired ?e }")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("table.answer")
    assert "A meeting in Harbin" in page.locator("table.answer").inner_text()


def test_the_place_of_an_error_is_marked_in_the_editor(walk, address):
    page = walk("/sparql")
    page.locator("textarea").fill("SELECT * {\n  ?s pol:chaired\n}")
    page.expected.append("status of 400")  # the browser tells of the page's status
    page.locator("button.act").click()
    page.wait_for_selector("[role=alert]")
    assert "line 3, column 1" in page.locator("[role=alert]").inner_text()
    assert page.locator(".editor pre .broken").inner_text() == "}"
    assert page.evaluate("document.activeElement.selectionStart") == len("SELECT * {\n  ?s pol:chaired\n")


@pytest.mark.parametrize(
    ("view", "drawn"), [("chart", "#figure .main-svg"), ("map", "#figure .main-svg"), ("graph", "#around canvas")]
)
def test_an_answer_is_looked_at_in_other_ways_and_changes_with_the_ground(walk, view, drawn):
    page = walk("/ask/strategy-coverage?run=1" if view == "chart" else "/ask/province-visits?run=1")
    page.locator(f".tabs a[href*='view={view}']").click()
    page.wait_for_selector("html[data-drawn]", state="attached")
    assert page.locator(drawn).first.is_visible()
    page.locator("#theme").click()
    assert page.locator(drawn).first.is_visible()


def test_an_analyst_goes_from_a_name_in_chinese_to_a_table_on_disk(walk):
    page = walk("/?lang=zh")
    page.locator("main input[name=q]").fill("长三角")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/id/strategy/yangtze-delta")
    page.get_by_role("link", name="江苏").first.click()
    page.wait_for_url("**/id/province/CN-JS")
    assert page.locator("h1").inner_text() == "江苏"
    page.get_by_role("link", name="问题", exact=True).click()
    page.get_by_role("link", name="某项战略所涉及的省份").click()
    page.locator("input[name=strategy]").fill("长三角一体化发展")
    page.locator("button[name=run]").click()
    page.wait_for_selector("table.answer")
    assert "长三角一体化发展\t江苏" in page.locator("table.answer").inner_text()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    assert "Jiangsu" in Path(download.value.path()).read_text(encoding="utf-8-sig")


def test_words_of_a_quote_are_found_and_marked(walk):
    page = walk()
    page.locator("main input[name=q]").fill("harvests first")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?**")
    while not page.locator("mark").count():  # until the server has made its index
        page.reload()
    assert page.locator("mark").all_inner_texts() == ["harvests", "first"]
    page.locator(".quote figcaption a").first.click()
    page.wait_for_url("**/id/article/a1")
