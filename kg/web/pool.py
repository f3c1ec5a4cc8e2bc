"""Keeps workers at hand: each query has one to itself and a time, and those that run long give way to the others."""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from kg.web.processes import Answer, Lost, Process, Starter, starter

_PATIENCE = 0.05
_LONG = 1.0
_SPARE = 2
_QUERY, _PAGE = False, True


class Pool:
    """Answers jobs on at most `size` workers that are quick, and as many that make pages, each of which knows all names.

    A job that takes longer than a twentieth of a second, or than its own patience, leaves its place to the next and gives way to the
    quick. After a second more, and where more than `size` are aside like that, it runs only where nobody else wants to; where four
    times `size` do so, the next one is ended, and begins again when one of them is through. Beyond its time a job is ended with its
    worker. Where a caller is cancelled, so is its job.
    """

    def __init__(
        self, store: str, *, mode: str = "read", size: int = 2, timeout: float = 30, workers: Starter | None = None
    ) -> None:
        self._starter, self._reads, self.timeout = workers or starter(store, mode), mode == "read", timeout
        self._idle: list[Process] = []
        self._busy: set[Process] = set()
        self._size, self._aside = size, 0
        self._places = {kind: asyncio.Semaphore(size) for kind in (_QUERY, _PAGE)}
        self._long = asyncio.Semaphore(4 * size)
        self._spare = _SPARE if self._reads else 0
        self._most_idle = 2 * size + self._spare if self._reads else 1
        self._filling: asyncio.Task[None] | None = None
        self.generation = 0

    async def start(self) -> None:
        """Open the store once, so that what is wrong with it shows at once."""
        self._idle.append(await self._starter.start())

    async def close(self) -> None:
        """End all workers."""
        if self._filling:
            self._filling.cancel()
        workers = [*self._idle, *self._busy]
        for worker in workers:
            worker.kill()
        for worker in workers:
            await worker.wait()
        await self._starter.close()

    async def run(self, job: dict[str, Any], body: bytes = b"") -> Answer:
        """The answer to a job; 500 with a sentence where its time or its memory was not enough."""
        asked = {**job, "timeout": self.timeout, "generation": self.generation}
        try:
            async with asyncio.timeout(None) as clock, _Place(self._places[job["do"] == "page"]) as place:
                clock.reschedule(asyncio.get_running_loop().time() + self.timeout)
                return await self._answer(asked, body, place)
        except TimeoutError:
            return Answer.of(
                500, f"Refused: the query took longer than {self.timeout:g} s, the limit of this server; ask for less at once.\n"
            )
        except Lost:
            return Answer.of(
                500, "Refused: the query needed more memory or time than this server gives to one; ask for less at once.\n"
            )

    async def _answer(self, job: dict[str, Any], body: bytes, place: _Place) -> Answer:
        async with self._asked(job, body) as (worker, answer):
            if await _within(answer, job.get("patience", _PATIENCE) if self._reads else math.inf):
                return answer.result()
            place.leave()
            self._refill()
            worker.give_way()
            if await self._comes_aside(answer):
                return answer.result()
            if not self._long.locked():
                async with self._long:
                    worker.stand_back()
                    return await answer
        async with self._long, self._asked(job, body) as (worker, answer):
            worker.stand_back()
            return await answer

    async def _comes_aside(self, answer: asyncio.Future[Answer]) -> bool:
        """Whether an answer comes while no more than `size` jobs are aside; where nobody wants its place a job may take its time."""
        self._aside += 1
        try:
            while not await _within(answer, _LONG):
                if self._aside > self._size:
                    return False
            return True
        finally:
            self._aside -= 1

    @asynccontextmanager
    async def _asked(self, job: dict[str, Any], body: bytes) -> AsyncIterator[tuple[Process, asyncio.Future[Answer]]]:
        """A worker and its answer to come; a worker that is not through by the end is ended."""
        page, answer = job["do"] == "page", None
        worker = await self._take(page)
        try:
            if page and worker.names != self.generation:  # before its patience begins, which is for the page alone
                await worker.ask({**job, "do": "names"}, b"")
                worker.names = self.generation
            answer = asyncio.ensure_future(worker.ask(job, body))
            yield worker, answer
        finally:
            await self._give_back(worker, answer)

    async def _take(self, page: bool) -> Process:
        worker = self._resting(page) or await self._starter.start()
        self._busy.add(worker)
        return worker

    def _resting(self, page: bool) -> Process | None:
        """An idle worker, taken; for a page one that has read all names, for a query one that has not, where there is one."""
        order = sorted(self._idle, key=lambda w: (w.names is not None) == page)
        if order:
            self._idle.remove(order[-1])
        return order[-1] if order else None

    def _refill(self) -> None:
        """Start workers ahead of need, for the place of one that runs long is free at once."""
        if not self._filling or self._filling.done():
            self._filling = asyncio.ensure_future(self._fill())

    async def _fill(self) -> None:
        while len(self._idle) < self._spare:
            try:
                self._idle.append(await self._starter.start())
            except Lost:
                return

    async def _give_back(self, worker: Process, answer: asyncio.Future[Answer] | None) -> None:
        self._busy.discard(worker)
        well = answer and answer.done() and not answer.cancelled() and answer.exception() is None
        if well and not worker.lowered and len(self._idle) < self._most_idle:
            self._idle.append(worker)
            return
        if answer:
            answer.cancel()
        worker.kill()
        if not self._reads:
            await worker.wait()


async def _within(answer: asyncio.Future[Answer], seconds: float) -> bool:
    """Whether an answer came within so many seconds; where it has not it is still waited for."""
    done, _ = await asyncio.wait({answer}, timeout=None if seconds == math.inf else seconds)
    return bool(done)


class _Place:
    """A place among the quick, which can be left before the end."""

    def __init__(self, places: asyncio.Semaphore) -> None:
        self._places, self._held = places, False

    async def __aenter__(self) -> _Place:
        self._held = await self._places.acquire()
        return self

    async def __aexit__(self, *_: object) -> None:
        self.leave()

    def leave(self) -> None:
        if self._held:
            self._places.release()
            self._held = False
