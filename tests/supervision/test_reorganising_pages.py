"""The pages of a reorganisation: what would pass on is shown first; then it is done, step by step to the review."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from bihuan.domain.roles import Role
from bihuan.ledger.models import Entry
from bihuan.organizations.models import Organization
from bihuan.supervision.models import Reorganisation
from tests.people import open_account
from tests.supervision.gap import Gap
from tests.web.desks import Desks, at, key_on, send, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def gap() -> Gap:
    return Gap()


@pytest.fixture
def desks(gap: Gap, monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(gap.county, monkeypatch)


def test_the_office_sees_what_passes_on_then_does_it_and_registers_the_steps(gap: Gap, desks: Desks) -> None:
    office, county, page = desks("office"), gap.county, reverse("reorganise")
    liaison = open_account(county, Role.UNIT_LIAISON, "liaison-old", county.unit_path, None)
    told: dict[str, Any] = {"sort": "rename", "old_1": str(county.unit_id), "founded": "县城乡建设局"}
    told |= {"on": gap.today.isoformat(), "paper": "青编发〔2018〕2号"}
    before = Entry.objects.count()
    shown = send(office, page, **told, preview="1")
    assert "县住房和城乡建设局" in words(shown)
    assert liaison.name in words(shown)
    assert "沈知远" in words(shown)
    assert Entry.objects.count() == before, "the preview writes nothing"
    chosen = {f"heir_{county.inspection_id}": "0", f"carry_{liaison.id}": "0"}
    answer = office.post(page, {**told, **chosen, "confirm": "1", "key": key_on(shown)})
    row = Reorganisation.objects.get()
    assert answer["Location"] == reverse("reorganisation", args=[row.id])
    new = Organization.objects.get(name="县城乡建设局")
    assert new.from_on == gap.today
    survey = reverse("reorganisation_step", args=[row.id, "survey"])
    assert survey in office.get(reverse("todo")).content.decode()
    review = reverse("reorganisation_review", args=[row.id])
    early = send(office, review, account="符合要求")
    assert early.status_code == 422
    assert "尚未登记排查梳理" in words(early)
    assert "县住房和城乡建设局 尚未向承继单位分类反馈" in words(early)
    on = gap.today.isoformat()
    send(office, survey, on=on, account="未销号三项")
    send(
        office, reverse("reorganisation_told", args=[row.id, county.inspection_id]), told_class="whole", on=on, words=""
    )
    send(office, reverse("reorganisation_step", args=[row.id, "supervision"]), on=on, account="实地督查")
    assert send(office, review, account="符合要求").status_code == 302
    assert "已审核" in words(office.get(reverse("reorganisations")))


def test_successors_in_a_circle_are_told_with_the_way_round(gap: Gap, desks: Desks) -> None:
    office, county = desks("office"), gap.county
    one, two = county.unit_id, gap.later.unit_id
    send(office, reverse("successor_name", args=[two]), successor_id=str(one), on=gap.today.isoformat())
    told = {"sort": "merge", "old_1": str(one), "new_id": str(two), "on": gap.today.isoformat(), "paper": "x"}
    answer = send(office, reverse("reorganise"), **told, confirm="1")
    assert answer.status_code == 422
    assert "县住房和城乡建设局 → 县水利局 → 县住房和城乡建设局" in words(answer)


def test_only_the_office_reorganises_and_the_leading_group_reads(gap: Gap, desks: Desks) -> None:
    for name in ("unit_head", "supervision_office", "team_leader"):
        assert desks(name).get(reverse("reorganisations")).status_code == 403
    group = desks("leading_group")
    assert group.get(reverse("reorganisations")).status_code == 200
    assert group.get(reverse("reorganise")).status_code == 403
