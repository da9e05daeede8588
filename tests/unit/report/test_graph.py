"""The graph says every scene, option and ending; its drawing is sound; nothing in it acts."""

import csv
import io
import itertools
import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator import safe
from simulator.cli import main
from simulator.language import speak
from simulator.present.room import Room
from simulator.report.drawing import draw
from simulator.report.graph import LENGTH, Edge, Graph, Node, dot, graph, mermaid
from simulator.report.html import html
from simulator.report.layers import place
from simulator.report.planner import page, spreadsheet, table
from simulator.scenario.library import find, shipped
from tests.shelf import load

HOSTILE = '"]; click n0 call alert() \\" <script>alert(1)</script> `x` #quot; =1+1'


def room(folder, language="en"):
    loaded, _ = load(folder)
    assert loaded
    return Room(loaded, speak(language))


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("folder", shipped(), ids=lambda folder: folder.name)
def test_every_scene_option_and_ending_is_there_and_every_post_in_the_table(folder, language):
    shown = room(folder, language)
    drawn = graph(shown)
    facts = "\n".join(fact for node in drawn.nodes for fact in node.facts)
    for scene in shown.scenario.scenes.values():
        for option in scene.decision.options if scene.decision else ():
            assert safe.line(shown.texts.of(scene.id, option.id, "text"), LENGTH) in facts
            assert any(
                edge.source == scene.id and edge.target == (option.next or scene.next)
                for edge in drawn.edges
            ) or scene.interrupts  # fmt: skip
    assert {end.id for end in shown.scenario.endings} <= {node.id for node in drawn.nodes}
    said = {row[1] for row in table(shown)}
    for address in (
        post.address
        for scene in shown.scenario.scenes.values()
        for post in (
            *scene.injects,
            *(p for o in (scene.decision.options if scene.decision else ()) for p in o.then),
        )
    ):
        assert shown.texts[address] in said
    words = html(page(shown.loaded, shown.language))
    assert "http" not in words.replace("http-equiv", "").replace("http://www.w3.org/2000/svg", "")


NAMES = st.integers(2, 40).map(lambda count: [f"s{n}" for n in range(count)])


@st.composite
def graphs(draw_from):
    names = draw_from(NAMES)
    pairs = [(a, b) for a, b in itertools.combinations(range(len(names)), 2) if b - a < 9]
    chosen = draw_from(st.lists(st.sampled_from(pairs), max_size=60, unique=True))
    nodes = tuple(
        Node(name, "scene", HOSTILE, (HOSTILE,) * (n % 7)) for n, name in enumerate(names)
    )
    chain = itertools.pairwise(names)
    edges = {(a, b): Edge(a, b) for a, b in chain}
    edges |= {(names[a], names[b]): Edge(names[a], names[b], HOSTILE) for a, b in chosen}
    return Graph(nodes, tuple(edges.values()))


@given(graphs())
@settings(max_examples=40, deadline=None)
def test_in_any_drawing_lines_lead_down_boxes_do_not_overlap_and_words_stay_words(drawn):
    placed = place(drawn, {node.id: (200, 40 + 20 * len(node.facts)) for node in drawn.nodes})
    for edge in drawn.edges:
        assert placed.spots[edge.source].y < placed.spots[edge.target].y
    boxes = [placed.spots[node.id] for node in drawn.nodes]
    for one, other in itertools.combinations(boxes, 2):
        beside = abs(one.x - other.x) >= (one.width + other.width) / 2 - 0.01
        under = one.y + one.height <= other.y or other.y + other.height <= one.y
        assert beside or under
    tree = ET.fromstring(draw(drawn))  # noqa: S314 - our own drawing
    tags = {element.tag.rpartition("}")[2] for element in tree.iter()}
    assert tags <= {"svg", "g", "title", "rect", "text", "tspan", "path"}


def test_words_are_inert_in_mermaid_and_graphviz():
    drawn = Graph((Node("a", "scene", HOSTILE, (HOSTILE,)), Node("b", "ending", "B")),
                  (Edge("a", "b", HOSTILE),))  # fmt: skip
    for line in mermaid(drawn).splitlines()[1:]:
        assert re.fullmatch(r'  n\d[\[({]+"[^"<>`]*"[\])}]+|  n0 -->\|"[^"<>`]*"\| n1',
                            line.replace("<br/>", " "))  # fmt: skip
    made = dot(drawn)
    assert len(re.findall(r'(?<!\\)(?:\\\\)*"', made)) % 2 == 0
    assert made.count("\n") == len(made.splitlines())


def test_a_table_for_spreadsheets_holds_no_formula():
    rows = list(csv.reader(io.StringIO(spreadsheet(room(find("cracked-cup"))))))
    assert len(rows) > 20
    assert {len(row) for row in rows} == {5}
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert safe.cell("=1+1") == "'=1+1"


def test_the_command_writes_each_form(tmp_path, capsys):
    for form, begin in (
        ("html", "<!doctype"),
        ("mermaid", "flow"),
        ("dot", "digr"),
        ("csv", "Heure"),
    ):
        out = tmp_path / form
        arguments = ["graph", "late-order", "--format", form, "-o", str(out), "--lang", "fr"]
        assert main(arguments) == 0
        assert out.read_text(encoding="utf-8").startswith(begin)
    assert main(["graph", "late-order", "-o", str(tmp_path)]) == 2
    assert str(tmp_path) in capsys.readouterr().err
