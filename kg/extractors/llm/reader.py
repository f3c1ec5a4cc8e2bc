"""Reads articles through a model on a server: asks, verifies, and keeps account of what that cost and what failed."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import kg
from kg.errors import ReaderError, ReaderUnavailable
from kg.extractors.llm.client import Client, TooLong, Usage
from kg.extractors.llm.prompting import Prompts, halves, pieces
from kg.extractors.llm.schema import Answer, Malformed, parse
from kg.extractors.llm.settings import Settings, from_environment
from kg.extractors.llm.verify import Verifier
from kg.extractors.llm.vocabulary import vocabulary
from kg.model import Activity, Article, Reading
from kg.text.document import Document, Piece

if TYPE_CHECKING:
    from kg.authority import Authority

_HERE = Path(__file__).resolve().parent
_RETELLINGS = 2
_FAILURES_IN_A_ROW = 3
_SHORTEST = 400


@cache
def code_digest() -> str:
    """A digest of this reader's own source, so that provenance tells apart two states of one version."""
    total = hashlib.sha256()
    for file in sorted(_HERE.glob("*.py")):
        total.update(file.read_bytes())
    return total.hexdigest()[:16]


class LlmExtractor:
    """Reads English and Chinese articles through any server that speaks the OpenAI chat completions protocol.

    The settings come from `KG_LLM_…` variables if none are given; without them BadInput is raised, and nothing is sent.
    A model may answer differently from day to day: provenance names it, with digests of prompts and code.
    """

    def __init__(self, authority: Authority, settings: Settings | None = None, *, client: Client | None = None) -> None:
        self._authority = authority
        self._client = client or Client(settings or from_environment())
        self._settings = self._client.settings
        self._client.ready()
        self._prompts = Prompts(vocabulary(authority))
        self._failures = 0
        self.dropped = Counter[str]()
        told = {"model": self._settings.model, "prompts": self._prompts.digest, "code": code_digest()}
        told |= {"characters": str(self._settings.characters), "tokens": str(self._settings.tokens)}
        self.activity = Activity("llm", kg.__version__, tuple(sorted(told.items())))

    @property
    def usage(self) -> Usage:
        """Requests and tokens so far."""
        return self._client.usage

    def read(self, article: Article) -> Reading:
        """The reading of one article, of what stands in it word for word.

        Raises ReaderError where it cannot be had within the time budget, ReaderUnavailable where the next article
        could not be read either, or three in a row failed.
        """
        try:
            reading = self._read(article)
        except ReaderUnavailable:
            raise
        except ReaderError as error:
            self._failures += 1
            if self._failures < _FAILURES_IN_A_ROW:
                raise
            raise ReaderUnavailable(f"{self._failures} articles in a row could not be read; the last: {error}") from error
        self._failures = 0
        return reading

    def _read(self, article: Article) -> Reading:
        document = Document(article)
        verifier = Verifier(document, self._authority)
        until = self._client.clock() + self._settings.budget
        cut = pieces(document, self._settings.characters)
        for number, piece in enumerate(cut, 1):
            self._read_piece(piece, number, len(cut), verifier, until)
        reading = verifier.reading(self.activity)
        self.dropped.update(verifier.dropped)
        return reading

    def _read_piece(self, piece: Piece, number: int, of: int, verifier: Verifier, until: float) -> None:
        """Add what the model finds in a piece; where that is too much at once, in its halves."""
        try:
            verifier.add(self._answer(piece, number, of, verifier, until), piece)
        except TooLong:
            parts = halves(verifier.document, piece) if len(piece.text) > _SHORTEST else (piece,)
            if len(parts) < 2:
                raise
            for n, part in enumerate(parts):
                self._read_piece(part, number + n, of + 1, verifier, until)

    def _answer(self, piece: Piece, number: int, of: int, verifier: Verifier, until: float) -> Answer:
        """What the model answers, asked once more where it is not of the schema."""
        messages = self._prompts.messages(verifier.document, piece, number, of, verifier.forms)
        for _ in range(_RETELLINGS):
            content = self._client.ask(messages, self._prompts.schema, until=until)
            try:
                return parse(content, self._prompts.shapes, verifier.dropped)
            except Malformed as error:
                reason = str(error)
        raise ReaderError(f"{reason}, asked {_RETELLINGS} times; another model may do better")

    def account(self) -> Iterator[tuple[str, str]]:
        """Yield what the reading cost and what was dropped, for people to read."""
        usage = self.usage
        untold = f", {usage.untold} answers did not tell" if usage.untold else ""
        yield "llm requests answered", str(usage.requests)
        yield "llm tokens", f"{usage.tokens_in} in, {usage.tokens_out} out{untold}"
        if (cost := self.cost()) is not None:
            yield "llm cost", f"{cost:.4f}"
        yield "llm facts dropped", str(sum(self.dropped.values()))
        yield from ((f"  {reason}", str(count)) for reason, count in self.dropped.most_common() if count)

    def cost(self) -> float | None:
        """What the tokens cost by the prices given, or None where one is missing."""
        prices = (self._settings.price_in, self._settings.price_out)
        if prices[0] is None or prices[1] is None:
            return None
        return (self.usage.tokens_in * prices[0] + self.usage.tokens_out * prices[1]) / 1e6
