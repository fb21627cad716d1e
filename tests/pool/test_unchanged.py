"""Three things stay the same whoever lends the people: who authorises, the office's hold on teams, the workflow."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse

from bihuan.teams.authorising import authorise_teams, running_tours
from bihuan.teams.readying import Lacking, before_announcing, before_authorising
from bihuan.teams.supervising import bodies_over, host_of
from bihuan.teams.unchanged import DecidedElsewhere, deciders_of, unchanged_in
from tests.pool.test_authorising import Authorised
from tests.web.desks import Desks, at, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def teams() -> Authorised:
    return Authorised().adopted()


@pytest.fixture
def desks(teams: Authorised, monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(teams.county, monkeypatch)


def decide(teams: Authorised, decided_by: str) -> None:
    told = {"series": "青巡任", "decided_by": decided_by, "decided_on": teams.county.today, "title": "授权"}
    teams.pool.do(authorise_teams, teams.county.leading_group, round_id=teams.round_id, **told, **teams.days)


def test_whoever_lends_people_does_not_authorise_them(teams: Authorised) -> None:
    with pytest.raises(DecidedElsewhere) as refused:
        decide(teams, "云溪县委")
    assert refused.value.deciders == (host_of(teams.county.authority_id),)
    decide(teams, host_of(teams.county.authority_id))


def test_whoever_above_ordered_the_round_may_authorise_it_as_well(teams: Authorised) -> None:
    above = {"ordered_by": "临江市委", "ordered_by_level": "city", "order_paper": "临委〔2018〕1号"}
    teams.plans.round(1, teams.round_id, manners=["elevated"], **above)
    assert deciders_of(teams.at) == (host_of(teams.county.authority_id), "临江市委")
    decide(teams, "临江市委")


def test_lent_people_answer_to_the_host_beside_their_home_unit(teams: Authorised) -> None:
    host, tours = host_of(teams.county.authority_id), running_tours(teams.at)
    assert {one.inspector.place for one in tours} == {"云溪县"}, "all of them are lent"
    hosting = {body.name for one in tours for body in bodies_over(one, host) if body.kind == "hosting"}
    assert hosting == {host}


@pytest.mark.parametrize("asked", [before_authorising, before_announcing])
def test_lent_people_go_the_same_way_as_our_own(teams: Authorised, asked: Callable[..., list[Lacking]]) -> None:
    (lent, *_rest) = running_tours(teams.at)
    lent.inspector.vouched_on = None
    lacks = [one.lack.code for one in asked(teams.at, [lent])]
    lent.inspector.place, lent.inspector.unit = "", "县审计局"
    assert [one.lack.code for one in asked(teams.at, [lent])] == lacks


def test_the_page_of_the_authorisation_says_who_authorises_who_sends_and_who_lends(
    teams: Authorised, desks: Desks
) -> None:
    told = unchanged_in(teams.at, running_tours(teams.at))
    assert (told.own, told.lent) == (0, (("云溪县", 8),))
    shown = words(desks("office").get(reverse("authorisation", args=[teams.round_id])))
    for said in ("三个不变", "授权、派出、管理主体", host_of(teams.county.authority_id), "云溪县 8"):
        assert said in shown
