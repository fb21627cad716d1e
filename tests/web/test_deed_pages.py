"""One form page for every deed: verdict first, input kept, one effect for one key, refusals with all their reasons."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.county import County
from tests.web.desks import Desks, at, entries, key_on, send, words

from bihuan.closeout.models import Exemption
from bihuan.desk.offers import OFFERS
from bihuan.domain.lifecycle.inspection import InspectionStage
from bihuan.dossiers.models import Evidence, Finding
from bihuan.evaluation.models import Evaluation
from bihuan.rectification.models import Measure
from bihuan.supervision.models import Check, CheckedFinding
from bihuan.web.catalogue import read_po
from bihuan.web.forms.deed import form_class_of
from bihuan.web.offered import ELSEWHERE

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4 invented"


@pytest.fixture
def county() -> County:
    return County().found().fed_back()


@pytest.fixture
def desks(county: County, monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(county, monkeypatch)


def on_dossier(county: County, deed: str) -> str:
    return reverse("dossier_do", args=[county.inspection_id, deed])


def on_finding(county: County, number: str, deed: str) -> str:
    return reverse("finding_do", args=[county.finding(number).id, deed])


def test_every_deed_has_a_form_whose_labels_are_chinese() -> None:
    chinese = read_po()
    for offer in OFFERS.values():
        if offer.name not in ELSEWHERE:
            form_class_of(offer)
        for name, info in offer.form.model_fields.items():
            assert info.title, f"{offer.name}.{name} has no title"
            assert chinese.get(info.title), f"{info.title} has no Chinese"


def test_what_was_written_meanwhile_is_not_written_over(desks: Desks) -> None:
    county = desks.county
    county.with_measures()
    measure = Measure.objects.get(finding=county.finding("1"))
    url = reverse("measure_do", args=[measure.id, "revise_measure"])
    first, second = (form_on(desks(name).get(url)) for name in ("unit_liaison", "unit_head"))
    assert desks("unit_liaison").post(url, first | {"text": "甲稿"}).status_code == 302
    late = desks("unit_head").post(url, second | {"text": "乙稿"})
    assert (late.status_code, "您打开本页后，内容已有更改" in words(late)) == (409, True)
    assert Measure.objects.get(pk=measure.id).text == "甲稿"
    assert "乙稿" in late.content.decode()  # what he typed
    assert "甲稿" in words(late)  # what stands
    again = form_on(late) | {"text": "乙稿，并入甲稿"}
    assert desks("unit_head").post(url, again).status_code == 302
    assert Measure.objects.get(pk=measure.id).text == "乙稿，并入甲稿"
    assert desks("unit_liaison").post(url, first | {"text": "甲稿"}).status_code == 302  # the same click again
    assert Measure.objects.get(pk=measure.id).text == "乙稿，并入甲稿"


def form_on(page: Any) -> dict[str, str]:
    """Return the fields of a deed's form as they were shown."""
    text = page.content.decode()
    form = text[text.index('<form method="post"', text.index("<main")) :]
    hidden = dict(re.findall(r'<input type="hidden" name="(key|seen_version)" value="([^"]+)"', form))
    return hidden | {"owner": "分管副局长", "department": "办公室", "due_on": "2018-05-31", "expected_result": "印发"}


def test_a_measure_is_added_revised_and_reported_on(desks: Desks) -> None:
    county, liaison = desks.county, desks("unit_liaison")
    told = {"text": "修订制度", "owner": "分管副局长", "due_on": "2018-05-31", "expected_result": "制度印发"}
    assert send(liaison, on_finding(county, "1", "add_measure"), **told).status_code == 302
    measure = Measure.objects.get(finding=county.finding("1"))
    assert measure.due_on == date(2018, 5, 31)
    revise = reverse("measure_do", args=[measure.id, "revise_measure"])
    shown = liaison.get(revise).content.decode()
    assert "修订制度</textarea>" in shown
    assert 'value="2018-05-31"' in shown
    assert send(liaison, revise, **{**told, "text": "修订并印发制度"}).status_code == 302
    assert Measure.objects.get().text == "修订并印发制度"
    progress = reverse("measure_do", args=[measure.id, "report_progress"])
    assert send(liaison, progress, progress="已办结", done_on="2018-03-01").status_code == 302
    assert Measure.objects.get().done_on == date(2018, 3, 1)


def test_a_second_click_changes_nothing_and_says_so(desks: Desks) -> None:
    county, liaison = desks.county, desks("unit_liaison")
    url = on_finding(county, "1", "add_measure")
    told = {"key": key_on(liaison.get(url)), "text": "修订制度"}
    liaison.post(url, told)
    before = entries()
    again = liaison.post(url, told, follow=True)
    assert entries() == before
    assert Measure.objects.count() == 1
    assert "此前已办理：增加整改措施" in words(again)


def test_a_second_click_after_the_stage_has_moved_is_still_the_first_ones_answer(desks: Desks) -> None:
    county, head = desks.county, desks("unit_head")
    url = on_dossier(county, "submit_for_review")
    told = {"key": key_on(head.get(url))}
    assert head.post(url, told).status_code == 302
    assert county.inspection.stage == InspectionStage.UNDER_REVIEW
    assert head.post(url, told).status_code == 302


