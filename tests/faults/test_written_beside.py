"""Whoever writes into tables or files beside the product is found out by `doctor --ledger` and by `restore`."""

from __future__ import annotations

import json
import sqlite3
import uuid
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.faults.installation import Installation

pytestmark = pytest.mark.one_store

CHANGED = "UPDATE dossiers_finding SET title = 'another' WHERE id = (SELECT MIN(id) FROM dossiers_finding)"
REMOVED = "DELETE FROM access_accesstoken WHERE id = (SELECT MIN(id) FROM access_accesstoken)"
ADDED = "INSERT INTO organizations_headtenure SELECT '{id}', {columns} FROM organizations_headtenure LIMIT 1"


def written(house: Installation, *statements: str) -> None:
    with closing(sqlite3.connect(house.home / "bihuan.sqlite3")) as connection:
        for one in statements:
            assert connection.execute(one).rowcount == 1
        connection.commit()


def asked(house: Installation, question: str) -> Any:
    with closing(sqlite3.connect(house.home / "bihuan.sqlite3")) as connection:
        return [row[0] for row in connection.execute(question)]


def failed(house: Installation) -> dict[str, str]:
    """Return by name what `doctor --ledger` says that fails."""
    told = json.loads(house.run("doctor", "--json", "--ledger").stdout)
    return {one["name"]: one["told"] for one in told["checks"] if one["state"] == "fail"}


def one_more(house: Installation, row_id: uuid.UUID) -> str:
    columns = asked(house, "SELECT name FROM pragma_table_info('organizations_headtenure') WHERE name <> 'id'")
    return ADDED.format(id=row_id.hex, columns=", ".join(f'"{name}"' for name in columns))


def test_an_untouched_installation_is_what_its_ledger_leads_to(founded: Installation) -> None:
    told = json.loads(founded.run("doctor", "--json", "--ledger").stdout)
    assert told["ok"]
    by_name = {one["name"]: one["told"] for one in told["checks"]}
    rows = told["figures"]["tables"]["rows_compared"]
    assert (rows > 10, by_name["tables"]) == (True, f"{rows} rows are what the ledger leads to")
    assert by_name["contents"].endswith("files are what they were")


def test_a_row_changed_added_or_removed_is_named_by_doctor_and_by_restore(house: Installation, tmp_path: Path) -> None:
    (changed,) = asked(house, "SELECT MIN(id) FROM dossiers_finding")
    (removed,) = asked(house, "SELECT MIN(id) FROM access_accesstoken")
    added = uuid.uuid4()
    written(house, CHANGED, REMOVED, one_more(house, added))
    named = {
        f"dossiers_finding {uuid.UUID(changed)}: title is not what the ledger leads to",
        f"access_accesstoken {uuid.UUID(removed)}: this row is gone",
        f"organizations_headtenure {added}: no entry tells of this row",
    }
    told = failed(house)
    assert list(told) == ["tables"]
    before, _, listed = told["tables"].partition(": ")
    assert (before, set(listed.split("; "))) == ("3 rows are not what the ledger leads to", named)
    house.run("backup", "-o", str(tmp_path / "backup.zip"))
    refused = house.run("restore", str(tmp_path / "backup.zip"), "--into", str(tmp_path / "restored"))
    assert refused.returncode == 1
    assert "3 rows were written beside the product" in refused.stdout
    assert all(one in refused.stdout for one in named)
    assert "restored all the same" in refused.stdout
    assert (tmp_path / "restored" / "bihuan.sqlite3").exists()


def test_what_a_person_s_row_says_is_compared_through_its_commitment(house: Installation) -> None:
    (row_id,) = asked(house, "SELECT MIN(id) FROM organizations_headtenure")
    written(house, f"UPDATE organizations_headtenure SET name = 'another' WHERE id = '{row_id}'")
    named = f"organizations_headtenure {uuid.UUID(row_id)}: name is not what the ledger leads to"
    assert failed(house) == {"tables": f"1 rows are not what the ledger leads to: {named}"}


def test_a_file_that_was_spoilt_is_named(house: Installation) -> None:
    upload = next(f for f in sorted((house.home / "uploads").rglob("*")) if f.is_file())
    upload.chmod(0o600)
    upload.write_bytes(upload.read_bytes()[:-1] + b"\0")
    assert failed(house) == {"contents": f"1 files are not what they were, the first is {upload}"}
