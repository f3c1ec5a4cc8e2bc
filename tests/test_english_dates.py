from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.dates_en import dates

THURSDAY = date(2025, 4, 17)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("met on Sept. 19, 2024 in Beijing", date(2024, 9, 19), date(2024, 9, 19)),
        ("toured the area from April 14 to 16", date(2025, 4, 14), date(2025, 4, 16)),
        ("from Nov. 30 to Dec. 2, 2024", date(2024, 11, 30), date(2024, 12, 2)),
        ("on the morning of the 8th, he", date(2025, 4, 8), date(2025, 4, 8)),
        ("asked at the meeting on the 26th that", date(2025, 3, 26), date(2025, 3, 26)),
        ("from Monday to Wednesday", date(2025, 4, 14), date(2025, 4, 16)),
        ("was there on Tuesday and Wednesday", date(2025, 4, 15), date(2025, 4, 16)),
        ("said Thursday", THURSDAY, THURSDAY),
        ("said last Thursday", date(2025, 4, 10), date(2025, 4, 10)),
        ("said yesterday", date(2025, 4, 16), date(2025, 4, 16)),
        ("16 April 2025", date(2025, 4, 16), date(2025, 4, 16)),
        ("December 11th", date(2024, 12, 11), date(2024, 12, 11)),
        ("from May 1 to June 3", date(2025, 5, 1), date(2025, 6, 3)),
        ("will open on June 12", date(2025, 6, 12), date(2025, 6, 12)),
    ],
)
def test_a_date_means_its_first_and_last_day(text: str, first: date, last: date) -> None:
    found = dates(text, THURSDAY)
    assert [(d.first, d.last) for d in found] == [(first, last)]


@pytest.mark.parametrize(
    "text", ["in May 60,000 people", "the 20th Central Committee", "10 percent in March", "on the 12th batch", "every Monday"]
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert dates(text, THURSDAY) == ()


def test_without_a_day_of_publication_only_full_dates_are_known() -> None:
    assert [d.first for d in dates("on Monday, on May 3, on April 2, 2019", None)] == [date(2019, 4, 2)]


@given(st.dates(date(2000, 2, 1), date(2040, 12, 31)))
def test_a_written_day_is_read_back(day: date) -> None:
    text = f"on {day:%B} {day.day}, {day.year}"
    assert [(d.first, text[d.start : d.end]) for d in dates(text, None)] == [(day, text[3:])]


@given(st.text(alphabet="MondayApril 0123456789thto,.", max_size=50), st.dates(date(2001, 1, 1), date(2030, 1, 1)))
def test_dates_lie_in_order_apart_and_never_end_before_they_begin(text: str, published: date) -> None:
    found = dates(text, published)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(d.first <= d.last for d in found)
