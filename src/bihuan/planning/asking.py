"""What the planner is asked for a term: the rounds ahead with their people, whoever is not covered yet, who rides."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from bihuan.domain.coverage import NOT_ROUTINE, Body, Coverage, Line
from bihuan.domain.jurisdiction import SEGMENT
from bihuan.domain.planning import LOOKS_BACK, TOWN, VILLAGE, Form
from bihuan.domain.rulebook import Rulebook
from bihuan.domain.term_plan import Instance, Slot, Wanted
from bihuan.dossiers.models import Round
from bihuan.organizations.models import Organization
from bihuan.planning.facts import default_days, mandates_of, number_of, planning_rules, plans_by_round
from bihuan.planning.models import Mandate, Placement, RoundPlan, Term
from bihuan.planning.owed import Visits, visits_of, waits
from bihuan.planning.queries import coverage_lines

OPEN = NOT_ROUTINE | {Coverage.PLANNED}


class NothingToPlan(ValueError):
    """A proposal needs rounds ahead, and organizations that are not covered yet."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(f"{what}: there is none that could be planned; lay out rounds ahead, or look at the coverage")


def rounds_ahead(term: Term, today: date) -> list[Round]:
    """Return the rounds of a term that have not begun."""
    rows = Round.objects.filter(authority_id=term.authority_id, term=term.name, ended_on=None, from_on__gt=today)
    return list(rows.order_by("from_on", "number"))


def instance_for(term: Term, today: date, seed: int) -> tuple[Instance, dict[str, int]]:
    """Return a term as the planner is asked it, and the towns that take their villages along.

    Whoever is not covered yet, and whoever was inspected and is owed a look-back.
    """
    rounds = rounds_ahead(term, today)
    if not rounds:
        raise NothingToPlan("round")
    rules, plans, said = planning_rules(term.authority_id, today), plans_by_round(rounds), mandates_of(term)
    every = coverage_lines(term, term.authority_id, today)
    here = {str(row.organization_id): str(row.round_id) for row in placed_in(rounds)}
    open_ = {
        one.body.key: one.body
        for one in every
        if one.state in OPEN and (one.state is not Coverage.PLANNED or one.body.key in here)
    }
    towns = {one.path for one in open_.values() if one.category == TOWN}
    riders = [one for one in open_.values() if one.category == VILLAGE and one.path[:-SEGMENT] in towns]
    whole = [one for one in open_.values() if one not in riders]
    pools = pool_names(plans)
    village_days = default_days(rules, VILLAGE)
    below: dict[str, int] = {}
    for one in riders:
        below[one.path[:-SEGMENT]] = below.get(one.path[:-SEGMENT], 0) + 1
    asked = Asked(rules, said, here, pools, visits_of(term, rounds))
    wanted = [asked.open(one, below.get(one.path, 0) * village_days) for one in whole]
    behind = [line for line in every if line.body.key not in open_]
    wanted += asked.owed(behind, waits(behind, asked.visits, said, rounds, number_of(rules, "look_back_rounds")))
    if not wanted:
        raise NothingToPlan("organization")
    slots = tuple(Slot(str(row.id), row.from_on.year, working_days(plans.get(row.id))) for row in rounds)
    heads = {pool: tuple(heads_in(plans.get(row.id), pool) for row in rounds) for pool in pools}
    instance = Instance(
        slots,
        tuple(wanted),
        heads if all(slot.working_days for slot in slots) else {},
        rounds_later=number_of(rules, "look_back_rounds"),
        look_back_percent=number_of(rules, "look_back_percent"),
        priority_years=years_left(term, slots, number_of(rules, "priority_years")),
        seed=seed,
    )
    return instance, {one.key: below[one.path] * village_days for one in whole if one.path in below}


@dataclass(frozen=True)
class Asked:
    """What decides how the planner is asked for an organization."""

    rules: Rulebook
    said: Mapping[uuid.UUID, Mandate]
    here: Mapping[str, str]
    pools: list[str]
    visits: Visits

    def open(self, one: Body, riding_days: int) -> Wanted:
        """Return somebody who is not covered yet, with the look-back that is to follow."""
        wanted = self._wanted(one, riding_days)
        standing = self.visits.standing.get(one.key)
        if standing is None:
            return wanted
        return replace(wanted, has_look_back=True, back_fixed=standing.round, back_days=standing.days)

    def owed(self, lines: Iterable[Line], waiting: Mapping[str, int]) -> list[Wanted]:
        """Return those who were inspected and are owed a look-back, or have one in a round ahead."""
        found = []
        for line in lines:
            standing = self.visits.standing.get(line.body.key)
            if standing is None and line.body.key not in waiting:
                continue
            wanted = replace(self._wanted(line.body, 0), is_priority=False, has_look_back=True, fixed="", is_seen=True)
            if standing is not None:
                wanted = replace(wanted, back_fixed=standing.round, back_days=standing.days)
            else:
                wanted = replace(wanted, wait=waiting[line.body.key])
            found.append(wanted)
        return found

    def _wanted(self, one: Body, riding_days: int) -> Wanted:
        mandate = self.said.get(uuid.UUID(one.key))
        own = (mandate.person_days if mandate else 0) or default_days(self.rules, one.category)
        return wanted_of(one.key, mandate, own + riding_days, self.here, self.pools)


def placed_in(rounds: list[Round]) -> list[Placement]:
    """Return the routine placements of rounds ahead: the planner leaves them where they are."""
    rows = Placement.objects.filter(authority_id=rounds[0].authority_id, round__in=rounds, removed_on=None)
    return list(rows.exclude(form__in=[*LOOKS_BACK, Form.SPECIAL, Form.MOBILE]))


def wanted_of(key: str, mandate: Mandate | None, days: int, here: Mapping[str, str], pools: list[str]) -> Wanted:
    pool = mandate.pool if mandate and mandate.pool in pools else pools[0] if len(pools) == 1 else ""
    return Wanted(
        key,
        pool,
        mandate.sector if mandate else "",
        max(days, 1),
        bool(mandate and mandate.is_priority),
        bool(mandate and mandate.has_look_back),
        here.get(key, ""),
    )


def pool_names(plans: Mapping[uuid.UUID, RoundPlan]) -> list[str]:
    return sorted({pool for plan in plans.values() for pool in plan.heads})


def heads_in(plan: RoundPlan | None, pool: str) -> int:
    return int(plan.heads.get(pool, 0)) if plan else 0


def working_days(plan: RoundPlan | None) -> int:
    return plan.working_days if plan else 0


def years_left(term: Term, slots: tuple[Slot, ...], years: int) -> int:
    """Return how many of the first years of the term are left, at least the year of the first round ahead."""
    return max(term.from_on.year + years - slots[0].year, 1)


def names_of(authority_id: uuid.UUID, ids: set[str]) -> Mapping[str, str]:
    """Return what organizations are called, by the ids of the planner."""
    rows = Organization.objects.filter(authority_id=authority_id, pk__in=ids)
    return {str(key): name for key, name in rows.values_list("id", "name")}
