"""Finds names, titles and quotes by their words, in both languages: an index of SQLite beside the store, made from the graph.

Chinese is cut into overlapping pairs of characters, so that every word of two or more characters is found without a
dictionary that would have to know it; English words go by their stems. The index holds nothing that the graph does not:
it can be deleted and made again at any time, and knows when the store has changed since.
"""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from kg import queries
from kg.errors import BadInput, StoreError
from kg.ns import PROV, SKOS
from kg.rdf import by_default
from kg.stores.rows import Rows

if TYPE_CHECKING:
    from kg.stores.oxigraph import OxigraphStore

FORMAT = "1"
FILE = "search.sqlite"
NAMES = ("person", "office", "organisation", "province", "city", "strategy", "theme", "formulation")
KINDS = (*NAMES, "article", "quote")
_TIERS = {**dict.fromkeys(NAMES, "name"), "article": "title", "quote": "quote"}
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(rf"[{_HAN}]+")
_WORD = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}]+")
_CHUNK = re.compile(r'"([^"]*)"|(\S+)')
_COLUMNS = ("kind", "name", "text", "article", "date", "iri")
_LONGEST_KEY = 40
_AROUND = 60
_SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT);
CREATE TABLE entry (id INTEGER PRIMARY KEY, tier TEXT, kind TEXT, iri TEXT, ident TEXT, en TEXT, zh TEXT, body TEXT,
                    speaker TEXT, article TEXT, date TEXT, weight INTEGER);
