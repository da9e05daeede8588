"""The documentation does not lie: its YAML is read, its commands are run, its doctests too.

What stands after ```yaml says how a block is read:
nothing                 another YAML file, or a whole scenario when it begins with `badbuzz:`
fragment=top            blocks of the top level, laid over the minimal scenario (scene is the same)
fragment=option         an option, a look or a pair, in its last scene
fragment=decision       the body of a scene
fragment=post           a list of posts
fragment=house          an organisation file
fragment=text           a part of a translation file
file=PATH               added to that file, which the console blocks of the page find
wrong=CODE              gives exactly that problem
"""

import doctest
import re
import shlex
import shutil
import textwrap
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import pytest

from simulator.cli import main
from simulator.conduct.conduct import Conduct
from simulator.exercise.commands import Respond
from simulator.language import speak
from simulator.scenario.head import STANDARD_TARGETS
from simulator.scenario.load import load
from simulator.scenario.problems import Findings
from simulator.scenario.shapes import LIMITS
from simulator.scenario.source import read
from tests.docs.minimal import ENGLISH, FRENCH, build, inside

ROOT = Path(__file__).parents[2]
DOCS = sorted((ROOT / "docs").glob("*.md"))
AUTHORS = [ROOT / "docs" / f"{name}{end}.md" for name in ("authoring", "scenario-format")
           for end in ("", ".fr")]  # fmt: skip
FENCE = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Block(NamedTuple):
    """A fenced block: its page, its line, its language, what is said about it, its text."""

    page: Path
    line: int
    kind: str
    info: dict[str, str]
    text: str

    @property
    def name(self):
        return f"{self.page.name}:{self.line}"


def blocks_of(page):
    """Return the fenced blocks of *page*."""
    text = page.read_text(encoding="utf-8")
    found = []
    for match in FENCE.finditer(text):
        info = dict(word.partition("=")[::2] for word in match[2].split())
        line = text[: match.start()].count("\n") + 1
        found.append(Block(page, line, match[1], info, match[3]))
    return found


BLOCKS = [block for page in DOCS for block in blocks_of(page)]
YAML = [block for block in BLOCKS if block.kind == "yaml" and "file" not in block.info]


def codes(folder, house=None):
    """Return the codes of all problems, in order."""
    return [problem.code for problem in load(folder, house)[1]]


def embedded(block):
    """Return the scenario that a fragment is read in."""
    french = block.page.name.endswith(".fr.md")
    base, last = (FRENCH, "scène derniere") if french else (ENGLISH, "scene last")
    match block.info.get("fragment", ""):
        case "top" | "scene":
            return build(base, block.text)
        case "option":
            return build(base, inside(last, block.text))
        case "post":
            posts = textwrap.indent(block.text, "  ")
            key = "publications" if french else "posts"
            return build(base, inside(last, f"{key}:\n{posts}"))
        case "decision":
            body = textwrap.indent(block.text, "  ")
            head = (
                "scène milieu:\n  titre: Milieu\n" if french else "scene middle:\n  title: Middle\n"
            )
            return build(base, head + body)
        case "":
            return block.text
        case other:
            return pytest.fail(f"{block.name}: fragment={other} is not known")


@pytest.mark.parametrize("block", YAML, ids=lambda block: block.name)
def test_yaml_is_read(block, tmp_path):
    fragment = block.info.get("fragment")
    wanted = [block.info["wrong"]] if "wrong" in block.info else []
    main_file = tmp_path / "scenario.yaml"
    if fragment == "house":
        main_file.write_text(ENGLISH, encoding="utf-8")
        (tmp_path / "house.yaml").write_text(block.text, encoding="utf-8")
        assert codes(tmp_path, tmp_path / "house.yaml") == wanted
    elif fragment == "text":
        french = block.page.name.endswith(".fr.md")
        main_file.write_text(FRENCH if french else ENGLISH, encoding="utf-8")
        (tmp_path / f"text.{'en' if french else 'fr'}.yaml").write_text(
            block.text, encoding="utf-8"
        )
        # Only a part is shown: what is missing, or not stamped yet, is no matter.
        assert [code for code in codes(tmp_path) if code not in {"T101", "T105"}] == wanted
    elif fragment is None and not block.text.startswith("badbuzz:") and not wanted:
        findings = Findings(block.name)
        assert read(block.text.encode(), findings) is not None
        assert findings.problems == []
    else:
        main_file.write_text(embedded(block), encoding="utf-8")
        assert codes(tmp_path) == wanted


STORIES = [page for page in DOCS if any("file" in block.info for block in blocks_of(page))]


QUICK = tuple(f"badbuzz {name}" for name in ("check", "list", "explain", "explore"))
"""Commands whose output is compared."""


def scripts(block):
    """Return (command, output) of a console block; the output may be empty."""
    for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        yield command, output.strip("\n")


def run(command, folder):
    """Run `badbuzz ...` in this process; return what it prints."""
    arguments = shlex.split(command)
    assert arguments[0] == "badbuzz"
    out = StringIO()
    with redirect_stdout(out):
        main([*arguments[1:], "--lang", "fr" if folder.name == "fr" else "en"])
    return "\n".join(line.rstrip() for line in out.getvalue().strip("\n").split("\n"))


