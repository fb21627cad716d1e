"""What the team thinks of the unit as a whole, and the bodies that hear its report before the feedback."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from django.db.models import QuerySet

from bihuan.domain.hearings import refuse_out_of_turn, unheard
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.inspection import STEPS
from bihuan.domain.sequence import Moment, refuse_future
from bihuan.dossiers.days import known_days, mark_of_lateness
from bihuan.dossiers.facts import bare_facts
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.steps import NoSuchThing, next_number, numbered, taking_on
from bihuan.feedback.models import Hearing, TeamReport
from bihuan.fieldwork.fixing import EnteredAlready, kept
from bihuan.ledger.door import ChangedMeanwhile, Receipt, deed


def standing_team_report(inspection: Inspection) -> TeamReport | None:
    """Return what a team last wrote of the unit as a whole."""
    rows = TeamReport.objects.filter(authority_id=inspection.authority_id, inspection=inspection)
    return rows.order_by("number").last()


def earlier_team_reports(inspection: Inspection) -> list[TeamReport]:
    """Return the drafts that a later one took the place of, the latest first."""
    rows = TeamReport.objects.filter(authority_id=inspection.authority_id, inspection=inspection)
    return list(rows.order_by("-number")[1:])


@deed
def write_team_report(
    *, actor: Actor, inspection_id: uuid.UUID, seen_draft: int, overall: str, advice: str, now: datetime, key: str
) -> Receipt:
    """Write the overall view and the advice; report and opinion take both from here, the problems from the findings.

    `seen_draft` is the number of the draft that its author saw, 0 where he saw none.
    """
    inspection, taken = taking_on(actor, inspection_id, STEPS["write_team_report"], bare_facts)
    standing = standing_team_report(inspection)
    if seen_draft != (standing.number if standing else 0):
        raise ChangedMeanwhile(TeamReport._meta.db_table, standing.pk if standing else inspection.pk)
    row = TeamReport(
        authority_id=actor.authority_id,
        inspection=inspection,
        number=next_number(TeamReport, inspection),
        overall=overall.strip(),
        advice=advice.strip(),
        written_on=actor.today,
        by_role=taken.role.value,
    )
    return kept(actor, inspection, taken, now, row)


def standing_hearings(inspection: Inspection) -> QuerySet[Hearing]:
    """Return the hearings of a dossier without those that were struck out."""
    return Hearing.objects.filter(authority_id=inspection.authority_id, inspection=inspection, withdrawn_on=None)


def standing_hearing(inspection: Inspection, number: int) -> Hearing:
    """Return a hearing that was not struck out; raise NoSuchThing."""
    row = numbered(Hearing, inspection, number)
    if row.withdrawn_on is not None:
        raise NoSuchThing("hearing", number)
    return row


def lacking_hearings(inspection: Inspection, on: date) -> tuple[tuple[str, ...], ...]:
    """Return which hearings a report lacked up to a day, each as the bodies of which one is enough."""
    return unheard(standing_hearings(inspection).filter(on__lte=on).values_list("body", flat=True))


@deed
def record_hearing(
    *,
    actor: Actor,
    inspection_id: uuid.UUID,
    body: str,
    on: date,
    on_matters: str,
    on_persons: str,
    now: datetime,
    key: str,
) -> Receipt:
    """Record who heard the report, when, and what was said about matters and persons; after the feedback, too."""
    inspection, taken = taking_on(actor, inspection_id, STEPS["record_hearing"], bare_facts)
    refuse_future("on", on, actor.today)
    heard = standing_hearings(inspection).values_list("body", "on")
    refuse_out_of_turn(body, on, known_days(inspection).get(Moment.LEAVE_SITE), heard, inspection.feedback_on)
    row = Hearing(
        authority_id=actor.authority_id,
        inspection=inspection,
        number=next_number(Hearing, inspection),
        body=body,
        on=on,
        on_matters=on_matters.strip(),
        on_persons=on_persons.strip(),
    )
    late = mark_of_lateness(Moment.HEARING, on, inspection, actor.today)
    return kept(actor, inspection, taken, now, row, late=late)


@deed
def follow_hearing(
    *, actor: Actor, inspection_id: uuid.UUID, number: int, on: date, follow_up: str, now: datetime, key: str
) -> Receipt:
    """Say what came of what was said at a hearing."""
    inspection, taken = taking_on(actor, inspection_id, STEPS["follow_hearing"], bare_facts)
    refuse_future("on", on, actor.today)
    row = standing_hearing(inspection, number)
    if row.followed_on is not None:
        raise EnteredAlready(number)
    row.follow_up, row.followed_on = follow_up.strip(), on
    return kept(actor, inspection, taken, now, row)


@deed
def withdraw_hearing(
    *, actor: Actor, inspection_id: uuid.UUID, number: int, reason: str, now: datetime, key: str
) -> Receipt:
    """Strike out a hearing that was registered wrongly or twice; it stays, with the reason."""
    inspection, taken = taking_on(actor, inspection_id, STEPS["withdraw_hearing"], bare_facts, reason)
    row = standing_hearing(inspection, number)
    row.withdrawn_on, row.withdrawn_reason = actor.today, reason.strip()
    return kept(actor, inspection, taken, now, row, reason=reason)
