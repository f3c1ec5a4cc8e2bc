"""Draws a graph as one self-contained HTML page, through pyvis, that no reader's browser sends a request from."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from kg.errors import UnknownName
from kg.rendering.grouping import LARGE, Grouped, facing, grouped
from kg.rendering.layout import layout
from kg.rendering.palette import KINDS, SHADES, look
from kg.rendering.templating import environment, writable
from kg.rendering.words import LANGUAGES, words

if TYPE_CHECKING:
    import networkx as nx

Said = str | Mapping[str, str]

_QUOTE = 360
_NAME = 300
_SMALLEST, _LARGEST = 5.0, 22.0
_OPTIONS: dict[str, Any] = {
    "physics": {
        "enabled": False,
        "solver": "forceAtlas2Based",
        "stabilization": False,
        "forceAtlas2Based": {"gravitationalConstant": -60, "springLength": 60, "avoidOverlap": 0.4},
    },
    "layout": {"improvedLayout": False},
    "interaction": {"hover": False, "selectable": False, "dragNodes": True, "hideEdgesOnDrag": False, "zoomSpeed": 0.7},
    "edges": {"smooth": False, "hidden": True},
}


def graph_page(
    graph: nx.Graph, *, title: Said, caption: Said = "", language: str = "en", note: Said = "", seed: int = 1, large: int = LARGE
) -> str:
    """An HTML page of the graph: search, kinds to switch on and off, and on a click the quotes behind it.

    Takes any graph; those of `kg.project` bring names in both languages, facts and quotes. `caption` says what is
    seen, `note` what a reader has to know about the data; each is a text, or one for each language: `{"en": …, "zh": …}`.
    The same graph gives the same bytes. Above `large` nodes the page shows communities (the nodes' attribute
    `community`, else found here), each of which opens on a click, as do the lines between them.
    """
    if language not in LANGUAGES:
        raise UnknownName(f"no page language {language!r}; there are: {', '.join(LANGUAGES)}")
    from pyvis.network import Network

    said = {"title": _both(title), "caption": _both(caption), "note": _both(note)}
    parts = grouped(graph, seed=seed) if len(graph) > large else None
    page = _page(graph, language)
    if parts:
        said["caption"] = {
            each: " ".join(filter(None, (text, _too_many(len(graph), each)))) for each, text in said["caption"].items()
        }
        page = {**page, "grouped": True, "order": ["community", *page["order"]]}
        page["kinds"] = {**page["kinds"], "community": look("community")._asdict()}
    drawn = parts.whole if parts else graph
    net = Network(cdn_resources="in_line", heading=said["title"][language])
    nodes = sorted(drawn.nodes) if parts else sorted(drawn.nodes, key=str)
    index = {node: number for number, node in enumerate(nodes)}
    # pyvis's own add_edge scans all edges for each edge; its lists take the same dicts at once.
    net.nodes = _nodes(drawn, nodes, layout(drawn, seed=seed), language)
    net.edges = _edges(drawn, index)
    net.options = _OPTIONS
    net.path, net.templateEnv = "graph.html", environment()
    net.templateEnv.globals.update(
        language=language,
        said=said,
        page={**page, "said": said},
        scene=_opening(_scene(drawn, nodes, index), drawn, index) if parts else _scene(drawn, nodes, index),
        facts=_facts(drawn, index),
        scenes=_scenes(graph, parts, page["order"], language, seed) if parts else (),
        settings=net.options,
        vis=_vis_network(),
    )
    return writable(net.generate_html())


def _both(text: Said) -> dict[str, str]:
    """A text in every language; one that comes in a single language stands for all."""
    return {each: text if isinstance(text, str) else text.get(each) or next(iter(text.values()), "") for each in LANGUAGES}


@cache
def _vis_network() -> Any:
    """The newest vis-network that pyvis brings, without the pointer to a source map that it does not bring."""
    from markupsafe import Markup

    folders = sorted(
        (f for f in files("pyvis").joinpath("templates", "lib").iterdir() if f.name.startswith("vis-")),
        key=lambda f: [int(n) for n in re.findall(r"\d+", f.name)],
    )
    script = folders[-1].joinpath("vis-network.min.js").read_text(encoding="utf-8")
    return Markup(re.sub(r"\n//# sourceMappingURL=.*", "", script).replace("</script", "<\\/script"))


# -- what pyvis draws ----------------------------------------------------------------------------------


def _nodes(graph: nx.Graph, nodes: list[Any], positions: dict[Any, tuple[int, int]], language: str) -> list[dict[str, Any]]:
    heaviest = max((_weight(graph, n) for n in nodes), default=1.0) or 1.0
    return [
        {
            "id": number,
            "label": _label(graph, node, language),
            "group": graph.nodes[node].get("kind", "other"),
            "shape": look(graph.nodes[node].get("kind", "other")).shape,
            "size": round(_SMALLEST + (_LARGEST - _SMALLEST) * math.sqrt(_weight(graph, node) / heaviest), 1),
            "x": positions[node][0],
            "y": positions[node][1],
        }
        for number, node in enumerate(nodes)
    ]


def _weight(graph: nx.Graph, node: Any) -> float:
    weight = graph.nodes[node].get("weight")
    return float(graph.degree(node) if weight is None else weight)


def _label(graph: nx.Graph, node: Any, language: str) -> str:
    return _shortened(str(graph.nodes[node].get(f"label_{language}") or graph.nodes[node].get("label_en") or node), _NAME)


def _shortened(text: str, limit: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _edges(graph: nx.Graph, index: dict[Any, int]) -> list[dict[str, Any]]:
    edges = [{"from": index[a], "to": index[b], "value": data.get("weight", 1)} for a, b, data in _sorted_edges(graph, index)]
    return [{"id": number, **edge} for number, edge in enumerate(edges)]


def _sorted_edges(graph: nx.Graph, index: dict[Any, int]) -> list[tuple[Any, Any, dict[str, Any]]]:
    """The edges in order of their ends; of an undirected edge, the end that comes first in order comes first."""
    ends = (
        (a, b, data) if graph.is_directed() or index[a] <= index[b] else (b, a, data) for a, b, data in graph.edges(data=True)
    )
    return sorted(ends, key=lambda e: (index[e[0]], index[e[1]], str(e[2].get("kind", ""))))


# -- what the page tells -------------------------------------------------------------------------------


_TOO_MANY = {
    "en": "{n:,} nodes are too many to be read at once: each circle is a community, named after its three heaviest members. Click it to see who is in it, or a line to see what joins two of them; search finds everybody.",
    "zh": "共{n}个节点，无法同时显示：每个圆点为一个社群，以其中最重要的三个成员命名。点击圆点查看成员，点击连线查看两者之间的关联；搜索可找到所有名称。",
}


def _too_many(count: int, language: str) -> str:
    return _TOO_MANY[language].format(n=count)


def _opening(scene: dict[str, Any], whole: nx.Graph, index: dict[Any, int]) -> dict[str, Any]:
    """The scene of communities, in which each circle and line names the scene that it opens."""
    told = [{**t, "opens": f"group-{n}"} for n, t in enumerate(scene["told"])]
    ends = [(a, b) for a, b, _ in _sorted_edges(whole, index)]
    return {"told": told, "ties": [{**t, "opens": f"between-{a}-{b}"} for t, (a, b) in zip(scene["ties"], ends, strict=True)]}


def _scenes(graph: nx.Graph, parts: Grouped, order: list[str], language: str, seed: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each picture that opens, with its id: the communities, the ties between two, and the index of names."""
    names = []
    for number, members in enumerate(parts.members):
        within = _with_facts(graph, graph.subgraph(members))
        nodes = sorted(members, key=str)
        yield f"group-{number}", _whole_scene(within, nodes, layout(within, seed=seed), language)
        for place, node in enumerate(nodes):
            names.append(
                [
                    _label(graph, node, "en"),
                    _label(graph, node, "zh"),
                    order.index(graph.nodes[node].get("kind", "other")),
                    number,
                    place,
                ]
            )
    for (one, other), ties in parts.between.items():
        yield (
            f"between-{one}-{other}",
            _whole_scene(_with_facts(graph, ties), sorted(ties, key=str), facing(ties, parts.members[one]), language),
        )
    yield "index", {"names": names, "scenes": [f"group-{n}" for n in range(len(parts.members))]}


