"""Papers that owe an answer, on the to-do and among the reminders of whoever owes it and of the chasing office."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.urls import reverse

from bihuan.domain.deadlines import LampThresholds, lamp, thresholds
from bihuan.domain.jurisdiction import Actor, roles_on
from bihuan.domain.lifecycle.inspection import NOTICED, STEPS
from bihuan.domain.roles import ADMINISTRATORS, Role
from bihuan.feedback.answering import answer_rules, body_of, may_answer
from bihuan.feedback.errands import errands_owed
from bihuan.feedback.models import CopyNotice
from bihuan.feedback.sent import Errand, Instruction, Letter
from bihuan.web.lamps import Shown, days_words
from bihuan.web.remembered import remembered
from bihuan.web.todo.desk import MOST, Desk, Task
from bihuan.web.todo.filings import tongue
from bihuan.web.words import deed_words, word

OFFICE = frozenset({Role.OFFICE})
ANSWERING = NOTICED | OFFICE
BODIES = frozenset(Role) - ADMINISTRATORS  # whose body something may go to


def notices_wanted(desk: Desk) -> Iterator[tuple[CopyNotice, Task]]:
    """Return the copy notices that somebody has to answer, or to chase, what is due first in front."""
    if not desk.holds(ANSWERING):
        return
    rows = CopyNotice.objects.select_related("inspection__supervision_office").filter(answered_on=None)
    rows = rows.filter(inspection__stage__in=STEPS["answer_copy_notice"].sources).order_by("due_on", "id")
    body = body_of(desk.actor) if desk.holds(NOTICED) else ""
    for row in desk.reach(rows, ANSWERING):
        if is_my_notice(desk.actor, row, body):
            url = f"{reverse('dossier_do', args=[row.inspection_id, 'answer_copy_notice'])}?notice_id={row.id}"
            said = f"{word('role', row.to)} · {row.addressee}"
            yield row, desk.task(said, row.inspection, url, row.due_on)


def is_my_notice(actor: Actor, row: CopyNotice, body: str) -> bool:
    held = roles_on(actor, row.inspection.thing)
    return bool(held & OFFICE) or any(may_answer(role, row, row.inspection, body) for role in held & NOTICED)


@remembered(tongue)
def errands_of(actor: Actor) -> tuple[tuple[UUID, LampThresholds | None, Task], ...]:
    """Return what went to one's body and is not answered, to the office all of it; with the lamps that light it."""
    rows = list(errands_owed(actor)[: MOST + 1])
    if not rows:
        return ()
    limits = thresholds(answer_rules(actor.authority_id, actor.today))
    found = []
    for row in rows:
        shown = Shown(lamp(row.due_on, actor.today, limits), days_words(row.due_on, actor.today))
        said = f"{word('errand', row.kind)} · {row.matter}"
        task = Task(said, row.receiver.name, reverse("errand", args=[row.id]), row.due_on, shown)
        found.append((row.id, limits, task))
    return tuple(found)


def errands(desk: Desk) -> Iterator[Task]:
    """Letters, instructions and matters handed over that are not answered."""
    yield from (task for _row, _limits, task in errands_of(desk.actor)) if desk.holds(BODIES) else ()


def letters_to_send(desk: Desk) -> Iterator[Task]:
    """Letters that are written and not sent, and instructions that nobody was given to do."""
    if not desk.holds(OFFICE):
        return
    at = desk.actor.authority_id
    for row in Letter.objects.filter(authority_id=at, sent_on=None, withdrawn_on=None).select_related("receiver"):
        yield Task(f"{deed_words('send_letter')} · {row.matter}", row.receiver.name, reverse("letter", args=[row.id]))
    routed = Errand.objects.filter(authority_id=at, instruction=OuterRef("pk"))
    rows = Instruction.objects.filter(~Exists(routed)).select_related("inspection").order_by("on", "id")
    for one in desk.reach(rows, OFFICE):
        url = f"{reverse('dossier_do', args=[one.inspection_id, 'route_instruction'])}?number={one.number}"
        yield desk.task(f"{deed_words('route_instruction')} · {one.words}", one.inspection, url)


def notices(desk: Desk) -> Iterator[Task]:
    """Copy notices that nobody has answered."""
    yield from (task for _row, task in notices_wanted(desk))


def answers_wanted(desk: Desk) -> Iterator[tuple[str, UUID, LampThresholds | None, Task]]:
    """Return everything that owes an answer by a day: its kind, its row, the lamps that light it, the task."""
    for row, task in notices_wanted(desk):
        yield "notices", row.id, desk.lamps.limits(row.inspection), task
    if desk.holds(BODIES):
        yield from (("errands", *one) for one in errands_of(desk.actor))
