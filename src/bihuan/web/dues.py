"""What a dossier owes when: the deadlines of its pinned rules, and which of them are met.

Whether a deadline is met is known only where a deed of Bihuan meets it. The others are shown with their day and never
called overdue: Bihuan would not know.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.db.models import QuerySet, Value

from bihuan.domain.deadlines import Deadline, DeadlineName, Lamp, due_dates
from bihuan.domain.lifecycle.facts import CheckKind
from bihuan.domain.rulebook import Event, Rulebook
from bihuan.dossiers.models import Inspection
from bihuan.evaluation.models import Evaluation
from bihuan.rectification.models import Meeting, Plan
from bihuan.rules.calendar import working_calendar
from bihuan.supervision.models import Check
from bihuan.web.lamps import days_words

MILESTONE = DeadlineName.CONCENTRATED_RECTIFICATION_END  # a day that comes by itself; nobody has to meet it
Met = Mapping[DeadlineName, date]


class DueState(StrEnum):
    """Met by a deed; still to come; over and not met; over without anybody's doing; over, and Bihuan cannot know."""

    MET = "met"
    AHEAD = "ahead"
    OVER = "over"
    PASSED = "passed"
    UNKNOWN = "unknown"


KNOWN_BY_A_DEED = frozenset(
    {
        DeadlineName.RECTIFICATION_PLAN,
        DeadlineName.DEMOCRATIC_LIFE_MEETING,
        DeadlineName.EVALUATION,
        DeadlineName.RETURN_VISIT,
        DeadlineName.SPECIAL_CHECK,
        DeadlineName.CLOSE_OUT,
    }
)


@dataclass(frozen=True)
class Due:
    """One deadline of a dossier with its state and lamp."""

    deadline: Deadline
    state: DueState
    met_on: date | None
    lamp: Lamp
    words: str


def dues_of(inspection: Inspection, rulebook: Rulebook, today: date, met: Met) -> tuple[Due, ...]:
    """Return every deadline that counts from a dossier's feedback, by day."""
    if inspection.feedback_on is None:
        return ()
    found = due_dates(Event.FEEDBACK, inspection.feedback_on, rulebook, working_calendar(), today)
    return tuple(due_of(deadline, today, met.get(deadline.what)) for deadline in found)


def due_of(deadline: Deadline, today: date, met_on: date | None) -> Due:
    words = days_words(deadline.due, today)
    if met_on is not None:
        return Due(deadline, DueState.MET, met_on, Lamp.NONE, words)
    if deadline.due >= today:
        return Due(deadline, DueState.AHEAD, None, deadline.lamp, words)
    if deadline.what is MILESTONE:
        return Due(deadline, DueState.PASSED, None, Lamp.NONE, words)
    if deadline.what in KNOWN_BY_A_DEED:
        return Due(deadline, DueState.OVER, None, deadline.lamp, words)
    return Due(deadline, DueState.UNKNOWN, None, Lamp.NONE, words)


def next_due(dues: Sequence[Due]) -> Due | None:
    """Return what presses most: the first deadline over or still ahead."""
    return next((due for due in dues if due.state in (DueState.OVER, DueState.AHEAD)), None)


def concentrated_end(dues: Sequence[Due]) -> date | None:
    """Return the last day of concentrated rectification, None where no pack sets one."""
    return next((due.deadline.due for due in dues if due.deadline.what is MILESTONE), None)


def met_by(authority_id: UUID, inspections: Collection[Inspection], *, told_only: bool) -> Mapping[UUID, Met]:
    """Return, for dossiers of a list, which deadlines were met on which day: three queries, however many.

    `told_only` leaves out evaluations that the inspected unit does not know of.
    """
    ids = [row.id for row in inspections]
    met: dict[UUID, dict[DeadlineName, date]] = {row.id: closed(row) for row in inspections}
    for inspection_id, what, on in plans_and_meetings(authority_id, ids):
        met[inspection_id][DeadlineName(what)] = on
    evaluations = Evaluation.objects.filter(authority_id=authority_id, inspection_id__in=ids, withdrawn_on=None)
    if told_only:
        evaluations = evaluations.exclude(told_on=None)
    for inspection_id, on in evaluations.order_by("-on").values_list("inspection_id", "on"):
        met[inspection_id][DeadlineName.EVALUATION] = on
    checks = Check.objects.filter(authority_id=authority_id, inspection_id__in=ids, withdrawn_on=None)
    for inspection_id, kind, on in checks.order_by("-on").values_list("inspection_id", "kind", "on"):
        if kind in (CheckKind.RETURN_VISIT, CheckKind.SPECIAL_CHECK):
            met[inspection_id][DeadlineName(kind)] = on
    return met


def plans_and_meetings(authority_id: UUID, ids: Collection[UUID]) -> QuerySet[Plan, tuple[UUID, str, date]]:
    """Return when the plans that stand were handed in, and when the meetings were held, in one query."""
    mine = {"authority_id": authority_id, "inspection_id__in": ids}
    plans = Plan.objects.filter(**mine, returned_on=None).annotate(what=Value(DeadlineName.RECTIFICATION_PLAN.value))
    held = Meeting.objects.filter(**mine, withdrawn_on=None)
    meetings = held.annotate(what=Value(DeadlineName.DEMOCRATIC_LIFE_MEETING.value))
    told = plans.values_list("inspection_id", "what", "submitted_on")
    return told.union(meetings.values_list("inspection_id", "what", "on"), all=True)


def closed(inspection: Inspection) -> dict[DeadlineName, date]:
    return {DeadlineName.CLOSE_OUT: inspection.closed_on} if inspection.closed_on else {}
