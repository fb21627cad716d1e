"""The cells of a returned workbook that were not taken, each with its reason in the reader's words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from bihuan.desk.returning import Judged, judge_changes
from bihuan.domain.jurisdiction import Actor
from bihuan.intake.sheets import RowError
from bihuan.rectification.returned import Comparison
from bihuan.web.refusals import refusal_of


def judged_all(found: Comparison, actor: Actor, now: datetime) -> list[Judged]:
    """Judge what would be made, and after it what would be refused besides in rows that have a fault already."""
    held = judge_changes(found.held, actor=actor, now=now)
    return [*judge_changes(found.changes, actor=actor, now=now), *(one for one in held if one.refusal)]


def faults_of(found: Comparison, judged: Sequence[Judged], actor: Actor) -> list[RowError]:
    """Return every cell that was not taken, with the reason."""
    return [*found.faults, *refused_cells(found, judged, actor), *conflicting_cells(found)]


def refused_cells(found: Comparison, judged: Sequence[Judged], actor: Actor) -> Iterator[RowError]:
    for each in judged:
        refusal = refusal_of(each.refusal, actor) if each.refusal else None
        if refusal is not None:
            for cell in each.change.cells:
                told = f"{refusal.what} {refusal.remedy}".strip()
                yield RowError(each.change.line, found.places[cell.column.key], told, found.sheet)


def conflicting_cells(found: Comparison) -> Iterator[RowError]:
    for conflict in found.conflicts:
        for cell in conflict.cells:
            told = _("Somebody changed this row meanwhile. It now says: %(now)s") % {"now": cell.now or "–"}
            yield RowError(conflict.line, found.places[cell.column.key], told, found.sheet)
