"""Days in a text. A day that is printed incompletely stays unknown and is noted, never guessed."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from bihuan.intake.lexicon import pattern, word

_NARROW = {0xFF10 + digit: str(digit) for digit in range(10)}  # full-width digits


@dataclass(frozen=True, slots=True)
class PrintedDay:
    """A day as printed; `iso` is None where a part is missing or impossible."""

    text: str
    year: int | None
    month: int | None
    day: int | None

    @property
    def iso(self) -> str | None:
        if self.year is None or self.month is None or self.day is None:
            return None
        try:
            return dt.date(self.year, self.month, self.day).isoformat()
        except ValueError:
            return None


def read_day(text: str, before: PrintedDay | None = None) -> PrintedDay:
    """Read one printed day; in "3 March to 10 May" the second takes the year (and month) of the first."""
    shown = text.strip()
    printed = shown.translate(_NARROW)
    if pattern("dates", "broken").search(printed):
        return PrintedDay(shown, None, None, None)
    if (match := pattern("dates", "day").fullmatch(printed)) is not None:
        return PrintedDay(shown, _year(match["y"]), _count(match["m"]), _count(match["d"]))
    if (match := pattern("dates", "compact").fullmatch(printed)) is not None:
        return PrintedDay(shown, *map(int, match.group("y", "m", "d")))
    year = before.year if before else None
    if (match := pattern("dates", "month_day").fullmatch(printed)) is not None:
        return PrintedDay(shown, year, _count(match["m"]), _count(match["d"]))
    if before and (match := pattern("dates", "day_only").fullmatch(printed)) is not None:
        return PrintedDay(shown, year, before.month, _count(match["d"]))
    return PrintedDay(shown, None, None, None)


def find_range(text: str) -> tuple[PrintedDay, PrintedDay, re.Match[str]] | None:
    """Find the first stretch of days, from and to."""
    match = pattern("dates", "range").search(text.translate(_NARROW))
    if match is None:
        return None
    first = read_day(match["from"])
    return first, read_day(match["to"], first), match


def find_days(text: str) -> list[tuple[PrintedDay, int]]:
    """Find all printed days with their places, broken ones too."""
    found: list[tuple[PrintedDay, int]] = []
    for match in pattern("dates", "any").finditer(text.translate(_NARROW)):
        printed = match[0].rstrip(" -./\uff0e")
        found.append((read_day(printed, found[-1][0] if found else None), match.start()))
    return found


def _year(text: str) -> int:
    if text.isdigit() and text.isascii():
        return int(text)
    digits = word("characters", "digits")
    zeros = word("dates", "zeros")
    return int("".join("0" if sign in zeros else str(digits.index(sign) - 1) for sign in text))


def _count(text: str | None) -> int | None:
    if text is None:
        return None
    if text.isascii():
        return int(text)
    import cn2an

    try:
        return int(cn2an.cn2an(text, "normal"))
    except ValueError:
        return None
