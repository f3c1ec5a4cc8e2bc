"""A language model's side: what the tools find, cite and refuse."""

import asyncio
import json
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

pytest.importorskip("mcp", reason="the Model Context Protocol's SDK is not installed")

from kg.mcp.server import server


def run(work):
    """What a coroutine gives, on a thread of its own: the browser's driver may hold a loop on this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


@pytest.fixture(scope="module")
def call(sample_path):
    """Calls a tool by the SDK's own client: its answer, or the message of its error."""

    async def ask(tool, given):
        from mcp import Client

        async with Client(server(str(sample_path), timeout=10)) as client:
            found = await client.call_tool(tool, given)
            return found.structured_content if not found.is_error else "".join(part.text for part in found.content)

    return lambda tool, **given: run(ask(tool, given))


def test_the_tools_say_that_they_change_nothing(sample_path):
    async def tools():
        from mcp import Client

        async with Client(server(str(sample_path))) as client:
            return (await client.list_tools()).tools

    found = run(tools())
    assert {t.name for t in found} == {"search", "card", "questions", "ask", "sparql", "article", "schema"}
    assert all(t.annotations.read_only_hint and t.description for t in found)


@pytest.mark.parametrize("words", ["Ding Xuexiang", "丁薛祥"])
def test_search_finds_people_in_either_language(call, words):
    rows = call("search", words=words, kinds=["person"])["rows"]
    assert rows[0]["iri"].endswith("/person/ding-xuexiang")


def test_a_quote_comes_with_its_article(call):
    found = call("search", words="创新", kinds=["quote"], limit=3)
    assert found["rows"]
    for row in found["rows"]:
        assert row["text"]
        assert found["articles"][row["article"]]["title"]
        assert found["articles"][row["article"]]["date"] == row["date"]


def test_a_card_tells_offices_events_companions_and_statements(call):
    card = call("card", name="丁薛祥")
    assert (card["kind"], card["id"], card["en"]) == ("person", "ding-xuexiang", "Ding Xuexiang")
    assert "vice-premier@state-council" in {row["office"] for row in card["offices"]}
    assert card["latest events"] and card["seen with"] and card["latest statements"]
    assert set(card["articles"]) >= {row["article"] for row in card["latest statements"]}


@pytest.mark.parametrize(
    ("name", "kind", "heading"),
    [
        ("premier@state-council", "office", "holders"),
        ("CN-HN", "province", "latest visits"),
        ("rural-revitalisation", "theme", "by year"),
        ("state-council", "organisation", "people"),
        ("sample-2023-12-18-ndrc-zh", "event", "accounts"),
    ],
)
def test_there_is_a_card_for_every_kind(call, name, kind, heading):
    card = call("card", name=name, kind=kind)
    assert card["kind"] == kind
    assert card[heading]


def test_every_named_query_can_be_asked_for(call):
    from kg import queries

    assert {row["question"] for row in call("questions")["rows"]} == set(queries.names())


def test_an_answer_says_how_many_rows_there_are(call):
    some = call("ask", question="articles", limit=2)
    rest = call("ask", question="articles", limit=500, offset=2)
    assert (len(some["rows"]), some["complete"], rest["complete"]) == (2, False, True)
    assert some["total"] == 2 + len(rest["rows"])


def test_sparql_gives_rows_truths_and_triples(call):
    assert call("sparql", query="SELECT (COUNT(*) AS ?n) { ?a a pol:Article }")["rows"][0]["n"] > 50
    assert call("sparql", query="ASK { ?a a pol:Article }")["rows"] == [{"answer": True}]
    assert "a pol:Article" in call("sparql", query="CONSTRUCT { ?a a pol:Article } { ?a a pol:Article } LIMIT 1")["turtle"]


@pytest.mark.parametrize(
    ("tool", "given", "said"),
    [
        ("ask", {"question": "statments"}, "did you mean statements"),
        ("ask", {"question": "statements"}, "person"),
        ("ask", {"question": "statements", "parameters": {"person": "Li Qiangg"}}, "Li Qiang"),
        ("card", {"name": "Nobody Known"}, "search"),
        ("card", {"name": "Li Qiang", "kind": "planet"}, "kinds are"),
        ("sparql", {"query": "SELECT ?a { ?a a pol:Article "}, "line 1"),
        ("sparql", {"query": "DELETE WHERE { ?a ?b ?c }"}, "not SPARQL"),
        ("sparql", {"query": "SELECT * { SERVICE <http://example.org/> { ?a ?b ?c } }"}, "SERVICE is switched off"),
        ("sparql", {"query": "SELECT * { ?a ?b ?c }"}, "more than 10000 rows"),
        ("article", {"name": "no-such-article"}, "no-such-article"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(call, tool, given, said):
    assert said in call(tool, **given)


def test_an_article_comes_with_quotes_and_its_text_only_on_demand(call):
    short = call("article", name="sample-2023-12-18-ndrc-zh")
    long = call("article", name="sample-2023-12-18-ndrc-zh", text=True)
    assert short["facts"]["persons"] and "text" not in short
    assert all(row["quote"] in long["title"] + long["text"] for row in long["quotes"])


def test_the_schema_names_classes_properties_and_prefixes(call):
    told = call("schema")["result"]
    assert "pol:Statement (class)" in told and "PREFIX pol:" in told


_KG = "from kg.cli import main; main()"


def test_the_command_speaks_the_protocol_over_standard_input(sample_path):
    async def ask():
        from mcp import Client, StdioServerParameters

        command = StdioServerParameters(command=sys.executable, args=["-c", _KG, "mcp", "--store", str(sample_path)])
        async with Client(command) as client:
            found = await client.call_tool("sparql", {"query": "ASK { ?a a pol:Article }"})
            return json.dumps(found.structured_content)

    assert "true" in run(ask())


def test_a_missing_store_is_said_before_anything_is_served(tmp_path):
    from kg.errors import StoreError

    with pytest.raises(StoreError, match="no store"):
        server(str(tmp_path / "none"))
