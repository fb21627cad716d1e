"""An upgrade that cannot be made says what stands in its way."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.installation import Installation

pytestmark = pytest.mark.one_store
TWINS = """
import os, uuid
os.environ["DJANGO_SETTINGS_MODULE"] = "bihuan.installation.settings"
import django
django.setup()
from django.core.management import call_command
from django.db.models import QuerySet
call_command("migrate", "access", "0002", verbosity=0)
from bihuan.access.models import Account

authority = uuid.uuid4()
QuerySet(Account).bulk_create(Account(authority_id=authority, login_name=n, name="李某") for n in ("li", "Li"))
"""


def test_names_that_an_older_version_let_in_by_capitals_are_named(tmp_path: Path) -> None:
    house = Installation(tmp_path / "home")
    assert house.run("database").returncode == 0
    command = [sys.executable, "-c", TWINS]
    laid = subprocess.run(command, env=house.environment, capture_output=True, text=True, check=False)
    assert laid.returncode == 0, laid.stderr
    refused = house.run("database")
    assert (refused.returncode, len(refused.stderr.splitlines())) == (2, 1)
    assert "Li, li" in refused.stderr
