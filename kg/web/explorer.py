"""Pages for people: each made in one go from the store, in English or Chinese, for any thing that the graph names."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urlencode

import pyoxigraph as ox

from kg import queries, showing
from kg.errors import KgError, StoreError, UnknownName
from kg.ns import ONTOLOGY
from kg.rendering.article_page import marks, pieces
from kg.rendering.palette import KINDS, look
from kg.rendering.templating import in_script
from kg.rendering.words import sample_note
from kg.search import Hit
from kg.web import indexing, questions, vocabulary
from kg.web.answers import Cell, cells
from kg.web.asked import rows
from kg.web.asking_words import HELP, heading
from kg.web.mistakes import told
from kg.web.naming import SEARCHED, Names, Thing, grouped
from kg.web.page import Page
from kg.web.sections import Sections
from kg.web.served import ServedStore
from kg.web.wording import PLURALS, counted, words

if TYPE_CHECKING:
    from jinja2 import Environment

    from kg.queries import Parameter

_HERE = Path(__file__).resolve().parent


_FOUND = 60


def answer(store: ServedStore, job: Mapping[str, Any]) -> Page:
    """The page that a request asks for; what is wrong with it is said on a page too."""
    explorer = Explorer(store, names(store), job["language"], dict(job["asked"]), job["path"])
    try:
        return _PAGES[job["page"]](explorer)
    except _Missing as error:
        name = unquote(str(error))
        return explorer.problem(
            counted(explorer.said, "missing lead", name), 404, explorer.names.near(name.partition("/")[2] or name)
        )
    except UnknownName as error:
        return explorer.problem(told(str(error), explorer.language), 404)
    except KgError as error:
        return explorer.problem(told(str(error), explorer.language), 400)


_kept: list[tuple[Any, Names]] = []


def names(store: ServedStore) -> Names:
    """The names of the store as it stands; read again where it was opened again."""
    if not _kept or _kept[0][0] != store.opened:
        _kept[:] = [(store.opened, Names(store))]
    return _kept[0][1]


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader

    made = Environment(loader=FileSystemLoader(_HERE / "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    made.filters["in_script"] = in_script
    return made


class _Missing(Exception):
    """The path of a page that is not there."""


class Explorer:
    """One request's view of the store."""

    def __init__(self, store: ServedStore, names: Names, language: str, asked: dict[str, str], path: str) -> None:
        self.store, self.names, self.language, self.asked, self.path = store, names, language, asked, path
        self.said = words(language)

    # -- pages -------------------------------------------------------------------------------------

    def home(self) -> Page:
        things = self.names.things.values()
        by_kind = {k: sorted((t for t in things if t.kind == k), key=lambda t: (-t.weight, t.iri)) for k in SEARCHED}
        events = sorted(by_kind["event"], key=lambda t: (t.day, t.iri), reverse=True)
        counts = [(k, sum(1 for t in by_kind[k] if t.weight or k in ("event", "article"))) for k in SEARCHED]
        publishers = {str(t.more.get("publisher", "")) for t in by_kind["article"]}
        return self.html(
            "home.html",
            counts=counts,
            latest=[(e, []) for e in events[:8]],
            chips={k: [(t, t.weight) for t in by_kind[k][:14] if t.weight] for k in ("person", "strategy", "theme", "province")},
            note=self._note(publishers),
        )

    def search(self) -> Page:
        asked = self.asked.get("q", "").strip()
        found = self.names.search(asked, limit=120)
        known = {thing.iri for thing, _ in found}
        titles, current = indexing.found(self.store, asked, "article", _FOUND)
        quotes, _ = indexing.found(self.store, asked, "quote", _FOUND)
        found += [(self.names[hit.iri], hit.snippet) for hit in titles if hit.iri not in known]
        page = self.html(
            "search.html",
            query=asked,
            groups=grouped(found),
            quotes=[(hit, list(_parts(hit)), self.names[f"{self.store.base}article/{hit.article}"]) for hit in quotes],
            current=current,
            near=[] if found or quotes else self.names.near(asked),
            count=len(found) + len(quotes),
            title=f"{self.said['results for']} {asked}",
        )
        page.headers["x-search-index"] = "current" if current else "old"
        return page

    def suggest(self) -> Page:
        kinds = [k for k in self.asked.get("kind", "").split(",") if k] or SEARCHED
        found = self.names.search(self.asked.get("q", ""), kinds=kinds, limit=10)
        rows_ = [
            {
                "href": self.href(t),
                "name": t.name(self.language),
                "other": t.other(self.language) or (alias if alias not in (t.en, t.zh) else ""),
                "kind": t.kind,
                "kindname": self.kind(t.kind),
                "id": t.iri.removeprefix(self.store.base),
            }
            for t, alias in found
        ]
        return Page(json.dumps(rows_, ensure_ascii=False).encode(), kind="application/json")

    def thing(self) -> Page:
        thing = self._thing()
        if thing.kind == "article":
            return self._article(thing)
        sections = Sections(self.store, self.names, thing).all()
        said = {r["predicate"].rpartition("/")[2].rpartition("#")[2]: r["value"] for r in rows(self.store, "said", thing.iri)}
        return self.html("thing.html", thing=thing, sections=sections, known=said, title=thing.name(self.language))

    def _article(self, thing: Thing) -> Page:
        sections = Sections(self.store, self.names, thing).all()
        try:
            _, article = showing.article(self.store, thing.iri)
            marked = [(span, kind, iri, sure) for span, kind, iri, sure in self._marks(thing.iri)]
        except StoreError:
            return self.html(
                "thing.html", thing=thing, sections=sections, known={}, title=thing.name(self.language), missing=True
            )
        title, text = (marks(marked, part, len(whole)) for part, whole in (("title", article.title), ("text", article.text)))
        return self.html(
            "article.html",
            thing=thing,
            article=article,
            sections=sections,
            heading=pieces(article.title, title),
            text=pieces(article.text, text),
            title=thing.name(self.language),
            note=self._note({article.publisher}),
        )

    def _marks(self, article: str) -> list[Any]:
        graph = f"{article}/by/rules"
        from kg.model import Span

        found = self.store.select(queries.part("marks"), {"graph": ox.NamedNode(graph)}, beside=graph)
        return [
            (Span(r["start"], r["end"], r["part"]), r["class"].rpartition("#")[2].lower(), r["entity"], r["confidence"])
            for r in found
        ]

    def graph(self) -> Page:
        thing = self._thing("/graph/")
        return self.html(
            "graph.html",
            thing=thing,
            first=self._neighbours(thing),
            title=f"{self.said['graph of']} {thing.name(self.language)}",
            kinds=self.looks(),
        )

    def neighbours(self) -> Page:
        return Page(
            json.dumps(self._neighbours(self._thing("/neighbours/")), ensure_ascii=False).encode(), kind="application/json"
        )

    def _neighbours(self, thing: Thing) -> dict[str, Any]:
        found = rows(self.store, "neighbours", thing.iri)
        most = sorted(found, key=lambda r: (-self.names[r["other"]].weight, r["other"]))
        kept: dict[str, str] = {}
        for row in most:
            kept.setdefault(row["other"], row["how"])
        near = islice(_mixed(self.names, kept), 30)
        return {
            "node": self.node(thing),
            "near": [{**self.node(self.names[iri]), "how": self.said.get(how, how)} for iri, how in near],
            "left": max(0, len(kept) - 30),
            "kinds": sorted({thing.kind, *(self.names[iri].kind for iri in kept)}),
        }

    def node(self, thing: Thing) -> dict[str, Any]:
        name = self._event_name(thing) if thing.kind == "event" else thing.name(self.language)
        return {
            "id": thing.iri.removeprefix(self.store.base),
            "name": name,
            "kind": thing.kind,
            "href": self.href(thing),
            "kindname": self.kind(thing.kind),
        }

    def _event_name(self, thing: Thing) -> str:
        kind = thing.more.get("type")
        return " · ".join(
            filter(
                None,
                (
                    kind.name(self.language) if kind else "",
                    *(p.name(self.language) for p in thing.more.get("provinces", ())[:2]),
                    thing.day,
                ),
            )
        )

    def problem(self, message: str, status: int, near: Sequence[Thing] = ()) -> Page:
        return self.html(
            "problem.html", status, message=message, near=near, title=self.said["wrong" if status != 404 else "missing"]
        )

    # -- parts -------------------------------------------------------------------------------------

    def _thing(self, prefix: str = "/id/") -> Thing:
        iri = self.store.base + self.path.removeprefix(prefix)
        if iri in self.names.things:
            return self.names[iri]
        if not self.store.describes(iri):
            raise _Missing(self.path.removeprefix(prefix))
        return self.names.described(iri, sorted(r["class"] for r in rows(self.store, "class", iri)))

    def html(self, template: str, status: int = 200, **given: Any) -> Page:
        other = "zh" if self.language == "en" else "en"
        context = {
            "said": self.said,
            "language": self.language,
            "switch": "?" + urlencode({**{k: v for k, v in self.asked.items() if k != "refused"}, "lang": other}),
            "x": self,
            "here_is": getattr(given.get("thing"), "iri", ""),
            "asked": self.asked,
            "kinds": KINDS,
            **given,
        }
        return Page(_environment().get_template(template).render(context).encode("utf-8", "replace"), status)

    def _note(self, publishers: set[str]) -> str:
        note = sample_note(publishers)
        return note[self.language] if isinstance(note, dict) else note

    def looks(self) -> dict[str, Any]:
        return {
            k: {"light": look(k).light, "dark": look(k).dark, "shape": look(k).shape}
            for k in (*KINDS, "other", "article", "role")
        }

    def cells(self, values: Iterable[Any]) -> list[Cell]:
        """Values as text with links."""
        return cells(self.names, self.language, self.link, [values])[0]

    # -- for templates -----------------------------------------------------------------------------

    def href(self, thing: Thing) -> str:
        """The address of a thing's page."""
        return self.link(thing.iri)

    def link(self, iri: str) -> str:
        """The address that answers for an IRI: here where it is ours."""
        if iri.startswith(ONTOLOGY):
            return "/ontology#" + iri.removeprefix(ONTOLOGY)
        return "/id/" + quote(iri.removeprefix(self.store.base), safe="/%+@~:,=#") if iri.startswith(self.store.base) else iri

    def kind(self, kind: str) -> str:
        return self.said.get(kind, kind)

    def plural(self, kind: str) -> str:
        if kind in PLURALS:
            return PLURALS[kind][self.language == "zh"]
        found = look(kind)
        return found.zh if self.language == "zh" else found.en

    def part(self, role: Thing) -> str:
        """What somebody did in an event, without the remark in brackets of its full name."""
        return role.name(self.language).partition(" (")[0]

    def count(self, key: str, number: int | str) -> str:
        return counted(self.said, key, number)

    def column(self, name: str) -> str:
        return heading(name, self.language)

    def help(self, parameter: Parameter) -> str:
        return HELP.get(parameter.help, parameter.help) if self.language == "zh" else parameter.help

    def rank(self, meaning: Any) -> Thing:
        return self.names[meaning[1]]


