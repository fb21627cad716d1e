"""A joint team that stands is changed: somebody replaced, added, taken out; under the rules of forming one."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from bihuan.access.actions import note, require
from bihuan.domain.joint_seats import Sitter, refuse_change
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.inspection import RUNNING
from bihuan.domain.rolling import Side, refuse_one_sided
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.steps import NoSuchThing, ReasonMissing
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.rules.rolling import rolling_terms
from bihuan.supervision.joint_teams import MemberAsked, members_of, refuse_unfit, seat
from bihuan.supervision.models import Check, JointMember, JointTeam, PlannedCheck
from bihuan.supervision.planning import PLANNERS, plan_for


@deed
def change_joint_team(
    *,
    actor: Actor,
    team_id: uuid.UUID,
    members: Sequence[MemberAsked | None],
    reason: str,
    now: datetime,
    key: str,
) -> Receipt:
    """Let a joint team be of these people, seat by seat; None is an empty seat, and who stays keeps his.

    Whoever is taken out has no seat from today on; what he recorded stays as it was recorded. Everybody is judged anew
    for the checks that the team has still to make.
    """
    role = require(actor, PLANNERS, "change_joint_team")
    team = team_for(actor, team_id)
    there = {one.place: one for one in members_of(team)}
    asked = {place: one for place, one in enumerate(members, 1) if one is not None}
    refuse_one_sided(
        (Side(one.side) for one in asked.values() if one.side in set(Side)), rolling_terms(team.plan.from_on)
    )
    stays = {place for place, one in there.items() if place in asked and is_the_same(one, asked[place])}
    joining = [seat(team, place, one, actor.today) for place, one in asked.items() if place not in stays]
    leaving = [one for place, one in there.items() if place not in stays]
    seated = sorted([*(there[place] for place in stays), *joining], key=lambda one: one.place)
    refuse_change(
        team.name,
        before=[sitter(one) for one in there.values()],
        after=[sitter(one) for one in seated],
        changes=len(leaving) + len(joining),
        is_led=1 in asked,
    )
    refuse_unfit(seated, dossiers_waiting(team), actor.today)
    if not reason.strip():
        raise ReasonMissing("change_joint_team")
    for one in leaving:
        one.left_on = actor.today
    told = {
        "plan": team.plan_id,
        "team": team.id,
        "left": [one.id for one in leaving],
        "joined": [one.id for one in joining],
    }
    noted = note(actor, "change_joint_team", role, now, team.name, reason.strip(), told=told)
    return commit(note=noted, rows=[*leaving, *joining])


def team_for(actor: Actor, team_id: uuid.UUID) -> JointTeam:
    """Return a joint team whose plan stands, the plan locked; raise NoSuchThing."""
    team = JointTeam.objects.filter(authority_id=actor.authority_id, pk=team_id).first()
    if team is None:
        raise NoSuchThing("team", team_id)
    team.plan = plan_for(actor, team.plan_id)
    return team


def is_the_same(row: JointMember, asked: MemberAsked) -> bool:
    """True where a seat is asked for whoever sits in it; his name may be left out beside his account."""
    names = {row.name} | ({""} if row.account_id else set())
    told = (asked.side, asked.body_id, asked.account_id)
    return told == (row.side, row.body_id, row.account_id) and asked.name.strip() in names


def sitter(row: JointMember) -> Sitter:
    return Sitter(row.name, row.account_id)


def former_members(team: JointTeam) -> list[JointMember]:
    """Return who was taken out of a team, the latest first."""
    rows = JointMember.objects.filter(authority_id=team.authority_id, team=team, left_on__isnull=False)
    return list(rows.select_related("body").order_by("-left_on", "place", "id"))


def dossiers_waiting(team: JointTeam) -> list[Inspection]:
    """Return the dossiers that a team has still to check."""
    at = team.authority_id
    made = Check.objects.filter(authority_id=at, planned__team=team, withdrawn_on=None).values("planned_id")
    rows = PlannedCheck.objects.filter(authority_id=at, team=team, dropped_on=None, dossier__stage__in=RUNNING)
    return [one.dossier for one in rows.exclude(pk__in=made).select_related("dossier").order_by("number")]
