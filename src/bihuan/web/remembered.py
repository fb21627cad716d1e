"""What is reckoned from many rows, kept until the next entry of the ledger: no row changes without one.

And for a minute at most: PostgreSQL may show an entry late whose id is lower than that of the newest one.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextlib import suppress
from functools import wraps
from typing import Any, TypeVar
from uuid import UUID

from bihuan.domain.jurisdiction import Actor
from bihuan.ledger.models import Entry, only_shown
from bihuan.ledger.prepared import Prepared

T = TypeVar("T")
MOST = 256  # readers whose figures are kept
LONGEST = 60  # seconds

NEWEST = Prepared(lambda: Entry.objects.order_by("-id").values_list("id", flat=True)[:1])


def nothing(_: Actor) -> Hashable:
    """Return what a reckoning rests on besides the ledger: as a rule nothing."""
    return None


def remembered(beside: Callable[[Actor], Hashable] = nothing) -> Callable[[Callable[[Actor], T]], Callable[[Actor], T]]:
    """Wrap a reckoning for one reader: done anew when his duties, the day, the ledger or `beside` have changed."""

    def wrapping(reckon: Callable[[Actor], T]) -> Callable[[Actor], T]:
        kept: OrderedDict[Actor, tuple[Hashable, T]] = OrderedDict()

        @wraps(reckon)
        def told(actor: Actor) -> T:
            state = newest_entry(), beside(actor), int(time.monotonic() // LONGEST)
            before = kept.get(actor)
            if before is not None and before[0] == state:
                return before[1]
            with only_shown():
                reckoned = reckon(actor)
            kept[actor] = state, reckoned  # what was reckoned before the last deed is nobody's any more
            kept.move_to_end(actor)
            while len(kept) > MOST:
                drop_first(kept)
            return reckoned

        return told

    return wrapping


def drop_first(kept: OrderedDict[Actor, Any]) -> None:
    """Forget whose figures were reckoned longest ago; another thread may have been quicker."""
    with suppress(KeyError):
        kept.popitem(last=False)


def newest_entry() -> UUID | None:
    """Return the id of the last entry of all: ids rise with the time of their making, and the key's index has them."""
    return next(iter(NEWEST.ask()), None)
