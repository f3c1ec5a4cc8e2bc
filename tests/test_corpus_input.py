"""Bad input is told in a sentence that says what and where, and never keeps the rest from being read."""

import gzip
import io
import json
import os
import zipfile
from pathlib import Path

import pytest

from kg.corpus import Limits, Skipped, read
from kg.errors import BadInput

EN = "Governor Li Ming said that the province would push on with rural vitalization."
GOOD = {"id": "good", "text": EN}


def outcome(*paths, **options) -> tuple[list[str], list[Skipped]]:
    skipped: list[Skipped] = []
    return [article.id for article in read(paths, on_skip=skipped.append, **options)], skipped


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def zipped(entries: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("x.txt", b"", "empty"),
        ("x.txt", b"  \n\n", "empty"),
        ("x.txt", b"\x7fELF\0\0\1\2", "binary"),
        ("x.txt", b"---\n{[ no: yaml\n---\nText", "front matter"),
        ("x.txt", b"---\na: &a [x, x]\nb: [*a, *a]\n---\nText", "front matter"),
        ("x.txt", b"---\nid: x\n---\n", "empty"),
        ("x.txt", "会".encode("utf-16")[:2] + b"\x00\xd8" * 400, "utf-16"),
        ("x.html", b"<html><body></body></html>", "no article"),
        ("x.html", b"", "empty"),
        ("x.pdf", b"%PDF-1.4 broken", "damaged"),
        ("x.pdf", b"not one at all", "damaged"),
        ("x.docx", b"PK\x03\x04broken", "no .docx"),
        ("x.docx", zipped({"xl/workbook.xml": b"<x/>"}), "no .docx"),
        ("x.docx", zipped({"word/document.xml": b"<broken", "[Content_Types].xml": b"<x/>"}), "damaged"),
        ("x.xlsx", b"nothing of the kind", "no .xlsx"),
        ("x.xlsx", zipped({"xl/workbook.xml": b"<broken"}), "damaged"),
        ("x.json", b'{"id": 1, "text": ', "no JSON"),
        ("x.json", b'[{"id": 1, "title": "no text"}]', "no field holds the text"),
        ("x.json", b'[{"text": ', "element 1"),
        ("x.json", b'["a"]', "not an object"),
        ("x.json", b"[" * 100000, "element 1"),
        ("x.jsonl", b'{"text": ' + b"[" * 100000 + b"}", "nested"),
        ("x.jsonl", b'{"text": {"a": 1}}', "structure"),
        ("x.csv", b"a,b\n1,2\n", "no column holds the text; there are a, b"),
        ("x.csv", b"", "empty"),
        ("x.xml", b"<catalog><item/></catalog>", "no RSS or Atom"),
        ("x.xml", b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel/></rss>', "entities"),
        ("x.jsonl.gz", b"no gzip", "zip"),
        ("x.jsonl.gz", gzip.compress(json.dumps({"id": "x", "text": "y" * 9000}).encode())[:60], "damaged"),
        ("x.jsonl.xz", b"no xz", "damaged"),
        ("x.zip", b"PK no zip", "damaged"),
        ("x.png", b"\x89PNG", "files ending in .png are not read"),
    ],
)
def test_a_bad_file_is_reported_and_the_others_are_read(tmp_path, name, content, why):
    written(tmp_path, name, content)
    written(tmp_path, "y.jsonl", json.dumps(GOOD))
    found, skipped = outcome(tmp_path)
    assert found == ["good"]
    assert len(skipped) == 1
    assert skipped[0].where.startswith(str(tmp_path / name))
    assert why in skipped[0].why
    assert skipped[0].kind == "unreadable"


@pytest.mark.parametrize(
    "line", ["{broken", "[1, 2]", '"text"', "nonsense", '{"title": "no text"}', '{"text": "  "}', '{"text": null}']
)
def test_a_broken_line_is_told_by_its_number_and_the_others_are_read(tmp_path, line):
    content = "\n".join([json.dumps(GOOD), line, json.dumps(GOOD | {"id": "after"})])
    found, [skipped] = outcome(written(tmp_path, "a.jsonl", content))
    assert found == ["good", "after"]
    assert skipped.where.endswith(("a.jsonl, line 2", "a.jsonl, row 2"))


def test_a_broken_first_line_is_only_a_broken_line(tmp_path):
    found, [skipped] = outcome(written(tmp_path, "a.jsonl", "oops\n" + json.dumps(GOOD)))
    assert (found, skipped.where[-6:]) == (["good"], "line 1")


def test_a_line_beyond_the_limit_is_passed_over(tmp_path):
    content = json.dumps({"id": "long", "text": "x" * 5000}) + "\n" + json.dumps(GOOD)
    found, [skipped] = outcome(written(tmp_path, "a.jsonl", content), limits=Limits(article=1000))
    assert found == ["good"]
    assert "longer than 1,000 bytes" in skipped.why


def test_a_line_in_no_encoding_is_reported(tmp_path):
    found, [skipped] = outcome(written(tmp_path, "a.jsonl", b'{"text": "\0\xff"}\n' + json.dumps(GOOD).encode()))
    assert (found, skipped.where[-6:]) == (["good"], "line 1")


def test_a_table_row_without_text_is_told_by_its_number(tmp_path):
    found, [skipped] = outcome(written(tmp_path, "a.csv", "id,text\n1,one\n2,\n3,three\n"))
    assert found == ["1", "3"]
    assert skipped.where.endswith("a.csv, row 3")


