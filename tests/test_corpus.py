"""Articles come out of every format as they went in, with the identity and metadata that the source gives them."""

import bz2
import gzip
import io
import json
import lzma
import zipfile
from datetime import date, datetime
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.corpus import Metadata, Skipped, read
from kg.corpus.metadata import date_in_path, detect_language, language_code, parse_date
from kg.corpus.office import joined_lines

ZH = "省长李明在会上说，要扎实推进乡村振兴，抓好粮食生产。\n会议指出，安全生产不能放松。"
EN = "Governor Li Ming said that the province would push on with rural vitalization.\nThe meeting stressed work safety."
ROW = {
    "id": "r-1",
    "title": "A meeting",
    "text": EN,
    "date": "2024-03-20",
    "url": "https://news.example/1",
    "source": "Example Daily",
}


def articles(*paths, **options):
    """All articles, with no report expected."""
    skipped: list[Skipped] = []
    found = list(read(paths, on_skip=skipped.append, **options))
    assert skipped == []
    return found


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def only(path, **options):
    [article] = articles(path, **options)
    return article


# Texts


def test_a_text_file_is_kept_as_it_is(tmp_path):
    article = only(written(tmp_path, "day/readout.txt", ZH))
    assert (article.id, article.text, article.title, article.language, article.published) == ("readout", ZH, "", "zh", None)


def test_line_ends_become_line_feeds_and_nothing_else_changes(tmp_path):
    assert only(written(tmp_path, "a.txt", b" one\r\n\r\ntwo \rthree\n\n")).text == " one\n\ntwo \nthree\n\n"


def test_front_matter_gives_what_it_says(tmp_path):
    head = (
        "---\nid: a/7\ntitle: 会议\npublished: 2024-03-20\nurl: https://news.example/7\nlang: zh-CN\npublisher: 某某网\n---\n\n"
    )
    article = only(written(tmp_path, "x.md", head + ZH))
    assert (article.id, article.title, article.published, article.url) == (
        "a/7",
        "会议",
        date(2024, 3, 20),
        "https://news.example/7",
    )
    assert (article.language, article.publisher, article.text) == ("zh", "某某网", ZH)


@pytest.mark.parametrize("id", ["007", "2024-03-20", "1e5", "yes", "null", "a b", "12:30"])
def test_an_id_in_front_matter_is_the_string_that_stands_there(tmp_path, id):
    assert only(written(tmp_path, "x.txt", f"---\nid: {id}\n---\n{EN}")).id == id


@pytest.mark.parametrize("title", ["Governor: we must act", "[视频]省政府召开会议", "'Quoted' and more", "100% of it: {done}"])
def test_titles_that_yaml_would_want_in_quotes_are_read(tmp_path, title):
    assert only(written(tmp_path, "x.txt", f"---\nid: t\ntitle: {title}\n---\n{EN}")).title == title


def test_lines_of_hyphens_without_fields_belong_to_the_text(tmp_path):
    text = "---\nA statement between two lines.\n---\nAnd more."
    assert only(written(tmp_path, "x.txt", text)).text == text


def test_a_markdown_heading_is_the_title(tmp_path):
    assert only(written(tmp_path, "x.md", f"# A meeting on grain\n\n{EN}")).title == "A meeting on grain"


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), min_size=1))
def test_any_text_goes_through_a_text_file_unchanged(text):
    text = f"Beginning {text} end"
    assert [a.text for a in read(["-"], on_skip=print, stdin=io.BytesIO(text.encode()))] == [text]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), min_size=1), min_size=1))
def test_any_texts_go_through_json_lines_unchanged(texts):
    texts = [f"x{text}" for text in texts]
    lines = "\n".join(json.dumps({"id": n, "text": text}, ensure_ascii=n % 2 == 0) for n, text in enumerate(texts))
    assert [a.text for a in read(["-"], on_skip=print, stdin=io.BytesIO(lines.encode()))] == texts


