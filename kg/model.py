"""The values that the whole house speaks of: articles, spans, mentions, facts and readings."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Part = Literal["text", "title"]
Kind = Literal["person", "organisation", "province", "city", "strategy", "theme", "formulation"]
Change = Literal["appointed", "elected", "removed", "resigned"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open code-point range `start:end` of an article's unchanged text, or of its title."""

    start: int
    end: int
    part: Part = "text"


@dataclass(frozen=True, slots=True)
class Article:
    """One article exactly as read; `title` is what the source names apart from the text, or empty."""

    id: str
    text: str
    title: str = ""
    language: str = ""
    url: str = ""
    published: date | None = None
    publisher: str = ""
    source: str = ""
    name: str = ""

    @property
    def label(self) -> str:
        """What facts and reports call the article: its name (the given id, else the file's name), else its id."""
        return self.name or self.id

    @property
    def digest(self) -> str:
        """The SHA-256 of title and text, which tells whether an article changed."""
        return hashlib.sha256(f"{self.title}\0{self.text}".encode()).hexdigest()

    def quote(self, span: Span) -> str:
        """The characters under a span."""
        return (self.title if span.part == "title" else self.text)[span.start : span.end]


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something that a mention means: a key within its kind, and names where known.

    `known` says that the authority has it; otherwise this reading made the identifier.
    """

    kind: Kind
    id: str
    en: str = ""
    zh: str = ""
    known: bool = True


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that means an entity; `candidates` are the others it may mean, with scores."""

    span: Span
    surface: str
    entity: Entity
    confidence: float
    rule: str
    candidates: tuple[tuple[Entity, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Office:
    """A post: a role of the scheme in an organisation, written `role@organisation`."""

    role: str
    organisation: Entity

    @property
    def id(self) -> str:
        return f"{self.role}@{self.organisation.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What every fact can answer: where it stands, which rule says so, and how sure it is (0 to 1)."""

    evidence: tuple[Span, ...]
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeHolding(Fact):
    """A person holds an office on a day (the article's), or held it before (`former`)."""

    person: Entity
    office: Office
    on: date | None = None
    former: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeChange(Fact):
    """A person takes up an office or gives it up on a day, where the text tells it; `acting` for the time being."""

    person: Entity
    office: Office
    kind: Change
    on: date | None = None
    acting: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EventReport(Fact):
    """The article's own account of its main event; `provinces` are ISO 3166-2 codes of its place."""

    type: str
    start: date | None = None
    end: date | None = None
    provinces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation(Fact):
    """What a person did in the main event; `position` counts from 1 in the order of the text's list."""

    person: Entity
    role: str
    in_office: Office | None = None
    position: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Fact):
    """What a speaker (None: the meeting itself) said; the first evidence is the stretch that was said."""

    speaker: Entity | None
    speech_act: str
    themes: tuple[str, ...] = ()
    strategies: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic(Fact):
    """A theme that the article addresses; `weight` (0 to 1) is its share among the article's themes."""

    theme: str
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Activity:
    """Who read: the extractor's name, its version, and the settings that matter, as sorted pairs."""

    extractor: str
    version: str
    settings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one extractor read in one article."""

    article: Article
    activity: Activity
    mentions: tuple[Mention, ...] = ()
    holdings: tuple[OfficeHolding, ...] = ()
    event: EventReport | None = None
    participations: tuple[Participation, ...] = ()
    statements: tuple[Statement, ...] = ()
    topics: tuple[Topic, ...] = field(default=())
    changes: tuple[OfficeChange, ...] = ()
