"""Asks a server that speaks the OpenAI chat completions protocol, with bounded patience and bounded trust."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.errors import BadInput, ReaderError, ReaderUnavailable
from kg.extractors.llm.settings import Settings

if TYPE_CHECKING:
    import httpx

LARGEST_ANSWER = 4_000_000
_RETRIED = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
_UNFIT = frozenset({400, 422})
_LONGEST_WAIT = 60.0
_TOO_LONG = re.compile(r"context[_ ](?:length|window|size)|too (?:long|many tokens)|maximum context")
# What servers may refuse, in the order in which it is given up: first the schema, then JSON, then what they name.
_FORMATS = ("json_schema", "json_object")

Messages = Sequence[Mapping[str, str]]


class TooLong(ReaderError):
    """A question or an answer that exceeds what the model takes; a shorter piece may do."""


@dataclass
class Usage:
    """What the asking cost: requests that were answered, tokens, and answers that did not tell their tokens."""

    requests: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    untold: int = 0

    def add(self, told: Any) -> None:
        """Count one answer by its `usage` object."""
        self.requests += 1
        counts = [told.get(k) if isinstance(told, dict) else None for k in ("prompt_tokens", "completion_tokens")]
        known = [c if isinstance(c, int) and c >= 0 else None for c in counts]
        self.untold += None in known
        self.tokens_in += known[0] or 0
        self.tokens_out += known[1] or 0


class _Reply(NamedTuple):
    status: int
    headers: Mapping[str, str]
    body: bytes


class _Trouble(NamedTuple):
    """Why an attempt failed that may be repeated, and how long the server asks to wait."""

    reason: str
    wait: float | None = None


@dataclass
class Client:
    """One server under one key; remembers which forms of output it refused."""

    settings: Settings
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    usage: Usage = field(default_factory=Usage)
    _formats: list[str] = field(default_factory=lambda: [*_FORMATS])
    _options: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        self._options = {"temperature": 0, "max_tokens": self.settings.tokens}

    def ready(self) -> None:
        """Raise BadInput where the library that speaks HTTP is missing or the key cannot be sent."""
        _ = self._http

    @cached_property
    def _http(self) -> httpx.Client:
        try:
            import httpx
        except ImportError:
            raise BadInput("the reader llm needs httpx; install it with `pip install 'policy-kg[llm]'`") from None
        headers = {"Accept": "application/json", "Accept-Encoding": "identity", "Content-Type": "application/json"}
        if self.settings.key:
            headers["Authorization"] = f"Bearer {self.settings.key}"
        # A redirect would carry article and key to a place that nobody named.
        return httpx.Client(headers=headers, follow_redirects=False, trust_env=not self.settings.is_local)

    def ask(self, messages: Messages, schema: Mapping[str, Any], *, until: float) -> str:
        """The answer to a conversation, constrained by a JSON Schema where the server can.

        Asks again, later each time, after refusals that pass; never beyond `until` (by the client's clock).
        Raises TooLong, ReaderUnavailable where asking again is no use, and ReaderError where patience ends.
        """
        attempts = 1
        while not isinstance(outcome := self._attempt(messages, schema, until), str):
            if attempts == self.settings.attempts or not self._waited(outcome, attempts, until):
                raise ReaderError(
                    f"the server of the reader llm gave no answer after {attempts} attempt{'s' * (attempts > 1)}: {outcome.reason}"
                )
            attempts += 1
        return outcome

    def _waited(self, trouble: _Trouble, attempts: int, until: float) -> bool:
        """Whether there was time to wait as long as the server asks, or a little longer each time."""
        wait = min(2.0 ** (attempts - 1), _LONGEST_WAIT) if trouble.wait is None else trouble.wait
        if self.clock() + wait >= until:
            return False
        self.sleep(wait)
        return True

    def _attempt(self, messages: Messages, schema: Mapping[str, Any], until: float) -> str | _Trouble:
        """One attempt, repeated at once for each thing that the server refuses and that can be done without."""
        while True:
            reply = self._post(self._question(messages, schema), until)
            if isinstance(reply, _Trouble):
                return reply
            if reply.status in _UNFIT and not _TOO_LONG.search(_said(reply)) and self._gave_up(_said(reply)):
                continue
            return self._judged(reply)

    def _question(self, messages: Messages, schema: Mapping[str, Any]) -> bytes:
        forms = {
            "json_schema": {"type": "json_schema", "json_schema": {"name": "reading", "strict": True, "schema": schema}},
            "json_object": {"type": "json_object"},
        }
        wanted = {"response_format": forms[self._formats[0]]} if self._formats else {}
        return json.dumps({"model": self.settings.model, "messages": list(messages), **self._options, **wanted}).encode("ascii")

    def _gave_up(self, said: str) -> bool:
        """Whether there was something to do without: an option that the refusal names, else a form of output."""
        for name in self._options:
            if name in said:
                value = self._options.pop(name)
                if name == "max_tokens" and "max_completion_tokens" in said:
                    self._options["max_completion_tokens"] = value
                return True
        return bool(self._formats) and bool(self._formats.pop(0))

    def _post(self, body: bytes, until: float) -> _Reply | _Trouble:
        import httpx

        started = self.clock()
        left = min(self.settings.seconds, until - started)
        if left <= 0:
            return _Trouble("no time left")
        timeout = httpx.Timeout(left, connect=min(left, 10))
        try:
            with self._http.stream("POST", self.settings.endpoint, content=body, timeout=timeout) as response:
                return self._received(response, started + left)
        except httpx.TimeoutException:
            return _Trouble(f"no answer within {left:.0f} seconds")
        except (httpx.RequestError, httpx.InvalidURL) as error:
            return _Trouble(f"no connection ({type(error).__name__})")

    def _received(self, response: httpx.Response, deadline: float) -> _Reply | _Trouble:
        """The whole answer, unless it drips in too slowly or does not end."""
        body = bytearray()
        for part in response.iter_bytes():
            body += part
            if len(body) > LARGEST_ANSWER:
                return _Trouble(f"an answer of more than {LARGEST_ANSWER // 1_000_000} megabytes")
            if self.clock() > deadline:
                return _Trouble("an answer that did not end in time")
        return _Reply(response.status_code, response.headers, bytes(body))

    def _judged(self, reply: _Reply) -> str | _Trouble:
        if reply.status == 200:
            return self._answer(reply)
        if reply.status in _RETRIED:
            return _Trouble(f"HTTP status {reply.status}", _asked_wait(reply.headers.get("retry-after", "")))
        if reply.status == 413 or _TOO_LONG.search(_said(reply)):
            raise TooLong("the article is longer than the model of the reader llm takes")
        if reply.status in _UNFIT:
            raise ReaderError(self._refusal(reply))
        raise ReaderUnavailable(_REFUSALS.get(reply.status, self._refusal(reply)))

    def _refusal(self, reply: _Reply) -> str:
        said = " ".join(_message(reply).split())[:200]
        shown = said.replace(self.settings.key, "…") if self.settings.key else said
        return f"the server of the reader llm refuses to answer: HTTP status {reply.status}" + (f" ({shown})" if shown else "")

    def _answer(self, reply: _Reply) -> str | _Trouble:
        kind = reply.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != "application/json":
            raise ReaderUnavailable(
                f"the server at KG_LLM_URL answers with {kind or 'no type'}, not application/json; "
                "give the address of its API, such as http://localhost:8000/v1"
            )
        try:
            whole = json.loads(reply.body)
            choice = whole["choices"][0]
            content, reason = choice["message"].get("content"), choice.get("finish_reason")
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            return _Trouble("an answer that is no chat completion")
        self.usage.add(whole.get("usage"))
        return _content(content, reason)


_REFUSALS = {
    401: "the server of the reader llm refuses the key (HTTP status 401); check KG_LLM_KEY",
    403: "the server of the reader llm refuses the key (HTTP status 403); check KG_LLM_KEY",
    404: "the server of the reader llm knows no such address or model (HTTP status 404); check KG_LLM_URL and KG_LLM_MODEL",
}


def _content(content: Any, reason: Any) -> str | _Trouble:
    if reason == "length":
        raise TooLong("the model's answer was cut off before its end; raise KG_LLM_TOKENS or lower KG_LLM_CHARACTERS")
    if not isinstance(content, str) or not content.strip():
        return _Trouble("an empty answer")
    return content


def _said(reply: _Reply) -> str:
    """The refusal in lower case, to look for what it names."""
    return _message(reply).lower()


def _message(reply: _Reply) -> str:
    """What the server says of an error: the message of the protocol's error object, else the body itself."""
    text = reply.body[:4000].decode("utf-8", "replace")
    try:
        error = json.loads(reply.body)["error"]
        return " ".join(str(error[k]) for k in ("message", "param", "code") if error.get(k))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return text if text.lstrip()[:1] != "<" else ""


def _asked_wait(header: str) -> float | None:
    """The seconds that a Retry-After header asks for, as a number or until a day and hour."""
    if re.fullmatch(r"\d{1,9}(\.\d+)?", header.strip()):
        return float(header)
    try:
        moment = parsedate_to_datetime(header)
    except (ValueError, TypeError):
        return None
    return max(0.0, ((moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - datetime.now(UTC)).total_seconds())
