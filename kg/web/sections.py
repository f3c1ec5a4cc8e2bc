"""What a page says of each kind of thing: sections of rows, ready to be set in type."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from kg.lists import Place, merged
from kg.ns import ONTOLOGY
from kg.web.asked import rows
from kg.web.naming import Names, Thing, grouped, iso
from kg.web.served import ServedStore

_SHOWN, _QUOTES, _ROWS = 12, 200, 400
# The question that answers with all of a section, and the parameter that takes the thing.
_ALL = {
    ("person", "statements"): ("statements", "person"),
    ("person", "events"): ("person-timeline", "person"),
    ("theme", "statements"): ("said-on-theme", "theme"),
    ("theme", "articles"): ("articles-about", "theme"),
    ("strategy", "statements"): ("strategy-statements", "strategy"),
    ("province", "events"): ("events", "province"),
}


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, how its content is set (a macro of sections.html), the content, and how much there is.

    Where that is more than is shown, `more` is the address of the question that answers with all of it.
    """

    title: str
    form: str
    content: Any
    count: int = 0
    more: str = ""


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody in a list, with the offices that articles give and how many articles name them."""

    person: Thing
    offices: list[Thing]
    articles: int


@dataclass(frozen=True, slots=True)
class Listed:
    """People who stand together: a list in which the order counts, or some of whom each stands alone."""

    people: list[Participant]
    ordered: bool


class Sections:
    """The sections of one thing's page."""

    def __init__(self, store: ServedStore, names: Names, thing: Thing) -> None:
        self.store, self.names, self.thing = store, names, thing

    def all(self) -> list[Section]:
        """All sections that have something to say."""
        makers = _PAGES.get(self.thing.kind, (Sections.graph, Sections.words, Sections.facts, Sections.kin, Sections.articles))
        return [s for make in makers for s in make(self) if s.content]

    def _rows(self, name: str) -> list[dict[str, Any]]:
        return rows(self.store, name, self.thing.iri)

    def _things(self, name: str, key: str = "other") -> list[tuple[Thing, int]]:
        found = [(self.names[r[key]], r["n"]) for r in self._rows(name)]
        return sorted(found, key=lambda pair: (-pair[1], -pair[0].weight, pair[0].iri))

    def _bounded(self, title: str, form: str, found: list[Any], most: int) -> Section:
        """A section of at most so many rows, with the question that answers with the others."""
        if len(found) <= most:
            return Section(title, form, found, len(found))
        question, parameter = _ALL.get((self.thing.kind, title), ("", ""))
        given = {parameter: self.thing.iri.rpartition("/")[2], "run": "1"}
        return Section(title, form, found[:most], most, f"/ask/{question}?{urlencode(given)}" if question else "?format=ttl")

    # -- each section ------------------------------------------------------------------------------

    def tenures(self) -> Iterator[Section]:
        """Terms of office on a line of years."""
        other = "office" if self.thing.kind == "person" else "person"
        found = [
            Span(self.names[r[other]], iso(r["start"]), iso(r["end"]), r["basis"] or "", r["source"] or "")
            for r in self._rows("tenures")
        ]
        yield Section("offices now and then" if other == "office" else "holders", "timeline", timeline(found), len(found))

    def holdings(self) -> Iterator[Section]:
        """Offices as articles give them."""
        other = "office" if self.thing.kind == "person" else "person"
        found = [
            (self.names[r[other]], r["former"], iso(r["first"]), iso(r["last"]), r["articles"]) for r in self._rows("holdings")
        ]
        yield Section("attested" if other == "office" else "attested holders", "holdings", found, len(found))

    def staff(self) -> Iterator[Section]:
        """Who holds and held the offices of an organisation."""
        found = [
            (self.names[r["person"]], self.names[r["office"]], iso(r["start"]), iso(r["end"]), r["source"] or "")
            for r in self._rows("staff")
        ]
        yield self._bounded("staff", "staff", found, _ROWS)

    def took_part(self) -> Iterator[Section]:
        """Events of a person, the latest first, each with all that the person did there."""
        did: dict[str, list[Thing]] = defaultdict(list)
        for row in self._rows("took-part"):
            did[row["event"]].append(self.names[row["role"]])
        found = sorted(((self.names[e], roles) for e, roles in did.items()), key=lambda p: (p[0].day, p[0].iri), reverse=True)
        yield self._bounded("events", "events", found, _ROWS)

    def companions(self) -> Iterator[Section]:
        yield _bars("companions", "shared", self._things("companions"))

    def themes_by_year(self) -> Iterator[Section]:
        """A grid of themes and years; the darker, the more statements."""
        cells: dict[str, dict[int, int]] = defaultdict(dict)
        for row in self._rows("themes-by-year"):
            cells[row["theme"]][row["year"]] = row["n"]
        years = sorted({y for of in cells.values() for y in of})
        if years:
            years = list(range(years[0], years[-1] + 1))[-14:]
        ranked = sorted(cells, key=lambda t: (-sum(cells[t].values()), t))[:_SHOWN]
        most = max((n for t in ranked for n in cells[t].values()), default=1)
        grid = [(self.names[t], [(cells[t].get(y, 0), -(-4 * cells[t].get(y, 0) // most)) for y in years]) for t in ranked]
        yield Section("themes over time", "grid", {"years": years, "rows": grid} if grid else None, len(cells))

    def statements(self) -> Iterator[Section]:
        found = [
            {
                **row,
                "day": iso(row["date"]),
                "speaker": self.names.get(row["speaker"]),
                "act": self.names.get(row["act"]),
                "article": self.names[row["article"]],
                "event": self.names.get(row["event"]),
                "topics": self.names.of(sorted((row["topics"] or "").split())),
            }
            for row in self._rows("statements")
        ]
        yield self._bounded("statements", "statements", found, _QUOTES)

    def speakers(self) -> Iterator[Section]:
        yield _bars("speakers", "said", self._things("speakers"))

    def events(self) -> Iterator[Section]:
        found = sorted((self.names[r["event"]] for r in self._rows("events-of")), key=lambda e: (e.day, e.iri), reverse=True)
        yield self._bounded("events", "events", [(e, []) for e in found], _ROWS)

    def articles(self) -> Iterator[Section]:
        found = self.names.of(r["article"] for r in self._rows("articles-of"))
        yield self._bounded("articles", "articles", found, _ROWS)

    def years(self) -> Iterator[Section]:
        counts = {r["year"]: r["n"] for r in self._rows("years")}
        if len(counts) > 1:
            span = range(min(counts), max(counts) + 1)
            yield Section("years", "years", columns([(y, counts.get(y, 0)) for y in span][-24:]), sum(counts.values()))

    def together(self) -> Iterator[Section]:
        kinds = grouped(self._things("together"))
        yield Section("together", "chips", {k: v[:_SHOWN] for k, v in kinds.items()})

    def kin(self) -> Iterator[Section]:
        found: dict[str, list[Thing]] = defaultdict(list)
        for row in self._rows("kin"):
            found[row["relation"]].append(self.names[row["other"]])
        for relation, things in found.items():
            yield Section(f"kin {relation}", "links", sorted(things, key=lambda t: (-t.weight, t.iri)), len(things))

    def participants(self) -> Iterator[Section]:
        """Of each role the lists, each in its own order; what several articles list is one list."""
        found: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for row in self._rows("participants"):
            found[row["role"]].append(row)
        content = [(self.names[role], self._lists(found[role])) for role in sorted(found, key=_rank_of_role)]
        people = {row["person"] for rows_ in found.values() for row in rows_}
        yield Section("participants", "participants", content, len(people))

    def _lists(self, found: list[dict[str, Any]]) -> list[Listed]:
        told: dict[str, set[Place]] = defaultdict(set)
        offices: dict[str, dict[str, None]] = defaultdict(dict)
        articles: dict[str, set[str]] = defaultdict(set)
        for row in found:
            told[row["article"]].add(Place(f"#char={row['at'] or 0}", row["position"] or 1, row["person"]))
            articles[row["person"]].add(row["article"])
            if row["office"]:
                offices[row["person"]][row["office"]] = None
        everyone = merged({article: sorted(places) for article, places in told.items()})
        made = [[Participant(self.names[p], self.names.of(offices[p]), len(articles[p])) for p in people] for people in everyone]
        return _grouped(made)

    def accounts(self) -> Iterator[Section]:
        """What each article says of the event, side by side."""
        people: dict[str, set[str]] = defaultdict(set)
        for row in self._rows("participants"):
            people[row["article"]].add(row["person"])
        longest = {row["article"]: row for row in reversed(self._rows("accounts"))}
        found = [
            {
                **row,
                "article": self.names[row["article"]],
                "type": self.names.get(row["type"]),
                "days": " – ".join(dict.fromkeys(filter(None, (iso(row["start"]), iso(row["end"]))))),
                "people": len(people[row["article"]]),
            }
            for _, row in sorted(longest.items())
        ]
        yield Section("accounts", "accounts", found, len(found))

    def about(self) -> Iterator[Section]:
        found = [(self.names[r["other"]], 0) for r in self._rows("about")]
        yield Section("about", "chips", grouped(found), len(found))

    def main_event(self) -> Iterator[Section]:
        yield Section("main event", "events", [(self.names[r["event"]], []) for r in self._rows("main-event")])

    def scheme(self) -> Iterator[Section]:
        """The concepts of a scheme as a tree, those that articles name most first."""
        below: dict[str, list[Thing]] = defaultdict(list)
        members = [(self.names[r["concept"]], r["above"] or "") for r in self._rows("scheme")]
        here = {thing.iri for thing, _ in members}
        for thing, above in sorted(members, key=lambda m: (-m[0].weight, m[0].iri)):
            below[above if above in here else ""].append(thing)
        yield Section("concepts", "tree", _branches(below, ""), len(members))

    def facts(self) -> Iterator[Section]:
        """All that any graph says of a thing that has no page of a kind, with links to what it names."""
        found: dict[str, list[Any]] = defaultdict(list)
        for triple in self.store.about(self.thing.iri):
            found[triple.predicate.value].append(triple.object)
        ranked = sorted(found.items(), key=lambda pair: (not pair[0].startswith(ONTOLOGY), pair[0]))
        yield Section("facts", "triples", [(iri, values[:50]) for iri, values in ranked], len(ranked))

    def words(self) -> Iterator[Section]:
        """The quotes that a fact rests on."""
        found = [(r["quote"], self.names.get(r["article"])) for r in self._rows("words")]
        yield Section("evidence words", "words", found)

    def graph(self) -> Iterator[Section]:
        """What a named graph holds, where the thing is one."""
        if self.store.holds(self.thing.iri):
            article = self.thing.iri.partition("/by/")[0]
            yield Section("reading", "links", [self.names[article]] if article in self.names.things else [])


_PAGES: dict[str, tuple[Callable[[Sections], Iterator[Section]], ...]] = {
    "person": (
        Sections.tenures,
        Sections.holdings,
        Sections.themes_by_year,
        Sections.took_part,
        Sections.statements,
        Sections.companions,
        Sections.articles,
    ),
    "office": (Sections.tenures, Sections.holdings),
    "organisation": (Sections.staff, Sections.kin, Sections.years, Sections.together, Sections.articles),
    "province": (Sections.years, Sections.events, Sections.kin, Sections.together, Sections.articles),
    "city": (Sections.kin, Sections.years, Sections.together, Sections.articles),
    "strategy": (
        Sections.kin,
        Sections.years,
        Sections.speakers,
        Sections.statements,
        Sections.events,
        Sections.together,
        Sections.articles,
    ),
    "theme": (
        Sections.kin,
        Sections.years,
        Sections.speakers,
        Sections.statements,
        Sections.events,
        Sections.together,
        Sections.articles,
    ),
    "event": (Sections.participants, Sections.accounts, Sections.about, Sections.statements),
    "formulation": (Sections.years, Sections.together, Sections.articles),
    "scheme": (Sections.scheme,),
    "article": (Sections.main_event, Sections.participants, Sections.statements, Sections.about),
}


def _branches(below: dict[str, list[Thing]], top: str) -> list[tuple[Thing, Any]]:
    return [(thing, _branches(below, thing.iri) if thing.iri in below else []) for thing in below[top]]


_ROLES = ("chaired", "led", "spoke", "met", "attended", "accompanied", "reported", "sent", "subject")


def _rank_of_role(iri: str) -> tuple[int, str]:
    name = iri.rpartition("/")[2]
    return (_ROLES.index(name) if name in _ROLES else len(_ROLES), name)


def _grouped(everyone: list[list[Participant]]) -> list[Listed]:
    """Lists as they are; those who stand alone one after the other as one group that says nothing of order."""
    found: list[Listed] = []
    for people in everyone:
        if len(people) == 1 and found and not found[-1].ordered:
            found[-1].people.extend(people)
        else:
            found.append(Listed(list(people), len(people) > 1))
    return found


def _bars(title: str, unit: str, found: list[tuple[Thing, int]]) -> Section:
    most = max((n for _, n in found), default=1)
    return Section(
        title, "bars", {"unit": unit, "rows": [(t, n, round(100 * n / most, 1)) for t, n in found]} if found else None, len(found)
    )


# -- lines of years ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Span:
    """A thing over a stretch of time, of which the end may be open."""

    thing: Thing
    start: str
    end: str
    basis: str = ""
    source: str = ""


def timeline(spans: list[Span]) -> dict[str, Any] | None:
    """Spans on one scale, in hundredths of its length; those without a start stand at its beginning."""
    dated = [s for s in spans if s.start or s.end]
    if not dated:
        return None
    first = min(_year(s.start or s.end) for s in dated)
    last = max([_year(s.end or s.start) for s in dated] + [_year(s.start) + 1 for s in dated if s.start and not s.end])
    low, high = int(first), int(last) + 1
    step = next(s for s in (1, 2, 5, 10, 20, 50, 1000) if (high - low) / s <= 8)
    scale = 100 / (high - low)
    bars = []
    for span in sorted(dated, key=lambda s: (s.start or s.end, s.end or "9", s.thing.iri), reverse=True):
        begin = _year(span.start) if span.start else float(low)
        end = _year(span.end, last=True) if span.end else float(high)
        bars.append((span, round((begin - low) * scale, 2), round(max(0.8, (end - begin) * scale), 2)))
    ticks = [(y, round((y - low) * scale, 2)) for y in range(-(-low // step) * step, high, step)]
    return {"bars": bars, "ticks": [(y, x) for y, x in ticks if x <= 96]}


def _year(day: str, *, last: bool = False) -> float:
    """A day, month or year as a number of years; of a stretch its end where asked."""
    parts = [int(p) for p in day.split("-")[:3] if p.isdigit()]
    if not parts:
        return 0.0
    year, month, number = (*parts, *(12, 31)[len(parts) - 1 :]) if last else (*parts, *(1, 1)[len(parts) - 1 :])
    return float(year) + (month - 1) / 12 + (number - 1) / 366


def columns(counts: list[tuple[int, int]]) -> list[tuple[int, int, float]]:
    """Counts with their height in hundredths of the highest."""
    most = max(n for _, n in counts) or 1
    return [(label, n, round(100 * n / most, 1)) for label, n in counts]
