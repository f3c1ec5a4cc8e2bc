"""Keeps workers at hand: each query has one to itself and a time, and those that run long give way to the others."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import tempfile
import time
from dataclasses import dataclass, field
from typing import IO, Any

from kg.web import frames

_PATIENCE = 0.5
_SPARE = 2
_NICENESS = 15
_IN_MEMORY = 1 << 20


@dataclass(slots=True)
class Answer:
    """Status, headers and body of an answer; the body is a file, on disk where it is large."""

    status: int
    headers: dict[str, str]
    body: IO[bytes] = field(default_factory=lambda: _file())
    size: int = 0

    @classmethod
    def of(cls, status: int, text: str) -> Answer:
        made = cls(status, {"content-type": "text/plain; charset=utf-8"})
        made.add(text.encode())
        made.body.seek(0)
        return made

    def add(self, data: bytes) -> None:
        self.body.write(data)
        self.size += len(data)


def _file() -> IO[bytes]:
    return tempfile.SpooledTemporaryFile(_IN_MEMORY)


class Lost(Exception):
    """A worker that ended before its answer did."""


class Process:
    """One worker process."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.slow = False

    @classmethod
    async def start(cls, store: str, mode: str) -> Process:
        """A worker that has opened its store and waits for jobs. Raises Lost where it could not."""
        pipe = asyncio.subprocess.PIPE
        made = cls(
            await asyncio.create_subprocess_exec(
                sys.executable, "-m", "kg.web.worker", store, mode, stdin=pipe, stdout=pipe, limit=1 << 18, start_new_session=True
            )
        )
        try:
            await made.receive()
        except BaseException:
            made.kill()
            raise
        return made

    async def ask(self, job: dict[str, Any], body: bytes) -> Answer:
        """The whole answer to a job."""
        assert self._process.stdin
        try:
            self._process.stdin.write(frames.pack_job(job, body))
            await self._process.stdin.drain()
        except ConnectionError as error:
            raise Lost from error
        return await self.receive()

    async def receive(self) -> Answer:
        """All frames up to the end of an answer; a second head begins the answer anew."""
        import json

        assert self._process.stdout
        answer = Answer(200, {})
        while True:
            try:
                tag, body = await frames.read(self._process.stdout)
            except asyncio.IncompleteReadError as error:
                raise Lost from error
            if tag == frames.HEAD:
                answer = Answer(**json.loads(body))
            elif tag == frames.DATA:
                answer.add(body)
            else:
                answer.body.seek(0)
                return answer

    def yield_to_others(self) -> None:
        """Let this worker run only where nobody else wants to."""
        self.slow = True
        if hasattr(os, "setpriority"):
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self._process.pid, _NICENESS)

    def kill(self) -> None:
        """End it at once, whatever it does."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()

    async def wait(self) -> None:
        """Until it has ended and its pipes are closed, so that nothing is left for a loop that is gone by then."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.close()
        await self._process.stdout.read()
        await self._process.wait()


class Pool:
    """Answers jobs on at most `size` quick workers, and as many slow ones as `most` leaves.

    A job that takes longer than half a second gives its place to the next and goes on with low priority; one that takes
    longer than its time is ended with its worker. Where a caller is cancelled, so is its job.
    """

    def __init__(self, store: str, *, mode: str = "read", size: int = 2, most: int = 24, timeout: float = 30) -> None:
        self._store, self._mode, self.timeout = store, mode, timeout
        self._idle: list[Process] = []
        self._busy: set[Process] = set()
        self._size, self._places, self._all = size, asyncio.Semaphore(size), asyncio.Semaphore(most)
        self._spare = _SPARE if mode == "read" else 0
        self._filling: asyncio.Task[None] | None = None
        self.generation = 0

    async def start(self) -> None:
        """Open the store once, so that what is wrong with it shows at once."""
        self._idle.append(await Process.start(self._store, self._mode))

    async def close(self) -> None:
        """End all workers."""
        if self._filling:
            self._filling.cancel()
        workers = [*self._idle, *self._busy]
        for worker in workers:
            worker.kill()
        for worker in workers:
            await worker.wait()

    async def run(self, job: dict[str, Any], body: bytes = b"") -> Answer:
        """The answer to a job; 500 with a sentence where its time or its memory was not enough."""
        async with self._all:
            await self._places.acquire()
            place = _Place(self._places)
            try:
                return await self._run({**job, "timeout": self.timeout, "generation": self.generation}, body, place)
            finally:
                place.leave()

    async def _run(self, job: dict[str, Any], body: bytes, place: _Place) -> Answer:
        started = time.monotonic()
        worker = await self._take()
        task = asyncio.ensure_future(worker.ask(job, body))
        try:
            done, _ = await asyncio.wait({task}, timeout=job.get("patience", _PATIENCE) if self._mode == "read" else self.timeout)
            if not done and self._mode == "read":
                worker.yield_to_others()
                self._refill()
                place.leave()
                done, _ = await asyncio.wait({task}, timeout=max(0.0, self.timeout - (time.monotonic() - started)))
            if not done:
                return Answer.of(
                    500,
                    f"Refused: the query took longer than {self.timeout:g} s, the limit of this server; ask for less at once.\n",
                )
            return task.result()
        except Lost:
            return Answer.of(
                500, "Refused: the query needed more memory or time than this server gives to one; ask for less at once.\n"
            )
        finally:
            await self._give_back(worker, task)

    async def _take(self) -> Process:
        worker = self._idle.pop() if self._idle else await Process.start(self._store, self._mode)
        self._busy.add(worker)
        return worker

    def _refill(self) -> None:
        """Start workers ahead of need, for the place of one that runs long is free at once."""
        if not self._filling or self._filling.done():
            self._filling = asyncio.ensure_future(self._fill())

    async def _fill(self) -> None:
        while len(self._idle) < self._spare:
            try:
                self._idle.append(await Process.start(self._store, self._mode))
            except Lost:
                return

    async def _give_back(self, worker: Process, task: asyncio.Future[Answer]) -> None:
        self._busy.discard(worker)
        well = task.done() and not task.cancelled() and task.exception() is None
        if well and not worker.slow and len(self._idle) < self._size + self._spare:
            self._idle.append(worker)
            return
        task.cancel()
        worker.kill()
        if self._mode == "write":
            await worker.wait()


class _Place:
    """A place among the quick; it can be left once."""

    def __init__(self, places: asyncio.Semaphore) -> None:
        self._places: asyncio.Semaphore | None = places

    def leave(self) -> None:
        if self._places:
            self._places.release()
            self._places = None
