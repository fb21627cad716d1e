"""How rows are cut for the index of words: pieces of grams, and marks: where the row belongs, how its name sounds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from bihuan.domain.grams import BETWEEN, PLACES, grams, pieces, spelled
from bihuan.ledger.models import Kept
from bihuan.ledger.new_rows import NewRows
from bihuan.ledger.pinyin import marks_of_name

BETWEEN_COLUMNS = f" {BETWEEN} "


@dataclass(frozen=True)
class Cuts:
    """Pieces of rows of one table as the index keeps them: grams and marks stand one after another with blanks between.

    A row has one piece, a very long one several.
    """

    authority_id: str
    kind: str
    row_ids: list[str] = field(default_factory=list)
    grams: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)

    def add(self, row_id: str, grams: Iterable[str], marks: str) -> None:
        """Add the pieces of one row."""
        for piece in grams:
            self.row_ids.append(row_id)
            self.grams.append(piece)
            self.marks.append(marks)


def cut_rows(rows: Iterable[Kept]) -> list[Cuts]:
    """Return the pieces of rows, by authority and table."""
    cuts: dict[tuple[str, str], Cuts] = {}
    for row in rows:
        place = (str(row.authority_id), kind_of(type(row)))
        told = [str(attrgetter(name)(row)) for name in row.found_by]
        marks = " ".join([*row.marks(), *sounding(row)])
        cuts.setdefault(place, Cuts(*place)).add(str(row.pk), map(" ".join, pieces(grams(*told))), marks)
    return list(cuts.values())


def cut_new(rows: NewRows) -> Cuts:
    """Return the pieces of many new rows; equal words of a column are cut once."""
    first = rows.first
    place = (str(first.authority_id), kind_of(rows.model))
    marks = marks_of_new(rows)
    columns = [
        spelled_column(rows.each[name])
        if name in rows.each
        else spelled([str(attrgetter(name)(first))]) * len(rows.ids)
        for name in rows.model.found_by
    ]
    told = list(map(BETWEEN_COLUMNS.join, zip(*columns, strict=True)))
    if "" in columns[0]:  # the first column that says something begins
        told = [begun(row) for row in told]
    if max(map(len, told)) < PLACES:  # all are short
        return Cuts(*place, list(rows.ids), told, marks)
    cuts = Cuts(*place)
    for row_id, row, own in zip(rows.ids, told, marks, strict=True):
        cuts.add(row_id, [row] if row.count(" ") < PLACES else map(" ".join, pieces(row.split())), own)
    return cuts


def sounding(row: Kept) -> list[str]:
    """Return the marks of how a row is called."""
    return [marks_of_name(getattr(row, row.sounded))] if row.sounded else []


def marks_of_new(rows: NewRows) -> list[str]:
    """Return the marks of each of many new rows."""
    first, name = rows.first, rows.model.sounded
    if name not in rows.each:
        return [" ".join([*first.marks(), *sounding(first)])] * len(rows.ids)
    place = " ".join(first.marks())
    return [f"{place} {marks_of_name(each)}" for each in rows.each[name]]


def spelled_column(texts: Sequence[str]) -> list[str]:
    """Return the grams of each text of a column."""
    once = list(dict.fromkeys(texts))
    if len(once) == len(texts):
        return spelled(texts)
    done = dict(zip(once, spelled(once), strict=True))
    return list(map(done.__getitem__, texts))


def begun(row: str) -> str:
    """Return a row without what stands between columns that say nothing and the first that does."""
    while row.startswith(BETWEEN_COLUMNS):
        row = row.removeprefix(BETWEEN_COLUMNS)
    return row


def kind_of(model: type[Kept]) -> str:
    return str(model._meta.db_table)
