"""Measures of a network, as tables: who is central, who bridges, who belongs together, what is left out.

Weights say how near two nodes are; where a measure needs how far, it takes their inverse. Work is handed to networkx, and
through its dispatch to a faster backend where the environment names one (`NETWORKX_BACKEND_PRIORITY=parallel`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import combinations
from math import sqrt
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.errors import KgError, UnknownName

if TYPE_CHECKING:
    import networkx as nx
    import pandas

Values = Mapping[Any, Any]
_ITERATIONS = 10_000
_TOLERANCE = 1e-10
SEEDS = 10
_ROUNDS = 20


class Table(list[dict[str, Any]]):
    """Rows as dicts, all with the same keys; `pandas.DataFrame(table)` and notebooks take it as it is."""

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(self[0]) if self else ()

    def frame(self) -> pandas.DataFrame:
        """The table as a DataFrame. Raises KgError where pandas is not installed."""
        try:
            import pandas
        except ImportError as error:
            raise KgError("a DataFrame needs pandas; install it with `pip install pandas`") from error
        return pandas.DataFrame(list(self))

    def df(self) -> pandas.DataFrame:
        """The table as a DataFrame, as the answers of queries have it."""
        return self.frame()

    def _repr_html_(self) -> str:
        from html import escape

        head = "".join(f"<th>{escape(c)}</th>" for c in self.columns)
        body = "".join("<tr>" + "".join(f"<td>{escape(str(v))}</td>" for v in row.values()) + "</tr>" for row in self)
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


class Measure(NamedTuple):
    """One measure: what it is about (nodes, edges, pairs or the whole graph), and how to reckon it."""

    level: str
    reckon: Callable[..., Any]
    summary: str


def measure(graph: nx.Graph, *names: str, seed: int = 0, by: str = "kind") -> Table:
    """A table of measures: a row for each node, edge, pair or for the graph, whichever the measures are about.

    Measures of nodes may stand side by side, the highest of the first one first; those of edges, pairs and graphs stand
    alone. Without names: degree, strength, betweenness and community. `by` is the attribute that `assortativity` looks at.
    Raises UnknownName for a measure that does not exist.
    """
    wanted = names or ("degree", "strength", "betweenness", "community")
    if unknown := [n for n in wanted if n not in MEASURES]:
        raise UnknownName(f"no measure {unknown[0]!r}; there are: {', '.join(MEASURES)}")
    levels = {MEASURES[n].level for n in wanted}
    if len(levels) > 1:
        apart = "; ".join(f"{n} is about {MEASURES[n].level}" for n in wanted)
        raise KgError(f"these measures make different tables: {apart}; ask for them one by one")
    return _TABLES[levels.pop()](graph, wanted, {"seed": seed, "by": by})


def _installed(package: str) -> bool:
    from importlib.util import find_spec

    return find_spec(package) is not None


def _of_nodes(graph: nx.Graph, names: tuple[str, ...], options: Mapping[str, Any]) -> Table:
    rows = {n: {"id": n, **_called(graph, n)} for n in graph}
    for name in names:
        for node, columns in MEASURES[name].reckon(graph, **options).items():
            rows[node].update(columns if isinstance(columns, dict) else {name: columns})
    return Table(sorted(rows.values(), key=lambda row: (_rank(row, names[0]), str(row["id"]))))


def _rank(row: Mapping[str, Any], name: str) -> float:
    """The highest first, but communities in order, and first who is least constrained; what has no value last."""
    value = row.get(name, row.get(f"{name}_degree"))
    if value is None:
        return float("inf")
    return float(value) if name in ("community", "constraint") else -float(value)


def _of_pairs(graph: nx.Graph, names: Iterable[str], options: Mapping[str, Any]) -> Table:
    (name,) = names
    return Table({**_ends(graph, *pair), **columns} for pair, columns in MEASURES[name].reckon(graph, **options))


def _of_graph(graph: nx.Graph, names: Iterable[str], options: Mapping[str, Any]) -> Table:
    rows = [{"measure": name, **MEASURES[name].reckon(graph, **options)} for name in names]
    columns = dict.fromkeys(column for row in rows for column in row)
    return Table({column: row.get(column) for column in columns} for row in rows)


_TABLES: dict[str, Callable[[Any, tuple[str, ...], Mapping[str, Any]], Table]] = {
    "nodes": _of_nodes,
    "edges": _of_pairs,
    "pairs": _of_pairs,
    "graph": _of_graph,
}


def _called(graph: nx.Graph, node: Any) -> dict[str, Any]:
    data = graph.nodes[node]
    return {
        "kind": data.get("kind", ""),
        "label_en": data.get("label_en", str(node)),
        "label_zh": data.get("label_zh", str(node)),
    }


def _ends(graph: nx.Graph, one: Any, other: Any) -> dict[str, Any]:
    return {
        "source": one,
        "source_label": _called(graph, one)["label_en"],
        "target": other,
        "target_label": _called(graph, other)["label_en"],
    }


# -- nodes ---------------------------------------------------------------------------------------------


def degree(graph: nx.Graph, **_: Any) -> Values:
    """To how many others each node is joined. Freeman (1978), "Centrality in social networks:
    conceptual clarification", Social Networks 1(3), doi:10.1016/0378-8733(78)90021-7."""
    return dict(graph.degree())


