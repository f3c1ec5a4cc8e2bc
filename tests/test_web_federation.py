"""A federated client joins two servers, knowing nothing of either but its address."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import httpx
import pytest
from serving import WRITABLE, WRITER, serving

from kg import foundation
from kg.stores.oxigraph import OxigraphStore

COMUNICA = Path(__file__).parent / "clients" / "node_modules" / ".bin" / "comunica-sparql"
NOTES = "https://example.org/notes"
NOTE = '<https://w3id.org/policy-kg/id/person/ding-xuexiang> <https://example.org/note> "seen in Changsha" .'
QUESTION = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?name ?note { ?person <https://example.org/note> ?note ; skos:prefLabel ?name FILTER(LANG(?name) = "en") }"""


@pytest.fixture(scope="module")
def comunica():
    if not (COMUNICA.exists() and shutil.which("node")):
        pytest.skip("Comunica is not installed: npm install --prefix tests/clients")

    def ask(*sources):
        command = [
            str(COMUNICA),
            *(f"sparql@{s}/sparql" for s in sources),
            "-q",
            QUESTION,
            "-t",
            "application/sparql-results+json",
        ]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
        return [{k: v["value"] for k, v in row.items()} for row in json.loads(done.stdout)["results"]["bindings"]]

    return ask


@pytest.fixture(scope="module")
def known(tmp_path_factory):
    """A server that knows the officials."""
    path = tmp_path_factory.mktemp("known") / "store"
    with OxigraphStore(path, writable=True) as store:
        foundation.refresh(store)
    with serving(path) as address:
        yield address


@pytest.fixture(scope="module")
def noted(tmp_path_factory):
    """A server of somebody else, with a note on one of them."""
    path = tmp_path_factory.mktemp("noted") / "store"
    OxigraphStore(path, writable=True).close()
    with serving(path, *WRITABLE) as address:
        headers = {**WRITER, "content-type": "text/turtle"}
        httpx.put(f"{address}/data?graph={NOTES}", content=NOTE, headers=headers).raise_for_status()
        httpx.put(f"{address}/data?default", content=NOTE, headers=headers).raise_for_status()
        yield address


def test_one_server_alone_cannot_answer(comunica, known, noted):
    assert comunica(known) == []
    assert comunica(noted) == []


def test_two_servers_together_can(comunica, known, noted):
    assert comunica(known, noted) == [{"name": "Ding Xuexiang", "note": "seen in Changsha"}]
