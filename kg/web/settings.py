"""What whoever starts a server decides."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The store, where to listen, who may write, and how much an answer may cost."""

    store: str
    host: str = "127.0.0.1"
    port: int = 8765
    token: str = ""
    origins: tuple[str, ...] = ()
    services: frozenset[str] = frozenset()
    timeout: float = 30
    limit: int = 100_000
    workers: int = 2

    @property
    def writable(self) -> bool:
        """Whether anybody may change the store."""
        return bool(self.token)


def settings(
    store: str,
    *,
    origins: Iterable[str],
    services: Iterable[str],
    workers: int,
    token: str,
    host: str,
    port: int,
    timeout: float,
    limit: int,
) -> Settings:
    """Settings from what the command line gives."""
    return Settings(
        store=str(store),
        host=host,
        port=port,
        token=token,
        origins=tuple(origins),
        services=frozenset(s.lower() for s in services),
        timeout=timeout,
        limit=limit,
        workers=workers or os.cpu_count() or 2,
    )
