"""How long graph pages take: to write, to open and to answer a click in headless Chromium, and how smoothly they move.

    python benchmarks/pages.py [--nodes 500 2000 10000 50000] [--plain]

The graphs are made by preferential attachment, three edges a node, each with a quote. A line tells the processor's
seconds for writing, and for a thousand nodes and edges, so that growth can be seen; the size; seconds from opening until
a click is answered by its facts (by the clock, so a busy machine tells on it); frames a second while dragging; and how many requests the page made beside its own
file, and how many lines it wrote to the console. Pages of up to 2,000 nodes are written twice, and have to be the same.
`--plain` draws the same graphs, of up to 2,000 nodes, by pyvis as it comes (its script put into the page, no request
allowed) and waits up to a minute for its click.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import networkx as nx

from kg.projection import Assertion, Evidence, Source
from kg.rendering.graph_page import graph_page
from kg.rendering.palette import KINDS

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
PATIENCE = 60_000
SMALL = 2_000
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


class Opened(NamedTuple):
    """What a page did in the browser: seconds until a click was answered, frames a second, requests, console lines."""

    click: str
    frames: str
    requests: int
    console: int


def opened(browser: Any, file: Path, answered: Callable[[Any], None]) -> Opened:
    """The page opened from disk, clicked and dragged."""
    from playwright.sync_api import Error

    page = browser.new_page(viewport={"width": 1280, "height": 800})
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.set_default_timeout(PATIENCE)
    page.route("http*://**", lambda route: route.abort())
    click, frames = f"over {PATIENCE // 1000}", "-"
    started = time.perf_counter()
    try:
        page.goto(file.as_uri())
        answered(page)
        click, frames = f"{time.perf_counter() - started:.2f}", f"{dragged(page):.0f}"
    except Error:
        pass
    finally:
        page.close()
    return Opened(click, frames, sum(not u.startswith(("file:", "data:", "blob:")) for u in asked), len(said))


def measured(browser: Any, name: str, graph: nx.Graph, write: Callable[[nx.Graph], str], answered: Callable[[Any], None]) -> str:
    """One line of the table."""
    started = time.process_time()
    text = write(graph)
    writing = time.process_time() - started
    each = 1e6 * writing / (len(graph) + graph.number_of_edges())
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.html"
        file.write_text(text, encoding="utf-8")
        seen = opened(browser, file, answered)
        megabytes = file.stat().st_size / 1e6
    return (
        f"{name:8} {len(graph):6} {graph.number_of_edges():6} {writing:9.2f} {each:10.2f} {megabytes:6.2f} "
        f"{seen.click:>9} {seen.frames:>9} {seen.requests:9} {seen.console:8}"
    )


def ours_page(graph: nx.Graph) -> str:
    """Our page of a graph."""
    return graph_page(graph, title="A benchmark")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nodes", type=int, nargs="+", default=[500, 2000])
    parser.add_argument("--plain", action="store_true", help="pyvis as it comes, beside ours")
    options = parser.parse_args()
    print("page      nodes  edges  write, s  ms a 1000     MB  click, s  frames/s  requests  console")
    ours_page(graph_of(10))  # so that no import is timed
    with chromium() as browser:
        for nodes in options.nodes:
            graph = graph_of(nodes)
            print(measured(browser, "ours", graph, ours_page, ours), flush=True)
            if nodes <= SMALL and ours_page(graph) != ours_page(graph_of(nodes)):
                raise SystemExit(f"the page of {nodes} nodes is not the same when it is written again")
            if options.plain and nodes <= SMALL:
                print(measured(browser, "pyvis", graph, plain_page, plain), flush=True)
    print(f"load of the machine at the end: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")


if __name__ == "__main__":
    main()
