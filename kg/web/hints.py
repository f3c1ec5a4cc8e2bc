"""Names for the editor to complete, and what a query may have meant where it uses a name that nothing here has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from typing import Any

from kg import ns
from kg.ns import PREFIXES, RDFS
from kg.web.naming import Names
from kg.web.served import ServedStore
from kg.web.wording import counted

# Strings and comments hold no names; addresses do.
_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|<(?P<iri>[^<>\s"{}]*)>|#[^\n]*'
    r"|(?P<prefix>[A-Za-z][\w-]*):(?P<name>(?:[\w-]|%[0-9A-Fa-f]{2}|\\[\-_~.!$&'()*+,;=/?#@%]|\.(?=[\w-]))+)"
)
_BARE_CHINESE = re.compile(r"\bLANG\s*\(\s*[?$]\w+\s*\)\s*=\s*[\"']zh[\"']", re.IGNORECASE)
_DECLARED = re.compile(r"\bPREFIX\s+([\w-]*)\s*:", re.IGNORECASE)


@cache
def known() -> dict[str, tuple[str, ...]]:
    """The terms of each vocabulary, by its prefix, that this graph uses."""
    found: dict[str, tuple[str, ...]] = {}
    for prefix, iri in PREFIXES.items():
        members = vars(getattr(ns, prefix.upper())) if prefix != "id" and hasattr(ns, prefix.upper()) else {}
        here = (v.removeprefix(iri) for v in members.values() if isinstance(v, str) and v.startswith(iri))
        if names := tuple(sorted(here)):
            found[prefix] = names
    return found


def terms(store: ServedStore) -> list[dict[str, Any]]:
    """Every term with its names in both languages and a sentence on it, ours first."""
    said: dict[str, dict[str, str]] = {}
    for predicate, what in ((RDFS.label, "label"), (RDFS.comment, "note")):
        for iri, text in store.said(predicate):
            key = "zh" if (text.language or "").startswith("zh") else "en"
            said.setdefault(iri, {})[what if what == "note" else key] = text.value
    order = sorted(known(), key=lambda p: (p != "pol", p))
    return [
        {"name": f"{prefix}:{name}", **dict.fromkeys(("en", "zh", "note"), ""), **said.get(PREFIXES[prefix] + name, {})}
        for prefix in order
        for name in known()[prefix]
    ]


def doubts(query: str, store: ServedStore, names: Names, said: dict[str, str]) -> list[str]:
    """A sentence for each name in a query that nothing here has, with the nearest that there are."""
    own = set(_DECLARED.findall(query))
    found = dict.fromkeys(_names(query, store.base, own))
    doubted = [sentence for prefix, name in found if (sentence := _doubt(prefix, name, store, names, said))]
    return [*doubted, *([said["tag of Chinese"]] if _BARE_CHINESE.search(query) else [])][:5]


def _names(query: str, base: str, own: set[str]) -> Iterator[tuple[str, str]]:
    """Yield prefix and name of every term of a vocabulary, and of every thing of ours, that a query names."""
    spaces = {**PREFIXES, "id": base}
    for token in _TOKEN.finditer(query):
        if token["prefix"] in spaces and token["prefix"] not in own:
            yield token["prefix"], token["name"].replace("\\", "")
        elif iri := token["iri"]:
            prefix = next((p for p, space in spaces.items() if iri.startswith(space) and iri != space), "")
            if prefix:
                yield prefix, iri.removeprefix(spaces[prefix])


def _doubt(prefix: str, name: str, store: ServedStore, names: Names, said: dict[str, str]) -> str:
    if prefix == "id":
        iri = store.base + name
        if iri in names.things or store.describes(iri) or store.holds(iri):
            return ""
        ids = [i.removeprefix(store.base) for i, t in names.things.items() if t.kind not in ("event", "article")]
        return _sentence(said, f"id:{name}", [f"<{store.base}{n}>" for n in get_close_matches(name, ids, n=2, cutoff=0.75)])
    every = known().get(prefix, ())
    if not every or name in every or prefix in ("xsd", "rdf", "owl"):
        return ""
    by_case = {n.casefold(): n for n in every}
    near = get_close_matches(name.casefold(), by_case, n=3, cutoff=0.6)
    return _sentence(said, f"{prefix}:{name}", [f"{prefix}:{by_case[n]}" for n in near])


def _sentence(said: dict[str, str], name: str, near: list[str]) -> str:
    told = counted(said, "not here", name)
    return f"{told} {counted(said, 'did you mean', said['or'].join(near))}" if near else told
