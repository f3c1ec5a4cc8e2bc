"""Reading by rules: deterministic, explained, without any model to download."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import kg
from kg.extractors.rules import appointments, chinese, english, topics
from kg.extractors.rules.findings import Context, Findings
from kg.extractors.rules.formulations import formulations
from kg.extractors.rules.organisations import organisations
from kg.extractors.rules.places import places
from kg.model import Activity, Article, Entity, EventReport, Mention, Office, Participation, Reading, Statement
from kg.text.document import Document

if TYPE_CHECKING:
    from kg.authority import Authority

_HERE = Path(__file__).resolve().parent
_SOURCES = (_HERE, _HERE.parents[1] / "text")
_LANGUAGES = {"zh": chinese.read, "en": english.read}


@cache
def code_digest() -> str:
    """A digest of the rules' own source, so that provenance tells apart two states of one version."""
    total = hashlib.sha256()
    for file in sorted(p for folder in _SOURCES for p in folder.rglob("*.py")):
        total.update(file.read_bytes())
    return total.hexdigest()[:16]


class RulesExtractor:
    """Reads English and Chinese articles by rules over names, titles, lists and verbs."""

    def __init__(self, authority: Authority) -> None:
        self._authority = authority
        self.activity = Activity("rules", kg.__version__, (("code", code_digest()),))

    def read(self, article: Article) -> Reading:
        """The reading of one article; of one in neither language, only its known names."""
        document = Document(article)
        where = places(document, self._authority)
        context = Context(self._authority, where)
        findings = self._people(document, context)
        plans = topics.strategies(document)
        return Reading(
            article=article,
            activity=self.activity,
            mentions=(
                *findings.persons,
                *where,
                *organisations(document, self._authority),
                *plans,
                *formulations(document, self._authority),
            ),
            holdings=tuple(replace(h, office=self._settled(h.office)) for h in findings.holdings),
            event=_with_evidence(findings.event, document) if findings.event else None,
            participations=tuple(self._in_office(p, findings) for p in findings.participations),
            statements=tuple(_with_places(_with_topics(document, s), where) for s in findings.statements),
            topics=topics.topics(document),
            changes=appointments.changes(document, findings, context),
        )

    def _people(self, document: Document, context: Context) -> Findings:
        read = _LANGUAGES.get(document.article.language[:2])
        return read(document, context) if read else Findings()

    def _settled(self, office: Office) -> Office:
        """The office with its organisation as the authority has it; one that it lacks is marked as not known."""
        known = self._authority.entity("organisation", office.organisation.id)
        return Office(office.role, known if known.known else _named(replace(office.organisation, known=False)))

    def _in_office(self, participation: Participation, findings: Findings) -> Participation:
        """The participation with the office named for it, else with the first that the text gives the person."""
        held = (h.office for h in findings.holdings if h.person.id == participation.person.id and not h.former)
        office = participation.in_office or next(held, None)
        return replace(participation, in_office=self._settled(office) if office else None)


def _named(entity: Entity) -> Entity:
    """The entity with the words of its identifier for a name where the text gave none."""
    return entity if entity.en or entity.zh else replace(entity, en=entity.id.replace("-", " "))


def _with_evidence(event: EventReport, document: Document) -> EventReport:
    """The event resting on the article's first sentence where its rules name no other."""
    if event.evidence or not document.sentences:
        return event
    first = document.sentences[0]
    return replace(event, evidence=(document.span(first.start, first.end),))


def _with_places(statement: Statement, places: tuple[Mention, ...]) -> Statement:
    named = {
        place.entity.id
        for place in places
        for said in statement.evidence
        if place.entity.kind == "province" and said.part == place.span.part and said.start <= place.span.start < said.end
    }
    return replace(statement, provinces=tuple(sorted(named)))


def _with_topics(document: Document, statement: Statement) -> Statement:
    spans = [
        (s.start + document.body, s.end + document.body) if s.part == "text" else (s.start, s.end) for s in statement.evidence
    ]
    return replace(statement, themes=topics.said_themes(document, spans), strategies=topics.said_strategies(document, spans))