# Rows


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", json.dumps(ROW)),
        ("a.ndjson", "\n" + json.dumps(ROW) + "\n\n"),
        ("a.jsonl", json.dumps(ROW, indent=2)),
        ("a.json", json.dumps(ROW, indent=2)),
        ("a.json", json.dumps([ROW], indent=2)),
        ("a.json", json.dumps(ROW)),
        ("a.json", json.dumps({"count": 1, "articles": [ROW]})),
        ("a.json", "\ufeff" + json.dumps([ROW])),
        ("a.json.gz", gzip.compress(json.dumps([ROW]).encode())),
        ("a.jsonl.gz", gzip.compress(json.dumps(ROW).encode())),
        ("a.jsonl.bz2", bz2.compress(json.dumps(ROW).encode())),
        ("a.jsonl.xz", lzma.compress(json.dumps(ROW).encode())),
        ("a.jsonl", json.dumps(ROW).encode("utf-16")),
    ],
)
def test_json_in_every_shape_gives_the_same_article(tmp_path, name, content):
    article = only(written(tmp_path, name, content))
    assert (article.id, article.title, article.text, article.language) == ("r-1", "A meeting", EN, "en")
    assert (article.published, article.url, article.publisher) == (date(2024, 3, 20), "https://news.example/1", "Example Daily")


def test_two_objects_on_lines_of_a_json_file_are_two_articles(tmp_path):
    lines = "\n".join(json.dumps({"id": n, "text": EN}) for n in (1, 2))
    assert [a.id for a in articles(written(tmp_path, "a.json", lines))] == ["1", "2"]


def test_a_long_json_list_is_read_element_by_element(tmp_path):
    rows = [{"id": n, "text": f"{n} " + ZH * n} for n in range(1, 300)]
    found = articles(written(tmp_path, "a.json", json.dumps(rows, ensure_ascii=False)))
    assert [a.text for a in found] == [row["text"] for row in rows]


def test_a_list_of_paragraphs_becomes_lines(tmp_path):
    assert only(written(tmp_path, "a.jsonl", json.dumps({"content": ["One.", "Two."]}))).text == "One.\nTwo."


@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_tables_know_their_columns_in_chinese(tmp_path, separator):
    table = f'标题{separator}正文{separator}发布日期{separator}来源\n会议召开{separator}"第一段，\n第二段{separator}续"{separator}2024年3月20日{separator}某报\n'
    article = only(written(tmp_path, "t.csv", "\ufeff" + table))
    assert (article.title, article.text) == ("会议召开", f"第一段，\n第二段{separator}续")
    assert (article.id, article.published, article.publisher) == ("t#2", date(2024, 3, 20), "某报")


def test_rows_without_an_id_are_told_by_file_and_number(tmp_path):
    written(tmp_path, "in/t.tsv", "title\tbody\nOne\tFirst text\n\nTwo\tSecond text\n")
    assert [a.id for a in articles(tmp_path)] == ["in/t#2", "in/t#4"]


def test_an_excel_file_is_read_by_its_saved_values(tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["某部门文件汇总"])
    sheet.append(["编号", "标题", "内容", "日期"])
    sheet.append([12.0, "=会议", ZH, datetime(2024, 3, 20, 9, 30)])
    sheet.append([13, None, 42, "2024/3/21"])
    book.create_sheet("notes").append(["nothing", "here"])
    book.save(tmp_path / "t.xlsx")
    skipped: list[Skipped] = []
    first, second = read([tmp_path / "t.xlsx"], on_skip=skipped.append)
    assert (first.id, first.text, first.published) == ("12", ZH, date(2024, 3, 20))
    assert (second.id, second.text, second.published) == ("13", "42", date(2024, 3, 21))
    assert ["sheet notes" in s.where for s in skipped] == [True]


# Pages, feeds, documents

