"""The graph of a scenario, as data and as text that drawing programs read (Mermaid, Graphviz)."""

from dataclasses import dataclass
from itertools import groupby

from simulator import safe
from simulator.present.room import Room
from simulator.present.telling import condition, cost
from simulator.scenario.model import END, Option, Scene, When

LENGTH = 60
"""Characters of an option that are enough to recognise it."""


@dataclass(frozen=True, slots=True)
class Node:
    """A scene, an interruption, the front page or an ending."""

    id: str
    kind: str
    """scene, interruption, end or ending."""
    title: str
    facts: tuple[str, ...] = ()
    """When it opens, its options with their minutes and conditions."""


@dataclass(frozen=True, slots=True)
class Edge:
    """What leads from one node to another, and when."""

    source: str
    target: str
    label: str = ""
    breaks_in: bool = False


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes in the order of the file, and what leads where."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def graph(room: Room) -> Graph:
    """Return the graph of the scenario that *room* shows."""
    scenes = room.scenario.scenes.values()
    nodes = [_scene(room, scene) for scene in scenes]
    edges = [edge for scene in scenes for edge in _edges(room, scene)]
    nodes.append(Node(END, "end", room.language._("Tomorrow, on the front page")))
    for ending in room.scenario.endings:
        nodes.append(Node(ending.id, "ending", room.texts.of(ending.id, "title")))
        when = condition(room, ending.when) or room.language._("in every other case")
        edges.append(Edge(END, ending.id, when))
    return Graph(tuple(nodes), tuple(edges))


def _scene(room: Room, scene: Scene) -> Node:
    _, say = room.language._, room.language.minutes
    facts = []
    if scene.opens is not None:
        facts.append(_("from {when}", when=room.when(scene.opens)))
    if scene.when:
        facts.append(_("breaks in if: {condition}", condition=condition(room, scene.when)))
    facts += [
        "? " + _item(room, scene.id, inquiry.id, cost(room, inquiry.cost), inquiry.when)
        for inquiry in scene.inquiries
    ]
    if scene.decision and scene.decision.within is not None:
        facts.append(_("{minutes} to decide", minutes=say(scene.decision.within)))
    facts += [
        "• " + _item(room, scene.id, option.id, cost(room, option.cost), option.when)
        for option in (scene.decision.options if scene.decision else ())
    ]
    kind = "interruption" if scene.interrupts else "scene"
    return Node(scene.id, kind, room.texts.of(scene.id, "title"), tuple(facts))


def _item(room: Room, scene: str, item: str, minutes: str, when: When | None) -> str:
    text = safe.line(room.texts.of(scene, item, "text"), LENGTH)
    needed = condition(room, when)
    more = [minutes] if minutes else []
    more += [room.language._("only if: {condition}", condition=needed)] if needed else []
    return f"{text} ({', '.join(more)})" if more else text


def _edges(room: Room, scene: Scene) -> list[Edge]:
    """Return where *scene* leads: options that go elsewhere than the rest are named."""
    if scene.interrupts:
        return [Edge(scene.id, name, breaks_in=True) for name in scene.before]
    options = scene.decision.options if scene.decision else ()

    def target(option: Option) -> str:
        return option.next or scene.next

    leads = sorted(options, key=lambda option: (target(option) != scene.next, target(option)))
    found = {key: list(group) for key, group in groupby(leads, key=target)}
    if len(found) < 2:  # noqa: PLR2004 - everything leads to one place
        return [Edge(scene.id, next(iter(found), scene.next))]
    return [
        Edge(
            scene.id, name,
            "\n".join(safe.line(room.texts.of(scene.id, o.id, "text"), LENGTH) for o in group),
        )
        for name, group in found.items()
    ]  # fmt: skip


def mermaid(drawn: Graph) -> str:
    """Return *drawn* for Mermaid; signs that mean something to it are written as numbers."""
    names = {node.id: f"n{number}" for number, node in enumerate(drawn.nodes)}
    shapes = {
        "scene": '["{}"]', "interruption": '{{{{"{}"}}}}', "end": '(["{}"])', "ending": '("{}")',
    }  # fmt: skip
    lines = ["flowchart TD"]
    for node in drawn.nodes:
        label = "<br/>".join(_numbered(text) for text in (node.title, *node.facts))
        lines.append(f"  {names[node.id]}{shapes[node.kind].format(label)}")
    for edge in drawn.edges:
        label = "<br/>".join(_numbered(text) for text in edge.label.split("\n") if text)
        arrow = "-.->" if edge.breaks_in else "-->"
        said = f'|"{label}"|' if label else ""
        lines.append(f"  {names[edge.source]} {arrow}{said} {names[edge.target]}")
    return "\n".join(lines) + "\n"


def _numbered(text: str) -> str:
    return "".join(
        char if char.isalnum() or char in " .,:?!’()+-–•\u202f\u00a0" else f"#{ord(char)};"
        for char in text
    )


def dot(drawn: Graph) -> str:
    """Return *drawn* for Graphviz."""
    shapes = {"scene": "box", "interruption": "hexagon", "end": "ellipse", "ending": "note"}
    lines = ["digraph scenario {", '  node [fontname="sans-serif"];']
    for node in drawn.nodes:
        label = "\\l".join(_escaped(text) for text in (node.title, *node.facts)) + "\\l"
        lines.append(f'  "{node.id}" [shape={shapes[node.kind]}, label="{label}"];')
    for edge in drawn.edges:
        label = "\\l".join(_escaped(text) for text in edge.label.split("\n"))
        style = ", style=dashed" if edge.breaks_in else ""
        lines.append(f'  "{edge.source}" -> "{edge.target}" [label="{label}"{style}];')
    return "\n".join([*lines, "}"]) + "\n"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
