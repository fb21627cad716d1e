"""The course of events against brute force over the ledger, on both stores (test_postgres.py runs this file again)."""

from __future__ import annotations

import json
from datetime import date

import pytest

from bihuan.desk.course import course_of, course_of_finding, deed_of, read, recent, told_by
from bihuan.domain.ledger import changes_in
from bihuan.domain.roles import UNIT
from bihuan.dossiers.models import Evidence, Finding
from bihuan.ledger.models import Entry
from bihuan.rectification.models import Measure
from tests.county import County

pytestmark = pytest.mark.django_db
KEPT_BACK = {
    "open_inspection",
    "enter_site",
    "leave_site",
    "import_findings",
    "send_copy_notice",
    "record_check",
    "record_evaluation",
    "accept",
    "approve",
    "countersign",
    "waive",
    "issue_paper",
    "withdraw",
    "withdraw_consent",
    "write_archive",
}


def touched(finding: Finding) -> set[int]:
    """Look through every entry of the dossier the plain way."""
    ids = {str(finding.id)}
    for model in (Measure, Evidence):
        ids |= {str(one) for one in model.objects.filter(finding=finding).values_list("id", flat=True)}
    found = set()
    for entry in Entry.objects.filter(stream=f"dossier:{finding.inspection_id}"):
        rows = changes_in(json.loads(bytes(entry.content)))
        if any(row_id in ids or columns.get("finding_id") == str(finding.id) for _table, row_id, columns in rows):
            found.add(entry.number)
    return found


def test_a_finding_s_course_is_every_deed_that_touched_it_its_measures_or_its_evidence() -> None:
    county = County().found().examined("1", "3")
    measure = Measure.objects.get(finding=county.finding("2"))
    county.do(county.unit_liaison, "report_progress", measure.id, progress="推进中", done_on=None)
    for number in ("1", "2", "3"):
        finding = county.finding(number)
        course = course_of_finding(county.office, finding, county.inspection)
        assert {entry.number for entry in course} == touched(finding)
        assert [entry.number for entry in course] == sorted(touched(finding), reverse=True)
    assert "report_progress" in {entry.action for entry in course_of_finding(county.office, finding, county.inspection)}


def test_the_unit_reads_its_own_deeds_and_those_told_to_it_from_the_feedback_on() -> None:
    county = County().found().reporting()
    assert not course_of(county.unit_head, county.inspection).exists()
    assert course_of(county.office, county.inspection).count() == 3
    county = County().found().closable()
    county.do(county.office, "close")
    whole = list(course_of(county.team_leader, county.inspection))
    assert {entry.action for entry in whole} >= {"record_check", "record_evaluation", "countersign"}
    cut = list(course_of(county.unit_head, county.inspection))
    assert not {entry.action for entry in cut} & KEPT_BACK
    assert {entry.action for entry in whole if entry.role in UNIT} <= {entry.action for entry in cut}
    assert {"give_feedback", "accept_plan", "grant_sign_off", "close"} <= {entry.action for entry in cut}
    for finding in Finding.objects.filter(inspection=county.inspection):
        seen = {entry.number for entry in course_of_finding(county.unit_liaison, finding, county.inspection)}
        assert seen == touched(finding) & {entry.number for entry in cut}


def test_what_the_office_corrects_before_the_feedback_is_not_told() -> None:
    county = County().found().reporting()
    county.today = date(2018, 2, 20)
    finding = {"number": "1", "title": "先写的标题"}
    county.do(county.office, "import_findings", document={"name": "f.txt", "content": "5Y+N6aaI"}, findings=[finding])
    told = {"title": "订正的标题", "text": "", "category": "", "reason": "核对底稿后订正"}
    county.do(county.office, "correct_finding", county.finding("1").id, **told)
    county.do(county.office, "send_copy_notice", to="leader_in_charge", addressee="甲", on=county.today, advice="")
    county.do(county.office, "give_feedback", on=county.today)
    assert [entry.action for entry in course_of(county.unit_head, county.inspection)] == ["give_feedback"]
    assert "correct_finding" in {entry.action for entry in course_of(county.office, county.inspection)}


def test_the_rows_of_a_return_that_are_not_the_unit_s_do_not_reach_it() -> None:
    county = County().found().closable()
    county.do(county.office, "return_dossier", reason="材料不全")
    entry = read(course_of(county.unit_head, county.inspection))[0]
    assert entry.action == "return_dossier"
    assert {row["table"] for row in told_by(entry, to_the_unit=False).rows} >= {"closeout_consent", "closeout_return"}
    assert "closeout_consent" not in {row["table"] for row in told_by(entry, to_the_unit=True).rows}


def test_the_recent_deeds_are_those_of_one_authority_in_the_order_of_their_days() -> None:
    county, other = County().found().fed_back(), County().found().fed_back()
    streams = {entry.stream for entry in recent(county.office)}
    assert f"dossier:{county.inspection_id}" in streams
    assert f"dossier:{other.inspection_id}" not in streams
    days = [entry.recorded_at for entry in recent(county.office)]
    assert days == sorted(days, reverse=True)
    assert "appoint_head" in {entry.action for entry in recent(county.office)}
    assert not recent(county.unit_head).exists()


def test_a_deed_that_shares_its_step_keeps_its_own_name() -> None:
    county = County().found().examined()
    county.do(county.unit_liaison, "write_report", title="报结报告", text="全文")
    county.do(county.unit_liaison, "withdraw_report", reason="重写")
    named = [deed_of(one, told_by(one, to_the_unit=False)) for one in read(course_of(county.office, county.inspection))]
    assert named[:2] == ["withdraw_report", "write_report"]
