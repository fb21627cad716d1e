"""Deeds after adoption: the host committee authorises once for the round, teams are announced, members pledge secrecy.

Access begins for whoever is authorised, announced and has pledged, whichever comes last, and ends with the tour.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from bihuan.access.actions import end, note, require
from bihuan.access.models import Assignment
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.numerals import natural
from bihuan.domain.roles import Role
from bihuan.domain.sequence import refuse_future
from bihuan.dossiers.models import Inspection, Round
from bihuan.dossiers.people import grant, role_given
from bihuan.dossiers.steps import NoSuchThing, ReasonMissing, locked
from bihuan.ledger.door import Receipt, batch, commit, deed
from bihuan.organizations.actions import LifeReversed
from bihuan.papers.numbers import drawn
from bihuan.planning.rounds import round_of
from bihuan.teams.declarations import DECIDERS, PaperMissing
from bihuan.teams.inspectors import POOL_KEEPERS
from bihuan.teams.models import Authorisation, Tour
from bihuan.teams.readying import before_announcing, before_authorising, refuse_unready
from bihuan.teams.unchanged import refuse_elsewhere_decided

ROLE_OF_SEAT = {"leader": Role.TEAM_LEADER, "deputy": Role.DEPUTY, "member": Role.MEMBER}
KIND = "authorisation"


class NothingAdopted(ValueError):
    """Teams are authorised after they were adopted."""

    def __init__(self) -> None:
        super().__init__("no adopted teams wait for an authorisation; let the leading group adopt them first")


class NotAuthorised(ValueError):
    """Teams are announced after they were authorised."""

    def __init__(self) -> None:
        super().__init__("the teams of this round are not authorised yet; let the host committee do so first")


class PledgedAlready(ValueError):
    """A pledge is given once for a tour."""

    def __init__(self, on: date) -> None:
        self.on = on
        super().__init__(f"the pledge of secrecy was given on {on}; there is nothing left to do")


def running_tours(at: Round) -> list[Tour]:
    """Return the tours of a round that have not ended, team by team, its leader first."""
    rows = Tour.objects.filter(authority_id=at.authority_id, round=at, ended_on=None)
    order = list(ROLE_OF_SEAT)
    return sorted(
        rows.select_related("inspector", "authorisation"),
        key=lambda one: (natural(one.team), order.index(one.seat), str(one.id)),
    )


@deed
def authorise_teams(
    *,
    actor: Actor,
    round_id: uuid.UUID,
    series: str,
    decided_by: str,
    decided_on: date,
    from_on: date,
    until_on: date,
    title: str,
    now: datetime,
    key: str,
) -> Receipt:
    """Authorise everybody who was adopted for the round and is not authorised yet, by one numbered letter."""
    role = require(actor, DECIDERS, "authorise_teams")
    at = round_of(actor, round_id)
    refuse_future("decided_on", decided_on, actor.today)
    if until_on < from_on:
        raise LifeReversed(at.name, from_on, until_on)
    refuse_elsewhere_decided(at, decided_by)
    waiting = [one for one in locked(open_tours(at)) if one.authorisation_id is None]
    if not waiting:
        raise NothingAdopted
    for one in waiting:
        one.until_on = until_on
    refuse_unready(before_authorising(at, waiting))
    number = drawn(authority_id=actor.authority_id, series=series, on=decided_on, kind=KIND, title=title)
    row = Authorisation(
        authority_id=actor.authority_id,
        round=at,
        number=str(number),
        decided_by=decided_by.strip(),
        decided_on=decided_on,
        from_on=from_on,
        until_on=until_on,
    )
    for one in waiting:
        one.authorisation, one.from_on = row, max(one.from_on, from_on)
    told = {"authorisation": row.id, "round": at.id, "number": row.number, "tours": [one.id for one in waiting]}
    return commit(note=note(actor, "authorise_teams", role, now, at.name, told=told), rows=[number, row, *waiting])


def open_tours(at: Round) -> Any:
    return Tour.objects.filter(authority_id=at.authority_id, round=at, ended_on=None)


@deed
def announce_teams(*, actor: Actor, round_id: uuid.UUID, now: datetime, key: str) -> Receipt:
    """Announce the authorised teams to the organizations they inspect."""
    role = require(actor, POOL_KEEPERS, "announce_teams")
    at = round_of(actor, round_id)
    rows = list(locked(Authorisation.objects.filter(authority_id=actor.authority_id, round=at)))
    if not rows:
        raise NotAuthorised
    refuse_unready(before_announcing(at, running_tours(at)))
    for one in rows:
        one.announced_on = one.announced_on or actor.today
    told = {"round": at.id, "authorisations": [one.id for one in rows]}
    return commit(note=note(actor, "announce_teams", role, now, at.name, told=told), rows=rows)


def open_access(actor: Actor, round_id: uuid.UUID, *, now: datetime, key: str) -> int:
    """Announce the teams and give each member his role on the dossiers of his team.

    Together or not at all; return how many roles were given. Whoever has not pledged yet waits.
    """
    with batch():
        announce_teams(actor=actor, round_id=round_id, now=now, key=key)
        at = round_of(actor, round_id)
        given = 0
        for tour in running_tours(at):
            if tour.authorisation_id is None or tour.pledged_on is None or tour.inspector.account_id is None:
                continue
            for dossier in missing_dossiers(tour):
                given += 1
                grant(
                    actor=actor,
                    account_id=tour.inspector.account_id,
                    role=ROLE_OF_SEAT[tour.seat],
                    path="",
                    dossier_id=dossier,
                    from_on=max(tour.from_on, actor.today),
                    until_on=tour.until_on,
                    now=now,
                    key=f"{key}-{given}",
                )
    return given


def missing_dossiers(tour: Tour) -> list[uuid.UUID]:
    """Return the dossiers of a team on which a member has no role yet."""
    rows = Inspection.objects.filter(authority_id=tour.authority_id, round_id=tour.round_id)
    dossiers = rows.filter(organization_id__in=[uuid.UUID(one) for one in tour.organizations])
    account = tour.inspector.account_id
    if account is None:
        return list(dossiers.values_list("id", flat=True))
    held = Assignment.objects.filter(authority_id=tour.authority_id, account_id=account)
    running = held.filter(Q(until_on=None) | Q(until_on__gte=tour.from_on))
    known = set(running.filter(role=ROLE_OF_SEAT[tour.seat].value).values_list("dossier_id", flat=True))
    return [one for one in dossiers.order_by("number").values_list("id", flat=True) if one not in known]


def tours_shut_out(authority_id: uuid.UUID, today: date) -> list[Tour]:
    """Return announced and pledged tours with a dossier that they do not reach: opened after the announcement."""
    rows = Tour.objects.filter(authority_id=authority_id, ended_on=None, pledged_on__isnull=False)
    rows = rows.filter(authorisation__announced_on__isnull=False, until_on__gte=today, round__ended_on=None)
    rows = rows.filter(inspector__account_id__isnull=False).select_related("round", "inspector")
    tours = list(rows.order_by("from_on", "id"))
    if not tours:
        return []
    at = {"authority_id": authority_id}
    opened = Inspection.objects.filter(**at, round_id__in={one.round_id for one in tours})
    dossiers = list(opened.values_list("round_id", "organization_id", "id"))
    held = Assignment.objects.filter(**at, account_id__in={one.inspector.account_id for one in tours})
    known = set(held.exclude(until_on__lt=today).values_list("account_id", "role", "dossier_id"))
    return [
        tour
        for tour in tours
        if any(
            round_id == tour.round_id
            and str(organization) in tour.organizations
            and (tour.inspector.account_id, ROLE_OF_SEAT[tour.seat].value, dossier) not in known
            for round_id, organization, dossier in dossiers
        )
    ]


def tour_for(actor: Actor, tour_id: uuid.UUID) -> Tour:
    """Return a running tour of the actor's authority, locked; raise NoSuchThing."""
    rows = Tour.objects.filter(authority_id=actor.authority_id, pk=tour_id, ended_on=None)
    found: Tour | None = locked(rows.select_related("round", "inspector")).first()
    if found is None:
        raise NoSuchThing("tour", tour_id)
    return found


