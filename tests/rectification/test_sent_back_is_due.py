"""What was done, sent back or opened again stays due by the last day of its measures, and late after it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse

from bihuan.dossiers.models import Finding
from bihuan.web.figures import figures_of
from bihuan.web.reminding.reminders import dues
from bihuan.web.todo.groups import todo_of
from tests.county import County
from tests.web.desks import Desks, at, words

pytestmark = pytest.mark.django_db
LAST, AFTER = date(2018, 5, 31), date(2018, 6, 4)


@pytest.fixture
def county() -> County:
    return County().found().fed_back().planned_and_accepted()


@pytest.fixture
def desks(county: County, monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(county, monkeypatch)


def done(county: County) -> None:
    county.finish("1")


def asked(county: County) -> None:
    county.finish("1")
    county.do(county.unit_head, "request_sign_off", county.finding("1").id)


def sent_back(county: County) -> None:
    asked(county)
    county.do(county.office, "return_sign_off", county.finding("1").id, reason="台账缺三个月")


def reopened(county: County) -> None:
    county.sign_off("1")
    county.do(county.office, "reopen", county.finding("1").id, reason="回访发现反弹")


def due(county: County) -> date | None:
    return county.finding("1").due_on


@pytest.mark.parametrize("so_far", [done, sent_back, reopened])
def test_until_its_sign_off_is_asked_for_the_last_day_of_its_measures_presses(
    county: County, so_far: Callable[[County], None]
) -> None:
    so_far(county)
    assert due(county) == LAST


def test_while_it_waits_for_its_reviewer_and_once_signed_off_no_day_presses(county: County) -> None:
    asked(county)
    assert due(county) is None
    county.do(county.office, "grant_sign_off", county.finding("1").id)
    assert due(county) is None


@pytest.mark.parametrize("so_far", [done, sent_back, reopened])
def test_it_is_late_for_the_unit_the_office_and_the_leading_group(
    county: County, desks: Desks, so_far: Callable[[County], None]
) -> None:
    so_far(county)
    county.today = AFTER
    finding = county.finding("1")
    assert f"findings/{finding.id}" in desks("office").get(reverse("findings"), {"lamp": "red"}).content.decode()
    assert "逾期 4 天" in words(desks("office").get(reverse("finding", args=[finding.id])))
    assert figures_of(county.leading_group).overdue == 3
    unit = county.unit_head
    assert [(one.row_id, one.is_over) for one in dues(unit) if one.kind == "to_request"] == [(finding.id, True)]
    tasks = [task for group in todo_of(unit) if group.name in ("returned", "to_request") for task in group.tasks]
    assert [task.due_on for task in tasks] == [LAST], "once, wherever it stands"


def test_rows_from_before_are_given_the_day_that_presses_them(county: County) -> None:
    sent_back(county)
    county.sign_off("2")
    county.finish("3")
    county.do(county.unit_head, "request_sign_off", county.finding("3").id)
    kept = dict(Finding.objects.values_list("number", "due_on"))
    assert kept == {"1": LAST, "2": None, "3": None}
    Finding.objects.filter(number="1").update(due_on=None)
    Finding.objects.exclude(number="1").update(due_on=AFTER)
    import_module("bihuan.rectification.migrations.0013_pressing_days").reckon(apps, None)
    assert dict(Finding.objects.values_list("number", "due_on")) == kept