def strength(graph: nx.Graph, **_: Any) -> Values:
    """The sum of the weights of each node's edges.

    Barrat, Barthélemy, Pastor-Satorras and Vespignani (2004), "The architecture of complex weighted networks", PNAS
    101(11), 3747–3752.
    """
    return {node: round(total, 6) for node, total in graph.degree(weight="weight")}


def betweenness(graph: nx.Graph, **_: Any) -> Values:
    """How often each node lies on a shortest path between two others; heavy edges are short.

    Freeman (1977), "A set of measures of centrality based on betweenness", Sociometry 40, doi:10.2307/3033543; Brandes
    (2001), "A faster algorithm for betweenness centrality", Journal of Mathematical Sociology 25(2),
    doi:10.1080/0022250X.2001.9990249; weights as distances: Newman (2001), "Scientific collaboration networks. II", Physical
    Review E 64, 016132.
    """
    import networkx as nx

    return dict(nx.betweenness_centrality(_distances(graph), weight="distance"))


def _distances(graph: nx.Graph) -> nx.Graph:
    """A bare copy whose edges are as long as they are light."""
    bare = graph.__class__()
    bare.add_nodes_from(graph)
    bare.add_edges_from((a, b, {"distance": 1 / w}) for a, b, w in graph.edges(data="weight", default=1) if w > 0)
    return bare


def _weights(graph: nx.Graph) -> nx.Graph:
    """A bare undirected copy with weights alone, edges both ways added up."""
    import networkx as nx

    bare = nx.Graph()
    bare.add_nodes_from(graph)
    for a, b, weight in graph.edges(data="weight", default=1):
        if a != b:
            bare.add_edge(a, b, weight=weight + bare.get_edge_data(a, b, {"weight": 0})["weight"])
    return bare


def eigenvector(graph: nx.Graph, **_: Any) -> Values:
    """Who is joined to those who are well joined; direction is not looked at.

    Bonacich (1972), "Factoring and weighting approaches to status scores and clique identification", Journal of
    Mathematical Sociology 2(1), 113–120, doi:10.1080/0022250X.1972.9989806.
    """
    import networkx as nx

    if not graph.number_of_edges():
        return dict.fromkeys(graph, 0.0)
    return dict(nx.eigenvector_centrality(_weights(graph), max_iter=_ITERATIONS, tol=1e-8, weight="weight"))


