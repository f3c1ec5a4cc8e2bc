"""Writes a store as a dataset that can be published as it is: a dump, the ontology, and a description with sizes, sources and licences."""

from __future__ import annotations

import gzip
import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg import __version__, census, queries
from kg.errors import BadInput
from kg.ns import PREFIXES
from kg.resources import resource

if TYPE_CHECKING:
    from kg.stores.oxigraph import OxigraphStore

LICENCE = "https://www.apache.org/licenses/LICENSE-2.0"
TITLES = (
    Literal("Official readouts of Chinese policy as a knowledge graph", language="en"),
    Literal("中国政策官方通稿知识图谱", language="zh-hans"),
)
ABOUT = Literal(
    "Read out of articles by policy-kg: every fact has its quote, its article, its rule and a confidence.", language="en"
)
_RIGHTS = Literal(
    "Tables of the authority keep the licences of their sources: see LICENCES.md. Quotes belong to the publishers of the articles"
    " that they come from; the articles' texts are not part of this dataset.",
    language="en",
)
_NAMES = {
    **PREFIXES,
    "dcat": "http://www.w3.org/ns/dcat#",
    "spdx": "http://spdx.org/rdf/terms#",
    "void": "http://rdfs.org/ns/void#",
}
_CLASSES = "SELECT ?class (COUNT(?x) AS ?n) { ?x a ?class } GROUP BY ?class ORDER BY ?class"
_PROPERTIES = "SELECT ?property (COUNT(*) AS ?n) { ?s ?property ?o } GROUP BY ?property ORDER BY ?property"
_NEWEST = "SELECT (MAX(?day) AS ?newest) { ?article a pol:Article ; schema:datePublished ?day }"
_SOURCES = """SELECT ?publisher (COUNT(?article) AS ?n) { ?article a pol:Article OPTIONAL { ?article schema:publisher ?publisher } }
  GROUP BY ?publisher ORDER BY DESC(?n) ?publisher"""
_LINKS = """SELECT ?property ?host (COUNT(*) AS ?n) { VALUES ?property { owl:sameAs schema:sameAs skos:exactMatch skos:closeMatch }
  ?thing ?property ?other FILTER(ISIRI(?other)) BIND(REPLACE(STR(?other), "^([a-z]+://[^/]+/).*$", "$1") AS ?host) }
  GROUP BY ?property ?host ORDER BY ?property ?host"""


def write(store: OxigraphStore, folder: str | Path, *, address: str = "") -> Path:
    """Write `data.nq.gz` (all named graphs, runs too), `ontology/`, `void.ttl`, `LICENCES.md` and `README.md` into a folder.

    `address` is where the folder will be on the web; without it the description is relative to wherever it lies.
    Raises BadInput where something else than an earlier dataset is in the folder.
    """
    target = Path(folder)
    if target.exists() and any(target.iterdir()) and not (target / "void.ttl").exists():
        raise BadInput(f"{target} holds something else than a dataset; name a new folder")
    target.mkdir(parents=True, exist_ok=True)
    dump = target / "data.nq.gz"
    quads = _dump(store, dump)
    for file in sorted(resource("ontology").iterdir()):
        (target / "ontology").mkdir(exist_ok=True)
        shutil.copyfile(str(file), target / "ontology" / file.name)
    shutil.copyfile(str(resource("data/LICENCES.md")), target / "LICENCES.md")
    base = address.rstrip("/") + "/" if address else ""
    _describe(_description(store, dump, quads), target / "void.ttl", base)
    (target / "README.md").write_text(_readme(store, base, quads), encoding="utf-8")
    return target


def _dump(store: OxigraphStore, path: Path) -> int:
    """Write every named graph, sorted, and count its statements; the same content gives the same bytes."""
    count = 0
    with path.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, filename="") as out:
        for graph in store.graphs():
            lines = sorted(f"{quad} .\n" for quad in store.quads(graph))
            count += len(lines)
            out.write("".join(lines).encode())
    return count


def figures(store: OxigraphStore) -> list[str]:
    """What the default graph holds, as the statements of a void:Dataset: sizes, classes, properties, vocabularies, newest day."""
    classes, properties = list(store.select(_CLASSES)), list(store.select(_PROPERTIES))
    newest = next(iter(store.select(_NEWEST)))["newest"]
    return [
        f"void:uriSpace {Literal(store.base)}",
        f"void:triples {sum(row['n'] for row in properties)}",
        f"void:classes {len(classes)}",
        f"void:properties {len(properties)}",
        *(f"void:classPartition [ void:class {_iri(row['class'])} ; void:entities {row['n']} ]" for row in classes),
        *(f"void:propertyPartition [ void:property {_iri(row['property'])} ; void:triples {row['n']} ]" for row in properties),
        *(f"void:vocabulary {_iri(v)}" for v in _vocabularies([row["property"] for row in properties])),
        *([f'dct:modified "{newest}"^^xsd:date'] if newest else []),
    ]


