"""Every page that shows a list hands it out as a workbook that comes back, or stands here with the reason why not.

A list page is a template with a table of as many rows as there are things, with pages to turn, or with a workbook: the
to-do writes its rows without a template.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import bihuan.web
from bihuan.web.sheets.of_the_house import SHEETS, SHEETS_OF_ONE

TEMPLATES = Path(bihuan.web.__file__).parent / "templates" / "web"
TABLE_OF_THINGS = re.compile(r"{%\s*for [^%]*%}\s*<tr|<tbody>\s*{%\s*for ")
TURNED = '"web/_pager.html"'
INCLUDED = re.compile(
    r'{%\s*include "web/_(?:sheet|list_tools)\.html" with (?:list_name="[a-z_]+" )?sheet="?([a-z_]+)"?'
)
NAMED_BY_THE_PAGE = {
    "here": {"filings", "responsibility", "costs", "guidance"}
}  # what the variable of a template for several lists may be

OWN_WORKBOOK = {
    "list": "each of the five lists of a dossier adds rows too, and has its own comparison",
    "pool": "people are read into the pool from its own workbook, each row with its preview",
    "planning": "what must be covered is read in from its own workbook, each row with its preview",
}

ONE_THING = "a page of one thing: its tables are parts of it, and it goes out as its own paper or record"
ASKING = "a form or its preview: what it lists is on its way in and is no list that is kept"
SEALED = "sealed: what it names is read on the screen by those it is open to, each reading is an entry, no file leaves"
OF_THE_READER = "the reader's own few things, for himself"
OF_THE_SERVER = "about the server and the rules it runs by, not about what an authority keeps"
EVERYBODYS = "what everybody may verify has its own file, whose digest is what counts"
RECKONED = "counts reckoned from records that stand in lists of their own; it is printed"

EXCEPTIONS: Mapping[str, str] = {
    **dict.fromkeys(
        ("account", "organization", "inspector", "dossier", "finding", "draw", "proposal", "reorganisation"), ONE_THING
    ),
    **dict.fromkeys(
        ("joint_team", "questionnaire", "working_paper", "working_papers", "stay", "to_feedback"), ONE_THING
    ),
    **dict.fromkeys(("authorisation", "assessments", "preparation", "recusal", "round_plan"), ONE_THING),
    **dict.fromkeys(("recusal_of", "declaration", "announced", "field_guide", "rule_pack"), ONE_THING),
    **dict.fromkeys(("bulk", "control_sheets", "deed", "draft", "import_begin", "list_return"), ASKING),
    **dict.fromkeys(("packs_choose", "placement_move", "planned_record", "reorganise", "regulation_add"), ASKING),
    **dict.fromkeys(("seat_change", "supervision_propose", "whatif", "field_guide_write"), ASKING),
    **dict.fromkeys(("clue", "clue_people", "clues", "tip", "tips"), SEALED),
    **dict.fromkeys(("own_rounds", "own_team", "own_tokens", "reminders", "views"), OF_THE_READER),
    **dict.fromkeys(
        ("doctor", "sign_in", "own_templates", "rules", "rules_compare", "regulation_compare"), OF_THE_SERVER
    ),
    **dict.fromkeys(("draw_notices", "ledger", "course"), EVERYBODYS),
    "field_guide_figures": RECKONED,
}


def read(template: str) -> str:
    return (TEMPLATES / f"{template}.html").read_text(encoding="utf-8")


def list_pages() -> list[str]:
    pages = [path.stem for path in sorted(TEMPLATES.glob("*.html")) if not path.name.startswith("_")]
    return [one for one in pages if TURNED in read(one) or TABLE_OF_THINGS.search(read(one)) or sheets_of(one)]


def sheets_of(template: str) -> set[str]:
    """Return the names of the sheets that a page offers."""
    return {each for one in INCLUDED.findall(read(template)) for each in NAMED_BY_THE_PAGE.get(one, {one})}


def test_every_list_page_names_its_workbook_or_says_why_there_is_none() -> None:
    silent = [one for one in list_pages() if not sheets_of(one) and one not in EXCEPTIONS and one not in OWN_WORKBOOK]
    assert not silent, "give the list a sheet (web/sheets/), or say here why nobody needs it as a workbook"


def test_no_exception_stands_for_a_page_that_has_a_workbook_or_is_no_list() -> None:
    pages = set(list_pages())
    assert {*EXCEPTIONS, *OWN_WORKBOOK} <= pages, {*EXCEPTIONS, *OWN_WORKBOOK} - pages
    assert not {one for one in EXCEPTIONS if sheets_of(one)}
    assert not EXCEPTIONS.keys() & OWN_WORKBOOK.keys()


def test_every_sheet_is_offered_by_a_page_and_every_page_offers_one_that_is_there() -> None:
    assert {name for one in list_pages() for name in sheets_of(one)} == {*SHEETS, *SHEETS_OF_ONE}
