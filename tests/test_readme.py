"""The README tells every command, and its links lead somewhere; test_docs.py runs its blocks."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_command_of_kg_stands_in_the_readme():
    from kg.cli import main

    assert [name for name in main.commands if f"`kg {name}" not in README] == []


def test_links_lead_to_files():
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert "://" in target or (ROOT / target).exists(), target
