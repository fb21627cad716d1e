"""Which section of the guide fits which page: the table behind the 「?」. A new page needs its row here.

tests/architecture/test_guides.py compares it with the urls, the deeds and the guides.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest
from django.urls import reverse

# name of a url → page#section of the guide
PAGES: Mapping[str, str] = {
    "sign_in": "start#sign-in",
    "change_password": "start#password",
    "home": "start#screen",
    "todo": "start#todo",
    "reminders": "start#reminders",
    "me": "start#reminders",
    "cockpit": "start#cockpit",
    "search": "grid#search",
    "help_contents": "start#screen",
    "help": "start#screen",
    # what the administrators look after
    "ledger": "ledger#audit",
    "ledger_verify": "ledger#audit",
    "doctor": "accounts#three",
    # accounts
    "accounts": "accounts#three",
    "account": "accounts#role",
    "account_open": "accounts#open",
    "account_reset": "accounts#open",
    "account_end": "accounts#end",
    "role_grant": "accounts#role",
    "role_end": "accounts#end",
    # rules
    "rules": "close#rules",
    "rule_pack": "close#rules",
    # organizations
    "organizations": "organizations#tree",
    "organization": "organizations#heads",
    "organization_add": "organizations#tree",
    "organization_correct": "organizations#tree",
    "organization_end": "organizations#successor",
    "successor_name": "organizations#successor",
    "head_appoint": "organizations#heads",
    "head_end": "organizations#heads",
    # dossiers and findings
    "dossiers": "feedback#dossier",
    "rounds": "close#round",
    "round_open": "feedback#dossier",
    "dossier_open": "feedback#dossier",
    "dossier": "close#chain",
    "dossier_grant": "accounts#dossier",
    "dossier_end": "accounts#dossier",
    "findings": "grid#filter",
    "findings_bulk": "grid#bulk",
    "bulk_undo": "grid#bulk",
    "views": "grid#views",
    "view_keep": "grid#views",
    "view_rename": "grid#views",
    "view_share": "grid#views",
    "view_usual": "grid#views",
    "view_remove": "grid#views",
    "key_list": "grid#keys",
    "sheet_return": "grid#excel",
    "sheet_confirm": "grid#excel",
    "finding": "rectify#card",
    "working_papers": "fieldwork#papers",
    "working_paper": "fieldwork#papers",
    "dossier_course": "ledger#history",
    "finding_course": "ledger#history",
    "recent": "ledger#history",
    # plans and coverage
    "planning": "plan#term",
    "plan": "plan#term",
    "term_plan": "plan#term",
    "year_plan": "plan#year",
    "rounds_lay_out": "plan#rounds",
    "round_plan": "plan#rounds",
    "round_plan_add": "plan#kinds",
    "round_plan_edit": "plan#kinds",
    "placement_add": "plan#place",
    "placement_move": "plan#place",
    "placement_remove": "plan#place",
    "plan_adopt": "plan#adopt",
    "mandate_set": "plan#mandate",
    "coverage": "plan#coverage",
    "filing_add": "plan#filings",
    "filing_send": "plan#filings",
    "filing_receive": "plan#filings",
    "responsibility_add": "plan#responsibility",
    "responsibility_outcome": "plan#responsibility",
    "method_add": "plan#responsibility",
    "method_edit": "plan#responsibility",
    "method_tick": "plan#responsibility",
    "cost_add": "plan#costs",
    "cost_withdraw": "plan#costs",
    "guidance_add": "plan#guidance",
    "guidance_answer": "plan#guidance",
    "filings": "plan#filings",
    "responsibility": "plan#responsibility",
    "costs": "plan#costs",
    "guidance": "plan#guidance",
    "proposal_ask": "plan#propose",
    "proposal": "plan#propose",
    "proposal_accept": "plan#propose",
    # the pool and teams
    "pool": "pool#list",
    "inspector": "pool#person",
    "inspector_add": "pool#person",
    "inspector_correct": "pool#person",
    "inspector_leave": "pool#person",
    "pool_import": "pool#workbook",
    "growth_add": "pool#growth",
    "release_add": "pool#release",
    "authorisation": "teams#authorise",
    "authorise": "teams#authorise",
    "pledge_attest": "teams#pledge",
    "supervisors_name": "teams#pledge",
    "tour_end": "teams#pledge",
    "announced": "teams#authorise",
    "assessments": "teams#assess",
    "assess_member": "teams#assess",
    "assess_team": "teams#assess",
    "assess_host": "teams#assess",
    "appraisal": "teams#assess",
    "composer": "teams#compose",
    "conflict": "teams#conflict",
    "terms_set": "teams#terms",
    "seat_change": "teams#seat",
    "composition_adopt": "teams#adopt",
    "recusal": "pool#recusal",
    "recusal_of": "pool#recusal",
    "declaration_attest": "pool#declare",
    "declaration_own": "pool#declare",
    "own_rounds": "pool#own",
    "own_team": "pool#own",
    "round_call": "pool#call",
    "challenge_add": "pool#challenge",
    "challenge_decide": "pool#challenge",
    "recusal_waive": "pool#challenge",
    "availability_set": "pool#release",
    # clues
    "clues": "clues#register",
    "clue_register": "clues#register",
    "clue": "clues#card",
    "clue_amend": "clues#card",
    "clue_transfer": "clues#transfer",
    "clue_receive": "clues#transfer",
    "clue_answer": "clues#transfer",
    "clue_outcome": "clues#transfer",
    "clue_close": "clues#transfer",
    "clue_people": "clues#named",
    "clue_person_name": "clues#named",
    # papers out
    "paper_numbers": "papers#numbers",
    "paper_number_draw": "papers#numbers",
    "paper_number_void": "papers#numbers",
    "own_templates": "papers#templates",
    "own_template_put": "papers#templates",
    "own_template_end": "papers#templates",
    # documents in
    "import_findings": "feedback#import",
    "take_over": "take-over#begin",
    "draft": "feedback#preview",
    "draft_row": "feedback#preview",
    "draft_read": "feedback#import",
    "draft_confirm": "feedback#preview",
    # the five lists
    "list": "lists#five",
    "list_row": "lists#edit",
    "list_return": "lists#back",
    "list_confirm": "lists#back",
}

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
    "import_findings": "feedback#import",
    "send_copy_notice": "feedback#feedback",
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
    "not_seen": "changed",
    "no_rule": "silent",
    "key_unusable": "already",
    "key_reused": "already",
    "form_refused": "unusable",
    "unusable": "unusable",
    "store_full": "store",
    "store_away": "store",
}

# these answer with a file, a redirect or a line of JSON: there is no page to put a 「?」 on
NO_PAGE = frozenset(
    {
        *("health", "language", "look", "palette", "sign_out", "help_picture", "import_template", "draft_marked"),
        *("sheet_workbook", "sheet_marked", "list_workbook", "list_marked"),
        *("taken_over_paper", "meeting_minutes", "report_file", "report_signature"),
        "proposal_stop",
        *(
            "finding_source",
            "evidence_file",
            "issued_paper",
            "paper_evidence_file",
            "own_template_file",
            "reminder_put_aside",
        ),
        "ledger_export",
        *("announce", "authorisation_letter", "appraisal_workbook", "pledge_own"),
        *("compose", "compose_stop", "composition_keep"),
        "clue_person_end",
        *("pool_workbook", "pool_template", "pool_marked"),
    }
)
DEED_PAGES = "_do"  # how urls end that show a deed's page
CONTENTS = ""


def section_for(name: str, deed: str = "") -> str:
    """Return the page#section for a url and, where it shows one, a deed; empty: the contents."""
    return DEEDS.get(deed) or PAGES.get(name, CONTENTS)


def help_address(request: HttpRequest) -> str:
    """Return where the 「?」 of a page leads."""
    match = request.resolver_match
    told = section_for(str(match.view_name), str(match.kwargs.get("deed", ""))) if match else CONTENTS
    page, _hash, section = told.partition("#")
    return f"{reverse('help', args=[page])}#{section}" if page else reverse("help_contents")


def meaning_of(code: str) -> str:
    """Return where the guide says what a refusal means; empty where it does not."""
    section = REFUSALS.get(code)
    return f"{reverse('help', args=['refusals'])}#{section}" if section else ""
