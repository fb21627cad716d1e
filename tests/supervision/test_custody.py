"""Who is in charge of a dossier, out of its rows: shown as a line, and to the office where nobody is there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from bihuan.domain.in_charge import Stretch, in_charge_on
from bihuan.domain.roles import Role
from bihuan.supervision.custody import custody_line, gaps
from tests.people import open_account
from tests.supervision.gap import Gap
from tests.web.desks import at, words

pytestmark = pytest.mark.django_db


def test_each_day_from_the_round_s_first_has_its_body(monkeypatch: pytest.MonkeyPatch) -> None:
    gap = Gap()
    dossier = gap.county.inspection
    line = custody_line(dossier, gap.today)
    assert [one.stretch for one in line] == [Stretch.STAY, Stretch.EARLY, Stretch.MIDDLE]
    assert [one.body.role for one in line] == [Role.TEAM_LEADER, Role.TEAM_LEADER, Role.OFFICE]
    assert line[0].since == dossier.round.from_on
    for days in range(400):
        assert in_charge_on(line, line[0].since + timedelta(days=days)) is not None
    shown = words(at(gap.county, monkeypatch)("office").get(reverse("dossier", args=[dossier.id])))
    assert "整改初期 巡察组组长 · 县委第一巡察组" in shown
    assert "整改中期 巡察办" in shown


def test_a_team_in_charge_without_access_stands_on_the_office_s_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    gap = Gap()
    office = at(gap.county, monkeypatch)("office")
    grant = reverse("dossier_grant", args=[gap.county.inspection_id])
    assert {one.dossier.id for one in gaps(gap.county.authority_id, gap.today)} == {
        gap.county.inspection_id,
        gap.later.inspection_id,
    }
    assert grant in office.get(reverse("todo")).content.decode()
    open_account(gap.county, Role.TEAM_LEADER, "leader-there", "", gap.county.inspection_id)
    assert {one.dossier.id for one in gaps(gap.county.authority_id, gap.today)} == {gap.later.inspection_id}
    assert grant not in office.get(reverse("todo")).content.decode()
    gap.wait(200)
    assert not list(gaps(gap.county.authority_id, gap.today)), "the office is in charge by now"
