"""Numbers, days and money in the words of a paper; the words themselves are data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from bihuan.rules.documents import read_document

DATA = Path(__file__).resolve().parent / "data"
FEN, FEN_OF_TEN_THOUSAND = 100, 1_000_000
TEN, TEN_THOUSAND = 10, 10_000
ROUND_ENOUGH = 10_000  # fen; larger sums that are not round to it are told in yuan


@cache
def words() -> Mapping[str, Any]:
    """Return the words of the form, as data/words.yaml has them."""
    return read_document(DATA / "words.yaml").content  # type: ignore[return-value]


def day_in_words(day: date) -> str:
    """Return a day with arabic figures and without leading noughts."""
    said: str = words()["day"].format(year=day.year, month=day.month, day=day.day)
    return said


def money_in_words(fen: int) -> str:
    """Return an amount of fen, in units of ten thousand yuan where it is round enough."""
    if abs(fen) >= FEN_OF_TEN_THOUSAND and fen % ROUND_ENOUGH == 0:
        return f"{_short(fen, FEN_OF_TEN_THOUSAND)}{words()['ten_thousand_yuan']}"
    return f"{_short(fen, FEN)}{words()['yuan']}"


def _short(amount: int, unit: int) -> str:
    whole, rest = divmod(abs(amount), unit)
    decimals = f"{rest:0{len(str(unit)) - 1}d}".rstrip("0")
    return f"{'-' if amount < 0 else ''}{whole}" + (f".{decimals}" if decimals else "")


def chinese_ordinal(number: int) -> str:
    """Return a number as headings count: each power of ten by its own character, from ten thousand on in figures."""
    digits, powers, nought = words()["digits"], words()["powers"], words()["nought"]
    if not 0 < number < TEN_THOUSAND:
        return str(number)
    said, skipped = "", False
    for place, figure in enumerate(map(int, reversed(str(number)))):
        if figure:
            said = f"{digits[figure]}{powers[place]}{nought if skipped and said else ''}{said}"
        skipped = not figure
    return said[1:] if TEN <= number < TEN + TEN else said


def heading_number(level: int, number: int) -> str:
    """Return the number before a heading of a level from 1 to 4."""
    form: str = words()["headings"][level - 1]
    return form.format(chinese=chinese_ordinal(number), arabic=number)
