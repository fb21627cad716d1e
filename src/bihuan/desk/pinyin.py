"""The readings of characters, from pypinyin: every heteronym, without tones. Derived on the spot, kept nowhere."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from bihuan.domain.sounds import Sounds

TONES = "\u0300\u0301\u0304\u030c"
DIAERESIS = "\u0308"


def sounds_of(names: Iterable[str]) -> Sounds:
    """Return the characters of names by their syllables: a pattern over these few is made in no time."""
    found: dict[str, list[str]] = defaultdict(list)
    for sign in sorted(set().union(*names)):
        for syllable in readings(sign):
            found[syllable].append(sign)
    return Sounds({syllable: "".join(signs) for syllable, signs in found.items()})


@cache
def readings(sign: str) -> frozenset[str]:
    """Return how a character may be read; nothing where it is no Han character."""
    from pypinyin.constants import PINYIN_DICT

    spoken = (syllables(reading) for reading in PINYIN_DICT.get(ord(sign), "").split(","))
    return frozenset().union(*spoken)


@cache
def syllables(reading: str) -> frozenset[str]:
    """Return a reading as it is typed: without tone, its umlaut as v and as u; nothing for hums that are no word."""
    letters = unicodedata.normalize("NFD", reading)
    bare = "".join(sign for sign in letters if sign not in TONES)
    typed = {bare.replace(f"u{DIAERESIS}", "v"), bare.replace(f"u{DIAERESIS}", "u")}
    return frozenset(one for one in typed if one.isascii() and one.isalpha() and any(sign in "aeiouv" for sign in one))
