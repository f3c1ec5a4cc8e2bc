"""Executes the notebooks on a real corpus and keeps what they show, without a sentence of its articles, in docs/notebooks.

python tools/make_notebooks.py --articles PATH [--store DIR] [--called WORDS] [--event ID] [NOTEBOOK …]

A notebook is named by the beginning of its name, such as 02. Pictures need Chromium.
"""

from __future__ import annotations

import argparse
import base64
import os
import re
import shlex
import sys
import tempfile
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path

import nbformat
from lxml import html
from nbclient import NotebookClient
from nbconvert import MarkdownExporter

import kg
from kg import corpus, snapshot

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "docs/notebooks"
LENGTH = 24
WIDTH = 1000
_PATH = re.compile(r"/(?:tmp|work|home|root|Users)/\S*")


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        store = options.store or Path(folder, "store")
        if not store.exists():
            kg.build(options.articles, store=store).close()
        settings = {"KG_ARTICLES": str(options.articles.resolve()), "KG_NOTEBOOK_STORE": str(store.resolve())}
        os.environ.update(settings | ({"KG_EVENT": options.event} if options.event else {}))
        shown = _shown(store, options.called)
        for notebook in _chosen(options.notebooks):
            _make(notebook, f"{shown}\n{_command(options, notebook)}", options.articles, store)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("notebooks", nargs="*", help="all, unless some are named")
    parser.add_argument("--articles", type=Path, required=True, help="the corpus")
    parser.add_argument("--store", type=Path, help="a store of the corpus; made, if it does not exist")
    parser.add_argument("--called", default="articles", help="what the corpus is, in words")
    parser.add_argument("--event", default="", help="the id of an article that tells the meeting of notebook 04")
    return parser.parse_args()


def _chosen(names: Iterable[str]) -> list[Path]:
    every = sorted((ROOT / "notebooks").glob("*.ipynb"))
    wanted = tuple(names)
    return [notebook for notebook in every if not wanted or notebook.name.startswith(wanted)]


def _shown(store: Path, called: str) -> str:
    """What data a copy shows; the number and the days are those of the store."""
    with kg.open(store) as graph:
        days = [str(day) for day in graph.query("articles")["date"] if day]
        count = len(graph.query("articles"))
    return f"> **Shows {count:,} {called}**, {min(days)} to {max(days)}. They are not part of this repository: names, figures and counts only, no sentences. "


def _command(options: argparse.Namespace, notebook: Path) -> str:
    event = f" --event {options.event}" if options.event and notebook.name.startswith("04") else ""
    call = f"python tools/make_notebooks.py --articles PATH --called {shlex.quote(options.called)}{event} {notebook.name[:2]}"
    return f"> Made from `notebooks/{notebook.name}` by\n> `{call}`"


def _make(notebook: Path, about: str, articles: Path, store: Path) -> None:
    executed = nbformat.read(notebook, as_version=4)
    NotebookClient(executed, timeout=600, resources={"metadata": {"path": str(notebook.parent)}}).execute()
    titles = [title for cell in executed.cells for title in _still(cell)]
    text, files = _markdown(executed, notebook.stem)
    for title in titles:
        text = text.replace("![png](", f"![{title}](", 1)
    heading, _, rest = text.strip().partition("\n")
    text = f"{heading}\n\n{about}\n{rest}\n"
    _refuse(notebook.name, text, articles, store)
    OUT.mkdir(parents=True, exist_ok=True)
    for old in OUT.glob(f"{notebook.stem}*"):
        old.unlink()
    for name, content in files.items():
        (OUT / name).write_bytes(content)
    (OUT / f"{notebook.stem}.md").write_text(text, encoding="utf-8")
    print(f"{notebook.stem}: {len(files)} pictures, {sum(map(len, files.values())):,} bytes", file=sys.stderr)


# -- pictures ------------------------------------------------------------------------------------------


def _still(cell: nbformat.NotebookNode) -> Iterator[str]:
    """Put a PNG in the place of each page that a cell shows; yield the titles."""
    for output in cell.get("outputs", []):
        data = output.get("data", {})
        if "kg-picture" in data.get("text/html", ""):
            frame = html.fromstring(data["text/html"])
            picture = snapshot.taken(frame.get("srcdoc"), "png", width=1100, height=760)
            output["data"] = {"image/png": base64.b64encode(_small(picture)).decode()}
            yield re.sub(r"[\[\]]", "", frame.get("title"))
        elif "image/png" in data:
            output["data"] = {"image/png": base64.b64encode(_small(base64.b64decode(data["image/png"]))).decode()}
            yield "the saved picture"
        elif "text/html" in data:
            data["text/html"] = _table(data["text/html"])


def _small(picture: bytes) -> bytes:
    """The picture as wide as a page of the documentation."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=snapshot.browser(), args=snapshot.ARGUMENTS)
        page = chromium.new_page()
        page.set_content(f'<img width="{WIDTH}" src="data:image/png;base64,{base64.b64encode(picture).decode()}">')
        page.wait_for_function("document.images[0].complete")
        made = page.locator("img").screenshot()
        chromium.close()
    return made


def _table(text: str) -> str:
    """A table without the style sheet that pandas brings."""
    return re.sub(r"<style.*?</style>\s*|</?div>\s*|(?<=<table) border=\"1\"", "", text, flags=re.DOTALL)


def _markdown(notebook: nbformat.NotebookNode, name: str) -> tuple[str, dict[str, bytes]]:
    text, resources = MarkdownExporter().from_notebook_node(notebook, resources={"unique_key": name, "output_files_dir": ""})
    return re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE), resources.get("outputs", {})


# -- what a copy must not hold -------------------------------------------------------------------------


def _refuse(name: str, text: str, articles: Path, store: Path) -> None:
    """Stop where a copy has words of an article or a path of this machine."""
    if found := _PATH.search(text):
        raise SystemExit(f"{name}: its copy names the path {found[0]}")
    plain = _plain(re.sub(r"<[^>]+>", "\n", text))
    with kg.open(store) as graph:
        labels = graph.query("SELECT DISTINCT ?label { ?thing skos:prefLabel|skos:altLabel|rdfs:label ?label }")["label"]
    for label in sorted(map(_plain, labels), key=len, reverse=True):
        plain = plain.replace(label, "\n") if label else plain
    if found := taken_over(plain, (article.text for article in corpus.read([articles], on_skip=lambda _: None))):
        raise SystemExit(f"{name}: its copy has words of an article: {found!r}")


def _plain(text: str) -> str:
    """A text with its blanks alike, line by line."""
    return re.sub(r"[^\S\n]+", " ", unescape(text))


def taken_over(text: str, bodies: Iterable[str]) -> str:
    """The first stretch of a body that stands in the text; nothing where there is none."""
    parts = {line[i : i + LENGTH] for line in text.splitlines() for i in range(len(line) - LENGTH + 1)}
    for body in bodies:
        plain = re.sub(r"\s+", " ", unescape(body))
        for i in range(len(plain) - LENGTH + 1):
            if plain[i : i + LENGTH] in parts:
                return plain[i : i + LENGTH]
    return ""


if __name__ == "__main__":
    main()
