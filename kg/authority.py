"""Who and what exists, and who held which office when: the tables of `data/authority` as values."""

from __future__ import annotations

import calendar
import csv
import os
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeVar

from kg.errors import BadInput
from kg.model import Entity, Kind
from kg.resources import resource

_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_OFFICE = re.compile(r"[a-z-]+@[A-Za-z0-9-]+")
_NOT_KEY = re.compile(r"[\W_]+")
_ARTICLE = re.compile(r"\s*the\s+", re.IGNORECASE)
_OPEN = frozenset({"yes", "probable", "disputed"})
_CURRENT = _OPEN | {"no", "unknown"}

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom a source names as the holder of an office; `born` is a year or month, or empty.

    `country` is the code of the other country for which a foreigner holds office, and empty for those at home.
    """

    id: str
    en: str
    zh: str
    aliases: tuple[str, ...] = ()
    born: str = ""
    wikidata: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A province (`CN-HN`) or a prefecture-level city (`changsha`) of `province`."""

    id: str
    kind: Kind
    en: str
    zh: str
    short_zh: str
    abbreviation_zh: str = ""
    aliases: tuple[str, ...] = ()
    province: str = ""
    capital: str = ""


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body of Party or state; `province` is the ISO code of the one it belongs to, or empty."""

    id: str
    parent: str
    en: str
    zh: str
    aliases_en: tuple[str, ...] = ()
    aliases_zh: tuple[str, ...] = ()
    kind: str = ""
    province: str = ""


@dataclass(frozen=True, slots=True)
class Tenure:
    """A person in an office from `start` to `end` (a day, month or year; empty: unknown or still).

    `current` says whether an empty `end` means that it still lasts; `seen_first` and `seen_last` are the days between
    which a source shows the person in office, where nothing better is known.
    """

    person: str
    office: str
    start: str
    end: str
    current: str
    basis: str
    source: str
    seen_first: str = ""
    seen_last: str = ""

    def covers(self, day: date) -> bool:
        """Whether the person may have been in office on that day, at the precision of the source."""
        first = _earliest(self.start or self.seen_first)
        return first is not None and first <= day <= self._last(first)

    def _last(self, first: date) -> date:
        if self.end:
            return _latest(self.end) or first
        if self.current in _OPEN:
            return date.max
        return _latest(self.seen_last) or first


@dataclass(frozen=True, slots=True)
class Strategy:
    """A named strategy of the state; `kind` is regional, national or international."""

    id: str
    kind: str
    en: str
    zh: str
    aliases_en: tuple[str, ...] = ()
    aliases_zh: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    start: str = ""


@dataclass(frozen=True, slots=True)
class Formulation:
    """A fixed wording of policy language (提法), with its other wordings; the source says when the corpora show it."""

    id: str
    en: str
    zh: str
    aliases_en: tuple[str, ...] = ()
    aliases_zh: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme of the scheme: a top one has no `broader`."""

    id: str
    broader: str
    en: str
    zh: str
    scope: str = ""
    aliases_en: tuple[str, ...] = ()
    aliases_zh: tuple[str, ...] = ()


def name_key(name: str) -> str:
    """The form under which names are equal: no case, accents, apostrophes, hyphens, spaces or leading `the`.

    >>> name_key("Lan Fo’an") == name_key("LAN FOAN")
    True
    """
    if not name.isascii():
        name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return _NOT_KEY.sub("", _ARTICLE.sub("", name, count=1) if name[:4].lower() == "the " else name).casefold()