def pagerank(graph: nx.Graph, **_: Any) -> Values:
    """Where a walker who follows edges by weight, and now and then starts anew, is found.

    Page, Brin, Motwani and Winograd (1999), "The PageRank citation ranking: bringing order to the Web", Stanford
    InfoLab, report 1999-66; damping 0.85.
    Through networkx where scipy is installed, else by our own power iteration.
    """
    import networkx as nx

    if not _installed("scipy"):
        return power_iteration(graph)
    bare = graph.__class__()
    bare.add_nodes_from(graph)
    bare.add_weighted_edges_from(graph.edges(data="weight", default=1))
    return dict(nx.pagerank(bare, tol=_TOLERANCE, max_iter=_ITERATIONS))


def power_iteration(graph: nx.Graph, damping: float = 0.85) -> Values:
    """PageRank without scipy: the same walk, step by step."""
    if not graph:
        return {}
    onward = {a: {b: d.get("weight", 1) for b, d in graph[a].items()} for a in graph}
    out = {a: sum(weights.values()) for a, weights in onward.items()}
    rank = dict.fromkeys(graph, 1 / len(graph))
    for _ in range(_ITERATIONS):
        stuck = sum(rank[a] for a in graph if not out[a])
        new = dict.fromkeys(graph, (1 - damping + damping * stuck) / len(graph))
        for a, weights in onward.items():
            for b, weight in weights.items():
                new[b] += damping * rank[a] * weight / out[a] if out[a] else 0
        moved, rank = sum(abs(new[a] - rank[a]) for a in graph), new
        if moved < len(graph) * _TOLERANCE:
            break
    return rank


def core(graph: nx.Graph, **_: Any) -> Values:
    """The largest k for which a node is in a part where all have k neighbours. Seidman (1983),
    "Network structure and minimum degree", Social Networks 5(3), 269–287, doi:10.1016/0378-8733(83)90028-X."""
    import networkx as nx

    return dict(nx.core_number(_weights(graph)))


def clustering(graph: nx.Graph, **_: Any) -> Values:
    """How far a node's neighbours are joined among themselves, by weight.

    Watts and Strogatz (1998), "Collective dynamics of 'small-world' networks", Nature 393, 440–442; with weights: Onnela,
    Saramäki, Kertész and Kaski (2005), "Intensity and coherence of motifs in weighted complex networks", Physical Review E
    71, 065103.
    """
    import networkx as nx

    return dict(nx.clustering(_weights(graph), weight="weight"))


def constraint(graph: nx.Graph, **_: Any) -> Values:
    """How far a node's contacts are joined to each other: low for those who bridge structural holes, empty for the alone.

    Burt (1992), Structural Holes: The Social Structure of Competition, Harvard University Press; Burt (2004), "Structural
    holes and good ideas", American Journal of Sociology 110, 349–399.
    """
    import networkx as nx

    found = nx.constraint(_weights(graph), weight="weight")
    return {node: None if value != value else value for node, value in found.items()}


def bipartite(graph: nx.Graph, **_: Any) -> Values:
    """For graphs of two modes: the share of the other side that a node reaches, how far its neighbours' sets overlap, and
    what share of the pairs it joins would be joined without it.

    Degree: Borgatti and Everett (1997), "Network analysis of 2-mode data", Social Networks 19(3), 243–269,
    doi:10.1016/S0378-8733(96)00301-2. Clustering and redundancy: Latapy, Magnien and Del Vecchio (2008), "Basic notions for
    the analysis of large two-mode networks", Social Networks 30(1), 31–48.
    """
    import networkx as nx

    sides = _sides(graph)
    reach = nx.bipartite.degree_centrality(graph, sides)
    overlap = nx.bipartite.clustering(graph)
    joining = [n for n in graph if graph.degree(n) > 1]
    redundant = nx.bipartite.node_redundancy(graph, joining) if joining else {}
    return {
        n: {"bipartite_degree": reach[n], "bipartite_clustering": overlap[n], "bipartite_redundancy": redundant.get(n)}
        for n in graph
    }


