"""Measures, evidence, plan and report as the facts that gates ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from operator import itemgetter

from django.db.models import Count

from bihuan.domain.lifecycle.facts import FindingFacts, InspectionFacts, MeasureFacts, ReportFacts
from bihuan.domain.pressing import measure_presses_on
from bihuan.dossiers.facts import bare_facts, finding_facts, heads_of
from bihuan.dossiers.models import Evidence, Finding, Inspection
from bihuan.ledger.prepared import read_rows
from bihuan.rectification.models import Measure, Plan, Report

MEASURED = ("number", "owner", "due_on", "expected_result", "done_on")


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
        rows = list(
            Finding.objects.filter(authority_id=at, inspection=inspection)
            .select_related("handed_over_to")
            .order_by("place")
        )
    ids = [row.id for row in rows]
    measures = Measure.objects.filter(authority_id=at, inspection=inspection, finding_id__in=ids, removed_on=None)
    by_finding = {
        finding_id: tuple(measure_facts(*columns) for _, *columns in group)
        for finding_id, group in groupby(
            measures.order_by("finding_id", "id").values_list("finding_id", *MEASURED), key=itemgetter(0)
        )
    }
    evidence = dict(
        Evidence.objects.filter(authority_id=at, inspection=inspection, finding_id__in=ids, removed_on=None)
        .values_list("finding_id")
        .annotate(count=Count("id"))
    )
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
