"""Measures, evidence, plan and report as the facts that gates ask."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import Count

from bihuan.domain.lifecycle.facts import FindingFacts, InspectionFacts, MeasureFacts, ReportFacts
from bihuan.domain.pressing import measure_presses_on
from bihuan.dossiers.facts import bare_facts, finding_facts, heads_of
from bihuan.dossiers.models import Evidence, Finding, Inspection
from bihuan.ledger.prepared import Prepared, Slot, read_rows, room_for, slots
from bihuan.rectification.models import Measure, Plan, Report

MEASURED = ("number", "owner", "due_on", "expected_result", "done_on")


def of_findings(room: int) -> dict[str, Any]:
    """Return the condition of rows that hang on up to so many findings of a dossier and were not removed."""
    own: dict[str, Any] = {"authority_id": Slot("authority_id"), "inspection": Slot("inspection_id")}
    return own | {"finding__pk__in": slots("findings", room), "removed_on": None}


@lru_cache(maxsize=64)
def measures_for(room: int) -> Prepared[tuple[Any, ...]]:
    """Return the question for what gates ask of the measures of up to so many findings."""
    rows = Measure.objects.filter(**of_findings(room)).order_by("finding_id", "id")
    return Prepared(lambda: rows.values_list("finding_id", *MEASURED))


@lru_cache(maxsize=64)
def evidence_for(room: int) -> Prepared[tuple[uuid.UUID, int]]:
    """Return the question for how many files of evidence up to so many findings have."""
    rows = Evidence.objects.filter(**of_findings(room))
    return Prepared(lambda: rows.values_list("finding_id").annotate(count=Count("id")))


def measure_facts(number: str, owner: str, due_on: date | None, expected: str, done_on: date | None) -> MeasureFacts:
    """Return what gates ask of a measure, from the columns that `MEASURED` names."""
    return MeasureFacts(
        number=number,
        has_owner=bool(owner.strip()),
        has_due=due_on is not None,
        has_expected_result=bool(expected.strip()),
        done=done_on is not None,
    )


def presses_on(measure: Measure, finding: Finding) -> date | None:
    """Return the day by which a measure has to be done; None where none presses."""
    return measure_presses_on(measure.days, stage=finding.stage, next_look_on=finding.next_look_on)


def whole_findings(inspection: Inspection, only: Sequence[Finding] | None = None) -> tuple[FindingFacts, ...]:
    """Return findings with their measures and the number of their evidence files: three queries, however many."""
    at = inspection.authority_id
    rows = only
    if rows is None:
        own = {"authority_id": at, "inspection_id": inspection.id}
        rows = read_rows(Finding, own, "place", related=("handed_over_to",))
    told: dict[str, Any] = {"authority_id": at, "inspection_id": inspection.id, "findings": [row.id for row in rows]}
    room = room_for(len(rows))
    by_finding = {
        finding_id: tuple(measure_facts(*columns) for _, *columns in group)
        for finding_id, group in groupby(measures_for(room).ask(**told) if rows else (), key=itemgetter(0))
    }
    evidence = dict(evidence_for(room).ask(**told) if rows else ())
    return tuple(
        replace(finding_facts(row), measures=by_finding.get(row.id, ()), evidence=evidence.get(row.id, 0))
        for row in rows
    )


def standing_report(inspection: Inspection) -> Report | None:
    """Return the latest report that was not withdrawn."""
    own = {"authority_id": inspection.authority_id, "inspection_id": inspection.id}
    return next(iter(read_rows(Report, own, "-number", empty=("withdrawn_on",), most=1)), None)


def latest_plan(inspection: Inspection) -> Plan | None:
    """Return the latest submission of the plan, whatever its answer."""
    own = {"authority_id": inspection.authority_id, "inspection_id": inspection.id}
    return next(iter(read_rows(Plan, own, "-number", most=1)), None)


def is_in_force(plan: Plan | None) -> bool:
    """True for a plan that was accepted and not taken back since."""
    return plan is not None and plan.accepted_on is not None and plan.returned_on is None


def plan_facts(inspection: Inspection, on: date, findings: Sequence[Finding] | None = None) -> InspectionFacts:
    """Return what the steps of plan and report ask; all findings may be given where they were read already."""
    plan, report = latest_plan(inspection), standing_report(inspection)
    signed_on = report.signed_on if report else None
    return replace(
        bare_facts(inspection, on, whole_findings(inspection, findings)),
        heads=heads_of(inspection, signed_on or on),  # a signature is judged by the heads of its own day
        plan_submitted=plan is not None and plan.accepted_on is None and plan.returned_on is None,
        plan_accepted=is_in_force(plan),
        report=ReportFacts(report.signed_by, report.signed_on) if report else None,
    )


def one_finding(inspection: Inspection, finding: Finding, on: date) -> InspectionFacts:
    """Return what the steps of one finding ask."""
    return bare_facts(inspection, on, whole_findings(inspection, [finding]))
