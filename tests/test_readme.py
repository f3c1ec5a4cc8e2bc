"""What the README shows works as it stands."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
SET_UP = ("make ", "python3 -m venv", ".venv/bin/pip")


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """A folder that looks like a fresh checkout with its environment made."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in ("data", "ontology", "kg"):
        (folder / name).symlink_to(ROOT / name)
    (folder / ".venv" / "bin").mkdir(parents=True)
    (folder / ".venv" / "bin" / "kg").symlink_to(Path(sys.executable).with_name("kg"))
    return folder


def commands() -> str:
    lines = [line for kind, block in BLOCKS if kind == "sh" for line in block.splitlines()]
    return "\n".join(line for line in lines if not line.startswith(SET_UP))


def test_every_command_runs_in_the_order_shown(checkout):
    done = subprocess.run(["bash", "-euo", "pipefail", "-c", commands()], cwd=checkout, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    for kind, block in BLOCKS:
        if kind == "python":
            subprocess.run([sys.executable, "-c", block], cwd=checkout, check=True, capture_output=True)


def test_every_command_of_kg_stands_in_the_readme():
    from kg.cli import main

    assert [name for name in main.commands if f"`kg {name}" not in README] == []


def test_links_lead_to_files():
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert "://" in target or (ROOT / target).exists(), target
