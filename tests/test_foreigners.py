"""A foreign office holder is one person in Chinese and in English texts, and nobody else of that name is."""

from __future__ import annotations

import shutil
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.authority import load
from kg.errors import BadInput
from kg.extractors.rules import RulesExtractor
from kg.foreigners import chinese_name, meanings
from kg.model import Article
from kg.resolution import link_person
from kg.resources import resource
from kg.text.transliteration import likeness, spoken_alike

SPRING = date(2019, 5, 20)


def held(text: str, language: str, on: date = SPRING) -> dict[str, str]:
    """Who holds which office in a text of invented sentences."""
    reading = RulesExtractor(load()).read(Article("a", text, "", language, "", on))
    return {h.office.id: h.person.id for h in reading.holdings}


def who(name: str, *offices: str, on: date = SPRING) -> str:
    language = "en" if name.isascii() else "zh"
    return link_person(name, language=language, offices=offices, on=on, authority=load()).entity.id


@pytest.mark.parametrize(
    ("zh", "en", "person"),
    [
        ("俄罗斯总统普京在会上致辞。", "Russian President Vladimir Putin opened the fair.", "vladimir-putin"),
        ("委内瑞拉总统马杜罗参观了展馆。", "Venezuelan President Nicolas Maduro toured the hall.", "nicolas-maduro"),
        ("法国总统马克龙出席开幕式。", "French President Macron attended the opening.", "emmanuel-macron"),
        ("韩国总统文在寅发来贺信。", "South Korean President Moon Jae-in sent a letter.", "moon-jae-in"),
        ("新加坡总理李显龙会见了代表团。", "Singaporean Prime Minister Lee Hsien Loong met the delegation.", "lee-hsien-loong"),
    ],
)
def test_both_languages_end_on_one_person(zh, en, person):
    assert set(held(zh, "zh").values()) == set(held(en, "en").values()) == {person}


def test_a_head_whom_only_chinese_texts_name_is_met_by_sound():
    on = date(2021, 3, 1)
    offices = (
        held("阿尔及利亚总统特本出席开幕式。", "zh", on),
        held("Algerian President Abdelmadjid Tebboune attended the opening.", "en", on),
    )
    assert offices == ({"president@dz": "te-ben"},) * 2


def test_sound_alone_does_not_make_a_head_of_state():
    assert chinese_name("Abdelmadjid Tebboune", ("president@tn",), date(2021, 3, 1), load()) == ""
    assert chinese_name("Abdelmadjid Tebboune", ("president@dz",), date(2005, 1, 1), load()) == ""
    assert chinese_name("Abdelaziz Bouteflika", ("president@dz",), date(2021, 3, 1), load()) == ""


@pytest.mark.parametrize("name", ["普京", "Vladimir Putin", "Putin", "约翰逊", "Boris Johnson", "洪森", "Hun Sen"])
def test_a_namesake_in_the_office_of_another_country_is_somebody_else(name):
    assert not load().is_foreign(who(name, "president@pe"))


def test_a_namesake_in_an_office_at_home_is_somebody_else():
    assert not load().is_foreign(who("Vladimir Putin", "mayor@harbin-government"))


def test_one_family_name_means_different_people_by_country_and_day():
    assert who("谢里夫", "prime-minister@pk", on=date(2015, 4, 20)) == "xie-lifu"
    assert who("Nawaz Sharif", "prime-minister@pk", on=date(2015, 4, 20)) == "xie-lifu"
    assert who("谢里夫", "prime-minister@pk", on=date(2024, 6, 7)) == "shehbaz-sharif"
    assert who("桑切斯", "prime-minister@es", on=date(2019, 3, 1)) != who("桑切斯", "president@sv", on=date(2018, 11, 1))


def test_a_family_name_alone_tells_nobody_in_english():
    assert not load().is_foreign(who("Johnson"))
    assert not load().is_foreign(who("Putin"))


def test_a_short_name_that_begins_like_chinese_ones_needs_its_office():
    assert not load().is_foreign(who("洪森"))
    assert who("洪森", "prime-minister@kh") == "hun-sen"


