"""Re-published copies are found, and nothing else is."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kg import copies

DAY = date(2024, 5, 2)
STORY = (
    "5月2日，某市召开春耕工作会议，市长赵敏出席并讲话。会议听取了农业农村局关于种子储备的汇报，"
    "研究了水库调度、农机检修和乡村道路养护三件事，决定五月底前完成全部排水渠清淤，并由各县逐月上报进度。"
)
OTHER = (
    "5月2日，某港举行新码头启用仪式，港务局局长孙立介绍，这座码头可同时停靠四艘货轮，每年增加吞吐能力三百万吨，"
    "首批靠泊的是运送苹果和机床的班轮，海关当天为它们办完了全部通关手续，船员们在甲板上合影留念。"
)


def found(*texts: str, days: int = 0) -> list[copies.Copy]:
    bodies = {f"a{n}": text for n, text in enumerate(texts)}
    items = [
        copies.Item(ident, DAY + timedelta(days=n * days), copies.sketch(copies.shingles(text)))
        for n, (ident, text) in enumerate(bodies.items())
    ]
    return list(copies.copies(items, bodies.__getitem__))


def test_a_text_with_another_frame_is_a_copy():
    (copy,) = found(STORY, f"某台消息（新闻联播）：{STORY}\n（编辑 孙立）")
    assert (copy.first, copy.second) == ("a0", "a1")
    assert copy.likeness > 0.9


def test_a_copy_may_lack_a_sentence():
    assert found(STORY, STORY.replace("，并由各县逐月上报进度", ""))


def test_different_stories_of_one_day_are_no_copies():
    assert not found(STORY, OTHER)


def test_a_translation_is_no_copy():
    english = (
        "On May 2 the city held a meeting on spring ploughing, which Mayor Zhao Min attended; it heard a report on seeds. " * 2
    )
    assert not found(STORY, english)


def test_a_formula_used_again_on_another_day_is_no_copy():
    notice = STORY.replace("五月底前", "六月底前")
    assert found(STORY, notice)
    assert not found(STORY, notice, days=30)


def test_a_family_goes_by_its_first():
    chain = [copies.Copy("b", "c", 1.0), copies.Copy("a", "b", 1.0), copies.Copy("x", "y", 1.0)]
    assert copies.families(chain) == {"a": "a", "b": "a", "c": "a", "x": "x", "y": "x"}


@given(st.text(max_size=300))
def test_every_text_is_as_like_itself_as_can_be(text):
    runs = copies.shingles(text)
    assert copies.likeness(runs, runs) == (1.0 if runs else 0.0)


@given(st.text(max_size=200), st.text(max_size=200))
def test_likeness_is_symmetric_and_bounded(a, b):
    one, two = copies.shingles(a), copies.shingles(b)
    assert copies.likeness(one, two) == copies.likeness(two, one)
    assert 0.0 <= copies.likeness(one, two) <= 1.0


def test_pages_of_one_site_are_no_copies_for_their_menus():
    menu = "|".join(f"第{n}频道{n * 7}栏" for n in range(60)) + "版权所有，未经书面授权禁止使用，网站地图与联系方式见下。"
    stories = [
        f"{n}日，第{n}号水库开闸，流量为每秒{n * 37}立方米，下游{n * 3}个村的泵站启用。{n * 11}人值守到夜里，{n * 13}户迁往高处。"
        for n in range(1, 9)
    ]
    pages = [f"{menu}\n{story}" for story in stories]
    assert not found(*pages)
    assert found(*pages[:2])  # what two share may as well be their story


def test_what_many_publish_again_stays_a_copy():
    assert len(found(*(f"{STORY}\n（编辑 {name}）" for name in "甲乙丙丁戊己庚辛"))) == 28
