"""The letters that a filter asks for, and how each stands that was sent."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from bihuan.domain.glossary import LETTER_REASONS
from bihuan.domain.jurisdiction import Actor
from bihuan.feedback.sent import Errand, Letter
from bihuan.web.pages.errand import lines_of

DRAFT, SENT, ANSWERED, WITHDRAWN = "draft", "sent", "answered", "withdrawn"


def letters_asked(actor: Actor, query: QueryDict) -> QuerySet[Letter]:
    """Return the letters that a filter asks for: by why they were written, and how they stand."""
    rows = Letter.objects.filter(authority_id=actor.authority_id).select_related("receiver", "paper_number")
    why, state = query.get("why", ""), query.get("state", "")
    rows = rows.filter(why=why) if why in LETTER_REASONS else rows
    answers = Errand.objects.filter(authority_id=actor.authority_id, letter=OuterRef("pk"), answered_on__isnull=False)
    asked: dict[str, Any] = {
        DRAFT: Q(sent_on=None, withdrawn_on=None),
        SENT: Q(sent_on__isnull=False) & ~Exists(answers),
        ANSWERED: Exists(answers),
        WITHDRAWN: Q(withdrawn_on__isnull=False),
    }
    return (rows.filter(asked[state]) if state in asked else rows).order_by("-number")


def states() -> list[tuple[str, str]]:
    return [(DRAFT, _("draft")), (SENT, _("without an answer")), (ANSWERED, _("answered")), (WITHDRAWN, _("withdrawn"))]


def errands_by_letter(actor: Actor, rows: list[Letter]) -> dict[uuid.UUID, Any]:
    """Return how each letter stands that was sent."""
    found = Errand.objects.filter(authority_id=actor.authority_id, letter__in=rows).select_related("receiver")
    return {line.row.letter_id: line for line in lines_of(actor, found) if line.row.letter_id}
