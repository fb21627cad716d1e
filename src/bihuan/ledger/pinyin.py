"""The readings of characters, from pypinyin: every heteronym, without tones; and what the index keeps of them."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from itertools import product
from operator import add

from bihuan.domain.sounds import BEGIN, Sounds, mark_of

TONES = "\u0300\u0301\u0304\u030c"
DIAERESIS = "\u0308"


def sounds_of(names: Iterable[str]) -> Sounds:
    """Return the characters of names by their syllables: a pattern over these few is made in no time."""
    return by_syllable(names, readings)


def usual_sounds_of(names: Iterable[str], also: Mapping[str, Sequence[str]]) -> Sounds:
    """Return the characters of names by the syllables that each is mostly read as: pypinyin's first, and some more."""
    return by_syllable(names, lambda sign: usual_readings(sign).union(also.get(sign, ())))


def by_syllable(names: Iterable[str], read: Callable[[str], frozenset[str]]) -> Sounds:
    found: dict[str, list[str]] = defaultdict(list)
    for sign in sorted(set().union(*names)):
        for syllable in read(sign):
            found[syllable].append(sign)
    return Sounds({syllable: "".join(signs) for syllable, signs in found.items()})


@cache
def every_sound() -> Sounds:
    """Return every syllable of the language, of no characters: by these a question is cut without any name at hand."""
    from pypinyin.constants import PINYIN_DICT

    told = {reading for entry in set(PINYIN_DICT.values()) for reading in entry.split(",")}
    return Sounds(dict.fromkeys(sorted(set().union(*map(syllables, told))), ""))


@cache
def initials(sign: str) -> str:
    """Return the letters with which the readings of a character begin, each once."""
    return "".join(sorted({syllable[0] for syllable in readings(sign)}))


def marks_of_name(name: str) -> str:
    """Return the marks by which a name is found by its initials, with blanks between."""
    return " ".join(filter(None, map(pairs.__getitem__, map(add, BEGIN + name, name))))


class Pairs(dict[str, str]):
    """The marks of two signs that stand together, in every reading; made when first asked for."""

    def __missing__(self, pair: str) -> str:
        before = BEGIN if pair[0] == BEGIN else initials(pair[0])
        both = product(before, initials(pair[1]))
        found = self[pair] = " ".join(mark_of(*one) for one in both)
        return found


pairs = Pairs()


@cache
def readings(sign: str) -> frozenset[str]:
    """Return how a character may be read; nothing where it is no Han character."""
    from pypinyin.constants import PINYIN_DICT

    spoken = (syllables(reading) for reading in PINYIN_DICT.get(ord(sign), "").split(","))
    return frozenset().union(*spoken)


@cache
def usual_readings(sign: str) -> frozenset[str]:
    """Return how a character is mostly read, as it may be typed."""
    from pypinyin.constants import PINYIN_DICT

    return syllables(PINYIN_DICT.get(ord(sign), "").split(",")[0])


@cache
def syllables(reading: str) -> frozenset[str]:
    """Return a reading as it is typed: without tone, its umlaut as v and as u; nothing for hums that are no word."""
    letters = unicodedata.normalize("NFD", reading)
    bare = "".join(sign for sign in letters if sign not in TONES)
    typed = {bare.replace(f"u{DIAERESIS}", "v"), bare.replace(f"u{DIAERESIS}", "u")}
    return frozenset(one for one in typed if one.isascii() and one.isalpha() and any(sign in "aeiouv" for sign in one))
