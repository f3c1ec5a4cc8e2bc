"""SPARQL 1.1 Protocol and Graph Store HTTP Protocol: what a request asks for, and what it may not."""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import AsyncIterator, Coroutine, Sequence
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from uuid import uuid4

from starlette.datastructures import QueryParams
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from kg.web import formats
from kg.web.description import service
from kg.web.guard import Refused, check_hosts
from kg.web.pool import Pool
from kg.web.processes import Answer
from kg.web.settings import Settings

_FORM = "application/x-www-form-urlencoded"
_QUERY, _UPDATE = "application/sparql-query", "application/sparql-update"
_LONGEST = 1 << 20
_LARGEST = 64 << 20
_AT_ONCE = 1 << 18


class Problem(Exception):
    """A request that cannot be served: a status, a sentence, and headers that go with them."""

    def __init__(self, status: int, message: str, **headers: str) -> None:
        super().__init__(message)
        self.status, self.headers = status, {k.replace("_", "-"): v for k, v in headers.items()}


async def on_problem(_: Request, problem: Exception) -> Response:
    """A problem as a response."""
    assert isinstance(problem, Problem)
    return PlainTextResponse(f"{problem}\n", problem.status, problem.headers)


class Protocol:
    """The endpoints for programs, over a pool that reads and, where the server is writable, one that writes."""

    def __init__(self, settings: Settings, readers: Pool, writer: Pool | None) -> None:
        self.settings, self.readers, self.writer = settings, readers, writer

    # -- SPARQL ------------------------------------------------------------------------------------

    async def sparql(self, request: Request) -> Response:
        """Query by GET or POST, update by POST; without either, what this service can do."""
        if request.method in ("GET", "HEAD"):
            asked = request.query_params
            if "update" in asked:
                raise Problem(405, "An update has to be sent by POST.", allow="POST")
            if "query" not in asked:
                return await self._description(request)
            return await self._query(request, _one(asked, "query"), asked)
        kind = formats.media_type(request.headers.get("content-type", ""))
        text = _decoded(await body_of(request, _LONGEST), request.headers.get("content-type", ""))
        if kind == _QUERY:
            return await self._query(request, text, request.query_params)
        if kind == _UPDATE:
            return await self._update(request, text, request.query_params)
        if kind == _FORM:
            return await self._form(request, QueryParams(parse_qsl(text, keep_blank_values=True)))
        raise Problem(415, f"Send {_FORM}, {_QUERY} or {_UPDATE}, not {kind or 'a body without a type'}.")

    async def _form(self, request: Request, form: QueryParams) -> Response:
        both = QueryParams(
            [*form.multi_items(), *((k, v) for k, v in request.query_params.multi_items() if k not in ("query", "update"))]
        )
        if "query" in form and "update" in form:
            raise Problem(400, "Send a query or an update, not both.")
        if "update" in form:
            return await self._update(request, _one(form, "update"), both)
        return await self._query(request, _one(form, "query"), both)

    async def _query(self, request: Request, text: str, asked: QueryParams) -> Response:
        self._check(text)
        default, named = asked.getlist("default-graph-uri"), asked.getlist("named-graph-uri")
        given = bool(default or named)
        job = {
            "do": "query",
            "base": f"{address(request)}/sparql",
            "accept": request.headers.get("accept", ""),
            "format": asked.get("format", ""),
            "default": [_iri(g) for g in default] if given else None,
            "named": [_iri(g) for g in named] if given else None,
            "limit": self.settings.limit,
        }
        answer = await self.ask(request, job, _encoded(text))
        name = asked.get("download", "")
        return reply(answer, name and {"content-disposition": f'attachment; filename="answer.{job["format"] or "txt"}"'})

    async def _update(self, request: Request, text: str, asked: QueryParams) -> Response:
        writer = self._authorised(request)
        self._check(text, update=True)
        job = {
            "do": "update",
            "base": f"{address(request)}/sparql",
            "using": [_iri(g) for g in asked.getlist("using-graph-uri")],
            "using_named": [_iri(g) for g in asked.getlist("using-named-graph-uri")],
        }
        return reply(await self._write(writer, job, _encoded(text)))

    def _check(self, text: str, *, update: bool = False) -> None:
        try:
            check_hosts(text, self.settings.services, update=update)
        except Refused as refusal:
            raise Problem(403, f"Refused: {refusal}.") from refusal

    async def _description(self, request: Request) -> Response:
        turtle = service(address(request), writable=self.settings.writable, federated=bool(self.settings.services))
        return reply(await self.ask(request, _graph_job(request, "turtle"), turtle))

    async def void(self, request: Request) -> Response:
        """What the data is, as VoID."""
        return reply(await self.ask(request, {**_graph_job(request, "void"), "address": address(request)}))

    # -- Graph Store -------------------------------------------------------------------------------

    async def data(self, request: Request) -> Response:
        """One graph: read by GET and HEAD; where writing is allowed, PUT, POST and DELETE."""
        if request.method in ("GET", "HEAD"):
            graph = self._graph(request)
            if graph is None:
                raise Problem(400, "Say which graph: ?default, or ?graph=IRI.")
            return reply(await self.ask(request, {**_graph_job(request, "graph"), "graph": graph}))
        writer = self._authorised(request)
        graph, headers = self._graph(request), {}
        if graph is None:
            if request.method != "POST":
                raise Problem(400, "Say which graph: ?default, or ?graph=IRI.")
            graph = f"{address(request)}/data/{uuid4()}"
            headers = {"location": graph}
        job = {
            "do": "write",
            "method": request.method,
            "graph": graph,
            "base": graph or str(request.url.replace(query="")),
            "type": request.headers.get("content-type", ""),
            "headers": headers,
        }
        return reply(await self._write(writer, job, await body_of(request, _LARGEST)))

    def _graph(self, request: Request) -> str | None:
        """The graph that a request names: by ?graph, by ?default (the empty name), or by its own address; None for none."""
        asked = request.query_params
        if "default" in asked and "graph" in asked:
            raise Problem(400, "Say ?default or ?graph=IRI, not both.")
        if "graph" in asked:
            return _iri(_one(asked, "graph"))
        if "default" in asked:
            return ""
        path = request.path_params.get("path", "")
        return _iri(f"{address(request)}/data/{path}") if path else None

    # -- how ---------------------------------------------------------------------------------------

    def _authorised(self, request: Request) -> Pool:
        if not self.writer:
            raise Problem(403, "This server only reads; `kg serve --writable --token TOKEN` lets it write.")
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        if kind.lower() != "bearer" or not hmac.compare_digest(token.strip().encode(), self.settings.token.encode()):
            raise Problem(
                401, "Writing needs the header `Authorization: Bearer TOKEN` with this server's token.", www_authenticate="Bearer"
            )
        return self.writer

    async def _write(self, writer: Pool, job: dict[str, Any], body: bytes) -> Answer:
        """Carry out a change to its end, even where the client leaves; readers see it from their next query on."""
        answer = await asyncio.shield(asyncio.ensure_future(writer.run(job, body)))
        self.readers.generation += 1
        return answer

    async def ask(self, request: Request, job: dict[str, Any], body: bytes = b"") -> Answer:
        """The answer to a job, given up where the client leaves."""
        return await unless_gone(request, self.readers.run(job, body))


