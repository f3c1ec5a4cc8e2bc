"""How long graph pages take: to write, to open and to answer a click in headless Chromium, and how smoothly they move.

    python benchmarks/pages.py [--nodes 100 500 1000 2000] [--plain]

The graphs are made by preferential attachment, three edges a node, each with a quote. `--plain` draws the same
graphs by pyvis as it comes (its script put into the page, no request allowed) and waits up to a minute for its click.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import networkx as nx

from kg.projection import Assertion, Evidence, Source
from kg.rendering.graph_page import graph_page
from kg.rendering.palette import KINDS

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
PATIENCE = 60_000
FRAMES = """() => new Promise((done) => {
  const start = performance.now(); let frames = 0;
  const tick = () => { frames += 1; performance.now() - start < 2000 ? requestAnimationFrame(tick) : done(frames / 2); };
  requestAnimationFrame(tick);
})"""
CLICKED = """() => { window.clicked = 0; network.on("click", () => { window.clicked += 1; }); }"""


def graph_of(nodes: int) -> nx.Graph:
    """A graph as `kg.project` makes it, with a fact and a quote for each edge."""
    graph = nx.barabasi_albert_graph(nodes, 3, seed=1)
    kinds = list(KINDS)[:5]
    for n in graph:
        graph.nodes[n].update(kind=kinds[n % 5], label_en=f"Somebody named {n}", label_zh=f"某某{n}")
    source = Source("article", "article", "A report of a meeting", "2024-05-01", "A paper")
    facts = {}
    for number, (a, b) in enumerate(graph.edges):
        day, fact = f"2024-{1 + number % 12:02}-01", f"fact {number}"
        said = ("took part in", a, b, f"event {number}", day, "attended", "出席")
        facts[fact] = Assertion(
            fact, *said, source, "title before name", 0.9, (Evidence(f"span {number}", "Words that say so. " * 8),)
        )
        graph.edges[a, b].update(kind="took part in", weight=1, first=day, last=day, facts=(fact,), evidence=(f"span {number}",))
    graph.graph.update(assertions=facts, events={}, first="2024-01-01", last="2024-12-01", filters={})
    return graph


def plain_page(graph: nx.Graph) -> str:
    """The same nodes and edges by pyvis as it comes."""
    from pyvis.network import Network

    net = Network(cdn_resources="in_line")
    for n, data in graph.nodes(data=True):
        net.add_node(n, label=data["label_en"])
    for a, b in graph.edges:
        net.add_edge(a, b)
    return str(net.generate_html())


@contextmanager
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def ours(page: Any) -> None:
    """Wait until a click on a node has opened its facts."""
    page.wait_for_selector("html[data-ready]", state="attached", timeout=PATIENCE)
    place = page.evaluate("window.picture.at('Somebody named 0')")
    if place:
        page.mouse.click(**place)
    else:  # in a page of communities, the search opens the one that he is in
        page.keyboard.press("/")
        page.keyboard.type("somebody named 0")
        page.keyboard.press("Enter")
    page.wait_for_selector("#panel h2", timeout=PATIENCE)


def plain(page: Any) -> None:
    """Wait until a click has reached the network."""
    page.evaluate(CLICKED)
    page.mouse.click(500, 300)
    page.wait_for_function("window.clicked > 0", timeout=PATIENCE)


def dragged(page: Any) -> float:
    """Frames a second during two seconds of dragging the picture."""
    page.keyboard.press("Escape")
    page.mouse.move(640, 780)
    page.mouse.down()
    page.evaluate(f"() => {{ window.counting = ({FRAMES})(); }}")
    until = time.perf_counter() + 1.8
    step = 0
    while time.perf_counter() < until:
        step += 1
        page.mouse.move(640 + step % 300, 780 - step % 200)
    rate = float(page.evaluate("() => window.counting"))
    page.mouse.up()
    return rate


def opened(browser: Any, file: Path, answered: Callable[[Any], None]) -> tuple[str, str]:
    """Seconds from opening until a click is answered, and frames a second while dragging."""
    from playwright.sync_api import Error

    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.set_default_timeout(PATIENCE)
    page.route("http*://**", lambda route: route.abort())
    started = time.perf_counter()
    try:
        page.goto(file.as_uri())
        answered(page)
        return f"{time.perf_counter() - started:.2f}", f"{dragged(page):.0f}"
    except Error:
        return f"over {PATIENCE // 1000}", "-"
    finally:
        page.close()


def measured(browser: Any, name: str, graph: nx.Graph, write: Callable[[nx.Graph], str], answered: Callable[[Any], None]) -> str:
    """One line of the table."""
    started = time.perf_counter()
    text = write(graph)
    writing = time.perf_counter() - started
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.html"
        file.write_text(text, encoding="utf-8")
        click, frames = opened(browser, file, answered)
        megabytes = file.stat().st_size / 1e6
    return f"{name:8} {len(graph):6} {graph.number_of_edges():6} {writing:9.2f} {megabytes:6.2f} {click:>9} {frames:>9}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nodes", type=int, nargs="+", default=[100, 500, 1000, 2000])
    parser.add_argument("--plain", action="store_true", help="pyvis as it comes, beside ours")
    options = parser.parse_args()
    print("page      nodes  edges  write, s     MB  click, s  frames/s")
    with chromium() as browser:
        for nodes in options.nodes:
            graph = graph_of(nodes)
            print(measured(browser, "ours", graph, lambda g: graph_page(g, title="A benchmark"), ours), flush=True)
            if options.plain:
                print(measured(browser, "pyvis", graph, plain_page, plain), flush=True)


if __name__ == "__main__":
    main()
