"""The command line parses, calls, prints, and says in one sentence what was wrong."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main

ARTICLE = """---
id: harvest
title: Li Qiang chairs symposium on grain in Harbin
published: 2024-05-02
lang: en
---
HARBIN, May 1 -- Li Qiang, premier of the State Council, chaired a symposium in Harbin on May 1 and delivered a speech.
Li stressed that grain output must be kept stable. Vice Premier Ding Xuexiang attended the symposium.
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A store with one article."""
    folder = tmp_path_factory.mktemp("cli")
    (folder / "harvest.txt").write_text(ARTICLE, encoding="utf-8")
    result = CliRunner().invoke(main, ["build", str(folder / "harvest.txt"), "--store", str(folder / "store")])
    assert result.exit_code == 0, result.output
    return str(folder / "store")


def run(*args, **more):
    return CliRunner().invoke(main, list(map(str, args)), **more)


def test_help_shows_each_command_with_an_example():
    assert run("--help").exit_code == 0
    for name in main.commands:
        result = run(name, "--help")
        assert result.exit_code == 0
        assert f"kg {name}" in result.output.split("Options:")[0].split("Usage:")[1].split("\n", 1)[1], name


def test_build_ends_with_a_summary(tmp_path):
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    result = run("build", tmp_path / "a.txt", "--store", tmp_path / "store")
    assert result.exit_code == 0
    for word in ("articles", "people", "offices", "events", "statements", "facts per second", "peak memory"):
        assert word in result.output


def test_facts_are_one_object_a_line(built):
    result = run("facts", "--store", built)
    (row,) = map(json.loads, result.stdout.splitlines())
    assert row["id"] == "harvest"
    assert {p["id"] for p in row["persons"]} == {"li-qiang", "ding-xuexiang"}


def test_named_queries_are_listed_with_summaries():
    result = run("query", "--list")
    assert "co-attendance" in result.output
    assert "Who took part in an event" in result.output


@pytest.mark.parametrize("form", ["table", "csv", "tsv", "json"])
def test_a_query_answers_in_every_format(built, form):
    result = run("query", "articles", "--format", form, "--store", built)
    assert result.exit_code == 0
    assert "harvest" in result.stdout


def test_parameters_are_options(built):
    result = run("query", "statements", "--person", "李强", "--since=2024", "--format", "json", "--store", built)
    assert result.exit_code == 0, result.output
    assert "grain output" in json.loads(result.stdout)[0]["quote"]


def test_the_help_of_a_query_tells_its_parameters():
    result = run("query", "statements", "--help")
    assert result.exit_code == 0


def test_sparql_from_standard_input(built):
    result = run("query", "-", "--format", "csv", "--store", built, input="SELECT (COUNT(*) AS ?n) { ?a a pol:Article }")
    assert result.stdout.splitlines() == ["n", "1"]


def test_the_store_may_come_from_the_environment(built):
    assert "harvest" in run("query", "articles", env={"KG_STORE": built}).stdout


def test_show_marks_the_text_and_lists_facts(built):
    result = run("show", "harvest", "--store", built)
    assert result.exit_code == 0
    assert "Ding Xuexiang" in result.stdout
    assert "premier@state-council" in result.stdout


def test_show_writes_a_page(built, tmp_path):
    assert run("show", "harvest", "-o", tmp_path / "a.html", "--store", built).exit_code == 0
    assert "<mark" in (tmp_path / "a.html").read_text(encoding="utf-8")


def test_graph_writes_a_page(built, tmp_path):
    result = run("graph", "overview", "-o", tmp_path / "g.html", "--store", built)
    assert result.exit_code == 0, result.output
    assert "Ding Xuexiang" in (tmp_path / "g.html").read_text(encoding="utf-8")


def test_graph_writes_what_the_ending_says(built, tmp_path):
    result = run("graph", "overview", "--top", 5, "-o", tmp_path / "g.gexf", "--store", built)
    assert result.exit_code == 0, result.output
    assert (tmp_path / "g.gexf").read_text(encoding="utf-8").startswith("<?xml")
    refused = run("graph", "overview", "-o", tmp_path / "g.docx", "--store", built)
    assert refused.exit_code == 1 and "nothing is written as .docx" in refused.output


def test_validate_finds_no_violation(built):
    result = run("validate", "--store", built)
    assert result.exit_code == 0, result.output


def test_info_tells_what_the_store_holds(built):
    result = run("info", "--store", built)
    assert result.exit_code == 0
    assert "2024-05-02" in result.stdout


def test_an_article_without_a_day_does_not_hide_the_period(built, tmp_path):
    shutil.copytree(built, tmp_path / "store")
    (tmp_path / "undated.txt").write_text("Li Qiang chaired a meeting.", encoding="utf-8")
    assert run("build", tmp_path / "undated.txt", "--store", tmp_path / "store").exit_code == 0
    assert "2024-05-02 to 2024-05-02" in run("info", "--store", tmp_path / "store").stdout


def test_evaluate_scores_against_annotations(built, tmp_path):
    gold = {"id": "harvest", "persons": [{"id": "li-qiang", "en": "Li Qiang"}, {"id": "ding-xuexiang"}]}
    (tmp_path / "harvest.json").write_text(json.dumps(gold), encoding="utf-8")
    result = run("evaluate", tmp_path, "--store", built, "--samples", 10)
    assert result.exit_code == 0, result.output
    assert "persons" in result.stdout
    floors = tmp_path / "floors.csv"
    floors.write_text("column,layer,floor\nall,roles,1.0\n")
    assert run("evaluate", tmp_path, "--store", built, "--samples", 10, "--floors", floors).exit_code == 1


BAD = [
    (("query", "nope"), "no query named 'nope'"),
    (("query", "statements"), "needs person"),
    (("query", "statements", "--person", "Nobody Known"), "no person named"),
    (("query", "articles", "--since", "soon"), "is no date"),
    (("show", "harvst"), "did you mean harvest"),
    (("drop", "harvst"), "did you mean harvest"),
    (("graph", "hairball", "-o", "x.html"), "no view named"),
    (("export", "x.docx"), "cannot export as 'docx'"),
    (("evaluate", "/nowhere"), "/nowhere"),
]


@pytest.mark.parametrize(("args", "words"), BAD, ids=lambda v: " ".join(v) if isinstance(v, tuple) else None)
def test_what_is_wrong_is_said_in_one_sentence(built, args, words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = run(*args, "--store", built)
    assert result.exit_code == 1
    assert words in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("command", ["facts", "info", "validate", "query articles"])
def test_a_missing_store_says_how_to_make_one(command, tmp_path):
    result = run(*command.split(), "--store", tmp_path / "none")
    assert result.exit_code == 1
    assert "kg build" in result.stderr


def test_a_path_that_does_not_exist_is_named(tmp_path):
    result = run("build", tmp_path / "none.txt", "--store", tmp_path / "s")
    assert result.exit_code == 1
    assert "none.txt" in result.stderr


def test_an_address_is_not_fetched_unless_asked(tmp_path):
    result = run("build", "http://127.0.0.1:9/x.html", "--store", tmp_path / "s")
    assert result.exit_code == 1
    assert "--fetch" in result.stderr


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.txt", b""),
        ("binary.txt", bytes(range(256)) * 40),
        ("broken.jsonl", b'{"id": "a", "text": '),
        ("undecodable.txt", bytes([0x81, 0x20, 0xFF, 0xC1, 0x8D, 0x9D]) * 300),
    ],
)
def test_a_file_that_cannot_be_read_is_listed_and_the_exit_code_tells(name, content, tmp_path):
    (tmp_path / name).write_bytes(content)
    result = run("build", tmp_path / name, "--store", tmp_path / "s")
    assert result.exit_code == 1
    assert name in result.stderr


def test_a_line_of_a_hundred_megabytes_is_skipped(tmp_path):
    path = tmp_path / "long.jsonl"
    with path.open("wb") as out:
        out.write(b'{"id": "good", "text": "Li Qiang chaired a meeting."}\n{"id": "long", "text": "')
        for _ in range(100):
            out.write(b"x" * 1_000_000)
        out.write(b'"}\n{"id": "last", "text": "Ding Xuexiang chaired a meeting."}\n')
    result = run("build", path, "--store", tmp_path / "s")
    assert result.exit_code == 0
    assert "skipped 1" in result.stderr
    assert len(run("facts", "--store", tmp_path / "s").stdout.splitlines()) == 2


def test_an_unwritable_store_says_so(tmp_path):
    (tmp_path / "file").write_text("")
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    result = run("build", tmp_path / "a.txt", "--store", tmp_path / "file" / "store")
    assert result.exit_code == 1
    assert "cannot write a store" in result.stderr


def test_ctrl_c_leaves_whole_articles(tmp_path):
    rows = [{"id": f"n{n}", "text": ARTICLE.split("---")[2] + str(n), "published": "2024-05-02"} for n in range(3000)]
    (tmp_path / "many.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    command = [sys.executable, "-c", "from kg.cli import main; main()", "build", "many.jsonl", "--store", "s"]
    process = subprocess.Popen(
        command,
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
    )
    try:
        wait_for(tmp_path / "s" / "texts")
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=120)
    finally:
        process.kill()
    assert process.returncode == 130
    assert "articles are whole" in said
    facts = run("facts", "--store", tmp_path / "s").stdout.splitlines()
    assert 0 < len(facts) < 3000
    assert all(len(json.loads(line)["persons"]) == 2 for line in facts)


def wait_for(folder: Path) -> None:
    """Until a few articles are stored."""
    for _ in range(2400):
        if folder.is_dir() and sum(1 for _ in folder.iterdir()) > 5:
            return
        time.sleep(0.05)
    raise AssertionError("nothing was stored within two minutes")


def test_importing_the_package_and_its_help_load_nothing_heavy():
    heavy = "rdflib pandas networkx pyvis trafilatura openpyxl pyoxigraph rich yaml pypinyin"
    code = f"import sys, kg, kg.cli; print([m for m in '{heavy}'.split() if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
