"""What each round of a term has to carry: its organizations with their person-days, its people, its sectors."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from bihuan.domain.planning import VILLAGE, Form, place_demands
from bihuan.dossiers.models import Inspection, Round
from bihuan.organizations.models import Organization
from bihuan.planning.facts import (
    candidate_of,
    closed_faults,
    default_days,
    design_of,
    mandates_of,
    number_of,
    planning_rules,
    plans_by_round,
    sectors_of,
    visits_seen_from,
)
from bihuan.planning.models import Placement, RoundPlan, Term


@dataclass(frozen=True)
class Placed:
    """An organization in a round: its person-days with those of the villages it takes along."""

    row: Placement
    days: int
    villages: int
    sector: str
    has_dossier: bool


@dataclass(frozen=True)
class RoundLoad:
    """A round with all it carries; `capacity` is None where nobody said how many people there are."""

    row: Round
    plan: RoundPlan | None
    placed: tuple[Placed, ...] = ()
    sectors: Mapping[str, int] = field(default_factory=dict)
    dossiers: int = 0  # opened in it without having been planned

    @property
    def count(self) -> int:
        """Return how many organizations the round holds, planned or not."""
        return len(self.placed) + self.dossiers

    @property
    def begun(self) -> int:
        """Return how many dossiers are open in the round, planned or not."""
        return sum(one.has_dossier for one in self.placed) + self.dossiers

    @property
    def load(self) -> int:
        return sum(one.days for one in self.placed)

    @property
    def heads(self) -> int:
        return sum(self.plan.heads.values()) if self.plan else 0

    @property
    def capacity(self) -> int | None:
        return self.heads * self.plan.working_days if self.plan and self.heads and self.plan.working_days else None

    @property
    def is_over(self) -> bool:
        return self.capacity is not None and self.load > self.capacity


def villages_below(authority_id: uuid.UUID) -> Counter[str]:
    """Return how many living villages stand below each path."""
    rows = Organization.objects.filter(authority_id=authority_id, category=VILLAGE, until_on=None)
    return Counter(path[:-3] for path in rows.values_list("path", flat=True))


def loads_of(term: Term, today: date) -> list[RoundLoad]:
    """Return what each round of a term carries, in order: seven queries."""
    rounds = list(Round.objects.filter(authority_id=term.authority_id, term=term.name).order_by("from_on", "number"))
    plans, sectors = plans_by_round(rounds), sectors_of(term)
    a_village = default_days(planning_rules(term.authority_id, today), VILLAGE)
    villages = villages_below(term.authority_id)
    begun = set(
        Inspection.objects.filter(authority_id=term.authority_id, round__in=rounds).values_list(
            "round_id", "organization_id"
        )
    )
    rows = Placement.objects.filter(authority_id=term.authority_id, round__in=rounds, removed_on=None)
    by_round: dict[uuid.UUID, list[Placed]] = {}
    for row in rows.select_related("organization").order_by("organization__path"):
        along = villages[row.organization.path] if row.with_villages else 0
        has_dossier = (row.round_id, row.organization_id) in begun
        sector = sectors.get(row.organization_id, "")
        placed = Placed(row, row.person_days + along * a_village, along, sector, has_dossier)
        by_round.setdefault(row.round_id, []).append(placed)
    placed_at = {(one.row.round_id, one.row.organization_id) for some in by_round.values() for one in some}
    others = Counter(round_id for round_id, one in begun if (round_id, one) not in placed_at)
    return [carried(row, plans.get(row.id), by_round.get(row.id, ()), others[row.id]) for row in rounds]


def carried(row: Round, plan: RoundPlan | None, placed: Iterable[Placed], dossiers: int = 0) -> RoundLoad:
    own = tuple(placed)
    return RoundLoad(row, plan, own, dict(Counter(one.sector for one in own if one.sector)), dossiers)


@dataclass(frozen=True)
class Consequence:
    """What moving an organization into a round would lead to."""

    there: RoundLoad
    load_after: int
    same_sector: int
    is_here: bool
    unmet: tuple[tuple[str, str], ...]

    @property
    def is_over(self) -> bool:
        return self.there.capacity is not None and self.load_after > self.there.capacity


def consequences(placed: Placed, loads: Iterable[RoundLoad], today: date) -> list[Consequence]:
    """Return, for each round, what it would mean to have an organization there: load, sector, what forbids it."""
    row, found = placed.row, []
    gap = number_of(planning_rules(row.authority_id, today), "look_back_rounds")
    for load in loads:
        is_here = load.row.id == row.round_id
        unmet: list[tuple[str, str]] = []
        if not is_here:
            visits = visits_seen_from(load.row, [row.organization_id], without=row.id).get(row.organization_id, ())
            sectors = {row.organization_id: placed.sector}
            one = candidate_of(row.organization, load.row, sectors=sectors, visits=visits)
            lacks = place_demands(design_of(load.plan), Form(row.form), one, least_gap=gap)
            unmet = [(lack.code, lack.subject) for lack in lacks]
            unmet = [*((lack.code, lack.subject) for lack in closed_faults(load.row, today)), *unmet]
        same = load.sectors.get(placed.sector, 0) - (1 if is_here and placed.sector else 0)
        after = load.load + (0 if is_here else placed.days)
        found.append(Consequence(load, after, same, is_here, tuple(unmet)))
    return found


def total_days(loads: Iterable[RoundLoad]) -> int:
    """Return the person-days of all rounds together."""
    return sum(load.load for load in loads)


def pools_of(term: Term) -> list[str]:
    """Return the staffing pools that organizations of a term are said to belong to."""
    return sorted({row.pool for row in mandates_of(term).values() if row.pool})
