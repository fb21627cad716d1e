"""Money as whole fen; no fractions, no floats."""

from __future__ import annotations


class NotMoney(ValueError):
    """An amount that cannot be one."""

    def __init__(self, fen: int) -> None:
        self.fen = fen
        super().__init__(f"{fen} fen is no amount; give zero or more")


def amount(fen: int) -> int:
    """Return the amount; raise NotMoney below zero."""
    if fen < 0:
        raise NotMoney(fen)
    return fen
