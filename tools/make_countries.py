"""Writes data/lexicon/countries.csv: the Chinese and English names of countries that titles abroad are read by.

Names come from Unicode CLDR as babel ships it; short and old names that CLDR lacks are listed here as customary.
Run: python tools/make_countries.py
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from babel import Locale

TARGET = Path(__file__).parent.parent / "data" / "lexicon" / "countries.csv"
# China and its regions have organisations of their own; these codes are no countries.
LEFT_OUT = {"CN", "HK", "MO", "TW", "EU", "EZ", "UN", "QO", "XA", "XB", "ZZ", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"}
# Names in use in Chinese news that CLDR does not list; single characters stand before a title only (俄总统).
CUSTOMARY = {
    "AE": "阿联酋",
    "AF": "阿富汗",
    "AR": "阿",
    "AU": "澳大利亚|澳",
    "BA": "波黑",
    "BN": "文莱",
    "BR": "巴西",
    "BY": "白俄罗斯",
    "CA": "加",
    "CD": "刚果（金）|刚果(金)|刚果民主共和国",
    "CF": "中非共和国|中非",
    "CG": "刚果（布）|刚果(布)|刚果共和国",
    "CI": "科特迪瓦",
    "CV": "佛得角",
    "CZ": "捷克",
    "DE": "德",
    "DM": "多米尼克",
    "DO": "多米尼加",
    "EG": "埃",
    "FM": "密联邦|密克罗尼西亚联邦|密克罗尼西亚",
    "FR": "法",
    "GB": "英",
    "GD": "格林纳达",
    "GM": "冈比亚",
    "GW": "几内亚比绍",
    "ID": "印尼",
    "IN": "印",
    "IR": "伊朗",
    "IT": "意",
    "JP": "日",
    "KG": "吉尔吉斯斯坦|吉尔吉斯",
    "KN": "圣基茨和尼维斯",
    "KP": "朝鲜|朝",
    "KR": "韩国|韩",
    "KZ": "哈",
    "LA": "老挝|老",
    "LC": "圣卢西亚",
    "MK": "北马其顿|马其顿",
    "MM": "缅甸|缅",
    "MN": "蒙古国|蒙",
    "MY": "马来西亚",
    "NZ": "新西兰",
    "PG": "巴新|巴布亚新几内亚",
    "PK": "巴基斯坦",
    "PS": "巴勒斯坦",
    "RU": "俄罗斯|俄罗斯联邦|俄",
    "SA": "沙特|沙特阿拉伯",
    "SB": "所罗门群岛|所",
    "SY": "叙利亚|叙",
    "SZ": "斯威士兰|埃斯瓦蒂尼",
    "TL": "东帝汶",
    "TR": "土耳其|土",
    "TT": "特多|特立尼达和多巴哥",
    "UA": "乌克兰|乌",
    "US": "美国|美",
    "VA": "梵蒂冈",
    "VC": "圣文森特和格林纳丁斯",
    "VE": "委内瑞拉",
    "VN": "越南|越",
    "ZA": "南非",
    "ST": "圣多美和普林西比",
    "AG": "安提瓜和巴布达",
    "TD": "乍得",
    "SS": "南苏丹",
    "TH": "泰国|泰",
    "KH": "柬埔寨|柬",
    "PH": "菲律宾|菲",
    "IL": "以色列|以",
    "GR": "希腊",
}


def rows() -> Iterator[tuple[str, str, str, str]]:
    """Code, Chinese name, English name and source, sorted."""
    chinese, english = Locale("zh").territories, Locale("en").territories
    for code in sorted(english):
        if len(code) != 2 or not code.isalpha() or code in LEFT_OUT or code not in chinese:
            continue
        names = {chinese[code]: "Unicode CLDR"} | {
            n: "customary" for n in CUSTOMARY.get(code, "").split("|") if n and n != chinese[code]
        }
        for name, source in sorted(names.items()):
            yield code.lower(), name, english[code], source


def main() -> None:
    with TARGET.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(("id", "zh", "en", "source"))
        writer.writerows(rows())


if __name__ == "__main__":
    main()
