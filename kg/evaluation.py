"""How well found facts agree with annotations: precision, recall and F1 per layer, with an interval over events."""

from __future__ import annotations

import csv
import json
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from kg import authority
from kg.errors import BadInput, UnknownName
from kg.resources import resource

Doc = Mapping[str, Any]
Row = Mapping[str, Any]
Facts = set[tuple[str, ...]]

_PATTERNED_BODY = re.compile(
    r"cn-[a-z]{2}-(party|government|congress|cppcc)(-.+)?"
    r"|cn-[a-z]{2}-(commission-for-discipline-inspection|supervisory-commission)"
    r"|[a-z]{2}"
    r"|[a-z]+-(party|government|congress|cppcc)"
)
_PERSON_KEYS = {"persons": "id", "offices": "person", "roles": "person", "statements": "speaker"}
_INTERVAL = (0.025, 0.975)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What counts: themes with their top theme, strategies, and the organisations whose identifiers are fixed."""

    broader: Mapping[str, str]
    strategies: frozenset[str]
    organisations: frozenset[str]

    def is_open(self, office: str) -> bool:
        """Whether the slug of the office's organisation was anyone's choice."""
        organisation = office.partition("@")[2]
        return not (organisation in self.organisations or _PATTERNED_BODY.fullmatch(organisation))


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The vocabulary of the packaged authority."""
    known = authority.load()
    return Vocabulary(
        broader={t.id: t.broader or t.id for t in known.themes.values()},
        strategies=frozenset(known.strategies),
        organisations=frozenset(_fixed_organisations(resource("data/authority/organisations.csv"))),
    )


def _fixed_organisations(path: Path) -> Iterator[str]:
    """The organisations that the vocabulary names; the others of the table follow a pattern or came with a tenure."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from (row["id"] for row in csv.DictReader(file) if row["source"].startswith("vocabulary/"))


@dataclass(frozen=True, slots=True)
class Counts:
    """How many facts were found rightly, found but not marked, and marked but not found."""

    hit: int = 0
    extra: int = 0
    missed: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.hit + other.hit, self.extra + other.extra, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """The share of found facts that are right; 1 where nothing was found and nothing was to be found."""
        return self.hit / (self.hit + self.extra) if self.hit + self.extra else float(not self.missed)

    @property
    def recall(self) -> float:
        """The share of marked facts that were found; 1 where nothing was to be found."""
        return self.hit / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    @property
    def gold(self) -> int:
        return self.hit + self.missed


@dataclass(frozen=True, slots=True)
class Score:
    """One layer's counts and the 95 % bootstrap interval of its F1 (None without samples)."""

    counts: Counts
    interval: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """The scores of a group of articles: how many there are, of how many events, and how many were found."""

    name: str
    articles: int
    events: int
    found: int
    scores: Mapping[str, Score]


