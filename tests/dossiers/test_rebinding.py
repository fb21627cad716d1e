"""A running dossier gets other packs by a decision of the leading group only; what was judged stays."""

from __future__ import annotations

import pytest
from django.urls import reverse

from bihuan.domain.lifecycle.machine import MayNot, NoSuchStep
from bihuan.dossiers.rebinding import SamePacks
from bihuan.dossiers.rulebooks import asks
from bihuan.ledger.models import Entry
from bihuan.organizations.own_packs import choose_packs
from tests.county import County, new_key
from tests.web.desks import at, send

pytestmark = pytest.mark.django_db
CHECKS = "gate/close/checks.too_few"


@pytest.fixture
def county() -> County:
    county = County().found().fed_back()
    choose_packs(actor=county.office, packs=["national-2017"], reason="换届", now=county.now, key=new_key())
    return county


def test_choosing_other_packs_leaves_a_dossier_and_the_leading_group_changes_them(county: County) -> None:
    before = [pack_id for pack_id, _sha256 in county.inspection.packs]
    assert asks(county.inspection, CHECKS)
    county.do(county.leading_group, "change_packs", reason="领导小组会议决定")
    assert [pack_id for pack_id, _sha256 in county.inspection.packs] == ["national-2017"]
    assert not asks(county.inspection, CHECKS)
    entry = Entry.objects.get(action="change_packs")
    assert entry.reason == "领导小组会议决定"
    assert f'"before":["{before[0]}"' in bytes(entry.content).decode()


def test_what_is_chosen_already_changes_nothing(county: County) -> None:
    county.do(county.leading_group, "change_packs", reason="领导小组会议决定")
    with pytest.raises(SamePacks):
        county.do(county.leading_group, "change_packs", reason="再改一次")


def test_the_leading_group_finds_the_deed_on_the_page_and_the_office_does_not(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    desks = at(county, monkeypatch)
    page = reverse("dossier", args=[county.inspection_id])
    deed = reverse("dossier_do", args=[county.inspection_id, "change_packs"])
    assert deed in desks("leading_group").get(page).content.decode()
    assert deed not in desks("office").get(page).content.decode()
    send(desks("leading_group"), deed, reason="领导小组会议决定")
    assert not asks(county.inspection, CHECKS)
    assert deed not in desks("leading_group").get(page).content.decode(), "there is nothing more to change"


def test_the_office_does_not_change_them_by_itself(county: County) -> None:
    with pytest.raises(MayNot):
        county.do(county.office, "change_packs", reason="方便")


def test_a_closed_dossier_keeps_its_packs() -> None:
    county = County().found().closable()
    county.do(county.office, "close")
    with pytest.raises(NoSuchStep):
        county.do(county.leading_group, "change_packs", reason="领导小组会议决定")
