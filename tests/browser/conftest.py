"""A real browser before a real server: Chromium where it is installed, the county's own day, the ledger's triggers."""

from __future__ import annotations

import importlib
import shutil
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Browser, sync_playwright

from tests.county import County
from tests.web.desks import Desks, at

TRIGGERS = importlib.import_module("bihuan.ledger.migrations.0002_append_only")


@pytest.fixture
def program_of_today() -> str:
    """Return where Chromium is; skip where there is none."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("Chromium is not installed; install it to let the journeys run")
    return found


@pytest.fixture
def chromium(program_of_today: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    """Return Chromium."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's loop runs in the test's own thread
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program_of_today, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def desks(monkeypatch: pytest.MonkeyPatch) -> Desks:
    """Return the desks of a county that rectifies by an accepted plan, and a liaison of its unit at one of them."""
    desks = at(County().found().fed_back().planned_and_accepted(), monkeypatch)
    desks.account("unit_liaison")
    return desks


@pytest.fixture(scope="module", autouse=True)
def one_statement_at_a_time() -> Iterator[None]:
    """Let test and server, which share the connection of a store in memory, wait for each other at every statement.

    SQLite's cache of statements is not made for two threads at once: a browser's late request broke it for good.
    """
    lock = threading.RLock()

    def waiting(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        with lock:
            return execute(sql, params, many, context)

    with connection.execute_wrapper(waiting):
        yield


@pytest.fixture(scope="module", autouse=True)
def emptied_all_the_same() -> Iterator[None]:
    """Let the test's database be emptied after each test, which the ledger's triggers refuse; then put them back."""
    flush = connection.ops.execute_sql_flush

    def flush_all(statements: Any) -> None:
        with connection.schema_editor() as editor:
            TRIGGERS.allow_changes(None, editor)
        flush(statements)
        with connection.schema_editor() as editor:
            TRIGGERS.refuse_changes(None, editor)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection.ops, "execute_sql_flush", flush_all)
        yield
