"""What holds for every test."""

import os

import pytest


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
