"""What a store knows of each article, asked by SPARQL, in the shape in which people annotate articles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from pyoxigraph import Literal, NamedNode

from kg import queries
from kg.stores.oxigraph import OxigraphStore


def facts(store: OxigraphStore, *, min_confidence: float = 0.0, extractor: str = "rules") -> Iterator[dict[str, Any]]:
    """Yield one dict per article, ordered by its name: persons, offices, event, roles, provinces and so on.

    Facts below `min_confidence` are left out. Where two articles have one name, both go by their IRI.
    """
    graphs = list(readings(store, extractor))
    names = Counter(g["id"] for g in graphs)
    for row in graphs:
        ident = row["id"] if names[row["id"]] == 1 else row["article"]
        yield {"id": ident, **article_facts(store, row["graph"], min_confidence)}


def readings(store: OxigraphStore, extractor: str = "rules") -> Iterator[dict[str, Any]]:
    """Yield graph, article, name, day, language and digest of all that an extractor read."""
    yield from store.select(queries.part("graphs"), {"ending": Literal(f"/by/{extractor}")})


def article_facts(store: OxigraphStore, graph: str, least: float = 0.0) -> dict[str, Any]:
    """What one reading says, in the shape of an annotation; facts below `least` confidence are left out."""

    def ask(part: str) -> Iterator[dict[str, Any]]:
        return iter(store.select(queries.part(part), {"graph": NamedNode(graph), "least": Literal(least)}, beside=graph))

    named = [(row["kind"], row["id"]) for row in ask("named")]
    return {
        "persons": [_without_empty({"id": r["id"], **_names(r)}) for r in ask("persons")],
        "offices": [{k: r[k] for k in ("person", "office", "former")} for r in ask("offices")],
        "event": next((_event(r) for r in ask("account")), None),
        "roles": [_without_empty({k: r[k] for k in ("person", "role", "position")}) for r in ask("roles")],
        "provinces": [ident for kind, ident in named if kind == "provinces"],
        "strategies": [ident for kind, ident in named if kind == "strategies"],
        "themes": [r["id"] for r in ask("themes")],
        "statements": _statements(ask("statements")),
    }


def _names(row: dict[str, Any]) -> dict[str, Any]:
    """The names of a person; of a foreigner, whose name Chinese spells in many ways, the fullest one of the text."""
    if not row["abroad"]:
        return {"en": row["en"], "zh": row["zh"]}
    named = sorted(row["surfaces"].split("|"), key=lambda name: (-len(name), name))
    chinese = next((name for name in named if re.search("[一-鿿]", name)), None)
    return {"en": row["en"], "zh": chinese or (None if any(" " in name for name in named) else row["zh"])}


def _without_empty(row: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in row.items() if v is not None}


def _event(row: dict[str, Any]) -> dict[str, Any]:
    day = {k: row[k].isoformat() if row[k] else None for k in ("start", "end")}
    return {"type": row["type"], **day, "provinces": sorted((row["provinces"] or "").split())}


def _statements(rows: Iterator[dict[str, Any]]) -> list[dict[str, Any]]:
    """One row per speaker, with the union of the themes and strategies of all their statements."""
    said: dict[str, tuple[set[str], set[str]]] = {}
    for row in rows:
        themes, strategies = said.setdefault("meeting" if row["collective"] else row["speaker"], (set(), set()))
        themes.update(filter(None, [row["theme"]]))
        strategies.update(filter(None, [row["strategy"]]))
    return [{"speaker": s, "themes": sorted(t), "strategies": sorted(p)} for s, (t, p) in sorted(said.items())]
