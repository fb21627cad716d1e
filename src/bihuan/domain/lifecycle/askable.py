"""Which gate a pack may set at which step: only what the step's deed knows can be asked there.

A gate that is asked where its facts are not gathered would bar for ever, or let everything pass; a pack that sets one
is refused when it is written. tests/domain/test_askable.py holds this table against the packs that ship.
"""

from __future__ import annotations

from collections.abc import Mapping

from bihuan.domain.lifecycle.gates import ORDER
from bihuan.domain.lifecycle.hanging_gates import HANGING

# what a finding and its measures say by themselves
OF_FINDINGS = frozenset(
    {
        *("person_matter.no_outcome", "person_matter.no_accountability"),
        *("finding.no_measure", "finding.no_evidence", "finding.no_result"),
        *("measure.no_owner", "measure.no_due", "measure.no_expected_result", "measure.not_done"),
    }
)
OF_PAPERS = frozenset(one for one in ORDER if one.startswith("working_paper."))
ON_SITE = OF_PAPERS | {"mid_term_guidance.missing", "fix_at_once.unchecked"}
BEFORE_FEEDBACK = ON_SITE | {
    *("reply.awaited", "objection.unanswered", "copy_notice.missing", "copy_notice.not_same_day"),
    *(one for one in ORDER if one.startswith("feedback_review.")),
}
OF_ROUNDS = frozenset({"assessment.team_missing", "assessment.host_missing", "round_report.not_filed"})
# what single places ask is gathered where it is asked at the close only
AT_CLOSE_ONLY = frozenset(one for one in ORDER if one.startswith(("filing.", "three_party.", "periodic_report.")))
# the method's own
OF_ONE_STEP = frozenset(
    {"plan.not_submitted", "signer.not_present_head", "consent.standing", *(gate.code for gate in HANGING)}
)
REVIEW = frozenset(ORDER) - BEFORE_FEEDBACK - OF_ROUNDS - AT_CLOSE_ONLY - OF_ONE_STEP
PLAN = OF_FINDINGS | {"report.missing", "report.unsigned", "report.not_signed_by_present_head"}

ASKABLE: Mapping[str, frozenset[str]] = {
    "leave_site": ON_SITE,
    "give_feedback": BEFORE_FEEDBACK,
    **dict.fromkeys(("submit_working_paper", "review_working_paper", "sign_working_paper"), OF_PAPERS),
    **dict.fromkeys(("submit_plan", "accept_plan"), OF_FINDINGS),
    **dict.fromkeys(("write_report", "sign_report", "attest_signature"), PLAN),
    **dict.fromkeys(
        (
            *("report_progress", "state_result", "state_outcome", "request_extension", "approve_extension"),
            *("request_sign_off", "grant_sign_off", "hand_over", "accept_hand_over", "follow_long_term"),
        ),
        OF_FINDINGS,
    ),
    **dict.fromkeys(("submit_for_review", "accept", "approve", "countersign"), REVIEW),
    "close": REVIEW | AT_CLOSE_ONLY,
    "end_round": REVIEW | OF_ROUNDS,
}


def steps_asking(code: str) -> tuple[str, ...]:
    """Return the steps at which a gate can be asked, in the order of a dossier's life."""
    return tuple(step for step, codes in ASKABLE.items() if code in codes)
