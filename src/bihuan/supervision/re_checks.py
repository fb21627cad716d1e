"""Which surprise check answers which draw: one that was made after the draw answers every draw of that dossier."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from bihuan.domain.lifecycle.facts import CheckKind
from bihuan.dossiers.models import Inspection
from bihuan.supervision.models import Check, Draw, DrawnDossier


def draw_answered(inspection: Inspection, kind: str, on: date) -> Draw | None:
    """Return the draw that a check names: the last one before its day that awaits the surprise check of its dossier."""
    if kind != CheckKind.SURPRISE:
        return None
    drawn = DrawnDossier.objects.filter(authority_id=inspection.authority_id, dossier=inspection)
    rows = awaiting_check(drawn.filter(draw__drawn_on__lte=on))
    last = rows.select_related("draw").order_by("-draw__number").first()
    return last.draw if last else None


def awaiting_check(rows: QuerySet[DrawnDossier]) -> QuerySet[DrawnDossier]:
    """Cut drawn dossiers to those that no standing surprise check has looked at again.

    Ids grow with the time they were given: a check of the day of the draw that was entered before it answers nothing.
    """
    made = Check.objects.filter(
        Q(draw=OuterRef("draw_id")) | Q(on__gte=OuterRef("draw__drawn_on"), pk__gt=OuterRef("pk")),
        authority_id=OuterRef("authority_id"),
        inspection=OuterRef("dossier_id"),
        kind=CheckKind.SURPRISE,
        withdrawn_on=None,
    )
    return rows.filter(~Exists(made))


def checks_that_answer(draw: Draw, drawn: Iterable[DrawnDossier]) -> dict[uuid.UUID, Check]:
    """Return the first standing check that answers a draw, by dossier; one may have answered a later draw, too."""
    of = {one.dossier_id: one for one in drawn}
    rows = Check.objects.filter(
        authority_id=draw.authority_id, inspection__in=list(of), kind=CheckKind.SURPRISE, withdrawn_on=None
    )
    found: dict[uuid.UUID, Check] = {}
    for check in rows.order_by("number"):
        is_after = draw.drawn_on is not None and check.on >= draw.drawn_on and check.id > of[check.inspection_id].id
        if check.draw_id == draw.id or is_after:
            found.setdefault(check.inspection_id, check)
    return found
