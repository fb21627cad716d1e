"""Deeds on a term: its five-year plan, its annual plans, what each organization means for it, and their adoption."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from bihuan.access.actions import note, require
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.numerals import natural
from bihuan.domain.planning import Unmet, adoption_demands, round_demands
from bihuan.domain.roles import Role
from bihuan.dossiers.actions import PlaceTaken, organization_of
from bihuan.dossiers.models import Round
from bihuan.dossiers.steps import NoSuchThing, ReasonMissing, locked
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.ledger.models import Kept
from bihuan.organizations.actions import LifeReversed
from bihuan.planning.facts import candidate_of, design_of, level_of, mandates_of, plans_by_round, sectors_of
from bihuan.planning.models import Adopted, Mandate, Placement, Term, YearPlan
from bihuan.planning.queries import unplanned

PLANNERS = frozenset({Role.OFFICE})
ADOPTERS = frozenset({Role.LEADING_GROUP})


class PlanRefused(ValueError):
    """A plan lacks what its kind demands; every lack at once, by code."""

    def __init__(self, unmet: Sequence[Unmet]) -> None:
        self.unmet = tuple(unmet)
        told = ", ".join(f"{one.code} ({one.subject})" if one.subject else one.code for one in self.unmet)
        super().__init__(f"the plan lacks: {told}; mend each of them")


class TermsOverlap(ValueError):
    """Two terms of one committee share a day."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"the term {name} has days in common with this one; correct the days")


class YearOutside(ValueError):
    """A year that the term does not reach."""

    def __init__(self, year: int, from_on: date, until_on: date) -> None:
        self.year, self.from_on, self.until_on = year, from_on, until_on
        super().__init__(f"year: {year} lies outside the term ({from_on} to {until_on}); choose a year of it")


class AdoptedAlready(ValueError):
    """A plan is adopted once, until it changes."""

    def __init__(self, on: date) -> None:
        self.on = on
        super().__init__(f"the plan was adopted on {on} and has not changed since; there is nothing left to do")


def term_for(actor: Actor, term_id: uuid.UUID) -> Term:
    """Return a term of the actor's authority, locked; raise NoSuchThing."""
    found: Term | None = locked(Term.objects.filter(authority_id=actor.authority_id, pk=term_id)).first()
    if found is None:
        raise NoSuchThing("term", term_id)
    return found


def term_as_planned(authority_id: uuid.UUID, told: str) -> str:
    """Return a term as its plan is called, however its number is written (14 or in Chinese); else as it was told."""
    names = Term.objects.filter(authority_id=authority_id).values_list("name", flat=True)
    return next((name for name in names if natural(name) == natural(told.strip())), told.strip())


def standing_plans(term: Term, years: Sequence[int]) -> list[Adopted]:
    """Return which of the plan of a term and those of some years have been adopted."""
    annual = YearPlan.objects.filter(authority_id=term.authority_id, term=term, year__in=sorted(set(years)))
    return [one for one in (term, *annual) if one.adopted_revision]


def changed(actor: Actor, term: Term | None, years: Sequence[int], reason: str) -> list[Kept]:
    """Return the plans that a change leaves to be adopted again; where one stands, the change owes its reason."""
    if term is None:
        return []
    standing = standing_plans(term, years)
    if standing and not reason.strip():
        raise PlanRefused([Unmet("change.reason_missing", term.name)])
    for one in standing:
        if one.is_adopted:
            one.revision += 1
    return list(standing)


@deed
def plan_term(
    *, actor: Actor, name: str, from_on: date, until_on: date, goals: str, now: datetime, key: str
) -> Receipt:
    """Begin the five-year plan of a term."""
    role = require(actor, PLANNERS, "plan_term")
    if until_on < from_on:
        raise LifeReversed(name, from_on, until_on)
    others = Term.objects.filter(authority_id=actor.authority_id)
    if others.filter(name=name).exists():
        raise PlaceTaken("term", name)
    twin = others.filter(from_on__lte=until_on, until_on__gte=from_on).first()
    if twin is not None:
        raise TermsOverlap(twin.name)
    row = Term(authority_id=actor.authority_id, name=name, from_on=from_on, until_on=until_on, goals=goals)
    return commit(note=note(actor, "plan_term", role, now, name, told={"term": row.id}), rows=[row])


