"""The number of the bell: how much is overdue for somebody and how much due soon, counted and not listed.

What has the same day and rules is counted at once; whoever reaches every dossier has his numbers kept by dossier.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, DateField, QuerySet

from bihuan.access.models import PutAside
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.roles import Role
from bihuan.dossiers.models import Inspection
from bihuan.ledger.prepared import Prepared, Slot, filled
from bihuan.web.by_dossier import ByDossier
from bihuan.web.remembered import remembered
from bihuan.web.reminding.dues_beside import dues_beside
from bihuan.web.reminding.reminders import Bound, answers_to, day_of, parts_for, shown, written

NO_ROW = UUID(int=0)
FEW = 8  # dossiers that are asked for one by one; of more, all are


@dataclass(frozen=True)
class Number:
    """How many things are overdue, and how many due soon."""

    overdue: int
    soon: int

    @property
    def both(self) -> int:
        return self.overdue + self.soon


def put_aside(actor: Actor) -> tuple[Any, ...]:
    """Return what somebody has put aside today; it is scratch and stands in no ledger."""
    if actor.account_id is None:
        return ()
    return tuple(ASIDE.ask(authority=actor.authority_id, account=actor.account_id, today=actor.today))


def those_aside() -> QuerySet[PutAside, Any]:
    own = PutAside.objects.filter(authority_id=Slot("authority"), account_id=Slot("account"))
    return own.filter(until_on__gt=Slot("today", DateField())).order_by("id").values_list("id", "until_on")


ASIDE = Prepared(those_aside)


@remembered(put_aside, told_beside={PutAside._meta.db_table})
def number_of(actor: Actor) -> Number:
    """Count what is overdue and due soon; what has the same day and rules is counted at once."""
    is_none_aside = not put_aside(actor)  # then nothing has to be looked up among what was, row by row
    beside = list(dues_beside(actor, with_aside=is_none_aside))
    overdue = sum(due.is_over for due in beside)
    soon = len(beside) - overdue
    bound = Bound(actor)
    for kind, on, packs, feedback_on, number in counts_for(actor, is_none_aside):
        due = bound.due(kind, NO_ROW, day_of(on), packs, day_of(feedback_on))
        if due is not None:
            overdue, soon = (overdue + number, soon) if due.is_over else (overdue, soon + number)
    return Number(overdue, soon)


def counts_for(actor: Actor, is_none_aside: bool) -> list[Any]:
    """Return how many reminders somebody has by kind, day and rules: one query, but for whoever reaches every dossier.

    For them the numbers are kept by dossier, and after a deed its dossier alone is asked for.
    """
    if not (is_none_aside and Role.OFFICE in actor.roles):
        return answers_to(*question_of_number(actor, is_none_aside, connection.vendor))
    found = Counter[tuple[Any, ...]]()
    for told in COUNTS.of(actor.authority_id, actor, dossiers_there(actor)).values():
        for *same, number in told:
            found[tuple(same)] += number
    return [(*same, number) for same, number in found.items()]


@remembered()
def dossiers_there(actor: Actor) -> tuple[UUID, ...]:
    """Return the dossiers of somebody's authority."""
    return tuple(Inspection.objects.filter(authority_id=actor.authority_id).values_list("id", flat=True))


def counts_by_dossier(_authority: UUID, actor: Actor, dossiers: Sequence[UUID]) -> dict[UUID, list[Any]]:
    """Return the reminders of dossiers by kind, day and rules, with their number."""
    if len(dossiers) > FEW:
        rows = answers_to(*question_by_dossier(actor, False, connection.vendor))
    else:
        sql, values = question_by_dossier(actor, True, connection.vendor)
        asked = [filled(values, {"dossier": one}, connection) for one in dossiers]
        rows = [row for own in asked for row in answers_to(sql, own)]
    found: dict[UUID, list[Any]] = {}
    for one, *told in rows:
        found.setdefault(UUID(str(one)), []).append(told)
    return found


COUNTS = ByDossier(counts_by_dossier)


@lru_cache(maxsize=256)
def question_by_dossier(actor: Actor, of_one: bool, _vendor: str) -> tuple[str, tuple[Any, ...]]:
    """Return what is asked to count somebody's reminders by dossier on a day, of all or of one; none is put aside."""
    parts = []
    for kind, rows in parts_for(actor).items():
        if rows is not None:
            column = "pk" if rows.model is Inspection else "inspection_id"
            own = rows.filter(**{column: Slot("dossier")}) if of_one else rows
            parts.append(counted(shown(actor, kind, own, True), column))
    return written(parts)


@lru_cache(maxsize=1024)
def question_of_number(actor: Actor, with_aside: bool, _vendor: str) -> tuple[str, tuple[Any, ...]]:
    """Return what is asked to count somebody's reminders on a day; `with_aside` also what he put aside."""
    held = {kind: rows for kind, rows in parts_for(actor).items() if rows is not None}
    return written([counted(shown(actor, kind, rows, with_aside)) for kind, rows in held.items()])


def counted(rows: QuerySet[Any], *beside: str) -> QuerySet[Any]:
    """Return reminders by kind, day and rules (and by a column `beside` them), with their number."""
    lead = "" if rows.model is Inspection else "inspection__"
    same: QuerySet[Any] = rows.values_list(*beside, "said", "told_on", f"{lead}packs", f"{lead}feedback_on")
    counts: QuerySet[Any] = same.annotate(number=Count("*"))
    return counts
