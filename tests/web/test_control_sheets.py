"""The form of a control sheet: the late findings are ticked, the others are offered."""

from __future__ import annotations

import re
import uuid
from copy import copy
from datetime import date

import pytest
from django.http import HttpResponse
from django.urls import reverse
from tests.county import County, new_key
from tests.web.desks import Desks, at, send, words

from bihuan.dossiers.actions import NewFinding, open_inspection
from bihuan.dossiers.models import Finding
from bihuan.feedback.sent import Errand
from bihuan.papers.models import IssuedPaper, PaperNumber
from bihuan.rectification.imports import import_findings

pytestmark = pytest.mark.django_db
TICKED = re.compile(r'name="finding_ids" value="([0-9a-f-]+)"[^>]* checked')


@pytest.fixture
def desks(monkeypatch: pytest.MonkeyPatch) -> Desks:
    county = County().found().fed_back().planned_and_accepted()
    county.sign_off("3")
    measure = county.finding("2").id
    told = {
        "receiver_id": county.office_id,
        "reason": "土地权属未定",
        "stages": "每季度一次",
        "next_on": date(2018, 9, 1),
    }
    county.do(county.office, "hand_over", measure, **told)
    county.today = date(2018, 6, 4)
    return at(county, monkeypatch)


def form_of(desks: Desks) -> str:
    return reverse("dossier_do", args=[desks.county.inspection_id, "issue_control_sheet"])


def test_the_late_ones_are_ticked_and_what_is_signed_off_is_not_offered(desks: Desks) -> None:
    page = desks("office").get(form_of(desks))
    assert TICKED.findall(page.content.decode()) == [str(desks.county.finding("1").id)]
    assert "2018-05-31 · 逾期 4 天" in words(page)
    assert str(desks.county.finding("2").id) in page.content.decode()
    assert str(desks.county.finding("3").id) not in page.content.decode()


def test_a_sheet_of_nothing_is_not_made(desks: Desks) -> None:
    sent = send(desks("office"), form_of(desks), on="2018-06-04")
    assert sent.status_code == 400
    assert not IssuedPaper.objects.exists()


def ticking(desks: Desks, *ids: object) -> HttpResponse:
    told = {"deed": "issue_control_sheet", "finding": [str(one) for one in ids]}
    response: HttpResponse = desks("office").post(reverse("findings_bulk"), told)
    return response


def test_from_the_account_one_tick_leads_to_the_sheet_of_exactly_that(desks: Desks) -> None:
    second = desks.county.finding("2").id
    led = ticking(desks, second, desks.county.finding("3").id)  # the third is signed off
    assert led.status_code == 302
    page = desks("office").get(led["Location"])
    assert "督办的问题" in words(page)
    assert "按台账勾选" in words(page)
    assert TICKED.findall(page.content.decode()) == [str(second)]


def of_another_unit(county: County) -> Finding:
    """Return a finding of a second dossier of the round."""
    other = copy(county)
    other.unit_id, other.unit_path = county.organization("县财政局", "department")
    told = {"round_id": county.round_id, "organization_id": other.unit_id, "supervision_office_id": county.office_id}
    more = {"kind": "routine", "team_name": "县委第二巡察组", "responsible_department_needed": False, "number": 2}
    made = open_inspection(actor=county.office, **told, **more, now=county.now, key=new_key())
    other.inspection_id = uuid.UUID(made.told["inspection"])
    other.reporting()
    found = {"findings": [NewFinding("9", "预算执行不严")], "file_name": "feedback.txt", "content": b"9"}
    import_findings(actor=county.office, inspection_id=other.inspection_id, **found, now=county.now, key=new_key())
    return other.finding("9")


def test_what_is_ticked_of_two_units_leads_to_a_sheet_each(desks: Desks) -> None:
    first, more = desks.county.finding("1"), of_another_unit(desks.county)
    page = ticking(desks, first.id, more.id)
    assert page.status_code == 200
    assert "县住房和城乡建设局" in words(page)
    assert "县财政局" in words(page)
    links = re.findall(r'href="([^"]*issue_control_sheet[^"]*)"', page.content.decode())
    assert [link.partition("finding_ids=")[2] for link in links] == [str(first.id), str(more.id)]


def test_where_nothing_ticked_is_open_that_is_said(desks: Desks) -> None:
    led = ticking(desks, desks.county.finding("3").id)
    assert (led.status_code, led["Location"]) == (302, reverse("findings"))


