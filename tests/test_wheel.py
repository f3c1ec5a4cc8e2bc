"""The wheel holds all it needs and works from any folder, in an environment of its own."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ARTICLE = (
    "Li Qiang, premier of the State Council, chaired a symposium in Harbin on May 1. Ding Xuexiang attended the symposium.\n"
)

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--disable-pip-version-check",
        "-w",
        str(folder),
        str(ROOT),
    ]
    subprocess.run(command, check=True)
    (made,) = folder.glob("policy_kg-*.whl")
    return made


def test_the_wheel_contains_ontology_authority_queries_templates_and_licences(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    for wanted in (
        "kg/ontology/policy.ttl",
        "kg/ontology/shapes.ttl",
        "kg/data/authority/people.csv",
        "kg/data/lexicon/themes.csv",
        "kg/queries/person-timeline.rq",
        "kg/queries/views/overview.rq",
        "kg/rendering/templates/graph.html",
        "kg/data/LICENCES.md",
        "kg/py.typed",
    ):
        assert wanted in names


def test_an_installed_wheel_does_the_main_job_from_any_folder(wheel, tmp_path):
    env = tmp_path / "env"
    subprocess.run([sys.executable, "-m", "venv", str(env)], check=True)
    pip = [str(env / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--constraint", str(ROOT / "constraints.txt"), str(wheel)], check=True)
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "harvest.txt").write_text(ARTICLE, encoding="utf-8")

    def kg(*args: str) -> str:
        done = subprocess.run([str(env / "bin" / "kg"), *args], cwd=tmp_path / "work", capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    kg("build", "harvest.txt", "--published", "2024-05-02")
    assert '"ding-xuexiang"' in kg("facts")
    assert "Ding Xuexiang" in kg("query", "event-attendance", "--event", "harvest", "--format", "csv")
    kg("graph", "overview", "-o", "page.html")
    kg("validate")
    assert "Ding Xuexiang" in (tmp_path / "work" / "page.html").read_text(encoding="utf-8")
