"""The one place that knows how our values look as RDF."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from typing import Literal as OneOf
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from kg.authority import Authority, Tenure, added
from kg.model import Activity, Article, Entity, EventReport, Fact, Office, Participation, Reading, Span, Statement
from kg.ns import DCT, FOAF, ID, OA, ORG, POL, PROV, RDF, SCHEMA, SEM, SKOS, XSD

Term = NamedNode | Literal
QUOTE_CONTEXT = 40
QUOTE_LIMIT = 400
_LEAD_ROLES = ("chaired", "led", "sent", "met", "subject", "spoke", "reported", "attended", "accompanied")
_DIRECT = {
    "chaired": POL.chaired,
    "spoke": POL.spokeAt,
    "reported": POL.reportedAt,
    "attended": POL.attended,
    "led": POL.led,
    "accompanied": POL.accompanied,
    "met": POL.met,
    "sent": POL.sent,
    "subject": POL.subjectOf,
}
_ENTITY_CLASSES = {
    "person": (POL.Person, FOAF.Person),
    "organisation": (POL.Organisation, ORG.Organization),
    "province": (POL.Province,),
    "city": (POL.City,),
    "strategy": (POL.Strategy,),
    "theme": (POL.Theme,),
    "formulation": (POL.Formulation,),
}
_DATE_TYPES = {10: XSD.date, 7: XSD.gYearMonth, 4: XSD.gYear}


def by_default(graph: str) -> bool:
    """Whether a query without FROM or GRAPH sees this graph: ontology, authority, curation, and what rules read."""
    return not graph.endswith("/graph/provenance") and ("/by/" not in graph or graph.endswith("/by/rules"))


@dataclass(frozen=True, slots=True)
class Names:
    """Makes every identifier of ours from its parts, under one base IRI."""

    base: str = ID

    def iri(self, kind: str, *parts: str) -> str:
        """The IRI of a thing: each part percent-encoded, so that different parts never meet in one IRI."""
        return self.base + "/".join((kind, *(quote(p, safe="+@~") for p in parts)))

    def graph(self, name: str) -> str:
        """The IRI of one of the house's own graphs: ontology, authority, provenance."""
        return self.iri("graph", name)

    def article(self, ident: str) -> str:
        return self.iri("article", ident)

    def reading(self, article: str, extractor: str) -> str:
        """The named graph of what one extractor read in one article."""
        return f"{self.article(article)}/by/{quote(extractor, safe='')}"

    def entity(self, entity: Entity) -> str:
        return self.iri(entity.kind, entity.id)

    def office(self, ident: str) -> str:
        """The IRI of `role@organisation`."""
        role, _, organisation = ident.partition("@")
        return self.iri("office", role, organisation)

    def span(self, article: str, span: Span) -> str:
        part = "title" if span.part == "title" else "char"
        return f"{self.article(article)}#{part}={span.start},{span.end}"

    def event(self, reading: Reading) -> str:
        """The IRI of the main event: day, kind, place and leading person, so that other accounts of it meet it.

        Without a day the event belongs to its article alone.
        """
        event = reading.event
        if event is None or event.start is None:
            return self.iri("event", reading.article.id)
        lead = _lead(reading.participations)
        return self.iri("event", event.start.isoformat(), event.type, "+".join(sorted(event.provinces)) or "-", lead or "-")

    def run(self, activity: Activity, authority: str) -> str:
        """The IRI of a run: the same software, settings and authority give the same run."""
        settings = "\0".join((*(f"{k}={v}" for k, v in activity.settings), authority))
        return self.iri("run", activity.extractor, activity.version, hashlib.sha256(settings.encode()).hexdigest()[:12])


def _lead(participations: Sequence[Participation]) -> str:
    ranked = sorted(participations, key=lambda p: (_LEAD_ROLES.index(p.role), not p.person.known))
    return ranked[0].person.id if ranked else ""


