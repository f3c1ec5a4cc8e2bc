"""What the sample corpus promises to everything that reads it: enough articles, whole front matter, events told twice, its origin stated."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from datetime import date
from functools import cache
from typing import Any

import pytest
import yaml

from kg.resources import resource

KEYS = {"id", "title", "published", "lang", "publisher", "event"}


@cache
def sample() -> dict[str, tuple[dict[str, Any], str]]:
    """Front matter and text of every article of the sample, by the file's name."""
    paths = sorted(p for p in resource("data/articles").iterdir() if p.name.startswith("sample-"))
    parts = {p.name: p.read_text(encoding="utf-8").split("---\n", 2) for p in paths}
    return {name: (yaml.safe_load(head), body.strip()) for name, (_, head, body) in parts.items()}


def heads() -> list[dict[str, Any]]:
    return [head for head, _ in sample().values()]


def test_there_are_enough_articles_in_each_language() -> None:
    languages = Counter(head["lang"] for head in heads())
    assert set(languages) == {"en", "zh"}
    assert languages["en"] >= 18
    assert languages["zh"] >= 12


@pytest.mark.parametrize("name", sample())
def test_front_matter_is_complete(name: str) -> None:
    head, _ = sample()[name]
    assert set(head) == KEYS
    assert all(head.values())
    assert head["id"] == name.rsplit(".", 1)[0]
    assert head["publisher"] == "policy-kg sample"
    assert isinstance(head["published"], date)


@pytest.mark.parametrize("name", sample())
def test_the_text_is_a_short_readout_in_its_language(name: str) -> None:
    head, text = sample()[name]
    han = len(re.findall(r"[\u4e00-\u9fff]", text))
    if head["lang"] == "zh":
        assert 180 <= han <= 700
    else:
        assert han == 0
        assert 120 <= len(text.split()) <= 350


def test_identifiers_are_unique() -> None:
    ids = [head["id"] for head in heads()]
    assert len(ids) == len(set(ids))


def test_many_events_are_told_in_both_languages() -> None:
    languages: dict[str, set[str]] = defaultdict(set)
    for head in heads():
        languages[head["event"]].add(head["lang"])
    assert sum(told == {"en", "zh"} for told in languages.values()) >= 12


def test_the_articles_span_the_years() -> None:
    assert {head["published"].year for head in heads()} >= {2022, 2023, 2024, 2025, 2026}


def test_two_renderings_carry_garbled_names() -> None:
    texts = {head["id"]: text for head, text in sample().values() if head["id"].endswith("-mt")}
    assert len(texts) == 2
    assert "Cai Qiding, and Xue Xiang" in texts["sample-2024-03-20-changsha-mt"]
    assert "Zheng Zhajie" in texts["sample-2023-09-07-harbin-mt"]


def test_the_readme_says_where_the_sample_comes_from() -> None:
    readme = (resource("data/articles") / "README.md").read_text(encoding="utf-8")
    assert "written for this project" in readme
    assert "no sentence here is a quotation" in readme
    assert "Apache-2.0" in readme
