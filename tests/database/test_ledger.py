"""The ledger: nothing in it can be changed unseen, and nothing is written beside it."""

from __future__ import annotations

import base64
import hashlib
import json
import subprocess
import sys
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, models, transaction
from django.db.utils import DatabaseError

from bihuan.cli.main import main
from bihuan.domain.ledger import Line, verify_chain
from bihuan.dossiers.actions import NewFinding
from bihuan.dossiers.models import Finding, Inspection
from bihuan.ledger import verifier
from bihuan.ledger.door import ChangedMeanwhile, KeyReused, NoDeedUnderWay, Note, commit
from bihuan.ledger.export import checkpoint_of, entries_of, lines_of
from bihuan.ledger.models import Entry, OutsideTheLedgerError
from bihuan.ledger.store import StoreFull
from bihuan.rectification import imports
from tests.county import County

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    return County().found().reporting()


def export_of(county: County) -> bytes:
    return b"".join(lines_of(entries_of(county.inspection.stream)))


def holds(text: bytes) -> bool:
    try:
        verifier.verify_lines(text, "export")
    except verifier.DoesNotHold:
        return False
    return True


def fault_in(text: bytes) -> str:
    with pytest.raises(verifier.DoesNotHold) as caught:
        verifier.verify_lines(text, "export")
    return str(caught.value)


def rechained(text: bytes, number: int, **changes: Any) -> bytes:
    """Rewrite one entry and give it and all after it new digests, as a forger with the algorithm would."""
    lines = []
    previous = verifier.NOTHING_BEFORE
    for raw in text.splitlines():
        entry = json.loads(raw)
        told = json.loads(base64.b64decode(entry["bytes"]))
        if entry["number"] == number:
            told |= changes
        content = verifier.canonical(told)
        entry |= {"bytes": base64.b64encode(content).decode(), "previous": previous}
        previous = entry["digest"] = verifier.digest_of(entry, content)
        lines.append(verifier.canonical(entry) + b"\n")
    return b"".join(lines)


# --- what an outsider can see ---------------------------------------------------------------------


def test_an_untouched_export_holds_and_the_domain_says_the_same(county: County) -> None:
    text = export_of(county)
    assert holds(text)
    lines = [json.loads(line) for line in text.splitlines()]
    heads = verify_chain(
        Line(
            e["stream"],
            e["number"],
            e["action"],
            e["recorded_at"],
            base64.b64decode(e["bytes"]),
            e["algorithm"],
            e["previous"],
            e["digest"],
        )
        for e in lines
    )
    assert heads == {county.inspection.stream: (len(lines), lines[-1]["digest"])}


def test_every_flipped_byte_is_found(county: County) -> None:
    text = export_of(county)
    unseen = []
    for place in range(len(text)):
        for bit in (0x01, 0x10, 0x20):
            changed = bytearray(text)
            changed[place] ^= bit
            if holds(bytes(changed)):
                unseen.append((place, bit))
    assert unseen == []


@pytest.mark.parametrize("action", ['say "x"', "back\\slash", "line\nend", "ideographic\u3000blank", "记\u2028录"])
def test_signs_that_json_escapes_hold_like_all_others(county: County, action: str) -> None:
    line = json.loads(export_of(county).splitlines()[0])
    content = verifier.canonical(json.loads(base64.b64decode(line["bytes"])) | {"action": action})
    line |= {"action": action, "bytes": base64.b64encode(content).decode()}
    line["digest"] = verifier.digest_of(line, content)
    text = verifier.canonical(line) + b"\n"
    assert holds(text)
    assert not holds(json.dumps(line, sort_keys=True, separators=(",", ":")).encode() + b"\n") or action.isascii()


def test_a_line_is_read_the_same_with_and_without_parsing_it(county: County) -> None:
    line = export_of(county).splitlines()[0]
    assert verifier.plain_entry_of(line) == verifier.parsed_entry_of(line)


def test_a_deleted_swapped_or_doubled_entry_is_named(county: County) -> None:
    lines = export_of(county).splitlines(keepends=True)
    assert "entry 3: expected entry 2 here" in fault_in(lines[0] + lines[2])
    assert "entry 2: expected entry 1 here" in fault_in(lines[1] + lines[0] + lines[2])
    assert "entry 1: expected entry 2 here" in fault_in(lines[0] + lines[0] + lines[1])