def reading_triples(reading: Reading, names: Names) -> Iterator[Triple]:
    """Yield all that one reading says, for its named graph: nodes with evidence first, direct triples beside them."""
    writer = _ReadingWriter(reading, names)
    yield from writer.article()
    yield from writer.entities()
    yield from writer.mentions()
    yield from writer.holdings()
    yield from writer.changes()
    yield from writer.event()
    yield from writer.participations()
    yield from writer.statements()
    yield from writer.topics()
    yield from writer.spans()


def _node(subject: str, *pairs: tuple[str, str | Term | None]) -> Iterator[Triple]:
    """The triples of one node; a str is an IRI, None is left out."""
    for predicate, value in pairs:
        if value is not None:
            yield Triple(NamedNode(subject), NamedNode(predicate), NamedNode(value) if isinstance(value, str) else value)


def _types(*classes: str) -> list[tuple[str, str | Term | None]]:
    return [(RDF.type, c) for c in classes]


def _text(value: str, language: str = "") -> Literal | None:
    return (Literal(value, language=language) if language else Literal(value)) if value else None


def _decimal(value: float) -> Literal:
    return Literal(f"{Decimal(str(round(value, 3))):f}", datatype=NamedNode(XSD.decimal))


def _day(value: date | None) -> Literal | None:
    return Literal(value.isoformat(), datatype=NamedNode(XSD.date)) if value else None


def _labels(en: str, zh: str) -> list[tuple[str, str | Term | None]]:
    return [(SKOS.prefLabel, _text(en, "en")), (SKOS.prefLabel, _text(zh, "zh-hans"))]


