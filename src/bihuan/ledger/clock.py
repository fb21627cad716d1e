"""The clock of this machine as it can go wrong under a server: set elsewhere while it runs.

The start compares it with the newest entry (installation/start_up.py). From then on a clock that nobody can set tells
how far it was moved: no entry is ever dated anew, so every deed waits until the clock is back or the server has looked.
"""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bihuan.domain.office_day import ZONE

# what is no fault: a clock that ran ahead a little and is put right, a machine held for weeks that wakes and asks
MOST_BACK, MOST_AHEAD = timedelta(hours=1), timedelta(days=30)
# on Linux it counts while the machine sleeps, too; elsewhere `monotonic` does so or is as good as can be had
COUNTING = getattr(time, "CLOCK_BOOTTIME", None)


class ClockMoved(Exception):
    """The clock was set elsewhere while the process ran; nothing was written (503)."""

    def __init__(self, shown: str) -> None:
        self.shown = shown
        what = f"the clock of the server shows {shown}, set elsewhere while it ran, so nothing was written"
        super().__init__(f"{what}; set it right, or, where it is right now, start the server anew")


def shown() -> float:
    """Return the seconds that the clock shows."""
    return time.time()


def counted() -> float:
    """Return the seconds since some instant, which nobody can set."""
    return time.clock_gettime(COUNTING) if COUNTING is not None else time.monotonic()


_between = shown() - counted()  # what lies between the two as long as nobody sets the clock


def is_moved() -> bool:
    """True where the clock was set further than can be meant well since the process began."""
    moved = timedelta(seconds=shown() - counted() - _between)
    return not -MOST_BACK <= moved <= MOST_AHEAD


def refuse_moved() -> None:
    """Raise ClockMoved where a deed would be dated by a clock that was moved."""
    if is_moved():
        raise ClockMoved(f"{datetime.fromtimestamp(shown(), ZoneInfo(ZONE)):%Y-%m-%d %H:%M}")
