"""A deed by the API is the same deed: same judge, same ledger, once for one key."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from django.test import Client

from bihuan.domain.roles import Role
from bihuan.ledger.models import Entry
from tests.api.callers import Caller, body
from tests.county import PDF, County

pytestmark = pytest.mark.django_db
Callers = dict[Role, Caller]


def close(county: County) -> str:
    return f"/api/inspections/{county.inspection_id}/deeds/close"


def upload(name: str, content: bytes) -> dict[str, str]:
    return {"name": name, "content": base64.b64encode(content).decode()}


def test_a_deed_answers_with_its_entry_and_the_entry_tells_the_way(county: County, callers: Callers) -> None:
    measure = body(callers[Role.UNIT_LIAISON].get(f"/api/findings/{county.finding('1').id}/measures"))[0]
    told = {"progress": "过半", "done_on": None, "seen_version": measure["version"]}
    done = callers[Role.UNIT_LIAISON].do("measures", measure["id"], "report_progress", **told)
    assert done.status_code == 200, done.content
    told = body(done)
    entry = Entry.objects.get(stream=told["entry"]["stream"], number=told["entry"]["number"])
    assert entry.digest == told["entry"]["digest"]
    assert told["repeated"] is False
    assert json.loads(bytes(entry.content))["way"] == "api"


def test_evidence_goes_up_and_comes_down_unchanged(county: County, callers: Callers) -> None:
    finding = county.finding("1")
    file = upload("会议纪要.pdf", PDF)
    done = callers[Role.UNIT_LIAISON].do("findings", finding.id, "attach_evidence", file=file, label="纪要", pages="1")
    assert done.status_code == 200, done.content
    listed = body(callers[Role.OFFICE].get(f"/api/findings/{finding.id}/evidence"))
    assert [(row["label"], row["media_type"]) for row in listed] == [("纪要", "application/pdf")]
    content = callers[Role.OFFICE].client.get(listed[0]["content"])
    assert b"".join(content.streaming_content) == PDF  # type: ignore[attr-defined]
    assert content["Content-Disposition"].startswith("attachment")
    assert content["X-Content-Type-Options"] == "nosniff"


def test_a_repeated_key_gives_the_first_answer_and_writes_nothing(county: County, callers: Callers) -> None:
    address = f"/api/findings/{county.finding('1').id}/deeds/state_result"
    first = body(
        callers[Role.UNIT_HEAD].post(address, {"result": "制度已印发", "seen_version": 1}, key="once-and-for-all")
    )
    count = Entry.objects.count()
    again = body(
        callers[Role.UNIT_HEAD].post(address, {"result": "制度已印发", "seen_version": 1}, key="once-and-for-all")
    )
    assert again == first | {"repeated": True}
    assert Entry.objects.count() == count


def test_a_key_used_for_something_else_is_refused(county: County, callers: Callers) -> None:
    address = f"/api/findings/{county.finding('1').id}/deeds/state_result"
    callers[Role.UNIT_HEAD].post(address, {"result": "制度已印发", "seen_version": 1}, key="once-and-for-all")
    refused = callers[Role.UNIT_HEAD].post(address, {"result": "别的", "seen_version": 1}, key="once-and-for-all")
    assert (refused.status_code, body(refused)["type"]) == (422, "urn:bihuan:refusal:key_reused")


@pytest.mark.parametrize("headers", [{}, {"Idempotency-Key": ""}, {"Idempotency-Key": "x" * 500}])
def test_a_deed_without_a_proper_key_is_refused(county: County, callers: Callers, headers: dict[str, str]) -> None:
    address = f"/api/findings/{county.finding('1').id}/deeds/state_result"
    client = callers[Role.UNIT_HEAD].client
    refused = client.post(
        address, {"result": "好", "seen_version": 1}, content_type="application/json", headers=headers
    )
    assert (refused.status_code, refused["Content-Type"]) == (400, "application/problem+json")
    assert refused.json()["type"] == "urn:bihuan:refusal:key_unusable"


def test_the_verdict_before_the_deed_is_the_refusal_of_the_deed(county: County, callers: Callers) -> None:
    county.do(county.unit_head, "submit_for_review")
    asked = callers[Role.OFFICE].get(close(county))
    assert asked.status_code == 200
    refused = callers[Role.OFFICE].post(close(county))
    assert (refused.status_code, refused["Content-Type"]) == (409, "application/problem+json")
    verdict = body(asked)
    assert verdict["allowed"] is False
    assert {name: body(refused)[name] for name in verdict} == verdict
    assert [b["code"] for b in verdict["blockers"]][:3] == ["finding.not_signed_off"] * 3
    assert verdict["blockers"][0]["link"] == f"/api/findings/{county.finding('1').id}/deeds/request_sign_off"
    assert set(verdict["blockers"][0]) == {"code", "subject", "whose", "basis", "zh", "en", "link"}


def test_the_unit_is_shown_its_own_moves_and_how_many_others_there_are(county: County, callers: Callers) -> None:
    panel = body(callers[Role.UNIT_HEAD].get(f"/api/inspections/{county.inspection_id}/deeds"))
    submit = next(chance for chance in panel if chance["deed"] == "submit_for_review")
    assert submit["verdict"] == {
        "step": "submit_for_review",
        "allowed": True,
        "blockers": [],
        "waived": [],
        "hidden": 0,
    }
    sign = next(chance for chance in panel if chance["deed"] == "sign_report")
    assert [b["code"] for b in sign["verdict"]["blockers"]] == ["report.missing"]
    whose = {b["whose"] for chance in panel for b in chance["verdict"]["blockers"]}
    assert whose <= {"unit_head", "unit_liaison"}


def test_a_wrong_role_and_a_wrong_stage_are_two_answers(county: County, callers: Callers) -> None:
    role = callers[Role.UNIT_HEAD].post(close(county))
    stage = callers[Role.OFFICE].post(close(county))
    assert (role.status_code, body(role)["type"]) == (403, "urn:bihuan:refusal:may_not")
    assert (stage.status_code, body(stage)["type"]) == (404, "urn:bihuan:refusal:no_such_step")


def test_a_name_that_is_no_deed_is_told_so(county: County, callers: Callers) -> None:
    refused = callers[Role.OFFICE].do("inspections", county.inspection_id, "abolish")
    assert (refused.status_code, body(refused)["type"]) == (404, "urn:bihuan:refusal:no_such_deed")


@pytest.mark.parametrize(
    ("told", "place"),
    [
        ({"seen_version": 1}, "result"),
        ({"seen_version": 1, "result": ""}, "result"),
        ({"seen_version": 1, "result": "好", "recovered_fen": -1}, "recovered_fen"),
        ({"seen_version": 1, "result": "好", "stage": "signed_off"}, "stage"),
        ({"seen_version": -1, "result": "好"}, "seen_version"),
    ],
)
def test_a_form_names_every_fault_by_its_place(
    county: County, callers: Callers, told: dict[str, Any], place: str
) -> None:
    refused = callers[Role.UNIT_HEAD].do("findings", county.finding("1").id, "state_result", **told)
    assert refused.status_code == 422
    assert list(body(refused)["faults"]) == list(body(refused)["zh"]["faults"]) == [place]


def test_a_day_that_lies_ahead_is_refused_with_its_remedy(county: County, callers: Callers) -> None:
    day = county.today.replace(year=2030)
    told = {"on": day, "account": "看了"}
    refused = callers[Role.OFFICE].do("inspections", county.inspection_id, "record_check", **told)
    assert refused.status_code == 422
    assert body(refused) == {
        "type": "urn:bihuan:refusal:unusable",
        "title": "What was told cannot be used",
        "status": 422,
        "detail": f"on: {day} lies ahead of today ({county.today})",
        "remedy": "correct the date",
        "zh": {
            "title": "所填内容不能用",
            "detail": f"日期：{day} 晚于今天（{county.today}）。",
            "remedy": "请更正日期。",
        },
    }


def test_a_file_that_is_not_kept_is_refused(county: County, callers: Callers) -> None:
    file = upload("macro.docx", b"PK\x03\x04 word/document.xml vbaProject.bin")
    refused = callers[Role.UNIT_LIAISON].do("findings", county.finding("1").id, "attach_evidence", file=file)
    assert (refused.status_code, body(refused)["remedy"]) == (422, "save it without macros and upload again")


@pytest.mark.parametrize("content", ["", "{", "[]", '"x"', "nothing"])
def test_a_body_that_is_no_form_is_refused(county: County, callers: Callers, content: str) -> None:
    address = f"/api/findings/{county.finding('1').id}/deeds/state_result"
    refused = callers[Role.UNIT_HEAD].client.post(
        address, content, content_type="application/json", headers={"Idempotency-Key": "a-proper-key"}
    )
    assert refused.status_code in (400, 422)
    assert refused["Content-Type"] == "application/problem+json"


def test_a_deed_that_needs_no_words_needs_no_body(county: County, callers: Callers) -> None:
    address = f"/api/inspections/{county.inspection_id}/deeds/submit_for_review"
    client = callers[Role.UNIT_HEAD].client
    done = client.post(address, "", content_type="application/json", headers={"Idempotency-Key": "a-proper-key"})
    assert done.status_code == 200, done.content


def test_a_write_by_session_needs_its_csrf_token(county: County, callers: Callers) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies = callers[Role.UNIT_HEAD].client.cookies
    address = f"/api/inspections/{county.inspection_id}/deeds/submit_for_review"
    refused = client.post(address, "{}", content_type="application/json", headers={"Idempotency-Key": "a-proper-key"})
    assert (refused.status_code, refused.json()["type"]) == (403, "urn:bihuan:refusal:csrf")
    assert county.inspection.stage == "rectifying"


def test_a_request_that_is_too_large_is_refused_before_it_is_read(county: County, callers: Callers) -> None:
    file = upload("large.pdf", PDF + b"0" * 6 * 2**20)
    refused = callers[Role.UNIT_LIAISON].do("findings", county.finding("1").id, "attach_evidence", file=file)
    assert (refused.status_code, refused["Content-Type"]) == (413, "application/problem+json"), refused.content
