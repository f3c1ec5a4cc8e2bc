"""Turns articles on Chinese policy into a knowledge graph; what stands here is what notebooks use."""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

# Loaded when first asked for, so that `import kg` and `kg --help` stay fast; __init__.pyi tells type checkers.
_OFFERED = {
    "open": "kg.api",
    "build": "kg.api",
    "grid": "kg.picture",
    "project": "kg.network",
    "measure": "kg.measures",
    "matrix": "kg.projection",
}


def __getattr__(name: str) -> Any:
    if name not in _OFFERED:
        raise AttributeError(f"module 'kg' has no attribute {name!r}; it offers {', '.join(sorted(_OFFERED))}")
    return getattr(import_module(_OFFERED[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_OFFERED})
