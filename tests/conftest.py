"""What holds for every test."""

import os
from pathlib import Path

import pytest

OPEN = Path("/proc/self/fd")
MOST_OPEN = 200
"""Far under the 1,024 that `select` can tell apart, and far over what one test needs."""


@pytest.fixture(autouse=True)
def files_are_closed():
    """Fail where the tests so far left files open, before another fails for want of them."""
    yield
    if OPEN.is_dir():
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
