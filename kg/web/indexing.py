"""Keeps the index for full-text search beside the store up to date, in a process of its own, so that no page waits for it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys

from kg.errors import KgError
from kg.search import Hit, Index, opened, place
from kg.web.processes import python_module
from kg.web.served import ServedStore

_NICENESS = 10


class Indexer:
    """Makes the index in the background whenever it is told to; one at a time."""

    def __init__(self, store: str) -> None:
        self._store = store
        self._task: asyncio.Task[None] | None = None

    def wake(self) -> None:
        """Look whether the index is up to date, and make it where it is not."""
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run())

    async def _run(self) -> None:
        process = await python_module("kg.web.indexing", self._store, stdin=asyncio.subprocess.DEVNULL)
        try:
            await process.wait()
        except asyncio.CancelledError:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()
            raise

    async def close(self) -> None:
        if self._task:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task


_kept: list[tuple[tuple[int, int], Index]] = []


def found(store: ServedStore, words: str, kind: str, limit: int) -> tuple[list[Hit], bool]:
    """What the index beside a store finds, and whether it is up to date; nothing where there is none yet."""
    index = _index(store)
    if index is None:
        return [], False
    return index.search(words, kinds=(kind,), limit=limit), not index.stale(store)


def _index(store: ServedStore) -> Index | None:
    """The index as it stands now; opened again where it was made anew."""
    file = place(store)
    if file is None or not file.exists():
        return None
    stamp = (file.stat().st_ino, file.stat().st_mtime_ns)
    if not _kept or _kept[0][0] != stamp:
        for _, old in _kept:
            old.close()
        _kept.clear()
        with contextlib.suppress(KgError):
            _kept.append((stamp, Index(store)))
    return _kept[0][1] if _kept else None


def main(path: str) -> None:
    """Make the index of a store where it is missing or old."""
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    try:
        with ServedStore(path) as store:
            opened(store).close()
    except KgError as error:
        print(f"no full-text search: {error}", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1])
