"""An organization that answers for nothing ends with its heads; any other one is reorganised."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from bihuan.access.actions import note, require
from bihuan.domain.ending import Held, refuse_ending
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.domain.lifecycle.inspection import RUNNING, InspectionStage
from bihuan.domain.reorganising import BoundAlready
from bihuan.dossiers.models import Finding, Inspection
from bihuan.dossiers.steps import ReasonMissing
from bihuan.feedback.errands import standing
from bihuan.feedback.models import Errand
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.ledger.models import Kept
from bihuan.organizations.actions import KEEPERS, LifeReversed, lock_tree, organization_waited_for
from bihuan.organizations.identity import refuse_twin
from bihuan.organizations.models import HeadTenure, Organization
from bihuan.supervision.models import Check, JointMember, PlannedCheck
from bihuan.supervision.passing import Passing, what_passes
from bihuan.supervision.taking_effect import awaited


@deed
def end_organization(
    *, actor: Actor, organization_id: uuid.UUID, on: date, reason: str, now: datetime, key: str
) -> Receipt:
    """End the life of an organization that answers for nothing, and its heads' time with it."""
    role = require(actor, KEEPERS, "end_organization")
    lock_tree(actor)
    row = organization_waited_for(actor, organization_id)
    if on < row.from_on:
        raise LifeReversed(row.name, row.from_on, on)
    refuse_twin(actor.authority_id, row.name, row.parent_id, (row.from_on, on), row.id)
    for waiting in awaited(row):
        raise BoundAlready(row.name, waiting.paper, waiting.on)
    passing = passing_of(row, on, actor.today)
    refuse_ending(row.name, held_of(row, passing))
    if not reason.strip():
        raise ReasonMissing("end_organization")
    row.until_on = on
    rows: list[Kept] = [row]
    for one in passing.heads:
        rows.append(head_ended(one, on))
    return commit(note=note(actor, "end_organization", role, now, row.name, reason.strip()), rows=rows)


def head_ended(one: HeadTenure, on: date) -> HeadTenure:
    if on < one.from_on:
        raise LifeReversed(one.name, one.from_on, on)
    one.until_on = on
    return one


def passing_of(row: Organization, on: date, today: date) -> Passing:
    return what_passes(row.authority_id, [row], on + timedelta(days=1), today)


def held_of(row: Organization, passing: Passing) -> Held:
    """Return what an organization still answers for."""
    letters = standing(Errand.objects.filter(authority_id=row.authority_id, receiver=row, answered_on=None))
    return Held(
        dossiers=[one.row.organization_name for one in passing.dossiers if one.is_open],
        letters=letters.count(),
        places=[one.round.name for one in passing.placements],
        below=[one.name for one in passing.below],
        supervised=[one.organization_name for one in supervised_by(row)],
        followed=followed_by(row),
        checks=checks_of_people_of(row),
    )


def supervised_by(row: Organization) -> QuerySet[Inspection]:
    """Return the dossiers, not closed, that are linked with a body as their supervision office."""
    linked = Inspection.objects.filter(authority_id=row.authority_id, supervision_office=row)
    return linked.exclude(stage=InspectionStage.CLOSED).order_by("organization_path", "id")


def followed_by(row: Organization) -> int:
    """Return how many long-term findings of dossiers that are not closed a body was handed."""
    found = Finding.objects.filter(authority_id=row.authority_id, handed_over_to=row, stage=FindingStage.LONG_TERM)
    return found.exclude(inspection__stage=InspectionStage.CLOSED).count()


def checks_of_people_of(row: Organization) -> int:
    """Return how many planned checks that wait are those of a joint team in which somebody of a body sits."""
    at = row.authority_id
    sits = JointMember.objects.filter(authority_id=at, left_on=None)
    teams = sits.filter(Q(body=row) | Q(account__organization_id=row.id)).values("team_id")
    made = Check.objects.filter(authority_id=at, planned__isnull=False, withdrawn_on=None).values("planned_id")
    waiting = PlannedCheck.objects.filter(authority_id=at, team__in=teams, dropped_on=None, plan__called_off_on=None)
    return waiting.filter(dossier__stage__in=RUNNING).exclude(pk__in=made).count()
