"""People who share a name are told apart by office, trade, company, notes in brackets and the day; in doubt nobody is chosen."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from kg.authority import Authority, Organisation, Person, Tenure, load
from kg.resolution import Link, Use, link_people, link_person

GOLD = Path(__file__).resolve().parent / "gold" / "homonyms.csv"
#: Below this confidence the tool does not claim to know whom a name means.
OPEN = 0.6


def link(name: str, *offices: str, on: date, around: tuple[tuple[str, str], ...] = (), company: list[str] | None = None) -> Link:
    return link_person(name, language="zh", offices=offices, on=on, authority=load(), around=around, company=company)


def meant(found: Link) -> str:
    """Whom the link means: an id of the authority, `other`, or nobody for sure."""
    if found.confidence < OPEN:
        return "open"
    return found.entity.id if found.entity.known else "other"


def test_a_bare_name_of_the_premier_in_office_is_his() -> None:
    assert meant(link("李强", on=date(2024, 5, 1))) == "li-qiang"


@pytest.mark.parametrize("trade", ["我国选手", "农民", "护林员", "本台记者", "武警部队司令员", "“最美教师”"])
@pytest.mark.parametrize("day", [date(2016, 8, 18), date(2024, 5, 1)])
def test_somebody_with_a_trade_is_not_the_premier(trade: str, day: date) -> None:
    assert meant(link("李强", on=day, around=((f"来自山里的{trade}", "告诉大家"),))) in ("other", "open")


def test_an_office_that_fits_outweighs_the_word_before_the_name() -> None:
    found = link("李强", "premier@state-council", on=date(2024, 5, 1), around=(("总理和专家", "说"),))
    assert meant(found) == "li-qiang"


def test_an_assistant_minister_is_not_the_procurator_general_of_that_name() -> None:
    assert meant(link("张军", on=date(2019, 5, 28), around=(("外交部部长助理", "率团出席"),))) == "other"


def test_an_ambassador_may_become_minister_later() -> None:
    assert meant(link("王毅", on=date(2006, 5, 1), around=(("中国驻外大使", "说"),))) != "other"


def test_company_of_officials_makes_a_short_name_sure() -> None:
    day, officials = date(2018, 3, 1), ["han-zheng", "wang-chen", "hu-chunhua"]
    assert link("刘宁", on=day, company=officials).confidence > link("刘宁", on=day, company=[]).confidence
    assert meant(link("刘宁", on=day, company=[])) == "open"


def test_a_note_in_brackets_tells_namesakes_apart() -> None:
    day = date(2017, 10, 24)
    assert meant(link("王宁", on=day, around=((" ", "（福建） "),))) == "wang-ning"
    assert meant(link("王宁", on=day, around=((" ", "（甘肃） "),))) != "wang-ning"
    assert meant(link("张军", on=date(2022, 10, 22), around=((" ", "（理工大学） "),))) != "zhang-jun"


def test_a_seat_that_all_officials_hold_contradicts_nobody() -> None:
    assert meant(link("王宁", "alternate-member@zhongyangweiyuanhui", on=date(2022, 10, 12), company=["li-xi"])) == "wang-ning"


def test_a_lower_post_elsewhere_after_high_office_is_a_namesakes() -> None:
    assert meant(link("李建华", "vice-chairman@CN-GS-congress", on=date(2019, 1, 6))) != "li-jianhua"


def test_careers_go_on_at_their_height() -> None:
    assert meant(link("李斌", "vice-chairman@cppcc", on=date(2019, 3, 9))) == "li-bin"


def test_a_post_that_the_tables_give_to_another_speaks_for_a_namesake() -> None:
    people = {i: Person(i, "", zh) for i, zh in (("wang-an", "王安"), ("li-bo", "李博"))}
    held = (("wang-an", "governor@CN-HN-government"), ("li-bo", "minister@mwr"))
    tenures = tuple(Tenure(person, office, "2020", "", "yes", "", "") for person, office in held)
    bodies = {"mwr": Organisation("mwr", "", "Ministry of Water Resources", "水利部")}
    free = Authority(persons=people, tenures=tenures[:1], organisations=bodies)
    taken = Authority(persons=people, tenures=tenures, organisations=bodies)
    day = date(2024, 5, 1)
    scores = [link_person("王安", offices=["minister@mwr"], on=day, authority=a).confidence for a in (free, taken)]
    assert scores[0] > scores[1]


def test_a_stranger_with_candidates_names_them() -> None:
    found = link("李强", on=date(2016, 8, 18), around=(("我国选手", "获胜"),))
    assert not found.entity.known and [c.id for c, _ in found.candidates] == ["li-qiang"]


@pytest.mark.parametrize(
    ("before", "after"),
    [("By Yuan Qing, ", " (Daily)"), ("her coach ", " said"), (". ", ", the paper's deputy editor-in-chief, said")],
)
def test_english_trades_and_bylines_count_too(before: str, after: str) -> None:
    found = link_person("Wang Hao", language="en", on=date(2024, 8, 21), authority=load(), around=((before, after),), company=())
    assert meant(found) == "other"


def test_a_list_is_linked_together() -> None:
    text = "韩正、王晨、刘宁、胡春华参加活动。\n刘宁说。"
    uses = [Use(m, m + len(n), n) for n in ("韩正", "王晨", "刘宁", "胡春华") for m in [text.index(n)]]
    links = link_people(text, uses, {}, language="zh", on=date(2018, 3, 1), authority=load())
    alone = link_people("刘宁说。", [Use(0, 2, "刘宁")], {}, language="zh", on=date(2018, 3, 1), authority=load())
    assert meant(links["刘宁"]) == "liu-ning" and meant(alone["刘宁"]) == "open"


def test_the_gold_table_names_people_of_the_authority() -> None:
    with GOLD.open(encoding="utf-8", newline="") as lines:
        rows = [*csv.DictReader(lines)]
    known = [row for row in rows if row["expected"] != "other"]
    assert len(rows) >= 60 and len({row["surface"] for row in rows}) >= 13
    assert {row["expected"] for row in known} <= set(load().persons)
    assert all(date.fromisoformat(row["day"]) and int(row["start"]) >= 0 for row in rows)
