"""A graph as one SVG drawing, with its own layout and nothing fetched."""

import textwrap
from xml.sax.saxutils import escape

from simulator.report.graph import Edge, Graph, Node
from simulator.report.layers import Placed, Spot, place

WIDTH, LINE, PAD = 330, 16, 10
CHARACTERS = 46
"""What fits in a node's width at 12 pixels."""
NARROW = 210
"""A node of a title alone."""
LABEL = 30
COLOURS = {
    "scene": ("#eef4f6", "#0b5a6e"), "interruption": ("#fdf1e3", "#a65a00"),
    "end": ("#e9e6ee", "#5b5866"), "ending": ("#f0ebf7", "#6b3fa0"),
}  # fmt: skip
"""Fill and edge; the kind is also said by a shape's corners and dashes, never by colour alone."""


def draw(graph: Graph) -> str:
    """Return *graph* as SVG; every word in it is escaped."""
    lines = {node.id: _lines(node) for node in graph.nodes}
    sizes = {
        node.id: (WIDTH if node.facts else NARROW, len(lines[node.id]) * LINE + 2 * PAD)
        for node in graph.nodes
    }
    placed = place(graph, sizes)
    width, height = round(placed.width) + 20, round(placed.height) + 20
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-10 -10 {width} {height}" '
            f'width="{width}" height="{height}" font-family="system-ui, sans-serif" font-size="12">'
        )
    ]
    parts += [_line(edge, route, placed) for edge, route in placed.routes]
    parts += [_box(node, lines[node.id], placed.spots[node.id]) for node in graph.nodes]
    parts += [_label(edge, route, placed) for edge, route in placed.routes if edge.label]
    return "\n".join([*parts, "</svg>"])


def _lines(node: Node) -> list[str]:
    return _title(node) + [line for fact in node.facts for line in _wrapped(fact)]


def _title(node: Node) -> list[str]:
    return textwrap.wrap(node.title, 40 if node.facts else 24) or [node.id]


def _wrapped(fact: str) -> list[str]:
    return textwrap.wrap(fact, CHARACTERS, subsequent_indent="   ")


def _box(node: Node, rows: list[str], spot: Spot) -> str:
    fill, edge = COLOURS[node.kind]
    corner = {"scene": 3, "interruption": 14}.get(node.kind, 22)
    dash = ' stroke-dasharray="6 3"' if node.kind == "interruption" else ""
    x, y = spot.x - spot.width / 2, spot.y
    titles = len(_title(node))
    weight = [' font-weight="bold"'] * titles + [""] * len(rows)
    text = "".join(
        f'<tspan x="{x + PAD:.0f}" y="{y + PAD + LINE * (n + 0.75):.0f}"'
        f"{weight[n]}>{escape(row)}</tspan>"
        for n, row in enumerate(rows)
    )
    return (
        f'<g class="node {node.kind}"><title>{escape(node.id)}</title>'
        f'<rect x="{x:.0f}" y="{y:.0f}" width="{spot.width:.0f}" height="{spot.height:.0f}" '
        f'rx="{corner}" fill="{fill}" stroke="{edge}" stroke-width="1.5"{dash}/>'
        f'<text fill="#1c1b22" xml:space="preserve">{text}</text></g>'
    )


def _line(edge: Edge, route: tuple[str, ...], placed: Placed) -> str:
    spots = [placed.spots[name] for name in route]
    x, y = spots[0].x, spots[0].y + spots[0].height
    path = [f"M{x:.0f} {y:.0f}"]
    for spot in spots[1:]:
        middle = (y + spot.y) / 2
        path.append(f"C{x:.0f} {middle:.0f} {spot.x:.0f} {middle:.0f} {spot.x:.0f} {spot.y:.0f}")
        x, y = spot.x, spot.y
    dash = ' stroke-dasharray="5 4"' if edge.breaks_in else ""
    head = f"M{x - 5:.0f} {y - 9:.0f} L{x:.0f} {y:.0f} L{x + 5:.0f} {y - 9:.0f}"
    return (
        f'<path d="{" ".join(path)}" fill="none" stroke="#77727f" stroke-width="1.4"{dash}/>'
        f'<path d="{head}" fill="none" stroke="#77727f" stroke-width="1.4"/>'
    )


def _label(edge: Edge, route: tuple[str, ...], placed: Placed) -> str:
    """Return the words of *edge*, just above where it arrives, on a ground of their own."""
    rows = [row for text in edge.label.split("\n") for row in textwrap.wrap(text, LABEL)][:3]
    spot = placed.spots[route[1]]
    top = spot.y - 12 - 12 * len(rows)
    wide = max(map(len, rows), default=0) * 5.6 + 8
    text = "".join(
        f'<tspan x="{spot.x:.0f}" y="{top + 10 + 12 * n:.0f}">{escape(row)}</tspan>'
        for n, row in enumerate(rows)
    )
    return (
        f'<g class="label"><title>{escape(edge.label)}</title>'
        f'<rect x="{spot.x - wide / 2:.0f}" y="{top:.0f}" width="{wide:.0f}" '
        f'height="{12 * len(rows) + 2}" rx="3" fill="#fdfcf9" fill-opacity="0.92"/>'
        f'<text text-anchor="middle" font-size="10" fill="#3a3742">{text}</text></g>'
    )
