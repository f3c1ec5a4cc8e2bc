"""What goes back to a browser."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Page:
    """A body with its status, type and headers."""

    body: bytes
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=lambda: {"vary": "accept, accept-language, cookie"})