@deed
def plan_year(*, actor: Actor, term_id: uuid.UUID, year: int, tasks: str, now: datetime, key: str) -> Receipt:
    """Write the plan of one year of a term, for the first time or anew."""
    role = require(actor, PLANNERS, "plan_year")
    term = term_for(actor, term_id)
    if not term.from_on.year <= year <= term.until_on.year:
        raise YearOutside(year, term.from_on, term.until_on)
    there = YearPlan.objects.filter(authority_id=actor.authority_id, term=term, year=year).first()
    row = there or YearPlan(authority_id=actor.authority_id, term=term, year=year)
    if there is not None and row.is_adopted:
        row.revision += 1
    row.tasks = tasks
    told = {"term": term.id, "year": year}
    return commit(note=note(actor, "plan_year", role, now, f"{term.name} {year}", told=told), rows=[row])


@deed
def set_mandate(
    *,
    actor: Actor,
    term_id: uuid.UUID,
    organization_id: uuid.UUID,
    must: bool,
    sector: str,
    pool: str,
    person_days: int,
    is_priority: bool,
    has_look_back: bool,
    reason: str,
    now: datetime,
    key: str,
) -> Receipt:
    """Say what an organization means for a term; one that need not be covered is left out with a reason."""
    role = require(actor, PLANNERS, "set_mandate")
    term, organization = term_for(actor, term_id), organization_of(actor, organization_id)
    if not must and not reason.strip():
        raise ReasonMissing("set_mandate")
    row = mandates_of(term).get(organization.id) or Mandate(
        authority_id=actor.authority_id, term=term, organization=organization
    )
    row.must, row.sector, row.pool, row.person_days = must, sector.strip(), pool.strip(), person_days
    row.is_priority, row.has_look_back, row.reason = is_priority, has_look_back, reason.strip()
    told = {"term": term.id, "organization": organization.id}
    entry = note(actor, "set_mandate", role, now, organization.name, reason, told=told)
    return commit(note=entry, rows=[row])


@deed
def adopt_plan(*, actor: Actor, term_id: uuid.UUID, year: int | None, reason: str, now: datetime, key: str) -> Receipt:
    """Let the leading group adopt the five-year plan, or the plan of one year; gaps in coverage owe their reason."""
    role = require(actor, ADOPTERS, "adopt_plan")
    term = term_for(actor, term_id)
    row: Adopted = term if year is None else year_plan_of(term, year)
    if row.is_adopted and row.adopted_on is not None:
        raise AdoptedAlready(row.adopted_on)
    unmet = adoption_faults(term, year)
    gaps = [one for one in unmet if one.code == "coverage.not_planned"]
    if len(unmet) > len(gaps) or (gaps and not reason.strip()):
        raise PlanRefused(unmet)
    row.adopted_revision, row.adopted_on, row.adopted_reason = row.revision, actor.today, reason.strip()
    subject = term.name if year is None else f"{term.name} {year}"
    told = {"term": term.id, "year": year, "revision": row.revision, "gaps": [one.subject for one in gaps]}
    return commit(note=note(actor, "adopt_plan", role, now, subject, reason, told=told), rows=[row])


def year_plan_of(term: Term, year: int) -> YearPlan:
    found = YearPlan.objects.filter(authority_id=term.authority_id, term=term, year=year).first()
    if found is None:
        raise NoSuchThing("year plan", year)
    return found


def adoption_faults(term: Term, year: int | None) -> list[Unmet]:
    """Return what keeps a plan from being adopted: rounds that lack what their kind demands, and nobody planned."""
    rounds = Round.objects.filter(authority_id=term.authority_id, term=term.name).order_by("number")
    plans = plans_by_round(rounds)
    wanted = [row for row in rounds if year is None or (row.id in plans and plans[row.id].year == year)]
    if not wanted:
        return [Unmet("plan.no_round", term.name if year is None else f"{term.name} {year}")]
    unmet, level, sectors = [], level_of(term.authority_id), sectors_of(term)
    placed = Placement.objects.filter(authority_id=term.authority_id, round__in=wanted, removed_on=None)
    in_rounds: dict[uuid.UUID, list[Placement]] = {}
    for one in placed.select_related("organization"):
        in_rounds.setdefault(one.round_id, []).append(one)
    for row in wanted:
        design = design_of(plans.get(row.id))
        own = in_rounds.get(row.id, ())
        candidates = [candidate_of(one.organization, row, sectors=sectors, visits=()) for one in own]
        unmet += [Unmet(lack.code, row.name) for lack in round_demands(design, level=level)]
        unmet += adoption_demands(design, candidates, row.name)
    missing = len(unplanned(term)) if year is None else 0
    return [*unmet, *([Unmet("coverage.not_planned", str(missing))] if missing else [])]
