"""One truth about which team visits whom: as the office says, as it was adopted, as the dossier's papers bear it."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from bihuan.domain.glossary import say_number, say_team
from bihuan.dossiers.models import Inspection
from bihuan.planning.models import Placement
from bihuan.planning.sharing import share_out
from bihuan.planning.terms import PlanRefused
from bihuan.teams.composing import adopt_composition
from bihuan.teams.instances import instance_of
from bihuan.teams.models import Tour
from bihuan.teams.visiting import teams_visiting
from tests.pool.rounds import Composed
from tests.web.desks import Desks, at, words

pytestmark = pytest.mark.django_db
THIRD = "县委第三巡察组"


@pytest.fixture
def composed() -> Composed:
    return Composed()


@pytest.fixture
def desks(composed: Composed, monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(composed.county, monkeypatch)


def placed(composed: Composed) -> dict[uuid.UUID, uuid.UUID]:
    rows = Placement.objects.filter(authority_id=composed.county.authority_id, round=composed.at, removed_on=None)
    return {row.organization_id: row.id for row in rows}


def name_both(composed: Composed, name: str) -> None:
    composed.pool.do(share_out, round_id=composed.round_id, teams=dict.fromkeys(placed(composed).values(), name))


def dossier_told(composed: Composed, **told: str) -> dict[str, str]:
    plain = {"round_id": str(composed.round_id), "organization_id": str(composed.county.unit_id), "kind": "routine"}
    return plain | {"number": "1", "team_name": "", "supervision_office_id": "", "key": str(uuid.uuid4())} | told


def opened(composed: Composed, office: Client, **told: str) -> str:
    answer = office.post(reverse("dossier_open"), dossier_told(composed, **told))
    return "" if answer.status_code == 302 else words(answer)


def test_teams_and_rounds_are_counted_as_chinese_papers_count() -> None:
    assert [say_number(one).zh for one in (1, 10, 11, 20, 35)] == ["一", "十", "十一", "二十", "三十五"]
    assert (say_team("3").zh, say_team("3").en) == ("第三巡察组", "team 3")
    assert say_team(THIRD).zh == THIRD


def test_organizations_that_the_office_gives_one_team_are_composed_together(composed: Composed) -> None:
    assert len(instance_of(composed.at).teams) == 2
    name_both(composed, THIRD)
    (team,) = instance_of(composed.at).teams
    assert (team.name, len(team.organizations)) == (THIRD, 2)
    name_both(composed, "")
    assert [team.name for team in instance_of(composed.at).teams] == ["1", "2"]


def test_the_adopted_tours_the_round_and_the_dossier_bear_one_name(composed: Composed, desks: Desks) -> None:
    name_both(composed, THIRD)
    row = composed.kept()
    composed.pool.do(adopt_composition, composed.county.leading_group, composition_id=row.id, rechecked="同意")
    assert set(Tour.objects.values_list("team", flat=True)) == {THIRD}
    assert opened(composed, desks("office")) == ""
    assert Inspection.objects.get(round=composed.at, organization_id=composed.county.unit_id).team_name == THIRD
    shown = words(desks("office").get(reverse("round_plan", args=[composed.round_id])))
    assert shown.count(THIRD) == 2


def test_a_dossier_is_not_opened_under_another_team_s_name(composed: Composed, desks: Desks) -> None:
    row = composed.kept()
    composed.pool.do(adopt_composition, composed.county.leading_group, composition_id=row.id, rechecked="同意")
    mine = teams_visiting(composed.at)[composed.county.unit_id]
    assert mine in ("第一巡察组", "第二巡察组")
    assert f"本轮由{mine}巡察该单位" in opened(composed, desks("office"), team_name="县委第九巡察组")
    assert opened(composed, desks("office"), team_name=mine) == ""


def test_a_dossier_without_any_team_asks_for_its_name(composed: Composed, desks: Desks) -> None:
    assert "尚未确定巡察组" in opened(composed, desks("office"))
    assert opened(composed, desks("office"), team_name="县委第九巡察组") == ""
    with pytest.raises(PlanRefused):
        name_both(composed, THIRD)


def test_the_office_names_the_teams_of_a_round_on_one_page(composed: Composed, desks: Desks) -> None:
    page = reverse("round_teams", args=[composed.round_id])
    assert "县水利局" in words(desks("office").get(page))
    told = {"team_0": THIRD, "team_1": THIRD, "key": str(uuid.uuid4())}
    assert desks("office").post(page, told).status_code == 302
    assert set(teams_visiting(composed.at).values()) == {THIRD}
    assert desks("leading_group").get(page).status_code == 403
