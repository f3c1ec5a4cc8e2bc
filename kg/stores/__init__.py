"""Stores: places that hold quads and answer SPARQL."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.stores.oxigraph import OxigraphStore


def opened(place: str | Path, *, writable: bool = False, base: str | None = None) -> OxigraphStore:
    """The store at a place, open: a folder, or the http or https address of a SPARQL server. Raises StoreError."""
    from kg.stores.endpoint import is_address

    if is_address(str(place)):
        from kg.stores.remote import RemoteStore

        return RemoteStore(str(place), writable=writable, base=base)
    from kg.stores.oxigraph import OxigraphStore

    return OxigraphStore(place, writable=writable, base=base)
