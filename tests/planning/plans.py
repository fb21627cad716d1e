"""A term with rounds in a test county, made through the room's own deeds."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from bihuan.domain.jurisdiction import Actor
from bihuan.ledger.door import Receipt
from bihuan.planning.models import Placement, Term
from bihuan.planning.placing import move_placement, place, remove_placement
from bihuan.planning.rounds import lay_out_rounds, plan_round
from bihuan.planning.terms import adopt_plan, plan_term, plan_year, set_mandate
from tests.county import County, new_key

PLAIN: dict[str, Any] = {
    "form": "routine",
    "manners": [],
    "linkage": "",
    "subject": "",
    "sector": "",
    "ordered_by": "",
    "ordered_by_level": "",
    "order_paper": "",
    "lenders": [],
    "partner": "",
    "lead_team": "",
    "relay_teams": [],
    "audit_body": "",
}

COST: dict[str, Any] = {
    "kind": "lodging",
    "paid_by": "hosting",
    "fen": 123_400,
    "people": 7,
    "days_away": 30,
    "on": date(2018, 1, 8),
    "remark": "",
}


@dataclass
class Plans:
    """A county whose next term is being planned."""

    county: County

    def __post_init__(self) -> None:
        made = self.do(
            plan_term, name="十四届", from_on=date(2018, 7, 1), until_on=date(2023, 6, 30), goals="一届任期内全覆盖"
        )
        self.term_id = uuid.UUID(made.told["term"])

    @property
    def term(self) -> Term:
        return Term.objects.get(authority_id=self.county.authority_id, pk=self.term_id)

    def do(self, deed: Any, actor: Actor | None = None, **told: Any) -> Receipt:
        done: Receipt = deed(actor=actor or self.county.office, **told, now=self.county.now, key=new_key())
        return done

    def laid_out(self, count: int = 4, **told: Any) -> list[uuid.UUID]:
        given = {"from_on": date(2018, 7, 1), "name": "第%s轮", "working_days": 0, "heads": {}, "reason": ""} | told
        made = self.do(lay_out_rounds, term_id=self.term_id, count=count, **given)
        return [uuid.UUID(one) for one in made.told["rounds"]]

    def round(self, number: int = 1, round_id: uuid.UUID | None = None, **design: Any) -> uuid.UUID:
        told: dict[str, Any] = {
            "name": f"第{number}轮",
            "from_on": date(2018, 6 + number, 1),
            "until_on": date(2018, 6 + number, 28),
            "working_days": 30,
            "heads": {"": 21},
            "reason": "",
        }
        told |= {name: design.pop(name) for name in list(design) if name in told}
        made = self.do(
            plan_round, term_id=self.term_id, round_id=round_id, number=number, design=PLAIN | design, **told
        )
        return uuid.UUID(made.told["round"])

    def put(self, round_id: uuid.UUID, organization_id: uuid.UUID, form: str = "routine", **told: Any) -> uuid.UUID:
        given = {"person_days": 0, "with_villages": False, "reason": ""} | told
        made = self.do(place, round_id=round_id, organization_id=organization_id, form=form, **given)
        return uuid.UUID(made.told["placement"])

    def move(self, placement_id: uuid.UUID, round_id: uuid.UUID, reason: str = "") -> Receipt:
        return self.do(move_placement, placement_id=placement_id, round_id=round_id, reason=reason)

    def take_out(self, placement_id: uuid.UUID, reason: str) -> Receipt:
        return self.do(remove_placement, placement_id=placement_id, reason=reason)

    def adopt(self, year: int | None = None, reason: str = "", actor: Actor | None = None) -> Receipt:
        return self.do(adopt_plan, actor or self.county.leading_group, term_id=self.term_id, year=year, reason=reason)

    def year(self, year: int, tasks: str = "巡察十个单位") -> Receipt:
        return self.do(plan_year, term_id=self.term_id, year=year, tasks=tasks)

    def mandate(self, organization_id: uuid.UUID, **told: Any) -> Receipt:
        given: dict[str, Any] = {
            "must": True,
            "sector": "",
            "pool": "",
            "person_days": 0,
            "is_priority": False,
            "has_look_back": False,
            "reason": "",
        }
        return self.do(set_mandate, term_id=self.term_id, organization_id=organization_id, **given | told)

    def placement(self, placement_id: uuid.UUID) -> Placement:
        return Placement.objects.get(authority_id=self.county.authority_id, pk=placement_id)


def planned() -> Plans:
    """Return a county with a term about to be planned."""
    return Plans(County().found())
