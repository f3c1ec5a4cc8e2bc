"""`kg serve` under many clients at once: mixed queries, one in fifty a runaway, memory watched.

python benchmarks/serving.py STORE [--clients 32] [--seconds 60] [--timeout 5]
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import statistics
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import httpx

QUERIES = {
    "ask": "ASK { ?p a pol:Person }",
    "person": 'SELECT ?p { ?p a pol:Person ; skos:prefLabel "习近平"@zh-hans }',
    "events of a person": "SELECT ?e ?d { <https://w3id.org/policy-kg/id/person/xi-jinping> pol:tookPartIn ?e OPTIONAL { ?e schema:startDate ?d } }",
    "statements on a theme": "SELECT ?s ?q { ?s a pol:Statement ; pol:theme <https://w3id.org/policy-kg/id/theme/sci-tech> ; pol:evidence ?v . ?v oa:hasSelector ?w . ?w oa:exact ?q } LIMIT 50",
    "events by type": "SELECT ?t (COUNT(?e) AS ?n) { ?e a pol:Event ; pol:eventType ?t } GROUP BY ?t",
    "companions": "SELECT ?o (COUNT(DISTINCT ?e) AS ?n) { <https://w3id.org/policy-kg/id/person/li-qiang> pol:tookPartIn ?e . ?o pol:tookPartIn ?e } GROUP BY ?o ORDER BY DESC(?n) LIMIT 10",
    "describe": "DESCRIBE <https://w3id.org/policy-kg/id/province/CN-HN>",
}
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


class Figures:
    """What came back, and how fast."""

    def __init__(self) -> None:
        self.times: list[float] = []
        self.runaways: list[float] = []
        self.errors: Counter[str] = Counter()


async def client(address: str, until: float, figures: Figures, seed: int, runaways: bool) -> None:
    chance = random.Random(seed)
    async with httpx.AsyncClient(timeout=120) as session:
        while time.monotonic() < until:
            wild = runaways and chance.random() < 1 / 50
            query = RUNAWAY if wild else chance.choice(list(QUERIES.values()))
            started = time.monotonic()
            response = await session.get(f"{address}/sparql", params={"query": query})
            took = time.monotonic() - started
            if wild:
                figures.runaways.append(took)
                if response.status_code != 500 or "longer than" not in response.text:
                    figures.errors[f"runaway: {response.status_code} {response.text[:80]}"] += 1
            else:
                figures.times.append(took)
                if response.status_code != 200:
                    figures.errors[f"{response.status_code} {response.text[:80]}"] += 1


def memory(root: int) -> tuple[float, float, int]:
    """Memory of the server alone, of it and its workers (each without what they share), in MB, and how many they are."""
    parents = {
        int(f.parent.name): int(f.read_text().rsplit(")", 1)[1].split()[1])
        for f in Path("/proc").glob("[0-9]*/stat")
        if f.exists()
    }
    family = [root, *(p for p, parent in parents.items() if parent == root)]
    return _private(root), sum(map(_private, family)), len(family)


def _private(process: int) -> float:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


async def watch(root: int, until: float, seen: list[tuple[float, float, int]]) -> None:
    while time.monotonic() < until:
        seen.append(memory(root))
        await asyncio.sleep(2)


async def load(
    address: str, root: int, clients: int, seconds: float, runaways: bool
) -> tuple[Figures, list[tuple[float, float, int]]]:
    figures, seen, until = Figures(), [], time.monotonic() + seconds
    await asyncio.gather(watch(root, until, seen), *(client(address, until, figures, n, runaways) for n in range(clients)))
    return figures, seen


def told(name: str, figures: Figures, seconds: float) -> float:
    p95 = statistics.quantiles(figures.times, n=20)[18]
    print(
        f"{name}: {len(figures.times)} answers, {len(figures.times) / seconds:.0f} a second, p50 {statistics.median(figures.times) * 1e3:.0f} ms, p95 {p95 * 1e3:.0f} ms"
    )
    if figures.runaways:
        print(f"  runaways: {len(figures.runaways)}, ended after {min(figures.runaways):.1f} to {max(figures.runaways):.1f} s")
    for what, n in figures.errors.items():
        print(f"  error, {n} times: {what}")
    return p95


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store")
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--timeout", type=float, default=5)
    given = parser.parse_args()
    command = [
        sys.executable,
        "-c",
        "from kg.cli import main; main()",
        "serve",
        "--store",
        given.store,
        "--port",
        "0",
        "--timeout",
        str(given.timeout),
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr
            address = server.stderr.readline().rsplit(" at ", 1)[1].strip().rstrip("/")
            asyncio.run(load(address, server.pid, 1, 2, False))
            single, _ = asyncio.run(load(address, server.pid, 1, min(10, given.seconds), False))
            one = told("one client", single, min(10, given.seconds))
            figures, seen = asyncio.run(load(address, server.pid, given.clients, given.seconds, True))
            many = told(f"{given.clients} clients", figures, given.seconds)
            third = max(1, len(seen) // 3)
            print(f"  p95 is {many / one:.1f} times that of one client, on {os.cpu_count()} cores")
            print(
                f"  memory of the server: {statistics.mean(s[0] for s in seen[:third]):.0f} MB in the first third, {statistics.mean(s[0] for s in seen[-third:]):.0f} MB in the last"
            )
            print(
                f"  with workers: {statistics.mean(s[1] for s in seen[:third]):.0f} MB, then {statistics.mean(s[1] for s in seen[-third:]):.0f} MB; at most {max(s[2] for s in seen) - 1} workers"
            )
        finally:
            server.terminate()


if __name__ == "__main__":
    main()
