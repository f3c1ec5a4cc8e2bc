"""Makes data/authority/formulations.csv: named formulations, each kept only if the corpora show it, with when and how often.

    make_formulations.py CORPORA

The wordings below are the field's own; a wording that neither corpus shows is left out, and so is a formulation
without any. The source column says in how many items of which corpus it stands, and from which day to which.
"""

from __future__ import annotations

import csv
import gzip
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

OUT = Path(__file__).resolve().parent.parent / "data" / "authority" / "formulations.csv"
# identifier; English wordings, the usual one first; Chinese wordings, the usual one first
WORDINGS = """
chinese-modernisation; Chinese modernization|Chinese path to modernization|Chinese-style modernization|Chinese modernisation; 中国式现代化
high-quality-development; high-quality development; 高质量发展
new-development-stage; new development stage; 新发展阶段
new-development-philosophy; new development philosophy|new development concept; 新发展理念
supply-side-reform; supply-side structural reform; 供给侧结构性改革|供给侧改革
comprehensively-deepening-reform; comprehensively deepening reform|deepening reform comprehensively|further deepening reform comprehensively; 全面深化改革
streamline-delegate-serve; reform to streamline administration and delegate power|delegating power, streamlining administration; 放管服
two-unswervings; two unswervings|"two unswerving"|unswervingly consolidate and develop the public sector; 两个毫不动摇|“两个毫不动摇”
two-establishments; Two Establishments|Two Affirmations|two affirmations|"two establishes"; 两个确立|“两个确立”
two-upholds; Two Upholds|two upholds|two safeguards|two maintenances; 两个维护|“两个维护”
four-consciousnesses; Four Consciousnesses|four consciousnesses; 四个意识|“四个意识”
four-confidences; four-sphere confidence|four confidences|Four Self-confidences; 四个自信|“四个自信”
two-integrations; two integrations|"two combinations"; 两个结合|“两个结合”|第二个结合|“第二个结合”
five-sphere-plan; five-sphere integrated plan; 五位一体
four-pronged-strategy; four-pronged comprehensive strategy; 四个全面
self-revolution; self-revolution; 自我革命
eight-point-decision; eight-point decision|eight-point rules|eight-point rule|eight-point frugality; 中央八项规定|八项规定
four-malfeasances; four malfeasances|four forms of decadence; 四风
original-aspiration; original aspiration and founding mission|original aspiration and mission|stay true to our original aspiration; 不忘初心、牢记使命|不忘初心
two-studies; two studies, one action; 两学一做
three-stricts; three guidelines for ethical behavior|three stricts and three honests; 三严三实
core-values; core socialist values|socialist core values; 社会主义核心价值观
great-rejuvenation; great rejuvenation of the Chinese nation|national rejuvenation; 中华民族伟大复兴
chinese-dream; Chinese Dream|Chinese dream; 中国梦
people-first; putting people first|people-centered development philosophy|people-centered development; 人民至上|以人民为中心
life-first; putting life first|people first and life first; 生命至上
whole-process-democracy; whole-process people's democracy; 全过程人民民主
one-country-two-systems; one country, two systems; 一国两制|“一国两制”
patriots-administering; patriots administering Hong Kong; 爱国者治港|“爱国者治港”
chinese-nation-community; sense of community for the Chinese nation|strong sense of community for the Chinese nation; 中华民族共同体意识
lucid-waters; lucid waters and lush mountains; 绿水青山就是金山银山
green-rural-revival; Green Rural Revival Program|Ten Thousand Villages project; 千万工程|“千万工程”
eight-eight-strategy; Eight-Eight Strategy|Double-Eight Strategy; 八八战略|“八八战略”
targeted-poverty-alleviation; targeted poverty alleviation|targeted measures in poverty alleviation; 精准扶贫|精准脱贫
houses-for-living; housing is for living in, not for speculation|houses are for living in; 房住不炒|房子是用来住的
six-stabilities; stability on the six fronts|six stabilities; 六稳|“六稳”
six-securities; security in the six areas|six guarantees; 六保|“六保”
seeking-progress-in-stability; seeking progress while maintaining stability|making progress while maintaining stability; 稳中求进
counter-cyclical; counter-cyclical adjustment|extraordinary counter-cyclical; 逆周期调节
new-nationwide-system; new system for mobilizing resources nationwide|new nationwide system; 新型举国体制
specialised-new; specialized and sophisticated enterprises|specialized, refined, distinctive and innovative; 专精特新|“专精特新”
low-altitude-economy; low-altitude economy; 低空经济
silver-economy; silver economy; 银发经济
debut-economy; debut economy; 首发经济
ice-snow-economy; ice and snow economy|ice-and-snow economy; 冰雪经济
patient-capital; patient capital; 耐心资本
involution; involution-style competition|involution-style|rat race competition|"involution"; 内卷式竞争|“内卷式”竞争|内卷
greater-food; greater food approach|all-encompassing approach to food|big food concept; 大食物观
fengqiao-experience; Fengqiao experience|Fengqiao model|Fengqiao Experience; 枫桥经验|“枫桥经验”
four-downs; four-down-to-grassroots|"four to the grassroots"; 四下基层|“四下基层”
development-and-security; balance development and security|integrating development and security|development and security; 统筹发展和安全
three-north-programme; Three-North Shelterbelt Forest Program|Three-North Shelterbelt|Three-North program; 三北工程|“三北”工程
true-multilateralism; true multilateralism; 真正的多边主义
common-values; common values of humanity|humanity's common values; 全人类共同价值
silk-road-spirit; Silk Road spirit; 丝路精神|丝绸之路精神
shanghai-spirit; Shanghai Spirit; 上海精神|“上海精神”
major-country-diplomacy; major-country diplomacy with Chinese characteristics|major country diplomacy; 中国特色大国外交|大国外交
small-yard-high-fence; small yard, high fence; 小院高墙|“小院高墙”
decoupling; decoupling and severing supply chains|decoupling and breaking chains|decoupling; 脱钩断链
party-leadership; Party's overall leadership|overall leadership of the Party; 党的全面领导
world-class-military; world-class military|world-class armed forces; 世界一流军队
"""
CORPORA = {"xwlb-zh.jsonl.gz": "zh", "news-en.jsonl.gz": "en"}


