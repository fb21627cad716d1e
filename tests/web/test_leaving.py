"""What is open for somebody who leaves, as whoever ends the account and as the office reads it."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from tests.county import County
from tests.web.desks import Desks, at, opened

from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.domain.roles import Role
from bihuan.dossiers.actions import NewFinding
from bihuan.dossiers.models import Finding

pytestmark = pytest.mark.django_db


@pytest.fixture
def desks(monkeypatch: pytest.MonkeyPatch) -> Desks:
    county = County().found().fed_back().with_measures()
    county.do(county.unit_head, "submit_plan")
    made = at(county, monkeypatch)
    made.accounts["security"] = opened(county, "security", Role.SECURITY_ADMINISTRATOR, "", None, None)
    made.accounts["nobody"] = opened(county, "nobody", Role.MEMBER, "", county.inspection_id, None)
    return made


def section(page: str) -> str:
    found = re.search(r'<section class="to-sign" id="left-open">.*?</section>', page, flags=re.S)
    return found.group(0) if found else ""


def test_whoever_ends_an_account_reads_how_much_waits_and_no_dossier(desks: Desks) -> None:
    leaver = desks.account("office")
    page = desks("security").get(reverse("account_end", args=[leaver.pk]))
    told = section(page.content.decode())
    for part in ("待审核的整改方案", "没有别人", reverse("accounts")):
        assert part in told, part
    assert "县住房和城乡建设局" not in told
    assert "/dossiers/" not in told


def test_the_office_is_led_to_what_waits_for_an_account(desks: Desks) -> None:
    page = desks("office").get(reverse("account", args=[desks.account("office").pk]))
    told = section(page.content.decode())
    assert "县住房和城乡建设局" in told
    assert "/dossiers/" in told


def test_the_office_reads_of_which_dossier_a_role_is_and_an_administrator_does_not(desks: Desks) -> None:
    leaver = desks.account("nobody").pk
    told = section(desks("office").get(reverse("account", args=[leaver])).content.decode())
    assert "县住房和城乡建设局</th>" in told
    assert "单个档案" not in told
    told = section(desks("security").get(reverse("account_end", args=[leaver])).content.decode())
    assert "单个档案</th>" in told


def test_whoever_holds_the_same_role_is_counted(desks: Desks) -> None:
    leaver = desks.account("office")
    opened(desks.county, "second-office", Role.OFFICE, "", None, None)
    page = desks("security").get(reverse("account_end", args=[leaver.pk]))
    assert "没有别人" not in section(page.content.decode())


def test_a_role_of_a_team_is_handed_over_by_the_office(desks: Desks) -> None:
    page = desks("security").get(reverse("account_end", args=[desks.account("nobody").pk]))
    assert "由巡察办调整" in section(page.content.decode())


def test_of_many_tasks_the_first_are_shown_and_the_rest_is_said_and_folded(monkeypatch: pytest.MonkeyPatch) -> None:
    told = section(office_with(13, monkeypatch))
    assert "以上 10 项，共 13 项；展开其余 3 项" in told
    shown, _fold, folded = told.partition("<details>")
    assert (shown.count('<li><a href="/findings/'), folded.count('<li><a href="/findings/')) == (10, 3)


def test_where_more_wait_than_are_asked_for_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "超过 50 项，这里列出最紧急的。" in section(office_with(51, monkeypatch))


def test_ten_tasks_are_all_that_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    told = section(office_with(10, monkeypatch))
    assert told.count('<li><a href="/findings/') == 10
    assert "<details>" not in told


def office_with(waiting: int, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the page of the office's account, with so many findings whose sign-off is requested."""
    county = County().found().fed_back(*(NewFinding(str(one), f"制度执行不严之{one}") for one in range(1, waiting + 1)))
    Finding.objects.filter(inspection_id=county.inspection_id).update(stage=FindingStage.SIGN_OFF_REQUESTED)
    desks = at(county, monkeypatch)
    page: str = desks("office").get(reverse("account", args=[desks.account("office").pk])).content.decode()
    return page
