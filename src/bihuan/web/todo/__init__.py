"""My to-do: computed from the state of the dossiers for the roles somebody holds, never stored.

KINDS says which kinds of task there are, whose each is (the machine's tables say so), and what an empty page tells.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from bihuan.domain.lifecycle.finding import STEPS as FINDING_STEPS
from bihuan.domain.lifecycle.inspection import CHECKERS, FEEDBACK_READERS, STEPS
from bihuan.domain.roles import TEAM, UNIT, Role
from bihuan.domain.tips import TIP_READERS
from bihuan.web.todo import answers, draws, field, late_units, long_term, panel, places, tasks, teams
from bihuan.web.todo import filings as filed
from bihuan.web.todo import questionnaires as asked
from bihuan.web.todo import tips as tipped
from bihuan.web.todo.kind import Kind
from bihuan.web.todo.of_supervision import SUPERVISION_KINDS
from bihuan.web.todo.ready import READY_KINDS

OFFICE, LEADING_GROUP = frozenset({Role.OFFICE}), frozenset({Role.LEADING_GROUP})
KINDS = (
    Kind(
        "facts_to_answer",
        _("Facts to reply to"),
        _("Facts that the team puts to your unit before the feedback"),
        STEPS["reply_to_fact"].roles,
        field.facts_to_answer,
    ),
    Kind(
        "fixes_to_answer",
        _("To be put right at once"),
        _("Matters that the team wants put right at once"),
        STEPS["answer_fix"].roles,
        field.fixes_to_answer,
    ),
    Kind(
        "returned",
        _("Sent back to us"),
        _("Findings that were sent back or opened again, with the reason"),
        FINDING_STEPS["request_sign_off"].roles,
        tasks.returned,
    ),
    Kind(
        "measures",
        _("Our measures, by due day"),
        _("Measures of your unit, from two months before their due day"),
        FINDING_STEPS["report_progress"].roles,
        tasks.measures,
    ),
    Kind(
        "to_request",
        _("Sign-off to request"),
        _("Findings whose measures are all done and whose sign-off is not requested yet"),
        FINDING_STEPS["request_sign_off"].roles,
        tasks.to_request,
    ),
    Kind(
        "stalled",
        _("Measures that stall"),
        _("Measures of which no progress has been told for long, once the first months are over"),
        FINDING_STEPS["report_progress"].roles | OFFICE,
        tasks.still,
    ),
    Kind(
        "plans_owed",
        _("Plan to hand in"),
        _("The plan of rectification, once feedback has been given"),
        STEPS["submit_plan"].roles,
        tasks.plans_owed,
    ),
    Kind(
        "signatures",
        _("Reports to sign"),
        _("Reports that wait for the head's signature"),
        STEPS["sign_report"].roles,
        tasks.signatures,
    ),
    Kind(
        "outcomes",
        _("Outcome and accountability to state"),
        _("Matters about definite persons or things without outcome or accountability"),
        UNIT,
        tasks.outcomes,
    ),
    Kind(
        "dossier_steps",
        _("Dossiers whose next step is mine"),
        _("Dossiers whose next step is yours, from fieldwork to close-out"),
        STEPS["enter_site"].roles | STEPS["countersign"].roles | STEPS["close"].roles,
        tasks.dossier_steps,
    ),
    Kind(
        "papers_to_sign",
        _("Working papers to sign or confirm"),
        _("Working papers whose next signature is yours"),
        field.SIGNERS,
        field.papers_to_sign,
    ),
    Kind(
        "tips",
        _("What the public sent"),
        _("Tips of the public, once they were carried in"),
        TIP_READERS,
        tipped.tips,
    ),
    Kind(
        "objections",
        _("Objections to answer"),
        _("Objections of units to facts that were put to them"),
        STEPS["answer_objection"].roles,
        field.objections,
    ),
    Kind(
        "fixes_to_check",
        _("Fixes at once to check"),
        _("What units say they have put right at once"),
        STEPS["check_fix"].roles,
        field.fixes_to_check,
    ),
    Kind(
        "guidance_to_follow",
        _("Mid-term guidance to follow"),
        _("What mid-term guidance prescribed"),
        STEPS["follow_guidance"].roles,
        field.guidance_to_follow,
    ),
    Kind(
        "concerns",
        _("Matters of public concern to solve"),
        _("Matters of public concern that are not solved"),
        STEPS["solve_concern"].roles,
        field.concerns,
    ),
    Kind(
        "points_to_follow",
        _("Points of the guide to follow up"),
        _("Points at which somebody saw something that is to be followed up"),
        STEPS["tick_guide"].roles,
        field.points_to_follow,
    ),
    Kind(
        "feedback_to_review",
        _("Feedback to review"),
        _("Feedback that the rules want reviewed by several people, and what it rests on looked up"),
        FEEDBACK_READERS,
        field.feedback_to_review,
    ),
    Kind(
        "hearings",
        _("Hearings to enter or to follow"),
        _("Reports that the leading group has to hear before the feedback"),
        STEPS["record_hearing"].roles,
        field.hearings,
    ),
    Kind(
        "notices",
        _("Copy notices to answer"),
        _("Copy notices that await what was done upon them"),
        answers.ANSWERING,
        answers.notices,
    ),
    Kind(
        "errands",
        _("Papers to answer"),
        _("Letters, instructions and matters handed over that await their answer"),
        answers.BODIES,
        answers.errands,
    ),
    Kind(
        "letters_to_send",
        _("Letters to send, instructions to route"),
        _("Letters that are written, and instructions of leaders that nobody was given to do"),
        OFFICE,
        answers.letters_to_send,
    ),
    Kind(
        "sign_offs",
        _("Sign-off requested"),
        _("Findings whose sign-off a unit has requested"),
        FINDING_STEPS["grant_sign_off"].roles,
        tasks.sign_offs,
    ),
    Kind("plans", _("Plans to judge"), _("Plans that units have handed in"), STEPS["accept_plan"].roles, tasks.plans),
    Kind(
        "extensions",
        _("Extensions to decide"),
        _("Requests of units for more time"),
        FINDING_STEPS["approve_extension"].roles,
        tasks.extensions,
    ),
    Kind(
        "changes",
        _("Measures changed after acceptance"),
        _("Measures that units changed after their plan was accepted"),
        FINDING_STEPS["note_change"].roles,
        tasks.changes,
    ),
    Kind(
        "meetings_owed",
        _("Democratic-life meeting to record"),
        _("The democratic-life meeting on the rectification, from the feedback on"),
        STEPS["record_meeting"].roles,
        tasks.meetings_owed,
    ),
    Kind(
        "hand_overs",
        _("Long-term findings to accept"),
        _("Long-term findings handed over to your body"),
        FINDING_STEPS["accept_hand_over"].roles,
        long_term.hand_overs,
    ),
    Kind(
        "looks",
        _("Long-term findings to look at again"),
        _("Long-term findings whose next look is near or over"),
        FINDING_STEPS["follow_long_term"].roles,
        long_term.looks,
    ),
    Kind(
        "unfollowed",
        _("Long-term findings that nobody follows"),
        _("Long-term findings taken over without a body that follows them"),
        OFFICE,
        long_term.unfollowed,
    ),
    Kind(
        "re_checks",
        _("Drawn for a surprise re-check"),
        _("Dossiers that a surprise draw chose for a re-check"),
        draws.RE_CHECKERS,
        draws.re_checks,
    ),
    Kind(
        "late_units",
        _("Overdue at units"),
        _("What units owe and have not done by its day, such as their plan"),
        late_units.WATCHERS,
        late_units.late_units,
    ),
    *SUPERVISION_KINDS,
    Kind(
        "draws",
        _("Surprise draws that wait for me"),
        _("Surprise draws for which your body gives a share, or which you verify"),
        draws.RE_CHECKERS,
        draws.draws,
    ),
    Kind(
        "filings",
        _("Papers to file with the level above"),
        _("Papers that plans, rounds and hearings owe to the level above"),
        OFFICE,
        filed.filings,
    ),
    Kind(
        "guidance",
        _("To answer to the level above"),
        _("What the level above wants answered"),
        OFFICE,
        filed.guidance,
    ),
    Kind(
        "declarations",
        _("Declarations I owe"),
        _("Rounds for which you are called to declare"),
        TEAM,
        teams.declarations,
    ),
    Kind("pledges", _("Pledges I owe"), _("Tours for which you have not pledged secrecy"), TEAM, teams.pledges),
    Kind(
        "undeclared",
        _("Who has not declared"),
        _("Calls that some of the pool have not answered"),
        OFFICE,
        teams.undeclared,
    ),
    *READY_KINDS,
    Kind(
        "unpledged",
        _("Announced teams without all their pledges"),
        _("Announced teams some of whose members have not pledged secrecy"),
        OFFICE,
        teams.unpledged,
    ),
    Kind(
        "shut_out",
        _("Announced teams without access to a dossier"),
        _("Teams some of whose dossiers were opened after the announcement: announced once more, access opens"),
        OFFICE,
        teams.shut_out,
    ),
    Kind(
        "challenges",
        _("Recusals to decide"),
        _("Recusals that units ask for"),
        LEADING_GROUP,
        teams.challenges,
    ),
    Kind(
        "teams",
        _("Teams to adopt and to authorise"),
        _("Teams that the office proposes, to be checked again, adopted and authorised"),
        LEADING_GROUP,
        teams.teams,
    ),
    Kind(
        "party_filings",
        _("Papers to file with five parties"),
        _("Plans and reports that are still to be filed with one of the five parties"),
        places.FILERS,
        places.party_filings,
    ),
    Kind(
        "periodic",
        _("Periodic reports"),
        _("Periodic reports that the office called for, from two months before they are due"),
        places.FILERS,
        places.periodic,
    ),
    Kind(
        "party_evaluations",
        _("Three-party evaluation"),
        _("Evaluations by one of the three parties, once the report is signed"),
        places.EVALUATORS,
        places.party_evaluations,
    ),
    Kind(
        "questionnaires",
        _("Questionnaires"),
        _("Questionnaires whose slips are to be printed, or whose ballots are to be counted"),
        OFFICE,
        asked.questionnaires,
    ),
    Kind(
        "untold",
        _("Evaluations to tell the unit"),
        _("Evaluations that the unit has not been told"),
        STEPS["tell_evaluation"].roles,
        tasks.untold,
    ),
    Kind("scorings", _("To score"), _("Evaluations that you score, or settle"), CHECKERS, panel.scorings),
    Kind("three_in_one", _("Three in one"), _("Scores to hand in or combine"), panel.FOLLOWERS, panel.three_in_one),
    Kind("leaders_to_tell", _("To tell the leaders in charge"), _("Results to tell leaders"), OFFICE, panel.leaders),
    Kind("to_decide", _("Consequences to decide"), _("Consequences proposed"), LEADING_GROUP, panel.to_decide),
    Kind("to_follow", _("Consequences to follow up"), _("Consequences adopted"), panel.FOLLOWERS, panel.to_follow),
)
