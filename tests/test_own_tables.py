"""What a user adds to the authority's tables is found in texts and answered by name, without a change of code."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from kg.authority import write_tables
from kg.cli import main
from kg.extractors.rules import themes, topics

THEME = "low-altitude,economy,Low-altitude economy,低空经济,Short flights,drone economy,低空飞行,,,,,own table\n"
ENGLISH = """---
id: drones-en
title: Ding Xuexiang chairs symposium on the low-altitude economy
published: 2025-05-06
---
BEIJING, May 6 -- Vice Premier Ding Xuexiang chaired a symposium on the low-altitude economy in Beijing on Tuesday.
Ding stressed that the low-altitude economy must grow safely. The drone economy needs clear rules.
"""
CHINESE = """---
id: drones-zh
title: 丁薛祥主持召开低空经济座谈会
published: 2025-05-06
---
国务院副总理丁薛祥5月6日在北京主持召开低空经济座谈会。丁薛祥强调，发展低空经济要守住安全。
"""


@pytest.fixture
def own(tmp_path, monkeypatch):
    """A copy of the tables with a theme and an alias of one's own, in force; what was read from the others is forgotten before and after."""
    write_tables(tmp_path / "tables")
    with (tmp_path / "tables" / "themes.csv").open("a", encoding="utf-8") as table:
        table.write(THEME)
    strategies = tmp_path / "tables" / "strategies.csv"
    strategies.write_text(strategies.read_text(encoding="utf-8").replace("|BRI|", "|BRI|Silk Road Plan|", 1), encoding="utf-8")
    monkeypatch.setenv("KG_AUTHORITY", str(tmp_path / "tables"))
    _forget()
    yield tmp_path
    monkeypatch.undo()
    _forget()


def _forget():
    from kg import foundation

    for cached in (themes.expressions, topics.strategies, topics._weighed, topics._strategy_names, foundation.base_digest):
        cached.cache_clear()


def answer(folder, *words):
    result = CliRunner().invoke(main, ["query", *words, "--format", "csv", "--store", str(folder / "store")])
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture
def built(own):
    (own / "en.txt").write_text(ENGLISH, encoding="utf-8")
    (own / "zh.txt").write_text(CHINESE, encoding="utf-8")
    result = CliRunner().invoke(main, ["build", str(own / "en.txt"), str(own / "zh.txt"), "--store", str(own / "store")])
    assert result.exit_code == 0, result.output
    return own


def test_a_theme_of_ones_own_is_read_in_both_languages(built):
    for name in ("Low-altitude economy", "低空飞行", "low-altitude"):
        found = answer(built, "articles-about", "--theme", name)
        assert "drones-en" in found and "drones-zh" in found


def test_a_theme_of_ones_own_stands_below_the_one_it_names(built):
    assert "must grow safely" in answer(built, "said-on-theme", "--theme", "Economy and macro policy")


def test_a_new_name_of_a_strategy_answers_for_it(own):
    (own / "road.txt").write_text(ENGLISH.replace("low-altitude economy must", "Silk Road Plan must"), encoding="utf-8")
    assert CliRunner().invoke(main, ["build", str(own / "road.txt"), "--store", str(own / "store")]).exit_code == 0
    assert "must grow safely" in answer(own, "strategy-statements", "--strategy", "Silk Road Plan")


def test_our_own_tables_add_nothing():
    from kg.authority import added

    assert list(added("theme")) == [] == list(added("strategy"))
