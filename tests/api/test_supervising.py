"""Supervision by machine: a bill handed over and signed for, an extract given, a planned check recorded."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

import pytest

from bihuan.access.models import Account
from bihuan.domain.roles import Role
from bihuan.supervision.models import Bill, Check
from tests.api.callers import Caller, body
from tests.county import new_key
from tests.people import people_of
from tests.supervision.gap import Gap

pytestmark = pytest.mark.django_db
Callers = Mapping[Role, Caller]


@pytest.fixture
def gap(monkeypatch: pytest.MonkeyPatch) -> Gap:
    made = Gap()
    monkeypatch.setattr("bihuan.api.clock.today", lambda: made.county.today)
    monkeypatch.setattr("bihuan.api.clock.now", lambda: made.county.now)
    return made


@pytest.fixture
def callers(gap: Gap) -> Callers:
    accounts: Mapping[Role, Account] = people_of(gap.county)
    return {role: Caller(account) for role, account in accounts.items()}


def told(caller: Caller, address: str, **given: object) -> dict[str, object]:
    answer = caller.post(f"/api/{address}", given)
    assert answer.status_code == 200, answer.content
    done: dict[str, object] = body(answer)["told"]
    return done


def test_a_bill_is_handed_over_signed_for_and_looked_into(gap: Gap, callers: Callers) -> None:
    one = f"inspections/{gap.county.inspection_id}/bill"
    office, second = callers[Role.OFFICE], callers[Role.SUPERVISION_OFFICE]
    told(office, f"{one}/hand-over", to_role="supervision_office", words="逐项移交")
    (bill,) = body(second.get(f"/api/{one}"))["bills"]
    assert (bill["to_role"], bill["accepted_on"]) == ("supervision_office", None)
    assert office.post(f"/api/bills/{bill['id']}/accept").status_code == 403
    told(second, f"bills/{bill['id']}/accept")
    told(second, f"{one}/look", agrees=True, found="抽查三项相符")
    assert Bill.objects.get().accepted_on == gap.county.today
    unit = body(callers[Role.UNIT_HEAD].get(f"/api/{one}"))
    assert (unit["owed"], unit["bills"]) == (3, []), "what others hand over is not the unit's to read"


def test_a_repeated_key_hands_a_bill_over_once(gap: Gap, callers: Callers) -> None:
    address, key = f"/api/inspections/{gap.county.inspection_id}/bill/hand-over", new_key()
    first = body(callers[Role.OFFICE].post(address, {"to_role": "supervision_office"}, key=key))
    again = body(callers[Role.OFFICE].post(address, {"to_role": "supervision_office"}, key=key))
    assert again == first | {"repeated": True}
    assert Bill.objects.count() == 1


def test_an_extract_is_asked_for_given_and_signed_for_and_others_know_nothing_of_it(gap: Gap, callers: Callers) -> None:
    second, office = callers[Role.SUPERVISION_OFFICE], callers[Role.OFFICE]
    asked = told(second, "extracts", purpose="routine", asked_by="第三执纪监督室")
    one = f"extracts/{asked['extract']}"
    assert callers[Role.UNIT_HEAD].post("/api/extracts", {"purpose": "routine", "asked_by": "x"}).status_code == 403
    assert second.post(f"/api/{one}/give").status_code == 403
    (line,) = body(second.get("/api/extracts"))
    assert (line["given_on"], line["rows"]) == (None, [])
    told(office, f"{one}/give")
    told(second, f"{one}/receive", receipt="收1号")
    (line,) = body(second.get("/api/extracts"))
    assert len(line["rows"]) == 6
    assert body(callers[Role.TEAM_LEADER].get("/api/extracts")) == []
    refused = office.post(f"/api/{one}/refuse", {"reason": "不宜提供"})
    assert (refused.status_code, "meanwhile" in body(refused)["detail"]) == (422, True)


def test_a_planned_check_is_found_and_recorded_with_its_matters(gap: Gap, callers: Callers) -> None:
    (planned,) = gap.planned()
    gap.team([planned])
    office = callers[Role.OFFICE]
    (line,) = body(office.get("/api/planned-checks"))
    assert line["organization"] == "县住房和城乡建设局"
    looked = [{"matter_id": one["matter_id"], "verdict": "true"} for one in line["matters"]]
    looked[1] |= {"verdict": "not_done"}
    address, given = f"planned-checks/{planned.id}/record", {"on": str(gap.today), "account": "查阅台账"}
    unexplained = office.post(f"/api/{address}", {**given, "looked": looked})
    assert unexplained.status_code == 422
    assert "without a reason" in body(unexplained)["detail"]
    looked[1] |= {"remark": "没有退款凭证"}
    done = told(office, address, **given, looked=looked)
    assert (done["true"], done["returned"]) == (2, 1)
    assert Check.objects.get().planned_id == planned.id
    assert body(office.get("/api/planned-checks")) == []
    assert body(callers[Role.UNIT_HEAD].get("/api/planned-checks")) == []
    assert callers[Role.UNIT_HEAD].post(f"/api/planned-checks/{uuid.uuid4()}/record", given).status_code == 404


def test_before_the_feedback_a_dossier_has_no_bill(gap: Gap, callers: Callers) -> None:
    type(gap.county.inspection).objects.filter(pk=gap.county.inspection_id).update(stage="reporting")
    address = f"/api/inspections/{gap.county.inspection_id}/bill"
    assert callers[Role.OFFICE].get(address).status_code == 404
