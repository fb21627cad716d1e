"""What somebody who was adopted still lacks: start from one who lacks nothing, spoil one thing, expect one lack."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bihuan.domain.readiness import Ask, Asks, Standing, Struck, Trained, lacks_of, struck_for
from bihuan.domain.ties import Exclusion
from bihuan.rules.recusal import asks_on, recusal_rules

UNTIL = date(2018, 7, 28)
WHY = Exclusion(recusal_rules(UNTIL)[0], "县水利局")
READY = Standing((), True, True, UNTIL, True, UNTIL)


def test_who_lacks_nothing_is_ready() -> None:
    assert lacks_of(READY, frozenset(Ask)) == ()


@pytest.mark.parametrize(
    ("spoilt", "code", "ask"),
    [
        ({"excluded": (("县水利局", WHY),)}, "recused", Ask.NOT_RECUSED),
        ({"has_declared": False}, "not_declared", Ask.DECLARED),
        ({"is_vouched": False}, "not_vouched", Ask.VOUCHED),
        ({"released_until": None}, "not_released", Ask.RELEASED),
        ({"released_until": date(2018, 7, 27)}, "released_too_short", Ask.RELEASED),
        ({"is_trained": False}, "not_trained", Ask.TRAINED),
    ],
)
def test_each_thing_spoilt_is_one_lack_where_it_is_asked(spoilt: dict[str, Any], code: str, ask: Ask) -> None:
    one = replace(READY, **spoilt)
    assert [lack.code for lack in lacks_of(one, frozenset(Ask))] == [code]
    assert lacks_of(one, frozenset(Ask) - {ask}) == ()


def test_the_pack_asks_for_training_before_the_announcement_and_for_papers_before_the_authorisation() -> None:
    asks = asks_on(UNTIL)
    assert asks.authorise == {Ask.NOT_RECUSED, Ask.DECLARED, Ask.VOUCHED, Ask.RELEASED}
    assert asks.announce == {Ask.NOT_RECUSED, Ask.TRAINED}
    assert asks_on(date(2000, 1, 1)).authorise == frozenset()


# --- a training that is struck out ------------------------------------------------------------------

ASKED = Asks(frozenset(), frozenset({Ask.TRAINED}))
WAITS = Trained("江予安", is_elsewhere=False, is_adopted=True)


def test_who_is_adopted_and_was_at_no_other_training_waits_for_one_again() -> None:
    assert struck_for([WAITS], ASKED) == {Struck.WAITS_AGAIN: ("江予安",)}


@pytest.mark.parametrize(
    ("spoilt", "what"),
    [
        ({"is_announced": True}, Struck.STAYS_ANNOUNCED),
        ({"is_elsewhere": True}, Struck.STILL_TRAINED),
        ({"is_elsewhere": True, "is_announced": True}, Struck.STILL_TRAINED),
        ({"is_adopted": False}, Struck.RECORD_ONLY),
    ],
)
def test_each_other_way_loses_less(spoilt: dict[str, Any], what: Struck) -> None:
    assert struck_for([replace(WAITS, **spoilt)], ASKED) == {what: ("江予安",)}


def test_where_no_training_is_asked_only_the_record_goes() -> None:
    assert struck_for([WAITS], Asks(frozenset({Ask.DECLARED}), frozenset())) == {Struck.RECORD_ONLY: ("江予安",)}
    assert struck_for([WAITS], Asks(frozenset({Ask.TRAINED}), frozenset())) == {Struck.WAITS_AGAIN: ("江予安",)}


def test_who_fares_alike_is_told_together_in_the_order_given() -> None:
    people = [WAITS, replace(WAITS, name="陆明川", is_announced=True), replace(WAITS, name="韩书岩")]
    told = struck_for(people, ASKED)
    assert told == {Struck.WAITS_AGAIN: ("江予安", "韩书岩"), Struck.STAYS_ANNOUNCED: ("陆明川",)}
