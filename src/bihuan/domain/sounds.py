"""Finding Chinese names by how they sound: what was typed, as the characters that it can stand for.

Typed may be characters, whole syllables, initials, or a mixture of them (the last syllable may be unfinished). Nothing
is kept of any name: the question is turned into a pattern over characters, every reading of a character included.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

READINGS_TRIED = 3  # ways of cutting letters into syllables, those with the fewest first
LONGEST_SOUND = 40  # letters; of more the beginning counts
Cut = tuple[str, ...]


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

    def distance(self, *names: str) -> int | None:
        """Return how well the names of one thing fit: 0 from a beginning, 1 within, 2 with gaps; None where not."""
        if all(any(one.search(name) for name in names) for one in self.close):
            return 0 if any(one.match(name) for name in names for one in self.close) else 1
        return 2 if all(any(one.search(name) for name in names) for one in self.loose) else None


def asked_of(typed: str, sounds: Sounds) -> Asked:
    """Return what was typed as patterns, one for each term between blanks; a name fits that has all of them."""
    terms = typed.lower().split()
    close = tuple(re.compile(pattern(term, sounds), re.IGNORECASE) for term in terms)
    return Asked(close, tuple(re.compile(pattern(term, sounds, between=".*?"), re.IGNORECASE) for term in terms))


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
