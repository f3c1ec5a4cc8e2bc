"""`kg serve` under many clients at once: mixed queries, one in fifty a runaway, memory watched.

    python benchmarks/serving.py STORE [--clients 32] [--seconds 60] [--timeout 5] [--processes 2]

The clients never pause, and share the machine's cores with the server. So with 16 of them to a core even a perfect server
answers in 16 times its time for one client alone: what is printed last is p95 under load, divided by the clients to a core, in
proportion to the p95 of one client. They speak HTTP by hand, since a comfortable client takes more time than the server does.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import repeat
from pathlib import Path
from urllib.parse import urlencode, urlsplit

QUERIES = {
    "ask": "ASK { ?p a pol:Person }",
    "person": 'SELECT ?p { ?p a pol:Person ; skos:prefLabel "习近平"@zh-hans }',
    "events of a person": "SELECT ?e ?d { <https://w3id.org/policy-kg/id/person/xi-jinping> pol:tookPartIn ?e OPTIONAL { ?e schema:startDate ?d } }",
    "statements on a theme": "SELECT ?s ?q { ?s a pol:Statement ; pol:theme <https://w3id.org/policy-kg/id/theme/sci-tech> ; pol:evidence ?v . ?v oa:hasSelector ?w . ?w oa:exact ?q } LIMIT 50",
    "events by type": "SELECT ?t (COUNT(?e) AS ?n) { ?e a pol:Event ; pol:eventType ?t } GROUP BY ?t",
    "companions": "SELECT ?o (COUNT(DISTINCT ?e) AS ?n) { <https://w3id.org/policy-kg/id/person/li-qiang> pol:tookPartIn ?e . ?o pol:tookPartIn ?e } GROUP BY ?o ORDER BY DESC(?n) LIMIT 10",
    "describe": "DESCRIBE <https://w3id.org/policy-kg/id/province/CN-HN>",
}
# Each has a number of its own, so that no answer could be kept for the next.
RUNAWAY = "SELECT (COUNT(*) AS ?n) {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c != {}) }}"
ONE_IN = 50


@dataclass
class Figures:
    """What came back, how fast, and how much the clients themselves had to compute."""

    times: list[float] = field(default_factory=list)
    runaways: list[float] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)
    computed: float = 0.0

    def add(self, other: Figures) -> None:
        self.times += other.times
        self.runaways += other.runaways
        self.errors += other.errors
        self.computed += other.computed


class Connection:
    """A connection that is kept open, as a browser or a program keeps it."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    async def ask(self, query: str) -> tuple[int, str]:
        """Status and text of the answer to a query."""
        self._writer.write(f"GET /sparql?{urlencode({'query': query})} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = int(head.partition("content-length:")[2].partition("\r\n")[0])
        return int(head.split(" ", 2)[1]), (await self._reader.readexactly(length)).decode()


async def client(address: str, seconds: float, seed: int, runaways: bool) -> Figures:
    """Ask and ask again, each time when the answer before is there."""
    chance, figures, until = random.Random(seed), Figures(), time.monotonic() + seconds
    where = urlsplit(address)
    connection = Connection(*await asyncio.open_connection(where.hostname, where.port, limit=1 << 24))
    while time.monotonic() < until:
        wild = runaways and chance.random() < 1 / ONE_IN
        query = RUNAWAY.format(chance.random()) if wild else chance.choice(list(QUERIES.values()))
        started = time.monotonic()
        status, text = await connection.ask(query)
        (figures.runaways if wild else figures.times).append(time.monotonic() - started)
        if status != (500 if wild else 200) or (wild and "longer than" not in text):
            figures.errors[f"{'runaway: ' if wild else ''}{status} {text[:80]}"] += 1
    return figures


def clients(address: str, seconds: float, seeds: list[int], runaways: bool) -> Figures:
    """Some clients in this process."""

    async def together() -> list[Figures]:
        return await asyncio.gather(*(client(address, seconds, seed, runaways) for seed in seeds))

    before, figures = time.process_time(), Figures()
    for each in asyncio.run(together()):
        figures.add(each)
    figures.computed = time.process_time() - before
    return figures


def load(address: str, count: int, seconds: float, processes: int, *, runaways: bool) -> Figures:
    """So many clients, in processes of their own."""
    figures = Figures()
    with ProcessPoolExecutor(processes, multiprocessing.get_context("spawn")) as pool:
        seeds = [list(range(n, count, processes)) for n in range(processes)]
        for each in pool.map(clients, repeat(address), repeat(seconds), seeds, repeat(runaways)):
            figures.add(each)
    return figures


@dataclass(frozen=True, slots=True)
class Use:
    """Memory of the server alone, of it and its workers (what they share counted once), in MB, and how many workers there are."""

    server: float
    together: float
    workers: int

    @classmethod
    def now(cls, root: int) -> Use:
        family = _family(root)
        sizes = {process: _memory(process) for process in family}
        return cls(sizes[root], sum(sizes.values()), len(family) - 1)


def _family(root: int) -> set[int]:
    """A process with all that it has started, and all that those have started."""
    parents = dict(_parents())
    found = {root}
    while more := {p for p, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def _parents() -> list[tuple[int, int]]:
    found = []
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            found.append((int(file.parent.name), int(file.read_text().rsplit(")", 1)[1].split()[1])))
        except OSError:
            continue
    return found


def _memory(process: int) -> float:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def watched(address: str, root: int, count: int, seconds: float, processes: int) -> tuple[Figures, list[Use]]:
    """What so many clients with runaways see, and what memory the server takes meanwhile, every two seconds."""
    seen = []
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        work = pool.submit(load, address, count, seconds, processes, runaways=True)
        while not work.done():
            time.sleep(2)
            seen.append(Use.now(root))
        return work.result(), seen


def told(name: str, figures: Figures, seconds: float) -> float:
    """Print what clients saw; their p95 in seconds."""
    p95 = statistics.quantiles(figures.times, n=20)[18]
    print(
        f"{name}: {len(figures.times)} answers, {len(figures.times) / seconds:.0f} a second, "
        f"p50 {statistics.median(figures.times) * 1e3:.1f} ms, p95 {p95 * 1e3:.1f} ms, p99 {statistics.quantiles(figures.times, n=100)[98] * 1e3:.1f} ms, "
        f"longest {max(figures.times) * 1e3:.0f} ms; the clients took {figures.computed / seconds:.2f} cores"
    )
    if figures.runaways:
        print(f"  runaways: {len(figures.runaways)}, ended after {min(figures.runaways):.1f} to {max(figures.runaways):.1f} s")
    for what, n in figures.errors.items():
        print(f"  error, {n} times: {what}")
    return p95


def told_use(seen: list[Use]) -> None:
    """Print memory at the beginning, when all workers were there, and at the end."""
    third = max(1, len(seen) // 3)
    for name, part in (("first", seen[:third]), ("last", seen[-third:])):
        server, together = (statistics.mean(getattr(use, of) for use in part) for of in ("server", "together"))
        print(f"  memory in the {name} third: server {server:.0f} MB, with workers {together:.0f} MB")
    print(f"  at most {max(use.workers for use in seen)} workers, {max(use.together for use in seen):.0f} MB")


def measure(address: str, root: int, given: argparse.Namespace) -> None:
    short = min(10, given.seconds)
    load(address, 1, 2, 1, runaways=False)
    one = told("one client", load(address, 1, short, 1, runaways=False), short)
    figures, seen = watched(address, root, given.clients, given.seconds, given.processes)
    many = told(f"{given.clients} clients", figures, given.seconds)
    told_use(seen)
    cores = len(os.sched_getaffinity(0))
    share = given.clients / cores
    print(
        f"p95 {many * 1e3:.1f} ms against {one * 1e3:.1f} ms, {many / one:.1f} times; {given.clients} clients on {cores} cores are "
        f"{share:g} to a core: {many / one / share:.2f} times for each (wanted: below 3)"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store")
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--timeout", type=float, default=5)
    parser.add_argument("--processes", type=int, default=2, help="processes that the clients share")
    given = parser.parse_args()
    options = ["--store", given.store, "--port", "0", "--timeout", str(given.timeout)]
    command = [sys.executable, "-c", "from kg.cli import main; main()", "serve", *options]
    with tempfile.NamedTemporaryFile("w+") as said, subprocess.Popen(command, stderr=said) as server:
        try:
            measure(_address(Path(said.name), server), server.pid, given)
        finally:
            server.terminate()
            server.wait()
            print(*Path(said.name).read_text().splitlines()[1:], sep="\n", file=sys.stderr)


def _address(said: Path, server: subprocess.Popen[bytes]) -> str:
    """Where the server says that it serves."""
    while " at http" not in said.read_text():
        if server.poll() is not None:
            sys.exit(said.read_text())
        time.sleep(0.1)
    return said.read_text().split(" at ", 1)[1].split()[0].rstrip("/")


if __name__ == "__main__":
    main()