def _iri(value: str) -> str:
    return str(NamedNode(value))


def _vocabularies(properties: list[str]) -> list[str]:
    return sorted({p[: max(p.rfind("#"), p.rfind("/")) + 1] for p in properties})


def _description(store: OxigraphStore, dump: Path, quads: int) -> str:
    """The description as Turtle: VoID for programs of the semantic web, DCAT for catalogues, PROV for the runs."""
    prefixes = "\n".join(f"@prefix {name}: <{iri}> ." for name, iri in sorted(_NAMES.items()))
    runs = list(store.select(queries.named("runs").text))
    told = [
        "a void:Dataset , dcat:Dataset",
        f"dct:title {' , '.join(map(str, TITLES))}",
        f"dct:description {ABOUT}",
        f"dct:license <{LICENCE}>",
        f"dct:rights {_RIGHTS}",
        "void:dataDump <data.nq.gz>",
        "void:feature <http://www.w3.org/ns/formats/N-Quads>",
        f"dcat:distribution {_distribution(dump)}",
        f"void:documents {_count(store, 'Article')}",
        *figures(store),
        *(f"dct:source {Literal(_source(row))}" for row in store.select(_SOURCES)),
        *(f"prov:wasGeneratedBy {_iri(run['run'])}" for run in runs),
        *(f"void:subset {link}" for link in _linksets(store)),
    ]
    about = f"<> a void:DatasetDescription ; foaf:primaryTopic <#dataset> ; dct:description {Literal(f'{quads:,} statements in data.nq.gz')} ."
    made = "\n".join(f"{_iri(run['run'])} a prov:Activity ; rdfs:label {Literal(_run(run))} ." for run in runs)
    return f"{prefixes}\n\n{about}\n\n<#dataset> " + " ;\n  ".join(told) + f" .\n\n{made}"


def _distribution(dump: Path) -> str:
    digest = hashlib.sha256(dump.read_bytes()).hexdigest()
    checksum = f'spdx:checksum [ spdx:algorithm spdx:checksumAlgorithm_sha256 ; spdx:checksumValue "{digest}"^^xsd:hexBinary ]'
    form = "dcat:mediaType <https://www.iana.org/assignments/media-types/application/n-quads>"
    packed = "dcat:compressFormat <https://www.iana.org/assignments/media-types/application/gzip>"
    return f"[ a dcat:Distribution ; dcat:downloadURL <data.nq.gz> ; {form} ; {packed} ; dcat:byteSize {dump.stat().st_size} ; {checksum} ]"


def _count(store: OxigraphStore, kind: str) -> int:
    return int(next(iter(store.select(f"SELECT (COUNT(?x) AS ?n) {{ ?x a pol:{kind} }}")))["n"])


def _source(row: dict[str, Any]) -> str:
    return f"{row['publisher'] or 'publisher not given'}: {row['n']:,} articles"


def _run(row: dict[str, Any]) -> str:
    settings = f" ({row['settings']})" if row["settings"] else ""
    return f"{row['extractor']} of {row['software']} read {row['articles']:,} articles, begun {row['started']}{settings}"


def _linksets(store: OxigraphStore) -> Iterator[str]:
    for row in store.select(_LINKS):
        yield f"[ a void:Linkset ; void:linkPredicate {_iri(row['property'])} ; void:triples {row['n']} ; void:objectsTarget {_iri(row['host'])} ]"


def _describe(turtle: str, path: Path, base: str) -> None:
    """Write Turtle that a parser has seen; without an address, names within the folder stay relative to wherever it lies."""
    for _ in parse(turtle, format=RdfFormat.TURTLE, base_iri="https://dataset.invalid/void.ttl"):
        pass
    path.write_text((f"@base <{base}void.ttl> .\n" if base else "") + turtle + "\n", encoding="utf-8")


def _readme(store: OxigraphStore, base: str, quads: int) -> str:
    rows = "\n".join(f"| {name} | {number:,} |" for name, number in census.counts(store))
    return f"""# {TITLES[0].value}

{TITLES[1].value}. Made by policy-kg {__version__}. {ABOUT.value}

| what | how many |
|---|---|
{rows}
| statements in the dump | {quads:,} |

- `data.nq.gz`: everything, as N-Quads; one named graph for each reading of an article, and for ontology, authority, events and
  provenance. Load it with any RDF store, for instance `oxigraph load --location store --file data.nq.gz`.
- `ontology/`: the terms, the vocabularies and the SHACL shapes.
- `void.ttl`: this in a form for programs (VoID, DCAT): sizes, classes, properties, sources, runs, links, checksum.
- `LICENCES.md`: where the tables come from. {_RIGHTS.value}
{f"{chr(10)}Published at {base}" if base else ""}"""
