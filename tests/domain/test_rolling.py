"""Rolling checks: what comes up by the rule, who may sit in a joint team, how days are spread."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.domain.recusal import Seat, Ties
from bihuan.domain.roles import Role
from bihuan.domain.rolling import (
    Matter,
    Outcome,
    Side,
    TeamOneSided,
    Verdict,
    Why,
    gap_after,
    is_own,
    outcome_of,
    refuse_one_sided,
    spread,
    why_of,
)
from bihuan.rules.rolling import rolling_terms

TERMS = rolling_terms(date(2026, 11, 26))
TODAY = date(2026, 11, 26)
QUICK = Matter(1, FindingStage.SIGNED_OFF, signed_off_after=30)
CONTINUED = Matter(2, FindingStage.RECTIFYING)


def test_the_last_round_s_quick_fixes_come_up_and_the_work_of_the_round_before() -> None:
    assert why_of(QUICK, TERMS) is Why.QUICK_FIX
    assert why_of(Matter(1, is_own_fix=True), TERMS) is Why.QUICK_FIX
    assert why_of(CONTINUED, TERMS) is Why.CONTINUED


@pytest.mark.parametrize(
    "spoiled",
    [
        replace(QUICK, rounds_back=2),
        replace(QUICK, signed_off_after=TERMS.quick_days + 1),
        replace(QUICK, stage=FindingStage.RECTIFYING, signed_off_after=None),
        replace(CONTINUED, rounds_back=1),
        replace(CONTINUED, rounds_back=3),
        replace(CONTINUED, stage=FindingStage.SIGNED_OFF),
    ],
)
def test_what_the_rule_does_not_name_does_not_come_up(spoiled: Matter) -> None:
    assert why_of(spoiled, TERMS) is None


def test_what_was_sent_back_or_left_over_comes_up_whichever_round_it_is_of() -> None:
    old = replace(CONTINUED, rounds_back=7)
    assert why_of(replace(old, left=Outcome.RETURNED), TERMS) is Why.SENT_BACK
    assert why_of(replace(old, left=Outcome.REOPENED), TERMS) is Why.SENT_BACK
    assert why_of(replace(old, left=Outcome.NOT_LOOKED), TERMS) is Why.CARRIED


def test_what_was_found_true_or_waits_in_a_running_plan_does_not_come_up_again() -> None:
    assert why_of(replace(QUICK, left=Outcome.TRUE), TERMS) is None
    assert why_of(replace(QUICK, left=Outcome.OPEN), TERMS) is None


def test_a_finding_signed_off_is_opened_again_and_any_other_is_sent_back() -> None:
    assert outcome_of(Verdict.NOT_TRUE, FindingStage.SIGNED_OFF) is Outcome.REOPENED
    assert outcome_of(Verdict.NOT_DONE, FindingStage.SIGN_OFF_REQUESTED) is Outcome.RETURNED
    assert outcome_of(Verdict.NOT_DONE, FindingStage.RECTIFYING) is Outcome.RETURNED
    assert outcome_of(Verdict.TRUE, FindingStage.SIGNED_OFF) is Outcome.TRUE


def test_the_gap_ends_before_the_next_round_and_is_never_longer_than_the_rule() -> None:
    assert gap_after(TODAY, TODAY + timedelta(days=10), TERMS) == (TODAY, TODAY + timedelta(days=9))
    longest = TODAY + timedelta(days=TERMS.gap_days)
    assert gap_after(TODAY, None, TERMS) == (TODAY, longest)
    assert gap_after(TODAY, TODAY + timedelta(days=900), TERMS) == (TODAY, longest)


def test_checks_are_spread_evenly_over_the_days_there_are() -> None:
    days = [TODAY + timedelta(days=one) for one in range(9)]
    assert spread(3, days) == (days[0], days[3], days[6])
    assert spread(2, days[:1]) == (days[0], days[0])
    assert spread(3, []) == ()


def test_a_team_without_one_of_the_sides_is_refused_and_all_that_are_missing_are_named() -> None:
    refuse_one_sided(Side, TERMS)
    with pytest.raises(TeamOneSided) as refused:
        refuse_one_sided([Side.INSPECTION, Side.DISCIPLINE], TERMS)
    assert refused.value.missing == (Side.PARTY_OFFICE, Side.ORGANISATION)


def test_somebody_of_the_unit_of_one_below_or_of_its_successor_is_of_its_own_people() -> None:
    assert is_own(Ties(workplace="001"), ["001"])
    assert is_own(Ties(workplace="001002"), ["001"])
    assert is_own(Ties(workplace="005"), ["001", "005"])
    assert not is_own(Ties(workplace="009"), ["001"])
    answered = Seat(Role.UNIT_HEAD, frozenset({"001"}), date(2020, 1, 1), date(2020, 12, 31))
    assert is_own(Ties((answered,)), ["001"])
    assert not is_own(Ties((replace(answered, places=frozenset({"002"})),)), ["001"])
