"""Which kinds of task are seldom: few tasks, found by many questions, put once until the next deed."""

from __future__ import annotations

# kinds about the weeks on site, plans, teams, draws and packs of single places: few tasks, found by many questions
SELDOM = frozenset(
    {
        *("facts_to_answer", "fixes_to_answer", "papers_to_sign", "objections", "fixes_to_check"),
        *(
            "guidance_to_follow",
            "concerns",
            "points_to_follow",
            "hearings",
            "notices",
            "errands",
            "letters_to_send",
            "tips",
            "questionnaires",
        ),
        *("re_checks", "draws", "filings", "guidance", "declarations", "pledges", "undeclared", "unpledged"),
        *("planned_checks", "supervision_plans"),
        *("shut_out", "challenges", "teams", "party_filings", "periodic", "party_evaluations"),
        *("scorings", "three_in_one", "leaders_to_tell", "to_decide", "to_follow"),
    }
)
