"""Questions that a reader answers with nothing but a page, in three clicks or fewer; each test writes its clicks down.

The pages show the sample; what the answer has to be is asked of the store, apart from the page.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kg import drawing
from kg.projection import project

pytestmark = pytest.mark.browser


class Reader:
    """Somebody in front of a page who clicks, and counts the clicks."""

    def __init__(self, visit: Any, sample: Any, tmp_path: Any, view: str, **options: Any) -> None:
        drawing.draw(sample, view, tmp_path / "page.html", **options)
        self.page = visit((tmp_path / "page.html").read_text(encoding="utf-8")).page
        self.page.evaluate("window.clicks = 0; addEventListener('click', () => { window.clicks += 1; }, true)")

    def click_year(self, year: str) -> None:
        self.page.locator("#years button", has_text=year).click()

    def click_node(self, name: str) -> None:
        self.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        self.page.mouse.click(**self.page.evaluate("(name) => window.picture.at(name)", name))
        self.page.locator("#panel h2", has_text=name.split(" · ")[0]).wait_for()

    def click_row(self, name: str = "") -> str:
        row = self.page.locator("#panel summary", has_text=name).first if name else self.page.locator("#panel summary").first
        row.click()
        self.page.locator("#panel details[open] blockquote").first.wait_for()
        return str(row.locator(".name").inner_text())

    def proofs(self) -> list[str]:
        """The quotes with their articles, as they are read."""
        return list(self.page.locator("#panel details[open] .fact").all_inner_texts())

    @property
    def clicks(self) -> int:
        return int(self.page.evaluate("window.clicks"))


@pytest.fixture
def reader(visit, sample, tmp_path):
    return lambda view, **options: Reader(visit, sample, tmp_path, view, **options)


def heaviest(graph: Any, name: str) -> set[str]:
    """Who or what is joined most strongly to somebody."""
    (node,) = (n for n, called in graph.nodes(data="label_en") if called == name)
    most = max(data["weight"] for data in graph[node].values())
    return {graph.nodes[n]["label_en"] for n, data in graph[node].items() if data["weight"] == most}


def test_who_attended_most_with_ding_xuexiang_in_2024_and_where_is_the_proof(reader, sample):
    """1: the year 2024 below the bars. 2: Ding Xuexiang. 3: the first name in the panel, which opens the quotes."""
    asked = reader("attendance")
    asked.click_year("2024")
    asked.click_node("Ding Xuexiang")
    found = asked.click_row()
    year = {"since": date(2024, 1, 1), "until": date(2024, 12, 31)}
    assert found in heaviest(project(sample, "attendance", **year), "Ding Xuexiang")
    assert asked.proofs() and all("2024" in proof for proof in asked.proofs())
    assert asked.clicks == 3


def test_which_theme_xi_jinping_addresses_most_and_in_which_words(reader, sample):
    """1: Xi Jinping. 2: the first theme in the panel, which opens the quotes."""
    asked = reader("people-themes")
    asked.click_node("Xi Jinping")
    assert asked.click_row() in heaviest(project(sample, "people-themes"), "Xi Jinping")
    assert asked.proofs()
    assert asked.clicks == 2


def test_who_was_at_the_changsha_symposium_and_where_it_speaks_of_the_central_region(reader):
    """1: the symposium, whose panel lists who was there. 2: the strategy in the panel, which opens the quotes."""
    asked = reader("overview")
    asked.click_node("Symposium · Hunan · 2024-03-20")
    names = set(asked.page.locator("#panel summary .name").all_inner_texts())
    assert {"Xi Jinping", "Ding Xuexiang", "Cai Qi"} <= names
    asked.click_row("Rise of the Central Region")
    assert asked.proofs()
    assert asked.clicks == 2


def test_who_followed_li_keqiang_as_premier_and_who_says_so(reader):
    """1: Li Keqiang. 2: a name behind an arrow that leads away from him."""
    asked = reader("succession")
    asked.click_node("Li Keqiang")
    after = asked.page.locator("#panel summary", has=asked.page.locator(".way", has_text="→"))
    assert "Li Qiang" in after.all_inner_texts()[0] or any("Li Qiang" in text for text in after.all_inner_texts())
    asked.click_row("Li Qiang")
    assert "premier" in " ".join(asked.proofs()).lower()
    assert asked.clicks == 2
