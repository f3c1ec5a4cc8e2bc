"""The only door to the network, opened when the caller asks to fetch an address."""

from __future__ import annotations

import http.client
import io
import time
import urllib.error
import urllib.parse
import urllib.request
from typing import BinaryIO, cast

from kg.corpus.values import MEGABYTE, Limits, Source
from kg.errors import BadInput

# Content types by the name that the table of formats knows them by; others are told by their first bytes.
_FORMATS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
    "application/json": ".json",
    "application/x-ndjson": ".jsonl",
    "text/csv": ".csv",
    "text/markdown": ".md",
}


def fetched(address: str, limits: Limits) -> Source:
    """The page at an http or https address, read at once and within the limits of size and time."""
    request = urllib.request.Request(_ascii(address), headers={"User-Agent": "policy-kg", "Accept": "text/html, */*;q=0.5"})
    try:
        with _opener().open(request, timeout=limits.seconds) as response:
            data = _body(response, limits)
            kind, charset = response.headers.get_content_type(), response.headers.get_content_charset() or ""
    except urllib.error.HTTPError as error:
        raise BadInput(f"the server answers {error.code} {error.reason}") from None
    except (urllib.error.URLError, http.client.HTTPException, TimeoutError, ValueError) as error:
        raise BadInput(f"it cannot be fetched: {getattr(error, 'reason', '') or error or 'no answer in time'}") from None
    plain = address.partition("#")[0]
    return Source(
        plain, plain, lambda: cast(BinaryIO, io.BytesIO(data)), url=plain, charset=charset, format=_FORMATS.get(kind, "")
    )


def _opener() -> urllib.request.OpenerDirector:
    """An opener that knows http and https and nothing else, so that no redirect leads to a file."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        *(urllib.request.ProxyHandler(), urllib.request.HTTPHandler(), urllib.request.HTTPSHandler()),
        *(urllib.request.HTTPRedirectHandler(), urllib.request.HTTPDefaultErrorHandler(), urllib.request.HTTPErrorProcessor()),
    ):
        opener.add_handler(handler)
    return opener


def _body(response: http.client.HTTPResponse, limits: Limits) -> bytes:
    until, data = time.monotonic() + limits.seconds, bytearray()
    while block := response.read1(MEGABYTE // 16):
        data += block
        if len(data) > limits.article:
            raise BadInput(f"it is larger than {limits.article:,} bytes, the most that is read for one article")
        if time.monotonic() > until:
            raise BadInput(f"it did not arrive within {limits.seconds:g} seconds")
    return bytes(data)


def _ascii(address: str) -> str:
    """The address as a request needs it: names of hosts in IDNA, other characters in percent signs."""
    parts = urllib.parse.urlsplit(address)
    try:
        host = parts.netloc.encode("idna").decode("ascii") if not parts.netloc.isascii() else parts.netloc
    except UnicodeError:
        raise BadInput(f"{address} is no address") from None
    path, query = (urllib.parse.quote(part, safe="%/:=&?~+!$,;'@()*[]") for part in (parts.path, parts.query))
    return urllib.parse.urlunsplit((parts.scheme, host, path, query, ""))
