"""What goes from one body to another as workbooks: the bill of a dossier, extracts for others."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bihuan.domain.jurisdiction import Actor
from bihuan.dossiers.steps import NoSuchThing
from bihuan.rectification.lists import Column, Kind, Value
from bihuan.rectification.tables import TableRow
from bihuan.supervision import billing
from bihuan.web.pages.extract import called, extract_seen, extracts_seen, shown_of, state_of
from bihuan.web.sheets import Sheet
from bihuan.web.things import dossier_of
from bihuan.web.words import word

BILL_COLUMNS = (
    Column("number", _("No."), 8),
    Column("title", _("Finding"), 48),
    Column("stage", _("Stage"), 14),
    Column("due_on", _("Due day"), 12, Kind.DAY),
    Column("measures", _("Measures"), 10, Kind.COUNT),
    Column("done", _("Measures done"), 10, Kind.COUNT),
    Column("evidence", _("Evidence"), 10, Kind.COUNT),
)


def bill_sheet(actor: Actor, inspection_id: uuid.UUID) -> Sheet:
    """Return the bill of a dossier as it stands; raise NoSuchThing beyond its reader's reach."""
    inspection = dossier_of(actor, inspection_id).inspection

    def rows(_actor: Actor, _query: QueryDict) -> Iterator[TableRow]:
        for one in billing.items_of(inspection):
            values: dict[str, Value] = {
                "number": one.number,
                "title": one.title,
                "stage": word("finding_stage", one.stage),
                "due_on": one.due_on,
                "measures": one.measures,
                "done": one.measures_done,
                "evidence": one.evidence,
            }
            yield TableRow(one.number, one.title, values)

    title = f"{inspection.organization_name} {gettext('Bill of the dossier')}"
    return Sheet("bill", "dossier_bill", title, BILL_COLUMNS, rows, of=inspection_id)


# --- extracts ---------------------------------------------------------------------------------------


def extracts_rows(actor: Actor, _query: QueryDict) -> Iterator[TableRow]:
    for row in extracts_seen(actor):
        values: dict[str, Value] = {
            "number": row.number,
            "purpose": word("extract_purpose", row.purpose),
            "asked_by": row.asked_by,
            "unit": row.unit.name if row.unit else gettext("all units"),
            "asked_on": row.asked_on,
            "state": word("extract_state", state_of(row)),
        }
        yield TableRow(str(row.id), called(row), values)


EXTRACTS = Sheet(
    "extracts",
    "extracts",
    _("What others get"),
    (
        Column("number", _("No."), 8, Kind.COUNT),
        Column("purpose", _("Purpose"), 26),
        Column("asked_by", _("Body that asks"), 26),
        Column("unit", _("Of which unit"), 26),
        Column("asked_on", _("Asked on"), 12, Kind.DAY),
        Column("state", _("State"), 14),
    ),
    extracts_rows,
)


def extract_sheet(actor: Actor, extract_id: uuid.UUID) -> Sheet:
    """Return an extract that was given; raise NoSuchThing before that, and for whoever may not know of it."""
    row = extract_seen(actor, extract_id)
    if row.given_on is None:
        raise NoSuchThing("extract", extract_id)
    parts, lines = shown_of(row, actor)
    columns = (Column("unit", _("Organization"), 26), *(Column(p.value, word("extract_part", p), 20) for p in parts))

    def rows(_actor: Actor, _query: QueryDict) -> Iterator[TableRow]:
        for place, (unit, told) in enumerate(lines):
            values: dict[str, Value] = {"unit": unit, **dict(zip((p.value for p in parts), told, strict=True))}
            yield TableRow(str(place), unit, values)

    return Sheet("extract", "extract", called(row), columns, rows, of=extract_id)
