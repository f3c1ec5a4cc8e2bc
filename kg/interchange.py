"""Writes networks in the formats of other tools: Gephi, Cytoscape, Neo4j, networkx, data frames."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import BadInput

if TYPE_CHECKING:
    import networkx as nx

# What XML cannot hold.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# GEXF gives meaning to some names: keep them out of its way.
_RENAMED = {"id": "iri", "label": "name", "start": "first", "end": "last"}


def write(graph: nx.Graph, path: str | Path, *, format: str | None = None) -> Path:
    """Write a network to `path`; the format is that of the file's ending unless given.

    `graphml`; `gexf`, with the days on which each edge and node was there; `json`, networkx's node-link; `cyjs`,
    Cytoscape's JSON; `parquet`, an edge list with its nodes beside it (`x-nodes.parquet`); and folders of CSV: `cytoscape`
    and `neo4j` (for `neo4j-admin database import`). The same network gives the same bytes.
    Raises BadInput for an unknown format.
    """
    target = Path(path)
    kind = format or target.suffix.lstrip(".")
    if kind not in WRITERS:
        raise BadInput(f"cannot write a network as {kind!r}; choose one of {', '.join(sorted(WRITERS))}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        WRITERS[kind](graph, target)
    except OSError as error:
        raise BadInput(f"cannot write {target}: {error.strerror}") from error
    return target


def kind_of(path: str | Path) -> str:
    """The format that a file's ending asks for; empty for a page or picture. Raises BadInput for an ending of neither."""
    ending = Path(path).suffix.lstrip(".").lower()
    if ending in PAGES:
        return ""
    if ending not in WRITERS or ending in FOLDERS:
        files = ", ".join(f".{kind}" for kind in sorted(set(WRITERS) - set(FOLDERS)))
        raise BadInput(
            f"nothing is written as .{ending}; a page ends in .html, a picture in .png or .svg, a network in one of {files}"
        )
    return ending


# -- networks whose values are texts and numbers -------------------------------------------------------


def flat(graph: nx.Graph) -> nx.Graph:
    """A copy whose attributes are texts, numbers and truths only, as the exchange formats need.

    Facts are counted; what they rest on keeps its identifiers, parted by spaces.
    """
    copy = graph.__class__()
    copy.add_nodes_from((n, _flat(d)) for n, d in sorted(graph.nodes(data=True), key=lambda node: str(node[0])))
    copy.add_edges_from((a, b, _flat(d)) for a, b, d in _sorted_edges(graph))
    return copy


def _sorted_edges(graph: nx.Graph) -> list[tuple[Any, Any, dict[str, Any]]]:
    return sorted(graph.edges(data=True), key=lambda e: (str(e[0]), str(e[1]), str(e[2].get("kind"))))


def _flat(attributes: Mapping[str, Any]) -> dict[str, Any]:
    return {_RENAMED.get(k, k): _scalar(k, v) for k, v in sorted(attributes.items()) if v is not None}


def _scalar(name: str, value: Any) -> Any:
    if isinstance(value, str):
        return _CONTROL.sub("", value)
    if isinstance(value, bool | int | float):
        return value
    if name == "evidence":
        return " ".join(value)
    return len(value) if isinstance(value, list | tuple | set | dict) else str(value)


def _graphml(graph: nx.Graph, target: Path) -> None:
    import networkx as nx

    nx.write_graphml(flat(graph), target)


def _gexf(graph: nx.Graph, target: Path) -> None:
    import networkx as nx

    dated = flat(graph)
    _add_spells(graph, dated)
    for _, attributes in dated.nodes(data=True):
        attributes["label"] = attributes.get("label_en", "")
    buffer = io.BytesIO()
    nx.write_gexf(dated, buffer)
    target.write_bytes(re.sub(rb' lastmodifieddate="[^"]*"', b"", buffer.getvalue()))


def _add_spells(graph: nx.Graph, dated: nx.Graph) -> None:
    """Give edges the days of their facts, and nodes those of their edges, as spells of a day each."""
    facts = graph.graph.get("assertions", {})
    there: dict[Any, set[str]] = {}
    for a, b, attributes in graph.edges(data=True):
        days = {facts[f].day for f in attributes.get("facts", ()) if f in facts and facts[f].day}
        there.setdefault(a, set()).update(days)
        there.setdefault(b, set()).update(days)
        if days:
            dated.edges[a, b]["spells"] = _spells(days)
    for node, days in there.items():
        if days:
            dated.nodes[node]["spells"] = _spells(days)


def _spells(days: Iterable[str]) -> list[tuple[str, str]]:
    return [(d, d) for d in sorted(days)]


# -- JSON ----------------------------------------------------------------------------------------------


_ABOUT = ("view", "summary", "filters", "first", "last", "bipartite")


def _whole(graph: nx.Graph) -> nx.Graph:
    """A copy in order, with lists as lists, and of what is told of the graph what fits in JSON."""
    copy = graph.__class__()
    copy.graph.update({key: graph.graph[key] for key in _ABOUT if key in graph.graph})
    copy.add_nodes_from((n, dict(sorted(d.items()))) for n, d in sorted(graph.nodes(data=True), key=lambda n: str(n[0])))
    copy.add_edges_from((a, b, {k: _listed(v) for k, v in sorted(d.items())}) for a, b, d in _sorted_edges(graph))
    return copy


def _listed(value: Any) -> Any:
    return sorted(value) if isinstance(value, set) else list(value) if isinstance(value, tuple) else value


def _json(value: Any, target: Path) -> None:
    target.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", errors="replace")


