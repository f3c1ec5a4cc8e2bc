"""What people decided, kept in CSV files: read strictly, applied to readings after names are linked, part of provenance.

`people.csv` says whom a name means, everywhere or in one article; `events.csv` whether two articles tell one event.
A reading's run carries the digest of the decisions that touch its article, so a new decision has just those read again.
"""

from __future__ import annotations

import csv
import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pyoxigraph import Literal, NamedNode, Triple

from kg.errors import BadInput
from kg.model import Activity, Article, Entity, Fact, Mention, Reading
from kg.ns import POL, PROV, RDF, RDFS

if TYPE_CHECKING:
    from kg.authority import Authority
    from kg.rdf import Names

FOLDER = "data/curation"
RULE = "decided by a person"
PEOPLE = ("decision", "name", "article", "person", "en", "zh", "note")
EVENTS = ("decision", "article", "other", "note")
_HEADERS = {"people.csv": PEOPLE, "events.csv": EVENTS}
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
F = TypeVar("F", bound=Fact)


@dataclass(frozen=True, slots=True, order=True)
class OnPerson:
    """Whom a name means: `same` as or `not` that person, a `new` one of that id, or nobody (`ignore`)."""

    decision: str
    name: str
    article: str = ""
    person: str = ""
    en: str = ""
    zh: str = ""
    note: str = ""

    def touches(self, article: Article) -> bool:
        """Whether the decision may change what is read in an article."""
        return (
            self.article in ("", article.id, article.label)
            and self.name.casefold() in f"{article.title}\n{article.text}".casefold()
        )


@dataclass(frozen=True, slots=True, order=True)
class OnEvent:
    """Whether two articles tell the `same` event, do `not`, or shall not be asked about again (`ignore`)."""

    decision: str
    article: str
    other: str
    note: str = ""

    @property
    def pair(self) -> frozenset[str]:
        return frozenset({self.article, self.other})


@dataclass(frozen=True)
class Decisions:
    """All decisions of a folder, in order."""

    people: tuple[OnPerson, ...] = ()
    events: tuple[OnEvent, ...] = ()

    @cached_property
    def digest(self) -> str:
        """Twelve letters that change when a decision does; empty where there is none."""
        return _digest((*self.people, *self.events))

    def touching(self, article: Article) -> tuple[OnPerson, ...]:
        """The decisions on names that stand in an article."""
        return tuple(d for d in self.people if d.touches(article))

    def activity(self, activity: Activity, article: Article) -> Activity:
        """Who reads an article: the extractor, and the decisions that touch it."""
        touching = _digest(self.touching(article))
        return replace(activity, settings=(*activity.settings, ("curation", touching))) if touching else activity


def _digest(decisions: Iterable[OnPerson | OnEvent]) -> str:
    lines = sorted(repr(replace(d, note="")) for d in decisions)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12] if lines else ""


# Files ---------------------------------------------------------------------------------------------------------------


def load(folder: str | Path | None = None) -> Decisions:
    """The decisions of a folder; of `KG_CURATION`, else of data/curation, where none is given.

    Raises BadInput, with file and row, for a folder that is named and missing, and for any row that is not whole,
    not known or against another.
    """
    path = place(folder)
    if not path.is_dir():
        if str(path) != FOLDER:
            raise BadInput(f"there is no folder of decisions {path}; make it, or leave out --curation and KG_CURATION")
        return Decisions()
    people = tuple(sorted(_people(path / "people.csv")))
    events = tuple(sorted(_events(path / "events.csv")))
    return Decisions(people, events)


def place(folder: str | Path | None = None) -> Path:
    """The folder of decisions: the one given, else that of `KG_CURATION`, else data/curation."""
    return Path(folder or os.environ.get("KG_CURATION") or FOLDER)


