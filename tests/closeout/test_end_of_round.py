"""What shanxi-2018 asks before a round ends: the scores of both sides, and the report to the level above."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from bihuan.closeout.rounds import verdict_on_round
from bihuan.domain.lifecycle.machine import StepRefused
from bihuan.dossiers.models import Round
from bihuan.planning.records import Filing
from bihuan.teams.models import Assessment, Tour
from tests.closeout.rounds_ending import begun, ending, filed, scored
from tests.county import County
from tests.pool.test_authorising import Authorised
from tests.web.desks import at, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def teams() -> Authorised:
    return ending(County().found())


def missing(teams: Authorised) -> list[str]:
    verdict = verdict_on_round(teams.county.inspection, teams.county.office)
    return [blocker.code for blocker in verdict.blockers]


def test_a_round_ends_once_both_sides_are_scored_and_the_report_has_gone_up(teams: Authorised) -> None:
    assert missing(teams) == ["assessment.team_missing", "assessment.host_missing", "round_report.not_filed"]
    tour = teams.of_the_unit()
    scored(teams, tour, "host_of_member")
    assert missing(teams) == ["assessment.host_missing", "round_report.not_filed"]
    scored(teams, tour, "team_of_host")
    assert missing(teams) == ["round_report.not_filed"]
    with pytest.raises(StepRefused):
        teams.county.do(teams.county.office, "end_round")
    filed(teams, sent=True)
    begun(teams)
    assert missing(teams) == []
    teams.county.do(teams.county.office, "end_round")
    assert Round.objects.get(pk=teams.round_id).ended_on == teams.county.today


def test_a_report_that_is_only_registered_has_not_gone_up(teams: Authorised) -> None:
    filed(teams, sent=False)
    assert "round_report.not_filed" in missing(teams)
    Filing.objects.update(sent_on=teams.county.today - timedelta(days=1))
    assert "round_report.not_filed" not in missing(teams)


def test_scores_of_another_team_say_nothing_about_this_one(teams: Authorised) -> None:
    tour = teams.of_the_unit()
    scored(teams, tour, "host_of_member")
    Tour.objects.filter(team=tour.team).update(organizations=[])
    assert "assessment.team_missing" in missing(teams)
    assert Assessment.objects.count() == 1


def test_the_refusal_leads_to_the_pages_where_it_is_done(teams: Authorised, monkeypatch: pytest.MonkeyPatch) -> None:
    desks = at(teams.county, monkeypatch)
    url = reverse("dossier_do", args=[teams.county.inspection_id, "end_round"])
    page = desks("office").get(url)
    assert "进驻地" in words(page)
    for address in (reverse("assessments", args=[teams.round_id]), reverse("filings")):
        assert f'href="{address}"' in page.content.decode()


def test_the_pack_can_be_chosen(teams: Authorised) -> None:
    assert County().found(packs=["national-2024", "shanxi-2018"]).inspection_id
