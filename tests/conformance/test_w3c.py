"""The W3C's own cases pass, where they are at hand: KG_CONFORMANCE names their folder, or they lie in ../shared."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from w3c import run

FOLDER = Path(os.environ.get("KG_CONFORMANCE") or Path(__file__).resolve().parents[2].parent / "shared" / "conformance")


@pytest.mark.skipif(not FOLDER.is_dir(), reason=f"the W3C's cases are not in {FOLDER}; KG_CONFORMANCE names another folder")
def test_every_case_passes():
    outcomes = list(run(FOLDER))
    assert len(outcomes) == 52
    assert [f"{o.name}: {o.wrong}" for o in outcomes if o.wrong] == []
