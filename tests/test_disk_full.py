"""A full disk ends a build with one sentence, and what was stored before is still there."""

from __future__ import annotations

import json
import subprocess

import pytest
from click.testing import CliRunner

from kg.cli import main


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 128 MB; only root may mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=128m", "tmpfs", str(place)], capture_output=True)
    if done.returncode:
        pytest.skip("mounting a small file system needs more rights than these")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_full_disk_keeps_what_was_stored(small_disk, tmp_path):
    text = "Li Qiang, premier of the State Council, chaired a meeting. " * 40
    rows = (json.dumps({"id": f"n{n}", "published": "2024-05-02", "text": f"{text}{n}"}) for n in range(4000))
    (tmp_path / "many.jsonl").write_text("\n".join(rows), encoding="utf-8")
    store = str(small_disk / "store")
    result = CliRunner().invoke(main, ["build", str(tmp_path / "many.jsonl"), "--store", store])
    assert result.exit_code == 1
    assert "is full" in result.stderr
    assert len([line for line in result.stderr.splitlines() if line.startswith("error")]) == 1
    facts = CliRunner().invoke(main, ["facts", "--store", store])
    assert facts.exit_code == 0, facts.output
    assert all(json.loads(line)["persons"] for line in facts.stdout.splitlines())
    assert len(facts.stdout.splitlines()) > 10
