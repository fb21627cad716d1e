"""At a reorganisation an account goes over to the only successor; of several one is chosen, and what ends is told."""

from __future__ import annotations

import pytest
from django.urls import reverse

from bihuan.access.models import Account, Assignment
from bihuan.domain.roles import Role
from bihuan.organizations.models import Organization
from bihuan.supervision.models import Reorganisation
from tests.people import open_account
from tests.supervision.gap import Gap
from tests.web.desks import Desks, at, send, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def gap() -> Gap:
    return Gap()


@pytest.fixture
def desks(gap: Gap, monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(gap.county, monkeypatch)


@pytest.fixture
def liaison(gap: Gap) -> Account:
    return open_account(gap.county, Role.UNIT_LIAISON, "liaison-x", gap.county.unit_path, None)


def asked(gap: Gap, sort: str, founded: str) -> dict[str, str]:
    on = gap.today.isoformat()
    return {"sort": sort, "old_1": str(gap.county.unit_id), "founded": founded, "on": on, "paper": "青编发〔2018〕2号"}


def test_pressing_on_takes_every_account_to_the_only_successor(gap: Gap, desks: Desks, liaison: Account) -> None:
    office, page = desks("office"), reverse("reorganise")
    wanted = asked(gap, "merge", "县建设局") | {"old_2": str(gap.later.unit_id)}
    shown = send(office, page, **wanted, preview="1").content.decode()
    assert '<option value="0" selected>县建设局</option>' in shown
    assert send(office, page, **wanted, confirm="1").status_code == 302
    new = Organization.objects.get(name="县建设局")
    assert Assignment.objects.filter(account=liaison, path=new.path, from_on=gap.today).exists()


def test_of_several_successors_one_is_chosen_for_each_account(gap: Gap, desks: Desks, liaison: Account) -> None:
    office, page, wanted = desks("office"), reverse("reorganise"), asked(gap, "split", "县建设局\n县房管局")
    early = send(office, page, **wanted, confirm="1")
    assert early.status_code == 422
    assert "请逐个账号选择" in words(early)
    assert not Reorganisation.objects.exists()
    ending = send(office, page, **wanted, **{f"carry_{liaison.id}": "end"}, preview="1")
    assert "将有1个角色终止" in words(ending)
