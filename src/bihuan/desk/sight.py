"""What a reader may see of dossiers: lists cut to his scope in the database, and the parts kept from the unit."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Any, TypeVar

from django.db.models import Func, Model, QuerySet
from django.db.models.lookups import Exact

from bihuan.access.actors import within
from bihuan.closeout.models import Consent, Exemption, Return
from bihuan.domain.jurisdiction import Actor, roles_on, scope_of
from bihuan.domain.lifecycle.inspection import RUNNING, InspectionStage
from bihuan.domain.roles import UNIT, Role
from bihuan.dossiers.models import Finding, Inspection
from bihuan.evaluation.models import Evaluation
from bihuan.rectification.models import Measure
from bihuan.supervision.models import Check

M = TypeVar("M", bound=Model)
TOLD = RUNNING | {InspectionStage.CLOSED}


def is_unit_only(actor: Actor, inspection: Inspection) -> bool:
    """True for somebody who reaches a dossier as the inspected unit and in no other role."""
    return not roles_on(actor, inspection.thing) - UNIT


def is_told(inspection: Inspection) -> bool:
    """True from the feedback on: before it the inspected unit reads nothing of its dossier."""
    return inspection.stage in TOLD


def cut_to_sight(
    rows: QuerySet[M], actor: Actor, roles: Collection[Role], *, prefix: str = "", dossier: str = "id", stage: str
) -> QuerySet[M]:
    """Cut rows of dossiers to where one of the roles reaches; as the unit only what has had its feedback.

    `prefix` leads from a row to its dossier's paths, `dossier` and `stage` name its columns of them.
    """
    wanted, column = frozenset(roles), f"{prefix}{dossier}"
    if column != "id" and reaches_few(actor, wanted):
        few = cut_to_sight(Inspection.objects.all(), actor, wanted, stage="stage")
        of_few = rows.filter(**{f"{column}__in": few.values("pk")})
        if leads_an_index(rows.model, column.partition("__")[0]):
            return of_few.filter(authority_id=actor.authority_id)
        return of_few.filter(Exact(Unindexed("authority_id"), actor.authority_id))
    others = within(rows, scope_of(actor, wanted - UNIT), prefix=prefix, dossier=dossier)
    own = scope_of(actor, wanted & UNIT)
    if own.is_empty:
        return others
    return others | within(rows, own, prefix=prefix, dossier=dossier).filter(**{f"{stage}__in": TOLD})


class Unindexed(Func):
    """A column by which SQLite shall look up no rows: it would take an index that the authority leads for a narrow one.

    Without statistics it believes that an authority has ten rows, and reads all measures of a city for one unit's.
    """

    arity, template = 1, "%(expressions)s"

    def as_sqlite(self, compiler: Any, connection: Any, **_: Any) -> Any:
        return self.as_sql(compiler, connection, template="+%(expressions)s")


@cache
def leads_an_index(model: type[Model], dossier: str) -> bool:
    """True where an index has the rows of a dossier together, behind their authority."""
    name, meta = dossier.removesuffix("_id"), model._meta
    fields = [*(one.fields for one in meta.indexes), *(getattr(one, "fields", ()) for one in meta.constraints)]
    return any(tuple(one[:2]) == ("authority_id", name) for one in fields)


def reaches_few(actor: Actor, roles: Collection[Role]) -> bool:
    """True for somebody who reaches some dossiers only, in parts of the tree or by name.

    His rows are looked up dossier by dossier; everybody else's are read in the order of the list until a page is full.
    """
    scope = scope_of(actor, roles)
    return not scope.everything and not scope.supervision_paths


def inspections_seen(actor: Actor) -> QuerySet[Inspection]:
    """Return the dossiers within reach; the unit's own from the feedback on."""
    rows = Inspection.objects.select_related("round", "supervision_office")
    return cut_to_sight(rows, actor, frozenset(Role), stage="stage")


def inspections_kept(actor: Actor) -> QuerySet[Inspection]:
    """Return the dossiers within reach, those that were withdrawn, too: of them the unit learns nothing."""
    rows = Inspection.everything.select_related("round", "supervision_office")
    return cut_to_sight(rows, actor, frozenset(Role), stage="stage")


def findings_seen(actor: Actor) -> QuerySet[Finding]:
    """Return the findings within reach; the unit's own from the feedback on."""
    rows = Finding.objects.select_related("inspection")
    return cut_to_sight(rows, actor, frozenset(Role), dossier="inspection_id", stage="inspection__stage")


def measures_seen(actor: Actor) -> QuerySet[Measure]:
    """Return the measures within reach that were not struck out; the unit's own from the feedback on."""
    rows = Measure.objects.select_related("inspection").filter(removed_on=None)
    return cut_to_sight(rows, actor, frozenset(Role), prefix="inspection__", stage="inspection__stage")


def evaluations_seen(actor: Actor, inspection: Inspection) -> QuerySet[Evaluation]:
    """Return the evaluations that stand; the unit sees those it was told, and not that there are others."""
    rows = Evaluation.objects.filter(authority_id=inspection.authority_id, inspection=inspection, withdrawn_on=None)
    rows = rows.order_by("on", "number")
    return rows.filter(told_on__isnull=False) if is_unit_only(actor, inspection) else rows


def checks_seen(actor: Actor, inspection: Inspection) -> QuerySet[Check]:
    """Return the checks that stand; what they saw is not the unit's to read."""
    rows = Check.objects.filter(authority_id=inspection.authority_id, inspection=inspection, withdrawn_on=None)
    return rows.none() if is_unit_only(actor, inspection) else rows.order_by("on", "number")


def consents_seen(actor: Actor, inspection: Inspection) -> QuerySet[Consent]:
    """Return the consents that stand; they are the supervisors' own."""
    rows = Consent.objects.filter(authority_id=inspection.authority_id, inspection=inspection, withdrawn_on=None)
    return rows.none() if is_unit_only(actor, inspection) else rows.order_by("on", "id")


def exemptions_seen(actor: Actor, inspection: Inspection) -> QuerySet[Exemption]:
    """Return the exceptions that stand."""
    rows = Exemption.objects.filter(authority_id=inspection.authority_id, inspection=inspection, withdrawn_on=None)
    return rows.none() if is_unit_only(actor, inspection) else rows.order_by("on", "id")


def returns_seen(inspection: Inspection) -> QuerySet[Return]:
    """Return the numbered returns: everybody in reach is told the reason."""
    return Return.objects.filter(authority_id=inspection.authority_id, inspection=inspection).order_by("number")
