"""For whoever watches the server: does it answer, and can it keep anything."""

from __future__ import annotations

import os
import shutil

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from bihuan.ledger.clock import is_moved
from bihuan.web.serving.unattended import LATE, last_look

LEAST_ROOM = 200 * 2**20  # as at the start (installation/soundness.py)


@never_cache
def health(_request: HttpRequest) -> HttpResponse:
    """Answer 200 where a deed could be done now, 503 where not; and tell when each day's work was last looked after."""
    sound = answers() and has_room() and not is_moved()
    return JsonResponse({"ok": sound, "each_day": looked_after()}, status=200 if sound else 503)


def looked_after() -> str | None:
    """Return when the work of each day was last looked after; None where nothing sees to it now."""
    look = last_look()
    return look.at.isoformat() if look and timezone.now() - look.at < LATE else None


def answers() -> bool:
    """True where the database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM django_migrations LIMIT 1")
            cursor.fetchone()
    except DatabaseError:
        return False
    return True


def has_room() -> bool:
    """True where the home folder can be written and has room."""
    home = settings.HOME
    try:
        return os.access(home, os.W_OK) and shutil.disk_usage(home).free >= LEAST_ROOM
    except OSError:
        return False
