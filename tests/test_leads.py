"""Short readouts in hundreds of wordings, invented for this project: how much of them the English rules understand at least.

The floors rise freely and fall only with a reason that the commit gives; `python benchmarks/leads.py` prints the whole table.
"""

import runpy
from pathlib import Path

import pytest

from kg.evaluation import Evaluation

LEADS = Path(__file__).resolve().parent.parent / "benchmarks" / "leads.py"


@pytest.fixture(scope="module")
def measured() -> Evaluation:
    result: Evaluation = runpy.run_path(str(LEADS))["measured"]()
    return result


@pytest.mark.parametrize(
    ("part", "layer", "floor"),
    [
        ("a", "event type", 0.88),
        ("a", "roles", 0.84),
        ("b", "event type", 0.73),
        ("b", "roles", 0.67),
        ("c", "event type", 0.9),
        ("c", "roles", 0.86),
    ],
)
def test_most_wordings_are_understood(measured: Evaluation, part: str, layer: str, floor: float) -> None:
    assert measured.table(part).scores[layer].counts.f1 >= floor
