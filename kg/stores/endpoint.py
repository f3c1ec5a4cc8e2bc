"""Speaks the SPARQL 1.1 Protocol with a server: who we are, how long we wait, what we try again, and what went wrong in words."""

from __future__ import annotations

import netrc
import os
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pyoxigraph as ox

from kg.errors import QueryError, StoreError

_RESULTS = "application/sparql-results+json, application/sparql-results+xml;q=0.8"
_GRAPHS = "application/n-triples, text/turtle;q=0.8"
_BUSY = frozenset({429, 500, 502, 503, 504})
_REFUSED = frozenset({429, 503})
_WAITS = (0.2, 1.0)
_SECONDS = 60.0
_SAID = 300


@dataclass(frozen=True)
class Address:
    """Where a server is asked and where it is written to, and as whom; showing it never shows a password."""

    query: str
    update: str
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    seconds: float = _SECONDS

    @property
    def host(self) -> str:
        return urlsplit(self.query).hostname or ""


def is_address(place: str) -> bool:
    """Whether a store's place is the address of a server."""
    return place.startswith(("http://", "https://"))


def address(url: str, environment: Mapping[str, str] | None = None) -> Address:
    """The server at an address, with what `KG_STORE_…` and the user's netrc file say of it.

    Raises StoreError where the address names no host or holds a password, or where a setting is none.
    """
    given = os.environ if environment is None else environment
    parts = urlsplit(url)
    if parts.username or parts.password:
        raise StoreError(
            "the address of the store holds a name or password, which logs would show; leave it out, and set KG_STORE_USER "
            "and KG_STORE_PASSWORD"
        )
    if not parts.hostname:
        raise StoreError(f"{url!r} names no server; write it as https://host/sparql")
    update = given.get("KG_STORE_UPDATE") or _update_address(url)
    if not is_address(update) or "@" in urlsplit(update).netloc:
        raise StoreError("KG_STORE_UPDATE has to be an http or https address without a name or password in it")
    user, password = _user(parts.hostname, given)
    return Address(url, update, user, password, given.get("KG_STORE_TOKEN", ""), _seconds(given))


def _update_address(url: str) -> str:
    """Where servers take updates, by the address of their queries: Oxigraph and Fuseki, GraphDB, all others."""
    bare = url.rstrip("/")
    if bare.endswith("/query"):
        return bare.removesuffix("query") + "update"
    return f"{bare}/statements" if re.search(r"/repositories/[^/?]+$", bare) else url


def _user(host: str, given: Mapping[str, str]) -> tuple[str, str]:
    if user := given.get("KG_STORE_USER"):
        return user, given.get("KG_STORE_PASSWORD", "")
    file = Path(given.get("NETRC") or Path.home() / ".netrc")
    try:
        found = netrc.netrc(str(file)).authenticators(host) if file.is_file() else None
    except (OSError, netrc.NetrcParseError) as error:
        raise StoreError(f"the file of passwords {file} cannot be read; mend it, or set KG_STORE_USER") from error
    return (found[0], found[2] or "") if found else ("", "")


def _seconds(given: Mapping[str, str]) -> float:
    words = given.get("KG_STORE_TIMEOUT") or str(_SECONDS)
    try:
        seconds = float(words)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise StoreError(f"KG_STORE_TIMEOUT has to be a number of seconds, not {words!r}")
    return seconds