PAGE = """<html><head><meta charset="{charset}"><title>省政府召开会议 部署秋粮收购-某某网</title>{head}</head><body>
<ul><li><a href="/a">首页</a></li><li><a href="/b">另一条新闻的标题也很长很长</a></li></ul>
<h1>省政府召开会议 部署秋粮收购</h1><div>2024年03月20日 19:05&nbsp;来源：<a href="/">某某日报</a></div>
<div class="text"><p>　　省长在会上说，要扎实推进乡村振兴，抓好粮食生产，确保颗粒归仓，让农民得到实惠。</p>
<p>　　会议指出，安全生产不能放松，各地各部门要守土尽责，<b>防范</b>各类风险。</p><div>（责任编辑：某某）</div></div>
<p>版权所有 某某网</p></body></html>"""
BODY = "省长在会上说，要扎实推进乡村振兴，抓好粮食生产，确保颗粒归仓，让农民得到实惠。\n会议指出，安全生产不能放松，各地各部门要守土尽责，防范各类风险。"


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gbk", "big5", ""])
def test_a_page_gives_headline_day_and_body(tmp_path, charset):
    article = only(
        written(
            tmp_path, "p.html", PAGE.format(charset=charset, head="").encode({"": "gb18030"}.get(charset, charset), "replace")
        )
    )
    if charset != "big5":  # Big5 cannot write this text
        assert article.text == BODY
        assert article.title == "省政府召开会议 部署秋粮收购"
        assert article.publisher == "某某日报"
    assert (article.id, article.published, article.language) == ("p", date(2024, 3, 20), "zh")


def test_a_page_that_names_its_address_is_known_by_it(tmp_path):
    head = '<link rel="canonical" href="https://news.example/2024/03/20/c_1.htm">'
    article = only(written(tmp_path, "p.html", PAGE.format(charset="utf-8", head=head)))
    assert article.id == article.url == "https://news.example/2024/03/20/c_1.htm"
    assert article.label == "p"


def test_the_front_page_of_a_site_is_no_address_of_an_article(tmp_path):
    head = '<link rel="canonical" href="https://news.example/">'
    assert only(written(tmp_path, "p.html", PAGE.format(charset="utf-8", head=head))).url == ""


def test_a_zone_moves_the_day_to_that_of_china(tmp_path):
    head = '<meta property="article:published_time" content="2024-03-20T18:30:00+00:00">'
    assert only(written(tmp_path, "p.html", PAGE.format(charset="utf-8", head=head))).published == date(2024, 3, 21)


