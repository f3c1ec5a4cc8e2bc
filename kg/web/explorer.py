"""Pages for people: each made in one go from the store, in English or Chinese, for any thing that the graph names."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

import pyoxigraph as ox

from kg import asking, queries, showing
from kg.errors import KgError, StoreError, UnknownName
from kg.rendering.article_page import marks, pieces
from kg.rendering.palette import KINDS, look
from kg.rendering.templating import in_script
from kg.rendering.words import sample_note
from kg.web.asked import rows
from kg.web.guard import explain
from kg.web.naming import SEARCHED, Names, Thing, grouped, iso
from kg.web.sections import Sections
from kg.web.served import ServedStore
from kg.web.wording import PLURALS, counted, words

if TYPE_CHECKING:
    from jinja2 import Environment

_HERE = Path(__file__).resolve().parent
_SHOWN = 1000
_EXAMPLE = """# Who chaired the most events?
SELECT ?person ?name (COUNT(DISTINCT ?event) AS ?events) {
  ?person pol:chaired ?event ; skos:prefLabel ?name
  FILTER(LANG(?name) = "en")
}
GROUP BY ?person ?name
ORDER BY DESC(?events)
LIMIT 20"""


@dataclass(slots=True)
class Page:
    """What goes back to a browser."""

    body: bytes
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=lambda: {"vary": "accept, accept-language, cookie"})


def answer(store: ServedStore, job: Mapping[str, Any]) -> Page:
    """The page that a request asks for; what is wrong with it is said on a page too."""
    explorer = Explorer(store, _names(store), job["language"], dict(job["asked"]), job["path"])
    try:
        return _PAGES[job["page"]](explorer)
    except UnknownName as error:
        return explorer.problem(str(error), 404)
    except KgError as error:
        return explorer.problem(str(error), 400)


_kept: list[tuple[Any, Names]] = []


def _names(store: ServedStore) -> Names:
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
        return self._html(
            "home.html",
            counts=counts,
            latest=[(e, []) for e in events[:8]],
            chips={k: [(t, t.weight) for t in by_kind[k][:14] if t.weight] for k in ("person", "strategy", "theme", "province")},
            note=self._note(publishers),
        )

    def search(self) -> Page:
        asked = self.asked.get("q", "").strip()
        found = self.names.search(asked, limit=120)
        return self._html(
            "search.html", query=asked, groups=grouped(found), count=len(found), title=f"{self.said['results for']} {asked}"
        )

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
        return self._html("thing.html", thing=thing, sections=sections, known=said, title=thing.name(self.language))

    def _article(self, thing: Thing) -> Page:
        sections = Sections(self.store, self.names, thing).all()
        try:
            _, article = showing.article(self.store, thing.iri)
            marked = [(span, kind, iri, sure) for span, kind, iri, sure in self._marks(thing.iri)]
        except StoreError:
            return self._html(
                "thing.html", thing=thing, sections=sections, known={}, title=thing.name(self.language), missing=True
            )
        title, text = (marks(marked, part, len(whole)) for part, whole in (("title", article.title), ("text", article.text)))
        return self._html(
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

    def questions(self) -> Page:
        groups: dict[str, list[Any]] = {}
        for name in queries.names():
            found = queries.named(name)
            groups.setdefault(found.group, []).append(found)
        return self._html("questions.html", groups=groups, title=self.said["ready"])

    def question(self) -> Page:
        found = queries.named(self.path.removeprefix("/ask/"))
        given = {p.name: self.asked[p.name].strip() for p in found.parameters if self.asked.get(p.name, "").strip()}
        ready = (
            "run" in self.asked
            or "format" in self.asked
            or (not any(p.required for p in found.parameters) and not found.parameters)
        )
        table, problem = None, ""
        if ready or given:
            try:
                answered = asking.answer(self.store, found, given)
                if self.asked.get("format") in ("csv", "json"):
                    return self._download(found.name, list(answered.columns), answered)
                table = self._table(
                    list(answered.columns), [[r[c] for c in answered.columns] for r in islice(answered, _SHOWN + 1)]
                )
            except KgError as error:
                problem = str(error)
        link = urlencode({**given, "run": "1"})
        return self._html(
            "question.html",
            400 if problem else 200,
            found=found,
            given=given,
            table=table,
            problem=problem,
            link=link,
            title=found.summary,
        )

    def sparql(self) -> Page:
        text = self.asked.get("query", "")
        table, truth, graph, problem = None, None, None, self.asked.get("refused", "")
        if text and not problem:
            try:
                found = self.store.answer(text, "http://localhost/sparql", None, None)
                if isinstance(found, ox.QuerySolutions):
                    columns = [v.value for v in found.variables]
                    table = self._table(columns, [[s[c] for c in columns] for s in islice(found, _SHOWN + 1)])
                elif isinstance(found, ox.QueryTriples):
                    graph = self._table(["subject", "predicate", "object"], [list(t) for t in islice(found, _SHOWN + 1)])
                else:
                    truth = bool(found)
            except SyntaxError as error:
                problem = explain(text, str(error))
            except (RuntimeError, ValueError, OSError) as error:
                problem = str(error)
        return self._html(
            "sparql.html", 400 if problem else 200,
            text=text or _EXAMPLE, table=table or graph, graph=bool(graph), truth=truth, problem=problem,
            link=urlencode({"query": text, "download": 1}), title="SPARQL", prefixes=self.store.prefixes,
        )  # fmt: skip

    def graph(self) -> Page:
        thing = self._thing("/graph/")
        return self._html(
            "graph.html",
            thing=thing,
            first=self._neighbours(thing),
            title=f"{self.said['graph of']} {thing.name(self.language)}",
            kinds=self._looks(),
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
            "node": self._node(thing),
            "near": [{**self._node(self.names[iri]), "how": self.said.get(how, how)} for iri, how in near],
            "left": max(0, len(kept) - 30),
        }

    def _node(self, thing: Thing) -> dict[str, Any]:
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

    def problem(self, message: str, status: int) -> Page:
        return self._html("problem.html", status, message=message, title=self.said["wrong" if status != 404 else "missing"])

    # -- parts -------------------------------------------------------------------------------------

    def _thing(self, prefix: str = "/id/") -> Thing:
        iri = self.store.base + self.path.removeprefix(prefix)
        if iri in self.names.things:
            return self.names[iri]
        if not self.store.describes(iri):
            raise UnknownName(self.path.removeprefix(prefix))
        return Thing(iri, "other")

    def _table(self, columns: list[str], found: list[list[Any]]) -> dict[str, Any]:
        return {"columns": columns, "rows": [[self._cell(v) for v in row] for row in found[:_SHOWN]], "cut": len(found) > _SHOWN}

    def _cell(self, value: Any) -> dict[str, str]:
        """A value as text, with a link where it is one of our things."""
        text = (
            value.value
            if isinstance(value, ox.NamedNode | ox.Literal | ox.BlankNode)
            else ""
            if value is None
            else iso(value)
            if isinstance(value, date)
            else str(value)
        )
        is_iri = isinstance(value, ox.NamedNode) or (isinstance(value, str) and value.startswith(self.store.base))
        if is_iri and text in self.names.things:
            thing = self.names[text]
            return {"text": thing.name(self.language), "href": self.href(thing), "kind": thing.kind}
        if is_iri and text.startswith(self.store.base):
            return {"text": text.removeprefix(self.store.base), "href": self.link(text)}
        if isinstance(value, float):
            return {"text": f"{value:g}"}
        named = self.names.called(text) if isinstance(value, str) else None
        return {"text": text, "href": self.href(named), "kind": named.kind} if named else {"text": text}

    def _download(self, name: str, columns: list[str], answered: Any) -> Page:
        kept = list(islice(answered, 100_000))
        headers = {"content-disposition": f'attachment; filename="{name}.{self.asked["format"]}"'}
        if self.asked["format"] == "json":
            return Page(
                json.dumps(kept, ensure_ascii=False, default=str, indent=1).encode(), kind="application/json", headers=headers
            )
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(columns)
        writer.writerows([iso(r[c]) if isinstance(r[c], date) else r[c] for c in columns] for r in kept)
        return Page(("\ufeff" + out.getvalue()).encode(), kind="text/csv; charset=utf-8", headers=headers)

    def _html(self, template: str, status: int = 200, **given: Any) -> Page:
        other = "zh" if self.language == "en" else "en"
        context = {
            "said": self.said,
            "language": self.language,
            "switch": "?" + urlencode({**{k: v for k, v in self.asked.items() if k != "refused"}, "lang": other}),
            "x": self,
            "asked": self.asked,
            "kinds": KINDS,
            **given,
        }
        return Page(_environment().get_template(template).render(context).encode("utf-8", "replace"), status)

    def _note(self, publishers: set[str]) -> str:
        note = sample_note(publishers)
        return note[self.language] if isinstance(note, dict) else note

    def _looks(self) -> dict[str, Any]:
        return {
            k: {"light": look(k).light, "dark": look(k).dark, "shape": look(k).shape}
            for k in (*KINDS, "other", "article", "role")
        }

    # -- for templates -----------------------------------------------------------------------------

    def href(self, thing: Thing) -> str:
        """The address of a thing's page."""
        return self.link(thing.iri)

    def link(self, iri: str) -> str:
        return "/id/" + quote(iri.removeprefix(self.store.base), safe="/%+@~:,=") if iri.startswith(self.store.base) else iri

    def kind(self, kind: str) -> str:
        return self.said.get(kind, kind)

    def plural(self, kind: str) -> str:
        if kind in PLURALS:
            return PLURALS[kind][self.language == "zh"]
        found = look(kind)
        return found.zh if self.language == "zh" else found.en

    def count(self, key: str, number: int | str) -> str:
        return counted(self.said, key, number)

    def rank(self, meaning: Any) -> Thing:
        return self.names[meaning[1]]


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
    "questions": Explorer.questions,
    "question": Explorer.question,
    "sparql": Explorer.sparql,
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
    if name in ("explorer.js", "around.js"):
        return (_HERE / "static" / name).read_bytes(), "text/javascript; charset=utf-8"
    if name == "vis-network.js":
        folders = sorted(
            (f for f in files("pyvis").joinpath("templates", "lib").iterdir() if f.name.startswith("vis-")), key=lambda f: f.name
        )
        return folders[-1].joinpath("vis-network.min.js").read_bytes(), "text/javascript; charset=utf-8"
    return None
