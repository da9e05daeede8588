"""The command line from outside: exit codes, languages, pipes, signals, hostile words."""

import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from simulator.scenario import library
from tests.unit.scenario.expecting import FOLDER

ROOT = library.folder().parent
COMMAND = [sys.executable, "-m", "simulator"]
ACTIVE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
HOSTILE = "\x1b]52;c;QUJD\x07\u202e\x9b2J"
SCRIPT = "1 =2\n1 2\n1 4 7\n2 1 3 4\n1\n1\n1\n1\n1\n\n"


@pytest.fixture(autouse=True)
def home(tmp_path_factory, monkeypatch):
    """Caches and logs go where the test can see them."""
    place = tmp_path_factory.mktemp("home")
    for name in ("HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(place))
    for name in ("BADBUZZ_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    return place


def run(*arguments, stdin="", **more):
    done = subprocess.run(
        [*COMMAND, *map(str, arguments)],
        input=stdin.encode(),
        capture_output=True,
        timeout=60,
        check=False,
        cwd=ROOT,
        **more,
    )
    assert b"Traceback" not in done.stderr
    return done.returncode, done.stdout.decode(), done.stderr.decode()


# ---- exit codes


def test_done_is_0():
    assert run("check", FOLDER / "good-minimal.yaml", "--quick")[0] == 0
    assert run("list")[0] == 0
    assert run("--version")[0] == 0


def test_problems_are_1():
    code, said, errors = run("check", FOLDER / "S104-unknown-next.yaml")
    assert code == 1
    assert "S104-unknown-next.yaml:28:11: S104 no scene is called 'frist'" in said
    assert "    hint: did you mean 'first'?" in said
    assert "1 error, 0 warnings" in said
    assert not errors


def test_a_warning_is_no_failure(tmp_path):
    for name in ("scenario.yaml", "text.fr.yaml"):
        text = (FOLDER / "T105-touched-since" / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text, encoding="utf-8")
    code, said, _ = run("check", tmp_path, "--quick")
    assert code == 0
    assert "T105" in said


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "nowhere/scenario.yaml"),
        ("check",),
        ("play", "nowhere", "--plain"),
        ("play", "x" * 5_000, "--plain"),
        ("play", "--plain", "--seed", "one"),
        ("play", "--plain", "--seed", "-1"),
        ("play", "--plain", "--script", "nowhere"),
        ("play", "--plain", "--log", "/"),
        ("translate", "nowhere", "--to", "fr"),
        ("key", "export", "nowhere"),
        ("--lang", "de"),
        ("dance",),
    ],
    ids=lambda arguments: " ".join(arguments)[:30],
)
def test_wrong_usage_and_what_cannot_be_read_are_2(arguments):
    code, said, errors = run(*arguments)
    assert code == 2
    assert (said + errors).strip()


@pytest.mark.parametrize("wrong", ["S104-unknown-next.yaml", "Y101-colon-in-sentence.yaml"])
def test_what_cannot_be_played_says_why(wrong):
    code, _, errors = run("play", FOLDER / wrong, "--plain")
    assert code == 2
    assert f": {wrong[:4]} " in errors
    assert "cannot be played" in errors


def test_a_file_that_cannot_be_read_outweighs_problems():
    code, _, _ = run("check", FOLDER / "S104-unknown-next.yaml", FOLDER / "F104-latin-1.yaml")
    assert code == 2


def test_our_crash_is_70_and_kept_without_values(home):
    program = (
        "import sys; from simulator import cli, commands\n"
        "def fail(options, code):\n    secret = 'hunter2'\n    raise KeyError(secret)\n"
        "commands.COMMANDS['list'] = fail\n"
        "sys.exit(cli.main(['list']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=False, cwd=ROOT, text=True
    )
    assert done.returncode == 70
    assert "Something went wrong on our side" in done.stderr
    assert "Traceback" not in done.stderr
    (log,) = home.rglob("badbuzz-*.log")
    assert str(log) in done.stderr
    kept = log.read_text(encoding="utf-8")
    assert "KeyError" in kept
    assert "hunter2" not in kept + done.stderr
    assert log.stat().st_mode & 0o077 == 0


