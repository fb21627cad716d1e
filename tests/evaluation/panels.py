"""A county whose packs ask for two scorers and three in one, with scorers who have accounts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from bihuan.access.actors import actor_of
from bihuan.access.models import Account
from bihuan.desk.forms import Upload
from bihuan.domain.jurisdiction import Actor
from bihuan.dossiers.models import Finding
from bihuan.evaluation.forms import form_of
from tests.county import PACKS, PDF, County
from tests.web.desks import Desks

THREE_IN_ONE = [*PACKS, "three-in-one-2018"]
CHECKED_ON, SCORED_ON = date(2018, 6, 10), date(2018, 6, 20)
PAPER = Upload.model_construct(name="paper.pdf", content=PDF)


def county_of_three_in_one(*, checked: bool = True) -> County:
    """Bring a dossier under three-in-one-2018 to the day after its first check."""
    county = County().found(THREE_IN_ONE).fed_back().planned_and_accepted()
    county.today = CHECKED_ON
    if checked:
        county.check(county.team_leader, county.today)
    county.today = SCORED_ON
    return county


def acting(desks: Desks, name: str) -> Actor:
    """Return the account of a desk as an actor today."""
    return actor_of(account(desks, name), desks.county.today)


def account(desks: Desks, name: str) -> Account:
    return desks.account(name)


def marks(county: County, **other: str) -> dict[str, Decimal]:
    """Return four fifths of every line, but for those told otherwise (a dot is written as two underscores)."""
    form = form_of(county.inspection, county.today).form
    told = {item.key: Decimal(item.full) * 4 / 5 for item in form.items()}
    return told | {key.replace("__", "."): Decimal(mark) for key, mark in other.items()}


def begun(desks: Desks, first: str = "team_leader", second: str = "supervision_office") -> None:
    """Let the office name two scorers."""
    scorers = {"first_id": account(desks, first).id, "second_id": account(desks, second).id}
    desks.county.do(desks.county.office, "begin_scoring", for_body="office", **scorers)


def hand_in(desks: Desks, name: str, **other: str) -> None:
    county = desks.county
    finding = Finding.objects.filter(inspection_id=county.inspection_id).order_by("place")[0]
    told: dict[str, Any] = {"marks": marks(county, **other), "grounds": {"plan.concrete": f"{name}查阅方案"}}
    county.do(acting(desks, name), "hand_in_scores", refs={"execution.done": [finding.id]}, **told)


def both_in(desks: Desks) -> None:
    """Let both hand in, far apart on one line: what was put right, 20 and 8 of 25."""
    begun(desks)
    hand_in(desks, "team_leader")
    hand_in(desks, "supervision_office", execution__done="8")


def settled(desks: Desks) -> None:
    both_in(desks)
    told = {"settled": {"execution.done": Decimal("15")}, "reasons": {"execution.done": "两个问题只完成一半"}}
    desks.county.do(desks.county.office, "settle_scores", on=desks.county.today, **told)
