"""Papers on the dossier's page and the register of numbers, as the office and others see them."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from urllib.parse import quote

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.county import County
from tests.papers.examples import own_template
from tests.web.desks import Desks, at, send, words

from bihuan.dossiers.files import content_of
from bihuan.feedback.models import CopyNotice
from bihuan.papers.models import IssuedPaper, OwnTemplate, PaperNumber

pytestmark = pytest.mark.django_db


@pytest.fixture
def desks(monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(County().found().fed_back().planned_and_accepted(), monkeypatch)


def deed(desks: Desks, name: str) -> str:
    return reverse("dossier_do", args=[desks.county.inspection_id, name])


def issue_card(desks: Desks) -> IssuedPaper:
    finding = desks.county.finding("1")
    sent = send(desks("office"), deed(desks, "issue_card"), finding_id=str(finding.id), on="2018-03-01")
    assert sent.status_code == 302, words(sent)
    return IssuedPaper.objects.get()


def file_of(desks: Desks, issued: IssuedPaper, sort: str) -> str:
    return reverse("issued_paper", args=[desks.county.inspection_id, issued.id, sort])


def test_the_office_makes_a_card_and_fetches_both_files(desks: Desks) -> None:
    issued = issue_card(desks)
    page = desks("office").get(reverse("dossier", args=[desks.county.inspection_id]))
    assert "巡察反馈问题整改卡" in words(page)
    for sort, begins in (("docx", b"PK"), ("pdf", b"%PDF-")):
        response = desks("office").get(file_of(desks, issued, sort))
        assert b"".join(response.streaming_content).startswith(begins)
        assert "attachment" in response["Content-Disposition"]


def test_the_form_of_an_opinion_opens_with_what_the_dossier_and_the_last_paper_tell(desks: Desks) -> None:
    office = desks("office")
    url = deed(desks, "issue_opinion")
    shown = office.get(url).content.decode()
    assert 'value="第一轮工作部署"' in shown
    told = {
        "issuer": "中共青石县委巡察工作领导小组办公室",
        "series": "青巡办",
        "plan": "第一轮工作部署",
        "from_on": "2018-01-08",
        "until_on": "2018-02-09",
        "overall": "总体较好。",
        "advice": "抓好整改。",
        "on": "2018-03-01",
    }
    backwards = send(office, url, **told | {"from_on": "2018-02-10"})
    assert backwards.status_code == 400
    assert "早于开始日期" in words(backwards)
    assert not PaperNumber.objects.exists()
    assert send(office, url, **told).status_code == 302
    assert str(PaperNumber.objects.get()) == "青巡办〔2018〕1号"
    again = office.get(url).content.decode()
    assert 'value="青巡办"' in again
    assert 'value="中共青石县委巡察工作领导小组办公室"' in again


def opinion_told(**changed: str) -> dict[str, str]:
    told = {"issuer": "县委巡察办", "series": "青巡办", "plan": "第一轮工作部署", "on": "2018-03-01"}
    days = {"from_on": "2018-01-08", "until_on": "2018-02-09"}
    return {**told, **days, "overall": "总体较好。", "advice": "抓好整改。", **changed}


def test_a_second_opinion_is_issued_only_by_who_says_what_becomes_of_the_first(desks: Desks) -> None:
    office, url = desks("office"), deed(desks, "issue_opinion")
    assert 'id="standing-papers"' not in office.get(url).content.decode()
    assert send(office, url, **opinion_told()).status_code == 302
    assert "青巡办〔2018〕1号 关于" in words(office.get(url))
    unasked = send(office, url, **opinion_told())
    assert unasked.status_code == 400
    assert "青巡办〔2018〕1号 关于" in words(unasked)
    assert send(office, url, **opinion_told(former="stays")).status_code == 302
    assert [row.voided_on for row in PaperNumber.objects.all()] == [None, None]
    assert send(office, url, **opinion_told(former="void")).status_code == 302
    reasons = [row.voided_reason for row in PaperNumber.objects.order_by("number")]
    assert reasons == ["由青巡办〔2018〕3号替代", "由青巡办〔2018〕3号替代", ""]


def test_a_kind_without_a_number_yet_names_the_letters_in_use(desks: Desks) -> None:
    office = desks("office")
    assert send(office, deed(desks, "issue_opinion"), **opinion_told()).status_code == 302
    shown = words(office.get(deed(desks, "issue_copy_notice")))
    assert "已在使用的代字：青巡办。" in shown
    assert "已在使用的代字" not in words(office.get(deed(desks, "issue_opinion")))


def test_a_copy_notice_is_chosen_from_those_that_were_entered(desks: Desks) -> None:
    notice = CopyNotice.objects.get()
    shown = desks("office").get(deed(desks, "issue_copy_notice")).content.decode()
    assert f'value="{notice.id}"' in shown
    assert "分管副县长" in shown


def test_the_unit_fetches_the_papers_that_went_to_it_and_no_others(desks: Desks) -> None:
    head, home = desks("unit_head"), reverse("dossier", args=[desks.county.inspection_id])
    assert 'id="papers"' not in head.get(home).content.decode()
    issued = issue_card(desks)
    assert "发给本单位的公文" in words(head.get(home))
    assert head.get(file_of(desks, issued, "pdf")).status_code == 200
    assert desks("other_unit").get(file_of(desks, issued, "pdf")).status_code == 404
    assert desks("office").get(file_of(desks, issued, "exe")).status_code == 404


def test_numbers_are_drawn_listed_and_made_void(desks: Desks) -> None:
    office = desks("office")
    draw = reverse("paper_number_draw")
    for title in ("关于开会的通知", "关于培训的通知"):
        assert send(office, draw, series="青巡办", title=title, on="2018-03-01").status_code == 302
    page = words(office.get(reverse("paper_numbers")))
    assert "青巡办〔2018〕2号 关于培训的通知" in page
    first = PaperNumber.objects.get(number=1)
    send(office, reverse("paper_number_void", args=[first.id]), reason="会议取消")
    assert "作废：会议取消" in words(office.get(reverse("paper_numbers")))
    refused = send(office, draw, series="青巡〔2018〕", title="某通知", on="2018-03-01")
    assert refused.status_code == 422
    assert "不能用作发文机关代字" in words(refused)


def test_a_paper_that_was_made_void_says_so_in_its_dossier_and_in_the_names_of_its_files(desks: Desks) -> None:
    issued = issue_card(desks)
    office, home = desks("office"), reverse("dossier", args=[desks.county.inspection_id])
    void = reverse("issued_paper_void", args=[desks.county.inspection_id, issued.id])
    assert void in office.get(home).content.decode()
    assert send(office, void, reason="措施写错").status_code == 302
    page = office.get(home).content.decode()
    assert "作废 2018-03-01作废：措施写错" in words(office.get(home))
    assert void not in page
    named = office.get(file_of(desks, issued, "pdf"))["Content-Disposition"]
    assert quote("作废") in named
    assert send(office, void, reason="再次").status_code in (409, 422)
    assert desks("unit_head").get(file_of(desks, issued, "pdf")).status_code == 404
    assert desks("unit_head").get(void).status_code == 403


def test_the_paper_of_a_void_number_is_marked_in_its_dossier(desks: Desks) -> None:
    county, office = desks.county, desks("office")
    home = reverse("dossier", args=[county.inspection_id])
    told = {"issuer": "县委巡察办", "series": "青巡督", "asked": "", "answer_due": None, "on": county.today}
    county.do(county.office, "issue_control_sheet", **told)
    number = PaperNumber.objects.get()
    assert send(office, reverse("paper_number_void", args=[number.id]), reason="有误").status_code == 302
    shown = words(office.get(home))
    assert "作废 2018-03-01作废：有误" in shown


def test_only_the_office_reads_the_register(desks: Desks) -> None:
    for name in ("unit_head", "team_leader", "supervision_office"):
        assert desks(name).get(reverse("paper_numbers")).status_code == 403


def put_in(desks: Desks, *lines: str) -> Any:
    file = SimpleUploadedFile("样式.docx", own_template(*lines))
    return send(desks("office"), reverse("own_template_put"), kind="rectification_card", file=file)


def test_an_own_template_is_put_in_used_and_ended(desks: Desks) -> None:
    assert (
        put_in(
            desks, "整改卡：{{ problem }}", "{%p for one in measures %}", "{{ one.text }}", "{%p endfor %}"
        ).status_code
        == 302
    )
    issued = issue_card(desks)
    lines = [line.text for line in docx.Document(BytesIO(content_of(issued.word_file))).paragraphs]
    assert lines == ["整改卡：党组理论学习中心组学习流于形式", "修订学习制度并按月检查台账"]
    assert content_of(issued.pdf_file).startswith(b"%PDF-")
    office = desks("office")
    assert "样式.docx" in words(office.get(reverse("own_templates")))
    standing = OwnTemplate.objects.get()
    assert send(office, reverse("own_template_end", args=[standing.id])).status_code == 302
    assert "样式.docx" not in words(office.get(reverse("own_templates")))


def test_a_second_template_takes_the_place_of_the_first(desks: Desks) -> None:
    put_in(desks, "{{ problem }}")
    put_in(desks, "{{ organization }}")
    assert [row.ended_on is None for row in OwnTemplate.objects.order_by("id")] == [False, True]


def test_a_faulty_template_is_refused_with_each_placeholder_by_its_paragraph(desks: Desks) -> None:
    refused = put_in(desks, "{{ problem }}", "{{ organisation }}", "{{ nothing_like_it }}")
    assert refused.status_code == 422
    said = words(refused)
    assert "第2段（{{ organisation }}）：占位符 organisation 未知，应写 organization。" in said
    assert "占位符 nothing_like_it 未知" in said
    assert not OwnTemplate.objects.exists()


def test_a_reader_from_whom_papers_are_kept_is_not_told_that_none_was_issued(desks: Desks) -> None:
    page = reverse("dossier", args=[desks.county.inspection_id])
    assert "尚未制发公文" in words(desks("office").get(page))
    shown = words(desks("supervision_office").get(page))
    assert "尚未制发公文" not in shown
    assert "没有发给您或可供您查看的公文" in shown
