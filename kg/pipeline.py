"""Composes the house: reads articles, extracts, stores, and takes stored articles out again."""

from __future__ import annotations

import hashlib
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg import plugins, rdf
from kg.authority import load
from kg.corpus import Metadata, Skipped, read
from kg.errors import BadInput, UnknownName
from kg.ns import DCT, POL, PROV
from kg.resources import resource
from kg.stores.oxigraph import OxigraphStore

if TYPE_CHECKING:
    from pyoxigraph import Triple

    from kg.model import Activity, Article, Reading
    from kg.protocols import Extractor

_SHAPES = "shapes.ttl"


@dataclass
class BuildReport:
    """What a build did: articles read anew, found unchanged, skipped with reasons, and what came out."""

    read: int = 0
    unchanged: int = 0
    facts: int = 0
    seconds: float = 0.0
    stopped: bool = False
    counts: dict[str, int] = field(default_factory=dict)
    undated: int = 0
    skipped: list[Skipped] = field(default_factory=list)

    @property
    def articles(self) -> int:
        return self.read + self.unchanged

    @property
    def skipped_count(self) -> int:
        return len(self.skipped)

    def summary(self) -> Iterator[tuple[str, object]]:
        """Yield what a person wants to know at the end, as names and values."""
        yield "articles", self.articles
        yield "  read anew", self.read
        yield "  unchanged", self.unchanged
        yield "  skipped", self.skipped_count
        for name, count in sorted(self.counts.items()):
            yield name, count
        yield "facts", self.facts
        yield "seconds", f"{self.seconds:.1f}"
        if self.read:
            yield "articles per second", f"{self.read / self.seconds:.1f}"
            yield "facts per second", f"{self.facts / self.seconds:.0f}"
        yield "peak memory", f"{peak_memory():.0f} MB"


def metadata(title: str | None, published: str | None, publisher: str | None, language: str | None) -> Metadata:
    """What is given by hand about articles. Raises BadInput for a day or language that is none."""
    if language not in (None, "en", "zh"):
        raise BadInput(f"the language has to be en or zh, not {language!r}")
    return Metadata(title or "", _day(published) if published else None, publisher or "", language or "")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput(f"{text!r} is no day of publication; write it as 2024-03-20") from None


def build(
    paths: Iterable[str | Path],
    store: OxigraphStore,
    *,
    extractor: str = "rules",
    fetch: bool = False,
    again: bool = False,
    defaults: Metadata | None = None,
    on_article: Callable[[Article, BuildReport], None] | None = None,
) -> BuildReport:
    """Read every article under `paths` into the store and report on it; what did not change is left alone.

    Each article enters in one step, so an interruption leaves whole articles only. `again` reads unchanged
    articles too. Raises BadInput where a path does not exist, StoreError where the store cannot be written.
    """
    report, started = BuildReport(), time.monotonic()
    writer = _Writer(store, plugins.find("kg.extractors", extractor)(load()))
    try:
        for article in read(paths, fetch=fetch, defaults=defaults, on_skip=report.skipped.append):
            _add(article, writer, report, again=again)
            if on_article:
                on_article(article, report)
    except KeyboardInterrupt:
        report.stopped = True
    report.seconds = time.monotonic() - started
    report.counts = dict(_counts(store))
    return report


