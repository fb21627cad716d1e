"""Which units are behind, for the office and the leading group: what dossiers owe, and findings past their day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import ngettext

from bihuan.domain.deadlines import DeadlineName
from bihuan.domain.roles import Role
from bihuan.dossiers.models import Inspection
from bihuan.web.figures import by_dossier
from bihuan.web.late_dues import Late, late_dues
from bihuan.web.todo.desk import MOST, Desk, Task
from bihuan.web.words import word

WATCHERS = frozenset({Role.OFFICE, Role.LEADING_GROUP})
# what the office finds among its other tasks: meetings to record, visits to plan, consequences to follow
ELSEWHERE = frozenset({DeadlineName.DEMOCRATIC_LIFE_MEETING.value, DeadlineName.RETURN_VISIT.value})


def late_units(desk: Desk) -> Iterator[Task]:
    """What units owe since a day before today; the leading group is told of late findings, too, unit by unit."""
    if not desk.holds(WATCHERS):
        return
    of_office = desk.holds({Role.OFFICE})
    shown = [one for one in late_dues(desk.actor) if not (of_office and is_elsewhere(one))][: MOST + 1]
    counted = [] if of_office else late_findings(desk)
    rows = Inspection.objects.filter(authority_id=desk.actor.authority_id)
    known = rows.in_bulk({one.inspection_id for one in shown} | {told[0] for told in counted})
    for one in shown:
        url = reverse("dossier", args=[one.inspection_id])
        yield desk.task(word(one.family, one.what), known[one.inspection_id], url, one.due, about=one.what)
    for dossier, number, first in counted:
        words = ngettext("%(number)s finding overdue", "%(number)s findings overdue", number) % {"number": number}
        url = f"{reverse('findings')}?{urlencode({'lamp': 'red', 'dossier': dossier})}"
        yield desk.task(words, known[dossier], url, first)


def is_elsewhere(one: Late) -> bool:
    return one.family == "consequence" or one.what in ELSEWHERE


def late_findings(desk: Desk) -> list[tuple[UUID, int, date]]:
    """Return how many findings of each dossier are past their day, and since when the first is."""
    _dossiers, sums = by_dossier(desk.actor)
    late = [(told.overdue_since, dossier, told.overdue) for dossier, told in sums.items() if told.overdue_since]
    return [(dossier, number, first) for first, dossier, number in sorted(late)[: MOST + 1]]
