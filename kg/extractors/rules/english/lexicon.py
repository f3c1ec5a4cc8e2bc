"""What the English rules know of the language: surnames, syllables, given names, countries and their adjectives."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from kg.resources import resource

_INITIALS = "b p m f d t n l g k h j q x zh ch sh r z c s y w".split(" ")
_FINALS = "a o e ai ei ao ou an en ang eng ong er i ia ie iao iu ian in iang ing iong u ua uo uai ui uan un uang ue v ve ü üe van vn".split(
    " "
)
_SYLLABLE = "(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:{})|n?g)".format("|".join(sorted(_FINALS, key=len, reverse=True)))
_GIVEN = re.compile(rf"(?:{_SYLLABLE})(?:['-]?{_SYLLABLE}){{0,1}}\Z")


def _rows(name: str) -> Iterator[dict[str, str]]:
    with resource(f"data/lexicon/{name}.csv").open(encoding="utf-8-sig", newline="") as handle:
        yield from csv.DictReader(handle)


def _column(name: str, column: str = "en") -> frozenset[str]:
    return frozenset(row[column] for row in _rows(name))


@cache
def surnames() -> frozenset[str]:
    """Chinese surnames in pinyin, `Xi`, `Ouyang`."""
    return _column("surnames")


@cache
def given_names() -> frozenset[str]:
    """Given names of many countries in Latin letters."""
    return _column("given_names")


@cache
def english_words() -> frozenset[str]:
    """Common words of the language, in lower case."""
    return _column("english_words")


@cache
def countries() -> dict[str, str]:
    """The ISO code of every country by its English names, adjectives and abbreviations."""
    return country_names() | {row["en"]: row["iso"] for row in _rows("demonyms") if row["en"] not in country_names()}


@cache
def country_names() -> dict[str, str]:
    """The ISO code of every country by its English names alone."""
    return {row["en"]: row["id"] for row in _rows("countries")}


def is_given_name(word: str) -> bool:
    """Whether a capitalised word can be a Chinese given name: one or two pinyin syllables."""
    return bool(word[:1].isupper() and _GIVEN.match(word.lower()))


def slug(name: str) -> str:
    """Lower-case ASCII words joined by hyphens: `Nicolás Maduro` is `nicolas-maduro`."""
    plain = unicodedata.normalize("NFKD", name.replace("ł", "l").replace("ø", "o").replace("đ", "d"))
    ascii_only = plain.encode("ascii", "ignore").decode().lower().replace("'", "")
    return "-".join(re.findall(r"[a-z0-9]+", ascii_only))
