"""Write rulepacks/calendar/cn.yaml from chinesecalendar: `python -m tests.rules.make_calendar`.

To be run once a year, when the package knows the notice of the State Council for the next one.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from importlib.metadata import version

from chinese_calendar.constants import holidays, workdays

from bihuan.domain.working_days import is_weekend
from bihuan.rules.calendar import CALENDAR

DAYS_A_LINE = 7


def render() -> str:
    """Return the text of the calendar file."""
    lines = [
        "# Weekdays off and weekend days worked, for each year whose notice is published.",
        "# Written by tests/rules/make_calendar.py; do not edit.",
        f"source: chinesecalendar {version('chinesecalendar')}",
        "years:",
    ]
    for year in sorted({day.year for day in holidays}):
        off = [day for day in holidays if day.year == year and not is_weekend(day)]
        worked = [day for day in workdays if day.year == year and is_weekend(day)]
        lines += [f"  {year}:", *_days("holidays", off), *_days("workdays", worked)]
    return "\n".join(lines) + "\n"


def _days(name: str, days: Iterable[date]) -> list[str]:
    written = [day.isoformat() for day in sorted(days)]
    rows = [", ".join(written[at : at + DAYS_A_LINE]) for at in range(0, len(written), DAYS_A_LINE)]
    return [f"    {name}: [", *(f"      {row}," for row in rows), "    ]"]


if __name__ == "__main__":
    CALENDAR.write_text(render(), encoding="utf-8", newline="\n")
