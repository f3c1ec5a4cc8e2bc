"""What every store has to do alike: embedded in memory and on disk, and on servers whose default graphs differ."""

from __future__ import annotations

import itertools
import re
import shutil
from collections import Counter
from contextlib import ExitStack
from datetime import date

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Triple
from standins import OneReader, make_article
from store_servers import Server, oxigraph, virtuoso

from kg import asking, events, network, pipeline, queries, validation
from kg.cli import main
from kg.errors import QueryError, StoreError
from kg.facts import facts
from kg.ns import ID, POL, XSD
from kg.rdf import Names
from kg.stores import opened
from kg.stores.endpoint import Endpoint, address
from kg.stores.oxigraph import OxigraphStore
from kg.stores.rows import Rows

KINDS = ("memory", "disk", "oxigraph", "oxigraph-union", "virtuoso")
REMOTE = KINDS[2:]
OWL = "http://www.w3.org/2002/07/owl#"
_numbers = itertools.count()


class Servers:
    """Servers that run from their first use to the end of the tests; a missing one is found missing once."""

    def __init__(self, folder) -> None:
        self._stack, self._folder = ExitStack(), folder
        self._found: dict[str, Server] = {}
        self.filled: set[str] = set()

    def __enter__(self) -> Servers:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def get(self, kind: str) -> Server:
        if kind not in self._found:
            made = {
                "oxigraph": lambda: oxigraph(),
                "oxigraph-union": lambda: oxigraph("--union-default-graph"),
                "virtuoso": lambda: virtuoso(self._folder),
            }
            self._found[kind] = self._stack.enter_context(made[kind]())
        return self._found[kind]


@pytest.fixture(scope="session")
def servers(tmp_path_factory):
    with Servers(tmp_path_factory.mktemp("virtuoso")) as running:
        yield running


class Place:
    """One store that can be opened again and again, empty at first."""

    def __init__(self, kind, servers, tmp_path, monkeypatch) -> None:
        self.kind, self.base = kind, f"https://example.org/{next(_numbers)}/id/"
        self._memory = OxigraphStore.in_memory(self.base) if kind == "memory" else None
        self.where = str(tmp_path / "store")
        if kind in REMOTE:
            server = servers.get(kind)
            self.where = server.url
            for name, value in {**server.settings, "KG_STORE_TEXTS": str(tmp_path / "texts")}.items():
                monkeypatch.setenv(name, value)

    def open(self, *, writable: bool = True):
        return _Kept(self._memory) if self._memory is not None else opened(self.where, writable=writable, base=self.base)


class _Kept:
    """A store in memory, which closing would end."""

    def __init__(self, store) -> None:
        self._store = store

    def __enter__(self):
        return self._store

    def __exit__(self, *_: object) -> None:
        pass


@pytest.fixture(params=KINDS)
def place(request, servers, tmp_path, monkeypatch):
    return Place(request.param, servers, tmp_path, monkeypatch)


@pytest.fixture
def store(place):
    with place.open() as opened_:
        yield opened_


def triple(n: int) -> Triple:
    return Triple(NamedNode(f"http://example.org/{n}"), NamedNode("http://example.org/p"), Literal(n))


def graphs_of(store) -> tuple[str, str, str]:
    return (store.names.reading("1", "rules"), store.names.reading("2", "rules"), store.names.reading("1", "llm"))


def union(store) -> set[Triple]:
    return {q.triple for q in store.quads(None)}


# Graphs ------------------------------------------------------------------------------------------


def test_replace_leaves_exactly_the_new_triples(store):
    one, *_ = graphs_of(store)
    store.replace(one, [triple(1), triple(2)])
    store.replace(one, [triple(2), triple(3)])
    assert store.triples(one) == {triple(2), triple(3)} == union(store)


def test_replacing_with_the_same_is_nothing_done(store):
    one, *_ = graphs_of(store)
    assert store.replace(one, [triple(1)])
    assert not store.replace(one, [triple(1)])


