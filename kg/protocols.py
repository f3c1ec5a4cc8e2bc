"""What an extractor and a store look like to the rest of the house."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from kg.model import Activity, Article, Reading


class Extractor(Protocol):
    """Reads one article at a time; equal articles give equal readings."""

    @property
    def activity(self) -> Activity: ...

    def read(self, article: Article) -> Reading: ...


class Store(Protocol):
    """Holds named graphs of quads and answers SPARQL over them."""

    def replace(self, graph: str, quads: Iterable[Any], *, in_union: bool = True) -> bool: ...

    def drop(self, graph: str) -> bool: ...

    def graphs(self) -> Iterator[str]: ...

    def select(self, query: str, bindings: Mapping[str, Any] | None = None) -> Any: ...
