"""The one place where the API looks at the clock; tests put another one in its place."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """Return this instant."""
    return timezone.now()


def today() -> date:
    """Return this day where the office is (settings.TIME_ZONE: Asia/Shanghai)."""
    return timezone.localdate(now())