@dataclass(frozen=True, slots=True)
class Slip:
    """One fact that is extra (`+`) or missed (`-`) in an article."""

    article: str
    sign: str
    fact: tuple[str, ...]

    def __str__(self) -> str:
        return " ".join((self.sign, self.article, *self.fact))


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The table of all articles first, then those of the groups; and every slip by layer."""

    tables: tuple[Table, ...]
    slips: Mapping[str, tuple[Slip, ...]]

    def table(self, name: str = "all") -> Table:
        for table in self.tables:
            if table.name == name:
                return table
        raise UnknownName(f"no table named {name!r}; there are: {', '.join(t.name for t in self.tables)}")

    def errors(self, layer: str) -> tuple[Slip, ...]:
        """What is extra and what is missed in one layer, article by article."""
        return self.slips[_layer(layer)]


def _rows(doc: Doc, field: str, *keys: str) -> list[Row]:
    """The rows of a field that have every key filled."""
    return [row for row in doc.get(field) or [] if isinstance(row, Mapping) and all(row.get(key) for key in keys)]


def _strings(doc: Doc, field: str) -> list[str]:
    return [item for item in doc.get(field) or [] if isinstance(item, str)]


def _events(doc: Doc) -> list[Row]:
    event = doc.get("event") or []
    return [e for e in (event if isinstance(event, list) else [event]) if isinstance(e, Mapping)]


def _persons(doc: Doc, _: Vocabulary) -> Facts:
    return {(row["id"],) for row in _rows(doc, "persons", "id")}


def _offices(doc: Doc, _: Vocabulary) -> Facts:
    return {(row["person"], row["office"].lower()) for row in _rows(doc, "offices", "person", "office")}


def _former(doc: Doc, _: Vocabulary) -> Facts:
    return {(row["person"], row["office"].lower()) for row in _rows(doc, "offices", "person", "office", "former")}


def _event_type(doc: Doc, _: Vocabulary) -> Facts:
    return {(e["type"],) for e in _events(doc) if e.get("type")}


def _event_date(doc: Doc, _: Vocabulary) -> Facts:
    return {(e["start"], e.get("end") or e["start"]) for e in _events(doc) if e.get("start")}


def _event_place(doc: Doc, _: Vocabulary) -> Facts:
    return {(province,) for e in _events(doc) for province in _strings(e, "provinces")}


def _roles(doc: Doc, _: Vocabulary) -> Facts:
    return {(row["person"], row["role"]) for row in _rows(doc, "roles", "person", "role")}


def _provinces(doc: Doc, _: Vocabulary) -> Facts:
    return {(province,) for province in _strings(doc, "provinces")}


def _strategies(doc: Doc, words: Vocabulary) -> Facts:
    return {(strategy,) for strategy in _strings(doc, "strategies") if strategy in words.strategies}


def _themes(doc: Doc, words: Vocabulary) -> Facts:
    return {(theme,) for theme in _strings(doc, "themes") if theme in words.broader}


def _top_themes(doc: Doc, words: Vocabulary) -> Facts:
    return {(words.broader[theme],) for (theme,) in _themes(doc, words)}


def _speaker_themes(doc: Doc, words: Vocabulary) -> Facts:
    said = _rows(doc, "statements", "speaker")
    return {(row["speaker"], theme) for row in said for theme in _strings(row, "themes") if theme in words.broader}


def _speaker_strategies(doc: Doc, words: Vocabulary) -> Facts:
    said = _rows(doc, "statements", "speaker")
    return {(row["speaker"], name) for row in said for name in _strings(row, "strategies") if name in words.strategies}


LAYERS: Mapping[str, Callable[[Doc, Vocabulary], Facts]] = {
    "persons": _persons,
    "offices": _offices,
    "former": _former,
    "event type": _event_type,
    "event date": _event_date,
    "event place": _event_place,
    "roles": _roles,
    "provinces": _provinces,
    "strategies": _strategies,
    "themes": _themes,
    "top themes": _top_themes,
    "speaker themes": _speaker_themes,
    "speaker strategies": _speaker_strategies,
}


def _layer(name: str) -> str:
    if name not in LAYERS:
        raise UnknownName(f"no layer named {name!r}; there are: {', '.join(LAYERS)}")
    return name


@dataclass(frozen=True, slots=True)
class _Marked:
    """The persons of an annotation, those that only one annotator marked included, by identifier and by name."""

    by_id: Mapping[str, Row]
    by_name: Mapping[tuple[str, str], str]

    @classmethod
    def of(cls, gold: Doc) -> _Marked:
        people = _rows(gold, "persons", "id") + _rows(gold.get("optional") or {}, "persons", "id")
        named = [((key, p[key].casefold()), p["id"]) for p in people for key in ("zh", "en") if p.get(key)]
        # The first to bear a name has it, so the pairs go in backwards.
        return cls({p["id"]: p for p in people}, dict(reversed(named)))

    def same(self, person: Row) -> str | None:
        """The marked person that a found one is: by identifier, else by name, never against two Chinese names."""
        if person["id"] in self.by_id and not self._differ(person, person["id"]):
            return str(person["id"])
        keys = ((key, person[key].casefold()) for key in ("zh", "en") if person.get(key))
        target = next((self.by_name[key] for key in keys if key in self.by_name), None)
        return None if target is None or self._differ(person, target) else target

    def _differ(self, person: Row, target: str) -> bool:
        ours, theirs = person.get("zh"), self.by_id[target].get("zh")
        return bool(ours and theirs and ours != theirs)


def aligned(found: Doc, gold: Doc) -> dict[str, Any]:
    """The found facts under the annotation's person identifiers; a second node for one person stays extra."""
    marked, taken, alias = _Marked.of(gold), set[str](), dict[str, str]()
    for person in _rows(found, "persons", "id"):
        target = marked.same(person)
        alias[person["id"]] = target if target and target not in taken else f"{person['id']} (not in gold)"
        taken.update([target] if target else [])
    renamed = {
        field: [{**row, key: alias.get(row[key], row[key])} for row in _rows(found, field, key)]
        for field, key in _PERSON_KEYS.items()
    }
    return {**found, **renamed}


