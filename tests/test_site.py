"""A site opens from disk, asks for nothing, and holds every name as text."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from kg import pipeline, site
from kg.errors import BadInput
from kg.resources import resource
from kg.stores.oxigraph import OxigraphStore


@pytest.fixture(scope="session")
def written(sample, tmp_path_factory):
    return site.build(sample, tmp_path_factory.mktemp("site") / "out")


class Links(HTMLParser):
    """What a page points to, and the tags that it opens."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.tags: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.targets += [v or "" for k, v in attrs if k in ("href", "src") and tag != "path"]


def pages(folder: Path) -> list[Path]:
    return [p for p in sorted(folder.rglob("*.html")) if "pictures" not in p.parts]


def test_every_link_leads_to_a_file_of_the_site_or_to_a_source(written):
    for page in pages(written.path):
        for target in Links(page.read_text(encoding="utf-8")).targets:
            if not target.startswith(("https://", "http://", "data:,")):
                assert (page.parent / target).resolve().is_file(), (page, target)


def test_no_page_loads_anything_from_elsewhere(written):
    for page in pages(written.path):
        text = page.read_text(encoding="utf-8")
        assert not re.findall(r'<(?:script|link|img|iframe)[^>]*(?:src|href)="https?:', text)
        assert "Content-Security-Policy" in text


def test_people_strategies_themes_provinces_and_events_have_pages_with_quotes(written):
    for page in ("person/ding-xuexiang", "strategy/index", "theme/index", "province/CN-HN", "event/index"):
        assert (written.path / f"{page}.html").is_file()
    told = (written.path / "person/ding-xuexiang.html").read_text(encoding="utf-8")
    assert "丁薛祥" in told and "<blockquote>" in told and "Politburo" in told.replace("Political Bureau", "Politburo")


def test_every_page_says_that_the_sample_is_in_it(written):
    for page in pages(written.path):
        assert "sample corpus" in page.read_text(encoding="utf-8")


def test_the_same_store_gives_the_same_bytes_and_takes_old_pages_away(written, sample, tmp_path):
    again = site.build(sample, tmp_path / "again").path
    stale = again / "person" / "gone.html"
    stale.write_text("old", encoding="utf-8")
    mark = again / "kg-site.json"
    mark.write_text(mark.read_text(encoding="utf-8").replace("[", '["person/gone.html",', 1), encoding="utf-8")
    site.build(sample, again)
    for folder, other in ((written.path, again), (again, written.path)):
        for file in (f for f in folder.rglob("*") if f.is_file()):
            assert (other / file.relative_to(folder)).read_bytes() == file.read_bytes(), file


def test_a_folder_of_something_else_is_left_alone(sample, tmp_path):
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(BadInput, match="holds something else"):
        site.build(sample, tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_mark_that_names_files_outside_the_site_removes_none_of_them(sample, tmp_path):
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    out = tmp_path / "out"
    out.mkdir()
    (out / "kg-site.json").write_text('["../mine.txt", "/etc/hosts"]', encoding="utf-8")
    site.build(sample, out)
    assert (tmp_path / "mine.txt").exists()


def test_hostile_titles_and_names_stay_text(tmp_path):
    article = tmp_path / "a.txt"
    hostile = "<script>alert(1)</script> \"quoted\" 'it' " + "🐉" * 300
    source = next(
        p for p in sorted(resource("data/articles").glob("*.txt")) if "2024-03-20" in p.name and p.name.endswith("en.txt")
    )
    text = source.read_text(encoding="utf-8")
    article.write_text(
        text.replace("Title: ", f"Title: {hostile} ", 1) if "Title: " in text else f"{hostile}\n{text}", encoding="utf-8"
    )
    with OxigraphStore(tmp_path / "store", writable=True) as store:
        pipeline.build([article], store)
        out = site.build(store, tmp_path / "out").path
    for page in pages(out):
        found = Links(page.read_text(encoding="utf-8"))
        assert found.tags.count("script") == 2, page
    assert any("&lt;script&gt;alert(1)" in p.read_text(encoding="utf-8") for p in pages(out))
