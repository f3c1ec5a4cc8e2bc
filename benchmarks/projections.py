"""How long views take to project, fold and measure: on made-up corpora of growing size, or on a store of yours.

    python benchmarks/projections.py [--events 200 1000 5000] [--store DIR]

Made-up events have five to thirty of 500 people, few of whom are at most of them, and each is told by one article.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Mapping
from typing import Any

from kg import measures
from kg.projection import EmptyProjection, project, views

PEOPLE = 500
MEASURED = ("degree", "betweenness", "pagerank", "core", "constraint", "community", "backbone", "absences")


class Evenings:
    """A stand-in store that tells of so many events."""

    def __init__(self, events: int, seed: int = 1) -> None:
        chance = random.Random(seed)
        heavy = [1 / (n + 1) for n in range(PEOPLE)]
        self.rows = [
            self._row(event, person)
            for event in range(events)
            for person in sorted(set(chance.choices(range(PEOPLE), heavy, k=chance.randint(5, 30))))
        ]

    @staticmethod
    def _row(event: int, person: int) -> dict[str, Any]:
        day = f"{2010 + event % 15}-{1 + event % 12:02}-{1 + event % 28:02}"
        ends = {"kind": "took part in", "source": f"id/person/{person}", "target": f"id/event/{event}", "event": None}
        fact = {"fact": f"{event}/{person}", "detail": None, "article": f"id/article/{event}", "since": day, "rule": "made up"}
        return {**ends, **fact, "confidence": 0.9, "evidence": f"{event}#char={person},{person + 2}", "quote": "words"}

    def select(self, query: str, bindings: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        return self.rows if "?evidence" in query else []


def seconds(work: Callable[[], Any]) -> tuple[float, Any]:
    """How long a piece of work takes, and what it gives."""
    started = time.perf_counter()
    done = work()
    return time.perf_counter() - started, done


def ways(store: Any) -> None:
    """Each way to count and fold the attendance of a store."""
    print(f"{'attendance':28} {'nodes':>7} {'edges':>8} {'seconds':>8}")
    for options in (
        {},
        {"count": "month"},
        {"normalise": "jaccard"},
        {"normalise": "newman", "boilerplate": True},
        {"onto": "both"},
    ):
        taken, graph = seconds(lambda o=options: project(store, "attendance", **o))  # type: ignore[misc]
        name = ", ".join(str(v) for v in options.values()) or "as it is"
        print(f"{name:28} {len(graph):7} {graph.number_of_edges():8} {taken:8.2f}", flush=True)


def measured(graph: Any) -> None:
    """Each measure of a graph."""
    for name in MEASURED:
        taken, table = seconds(lambda n=name: measures.measure(graph, n))  # type: ignore[misc]
        print(f"{name:28} {len(table):7} {'rows':>8} {taken:8.2f}", flush=True)


def every_view(path: str) -> None:
    """Each view of a store on disk."""
    from kg.stores.oxigraph import OxigraphStore

    print(f"{'view':28} {'nodes':>7} {'edges':>8} {'seconds':>8}")
    with OxigraphStore(path) as store:
        for view in views():
            try:
                taken, graph = seconds(lambda v=view: project(store, v))  # type: ignore[misc]
            except EmptyProjection:
                print(f"{view:28} {'empty':>7}")
                continue
            print(f"{view:28} {len(graph):7} {graph.number_of_edges():8} {taken:8.2f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, nargs="+", default=[200, 1000, 5000])
    parser.add_argument("--store", help="project every view of this store instead")
    options = parser.parse_args()
    if options.store:
        every_view(options.store)
        return
    for events in options.events:
        store = Evenings(events)
        print(f"\n{events} events, {len(store.rows)} participations")
        ways(store)
    measured(project(Evenings(options.events[-1]), "attendance"))


if __name__ == "__main__":
    main()
