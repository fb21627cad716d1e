"""From an empty installation: the page of the plans leads, step by step, to the first authorised teams."""

from __future__ import annotations

import pytest
from django.urls import reverse

from bihuan.web.first_teams import of_the_first_teams
from tests.county import County
from tests.pool.test_authorising import Authorised
from tests.web.desks import at, words

pytestmark = pytest.mark.django_db


def test_an_empty_plan_shows_what_to_do_first_with_nothing_done(monkeypatch: pytest.MonkeyPatch) -> None:
    county = County().found()
    steps = of_the_first_teams(county.office, None)
    assert steps is not None
    assert [step.is_done for step in steps.lines] == [True, False, True, False, False, False, False, False, False]
    shown = words(at(county, monkeypatch)("office").get(reverse("planning")))
    for said in ("编制五年规划", "导入人才库人员", "为领导小组开通账号", "由领导小组授权任职"):
        assert said in shown
    assert of_the_first_teams(county.leading_group, None) is None, "it is the office's way"


def test_steps_are_ticked_as_they_are_done_and_go_once_teams_are_authorised() -> None:
    teams = Authorised().adopted()
    steps = of_the_first_teams(teams.county.office, teams.plans.term)
    assert steps is not None
    done = [step.is_done for step in steps.lines]
    assert done == [True, True, True, True, True, False, True, True, False]
    teams.authorise()
    assert of_the_first_teams(teams.county.office, teams.plans.term) is None


def test_a_round_that_cannot_be_staffed_links_to_where_that_is_mended(monkeypatch: pytest.MonkeyPatch) -> None:
    teams = Authorised()
    empty = teams.plans.round(2)
    page = at(teams.county, monkeypatch)("office").get(reverse("composer", args=[empty])).content.decode()
    assert reverse("placement_add", args=[empty]) in page
