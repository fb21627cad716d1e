"""How long a finding has waited for its reviewer is told, and what of a late sign-off is the reviewer's."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from bihuan.dossiers.models import Finding
from bihuan.rectification.models import Measure
from bihuan.rectification.pressing import set_days_right
from bihuan.web.figures import figures_of
from bihuan.web.todo.groups import todo_of
from tests.county import County
from tests.web.desks import Desks, at, words

pytestmark = pytest.mark.django_db
ASKED, ANSWERED = date(2018, 5, 20), date(2018, 6, 10)  # the measures are due on 2018-05-31


@pytest.fixture
def county() -> County:
    county = County().found().fed_back().planned_and_accepted()
    county.today = ASKED
    county.finish("1")
    county.do(county.unit_head, "request_sign_off", county.finding("1").id)
    county.today = ANSWERED
    return county


@pytest.fixture
def desks(county: County, monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(county, monkeypatch)


def test_the_reviewer_reads_since_when_it_waits(county: County, desks: Desks) -> None:
    finding = county.finding("1")
    told = "待审核 21 天"
    office = desks("office")
    for where in (reverse("todo"), reverse("findings"), reverse("finding", args=[finding.id])):
        assert told in words(office.get(where)), where
    assert told in words(office.get(reverse("dossier", args=[county.inspection_id])))


def test_what_waits_longest_comes_first(county: County) -> None:
    county.finish("2")
    county.do(county.unit_head, "request_sign_off", county.finding("2").id)
    Finding.objects.filter(number="2").update(sign_off_requested_on=date(2018, 5, 1))
    tasks = [task.words[0] for group in todo_of(county.office) if group.name == "sign_offs" for task in group.tasks]
    assert tasks == ["2", "1"]


def test_of_those_signed_off_late_it_is_told_which_were_requested_in_time(county: County, desks: Desks) -> None:
    county.do(county.office, "grant_sign_off", county.finding("1").id)
    county.sign_off("2")
    county.sign_off("3")
    Measure.objects.filter(finding=county.finding("3")).update(due_on=None)
    Finding.objects.filter(number="3").update(last_due_on=None)
    figures = figures_of(county.leading_group)
    assert (figures.signed_off, figures.on_time, figures.late) == (3, 0, 2)
    assert (figures.late_by_review, figures.without_a_day) == (1, 1)
    office = desks("office")
    page = office.get(reverse("cockpit")).content.decode()
    for query in ("signed=asked_in_time", "signed=no_day"):
        assert f"?{query}&amp;" in page
        assert "共 1 条" in words(office.get(f"{reverse('findings')}?{query}")), query


def test_sent_back_it_waits_no_more(county: County) -> None:
    county.do(county.office, "return_sign_off", county.finding("1").id, reason="台账缺三个月")
    assert county.finding("1").sign_off_requested_on is None


def test_requests_from_before_are_told_by_an_entry_from_the_ledger(county: County) -> None:
    Finding.objects.update(sign_off_requested_on=None)
    assert set_days_right(county.today, county.now) == 1
    assert dict(Finding.objects.values_list("number", "sign_off_requested_on")) == {"1": ASKED, "2": None, "3": None}
    assert set_days_right(county.today, county.now) == 0