def test_a_barred_deed_shows_its_reasons_and_cannot_be_sent(desks: Desks) -> None:
    shown = desks("unit_head").get(on_finding(desks.county, "1", "request_sign_off"))
    assert shown.status_code == 200
    assert "问题 1 没有整改措施" in words(shown)
    assert re.search(r'<button[^>]*type="submit" disabled', shown.content.decode())


def test_sending_a_barred_deed_gives_409_with_all_reasons_and_changes_nothing(desks: Desks) -> None:
    county, head = desks.county, desks("unit_head")
    before = entries()
    refused = send(head, on_finding(county, "1", "request_sign_off"))
    assert refused.status_code == 409
    for reason in ("没有整改措施", "没有佐证材料", "没有填报整改成效"):
        assert reason in words(refused)
    assert refused.content.decode().count('data-code="') == 3
    assert entries() == before
    assert county.finding("1").stage == "rectifying"


def test_faults_stand_beside_their_fields_and_the_input_is_kept(desks: Desks) -> None:
    response = send(desks("unit_liaison"), on_finding(desks.county, "1", "add_measure"), owner="某科长", text="")
    assert response.status_code == 400
    html = response.content.decode()
    assert 'value="某科长"' in html
    assert re.search(r'name="text"[^>]*is-invalid|is-invalid[^>]*name="text"', html)


def test_a_refusal_of_the_room_is_told_above_the_form(desks: Desks) -> None:
    county = desks.county
    check = {"on": "2018-03-05", "account": "查阅台账"}
    response = send(desks("team_leader"), on_dossier(county, "record_check"), **check)
    assert response.status_code == 400
    assert "2018-03-05" in words(response)
    assert Check.objects.count() == 0


def test_a_role_that_does_not_fit_gets_403_and_another_stage_404(desks: Desks) -> None:
    county = desks.county
    assert desks("unit_head").get(on_dossier(county, "approve")).status_code == 403
    assert desks("office").get(on_dossier(county, "approve")).status_code == 404
    assert desks("office").get(on_dossier(county, "no_such_deed")).status_code == 404
    assert desks("office").get(on_dossier(county, "add_measure")).status_code == 404
    assert desks("other_unit").get(on_dossier(county, "submit_plan")).status_code == 404
    assert desks("other_unit").post(on_dossier(county, "submit_plan"), {"key": "x"}).status_code == 404


def test_money_is_entered_in_yuan_and_kept_in_fen(desks: Desks) -> None:
    county, liaison = desks.county, desks("unit_liaison")
    url = on_finding(county, "1", "state_result")
    told = {"result": "已收缴", "recovered_fen": "1234.56", "rules_made": "2"}
    assert send(liaison, url, **told).status_code == 302
    finding = county.finding("1")
    assert (finding.recovered_fen, finding.rules_made, finding.persons_dealt_with) == (123456, 2, 0)
    assert 'value="1234.56"' in liaison.get(url).content.decode()
    assert "1,234.56 元" in words(liaison.get(reverse("finding", args=[finding.id])))


def test_evidence_is_uploaded_and_handed_out_within_reach_only(desks: Desks) -> None:
    county, liaison = desks.county, desks("unit_liaison")
    url = on_finding(county, "1", "attach_evidence")
    file = SimpleUploadedFile("会议纪要.pdf", PDF, "text/html")
    assert send(liaison, url, file=file, label="会议纪要").status_code == 302
    row = Evidence.objects.get()
    there = reverse("evidence_file", args=[row.id])
    handed_out = liaison.get(there)
    assert b"".join(handed_out.streaming_content) == PDF
    assert handed_out["Content-Type"] == "application/pdf"
    assert handed_out["X-Content-Type-Options"] == "nosniff"
    assert handed_out["Content-Disposition"].startswith("attachment")
    assert desks("other_unit").get(there).status_code == 404
    remove = reverse("evidence_do", args=[row.id, "remove_evidence"])
    assert send(liaison, remove, reason="误传").status_code == 302
    assert liaison.get(remove).status_code == 404


def test_a_file_that_is_none_is_refused_in_words(desks: Desks) -> None:
    file = SimpleUploadedFile("a.exe", b"MZ\x00\x00\x01")
    response = send(desks("unit_liaison"), on_finding(desks.county, "1", "attach_evidence"), file=file)
    assert response.status_code == 400
    assert "a.exe" in words(response)
    assert Evidence.objects.count() == 0


def test_a_check_is_entered_finding_by_finding(desks: Desks) -> None:
    county = desks.county
    first, second = county.finding("1"), county.finding("2")
    told = {
        "on": "2018-03-01",
        "account": "查阅台账",
        f"conclusion-{first.id}": "done",
        f"conclusion-{second.id}": "partly",
        f"remark-{second.id}": "尚缺发票",
    }
    assert send(desks("team_leader"), on_dossier(county, "record_check"), **told).status_code == 302
    seen = {row.finding_id: (row.conclusion, row.remark) for row in CheckedFinding.objects.all()}
    assert seen == {first.id: ("done", ""), second.id: ("partly", "尚缺发票")}


