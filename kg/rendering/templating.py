"""Fills our page templates, so that no text from an article can leave the place it is put into."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATES = Path(__file__).resolve().parent / "templates"
_IN_SCRIPT = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def environment() -> Environment:
    """A fresh environment over our templates that escapes by itself; `source(name)` puts in a script or style sheet."""
    from jinja2 import Environment, FileSystemLoader

    made = Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    made.filters["in_script"] = in_script
    made.globals["source"] = source
    return made


def in_script(value: Any) -> Any:
    """JSON that no text in it can end or leave: for a script element."""
    from markupsafe import Markup

    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Markup(re.sub("[<>&\u2028\u2029]", lambda found: _IN_SCRIPT[found[0]], text))


def source(name: str) -> Any:
    """A script or style sheet of ours, to stand in the page as it is."""
    from markupsafe import Markup

    return Markup((_TEMPLATES / name).read_text(encoding="utf-8"))


def writable(page: str) -> str:
    """The page without lone surrogates, which no file can hold."""
    return page.encode("utf-8", "replace").decode("utf-8")