class Endpoint:
    """An open connection to a server. Raises StoreError where it cannot be used, QueryError where it refuses a query."""

    def __init__(self, where: Address) -> None:
        try:
            import httpx
        except ImportError:
            raise StoreError("a store on a server needs httpx; install it with: pip install 'policy-kg[remote]'") from None
        self.where = where
        self._http = httpx
        wait = httpx.Timeout(where.seconds, connect=min(10.0, where.seconds))
        self._client = httpx.Client(timeout=wait, headers={"user-agent": "policy-kg"}, auth=_auth(where))

    def close(self) -> None:
        self._client.close()

    def ask(self, query: str, default: Sequence[str] = (), named: Sequence[str] = (), *, graph: bool = False) -> Any:
        """The answer as the RDF library has it: solutions, a truth, or a `graph`; tried again where the server was busy."""
        form = {"query": query, "default-graph-uri": list(default), "named-graph-uri": list(named)}
        response = self._send(self.where.query, form, {"accept": _GRAPHS if graph else _RESULTS}, again=_BUSY)
        if response.status_code >= 400:
            raise self._refused(response, writing=False)
        if cut := _cut(response.headers):
            raise QueryError(f"the server at {self.where.query} {cut}; ask for less, or have its limit raised")
        return self._parsed(response, graph=graph)

    def tell(self, update: str) -> None:
        """Have the server carry out an update; tried again only where it cannot have begun."""
        response = self._send(self.where.update, {"update": update}, {"accept": "*/*"}, again=_REFUSED)
        if response.status_code >= 400:
            raise self._refused(response, writing=True)
        if response.is_redirect:
            raise self._moved(response)
        if "<html" in response.text[:_SAID].lower():
            raise StoreError(f"{self.where.update} answered with a web page; name where updates go in KG_STORE_UPDATE")

    def _send(self, url: str, form: Mapping[str, Any], headers: Mapping[str, str], *, again: frozenset[int]) -> Any:
        for wait in (*_WAITS, None):
            try:
                response = self._client.post(url, data=form, headers=headers)
            except self._http.TimeoutException as error:
                if wait is None or not isinstance(error, self._http.ConnectTimeout):
                    raise StoreError(self._slow(url)) from error
            except self._http.TransportError as error:
                # A lost connection: our updates name exact triples, so doing one twice is doing it once.
                if wait is None:
                    raise StoreError(f"the server at {url} cannot be reached ({_plain(str(error))}); is it running?") from error
            else:
                if wait is None or response.status_code not in again:
                    return response
            time.sleep(wait)
        raise AssertionError("the last try always returns or raises")

    def _slow(self, url: str) -> str:
        return f"the server at {url} did not answer within {self.where.seconds:g} s; ask for less, or raise KG_STORE_TIMEOUT"

    def _parsed(self, response: Any, *, graph: bool) -> Any:
        kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        if response.is_redirect:
            raise self._moved(response)
        try:
            form = ox.QueryResultsFormat.from_media_type(kind)
            if form in (ox.QueryResultsFormat.JSON, ox.QueryResultsFormat.XML):
                _read_through(ox.parse_query_results(response.content, format=form))
                return _truth(ox.parse_query_results(response.content, format=form))
            if graph and (syntax := ox.RdfFormat.from_media_type(kind)):
                return [quad.triple for quad in ox.parse(response.content, format=syntax)]
        except (SyntaxError, ValueError) as error:
            raise StoreError(f"the answer of {self.where.query} is no {kind}: {error}") from error
        what = "a web page" if "html" in kind else f"{kind or 'something'}"
        raise StoreError(f"{self.where.query} answered with {what}, not with results of SPARQL; is this the address for queries?")

    def _moved(self, response: Any) -> StoreError:
        there = urlsplit(response.headers.get("location", ""))
        shown = f"{there.scheme}://{there.hostname}{there.path}" if there.hostname else there.path or "elsewhere"
        return StoreError(f"the server at {self.where.query} sends on to {shown}; use that address with --store")

    def _refused(self, response: Any, *, writing: bool) -> StoreError | QueryError:
        status, url = response.status_code, self.where.update if writing else self.where.query
        said = _said(response)
        if status == 400 and not writing:
            return QueryError(f"the query is not SPARQL that {url} takes: {said}")
        if status in (401, 403) or "SECURITY" in said:
            known = (
                "the user or token given is not allowed to"
                if self.where.user or self.where.token
                else "it wants to know who you are to"
            )
            return StoreError(
                f"the server at {url} refuses ({status}): {known} {'write' if writing else 'read'}; set KG_STORE_USER and "
                "KG_STORE_PASSWORD, or KG_STORE_TOKEN"
            )
        if status in (404, 405) or (writing and status in (400, 415, 501) and "update" in said.lower()):
            hint = "name where it takes updates in KG_STORE_UPDATE" if writing else "check the address"
            return StoreError(f"{url} takes no {'updates' if writing else 'queries'} ({status}); {hint}")
        if status == 413:
            return StoreError(f"the server at {url} takes no request of this size (413); have its limit raised")
        return StoreError(f"the server at {url} failed ({status}): {said}")


def _cut(headers: Mapping[str, str]) -> str:
    """What Virtuoso says of an answer that it did not give in full."""
    if limit := headers.get("x-sparql-maxrows"):
        return f"gives at most {limit} rows"
    return "stopped before the answer was complete" if headers.get("x-sql-state", "").startswith("S1TAT") else ""


def _truth(answer: Any) -> Any:
    """The answer, or the truth that Virtuoso gives as a table of one number."""
    if isinstance(answer, ox.QuerySolutions) and [v.value for v in answer.variables] == ["__ASK_RETVAL"]:
        yes = any(s[0].value in ("1", "true") for s in answer)
        return ox.parse_query_results(f'{{"head":{{}},"boolean":{str(yes).lower()}}}', format=ox.QueryResultsFormat.JSON)
    return answer


def _read_through(answer: Any) -> None:
    """Read an answer to its end, for what is broken in it shows only there."""
    if isinstance(answer, ox.QuerySolutions):
        for _ in answer:
            pass


def _said(response: Any) -> str:
    """The first words of a server's explanation, without the query that some repeat, nor a page's tags."""
    text = re.sub(r"<[^>]+>", " ", response.text) if "html" in response.headers.get("content-type", "") else response.text
    return _plain(text.partition("SPARQL query:")[0])[:_SAID] or "without a reason"


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[\x00-\x1f\x7f]", " ", text).split())


def _auth(where: Address) -> Any:
    """How requests prove who sends them: a token at once, a password in the way that the server asks for."""
    import httpx

    class Answering(httpx.Auth):
        """Sends the password as Basic or Digest, once the server has said which it wants."""

        chosen: httpx.Auth | None = None

        def auth_flow(self, request: httpx.Request) -> Any:
            if self.chosen is None:
                response = yield request
                if response.status_code != 401:
                    return
                self.chosen = _wanted(response.headers.get("www-authenticate", ""), where)
                flow = self.chosen.auth_flow(request)
                request = next(flow)
                # Digest answers a challenge, which is here already.
                yield request if "authorization" in request.headers else flow.send(response)
            else:
                yield from self.chosen.auth_flow(request)

    class Bearer(httpx.Auth):
        """Sends the token with each request."""

        def auth_flow(self, request: httpx.Request) -> Any:
            request.headers["authorization"] = f"Bearer {where.token}"
            yield request

    return Bearer() if where.token else Answering() if where.user else None


def _wanted(challenge: str, where: Address) -> Any:
    import httpx

    kind = httpx.DigestAuth if "digest" in challenge.lower() else httpx.BasicAuth
    return kind(where.user, where.password)
