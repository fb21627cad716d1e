"""Every list goes out as a workbook and comes back: unchanged it changes nothing, changed cells become deeds."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from tests.county import County
from tests.feedback.test_letters import Office
from tests.pool.people import Pool
from tests.rectification.workbook import filled_in, marked_cells
from tests.web.desks import Desks, at, at_most, entries, opened, words
from tests.web.workbooks import back, hidden, out

from bihuan.domain.roles import Role
from bihuan.dossiers.actions import NewFinding
from bihuan.dossiers.models import Inspection, Round
from bihuan.exchange.models import Loan
from bihuan.ledger.models import Entry
from bihuan.organizations.models import Organization
from bihuan.papers.models import PaperNumber
from bihuan.papers.numbers import draw_paper_number, void_paper_number
from bihuan.rectification.models import Measure
from bihuan.rules.library import enter_regulation
from bihuan.teams.growth import record_growth
from bihuan.web.sheets import of_the_house
from bihuan.web.sheets.of_the_house import SHEETS, SHEETS_OF_ONE
from bihuan.web.todo.desk import Task
from bihuan.web.todo.groups import Group

pytestmark = pytest.mark.django_db
SHARP = ('=HYPERLINK("http://elsewhere.example","x")', "+1+1", "-2", "@SUM(A1)")


@pytest.fixture
def county() -> County:
    findings = [NewFinding(str(n), title, text=f"{title}\n第二行") for n, title in enumerate(SHARP, start=1)]
    county = County().found().fed_back(*findings).with_measures()
    county.do(county.unit_head, "submit_plan")
    county.do(county.unit_liaison, "state_result", county.finding("1").id, result="已办", recovered_fen=3_200_001)
    return county


@pytest.fixture
def desks(county: County, monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(county, monkeypatch)


def security(desks: Desks) -> Client:
    account = opened(desks.county, "security", Role.SECURITY_ADMINISTRATOR, "", None, None)
    client = Client()
    client.force_login(account, backend="bihuan.access.sign_in.AccountBackend")
    return client


def with_registers(county: County) -> None:
    """Fill the registers: numbers of papers, a laptop that is late, the growth of the pool, the library."""
    office, pool = Office(county), Pool(county)
    office.sent()
    office.do(draw_paper_number, series="青巡办", title="=通知", on=county.today)
    void = PaperNumber.objects.get(series="青巡办").id
    office.do(void_paper_number, number_id=void, reason="写错了")
    told: dict[str, Any] = {
        "title": "青石县福利办法（示例）",
        "document_number": "青财〔2016〕7号",
        "issuer": "青石县财政局",
    }
    text = "第一条　为规范福利，制定本办法。\n第二条　不得发放购物卡。"
    told |= {"text": text, "from_on": date(2016, 1, 1), "until_on": None, "gaps_seen": False}
    office.do(enter_regulation, **told)
    grown: dict[str, Any] = {"kind": "training", "title": "巡前培训", "mentor_id": None, "days": 3}
    pool.do(record_growth, inspector_id=pool.enter(), **grown, from_on=county.today, until_on=None)
    lent: dict[str, Any] = {"team_name": "一组", "laptop": "一号机", "card": {"box": "", "signs": ""}, "parcel": ""}
    days = {"lent_on": date(2018, 1, 3), "back_by": date(2018, 2, 8)}
    for dossier in (county.inspection_id, county.unit_id):  # of the second no team of the county knows
        Loan.objects.bulk_create(
            [
                Loan(
                    authority_id=county.authority_id,
                    round=Round.objects.get(pk=county.round_id),
                    dossiers=[str(dossier)],
                    **lent,
                    **days,
                )
            ]
        )


IN_THE_COUNTY = [
    "findings",
    "dossiers",
    "rounds",
    "todo",
    "overdue",
    "organizations",
    "accounts",
    "coverage",
    "letters",
]
IN_THE_COUNTY += ["errands", "visits", "paper_numbers", "loans", "growth", "regulations", "field_guides"]
ELSEWHERE = {  # these lists fill where their deeds are tested
    "supervision_plans": "supervision/test_pages.py",
    "supervision_plan": "supervision/test_pages.py",
    "draws": "draws/test_pages.py",
    "reorganisations": "supervision/test_reorganising_pages.py",
    "extracts": "supervision/test_extracts.py",
    "extract": "supervision/test_extracts.py",
    "bill": "supervision/test_bills.py",
    "evaluations": "evaluation/test_what_follows.py",
    "evaluation": "evaluation/test_what_follows.py",
    "consequences": "evaluation/test_what_follows.py",
    "appraisal": "pool/test_authorising.py",
    "hosts": "pool/test_authorising.py",
    "rewards": "pool/test_authorising.py",
    **dict.fromkeys(("filings", "responsibility", "costs", "guidance"), "planning/test_records.py"),
}


def test_every_list_comes_back_in_some_test() -> None:
    assert {*IN_THE_COUNTY, *ELSEWHERE} == {*SHEETS, *SHEETS_OF_ONE}
    tests = Path(__file__).parents[1]
    silent = [name for name, file in ELSEWHERE.items() if f'"{name}"' not in (tests / file).read_text(encoding="utf-8")]
    assert not silent


@pytest.mark.parametrize("name", IN_THE_COUNTY)
def test_every_list_comes_back_unchanged_as_0_differences(desks: Desks, name: str) -> None:
    desks.county.today = date(2018, 6, 10)  # something is overdue
    with_registers(desks.county)
    office = desks("office")
    data = out(office, name)
    header = [cell.value for cell in load_workbook(io.BytesIO(data)).worksheets[0][2]][2:]
    assert all(re.search("[\u4e00-\u9fff]", str(said)) for said in header), header
    assert load_workbook(io.BytesIO(data)).worksheets[0].max_row > 2, "the list is not empty"
    before = entries()
    for sent in (data, filled_in(data)):  # as it is, and saved by another program
        page = back(office, name, sent)
        assert "0 行会改变" in words(page), words(page)
    assert entries() == before


def test_a_workbook_asks_no_more_the_more_rows_it_holds(desks: Desks) -> None:
    office = desks("office")
    out(office, "findings")
    with at_most(14):
        out(office, "findings")


def test_nothing_in_a_workbook_is_a_formula(desks: Desks) -> None:
    sheet = load_workbook(io.BytesIO(out(desks("office"), "findings"))).worksheets[0]
    cells = [cell for row in sheet.iter_rows(min_row=3) for cell in row]
    assert {cell.value for cell in cells} >= set(SHARP)
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert all(cell.quotePrefix for cell in cells if cell.value in SHARP)


def test_the_workbook_holds_what_the_filter_asks_for_and_the_reader_may_see(desks: Desks) -> None:
    def count(name: str, **query: str) -> int:
        return load_workbook(io.BytesIO(out(desks(name), "findings", **query))).worksheets[0].max_row - 2

    assert count("office") == 4
    assert count("office", q="HYPERLINK") == 1
    assert count("unit_liaison") == 4
    assert count("other_unit") == 0


def test_a_list_longer_than_a_workbook_is_refused_in_words_and_comes_out_once_it_is_narrowed(
    desks: Desks, settings: Any
) -> None:
    settings.EXPORT_MOST = 3
    office = desks("office")
    asked = {"stage": "rectifying", "sort": "due"}
    answer = office.get(reverse("sheet_workbook", args=["findings"]), asked)
    assert answer["Location"] == f"{reverse('findings')}?stage=rectifying&sort=due"
    told = words(office.get(answer["Location"]))
    assert re.search("没有导出：.*最多的 3 行.*缩小范围", told), told
    assert out(office, "findings", q="HYPERLINK")
    settings.EXPORT_MOST = 4
    assert load_workbook(io.BytesIO(out(office, "findings"))).worksheets[0].max_row - 2 == 4


def test_the_to_do_says_in_its_workbook_where_it_holds_the_most_urgent_only(
    desks: Desks, monkeypatch: pytest.MonkeyPatch
) -> None:
    def last(client: Client) -> list[Any]:
        sheet = load_workbook(io.BytesIO(out(client, "todo"))).worksheets[0]
        return [cell.value for row in sheet.iter_rows(min_row=3) for cell in row]

    said = "仅显示最紧迫的事项，全部事项见问题台账。"
    assert said not in last(desks("office"))
    some = Group("measures", "措施", (Task("1 修订办法", "县统计局", "/"),), has_more=True)
    monkeypatch.setattr(of_the_house, "todo_of", lambda _actor: (some,))
    assert said in last(desks("office"))


def test_changed_cells_become_deeds_after_a_preview(desks: Desks) -> None:
    office = desks("office")
    data = filled_in(out(office, "findings"), (1, "title", "学习流于形式"), (2, "category", "党的建设"))
    before = entries()
    page = back(office, "findings", data, reason="与反馈原文核对")
    assert "学习流于形式" in words(page)
    assert entries() == before
    told = hidden(page)
    confirm = reverse("sheet_confirm", args=["findings"])
    assert office.post(confirm, told).status_code == 302
    assert office.post(confirm, told).status_code == 302, "a second click"
    assert entries() == before + 2
    assert desks.county.finding("1").title == "学习流于形式"
    assert desks.county.finding("1").text == f"{SHARP[0]}\n第二行"
    assert desks.county.finding("2").category == "党的建设"
    assert {entry.reason for entry in Entry.objects.filter(action="correct_finding")} == {"与反馈原文核对"}


def test_what_a_deed_refuses_is_refused_before_anything_is_done(desks: Desks) -> None:
    office = desks("office")
    page = back(office, "findings", filled_in(out(office, "findings"), (1, "title", "学习流于形式")))
    assert "需要写明理由" in words(page) or "理由" in words(page)
    assert "fingerprint" not in page.content.decode()


WRITTEN = ((1, "result", "已清退"), (2, "title", "另一个题目"), (3, "due_on", "2019-01-01"))


def test_each_reader_changes_his_own_columns_only_and_the_others_come_back_red(desks: Desks) -> None:
    unit = desks("unit_liaison")
    data = filled_in(out(unit, "findings"), *WRITTEN)
    page = back(unit, "findings", data)
    assert "已清退" in words(page)
    marked = marked_cells(unit.post(reverse("sheet_marked", args=["findings"]), hidden(page)).content)
    assert set(marked) == {"D4", "M5"}
    assert all("不能在表中修改" in said for said in marked.values())
    assert unit.post(reverse("sheet_confirm", args=["findings"]), hidden(page)).status_code == 302
    assert desks.county.finding("1").result == "已清退"
    assert desks.county.finding("1").recovered_fen == 3_200_001
    assert desks.county.finding("2").title == SHARP[1]


def test_what_somebody_else_changed_meanwhile_is_a_conflict_and_not_written(desks: Desks) -> None:
    unit, county = desks("unit_liaison"), desks.county
    data = filled_in(out(unit, "findings"), (1, "result", "我方"))
    county.do(county.unit_head, "state_result", county.finding("1").id, result="他方")
    page = back(unit, "findings", data)
    assert "他方" in words(page)
    assert "fingerprint" not in page.content.decode()


def test_a_row_out_of_reach_and_a_new_row_are_not_taken(desks: Desks) -> None:
    office, unit = desks("office"), desks("unit_liaison")
    mark = f"bihuan-list:findings:{desks.county.authority_id}"
    stranger = ((1, mark, str(desks.county.unit_id)), (1, "result", "x"))
    data = filled_in(out(unit, "findings"), (5, "title", "新问题"), *stranger)
    page = back(unit, "findings", data)
    assert "本表不接收新增行" in words(page)
    assert "已不在您的权限范围内" in words(page)
    assert back(office, "findings", out(office, "dossiers")).status_code == 422, "another list's workbook"


def test_an_organization_ends_by_its_cell_and_an_account_too(desks: Desks) -> None:
    office, keeper = desks("office"), security(desks)
    Inspection.objects.update(supervision_office=None)  # one that still supervises does not end
    data = filled_in(out(office, "organizations"), (2, "until_on", "2018-03-01"))
    page = back(office, "organizations", data, reason="机构改革")
    assert office.post(reverse("sheet_confirm", args=["organizations"]), hidden(page)).status_code == 302
    assert Organization.objects.get(name="第三执纪监督室").until_on == date(2018, 3, 1)
    emptied = filled_in(out(office, "organizations"), (2, "until_on", None))
    assert "fingerprint" not in back(office, "organizations", emptied).content.decode()
    desks.account("unit_liaison")
    data = filled_in(out(keeper, "accounts"), (3, "ended_on", "2018-03-01"))
    page = back(keeper, "accounts", data, reason="调离")
    assert keeper.post(reverse("sheet_confirm", args=["accounts"]), hidden(page)).status_code == 302
    assert Entry.objects.get(action="end_account").reason == "调离"
    read_only = back(office, "accounts", filled_in(out(office, "accounts"), (1, "ended_on", "2018-03-01")))
    assert "不能在表中修改" in words(read_only)


FIXED = ("paper_numbers", "loans", "growth", "regulations", "field_guides")


@pytest.mark.parametrize("name", FIXED)
def test_a_register_that_deeds_alone_change_takes_no_changed_cell_and_says_which(desks: Desks, name: str) -> None:
    desks.county.today = date(2018, 6, 10)
    with_registers(desks.county)
    office, first = desks("office"), SHEETS[name].columns[0]
    assert not SHEETS[name].is_open_to(desks.county.office)
    page = reverse(SHEETS[name].page)
    assert reverse("sheet_workbook", args=[name]) in office.get(page).content.decode()
    data = filled_in(out(office, name), (1, first.key, "改过"))
    before = entries()
    answer = back(office, name, data)
    assert "列不能在表中修改" in words(answer), words(answer)
    marked = marked_cells(office.post(reverse("sheet_marked", args=[name]), hidden(answer)).content)
    assert list(marked) == ["C3"]
    assert entries() == before


def test_a_register_comes_out_as_its_page_shows_it(desks: Desks) -> None:
    desks.county.today = date(2018, 6, 10)
    with_registers(desks.county)

    def column(who: str, name: str, at: int = 3, **query: str) -> list[Any]:
        sheet = load_workbook(io.BytesIO(out(desks(who), name, **query))).worksheets[0]
        return [row[at - 1].value for row in sheet.iter_rows(min_row=3)]

    assert column("office", "paper_numbers") == ["青巡办〔2018〕1号", "青巡建〔2018〕1号"]
    assert column("office", "paper_numbers", series="青巡建") == ["青巡建〔2018〕1号"]
    assert column("office", "paper_numbers", at=9) == ["写错了", None]
    assert len(column("office", "loans")) == 2
    assert column("team_leader", "loans") == ["一组"], "a team sees what is lent of its own dossiers"
    assert column("office", "loans", at=10) == ["逾期"] * 2
    assert column("unit_liaison", "regulations") == ["青石县福利办法（示例）"]
    assert column("office", "growth", at=4) == ["沈知远"]
    assert "操作指引" in column("member", "field_guides")
    for who, name in (("unit_liaison", "field_guides"), ("member", "paper_numbers"), ("unit_liaison", "growth")):
        assert desks(who).get(reverse("sheet_workbook", args=[name])).status_code == 404, name


def test_whoever_does_not_open_a_list_does_not_get_its_workbook(desks: Desks) -> None:
    for name in ("organizations", "accounts", "overdue"):
        assert desks("unit_liaison").get(reverse("sheet_workbook", args=[name])).status_code == 404
    assert security(desks).get(reverse("sheet_workbook", args=["findings"])).status_code == 404
    assert desks("office").get(reverse("sheet_workbook", args=["secrets"])).status_code == 404


@pytest.mark.parametrize("name", ["sheet_return", "sheet_marked", "sheet_confirm"])
def test_whoever_opens_the_address_of_a_comparison_is_led_to_its_list(desks: Desks, name: str) -> None:
    office = desks("office")
    assert office.get(reverse(name, args=["findings"])).headers["Location"] == reverse("findings")
    assert office.get(reverse(name, args=["nothing"])).status_code == 404
    assert office.put(reverse(name, args=["findings"])).status_code == 405


def test_a_token_is_good_for_its_own_account_and_list(desks: Desks) -> None:
    unit = desks("unit_liaison")
    page = back(unit, "findings", filled_in(out(unit, "findings"), (1, "result", "已清退")))
    told = hidden(page)
    assert desks("unit_head").post(reverse("sheet_confirm", args=["findings"]), told).status_code == 404
    assert unit.post(reverse("sheet_confirm", args=["todo"]), told).status_code == 404
    assert Measure.objects.count() == 4
