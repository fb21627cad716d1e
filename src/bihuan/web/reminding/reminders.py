"""What is due soon or overdue for somebody: the tasks of his to-do that have a day, asked for in one query.

From how many days before on something is due soon, the lamps of the rules say that bind its dossier. What was put
aside is left out until its lamp changes; it stays on the to-do, for putting aside is not doing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import DateField, Exists, F, Model, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bihuan.access.actors import under
from bihuan.access.models import PutAside
from bihuan.desk.sight import cut_to_sight
from bihuan.domain.deadlines import DeadlineName
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.finding import RECEIVERS, FindingStage
from bihuan.domain.lifecycle.finding import STEPS as FINDING_STEPS
from bihuan.domain.lifecycle.inspection import STANDING, STEPS, InspectionStage
from bihuan.domain.roles import Role
from bihuan.dossiers.models import Finding, Inspection
from bihuan.dossiers.rulebooks import rulebook_of
from bihuan.rectification.long_term import to_look_at
from bihuan.rectification.models import Extension, Measure, Plan
from bihuan.rectification.sign_off import all_done
from bihuan.web.dues import dues_of
from bihuan.web.lamps import Lamps
from bihuan.web.lit import Due, lit
from bihuan.web.reminding.dues_beside import dues_beside
from bihuan.web.reminding.dues_of_tasks import OF_DOSSIERS, OF_THE_HOUSE
from bihuan.web.todo import KINDS as TODO_KINDS
from bihuan.web.todo.desk import IN_SIGHT

M = TypeVar("M", bound=Model)
KINDS: Mapping[str, Promise] = {
    "measures": _("Measures to carry out"),
    "to_request": _("Sign-off to request"),
    "plans": _("Plans to hand in"),
    "extensions": _("Extensions to decide"),
    "looks": _("Long-term findings to look at again"),
    "declarations": _("Declarations I owe"),
    "undeclared": _("Who has not declared"),
    "meetings_owed": _("Democratic-life meeting to record"),
    "periodic": _("Periodic reports"),
    "filings": _("Papers to file with the level above"),
    "guidance": _("To answer to the level above"),
    "notices": _("Copy notices to answer"),
    "errands": _("Papers to answer"),
    **{kind.name: kind.title for kind in TODO_KINDS if kind.name in ("unfollowed", *OF_DOSSIERS, *OF_THE_HOUSE)},
}
DURING_RECTIFICATION = [FindingStage.RECTIFYING, FindingStage.LONG_TERM]


def dues(actor: Actor, *, with_aside: bool = False) -> Iterator[Due]:
    """Return what is overdue or due soon for somebody; `with_aside` also what he put aside."""
    yield from dues_beside(actor, with_aside=with_aside)
    bound = Bound(actor)
    for kind, row_id, on, packs, feedback_on in answers_to(*question(actor, with_aside, connection.vendor)):
        due = bound.due(kind, UUID(str(row_id)), day_of(on), packs, day_of(feedback_on))
        if due is not None:
            yield due


@lru_cache(maxsize=1024)
def question(actor: Actor, with_aside: bool, _vendor: str) -> tuple[str, tuple[Any, ...]]:
    """Return what is asked for somebody on a day: the same on every page, and dear to write anew each time."""
    held = {kind: rows for kind, rows in parts_for(actor).items() if rows is not None}
    return written([shown(actor, kind, rows, with_aside) for kind, rows in held.items()])


def written(parts: Sequence[QuerySet[Any]]) -> tuple[str, tuple[Any, ...]]:
    """Return one question for the rows of all parts, as SQL and its values; an empty one where no row can fit."""
    if not parts:
        return "", ()
    first, *others = parts
    asked = first.union(*others, all=True) if others else first
    try:
        sql, values = asked.query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:  # a role that reaches nothing, such as that of a supervision office without its place
        return "", ()
    return sql, tuple(values)


def answers_to(sql: str, values: tuple[Any, ...]) -> list[Any]:
    if not sql:
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows: list[Any] = cursor.fetchall()
        return rows


def day_of(value: Any) -> date | None:
    """Return a day as the stores give it: SQLite as text."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def shown(actor: Actor, kind: str, rows: QuerySet[Any], with_aside: bool) -> QuerySet[Any]:
    """Return the rows of a kind as they are counted, without those put aside."""
    if not with_aside and actor.account_id is not None:
        aside = PutAside.objects.filter(account_id=actor.account_id, kind=kind, row_id=OuterRef("pk"))
        rows = rows.filter(~Exists(aside.filter(authority_id=actor.authority_id, until_on__gt=actor.today)))
    lead = "" if kind == "plans" else "inspection__"
    on = {"extensions": F("measure__due_on"), "looks": F("next_look_on"), "plans": None}.get(kind, F("due_on"))
    told = Cast(on if on is not None else Value(None), output_field=DateField())
    rows = rows.select_related(None).order_by().annotate(said=Value(kind), told_on=told)
    return rows.values_list("said", "pk", "told_on", f"{lead}packs", f"{lead}feedback_on")