def _node_link(graph: nx.Graph, target: Path) -> None:
    import networkx as nx

    _json(nx.node_link_data(_whole(graph), edges="edges"), target)


def _cytoscape_json(graph: nx.Graph, target: Path) -> None:
    import networkx as nx

    whole = _whole(graph)
    data = nx.cytoscape_data(whole)
    data["data"] = dict(whole.graph)
    for node in data["elements"]["nodes"]:
        node["data"]["name"] = node["data"].get("label_en") or node["data"]["id"]
    for number, edge in enumerate(data["elements"]["edges"]):
        edge["data"].update(id=f"e{number}", interaction=edge["data"].get("kind", ""))
    _json(data, target)


# -- tables --------------------------------------------------------------------------------------------


def _folder(target: Path) -> Path:
    target.mkdir(parents=True, exist_ok=True)
    return target


def _save(path: Path, header: list[str], rows: Iterable[list[Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


_NODE_COLUMNS = ("kind", "label_en", "label_zh", "weight", "bipartite")
_EDGE_COLUMNS = ("count", "weight", "first", "last")


def _cytoscape_csv(graph: nx.Graph, target: Path) -> None:
    """Tables for Cytoscape: import edges.csv as a network, then nodes.csv as its node table, by `name`."""
    folder, whole = _folder(target), _whole(graph)
    nodes = ([n, *(d.get(c, "") for c in _NODE_COLUMNS)] for n, d in whole.nodes(data=True))
    edges = ([a, d.get("kind", ""), b, *(d.get(c, "") for c in _EDGE_COLUMNS)] for a, b, d in whole.edges(data=True))
    _save(folder / "nodes.csv", ["name", *_NODE_COLUMNS], nodes)
    _save(folder / "edges.csv", ["source", "interaction", "target", *_EDGE_COLUMNS], edges)


_NEO4J_NODES = {"label_en": "string", "label_zh": "string", "weight": "double", "bipartite": "int"}
_NEO4J_EDGES = {"count": "long", "weight": "double", "first": "date", "last": "date", "evidence": "string[]"}


def _neo4j(graph: nx.Graph, target: Path) -> None:
    """Tables for `neo4j-admin database import full --nodes=nodes.csv --relationships=relationships.csv`."""
    folder, whole = _folder(target), _whole(graph)
    nodes = ([n, _camel(d.get("kind", "thing")), *_typed(d, _NEO4J_NODES)] for n, d in whole.nodes(data=True))
    edges = ([a, b, _shouted(d.get("kind", "joined")), *_typed(d, _NEO4J_EDGES)] for a, b, d in whole.edges(data=True))
    _save(folder / "nodes.csv", ["id:ID", ":LABEL", *(f"{n}:{t}" for n, t in _NEO4J_NODES.items())], nodes)
    _save(folder / "relationships.csv", [":START_ID", ":END_ID", ":TYPE", *(f"{n}:{t}" for n, t in _NEO4J_EDGES.items())], edges)


def _typed(attributes: Mapping[str, Any], types: Mapping[str, str]) -> list[Any]:
    """Values as Neo4j's import reads them: nothing for what is not there, arrays parted by semicolons."""
    values = (attributes.get(name) for name in types)
    return ["" if v is None else ";".join(x.replace(";", ",") for x in v) if isinstance(v, list) else v for v in values]


def _camel(kind: str) -> str:
    return "".join(part.title() for part in kind.split("-"))


def _shouted(kind: str) -> str:
    return re.sub(r"\W+", "_", kind).upper()


def _parquet(graph: nx.Graph, target: Path) -> None:
    try:
        import pyarrow.parquet as parquet
    except ImportError as error:
        raise BadInput("Parquet needs pyarrow; install it with `pip install 'policy-kg[parquet]'`") from error
    whole = _whole(graph)
    parquet.write_table(_edge_list(whole), target)
    parquet.write_table(_node_list(whole), target.with_name(f"{target.stem}-nodes.parquet"))


def _edge_list(graph: nx.Graph) -> Any:
    import pyarrow as pa

    texts = pa.list_(pa.string())
    fields = [("kind", pa.string()), ("count", pa.int64()), ("weight", pa.float64()), ("first", pa.date32())]
    fields += [("last", pa.date32()), ("facts", texts), ("evidence", texts)]
    edges = list(graph.edges(data=True))
    ends = {
        "source": pa.array([str(a) for a, *_ in edges], pa.string()),
        "target": pa.array([str(b) for _, b, _ in edges], pa.string()),
    }
    return pa.table({**ends, **{n: pa.array([_dated(n, d.get(n)) for *_, d in edges], t) for n, t in fields}})


def _node_list(graph: nx.Graph) -> Any:
    import pyarrow as pa

    fields = [("kind", pa.string()), ("label_en", pa.string()), ("label_zh", pa.string()), ("weight", pa.float64())]
    fields += [("bipartite", pa.int8())]
    nodes = list(graph.nodes(data=True))
    ids = {"id": pa.array([str(n) for n, _ in nodes], pa.string())}
    return pa.table({**ids, **{n: pa.array([d.get(n) for _, d in nodes], t) for n, t in fields}})


def _dated(name: str, value: Any) -> Any:
    return (date.fromisoformat(value) if value else None) if name in ("first", "last") else value


WRITERS: dict[str, Callable[[Any, Path], None]] = {
    "graphml": _graphml,
    "gexf": _gexf,
    "json": _node_link,
    "cyjs": _cytoscape_json,
    "cytoscape": _cytoscape_csv,
    "neo4j": _neo4j,
    "parquet": _parquet,
}
FOLDERS = ("cytoscape", "neo4j")
PAGES = ("", "html", "htm", "png", "svg")
