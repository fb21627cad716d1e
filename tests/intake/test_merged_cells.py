"""Merged cells are filled as they are listed, one after the other, even where they overlap."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from bihuan.intake.readers.workbook import fill_merged

HEIGHT = 6
PLACES = st.integers(0, HEIGHT + 2)
RANGES = st.lists(st.tuples(st.tuples(PLACES, st.integers(0, 3)), st.tuples(PLACES, st.integers(0, 3))), max_size=6)


def filled_plainly(columns: list[list[str]], ranges: list[tuple[tuple[int, int], tuple[int, int]]]) -> dict[int, bytes]:
    marks = {at: bytearray(HEIGHT) for at in range(len(columns))}
    for (top, left), (bottom, _) in ranges:
        for row in range(top + 1, min(bottom + 1, HEIGHT)) if left < len(columns) else ():
            columns[left][row] = columns[left][top]
            marks[left][row] = 1
    return {at: bytes(told) for at, told in marks.items() if any(told)}


@given(ranges=RANGES)
@example([((2, 0), (5, 0)), ((1, 0), (3, 0))])
def test_merged_cells_are_filled_down_in_their_order(ranges: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    columns = [[f"{at}.{row}" for row in range(HEIGHT)] for at in range(3)]
    plainly = [list(column) for column in columns]
    assert fill_merged(columns, ranges) == filled_plainly(plainly, ranges)
    assert columns == plainly
