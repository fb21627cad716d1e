"""Doing a deed on many rows: each by itself, or all together or none; and taking a plain edit back."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bihuan.desk.many import Difference, Many, Subject
from bihuan.desk.performing import perform
from bihuan.desk.refusals import kind_of
from bihuan.desk.trying import NOS, refusal_of_trial
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.revising import REVISED, SEEN_VERSION
from bihuan.dossiers.steps import locked
from bihuan.ledger.door import ChangedMeanwhile, Receipt, batch
from bihuan.ledger.models import Entry
from bihuan.rectification.undoing import undo_edit


class NothingChanges(ValueError):
    """A row that is already as it would be."""

    def __init__(self, number: str) -> None:
        self.number = number
        super().__init__(f"{number} is so already; there is nothing to change")


@dataclass(frozen=True)
class Judged:
    """A row with what the deed changes in it, and the no it would give or gave; `receipt` where it is done."""

    subject: Subject
    differences: tuple[Difference, ...]
    refusal: Exception | None = None
    receipt: Receipt | None = None


def judge(
    many: Many, rows: Iterable[Subject], given: Mapping[str, Any], *, actor: Actor, now: datetime
) -> list[Judged]:
    """Say for each row what would change and whether it may, by the deed itself; nothing is kept."""
    return [judge_one(many, row, {**given, "deed": many.name}, actor, now) for row in rows]


def judge_one(many: Many, row: Subject, given: Mapping[str, Any], actor: Actor, now: datetime) -> Judged:
    differences = tuple(many.changes(row, given, actor.today))
    if not differences:
        return Judged(row, (), NothingChanges(row.number))
    trial = f"trial-{uuid.uuid4()}"
    seen = row.row.version
    refusal = refusal_of_trial(lambda: do(many, row, given, seen=seen, actor=actor, now=now, key=trial))
    return Judged(row, differences, refusal)


def do(
    many: Many, row: Subject, given: Mapping[str, Any], *, seen: int, actor: Actor, now: datetime, key: str
) -> Receipt:
    told = {**many.told(row, given), **({SEEN_VERSION: seen} if many.name in REVISED else {})}
    return perform(many.name, actor=actor, target_id=row.row.id, told=told, now=now, key=key)


def do_each(
    many: Many,
    rows: Sequence[Subject],
    versions: Mapping[uuid.UUID, int],
    given: Mapping[str, Any],
    *,
    actor: Actor,
    now: datetime,
    key: uuid.UUID,
) -> list[Judged]:
    """Do the deed on each row by itself; what is refused stays as it is, with its reasons."""
    told = {**given, "deed": many.name}
    done: list[Judged] = []
    for row in rows:
        differences = tuple(many.changes(row, told, actor.today))
        try:
            receipt = do_as_shown(many, row, versions, told, actor, now, key)
        except Exception as refusal:
            if kind_of(refusal) not in NOS:
                raise
            done.append(Judged(row, differences, refusal))
        else:
            done.append(Judged(row, differences, receipt=receipt))
    return done


class _OneRefused(Exception):
    """Raised to take back what was done before a row was refused."""

    def __init__(self, done: list[Judged]) -> None:
        self.done = done


def do_together(
    many: Many,
    rows: Sequence[Subject],
    versions: Mapping[uuid.UUID, int],
    given: Mapping[str, Any],
    *,
    actor: Actor,
    now: datetime,
    key: uuid.UUID,
) -> list[Judged]:
    """Do the deed on all rows, or on none where one is refused; then the refused ones say why."""
    try:
        with batch():
            done = do_each(many, rows, versions, given, actor=actor, now=now, key=key)
            if any(one.refusal for one in done):
                raise _OneRefused(done)
            return done
    except _OneRefused as stopped:
        return [Judged(one.subject, one.differences, one.refusal) for one in stopped.done]


def do_as_shown(
    many: Many,
    row: Subject,
    versions: Mapping[uuid.UUID, int],
    given: Mapping[str, Any],
    actor: Actor,
    now: datetime,
    key: uuid.UUID,
) -> Receipt:
    """Do the deed on a row if it is as it was shown; a row done before under this key gives its first answer."""
    own_key = str(uuid.uuid5(key, str(row.row.id)))
    with batch():
        model = type(row.row)
        found = locked(model.objects.filter(authority_id=actor.authority_id, pk=row.row.id)).first()
        is_done = Entry.objects.filter(authority_id=actor.authority_id, key=own_key).exists()
        if not is_done and (found is None or found.version != versions.get(row.row.id)):
            raise ChangedMeanwhile(model._meta.db_table, row.row.id)
        return do(many, row, given, seen=versions.get(row.row.id, 0), actor=actor, now=now, key=own_key)


# --- taking a plain edit back ---------------------------------------------------------------------


@dataclass(frozen=True)
class Edit:
    """An edit of a measure that can be taken back: its entry, and what stood there before."""

    measure_id: uuid.UUID
    entry_id: uuid.UUID
    former: Mapping[str, Any]


def edits_of(done: Iterable[Judged]) -> list[Edit]:
    """Return what was done as edits that can be taken back."""
    return [
        Edit(one.subject.row.id, one.receipt.entry.id, {change.name: change.before for change in one.differences})
        for one in done
        if one.receipt is not None
    ]


def undo_each(
    edits: Iterable[Edit], *, actor: Actor, now: datetime, key: uuid.UUID
) -> list[tuple[Edit, Exception | None]]:
    """Take each edit back by a deed of its own; what was changed meanwhile stays, with the reason."""
    return [(edit, refusal_to_undo(edit, actor, now, key)) for edit in edits]


def refusal_to_undo(edit: Edit, actor: Actor, now: datetime, key: uuid.UUID) -> Exception | None:
    own_key = str(uuid.uuid5(key, f"undo {edit.measure_id}"))
    undo: Callable[..., Receipt] = undo_edit
    try:
        undo(
            actor=actor,
            measure_id=edit.measure_id,
            entry_id=edit.entry_id,
            former=edit.former,
            now=now,
            key=own_key,
        )
    except Exception as refusal:
        if kind_of(refusal) not in NOS:
            raise
        return refusal
    return None
