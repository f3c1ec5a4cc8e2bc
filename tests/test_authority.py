"""The authority: what its tables hold, how they are read, and what a bad row gets told."""

from __future__ import annotations

import csv
import itertools
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.authority import Authority, Person, Tenure, load, name_key
from kg.errors import BadInput
from kg.resources import resource

SEED_DAY = date(2024, 3, 20)
CENTRAL = {
    "CN-SX": "Tang Dengjie",
    "CN-AH": "Han Jun",
    "CN-JX": "Yin Hong",
    "CN-HA": "Lou Yangsheng",
    "CN-HB": "Wang Menghui",
    "CN-HN": "Shen Xiaoming",
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(resource("data/authority"), tmp_path / "authority"))


def rows(name: str) -> list[dict[str, str]]:
    with (resource("data/authority") / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def change(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize("province", CENTRAL)
def test_holders_on_the_day_of_the_seed(province: str) -> None:
    assert [p.en for p in load().holders(f"secretary@{province}-party", SEED_DAY)] == [CENTRAL[province]]


def test_an_office_passes_from_one_holder_to_the_next() -> None:
    premiers = [load().holders("premier@state-council", date(year, 6, 1))[0].zh for year in (2005, 2014, 2024)]
    assert premiers == ["温家宝", "李克强", "李强"]


def test_a_person_is_found_in_both_languages_and_any_case() -> None:
    assert {p.id for n in ("丁薛祥", "Ding Xuexiang", "DING XUEXIANG") for p in load().persons_named(n)} == {"ding-xuexiang"}


def test_apostrophes_and_hyphens_do_not_hide_a_person() -> None:
    names = ("Lan Fo'an", "Lan Fo’an", "Lan Foan", "Lan Fo-an")
    assert {p.zh for n in names for p in load().persons_named(n)} == {"蓝佛安"}


def test_two_people_of_one_name_are_two_rows() -> None:
    ministers, governors = (
        load().holders(o, d)[0] for o, d in (("minister@mwr", date(2015, 1, 1)), ("governor@CN-HL-government", date(1980, 1, 1)))
    )
    assert ministers.zh == governors.zh == "陈雷"
    assert ministers.id != governors.id


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("湖南省委", "CN-HN-party"),
        ("中共湖南省委", "CN-HN-party"),
        ("Hunan Provincial Party Committee", "CN-HN-party"),
        ("the CPC Hunan Provincial Committee", "CN-HN-party"),
        ("内蒙古自治区党委", "CN-NM-party"),
        ("北京市政府", "CN-BJ-government"),
        ("江苏省委宣传部", "CN-JS-party-publicity-department"),
        ("广西壮族自治区纪委", "CN-GX-commission-for-discipline-inspection"),
        ("国家发改委", "ndrc"),
        ("PEOPLE’S BANK OF CHINA", "pboc"),
        ("长沙市委", "changsha-party"),
        ("农业部", "ministry-of-agriculture"),
        ("吉林市委", "jilin-party"),
        ("Jilin Party Committee", "CN-JL-party"),
    ],
)
def test_organisations_answer_to_their_names(name: str, id: str) -> None:
    found = load().organisation_named(name)
    assert found is not None and found.id == id


def test_a_name_that_two_cities_share_means_neither() -> None:
    assert load().organisation_named("CPC Fuzhou Municipal Committee") is None
    assert load().organisation_named("抚州市委").id == "fuzhou-jiangxi-party"  # type: ignore[union-attr]


def test_entities_carry_both_names_or_say_that_they_are_unknown() -> None:
    entity = load().entity("province", "CN-HN")
    assert (entity.en, entity.zh, entity.known) == ("Hunan", "湖南省", True)
    assert not load().entity("organisation", "acme").known


def test_places_are_complete() -> None:
    authority = load()
    assert (len(authority.provinces), len(authority.cities)) == (34, 333)
    assert authority.provinces["CN-HN"].capital == "changsha"
    assert authority.cities["changsha"].province == "CN-HN"


@pytest.mark.parametrize(
    "name",
    [
        "people.csv",
        "tenures.csv",
        "organisations.csv",
        "city_bodies.csv",
        "provinces.csv",
        "cities.csv",
        "strategies.csv",
        "themes.csv",
        "identifiers_odbl.csv",
    ],
)
def test_every_row_says_where_it_comes_from(name: str) -> None:
    table = rows(name)
    assert table and all(row["source"] for row in table)


def test_nobody_has_the_identifier_of_another() -> None:
    known = [p.wikidata for p in load().persons.values() if p.wikidata]
    assert len(known) == len(set(known))


def test_spells_of_one_person_in_one_office_do_not_overlap() -> None:
    spells = sorted((t.person, t.office, t.start or t.seen_first, t.end or "9999") for t in load().tenures)
    pairs = [(a, b) for a, b in itertools.pairwise(spells) if a[:2] == b[:2]]
    assert pairs and [(a, b) for a, b in pairs if a[3][: len(b[2])] > b[2]] == []


def test_no_tenure_ends_before_it_starts() -> None:
    assert all(t.end == "" or t.start[:4] <= t.end[:4] for t in load().tenures)


