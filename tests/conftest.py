"""What holds for every test.

Where all must run (in CI), one that is skipped for want of a program has failed. What its pages, calls and deeds ask
of the store is watched (watching.py).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.test.client import ClientHandler
from hypothesis import HealthCheck, settings

from bihuan.ledger import door
from bihuan.web import remembered
from tests.watching import Watch

os.environ["LC_ALL"] = "C.UTF-8"  # commands speak English here, whatever the machine speaks
# how long one input takes tells of the machine and what else it does, not of what is tested
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")
NEEDING_PROGRAMS = ("browser", "postgres")


OF_STORES = ("database", "faults")  # folders of tests that open stores by themselves


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out of the run on PostgreSQL what asks no store: it would only be repeated."""
    if "BIHUAN_POSTGRES" not in os.environ:
        return
    apart = [one for one in items if not asks_a_store(one)]
    config.hook.pytest_deselected(items=apart)
    items[:] = [one for one in items if asks_a_store(one)]


def asks_a_store(item: pytest.Item) -> bool:
    fixtures = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
    return bool(fixtures) or item.get_closest_marker("django_db") is not None or item.path.parent.name in OF_STORES


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    report: pytest.TestReport = yield
    needs = any(item.get_closest_marker(name) for name in NEEDING_PROGRAMS)
    if report.skipped and needs and os.environ.get("BIHUAN_ALL_MUST_RUN"):
        report.outcome = "failed"
        report.longrepr = f"skipped, but here every test must run: {report.longrepr}"
    return report


@pytest.fixture(autouse=True)
def watched(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail a test in which a request or a deed asks the store without naming the authority."""
    watch, handle, gate = Watch(), ClientHandler.__call__, door.writer_gate

    def handled(handler: ClientHandler, environ: dict[str, Any]) -> Any:
        with watch.watching():
            return handle(handler, environ)

    @contextmanager
    def let_in() -> Iterator[None]:
        with watch.watching(), gate():
            yield

    monkeypatch.setattr(ClientHandler, "__call__", handled)
    monkeypatch.setattr(door, "writer_gate", let_in)
    yield
    told = "\n".join(f"{fault}\n    {sql[:1500]}" for fault, sql in watch.faults.items())
    assert not told, f"asked of the store:\n{told}"


@pytest.fixture(autouse=True)
def no_minute_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what pages keep for a minute at most be kept through a test: one that counts statements may meet its end."""
    monkeypatch.setattr(remembered, "LONGEST", sys.maxsize)
