"""Equal scores share a rank and the next is skipped; means only of many enough."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from bihuan.domain.ranking import figures, percent, ranks, rounded


def test_equal_scores_share_a_rank_and_the_next_is_skipped() -> None:
    assert ranks([Fraction(90), Fraction(85), Fraction(85), Fraction(70)]) == (1, 2, 2, 4)
    assert ranks([Fraction(60)] * 3) == (1, 1, 1)
    assert ranks([]) == ()


def test_thirds_are_no_tie_with_their_rounding() -> None:
    assert ranks([percent(1, 3), Fraction(3333, 100)]) == (1, 2)


def test_a_mean_needs_as_many_as_the_rules_ask() -> None:
    scores = [Fraction(80), Fraction(90), Fraction(95), Fraction(60)]
    assert figures(scores, 5) is None
    assert figures(scores, 4) == (Decimal("81.25"), Decimal("85.00"))


@pytest.mark.parametrize(
    ("value", "told"), [(Fraction(2, 3), "0.67"), (Fraction(1, 8), "0.13"), (Fraction(50), "50.00")]
)
def test_a_half_counts_up(value: Fraction, told: str) -> None:
    assert rounded(value) == Decimal(told)
