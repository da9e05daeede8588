"""Placing the nodes of a graph in layers: everything leads downwards, lines rarely cross.

A small form of the usual method: longest path for the layers, stand-ins where a line passes a
layer, barycentres for the order, then a few passes that pull each node towards its neighbours.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from simulator.report.graph import Edge, Graph

GAP_X, GAP_Y = 36, 58
SWEEPS = 8


@dataclass
class Spot:
    """Where a node, or the stand-in of a passing line, is drawn: its middle above, and its size."""

    width: float
    height: float
    x: float = 0.0
    y: float = 0.0
    above: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)


@dataclass
class Placed:
    """All spots by name, the names that each edge passes, and the size of the whole."""

    spots: dict[str, Spot]
    routes: list[tuple[Edge, tuple[str, ...]]]
    width: float
    height: float


def place(graph: Graph, sizes: Mapping[str, tuple[float, float]]) -> Placed:
    """Return where the nodes of *graph* go, each of its own size."""
    depth = _depths(graph)
    rows: list[list[str]] = [[] for _ in range(max(depth.values(), default=0) + 1)]
    spots = {node.id: Spot(*sizes[node.id]) for node in graph.nodes}
    for node in graph.nodes:
        rows[depth[node.id]].append(node.id)
    routes = [(edge, _route(edge, depth, rows, spots)) for edge in graph.edges]
    for _edge, route in routes:
        for upper, lower in pairwise(route):
            spots[upper].below.append(lower)
            spots[lower].above.append(upper)
    _order(rows, spots)
    _align(rows, spots)
    y = 0.0
    for row in rows:
        for name in row:
            spots[name].y = y
        y += max((spots[name].height for name in row), default=0) + GAP_Y
    left = min((s.x - s.width / 2 for s in spots.values()), default=0)
    for spot in spots.values():
        spot.x -= left
    right = max((s.x + s.width / 2 for s in spots.values()), default=0)
    return Placed(spots, routes, right, max(y - GAP_Y, 0))


def _depths(graph: Graph) -> dict[str, int]:
    """Return each node's layer: one below the lowest of what leads to it."""
    depth = {node.id: 0 for node in graph.nodes}
    for _ in graph.nodes:
        lower = {
            edge.target: depth[edge.source] + 1
            for edge in graph.edges
            if depth[edge.target] <= depth[edge.source]
        }
        if not lower:
            break
        depth.update(lower)
    # Whatever only breaks in stands just above what it breaks into.
    for edge in graph.edges:
        if edge.breaks_in and not any(other.target == edge.source for other in graph.edges):
            targets = [depth[e.target] for e in graph.edges if e.source == edge.source]
            depth[edge.source] = max(min(targets) - 1, 0)
    return depth


def _route(
    edge: Edge, depth: dict[str, int], rows: list[list[str]], spots: dict[str, Spot]
) -> tuple[str, ...]:
    """Return what *edge* passes, putting a stand-in in every layer between its ends."""
    route = [edge.source]
    for layer in range(depth[edge.source] + 1, depth[edge.target]):
        name = f"{edge.source}>{edge.target}>{layer}>{len(spots)}"
        spots[name] = Spot(14, 0)
        rows[layer].append(name)
        route.append(name)
    return (*route, edge.target)


def _order(rows: list[list[str]], spots: dict[str, Spot]) -> None:
    for sweep in range(SWEEPS):
        down = sweep % 2 == 0
        for row in rows if down else reversed(rows):
            place_of = {name: i for other in rows for i, name in enumerate(other)}

            def middle(name: str, place_of: dict[str, int] = place_of, down: bool = down) -> float:  # noqa: FBT001 - bound for this sweep
                near = spots[name].above if down else spots[name].below
                return sum(place_of[n] for n in near) / len(near) if near else place_of[name]

            row.sort(key=middle)


def _align(rows: list[list[str]], spots: dict[str, Spot]) -> None:
    for row in rows:
        _spread(row, spots, [0.0] * len(row))
    for sweep in range(SWEEPS):
        for row in rows if sweep % 2 == 0 else reversed(rows):
            wanted = []
            for name in row:
                near = [spots[n].x for n in (*spots[name].above, *spots[name].below)]
                wanted.append(sum(near) / len(near) if near else spots[name].x)
            _spread(row, spots, wanted)


def _spread(row: Sequence[str], spots: dict[str, Spot], wanted: list[float]) -> None:
    """Put the nodes of *row* as near as their widths allow to where each is *wanted*."""
    placed: list[float] = []
    for name, x in zip(row, wanted, strict=True):
        if placed:
            before = spots[row[len(placed) - 1]]
            x = max(x, placed[-1] + (before.width + spots[name].width) / 2 + GAP_X)  # noqa: PLW2901
        placed.append(x)
    shift = sum(w - p for w, p in zip(wanted, placed, strict=True)) / max(len(placed), 1)
    for name, x in zip(row, placed, strict=True):
        spots[name].x = x + shift
