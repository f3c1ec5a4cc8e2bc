"""Shows what a floor of confidence buys: precision and recall of the facts above it, as a page with a table and a drawing.

python benchmarks/calibration.py STORE GOLD_DIR [GOLD_DIR …] [--out docs/calibration.md]
"""

from __future__ import annotations

import argparse
from pathlib import Path

from kg.evaluation import Counts, evaluate, load_gold
from kg.facts import facts
from kg.stores.oxigraph import OxigraphStore

FLOORS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
LAYERS = {"persons": "#0072b2", "offices": "#d55e00", "roles": "#009e73", "themes": "#cc79a7", "event type": "#e69f00"}
LEFT, TOP, SIDE = 50, 30, 300


def above(store: OxigraphStore, gold: dict, least: float) -> dict[str, Counts]:
    """For each layer the counts of the facts of at least this confidence."""
    found = {row["id"]: row for row in facts(store, min_confidence=least) if row["id"] in gold}
    scores = evaluate(gold, found, samples=0).table("all").scores
    return {layer: scores[layer].counts for layer in LAYERS}


def table(found: dict[float, dict[str, Counts]]) -> str:
    """A Markdown table: precision / recall of each layer at each floor."""
    lines = ["| confidence at least | " + " | ".join(LAYERS) + " |", "|---" * (len(LAYERS) + 1) + "|"]
    for least, counts in found.items():
        cells = [f"{counts[layer].precision:.3f} / {counts[layer].recall:.3f}" for layer in LAYERS]
        lines.append(f"| {least:.2f} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def svg(found: dict[float, dict[str, Counts]]) -> str:
    """A drawing of the floor (across) against precision from 0.5 to 1 (up); the grey line is where both agree."""
    floors = [least for least in found if least >= 0.5]
    parts = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 460 380" font-family="sans-serif" font-size="12">']
    parts.append(
        f'<rect width="460" height="380" fill="#fff"/><path d="M{LEFT} {TOP}V{TOP + SIDE}H{LEFT + SIDE}" stroke="#444" fill="none"/>'
    )
    parts.append(f'<path d="M{LEFT} {TOP + SIDE}L{LEFT + SIDE} {TOP}" stroke="#bbb" stroke-dasharray="4 4"/>')
    for tick in (0.5, 0.6, 0.7, 0.8, 0.9, 1.0):
        parts.append(f'<text x="{across(tick)}" y="{TOP + SIDE + 18}" text-anchor="middle">{tick}</text>')
        parts.append(f'<text x="{LEFT - 8}" y="{up(tick) + 4}" text-anchor="end">{tick}</text>')
    for number, (layer, colour) in enumerate(LAYERS.items()):
        line = " ".join(f"{across(f)},{up(found[f][layer].precision)}" for f in floors)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts.append(f'<text x="{LEFT + SIDE + 12}" y="{60 + 20 * number}" fill="{colour}">{layer}</text>')
    parts.append(f'<text x="{LEFT + SIDE / 2}" y="370" text-anchor="middle">confidence at least</text>')
    parts.append('<text x="16" y="180" transform="rotate(-90 16 180)" text-anchor="middle">share that is right</text></svg>')
    return "\n".join(parts) + "\n"


def page(found: dict[float, dict[str, Counts]], articles: int, drawing: str) -> str:
    """The page: how to read it, the drawing and the table."""
    return f"""# Confidence and truth

Each fact says how sure its rule is. This page compares that with {articles} annotated articles: precision / recall of
the facts of at least a confidence. The rules were written with these articles at hand, so read it with
`benchmarks/unseen.py` beside it. Made by `python benchmarks/calibration.py STORE GOLD… --out docs/calibration.md`.

![Confidence against the share that is right]({drawing})

{table(found)}
"""


def across(value: float) -> float:
    return round(LEFT + SIDE * (value - 0.5) * 2, 1)


def up(value: float) -> float:
    return round(TOP + SIDE - SIDE * (max(value, 0.5) - 0.5) * 2, 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store")
    parser.add_argument("gold", nargs="+")
    parser.add_argument("--out", type=Path, help="write the page, and the drawing beside it")
    options = parser.parse_args()
    gold = {ident: doc for folder in options.gold for ident, doc in load_gold(folder).items()}
    with OxigraphStore(options.store) as store:
        found = {least: above(store, gold, least) for least in FLOORS}
    print(table(found))
    if options.out:
        options.out.write_text(page(found, len(gold), options.out.with_suffix(".svg").name), encoding="utf-8")
        options.out.with_suffix(".svg").write_text(svg(found), encoding="utf-8")


if __name__ == "__main__":
    main()
