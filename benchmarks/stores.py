"""The named queries over one graph in memory, on disk, on the Oxigraph server and on Virtuoso: p50 and p95 in one table.

    python benchmarks/stores.py ARTICLES [--runs 3] [--without virtuoso]

ARTICLES is what `kg build` takes. The servers are started on loopback and ended; one that is not installed is left out.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

import pytest
import queries

from kg import pipeline
from kg.stores import opened

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
import store_servers


def built(articles: Path, place: str) -> str:
    """The place, with the articles built into it; how long that took goes to standard error."""
    begin = time.perf_counter()
    with opened(place, writable=True) as store:
        pipeline.build([articles], store)
    print(f"{place}: built in {time.perf_counter() - begin:.0f} s", file=sys.stderr, flush=True)
    return place


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--without", nargs="*", default=[], choices=("oxigraph", "virtuoso"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch, ExitStack() as servers:
        os.environ["KG_STORE_TEXTS"] = f"{scratch}/texts"
        disk = built(options.articles, f"{scratch}/store")
        places = [f"memory:{disk}", disk]
        starters = {"oxigraph": store_servers.oxigraph, "virtuoso": lambda: store_servers.virtuoso(Path(scratch), rows=1_000_000)}
        for name in [n for n in starters if n not in options.without]:
            try:
                server = servers.enter_context(starters[name]())
            except pytest.skip.Exception as missing:
                print(missing, file=sys.stderr)
                continue
            os.environ |= server.settings
            places.append(built(options.articles, server.url))
        queries.table(places, argparse.Namespace(stores=places, runs=options.runs, only=None, limit=0.0))


if __name__ == "__main__":
    main()
