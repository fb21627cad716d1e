"""Teams that are authorised, over or of an ended round say so, and offer nothing that cannot succeed."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse

from bihuan.dossiers.models import Round
from bihuan.ledger.door import batch
from bihuan.teams.authorising import end_tour, running_tours
from bihuan.teams.changing import reseat
from bihuan.teams.closed import Standing, TeamsFixed, standing_of
from bihuan.teams.composing import adopt_composition, keep_composition, set_terms
from bihuan.teams.instances import terms_of
from bihuan.teams.models import ADOPTED, Composition
from tests.pool.test_authorising import Authorised
from tests.pool.test_readiness import Bare
from tests.web.desks import Desks, at, words

pytestmark = pytest.mark.django_db
COMPOSE, CHANGE = "按权重取舍", "调整"


@pytest.fixture
def teams() -> Authorised:
    return Authorised().adopted()


@pytest.fixture
def desks(teams: Authorised, monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(teams.county, monkeypatch)


def composer(teams: Authorised, desks: Desks, who: str = "office") -> str:
    return words(desks(who).get(reverse("composer", args=[teams.round_id])))


def test_adopted_teams_are_composed_again_until_they_are_authorised(teams: Authorised, desks: Desks) -> None:
    assert standing_of(teams.at, teams.county.today) is Standing.OPEN
    assert COMPOSE in composer(teams, desks)
    solve = teams.solved()
    teams.authorise()
    assert standing_of(teams.at, teams.county.today) is Standing.AUTHORISED
    shown = composer(teams, desks)
    assert "本轮巡察组已授权" in shown
    assert COMPOSE not in shown
    assert "组队要求" not in shown
    with pytest.raises(TeamsFixed):
        teams.pool.do(keep_composition, solve_id=solve.id)
    with pytest.raises(TeamsFixed):
        teams.pool.do(set_terms, round_id=teams.round_id, terms=terms_of(teams.at))


def test_the_files_to_run_a_composition_again_are_handed_out_after_the_authorisation_too(
    teams: Authorised, desks: Desks
) -> None:
    """Whoever verifies comes afterwards: the button went away exactly when it was needed."""
    teams.authorise()
    row = Composition.objects.get(state=ADOPTED)
    link = reverse("composition_files", args=[row.pk])
    page = desks("leading_group").get(reverse("composer", args=[teams.round_id])).content.decode()
    assert link in page
    assert reverse("seed_commit", args=[teams.round_id]) not in page
    assert link not in desks("office").get(reverse("composer", args=[teams.round_id])).content.decode()


def test_a_request_to_compose_authorised_teams_is_answered_with_the_reason(teams: Authorised, desks: Desks) -> None:
    teams.authorise()
    answer = desks("office").post(reverse("compose", args=[teams.round_id]), follow=True)
    assert "不再重新组建" in words(answer)


def test_somebody_in_authorised_teams_is_replaced_all_the_same(teams: Authorised, desks: Desks) -> None:
    teams.authorise()
    assert CHANGE in composer(teams, desks)
    row = Composition.objects.get(state=ADOPTED)
    ill = next(one for one in running_tours(teams.at) if one.seat == "member")
    group = next(one["id"] for one in row.teams if str(ill.inspector_id) in one["members"])
    seat = {"group": group, "seat": "member", "out": str(ill.inspector_id), "into": None}
    made = teams.pool.do(reseat, composition_id=row.id, **seat, reason="住院")
    again = {"composition_id": uuid.UUID(made.told["composition"]), "rechecked": "同意"}
    teams.pool.do(adopt_composition, teams.county.leading_group, **again)
    assert ill.id not in {one.id for one in running_tours(teams.at)}


def test_nobody_is_replaced_once_everybody_s_time_is_over(teams: Authorised) -> None:
    teams.authorise()
    last = max(one.until_on for one in running_tours(teams.at))
    late = replace(teams.county.office, today=last + timedelta(days=1))
    assert standing_of(teams.at, late.today) is Standing.OVER
    row = Composition.objects.get(state=ADOPTED)
    told = {"composition_id": row.id, "group": "g1", "seat": "member", "out": None, "into": None, "reason": "住院"}
    with pytest.raises(TeamsFixed):
        reseat(actor=late, **told, now=teams.county.now, key=str(uuid.uuid4()))


def test_an_ended_round_says_so_on_its_composer(teams: Authorised, desks: Desks) -> None:
    teams.authorise()
    with batch():
        Round.objects.filter(authority_id=teams.county.authority_id, pk=teams.round_id).update(
            ended_on=teams.county.today
        )
    shown = composer(teams, desks)
    assert "本轮已于" in shown
    assert CHANGE not in shown
    assert "未编入的人员" not in shown
    assert "已证明最优" in shown, "as it was when it was adopted"
    assert "审定组队方案" not in composer(teams, desks, "leading_group")


def test_a_seat_whose_tour_ended_early_says_so_until_somebody_else_has_it(teams: Authorised, desks: Desks) -> None:
    teams.authorise()
    gone = next(one for one in running_tours(teams.at) if one.seat == "member")
    teams.pool.do(end_tour, tour_id=gone.id, on=teams.county.today, reason="住院")
    assert "该人员参巡已提前结束" in composer(teams, desks)


def test_the_leading_group_is_offered_the_authorisation_once_nothing_is_lacking(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bare = Bare().adopted()
    desks, page = at(bare.county, monkeypatch), reverse("authorisation", args=[bare.round_id])
    shown = words(desks("leading_group").get(page))
    assert "由巡察办补齐下列事项后" in shown
    assert reverse("authorise", args=[bare.round_id]) not in desks("leading_group").get(page).content.decode()
    bare.readied()
    assert reverse("authorise", args=[bare.round_id]) in desks("leading_group").get(page).content.decode()
