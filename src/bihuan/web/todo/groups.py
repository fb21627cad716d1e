"""Everything that waits for somebody, kind by kind; a kind is asked for once until a deed may have changed it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.functional import Promise
from django.utils.safestring import SafeString

from bihuan.domain.jurisdiction import Actor
from bihuan.web.remembered import remembered
from bihuan.web.todo import KINDS
from bihuan.web.todo.desk import MOST, Desk, Task
from bihuan.web.todo.filings import tongue
from bihuan.web.todo.kind import Kind
from bihuan.web.todo.lines import lines_of


@dataclass(frozen=True)
class Group:
    """Tasks of one kind."""

    name: str
    title: str | Promise
    tasks: tuple[Task, ...]
    has_more: bool = False

    @cached_property
    def lines(self) -> SafeString:
        """Return the tasks as rows of HTML."""
        return lines_of(self.tasks)


@remembered(tongue)
def todo_of(actor: Actor) -> tuple[Group, ...]:
    """Return everything that waits for somebody now, what is due first in front."""
    return tuple(one for one in (own_group(actor) for own_group in GROUPS) if one.tasks)


def kept(kind: Kind) -> Callable[[Actor], Group]:
    """Return what tells somebody's tasks of a kind."""

    @remembered(tongue)
    def own_group(actor: Actor) -> Group:
        return group_of(kind, Desk(actor))  # a desk of its own, for a desk keeps what it has read

    return own_group


def group_of(kind: Kind, desk: Desk) -> Group:
    found = sorted(kind.tasks(desk), key=lambda task: (task.due_on is None, task.due_on or date.max))
    return Group(kind.name, kind.title, tuple(found[:MOST]), len(found) > MOST)


OWN_GROUP = {kind.name: kept(kind) for kind in KINDS}
GROUPS = tuple(OWN_GROUP.values())
