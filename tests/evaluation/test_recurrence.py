"""Old findings of one unit come back: linked by whoever found them again, shown on both cards."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from django.urls import reverse

from bihuan.domain.lifecycle.machine import MayNot
from bihuan.dossiers import actions as dossiers
from bihuan.dossiers.actions import NewFinding
from bihuan.dossiers.models import Finding
from bihuan.evaluation.recurrence import LinkedAlready, NotOfThisUnit
from tests.county import County, new_key
from tests.web.desks import Desks, at, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def again(monkeypatch: pytest.MonkeyPatch) -> tuple[Desks, Finding, Finding]:
    """The same unit inspected a second time: the old finding, and a new one like it."""
    county = County().found().fed_back()
    old = county.finding("1")
    county.today = date(2019, 3, 4)
    told = {"now": county.now, "actor": county.office}
    second = dossiers.open_round(
        name="第二轮", term="十三届", number=2, from_on=county.today, until_on=None, key=new_key(), **told
    )
    made = dossiers.open_inspection(
        round_id=uuid.UUID(second.told["round"]),
        organization_id=county.unit_id,
        supervision_office_id=county.office_id,
        number=1,
        kind="look_back",
        team_name="县委第二巡察组",
        responsible_department_needed=False,
        key=new_key(),
        **told,
    )
    county.inspection_id = uuid.UUID(made.told["inspection"])
    county.today += timedelta(days=40)
    county.fed_back(NewFinding("1", "学习仍然流于形式"))
    return at(county, monkeypatch), old, county.finding("1")


def test_both_cards_and_the_new_dossier_show_what_came_back(again: tuple[Desks, Finding, Finding]) -> None:
    desks, old, new = again
    county = desks.county
    office = desks("office")
    panel = reverse("panel", args=[county.inspection_id])
    assert old.title in words(office.get(panel))
    county.do(county.office, "mark_recurrence", new.id, old_id=old.id, remark="同一会议记录造假")
    assert f"旧病复发 1 {new.title}" in words(office.get(panel))
    assert old.title in words(office.get(reverse("finding", args=[new.id])))
    assert new.title in words(office.get(reverse("finding", args=[old.id])))
    county.do(county.office, "withdraw_recurrence", new.id, old_id=old.id, reason="并非同一问题")
    assert new.title not in words(office.get(reverse("finding", args=[old.id])))


def test_only_earlier_findings_of_the_same_unit_come_back_and_once(again: tuple[Desks, Finding, Finding]) -> None:
    desks, old, new = again
    county = desks.county
    with pytest.raises(NotOfThisUnit):
        county.do(county.office, "mark_recurrence", new.id, old_id=new.id)
    with pytest.raises(NotOfThisUnit):
        county.do(county.office, "mark_recurrence", old.id, old_id=new.id)
    county.do(county.office, "mark_recurrence", new.id, old_id=old.id)
    with pytest.raises(LinkedAlready):
        county.do(county.office, "mark_recurrence", new.id, old_id=old.id)
    with pytest.raises(MayNot):
        county.do(county.unit_head, "mark_recurrence", new.id, old_id=old.id)
