"""Deeds that plan rounds: one with its kind and what the kind demands, or all rounds of a term laid out at once."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from bihuan.access.actions import note, require
from bihuan.domain.glossary import say_number
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.planning import Form, Unmet, round_demands
from bihuan.dossiers.actions import PlaceTaken
from bihuan.dossiers.models import Round
from bihuan.dossiers.steps import NoSuchThing, locked
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.planning.facts import design_of, level_of, plans_by_round, told_of
from bihuan.planning.models import RoundPlan, Term
from bihuan.planning.terms import PLANNERS, PlanRefused, changed, standing_plans, term_for

SHOWN = 3  # names in one refusal
GAPS = ("…", "%s")  # where the number goes in the name of rounds


class TooManyRounds(ValueError):
    """More rounds than days to hold them."""

    def __init__(self, count: int, days: int) -> None:
        self.count, self.days = count, days
        super().__init__(f"count: {count} rounds do not fit into {days} days; choose fewer")


class HeadsWrong(ValueError):
    """A head-count that is no number of people."""

    def __init__(self, pool: str, number: int) -> None:
        self.pool, self.number = pool, number
        super().__init__(f"heads: {number} is no number of people ({pool}); give zero or more")


@deed
def plan_round(
    *,
    actor: Actor,
    term_id: uuid.UUID,
    round_id: uuid.UUID | None,
    number: int,
    name: str,
    from_on: date,
    until_on: date,
    design: Mapping[str, Any],
    working_days: int,
    heads: Mapping[str, int],
    reason: str,
    now: datetime,
    key: str,
) -> Receipt:
    """Plan a round, new or open already: when, of which kind, with what its kind demands, with how many people."""
    role = require(actor, PLANNERS, "plan_round")
    term = term_for(actor, term_id)
    there = round_of(actor, round_id) if round_id else None
    row = there or Round(authority_id=actor.authority_id, term=term.name)
    taken = Round.objects.filter(authority_id=actor.authority_id, term=term.name, number=number).exclude(pk=row.pk)
    if taken.exists():
        raise PlaceTaken("number_in_term", number)
    refuse_wrong_heads(heads)
    plan = plans_by_round([row]).get(row.id) or RoundPlan(authority_id=actor.authority_id, round=row)
    row.name, row.number, row.from_on, row.until_on = name, number, from_on, until_on
    for column, value in told_of(design).items():
        setattr(plan, column, value)
    years = [from_on.year, plan.year] if there and plan.year else [from_on.year]
    plan.year, plan.working_days, plan.heads = from_on.year, working_days, dict(heads)
    told: dict[str, Any] = {"name": name, "from_on": from_on, "until_on": until_on, "design": design, "reason": reason}
    if unmet := faults_of_round(term, there, told):
        raise PlanRefused(unmet)
    rows = [row, plan, *changed(actor, term, years, reason)]
    told = {"round": row.id, "term": term.id}
    return commit(note=note(actor, "plan_round", role, now, name, reason, told=told), rows=rows)


def round_of(actor: Actor, round_id: uuid.UUID) -> Round:
    """Return a round of the actor's authority, locked; raise NoSuchThing."""
    found: Round | None = locked(Round.objects.filter(authority_id=actor.authority_id, pk=round_id)).first()
    if found is None:
        raise NoSuchThing("round", round_id)
    return found


def faults_of_round(term: Term, there: Round | None, told: Mapping[str, Any]) -> list[Unmet]:
    """Return everything that keeps a round from being planned so, all at once; what is not told yet is not judged."""
    found = [Unmet("round.ended", there.name)] if there is not None and there.ended_on is not None else []
    first, last = told.get("from_on"), told.get("until_on")
    if first and last and last < first:
        found.append(Unmet("round.reversed", last.isoformat()))
    elif outside(term, first, last) or (there is not None and there.term != term.name):
        found.append(Unmet("round.outside_term", term.name))
    others = Round.objects.filter(authority_id=term.authority_id, term=term.name)
    others = others.exclude(pk=there.pk) if there is not None else others
    for column in ("number", "name"):
        if told.get(column) and others.filter(**{column: told[column]}).exists():
            found.append(Unmet(f"round.{column}_taken", str(told[column])))
    if "design" in told:
        plan = RoundPlan(**told_of(told["design"]))
        found += round_demands(design_of(plan), level=level_of(term.authority_id))
    if first and "reason" in told and not told["reason"].strip() and standing_plans(term, years_of(there, first)):
        found.append(Unmet("change.reason_missing", term.name))
    return found


