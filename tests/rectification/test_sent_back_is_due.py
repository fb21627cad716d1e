"""What was done, sent back or opened again stays due by the last day of its measures, and late after it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.urls import reverse

from bihuan.domain.jurisdiction import Actor
from bihuan.dossiers.models import Finding
from bihuan.ledger.door import Note, Receipt, commit, deed
from bihuan.ledger.models import Entry
from bihuan.rectification.pressing import set_days_right
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


@pytest.fixture
def as_before(county: County) -> dict[str, date | None]:
    """Let findings stand as a former version kept them, and the ledger tell so; return their right days."""
    sent_back(county)
    county.sign_off("2")
    county.finish("3")
    county.do(county.unit_head, "request_sign_off", county.finding("3").id)
    right = dict(Finding.objects.values_list("number", "due_on"))
    assert right == {"1": LAST, "2": None, "3": None}
    wrongly(county, {"1": None, "2": AFTER, "3": AFTER})
    return right


@deed
def keep(*, actor: Actor, rows: list[Finding], now: datetime, key: str) -> Receipt:
    return commit(note=Note(rows[0].inspection.stream, "correct_finding", actor, now), rows=rows)


def wrongly(county: County, days: dict[str, date | None]) -> None:
    rows = [county.finding(number) for number in days]
    for row in rows:
        row.due_on = days[row.number]
    keep(actor=county.office, rows=rows, now=county.now, key="as-a-former-version")


def test_rows_from_before_are_given_the_day_that_presses_them_by_an_entry(
    county: County, as_before: dict[str, date | None]
) -> None:
    before = Entry.objects.count()
    assert set_days_right(county.today, county.now) == 1
    assert dict(Finding.objects.values_list("number", "due_on")) == as_before
    assert Entry.objects.count() == before + 1
    assert set_days_right(county.today, county.now) == 0, "once right, nothing is written"
    assert Entry.objects.count() == before + 1