@deed
def pledge_secrecy(*, actor: Actor, tour_id: uuid.UUID, paper: str, now: datetime, key: str) -> Receipt:
    """Pledge secrecy for a tour: the member by his own account, or attested from the signed paper by the office.

    Where the teams are announced already, access begins with the pledge: in the same transaction and entry.
    """
    row = tour_for(actor, tour_id)
    account = row.inspector.account_id
    is_own = account is not None and account == actor.account_id
    role = None if is_own else require(actor, POOL_KEEPERS, "pledge_secrecy")
    if not is_own and not paper.strip():
        raise PaperMissing
    if row.pledged_on is not None:
        raise PledgedAlready(row.pledged_on)
    row.pledged_on, row.pledge_paper = actor.today, "" if is_own else paper.strip()
    opened = roles_waiting(row, actor.today)
    told = {"tour": row.id, "signed": True, "assignments": [one.id for one in opened]}
    return commit(note=note(actor, "pledge_secrecy", role, now, row.round.name, told=told), rows=[row, *opened])


def roles_waiting(tour: Tour, today: date) -> list[Assignment]:
    """Return the roles that an announced tour waits for with nothing but its pledge."""
    letter, account = tour.authorisation, tour.inspector.account_id
    if letter is None or letter.announced_on is None or account is None or tour.until_on < today:
        return []
    return [
        role_given(
            tour.authority_id,
            account,
            ROLE_OF_SEAT[tour.seat],
            dossier_id=dossier,
            from_on=max(tour.from_on, today),
            until_on=tour.until_on,
        )
        for dossier in missing_dossiers(tour)
    ]


