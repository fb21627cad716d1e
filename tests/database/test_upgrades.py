"""An older store becomes the one a new installation makes; what stands in an upgrade's way is said."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest

from tests.database.conftest import ROOT, Store

TWINS = """
import uuid
import tests.database.older_store as older
older.main(["access", "0002_access_tokens"])
from django.db.models import QuerySet
from bihuan.access.models import Account

authority = uuid.uuid4()
QuerySet(Account).bulk_create(Account(authority_id=authority, login_name=n, name="李某") for n in ("li", "Li"))
"""


def told(store: Store, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *command], env=dict(store), cwd=ROOT, capture_output=True, text=True)


def laid(store: Store, how_far: str = "") -> set[str]:
    done = told(store, "-m", "tests.database.older_store", *how_far.split())
    assert done.returncode == 0, done.stderr
    return set(done.stdout.splitlines())


def upgraded(store: Store) -> subprocess.CompletedProcess[str]:
    return told(store, "-m", "bihuan.cli", "database")


@pytest.mark.long
def test_an_older_store_becomes_the_one_that_a_new_installation_makes(new_store: Callable[[], Store]) -> None:
    older, new = new_store(), new_store()
    halfway = laid(older, "half")
    for store in (older, new):
        assert (made := upgraded(store)).returncode == 0, made.stderr
    assert halfway != laid(older)
    assert laid(older) ^ laid(new) == set()


def test_names_that_an_older_version_let_in_by_capitals_are_named(own_store: Store) -> None:
    made = told(own_store, "-c", TWINS)
    assert made.returncode == 0, made.stderr
    refused = upgraded(own_store)
    assert (refused.returncode, len(refused.stderr.splitlines())) == (2, 1)
    assert "Li, li" in refused.stderr
