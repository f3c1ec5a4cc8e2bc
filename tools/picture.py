"""Takes a picture of a page in headless Chromium, for the gallery.

python tools/picture.py page.html picture.png [--dark] [--chinese] [--size 1440x900] [--press KEYS]
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("page", type=Path)
    parser.add_argument("picture", type=Path)
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--chinese", action="store_true", help="press the switch of languages")
    parser.add_argument("--size", default="1440x900")
    parser.add_argument("--search", default="", help="a name to search for and open")
    options = parser.parse_args()
    width, height = map(int, options.size.split("x"))
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": width, "height": height}, color_scheme="dark" if options.dark else "light")
        page.goto(options.page.resolve().as_uri())
        page.wait_for_selector("html[data-ready]", state="attached")
        if options.chinese:
            page.locator("#language").click()
        if options.search:
            page.keyboard.press("/")
            page.keyboard.type(options.search)
            page.keyboard.press("Enter")
        page.wait_for_timeout(1500)
        page.screenshot(path=options.picture)
        browser.close()


if __name__ == "__main__":
    main()
