"""The language server, driven over a pipe by a language client that is not ours (pygls's)."""

import asyncio
import sys
from pathlib import Path

import pytest
from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

from simulator.author import new
from simulator.author.server import points, problems, units
from simulator.cli import main
from simulator.scenario.codes import CODES
from simulator.scenario.library import find
from simulator.scenario.problems import Weight
from tests.unit.author.patching import patched

TUTORIAL = find("late-order")
BAD = Path(__file__).parents[2] / "bad_crises"
PATIENCE = 30


class Editor:
    """A language client with a file open in it."""

    def __init__(self, client, uri, text):
        self.client, self.uri, self.text, self.version = client, uri, text, 1
        self.told: asyncio.Queue[lsp.PublishDiagnosticsParams] = asyncio.Queue()

        @client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def hear(params):
            self.told.put_nowait(params)

    async def type(self, text):
        self.version += 1
        self.text = text
        self.client.text_document_did_change(
            lsp.DidChangeTextDocumentParams(
                lsp.VersionedTextDocumentIdentifier(self.version, self.uri),
                [lsp.TextDocumentContentChangeWholeDocument(text)],
            )
        )

    async def diagnostics(self, wanted):
        """Return what is said of our file as soon as *wanted* holds of it."""
        async with asyncio.timeout(PATIENCE):
            while True:
                found = await self.told.get()
                if found.uri == self.uri and wanted(found.diagnostics):
                    return found.diagnostics

    async def complete(self, line, character):
        place = lsp.Position(line, character)
        found = await self.client.text_document_completion_async(
            lsp.CompletionParams(lsp.TextDocumentIdentifier(self.uri), place)
        )
        return {item.label for item in found.items}


async def opened(folder, language="en"):
    client = LanguageClient("an editor", "1")
    path = folder / "scenario.yaml"
    text = path.read_text(encoding="utf-8")
    editor = Editor(client, path.as_uri(), text)
    await client.start_io(sys.executable, "-m", "simulator", "lsp", "--lang", language)
    await client.initialize_async(
        lsp.InitializeParams(lsp.ClientCapabilities(), root_uri=folder.as_uri())
    )
    client.initialized(lsp.InitializedParams())
    item = lsp.TextDocumentItem(editor.uri, lsp.LanguageKind.Yaml, 1, text)
    client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
    return editor


async def closed(editor):
    await editor.client.shutdown_async(None)
    editor.client.exit(None)
    async with asyncio.timeout(PATIENCE):
        await editor.client.stop()


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "late-order"
    place.mkdir()
    for path in TUTORIAL.iterdir():
        (place / path.name).write_bytes(path.read_bytes())
    return place


async def test_a_language_client_is_told_of_a_slip_while_it_is_typed(folder):
    before = (folder / "scenario.yaml").read_bytes()
    editor = await opened(folder)
    assert not await editor.diagnostics(lambda found: True)
    line = next(n for n, row in enumerate(editor.text.split("\n")) if row.startswith("scene "))
    await editor.type(editor.text.replace("\nscene ", "\nflotsam: 1\nscene ", 1))
    (found,) = await editor.diagnostics(bool)
    assert (found.code, found.source, found.range.start) == (
        "S101",
        "badbuzz",
        lsp.Position(line, 0),
    )
    assert "flotsam" in found.message
    assert found.severity == lsp.DiagnosticSeverity.Error
    await editor.type(editor.text.replace("flotsam: 1\n", ""))
    assert not await editor.diagnostics(lambda found: not found)
    assert (folder / "scenario.yaml").read_bytes() == before
    await closed(editor)


async def test_a_language_client_is_told_what_playing_and_counting_find(folder):
    (folder / "text.fr.yaml").unlink()
    text = new.scenario("my-crisis", new.Wish("en"))
    text = patched(text, (BAD / "R106-marked-everywhere.txt").read_text("utf-8"))
    (folder / "scenario.yaml").write_text(text, encoding="utf-8")
    editor = await opened(folder)
    found = await editor.diagnostics(bool)
    assert {problem.code for problem in found} == {"R106"}
    # It is a draft, and so this is advice.
    assert {problem.severity for problem in found} == {lsp.DiagnosticSeverity.Information}
    await editor.type(text.replace("status: draft\n", ""))
    found = await editor.diagnostics(bool)
    assert {problem.severity for problem in found} == {
        {
            Weight.ERROR: lsp.DiagnosticSeverity.Error,
            Weight.WARNING: lsp.DiagnosticSeverity.Warning,
        }[CODES["R106"].weight]
    }
    await closed(editor)


@pytest.mark.slow
async def test_a_language_client_is_completed_and_answered_in_french_all_along(folder):
    editor = await opened(folder, "fr")
    await editor.diagnostics(lambda found: True)
    rows = editor.text.split("\n")
    at = next(n for n, row in enumerate(rows) if row.startswith("scene "))
    new = ["scene new:", "  title: Neuf 😀", "  next: "]
    await editor.type("\n".join([*rows[:at], *new, *rows[at:]]))
    assert {"end", "four-at-once"} <= await editor.complete(at + 2, 8)
    assert {"title:", "option", "next:"} <= await editor.complete(at + 2, 2)
    told = await editor.client.text_document_hover_async(
        lsp.HoverParams(lsp.TextDocumentIdentifier(editor.uri), lsp.Position(at + 1, 3))
    )
    assert told
    await editor.type("\n".join([*rows[:at], "scene new:", "  title: Neuf 😀", "  next: nowhere",
                                 *rows[at:]]))  # fmt: skip
    found = await editor.diagnostics(lambda all_of: any(p.code == "S104" for p in all_of))
    (wrong,) = [problem for problem in found if problem.code == "S104"]
    assert "nowhere" in wrong.message
    assert "déclaré" in wrong.message
    assert wrong.range == lsp.Range(lsp.Position(at + 2, 8), lsp.Position(at + 2, 15))
    for cut in range(0, len(editor.text), max(len(editor.text) // 12, 1)):
        await editor.type(editor.text[:cut])
        await editor.complete(max(editor.text[:cut].count("\n") - 1, 0), 3)
    await editor.type("\n".join(rows))
    await editor.diagnostics(lambda found: not found)
    await closed(editor)


def test_what_is_typed_counts_and_is_written_nowhere(folder):
    before = {path: path.read_bytes() for path in folder.iterdir()}
    text = (folder / "text.fr.yaml").read_text(encoding="utf-8")
    found = problems(folder, {"text.fr.yaml": text.replace("\nscenario:", "\nnothing:")})
    assert {Path(problem.place.file).name for problem in found} == {"text.fr.yaml"}
    assert "T103" in {problem.code for problem in found}
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_columns_are_counted_as_editors_count():
    assert units("é😀a") == 4
    assert [points("é😀a", n) for n in (0, 1, 3, 4)] == [0, 1, 2, 3]


def test_without_its_extra_there_is_a_sentence(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "pygls.lsp.server", None)
    monkeypatch.delitem(sys.modules, "simulator.author.server")
    assert main(["lsp"]) == 2
    assert "[author]" in capsys.readouterr().err
