"""Reminders straight from the to-do: its kinds of task that have a day and no reminder of their own.

Kind by kind they are kept with the to-do, so that a deed lets those be asked for again that rest on what it wrote.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from uuid import UUID, uuid5

from bihuan.domain.deadlines import thresholds
from bihuan.domain.jurisdiction import Actor
from bihuan.planning.facts import planning_rules
from bihuan.web.lit import Due, Told, lit
from bihuan.web.todo.desk import Task
from bihuan.web.todo.groups import OWN_GROUP
from bihuan.web.todo.supervision import visits_due

OF_DOSSIERS = ("facts_to_answer", "fixes_to_answer", "planned_checks", "leaders_to_tell", "to_follow", "late_units")
# what belongs to no dossier is lit by the office's own rules
OF_THE_HOUSE = ("supervision_plans", "pledges", "unpledged", "shut_out", "teams", "teams_to_ready", "people_to_replace")
# kinds with a day that are reminded by rows of another kind, each with it
REMINDED_AS: Mapping[str, str] = {
    "returned": "to_request",  # where a measure is open again, that measure is reminded of
    "plans_owed": "plans",
}


def dues_of_tasks(kind: str) -> Callable[[Actor], Iterator[Due]]:
    """Return what tells the reminders of a kind of task."""

    def own_dues(actor: Actor) -> Iterator[Due]:
        tasks = [(task, task.due_on) for task in tasks_of(kind, actor) if task.due_on is not None]
        if not tasks:
            return
        of_the_house = thresholds(planning_rules(actor.authority_id, actor.today)) if kind in OF_THE_HOUSE else None
        for task, due_on in tasks:
            limits = of_the_house if kind in OF_THE_HOUSE else task.limits
            due = lit(kind, row_of(actor, kind, task), due_on, actor.today, limits, told_of(task))
            if due is not None:
                yield due

    return own_dues


def tasks_of(kind: str, actor: Actor) -> Sequence[Task]:
    """Return somebody's tasks of a kind; of supervision to be planned the visits alone have a day."""
    return visits_due(actor) if kind == "supervision_plans" else OWN_GROUP[kind](actor).tasks


def row_of(actor: Actor, kind: str, task: Task) -> UUID:
    """Return what a task is put aside by, the same in every language: where it is done, and what it is about."""
    return uuid5(actor.authority_id, f"{kind} {task.url} {task.about}")


def told_of(task: Task) -> Told:
    return Told(task.words, task.unit, task.url)
