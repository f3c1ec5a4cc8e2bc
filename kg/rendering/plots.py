"""The figures as plotly draws them: each a function from rows to a specification of plain dicts, for one language and ground."""

from __future__ import annotations

import itertools
import math
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any, NamedTuple

from kg.rendering.words import LANGUAGES, WORDS

Spec = dict[str, Any]

# Okabe and Ito (Color Universal Design, 2008); black is left to the text, and on dark ground blue is lightened.
_HUES = {
    False: ("#0072b2", "#e69f00", "#009e73", "#d55e00", "#56b4e9", "#cc79a7", "#b3a100", "#5c6675"),
    True: ("#4aa8e8", "#e69f00", "#1fbf93", "#f0752a", "#9fd8f7", "#dd94bc", "#f0e442", "#a5afbd"),
}
_DASHES = ("solid", "dash", "dot", "dashdot")
_SYMBOLS = ("circle", "square", "diamond", "triangle-up", "cross", "x", "star", "hexagon")
_FONT = (
    'ui-sans-serif, system-ui, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "PingFang SC", '
    '"Microsoft YaHei", "Noto Sans CJK SC", sans-serif'
)
_NAME = 60


class Ink(NamedTuple):
    """The colours of a ground."""

    paper: str
    ink: str
    soft: str
    line: str
    empty: str
    scale: tuple[tuple[float, str], ...]


_INKS = {
    False: Ink(
        "#fbfaf7",
        "#1c2430",
        "#5c6675",
        "#e3e0d8",
        "#efece4",
        ((0, "#dcebf4"), (0.35, "#7fb8da"), (0.7, "#2a86bd"), (1, "#00456c")),
    ),
    True: Ink(
        "#11151b",
        "#e8ebf0",
        "#a5afbd",
        "#2b333f",
        "#1c232d",
        ((0, "#17303f"), (0.35, "#1f5f86"), (0.7, "#3f9fd6"), (1, "#c4e6fb")),
    ),
}


class Mode(NamedTuple):
    """In which language and on which ground a figure is drawn."""

    language: str = "en"
    dark: bool = False

    @property
    def ink(self) -> Ink:
        return _INKS[self.dark]

    @property
    def hues(self) -> tuple[str, ...]:
        return _HUES[self.dark]

    def word(self, key: str) -> str:
        return WORDS[key][LANGUAGES.index(self.language)] if key in WORDS else key

    def counted(self, key: str, n: int) -> str:
        one, _, many = self.word(key).partition("|")
        return (one if n == 1 or not many else many).replace("{n}", f"{n:,}")

    def of(self, row: Mapping[str, Any], stem: str = "") -> str:
        """A name in this language, or in the other where there is none, fit to be shown by plotly."""
        first, second = (f"{stem}_en", f"{stem}_zh") if stem else ("en", "zh")
        order = (second, first) if self.language == "zh" else (first, second)
        return plain(next((str(row[k]) for k in order if row.get(k)), ""))


def plain(text: str, limit: int = _NAME) -> str:
    """A text that plotly, which reads some markup, shows as it is."""
    text = " ".join(text.split())
    text = text if len(text) <= limit else text[: limit - 1] + "…"
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def distinct(names: Iterable[str]) -> list[str]:
    """The names, those that occur again with a mark that is not seen: plotly takes one name for one place on an axis."""
    seen: dict[str, int] = {}
    made = []
    for name in names:
        made.append(name + "\u200b" * seen.get(name, 0))
        seen[name] = seen.get(name, 0) + 1
    return made


def wrapped(text: str, language: str, width: int = 150) -> str:
    """A text in lines, as plotly breaks them."""
    if language == "zh":
        half = width // 2
        return "<br>".join(plain(text[i : i + half], half) for i in range(0, len(text), half))
    return "<br>".join(plain(line, width + 1) for line in textwrap.wrap(text, width))


def base(mode: Mode, *, height: int, left: int = 60, bottom: int = 110, right: int = 40) -> Spec:
    """What all figures share: ground, font, margins, and the room of the caption."""
    ink = mode.ink
    axis = {"gridcolor": ink.line, "linecolor": ink.line, "zeroline": False, "automargin": True, "tickcolor": ink.line}
    return {
        "height": height,
        "font": {"family": _FONT, "size": 13, "color": ink.ink},
        "paper_bgcolor": ink.paper,
        "plot_bgcolor": ink.paper,
        "margin": {"l": left, "r": right, "t": 24, "b": bottom},
        "xaxis": dict(axis),
        "yaxis": dict(axis),
        "hoverlabel": {"bgcolor": ink.ink, "font": {"color": ink.paper, "family": _FONT}, "bordercolor": ink.ink},
        "colorway": list(mode.hues),
        "legend": {"font": {"color": ink.ink}},
        "dragmode": "pan",
    }


