"""Texts of Chinese sites are read in whatever encoding they come, and broken ones are told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.corpus.encoding import declared_charset, decode
from kg.errors import BadInput

SIMPLIFIED = "省政府召开常务会议，研究部署秋粮收购和安全生产工作。会议强调，要坚持稳中求进，守住底线。"
TRADITIONAL = "行政會議討論經濟發展問題，強調應當維護市場秩序，並對相關部門提出要求。"
ENGLISH = "The governor’s “new plan” — read out on Monday — was adopted by the café owners’ association."


@pytest.mark.parametrize("declared", ["", "gb2312", "utf-8", "no-such-encoding", "rot13", "iso-8859-1"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030", "gbk"])
def test_simplified_chinese_is_read_whatever_is_declared(encoding, declared):
    assert decode(SIMPLIFIED.encode(encoding), declared=declared).text == SIMPLIFIED


@pytest.mark.parametrize("declared", ["", "big5", "utf-8"])
@pytest.mark.parametrize("encoding", ["utf-8", "big5", "cp950", "big5hkscs"])
def test_traditional_chinese_is_read(encoding, declared):
    assert decode(TRADITIONAL.encode(encoding), declared=declared).text == TRADITIONAL


def test_traditional_chinese_in_gb18030_is_read():
    assert decode(TRADITIONAL.encode("gb18030")).text == TRADITIONAL


def test_english_with_curly_quotes_from_windows_is_read():
    assert decode(ENGLISH.encode("cp1252")).text == ENGLISH


@pytest.mark.parametrize("text", ["会议", "中央经济工作会议", "李强会见老挝总理"])
def test_even_a_headline_in_gbk_is_read(text):
    assert decode(text.encode("gbk")).text == text


def test_text_cut_in_the_middle_of_a_character_is_read_and_the_loss_told():
    reading = decode((SIMPLIFIED * 3).encode()[:-1])
    assert (reading.text[:-1], reading.text[-1], reading.lost) == ((SIMPLIFIED * 3)[:-1], "\ufffd", 1)


@pytest.mark.parametrize("data", [b"\0\1\2", bytes(range(128, 256)) * 4, b"\x80\x81\xff\xfe\x90" * 50])
def test_bytes_that_are_no_text_are_refused(data):
    with pytest.raises(BadInput):
        decode(data)


@given(st.binary())
def test_any_bytes_are_read_or_refused(data):
    try:
        assert isinstance(decode(data).text, str)
    except BadInput as error:
        assert str(error)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff")))
def test_utf_8_is_never_taken_for_anything_else(text):
    assert decode(text.encode()).text == text


@pytest.mark.parametrize(
    "head",
    [
        b'<meta charset="GBK">',
        b"<META http-equiv=Content-Type content='text/html; charset=gbk'>",
        b'<?xml version="1.0" encoding="gbk"?>',
    ],
)
def test_pages_and_feeds_declare_their_encoding(head):
    assert declared_charset(head).lower() == "gbk"