def _graph_job(request: Request, what: str) -> dict[str, Any]:
    return {
        "do": what,
        "accept": request.headers.get("accept", ""),
        "format": request.query_params.get("format", ""),
        "limit": 10_000_000,
    }


async def unless_gone(request: Request, work: Coroutine[Any, Any, Answer]) -> Answer:
    """The work's result; where the client leaves first, the work is cancelled."""
    job, gone = asyncio.ensure_future(work), asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait({job, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not job.done():
            raise ClientDisconnect
        return job.result()
    finally:
        job.cancel()
        gone.cancel()


async def _gone(request: Request) -> None:
    await body_of(request, _LARGEST)
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def body_of(request: Request, most: int) -> bytes:
    """The request's body. Raises Problem where it is larger than allowed."""
    if hasattr(request, "_body"):
        return await request.body()
    read = bytearray()
    async for piece in request.stream():
        read += piece
        if len(read) > most:
            raise Problem(413, f"A body may have {most >> 20} MB here.")
    request._body = bytes(read)
    return request._body


def reply(answer: Answer, more: Any = None) -> Response:
    """An answer as a response with its length."""
    if answer.status == 204:
        return Response(status_code=204)
    headers = {**answer.headers, "content-length": str(answer.size), **(more or {})}
    if answer.size <= _AT_ONCE:
        with answer.body as body:
            return Response(body.read(), answer.status, headers)
    return StreamingResponse(_pieces(answer), answer.status, headers)


async def _pieces(answer: Answer) -> AsyncIterator[bytes]:
    with answer.body as body:
        while piece := body.read(1 << 16):
            yield piece


def address(request: Request) -> str:
    """Scheme and host by which the client knows us."""
    return f"{request.url.scheme}://{request.url.netloc}"


def _one(asked: QueryParams, name: str) -> str:
    found: Sequence[str] = asked.getlist(name)
    if len(found) != 1:
        raise Problem(400, f"Send exactly one {name}, not {len(found) or 'none'}.")
    return found[0]


def _iri(text: str) -> str:
    """A graph's name as given. Raises Problem where it is no absolute IRI."""
    from pyoxigraph import NamedNode

    try:
        whole = bool(urlsplit(text).scheme)
        return NamedNode(text).value if whole else _iri_problem(text)
    except ValueError:
        return _iri_problem(text)


def _iri_problem(text: str) -> str:
    raise Problem(400, f"{text!r} is no absolute IRI.")


def _decoded(body: bytes, content_type: str) -> str:
    charset = next(
        (p.split("=", 1)[1].strip(' "') for p in content_type.lower().split(";")[1:] if p.strip().startswith("charset=")), "utf-8"
    )
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise Problem(415, f"The body has to be UTF-8, not {charset}.")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Problem(400, f"The body is not UTF-8: byte {error.start}.") from error


def _encoded(text: str) -> bytes:
    if len(text) > _LONGEST:
        raise Problem(413, f"A query may have {_LONGEST} characters here.")
    return text.encode("utf-8", "replace")
