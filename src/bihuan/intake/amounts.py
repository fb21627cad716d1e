"""Sums of money in a text, as integers of fen; never through a float, never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from bihuan.intake.document import Amount
from bihuan.intake.lexicon import load, pattern, word

_FEN = 100
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_NARROW = {0xFF0E: ".", **{0xFF10 + digit: str(digit) for digit in range(10)}}  # full-width digits and point
_LARGEST = Decimal(10) ** 18


def find_amounts(text: str) -> tuple[Amount, ...]:
    """Give the sums in the order of the text; what cannot be reckoned exactly is left out."""
    return tuple(amount for _, amount in locate_amounts(text))


def locate_amounts(text: str) -> list[tuple[int, Amount]]:
    """Give the sums with their places."""
    return sorted([*_sums(text), *_marked(text)], key=lambda each: each[0])


def _sums(text: str) -> Iterator[tuple[int, Amount]]:
    for match in pattern("amounts", "candidate").finditer(text):
        fen = to_fen(match[0])
        if fen is not None:
            yield match.start(), Amount(fen, match[0].strip())


def _marked(text: str) -> Iterator[tuple[int, Amount]]:
    for match in pattern("amounts", "currency_candidate").finditer(text):
        value = reckon(match["n"] + match["s"])
        fen = None if value is None else _exact(value)
        if fen is not None:
            yield match.start(), Amount(fen, match[0].strip())


def to_fen(printed: str) -> int | None:
    """Reckon a printed sum; None where it is not a number or not whole fen."""
    unit = pattern("amounts", "unit").search(printed)
    if unit is None:
        return None
    value = reckon(printed[: unit.start()])
    if value is None:
        return None
    small = Decimal(0)
    for key, worth in (("jiao", Decimal("0.1")), ("fen", Decimal("0.01"))):
        if (part := pattern("amounts", key).search(printed[unit.end() :])) is not None:
            small += int(part[1]) * worth
    return _exact(value + small)


def _exact(yuan: Decimal) -> int | None:
    fen = yuan * _FEN
    return int(fen) if fen == fen.to_integral_value() and fen < _LARGEST else None


def reckon(printed: str) -> Decimal | None:
    """Give the number a run of digits, Chinese numerals and scales stands for."""
    plain = pattern("amounts", "vague").sub("", printed.translate(_NARROW))
    try:
        return _reckon(plain) if plain else None
    except (ValueError, InvalidOperation):
        return None


def _reckon(plain: str) -> Decimal:
    """Take the largest scale first: what stands before it is multiplied, what follows is added."""
    if not any(sign.isascii() for sign in plain):
        return _reckon_chinese(plain)
    for scale, worth in load("amounts")["scales"].items():
        before, found, after = plain.rpartition(scale)
        if found:
            return _reckon(before) * int(worth) + (_reckon(after) if after else Decimal(0))
    if not _DIGITS.fullmatch(plain):
        raise ValueError(plain)
    return Decimal(plain)


def _reckon_chinese(plain: str) -> Decimal:
    """Reckon Chinese numerals; the part after the point is read digit by digit."""
    import cn2an

    whole, point, rest = plain.partition(word("amounts", "point"))
    if not point:
        return Decimal(int(cn2an.cn2an(whole, "normal")))
    scales = load("amounts")["scales"]
    digits = rest.rstrip("".join(scales))
    worth = Decimal(1)
    for scale in rest[len(digits) :]:
        worth *= int(scales[scale])
    fraction = "".join(str(_digit(sign)) for sign in digits)
    return Decimal(f"{int(cn2an.cn2an(whole, 'normal'))}.{fraction}") * worth


def _digit(sign: str) -> int:
    return max(word("characters", "digits").index(sign) - 1, 0)
