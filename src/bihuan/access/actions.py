"""Deeds about accounts, and the end of roles, on the authority's stream; dossiers/people.py gives the roles."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.contrib.auth.password_validation import validate_password
from django.db.models import Q

from bihuan.access.models import Account, Assignment, folded, spelled
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.roles import ADMINISTRATORS, TEAM, UNIT, Role
from bihuan.ledger.door import Note, Receipt, commit, deed

ACCOUNT_KEEPERS = frozenset({Role.SECURITY_ADMINISTRATOR})
# one unit's people, one team's people: never those of the whole authority
OF_ONE_PLACE = TEAM | UNIT
# what the office gives, dossier by dossier: the team, those who take part, a successor's people – never who supervises
GRANTED_BY_OFFICE = (
    TEAM
    | UNIT
    | {
        Role.LEADER_IN_CHARGE,
        Role.RESPONSIBLE_DEPARTMENT,
        Role.COMPETENT_DEPARTMENT,
        Role.RESIDENT_DISCIPLINE,
        Role.ORGANISATION_DEPARTMENT,
    }
)


class NotYours(PermissionError):
    """The actor holds no role that may do this (403)."""

    def __init__(self, doing: str, roles: Collection[Role]) -> None:
        self.doing, self.roles = doing, frozenset(roles)
        super().__init__(f"{doing} is for {', '.join(sorted(roles))}; let an account with such a role do it")


class LoginNameTaken(ValueError):
    """Two accounts cannot sign in by one name."""

    def __init__(self, login_name: str) -> None:
        self.login_name = login_name
        super().__init__(f"the sign-in name {login_name} is taken (capitals make no difference); choose another")


class TooManyPowers(ValueError):
    """The three administrators are three people, and none of them works on dossiers."""

    def __init__(self, role: Role) -> None:
        self.role = role
        super().__init__(f"{role} cannot be joined with another role; use an account of its own")


class OwnPower(PermissionError):
    """Nobody gives himself a role (403)."""

    def __init__(self, role: Role) -> None:
        self.role = role
        super().__init__(f"nobody gives himself a role ({role}); let somebody else grant it")


class PlaceMissing(ValueError):
    """The inspected unit's roles and the team's hold somewhere, never everywhere."""

    def __init__(self, role: Role) -> None:
        self.role = role
        super().__init__(f"path: {role} does not hold for the whole authority; choose a unit or a dossier")


class RoleHeld(ValueError):
    """The same role at the same place at the same time is given once."""

    def __init__(self, role: Role, from_on: date, until_on: date | None) -> None:
        self.role, self.from_on, self.until_on = role, from_on, until_on
        held = f"from {from_on}" + (f" until {until_on}" if until_on else "")
        super().__init__(f"role: the account holds {role} there {held} already; end that, or choose other days")


class EndsBeforeItBegins(ValueError):
    """A role that would end before its first day."""

    def __init__(self, from_on: date, until_on: date) -> None:
        self.from_on, self.until_on = from_on, until_on
        super().__init__(f"until_on: {until_on} is before the first day ({from_on}); correct one of them")


class EndsAlready(ValueError):
    """A role that has an end is not given a later one; it is granted anew."""

    def __init__(self, until_on: date, on: date) -> None:
        self.until_on, self.on = until_on, on
        super().__init__(f"on: the role ends on {until_on} already, not later on {on}; grant it anew")


class EndsLater(ValueError):
    """An account is closed at once."""

    def __init__(self, on: date, today: date) -> None:
        self.on, self.today = on, today
        super().__init__(f"on: {on} lies ahead of today ({today}); close the account on that day")


class PasswordUnchanged(ValueError):
    """A password that is to be changed is not chosen again."""

    def __init__(self) -> None:
        super().__init__("password: this is the present one; choose another")


def authority_stream(authority_id: uuid.UUID) -> str:
    return f"authority:{authority_id}"


def require(actor: Actor, roles: Collection[Role], doing: str) -> Role:
    """Return the actor's role among `roles`; raise NotYours where there is none."""
    held = sorted(actor.roles & frozenset(roles))
    if not held:
        raise NotYours(doing, roles)
    return held[0]


@deed
def open_account(
    *,
    actor: Actor,
    account_id: uuid.UUID,
    login_name: str,
    name: str,
    password: str,
    organization_id: uuid.UUID | None,
    now: datetime,
    key: str,
) -> Receipt:
    """Open an account with a first password that has to be changed at the first sign-in."""
    role = require(actor, ACCOUNT_KEEPERS, "open_account")
    login_name = spelled(login_name)
    taken = Account.objects.values_list("login_name", flat=True)
    if folded(login_name) in map(folded, taken):
        raise LoginNameTaken(login_name)
    account = Account(
        id=account_id,
        authority_id=actor.authority_id,
        login_name=login_name,
        name=name,
        organization_id=organization_id,
    )
    validate_password(password, account)
    account.set_password(password)
    return commit(note=note(actor, "open_account", role, now, str(account.id)), rows=[account])


