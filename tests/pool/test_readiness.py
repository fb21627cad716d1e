"""Before authorisation and announcement: what is lacking is named, and what changed since the adoption shows."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from bihuan.domain.roles import Role
from bihuan.dossiers.people import appoint_head
from bihuan.organizations.actions import name_successor
from bihuan.organizations.models import Organization
from bihuan.teams.authorising import running_tours
from bihuan.teams.composing import judged, refreshed, teams_in
from bihuan.teams.declarations import challenge_inspector, decide_challenge
from bihuan.teams.growth import state_availability
from bihuan.teams.instances import file_of
from bihuan.teams.models import Composition, Growth, Inspector
from bihuan.teams.preparation import Preparation
from bihuan.teams.preparing import AnsweredAlready, NobodyThere, NothingTold, answer_preparation, record_preparation
from bihuan.teams.readying import Lacking, TeamsNotReady, before_announcing, before_authorising
from tests.pool.test_authorising import Authorised, give_account, post
from tests.web.desks import Desks, at, opened, words

pytestmark = pytest.mark.django_db


class Bare(Authorised):
    """Adopted teams for which nobody has put anything on paper."""

    is_ready = False


def codes(found: list[Lacking]) -> set[str]:
    return {one.lack.code for one in found}


@pytest.fixture
def bare() -> Bare:
    made = Bare()
    made.adopted()
    return made


@pytest.fixture
def desks(bare: Bare, monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(bare.county, monkeypatch)


def test_nobody_is_authorised_whose_home_unit_has_not_committed_itself(bare: Bare) -> None:
    tours = running_tours(bare.at)
    assert codes(before_authorising(bare.at, tours)) == {"not_released"}
    with pytest.raises(TeamsNotReady) as refused:
        bare.authorise()
    assert len(refused.value.lacking) == len(tours), "everybody at once"
    bare.readied()
    assert before_authorising(bare.at, running_tours(bare.at)) == []
    bare.authorise()


def test_an_authorisation_beyond_the_commitment_is_refused_and_says_until_when_it_runs(bare: Bare) -> None:
    bare.readied()
    told = {"series": "青巡任", "decided_by": "青石县委", "decided_on": bare.county.today, "title": "授权"}
    from bihuan.teams.authorising import authorise_teams

    with pytest.raises(TeamsNotReady) as refused:
        bare.pool.do(
            authorise_teams,
            bare.county.leading_group,
            round_id=bare.round_id,
            **told,
            from_on=date(2018, 7, 1),
            until_on=date(2018, 8, 30),
        )
    assert {one.lack.code for one in refused.value.lacking} == {"released_too_short"}


def test_without_the_recommending_unit_s_word_nobody_is_authorised(bare: Bare) -> None:
    bare.readied()
    one = running_tours(bare.at)[0].inspector
    Inspector.objects.filter(pk=one.pk).update(vouched="")
    assert codes(before_authorising(bare.at, running_tours(bare.at))) == {"not_vouched"}


def test_the_pages_tell_what_is_lacking_and_lead_to_where_it_is_mended(bare: Bare, desks: Desks) -> None:
    office, group, round_id = desks("office"), desks("leading_group"), bare.round_id
    page = words(group.get(reverse("authorisation", args=[round_id])))
    assert "授权前须补齐" in page
    assert "原单位未作脱岗承诺" in page
    told = {"series": "青巡任", "decided_by": "青石县委", "decided_on": "2018-01-08"}
    days = {"from_on": "2018-07-01", "until_on": "2018-07-28"}
    refused = post(group, "authorise", round_id, **told, **days, status=422)
    assert "原单位未作脱岗承诺" in refused
    for unit in sorted({one.inspector.unit for one in running_tours(bare.at)}):
        post(office, "releases_add", round_id, units=unit, on="2018-01-08", until_on="2018-07-28", paper="承诺书")
    post(group, "authorise", round_id, **told, **days)
    page = words(office.get(reverse("authorisation", args=[round_id])))
    assert "宣布前须补齐" in page
    assert "未登记本轮巡前培训" in page
    post(office, "announce", round_id, status=422)
    people = [str(one.inspector_id) for one in running_tours(bare.at)]
    post(office, "preparation_add", round_id, "training", matter="条例", on="2018-01-08", days="3", people=people)
    post(office, "announce", round_id)
    assert Growth.objects.filter(kind="training").count() == len(people), "nothing is typed a second time"


def test_each_move_from_the_adoption_to_the_announcement_stands_on_the_to_do_of_whose_it_is(
    bare: Bare, desks: Desks
) -> None:
    office, group = desks("office"), desks("leading_group")
    name, todo = bare.at.name, reverse("todo")
    count = len(running_tours(bare.at))
    assert f"{name}：授权前须补齐 {count} 项" in words(office.get(todo))
    assert f"授权{name}" not in words(group.get(todo)), "the office has to supply things first"
    bare.readied()
    assert "须补齐" not in words(office.get(todo))
    assert f"授权{name}" in words(group.get(todo))
    bare.authorise()
    assert f"{name}：待宣布" in words(office.get(todo))
    post(office, "announce", bare.round_id)
    assert "待宣布" not in words(office.get(todo))


def test_whoever_falls_ill_stands_on_the_to_do_until_his_seat_is_given_to_somebody_else(
    bare: Bare, desks: Desks
) -> None:
    tour = running_tours(bare.at)[0]
    until = bare.at.until_on
    bare.pool.do(
        state_availability, inspector_id=tour.inspector_id, from_on=bare.at.from_on, until_on=until, reason="住院"
    )
    page = words(desks("office").get(reverse("todo")))
    assert f"{bare.at.name}：{tour.inspector.name}不能参加，请更换" in page
    assert "不能参加" not in words(desks("leading_group").get(reverse("todo")))
    bare.pool.do(state_availability, inspector_id=tour.inspector_id, from_on=None, until_on=None, reason="")
    assert "不能参加" not in words(desks("office").get(reverse("todo")))


def test_whoever_has_to_be_recused_after_the_announcement_stands_on_the_to_do(bare: Bare, desks: Desks) -> None:
    """A challenge that was upheld left the team as it was, and nobody was told."""
    bare.readied()
    bare.authorise()
    bare.open_access()
    tour = next(one for one in running_tours(bare.at) if str(bare.county.unit_id) in one.organizations)
    todo = reverse("todo")
    assert "须回避" not in words(desks("office").get(todo))
    told = {"round_id": bare.round_id, "inspector_id": tour.inspector_id, "organization_id": bare.county.unit_id}
    made = bare.pool.do(challenge_inspector, bare.county.unit_head, **told, reason="曾有诉讼")
    decided = {"challenge_id": uuid.UUID(made.told["challenge"]), "upheld": True, "decision": "属实"}
    bare.pool.do(decide_challenge, bare.county.leading_group, **decided)
    assert f"{bare.at.name}：{tour.inspector.name}须回避，请更换" in words(desks("office").get(todo))
    page = words(desks("office").get(reverse("authorisation", args=[bare.round_id])))
    assert "宣布后须处理" in page
    assert "宣布前须补齐" not in page


def test_information_is_asked_of_each_body_and_answered_once(bare: Bare, desks: Desks) -> None:
    office, round_id = desks("office"), bare.round_id
    asked = {"bodies": "县纪委监委\n县审计局", "matter": "请通报情况", "on": "2018-01-08", "answer_by": "2018-01-20"}
    post(office, "preparation_add", round_id, "information", **asked)
    first, second = Preparation.objects.order_by("id")
    assert (first.body, second.body) == ("县纪委监委", "县审计局")
    post(office, "preparation_answer", first.id, on="2018-01-08", answer="举报三件，已办结")
    page = words(office.get(reverse("preparation", args=[round_id])))
    assert "举报三件，已办结" in page
    assert "剩余 12 天" in page
    given: dict[str, Any] = {"preparation_id": first.id, "on": bare.county.today, "answer": "又", "paper": ""}
    with pytest.raises(AnsweredAlready):
        bare.pool.do(answer_preparation, **given)
    with pytest.raises(NothingTold):
        bare.pool.do(answer_preparation, **given | {"preparation_id": second.id, "answer": " "})
    plain: dict[str, Any] = {"round_id": round_id, "matter": "动员", "on": bare.county.today, "days": 1}
    plain |= {"answer_by": None, "paper": "", "bodies": ()}
    with pytest.raises(NobodyThere):
        bare.pool.do(record_preparation, **plain, kind="training", people=())
    with pytest.raises(NothingTold):
        bare.pool.do(record_preparation, **plain, kind="information", people=())
    bare.pool.do(record_preparation, **plain, kind="mobilisation", people=())


# --- what changed since the adoption ----------------------------------------------------------------------------


@pytest.fixture
def teams() -> Authorised:
    return Authorised().adopted()


def with_account(teams: Authorised) -> Any:
    tour, county = teams.of_the_unit(), teams.county
    account = opened(county, "inspector", Role.COMPETENT_DEPARTMENT, "", None, None)
    give_account(county, tour.inspector, account.id)
    return tour, account


def head(teams: Authorised, organization_id: Any, account_id: Any) -> None:
    told: dict[str, Any] = {"name": "沈某", "account_id": account_id, "acting": False}
    county = teams.county
    teams.pool.do(appoint_head, organization_id=organization_id, **told, from_on=county.today, until_on=None)


def test_who_has_become_head_of_a_unit_of_his_round_is_named_before_the_authorisation(teams: Authorised) -> None:
    tour, account = with_account(teams)
    head(teams, teams.other_unit if str(teams.other_unit) in tour.organizations else vacant(teams), account.id)
    found = [one for one in before_authorising(teams.at, running_tours(teams.at)) if one.lack.code == "recused"]
    assert [one.tour.inspector_id for one in found] == [tour.inspector_id]
    with pytest.raises(TeamsNotReady):
        teams.authorise()
    row = Composition.objects.get(state="adopted")
    fresh = refreshed(row)
    broken = judged(file_of(fresh.content, row.round.from_on), teams_in(row.teams), {}).violations
    assert str(tour.inspector_id) in {name for one in broken for name in one.inspectors}, "the composer's check, too"


def vacant(teams: Authorised) -> Any:
    """End the time of the unit's head, and return the unit."""
    from bihuan.organizations.actions import end_tenure
    from bihuan.organizations.models import HeadTenure

    row = HeadTenure.objects.get(organization_id=teams.county.unit_id)
    teams.pool.do(end_tenure, tenure_id=row.id, on=date(2018, 1, 7))
    return teams.county.unit_id


def test_a_successor_headed_by_a_member_is_named_before_the_announcement(teams: Authorised) -> None:
    tour, account = with_account(teams)
    teams.authorise()
    assert before_announcing(teams.at, running_tours(teams.at)) == []
    heir, _path = teams.county.organization("县新局", "department")
    head(teams, heir, account.id)
    assert before_announcing(teams.at, running_tours(teams.at)) == [], "the heir is not inspected"
    unit = tour.organizations[0]
    Organization.objects.filter(pk=unit).update(until_on=teams.county.today - timedelta(days=1))
    teams.pool.do(name_successor, predecessor_id=unit, successor_id=heir, on=teams.county.today)
    found = before_announcing(teams.at, running_tours(teams.at))
    assert [(one.tour.inspector_id, one.lack.code) for one in found] == [(tour.inspector_id, "recused")]
    with pytest.raises(TeamsNotReady):
        teams.open_access()