def _compared(layer: str, gold: Doc, found: Doc, words: Vocabulary) -> tuple[Facts, Facts]:
    """The wanted and the found facts of a layer that are to be counted; `found` is aligned."""
    facts = LAYERS[layer]
    want, got = facts(gold, words), facts(found, words)
    got = got - (facts(gold.get("optional") or {}, words) - want)
    if layer == "former":
        got = got & _offices(gold, words)
    return _without_open_offices(want, got, words) if layer in ("offices", "former") else (want, got)


def _without_open_offices(want: Facts, got: Facts, words: Vocabulary) -> tuple[Facts, Facts]:
    """Leave out the offices of organisations without a fixed identifier, unless both sides name them alike."""
    both = want & got
    return {f for f in want if f in both or not words.is_open(f[1])}, {f for f in got if f in both or not words.is_open(f[1])}


def _counts(want: Facts, got: Facts) -> Counts:
    return Counts(len(want & got), len(got - want), len(want - got))


def _slips(article: str, want: Facts, got: Facts) -> list[Slip]:
    extra = [Slip(article, "+", fact) for fact in sorted(got - want, key=str)]
    return extra + [Slip(article, "-", fact) for fact in sorted(want - got, key=str)]


def evaluate(
    gold: Mapping[str, Doc],
    found: Mapping[str, Doc],
    *,
    by: str | None = None,
    samples: int = 1000,
    seed: int = 0,
    words: Vocabulary | None = None,
) -> Evaluation:
    """Score found facts against annotations, both by article, in all and for each value of the field `by`.

    An article without found facts counts as empty. Intervals resample events, since several articles tell one:
    with few events they are wide, and with one they say nothing.
    """
    words = words or vocabulary()
    counts: dict[str, dict[str, Counts]] = defaultdict(dict)
    slips: dict[str, list[Slip]] = {layer: [] for layer in LAYERS}
    for article, doc in gold.items():
        renamed = aligned(found.get(article, {}), doc)
        for layer in LAYERS:
            want, got = _compared(layer, doc, renamed, words)
            counts[article][layer] = _counts(want, got)
            slips[layer] += _slips(article, want, got)
    groups = {"all": list(gold), **(_groups(gold, by) if by else {})}
    tables = (_table(name, members, gold, found, counts, samples, seed) for name, members in groups.items())
    return Evaluation(tuple(tables), {layer: tuple(items) for layer, items in slips.items()})


def _groups(gold: Mapping[str, Doc], by: str) -> dict[str, list[str]]:
    """The articles by the value of a field of their annotations, in the order of its first appearance."""
    if not any(by in doc for doc in gold.values()):
        fields = sorted({key for doc in gold.values() for key, value in doc.items() if isinstance(value, str)})
        raise UnknownName(f"no annotation has a field {by!r}; there are: {', '.join(fields)}")
    groups: dict[str, list[str]] = {}
    for article, doc in gold.items():
        groups.setdefault(str(doc.get(by)), []).append(article)
    return groups


def _table(
    name: str,
    members: Sequence[str],
    gold: Mapping[str, Doc],
    found: Mapping[str, Doc],
    counts: Mapping[str, Mapping[str, Counts]],
    samples: int,
    seed: int,
) -> Table:
    events: dict[str, list[str]] = {}
    for article in members:
        events.setdefault(gold[article].get("event_key") or article, []).append(article)
    draws = _draws(len(events), samples, seed)
    scores = {}
    for layer in LAYERS:
        parts = [_sum(counts[article][layer] for article in told) for told in events.values()]
        scores[layer] = Score(_sum(parts), _interval(parts, draws))
    return Table(name, len(members), len(events), sum(article in found for article in members), scores)


def _sum(counts: Iterable[Counts]) -> Counts:
    return sum(counts, Counts())


