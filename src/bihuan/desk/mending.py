"""Where a blocker is mended: the deed that makes the missing fact true, and the verdict as one JSON for every shell."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from bihuan.desk.chances import Panel
from bihuan.desk.offers import OFFERS, Offer, Target
from bihuan.domain.glossary import say_blocker
from bihuan.domain.lifecycle.facts import CheckKind, InspectionFacts
from bihuan.domain.lifecycle.gates import too_early_check
from bihuan.domain.lifecycle.machine import Blocker, ask_gates
from bihuan.domain.lifecycle.moves import LAST_BY_LINKED_OFFICE, Moves
from bihuan.domain.roles import Role
from bihuan.domain.rulebook import Rulebook
from bihuan.dossiers.models import Finding, Inspection
from bihuan.dossiers.rulebooks import asks
from bihuan.evaluation.forms import SCORERS
from bihuan.evaluation.models import Evaluation
from bihuan.fieldwork.models import WorkingPaper
from bihuan.rectification.models import Measure
from bihuan.supervision.models import Check

# code of a blocker → the deed that mends it; None: no deed of the dossier does (the tree names the heads)
MENDED_BY: Mapping[str, str | None] = {
    "finding.not_signed_off": "request_sign_off",
    "finding.seen_otherwise": "reopen",
    "person_matter.no_outcome": "state_outcome",
    "person_matter.no_accountability": "state_outcome",
    "checks.too_few": "record_check",
    "evaluations.too_few": "record_evaluation",
    "cycle.out_of_order": "record_evaluation",
    "second_check.not_by_linked_supervision_office": "record_check",
    "second_evaluation.not_by_linked_supervision_office": "record_evaluation",
    "evaluation.below_pass": "record_evaluation",
    "report.missing": "write_report",
    "report.unsigned": "sign_report",
    "report.not_signed_by_present_head": "write_report",
    "acceptance.missing": "accept",
    "approval.office_missing": "approve",
    "countersign.supervision_office_missing": "countersign",
    "countersign.team_leader_missing": "countersign",
    "approval.out_of_order": "return_dossier",
    "filing.missing": "file_with_parties",
    "three_party.missing": "evaluate_as_party",
    "three_party.not_fed_back": "feed_back_three_party",
    "periodic_report.unsigned": "write_periodic_report",
    "periodic_report.not_signed_by_present_head": "write_periodic_report",
    "return_visit.missing": "record_check",
    "return_visit.too_early": "record_check",
    "special_check.missing": "record_check",
    "special_check.too_early": "record_check",
    "successor.missing": None,
    "assessment.team_missing": None,
    "assessment.host_missing": None,
    "round_report.not_filed": None,
    "copy_notice.missing": "send_copy_notice",
    "copy_notice.not_same_day": "send_copy_notice",
    "plan.not_submitted": "submit_plan",
    "finding.no_measure": "add_measure",
    "measure.no_owner": "revise_measure",
    "measure.no_due": "revise_measure",
    "measure.no_expected_result": "revise_measure",
    "measure.not_done": "report_progress",
    "finding.no_evidence": "attach_evidence",
    "finding.no_result": "state_result",
    "signer.not_present_head": None,
    "feedback_review.not_compared": "compare_feedback",
    "feedback_review.too_few_reviews": "review_feedback",
    "feedback_review.too_few_look_ups": "look_up_for_feedback",
    "mid_term_guidance.missing": "give_guidance",
    "fix_at_once.unchecked": "check_fix",
    "reply.awaited": "reply_to_fact",
    "objection.unanswered": "answer_objection",
    "working_paper.no_evidence": "attach_paper_evidence",
    "working_paper.no_basis": "revise_working_paper",
    "working_paper.no_phenomenon": "revise_working_paper",
    "working_paper.no_nature": "revise_working_paper",
    "working_paper.no_responsibility": "revise_working_paper",
    "working_paper.unreviewed": "confirm_finding",
    "consent.standing": "return_dossier",
    "team.authorised": None,
    "paper.out": None,
    "tip_door.open": None,
    "tips.came": None,
    "cost.recorded": None,
}

# the same deed mends these only where the body that is missing does it
MENDED_AS: Mapping[str, Role] = {
    "second_check.not_by_linked_supervision_office": Role.SUPERVISION_OFFICE,
    "second_evaluation.not_by_linked_supervision_office": Role.SUPERVISION_OFFICE,
    "countersign.supervision_office_missing": Role.SUPERVISION_OFFICE,
    "countersign.team_leader_missing": Role.TEAM_LEADER,
}
# where the first deed was done, its answer mends
ANSWERED_BY: Mapping[str, tuple[str, ...]] = {
    "finding.not_signed_off": ("grant_sign_off", "accept_hand_over"),
    "three_party.missing": ("enter_party_evaluation",),
}


def ways_to_mend(blocker: Blocker, held: Collection[Role], *, by_two: bool = False) -> tuple[str, ...]:
    """Return the deeds by which somebody of these roles can mend a blocker, the nearest first; stages are not asked.

    `by_two`: the rules of the dossier ask for two scorers.
    """
    is_moved = blocker.code in LAST_BY_LINKED_OFFICE and blocker.whose is Role.SUPERVISION_OFFICE
    wanted = blocker.whose if is_moved else MENDED_AS.get(blocker.code)
    first = MENDED_BY.get(blocker.code)
    if first == BY_ONE and by_two:
        return (BY_TWO,)  # the office opens the sheet, for whatever body
    if first is None or (wanted is not None and wanted not in held):
        return ()
    return (first, *ANSWERED_BY.get(blocker.code, ()))


BY_ONE, BY_TWO = "record_evaluation", "begin_scoring"  # by how many an evaluation is scored: the rules of a dossier say
CYCLE = "cycle.out_of_order"


def is_scored_by_two(inspection: Inspection) -> bool:
    """True where the rules of a dossier ask for two scorers who do not see each other's marks."""
    return asks(inspection, SCORERS)


