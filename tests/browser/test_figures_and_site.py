"""Figures and the site in a real browser: what opens, switches and can be saved, without any request."""

from __future__ import annotations

import pytest

from kg import figures, site

pytestmark = pytest.mark.browser
KINDS = {"map": {}, "timeline": {"person": "Ding Xuexiang"}, "heat": {}, "stream": {}, "ladder": {}}


@pytest.fixture(scope="session")
def written(sample, tmp_path_factory):
    return site.build(sample, tmp_path_factory.mktemp("site") / "out")


@pytest.mark.parametrize("kind", KINDS)
def test_a_figure_opens_without_a_request_and_switches_language_and_ground(visit, sample, kind):
    pytest.importorskip("plotly", reason="plotly is not installed: pip install 'policy-kg[pictures]'")
    drawn = figures.figure(sample, kind, **KINDS[kind])
    opened = visit(drawn.page(), color_scheme="light")
    title = opened.page.locator("#figure .gtitle")
    assert title.text_content() == drawn.title["en"]
    opened.page.keyboard.press("l")
    opened.page.wait_for_function("t => document.querySelector('#figure .gtitle').textContent === t", arg=drawn.title["zh"])
    opened.page.keyboard.press("d")
    assert opened.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(17, 21, 27)"


@pytest.mark.parametrize(("button", "start"), [("png", b"\x89PNG"), ("svg", b"<svg"), ("csv", b"\xef\xbb\xbfstrategy,")])
def test_a_figure_can_be_saved_as_picture_and_table(visit, sample, tmp_path, button, start):
    pytest.importorskip("plotly", reason="plotly is not installed: pip install 'policy-kg[pictures]'")
    opened = visit(figures.figure(sample, "heat").page())
    with opened.page.expect_download() as waiting:
        opened.page.locator(f"#{button}").click()
    waiting.value.save_as(tmp_path / "saved")
    assert (tmp_path / "saved").read_bytes().startswith(start)
    assert waiting.value.suggested_filename == f"Strategies-by-provinces.{button}"


def test_the_site_is_searched_and_switched_in_a_browser(chromium, written):
    context = chromium.new_context()
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda r: asked.append(r.url))
    page.on("console", lambda m: said.append(m.text))
    page.on("pageerror", lambda e: said.append(str(e)))
    page.goto((written.path / "index.html").as_uri())
    page.wait_for_selector("html[data-ready]", state="attached")
    page.keyboard.press("/")
    page.keyboard.type("丁薛祥")
    page.keyboard.press("Enter")
    page.wait_for_url("**/person/ding-xuexiang.html")
    assert page.locator("h1").inner_text() == "Ding Xuexiang"
    page.locator("#language").click()
    assert page.locator("h1").inner_text() == "丁薛祥"
    ground = "getComputedStyle(document.body).backgroundColor"
    first = page.evaluate(ground)
    page.locator("#theme").click()
    assert {first, page.evaluate(ground)} == {"rgb(251, 250, 247)", "rgb(17, 21, 27)"}
    page.reload()
    page.wait_for_selector("html[data-ready]", state="attached")
    assert page.evaluate(ground) != first
    page.locator("details summary").first.click()
    page.locator("details[open] blockquote").first.wait_for()
    assert [u for u in asked if not u.startswith(("file:", "data:"))] == [] and said == []
    context.close()
