"""Makes the tables of `data/authority` from a folder with the collected `authority/` and `vocabulary/` tables.

Kept so that the origin of every row can be repeated: `python tools/make_authority.py SOURCE [TARGET]`.
"""

from __future__ import annotations

import csv
import hashlib
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from kg.authority import _earliest, _latest, name_key
from kg.text.pinyin import COMPOUND_SURNAMES, person_slug

Cells = dict[str, str]

# Basis of a tenure, best first; the two longer rosters come last.
BASES = (
    *("official-order", "official", "official-attested", "secondary-two", "secondary-attested", "secondary-single", "secondary"),
    *("attested-only", "roster", "wikidata"),
)
OFFICIAL = frozenset(BASES[:3])

GOVERNMENT_HEAD = {"province": "governor", "autonomous region": "chairman", "municipality": "mayor", "SAR": "chief-executive"}
LEVEL = {"province": "Provincial", "autonomous region": "Regional", "municipality": "Municipal"}

POLITICAL_LEGAL = "Commission for Political and Legal Affairs"

# Offices of officials.csv and of the central part of tenures.csv, by their English name.
OFFICES = {
    "Auditor-General of the National Audit Office": "auditor-general@nao",
    "Auditor General": "auditor-general@nao",
    "Chairman of the National Development and Reform Commission": "director@ndrc",
    "Minister in Charge of the National Development and Reform Commission": "director@ndrc",
    "Chairman, CPPCC National Committee": "chairman@cppcc",
    "Chairman, Central Military Commission (Party)": "chairman@cmc",
    "Chairman, Central Military Commission of the PRC": "chairman@cmc",
    "Vice Chairman, Central Military Commission of the PRC": "vice-chairman@cmc",
    "Chairman, NPC Standing Committee": "chairman@npc-standing-committee",
    "Vice Chairman, NPC Standing Committee": "vice-chairman@npc-standing-committee",
    "Vice President of the National People's Congress": "vice-chairman@npc-standing-committee",
    "Director, Central Financial Commission Office": "director@central-financial-office",
    "Director, General Office of the CPC Central Committee": "director@cpc-general-office",
    "Director, Hong Kong and Macao Affairs Office": "director@state-council-hkmao",
    "Director, National Commission of Supervision": "director@national-supervisory-commission",
    "Director, Office of the Central Commission for Financial and Economic Affairs": "director@central-fin-econ-office",
    "Director, Office of the Central Commission for Foreign Affairs": "director@central-foreign-affairs-office",
    "Director, Policy Research Office of the CPC Central Committee": "director@cpc-policy-research-office",
    "Director, Taiwan Affairs Office": "director@state-council-taiwan-office",
    "General Secretary of the CPC Central Committee": "general-secretary@cpc-central-committee",
    "General Secretary of the Chinese Communist Party": "general-secretary@cpc-central-committee",
    "Governor of the People's Bank of China": "governor@pboc",
    "Governor of the People's Bank": "governor@pboc",
    "Head, International Department of the CPC Central Committee": "minister@cpc-international-department",
    "Head, Organization Department of the CPC Central Committee": "minister@cpc-organization-department",
    "Head, Publicity Department of the CPC Central Committee": "minister@cpc-publicity-department",
    "Head, Society Work Department of the CPC Central Committee": "minister@cpc-society-work-department",
    "Head, United Front Work Department of the CPC Central Committee": "minister@cpc-united-front-department",
    "Member, Central Secretariat (19th)": "secretary@central-secretariat",
    "Member, Central Secretariat (20th)": "secretary@central-secretariat",
    **{f"Member, {n}th Politburo": "member@politburo" for n in (18, 19, 20)},
    **{f"Member, {n}th Politburo Standing Committee": "member@politburo-standing-committee" for n in (18, 19, 20)},
    "Minister of Agriculture": "minister@ministry-of-agriculture",
    "Minister of Agriculture and Rural Affairs": "minister@mara",
    "Minister of Civil Affairs": "minister@mca",
    "Minister of Commerce": "minister@mofcom",
    "Minister of Culture": "minister@ministry-of-culture",
    "Minister of Culture and Tourism": "minister@mct",
    "Minister of Ecology and Environment": "minister@mee",
    "Minister of Education": "minister@moe",
    "Minister of Emergency Management": "minister@mem",
    "Minister of Environmental Protection": "minister@ministry-of-environmental-protection",
    "Minister of Finance": "minister@mof",
    "Minister of Foreign Affairs": "minister@mfa",
    "Minister of Housing and Urban-Rural Development": "minister@mohurd",
    "Minister of Human Resources and Social Security": "minister@mohrss",
    "Minister of Industry and Information Technology": "minister@miit",
    "Minister of Justice": "minister@moj",
    "Minister of Land and Resources": "minister@ministry-of-land-and-resources",
    "Minister of National Defense": "minister@mnd",
    "Minister of National Defence": "minister@mnd",
    "Minister of Natural Resources": "minister@mnr",
    "Minister of Public Security": "minister@mps",
    "Minister of Railways": "minister@ministry-of-railways",
    "Minister of Science and Technology": "minister@most",
    "Minister of State Security": "minister@mss",
    "Minister of Supervision": "minister@ministry-of-supervision",
    "Minister of Transport": "minister@mot",
    "Minister of Veterans Affairs": "minister@mva",
    "Minister of Water Resources": "minister@mwr",
    "Minister of the National Ethnic Affairs Commission": "director@neac",
    "Minister in Charge of the State Ethnic Affairs Commission": "director@neac",
    "Minister of the National Health Commission": "director@nhc",
    "Minister in Charge of the National Health Commission": "director@nhc",
    "Minister of the National Health and Family Planning Commission": "director@national-health-and-family-planning-commission",
    "Premier of the State Council": "premier@state-council",
    "President of the People's Republic of China": "president@prc",
    "President": "president@prc",
    "Vice President of the People's Republic of China": "vice-president@prc",
    "Vice President": "vice-president@prc",
    "President, Party School of the CPC Central Committee": "president@central-party-school",
    "President, Supreme People's Court": "chief-justice@supreme-court",
    "President of the Supreme People's Court": "chief-justice@supreme-court",
    "Procurator-General, Supreme People's Procuratorate": "procurator-general@supreme-procuratorate",
    "Secretary, Central Commission for Discipline Inspection": "secretary@ccdi",
    f"Secretary, {POLITICAL_LEGAL} of the CPC Central Committee": "secretary@cpc-political-legal-commission",
    "Secretary-General of the State Council": "secretary-general@state-council",
    "State Councillor": "state-councillor@state-council",
    "State Councilor": "state-councillor@state-council",
    "Vice Premier of the State Council": "vice-premier@state-council",
    "Chairman of the People's Government of Tibet Autonomous Region": "chairman@CN-XZ-government",
    "mayor of Beijing": "mayor@CN-BJ-government",
    "mayor of Shanghai": "mayor@CN-SH-government",
    "mayor of Guangzhou": "mayor@guangzhou-government",
    **{
        f"Governor of {name}": f"governor@CN-{code}-government"
        for name, code in zip(
            "Fujian Guizhou Hebei Jilin Liaoning Qinghai Shaanxi".split(), "FJ GZ HE JL LN QH SN".split(), strict=True
        )
    },
}

