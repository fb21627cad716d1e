"""Custody: a dossier is written in one place at a time, at home or on the laptop that took it along.

The door asks here before every deed. What a laptop would write besides the dossiers it was lent has no way home, so it
is refused there rather than lost.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from django.db.models import QuerySet

from bihuan.ledger.models import Away, Kept
from bihuan.ledger.new_rows import NewRows
from bihuan.ledger.prepared import Prepared, Slot

EVERYTHING = "*"
DOSSIER = "dossier:"


class HeldElsewhere(ValueError):
    """The dossier is in another installation's hands, and so is all else on a laptop: a deed here would be lost."""

    def __init__(self, holder: str) -> None:
        self.holder = holder
        super().__init__(f"this is held elsewhere ({holder}); do it there, or have the dossier brought home first")


class Held(NamedTuple):
    """Who holds a stream elsewhere; on a laptop also which are held here all the same, and in which tables."""

    stream: str
    holder: str
    but: Collection[str]
    tables: Collection[str]


def held_away() -> QuerySet[Away, tuple[str, str, list[str], list[str]]]:
    rows = Away.objects.filter(authority_id=Slot("authority")).exclude(holder="")
    return rows.values_list(*Held._fields)


HELD_AWAY = Prepared(held_away)


def all_held(authority_id: uuid.UUID) -> dict[str, Held]:
    """Return what another installation holds, by stream."""
    return {row[0]: Held(*row) for row in HELD_AWAY.ask(authority=authority_id)}


def refuse_elsewhere(authority_id: uuid.UUID, stream: str, rows: Sequence[Kept | NewRows]) -> None:
    """Raise HeldElsewhere where a deed writes to what is not held here; what changes custody itself is let through."""
    held = all_held(authority_id)
    if not held or any(isinstance(row, Away) for row in rows):
        return
    for name in {stream, *streams_of(rows)}:
        holder = holder_of(name, held)
        if holder:
            raise HeldElsewhere(holder)
    home = held.get(EVERYTHING)
    if home is not None and not {table_of(row) for row in rows} <= set(home.tables):
        raise HeldElsewhere(home.holder)


def table_of(row: Kept | NewRows) -> str:
    return (row.model if isinstance(row, NewRows) else row)._meta.db_table


def holder_of(stream: str, held: Mapping[str, Held]) -> str:
    """Return who holds a stream; nobody is told where it is held here."""
    found = held.get(stream) or held.get(EVERYTHING)
    return "" if found is None or stream in found.but else found.holder


def refuse_lent(authority_id: uuid.UUID, streams: Iterable[str]) -> None:
    """Raise HeldElsewhere where one of several dossiers is lent: what runs over them all goes on at its holder's."""
    held = all_held(authority_id)
    for name in streams:
        if name in held:
            raise HeldElsewhere(held[name].holder)


def streams_of(rows: Iterable[Kept | NewRows]) -> Iterable[str]:
    """Yield the streams to which rows belong; a file, which is the same everywhere, belongs to none."""
    for row in rows:
        one = row.first if isinstance(row, NewRows) else row
        if one.by_content:
            continue
        own = getattr(one, "stream", None)
        dossier = getattr(one, "inspection_id", None)
        yield own if isinstance(own, str) else f"{DOSSIER}{dossier}" if dossier else f"authority:{one.authority_id}"


def holder_away(authority_id: uuid.UUID, stream: str) -> str:
    """Return who holds a stream elsewhere; nothing where it is held here."""
    return holder_of(stream, all_held(authority_id))
