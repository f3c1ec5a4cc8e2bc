"""Every IRI that we write, by name: generated from ontology/ by tools/make_ns.py, so do not edit.

A name that is a Python keyword takes a trailing underscore. An unknown name stops the program and the type checker.
"""

from __future__ import annotations

from typing import Final, final

ONTOLOGY: Final = "https://w3id.org/policy-kg/ontology#"
ID: Final = "https://w3id.org/policy-kg/id/"  # the default base of the identifiers of data
PREFIXES: Final[dict[str, str]] = {
    "id": "https://w3id.org/policy-kg/id/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "pol": "https://w3id.org/policy-kg/ontology#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@final
class DCT:
    """`http://purl.org/dc/terms/`."""

    created: Final = "http://purl.org/dc/terms/created"
    description: Final = "http://purl.org/dc/terms/description"
    identifier: Final = "http://purl.org/dc/terms/identifier"
    isPartOf: Final = "http://purl.org/dc/terms/isPartOf"
    license: Final = "http://purl.org/dc/terms/license"
    source: Final = "http://purl.org/dc/terms/source"
    spatial: Final = "http://purl.org/dc/terms/spatial"
    title: Final = "http://purl.org/dc/terms/title"
    type: Final = "http://purl.org/dc/terms/type"


@final
class FOAF:
    """`http://xmlns.com/foaf/0.1/`."""

    Person: Final = "http://xmlns.com/foaf/0.1/Person"


@final
class OA:
    """`http://www.w3.org/ns/oa#`."""

    Annotation: Final = "http://www.w3.org/ns/oa#Annotation"
    SpecificResource: Final = "http://www.w3.org/ns/oa#SpecificResource"
    TextPositionSelector: Final = "http://www.w3.org/ns/oa#TextPositionSelector"
    TextQuoteSelector: Final = "http://www.w3.org/ns/oa#TextQuoteSelector"
    end: Final = "http://www.w3.org/ns/oa#end"
    exact: Final = "http://www.w3.org/ns/oa#exact"
    hasBody: Final = "http://www.w3.org/ns/oa#hasBody"
    hasSelector: Final = "http://www.w3.org/ns/oa#hasSelector"
    hasSource: Final = "http://www.w3.org/ns/oa#hasSource"
    hasTarget: Final = "http://www.w3.org/ns/oa#hasTarget"
    identifying: Final = "http://www.w3.org/ns/oa#identifying"
    motivatedBy: Final = "http://www.w3.org/ns/oa#motivatedBy"
    prefix: Final = "http://www.w3.org/ns/oa#prefix"
    start: Final = "http://www.w3.org/ns/oa#start"
    suffix: Final = "http://www.w3.org/ns/oa#suffix"


@final
class ORG:
    """`http://www.w3.org/ns/org#`."""

    ChangeEvent: Final = "http://www.w3.org/ns/org#ChangeEvent"
    FormalOrganization: Final = "http://www.w3.org/ns/org#FormalOrganization"
    Membership: Final = "http://www.w3.org/ns/org#Membership"
    Organization: Final = "http://www.w3.org/ns/org#Organization"
    Post: Final = "http://www.w3.org/ns/org#Post"
    Role: Final = "http://www.w3.org/ns/org#Role"
    holds: Final = "http://www.w3.org/ns/org#holds"
    member: Final = "http://www.w3.org/ns/org#member"
    organization: Final = "http://www.w3.org/ns/org#organization"
    postIn: Final = "http://www.w3.org/ns/org#postIn"
    role: Final = "http://www.w3.org/ns/org#role"
    subOrganizationOf: Final = "http://www.w3.org/ns/org#subOrganizationOf"


@final
class OWL:
    """`http://www.w3.org/2002/07/owl#`."""

    Class: Final = "http://www.w3.org/2002/07/owl#Class"
    DatatypeProperty: Final = "http://www.w3.org/2002/07/owl#DatatypeProperty"
    ObjectProperty: Final = "http://www.w3.org/2002/07/owl#ObjectProperty"
    Ontology: Final = "http://www.w3.org/2002/07/owl#Ontology"
    versionInfo: Final = "http://www.w3.org/2002/07/owl#versionInfo"


@final
class POL:
    """`https://w3id.org/policy-kg/ontology#`."""

    Account: Final = "https://w3id.org/policy-kg/ontology#Account"
    Article: Final = "https://w3id.org/policy-kg/ontology#Article"
    Assertion: Final = "https://w3id.org/policy-kg/ontology#Assertion"
    City: Final = "https://w3id.org/policy-kg/ontology#City"
    CopyMatch: Final = "https://w3id.org/policy-kg/ontology#CopyMatch"
    Decision: Final = "https://w3id.org/policy-kg/ontology#Decision"
    Entity: Final = "https://w3id.org/policy-kg/ontology#Entity"
    Event: Final = "https://w3id.org/policy-kg/ontology#Event"
    EventMatch: Final = "https://w3id.org/policy-kg/ontology#EventMatch"
    EventRole: Final = "https://w3id.org/policy-kg/ontology#EventRole"
    EventType: Final = "https://w3id.org/policy-kg/ontology#EventType"
    Formulation: Final = "https://w3id.org/policy-kg/ontology#Formulation"
    Match: Final = "https://w3id.org/policy-kg/ontology#Match"
    Mention: Final = "https://w3id.org/policy-kg/ontology#Mention"
    Office: Final = "https://w3id.org/policy-kg/ontology#Office"
    OfficeChange: Final = "https://w3id.org/policy-kg/ontology#OfficeChange"
    OfficeHolding: Final = "https://w3id.org/policy-kg/ontology#OfficeHolding"
    OfficeRole: Final = "https://w3id.org/policy-kg/ontology#OfficeRole"
    Organisation: Final = "https://w3id.org/policy-kg/ontology#Organisation"
    Participation: Final = "https://w3id.org/policy-kg/ontology#Participation"
    Person: Final = "https://w3id.org/policy-kg/ontology#Person"
    Province: Final = "https://w3id.org/policy-kg/ontology#Province"
    Reading: Final = "https://w3id.org/policy-kg/ontology#Reading"
    Run: Final = "https://w3id.org/policy-kg/ontology#Run"
    Span: Final = "https://w3id.org/policy-kg/ontology#Span"
    SpeechAct: Final = "https://w3id.org/policy-kg/ontology#SpeechAct"
    Statement: Final = "https://w3id.org/policy-kg/ontology#Statement"
    Strategy: Final = "https://w3id.org/policy-kg/ontology#Strategy"
    Tenure: Final = "https://w3id.org/policy-kg/ontology#Tenure"
    Theme: Final = "https://w3id.org/policy-kg/ontology#Theme"
    Topic: Final = "https://w3id.org/policy-kg/ontology#Topic"
    about: Final = "https://w3id.org/policy-kg/ontology#about"
    accompanied: Final = "https://w3id.org/policy-kg/ontology#accompanied"
    acting: Final = "https://w3id.org/policy-kg/ontology#acting"
    addressed: Final = "https://w3id.org/policy-kg/ontology#addressed"
    addresses: Final = "https://w3id.org/policy-kg/ontology#addresses"
    article: Final = "https://w3id.org/policy-kg/ontology#article"
    attended: Final = "https://w3id.org/policy-kg/ontology#attended"
    attestedOn: Final = "https://w3id.org/policy-kg/ontology#attestedOn"
    basis: Final = "https://w3id.org/policy-kg/ontology#basis"
    candidate: Final = "https://w3id.org/policy-kg/ontology#candidate"
    chaired: Final = "https://w3id.org/policy-kg/ontology#chaired"
    changeKind: Final = "https://w3id.org/policy-kg/ontology#changeKind"
    changedOn: Final = "https://w3id.org/policy-kg/ontology#changedOn"
    collective: Final = "https://w3id.org/policy-kg/ontology#collective"
    concerns: Final = "https://w3id.org/policy-kg/ontology#concerns"
    confidence: Final = "https://w3id.org/policy-kg/ontology#confidence"
    copyOf: Final = "https://w3id.org/policy-kg/ontology#copyOf"
    covers: Final = "https://w3id.org/policy-kg/ontology#covers"
    decision: Final = "https://w3id.org/policy-kg/ontology#decision"
    digest: Final = "https://w3id.org/policy-kg/ontology#digest"
    entity: Final = "https://w3id.org/policy-kg/ontology#entity"
    event: Final = "https://w3id.org/policy-kg/ontology#event"
    eventType: Final = "https://w3id.org/policy-kg/ontology#eventType"
    evidence: Final = "https://w3id.org/policy-kg/ontology#evidence"
    extractor: Final = "https://w3id.org/policy-kg/ontology#extractor"
    former: Final = "https://w3id.org/policy-kg/ontology#former"
    formerlyHeld: Final = "https://w3id.org/policy-kg/ontology#formerlyHeld"
    inOffice: Final = "https://w3id.org/policy-kg/ontology#inOffice"
    inProvince: Final = "https://w3id.org/policy-kg/ontology#inProvince"
    invoked: Final = "https://w3id.org/policy-kg/ontology#invoked"
    kind: Final = "https://w3id.org/policy-kg/ontology#kind"
    known: Final = "https://w3id.org/policy-kg/ontology#known"
    led: Final = "https://w3id.org/policy-kg/ontology#led"
    mainEvent: Final = "https://w3id.org/policy-kg/ontology#mainEvent"
    matches: Final = "https://w3id.org/policy-kg/ontology#matches"
    mentions: Final = "https://w3id.org/policy-kg/ontology#mentions"
    met: Final = "https://w3id.org/policy-kg/ontology#met"
    office: Final = "https://w3id.org/policy-kg/ontology#office"
    person: Final = "https://w3id.org/policy-kg/ontology#person"
    province: Final = "https://w3id.org/policy-kg/ontology#province"
    reason: Final = "https://w3id.org/policy-kg/ontology#reason"
    reportedAt: Final = "https://w3id.org/policy-kg/ontology#reportedAt"
    role: Final = "https://w3id.org/policy-kg/ontology#role"
    rule: Final = "https://w3id.org/policy-kg/ontology#rule"
    same: Final = "https://w3id.org/policy-kg/ontology#same"
    sent: Final = "https://w3id.org/policy-kg/ontology#sent"
    setting: Final = "https://w3id.org/policy-kg/ontology#setting"
    speaker: Final = "https://w3id.org/policy-kg/ontology#speaker"
    speechAct: Final = "https://w3id.org/policy-kg/ontology#speechAct"
    spokeAt: Final = "https://w3id.org/policy-kg/ontology#spokeAt"
    strategy: Final = "https://w3id.org/policy-kg/ontology#strategy"
    strength: Final = "https://w3id.org/policy-kg/ontology#strength"
    subjectOf: Final = "https://w3id.org/policy-kg/ontology#subjectOf"
    surface: Final = "https://w3id.org/policy-kg/ontology#surface"
    theme: Final = "https://w3id.org/policy-kg/ontology#theme"
    tookPartIn: Final = "https://w3id.org/policy-kg/ontology#tookPartIn"
    weight: Final = "https://w3id.org/policy-kg/ontology#weight"


@final
class PROV:
    """`http://www.w3.org/ns/prov#`."""

    Activity: Final = "http://www.w3.org/ns/prov#Activity"
    Entity: Final = "http://www.w3.org/ns/prov#Entity"
    Plan: Final = "http://www.w3.org/ns/prov#Plan"
    SoftwareAgent: Final = "http://www.w3.org/ns/prov#SoftwareAgent"
    endedAtTime: Final = "http://www.w3.org/ns/prov#endedAtTime"
    startedAtTime: Final = "http://www.w3.org/ns/prov#startedAtTime"
    used: Final = "http://www.w3.org/ns/prov#used"
    wasAssociatedWith: Final = "http://www.w3.org/ns/prov#wasAssociatedWith"
    wasDerivedFrom: Final = "http://www.w3.org/ns/prov#wasDerivedFrom"
    wasGeneratedBy: Final = "http://www.w3.org/ns/prov#wasGeneratedBy"
    wasRevisionOf: Final = "http://www.w3.org/ns/prov#wasRevisionOf"


@final
class RDF:
    """`http://www.w3.org/1999/02/22-rdf-syntax-ns#`."""

    type: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    value: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#value"


@final
class RDFS:
    """`http://www.w3.org/2000/01/rdf-schema#`."""

    comment: Final = "http://www.w3.org/2000/01/rdf-schema#comment"
    domain: Final = "http://www.w3.org/2000/01/rdf-schema#domain"
    isDefinedBy: Final = "http://www.w3.org/2000/01/rdf-schema#isDefinedBy"
    label: Final = "http://www.w3.org/2000/01/rdf-schema#label"
    range: Final = "http://www.w3.org/2000/01/rdf-schema#range"
    seeAlso: Final = "http://www.w3.org/2000/01/rdf-schema#seeAlso"
    subClassOf: Final = "http://www.w3.org/2000/01/rdf-schema#subClassOf"
    subPropertyOf: Final = "http://www.w3.org/2000/01/rdf-schema#subPropertyOf"


@final
class SCHEMA:
    """`https://schema.org/`."""

    AdministrativeArea: Final = "https://schema.org/AdministrativeArea"
    City: Final = "https://schema.org/City"
    Claim: Final = "https://schema.org/Claim"
    Event: Final = "https://schema.org/Event"
    GovernmentOrganization: Final = "https://schema.org/GovernmentOrganization"
    NewsArticle: Final = "https://schema.org/NewsArticle"
    Person: Final = "https://schema.org/Person"
    Quotation: Final = "https://schema.org/Quotation"
    Thing: Final = "https://schema.org/Thing"
    about: Final = "https://schema.org/about"
    attendee: Final = "https://schema.org/attendee"
    birthDate: Final = "https://schema.org/birthDate"
    containedInPlace: Final = "https://schema.org/containedInPlace"
    creator: Final = "https://schema.org/creator"
    datePublished: Final = "https://schema.org/datePublished"
    domainIncludes: Final = "https://schema.org/domainIncludes"
    endDate: Final = "https://schema.org/endDate"
    headline: Final = "https://schema.org/headline"
    inLanguage: Final = "https://schema.org/inLanguage"
    isBasedOn: Final = "https://schema.org/isBasedOn"
    isPartOf: Final = "https://schema.org/isPartOf"
    mentions: Final = "https://schema.org/mentions"
    name: Final = "https://schema.org/name"
    organizer: Final = "https://schema.org/organizer"
    position: Final = "https://schema.org/position"
    publisher: Final = "https://schema.org/publisher"
    sameAs: Final = "https://schema.org/sameAs"
    startDate: Final = "https://schema.org/startDate"
    text: Final = "https://schema.org/text"
    url: Final = "https://schema.org/url"


@final
class SEM:
    """`http://semanticweb.cs.vu.nl/2009/11/sem/`."""

    Actor: Final = "http://semanticweb.cs.vu.nl/2009/11/sem/Actor"
    Event: Final = "http://semanticweb.cs.vu.nl/2009/11/sem/Event"
    EventType: Final = "http://semanticweb.cs.vu.nl/2009/11/sem/EventType"
    Role: Final = "http://semanticweb.cs.vu.nl/2009/11/sem/Role"
    RoleType: Final = "http://semanticweb.cs.vu.nl/2009/11/sem/RoleType"
    eventType: Final = "http://semanticweb.cs.vu.nl/2009/11/sem/eventType"
    hasActor: Final = "http://semanticweb.cs.vu.nl/2009/11/sem/hasActor"
    hasPlace: Final = "http://semanticweb.cs.vu.nl/2009/11/sem/hasPlace"
    roleType: Final = "http://semanticweb.cs.vu.nl/2009/11/sem/roleType"


@final
class SKOS:
    """`http://www.w3.org/2004/02/skos/core#`."""

    Concept: Final = "http://www.w3.org/2004/02/skos/core#Concept"
    ConceptScheme: Final = "http://www.w3.org/2004/02/skos/core#ConceptScheme"
    altLabel: Final = "http://www.w3.org/2004/02/skos/core#altLabel"
    broader: Final = "http://www.w3.org/2004/02/skos/core#broader"
    closeMatch: Final = "http://www.w3.org/2004/02/skos/core#closeMatch"
    definition: Final = "http://www.w3.org/2004/02/skos/core#definition"
    exactMatch: Final = "http://www.w3.org/2004/02/skos/core#exactMatch"
    hasTopConcept: Final = "http://www.w3.org/2004/02/skos/core#hasTopConcept"
    hiddenLabel: Final = "http://www.w3.org/2004/02/skos/core#hiddenLabel"
    inScheme: Final = "http://www.w3.org/2004/02/skos/core#inScheme"
    narrower: Final = "http://www.w3.org/2004/02/skos/core#narrower"
    notation: Final = "http://www.w3.org/2004/02/skos/core#notation"
    prefLabel: Final = "http://www.w3.org/2004/02/skos/core#prefLabel"
    scopeNote: Final = "http://www.w3.org/2004/02/skos/core#scopeNote"
    topConceptOf: Final = "http://www.w3.org/2004/02/skos/core#topConceptOf"


@final
class TIME:
    """`http://www.w3.org/2006/time#`."""

    Interval: Final = "http://www.w3.org/2006/time#Interval"
    ProperInterval: Final = "http://www.w3.org/2006/time#ProperInterval"


@final
class XSD:
    """`http://www.w3.org/2001/XMLSchema#`."""

    boolean: Final = "http://www.w3.org/2001/XMLSchema#boolean"
    date: Final = "http://www.w3.org/2001/XMLSchema#date"
    dateTime: Final = "http://www.w3.org/2001/XMLSchema#dateTime"
    decimal: Final = "http://www.w3.org/2001/XMLSchema#decimal"
    gYear: Final = "http://www.w3.org/2001/XMLSchema#gYear"
    gYearMonth: Final = "http://www.w3.org/2001/XMLSchema#gYearMonth"
    integer: Final = "http://www.w3.org/2001/XMLSchema#integer"
    string: Final = "http://www.w3.org/2001/XMLSchema#string"
