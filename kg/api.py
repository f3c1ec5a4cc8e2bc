"""One object for notebooks: open a graph, ask it in words, get rows, tables, graphs, people and articles that show themselves."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import TYPE_CHECKING, Any
from warnings import warn

from kg import asking, queries
from kg.errors import QueryError, UnknownName
from kg.model import Article
from kg.ns import DCT, SKOS, XSD
from kg.rendering.palette import look
from kg.stores import opened
from kg.stores.oxigraph import OxigraphStore, bound
from kg.stores.rows import value as plain

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    import rdflib

    from kg.measures import Table
    from kg.picture import Picture
    from kg.queries import NamedQuery
    from kg.rendering.article_page import Piece
    from kg.search import Index

_SHOWN = 50
_KINDS = ("person", "office", "organisation", "province", "strategy", "theme", "formulation", "event-type", "event")


def open(path_or_url: str | Path | None = None) -> Graph:
    """The graph in a store: the folder or server given, else that of `KG_STORE`, else ./kg-store.

    A server goes by its http or https address (docs/stores.md). Raises StoreError, with what to do, where there is none.

    >>> graph = open("./kg-store")                                                          # doctest: +SKIP
    >>> graph.query("statements", person="习近平", theme="sci-tech", since=2024).df()         # doctest: +SKIP
    """
    return Graph(opened(path_or_url or os.environ.get("KG_STORE") or "./kg-store"))


def build(*articles: str | Path, store: str | Path | None = None) -> Graph:
    """Read articles (files, folders, archives) into a store and open it; without `store`, into one that is gone at the end.

    What did not change since the last time is not read again. Warns of what could not be read. Raises BadInput where a
    path does not exist.

    >>> graph = build("data/articles")  # doctest: +SKIP
    """
    from kg import pipeline

    passing = None if store else TemporaryDirectory(prefix="kg-", ignore_cleanup_errors=True)
    place = store or Path(passing.name if passing else "", "store")
    with opened(place, writable=True) as written:
        report = pipeline.build(articles, written)
    if report.skipped_count:
        first = next(s for s in report.skipped if s.kind != "note")
        warn(f"{report.skipped_count} articles could not be read, the first of them {first.where}: {first.why}", stacklevel=2)
    return Graph(opened(place), passing=passing)


class Graph:
    """An open graph. Everything that takes a person, an office, a theme and so on takes it by any of its names."""

    def __init__(self, store: OxigraphStore, *, passing: TemporaryDirectory[str] | None = None) -> None:
        self.store = store
        self._index: Index | None = None
        self._passing = passing

    def close(self) -> None:
        """Let go of the store's files."""
        if self._index:
            self._index.close()
        self.store.close()
        if self._passing:
            self._passing.cleanup()

    def __enter__(self) -> Graph:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    # -- questions ---------------------------------------------------------------------------------

    def query(self, query: str | Path, /, **words: Any) -> Result:
        """Answer a named query, a `.rq` file or SPARQL.

        What a query takes is given by name: people and things by any of their names or as `Thing`, days as `date` or
        words such as 2024-03. In SPARQL of one's own, a value fills the slot `VALUES ?name { UNDEF }`. Values are bound
        as terms, never pasted. Raises UnknownName for a name that nothing answers to, QueryError for what is no query.
        """
        found = asking.parse_text(str(query), "this query") if _is_sparql(str(query)) else asking.find(str(query))
        if _is_sparql(str(query)) and not found.parameters:
            terms = {name: _term(value) for name, value in words.items()}
        else:
            terms = asking.bindings(self.store, found, {name: _words(value) for name, value in words.items()})
        return _result(self.store.query(bound(found.text, terms)))

    def queries(self) -> Result:
        """The named queries, a row for each: `group`, `query`, `summary`, `parameters` (optional ones in brackets), `columns`."""
        every = sorted((queries.named(n) for n in queries.names()), key=lambda q: (q.group, q.name))
        return Result(("group", "query", "summary", "parameters", "columns"), tuple(map(_described, every)))

    def search(self, words: str, *, kinds: Sequence[str] = (), limit: int = 20) -> Result:
        """Names, titles and quotes with these words, in either language, the best first.

        Rows have `kind`, `name`, `text` (what was found, with the words in square brackets), `article`, `date` and `iri`.
        All words have to be there; words in double quotes stand together; `*` ends the beginning of a word. `kinds` are
        those of `Graph.thing`, and `article` and `quote`. Makes or renews the index beside the store where that is needed.
        """
        from kg import search

        if self._index is None or self._index.stale(self.store):
            self._index = search.opened(self.store)
        rows = search.table(self._index.search(words, kinds=kinds, limit=limit))
        return Result(rows.columns, tuple(rows))

    def project(self, view: str, **options: Any) -> nx.Graph:
        """The networkx graph of a view, as `kg.project` with this graph; `kg.projection.project` tells options and attributes.

        Raises UnknownName for a view, or a name among the options, that does not exist; EmptyProjection, with what to
        loosen, where nothing is left.
        """
        from kg import network

        return network.project(self.store, view, **options)

    def change(self, what: str, **options: Any) -> Table:
        """What rose and fell (`before`, `after`), how often in each period (`by`), or first and last mentions.

        Of themes, strategies, formulations or pairs of people; of `communities` how they go on, of `order` who stands
        before whom. `options` as those of `kg change` (see kg.change).
        """
        from kg import change

        return change.tell(self.store, what, **options)

    # -- pictures ----------------------------------------------------------------------------------

    def draw(self, view: str, *, language: str = "en", title: str | None = None, **options: Any) -> Picture:
        """The picture of a network; `options` are those of `project`."""
        from kg import picture

        return picture.of_view(self.store, view, language=language, title=title, options=options)

    def figure(self, kind: str, *, language: str = "en", **choice: Any) -> Picture:
        """A figure: map, timeline, heat, stream or ladder; `choice` as the options of `kg draw`."""
        from kg import picture

        return picture.of_figure(self.store, kind, language=language, choice=choice)

    # -- things ------------------------------------------------------------------------------------

    def thing(self, kind: str, words: str) -> Thing:
        """The one thing of a kind that goes by this name, alias, identifier or IRI.

        Kinds: person, office, organisation, province, strategy, theme, formulation, event-type, event. Raises UnknownName,
        with near names where nothing goes by it, with the choices where several do.
        """
        if kind not in _KINDS:
            raise UnknownName(f"nothing is of kind {kind!r}; kinds are: {', '.join(_KINDS)}")
        parameter = queries.Parameter(kind, kind, kind, True, "")
        return _thing(self, kind, asking.term(self.store, parameter, words).value)

    def person(self, words: str) -> Person:
        """The person of that name."""
        return self.thing("person", words)  # type: ignore[return-value]

    def office(self, words: str) -> Office:
        """The office of that identifier, such as premier@state-council."""
        return self.thing("office", words)  # type: ignore[return-value]

    def event(self, words: str) -> Event:
        """The event of that IRI, or the main event of the article of that name."""
        return self.thing("event", words)  # type: ignore[return-value]

    def organisation(self, words: str) -> Thing:
        """The organisation of that name."""
        return self.thing("organisation", words)

    def province(self, words: str) -> Thing:
        """The province of that name or ISO code."""
        return self.thing("province", words)

    def strategy(self, words: str) -> Thing:
        """The strategy of that name."""
        return self.thing("strategy", words)

    def theme(self, words: str) -> Thing:
        """The theme of that name."""
        return self.thing("theme", words)

    def article(self, words: str, *, reader: str = "rules") -> ReadArticle:
        """The article of that name with its text and what was read in it by a `reader`.

        Raises UnknownName, with near names, where there is none.
        """
        from kg import showing

        iri, found = showing.article(self.store, words, reader)
        return ReadArticle(iri, found, reader, self)

    def __repr__(self) -> str:
        return f"<Graph {self.store.label}>"

    def _repr_html_(self) -> str:
        from kg.census import counts

        return _card("Graph", self.store.label, [(name, f"{number:,}") for name, number in counts(self.store)])


