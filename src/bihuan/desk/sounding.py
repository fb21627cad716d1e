"""What somebody finds by how it sounds, out of all records: the index tells which may, their names decide.

The index knows of every two characters of a name with which initials they are read, not where in it they stand: what it
tells is held against what was typed, and then cut to what may be seen, as for words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar
from uuid import UUID

from django.db.models.lookups import Exact

from bihuan.desk.searching import Sought
from bihuan.desk.sight import Unindexed
from bihuan.domain.sounds import asked_of, wanted
from bihuan.ledger.models import Kept
from bihuan.ledger.pinyin import every_sound, initials, sounds_of
from bihuan.ledger.words import newest

K = TypeVar("K", bound=Kept)
AT_ONCE = 100  # records whose names are read together
MOST_READ = 2_000  # of one question: somebody is typing, and waits
WITHIN = 1  # the distance of what stands together within a name


@dataclass(frozen=True)
class Heard(Generic[K]):
    """The newest records that sound so; `is_all` where no other does that was not read."""

    rows: Sequence[K]
    is_all: bool = True


def heard(sought: Sought[K], typed: str, *, most: int) -> Heard[K]:
    """Return the newest records in whose names what was typed stands together, in characters, syllables or initials."""
    sounds = wanted(typed, every_sound(), initials)
    if not sounds:
        return Heard(())
    rows: list[K] = []
    for at, ids in enumerate(newest(replace(sought.asked, phrases=(), sounds=sounds), at_once=AT_ONCE)):
        if at * AT_ONCE >= MOST_READ:
            return Heard(rows, is_all=False)
        there = fitting(sought, ids, typed)
        for begin in range(0, len(there), most):
            rows += sought.rows(there[begin : begin + most])
            if len(rows) >= most:
                return Heard(rows[:most])
    return Heard(rows)


def fitting(sought: Sought[K], ids: Sequence[UUID], typed: str) -> list[UUID]:
    """Return the ids whose names sound so, in their order."""
    model = sought.asked.model
    told = model._base_manager.filter(Exact(Unindexed("authority_id"), sought.asked.authority_id), pk__in=ids)
    names = dict(told.values_list("pk", model.sounded))
    asked = asked_of(typed, sounds_of(names.values()))
    distances = ((row_id, asked.distance(names[row_id])) for row_id in ids if row_id in names)
    return [row_id for row_id, distance in distances if distance is not None and distance <= WITHIN]