def test_what_another_graph_still_says_stays_in_the_union(store):
    one, two, _ = graphs_of(store)
    store.replace(one, [triple(1)])
    store.replace(two, [triple(1)])
    store.drop(one)
    assert union(store) == {triple(1)}
    assert store.drop(two)
    assert not store.drop(two)
    assert not union(store)
    assert not list(store.graphs())


def test_add_and_remove_change_a_graph_and_the_union(store):
    one, *_ = graphs_of(store)
    store.add(one, [triple(1), triple(2)])
    store.remove(one, [triple(1)])
    assert store.triples(one) == {triple(2)} == union(store)
    assert store.matching("http://example.org/2", None) == [triple(2)] == store.matching("http://example.org/2", one)
    assert store.describes("http://example.org/2")
    assert not store.describes("http://example.org/1")


def test_what_is_written_is_there_when_opened_again(place):
    with place.open() as store:
        one, two, llm = graphs_of(store)
        for graph, number in ((one, 1), (two, 2), (llm, 3)):
            store.replace(graph, [triple(number)])
        count = len(store)
    with place.open() as store:
        assert list(store.graphs()) == sorted([one, two, llm])
        assert store.triples(llm) == {triple(3)}
        assert union(store) == {triple(1), triple(2)}
        assert len(store) == count == 5


def test_a_graph_of_many_triples_comes_back_whole(place):
    many = {triple(n) for n in range(10_500)}
    with place.open() as store:
        one, *_ = graphs_of(store)
        store.replace(one, many)
    with place.open() as store:
        assert store.triples(one) == many
        assert not store.replace(one, many)


def test_terms_come_back_with_their_values(store):
    one, *_ = graphs_of(store)
    day = Literal("2024-05-02", datatype=NamedNode(XSD.date))
    kept = [
        Literal('a "quote"\\ and\na\tline'),
        Literal("习近平 𠀀 😀", language="zh-hans"),
        Literal("}}; DROP ALL"),
        day,
        Literal(True),
        Literal(7),
    ]
    node, has = NamedNode("http://example.org/a?b=%20&c='d'"), NamedNode("http://example.org/p")
    store.replace(one, [Triple(node, has, value) for value in kept])
    assert {t.object for t in store.triples(one)} == set(kept)
    found = list(
        store.select(f"SELECT ?v {{ {node} {has} ?v FILTER(?v = true || ?v = 7 || ISLITERAL(?v) && DATATYPE(?v) = xsd:date) }}")
    )
    assert {row["v"] for row in found} == {True, 7, date(2024, 5, 2)}


def test_a_decimal_is_the_same_however_it_is_written(store):
    one, *_ = graphs_of(store)
    sure = Triple(
        NamedNode("http://example.org/a"), NamedNode("http://example.org/p"), Literal("0.9", datatype=NamedNode(XSD.decimal))
    )
    store.replace(one, [sure])
    assert not store.replace(one, [sure])
    assert [row["o"] for row in store.select("SELECT ?o { ?s ?p ?o }")] == [0.9]


changes = st.lists(st.tuples(st.integers(0, 2), st.sets(st.integers(0, 5))), max_size=5)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(changes)
def test_the_union_is_always_what_plain_queries_see(place, changes):
    place.base = f"https://example.org/{next(_numbers)}/id/"
    if place.kind == "memory":
        place._memory = OxigraphStore.in_memory(place.base)
    elif place.kind == "disk":
        place.where = f"{place.where}-{next(_numbers)}"
    with place.open() as store:
        graphs = graphs_of(store)
        for number, content in changes:
            store.replace(graphs[number], [triple(n) for n in content])
        assert union(store) == store.triples(graphs[0]) | store.triples(graphs[1])


# Servers alone -----------------------------------------------------------------------------------