@pytest.mark.parametrize("page", DOCS, ids=lambda page: page.name)
def test_a_page_can_be_followed(page, tmp_path, monkeypatch):
    """Its files grow as it is read; each command that shows output prints just that."""
    folder = tmp_path / ("fr" if page.name.endswith(".fr.md") else "en")
    folder.mkdir()
    (folder / "scenarios").symlink_to(ROOT / "scenarios")
    monkeypatch.chdir(folder)
    for block in blocks_of(page):
        if "file" in block.info:
            file = folder / block.info["file"]
            file.parent.mkdir(exist_ok=True)
            before = file.read_text(encoding="utf-8") if file.exists() else ""
            file.write_text(before + block.text, encoding="utf-8")
        if block.kind != "console":
            continue
        for command, output in scripts(block):
            if output and command.startswith(QUICK):
                assert run(command, folder) == output, block.name
            elif command.startswith(("badbuzz translate", "badbuzz key")):
                # Elsewhere, for `translate` leaves a file that is still to be filled in.
                copy = tmp_path / "copy" / folder.name
                shutil.copytree(folder, copy, symlinks=True, dirs_exist_ok=True)
                monkeypatch.chdir(copy)
                assert run(command, copy), block.name
                shutil.rmtree(copy)
                monkeypatch.chdir(folder)
    for file in folder.glob("*/scenario.yaml"):
        assert codes(file.parent) == []


@pytest.mark.parametrize("page", STORIES, ids=lambda page: page.name)
def test_the_crisis_of_a_tutorial_is_played(page, tmp_path):
    """Three decisions, each option of the first one, to the end."""
    text = "".join(block.text for block in blocks_of(page) if "file" in block.info)
    (tmp_path / "scenario.yaml").write_text(text, encoding="utf-8")
    loaded, problems = load(tmp_path)
    assert problems == []
    assert loaded is not None
    decisions = [scene for scene in loaded.scenario.scenes.values() if scene.decision]
    assert len(decisions) == 3
    endings = set()
    for seed in range(40):
        conduct = Conduct(loaded)
        conduct.start(seed)
        while not conduct.state.is_over:
            prompt = conduct.prompt()
            assert prompt is not None
            legal = list(prompt.legal())
            conduct.do(Respond(legal[seed % len(legal)]))
        endings.add(conduct.state.ending)
    assert endings == {ending.id for ending in loaded.scenario.endings}


@pytest.mark.parametrize("page", DOCS, ids=lambda page: page.name)
def test_doctests_run(page):
    runner = doctest.DocTestRunner()
    for block in blocks_of(page):
        if ">>> " in block.text:
            test = doctest.DocTestParser().get_doctest(block.text, {}, block.name, str(page), 0)
            runner.run(test)
    assert runner.summarize().failed == 0


@pytest.mark.parametrize("page", AUTHORS, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    text = page.read_text(encoding="utf-8")
    titles = re.findall(r"^#+ (.+)$", FENCE.sub("", text), flags=re.MULTILINE)
    anchors = {
        re.sub(r"[^\w\- ]", "", title.lower(), flags=re.UNICODE).replace(" ", "-")
        for title in titles
    }
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        if link.startswith("#"):
            assert link[1:] in anchors, link
        elif "://" not in link:
            assert (page.parent / link.split("#")[0]).exists(), link


@pytest.mark.parametrize("end", ["", ".fr"])
def test_the_numbers_are_the_codes(end):
    text = (ROOT / f"docs/scenario-format{end}.md").read_text(encoding="utf-8")
    for name, most in LIMITS.items():
        assert re.search(rf"^\|[^|\n]*`{name}`[^|\n]*\| {most} \|", text, re.MULTILINE), name
    for severity, bands in STANDARD_TARGETS.items():
        row = f"| `{severity}` | " + " | ".join(str(minutes) for minutes in bands)
        assert row in text


@pytest.mark.parametrize("page", [p for p in AUTHORS if p.name.endswith(".fr.md")],
                         ids=lambda page: page.name)  # fmt: skip
def test_french_typography(page):
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    text = re.sub(r"^>.*$", "", text, flags=re.MULTILINE)  # what the program says
    text = re.sub(r"`[^`\n]*`", "", text)
    text = re.sub(r"\]\([^)]*\)", "", text)
    assert re.findall(r"\w+[ \w]?[;:!?](?=\s)", re.sub(r"\u202f[;:!?]", "", text)) == []
    assert re.findall(r"«[^\u202f].{10}|.{10}[^\u202f]»", text) == []
    assert re.findall(r"\w+'\w+", text) == []


TUTORIALS = [page for page in AUTHORS if page.name.startswith("authoring")]


@pytest.mark.parametrize("page", TUTORIALS, ids=lambda page: page.name)
def test_messages_shown_are_the_programs_own(page, tmp_path):
    """Each block with a slip in it is followed by the sentence that it gives."""
    text = page.read_text(encoding="utf-8")
    language = speak("fr" if page.name.endswith(".fr.md") else "en")
    wrong = [block for block in blocks_of(page) if "wrong" in block.info]
    assert len(wrong) == 5
    for block in wrong:
        (tmp_path / "scenario.yaml").write_text(embedded(block), encoding="utf-8")
        (problem,) = load(tmp_path)[1]
        assert f"> {language.problem(problem)[0]}\n" in text, block.name
