"""The life of an inspection, on one page: from the plan to the day its dossier is closed."""

from __future__ import annotations

from enum import StrEnum

from bihuan.domain.lifecycle.steps import step, table
from bihuan.domain.roles import TEAM, UNIT, Role


class InspectionStage(StrEnum):
    """Where an inspection stands."""

    PLANNED = "planned"
    ON_SITE = "on_site"
    REPORTING = "reporting"
    RECTIFYING = "rectifying"
    UNDER_REVIEW = "under_review"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"  # opened by mistake: it is kept, and counts nowhere


PLANNED, ON_SITE, REPORTING = InspectionStage.PLANNED, InspectionStage.ON_SITE, InspectionStage.REPORTING
RECTIFYING, UNDER_REVIEW, CLOSED = (
    InspectionStage.RECTIFYING,
    InspectionStage.UNDER_REVIEW,
    InspectionStage.CLOSED,
)

WITHDRAWN = InspectionStage.WITHDRAWN
STANDING = tuple(stage for stage in InspectionStage if stage is not WITHDRAWN)  # the life, in its order

RUNNING = frozenset({RECTIFYING, UNDER_REVIEW})
AT_WORK = frozenset({ON_SITE, REPORTING})
AND_AFTER = RUNNING | {REPORTING, CLOSED}
OFFICE, LEADER, SUPERVISION = Role.OFFICE, Role.TEAM_LEADER, Role.SUPERVISION_OFFICE
CHECKERS = frozenset({OFFICE, LEADER, Role.DEPUTY, SUPERVISION, Role.RESIDENT_DISCIPLINE})
PARTIES = frozenset({LEADER, Role.DEPUTY, Role.COMPETENT_DEPARTMENT, Role.RESIDENT_DISCIPLINE})
FEEDBACK_READERS = frozenset({OFFICE, LEADER, Role.DEPUTY, Role.LEADING_GROUP})
FEEDBACK_IS_SOUND = ("working_paper.unreviewed", "reply.awaited", "objection.unanswered")
NOTICED = frozenset({Role.LEADER_IN_CHARGE, Role.RESPONSIBLE_DEPARTMENT})  # who owe an answer to a copy notice
PLAN_IS_WHOLE = ("finding.no_measure", "measure.no_owner", "measure.no_due", "measure.no_expected_result")
UNCONSENTED = ("consent.standing",)  # what a consent rests on does not change under it
ANSWERED_FOR = ("finding.not_signed_off", "finding.seen_otherwise")
NOTHING_HANGS_ON_IT = ("team.authorised", "paper.out", "tip_door.open", "tips.came", "cost.recorded")
REPORT_IS_SIGNED = ("report.missing", "report.unsigned", "report.not_signed_by_present_head")

