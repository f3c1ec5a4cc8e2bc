"""Runs the W3C's test cases of SPARQL 1.1 Protocol and Graph Store HTTP Protocol against `kg serve`, one by one.

python tests/conformance/w3c.py ../shared/conformance
"""

from __future__ import annotations

import re
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
from pyoxigraph import RdfFormat, parse
from rdflib import Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.compare import isomorphic

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from serving import WRITABLE, WRITER, serving

from kg.web.served import ServedStore

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")
FORMATS = {
    "boolean": ("application/sparql-results+json", "application/sparql-results+xml"),
    "tabular": ("application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"),
    "RDF": ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"),
}
# Where a case contradicts itself or the standard, what is asked and expected instead, and why.
MENDED = {
    "post__existing_graph": "the body of the case is no Turtle: a full stop is added",
    "post__multipart_formdata": "the parts of the case are no Turtle: full stops are added",
    "get_of_post__existing_graph": "the case expects the graph of another case; expected is what was put, with what was posted",
}
_POSTED = """@prefix foaf: <http://xmlns.com/foaf/0.1/> .
<http://$HOST$/$GRAPHSTORE$/person/1> foaf:name "Jane Doe" ; a foaf:Person ;
  foaf:businessCard [ a <http://www.w3.org/2006/vcard/ns#VCard> ; <http://www.w3.org/2006/vcard/ns#fn> "Jane Doe" ] ."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one case: `wrong` is empty where it passed."""

    suite: str
    name: str
    wrong: str = ""
    note: str = ""


def run(folder: Path) -> Iterator[Outcome]:
    """Yield the outcome of every case of both suites, in their order."""
    with tempfile.TemporaryDirectory() as work:
        store = _store(Path(work) / "store", folder / "sparql11-protocol")
        with serving(store) as address:
            yield from protocol(folder / "sparql11-protocol", address, "query")
        with serving(store, *WRITABLE) as address:
            yield from protocol(folder / "sparql11-protocol", address, "update")
    with tempfile.TemporaryDirectory() as work:
        with ServedStore(Path(work) / "store", writable=True):
            pass
        with serving(Path(work) / "store", *WRITABLE) as address:
            yield from graph_store(folder / "sparql11-http-rdf-update", address)


def _store(path: Path, folder: Path) -> Path:
    """A store with the graphs that the cases name."""
    manifest, store = _manifest(folder), ServedStore(path, writable=True)
    for node, file in manifest.subject_objects(UT.graph):
        body = (folder / Path(urlsplit(str(file)).path).name).read_bytes()
        store.put(str(manifest.value(node, RDFS.label)), (q.triple for q in parse(body, format=RdfFormat.N_TRIPLES)))
    store.close()
    return path


def _manifest(folder: Path) -> Graph:
    file = (folder / "manifest.ttl").resolve()
    return Graph().parse(file, publicID=file.as_uri())


# -- SPARQL 1.1 Protocol -------------------------------------------------------------------------------


def protocol(folder: Path, address: str, part: str) -> Iterator[Outcome]:
    """Run the cases that only query, or those that update."""
    manifest = _manifest(folder)
    (entries,) = manifest.objects(None, MF.entries)
    for case in Collection(manifest, entries):
        name = str(case).rpartition("#")[2].rpartition("/")[2]
        if ("update" in name) == (part == "update"):
            yield Outcome(f"protocol, {part}", name, _case(manifest, case, address))


def _case(manifest: Graph, case: Any, address: str) -> str:
    action = manifest.value(case, MF.action)
    for request in Collection(manifest, manifest.value(action, HT.requests)):
        if wrong := _checked(manifest, manifest.value(request, HT.resp), _send(manifest, request, address)):
            return wrong
    return ""


def _send(manifest: Graph, request: Any, address: str) -> httpx.Response:
    body = manifest.value(request, HT.body)
    content = b""
    if body:
        content = str(manifest.value(body, CNT.chars)).encode(str(manifest.value(body, CNT.characterEncoding)))
    headers = dict(WRITER)
    if listed := manifest.value(request, HT.headers):
        for header in Collection(manifest, listed):
            headers[str(manifest.value(header, HT.fieldName))] = str(manifest.value(header, HT.fieldValue))
    path = str(manifest.value(request, HT.absolutePath))
    return httpx.request(str(manifest.value(request, HT.methodName)), address + path, content=content or None, headers=headers)


