"""Fits a query to servers that see different default graphs: what plain queries see is a graph that has a name everywhere.

Some servers answer plain patterns from an unnamed graph of its own (Oxigraph, Fuseki), others from all graphs together
(Virtuoso, GraphDB, QLever, Neptune). Ours are to see ontology, authority and what the rules read, so that union is kept in
one named graph, and each query says by itself that this is its default graph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

_TOKEN = re.compile(
    r"""(?P<skip>\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3}|'{3}(?:[^'\\]|\\.|'(?!''))*'{3}|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'"""
    r"""|\#[^\n]*)|(?P<iri><[^<>"{}|^`\\\s]*>)|(?P<prefixed>\w?[\w-]*:[\w%~.-]*)|(?P<word>[?$]?\w+)|(?P<mark>[{}()])""",
    re.DOTALL,
)
_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_EMPTY_SLOT = re.compile(r"VALUES \?\w+ \{ UNDEF \}")


@dataclass(frozen=True, slots=True)
class Fitted:
    """A query as it is sent, with the graphs that its request names."""

    text: str
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    graph: bool = False


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int
    end: int


def fit(query: str, base: str, plain: str, prefixes: Mapping[str, str], *, beside: str = "") -> Fitted:
    """The query with its default graph named `plain`, beside which it may see one more, and with our prefixes declared.

    Graphs are those under `base`, for a server may hold others. A query that has FROM says by itself what it sees. Slots that nobody filled go: joining with nothing known is nothing done,
    and some servers do not know UNDEF.
    """
    text = _declared(_EMPTY_SLOT.sub("", query), prefixes)
    tokens = list(_tokens(text))
    words = [t.text.upper() for t in tokens if t.kind == "word"]
    graph = next((w for w in words if w in _FORMS), "") in ("CONSTRUCT", "DESCRIBE")
    if "FROM" in words:
        return Fitted(text, *_own(tokens), graph)
    if beside:
        return Fitted(text, tuple(dict.fromkeys((plain, beside))), (beside,), graph)
    if "GRAPH" in words:
        return Fitted(_within(text, tokens, base, plain), graph=graph)
    return Fitted(text, (plain,), graph=graph)


def _tokens(text: str) -> Iterator[_Token]:
    for found in _TOKEN.finditer(text):
        if found.lastgroup and found.lastgroup != "skip":
            yield _Token(found.lastgroup, found[0], found.start(), found.end())


def _declared(text: str, prefixes: Mapping[str, str]) -> str:
    tokens = list(_tokens(text))
    used = {t.text.partition(":")[0] for t in tokens if t.kind == "prefixed"}
    own = {b.text.partition(":")[0] for a, b in pairwise(tokens) if a.text.upper() == "PREFIX"}
    # On the first line, so that a server's complaint names the line that the user wrote.
    return "".join(f"PREFIX {name}: <{prefixes[name]}> " for name in sorted((used - own) & set(prefixes))) + text


def _own(tokens: list[_Token]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What FROM and FROM NAMED say, which some servers heed only where the request says it too."""
    default = tuple(b.text[1:-1] for a, b in pairwise(tokens) if a.text.upper() == "FROM" and b.kind == "iri")
    named = tuple(b.text[1:-1] for a, b in pairwise(tokens) if a.text.upper() == "NAMED" and b.kind == "iri")
    said = sum(t.text.upper() == "FROM" for t in tokens)
    return (default, named) if said == len(default) + len(named) else ((), ())


def _within(text: str, tokens: list[_Token], base: str, plain: str) -> str:
    """The query with its pattern inside the plain graph; GRAPH of a variable finds our other graphs."""
    groups = {t.start: end for t, end in _groups(tokens)}
    opened = _pattern(tokens, groups)
    if opened is None:
        return text
    inserts = [(opened + 1, f" GRAPH <{plain}> {{"), (groups[opened], "} ")]
    found = [(name, groups[brace]) for name, brace in _variable_graphs(tokens) if brace in groups]
    # After the group: inside it the variable is not known yet.
    inserts += [(end + 1, f' FILTER(STRSTARTS(STR({name}), "{base}") && {name} != <{plain}>) ') for name, end in found]
    for place, piece in sorted(inserts, reverse=True):
        text = text[:place] + piece + text[place:]
    return text


def _groups(tokens: list[_Token]) -> Iterator[tuple[_Token, int]]:
    """Yield each opening brace with the place of the one that closes it."""
    open_: list[_Token] = []
    for token in tokens:
        if token.text == "{":
            open_.append(token)
        elif token.text == "}" and open_:
            yield open_.pop(), token.start


def _pattern(tokens: list[_Token], groups: Mapping[int, int]) -> int | None:
    """Where the query's own pattern opens, past what its head or its template has in braces; None where it is broken."""
    depth, after, skip = 0, -1, _has_template(tokens)
    for token in tokens:
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        if token.text != "{" or depth or token.start < after or token.start not in groups:
            continue
        if not skip:
            return token.start
        skip, after = False, groups[token.start]
    return None


def _has_template(tokens: list[_Token]) -> bool:
    return any(a.text.upper() == "CONSTRUCT" and b.text == "{" for a, b in pairwise(tokens))


def _variable_graphs(tokens: list[_Token]) -> Iterator[tuple[str, int]]:
    """Yield each variable after GRAPH, with where its group opens."""
    for word, name, brace in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if word.kind == "word" and word.text.upper() == "GRAPH" and name.text[0] in "?$" and brace.text == "{":
            yield name.text, brace.start
