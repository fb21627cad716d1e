"""The life of a working paper, on one page: from the first draft to the finding that it becomes.

Three hands sign it, each another person's: the drafter by submitting it, the deputy, the leader. What comes back with
reasons is a draft again. The office confirms what is signed; nothing is typed twice.
"""

from __future__ import annotations

from enum import StrEnum

from bihuan.domain.lifecycle.inspection import AT_WORK, InspectionStage
from bihuan.domain.lifecycle.steps import step, table
from bihuan.domain.roles import TEAM, Role


class PaperStage(StrEnum):
    """Where a working paper stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    REVIEWED = "reviewed"
    SIGNED = "signed"
    CONFIRMED = "confirmed"
    WITHDRAWN = "withdrawn"


DRAFT, SUBMITTED, REVIEWED = PaperStage.DRAFT, PaperStage.SUBMITTED, PaperStage.REVIEWED
SIGNED, CONFIRMED, WITHDRAWN = PaperStage.SIGNED, PaperStage.CONFIRMED, PaperStage.WITHDRAWN

UNDER_SIGNATURE = frozenset({SUBMITTED, REVIEWED, SIGNED})
UNREVIEWED = frozenset({DRAFT, *UNDER_SIGNATURE})  # neither confirmed nor withdrawn
READERS = TEAM | {Role.OFFICE, Role.LEADING_GROUP}
SIGNERS = frozenset({Role.TEAM_LEADER, Role.DEPUTY, Role.OFFICE})  # and readers of a restricted paper, with its authors
COMPLETE = (
    "working_paper.no_evidence",
    "working_paper.no_basis",
    "working_paper.no_phenomenon",
    "working_paper.no_nature",
    "working_paper.no_responsibility",
)

STEPS = table(
    # the member's work
    step("revise_working_paper", {DRAFT}, None, TEAM, dossier=AT_WORK),
    step("attach_paper_evidence", {DRAFT}, None, TEAM, dossier=AT_WORK),
    step("remove_paper_evidence", {DRAFT}, None, TEAM, needs_reason=True, dossier=AT_WORK),
    step("add_inquiry", {DRAFT}, None, TEAM, dossier=AT_WORK),
    step("submit_working_paper", {DRAFT}, SUBMITTED, TEAM, COMPLETE, dossier=AT_WORK),
    # the two signatures that answer it
    step("review_working_paper", {SUBMITTED}, REVIEWED, {Role.DEPUTY}, COMPLETE, dossier=AT_WORK),
    step("sign_working_paper", {REVIEWED}, SIGNED, {Role.TEAM_LEADER}, COMPLETE, dossier=AT_WORK),
    step("return_working_paper", UNDER_SIGNATURE, DRAFT, SIGNERS, needs_reason=True, dossier=AT_WORK),
    # a member gives up only a draft that nobody else wrote in: separation.py
    step("withdraw_working_paper", UNREVIEWED, WITHDRAWN, SIGNERS | {Role.MEMBER}, needs_reason=True, dossier=AT_WORK),
    # colleagues learn from it
    step("review_as_peer", {SIGNED, CONFIRMED}, None, TEAM | {Role.OFFICE}, dossier=AT_WORK),
    # from here on it is a finding
    step("confirm_finding", {SIGNED}, CONFIRMED, {Role.OFFICE}, COMPLETE, dossier={InspectionStage.REPORTING}),
)
