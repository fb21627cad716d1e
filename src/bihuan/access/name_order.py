"""The order of names in lists and select boxes: as Chinese lists have them, by the sound of each character.

A store orders by code points or by a collation of its own, two stores differently. A character counts by its first
reading; numbers are counted, so that the second office stands before the tenth.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from itertools import groupby
from typing import TypeVar

from bihuan.domain.glossary.terms import ORDINAL
from bihuan.domain.numerals import value_of

T = TypeVar("T")
Sound = tuple[int, int, str, str]  # numbers, then letters and signs, then characters by syllable and tone
TONES = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}
UNTONED = "5"
MANY = 20_000  # names that are remembered


def by_sound(rows: Iterable[T], name_of: Callable[[T], str]) -> list[T]:
    """Return rows in the order of their names; rows of one name stay as they stand."""
    return sorted(rows, key=lambda row: sounds(name_of(row)))


@lru_cache(MANY)
def sounds(name: str) -> tuple[Sound, ...]:
    """Return the key by which a name is sorted."""
    found: list[Sound] = []
    before = ""
    for is_number, run in groupby(name, str.isnumeric):
        word = "".join(run)
        if is_number and (word.isdecimal() or before.endswith(ORDINAL)):
            found.append((0, value_of(word), "", ""))
        else:
            found += map(sound, word)
        before = word
    return tuple(found)


@cache
def sound(sign: str) -> Sound:
    """Return where one character stands: a Han character by its first reading, any other by itself."""
    from pypinyin.constants import PINYIN_DICT

    reading = PINYIN_DICT.get(ord(sign), "").partition(",")[0]
    if not reading:
        return (1, 0, sign.casefold(), sign)
    letters = unicodedata.normalize("NFD", reading)
    tone = next((TONES[mark] for mark in letters if mark in TONES), UNTONED)
    return (2, 0, "".join(mark for mark in letters if mark not in TONES) + tone, sign)
