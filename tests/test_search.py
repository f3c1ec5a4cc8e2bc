"""Searching finds names, titles and quotes by their words, in both languages, and knows when it is out of date."""

from __future__ import annotations

import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standins import OneReader

from kg import pipeline, search
from kg.errors import BadInput, StoreError
from kg.search import Entry, Index
from kg.stores.oxigraph import OxigraphStore

FIELD = "把田种好，粮食安全才有底气。"


def small(*entries: Entry) -> Index:
    return Index.of(entries)


def quote(words: str, number: int = 1) -> Entry:
    return Entry("quote", f"q{number}", f"q{number}", body=words, article="a1")


def person(ident: str, en: str, zh: str, *aliases: str, weight: int = 0) -> Entry:
    return Entry("person", ident, ident, en, zh, "\n".join((en, zh, *aliases, ident)), weight=weight)


@pytest.fixture(scope="module")
def index(sample):
    """An index of the sample corpus, in memory."""
    return Index.of(search.entries(sample))


@pytest.mark.parametrize("words", ["习近平", "Xi Jinping", "xi jinping", "ＸＩ　ＪＩＮＰＩＮＧ", "xi-jinping"])
def test_a_person_answers_to_every_name(index, words):
    assert index.search(words)[0].id == "xi-jinping"


@pytest.mark.parametrize(
    ("words", "kind", "ident"),
    [
        ("国务院总理", "office", "premier@state-council"),
        ("湖南", "province", "CN-HN"),
        ("Belt and Road", "strategy", "belt-and-road"),
        ("粮食安全", "theme", "food-security"),
    ],
)
def test_things_are_found_by_kind(index, words, kind, ident):
    assert ident in [hit.id for hit in index.search(words, kinds=[kind])]


def test_names_titles_and_quotes_share_the_hits(index):
    assert {hit.kind for hit in index.search("习近平", limit=9)} == {"person", "article", "quote"}


def test_a_quote_tells_who_said_it_and_where(index):
    hit = index.search("让新质生产力在先进制造业中扎下根来", kinds=["quote"])[0]
    assert (hit.en, hit.zh, hit.article, hit.date) == ("Xi Jinping", "习近平", "sample-2024-03-20-changsha-zh", "2024-03-20")
    assert [hit.snippet[a:b] for a, b in hit.marks] == ["让新质生产力在先进制造业中扎下根来"]


def test_only_the_kinds_asked_for_are_found(index):
    assert {hit.kind for hit in index.search("习近平", kinds=["article"])} == {"article"}
    assert len(index.search("习近平", kinds=["article"], limit=2)) == 2


def test_an_unknown_kind_gets_the_known_ones(index):
    with pytest.raises(BadInput, match="person, office"):
        index.search("x", kinds=["planet"])


@pytest.mark.parametrize("words", ["粮食安全", "粮食", "田种", "底气", "气", "田 底气", '"粮食安全"', "粮食 -"])
def test_chinese_is_found_by_any_piece(words):
    assert len(small(quote(FIELD)).search(words)) == 1


@pytest.mark.parametrize("words", ["食粮", "安全粮食安", "谷", "田 谷", "，", ""])
def test_chinese_that_is_not_there_is_not_found(words):
    assert small(quote(FIELD)).search(words) == []


def test_a_run_that_stands_nowhere_is_looked_for_in_pieces():
    assert len(small(quote("粮食要多，食安要紧，安全要牢。")).search("粮食安全")) == 1


@pytest.mark.parametrize("words", ["harvest", "HARVESTS", "harvested first", '"harvests come"', "harv*"])
def test_english_is_found_by_its_stems(words):
    assert len(small(quote("Harvests come first.")).search(words)) == 1


def test_words_in_double_quotes_stand_together():
    assert small(quote("Come what may, harvests.")).search('"harvests come"') == []


@pytest.mark.parametrize(
    "words", ['x" OR "harvests', "NOT x", "harvests NEAR(", "body:harvests", "*", '"', "a AND", "'; DROP TABLE entry; --"]
)
def test_nothing_that_is_typed_is_an_operator(words):
    made = small(quote("Harvests come first."))
    made.search(words)
    assert len(made.search("harvests")) == 1


@given(st.text(alphabet='粮食安全 abc"*-:()^{}', max_size=12))
def test_any_words_get_an_answer(words):
    assert len(_ANY.search(words)) <= 1


