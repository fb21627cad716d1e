"""Roles of a team on one dossier beside its authorised team: who is authorised for it, and whom recusal keeps out.

The announcement gives the authorised their roles (authorising.py); a role given by hand is measured against the same
rules of recusal, which the rooms below cannot see.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from bihuan.access.models import Assignment
from bihuan.domain.eligibility import Seat
from bihuan.domain.jurisdiction import Actor, is_under
from bihuan.domain.roles import TEAM, Role
from bihuan.domain.ties import Subject
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.people import grant
from bihuan.ledger.door import Receipt, batch
from bihuan.teams.authorising import ROLE_OF_SEAT, running_tours
from bihuan.teams.models import Inspector, Tour
from bihuan.teams.ties import bonds_of


class RecusedHere(ValueError):
    """Somebody of the pool whom rules of recusal keep away from the inspected organization."""

    def __init__(self, name: str, organization: str, clauses: Sequence[str]) -> None:
        self.name, self.organization, self.clauses = name, organization, tuple(clauses)
        super().__init__(f"{name}: recused from {organization} ({', '.join(clauses)}); choose somebody else")


@dataclass(frozen=True)
class AuthorisedTeam:
    """Who is authorised for one dossier, its leader first, and who of the same round for other dossiers."""

    here: tuple[Tour, ...]
    elsewhere: tuple[Tour, ...]

    def seat_of(self, account_id: uuid.UUID | None) -> Tour | None:
        """Return the seat of an account in the authorised team."""
        return next((one for one in self.here if account_id and one.inspector.account_id == account_id), None)

    def is_for(self, account_id: uuid.UUID, role: Role) -> bool:
        """True where the account is authorised for this very role here."""
        seat = self.seat_of(account_id)
        return seat is not None and ROLE_OF_SEAT[seat.seat] is role


def authorised_for(inspection: Inspection) -> AuthorisedTeam:
    """Return who is authorised for a dossier's organization in its round."""
    tours = [one for one in running_tours(inspection.round) if one.authorisation_id is not None]
    unit = str(inspection.organization_id)
    here = tuple(one for one in tours if unit in one.organizations)
    return AuthorisedTeam(here, tuple(one for one in tours if one not in here))


def seats_of(authority_id: uuid.UUID, account_id: uuid.UUID, today: date) -> list[Tour]:
    """Return for which teams an account is authorised now or later."""
    rows = Tour.objects.filter(authority_id=authority_id, ended_on=None, until_on__gte=today)
    rows = rows.filter(inspector__account_id=account_id, authorisation__isnull=False, round__ended_on=None)
    return list(rows.select_related("round", "inspector").order_by("from_on", "id"))


def roles_nobody_holds(inspection: Inspection, today: date) -> tuple[Role, ...]:
    """Return the roles of a team that nobody holds on a dossier today or later: its papers would wait for them."""
    rows = Assignment.objects.filter(authority_id=inspection.authority_id, role__in=TEAM).exclude(until_on__lt=today)
    rows = rows.filter(Q(dossier_id=inspection.id) | Q(dossier_id=None))
    told = rows.values_list("role", "dossier_id", "path")
    held = {role for role, dossier, path in told if dossier or is_under(inspection.organization_path, path)}
    return tuple(role for role in ROLE_OF_SEAT.values() if role.value not in held)


def grant_on_dossier(
    *,
    actor: Actor,
    account_id: uuid.UUID,
    role: Role,
    path: str,
    dossier_id: uuid.UUID | None,
    from_on: date,
    until_on: date | None,
    now: datetime,
    key: str,
) -> Receipt:
    """Give a role; one of the team on a dossier is refused to whoever of the pool must be recused from its unit."""
    with batch():
        receipt = grant(
            actor=actor,
            account_id=account_id,
            role=role,
            path=path,
            dossier_id=dossier_id,
            from_on=from_on,
            until_on=until_on,
            now=now,
            key=key,
        )
        if dossier_id is not None and role in TEAM and not receipt.repeated:
            refuse_recused(actor.authority_id, dossier_id, account_id, role)
    return receipt


def refuse_recused(authority_id: uuid.UUID, dossier_id: uuid.UUID, account_id: uuid.UUID, role: Role) -> None:
    """Raise RecusedHere where a rule that is not waived keeps the account's person away from the inspected unit."""
    people = Inspector.objects.filter(authority_id=authority_id, account_id=account_id)
    person = people.filter(left_on=None).first()
    if person is None:
        return
    rows = Inspection.objects.select_related("round", "organization")
    inspection = rows.get(authority_id=authority_id, pk=dossier_id)
    leads = role is ROLE_OF_SEAT[Seat.LEADER.value]
    told = bonds_of(inspection.round, [person]).exclusions(person.id, inspection.organization)
    found = dict.fromkeys(one.rule.clause for one in told if leads or one.rule.subject is not Subject.LEADER)
    if found:
        raise RecusedHere(person.name, inspection.organization_name, list(found))
