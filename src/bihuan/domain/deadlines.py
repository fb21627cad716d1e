"""When what is due, and how near it is: computed from dated rules each time, never stored.

Periods and thresholds stand in the packs; this page only counts. The day of the event is not counted, and
a due date never moves off a holiday.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import assert_never

from bihuan.domain.natural_months import add_months
from bihuan.domain.rulebook import Event, Governing, Period, Rulebook, Unit
from bihuan.domain.working_days import CountedDay, WorkingCalendar

DEADLINES = "deadline/"
LAMP_GREEN = "lamp/green"
LAMP_YELLOW = "lamp/yellow"


class DeadlineName(StrEnum):
    """Everything a pack may set a deadline for."""

    RECTIFICATION_PLAN = "rectification_plan"
    DEMOCRATIC_LIFE_MEETING = "democratic_life_meeting"
    RECTIFICATION_REPORT = "rectification_report"
    HEAD_REPORT = "head_report"
    CONCENTRATED_RECTIFICATION_END = "concentrated_rectification_end"
    EVALUATION = "evaluation"
    CLUE_REPLY = "clue_reply"
    RETURN_VISIT = "return_visit"
    SPECIAL_CHECK = "special_check"
    CLOSE_OUT = "close_out"
    PUBLICATION = "publication"


class Lamp(StrEnum):
    """How near a due date is."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    NONE = "none"


@dataclass(frozen=True)
class LampThresholds:
    """Calendar days left from which a lamp shows; None where the packs set no such lamp."""

    green: int | None
    yellow: int | None


@dataclass(frozen=True)
class Deadline:
    """One due date with the ruling it rests on; `counted` is in English."""

    what: DeadlineName
    due: date
    counted: str
    basis: str
    verified: bool
    lamp: Lamp
    tentative: bool


class DeadlineOutOfRange(ValueError):
    """A period leads past the last day that can be written."""

    def __init__(self, what: DeadlineName, base: date) -> None:
        self.what, self.base = what, base
        super().__init__(f"{what} counted from {base.isoformat()} lies beyond the calendar; check the date")


def count(period: Period, base: date, calendar: WorkingCalendar) -> CountedDay:
    """Count a period from a day, which itself is not counted."""
    match period.unit:
        case Unit.MONTHS:
            return CountedDay(add_months(base, period.count), tentative=False)
        case Unit.DAYS:
            return CountedDay(base + timedelta(days=period.count), tentative=False)
        case Unit.WORKING_DAYS:
            return calendar.add_working_days(base, period.count)
        case unknown:
            assert_never(unknown)


def counted_text(period: Period) -> str:
    """Say a period in English, such as `15 working days`."""
    unit = period.unit.replace("_", " ")
    return f"{period.count} {unit.removesuffix('s') if period.count == 1 else unit}"


def thresholds(rulebook: Rulebook) -> LampThresholds | None:
    """Return from how many days left the lamps show, None where no pack rules lamps."""
    green, yellow = rulebook.get(LAMP_GREEN), rulebook.get(LAMP_YELLOW)
    if green is None and yellow is None:
        return None
    return LampThresholds(
        green=None if green is None else green.value_as(int),
        yellow=None if yellow is None else yellow.value_as(int),
    )


def lamp(due: date, today: date | None, limits: LampThresholds | None) -> Lamp:
    """Return the lamp of a due date: red once overdue, then yellow, then green, by calendar days left."""
    if today is None or limits is None:
        return Lamp.NONE
    days_left = (due - today).days
    if days_left < 0:
        return Lamp.RED
    if limits.yellow is not None and days_left <= limits.yellow:
        return Lamp.YELLOW
    if limits.green is not None and days_left <= limits.green:
        return Lamp.GREEN
    return Lamp.NONE


def lamp_changes_on(due: date, today: date, limits: LampThresholds | None) -> date:
    """Return the day on which the lamp of a due date changes next; once it is overdue, tomorrow."""
    yellow = limits.yellow if limits is not None else None
    turns = [due + timedelta(days=1), *([due - timedelta(days=yellow)] if yellow is not None else [])]
    return min((day for day in turns if day > today), default=today + timedelta(days=1))


def due_dates(
    event: Event, on: date, rulebook: Rulebook, calendar: WorkingCalendar, today: date | None
) -> tuple[Deadline, ...]:
    """Return every deadline that counts from an event, directly or through the end of concentrated rectification.

    A deadline whose base is not known from this event is left out. Sorted by due day, then by name.
    """
    rules = {DeadlineName(rule.rule_id.removeprefix(DEADLINES)): rule for rule in rulebook.under(DEADLINES)}
    bases = _bases(event, on, rules, calendar)
    limits = thresholds(rulebook)
    found = []
    for what, rule in rules.items():
        period = rule.value_as(Period)
        base = bases.get(period.after)
        if base is None:
            continue
        due = _counted(what, period, base, calendar)
        shown = lamp(due.day, today, limits)
        verified = rule.ruling.verified
        found.append(Deadline(what, due.day, counted_text(period), rule.basis, verified, shown, due.tentative))
    return tuple(sorted(found, key=lambda deadline: (deadline.due, deadline.what)))


def due_day(what: DeadlineName, event: Event, on: date, rulebook: Rulebook, calendar: WorkingCalendar) -> date | None:
    """Return the day of one deadline that counts from an event; None where the packs or its base say nothing."""
    names = (what, DeadlineName.CONCENTRATED_RECTIFICATION_END)
    found = {name: rulebook.get(f"{DEADLINES}{name}") for name in names}
    rules = {name: rule for name, rule in found.items() if rule is not None}
    if what not in rules:
        return None
    period = rules[what].value_as(Period)
    base = _bases(event, on, rules, calendar).get(period.after)
    return None if base is None else _counted(what, period, base, calendar).day


def _bases(
    event: Event, on: date, rules: Mapping[DeadlineName, Governing], calendar: WorkingCalendar
) -> dict[Event, CountedDay]:
    """Return the days that deadlines may count from: the event, and the end that the layered packs set for it."""
    bases = {event: CountedDay(on, tentative=False)}
    end = rules.get(DeadlineName.CONCENTRATED_RECTIFICATION_END)
    if end is not None and Event.CONCENTRATED_RECTIFICATION_END not in bases:
        period = end.value_as(Period)
        if period.after in bases:
            bases[Event.CONCENTRATED_RECTIFICATION_END] = _counted(
                DeadlineName.CONCENTRATED_RECTIFICATION_END, period, bases[period.after], calendar
            )
    return bases


def _counted(what: DeadlineName, period: Period, base: CountedDay, calendar: WorkingCalendar) -> CountedDay:
    """Count a deadline; what rests on a tentative day is tentative itself."""
    try:
        due = count(period, base.day, calendar)
    except OverflowError as error:
        raise DeadlineOutOfRange(what, base.day) from error
    return CountedDay(due.day, base.tentative or due.tentative)


def days_late(due_on: date | None, day: date) -> int:
    """Return how many days a due day is over; none where there is no day, or it is still to come."""
    return max(0, (day - due_on).days) if due_on is not None else 0
