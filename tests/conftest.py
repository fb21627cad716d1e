"""What holds for every test: where all must run (in CI), one that is skipped for want of a program has failed."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

NEEDING_PROGRAMS = ("browser", "postgres")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    report: pytest.TestReport = yield
    needs = any(item.get_closest_marker(name) for name in NEEDING_PROGRAMS)
    if report.skipped and needs and os.environ.get("BIHUAN_ALL_MUST_RUN"):
        report.outcome = "failed"
        report.longrepr = f"skipped, but here every test must run: {report.longrepr}"
    return report
