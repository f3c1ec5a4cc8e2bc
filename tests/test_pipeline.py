"""Building composes reading, extracting and storing, article by article."""

from __future__ import annotations

import json
from datetime import date

import pytest
from standins import OneReader

from kg import pipeline
from kg.errors import BadInput, UnknownName
from kg.pipeline import _Writer

HARVEST = "---\nid: harvest\npublished: 2024-05-02\nlang: en\n---\nZhao Min, mayor of Harbin, chaired a meeting. Zhao stressed that harvests come first.\n"


@pytest.fixture
def folder(tmp_path):
    """A folder with three small articles."""
    place = tmp_path / "articles"
    place.mkdir()
    for name in ("a", "b", "c"):
        (place / f"{name}.txt").write_text(HARVEST.replace("id: harvest", f"id: {name}"), encoding="utf-8")
    return place


def content(grounded) -> dict[str, frozenset]:
    return {graph: grounded.triples(graph) for graph in grounded.graphs()}


def test_build_twice_is_build_once(folder, grounded):
    assert pipeline.build([folder], grounded).read == 3
    before = content(grounded)
    report = pipeline.build([folder], grounded)
    assert (report.read, report.unchanged) == (0, 3)
    assert content(grounded) == before


def test_reading_again_gives_the_same_graph(folder, grounded):
    pipeline.build([folder], grounded)
    before = content(grounded)
    assert pipeline.build([folder], grounded, again=True).read == 3
    assert content(grounded) == before


def test_a_changed_article_replaces_its_graph_and_its_text(folder, grounded):
    pipeline.build([folder], grounded)
    old = {f.name for f in (grounded.path / "texts").rglob("*.gz")}
    (folder / "a.txt").write_text(HARVEST.replace("id: harvest", "id: a").replace("harvests", "dykes"), encoding="utf-8")
    report = pipeline.build([folder], grounded)
    assert (report.read, report.unchanged) == (1, 2)
    rows = grounded.select(
        "SELECT ?q { ?a dct:identifier 'a' . ?s pol:article ?a ; pol:evidence ?e . ?e oa:hasSelector ?w . ?w oa:exact ?q }"
    )
    assert not any("harvests" in row["q"] for row in rows)
    # The three files share one text, so the old one stays for the other two.
    assert len(old) == 1
    assert len(list((grounded.path / "texts").rglob("*.gz"))) == 2


def test_a_changed_date_alone_is_a_change(folder, grounded):
    pipeline.build([folder], grounded)
    (folder / "a.txt").write_text(HARVEST.replace("id: harvest", "id: a").replace("2024-05-02", "2024-05-03"), encoding="utf-8")
    assert pipeline.build([folder], grounded).read == 1


def test_drop_removes_the_article_with_all_that_follows(folder, grounded):
    pipeline.build([folder], grounded)
    whole = content(grounded)
    (folder / "d.txt").write_text(HARVEST.replace("id: harvest", "id: d").replace("Zhao", "Qian"), encoding="utf-8")
    pipeline.build([folder], grounded)
    assert pipeline.drop("d", grounded) == 1
    assert content(grounded) == whole
    assert len(list((grounded.path / "texts").rglob("*.gz"))) == 1


def test_dropping_an_unknown_article_names_near_ones(folder, grounded):
    (folder / "a.txt").write_text(HARVEST, encoding="utf-8")
    pipeline.build([folder], grounded)
    with pytest.raises(UnknownName, match="did you mean harvest"):
        pipeline.drop("harvst", grounded)


def test_one_bad_file_does_not_stop_the_others(folder, grounded):
    (folder / "bad.txt").write_bytes(b"\x00\x01\x02" * 500)
    (folder / "broken.jsonl").write_text('{"id": "ok", "text": "Zhao Min spoke."}\n{"id": \n', encoding="utf-8")
    report = pipeline.build([folder], grounded)
    assert report.read == 4
    assert sorted(s.where.rpartition("/")[2].split(",")[0] for s in report.skipped) == ["bad.txt", "broken.jsonl"]


def test_a_reader_that_fails_on_one_article_is_reported(folder, grounded):
    class Picky(OneReader):
        def read(self, article):
            if article.id == "b":
                raise ZeroDivisionError("no")
            return super().read(article)

    report, writer = pipeline.BuildReport(), _Writer(grounded, Picky())
    for article in pipeline.read([folder], on_skip=report.skipped.append):
        pipeline._add(article, [writer], report, again=False)
    assert (report.read, [s.where for s in report.skipped]) == (2, ["b"])


def test_an_interruption_leaves_whole_articles(folder, grounded):
    def stop(article, report):
        if report.read == 2:
            raise KeyboardInterrupt

    report = pipeline.build([folder], grounded, on_article=stop)
    assert report.stopped
    assert report.read == 2
    assert pipeline.build([folder], grounded).read == 1


def test_a_new_version_of_the_reader_reads_everything_again(folder, grounded):
    from kg.model import Activity

    reader = OneReader()
    for expected in (3, 0):
        report, writer = pipeline.BuildReport(), _Writer(grounded, reader)
        for article in pipeline.read([folder], on_skip=report.skipped.append):
            pipeline._add(article, [writer], report, again=False)
        assert report.read == expected
    reader.activity = Activity("rules", "0.0.2")
    report, writer = pipeline.BuildReport(), _Writer(grounded, reader)
    assert not any(writer.has(a) for a in pipeline.read([folder], on_skip=report.skipped.append))


def test_the_run_says_its_software_and_time_but_its_name_holds_no_time(folder, grounded):
    pipeline.build([folder], grounded)
    pipeline.build([folder], grounded, again=True)
    rows = list(grounded.select("SELECT ?run ?time { GRAPH ?g { ?run a pol:Run ; prov:startedAtTime ?time } }"))
    assert len(rows) == 1
    assert str(rows[0]["time"].year) not in rows[0]["run"]


def test_the_same_id_with_another_text_is_a_conflict(tmp_path, grounded):
    lines = [{"id": "x", "text": "Zhao Min spoke."}, {"id": "x", "text": "Zhao Min did not speak."}]
    (tmp_path / "two.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    report = pipeline.build([tmp_path / "two.jsonl"], grounded)
    assert report.read == 1
    assert len(report.skipped) == 1


def test_an_article_without_a_date_is_read_and_counted(tmp_path, grounded):
    (tmp_path / "x.txt").write_text("Zhao Min, mayor of Harbin, chaired a meeting.", encoding="utf-8")
    report = pipeline.build([tmp_path / "x.txt"], grounded)
    assert (report.read, report.undated) == (1, 1)


def test_what_is_given_by_hand_is_checked():
    assert pipeline.metadata(None, "2024-03-20", None, "zh").published == date(2024, 3, 20)
    with pytest.raises(BadInput, match="2024-03-20"):
        pipeline.metadata(None, "March", None, None)
    with pytest.raises(BadInput, match="en or zh"):
        pipeline.metadata(None, None, None, "fr")


def test_rdflib_opens_the_same_data(folder, grounded):
    from rdflib import RDF, Dataset, URIRef

    pipeline.build([folder], grounded)
    path = str(grounded.path / "quads")
    grounded.close()
    graph = Dataset(store="Oxigraph")
    graph.open(path)
    found = {str(s) for s, _, _ in graph.triples((None, RDF.type, URIRef("https://w3id.org/policy-kg/ontology#Article")))}
    graph.close()
    assert found == {f"https://w3id.org/policy-kg/id/article/{name}" for name in "abc"}
    type(grounded).__init__(grounded, grounded.path, writable=True)
