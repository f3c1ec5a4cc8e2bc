"""Answers named queries: turns a user's words into terms, asks the store, hands back rows."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode

from kg import queries
from kg.errors import QueryError, UnknownName
from kg.ns import DCT, POL, SKOS, XSD
from kg.queries import NamedQuery, Parameter
from kg.stores.oxigraph import OxigraphStore
from kg.stores.rows import Rows

_CLASSES = {
    "person": POL.Person,
    "office": POL.Office,
    "organisation": POL.Organisation,
    "province": POL.Province,
    "strategy": POL.Strategy,
    "theme": POL.Theme,
    "formulation": POL.Formulation,
    "event-type": POL.EventType,
    "article": POL.Article,
}
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")


def ask(store: OxigraphStore, query: str, **words: str) -> Rows:
    """Answer a named query, or the SPARQL of a `.rq` file, with parameters given in a user's words.

    Raises UnknownName for a name that nothing answers to, QueryError for a parameter that is missing or
    unknown to the query.
    """
    return answer(store, find(query), words)


def find(query: str) -> NamedQuery:
    """The named query, or the one in a file of that path."""
    path = Path(query)
    if path.suffix == ".rq" or path.is_file():
        if not path.is_file():
            raise QueryError(f"there is no query file {query}")
        return parse_text(path.read_text(encoding="utf-8"), path.stem)
    return queries.named(query)


def parse_text(text: str, name: str = "standard input") -> NamedQuery:
    """A query value from SPARQL with or without a header of ours."""
    return replace(queries.parse(name, text if "# summary:" in text else f"# summary: {name}\n{text}"), text=text)


def answer(store: OxigraphStore, query: NamedQuery, words: Mapping[str, str]) -> Rows:
    """Answer a query value with its parameters in a user's words."""
    return store.select(query.text, bindings(store, query, words))


def bindings(store: OxigraphStore, query: NamedQuery, words: Mapping[str, str]) -> dict[str, Any]:
    """The terms that a user's words mean, by the variables that they fill."""
    known = {p.name: p for p in query.parameters}
    if unknown := sorted(set(words) - set(known)):
        takes = ", ".join(known) or "none"
        raise QueryError(f"query {query.name!r} takes no parameter {unknown[0]!r}; it takes: {takes}")
    if missing := [p for p in query.parameters if p.required and p.name not in words]:
        raise QueryError(f"query {query.name!r} needs {missing[0].name} ({missing[0].help})")
    return {known[name].variable: term(store, known[name], said) for name, said in words.items()}


def term(store: OxigraphStore, parameter: Parameter, words: str) -> Any:
    """The RDF term that a user's words mean for a parameter."""
    if parameter.kind == "date":
        return Literal(day(words, last=parameter.name == "until"), datatype=NamedNode(XSD.date))
    if parameter.kind == "number":
        return _number(parameter, words)
    if parameter.kind == "text":
        return Literal(words)
    if parameter.kind == "event":
        return _event(store, words)
    if parameter.kind == "fact":
        return NamedNode(_iri(store, words, "fact"))
    return NamedNode(thing(store, parameter.kind, words))


def day(words: str, *, last: bool = False) -> str:
    """The ISO day of a day, month or year: its first day, or its last."""
    found = _DATE.fullmatch(words.strip())
    try:
        if not found:
            raise ValueError
        year, month = int(found[1]), int(found[2] or (12 if last else 1))
        number = int(found[3] or (monthrange(year, month)[1] if last else 1))
        if not year or not 1 <= number <= monthrange(year, month)[1]:
            raise ValueError
    except ValueError:
        raise QueryError(f"{words!r} is no date; write it as 2024-03-20, 2024-03 or 2024") from None
    return f"{year:04}-{month:02}-{number:02}"


def _number(parameter: Parameter, words: str) -> Literal:
    if not re.fullmatch(r"\d{1,9}", words):
        raise QueryError(f"{parameter.name} has to be a whole number, not {words!r}")
    return Literal(int(words))