def test_only_whoever_issues_papers_is_offered_the_sheet_in_the_account(desks: Desks) -> None:
    offered = 'value="issue_control_sheet"'
    assert offered in desks("office").get(reverse("findings")).content.decode()
    assert offered not in desks("unit_liaison").get(reverse("findings")).content.decode()
    assert offered not in desks("supervision_office").get(reverse("findings")).content.decode()


def test_the_text_can_be_looked_at_before_a_number_is_drawn(desks: Desks) -> None:
    told = {"on": "2018-06-04", "series": "青巡督", "asked": "逐项报进度", "answer_due": "2018-06-20", "look": "1"}
    chosen = str(desks.county.finding("1").id)
    page = send(desks("office"), form_of(desks), finding_ids=chosen, **told)
    assert page.status_code == 200
    for part in ("县住房和城乡建设局巡察整改督办单", "青巡督〔2018〕＿号", "4天", "2018年6月20日", "尚未取号"):
        assert part in words(page), part
    assert TICKED.findall(page.content.decode()) == [chosen]
    look = page.content.decode().partition('id="look"')[2].partition("</section>")[0]
    assert '<th scope="col">完成时限</th>' in look, "the heading of its list is one here, too"
    assert not IssuedPaper.objects.exists()
    assert not PaperNumber.objects.exists()


def test_its_page_bears_the_number_of_the_paper_and_what_it_demands(desks: Desks) -> None:
    told = {"on": "2018-06-04", "series": "青巡督", "asked": "逐项报进度", "answer_due": "2018-06-20"}
    send(desks("office"), form_of(desks), finding_ids=str(desks.county.finding("1").id), **told)
    page = words(desks("office").get(reverse("errand", args=[Errand.objects.get().id])))
    assert "青巡督〔2018〕1号" in page
    assert "督办要求" in page


def test_what_can_only_be_refused_is_refused_at_the_look_as_well(desks: Desks) -> None:
    told = {"on": "2018-06-04", "asked": "\u0007", "look": "1"}
    page = send(desks("office"), form_of(desks), finding_ids=str(desks.county.finding("1").id), **told)
    assert "尚未取号" not in words(page)
    assert 'role="alert"' in page.content.decode()


def test_once_issued_the_message_names_its_number_and_leads_to_it(desks: Desks) -> None:
    told = {"on": "2018-06-04", "series": "青巡督", "asked": "逐项报进度", "answer_due": "2018-06-20"}
    desk = desks("office")
    send(desk, form_of(desks), finding_ids=str(desks.county.finding("1").id), **told)
    page = desk.get(reverse("dossier", args=[desks.county.inspection_id]))
    said = page.content.decode().partition('class="note note-success"')[2].partition("</div>")[0]
    assert "文号：青巡督〔2018〕1号。" in said
    pdf, word, answer = paper_links(desks)
    assert all(f'href="{one}"' in said for one in (pdf, word, answer))
    assert desk.get(pdf).status_code == 200


def paper_links(desks: Desks) -> list[str]:
    row, dossier = IssuedPaper.objects.get(), desks.county.inspection_id
    files = [reverse("issued_paper", args=[dossier, row.id, sort]) for sort in ("pdf", "docx")]
    return [*files, reverse("errand", args=[Errand.objects.get().id])]


def test_a_sheet_without_number_or_answer_leads_to_its_files_alone(desks: Desks) -> None:
    desk = desks("office")
    send(desk, form_of(desks), finding_ids=str(desks.county.finding("1").id), on="2018-06-04")
    page = desk.get(reverse("dossier", args=[desks.county.inspection_id]))
    said = page.content.decode().partition('class="note note-success"')[2].partition("</div>")[0]
    assert "PDF</a>" in said
    assert "文号" not in said
    assert "答复" not in said


def test_the_choice_of_findings_has_a_place_that_counts_what_is_ticked(monkeypatch: pytest.MonkeyPatch) -> None:
    desks = at(County().found().fed_back().planned_and_accepted(), monkeypatch)
    page = desks("office").get(form_of(desks)).content.decode()
    assert '<output class="count" data-ticked="finding_ids" data-words="已勾选 {} 项，共 3 项" hidden></output>' in page


def test_two_boxes_are_not_counted(desks: Desks) -> None:
    assert "data-ticked" not in desks("office").get(form_of(desks)).content.decode()