def test_days_of_a_month_or_year_count_as_possible() -> None:
    tenure = Tenure("a", "mayor@changsha-government", "2016-05", "2017", "no", "", "")
    assert [tenure.covers(date(y, m, 1)) for y, m in ((2016, 4), (2016, 5), (2017, 12), (2018, 1))] == [False, True, True, False]


def test_an_unknown_end_reaches_only_as_far_as_the_source_saw() -> None:
    seen = Tenure("a", "mayor@changsha-government", "2019", "", "unknown", "", "", seen_last="2022-07-23")
    assert seen.covers(date(2022, 7, 1)) and not seen.covers(date(2023, 1, 1))


def test_without_a_day_every_holder_counts() -> None:
    tenures = (Tenure("a", "governor@x", "1990", "1995", "no", "", ""), Tenure("b", "governor@x", "1995", "", "yes", "", ""))
    authority = Authority(persons={"a": Person("a", "A A", ""), "b": Person("b", "B B", "")}, tenures=tenures)
    assert [p.id for p in authority.holders("governor@x")] == ["a", "b"]
    assert [p.id for p in authority.holders("governor@x", date(2020, 1, 1))] == ["b"]


def test_a_byte_order_mark_is_accepted(copy: Path) -> None:
    plain = (copy / "people.csv").read_text(encoding="utf-8")
    (copy / "people.csv").write_text(plain, encoding="utf-8-sig")
    assert load(copy).persons == load().persons


def test_the_share_alike_identifiers_can_be_left_out(copy: Path) -> None:
    (copy / "identifiers_odbl.csv").unlink()
    assert load().identifiers["province", "CN-HN"].startswith("Q")
    assert load(copy).provinces == load().provinces and not load(copy).identifiers


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("people.csv", "id,en,zh", "name,en,zh", "people.csv, line 1: no column id"),
        ("tenures.csv", "mayor@CN-BJ-government", "mayor of Beijing", "not of the form role@organisation"),
        ("tenures.csv", ",2016-10-31,", ",31.10.2016,", "start '31.10.2016' is not a day (2024-03-18)"),
        ("tenures.csv", "mayor@CN-BJ-government", "mayor@CN-BX-government", "no organisation of 'mayor@CN-BX-government'"),
        ("people.csv", "\ncai-qi,", "\ncai-qii,", "nobody has the id 'cai-qi'"),
        ("people.csv", "\ncai-qi,Cai Qi,蔡奇,", "\ncai-qi,,,", "person 'cai-qi' has no name"),
        ("tenures.csv", ",no,,,roster,", ",maybe,,,roster,", "current 'maybe' is none of"),
        ("cities.csv", ",CN-HN,", ",Hunan,", "province 'Hunan' is not in provinces.csv"),
        ("themes.csv", "\nmacro-policy,", "\neconomy,", "id 'economy' is twice in the table"),
    ],
)
def test_a_bad_row_is_told_with_file_line_and_remedy(copy: Path, name: str, old: str, new: str, message: str) -> None:
    change(copy, name, old, new)
    with pytest.raises(BadInput) as error:
        load(copy)
    assert message in str(error.value)
    assert "line " in str(error.value)


def test_a_missing_table_is_named(copy: Path) -> None:
    (copy / "cities.csv").unlink()
    with pytest.raises(BadInput, match=r"cities.csv is missing"):
        load(copy)


def test_reading_the_tables_needs_no_heavy_library() -> None:
    code = "import sys, kg.authority; kg.authority.load(); print(sorted({'pandas', 'rdflib', 'networkx', 'pypinyin'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


@given(st.text(max_size=30))
def test_a_name_key_is_its_own_key(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name) or name_key(name).startswith("the")


def test_a_table_saved_in_another_encoding_is_told_apart(copy: Path) -> None:
    (copy / "people.csv").write_bytes((copy / "people.csv").read_text(encoding="utf-8").encode("gb18030"))
    with pytest.raises(BadInput, match=r"people.csv is not UTF-8 .* save it as CSV UTF-8"):
        load(copy)


def test_tables_are_offered_with_a_byte_order_mark_and_used_when_named(tmp_path, monkeypatch):
    from kg import foundation
    from kg.authority import write_tables

    before = foundation.base_digest.__wrapped__()
    written = write_tables(tmp_path / "mine")
    assert all(table.read_bytes().startswith(b"\xef\xbb\xbf") for table in written)
    people = tmp_path / "mine" / "people.csv"
    row = people.read_text(encoding="utf-8-sig").splitlines()[0].replace("id,", "lin-hai-test,", 1)
    columns = row.count(",")
    people.write_text(
        people.read_text(encoding="utf-8-sig") + "lin-hai-test,Lin Hai,林海测" + "," * (columns - 2) + "\n", encoding="utf-8-sig"
    )
    monkeypatch.setenv("KG_AUTHORITY", str(tmp_path / "mine"))
    assert load().persons["lin-hai-test"].zh == "林海测"
    assert foundation.base_digest.__wrapped__() != before


def test_edited_tables_are_never_written_over(tmp_path):
    from kg.authority import write_tables

    write_tables(tmp_path)
    with pytest.raises(BadInput, match="already"):
        write_tables(tmp_path)
