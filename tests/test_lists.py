"""Claims about the lists in which articles name people in order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.lists import Place, lists


def test_a_list_of_one_span_goes_by_place():
    named = [Place("a#char=5,90", n, who) for n, who in ((2, "Wu"), (1, "Ma"), (3, "Li"))]
    assert list(lists(named)) == [["Ma", "Wu", "Li"]]


def test_two_lists_of_an_article_are_two_lists_in_the_order_of_the_text():
    first = [Place("a#char=100,102", 1, "Ma"), Place("a#char=103,105", 2, "Wu")]
    second = [Place("a#char=20,22", 1, "Li"), Place("a#char=23,25", 2, "He")]
    assert list(lists(first + second)) == [["Li", "He"], ["Ma", "Wu"]]


def test_people_named_one_by_one_are_lists_of_one():
    assert list(lists(Place(f"a#char={n},{n + 1}", 1, who) for n, who in ((3, "Ma"), (9, "Wu")))) == [["Ma"], ["Wu"]]


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 9), st.sampled_from("abcdef")), max_size=20))
def test_nobody_is_lost_and_the_order_of_telling_does_not_matter(named):
    places = [Place(f"a#char={start},{start + 1}", position, who) for start, position, who in named]
    found = list(lists(places))
    assert {who for each in found for who in each} == {who for *_, who in named}
    assert found == list(lists(reversed(places)))
    assert all(len(set(each)) == len(each) for each in found)