# Answers -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Result:
    """An answer: rows as dicts with plain Python values (SELECT), triples (CONSTRUCT, DESCRIBE) or a truth (ASK)."""

    columns: tuple[str, ...]
    rows: tuple[dict[str, Any], ...]
    triples: tuple[Any, ...] | None = field(default=None, repr=False)
    truth: bool | None = None

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, place: Any) -> Any:
        """A row by its number, rows by a slice, or a column by its name."""
        if isinstance(place, str):
            if place not in self.columns:
                raise UnknownName(f"no column {place!r}; there are: {', '.join(self.columns)}")
            return [row[place] for row in self.rows]
        return self.rows[place]

    def __bool__(self) -> bool:
        return bool(self.rows) if self.truth is None else self.truth

    def df(self) -> pd.DataFrame:
        """The rows as a DataFrame of as many rows and the same columns, missing values as None or NaN.

        Raises QueryError where pandas is not installed.
        """
        try:
            import pandas
        except ImportError:
            raise QueryError("a DataFrame needs pandas; install it with: pip install 'policy-kg[notebooks]'") from None
        return pandas.DataFrame(list(self.rows), columns=list(self.columns))

    def graph(self) -> rdflib.Graph:
        """The triples of a CONSTRUCT or DESCRIBE as an rdflib graph. Raises QueryError for another query."""
        import pyoxigraph
        import rdflib

        if self.triples is None:
            raise QueryError("this query gives rows; write a CONSTRUCT to get a graph")
        text = pyoxigraph.serialize(self.triples, format=pyoxigraph.RdfFormat.N_TRIPLES)
        return rdflib.Graph().parse(data=text, format="nt")

    def __repr__(self) -> str:
        if self.truth is not None:
            return f"<Result {self.truth}>"
        count = "1 row" if len(self) == 1 else f"{len(self)} rows"
        return f"<Result {count}: {', '.join(self.columns)}>"

    def _repr_html_(self) -> str:
        if self.truth is not None:
            return f"<p>{self.truth}</p>"
        head = "".join(f"<th>{escape(c)}</th>" for c in self.columns)
        body = "".join(f"<tr>{''.join(f'<td>{_cell(row[c])}</td>' for c in self.columns)}</tr>" for row in self.rows[:_SHOWN])
        rest = f", of which {_SHOWN} are shown" if len(self) > _SHOWN else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table><p>{len(self):,} rows{rest}</p>"


