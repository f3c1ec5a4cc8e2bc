"""Worker processes as the server sees them: how they begin, how they are asked, and how they give way or end."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import socket
import sys
import tempfile
from dataclasses import dataclass, field
from typing import IO, Any, Protocol

from kg.web import frames

_BUFFER = 1 << 18
_IN_MEMORY = 1 << 20
_LOWER, _LOWEST = 10, 19


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


class Ending(Protocol):
    """What ends a process, and tells when it has ended."""

    def kill(self) -> None: ...
    async def wait(self) -> object: ...


class Process:
    """One worker process and the line to it."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, ending: Ending) -> None:
        self._reader, self._writer, self._ending = reader, writer, ending
        self.pid = 0
        self.lowered = False
        self.names: int | None = None  # as of which change of the store it knows all names

    async def get_ready(self) -> None:
        """Wait until it has opened its store and has told who it is. Raises Lost where it could not."""
        try:
            self.pid = int((await self.receive()).body.read())
        except BaseException:
            self.kill()
            raise

    async def ask(self, job: dict[str, Any], body: bytes) -> Answer:
        """The whole answer to a job."""
        try:
            self._writer.write(frames.pack_job(job, body))
            await self._writer.drain()
        except ConnectionError as error:
            raise Lost from error
        return await self.receive()

    async def receive(self) -> Answer:
        """All frames up to the end of an answer; a second head begins the answer anew."""
        answer = Answer(200, {})
        while True:
            try:
                tag, body = await frames.read(self._reader)
            except (asyncio.IncompleteReadError, ConnectionError) as error:
                raise Lost from error
            if tag == frames.HEAD:
                answer = Answer(**json.loads(body))
            elif tag == frames.DATA:
                answer.add(body)
            else:
                answer.body.seek(0)
                return answer

    def give_way(self) -> None:
        """Let quicker ones go first. Only an administrator could raise it again, so it is not asked a second time."""
        self._lower(_LOWER)

    def stand_back(self) -> None:
        """Have it run only where nobody else wants to."""
        if hasattr(os, "SCHED_IDLE"):
            with contextlib.suppress(OSError):
                os.sched_setscheduler(self.pid, os.SCHED_IDLE, os.sched_param(0))
                return
        self._lower(_LOWEST)

    def _lower(self, niceness: int) -> None:
        if hasattr(os, "setpriority"):
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self.pid, niceness)
                self.lowered = True

    def kill(self) -> None:
        """End it at once, whatever it does."""
        with contextlib.suppress(ProcessLookupError):
            self._ending.kill()
        self._writer.close()

    async def wait(self) -> None:
        """Until it has ended and its line is closed, so that nothing is left for a loop that is gone by then."""
        with contextlib.suppress(ConnectionError):
            await self._reader.read()
        await self._ending.wait()


class Starter(Protocol):
    """A way to start workers."""

    async def start(self) -> Process: ...
    async def close(self) -> None: ...


def starter(store: str, mode: str) -> Starter:
    """The quickest way to start workers here: to fork them where that is safe, else to start Python anew for each.

    macOS has fork, but libraries of its own that do not survive it.
    """
    forking = sys.platform == "linux" and hasattr(os, "pidfd_open") and mode == "read"
    return Forks(store) if forking else Spawns(store, mode)


class Spawns:
    """Starts each worker as a new Python."""

    def __init__(self, store: str, mode: str) -> None:
        self._store, self._mode = store, mode

    async def start(self) -> Process:
        """A worker that waits for jobs. Raises Lost where it could not begin."""
        pipe = asyncio.subprocess.PIPE
        process = await python_module("kg.web.worker", self._store, self._mode, stdin=pipe, stdout=pipe, limit=_BUFFER)
        assert process.stdin and process.stdout
        made = Process(process.stdout, process.stdin, process)
        await made.get_ready()
        return made

    async def close(self) -> None:
        """Nothing is kept."""


class Forks:
    """Starts workers by a process that has read all modules already and forks: a tenth of the work of a new Python."""

    def __init__(self, store: str) -> None:
        self._store = store
        self._parent: tuple[asyncio.subprocess.Process, socket.socket] | None = None
        self._opening = asyncio.Lock()

    async def start(self) -> Process:
        """A worker that waits for jobs; a parent that has died is replaced once. Raises Lost where that did not help."""
        try:
            return await self._fork()
        except Lost:
            await self.close()
            return await self._fork()

    async def _fork(self) -> Process:
        line = await self._line()
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                socket.send_fds(line, [b"1"], [theirs.fileno()])
            except OSError as error:
                ours.close()
                raise Lost from error
        ending = _Forked()
        made = Process(*await asyncio.open_unix_connection(sock=ours, limit=_BUFFER), ending)
        await made.get_ready()
        ending.know(made.pid)
        return made

    async def _line(self) -> socket.socket:
        async with self._opening:
            if not self._parent:
                ours, theirs = socket.socketpair()
                nowhere = asyncio.subprocess.DEVNULL
                with theirs:
                    self._parent = await python_module("kg.web.forking", self._store, stdin=theirs, stdout=nowhere), ours
            return self._parent[1]

    async def close(self) -> None:
        """Close the line to the parent, which ends then; its children have lines of their own."""
        if self._parent:
            (process, line), self._parent = self._parent, None
            line.close()
            await process.wait()


class _Forked:
    """Ends a process that is no child of ours, by a handle, for its number could be another's by then."""

    def __init__(self) -> None:
        self._handle: int | None = None

    def know(self, pid: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            self._handle = os.pidfd_open(pid)

    def kill(self) -> None:
        if self._handle is not None:
            handle, self._handle = self._handle, None
            try:
                signal.pidfd_send_signal(handle, signal.SIGKILL)
            finally:
                os.close(handle)

    async def wait(self) -> None:
        """Not needed: the parent that forked it has the system bury it."""


async def python_module(name: str, *words: str, **options: Any) -> asyncio.subprocess.Process:
    """A module as a process in a group of its own, so that Ctrl-C reaches the server alone.

    A session of its own would do that too, but Linux shares the processors among sessions first, and a low priority within one
    counts for nothing against the others (man 7 sched, autogroup).
    """
    return await asyncio.create_subprocess_exec(sys.executable, "-m", name, *words, process_group=0, **options)
