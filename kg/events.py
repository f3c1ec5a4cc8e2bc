"""Brings the accounts of one event onto one event node, and writes down why.

The shape, and why. Each reading's graph keeps its article's account: type, days and place as that text has them, which no
judgement touches. What the judgement gives is only *which* event the account tells, so it writes the IRI of the event into
the readings, and the same description of it (type, days, place, title as most accounts have them) into each. So everything
that asks for events (named queries, views, projections, exports, a user's own SPARQL) finds one node for one event and
needs to know nothing of judgements; `person attended event` counts once because it is one triple. The alternatives were
worse: `owl:sameAs` between many events has every query pay, and count twice where it forgets to; events in the judgement's
graph alone leave a reading's graph without the thing that its facts are about.

The judgement itself stands in `graph/events`: for every pair that joined, and for those that came near, a match with its
confidence and reasons, and which articles are copies of which. It is computed from all accounts, whenever some come or go,
and depends on nothing else: the same articles give the same bytes, in whatever order they came. An event goes by the key
(day, type, place, leading person) that most of its accounts have; where two events have one key, all but the first also
take the name of their first article.

Only the rules' accounts are judged. What another reader tells of an article follows that article's event.
"""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode, Triple

from kg import __version__, copies, curation, queries, same_event
from kg.model import Activity, Article, Entity, EventReport, Participation, Reading
from kg.ns import POL, PROV, RDF, SCHEMA, SKOS, XSD
from kg.rdf import digest_triples
from kg.resources import resource
from kg.same_event import Account, Grouping, Match, Rulings, group, numbered_apart, numbers, words

if TYPE_CHECKING:
    from kg.curation import Decisions
    from kg.rdf import Names
    from kg.stores.oxigraph import OxigraphStore

T = TypeVar("T", bound=Hashable)
_SETTLED = {POL.eventType, SCHEMA.startDate, SCHEMA.endDate, SKOS.prefLabel, POL.inProvince}
_DOUBTS = 2000


@dataclass(frozen=True, slots=True)
class Told:
    """An account, with what is needed to name its event."""

    account: Account
    name: str
    digest: str
    confidence: float
    own: str


@dataclass(frozen=True, slots=True)
class Event:
    """One event: its IRI, the articles that tell it, and how it is described."""

    iri: str
    articles: tuple[str, ...]
    description: frozenset[Triple]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What judging found: how many events in how many accounts, how many of them told more than once, how many copies."""

    accounts: int
    events: int
    shared: int
    copies: int


def judge(store: OxigraphStore, decisions: Decisions | None = None) -> Judgement:
    """Judge which accounts of the store tell one event, and write it down; doing so again changes nothing.

    Raises StoreError where a text or the store cannot be read or written.
    """
    decisions = decisions or curation.Decisions()
    told = accounts(store)
    found = _copies(told, store)
    families = copies.families(found)
    told = {a: replace(t, account=replace(t.account, copies=families.get(a, ""))) for a, t in told.items()}
    named = _named(told)
    grouping = group((t.account for t in told.values()), _rulings(decisions, named))
    events = tuple(_events(grouping, told, store.names))
    _settle(store, events)
    _write(store, events, grouping, found, families)
    _keep(store, "curation", curation.triples(decisions, store.names, _finder(named, store.names)))
    return Judgement(len(told), len(events), sum(len(e.articles) > 1 for e in events), len(found))


def settle(store: OxigraphStore, decisions: Decisions | None = None) -> Judgement | None:
    """Judge where accounts came or went, or decisions changed, since this was last done; None where nothing did."""
    decisions = decisions or curation.Decisions()
    events, provenance = store.names.graph("events"), store.names.graph("provenance")
    mark = f"{__version__}+{decisions.digest or 'undecided'}"
    if any(isinstance(t.object, Literal) and t.object.value == mark for t in store.matching(events, provenance)):
        return None
    judgement = judge(store, decisions)
    unsettle(store)
    store.add(provenance, digest_triples(events, mark))
    return judgement


def unsettle(store: OxigraphStore) -> None:
    """Note that accounts are about to come or go, so that an interruption leaves no judgement that seems current."""
    provenance = store.names.graph("provenance")
    store.remove(provenance, store.matching(store.names.graph("events"), provenance))


# Accounts ------------------------------------------------------------------------------------------------------------


def accounts(store: OxigraphStore) -> dict[str, Told]:
    """Every article's account by the article's IRI, in order, as the rules read it."""
    provinces, roles, mentions, themes = (defaultdict[str, set[Any]](set) for _ in range(4))
    into = {"province": provinces, "mention": mentions, "theme": themes}
    for row in store.select(queries.part("account-facts")):
        if row["what"] == "person":
            roles[row["article"]].add((row["thing"], row["role"], row["known"] is not False))
        else:
            into[row["what"]][row["article"]].add(row["thing"])
    rows = list(store.select(queries.part("accounts")))
    texts = {row["article"]: store.text(row["digest"]) for row in rows}
    telling = same_event.telling({row["article"]: words(*texts[row["article"]], row["language"] or "") for row in rows})
    found: dict[str, Told] = {}
    for row in rows:
        article = row["article"]
        account = Account(
            article,
            row["type"],
            row["language"] or "",
            row["title"],
            row["published"],
            row["start"],
            row["end"],
            frozenset(provinces[article]),
            tuple(sorted((person, role) for person, role, _ in roles[article])),
            frozenset(mentions[article]),
            frozenset(themes[article]),
            numbers("\n".join(texts[article])),
            telling[article],
            publisher=row["publisher"] or "",
            countries=_countries(row["title"]),
        )
        found[article] = Told(account, row["name"], row["digest"], row["confidence"], _own(account, roles[article], store.names))
    return found


def _own(account: Account, roles: Iterable[tuple[str, str, bool]], names: Names) -> str:
    """The IRI that the event has by this account alone."""
    reading = Reading(
        Article(_tail(account.article), ""),
        Activity("", ""),
        event=EventReport(
            type=account.type,
            start=account.start,
            end=account.end,
            provinces=tuple(_tail(p) for p in account.provinces),
            evidence=(),
            rule="",
            confidence=0,
        ),
        participations=tuple(
            Participation(person=Entity("person", _tail(person), known=known), role=role, evidence=(), rule="", confidence=0)
            for person, role, known in sorted(roles)
        ),
    )
    return names.event(reading)


def _countries(title: str) -> frozenset[str]:
    """The countries whose names stand in a title, in either language."""
    return frozenset(ident for pattern, ident in _country_names() if pattern.search(title))


@cache
def _country_names() -> tuple[tuple[re.Pattern[str], str], ...]:
    with (resource("data/lexicon") / "countries.csv").open(encoding="utf-8-sig", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["id"] != "cn"]
    named = {(name, row["id"]) for row in rows for name in (row["zh"], row["en"]) if len(name) > 1}
    return tuple((re.compile(_spelt(name)), ident) for name, ident in sorted(named))


def _spelt(name: str) -> str:
    """The pattern of a country's name; `&` stands for the word as well."""
    return rf"\b{re.escape(name)}\b".replace(r"\ \&\ ", " (?:&|and) ") if name.isascii() else re.escape(name)


