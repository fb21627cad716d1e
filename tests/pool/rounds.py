"""A round with organizations and enough people, in a test county."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import Any

from bihuan.dossiers.models import Round
from bihuan.teams.authorising import running_tours
from bihuan.teams.composing import keep_composition, set_terms
from bihuan.teams.declarations import declare
from bihuan.teams.instances import terms_of
from bihuan.teams.models import Composition, Solve
from bihuan.teams.preparing import commit_release, record_preparation
from bihuan.teams.solves import begin_solve, work
from tests.county import County
from tests.planning.plans import Plans
from tests.pool.people import Pool

SPECIALITIES = ("discipline", "finance", "audit", "organisation", "law", "information")


@dataclass
class Composed:
    """A round about to be composed: two units, so many people from elsewhere, all of them declared."""

    count: int = 10
    size: int = 4
    county: County = field(default_factory=lambda: County().found())

    def __post_init__(self) -> None:
        self.pool, self.plans = Pool(self.county), Plans(self.county)
        self.round_id = self.plans.round(1)
        self.other_unit, _path = self.county.organization("县水利局", "department")
        for one in (self.county.unit_id, self.other_unit):
            self.plans.put(self.round_id, one, person_days=80)
        self.people = [self.person(number) for number in range(self.count)]
        self.pool.do(set_terms, round_id=self.round_id, terms=terms_of(self.at) | {"size": self.size})

    @property
    def at(self) -> Round:
        return Round.objects.get(authority_id=self.county.authority_id, pk=self.round_id)

    def person(self, number: int, **told: Any) -> uuid.UUID:
        one = self.undeclared(number, **told)
        self.pool.do(declare, round_id=self.round_id, inspector_id=one, matters=(), paper="2018-1")
        return one

    def undeclared(self, number: int, **told: Any) -> uuid.UUID:
        leads = number < 3
        given: dict[str, Any] = {
            "name": f"沈某{number}",
            "sex": "fm"[number % 2],
            "unit": f"云溪县第{number % 6}局",
            "specialities": [SPECIALITIES[number % len(SPECIALITIES)], "discipline"],
            "category": "leader" if leads else "staff",
            "may_lead": leads,
            "may_deputise": number < 6,
            "level": 3,
        }
        return self.pool.enter(**given | told)

    def readied(self) -> None:
        """Let the home units commit themselves, and everybody of the teams be trained."""
        today, people = self.county.today, [one.inspector_id for one in running_tours(self.at)]
        until = self.at.until_on or self.at.from_on
        plain: dict[str, Any] = {"on": today, "paper": "2018-8"}
        self.pool.do(commit_release, people=people, released_by="云溪县委", until_on=until, **plain)
        told = plain | {"round_id": self.round_id, "kind": "training", "bodies": (), "matter": "条例", "days": 3}
        self.pool.do(record_preparation, **told, answer_by=None, people=people)

    def solved(self) -> Solve:
        one = begin_solve(self.county.office, self.at, self.county.now)
        work(one.authority_id, one.id, clock=lambda: self.county.now, seconds=60)
        return Solve.objects.get(authority_id=one.authority_id, pk=one.id)

    def kept(self) -> Composition:
        made = self.pool.do(keep_composition, solve_id=self.solved().id)
        return self.row(uuid.UUID(made.told["composition"]))

    def row(self, one: uuid.UUID) -> Composition:
        rows = Composition.objects.select_related("round")
        return rows.get(authority_id=self.county.authority_id, pk=one)
