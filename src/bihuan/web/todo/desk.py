"""A desk: whoever looks at the to-do, what of each kind is within his reach, and how a task is told."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from bihuan.desk.sight import cut_to_sight
from bihuan.domain.deadlines import LampThresholds
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.finding import STEPS as FINDING_STEPS
from bihuan.domain.lifecycle.inspection import RUNNING, STANDING
from bihuan.domain.roles import Role
from bihuan.dossiers.models import Finding, Inspection
from bihuan.teams.declarations import inspector_of_account
from bihuan.teams.models import Inspector
from bihuan.web.lamps import Lamps, Shown

# how far ahead every to-do and reminder looks: no lamp is lit earlier (the lamps themselves stand in the rule packs)
IN_SIGHT = timedelta(days=60)
MOST = 50  # tasks shown of one kind; the rest is behind the link to the list
M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Task:
    """One thing to do: what, of which unit, by when, and the page where it is done.

    `limits` light the lamp of a dossier's task; `about` tells those apart that are done on one page.
    """

    words: str
    unit: str
    url: str
    due_on: date | None = None
    lamp: Shown | None = None
    note: str = ""
    limits: LampThresholds | None = None
    about: str = ""


class Desk:
    """Whoever looks, with the lamps of this page."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.lamps = Lamps(actor.today)

    @cached_property
    def bound(self) -> list[tuple[list[Any], date | None]]:
        """The packs that running dossiers of the authority are bound to, with the days of their feedback."""
        running = Inspection.objects.filter(authority_id=self.actor.authority_id, stage__in=RUNNING)
        return list(running.order_by().values_list("packs", "feedback_on").distinct())

    @cached_property
    def inspector(self) -> Inspector | None:
        """Whom of the pool the account belongs to."""
        return inspector_of_account(self.actor)

    def reach(self, rows: QuerySet[M], roles: Collection[Role], *, prefix: str = "inspection__") -> Iterable[M]:
        """Return the most urgent rows of dossiers where one of these roles reaches; none where none is held."""
        return self.all_in_reach(rows, roles, prefix=prefix)[: MOST + 1] if self.holds(roles) else ()

    def all_in_reach(self, rows: QuerySet[M], roles: Collection[Role], *, prefix: str = "inspection__") -> QuerySet[M]:
        """Return all rows of dossiers where one of these roles reaches; `prefix` leads to the dossier's columns."""
        if prefix:
            return cut_to_sight(rows, self.actor, roles, prefix=prefix, dossier="id", stage="inspection__stage")
        return cut_to_sight(rows, self.actor, roles, stage="stage")

    def holds(self, roles: Collection[Role]) -> bool:
        return bool(self.actor.roles & frozenset(roles))

    def task(
        self, words: str, row: Inspection, url: str, due: date | None = None, note: str = "", about: str = ""
    ) -> Task:
        limits = self.lamps.limits(row) if due else None
        return Task(words, row.organization_name, url, due, self.lamps.of(row, due), note, limits, about)


def findings_for(desk: Desk, step_name: str, rows: QuerySet[Finding]) -> Iterable[Finding]:
    """Return the findings on which one of the step's roles is held, in dossiers that know the step."""
    roles = FINDING_STEPS[step_name].roles
    return all_findings_for(desk, step_name, rows, roles)[: MOST + 1] if desk.holds(roles) else ()


def all_findings_for(desk: Desk, step_name: str, rows: QuerySet[Finding], roles: Collection[Role]) -> QuerySet[Finding]:
    """Return all findings within reach of these roles, in dossiers that know the step, what is due first in front."""
    at = FINDING_STEPS[step_name].dossier or list(STANDING)
    fitting = rows.select_related("inspection").filter(inspection__stage__in=at).order_by("due_on", "id")
    return cut_to_sight(fitting, desk.actor, roles, dossier="inspection_id", stage="inspection__stage")


def about(finding: Finding) -> str:
    return f"{finding.number} {finding.title}"
