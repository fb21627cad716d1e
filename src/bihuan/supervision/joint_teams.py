"""Joint teams: people of every side, none of whom checks his own unit; and the checks they are given."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bihuan.access.actions import note, require
from bihuan.access.actors import actor_of
from bihuan.access.models import Account
from bihuan.domain.joint_seats import SeatedTwice, name_of, refuse_seat
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.recusal import Ties
from bihuan.domain.rolling import ChecksOwnUnit, NamedLikeHead, Side, is_own, refuse_one_sided
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.people import places_of, ties_of
from bihuan.dossiers.steps import NoSuchThing
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.ledger.models import Kept
from bihuan.organizations.models import HeadTenure, Organization
from bihuan.rules.rolling import rolling_terms
from bihuan.supervision.actions import WordUnknown
from bihuan.supervision.models import JointMember, JointTeam
from bihuan.supervision.planning import PLANNERS, OutsideThePlan, plan_for, planned_waiting


@dataclass(frozen=True)
class MemberAsked:
    """Somebody for a joint team. With an account he finds the checks on his to-do."""

    name: str
    side: str
    body_id: uuid.UUID | None = None
    account_id: uuid.UUID | None = None


class MemberUnplaced(ValueError):
    """Somebody of whom it is not said where he works: recusal cannot be judged."""

    def __init__(self, member: str) -> None:
        self.member = member
        super().__init__(f"{member}: neither a body nor an account is told; say where he works")


class TeamNameTaken(ValueError):
    """Two teams of one plan with one name."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"a team called {name} is in this plan already; choose another name")


@deed
def form_joint_team(
    *,
    actor: Actor,
    plan_id: uuid.UUID,
    name: str,
    members: Sequence[MemberAsked],
    planned_ids: Sequence[uuid.UUID],
    now: datetime,
    key: str,
) -> Receipt:
    """Form a joint team, and give it checks; the first member leads it."""
    role, plan = require(actor, PLANNERS, "form_joint_team"), plan_for(actor, plan_id)
    at = actor.authority_id
    refuse_one_sided((Side(one.side) for one in members if one.side in set(Side)), rolling_terms(plan.from_on))
    there = JointTeam.objects.filter(authority_id=at, plan=plan)
    if there.filter(name=name.strip()).exists():
        raise TeamNameTaken(name.strip())
    team = JointTeam(authority_id=at, plan=plan, number=there.count() + 1, name=name.strip())
    seated = [seat(team, place, one, actor.today) for place, one in enumerate(members, 1)]
    planned = [planned_waiting(actor, one) for one in planned_ids]
    strangers = [one.id for one in planned if one.plan_id != plan.id]
    if strangers:
        raise NoSuchThing("check", strangers[0])
    refuse_unfit(seated, [one.dossier for one in planned], actor.today)
    for one in planned:
        one.team = team
    told = {"plan": plan.id, "team": team.id}
    rows: list[Kept] = [team, *seated, *planned]
    return commit(note=note(actor, "form_joint_team", role, now, team.name, told=told), rows=rows)


@deed
def move_planned_check(
    *, actor: Actor, planned_id: uuid.UUID, on: date, team_id: uuid.UUID | None, now: datetime, key: str
) -> Receipt:
    """Give a planned check another day or another team; recusal is judged anew."""
    role = require(actor, PLANNERS, "move_planned_check")
    planned = planned_waiting(actor, planned_id)
    plan, unit = planned.plan, planned.dossier.organization_name
    if not plan.from_on <= on <= plan.until_on:
        raise OutsideThePlan(unit, on, plan.from_on, plan.until_on)
    team = None
    if team_id is not None:
        team = JointTeam.objects.filter(authority_id=actor.authority_id, plan=plan, pk=team_id).first()
        if team is None:
            raise NoSuchThing("team", team_id)
        refuse_unfit(members_of(team), [planned.dossier], actor.today)
    planned.on, planned.team = on, team
    told = {"planned": planned.id}
    return commit(note=note(actor, "move_planned_check", role, now, unit, told=told), rows=[planned])


def seat(team: JointTeam, place: int, asked: MemberAsked, on: date) -> JointMember:
    """Return somebody as a member from a day on; without body or account nobody could say whether he is of a unit."""
    at, name = team.authority_id, asked.name.strip()
    if asked.side not in set(Side):
        raise WordUnknown("side", asked.side, [one.value for one in Side])
    body = Organization.objects.filter(authority_id=at, pk=asked.body_id).first() if asked.body_id else None
    account = None
    if asked.account_id:
        account = Account.objects.filter(authority_id=at, pk=asked.account_id, ended_on=None).first()
        if account is None:
            raise NoSuchThing("account", asked.account_id)
    if asked.body_id and body is None:
        raise NoSuchThing("organization", asked.body_id)
    if body is None and account is None:
        raise MemberUnplaced(name)
    whose = name_of(name, account.name if account else "")
    sits = {"name": whose, "side": asked.side, "body": body, "account": account, "joined_on": on}
    return JointMember(authority_id=at, team=team, place=place, **sits)


def members_of(team: JointTeam) -> list[JointMember]:
    """Return the members of a team, its leader first."""
    rows = JointMember.objects.filter(authority_id=team.authority_id, team=team, left_on=None)
    return list(rows.select_related("body", "account").order_by("place"))


def refuse_unfit(members: Sequence[JointMember], dossiers: Sequence[Inspection], today: date) -> None:
    """Refuse a member who may not check: one of a unit that is looked at, or whose account may do so nowhere."""
    refuse_own_units(members, dossiers)
    seated: set[uuid.UUID] = set()
    for member in members:
        if member.account is not None:
            if member.account.id in seated:
                raise SeatedTwice(member.name)
            seated.add(member.account.id)
            refuse_seat(member.name, actor_of(member.account, today).roles)


def refuse_own_units(members: Iterable[JointMember], dossiers: Sequence[Inspection]) -> None:
    """Refuse a member of a unit that the team would check, of one above or below it, or of its successor."""
    places = {one.id: places_of(one.authority_id, "", one.id) for one in dossiers}
    for member in members:
        ties = (
            (ties_of(member.account) if member.account else Ties()),
            Ties(workplace=member.body.path if member.body else ""),
        )
        for dossier in dossiers:
            if any(is_own(one, places[dossier.id]) for one in ties):
                raise ChecksOwnUnit(member.name, dossier.organization_name)
            refuse_head_s_name(member, dossier, places[dossier.id])


def refuse_head_s_name(member: JointMember, dossier: Inspection, places: Collection[str]) -> None:
    """Refuse a member with the name of a head of the unit, old or new, unless two accounts tell them apart."""
    rows = HeadTenure.objects.filter(authority_id=dossier.authority_id, organization__path__in=places)
    if member.account_id is not None:
        rows = rows.filter(account_id=None)  # those with an account were judged by it
    name = "".join(member.name.split())
    for row in rows.order_by("from_on"):
        if "".join(row.name.split()) == name:
            raise NamedLikeHead(member.name, dossier.organization_name, row.from_on)