class _ReadingWriter:
    """Writes one reading; remembers the spans that facts point to, so that each is described once."""

    def __init__(self, reading: Reading, names: Names) -> None:
        self._reading = reading
        self._names = names
        self._ident = reading.article.id
        self._article = names.article(self._ident)
        self._event = names.event(reading)
        self._spans: set[Span] = set()

    def article(self) -> Iterator[Triple]:
        article = self._reading.article
        yield from _node(
            self._article,
            *_types(POL.Article, SCHEMA.NewsArticle),
            (DCT.identifier, _text(article.label)),
            (SCHEMA.inLanguage, _text(article.language)),
            (SCHEMA.headline, _text(headline(article), article.language[:2])),
            (SCHEMA.datePublished, _day(article.published)),
            (SCHEMA.url, _text(article.url)),
            (SCHEMA.publisher, _text(article.publisher)),
            (POL.digest, _text(article.digest)),
        )

    def entities(self) -> Iterator[Triple]:
        """People and organisations that the authority does not have are described where they were read."""
        for entity in sorted(self._entities(), key=lambda e: (e.kind, e.id, e.zh, e.en)):
            yield from self._entity(entity)
        for office in sorted(self._offices(), key=lambda o: o.id):
            yield from self._office(office)

    def _entities(self) -> set[Entity]:
        mentioned = {m.entity for m in self._reading.mentions}
        held = {o.organisation for o in self._offices()}
        people = {h.person for h in self._reading.holdings} | {p.person for p in self._reading.participations}
        people |= {c.person for c in self._reading.changes}
        speakers = {s.speaker for s in self._reading.statements if s.speaker}
        return _merged(e for e in mentioned | held | people | speakers if not e.known)

    def _offices(self) -> set[Office]:
        stated = {h.office for h in self._reading.holdings} | {c.office for c in self._reading.changes}
        return stated | {p.in_office for p in self._reading.participations if p.in_office}

    def _entity(self, entity: Entity) -> Iterator[Triple]:
        yield from _node(
            self._names.entity(entity),
            *_types(*_ENTITY_CLASSES[entity.kind]),
            (DCT.identifier, _text(entity.id)),
            *_labels(entity.en, entity.zh),
            (POL.known, Literal(False)),
        )

    def _office(self, office: Office) -> Iterator[Triple]:
        yield from office_triples(office.id, self._names)

    def _fact(self, subject: str, fact: Fact, *pairs: tuple[str, str | Term | None]) -> Iterator[Triple]:
        yield from _node(
            subject,
            *pairs,
            (POL.article, self._article),
            (POL.confidence, _decimal(fact.confidence)),
            (POL.rule, _text(fact.rule)),
            *self._evidence(fact.evidence),
        )

    def _evidence(self, spans: Iterable[Span]) -> list[tuple[str, str | Term | None]]:
        kept = sorted(set(spans))
        self._spans.update(kept)
        return [(POL.evidence, self._names.span(self._ident, s)) for s in kept]

    def _person(self, entity: Entity) -> str:
        return self._names.entity(entity)

    def mentions(self) -> Iterator[Triple]:
        """One node for an entity in this article, with every place where it is named."""
        by_entity: dict[str, list[int]] = {}
        mentions = self._reading.mentions
        for n, mention in enumerate(mentions):
            by_entity.setdefault(self._names.entity(mention.entity), []).append(n)
        for number, (entity, found) in enumerate(sorted(by_entity.items()), 1):
            best = max((mentions[n] for n in found), key=lambda m: m.confidence)
            subject = self._names.iri("mention", self._ident, str(number))
            surfaces = sorted({mentions[n].surface for n in found})
            others = sorted({self._names.entity(e) for n in found for e, _ in mentions[n].candidates} - {entity})
            yield from _node(
                subject,
                *_types(POL.Mention, OA.Annotation),
                (POL.entity, entity),
                (POL.article, self._article),
                (POL.confidence, _decimal(best.confidence)),
                (POL.rule, _text(best.rule)),
                *((POL.surface, _text(s)) for s in surfaces),
                *((POL.candidate, o) for o in others),
                *self._evidence(mentions[n].span for n in found),
            )
            yield from _node(self._article, (POL.mentions, entity))

    def holdings(self) -> Iterator[Triple]:
        for number, holding in enumerate(self._reading.holdings, 1):
            person, office = self._person(holding.person), self._names.office(holding.office.id)
            yield from self._fact(
                self._names.iri("holding", self._ident, str(number)),
                holding,
                *_types(POL.OfficeHolding),
                (POL.person, person),
                (POL.office, office),
                (POL.attestedOn, _day(holding.on)),
                (POL.former, Literal(holding.former)),
            )
            yield from _node(person, (POL.formerlyHeld if holding.former else ORG.holds, office))

    def changes(self) -> Iterator[Triple]:
        for number, change in enumerate(self._reading.changes, 1):
            yield from self._fact(
                self._names.iri("office-change", self._ident, str(number)),
                change,
                *_types(POL.OfficeChange),
                (POL.person, self._person(change.person)),
                (POL.office, self._names.office(change.office.id)),
                (POL.changeKind, _text(change.kind)),
                (POL.changedOn, _day(change.on)),
                (POL.acting, Literal(change.acting)),
            )

    def event(self) -> Iterator[Triple]:
        event = self._reading.event
        if event is None:
            return
        yield from _node(self._article, (POL.mainEvent, self._event))
        plans = sorted({self._names.entity(m.entity) for m in self._reading.mentions if m.entity.kind == "strategy"})
        themes = sorted({self._names.iri("theme", t.theme) for t in self._reading.topics})
        yield from _node(
            self._event,
            *_types(POL.Event, SEM.Event),
            (POL.eventType, self._names.iri("event-type", event.type)),
            (SKOS.prefLabel, _text(headline(self._reading.article), self._reading.article.language[:2])),
            (SCHEMA.startDate, _day(event.start)),
            (SCHEMA.endDate, _day(event.end or event.start)),
            *((POL.inProvince, self._names.iri("province", p)) for p in sorted(event.provinces)),
            *((POL.concerns, p) for p in plans),
            *((POL.addresses, t) for t in themes),
        )
        yield from self._account(event)

    def _account(self, event: EventReport) -> Iterator[Triple]:
        """How this article tells the event: the judgement that stays its own when accounts of others join."""
        yield from self._fact(
            self._names.iri("account", self._ident),
            event,
            *_types(POL.Account),
            (POL.event, self._event),
            (POL.eventType, self._names.iri("event-type", event.type)),
            (SCHEMA.startDate, _day(event.start)),
            (SCHEMA.endDate, _day(event.end or event.start)),
            *((POL.inProvince, self._names.iri("province", p)) for p in sorted(event.provinces)),
        )

    def participations(self) -> Iterator[Triple]:
        for number, part in enumerate(self._reading.participations, 1):
            person = self._person(part.person)
            yield from self._fact(
                self._names.iri("participation", self._ident, str(number)),
                part,
                *_types(POL.Participation, SEM.Role),
                (RDF.value, person),
                (POL.person, person),
                (POL.event, self._event),
                (POL.role, self._names.iri("event-role", part.role)),
                (POL.inOffice, self._names.office(part.in_office.id) if part.in_office else None),
                (SCHEMA.position, Literal(part.position) if part.position else None),
            )
            yield from _node(person, (POL.tookPartIn, self._event), (_DIRECT[part.role], self._event))

    def statements(self) -> Iterator[Triple]:
        for number, statement in enumerate(self._reading.statements, 1):
            yield from self._statement(number, statement)

    def _statement(self, number: int, statement: Statement) -> Iterator[Triple]:
        speaker = self._person(statement.speaker) if statement.speaker else None
        themes = [self._names.iri("theme", t) for t in sorted(statement.themes)]
        plans = [self._names.iri("strategy", s) for s in sorted(statement.strategies)]
        yield from self._fact(
            self._names.iri("statement", self._ident, str(number)),
            statement,
            *_types(POL.Statement, SCHEMA.Claim),
            (POL.speaker, speaker),
            (POL.collective, Literal(speaker is None)),
            (POL.speechAct, self._names.iri("speech-act", statement.speech_act)),
            (POL.event, self._event if self._reading.event else None),
            *((POL.theme, t) for t in themes),
            *((POL.strategy, p) for p in plans),
            *((POL.province, self._names.iri("province", p)) for p in sorted(statement.provinces)),
        )
        if speaker:
            yield from _node(speaker, *((POL.addressed, t) for t in themes), *((POL.invoked, p) for p in plans))

    def topics(self) -> Iterator[Triple]:
        for number, topic in enumerate(self._reading.topics, 1):
            theme = self._names.iri("theme", topic.theme)
            yield from self._fact(
                self._names.iri("topic", self._ident, str(number)),
                topic,
                *_types(POL.Topic),
                (POL.theme, theme),
                (POL.weight, _decimal(topic.weight)),
            )
            yield from _node(self._article, (POL.about, theme))

    def spans(self) -> Iterator[Triple]:
        for span in sorted(self._spans):
            yield from self._span(span)

    def _span(self, span: Span) -> Iterator[Triple]:
        article = self._reading.article
        subject = self._names.span(self._ident, span)
        whole = article.title if span.part == "title" else article.text
        yield from _node(
            subject,
            *_types(POL.Span, OA.SpecificResource),
            (OA.hasSource, self._article),
            (OA.hasSelector, f"{subject}/position"),
            (OA.hasSelector, f"{subject}/quote"),
        )
        yield from _node(
            f"{subject}/position", *_types(OA.TextPositionSelector), (OA.start, Literal(span.start)), (OA.end, Literal(span.end))
        )
        yield from _node(
            f"{subject}/quote",
            *_types(OA.TextQuoteSelector),
            (OA.exact, _text(_bounded(whole[span.start : span.end]))),
            (OA.prefix, _text(whole[max(0, span.start - QUOTE_CONTEXT) : span.start])),
            (OA.suffix, _text(whole[span.end : span.end + QUOTE_CONTEXT])),
        )