@pytest.mark.parametrize("place", REMOTE, indirect=True)
def test_a_graph_that_the_servers_own_loader_brought_is_finished_by_the_first_writer(place):
    names = Names(place.base)
    dump = {
        names.graph("ontology"): f"<{POL.Article}> a <{OWL}Class>",
        names.reading("1", "rules"): str(triple(1)),
        names.reading("1", "llm"): str(triple(2)),
        names.graph("provenance"): str(triple(3)),
    }
    server = Endpoint(address(place.where))
    server.tell("INSERT DATA { " + " ".join(f"GRAPH <{graph}> {{ {body} }}" for graph, body in dump.items()) + " }")
    with pytest.raises(StoreError, match="lacks the view that questions are asked of"):
        place.open(writable=False)
    place.open().close()
    with place.open(writable=False) as store:
        assert list(store.graphs()) == sorted(dump)
        assert triple(1) in union(store)
        assert not {triple(2), triple(3)} & union(store)


@pytest.mark.parametrize("place", ["oxigraph"], indirect=True)
def test_what_is_written_goes_many_graphs_a_request_and_provenance_last(place, monkeypatch):
    sent: list[str] = []
    monkeypatch.setattr(Endpoint, "tell", lambda _, update: sent.append(update))
    with place.open() as store:
        store.add(store.names.graph("provenance"), [triple(0)])
        for number in range(1, 6):
            store.replace(store.names.reading(str(number), "rules"), [triple(number)])
    (request,) = sent
    places = [request.index(f"GRAPH <{g}>") for g in (store.names.graph("plain"), store.names.reading("5", "rules"))]
    assert places == sorted(places)
    assert request.rindex("GRAPH <") == request.index(f"GRAPH <{store.names.graph('provenance')}>")


# Questions ---------------------------------------------------------------------------------------


@pytest.fixture
def three(store):
    """Two readings by rules and one by another reader, with a triple of each."""
    for graph, number in zip(graphs_of(store), (1, 2, 3), strict=True):
        store.replace(graph, [triple(number)])
    return store


def numbers(rows: Rows) -> list[int]:
    return sorted(row["o"] for row in rows)


def test_other_readers_are_seen_only_by_name(three):
    assert numbers(three.select("SELECT ?o { ?s ?p ?o }")) == [1, 2]
    assert numbers(three.select(f"SELECT ?o {{ GRAPH <{graphs_of(three)[2]}> {{ ?s ?p ?o }} }}")) == [3]
    assert numbers(three.select("SELECT ?o { ?s ?p ?o }", beside=graphs_of(three)[2])) == [1, 2, 3]


def test_a_graph_variable_finds_each_named_graph_once_and_plain_patterns_beside_it_the_union(three):
    rows = list(three.select("SELECT ?g ?o { GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), STR(id:))) } ORDER BY ?o"))
    assert [(r["g"], r["o"]) for r in rows] == list(zip(graphs_of(three), (1, 2, 3), strict=True))
    mixed = "SELECT ?o ?n { ?s ?p ?o OPTIONAL { GRAPH ?g { ?s ?p ?n } FILTER(STRENDS(STR(?g), '/1/by/rules')) } }"
    assert sorted((r["o"], r["n"]) for r in three.select(mixed) if r["n"]) == [(1, 1)]
    assert len(list(three.select(mixed))) == 2


def test_a_query_may_say_itself_what_it_sees(three):
    llm = graphs_of(three)[2]
    assert numbers(three.select(f"SELECT ?o FROM <{llm}> {{ ?s ?p ?o }}")) == [3]


def test_bindings_fill_slots_and_empty_slots_bind_nothing(three):
    text = "SELECT ?o { VALUES ?o { UNDEF } ?s ?p ?o FILTER(!BOUND(?least) || ?o >= ?least) { VALUES ?least { UNDEF } } }"
    assert numbers(three.select(text)) == [1, 2]
    assert numbers(three.select(text, {"o": Literal(2)})) == [2]
    assert not list(three.select(text, {"o": Literal('" } DROP ALL #')}))


