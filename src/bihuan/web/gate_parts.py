"""Where a gate's condition is seen: on which part of a dossier's or a finding's page, or on which page of the round.

The deed that mends it stands in desk.mending, which programs use too.
"""

from __future__ import annotations

from collections.abc import Mapping

DOSSIER_PARTS = frozenset(
    {
        *("findings", "supervision", "evaluations", "consents", "reports", "notices", "deeds", "working-papers"),
        *("filings", "periodic", "parties", "papers"),
    }
)
PAGES = frozenset({"to_feedback", "stay", "unit_talk", "tips"})  # parts of a dossier that have a page of their own
FINDING_PARTS = frozenset({"card", "measures", "evidence", "result"})
# code of a gate → the part
PARTS: Mapping[str, str] = {
    "finding.not_signed_off": "card",
    "finding.seen_otherwise": "card",
    "person_matter.no_outcome": "result",
    "person_matter.no_accountability": "result",
    "checks.too_few": "supervision",
    "evaluations.too_few": "evaluations",
    "cycle.out_of_order": "supervision",
    "second_check.not_by_linked_supervision_office": "supervision",
    "second_evaluation.not_by_linked_supervision_office": "evaluations",
    "evaluation.below_pass": "findings",
    "report.missing": "reports",
    "report.unsigned": "reports",
    "report.not_signed_by_present_head": "reports",
    "acceptance.missing": "consents",
    "approval.office_missing": "consents",
    "countersign.supervision_office_missing": "consents",
    "countersign.team_leader_missing": "consents",
    "approval.out_of_order": "consents",
    "filing.missing": "filings",
    "three_party.missing": "parties",
    "three_party.not_fed_back": "parties",
    "periodic_report.unsigned": "periodic",
    "periodic_report.not_signed_by_present_head": "periodic",
    "return_visit.missing": "supervision",
    "return_visit.too_early": "supervision",
    "special_check.missing": "supervision",
    "special_check.too_early": "supervision",
    "successor.missing": "deeds",
    "assessment.team_missing": "round",
    "assessment.host_missing": "round",
    "round_report.not_filed": "round",
    "copy_notice.missing": "notices",
    "copy_notice.not_same_day": "notices",
    "plan.not_submitted": "deeds",
    "finding.no_measure": "measures",
    "measure.no_owner": "measures",
    "measure.no_due": "measures",
    "measure.no_expected_result": "measures",
    "measure.not_done": "measures",
    "finding.no_evidence": "evidence",
    "finding.no_result": "result",
    "signer.not_present_head": "reports",
    "consent.standing": "consents",
    "feedback_review.not_compared": "to_feedback",
    "feedback_review.too_few_reviews": "to_feedback",
    "feedback_review.too_few_look_ups": "to_feedback",
    "mid_term_guidance.missing": "stay",
    "fix_at_once.unchecked": "unit_talk",
    "reply.awaited": "unit_talk",
    "objection.unanswered": "unit_talk",
    "working_paper.no_evidence": "working-papers",
    "working_paper.no_basis": "working-papers",
    "working_paper.no_phenomenon": "working-papers",
    "working_paper.no_nature": "working-papers",
    "working_paper.no_responsibility": "working-papers",
    "working_paper.unreviewed": "working-papers",
    "team.authorised": "round",
    "paper.out": "papers",
    "tip_door.open": "tips",
    "tips.came": "tips",
    "cost.recorded": "plans",
}

# what ends a round is done on pages of the round: code → name of the page, and whether it is the round's own
OF_THE_ROUND: Mapping[str, tuple[str, bool]] = {
    "assessment.team_missing": ("assessments", True),
    "assessment.host_missing": ("assessments", True),
    "round_report.not_filed": ("filings", False),
    "team.authorised": ("authorisation", True),
    "cost.recorded": ("costs", False),
}
