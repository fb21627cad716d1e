"""The life of a finding, on one page: from the feedback to the day it is signed off."""

from __future__ import annotations

from enum import StrEnum

from bihuan.domain.lifecycle.steps import step, table
from bihuan.domain.roles import UNIT, Role


class FindingStage(StrEnum):
    """Where a finding stands."""

    RECTIFYING = "rectifying"
    SIGN_OFF_REQUESTED = "sign_off_requested"
    SIGNED_OFF = "signed_off"
    LONG_TERM = "long_term"


RECTIFYING, REQUESTED = FindingStage.RECTIFYING, FindingStage.SIGN_OFF_REQUESTED
SIGNED_OFF, LONG_TERM = FindingStage.SIGNED_OFF, FindingStage.LONG_TERM

OPEN = frozenset({RECTIFYING, LONG_TERM})
REVIEWERS = frozenset({Role.OFFICE, Role.TEAM_LEADER, Role.SUPERVISION_OFFICE})
RECEIVERS = frozenset({Role.SUPERVISION_OFFICE, Role.RESIDENT_DISCIPLINE})
DONE = ("finding.no_measure", "measure.not_done", "finding.no_evidence", "finding.no_result")

STEPS = table(
    # the unit's work
    step("add_measure", OPEN, None, UNIT),
    step("revise_measure", OPEN, None, UNIT),
    step("report_progress", OPEN, None, UNIT),
    step("attach_evidence", {RECTIFYING, REQUESTED, LONG_TERM}, None, UNIT),
    step("remove_evidence", OPEN, None, UNIT, needs_reason=True),
    step("state_result", OPEN, None, UNIT),
    step("state_outcome", {RECTIFYING, REQUESTED, SIGNED_OFF, LONG_TERM}, None, UNIT | {Role.OFFICE}),
    step("request_extension", OPEN, None, UNIT, needs_reason=True),
    step("request_sign_off", OPEN, REQUESTED, UNIT, DONE),
    # the answer to it
    step("grant_sign_off", {REQUESTED}, SIGNED_OFF, REVIEWERS, DONE),
    step("return_sign_off", {REQUESTED}, RECTIFYING, REVIEWERS, needs_reason=True),
    step("reopen", {SIGNED_OFF}, RECTIFYING, REVIEWERS, needs_reason=True),
    step("approve_extension", OPEN, None, {Role.OFFICE}),
    step("refuse_extension", OPEN, None, {Role.OFFICE}, needs_reason=True),
    # what takes longer
    step("hand_over", {RECTIFYING}, LONG_TERM, {Role.OFFICE}, ("finding.no_measure",), needs_reason=True),
    step("accept_hand_over", {LONG_TERM}, None, RECEIVERS),
    step("take_back", {LONG_TERM}, RECTIFYING, {Role.OFFICE}, needs_reason=True),
    # the office keeps the account right
    step("mark_person_matter", {RECTIFYING, REQUESTED, SIGNED_OFF, LONG_TERM}, None, {Role.OFFICE}),
    step("correct_finding", {RECTIFYING, REQUESTED, SIGNED_OFF, LONG_TERM}, None, {Role.OFFICE}, needs_reason=True),
)