def test_a_full_name_tells_by_itself_in_other_spellings_too():
    assert who("弗拉基米尔·普京") == who("Vladimir Vladimirovich Putin") == "vladimir-putin"
    assert who("Dmitry Medvedev") == "dmitri-medvedev"
    assert not load().is_foreign(who("Alexander Putin"))


def test_a_name_is_kept_as_the_text_has_it():
    zh, en = (link_person(n, offices=["president@ru"], on=SPRING, authority=load()).entity for n in ("普京", "Vladimir V. Putin"))
    assert (zh.id, zh.zh, zh.en, zh.known) == ("vladimir-putin", "普京", "Vladimir Putin", True)
    assert (en.id, en.zh, en.en) == ("vladimir-putin", "", "Vladimir V. Putin")


def test_a_foreigner_heads_no_ministry_at_home():
    found = held("美国国防部长沙纳汉抵达首尔。国防部长沙纳汉随后发言。", "zh", date(2019, 5, 30))
    assert not any(office.endswith("@mnd") for office in found)
    assert held("普京总理出席。", "zh", date(2019, 5, 30)) == {}


def test_chinese_people_outside_the_authority_share_their_pinyin():
    assert who("王小萌") == who("Wang Xiaomeng") == "wang-xiaomeng"


def test_every_row_shows_both_names_and_where_they_stand():
    foreigners = [p for p in load().persons.values() if p.country]
    assert len(foreigners) > 150
    assert all(p.en and p.zh and load().offices_of(p.id) for p in foreigners)
    assert all(t.basis == "attested-only" and t.source for p in foreigners for t in load().offices_of(p.id))


@pytest.mark.parametrize("table", ["foreigners.csv", "foreigners_cedict.csv", "foreign_heads.csv"])
def test_each_table_may_be_left_out(table, tmp_path):
    shutil.copytree(resource("data/authority"), tmp_path / "authority")
    (tmp_path / "authority" / table).unlink()
    assert link_person(
        "李强", language="zh", offices=["premier@state-council"], on=date(2024, 1, 1), authority=load(tmp_path / "authority")
    ).entity.known


def test_a_foreigner_of_no_country_is_refused_with_the_line(tmp_path):
    shutil.copytree(resource("data/authority"), tmp_path / "authority")
    with (tmp_path / "authority" / "foreigners.csv").open("a", encoding="utf-8") as table:
        table.write("jo-doe,Jo Doe,约多,,,,xx,president@xx,2019-01-01,2019-02-01,1,1,made up\n")
    with pytest.raises(BadInput, match=r"foreigners\.csv, line \d+: no country 'xx'"):
        load(tmp_path / "authority")


@pytest.mark.parametrize(
    ("zh", "right", "wrong"),
    [
        ("普京", "Vladimir Putin", "Dmitry Medvedev"),
        ("马杜罗", "Nicolas Maduro", "Hugo Chavez"),
        ("马蒂斯", "James Mattis", "Mark Esper"),
        ("约翰逊", "Boris Johnson", "Theresa May"),
        ("蓬佩奥", "Mike Pompeo", "Rex Tillerson"),
    ],
)
def test_a_transliteration_sounds_like_its_name_and_not_like_the_successor(zh, right, wrong):
    assert likeness(zh, right) > 0.84 > 0.72 > likeness(zh, wrong)


def test_two_spellings_sound_alike():
    assert spoken_alike("肖尔茨", "朔尔茨") > 0.84 > spoken_alike("默克尔", "朔尔茨")


@given(st.text(alphabet="普京特朗马克龙·", max_size=8), st.text(alphabet="abknrstuz -", max_size=20))
def test_likeness_is_a_share(zh, latin):
    assert 0 <= likeness(zh, latin) <= 1


@given(st.text(max_size=12), st.lists(st.sampled_from(["president@ru", "minister@us", "mayor@harbin-government"]), max_size=2))
def test_any_name_can_be_asked_for(name, offices):
    assert all(m.person.country and 0 < m.score <= 1 for m in meanings(name, offices, SPRING, load()))
