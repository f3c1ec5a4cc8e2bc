"""A store on a server: who asks, what is tried again, and what is said where a server lacks something."""

from __future__ import annotations

import base64
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from stand_in_server import Reply

import kg.stores.endpoint as endpoint
from kg.cli import main
from kg.errors import QueryError, StoreError
from kg.ns import PREFIXES
from kg.stores import opened
from kg.stores.dataset import fit
from kg.stores.endpoint import Endpoint, address

RESULTS = "application/sparql-results+json"
ONE = Reply(
    body=json.dumps({"head": {"vars": ["n"]}, "results": {"bindings": [{"n": {"type": "literal", "value": "1"}}]}}).encode(),
    content_type=RESULTS,
)
HTML = Reply(body=b"<!doctype html><html><body>Welcome</body></html>", content_type="text/html; charset=utf-8")
NONE = Reply(body=b'{"head":{"vars":["g"]},"results":{"bindings":[]}}', content_type=RESULTS)


class Server:
    """Answers with its replies in turn, the last one for ever, and keeps what it was asked."""

    def __init__(self, *replies: Reply) -> None:
        self.replies, self.forms, self.headers, self.paths = list(replies), [], [], []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/sparql"

    def __enter__(self) -> Server:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                outer.forms.append(parse_qs(self.rfile.read(int(self.headers["content-length"])).decode()))
                outer.headers.append({k.lower(): v for k, v in self.headers.items()})
                outer.paths.append(self.path)
                reply = outer.replies.pop(0) if len(outer.replies) > 1 else outer.replies[0]
                time.sleep(reply.delay)
                try:
                    self.send_response(reply.status)
                    for name, value in {"content-type": reply.content_type, **reply.headers}.items():
                        self.send_header(name, value)
                    self.send_header("content-length", str(len(reply.body)))
                    self.end_headers()
                    self.wfile.write(reply.body)
                except (BrokenPipeError, ConnectionResetError):
                    pass  # the client lost patience, which is what a test is about

            def log_message(self, *_: object) -> None:
                """Say nothing on standard error."""

        return Handler


@pytest.fixture(autouse=True)
def _quick(monkeypatch, tmp_path):
    monkeypatch.setattr(endpoint, "_WAITS", (0.0, 0.0))
    monkeypatch.setenv("NETRC", str(tmp_path / "no-netrc"))
    for name in ("USER", "PASSWORD", "TOKEN", "UPDATE", "TIMEOUT"):
        monkeypatch.delenv(f"KG_STORE_{name}", raising=False)


def ask(server: Server, **settings: str):
    found = Endpoint(address(server.url, {"NETRC": "/nonexistent", **settings})).ask("SELECT ?n { }")
    return [s["n"].value for s in found]


# Who asks ----------------------------------------------------------------------------------------


def test_a_server_that_wants_to_know_who_asks_is_told_nothing_of_nobody():
    with Server(Reply(401, b"Authentication required")) as server:
        with pytest.raises(StoreError, match=r"wants to know who you are to read; set KG_STORE_USER"):
            ask(server)
        assert "authorization" not in server.headers[0]


def test_a_password_goes_as_basic_only_after_the_server_asked_and_then_at_once():
    challenge = Reply(401, headers={"WWW-Authenticate": 'Basic realm="kg"'})
    with Server(challenge, ONE) as server:
        connection = Endpoint(address(server.url, {"KG_STORE_USER": "anna", "KG_STORE_PASSWORD": "søren:1"}))
        connection.ask("SELECT ?n { }")
        connection.ask("SELECT ?n { }")
    sent = [h.get("authorization") for h in server.headers]
    assert sent[0] is None
    assert sent[1] == sent[2] == "Basic " + base64.b64encode("anna:søren:1".encode()).decode()


def test_a_password_goes_as_digest_where_the_server_wants_that():
    challenge = Reply(401, headers={"WWW-Authenticate": 'Digest realm="SPARQL", nonce="n", qop="auth", algorithm="MD5"'})
    with Server(challenge, ONE) as server:
        assert ask(server, KG_STORE_USER="anna", KG_STORE_PASSWORD="secret") == ["1"]
    assert server.headers[1]["authorization"].startswith("Digest ")
    assert "secret" not in server.headers[1]["authorization"]


def test_a_wrong_password_is_not_shown():
    with (
        Server(Reply(401, headers={"WWW-Authenticate": "Basic"})) as server,
        pytest.raises(StoreError, match=r"not allowed to read") as told,
    ):
        ask(server, KG_STORE_USER="anna", KG_STORE_PASSWORD="hunter2")
    assert "hunter2" not in str(told.value)


def test_a_token_goes_with_every_request():
    with Server(ONE) as server:
        assert ask(server, KG_STORE_TOKEN="abc") == ["1"]
    assert server.headers[0]["authorization"] == "Bearer abc"


