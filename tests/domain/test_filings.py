"""What is owed to the level above: by which day, until it is registered."""

from __future__ import annotations

from datetime import date

from bihuan.domain.filings import Event, FilingKind, FilingState, due_on, owed, state_of

DAYS = {FilingKind.ROUND_PLAN: 7, FilingKind.SPEECH: 10}
BEGUN = Event(FilingKind.ROUND_PLAN, "r1", "第一轮", date(2026, 3, 1))
HEARD = Event(FilingKind.SPEECH, "h1", "专题会", date(2026, 2, 20))


def test_the_day_of_the_event_is_not_counted() -> None:
    assert due_on(FilingKind.ROUND_PLAN, date(2026, 2, 28), DAYS) == date(2026, 3, 7)


def test_what_is_due_first_comes_first() -> None:
    found = owed([BEGUN, HEARD], [], DAYS, date(2026, 3, 5))
    assert [(one.event.about, one.due_on) for one in found] == [("h1", date(2026, 3, 2)), ("r1", date(2026, 3, 8))]


def test_what_is_registered_or_lies_ahead_or_has_no_rule_is_not_owed() -> None:
    assert owed([BEGUN], [(FilingKind.ROUND_PLAN, "r1")], DAYS, date(2026, 3, 5)) == ()
    assert owed([BEGUN], [], DAYS, date(2026, 2, 28)) == ()
    assert owed([BEGUN], [], {}, date(2026, 3, 5)) == ()
    assert owed([BEGUN], [(FilingKind.SPEECH, "r1")], DAYS, date(2026, 3, 5)) != ()


def test_a_filing_is_owed_until_it_is_sent_and_followed_until_it_is_received() -> None:
    day = date(2026, 3, 1)
    assert state_of(sent_on=None, received_on=None) is FilingState.OWED
    assert state_of(sent_on=day, received_on=None) is FilingState.SENT
    assert state_of(sent_on=day, received_on=day) is FilingState.RECEIVED
