"""Which section of the guide fits what is shown: the table behind the 「?」 of a deed and of a refusal.

tests/architecture/test_guides.py compares it with the deeds and the guides; pages stand in of_pages.py.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest
from django.urls import reverse

from bihuan.web.help.of_pages import BEFORE_FEEDBACK, PAGES

# name of a deed → page#section
DEEDS: Mapping[str, str] = {
    "enter_site": "feedback#site",
    "leave_site": "feedback#site",
    "write_working_paper": "fieldwork#write",
    "revise_working_paper": "fieldwork#write",
    "attach_paper_evidence": "fieldwork#evidence",
    "remove_paper_evidence": "fieldwork#evidence",
    "add_inquiry": "fieldwork#evidence",
    "submit_working_paper": "fieldwork#sign",
    "review_working_paper": "fieldwork#sign",
    "sign_working_paper": "fieldwork#sign",
    "return_working_paper": "fieldwork#sign",
    "withdraw_working_paper": "fieldwork#sign",
    "confirm_finding": "fieldwork#confirm",
    "review_as_peer": "fieldwork#peers",
    "order_fix": "asked#fix",
    "answer_fix": "asked#fix",
    "tell_own_fix": "asked#fix",
    "check_fix": "asked#fix",
    "issue_fix_order": "asked#fix",
    "put_facts": "asked#facts",
    "reply_to_fact": "asked#facts",
    "answer_objection": "asked#objection",
    "note_concern": "stay#concern",
    "solve_concern": "stay#concern",
    "write_log": "stay#log",
    "choose_guide": "guides#choose",
    "put_guide_aside": "guides#choose",
    "tick_guide": "guides#site",
    "withdraw_tick": "guides#site",
    "give_guidance": "stay#guidance",
    "follow_guidance": "stay#guidance",
    "write_team_report": "stay#report",
    "record_hearing": "stay#hearing",
    "follow_hearing": "stay#hearing",
    "withdraw_hearing": "stay#hearing",
    "compare_feedback": "stay#looks",
    "review_feedback": "stay#looks",
    "look_up_for_feedback": "stay#looks",
    "import_findings": "feedback#import",
    "send_copy_notice": "feedback#feedback",
    "issue_report": "letters#report",
    "issue_inspection_notice": "letters#report",
    "issue_bulletin": "letters#publish",
    "write_special_report": "letters#special",
    "issue_special_report": "letters#special",
    "record_instruction": "letters#special",
    "route_instruction": "letters#special",
    "transfer_matter": "letters#transfer",
    "issue_transfer": "letters#transfer",
    "redirect_copy_notice": "letters#notices",
    "answer_copy_notice": "letters#notices",
    "give_feedback": "feedback#feedback",
    "take_over": "take-over#begin",
    "correct_finding": "feedback#correct",
    "mark_person_matter": "feedback#correct",
    "add_measure": "rectify#measures",
    "revise_measure": "rectify#measures",
    "submit_plan": "rectify#plan",
    "accept_plan": "check#plan",
    "return_plan": "check#plan",
    "record_meeting": "rectify#plan",
    "withdraw_meeting": "rectify#plan",
    "note_change": "check#plan",
    "report_progress": "rectify#progress",
    "attach_evidence": "rectify#progress",
    "remove_evidence": "rectify#progress",
    "state_result": "rectify#progress",
    "state_outcome": "rectify#outcome",
    "request_sign_off": "rectify#sign-off",
    "grant_sign_off": "check#sign-off",
    "return_sign_off": "check#sign-off",
    "reopen": "check#sign-off",
    "request_extension": "rectify#extension",
    "approve_extension": "check#extension",
    "refuse_extension": "check#extension",
    "hand_over": "check#long-term",
    "accept_hand_over": "check#long-term",
    "follow_long_term": "check#long-term",
    "take_back": "check#long-term",
    "record_check": "check#check",
    "withdraw_check": "check#withdraw",
    "record_evaluation": "check#evaluation",
    "withdraw_evaluation": "check#withdraw",
    "tell_evaluation": "check#tell",
    "write_report": "sign#report",
    "withdraw_report": "sign#report",
    "sign_report": "sign#sign",
    "attest_signature": "sign#paper",
    "file_with_parties": "places#file",
    "withdraw_party_filing": "places#file",
    "state_party_absent": "places#file",
    "withdraw_absence": "places#file",
    "call_periodic_reports": "places#periodic",
    "cancel_periodic_report": "places#periodic",
    "write_periodic_report": "places#periodic",
    "sign_periodic_report": "places#periodic",
    "attest_periodic_report": "places#periodic",
    "evaluate_as_party": "places#parties",
    "enter_party_evaluation": "places#parties",
    "withdraw_party_evaluation": "places#parties",
    "feed_back_three_party": "places#parties",
    **dict.fromkeys(("begin_scoring", "hand_in_scores", "settle_scores", "cancel_scoring"), "evaluate#two"),
    **dict.fromkeys(
        ("assess_self", "return_self_assessment", "enter_people_result", "withdraw_people_result"), "evaluate#three"
    ),
    "combine_scores": "evaluate#three",
    "tell_leader": "evaluate#leader",
    **dict.fromkeys(("propose_consequence", "mark_grave", "withdraw_grave"), "evaluate#consequences"),
    **dict.fromkeys(("decide_consequence", "notify_consequence", "record_consequence"), "evaluate#consequences"),
    **dict.fromkeys(("mark_recurrence", "withdraw_recurrence"), "evaluate#recurrence"),
    "submit_for_review": "sign#submit",
    "accept": "close#consents",
    "approve": "close#consents",
    "countersign": "close#consents",
    "withdraw_consent": "close#consents",
    "waive": "close#exception",
    "withdraw_exemption": "close#exception",
    "close": "close#close",
    "end_round": "close#round",
    "return_dossier": "returned#dossier",
    "withdraw_dossier": "feedback#mistaken",
    "change_supervision_office": "supervision#office",
    "change_packs": "packs#change",
    "write_archive": "ledger#archive",
    "issue_opinion": "papers#issue",
    "issue_copy_notice": "papers#issue",
    "issue_card": "papers#issue",
    "issue_control_sheet": "papers#issue",
}

# code of a refusal (desk.refusals.Kind) → section of the page that says what each means
REFUSALS: Mapping[str, str] = {
    "may_not": "may-not",
    "no_such_thing": "not-found",
    "no_such_deed": "not-found",
    "no_such_step": "no-step",
    "not_now": "not-now",
    "already_done": "already",
    "changed_meanwhile": "changed",
    "held_elsewhere": "elsewhere",
    "not_seen": "changed",
    "no_rule": "silent",
    "key_unusable": "already",
    "key_reused": "already",
    "form_refused": "unusable",
    "unusable": "unusable",
    "store_full": "store",
    "store_away": "store",
    "clock_wrong": "store",
}

DEED_PAGES = "_do"  # how urls end that show a deed's page
CONTENTS = ""


def section_for(name: str, deed: str = "") -> str:
    """Return the page#section for a url and, where it shows one, a deed; empty: the contents."""
    return DEEDS.get(deed) or PAGES.get(name, CONTENTS)


def help_address(request: HttpRequest) -> str:
    """Return where the 「?」 of a page leads."""
    match = request.resolver_match
    return address_of(section_for(str(match.view_name), str(match.kwargs.get("deed", ""))) if match else CONTENTS)


def help_on_dossier(stage: str) -> str:
    """Return where the guide tells of a dossier's page at a stage."""
    return address_of(BEFORE_FEEDBACK.get(stage, PAGES["dossier"]))


def address_of(told: str) -> str:
    """Return the address of a page#section of the guide, of its contents where none is told."""
    page, _hash, section = told.partition("#")
    return f"{reverse('help', args=[page])}#{section}" if page else reverse("help_contents")


def meaning_of(code: str) -> str:
    """Return where the guide says what a refusal means; empty where it does not."""
    section = REFUSALS.get(code)
    return f"{reverse('help', args=['refusals'])}#{section}" if section else ""
