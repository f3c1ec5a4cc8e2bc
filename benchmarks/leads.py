"""How well the rules understand short readouts in many wordings, all invented for this project: event, offices, who did what.

    python benchmarks/leads.py [--errors LAYER]

The readouts and what a careful reader marks in them stand in `tests/gold/leads`, a JSON object a line.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kg import pipeline
from kg.evaluation import LAYERS, Evaluation, as_text, evaluate
from kg.facts import facts
from kg.stores.oxigraph import OxigraphStore

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "gold" / "leads"
TOLD = ("offices", "event type", "event date", "event place", "roles")


def readouts(folder: Path = FOLDER) -> Iterator[dict[str, Any]]:
    for file in sorted(folder.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            yield {**json.loads(line), "part": file.stem}


def gold(readout: Mapping[str, Any]) -> dict[str, Any]:
    """The annotation of a readout in the shape of the gold set; layers that it does not mark are empty."""
    named = {name: _ident(name) for pairs in (readout["roles"], readout["offices"]) for name, _ in pairs}
    event = {key: readout[key] for key in ("type", "start", "end", "provinces")}
    return {
        "id": readout["id"],
        "lang": "en",
        "part": readout["part"],
        "event_key": readout["id"],
        "persons": [{"id": ident, "en": name, "zh": None} for name, ident in named.items()],
        "offices": [{"person": named[name], "office": office, "former": False} for name, office in readout["offices"]],
        "event": event,
        "roles": [{"person": named[name], "role": role} for name, role in readout["roles"]],
        **{layer: [] for layer in ("provinces", "strategies", "themes", "statements")},
    }


def _ident(name: str) -> str:
    return "-".join(name.replace("'", "").lower().split())


def measured() -> Evaluation:
    """What a build of all readouts finds, against what is marked."""
    rows = list(readouts())
    with tempfile.TemporaryDirectory() as scratch, OxigraphStore(Path(scratch) / "store", writable=True) as store:
        articles = Path(scratch) / "leads.jsonl"
        lines = ({"id": r["id"], "title": r["title"], "text": r["text"], "date": r["published"], "lang": "en"} for r in rows)
        articles.write_text("".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines), encoding="utf-8")
        pipeline.build([articles], store)
        found = {known["id"]: known for known in facts(store)}
    return evaluate({row["id"]: gold(row) for row in rows}, found, by="part", samples=0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", choices=LAYERS, help="list the slips of a layer")
    asked = parser.parse_args()
    result = measured()
    print(
        "\n".join(
            line for line in as_text(result).splitlines() if not line.strip() or line.startswith((*TOLD, "layer")) or ":" in line
        )
    )
    if asked.errors:
        print(*result.errors(asked.errors), sep="\n")


if __name__ == "__main__":
    main()
