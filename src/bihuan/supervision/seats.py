"""Who may record a planned check: whoever records checks of its dossier anyway, and whoever sits in its joint team."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from bihuan.access.models import Assignment
from bihuan.domain.joint_seats import Hand, hand_of, may_sit
from bihuan.domain.jurisdiction import Actor, roles_on
from bihuan.domain.lifecycle.inspection import STEPS
from bihuan.domain.lifecycle.machine import MayNot
from bihuan.domain.lifecycle.steps import Step
from bihuan.domain.roles import Role
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.steps import NoSuchThing, locked
from bihuan.supervision.models import JointMember, JointTeam, PlannedCheck


class NotOfTheTeam(PermissionError):
    """A check of a joint team is recorded by one of the team, or by the office (403)."""

    def __init__(self, team: str) -> None:
        self.team = team
        super().__init__(f"the check is that of {team}; one of the team or the office records it")


@dataclass(frozen=True)
class Seat:
    """Whoever records a planned check, what he holds on its dossier, whether he sits in its team."""

    actor: Actor
    held: frozenset[Role]
    team: JointTeam | None
    is_seated: bool

    def hand(self, step: Step) -> Hand:
        """Return in what quality he takes a step of the check; raise MayNot."""
        found = hand_of(step, held=self.held, roles=self.actor.roles, is_seated=self.is_seated)
        if found is None:
            raise MayNot(step, min(self.held or self.actor.roles, default=None))
        return found


def own_teams(actor: Actor) -> QuerySet[JointTeam]:
    """Return the joint teams in which somebody sits by his account; none where his roles bar him from it."""
    rows = JointTeam.objects.filter(authority_id=actor.authority_id)
    if actor.account_id is None or not may_sit(actor.roles):
        return rows.none()
    mine = JointMember.objects.filter(authority_id=actor.authority_id, account_id=actor.account_id, left_on=None)
    return rows.filter(pk__in=mine.values("team_id"))


def accounts_to_seat(authority_id: uuid.UUID, today: date) -> frozenset[uuid.UUID]:
    """Return the accounts that may sit in a joint team by the roles they hold today."""
    running = Assignment.objects.filter(Q(until_on=None) | Q(until_on__gte=today), from_on__lte=today)
    held: dict[uuid.UUID, set[Role]] = {}
    for account, role in running.filter(authority_id=authority_id).values_list("account_id", "role"):
        held.setdefault(account, set()).add(Role(role))
    return frozenset(account for account, roles in held.items() if may_sit(roles))


def may_record(actor: Actor, planned: PlannedCheck, own: Collection[uuid.UUID]) -> bool:
    """True for somebody who may record a planned check that waits; `own` are the ids of his joint teams."""
    held = roles_on(actor, planned.dossier.thing)
    is_seated = planned.team_id in own
    hand = hand_of(STEPS["record_check"], held=held, roles=actor.roles, is_seated=is_seated)
    return hand is not None and (is_seated or planned.team_id is None or hand.judged_as is Role.OFFICE)


def seat_at(actor: Actor, planned: PlannedCheck) -> tuple[Inspection, Seat]:
    """Return the dossier of a planned check, locked, and as whom somebody records it; raise NoSuchThing.

    A seat in the team opens this one dossier for this one check, whatever else lies within reach.
    """
    rows = Inspection.objects.filter(authority_id=actor.authority_id, pk=planned.dossier_id)
    dossier: Inspection = locked(rows.select_related("supervision_office")).get()
    held = roles_on(actor, dossier.thing)
    is_seated = planned.team_id is not None and own_teams(actor).filter(pk=planned.team_id).exists()
    if not held and not is_seated:
        raise NoSuchThing("inspection", planned.dossier_id)
    return dossier, Seat(actor, held, planned.team, is_seated)


def refuse_outsider(seat: Seat, hand: Hand) -> None:
    """Refuse whoever is neither of the joint team nor of the office."""
    if seat.team is not None and not seat.is_seated and hand.judged_as is not Role.OFFICE:
        raise NotOfTheTeam(seat.team.name)
