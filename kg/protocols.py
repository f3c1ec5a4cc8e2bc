"""What an extractor looks like to the rest of the house."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from kg.model import Activity, Article, Reading


class Extractor(Protocol):
    """Reads one article at a time; equal articles give equal readings."""

    @property
    def activity(self) -> Activity: ...

    def read(self, article: Article) -> Reading: ...


@runtime_checkable
class Accountable(Protocol):
    """An extractor that has something to tell when a build ends: what it cost, what it dropped."""

    def account(self) -> Iterator[tuple[str, str]]: ...
