"""Places a graph's nodes before a page is made, so that the same graph gives the same picture at once."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterator
from itertools import count
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx
    import numpy as np
    from numpy.typing import NDArray

    Points = NDArray[np.float64]

Positions = dict[Any, tuple[int, int]]
_PIVOTS = 40
_ROUNDS = 160
_EXACT = 1_500
_REACH = 60.0
_GRAVITY = 0.02
_EVENING = 0.1
_PUSH = 4.0
_ROUND, _LONG = 1.3, 1.7


def layout(graph: nx.Graph, *, seed: int = 1) -> Positions:
    """A position for every node, in whole pixels around (0, 0): the same graph and seed give the same positions.

    Components are laid out apart and packed around the largest. Each starts from distances to a few pivots, which
    gives the overall shape, and is then relaxed by forces after Fruchterman and Reingold (Software: Practice and
    Experience 21, 1991), which spread nodes evenly. Above 1,500 nodes, repulsion is taken from a sample of them.
    """
    import networkx as nx
    import numpy as np

    parts = sorted((sorted(c, key=str) for c in nx.connected_components(nx.Graph(graph))), key=lambda c: (-len(c), str(c[0])))
    placed = _packed([_component(graph.subgraph(part), part, np.random.default_rng(seed)) for part in parts])
    return {
        node: (round(float(x)), round(float(y)))
        for part, points in zip(parts, placed, strict=True)
        for node, (x, y) in zip(part, points, strict=True)
    }


def _component(graph: nx.Graph, nodes: list[Any], random: np.random.Generator) -> Points:
    import numpy as np

    if len(nodes) <= 2:
        return np.array([[-_REACH / 2, 0.0], [_REACH / 2, 0.0]])[: len(nodes)]
    index = {n: i for i, n in enumerate(nodes)}
    pairs = np.array(sorted((index[a], index[b]) for a, b in graph.edges() if a != b), dtype=np.int64)
    neighbours = [sorted(index[m] for m in graph[n]) for n in nodes]
    points = _by_pivots(neighbours, random)
    points = _relaxed(points, pairs, random)
    return _apart(_levelled(points), _REACH)


def _distances(neighbours: list[list[int]], start: int) -> list[int]:
    """Steps from one node to every other, breadth first."""
    steps = [-1] * len(neighbours)
    steps[start] = 0
    queue = deque([start])
    while queue:
        here = queue.popleft()
        for there in neighbours[here]:
            if steps[there] < 0:
                steps[there] = steps[here] + 1
                queue.append(there)
    return steps


def _by_pivots(neighbours: list[list[int]], random: np.random.Generator) -> Points:
    """Pivot MDS (Brandes and Pich, 2006): the two main axes of the distances to pivots chosen far from each other."""
    import numpy as np

    pivot = max(range(len(neighbours)), key=lambda n: (len(neighbours[n]), -n))
    columns = [np.array(_distances(neighbours, pivot), dtype=float)]
    nearest = columns[0].copy()
    while len(columns) < min(_PIVOTS, len(neighbours)):
        columns.append(np.array(_distances(neighbours, int(nearest.argmax())), dtype=float))
        nearest = np.minimum(nearest, columns[-1])
    squared = np.stack(columns, axis=1) ** 2
    centred = squared - squared.mean(axis=0) - squared.mean(axis=1, keepdims=True) + squared.mean()
    _, vectors = np.linalg.eigh(centred.T @ centred)
    axes = centred @ _signed(vectors[:, -2:])
    if axes.shape[1] < 2:
        axes = np.hstack([axes, np.zeros_like(axes)])
    spread = axes.std(axis=0).max() or 1.0
    return np.asarray(axes / spread * math.sqrt(len(neighbours)) + random.normal(0, 0.3, axes.shape))


def _signed(vectors: Points) -> Points:
    """Eigenvectors with a sign that does not depend on the library's mood: the largest entry is positive."""
    import numpy as np

    largest = vectors[np.abs(vectors).argmax(axis=0), range(vectors.shape[1])]
    return np.asarray(vectors * np.where(largest < 0, -1, 1))


def _relaxed(points: Points, pairs: Any, random: np.random.Generator) -> Points:
    """Move nodes along their forces, never farther than a step that shrinks."""
    import numpy as np

    degree = np.bincount(pairs.ravel(), minlength=len(points))
    mass = (degree + 1.0) ** 0.4 / np.median((degree + 1.0) ** 0.4)
    step = 0.12 * float(np.ptp(points)) + 1.0
    rounds = min(_ROUNDS, 30 + len(points))
    cooling = 0.004 ** (1 / rounds)
    for _ in range(rounds):
        force = _repulsion(points, mass, random) + _attraction(points, pairs, degree) - _GRAVITY * points
        length = np.linalg.norm(force, axis=1, keepdims=True)
        points = points + force / np.maximum(length, 1e-9) * np.minimum(length, step)
        step *= cooling
    return points


