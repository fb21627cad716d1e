"""Who takes part: roles given and heads named. Either may put somebody on both sides of an inspection; both ask first.

These deeds of accounts and organizations stand here because only from here the dossiers can be seen. Each looks the
facts up itself, under lock: no caller tells what is inspected, so none can forget it.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime

from bihuan.access.actions import (
    ACCOUNT_KEEPERS,
    GRANTED_BY_OFFICE,
    OF_ONE_PLACE,
    EndsBeforeItBegins,
    NotYours,
    OwnPower,
    PlaceMissing,
    note,
    refuse_joined_powers,
    refuse_same_role,
    require,
)
from bihuan.access.models import Account, Assignment
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.facts import Tenure, refuse_two_heads
from bihuan.domain.recusal import Seat, Ties, refuse_both_sides
from bihuan.domain.roles import IN_CHARGE, TEAM, UNIT, Role
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.steps import NoSuchThing
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.organizations.actions import KEEPERS, LifeReversed, organization_waited_for, reached_from
from bihuan.organizations.models import HeadTenure, Organization


@deed
def grant(
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
    """Give an account a role over a part of the tree or one dossier, for a time.

    The office gives the roles of single dossiers; whoever supervises or decides is named by the security administrator.
    """
    acting_as = require(actor, ACCOUNT_KEEPERS | {Role.OFFICE}, "grant")
    if acting_as is Role.OFFICE and (dossier_id is None or role not in GRANTED_BY_OFFICE):
        raise NotYours("grant", ACCOUNT_KEEPERS)
    if account_id == actor.account_id:
        raise OwnPower(role)
    assignment = role_given(
        actor.authority_id, account_id, role, path=path, dossier_id=dossier_id, from_on=from_on, until_on=until_on
    )
    told = {"assignment": assignment.id}
    return commit(note=note(actor, "grant", acting_as, now, str(account_id), told=told), rows=[assignment])


def role_given(
    authority_id: uuid.UUID,
    account_id: uuid.UUID,
    role: Role,
    *,
    path: str = "",
    dossier_id: uuid.UUID | None = None,
    from_on: date,
    until_on: date | None,
) -> Assignment:
    """Return a role about to be given; whoever may not have it there is refused, whichever deed gives it."""
    if role in OF_ONE_PLACE and not path and dossier_id is None:
        raise PlaceMissing(role)
    if dossier_id is not None and not Inspection.objects.filter(authority_id=authority_id, pk=dossier_id).exists():
        raise NoSuchThing("inspection", dossier_id)
    if until_on is not None and until_on < from_on:
        raise EndsBeforeItBegins(from_on, until_on)
    account = Account.objects.select_for_update().get(authority_id=authority_id, pk=account_id)
    refuse_joined_powers(account, role, from_on, until_on)
    refuse_same_role(account, role, path, dossier_id, from_on, until_on)
    refuse_both_sides(Seat(role, places_of(authority_id, path, dossier_id), from_on, until_on), ties_of(account))
    return Assignment(
        authority_id=authority_id,
        account=account,
        role=role.value,
        path=path,
        dossier_id=dossier_id,
        from_on=from_on,
        until_on=until_on,
    )


@deed
def appoint_head(
    *,
    actor: Actor,
    organization_id: uuid.UUID,
    name: str,
    account_id: uuid.UUID | None,
    acting: bool,
    from_on: date,
    until_on: date | None,
    now: datetime,
    key: str,
) -> Receipt:
    """Enter who heads an organization; two heads on one day are refused."""
    role = require(actor, KEEPERS, "appoint_head")
    organization = organization_waited_for(actor, organization_id)
    if until_on is not None and until_on < from_on:
        raise LifeReversed(name, from_on, until_on)
    others = HeadTenure.objects.filter(authority_id=actor.authority_id, organization=organization)
    refuse_two_heads([*(Tenure(o.name, o.from_on, o.until_on) for o in others), Tenure(name, from_on, until_on)])
    known = Account.objects.select_for_update().filter(authority_id=actor.authority_id)
    account = known.filter(pk=account_id).first() if account_id else None
    if account is not None:
        place = frozenset({organization.path})
        refuse_both_sides(Seat(Role.UNIT_HEAD, place, from_on, until_on), ties_of(account))
    tenure = HeadTenure(
        authority_id=actor.authority_id,
        organization=organization,
        name=name,
        account_id=account_id,
        acting=acting,
        from_on=from_on,
        until_on=until_on,
    )
    told = {"tenure": tenure.id}
    return commit(note=note(actor, "appoint_head", role, now, organization.name, told=told), rows=[tenure])


def head_goes_on(tenure: HeadTenure, organization: Organization, from_on: date, until_on: date | None) -> HeadTenure:
    """Return the tenure of a head whose unit bears another name from a day on, by the rule of both sides."""
    known = Account.objects.select_for_update().filter(authority_id=tenure.authority_id)
    account = known.filter(pk=tenure.account_id).first() if tenure.account_id else None
    if account is not None:
        place = frozenset({organization.path})
        refuse_both_sides(Seat(Role.UNIT_HEAD, place, from_on, until_on), ties_of(account))
    return HeadTenure(
        authority_id=tenure.authority_id,
        organization=organization,
        name=tenure.name,
        account_id=tenure.account_id,
        acting=tenure.acting,
        from_on=from_on,
        until_on=until_on,
    )


def works_elsewhere(account: Account, organization: Organization, on: date) -> Account:
    """Return an account whose workplace is another from a day on; nobody comes to work where his team inspects."""
    new = Ties((), organization.path)
    for seat in ties_of(account).seats:
        if seat.role in TEAM and (seat.until is None or seat.until >= on):
            refuse_both_sides(seat, new)
    account.organization_id = organization.id
    return account


# --- the facts ------------------------------------------------------------------------------------


def places_of(authority_id: uuid.UUID, path: str, dossier_id: uuid.UUID | None) -> frozenset[str]:
    """Return where in the tree a role holds: its path, or the dossier's organization and all that succeeded it."""
    if dossier_id is None:
        return frozenset({path} - {""})
    rows = Inspection.everything.filter(authority_id=authority_id, pk=dossier_id).select_related("organization")
    inspection = rows.first()
    if inspection is None:
        raise NoSuchThing("inspection", dossier_id)
    reached = reached_from(inspection.organization)
    paths = Organization.objects.filter(authority_id=authority_id, pk__in=reached).values_list("path", flat=True)
    return frozenset({inspection.organization_path, *paths})


def ties_of(account: Account) -> Ties:
    """Return what ties an account to units and teams."""
    at = account.authority_id
    held = Assignment.objects.filter(role__in=[*TEAM, *UNIT, *IN_CHARGE, Role.OFFICE], authority_id=at, account=account)
    seats = [Seat(Role(row.role), places_of(at, row.path, row.dossier_id), row.from_on, row.until_on) for row in held]
    headed = HeadTenure.objects.filter(authority_id=at, account_id=account.pk).select_related("organization")
    seats += [Seat(Role.UNIT_HEAD, frozenset({row.organization.path}), row.from_on, row.until_on) for row in headed]
    works_at = account.organization_id
    workplace = Organization.objects.filter(authority_id=at, pk=works_at).first() if works_at else None
    return Ties(tuple(seats), workplace.path if workplace else "")
