"""Two versions beside each other: which piece of one answers to which of the other, and what sets the two apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import TypeVar

from bihuan.domain.likeness import pairs

T = TypeVar("T")
ALIKE = 0.3  # from which share of common pairs an article counts as the other one rewritten


class Change(StrEnum):
    """How one version differs from another in one rule or article."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    GONE = "gone"
    WORDED = "worded"  # of a ruling: another clause or note, the same value
    NUMBERED = "numbered"  # of an article: the same words under another number


@dataclass(frozen=True)
class Piece:
    """A piece of a text; `differs` where the other text does not have it at this place."""

    text: str
    differs: bool = False


def beside(one: str, other: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return both texts in pieces, with what sets them apart marked on its side."""
    left: list[Piece] = []
    right: list[Piece] = []
    for tag, first, last, begin, end in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        differs = tag != "equal"
        if one[first:last]:
            left.append(Piece(one[first:last], differs))
        if other[begin:end]:
            right.append(Piece(other[begin:end], differs))
    return tuple(left), tuple(right)


def paired_by_key(before: Mapping[str, T], after: Mapping[str, T]) -> Iterator[tuple[str, T | None, T | None]]:
    """Return what stands in both versions, in the order of the later one, then what is gone."""
    for key, now in after.items():
        yield key, before.get(key), now
    for key, then in before.items():
        if key not in after:
            yield key, then, None


def paired_by_words(before: Sequence[str], after: Sequence[str]) -> list[tuple[int | None, int | None]]:
    """Return which text of one version answers to which of the other, by their places; numbers say nothing of it.

    The order is kept: what moved far away is gone here and added there. A new text stands where it was put in.
    """
    found: list[tuple[int | None, int | None]] = []
    for tag, first, last, begin, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found += zip(range(first, last), range(begin, end), strict=True)
        else:
            found += rewritten(before, after, range(first, last), range(begin, end))
    return found


def rewritten(
    before: Sequence[str], after: Sequence[str], old: range, new: range
) -> list[tuple[int | None, int | None]]:
    """Return the pairs of two runs that differ: together as alike as can be, without crossing each other."""
    ours, theirs = [pairs(before[at]) for at in old], [pairs(after[at]) for at in new]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for row in range(len(old) - 1, -1, -1):
        for column in range(len(new) - 1, -1, -1):
            together = likeness(ours[row], theirs[column])
            joined = together + best[row + 1][column + 1] if together >= ALIKE else 0.0
            best[row][column] = max(joined, best[row + 1][column], best[row][column + 1])
    return list(walked(best, ours, theirs, old, new))


def walked(
    best: Sequence[Sequence[float]],
    ours: Sequence[frozenset[str]],
    theirs: Sequence[frozenset[str]],
    old: range,
    new: range,
) -> Iterator[tuple[int | None, int | None]]:
    """Return the pairs along the best way through two runs."""
    row = column = 0
    while row < len(old) and column < len(new):
        together = likeness(ours[row], theirs[column])
        if together >= ALIKE and best[row][column] == together + best[row + 1][column + 1]:
            yield old[row], new[column]
            row, column = row + 1, column + 1
        elif best[row + 1][column] >= best[row][column + 1]:
            yield old[row], None
            row += 1
        else:
            yield None, new[column]
            column += 1
    yield from ((at, None) for at in old[row:])
    yield from ((None, at) for at in new[column:])


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how much two texts have in common, of what both say together."""
    return len(one & other) / len(one | other) if one and other else 0.0
