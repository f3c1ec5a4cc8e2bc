"""Which organisations of the authority a text names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from kg.authority import Authority, Organisation
from kg.extractors.rules.matching import Expressions
from kg.model import Mention
from kg.text.document import Document

# Labels that are words of the language before they are names, or parts of other bodies' names.
_LEFT_OUT = frozenset({"国家", "兵团", "求是", "工程院", "黄委"})
# Short names that count only where nothing of a longer word touches them, and acronyms that a text has to introduce.
_APART = frozenset({"央行", "国办", "中办", "民革", "民建", "民进"})
_INTRODUCED = frozenset({"MOST", "CAS", "SAFE", "CAC", "CAPD", "CDL", "DRC", "PBC", "CMC"})
_EDGE = re.compile(r"[^一-鿿]|中央|印发|召开|主席|副|发布|行长|会同|宣布|决定")
# 教育部门 is no ministry of education.
_LONGER_WORD = re.compile(r"[门队分署]")
# 省发改委 is the province's own, 省委党校 a school.
_LOCAL = frozenset({"发改委", "发展改革委", "国资委", "网信办", "科技部"})
_LOCAL_BEFORE = re.compile(r"[省市县区州]$")
_SCHOOL_AFTER = re.compile(r"党校")
_ABROAD_BEFORE = re.compile(
    r"(?:(?<![中我全])国|日本|俄罗斯|印度|巴基斯坦|哈萨克斯坦|伊朗|伊拉克|以色列|土耳其|埃及|巴西|阿根廷|墨西哥|加拿大|澳大利亚|新西兰|"
    r"西班牙|葡萄牙|意大利|希腊|荷兰|比利时|瑞士|瑞典|挪威|芬兰|丹麦|波兰|匈牙利|塞尔维亚|乌克兰|白俄罗斯|朝鲜|蒙古|越南|老挝|柬埔寨|缅甸|"
    r"马来西亚|新加坡|印度尼西亚|印尼|菲律宾|叙利亚|黎巴嫩|沙特|阿联酋|卡塔尔|巴勒斯坦|古巴|委内瑞拉|南非|欧洲|越共|老挝人民革命党|日|俄|韩|美|英|法|德)$"
)
_ABROAD_BEFORE_EN = re.compile(
    r"\b(?:(?!Chinese)[A-Z]\w+(?:ian|ean|ish|ese|iet|sian|ani|aeli|qi|nch|man|utch|reek|hai)|US|U\.S\.|UK|Turkish|Thai|Swiss|Czech|Japan's|Russia's) $"
)
_ABROAD_AFTER_EN = re.compile(r" of (?!(?:the )?(?:People|PRC|China|CPC|Communist))(?:the )?[A-Z]")


class _Name(NamedTuple):
    """What a name stands for: the first organisation is the likeliest."""

    ids: tuple[str, ...]
    of_state: bool


def organisations(document: Document, authority: Authority) -> tuple[Mention, ...]:
    """Every mention of a known organisation, the longest name where several fit, in order of the text."""
    return tuple(sorted(_mentions(document, authority), key=lambda m: (m.span.part == "text", m.span, m.entity.id)))


def _mentions(document: Document, authority: Authority) -> Iterator[Mention]:
    text = document.text
    for names in _names(authority):
        for hit in names.hits(text):
            name = names.value(hit)
            if _stands_alone(text, hit.start, hit.end) and not (name.of_state and _is_abroad(text, hit.start, hit.end)):
                first, *others = (authority.entity("organisation", i) for i in name.ids)
                confidence = 0.95 if not others else 0.6
                candidates = tuple((other, 0.3) for other in others)
                yield Mention(
                    document.span(hit.start, hit.end),
                    text[hit.start : hit.end],
                    first,
                    confidence,
                    "name of an organisation",
                    candidates,
                )


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether the name is not a part of a longer word (教育部门, 人民建议) and, if a mere acronym, one the text introduces."""
    surface = text[start:end]
    if surface in _APART:
        return (start == 0 or bool(_EDGE.match(text, start - 1))) and (end == len(text) or bool(_EDGE.match(text, end)))
    if surface in _INTRODUCED:
        return f"({surface})" in text
    if surface in _LOCAL and _LOCAL_BEFORE.search(text, max(0, start - 1), start):
        return False
    return not (surface.endswith("部") and _LONGER_WORD.match(text, end)) and not _SCHOOL_AFTER.match(text, end)


def _is_abroad(text: str, start: int, end: int) -> bool:
    """Whether a country named just before or after makes the body another state's: 俄罗斯外交部, Ministry of Finance of Japan."""
    if text[start].isascii():
        return bool(_ABROAD_BEFORE_EN.search(text, max(0, start - 20), start) or _ABROAD_AFTER_EN.match(text, end))
    return bool(_ABROAD_BEFORE.search(text, max(0, start - 6), start))


@lru_cache(maxsize=4)
def _names(authority: Authority) -> tuple[Expressions[_Name], Expressions[_Name]]:
    """The names, whose case is free, and the acronyms, whose case is not."""
    ids: dict[str, list[str]] = defaultdict(list)
    for organisation in authority.organisations.values():
        for name in _labels(organisation):
            if organisation.id not in ids[name]:
                ids[name].append(organisation.id)
    values = {name: _Name(tuple(ids[name]), _is_of_state(authority.organisations[ids[name][0]])) for name in ids}
    return (
        Expressions(tuple((n, v) for n, v in values.items() if not _is_acronym(n)), literal=True),
        Expressions(tuple((n, v) for n, v in values.items() if _is_acronym(n)), fold=False, literal=True),
    )


def _labels(organisation: Organisation) -> Iterator[str]:
    names = (organisation.en, organisation.zh, *organisation.aliases_en, *organisation.aliases_zh)
    return (name for name in names if len(name) > 1 and name not in _LEFT_OUT)


def _is_of_state(organisation: Organisation) -> bool:
    """Whether other states have bodies of the same name."""
    return not organisation.province and organisation.id not in ("prc", "npc", "cppcc")


def _is_acronym(name: str) -> bool:
    return name.isascii() and name.isupper() and len(name) <= 6
