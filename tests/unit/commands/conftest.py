"""Commands, called as the command line calls them, on a store of the test's own."""

import pytest

from simulator import cli
from simulator.store.opening import open_store


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """Nothing is read or written outside the folder of the test."""
    for name in ("DATA", "CACHE", "STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.setenv("BADBUZZ_DATA", str(tmp_path / "kept"))
    for name in ("BADBUZZ_PROFILE", "BADBUZZ_CONFIG", "BADBUZZ_LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    return tmp_path


@pytest.fixture
def kept(home):
    """Opens the store that the commands use."""
    opened = []

    def again():
        store = open_store(home / "kept")
        opened.append(store)
        return store

    yield again
    for store in opened:
        store.close()


@pytest.fixture
def badbuzz(capsys):
    """Runs a command; gives its code, what it said and what it complained of."""

    def run(*arguments):
        try:
            code = cli.main([str(word) for word in arguments])
        except SystemExit as left:
            code = int(left.code or 0)
        said, complained = capsys.readouterr()
        return code, said, complained

    return run
