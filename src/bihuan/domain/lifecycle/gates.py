"""The gates: each answers with the subjects that are not in order, never with a bare no.

A gate has a code, somebody whose move it is when it blocks, and a function (facts, terms) → subjects. Which
step asks which gate stands in the packs (`gate/<step>/<code>`) or, where the method itself needs it, in the
tables of steps. The order here is the order in which blockers are told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from bihuan.domain.lifecycle.facts import (
    CheckFacts,
    CheckKind,
    FindingFacts,
    InspectionFacts,
    MeasureFacts,
    head_on,
)
from bihuan.domain.lifecycle.fieldwork_gates import FEEDBACK_REVIEW, FIELDWORK
from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.domain.lifecycle.gate import REPORT, Gate, Terms, Unmet, blocked_if
from bihuan.domain.lifecycle.hanging_gates import HANGING
from bihuan.domain.lifecycle.local_gates import OF_PLACES
from bihuan.domain.roles import Role

# --- findings -----------------------------------------------------------------------------------


def is_answered_for(finding: FindingFacts) -> bool:
    """True for a finding signed off, or long-term and accepted by whoever it was handed over to."""
    if finding.stage == FindingStage.SIGNED_OFF:
        return True
    handed_over = finding.stage == FindingStage.LONG_TERM and finding.handed_over_to.strip() != ""
    return handed_over and finding.accepted_on is not None


def findings_not_signed_off(facts: InspectionFacts, _: Terms) -> Iterator[str]:
    return (finding.number for finding in facts.findings if not is_answered_for(finding))


def findings_seen_otherwise(facts: InspectionFacts, _: Terms) -> Iterator[str]:
    """A sign-off does not outlive a check that saw it otherwise: the finding is opened again, or seen put right."""
    return (f.number for f in facts.findings if f.stage == FindingStage.SIGNED_OFF and f.seen_otherwise)


def person_matters_without_outcome(facts: InspectionFacts, _: Terms) -> Iterator[str]:
    return (f.number for f in facts.findings if f.person_matter and not f.outcome.strip())


def person_matters_without_accountability(facts: InspectionFacts, _: Terms) -> Iterator[str]:
    return (f.number for f in facts.findings if f.person_matter and not f.accountability.strip())


# --- supervision and evaluation -----------------------------------------------------------------


def counted_checks(facts: InspectionFacts) -> list[CheckFacts]:
    """Return the checks that count, by day; a return visit is a deed of its own and never does."""
    counted = [check for check in facts.checks if check.kind is not CheckKind.RETURN_VISIT]
    return sorted(counted, key=lambda check: check.on)


def too_few_checks(facts: InspectionFacts, terms: Terms) -> Iterator[str]:
    least = terms["checks.too_few"].least or 0
    return blocked_if(len(counted_checks(facts)) < least)


def too_few_evaluations(facts: InspectionFacts, terms: Terms) -> Iterator[str]:
    least = terms["evaluations.too_few"].least or 0
    return blocked_if(len(facts.evaluations) < least)


def has_enough_rounds(facts: InspectionFacts, terms: Terms) -> bool:
    """True when checks and evaluations are as many as asked, so that their order and author can be judged."""
    wanted = [(terms.get("checks.too_few"), len(counted_checks(facts)))]
    wanted.append((terms.get("evaluations.too_few"), len(facts.evaluations)))
    return all(count >= max(term.least or 0 if term else 0, 1) for term, count in wanted)


def cycle_out_of_order(facts: InspectionFacts, terms: Terms) -> Iterator[str]:
    """Each check is followed by its evaluation before the next check; on one day the check comes first."""
    if not has_enough_rounds(facts, terms):
        return blocked_if(False)
    checks, evaluations = [check.on for check in counted_checks(facts)], [e.on for e in facts.evaluations]
    return blocked_if(too_early_check(checks, evaluations) is not None or max(checks) > max(evaluations))


def too_early_check(checks: Sequence[date], evaluations: Sequence[date]) -> int | None:
    """Return the place (by day) of the first check made before the one ahead of it was evaluated, None where none was.

    No evaluation held from now on comes between the two: only one of them withdrawn, or an evaluation that was held
    between them and is entered late, puts the cycle in order.
    """
    for place, (earlier, later) in enumerate(pairwise(sorted(checks)), start=1):
        if not any(earlier <= day < later for day in evaluations):
            return place
    return None


def last_check_not_by_linked_office(facts: InspectionFacts, terms: Terms) -> Iterator[str]:
    if not has_enough_rounds(facts, terms):
        return blocked_if(False)
    last = counted_checks(facts)[-1]
    return blocked_if(not is_linked_office(facts, last.by, last.name))


def last_evaluation_not_by_linked_office(facts: InspectionFacts, terms: Terms) -> Iterator[str]:
    if not has_enough_rounds(facts, terms):
        return blocked_if(False)
    last = sorted(facts.evaluations, key=lambda evaluation: evaluation.on)[-1]
    return blocked_if(not is_linked_office(facts, last.by, last.name))


def is_linked_office(facts: InspectionFacts, by: str, name: str) -> bool:
    linked = facts.supervision_office.strip()
    return by == Role.SUPERVISION_OFFICE and linked != "" and name.strip() == linked


def evaluation_below_pass(facts: InspectionFacts, terms: Terms) -> Iterator[str]:
    pass_mark = terms["evaluation.below_pass"].pass_mark
    if pass_mark is None or not facts.evaluations:
        return blocked_if(False)
    latest = sorted(facts.evaluations, key=lambda evaluation: evaluation.on)[-1]
    return blocked_if(latest.score is None or latest.score < pass_mark)


# --- the report and its signature ---------------------------------------------------------------


def report_missing(facts: InspectionFacts, _: Terms) -> Iterator[str]:
    return blocked_if(facts.report is None, REPORT)


def is_signed(facts: InspectionFacts) -> bool:
    report = facts.report
    return report is not None and report.signed_by.strip() != "" and report.signed_on is not None


def report_unsigned(facts: InspectionFacts, _: Terms) -> Iterator[str]:
    return blocked_if(facts.report is not None and not is_signed(facts), REPORT)


def report_not_signed_by_present_head(facts: InspectionFacts, _: Terms) -> Iterator[str]:
    report = facts.report
    if report is None or report.signed_on is None or not is_signed(facts):
        return blocked_if(False)
    head = head_on(facts.heads, report.signed_on)
    return blocked_if(head is None or head.name != report.signed_by, REPORT)


def signer_not_present_head(facts: InspectionFacts, _: Terms) -> Iterator[str]:
    """Whoever is about to sign must be head on this very day."""
    head = head_on(facts.heads, facts.on)
    return blocked_if(head is None or head.name != facts.signer, REPORT)


# --- acceptance, approval, countersignatures ----------------------------------------------------


def acceptance_missing(facts: InspectionFacts, _: Terms) -> Iterator[str]:
    return blocked_if(facts.acceptance is None or facts.acceptance.by != Role.SUPERVISION_OFFICE)


def office_approval_missing(facts: InspectionFacts, _: Terms) -> Iterator[str]:
    return blocked_if(facts.office_approval is None)


def countersignature_missing_of(role: Role) -> Unmet:
    def missing(facts: InspectionFacts, _: Terms) -> Iterator[str]:
        return blocked_if(all(signature.by != role for signature in facts.countersigned))

    return missing


def approval_out_of_order(facts: InspectionFacts, _: Terms) -> Iterator[str]:
    """Report ≤ acceptance ≤ approval ≤ both countersignatures; only days that are there are compared."""
    days: list[date | None] = [
        facts.report.signed_on if facts.report else None,
        facts.acceptance.on if facts.acceptance else None,
        facts.office_approval,
    ]
    known = [day for day in days if day is not None]
    in_order = known == sorted(known)
    signatures_follow = all(signature.on >= max(known) for signature in facts.countersigned) if known else True
    return blocked_if(not (in_order and signatures_follow))


def consents_standing(facts: InspectionFacts, _: Terms) -> Iterator[str]:
    return blocked_if(facts.consents_stand)


# --- feedback -----------------------------------------------------------------------------------


def notices_due(facts: InspectionFacts) -> list[Role]:
    receivers = [Role.LEADER_IN_CHARGE]
    if facts.responsible_department_needed:
        receivers.append(Role.RESPONSIBLE_DEPARTMENT)
    return receivers


def copy_notices_missing(facts: InspectionFacts, _: Terms) -> Iterator[str]:
    sent_to = {notice.to for notice in facts.copy_notices}
    return (role.value for role in notices_due(facts) if role not in sent_to)


def copy_notices_not_same_day(facts: InspectionFacts, _: Terms) -> Iterator[str]:
    """A notice counts as sent together with the feedback only on the day of the step."""
    for role in notices_due(facts):
        days = [notice.on for notice in facts.copy_notices if notice.to == role]
        if days and facts.on not in days:
            yield role.value


# --- the plan and one finding's sign-off (asked by the method itself) ----------------------------


def findings_without_measure(facts: InspectionFacts, _: Terms) -> Iterator[str]:
    return (f.number for f in facts.findings if f.stage != FindingStage.SIGNED_OFF and not f.measures)


def measures_lacking(has: Callable[[MeasureFacts], bool]) -> Unmet:
    def lacking(facts: InspectionFacts, _: Terms) -> Iterator[str]:
        return (m.number for finding in facts.findings for m in finding.measures if not has(m))

    return lacking


def findings_without_evidence(facts: InspectionFacts, _: Terms) -> Iterator[str]:
    return (finding.number for finding in facts.findings if finding.evidence == 0)


def findings_without_result(facts: InspectionFacts, _: Terms) -> Iterator[str]:
    return (finding.number for finding in facts.findings if not finding.result.strip())


def plan_not_submitted(facts: InspectionFacts, _: Terms) -> Iterator[str]:
    return blocked_if(not facts.plan_submitted)


_ALL = (
    Gate("finding.not_signed_off", Role.UNIT_HEAD, findings_not_signed_off),
    Gate("finding.seen_otherwise", Role.OFFICE, findings_seen_otherwise),
    Gate("person_matter.no_outcome", Role.UNIT_HEAD, person_matters_without_outcome),
    Gate("person_matter.no_accountability", Role.UNIT_HEAD, person_matters_without_accountability),
    Gate("checks.too_few", Role.OFFICE, too_few_checks),
    Gate("evaluations.too_few", Role.OFFICE, too_few_evaluations),
    Gate("cycle.out_of_order", Role.SUPERVISION_OFFICE, cycle_out_of_order),
    Gate("second_check.not_by_linked_supervision_office", Role.SUPERVISION_OFFICE, last_check_not_by_linked_office),
    Gate(
        "second_evaluation.not_by_linked_supervision_office",
        Role.SUPERVISION_OFFICE,
        last_evaluation_not_by_linked_office,
    ),
    Gate("evaluation.below_pass", Role.UNIT_HEAD, evaluation_below_pass),
    Gate("report.missing", Role.UNIT_HEAD, report_missing),
    Gate("report.unsigned", Role.UNIT_HEAD, report_unsigned),
    Gate("report.not_signed_by_present_head", Role.UNIT_HEAD, report_not_signed_by_present_head),
    Gate("acceptance.missing", Role.SUPERVISION_OFFICE, acceptance_missing),
    Gate("approval.office_missing", Role.OFFICE, office_approval_missing),
    Gate(
        "countersign.supervision_office_missing",
        Role.SUPERVISION_OFFICE,
        countersignature_missing_of(Role.SUPERVISION_OFFICE),
    ),
    Gate("countersign.team_leader_missing", Role.TEAM_LEADER, countersignature_missing_of(Role.TEAM_LEADER)),
    Gate("approval.out_of_order", Role.OFFICE, approval_out_of_order),
    *OF_PLACES,
    *FEEDBACK_REVIEW,
    *FIELDWORK,
    Gate("copy_notice.missing", Role.OFFICE, copy_notices_missing),
    Gate("copy_notice.not_same_day", Role.OFFICE, copy_notices_not_same_day),
    Gate("plan.not_submitted", Role.UNIT_HEAD, plan_not_submitted),
    Gate("finding.no_measure", Role.UNIT_LIAISON, findings_without_measure),
    Gate("measure.no_owner", Role.UNIT_LIAISON, measures_lacking(lambda m: m.has_owner)),
    Gate("measure.no_due", Role.UNIT_LIAISON, measures_lacking(lambda m: m.has_due)),
    Gate("measure.no_expected_result", Role.UNIT_LIAISON, measures_lacking(lambda m: m.has_expected_result)),
    Gate("measure.not_done", Role.UNIT_LIAISON, measures_lacking(lambda m: m.done)),
    Gate("finding.no_evidence", Role.UNIT_LIAISON, findings_without_evidence),
    Gate("finding.no_result", Role.UNIT_LIAISON, findings_without_result),
    Gate("signer.not_present_head", Role.UNIT_HEAD, signer_not_present_head),
    Gate("consent.standing", Role.OFFICE, consents_standing),
    *HANGING,
)
GATES: Mapping[str, Gate] = {gate.code: gate for gate in _ALL}
ORDER: Mapping[str, int] = {gate.code: place for place, gate in enumerate(_ALL)}
