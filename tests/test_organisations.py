"""Which organisations a text names."""

from __future__ import annotations

import pytest

from kg.authority import load
from kg.extractors.rules.organisations import organisations
from kg.model import Article
from kg.text.document import Document


def found(text: str, language: str = "zh") -> list[str]:
    return [m.entity.id for m in organisations(Document(Article("a", text, "", language)), load())]


def test_the_longest_name_wins() -> None:
    assert found("全国人大常委会法工委负责人答问。") == ["npc-legislative-affairs-commission"]
    assert found("Standing Committee of the Political Bureau of the CPC Central Committee", "en") == [
        "politburo-standing-committee"
    ]


def test_a_provincial_body_is_found() -> None:
    assert found("湖南省委召开常委会会议。") == ["CN-HN-party"]


@pytest.mark.parametrize(
    "text",
    [
        "教育部门要履职。",
        "俄罗斯外交部发表声明。",
        "投身人民革命事业。",
        "省发改委印发通知。",
        "越共中央政治局委员到访。",
        "建设现代化国家。",
    ],
)
def test_parts_of_other_words_and_other_states_bodies_are_no_mention(text: str) -> None:
    assert found(text) == []


def test_bodies_of_other_states_are_left_out_in_english() -> None:
    assert found("The Russian Ministry of Foreign Affairs replied.", "en") == []
    assert found("The Ministry of Finance of Japan replied.", "en") == []
    assert found("The Ministry of Finance replied.", "en") == ["mof"]


def test_an_acronym_that_is_a_word_has_to_be_introduced() -> None:
    assert found("It is MOST IMPORTANT that all are safe.", "en") == []
    assert "safe" in found("The State Administration of Foreign Exchange (SAFE) met; SAFE said so.", "en")
