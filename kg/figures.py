"""Draws the figures of a report: gathers their rows from a store, says what they show, writes pages and tables."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode

from kg import authority, queries
from kg.asking import day, identifier, thing
from kg.drawing import save, write
from kg.errors import BadInput, UnknownName
from kg.lists import Place, lists
from kg.rendering import plots
from kg.rendering.figure_page import figure_page
from kg.rendering.plots import Mode, Spec
from kg.rendering.words import LANGUAGES, sample_note
from kg.resources import resource
from kg.stores.oxigraph import OxigraphStore

Row = dict[str, Any]
Both = Mapping[str, str]
_MEETINGS = 24
_KINDS = ("province", "strategy", "theme")
_BOUNDARIES = {
    "en": "Boundaries: Apache ECharts (Apache-2.0), generalised, as drawn in the People's Republic of China; no position on them is taken.",
    "zh": "边界：Apache ECharts（Apache-2.0），经简化；仅为示意。",
}


class EmptyFigure(BadInput):
    """A figure that has nothing to show; the message says why and what to loosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a figure is about and leaves out, in a user's words."""

    person: str = ""
    strategy: str = ""
    theme: str = ""
    province: str = ""
    since: str = ""
    until: str = ""
    event_type: str = ""
    min_confidence: float = 0
    role: str = ""
    rows: str = ""
    columns: str = ""
    top: int = 0

    def said(self, language: str) -> str:
        """The filters in words, for the caption."""
        names = {
            "since": ("since", "自"),
            "until": ("until", "至"),
            "province": ("province", "省份"),
            "strategy": ("strategy", "战略"),
            "theme": ("theme", "主题"),
            "event_type": ("event type", "活动类型"),
            "min_confidence": ("least confidence", "最低置信度"),
        }
        given = ((names[f][language == "zh"], getattr(self, f)) for f in names if getattr(self, f))
        return ", ".join(f"{name} {value}" for name, value in given)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: its title and caption in both languages, the rows behind it, and how plotly draws it."""

    title: Both
    caption: Both
    rows: Sequence[Row]
    draw: Callable[[Mode], Spec] = field(repr=False)

    def spec(self, mode: Mode) -> Spec:
        """Plotly's specification with title and caption."""
        return plots.captioned(self.draw(mode), mode, self.title[mode.language], self.caption[mode.language])

    def plotly(self, language: str = "en", *, dark: bool = False) -> Any:
        """The figure as plotly's own value, for notebooks."""
        from plotly.graph_objects import Figure as Drawn

        return Drawn(self.spec(Mode(language, dark)))

    def table(self) -> str:
        """The rows as CSV; what a spreadsheet would take for a formula is kept from it by an apostrophe."""
        out = io.StringIO()
        if self.rows:
            lines = csv.writer(out, lineterminator="\n")
            lines.writerow(self.rows[0])
            lines.writerows([_cell(v) for v in row.values()] for row in self.rows)
        return out.getvalue()

    def page(self, language: str = "en") -> str:
        """The figure as one self-contained page."""
        return figure_page(self.spec, title=self.title, table=self.table(), language=language)