def _result(answer: Any) -> Result:
    import pyoxigraph as ox

    if isinstance(answer, ox.QuerySolutions):
        columns = tuple(v.value for v in answer.variables)
        return Result(columns, tuple({c: plain(s[c]) for c in columns} for s in answer))
    if isinstance(answer, ox.QueryBoolean):
        return Result(("answer",), ({"answer": bool(answer)},), truth=bool(answer))
    triples = tuple(answer)
    columns = ("subject", "predicate", "object")
    return Result(columns, tuple({c: plain(getattr(t, c)) for c in columns} for t in triples), triples)


def _is_sparql(text: str) -> bool:
    return "{" in text or "\n" in text


def _words(value: Any) -> str:
    """A Python value as a user would say it."""
    return value.iri if isinstance(value, Thing) else value.isoformat() if isinstance(value, date) else str(value)


def _term(value: Any) -> Any:
    """A Python value as an RDF term; a text is a plain literal, whatever it looks like."""
    import pyoxigraph as ox

    if isinstance(value, Thing):
        return ox.NamedNode(value.iri)
    if isinstance(value, date):
        return ox.Literal(value.isoformat(), datatype=ox.NamedNode(XSD.date))
    return value if isinstance(value, ox.NamedNode | ox.Literal) else ox.Literal(value)


def _described(query: NamedQuery) -> dict[str, Any]:
    takes = ", ".join(p.name if p.required else f"[{p.name}]" for p in query.parameters)
    gives = ", ".join(name for name, _ in query.columns)
    return {"group": query.group, "query": query.name, "summary": query.summary, "parameters": takes, "columns": gives}


def _cell(value: Any) -> str:
    return "" if value is None else escape(str(value))


# Things --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Thing:
    """Something that the graph knows by name: it shows itself, and stands for itself in queries."""

    iri: str
    kind: str
    id: str
    en: str
    zh: str
    aliases: tuple[str, ...]
    graph: Graph = field(repr=False, compare=False)

    def _ask(self, query: str, **words: Any) -> Result:
        return self.graph.query(query, **{self.kind: self}, **{k: v for k, v in words.items() if v is not None})

    def facts(self) -> list[tuple[str, str]]:
        """What its card shows below its names."""
        return []

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {' '.join(n for n in (self.en, self.zh) if n) or self.id}>"

    def _repr_html_(self) -> str:
        named = " ".join(n for n in (self.en, self.zh) if n) or self.id
        aliases = [("also", ", ".join(self.aliases))] if self.aliases else []
        return _card(self.kind, named, [("identifier", self.id), *aliases, *self.facts()])


class Person(Thing):
    """A person; days may be given as date, day, month or year."""

    def offices(self) -> Result:
        """Offices by the authority's tenures and by the articles: the rows of the named query `person-offices`."""
        return self._ask("person-offices")

    def timeline(self, since: Any = None, until: Any = None) -> Result:
        """What the person did, day by day: the rows of `person-timeline`, a row for each event and role."""
        return self._ask("person-timeline", since=since, until=until)

    def companions(self, since: Any = None, until: Any = None, least: int | None = None) -> Result:
        """Who took part in the same events, and how often (`events`, at `least` so many): the rows of `co-attendance`."""
        return self._ask("co-attendance", since=since, until=until, least=least)

    def statements(self, theme: Any = None, since: Any = None, until: Any = None) -> Result:
        """What the person said, with the quotes: the rows of `statements`; `confidence` goes from 0 to 1."""
        return self._ask("statements", theme=theme, since=since, until=until)

    def facts(self) -> list[tuple[str, str]]:
        held = [r for r in self.offices() if r["start"] and not r["end"]]
        return [(f"since {row['start']}", ", ".join(n for n in (row["role"], row["organisation"]) if n)) for row in held]


