"""Several processes write at once: nobody meets a lock error, no number is lost, one key has one effect."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from bihuan.ledger import verifier
from tests.database.conftest import Store

AUTHORITY = "01890000-0000-7000-8000-000000000001"
FOUND = f"""
import os, django, uuid
os.environ["DJANGO_SETTINGS_MODULE"] = "bihuan.installation.settings"
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.database.concurrent_writer import NOW
from bihuan.access.actors import installer
from bihuan.organizations.actions import found_authority
at = uuid.UUID("{AUTHORITY}")
found_authority(actor=installer(at, NOW.date()), authority_id=at, name="青石县委", level="county",
                packs=["national-2017"], now=NOW, key="found-it")
"""
EXPORT = f"""
import os, sys, django
os.environ["DJANGO_SETTINGS_MODULE"] = "bihuan.installation.settings"
django.setup()
from bihuan.ledger.export import entries_of, lines_of
from bihuan.organizations.models import Organization
sys.stdout.buffer.writelines(lines_of(entries_of("authority:{AUTHORITY}")))
sys.stderr.write(" ".join(sorted(o.path for o in Organization.objects.all())))
"""


def write_at_once(
    store: Store, prefixes: list[str], count: int, module: str = "tests.database.concurrent_writer"
) -> list[list[str]]:
    subprocess.run([sys.executable, "-c", FOUND], env=store, check=True)
    writers = [
        subprocess.Popen(
            [sys.executable, "-m", module, AUTHORITY, prefix, str(count)],
            env=store,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for prefix in prefixes
    ]
    told = [writer.communicate(timeout=120) for writer in writers]
    assert [error for _, error in told] == [""] * len(prefixes)
    return [out.split() for out, _ in told]


def ledger_of(store: Store) -> tuple[bytes, list[str]]:
    done = subprocess.run([sys.executable, "-c", EXPORT], env=store, check=True, capture_output=True)
    return done.stdout, done.stderr.decode().split()


@pytest.mark.long
def test_four_processes_lose_no_number_and_meet_no_lock(own_store: Store) -> None:
    made = write_at_once(own_store, ["one", "two", "three", "four"], 25)
    assert len({organization for out in made for organization in out}) == 100
    text, paths = ledger_of(own_store)
    verifier.verify_lines(text, "export")
    assert [json.loads(line)["number"] for line in text.splitlines()] == list(range(1, 102))
    assert len(set(paths)) == len(paths) == 100


@pytest.mark.long
def test_one_key_sent_by_four_processes_at_once_has_one_effect(own_store: Store) -> None:
    made = write_at_once(own_store, ["same"] * 4, 25)
    assert made[0] == made[1] == made[2] == made[3]
    text, paths = ledger_of(own_store)
    assert (len(text.splitlines()), len(paths)) == (26, 25)


@pytest.mark.long
def test_processes_that_draw_numbers_at_once_leave_no_gap_and_draw_none_twice(own_store: Store) -> None:
    drawn = write_at_once(own_store, ["one", "two", "three"], 20, "tests.database.number_drawer")
    assert all(len(numbers) == 20 for numbers in drawn)
    assert sorted(int(number) for numbers in drawn for number in numbers) == list(range(1, 61))
    text, _paths = ledger_of(own_store)
    assert len(text.splitlines()) == 61
