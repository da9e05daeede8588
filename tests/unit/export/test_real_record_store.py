"""A real learning record store takes our statements, gives them back, and keeps each once.

It is ralph, from PyPI, in an environment of its own: what it pins must not decide what we use.
BADBUZZ_RALPH names the python of an environment that has it already.
"""

import contextlib
import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from simulator.export.gather import Gathering
from simulator.export.statements import statements
from tests.postgres import free_port
from tests.unit.commands.conftest import badbuzz, home, kept  # noqa: F401 - fixtures
from tests.unit.store.test_store import play

pytestmark = pytest.mark.slow
WANTED = ["ralph-malph[lrs,cli]==5.1.0", "requests"]
USER, PASSWORD = "fern", "quite-secret"
SERVE = """
import sys, uvicorn
from ralph.backends.data.base import BaseOperationType
from ralph.backends.lrs.fs import FSLRSBackend
FSLRSBackend.default_operation_type = BaseOperationType.APPEND  # Else it takes one request.
from ralph.api import app
uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="error")
"""
VALIDATE = """
import json, sys
from ralph.models.xapi.base.statements import BaseXapiStatement
for one in json.load(sys.stdin):
    BaseXapiStatement.model_validate(one)
    print("valid")
"""


@pytest.fixture(scope="module")
def python(tmp_path_factory):
    """The python of an environment with ralph in it."""
    if known := os.environ.get("BADBUZZ_RALPH"):
        return known
    place = tmp_path_factory.mktemp("ralph")
    subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
    found = str(place / "bin" / "python")
    install = [found, "-m", "pip", "install", "-q", *WANTED]
    done = subprocess.run(install, capture_output=True, check=False, timeout=600)
    if done.returncode:
        pytest.skip("ralph-malph cannot be installed here")
    return found


@pytest.fixture
def ralph(python, tmp_path, monkeypatch):
    """The address of a record store, and the file in which it keeps what it takes."""
    place = tmp_path / "ralph"
    place.mkdir()
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(place), "RALPH_APP_DIR": str(place),
        "RALPH_AUTH_FILE": str(place / "auth.json"), "RALPH_RUNSERVER_BACKEND": "fs",
        "RALPH_BACKENDS__LRS__FS__DEFAULT_DIRECTORY_PATH": str(place / "kept"),
    }  # fmt: skip
    (place / "kept").mkdir()
    words = ["-u", USER, "-p", PASSWORD, "-s", "all", "-N", "us", "-M", "mailto:us@example.org"]
    auth = [python, "-m", "ralph", "auth", *words, "-w"]
    subprocess.run(auth, check=True, env=environment, capture_output=True, cwd=place)
    port = free_port()
    running = subprocess.Popen(
        [python, "-c", SERVE, str(port)], env=environment, cwd=place,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address, running)
        monkeypatch.setenv("BADBUZZ_LRS_USER", USER)
        monkeypatch.setenv("BADBUZZ_LRS_PASSWORD", PASSWORD)
        yield f"{address}/xAPI", place / "kept"
    finally:
        running.terminate()
        running.wait(20)


def _wait(address, running):
    end = time.monotonic() + 60
    while running.poll() is None and time.monotonic() < end:
        with contextlib.suppress(urllib.error.URLError, ConnectionError):
            urllib.request.urlopen(f"{address}/__heartbeat__", timeout=5).close()  # noqa: S310 - ours
            return
        time.sleep(0.2)
    pytest.fail("ralph does not start")


def stored(folder: Path):
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [json.loads(x) for path in files for x in path.read_text("utf-8").splitlines()]


def test_its_models_accept_every_statement(python, kept):  # noqa: F811 - fixture
    store = kept()
    for number in range(2):
        play(store, profile="Zebulon", last=bool(number))
    play(store, kind="drill", profile="Zebulon")
    gathering = Gathering(store, store.profile("Zebulon"))
    made = [x for p in gathering for x in statements(p, gathering.profile, detail=True)]

    def validated(given):
        return subprocess.run(
            [python, "-c", VALIDATE], input=json.dumps(given).encode(), capture_output=True,
            check=False,
        )  # fmt: skip

    done = validated(made)
    assert done.stdout.count(b"valid") == len(made) > 10, done.stderr[-2000:]
    spoilt = [one for one in made if "score" in one["result"]][:1]
    spoilt[0]["result"]["score"]["scaled"] = 3
    assert validated(spoilt).returncode  # The models do refuse.


def test_it_takes_them_once_and_gives_them_back(badbuzz, kept, ralph):  # noqa: F811 - fixtures
    address, folder = ralph
    play(kept())
    code, said, complained = badbuzz("export", "--lrs", address)
    assert (code, said, complained) == (0, "1 statement was sent.\n", "")
    code, _, complained = badbuzz("export", "--lrs", address, "--detail")
    assert (code, complained) == (0, "")
    [first, *_rest] = found = stored(folder)
    ids = {one["id"] for one in found}
    assert len(ids) == len(found) > 5
    # As if everything had been sent and nothing noted: told again, kept once.
    kept().write(lambda c: c.exec_driver_sql("UPDATE outbox SET sent = NULL"))
    assert badbuzz("export", "--lrs", address, "--detail")[0] == 0
    assert len(stored(folder)) == len(found)
    assert first["verb"]["id"].endswith("/completed")


def test_it_refuses_wrong_credentials(badbuzz, kept, ralph, monkeypatch):  # noqa: F811 - fixtures
    address, folder = ralph
    play(kept())
    monkeypatch.setenv("BADBUZZ_LRS_PASSWORD", "other")
    code, _, complained = badbuzz("export", "--lrs", address)
    assert code == 1
    assert "refuses these credentials" in complained
    assert stored(folder) == []
