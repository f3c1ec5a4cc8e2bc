"""Shows one stored article: its text with the mentions marked, and the facts read in it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode

from kg import queries
from kg.asking import thing
from kg.errors import BadInput, UnknownName
from kg.facts import article_facts
from kg.model import Article, Span
from kg.ns import DCT, POL, SCHEMA
from kg.rendering.article_page import Marked, article_page, article_text
from kg.rendering.words import sample_note
from kg.stores.oxigraph import OxigraphStore


def article(store: OxigraphStore, name: str, reader: str = "rules") -> tuple[str, Article]:
    """The IRI and the value of a stored article as a reader read it, by its name, id or IRI."""
    iri = thing(store, "article", name)
    graph = _graph(store, iri, reader)
    said = {t.predicate.value: t.object.value for t in store.matching(iri, graph) if isinstance(t.object, Literal)}
    title, text = store.text(said[POL.digest])
    published = said.get(SCHEMA.datePublished)
    return iri, Article(
        id=said[DCT.identifier],
        text=text,
        title=title,
        language=said.get(SCHEMA.inLanguage, ""),
        url=said.get(SCHEMA.url, ""),
        published=date.fromisoformat(published) if published else None,
        publisher=said.get(SCHEMA.publisher, ""),
        name=said[DCT.identifier],
    )


def marked(store: OxigraphStore, graph: str, language: str = "en") -> Iterator[Marked]:
    """Yield every place where a reading names something: span, kind, name and confidence."""
    for row in store.select(queries.part("marks"), {"graph": NamedNode(graph)}, beside=graph):
        name = (row["zh"] or row["en"]) if language == "zh" else (row["en"] or row["zh"])
        kind = row["class"].rpartition("#")[2].lower()
        yield Span(row["start"], row["end"], row["part"]), kind, name or row["entity"].rpartition("/")[2], row["confidence"]


def _graph(store: OxigraphStore, iri: str, reader: str) -> str:
    graph = f"{iri}/by/{reader}"
    if not store.matching(iri, graph):
        raise UnknownName(f"no reader named {reader!r} has read {iri}")
    return graph


def page(store: OxigraphStore, name: str, out: str | Path, *, reader: str = "rules", language: str = "en") -> Path:
    """Write an article as a page with its mentions marked."""
    iri, found = article(store, name, reader)
    html = article_page(
        found, marked(store, _graph(store, iri, reader), language), language=language, note=_note(found, language)
    )
    path = Path(out)
    try:
        path.write_text(html, encoding="utf-8")
    except OSError as error:
        raise BadInput(f"cannot write the page to {path}: {error.strerror}") from error
    return path


def _note(found: Article, language: str) -> str:
    note = sample_note([found.publisher])
    return note[language] if isinstance(note, dict) else note


def terminal(store: OxigraphStore, name: str, *, reader: str = "rules", with_facts: bool = True) -> None:
    """Print an article with its mentions marked, then what was read in it."""
    from rich.console import Console

    iri, found = article(store, name, reader)
    graph = _graph(store, iri, reader)
    console = Console(width=None if sys.stdout.isatty() else 120, highlight=False)
    console.print(article_text(found, marked(store, graph)))
    if with_facts:
        console.print("\n")
        for line in lines(article_facts(store, graph)):
            console.print(line, markup=False)


def lines(facts: dict[str, Any]) -> Iterator[str]:
    """Yield the facts of an article as lines for people."""
    names: dict[str, str] = {p["id"]: p.get("en") or p.get("zh") or p["id"] for p in facts["persons"]}

    def who(ident: str) -> str:
        return names.get(ident, ident)

    event = facts["event"]
    if event:
        days = " to ".join(dict.fromkeys(filter(None, (event["start"], event["end"]))))
        yield f"event       {event['type']}  {days or 'no day given'}  {' '.join(event['provinces'])}".rstrip()
    for row in facts["roles"]:
        yield f"role        {row['role']:12} {row.get('position', ''):>3}  {who(row['person'])}"
    for row in facts["offices"]:
        yield f"office      {who(row['person'])}: {row['office']}{' (former)' if row['former'] else ''}"
    for row in facts["statements"]:
        yield f"statement   {who(row['speaker'])}: {', '.join((*row['themes'], *row['strategies'])) or '-'}"
    for layer in ("provinces", "strategies", "themes"):
        yield f"{layer:11} {', '.join(facts[layer]) or '-'}"
