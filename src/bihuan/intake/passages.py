"""What every reader hands on: passages of text with their place, and tables with their cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bihuan.intake.source_lines import SourceLines


@dataclass(frozen=True, slots=True)
class Passage:
    """A non-empty paragraph or a table row. `line` counts them from 1."""

    text: str
    line: int
    number: str = ""
    """The number Word printed by itself, already part of the text."""
    cells: tuple[str, ...] = ()
    table: int | None = None
    heading_style: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """Something a person should look at."""

    line: int
    code: str
    text: str

    def to_json(self) -> dict[str, object]:
        return {"line": self.line, "code": self.code, "text": self.text}


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as a reader gives it."""

    passages: tuple[Passage, ...]
    notes: tuple[Note, ...] = field(default=())


def lines_of(passages: Sequence[Passage]) -> SourceLines:
    """Return passages as the lines of their document."""
    return SourceLines([passage.line for passage in passages], [passage.text for passage in passages])


def clean_passages(passages: tuple[Passage, ...]) -> tuple[tuple[Passage, ...], tuple[Note, ...]]:
    """Repair the texts of a document as one, since a line alone may not show that it is garbled."""
    from bihuan.intake.cleaning import clean

    whole = clean("\n".join(_whole(passage) for passage in passages))
    if not whole.changed:
        return passages, ()
    repaired: list[Passage] = []
    first = 0
    for passage, text in zip(passages, whole.text.split("\n"), strict=True):
        parts = text.replace(_BREAK, "\n").split(_CELL)
        if not first and text != _whole(passage):
            first = passage.line
        repaired.append(replace(passage, text=parts[0], cells=tuple(parts[1:])))
    told = f"{whole.notes_removed} pinyin notes removed, {whole.characters_converted} characters made simplified"
    return tuple(repaired), (Note(first or 1, "text.garbled_repaired", told),)


# Signs no document holds: they keep the cells and soft line breaks of a passage apart while it is repaired.
_CELL = "\x1f"
_BREAK = "\x1e"


def _whole(passage: Passage) -> str:
    return _CELL.join([passage.text, *passage.cells]).replace("\n", _BREAK)
