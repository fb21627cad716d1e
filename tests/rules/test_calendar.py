from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest
from tests.rules.make_calendar import render

from bihuan.rules.calendar import CALENDAR, read_calendar, working_calendar
from bihuan.rules.packs import PackUnreadable

FIRST, LAST = date(2004, 1, 1), date(2026, 12, 31)


def test_the_calendar_file_is_what_its_source_gives() -> None:
    assert CALENDAR.read_text(encoding="utf-8") == render(), "run python -m tests.rules.make_calendar"


def test_every_published_day_is_judged_as_its_source_judges_it() -> None:
    calendar = working_calendar()
    days = [FIRST + timedelta(days=step) for step in range((LAST - FIRST).days + 1)]
    assert [day for day in days if calendar.is_working_day(day) != chinese_calendar.is_workday(day)] == []
    assert {day.year for day in days} <= calendar.published_years


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2024, 2, 4), True),  # adjusted Sunday before the Spring Festival
        (date(2024, 2, 12), False),
        (date(2024, 4, 28), True),
        (date(2025, 10, 8), False),
        (date(2026, 1, 2), False),
        (date(2026, 1, 4), True),
    ],
)
def test_known_days_are_judged_as_the_notice_says(day: date, worked: bool) -> None:
    assert working_calendar().is_working_day(day) is worked


def spoilt(folder: Path, text: str) -> Path:
    path = folder / "cn.yaml"
    path.write_text(f"source: test\nyears:\n  2024:\n    {text}\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("holidays: [2024-10-01]", "[Ff]ield required"),
        ("holidays: [2024-10-05]\n    workdays: []", "2024-10-05 is a holiday on a weekend"),
        ("holidays: [2025-10-01]\n    workdays: []", "2025-10-01 does not lie in 2024"),
        ("holidays: [soon]\n    workdays: []", "valid date"),
    ],
)
def test_a_spoilt_calendar_is_refused_with_its_line(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(PackUnreadable, match=rf"cn\.yaml:[34]: .*{problem}"):
        read_calendar(spoilt(tmp_path, text))
