"""Counts what a store holds."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from kg.stores.oxigraph import OxigraphStore


def counts(store: OxigraphStore) -> Iterator[tuple[str, int]]:
    """Yield how many people, offices, events and statements the store's articles speak of."""
    asked = {
        "people": "?a pol:mentions ?x . ?x a pol:Person",
        "offices": "?h a pol:OfficeHolding ; pol:office ?x",
        "events": "?x a pol:Event",
        "statements": "?x a pol:Statement",
    }
    for name, pattern in asked.items():
        yield name, _first(store, f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ {pattern} }}")["n"]


def _first(store: OxigraphStore, query: str) -> dict[str, Any]:
    return next(iter(store.select(query)))


def info(store: OxigraphStore) -> Iterator[tuple[str, object]]:
    """Yield what a store holds, as names and values."""
    articles = _first(store, "SELECT (COUNT(?a) AS ?n) { ?a a pol:Article }")
    period = _first(store, "SELECT (MIN(?d) AS ?first) (MAX(?d) AS ?last) { ?a a pol:Article ; schema:datePublished ?d }")
    yield "store", store.label
    yield "base", store.base
    yield "articles", articles["n"]
    yield "published", f"{period['first'] or 'unknown'} to {period['last'] or 'unknown'}"
    yield from counts(store)
    yield "named graphs", sum(1 for _ in store.graphs())
    yield "quads", len(store)
    yield store.measured, f"{sum(f.stat().st_size for f in store.path.rglob('*') if f.is_file()) / 1e6:.1f} MB"
    for row in store.select("SELECT ?run ?time { GRAPH ?g { ?run a pol:Run ; prov:startedAtTime ?time } } ORDER BY ?time ?run"):
        yield "run", f"{row['run'].removeprefix(store.base)} of {row['time']:%Y-%m-%d %H:%M}"


def peak_memory() -> float:
    """The most memory that this process held so far, in megabytes; nought where the system does not tell."""
    try:
        import resource as limits
    except ImportError:
        return 0.0
    peak = limits.getrusage(limits.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)
