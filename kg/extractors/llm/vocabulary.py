"""The identifiers that the second reader may use, with the labels and notes that explain them to a model."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg.authority import Authority
from kg.ns import DCT, SKOS
from kg.resources import resource


class Concept(NamedTuple):
    """One concept of a scheme: its labels by language, and a note (empty where there is none)."""

    en: str
    zh: str
    note: str = ""


Scheme = Mapping[str, Concept]


@dataclass(frozen=True)
class Vocabulary:
    """Every scheme by its identifiers. Organisations are those of the centre: the others follow a pattern."""

    event_types: Scheme
    event_roles: Scheme
    office_roles: Scheme
    speech_acts: Scheme
    themes: Scheme
    strategies: Scheme
    provinces: Scheme
    organisations: Scheme

    def listing(self, scheme: str, language: str) -> str:
        """A scheme as lines of `identifier: label (note)`."""
        concepts: Scheme = getattr(self, scheme)
        return "\n".join(_line(ident, concept, language) for ident, concept in concepts.items())


def _line(ident: str, concept: Concept, language: str) -> str:
    label = concept.zh if language == "zh" else concept.en
    return f"{ident}: {label or concept.en or concept.zh}" + (f" ({concept.note})" if concept.note else "")


def vocabulary(authority: Authority) -> Vocabulary:
    """The vocabulary of the ontology and of an authority; of the themes only the narrower ones, which articles have."""
    events = _ontology("events")
    return Vocabulary(
        event_types=_part(events, "event-type"),
        event_roles=_part(events, "event-role"),
        office_roles=_part(_ontology("roles"), "role"),
        speech_acts=_part(_ontology("speech-acts"), "speech-act"),
        themes={t.id: Concept(t.en, t.zh, t.scope) for t in authority.themes.values() if t.broader},
        strategies={s.id: Concept(s.en, s.zh) for s in authority.strategies.values()},
        provinces={p.id: Concept(p.en, p.short_zh or p.zh) for p in authority.provinces.values()},
        organisations={o.id: Concept(o.en, o.zh) for o in authority.organisations.values() if not o.province},
    )


@cache
def _ontology(name: str) -> Mapping[str, Mapping[str, str]]:
    """The concepts of an ontology file by IRI, each with identifier, labels (`en`, `zh`) and note."""
    found: dict[str, dict[str, str]] = {}
    for quad in parse(path=str(resource(f"ontology/{name}.ttl")), format=RdfFormat.TURTLE):
        triple = quad.triple
        key = _key(triple.predicate.value, triple.object)
        if key and isinstance(triple.subject, NamedNode) and isinstance(triple.object, Literal):
            found.setdefault(triple.subject.value, {})[key] = triple.object.value
    return found


def _key(predicate: str, value: object) -> str:
    if not isinstance(value, Literal):
        return ""
    return {DCT.identifier: "id", SKOS.scopeNote: "note", SKOS.prefLabel: (value.language or "")[:2]}.get(predicate, "")


def _part(concepts: Mapping[str, Mapping[str, str]], kind: str) -> Scheme:
    """The concepts whose IRIs stand under a kind, in order of the file."""
    rows: Iterable[Mapping[str, str]] = (row for iri, row in concepts.items() if f"/{kind}/" in iri and "id" in row)
    return {row["id"]: Concept(row.get("en", ""), row.get("zh", ""), row.get("note", "")) for row in rows}
