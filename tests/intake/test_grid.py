"""A part of a table knows what the whole tells; the whole does not forget what stands outside the part."""

from __future__ import annotations

from bihuan.intake.grid import Grid


def test_what_a_part_of_a_table_tells_is_not_taken_for_what_the_whole_tells() -> None:
    whole = Grid([1, 2], [["above", "below"]])
    assert set(whole.below(1).told_in(0)) == {"below"}
    assert set(whole.told_in(0)) == {"above", "below"}
