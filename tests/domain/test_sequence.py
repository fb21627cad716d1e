"""What cannot have been before what."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bihuan.domain.sequence import (
    RESTS_ON,
    FutureDay,
    Moment,
    OutOfOrder,
    is_after_the_fact,
    refuse_future,
    refuse_out_of_order,
)

DAY = date(2018, 3, 1)
A_DAY = timedelta(days=1)
PAIRS = [(moment, earlier) for moment, rests_on in RESTS_ON.items() for earlier in rests_on]


@pytest.mark.parametrize(("moment", "earlier"), PAIRS)
def test_a_deed_may_be_on_the_day_of_what_it_rests_on_and_not_before(moment: Moment, earlier: Moment) -> None:
    refuse_out_of_order(moment, DAY, {earlier: DAY})
    with pytest.raises(OutOfOrder) as refused:
        refuse_out_of_order(moment, DAY - A_DAY, {earlier: DAY})
    assert (refused.value.moment, refused.value.day) == (moment, DAY - A_DAY)
    assert (refused.value.earlier, refused.value.earlier_on) == (earlier, DAY)


def test_the_latest_of_what_a_deed_rests_on_is_named() -> None:
    known = {Moment.ROUND_BEGUN: DAY, Moment.LEAVE_SITE: DAY + 2 * A_DAY, Moment.ENTER_SITE: DAY + A_DAY}
    with pytest.raises(OutOfOrder) as refused:
        refuse_out_of_order(Moment.FEEDBACK, DAY - A_DAY, known)
    assert refused.value.earlier is Moment.LEAVE_SITE


def test_what_is_not_known_holds_nobody_up() -> None:
    refuse_out_of_order(Moment.CHECK, date(1, 1, 1), {})


def test_nothing_rests_on_itself_directly_or_over_others() -> None:
    def below(moment: Moment) -> set[Moment]:
        found = set(RESTS_ON.get(moment, ()))
        return found | {deeper for one in found for deeper in below(one)}

    assert [moment for moment in Moment if moment in below(moment)] == []


def test_today_is_no_future() -> None:
    refuse_future("on", DAY, DAY)
    with pytest.raises(FutureDay):
        refuse_future("on", DAY + A_DAY, DAY)


@pytest.mark.parametrize(("grace", "days", "marked"), [(7, 7, False), (7, 8, True), (None, 0, False), (None, 1, True)])
def test_what_is_told_later_than_the_rules_let_pass_is_marked(grace: int | None, days: int, marked: bool) -> None:
    assert is_after_the_fact(told=DAY, recorded=DAY + days * A_DAY, grace=grace) is marked
