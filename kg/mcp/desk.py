"""Answers what a language model asks: searches, cards, named questions and SPARQL, each with quotes and the articles they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from kg import asking, queries, showing
from kg.api import Graph
from kg.errors import BadInput, QueryError, UnknownName
from kg.facts import article_facts
from kg.queries import NamedQuery
from kg.stores.oxigraph import bound
from kg.stores.rows import value as plain
from kg.web.guard import Refused, check_hosts
from kg.web.pool import Pool
from kg.web.processes import Answer
from kg.web.served import ServedStore

KINDS = ("person", "office", "organisation", "province", "strategy", "theme", "formulation", "event")
_READ = 10_000
_TEXT = 60_000
# What a card shows of each kind of thing: a heading, the named query that fills it, and how many of its last rows.
_CARDS: Mapping[str, tuple[tuple[str, str, int], ...]] = {
    "person": (
        ("offices", "person-offices", 20),
        ("latest events", "person-timeline", 10),
        ("seen with", "co-attendance", 10),
        ("latest statements", "statements", 5),
    ),
    "office": (("holders", "office-holders", 20),),
    "organisation": (("people", "organisation-people", 20),),
    "province": (("latest visits", "province-visits", 10), ("themes", "province-themes", 10)),
    "strategy": (("by year", "strategies-by-year", 20), ("provinces", "strategy-coverage", 10)),
    "theme": (("by year", "themes-by-year", 20), ("latest statements", "said-on-theme", 5)),
    "formulation": (("by year", "formulations", 20),),
    "event": (("people", "event-attendance", 40), ("accounts", "event-accounts", 10), ("statements", "event-statements", 10)),
}
_LAST = frozenset({"person-timeline", "statements", "province-visits", "said-on-theme"})
_ARTICLES = """SELECT ?id ?iri ?title ?date ?url { VALUES ?id { %s } ?iri a pol:Article ; dct:identifier ?id .
  OPTIONAL { ?iri schema:headline ?title } OPTIONAL { ?iri schema:datePublished ?date } OPTIONAL { ?iri schema:url ?url } }"""


class Desk:
    """An open graph, and workers that answer its queries and can be ended where one runs away.

    Rows go out as dicts of plain values; whatever names articles comes with `articles`: title, day and address of each.
    """

    def __init__(self, store: str, *, timeout: float = 20, limit: int = 50) -> None:
        self._store = ServedStore(store)
        self._graph = Graph(self._store)
        self._pool = Pool(store, size=1, timeout=timeout)
        self.limit = limit

    async def open(self) -> None:
        await self._pool.start()

    async def close(self) -> None:
        await self._pool.close()
        self._graph.close()

    # -- what can be asked -------------------------------------------------------------------------

    async def search(self, words: str, kinds: Sequence[str], limit: int) -> dict[str, Any]:
        """Names, titles and quotes with these words."""
        found = self._fresh().search(words, kinds=kinds, limit=_within(limit, 1, 100))
        return await self._with_articles({"rows": list(found)})

    async def card(self, name: str, kind: str) -> dict[str, Any]:
        """What the graph knows of one thing: its names, and for its kind the rows of some named queries."""
        thing = self._thing(name, kind)
        card: dict[str, Any] = {"kind": thing.kind, "id": thing.id, "en": thing.en, "zh": thing.zh, "also": list(thing.aliases)}
        card["iri"] = thing.iri
        for heading, query, count in _CARDS[thing.kind]:
            rows = await self._rows(queries.named(query), {thing.kind: thing.iri})
            card[heading] = rows[-count:] if query in _LAST else rows[:count]
        return await self._with_articles(card)

    async def ask(self, question: str, words: Mapping[str, str], limit: int, offset: int) -> dict[str, Any]:
        """The rows of a named query from `offset`, and how many there are."""
        rows = await self._rows(queries.named(question), words)
        return await self._with_articles(self._slice(rows, limit, offset))

    async def sparql(self, query: str, limit: int) -> dict[str, Any]:
        """The first rows of a SELECT or ASK, or the triples of a CONSTRUCT or DESCRIBE as Turtle."""
        answer = await self._run(query)
        if not _is_rows(answer):
            text = answer.body.read(_TEXT + 1).decode("utf-8", "ignore")
            return {"turtle": text[:_TEXT], "complete": len(text) <= _TEXT}
        return await self._with_articles(self._slice(list(_parsed(answer)), limit, 0))

    async def article(self, name: str, *, text: bool) -> dict[str, Any]:
        """What was read in an article, each fact with its quote, and its text where asked for."""
        self._fresh()
        iri, found = showing.article(self._store, name)
        facts = article_facts(self._store, f"{iri}/by/rules")
        told = {"title": found.title, "date": str(found.published or ""), "url": found.url, "iri": iri}
        quotes = await self._rows(_QUOTES, {"article": iri})
        return {**told, "facts": facts, "quotes": quotes, **({"text": found.text[:_TEXT]} if text else {})}

    # -- how it is answered ------------------------------------------------------------------------

    def _fresh(self) -> Graph:
        """The graph as it is now: what others wrote meanwhile shows."""
        self._store.follow(0)
        return self._graph

    def _thing(self, name: str, kind: str) -> Any:
        if kind and kind not in _CARDS:
            raise BadInput(f"nothing is of kind {kind!r}; kinds are: {', '.join(KINDS)}")
        problems: list[str] = []
        for each in (kind,) if kind else KINDS:
            try:
                return self._fresh().thing(each, name)
            except UnknownName as problem:
                problems.append(str(problem))
        raise UnknownName(problems[0] if kind else f"nothing goes by the name {name!r}; `search` finds names and quotes by words")

    async def _rows(self, query: NamedQuery, words: Mapping[str, str]) -> list[dict[str, Any]]:
        terms = asking.bindings(self._fresh().store, query, words)
        return list(_parsed(await self._run(bound(query.text, terms))))

    async def _run(self, text: str) -> Answer:
        try:
            check_hosts(text, ())
        except Refused as refusal:
            raise QueryError(f"refused: {refusal}") from refusal
        job = {"do": "query", "base": self._store.base, "format": "", "default": None, "named": None, "limit": _READ}
        answer = await self._pool.run({**job, "accept": "application/sparql-results+json, text/turtle"}, text.encode())
        if answer.status != 200:
            raise QueryError(answer.body.read(4000).decode("utf-8", "replace").strip())
        return answer

    def _slice(self, rows: list[dict[str, Any]], limit: int, offset: int) -> dict[str, Any]:
        start, count = _within(offset, 0, _READ), _within(limit or self.limit, 1, 500)
        shown = rows[start : start + count]
        return {"rows": shown, "total": len(rows), "complete": start + len(shown) >= len(rows)}

    async def _with_articles(self, answer: dict[str, Any]) -> dict[str, Any]:
        """The answer with title, day and address of every article that its rows name."""
        named = sorted(set(_articles(answer)))[:200]
        if not named:
            return answer
        slots = " ".join(_quoted(name) for name in named)
        found = _parsed(await self._run(_ARTICLES % slots))
        return {**answer, "articles": {row.pop("id"): row for row in found}}


_QUOTES = queries.parse(
    "quotes",
    """# summary: The quotes of an article's facts
