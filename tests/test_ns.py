"""kg/ns.py is what ontology/ gives, a typo stops the program, and no term is invented in another's vocabulary."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
import rdflib.namespace

from kg import ns

ROOT = Path(__file__).resolve().parent.parent
TTL = """
@prefix pol: <https://w3id.org/policy-kg/ontology#> . @prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
pol:from a owl:ObjectProperty ; rdfs:range prov:Entity .
"""


@pytest.fixture(scope="module")
def make_ns() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_ns", ROOT / "tools" / "make_ns.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def constants(namespace: type) -> dict[str, str]:
    return {name: value for name, value in vars(namespace).items() if not name.startswith("__")}


def namespaces() -> dict[str, type]:
    return {prefix: getattr(ns, prefix.upper()) for prefix in ns.PREFIXES if prefix != "id"}


def test_ns_is_what_the_ontology_gives(make_ns: ModuleType) -> None:
    assert (ROOT / "kg" / "ns.py").read_text(encoding="utf-8") == make_ns.module(ROOT / "ontology")


def test_check_tells_a_stale_file_by_its_exit_code(
    make_ns: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stale = tmp_path / "ns.py"
    stale.write_text("POL = 1\n", encoding="utf-8")
    assert make_ns.main(["--check", "--output", str(stale)]) == 1
    assert "run python tools/make_ns.py" in capsys.readouterr().err
    assert make_ns.main(["--output", str(stale)]) == 0
    assert make_ns.main(["--check", "--output", str(stale)]) == 0


def test_a_keyword_takes_an_underscore(make_ns: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "policy.ttl").write_text(TTL, encoding="utf-8")
    assert 'from_: Final = "https://w3id.org/policy-kg/ontology#from"' in make_ns.module(tmp_path)


def test_only_terms_that_the_files_mention_are_written(make_ns: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "policy.ttl").write_text(TTL, encoding="utf-8")
    assert make_ns.terms(tmp_path) == {"owl": ["ObjectProperty"], "pol": ["from"], "prov": ["Entity"], "rdfs": ["range"]}


def test_a_term_of_ours_that_nothing_defines_is_refused(make_ns: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "policy.ttl").write_text(TTL.replace("prov:Entity", "pol:Thign"), encoding="utf-8")
    with pytest.raises(SystemExit, match="ontology#Thign"):
        make_ns.terms(tmp_path)


def test_an_unknown_term_stops_the_program() -> None:
    with pytest.raises(AttributeError):
        _ = ns.POL.thmee  # type: ignore[attr-defined]


def test_an_unknown_term_stops_the_type_checker(tmp_path: Path) -> None:
    typo = tmp_path / "typo.py"
    typo.write_text("from kg.ns import POL\nPOL.thmee\n", encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path / "cache"), str(typo)]
    answer = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert answer.returncode == 1
    assert 'has no attribute "thmee"' in answer.stdout


@pytest.mark.parametrize("prefix", sorted(namespaces()))
def test_every_constant_stands_in_its_namespace(prefix: str) -> None:
    assert {value.removeprefix(ns.PREFIXES[prefix]) for value in constants(namespaces()[prefix]).values()} == {
        name.removesuffix("_") for name in constants(namespaces()[prefix])
    }


CLOSED = {
    "dct": rdflib.namespace.DCTERMS,
    "foaf": rdflib.namespace.FOAF,
    "org": rdflib.namespace.ORG,
    "owl": rdflib.namespace.OWL,
    "prov": rdflib.namespace.PROV,
    "rdf": rdflib.namespace.RDF,
    "rdfs": rdflib.namespace.RDFS,
    "schema": rdflib.namespace.SDO,
    "skos": rdflib.namespace.SKOS,
    "time": rdflib.namespace.TIME,
    "xsd": rdflib.namespace.XSD,
}


@pytest.mark.parametrize("prefix", sorted(CLOSED))
def test_a_term_from_elsewhere_exists_there(prefix: str) -> None:
    known = {str(term) for term in dir(CLOSED[prefix])} | {str(CLOSED[prefix]) + str(term) for term in dir(CLOSED[prefix])}
    assert str(CLOSED[prefix]) == ns.PREFIXES[prefix]
    assert not {value for value in constants(namespaces()[prefix]).values() if value not in known}


# Web Annotation and SEM do not come with rdflib; these names were read in their own files.
OPEN = {
    "oa": "Annotation SpecificResource TextPositionSelector TextQuoteSelector hasSource hasSelector hasBody hasTarget "
    "start end exact prefix suffix motivatedBy identifying",
    "sem": "Event EventType Role RoleType Actor eventType roleType hasActor hasPlace",
}


@pytest.mark.parametrize("prefix", sorted(OPEN))
def test_a_term_of_a_vocabulary_without_rdflib_is_one_that_was_looked_up(prefix: str) -> None:
    assert set(constants(namespaces()[prefix])) <= set(OPEN[prefix].split())


def test_names_alone_do_not_load_rdflib() -> None:
    program = "import sys, kg.ns; sys.exit('rdflib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
