"""What the second reader is told from outside: which server and model, how much time, and at what price."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from urllib.parse import urlsplit

from kg.errors import BadInput

PREFIX = "KG_LLM_"
_ABSENT = (
    "the reader llm is off: set KG_LLM_URL (such as http://localhost:8000/v1) and KG_LLM_MODEL, "
    "and KG_LLM_KEY where the server wants a key"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One server and model, and the bounds within which it is asked; address and key never show in its repr.

    Prices are per million tokens, in whatever money they are given.
    """

    url: str = field(repr=False)
    model: str
    key: str = field(default="", repr=False)
    seconds: float = 120
    budget: float = 600
    attempts: int = 4
    characters: int = 12_000
    tokens: int = 8_000
    price_in: float | None = None
    price_out: float | None = None

    def __post_init__(self) -> None:
        if not (self.url and self.model):
            raise BadInput(_ABSENT)
        self._check_address()
        # A key with anything else in it cannot stand in a header; it is not shown, since this may end in a log.
        if self.key and not (self.key.isascii() and self.key.isprintable()):
            raise BadInput("KG_LLM_KEY holds characters that no key has; give it without line breaks or quotes")
        for name in ("seconds", "budget", "attempts", "characters", "tokens"):
            if not 0 < getattr(self, name) < float("inf"):
                raise BadInput(f"{PREFIX}{name.upper()} has to be more than nought, not {getattr(self, name)}")

    def _check_address(self) -> None:
        try:
            parts = urlsplit(self.url)
            sound = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        except ValueError:
            sound = False
        if not sound:
            raise BadInput("KG_LLM_URL is no http(s) address; give one such as http://localhost:8000/v1")

    @property
    def endpoint(self) -> str:
        """Where questions go: the address itself, or its `chat/completions`."""
        bare = self.url.rstrip("/")
        return bare if bare.endswith("/chat/completions") else f"{bare}/chat/completions"

    @property
    def is_local(self) -> bool:
        """Whether the server runs on this machine, where no proxy has anything to do with it."""
        return (urlsplit(self.url).hostname or "") in ("localhost", "127.0.0.1", "::1")


def from_environment(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings in `KG_LLM_…` variables. Raises BadInput where server or model is missing or a number is none."""
    given = os.environ if environment is None else environment
    named = {f.name: given[PREFIX + f.name.upper()].strip() for f in fields(Settings) if given.get(PREFIX + f.name.upper())}
    return Settings(**{"url": "", "model": "", **{name: _value(name, text) for name, text in named.items()}})  # type: ignore[arg-type]


_TEXTS = frozenset({"url", "model", "key"})
_WHOLE = frozenset({"attempts", "characters", "tokens"})


def _value(name: str, text: str) -> str | int | float:
    if name in _TEXTS:
        return text
    try:
        return int(text) if name in _WHOLE else float(text)
    except ValueError:
        raise BadInput(f"{PREFIX}{name.upper()} has to be a number, not {text!r}") from None