def _cell(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t\r" and value[:1] else value


def figure(store: OxigraphStore, kind: str, **choice: Any) -> Figure:
    """The figure of a kind (`map`, `timeline`, `heat`, `stream`, `ladder`) with what `Choice` takes.

    Raises BadInput for a choice that the figure does not take, UnknownName for a kind or a name that does not exist, EmptyFigure where nothing is left to draw.
    """
    if kind not in FIGURES:
        raise UnknownName(f"no figure named {kind!r}; there are: {', '.join(FIGURES)}")
    given = {k: v for k, v in choice.items() if v}
    if unfit := sorted(set(given) - set(_TAKES[kind])):
        raise BadInput(f"the figure {kind} does not take {unfit[0]}; it takes {', '.join(_TAKES[kind])}")
    return FIGURES[kind](store, Choice(**given))


_DAYS = ("since", "until", "province", "event_type")
_TAKES: Mapping[str, Sequence[str]] = {
    "map": ("strategy", "theme", *_DAYS, "top"),
    "heat": ("rows", "columns", "strategy", "theme", *_DAYS, "top"),
    "stream": ("rows", "strategy", "theme", *_DAYS, "top"),
    "timeline": ("person", "strategy", "theme", *_DAYS, "min_confidence"),
    "ladder": ("person", "role", *_DAYS, "min_confidence", "top"),
}


def draw(
    store: OxigraphStore, kind: str, out: str | Path, *, data: str | Path | None = None, language: str = "en", **choice: Any
) -> Figure:
    """Write a figure as a page, or as a picture where `out` ends in .png or .svg; its rows as CSV where `data` names a file."""
    drawn = figure(store, kind, **choice)
    save(out, drawn.page(language))
    if data:
        write(data, "\ufeff" + drawn.table())
    return drawn


# -- what the store tells ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Article:
    day: str
    publisher: str
    things: Mapping[str, frozenset[str]]
    types: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Corpus:
    """The articles that a choice leaves, with what they name; and what that is called."""

    articles: Mapping[str, _Article]
    names: Mapping[tuple[str, str], Row]

    def note(self, choice: Choice, count: Both) -> dict[str, str]:
        """Period, filters, counts, and the sample's note where it is in."""
        days = sorted(a.day for a in self.articles.values() if a.day)
        return _caption(
            days,
            choice,
            {"en": f"{count['en']} {_plural(len(self.articles))}", "zh": f"{count['zh']}{len(self.articles)}篇文章"},
            (a.publisher for a in self.articles.values()),
        )


def _plural(n: int) -> str:
    return "1 article" if n == 1 else f"{n:,} articles"


def _caption(days: Sequence[str], choice: Choice, count: Both, publishers: Iterable[str]) -> dict[str, str]:
    period = f"{days[0]} – {days[-1]}" if days else ""
    sample = sample_note(publishers)
    note = sample if isinstance(sample, dict) else {}
    made = {}
    for language in LANGUAGES:
        stop = "。" if language == "zh" else "."
        parts = [period, choice.said(language), count[language]]
        made[language] = " ".join(filter(None, ("; ".join(filter(None, parts)) + stop, note.get(language))))
    return made


def _corpus(store: OxigraphStore, choice: Choice) -> _Corpus:
    names: dict[tuple[str, str], Row] = {}
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in store.select(queries.part("figure-things")):
        found[row["article"]][row["kind"]].add(row["id"])
        names[row["kind"], row["id"]] = {"id": row["id"], "en": row["en"] or row["id"], "zh": row["zh"] or row["en"] or row["id"]}
    rows = list(store.select(queries.part("figure-articles")))
    types: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        types[row["article"]].add(row["type"] or "")
    articles = {
        row["article"]: _Article(
            str(row["published"] or ""),
            row["publisher"] or "",
            {k: frozenset(v) for k, v in found[row["article"]].items()},
            frozenset(types[row["article"]]),
        )
        for row in rows
    }
    event_type = _event_type(store, choice)
    wanted = {kind: _identifier(store, kind, getattr(choice, kind)) for kind in _KINDS if getattr(choice, kind)}
    first, last = _period(choice)
    kept = {
        i: a
        for i, a in articles.items()
        if _within(a.day, first, last)
        and event_type in ("", *a.types)
        and all(v in a.things.get(k, ()) for k, v in wanted.items())
    }
    if not kept:
        raise EmptyFigure(
            f"the figure is empty: none of {_plural(len(articles))} is left by {choice.said('en') or 'the store'}; loosen the filters"
        )
    return _Corpus(kept, names)


def _event_type(store: OxigraphStore, choice: Choice) -> str:
    return identifier(store, "event-type", choice.event_type) if choice.event_type else ""


def _identifier(store: OxigraphStore, kind: str, words: str) -> str:
    return thing(store, kind, words).rpartition("/")[2]


def _period(choice: Choice) -> tuple[str, str]:
    return (day(choice.since) if choice.since else "", day(choice.until, last=True) if choice.until else "")


def _within(when: str, first: str, last: str) -> bool:
    return (not first or (bool(when) and when >= first)) and (not last or (bool(when) and when <= last))


# -- map -----------------------------------------------------------------------------------------------


def _map(store: OxigraphStore, choice: Choice) -> Figure:
    corpus = _corpus(store, choice)
    counts = Counter(p for a in corpus.articles.values() for p in a.things.get("province", ()))
    if not counts:
        raise EmptyFigure(f"the map is empty: no province is named in {_plural(len(corpus.articles))}; loosen the filters")
    rows = [{**corpus.names["province", p], "articles": n} for p, n in sorted(counts.items(), key=lambda x: (-x[1], x[0]))]
    pairs = Counter(
        pair
        for a in corpus.articles.values()
        if len(a.things.get("province", ())) < 6
        for pair in combinations(sorted(a.things.get("province", ())), 2)
    )
    outlines = shapes()
    drawn = {s["id"] for s in outlines}
    strongest = sorted(((n, pair) for pair, n in pairs.items() if n > 1 and set(pair) <= drawn), key=lambda x: (-x[0], x[1]))
    lines = [{"source": a, "target": b, "articles": n} for n, (a, b) in strongest[: choice.top or 16]]
    note = corpus.note(
        choice,
        {"en": f"{len(counts)} of {len(outlines)} provinces named in", "zh": f"{len(outlines)}个省级行政区中{len(counts)}个见于"},
    )
    joined = (
        {
            "en": " Lines join provinces named together in two articles or more (articles naming six or more are left out).",
            "zh": "连线：两篇以上文章一并提到的省份（不计提到六省以上的文章）。",
        }
        if lines
        else {"en": "", "zh": ""}
    )
    caption = {each: f"{note[each]}{joined[each]} {_BOUNDARIES[each]}" for each in LANGUAGES}
    about = _about(corpus, store, choice)
    title = {"en": f"Provinces named {about['en'] or 'in official readouts'}", "zh": f"{about['zh'] or '官方报道'}提到的省份"}
    return Figure(
        title,
        caption,
        [{"kind": "province", **r} for r in rows]
        + [{"kind": "pair", "id": f"{r['source']} {r['target']}", "en": "", "zh": "", "articles": r["articles"]} for r in lines],
        lambda mode: plots.province_map(rows, outlines, lines, mode),
    )


def _about(corpus: _Corpus, store: OxigraphStore, choice: Choice) -> dict[str, str]:
    for kind in ("strategy", "theme"):
        if getattr(choice, kind):
            name = corpus.names[kind, _identifier(store, kind, getattr(choice, kind))]
            return {"en": f"with {name['en']}", "zh": f"与“{name['zh']}”一并"}
    return {"en": "", "zh": ""}


def shapes() -> list[Row]:
    """The provinces' outlines and label points on the map, in order of code."""
    known = authority.load().provinces
    codes = _codes()
    features = json.loads(resource("data/geo/provinces.geojson").read_text(encoding="utf-8"))["features"]
    made = []
    for feature in features:
        code, at = codes[feature["properties"]["gb_code"]]
        xs, ys = plots.outline(feature["geometry"])
        made.append({"id": code, "en": known[code].en, "zh": known[code].short_zh, "x": xs, "y": ys, "at": at})
    return sorted(made, key=lambda s: s["id"])


def _codes() -> dict[str, tuple[str, tuple[float, float]]]:
    """Province and label point by the code of GB/T 2260 that the boundaries carry."""
    with (resource("data/authority") / "provinces.csv").open(encoding="utf-8", newline="") as file:
        return {r["gb_code"]: (r["id"], plots.projected(float(r["lon"]), float(r["lat"]))) for r in csv.DictReader(file)}


# -- heat map ------------------------------------------------------------------------------------------

_PLURAL = {
    "province": ("provinces", "省份"),
    "strategy": ("strategies", "战略"),
    "theme": ("themes", "主题"),
    "year": ("years", "年份"),
}


def _heat(store: OxigraphStore, choice: Choice) -> Figure:
    down, across = (
        choice.rows or "strategy",
        choice.columns or ("province" if (choice.rows or "strategy") == "strategy" else "year"),
    )
    for kind in (down, across):
        if kind not in _PLURAL:
            raise UnknownName(f"no rows or columns {kind!r}; there are: {', '.join(_PLURAL)}")
    if down == across:
        raise BadInput(f"rows and columns are both {down!r}; name two kinds")
    corpus = _corpus(store, choice)
    counts = Counter((r, c) for a in corpus.articles.values() for r in _of(a, down) for c in _of(a, across))
    if not counts:
        raise EmptyFigure(f"the heat map is empty: no article has both a {down} and a {across}; loosen the filters")
    rows, all_rows = _heaviest(corpus, counts, 0, down, choice.top or 24)
    columns, all_columns = _heaviest(corpus, counts, 1, across, 22)
    unit, values = "articles, title", dict[tuple[str, str], float](counts)
    if across == "year":
        totals = Counter(a.day[:4] for a in corpus.articles.values() if a.day)
        columns = [{**c, "en": f"{c['id']} ({totals[c['id']]})", "zh": f"{c['id']} ({totals[c['id']]})"} for c in columns]
        unit, values = "percent of articles", {(r, c): round(100 * n / totals[c], 1) for (r, c), n in counts.items()}
    title = {
        each: (
            f"{_PLURAL[down][0].capitalize()} by {_PLURAL[across][0].removesuffix('s') if across == 'year' else _PLURAL[across][0]}",
            f"{_PLURAL[down][1]}与{_PLURAL[across][1]}",
        )[each == "zh"]
        for each in LANGUAGES
    }
    cut = len(rows) < all_rows or len(columns) < all_columns
    shown = {
        "en": f"{len(rows)} of {all_rows} {_PLURAL[down][0]}, {len(columns)} of {all_columns} {_PLURAL[across][0]}{', the most frequent' if cut else ''}; {'percent of the articles of each year, whose number stands in brackets' if across == 'year' else 'number of articles that name both'};",
        "zh": f"{all_rows}个{_PLURAL[down][1]}中的{len(rows)}个、{all_columns}个{_PLURAL[across][1]}中的{len(columns)}个{'（最常见者）' if cut else ''}；{'占当年文章的百分比，括号内为当年文章数' if across == 'year' else '数字为同时提到两者的文章数'}；",
    }
    table = [
        {
            down: r["id"],
            f"{down}_en": r["en"],
            f"{down}_zh": r["zh"],
            across: c["id"],
            "articles": counts.get((r["id"], c["id"]), 0),
            **({"percent": values.get((r["id"], c["id"]), 0)} if across == "year" else {}),
        }
        for r in rows
        for c in columns
    ]
    return Figure(title, corpus.note(choice, shown), table, lambda mode: plots.heat_map(rows, columns, values, unit, mode))


def _of(article: _Article, kind: str) -> Iterable[str]:
    return [article.day[:4]] * bool(article.day) if kind == "year" else article.things.get(kind, ())


def _heaviest(corpus: _Corpus, counts: Mapping[tuple[str, str], int], place: int, kind: str, top: int) -> tuple[list[Row], int]:
    """The most frequent ones of a kind, with their number; years are all taken and stand in order."""
    totals: Counter[str] = Counter()
    for pair, n in counts.items():
        totals[pair[place]] += n
    if kind == "year":
        return [{"id": y, "en": y, "zh": y} for y in sorted(totals)], len(totals)
    order = sorted(totals, key=lambda i: (-totals[i], i))
    return [corpus.names[kind, i] for i in order[:top]], len(order)


# -- stream --------------------------------------------------------------------------------------------


def _stream(store: OxigraphStore, choice: Choice) -> Figure:
    kind = choice.rows or "theme"
    if kind not in _KINDS:
        raise UnknownName(f"no stream of {kind!r}; there are: {', '.join(_KINDS)}")
    corpus = _corpus(store, choice)
    dated = [a for a in corpus.articles.values() if a.day]
    periods = _periods([a.day for a in dated])
    counts = Counter((i, _bin(a.day, periods)) for a in dated for i in a.things.get(kind, ()))
    if not counts or len(periods) < 2:
        raise EmptyFigure(
            f"the stream is empty: it needs dated articles with a {kind} in two periods or more; loosen the filters, or read more articles"
        )
    names, every = _heaviest(corpus, counts, 0, kind, choice.top or 8)
    totals = Counter(_bin(a.day, periods) for a in dated)
    shares = {(i, p): round(100 * n / totals[p], 1) for (i, p), n in counts.items()}
    title = {"en": f"{_PLURAL[kind][0].capitalize()} over time", "zh": f"{_PLURAL[kind][1]}的变化"}
    shown = {
        "en": f"the {len(names)} most frequent of {every} {_PLURAL[kind][0]}, each in percent of the period's articles (one with two {_PLURAL[kind][0]} counts in both);",
        "zh": f"{every}个{_PLURAL[kind][1]}中最常见的{len(names)}个，各占当期文章的百分比（一篇可计入多个{_PLURAL[kind][1]}）；",
    }
    table = [
        {
            "period": p,
            "id": n["id"],
            "en": n["en"],
            "zh": n["zh"],
            "articles": counts.get((n["id"], p), 0),
            "of": totals[p],
            "percent": shares.get((n["id"], p), 0),
        }
        for n in names
        for p in periods
    ]
    return Figure(
        title, corpus.note(choice, shown), table, lambda mode: plots.stream(names, periods, shares, "percent of articles", mode)
    )


def _periods(days: Sequence[str]) -> list[str]:
    """The periods from the first to the last day: months up to three years, quarters up to ten, else years."""
    if not days:
        return []
    first, last = min(days), max(days)
    years = int(last[:4]) - int(first[:4])
    if years > 10:
        return [str(y) for y in range(int(first[:4]), int(last[:4]) + 1)]
    step = 1 if years <= 3 else 3
    months = range(int(first[:4]) * 12 + (int(first[5:7]) - 1) // step * step, int(last[:4]) * 12 + int(last[5:7]), step)
    return [f"{m // 12}-{m % 12 + 1:02}" for m in months]


def _bin(when: str, periods: Sequence[str]) -> str:
    return max((p for p in periods if p <= when[: len(p)]), default=periods[0])


# -- timeline ------------------------------------------------------------------------------------------


def _timeline(store: OxigraphStore, choice: Choice) -> Figure:
    of = [kind for kind in ("person", "strategy", "theme") if getattr(choice, kind)]
    if len(of) > 1:
        raise BadInput(f"a timeline is of one thing; give {' or '.join(of)}, not both")
    if choice.person:
        return _life(store, choice)
    for kind in ("strategy", "theme"):
        if getattr(choice, kind):
            return _course(store, choice, kind)
    raise BadInput("a timeline is of somebody or something: give a person, a strategy or a theme")


def _life(store: OxigraphStore, choice: Choice) -> Figure:
    iri = thing(store, "person", choice.person)
    name = _people(store)[iri]
    held, seen = offices(store, iri), _sightings(store, iri, choice)
    people = store.select(queries.part("figure-people"), {"person": NamedNode(iri)})
    events = _happened(store, (row for row in people if _sure(row, choice)), choice)
    title = {"en": f"{name['en']}: offices and appearances", "zh": f"{name['zh']}：任职与活动"}
    return _timed(store, title, held, events, choice, seen)


def _sure(row: Mapping[str, Any], choice: Choice) -> bool:
    return float(row["confidence"] or 0) >= choice.min_confidence


def _sightings(store: OxigraphStore, person: str, choice: Choice) -> list[Row]:
    """The offices in which articles show a person, each on each of its days; former ones show nothing of their time."""
    first, last = _period(choice)
    rows = store.select(queries.part("figure-holdings"), {"person": NamedNode(person)})
    return [
        {**_office({**row, "start": None, "end": None}), "day": _full(row["on"])}
        for row in rows
        if not row["former"] and _within(_full(row["on"]), first, last)
    ]


def offices(store: OxigraphStore, person: str) -> list[Row]:
    """The offices of a person (an IRI) by the authority, with names in both languages and days as far as known."""
    return [_office(row) for row in store.select(queries.part("figure-tenures"), {"person": NamedNode(person)})]


def _course(store: OxigraphStore, choice: Choice, kind: str) -> Figure:
    iri = thing(store, kind, getattr(choice, kind))
    name = _corpus(store, Choice()).names.get(
        (kind, iri.rpartition("/")[2]), {"en": getattr(choice, kind), "zh": getattr(choice, kind)}
    )
    events = _happened(store, store.select(queries.part("figure-events"), {"thing": NamedNode(iri)}), choice)
    return _timed(
        store, {"en": f"{name['en']}: the events at which it came up", "zh": f"{name['zh']}：相关活动"}, [], events, choice
    )


def _timed(
    store: OxigraphStore,
    title: Both,
    offices: Sequence[Row],
    events: Sequence[Row],
    choice: Choice,
    sightings: Sequence[Row] = (),
) -> Figure:
    days = sorted(e["day"] for e in (*events, *sightings))
    dated = [o for o in offices if o["start"] or o["end"]]
    if not days and not dated:
        raise EmptyFigure(
            f"the timeline is empty: no dated event or office of {title['en'].partition(':')[0]!r} is left; loosen the filters"
        )
    ends = sorted({*days, *(o[k] for o in dated for k in ("start", "end") if o[k])})
    span = ((choice.since and day(choice.since)) or ends[0], (choice.until and day(choice.until, last=True)) or ends[-1])
    left = len(offices) - len(dated)
    seen = {
        "en": f"{len(dated)} offices by the authority ({left} of unknown dates left out; dotted where an end is open or unknown), {len(sightings)} days on which articles show the office (circles), {len(events)} events in the articles"
        if offices or sightings
        else f"{len(events)} events in the articles",
        "zh": f"权威表所载任职{len(dated)}项（另有{left}项日期不详，未画；起止不详或未止者作点线），文章所见任职{len(sightings)}次（圆点），文章所载活动{len(events)}场"
        if offices or sightings
        else f"文章所载活动{len(events)}场",
    }
    rows = [
        {"what": "office", "en": o["en"], "zh": o["zh"], "start": o["start"], "end": o["end"], "place": "", "role": ""}
        for o in offices
    ]
    rows += [
        {"what": "seen", "en": s["en"], "zh": s["zh"], "start": s["day"], "end": s["day"], "place": "", "role": ""}
        for s in sightings
    ]
    rows += [
        {
            "what": "event",
            "en": e["type_en"],
            "zh": e["type_zh"],
            "start": e["day"],
            "end": e["day"],
            "place": e["place_en"] or "",
            "role": e.get("role_en") or "",
        }
        for e in events
    ]
    return Figure(
        title,
        _caption(days, choice, seen, _publishers(store)),
        rows,
        lambda mode: plots.timeline(dated, events, span, mode, sightings),
    )


def _office(row: Mapping[str, Any]) -> Row:
    """An office with its names, made of its role and its organisation."""
    role, _, body = row["office"].partition("@")
    organisation = authority.load().organisations.get(body)
    said = row["role_en"] or role.replace("-", " ").capitalize()
    en = row["en"] or f"{said}, {organisation.en if organisation else body}"
    zh = row["zh"] or f"{organisation.zh if organisation else body}：{row['role_zh'] or said}"
    return {"id": row["office"], "en": en, "zh": zh, "start": _full(row["start"]), "end": _full(row["end"])}


def _full(when: Any) -> str:
    """A day, month or year as plotly reads it."""
    return when.isoformat() if isinstance(when, date) else str(when or "")


def _happened(store: OxigraphStore, rows: Iterable[Mapping[str, Any]], choice: Choice) -> list[Row]:
    """The dated events, each once, with the first role and title that is told of it."""
    events, found = _events(store, choice), dict[str, Row]()
    for row in rows:
        if row["event"] in events:
            found.setdefault(row["event"], {**row, **events[row["event"]]})
    return sorted(found.values(), key=lambda e: (e["type"], e["day"], e["event"]))


def _events(store: OxigraphStore, choice: Choice) -> dict[str, Row]:
    """The events of the chosen days, kind and province, with their kind and place."""
    first, last = _period(choice)
    kind = _event_type(store, choice)
    province = _identifier(store, "province", choice.province) if choice.province else ""
    rows = ({**row, "day": str(row["day"] or "")} for row in store.select(queries.part("figure-happenings")))
    return {
        row["event"]: row
        for row in rows
        if row["day"]
        and _within(row["day"], first, last)
        and kind in ("", row["type"])
        and province in ("", *(row["provinces"] or "").split())
    }


def _people(store: OxigraphStore) -> dict[str, Row]:
    """Every person's names by IRI; one language lends where the other has none."""
    return {
        r["person"]: {
            "id": r["person"],
            "en": r["en"] or r["zh"] or r["person"].rpartition("/")[2],
            "zh": r["zh"] or r["en"] or r["person"].rpartition("/")[2],
        }
        for r in store.select(queries.part("figure-names"))
    }


# -- ladder --------------------------------------------------------------------------------------------


def _ladder(store: OxigraphStore, choice: Choice) -> Figure:
    events = _events(store, choice)
    ranked, role = _lists(store, events, choice)
    if choice.person:
        wanted = thing(store, "person", choice.person)
        ranked = {e: people for e, people in ranked.items() if wanted in people}
    ranks = _regular(ranked, choice.top or 14)
    order = sorted((events[e] for e in {e for _, e in ranks}), key=lambda m: (m["day"], m["event"]))
    if len(order) < 2:
        raise EmptyFigure(
            "the ladder is empty: it needs two meetings or more that list some of the same people in order, and of the lists "
            f"that are left ({len(ranked)}) too few do; loosen the filters, or read more articles"
        )
    names = _people(store)
    people = [names[p] for p in sorted({p for p, _ in ranks}, key=lambda p: (min(r for (q, _), r in ranks.items() if q == p), p))]
    meetings = [{**m, "id": m["event"]} for m in order]
    count = {
        "en": f"{len(meetings)} lists of those who {role['en']}, in the order in which an article names them; the {len(people)} people who stand in most of them",
        "zh": f"{len(meetings)}份“{role['zh']}”名单，次序依文章；出现最多的{len(people)}人",
    }
    rows = [
        {"day": m["day"], "event": m["id"], "person": p["id"], "en": p["en"], "zh": p["zh"], "place": ranks[p["id"], m["id"]]}
        for m in meetings
        for p in people
        if (p["id"], m["id"]) in ranks
    ]
    caption = _caption([m["day"] for m in meetings], choice, count, _publishers(store))
    title = {"en": "Who is named before whom", "zh": "名单次序"}
    return Figure(title, caption, rows, lambda mode: plots.ladder(people, meetings, ranks, mode))


def _lists(store: OxigraphStore, events: Mapping[str, Row], choice: Choice) -> tuple[dict[str, dict[str, int]], Both]:
    """For each event the people of one role with their place, and what that role is called."""
    rows = [row for row in store.select(queries.part("figure-people")) if row["position"] and row["event"] in events]
    role = choice.role or "attended"
    known = {row["role"]: {"en": row["role_en"] or row["role"], "zh": row["role_zh"] or row["role"]} for row in rows}
    if role not in known and choice.role:
        raise UnknownName(f"no list of those who {role!r}; there are: {', '.join(sorted(known)) or 'none'}")
    told: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for row in rows:
        if row["role"] == role and _sure(row, choice):
            told[row["event"], row["article"]].append(Place(row["span"] or "", row["position"], row["person"]))
    return _fullest(told), known.get(role, {"en": role, "zh": role})


def _fullest(told: Mapping[tuple[str, str], Sequence[Place]]) -> dict[str, dict[str, int]]:
    """Of each event the people with their place in the article that names most of them, list after list.

    Articles are not mixed; those that name only two, or all one by one, say nothing of order.
    """
    found: dict[str, list[str]] = {}
    for (event, _), places in sorted(told.items()):
        each = list(lists(places))
        named = list(dict.fromkeys(person for people in each for person in people))
        if len(each) < len(named) > max(2, len(found.get(event, ()))):
            found[event] = named
    return {event: {person: place for place, person in enumerate(named, 1)} for event, named in found.items()}


def _regular(lists: Mapping[str, Mapping[str, int]], top: int) -> dict[tuple[str, str], int]:
    """The places of those who stand in most lists, in the last lists that have three of them, or two where none has three."""
    seen = Counter(p for people in lists.values() for p in people)
    regulars = set(sorted((p for p, n in seen.items() if n > 1), key=lambda p: (-seen[p], p))[:top])
    shared = {e: sorted(set(people) & regulars) for e, people in lists.items()}
    least = 3 if sum(len(who) > 2 for who in shared.values()) > 2 else 2
    kept = sorted((e for e, who in shared.items() if len(who) >= least))[-_MEETINGS:]
    ranks = {(p, e): lists[e][p] for e in kept for p in shared[e]}
    again = Counter(p for p, _ in ranks)
    return {(p, e): place for (p, e), place in ranks.items() if again[p] > 1}


def _publishers(store: OxigraphStore) -> set[str]:
    return {row["publisher"] or "" for row in store.select(queries.part("figure-articles"))}


FIGURES: Mapping[str, Callable[[OxigraphStore, Choice], Figure]] = {
    "map": _map,
    "timeline": _timeline,
    "heat": _heat,
    "stream": _stream,
    "ladder": _ladder,
}
