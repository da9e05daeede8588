"""A crisis written to do harm is drawn like any other: nothing in it acts, nothing hides."""

import ast
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from simulator.scenario.load import is_fatal
from simulator.tui.screens.catalog import SCREENS
from simulator.tui.screens.debrief import DebriefScreen
from simulator.tui.widgets.line import Line
from tests.shelf import load
from tests.unit.tui.stage import SAMPLE, Stage, drawn, opened, press, settled, show

TUI = Path(__file__).parents[3] / "simulator" / "tui"
HARM = (
    "[@click=app.quit]press[/] me",
    "end [/b] of [/]",
    '[@click="',
    "[link=http://x.example]y[/link] [red on white]z",
    "\x1b[2J\x1b[31mred",
    "\x1b]52;c;aGVsbG8=\x07 clip",
    "\x9b31m \x85 \x00 \x07 \x7f",
    "\u202eright to left\u202c \u2066isolated\u2069",
    "a\u200bb\u00adc\ufeffd\U000e0041e",
    "w" * 900,
    "e" + "\u0301" * 300,
    "表" * 300 + " 表情",
    "👩‍🔬🏳️‍🌈 " * 40,
    "\t tab \r\n and \r return",
    "{name} {0} %s %(x)s ${HOME} <quote> <variable>",
    "ﷺ ༼ つ ◕_◕ ༽つ \u202e ¯\\_(ツ)_/¯",
    "line\nline\n\nline",
)
"""What is put in place of every text, in turn."""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """The sample with a translation in which every text is hostile, read through load()."""
    folder = tmp_path_factory.mktemp("hostile") / "late-order"
    folder.mkdir()
    written = (SAMPLE / "scenario.yaml").read_text(encoding="utf-8")
    (folder / "scenario.yaml").write_text(written, encoding="utf-8")
    found, _ = load(SAMPLE)
    assert found is not None
    lines = ["badbuzz: 1", "of: late-order", "language: fr"]
    block = ""
    for number, address in enumerate(found.texts["en"]):
        head, _, rest = address.partition(".")
        if head != block:
            block = head
            lines.append(f"{head}:")
        text = HARM[number % len(HARM)]
        quoted = "".join(c if c.isalnum() and ord(c) < 128 else escaped(c) for c in text)
        lines.append(f'  {rest}: "{quoted}"')
    (folder / "text.fr.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    loaded, problems = load(folder)
    assert loaded is not None, [p for p in problems if is_fatal(p)][:3]
    french = loaded.texts["fr"]
    assert sum(found.texts["fr"].get(a) != french.get(a) for a in french) > len(french) * 0.9
    return loaded


def escaped(char: str) -> str:
    return f"\\U{ord(char):08x}"


def look(text: str) -> None:
    """Nothing drawn can act on a terminal."""
    bad = {c for c in text if unicodedata.category(c) in {"Cc", "Cs", "Cf"} and c not in "\n\u200d"}
    assert bad == set()
    assert not re.search("[\u0300-\u036f]{9}", text)


def has_actions(app) -> bool:
    strips = app.screen._compositor.render_strips()
    metas = [s.style.meta for strip in strips for s in strip if s.style and s.style._meta]
    return any("@click" in meta or "click" in str(meta) for meta in metas)


@pytest.mark.parametrize("size", [(80, 24), (40, 12)], ids=str)
async def test_every_screen_draws_it_inert(hostile, size):
    app = Stage("fr", shelf=[hostile])
    async with app.run_test(size=size) as pilot:
        for row in SCREENS:
            await show(pilot, row)
            look(drawn(app))
            assert not has_actions(app), row.name
            before = app.screen
            for y in range(1, size[1] - 2, 3):
                await press(pilot, "pagedown")
                await settled(pilot)
                look(drawn(app))
                del y
                if app.screen is not before:
                    break
            assert app.return_code is None


async def test_a_hint_and_a_preview_are_inert(hostile):
    rows = {row.name: row for row in SCREENS}
    app = Stage("fr", shelf=[hostile])
    async with app.run_test(size=(80, 24)) as pilot:
        for name in ("room-one", "room-several", "room-order", "room-compose"):
            await show(pilot, rows[name])
            await press(pilot, "h")
            await settled(pilot)
            look(drawn(app))
            assert not has_actions(app)
            await press(pilot, "1", "4", "7", "enter")
            await settled(pilot)
            look(drawn(app))
            assert not has_actions(app)


async def test_a_flood_is_cut_and_cleaned():
    rows = {row.name: row for row in SCREENS}
    async with opened(rows["disagree"], (80, 24)) as pilot:
        from textual import events

        debrief = next(s for s in pilot.app.screen_stack if isinstance(s, DebriefScreen))
        await press(pilot, "d")
        field = pilot.app.screen.query_one(Line)
        for text in (
            "",
            "\n",
            "\x1b]52;c;eA==\x07[/b] \u202e" + "x" * 1_000_000,
            "more",
            "\r\n" * 9,
        ):
            field.post_message(events.Paste(text))
            await settled(pilot)
            assert len(field.value) <= 300
            look(drawn(pilot.app))
        assert field.value.endswith("…")
        field.value = "[/b] because"
        await press(pilot, "enter")
        await settled(pilot)
        last: Any = debrief.conduct.log[-1]
        assert last.line == "[/b] because"


# ---- the source: text goes through Content, or says that it is not markup

DRAWS = {"Static", "Label", "Button", "Checkbox", "RadioButton", "TabPane", "Collapsible", "Option"}
SAFE_CALLS = {"Content", "assemble", "join", "stylize", "drawn", "hang"}


def unsafe(source: str) -> list[str]:
    """Return the calls that could draw a string as markup."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        says = {word.arg for word in node.keywords}
        is_literal = bool(node.args) and is_safe(node.args[0])
        if name in DRAWS and node.args and not is_literal and "markup" not in says:
            found.append(ast.unparse(node))
        if name in {"notify", "OptionList", "SelectionList", "RichLog"} and "markup" not in says:
            found.append(ast.unparse(node))
        if name == "update" and node.args and not is_literal:
            found.append(ast.unparse(node))
        if name in {
            "from_markup",
            "Markdown",
            "MarkdownViewer",
            "Select",
            "RadioSet",
            "Tree",
            "DataTable",
        }:
            found.append(ast.unparse(node))
    return found


def is_safe(node: ast.expr) -> bool:
    if isinstance(node, ast.Constant):
        return True
    if isinstance(node, ast.Name):
        return node.id in {"content", "title"}
    called = getattr(node, "func", None)
    return getattr(called, "id", getattr(called, "attr", "")) in SAFE_CALLS


@pytest.mark.parametrize("path", sorted(TUI.rglob("*.py")), ids=lambda path: path.stem)
def test_no_widget_is_given_a_bare_string(path):
    assert unsafe(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "line",
    ["Static(text)", "Static(f'{x}')", "self.notify(text)", "x.update(words)", "OptionList()",
     "Option(found.title)", "Content.from_markup(x)", "Button(label)"],
)  # fmt: skip
def test_a_bare_string_is_seen(line):
    assert unsafe(line) != []
