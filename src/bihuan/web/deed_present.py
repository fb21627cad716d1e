"""What stands now: the values with which the form of a deed opens where something is revised."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from bihuan.desk.offers import OFFERS
from bihuan.desk.seeing import seen_now
from bihuan.domain.lifecycle.revising import REVISED, SEEN_VERSION
from bihuan.dossiers.models import Finding
from bihuan.fieldwork.models import WorkingPaper
from bihuan.rectification.models import Measure
from bihuan.rectification.sheets import shown_of
from bihuan.web.forms.panel_choices import panel_present
from bihuan.web.paper_present import (
    bulletin_present,
    fix_present,
    inspection_notice_present,
    inspection_report_present,
    issued_with,
    looking_present,
    notice_present,
    opinion_present,
    report_present,
    sheet_present,
)
from bihuan.web.places import place_present
from bihuan.web.things import Aim
from bihuan.web.words import FEN_OF_A_YUAN

Present = dict[str, Any]


def columns(row: object, *names: str) -> Present:
    return {name: getattr(row, name) for name in names}


def measure_now(aim: Aim) -> Present:
    assert isinstance(aim.row, Measure)
    return columns(aim.row, "text", "owner", "department", "due_on", "expected_result")


def progress_now(aim: Aim) -> Present:
    assert isinstance(aim.row, Measure)
    return columns(aim.row, "progress", "done_on")


def finding_now(*names: str) -> Callable[[Aim], Present]:
    def now(aim: Aim) -> Present:
        assert isinstance(aim.row, Finding)
        return columns(aim.row, *names)

    return now


def yuan(fen: int) -> int | float:
    """Return what a field for money opens with: whole yuan as whole yuan."""
    return fen / FEN_OF_A_YUAN if fen % FEN_OF_A_YUAN else fen // FEN_OF_A_YUAN


def result_now(aim: Aim) -> Present:
    """Return a finding's result; money stands in fen and is shown in yuan."""
    assert isinstance(aim.row, Finding)
    amounts = {name: yuan(getattr(aim.row, name)) for name in ("recovered_fen", "written_off_fen")}
    return {**columns(aim.row, "result", "rules_made", "persons_dealt_with"), **amounts}


def paper_now(aim: Aim) -> Present:
    assert isinstance(aim.row, WorkingPaper)
    names = ("title", "area", "secrecy", "phenomenon", "nature", "responsibility", "basis")
    more = ("found_on", "found_how", "person_matter")
    return {**columns(aim.row, *names, *more), "amount_fen": yuan(aim.row.amount_fen) or None}


def report_now(aim: Aim) -> Present:
    """Return the fingerprint of the report that the page shows, to be told with the signature."""
    shown = shown_of(aim.inspection)
    return {"shown": shown.fingerprint if shown else ""}


PRESENT: Mapping[str, Callable[[Aim], Present]] = {
    "revise_measure": measure_now,
    "report_progress": progress_now,
    "state_result": result_now,
    "state_outcome": finding_now("outcome", "accountability"),
    "mark_person_matter": finding_now("person_matter"),
    "correct_finding": finding_now("title", "text", "basis", "category"),
    "revise_working_paper": paper_now,
    "sign_report": report_now,
    "attest_signature": report_now,
}


# what the form of a paper opens with; nothing stands that it would write over
PAPERS: Mapping[str, Callable[[Aim], Present]] = {
    "issue_fix_order": fix_present,
    "issue_opinion": opinion_present,
    "issue_report": inspection_report_present,
    "issue_inspection_notice": inspection_notice_present,
    "issue_bulletin": bulletin_present,
    "issue_special_report": lambda aim: issued_with(aim, "special_report"),
    "issue_transfer": lambda aim: issued_with(aim, "transfer"),
    "write_team_report": report_present,
    "compare_feedback": looking_present,
    "review_feedback": looking_present,
    "look_up_for_feedback": looking_present,
    "issue_copy_notice": notice_present,
}


def present_of(deed: str, aim: Aim, today: date) -> Present:
    """Return the values with which the form of a deed opens: what stands now, today for the day of a deed.

    A deed that writes over something opens with what its author is shown of it: the version of the very row shown.
    """
    found = {**PRESENT, **PAPERS}.get(deed)
    at = aim.row.authority_id
    seen = {SEEN_VERSION: aim.row.version} if deed in REVISED else seen_now(OFFERS[deed], at, aim.row.id)
    of_sheet = sheet_present(aim, today) if deed == "issue_control_sheet" else {}
    of_places = {**place_present(deed, aim.inspection), **panel_present(deed, aim.inspection, today)}
    return {"on": today, "signed_on": today, **of_places, **of_sheet, **(found(aim) if found else {}), **seen}
