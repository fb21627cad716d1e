"""Seats that change hands: by hand, or as the solver mends what a change breaks. Each is one deed."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bihuan.access.actions import note, require
from bihuan.domain.eligibility import Seat
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.staffing_cost import Team
from bihuan.dossiers.steps import ReasonMissing
from bihuan.ledger.door import ChangedMeanwhile, Receipt, commit, deed
from bihuan.teams.closed import refuse_fixed
from bihuan.teams.composing import (
    CompositionBroken,
    as_kept,
    composition_for,
    judged,
    next_number,
    outdated,
    refreshed,
    teams_in,
)
from bihuan.teams.inspectors import POOL_KEEPERS
from bihuan.teams.instances import Instance, file_of
from bihuan.teams.models import PROPOSED, Composition
from bihuan.teams.reading import RoundFile

LEADER, DEPUTY = "leader", "deputy"


class SeatUnknown(ValueError):
    """A seat of no team, or somebody of no pool."""

    def __init__(self) -> None:
        super().__init__("there is no such seat or person in this composition; open the page again")


def reseated(teams: Sequence[Team], group: str, seat: str, out: str | None, into: str | None) -> tuple[Team, ...]:
    """Return teams in which somebody takes a seat, swapping with whoever had it; raise SeatUnknown.

    Without `out` the seat was empty; without `into` it is left empty.
    """
    if group not in {team.group for team in teams}:
        raise SeatUnknown
    former = next(((team.group, role.value) for team in teams for role, name in team.seats if name == into), None)
    found = []
    for team in teams:
        changed = team
        if team.group == group and out is not None:
            changed = without(changed, out)
        if into is not None and former is not None and team.group == former[0]:
            changed = without(changed, into)
        if team.group == group and into is not None:
            changed = with_one(changed, seat, into)
        if out is not None and former is not None and team.group == former[0]:
            changed = with_one(changed, former[1], out)
        found.append(changed)
    return tuple(found)


def without(team: Team, name: str) -> Team:
    return replace(
        team,
        leader=None if team.leader == name else team.leader,
        deputy=None if team.deputy == name else team.deputy,
        members=tuple(one for one in team.members if one != name),
    )


def with_one(team: Team, seat: str, name: str) -> Team:
    if seat == LEADER:
        return replace(team, leader=name)
    if seat == DEPUTY:
        return replace(team, deputy=name)
    return replace(team, members=(*team.members, name))


@deed
def reseat(
    *,
    actor: Actor,
    composition_id: uuid.UUID,
    group: str,
    seat: str,
    out: str | None,
    into: str | None,
    reason: str,
    now: datetime,
    key: str,
) -> Receipt:
    """Give a seat to somebody else, to nobody, or swap two people; what was adopted gets a proposal of its own."""
    role = require(actor, POOL_KEEPERS, "reseat")
    row = composition_for(actor, composition_id)
    if not reason.strip():
        raise ReasonMissing("reseat")
    refuse_fixed(row.round, actor.today, single=True)
    fresh = refreshed(row)
    given = file_of(fresh.content, row.round.from_on)
    if into is not None and into not in given.round.inspector_by_id:
        raise SeatUnknown
    teams = reseated(teams_in(row.teams), group, seat, out, into)
    certificate = row.certificate if given.fingerprint == row.fingerprint else {}
    made = changed(row, fresh, given, teams, certificate, reason, actor)
    told = {"composition": made.id, "group": group, "seat": seat, "out": out, "in": into}
    entry = note(actor, "reseat", role, now, row.round.name, told=told)
    return commit(note=entry, rows=[made, *others_than(made)])


@deed
def take_repair(
    *,
    actor: Actor,
    composition_id: uuid.UUID,
    seen: str,
    asked: Mapping[str, str],
    teams: Sequence[Mapping[str, Any]],
    wishes: Mapping[str, Any],
    certificate: Mapping[str, Any],
    least: int,
    reason: str,
    now: datetime,
    key: str,
) -> Receipt:
    """Take the repair that a change asked for: its teams, which break no rule, and the wishes that stand from now on.

    `seen` says what lay on the table when it was computed; `least` is the number of moves that is proven fewest.
    """
    role = require(actor, POOL_KEEPERS, "take_repair")
    row = composition_for(actor, composition_id)
    if not reason.strip():
        raise ReasonMissing("take_repair")
    refuse_fixed(row.round, actor.today, single=True)
    fresh = refreshed(row)
    given = file_of(fresh.content, row.round.from_on)
    before, after = teams_in(row.teams), teams_in(teams)
    if seen != table_of(given.fingerprint, before, row.wishes):
        raise ChangedMeanwhile(row._meta.db_table, row.pk)
    broken = judged(given, after, certificate).violations
    if broken:
        raise CompositionBroken(broken)
    made = changed(row, fresh, given, after, certificate, reason, actor)
    made.wishes = dict(wishes)
    places, left = places_in(after), places_in(before)
    moves = sum(left.get(who) != place for who, place in places.items())
    told = {"composition": made.id, **asked, "moves": moves, "least": least}
    entry = note(actor, "take_repair", role, now, row.round.name, told=told)
    return commit(note=entry, rows=[made, *others_than(made)])


def changed(
    row: Composition,
    fresh: Instance,
    given: RoundFile,
    teams: Sequence[Team],
    certificate: Mapping[str, Any],
    reason: str,
    actor: Actor,
) -> Composition:
    """Return the proposal with other teams; what was adopted stays, and a proposal of its own is made."""
    made = row
    if row.state != PROPOSED:
        made = Composition(authority_id=row.authority_id, round=row.round, wishes=row.wishes)
        made.number = next_number(row.round)
    judgement = judged(given, teams, certificate)
    made.instance, made.fingerprint, made.certificate = fresh.content, given.fingerprint, dict(certificate)
    made.teams, made.cost, made.lower_bound = as_kept(teams), judgement.cost, judgement.lower_bound
    made.proven, made.by_hand, made.made_on = judgement.cost == judgement.lower_bound, True, actor.today
    made.changed_reason, made.manner = reason.strip(), {}
    return made


def others_than(made: Composition) -> list[Composition]:
    return [one for one in outdated(made.round) if one.pk != made.pk]


def places_in(teams: Sequence[Team]) -> dict[str, tuple[str, Seat]]:
    """Return who sits where."""
    return {name: (team.group, seat) for team in teams for seat, name in team.seats}


def table_of(fingerprint: str, teams: Sequence[Team], wishes: Mapping[str, Any]) -> str:
    """Return what lies on the table, the round, its teams and its wishes, as one short word."""
    told = json.dumps([fingerprint, as_kept(teams), wishes], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()
