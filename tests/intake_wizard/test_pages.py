"""The import wizard as the office meets it, without JavaScript."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from bihuan.domain.roles import Role
from bihuan.dossiers.models import Finding
from bihuan.intake.models import Draft
from bihuan.ledger.models import Entry
from bihuan.rectification.models import Measure
from tests.browsing import browser_of
from tests.county import County

pytestmark = pytest.mark.django_db
DOCUMENTS = Path(__file__).resolve().parents[1] / "documents"


def send(client: Client, county: County, name: str, purpose: str = "import_findings") -> HttpResponse:
    path = DOCUMENTS / name
    document = SimpleUploadedFile(path.name, path.read_bytes())
    url = reverse(purpose, args=[county.inspection_id])
    return client.post(url, {"document": document}, follow=True)  # type: ignore[return-value]


def text_of(response: HttpResponse) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def confirm(client: Client, county: County, **told: object) -> HttpResponse:
    draft = Draft.objects.get(inspection_id=county.inspection_id)
    url = reverse("draft_confirm", args=[county.inspection_id, draft.id])
    return client.post(url, {"revision": draft.revision, **told}, follow=True)  # type: ignore[return-value]


def row(client: Client, county: County, key: str, **told: object) -> HttpResponse:
    draft = Draft.objects.get(inspection_id=county.inspection_id)
    url = reverse("draft_row", args=[county.inspection_id, draft.id, key])
    return client.post(url, {"revision": draft.revision, **told}, follow=True)  # type: ignore[return-value]


def findings(county: County) -> list[Finding]:
    return list(Finding.objects.filter(inspection_id=county.inspection_id).order_by("place"))


def test_a_document_is_sent_looked_at_corrected_and_entered() -> None:
    county = County().found().reporting()
    office = browser_of(county, Role.OFFICE)
    page = send(office, county, "01-feedback-education.docx")
    shown = text_of(page)
    assert page.status_code == 200
    assert "关于巡察临江市教育局党组的反馈意见" in shown
    assert "劳动教育课程开设率偏低" in shown
    assert "本档案属于" in shown or "县住房和城乡建设局" in shown
    row(office, county, "0", number="1", title="党的教育方针落实有偏差(已核)", text="改", person_matter="on")
    row(office, county, "1", number="2", title="理论学习不深不实", text="", dropped="on")
    row(office, county, "new", number="99", title="漏读的问题", text="手工补录")
    confirm(office, county)
    entered = findings(county)
    assert [f.number for f in entered] == ["1", *[str(n) for n in range(3, 16)], "99"]
    assert (entered[0].title, entered[0].person_matter) == ("党的教育方针落实有偏差(已核)", True)
    assert entered[0].source is not None
    assert entered[0].source_line == 7
    assert Draft.objects.get().state == "confirmed"


def test_importing_the_same_document_again_changes_nothing_and_says_so() -> None:
    county = County().found().reporting()
    office = browser_of(county, Role.OFFICE)
    send(office, county, "01-feedback-education.docx")
    confirm(office, county)
    before = Entry.objects.count()
    again = send(office, county, "01-feedback-education.docx")
    assert "再次导入不会有任何变化" in text_of(again)
    assert "没有做任何改动" in text_of(confirm(office, county))
    assert Entry.objects.count() == before
    assert len(findings(county)) == 15


def test_a_second_click_on_the_confirmation_enters_nothing_twice() -> None:
    county = County().found().reporting()
    office = browser_of(county, Role.OFFICE)
    send(office, county, "01-feedback-education.docx")
    confirm(office, county)
    assert confirm(office, county).status_code == 200
    assert len(findings(county)) == 15


def test_a_page_that_was_overtaken_is_refused() -> None:
    county = County().found().reporting()
    office = browser_of(county, Role.OFFICE)
    send(office, county, "01-feedback-education.docx")
    row(office, county, "0", number="1", title="新题目", text="")
    assert confirm(office, county, revision=1).status_code == 409
    assert findings(county) == []


def test_rows_that_clash_are_marked_and_nothing_is_entered() -> None:
    county = County().found().reporting()
    office = browser_of(county, Role.OFFICE)
    send(office, county, "01-feedback-education.docx")
    row(office, county, "0", number="2", title="甲", text="")
    page = confirm(office, county)
    assert page.status_code == 422
    assert "编号重复" in text_of(page)
    assert findings(county) == []


def test_a_faulty_workbook_comes_back_red_and_is_entered_only_when_that_is_meant() -> None:
    county = County().found().reporting()
    office = browser_of(county, Role.OFFICE)
    page = send(office, county, "22-sheet-faults.xlsx")
    draft = Draft.objects.get()
    assert re.search(r"工作表“[^”]+”单元格 C5：", text_of(page)), "the page names cells as the office program does"
    marked = office.get(reverse("draft_marked", args=[county.inspection_id, draft.id]))
    cell = load_workbook(io.BytesIO(marked.content)).worksheets[0]["C5"]
    assert cell.comment is not None
    assert "没有写明问题" in cell.comment.text
    assert cell.fill.start_color.rgb == "FFFFC7CE"
    assert confirm(office, county).status_code == 422
    assert findings(county) == []
    assert confirm(office, county, without_faulty="on").status_code == 200
    assert len(findings(county)) == 6


@pytest.mark.parametrize("name", sorted(p.name for p in (DOCUMENTS / "bad").iterdir() if p.suffix != ".json"))
def test_a_bad_document_gets_a_page_that_says_what_where_and_what_to_do(name: str) -> None:
    county = County().found().reporting()
    office = browser_of(county, Role.OFFICE)
    page = send(office, county, f"bad/{name}")
    shown = text_of(page)
    assert page.status_code in (200, 422)
    assert "无法使用" in shown
    assert "怎么办" in shown
    assert "没有任何内容进入档案" in shown
    told = re.search(r'role="alert">.*?</section>', page.content.decode(), re.DOTALL)
    assert told is not None
    assert not re.search(r"[a-z]{4,} [a-z]{3,} [a-z]{3,}", re.sub(r"<[^>]+>", " ", told.group(0))), (
        "English on the page"
    )
    assert findings(county) == []
    assert office.get(reverse("dossiers")).status_code == 200, "the server stays up"


def test_running_work_is_taken_over_with_its_states_and_marked_for_ever() -> None:
    county = County().found()
    office = browser_of(county, Role.OFFICE)
    page = send(office, county, "12-sheet-merged-header-3.xlsx", "take_over")
    assert "接收在办，未经判定" in text_of(page)
    assert confirm(office, county, feedback_on="2017-11-01").status_code == 422  # no reason
    confirm(office, county, feedback_on="2017-11-01", reason="系统上线前已在整改")
    inspection = county.inspection
    assert (inspection.stage, inspection.feedback_on) == ("rectifying", date(2017, 11, 1))
    assert inspection.taken_over_paper is not None
    assert {f.stage for f in findings(county)} == {"signed_off", "rectifying"}
    assert all(f.taken_over for f in findings(county))
    assert findings(county)[0].source_line == 4


def test_a_paper_of_its_own_takes_the_documents_place_and_its_lines() -> None:
    county = County().found()
    office = browser_of(county, Role.OFFICE)
    send(office, county, "12-sheet-merged-header-3.xlsx", "take_over")
    paper = SimpleUploadedFile("整改台账.pdf", b"%PDF-1.4 invented")
    confirm(office, county, feedback_on="2017-11-01", reason="系统上线前已在整改", paper=paper)
    assert str(county.inspection.taken_over_paper) == "整改台账.pdf"
    assert {f.source_line for f in findings(county)} == {None}


def test_a_ledger_brings_its_measures_in_with_its_findings() -> None:
    county = County().found().reporting()
    office = browser_of(county, Role.OFFICE)
    shown = text_of(send(office, county, "12-sheet-merged-header-3.xlsx"))
    assert "随同导入 1 条措施" in shown
    assert "2024年3月底前 （未写明日期）" in shown
    confirm(office, county)
    assert len(findings(county)) == 10
    rows = Measure.objects.filter(finding__number="3").values_list("number", "text", "owner", "department", "due_on")
    assert list(rows) == [("3-1", "检验电梯118台", "吴某某", "特设科", None)]
    assert findings(county)[0].due_on == date(2024, 2, 28)


def test_the_measures_of_running_text_are_for_comparison_only() -> None:
    county = County().found().reporting()
    office = browser_of(county, Role.OFFICE)
    send(office, county, "04-report-transport.docx")
    confirm(office, county)
    assert findings(county)
    assert Measure.objects.count() == 0


def test_a_dossier_at_another_stage_takes_no_document() -> None:
    county = County().found().fed_back()
    office = browser_of(county, Role.OFFICE)
    assert send(office, county, "01-feedback-education.docx").status_code == 404
    assert Draft.objects.count() == 0


def test_only_the_office_opens_the_wizard() -> None:
    county = County().found().reporting()
    for role, path in ((Role.UNIT_HEAD, county.unit_path), (Role.SUPERVISION_OFFICE, county.office_path)):
        assert (
            browser_of(county, role, path=path).get(reverse("import_findings", args=[county.inspection_id])).status_code
            == 403
        )


def test_an_office_of_another_authority_finds_no_such_dossier() -> None:
    county, other = County().found().reporting(), County().found()
    stranger = browser_of(other, Role.OFFICE)
    assert stranger.get(reverse("import_findings", args=[county.inspection_id])).status_code == 404


def test_a_document_that_waits_for_the_worker_can_be_left_and_read_at_once(settings: object) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}  # type: ignore[attr-defined]
    county = County().found().reporting()
    office = browser_of(county, Role.OFFICE)
    page = send(office, county, "01-feedback-education.docx")
    assert "可以离开本页" in text_of(page)
    assert 'http-equiv="refresh"' in page.content.decode()
    draft = Draft.objects.get()
    assert "等待读取" in text_of(page)
    office.post(reverse("draft_read", args=[county.inspection_id, draft.id]))
    draft.refresh_from_db()
    assert draft.state == "ready"


def test_the_blank_workbook_is_handed_out() -> None:
    county = County().found()
    answer = browser_of(county, Role.OFFICE).get(reverse("import_template"))
    assert load_workbook(io.BytesIO(answer.content)).worksheets[0].max_row == 2


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("节目.txt", bytes(range(256)) * 10),
        ("半截.txt", "1.学习不够\0".encode()),
        ("乱码.txt", b"\xff\xff\x80\x80 abc \xfe"),
        ("压缩包.docx", b"PK\x05\x06" + bytes(18)),
    ],
)
def test_what_no_reader_takes_is_refused_at_once_with_what_an_import_takes(name: str, content: bytes) -> None:
    county = County().found().reporting()
    office = browser_of(county, Role.OFFICE)
    url = reverse("import_findings", args=[county.inspection_id])
    answer = office.post(url, {"document": SimpleUploadedFile(name, content)})
    assert answer.status_code == 422
    shown = text_of(answer)  # type: ignore[arg-type]
    assert name in shown
    assert "OFD" not in shown
    assert ".docx" in shown or "UTF-8" in shown
    assert not Draft.objects.exists()
