"""Write the first version of the concept schemes from a folder of vocabulary tables; from then on ontology/ owns them.

    python tools/make_schemes.py VOCABULARY [--output FOLDER]

The folder has themes.csv, strategies.csv, event_types.csv, event_roles.csv and roles.csv. A file that exists is kept.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
Row = Mapping[str, str]
_HAN = re.compile(r"[一-鿿]")
_PREFIXES = """\
@prefix dct:    <http://purl.org/dc/terms/> .
@prefix id:     <https://w3id.org/policy-kg/id/> .
@prefix org:    <http://www.w3.org/ns/org#> .
@prefix pol:    <https://w3id.org/policy-kg/ontology#> .
@prefix skos:   <http://www.w3.org/2004/02/skos/core#> .
"""


@dataclass(frozen=True, slots=True)
class Scheme:
    """One table and what its rows become; `kind` is the part of the IRI that tells the schemes apart."""

    table: str
    kind: str
    types: str
    en: str
    zh: str


_FILES = {
    "themes.ttl": (Scheme("themes.csv", "theme", "pol:Theme , skos:Concept", "Themes of policy", "政策主题"),),
    "strategies.ttl": (
        Scheme("strategies.csv", "strategy", "pol:Strategy , skos:Concept", "Strategies and initiatives", "战略与倡议"),
    ),
    "events.ttl": (
        Scheme("event_types.csv", "event-type", "pol:EventType , skos:Concept", "Types of events", "活动类型"),
        Scheme("event_roles.csv", "event-role", "pol:EventRole , skos:Concept", "Roles in events", "活动角色"),
    ),
    "roles.ttl": (Scheme("roles.csv", "role", "pol:OfficeRole , org:Role , skos:Concept", "Roles of offices", "职务名称"),),
}


def turtle(schemes: Iterable[Scheme], vocabulary: Path) -> str:
    """The Turtle text of some schemes, in the order of their tables."""
    return "\n".join([_PREFIXES, *(line for scheme in schemes for line in _scheme(scheme, _rows(vocabulary / scheme.table)))])


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def _scheme(scheme: Scheme, rows: list[Row]) -> Iterator[str]:
    yield f"<{_iri('scheme', scheme.kind)}> a skos:ConceptScheme ;"
    yield f"    dct:title {_text(scheme.en)} , {_text(scheme.zh)} .\n"
    for row in rows:
        lines = [f"<{_iri(scheme.kind, row['id'])}> a {scheme.types}", *_statements(scheme, row)]
        yield " ;\n    ".join(lines) + " .\n"


def _statements(scheme: Scheme, row: Row) -> Iterator[str]:
    """Predicate and objects of one concept, without what its row leaves empty."""
    here, broader = f"<{_iri('scheme', scheme.kind)}>", row.get("broader")
    en, zh = _labels(row, "en"), _labels(row, "zh")
    yield f"dct:identifier {json.dumps(row['id'])}"
    yield f"skos:inScheme {here}"
    yield f"skos:broader <{_iri(scheme.kind, broader)}>" if broader else f"skos:topConceptOf {here}"
    yield f"skos:prefLabel {_text(en[0])} , {_text(zh[0])}"
    yield from _objects("skos:altLabel", (_text(label) for label in (*en[1:], *zh[1:])))
    yield from _objects("skos:scopeNote", (_text(row[key], "en") for key in ("scope_en", "notes") if row.get(key)))
    yield from _objects("pol:kind", (json.dumps(row[key]) for key in ("kind",) if row.get(key)))
    yield from _objects("pol:covers", (f"<{_iri('province', code)}>" for code in row.get("provinces", "").split()))


def _labels(row: Row, language: str) -> list[str]:
    """The preferred label and then the others, each once: Chinese cells give several, parted by `;`."""
    cells = row[f"label_{language}"].split(";") if language == "zh" else [row["label_en"]]
    aliases = row.get(f"aliases_{language}", "").split("|")
    return list(dict.fromkeys(label.strip() for label in (*cells, *aliases) if label.strip()))


def _objects(predicate: str, objects: Iterable[str]) -> Iterator[str]:
    if joined := " , ".join(objects):
        yield f"{predicate} {joined}"


def _iri(kind: str, ident: str) -> str:
    return f"https://w3id.org/policy-kg/id/{kind}/{ident}"


def _text(text: str, language: str = "") -> str:
    language = language or ("zh-hans" if _HAN.search(text) else "en")
    return f"{json.dumps(text, ensure_ascii=False)}@{language}"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("vocabulary", type=Path, help="folder of the CSV tables")
    parser.add_argument("--output", type=Path, default=ROOT / "ontology")
    options = parser.parse_args(arguments)
    for name, schemes in _FILES.items():
        path: Path = options.output / name
        if path.exists():
            print(f"{path} exists and is kept", file=sys.stderr)
        else:
            path.write_text(turtle(schemes, options.vocabulary), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