def _hear_ctrl_c() -> None:
    """Hear it even if whoever runs the tests does not, as in the background of a shell."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_ctrl_c_is_130():
    with subprocess.Popen(
        [*COMMAND, "play", "--plain"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        preexec_fn=_hear_ctrl_c,  # noqa: PLW1509 - no thread here
    ) as process:
        assert process.stdout
        heard = b""
        while b"Your choice:" not in heard:
            heard += os.read(process.stdout.fileno(), 65_536)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in errors


# ---- languages


@pytest.mark.parametrize(
    ("language", "words"), [("en", "play a crisis"), ("fr", "jouer une crise")]
)
def test_help_speaks_the_language_asked_for(language, words):
    code, said, errors = run("--help", "--lang", language)
    assert code == 0
    assert words in said
    assert not errors
    assert run("--help", env={**os.environ, "LANG": f"{language}_FR.UTF-8"})[1] == said


@pytest.mark.parametrize("language", ["en", "fr"])
def test_help_imports_nothing_heavy(language):
    program = (
        "import sys; from simulator import cli\n"
        f"try:\n    cli.main(['--help', '--lang', '{language}'])\n"
        "except SystemExit as end:\n    assert end.code == 0\n"
        "heavy = {'textual', 'rich', 'pydantic', 'sqlalchemy', 'yaml', 'asyncio', 'jinja2'}\n"
        "sys.stderr.write(' '.join(sorted(heavy & set(sys.modules))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, cwd=ROOT, text=True
    )
    assert done.stderr == ""


def test_no_other_command_imports_the_app():
    program = (
        "import sys; from simulator import cli\n"
        f"cli.main(['check', {str(FOLDER / 'good-minimal.yaml')!r}])\n"
        "sys.stderr.write(' '.join({'textual', 'rich'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, cwd=ROOT, text=True
    )
    assert done.stderr == ""


@pytest.mark.parametrize(
    "settings",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LANG": "C", "PYTHONIOENCODING": "latin-1"},
    ],
)
def test_accents_are_right_whatever_the_locale(settings):
    environment = {**os.environ, **settings}
    code, said, _ = run("list", "--lang", "fr", env=environment)
    assert code == 0
    assert "é" in said
    assert "?" not in said.split("\n")[0]


def test_problems_are_told_in_french_too():
    code, said, _ = run("check", FOLDER / "S104-unknown-next.yaml", "--lang", "fr")
    assert code == 1
    assert "S104" in said
    assert "no scene is called" not in said


# ---- for machines


def test_json_of_check():
    code, said, _ = run("check", FOLDER / "Y101-three-slips-and-a-reference.yaml", "--json")
    rows = json.loads(said)
    assert code == 1
    assert [row["code"] for row in rows] == ["Y101", "Y103", "Y108", "S104"]
    keys = {"file", "line", "column", "code", "weight", "about", "message", "hint"}
    assert rows[3].keys() == keys
    assert (rows[3]["line"], rows[3]["column"], rows[3]["weight"]) == (28, 11, "error")


def test_json_of_list():
    cards = json.loads(run("list", "--json")[1])
    assert {"late-order", "table-nine"} <= {card["id"] for card in cards}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_json_of_a_play_from_a_script(language, tmp_path):
    script = tmp_path / "script.txt"
    script.write_text(SCRIPT, encoding="utf-8")
    code, said, errors = run(
        "play", "late-order", "--script", script, "--seed", "7", "--json", "--lang", language
    )
    assert code == 0
    assert not errors
    result = json.loads(said)
    assert result["scenario"] == "late-order"
    assert result["seed"] == 7
    assert result["ending"]


# ---- how much is shown


@pytest.fixture
def seventy(tmp_path):
    path = tmp_path / "scenario.yaml"
    good = (FOLDER / "good-minimal.yaml").read_text(encoding="utf-8")
    path.write_text(good + "".join(f"word-{n}: x\n" for n in range(70)), encoding="utf-8")
    return path


def test_the_first_fifty_and_the_total(seventy):
    _, said, _ = run("check", seventy)
    assert said.count(": S101 ") == 50
    assert "70 errors, 0 warnings" in said
    assert "--all" in said


def test_all_shows_every_one(seventy):
    _, said, _ = run("check", seventy, "--all")
    assert said.count(": S101 ") == 70
    assert "--all" not in said


def test_json_has_every_one(seventy):
    assert len(json.loads(run("check", seventy, "--json")[1])) == 70


# ---- pipes and terminals


def test_without_a_terminal_the_tutorial_is_played_in_plain_mode():
    code, said, errors = run(stdin="1\n")
    assert code == 0
    assert said.startswith("No terminal here: plain mode, responses from standard input.\n")
    assert "\n--- " in said
    assert "Your choice:" in said
    assert not errors


def test_a_reader_that_has_enough_is_no_fault():
    with subprocess.Popen(
        [*COMMAND, "check", "--all", *sorted(FOLDER.iterdir())],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        errors = process.stderr.read()
        process.wait(timeout=60)
    assert errors == b""
    assert process.returncode in {0, 1, 2}


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("arguments", ["play --plain", "list", "check nowhere"])
def test_a_closed_stream_is_no_fault(closed, arguments):
    done = subprocess.run(
        ["sh", "-c", f'"$0" -m simulator {arguments} {closed}', sys.executable],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        cwd=ROOT,
        timeout=60,
    )
    assert b"Traceback" not in done.stderr
    assert done.returncode == (2 if "nowhere" in arguments else 0), done.stderr


def test_a_person_at_a_terminal_is_asked_to_go_on():
    pid, terminal = pty.fork()
    if pid == 0:
        _hear_ctrl_c()
        os.chdir(ROOT)
        os.execv(sys.executable, [*COMMAND, "play", "--plain"])  # noqa: S606
    said = b""
    until = time.monotonic() + 30
    try:
        while b"Your choice:" not in said and time.monotonic() < until:
            if select.select([terminal], [], [], 1)[0]:
                said += os.read(terminal, 65_536)
            if said.rstrip().endswith(b"[Enter to go on]"):
                os.write(terminal, b"\n")
        os.write(terminal, b"\x03")
        _, status = os.waitpid(pid, 0)
    finally:
        os.close(terminal)
    assert b"Your choice:" in said
    assert b"No terminal here" not in said
    assert os.waitstatus_to_exitcode(status) == 130


# ---- hostile words


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", HOSTILE),
        ("play", HOSTILE, "--plain"),
        ("play", "--plain", "--script", HOSTILE),
        ("play", "--plain", "--with", HOSTILE),
        ("explain", HOSTILE),
        ("translate", HOSTILE, "--to", "fr"),
        ("key", "export", HOSTILE),
        (HOSTILE,),
        ("list", HOSTILE),
        ("list", "--lang", HOSTILE),
        ("play", "--seed", HOSTILE),
        ("play", "\udcff\udc9b2J", "--plain"),
    ],
    ids=ascii,
)
def test_hostile_names_are_inert(arguments):
    words = [os.fsencode(word) for word in arguments]
    done = subprocess.run(
        [*COMMAND, *words], capture_output=True, check=False, cwd=ROOT, timeout=60, stdin=None
    )
    assert done.returncode == 2, done.stderr
    assert not ACTIVE.search((done.stdout + done.stderr).decode())


def test_hostile_lines_are_inert():
    lines = "\n".join([HOSTILE, "x" * 1_000_000, "\x00", "9" * 5_000, "[@click=app.quit]", ""])
    code, said, errors = run("play", "--plain", stdin=lines)
    assert code == 0
    assert not errors
    assert not ACTIVE.search(said)
    assert "x" * 600 not in said


def test_bytes_that_are_no_text_are_inert():
    done = subprocess.run(
        [*COMMAND, "play", "--plain"],
        input=b"\xff\xfe\x9b2J\n\xc3\n1\n",
        capture_output=True,
        check=False,
        cwd=ROOT,
        timeout=60,
    )
    assert done.returncode == 0
    assert not ACTIVE.search(done.stdout.decode())


def test_a_hostile_scenario_is_inert_in_a_play(tmp_path):
    text = (FOLDER / "good-minimal.yaml").read_text(encoding="utf-8")
    quoted = r'"\e]52;c;QUJD\a\u202e\x9b2J [@click=app.quit]x[/]"'
    text = text.replace("Hello?", quoted).replace("What now?", quoted).replace("Fern", quoted)
    (tmp_path / "scenario.yaml").write_text(text, encoding="utf-8")
    code, said, _ = run("play", tmp_path, "--plain", stdin="1\n\n")
    assert code == 0
    assert "[@click=app.quit]x[/]" in said
    assert not ACTIVE.search(said)


def test_a_log_that_holds_something_else_is_refused_and_left_alone(tmp_path):
    log = tmp_path / "letter.txt"
    for content in (b"Dear all,\n", b"\xff\xfe\x00", b'{"event": "x"}\n', b"[1, 2]\n"):
        log.write_bytes(content)
        code, _, errors = run("play", "--plain", "--log", log)
        assert code == 2, content
        assert "letter.txt" in errors
        assert log.read_bytes() == content


def test_a_log_goes_on_where_it_stopped(tmp_path):
    log = tmp_path / "play.jsonl"
    assert run("play", "late-order", "--plain", "--log", log, "--seed", "7", stdin="1\n")[0] == 0
    assert Path(log).stat().st_mode & 0o077 == 0
    code, said, _ = run("play", "late-order", "--plain", "--log", log, stdin="1 2\n")
    assert code == 0
    assert "The play goes on where it stopped." in said
