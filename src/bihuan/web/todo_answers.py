"""Papers that owe an answer, on the to-do and among the reminders of whoever owes it and of the chasing office."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.urls import reverse

from bihuan.domain.jurisdiction import Actor, roles_on
from bihuan.domain.lifecycle.inspection import NOTICED, STEPS
from bihuan.domain.roles import Role
from bihuan.dossiers.models import Inspection
from bihuan.feedback.answering import body_of, may_answer
from bihuan.feedback.models import CopyNotice
from bihuan.web.todo_desk import Desk, Task
from bihuan.web.words import word

OFFICE = frozenset({Role.OFFICE})
ANSWERING = NOTICED | OFFICE


def notices_wanted(desk: Desk) -> Iterator[tuple[CopyNotice, Task]]:
    """Return the copy notices that somebody has to answer, or to chase, what is due first in front."""
    if not desk.holds(ANSWERING):
        return
    rows = CopyNotice.objects.select_related("inspection__supervision_office").filter(answered_on=None)
    rows = rows.filter(inspection__stage__in=STEPS["answer_copy_notice"].sources).order_by("due_on", "id")
    body = body_of(desk.actor) if desk.holds(NOTICED) else ""
    for row in desk.reach(rows, ANSWERING):
        if is_mine(desk.actor, row, body):
            url = f"{reverse('dossier_do', args=[row.inspection_id, 'answer_copy_notice'])}?notice_id={row.id}"
            said = f"{word('role', row.to)} · {row.addressee}"
            yield row, desk.task(said, row.inspection, url, row.due_on)


def is_mine(actor: Actor, row: CopyNotice, body: str) -> bool:
    held = roles_on(actor, row.inspection.thing)
    return bool(held & OFFICE) or any(may_answer(role, row, row.inspection, body) for role in held & NOTICED)


def notices(desk: Desk) -> Iterator[Task]:
    """Copy notices that nobody has answered."""
    yield from (task for _row, task in notices_wanted(desk))


def answers_wanted(desk: Desk) -> Iterator[tuple[str, UUID, Inspection, Task]]:
    """Return everything that owes an answer by a day: its kind, its row, the dossier whose rules light it, the task."""
    for row, task in notices_wanted(desk):
        yield "notices", row.id, row.inspection, task
