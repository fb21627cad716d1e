"""What happens each day without anybody asking: reorganisations take effect, reminders go out, the store is looked at.

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
from bihuan.supervision.taking_effect import take_effect
from bihuan.web.reminding.digests import is_configured, put_into_the_outbox, send_waiting

PAUSE = 600.0  # seconds between two looks; what did not go out is tried again


def see_to_each_day(stop: threading.Event | None = None, pause: float = PAUSE) -> None:
    """Let what waits for a day take effect, send its letters from their hour on, learn the store's sizes; for life."""
    ended = stop or threading.Event()
    learnt_on: date | None = None
    while not ended.is_set():
        reorganise_now()
        if is_configured():
            remind_now()
        today = timezone.localdate()
        if learnt_on != today and learn_now():
            learnt_on = today
        ended.wait(pause)


def reorganise_now() -> None:
    """Let reorganisations take effect whose day has come; what could not is told here, and on the office's to-do."""
    try:
        for refusal in take_effect(timezone.localdate(), timezone.now()):
            print(f"a reorganisation could not take effect: {refusal}", file=sys.stderr)
    except (DatabaseError, StoreFull, StoreAway) as error:
        print(f"reorganisations wait: {error}", file=sys.stderr)
    finally:
        close_old_connections()


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