def _merged(entities: Iterable[Entity]) -> set[Entity]:
    """One entity for each kind and id: the names that come first in order stand for all."""
    named: dict[tuple[str, str], Entity] = {}
    for entity in sorted(entities, key=lambda e: (e.kind, e.id, e.zh, e.en)):
        before = named.get((entity.kind, entity.id), entity)
        named[entity.kind, entity.id] = replace(entity, en=before.en or entity.en, zh=before.zh or entity.zh)
    return set(named.values())


def _bounded(text: str) -> str:
    return text if len(text) <= QUOTE_LIMIT else text[: QUOTE_LIMIT - 1] + "…"


def headline(article: Article) -> str:
    """The article's title, else the first line of its text, of bounded length."""
    first = article.title or next((line.strip() for line in article.text.splitlines() if line.strip()), "")
    return first if len(first) <= 200 else first[:199] + "…"


def provenance_triples(reading: Reading, names: Names, authority: str) -> Iterator[Triple]:
    """Yield who made a reading's graph: the run, without its time, which `run_triples` knows."""
    graph = names.reading(reading.article.id, reading.activity.extractor)
    yield from _node(
        graph,
        *_types(POL.Reading, PROV.Entity),
        (PROV.wasGeneratedBy, names.run(reading.activity, authority)),
        (PROV.wasDerivedFrom, names.article(reading.article.id)),
        (POL.digest, _text(reading.article.digest)),
    )


