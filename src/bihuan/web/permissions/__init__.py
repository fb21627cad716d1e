"""Who may open which page: one reviewed table. What is not written here, nobody may open.

A row is the name of a url and whoever may open it. The table says who gets through the door; what he may do and
see behind it is decided again, for each thing, by the domain (`jurisdiction`, `lifecycle`).
tests/architecture/test_permissions.py compares this table with the urls in both directions.
"""

from __future__ import annotations

from collections.abc import Mapping

from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.working_paper import READERS as PAPER_READERS
from bihuan.domain.roles import TEAM, UNIT, Role
from bihuan.domain.tips import COURIERS as TIP_COURIERS
from bihuan.domain.tips import DOOR_KEEPERS, TIP_READERS
from bihuan.web.permissions.doors import (
    ACCOUNT_READERS,
    AUDIT,
    CLUE_NAMERS,
    DOSSIER_ROLES,
    DRAWERS,
    FINDERS,
    LEADERS,
    LEADING_GROUP,
    OFFICE,
    PLAN_READERS,
    SECURITY,
    SYSTEM,
    TREE_KEEPERS,
    Door,
    Who,
)
from bihuan.web.permissions.planning import OF_PLANNING
from bihuan.web.permissions.supervision import SUPERVISION_ROWS

__all__ = ["DOSSIER_ROLES", "ROWS", "SECURITY", "Door", "Who", "is_for_named", "is_public", "may_open", "who_may"]
ROWS: Mapping[str, Who] = {
    # for whoever watches the server: no data
    "health": Door.PUBLIC,
    # signing in
    "sign_in": Door.PUBLIC,
    "language": Door.PUBLIC,
    # the guide: nothing of any dossier in it
    "help_contents": Door.PUBLIC,
    "help": Door.PUBLIC,
    "help_picture": Door.PUBLIC,
    "sign_out": Door.ANY_ACCOUNT,
    "alive": Door.ANY_ACCOUNT,
    "change_password": Door.ANY_ACCOUNT,
    "home": Door.ANY_ACCOUNT,
    "look": Door.ANY_ACCOUNT,
    "key_list": Door.ANY_ACCOUNT,
    "me": Door.ANY_ACCOUNT,
    "own_tokens": Door.ANY_ACCOUNT,
    "own_token_end": Door.ANY_ACCOUNT,
    # the rules, which are nobody's secret
    **dict.fromkeys(("rules", "rule_pack", "rules_compare", "rules_comparison"), Door.ANY_ACCOUNT),
    **dict.fromkeys(("regulations", "regulation"), Door.ANY_ACCOUNT),
    **dict.fromkeys(("regulation_compare", "regulation_comparison"), Door.ANY_ACCOUNT),
    **dict.fromkeys(("regulation_add", "regulation_end", "regulation_withdraw", "packs_choose", "pack_write"), OFFICE),
    # lists as workbooks: each asks behind the door for the row of its page
    "sheet_workbook": Door.ANY_ACCOUNT,
    "sheet_return": Door.ANY_ACCOUNT,
    "sheet_marked": Door.ANY_ACCOUNT,
    "sheet_confirm": Door.ANY_ACCOUNT,
    # finding by words: of each kind only what its own page would show
    "search": FINDERS,
    "palette": Door.ANY_ACCOUNT,
    # what happened: of a dossier and a finding as far as its reader may know, across dossiers for the office
    "dossier_course": DOSSIER_ROLES,
    "finding_course": DOSSIER_ROLES,
    "recent": OFFICE,
    # what is due: the reader's own
    "reminders": DOSSIER_ROLES,
    "reminder_put_aside": DOSSIER_ROLES,
    # the authority's own stream of the ledger, never a dossier's; the health of the server
    "ledger": AUDIT,
    "ledger_verify": AUDIT,
    "ledger_export": AUDIT,
    "doctor": SYSTEM,
    # accounts
    "accounts": ACCOUNT_READERS,
    "account": ACCOUNT_READERS,
    "account_open": SECURITY,
    "account_reset": SECURITY,
    "account_end": SECURITY,
    "role_grant": ACCOUNT_READERS,
    "role_end": ACCOUNT_READERS,
    # dossiers and findings: the door opens for whoever can have to do with one; each thing is judged again behind it
    "todo": DOSSIER_ROLES,
    "cockpit": LEADERS,
    "dossiers": DOSSIER_ROLES,
    "dossier": DOSSIER_ROLES,
    "rounds": OFFICE,
    "round_open": OFFICE,
    "dossier_open": OFFICE,
    "dossier_grant": OFFICE,
    "dossier_end": OFFICE,
    "dossier_do": DOSSIER_ROLES,
    "findings": DOSSIER_ROLES,
    "findings_bulk": DOSSIER_ROLES,
    "bulk_undo": DOSSIER_ROLES,
    "views": DOSSIER_ROLES,
    "view_keep": DOSSIER_ROLES,
    "view_rename": DOSSIER_ROLES,
    "view_share": DOSSIER_ROLES,
    "view_usual": OFFICE,
    "view_remove": DOSSIER_ROLES,
    "finding": DOSSIER_ROLES,
    "finding_do": DOSSIER_ROLES,
    "measure_do": DOSSIER_ROLES,
    "evidence_do": DOSSIER_ROLES,
    "check_do": DOSSIER_ROLES,
    "evaluation_do": DOSSIER_ROLES,
    "consent_do": DOSSIER_ROLES,
    "exemption_do": DOSSIER_ROLES,
    # evaluation line by line and what follows: cut behind the door
    "panel": DOSSIER_ROLES,
    "evaluations": PLAN_READERS,
    "consequences": PLAN_READERS,
    # working papers: the team's and the office's; each is judged again behind the door
    "working_papers": PAPER_READERS,
    "working_paper": PAPER_READERS,
    "paper_do": PAPER_READERS,
    "paper_evidence_file": PAPER_READERS,
    # what the unit is asked before its feedback; the stay itself; the way to the feedback
    "asked_of_us": UNIT,
    "unit_talk": PAPER_READERS | UNIT,
    "site_do": UNIT,
    "fact_file": PAPER_READERS | UNIT,
    "fix_file": PAPER_READERS | UNIT,
    "stay": PAPER_READERS,
    "to_feedback": PAPER_READERS,
    # the guides: read by whoever works by them, written by the office; what was ticked where for the office and above
    "field_guides": PAPER_READERS,
    "field_guide": PAPER_READERS,
    "field_guide_workbook": PAPER_READERS,
    "field_guide_paper": PAPER_READERS,
    "field_guide_figures": PLAN_READERS,
    "field_guide_write": OFFICE,
    "guide_on_site": PAPER_READERS,
    "guide_on_site_paper": PAPER_READERS,
    # files
    "taken_over_paper": DOSSIER_ROLES,
    "meeting_minutes": DOSSIER_ROLES,
    "report_file": DOSSIER_ROLES,
    "report_signature": DOSSIER_ROLES,
    "record_file": DOSSIER_ROLES,
    "finding_source": DOSSIER_ROLES,
    "evidence_file": DOSSIER_ROLES,
    # papers out, and the register of their numbers
    "issued_paper": DOSSIER_ROLES,
    "issued_paper_void": OFFICE,
    "notice_file": DOSSIER_ROLES - UNIT,
    # letters and everything else that goes to a body: written by the office; each body reads and answers its own
    "letters": PLAN_READERS,
    "letter": PLAN_READERS,
    "letter_file": PLAN_READERS,
    "letter_add": OFFICE,
    "letter_send": OFFICE,
    "letter_withdraw": OFFICE,
    "errands": DOSSIER_ROLES - TEAM,
    "errand": DOSSIER_ROLES,
    "errand_paper": DOSSIER_ROLES,
    "errand_file": DOSSIER_ROLES,
    "errand_rule_file": DOSSIER_ROLES,
    "errand_receive": DOSSIER_ROLES,
    "errand_answer": DOSSIER_ROLES,
    "errand_rule": DOSSIER_ROLES,
    "errand_settle": OFFICE,
    "sent_papers": PAPER_READERS,
    "instruction_file": PAPER_READERS,
    "paper_numbers": OFFICE,
    "paper_number_draw": OFFICE,
    "paper_number_void": OFFICE,
    "own_templates": OFFICE,
    "own_template_put": OFFICE,
    "own_template_end": OFFICE,
    "own_template_file": OFFICE,
    # documents in: the import wizard
    "import_template": OFFICE,
    "import_findings": OFFICE,
    "take_over": OFFICE,
    "draft": OFFICE,
    "draft_row": OFFICE,
    "draft_read": OFFICE,
    "draft_marked": OFFICE,
    "draft_confirm": OFFICE,
    # the five lists: filling one in and sending it back is the unit's work
    "list": DOSSIER_ROLES,
    "list_workbook": DOSSIER_ROLES,
    "list_row": UNIT,
    "list_return": UNIT,
    "list_marked": UNIT,
    "list_confirm": UNIT,
    **OF_PLANNING,
    # what the public sends: the team reads it with its passphrase; the office hangs up the poster and carries files
    **dict.fromkeys(("tips", "tip_poster", "tip_carry_out"), TIP_COURIERS),
    **dict.fromkeys(("tip_door_open", "tip_door_close"), DOOR_KEEPERS),
    **dict.fromkeys(("tip", "tip_photo", "tip_answer", "tip_settle", "tip_paper"), TIP_READERS),
    **dict.fromkeys(("tip_unlock", "tip_lock", "tip_carry_in"), TIP_READERS),
    # questionnaires without a name: the office's; results for all but the unit (behind the door)
    **dict.fromkeys(("questionnaires", "questionnaire"), DOSSIER_ROLES),
    **dict.fromkeys(("questionnaire_open", "questionnaire_slips", "questionnaire_door"), OFFICE),
    **dict.fromkeys(("questionnaire_carry_in", "questionnaire_count", "questionnaire_call_off"), OFFICE),
    # clues about persons: for named people; who they are is the business of those who name them
    **dict.fromkeys(("clues", "clue_register", "clue", "clue_amend", "clue_transfer", "tip_clue"), Door.NAMED),
    **dict.fromkeys(("clue_receive", "clue_answer", "clue_outcome", "clue_close"), Door.NAMED),
    **dict.fromkeys(("clue_people", "clue_person_name", "clue_person_end"), CLUE_NAMERS),
    # surprise draws: whoever may be a party or a reader; each draw is judged again behind the door. What was committed
    # to is everybody's to read
    "draws": DRAWERS,
    "draw_arrange": OFFICE,
    "draw": DOSSIER_ROLES - UNIT,
    "share_commit": DOSSIER_ROLES - UNIT,
    "share_open": DOSSIER_ROLES - UNIT,
    "draw_call_off": PLAN_READERS,
    "draw_reader": LEADING_GROUP,
    "draw_file": DOSSIER_ROLES - UNIT,
    "draw_verifier": Door.ANY_ACCOUNT,
    "draw_notices": Door.ANY_ACCOUNT,
    "draw_notice": Door.ANY_ACCOUNT,
    # dossiers on a laptop: the office lends and takes back, the team packs; a team sees its own loans only
    "loans": OFFICE | TEAM,
    "loan_lend": OFFICE,
    "loan_parcel": OFFICE,
    "loan_home": OFFICE,
    "loan_lost": OFFICE,
    "stay_pack": TEAM,
    **SUPERVISION_ROWS,
    # organizations
    "organizations": TREE_KEEPERS | {Role.LEADING_GROUP},
    "organization": TREE_KEEPERS | {Role.LEADING_GROUP},
    "organization_add": TREE_KEEPERS,
    "organization_correct": TREE_KEEPERS,
    "organization_end": TREE_KEEPERS,
    "successor_name": TREE_KEEPERS,
    "head_appoint": TREE_KEEPERS,
    "head_end": TREE_KEEPERS,
}

# what somebody with a first password can reach before he has chosen his own
BEFORE_OWN_PASSWORD = frozenset({"change_password", "sign_out", "language", "sign_in"})


def who_may(name: str) -> Who:
    """Return who may open a page; nobody where the table has no row."""
    return ROWS.get(name, frozenset())


def is_public(name: str) -> bool:
    """True for a page that is opened without an account."""
    return who_may(name) is Door.PUBLIC


def is_for_named(name: str) -> bool:
    """True for a page that is there for named people only; `may_open` knows nothing of names and says no."""
    return who_may(name) is Door.NAMED


def may_open(name: str, actor: Actor | None) -> bool:
    """True when somebody may open a page today."""
    who = who_may(name)
    if isinstance(who, Door):
        return who is Door.PUBLIC or (who is Door.ANY_ACCOUNT and actor is not None)
    return actor is not None and bool(actor.roles & who)
