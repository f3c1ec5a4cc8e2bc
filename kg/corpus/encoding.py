"""Bytes of Chinese and English files become text here, whatever encoding they are in."""

from __future__ import annotations

import codecs
import re
from functools import cache
from typing import NamedTuple

from kg.errors import BadInput

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Sites write gb2312 and mean its superset; Big5 pages hold the characters of Hong Kong.
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}
_META = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]+)""", re.I
)
_CANDIDATES = ("gb18030", "big5hkscs", "cp950", "cp1252")
# Frequent characters and marks: about half of any Chinese news text, next to nothing of one that is decoded wrongly.
_FREQUENT = frozenset(
    "的一是在了不和有大这主中人上为们地个用工时要动国产以我到他会作来分生对于学下级就年阶义发成部民可出能方进同行面说种过命度革而"
    "多子后自社加小机也经力线本电高量长党得实家定深法表着水理化争现所二起政三好十战无农使性前等反体合斗路图把结第里正新开论之物"
    "从当两些还天资事队批如应形想制心样干都向变关点育重其思与间内去因件日利相由压员气业代全组数果期导平各基或月毛然问比展那它最及"
    "外没看治提五解系林者米群头意只明四道马认次文通但条较克又公孔领军流入接席位情运器并飞原油放立题质指建区验活众很教决特此常石强"
    "極強調會議這個為們國產時動發對於學級進說種過後機經線電長黨實現義開關當來從兩還與點體業導無農資隊應樣變間問題區領軍運質驗眾"
    "，。、：；？！（）《》“”‘’—…·　"
)
_TYPOGRAPHIC = frozenset("‘’“”–—…•·€£°§©®™´¨\xa0éèêëáàâäíìîïóòôöúùûüñçÉÈÁÀÖÜÇß")
_ENOUGH = 0.45


class Reading(NamedTuple):
    """Text, the encoding it was in, and how many characters could not be read and became U+FFFD."""

    text: str
    encoding: str
    lost: int = 0


def decode(data: bytes, *, declared: str = "") -> Reading:
    """The text of `data` and its encoding: by byte order mark, else UTF-8 if it is, else what is declared or fits best.

    Text in which a few bytes in ten thousand are broken is read with U+FFFD in their place.
    Raises BadInput for bytes that are no text in any encoding known here.

    >>> decode("中央".encode("gb18030"), declared="gb2312").text
    '中央'
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _by_mark(data, encoding)
    if b"\0" in data:
        raise BadInput("this is a binary file, not text")
    text = _strictly(data, "utf-8")
    if text is not None:
        return Reading(text, "utf-8")
    return _by_declaration(data, declared) or _by_fit(data) or _mended(data) or _by_library(data)


def declared_charset(head: bytes) -> str:
    """The encoding that a page or feed names in its first bytes, or nothing."""
    found = _META.search(head[:4096])
    return (found[1] or found[2]).decode("ascii", "ignore") if found else ""


def _by_mark(data: bytes, encoding: str) -> Reading:
    text = data.decode(encoding, "replace")
    lost = text.count("\ufffd")
    if lost > max(2, len(text) // 1000):
        raise BadInput(f"it says by its first bytes that it is {encoding}, and is not")
    return Reading(text, encoding, lost)


def _by_declaration(data: bytes, declared: str) -> Reading | None:
    name = _SUPERSETS.get(declared.strip().lower(), declared.strip().lower())
    if not name or name.startswith(("utf-8", "utf8")) or not _is_text_codec(name):
        return None
    text = _strictly(data, name)
    return Reading(text, name) if text is not None and _plausibility(text, name) >= _ENOUGH / 2 else None


def _by_fit(data: bytes) -> Reading | None:
    """The best of the encodings of Chinese sites, if its text looks like Chinese, or like English with curly quotes."""
    texts = ((name, _strictly(data, name)) for name in _CANDIDATES)
    scored = [(_plausibility(text, name), -rank, name, text) for rank, (name, text) in enumerate(texts) if text is not None]
    if not scored:
        return None
    score, _, name, text = max(scored)
    return Reading(text, name) if score >= _ENOUGH else None


def _mended(data: bytes) -> Reading | None:
    """UTF-8 or GB18030 in which few characters are broken, as in pages that were cut in the middle of one."""
    for name in ("utf-8", "gb18030"):
        text = data.decode(name, "replace")
        lost, foreign = text.count("\ufffd"), sum(c > "\x7f" for c in text)
        if lost * 50 <= foreign and _plausibility(text, name) >= _ENOUGH:
            return Reading(text, name, lost)
    return None


def _by_library(data: bytes) -> Reading:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:65536]).best()
    text = _strictly(data, best.encoding) if best else None
    if best is None or text is None or _controls(text) > len(text) // 100:
        raise BadInput("its encoding is not known here; save it as UTF-8")
    return Reading(text, best.encoding)


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


@cache
def _is_text_codec(name: str) -> bool:
    try:
        return bool(codecs.lookup(name)._is_text_encoding)
    except LookupError:
        return False


def _plausibility(text: str, encoding: str) -> float:
    """How much (0 to 1) the first characters beyond ASCII look like those of a text in this encoding."""
    sample = [c for c in text[:20000] if c > "\x7f"][:1000]
    weigh = _weigh_western if encoding == "cp1252" else _weigh_chinese
    return sum(map(weigh, sample)) / len(sample) if sample else 1.0


def _weigh_western(character: str) -> float:
    return 0.8 if character in _TYPOGRAPHIC else 0.0


def _weigh_chinese(character: str) -> float:
    if character in _FREQUENT:
        return 1.0
    return 0.6 if "\u3000" <= character <= "\u303f" or "\uff00" <= character <= "\uffef" else 0.6 * _is_common(character)


@cache
def _is_common(character: str) -> bool:
    """Whether the character stands in the first, frequent level of GB 2312 or of Big5."""
    return _lead(character, "gb2312", 0xB0, 0xD7) or _lead(character, "big5", 0xA4, 0xC6)


def _lead(character: str, encoding: str, first: int, last: int) -> bool:
    code = character.encode(encoding, "ignore")
    return len(code) == 2 and first <= code[0] <= last


def _controls(text: str) -> int:
    return sum(c < " " and c not in "\t\n\r\f" for c in text)
