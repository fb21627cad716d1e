"""The term of the demo county: its plan, what organizations mean for it, the rounds ahead and who is in them."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import date
from itertools import groupby
from typing import Any

from bihuan.domain.offices import SUPERVISING
from bihuan.planning.models import Term
from bihuan.planning.placing import place
from bihuan.planning.rounds import lay_out_rounds
from bihuan.planning.terms import adopt_plan, plan_term, plan_year, set_mandate
from bihuan.simulate.founding import County
from bihuan.simulate.setting import days
from bihuan.simulate.tree import Made
from bihuan.simulate.vocabulary import places

YEARS_BACK, YEARS_AHEAD = 2, 2
ROUNDS_AHEAD, BEGINS_IN, WORKING_DAYS, HEADS = 6, 15, 45, 34
LEFT_FOR_LATER = 5  # organizations that are in no round yet, so that there is something to plan
VILLAGE = "village"


def term_id_of(county: County) -> uuid.UUID:
    return Term.objects.get(authority_id=county.cast.authority_id, name=places()["term"]).id


def plan_the_term(county: County) -> None:
    """Begin the five-year plan, and say what some organizations mean for it."""
    told = places()["planning"]
    first, last = county.today.year - YEARS_BACK, county.today.year + YEARS_AHEAD
    made = county.keep(
        plan_term,
        name=places()["term"],
        from_on=date(first, 1, 1),
        until_on=date(last, 12, 31),
        goals=told["goals"],
    )
    term_id = uuid.UUID(made["term"])
    for one in [one for one in county.made.values() if one.category in told["sectors"]]:
        mandate(county, term_id, one, sector=told["sectors"][one.category], has_look_back=one.category == "hospital")
    mandate(county, term_id, county.made[told["left_out"]["name"]], must=False, reason=told["left_out"]["reason"])


def mandate(county: County, term_id: uuid.UUID, one: Made, **said: Any) -> None:
    plain: dict[str, Any] = {
        "must": True,
        "sector": "",
        "pool": places()["planning"]["pool"],
        "person_days": 0,
        "is_priority": False,
        "has_look_back": False,
        "reason": "",
    }
    county.keep(set_mandate, term_id=term_id, organization_id=one.id, **plain | said)


def fill_the_rounds(county: County, inspected: Collection[str]) -> None:
    """Lay out the rounds ahead, put whoever was not inspected into them, and have the plans adopted."""
    told, term_id = places()["planning"], term_id_of(county)
    laid = county.keep(
        lay_out_rounds,
        term_id=term_id,
        count=ROUNDS_AHEAD,
        from_on=county.today + days(BEGINS_IN),
        name=told["round"],
        working_days=WORKING_DAYS,
        heads={told["pool"]: HEADS},
        reason="",
    )
    rounds = [uuid.UUID(one) for one in laid["rounds"]]
    for number, one in enumerate(waiting(county, inspected)):
        county.keep(
            place,
            round_id=rounds[number * ROUNDS_AHEAD // len(waiting(county, inspected))],
            organization_id=one.id,
            form="routine",
            person_days=0,
            with_villages=one.category == "town",
            reason="",
        )
    county.keep(plan_year, term_id=term_id, year=county.today.year + 1, tasks=told["tasks"])
    adopt(county, term_id, None, told["gaps"])
    adopt(county, term_id, county.today.year + 1, "")


def waiting(county: County, inspected: Collection[str]) -> list[Made]:
    """Return whoever is to be put into a round, those of one category together."""
    left_out = places()["planning"]["left_out"]["name"]
    rest = [one for one in county.made.values() if one.category not in {*SUPERVISING, VILLAGE}]
    rest = [one for one in rest if one.name not in inspected and one.name != left_out]
    by_category = groupby(sorted(rest, key=lambda one: one.category), key=lambda one: one.category)
    return [one for _category, some in by_category for one in some][:-LEFT_FOR_LATER]


def adopt(county: County, term_id: uuid.UUID, year: int | None, reason: str) -> None:
    now, key = county.clock.tick()
    actor = county.cast.on("leading-group", county.clock.day)
    adopt_plan(actor=actor, term_id=term_id, year=year, reason=reason, now=now, key=key)
