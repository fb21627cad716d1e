"""The peer of importing.py: cells fetched with python-calamine, the same rows put into plain tables; nothing more."""

from __future__ import annotations

import io
import json
import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

FINDING = (
    "id, authority_id, version, inspection_id, organization_path, supervision_path, number, place, headings, title,"
    " text, category, person_matter, stage, due_on, result, recovered_fen, written_off_fen, rules_made,"
    " persons_dealt_with, outcome, accountability, sign_off_requested_by, signed_off_on, handed_over_to_id,"
    " handed_over_on, hand_over_stages, hand_over_accepted_on, next_look_on, source_id, source_line, taken_over"
)
MEASURE = (
    "id, authority_id, version, finding_id, inspection_id, number, text, owner, department, due_on, expected_result,"
    " progress, done_on, removed_on"
)


def store_plainly(data: bytes, file: Path) -> None:
    """Fetch the cells and store them; a merged cell is told in its first row, as the reader gives it."""
    import python_calamine
    from uuid_utils import uuid7

    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    cells = book.get_sheet_by_name(book.sheet_names[0]).to_python()
    authority, inspection, source = (uuid7().hex for _ in range(3))
    findings: list[list[Any]] = []
    measures: list[tuple[Any, ...]] = []
    for line, row in enumerate(cells[1:], start=2):
        number, category, problem, detail, measure, goal, leader, unit, due, _status = row
        if problem:
            place, count, finding = len(findings) + 1, 0, uuid7().hex
            headings = json.dumps([category])
            head = [finding, authority, 1, inspection, "001", "002", str(int(number)), place, headings, problem, detail]
            work = ["", False, "rectifying", due, "", 0, 0, 0, 0, "", "", None, None, None, None, "", None, None]
            findings.append([*head, *work, source, line, False])
        count += 1
        findings[-1][14] = min(due, findings[-1][14])
        told = (f"{place}-{count}", measure, leader, unit, due, goal, "", None, None)
        measures.append((uuid7().hex, authority, 1, finding, inspection, *told))
    file.unlink(missing_ok=True)
    store = sqlite3.connect(file)
    store.executescript(
        f"PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE finding ({FINDING}, PRIMARY KEY (id));"
        f"CREATE TABLE measure ({MEASURE}, PRIMARY KEY (id));"
    )
    store.executemany(f"INSERT INTO finding VALUES ({', '.join('?' * 32)})", findings)
    store.executemany(f"INSERT INTO measure VALUES ({', '.join('?' * 14)})", measures)
    store.commit()
    store.close()


def rows_of_plain_tables(file: Path) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """Return what was stored, for a comparison with what the product stored."""
    store = sqlite3.connect(file)
    findings = store.execute("SELECT number, title, text, source_line FROM finding ORDER BY place").fetchall()
    columns = "number, text, owner, department, due_on, expected_result"
    measures = store.execute(f"SELECT {columns} FROM measure ORDER BY rowid").fetchall()
    store.close()
    return findings, [(*row[:4], date.fromisoformat(row[4]), row[5]) for row in measures]