@dataclass(frozen=True, eq=False, repr=False)
class Authority:
    """All tables; the indices over them are made when first asked for.

    `states` are the other countries, by their ISO 3166-1 codes in lower case, as organisations that posts belong to.
    `heads_abroad` are those whom only Chinese texts show in office, under their Chinese names.
    `identifiers` are the Wikidata ids of places by kind and id, from a share-alike table that may be left out.
    """

    persons: Mapping[str, Person] = field(default_factory=dict)
    provinces: Mapping[str, Place] = field(default_factory=dict)
    cities: Mapping[str, Place] = field(default_factory=dict)
    organisations: Mapping[str, Organisation] = field(default_factory=dict)
    strategies: Mapping[str, Strategy] = field(default_factory=dict)
    themes: Mapping[str, Theme] = field(default_factory=dict)
    formulations: Mapping[str, Formulation] = field(default_factory=dict)
    tenures: tuple[Tenure, ...] = ()
    identifiers: Mapping[tuple[str, str], str] = field(default_factory=dict)
    states: Mapping[str, Organisation] = field(default_factory=dict)
    heads_abroad: tuple[Tenure, ...] = ()

    @cached_property
    def _persons_by_name(self) -> Mapping[str, tuple[Person, ...]]:
        return _grouped((name_key(n), p) for p in self.persons.values() for n in dict.fromkeys((p.zh, p.en, *p.aliases)) if n)

    @cached_property
    def _tenures_by_person(self) -> Mapping[str, tuple[Tenure, ...]]:
        return _grouped((t.person, t) for t in self.tenures)

    @cached_property
    def _tenures_by_office(self) -> Mapping[str, tuple[Tenure, ...]]:
        return _grouped((t.office, t) for t in self.tenures)

    @cached_property
    def _organisations_by_name(self) -> Mapping[str, tuple[Organisation, ...]]:
        """Organisations by each of their names, those first of which it is the label."""
        every = self.organisations.values()
        labels = [(name_key(n), o) for o in every for n in (o.zh, o.en) if n]
        return _grouped([*labels, *((name_key(n), o) for o in every for n in (*o.aliases_zh, *o.aliases_en))])

    @cached_property
    def _tables(self) -> Mapping[str, Mapping[str, _Named]]:
        return {
            "person": self.persons,
            "province": self.provinces,
            "city": self.cities,
            "organisation": {**self.states, **self.organisations},
            "strategy": self.strategies,
            "theme": self.themes,
            "formulation": self.formulations,
        }

    def persons_named(self, name: str) -> tuple[Person, ...]:
        """Everybody of that Chinese or English name or alias; case, apostrophes, hyphens and spaces do not matter."""
        return self._persons_by_name.get(name_key(name), ())

    def is_foreign(self, person: str) -> bool:
        """Whether somebody (by id) is known to hold office in another country."""
        return person in self.persons and bool(self.persons[person].country)

    def offices_of(self, person: str, on: date | None = None) -> tuple[Tenure, ...]:
        """The tenures of a person (by id), or those that may cover the day."""
        return tuple(t for t in self._tenures_by_person.get(person, ()) if on is None or t.covers(on))

    def tenures_of(self, office: str, on: date | None = None) -> tuple[Tenure, ...]:
        """The tenures of an office, or those that may cover the day."""
        return tuple(t for t in self._tenures_by_office.get(office, ()) if on is None or t.covers(on))

    def holders(self, office: str, on: date | None = None) -> tuple[Person, ...]:
        """Those who held an office, or may have held it on the day, each once, in the order of their tenures."""
        return tuple(self.persons[p] for p in dict.fromkeys(t.person for t in self.tenures_of(office, on)))

    def organisation_named(self, name: str) -> Organisation | None:
        """The organisation of that name in either language; none where bodies of two provinces share it."""
        found = self._organisations_by_name.get(name_key(name), ())
        return found[0] if found and len({o.province for o in found}) == 1 else None

    def entity(self, kind: Kind, id: str) -> Entity:
        """What the tables know under an identifier as a model value; `known` is false where they know nothing."""
        row = self._tables[kind].get(id)
        return Entity(kind, id, row.en, row.zh) if row else Entity(kind, id, known=False)


_Named = Person | Place | Organisation | Strategy | Theme | Formulation


