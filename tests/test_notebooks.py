"""Each notebook asks one question, runs from a clean kernel on the sample, and ends in a picture."""

from __future__ import annotations

import importlib.util
import os
import re
from pathlib import Path

import pytest

from kg import snapshot
from kg.errors import KgError
from kg.resources import resource

nbformat = pytest.importorskip("nbformat", reason="nbformat is not installed: pip install 'policy-kg[dev]'")
ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
COPIES = sorted((ROOT / "docs/notebooks").glob("*.md"))
MACHINE = re.compile(r"/(?:tmp|work|home|root|Users)/|[A-Z]:\\\\")
# This one builds its store itself; the others are given one, as building takes longer than all that they ask.
BUILDING = "07"
SAVING = "06"

by_name = pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)


def chromium_is_here() -> bool:
    try:
        return bool(snapshot.browser())
    except KgError:
        return False


def test_there_are_seven():
    assert [n.name[:2] for n in NOTEBOOKS] == [f"0{n}" for n in range(1, 8)]


@by_name
def test_the_source_holds_no_output_and_no_path_of_a_machine(notebook):
    code = [c for c in nbformat.read(notebook, as_version=4).cells if c.cell_type == "code"]
    assert all(not c.outputs and c.execution_count is None for c in code)
    assert not MACHINE.search(notebook.read_text(encoding="utf-8"))


@by_name
def test_the_title_is_one_question(notebook):
    title = nbformat.read(notebook, as_version=4).cells[0].source.splitlines()[0]
    assert title.startswith("# ")
    assert title.endswith("?")
    assert title.count("?") == 1


@by_name
def test_it_runs_on_the_sample_and_ends_in_a_picture(notebook, sample_path, monkeypatch):
    nbclient = pytest.importorskip("nbclient", reason="nbclient is not installed: pip install 'policy-kg[dev]'")
    for package in ("ipykernel", "pandas", "plotly"):
        pytest.importorskip(package, reason=f"{package} is not installed: pip install 'policy-kg[notebooks]'")
    if notebook.name.startswith(SAVING) and not chromium_is_here():
        pytest.skip("no Chromium is installed: PNG and SVG cannot be saved")
    if not resource("data/articles").exists():
        pytest.skip("the sample is not here")
    for name in [n for n in os.environ if n.startswith("KG_")]:
        monkeypatch.delenv(name)
    if not notebook.name.startswith(BUILDING):
        monkeypatch.setenv("KG_NOTEBOOK_STORE", str(sample_path))
    executed = nbformat.read(notebook, as_version=4)
    nbclient.NotebookClient(executed, timeout=300, resources={"metadata": {"path": str(notebook.parent)}}).execute()
    said = [o for c in executed.cells if c.cell_type == "code" for o in c.outputs]
    assert not [o.text for o in said if o.output_type == "stream" and o.name == "stderr"]
    last = executed.cells[-1].outputs[-1].data
    assert "image/png" in last or 'class="kg-picture"' in last["text/html"]


def maker():
    """The tool that makes the copies."""
    for package in ("nbconvert", "nbclient"):
        pytest.importorskip(package, reason=f"{package} is not installed: pip install 'policy-kg[dev]'")
    spec = importlib.util.spec_from_file_location("make_notebooks", ROOT / "tools/make_notebooks.py")
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def test_words_of_an_article_are_found_in_a_copy_however_its_lines_are_broken():
    body = "The mayor said that\nharvests come first and rivers come second."
    assert maker().taken_over("| harvests come first and rivers |", [body]) == " harvests come first and"
    assert not maker().taken_over("| harvests come first |\n| and rivers come |", [body])


@pytest.mark.parametrize("copy", COPIES, ids=lambda path: path.stem)
def test_a_copy_says_which_data_it_shows_and_what_made_it(copy):
    text = copy.read_text(encoding="utf-8")
    assert re.search(r"\*\*Shows [\d,]+ .+\*\*, \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d", text)
    assert "python tools/make_notebooks.py --articles" in text
    assert not MACHINE.search(text)
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", text)
    assert pictures
    assert all((copy.parent / name).read_bytes().startswith(b"\x89PNG") for name in pictures)


def test_every_notebook_has_a_copy_and_their_pictures_stay_small():
    assert [c.stem for c in COPIES] == [n.stem for n in NOTEBOOKS]
    assert sum(p.stat().st_size for p in (ROOT / "docs/notebooks").glob("*.png")) < 3_000_000
