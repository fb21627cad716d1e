"""Custody: a dossier is written in one place at a time, at home or on the laptop that took it along.

The door asks here before every deed. What a laptop would write besides the dossiers it was lent has no way home, so it
is refused there rather than lost.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence

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


def held_away() -> QuerySet[Away, tuple[str, str, list[str]]]:
    rows = Away.objects.filter(authority_id=Slot("authority")).exclude(holder="")
    return rows.values_list("stream", "holder", "but")


HELD_AWAY = Prepared(held_away)


def refuse_elsewhere(authority_id: uuid.UUID, stream: str, rows: Sequence[Kept | NewRows]) -> None:
    """Raise HeldElsewhere where a deed writes to what is not held here; what changes custody itself is let through."""
    held = {name: (holder, but) for name, holder, but in HELD_AWAY.ask(authority=authority_id)}
    if not held or any(isinstance(row, Away) for row in rows):
        return
    for name in {stream, *streams_of(rows)}:
        holder = holder_of(name, held)
        if holder:
            raise HeldElsewhere(holder)


def holder_of(stream: str, held: Mapping[str, tuple[str, Collection[str]]]) -> str:
    """Return who holds a stream; nobody is told where it is held here."""
    holder, but = held.get(stream) or held.get(EVERYTHING) or ("", ())
    return "" if stream in but else holder


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
    held = {name: (holder, but) for name, holder, but in HELD_AWAY.ask(authority=authority_id)}
    return holder_of(stream, held)