def run_triples(activity: Activity, names: Names, authority: str, started: str) -> Iterator[Triple]:
    """Yield a run: software, version, settings, and when it began (an xsd:dateTime, a property only)."""
    software = names.iri("software", "policy-kg", activity.version)
    yield from _node(
        names.run(activity, authority),
        *_types(POL.Run, PROV.Activity),
        (PROV.wasAssociatedWith, software),
        (PROV.startedAtTime, Literal(started, datatype=NamedNode(XSD.dateTime))),
        (POL.extractor, _text(activity.extractor)),
        *((POL.setting, _text(f"{k}={v}")) for k, v in (*activity.settings, ("authority", authority))),
    )
    yield from _node(software, *_types(PROV.SoftwareAgent), (DCT.identifier, _text(f"policy-kg {activity.version}")))


def digest_triples(graph: str, digest: str) -> Iterator[Triple]:
    """Yield the digest of what a graph of the house was made from."""
    yield from _node(graph, (POL.digest, _text(digest)))


def file_triples(path: Path, names: Names) -> Iterator[Triple]:
    """Yield the triples of a Turtle file of ours, its identifiers moved under another base where one is set."""
    for quad in parse(path=str(path), format=RdfFormat.TURTLE):
        triple = quad.triple
        yield triple if names.base == ID else Triple(*(_moved(t, names.base) for t in triple))


def _moved(term: Any, base: str) -> Any:
    if isinstance(term, NamedNode) and term.value.startswith(ID):
        return NamedNode(base + term.value[len(ID) :])
    return term


def office_triples(ident: str, names: Names) -> Iterator[Triple]:
    """Yield an office as a post of a role in an organisation."""
    role, _, organisation = ident.partition("@")
    yield from _node(
        names.office(ident),
        *_types(POL.Office, ORG.Post),
        (DCT.identifier, _text(ident)),
        (ORG.role, names.iri("role", role)),
        (ORG.postIn, names.iri("organisation", organisation)),
    )


def authority_triples(authority: Authority, names: Names) -> Iterator[Triple]:
    """Yield the authority: people, places, organisations, offices and tenures, apart from any article."""
    for person in authority.persons.values():
        yield from _node(
            names.iri("person", person.id),
            *_types(POL.Person, FOAF.Person),
            (DCT.identifier, _text(person.id)),
            *_labels(person.en, person.zh),
            *((SKOS.altLabel, _text(a, _script(a))) for a in person.aliases),
            (SCHEMA.birthDate, _partial_date(person.born)),
            (SCHEMA.sameAs, _wikidata(person.wikidata)),
            (POL.known, Literal(True)),
        )
    yield from _place_triples(authority, names)
    yield from _organisation_triples(authority, names)
    yield from _formulation_triples(authority, names)
    for office in sorted({t.office for t in authority.tenures}):
        yield from office_triples(office, names)
    for tenure in authority.tenures:
        yield from _tenure_triples(tenure, names)


