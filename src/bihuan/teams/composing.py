"""Deeds on the teams of a round: what it asks, a proposal kept, a seat changed by hand, adoption."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from bihuan.access.actions import note, require
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.staffing import Certificate, Claim, Judgement, Violation, check
from bihuan.domain.staffing_cost import Team
from bihuan.dossiers.models import Round
from bihuan.dossiers.steps import NoSuchThing, ReasonMissing, locked
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.planning.rounds import round_of
from bihuan.teams.closed import refuse_fixed
from bihuan.teams.declarations import DECIDERS
from bihuan.teams.inspectors import POOL_KEEPERS
from bihuan.teams.instances import Instance, file_of, instance_of, terms_of
from bihuan.teams.models import ADOPTED, PROPOSED, REPLACED, Composition, Solve, Staffing, Tour
from bihuan.teams.reading import RoundFile


class CompositionBroken(ValueError):
    """Teams that break rules are not adopted."""

    def __init__(self, broken: Sequence[Violation]) -> None:
        self.broken = tuple(broken)
        told = ", ".join(f"{one.code} ({one.group or ''})" for one in self.broken)
        super().__init__(f"the teams break rules: {told}; change the seats first")


class ChangedSince(ValueError):
    """The round has changed since its teams were composed."""

    def __init__(self) -> None:
        super().__init__("organizations of the round have changed since; compose the teams again")


class NothingFound(ValueError):
    """A solver that found nothing yet has nothing to be kept."""

    def __init__(self) -> None:
        super().__init__("there is no proposal yet; wait for the solver, or compose again")


@deed
def set_terms(*, actor: Actor, round_id: uuid.UUID, terms: Mapping[str, Any], now: datetime, key: str) -> Receipt:
    """Say what a round asks of its teams."""
    role = require(actor, POOL_KEEPERS, "set_terms")
    at = round_of(actor, round_id)
    refuse_fixed(at, actor.today)
    row = Staffing.objects.filter(authority_id=actor.authority_id, round=at).first()
    row = row or Staffing(authority_id=actor.authority_id, round=at)
    row.terms = {name: terms[name] for name in sorted(terms_of(at)) if name in terms}
    return commit(note=note(actor, "set_terms", role, now, at.name, told={"round": at.id}), rows=[row])


@deed
def keep_composition(*, actor: Actor, solve_id: uuid.UUID, now: datetime, key: str) -> Receipt:
    """Keep what the solver found as a proposal: its teams, cost, bound and certificate."""
    role = require(actor, POOL_KEEPERS, "keep_composition")
    rows = Solve.objects.filter(authority_id=actor.authority_id, pk=solve_id).select_related("round")
    one = rows.first()
    if one is None:
        raise NoSuchThing("composition", solve_id)
    if "groups" not in one.best or one.is_under_way:
        raise NothingFound
    refuse_fixed(one.round, actor.today)
    best, given = one.best, file_of(one.instance, one.round.from_on)
    row = Composition(
        authority_id=actor.authority_id,
        round=one.round,
        number=next_number(one.round),
        instance=one.instance,
        fingerprint=given.fingerprint,
        teams=best["groups"],
        certificate=best["certificate"],
        cost=best["cost"],
        lower_bound=best["lower_bound"],
        proven=best["proven"],
        manner={name: best[name] for name in ("bands", "draw", "under") if name in best},
        wishes=best["under"]["wishes"] if "under" in best else {},
        made_on=actor.today,
    )
    told = {"composition": row.id, "round": one.round_id, "fingerprint": row.fingerprint, "cost": row.cost}
    entry = note(actor, "keep_composition", role, now, one.round.name, told=told | {"proven": row.proven})
    return commit(note=entry, rows=[row, *outdated(one.round)])


def next_number(at: Round) -> int:
    rows = Composition.objects.filter(authority_id=at.authority_id, round=at).order_by("-number")
    last = rows.values_list("number", flat=True).first()
    return (last or 0) + 1


def outdated(at: Round) -> list[Composition]:
    """Return the proposal that a new one takes the place of."""
    rows = list(locked(Composition.objects.filter(authority_id=at.authority_id, round=at, state=PROPOSED)))
    for row in rows:
        row.state = REPLACED
    return rows


def teams_in(told: Sequence[Mapping[str, Any]]) -> tuple[Team, ...]:
    """Return teams as the domain judges them."""
    return tuple(Team(one["id"], one["leader"], one["deputy"], tuple(one["members"])) for one in told)


def as_kept(teams: Sequence[Team]) -> list[dict[str, Any]]:
    return [
        {"id": one.group, "leader": one.leader, "deputy": one.deputy, "members": list(one.members)} for one in teams
    ]


def judged(given: RoundFile, teams: Sequence[Team], certificate: Mapping[str, Any]) -> Judgement:
    """Judge teams, the bound of their round's certificate beside; the certificate holds for every composition."""
    claim = Claim(certificate=Certificate(**certificate) if certificate else None)
    return check(given.round, teams, claim, given.fingerprint)


