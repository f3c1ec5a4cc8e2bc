"""The application: which address answers what, for programs and for people."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from kg.errors import BadInput, KgError, StoreError

if TYPE_CHECKING:
    from starlette.applications import Starlette

    from kg.web.pool import Pool
    from kg.web.settings import Settings

_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_SAFE = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
}


def application(settings: Settings) -> Starlette:
    """The ASGI application of a server with these settings."""
    from starlette.applications import Starlette
    from starlette.middleware import Middleware
    from starlette.middleware.cors import CORSMiddleware
    from starlette.middleware.trustedhost import TrustedHostMiddleware
    from starlette.requests import ClientDisconnect, Request
    from starlette.responses import Response
    from starlette.routing import Route

    from kg.web.indexing import Indexer
    from kg.web.people import People
    from kg.web.pool import Pool
    from kg.web.protocol import Problem, Protocol, on_problem

    readers = Pool(settings.store, size=settings.workers, timeout=settings.timeout)
    writer = Pool(settings.store, mode="write", size=1, timeout=settings.timeout) if settings.writable else None
    programs = Protocol(settings, readers, writer)
    indexer = Indexer(settings.store)
    people = People(programs, indexer)

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        pools: list[Pool] = [p for p in (writer, readers) if p]
        try:
            for pool in pools:
                await pool.start()
            indexer.wake()
            warming = asyncio.create_task(people.warm())
            yield
            warming.cancel()
        finally:
            await indexer.close()
            for pool in pools:
                await pool.close()

    async def gone(_: Request, __: Exception) -> Response:
        return Response(status_code=499)

    hosts = ["*"] if settings.host not in _LOOPBACK else [*_LOOPBACK, "testserver"]
    data = ["GET", "HEAD", "PUT", "POST", "DELETE"]
    routes = [
        Route("/sparql", people.sparql, methods=["GET", "HEAD", "POST"]),
        Route("/sparql/", people.sparql, methods=["GET", "HEAD", "POST"]),
        Route("/data", programs.data, methods=data),
        Route("/data/{path:path}", programs.data, methods=data),
        Route("/.well-known/void", programs.void, methods=["GET", "HEAD"]),
        Route("/", people.page("home")),
        Route("/search", people.page("search")),
        Route("/suggest", people.page("suggest")),
        Route("/terms", people.page("terms")),
        Route("/ask", people.page("questions")),
        Route("/ask/{name}", people.page("question")),
        Route("/id/{path:path}", people.thing),
        Route("/ontology", people.ontology),
        Route("/graph/{path:path}", people.page("graph")),
        Route("/neighbours/{path:path}", people.page("neighbours")),
        Route("/static/{name}", people.static),
    ]
    return Starlette(
        routes=routes,
        middleware=[
            Middleware(TrustedHostMiddleware, allowed_hosts=hosts),
            *(
                [Middleware(CORSMiddleware, allow_origins=list(settings.origins), allow_methods=data, allow_headers=["*"])]
                if settings.origins
                else []
            ),
            Middleware(_Headers),
        ],
        exception_handlers={Problem: on_problem, ClientDisconnect: gone},
        lifespan=life,
    )


class _Headers:
    """Adds to every response what keeps browsers careful."""

    def __init__(self, app: Callable[..., Awaitable[None]]) -> None:
        self._app = app

    async def __call__(self, scope: dict[str, object], receive: object, send: Callable[..., Awaitable[None]]) -> None:
        async def sending(message: dict[str, object]) -> None:
            if message["type"] == "http.response.start":
                present = {name.lower() for name, _ in message["headers"]}  # type: ignore[attr-defined]
                more = [(k.encode(), v.encode()) for k, v in _SAFE.items() if k.encode() not in present]
                message = {**message, "headers": [*message["headers"], *more]}  # type: ignore[misc]
            await send(message)

        await self._app(scope, receive, sending)


def _check(settings: Settings) -> None:
    """Open and close the store, so that what is wrong with it is said in a sentence before anybody asks."""
    from kg.web.served import ServedStore

    try:
        ServedStore(settings.store, writable=settings.writable).close()
    except RuntimeError as error:
        raise StoreError(f"the store at {settings.store} is damaged ({error}); build it again in a new folder") from error


def serve(settings: Settings, *, on_ready: Callable[[str], None] = print) -> None:
    """Serve until interrupted. Raises StoreError where the store cannot be opened, BadInput where the port is taken."""
    import socket

    try:
        import starlette  # noqa: F401
        import uvicorn
    except ImportError as error:
        raise KgError("`kg serve` needs two more packages; install them with: pip install 'policy-kg[serve]'") from error
    _check(settings)
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(
        family, socket.SOCK_STREAM, socket.IPPROTO_TCP
    )  # without it asyncio leaves Nagle on: 40 ms an answer
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
        listener.listen(1024)
    except OSError as error:
        raise BadInput(
            f"cannot listen on {settings.host}:{settings.port} ({error.strerror}); choose another with --port"
        ) from error
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    on_ready(f"http://{host}:{listener.getsockname()[1]}/")
    config = uvicorn.Config(
        application(settings),
        loop="asyncio",  # uvloop, where it happens to be installed, starts no process in a group of its own
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=2,
        server_header=False,
    )
    uvicorn.Server(config).run(sockets=[listener])
    listener.close()
