"""Numbers as people write them, in order: 9 before 14, 2-9 before 2-10, and two before ten in Chinese figures."""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby

TEN = 10
WHOLE = re.compile("[0-9]{1,9}")  # of more digits than some thousand Python makes none


def natural(subject: str) -> list[tuple[int, str]]:
    """Return a key that puts numbered things in the order in which they are counted."""
    runs = ((is_number, "".join(run)) for is_number, run in groupby(subject, str.isnumeric))
    return [(value_of(run), "") if is_number else (0, run) for is_number, run in runs]


def whole_number(told: str) -> int | None:
    """Return the whole number that somebody wrote in Western digits, None where it is none or nobody can mean it."""
    return int(told) if WHOLE.fullmatch(told) else None


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