# Bodies that officials.csv and tenures.csv name and the vocabulary lacks; the rest are their usual short forms.
ABOLISHED = (
    ("Ministry of Agriculture", "农业部"),
    ("Ministry of Culture", "文化部"),
    ("Ministry of Environmental Protection", "环境保护部|环保部"),
    ("Ministry of Land and Resources", "国土资源部"),
    ("Ministry of Supervision", "监察部"),
    ("National Health and Family Planning Commission", "国家卫生和计划生育委员会|国家卫生计生委"),
    ("Ministry of Railways", "铁道部"),
)

# Chinese names of people whom only the Wikidata record has, with the CCTV item that shows them (of that reading and rank).
CHINESE_NAMES = {
    "Q16628": ("温家宝", "VIDE1355098138513945"),
    "Q1134304": ("戴秉国", "VIDE1355098168398948"),
    "Q709846": ("曹刚川", "VIDEcgygrnQ7k037STCZ7ZCN160205"),
    "Q716939": ("贾春旺", "VIDEcgygrnQ7k037STCZ7ZCN160205"),
    "Q388125": ("李岚清", "VIDE1355098163174963"),
    "Q189517": ("曾培炎", "VIDE1355098185010656"),
    "Q189519": ("曾庆红", "VIDE1355098163174963"),
    "Q197964": ("周光召", "VIDEM1yFyAobtZF5HBteUMwX240823"),
    "Q929373": ("梁光烈", "VIDE1355098139560399"),
    "Q3503748": ("孙家正", "VIDE1355098152217774"),
    "Q710130": ("刘志军", "VIDE1355098153739500"),
    "Q50952": ("吴仪", "VIDEcgygrnQ7k037STCZ7ZCN160205"),
    "Q1733077": ("帕巴拉·格列朗杰", "VIDElZD2Rg6fmSMw9dvA50HE170310"),
    "Q7967019": ("万庆良", "VIDE1420463515447193"),
    # The same office in the same years in both records; shown as a retired leader of Tibet.
    "Q676019": ("列确", "VIDEVhuD6Q0jLH7VQRYExzaf210818"),
    # Not 肖秧, the governor of Sichuan: stands among the retired heads of the courts.
    "Q519871": ("肖扬", "VIDEcgygrnQ7k037STCZ7ZCN160205"),
}

# Readings that pypinyin does not choose, as the standard dictionaries give them for names.
ENGLISH_NAMES = {"李兆焯": "Li Zhaozhuo"}

# Tibetan and Mongolian names of four or more characters without a dot, which have no surname.
ONE_WORD = frozenset({"多吉才让", "多杰才旦", "江村罗布", "乌云其木格"})

# Offices further apart than this are not of one working life, so they belong to two people of one name.
SPLIT_YEARS = 45


