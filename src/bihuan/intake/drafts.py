"""Drafts are kept, read, corrected and marked as imported here; the only place that writes them."""

from __future__ import annotations

import gc
import hashlib
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db.models import QuerySet

from bihuan.domain.jurisdiction import Actor
from bihuan.dossiers.files import path_of, receive
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.steps import NoSuchThing, locked
from bihuan.intake import found, planned, refusals, source_lines
from bihuan.intake.content import refuse_unusable
from bihuan.intake.full_reading import FullReading
from bihuan.intake.models import CONFIRMED, ENTERING, FAILED, READING, READY, WAITING, Draft
from bihuan.intake.reading import read_fully
from bihuan.ledger.door import ChangedMeanwhile, batch

STEPS = 3  # of reading: fetched and checked, read, kept; of entering: begun, rows matched and checked, entered
UNENTERED = "Unentered"  # the kind of failure where the program, not a rule, kept the rows out


class Lost(refusals.Unreadable):
    problem = "the kept copy of the file is gone or was altered"
    remedy = "upload the file again"


class DraftChanged(ChangedMeanwhile):
    """Somebody corrected the draft after this page was opened; nothing was written (409)."""


def keep(
    *, actor: Actor, inspection: Inspection, purpose: str, name: str, content: bytes, now: datetime
) -> tuple[Draft, bool]:
    """Keep an upload by its content and return its draft, and whether it has to be read; the same file is one draft."""
    name = Path(name).name[:200]
    refuse_unusable(content, name)
    receive(authority_id=actor.authority_id, name=name, content=content)
    sha256 = hashlib.sha256(content).hexdigest()
    with batch():
        there = Draft.objects.filter(
            authority_id=actor.authority_id, inspection=inspection, purpose=purpose, sha256=sha256
        ).first()
        if there is not None and there.state != FAILED:
            return there, False
        draft = there or Draft(
            authority_id=actor.authority_id, inspection=inspection, purpose=purpose, sha256=sha256, made_at=now
        )
        draft.name, draft.size, draft.by_id, draft.by_name = name, len(content), actor.account_id, actor.name
        draft.state, draft.progress, draft.failure, draft.changed_at = WAITING, 0, {}, now
        if there is None:
            draft.save(force_insert=True)
        else:
            keep_columns(draft, "name", "size", "by_id", "by_name", "state", "progress", "failure", "changed_at")
    return draft, True


def rows_of(draft: Draft) -> QuerySet[Draft]:
    """Return the draft as the one row that it is; every statement says of which authority."""
    return Draft.objects.filter(authority_id=draft.authority_id, pk=draft.pk)


def keep_columns(draft: Draft, *columns: str) -> None:
    rows_of(draft).update(**{column: getattr(draft, column) for column in columns})


def draft_for(actor: Actor, inspection: Inspection, draft_id: uuid.UUID) -> Draft:
    """Return a draft of a dossier that the actor has been let into; raise NoSuchThing."""
    rows = Draft.objects.filter(authority_id=actor.authority_id, inspection=inspection, pk=draft_id)
    found = rows.first()
    if found is None:
        raise NoSuchThing("draft", draft_id)
    return found


def content_of(draft: Draft) -> bytes:
    """Return the bytes of a draft's document; raise Lost where they are not what was uploaded."""
    return kept_bytes(draft.sha256, draft.name)


def kept_bytes(sha256: str, name: str) -> bytes:
    """Return the bytes of an uploaded file; raise Lost where they are not what was uploaded."""
    try:
        content = path_of(sha256).read_bytes()
    except OSError as error:
        raise Lost(name) from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Lost(name)
    return content


@contextmanager
def unswept() -> Iterator[None]:
    """Let nothing look for rings of garbage: many rows make none, and looking costs a fifth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@unswept()
def read_draft(authority_id: uuid.UUID, draft_id: uuid.UUID, *, now: datetime) -> None:
    """Read a draft's document and keep what was found, or why it cannot be read. Reading twice changes nothing."""
    draft = begun(authority_id, draft_id, now)
    if draft is None:
        return
    try:
        content = content_of(draft)
        note_progress(draft, 1)
        reading = read_fully(content, draft.name)
        note_progress(draft, 2)
    except refusals.Unreadable as refusal:
        failure = {name: getattr(refusal, name) for name in ("file", "place", "problem", "remedy")}
        finish(draft, now, state=FAILED, failure={"kind": type(refusal).__name__, **failure})
        return
    except MemoryError:
        too_large = {"kind": "TooLarge", "file": draft.name, "place": "file", "problem": "", "remedy": ""}
        finish(draft, now, state=FAILED, failure=too_large)
        return
    except Exception:
        unexpected = {"kind": "Unexpected", "file": draft.name, "place": "file", "problem": "", "remedy": ""}
        finish(draft, now, state=FAILED, failure=unexpected)
        raise
    finish(draft, now, state=READY, result=result_of(reading))


def result_of(reading: FullReading) -> dict[str, Any]:
    """Return what the reader found as JSON: document, findings, planned measures, source by line, faulty cells."""
    return {
        "document": replace(reading.document, findings=()).to_json(),
        "findings": found.to_draft(reading.document.findings, reading.planned.counts),
        "planned": planned.to_draft(reading.planned),
        "source": source_lines.to_draft(reading.source),
        "errors": [asdict(error) for error in reading.errors],
    }


