"""The pages on which people ask: the named queries with their forms, and SPARQL with an editor."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pyoxigraph as ox

from kg import asking, queries
from kg.errors import KgError
from kg.queries import NamedQuery
from kg.stores.broken import explain, place
from kg.stores.oxigraph import bound
from kg.web import hints
from kg.web.answers import FILES, TRIPLE, Answer, Cell, cells
from kg.web.mistakes import told
from kg.web.naming import SEARCHED, Thing
from kg.web.page import Page

if TYPE_CHECKING:
    from kg.web.explorer import Explorer

_READ, _SHOWN, _SAVED = 5000, 1000, 100_000
_EXAMPLE = """# Who chaired the most events?
SELECT ?person ?name (COUNT(DISTINCT ?event) AS ?events) {
  ?person pol:chaired ?event ; skos:prefLabel ?name
  FILTER(LANG(?name) = "en")
}
GROUP BY ?person ?name
ORDER BY DESC(?events)
LIMIT 20"""


# -- named queries -------------------------------------------------------------------------------------


def groups() -> dict[str, list[NamedQuery]]:
    """The named queries by their groups; a group of no standing order comes last."""
    found: dict[str, list[NamedQuery]] = {group: [] for group in queries.GROUPS}
    for name in queries.names():
        query = queries.named(name)
        found.setdefault(query.group, []).append(query)
    return {group: of for group, of in found.items() if of}


def every(x: Explorer) -> Page:
    return x.html("questions.html", groups=groups(), title=x.said["ready"])


def one(x: Explorer) -> Page:
    """The form of a named query and, where it was filled in, its answer."""
    found = queries.named(x.path.removeprefix("/ask/"))
    given = {p.name: x.asked[p.name].strip() for p in found.parameters if x.asked.get(p.name, "").strip()}
    answered, problem, near = None, "", []
    if given or not found.parameters or {"run", "format"} & set(x.asked):
        try:
            if x.asked.get("format") in FILES:
                return _file(x, found, given)
            answered = _named(x, found, given)
        except KgError as error:
            problem, near = told(str(error), x.language), _near(x, found, given, str(error))
    view = _view(x, answered)
    return x.html(
        "question.html",
        400 if problem else 200,
        found=found,
        given=given,
        problem=problem,
        near=near,
        here="?" + urlencode({**given, "run": "1"}),
        title=found.said(x.language),
        **view,
    )


def _near(x: Explorer, query: NamedQuery, given: Mapping[str, str], message: str) -> list[tuple[Thing, str]]:
    """Things whose names are near to the one that a message complains of, each with the address of the question about it."""
    for parameter in query.parameters:
        said = given.get(parameter.name, "")
        if said and parameter.kind in SEARCHED and f"named {said!r}" in message:
            things = x.names.near(said, kinds=(parameter.kind,))
            return [(t, "?" + urlencode({**given, parameter.name: _ident(x, t), "run": "1"})) for t in things]
    return []


def _ident(x: Explorer, thing: Thing) -> str:
    name = thing.name(x.language)
    return name if x.names.called(name) is thing else thing.iri


def _named(x: Explorer, query: NamedQuery, given: Mapping[str, str]) -> Answer:
    answered = asking.answer(x.store, query, given)
    rows = [[row[c] for c in answered.columns] for row in islice(answered, _READ + 1)]
    return _answer(x, answered.columns, rows)


def _file(x: Explorer, query: NamedQuery, given: Mapping[str, str]) -> Page:
    kind, write = FILES[x.asked["format"]]
    answered = asking.answer(x.store, query, given)
    body = write(answered.columns, list(islice(answered, _SAVED)))
    return Page(body, kind=kind, headers={"content-disposition": f'attachment; filename="{query.name}.{x.asked["format"]}"'})


# -- SPARQL --------------------------------------------------------------------------------------------


def sparql(x: Explorer) -> Page:
    """The editor and, where a query came with the address, its answer or what is wrong with it."""
    text = x.asked.get("query", "")
    problem, at = x.asked.get("refused", ""), (0, 0)
    answered: Answer | bool | None = None
    if text and not problem:
        try:
            answered = _answered(x, text)
        except SyntaxError as error:
            problem, at = explain(text, str(error)), place(str(error))
        except (RuntimeError, ValueError, OSError) as error:
            problem = str(error)
    table = answered if isinstance(answered, Answer) else None
    return x.html(
        "sparql.html",
        400 if problem else 200,
        text=text or _example(x),
        truth=answered if isinstance(answered, bool) else None,
        problem=told(problem, x.language),
        at=at,
        doubts=hints.doubts(text, x.store, x.names, x.said) if text and not problem else [],
        here="?" + urlencode({"query": text}),
        title="SPARQL",
        groups=groups(),
        prefixes=x.store.prefixes,
        **_view(x, table),
    )


def _answered(x: Explorer, text: str) -> Answer | bool:
    """The answer to a query, as far as it is shown. Raises SyntaxError as the library does."""
    found = x.store.answer(text, "http://localhost/sparql", None, None)
    if isinstance(found, ox.QuerySolutions):
        columns = tuple(v.value for v in found.variables)
        return _answer(x, columns, [[s[c] for c in columns] for s in islice(found, _READ + 1)])
    if isinstance(found, ox.QueryTriples):
        return _answer(x, TRIPLE, [list(t) for t in islice(found, _READ + 1)], triples=True)
    return bool(found)


def _example(x: Explorer) -> str:
    """The query to begin with: a named one with its parameters filled in, where the address names one."""
    if "example" not in x.asked:
        return _EXAMPLE
    query = queries.named(x.asked["example"])
    given = {p.name: x.asked[p.name] for p in query.parameters if x.asked.get(p.name)}
    needed = {p.name for p in query.parameters if p.required}
    return bound(query.text, asking.bindings(x.store, query, given)) if needed <= set(given) else query.text


def terms(x: Explorer) -> Page:
    """What the editor completes: prefixes, and the terms of the vocabularies with their names."""
    found = {"prefixes": x.store.prefixes, "terms": hints.terms(x.store)}
    return Page(json.dumps(found, ensure_ascii=False).encode(), kind="application/json")


# -- answers -------------------------------------------------------------------------------------------


def _answer(x: Explorer, columns: tuple[str, ...], rows: list[list[Any]], *, triples: bool = False) -> Answer:
    made = cells(x.names, x.language, x.link, rows[:_READ], columns)
    return Answer(columns, made, triples, len(rows) > _READ)


def _view(x: Explorer, answered: Answer | None) -> dict[str, Any]:
    """What a template needs to show an answer in the way that the address asks for."""
    if answered is None:
        return {"answered": None}
    views = answered.views
    view = x.asked["view"] if x.asked.get("view") in views else "table"
    given: dict[str, Any] = {"answered": answered, "views": views, "view": view, "shown": _SHOWN}
    if view == "graph":
        nodes, edges = answered.drawn()
        given["drawn"] = {
            "nodes": [_node(x, c) for c in nodes],
            "edges": [{"from": _id(x, e.start), "to": _id(x, e.end), "how": e.how} for e in edges],
        }
    elif view in ("chart", "map"):
        from kg.web.charts import figure

        given["figure"] = figure(answered, view, x.language, x.said["rows title"])
    return given


def _node(x: Explorer, cell: Cell) -> dict[str, Any]:
    assert cell.thing
    return x.node(cell.thing)


def _id(x: Explorer, cell: Cell) -> str:
    return str(_node(x, cell)["id"])
