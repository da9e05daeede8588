"""Any file in, no crash out: hostile files under limits, and whatever hypothesis thinks of."""

import os
import re
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.conduct.conduct import Conduct
from simulator.exercise.commands import Respond
from simulator.scenario import library, source
from simulator.scenario.load import load
from simulator.scenario.problems import Findings
from simulator.scenario.tree import Scalar
from tests.unit.scenario.expecting import FOLDER, alone, good

SECONDS = 30
BYTES = 500 << 20
HEAD = "badbuzz: 1\n"
ORIGINAL = (library.folder() / "late-order" / "scenario.yaml").read_text(encoding="utf-8")
_PLACE = re.compile(r"^[^:\n]+(?::\d+:\d+)?: [FYS]\d{3} \S", re.MULTILINE)
_ACTIVE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def check(path, *arguments):
    """Run `badbuzz check` as an author would, with little time and memory."""

    def limits():
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))

    return subprocess.run(
        [sys.executable, "-m", "simulator", "check", str(path), "--lang", "en", *arguments],
        capture_output=True,
        timeout=4 * SECONDS,
        check=False,
        preexec_fn=limits,
        cwd=library.folder().parent,
    )


def bomb_of_aliases():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join(f'*a{n - 1}' for _ in range(9))}]" for n in range(1, 10)]
    return "\n".join(lines)


def bomb_of_merges():
    lines = ["a0: &a0 {x: y}"]
    merge = "a{n}: &a{n} {{<<: [{many}]}}"
    lines += [merge.format(n=n, many=", ".join([f"*a{n - 1}"] * 9)) for n in range(1, 9)]
    return "\n".join(lines)


