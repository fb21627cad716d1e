"""What happens each day without anybody asking: the reminders, and a look at how much the store holds.

A thread of whoever works off the jobs sees to it.
"""

from __future__ import annotations

import sys
import threading
from datetime import date

from django.conf import settings
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from bihuan.ledger.sizes import learn_sizes
from bihuan.ledger.store import StoreAway, StoreFull
from bihuan.web.digests import is_configured, put_into_the_outbox, send_waiting

PAUSE = 600.0  # seconds between two looks; what did not go out is tried again


def see_to_each_day(stop: threading.Event | None = None, pause: float = PAUSE) -> None:
    """Send the letters of each day from its hour on, and learn the store's sizes, for as long as the process lives."""
    ended = stop or threading.Event()
    learnt_on: date | None = None
    while not ended.is_set():
        if is_configured():
            remind_now()
        today = timezone.localdate()
        if learnt_on != today and learn_now():
            learnt_on = today
        ended.wait(pause)


def learn_now() -> bool:
    """Have the planner look at a store that has grown; False where the store was away, to be asked again."""
    try:
        learn_sizes()
    except (DatabaseError, StoreFull, StoreAway) as error:
        print(f"the store's sizes were not looked at: {error}", file=sys.stderr)
        return False
    finally:
        close_old_connections()
    return True


def remind_now() -> None:
    """Make and send what is due now; a store or a mail server that is away is told, and asked again later."""
    now = timezone.now()
    try:
        if timezone.localtime(now).hour >= settings.MAIL_HOUR:
            put_into_the_outbox(timezone.localdate(now))
        done = send_waiting(now)
        if done.failed:
            print(f"{done.failed} reminders could not be mailed; they are tried again", file=sys.stderr)
    except (DatabaseError, StoreFull, StoreAway) as error:
        print(f"the reminders wait: {error}", file=sys.stderr)
    finally:
        close_old_connections()
