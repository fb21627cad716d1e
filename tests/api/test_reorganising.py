"""Reorganisations by machine: recorded for a day, called off, brought into effect, registered step by step."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from bihuan.access.models import Account
from bihuan.domain.roles import Role
from bihuan.organizations.models import Organization
from tests.api.callers import Caller, body
from tests.county import new_key
from tests.people import people_of
from tests.supervision.gap import Gap

pytestmark = pytest.mark.django_db
Callers = Mapping[Role, Caller]
ALL = "/api/reorganisations"


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


def asked(gap: Gap, days: int = 0, **changed: Any) -> dict[str, Any]:
    """Return a renaming of the county's unit so many days from today."""
    named = {"founded": [{"name": "县城乡建设局", "category": "department"}], "paper": "青编发〔2018〕2号"}
    on = (gap.today + timedelta(days=days)).isoformat()
    return {"sort": "rename", "on": on, "old_ids": [str(gap.county.unit_id)], **named, **changed}


def told(caller: Caller, address: str, **given: Any) -> dict[str, Any]:
    answer = caller.post(address, given)
    assert answer.status_code == 200, answer.content
    done: dict[str, Any] = body(answer)["told"]
    return done


def test_one_for_a_day_to_come_is_read_called_off_and_read_again(gap: Gap, callers: Callers) -> None:
    office, group = callers[Role.OFFICE], callers[Role.LEADING_GROUP]
    key = new_key()
    first = body(office.post(ALL, asked(gap, 30), key=key))
    assert body(office.post(ALL, asked(gap, 30), key=key)) == first | {"repeated": True}
    (line,) = body(group.get(ALL))
    assert (line["state"], line["to_found"], line["new_ids"]) == ("waits", ["县城乡建设局"], [])
    assert line["old_ids"] == [str(gap.county.unit_id)]
    one = f"{ALL}/{line['id']}"
    early = office.post(f"{one}/effect")
    assert (early.status_code, "until then" in body(early)["detail"] + body(early)["remedy"]) == (422, True)
    assert office.post(f"{one}/call-off", {"reason": " "}).status_code == 422
    assert group.post(f"{one}/call-off", {"reason": "上级另有安排"}).status_code == 403
    told(office, f"{one}/call-off", reason="上级另有安排")
    again = body(group.get(one))
    assert (again["state"], again["called_off_reason"], again["lacks"]) == ("called_off", "上级另有安排", [])
    assert not Organization.objects.filter(name="县城乡建设局").exists()


def test_one_of_today_takes_effect_and_its_steps_lead_to_the_review(gap: Gap, callers: Callers) -> None:
    gap.wait(3)
    office, today = callers[Role.OFFICE], gap.today.isoformat()
    one = f"{ALL}/{told(office, ALL, **asked(gap))['reorganisation']}"
    read = body(office.get(one))
    assert (read["state"], read["next_step"], len(read["new_ids"])) == ("in_effect", "survey", 1)
    assert {lack["code"] for lack in read["lacks"]} == {"survey", "supervision", "feedback"}
    told(office, f"{one}/steps", step="survey", on=today, account="未销号三项")
    fed_back = {"told_class": "whole", "on": today, "words": "已告知承接单位"}
    told(office, f"{one}/told", dossier_id=read["dossiers"][0]["dossier_id"], **fed_back)
    told(office, f"{one}/steps", step="supervision", on=today, account="实地督查")
    told(office, f"{one}/review", account="承接到位")
    assert body(office.get(one))["state"] == "reviewed"


def test_what_cannot_be_is_refused_and_others_know_nothing_of_it(gap: Gap, callers: Callers) -> None:
    office, unit = callers[Role.OFFICE], callers[Role.UNIT_HEAD]
    assert body(unit.get(ALL)) == []
    assert unit.post(ALL, asked(gap)).status_code == 403
    split = office.post(ALL, asked(gap, sort="split"))
    assert (split.status_code, "split into one" in body(split)["detail"]) == (422, True)
    assert office.post(ALL, asked(gap, old_ids=[])).status_code == 422
    assert office.get(f"{ALL}/{gap.county.unit_id}").status_code == 404