def test_a_cut_tail_and_a_chain_made_anew_are_found_by_a_checkpoint(county: County) -> None:
    text = export_of(county)
    checkpoint = json.loads(checkpoint_of(entries_of(county.inspection.stream)))
    cut = b"".join(text.splitlines(keepends=True)[:-1])
    forged = rechained(text, 2, reason="never said")
    for changed in (cut, forged):
        assert holds(changed), "without a checkpoint this cannot be seen"
        chains, _ = verifier.verify_lines(changed, "export")
        with pytest.raises(verifier.DoesNotHold, match="entry 3"):
            verifier.check_checkpoint(chains, checkpoint)


def test_an_entry_before_the_checkpoint_is_covered_by_it(county: County) -> None:
    checkpoint = json.loads(checkpoint_of(entries_of(county.inspection.stream)))
    county.today = date(2018, 3, 1)
    county.do(county.office, "send_copy_notice", to="leader_in_charge", addressee="分管副县长", on=county.today)
    chains, _ = verifier.verify_lines(rechained(export_of(county), 1, reason="x"), "export")
    with pytest.raises(verifier.DoesNotHold):
        verifier.check_checkpoint(chains, checkpoint)


def test_the_verifier_runs_alone(county: County, tmp_path: Path) -> None:
    """It is copied away and run without site packages and without this project on the path."""
    script, export = tmp_path / "verifier.py", tmp_path / "export.jsonl"
    script.write_bytes(Path(verifier.__file__).read_bytes())
    export.write_bytes(export_of(county))
    command = [sys.executable, "-I", "-S", str(script), str(export)]
    assert subprocess.run(command, capture_output=True, cwd=tmp_path).returncode == 0
    lines = export.read_bytes().splitlines(keepends=True)
    export.write_bytes(lines[0] + lines[2])
    refused = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    assert (refused.returncode, "entry 3" in refused.stdout) == (1, True)
    missing = subprocess.run([*command[:-1], "nowhere.jsonl"], capture_output=True, text=True, cwd=tmp_path)
    assert (missing.returncode, missing.stderr.count("\n")) == (2, 1)