BIDI, ESC, NUL = "\u202e", "\x1b", "\x00"
HOSTILE = {
    "brackets": HEAD + "a: " + "[" * 100_000,
    "braces": HEAD + "a: " + "{a: " * 50_000,
    "deep-block": "\n".join("  " * n + "a:" for n in range(700)),
    "deep-dashes": HEAD + "a:\n  " + "- " * 100_000 + "x",
    "question-marks": "? " * 100_000,
    "aliases": bomb_of_aliases(),
    "merges": bomb_of_merges(),
    "itself": HEAD + "a: &a [*a]",
    "base-60": HEAD + "level: 1" + ":59" * 200_000,
    "digits": HEAD + "level: " + "9" * 5_000,
    "no-such-day": HEAD + "starts: 2024-02-30",
    "bool-tag": HEAD + "tutorial: !!bool x",
    "time-tag": HEAD + "starts: !!timestamp x",
    "int-tag": HEAD + "level: !!int abc",
    "python-tag": HEAD + "title: !!python/object/apply:os.system ['touch badbuzz-was-here']",
    "own-tag": HEAD + "title: !<tag:yaml.org,2002:python/name:os.system> x",
    "not-utf-8": HEAD.encode() + b"title: caf\xe9",
    "utf-16": (HEAD + "title: x").encode("utf-16"),
    "utf-32": (HEAD + "title: x").encode("utf-32"),
    "nul": HEAD + "title: a" + NUL,
    "esc": HEAD + f"title: {ESC}[2J",
    "osc-52": HEAD + f"title: {ESC}]52;c;QUFB\x07",
    "c1": HEAD + "title: \x9b2J",
    "bidi": HEAD + f"ti{BIDI}tle: {BIDI}x",
    "escaped-esc": HEAD + r'"\e]52;c;QUFB\a": "\e[2J"',
    "escaped-nul": HEAD + r'"\0": "\0\x9b\u202e\u2066"',
    "escaped-surrogate": HEAD + r'title: "\ud800\udfff"',
    "escaped-beyond": HEAD + r'title: "\UFFFFFFFF"',
    "repeated-keys": HEAD + "title: x\n" * 5_000,
    "huge": HEAD + "# " + "x" * source.MAX_BYTES,
    "empty": "",
    "blank": "\n \n\n",
    "comments": "# one\n# two\n",
    "second-document": HEAD + "---\n" + HEAD,
    "many-documents": "---\n" * 20_000,
    "events": HEAD + "a: [" + "x," * source.MAX_EVENTS + "]",
    "long-text": HEAD + "title: " + "x" * 20_001,
    "long-line-of-accents": HEAD + "title: " + "e\u0301" * 400_000,
    "marks": HEAD + "title: a" + "\u0301" * 9_000,
    "unknown-keys": HEAD + "".join(f"unknown-key-number-{n}: x\n" for n in range(12_000)),
    "unknown-speakers": HEAD + "history:\n" + "".join(f"- lena{n}: x\n" for n in range(9_000)),
    "unknown-scenes": HEAD + "short: [" + ",".join(f"s{n}" for n in range(20_000)) + "]",
    "many-scenes": HEAD + "".join(f"scene s{n}: {{}}\n" for n in range(10_000)),
    "many-flags": HEAD + "flags:\n" + "".join(f"  f{n}: x\n" for n in range(12_000)),
    "many-slips": HEAD + "".join(f"a{n}: @x\n" for n in range(12_000)),
    "mark-within": HEAD + "\ufefftitle: x\n",
    "open-quote": HEAD + 'title: "' + "x\n" * 100_000,
    "percent-lines": "%YAML 1.1\n" * 10_000,
    "bare-returns": "a\r" * 100_000,
    "scalar": "just words",
    "list": "- just\n- words\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gets_a_sentence(name, tmp_path):
    text = HOSTILE[name]
    path = tmp_path / "scenario.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    done = check(path)
    assert done.returncode in {1, 2}, done.stderr[-500:]
    assert done.stderr == b""
    said = done.stdout.decode()
    assert _PLACE.search(said)
    assert not _ACTIVE.search(said)
    assert len(said) < 30_000
    assert not (library.folder().parent / "badbuzz-was-here").exists()  # what the file would write


def test_a_folder_of_extra_translations_is_no_burden(tmp_path):
    (tmp_path / "scenario.yaml").write_text(ORIGINAL, encoding="utf-8")
    rows = "".join(f"  unknown-address-{n}.text: x\n" for n in range(12_000))
    head = "badbuzz: 1\nof: late-order\nlanguage: fr\nit-was-for-today:\n"
    (tmp_path / "text.fr.yaml").write_text(head + rows, encoding="utf-8")
    done = check(tmp_path)
    assert done.returncode == 1, done.stderr[-500:]
    assert done.stderr == b""


def special(kind, folder):
    path = folder / "scenario.yaml"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "directory":
        path.mkdir()
    elif kind == "device":
        path.symlink_to("/dev/zero")
    elif kind == "dangling-link":
        path.symlink_to(folder / "nowhere")
    elif kind == "circular-link":
        path.symlink_to(path)
    elif kind == "long-name":
        path = folder / ("x" * 5_000)
    return path


@pytest.mark.parametrize(
    "kind", ["pipe", "directory", "device", "dangling-link", "circular-link", "long-name", "none"]
)
def test_what_is_no_file_does_not_block(kind, tmp_path):
    done = check(special(kind, tmp_path))
    assert done.returncode == 2, done.stderr[-500:]
    assert done.stderr == b""
    assert _PLACE.search(done.stdout.decode())


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_what_editors_do_to_files_is_no_problem(ending, start, tmp_path):
    path = tmp_path / "scenario.yaml"
    path.write_bytes((start + ORIGINAL.replace("\n", ending)).encode())
    loaded, original = good(path), good(alone("late-order", tmp_path))
    assert loaded.scenario == original.scenario
    assert loaded.texts["en"] == original.texts["en"]


def test_a_link_to_a_file_is_fine(tmp_path):
    path = tmp_path / "scenario.yaml"
    path.symlink_to(library.folder() / "late-order" / "scenario.yaml")
    assert load(path)[0] is not None


def test_places_count_lines_as_editors_do_whatever_ends_them(tmp_path):
    text = (FOLDER / "S104-unknown-next.yaml").read_text(encoding="utf-8")
    places = set()
    for ending in ("\n", "\r\n", "\r"):
        path = tmp_path / "scenario.yaml"
        path.write_bytes(("\ufeff" + text.replace("\n", ending)).encode())
        places.add(tuple((p.code, *p.place[1:]) for p in load(path)[1]))
    assert len(places) == 1


# ---- whatever hypothesis thinks of

quick = settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
PIECES = st.sampled_from(
    [
        *"[]{}:,-?#&*!|>'\"%@`\\~\t\n\r \u00a0\u202e\x1b\x00\u2028\ufeff",
        *(": ", "- ", " #", "---", "...", "<<: *a", "!!str", "&a", "'", '"', "\\e", "<shop>"),
        *("when: {not: {}}", "next: end", "scene x:", "option y:", "pair a before b:", "é", "🙂"),
    ]
)
LOOSE = st.lists(st.text() | PIECES, max_size=40).map("".join)


def loaded_from(data):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "scenario.yaml"
        path.write_bytes(data)
        return load(path)


@quick
@given(LOOSE)
def test_any_text_gets_problems_and_never_an_exception(text):
    loaded, problems = loaded_from(text.encode("utf-8", "surrogatepass"))
    assert loaded is None
    assert problems


@quick
@given(st.binary(max_size=400))
def test_any_bytes_get_problems_and_never_an_exception(data):
    loaded, problems = loaded_from(data)
    assert loaded is None
    assert problems


@quick
@given(LOOSE)
def test_any_text_in_a_value_is_read_or_refused(text):
    loaded, problems = loaded_from((HEAD + "title: " + text).encode("utf-8", "surrogatepass"))
    assert loaded is None
    assert problems


LINES = ORIGINAL.split("\n")
EDITS = st.lists(
    st.tuples(
        st.sampled_from(["delete", "repeat", "replace", "move", "insert"]),
        st.integers(0, len(LINES) - 1),
        st.integers(0, len(LINES) - 1),
        PIECES,
    ),
    min_size=1,
    max_size=4,
)


def edited(edits):
    lines = list(LINES)
    for kind, number, other, piece in edits:
        at, to = number % len(lines), other % len(lines)
        if kind == "delete":
            del lines[at]
        elif kind == "repeat":
            lines.insert(to, lines[at])
        elif kind == "replace":
            lines[at] = lines[to]
        elif kind == "move":
            lines.insert(to, lines.pop(at))
        else:
            column = other % (len(lines[at]) + 1)
            lines[at] = lines[at][:column] + piece + lines[at][column:]
    return "\n".join(lines)


def plays_to_its_end(loaded):
    conduct = Conduct(loaded)
    conduct.start(1)
    for _ in range(200):
        if conduct.state.is_over:
            return True
        prompt = conduct.prompt()
        assert prompt is not None
        conduct.do(Respond(next(prompt.legal())))
    return False


@quick
@given(EDITS)
def test_an_edited_scenario_loads_and_plays_or_says_why_not(edits):
    loaded, problems = loaded_from(edited(edits).encode("utf-8", "surrogatepass"))
    assert loaded is not None or problems
    if loaded is not None:
        assert plays_to_its_end(loaded)


@settings(quick, max_examples=40)
@given(EDITS)
def test_the_same_problems_without_libyaml(edits):
    data = edited(edits).encode("utf-8", "surrogatepass")
    said = []
    for loader in (getattr(yaml, "CSafeLoader", yaml.SafeLoader), yaml.SafeLoader):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(source, "_Loader", loader)
            findings = Findings("scenario.yaml")
            source.read(data, findings)
            said.append(findings.problems)
    assert said[0] == said[1]


def folded(body: str) -> str:
    """Return how the lines of *body* are read under `>`."""
    tree = source.read(f"title: >\n{body}\n".encode(), Findings("scenario.yaml"))
    assert tree is not None
    value = tree.entries[0][1]
    assert isinstance(value, Scalar)
    return value.text.strip()


WORD = st.text("abcdé,.", min_size=1, max_size=4)


@given(lines=st.lists(st.tuples(st.integers(0, 5), WORD), min_size=1, max_size=6))
def test_folded_text_runs_on_whatever_a_line_is_indented(lines):
    """A line slipped to the right stays in its sentence: no break that a reader would see."""
    (_, first), *rest = lines
    body = [f"  {first}", *(" " * (2 + more) + word for more, word in rest)]
    assert folded("\n".join(body)) == " ".join(word for _, word in lines)


def test_folded_text_keeps_its_paragraphs():
    read = folded("  one\n     two\n  three\n\n  four\n\n    five\n  six").splitlines()
    assert [line for line in read if line] == ["one two three", "four", "five six"]