def _rows(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each row with the words that say where it stands."""
    if not path.exists():
        return
    try:
        lines = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines(), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise BadInput(f"{path}: not a CSV file in UTF-8 ({error})") from error
    header = _HEADERS[path.name]
    if not lines or tuple(lines[0]) != header:
        raise BadInput(f"{path}, row 1: the columns have to be {','.join(header)}")
    for number, cells in enumerate(lines[1:], 2):
        where = f"{path}, row {number}"
        if len(cells) != len(header):
            raise BadInput(f"{where}: {len(cells)} cells where the header has {len(header)}")
        yield where, dict(zip(header, (c.strip() for c in cells), strict=True))


def _people(path: Path) -> Iterator[OnPerson]:
    seen: dict[tuple[str, str], str] = {}
    for where, row in _rows(path):
        made = OnPerson(**row)
        if wrong := next(_wrong_person(made), None):
            raise BadInput(f"{where}: {wrong}")
        _refuse_conflict(seen, (made.name, made.article, *((made.person,) if made.decision == "not" else ())), where)
        yield made


def _wrong_person(made: OnPerson) -> Iterator[str]:
    if made.decision not in ("same", "not", "new", "ignore"):
        yield f"the decision has to be same, not, new or ignore, not {made.decision!r}"
    if not made.name:
        yield "the name is missing"
    if made.decision == "ignore" and made.person:
        yield "a name that is ignored means no person; leave the person empty"
    if made.decision != "ignore" and not _SLUG.fullmatch(made.person):
        yield f"the person has to be an identifier such as ding-xuexiang, not {made.person!r}"
    if made.decision == "new" and not (made.en or made.zh):
        yield "a new person needs a name in English or Chinese (columns en, zh)"


def _events(path: Path) -> Iterator[OnEvent]:
    seen: dict[frozenset[str], str] = {}
    for where, row in _rows(path):
        made = OnEvent(**row)
        if made.decision not in ("same", "not", "ignore"):
            raise BadInput(f"{where}: the decision has to be same, not or ignore, not {made.decision!r}")
        if not made.article or not made.other or made.article == made.other:
            raise BadInput(f"{where}: two different articles have to be named")
        _refuse_conflict(seen, made.pair, where)
        yield made


def _refuse_conflict(seen: dict[Any, str], key: object, where: str) -> None:
    if key in seen:
        raise BadInput(f"{where}: the same is decided already in {seen[key].rpartition(', ')[2]}; keep one of the two")
    seen[key] = where


def append(folder: str | Path, made: OnPerson | OnEvent) -> None:
    """Add a decision to its file, in one step; header and folder are made where missing."""
    file, header = ("people.csv", PEOPLE) if isinstance(made, OnPerson) else ("events.csv", EVENTS)
    path = Path(folder) / file
    rows = [*_cells(path), [getattr(made, column) for column in header]]
    _write(path, [list(header), *rows[1:]] if len(rows) > 1 and rows[0] == list(header) else [list(header), *rows])


def remove(folder: str | Path, made: OnPerson | OnEvent) -> None:
    """Take the last row that holds this decision out of its file, in one step."""
    file, header = ("people.csv", PEOPLE) if isinstance(made, OnPerson) else ("events.csv", EVENTS)
    path = Path(folder) / file
    rows, gone = _cells(path), [getattr(made, column) for column in header]
    if gone in rows:
        last = len(rows) - 1 - rows[::-1].index(gone)
        _write(path, rows[:last] + rows[last + 1 :])


def _cells(path: Path) -> list[list[str]]:
    return list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines())) if path.exists() else []


def _write(path: Path, rows: Sequence[Sequence[str]]) -> None:
    """The whole file anew beside the old one, then in its place: an interruption leaves one or the other."""
    partial = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with partial.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out, lineterminator="\n").writerows(rows)
            out.flush()
            os.fsync(out.fileno())
        partial.replace(path)
    except OSError as error:
        raise BadInput(f"{path} cannot be written: {error.strerror}") from error


# Readings ------------------------------------------------------------------------------------------------------------


def apply(reading: Reading, decisions: Decisions, authority: Authority) -> Reading:
    """The reading as people decided: names mean whom they say, and nothing is said of a name to be ignored."""
    touching = decisions.touching(reading.article)
    swaps = dict(_swaps(reading, touching, authority))
    activity = decisions.activity(reading.activity, reading.article)
    if not swaps:
        return replace(reading, activity=activity)
    swap = _swapper(swaps)
    return replace(
        reading,
        activity=activity,
        mentions=tuple(_mentions(reading.mentions, swaps)),
        holdings=tuple(_unique(_facts(reading.holdings, swap), lambda h: (h.person, h.office, h.on, h.former))),
        participations=tuple(_unique(_facts(reading.participations, swap), lambda p: (p.person, p.role))),
        statements=tuple(
            s if s.speaker is None else replace(s, speaker=found)
            for s in reading.statements
            if s.speaker is None or (found := swap(s.speaker)) is not None
        ),
    )


_Swap = Callable[[Entity], "Entity | None"]


def _swaps(reading: Reading, touching: Iterable[OnPerson], authority: Authority) -> Iterator[tuple[str, Entity | None]]:
    """Yield the ids of people in the reading with those whom they mean instead; decisions for one article come last."""
    for made in sorted(touching, key=lambda d: (d.decision != "not", bool(d.article), d)):
        for mention in reading.mentions:
            named = mention.entity.kind == "person" and mention.surface.casefold() == made.name.casefold()
            if named and (made.decision != "not" or mention.entity.id == made.person):
                yield mention.entity.id, _target(made, mention, authority)


def _target(made: OnPerson, mention: Mention, authority: Authority) -> Entity | None:
    if made.decision == "ignore":
        return None
    if made.decision == "not":
        return _somebody_else(mention)
    known = authority.entity("person", made.person)
    return known if known.known else Entity("person", made.person, made.en, made.zh, known=False)


def _somebody_else(mention: Mention) -> Entity:
    """Somebody unknown with the name as the text has it."""
    mark = hashlib.sha256(f"not {mention.entity.id}\0{mention.surface}".encode()).hexdigest()[:6]
    chinese = any("一" <= c <= "鿿" for c in mention.surface)
    names = ("", mention.surface) if chinese else (mention.surface, "")
    return Entity("person", f"{mention.entity.id}-{mark}", *names, known=False)


def _swapper(swaps: dict[str, Entity | None]) -> _Swap:
    return lambda entity: swaps.get(entity.id, entity) if entity.kind == "person" else entity


def _mentions(mentions: Iterable[Mention], swaps: dict[str, Entity | None]) -> Iterator[Mention]:
    for mention in mentions:
        if mention.entity.kind != "person" or mention.entity.id not in swaps:
            yield mention
        elif target := swaps[mention.entity.id]:
            yield replace(mention, entity=target, confidence=1.0, rule=RULE, candidates=())


def _facts(facts: Iterable[Any], swap: _Swap) -> Iterator[Any]:
    for fact in facts:
        person = swap(fact.person)
        if person is not None:
            yield fact if person == fact.person else replace(fact, person=person)


def _unique(facts: Iterable[F], key: Callable[[F], object]) -> Iterator[F]:
    """Where two became one person, what is said twice is kept once."""
    seen: set[object] = set()
    for fact in facts:
        if key(fact) not in seen:
            seen.add(key(fact))
            yield fact


# Graph ---------------------------------------------------------------------------------------------------------------


def triples(decisions: Decisions, names: Names, article: Callable[[str], str]) -> Iterator[Triple]:
    """Yield every decision as a node; `article` gives the IRI of the article that goes by a name."""
    every: tuple[OnPerson | OnEvent, ...] = (*decisions.people, *decisions.events)
    for made in every:
        node = NamedNode(names.iri("decision", _digest([made])))
        yield Triple(node, NamedNode(RDF.type), NamedNode(POL.Decision))
        yield Triple(node, NamedNode(RDF.type), NamedNode(PROV.Entity))
        yield Triple(node, NamedNode(POL.decision), Literal(made.decision))
        yield from (Triple(node, NamedNode(POL.matches), NamedNode(article(a))) for a in sorted(_articles(made)))
        if isinstance(made, OnPerson):
            yield Triple(node, NamedNode(POL.surface), Literal(made.name))
        if isinstance(made, OnPerson) and made.person:
            yield Triple(node, NamedNode(POL.entity), NamedNode(names.iri("person", made.person)))
        if made.note:
            yield Triple(node, NamedNode(RDFS.comment), Literal(made.note))


def _articles(made: OnPerson | OnEvent) -> set[str]:
    return {made.article, *((made.other,) if isinstance(made, OnEvent) else ())} - {""}
