"""Text and Markdown files, with or without YAML front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from kg.corpus.metadata import fields
from kg.corpus.streams import whole_text
from kg.corpus.values import Draft, Limits, Report, Source
from kg.errors import BadInput

_FENCED = re.compile(r"---[ \t]*\n(?P<yaml>(?:.*\n){0,200}?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_LINE = re.compile(r"(?P<key>[A-Za-z][\w -]*|[\u4e00-\u9fff]{1,8})\s*[:：]\s*(?P<value>.*)")
_HEADING = re.compile(r"\s*# +(?P<title>[^\n]+?)(?: +#+)?[ \t]*(?:\n|\Z)")
_MOST = 1 << 16


def text(source: Source, report: Report, limits: Limits) -> Iterator[Draft]:
    """Yield the one article of a text file; a Markdown heading at its very beginning is its title."""
    content = normalised(whole_text(source, report, limits))
    given, body = split_front_matter(content)
    heading = _HEADING.match(body) if source.path.lower().endswith((".md", ".markdown")) else None
    yield Draft(body, given, guesses={"title": heading["title"]} if heading else {})


def normalised(content: str) -> str:
    """The text with line feeds as line ends: the one thing that is changed in a text when it is read."""
    return content.replace("\r\n", "\n").replace("\r", "\n") if "\r" in content else content


def split_front_matter(content: str) -> tuple[dict[str, object], str]:
    """The fields before a text, by our names, and the text; empty lines between the two belong to neither.

    >>> split_front_matter("---\\nid: a-1\\nlang: en\\n---\\n\\nText.")
    ({'id': 'a-1', 'language': 'en'}, 'Text.')
    """
    fenced = _FENCED.match(content[: _MOST + 10])
    if fenced is None:
        return {}, content
    values = _parsed(fenced["yaml"])
    return (fields(values), content[fenced.end() :].lstrip("\n")) if values is not None else ({}, content)


def _parsed(yaml_text: str) -> dict[str, object] | None:
    """The mapping between the fences, or None where there is none, as between two lines drawn with hyphens."""
    import yaml

    try:
        values = yaml.load(yaml_text, _strings_only())
    except (yaml.YAMLError, RecursionError) as error:
        values = _line_by_line(yaml_text)
        if values is None:
            raise BadInput(f"its front matter is not YAML ({_reason(error)}); mend it or remove the lines of ---") from None
    if not isinstance(values, dict):
        return None
    return {str(key): value for key, value in values.items()}


def _strings_only() -> Any:
    """A loader that leaves every value as it is written (`id: 007` stays `007`) and refuses aliases."""
    import yaml

    class StringsOnly(yaml.BaseLoader):
        def compose_node(self, parent: Any, index: Any) -> Any:
            if self.check_event(yaml.AliasEvent):
                raise BadInput(
                    "its front matter uses an alias (*name), which is not allowed here; write the value out, or in quotes"
                )
            return super().compose_node(parent, index)

    return StringsOnly


def _line_by_line(yaml_text: str) -> dict[str, object] | None:
    """`key: value` lines read as they stand, for titles with a colon or a bracket that YAML would want in quotes."""
    rows = [line for line in yaml_text.split("\n") if line.strip()]
    found = [_LINE.fullmatch(row) for row in rows]
    if not rows or not all(found):
        return None
    return {m["key"]: _unquoted(m["value"].strip()) for m in found if m}


def _unquoted(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def _reason(error: Exception) -> str:
    mark, problem = getattr(error, "problem_mark", None), getattr(error, "problem", None)
    return f"line {mark.line + 2}: {problem}" if mark and problem else str(error).split("\n")[0] or "nested too deeply"