def _sides(graph: nx.Graph) -> set[Any]:
    if not graph.graph.get("bipartite"):
        raise KgError("bipartite measures need a graph of two modes, such as people-themes; this one has one mode")
    return {n for n, side in graph.nodes(data="bipartite") if side == 0}


# -- communities ---------------------------------------------------------------------------------------


def communities(graph: nx.Graph, *, seed: int = 0, resolution: float = 1.0) -> list[set[Any]]:
    """Groups that are denser within than without, the largest first; the same seed gives the same groups.

    Leiden where igraph is installed: Traag, Waltman and van Eck (2019), "From Louvain to Leiden: guaranteeing
    well-connected communities", Scientific Reports 9, 5233, doi:10.1038/s41598-019-41695-z; else Louvain: Blondel, Guillaume,
    Lambiotte and Lefebvre (2008), "Fast unfolding of communities in large networks", Journal of Statistical Mechanics,
    P10008, doi:10.1088/1742-5468/2008/10/P10008. Both by modularity, Newman and Girvan (2004), "Finding and evaluating
    community structure in networks", Physical Review E 69, 026113.
    """
    find = leiden if _installed("igraph") else louvain
    return find(graph, seed=seed, resolution=resolution)


def _largest_first(groups: Iterable[Iterable[Any]]) -> list[set[Any]]:
    return sorted((set(g) for g in groups), key=lambda g: (-len(g), min(map(str, g))))


def louvain(graph: nx.Graph, *, seed: int = 0, resolution: float = 1.0) -> list[set[Any]]:
    """Communities through networkx."""
    import networkx as nx

    return _largest_first(nx.community.louvain_communities(_ordered(graph), weight="weight", seed=seed, resolution=resolution))


def leiden(graph: nx.Graph, *, seed: int = 0, resolution: float = 1.0) -> list[set[Any]]:
    """Communities through igraph, which has to be installed."""
    import random

    import igraph

    bare = _ordered(graph)
    nodes = list(bare)
    place = {node: number for number, node in enumerate(nodes)}
    twin = igraph.Graph(n=len(nodes), edges=[(place[a], place[b]) for a, b in bare.edges])
    weights = [w for *_, w in bare.edges(data="weight")]
    igraph.set_random_number_generator(random.Random(seed))
    try:
        # "Until nothing changes" (-1) never ends on some small weighted graphs, where rounding keeps a node on the move.
        found = twin.community_leiden("modularity", weights=weights or None, resolution=resolution, n_iterations=_ROUNDS)
    finally:
        igraph.set_random_number_generator(random)
    return _largest_first([nodes[n] for n in group] for group in found)


def _ordered(graph: nx.Graph) -> nx.Graph:
    """The weights of a graph with nodes and edges in order, so that seeds mean the same whatever way it was made."""
    import networkx as nx

    bare = _weights(graph)
    ordered = nx.Graph()
    ordered.add_nodes_from(sorted(bare, key=str))
    ordered.add_edges_from(
        sorted(((*sorted((a, b), key=str), d) for a, b, d in bare.edges(data=True)), key=lambda e: (str(e[0]), str(e[1])))
    )
    return ordered


def community(graph: nx.Graph, *, seed: int = 0, **_: Any) -> Values:
    """Each node's community, from 0 for the largest, and its stability: in what share of runs with other seeds it is
    with the same others, on average.

    Stability as consensus over runs: Lancichinetti and Fortunato (2012), "Consensus clustering in complex networks",
    Scientific Reports 2, 336, doi:10.1038/srep00336.
    """
    runs = [communities(graph, seed=seed + n) for n in range(SEEDS)]
    homes = [{node: number for number, group in enumerate(run) for node in group} for run in runs]
    return {
        node: {"community": number, "community_stability": round(_agreement(node, group, homes), 4)}
        for number, group in enumerate(runs[0])
        for node in group
    }