def begun(authority_id: uuid.UUID, draft_id: uuid.UUID, now: datetime) -> Draft | None:
    with batch():
        draft: Draft | None = locked(Draft.objects.filter(authority_id=authority_id, pk=draft_id)).first()
        if draft is None or not draft.is_under_way:
            return None
        draft.state, draft.progress, draft.changed_at = READING, 0, now
        keep_columns(draft, "state", "progress", "changed_at")
    return draft


def note_progress(draft: Draft, step: int) -> None:
    with batch():
        rows_of(draft).filter(state=draft.state).update(progress=100 * step // STEPS)


def finish(draft: Draft, now: datetime, *, state: str, **found: Any) -> None:
    with batch():
        rows_of(draft).filter(state=READING).update(state=state, progress=100, changed_at=now, **found)


def correct(draft: Draft, *, row: str, told: Mapping[str, Any], seen: int, now: datetime) -> Draft:
    """Keep somebody's correction of one row; raise DraftChanged where the page he saw is no longer the latest."""
    with batch():
        fresh = seen_latest(draft, seen)
        fresh.corrections = {**fresh.corrections, row: dict(told)}
        fresh.revision, fresh.changed_at = fresh.revision + 1, now
        keep_columns(fresh, "corrections", "revision", "changed_at")
    return fresh


def forget_row(draft: Draft, *, row: str, seen: int, now: datetime) -> Draft:
    """Take a row back to what was read; one that somebody added is gone."""
    with batch():
        fresh = seen_latest(draft, seen)
        fresh.corrections = {key: told for key, told in fresh.corrections.items() if key != row}
        fresh.revision, fresh.changed_at = fresh.revision + 1, now
        keep_columns(fresh, "corrections", "revision", "changed_at")
    return fresh


def seen_latest(draft: Draft, seen: int) -> Draft:
    fresh: Draft = locked(rows_of(draft)).get()
    refuse_unseen(fresh, seen)
    if fresh.is_entering:  # what was confirmed is what is entered
        raise DraftChanged(Draft._meta.db_table, draft.pk)
    return fresh


def refuse_unseen(draft: Draft, seen: int) -> None:
    """Raise DraftChanged where somebody has seen another revision than the present one."""
    if draft.revision != seen:
        raise DraftChanged(Draft._meta.db_table, draft.pk)


def mark_imported(draft: Draft, *, count: int, now: datetime) -> None:
    """Say that the draft has become findings; count adds up where it was confirmed again."""
    with batch():
        fresh: Draft = locked(rows_of(draft)).get()
        fresh.state, fresh.imported, fresh.changed_at = CONFIRMED, (fresh.imported or 0) + count, now
        fresh.asked, fresh.failure = {}, {}
        keep_columns(fresh, "state", "imported", "changed_at", "asked", "failure")


def ask_to_enter(draft: Draft, *, seen: int, asked: Mapping[str, Any], now: datetime) -> bool:
    """Leave the entering of a confirmed draft to a job; False where that was asked before and is not done yet."""
    with batch():
        fresh: Draft = locked(rows_of(draft)).get()
        if fresh.is_entering:
            return False
        refuse_unseen(fresh, seen)
        fresh.state, fresh.progress, fresh.asked, fresh.failure = ENTERING, 0, dict(asked), {}
        fresh.changed_at = now
        keep_columns(fresh, "state", "progress", "asked", "failure", "changed_at")
    return True


def begun_to_enter(authority_id: uuid.UUID, draft_id: uuid.UUID, now: datetime) -> Draft | None:
    """Return a draft that a job has to enter; None where that is done or was refused."""
    with batch():
        draft: Draft | None = locked(Draft.objects.filter(authority_id=authority_id, pk=draft_id)).first()
        if draft is None or not draft.is_entering:
            return None
        draft.changed_at = now
        keep_columns(draft, "changed_at")
    note_progress(draft, 1)
    return draft


def leave_unentered(draft: Draft, *, failure: Mapping[str, Any], now: datetime) -> None:
    """Say why nothing was entered; the draft can be corrected and confirmed again."""
    state = READY if draft.imported is None else CONFIRMED
    with batch():
        rows_of(draft).filter(state=ENTERING).update(
            state=state, progress=100, asked={}, failure=dict(failure), changed_at=now
        )


def give_up_entering(authority_id: uuid.UUID, draft_id: uuid.UUID, *, now: datetime) -> None:
    """Say that nobody enters the draft any more, because its job was lost too often; it can be confirmed again."""
    draft = Draft.objects.filter(authority_id=authority_id, pk=draft_id).first()
    if draft is not None:
        leave_unentered(draft, failure={"kind": UNENTERED}, now=now)


def give_up(authority_id: uuid.UUID, draft_id: uuid.UUID, *, now: datetime) -> None:
    """Say that nobody reads the document any more, because its job was lost too often; it can be sent once more."""
    draft = Draft.objects.filter(authority_id=authority_id, pk=draft_id).first()
    if draft is not None and draft.is_under_way:
        begun(authority_id, draft_id, now)
        failure = {"kind": "Unexpected", "file": draft.name, "place": "file", "problem": "", "remedy": ""}
        finish(draft, now, state=FAILED, failure=failure)