def test_an_evaluation_is_marked_by_the_packs_aspects_and_no_mark_exceeds_its_weight(desks: Desks) -> None:
    county, office = desks.county, desks("office")
    url = on_dossier(county, "record_evaluation")
    assert "整改落实" in words(office.get(url))
    marks = {"arrangement": "13", "plan": "13", "execution": "45.5", "prevention": "8", "reporting": "9"}
    told = {"on": "2018-03-01", **{f"mark-{name}": mark for name, mark in marks.items()}}
    told |= {f"ground-{name}": "查阅台账" for name in marks} | {"ground-plan": "方案具体"}
    county.check(county.team_leader, county.today)
    assert send(office, url, **{**told, "mark-execution": "51"}).status_code == 400
    assert send(office, url, **{**told, "ground-plan": " "}).status_code == 400, (
        "a mark without a word of what was seen"
    )
    assert Evaluation.objects.count() == 0
    assert send(office, url, **told).status_code == 302
    row = Evaluation.objects.get()
    assert row.total_hundredths == 8850
    assert row.grounds["plan"] == "方案具体"


def test_a_finding_is_handed_over_to_a_body_chosen_from_the_list(desks: Desks) -> None:
    county = desks.county
    county.with_measures()
    url = on_finding(county, "3", "hand_over")
    assert "第三执纪监督室" in words(desks("office").get(url))
    told = {"receiver_id": county.office_id, "stages": "分两年完成", "next_on": "2099-01-01", "reason": "涉及历史遗留"}
    assert send(desks("office"), url, **{**told, "receiver_id": county.unit_id}).status_code == 400
    assert send(desks("office"), url, **told).status_code == 302
    accept = on_finding(county, "3", "accept_hand_over")
    assert send(desks("supervision_office"), accept).status_code == 302
    assert county.finding("3").hand_over_accepted_on == county.today


def test_only_gates_that_the_rules_let_be_waived_can_be_chosen(desks: Desks) -> None:
    url = on_dossier(desks.county, "waive")
    shown = desks("leading_group").get(url).content.decode()
    assert set(re.findall(r'<option value="([a-z_.]+)"', shown)) == {"checks.too_few", "evaluations.too_few"}
    assert send(desks("leading_group"), url, code="report.missing", reason="x").status_code == 400
    assert send(desks("leading_group"), url, code="checks.too_few", reason="单位合并").status_code == 302
    assert Exemption.objects.get().code == "checks.too_few"


def test_an_exception_is_taken_back_from_the_dossier_s_page(desks: Desks) -> None:
    county = desks.county
    county.do(county.leading_group, "waive", code="checks.too_few", reason="单位合并")
    dossier = reverse("dossier", args=[county.inspection_id])
    url = reverse("exemption_do", args=[Exemption.objects.get().id, "withdraw_exemption"])
    assert url in desks("leading_group").get(dossier).content.decode()
    assert url not in desks("office").get(dossier).content.decode()
    assert desks("unit_head").get(url).status_code == 404
    assert send(desks("leading_group"), url, reason="单位未合并").status_code == 302
    page = desks("leading_group").get(dossier)
    assert url not in page.content.decode()
    assert "单位未合并" in words(page)


def test_the_head_signs_by_his_own_account_and_a_scan_is_attested_by_the_liaison(desks: Desks) -> None:
    county = desks.county
    report = {"title": "报结报告", "text": "均已整改"}
    assert send(desks("unit_liaison"), on_dossier(county, "write_report"), **report).status_code == 302
    attest = on_dossier(county, "attest_signature")
    told = {"signed_by": "某人", "signed_on": "2018-03-01", "paper": SimpleUploadedFile("签字页.pdf", PDF)}
    refused = send(desks("unit_liaison"), attest, **told)
    assert refused.status_code == 409
    assert "签字人不是当日在任的党组织主要负责人" in words(refused)
    assert send(desks("unit_head"), on_dossier(county, "sign_report")).status_code == 302
    assert "沈知远" in words(desks("office").get(reverse("dossier", args=[county.inspection_id])))


def test_the_archive_of_a_closed_dossier_is_handed_out(desks: Desks) -> None:
    county = desks.county
    county.do(county.unit_head, "submit_for_review")
    archive = send(desks("office"), on_dossier(county, "write_archive"))
    assert archive["Content-Disposition"].startswith("attachment")
    assert b"".join(archive.streaming_content).startswith(b"PK")


def test_every_deed_of_the_way_to_the_close_can_be_done_by_pages(desks: Desks) -> None:
    county = desks.county
    county.planned_and_accepted()
    for number in ("1", "2", "3"):
        county.finish(number)
        assert send(desks("unit_head"), on_finding(county, number, "request_sign_off")).status_code == 302
        assert send(desks("office"), on_finding(county, number, "grant_sign_off")).status_code == 302
    assert set(Finding.objects.values_list("stage", flat=True)) == {"signed_off"}
