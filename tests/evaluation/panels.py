"""A county whose packs ask for two scorers and three in one, with scorers who have accounts."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from bihuan.access.actors import actor_of
from bihuan.access.models import Account
from bihuan.desk.forms import Upload
from bihuan.domain.jurisdiction import Actor
from bihuan.dossiers import actions as dossiers
from bihuan.dossiers.actions import NewFinding
from bihuan.dossiers.facts import owner_of
from bihuan.dossiers.models import Finding
from bihuan.evaluation.forms import form_of
from bihuan.supervision.reorganising import reorganise
from bihuan.supervision.wanted import NewUnit, Wanted
from tests.county import PACKS, PDF, County, new_key
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


def county_at_sixty() -> County:
    """Return a dossier evaluated at 60 of 100: low enough for a look-back and a talk, not for a meeting again."""
    county = County().found().fed_back().planned_and_accepted()
    county.today = CHECKED_ON
    county.check(county.team_leader, county.today)
    county.today = SCORED_ON
    county.evaluate(county.office, county.today, execution="17")
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


def named(desks: Desks, first: str = "team_leader", second: str = "supervision_office") -> None:
    """Let the office name two scorers."""
    scorers = {"first_id": account(desks, first).id, "second_id": account(desks, second).id}
    desks.county.do(desks.county.office, "begin_scoring", for_body="office", **scorers)


def begun(county: County) -> None:
    """Let the office name two scorers whose accounts are opened for it."""
    named(Desks(county))


def count(county: County, mean: str = "90", ballots: int = 40) -> None:
    """Enter what the people hold, counted on paper."""
    told = {"asked": "rectification", "on": county.today, "ballots": ballots, "mean": Decimal(mean), "paper": PAPER}
    county.do(county.office, "enter_people_result", **told)


def reorganised(county: County, sort: str = "rename") -> None:
    """Let the unit of a county have another name from today on, or be merged with a new one that stays."""
    told: dict[str, Any] = {"founded": (NewUnit("县城乡建设局", "department"),)}
    if sort == "merge":
        told = {"new_ids": (county.organization("县城市管理局", "department")[0],)}
    wanted = Wanted(sort=sort, on=county.today, paper="青编发〔2019〕2号", old_ids=(county.unit_id,), **told)
    reorganise(actor=replace(county.office, today=county.today), wanted=wanted, now=county.now, key=new_key())
    owner = owner_of(county.inspection, county.today)
    county.unit_id, county.unit_path = owner.id, owner.path


def second_inspection(county: County) -> uuid.UUID:
    """Inspect the same unit a second time, a year later; return the first finding of the first time."""
    old = county.finding("1").id
    county.today = date(county.today.year + 1, 3, 4)
    told: dict[str, Any] = {"now": county.now, "actor": replace(county.office, today=county.today)}
    life = {"from_on": county.today, "until_on": None}
    second = dossiers.open_round(name="第二轮", term="十三届", number=2, **life, key=new_key(), **told)
    made = dossiers.open_inspection(
        round_id=uuid.UUID(second.told["round"]),
        organization_id=county.unit_id,
        supervision_office_id=county.office_id,
        number=1,
        kind="look_back",
        team_name="县委第二巡察组",
        responsible_department_needed=False,
        key=new_key(),
        **told,
    )
    county.inspection_id = uuid.UUID(made.told["inspection"])
    county.today += timedelta(days=40)
    county.fed_back(NewFinding("1", "学习仍然流于形式"))
    return old


def scored_again() -> tuple[County, uuid.UUID]:
    """Bring a second inspection of a unit to its first check; return the county and an old finding."""
    county = County().found(THREE_IN_ONE).fed_back()
    old = second_inspection(county)
    county.check(county.team_leader, county.today)
    return county, old


def hand_in(desks: Desks, name: str, **other: str) -> None:
    county = desks.county
    finding = Finding.objects.filter(inspection_id=county.inspection_id).order_by("place")[0]
    given = marks(county, **other)
    grounds = dict.fromkeys(given, "查阅台账") | {"plan.concrete": f"{name}查阅方案"}
    told: dict[str, Any] = {"marks": given, "grounds": grounds}
    county.do(acting(desks, name), "hand_in_scores", refs={"execution.done": [finding.id]}, **told)


def both_in(desks: Desks) -> None:
    """Let both hand in, far apart on one line: what was put right, 20 and 8 of 25."""
    named(desks)
    hand_in(desks, "team_leader")
    hand_in(desks, "supervision_office", execution__done="8")


def settled(desks: Desks) -> None:
    both_in(desks)
    told = {"settled": {"execution.done": Decimal("15")}, "reasons": {"execution.done": "两个问题只完成一半"}}
    desks.county.do(desks.county.office, "settle_scores", on=desks.county.today, **told)