def captioned(spec: Spec, mode: Mode, title: str, caption: str) -> Spec:
    """A specification with its title and, below that, its caption: an exported picture keeps both."""
    layout = spec["layout"]
    lines = wrapped(caption, mode.language)
    serif = 'Charter, Georgia, "Songti SC", "Noto Serif CJK SC", serif'
    layout["title"] = {
        "text": plain(title, 120),
        "subtitle": {"text": lines, "font": {"size": 12.5, "color": mode.ink.soft}},
        "font": {"size": 22, "color": mode.ink.ink, "family": serif},
        "x": 0,
        "xref": "container",
        "y": 1,
        "yref": "container",
        "yanchor": "top",
        "pad": {"l": 24, "t": 22},
    }
    head = 48 + 17 * (lines.count("<br>") + 1)
    layout["margin"]["t"] += head
    layout["height"] += head
    return spec


# -- map -----------------------------------------------------------------------------------------------

_SOUTH, _NORTH, _MIDDLE, _ORIGIN = math.radians(25), math.radians(47), math.radians(105), math.radians(36)


@cache
def _cone() -> tuple[float, float, float]:
    n = (math.sin(_SOUTH) + math.sin(_NORTH)) / 2
    c = math.cos(_SOUTH) ** 2 + 2 * n * math.sin(_SOUTH)
    return n, c, math.sqrt(c - 2 * n * math.sin(_ORIGIN)) / n


def projected(lon: float, lat: float) -> tuple[float, float]:
    """Where a place stands on an equal-area map of China (Albers' conic, parallels 25 and 47 north), in earth radii."""
    n, c, rho0 = _cone()
    rho = math.sqrt(c - 2 * n * math.sin(math.radians(lat))) / n
    angle = n * (math.radians(lon) - _MIDDLE)
    return round(rho * math.sin(angle), 4), round(rho0 - rho * math.cos(angle), 4)


def outline(geometry: Mapping[str, Any]) -> tuple[list[float | None], list[float | None]]:
    """The rings of a GeoJSON geometry as two lists of plotly, parted by None."""
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    xs: list[float | None] = []
    ys: list[float | None] = []
    for ring in (ring for polygon in polygons for ring in polygon):
        points = [projected(lon, lat) for lon, lat, *_ in ring]
        xs += [*(x for x, _ in points), None]
        ys += [*(y for _, y in points), None]
    return xs[:-1], ys[:-1]


def shade(scale: Sequence[tuple[float, str]], share: float) -> str:
    """The colour of a share between 0 and 1 on a scale."""
    for (low, a), (high, b) in itertools.pairwise(scale):
        if share <= high:
            part = (share - low) / (high - low)
            mixed = (round(int(a[i : i + 2], 16) * (1 - part) + int(b[i : i + 2], 16) * part) for i in (1, 3, 5))
            return "#" + "".join(f"{v:02x}" for v in mixed)
    return scale[-1][1]


def province_map(
    rows: Sequence[Mapping[str, Any]], shapes: Sequence[Mapping[str, Any]], lines: Sequence[Mapping[str, Any]], mode: Mode
) -> Spec:
    """Provinces shaded by a count, joined by lines where they are named together."""
    ink = mode.ink
    counts = {r["id"]: r["articles"] for r in rows}
    highest = max(counts.values(), default=1)
    named = sorted((s for s in shapes if counts.get(s["id"])), key=lambda s: (-counts[s["id"]], s["id"]))
    data = [_province(s, counts.get(s["id"], 0), highest, mode) for s in shapes]
    data += [_line(one, {s["id"]: s for s in shapes}, max(r["articles"] for r in lines), mode) for one in lines]
    data.append(_names(named[:20], counts, mode))
    data.append(_scale(highest, mode))
    layout = base(mode, height=720, left=24, bottom=24, right=90)
    hidden = {"visible": False, "automargin": False}
    layout["xaxis"] = {**hidden, "constrain": "domain"}
    layout["yaxis"] = {**hidden, "scaleanchor": "x", "scaleratio": 1, "constrain": "domain"}
    return {"data": data, "layout": {**layout, "showlegend": False, "hovermode": "closest", "plot_bgcolor": ink.paper}}


