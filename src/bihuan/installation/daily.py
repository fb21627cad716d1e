"""What happens each day without anybody asking: reorganisations take effect, reminders go out, the store is looked at.

A thread of whoever works off the jobs sees to it. Its log tells figures only: why a reorganisation is kept back stands
on the office's to-do, why a letter did not go out in its row.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import date
from functools import partial

from django.conf import settings
from django.utils import timezone

from bihuan.ledger.sizes import learn_sizes
from bihuan.rectification.pressing import set_days_right
from bihuan.supervision.taking_effect import take_effect
from bihuan.web.reminding.digests import is_configured, put_into_the_outbox, send_waiting
from bihuan.web.serving.logs import tell
from bihuan.web.serving.unattended import keep_look, went_well

PAUSE = 600.0  # seconds between two looks; what did not go out is tried again
DAYS, SIZES = "days", "sizes"  # what is done once each day


def see_to_each_day(stop: threading.Event | None = None, pause: float = PAUSE) -> None:
    """Let what waits for a day take effect, send its letters from their hour on, learn the store's sizes; for life."""
    ended = stop or threading.Event()
    learnt_on: date | None = None
    while not ended.is_set():
        today = timezone.localdate()
        failed = [name for name, step in steps(learnt=learnt_on == today).items() if not went_well(name, step)]
        if not {DAYS, SIZES} & set(failed):
            learnt_on = today
        went_well("look", partial(keep_look, timezone.now(), failed))
        ended.wait(pause)


def steps(*, learnt: bool) -> dict[str, Callable[[], None]]:
    """Return the steps of one look by name; each is taken whatever became of those before it."""
    taken: dict[str, Callable[[], None]] = {"reorganisations": reorganise_now}
    if is_configured():
        taken |= {"letters": write_letters_now, "mail": send_letters_now}
    if not learnt:
        taken |= {DAYS: set_days_right_now, SIZES: learn_sizes}
    return taken


def set_days_right_now() -> None:
    """Set right the days that former versions kept otherwise; in how many dossiers is told."""
    count = set_days_right(timezone.localdate(), timezone.now())
    if count:
        tell("days.set_right", count=count)


def reorganise_now() -> None:
    """Let reorganisations take effect whose day has come; how many could not is told."""
    kept_back = take_effect(timezone.localdate(), timezone.now())
    if kept_back:
        tell("reorganisations.kept_back", level=logging.WARNING, count=len(kept_back))


def write_letters_now() -> None:
    """Put the letters of today into the outbox, once their hour has come."""
    now = timezone.now()
    if timezone.localtime(now).hour >= settings.MAIL_HOUR:
        put_into_the_outbox(timezone.localdate(now))


def send_letters_now() -> None:
    """Send what waits; how many did not go out is told, and they are tried again."""
    done = send_waiting(timezone.now())
    if done.failed:
        tell("letters.failed", level=logging.WARNING, count=done.failed)