STEPS = table(
    # opened by mistake
    step("withdraw_dossier", {PLANNED}, WITHDRAWN, {OFFICE}, NOTHING_HANGS_ON_IT, needs_reason=True),
    # fieldwork
    step("enter_site", {PLANNED}, ON_SITE, {OFFICE, LEADER}),
    step("leave_site", {ON_SITE}, REPORTING, {LEADER}, ("fix_at_once.unchecked",)),
    step("write_working_paper", AT_WORK, None, TEAM),
    # the guide that the team works by
    step("choose_guide", AT_WORK | {PLANNED}, None, {OFFICE, LEADER}),
    step("put_guide_aside", AT_WORK | {PLANNED}, None, {OFFICE, LEADER}, needs_reason=True),
    step("tick_guide", AT_WORK, None, TEAM),
    step("withdraw_tick", AT_WORK, None, TEAM, needs_reason=True),
    step("order_fix", {ON_SITE}, None, {LEADER, Role.DEPUTY}),
    step("answer_fix", {ON_SITE}, None, UNIT),
    step("tell_own_fix", {ON_SITE}, None, UNIT),
    step("check_fix", AT_WORK, None, TEAM),
    step("note_concern", AT_WORK, None, TEAM),
    step("solve_concern", AT_WORK, None, TEAM),
    step("write_log", AT_WORK, None, TEAM),
    step("give_guidance", {ON_SITE}, None, {Role.LEADING_GROUP, OFFICE}),
    step("follow_guidance", AT_WORK, None, {LEADER, Role.DEPUTY}),
    # the facts are put to the unit before they are told
    step("put_facts", AT_WORK, None, {OFFICE, LEADER}),
    step("reply_to_fact", AT_WORK, None, UNIT),
    step("answer_objection", AT_WORK, None, TEAM | {OFFICE}),
    # before the feedback
    step("write_team_report", {REPORTING}, None, {LEADER, Role.DEPUTY}),
    step("record_hearing", RUNNING | {REPORTING}, None, {OFFICE}),  # one that was told late, too
    step("follow_hearing", RUNNING | {REPORTING}, None, {OFFICE}),
    step("withdraw_hearing", RUNNING | {REPORTING}, None, {OFFICE}, needs_reason=True),
    step("compare_feedback", {REPORTING}, None, {OFFICE}),
    step("review_feedback", {REPORTING}, None, FEEDBACK_READERS),
    step("look_up_for_feedback", {REPORTING}, None, FEEDBACK_READERS),
    # special reports go with the report; a matter that is not about persons goes to whoever is responsible for it
    step("write_special_report", AT_WORK, None, {OFFICE, LEADER, Role.DEPUTY}),
    step("record_instruction", AND_AFTER, None, {OFFICE}),
    step("route_instruction", AND_AFTER, None, {OFFICE}),
    step("transfer_matter", AND_AFTER, None, {OFFICE}),
    # feedback
    step("import_findings", {REPORTING}, None, {OFFICE}),
    step("send_copy_notice", {REPORTING}, None, {OFFICE}),
    step("redirect_copy_notice", AT_WORK, None, {Role.LEADING_GROUP}),
    step("give_feedback", {REPORTING}, RECTIFYING, {OFFICE}, FEEDBACK_IS_SOUND),
    step("take_over", {PLANNED}, RECTIFYING, {OFFICE}, needs_reason=True),
    step("answer_copy_notice", RUNNING | {CLOSED}, None, NOTICED | {OFFICE}),
    # the unit's plan and report
    step("submit_plan", {RECTIFYING}, None, UNIT, PLAN_IS_WHOLE),
    step("accept_plan", {RECTIFYING}, None, {OFFICE}, ("plan.not_submitted", *PLAN_IS_WHOLE)),
    step("return_plan", {RECTIFYING}, None, {OFFICE}, needs_reason=True),
    step("record_meeting", RUNNING, None, UNIT),
    step("write_report", RUNNING, None, UNIT, UNCONSENTED),
    step("sign_report", RUNNING, None, {Role.UNIT_HEAD}, ("report.missing", "signer.not_present_head")),
    step("attest_signature", RUNNING, None, {Role.UNIT_LIAISON}, ("report.missing", "signer.not_present_head")),
    # filing with five parties, periodic reports: where the rules of a place ask for them
    step("file_with_parties", RUNNING, None, UNIT),
    step("state_party_absent", RUNNING, None, {OFFICE}, needs_reason=True),
    step("call_periodic_reports", RUNNING, None, {OFFICE}),
    step("write_periodic_report", RUNNING, None, UNIT),
    step("sign_periodic_report", RUNNING, None, {Role.UNIT_HEAD}, ("signer.not_present_head",)),
    step("attest_periodic_report", RUNNING, None, {Role.UNIT_LIAISON}, ("signer.not_present_head",)),
    # supervision and evaluation
    step("record_check", RUNNING, None, CHECKERS),
    step("record_evaluation", RUNNING, None, CHECKERS),
    # two scorers who do not see each other's marks; what the unit and its people hold; three in one
    step("begin_scoring", RUNNING, None, {OFFICE}),
    step("hand_in_scores", RUNNING, None, CHECKERS),
    step("settle_scores", RUNNING, None, CHECKERS),
    step("cancel_scoring", RUNNING | {CLOSED}, None, {OFFICE}, needs_reason=True),
    step("assess_self", RUNNING, None, UNIT),
    step("return_self_assessment", RUNNING, None, {OFFICE}, needs_reason=True),
    step("enter_people_result", RUNNING, None, {OFFICE}),
    step("withdraw_people_result", RUNNING, None, {OFFICE}, needs_reason=True),
    step("combine_scores", RUNNING, None, {OFFICE}),
    step("tell_evaluation", RUNNING | {CLOSED}, None, {OFFICE}),  # it tells a verdict that stands, and changes none
    step("tell_leader", RUNNING | {REPORTING, CLOSED}, None, {OFFICE}),
    # what follows: proposed by rule or by the office, decided by the leading group, tracked to its record
    step("propose_consequence", RUNNING | {CLOSED}, None, {OFFICE}, needs_reason=True),
    step("mark_grave", RUNNING | {CLOSED}, None, {OFFICE, Role.LEADING_GROUP}, needs_reason=True),
    step("withdraw_grave", RUNNING | {CLOSED}, None, {OFFICE, Role.LEADING_GROUP}, needs_reason=True),
    step("decide_consequence", RUNNING | {CLOSED}, None, {Role.LEADING_GROUP}, needs_reason=True),
    step("notify_consequence", RUNNING | {CLOSED}, None, {OFFICE}),
    step("record_consequence", RUNNING | {CLOSED}, None, UNIT | {OFFICE}),
    step("evaluate_as_party", RUNNING, None, PARTIES),
    step("enter_party_evaluation", RUNNING, None, {OFFICE}),
    step("feed_back_three_party", RUNNING, None, {OFFICE}, ("three_party.missing",)),
    step("withdraw_party_evaluation", RUNNING, None, PARTIES | {OFFICE}, UNCONSENTED, needs_reason=True),
    step("withdraw", RUNNING, None, CHECKERS | {Role.MEMBER}, UNCONSENTED, needs_reason=True),
    # close-out
    step("submit_for_review", {RECTIFYING}, UNDER_REVIEW, {Role.UNIT_HEAD, OFFICE}),
    step("accept", {UNDER_REVIEW}, None, {SUPERVISION}, (*ANSWERED_FOR, *REPORT_IS_SIGNED)),
    step("approve", {UNDER_REVIEW}, None, {OFFICE}, ("acceptance.missing",)),
    step("countersign", {UNDER_REVIEW}, None, {SUPERVISION, LEADER}, ("approval.office_missing",)),
    step("withdraw_consent", {UNDER_REVIEW}, None, {SUPERVISION, OFFICE, LEADER}, needs_reason=True),
    step("waive", RUNNING, None, {Role.LEADING_GROUP}, needs_reason=True),
    step("withdraw_exemption", RUNNING, None, {Role.LEADING_GROUP}, needs_reason=True),
    step("close", {UNDER_REVIEW}, CLOSED, {OFFICE}, ANSWERED_FOR),
    step("return_dossier", {UNDER_REVIEW}, RECTIFYING, {OFFICE}, needs_reason=True),
    # another body supervises it; until its close, and never under a consent
    step(
        "change_supervision_office",
        AT_WORK | RUNNING | {PLANNED},
        None,
        {OFFICE},
        UNCONSENTED,
        needs_reason=True,
    ),
    # by the rules it was fed back under a dossier goes on, unless the leading group decides otherwise
    step("change_packs", {RECTIFYING}, None, {Role.LEADING_GROUP}, needs_reason=True),
    step("write_archive", {UNDER_REVIEW, CLOSED}, None, {OFFICE}),
    # papers are drawn from what stands and change none of it
    step("issue_opinion", RUNNING | {REPORTING, CLOSED}, None, {OFFICE}, FEEDBACK_IS_SOUND),
    step("issue_fix_order", {ON_SITE}, None, {OFFICE, LEADER}),
    step("issue_inspection_notice", {PLANNED, ON_SITE}, None, {OFFICE}),
    step("issue_report", AND_AFTER, None, {OFFICE, LEADER}, ("working_paper.unreviewed", "objection.unanswered")),
    step("issue_bulletin", RUNNING | {CLOSED}, None, {OFFICE}),
    step("issue_special_report", AND_AFTER, None, {OFFICE}),
    step("issue_transfer", AND_AFTER, None, {OFFICE}),
    step("issue_paper", RUNNING | {REPORTING, CLOSED}, None, {OFFICE}),
    # the round
    step("end_round", set(STANDING), None, {OFFICE}),
)
