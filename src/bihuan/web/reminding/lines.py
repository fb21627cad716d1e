"""The reminders of one page with their words: what is due, of which unit, and where it is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.dossiers.models import Finding, Inspection
from bihuan.rectification.models import Extension, Measure
from bihuan.teams.preparation import Call
from bihuan.web.lit import Due
from bihuan.web.reminding.reminders import KINDS
from bihuan.web.words import deed_words

LONGEST = 80


@dataclass(frozen=True)
class Line:
    """One reminder as a page shows it."""

    due: Due
    kind_words: str
    words: str
    unit: str
    url: str


def lines_of(authority_id: UUID, dues: Sequence[Due]) -> list[Line]:
    """Return reminders with their words: one query for each kind there is."""
    rows: dict[UUID, Any] = {}
    for kind in {due.kind for due in dues if due.told is None}:
        ids = [due.row_id for due in dues if due.kind == kind]
        rows |= ROWS[kind]().filter(authority_id=authority_id).in_bulk(ids)
    told = ((due, rows.get(due.row_id)) for due in dues)
    return [Line(due, str(KINDS[due.kind]), *words_of(due, row)) for due, row in told if due.told or row]


def words_of(due: Due, row: Any) -> tuple[str, str, str]:
    """Return what is due, of which unit, and where it is done."""
    return (due.told.words, due.told.unit, due.told.url) if due.told else WORDS[due.kind](row)


ROWS: Mapping[str, Callable[[], QuerySet[Any]]] = {
    "measures": lambda: Measure.objects.select_related("inspection"),
    "plans": lambda: Inspection.objects.all(),
    "extensions": lambda: Extension.objects.select_related("measure", "inspection"),
    "to_request": lambda: Finding.objects.select_related("inspection"),
    "looks": lambda: Finding.objects.select_related("inspection"),
    "unfollowed": lambda: Finding.objects.select_related("inspection"),
    "declarations": lambda: Call.objects.select_related("round"),
    "undeclared": lambda: Call.objects.select_related("round"),
}


def of_measure(row: Measure) -> tuple[str, str, str]:
    url = reverse("measure_do", args=[row.id, "report_progress"])
    return f"{row.number} {row.text}"[:LONGEST], row.inspection.organization_name, url


def of_plan(row: Inspection) -> tuple[str, str, str]:
    return deed_words("submit_plan"), row.organization_name, reverse("dossier_do", args=[row.id, "submit_plan"])


def of_extension(row: Extension) -> tuple[str, str, str]:
    url = reverse("finding", args=[row.finding_id]) + "#measures"
    return f"{row.measure.number} {row.measure.text}"[:LONGEST], row.inspection.organization_name, url


def of_look(row: Finding) -> tuple[str, str, str]:
    return f"{row.number} {row.title}"[:LONGEST], row.inspection.organization_name, reverse("finding", args=[row.id])


def of_declaration(row: Call) -> tuple[str, str, str]:
    return _("Declare for %(round)s") % {"round": row.round.name}, "", reverse("declaration_own", args=[row.round_id])


def of_call(row: Call) -> tuple[str, str, str]:
    return row.round.name, "", reverse("recusal", args=[row.round_id])


WORDS: Mapping[str, Callable[[Any], tuple[str, str, str]]] = {
    "measures": of_measure,
    "plans": of_plan,
    "extensions": of_extension,
    "to_request": of_look,
    "looks": of_look,
    "unfollowed": of_look,
    "declarations": of_declaration,
    "undeclared": of_call,
}
