"""The life of a finding, on one page: from the feedback to the day it is signed off."""

from __future__ import annotations

from enum import StrEnum

from bihuan.domain.lifecycle.inspection import InspectionStage
from bihuan.domain.lifecycle.steps import step, table
from bihuan.domain.roles import TEAM, UNIT, Role


class FindingStage(StrEnum):
    """Where a finding stands."""

    RECTIFYING = "rectifying"
    SIGN_OFF_REQUESTED = "sign_off_requested"
    SIGNED_OFF = "signed_off"
    LONG_TERM = "long_term"


DROPPED = "dropped"  # outside that life: an objection was found right before the feedback, and nobody is told it

RECTIFYING, REQUESTED = FindingStage.RECTIFYING, FindingStage.SIGN_OFF_REQUESTED
SIGNED_OFF, LONG_TERM = FindingStage.SIGNED_OFF, FindingStage.LONG_TERM

OPEN = frozenset({RECTIFYING, LONG_TERM})
REVIEWERS = frozenset({Role.OFFICE, Role.TEAM_LEADER, Role.SUPERVISION_OFFICE})
RECEIVERS = frozenset({Role.SUPERVISION_OFFICE, Role.RESIDENT_DISCIPLINE})
DONE = ("finding.no_measure", "measure.not_done", "finding.no_evidence", "finding.no_result")
UNCONSENTED = ("consent.standing",)  # what a consent rests on does not change under it

# at which stages of its dossier: a unit works from the feedback on, and on what was handed over after the close, too
FED_BACK = frozenset({InspectionStage.RECTIFYING, InspectionStage.UNDER_REVIEW})
AND_AFTER = FED_BACK | {InspectionStage.CLOSED}
FROM_ITS_ENTRY = FED_BACK | {InspectionStage.REPORTING}

STEPS = table(
    # the unit's work
    step("add_measure", OPEN, None, UNIT, dossier=AND_AFTER),
    step("revise_measure", OPEN, None, UNIT, dossier=AND_AFTER),
    step("report_progress", OPEN, None, UNIT, dossier=AND_AFTER),
    step("attach_evidence", {RECTIFYING, REQUESTED, LONG_TERM}, None, UNIT, dossier=AND_AFTER),
    step("remove_evidence", OPEN, None, UNIT, needs_reason=True, dossier=AND_AFTER),
    step("state_result", OPEN, None, UNIT, dossier=AND_AFTER),
    step("state_outcome", set(FindingStage), None, UNIT | {Role.OFFICE}, dossier=FED_BACK),
    step("request_extension", OPEN, None, UNIT, needs_reason=True, dossier=AND_AFTER),
    step("request_sign_off", OPEN, REQUESTED, UNIT, DONE, dossier=AND_AFTER),
    # the answer to it
    step("grant_sign_off", {REQUESTED}, SIGNED_OFF, REVIEWERS, DONE, dossier=AND_AFTER),
    step("return_sign_off", {REQUESTED}, RECTIFYING, REVIEWERS, needs_reason=True, dossier=AND_AFTER),
    step("reopen", {SIGNED_OFF}, RECTIFYING, REVIEWERS, UNCONSENTED, needs_reason=True, dossier=FED_BACK),
    step("approve_extension", OPEN, None, {Role.OFFICE}, dossier=AND_AFTER),
    step("note_change", set(FindingStage), None, {Role.OFFICE}, dossier=AND_AFTER),
    step("refuse_extension", OPEN, None, {Role.OFFICE}, needs_reason=True, dossier=AND_AFTER),
    # what takes longer
    step(
        "hand_over",
        {RECTIFYING},
        LONG_TERM,
        {Role.OFFICE},
        ("finding.no_measure",),
        needs_reason=True,
        dossier=FED_BACK,
    ),
    step("accept_hand_over", {LONG_TERM}, None, RECEIVERS, dossier=FED_BACK),
    step("follow_long_term", {LONG_TERM}, None, RECEIVERS | {Role.OFFICE}, dossier=AND_AFTER),
    step("take_back", {LONG_TERM}, RECTIFYING, {Role.OFFICE}, UNCONSENTED, needs_reason=True, dossier=FED_BACK),
    # an old finding of the same unit come back
    step("mark_recurrence", set(FindingStage), None, TEAM | {Role.OFFICE}, dossier=FROM_ITS_ENTRY),
    step(
        "withdraw_recurrence",
        set(FindingStage),
        None,
        TEAM | {Role.OFFICE},
        needs_reason=True,
        dossier=FROM_ITS_ENTRY,
    ),
    # the office keeps the account right
    step("mark_person_matter", set(FindingStage), None, {Role.OFFICE}, dossier=FROM_ITS_ENTRY),
    step(
        "correct_finding",
        set(FindingStage),
        None,
        {Role.OFFICE},
        UNCONSENTED,
        needs_reason=True,
        dossier=FROM_ITS_ENTRY,
    ),
)


def finds_its_hand_over(name: str, *, handed_over: bool, accepted: bool) -> bool:
    """False for a deed on a hand-over that is not, or no more, at the point where the deed is a step.

    It is accepted once; from then on, and not before, it is followed.
    """
    if name == "accept_hand_over":
        return handed_over and not accepted
    return name != "follow_long_term" or (handed_over and accepted)


def returned_to(*, handed_over: bool) -> FindingStage:
    """Return where a finding goes whose sign-off was not granted or no longer holds.

    What was handed over stays long-term: its dossier may be closed already, and its receiver goes on following it.
    """
    return LONG_TERM if handed_over else RECTIFYING