def test_a_file_beyond_the_limit_is_not_loaded(tmp_path):
    _, [skipped] = outcome(written(tmp_path, "a.txt", "x" * 2000), limits=Limits(article=1000))
    assert "larger than 1,000 bytes" in skipped.why


def test_halves_of_characters_are_replaced_and_told(tmp_path):
    path = written(tmp_path, "a.jsonl", '{"id": "x", "text": "a \\ud83d b \\ud83d\\ude00"}')
    skipped: list[Skipped] = []
    [article] = read([path], on_skip=skipped.append)
    assert article.text == "a \ufffd b \U0001f600"
    assert [s.kind for s in skipped] == ["note"]


def test_a_day_that_is_not_understood_is_told_and_the_article_read(tmp_path):
    found, [skipped] = outcome(written(tmp_path, "a.jsonl", json.dumps(GOOD | {"date": "03/04/2024"})))
    assert (found, skipped.kind) == (["good"], "note")
    assert "'03/04/2024'" in skipped.why


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_reported(tmp_path):
    written(tmp_path, "a.txt", EN).chmod(0)
    found, [skipped] = outcome(tmp_path)
    assert (found, "Permission denied" in skipped.why) == ([], True)


def test_links_to_nothing_and_to_folders_are_reported(tmp_path):
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    found, skipped = outcome(tmp_path)
    assert (found, len(skipped)) == ([], 2)


# What is not there


@pytest.mark.parametrize("path", ["nowhere/at/all.txt", "", "a\0b"])
def test_a_path_that_does_not_exist_is_an_error_before_anything_is_read(path):
    with pytest.raises(BadInput, match="there is no file or folder"):
        read([path], on_skip=print)


def test_an_address_is_not_fetched_unless_asked_for():
    with pytest.raises(BadInput, match="--fetch"):
        read(["https://news.example/1"], on_skip=print)


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://news.example/1", "HTTPS+X://a"])
def test_only_web_addresses_are_fetched(address):
    with pytest.raises(BadInput, match="only http and https"):
        read([address], on_skip=print, fetch=True)


# Archives that want to do harm


def test_an_archive_that_unpacks_to_too_much_is_not_read(tmp_path):
    found, [skipped] = outcome(written(tmp_path, "a.zip", zipped({"a.txt": b"x" * 9000})), limits=Limits(archive=1000))
    assert (found, "more than the 1,000" in skipped.why) == ([], True)


def test_a_member_that_swells_is_not_read_and_the_others_are(tmp_path):
    data = zipped({"a.txt": b"x" * 400_000, "b.txt": EN.encode()})
    found, [skipped] = outcome(written(tmp_path, "a.zip", data), limits=Limits(ratio=100))
    assert (found, "more than 100 times" in skipped.why) == (["b"], True)


def test_a_compressed_file_that_swells_is_stopped(tmp_path):
    data = gzip.compress(b"\n" * 3_000_000)
    found, [skipped] = outcome(written(tmp_path, "a.jsonl.gz", data), limits=Limits(ratio=10, article=10_000))
    assert (found, "more than 10 times" in skipped.why) == ([], True)


def test_a_path_out_of_the_archive_is_not_read(tmp_path):
    data = zipped({"../../evil.txt": EN.encode(), "/etc/evil.txt": EN.encode(), "good.txt": EN.encode()})
    found, skipped = outcome(written(tmp_path, "a.zip", data))
    assert found == ["good"]
    assert ["leads out of the archive" in s.why for s in skipped] == [True, True]


def test_archives_in_archives_end_somewhere(tmp_path):
    data = zipped({"a.txt": EN.encode()})
    for _ in range(3):
        data = zipped({"in.zip": data})
    found, [skipped] = outcome(written(tmp_path, "a.zip", data), limits=Limits(depth=2))
    assert (found, "more than 2 deep" in skipped.why) == ([], True)


def test_an_office_file_that_swells_is_not_read(tmp_path):
    data = zipped({"word/document.xml": b"x" * 9000})
    _, [skipped] = outcome(written(tmp_path, "a.docx", data), limits=Limits(article=1000))
    assert "would unpack to" in skipped.why


# The same thing twice


def rows(*changes: dict[str, str]) -> io.BytesIO:
    base = {"id": "a", "url": "https://news.example/a", "text": EN}
    return io.BytesIO("\n".join(json.dumps(base | change) for change in changes).encode())


@pytest.mark.parametrize(
    ("second", "kind", "why"),
    [
        ({}, "duplicate", "read before"),
        ({"text": "Another text."}, "conflict", "another text"),
        ({"url": "https://news.example/b"}, "conflict", "https://news.example/b"),
        ({"id": "b"}, "conflict", "under the id 'a', here under 'b'"),
    ],
)
def test_the_first_of_two_stands_and_the_second_is_reported(second, kind, why):
    found, [skipped] = outcome("-", stdin=rows({}, second, {"id": "c", "url": ""}))
    assert (found, skipped.kind, skipped.where) == (["a", "c"], kind, "standard input, row 2")
    assert why in skipped.why


def test_the_same_file_given_twice_is_read_once(tmp_path):
    path = written(tmp_path, "a.txt", EN)
    found, [skipped] = outcome(path, path)
    assert (found, skipped.kind) == (["a"], "duplicate")


def test_two_files_of_one_name_are_a_conflict_that_is_reported(tmp_path):
    first, second = written(tmp_path, "1/a.txt", EN), written(tmp_path, "2/a.txt", EN + " More.")
    found, [skipped] = outcome(first, second)
    assert (found, skipped.kind, "an id of its own" in skipped.why) == (["a"], "conflict", True)