def _with_facts(graph: nx.Graph, part: nx.Graph) -> nx.Graph:
    """A part of a graph with the facts of its own edges."""
    facts = graph.graph.get("assertions", {})
    own = {f: facts[f] for _, _, d in part.edges(data=True) for f in d.get("facts", ()) if f in facts}
    made = part.copy()
    made.graph = {**graph.graph, "assertions": own}
    return made


def _whole_scene(graph: nx.Graph, nodes: list[Any], positions: dict[Any, tuple[int, int]], language: str) -> dict[str, Any]:
    index = {node: number for number, node in enumerate(nodes)}
    drawn = {"nodes": _nodes(graph, nodes, positions, language), "edges": _edges(graph, index)}
    return {**drawn, **_scene(graph, nodes, index), **_facts(graph, index)}


def _page(graph: nx.Graph, language: str) -> dict[str, Any]:
    facts = graph.graph.get("assertions", {})
    order = sorted({data.get("kind", "other") for _, data in graph.nodes(data=True)}, key=_rank)
    return {
        "language": language,
        "words": {each: words(each) for each in LANGUAGES},
        "kinds": {k: look(k)._asdict() for k in order},
        "order": order,
        "shades": SHADES,
        "colour": "community" if len(order) < 2 else "kind",
        "directed": graph.is_directed(),
        "totals": _totals(facts),
        "period": [graph.graph.get("first", ""), graph.graph.get("last", "")],
        "filters": graph.graph.get("filters", {}),
    }