def test_netrc_tells_who_asks(tmp_path):
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login anna password secret\n")
    (tmp_path / "netrc").chmod(0o600)
    where = address("http://127.0.0.1/sparql", {"NETRC": str(tmp_path / "netrc")})
    assert (where.user, where.password) == ("anna", "secret")
    assert "secret" not in repr(where)


def test_a_password_in_the_address_is_refused_and_not_repeated():
    with pytest.raises(StoreError, match="KG_STORE_USER") as told:
        opened("https://anna:hunter2@example.org/sparql")
    assert "hunter2" not in str(told.value)


# What is tried again -----------------------------------------------------------------------------


def test_a_question_is_asked_again_where_the_server_failed_once():
    with Server(Reply(500, b"busy"), Reply(503), ONE) as server:
        assert ask(server) == ["1"]
    assert len(server.forms) == 3


def test_a_question_is_asked_three_times_at_most():
    with Server(Reply(500, b"<html>out of <b>memory</b></html>", content_type="text/html")) as server:
        with pytest.raises(StoreError, match=r"failed \(500\): out of memory"):
            ask(server)
        assert len(server.forms) == 3


def test_a_failed_update_is_not_sent_again_but_a_refused_one_is():
    with Server(Reply(500, b"no")) as server:
        with pytest.raises(StoreError, match=r"failed \(500\): no"):
            Endpoint(address(server.url, {})).tell("INSERT DATA { }")
        assert len(server.forms) == 1
    with Server(Reply(503), Reply(204)) as server:
        Endpoint(address(server.url, {})).tell("INSERT DATA { }")
        assert server.forms[1] == {"update": ["INSERT DATA { }"]}


def test_a_server_that_does_not_answer_in_time_is_asked_once():
    with Server(Reply(delay=2)) as server:
        with pytest.raises(StoreError, match=r"did not answer within 0\.2 s.*KG_STORE_TIMEOUT"):
            ask(server, KG_STORE_TIMEOUT="0.2")
        assert len(server.forms) == 1


def test_a_server_that_is_not_there_is_named():
    with Server(ONE) as server:
        url = server.url
    with pytest.raises(StoreError, match=r"cannot be reached.*is it running"):
        Endpoint(address(url, {})).ask("ASK { }")


# What a server may lack --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        (HTML, "answered with a web page, not with results"),
        (Reply(body=b"hello", content_type="text/plain"), "answered with text/plain, not with results"),
        (Reply(body=b'{"head"', content_type=RESULTS), "is no application/sparql-results"),
        (Reply(404, b"no"), r"takes no queries \(404\); check the address"),
        (Reply(301, headers={"Location": "https://u:p@example.org/new?x"}), "sends on to https://example.org/new; use that"),
        (Reply(413), r"no request of this size \(413\)"),
    ],
)
def test_what_is_no_answer_is_said_in_a_sentence(reply, told):
    with Server(reply) as server, pytest.raises(StoreError, match=told):
        ask(server)


def test_a_query_that_the_server_does_not_take_is_a_query_error():
    with (
        Server(Reply(400, b"syntax error at line 1\nSPARQL query:\nSELECT")) as server,
        pytest.raises(QueryError, match=r"line 1$"),
    ):
        ask(server)


def test_an_answer_that_the_server_cut_is_no_answer():
    cut = Reply(body=ONE.body, content_type=RESULTS, headers={"X-SPARQL-MaxRows": "10000"})
    with Server(cut) as server, pytest.raises(QueryError, match="at most 10000 rows"):
        ask(server)


@pytest.mark.parametrize("reply", [Reply(404), Reply(405), Reply(400, b"missing query; no update here"), HTML])
def test_a_server_without_updates_is_told_from_one_that_takes_them(reply):
    with Server(reply) as server, pytest.raises(StoreError, match="KG_STORE_UPDATE"):
        Endpoint(address(server.url, {})).tell("INSERT DATA { }")


def test_an_empty_server_says_how_to_fill_it(monkeypatch):
    with Server(NONE) as server:
        result = CliRunner().invoke(main, ["info", "--store", server.url])
        assert isinstance(result.exception, SystemExit)
        assert f"make one with `kg build ARTICLES --store {server.url}`" in result.output


def test_serving_a_server_is_refused():
    result = CliRunner().invoke(main, ["serve", "--store", "https://example.org/sparql"])
    assert result.exit_code == 1
    assert "answers SPARQL by itself" in result.output


# Addresses ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "update"),
    [
        ("http://h:7878/query", "http://h:7878/update"),
        ("http://h:3030/ds/query", "http://h:3030/ds/update"),
        ("http://h:7200/repositories/kg", "http://h:7200/repositories/kg/statements"),
        ("https://h/sparql", "https://h/sparql"),
    ],
)
def test_where_updates_go_follows_from_where_questions_go(query, update):
    assert address(query, {"NETRC": "/nonexistent"}).update == update


def test_where_updates_go_can_be_given():
    assert address("http://h/sparql", {"KG_STORE_UPDATE": "http://h/sparql-auth"}).update == "http://h/sparql-auth"


