"""Holds the seed article to its annotation: every person, office, province and role, asked from a store.

seed.py STORE GOLD.json
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from kg.facts import facts
from kg.stores.oxigraph import OxigraphStore

SECRETARIES = """
SELECT ?person ?province {
  ?part a pol:Participation ; pol:article ?article ; pol:role ?reported ; pol:person ?who .
  ?article dct:identifier "seed-20240320-central-region" . ?reported dct:identifier "reported" .
  ?holding a pol:OfficeHolding ; pol:article ?article ; pol:person ?who ; pol:office ?office .
  ?office org:role ?role ; org:postIn ?committee . ?role dct:identifier "secretary" .
  ?committee pol:inProvince ?where . ?where skos:prefLabel ?province FILTER(LANG(?province) = "en")
  ?who skos:prefLabel ?person FILTER(LANG(?person) = "en")
} ORDER BY ?province
"""


def pairs(rows: list[dict[str, str]], *keys: str) -> set[tuple[str, ...]]:
    return {tuple(str(row[k]) for k in keys) for row in rows}


def missing(found: dict, gold: dict) -> list[str]:
    """What the annotation has and the store has not."""
    layers = {"persons": ("id",), "offices": ("person", "office"), "roles": ("person", "role")}
    lost = [
        f"{layer}: {' '.join(row)}"
        for layer, keys in layers.items()
        for row in sorted(pairs(gold[layer], *keys) - pairs(found[layer], *keys))
    ]
    return lost + [f"provinces: {p}" for p in sorted(set(gold["provinces"]) - set(found["provinces"]))]


def main() -> None:
    gold = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    with OxigraphStore(sys.argv[1]) as store:
        found = next(row for row in facts(store) if row["id"] == gold["id"])
        secretaries = [(row["person"], row["province"]) for row in store.select(SECRETARIES)]
    lost = missing(found, gold)
    print("the seed article:", "all found" if not lost else "; ".join(lost))
    for person, province in secretaries:
        print(f"  {person}, Party secretary of {province}")
    if lost or len(secretaries) != 6:
        sys.exit("the seed article is not read as its annotation says")


if __name__ == "__main__":
    main()
