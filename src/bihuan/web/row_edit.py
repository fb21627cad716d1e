"""A row of a list that is being edited: its form, what it says of a conflict, what it says of a refusal."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext

from bihuan.desk.chances import cut
from bihuan.domain.jurisdiction import Actor, roles_on
from bihuan.domain.lifecycle.machine import StepRefused
from bihuan.domain.roles import UNIT
from bihuan.ledger.trail import latest_change
from bihuan.rectification.cells import texts
from bihuan.rectification.edited import Edited, Seen, open_columns, seen_now
from bihuan.rectification.lists import Column, FiveList, Kind, Row
from bihuan.rectification.returned import Told
from bihuan.web.gates import Missing, missing_with_ways
from bihuan.web.refusals import Refusal, refusal_of
from bihuan.web.things import Aim
from bihuan.web.words import word

WAS = "was-"
A_LINE = 20  # up to this width a text fits on one line


@dataclass(frozen=True)
class Conflict:
    """A cell that somebody else changed meanwhile: both values, who changed it, when."""

    key: str
    words: str
    now: str
    mine: str
    who: str
    at: datetime | None


@dataclass(frozen=True)
class Edit:
    """A row being edited: the form, what its editor sees of the row, and why it was not written."""

    key: str
    form: forms.Form
    seen: Seen
    conflicts: tuple[Conflict, ...] = ()
    refusal: Refusal | None = None
    missing: tuple[Missing, ...] = field(default=())

    @property
    def version(self) -> int:
        return self.seen.version

    @property
    def marks(self) -> Mapping[str, str]:
        """Return the marks of the cells in the form."""
        return {key: mark for key, mark in self.seen.marks.items() if key in self.form.fields}


def columns_edited(one: FiveList, key: str, can_be_edited: Collection[str] | None = None) -> list[Column]:
    """Return the columns a form edits: the one asked for, or all that are open (None: whatever the row's stage)."""
    columns = [c for c in open_columns(one) if can_be_edited is None or c.key in can_be_edited]
    return [column for column in columns if column.key == key] or columns


def form_of(columns: Iterable[Column], row: Row, told: QueryDict | None = None) -> forms.Form:
    """Return the form of some cells, opened with what stands there now."""
    listed = list(columns)
    now = texts(row, listed)
    made = type("RowForm", (forms.Form,), {column.key: control_of(column) for column in listed})
    initial = {c.key: bool(now[c.key]) if c.kind is Kind.TICK else now[c.key] for c in listed}
    form: forms.Form = made(told, initial=initial)
    if len(listed) == 1:
        form.fields[listed[0].key].widget.attrs["data-focus"] = True
    return form


def control_of(column: Column) -> forms.Field:
    """Return the control of a column; what is typed means what it would mean in a workbook."""
    label = str(column.words)
    if column.kind is Kind.TICK:
        return forms.BooleanField(label=label, required=False)
    widget: forms.Widget = forms.Textarea(attrs={"rows": 3})
    if column.kind is Kind.DAY:
        widget = forms.DateInput(attrs={"type": "date"})
    elif column.kind in (Kind.MONEY, Kind.COUNT):
        widget = forms.TextInput(attrs={"inputmode": "decimal"})
    elif column.width <= A_LINE:
        widget = forms.TextInput()
    return forms.CharField(label=label, required=False, max_length=20_000, widget=widget)


def told_by(form: forms.Form) -> dict[str, str]:
    """Return what was typed as the cells of a workbook would hold it."""
    said = {True: gettext("yes"), False: ""}
    return {name: said[value] if isinstance(value, bool) else value for name, value in form.cleaned_data.items()}


def seen_told(posted: QueryDict) -> Seen:
    """Return what the editor had seen, as his form tells it."""
    version = posted.get("version", "")
    marks = {name.removeprefix(WAS): posted.get(name, "") for name in posted if name.startswith(WAS)}
    return Seen(int(version) if version.isdecimal() else 0, marks)


def fresh(one: FiveList, row: Row, key: str, can_be_edited: Collection[str]) -> Edit:
    """Return a row whose editing begins."""
    return Edit(key, form_of(columns_edited(one, key, can_be_edited), row), seen_now(one, row))


def refused(key: str, form: forms.Form, seen: Seen, aim: Aim, actor: Actor, no: Exception) -> Edit:
    """Return a row whose deed was refused: the same words as on the deed's page, nothing typed is lost."""
    told = refusal_of(no, actor)
    if told is None:
        raise no
    missing: tuple[Missing, ...] = ()
    if isinstance(no, StepRefused):
        panel = cut(actor, aim.inspection, no.verdict)
        missing = missing_with_ways(panel.blockers, aim.inspection, roles_on(actor, aim.inspection.thing))
    return Edit(key, form, seen, refusal=told, missing=missing)


def faulty(key: str, form: forms.Form, seen: Seen, edited: Edited) -> Edit:
    """Return a row with cells that mean nothing, each with what is wrong beside it."""
    for name, fault in edited.faults.items():
        form.add_error(name, fault)
    return Edit(key, form, seen)


def disputed(one: FiveList, key: str, form: forms.Form, aim: Aim, edited: Edited) -> Edit:
    """Return a row that somebody else changed: both values stand side by side, and the next click is informed."""
    conflicts = tuple(conflict_of(aim, edited.row, cell) for cell in edited.conflicts)
    return Edit(key, form, seen_now(one, edited.row), conflicts)


def conflict_of(aim: Aim, row: Row, cell: Told) -> Conflict:
    assert row.thing_id is not None
    at = aim.inspection
    entry = latest_change(at.authority_id, at.stream, row.thing_id, [cell.column.key])
    who = ""
    if entry is not None:
        is_told_by_name = aim.sees_all or entry.role in UNIT
        who = entry.actor_name if is_told_by_name else word("role", entry.role)
    return Conflict(
        cell.column.key, str(cell.column.words), cell.now, cell.mine, who, entry.recorded_at if entry else None
    )
