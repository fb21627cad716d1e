"""What a newcomer stumbles over: a no that hides its reason, a page that does not know what stands, a blank number."""

from __future__ import annotations

import pytest
from django.urls import reverse
from tests.county import County, new_key
from tests.web.desks import Desks, at, send, words

from bihuan.access.actors import installer
from bihuan.domain.roles import Role
from bihuan.dossiers.people import grant

pytestmark = pytest.mark.django_db


@pytest.fixture
def desks(monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(County().found(), monkeypatch)


def test_who_is_of_the_unit_himself_is_told_so_and_not_to_ask_for_a_role_he_holds(desks: Desks) -> None:
    county = desks.county
    grant(
        actor=installer(county.authority_id, county.today),
        account_id=desks.account("supervision_office").pk,
        role=Role.UNIT_LIAISON,
        path=county.unit_path,
        dossier_id=None,
        from_on=county.today,
        until_on=None,
        now=county.now,
        key=new_key(),
    )
    page = desks("supervision_office").get(reverse("dossier_do", args=[county.inspection_id, "record_check"]))
    assert page.status_code == 403
    assert "您是该单位的人员" in words(page)
    assert "授予角色" not in words(page)


def test_a_new_dossier_begins_with_the_next_number_and_one_that_is_taken_is_called_a_number(desks: Desks) -> None:
    county = desks.county
    page = desks("office").get(reverse("dossier_open"))
    assert page.context["form"]["number"].value() == county.inspection.number + 1
    told = {
        "round_id": county.round_id,
        "organization_id": county.organization("县林业局", "department")[0],
        "kind": "routine",
        "number": county.inspection.number,
        "team_name": "县委第二巡察组",
    }
    refused = words(send(desks("office"), reverse("dossier_open"), **told))
    assert f"轮内序号：“{county.inspection.number}”已存在" in refused


def test_the_plan_of_a_round_counts_the_dossiers_that_were_opened_without_it(desks: Desks) -> None:
    page = words(desks("office").get(reverse("round_plan", args=[desks.county.round_id])))
    assert "已直接建立 1 份档案" in page
    assert "本轮还没有单位" not in page


def test_a_dossier_without_findings_says_when_they_are_imported(desks: Desks) -> None:
    desks.county.reporting()
    url = reverse("dossier", args=[desks.county.inspection_id])
    assert "现在由巡察办从反馈文件导入" in words(desks("office").get(url))


def test_a_body_is_offered_the_withdrawal_of_its_own_checks_only_and_the_office_of_all(desks: Desks) -> None:
    county = desks.county
    county.fed_back()
    county.check(county.team_leader, county.today)
    county.check(county.supervision_office, county.today)
    county.evaluate(county.office, county.today)
    url = reverse("dossier", args=[county.inspection_id])
    links = {who: desks(who).get(url).content.decode().count("/do/withdraw_") for who in ("office", "team_leader")}
    links["supervision_office"] = desks("supervision_office").get(url).content.decode().count("/do/withdraw_")
    assert links == {"office": 3, "team_leader": 1, "supervision_office": 1}