def _draws(size: int, samples: int, seed: int) -> list[list[int]]:
    """As many draws of `size` events with replacement as there are samples, the same for every layer."""
    generator = random.Random(seed)
    return [generator.choices(range(size), k=size) for _ in range(samples if size else 0)]


def _interval(parts: Sequence[Counts], draws: Sequence[Sequence[int]]) -> tuple[float, float] | None:
    """The middle 95 % of the F1 over the draws (percentile bootstrap)."""
    if not draws:
        return None
    columns = [[getattr(part, name) for part in parts] for name in ("hit", "extra", "missed")]
    drawn = sorted(Counts(*(sum(map(column.__getitem__, draw)) for column in columns)).f1 for draw in draws)
    low, high = (drawn[round(share * (len(drawn) - 1))] for share in _INTERVAL)
    return low, high


def load_gold(folder: str | Path) -> dict[str, Doc]:
    """The annotations in a folder, one JSON file per article, by the article's identifier."""
    paths = sorted(Path(folder).glob("*.json"))
    if not Path(folder).is_dir():
        raise BadInput(f"no folder {str(folder)!r}; give one that holds annotations, a JSON file per article")
    if not paths:
        raise BadInput(f"no annotations in {str(folder)!r}; it should hold one JSON file per article")
    gold: dict[str, Doc] = {}
    for path in paths:
        doc = _annotation(path)
        if doc["id"] in gold:
            raise BadInput(f"{path.name}: the id {doc['id']!r} stands in another file too; each article has one annotation")
        gold[doc["id"]] = doc
    return gold


def _annotation(path: Path) -> Doc:
    try:
        doc = json.loads(path.read_text(encoding="utf-8-sig"))
    except ValueError as reason:
        raise BadInput(f"{path.name} is not JSON in UTF-8: {reason}") from None
    if not isinstance(doc, dict) or not isinstance(doc.get("id"), str) or not doc["id"]:
        raise BadInput(f'{path.name} has no id; an annotation is an object such as {{"id": "article-1", "persons": []}}')
    return doc


def below(result: Evaluation, floors: str | Path) -> list[str]:
    """What falls short of the floors in a CSV file of column, layer, floor; `all` is the column of all articles."""
    with Path(floors).open(encoding="utf-8-sig", newline="") as file:
        return [short for row in csv.DictReader(file) for short in _short(result, row, Path(floors).name)]


def _short(result: Evaluation, row: Mapping[str, str], name: str) -> list[str]:
    try:
        column, layer, floor = row["column"], _layer(row["layer"]), float(row["floor"])
    except (KeyError, TypeError, ValueError):
        raise BadInput(f"{name}: {dict(row)} is not a floor; its columns are column, layer, floor (all,persons,0.85)") from None
    f1 = result.table(column).scores[layer].counts.f1
    return [f"{layer} of {column} has F1 {f1:.3f}, its floor is {floor:.3f}"] if f1 < floor else []


def as_text(result: Evaluation) -> str:
    """The tables for people to read, each with the size of what it rests on."""
    return "\n".join(line for table in result.tables for line in _lines(table))


def _lines(table: Table) -> Iterator[str]:
    yield f"{table.name}: {table.articles} articles of {table.events} events, {table.found} of them found"
    yield f"{'layer':20}{'P':>8}{'R':>8}{'F1':>8}{'95 % interval':>16}{'gold':>8}"
    for layer, score in table.scores.items():
        c = score.counts
        between = f"{score.interval[0]:.3f}-{score.interval[1]:.3f}" if score.interval else ""
        yield f"{layer:20}{c.precision:8.3f}{c.recall:8.3f}{c.f1:8.3f}{between:>16}{c.gold:8d}"


def as_json(result: Evaluation) -> str:
    """The tables as one JSON object, by their names."""
    return json.dumps({table.name: _object(table) for table in result.tables}, ensure_ascii=False, indent=1)


def _object(table: Table) -> dict[str, Any]:
    layers = {layer: _numbers(score) for layer, score in table.scores.items()}
    return {"articles": table.articles, "events": table.events, "found": table.found, "layers": layers}


def _numbers(score: Score) -> dict[str, Any]:
    c = score.counts
    numbers = {"precision": c.precision, "recall": c.recall, "f1": c.f1, "gold": c.gold, "extra": c.extra, "missed": c.missed}
    return {**numbers, "interval": list(score.interval) if score.interval else None}