def _checked(manifest: Graph, expected: Any, response: httpx.Response) -> str:
    classes = {str(s)[-3] for s in manifest.objects(expected, MF.expectedStatus)}
    if str(response.status_code)[0] not in classes:
        return f"status {response.status_code}, expected {' or '.join(sorted(c + 'xx' for c in classes))}: {response.text[:200]}"
    form = manifest.value(expected, MF.expectedFormat)
    kind = response.headers.get("content-type", "").partition(";")[0]
    if form and kind not in FORMATS[str(form)]:
        return f"content type {kind}, expected {form}"
    truth = manifest.value(expected, MF.expectedBoolean)
    if truth is not None and response.json()["boolean"] != truth.toPython():
        return f"answered {response.text}, expected {truth}"
    return ""


# -- Graph Store HTTP Protocol -------------------------------------------------------------------------


def graph_store(folder: Path, address: str) -> Iterator[Outcome]:
    """Run the cases in their order; each stands on what those before it left."""
    manifest = _manifest(folder)
    (entries,) = manifest.objects(None, MF.entries)
    words = {"$HOST$": urlsplit(address).netloc, "$GRAPHSTORE$": "data"}
    httpx.put(f"{address}/data/person/2.ttl", content="<#it> a <#Person> .", headers={**WRITER, "content-type": "text/turtle"})
    for case in Collection(manifest, entries):
        name = str(case).rpartition("#")[2]
        text = next(str(c) for c in manifest.objects(case, URIRef(RDFS.comment)) if "#### Request" in str(c))
        wrong = _exchange(name, text, address, words)
        yield Outcome("graph store", name, wrong, MENDED.get(name, ""))


def _exchange(name: str, text: str, address: str, words: dict[str, str]) -> str:
    asked, expected = (textwrap.dedent(part).strip("\n") for part in text.split("#### Request")[1].split("#### Response"))
    first, headers, body = _parts(_filled(asked, words))
    method, path, _ = first.split()
    url = path if path.startswith("http") else f"{address}/{path.lstrip('/')}"
    headers = {k: v for k, v in headers.items() if k not in ("host", "content-length")}
    response = httpx.request(method, url, content=_mended(name, body).encode() or None, headers={**WRITER, **headers})
    return _compared(name, response, expected, words)


def _filled(text: str, words: dict[str, str]) -> str:
    for word, value in words.items():
        text = text.replace(word, value)
    return text


def _parts(text: str) -> tuple[str, dict[str, str], str]:
    head, _, body = text.partition("\n\n")
    first, *lines = head.strip().splitlines()
    return first, {k.strip().lower(): v.strip() for k, v in (line.split(":", 1) for line in lines)}, body


def _mended(name: str, body: str) -> str:
    return re.sub(r'("\w[\w ]*")\s*$', r"\1 .", body, flags=re.MULTILINE) if name in MENDED else body


def _compared(name: str, response: httpx.Response, expected: str, words: dict[str, str]) -> str:
    first, headers, body = _parts(expected)
    status = int(first.split()[0])
    if response.status_code != status:
        return f"status {response.status_code}, expected {status}: {response.text[:200]}"
    if headers.get("location") == "$NEWPATH$":
        words["$NEWPATH$"] = response.headers.get("location", "")
        if not words["$NEWPATH$"]:
            return "no Location"
    missing = [h for h in ("content-length",) if h in headers and h not in response.headers]
    kind = headers.get("content-type")
    if missing or (kind and response.headers["content-type"].replace(" ", "") != kind.replace(" ", "")):
        return f"headers {dict(response.headers)}, expected {headers}"
    body = _POSTED if name == "get_of_post__existing_graph" else body
    if body.strip() and not isomorphic(
        Graph().parse(data=response.text, format="turtle"), Graph().parse(data=_filled(body, words), format="turtle")
    ):
        return f"graph\n{response.text}\nexpected\n{_filled(body, words)}"
    return ""


def main(folder: str) -> int:
    """Print each case, and a sum for each suite; 1 where one failed."""
    outcomes = list(run(Path(folder)))
    for each in outcomes:
        print(
            f"{'FAIL' if each.wrong else 'pass'}  {each.suite:18} {each.name}{': ' + each.wrong if each.wrong else ''}{f'  ({each.note})' if each.note else ''}"
        )
    for suite in dict.fromkeys(o.suite for o in outcomes):
        of = [o for o in outcomes if o.suite == suite]
        print(f"{suite}: {sum(not o.wrong for o in of)} of {len(of)} pass")
    return int(any(o.wrong for o in outcomes))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
