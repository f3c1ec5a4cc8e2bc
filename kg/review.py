"""Lists what is unresolved or doubtful, most frequent first, and turns a person's keys into decisions."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode

from kg import curation, queries
from kg.curation import Decisions, OnEvent, OnPerson
from kg.text.pinyin import person_slug

if TYPE_CHECKING:
    from collections.abc import Set

    from kg.authority import Authority, Person
    from kg.stores.oxigraph import OxigraphStore

UNKNOWN, AMBIGUOUS, REPAIRED, EVENT, FACT = "unknown person", "ambiguous name", "repaired name", "same event?", "doubtful fact"
KINDS = (AMBIGUOUS, EVENT, REPAIRED, UNKNOWN, FACT)
_QUOTES = 3
_OPTIONS = 6
_ALIKE = 0.78
_SHARED = 0.5
_EVENT_RANGE = (0.2, 0.8)
_FACT_BELOW = 0.6


@dataclass(frozen=True, slots=True)
class Option:
    """Somebody whom a name may mean."""

    person: str
    label: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """Where it stands, and the words around it."""

    article: str
    date: str
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Item:
    """One question to a reviewer: what is in doubt, how often it occurs, where, and what it may mean."""

    kind: str
    subject: str
    count: int
    confidence: float
    why: str
    articles: tuple[str, ...]
    quotes: tuple[Quote, ...] = ()
    options: tuple[Option, ...] = ()
    person: str = ""
    en: str = ""
    zh: str = ""

    @property
    def decidable(self) -> bool:
        """Whether a key decides it; doubtful facts are mended by mending their names, or the rules."""
        return self.kind != FACT


# Listing -------------------------------------------------------------------------------------------------------------


def items(store: OxigraphStore, authority: Authority, decisions: Decisions | None = None) -> list[Item]:
    """All that is in doubt and not decided yet, most frequent first; of equals in the order of `KINDS`, least sure first."""
    decisions = decisions or Decisions()
    found = [*_names(store, authority), *_events(store), *_facts(store)]
    open_ = (item for item in found if not _decided(item, decisions))
    return sorted(open_, key=lambda i: (-i.count, KINDS.index(i.kind), i.confidence, i.subject, i.articles))


def _names(store: OxigraphStore, authority: Authority) -> Iterator[Item]:
    groups: dict[tuple[str, str, str, tuple[str, ...]], list[Mapping[str, Any]]] = defaultdict(list)
    for row in _mentions(store):
        kind = _kind(row)
        surface = "" if kind == UNKNOWN else row["surface"]
        groups[kind, row["id"], surface, row["candidates"]].append(row)
    for (kind, ident, _, candidates), rows in groups.items():
        yield _name(kind, ident, candidates, rows, authority)


def _mentions(store: OxigraphStore) -> list[dict[str, Any]]:
    """One row for each surface form of a mention, with all its candidates and the stretch of text that comes first."""
    nodes = [NamedNode(row["m"]) for row in store.select(queries.part("doubtful-names"))]
    parts = (nodes[n : n + _BATCH] for n in range(0, len(nodes), _BATCH))
    rows = (row for part in parts for row in store.select(queries.part("name-mentions"), {"m": part}))
    every = sorted(rows, key=lambda r: [str(r[c] or "") for c in _ORDER])
    candidates: dict[str, set[str]] = defaultdict(set)
    for row in every:
        candidates[row["m"]].update(filter(None, [row["candidate"]]))
    first: dict[tuple[str, str], dict[str, Any]] = {}
    for row in every:
        key = (row["m"], row["surface"])
        if key not in first or (row["quote"] == row["surface"] != first[key]["quote"]):
            first[key] = {**row, "candidates": tuple(sorted(candidates[row["m"]]))}
    return list(first.values())


_BATCH = 500
_ORDER = ("article", "m", "surface", "quote", "before", "after", "en", "zh", "candidate")


def _kind(row: Mapping[str, Any]) -> str:
    if row["candidates"]:
        return AMBIGUOUS
    return REPAIRED if row["rule"].startswith("name repaired") else UNKNOWN


def _name(kind: str, ident: str, candidates: Sequence[str], rows: Sequence[Mapping[str, Any]], authority: Authority) -> Item:
    surfaces = Counter(row["surface"] for row in rows)
    subject = max(surfaces, key=lambda s: (len(s), surfaces[s], s))
    articles = tuple(sorted({row["article"] for row in rows}))
    en, zh = (next((row[side] for row in rows if row[side]), "") for side in ("en", "zh"))
    meant = [ident] if kind != UNKNOWN else []
    options = [
        *(_option(p, authority) for p in (*meant, *candidates)),
        *(_similar(subject, authority) if kind == UNKNOWN else ()),
    ]
    return Item(
        kind,
        subject,
        len(articles),
        min(row["confidence"] for row in rows),
        rows[0]["rule"],
        articles,
        tuple(_quotes(rows)),
        tuple(options[:_OPTIONS]),
        ident,
        en or "",
        zh or "",
    )


def _quotes(rows: Iterable[Mapping[str, Any]]) -> Iterator[Quote]:
    """One for each article, the first few."""
    seen: dict[str, Quote] = {}
    for row in rows:
        made = Quote(row["article"], str(row["date"] or ""), row["before"] or "", row["quote"], row["after"] or "")
        seen.setdefault(row["article"], made)
    yield from list(seen.values())[:_QUOTES]


def _option(ident: str, authority: Authority) -> Option:
    person = authority.persons.get(ident)
    if person is None:
        return Option(ident, ident, "not in the authority")
    return Option(ident, " ".join(filter(None, (person.en, person.zh))), _office(person, authority))


def _office(person: Person, authority: Authority) -> str:
    held = authority.offices_of(person.id)
    return f"{held[-1].office} {held[-1].start}-{held[-1].end}".rstrip("-") if held else ""


def _similar(name: str, authority: Authority) -> Iterator[Option]:
    """People of the authority with a like name: the same sounds, or nearly the same letters."""
    chinese = bool(re.search(r"[一-鿿]", name))
    spoken = (person_slug(name) if chinese else name.casefold().replace(" ", "-")).replace("-", "")
    pieces = _pieces(spoken)
    scored: list[tuple[float, str]] = []
    for letters, parts, people in _by_letters(authority):
        if 2 * len(pieces & parts) >= _SHARED * (len(pieces) + len(parts)):
            alike = SequenceMatcher(None, spoken, letters).ratio()
            scored += [(alike, p) for p in people if alike >= _ALIKE]
    for _, ident in sorted(scored, key=lambda s: (-s[0], s[1]))[:_OPTIONS]:
        yield _option(ident, authority)


@lru_cache(maxsize=2)
def _by_letters(authority: Authority) -> tuple[tuple[str, frozenset[str], tuple[str, ...]], ...]:
    """The letters of every known name, their pairs, and who bears it."""
    found: dict[str, list[str]] = defaultdict(list)
    for person in authority.persons.values():
        found[re.sub(r"-[0-9a-f]{6}$", "", person.id).replace("-", "")].append(person.id)
    return tuple((letters, _pieces(letters), tuple(sorted(people))) for letters, people in sorted(found.items()))


def _pieces(letters: str) -> frozenset[str]:
    return frozenset(letters[n : n + 2] for n in range(len(letters) - 1))


def _events(store: OxigraphStore) -> Iterator[Item]:
    bounds = {name: Literal(value) for name, value in zip(("from", "to"), _EVENT_RANGE, strict=True)}
    for row in store.select(queries.part("doubtful-events"), bounds):
        quotes = (
            Quote(row["first"], str(row["date"] or ""), "", row["title"], ""),
            Quote(row["second"], str(row["day"] or ""), "", row["other"], ""),
        )
        state = "joined" if row["same"] else "kept apart"
        subject = f"{row['first']} = {row['second']}"
        yield Item(EVENT, subject, 2, row["confidence"], f"{state}: {row['reasons']}", (row["first"], row["second"]), quotes)


def _facts(store: OxigraphStore) -> Iterator[Item]:
    groups: dict[tuple[str, str], list[Mapping[str, Any]]] = defaultdict(list)
    first = {
        row["f"]: row for row in reversed(list(store.select(queries.part("doubtful-facts"), {"below": Literal(_FACT_BELOW)})))
    }
    for row in reversed(list(first.values())):
        groups[row["kind"], row["rule"]].append(row)
    for (kind, rule), rows in groups.items():
        quotes = tuple(Quote(r["article"], str(r["date"] or ""), "", r["quote"], "") for r in rows[:_QUOTES])
        examples = ", ".join(dict.fromkeys(" ".join(filter(None, (r["who"], r["what"]))) for r in rows[:_QUOTES]))
        articles = tuple(sorted({r["article"] for r in rows}))
        yield Item(FACT, f"{kind}: {examples}", len(rows), min(r["confidence"] for r in rows), rule, articles, quotes)


def _decided(item: Item, decisions: Decisions) -> bool:
    if item.kind == EVENT:
        return any(d.pair == set(item.articles) for d in decisions.events)
    said = {(d.name.casefold(), d.article) for d in decisions.people}
    name = item.subject.casefold()
    return (name, "") in said or all((name, article) in said for article in item.articles)


def as_json(found: Iterable[Item]) -> str:
    """The items as JSON, for programs."""
    return json.dumps([asdict(item) for item in found], ensure_ascii=False, indent=1)


# Deciding ------------------------------------------------------------------------------------------------------------

Made = tuple[OnPerson | OnEvent, ...]
HELP = {
    UNKNOWN: "1-6 same as · w new person · i ignore",
    AMBIGUOUS: "1-6 same as · n none of them · i ignore",
    REPAIRED: "s right · n not that person · i ignore",
    EVENT: "s same · n not the same · i do not ask again",
}
COMMON = "space skip · u undo · q quit"


def decision(item: Item, key: str) -> Made | None:
    """The decisions that a key means for an item; None where it means none."""
    if item.kind == EVENT:
        word = {"s": "same", "n": "not", "i": "ignore"}.get(key)
        return (OnEvent(word, *item.articles),) if word else None
    if item.kind not in HELP:
        return None
    return _on_name(item, key)


def _on_name(item: Item, key: str) -> Made | None:
    # A name that several share means somebody in each article; others mean one person wherever they stand.
    places = item.articles if item.kind == AMBIGUOUS else ("",)
    if key == "i":
        return tuple(OnPerson("ignore", item.subject, a) for a in places)
    if key == "n" and item.kind != UNKNOWN:
        return tuple(OnPerson("not", item.subject, a, item.person) for a in places)
    if key in ("w", "n") and item.kind == UNKNOWN:
        return (OnPerson("new", item.subject, "", item.person, item.en or ("" if item.zh else item.subject), item.zh),)
    number = 1 if key == "s" else int(key) if key.isascii() and key.isdigit() else 0
    if 1 <= number <= len(item.options):
        return tuple(OnPerson("same", item.subject, a, item.options[number - 1].person) for a in places)
    return None


@dataclass
class Session:
    """A reviewer at work: items one after the other, each decision in its file at once, undone as easily."""

    todo: Sequence[Item]
    folder: str | Path
    place: int = 0
    made: list[tuple[int, Made]] = field(default_factory=list)

    @property
    def item(self) -> Item | None:
        """The item that is asked about; None at the end."""
        return self.todo[self.place] if self.place < len(self.todo) else None

    @property
    def decided(self) -> int:
        return sum(bool(made) for _, made in self.made)

    def press(self, key: str) -> str:
        """Do what a key means and tell it in a few words; an empty answer means that the key has no meaning here."""
        if key == "u":
            return self._undo()
        if self.item is None:
            return ""
        if key in (" ", "\r", "\n"):
            return self._go((), "skipped")
        made = decision(self.item, key)
        if made is None:
            return ""
        for one in made:
            curation.append(self.folder, one)
        return self._go(made, _told(made))

    def _go(self, made: Made, told: str) -> str:
        self.made.append((self.place, made))
        self.place += 1
        return told

    def _undo(self) -> str:
        if not self.made:
            return "nothing to undo"
        self.place, made = self.made.pop()
        for one in reversed(made):
            curation.remove(self.folder, one)
        return "undone"


def _told(made: Made) -> str:
    first = made[0]
    words = (
        (first.decision, first.name, first.person)
        if isinstance(first, OnPerson)
        else (first.decision, first.article, first.other)
    )
    return " ".join(filter(None, words))


def run(session: Session, read: Callable[[], str], show: Callable[[Session, str], None]) -> None:
    """Show items and take keys until all are seen or `q` (or an end of input) comes."""
    told = ""
    while session.item is not None:
        show(session, told)
        try:
            key = read()
        except (EOFError, KeyboardInterrupt):
            return
        if key in ("q", "\x04", ""):
            return
        told = session.press(key) or f"{key!r} means nothing here"


def kinds_of(words: Iterable[str]) -> Set[str]:
    """The kinds that a user's words mean, by their first letters."""
    return {kind for kind in KINDS for word in words if kind.startswith(word.casefold())}