def test_an_algorithm_that_this_python_lacks_is_said(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = json.loads(export_of(county).splitlines()[0]) | {"algorithm": "sm3"}
    monkeypatch.setattr(hashlib, "algorithms_available", {"sha256"})
    with pytest.raises(verifier.Unusable, match="SM3"):
        verifier.digest_of(entry, b"")


def test_the_command_line_exports_checkpoints_and_verifies(
    county: County, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    export, mark = tmp_path / "export.jsonl", tmp_path / "mark.json"
    dossier = str(county.inspection_id)
    assert main(["ledger", "export", dossier, "-o", str(export)]) == 0
    assert main(["ledger", "checkpoint", dossier, "-o", str(mark)]) == 0
    assert main(["ledger", "verify", str(export), "--checkpoint", str(mark)]) == 0
    export.write_bytes(b"".join(export.read_bytes().splitlines(keepends=True)[:-1]))
    capsys.readouterr()
    assert main(["ledger", "verify", str(export), "--checkpoint", str(mark)]) == 1
    assert "entry 3: missing" in capsys.readouterr().out
    assert main(["ledger", "export", "authority", "-o", str(export)]) == 0
    assert main(["ledger", "verify", str(export)]) == 0
    assert main(["ledger", "export", "no-such-dossier", "-o", str(export)]) == 2


# --- what the stores refuse -----------------------------------------------------------------------


@pytest.mark.parametrize("change", ["UPDATE ledger_entry SET reason = 'x'", "DELETE FROM ledger_entry"])
def test_the_store_refuses_to_change_an_entry(county: County, change: str) -> None:
    before = export_of(county)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
    assert export_of(county) == before


def test_the_orm_cannot_change_an_entry_either(county: County) -> None:
    entry = entries_of(county.inspection.stream)[0]
    entry.reason = "x"
    for attempt in (entry.save, entry.delete, Entry.objects.all().delete, lambda: Entry.objects.update(reason="x")):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            attempt()


def test_postgresql_refuses_to_empty_the_ledger(county: County) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("TRUNCATE is PostgreSQL's")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE ledger_entry")


def test_a_kept_row_is_written_by_no_other_door(county: County) -> None:
    for attempt in (county.inspection.save, county.inspection.delete):
        with pytest.raises(OutsideTheLedgerError):
            attempt()


# --- what the door refuses ------------------------------------------------------------------------


def test_a_deed_is_refused_when_the_ledger_cannot_be_written(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail closed: without its entry nothing of the deed stays."""

    def full(*_: object, **__: object) -> None:
        raise DatabaseError("database or disk is full")

    entries, stage = Entry.objects.count(), county.inspection.stage
    county.today = date(2018, 3, 1)
    monkeypatch.setattr(Entry, "save", full)
    with pytest.raises(StoreFull, match="full"):
        imports.import_findings(
            actor=county.office,
            inspection_id=county.inspection_id,
            findings=[NewFinding("1", "学习流于形式")],
            file_name="feedback.txt",
            content=b"feedback",
            now=county.now,
            key="unwritable",
        )
    assert (Entry.objects.count(), Finding.objects.count(), county.inspection.stage) == (entries, 0, stage)


def test_each_dossier_has_a_chain_of_its_own(county: County) -> None:
    other = County().found().reporting()
    for one in (county, other):
        rows = entries_of(one.inspection.stream)
        assert [row.number for row in rows] == list(range(1, len(rows) + 1))
        assert rows[0].previous == verifier.NOTHING_BEFORE
        assert all(later.previous == earlier.digest for earlier, later in pairwise(rows))


def test_a_place_in_a_stream_and_a_key_are_given_once(county: County) -> None:
    last = entries_of(county.inspection.stream).reverse()[0]
    for column, value in (("key", "another"), ("number", last.number + 1)):
        copy = Entry(**{f.attname: getattr(last, f.attname) for f in Entry._meta.concrete_fields if f.name != "id"})
        setattr(copy, column, value)
        with pytest.raises(DatabaseError), transaction.atomic():
            copy.save(force_insert=True)


def test_the_same_key_twice_has_one_effect_and_another_deed_is_refused(county: County) -> None:
    told: dict[str, Any] = {
        "parent_id": None,
        "category": "department",
        "credit_code": "",
        "from_on": date(2017, 1, 1),
        "now": county.now,
        "key": "once-only",
    }
    from bihuan.organizations.actions import add_organization
    from bihuan.organizations.models import Organization

    first = add_organization(actor=county.office, name="县水利局", **told)
    again = add_organization(actor=county.office, name="县水利局", **told)
    assert (again.repeated, again.told) == (True, first.told)
    assert Organization.objects.filter(name="县水利局").count() == 1
    with pytest.raises(KeyReused):
        add_organization(actor=county.office, name="县林业局", **told)


def test_a_row_changed_meanwhile_is_not_overwritten(county: County) -> None:
    from bihuan.ledger.door import deed

    mine = Inspection.objects.get(pk=county.inspection_id)

    @deed
    def rename(*, actor: Any, row: Inspection, team: str, key: str) -> Any:
        row.team_name = team
        return commit(note=Note(row.stream, "correct_finding", actor, county.now), rows=[row])

    theirs = Inspection.objects.get(pk=county.inspection_id)
    rename(actor=county.office, row=theirs, team="县委第二巡察组", key="their-key")
    entries = Entry.objects.count()
    with pytest.raises(ChangedMeanwhile):
        rename(actor=county.office, row=mine, team="县委第三巡察组", key="my-own-key")
    assert county.inspection.team_name == "县委第二巡察组"
    assert Entry.objects.count() == entries


def test_commit_works_inside_a_deed_only(county: County) -> None:
    with pytest.raises(NoDeedUnderWay):
        commit(note=Note("dossier:x", "close", county.office, county.now), rows=[])


def test_entries_name_the_packs_and_the_reason_in_their_bytes(county: County) -> None:
    entry = entries_of(county.inspection.stream).reverse()[0]
    told = json.loads(bytes(entry.content))
    assert told["packs"]
    assert told["role"] == "team_leader"
    assert isinstance(Entry._meta.get_field("content"), models.BinaryField)