def table() -> Iterator[tuple[str, list[str], list[str]]]:
    """Identifier, English wordings and Chinese wordings of each line above."""
    for line in filter(None, WORDINGS.splitlines()):
        ident, en, zh = (part.strip() for part in line.split(";", 2))
        yield (
            ident,
            [w.replace('"', "") for w in en.split("|")],
            list(
                dict.fromkeys(
                    w.strip("“”") if w.count("“") == 1 and w.startswith("“") and w.endswith("”") else w for w in zh.split("|")
                )
            ),
        )


def items(path: Path) -> Iterator[tuple[str, str]]:
    """Day and text of each item of a corpus."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            text = " ".join(str(item.get(k) or "") for k in ("title", "text", "body", "content"))
            yield str(item.get("published") or item.get("date") or "")[:10], text.lower().replace("’", "'")


def attested(folder: Path, wordings: dict[str, set[str]]) -> dict[tuple[str, str], list[str]]:
    """The days of the items that show each wording, by corpus."""
    days: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name, language in CORPORA.items():
        for day, text in items(folder / name):
            for wording in wordings[language]:
                if wording.lower() in text:
                    days[name, wording].append(day)
    return days


def source(days: dict[tuple[str, str], list[str]], corpus: str, wordings: list[str]) -> str:
    """How often and from when to when a corpus shows any of the wordings."""
    seen = sorted(d for w in wordings for d in days[corpus, w] if d)
    return f"{corpus}: {len(seen)} items, {seen[0]} to {seen[-1]}" if seen else ""


def main() -> None:
    folder, lines = Path(sys.argv[1]), list(table())
    days = attested(folder, {"en": {w for _, en, _ in lines for w in en}, "zh": {w for _, _, zh in lines for w in zh}})
    with OUT.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("id", "en", "zh", "aliases_en", "aliases_zh", "source"))
        for ident, en, zh in lines:
            sources = [s for s in (source(days, "xwlb-zh.jsonl.gz", zh), source(days, "news-en.jsonl.gz", en)) if s]
            if sources:
                writer.writerow((ident, en[0], zh[0], "|".join(en[1:]), "|".join(zh[1:]), "; ".join(sources)))
            else:
                print(f"left out, not attested: {ident}")


if __name__ == "__main__":
    main()