def test_ask_and_construct_answer_too(three):
    assert bool(three.query("ASK { ?s ?p 1 }"))
    assert not bool(three.query("ASK { ?s ?p 3 }"))
    assert {str(t) for t in three.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")} == {str(triple(1)), str(triple(2))}


def test_broken_sparql_is_a_query_error(store):
    with pytest.raises(QueryError, match=r"SPARQL"):
        store.select("SELECT ?s { ?s ?p }")


# Articles ----------------------------------------------------------------------------------------


@pytest.fixture
def articles(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    for name in ("a1", "a2"):
        (folder / f"{name}.txt").write_text(
            f"---\nid: {name}\npublished: 2024-05-02\nlang: en\n---\n{make_article().text} {name}"
        )
    return folder


def content(store) -> dict[str, frozenset[str]]:
    return {g: frozenset(map(str, store.triples(g))) for g in store.graphs() if "/by/" in g}


@pytest.mark.parametrize("place", KINDS[1:], indirect=True)
def test_build_twice_is_build_once_and_what_changes_or_goes_leaves_nothing_behind(place, articles):
    with place.open() as store:
        assert pipeline.build([articles], store, extractors=[OneReader()]).read == 2
        first = content(store)
    with place.open() as store:
        assert content(store) == first
        report = pipeline.build([articles], store, extractors=[OneReader()])
        assert (report.read, report.unchanged) == (0, 2)
        assert pipeline.build([articles], store, extractors=[OneReader()], again=True).read == 2
        assert content(store) == first
        (articles / "a1.txt").write_text((articles / "a1.txt").read_text() + " and more")
        pipeline.build([articles], store, extractors=[OneReader(sure=0.7)])
        sure = store.select("SELECT DISTINCT ?sure { ?h a pol:OfficeHolding ; pol:confidence ?sure } ORDER BY ?sure")
        assert [row["sure"] for row in sure] == [0.7, 0.9]
        assert len(list(store.select("SELECT ?a { ?a a pol:Article }"))) == 2
        (iri,) = {g.partition("/by/")[0] for g in store.graphs() if "/article/a1/" in g}
        pipeline.drop("a1", store)
    with place.open(writable=False) as store:
        assert not store.describes(iri)
        assert [row["id"] for row in facts(store)] == ["a2"]
        assert not list(store.select("SELECT ?a { ?a a pol:Article ; dct:identifier 'a1' }"))


# The sample --------------------------------------------------------------------------------------

EXAMPLES = {
    "person": "习近平",
    "office": "premier@state-council",
    "organisation": "state-council",
    "province": "CN-HN",
    "theme": "innovation",
    "strategy": "belt-and-road",
    "event": "sample-2024-03-20-changsha-zh",
    "event-type": "symposium",
    "article": "sample-2024-03-20-changsha-zh",
    "fact": "statement/sample-2024-03-20-changsha-zh/1",
    "date": "2024-03-20",
    "number": "2",
    "text": "发展",
}


@pytest.fixture(params=REMOTE)
def copied(request, servers, sample, tmp_path_factory, monkeypatch):
    """The sample's graphs on a server, open for reading."""
    server = servers.get(request.param)
    monkeypatch.setenv("KG_STORE_TEXTS", str(sample.path))
    for name, value in server.settings.items():
        monkeypatch.setenv(name, value)
    if request.param not in servers.filled:
        with opened(server.url, writable=True, base=ID) as store:
            for graph in sample.graphs():
                store.replace(graph, sample.triples(graph))
        servers.filled.add(request.param)
    with opened(server.url, base=ID) as store:
        yield store


def _ways_of_asking(name: str) -> list[dict[str, str]]:
    """What a query needs alone, then with each of its other parameters."""
    known = [p for p in queries.named(name).parameters if p.kind in EXAMPLES]
    needed = {p.name: EXAMPLES[p.kind] for p in known if p.required}
    return [needed, *({**needed, p.name: EXAMPLES[p.kind]} for p in known if not p.required)]


def _told(rows: Rows) -> Counter[tuple[object, ...]]:
    """Rows as values, without the order of what SPARQL gives in none: a list in one cell; a list of nothing is nothing."""
    return Counter(tuple(_value(row[c]) for c in rows.columns) for row in rows)


def _value(value: object) -> object:
    if isinstance(value, str):
        return tuple(sorted(re.split(r", |; | ", value))) if value else None
    return round(value, 6) if isinstance(value, float) else value


@pytest.mark.parametrize("name", sorted(queries.names()))
def test_every_named_query_gives_the_rows_of_the_embedded_store(copied, sample, name):
    for words in _ways_of_asking(name):
        here, there = _told(asking.ask(sample, name, **words)), _told(asking.ask(copied, name, **words))
        assert (words, there - here, here - there) == (words, Counter(), Counter())


def test_the_facts_of_every_article_are_those_of_the_embedded_store(copied, sample):
    assert list(map(_unordered, facts(copied))) == list(map(_unordered, facts(sample)))


def _unordered(told):
    """Facts without the order of rows that are alike in what they are ordered by."""
    return {layer: sorted(map(str, found)) if isinstance(found, list) else found for layer, found in told.items()}


@pytest.mark.parametrize("view", ["overview", "attendance", "succession"])
def test_networks_are_those_of_the_embedded_store(copied, sample, view):
    here, there = network.project(sample, view), network.project(copied, view)
    assert set(there.nodes) == set(here.nodes)
    assert Counter(map(frozenset, there.edges())) == Counter(map(frozenset, here.edges()))


COMMANDS = [
    "info",
    "query co-attendance --limit 3",
    "facts --min-confidence 0.9",
    "show sample-2024-03-20-changsha-en",
    "show sample-2024-03-20-changsha-zh -o {out}/article.html",
    "search 粮食安全",
    "export {out}/graph.nq --provenance",
    "export {out}/graph.ttl",
    "export {out}/tables --format csv",
    "export {out}/network.graphml --view attendance",
    "graph overview -o {out}/page.html",
    "draw timeline --person 丁薛祥 -o {out}/timeline.html",
    "measure attendance --limit 3",
    "change themes --before 2023 --after 2024 --limit 3",
    "review --limit 3",
    "validate --graph https://w3id.org/policy-kg/id/article/sample-2024-03-20-changsha-en/by/rules",
]

# The first names the store; in the others the order of a list in one cell, or of what is equally frequent, is nobody's.
NOT_THE_SAME = {"info", "export {out}/tables --format csv", "review --limit 3"}


@pytest.mark.parametrize("copied", ["oxigraph"], indirect=True)
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.partition(" -")[0])
def test_a_command_tells_of_a_server_what_it_tells_of_the_folder(copied, sample_path, command, tmp_path, monkeypatch):
    monkeypatch.setenv("KG_STORE_TEXTS", str(shutil.copytree(sample_path / "texts", tmp_path / "own" / "texts").parent))
    told = {}
    for place in (str(sample_path), copied.label):
        folder = tmp_path / place.partition(":")[0].strip("/").replace("/", "-")
        folder.mkdir()
        result = CliRunner().invoke(main, [*command.format(out=folder).split(), "--store", place], catch_exceptions=False)
        assert result.exit_code == 0, result.output
        told[place] = _listed(result.stdout), {f.name: f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()}
    here, there = told.values()
    assert here[1].keys() == there[1].keys()
    assert here == there or command in NOT_THE_SAME


def _listed(text: str) -> list[str]:
    return sorted(text.splitlines())


def test_readings_on_a_server_keep_to_the_shapes(copied):
    reading = next(g for g in copied.graphs() if g.endswith("/by/rules"))
    assert validation.validate_store(copied, graphs=[reading]).conforms


def test_accounts_are_those_of_the_embedded_store(copied, sample):
    assert events.accounts(copied) == events.accounts(sample)
