"""The index of words of a copied store, written as the door writes it."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any


@dataclass(frozen=True)
class Worded:
    """A row that is found by its words, and the dossier it belongs to."""

    kind: str
    row_id: str
    columns: Sequence[str]
    dossier: Any

    @classmethod
    def every(cls) -> Iterator[Worded]:
        """Yield all rows that are found by words."""
        from bihuan.dossiers.models import Inspection
        from bihuan.ledger.words import kind_of, searched_models

        for model in searched_models():
            for row in model._base_manager.select_related(*model.found_through):
                dossier = row if isinstance(row, Inspection) else row.inspection
                yield cls(kind_of(model), row.pk.hex, row.found().columns, dossier)


class Index:
    """What every row is found by; texts are cut once."""

    def __init__(self) -> None:
        self.words = list(Worded.every())

    def copy(self, raw: sqlite3.Connection, told: Mapping[Any, Any]) -> None:
        """Write what a copy's rows are found by."""
        from bihuan.domain.grams import BETWEEN, pieces

        number = raw.execute("SELECT seq FROM sqlite_sequence WHERE name = 'ledger_words'").fetchone()[0]
        marks = {word.dossier.pk: marks_in(word.dossier, told) for word in self.words}
        rows, indexed = [], []
        for word in self.words:
            first, *others = (cut(told.get(text, text)) for text in word.columns)
            found = [*first, *(gram for column in others for gram in (BETWEEN, *column))]
            for piece in pieces(found):
                number += 1
                rows.append((number, word.dossier.authority_id.hex, word.kind, told[word.row_id]))
                indexed.append((number, " ".join(piece), marks[word.dossier.pk]))
        raw.executemany("INSERT INTO ledger_words (id, authority_id, kind, row_id) VALUES (?, ?, ?, ?)", rows)
        raw.executemany("INSERT INTO ledger_grams (rowid, words, marks) VALUES (?, ?, ?)", indexed)


@lru_cache(maxsize=20_000)
def cut(text: str) -> tuple[str, ...]:
    from bihuan.domain.grams import grams

    return tuple(grams(text))


def marks_in(dossier: Any, told: Mapping[Any, Any]) -> str:
    """Return the marks of a dossier's copy."""
    from bihuan.domain.jurisdiction import Thing, marks_of

    path = told.get(dossier.organization_path, dossier.organization_path)
    thing = Thing(dossier.authority_id, uuid.UUID(told[dossier.pk.hex]), path, dossier.supervision_path)
    return " ".join(marks_of(thing))