def _totals(facts: Mapping[str, Any]) -> dict[str, int]:
    """How many facts there are, how many articles tell them, and how many the authority says by itself."""
    articles = {f.article.id for f in facts.values()}
    told = {a for a in articles if not a.endswith("#source")}
    return {"facts": len(facts), "articles": len(told), "authority": len(articles - told)}


def _scene(graph: nx.Graph, nodes: list[Any], index: dict[Any, int]) -> dict[str, Any]:
    """What the page knows of nodes and links beyond what pyvis draws; of a link's facts, their places in `_facts`."""
    facts = graph.graph.get("assertions", {})
    order = {fact: number for number, fact in enumerate(sorted(facts))}
    return {
        "told": [_told(graph, n) for n in nodes],
        "ties": [_tie(data, order, facts) for _, _, data in _sorted_edges(graph, index)],
    }


def _facts(graph: nx.Graph, index: dict[Any, int]) -> dict[str, Any]:
    facts = [graph.graph["assertions"][i] for i in sorted(graph.graph.get("assertions", {}))]
    sources = sorted({f.article for f in facts}, key=lambda s: s.id)
    places = {s.id: number for number, s in enumerate(sources)}
    units = {u: number for number, u in enumerate(sorted({f.unit for f in facts}))}
    return {
        "facts": [{**_fact(f, index, places, graph.graph.get("events", {})), "unit": units[f.unit]} for f in facts],
        "articles": [_article(s) for s in sources],
    }


def _rank(kind: str) -> tuple[int, str]:
    return (list(KINDS).index(kind) if kind in KINDS else len(KINDS), kind)


def _told(graph: nx.Graph, node: Any) -> dict[str, Any]:
    data = graph.nodes[node]
    told = {
        "en": _label(graph, node, "en"),
        "zh": _label(graph, node, "zh"),
        "title": [_shortened(data[t], _NAME) for t in ("title_en", "title_zh") if data.get(t)],
    }
    return told if data.get("community") is None else {**told, "community": str(data["community"])}


def _tie(data: dict[str, Any], order: dict[str, int], facts: Mapping[str, Any]) -> dict[str, Any]:
    known = [f for f in data.get("facts", ()) if f in order]
    days = sorted({facts[f].day for f in known if facts[f].day})
    tie = {
        "kind": data.get("kind", ""),
        "weight": data.get("weight", 1),
        "first": data.get("first", ""),
        "last": data.get("last", ""),
        "facts": sorted(order[f] for f in known),
    }
    return {**tie, "days": days} if set(days) - {tie["first"], tie["last"]} else tie


def _fact(fact: Any, index: dict[Any, int], places: dict[str, int], events: dict[str, dict[str, str]]) -> dict[str, Any]:
    event = events.get(fact.unit, {}) if fact.target not in index else {}
    return {
        "who": index.get(fact.source, -1),
        "how": [fact.detail_en, fact.detail_zh],
        "what": [event["label_en"], event["label_zh"]] if event else [],
        "day": fact.day,
        "article": places[fact.article.id],
        "rule": fact.rule,
        "sure": round(fact.confidence, 2),
        "quotes": [_shortened(e.quote, _QUOTE) for e in fact.evidence if e.quote],
    }


def _article(source: Any) -> dict[str, str]:
    address = source.url if source.url.startswith(("http://", "https://")) else ""
    title = source.title if any(c.isalnum() for c in source.title) else source.identifier
    return {"title": _shortened(title, _NAME), "day": source.published, "publisher": source.publisher, "url": address}