def _province(shape: Mapping[str, Any], count: int, highest: int, mode: Mode) -> Spec:
    fill = shade(mode.ink.scale, math.sqrt(count / highest)) if count else mode.ink.empty
    told = f"{mode.of(shape)}: {mode.counted('n articles', count)}"
    return {
        "type": "scatter",
        "mode": "lines",
        "x": shape["x"],
        "y": shape["y"],
        "fill": "toself",
        "fillcolor": fill,
        "line": {"color": mode.ink.paper, "width": 1},
        "hoveron": "fills",
        "hoverinfo": "text",
        "text": told,
        "name": mode.of(shape),
    }


def _line(row: Mapping[str, Any], shapes: Mapping[str, Mapping[str, Any]], heaviest: int, mode: Mode) -> Spec:
    a, b = shapes[row["source"]], shapes[row["target"]]
    (ax, ay), (bx, by) = a["at"], b["at"]
    bent = [
        (ax + (bx - ax) * t - (by - ay) * 0.5 * t * (1 - t), ay + (by - ay) * t + (bx - ax) * 0.5 * t * (1 - t))
        for t in (i / 12 for i in range(13))
    ]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [round(x, 4) for x, _ in bent],
        "y": [round(y, 4) for _, y in bent],
        "line": {"color": mode.hues[3], "width": round(0.8 + 3.2 * row["articles"] / heaviest, 2)},
        "opacity": 0.55,
        "hoverinfo": "text",
        "text": f"{mode.of(a)} — {mode.of(b)}: {mode.counted('n articles', row['articles'])}",
    }


_WIDE, _HIGH = 0.075, 0.028


def _names(shapes: Sequence[Mapping[str, Any]], counts: Mapping[str, int], mode: Mode) -> Spec:
    """Names and counts of the first provinces in order, none over another."""
    shown: list[Mapping[str, Any]] = []
    for s in shapes:
        x, y = s["at"]
        if all(abs(x - o["at"][0]) > _WIDE or abs(y - o["at"][1]) > _HIGH for o in shown):
            shown.append(s)
    shadow = ", ".join(f"0 0 {blur}px {mode.ink.paper}" for blur in (2, 3, 4))
    return {
        "type": "scatter",
        "mode": "text",
        "x": [s["at"][0] for s in shown],
        "y": [s["at"][1] for s in shown],
        "text": [f"<b>{mode.of(s)}</b><br>{counts[s['id']]}" for s in shown],
        "textfont": {"size": 11, "color": mode.ink.ink, "shadow": shadow},
        "hoverinfo": "skip",
    }


def _scale(highest: int, mode: Mode) -> Spec:
    """A bar of the colours: the scale goes by square roots, so that small numbers can be told apart."""
    ticks = sorted({round(highest * share * share) for share in (0, 0.25, 0.5, 0.75, 1)})
    bar = {
        "title": {"text": mode.word("articles, title"), "side": "right"},
        "tickvals": [math.sqrt(t / highest) for t in ticks],
        "ticktext": [str(t) for t in ticks],
        "thickness": 12,
        "len": 0.6,
        "outlinewidth": 0,
    }
    marker = {
        "colorscale": [list(s) for s in mode.ink.scale],
        "cmin": 0,
        "cmax": 1,
        "color": [0],
        "showscale": True,
        "colorbar": bar,
    }
    return {"type": "scatter", "mode": "markers", "x": [None], "y": [None], "marker": marker, "hoverinfo": "skip"}


# -- heat map ------------------------------------------------------------------------------------------


def heat_map(
    rows: Sequence[Mapping[str, Any]],
    columns: Sequence[Mapping[str, Any]],
    counts: Mapping[tuple[str, str], float],
    unit: str,
    mode: Mode,
) -> Spec:
    """A table of counts as shades; rows and columns in the order given."""
    z = [[counts.get((r["id"], c["id"]), 0) for c in columns] for r in rows]
    highest = max((v for line in z for v in line), default=1) or 1
    ylabels, xlabels = distinct(mode.of(r) for r in rows), distinct(mode.of(c) for c in columns)
    heat = {
        "type": "heatmap",
        "z": [[math.sqrt(v / highest) if v else None for v in line] for line in z],
        "x": xlabels,
        "y": ylabels,
        "text": [[_number(v) if v else "" for v in line] for line in z],
        "customdata": [[_number(v) for v in line] for line in z],
        "texttemplate": "%{text}",
        "hovertemplate": "%{y}<br>%{x}<br>%{customdata} " + mode.word(unit) + "<extra></extra>",
        "colorscale": [list(s) for s in mode.ink.scale],
        "zmin": 0,
        "zmax": 1,
        "xgap": 2,
        "ygap": 2,
        "showscale": False,
        "hoverongaps": False,
    }
    layout = base(mode, height=60 + 27 * len(rows), left=40, bottom=40)
    tilted = max((len(x) for x in xlabels), default=0) > 6 and len(xlabels) > 8
    layout["xaxis"] |= {
        "type": "category",
        "side": "top",
        "showgrid": False,
        "tickangle": -45 if tilted else 0,
        "automargin": True,
    }
    layout["yaxis"] |= {"type": "category", "autorange": "reversed", "showgrid": False, "ticklabelstandoff": 6}
    longest = max((len(x) * (13 if mode.language == "zh" else 6.4) for x in xlabels), default=0)
    layout["margin"]["t"] = 44 + round(longest * 0.72 if tilted else 14)
    layout["height"] += layout["margin"]["t"]
    return {"data": [heat], "layout": layout}