def parts_for(actor: Actor) -> Mapping[str, QuerySet[Any] | None]:
    """Return the rows of each kind within reach of the roles whose move they are; None where none is held."""
    until = actor.today + IN_SIGHT
    measures = Measure.objects.filter(done_on=None, removed_on=None, due_on__lte=until)
    measures = measures.filter(finding__stage__in=DURING_RECTIFICATION)
    measures = measures.exclude(finding__stage=FindingStage.LONG_TERM, finding__next_look_on__isnull=False)
    standing = Plan.objects.filter(authority_id=OuterRef("authority_id"), inspection=OuterRef("pk"), returned_on=None)
    plans = Inspection.objects.filter(~Exists(standing), stage=InspectionStage.RECTIFYING)
    extensions = Extension.objects.filter(approved_on=None, refused_on=None, measure__due_on__lte=until)
    return {
        "measures": of_dossiers(actor, measures, FINDING_STEPS["report_progress"].roles),
        "plans": cut_to_sight(plans, actor, STEPS["submit_plan"].roles, stage="stage")
        if actor.roles & STEPS["submit_plan"].roles
        else None,
        "extensions": of_dossiers(actor, extensions, FINDING_STEPS["approve_extension"].roles),
        "to_request": to_request(actor, until),
        "looks": looks(actor, until),
        "unfollowed": unfollowed(actor, until),
    }


def of_dossiers(actor: Actor, rows: QuerySet[M], roles: frozenset[Role]) -> QuerySet[M] | None:
    if not actor.roles & roles:
        return None
    return cut_to_sight(rows, actor, roles, prefix="inspection__", dossier="id", stage="inspection__stage")


def to_request(actor: Actor, until: date) -> QuerySet[Finding] | None:
    """Return the findings whose measures are all done, sent back or not, for whoever requests their sign-off."""
    step = FINDING_STEPS["request_sign_off"]
    if not actor.roles & step.roles:
        return None
    rows = all_done(until).filter(inspection__stage__in=step.dossier or list(STANDING))
    return cut_to_sight(rows, actor, step.roles, dossier="inspection_id", stage="inspection__stage")


def looks(actor: Actor, until: date) -> QuerySet[Finding] | None:
    """Return the long-term findings to look at: for the office, and for the body that accepted them."""
    rows = to_look_at(until).filter(inspection__stage__in=FINDING_STEPS["follow_long_term"].dossier or list(STANDING))
    found: list[QuerySet[Finding]] = []
    for roles, own in ((frozenset({Role.OFFICE}), Q()), (RECEIVERS, received_by(actor))):
        if actor.roles & roles:
            cut = cut_to_sight(rows, actor, roles, dossier="inspection_id", stage="inspection__stage")
            found.append(cut.filter(own))
    return None if not found else found[0] if len(found) == 1 else found[0] | found[1]


def unfollowed(actor: Actor, until: date) -> QuerySet[Finding] | None:
    """Return the long-term findings that nobody follows, for whoever hands them over."""
    step = FINDING_STEPS["take_back"]
    if not actor.roles & step.roles:
        return None
    rows = Finding.objects.filter(stage=FindingStage.LONG_TERM, handed_over_to=None, due_on__lte=until)
    rows = rows.filter(inspection__stage__in=step.dossier or list(STANDING))
    return cut_to_sight(rows, actor, step.roles, dossier="inspection_id", stage="inspection__stage")


def received_by(actor: Actor) -> Q:
    """Return the condition that somebody's body accepted a finding: `jurisdiction.receives`, for a list."""
    condition = Q(pk__in=[])
    if actor.organization_id is not None:
        condition |= Q(handed_over_to_id=actor.organization_id)
    for duty in actor.running():
        if duty.role is Role.SUPERVISION_OFFICE and duty.path:
            condition |= under("handed_over_to__path", duty.path)
        if duty.role is Role.RESIDENT_DISCIPLINE and actor.organization_id is None:
            of_one = duty.dossier_id is not None
            there = Q(inspection_id=duty.dossier_id) if of_one else under("organization_path", duty.path)
            condition |= there & ~Q(handed_over_to__path=F("supervision_path")) & Q(handed_over_to__isnull=False)
    return condition & Q(hand_over_accepted_on__isnull=False)


class Bound:
    """The rules that bind dossiers, each set looked up once."""

    def __init__(self, actor: Actor) -> None:
        self.actor, self.lamps = actor, Lamps(actor.today)
        self._dossiers: dict[tuple[str, date | None], Inspection] = {}
        self._plan_days: dict[tuple[str, date | None], date | None] = {}

    def due(self, kind: str, row_id: UUID, on: date | None, packs: Any, feedback_on: date | None) -> Due | None:
        """Return a row as a reminder; None where it is not due soon."""
        packs = json.loads(packs) if isinstance(packs, str) else packs
        key = (json.dumps(packs), feedback_on)
        if key not in self._dossiers:
            at = self.actor.authority_id
            self._dossiers[key] = Inspection(authority_id=at, packs=packs, feedback_on=feedback_on)
        day = self.plan_day(key) if kind == "plans" else on
        if day is None:
            return None
        return lit(kind, row_id, day, self.actor.today, self.lamps.limits(self._dossiers[key]))

    def plan_day(self, key: tuple[str, date | None]) -> date | None:
        if key not in self._plan_days:
            one, today = self._dossiers[key], self.actor.today
            told = (due.deadline for due in dues_of(one, rulebook_of(one, today), today, {}))
            days = (one.due for one in told if one.what is DeadlineName.RECTIFICATION_PLAN)
            self._plan_days[key] = next(days, None)
        return self._plan_days[key]
