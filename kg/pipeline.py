"""Composes the house: reads articles, extracts, stores, and takes stored articles out again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kg import curation, events, foundation, plugins, rdf
from kg.asking import thing
from kg.authority import load
from kg.census import counts, peak_memory
from kg.corpus import Metadata, Skipped, read
from kg.errors import BadInput, ReaderError, ReaderUnavailable
from kg.foundation import digests
from kg.model import Reading
from kg.protocols import Accountable
from kg.stores.oxigraph import OxigraphStore

if TYPE_CHECKING:
    from kg.curation import Decisions
    from kg.model import Activity, Article
    from kg.protocols import Extractor


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
    accounts: list[tuple[str, str]] = field(default_factory=list)
    unavailable: str = ""

    @property
    def articles(self) -> int:
        return self.read + self.unchanged

    @property
    def skipped_count(self) -> int:
        return sum(s.kind != "note" for s in self.skipped)

    def summary(self) -> Iterator[tuple[str, object]]:
        """Yield what a person wants to know at the end, as names and values."""
        yield "articles", self.articles
        yield "  read anew", self.read
        yield "  unchanged", self.unchanged
        yield "  skipped", self.skipped_count
        yield from sorted(self.counts.items())
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
    extractors: Sequence[str | Extractor] = ("rules",),
    fetch: bool = False,
    again: bool = False,
    defaults: Metadata | None = None,
    decisions: Decisions | None = None,
    on_article: Callable[[Article, BuildReport], None] | None = None,
) -> BuildReport:
    """Read every article under `paths` into the store and report on it; what did not change is left alone.

    Each article enters in one step, so an interruption leaves whole articles only. `again` reads unchanged
    articles too. Each of `extractors` (names or readers) reads every article, into a graph of its own; where one can
    no longer read, the build ends and the report says why. `decisions` of people are applied to what is read (those of
    the usual folder where none are given); at the end, accounts of one event are brought together. Raises BadInput where a path does not exist, StoreError
    where the store cannot be written.
    """
    report, started = BuildReport(), time.monotonic()
    readers = ready(extractors)
    decisions = curation.load() if decisions is None else decisions
    writers = [_Writer(store, reader, decisions) for reader in readers]
    try:
        for article in read(paths, fetch=fetch, defaults=defaults, on_skip=report.skipped.append):
            _add(article, writers, report, again=again)
            if on_article:
                on_article(article, report)
    except KeyboardInterrupt:
        report.stopped = True
    except ReaderUnavailable as error:
        report.unavailable = str(error)
    events.settle(store, decisions)
    report.seconds = time.monotonic() - started
    report.counts = dict(counts(store))
    report.accounts = [line for reader in readers if isinstance(reader, Accountable) for line in reader.account()]
    return report


def ready(extractors: Iterable[str | Extractor]) -> list[Extractor]:
    """The extractors, those given by name made ready to read; one that lacks its settings says so here."""
    return [plugins.find("kg.extractors", e)(load()) if isinstance(e, str) else e for e in dict.fromkeys(extractors)]


def _add(article: Article, writers: Sequence[_Writer], report: BuildReport, *, again: bool) -> None:
    if article.published is None:
        report.undated += 1
    due = [writer for writer in writers if again or not writer.has(article)]
    if not due:
        report.unchanged += 1
        return
    written = [_add_reading(article, writer, report) for writer in due]
    report.read += any(written)


def _add_reading(article: Article, writer: _Writer, report: BuildReport) -> bool:
    """Whether the reader could read the article; what it read is then in the store."""
    try:
        reading = writer.read(article)
    except ReaderUnavailable:
        raise
    except ReaderError as error:
        report.skipped.append(Skipped(article.label, str(error)))
        return False
    except Exception as error:  # one article must never stop the others, whatever a reader trips over
        report.skipped.append(Skipped(article.label, f"its reader failed ({type(error).__name__}: {error}); please report this"))
        return False
    writer.write(reading)
    report.facts += fact_count(reading)
    return True


def fact_count(reading: Reading) -> int:
    """How many facts a reading states: mentions aside, each with its own evidence."""
    facts = (reading.holdings, reading.participations, reading.statements, reading.topics)
    return sum(map(len, facts)) + (reading.event is not None)


class _Writer:
    """Puts readings of one extractor into one store, with the provenance of the run."""

    def __init__(self, store: OxigraphStore, extractor: Extractor, decisions: Decisions | None = None) -> None:
        self.extractor = extractor
        self._decisions = decisions or curation.Decisions()
        self._store = store
        self._names = store.names
        self._authority = foundation.refresh(store)
        self._provenance = self._names.graph("provenance")
        self._note_run(extractor.activity)

    def _note_run(self, activity: Activity) -> None:
        run = self._names.run(activity, self._authority)
        if not self._store.matching(run, self._provenance):
            now = datetime.now(UTC).replace(microsecond=0).isoformat()
            self._store.add(self._provenance, rdf.run_triples(activity, self._names, self._authority, now))

    def has(self, article: Article) -> bool:
        """Whether this very text was read by this very run's software, settings, decisions and authority."""
        bare = Reading(article, self._decisions.activity(self.extractor.activity, article))
        graph = self._names.reading(article.id, bare.activity.extractor)
        wanted = rdf.provenance_triples(bare, self._names, self._authority)
        return set(wanted) <= set(self._store.matching(graph, self._provenance)) and self._same_source(bare, graph)

    def _same_source(self, bare: Reading, graph: str) -> bool:
        """Whether what is stored of the article beside its text (its name, day, address) is still the same."""
        return set(rdf.reading_triples(bare, self._names)) <= self._store.triples(graph)

    def read(self, article: Article) -> Reading:
        """What the extractor reads in an article, as people decided."""
        return curation.apply(self.extractor.read(article), self._decisions, load())

    def write(self, reading: Reading) -> None:
        graph = self._names.reading(reading.article.id, reading.activity.extractor)
        before = digests(self._store, graph, self._provenance)
        events.unsettle(self._store)
        self._note_run(reading.activity)
        self._store.keep_text(reading.article)
        self._store.remove(self._provenance, self._store.matching(graph, self._provenance))
        self._store.replace(graph, rdf.reading_triples(reading, self._names))
        self._store.add(self._provenance, rdf.provenance_triples(reading, self._names, self._authority))
        for digest in before - {reading.article.digest}:
            self._store.forget_text(digest)


def drop(articles: str | Iterable[str], store: OxigraphStore, *, decisions: Decisions | None = None) -> int:
    """Take articles, by id, name or IRI, out of the store with all that follows from them; returns their graphs' number.

    Nothing goes where one of them is unknown. The events of those that stay are judged again.
    """
    gone = [thing(store, "article", a) for a in ([articles] if isinstance(articles, str) else articles)]
    number = sum(_drop(iri, store) for iri in dict.fromkeys(gone))
    events.settle(store, curation.load() if decisions is None else decisions)
    return number


def _drop(iri: str, store: OxigraphStore) -> int:
    graphs = [g for g in store.graphs() if g.startswith(f"{iri}/by/")]
    provenance = store.names.graph("provenance")
    texts = {d for g in graphs for d in digests(store, g, provenance)}
    events.unsettle(store)
    for graph in graphs:
        store.drop(graph)
        store.remove(provenance, store.matching(graph, provenance))
    for digest in texts:
        store.forget_text(digest)
    return len(graphs)
