"""Money as whole fen, and numbers of things; no fractions, no floats."""

from __future__ import annotations

MOST_FEN = 10**15
MOST_THINGS = 10**6


class NotMoney(ValueError):
    """An amount that cannot be one."""

    def __init__(self, fen: int) -> None:
        self.fen = fen
        super().__init__(f"{fen} fen is no amount; give 0 to {MOST_FEN}")


class NotACount(ValueError):
    """A number of things that cannot be one."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(f"{number} is no number of things; give 0 to {MOST_THINGS}")


def amount(fen: int) -> int:
    """Return the amount; raise NotMoney outside the bounds."""
    if not 0 <= fen <= MOST_FEN:
        raise NotMoney(fen)
    return fen


def count(number: int) -> int:
    """Return the number of things; raise NotACount outside the bounds."""
    if not 0 <= number <= MOST_THINGS:
        raise NotACount(number)
    return number
