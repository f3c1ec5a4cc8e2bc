"""Measures which articles of a store end on one event, against annotations that name their event.

python benchmarks/same_event.py GOLD_DIR STORE [--wrong 20]

Pairs of annotated articles count: right where both have one event_key and stand on one event node of the store.
"""

from __future__ import annotations

import argparse
import json
import sys
from itertools import combinations
from pathlib import Path

from kg.stores.oxigraph import OxigraphStore

_EVENTS = "SELECT ?name ?event { ?account a pol:Account ; pol:article ?a ; pol:event ?event . ?a dct:identifier ?name }"
_NEAR = """SELECT ?a ?b ?confidence (GROUP_CONCAT(?why; separator="; ") AS ?reasons) {
  ?m a pol:EventMatch ; pol:matches ?x , ?y ; pol:confidence ?confidence ; pol:reason ?why .
  ?x dct:identifier ?a . ?y dct:identifier ?b FILTER(STR(?a) < STR(?b)) } GROUP BY ?m ?a ?b ?confidence"""


def keys(folder: str) -> dict[str, str]:
    """The event key of each annotated article."""
    found = (json.loads(p.read_text(encoding="utf-8")) for p in sorted(Path(folder).glob("*.json")))
    return {row["id"]: row.get("event_key") or row["id"] for row in found}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold")
    parser.add_argument("store")
    parser.add_argument("--wrong", type=int, default=20, help="how many wrong and missed pairs to print")
    options = parser.parse_args()
    gold = keys(options.gold)
    with OxigraphStore(options.store) as store:
        events = {row["name"]: row["event"] for row in store.select(_EVENTS) if row["name"] in gold}
        why = {(row["a"], row["b"]): f"{row['confidence']:.2f} {row['reasons']}" for row in store.select(_NEAR)}
    pairs = set(combinations(sorted(gold), 2))
    wanted = {(a, b) for a, b in pairs if gold[a] == gold[b]}
    found = {(a, b) for a, b in pairs if a in events and b in events and events[a] == events[b]}
    right = len(wanted & found)
    precision, recall = right / (len(found) or 1), right / (len(wanted) or 1)
    f1 = 2 * precision * recall / ((precision + recall) or 1)
    print(f"articles {len(gold)}, with an event {len(events)}, pairs of one event {len(wanted)}")
    print(
        f"precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}; wrong merges {len(found - wanted)}, missed {len(wanted - found)}"
    )
    for sign, some in (("+", found - wanted), ("-", wanted - found)):
        for pair in sorted(some)[: options.wrong]:
            print(f"{sign} {pair[0]} {pair[1]}  {why.get(pair, 'no match')}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
