"""The day where the office is, whatever clock the machine keeps: the public host may stand in another zone."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

ZONE = "Asia/Shanghai"
BEIJING = timezone(timedelta(hours=8))  # without summer time since 1992, so no table of zones is needed


def office_day(at: datetime) -> date:
    """Return the day on which an instant (with its zone) falls where the office is."""
    return at.astimezone(BEIJING).date()
