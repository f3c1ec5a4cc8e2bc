"""Which strategies a text names and which themes it addresses."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.authority import load
from kg.extractors.rules.lexicon import rows
from kg.extractors.rules.matching import Expressions, longest, spelt_out
from kg.extractors.rules.themes import FEATURES, evidence, model
from kg.extractors.rules.topics import said_strategies, said_themes, strategies, topics
from kg.model import Article
from kg.text.document import Document


def document(text: str, language: str = "zh", title: str = "") -> Document:
    return Document(Article("a", text, title, language))


def named(text: str, language: str = "zh") -> list[str]:
    return sorted({m.entity.id for m in strategies(document(text, language))})


def addressed(text: str, language: str = "zh", title: str = "") -> list[str]:
    return [t.theme for t in topics(document(text, language, title))]


@pytest.mark.parametrize(
    ("text", "language", "ids"),
    [
        ("高质量共建“一带一路”。", "zh", ["belt-and-road"]),
        ("推动乡村全面振兴，扩大国内需求。", "zh", ["expand-domestic-demand", "rural-revitalisation-strategy"]),
        ("构建中老命运共同体。", "zh", ["shared-future"]),
        ("加强“两新”组织党建。", "zh", []),
        ("开展“人工智能＋”行动。", "zh", ["ai-plus"]),
        ("《“十五五”规划纲要》", "zh", ["five-year-plan-15"]),
        ("efforts to build a unified national market", "en", ["unified-national-market"]),
        ("The BRI benefits all.", "en", ["belt-and-road"]),
        ("the rural vitalization drive and new-type urbanization", "en", ["new-urbanisation", "rural-revitalisation-strategy"]),
        ("great western development", "en", ["western-development"]),
        ("A bri of cheese.", "en", []),
    ],
)
def test_strategies_are_found_in_their_wordings(text: str, language: str, ids: list[str]) -> None:
    assert named(text, language) == ids


def test_every_label_of_every_strategy_is_found() -> None:
    for strategy in load().strategies.values():
        assert strategy.id in named(f"要落实{strategy.zh}。"), strategy.id
        assert strategy.id in named(f"They spoke of the {strategy.en} again.", "en"), strategy.id


def test_an_agency_in_a_list_is_no_theme() -> None:
    assert addressed("生态环境部、教育部、国家能源局有关负责人参加。") == []
    assert addressed("Officials of the Ministry of Education and the National Energy Administration attended.", "en") == []


def test_what_an_article_is_about_is_found_in_both_languages() -> None:
    zh = "会议强调，要抓好粮食生产，加强高标准农田建设，保护好耕地，确保秋粮丰收。农业农村部门要抓好秋收秋种。"
    en = "Farmers should step up grain production, build high-standard farmland and protect arable land for the autumn harvest."
    assert "agriculture" in addressed(zh, title="全国秋粮生产会议召开")
    assert "agriculture" in addressed(en, "en", "Meeting stresses grain production")


def test_heavier_themes_come_first_and_weights_are_shares() -> None:
    text = "要深化医改，加强医院建设，改善医疗服务，完善医保制度，保障患者用药。要办好高等教育，提升高校人才培养质量。"
    found = topics(document(text, title="医疗卫生工作座谈会召开"))
    assert found[0].theme == "health"
    assert sum(t.weight for t in found) == pytest.approx(1, abs=0.01)
    assert all(0 < t.confidence <= 1 and t.evidence for t in found)


def test_a_lower_case_word_is_no_acronym() -> None:
    assert not [e for e in evidence(document("She is the one who won.", "en")) if e.theme == "global-governance"]


def test_said_themes_are_those_of_the_span_alone() -> None:
    text = "甲说，要加快发展职业教育，提高高校人才培养质量，办好学校。乙说，要深入推进反腐败，查处受贿和腐败案件。"
    one = document(text)
    cut = text.index("乙")
    assert "education" in said_themes(one, [(0, cut)])
    assert "education" not in said_themes(one, [(cut, len(text))])
    assert "anti-corruption" in said_themes(one, [(cut, len(text))])


def test_said_strategies_are_those_of_the_span_alone() -> None:
    one = document("甲谈健康中国。乙谈数字中国。")
    assert said_strategies(one, [(0, 7)]) == ("healthy-china",)


def test_empty_articles_have_no_topics() -> None:
    assert addressed("") == []
    assert said_themes(document(""), []) == ()


def test_the_lexicon_speaks_of_known_themes_only() -> None:
    narrower = {t.id for t in load().themes.values() if t.broader}
    assert {row["theme"] for row in rows("themes")} - {""} == narrower
    assert {row["strategy"] for row in rows("strategies")} - {""} <= set(load().strategies)


def test_the_model_has_a_coefficient_for_every_number() -> None:
    assert {*FEATURES, "intercept", "threshold", "said", "touched", "threshold:en", "said:en"} <= set(model())


def test_alternatives_are_spelt_out() -> None:
    assert spelt_out("a(b|c(d|e)) f") == ("ab f", "acd f", "ace f")


def test_a_star_stands_for_the_rest_of_a_word_and_an_ellipsis_for_a_gap() -> None:
    names = Expressions((("meet*", 1), ("会见…总统", 2), ("grow* fast", 3)))
    assert [names.value(h) for h in names.hits("He met, meets and is meeting; growing fast.")] == [1, 1, 3]
    assert [names.value(h) for h in names.hits("他会见智利总统。会见客人。总统说")] == [2]


@given(st.text(alphabet="abc ", max_size=40))
def test_longest_hits_never_overlap(text: str) -> None:
    names = Expressions((("a", 1), ("ab", 2), ("b c", 3), ("c", 4), ("ab c", 5)))
    hits = longest(names.all_hits(text))
    assert all(a.end <= b.start for a, b in pairwise(hits))


@pytest.mark.parametrize(
    ("text", "language", "theme"),
    [
        (
            "Players of the home side celebrate after a semifinal match of the women's volleyball league in Tianjin.",
            "en",
            "tourism-sport",
        ),
        (
            "The ban on Chinese companies and the new export controls on chip equipment disrupt global trade.",
            "en",
            "trade-investment",
        ),
        ("Taiwan is part of China's territory, and the one-China principle allows no exception.", "en", "hk-macao-taiwan"),
        ("A gunman opened fire in a mall and six people were killed in the mass shooting.", "en", "public-safety"),
        ("总理会见世界银行行长。总理说，要坚持多边主义，完善全球经济治理。", "zh", "global-governance"),
        ("一名枪手在商场持枪行凶，造成三人死亡。当地警方说，枪手已被击毙。", "zh", "public-safety"),
    ],
)
def test_short_news_has_the_theme_of_its_field(text: str, language: str, theme: str) -> None:
    assert theme in addressed(text, language)


def test_police_at_a_crime_abroad_or_a_prosecutor_at_the_end_of_a_discipline_case_set_no_theme() -> None:
    assert "social-governance" not in addressed("一名枪手在商场持枪行凶，造成三人死亡。当地警方说，枪手已被击毙，多名警察受伤。")
    case = "某市原副市长严重违纪违法，被开除党籍。其违反中央八项规定精神，收受贿赂，涉嫌犯罪问题移送检察机关依法审查起诉。"
    assert "anti-corruption" in addressed(case) and "rule-of-law" not in addressed(case)
