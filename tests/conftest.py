"""What holds for every test."""

import gc
import itertools
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

OPEN = Path("/proc/self/fd")
MOST_OPEN = 200
"""Far under the 1,024 that `select` can tell apart, and far over what one test needs."""
OURS = ("BADBUZZ_CONFIG", "BADBUZZ_DATA", "BADBUZZ_LANG", "BADBUZZ_PROFILE")
SELDOM = (50_000, 10, 10)
"""How much is made between two looks for garbage, of each age."""
_numbers = itertools.count(1)


def pytest_collection_finish() -> None:
    """Let nobody look for garbage among thousands of tests and all that they import, ever again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SELDOM)


@pytest.fixture(scope="session", autouse=True)
def homes(tmp_path_factory) -> Iterator[Path]:
    """A place for the folders of the program: those of whoever runs the tests are left alone."""
    place: Path = tmp_path_factory.mktemp("homes")
    with pytest.MonkeyPatch.context() as patch:
        for name in OURS:
            patch.delenv(name, raising=False)
        for name in ("CACHE", "CONFIG", "DATA", "STATE"):
            patch.setenv(f"XDG_{name}_HOME", str(place / name.lower()))
        yield place


@pytest.fixture(autouse=True)
def own_folders(homes, monkeypatch) -> None:
    """Give the test folders that no other has written to; what is read is cached for all."""
    place = homes / str(next(_numbers))
    for name in ("CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(place / name.lower()))


@pytest.fixture(autouse=True)
def files_are_closed():
    """Fail where the tests so far left files open, before another fails for want of them."""
    yield
    if OPEN.is_dir() and sum(1 for _ in OPEN.iterdir()) >= MOST_OPEN:
        gc.collect()
        left = list(OPEN.iterdir())
        assert len(left) < MOST_OPEN, [one.readlink() for one in left if one.is_symlink()]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport():
    """Fail a skipped test where everything that tests need is installed."""
    return _refuse_skip((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report():
    """Fail a skipped file there too."""
    return _refuse_skip((yield))


def _refuse_skip(report):
    is_skipped = report.skipped and not hasattr(report, "wasxfail")
    if is_skipped and os.environ.get("BADBUZZ_CI") == "1":
        report.outcome = "failed"
        report.longrepr = f"skipped, which BADBUZZ_CI=1 does not allow: {report.longrepr}"
    return report
