"""Reorganisations on the office's to-do: the next step of each, and ended units whose dossiers have no successor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from bihuan.domain.lifecycle.inspection import InspectionStage
from bihuan.domain.reorganisation import StepName
from bihuan.domain.roles import Role
from bihuan.dossiers.facts import owners_of
from bihuan.dossiers.models import Inspection
from bihuan.supervision.models import Reorganisation
from bihuan.supervision.reorganisation_steps import next_steps
from bihuan.supervision.taking_effect import due
from bihuan.web.todo.desk import MOST, Desk, Task
from bihuan.web.words import word

OFFICE = frozenset({Role.OFFICE})


def reorganisations(desk: Desk) -> Iterator[Task]:
    """Steps to register, days that have come, and units that ended while nobody took an open dossier of theirs over."""
    if not desk.holds(OFFICE):
        return
    at, today = desk.actor.authority_id, desk.actor.today
    for row in due(at, today):
        words = _("The first day of the new order has come; bring it into effect: %(paper)s") % {"paper": row.paper}
        yield Task(words, "", reverse("reorganisation_effect", args=[row.id]))
    open_ones = Reorganisation.objects.filter(authority_id=at, reviewed_on=None, called_off_on=None)
    under_way = list(open_ones.order_by("on"))
    steps = next_steps(under_way)
    for row in under_way:
        step = steps[row.id]
        if not step:
            continue
        named = {StepName.SURVEY, StepName.SUPERVISION}
        url = reverse("reorganisation_step", args=[row.id, step]) if step in named else ""
        words = _("%(step)s: %(paper)s") % {"step": word("reorganisation_step", step), "paper": row.paper}
        yield Task(words, "", url or reverse("reorganisation", args=[row.id]))
    rows = Inspection.objects.filter(authority_id=at, organization__until_on__lt=today).select_related("organization")
    yield from islice(left_behind(desk, list(rows.exclude(stage=InspectionStage.CLOSED).order_by("id"))), MOST + 1)


def left_behind(desk: Desk, dossiers: Sequence[Inspection]) -> Iterator[Task]:
    """Yield dossiers of whose unit nobody answers any more."""
    for dossier, owner in zip(dossiers, owners_of(dossiers, desk.actor.today), strict=True):
        if owner.until_on is not None and owner.until_on < desk.actor.today:
            words = _("%(unit)s has ended, and nobody took its dossier over") % {"unit": owner.name}
            told = urlencode({"unit": str(owner.id)})
            yield desk.task(words, dossier, f"{reverse('successor_name', args=[owner.id])}?{told}")