class Office(Thing):
    """A post: one role in one organisation."""

    def holders(self) -> Result:
        """Who held it, by the authority's tenures and by the articles: the rows of `office-holders`."""
        return self._ask("office-holders")


class Event(Thing):
    """Something that happened, however many articles tell it; its names are their titles."""

    def people(self) -> Result:
        """Who took part, in protocol order: the rows of `event-attendance`; `position` counts from 1 within each list of an article, so several may stand first."""
        return self._ask("event-attendance")

    def accounts(self) -> Result:
        """How each article tells it: the rows of `event-accounts`."""
        return self._ask("event-accounts")

    def statements(self) -> Result:
        """What was said there: the rows of `event-statements`."""
        return self._ask("event-statements")

    def facts(self) -> list[tuple[str, str]]:
        return [(str(r["start"] or ""), f"{r['event_type']} {r['provinces']} ({r['article']})") for r in self.accounts()]


_CLASSES: dict[str, type[Thing]] = {"person": Person, "office": Office, "event": Event}


def _thing(graph: Graph, kind: str, iri: str) -> Thing:
    """The thing of that IRI with its names, as the graph that plain queries see has them."""
    from pyoxigraph import Literal

    names: dict[str, list[tuple[str, str]]] = {}
    for triple in graph.store.matching(iri, None):
        if isinstance(triple.object, Literal):
            names.setdefault(triple.predicate.value, []).append((triple.object.language or "", triple.object.value))
    preferred = sorted(names.get(SKOS.prefLabel, []))
    en, zh = (next((name for tag, name in preferred if tag.startswith(want)), "") for want in ("en", "zh"))
    aliases = tuple(sorted({name for _, name in names.get(SKOS.altLabel, [])}))
    ident = next((name for _, name in names.get(DCT.identifier, [])), iri.removeprefix(graph.store.base))
    return _CLASSES.get(kind, Thing)(iri, kind, ident, en, zh, aliases, graph)


@dataclass(frozen=True)
class ReadArticle:
    """An article with its text, and what one reader read in it."""

    iri: str
    article: Article
    reader: str
    graph: Graph = field(repr=False, compare=False)

    @property
    def title(self) -> str:
        return self.article.title

    @property
    def text(self) -> str:
        return self.article.text

    @property
    def published(self) -> date | None:
        return self.article.published

    @property
    def event(self) -> Event | None:
        """The event that the article leads with."""
        try:
            return self.graph.event(self.iri)
        except UnknownName:
            return None

    def facts(self) -> dict[str, Any]:
        """What was read in it, as a line of `kg facts`: people, offices, event, roles, provinces, strategies, themes, statements."""
        from kg.facts import article_facts

        return article_facts(self.graph.store, f"{self.iri}/by/{self.reader}")

    def __repr__(self) -> str:
        return f"<ReadArticle {self.article.label}: {self.title}>"

    def _repr_html_(self) -> str:
        from kg import showing
        from kg.rendering.article_page import marks, pieces

        marked = list(showing.marked(self.graph.store, f"{self.iri}/by/{self.reader}", self.article.language[:2]))
        title, text = (
            "".join(map(_piece, pieces(whole, marks(marked, part, len(whole)))))
            for part, whole in (("title", self.title), ("text", self.text))
        )
        told = ", ".join(str(v) for v in (self.published, self.article.publisher) if v)
        return f"<h3>{title}</h3><p>{escape(told)}</p><div style='white-space: pre-wrap'>{text}</div>"


def _piece(piece: Piece) -> str:
    if piece.mark is None:
        return escape(piece.text)
    kind, label, confidence = piece.mark.meanings[0]
    said = escape(f"{label} · {kind} · {confidence:.0%}", quote=True)
    inner = "".join(map(_piece, piece.inner))
    return f'<span title="{said}" style="border-bottom: 2px solid {look(kind).light}">{inner}</span>'


def _card(kind: str, name: str, facts: Sequence[tuple[str, str]]) -> str:
    rows = "".join(f"<tr><th>{escape(a)}</th><td>{escape(b)}</td></tr>" for a, b in facts)
    return f"<h3>{escape(name)}</h3><p>{escape(kind)}</p><table>{rows}</table>"
