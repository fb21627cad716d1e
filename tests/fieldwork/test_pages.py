"""The pages of working papers: what a team sees of its own, and what nobody else does."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from bihuan.access.models import Account
from bihuan.domain.roles import Role
from tests.fieldwork.papers import WHOLE, Team
from tests.people import people_of

pytestmark = pytest.mark.django_db


def browser(account: Account) -> Client:
    client = Client()
    client.force_login(account, backend="bihuan.access.sign_in.AccountBackend")
    return client


def page(team: Team, role: Role, address: str) -> tuple[int, str]:
    answer = browser(people_of(team.county)[role]).get(address)
    return answer.status_code, answer.content.decode()


def test_a_leader_reads_what_a_paper_says_and_what_it_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    team = Team()
    monkeypatch.setattr("django.utils.timezone.now", lambda: team.county.now)
    paper = team.paper()
    status, shown = page(team, Role.TEAM_LEADER, reverse("working_paper", args=[paper.id]))
    assert status == 200
    assert WHOLE["phenomenon"] in shown
    assert "底稿 01 没有佐证材料" in shown


def test_an_empty_list_says_what_a_paper_is_and_where_to_begin(monkeypatch: pytest.MonkeyPatch) -> None:
    team = Team()
    monkeypatch.setattr("django.utils.timezone.now", lambda: team.county.now)
    address = reverse("working_papers", args=[team.county.inspection_id])
    status, shown = page(team, Role.TEAM_LEADER, address)
    assert (status, "尚未撰写底稿" in shown, "do/write_working_paper/" in shown) == (200, True, True)


@pytest.mark.parametrize("role", [Role.UNIT_HEAD, Role.SUPERVISION_OFFICE])
def test_nobody_else_finds_the_pages(role: Role, monkeypatch: pytest.MonkeyPatch) -> None:
    team = Team()
    monkeypatch.setattr("django.utils.timezone.now", lambda: team.county.now)
    paper = team.paper()
    outsider = browser(people_of(team.county)[role])
    for address in (
        reverse("working_paper", args=[paper.id]),
        reverse("working_papers", args=[team.county.inspection_id]),
    ):
        answer = outsider.get(address)
        assert answer.status_code in (403, 404)
        assert WHOLE["title"] not in answer.content.decode()
