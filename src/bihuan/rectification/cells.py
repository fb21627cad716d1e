"""One cell of a list as text, there and back: what a value looks like, and what a person wrote means."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.translation import get_language, gettext

from bihuan.domain.glossary import term
from bihuan.domain.numerals import whole_number
from bihuan.intake.amounts import find_amounts
from bihuan.intake.dates import read_day
from bihuan.intake.lexicon import words
from bihuan.rectification.lists import Column, FiveList, Kind, Row, Value

FEN = 100
MOST_FEN = 10**15
MOST_COUNT = 10**6
DECIMAL = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})?")
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
SIGNS_OF_MONEY = str.maketrans("", "", ",， ¥￥")


class CellWrong(Exception):
    """What stands in a cell is not what its column holds; says so in the reader's language."""

    def __init__(self, told: str) -> None:
        self.told = told
        super().__init__(told)


def shown(value: Value, kind: Kind) -> str:
    """Return a value as the text of its cell; the empty text for nothing."""
    if kind is Kind.TICK:
        return gettext("yes") if value else ""
    if value is None:
        return ""
    if kind is Kind.STAGE:
        words = term("finding_stage", str(value))
        return words.zh if (get_language() or "zh").startswith("zh") else words.en
    if isinstance(value, date):
        return value.isoformat()
    if kind is Kind.MONEY:
        return f"{(Decimal(int(str(value))) / FEN).normalize():f}"
    text = plain(str(value))
    return f"{Decimal(text).normalize():f}" if kind is Kind.SCORE and DECIMAL.fullmatch(text) else text


def plain(text: str) -> str:
    """Return a text as a workbook keeps it: no unseen signs, one kind of line end, nothing around it."""
    return UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def meant(text: str, kind: Kind) -> Value:
    """Return what a person wrote into a cell; raise CellWrong."""
    told = plain(text)
    if kind is Kind.TICK:
        return ticked(told)
    if kind is Kind.DAY:
        return day(told)
    if kind is Kind.MONEY:
        return fen(told)
    return count(told) if kind is Kind.COUNT else told


def ticked(told: str) -> bool:
    if told in ("", "0", "false", gettext("no")):
        return False
    if told in words("status", "yes") or told == gettext("yes"):
        return True
    raise CellWrong(gettext("“%(told)s” is neither yes nor no.") % {"told": told})


def day(told: str) -> date | None:
    if not told:
        return None
    iso = read_day(told).iso
    if iso is None:
        raise CellWrong(gettext("“%(told)s” is no day; write it as 2026-03-09.") % {"told": told})
    return date.fromisoformat(iso)


def fen(told: str) -> int:
    if not told:
        return 0
    try:
        value = Decimal(told.translate(SIGNS_OF_MONEY)) * FEN
    except InvalidOperation:
        amounts = find_amounts(told)
        value = Decimal(amounts[0].fen) if len(amounts) == 1 and amounts[0].text == told else Decimal(-1)
    if not value.is_finite() or value != value.to_integral_value() or not 0 <= value <= MOST_FEN:
        raise CellWrong(gettext("“%(told)s” is no amount in yuan, two decimals at most.") % {"told": told})
    return int(value)


def count(told: str) -> int:
    if not told:
        return 0
    number = whole_number(told)
    if number is None or number > MOST_COUNT:
        raise CellWrong(gettext("“%(told)s” is no number of things; write digits.") % {"told": told})
    return number


def texts(row: Row, columns: Iterable[Column]) -> dict[str, str]:
    """Return a row's cells as text, by column."""
    return {column.key: shown(row.values.get(column.key), column.kind) for column in columns}


def digest(cells: Mapping[str, str], columns: Iterable[Column]) -> str:
    """Return a short hash of some columns of a row, so that a change can be told from none."""
    told = "\x1f".join(f"{column.key}\x1e{cells.get(column.key, '')}" for column in columns)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def stamp(row: Row, one: FiveList) -> str:
    """Return what the hidden version column holds: the version, and hashes of the open and of the fixed columns."""
    cells = texts(row, one.columns)
    open_columns = [column for column in one.columns if column.is_open]
    fixed = [column for column in one.columns if not column.is_open]
    return f"{row.version}-{digest(cells, open_columns)}-{digest(cells, fixed)}"