CREATE TABLE key (key TEXT, place INTEGER, entry INTEGER);
CREATE VIRTUAL TABLE name USING fts5(body, content='', prefix='1', tokenize='porter unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE title USING fts5(body, content='', prefix='1', tokenize='porter unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE quote USING fts5(body, content='', prefix='1', tokenize='porter unicode61 remove_diacritics 2');
"""
_MOST = 20_000  # Ranking looks at every match: of more than so many, at the latest.
_RANKED = f"SELECT * FROM (SELECT rowid AS number, rank AS score FROM {{0}} WHERE {{0}} MATCH ? LIMIT {_MOST}) ORDER BY score, number LIMIT ?"
_RANKED_NAMES = """
SELECT name.rowid AS number, bm25(name) - MIN(weight, 100) * 0.05 AS score FROM name JOIN entry ON entry.id = name.rowid
WHERE name MATCH ? AND kind IN ({}) ORDER BY score, number LIMIT ?"""
_HITS = """
SELECT entry.kind, entry.iri, entry.ident, COALESCE(by.en, entry.en), COALESCE(by.zh, entry.zh), entry.body, entry.article, entry.date
FROM ({}) JOIN entry ON entry.id = number LEFT JOIN entry by ON entry.speaker != '' AND by.iri = entry.speaker ORDER BY score, number"""
_INDICES = "CREATE INDEX key_of ON key(key, place, entry); CREATE INDEX entry_of ON entry(iri);"


@dataclass(frozen=True, slots=True)
class Entry:
    """What can be found: a thing with its names, an article with its title, or a statement with its words."""

    kind: str
    iri: str
    id: str
    en: str = ""
    zh: str = ""
    body: str = ""
    speaker: str = ""
    article: str = ""
    date: str = ""
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """What was found: `snippet` is the text around the words, `marks` where in it they stand.

    A quote has the names of its speaker in `en` and `zh`, and its article.
    """

    kind: str
    iri: str
    id: str
    en: str
    zh: str
    snippet: str
    marks: tuple[tuple[int, int], ...]
    article: str
    date: str

    def label(self, language: str = "en") -> str:
        """The name in a language, else in the other, else the identifier."""
        first, second = (self.zh, self.en) if language.startswith("zh") else (self.en, self.zh)
        return first or second or self.id


class Index:
    """An open index. Raises StoreError where there is none, or where it cannot be read or written."""

    def __init__(self, store: OxigraphStore) -> None:
        file = place(store)
        if file is None or not file.exists():
            raise StoreError(f"there is no search index beside the store at {store.path}; make it with `kg search --rebuild`")
        self._open(str(file))
        if self._meta("format") != FORMAT:
            raise StoreError(f"the search index {file} was made by another version; make it again with `kg search --rebuild`")

    @classmethod
    def build(cls, store: OxigraphStore) -> Index:
        """Make the index anew from what the store's graph says, and open it; the old one is there until then."""
        return cls.of(entries(store), place(store), stamp=_stamp(store), state=_state(store))

    @classmethod
    def of(cls, found: Iterable[Entry], file: Path | None = None, **meta: str) -> Index:
        """An index of these entries, in a file or in memory."""
        partial = file and file.with_name(f"{file.name}.{os.getpid()}")
        if file and not file.parent.exists():
            file.parent.mkdir(parents=True)
        made = cls.__new__(cls)
        made._open(str(partial or ":memory:"))
        try:
            made._fill(found, meta)
            if file and partial:
                made.close()
                partial.replace(file)
                made._open(str(file))
        except (sqlite3.Error, OSError) as error:
            if partial:
                partial.unlink(missing_ok=True)
            raise StoreError(f"the search index {file or 'in memory'} cannot be written: {error}") from error
        return made

    def _open(self, file: str) -> None:
        try:
            self._db = sqlite3.connect(file, check_same_thread=False)
        except sqlite3.Error as error:
            raise StoreError(
                f"the search index {file} cannot be opened ({error}); check the permissions of its folder"
            ) from error

    def _meta(self, name: str) -> str:
        try:
            row = self._db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        except sqlite3.Error:
            return ""
        return row[0] if row else ""

    def close(self) -> None:
        self._db.close()

    def __enter__(self) -> Index:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def __len__(self) -> int:
        return int(self._db.execute("SELECT COUNT(*) FROM entry").fetchone()[0])

    # -- making ------------------------------------------------------------------------------------

    def _fill(self, found: Iterable[Entry], meta: dict[str, str]) -> None:
        self._db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -64000;" + _SCHEMA)
        for number, entry in enumerate(found, 1):
            self._add(number, entry)
        self._db.executemany("INSERT INTO meta VALUES (?, ?)", {**meta, "format": FORMAT}.items())
        self._db.executescript(
            _INDICES + "".join(f"INSERT INTO {t}({t}) VALUES ('optimize');" for t in ("name", "title", "quote"))
        )
        self._db.commit()

    def _add(self, number: int, entry: Entry) -> None:
        tier = _TIERS[entry.kind]
        given = (entry.iri, entry.id, entry.en, entry.zh, entry.body, entry.speaker, entry.article, entry.date, entry.weight)
        self._db.execute("INSERT INTO entry VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", (number, tier, entry.kind, *given))
        self._db.execute(f"INSERT INTO {tier}(rowid, body) VALUES (?, ?)", (number, cut(entry.body)))
        if tier == "name":
            self._db.executemany("INSERT INTO key VALUES (?, ?, ?)", ((key, at, number) for key, at in keys(entry)))

    # -- asking ------------------------------------------------------------------------------------

    def stale(self, store: OxigraphStore) -> bool:
        """Whether the store says something else than when the index was made."""
        return self._meta("stamp") != _stamp(store) and self._meta("state") != _state(store)

    def search(self, words: str, *, kinds: Collection[str] = (), limit: int = 20) -> list[Hit]:
        """The best hits: names first, then titles, then quotes; a third for each while all have some.

        Every word has to be there; words in double quotes stand together; `*` ends the beginning of a word. A run of
        Chinese stands together, or, where that is nowhere, in pieces.
        """
        if unknown := sorted(set(kinds) - set(KINDS)):
            raise BadInput(f"nothing is of kind {unknown[0]!r}; kinds are: {', '.join(KINDS)}")
        for asked in dict.fromkeys(expression(words, whole=whole) for whole in (True, False)):
            if asked and (found := self._best(asked, words, set(kinds) or set(KINDS), limit)):
                return found
        return []

    def _best(self, asked: str, words: str, kinds: Collection[str], limit: int) -> list[Hit]:
        tiers = sorted({_TIERS[k] for k in kinds}, key=("name", "title", "quote").index)
        found = {tier: self._tier(tier, asked, kinds, limit) for tier in tiers}
        share = -(-limit // len(tiers))
        spare = limit - sum(min(share, len(rows)) for rows in found.values())
        chosen = []
        for rows in found.values():
            more = max(0, min(spare, len(rows) - share))
            chosen += rows[: share + more]
            spare -= more
        return [_hit(row, words) for row in chosen[:limit]]

    def _tier(self, tier: str, asked: str, kinds: Collection[str], limit: int) -> list[Any]:
        only = [k for k in KINDS if k in kinds and _TIERS[k] == tier]
        ranked = _RANKED_NAMES.format(",".join("?" * len(only))) if tier == "name" else _RANKED.format(tier)
        return self._rows(_HITS.format(ranked), (asked, *(only if tier == "name" else ()), limit))

    def _rows(self, sql: str, given: tuple[Any, ...]) -> list[Any]:
        try:
            return self._db.execute(sql, given).fetchall()
        except sqlite3.Error as error:
            raise StoreError(f"the search index cannot be read ({error}); make it again with `kg search --rebuild`") from error

    def suggest(self, prefix: str, language: str = "en", *, kinds: Collection[str] = (), limit: int = 10) -> list[Hit]:
        """Things with a name, alias or identifier that begins so, or has a word that does; those often named come first."""
        key = fold(prefix)
        if not key:
            return []
        only = [k for k in NAMES if not kinds or k in kinds]
        marks = ",".join("?" * len(only))
        rows = self._rows(
            f"SELECT kind, iri, ident, en, zh, '', '', '' FROM (SELECT entry AS number, MIN(place) AS place, MAX(key = ?) AS whole "
            f"FROM key WHERE key >= ? AND key < ? GROUP BY entry) JOIN entry ON id = number WHERE kind IN ({marks}) "
            f"ORDER BY place > 0, whole DESC, weight DESC, LENGTH({'zh' if language.startswith('zh') else 'en'}), iri LIMIT ?",
            (key, key, key + "\U0010ffff", *only, limit),
        )
        return [_named(row, prefix, language) for row in rows]


def opened(store: OxigraphStore, *, rebuild: bool = False) -> Index:
    """The index beside a store, made first where it is missing, of another version, or older than what the store says."""
    file = place(store)
    if rebuild or file is None or not file.exists():
        return Index.build(store)
    try:
        index = Index(store)
    except StoreError:
        return Index.build(store)
    if not index.stale(store):
        return index
    index.close()
    return Index.build(store)


def place(store: OxigraphStore) -> Path | None:
    """Where the index of a store is kept; nowhere for a store in memory."""
    return None if store.path == Path(os.devnull) else store.path / FILE


def table(hits: Sequence[Hit], *, marked: bool = False) -> Rows:
    """Hits as rows: kind, name, text, article, date and identifier; `marked` puts the words found in [ ]."""
    return Rows(_COLUMNS, [dict(zip(_COLUMNS, _row(hit, marked), strict=True)) for hit in hits])


def _row(hit: Hit, marked: bool) -> tuple[str, ...]:
    named = hit.id if hit.kind == "article" else " ".join(n for n in (hit.en, hit.zh) if n) or hit.id
    article = hit.article if hit.kind == "quote" else ""
    return hit.kind, named, _marked(hit) if marked else hit.snippet, article, hit.date, hit.iri


def _marked(hit: Hit) -> str:
    text = hit.snippet
    for begin, end in reversed(hit.marks):
        text = f"{text[:begin]}[{text[begin:end]}]{text[end:]}"
    return text


# Words ---------------------------------------------------------------------------------------------------------------


def fold(text: str) -> str:
    """The text without what searching ignores: case, width, marks between words."""
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def cut(text: str) -> str:
    """The text as the index has it: Chinese in pairs of characters, each run with its last character alone at the end.

    >>> cut("粮食安全 first")
    '粮食 食安 安全 全 first'
    """
    return _RUN.sub(lambda run: f" {' '.join(_pairs(run[0]))} ", unicodedata.normalize("NFKC", text)).strip().replace("  ", " ")


def _pairs(run: str) -> Iterator[str]:
    yield from (run[n : n + 2] for n in range(len(run)))


def expression(words: str, *, whole: bool = True) -> str:
    """What the index is asked for these words; empty where they hold no word.

    Everything stands in double quotes, so that nothing a user types is taken for an operator.
    """
    return " AND ".join(
        chain.from_iterable(_asked(quoted or bare, whole or bool(quoted)) for quoted, bare in _CHUNK.findall(words))
    )


def _asked(chunk: str, whole: bool) -> Iterator[str]:
    found = _WORD.findall(unicodedata.normalize("NFKC", chunk))
    if not found:
        return
    pieces = [piece for word in found for piece in (_phrase(word) if _RUN.match(word) else [word])]
    last = _WORD.findall(chunk)[-1] if chunk.endswith("*") else ""
    begun = "*" if last or (len(found) == 1 and len(found[0]) == 1 and _RUN.match(found[0])) else ""
    if whole:
        yield f'"{" ".join(pieces)}"{begun}'
    else:
        yield from (f'"{piece}"' for piece in pieces)


def _phrase(run: str) -> list[str]:
    """The pairs of a run: without its last character alone, which another may follow in the text."""
    return list(_pairs(run))[:-1] or [run]


def keys(entry: Entry) -> Iterator[tuple[str, int]]:
    """Yield what an entry is suggested by, with its place: the beginning of a name (0), or of a word in it (1)."""
    seen: set[str] = set()
    for name in (entry.id, *entry.body.split("\n")):
        folded = fold(name)
        for at in _starts(folded):
            key = folded[at : at + _LONGEST_KEY]
            if key not in seen:
                seen.add(key)
                yield key, int(at > 0)


def _starts(name: str) -> Iterator[int]:
    """Where somebody may begin to type a name: at each word, and at each Chinese character."""
    yield from (n for n, letter in enumerate(name) if n == 0 or name[n - 1] == " " or _RUN.match(letter))


def _hit(row: Any, words: str) -> Hit:
    kind, iri, ident, en, zh, body, article, date = row
    text = body if kind in ("article", "quote") else next(iter(_naming(body, words)), body.split("\n")[0])
    snippet, marks = around(text, words)
    return Hit(kind, iri, ident, en or "", zh or "", snippet, marks, article, date)


def _naming(body: str, words: str) -> Iterator[str]:
    """The names in which the words stand."""
    patterns = _patterns(words)
    yield from (name for name in body.split("\n") if all(p.search(name) for p in patterns))


def _named(row: Any, prefix: str, language: str) -> Hit:
    kind, iri, ident, en, zh, *_ = row
    hit = Hit(kind, iri, ident, en, zh, "", (), "", "")
    snippet, marks = around(hit.label(language), prefix)
    return Hit(kind, iri, ident, en, zh, snippet, marks, "", "")


def around(text: str, words: str, width: int = 2 * _AROUND) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The part of a text around the first of the words, and where in it words stand."""
    found = sorted(m.span() for p in _patterns(words) for m in p.finditer(text))
    whole = re.search(r"\W+".join(map(re.escape, _WORD.findall(words))) or "$", text, re.IGNORECASE)
    first = whole.start() if whole else found[0][0] if found else 0
    begin = max(0, first - _AROUND) if found and len(text) > width else 0
    end = min(len(text), begin + width)
    before, after = "…" * (begin > 0), "…" * (end < len(text))
    shift = len(before) - begin
    marks = tuple((a + shift, b + shift) for a, b in _apart(found) if a >= begin and b <= end)
    return before + text[begin:end].replace("\n", " ") + after, marks


def _apart(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The spans that do not overlap an earlier one."""
    last = 0
    for begin, end in spans:
        if begin >= last:
            yield begin, end
            last = end


def _patterns(words: str) -> list[re.Pattern[str]]:
    """What marks the words in a text: an English word by its beginning, for the index knows it by its stem."""
    found = dict.fromkeys(_WORD.findall(unicodedata.normalize("NFKC", words)))
    return [
        re.compile(re.escape(w) if _RUN.match(w) else rf"\b{re.escape(w[: max(4, len(w) - 2)])}\w*", re.IGNORECASE) for w in found
    ]


# Graph ---------------------------------------------------------------------------------------------------------------


def entries(store: OxigraphStore) -> Iterator[Entry]:
    """Yield all that can be found in a store: names by IRI, then titles and quotes, the latest first."""
    weights = {row["thing"]: row["articles"] for row in store.select(queries.part("search-weights"))}
    for entry in (*_things(store), *_offices(store)):
        yield _weighed(entry, weights.get(entry.iri, 0))
    yield from _titles(store)
    yield from _quotes(store)


def _weighed(entry: Entry, weight: int) -> Entry:
    return Entry(entry.kind, entry.iri, entry.id, entry.en, entry.zh, entry.body, weight=weight)


def _things(store: OxigraphStore) -> Iterator[Entry]:
    names: dict[tuple[str, str, str], list[tuple[str, str]]] = {}
    for row in store.select(queries.part("search-names")):
        kind = row["class"].rpartition("#")[2].lower()
        names.setdefault((kind, row["thing"], row["id"]), []).append((row["how"], row["name"] or ""))
    for (kind, iri, ident), found in sorted(names.items()):
        preferred = sorted(n for how, n in found if how == SKOS.prefLabel and n)
        en, zh = (next((n for n in preferred if bool(_RUN.search(n)) == han), "") for han in (False, True))
        others = sorted({n for _, n in found if n} - {en, zh})
        yield Entry(kind, iri, ident, en, zh, "\n".join(dict.fromkeys(n for n in (en, zh, *others, ident) if n)))


def _offices(store: OxigraphStore) -> Iterator[Entry]:
    """Yield the offices, named after role and organisation: `Governor, People's Government of Hunan`, 湖南省人民政府省长."""
    named: dict[tuple[str, str], dict[bool, str]] = {}
    for row in store.select(queries.part("search-offices")):
        han = bool(_RUN.search(row["body"]))
        name = f"{row['body']}{row['role']}" if han else f"{row['role']}, {row['body']}"
        kept = named.setdefault((row["thing"], row["id"]), {})
        kept[han] = min(name, kept.get(han, name))
    for (iri, ident), names in sorted(named.items()):
        en, zh = names.get(False, ""), names.get(True, "")
        yield Entry("office", iri, ident, en, zh, "\n".join(n for n in (en, zh, ident) if n))


def _titles(store: OxigraphStore) -> Iterator[Entry]:
    rows = sorted(store.select(queries.part("search-titles")), key=lambda r: (r["thing"], r["title"]))
    for row in sorted(rows, key=_when, reverse=True):
        han = bool(_RUN.search(row["title"]))
        names = {"zh" if han else "en": row["title"]}
        yield Entry("article", row["thing"], row["id"], body=row["title"], article=row["id"], date=_when(row), **names)


def _quotes(store: OxigraphStore) -> Iterator[Entry]:
    """Yield a statement with the longest stretch of its evidence."""
    longest: dict[str, Any] = {}
    for row in store.select(queries.part("search-quotes")):
        before = longest.get(row["thing"])
        if before is None or (len(row["words"]), row["words"]) > (len(before["words"]), before["words"]):
            longest[row["thing"]] = row
    for iri, row in sorted(sorted(longest.items()), key=lambda found: _when(found[1]), reverse=True):
        given = {"speaker": row["speaker"] or "", "article": row["article"], "date": _when(row)}
        yield Entry("quote", iri, iri.removeprefix(store.base), body=row["words"], **given)


def _when(row: Mapping[str, Any]) -> str:
    return str(row["date"] or "")


def _stamp(store: OxigraphStore) -> str:
    """What the store's files look like: equal stamps mean that nothing was written."""
    folder = store.path / "quads"
    files = (
        sorted((f.name, f.stat().st_size) for f in folder.glob("*.*") if f.suffix in (".sst", ".log")) if folder.is_dir() else []
    )
    if files:
        return hashlib.sha256(repr(files).encode()).hexdigest()
    return f"memory {len(store)}" if place(store) is None else f"server {_state(store)}"


def _state(store: OxigraphStore) -> str:
    """What the store says, as its provenance has it: which readings by which runs, and of what they were made."""
    total, graph = 0, store.names.graph("provenance")
    for triple in store.triples(graph):
        if triple.predicate.value != PROV.startedAtTime:
            total += int.from_bytes(hashlib.blake2b(str(triple).encode(), digest_size=12).digest(), "big")
    others = [g for g in store.graphs() if by_default(g) and "/by/" not in g]
    return f"{total:x} {len(store)} {len(others)}"
