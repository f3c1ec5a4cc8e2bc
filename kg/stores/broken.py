"""Says of a broken query where it broke and what may help."""

from __future__ import annotations

import re
from difflib import get_close_matches

from kg.ns import PREFIXES

_PLACE = re.compile(r"error at (\d+):(\d+): expected (.*)", re.DOTALL)
_FULL_WIDTH = dict(zip("“”‘’（）｛｝，；：？。", "\"\"''(){},;:?.", strict=True))


def place(error: str) -> tuple[int, int]:
    """Line and column, from 1, at which a parser gave up; 0 where it does not say."""
    found = _PLACE.search(error)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def explain(query: str, error: str) -> str:
    """A sentence on broken SPARQL: line and column, the line itself with a caret, and a hint where there is one."""
    found = _PLACE.search(error)
    if not found:
        return f"The query is not SPARQL: {error}"
    line, column = int(found[1]), int(found[2])
    lines = query.splitlines() or [""]
    text = lines[line - 1] if line <= len(lines) else ""
    start = max(0, column - 60)
    shown = text[start : start + 120]
    caret = " " * (min(column, len(text) + 1) - 1 - start) + "^"
    hint = _hint(query, text, column, found[3])
    return f"The query is not SPARQL: line {line}, column {column}.\n\n{shown}\n{caret}\n{hint}"


def _hint(query: str, line: str, column: int, expected: str) -> str:
    odd = [c for c in line if c in _FULL_WIDTH]
    if odd:
        return f"The line holds {odd[0]}; SPARQL wants {_FULL_WIDTH[odd[0]]}."
    if "Prefix not found" in expected:
        return _prefix_hint(line, column)
    if re.search(r"(?<![<\w/])[A-Za-z][\w-]*:[\w-]+/", line):
        return "A short name holds no bare slash: write id:person\\/li-qiang, or the whole address in < >."
    for left, right in ("{}", "()", "[]"):
        bare = _without_strings(query)
        if bare.count(left) != bare.count(right):
            return f"There are {bare.count(left)} {left} and {bare.count(right)} {right}; each needs its counterpart."
    words = [w.strip() for w in expected.removeprefix("one of ").split(", ")]
    named = [w for w in words if re.fullmatch(r"[A-Z ]{2,20}", w)]
    return (
        f"Expected here: {', '.join(named[:6])}, or the line before may miss its full stop."
        if named
        else "A full stop, a closing bracket or a ? before a variable may be missing."
    )


def _prefix_hint(line: str, column: int) -> str:
    found = re.search(r"([\w.-]*):[^\s]*$", line[: max(column - 1, 0)]) or re.search(
        r"\b([a-zA-Z][\w-]*):", line[max(column - 20, 0) :]
    )
    name = found[1] if found else ""
    near = get_close_matches(name, PREFIXES, n=2, cutoff=0.6)
    known = (
        f"did you mean {' or '.join(f'{n}:' for n in near)}?"
        if near
        else f"known without PREFIX: {', '.join(f'{p}:' for p in PREFIXES)}."
    )
    return f"No prefix {name}: is declared; {known}"


def _without_strings(query: str) -> str:
    return re.sub(r'"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|<[^<>"{}\s]*>|#[^\n]*', "", query)
