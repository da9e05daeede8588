"""The guide for facilitators: what it names is there, its twin says as much, its handouts fit."""

import base64
import re
from io import BytesIO
from pathlib import Path

import pytest
from textual.binding import Binding

from simulator.cli import _parser
from simulator.language import speak
from simulator.scenario.library import shipped
from simulator.tui.workshop.console import ConsoleScreen
from tests.browser import browser, needs_chromium
from tests.shelf import load

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "workshop.md"
HANDOUTS = ("plan", "checklist", "roles", "observation", "lessons")
TWINS = [GUIDE, *(ROOT / "docs" / "workshop" / f"{name}.md" for name in HANDOUTS),
         ROOT / "docs" / "accessibility.md"]  # fmt: skip
FACES = "simulator.tui.workshop."
PAGES = [one for page in TWINS for one in (page, page.with_suffix(".fr.md"))]


def named(pages):
    return pytest.mark.parametrize("page", pages, ids=lambda page: page.name)


@named(TWINS)
def test_both_languages_have_the_same_parts(page):
    texts = [one.read_text(encoding="utf-8") for one in (page, page.with_suffix(".fr.md"))]
    for part in (r"^#+ ", r"^\|", r"^- ", r"^\d+\. ", r"(?<!!)\[[^\]]+\]\(", r"^    badbuzz"):
        one, other = (len(re.findall(part, text, re.MULTILINE)) for text in texts)
        assert one == other, part


@named(PAGES)
def test_links_lead_somewhere(page):
    assert dead(page) == []


def dead(page):
    """Return the links of *page* that lead nowhere."""
    found = []
    for link in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if "://" in link:
            continue
        file, _, part = link.partition("#")
        there = (page.parent / file) if file else page
        if not there.exists() or (part and part not in anchors(there)):
            found.append(link)
    return found


def anchors(page):
    titles = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@named([page for page in PAGES if page.name.endswith(".fr.md")])
def test_french_typography(page):
    text = re.sub(r"`[^`\n]*`|\]\([^)]*\)", "", page.read_text(encoding="utf-8"))
    text = re.sub(r"^\|[-|:]+\|$", "", text, flags=re.MULTILINE)
    assert re.findall(r"[^\u202f\n|][;:!?](?=[\s*])", text) == []
    assert re.findall(r"«[^\u202f].{10}|.{10}[^\u202f]»", text) == []
    assert re.findall(r"\w+'\w+", text) == []


@pytest.mark.parametrize("end", ["", ".fr"])
def test_the_crises_it_recommends_are_shipped_and_have_a_short_route(end):
    text = GUIDE.with_suffix(f"{end}.md").read_text(encoding="utf-8")
    ids = {folder.name: folder for folder in shipped()}
    part = text[text.index("\n### ") : text.index("\n### ", text.index("\n### ") + 5)]
    told = set(re.findall(r"`([a-z]+-[a-z]+)`", part))
    assert len(told) > 6
    assert told <= set(ids)
    loaded, _problems = load(ids["cracked-cup"])
    assert loaded is not None
    assert len(loaded.scenario.short) == 6  # The decisions of the plan.


@pytest.mark.parametrize("end", ["", ".fr"])
def test_every_option_of_host_has_its_row_and_no_other(end, capsys):
    text = GUIDE.with_suffix(f"{end}.md").read_text(encoding="utf-8")
    rows = text[text.rindex("\n## ") :]
    with pytest.raises(SystemExit):
        _parser("en").parse_args(["host", "--help"])
    offered = set(re.findall(r"--[a-z][a-z-]+", capsys.readouterr().out)) - {"--help", "--lang"}
    told = {one for line in rows.split("\n") if line.startswith("| `")
            for one in re.findall(r"--[a-z][a-z-]+", line.split("|")[1])}  # fmt: skip
    assert told == offered


@pytest.mark.parametrize("end", ["", ".fr"])
def test_every_key_of_the_console_has_its_row(end):
    text = GUIDE.with_suffix(f"{end}.md").read_text(encoding="utf-8")
    part = text[text.rindex("\n## ", 0, text.rindex("\n## ")) :]
    rows = [line.split("|")[1] for line in part.split("\n") if line.startswith("| ")]
    told = set(re.findall(r"`([a-z+\[\]])`", " ".join(rows)))
    bound = set()
    ours = [one for one in ConsoleScreen.__mro__ if one.__module__.startswith(FACES)]
    for one in (key for kind in ours for key in vars(kind).get("BINDINGS", ())):
        keys = one.key if isinstance(one, Binding) else one[0]
        bound |= {key for key in keys.split(",") if len(key) == 1}
    assert told == bound | {"+", "[", "]"}


@pytest.mark.parametrize("end", ["", ".fr"])
def test_its_commands_are_there(end, capsys):
    text = GUIDE.with_suffix(f"{end}.md").read_text(encoding="utf-8")
    for command in set(re.findall(r"badbuzz ([a-z]+)((?: [^\s`]+)*)", text)):
        with pytest.raises(SystemExit) as left:
            _parser("en").parse_args([command[0], "--help"])
        assert left.value.code == 0, command
        shown = capsys.readouterr().out
        assert all(flag in shown for flag in re.findall(r"--[a-z-]+", command[1])), command


@pytest.mark.parametrize("end", ["", ".fr"])
def test_pages_of_the_debrief_are_called_as_on_the_screen(end):
    text = GUIDE.with_suffix(f"{end}.md").read_text(encoding="utf-8")
    _ = speak("fr" if end else "en")._
    for title in (
        _("What happened"), _("What to talk about first"),
        _("Sure, but a better answer was on offer"), _("The eight principles"),
        _("The teams side by side"), _("What was behind it"),
        _("Lessons learned"), _("What to practise next"),
    ):  # fmt: skip
        assert f"*{title}*" in text, title


@needs_chromium
async def test_each_handout_is_one_page_of_paper():
    from markdown_it import MarkdownIt
    from pypdf import PdfReader

    reader = MarkdownIt("commonmark").enable("table")
    counts = {}
    async with browser() as chromium:
        page = await chromium.open("about:blank#")
        for path in PAGES[2:-2]:
            text = reader.render(path.read_text(encoding="utf-8"))
            frame = (await page.call("Page.getFrameTree"))["frameTree"]["frame"]["id"]
            await page.call("Page.setDocumentContent", frameId=frame, html=PAPER + text)
            pdf = await page.call("Page.printToPDF", paperWidth=8.27, paperHeight=11.69)
            counts[path.name] = len(PdfReader(BytesIO(base64.b64decode(pdf["data"]))).pages)
    assert {name: count for name, count in counts.items() if count != 1} == {}


PAPER = (
    "<meta charset=utf-8><style>body{font:11pt/1.35 sans-serif;overflow-wrap:anywhere}"
    "table{border-collapse:collapse}td,th{border:1px solid;padding:.15em .4em}</style>"
)
"""How a browser would print it, in a size that can be read."""