@deed
def reset_password(*, actor: Actor, account_id: uuid.UUID, password: str, now: datetime, key: str) -> Receipt:
    """Give an account a new first password."""
    role = require(actor, ACCOUNT_KEEPERS, "reset_password")
    account = Account.objects.get(authority_id=actor.authority_id, pk=account_id)
    validate_password(password, account)
    account.set_password(password)
    account.must_change_password = True
    return commit(note=note(actor, "reset_password", role, now, str(account.id)), rows=[account])


@deed
def change_own_password(*, actor: Actor, password: str, now: datetime, key: str) -> Receipt:
    """Choose a password of one's own."""
    account = Account.objects.get(authority_id=actor.authority_id, pk=actor.account_id or uuid.UUID(int=0))
    if account.check_password(password):
        raise PasswordUnchanged
    validate_password(password, account)
    account.set_password(password)
    account.must_change_password = False
    return commit(note=note(actor, "change_own_password", None, now, str(account.id)), rows=[account])


@deed
def end_account(*, actor: Actor, account_id: uuid.UUID, on: date, reason: str, now: datetime, key: str) -> Receipt:
    """Close an account; what it did stays under its name."""
    role = require(actor, ACCOUNT_KEEPERS, "end_account")
    account = Account.objects.get(authority_id=actor.authority_id, pk=account_id)
    if on > actor.today:
        raise EndsLater(on, actor.today)
    account.ended_on = account.ended_on or on
    return commit(note=note(actor, "end_account", role, now, str(account.id), reason), rows=[account])


@deed
def end(*, actor: Actor, assignment_id: uuid.UUID, on: date, reason: str, now: datetime, key: str) -> Receipt:
    """End a role; access ends with the day."""
    role = require(actor, ACCOUNT_KEEPERS | {Role.OFFICE}, "end")
    assignment = Assignment.objects.get(authority_id=actor.authority_id, pk=assignment_id)
    if role is Role.OFFICE and assignment.dossier_id is None:
        raise NotYours("end", ACCOUNT_KEEPERS)
    if on < assignment.from_on:
        raise EndsBeforeItBegins(assignment.from_on, on)
    if assignment.until_on is not None and on > assignment.until_on:
        raise EndsAlready(assignment.until_on, on)
    assignment.until_on = on
    return commit(note=note(actor, "end", role, now, str(assignment.account_id), reason), rows=[assignment])


def refuse_same_role(
    account: Account, role: Role, path: str, dossier_id: uuid.UUID | None, from_on: date, until_on: date | None
) -> None:
    """Refuse a role that the account holds at the very same place on one of these days."""
    held = Assignment.objects.filter(
        Q(until_on=None) | Q(until_on__gte=from_on),
        authority_id=account.authority_id,
        account=account,
        role=role.value,
        path=path,
        dossier_id=dossier_id,
    )
    same = (held if until_on is None else held.filter(from_on__lte=until_on)).order_by("from_on").first()
    if same is not None:
        raise RoleHeld(role, same.from_on, same.until_on)


def refuse_joined_powers(account: Account, role: Role, from_on: date, until_on: date | None) -> None:
    """Refuse a second role beside an administrator's, and an administrator's beside any, at any one time."""
    rows = Assignment.objects.filter(authority_id=account.authority_id, account=account)
    beside = rows.filter(Q(until_on=None) | Q(until_on__gte=from_on))
    if until_on is not None:
        beside = beside.filter(from_on__lte=until_on)
    held = {Role(row.role) for row in beside}
    if held and (role in ADMINISTRATORS or held & ADMINISTRATORS) and held != {role}:
        raise TooManyPowers(role if role in ADMINISTRATORS else min(held & ADMINISTRATORS))


def note(
    actor: Actor,
    action: str,
    role: Role | None,
    now: datetime,
    subject: str,
    reason: str = "",
    told: Mapping[str, object] | None = None,
) -> Note:
    """Return the note of a deed on the authority's own stream."""
    return Note(
        stream=authority_stream(actor.authority_id),
        action=action,
        author=actor,
        now=now,
        subject=subject,
        role=role.value if role else "",
        reason=reason,
        told=told or {},
    )