def _grouped(pairs: Iterable[tuple[str, T]]) -> Mapping[str, tuple[T, ...]]:
    groups: defaultdict[str, dict[T, None]] = defaultdict(dict)
    for key, value in pairs:
        groups[key][value] = None
    return {key: tuple(values) for key, values in groups.items()}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table, with the place to name when it is wrong."""

    path: Path
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def many(self, column: str) -> tuple[str, ...]:
        """The parts of a cell that holds a list separated by `|`."""
        cell = self.cells[column]
        return tuple(part.strip() for part in cell.split("|") if part.strip()) if cell else ()

    def wrong(self, what: str) -> BadInput:
        return BadInput(f"{self.path.name}, line {self.line}: {what}")


def _person(row: Row) -> Person:
    if not (row["en"] or row["zh"]):
        raise row.wrong(f"person {row['id']!r} has no name; fill `en` or `zh`")
    return Person(row["id"], row["en"], row["zh"], row.many("aliases"), row["born"], row["wikidata"])


def _province(row: Row) -> Place:
    return Place(
        row["id"],
        "province",
        row["en"],
        row["zh"],
        row["short_zh"],
        row["abbreviation_zh"],
        row.many("aliases"),
        row["id"],
        row["capital"],
    )


def _city(row: Row, provinces: Mapping[str, Place]) -> Place:
    if row["province"] not in provinces:
        raise row.wrong(f"province {row['province']!r} is not in provinces.csv; give its ISO 3166-2 code, such as CN-HN")
    return Place(row["id"], "city", row["en"], row["zh"], row["short_zh"], "", row.many("aliases"), row["province"])


def _organisation(row: Row) -> Organisation:
    names = (row["en"], row["zh"], row.many("aliases_en"), row.many("aliases_zh"))
    return Organisation(row["id"], row["parent"], *names, row["kind"], row["province"])


def _strategy(row: Row) -> Strategy:
    names = (row["en"], row["zh"], row.many("aliases_en"), row.many("aliases_zh"))
    return Strategy(row["id"], row["kind"], *names, row.many("provinces"), row["start"])


def _theme(row: Row) -> Theme:
    return Theme(row["id"], row["broader"], row["en"], row["zh"], row["scope"], row.many("aliases_en"), row.many("aliases_zh"))


def _formulation(row: Row) -> Formulation:
    return Formulation(row["id"], row["en"], row["zh"], row.many("aliases_en"), row.many("aliases_zh"))


def _tenure(row: Row) -> Tenure:
    if not _OFFICE.fullmatch(row["office"]):
        raise row.wrong(f"office {row['office']!r} is not of the form role@organisation, such as governor@CN-HN-government")
    for column in _TENURE_DAYS:
        if row[column] and _earliest(row[column]) is None:
            raise row.wrong(f"{column} {row[column]!r} is not a day (2024-03-18), month (2024-03), year (2024) or empty")
    if row["current"] not in _CURRENT:
        raise row.wrong(f"current {row['current']!r} is none of {', '.join(sorted(_CURRENT))}")
    return Tenure(*(row[column] for column in _TENURE_COLUMNS))


_TENURE_DAYS = ("start", "end", "seen_first", "seen_last")
_TENURE_COLUMNS = ("person", "office", "start", "end", "current", "basis", "source", "seen_first", "seen_last")
_FOREIGN_COLUMNS = (
    "id",
    "en",
    "zh",
    "aliases_en",
    "aliases_zh",
    "born",
    "country",
    "office",
    "seen_first",
    "seen_last",
    "source",
)
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "people.csv": ("id", "en", "zh", "aliases", "born", "wikidata", "source"),
    "provinces.csv": ("id", "en", "zh", "short_zh", "abbreviation_zh", "aliases", "capital", "source"),
    "cities.csv": ("id", "en", "zh", "short_zh", "aliases", "province", "source"),
    "organisations.csv": ("id", "parent", "en", "zh", "aliases_en", "aliases_zh", "kind", "province", "source"),
    "city_bodies.csv": ("id", "parent", "en", "zh", "aliases_en", "aliases_zh", "kind", "province", "source"),
    "strategies.csv": ("id", "kind", "en", "zh", "aliases_en", "aliases_zh", "provinces", "start", "source"),
    "themes.csv": ("id", "broader", "en", "zh", "scope", "aliases_en", "aliases_zh", "source"),
    "formulations.csv": ("id", "en", "zh", "aliases_en", "aliases_zh", "source"),
    "tenures.csv": _TENURE_COLUMNS,
    "foreigners.csv": _FOREIGN_COLUMNS,
    "foreigners_cedict.csv": _FOREIGN_COLUMNS,
    "foreign_heads.csv": ("zh", "country", "office", "seen_first", "seen_last", "source"),
    "identifiers_odbl.csv": ("kind", "id", "wikidata", "source"),
}


def _rows(path: Path) -> Iterator[Row]:
    """The rows of a table, read as UTF-8 with or without a byte order mark."""
    wanted = _COLUMNS[path.name]
    lines = csv.reader(_text(path).splitlines(keepends=True))
    head = next(lines, [])
    if missing := [c for c in wanted if c not in head]:
        raise BadInput(f"{path.name}, line 1: no column {', '.join(missing)}; the columns are {', '.join(wanted)}")
    for cells in lines:
        if any(cells):
            yield _row(path, lines.line_num, head, cells)


# Tables that a share-alike licence or a narrower use lets one leave out.
_OPTIONAL = ("foreigners.csv", "foreigners_cedict.csv", "foreign_heads.csv", "identifiers_odbl.csv")


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        needed = ", ".join(name for name in _COLUMNS if name not in _OPTIONAL)
        raise BadInput(f"{path.name} is missing from {path.parent}; the authority needs {needed}") from None
    except UnicodeDecodeError as error:
        raise BadInput(f"{path.name} is not UTF-8 (byte {error.start}); save it as CSV UTF-8") from None


def _row(path: Path, line: int, head: list[str], cells: list[str]) -> Row:
    if len(cells) > len(head):
        raise BadInput(f"{path.name}, line {line}: {len(cells)} cells under {len(head)} columns; put quotes around commas")
    cells += [""] * (len(head) - len(cells))
    return Row(path, line, dict(zip(head, cells, strict=True)))


def _table(folder: Path, name: str, value: Callable[[Row], _N]) -> Mapping[str, _N]:
    table: dict[str, _N] = {}
    for row in _rows(folder / name):
        if not row["id"] or row["id"] in table:
            raise row.wrong(f"id {row['id']!r} is {'twice in the table' if row['id'] else 'empty'}; give every row its own")
        table[row["id"]] = value(row)
    return table


_N = TypeVar("_N", Person, Place, Organisation, Strategy, Theme, Formulation)


def _tenures(folder: Path, persons: Mapping[str, Person], organisations: Mapping[str, Organisation]) -> Iterator[Tenure]:
    for row in _rows(folder / "tenures.csv"):
        tenure = _tenure(row)
        if tenure.person not in persons:
            raise row.wrong(f"nobody has the id {tenure.person!r}; add the person to people.csv or correct the id")
        if tenure.office.partition("@")[2] not in organisations:
            raise row.wrong(f"no organisation of {tenure.office!r} in organisations.csv; add it or correct the office")
        yield tenure


def _identifiers(folder: Path) -> Iterator[tuple[tuple[str, str], str]]:
    path = folder / "identifiers_odbl.csv"
    if path.exists():
        yield from (((row["kind"], row["id"]), row["wikidata"]) for row in _rows(path))


def _foreigners(folder: Path, natives: Mapping[str, Person]) -> Iterator[tuple[Person, Tenure]]:
    """Those who hold office in other countries, once for each office, with the days between which texts show them in it."""
    states = _states()
    for path in (folder / name for name in _OPTIONAL[:2]):
        for row in _rows(path) if path.exists() else ():
            if row["id"] in natives or row["country"] not in states:
                wrong = f"id {row['id']!r} is in people.csv too" if row["id"] in natives else f"no country {row['country']!r}"
                raise row.wrong(f"{wrong}; countries are those of lexicon/countries.csv, ids those of nobody at home")
            names = (*row.many("aliases_zh"), *row.many("aliases_en"))
            yield (
                Person(row["id"], row["en"], row["zh"], names, row["born"], country=row["country"]),
                Tenure(
                    *(row["id"], row["office"], "", "", "unknown", "attested-only", row["source"]),
                    *(row["seen_first"], row["seen_last"]),
                ),
            )


def _heads(folder: Path) -> Iterator[Tenure]:
    path = folder / "foreign_heads.csv"
    for row in _rows(path) if path.exists() else ():
        named = (row["zh"], row["office"], "", "", "unknown", "attested-only", row["source"])
        yield Tenure(*named, row["seen_first"], row["seen_last"])


def load(folder: Path | None = None) -> Authority:
    """The authority in a folder of tables, else in the one that KG_AUTHORITY names, else that of the package; read once."""
    return _load(folder or tables())


class Added(NamedTuple):
    """What edited tables add: a theme or strategy, whether it is new itself, and its new names in English and Chinese."""

    concept: Theme | Strategy
    new: bool
    en: tuple[str, ...]
    zh: tuple[str, ...]


def added(kind: Literal["theme", "strategy"]) -> Iterator[Added]:
    """Yield the themes or strategies that edited tables add or give further names.

    Ours are known to the ontology and the lexicon; what a user's tables add is known from there alone.
    """
    ours, now = (_concepts(authority, kind) for authority in (load(resource("data/authority")), load()))
    for id, concept in now.items() if now is not ours else ():
        known = set(_names_of(ours[id])) if id in ours else set()
        en, zh = (
            tuple(name for name in dict.fromkeys(names) if name and name not in known)
            for names in ((concept.en, *concept.aliases_en), (concept.zh, *concept.aliases_zh))
        )
        if en or zh:
            yield Added(concept, id not in ours, en, zh)


def _concepts(authority: Authority, kind: str) -> Mapping[str, Theme | Strategy]:
    return authority.themes if kind == "theme" else authority.strategies


def _names_of(concept: Theme | Strategy) -> tuple[str, ...]:
    return (concept.en, concept.zh, *concept.aliases_en, *concept.aliases_zh)


def tables() -> Path:
    """The folder of tables in force: the one that KG_AUTHORITY names, else the one that comes with the package."""
    given = os.environ.get("KG_AUTHORITY")
    return Path(given) if given else resource("data/authority")


def write_tables(folder: Path) -> list[Path]:
    """Copy the tables in force into a folder, with the byte order mark by which spreadsheets know UTF-8.

    Raises BadInput where the folder has a table already, which is never written over, or cannot be written.
    """
    copies = {table: folder / table.name for table in sorted(tables().glob("*.csv"))}
    if taken := [copy.name for copy in copies.values() if copy.exists()]:
        raise BadInput(f"{folder} has a {taken[0]} already, which may hold edits; name an empty or new folder")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for table, copy in copies.items():
            copy.write_text(table.read_text(encoding="utf-8-sig"), encoding="utf-8-sig")
    except OSError as error:
        raise BadInput(f"cannot write the tables to {folder}: {error.strerror}") from error
    return list(copies.values())


@lru_cache(maxsize=4)
def _load(folder: Path) -> Authority:
    natives = _table(folder, "people.csv", _person)
    foreigners = [*_foreigners(folder, natives)]
    provinces = _table(folder, "provinces.csv", _province)
    organisations = {**_table(folder, "organisations.csv", _organisation), **_table(folder, "city_bodies.csv", _organisation)}
    return Authority(
        persons=MappingProxyType({**natives, **{person.id: person for person, _ in foreigners}}),
        provinces=provinces,
        cities=_table(folder, "cities.csv", lambda row: _city(row, provinces)),
        organisations=organisations,
        strategies=_table(folder, "strategies.csv", _strategy),
        themes=_table(folder, "themes.csv", _theme),
        formulations=_table(folder, "formulations.csv", _formulation),
        tenures=(*_tenures(folder, natives, organisations), *(tenure for _, tenure in foreigners)),
        identifiers=dict(_identifiers(folder)),
        heads_abroad=tuple(_heads(folder)),
        states=_states(),
    )


def _states() -> Mapping[str, Organisation]:
    """The countries of the lexicon; the first name of each in a language is its label, the others are aliases."""
    names: dict[str, list[dict[str, str]]] = defaultdict(list)
    with (resource("data/lexicon") / "countries.csv").open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            names[row["id"]].append(row)
    return {id: _state(id, rows) for id, rows in names.items() if id != "cn"}


def _state(id: str, rows: list[dict[str, str]]) -> Organisation:
    en, zh = (list(dict.fromkeys(r[c] for r in rows if r[c])) for c in ("en", "zh"))
    return Organisation(id, "", (en or [""])[0], (zh or [""])[0], tuple(en[1:]), tuple(zh[1:]), "state")


@lru_cache(maxsize=8192)
def _earliest(day: str) -> date | None:
    """The first day that a day, month or year may mean; None for anything else."""
    if not _DAY.fullmatch(day):
        return None
    year, month, of_month = (int(part) for part in f"{day}-01-01"[:10].split("-"))
    return _day_of(year, month, of_month)


@lru_cache(maxsize=8192)
def _latest(day: str) -> date | None:
    """The last day that a day, month or year may mean; None for anything else."""
    if not _DAY.fullmatch(day):
        return None
    parts = [int(part) for part in day.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return _day_of(year, month, parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1])


def _day_of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