def _number(value: float) -> str:
    return f"{value:g}" if isinstance(value, int) or value == int(value) else f"{value:.1f}"


# -- stream --------------------------------------------------------------------------------------------


def stream(
    names: Sequence[Mapping[str, Any]], periods: Sequence[str], counts: Mapping[tuple[str, str], float], unit: str, mode: Mode
) -> Spec:
    """How much of each thing there is over time, one band above the other."""
    data = [
        _band(number, row, periods, [counts.get((row["id"], p), 0) for p in periods], unit, mode)
        for number, row in enumerate(names)
    ]
    layout = base(mode, height=560, left=56, bottom=60, right=24)
    layout["xaxis"] |= {"type": "category" if len(periods) < 20 else "date", "showgrid": False}
    layout["yaxis"] |= {"title": {"text": mode.word(unit)}, "rangemode": "tozero"}
    layout["legend"] |= {"traceorder": "reversed"}
    return {
        "data": data,
        "layout": {
            **layout,
            "hovermode": "x unified",
            "hoverlabel": {"bgcolor": mode.ink.paper, "font": {"color": mode.ink.ink}},
        },
    }


def _band(number: int, row: Mapping[str, Any], periods: Sequence[str], values: Sequence[float], unit: str, mode: Mode) -> Spec:
    hue = shade(((0, mode.hues[number % len(mode.hues)]), (1, mode.ink.paper)), 0.25 * (number // len(mode.hues)) % 1)
    return {
        "type": "scatter",
        "mode": "lines",
        "name": mode.of(row),
        "x": list(periods),
        "y": list(values),
        "stackgroup": "one",
        "line": {"shape": "spline", "smoothing": 0.6, "width": 1.2, "color": mode.ink.paper},
        "fillcolor": hue,
        "hovertemplate": "%{y} " + mode.word(unit),
    }


# -- timeline ------------------------------------------------------------------------------------------


def timeline(
    offices: Sequence[Mapping[str, Any]],
    events: Sequence[Mapping[str, Any]],
    span: tuple[str, str],
    mode: Mode,
    sightings: Sequence[Mapping[str, Any]] = (),
) -> Spec:
    """Offices as bars from day to day, and below them events by type; where an end is unknown, a bar fades to dots."""
    seen = list(dict.fromkeys(mode.of(s) for s in sightings))
    rows = list(dict.fromkeys([*(mode.of(o) for o in offices), *seen]))
    kinds = list(dict.fromkeys(mode.of(e, "type") for e in events))
    data = [_bar(o, span, mode) for o in offices if o["start"] or o["end"]]
    data += [_sighted([s for s in sightings if mode.of(s) == name], name, mode) for name in seen]
    data += [_events([e for e in events if mode.of(e, "type") == kind], kind, mode) for kind in kinds]
    layout = base(mode, height=200 + 30 * (len(rows) + len(kinds)), left=40, bottom=50)
    layout["xaxis"] |= {"type": "date", "range": [_shifted(span[0], -60), _shifted(span[1], 60)], "showgrid": True}
    layout["yaxis"] |= {
        "type": "category",
        "categoryorder": "array",
        "categoryarray": [*kinds[::-1], *rows[::-1]],
        "showgrid": False,
        "range": [-0.6, len(rows) + len(kinds) - 0.4],
    }
    if rows and kinds:
        layout["shapes"] = [
            {
                "type": "line",
                "xref": "paper",
                "x0": 0,
                "x1": 1,
                "yref": "y",
                "y0": len(kinds) - 0.5,
                "y1": len(kinds) - 0.5,
                "line": {"color": mode.ink.line, "width": 1},
            }
        ]
    return {"data": data, "layout": {**layout, "showlegend": False, "hovermode": "closest"}}


def _shifted(when: str, days: int) -> str:
    """A day so many days off, for room at the ends; of a month or year, its first day counts."""
    return (date.fromisoformat(f"{when}-01-01"[:10]) + timedelta(days)).isoformat()


def _bar(office: Mapping[str, Any], span: tuple[str, str], mode: Mode) -> Spec:
    start, end = office["start"] or span[0], office["end"] or span[1]
    known = bool(office["start"] and office["end"])
    told = f"{mode.of(office)}<br>{office['start'] or '?'} – {office['end'] or '?'}"
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [start, end],
        "y": [mode.of(office)] * 2,
        "line": {"width": 13 if known else 7, "color": mode.hues[0], "dash": "solid" if known else "dot"},
        "hoverinfo": "text",
        "text": [told, told],
    }


def _sighted(sightings: Sequence[Mapping[str, Any]], name: str, mode: Mode) -> Spec:
    """The days on which articles show somebody in an office, as circles on its bar."""
    marker = {"symbol": "circle", "size": 7, "color": mode.ink.paper, "line": {"width": 1.6, "color": mode.hues[0]}}
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [s["day"] for s in sightings],
        "y": [name] * len(sightings),
        "marker": marker,
        "hoverinfo": "text",
        "text": [f"{name}<br>{s['day']}" for s in sightings],
    }