def _agreement(node: Any, group: set[Any], homes: list[dict[Any, int]]) -> float:
    others = group - {node}
    if not others:
        return sum(list(home.values()).count(home[node]) == 1 for home in homes) / len(homes)
    return sum(home[node] == home[other] for home in homes for other in others) / (len(homes) * len(others))


# -- the graph -----------------------------------------------------------------------------------------


def assortativity(graph: nx.Graph, *, by: str = "kind", **_: Any) -> dict[str, Any]:
    """Whether like is joined to like, from -1 to 1, by an attribute of the nodes or by `degree`; empty where all are alike.

    Newman (2003), "Mixing patterns in networks", Physical Review E 67, 026126.
    """
    import networkx as nx

    if by == "degree":
        found = nx.degree_pearson_correlation_coefficient(graph) if _installed("scipy") else _mixing_by_degree(graph)
    else:
        if missing := [n for n, data in graph.nodes(data=True) if by not in data]:
            known = ", ".join(sorted({k for _, d in graph.nodes(data=True) for k in d} | {"degree"}))
            raise KgError(f"{len(missing)} nodes have no attribute {by!r}; assortativity is by one of {known}")
        alike = len({data[by] for _, data in graph.nodes(data=True)}) < 2
        found = float("nan") if alike else nx.attribute_assortativity_coefficient(graph, by)
    return {"by": by, "value": None if found != found else float(found)}


def _mixing_by_degree(graph: nx.Graph) -> float:
    pairs = [(graph.degree(x), graph.degree(y)) for a, b in graph.edges for x, y in ((a, b), (b, a))]
    if not pairs:
        return float("nan")
    mean = sum(x for x, _ in pairs) / len(pairs)
    spread = sum((x - mean) ** 2 for x, _ in pairs)
    return sum((x - mean) * (y - mean) for x, y in pairs) / spread if spread else float("nan")


def modularity(graph: nx.Graph, *, seed: int = 0, **_: Any) -> dict[str, Any]:
    """How much denser the communities are within than chance would have it, how many there are, and how far runs with
    other seeds agree (mean adjusted Rand index).

    Newman and Girvan (2004), Physical Review E 69, 026113; Hubert and Arabie (1985), "Comparing partitions", Journal of
    Classification 2, 193–218.
    """
    import networkx as nx

    bare = _weights(graph)
    if not bare.number_of_edges():
        return {"value": None, "communities": len(bare), "stability": None}
    runs = [communities(graph, seed=seed + n) for n in range(SEEDS)]
    agreement = [adjusted_rand(one, other) for one, other in combinations(runs, 2)]
    value = nx.community.modularity(bare, runs[0], weight="weight")
    return {"value": value, "communities": len(runs[0]), "stability": sum(agreement) / len(agreement)}


def adjusted_rand(one: list[set[Any]], other: list[set[Any]]) -> float:
    """How far two partitions agree, 1 where they are the same, around 0 by chance (Hubert and Arabie 1985)."""
    together = sum(_pairs(len(a & b)) for a in one for b in other)
    in_one, in_other = sum(_pairs(len(a)) for a in one), sum(_pairs(len(b)) for b in other)
    every = _pairs(sum(map(len, one)))
    expected = in_one * in_other / every if every else 0.0
    most = (in_one + in_other) / 2
    return 1.0 if most == expected else (together - expected) / (most - expected)


def _pairs(n: int) -> float:
    return n * (n - 1) / 2


# -- edges and pairs -----------------------------------------------------------------------------------