@deed
def name_supervisors(
    *, actor: Actor, tour_id: uuid.UUID, supervisors: Sequence[str], now: datetime, key: str
) -> Receipt:
    """Name the bodies that supervise a member at once: who sends, who receives, the city, the office, the team."""
    role = require(actor, POOL_KEEPERS, "name_supervisors")
    row = tour_for(actor, tour_id)
    row.supervisors = [one.strip() for one in supervisors if one.strip()]
    told = {"tour": row.id, "supervisors": row.supervisors}
    return commit(note=note(actor, "name_supervisors", role, now, row.round.name, told=told), rows=[row])


def leave_tour(*, actor: Actor, tour_id: uuid.UUID, on: date, reason: str, now: datetime, key: str) -> Receipt:
    """End somebody's tour before its time and his roles on his team's dossiers: together or not at all."""
    with batch():
        receipt = end_tour(actor=actor, tour_id=tour_id, on=on, reason=reason, now=now, key=key)
        if receipt.repeated:
            return receipt
        tour = Tour.objects.select_related("inspector", "round").get(authority_id=actor.authority_id, pk=tour_id)
        for number, row in enumerate(roles_of(tour, after=on)):
            end(
                actor=actor,
                assignment_id=row.id,
                on=max(on, row.from_on),
                reason=tour.round.name,
                now=now,
                key=f"{key}-{number}",
            )
    return receipt


@deed
def end_tour(*, actor: Actor, tour_id: uuid.UUID, on: date, reason: str, now: datetime, key: str) -> Receipt:
    """Note that somebody's tour ended before its time; leave_tour ends his access with it."""
    role = require(actor, POOL_KEEPERS, "end_tour")
    row = tour_for(actor, tour_id)
    if not reason.strip():
        raise ReasonMissing("end_tour")
    row.ended_on, row.ended_reason = on, reason.strip()
    return commit(note=note(actor, "end_tour", role, now, row.round.name, told={"tour": row.id}), rows=[row])


def roles_of(tour: Tour, *, after: date) -> list[Assignment]:
    """Return the roles that a tour gave and that would run on after a day."""
    at, account = tour.authority_id, tour.inspector.account_id
    if account is None:
        return []
    units = [uuid.UUID(one) for one in tour.organizations]
    dossiers = Inspection.objects.filter(authority_id=at, round_id=tour.round_id, organization_id__in=units)
    held = Assignment.objects.filter(authority_id=at, account_id=account, role=ROLE_OF_SEAT[tour.seat].value)
    held = held.filter(dossier_id__in=list(dossiers.values_list("id", flat=True)))
    return list(held.filter(Q(until_on=None) | Q(until_on__gt=after)).order_by("id"))