RSS = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Example News</title><language>en-us</language>
<item><title>A &amp;amp; B</title><link>https://news.example/1</link><guid>https://news.example/1</guid>
<pubDate>Wed, 20 Mar 2024 18:00:00 GMT</pubDate><description>&lt;p&gt;First paragraph.&lt;/p&gt;&lt;p&gt;Second.&lt;/p&gt;</description></item>
<item><title>Two</title><guid isPermaLink="false">n-2</guid><link>https://news.example/2</link><description>Text of two.</description></item>
</channel></rss>"""


def test_a_feed_gives_an_article_for_each_entry(tmp_path):
    first, second = articles(written(tmp_path, "f.xml", RSS))
    assert (first.id, first.title, first.text) == ("https://news.example/1", "A & B", "First paragraph.\nSecond.")
    assert (first.published, first.publisher, first.language) == (date(2024, 3, 21), "Example News", "en")
    assert (second.id, second.url) == ("n-2", "https://news.example/2")


def test_a_word_file_gives_its_paragraphs_and_tables_in_order(tmp_path):
    import docx

    document = docx.Document()
    document.add_heading("Meeting on grain", 1)
    document.add_paragraph("Governor Li Ming spoke.")
    document.add_table(1, 2).rows[0].cells[0].text = "cell"
    document.save(tmp_path / "d.docx")
    article = only(tmp_path / "d.docx")
    assert (article.title, article.text) == ("Meeting on grain", "Meeting on grain\nGovernor Li Ming spoke.\ncell\t")


def pdf_of(*lines: str) -> bytes:
    """A PDF file of one page with these lines."""
    show = " T* ".join(f"({line}) Tj" for line in lines)
    stream = f"BT /F1 12 Tf 14 TL 50 700 Td {show} ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    return (
        f"{body}xref\n0 6\n0000000000 65535 f \n{table}trailer << /Size 6 /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF".encode()
    )


def test_a_pdf_gives_paragraphs_from_broken_lines(tmp_path):
    article = only(written(tmp_path, "d.pdf", pdf_of("The meeting was held in", "the capital.", "It ended at noon.")))
    assert article.text == "The meeting was held in the capital.\nIt ended at noon."


def test_chinese_lines_are_joined_without_a_space():
    assert list(joined_lines(["会议强调，要坚持稳中求", "进。", "会议指出，要抓好落实工", "作。"])) == [
        "会议强调，要坚持稳中求进。",
        "会议指出，要抓好落实工作。",
    ]


# Folders, archives, streams


def test_folders_are_read_in_order_without_hidden_files(tmp_path):
    for name in ("b/2.txt", "b/.x.txt", ".git/c.txt", "a.txt", "b/10.txt"):
        written(tmp_path, name, f"{EN} {name}")
    assert [a.id for a in articles(tmp_path)] == ["a", "b/10", "b/2"]


def zipped(entries: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return stream.getvalue()


def test_an_archive_is_read_like_a_folder_archives_in_it_too(tmp_path):
    inner = zipped({"c.txt": b"Text c is here"})
    archive = zipped({"d/a.txt": b"Text a is here", "in.zip": inner, "__MACOSX/._a.txt": b"x", "d/": b""})
    path = written(tmp_path, "all.zip", archive)
    assert [(a.id, a.text) for a in articles(path)] == [("d/a", "Text a is here"), ("in.zip/c", "Text c is here")]
    assert [a.id for a in articles(tmp_path)] == ["all.zip/d/a", "all.zip/in.zip/c"]


def test_names_in_archives_from_a_chinese_windows_are_read(tmp_path):
    data = zipped({"xxxx.txt": ZH.encode()}).replace(b"xxxx.txt", "会议".encode("gbk") + b".txt")
    assert [a.id for a in articles(written(tmp_path, "a.zip", data))] == ["会议"]


@pytest.mark.parametrize(
    ("content", "ids"),
    [
        (json.dumps(ROW).encode() + b"\n" + json.dumps(ROW | {"id": "r-2", "url": ""}).encode(), ["r-1", "r-2"]),
        (json.dumps([ROW]).encode(), ["r-1"]),
        (gzip.compress(json.dumps(ROW).encode()), ["r-1"]),
        (PAGE.format(charset="utf-8", head="").encode(), ["stdin"]),
        (RSS.encode(), ["https://news.example/1", "n-2"]),
        (ZH.encode("gb18030"), ["stdin"]),
        (pdf_of("A line of text."), ["stdin"]),
    ],
)
def test_standard_input_is_told_by_how_it_begins(content, ids):
    assert [a.id for a in articles("-", stdin=io.BytesIO(content))] == ids


def test_reading_is_lazy(tmp_path):
    written(tmp_path, "1.txt", EN)
    written(tmp_path, "2.txt", ZH)
    found = read([tmp_path], on_skip=print)
    assert next(found).id == "1"
    (tmp_path / "2.txt").write_text("changed meanwhile", encoding="utf-8")
    assert [a.text for a in found] == ["changed meanwhile"]


def test_lines_are_taken_from_a_stream_as_they_are_needed():
    class Endless(io.RawIOBase):
        def __init__(self):
            self.number = 0

        def readable(self):
            return True

        def readinto(self, buffer):
            self.number += 1
            line = json.dumps({"id": self.number, "text": EN}).encode() + b"\n"
            buffer[: len(line)] = line
            return len(line)

    stream = Endless()
    assert [a.id for a in islice(read(["-"], on_skip=print, stdin=io.BufferedReader(stream)), 3)] == ["1", "2", "3"]
    assert stream.number < 200


# What is given by hand, and identity


def test_what_is_given_by_hand_fills_what_the_source_does_not_state(tmp_path):
    by_hand = Metadata(title="By hand", published=date(2020, 1, 1), publisher="Desk", language="en")
    bare = only(written(tmp_path, "20240320-x.txt", EN), defaults=by_hand)
    stated = only(written(tmp_path, "r.jsonl", json.dumps(ROW)), defaults=by_hand)
    assert (bare.title, bare.published, bare.publisher) == ("By hand", date(2020, 1, 1), "Desk")
    assert (stated.title, stated.published, stated.publisher) == ("A meeting", date(2024, 3, 20), "Example Daily")


def test_a_day_in_the_address_or_the_file_name_is_a_last_resort(tmp_path):
    assert only(written(tmp_path, "readout-20240320.txt", EN)).published == date(2024, 3, 20)
    assert only(
        written(tmp_path, "r.jsonl", json.dumps({"text": EN, "url": "https://a.example/2024/03/21/x"}))
    ).published == date(2024, 3, 21)


def test_a_day_in_the_name_of_a_table_is_not_that_of_its_rows(tmp_path):
    assert only(written(tmp_path, "crawl-20240320.jsonl", json.dumps({"text": EN}))).published is None


@pytest.mark.parametrize(
    ("article", "shown"),
    [("given.txt", "given-1"), ("in/day.txt", "day"), ("rows.csv", "rows#2"), ("linked.csv", "https://a.example/1")],
)
def test_reports_show_the_given_id_else_the_name_of_the_file(tmp_path, article, shown):
    contents = {
        "given.txt": f"---\nid: given-1\n---\n{EN}",
        "in/day.txt": EN,
        "rows.csv": "text\nA text here\n",
        "linked.csv": "text,url\nA text,https://a.example/1\n",
    }
    written(tmp_path, article, contents[article])
    assert [a.label for a in articles(tmp_path)] == [shown]


# Days and languages


@pytest.mark.parametrize(
    "writing",
    [
        *("2024-03-20", "2024/3/20", "2024.03.20 19:30", "20240320", "20240320193000", "2024年3月20日", "二〇二四年三月二十日"),
        *(
            "March 20, 2024",
            "Wednesday, March 20, 2024",
            "20 March 2024",
            "Mar. 20, 2024",
            "2024-03-20T23:59:59",
            "2024-03-20T01:00Z",
        ),
        *("2024-03-19T18:00:00Z", "2024-03-19T12:00:00-05:00", "Tue, 19 Mar 2024 17:00:00 GMT", "1710900000", "1710900000000"),
        *(20240320, 1710900000),
    ],
)
def test_days_are_read_in_many_writings(writing):
    assert parse_date(writing) == date(2024, 3, 20)


@pytest.mark.parametrize("writing", ["", "03/04/2024", "2024-13-45", "March", "soon", None, "99999999", 3.5, [2024]])
def test_what_is_no_day_for_sure_is_none(writing):
    assert parse_date(writing) is None


@given(st.dates(date(1901, 1, 1), date(2099, 12, 31)))
def test_any_day_is_read_back(day):
    assert (
        parse_date(day.isoformat())
        == parse_date(f"{day.year}年{day.month}月{day.day}日")
        == parse_date(f"{day:%B} {day.day}, {day.year}")
        == day
    )


@given(st.text())
def test_no_writing_of_a_day_breaks_the_reader(text):
    assert parse_date(text) is None or isinstance(parse_date(text), date)


@pytest.mark.parametrize(
    "path", ["/2024/03/20/c_1.htm", "/n1/2024/0320/c1-1.html", "/202403/20/x", "t20240320_12.html", "2024-03/20/x"]
)
def test_days_in_paths_are_found(path):
    assert date_in_path(path) == date(2024, 3, 20)


def test_numbers_in_paths_are_no_days():
    assert date_in_path("/c1024-31153719/20249999/1234202403205.html") is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ZH, "zh"),
        (EN, "en"),
        ("會議強調，要堅持穩中求進。", "zh"),
        ("The slogan 乡村振兴 is old.", "en"),
        ("中国GDP增长5%", "zh"),
        ("12345", ""),
        ("会議はきょう行われました。", "ja"),
    ],
)
def test_the_language_shows_in_the_script(text, language):
    assert detect_language(text) == language


def test_languages_have_many_names():
    assert [language_code(name) for name in ("zh-CN", "zh_Hant", "Chinese", "中文", "en-US", "English", "EN", "?")] == [
        "zh"
    ] * 4 + ["en"] * 3 + [""]
