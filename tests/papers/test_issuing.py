"""Papers of a dossier: drawn from its rows, numbered, kept as both files, in one deed with one entry."""

from __future__ import annotations

import hashlib
import json
import uuid
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import docx
import pypdfium2
import pytest

from bihuan.closeout.archive import pack
from bihuan.closeout.paper_names import party_body_of, team_of
from bihuan.closeout.paper_values import area_of, checkpoint_of
from bihuan.domain.lifecycle.machine import MayNot
from bihuan.domain.sequence import FutureDay
from bihuan.dossiers.actions import NewFinding
from bihuan.dossiers.files import content_of
from bihuan.dossiers.models import Finding
from bihuan.feedback.models import CopyNotice
from bihuan.fieldwork.drafting import areas
from bihuan.ledger import verifier
from bihuan.ledger.models import Entry
from bihuan.papers.filling import PaperIncomplete
from bihuan.papers.models import IssuedPaper, PaperNumber
from bihuan.papers.numbers import AlreadyVoid, SeriesMalformed, draw_paper_number, void_paper_number
from tests.county import County, new_key

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    return County().found().fed_back().planned_and_accepted()


def opinion(county: County, **changed: Any) -> Any:
    told = {
        "issuer": "中共青石县委巡察工作领导小组办公室",
        "series": "青巡办",
        "addressee": "",
        "plan": "县委第一轮巡察工作部署",
        "from_on": date(2018, 1, 8),
        "until_on": date(2018, 2, 9),
        "overall": "履行职责总体较好。\n也存在一些问题。",
        "advice": "加强学习管理。\n规范津贴发放。",
        "on": county.today,
        "with_code": False,
    }
    return county.do(county.office, "issue_opinion", **(told | changed))


def paper(county: County) -> IssuedPaper:
    return IssuedPaper.objects.filter(authority_id=county.authority_id).order_by("-id")[0]


def words_of(issued: IssuedPaper) -> str:
    document = docx.Document(BytesIO(content_of(issued.word_file)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(line.text for line in document.paragraphs), *cells])


def test_the_opinion_tells_the_findings_without_their_being_typed_again(county: County) -> None:
    opinion(county)
    text = words_of(paper(county))
    for finding in Finding.objects.filter(authority_id=county.authority_id):
        assert f"{finding.title}。" in text
    assert "履行职责总体较好。" in text
    assert "1.加强学习管理。" in text
    assert "县住房和城乡建设局：" in text
    assert "青巡办〔2018〕1号" in text


def test_an_opinion_puts_the_areas_in_the_order_of_the_library_and_ends_what_was_found() -> None:
    later, earlier = list(areas().values())[5:3:-1]
    county = County().found()
    county.fed_back(
        NewFinding("1", "村级账目不清", text="台账缺失", category=later),
        NewFinding("2", "政策落实不力", text="补贴迟发。", category=earlier),
    )
    opinion(county)
    lines = words_of(paper(county)).split("\n")
    assert lines.index(f"（一）{earlier}") < lines.index(f"（二）{later}")
    assert "台账缺失。" in lines
    assert "补贴迟发。" in lines


def test_a_team_with_a_number_only_is_named_as_the_others_and_a_unit_by_its_party_body(county: County) -> None:
    one = county.inspection
    assert team_of(one) == one.team_name
    one.team_name = "第二巡察组"
    assert team_of(one) == "县委第二巡察组"
    for name, category, body in (
        ("云溪乡", "town", "云溪乡党委"),
        ("城东街道", "town", "城东街道党工委"),
        ("县水利局", "department", "县水利局党组"),
        ("县委宣传部", "department", "县委宣传部"),
        ("县卫生健康委员会", "department", "县卫生健康委员会党组"),
        ("县第一中学", "school", "县第一中学党组织"),
    ):
        one.organization_name, one.organization.category = name, category
        assert party_body_of(one) == body


def test_both_files_are_kept_under_their_sha256_which_the_one_entry_tells(county: County) -> None:
    before = Entry.objects.count()
    receipt = opinion(county)
    assert Entry.objects.count() == before + 1
    issued = paper(county)
    for file, told in ((issued.word_file, "word"), (issued.pdf_file, "pdf")):
        content = content_of(file)
        assert hashlib.sha256(content).hexdigest() == file.sha256 == receipt.told[told]
    assert len(pypdfium2.PdfDocument(content_of(issued.pdf_file))) >= 1
    assert issued.missing == ""


def test_the_same_request_sent_twice_is_one_paper_with_one_number(county: County) -> None:
    from bihuan.desk.performing import perform

    told = {"issuer": "", "series": "青巡督", "asked": "", "answer_due": None, "on": county.today}
    key, target = new_key(), county.inspection_id
    for _ in range(2):
        perform("issue_control_sheet", actor=county.office, target_id=target, told=told, now=county.now, key=key)
    assert PaperNumber.objects.count() == IssuedPaper.objects.count() == 1


def test_a_copy_notice_goes_to_whom_it_was_entered_for(county: County) -> None:
    notice = CopyNotice.objects.get(authority_id=county.authority_id)
    told = {"issuer": "县委巡察办", "series": "青巡抄", "on": county.today, "answer_due": None, "with_code": True}
    county.do(county.office, "issue_copy_notice", notice_id=notice.id, **told)
    text = words_of(paper(county))
    assert "分管副县长：" in text
    assert "1.党组理论学习中心组学习流于形式。" in text
    assert "向分管领导抄告如下" in text


