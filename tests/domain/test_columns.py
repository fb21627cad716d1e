"""Figures that stand under each other have one form."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bihuan.domain.columns import in_column


@pytest.mark.parametrize(
    ("figures", "told"),
    [
        (["12", "7.5", "6.25"], ["12.00", "7.50", "6.25"]),
        (["12.00", "7.50"], ["12.0", "7.5"]),
        (["20", "15.00", "1200"], ["20", "15", "1,200"]),
    ],
)
def test_the_finest_figure_of_a_column_gives_all_their_form(figures: list[str], told: list[str]) -> None:
    column = [Decimal(one) for one in figures]
    assert [in_column(one, column) for one in column] == told
