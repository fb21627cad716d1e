"""The lines of a document as its draft keeps them: what stands beside the rows while somebody looks them over."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

NUMBERS, TEXTS = "numbers", "texts"
BETWEEN_LINES = "\x1e"  # a sign that no line holds, as a rule
Line = tuple[int, str]


@dataclass(frozen=True, slots=True)
class SourceLines:
    """Lines with their numbers in the document, in order; the cells of a table's row are kept apart by tabs."""

    numbers: Sequence[int] = ()
    texts: Sequence[str] = ()

    def between(self, first: int, end: int | None) -> list[Line]:
        """Return the lines from number `first` to before `end` (None: to the last)."""
        begin = bisect_left(self.numbers, first)
        last = len(self.numbers) if end is None else bisect_left(self.numbers, end)
        return list(zip(self.numbers[begin:last], self.texts[begin:last], strict=True))


NO_LINES = SourceLines()


def to_draft(source: SourceLines) -> dict[str, Any]:
    """Return lines as a draft keeps them: as one text where they can be told apart again, which is kept much sooner."""
    whole = BETWEEN_LINES.join(source.texts)
    is_plain = bool(source.texts) and whole.count(BETWEEN_LINES) == len(source.texts) - 1
    return {NUMBERS: list(source.numbers), TEXTS: whole if is_plain else list(source.texts)}


def from_draft(kept: Mapping[str, Any] | Sequence[Sequence[Any]]) -> SourceLines:
    """Return the lines of a draft; one of an earlier version lists them, each with its number."""
    if not isinstance(kept, Mapping):
        return SourceLines([int(number) for number, _text in kept], [str(text) for _number, text in kept])
    texts = kept[TEXTS]
    return SourceLines(kept[NUMBERS], texts.split(BETWEEN_LINES) if isinstance(texts, str) else texts)
