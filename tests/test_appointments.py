"""Clauses that open or close a tenure: who, which post, how and when; and what is no change yet."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from kg.authority import load
from kg.extractors.rules import RulesExtractor
from kg.model import Article, OfficeChange

GOLD = Path(__file__).resolve().parent / "gold" / "appointments.csv"
DAY = date(2024, 6, 12)
READER = RulesExtractor(load())


def changes(text: str, language: str = "zh", title: str = "") -> tuple[OfficeChange, ...]:
    return READER.read(Article("a", text, title, language, published=DAY)).changes


def told(text: str, language: str = "zh") -> set[tuple[str, str, str]]:
    return {(c.person.zh or c.person.en, c.kind, c.office.id) for c in changes(text, language)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("会议决定任命赵大川为水利部部长。", {("赵大川", "appointed", "minister@mwr")}),
        ("会议决定免去赵大川的水利部部长职务。", {("赵大川", "removed", "minister@mwr")}),
        ("会议免去赵大川、钱小明的国家监察委员会副主任职务。", {
            (name, "removed", "deputy-director@national-supervisory-commission") for name in ("赵大川", "钱小明")
        }),
        ("大会选举赵大川为甘肃省省长。", {("赵大川", "elected", "governor@CN-GS-government")}),
        ("赵大川全票当选甘肃省人大常委会主任。", {("赵大川", "elected", "chairman@CN-GS-congress")}),
        ("会议接受赵大川辞去全国政协委员的请求。", set()),
        ("会议通过关于接受赵大川辞去第十四届全国政协委员的决定。", {("赵大川", "resigned", "member@cppcc")}),
        ("日前，中共中央决定：赵大川同志任甘肃省委书记。", {("赵大川", "appointed", "secretary@CN-GS-party")}),
        ("瓦尼亚共和国传来消息，法国总统杜邦宣布辞职。", {("杜邦", "resigned", "president@fr")}),
    ],
)  # fmt: skip
def test_each_kind_of_clause_is_read(text: str, expected: set[tuple[str, str, str]]) -> None:
    assert told(text) == expected


def test_one_clause_may_give_and_take_stacked_posts() -> None:
    text = "日前，中共中央决定：赵大川同志任甘肃省委委员、常委、书记，不再担任青海省委书记职务。"
    assert told(text) == {
        ("赵大川", "appointed", "member@CN-GS-party"),
        ("赵大川", "appointed", "standing-member@CN-GS-party"),
        ("赵大川", "appointed", "secretary@CN-GS-party"),
        ("赵大川", "removed", "secretary@CN-QH-party"),
    }


def test_a_year_in_office_is_no_change() -> None:
    assert told("国务院总理李强肯定赵大川就任甘肃省省长一年来的工作。") == set()


def test_names_that_only_the_clause_shows_are_names_too() -> None:
    assert told("会议增补庹平、赵大川为第十四届全国政协委员。") == {(n, "appointed", "member@cppcc") for n in ("庹平", "赵大川")}


@pytest.mark.parametrize(
    "text",
    [
        "反对派要求法国总统杜邦辞去总统职务。",
        "如果赵大川当选甘肃省省长，他将推动改革。",
        "赵大川不会出任甘肃省省长。",
        "会议听取了关于免去赵大川的水利部部长职务的议案的说明。",
        "会议建议任命赵大川为水利部部长。",
        "甘肃省省长赵大川出席会议。",
        "大家任劳任怨，赵大川勇担重任。",
    ],
)
def test_what_is_wished_planned_or_denied_is_no_change(text: str) -> None:
    assert not changes(text)


def test_the_one_who_gets_a_telegram_is_the_one_elected() -> None:
    text = "国家主席习近平6月11日致电皮埃尔·杜邦，祝贺他当选法兰西共和国总统。"
    (change,) = changes(text)
    assert (change.person.zh, change.office.id, change.kind, change.on) == ("皮埃尔·杜邦", "president@fr", "elected", None)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("6月10日，大会选举赵大川为甘肃省省长。", date(2024, 6, 10)),
        ("大会今天选举赵大川为甘肃省省长。", DAY),
        ("日前，中共中央决定：赵大川同志任甘肃省委书记。", None),
        ("根据全国人大常委会第九次会议于2024年6月9日的决定：\n任命赵大川为水利部部长。", date(2024, 6, 9)),
        ("2001年，赵大川出任甘肃省省长。", None),
    ],
)
def test_the_day_is_the_one_that_the_text_tells(text: str, day: date | None) -> None:
    assert [c.on for c in changes(text)] == [day]


def test_the_day_of_a_meeting_is_that_of_its_decisions() -> None:
    text = "十四届全国人大常委会第三十九次会议11日下午在北京闭幕。\n会议经表决，任命赵大川为最高人民法院副院长。"
    assert [c.on for c in changes(text)] == [date(2024, 6, 11)]


def test_acting_posts_are_marked() -> None:
    assert [(c.office.id, c.acting) for c in changes("会议决定任命赵大川为甘肃省代省长。")] == [
        ("governor@CN-GS-government", True)
    ]


def test_foreigners_take_the_posts_of_their_own_country() -> None:
    assert told("法国议会11日任命科尔温上将为新国防部长。") == {("科尔温", "appointed", "minister@fr")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zhao Dachuan was appointed minister of water resources.", {("Zhao Dachuan", "appointed", "minister@mwr")}),
        ("Zhao Dachuan was elected governor of Gansu Province.", {("Zhao Dachuan", "elected", "governor@CN-GS-government")}),
        (
            "Zhao Dachuan was removed from the post of minister of water resources.",
            {("Zhao Dachuan", "removed", "minister@mwr")},
        ),
        (
            "Pierre Dupont, a lawyer, was sworn in as France's Prime Minister.",
            {("Pierre Dupont", "appointed", "prime-minister@fr")},
        ),
        ("France's Finance Minister Pierre Dupont resigned today.", {("Pierre Dupont", "resigned", "minister@fr")}),
        ("The French parliament elected Pierre Dupont as president.", {("Pierre Dupont", "elected", "president@fr")}),
        (
            "Zhao Dachuan replaced Qian Xiaoming as minister of water resources.",
            {("Zhao Dachuan", "appointed", "minister@mwr"), ("Qian Xiaoming", "removed", "minister@mwr")},
        ),
        ("Zhao Dachuan will be appointed minister of water resources.", set()),
        ("If Pierre Dupont is elected president of France, he will visit China.", set()),
        ("Critics called for Zhao Dachuan to be removed from the post of minister of water resources.", set()),
    ],
)
def test_english_clauses_are_read(text: str, expected: set[tuple[str, str, str]]) -> None:
    assert told(text, "en") == expected


def test_an_english_change_has_the_day_and_the_words() -> None:
    text = "On June 3, Zhao Dachuan was appointed acting minister of water resources."
    (change,) = changes(text, "en")
    assert (change.on, change.acting) == (date(2024, 6, 3), True)
    assert Article("a", text).quote(change.evidence[0]).startswith("Zhao Dachuan was appointed")


def test_a_change_told_twice_is_one_change() -> None:
    assert len(changes("大会选举赵大川为甘肃省省长。赵大川当选甘肃省省长。")) == 1


def test_the_gold_table_has_at_least_forty_clauses_in_each_part() -> None:
    with GOLD.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["office"]]
    assert all(sum(row["part"] == part for row in rows) >= 40 for part in ("dev", "held"))
    assert {row["kind"] for row in rows} == {"appointed", "elected", "removed", "resigned"}
