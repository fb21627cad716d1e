"""What happens each day by itself in whoever works off the jobs."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import OperationalError

from bihuan.installation import daily
from bihuan.installation.soundness import State
from bihuan.installation.start_up import look_at_each_day
from bihuan.web.reminding.digests import Sent
from bihuan.web.serving import unattended
from bihuan.web.serving.unattended import LATE, keep_look, last_look, tell_of_dying_threads


@pytest.fixture(autouse=True)
def no_store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "HOME", tmp_path)
    monkeypatch.setattr(unattended, "close_old_connections", lambda: None)


def told_of(caplog: pytest.LogCaptureFixture) -> list[tuple[str, dict[str, Any]]]:
    """Return what the log tells, each event with its fields."""
    return [(record.message, getattr(record, "fields", {})) for record in caplog.records]


class Days:
    """The days on which the thread looks, one look after another; after the last one it is told to stop."""

    def __init__(self, *days: date) -> None:
        self.days, self.place = days, 0

    def localdate(self, at: datetime | None = None) -> date:
        return at.date() if at else self.days[self.place]

    def localtime(self, at: datetime) -> datetime:
        return at.replace(hour=23)

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
    monkeypatch.setattr(daily, "set_days_right", lambda _today, _now: 0)
    monkeypatch.setattr(daily, "is_configured", lambda: False)
    daily.see_to_each_day(clock)  # type: ignore[arg-type]
    return looks


def test_the_sizes_of_the_store_are_looked_at_once_each_day(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = date(2018, 3, 1), date(2018, 3, 2)
    assert looked_on(monkeypatch, first, first, first, second, second) == [0, 3]


def test_a_store_that_was_away_is_looked_at_again_the_same_day(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    day = date(2018, 3, 1)
    assert looked_on(monkeypatch, day, day, day, away=1) == [0, 1]
    assert told_of(caplog) == [("step.waits", {"step": "sizes", "store": "StoreAway"})]


def test_what_waits_for_a_day_takes_effect_and_a_refusal_is_told(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    clock, asked = Days(date(2018, 3, 1), date(2018, 3, 2)), list[date]()

    def effect(today: date, _now: datetime) -> list[str]:
        asked.append(today)
        return ["青发〔2018〕9号: its unit has ended"]

    monkeypatch.setattr(daily, "timezone", clock)
    monkeypatch.setattr(daily, "learn_sizes", lambda: None)
    monkeypatch.setattr(daily, "set_days_right", lambda _today, _now: 0)
    monkeypatch.setattr(daily, "is_configured", lambda: False)
    monkeypatch.setattr(daily, "take_effect", effect)
    daily.see_to_each_day(clock)  # type: ignore[arg-type]
    assert asked == [date(2018, 3, 1), date(2018, 3, 2)]
    assert told_of(caplog) == [("reorganisations.kept_back", {"count": 1})] * 2
    assert "青发" not in caplog.text + capsys.readouterr().err


@pytest.mark.parametrize(
    "spoilt", ["take_effect", "put_into_the_outbox", "send_waiting", "set_days_right", "learn_sizes"]
)
def test_a_step_that_fails_unexpectedly_is_told_without_its_text_and_the_others_are_taken(
    spoilt: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    clock, taken = Days(date(2018, 3, 1), date(2018, 3, 2)), list[tuple[int, str]]()

    def step(name: str, gives: Any) -> Callable[..., Any]:
        def take(*_told: object) -> Any:
            taken.append((clock.place, name))
            if name == spoilt:
                raise UnicodeError("label empty or too long: 张某某")
            return gives

        return take

    steps = {
        "take_effect": [],
        "put_into_the_outbox": 0,
        "send_waiting": Sent(0, 0),
        "set_days_right": 0,
        "learn_sizes": None,
    }
    for name, gives in steps.items():
        monkeypatch.setattr(daily, name, step(name, gives))
    monkeypatch.setattr(daily, "timezone", clock)
    monkeypatch.setattr(daily, "is_configured", lambda: True)
    daily.see_to_each_day(clock)  # type: ignore[arg-type]
    assert taken == [(day, name) for day in (0, 1) for name in steps]
    assert [(event, told["fault"]) for event, told in told_of(caplog)] == [("step.failed", "UnicodeError")] * 2
    assert "张某某" not in caplog.text + capsys.readouterr().err
    look = last_look()
    assert look is not None
    assert (look.at, len(look.failed)) == (datetime(2018, 3, 2, tzinfo=UTC), 1)


def test_a_thread_that_dies_is_told_without_the_text_of_its_fault(
    caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def die() -> None:
        raise ValueError("张某某")

    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    tell_of_dying_threads()
    dying = threading.Thread(target=die, name="each day")
    dying.start()
    dying.join()
    ((event, told),) = told_of(caplog)
    assert (event, told["thread"], told["fault"]) == ("thread.died", "each day", "ValueError")
    assert "张某某" not in caplog.text + capsys.readouterr().err


def test_the_doctor_tells_when_each_day_was_looked_after_and_that_it_is_not() -> None:
    assert look_at_each_day().state is State.WARN
    now = datetime.now(UTC)
    keep_look(now, [])
    assert look_at_each_day().state is State.OK
    keep_look(now, ["mail"])
    assert (look_at_each_day().state, "what failed: mail" in look_at_each_day().told) == (State.WARN, True)
    keep_look(now - LATE, [])
    assert (look_at_each_day().state, "is not now" in look_at_each_day().told) == (State.WARN, True)