def significance(graph: nx.Graph) -> dict[tuple[Any, Any], float]:
    """For each edge the chance of so heavy a one, if its lighter end spread its strength at random: the lower of both ends.

    The disparity filter: Serrano, Boguñá and Vespignani (2009), "Extracting the multiscale backbone of complex weighted
    networks", PNAS 106(16), doi:10.1073/pnas.0808904106. An end with a single edge tells nothing.
    """
    ends = {n: (graph.degree(n), graph.degree(n, weight="weight")) for n in graph}

    def chance(node: Any, weight: float) -> float:
        links, total = ends[node]
        return float((1 - weight / total) ** (links - 1)) if links > 1 and total else 1.0

    return {(a, b): min(chance(a, w), chance(b, w)) for a, b, w in graph.edges(data="weight", default=1)}


def backbone(graph: nx.Graph, alpha: float = 0.05) -> nx.Graph:
    """The graph with only the edges that are significant at `alpha` by the disparity filter, and their nodes."""
    if not 0 < alpha <= 1:
        raise KgError(f"the backbone keeps edges significant at a level between 0 and 1, not {alpha}")
    kept = graph.copy()
    kept.remove_edges_from([pair for pair, chance in significance(graph).items() if chance >= alpha])
    kept.remove_nodes_from([node for node, links in graph.degree() if links and not kept.degree(node)])
    return kept


def _backbone_rows(graph: nx.Graph, **_: Any) -> list[tuple[tuple[Any, Any], dict[str, Any]]]:
    found = sorted(significance(graph).items(), key=lambda e: (e[1], str(e[0])))
    return [(pair, {"weight": graph.edges[pair].get("weight", 1), "alpha": chance}) for pair, chance in found]


def absences(graph: nx.Graph, *, limit: int = 100, **_: Any) -> list[tuple[tuple[Any, Any], dict[str, Any]]]:
    """Pairs that are not joined though what they are joined to suggests it, the most surprising first.

    In one mode by resource allocation: Zhou, Lü and Zhang (2009), "Predicting missing links via local information",
    European Physical Journal B 71, 623, arXiv:0901.0553. In two modes by paths of length three: Kovács et al. (2019),
    "Network-based prediction of protein interactions", Nature Communications 10, 1240, doi:10.1038/s41467-019-09177-y.
    """
    bare = _weights(graph)
    scores = _three_steps(bare, _sides(graph)) if graph.graph.get("bipartite") else _two_steps(bare)
    ranked = sorted(scores.items(), key=lambda e: (-e[1], str(e[0])))[:limit]
    return [(pair, {"score": score, "in_common": len(set(bare[pair[0]]) & set(bare[pair[1]]))}) for pair, score in ranked]


def _two_steps(graph: nx.Graph) -> dict[tuple[Any, Any], float]:
    scores: dict[tuple[Any, Any], float] = {}
    for between in graph:
        for pair in combinations(sorted(graph[between], key=str), 2):
            if not graph.has_edge(*pair):
                scores[pair] = scores.get(pair, 0.0) + 1 / graph.degree(between)
    return scores


def _three_steps(graph: nx.Graph, sides: set[Any]) -> dict[tuple[Any, Any], float]:
    scores: dict[tuple[Any, Any], float] = {}
    for a, b in graph.edges:
        near, far = (a, b) if a not in sides else (b, a)
        share = 1 / sqrt(graph.degree(near) * graph.degree(far))
        for source in graph[near]:
            for target in graph[far]:
                if not graph.has_edge(source, target):
                    scores[source, target] = scores.get((source, target), 0.0) + share
    return scores


def _listed(level: str, *functions: Callable[..., Any]) -> dict[str, Measure]:
    return {f.__name__: Measure(level, f, (f.__doc__ or "").split("\n\n")[0].replace("\n   ", "")) for f in functions}


MEASURES: dict[str, Measure] = {
    **_listed("nodes", degree, strength, betweenness, eigenvector, pagerank, core, clustering, constraint, community, bipartite),
    "backbone": Measure("edges", _backbone_rows, "How likely so heavy an edge is by chance (disparity filter)."),
    **_listed("pairs", absences),
    **_listed("graph", assortativity, modularity),
}
