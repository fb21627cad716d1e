"""Accounts of the people in teams: who has none is told with what to do, an account is linked as it is opened."""

from __future__ import annotations

import pytest
from django.urls import reverse

from bihuan.access.models import Account
from bihuan.domain.roles import Role
from bihuan.teams.authorising import pledge_secrecy, running_tours
from bihuan.teams.models import Inspector
from tests.pool.test_authorising import Authorised, roles
from tests.web.desks import BACKEND, Desks, Reader, at, opened, send, words

pytestmark = pytest.mark.django_db
PASSWORD = "qingshi-2018-first"


@pytest.fixture
def teams() -> Authorised:
    return Authorised().adopted()


@pytest.fixture
def desks(teams: Authorised, monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(teams.county, monkeypatch)


@pytest.fixture
def keeper(teams: Authorised, desks: Desks) -> Reader:
    account = opened(teams.county, "keeper", Role.SECURITY_ADMINISTRATOR, "", None, None)
    client = Reader()
    client.force_login(account, backend=BACKEND)
    return client


def test_the_page_of_the_authorisation_says_what_to_do_for_who_has_no_account(teams: Authorised, desks: Desks) -> None:
    page = desks("office").get(reverse("authorisation", args=[teams.round_id]))
    assert f"{len(running_tours(teams.at))}名成员没有账号" in words(page)
    assert reverse("inspector_account", args=[teams.of_the_unit().inspector_id]) in page.content.decode()


def test_the_announcement_names_who_got_no_role_and_why(teams: Authorised, desks: Desks) -> None:
    teams.authorise()
    office = desks("office")
    page = office.get(reverse("authorisation", args=[teams.round_id]))
    key = page.content.decode().split('name="key" value="')[1].split('"')[0]
    said = words(office.post(reverse("announce", args=[teams.round_id]), {"key": key}, follow=True))
    assert f"{len(running_tours(teams.at))}人未获权限" in said
    assert f"{teams.of_the_unit().inspector.name}：无账号" in said


def test_an_account_is_linked_to_its_person_as_it_is_opened_and_access_begins(
    teams: Authorised, desks: Desks, keeper: Reader
) -> None:
    teams.authorise()
    tour = teams.of_the_unit()
    teams.pool.do(pledge_secrecy, tour_id=tour.id, paper="2018-4")
    teams.open_access()
    form = reverse("account_open") + f"?inspector={tour.inspector_id}"
    assert tour.inspector.name in words(keeper.get(reverse("accounts")))
    assert f'value="{tour.inspector.name}"' in keeper.get(form).content.decode()
    told = {"name": tour.inspector.name, "login_name": "xunyuan", "password": PASSWORD, "organization_id": ""}
    sent = send(keeper, form, **told, inspector_id=str(tour.inspector_id))
    assert sent.status_code == 302
    account = Account.objects.get(login_name="xunyuan")
    assert Inspector.objects.get(pk=tour.inspector_id).account_id == account.pk
    assert [role for role, _until in roles(account.pk)] == [{"leader": "team_leader"}.get(tour.seat, tour.seat)]
    assert str(tour.inspector_id) not in keeper.get(reverse("accounts")).content.decode()


def test_the_office_links_an_account_that_is_there_but_to_one_person_only(teams: Authorised, desks: Desks) -> None:
    account = opened(teams.county, "there", Role.COMPETENT_DEPARTMENT, "", None, None)
    first, second = [one.inspector for one in running_tours(teams.at)][:2]
    office = desks("office")
    told = {"account_id": str(account.pk)}
    assert send(office, reverse("inspector_account", args=[first.pk]), **told).status_code == 302
    assert Inspector.objects.get(pk=first.pk).account_id == account.pk
    refused = send(office, reverse("inspector_account", args=[second.pk]), **told)
    assert refused.status_code == 422
    assert Inspector.objects.get(pk=second.pk).account_id is None


def test_entering_a_site_warns_where_nobody_of_the_team_is_on_the_dossier(teams: Authorised, desks: Desks) -> None:
    office, page = desks("office"), reverse("dossier_do", args=[teams.dossier, "enter_site"])
    said = words(office.get(page)).replace(" ", "")
    assert "本档案尚无：巡察组组长、巡察组副组长、巡察组组员。" in said
    leader = opened(teams.county, "leader", Role.TEAM_LEADER, "", teams.dossier, None)
    assert leader.login_name
    assert "本档案尚无：巡察组副组长" in words(office.get(page)).replace(" ", "")
    assert "disabled" not in office.get(page).content.decode().split('class="submits"')[1].split("</form>")[0], "advice"
