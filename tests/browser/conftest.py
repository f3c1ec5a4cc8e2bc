"""A headless Chromium for the tests of pages; they are skipped, with a message, where there is none."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--force-color-profile=srgb"]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The browser, for all tests of the session."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install 'policy-kg[dev]'")
    if not Path(CHROMIUM).exists():
        pytest.skip(f"no Chromium at {CHROMIUM}: install it, or name it in CHROMIUM")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


class Visit:
    """A page opened from disk, with what it asked for and complained of."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def texts(self, selector: str) -> list[str]:
        return list(self.page.locator(selector).all_inner_texts())


@pytest.fixture
def visit(chromium: Any, tmp_path: Path) -> Iterator[Callable[..., Visit]]:
    """Opens a page's text as a file; after the test, no request but for the file and no complaint may have been seen."""
    visits: list[Visit] = []

    def opened(text: str, **settings: Any) -> Visit:
        file = tmp_path / f"page{len(visits)}.html"
        file.write_text(text, encoding="utf-8")
        context = chromium.new_context(viewport={"width": 1280, "height": 800}, **settings)
        made = Visit(context.new_page())
        visits.append(made)
        made.page.goto(file.as_uri())
        made.page.wait_for_selector("html[data-ready], article", state="attached")
        return made

    yield opened
    for each in visits:
        assert [u for u in each.requests if not u.startswith(("file:", "data:", "blob:"))] == []
        assert sum(u.startswith("file:") for u in each.requests) == 1
        assert each.complaints == []
        each.page.context.close()
