"""Sessions as Django keeps them; the question for one, asked before every page, is written once."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import CharField, DateTimeField
from django.utils import timezone

from bihuan.ledger.prepared import Prepared, Slot

RUNNING = Prepared(
    lambda: Session.objects.filter(session_key=Slot("key", CharField()), expire_date__gt=Slot("now", DateTimeField()))
)


class SessionStore(db.SessionStore):
    """Django's store of sessions."""

    def _get_session_from_db(self) -> Any:
        found = RUNNING.ask(key=self.session_key, now=timezone.now())
        if found:
            return found[0]
        self._session_key = None
        return None
