"""A control sheet presses for what its author chose: each finding with its day and how late it is."""

from __future__ import annotations

import uuid
from datetime import date
from io import BytesIO
from typing import Any

import docx
import pytest

from bihuan.closeout.control_sheets import NothingToPress, late_by, owners_of, sheet_values
from bihuan.dossiers.files import content_of
from bihuan.dossiers.models import Finding
from bihuan.dossiers.steps import NoSuchThing
from bihuan.papers.models import IssuedPaper
from tests.county import County

pytestmark = pytest.mark.django_db
LATE = date(2018, 6, 4)  # four days after the measures' day


@pytest.fixture
def county() -> County:
    return County().found().fed_back().planned_and_accepted()


def pressing(county: County, *numbers: str, **told: Any) -> None:
    chosen = [county.finding(number).id for number in numbers]
    made = {"series": "青巡督", "on": county.today, "finding_ids": chosen, **told}
    county.do(county.office, "issue_control_sheet", **made)


def tables(county: County) -> list[list[list[str]]]:
    row = IssuedPaper.objects.filter(authority_id=county.authority_id).order_by("-id")[0]
    document = docx.Document(BytesIO(content_of(row.word_file)))
    return [[[cell.text for cell in line.cells] for line in table.rows] for table in document.tables]


def long_term(county: County, number: str) -> None:
    told = {
        "receiver_id": county.office_id,
        "reason": "土地权属未定",
        "stages": "每季度一次",
        "next_on": date(2018, 9, 1),
    }
    county.do(county.office, "hand_over", county.finding(number).id, **told)


def test_it_lists_the_findings_chosen_and_no_others_with_the_days_late(county: County) -> None:
    county.today = LATE
    pressing(county, "3", "1")
    rows = tables(county)[1]
    assert [row[0] for row in rows[1:]] == ["1", "3"]
    assert {row[4] for row in rows[1:]} == {"4天"}
    assert rows[1][3] == "2018年5月31日"


def test_what_is_not_late_bears_no_days(county: County) -> None:
    pressing(county, "1")
    assert tables(county)[1][1][4] == ""


def test_what_is_followed_as_long_term_stands_in_a_table_of_its_own(county: County) -> None:
    long_term(county, "2")
    pressing(county, "1", "2")
    found = tables(county)
    assert [row[0] for row in found[1][1:]] == ["1"]
    assert found[2][1][0] == "2"
    assert found[2][1][3:] == ["2018年9月1日", "第三执纪监督室"]


def test_the_sheet_of_long_term_findings_alone_has_one_table(county: County) -> None:
    long_term(county, "2")
    values = sheet_values(county.inspection, [county.finding("2")], county.today)
    assert [one["number"] for one in values["findings"]] == ["2"]
    assert "long_term" not in values


def test_the_responsible_of_one_measure_are_told_from_those_of_the_next(county: County) -> None:
    for owner in ("党组成员、副局长", "分管副局长"):
        told = {"text": "修订办法", "owner": owner, "department": "办公室", "due_on": date(2018, 5, 31)}
        more = {"expected_result": "办法印发"}
        county.do(county.unit_liaison, "add_measure", county.finding("1").id, **told, **more)
    assert owners_of(county.inspection)[county.finding("1").id] == "分管副局长；党组成员、副局长"


def test_a_finding_sent_back_keeps_the_day_it_was_late_by(county: County) -> None:
    county.finish("1")
    Finding.objects.filter(number="1").update(due_on=None)
    assert late_by(county.finding("1"), LATE) == 4


def test_what_waits_for_its_reviewer_is_not_called_late(county: County) -> None:
    county.finish("1")
    county.do(county.unit_head, "request_sign_off", county.finding("1").id)
    assert late_by(county.finding("1"), LATE) == 0


def test_what_is_signed_off_is_not_pressed_for(county: County) -> None:
    county.sign_off("1")
    with pytest.raises(NothingToPress, match="finding 1"):
        pressing(county, "1", "2")
    assert not IssuedPaper.objects.exists()


def test_a_finding_of_another_dossier_is_not_found(county: County) -> None:
    with pytest.raises(NoSuchThing):
        county.do(county.office, "issue_control_sheet", series="", on=county.today, finding_ids=[uuid.uuid4()])