def _iri(store: OxigraphStore, words: str, what: str) -> str:
    iri = words if words.startswith(store.base) else store.base + words
    if not re.fullmatch(r"[^\s<>\"{}|^`\\]+", iri) or not store.describes(iri):
        raise UnknownName(f"no {what} {words!r} in this store; give its IRI, or the part after {store.base}")
    return iri


def _event(store: OxigraphStore, words: str) -> NamedNode:
    """The event of that IRI, or the main event of the article of that name."""
    if words.startswith((f"{store.base}event/", "event/")):
        return NamedNode(_iri(store, words, "event"))
    article = thing(store, "article", words)
    for triple in store.matching(article, None):
        if triple.predicate.value == POL.mainEvent and isinstance(triple.object, NamedNode):
            return triple.object
    raise UnknownName(f"article {words!r} reports no event")


def thing(store: OxigraphStore, kind: str, words: str) -> str:
    """The IRI of the one thing of a kind that goes by this identifier, label or alias, in either language.

    Raises UnknownName, with near names, where there is none, and with the choices where there are several.
    """
    if words.startswith(store.base):
        return _iri(store, words, kind)
    if kind == "article" and store.describes(store.names.article(words)):
        return store.names.article(words)
    exact = _named(store, kind, words)
    if len(exact) == 1:
        return exact[0]
    if exact:
        raise UnknownName(f"{words!r} may be any of {', '.join(exact[:6])}; say which by its IRI")
    near = _near(words.casefold(), _labels(store, kind))
    hint = f"; did you mean {', '.join(near)}?" if near else ""
    raise UnknownName(f"no {kind} named {words!r}{hint}")


def _near(words: str, names: Mapping[str, str]) -> list[str]:
    """Up to four of the names: those with these very words in them, then those that are spelt nearly so, each once."""
    holding = sorted((n for n in names if words and re.search(_whole(words), n)), key=lambda n: (len(n), n))
    found = [*holding[:3], *get_close_matches(words, names, n=6, cutoff=0.5)]
    kept: dict[str, str] = {}
    for name in found:
        kept.setdefault(name.replace("-", " "), names[name])
    return list(kept.values())[:4]


def _whole(words: str) -> str:
    """A pattern of the words as they stand; such as begin or end with a Latin letter are no part of a longer word."""
    before, after = (r"\b" if end.isascii() else "" for end in (words[0], words[-1]))
    return f"{before}{re.escape(words)}{after}"


def identifier(store: OxigraphStore, kind: str, words: str) -> str:
    """The identifier, such as CN-HN, of the thing that a user's words mean."""
    found = store.matching(thing(store, kind, words), None)
    return next(str(t.object.value) for t in found if t.predicate.value == DCT.identifier and isinstance(t.object, Literal))


def _named(store: OxigraphStore, kind: str, words: str) -> list[str]:
    """IRIs of a kind with this identifier, else with this preferred label, else with this alias."""
    folded = str(Literal(words.casefold()))
    for predicates in (f"<{DCT.identifier}>", f"<{SKOS.prefLabel}>", f"<{SKOS.altLabel}>|<{SKOS.hiddenLabel}>"):
        rows = store.select(
            f"SELECT DISTINCT ?thing {{ {_where(kind, predicates)} FILTER(LCASE(STR(?name)) = {folded}) }} ORDER BY ?thing"
        )
        if found := [row["thing"] for row in rows]:
            return found
    return []


def _where(kind: str, predicates: str) -> str:
    """The pattern of things of a kind with their names; an article is one whichever reader read it."""
    named = f"?thing a <{_CLASSES[kind]}> ; {predicates} ?name"
    return f"GRAPH ?reading {{ {named} }}" if kind == "article" else named


def _labels(store: OxigraphStore, kind: str) -> dict[str, str]:
    predicates = f"<{SKOS.prefLabel}>|<{DCT.identifier}>|<{SKOS.altLabel}>"
    rows = store.select(f"SELECT DISTINCT ?name {{ {_where(kind, predicates)} }} ORDER BY ?name")
    return {row["name"].casefold(): row["name"] for row in rows}
