"""The five lists: views over one account that go out as a workbook and come back."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from bihuan.desk.returning import ListChanged, fingerprint_of, judge_changes, take_back
from bihuan.domain.jurisdiction import Actor
from bihuan.dossiers.actions import NewFinding
from bihuan.dossiers.models import Finding
from bihuan.intake.refusals import Unreadable
from bihuan.ledger.door import Receipt
from bihuan.ledger.models import Entry
from bihuan.rectification.lists import FIVE_LISTS
from bihuan.rectification.models import Measure
from bihuan.rectification.returned import Comparison, compare
from bihuan.rectification.shape import NotThisList
from bihuan.rectification.workbooks import write_list
from tests.county import County, new_key
from tests.rectification.workbook import filled_in

pytestmark = pytest.mark.django_db


def exported(county: County, name: str) -> bytes:
    one = FIVE_LISTS[name]
    return write_list(one, county.inspection, one.rows(county.inspection), title=name)


def returned(county: County, name: str, data: bytes) -> Comparison:
    return compare(data, "list.xlsx", FIVE_LISTS[name], county.inspection)


def taken_back(county: County, name: str, data: bytes, actor: Actor, key: str = "") -> list[Receipt]:
    found = returned(county, name, data)
    told = {"actor": replace(actor, today=county.today), "now": county.now}
    shown = fingerprint_of(judge_changes(found.changes, **told))
    done = take_back(
        data=data,
        name="list.xlsx",
        one=FIVE_LISTS[name],
        inspection=county.inspection,
        fingerprint=shown,
        key=key or new_key(),
        **told,
    )
    return list(done)


def first_measure(county: County) -> Measure:
    return Measure.objects.get(inspection_id=county.inspection_id, number="1-1")


# --- out and back ------------------------------------------------------------------------------------


WORDS = st.text(
    st.one_of(st.sampled_from("=+-@'\"\n\t 制度1_x<&>"), st.characters(codec="utf-8", exclude_characters="\x00")),
    min_size=1,
    max_size=30,
).filter(lambda text: text.strip() != "")
DAYS = st.none() | st.dates(date(2018, 3, 1), date(2030, 12, 31))


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.tuples(WORDS, WORDS, DAYS, WORDS), min_size=0, max_size=4),
    st.lists(st.tuples(WORDS, st.integers(0, 10**14), st.integers(0, 9)), min_size=1, max_size=3),
)
def test_every_list_comes_back_unchanged_from_any_account(
    measures: list[tuple[str, str, date | None, str]], results: list[tuple[str, int, int]]
) -> None:
    county = County().found().fed_back(*(NewFinding(str(n + 1), f"问题{n}") for n in range(len(results))))
    for place, (text, owner, due_on, progress) in enumerate(measures):
        finding = county.finding(str(place % len(results) + 1))
        told = {"text": text, "owner": owner, "due_on": due_on}
        made = county.do(county.unit_liaison, "add_measure", finding.id, **told)
        county.do(county.unit_liaison, "report_progress", made.told["measure"], progress=progress)
    for number, (result, fen, rules) in enumerate(results, start=1):
        told = {"result": result, "recovered_fen": fen, "rules_made": rules}
        county.do(county.unit_liaison, "state_result", county.finding(str(number)).id, **told)
    for name, one in FIVE_LISTS.items():
        if one.can_return:
            for data in (exported(county, name), filled_in(exported(county, name))):  # as it is, and saved elsewhere
                found = returned(county, name, data)
                assert (found.changes, found.conflicts, found.faults) == ([], [], []), name


def test_a_changed_cell_becomes_its_deed_and_nothing_else_moves() -> None:
    county = County().found().fed_back().with_measures()
    data = filled_in(exported(county, "tasks"), (1, "progress", "制度已印发"), (1, "done_on", date(2018, 3, 1)))
    before = Entry.objects.count()
    receipts = taken_back(county, "tasks", data, county.unit_liaison)
    assert [receipt.entry.action for receipt in receipts] == ["report_progress"]
    assert Entry.objects.count() == before + 1
    assert first_measure(county).progress == "制度已印发"
    assert first_measure(county).done_on == date(2018, 3, 1)
    assert first_measure(county).owner == "分管副局长"


def test_a_new_row_becomes_a_new_measure() -> None:
    county = County().found().fed_back()
    data = filled_in(exported(county, "tasks"), (1, "text", "每季度抽查一次台账"), (1, "due_on", "2018年5月31日"))
    assert [r.entry.action for r in taken_back(county, "tasks", data, county.unit_liaison)] == ["add_measure"]
    assert first_measure(county).due_on == date(2018, 5, 31)


def test_a_copied_row_whose_number_is_emptied_is_a_new_measure_too() -> None:
    county = County().found().fed_back().with_measures()
    book = exported(county, "tasks")
    row = str(first_measure(county).id)
    copy = [(4, "finding_number", "1"), (4, f"bihuan-list:tasks:{county.inspection_id}", row), (4, "version", "1-a-b")]
    found = returned(county, "tasks", filled_in(book, *copy, (4, "text", "清退违规补贴3.2万元")))
    assert [change.deed for change in found.changes] == ["add_measure"]
    found = returned(county, "tasks", filled_in(book, *copy, (4, "text", "清退"), (4, "measure_number", "1-1")))
    assert [fault.row for fault in found.faults] == [6]


def test_money_is_read_to_the_fen() -> None:
    county = County().found().fed_back()
    cells = [(1, "result", "已清退"), (1, "recovered_fen", 96573.05), (2, "result", "已核销")]
    data = filled_in(exported(county, "results"), *cells, (2, "written_off_fen", "12.5万元"))
    taken_back(county, "results", data, county.unit_liaison)
    assert county.finding("1").recovered_fen == 9_657_305
    assert county.finding("2").written_off_fen == 12_500_000


def test_owner_and_department_come_back_from_the_list_of_responsibilities() -> None:
    county = County().found().fed_back().with_measures()
    data = filled_in(exported(county, "responsibilities"), (1, "owner", "局长沈知远"), (1, "department", "财务科"))
    taken_back(county, "responsibilities", data, county.unit_liaison)
    measure = first_measure(county)
    assert (measure.owner, measure.department) == ("局长沈知远", "财务科")
    assert measure.text == "修订学习制度并按月检查台账"


def test_a_measure_is_struck_out_by_its_tick() -> None:
    county = County().found().fed_back().with_measures()
    data = filled_in(exported(county, "tasks"), (1, "removed", "是"), (1, "progress", "并入第二项"))
    taken_back(county, "tasks", data, county.unit_liaison)
    assert first_measure(county).removed_on == county.today


# --- what others changed, what cannot be taken ---------------------------------------------------------


def test_a_row_changed_meanwhile_is_a_conflict_with_both_values_and_stays_as_it_is() -> None:
    county = County().found().fed_back().with_measures()
    data = filled_in(exported(county, "tasks"), (1, "progress", "我方：已完成"))
    county.do(county.unit_liaison, "report_progress", first_measure(county).id, progress="他方：进行中")
    found = returned(county, "tasks", data)
    assert found.changes == []
    assert [(cell.now, cell.mine) for cell in found.conflicts[0].cells] == [("他方：进行中", "我方：已完成")]


def test_an_untouched_row_is_no_conflict_however_much_others_changed_it() -> None:
    county = County().found().fed_back().with_measures()
    data = exported(county, "tasks")
    county.do(county.unit_liaison, "report_progress", first_measure(county).id, progress="进行中")
    found = returned(county, "tasks", data)
    assert (found.changes, found.conflicts, found.faults) == ([], [], [])


def test_two_lists_filled_in_side_by_side_do_not_stand_in_each_others_way() -> None:
    county = County().found().fed_back().with_measures()
    tasks = filled_in(exported(county, "tasks"), (1, "progress", "已启动"))
    owners = filled_in(exported(county, "responsibilities"), (1, "owner", "局长沈知远"))
    taken_back(county, "tasks", tasks, county.unit_liaison)
    assert len(taken_back(county, "responsibilities", owners, county.unit_liaison)) == 1


def test_cells_that_mean_nothing_are_faults_at_their_place() -> None:
    county = County().found().fed_back().with_measures()
    cells = [(1, "due_on", "五月底"), (2, "removed", "也许"), (3, "title", "改写了问题")]
    found = returned(county, "tasks", filled_in(exported(county, "tasks"), *cells))
    assert [(fault.row, fault.column) for fault in found.faults] == [(3, 8), (4, 11), (5, 4)]
    assert found.changes == []


def test_a_due_day_of_the_accepted_plan_is_refused_before_anything_is_written() -> None:
    county = County().found().fed_back().planned_and_accepted()
    data = filled_in(exported(county, "tasks"), (1, "due_on", date(2018, 12, 31)), (2, "progress", "已启动"))
    actor = replace(county.unit_liaison, today=county.today)
    before = Entry.objects.count()
    judged = judge_changes(returned(county, "tasks", data).changes, actor=actor, now=county.now)
    assert [type(each.refusal).__name__ for each in judged] == ["DueDayFixed", "NoneType"]
    assert Entry.objects.count() == before
    assert first_measure(county).due_on == date(2018, 5, 31)


def test_the_office_may_read_the_tasks_but_not_fill_them_in() -> None:
    county = County().found().fed_back().with_measures()
    data = filled_in(exported(county, "tasks"), (1, "progress", "代填"))
    judged = judge_changes(returned(county, "tasks", data).changes, actor=county.office, now=county.now)
    assert [type(each.refusal).__name__ for each in judged] == ["MayNot"]


def test_another_unit_finds_no_such_dossier() -> None:
    county = County().found().fed_back().with_measures()
    stranger = replace(county.unit_liaison, duties=(replace(county.unit_liaison.duties[0], path="zzz"),))
    data = filled_in(exported(county, "tasks"), (1, "progress", "越界"))
    judged = judge_changes(returned(county, "tasks", data).changes, actor=stranger, now=county.now)
    assert [type(each.refusal).__name__ for each in judged] == ["NoSuchThing"]


def test_a_second_click_gives_the_first_answer() -> None:
    county = County().found().fed_back().with_measures()
    data = filled_in(exported(county, "tasks"), (1, "progress", "已启动"))
    key = new_key()
    first = taken_back(county, "tasks", data, county.unit_liaison, key)
    again = taken_back(county, "tasks", data, county.unit_liaison, key)
    assert [receipt.entry.id for receipt in again] == [receipt.entry.id for receipt in first]
    assert again[0].repeated


def test_what_was_not_shown_is_not_done() -> None:
    county = County().found().fed_back().with_measures()
    told = {"one": FIVE_LISTS["tasks"], "inspection": county.inspection, "actor": county.unit_liaison}
    data = filled_in(exported(county, "tasks"), (1, "progress", "已启动"))
    with pytest.raises(ListChanged):
        take_back(data=data, name="x", fingerprint="another", now=county.now, key=new_key(), **told)
    assert first_measure(county).progress == ""


@pytest.mark.parametrize("spoiled", ["another list", "another dossier", "no list", "no workbook"])
def test_what_is_not_this_list_is_refused(spoiled: str) -> None:
    county = County().found().fed_back().with_measures()
    data = exported(county, "tasks")
    if spoiled == "another list":
        data = exported(county, "responsibilities")
    elif spoiled == "another dossier":
        data = exported(County().found().fed_back(), "tasks")
    elif spoiled == "no list":
        data = filled_in(data, (-1, f"bihuan-list:tasks:{county.inspection_id}", "序号"))
    else:
        data = data[: len(data) // 2]
    with pytest.raises(Unreadable) as refused:
        returned(county, "tasks", data)
    assert isinstance(refused.value, NotThisList) == (spoiled != "no workbook")


# --- the workbook itself -------------------------------------------------------------------------------


def test_no_cell_is_a_formula_and_one_that_looks_like_one_is_quoted() -> None:
    county = County().found().fed_back(NewFinding("1", '=HYPERLINK("x")'), NewFinding("2", "@违规"))
    sheet = load_workbook(io.BytesIO(exported(county, "problems"))).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d", "inlineStr"}
    assert [cell.quotePrefix for cell in cells if str(cell.value)[0] in "=@"] == [True, True]


def test_ids_and_versions_are_hidden_and_the_header_repeats_in_print() -> None:
    county = County().found().fed_back().with_measures()
    sheet = load_workbook(io.BytesIO(exported(county, "tasks"))).worksheets[0]
    assert sheet.column_dimensions["A"].hidden
    assert sheet.row_dimensions[1].hidden
    assert sheet.print_title_rows == "$2:$2"
    assert any("K3" in str(choice.sqref) for choice in sheet.data_validations.dataValidation)


def test_the_lists_cost_few_queries_however_long(django_assert_max_num_queries: object) -> None:
    county = County().found().fed_back().with_measures()
    inspection = county.inspection
    for one in FIVE_LISTS.values():
        with django_assert_max_num_queries(2):  # type: ignore[operator]
            one.rows(inspection)
    assert Finding.objects.filter(inspection=inspection).count() == 3
