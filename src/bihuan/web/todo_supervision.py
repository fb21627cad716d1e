"""Supervision on a to-do: a gap without a plan, checks without a team, checks to make, visits that are due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.domain.lifecycle.inspection import RUNNING, STEPS
from bihuan.domain.return_visits import Standing
from bihuan.domain.roles import Role
from bihuan.domain.rolling import PlanKind
from bihuan.supervision.models import Check, PlannedCheck, SupervisionPlan
from bihuan.supervision.proposing import propose, rounds_fed_back
from bihuan.supervision.visits import VISITS, visits_owed
from bihuan.web.supervision_page import own_teams
from bihuan.web.todo_desk import MOST, Desk, Task
from bihuan.web.words import word

OFFICE = frozenset({Role.OFFICE})
MAKERS = STEPS["record_check"].roles
IN_SIGHT = 14  # days: a check that is planned for later is no task yet


def checks_to_make(desk: Desk) -> Iterator[Task]:
    """Planned checks whose day is near: for the office all of them, for a member those of his joint team."""
    actor = desk.actor
    if not desk.holds(MAKERS):
        return
    at = actor.authority_id
    made = Check.objects.filter(authority_id=at, planned__isnull=False, withdrawn_on=None).values("planned_id")
    rows = PlannedCheck.objects.filter(authority_id=at, dropped_on=None, plan__called_off_on=None)
    rows = rows.filter(on__lte=actor.today + timedelta(days=IN_SIGHT), dossier__stage__in=RUNNING).exclude(pk__in=made)
    rows = rows.filter(plan__until_on__gte=actor.today)
    if not actor.roles & OFFICE:
        rows = rows.filter(team__in=own_teams(actor))
    for row in rows.select_related("dossier", "plan", "team").order_by("on")[: MOST + 1]:
        words = _("Check it: %(plan)s") % {"plan": row.plan.name}
        team = row.team.name if row.team else _("no team yet")
        yield desk.task(words, row.dossier, reverse("planned_record", args=[row.id]), row.on, team)


def supervision_plans(desk: Desk) -> Iterator[Task]:
    """For the office: the gap after a round without its plan, checks without a team, visits due and in no plan."""
    if not desk.holds(OFFICE):
        return
    actor = desk.actor
    at, today = actor.authority_id, actor.today
    plans = SupervisionPlan.objects.filter(authority_id=at, called_off_on=None)
    rounds = rounds_fed_back(at, today)
    planned = plans.filter(kind=PlanKind.ROLLING, until_on__gte=today)
    if rounds and not planned.exists() and not plans.filter(after_round=rounds[0]).exists():
        count = len(propose(at, today).checks)
        if count:
            words = _("Plan the rolling checks after %(round)s: %(count)s dossiers come up")
            told = {"round": rounds[0].name, "count": count}
            yield Task(words % told, "", reverse("supervision_propose"))
    for plan in plans.filter(until_on__gte=today).order_by("number"):
        waiting = PlannedCheck.objects.filter(authority_id=at, plan=plan, team=None, dropped_on=None)
        done = Check.objects.filter(authority_id=at, withdrawn_on=None, planned__plan=plan).values("planned_id")
        count = waiting.exclude(pk__in=done).count()
        if count and plan.kind == PlanKind.ROLLING:
            words = _("Form joint teams for %(plan)s: %(count)s checks have none")
            yield Task(words % {"plan": plan.name, "count": count}, "", reverse("joint_team_form", args=[plan.id]))
    for kind in VISITS:
        lines = [one for one in visits_owed(at, kind, today) if one.may_be_planned]
        late = [one for one in lines if one.owed.standing in (Standing.DUE, Standing.LATE)]
        if late:
            words = _("%(kind)s: %(count)s units are due and in no plan")
            told = {"kind": word("supervision_plan", kind.value), "count": len(late)}
            due = min(one.owed.due_on for one in late if one.owed.due_on is not None)
            yield Task(words % told, "", f"{reverse('return_visits')}?kind={kind.value}", due)
