"""What a record leads to: the allowance by days, awards to the best within the share, promotion to who has served."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bihuan.domain.rewards import Earned, proposals_of
from bihuan.rules.rewards import rewards_on

TERMS = rewards_on(date(2026, 1, 1)).terms
GOOD = Earned("a", days=20, tours_ever=3, led_ever=1, recognitions=0, score=95.0, discipline=96.0)


def others(count: int, score: float = 70.0) -> list[Earned]:
    return [replace(GOOD, key=f"o{number}", score=score, tours_ever=1, led_ever=0) for number in range(count)]


def test_the_allowance_follows_the_days_on_tour_whatever_the_scores() -> None:
    bad = replace(GOOD, discipline=10.0, score=10.0)
    assert proposals_of([bad], TERMS)[0].allowance_fen == 20 * TERMS.allowance_fen_a_day


def test_the_best_are_proposed_for_awards_within_the_share_and_ties_at_the_edge_are_left_out_together() -> None:
    found = proposals_of([GOOD, *others(9)], TERMS)
    assert [one.key for one in found if one.award] == ["a"]
    tied = [replace(GOOD, key=key) for key in "abc"]
    assert not any(one.award for one in proposals_of([*tied, *others(7)], TERMS)), "three tie for two awards"
    assert "beyond_share" in proposals_of([*tied, *others(7)], TERMS)[0].reasons


def test_whoever_has_too_few_tours_or_a_low_score_for_discipline_is_not_proposed_for_promotion() -> None:
    crowd = others(9)
    assert proposals_of([GOOD, *crowd], TERMS)[0].promotion
    for spoilt, reason in (
        ({"tours_ever": TERMS.promotion_tours - 1}, "too_few_tours"),
        ({"discipline": TERMS.discipline_least - 0.1}, "discipline"),
        ({"score": None}, "unscored"),
    ):
        one = proposals_of([replace(GOOD, **spoilt), *crowd], TERMS)[0]  # type: ignore[arg-type]
        assert not one.promotion, spoilt
        assert reason in one.reasons
