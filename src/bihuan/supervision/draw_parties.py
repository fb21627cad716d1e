"""Who takes part in a surprise draw: which account gives a share for which body, and who may be appointed to verify.

The two never meet: whoever gives a share of a draw or decides on it does not verify it.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import date
from operator import attrgetter

from django.db.models import Q

from bihuan.access.models import Account, Assignment
from bihuan.access.name_order import by_sound
from bihuan.domain.draws import Party, stake_of
from bihuan.domain.jurisdiction import Actor, Duty, is_under
from bihuan.domain.roles import ADMINISTRATORS, UNIT, Role
from bihuan.organizations.models import Organization
from bihuan.supervision.models import Draw, DrawReader, DrawShare


class NotAReader(ValueError):
    """Somebody of an inspected unit, or an administrator: he is not appointed to read a draw."""

    def __init__(self) -> None:
        super().__init__("whoever answers for a unit or administers the house reads no draw; choose somebody else")


class VerifierIsParty(ValueError):
    """Whoever gives a share of a draw, or decides on it, does not verify it."""

    def __init__(self, name: str, acts_for: str) -> None:
        self.name, self.acts_for = name, acts_for
        super().__init__(f"{name} acts for {acts_for}, which is a party to this draw; appoint somebody else")


class VerifierGivesNoShare(PermissionError):
    """Whoever is appointed to verify a draw gives no share of it (403)."""

    def __init__(self) -> None:
        super().__init__("you are appointed to verify this draw; let somebody else of this body give the share")


class NobodyToGive(ValueError):
    """A second body of which no account could ever give the share."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"nobody of {name} has an account that could give its share; open one first")


def gives_for(actor: Actor, body: Organization) -> Party | None:
    """Return for whom somebody gives a share where `body` is the second one. The office never is the second body."""
    if Role.OFFICE in actor.roles:
        return Party.OFFICE
    if actor.roles & (ADMINISTRATORS | UNIT):
        return None
    at_home = actor.organization_id == body.id and bool(actor.roles)
    sent = any(d.role is Role.SUPERVISION_OFFICE and d.path and is_under(body.path, d.path) for d in actor.running())
    return Party.SECOND if at_home or sent else None


def party_of(actor: Actor, draw: Draw) -> Party | None:
    """Return for which body somebody gives a share of a draw; None for everybody else."""
    return gives_for(actor, draw.second_body)


def actors_on(authority_id: uuid.UUID, today: date) -> Mapping[uuid.UUID, Actor]:
    """Return everybody who holds a role today, by his account, with the duties of today only."""
    running = Q(from_on__lte=today) & (Q(until_on=None) | Q(until_on__gte=today))
    rows = Assignment.objects.filter(running, authority_id=authority_id, account__ended_on=None)
    held: dict[uuid.UUID, list[Duty]] = {}
    for one in rows.order_by("id"):
        duty = Duty(Role(one.role), one.path, one.dossier_id, one.from_on, one.until_on)
        held.setdefault(one.account_id, []).append(duty)
    accounts = Account.objects.filter(authority_id=authority_id).in_bulk(list(held))
    return {
        one: Actor(one, accounts[one].name, authority_id, tuple(duties), today, accounts[one].organization_id)
        for one, duties in held.items()
    }


def able_to_give(authority_id: uuid.UUID, bodies: Iterable[Organization], today: date) -> list[Organization]:
    """Return those of some bodies for which somebody has an account that can give their share, in their order."""
    actors = list(actors_on(authority_id, today).values())
    return [body for body in bodies if any(gives_for(one, body) is Party.SECOND for one in actors)]


def refuse_unable(body: Organization, today: date) -> None:
    """Refuse a second body whose share nobody could ever give: its draw would wait for good."""
    if not able_to_give(body.authority_id, [body], today):
        raise NobodyToGive(body.name)


def refuse_verifier(draw: Draw, actor: Actor, given: Mapping[uuid.UUID, Party]) -> None:
    """Refuse whoever reads no draw, or has a part in this one: by a role, by a body, or by a share he gave."""
    if not actor.roles or actor.roles & (UNIT | ADMINISTRATORS):
        raise NotAReader
    parties = {party_of(actor, draw), given.get(actor.account_id or draw.id)} - {None}
    acts_for = stake_of(actor.roles, parties, draw.second_body.name)
    if acts_for is not None:
        raise VerifierIsParty(actor.name, acts_for)


def given_by(draw: Draw) -> Mapping[uuid.UUID, Party]:
    """Return which account gave which share of a draw."""
    rows = DrawShare.objects.filter(authority_id=draw.authority_id, draw=draw)
    return {account: Party(party) for account, party in rows.values_list("by_account", "party")}


def verifiers_of(draw: Draw, today: date) -> list[Account]:
    """Return the accounts that may be appointed to verify a draw, by name; those who are already are left out."""
    at, given = draw.authority_id, given_by(draw)
    appointed = DrawReader.objects.filter(authority_id=at, draw=draw).values("account_id")
    fitting = [one for one, actor in actors_on(at, today).items() if may_verify(draw, actor, given)]
    rows = Account.objects.filter(authority_id=at, pk__in=fitting).exclude(pk__in=appointed)
    return by_sound(rows.order_by("login_name"), attrgetter("name"))


def may_verify(draw: Draw, actor: Actor, given: Mapping[uuid.UUID, Party]) -> bool:
    """True for somebody who may be appointed to verify a draw."""
    try:
        refuse_verifier(draw, actor, given)
    except (NotAReader, VerifierIsParty):
        return False
    return True


def refuse_own_verifier(draw: Draw, actor: Actor) -> None:
    """Refuse a share from whoever was appointed to verify the draw before he came to a body that gives one."""
    readers = DrawReader.objects.filter(authority_id=draw.authority_id, draw=draw)
    if actor.account_id and readers.filter(account_id=actor.account_id).exists():
        raise VerifierGivesNoShare
