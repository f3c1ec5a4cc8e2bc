"""Every block of code in README and the documentation runs, and the site that is built from them asks nobody for anything."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys

import pytest

pytest.importorskip("sybil", reason="pip install 'policy-kg[docs]' to run the blocks of the documentation")

import doc_blocks
from doc_blocks import DOCS, ROOT, RUN, BlockFailed

# The blocks that cannot run in a test; each says why in the line before it.
MARKED = {
    "sets up the environment that this test runs in": 4,
    "needs the server of a language model": 4,
    "needs a server for graphs": 7,
    "waits for keys": 1,
    "serves until it is stopped": 1,
    "asks the server of another terminal": 1,
    "needs the test cases of the W3C, which are not part of the repository": 1,
    "keeps 32 clients busy for a minute": 1,
    "wants Linux, and half a minute": 1,
    "takes two minutes": 1,
}
SHOWN = {"text", "mermaid", "turtle", "json", ""}
COMMAND = re.compile(r"(?:\$ )?(?:kg|pip|python3?|make|export|curl|\.venv/bin/\w+) ")
FENCE = re.compile(r"^[ \t]*(`{3,}|~{3,}|:{3,})[ \t]*(\S*)", re.MULTILINE)
PAGES = {str(path.relative_to(ROOT)): path for path in doc_blocks.pages()}


@pytest.mark.parametrize("page", PAGES)
def test_every_block_of_the_page_runs(page, sample_path, tmp_path):
    if not any(f"```{language}\n" in PAGES[page].read_text(encoding="utf-8") for language in RUN):
        return
    store = None if page == "README.md" else sample_path  # who follows the README makes the store
    list(doc_blocks.run(PAGES[page], doc_blocks.scratch(tmp_path / "checkout", store)))


def test_blocks_that_do_not_run_are_few_and_say_why():
    text = "\n".join(path.read_text(encoding="utf-8") for path in PAGES.values())
    reasons = re.findall(r"^<!-- skip: next (.*) -->$", text, re.MULTILINE)
    assert {reason: reasons.count(f'"{reason}"') for reason in MARKED} == MARKED
    assert len(re.findall(r"skip: *(?:next|start)", text)) == sum(MARKED.values())


@pytest.mark.parametrize("page", PAGES)
def test_no_command_hides_in_a_block_that_is_only_shown(page):
    blocks = re.findall(r"^```([^\n]*)\n(.*?)^```$", PAGES[page].read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    shown = [line for kind, block in blocks if kind in SHOWN for line in block.splitlines()]
    assert [line for line in shown if COMMAND.match(line)] == []


@pytest.mark.parametrize("page", PAGES)
def test_a_block_is_run_or_of_a_kind_that_is_only_shown(page):
    opened, strange = "", []
    for fence, kind in FENCE.findall(PAGES[page].read_text(encoding="utf-8")):
        if opened:
            opened = "" if fence.startswith(opened) and not kind else opened
        elif kind.startswith("{") or kind in (*RUN, *SHOWN):
            opened = "" if fence.startswith(":") else fence
        else:
            strange.append(kind)
    assert strange == []


@pytest.mark.parametrize(
    ("block", "says"),
    [
        ("```sh\nfalse\n```\n", "exit code 1"),
        ("```sh\nfalse | true\n```\n", "exit code 1"),
        ("```console\n$ kg query nope\n```\n", "no query named 'nope'"),
        ("```console\n$ kg info\narticles 62\n```\n", "holds commands only"),
        ("```python\nassert 1 == 2\n```\n", "AssertionError"),
        ('```sparql\nSELECT ?s { ?s pol:chaired "nobody" }\n```\n', "finds nothing"),
    ],
)
def test_a_block_that_fails_is_told_with_page_and_line(block, says, sample_path, tmp_path, monkeypatch):
    monkeypatch.setattr(doc_blocks, "ROOT", tmp_path)
    page = tmp_path / "page.md"
    page.write_text(f"# Page\n\n{block}", encoding="utf-8")
    folder = tmp_path / "checkout"
    (folder / "demo").mkdir(parents=True)
    (folder / "demo" / "store").symlink_to(sample_path)
    with pytest.raises(BlockFailed, match=r"page\.md:3") as failed:
        list(doc_blocks.run(page, folder))
    assert says in str(failed.value)


def test_a_page_remembers_what_it_exported_and_named(sample_path, tmp_path):
    page = tmp_path / "page.md"
    page.write_text(
        "```sh\nexport SAID=好\n```\n```sh\necho $SAID\n```\n```python\nn = 1\n```\n```python\nprint(n + 1)\n```\n",
        encoding="utf-8",
    )
    ran = list(doc_blocks.run(page, doc_blocks.scratch(tmp_path / "checkout", sample_path)))
    assert [r.answer for r in ran] == ["", "好\n", "", "2\n"]


def test_the_reference_names_every_class_property_and_concept():
    import ontology_page
    from rdflib import DCTERMS, OWL, RDF, SKOS

    graph, page = ontology_page.ontology(), ontology_page.page()
    terms = {str(s) for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty) for s in graph.subjects(RDF.type, kind)}
    assert terms
    for term in terms:
        assert not term.startswith(str(ontology_page.POL)) or f"### pol:{term.removeprefix(str(ontology_page.POL))}\n" in page
    for concept in graph.subjects(SKOS.inScheme):
        assert f"`{graph.value(concept, DCTERMS.identifier)}` |" in page


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The site, built from a copy without answers, which another test has shown to be there."""
    pytest.importorskip("sphinx", reason="pip install 'policy-kg[docs]' to build the site")
    folder = tmp_path_factory.mktemp("site")
    shutil.copytree(DOCS, folder / "docs", ignore=shutil.ignore_patterns("_build"))
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-D", "answer_blocks=0", "-b", "html", "docs", "out"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return folder / "out"


def test_the_site_loads_nothing_from_elsewhere(site):
    loads = re.compile(
        r"""<(?:script|img|iframe|source|link)\b[^>]*?(?:src|href)=["'](?:https?:)?//[^"']*|@import[^;]*//|url\(["']?(?:https?:)?//[^)]*"""
    )
    found = {
        (p.name, hit)
        for p in site.rglob("*")
        if p.suffix in (".html", ".css")
        for hit in loads.findall(p.read_text(encoding="utf-8"))
    }
    assert found == set()


def test_the_site_tells_every_command_and_the_whole_public_api(site):
    import kg
    from kg.cli import main

    commands = (site / "reference" / "commands.html").read_text(encoding="utf-8")
    assert [name for name in main.commands if f'id="kg-{name}"' not in commands] == []
    api = (site / "reference" / "api.html").read_text(encoding="utf-8")
    assert [name for name in kg._OFFERED if f'id="kg.{kg._OFFERED[name].partition(".")[2]}.{name}"' not in api] == []
