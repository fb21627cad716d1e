"""The official working calendar of the mainland, as far as it is published.

The days stand in rulepacks/calendar/cn.yaml, seeded from the package chinesecalendar. A notice may make a day
in the last week of the year before a workday; such a day arrives with the notice.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bihuan.domain.working_days import CalendarContradiction, WorkingCalendar
from bihuan.rules.documents import RULEPACKS, read_document

CALENDAR = RULEPACKS / "calendar" / "cn.yaml"


class _Year(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    holidays: list[date]
    workdays: list[date]


class _Calendar(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    source: str
    years: Annotated[dict[int, _Year], Field(min_length=1)]


def read_calendar(path: Path) -> WorkingCalendar:
    """Read a calendar file: per published year the weekdays off and the weekend days worked."""
    document = read_document(path)
    try:
        written = _Calendar.model_validate(document.content)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        raise document.refusal(fault["loc"], None, fault["msg"], "correct the calendar") from error
    for number, year in written.years.items():
        strays = [day for day in (*year.holidays, *year.workdays) if day.year != number]
        if strays:
            problem = f"{strays[0].isoformat()} does not lie in {number}"
            raise document.refusal(("years", number), None, problem, "move it to its year")
    holidays = [day for year in written.years.values() for day in year.holidays]
    workdays = [day for year in written.years.values() for day in year.workdays]
    try:
        return WorkingCalendar.of(holidays, workdays, written.years)
    except CalendarContradiction as error:
        place = ("years", error.day.year)
        raise document.refusal(place, None, f"{error.day} {error.problem}", "correct the day") from error


@cache
def working_calendar() -> WorkingCalendar:
    """Return the calendar that comes with Bihuan."""
    return read_calendar(CALENDAR)
