"""Judging a deed by the deed itself: it is done and at once undone, and nothing of it is kept.

A preview that asks the gates only would not know what the verb refuses besides: a day that is fixed, a request of one's
own. Here the answer is the verb's, word for word.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from bihuan.desk.forms import Form
from bihuan.desk.performing import perform
from bihuan.desk.refusals import Kind, kind_of
from bihuan.domain.jurisdiction import Actor
from bihuan.ledger.door import batch

# what a trial takes for the deed's own no; where no deed at all can be done the page itself is refused
NOS = frozenset(Kind) - {Kind.STORE_FULL, Kind.STORE_AWAY, Kind.CLOCK_WRONG, Kind.KEY_UNUSABLE, Kind.KEY_REUSED}


class _Undone(Exception):
    """Raised to take a tried deed back."""


def refusal_to(
    name: str, *, actor: Actor, target_id: uuid.UUID, told: Mapping[str, Any] | Form, now: datetime
) -> Exception | None:
    """Return the no that a deed would give; None where it can be done. The writer gate is held for this one only."""
    return refusal_of_trial(
        lambda: perform(name, actor=actor, target_id=target_id, told=told, now=now, key=f"trial-{uuid.uuid4()}")
    )


def refusal_of_trial(deed: Callable[[], object]) -> Exception | None:
    """Do something in a transaction that is taken back, and return its no."""
    try:
        with batch():
            deed()
            raise _Undone
    except _Undone:
        return None
    except Exception as refusal:
        if kind_of(refusal) not in NOS:
            raise
        return refusal
