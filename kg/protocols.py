"""What an extractor and a store look like to the rest of the house."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

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


class Store(Protocol):
    """Holds named graphs of quads and answers SPARQL over them."""

    def replace(self, graph: str, quads: Iterable[Any], *, in_union: bool = True) -> bool: ...

    def drop(self, graph: str) -> bool: ...

    def graphs(self) -> Iterator[str]: ...

    def select(self, query: str, bindings: Mapping[str, Any] | None = None) -> Any: ...