# parameter: article (article, required): which
SELECT ?fact ?kind ?quote ?start ?confidence { VALUES ?article { UNDEF }
  ?fact pol:article ?article ; a ?class ; pol:confidence ?confidence ; pol:evidence/oa:hasSelector ?words , ?place .
  ?words oa:exact ?quote . ?place oa:start ?start . ?class rdfs:label ?kind
  FILTER(LANG(?kind) = "en" && ?class != pol:Mention) } ORDER BY ?start ?kind""",
)


def _within(number: int, least: int, most: int) -> int:
    return max(least, min(number, most))


def _is_rows(answer: Answer) -> bool:
    return "sparql-results" in answer.headers.get("content-type", "")


def _parsed(answer: Answer) -> Iterator[dict[str, Any]]:
    """Yield the rows of an answer as dicts of plain values; a truth as one row."""
    import pyoxigraph as ox

    found = ox.parse_query_results(answer.body.read(), format=ox.QueryResultsFormat.JSON)
    if isinstance(found, ox.QueryBoolean):
        yield {"answer": bool(found)}
        return
    names = [v.value for v in found.variables]
    for solution in found:
        yield {name: _json(plain(solution[name])) for name in names}


def _json(value: Any) -> Any:
    """A value as JSON has it: days and exact numbers as text and numbers."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return float(value) if hasattr(value, "as_integer_ratio") else str(value)


def _articles(answer: Mapping[str, Any]) -> Iterable[str]:
    lists = (rows for rows in answer.values() if isinstance(rows, list))
    return (row["article"] for rows in lists for row in rows if isinstance(row, dict) and isinstance(row.get("article"), str))


def _quoted(text: str) -> str:
    from pyoxigraph import Literal

    return str(Literal(text))