def composition_for(actor: Actor, composition_id: uuid.UUID) -> Composition:
    """Return a composition of the actor's authority, locked; raise NoSuchThing."""
    rows = Composition.objects.filter(authority_id=actor.authority_id, pk=composition_id).select_related("round")
    found: Composition | None = locked(rows).first()
    if found is None:
        raise NoSuchThing("composition", composition_id)
    return found


def refreshed(row: Composition) -> Instance:
    """Return the round as it is today; raise ChangedSince where its organizations are not those composed for."""
    fresh = instance_of(row.round)
    before = {one["id"]: one["organizations"] for one in json.loads(row.instance)["groups"]}
    if {one["id"]: one["organizations"] for one in fresh.document["groups"]} != before:
        raise ChangedSince
    return fresh


@deed
def adopt_composition(*, actor: Actor, composition_id: uuid.UUID, rechecked: str, now: datetime, key: str) -> Receipt:
    """Adopt the teams of a round after checking everybody again as things stand today."""
    role = require(actor, DECIDERS, "adopt_composition")
    row = composition_for(actor, composition_id)
    if not rechecked.strip():
        raise ReasonMissing("adopt_composition")
    refuse_fixed(row.round, actor.today, single=True)
    fresh = refreshed(row)
    given = file_of(fresh.content, row.round.from_on)
    teams = teams_in(row.teams)
    certificate = row.certificate if given.fingerprint == row.fingerprint else {}
    broken = judged(given, teams, certificate).violations
    if broken:
        raise CompositionBroken(broken)
    former = list(locked(Composition.objects.filter(authority_id=row.authority_id, round=row.round, state=ADOPTED)))
    for one in former:
        one.state = REPLACED
    row.state, row.adopted_on, row.rechecked = ADOPTED, actor.today, rechecked.strip()
    others = [one for one in former if one.pk != row.pk]
    tours = tours_after(row, fresh, teams, actor.today)
    told = {"composition": row.id, "round": row.round_id, "fingerprint": row.fingerprint, "cost": row.cost}
    entry = note(actor, "adopt_composition", role, now, row.round.name, rechecked, told=told)
    return commit(note=entry, rows=[row, *others, *tours])


def tours_after(row: Composition, fresh: Instance, teams: Sequence[Team], today: date) -> list[Tour]:
    """Return the tours that adoption begins and ends; whoever keeps his seat keeps his tour."""
    at = row.round
    running = Tour.objects.filter(authority_id=row.authority_id, round=at, ended_on=None)
    there = {(str(one.inspector_id), one.team, one.seat): one for one in locked(running)}
    by_key = {team.key: team for team in fresh.teams}
    made: list[Tour] = []
    for team in teams:
        told = by_key[team.group]
        for seat, name in team.seats:
            if there.pop((name, told.name, seat.value), None) is None:
                made.append(
                    Tour(
                        authority_id=row.authority_id,
                        round=at,
                        composition=row,
                        inspector=fresh.people[name],
                        team=told.name,
                        seat=seat.value,
                        organizations=[str(one.id) for one in told.organizations],
                        from_on=max(at.from_on, today) if made_late(at, today) else at.from_on,
                        until_on=at.until_on or at.from_on,
                    )
                )
    for ended in there.values():
        ended.ended_on = today
    return [*there.values(), *made]


def made_late(at: Round, today: date) -> bool:
    """True where somebody joins a round that runs already."""
    return at.from_on < today
