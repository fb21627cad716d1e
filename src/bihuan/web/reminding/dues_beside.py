"""Reminders whose day no column of a dossier has: calls, meetings, periodic reports, the level above, dated tasks.

Each part is kept by itself until a deed may have changed it, for the bell that counts them stands on every page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bihuan.access.models import PutAside
from bihuan.domain.deadlines import thresholds
from bihuan.domain.jurisdiction import Actor
from bihuan.planning.facts import planning_rules
from bihuan.teams.calling import due_to
from bihuan.web.lit import Due, lit
from bihuan.web.remembered import remembered
from bihuan.web.reminding.dues_of_tasks import OF_DOSSIERS, OF_THE_HOUSE, dues_of_tasks, told_of
from bihuan.web.todo.answers import answers_wanted
from bihuan.web.todo.desk import Desk
from bihuan.web.todo.filings import OFFICE, filings_of, guidance_of, tongue
from bihuan.web.todo.places import periodic_wanted
from bihuan.web.todo.tasks import meetings_wanted


def dues_beside(actor: Actor, *, with_aside: bool) -> Iterator[Due]:
    """Return these reminders of somebody; `with_aside` also what he put aside."""
    found = [due for own_part in PARTS for due in own_part(actor)]
    if not found or actor.account_id is None:
        return
    aside = PutAside.objects.filter(authority_id=actor.authority_id, until_on__gt=actor.today)
    resting = aside.filter(account__pk=actor.account_id, kind__in=sorted({due.kind for due in found}))
    hidden = set() if with_aside else set(resting.values_list("kind", "row_id"))
    yield from (due for due in found if (due.kind, due.row_id) not in hidden)


def of_calls(actor: Actor) -> Iterator[Due]:
    """Return what calls of the pool want; they belong to no dossier, the office's own rules light them."""
    called = list(due_to(actor))
    if not called or actor.account_id is None:
        return
    limits = thresholds(planning_rules(actor.authority_id, actor.today))
    for kind, call in called:
        due = lit(kind, call.id, call.answer_by, actor.today, limits)
        if due is not None:
            yield due


def of_meetings(actor: Actor) -> Iterator[Due]:
    """Return the democratic-life meetings that the rules of a dossier ask for."""
    desk = Desk(actor)
    for row, day, task in meetings_wanted(desk):
        due = lit("meetings_owed", row.id, day, actor.today, desk.lamps.limits(row), told_of(task))
        if due is not None:
            yield due


def of_periodic_reports(actor: Actor) -> Iterator[Due]:
    """Return the periodic reports that the office called for, as far as the rules of a dossier ask for them."""
    desk = Desk(actor)
    for report, row, task in periodic_wanted(desk):
        due = lit("periodic", report.id, report.due_on, actor.today, desk.lamps.limits(row), told_of(task))
        if due is not None:
            yield due


def of_the_level_above(actor: Actor) -> Iterator[Due]:
    """Return what is owed to the level above, and what it wants answered; the office answers for both."""
    if not actor.roles & OFFICE:
        return
    owed = [("filings", *one) for one in filings_of(actor)] + [("guidance", *one) for one in guidance_of(actor)]
    if not owed:
        return
    limits = thresholds(planning_rules(actor.authority_id, actor.today))
    for kind, row_id, task in owed:
        due = lit(kind, row_id, task.due_on, actor.today, limits, told_of(task)) if task.due_on else None
        if due is not None:
            yield due


def of_answers(actor: Actor) -> Iterator[Due]:
    """Return the answers that are owed to papers, for whoever owes them and for the office."""
    desk = Desk(actor)
    for kind, row_id, limits, task in answers_wanted(desk):
        due = lit(kind, row_id, task.due_on, actor.today, limits, told_of(task)) if task.due_on else None
        if due is not None:
            yield due


def kept(part: Callable[[Actor], Iterator[Due]]) -> Callable[[Actor], tuple[Due, ...]]:
    """Return what tells a part of somebody's reminders."""

    @remembered(tongue)
    def own_part(actor: Actor) -> tuple[Due, ...]:
        return tuple(part(actor))

    return own_part


OF_TASKS = tuple(dues_of_tasks(kind) for kind in (*OF_DOSSIERS, *OF_THE_HOUSE))
PARTS = tuple(
    kept(part) for part in (of_calls, of_meetings, of_periodic_reports, of_the_level_above, of_answers, *OF_TASKS)
)