def _place_triples(authority: Authority, names: Names) -> Iterator[Triple]:
    for place in (*authority.provinces.values(), *authority.cities.values()):
        city = place.kind == "city"
        yield from _node(
            names.iri(place.kind, place.id),
            *_types(POL.City, SCHEMA.City) if city else _types(POL.Province, SCHEMA.AdministrativeArea),
            (DCT.identifier, _text(place.id)),
            *_labels(place.en, place.short_zh or place.zh),
            *((SKOS.altLabel, _text(a, _script(a))) for a in sorted({place.zh, *place.aliases} - {place.short_zh, place.en, ""})),
            (SCHEMA.containedInPlace, names.iri("province", place.province) if city else None),
        )


def _formulation_triples(authority: Authority, names: Names) -> Iterator[Triple]:
    scheme = names.iri("scheme", "formulation")
    yield from _node(scheme, *_types(SKOS.ConceptScheme), (DCT.title, _text("Formulations of policy", "en")))
    for formulation in authority.formulations.values():
        yield from _node(
            names.iri("formulation", formulation.id),
            *_types(POL.Formulation, SKOS.Concept),
            (DCT.identifier, _text(formulation.id)),
            (SKOS.inScheme, scheme),
            *_labels(formulation.en, formulation.zh),
            *((SKOS.altLabel, _text(a, _script(a))) for a in (*formulation.aliases_en, *formulation.aliases_zh)),
        )


def added_triples(kind: OneOf["theme", "strategy"], names: Names) -> Iterator[Triple]:
    """Yield the themes or strategies, and the names of them, that edited tables add to the ontology's."""
    for concept, new, en, zh in added(kind):
        iri, above = names.iri(kind, concept.id), getattr(concept, "broader", "")
        if new:
            yield from _node(
                iri,
                *_types(*_ENTITY_CLASSES[kind], SKOS.Concept),
                (DCT.identifier, _text(concept.id)),
                (SKOS.inScheme, names.iri("scheme", kind)),
                (SKOS.broader, names.iri(kind, above) if above else None),
                *_labels(concept.en, concept.zh),
            )
        others = (name for name in (*en, *zh) if not new or name not in (concept.en, concept.zh))
        yield from _node(iri, *((SKOS.altLabel, _text(name, _script(name))) for name in others))


def _organisation_triples(authority: Authority, names: Names) -> Iterator[Triple]:
    for organisation in (*authority.organisations.values(), *authority.states.values()):
        aliases = sorted({*organisation.aliases_en, *organisation.aliases_zh})
        parent = organisation.parent
        yield from _node(
            names.iri("organisation", organisation.id),
            *_types(POL.Organisation, ORG.Organization),
            (DCT.identifier, _text(organisation.id)),
            *_labels(organisation.en, organisation.zh),
            *((SKOS.altLabel, _text(a, _script(a))) for a in aliases),
            (ORG.subOrganizationOf, names.iri("organisation", parent) if parent in authority.organisations else None),
            (POL.inProvince, names.iri("province", organisation.province) if organisation.province else None),
        )


def _tenure_triples(tenure: Tenure, names: Names) -> Iterator[Triple]:
    role, _, organisation = tenure.office.partition("@")
    yield from _node(
        names.iri("tenure", tenure.person, role, organisation, tenure.start or "-"),
        *_types(POL.Tenure, ORG.Membership),
        (ORG.member, names.iri("person", tenure.person)),
        (ORG.organization, names.iri("organisation", organisation)),
        (POL.office, names.office(tenure.office)),
        (SCHEMA.startDate, _partial_date(tenure.start)),
        (SCHEMA.endDate, _partial_date(tenure.end)),
        (POL.basis, _text(tenure.basis)),
        (DCT.source, _text(tenure.source)),
    )


def _partial_date(value: str) -> Literal | None:
    """A day, month or year as the source gives it; anything else is left out."""
    return Literal(value, datatype=NamedNode(_DATE_TYPES[len(value)])) if len(value) in _DATE_TYPES else None


def _wikidata(ident: str) -> str | None:
    return f"http://www.wikidata.org/entity/{ident}" if ident else None


def _script(label: str) -> str:
    return "zh-hans" if any("一" <= c <= "鿿" for c in label) else "en"