def _counts(store: OxigraphStore) -> Iterator[tuple[str, int]]:
    """Yield how many people, offices, events and statements the store's articles speak of."""
    asked = {
        "people": "?a pol:mentions ?x . ?x a pol:Person",
        "offices": "?h a pol:OfficeHolding ; pol:office ?x",
        "events": "?x a pol:Event",
        "statements": "?x a pol:Statement",
    }
    for name, pattern in asked.items():
        yield name, next(iter(store.select(f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ {pattern} }}")))["n"]


def info(store: OxigraphStore) -> Iterator[tuple[str, object]]:
    """Yield what a store holds, as names and values."""
    period = next(
        iter(
            store.select(
                "SELECT (COUNT(?a) AS ?n) (MIN(?d) AS ?first) (MAX(?d) AS ?last) { ?a a pol:Article OPTIONAL { ?a schema:datePublished ?d } }"
            )
        )
    )
    yield "store", store.path
    yield "base", store.base
    yield "articles", period["n"]
    yield "published", f"{period['first'] or 'unknown'} to {period['last'] or 'unknown'}"
    yield from _counts(store)
    yield "named graphs", sum(1 for _ in store.graphs())
    yield "quads", len(store)
    yield "size on disk", f"{sum(f.stat().st_size for f in store.path.rglob('*') if f.is_file()) / 1e6:.1f} MB"
    for row in store.select("SELECT ?run ?time { GRAPH ?g { ?run a pol:Run ; prov:startedAtTime ?time } } ORDER BY ?time ?run"):
        yield "run", f"{row['run'].removeprefix(store.base)} of {row['time']:%Y-%m-%d %H:%M}"


def peak_memory() -> float:
    """The most memory that this process held so far, in megabytes; nought where the system does not tell."""
    try:
        import resource as limits
    except ImportError:
        return 0.0
    peak = limits.getrusage(limits.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)


def _add(article: Article, writer: _Writer, report: BuildReport, *, again: bool) -> None:
    if article.published is None:
        report.undated += 1
    if not again and writer.has(article):
        report.unchanged += 1
        return
    try:
        reading = writer.extractor.read(article)
    except RecursionError:
        report.skipped.append(Skipped(article.label, "the text is nested too deeply to be read"))
        return
    writer.write(reading)
    report.read += 1
    report.facts += fact_count(reading)


def fact_count(reading: Reading) -> int:
    """How many facts a reading states: mentions aside, each with its own evidence."""
    facts = (reading.holdings, reading.participations, reading.statements, reading.topics)
    return sum(map(len, facts)) + (reading.event is not None)


class _Writer:
    """Puts readings of one extractor into one store, with the provenance of the run."""

    def __init__(self, store: OxigraphStore, extractor: Extractor) -> None:
        self.extractor = extractor
        self._store = store
        self._names = store.names
        self._authority = refresh(store)
        self._provenance = self._names.graph("provenance")
        self._note_run(extractor.activity)

    def _note_run(self, activity: Activity) -> None:
        run = self._names.run(activity, self._authority)
        if not any(t.subject.value == run for t in _about(self._store, run, self._provenance)):
            now = datetime.now(UTC).replace(microsecond=0).isoformat()
            self._store.add(self._provenance, rdf.run_triples(activity, self._names, self._authority, now))

    def has(self, article: Article) -> bool:
        """Whether this very text was read by this very run's software, settings and authority."""
        graph = self._names.reading(article.id, self.extractor.activity.extractor)
        said = {(t.predicate.value, t.object.value) for t in _about(self._store, graph, self._provenance)}
        run = self._names.run(self.extractor.activity, self._authority)
        return {(POL.digest, article.digest), (PROV.wasGeneratedBy, run)} <= said and self._same_source(article)

    def _same_source(self, article: Article) -> bool:
        """Whether what is stored of the article beside its text (its name, day, address) is still the same."""
        from kg.model import Reading

        graph = self._names.reading(article.id, self.extractor.activity.extractor)
        bare = set(rdf.reading_triples(Reading(article, self.extractor.activity), self._names))
        return bare <= self._store.triples(graph)

    def write(self, reading: Reading) -> None:
        graph = self._names.reading(reading.article.id, reading.activity.extractor)
        before = _digests(self._store, graph, self._provenance)
        self._store.keep_text(reading.article)
        self._store.remove(self._provenance, _about(self._store, graph, self._provenance))
        self._store.replace(graph, rdf.reading_triples(reading, self._names))
        self._store.add(self._provenance, rdf.provenance_triples(reading, self._names, self._authority))
        for digest in before - {reading.article.digest}:
            self._store.forget_text(digest)


def _about(store: OxigraphStore, subject: str, graph: str) -> list[Triple]:
    return store.matching(subject, graph)


def _digests(store: OxigraphStore, graph: str, provenance: str) -> set[str]:
    return {t.object.value for t in _about(store, graph, provenance) if t.predicate.value == POL.digest}


def refresh(store: OxigraphStore) -> str:
    """Bring the store's ontology and authority up to this installation's; returns the authority's digest."""
    names, provenance = store.names, store.names.graph("provenance")
    digest = base_digest()
    graph = names.graph("authority")
    if digest not in _digests(store, graph, provenance):
        store.remove(provenance, _about(store, graph, provenance))
        store.replace(names.graph("ontology"), ontology_triples(names))
        store.replace(graph, rdf.authority_triples(load(), names))
        store.add(provenance, rdf.digest_triples(graph, digest))
    return digest


@cache
def base_digest() -> str:
    """A digest of the ontology and authority files that this installation carries."""
    total = hashlib.sha256()
    for folder in ("ontology", "data/authority", "data/lexicon"):
        for file in sorted(p for p in resource(folder).iterdir() if p.is_file()):
            total.update(file.name.encode() + b"\0" + file.read_bytes())
    return total.hexdigest()[:16]


def ontology_triples(names: rdf.Names) -> Iterator[Triple]:
    """Yield the ontology and its schemes, under the store's base IRI."""
    for file in sorted(resource("ontology").glob("*.ttl")):
        if file.name != _SHAPES:
            yield from rdf.file_triples(file, names)


def drop(article: str, store: OxigraphStore) -> int:
    """Take an article, by id, name or IRI, out of the store with all that follows from it; returns its graphs' number."""
    iri = find_article(article, store)
    graphs = [g for g in store.graphs() if g.startswith(f"{iri}/by/")]
    provenance = store.names.graph("provenance")
    digests = {d for g in graphs for d in _digests(store, g, provenance)}
    for graph in graphs:
        store.drop(graph)
        store.remove(provenance, _about(store, graph, provenance))
    for digest in digests:
        store.forget_text(digest)
    return len(graphs)


def find_article(name: str, store: OxigraphStore) -> str:
    """The IRI of the article that a name, id, URL or IRI means. UnknownName with the nearest names otherwise."""
    direct = name if name.startswith(store.base) else store.names.article(name)
    if store.matching(direct, None):
        return direct
    known = article_names(store)
    found = sorted(iri for iri, label in known.items() if label == name)
    if len(found) == 1:
        return found[0]
    if found:
        raise UnknownName(f"{len(found)} articles are named {name!r}; say which: {', '.join(found[:5])}")
    raise UnknownName(f"no article named {name!r} in {store.path}{_near(name, known.values())}")


def article_names(store: OxigraphStore) -> dict[str, str]:
    """The name of every article of the default graph, by IRI."""
    rows = store.select(f"SELECT ?article ?name {{ ?article a <{POL.Article}> ; <{DCT.identifier}> ?name }} ORDER BY ?article")
    return {row["article"]: row["name"] for row in rows}


def _near(name: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, list(known), n=3, cutoff=0.5)
    return f"; did you mean {' or '.join(near)}?" if near else "; `kg query articles` lists them"

