"""Sums of money in a text, as integers of fen; never through a float, never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from bihuan.intake.document import Amount
from bihuan.intake.lexicon import load, pattern, word

_FEN = 100
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_NARROW = {0xFF0E: ".", **{0xFF10 + digit: str(digit) for digit in range(10)}}  # full-width digits and point
_FEWEST_OF_RANGE = 2
_MOST_SIGNS = 60  # in a number; a page of numerals is none, and would take minutes to reckon
_LONGEST = 24  # signs before a sum in which the first one of a range may stand
_LONGEST_JOINT = 3  # signs before a sum among which one must join it to the first: the sign, and blanks behind it
_LARGEST = Decimal(10) ** 18


class Located(NamedTuple):
    """A sum with the stretch it is printed in; `of_range`: it is one end of a range, so not itself what is told."""

    start: int
    end: int
    amount: Amount
    of_range: bool = False


def find_amounts(text: str) -> tuple[Amount, ...]:
    """Give the sums in the order of the text, both ends of a range; what cannot be reckoned exactly is left out."""
    located = locate_amounts(text)
    return tuple([one.amount for one in located]) if located else ()


def locate_amounts(text: str) -> list[Located]:
    """Give the sums with their places."""
    if pattern("amounts", "needs").search(text) is None:
        return []
    found = _sums(text)
    if pattern("amounts", "currency").search(text) is not None:
        found += _marked(text)
    if len(found) < _FEWEST_OF_RANGE:
        return found
    found.sort(key=lambda each: each.start)
    joined = {at for at, (one, next_) in enumerate(pairwise(found)) if _joins(text[one.end : next_.start])}
    return [one._replace(of_range=True) if {at, at - 1} & joined else one for at, one in enumerate(found)]


def _joins(between: str) -> bool:
    return pattern("amounts", "joint").fullmatch(between) is not None


def _sums(text: str) -> list[Located]:
    found: list[Located] = []
    if pattern("amounts", "unit").search(text) is None:
        return found
    needed = pattern("amounts", "first_needs")
    for match in pattern("amounts", "candidate").finditer(text):
        amount = _amount(match[0])
        if amount is None:
            continue
        start, end = match.span()
        own = Located(start, end, amount)
        if needed.search(text, max(0, start - _LONGEST_JOINT), start) is not None:
            found += _first_of_range(text, own)
        found.append(own)
    return found


@lru_cache(1_000)
def _amount(printed: str) -> Amount | None:
    fen = to_fen(printed)
    return None if fen is None else Amount(fen, printed.strip())


def _first_of_range(text: str, second: Located) -> Iterator[Located]:
    """Give the first of two sums that share the second one's unit."""
    before = text[max(0, second.start - _LONGEST) : second.start]
    match = pattern("amounts", "first").search(before)
    unit = pattern("amounts", "unit").search(second.amount.text)
    if match is None or unit is None:
        return
    number = second.amount.text[: unit.start()].strip()
    for scale in _scales_of_first(match["n"], match["s"], number):
        value = reckon(match["n"] + scale)
        fen = None if value is None else _exact(value)
        if fen is not None and 0 < fen < second.amount.fen:
            start = second.start - len(before) + match.start()
            end = start + len(match["n"] + match["s"])
            yield Located(start, end, Amount(fen, match["n"] + scale + unit[0]))
            return


def _scales_of_first(number: str, own: str, second: str) -> Iterator[str]:
    """Give the scales in which the first of two sums may be meant, the likeliest first."""
    if own or pattern("amounts", "large").search(number):
        yield own
        return
    key = "one" if pattern("amounts", "one").match(number) else "digits" if number.isascii() else "numeral"
    shared = pattern("amounts", f"shared_{key}").search(second)
    if shared is not None:
        yield shared["s"]
    if pattern("amounts", "whole").search(number) or (shared is None and key != "one"):
        yield ""


def _marked(text: str) -> Iterator[Located]:
    for match in pattern("amounts", "currency_candidate").finditer(text):
        value = reckon(match["n"] + match["s"])
        fen = None if value is None else _exact(value)
        if fen is None:
            continue
        yield Located(match.start(), match.end(), Amount(fen, match[0].strip()))
        second = pattern("amounts", "second").match(text, match.end())
        value = reckon(second["n"] + second["s"]) if second else None
        more = None if value is None else _exact(value)
        if second is not None and more is not None and more > fen:
            start, end = second.start("n"), second.end("s")
            yield Located(start, end, Amount(more, match[0][0] + text[start:end]))


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
        return _reckon(plain) if 0 < len(plain) <= _MOST_SIGNS else None
    except (ValueError, LookupError, InvalidOperation):  # cn2an raises KeyError, too
        return None


def _reckon(plain: str) -> Decimal:
    """Take the largest scale first: what stands before it is multiplied, what follows is added."""
    if plain.isascii() and _DIGITS.fullmatch(plain):
        return Decimal(plain)
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
