"""SQLite learns how much a big store holds, and nothing from a small one."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.county import County

from bihuan.ledger import sizes

pytestmark = pytest.mark.django_db


def tables_known() -> set[str]:
    """Return the tables whose sizes the planner has learnt; PostgreSQL keeps its own."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE name = 'sqlite_stat1'")
        if not cursor.fetchall():
            return set()
        cursor.execute("SELECT DISTINCT tbl FROM sqlite_stat1")
        return {name for (name,) in cursor.fetchall()}


def test_the_sizes_of_a_big_store_are_learnt_and_those_of_a_small_one_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    County().found().fed_back().planned_and_accepted()
    with CaptureQueriesContext(connection) as asked:
        sizes.learn_sizes()
    if connection.vendor != "sqlite":
        assert not asked, "it looks by itself"
        return
    assert "rectification_measure" not in tables_known()
    monkeypatch.setattr(sizes, "WORTH_IT", 1)
    sizes.learn_sizes()
    assert {"rectification_measure", "dossiers_finding", "ledger_entry"} <= tables_known()
