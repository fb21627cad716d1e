"""What would change at the steps of single findings: progress, results, sign-off, hand-over, where packs set gates.

A finding's deed knows the finding, its measures and its evidence; that is read of many dossiers at once, and only
where two rulebooks ask something else at one of these steps.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Count

from bihuan.domain.lifecycle.facts import FindingFacts, InspectionFacts, MeasureFacts
from bihuan.domain.lifecycle.finding import STEPS
from bihuan.domain.lifecycle.steps import Step
from bihuan.domain.rulebook import Rulebook
from bihuan.dossiers.models import Evidence, Finding, Inspection
from bihuan.rectification.facts import MEASURED, measure_facts
from bihuan.rectification.models import Measure

WITH_WHAT_HANGS_ON = frozenset({"finding.no_measure", "finding.no_evidence"})
Findings = Mapping[uuid.UUID, tuple[FindingFacts, ...]]
TOLD = ("number", "stage", "person_matter", "outcome", "accountability", "handed_over_to__name")


def steps_with_gates(*rulebooks: Rulebook) -> Iterator[Step]:
    """Yield the steps of a finding at which one of the rulebooks sets a gate, in the order of its life."""
    asked = {one.rule_id.split("/")[1] for rules in rulebooks for one in rules.under("gate/")}
    return (step for name, step in STEPS.items() if name in asked)


def asks_what_hangs_on(codes: frozenset[str]) -> bool:
    """True where gates ask for measures or evidence, and not for the findings' own rows alone."""
    return any(one.startswith("measure.") or one in WITH_WHAT_HANGS_ON for one in codes)


def measured_findings(rows: Sequence[Inspection], *, whole: bool) -> Findings:
    """Return the findings of many dossiers as their deeds know them: three questions, however many there are.

    Measures and evidence are left out where nothing asks for them: they are several times as many.
    """
    at = {row.authority_id for row in rows}
    mine: dict[str, Any] = {"authority_id__in": at, "inspection__in": [row.id for row in rows]}
    measures: dict[uuid.UUID, list[MeasureFacts]] = defaultdict(list)
    evidence: dict[uuid.UUID, int] = {}
    if whole:
        kept = Measure.objects.filter(**mine, removed_on=None).order_by("finding_id", "id")
        for finding_id, *columns in kept.values_list("finding_id", *MEASURED):
            measures[finding_id].append(measure_facts(*columns))
        files = Evidence.objects.filter(**mine, removed_on=None).values_list("finding_id").annotate(count=Count("id"))
        evidence = dict(files)
    found: dict[uuid.UUID, list[FindingFacts]] = defaultdict(list)
    told = Finding.objects.filter(**mine).order_by("place")
    columns_of = ("inspection_id", "id", *TOLD, "hand_over_accepted_on", "result")
    for dossier, one, number, stage, matter, outcome, answered, to, accepted, result in told.values_list(*columns_of):
        found[dossier].append(
            FindingFacts(
                number=number,
                stage=stage,
                person_matter=matter,
                outcome=outcome,
                accountability=answered,
                handed_over_to=to or "",
                accepted_on=accepted,
                result=result,
                measures=tuple(measures.get(one, ())),
                evidence=evidence.get(one, 0),
            )
        )
    return {dossier: tuple(some) for dossier, some in found.items()}


def facts_at(step: Step, row: Inspection, known: InspectionFacts, findings: Iterable[FindingFacts]) -> InspectionFacts:
    """Return what a step knows of the findings that stand before it; each answers for itself, so all are asked at once.

    As in the deed nothing of the rest of the dossier is known.
    """
    assert step.dossier is not None, step.name
    here = tuple(one for one in findings if step.fits(one.stage, row.stage))
    return InspectionFacts(
        stage=row.stage,
        on=known.on,
        feedback_on=row.feedback_on,
        supervision_office=known.supervision_office,
        findings=here,
        consents_stand=row.consents_stand,
    )
