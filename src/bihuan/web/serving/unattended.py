"""What goes on with nobody beside it: a fault of one step is told without its text, and ends nothing else.

When the work of each day was last looked after is kept in a file, for the health page and the doctor of any process.
"""

from __future__ import annotations

import json
import logging
import os
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import close_old_connections

from bihuan.ledger.store import fault_of
from bihuan.web.serving.logs import fault_told, tell

LOOKED = "each-day.json"
LATE = timedelta(hours=1)  # a look takes minutes at most, and the next comes ten minutes later


@dataclass(frozen=True)
class Look:
    """When the work of each day was looked after, and which steps of it failed."""

    at: datetime
    failed: tuple[str, ...] = ()


def went_well(step: str, deed: Callable[[], object]) -> bool:
    """Take one step; False where it failed, for whatever reason: that is told, and whoever called goes on."""
    try:
        try:
            deed()
        finally:
            close_old_connections()
    except Exception as error:
        if fault := fault_of(error):
            tell("step.waits", level=logging.WARNING, step=step, store=type(fault).__name__)
        else:
            tell("step.failed", level=logging.ERROR, step=step, **fault_told(error))
        return False
    return True


def tell_of_dying_threads() -> None:
    """Have the log tell of a thread that dies, as of every other fault; Python prints the text of the exception."""
    threading.excepthook = tell_of_a_death


def tell_of_a_death(told: threading.ExceptHookArgs) -> None:
    if told.exc_type is not SystemExit:
        name = told.thread.name if told.thread else None
        tell("thread.died", level=logging.CRITICAL, thread=name, **fault_told(told.exc_value))


def keep_look(at: datetime, failed: Sequence[str]) -> None:
    """Keep when the work of each day was looked after; never half-written."""
    place = Path(settings.HOME) / LOOKED
    fresh = place.with_name(f".{LOOKED}.{os.getpid()}")
    fresh.write_text(json.dumps({"at": at.isoformat(), "failed": list(failed)}), encoding="utf-8")
    os.replace(fresh, place)


def last_look() -> Look | None:
    """Return the last look; None where there was none."""
    try:
        told = json.loads((Path(settings.HOME) / LOOKED).read_text(encoding="utf-8"))
        return Look(datetime.fromisoformat(told["at"]), tuple(told["failed"]))
    except (OSError, ValueError, TypeError, KeyError):
        return None
