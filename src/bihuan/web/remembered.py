"""What is reckoned from many rows, kept until a deed writes a table that it was read from: no row changes without one.

And for a minute at most: PostgreSQL may show an entry late whose id is lower than that of the newest one.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any, Generic, TypeVar
from uuid import UUID

from bihuan.domain.jurisdiction import Actor
from bihuan.ledger.models import Entry, only_shown
from bihuan.ledger.prepared import Prepared
from bihuan.ledger.tables import note_read
from bihuan.ledger.touched import kept_tables, tables_read, tables_written
from bihuan.web.moment import one_moment

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")
MOST = 256  # readers whose figures are kept
LONGEST = 60  # seconds

NEWEST = Prepared(lambda: Entry.objects.order_by("-id").values_list("id", flat=True)[:1])


@dataclass(frozen=True)
class Known(Generic[T]):
    """An answer: beside what it was reckoned, as of which entry, from which tables."""

    beside: Hashable
    newest: UUID | None
    tables: frozenset[str]
    told: T


def nothing(_: Actor) -> Hashable:
    """Return what a reckoning rests on besides the ledger: as a rule nothing."""
    return None


def remembered(
    beside: Callable[[Actor], Hashable] = nothing, *, told_beside: Collection[str] = ()
) -> Callable[[Callable[[Actor], T]], Callable[[Actor], T]]:
    """Wrap a reckoning for one reader: done anew when his duties, the day, what it was read from or `beside` changed.

    `told_beside` names the tables of which `beside` tells all that matters.
    """

    def wrapping(reckon: Callable[[Actor], T]) -> Callable[[Actor], T]:
        kept: OrderedDict[Actor, Known[T]] = OrderedDict()

        @wraps(reckon)
        def told(actor: Actor) -> T:
            with one_moment() as moment:
                newest = moment.newest(newest_entry)
                state = beside(actor), minute()
                known = kept.get(actor)
                if known is None or known.beside != state or not still_holds(known, actor, newest):
                    known = Known(state, newest, *reckoned(reckon, actor, told_beside))
                elif known.newest != newest:
                    known = replace(known, newest=newest)
                keep(kept, actor, known)
                note_read(known.tables)
                return known.told

        return told

    return wrapping


def reckoned(reckon: Callable[[Actor], T], actor: Actor, told_beside: Collection[str]) -> tuple[frozenset[str], T]:
    """Reckon an answer; return it with the tables it was read from."""
    with tables_read() as tables, only_shown():
        told = reckon(actor)
    return frozenset(tables).difference(told_beside), told


def still_holds(known: Known[Any], actor: Actor, newest: UUID | None) -> bool:
    """True where no deed since has written what the answer was read from."""
    if known.newest == newest:
        return True
    if known.newest is None or newest is None or not known.tables <= kept_tables():
        return False
    written = tables_written(actor.authority_id, known.newest, newest)
    return written is not None and written.isdisjoint(known.tables)


def keep(kept: OrderedDict[K, T], key: K, known: T, most: int = MOST) -> None:
    """Keep an answer in front; what was asked for longest ago is forgotten."""
    kept[key] = known
    with suppress(KeyError):  # another thread may have been quicker to forget
        kept.move_to_end(key)
        while len(kept) > most:
            kept.popitem(last=False)


def minute() -> int:
    """Return in which minute this is: what was kept in another one is asked for anew."""
    return int(time.monotonic() // LONGEST)


def newest_entry() -> UUID | None:
    """Return the id of the last entry of all: ids rise with the time of their making, and the key's index has them."""
    return next(iter(NEWEST.ask()), None)
