"""Supervision on a to-do: a gap without a plan, checks without a team, checks to make, visits that are due."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from itertools import islice

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.domain.bills import RECEIVERS, Waiting
from bihuan.domain.joint_seats import SEATED
from bihuan.domain.jurisdiction import Actor, roles_on
from bihuan.domain.lifecycle.finding import STEPS as FINDING_STEPS
from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.domain.lifecycle.inspection import RUNNING
from bihuan.domain.roles import Role
from bihuan.domain.rolling import PlanKind, asks_for_team
from bihuan.dossiers.models import Finding, Inspection
from bihuan.planning.facts import planning_rules
from bihuan.rules.rolling import rolling_terms
from bihuan.supervision.billing import items_of, standings
from bihuan.supervision.custody import gaps
from bihuan.supervision.facts import PUT_RIGHT, contradicted
from bihuan.supervision.models import Bill, Check, CheckedFinding, Extract, PlannedCheck, SupervisionPlan
from bihuan.supervision.planning import lacks_team
from bihuan.supervision.proposing import rounds_fed_back
from bihuan.supervision.seats import own_teams
from bihuan.supervision.visits import visits_to_plan
from bihuan.web.remembered import remembered
from bihuan.web.todo.desk import IN_SIGHT, MOST, Desk, Task, about, all_findings_for
from bihuan.web.todo.filings import shown, tongue
from bihuan.web.words import word

OFFICE = frozenset({Role.OFFICE})


def checks_to_make(desk: Desk) -> Iterator[Task]:
    """Planned checks whose day is near: for the office all of them, for a member those of his joint team."""
    actor = desk.actor
    if not desk.holds(SEATED):
        return
    at = actor.authority_id
    made = Check.objects.filter(authority_id=at, planned__isnull=False, withdrawn_on=None).values("planned_id")
    rows = PlannedCheck.objects.filter(authority_id=at, dropped_on=None, plan__called_off_on=None)
    rows = rows.filter(on__lte=actor.today + IN_SIGHT, dossier__stage__in=RUNNING).exclude(pk__in=made)
    rows = rows.filter(plan__until_on__gte=actor.today)
    if not actor.roles & OFFICE:
        rows = rows.filter(team__in=own_teams(actor))
    waiting = rows.select_related("dossier", "plan", "team").order_by("on")
    with_team = (row for row in waiting if not lacks_team(row))  # the others stand among the teams to be formed
    for row in islice(with_team, MOST + 1):
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
        terms = rolling_terms(today)
        back = max(terms.quick_fixes_of, terms.continued_work_of)
        # what comes up in each is reckoned on the page of the proposal: over a city's findings that takes its time
        count = Inspection.objects.filter(authority_id=at, stage__in=RUNNING, round__in=rounds[:back]).count()
        if count:
            words = _("Plan the rolling checks after %(round)s: %(count)s dossiers are under rectification")
            told = {"round": rounds[0].name, "count": count}
            yield Task(words % told, "", reverse("supervision_propose"))
    for plan in plans.filter(until_on__gte=today).order_by("number"):
        waiting = PlannedCheck.objects.filter(authority_id=at, plan=plan, team=None, dropped_on=None)
        waiting = waiting.filter(dossier__stage__in=RUNNING)
        done = Check.objects.filter(authority_id=at, withdrawn_on=None, planned__plan=plan).values("planned_id")
        count = waiting.exclude(pk__in=done).count()
        if count and asks_for_team(plan.kind, rolling_terms(plan.from_on)):
            words = _("Form joint teams for %(plan)s: %(count)s checks have none")
            yield Task(words % {"plan": plan.name, "count": count}, "", reverse("joint_team_form", args=[plan.id]))
    yield from visits_due(actor)


@remembered(tongue)
def visits_due(actor: Actor) -> tuple[Task, ...]:
    """Return for the office the kinds of visit that units are due; kept by itself, for the bell tells of them."""
    if not actor.roles & OFFICE:
        return ()
    at, today, tasks = actor.authority_id, actor.today, []
    for kind, late in visits_to_plan(at, today):
        if late:
            words = _("%(kind)s: %(count)s units are due and in no plan")
            told = {"kind": word("supervision_plan", kind.value), "count": len(late)}
            due = min(one.owed.due_on for one in late if one.owed.due_on is not None)
            lit = shown(due, today, planning_rules(at, today))
            tasks.append(Task(words % told, "", f"{reverse('return_visits')}?kind={kind.value}", due, lit))
    return tuple(tasks)


def uncared_for(desk: Desk) -> Iterator[Task]:
    """For the office: dossiers whose body in charge has nobody who reaches them, or that nobody took over."""
    if not desk.holds(OFFICE):
        return
    for one in islice(gaps(desk.actor.authority_id, desk.actor.today), MOST + 1):
        if one.span.is_gap:
            words = _("Nobody took over what goes on after the close")
            yield desk.task(words, one.dossier, reverse("dossier", args=[one.dossier.id]))
        else:
            words = _("The team is in charge, and nobody who leads it has access")
            yield desk.task(words, one.dossier, reverse("dossier_grant", args=[one.dossier.id]))


def extracts(desk: Desk) -> Iterator[Task]:
    """Extracts that the office has to give, and those that whoever asked has to sign for."""
    actor = desk.actor
    rows = Extract.objects.filter(authority_id=actor.authority_id, refused_on=None, received_on=None)
    if desk.holds(OFFICE):
        for row in rows.filter(given_on=None).order_by("number")[: MOST + 1]:
            told = {"asked_by": row.asked_by, "purpose": word("extract_purpose", row.purpose)}
            words = _("Give %(asked_by)s an extract: %(purpose)s") % told
            yield Task(words, row.unit.name if row.unit else "", reverse("extract", args=[row.id]))
    if actor.account_id is not None:
        for row in rows.filter(given_on__isnull=False, asked_account=actor.account_id).order_by("number"):
            words = _("Sign for extract no. %(number)s") % {"number": row.number}
            yield Task(words, "", reverse("extract_receive", args=[row.id]))


def contradicted_sign_offs(desk: Desk) -> Iterator[Task]:
    """Findings signed off that the last check to look at them did not find put right, for whoever may reopen them."""
    at, roles = desk.actor.authority_id, FINDING_STEPS["reopen"].roles
    if not desk.holds(roles):
        return
    doubts = CheckedFinding.objects.filter(authority_id=at, check_made__withdrawn_on=None).exclude(conclusion=PUT_RIGHT)
    rows = Finding.objects.filter(stage=FindingStage.SIGNED_OFF, pk__in=doubts.values("finding_id"))
    found = {row.id: row for row in all_findings_for(desk, "reopen", rows, roles)}
    for look in islice(contradicted(at, found.values()), MOST + 1):
        row = found[look.finding_id]
        told = {"day": look.check_made.on.isoformat(), "conclusion": word("conclusion", look.conclusion)}
        note = _("Check of %(day)s: %(conclusion)s") % told
        yield desk.task(about(row), row.inspection, reverse("finding", args=[row.id]), None, note)


def bills(desk: Desk) -> Iterator[Task]:
    """Bills that wait for one's signature; and for the office those that have changed since they were handed over."""
    actor = desk.actor
    mine = actor.roles & frozenset(RECEIVERS)
    if not mine:
        return
    rows = Bill.objects.filter(authority_id=actor.authority_id, accepted_on=None).exclude(to_role="")
    rows = rows if desk.holds(OFFICE) else rows.filter(to_role__in=mine)
    later = Bill.objects.filter(authority_id=OuterRef("authority_id"), inspection=OuterRef("inspection"))
    rows = rows.filter(~Exists(later.filter(to_role=OuterRef("to_role"), number__gt=OuterRef("number"))))
    stands: dict[uuid.UUID, Waiting] = {}
    for row in rows.select_related("inspection").order_by("on", "id")[: MOST + 1]:
        held = roles_on(actor, row.inspection.thing)
        if not held & {Role.OFFICE, row.to_role}:
            continue
        if row.id not in stands:
            stands |= standings(row.inspection, items_of(row.inspection))
        told = {"number": row.number}
        is_mine = actor.account_id is None or row.by_account != actor.account_id
        if stands[row.id] is Waiting.AWAITED and row.to_role in held and is_mine:
            words = _("Sign for bill no. %(number)s") % told
            yield desk.task(words, row.inspection, reverse("bill_accept", args=[row.id]))
        elif stands[row.id] is Waiting.CHANGED and Role.OFFICE in held:
            words = _("Hand bill no. %(number)s over anew: what it lists has changed") % told
            yield desk.task(words, row.inspection, reverse("bill_hand_over", args=[row.inspection_id]))
