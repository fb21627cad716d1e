"""A kind of task on a to-do: what it is called, whose it is, how its tasks are found."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from bihuan.domain.roles import Role
from bihuan.web.todo.desk import Desk, Task


@dataclass(frozen=True)
class Kind:
    """A kind of task: its title, what an empty to-do says will arrive, whose it is, and how it is found."""

    name: str
    title: Promise
    arrives: Promise
    roles: frozenset[Role]
    tasks: Callable[[Desk], Iterable[Task]]