@pytest.mark.parametrize("given", [{"KG_STORE_UPDATE": "update"}, {"KG_STORE_TIMEOUT": "soon"}, {"KG_STORE_TIMEOUT": "-1"}])
def test_a_setting_that_is_none_is_named(given):
    with pytest.raises(StoreError, match=next(iter(given))):
        address("http://h/sparql", given)


def test_an_address_without_a_host_is_none():
    with pytest.raises(StoreError, match="names no server"):
        opened("https:///sparql")


# Queries as they are sent ------------------------------------------------------------------------

BASE, PLAIN = "http://example.org/id/", "http://example.org/id/graph/plain"
A, B = f"{BASE}a/by/rules", f"{BASE}b/by/llm"


def stores() -> tuple[ox.Store, ox.Store]:
    """The same graphs as the embedded store has them, and as a server has them that also holds somebody else's."""
    embedded, server = ox.Store(), ox.Store()
    for graph, number in ((A, 1), (A, 2), (B, 3)):
        quad = [ox.NamedNode(f"{BASE}s{number}"), ox.NamedNode("https://w3id.org/policy-kg/ontology#p"), ox.Literal(number)]
        for store in (embedded, server):
            store.add(ox.Quad(*quad, ox.NamedNode(graph)))
        if graph == A:
            embedded.add(ox.Quad(*quad))
            server.add(ox.Quad(*quad, ox.NamedNode(PLAIN)))
    server.add(ox.Quad(*quad[:2], ox.Literal("theirs"), ox.NamedNode("http://example.net/graph")))
    return embedded, server


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?o { ?s pol:p ?o }",
        "SELECT ?g ?o { GRAPH ?g { ?s pol:p ?o } }",
        "SELECT ?g ?o WHERE { ?s ?p ?o . GRAPH ?g { ?s pol:p ?o } . ?s pol:p ?again }",
        "SELECT ?g ?o { ?s ?p ?o OPTIONAL { GRAPH ?g { ?s pol:p 2 } } }",
        f"SELECT ?o {{ GRAPH <{B}> {{ ?s pol:p ?o }} }}",
        f"SELECT ?o {{ ?s pol:p ?o FILTER NOT EXISTS {{ GRAPH <{A}> {{ ?s ?p 1 }} }} }}",
        "SELECT ?o (EXISTS { GRAPH ?g { ?s ?p 3 } } AS ?there) { ?s pol:p ?o }",
        "SELECT (COUNT(*) AS ?n) { { SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } } }",
        "# GRAPH { in a comment\nSELECT ?o { ?s pol:p ?o FILTER(?o != '} GRAPH {') GRAPH ?g { ?s ?p ?o } }",
        "ASK { GRAPH ?g { ?s pol:p 3 } }",
        "ASK { ?s pol:p 3 }",
        "CONSTRUCT { ?s pol:q ?g } WHERE { GRAPH ?g { ?s pol:p ?o } }",
        "PREFIX x: <https://w3id.org/policy-kg/ontology#> SELECT ?o { { ?s x:p ?o } UNION { GRAPH $g { ?s x:p ?o } FILTER(?o > 2) } }",
        f"SELECT ?o FROM <{B}> {{ ?s pol:p ?o }}",
        f"SELECT ?o ?g FROM <{A}> FROM NAMED <{B}> {{ ?s pol:p ?o GRAPH ?g {{ ?s2 pol:p 3 }} }}",
        "SELECT ?o { VALUES ?o { UNDEF } ?s pol:p ?o } ORDER BY DESC(?o) VALUES ?o { 1 }",
    ],
)
@pytest.mark.parametrize("union", [False, True])
def test_a_query_means_the_same_whatever_the_servers_default_graph(query, union):
    embedded, server = stores()
    expected = embedded.query(query, prefixes={"pol": PREFIXES["pol"]})
    sent = fit(query, BASE, PLAIN, PREFIXES)
    graphs = {}
    if sent.default or sent.named:
        graphs = {"default_graph": [ox.NamedNode(g) for g in sent.default], "named_graphs": [ox.NamedNode(g) for g in sent.named]}
    found = server.query(sent.text, use_default_graph_as_union=union and not graphs, **graphs)
    assert told(found) == told(expected)


def told(answer):
    return bool(answer) if isinstance(answer, ox.QueryBoolean) else sorted(map(str, answer))


@pytest.mark.parametrize("query", ["SELECT ?s {", "", "GRAPH ?g {", "}{", "SELECT (GRAPH ?g { ?s }"])
def test_a_broken_query_is_sent_as_it_is_for_the_server_to_say_so(query):
    assert fit(query, BASE, PLAIN, PREFIXES).text == query


def test_one_more_graph_can_be_seen_beside_the_union():
    sent = fit("SELECT ?o { GRAPH ?g { ?s ?p ?o } }", BASE, PLAIN, PREFIXES, beside=B)
    assert (sent.default, sent.named) == ((PLAIN, B), (B,))
