"""Long-term findings on the to-do: what a body has to accept, and what is due to be looked at again."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.domain.deadlines import Lamp
from bihuan.domain.jurisdiction import Actor, receives, roles_on
from bihuan.domain.lifecycle.finding import RECEIVERS, FindingStage
from bihuan.domain.roles import Role
from bihuan.dossiers.models import Finding
from bihuan.rectification.long_term import to_look_at
from bihuan.web.todo.desk import IN_SIGHT, MOST, Desk, Task, about, all_findings_for, findings_for

A_FEW = 2 * MOST  # rows fetched together: as a rule those that are shown are among them


def hand_overs(desk: Desk) -> Iterator[Task]:
    """Long-term findings that wait to be accepted by whoever looks: the body they went to, and nobody else."""
    if not desk.holds(RECEIVERS):
        return
    waiting = Finding.objects.filter(stage=FindingStage.LONG_TERM, hand_over_accepted_on=None)
    rows = waiting.filter(handed_over_to__isnull=False).select_related("handed_over_to")
    found = all_findings_for(desk, "accept_hand_over", rows, RECEIVERS).iterator(A_FEW)
    for row in islice((row for row in found if is_received(desk.actor, row)), MOST + 1):
        yield desk.task(about(row), row.inspection, reverse("finding_do", args=[row.id, "accept_hand_over"]))


def looks(desk: Desk) -> Iterator[Task]:
    """Long-term findings whose next look is near, due or overdue: for the body that follows them, and the office."""
    roles = RECEIVERS | {Role.OFFICE}
    if not desk.holds(roles):
        return
    rows = to_look_at(desk.actor.today + IN_SIGHT).select_related("handed_over_to")
    found = all_findings_for(desk, "follow_long_term", rows, roles).iterator(A_FEW)
    mine = (row for row in found if is_followed(desk.actor, row))
    yield from islice((task for task in (look(desk, row) for row in mine) if is_lit(desk, task)), MOST + 1)


def look(desk: Desk, row: Finding) -> Task:
    """Lead to the look itself once the hand-over is accepted; before that the office sees whom it waits for."""
    to = row.handed_over_to.name if row.handed_over_to else ""
    if row.hand_over_accepted_on is None:
        note = _("not accepted yet by %(receiver)s") % {"receiver": to}
        return desk.task(about(row), row.inspection, reverse("finding", args=[row.id]), row.next_look_on, note)
    url = reverse("finding_do", args=[row.id, "follow_long_term"])
    return desk.task(about(row), row.inspection, url, row.next_look_on, to)


def unfollowed(desk: Desk) -> Iterator[Task]:
    """Long-term findings that were taken over and that nobody follows: for the office to hand over."""
    rows = Finding.objects.filter(stage=FindingStage.LONG_TERM, handed_over_to=None)
    for row in findings_for(desk, "take_back", rows):
        yield desk.task(about(row), row.inspection, reverse("finding", args=[row.id]), row.due_on)


def is_lit(desk: Desk, task: Task) -> bool:
    """True where the lamp is lit; from the due day on also where the rules set no lamps."""
    is_due = task.due_on is not None and task.due_on <= desk.actor.today
    return is_due or (task.lamp is not None and task.lamp.colour is not Lamp.NONE)


def is_received(actor: Actor, row: Finding) -> bool:
    """True for somebody of the body a finding was handed over to."""
    to = row.handed_over_to
    return to is not None and receives(actor, row.inspection.thing, to.id, to.path)


def is_followed(actor: Actor, row: Finding) -> bool:
    """True for the office, and for the body that has accepted a finding."""
    if Role.OFFICE in roles_on(actor, row.inspection.thing):
        return True
    return row.hand_over_accepted_on is not None and is_received(actor, row)