class Spell(NamedTuple):
    """One tenure as a source has it, before people have identifiers."""

    person: str
    office: str
    start: str
    end: str
    current: str
    basis: str
    source: str
    seen_first: str = ""
    seen_last: str = ""
    loose_start: bool = False


def read(path: Path) -> list[Cells]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, columns: str, rows: Iterable[Cells]) -> None:
    names = columns.split()
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows({name: row.get(name, "") for name in names} for row in rows)


def ascii_slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", re.sub(r"['’]", "", name)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def joined(*parts: str) -> str:
    """The distinct parts of lists separated by `|`, in order."""
    return "|".join(dict.fromkeys(p.strip() for part in parts for p in part.split("|") if p.strip()))


# Places -------------------------------------------------------------------------------------------------------------


def city_ids(cities: list[Cells], provinces: dict[str, Cells]) -> dict[str, str]:
    """The id of each city by its code: the English name, with the province's where two share it."""
    slugs = {c["gb_code"]: ascii_slug(c["name_en"]).replace("-", "") for c in cities}
    many = {s for s in slugs.values() if list(slugs.values()).count(s) > 1}
    return {
        c["gb_code"]: slugs[c["gb_code"]]
        + (f"-{ascii_slug(provinces[c['province_iso']]['name_en'])}" if slugs[c["gb_code"]] in many else "")
        for c in cities
    }


def province_rows(provinces: list[Cells], capitals: dict[tuple[str, str], str]) -> Iterator[Cells]:
    for p in provinces:
        capital = capitals.get((p["iso_3166_2"], p["capital_zh"]), ascii_slug(p["capital_en"]))
        aliases = joined(p["aliases"], p["pinyin"] if p["pinyin"] != p["name_en"] else "")
        row = {"id": p["iso_3166_2"], "en": p["name_en"], "zh": p["name_zh"], "short_zh": p["name_zh_short"], "aliases": aliases}
        row |= {
            "abbreviation_zh": p["abbreviation_zh"].replace("/", "|"),
            "capital": capital,
            "source": without_odbl(p["source"]),
        }
        yield p | row


def without_odbl(source: str) -> str:
    """The source of a row without the part that its share-alike identifier comes from."""
    return "; ".join(part for part in source.split("; ") if "dr5hn" not in part)


CITY_SUFFIX_EN = {
    "prefecture-level city": "",
    "autonomous prefecture": "Prefecture",
    "prefecture": "Prefecture",
    "league": "League",
}


def city_rows(cities: list[Cells], ids: dict[str, str]) -> Iterator[Cells]:
    for c in cities:
        plain = re.sub(r"['’]", "", unicodedata.normalize("NFKD", c["name_en"]).encode("ascii", "ignore").decode())
        variants = [v for v in (plain, c["pinyin"]) if v != c["name_en"]]
        if suffix := CITY_SUFFIX_EN[c["kind"]]:
            variants.append(f"{c['name_en']} {suffix}")
        row = {"id": ids[c["gb_code"]], "en": c["name_en"], "zh": c["name_zh"], "short_zh": c["name_zh_short"]}
        yield c | row | {"aliases": joined(*variants), "province": c["province_iso"], "source": without_odbl(c["source"])}


# Organisations ------------------------------------------------------------------------------------------------------


class Body(NamedTuple):
    """One kind of provincial body: its id, its parent, and its names by the forms of the province."""

    suffix: str
    parent: str
    kind: str
    en: tuple[str, ...]
    zh: tuple[str, ...]


# {p} name, {l} Provincial/Regional/Municipal, {f} name and kind, {n} full Chinese name, {w} Chinese name of the Party committee.
PARTY_EN = (
    *("CPC {p} {l} Committee", "{p} {l} Party Committee", "{p} {l} Committee of the CPC", "{p} {l} CPC Committee"),
    *("{p} {l} Committee of the Communist Party of China", "CPC {p} Committee", "{p} Party Committee"),
    "Communist Party of China {p} {l} Committee",
)
GOVERNMENT_EN = (
    *("People's Government of {f}", "{p} {l} People's Government", "{p} {l} Government"),
    *("{p} People's Government", "{p} government"),
)
CONGRESS_EN = (
    *("Standing Committee of the {p} {l} People's Congress", "{p} {l} People's Congress"),
    *("{p} {l} People's Congress Standing Committee", "{p} People's Congress"),
)
CPPCC_EN = (
    *("CPPCC {p} {l} Committee", "{p} {l} Committee of the CPPCC", "{p} {l} CPPCC", "{p} CPPCC"),
    "{p} {l} Committee of the Chinese People's Political Consultative Conference",
)
DISCIPLINE_EN = (
    *("{p} {l} Commission for Discipline Inspection", "CPC {p} {l} Commission for Discipline Inspection"),
    "{p} {l} Discipline Inspection Commission",
)
SUPERVISION_EN = ("{p} {l} Supervisory Commission", "{p} {l} Commission of Supervision", "{p} {l} Supervision Commission")
DEPARTMENT_EN = (
    *("{d} of the CPC {p} {l} Committee", "{d} of the {p} {l} Party Committee", "{d} of the {p} {l} Committee of the CPC"),
    *("{d} of the {p} {l} CPC Committee", "{p} {l} Party Committee {d}"),
)
# Slug, English names, Chinese names of the departments of a provincial Party committee.
DEPARTMENTS = (
    ("publicity-department", ("Publicity Department", "Propaganda Department"), ("宣传部",)),
    ("organization-department", ("Organization Department",), ("组织部",)),
    ("united-front-department", ("United Front Work Department", "United Front Department"), ("统战部", "统一战线工作部")),
    (
        "political-legal-commission",
        ("Political and Legal Affairs Commission", POLITICAL_LEGAL, "Political and Legal Commission"),
        ("政法委员会", "政法委"),
    ),
)
BODIES = (
    Body("party", "cpc-central-committee", "party", PARTY_EN, ("中国共产党{n}委员会", "{w}", "中共{w}")),
    Body("government", "state-council", "state", GOVERNMENT_EN, ("{n}人民政府", "{n}政府")),
    Body("congress", "npc", "state", CONGRESS_EN, ("{n}人民代表大会常务委员会", "{n}人大常委会", "{n}人民代表大会", "{n}人大")),
    Body("cppcc", "cppcc", "state", CPPCC_EN, ("中国人民政治协商会议{n}委员会", "{n}政协", "政协{n}委员会")),
    Body(
        "commission-for-discipline-inspection",
        "ccdi",
        "party",
        DISCIPLINE_EN,
        ("中国共产党{n}纪律检查委员会", "{n}纪委", "中共{n}纪委", "{n}纪律检查委员会"),
    ),
    Body("supervisory-commission", "national-supervisory-commission", "state", SUPERVISION_EN, ("{n}监察委员会", "{n}监委")),
    *(
        Body(
            f"party-{slug}",
            "party",
            "party department",
            tuple(pattern.replace("{d}", name) for name in en for pattern in DEPARTMENT_EN),
            tuple(f"{mark}{{w}}{name}" for name in zh for mark in ("中共", "")),
        )
        for slug, en, zh in DEPARTMENTS
    ),
)


def provincial_bodies(provinces: list[Cells]) -> Iterator[Cells]:
    """The ten bodies of each of the 31 provinces of the mainland."""
    for p in provinces:
        if p["type"] in LEVEL and p["iso_3166_2"] != "CN-TW":
            yield from (body_row(b, p["iso_3166_2"], english_forms(p), chinese_forms(p), p["iso_3166_2"]) for b in BODIES)


def english_forms(p: Cells) -> list[dict[str, str]]:
    names = [p["name_en"], *(a for a in p["aliases"].split("|") if a == "Xizang")]
    levels = [LEVEL[p["type"]]] + (["Autonomous Regional"] if p["type"] == "autonomous region" else [])
    full = {"province": "{} Province", "municipality": "{} Municipality", "autonomous region": "{} Autonomous Region"}[p["type"]]
    longer = [a.removesuffix(" Autonomous Region") for a in p["aliases"].split("|") if a.endswith("Autonomous Region")]
    forms = [{"p": n, "l": level, "f": full.format(n)} for n in names for level in levels]
    return forms + [{"p": n, "l": "Autonomous Regional", "f": f"{n} Autonomous Region"} for n in longer if n not in names]


def chinese_forms(p: Cells) -> list[dict[str, str]]:
    full, short = p["name_zh"], p["name_zh_short"]
    if p["type"] != "autonomous region":
        return [{"n": full, "w": f"{full}委"}]
    names = list(dict.fromkeys((full, f"{short}自治区", short)))
    return [{"n": n, "w": f"{n}党委"} for n in names]


def body_row(body: Body, prefix: str, en: list[dict[str, str]], zh: list[dict[str, str]], province: str) -> Cells:
    english = joined(*(pattern.format(**form) for pattern in body.en for form in en)).split("|")
    chinese = joined(*(pattern.format(**form) for pattern in body.zh for form in zh)).split("|")
    parent = f"{prefix}-party" if body.parent == "party" else body.parent
    row = {
        "id": f"{prefix}-{body.suffix}",
        "parent": parent,
        "en": english[0],
        "zh": chinese[0],
        "kind": body.kind,
        "province": province,
    }
    return row | {
        "aliases_en": "|".join(english[1:]),
        "aliases_zh": "|".join(chinese[1:]),
        "source": "pattern over provinces.csv",
    }


CITY_BODIES = tuple(b for b in BODIES if b.suffix in {"party", "government", "congress", "cppcc"})
CITY_PARENTS = {"cpc-central-committee": "party", "state-council": "government", "npc": "congress", "cppcc": "cppcc"}


def city_bodies(cities: list[Cells], ids: dict[str, str]) -> Iterator[Cells]:
    """Party committee, government, congress and CPPCC of each prefecture-level city; other divisions have no 市委."""
    for c in cities:
        if c["kind"] == "prefecture-level city":
            en = [{"p": n, "l": "Municipal", "f": n} for n in dict.fromkeys((c["name_en"], re.sub(r"['’]", "", c["name_en"])))]
            for body in CITY_BODIES:
                row = body_row(body, ids[c["gb_code"]], en, [{"n": c["name_zh"], "w": f"{c['name_zh']}委"}], c["province_iso"])
                yield row | {"parent": f"{c['province_iso']}-{CITY_PARENTS[body.parent]}", "source": "pattern over cities.csv"}


def organisation_rows(vocabulary: list[Cells], extras: list[Cells], provinces: list[Cells]) -> Iterator[Cells]:
    more = {o["id"]: o for o in extras}
    codes = {p["iso_3166_2"] for p in provinces}
    for o in vocabulary:
        facts = more.get(o["id"], {})
        row = {"kind": facts.get("kind", ""), "en": o["label_en"], "zh": o["label_zh"], "source": "vocabulary/organisations.csv"}
        row |= {"province": o["parent"] if o["parent"] in codes else "", "parent": "" if o["parent"] in codes else o["parent"]}
        row |= {side: joined(o[side], facts.get(side, "")) for side in ("aliases_en", "aliases_zh")}
        yield o | row
    listed = {o["id"] for o in vocabulary}
    for o in extras:
        if o["id"] not in listed and not o["id"].startswith("CN-"):
            row = {"en": o["label_en"], "zh": o["label_zh"], "source": o["source"]}
            yield o | row | {"province": "", "parent": "" if o["parent"] in codes else o["parent"]}
    yield from map(abolished_row, ABOLISHED)
    yield from provincial_bodies(provinces)


def abolished_row(names: tuple[str, str]) -> Cells:
    en, zh = names
    first, *more = zh.split("|")
    row = {"id": ascii_slug(en), "parent": "state-council", "en": en, "zh": first, "aliases_zh": "|".join(more), "kind": "state"}
    return row | {"source": "officials.csv, tenures.csv (body abolished)"}


# Tenures and people -------------------------------------------------------------------------------------------------


def office_of(title: str, province: str, kinds: dict[str, str]) -> str:
    """The office of an English title, `role@organisation`, or empty where no table has it."""
    if province and title.startswith("Secretary of the CPC "):
        return f"secretary@{province}-party"
    if province and re.match(r"(Governor|Chairman|Mayor) of ", title):
        return f"{GOVERNMENT_HEAD[kinds[province]]}@{province}-government"
    return OFFICES.get(title, "")


def official_spells(rows: list[Cells], kinds: dict[str, str], left: list[Cells]) -> Iterator[Spell]:
    for r in rows:
        office = office_of(r["office_en"], r["province_iso"], kinds)
        if not office:
            left.append({"file": "officials.csv", "row": f"{r['name_zh']} {r['office_en']}", "reason": "office not in the table"})
            continue
        seen = (dashed(r["first_attested_cctv"]), dashed(r["last_attested_cctv"]) or r["as_of"])
        loose = "may have held the post before" in r["note"]
        yield Spell(
            r["name_zh"], office, r["start"], r["end"], r["current"], r["basis"], f"officials.csv: {r['source']}", *seen, loose
        )


def dashed(day: str) -> str:
    return f"{day[:4]}-{day[4:6]}-{day[6:8]}" if re.fullmatch(r"\d{8}", day) else day


ROSTER = "tenures.csv: HaipingXu/province-official-bio-pipeline@fa72428"
SCRAPE = "tenures.csv: every-politician-scrapers/china-ministers@3003416"


def roster_spells(rows: list[Cells], codes: dict[str, str], kinds: dict[str, str]) -> Iterator[Spell]:
    for r in rows:
        if r["source"] == "HAIPING":
            code = codes[r["jurisdiction"]]
            office = (
                f"secretary@{code}-party"
                if r["office"] == "party_secretary"
                else f"{GOVERNMENT_HEAD[kinds[code]]}@{code}-government"
            )
            yield Spell(r["person_zh"], office, r["start"], r["end"], "yes" if r["note"] == "current" else "no", "roster", ROSTER)


def scraped_spells(rows: list[Cells], left: list[Cells]) -> Iterator[Spell]:
    """Central offices by Wikidata id; an empty end was open when the record was made, in July 2022."""
    for r in rows:
        if r["source"] != "EPSCRAPE":
            continue
        if office := OFFICES.get(r["office"], ""):
            end = ("no", "") if r["end"] else ("unknown", "2022-07-23")
            yield Spell(r["note"], office, r["start"], r["end"], end[0], "wikidata", SCRAPE, "", end[1])
        else:
            reason = (
                "an ambassador's or envoy's post has no organisation of its own"
                if "mbassador" in r["office"]
                else "no role for it in the vocabulary"
            )
            left.append({"file": "tenures.csv", "row": f"{r['person_en']} {r['note']} {r['office']}", "reason": reason})


def bounds(spell: Spell) -> tuple[int, int]:
    """First and last day as numbers, each in the middle of what the source's precision leaves open."""
    return middle(spell.start, 0), middle(spell.end, date.max.toordinal())


def middle(day: str, unknown: int) -> int:
    first, last = _earliest(day), _latest(day)
    return (first.toordinal() + last.toordinal()) // 2 if first and last else unknown


def overlap(a: Spell, b: Spell) -> bool:
    """Whether two spells of one office are one: they share more than a year or half of the shorter one."""
    (start, end), (other_start, other_end) = bounds(a), bounds(b)
    shared = min(end, other_end) - max(start, other_start)
    return shared > 400 or shared * 2 > min(end - start, other_end - other_start) or (start, end) == (other_start, other_end)


def absorbed(better: Spell, other: Spell) -> Spell:
    """The better spell, with what only the other one knows."""
    start, end = finer(better.start, other.start) or other.start, finer(better.end, other.end)
    if better.loose_start and other.start and bounds(other)[0] < bounds(better)[0] - 31:
        start = other.start
    if not end and better.current in {"no", "unknown"}:
        end = other.end
    if better.basis == other.basis and end and other.end:
        start, end = min(start, other.start), max(end, other.end)
    source = better.source if other.source in better.source else f"{better.source}; {other.source}"
    return better._replace(start=start, end=end, current="no" if end else better.current, source=source)


def finer(day: str, other: str) -> str:
    """The other record's day where it only says more exactly when."""
    return other if day and other.startswith(day) else day


def merged(spells: Iterable[Spell]) -> list[Spell]:
    """One spell for each holding: a lesser source's spell goes into the better one it overlaps."""
    kept: list[Spell] = []
    for spell in sorted(spells, key=lambda s: (BASES.index(s.basis), s.start, s.end)):
        hits = [i for i, k in enumerate(kept) if overlap(k, spell)]
        if hits:
            kept[hits[0]] = absorbed(kept[hits[0]], spell)
        else:
            kept.append(spell)
    return sorted(kept, key=lambda s: (s.start or s.seen_first, s.end))


def lives(spells: list[Spell]) -> list[list[Spell]]:
    """The spells of one name, cut where they are too far apart for one working life."""
    ordered = sorted(spells, key=lambda s: s.start or s.seen_first)
    years = [int((s.start or s.seen_first or "2020")[:4]) for s in ordered]
    if years[-1] - years[0] <= SPLIT_YEARS:
        return [ordered]
    ends = [int((s.end or s.start)[:4]) for s in ordered]
    cut = max(range(1, len(ordered)), key=lambda i: years[i] - ends[i - 1])
    return [*lives(ordered[:cut]), *lives(ordered[cut:])]


class Human(NamedTuple):
    """A person about to get an identifier."""

    zh: str
    en: str
    born: str
    wikidata: str
    source: str
    spells: list[Spell]

    @property
    def first(self) -> str:
        return min((s.start or s.seen_first or "9999") for s in self.spells)


def derived_english(zh: str) -> str:
    """The name in pinyin, the surname first, with an apostrophe before a vowel inside the given name."""
    from pypinyin import lazy_pinyin

    if zh in ENGLISH_NAMES or "·" in zh or zh in ONE_WORD:
        return ENGLISH_NAMES.get(zh) or " ".join("".join(lazy_pinyin(part)).capitalize() for part in zh.split("·"))
    surname = person_slug(zh).partition("-")[0]
    first, *more = lazy_pinyin(zh[2:] if zh[:2] in COMPOUND_SURNAMES else zh[1:])
    given = "".join(f"'{s}" if s[0] in "aeo" else s for s in more)
    return f"{surname.capitalize()} {first.capitalize()}{given}"


def qid_of(r: Cells) -> str:
    """Only identifiers that the source calls sure."""
    return r["wikidata_qid"] if r["qid_source"].startswith("HIGH") else ""


def birth_of(r: Cells, first: str) -> str:
    """The birth month, unless it would make the holder of such an office younger than 40."""
    return r["birth"] if not r["birth"] or int(first[:4]) - int(r["birth"][:4]) >= 40 else ""


def humans(officials: list[Cells], spells: list[Spell], scraped: list[Cells], same: dict[str, str]) -> Iterator[Human]:
    facts: dict[str, Cells] = {}
    for r in officials:
        facts.setdefault(r["name_zh"], r)
    english = {r["note"]: r["person_en"] for r in scraped}
    known = {zh: (qid, english[qid]) for qid, zh in same.items()}
    groups: defaultdict[str, list[Spell]] = defaultdict(list)
    for s in spells:
        groups[s.person].append(s)
    for name, group in groups.items():
        if name in english:
            yield Human("", english[name], "", name, f"{SCRAPE} (en, wikidata)", by_office(group))
        else:
            yield from chinese_humans(name, group, facts.get(name), known.get(name, ("", "")))


def chinese_humans(name: str, group: list[Spell], r: Cells | None, known: tuple[str, str]) -> Iterator[Human]:
    for life in lives(group):
        qid, en = known if any(s.source == SCRAPE for s in life) else ("", "")
        first = min(s.start or s.seen_first or "9999" for s in life)
        if r and any(s.source.startswith("officials.csv") for s in life):
            source = f"officials.csv: {r['qid_source'] or r['source']}"
            yield Human(name, r["name_en"], birth_of(r, first), qid_of(r) or qid, source, by_office(life))
        else:
            yield Human(name, en or derived_english(name), "", qid, "; ".join(name_sources(name, qid, life)), by_office(life))


def name_sources(name: str, qid: str, life: list[Spell]) -> Iterator[str]:
    """Where the names of somebody come from whom officials.csv does not have."""
    if any(s.source == ROSTER for s in life):
        yield f"{ROSTER} (zh)"
    elif qid in CHINESE_NAMES:
        yield f"CCTV Xinwen Lianbo {CHINESE_NAMES[qid][1]} (zh)"
    yield f"{SCRAPE} (en, wikidata)" if qid else f"en of {name} derived by pypinyin"


def by_office(spells: list[Spell]) -> list[Spell]:
    offices: defaultdict[str, list[Spell]] = defaultdict(list)
    for s in spells:
        offices[s.office].append(s)
    return [s for office in sorted(offices) for s in merged(offices[office])]


def near(name: str, spells: list[Spell], r: Cells) -> bool:
    """Whether someone of that name held an office within thirty years of a scraped row."""
    year = int(r["start"][:4])
    return any(abs(int((s.start or s.seen_first or "9999")[:4]) - year) <= 30 for s in spells if s.person == name)


def same_people(scraped: list[Cells], officials: list[Cells], spells: list[Spell]) -> dict[str, str]:
    """The Chinese name for each Wikidata id: by the id itself, else by one name and one office, else by one name of that time."""
    by_qid = {qid_of(r): r["name_zh"] for r in officials if qid_of(r)}
    english = {r["name_zh"]: r["name_en"] for r in officials}
    named: defaultdict[str, set[str]] = defaultdict(set)
    for s in spells:
        named[ascii_slug(english.get(s.person) or derived_english(s.person))].add(s.person)
    held = {(s.person, s.office): s for s in spells}
    found: dict[str, str] = {}
    for r in scraped:
        qid, office = r["note"], OFFICES.get(r["office"], "")
        names = named.get(ascii_slug(r["person_en"]), set()) - set(by_qid.values())
        match = [n for n in sorted(names) if (n, office) in held] or (sorted(names) if len(names) == 1 else [])
        if qid in CHINESE_NAMES:
            found[qid] = CHINESE_NAMES[qid][0]
        elif qid in by_qid:
            found[qid] = by_qid[qid]
        elif len(match) == 1 and qid not in found and near(match[0], spells, r):
            found[qid] = match[0]
    return found


def identified(people: Iterable[Human]) -> dict[str, Human]:
    """People by identifier; the first to hold an office keeps the plain one."""
    out: dict[str, Human] = {}
    for p in sorted(people, key=lambda p: (p.first, p.zh, p.en)):
        slug = ascii_slug(p.en)
        if slug in out:
            same = out[slug].zh == p.zh
            slug += f"-{p.born[:4] or p.first[:4]}" if same else f"-{hashlib.sha256((p.zh or p.en).encode()).hexdigest()[:6]}"
        assert slug not in out, slug
        out[slug] = p
    return out


def person_row(id: str, p: Human) -> Cells:
    plain = re.sub(r"['’]", "", p.en)
    variants = [plain, re.sub(r"['’]", "-", p.en)] if plain != p.en else []
    if "yu" in p.en.lower() and "吕" in p.zh:
        variants += [p.en.replace("Lyu", other) for other in ("Lü", "Lu", "Lv")]
    row = {"id": id, "en": p.en, "zh": p.zh, "aliases": joined(*variants), "born": p.born, "wikidata": p.wikidata}
    return row | {"source": p.source}


def tenure_rows(id: str, p: Human) -> Iterator[Cells]:
    for s in p.spells:
        lasting = s.end or s.current in {"yes", "probable", "disputed"}
        yield s._asdict() | {
            "person": id,
            "seen_first": "" if s.start else s.seen_first,
            "seen_last": "" if lasting else s.seen_last,
        }


# All together -------------------------------------------------------------------------------------------------------


def strategy_rows(vocabulary: list[Cells], facts: list[Cells]) -> Iterator[Cells]:
    more = {f["id"]: f for f in facts}
    for s in vocabulary:
        f = more.get(s["id"], {})
        row = {
            "en": s["label_en"],
            "zh": s["label_zh"],
            "provinces": (s["provinces"] or f.get("provinces", "")).replace(" ", "|"),
        }
        row |= {
            "start": f.get("start", ""),
            "start_source": f.get("start_source", ""),
            "provinces_source": f.get("provinces_source", ""),
        }
        yield (
            s
            | row
            | {"source": "vocabulary/strategies.csv" + ("; authority/strategies.csv (start, provinces_source)" if f else "")}
        )


def theme_rows(vocabulary: list[Cells], facts: list[Cells]) -> Iterator[Cells]:
    more = {f["id"]: f for f in facts}
    for t in vocabulary:
        codes = {k: more.get(t["id"], {}).get(k, "").replace("; ", "|") for k in ("cap", "cofog", "sdg", "eurovoc")}
        row = {"en": t["label_en"], "zh": t["label_zh"], "scope": t["scope_en"]}
        yield t | row | codes | {"source": "vocabulary/themes.csv; codes: authority/themes_map.csv"}


BODY_COLUMNS = "id parent en zh aliases_en aliases_zh kind province source"
STRATEGY_COLUMNS = "id kind en zh aliases_en aliases_zh provinces start start_source provinces_source source"
THEME_COLUMNS = "id broader en zh scope aliases_en aliases_zh cap cofog sdg eurovoc source"
PROVINCE_COLUMNS = "id en zh short_zh abbreviation_zh aliases type capital gb_code geonames_id lat lon region7 block4 source"
CITY_COLUMNS = "id en zh short_zh aliases kind province gb_code geonames_seat_id lat lon source"
TENURE_COLUMNS = "person office start end current seen_first seen_last basis source"


def make(source: Path, target: Path) -> list[Cells]:
    """Write all tables; the answer lists the rows of the sources that none of them has."""
    a, v, left = source / "authority", source / "vocabulary", list[Cells]()
    provinces, cities = read(a / "provinces.csv"), read(a / "cities.csv")
    ids = city_ids(cities, {p["iso_3166_2"]: p for p in provinces})
    make_places(target, provinces, cities, ids)
    bodies = list(organisation_rows(read(v / "organisations.csv"), read(a / "organisations.csv"), provinces))
    write(target / "organisations.csv", BODY_COLUMNS, bodies)
    write(target / "city_bodies.csv", BODY_COLUMNS, unambiguous(sorted(city_bodies(cities, ids), key=lambda r: r["id"]), bodies))
    strategies = strategy_rows(read(v / "strategies.csv"), read(a / "strategies.csv"))
    write(target / "strategies.csv", STRATEGY_COLUMNS, strategies)
    write(target / "themes.csv", THEME_COLUMNS, theme_rows(read(v / "themes.csv"), read(a / "themes_map.csv")))
    make_people(target, read(a / "officials.csv"), read(a / "tenures.csv"), provinces, left)
    write(target / "left_out.csv", "file row reason", left)
    return left


def unambiguous(cities: list[Cells], others: list[Cells]) -> Iterator[Cells]:
    """City bodies without the aliases that another body has too, such as those of the two Fuzhou."""
    names = Counter(name_key(n) for row in (*cities, *others) for n in {row["en"], *row.get("aliases_en", "").split("|")})
    for row in cities:
        yield row | {"aliases_en": "|".join(n for n in row["aliases_en"].split("|") if names[name_key(n)] == 1)}


def make_places(target: Path, provinces: list[Cells], cities: list[Cells], ids: dict[str, str]) -> None:
    capitals = {(c["province_iso"], c["name_zh_short"]): ids[c["gb_code"]] for c in cities}
    write(target / "provinces.csv", PROVINCE_COLUMNS, province_rows(provinces, capitals))
    write(target / "cities.csv", CITY_COLUMNS, city_rows(cities, ids))
    odbl = [{"kind": "province", "id": p["iso_3166_2"], "wikidata": p["wikidata_qid"]} for p in provinces]
    odbl += [{"kind": "city", "id": ids[c["gb_code"]], "wikidata": c["wikidata_qid"]} for c in cities if c["wikidata_qid"]]
    source = "dr5hn/countries-states-cities-database@7fda0af (ODbL 1.0 + DbCL 1.0)"
    write(target / "identifiers_odbl.csv", "kind id wikidata source", (row | {"source": source} for row in odbl))


def make_people(target: Path, officials: list[Cells], tenures: list[Cells], provinces: list[Cells], left: list[Cells]) -> None:
    kinds = {p["iso_3166_2"]: p["type"] for p in provinces}
    codes = {p["name_zh_short"]: p["iso_3166_2"] for p in provinces}
    spells = [*official_spells(officials, kinds, left), *roster_spells(tenures, codes, kinds)]
    scraped = [r for r in tenures if r["source"] == "EPSCRAPE"]
    same = same_people(scraped, officials, spells)
    spells += [s._replace(person=same.get(s.person, s.person)) for s in scraped_spells(tenures, left)]
    people = identified(humans(officials, spells, scraped, same))
    order = sorted(people.items())
    write(target / "people.csv", "id en zh aliases born wikidata source", (person_row(id, p) for id, p in order))
    write(target / "tenures.csv", TENURE_COLUMNS, (row for id, p in order for row in tenure_rows(id, p)))


if __name__ == "__main__":
    home = Path(__file__).resolve().parent.parent / "data" / "authority"
    for lost in make(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else home):
        print(f"left out: {lost['file']}: {lost['row']} ({lost['reason']})", file=sys.stderr)