def _parts(hit: Hit) -> Iterator[tuple[str, bool]]:
    """The pieces of a quote, and whether each is what was searched for."""
    last = 0
    for begin, end in hit.marks:
        yield hit.snippet[last:begin], False
        yield hit.snippet[begin:end], True
        last = end
    yield hit.snippet[last:], False


def _mixed(names: Names, found: Mapping[str, str]) -> list[tuple[str, str]]:
    """The foremost of every kind before the second of any, so that no kind fills a picture alone."""
    rank: dict[str, int] = {}
    seen: dict[str, int] = {}
    for iri in found:
        kind = names[iri].kind
        rank[iri] = seen[kind] = seen.get(kind, -1) + 1
    return sorted(found.items(), key=lambda item: (rank[item[0]], names[item[0]].kind, item[0]))


_PAGES: dict[str, Callable[[Explorer], Page]] = {
    "home": Explorer.home,
    "search": Explorer.search,
    "suggest": Explorer.suggest,
    "thing": Explorer.thing,
    "questions": questions.every,
    "question": questions.one,
    "sparql": questions.sparql,
    "terms": questions.terms,
    "ontology": vocabulary.ontology,
    "graph": Explorer.graph,
    "neighbours": Explorer.neighbours,
}


def static(name: str) -> tuple[bytes, str] | None:
    """A file that pages ask for, and its type: ours, or out of an installed package; None where there is none."""
    common = _HERE.parent / "rendering" / "templates" / "common.css"
    tones = "".join(f".{k} {{ --tone: {v.light}; --tone-dark: {v.dark}; }}\n" for k, v in KINDS.items())
    if name == "explorer.css":
        return (
            common.read_text(encoding="utf-8") + tones + (_HERE / "static" / name).read_text(encoding="utf-8")
        ).encode(), "text/css; charset=utf-8"
    if name in ("explorer.js", "around.js", "editor.js", "chart.js"):
        return (_HERE / "static" / name).read_bytes(), "text/javascript; charset=utf-8"
    if name == "vis-network.js":
        folders = sorted(
            (f for f in files("pyvis").joinpath("templates", "lib").iterdir() if f.name.startswith("vis-")), key=lambda f: f.name
        )
        return folders[-1].joinpath("vis-network.min.js").read_bytes(), "text/javascript; charset=utf-8"
    if name == "plotly.js" and find_spec("plotly"):
        return files("plotly").joinpath("package_data", "plotly.min.js").read_bytes(), "text/javascript; charset=utf-8"
    return None
