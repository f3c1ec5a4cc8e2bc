"""The explorer's own questions: each `.rq` file beside this one, asked of one thing."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode

from kg.stores.oxigraph import OxigraphStore

_FOLDER = Path(__file__).resolve().parent / "queries"


@cache
def _text(name: str) -> str:
    return (_FOLDER / f"{name}.rq").read_text(encoding="utf-8")


def rows(store: OxigraphStore, name: str, thing: str = "") -> list[dict[str, Any]]:
    """The rows of a question, about one thing where it takes one."""
    return list(store.select(_text(name), {"thing": NamedNode(thing)} if thing else None))