def outside(term: Term, *days: date | None) -> bool:
    return any(day is not None and not term.from_on <= day <= term.until_on for day in days)


def years_of(there: Round | None, first: date) -> list[int]:
    """Return the years whose plans a round touches: the one it begins in, and the one it was planned for."""
    plan = plans_by_round([there]).get(there.id) if there is not None else None
    return [first.year, plan.year] if plan is not None and plan.year else [first.year]


def refuse_wrong_heads(heads: Mapping[str, int]) -> None:
    for pool, number in heads.items():
        if number < 0:
            raise HeadsWrong(pool, number)


def rounds_of(term: Term) -> list[Round]:
    """Return the rounds of a term, in their order."""
    return list(Round.objects.filter(authority_id=term.authority_id, term=term.name).order_by("from_on", "number"))


def last_day_of(row: Round) -> date:
    return row.until_on or row.from_on


def free_from(term: Term, today: date) -> date:
    """Return the first day from which further rounds can be laid out: after those that are there."""
    ends = [last_day_of(row) + timedelta(days=1) for row in rounds_of(term)]
    return min(max([term.from_on, today, *ends]), term.until_on)


def refuse_laying_over(there: Sequence[Round], term: Term, from_on: date) -> None:
    """Rounds are laid out within the term, and after the rounds that are there."""
    if from_on < term.from_on:
        raise PlanRefused([Unmet("round.outside_term", term.name)])
    over = [row.name for row in there if last_day_of(row) >= from_on]
    if over:
        more = " …" if len(over) > SHOWN else ""
        raise PlanRefused([Unmet("rounds.laid_over", " · ".join(over[:SHOWN]) + more)])


def named(name: str, figures: str) -> str:
    """Return the name of one of many rounds: its number where the name leaves a gap for it, else behind it."""
    for gap in GAPS:
        if gap in name:
            return name.replace(gap, figures)
    return f"{name}{figures}"


@deed
def lay_out_rounds(
    *,
    actor: Actor,
    term_id: uuid.UUID,
    count: int,
    from_on: date,
    name: str,
    working_days: int,
    heads: Mapping[str, int],
    reason: str,
    now: datetime,
    key: str,
) -> Receipt:
    """Lay out so many routine rounds evenly over what is left of a term; `name` holds … for the number."""
    role = require(actor, PLANNERS, "lay_out_rounds")
    term = term_for(actor, term_id)
    days = (term.until_on - from_on).days + 1
    if not 0 < count <= days:
        raise TooManyRounds(count, max(days, 0))
    refuse_wrong_heads(heads)
    there = rounds_of(term)
    refuse_laying_over(there, term, from_on)
    begin_at = max((row.number for row in there), default=0)
    rows: list[Any] = []
    for place in range(count):
        begins = from_on + timedelta(days=days * place // count)
        ends = from_on + timedelta(days=days * (place + 1) // count - 1)
        number = begin_at + place + 1
        figures = str(number) if name.isascii() else say_number(number).zh
        called = named(name, figures)
        row = Round(
            authority_id=actor.authority_id, term=term.name, number=number, name=called, from_on=begins, until_on=ends
        )
        plan = RoundPlan(authority_id=actor.authority_id, round=row, year=begins.year, form=Form.ROUTINE.value)
        plan.working_days, plan.heads = working_days, dict(heads)
        rows += [row, plan]
    years = [row.from_on.year for row in rows if isinstance(row, Round)]
    told = {"term": term.id, "rounds": [row.id for row in rows if isinstance(row, Round)]}
    entry = note(actor, "lay_out_rounds", role, now, term.name, reason, told=told)
    return commit(note=entry, rows=[*rows, *changed(actor, term, years, reason)])
