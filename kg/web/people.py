"""The addresses of pages for people: what a browser asks for, handed to a worker; the same addresses give programs RDF."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from kg.web import formats
from kg.web.guard import Refused, check_hosts
from kg.web.indexing import Indexer
from kg.web.processes import Answer
from kg.web.protocol import Problem, Protocol, reply

_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
# plotly puts styles of its own into the page that it draws on.
_DRAWN = _POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
# Our own pages are bounded; a query from the SPARQL page may run away.
_PATIENCE = (10.0, 0.05)
_RAW = {f.name for f in formats.GRAPHS}


class People:
    """Pages, over the same workers that answer programs."""

    def __init__(self, programs: Protocol, indexer: Indexer) -> None:
        self._programs, self._indexer = programs, indexer

    async def warm(self) -> None:
        """Have a worker read all names before the first reader comes."""
        job = {"do": "page", "page": "suggest", "path": "/", "asked": {}, "language": "en", "patience": _PATIENCE[0]}
        await self._programs.readers.run(job)

    def page(self, name: str) -> Any:
        """The endpoint of a page."""

        async def endpoint(request: Request) -> Response:
            return await self._page(request, name)

        return endpoint

    async def thing(self, request: Request) -> Response:
        """One of our IRIs: a page for a browser, RDF for a program."""
        asked = request.query_params.get("format", "")
        if asked not in _RAW and (asked == "html" or formats.prefers_html(request.headers.get("accept", ""))):
            return await self._page(request, "thing")
        job = {
            "do": "describe",
            "path": _path(request),
            "accept": request.headers.get("accept", ""),
            "format": asked,
            "limit": 1_000_000,
        }
        return reply(await self._programs.ask(request, job))

    async def ontology(self, request: Request) -> Response:
        """Our ontology: a page for a browser, RDF for a program."""
        asked = request.query_params.get("format", "")
        if asked not in _RAW and (asked == "html" or formats.prefers_html(request.headers.get("accept", ""))):
            return await self._page(request, "ontology")
        job = {"do": "ontology", "accept": request.headers.get("accept", ""), "format": asked, "limit": 1_000_000}
        return reply(await self._programs.ask(request, job))

    async def sparql(self, request: Request) -> Response:
        """The endpoint for programs; for a browser, the page on which to write and see."""
        asked = request.query_params
        browser = request.method == "GET" and "format" not in asked and formats.prefers_html(request.headers.get("accept", ""))
        return await (self._page(request, "sparql") if browser else self._programs.sparql(request))

    async def _page(self, request: Request, name: str) -> Response:
        asked = dict(request.query_params)
        if name == "sparql":
            asked["refused"] = self._refusal(asked.get("query", ""))
        language = _language(request)
        job = {
            "do": "page",
            "page": name,
            "path": _path(request),
            "asked": asked,
            "language": language,
            "patience": _PATIENCE[name == "sparql"],
        }
        answer = await self._programs.ask(request, job)
        stopped = name == "sparql" and answer.status >= 400 and not answer.headers["content-type"].startswith("text/html")
        response = await self._stopped(request, job, answer) if stopped else reply(answer)
        response.headers["content-security-policy"] = _DRAWN if asked.get("view") in ("chart", "map") else _POLICY
        if response.headers.get("x-search-index") == "old":
            self._indexer.wake()
        if request.query_params.get("lang") == language:
            response.set_cookie("lang", language, max_age=31_536_000, samesite="lax", httponly=True)
        return response

    async def _stopped(self, request: Request, job: dict[str, Any], answer: Answer) -> Response:
        """The page of a query that took too long or too much: the query as it was written, and why it was stopped."""
        with answer.body as body:
            why = body.read().decode("utf-8", "replace").strip()
        response = reply(await self._programs.ask(request, {**job, "asked": {**job["asked"], "refused": why}}))
        response.status_code = answer.status
        return response

    def _refusal(self, query: str) -> str:
        try:
            check_hosts(query, self._programs.settings.services)
        except Refused as refusal:
            return f"{refusal}."
        return ""

    async def static(self, request: Request) -> Response:
        """A file that pages ask for."""
        from kg.web.explorer import static

        found = static(request.path_params["name"])
        if not found:
            raise Problem(404, "There is no such file.")
        return Response(found[0], headers={"content-type": found[1], "cache-control": "max-age=300"})


def _path(request: Request) -> str:
    """The path as it was sent, for our IRIs are percent-encoded themselves; letters beyond ASCII are encoded where they are not."""
    raw: bytes = request.scope.get("raw_path") or request.url.path.encode()
    return quote(raw.partition(b"?")[0].decode("latin-1").encode("latin-1"), safe="/%+@~:,=!$&'()*;")


def _language(request: Request) -> str:
    """What the address says, else what was chosen before, else what the browser likes."""
    for said in (request.query_params.get("lang"), request.cookies.get("lang")):
        if said in ("en", "zh"):
            return said
    first = request.headers.get("accept-language", "").strip().lower()
    return "zh" if first.startswith("zh") else "en"