def test_a_card_carries_the_measures_of_its_finding_and_a_code_with_the_checkpoint(county: County) -> None:
    checkpoint = checkpoint_of(county.inspection)
    county.do(county.office, "issue_card", finding_id=county.finding("1").id, on=county.today)
    issued = paper(county)
    text = words_of(issued)
    assert "修订学习制度并按月检查台账" in text
    assert "分管副局长" in text
    assert issued.number is None
    assert issued.checkpoint == checkpoint
    assert f"扫码核对案卷 账本校验点 {checkpoint}" in text
    assert str(county.inspection_id) not in text, "the code tells it, to whoever looks it up"


def test_a_control_sheet_lists_what_is_not_signed_off(county: County) -> None:
    county.finish("1")
    county.sign_off("1")
    told = {"issuer": "县委巡察办", "series": "", "asked": "逐项报进度", "answer_due": None, "on": county.today}
    county.do(county.office, "issue_control_sheet", **told)
    text = words_of(paper(county))
    assert "违规发放津贴补贴" in text
    assert "党组理论学习中心组学习流于形式" not in text
    assert "逐项报进度" in text


@pytest.mark.parametrize("line_break", ["\r\n", "\r", "\u2028", "\x0b"])
def test_the_lines_of_a_finding_are_paragraphs_whatever_breaks_stand_in_the_store(line_break: str) -> None:
    stored = NewFinding("1", "学习流于形式", text=f"学习记录不全。{line_break}未制定计划。")
    county = County().found().fed_back(stored)
    opinion(county)
    lines = words_of(paper(county)).split("\n")
    assert "学习记录不全。" in lines
    assert "未制定计划。" in lines


def test_typed_text_is_kept_with_one_kind_of_line_break(county: County) -> None:
    told = {"title": "学习流于形式", "text": "学习记录不全。\r\n未制定计划。\r无人检查。", "reason": "补全"}
    county.do(county.office, "correct_finding", county.finding("1").id, **told)
    assert county.finding("1").text == "学习记录不全。\n未制定计划。\n无人检查。"


def test_a_paper_that_cannot_be_made_names_the_finding_and_why() -> None:
    county = County().found().fed_back(NewFinding("1", "学习流于形式", text="记录不全\u0007。"))
    with pytest.raises(PaperIncomplete) as refused:
        opinion(county)
    assert refused.value.place == "主要问题（按方面）第1项“其他方面” · 问题第1项“学习流于形式” · 具体表现"
    assert refused.value.problem == "a sign stands there that cannot be printed"


def test_numbers_of_a_series_run_on_within_a_year_and_each_series_counts_for_itself(county: County) -> None:
    opinion(county)
    opinion(county)
    opinion(county, series="青巡字")
    drawn = PaperNumber.objects.filter(authority_id=county.authority_id).order_by("id")
    assert [str(row) for row in drawn] == ["青巡办〔2018〕1号", "青巡办〔2018〕2号", "青巡字〔2018〕1号"]


def test_a_void_number_stays_and_is_not_drawn_again(county: County) -> None:
    opinion(county)
    row = PaperNumber.objects.get(authority_id=county.authority_id)
    now = county.now
    void_paper_number(actor=county.office, number_id=row.id, reason="文稿有误", now=now, key=new_key())
    opinion(county)
    assert [one.number for one in PaperNumber.objects.order_by("number")] == [1, 2]
    with pytest.raises(AlreadyVoid):
        void_paper_number(actor=county.office, number_id=row.id, reason="再次", now=now, key=new_key())


def test_a_deed_that_is_refused_draws_no_number(county: County) -> None:
    with pytest.raises(FutureDay):
        opinion(county, on=county.today + timedelta(days=1))
    with pytest.raises(PaperIncomplete, match="意见建议"):
        opinion(county, advice="\u0007")
    assert PaperNumber.objects.count() == 0
    opinion(county)
    assert PaperNumber.objects.get().number == 1


@pytest.mark.parametrize("series", ["", "青巡办〔2018〕", "青巡 办", "青巡2", "a" * 21])
def test_what_is_no_word_cannot_stand_before_a_number(county: County, series: str) -> None:
    with pytest.raises(SeriesMalformed):
        draw_paper_number(
            actor=county.office, series=series, on=county.today, title="通知", now=county.now, key=new_key()
        )


def test_only_the_office_issues_papers(county: County) -> None:
    for actor in (county.team_leader, county.unit_head, county.supervision_office):
        with pytest.raises(MayNot):
            county.do(actor, "issue_card", finding_id=county.finding("1").id, on=county.today)


def test_an_archive_with_papers_holds_under_the_verifier() -> None:
    county = County().found().closable()
    opinion(county)
    row = PaperNumber.objects.get(authority_id=county.authority_id)
    void_paper_number(actor=county.office, number_id=row.id, reason="有误", now=county.now, key=new_key())
    county.do(county.office, "close")
    county.do(county.office, "issue_card", finding_id=county.finding("1").id, on=county.today)
    import zipfile

    with zipfile.ZipFile(BytesIO(pack(county.inspection))) as archive:
        rows = json.loads(archive.read(verifier.ROWS))
        names = set(archive.namelist())
    issued = paper(county)
    assert str(issued.id) in rows["papers_issuedpaper"]
    assert f"files/{issued.pdf_file.sha256}.pdf" in names


def test_the_area_of_a_finding_is_the_heading_above_it_without_its_number() -> None:
    for heading, area in (
        ("（二）全面从严治党方面", "全面从严治党方面"),
        ("二、主要问题", "主要问题"),
        ("3.一些单位执行不严", "一些单位执行不严"),
        ("一些单位执行不严", "一些单位执行不严"),
    ):
        assert area_of(Finding(headings=["略", heading])) == area
    assert area_of(Finding(headings=[], category="")) == "其他方面"
    assert uuid.uuid4()