def mender_of(blocker: Blocker, inspection: Inspection) -> Offer | None:
    """Return the deed that mends a blocker.

    Where a check came before the earlier one was evaluated, an evaluation recorded now would follow both and mend
    nothing: the check that was entered wrongly is withdrawn.
    """
    name = MENDED_BY.get(blocker.code)
    if blocker.code == CYCLE and check_too_early(inspection) is not None:
        name = "withdraw_check"
    if name == BY_ONE and is_scored_by_two(inspection):
        name = BY_TWO
    return OFFERS.get(name or "")


def check_too_early(inspection: Inspection) -> uuid.UUID | None:
    """Return the first check that was made before the one ahead of it was evaluated."""
    mine = {"authority_id": inspection.authority_id, "inspection": inspection, "withdrawn_on": None}
    rows = Check.objects.filter(**mine).exclude(kind=CheckKind.RETURN_VISIT).order_by("on", "number")
    checks = list(rows.values_list("id", "on"))
    evaluations = list(Evaluation.objects.filter(**mine).values_list("on", flat=True))
    place = too_early_check([on for _, on in checks], evaluations)
    return checks[place][0] if place is not None else None


def bars_to_sign_off(facts: InspectionFacts, rules: Rulebook) -> Mapping[str, Blocker]:
    """Return, by number, what first keeps each finding from its sign-off being requested; it is what is done next."""
    step = OFFERS["request_sign_off"].step
    asked = ((one.number, ask_gates(step, replace(facts, findings=(one,)), rules)) for one in facts.findings)
    return {number: verdict.blockers[0] for number, verdict in asked if verdict.blockers}


def mending_of(blocker: Blocker, inspection: Inspection) -> tuple[Offer, uuid.UUID] | None:
    """Return the deed that mends a blocker and what it is done to; None where no deed of the dossier does."""
    offer = mender_of(blocker, inspection)
    if offer is None:
        return None
    at = inspection.authority_id
    target_id: uuid.UUID | None = inspection.id
    if offer.target is Target.FINDING:
        found = Finding.objects.filter(authority_id=at, inspection=inspection, number=blocker.subject)
        target_id = found.values_list("id", flat=True).first()
    elif offer.target is Target.MEASURE:
        rows = Measure.objects.filter(authority_id=at, inspection=inspection, number=blocker.subject, removed_on=None)
        target_id = rows.values_list("id", flat=True).first()
    elif offer.target is Target.WORKING_PAPER:
        papers = WorkingPaper.objects.filter(authority_id=at, inspection=inspection, number=blocker.subject)
        target_id = papers.values_list("id", flat=True).first()
    elif offer.target is Target.CHECK:
        target_id = check_too_early(inspection)
    return (offer, target_id) if target_id else None


def plain_blocker(blocker: Blocker, link: str) -> dict[str, Any]:
    """Return one blocker as JSON has it; `link` leads to where it is mended, empty where that is elsewhere."""
    words = say_blocker(blocker.code, blocker.subject)
    return {
        "code": blocker.code,
        "subject": blocker.subject,
        "whose": blocker.whose.value,
        "basis": blocker.basis,
        "zh": words.zh,
        "en": words.en,
        "link": link,
    }


def plain_panel(panel: Panel, link_of: Callable[[Blocker], str], moves: Moves) -> dict[str, Any]:
    """Return a verdict, cut to its reader, as JSON has it; `moves` tell whose move each condition is today."""

    def told(blockers: Iterable[Blocker]) -> list[dict[str, Any]]:
        return [plain_blocker(replace(one, whose=moves.mover_of(one)), link_of(one)) for one in blockers]

    return {
        "step": panel.step,
        "allowed": panel.allowed,
        "blockers": told(panel.blockers),
        "waived": told(panel.waived),
        "hidden": panel.hidden,
    }
