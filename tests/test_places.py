"""Which provinces and cities a text names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.authority import load
from kg.extractors.rules.places import places
from kg.model import Article, Mention
from kg.text.document import Document


def found(text: str, language: str = "zh", title: str = "") -> tuple[Mention, ...]:
    return places(Document(Article("a", text, title, language)), load())


def provinces(text: str, language: str = "zh") -> list[str]:
    return sorted({m.entity.id for m in found(text, language) if m.entity.kind == "province"})


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("代表团来到湖南省调研。", ["CN-HN"]),
        ("座谈会在长沙举行。", ["CN-HN"]),
        ("他走访了福州高意集团。", ["CN-FJ"]),
        ("大会今天在京开幕。", ["CN-BJ"]),
        ("川藏铁路建设加快。", ["CN-SC", "CN-XZ"]),
        ("湘赣两省签署协议。", ["CN-HN", "CN-JX"]),
        ("鄂豫皖革命老区迎来变化。", ["CN-AH", "CN-HA", "CN-HB"]),
        ("论坛在博鳌举行。", ["CN-HI"]),
        ("记者在正定县和义乌市采访。", ["CN-HE", "CN-ZJ"]),
        ("海南自由贸易港封关运作。", ["CN-HI"]),
        ("海南藏族自治州的牧民转场。", ["CN-QH"]),
        ("支持港澳台同胞发展。", ["CN-HK", "CN-MO", "CN-TW"]),
    ],
)
def test_a_province_is_found_under_all_its_names(text: str, codes: list[str]) -> None:
    assert provinces(text) == codes


@pytest.mark.parametrize(
    "text",
    [
        "推动京津冀协同发展，加强长三角一体化，建设粤港澳大湾区。",
        "火箭于北京时间9时发射。",
        "青藏高原的冰川在退缩。",
        "确保社会长治久安。",
        "李长春出席晚会。",
        "来宾们欢聚一堂，日照充足，安康快乐。",
        "美国佛罗里达州和马里兰州遭遇飓风。",
        "国防部代理部长沙纳汉表示。",
        "江淮南部有雨，要平衡水电供应。",
        "扩大连片种植，共享平台企业要自律。",
        "纪念孙中山先生诞辰。",
    ],
)
def test_words_that_only_look_like_places_are_none(text: str) -> None:
    assert provinces(text) == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("XI'AN, April 16 -- A forum opened.", ["CN-SN"]),
        ("He toured Shenzhen Stock Exchange and Haidian District.", ["CN-BJ", "CN-GD"]),
        ("Officials from Shanxi and Shaanxi met.", ["CN-SN", "CN-SX"]),
        ("The Beijing-Tianjin-Hebei region and the Guangdong-Hong Kong-Macao Greater Bay Area grew.", []),
        ("Water flowed into Daqing River and Qinghai Lake.", []),
        ("Wang Hefei spoke first.", []),
        ("The people of Taizhou in Jiangsu Province planted rice.", ["CN-JS"]),
        ("Zhongshan suits are back.", []),
    ],
)
def test_english_places(text: str, codes: list[str]) -> None:
    assert provinces(text, "en") == codes


def test_a_common_word_is_a_city_where_its_province_is_named() -> None:
    assert [m.entity.id for m in found("山西大同的煤矿工人") if m.entity.kind == "city"] == ["datong"]
    assert found("天下大同，世界大同。") == ()


def test_a_city_comes_with_its_province_under_the_same_span() -> None:
    city, province = sorted(found("会议在长沙召开。"), key=lambda m: m.entity.kind)
    assert (city.entity.id, province.entity.id) == ("changsha", "CN-HN")
    assert city.span == province.span


def test_cities_of_one_name_keep_each_other_as_candidates() -> None:
    city = next(m for m in found("A fair opened in Suzhou.", "en") if m.entity.kind == "city")
    assert city.entity.id == "suzhou-jiangsu"
    assert any(entity.id.startswith("suzhou-") for entity, _ in city.candidates)
    assert city.confidence < 0.9


def test_a_place_in_the_title_has_a_span_in_the_title() -> None:
    mention = found("大会开幕。", title="湖北大会")[0]
    assert (mention.span.part, mention.surface) == ("title", "湖北")


@given(st.text(alphabet="在京北南长沙湖江西省市 ABeijing,.\n", max_size=60))
def test_every_mention_quotes_the_article(text: str) -> None:
    article = Article("a", text, "", "zh")
    for mention in places(Document(article), load()):
        assert article.quote(mention.span) == mention.surface