_ANY = Index.of([quote(FIELD)])


@given(st.text(alphabet="粮食安全第一", min_size=2, max_size=8), st.data())
def test_every_piece_of_a_chinese_text_finds_it(text, data):
    begin = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(begin + 1, len(text)))
    assert len(small(quote(text)).search(text[begin:end])) == 1


@given(st.text(max_size=300), st.text(max_size=20))
def test_marks_stand_within_the_snippet(text, words):
    snippet, marks = search.around(text, words)
    assert all(0 <= a < b <= len(snippet) for a, b in marks)


def test_a_long_text_is_cut_around_the_words():
    snippet, marks = search.around("x " * 200 + "harvests come first " + "y " * 200, "harvests")
    assert snippet.startswith("…") and snippet.endswith("…")
    assert [snippet[a:b] for a, b in marks] == ["harvests"]


def test_those_often_named_are_suggested_first():
    made = small(
        person("li-a", "Li An", "李安", weight=1),
        person("li-q", "Li Qiang", "李强", weight=9),
        person("wang-li", "Wang Li", "王丽", weight=99),
    )
    assert [hit.id for hit in made.suggest("li")] == ["li-q", "li-a", "wang-li"]


@pytest.mark.parametrize(
    ("prefix", "language", "snippet"),
    [("qia", "en", "Li Qiang"), ("李", "zh", "李强"), ("强", "zh", "李强"), ("LI Q", "en", "Li Qiang"), ("李", "en", "Li Qiang")],
)
def test_a_suggestion_begins_anywhere_in_a_name(prefix, language, snippet):
    assert [hit.snippet for hit in small(person("li-qiang", "Li Qiang", "李强")).suggest(prefix, language)] == [snippet]


@pytest.mark.parametrize("prefix", ["", " ", "%", "zz", "qiangs"])
def test_nothing_is_suggested_for_nothing(prefix):
    assert small(person("li-qiang", "Li Qiang", "李强")).suggest(prefix) == []


def test_the_index_is_made_once_and_again_when_the_store_changed(grounded, tmp_path):
    with search.opened(grounded) as first:
        assert not first.stale(grounded)
        made = search.place(grounded).stat().st_mtime_ns
    with search.opened(grounded):
        assert search.place(grounded).stat().st_mtime_ns == made
    (tmp_path / "a.txt").write_text(
        "Zhao Min, mayor of Harbin, chaired a meeting. Zhao stressed that harvests come first.", encoding="utf-8"
    )
    with search.opened(grounded) as before:
        pipeline.build([tmp_path / "a.txt"], grounded, extractors=[OneReader()])
        assert before.stale(grounded)
        assert before.search("harvests") == []
    with search.opened(grounded) as after:
        assert [hit.kind for hit in after.search("harvests")] == ["article", "quote"]
        assert not after.stale(grounded)


def test_files_written_anew_with_the_same_content_leave_the_index_fresh(sample_path, tmp_path):
    with OxigraphStore(shutil.copytree(sample_path, tmp_path / "store"), writable=True) as store, Index.build(store) as index:
        store.optimize()
        assert not index.stale(store)


def test_a_missing_or_damaged_index_says_what_to_do(grounded):
    with pytest.raises(StoreError, match="kg search --rebuild"):
        Index(grounded)
    search.place(grounded).write_bytes(b"no database at all" * 100)
    with pytest.raises(StoreError, match="kg search --rebuild"):
        Index(grounded)
    with search.opened(grounded) as mended:
        assert len(mended) > 100


def test_building_twice_finds_the_same(sample):
    first, second = (Index.of(search.entries(sample)) for _ in range(2))
    assert first.search("发展") == second.search("发展")
    assert first.suggest("x") == second.suggest("x")


def test_the_command_finds_and_marks_words(sample_path, tmp_path):
    from click.testing import CliRunner

    from kg.cli import main

    store = str(shutil.copytree(sample_path, tmp_path / "store"))
    found = CliRunner().invoke(main, ["search", "中部六省", "--kind", "quote", "--store", store])
    assert found.exit_code == 0, found.output
    assert "[中部六省]" in found.stdout
    nothing = CliRunner().invoke(main, ["search", "没有这样的词语", "--format", "json", "--store", store])
    assert nothing.stdout.strip() == "[]"
    assert CliRunner().invoke(main, ["search", "--store", store]).exit_code == 2
