"""The media types we speak, and which of them a client would rather have."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pyoxigraph import QueryResultsFormat, RdfFormat


class Format(NamedTuple):
    """A way to write an answer: a short name for links, the type we send, all types that ask for it."""

    name: str
    sent: str
    asked: tuple[str, ...]


JSON = Format("json", "application/sparql-results+json", ("application/sparql-results+json", "application/json"))
XML = Format("xml", "application/sparql-results+xml", ("application/sparql-results+xml", "application/xml", "text/xml"))
CSV = Format("csv", "text/csv; charset=utf-8", ("text/csv",))
TSV = Format("tsv", "text/tab-separated-values; charset=utf-8", ("text/tab-separated-values",))
TURTLE = Format("ttl", "text/turtle; charset=utf-8", ("text/turtle", "application/x-turtle"))
N_TRIPLES = Format("nt", "application/n-triples", ("application/n-triples", "text/plain"))
RDF_XML = Format("rdf", "application/rdf+xml", ("application/rdf+xml",))
JSON_LD = Format("jsonld", "application/ld+json", ("application/ld+json",))

RESULTS: dict[Format, QueryResultsFormat] = {
    JSON: QueryResultsFormat.JSON,
    XML: QueryResultsFormat.XML,
    CSV: QueryResultsFormat.CSV,
    TSV: QueryResultsFormat.TSV,
}
GRAPHS: dict[Format, RdfFormat] = {
    TURTLE: RdfFormat.TURTLE,
    N_TRIPLES: RdfFormat.N_TRIPLES,
    RDF_XML: RdfFormat.RDF_XML,
    JSON_LD: RdfFormat.JSON_LD,
}
HTML = Format("html", "text/html; charset=utf-8", ("text/html", "application/xhtml+xml"))


def wanted(accept: str, offers: Iterable[Format], name: str = "") -> Format | None:
    """The offer that a client likes best, ours first among equals; None where it takes none of them.

    A short name (`format=csv`) that is among the offers beats the header.
    """
    choices = list(offers)
    if named := next((f for f in choices if f.name == name), None):
        return named
    ranges = _ranges(accept)
    liked = [(max(_liking(t, ranges) for t in f.asked), f) for f in choices]
    best = max((score for score, _ in liked), default=0.0)
    return next(f for score, f in liked if score == best) if best > 0 else None


def prefers_html(accept: str) -> bool:
    """Whether a browser asks: it names HTML, and likes no form of RDF better."""
    ranges = _ranges(accept)
    if not any(kind in HTML.asked for kind, _ in ranges):
        return False
    return wanted(accept, [HTML, *GRAPHS, *RESULTS]) == HTML


def parser(content_type: str) -> RdfFormat | None:
    """How to read a body of this type; None where we cannot."""
    kind = media_type(content_type)
    return next((library for form, library in GRAPHS.items() if kind in form.asked), None)


def media_type(header: str) -> str:
    """The type and subtype of a Content-Type header, without its parameters."""
    return header.partition(";")[0].strip().lower()


def _ranges(accept: str) -> Sequence[tuple[str, float]]:
    return [_range(part) for part in (accept or "*/*").split(",") if part.strip()]


def _range(part: str) -> tuple[str, float]:
    kind, *parameters = (p.strip().lower() for p in part.split(";"))
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                return kind, float(parameter[2:])
            except ValueError:
                return kind, 0.0
    return kind, 1.0


def _liking(kind: str, ranges: Sequence[tuple[str, float]]) -> float:
    """The weight of the most specific range that covers a type."""
    for pattern in (kind, f"{kind.partition('/')[0]}/*", "*/*"):
        for asked, weight in ranges:
            if asked == pattern:
                return weight
    return 0.0