def _repulsion(points: Points, mass: Points, random: np.random.Generator) -> Points:
    """Every node pushes every other away, hubs more than others; it fades with the square of the distance.

    Fruchterman and Reingold let it fade with the distance itself, which presses the leaves around a hub together.
    """
    import numpy as np

    total = len(points)
    others = np.arange(total) if total <= _EXACT else np.sort(random.choice(total, _EXACT // 3, replace=False))
    share = _PUSH * total / len(others) * mass[others]
    force = np.empty_like(points)
    for start in range(0, total, _EXACT):
        block = slice(start, start + _EXACT)
        dx = points[block, 0, None] - points[None, others, 0]
        dy = points[block, 1, None] - points[None, others, 1]
        squared = dx * dx + dy * dy + 0.05
        push = share / (squared * np.sqrt(squared))
        force[block, 0] = (dx * push).sum(axis=1)
        force[block, 1] = (dy * push).sum(axis=1)
    return force * mass[:, None]


def _attraction(points: Points, pairs: Any, degree: Any) -> Points:
    """Edges pull their ends together, the more the longer they are; a hub's edges pull less each."""
    import numpy as np

    delta = points[pairs[:, 1]] - points[pairs[:, 0]]
    ease = np.sqrt(np.minimum(degree[pairs[:, 0]], degree[pairs[:, 1]]))[:, None]
    pull = delta * np.linalg.norm(delta, axis=1, keepdims=True) / ease
    force = np.zeros_like(points)
    np.add.at(force, pairs[:, 0], pull)
    np.add.at(force, pairs[:, 1], -pull)
    return force


def _levelled(points: Points) -> Points:
    """Turned so that the longer axis lies across the page, and neither rounder nor longer than screens are."""
    import numpy as np

    centred = _evened(points - np.median(points, axis=0))
    centred = centred - centred.mean(axis=0)
    _, vectors = np.linalg.eigh(centred.T @ centred)
    turned = centred @ _signed(vectors)[:, ::-1]
    across, down = turned.std(axis=0)
    if across * down < 1e-9:
        return np.asarray(turned)
    ratio = across / down
    return np.asarray(turned * np.array([min(max(ratio, _ROUND), _LONG) / ratio, 1.0]))


def _evened(points: Points) -> Points:
    """With more room in the crowded middle and less to the outliers, each node in its old direction."""
    import numpy as np

    return np.asarray(points / np.maximum(np.linalg.norm(points, axis=1, keepdims=True), 1e-3) ** _EVENING)


def _apart(points: Points, reach: float) -> Points:
    """Scaled so that neighbours on the page stand `reach` apart in the median, then nudged until none touch."""
    import numpy as np

    points = points * (reach / max(_median_gap(points), 1e-6))
    for _ in range(60):
        order = np.argsort(points[:, 0], kind="stable")
        shift = np.zeros_like(points)
        for hop in range(1, min(30, len(points))):
            one, other = order[:-hop], order[hop:]
            delta = points[other] - points[one]
            gap = np.linalg.norm(delta, axis=1, keepdims=True)
            push = np.where(gap < reach * 0.85, delta / np.maximum(gap, 1e-6) * (reach * 0.85 - gap) / 2, 0.0)
            np.add.at(shift, one, -push)
            np.add.at(shift, other, push)
        points = points + shift * 0.5
    return np.asarray(points)


def _median_gap(points: Points) -> float:
    """The median distance from a node to the nearest of those that follow it from left to right."""
    import numpy as np

    order = points[np.argsort(points[:, 0], kind="stable")]
    gaps = np.full(len(points), np.inf)
    for hop in range(1, min(25, len(points))):
        gap = np.linalg.norm(order[hop:] - order[:-hop], axis=1)
        gaps[:-hop] = np.minimum(gaps[:-hop], gap)
    return float(np.median(gaps[:-1]))


Cells = set[tuple[int, int]]


def _packed(parts: list[Points]) -> list[Points]:
    """Each part moved to where a spiral around the first finds room for it first.

    For parts of one size the search goes on where it ended: what was full for one is full for the next.
    """
    taken: Cells = set()
    placed = []
    reached: dict[int, int] = {}
    for part in parts:
        step, moved = next(
            (step, moved) for step, moved in _along_spiral(part, reached.get(len(part), 0)) if not taken & _cells(moved)
        )
        reached[len(part)] = step
        taken |= _cells(moved, margin=1)
        placed.append(moved)
    return placed


def _along_spiral(part: Points, start: int) -> Iterator[tuple[int, Points]]:
    """Yield the part at places ever farther from the middle; what is taken is finite, so that one of them is free."""
    import numpy as np

    centred = part - (part.max(axis=0) + part.min(axis=0)) / 2
    for step in count(start):
        turn, far = 0.5 * math.sqrt(step) * 2 * math.pi, _REACH * 0.5 * math.sqrt(step)
        yield step, centred + np.array([far * math.cos(turn) * _ROUND, far * math.sin(turn)])


def _cells(points: Points, margin: int = 0) -> Cells:
    """The squares of the page that the points and their surroundings take up."""
    import numpy as np

    reach = range(-margin, margin + 1)
    return {(int(x) + i, int(y) + j) for x, y in np.floor(points / (1.6 * _REACH)) for i in reach for j in reach}
