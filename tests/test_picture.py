"""A notebook's graph builds, draws and saves; pictures are shut off from the notebook that shows them."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from pathlib import Path

import pytest

import kg
from kg import snapshot
from kg.errors import BadInput, KgError, UnknownName


@pytest.fixture(scope="module")
def graph(sample_path):
    """The sample corpus."""
    with kg.open(sample_path) as opened:
        yield opened


ARTICLE = "HEFEI, March 4 -- Zhao Min, mayor of Hefei, chaired a meeting on March 3. Zhao stressed that harvests come first."


def chromium_is_here() -> bool:
    try:
        snapshot.browser()
    except KgError:
        return False
    return True


needs_chromium = pytest.mark.skipif(not chromium_is_here(), reason="no Chromium is installed")


def test_articles_are_read_into_a_store_that_is_gone_at_the_end(tmp_path):
    (tmp_path / "a1.txt").write_text(ARTICLE, encoding="utf-8")
    with kg.build(tmp_path) as built:
        place = built.store.path
        assert built.article("a1").text.startswith("HEFEI")
        assert Path(place).exists()
    assert not Path(place).exists()


def test_a_store_that_is_named_stays(tmp_path):
    (tmp_path / "a1.txt").write_text(ARTICLE, encoding="utf-8")
    kg.build(tmp_path / "a1.txt", store=tmp_path / "store").close()
    with kg.build(tmp_path / "a1.txt", store=tmp_path / "store") as again:
        assert len(again.query("articles")) == 1


def test_what_cannot_be_read_is_told(tmp_path):
    (tmp_path / "a1.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "a2.pdf").write_bytes(b"no pdf at all")
    with pytest.warns(UserWarning, match=r"1 articles could not be read.*a2\.pdf"):
        kg.build(tmp_path).close()


def test_a_network_shows_itself_in_a_frame_that_can_reach_nothing(graph):
    picture = graph.draw("attendance", around="Ding Xuexiang")
    shown = picture._repr_html_()
    assert 'sandbox="allow-scripts allow-downloads"' in shown
    assert picture.page in unescape(shown)
    assert shown.count("<") == 2
    assert repr(picture).startswith("<Picture Who appears with whom: ")


def test_a_figure_is_saved_as_page_and_table(graph, tmp_path):
    pytest.importorskip("plotly", reason="plotly is not installed: pip install 'policy-kg[pictures]'")
    picture = graph.figure("heat", since=2024)
    assert picture.save(tmp_path / "deep/heat.html").read_text(encoding="utf-8") == picture.page
    assert picture.save(tmp_path / "heat.csv").read_bytes().startswith(b"\xef\xbb\xbfstrategy,")


def test_another_ending_says_which_there_are(graph, tmp_path):
    picture = graph.draw("attendance", around="Ding Xuexiang")
    with pytest.raises(BadInput, match="html, png, svg"):
        picture.save(tmp_path / "picture.csv")


def test_changes_are_told_from_a_notebook(graph):
    table = graph.change("themes", by="year")
    assert list(table.df().columns) == list(table.columns) == ["period", "id", "label_en", "label_zh", "times"]


def test_a_grid_shows_the_numbers_of_a_table():
    pandas = pytest.importorskip("pandas", reason="pandas is not installed: pip install 'policy-kg[notebooks]'")
    frame = pandas.DataFrame({"2023": [1, None], "2024": [2.5, 4]}, index=["Hunan", "Hunan"])
    picture = kg.grid(frame, title="<Visits>")
    assert picture.table == ",2023,2024\nHunan,1,2.5\nHunan,0,4\n"
    assert "<Visits>" not in picture._repr_html_()


def test_a_grid_of_words_or_of_nothing_says_what_is_missing():
    pandas = pytest.importorskip("pandas", reason="pandas is not installed: pip install 'policy-kg[notebooks]'")
    with pytest.raises(BadInput, match="'name' has something else than numbers"):
        kg.grid(pandas.DataFrame({"name": ["Hunan"]}), title="")
    with pytest.raises(BadInput, match="no rows"):
        kg.grid(pandas.DataFrame({"n": []}), title="")


def test_only_pictures_are_taken_of_a_page():
    with pytest.raises(UnknownName, match="png or svg"):
        snapshot.taken("", "gif")


def test_without_chromium_the_picture_says_what_to_install(monkeypatch):
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    with pytest.raises(KgError, match="install it"):
        snapshot.taken("", "png")


@needs_chromium
@pytest.mark.browser
@pytest.mark.parametrize(("ending", "start"), [("png", b"\x89PNG"), ("svg", b"<svg")])
def test_a_picture_is_saved_where_an_event_loop_runs_as_in_a_notebook(graph, tmp_path, ending, start):
    async def cell() -> Path:
        return graph.draw("attendance", around="Ding Xuexiang").save(tmp_path / f"picture.{ending}")

    with ThreadPoolExecutor(1) as thread:  # the browser's driver may hold a loop on this one
        assert thread.submit(asyncio.run, cell()).result().read_bytes().startswith(start)
