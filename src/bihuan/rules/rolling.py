"""The rules of rolling checks, of plans and the reminders of return visits: dated rulings of rulepacks/supervision."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Annotated

from pydantic import Field

from bihuan.domain.rolling import RollingTerms, Side
from bihuan.rules.dated import Dated, Positive, Strict, in_force_on, read_dated
from bihuan.rules.documents import RULEPACKS

ROLLING = RULEPACKS / "supervision" / "rolling.yaml"
PLANS = RULEPACKS / "supervision" / "plans.yaml"
RETURN_VISITS = RULEPACKS / "supervision" / "return_visits.yaml"
Sides = list[Annotated[Side, Field(strict=False)]]  # none: the rule asks for no joint team


class _Terms(Strict):
    quick_fixes_of: Positive
    continued_work_of: Positive
    quick_days: Positive
    gap_days: Positive
    sides: Sides


class _Within(Strict):
    within_days: Positive
    plan_days: Positive


class _Plans(Strict):
    most_days: Positive


@cache
def _rolling() -> tuple[Dated[_Terms], ...]:
    return read_dated(ROLLING, _Terms)


@cache
def _within() -> tuple[Dated[_Within], ...]:
    return read_dated(RETURN_VISITS, _Within)


@cache
def _plans() -> tuple[Dated[_Plans], ...]:
    return read_dated(PLANS, _Plans)


def rolling_terms(day: date) -> RollingTerms:
    """Return the rule of rolling checks in force on a day."""
    told = in_force_on(_rolling(), ROLLING.name, day).value.model_dump()
    return RollingTerms(**{**told, "sides": tuple(told["sides"])})


def return_visit_days(day: date) -> int:
    """Return within how many days a visit is owed, as in force on a day."""
    return in_force_on(_within(), RETURN_VISITS.name, day).value.within_days


def visit_plan_days(day: date) -> int:
    """Return for how many days a plan of visits is offered to run, as in force on a day."""
    return in_force_on(_within(), RETURN_VISITS.name, day).value.plan_days


def latest_plan_day(day: date) -> date:
    """Return the last day that a plan made on a day may have, and with it the last one of its checks."""
    return day + timedelta(days=in_force_on(_plans(), PLANS.name, day).value.most_days)
