"""A process of its own that answers one question at a time, so that the server can end it where a query runs away."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import IO, Any, cast

import pyoxigraph as ox

from kg.errors import KgError
from kg.stores.broken import explain
from kg.web import formats, frames
from kg.web.limits import Counted, TooMuch
from kg.web.served import DatasetConflict, ServedStore

_MEMORY = 3 << 30
BUFFER = 1 << 17
_SIZE = 256 << 20
Job = dict[str, Any]


class _Failure(Exception):
    """An answer that is an error: its status and its message."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class Worker:
    """Reads jobs from a pipe and writes their answers to another."""

    def __init__(self, store: ServedStore, out: IO[bytes]) -> None:
        self.store, self._out = store, out

    def ready(self) -> None:
        """Tell the server that jobs may come, and to which process."""
        self._data(str(os.getpid()).encode())
        self._emit(frames.END)

    def serve(self, jobs: IO[bytes]) -> None:
        """Answer jobs until the server goes."""
        while found := frames.read_job(jobs):
            self.answer(*found)

    def answer(self, job: Job, body: bytes = b"") -> None:
        """Answer one job; a reader whose files were swept away under it opens them again and tries again."""
        _alarm(job["timeout"])
        try:
            self.store.follow(job.get("generation", 0))
            self._do_again(job, body)
        except _Failure as failure:
            self._head(failure.status, "text/plain; charset=utf-8", str(failure))
        except TooMuch as limit:
            self._head(500, "text/plain; charset=utf-8", f"Refused: {limit}.\n")
        except (KgError, DatasetConflict, OSError, RuntimeError, ValueError) as error:
            self._head(400, "text/plain; charset=utf-8", f"{error}\n")
        except Exception:
            self._head(500, "text/plain; charset=utf-8", "This server made a mistake; what it prints says where.\n")
            traceback.print_exc()
        finally:
            _alarm(0)
            self._emit(frames.END)

    def _do_again(self, job: Job, body: bytes, times: int = 3) -> None:
        try:
            _DOES[job["do"]](self, job, body)
        except (OSError, RuntimeError) as error:
            swept = isinstance(error, OSError) or "IO error" in str(error)
            if self.store.writable or not times or not swept:
                raise
            self.store.reopen()
            self._do_again(job, body, times - 1)

    def _head(self, status: int, kind: str, text: str = "", **headers: str) -> None:
        self._emit(frames.HEAD, json.dumps({"status": status, "headers": {"content-type": kind, **headers}}).encode())
        if text:
            self._emit(frames.DATA, text.encode("utf-8", "replace"))

    def _emit(self, tag: bytes, body: bytes = b"") -> None:
        """Write a frame; a small answer goes out as a whole, so that the server wakes once for it."""
        self._out.write(frames.pack(tag, body))
        if tag == frames.END:
            self._out.flush()

    def _data(self, body: bytes) -> None:
        self._emit(frames.DATA, body)

    # -- what it does ------------------------------------------------------------------------------

    def query(self, job: Job, body: bytes) -> None:
        text = body.decode()
        try:
            found = self.store.answer(text, job["base"], job["default"], job["named"])
        except SyntaxError as error:
            raise _Failure(400, explain(text, str(error)) + "\n") from error
        if isinstance(found, ox.QueryTriples):
            self._graph(found, job)
            return
        form = self._wanted(job, formats.RESULTS)
        self._head(200, form.sent, **_VARY)
        sink = Counted(self._data, form, job["limit"], _SIZE)
        found.serialize(sink, format=formats.RESULTS[form])
        sink.flush()

    def graph(self, job: Job, _: bytes) -> None:
        graph = job["graph"]
        if graph and not self.store.holds(graph):
            raise _Failure(404, f"There is no graph <{graph}>.\n")
        self._graph(self.store.content(graph), {**job, "limit": sys.maxsize})

    def describe(self, job: Job, _: bytes) -> None:
        """All that the store says of one of its things; of a named graph, what is in it."""
        iri = self.store.base + job["path"].removeprefix("/id/")
        found = self.store.about(iri)
        if self.store.holds(iri):
            found += self.store.content(iri)
        if not found:
            raise _Failure(404, f"Nothing is known of <{iri}>.\n")
        self._graph(found, job)

    def ontology(self, job: Job, _: bytes) -> None:
        """The terms that this graph is written in."""
        self._graph(self.store.content(self.store.names.graph("ontology")), job)

    def turtle(self, job: Job, body: bytes) -> None:
        """A small graph of the server's own, in the form that the client likes."""
        self._graph((q.triple for q in ox.parse(body, format=ox.RdfFormat.TURTLE)), job)

    def void(self, job: Job, _: bytes) -> None:
        from kg.web.description import void

        self._graph((q.triple for q in ox.parse(void(self.store, job["address"]), format=ox.RdfFormat.TURTLE)), job)

    def names(self, _: Job, __: bytes) -> None:
        """Read all names ahead of the first page."""
        from kg.web.explorer import names

        names(self.store)

    def page(self, job: Job, _: bytes) -> None:
        from kg.web.explorer import answer

        page = answer(self.store, job)
        self._head(page.status, page.kind, **page.headers)
        self._data(page.body)

    def _graph(self, triples: Iterable[ox.Triple], job: Job) -> None:
        form = self._wanted(job, formats.GRAPHS)
        sink = _Plain(self._data)
        self._head(200, form.sent, **_VARY)
        ox.serialize(
            _at_most(triples, job["limit"]), cast("IO[bytes]", sink), format=formats.GRAPHS[form], prefixes=self.store.prefixes
        )
        sink.flush()

    def _wanted(self, job: Job, offers: Iterable[formats.Format]) -> formats.Format:
        choices = list(offers)
        form = formats.wanted(job["accept"], choices, job.get("format", ""))
        if not form:
            raise _Failure(406, f"This answer comes as {', '.join(f.asked[0] for f in choices)}.\n")
        return form

    # -- what it changes ---------------------------------------------------------------------------

    def update(self, job: Job, body: bytes) -> None:
        text = body.decode()
        try:
            self.store.change(text, job["base"], job["using"], job["using_named"])
        except SyntaxError as error:
            raise _Failure(400, explain(text, str(error)) + "\n") from error
        self._head(204, "text/plain; charset=utf-8")

    def write(self, job: Job, body: bytes) -> None:
        """PUT, POST or DELETE of one graph."""
        graph, method = job["graph"], job["method"]
        there = self.store.holds(graph)
        if method == "DELETE":
            if graph and not there:
                raise _Failure(404, f"There is no graph <{graph}>.\n")
            self.store.delete(graph)
        else:
            triples = list(_parsed(job, body))
            (self.store.put if method == "PUT" else self.store.extend)(graph, triples)
        status = 201 if not there and method != "DELETE" else 204 if method == "PUT" else 200
        self._head(status, "text/plain; charset=utf-8", "" if status == 204 else f"{_DONE[method]}.\n", **job["headers"])


