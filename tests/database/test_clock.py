"""No deed is dated by a clock that was set elsewhere while the server ran."""

from __future__ import annotations

import time

import pytest

from bihuan.ledger import clock
from bihuan.ledger.clock import ClockMoved
from bihuan.ledger.models import Entry
from bihuan.web.refusals import refusal_of
from tests.county import County

pytestmark = pytest.mark.django_db
HOUR, DAY = 3600, 24 * 3600


@pytest.mark.parametrize("seconds", [-2 * HOUR, -365 * DAY, 31 * DAY, 365 * DAY])
def test_a_clock_set_elsewhere_is_refused_until_it_is_right(seconds: int, monkeypatch: pytest.MonkeyPatch) -> None:
    county = County().found().fed_back()
    before = Entry.objects.count()
    with monkeypatch.context() as patch:
        patch.setattr(clock, "shown", lambda: time.time() + seconds)
        with pytest.raises(ClockMoved) as refused:
            county.do(county.unit_liaison, "add_measure", county.finding("1").id, text="按月检查", owner="副局长")
        told = refusal_of(refused.value)
        assert told is not None
        assert told.status == 503
    assert Entry.objects.count() == before
    county.do(county.unit_liaison, "add_measure", county.finding("1").id, text="按月检查", owner="副局长")
    assert Entry.objects.count() == before + 1


@pytest.mark.parametrize("seconds", [-1800, 9 * DAY])
def test_a_small_correction_and_a_machine_held_for_a_holiday_are_no_fault(
    seconds: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "shown", lambda: time.time() + seconds)
    assert not clock.is_moved()
