"""Taking a filled-in list back: each change is judged by doing its deed and undoing it; then all are done at once."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bihuan.access.actions import end_account
from bihuan.desk.performing import perform
from bihuan.desk.trying import refusal_of_trial
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.revising import SEEN_VERSION
from bihuan.dossiers.models import Inspection
from bihuan.ledger.door import ChangedMeanwhile, KeyReused, Receipt, batch, wait_for
from bihuan.ledger.models import Entry
from bihuan.rectification.lists import FiveList
from bihuan.rectification.measures import TextMissing
from bihuan.rectification.returned import Change, compare
from bihuan.supervision.ending import end_organization


class ListChanged(ChangedMeanwhile):
    """Between preview and confirmation something changed; nothing was written (409)."""


@dataclass(frozen=True)
class Judged:
    """A change with the no that its deed would give; None: it can be done."""

    change: Change
    refusal: Exception | None


def judge_changes(changes: Iterable[Change], *, actor: Actor, now: datetime) -> list[Judged]:
    """Judge each change by the very deed that would make it, undone at once; the gate is held for one at a time."""
    return [Judged(change, refusal_of(change, actor=actor, now=now)) for change in changes]


def refusal_of(change: Change, *, actor: Actor, now: datetime) -> Exception | None:
    return refusal_of_trial(lambda: do(change, actor=actor, now=now, key=f"trial-{uuid.uuid4()}"))


# deeds that belong to no dossier: the verb, and how it calls its target
OTHERS: Mapping[str, tuple[Callable[..., Receipt], str]] = {
    "end_organization": (end_organization, "organization_id"),
    "end_account": (end_account, "account_id"),
}


def do(change: Change, *, actor: Actor, now: datetime, key: str) -> Receipt:
    """Do the deed that a change asks for."""
    if change.deed in OTHERS:
        verb, target = OTHERS[change.deed]
        if change.told["on"] is None:  # what has ended does not begin again by an emptied cell
            raise TextMissing("until_on")
        return verb(actor=actor, **{target: change.target_id}, **change.told, now=now, key=key)
    return perform(change.deed, actor=actor, target_id=change.target_id, told=change.told, now=now, key=key)


def fingerprint_of(judged: Iterable[Judged]) -> str:
    """Return a hash of what would be done, so that only what was shown can be confirmed."""
    told = [
        repr((j.change.line, j.change.deed, j.change.target_id, words_of(j.change))) for j in judged if not j.refusal
    ]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def words_of(change: Change) -> Mapping[str, Any]:
    """Return what a change tells, its version apart: the cells say by themselves whether they are as they were."""
    return {name: value for name, value in change.told.items() if name != SEEN_VERSION}


def take_back(
    *,
    data: bytes,
    name: str,
    one: FiveList,
    inspection: Inspection,
    actor: Actor,
    fingerprint: str,
    now: datetime,
    key: str,
) -> Sequence[Receipt]:
    """Do what a returned workbook of a dossier's list asks for and can have, all or nothing."""
    return take_changes_back(
        lambda: compare(data, name, one, inspection).changes,
        what=(one.name, inspection.id),
        actor=actor,
        fingerprint=fingerprint,
        now=now,
        key=key,
    )


def take_changes_back(
    find: Callable[[], Iterable[Change]],
    *,
    what: tuple[str, uuid.UUID],
    actor: Actor,
    fingerprint: str,
    now: datetime,
    key: str,
) -> Sequence[Receipt]:
    """Do what was shown of a returned workbook, all or nothing; raise ListChanged where it is not as shown."""
    with batch():
        earlier = Entry.objects.filter(authority_id=actor.authority_id, key__gt=f"{key}-", key__lt=f"{key}.")
        if done := [Receipt(entry, repeated=True) for entry in earlier.order_by("number")]:
            return done
        judged = judge_changes(find(), actor=actor, now=now)
        if fingerprint_of(judged) != fingerprint:
            raise ListChanged(*what)
        return [
            do(each.change, actor=actor, now=now, key=f"{key}-{each.change.line}-{each.change.deed}")
            for each in judged
            if each.refusal is None
        ]


def shown_of(changes: Iterable[Change]) -> str:
    """Return a hash of what a page shows of changes, what stands there now included."""
    told = [
        repr(
            (
                one.line,
                one.deed,
                one.target_id,
                one.told,
                [(cell.column.key, cell.now, cell.mine) for cell in one.cells],
            )
        )
        for one in changes
    ]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def take_in_at_once(
    find: Callable[[], Sequence[Change]],
    verb: Callable[[Sequence[Change]], Receipt],
    *,
    action: str,
    what: tuple[str, uuid.UUID],
    actor: Actor,
    shown: str,
    key: str,
) -> Receipt:
    """Do all that was shown of a workbook by one deed; raise ListChanged where it is not as shown.

    `find` compares the workbook anew, with the rows that it may change under lock. Done already under this key, what
    the workbook says stands, and nothing differs: the first effect is told again. Raise KeyReused for a key that served
    another deed (`action` is this one), or somebody else.
    """
    with batch():
        wait_for(f"key:{actor.authority_id}:{key}")
        earlier = Entry.objects.filter(authority_id=actor.authority_id, key=key).first()
        if earlier is not None and (earlier.action, earlier.actor_id) != (action, actor.account_id):
            raise KeyReused(key, earlier.action)
        if earlier is not None:
            return Receipt(earlier, repeated=True)
        changes = find()
        if not changes or shown_of(changes) != shown:
            raise ListChanged(*what)
        return verb(changes)
