"""The measures of a ledger come in with their own findings: whichever rows come in, out of a draft of any version."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from bihuan.desk.performing import perform
from bihuan.dossiers.models import Finding
from bihuan.intake import drafts, read_fully
from bihuan.intake.limits import MOST_MEASURES
from bihuan.intake.models import Draft
from bihuan.intake.planned import NOTHING_PLANNED
from bihuan.intake.proposals import LONGEST_TEXT, Proposal
from bihuan.rectification.models import Measure
from bihuan.web.entering import Answers, rows_to_enter, told_for
from bihuan.web.pages.draft import rows_of
from tests.county import County, new_key

pytestmark = pytest.mark.django_db
DOCUMENTS = Path(__file__).resolve().parents[1] / "documents"

HEADER = ["序号", "反馈问题", "整改目标", "整改措施", "责任领导", "责任单位", "完成时限"]
SHEETS = (
    (
        [1, "学习不够", "制度健全", "订计划", " 张某某 ", "办公室", "2018-05-31"],
        [None, None, "会议到会", "抓落实", "李某某", "宣传科" * 40, "2018年6月底前"],
        [2, "制度不严", "", "一是修订；二是公布。", "王某某", "法规科", "2018-04-30"],
        [3, "公开不够", "", "", "", "", ""],
    ),
    ([4, "台账不全", "", "补台账", "赵某某", "", "长期坚持"],),
)
ENTERED = {
    "1-1": ("订计划", "张某某", "办公室", date(2018, 5, 31), "制度健全"),
    "1-2": ("抓落实", "李某某", "宣传科" * 33 + "…", None, "会议到会"),
    "2-1": ("一是修订；", "王某某", "法规科", date(2018, 4, 30), ""),
    "2-2": ("二是公布。", "王某某", "法规科", date(2018, 4, 30), ""),
    "4-1": ("补台账", "赵某某", "", None, ""),
}


def ledger(*sheets: tuple[list[Any], ...]) -> bytes:
    book = Workbook()
    for place, rows in enumerate(sheets):
        sheet = book.create_sheet(f"台账{place}")
        for row in (HEADER, *rows):
            sheet.append(row)
        if len(rows) > 1:
            sheet.merge_cells("A2:A3")
            sheet.merge_cells("B2:B3")
    del book["Sheet"]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def kept(county: County, content: bytes, purpose: str = "import_findings") -> Draft:
    told = {"inspection": county.inspection, "purpose": purpose, "name": "台账.xlsx", "content": content}
    draft, _fresh = drafts.keep(actor=county.office, now=county.now, **told)
    drafts.read_draft(draft.authority_id, draft.id, now=county.now)
    draft.refresh_from_db()
    return draft


def entered(county: County, draft: Draft) -> dict[str, tuple[Any, ...]]:
    """Enter a draft; return the measures that stand in the dossier then, by number."""
    office = replace(county.office, today=county.today)
    form = told_for(draft, rows_to_enter(draft), Answers())
    target = county.inspection_id
    perform("import_findings", actor=office, target_id=target, told=form, now=county.now, key=new_key())
    columns = ("number", "text", "owner", "department", "due_on", "expected_result")
    assert all(m.number.startswith(f"{m.finding.number}-") for m in Measure.objects.select_related("finding"))
    return {number: tuple(told) for number, *told in Measure.objects.order_by("id").values_list(*columns)}


@pytest.fixture
def county() -> County:
    return County().found().reporting()


def test_all_of_a_ledger_comes_in(county: County) -> None:
    assert entered(county, kept(county, ledger(*SHEETS))) == ENTERED
    dues = Finding.objects.order_by("place").values_list("due_on", "last_due_on")
    assert list(dues) == [(date(2018, 5, 31),) * 2, (date(2018, 4, 30),) * 2, (None, None), (None, None)]


def test_rows_left_out_and_added_and_corrected_bring_and_take_no_other_measures(county: County) -> None:
    draft = kept(county, ledger(*SHEETS))
    drafts.correct(draft, row="1", told={"dropped": True}, seen=1, now=county.now)
    drafts.correct(draft, row="0", told={"number": "7", "title": "学习仍不够"}, seen=2, now=county.now)
    draft = drafts.correct(draft, row="a1", told={"number": "9", "title": "补录的问题"}, seen=3, now=county.now)
    told = {"7-1": ENTERED["1-1"], "7-2": ENTERED["1-2"], "4-1": ENTERED["4-1"]}
    assert entered(county, draft) == told
    assert {f.number for f in Finding.objects.all()} == {"7", "3", "4", "9"}


def test_what_stands_in_the_dossier_already_brings_no_measures(county: County) -> None:
    there = {
        "document": {"name": "反馈.txt", "content": "5L2Q6K+B"},
        "findings": [{"number": "21", "title": "制度不严"}],
    }
    county.do(county.office, "import_findings", **there)
    told = entered(county, kept(county, ledger(*SHEETS)))
    assert told == {number: measure for number, measure in ENTERED.items() if not number.startswith("2")}


def test_a_page_shows_a_row_with_its_own_measures(county: County) -> None:
    rows = rows_of(kept(county, ledger(*SHEETS)))
    assert [[measure.text for measure in row.planned] for row in rows] == [
        ["订计划", "抓落实"],
        ["一是修订；", "二是公布。"],
        [],
        ["补台账"],
    ]
    assert rows[0].planned[1].due_told == "2018年6月底前"
    assert Proposal("a1", "9", "补录的问题", "").planned == ()


def as_kept_earlier(content: bytes) -> dict[str, Any]:
    """Return what the reader finds as drafts kept it before columns: findings and measures one by one."""
    reading = read_fully(content, "台账.xlsx")
    planned = [[list(measure) for measure in measures] for measures in reading.planned]
    source = reading.source.between(1, None)
    return {"document": reading.document.to_json(), "planned": planned, "source": source, "errors": []}


@pytest.mark.parametrize("purpose", ["import_findings", "take_over"])
def test_a_draft_that_an_earlier_version_kept_is_shown_the_same(purpose: str) -> None:
    county = County().found() if purpose == "take_over" else County().found().reporting()
    content = (DOCUMENTS / "12-sheet-merged-header-3.xlsx").read_bytes()
    draft = kept(county, content, purpose)
    rows = rows_of(draft)
    assert any(row.amounts for row in rows)
    Draft.objects.filter(pk=draft.pk).update(result=as_kept_earlier(content))
    draft.refresh_from_db()
    told = [row._replace(plan=NOTHING_PLANNED, measures=()) for row in rows]
    assert [row._replace(plan=NOTHING_PLANNED, measures=()) for row in rows_of(draft)] == told
    assert [row.planned for row in rows_of(draft)] == [row.planned for row in rows]


def test_a_draft_that_an_earlier_version_kept_still_comes_in(county: County) -> None:
    draft = kept(county, ledger(*SHEETS))
    Draft.objects.filter(pk=draft.pk).update(result=as_kept_earlier(ledger(*SHEETS)))
    draft.refresh_from_db()
    assert draft.result["planned"][3] == [["补台账", "赵某某", "", "长期坚持", None, ""]]
    assert entered(county, draft) == ENTERED


@pytest.mark.parametrize(
    ("rows", "faults"),
    [
        ([[1, "甲问题", "", "长" * (LONGEST_TEXT + 1), "", "", ""]], [("row.measure_long",), ()]),
        ([[1, "甲问题", "长" * (LONGEST_TEXT + 1), "短", "", "", ""]], [("row.measure_long",), ()]),
        ([[1, "甲问题", "", "\n".join(["检查"] * (MOST_MEASURES + 1)), "", "", ""]], [("row.measures_many",), ()]),
        ([[1, "甲问题", "", "\n".join(["检查"] * MOST_MEASURES), "", "", ""]], [(), ()]),
    ],
)
def test_measures_that_cannot_stand_keep_their_own_row_out(
    county: County, rows: list[list[Any]], faults: list[tuple[str, ...]]
) -> None:
    draft = kept(county, ledger((*rows,), ([2, "乙问题", "", "检查", "", "", ""],)))
    assert [row.faults for row in rows_of(draft)] == faults
