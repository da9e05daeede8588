"""The language server: an editor is told what `badbuzz check` finds, while its author types."""

import asyncio
import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from simulator import __version__
from simulator.author.checking import CalledOff, Report, check, read_only
from simulator.author.completing import Completer
from simulator.language import Language
from simulator.scenario.load import FILE, weight
from simulator.scenario.problems import Problem, Weight

PAUSE = 0.15
"""Seconds without a keystroke after which the files are read."""
REST = 0.5
"""Seconds more without one after which they are played and counted, which takes longer."""
BESIDE = ("text.*.yaml", "stamps.*.yaml")
MOST = 200
"""Problems shown in one file."""
SEVERITY = {
    Weight.ERROR: lsp.DiagnosticSeverity.Error,
    Weight.WARNING: lsp.DiagnosticSeverity.Warning,
    Weight.ADVICE: lsp.DiagnosticSeverity.Information,
}


class Server(LanguageServer):
    """Checks the folder of every open scenario file; what is typed counts, saved or not."""

    def __init__(self, language: Language, proofs: Path | None = None) -> None:
        super().__init__("badbuzz", __version__)
        self.language = language
        self.proofs = proofs
        self.due: dict[Path, asyncio.Task[None]] = {}
        self.told: dict[Path, set[str]] = {}
        """Per folder, the files about which something was said."""

    def changed(self, uri: str) -> None:
        """Check the folder of *uri* once nobody has typed for a moment: read it, then play it."""
        path = to_fs_path(uri)
        if path is None:
            return
        folder = Path(path).parent
        if before := self.due.get(folder):
            before.cancel()
        self.due[folder] = asyncio.get_running_loop().create_task(self._later(folder))

    async def _later(self, folder: Path) -> None:
        await asyncio.sleep(PAUSE)
        typed = {
            name: document.source
            for document in self.workspace.text_documents.values()
            if (name := Path(document.path).name) and Path(document.path).parent == folder
        }
        found = await asyncio.to_thread(problems, folder, typed, read_only)
        self._publish(folder, found, typed)
        await asyncio.sleep(REST)
        off = threading.Event()

        def whole(copy: Path) -> Report:
            return check(copy, self.proofs, is_off=off.is_set)

        with suppress(CalledOff):
            try:
                self._publish(
                    folder, await asyncio.to_thread(problems, folder, typed, whole), typed
                )
            finally:
                off.set()

    def _publish(self, folder: Path, found: list[Problem], typed: dict[str, str]) -> None:
        files: dict[str, list[lsp.Diagnostic]] = {name: [] for name in self.told.get(folder, ())}
        files |= {name: [] for name in typed}
        for problem in found:
            name = Path(problem.place.file).name
            shown = files.setdefault(name, [])
            if len(shown) < MOST:
                shown.append(self.diagnostic(problem, typed.get(name, "")))
        self.told[folder] = {name for name, shown in files.items() if shown}
        for name, shown in files.items():
            uri = from_fs_path(str(folder / name))
            if uri:
                self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, shown))

    def diagnostic(self, problem: Problem, text: str) -> lsp.Diagnostic:
        """Return *problem* as editors show it."""
        sentence, hint = self.language.problem(problem)
        message = f"{sentence}\n{self.language._('hint: {hint}', hint=hint)}" if hint else sentence
        heavy = SEVERITY[weight(problem)]
        return lsp.Diagnostic(
            _range(problem, text), message, heavy, code=problem.code, source="badbuzz"
        )


def problems(
    folder: Path, typed: dict[str, str], look: Callable[[Path], Report] = check
) -> list[Problem]:
    """Return what *look* finds in *folder* as it would be with the files *typed* saved.

    The check reads files, so it is given a copy of the folder: what is typed is never written to
    the author's own.
    """
    with tempfile.TemporaryDirectory(prefix="badbuzz-") as place:
        copy = Path(place) / (folder.name or "scenario")
        copy.mkdir()
        names = {path.name for pattern in (FILE, *BESIDE) for path in folder.glob(pattern)}
        for name in names - typed.keys():
            (copy / name).symlink_to(folder / name)
        for name, text in typed.items():
            (copy / name).write_text(text, encoding="utf-8", errors="surrogatepass", newline="")
        return list(look(copy).problems)


def _range(problem: Problem, text: str) -> lsp.Range:
    """Return the word at the place of *problem*, in the units of the protocol (UTF-16)."""
    line = max(problem.place.line - 1, 0)
    lines = text.split("\n")
    shown = lines[line] if line < len(lines) else ""
    begin = max(problem.place.column - 1, 0)
    length = len(shown[begin:].split(" ")[0]) or 1
    start, end = units(shown[:begin]), units(shown[: begin + length])
    return lsp.Range(lsp.Position(line, start), lsp.Position(line, max(end, start)))


def units(text: str) -> int:
    """Return how many UTF-16 units *text* has."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def points(text: str, count: int) -> int:
    """Return how many characters of *text* are in its first *count* UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * count].decode("utf-16-le", "ignore"))


def serve(language: Language, proofs: Path | None = None) -> None:
    """Speak the protocol on standard input and output until the editor leaves.

    *proofs* is the folder where what was proven is kept.
    """
    made(language, proofs).start_io()


def made(language: Language, proofs: Path | None = None) -> Server:
    """Return a server with all it can do."""
    server = Server(language, proofs)

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    async def opened(params: lsp.DidOpenTextDocumentParams) -> None:
        server.changed(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    async def edited(params: lsp.DidChangeTextDocumentParams) -> None:
        server.changed(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    async def saved(params: lsp.DidSaveTextDocumentParams) -> None:
        server.changed(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions([" ", "{", "["]))
    def complete(params: lsp.CompletionParams) -> lsp.CompletionList:
        text = server.workspace.get_text_document(params.text_document.uri).source
        line = params.position.line
        lines = text.split("\n")
        column = points(lines[line] if line < len(lines) else "", params.position.character)
        kinds = {True: lsp.CompletionItemKind.Property, False: lsp.CompletionItemKind.Value}
        return lsp.CompletionList(
            is_incomplete=False,
            items=[
                lsp.CompletionItem(s.word.strip(), kind=kinds[s.is_key], documentation=s.about,
                                   insert_text=s.word)
                for s in Completer(text, line).suggest(line, column)
            ],
        )  # fmt: skip

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    def hover(params: lsp.HoverParams) -> lsp.Hover | None:
        text = server.workspace.get_text_document(params.text_document.uri).source
        told = Completer(text).explain(params.position.line)
        return lsp.Hover(told) if told else None

    return server
