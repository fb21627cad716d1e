"""The head signs what he was shown: the report stands on the signing page, and a changed one is refused."""

from __future__ import annotations

import hashlib
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.county import County
from tests.web.desks import Desks, at, entries, hidden_on, key_on, send, words

from bihuan.dossiers.models import Finding
from bihuan.ledger.models import Entry
from bihuan.rectification.models import Measure, Report

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4 invented report"
BOTH_DOORS = [("unit_head", "sign_report"), ("unit_liaison", "attest_signature")]


@pytest.fixture
def county() -> County:
    return County().found().fed_back().with_measures()


@pytest.fixture
def desks(county: County, monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(county, monkeypatch)


def written(desks: Desks, text: str = "均已整改", **told: object) -> Report:
    url = reverse("dossier_do", args=[desks.county.inspection_id, "write_report"])
    assert send(desks("unit_liaison"), url, title="报结报告", text=text, **told).status_code == 302
    return Report.objects.order_by("-number")[0]


def door(county: County, deed: str = "sign_report") -> str:
    return reverse("dossier_do", args=[county.inspection_id, deed])


def told_with(deed: str) -> dict[str, object]:
    if deed == "sign_report":
        return {}
    return {"signed_by": "沈知远", "signed_on": "2018-03-01", "paper": SimpleUploadedFile("签字页.pdf", PDF)}


def test_a_number_of_rules_that_the_account_does_not_have_is_marked_beside_it(desks: Desks) -> None:
    county = desks.county
    Finding.objects.filter(pk=county.finding("1").pk).update(rules_made=11)
    for text, told in (
        ("三个问题均已整改。新建和修订制度6项。", "报告所述：6"),
        ("新建制度11项，均已执行。", ""),
        ("建立制度8项。\n修订制度3项。", ""),
        ("三个问题均已整改。", ""),
    ):
        written(desks, text)
        shown = words(desks("unit_head").get(door(county)))
        assert ("报告所述" in shown) is bool(told)
        assert told in shown


@pytest.mark.parametrize(("who", "deed"), BOTH_DOORS)
def test_the_page_shows_the_whole_report_before_it_is_signed(desks: Desks, who: str, deed: str) -> None:
    report = written(desks, "三个问题均已整改", file=SimpleUploadedFile("报结报告.pdf", PDF))
    page = desks(who).get(door(desks.county, deed))
    said = words(page)
    for piece in ("三个问题均已整改", "报结报告.pdf", hashlib.sha256(PDF).hexdigest(), "某unit_liaison", "2018-03-01"):
        assert piece in said
    assert reverse("report_file", args=[desks.county.inspection_id, report.id]) in page.content.decode()
    assert "措施完成 0 / 3" in said
    assert "这是本档案的第一份报结报告" in said


def test_the_page_shows_what_changed_since_the_report_before(desks: Desks) -> None:
    written(desks, "一、学习\n二、津贴退缴3万元\n三、分配")
    written(desks, "一、学习\n二、津贴退缴4.2万元\n三、分配")
    html = desks("unit_head").get(door(desks.county)).content.decode()
    assert "<del>二、津贴退缴3万元</del>" in html
    assert "<ins>二、津贴退缴4.2万元</ins>" in html


@pytest.mark.parametrize(("who", "deed"), BOTH_DOORS)
def test_the_signature_carries_the_fingerprint_of_what_was_shown(desks: Desks, who: str, deed: str) -> None:
    written(desks)
    shown = hidden_on(desks(who).get(door(desks.county, deed)))["shown"]
    assert send(desks(who), door(desks.county, deed), **told_with(deed)).status_code == 302
    signed = Report.objects.get()
    assert (signed.signed_by, signed.signed_fingerprint) == ("沈知远", shown)
    entry = Entry.objects.get(action=deed)
    assert json.loads(bytes(entry.content))["told"]["shown"] == shown


@pytest.mark.parametrize(("who", "deed"), BOTH_DOORS)
def test_a_report_changed_meanwhile_is_not_signed_and_the_new_one_is_shown(desks: Desks, who: str, deed: str) -> None:
    written(desks, "退缴3万元")
    page = desks(who).get(door(desks.county, deed))
    written(desks, "退缴4.2万元")
    before = entries()
    sent = {**hidden_on(page), "key": key_on(page), **told_with(deed)}
    refused = desks(who).post(door(desks.county, deed), sent)
    assert refused.status_code == 409
    assert entries() == before
    assert not Report.objects.exclude(signed_on=None).exists()
    assert "退缴4.2万元" in words(refused)
    assert "有变动" in words(refused)
    again = {**hidden_on(refused), "key": key_on(refused), **told_with(deed)}
    assert desks(who).post(door(desks.county, deed), again).status_code == 302
    assert Report.objects.exclude(signed_on=None).get().text == "退缴4.2万元"


def test_a_figure_changed_meanwhile_is_not_signed_under(desks: Desks) -> None:
    county = desks.county
    written(desks)
    page = desks("unit_head").get(door(county))
    county.do(county.unit_liaison, "state_result", Finding.objects.order_by("place")[0].id, result="x", rules_made=2)
    refused = desks("unit_head").post(door(county), {**hidden_on(page), "key": key_on(page)})
    assert refused.status_code == 409
    assert Report.objects.get().signed_on is None


def test_a_signature_that_names_no_report_is_refused(desks: Desks) -> None:
    written(desks)
    refused = send(desks("unit_head"), door(desks.county), shown="")
    assert refused.status_code == 400
    assert "签字未注明" in words(refused)
    assert Report.objects.get().signed_on is None


def test_the_api_tells_the_fingerprint_and_takes_no_other(desks: Desks) -> None:
    county = desks.county
    written(desks)
    client = desks("unit_head")
    report = client.get(reverse("api:inspection", args=[county.inspection_id])).json()["report"]
    assert report["figures"]["measures"] == 3

    def sign(shown: str) -> int:
        there = reverse("api:sign_report", args=[county.inspection_id])
        body, headers = json.dumps({"shown": shown}), {"Idempotency-Key": f"sign-{shown[:9]}-123"}
        answer = client.post(there, body, content_type="application/json", headers=headers)
        if answer.status_code == 409:
            assert answer.json()["type"] == "urn:bihuan:refusal:changed_meanwhile"
        return int(answer.status_code)

    assert sign("0" * 64) == 409
    assert Report.objects.get().signed_on is None
    assert sign(report["fingerprint"]) == 200
    assert Report.objects.get().signed_fingerprint == report["fingerprint"]


def test_whoever_decides_an_extension_is_shown_what_was_asked_and_why(desks: Desks) -> None:
    county = desks.county
    measure = Measure.objects.order_by("number")[0]
    county.do(county.unit_liaison, "request_extension", measure.id, until_on="2018-07-31", reason="财政拨款计划调整")
    for deed in ("approve_extension", "refuse_extension"):
        page = words(desks("office").get(reverse("measure_do", args=[measure.id, deed])))
        for piece in ("2018-05-31", "2018-07-31", "财政拨款计划调整"):
            assert piece in page, deed


def test_whoever_consents_is_shown_the_signed_report(desks: Desks) -> None:
    county = desks.county
    written(desks, "三个问题均已整改")
    county.sign()
    county.do(county.unit_head, "submit_for_review")
    page = words(desks("supervision_office").get(door(county, "accept")))
    for piece in ("所依据的报结报告", "三个问题均已整改", "沈知远"):
        assert piece in page
