"""Writes data/lexicon/zh-dictionary.csv: the words of jieba's dictionary that tell where a Chinese name ends.

`common` words look like names and are none (干部, 高度, 布加勒斯特), and `follower` words are verbs and adverbs that may
stand right after a name.
Run with the PyPI package jieba (MIT) at hand: python tools/make_chinese_words.py
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import jieba

LEXICON = Path(__file__).parent.parent / "data" / "lexicon"
FOLLOWERS = frozenset(("v", "vn", "d", "ad", "p", "c", "vd"))
# Rare enough to be a name rather than a word: below this many occurrences in jieba's counts.
COMMON_FROM, FOLLOWER_FROM = 20, 100


def dictionary() -> Iterator[tuple[str, int, str]]:
    """Word, count and part of speech."""
    with (Path(jieba.__file__).parent / "dict.txt").open(encoding="utf-8") as handle:
        for line in handle:
            word, count, tag = line.split()
            yield word, int(count), tag


def words() -> Iterator[tuple[str, str]]:
    with (LEXICON / "zh-words.csv").open(encoding="utf-8", newline="") as handle:
        rows = [*csv.DictReader(handle)]
    surnames = {row["word"] for row in rows if row["kind"] == "surname"}
    script = {row["word"] for row in rows if row["kind"] == "transliteration"}
    for word, count, tag in dictionary():
        if word[0] in surnames and len(word) in (2, 3) and not tag.startswith("nr") and count >= COMMON_FROM:
            yield "common", word
        if 2 < len(word) < 7 and not tag.startswith("nr") and script.issuperset(word):
            yield "common", word
        if tag in FOLLOWERS and len(word) == 2 and count >= FOLLOWER_FROM:
            yield "follower", word


def main() -> None:
    with (LEXICON / "zh-dictionary.csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(("kind", "word", "source"))
        writer.writerows((kind, word, "jieba 0.42.1 (MIT)") for kind, word in sorted(set(words())))


if __name__ == "__main__":
    main()
