"""Whom a name means: by name, by office and day, and after a machine has garbled it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.authority import Authority, Organisation, Person, Tenure, load
from kg.resolution import link_person, person_slug, repair_person, repair_run
from kg.text.pinyin import SYLLABLES, latin_slug, likeness, segmentations

SPRING = date(2024, 3, 20)


def link(name: str, *offices: str, on: date | None = SPRING, language: str = "en"):  # type: ignore[no-untyped-def]
    return link_person(name, language=language, offices=offices, on=on, authority=load())


def repaired(name: str, *offices: str, on: date | None = SPRING) -> str | None:
    found = repair_person(name, offices=offices, on=on, authority=load())
    return found.entity.id if found else None


@pytest.mark.parametrize(
    ("zh", "slug"),
    [
        ("丁薛祥", "ding-xuexiang"),
        ("欧阳修", "ouyang-xiu"),
        ("单志广", "shan-zhiguang"),
        ("解振华", "xie-zhenhua"),
        ("仇保兴", "qiu-baoxing"),
        ("曾培炎", "zeng-peiyan"),
        ("令狐安", "linghu-an"),
        ("吕忠梅", "lyu-zhongmei"),
        ("铁凝", "tie-ning"),
        ("努尔·白克力", "nuer-baikeli"),
    ],
)
def test_slugs_put_the_surname_first(zh: str, slug: str) -> None:
    assert person_slug(zh) == slug


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Nicolás Maduro", "nicolas-maduro"),
        ("Lan Fo'an", "lan-foan"),
        ("Ding Xue Xiang", "ding-xuexiang"),
        ("Kim Jong Un", "kim-jong-un"),
    ],
)
def test_latin_names_become_slugs_as_they_are_written(name: str, slug: str) -> None:
    assert latin_slug(name) == slug


def test_office_and_day_make_a_name_sure() -> None:
    found = link("李强", "premier@state-council", language="zh")
    assert found.entity.id == "li-qiang" and found.entity.known and found.confidence > 0.95


def test_both_orders_and_spellings_of_a_name_meet() -> None:
    assert {link(n).entity.id for n in ("Ding Xuexiang", "DING XUEXIANG", "Xuexiang Ding", "Ding Xue-xiang")} == {"ding-xuexiang"}


def test_a_contradicting_office_makes_somebody_else() -> None:
    village = link("李强", "director@lower-village-committee", language="zh")
    assert not village.entity.known and village.entity.id.startswith("li-qiang-")
    assert [c.id for c, _ in village.candidates] == ["li-qiang"]
    company = link("李强", "president@some-company", language="zh")
    assert company.entity.id != village.entity.id


def test_an_earlier_office_of_the_same_person_still_fits() -> None:
    assert link("李强", "secretary@CN-SH-party", language="zh").entity.id == "li-qiang"


def test_namesakes_are_told_apart_by_office_then_by_day() -> None:
    assert (
        link("陈雷", "minister@mwr", on=date(2015, 1, 1)).entity.id
        != link("陈雷", "governor@CN-HL-government", on=date(1982, 1, 1)).entity.id
    )
    bare = link("陈雷", on=date(2015, 1, 1), language="zh")
    assert bare.entity.zh == "陈雷" and len(bare.candidates) == 1


def test_equal_namesakes_divide_the_confidence() -> None:
    people = {i: Person(i, "Wang Wei", zh) for i, zh in (("wang-wei", "王伟"), ("wang-wei-2", "王维"))}
    tenures = tuple(Tenure(p, "vice-governor@CN-HN-government", "2020", "", "yes", "", "") for p in people)
    found = link_person("Wang Wei", language="en", on=SPRING, authority=Authority(persons=people, tenures=tenures))
    assert found.confidence < 0.5 and len(found.candidates) == 1


def test_a_bare_name_of_a_national_leader_is_likelier_than_that_of_a_retired_governor() -> None:
    assert link("蔡奇", language="zh").confidence > 0.9 > link("柴松岳", language="zh").confidence


def test_unknown_people_get_an_identifier_of_their_own() -> None:
    found = link("赵某某", language="zh")
    assert (found.entity.id, found.entity.known, found.candidates) == ("zhao-moumou", False, ())


def test_an_unknown_name_does_not_take_the_identifier_of_somebody_who_sounds_alike() -> None:
    found = link("李墙", language="zh")
    assert not found.entity.known and found.entity.id.startswith("li-qiang-")


@pytest.mark.parametrize(
    ("garbled", "office", "day", "id"),
    [
        ("Zheng Shajie", "director@ndrc", SPRING, "zheng-shanjie"),
        ("Zheng Zhajie", "director@ndrc", SPRING, "zheng-shanjie"),
        ("Huo Jingping", "minister@mwr", date(2019, 5, 1), "e-jingping"),
        ("Wu Jingping", "minister@mwr", date(2019, 5, 1), "e-jingping"),
        ("Erg Zhenping", "minister@mwr", date(2020, 7, 26), "e-jingping"),
        ("Eu Tingping", "minister@mwr", date(2020, 7, 26), "e-jingping"),
        ("Hu Chang", "secretary@CN-GS-party", SPRING, "hu-changsheng"),
        ("Lan Fuan", "minister@mof", SPRING, "lan-foan"),
    ],
)
def test_a_garbled_name_is_repaired_by_its_office(garbled: str, office: str, day: date, id: str) -> None:
    assert repaired(garbled, office, on=day) == id
    assert link(garbled, office, on=day).rule.startswith("name repaired: ")


@pytest.mark.parametrize(
    ("name", "office"),
    [
        ("Yang Haodong", "director@ndrc"),
        ("Li Jianjun", "governor@CN-QH-government"),
        ("Wang Hai", "governor@CN-HA-government"),
        ("Zheng Shajie", "director@unheard-of-office"),
        ("Nicolas Maduro", "director@ndrc"),
        ("Hans Meier", "governor@pboc"),
        ("Narendra Modi", "premier@state-council"),
        ("郑栅洁", "director@ndrc"),
    ],
)
def test_a_name_unlike_every_holder_stays(name: str, office: str) -> None:
    assert repaired(name, office) is None


def test_a_known_name_is_not_repaired_into_a_colleague() -> None:
    assert link("Han Zheng", "vice-premier@state-council").entity.id == "han-zheng"


def test_repair_does_not_choose_between_two_who_are_equally_near() -> None:
    people = {i: Person(i, en, zh) for i, en, zh in (("a", "Wang Xiaodan", "王晓丹"), ("b", "Wang Xiaodang", "王晓当"))}
    tenures = tuple(Tenure(p, "vice-minister@mwr", "2020", "", "yes", "", "") for p in people)
    bodies = {"mwr": Organisation("mwr", "", "Ministry of Water Resources", "水利部")}
    authority = Authority(persons=people, tenures=tenures, organisations=bodies)
    assert repair_person("Wang Xiaodant", offices=["vice-minister@mwr"], on=SPRING, authority=authority) is None


@pytest.mark.parametrize(
    "run",
    ["Li Qiang, Cai Qiding, and Xue Xiang", "Li Qiang, Cai Qiding and Xue Xiang", "Wu Zhen, Li Qiang, Cai Qiding, Xue Xiang"],
)
def test_a_run_of_names_is_cut_anew(run: str) -> None:
    assert [r.link.entity.id for r in repair_run(run, on=SPRING, authority=load())] == ["li-qiang", "cai-qi", "ding-xuexiang"]


def test_a_repaired_run_says_where_each_name_stands() -> None:
    run = "Li Qiang, Cai Qiding, and Xue Xiang"
    assert [run[r.start : r.end] for r in repair_run(run, on=SPRING, authority=load())] == [
        "Li Qiang",
        "Cai Qi",
        "ding, and Xue Xiang",
    ]


@pytest.mark.parametrize(
    "run", ["Li Qiang, Cai Qi and Ding Xuexiang", "Wang Hao, Li Xili, Huo Ning", "Anna Smith, John Brown", ""]
)
def test_a_run_that_is_right_stays(run: str) -> None:
    assert repair_run(run, on=SPRING, authority=load()) == ()


def test_a_run_is_not_cut_into_people_of_another_time() -> None:
    assert repair_run("Li Qiang, Cai Qiding and Xue Xiang", on=date(1995, 1, 1), authority=load()) == ()


@given(st.lists(st.sampled_from(sorted(SYLLABLES)), min_size=1, max_size=4))
def test_joined_syllables_can_be_read_again(syllables: list[str]) -> None:
    assert tuple(syllables) in segmentations("".join(syllables))


@given(st.text("abcdeghinouz", max_size=6), st.text("abcdeghinouz", max_size=6))
def test_likeness_is_a_fraction_and_goes_both_ways(a: str, b: str) -> None:
    assert 0 <= likeness(a, b) <= 1
    assert likeness(a, b) == likeness(b, a)
    assert (likeness(a, b) == 1) == (a == b)


@given(st.sampled_from(sorted(p.zh for p in load().persons.values() if p.zh)), st.dates(date(1990, 1, 1), date(2030, 1, 1)))
def test_everybody_is_found_by_their_chinese_name(zh: str, day: date) -> None:
    found = link(zh, on=day, language="zh")
    assert found.entity.zh == zh and 0 < found.confidence <= 1