def _events(events: Sequence[Mapping[str, Any]], kind: str, mode: Mode) -> Spec:
    told = [
        "<br>".join(filter(None, (str(e["day"]), kind, mode.of(e, "place"), mode.of(e, "role"), plain(e.get("title") or "", 90))))
        for e in events
    ]
    marker = {
        "symbol": "diamond",
        "size": 10,
        "color": mode.hues[1],
        "opacity": 0.8,
        "line": {"width": 1, "color": mode.ink.paper},
    }
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [e["day"] for e in events],
        "y": [kind] * len(events),
        "marker": marker,
        "hoverinfo": "text",
        "text": told,
    }


# -- ladder --------------------------------------------------------------------------------------------


def ladder(
    people: Sequence[Mapping[str, Any]], meetings: Sequence[Mapping[str, Any]], ranks: Mapping[tuple[str, str], int], mode: Mode
) -> Spec:
    """Who is named before whom, meeting by meeting: the first name of each list on top."""
    labels = distinct(f"{m['day']}<br>{mode.of(m, 'place') or mode.of(m, 'type')}" for m in meetings)
    at = {m["id"]: label for m, label in zip(meetings, labels, strict=True)}
    data = [
        _rung(
            number,
            person,
            [(at[m["id"]], ranks[person["id"], m["id"]]) for m in meetings if (person["id"], m["id"]) in ranks],
            mode,
        )
        for number, person in enumerate(people)
    ]
    deepest = max(ranks.values(), default=1)
    layout = base(mode, height=270 + 34 * deepest, left=50, bottom=96, right=150)
    layout["xaxis"] |= {
        "type": "category",
        "categoryorder": "array",
        "categoryarray": labels,
        "showgrid": False,
        "tickangle": -45 if sum(max(map(len, label.split("<br>"))) for label in labels) > 120 else 0,
        "range": [-0.4, len(labels) - 0.2],
    }
    layout["yaxis"] |= {
        "autorange": "reversed",
        "dtick": 1 if deepest < 30 else 5,
        "title": {"text": mode.word("place in the list")},
    }
    return {"data": data, "layout": {**layout, "annotations": _ends(data, mode), "showlegend": False, "hovermode": "closest"}}


def _ends(rungs: Sequence[Spec], mode: Mode) -> list[Spec]:
    """The names at the ends of their lines; lines that end at one place are named together."""
    ends: dict[tuple[str, int], list[str]] = {}
    for rung in rungs:
        ends.setdefault((rung["x"][-1], rung["y"][-1]), []).append(rung["name"])
    look = {"showarrow": False, "xanchor": "left", "xshift": 9, "bgcolor": mode.ink.paper, "opacity": 0.92, "borderpad": 1}
    between = "、" if mode.language == "zh" else ", "
    return [{**look, "x": x, "y": y, "text": between.join(names)} for (x, y), names in ends.items()]


def _rung(number: int, person: Mapping[str, Any], places: Sequence[tuple[str, int]], mode: Mode) -> Spec:
    hue, name = mode.hues[number % len(mode.hues)], mode.of(person)
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": name,
        "x": [x for x, _ in places],
        "y": [y for _, y in places],
        "line": {"color": hue, "width": 2, "dash": _DASHES[number // len(mode.hues) % len(_DASHES)]},
        "marker": {"size": 9, "symbol": _SYMBOLS[number % len(_SYMBOLS)], "color": hue},
        "cliponaxis": False,
        "hovertemplate": f"{name}<br>%{{x}}<br>" + mode.word("place in the list") + " %{y}<extra></extra>",
    }
