"""What happens each day by itself in whoever works off the jobs."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import OperationalError

from bihuan.installation import daily


class Days:
    """The days on which the thread looks, one look after another; after the last one it is told to stop."""

    def __init__(self, *days: date) -> None:
        self.days, self.place = days, 0

    def localdate(self) -> date:
        return self.days[self.place]

    def now(self) -> datetime:
        return datetime.combine(self.localdate(), datetime.min.time(), UTC)

    def is_set(self) -> bool:
        return self.place >= len(self.days)

    def wait(self, _pause: float) -> None:
        self.place += 1


def looked_on(monkeypatch: pytest.MonkeyPatch, *days: date, away: int = 0) -> list[int]:
    """Return at which of its looks the thread looked at the sizes; the store is away the first few times."""
    clock, looks = Days(*days), list[int]()

    def learn() -> None:
        looks.append(clock.place)
        if len(looks) <= away:
            raise OperationalError("database is locked")

    monkeypatch.setattr(daily, "timezone", clock)
    monkeypatch.setattr(daily, "learn_sizes", learn)
    monkeypatch.setattr(daily, "take_effect", lambda _today, _now: [])
    monkeypatch.setattr(daily, "is_configured", lambda: False)
    monkeypatch.setattr(daily, "close_old_connections", lambda: None)
    daily.see_to_each_day(clock)  # type: ignore[arg-type]
    return looks


def test_the_sizes_of_the_store_are_looked_at_once_each_day(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = date(2018, 3, 1), date(2018, 3, 2)
    assert looked_on(monkeypatch, first, first, first, second, second) == [0, 3]


def test_a_store_that_was_away_is_looked_at_again_the_same_day(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    day = date(2018, 3, 1)
    assert looked_on(monkeypatch, day, day, day, away=1) == [0, 1]
    assert "sizes were not looked at: database is locked" in capsys.readouterr().err


def test_what_waits_for_a_day_takes_effect_and_a_refusal_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock, asked = Days(date(2018, 3, 1), date(2018, 3, 2)), list[date]()

    def effect(today: date, _now: datetime) -> list[str]:
        asked.append(today)
        return ["青发〔2018〕9号: its unit has ended"]

    monkeypatch.setattr(daily, "timezone", clock)
    monkeypatch.setattr(daily, "learn_sizes", lambda: None)
    monkeypatch.setattr(daily, "is_configured", lambda: False)
    monkeypatch.setattr(daily, "close_old_connections", lambda: None)
    monkeypatch.setattr(daily, "take_effect", effect)
    daily.see_to_each_day(clock)  # type: ignore[arg-type]
    assert asked == [date(2018, 3, 1), date(2018, 3, 2)]
    assert "could not take effect: 青发〔2018〕9号: its unit has ended" in capsys.readouterr().err
