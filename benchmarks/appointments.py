"""Reads appointment and removal clauses of the corpora: precision and recall of who, which post, which kind, and the day.

python benchmarks/appointments.py CORPORA [--part dev] [--wrong]     CORPORA holds xwlb-zh.jsonl.gz and the like

A row of the gold table without a person stands for an article without a change; one without an office names a change
in a body that no table has, which counts neither way.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from homonyms import articles

from kg.authority import load
from kg.extractors.rules import RulesExtractor
from kg.model import OfficeChange

GOLD = Path(__file__).resolve().parent.parent / "tests" / "gold" / "appointments.csv"


class Row(NamedTuple):
    """One change of the gold table; `person` is a name, or several of one person with `|` between."""

    corpus: str
    article: str
    part: str
    person: str
    office: str
    kind: str
    day: str
    acting: str

    def tells(self, change: OfficeChange) -> bool:
        """Whether a change is this one; the last part of a name in parts will do."""
        found = {change.person.zh, change.person.en, change.person.id} - {""}
        same = any(n == name or _is_part(n, name) or _is_part(name, n) for n in found for name in self.person.split("|"))
        return same and self.kind == change.kind and self.office in ("", change.office.id)


def _is_part(part: str, name: str) -> bool:
    """Whether a name ends in another one, as 玛雅·桑杜 in 桑杜."""
    return name.endswith((f"·{part}", f" {part}"))


class Outcome(NamedTuple):
    """One finding or one miss: `right`, `wrong`, `missed`, or `unasked`; and whether the day is right where both tell it."""

    verdict: str
    what: str
    day: bool = True


def rows(path: Path = GOLD) -> tuple[Row, ...]:
    """The rows of a gold table."""
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(Row(**row) for row in csv.DictReader(lines))


def judged(folder: Path, gold: Iterable[Row]) -> Iterator[Outcome]:
    """Yield the verdict on each change that the rules find in the gold articles, and each that they miss."""
    extractor = RulesExtractor(load())
    wanted = [*gold]
    for corpus in sorted({row.corpus for row in wanted}):
        mine = [row for row in wanted if row.corpus == corpus]
        for article in articles(folder, corpus, {row.article for row in mine}):
            yield from compared([row for row in mine if row.article == article.id], extractor.read(article).changes)


def compared(gold: list[Row], found: Iterable[OfficeChange]) -> Iterator[Outcome]:
    """Yield how the changes found in one article compare with its rows."""
    told: set[Row] = set()
    for change in found:
        on = change.on.isoformat() if change.on else ""
        what = f"{gold[0].article}: {change.person.zh or change.person.en} {change.kind} {change.office.id} {on or 'on no day'}"
        match = [row for row in gold if row.office and row.tells(change)]
        told.update(match)
        if match:
            yield Outcome("right", what, match[0].day == on)
        else:
            yield Outcome("unasked" if any(row.tells(change) for row in gold) else "wrong", what)
    for row in gold:
        if row.office and row not in told:
            yield Outcome("missed", f"{row.article}: {row.person} {row.kind} {row.office} {row.day}")


def main() -> None:
    """Print precision and recall, and what is wrong or missed where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--part", help="only the articles of this part, such as dev or held")
    parser.add_argument("--wrong", action="store_true", help="list what is wrong or missed")
    options = parser.parse_args()
    found = [*judged(options.corpora, (row for row in rows() if options.part in (None, row.part)))]
    if options.wrong:
        print(*(f"{o.verdict}: {o.what}" for o in found if o.verdict in ("wrong", "missed")), sep="\n")
        print(*(f"other day: {o.what}" for o in found if not o.day), sep="\n")
    count = Counter(o.verdict for o in found)
    right, wrong, missed = count["right"], count["wrong"], count["missed"]
    days = sum(o.day for o in found if o.verdict == "right")
    print(
        f"{right + missed} changes: precision {right / max(1, right + wrong):.3f}, recall {right / max(1, right + missed):.3f},"
        f" day {days / max(1, right):.3f}, in bodies without a table {count['unasked']}"
    )


if __name__ == "__main__":
    main()
