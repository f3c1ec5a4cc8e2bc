"""`kg serve` speaks SPARQL 1.1 Protocol and Graph Store Protocol, keeps to its limits, and reaches no network."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import threading
import time
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import httpx
import pytest
from serving import TOKEN, WRITABLE, WRITER, serving
from standins import OneReader, make_article

from kg import foundation
from kg.rdf import provenance_triples, reading_triples
from kg.stores.broken import explain
from kg.stores.oxigraph import OxigraphStore
from kg.web import formats
from kg.web.guard import Refused, check_hosts
from kg.web.limits import Counted, TooMuch

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
NAMES = "SELECT ?n { ?p a pol:Person ; skos:prefLabel ?n } ORDER BY ?n"


def fill(path):
    """A store with ontology, authority and one article."""
    with OxigraphStore(path, writable=True) as store:
        digest = foundation.refresh(store)
        reading = OneReader().read(make_article())
        store.keep_text(reading.article)
        store.replace(store.names.reading("a1", "rules"), reading_triples(reading, store.names))
        store.add(store.names.graph("provenance"), provenance_triples(reading, store.names, digest))
    return path


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    return fill(tmp_path_factory.mktemp("web") / "store")


@pytest.fixture(scope="module")
def address(filled):
    with serving(filled, "--timeout", "2", "--limit", "500", "--workers", "2") as found:
        yield found


@pytest.fixture(scope="module")
def writing(tmp_path_factory):
    with serving(fill(tmp_path_factory.mktemp("written") / "store"), *WRITABLE) as found:
        yield found


def rows(response):
    """The bindings of a JSON answer; what the server says where it is none."""
    assert response.status_code == 200, response.text
    return response.json()["results"]["bindings"]


def ask(address, query, accept="", **more):
    return httpx.get(
        f"{address}/sparql", params={"query": query, **more}, headers={"accept": accept} if accept else {}, timeout=30
    )


# -- queries -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "send",
    [
        lambda url: httpx.get(url, params={"query": "ASK { ?p a pol:Person }"}),
        lambda url: httpx.post(url, data={"query": "ASK { ?p a pol:Person }"}),
        lambda url: httpx.post(url, content="ASK { ?p a pol:Person }", headers={"content-type": "application/sparql-query"}),
    ],
    ids=["GET", "POST of a form", "POST of a query"],
)
def test_a_query_comes_in_three_ways(address, send):
    response = send(f"{address}/sparql")
    assert response.status_code == 200
    assert response.json()["boolean"] is True


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("", "application/sparql-results+json"),
        ("application/json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("text/csv;q=0.4, application/sparql-results+xml;q=0.6", "application/sparql-results+xml"),
    ],
)
def test_a_table_comes_as_the_client_likes_it(address, accept, kind):
    assert ask(address, "SELECT * { ?p a pol:Person } LIMIT 1", accept).headers["content-type"] == kind


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("", "text/turtle; charset=utf-8"),
        ("application/n-triples", "application/n-triples"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/ld+json", "application/ld+json"),
    ],
)
def test_a_graph_comes_as_the_client_likes_it(address, accept, kind):
    assert ask(address, "DESCRIBE <https://w3id.org/policy-kg/id/person/zhao-min>", accept).headers["content-type"] == kind


def test_a_form_that_we_do_not_write_is_not_acceptable(address):
    response = ask(address, "ASK {}", "image/png")
    assert response.status_code == 406
    assert "application/sparql-results+json" in response.text


def test_the_dataset_may_be_named_by_the_request(address):
    graph = "https://w3id.org/policy-kg/id/article/a1/by/rules"
    found = rows(ask(address, NAMES, **{"default-graph-uri": graph}))
    assert {b["n"]["value"] for b in found} == {"Zhao Min", "赵敏"}
    assert ask(address, "ASK { GRAPH ?g { ?s ?p ?o } }", **{"default-graph-uri": graph}).json()["boolean"] is False
    assert ask(address, "ASK { ?s ?p ?o }", **{"named-graph-uri": graph}).json()["boolean"] is False


def test_broken_sparql_says_where_and_hints(address):
    response = ask(address, "SELECT ?s {\n  ?s a scema:Person }")
    assert response.status_code == 400
    assert "line 2, column" in response.text
    assert "did you mean schema:" in response.text


@pytest.mark.parametrize(
    ("method", "options", "status"),
    [
        ("GET", {"params": {"query": ["ASK {}", "ASK {}"]}}, 400),
        ("GET", {"params": {"update": "CLEAR ALL"}}, 405),
        ("PUT", {"params": {"query": "ASK {}"}}, 405),
        ("POST", {"content": "ASK {}", "headers": {"content-type": "text/plain"}}, 415),
        ("POST", {"content": b"\xff\xfe", "headers": {"content-type": "application/sparql-query"}}, 400),
        ("POST", {"content": "CLEAR ALL", "headers": {"content-type": "application/sparql-update"}}, 403),
        ("GET", {"params": {"query": "ASK {}", "default-graph-uri": "no iri"}}, 400),
    ],
)
def test_what_is_no_query_is_turned_away_with_its_status(address, method, options, status):
    response = httpx.request(method, f"{address}/sparql", **options)
    assert response.status_code == status
    assert response.text.strip()


def test_without_a_query_the_service_describes_itself(address):
    from rdflib import Graph

    text = httpx.get(f"{address}/sparql", headers={"accept": "text/turtle"}).text
    endpoint = "http://www.w3.org/ns/sparql-service-description#endpoint"
    assert [str(o) for _, p, o in Graph().parse(data=text, format="turtle") if str(p) == endpoint] == [f"{address}/sparql"]


def test_void_counts_what_there_is(address):
    from rdflib import Graph

    text = httpx.get(f"{address}/.well-known/void").text
    graph = Graph().parse(data=text, format="turtle")
    (said,) = {int(o) for s, p, o in graph if str(p).endswith("void#triples") and str(s).endswith("#dataset")}
    assert said == int(rows(ask(address, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"))[0]["n"]["value"])


# -- limits --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_an_answer_beyond_the_limit_says_what_the_limit_is(address, form):
    whole = ask(address, "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 500", format=form)
    assert whole.status_code == 200
    cut = ask(address, "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 501", format=form)
    assert cut.status_code == 500
    assert "more than 500 rows" in cut.text


def test_a_graph_beyond_the_limit_says_so_too(address):
    assert "more than 500 triples" in ask(address, "CONSTRUCT WHERE { ?s ?p ?o }").text


@pytest.mark.parametrize("form", [formats.JSON, formats.XML, formats.CSV, formats.TSV], ids=lambda f: f.name)
@pytest.mark.parametrize("rows", [0, 1, 7])
def test_rows_are_counted_whatever_they_hold(form, rows):
    import pyoxigraph as ox

    nasty = ox.Literal('},{ "a\\" \n <result> \r\n,"x"\t\\')
    store = ox.Store()
    for number in range(rows):
        store.add(ox.Quad(ox.NamedNode(f"a:{number}"), ox.NamedNode("a:p"), nasty))

    def write(limit):
        sink = Counted(lambda piece: None, form, limit, 1 << 30)
        store.query("SELECT ?o ?s { ?s ?p ?o }").serialize(sink, format=formats.RESULTS[form])
        sink.flush()

    write(rows)
    if rows:
        with pytest.raises(TooMuch):
            write(rows - 1)


def test_a_runaway_is_ended_and_holds_nobody_up(address):
    answers = []
    runaways = [threading.Thread(target=lambda: answers.append(ask(address, RUNAWAY))) for _ in range(3)]
    for each in runaways:
        each.start()
    time.sleep(1.3)
    started = time.monotonic()
    assert ask(address, "ASK {}").status_code == 200
    assert time.monotonic() - started < 3
    for each in runaways:
        each.join()
    assert [a.status_code for a in answers] == [500] * 3
    assert all("longer than 2 s" in a.text for a in answers)
    assert ask(address, "ASK {}").status_code == 200


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks into /proc")
def test_a_query_ends_when_its_client_leaves(filled):
    with serving(filled, "--timeout", "600") as address:
        client = socket.create_connection(urlsplit(address).netloc.split(":"))
        client.sendall(f"GET /sparql?{urlencode({'query': RUNAWAY})} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        wait_for(lambda: busy_workers(str(filled)) == 1)
        client.close()
        wait_for(lambda: busy_workers(str(filled)) == 0)
        assert ask(address, "ASK {}").status_code == 200


def wait_for(claim, patience=60):
    """Until a claim holds; fails where it never does."""
    until = time.monotonic() + patience
    while not claim():
        assert time.monotonic() < until
        time.sleep(0.05)


def busy_workers(store):
    """Workers of that store which go on computing: state R in /proc, now and a little later."""
    return len(computing(store) & (time.sleep(0.3) or computing(store)))


def computing(store):
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes()
            if store.encode() in words and b"kg.web." in words:
                found |= {folder.name} if (folder / "stat").read_text().rsplit(")", 1)[1].split()[0] == "R" else set()
        except OSError:
            continue
    return found


# -- no network ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://%s/> { ?s ?p ?o } }",
        "SELECT * { service silent <http://%s/> { ?s ?p ?o } }",
        "SELECT * { SERVICE#a comment\n<http://%s/>{ ?s ?p ?o } }",
        "PREFIX x: <http://%s/> SELECT * { SERVICE x:a { ?s ?p ?o } }",
        "SELECT * { BIND(<http://%s/> AS ?w) SERVICE ?w { ?s ?p ?o } }",
        "SELECT * { VALUES ?a {1} FILTER(?a<?b)#>'''\n SERVICE <http://%s/> { ?s ?p ?o } #'''\n}",
        "BASE <http://%s/> SELECT * { OPTIONAL { SERVICE SILENT <x> { ?s ?p ?o } } }",
    ],
)
def test_no_query_reaches_another_server(address, query):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.3)
        response = ask(address, query % f"127.0.0.1:{listener.getsockname()[1]}")
        assert response.status_code == 403
        assert "SERVICE" in response.text
        with pytest.raises(TimeoutError):
            listener.accept()


def test_a_word_is_no_call():
    check_hosts('SELECT * { ?s rdfs:label "public service" ; pol:service ?x . FILTER(?service > 1) } # service', ())


def test_only_the_hosts_of_the_list_are_called():
    check_hosts("ASK { SERVICE <https://query.example.org/sparql> { ?s ?p ?o } }", {"query.example.org"})
    for target in ("<https://other.example.org/>", "<https://query.example.org@evil.example/>", "?where", "x:y"):
        with pytest.raises(Refused):
            check_hosts(f"ASK {{ SERVICE {target} {{ ?s ?p ?o }} }}", {"query.example.org"})


def test_an_allowed_host_is_asked(filled, address):
    port = address.rpartition(":")[2]
    with serving(filled, "--allow-service", "127.0.0.1") as federated:
        query = f"SELECT ?n {{ SERVICE <http://127.0.0.1:{port}/sparql> {{ <https://w3id.org/policy-kg/id/person/zhao-min> skos:prefLabel ?n }} }} ORDER BY ?n"
        found = ask(federated, query)
        assert [b["n"]["value"] for b in found.json()["results"]["bindings"]] == ["Zhao Min", "赵敏"]


def test_load_is_refused_too(writing):
    response = httpx.post(
        f"{writing}/sparql",
        content="LOAD <http://127.0.0.1:9/x> INTO GRAPH <urn:g>",
        headers={**WRITER, "content-type": "application/sparql-update"},
    )
    assert response.status_code == 403


def test_a_name_that_is_not_ours_is_not_answered(address):
    assert httpx.get(f"{address}/sparql", headers={"host": "evil.example.org"}).status_code == 400


def test_other_origins_may_ask_only_where_they_are_named(filled, address):
    origin = {"origin": "https://page.example.org"}
    assert "access-control-allow-origin" not in httpx.get(f"{address}/sparql?query=ASK{{}}", headers=origin).headers
    with serving(filled, "--cors", "https://page.example.org") as open_to:
        response = httpx.get(f"{open_to}/sparql?query=ASK{{}}", headers=origin)
        assert response.headers["access-control-allow-origin"] == "https://page.example.org"


# -- Graph Store ---------------------------------------------------------------------------------------


def test_a_graph_is_read_by_its_name(address):
    graph = "https://w3id.org/policy-kg/id/article/a1/by/rules"
    response = httpx.get(f"{address}/data", params={"graph": graph}, headers={"accept": "application/n-triples"})
    assert "Zhao Min" in response.text
    head = httpx.head(f"{address}/data", params={"graph": graph}, headers={"accept": "application/n-triples"})
    assert (head.status_code, head.text, head.headers["content-length"]) == (200, "", str(len(response.content)))
    assert httpx.get(f"{address}/data", params={"graph": "urn:none"}).status_code == 404
    assert httpx.get(f"{address}/data").status_code == 400


def test_a_reading_server_writes_nothing(address):
    for method in ("PUT", "POST", "DELETE"):
        assert httpx.request(method, f"{address}/data?default", headers=WRITER).status_code == 403


@pytest.mark.parametrize("header", [{}, {"authorization": "Bearer wrong"}, {"authorization": f"Basic {TOKEN}"}])
def test_writing_needs_the_token(writing, header):
    response = httpx.put(
        f"{writing}/data?graph=urn:g", content="<a:a> <a:b> <a:c> .", headers={**header, "content-type": "text/turtle"}
    )
    assert response.status_code == 401
    assert response.headers["www-authenticate"] == "Bearer"


def test_what_is_written_is_read_from_the_next_query_on(writing):
    turtle = {**WRITER, "content-type": "text/turtle"}
    for number in range(3):
        body = f"<a:a> <a:b> {number} , [ <a:c> <a:d> ] ."
        assert httpx.put(f"{writing}/data?graph=urn:mine", content=body, headers=turtle).status_code == (204 if number else 201)
        found = rows(ask(writing, "SELECT ?n { GRAPH <urn:mine> { <a:a> <a:b> ?n FILTER(ISLITERAL(?n)) } }"))
        assert [b["n"]["value"] for b in found] == [str(number)]
    assert httpx.delete(f"{writing}/data?graph=urn:mine", headers=WRITER).status_code == 200
    assert httpx.delete(f"{writing}/data?graph=urn:mine", headers=WRITER).status_code == 404


def test_the_default_graph_follows_graphs_of_ours_and_only_those(writing):
    turtle = {**WRITER, "content-type": "text/turtle"}
    ours = "https://w3id.org/policy-kg/id/article/x/by/rules"
    for graph in (ours, "urn:foreign"):
        httpx.put(f"{writing}/data", params={"graph": graph}, content=f"<a:s> <a:in> <{graph}> .", headers=turtle)
    found = rows(ask(writing, "SELECT ?g { <a:s> <a:in> ?g }"))
    assert [b["g"]["value"] for b in found] == [ours]
    httpx.delete(f"{writing}/data", params={"graph": ours}, headers=WRITER)
    assert ask(writing, "ASK { <a:s> <a:in> ?g }").json()["boolean"] is False


def test_an_update_is_carried_out(writing):
    response = httpx.post(f"{writing}/sparql", data={"update": "INSERT DATA { GRAPH <urn:u> { <a:x> <a:y> 1 } }"}, headers=WRITER)
    assert response.status_code == 204
    assert ask(writing, "ASK { GRAPH <urn:u> { <a:x> <a:y> 1 } }").json()["boolean"] is True


@pytest.mark.parametrize(
    ("kind", "body", "status"), [("text/turtle", "<a:a> <a:b>", 400), ("image/png", "x", 415), ("", "x", 415)]
)
def test_a_body_that_is_no_rdf_is_turned_away(writing, kind, body, status):
    assert (
        httpx.put(f"{writing}/data?graph=urn:bad", content=body, headers={**WRITER, "content-type": kind}).status_code == status
    )


# -- clients -------------------------------------------------------------------------------------------


def test_sparqlwrapper_reads(address):
    wrapper = pytest.importorskip("SPARQLWrapper", reason="SPARQLWrapper is not installed")
    for method in (wrapper.GET, wrapper.POST):
        client = wrapper.SPARQLWrapper(f"{address}/sparql", returnFormat=wrapper.JSON)
        client.setMethod(method)
        client.setQuery("PREFIX pol: <https://w3id.org/policy-kg/ontology#> ASK { ?p a pol:Person }")
        assert client.queryAndConvert()["boolean"] is True
    client = wrapper.SPARQLWrapper(f"{address}/sparql")
    client.setQuery("CONSTRUCT { ?s a ?c } WHERE { ?s a ?c } LIMIT 3")
    assert len(client.queryAndConvert()) == 3


def test_rdflibs_store_reads_and_writes(writing):
    from rdflib import Graph, URIRef
    from rdflib.plugins.stores.sparqlstore import SPARQLUpdateStore

    store = SPARQLUpdateStore(f"{writing}/sparql", f"{writing}/sparql", headers=dict(WRITER))
    triple = (URIRef("a:s"), URIRef("a:p"), URIRef("a:o"))
    graph = Graph(store, identifier=URIRef("urn:rdflib"))
    graph.add(triple)
    assert list(graph) == [triple]
    graph.remove(triple)
    assert list(graph) == []


def test_curl_reads(address):
    if not shutil.which("curl"):
        pytest.skip("curl is not installed")
    done = subprocess.run(
        ["curl", "-s", "-H", "Accept: text/csv", "--data-urlencode", "query=SELECT (1 AS ?one) {}", f"{address}/sparql"],
        capture_output=True,
        text=True,
    )
    assert done.stdout.split() == ["one", "1"]


# -- starting ------------------------------------------------------------------------------------------


def start(*options):
    from click.testing import CliRunner

    from kg.cli import main

    return CliRunner().invoke(main, ["serve", *map(str, options)])


def test_what_is_wrong_at_the_start_is_said_in_a_sentence(tmp_path, filled):
    assert "there is no store" in start("--store", tmp_path / "none").output
    assert "--token" in start("--store", filled, "--writable").output
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert "choose another with --port" in start("--store", filled, "--port", taken.getsockname()[1]).output


def test_a_locked_store_says_who_waits_for_whom(filled, tmp_path):
    path = shutil.copytree(filled, tmp_path / "locked")
    with OxigraphStore(path, writable=True):
        assert "being written by another process" in start("--store", path, "--writable", "--token", "x").output


def test_a_damaged_store_says_so(filled, tmp_path):
    path = shutil.copytree(filled, tmp_path / "damaged")
    (path / "policy-kg.json").write_text(json.dumps({"format": 99}), encoding="utf-8")
    assert "format 99" in start("--store", path).output


def test_a_store_without_its_files_says_so(filled, tmp_path):
    path = shutil.copytree(filled, tmp_path / "holed")
    for file in (path / "quads").glob("*.sst"):
        file.unlink()
    assert "build it again in a new folder" in start("--store", path).output


def test_a_slash_in_a_short_name_is_named(address):
    assert "\\/" in ask(address, "DESCRIBE id:person/li-qiang").text


def test_chinese_punctuation_is_named():
    assert "holds ｛" in explain("SELECT * ｛ ?s ?p ?o }", "error at 1:10: expected WHERE")
