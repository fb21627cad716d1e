"""Old findings of one unit come back: linked by whoever found them again, shown on both cards."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from bihuan.domain.lifecycle.machine import MayNot
from bihuan.dossiers.models import Finding
from bihuan.evaluation.recurrence import LinkedAlready, NotOfThisUnit
from tests.county import County
from tests.evaluation.panels import reorganised, second_inspection
from tests.web.desks import Desks, at, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def again(monkeypatch: pytest.MonkeyPatch) -> tuple[Desks, Finding, Finding]:
    """The same unit inspected a second time: the old finding, and a new one like it."""
    county = County().found().fed_back()
    old = Finding.objects.get(pk=second_inspection(county))
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


@pytest.mark.parametrize("sort", ["rename", "merge"])
def test_what_was_found_before_the_unit_was_reorganised_comes_back_at_its_successor(
    sort: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    county = County().found().fed_back()
    old = county.finding("1")
    county.today += timedelta(days=1)
    reorganised(county, sort)
    second_inspection(county)
    new, office = county.finding("1"), at(county, monkeypatch)("office")
    page = office.get(reverse("finding_do", args=[new.id, "mark_recurrence"])).content.decode()
    assert f"第一轮 · 县住房和城乡建设局 · 1 {old.title}" in page
    county.do(county.office, "mark_recurrence", new.id, old_id=old.id)
    assert f"第一轮 · 县住房和城乡建设局 整改中 旧病复发 1 {new.title}" in words(
        office.get(reverse("panel", args=[county.inspection_id]))
    )


def test_what_was_found_at_the_successor_never_was_found_at_the_old_unit() -> None:
    county = County().found().fed_back()
    old, dossier = county.finding("1"), county.inspection_id
    county.today += timedelta(days=1)
    reorganised(county)
    second_inspection(county)
    new = county.finding("1")
    county.inspection_id = dossier
    with pytest.raises(NotOfThisUnit):
        county.do(county.office, "mark_recurrence", old.id, old_id=new.id)
