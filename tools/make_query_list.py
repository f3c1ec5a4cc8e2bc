"""Writes docs/queries.md, the list of named queries, from the headers of kg/queries/*.rq.

    python tools/make_query_list.py [--check]

`--check` writes nothing and ends with exit code 1 where the file is not what the headers say.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from kg import queries
from kg.queries import NamedQuery, Parameter

PAGE = Path(__file__).resolve().parent.parent / "docs" / "queries.md"
HEAD = """# Named queries

Made from the headers of `kg/queries/*.rq` by `python tools/make_query_list.py`; edit those.

`kg query NAME --parameter value` answers one, `kg.open("./kg-store").query("NAME", parameter="value")` does so in
Python. People, offices, bodies, provinces, strategies and themes go by their names in English or Chinese, by an alias
or by their identifier; dates are written `2024`, `2024-03` or `2024-03-20`. Parameters in brackets may be left out.
"""


def main() -> None:
    text = page()
    if "--check" not in sys.argv:
        PAGE.write_text(text, encoding="utf-8")
    elif not PAGE.exists() or PAGE.read_text(encoding="utf-8") != text:
        sys.exit("docs/queries.md is not what the headers of kg/queries say; run python tools/make_query_list.py")


def page() -> str:
    """The page as Markdown."""
    every = sorted((queries.named(name) for name in queries.names()), key=lambda q: (queries.GROUPS.index(q.group), q.name))
    return HEAD + "".join(section(group, members) for group, members in groupby(every, key=lambda q: q.group))


def section(group: str, members: Iterator[NamedQuery]) -> str:
    return f"\n## {group[0].upper()}{group[1:]}\n" + "".join(entry(query) for query in members)


def entry(query: NamedQuery) -> str:
    lines = [f"\n### {query.name}\n", query.summary + ".\n", query.summary_zh + "。\n"]
    if query.parameters:
        lines += ["| parameter | kind | |", "|---|---|---|", *(row(p) for p in query.parameters), ""]
    lines += ["| column | |", "|---|---|", *(f"| `{name}` | {cell(help_)} |" for name, help_ in query.columns)]
    return "\n".join(lines) + "\n"


def row(parameter: Parameter) -> str:
    name = f"`{parameter.name}`"
    return f"| {name if parameter.required else f'[{name}]'} | {parameter.kind} | {cell(parameter.help)} |"


def cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    main()
