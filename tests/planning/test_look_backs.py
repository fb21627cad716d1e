"""Look-backs proposed on the page of a term: with the reason, and the first round that the rules allow."""

from __future__ import annotations

import re
import uuid
from datetime import date, timedelta
from html import unescape

import pytest
from django.urls import reverse

from bihuan.dossiers.rulebooks import end_of_concentration, rulebook_of
from bihuan.planning.look_backs import look_backs_proposed
from bihuan.planning.models import Placement
from bihuan.planning.queries import coverage_lines
from bihuan.planning.terms import plan_term
from tests.county import County
from tests.planning.plans import Plans
from tests.web.desks import at, words
from tests.web.test_planning import send

pytestmark = pytest.mark.django_db


def test_a_look_back_is_proposed_and_its_link_fills_the_form(monkeypatch: pytest.MonkeyPatch) -> None:
    county = County().found().fed_back()
    plans = Plans(county)
    told = {"from_on": date(2017, 7, 1), "until_on": date(2018, 6, 30), "goals": ""}
    plans.term_id = uuid.UUID(plans.do(plan_term, name="十三届", **told).told["term"])
    desks = at(county, monkeypatch)
    office = desks("office")
    assert "后续轮次尚未排定" in words(office.get(reverse("planning")))
    plans.round(2, from_on=date(2018, 5, 1), until_on=date(2018, 5, 20))
    later = plans.round(3, from_on=date(2018, 6, 1), until_on=date(2018, 6, 20))
    page = office.get(reverse("planning"))
    assert "建议回头看" in words(page)
    assert "未办结，完成率0%；尚未报结" in words(page)
    link = unescape(re.findall(r'href="([^"]*form=look_back[^"]*)"', page.content.decode())[0])
    assert reverse("placement_add", args=[later]) in link, "two rounds lie between"
    form = office.get(link)
    assert "未办结，完成率0%" in form.content.decode()
    assert 'value="look_back" selected' in form.content.decode()
    given = {"organization_id": str(county.unit_id), "form": "look_back", "reason": "整改不力"}
    send(office, "placement_add", later, **given)
    assert Placement.objects.get(round_id=later).form == "look_back"
    assert "建议回头看" not in words(office.get(reverse("planning")))


def test_a_unit_whose_concentrated_rectification_still_runs_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    county = County().found().fed_back()
    plans = Plans(county)
    told = {"from_on": date(2017, 7, 1), "until_on": date(2018, 6, 30), "goals": ""}
    plans.term_id = uuid.UUID(plans.do(plan_term, name="十三届", **told).told["term"])
    end = end_of_concentration(county.inspection, rulebook_of(county.inspection, county.today))
    assert end is not None
    county.today = end
    shown = words(at(county, monkeypatch)("office").get(reverse("planning")))
    assert f"集中整改期至{end.isoformat()}" in shown
    assert [until_of(plans, day) for day in (end, end + timedelta(days=1))] == [end, None]


def until_of(plans: Plans, day: date) -> date | None:
    lines = coverage_lines(plans.term, plans.county.authority_id, day)
    return look_backs_proposed(plans.term, lines, day)[0].one.rectifies_until
