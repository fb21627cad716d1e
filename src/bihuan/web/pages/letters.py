"""How each letter stands that was sent."""

from __future__ import annotations

import uuid
from typing import Any

from bihuan.domain.jurisdiction import Actor
from bihuan.feedback.sent import Errand, Letter
from bihuan.web.pages.errand import lines_of


def errands_by_letter(actor: Actor, rows: list[Letter]) -> dict[uuid.UUID, Any]:
    """Return how each letter stands that was sent."""
    found = Errand.objects.filter(authority_id=actor.authority_id, letter__in=rows).select_related("receiver")
    return {line.row.letter_id: line for line in lines_of(actor, found) if line.row.letter_id}
