"""An organization that still answers for something is reorganised; any other ends, and its head's time with it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from bihuan.domain.ending import LivesOn, StillAnswers
from bihuan.dossiers.people import appoint_head
from bihuan.dossiers.steps import ReasonMissing
from bihuan.ledger.models import Entry
from bihuan.organizations.actions import CyclicSuccession, name_successor
from bihuan.organizations.models import HeadTenure, Organization, Succession
from bihuan.supervision.ending import end_organization
from tests.supervision.gap import Gap
from tests.web.desks import at, send, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def gap() -> Gap:
    return Gap()


def test_a_unit_with_an_open_dossier_is_not_ended_but_reorganised(gap: Gap, monkeypatch: pytest.MonkeyPatch) -> None:
    office, unit = at(gap.county, monkeypatch)("office"), gap.county.unit_id
    with pytest.raises(StillAnswers) as refused:
        gap.do(end_organization, organization_id=unit, on=gap.today, reason="机构改革")
    assert refused.value.dossiers == 1
    page = send(office, reverse("organization_end", args=[unit]), on=gap.today.isoformat(), reason="机构改革")
    assert page.status_code == 422
    assert "未办结档案1份" in words(page)
    assert f"{reverse('reorganise')}?unit={unit}" in page.content.decode()
    assert Organization.objects.get(pk=unit).until_on is None


def test_what_answers_for_nothing_ends_with_its_head_for_a_reason(gap: Gap) -> None:
    idle, _path = gap.county.organization("县林业局", "department")
    since = gap.today - timedelta(days=30)
    head = {"name": "韩某", "account_id": None, "acting": False, "from_on": since, "until_on": None}
    gap.do(appoint_head, organization_id=idle, **head)
    with pytest.raises(ReasonMissing):
        gap.do(end_organization, organization_id=idle, on=gap.today, reason=" ")
    gap.do(end_organization, organization_id=idle, on=gap.today, reason="并入上级")
    assert HeadTenure.objects.get(organization_id=idle).until_on == gap.today
    assert Entry.objects.get(action="end_organization").reason == "并入上级"


def test_whoever_lives_on_has_no_successor_and_nobody_is_preset(gap: Gap, monkeypatch: pytest.MonkeyPatch) -> None:
    office, unit, other = at(gap.county, monkeypatch)("office"), gap.county.unit_id, gap.later.unit_id
    with pytest.raises(LivesOn):
        gap.do(name_successor, predecessor_id=unit, successor_id=other, on=gap.today)
    with pytest.raises(CyclicSuccession):
        gap.do(name_successor, predecessor_id=unit, successor_id=unit, on=gap.today)
    page = reverse("successor_name", args=[unit])
    assert page not in office.get(reverse("organization", args=[unit])).content.decode()
    Organization.objects.filter(pk=unit).update(until_on=gap.today)
    shown = office.get(page).content.decode()
    assert '<option value="" selected>' in shown
    assert f'value="{(gap.today + timedelta(days=1)).isoformat()}"' in shown, "the day after the last one is preset"
    assert send(office, page, successor_id="", on=gap.today.isoformat()).status_code == 422
    assert not Succession.objects.exists()
