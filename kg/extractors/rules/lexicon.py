"""Reads the tables of expressions in `data/lexicon`."""

from __future__ import annotations

import csv

from kg.resources import resource


def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `data/lexicon/<name>.csv`."""
    with resource(f"data/lexicon/{name}.csv").open(encoding="utf-8", newline="") as handle:
        return tuple(csv.DictReader(handle))
