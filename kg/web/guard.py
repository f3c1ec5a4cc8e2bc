"""Keeps queries from reaching into the network."""

from __future__ import annotations

import re
from collections.abc import Collection
from urllib.parse import urlsplit

_GAP = r"(?:[ \t\r\n]|\#[^\r\n]*(?=[\r\n]))*"
# What the grammar takes for a call, wherever it stands: a string that happens to hold one is refused too, which is safe,
# while telling strings and comments apart by a lexer of ours would leave room between that lexer and Oxigraph's parser.
_SERVICE = re.compile(rf"SERVICE{_GAP}(?:SILENT{_GAP})?([^ \t\r\n{{}}]+?){_GAP}\{{", re.IGNORECASE)
_LOAD = re.compile(
    rf"LOAD{_GAP}(?:SILENT{_GAP})?(<[^ \t\r\n<>]*>|[^ \t\r\n<>\"'{{}};]*:[^ \t\r\n;]*){_GAP}(?:INTO|;|$)", re.IGNORECASE
)


class Refused(Exception):
    """A request that this server does not carry out; the message says what would be right."""


def check_hosts(text: str, allowed: Collection[str], *, update: bool = False) -> None:
    """Raise Refused where a query or update calls a host that is not allowed."""
    for pattern, word in ((_SERVICE, "SERVICE"), *(((_LOAD, "LOAD"),) if update else ())):
        for found in pattern.finditer(text):
            _check_host(found[1], allowed, word)


def _check_host(target: str, allowed: Collection[str], word: str) -> None:
    if not allowed:
        raise Refused(f"{word} is switched off: this server calls no other; `kg serve --allow-service HOST` lets it call one")
    address = re.fullmatch(r"<(https?://[^\\<>]+)>", target)
    if not address:
        raise Refused(f"{word} has to name its server in full, as <https://host/sparql>, so that the host can be checked")
    if _host(address[1]) not in allowed:
        raise Refused(f"{word} may call {', '.join(sorted(allowed))}, not {_host(address[1])}")


def _host(address: str) -> str:
    try:
        parts = urlsplit(address)
        return parts.hostname or "" if "@" not in parts.netloc else ""
    except ValueError:
        return ""
