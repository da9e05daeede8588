"""What holds for every test."""

import os

import pytest


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """Fail a skipped test where everything that tests need is installed."""
    outcome = yield
    report = outcome.get_result()
    if report.skipped and os.environ.get("BADBUZZ_CI") == "1":
        report.outcome = "failed"
        report.longrepr = f"skipped, which BADBUZZ_CI=1 does not allow: {report.longrepr}"
