"""Finds extractors by name, those of this package and those that other packages register."""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import entry_points
from typing import Any

from kg.errors import UnknownName

_OWN = {
    "kg.extractors": {"rules": "kg.extractors.rules:RulesExtractor", "llm": "kg.extractors.llm:LlmExtractor"},
}


def find(group: str, name: str) -> Any:
    """What a name stands for in a group (`kg.extractors`); UnknownName lists the installed ones."""
    own = _OWN[group]
    if name in own:
        module, _, attribute = own[name].partition(":")
        return getattr(import_module(module), attribute)
    others = {e.name: e for e in entry_points(group=group)}
    if name not in others:
        what = group.rpartition(".")[2].rstrip("s")
        raise UnknownName(f"no {what} named {name!r}; installed: {', '.join(sorted({*own, *others}))}")
    return others[name].load()
