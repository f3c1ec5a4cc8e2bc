"""Chinese dates count from the day of publication."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.dates_zh import days


def span(text: str, published: date) -> tuple[date | None, date | None]:
    found = days(text, published)
    return found[0].first, found[0].last


@pytest.mark.parametrize(
    ("text", "published", "first", "last"),
    [
        ("他7日至9日在当地调研", date(2023, 10, 9), date(2023, 10, 7), date(2023, 10, 9)),
        ("3月30日至4月1日", date(2024, 4, 2), date(2024, 3, 30), date(2024, 4, 1)),
        ("12月30日至1月2日", date(2024, 1, 3), date(2023, 12, 30), date(2024, 1, 2)),
        ("31日下午", date(2024, 6, 1), date(2024, 5, 31), date(2024, 5, 31)),
        ("28日", date(2024, 3, 1), date(2024, 2, 28), date(2024, 2, 28)),
        ("昨天", date(2024, 3, 1), date(2024, 2, 29), date(2024, 2, 29)),
        ("2019年5月20日", date(2024, 3, 1), date(2019, 5, 20), date(2019, 5, 20)),
        ("5月24日、25日", date(2016, 5, 26), date(2016, 5, 24), date(2016, 5, 25)),
    ],
)
def test_days_count_from_the_day_of_publication(text: str, published: date, first: date, last: date) -> None:
    assert span(text, published) == (first, last)


def test_a_vague_word_tells_no_day() -> None:
    assert span("近日，他作出批示", date(2024, 5, 1)) == (None, None)


def test_a_dateline_is_no_day_of_the_event() -> None:
    assert [d.first for d in days("本报12月4日讯 12月3日，会议召开", date(2020, 12, 5))] == [date(2020, 12, 3)]


def test_the_occasion_of_a_festival_is_no_day_of_the_event() -> None:
    assert days("在4月15日全民教育日到来之际", date(2024, 4, 14)) == ()


def test_impossible_days_are_left_out() -> None:
    assert days("2023年2月30日", date(2023, 3, 1)) == ()


def test_without_a_day_of_publication_only_full_dates_are_read() -> None:
    assert [d.first for d in days("7日，2020年3月8日", None)] == [date(2020, 3, 8)]


@given(st.dates(date(2012, 1, 1), date(2030, 12, 31)), st.integers(0, 20))
def test_a_recent_bare_day_is_found_again(published: date, ago: int) -> None:
    day = published - timedelta(days=ago)
    assert span(f"{day.day}日", published)[0] == day


@given(st.text(alphabet="日月年0123456789至、号", max_size=60))
def test_no_text_breaks_the_reader(text: str) -> None:
    assert all(d.first is None or d.last is None or d.first <= d.last for d in days(text, date(2024, 2, 29)))


def test_numbers_of_halls_and_ports_are_no_days() -> None:
    found = days("5号上午抵达伏努科沃2号机场，参观3号厂房", date(2024, 4, 8))
    assert [d.first for d in found] == [date(2024, 4, 5)]
