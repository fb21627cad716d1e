"""Finding Chinese names by how they sound: what was typed, as the characters that it can stand for.

Typed may be characters, whole syllables, initials, or a mixture of them (the last syllable may be unfinished). The
question is turned into a pattern over characters, every reading of a character included. Where there are too many names
to hold them all against it, an index tells first which bear the initials: it keeps those of every two characters that
stand together, and of the first one (`wanted`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

RARE = 2  # what rare readings that stand together rank behind: usual ones with gaps between
READINGS_TRIED = 3  # ways of cutting letters into syllables, those with the fewest first
LONGEST_SOUND = 40  # letters; of more the beginning counts
WAYS_ASKED = 8  # ways of reading one term that an index is asked for
BEGIN = "\n"  # stands before the first character of a name
GAP = " "  # stands for a sign that has no sound
Cut = tuple[str, ...]
Wanted = tuple[tuple[tuple[str, ...], ...], ...]  # for each term the sets of marks one of which a name bears wholly


@dataclass(frozen=True)
class Sounds:
    """The characters by their syllables, without tones."""

    by_syllable: Mapping[str, str]
    classes: dict[str, str] = field(default_factory=dict, compare=False)

    @cached_property
    def initials(self) -> frozenset[str]:
        return frozenset(syllable[0] for syllable in self.by_syllable)

    def whole(self, syllable: str) -> str:
        """Return the characters that are read so, as a class of a pattern."""
        return f"[{self.by_syllable[syllable]}]"

    def begun(self, letters: str) -> str:
        """Return the characters whose reading begins so."""
        if letters not in self.classes:
            found = (signs for syllable, signs in self.by_syllable.items() if syllable.startswith(letters))
            self.classes[letters] = f"[{''.join(sorted(set(''.join(found))))}]"
        return self.classes[letters]

    def is_begun(self, letters: str) -> bool:
        return any(syllable.startswith(letters) for syllable in self.by_syllable)


@dataclass(frozen=True)
class Asked:
    """A question as patterns: `close` ones stand together in a name, `loose` ones in their order with gaps between."""

    close: tuple[re.Pattern[str], ...]
    loose: tuple[re.Pattern[str], ...]
    usual: Asked | None = None  # the same, where each character is read as it mostly is

    def rank(self, *names: str) -> int | None:
        """Return the distance, larger where a name fits only by readings that are rare; None where it does not fit."""
        distance = self.distance(*names)
        if distance is None or self.usual is None:
            return distance
        usual = self.usual.distance(*names)
        return distance + RARE if usual is None else min(usual, distance + RARE)

    def distance(self, *names: str) -> int | None:
        """Return how well the names of one thing fit: 0 from a beginning, 1 within, 2 with gaps; None where not."""
        for one in self.loose:  # what stands together stands in its order, too: most names fit neither
            if not any(map(one.search, names)):
                return None
        if all(any(map(one.search, names)) for one in self.close):
            return 0 if any(one.match(name) for name in names for one in self.close) else 1
        return 2


def asked_of(typed: str, sounds: Sounds, usual: Sounds | None = None) -> Asked:
    """Return what was typed as patterns, one for each term between blanks; a name fits that has all of them."""
    terms = typed.lower().split()
    close = tuple(re.compile(pattern(term, sounds), re.IGNORECASE) for term in terms)
    loose = tuple(re.compile(pattern(term, sounds, between=".*?"), re.IGNORECASE) for term in terms)
    return Asked(close, loose, asked_of(typed, usual) if usual else None)


def pattern(term: str, sounds: Sounds, *, between: str = "") -> str:
    """Return what a term can stand for: its letters as they are, or as the sounds of characters."""
    parts = []
    for run in re.findall(r"[a-z']+|[^a-z']+", term):
        letters = run.replace("'", "")[:LONGEST_SOUND]
        if not letters.isascii() or not letters.isalpha():
            parts.append(between.join(map(re.escape, run)))
            continue
        spoken = (as_pattern(cut, sounds, between) for cut in cuts(letters, sounds))
        parts.append(f"(?:{'|'.join([re.escape(run), *spoken])})")
    return between.join(parts)


def cuts(letters: str, sounds: Sounds) -> list[Cut]:
    """Return the ways to read letters as sounds: initials alone, and the cuts with the fewest pieces."""
    found = [tuple(letters)] if letters and all(letter in sounds.initials for letter in letters) else []
    return list(dict.fromkeys([*found, *best_cuts(letters, sounds)]))


def best_cuts(letters: str, sounds: Sounds) -> list[Cut]:
    """Return the best cuts into syllables and initials; the last piece may be the beginning of a syllable."""
    best: list[list[Cut]] = [[] for _ in letters] + [[()]]
    for begin in range(len(letters) - 1, -1, -1):
        rest = letters[begin:]
        found: list[Cut] = [(rest,)] if sounds.is_begun(rest) else []
        for length in range(1, len(rest)):
            piece = rest[:length]
            if piece in sounds.by_syllable or (length == 1 and piece in sounds.initials):
                found += [(piece, *cut) for cut in best[begin + length]]
        best[begin] = sorted(dict.fromkeys(found), key=len)[:READINGS_TRIED]
    return best[0] if letters else []


def as_pattern(cut: Cut, sounds: Sounds, between: str) -> str:
    *pieces, last = cut
    whole = (sounds.whole(p) if p in sounds.by_syllable and len(p) > 1 else sounds.begun(p) for p in pieces)
    return between.join([*whole, sounds.begun(last)])


# --- what an index is asked for -------------------------------------------------------------------------


def mark_of(before: str, after: str) -> str:
    """Return the mark of a name in which these initials stand together."""
    return f"i_{'0' if before == BEGIN else before}{after}"


def wanted(typed: str, sounds: Sounds, initials: Callable[[str], str]) -> Wanted:
    """Return the marks that a name bears in which what was typed stands together; nothing where no sound is asked.

    What is only one sound is asked for as the beginning of a name; single sounds with blanks between as if without.
    """
    terms = typed.lower().split()
    found = tuple(ways for ways in (asked_of_term(term, sounds, initials) for term in terms) if ways)
    return found or tuple(filter(None, [asked_of_term("".join(terms), sounds, initials, alone=True)]))


def asked_of_term(
    term: str, sounds: Sounds, initials: Callable[[str], str], *, alone: bool = False
) -> tuple[tuple[str, ...], ...]:
    """Return the sets of marks of a term; nothing where one of its readings would be borne by every name."""
    found = dict.fromkeys(pairs_of(way, alone=alone) for way in spoken(term, sounds, initials))
    return tuple(found) if all(found) else ()


def spoken(term: str, sounds: Sounds, initials: Callable[[str], str]) -> list[str]:
    """Return the initials of a term in each way to read it."""
    ways = [""]
    for run in re.findall(r"[a-z']+|[^a-z']+", term):
        letters = run.replace("'", "")[:LONGEST_SOUND]
        told = [GAP]
        if letters.isascii() and letters.isalpha():
            told = ["".join(piece[0] for piece in cut) for cut in cuts(letters, sounds)] or told
        elif letters:
            told = ["".join((initials(sign) or GAP)[0] for sign in run)]
        ways = [f"{begun}{more}" for begun in ways for more in dict.fromkeys(told)][:WAYS_ASKED]
    return ways


def pairs_of(way: str, *, alone: bool) -> tuple[str, ...]:
    marks = [mark_of(*pair) for pair in pairwise(way) if GAP not in pair]
    if not marks and alone and way.strip():
        return (mark_of(BEGIN, way.strip()[0]),)
    return tuple(dict.fromkeys(marks))
