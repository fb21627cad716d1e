"""Two texts beside each other: what both say, what only one of them says."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher


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
