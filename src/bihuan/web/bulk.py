"""One deed on many rows, as pages show it: what each row was and will be, its verdict, and the way back."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.utils.translation import gettext

from bihuan.desk.at_once import Edit, Judged
from bihuan.desk.chances import cut
from bihuan.desk.many import Difference, Many, Subject, with_dossiers
from bihuan.desk.offers import OFFERS
from bihuan.desk.sight import findings_seen
from bihuan.domain.jurisdiction import Actor, roles_on
from bihuan.domain.lifecycle.machine import StepRefused
from bihuan.dossiers.models import Finding
from bihuan.ledger.values import plain
from bihuan.web import clock
from bihuan.web.forms.deed import form_class_of
from bihuan.web.gates import Missing, missing_with_ways
from bihuan.web.pages.sent_back import UPON_A_REQUEST, SentBackBefore, sent_back_each
from bihuan.web.refusals import refusal_of
from bihuan.web.words import FIELDS, day_words, word

UNDO = "undo"  # where a session keeps the last edit of many rows
REMARKS = frozenset({"remark", "answer"})  # fields that may stay empty: the preview does not wait for them


@dataclass(frozen=True)
class Change:
    """One cell of the preview."""

    words: str
    before: str
    after: str


@dataclass(frozen=True)
class Row:
    """One row of the preview or of what was done."""

    subject: Subject
    changes: tuple[Change, ...]
    is_refused: bool
    is_done: bool
    why: str = ""
    missing: tuple[Missing, ...] = ()
    before: SentBackBefore | None = None


def row_of(actor: Actor, judged: Judged) -> Row:
    """Return a judged row in the reader's words; the unit is told its own moves only."""
    changes = tuple(change_words(one) for one in judged.differences)
    row = Row(judged.subject, changes, judged.refusal is not None, judged.receipt is not None)
    if judged.refusal is None:
        return row
    if isinstance(judged.refusal, StepRefused):
        inspection = judged.subject.finding.inspection
        panel = cut(actor, inspection, judged.refusal.verdict)
        missing = missing_with_ways(panel.blockers, inspection, roles_on(actor, inspection.thing))
        return replace(row, missing=missing)
    told = refusal_of(judged.refusal, actor)
    assert told is not None
    return replace(row, why=f"{told.what} {told.remedy}".strip())


def with_returns(actor: Actor, many: Many, rows: list[Row]) -> list[Row]:
    """Return rows with the earlier returns of their findings, where a deed asks for a sign-off or answers it."""
    if many.name not in UPON_A_REQUEST:
        return rows
    found = sent_back_each(actor, [row.subject.finding for row in rows])
    return [replace(row, before=found.get(row.subject.finding.id)) for row in rows]


def change_words(change: Difference) -> Change:
    label = str(FIELDS.get(change.name, change.name))
    return Change(label, said(change.name, change.before), said(change.name, change.after))


def said(name: str, value: object) -> str:
    """Say a value of a change."""
    if name == "stage":
        return word("finding_stage", value)
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, date) or value is None:
        return day_words(value)
    return str(value) or "–"


def chosen(actor: Actor, ids: Iterable[str]) -> list[Finding]:
    """Return the findings ticked, as far as they are within reach."""
    wanted = {found for found in map(as_id, ids) if found is not None}
    return with_dossiers(findings_seen(actor).filter(pk__in=wanted))


def as_id(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def versions_told(rows: Iterable[str]) -> dict[uuid.UUID, int]:
    """Return the rows of a confirmation with the versions in which they were shown (id:version)."""
    found: dict[uuid.UUID, int] = {}
    for told in rows:
        name, _colon, version = told.partition(":")
        row_id = as_id(name)
        if row_id is not None and version.isdecimal():
            found[row_id] = int(version)
    return found


def form_of(many: Many, told: Mapping[str, Any] | None) -> forms.Form:
    """Return the form of what is told once for all rows."""
    made = form_class_of(replace(OFFERS[many.name], form=many.form))
    return made(told)


def waits_for_words(many: Many) -> bool:
    """True where a preview makes sense only after something was filled in."""
    return bool(set(many.form.model_fields) - REMARKS)


# --- the way back ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Undo:
    """The last edit of many rows, as long as it can be taken back."""

    deed: str
    edits: tuple[Edit, ...]
    until: float


def keep_undo(session: SessionBase, deed: str, edits: Iterable[Edit]) -> None:
    """Keep an edit so that it can be taken back from the next page, too."""
    told = [[str(edit.measure_id), str(edit.entry_id), plain(edit.former)] for edit in edits]
    session[UNDO] = json.dumps([deed, told, clock.now().timestamp() + settings.UNDO_SECONDS])


def undo_of(session: SessionBase) -> Undo | None:
    """Return the edit that can still be taken back; nothing after its time."""
    kept = session.get(UNDO)
    if not kept:
        return None
    deed, told, until = json.loads(kept)
    if clock.now().timestamp() > until:
        return None
    edits = tuple(Edit(uuid.UUID(one), uuid.UUID(entry), former_of(former)) for one, entry, former in told)
    return Undo(deed, edits, until)


def former_of(kept: Mapping[str, Any]) -> dict[str, Any]:
    """Return former values as columns hold them: days as days."""
    return {
        name: date.fromisoformat(value) if name.endswith("_on") and value else value for name, value in kept.items()
    }


def forget_undo(session: SessionBase) -> None:
    """Forget an edit that was taken back."""
    session.pop(UNDO, None)