def _tail(iri: str) -> str:
    return unquote(iri.rpartition("/")[2])


def _copies(told: Mapping[str, Told], store: OxigraphStore) -> tuple[copies.Copy, ...]:
    def text(article: str) -> str:
        return store.text(told[article].digest)[1]

    ordered = sorted(told.values(), key=lambda t: (t.account.published or date.max, t.account.article))
    items = [
        copies.Item(t.account.article, t.account.published, copies.sketch(copies.shingles(text(t.account.article))))
        for t in ordered
    ]
    found = copies.copies(items, text)
    return tuple(c for c in found if not numbered_apart(told[c.first].account.title, told[c.second].account.title))


def _named(told: Mapping[str, Told]) -> dict[str, str]:
    """Articles by the name that reports call them; a name of several is nobody's."""
    count = Counter(t.name for t in told.values())
    return {t.name: article for article, t in told.items() if count[t.name] == 1}


def _finder(named: Mapping[str, str], names: Names) -> Callable[[str], str]:
    return lambda name: named.get(name, names.article(name))


def _rulings(decisions: Decisions, named: Mapping[str, str]) -> Rulings:
    def pairs(word: str) -> frozenset[tuple[str, str]]:
        asked = ((named.get(d.article, d.article), named.get(d.other, d.other)) for d in decisions.events if d.decision == word)
        return frozenset((min(p), max(p)) for p in asked)

    return Rulings(pairs("same"), pairs("not"))


# Events --------------------------------------------------------------------------------------------------------------


def _events(grouping: Grouping, told: Mapping[str, Told], names: Names) -> Iterator[Event]:
    """Yield an event for each group; the first group of a key takes it as it is."""
    taken: set[str] = set()
    for members in grouping.groups:
        key = _commonest(told[a].own for a in members)
        iri = key if key not in taken else f"{key}/{members[0].rpartition('/')[2]}"
        taken.add(iri)
        yield Event(iri, members, frozenset(_description(iri, [told[a] for a in members], names)))


def _commonest(values: Iterable[T]) -> T:
    """The value that most have; of equals the one that comes first in writing."""
    counted = Counter(values)
    return min(counted, key=lambda v: (-counted[v], str(v)))


