"""Charts and maps of any answer, as specifications for plotly, in the look of our other figures."""

from __future__ import annotations

from collections import defaultdict

from kg.figures import shapes
from kg.rendering import plots
from kg.rendering.plots import Mode, Spec
from kg.web.answers import Answer
from kg.web.asking_words import heading

_BARS, _LINES = 30, 8


def figure(answer: Answer, view: str, language: str, rows: str) -> dict[str, Spec]:
    """The specification of a chart or map for light and dark ground; `rows` names what is counted where no column does."""
    draw = _map if view == "map" else _chart
    return {
        ground: draw(answer, Mode(language, ground == "dark"), heading(answer.unit, language) if answer.unit else rows)
        for ground in ("light", "dark")
    }


def _chart(answer: Answer, mode: Mode, unit: str) -> Spec:
    return _along(answer, mode, unit) if answer.axis is not None else _bars(answer, mode, unit)


# -- bars ----------------------------------------------------------------------------------------------


def _bars(answer: Answer, mode: Mode, unit: str) -> Spec:
    """The rows with the highest numbers, each a bar for its first columns of numbers."""
    named = _telling(answer)[:2]
    first = answer.numbers[0]
    ranked = sorted(answer.rows, key=lambda row: -(row[first].number or 0))[:_BARS][::-1]
    names = plots.distinct(plots.plain(" · ".join(row[n].text for n in named if row[n].text), 44) for row in ranked)
    several = _alike(answer)
    data = [
        {
            "type": "bar",
            "orientation": "h",
            "y": names,
            "x": [row[n].number for row in ranked],
            "name": plots.plain(heading(answer.columns[n], mode.language)),
            "hovertemplate": "%{y}<br>%{x} " + plots.plain(heading(answer.columns[n], mode.language)) + "<extra></extra>",
            "marker": {"color": mode.hues[i]},
        }
        for i, n in enumerate(several)
    ]
    layout = plots.base(mode, height=90 + (26 if len(several) == 1 else 36) * len(ranked), left=20, bottom=50)
    layout["xaxis"] |= {"title": {"text": plots.plain(unit)} if len(several) == 1 else None, "rangemode": "tozero"}
    layout["yaxis"] |= {"gridcolor": "rgba(0,0,0,0)"}
    layout |= {"showlegend": len(several) > 1, "barmode": "group", "dragmode": False}
    layout["legend"] |= {"orientation": "h", "y": 1, "yanchor": "bottom", "traceorder": "normal"}
    return {"data": data, "layout": layout}


def _telling(answer: Answer) -> list[int]:
    """The columns that name the bars; one that says the same in every row tells nothing apart."""
    apart = [n for n in answer.labels if len({c.text for c in answer.column(n)}) > 1]
    return apart or answer.labels


def _alike(answer: Answer) -> list[int]:
    """Up to three columns of numbers that one scale can hold: none is ten times as high as another."""
    tops = {n: max((c.number or 0 for c in answer.column(n)), default=0) for n in answer.numbers}
    first = answer.numbers[0]
    return [n for n in answer.numbers if 0.1 * tops[first] <= tops[n] <= 10 * tops[first]][:3]


# -- lines ---------------------------------------------------------------------------------------------


def _along(answer: Answer, mode: Mode, unit: str) -> Spec:
    """Sums along time, a line for each of the foremost names; days are gathered into months, or years where they are many."""
    axis, number = answer.axis, next(iter(answer.numbers), None)
    assert axis is not None
    width = _width([row[axis].text for row in answer.rows])
    sums: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    by = next((n for n in answer.labels if len({c.text for c in answer.column(n)}) > 1), None) if number is not None else None
    for row in answer.rows:
        if row[axis].text:
            name = row[by].text if by is not None else unit
            sums[name][row[axis].text[:width]] += row[number].number or 0 if number is not None else 1
    foremost = sorted(sums, key=lambda name: (-sum(sums[name].values()), name))[:_LINES]
    times = _stretch(sorted({t for name in sums for t in sums[name]}))
    alone = len(foremost) == 1
    data = [
        {
            "type": "bar" if alone else "scatter",
            **({"marker": {"color": mode.hues[0]}} if alone else {"mode": "lines+markers", "line": {"color": mode.hues[i]}}),
            "x": times,
            "y": [sums[name].get(t, 0) for t in times],
            "name": plots.plain(name, 40),
            "hovertemplate": "%{x}<br>%{y}<extra>" + plots.plain(name, 40) + "</extra>",
        }
        for i, name in enumerate(foremost)
    ]
    layout = plots.base(mode, height=440, left=60, bottom=60)
    layout["xaxis"] |= {"type": "category" if len(times) < 16 else "date"}
    layout["yaxis"] |= {"title": {"text": plots.plain(unit)}, "rangemode": "tozero"}
    layout |= {"showlegend": not alone, "dragmode": False}
    layout["legend"] |= {"orientation": "h", "y": 1, "yanchor": "bottom"}
    return {"data": data, "layout": layout}


def _width(days: list[str]) -> int:
    """To how many characters days are cut: to years where they span more than three, else to months."""
    years = {d[:4] for d in days if d}
    return 4 if not years or len(years) > 3 or all(len(d) == 4 for d in days if d) else 7


def _stretch(times: list[str]) -> list[str]:
    """All years or months from the first to the last, so that the empty ones show."""
    if not times:
        return times
    if len(times[0]) == 4:
        return [str(y) for y in range(int(times[0]), int(times[-1]) + 1)]
    first, last = (int(t[:4]) * 12 + int(t[5:7] or 1) - 1 for t in (times[0], times[-1]))
    return [f"{m // 12}-{m % 12 + 1:02}" for m in range(first, last + 1)]


# -- map -----------------------------------------------------------------------------------------------


def _map(answer: Answer, mode: Mode, unit: str) -> Spec:
    """The provinces shaded by a number of the answer."""
    counts = {code: int(n) if n == int(n) else round(n, 2) for code, n in answer.mapped.items()}
    outlines = shapes()
    spec = plots.province_map([{"id": code, "articles": n} for code, n in sorted(counts.items())], outlines, (), mode)
    for shape, trace in zip(outlines, spec["data"], strict=False):
        trace["text"] = plots.plain(f"{mode.of(shape)}: {counts.get(shape['id'], 0):g} {unit}")
    spec["data"][-1]["marker"]["colorbar"]["title"] = {"text": plots.plain(unit), "side": "right"}
    spec["layout"] |= {"dragmode": False, "height": 620}
    return spec
