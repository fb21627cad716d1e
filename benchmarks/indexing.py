"""The index of words of a copied store, written as the door writes it."""

from __future__ import annotations

import sqlite3
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import Any


@dataclass(frozen=True)
class Worded:
    """A row that is found by its words, and the dossier it belongs to."""

    kind: str
    row_id: str
    columns: Sequence[str]
    name: str
    dossier: Any

    @classmethod
    def every(cls) -> Iterator[Worded]:
        """Yield all rows of dossiers that are found by words."""
        from bihuan.dossiers.models import Inspection
        from bihuan.ledger.cuts import kind_of
        from bihuan.ledger.words import searched_models
        from bihuan.organizations.models import Organization

        for model in searched_models():
            if model is Organization:
                continue
            for row in model._base_manager.all():
                dossier = row if isinstance(row, Inspection) else row.inspection
                columns = [str(attrgetter(name)(row)) for name in model.found_by]
                yield cls(kind_of(model), row.pk.hex, columns, getattr(row, model.sounded, ""), dossier)


class Index:
    """What every row is found by; texts are cut once."""

    def __init__(self) -> None:
        self.words = list(Worded.every())

    def copy(self, raw: sqlite3.Connection, told: Mapping[Any, Any]) -> None:
        """Write what a copy's rows are found by."""
        marks = {word.dossier.pk: marks_in(word.dossier, told) for word in self.words}
        found = (
            (
                word.kind,
                told[word.row_id],
                [told.get(text, text) for text in word.columns],
                f"{marks[word.dossier.pk]} {initials_of(told.get(word.name, word.name))}",
            )
            for word in self.words
        )
        put(raw, self.words[0].dossier.authority_id.hex, found)

    def put_units(self, raw: sqlite3.Connection, units: Iterable[Mapping[str, Any]]) -> None:
        """Write what organizations are found by."""
        from bihuan.domain.jurisdiction import marks_of_place
        from bihuan.ledger.cuts import kind_of
        from bihuan.organizations.models import Organization

        kind = kind_of(Organization)
        found = (
            (
                kind,
                unit["id"],
                [unit["name"], unit["credit_code"]],
                " ".join([*marks_of_place(unit["path"]), initials_of(unit["name"])]),
            )
            for unit in units
        )
        put(raw, self.words[0].dossier.authority_id.hex, found)


def put(raw: sqlite3.Connection, authority: str, found: Iterable[tuple[str, str, Sequence[str], str]]) -> None:
    """Write rows of the index: kind, id, columns, marks."""
    from bihuan.domain.grams import BETWEEN, pieces
    from bihuan.ledger.words import grams_of

    number = raw.execute("SELECT seq FROM sqlite_sequence WHERE name = 'ledger_words'").fetchone()[0]
    rows, indexed = [], defaultdict[str, list[tuple[int, str, str]]](list)
    for kind, row_id, columns, marks in found:
        first, *others = map(cut, columns)
        for piece in pieces([*first, *(gram for column in others for gram in (BETWEEN, *column))]):
            number += 1
            rows.append((number, authority, kind, row_id))
            indexed[grams_of(kind)].append((number, " ".join(piece), marks))
    raw.executemany("INSERT INTO ledger_words (id, authority_id, kind, row_id) VALUES (?, ?, ?, ?)", rows)
    for table, of_kind in indexed.items():
        raw.executemany(f"INSERT INTO {table} (rowid, words, marks) VALUES (?, ?, ?)", of_kind)


@lru_cache(maxsize=20_000)
def cut(text: str) -> tuple[str, ...]:
    from bihuan.domain.grams import grams

    return tuple(grams(text))


@lru_cache(maxsize=20_000)
def initials_of(name: str) -> str:
    from bihuan.ledger.pinyin import marks_of_name

    return marks_of_name(name)


def marks_in(dossier: Any, told: Mapping[Any, Any]) -> str:
    """Return the marks of a dossier's copy."""
    from bihuan.domain.jurisdiction import Thing, marks_of

    path = told.get(dossier.organization_path, dossier.organization_path)
    thing = Thing(dossier.authority_id, uuid.UUID(told[dossier.pk.hex]), path, dossier.supervision_path)
    return " ".join(marks_of(thing))