def _description(iri: str, members: list[Told], names: Names) -> Iterator[Triple]:
    """Type, days and place as most of the accounts that know them have them, and a title in each language."""
    event = NamedNode(iri)
    known = [t.account for t in members]
    kind = _commonest(a.type for a in [a for a in known if a.type != "report"] or known)
    yield Triple(event, NamedNode(POL.eventType), NamedNode(names.iri("event-type", kind)))
    if dated := [(a.start, a.end or a.start) for a in known if a.start]:
        for predicate, day in zip((SCHEMA.startDate, SCHEMA.endDate), _commonest(dated), strict=True):
            yield Triple(event, NamedNode(predicate), Literal(str(day), datatype=NamedNode(XSD.date)))
    places = _commonest(tuple(sorted(a.provinces)) for a in [a for a in known if a.provinces] or known)
    yield from (Triple(event, NamedNode(POL.inProvince), NamedNode(p)) for p in places)
    titles = {a.language[:2]: a.title for a in reversed(known)}
    for language, title in sorted(titles.items()):
        yield Triple(event, NamedNode(SKOS.prefLabel), Literal(title, language=language) if language else Literal(title))


def _settle(store: OxigraphStore, events: Iterable[Event]) -> None:
    """Have every reading of the articles speak of their event, under its one IRI and description."""
    graphs: dict[str, list[str]] = defaultdict(list)
    for graph in store.graphs():
        article, mark, _ = graph.rpartition("/by/")
        if mark:
            graphs[article].append(graph)
    for event in events:
        for article in event.articles:
            for graph in graphs[article]:
                _rename(store, graph, article, event)


def _rename(store: OxigraphStore, graph: str, article: str, event: Event) -> None:
    leads = (t.object for t in store.matching(article, graph) if t.predicate.value == POL.mainEvent)
    before = {event.value for event in leads if isinstance(event, NamedNode)}
    for old in before:
        told = frozenset(t for t in store.matching(old, graph) if t.predicate.value in _SETTLED)
        if old != event.iri or told != event.description:
            kept = store.triples(graph) - told
            store.replace(graph, {*(_moved(t, old, event.iri) for t in kept), *event.description})


def _moved(triple: Triple, old: str, new: str) -> Triple:
    subject = NamedNode(new) if triple.subject == NamedNode(old) else triple.subject
    thing = NamedNode(new) if triple.object == NamedNode(old) else triple.object
    return Triple(subject, triple.predicate, thing)


# Graph ---------------------------------------------------------------------------------------------------------------


def _write(
    store: OxigraphStore, events: Iterable[Event], grouping: Grouping, found: Iterable[copies.Copy], families: Mapping[str, str]
) -> None:
    event_of = {article: event.iri for event in events for article in event.articles}
    triples: set[Triple] = set()
    for match in grouping.joined:
        triples.update(_match(match, store.names, event_of[match.first]))
    for match in grouping.doubtful[:_DOUBTS]:
        triples.update(_match(match, store.names, ""))
    for copy in found:
        triples.update(_copy(copy, store.names))
    for article, head in families.items():
        if article != head:
            triples.add(Triple(NamedNode(article), NamedNode(POL.copyOf), NamedNode(head)))
    _keep(store, "events", triples)


def _keep(store: OxigraphStore, name: str, triples: Iterable[Triple]) -> None:
    """Have a graph of the house hold these triples; without any there is no such graph."""
    made, graph = set(triples), store.names.graph(name)
    if made:
        store.replace(graph, made)
    elif graph in store.graphs():
        store.drop(graph)


def _match(match: Match, names: Names, event: str) -> Iterator[Triple]:
    node = _node("event", match.first, match.second, names)
    yield from _judged(node, POL.EventMatch, match.first, match.second, match.confidence)
    yield Triple(node, NamedNode(POL.same), Literal(bool(event)))
    yield from (Triple(node, NamedNode(POL.reason), Literal(reason)) for reason in match.reasons)
    if event:
        yield Triple(node, NamedNode(POL.event), NamedNode(event))


def _copy(copy: copies.Copy, names: Names) -> Iterator[Triple]:
    node = _node("copy", copy.first, copy.second, names)
    yield from _judged(node, POL.CopyMatch, copy.first, copy.second, copy.likeness)
    yield Triple(node, NamedNode(POL.reason), Literal(f"texts {copy.likeness:.0%} alike"))


def _node(kind: str, first: str, second: str, names: Names) -> NamedNode:
    return NamedNode("/".join((names.iri("match", kind), *(article.rpartition("/")[2] for article in (first, second)))))


def _judged(node: NamedNode, kind: str, first: str, second: str, sure: float) -> Iterator[Triple]:
    for value in (kind, POL.Match, PROV.Entity):
        yield Triple(node, NamedNode(RDF.type), NamedNode(value))
    for article in (first, second):
        yield Triple(node, NamedNode(POL.matches), NamedNode(article))
    yield Triple(node, NamedNode(POL.confidence), Literal(f"{min(sure, 0.999):.3f}", datatype=NamedNode(XSD.decimal)))
