"""Roles of a team given by hand: who is authorised is told beside the form, who must be recused is refused."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse

from bihuan.access.models import Assignment
from bihuan.domain.roles import Role
from bihuan.teams.authorising import running_tours
from bihuan.teams.declarations import declare, waive_recusal
from bihuan.teams.models import Tour
from bihuan.teams.ties import Matter, Relation
from tests.pool.test_authorising import Authorised, give_account
from tests.web.desks import Desks, at, opened, send, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def teams() -> Authorised:
    return Authorised().adopted()


@pytest.fixture
def desks(teams: Authorised, monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(teams.county, monkeypatch)


def account(teams: Authorised, login: str, tour: Tour | None = None) -> uuid.UUID:
    one = opened(teams.county, login, Role.COMPETENT_DEPARTMENT, "", None, None).id
    if tour is not None:
        give_account(teams.county, tour.inspector, one)
    return one


def seated(teams: Authorised, *, here: bool, seat: str = "leader") -> Tour:
    unit = str(teams.county.unit_id if here else teams.other_unit)
    return next(one for one in running_tours(teams.at) if unit in one.organizations and one.seat == seat)


def asked(teams: Authorised, whom: uuid.UUID, role: str = "member") -> dict[str, str]:
    return {"account_id": str(whom), "role": role, "from_on": teams.county.today.isoformat()}


def test_the_form_names_who_is_authorised_and_offers_them_first(teams: Authorised, desks: Desks) -> None:
    tour, other = seated(teams, here=True), seated(teams, here=False)
    stranger, own, elsewhere = account(teams, "aaa"), account(teams, "zzz", tour), account(teams, "bbb", other)
    page = reverse("dossier_grant", args=[teams.dossier])
    assert "尚无获授权的巡察组" in words(desks("office").get(page))
    teams.authorise()
    shown = desks("office").get(page)
    said = words(shown)
    assert f"组长：{tour.inspector.name}" in said
    assert "已授权至其他组" in said
    assert "（无账号）" in said
    places = [shown.content.decode().index(f'value="{one}"') for one in (own, stranger, elsewhere)]
    assert places[0] < min(places[1:]), "the authorised stand first"


def test_a_role_beyond_the_authorisation_is_given_and_said_to_be_one(teams: Authorised, desks: Desks) -> None:
    tour = seated(teams, here=True)
    own, other = account(teams, "own", tour), account(teams, "other", seated(teams, here=False))
    teams.authorise()
    office, page = desks("office"), reverse("dossier_grant", args=[teams.dossier])
    sent = send(office, page, **asked(teams, other, "team_leader"))
    said = words(office.get(sent.headers["Location"]))
    assert "不在授权任职范围内" in said
    assert tour.inspector.name in said
    sent = send(office, page, **asked(teams, own, "team_leader"))
    assert "不在授权任职范围内" not in words(office.get(sent.headers["Location"]))


def test_whoever_must_be_recused_is_refused_until_the_rule_is_waived(teams: Authorised, desks: Desks) -> None:
    other = seated(teams, here=False, seat="member")
    whom, county = account(teams, "other", other), teams.county
    matters = (Matter(county.unit_id, Relation.NATIVE, "成长地"),)
    told = {"round_id": teams.round_id, "inspector_id": other.inspector_id}
    teams.pool.do(declare, **told, matters=matters, paper="2018-9")
    office, page = desks("office"), reverse("dossier_grant", args=[teams.dossier])
    sent = send(office, page, **asked(teams, whom))
    assert sent.status_code == 422
    assert "应回避" in words(sent)
    by_account = reverse("role_grant", args=[whom])
    given = {"role": "member", "place": str(teams.dossier), "from_on": county.today.isoformat()}
    assert send(office, by_account, **given).status_code == 422
    assert not Assignment.objects.filter(account_id=whom, dossier_id=teams.dossier).exists()
    waived = told | {"organization_id": county.unit_id, "rule": "native_place", "reason": "离乡多年"}
    teams.pool.do(waive_recusal, county.leading_group, **waived)
    assert send(office, page, **asked(teams, whom)).status_code == 302


def test_roles_given_and_ended_stand_in_the_course_of_the_dossier(teams: Authorised, desks: Desks) -> None:
    whom, office = account(teams, "whom"), desks("office")
    send(office, reverse("dossier_grant", args=[teams.dossier]), **asked(teams, whom))
    row = Assignment.objects.get(account_id=whom, dossier_id=teams.dossier)
    end = {"on": teams.county.today.isoformat(), "reason": "另有任务"}
    send(office, reverse("dossier_end", args=[teams.dossier, row.pk]), **end)
    said = words(office.get(reverse("dossier_course", args=[teams.dossier])))
    assert "授予角色 · 某whom" in said
    assert "终止角色 · 某whom" in said
    assert "另有任务" in said
    assert said.index("终止角色") < said.index("授予角色")
    assert "授予角色" not in words(desks("unit_head").get(reverse("dossier_course", args=[teams.dossier])))


def test_opening_a_dossier_leads_to_the_announcement_of_its_team(teams: Authorised, desks: Desks) -> None:
    teams.authorise()
    told = {"round_id": str(teams.round_id), "organization_id": str(teams.other_unit), "kind": "routine", "number": "2"}
    office = desks("office")
    sent = send(office, reverse("dossier_open"), **told)
    page = office.get(sent.headers["Location"])
    assert "请宣布并开通权限" in words(page)
    assert reverse("authorisation", args=[teams.round_id]) in page.content.decode()
