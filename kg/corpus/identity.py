"""Who is who among articles: identity, the name that reports show, and what is read twice."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath

from kg.corpus.packed import UNPACKERS
from kg.corpus.values import Kind, Skipped
from kg.model import Article


def path_id(path: str, endings: frozenset[str]) -> str:
    """A path without the endings that tell format and compression; what follows `#` names a row and stays.

    >>> path_id("2024/03/readout.txt.gz", frozenset({".txt"}))
    '2024/03/readout'
    """
    name, mark, row = path.partition("#")
    for known in (frozenset(UNPACKERS), endings):
        ending = PurePosixPath(name).suffix
        if ending.lower() in known:
            name = name[: -len(ending)]
    return name + mark + row


@dataclass(slots=True)
class Ledger:
    """Remembers what was read in a run: some hundred bytes for each article, never its text."""

    _texts: dict[str, tuple[bytes, str]] = field(default_factory=dict)
    _urls: dict[str, str] = field(default_factory=dict)

    def objection(self, article: Article, where: str) -> Skipped | None:
        """Why the article must not be read besides those before it, or None; the first of two always stands."""
        digest = bytes.fromhex(article.digest[:32])
        known = self._texts.get(article.id)
        if known:
            return Skipped(where, *self._same_id(article, digest, *known))
        owner = self._urls.get(article.url) if article.url else None
        if owner is not None:
            return Skipped(
                where, f"its address {article.url} was read before under the id {owner!r}, here under {article.id!r}", "conflict"
            )
        self._texts[article.id] = (digest, article.url)
        if article.url:
            self._urls[article.url] = article.id
        return None

    def _same_id(self, article: Article, digest: bytes, first: bytes, url: str) -> tuple[str, Kind]:
        if url != article.url and url and article.url:
            return f"the id {article.id!r} was read before with the address {url}, here with {article.url}", "conflict"
        if digest == first:
            return f"it was read before: the same id {article.id!r} and the same text", "duplicate"
        return f"the id {article.id!r} was read before with another text; give one of them an id of its own", "conflict"
