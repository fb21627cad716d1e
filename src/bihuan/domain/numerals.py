"""The order of numbers as people write them: 9 before 14, 2-9 before 2-10, and two before ten in Chinese figures."""

from __future__ import annotations

import unicodedata
from itertools import groupby

TEN = 10


def natural(subject: str) -> list[tuple[int, str]]:
    """Return a key that puts numbered things in the order in which they are counted."""
    runs = ((is_number, "".join(run)) for is_number, run in groupby(subject, str.isnumeric))
    return [(value_of(run), "") if is_number else (0, run) for is_number, run in runs]


def value_of(figures: str) -> int:
    """Return what figures stand for: Western digits, or Chinese ones with their tens and hundreds."""
    if figures.isdecimal():
        return int(figures)
    total, digit = 0, 0
    for figure in figures:
        value = int(unicodedata.numeric(figure))
        if value < TEN:
            digit = digit * TEN + value
        else:
            total, digit = total + max(digit, 1) * value, 0
    return total + digit
