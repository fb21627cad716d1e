"""Conditions that can be judged only once others are met: until then they are neither met nor lacking.

A signature cannot be wrong where there is no report, and which office made the last check cannot be told before the
last one was made. The gates let such cases pass, for the condition before them blocks; nobody may read them as met.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

TURNS = frozenset({"checks.too_few", "evaluations.too_few"})
CONSENTS = frozenset(
    {
        "acceptance.missing",
        "approval.office_missing",
        "countersign.supervision_office_missing",
        "countersign.team_leader_missing",
    }
)
UPON_REVIEW = CONSENTS | {"approval.out_of_order"}  # met once the dossier is submitted for its review, not before
REPORT = "report.missing"
# what a close lacks in checks and evaluations comes first: consents given before it rest on less than they seem to
BEFORE_CONSENTS = TURNS | {
    "cycle.out_of_order",
    "second_check.not_by_linked_supervision_office",
    "second_evaluation.not_by_linked_supervision_office",
    "evaluation.below_pass",
}
RESTS_ON: Mapping[str, frozenset[str]] = {
    "cycle.out_of_order": TURNS,
    "second_check.not_by_linked_supervision_office": TURNS,
    "second_evaluation.not_by_linked_supervision_office": TURNS,
    "evaluation.below_pass": frozenset({"evaluations.too_few"}),
    "report.unsigned": frozenset({REPORT}),
    "report.not_signed_by_present_head": frozenset({REPORT, "report.unsigned"}),
    "approval.out_of_order": CONSENTS | {REPORT},
    "copy_notice.not_same_day": frozenset({"copy_notice.missing"}),
    "three_party.not_fed_back": frozenset({"three_party.missing"}),
    "periodic_report.not_signed_by_present_head": frozenset({"periodic_report.unsigned"}),
    "return_visit.too_early": frozenset({"return_visit.missing"}),
    "special_check.too_early": frozenset({"special_check.missing"}),
}


def unjudged(asked: Iterable[str], blocked: Collection[str]) -> frozenset[str]:
    """Return of the conditions asked those that wait for one that blocks."""
    shut = frozenset(blocked)
    return frozenset(code for code in asked if code not in shut and RESTS_ON.get(code, frozenset()) & shut)
