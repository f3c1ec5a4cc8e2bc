"""Takes a page's picture as the page itself saves it, so that a figure in a report is the figure on the screen."""

from __future__ import annotations

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.errors import KgError, UnknownName

FORMATS = ("png", "svg")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--force-color-profile=srgb"]


def taken(page: str, form: str, *, width: int = 1200, height: int = 800) -> bytes:
    """The picture that the page's own PNG or SVG button saves, in a window of that size.

    Raises KgError, with what to install, where there is no Chromium to open the page.
    """
    if form not in FORMATS:
        raise UnknownName(f"a page is saved as {' or '.join(FORMATS)}, not as {form!r}")
    found = browser()
    # Playwright refuses to wait in a thread that has an event loop, as the kernel of a notebook has.
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(_taken, page, form, found, width, height).result()


def browser() -> str:
    """Where Chromium is: `CHROMIUM`, or wherever the system has it."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), "")
    if not found or not Path(found).exists():
        raise KgError("PNG and SVG are made by Chromium, which is not here: install it, or name it in CHROMIUM; HTML needs none")
    return found


def _taken(page: str, form: str, found: str, width: int, height: int) -> bytes:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        raise KgError("PNG and SVG need playwright: pip install 'policy-kg[notebooks]'") from None
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder, "page.html")
        file.write_text(page, encoding="utf-8")
        chromium = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        try:
            window = chromium.new_page(viewport={"width": width, "height": height}, color_scheme="light")
            window.goto(file.as_uri())
            window.wait_for_selector("html[data-ready]", state="attached")
            with window.expect_download() as download:
                # Narrow windows fold some buttons away; they work all the same.
                window.locator(f"#{form}").dispatch_event("click")
            return download.value.path().read_bytes()
        finally:
            chromium.close()