_VARY = {"vary": "accept"}
_DONE = {"PUT": "put", "POST": "added", "DELETE": "deleted"}
_DOES: dict[str, Callable[[Worker, Job, bytes], None]] = {
    "query": Worker.query,
    "graph": Worker.graph,
    "describe": Worker.describe,
    "ontology": Worker.ontology,
    "turtle": Worker.turtle,
    "void": Worker.void,
    "names": Worker.names,
    "page": Worker.page,
    "update": Worker.update,
    "write": Worker.write,
}


class _Plain:
    """A file that hands on what it is given in large pieces, up to the size that an answer may have."""

    def __init__(self, emit: Callable[[bytes], None]) -> None:
        self._emit, self._held, self._sent = emit, bytearray(), 0

    def write(self, data: bytes) -> int:
        self._held += data
        if len(self._held) > 1 << 16:
            self.flush()
        return len(data)

    def flush(self) -> None:
        self._sent += len(self._held)
        if self._sent > _SIZE:
            raise TooMuch(f"the answer has more than {_SIZE >> 20} MB, the limit of this server; ask for less")
        if self._held:
            self._emit(bytes(self._held))
            self._held.clear()


def _at_most(triples: Iterable[ox.Triple], limit: int) -> Iterator[ox.Triple]:
    found = iter(triples)
    yield from islice(found, limit)
    if next(found, None) is not None:
        raise TooMuch(f"the answer has more than {limit} triples, the limit of this server; add LIMIT, or ask for less")


def _parsed(job: Job, body: bytes) -> Iterator[ox.Triple]:
    """The triples of a request's body, or of each part of a form."""
    for kind, text in _parts(job["type"], body):
        form = formats.parser(kind)
        if not form:
            raise _Failure(
                415,
                f"This server reads {', '.join(f.asked[0] for f in formats.GRAPHS)}, not {kind or 'a body without a type'}.\n",
            )
        try:
            yield from (q.triple for q in ox.parse(text, format=form, base_iri=job["base"]))
        except SyntaxError as error:
            raise _Failure(400, f"The body is not {form.name}: {error}\n") from error


def _parts(kind: str, body: bytes) -> Iterator[tuple[str, bytes]]:
    if formats.media_type(kind) != "multipart/form-data":
        yield kind, body
        return
    from email.parser import BytesParser

    form = BytesParser().parsebytes(b"Content-Type: " + kind.encode("latin-1", "replace") + b"\r\n\r\n" + body)
    for part in form.walk():
        if not part.is_multipart():
            yield part.get("content-type", ""), part.get_payload(decode=True)  # type: ignore[misc]


def _alarm(seconds: float) -> None:
    """Have the system end this process soon after its time, even where nobody is left to do it."""
    if hasattr(signal, "alarm"):
        signal.alarm(int(seconds) + 2 if seconds else 0)


def _bound_memory() -> None:
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError):  # where the machine has too little, Linux is to end a worker, not the server
        Path("/proc/self/oom_score_adj").write_text("500")


def work(path: str, mode: str, jobs: IO[bytes], out: IO[bytes]) -> None:
    """Open the store and answer the jobs that come; what libraries print goes to standard error."""
    os.dup2(2, 1)
    _bound_memory()
    worker = Worker(ServedStore(path, writable=mode == "write"), out)
    worker.ready()
    worker.serve(jobs)
    worker.store.close()


def main(path: str, mode: str) -> None:
    """Serve the jobs that come on standard input; answers go to what was standard output."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    work(path, mode, sys.stdin.buffer, os.fdopen(os.dup(1), "wb", buffering=BUFFER))


if __name__ == "__main__":
    main(*sys.argv[1:3])
