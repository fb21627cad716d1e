"""The bill of a dossier on its pages: shown with evidence, handed over with both signing, looked into."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse

from bihuan.access.actions import NotYours
from bihuan.domain.bills import BillChanged, BillReplaced, BillUnfounded, NotInCharge, OwnHand
from bihuan.organizations.own_packs import choose_packs
from bihuan.supervision import billing
from bihuan.supervision.models import Bill
from tests.county import PACKS, County, new_key
from tests.database.states import state_of_ledger, state_of_tables
from tests.web.desks import at, send, words
from tests.web.workbooks import comes_back

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    return County().found().fed_back().planned_and_accepted()


def do(county: County, deed, actor, **told):  # type: ignore[no-untyped-def]
    return deed(actor=actor, **told, now=county.now, key=new_key())


def test_both_sign_for_one_bill_and_one_that_changed_is_handed_over_anew(county: County) -> None:
    one = county.inspection_id
    told = {"inspection_id": one, "to_role": "office", "words": ""}
    with pytest.raises(NotInCharge):
        do(county, billing.hand_bill_over, county.supervision_office, **told)
    do(county, billing.hand_bill_over, county.team_leader, **told)
    bill = Bill.objects.get()
    county.finish("1")
    with pytest.raises(BillChanged):
        do(county, billing.accept_bill, county.office, bill_id=bill.id)
    do(county, billing.hand_bill_over, county.team_leader, **told)
    again = Bill.objects.get(number=2)
    with pytest.raises(NotYours):
        do(county, billing.accept_bill, county.team_leader, bill_id=again.id)
    do(county, billing.accept_bill, county.office, bill_id=again.id)
    assert Bill.objects.get(number=2).accepted_on == county.today
    assert state_of_ledger() == state_of_tables()


def test_of_two_bills_handed_to_one_body_only_the_later_is_signed_for(county: County) -> None:
    told = {"inspection_id": county.inspection_id, "to_role": "office", "words": ""}
    for _ in range(2):
        do(county, billing.hand_bill_over, county.team_leader, **told)
    first, second = Bill.objects.order_by("number")
    with pytest.raises(BillReplaced):
        do(county, billing.accept_bill, county.office, bill_id=first.id)
    do(county, billing.accept_bill, county.office, bill_id=second.id)
    assert list(Bill.objects.order_by("number").values_list("accepted_on", flat=True)) == [None, county.today]


def test_whoever_handed_a_bill_over_does_not_sign_for_it_in_another_role(county: County) -> None:
    office = county.office
    both = replace(office, duties=(*office.duties, *county.supervision_office.duties))
    told = {"inspection_id": county.inspection_id, "to_role": "supervision_office", "words": ""}
    do(county, billing.hand_bill_over, both, **told)
    bill = Bill.objects.get()
    with pytest.raises(OwnHand):
        do(county, billing.accept_bill, both, bill_id=bill.id)
    do(county, billing.accept_bill, county.supervision_office, bill_id=bill.id)
    assert state_of_ledger() == state_of_tables()


def test_the_pages_show_the_bill_and_keep_looks_from_the_unit(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    desks = at(county, monkeypatch)
    page = reverse("dossier_bill", args=[county.inspection_id])
    office, unit = desks("office"), desks("unit_head")
    assert page in office.get(reverse("dossier", args=[county.inspection_id])).content.decode()
    told = {"to_role": "supervision_office", "words": "逐项移交"}
    send(desks("office"), reverse("bill_hand_over", args=[county.inspection_id]), **told)
    accept = reverse("bill_accept", args=[Bill.objects.get().id])
    assert "待签收" in words(office.get(page))
    second = desks("supervision_office")
    assert accept in second.get(reverse("todo")).content.decode()
    send(second, accept)
    send(second, reverse("bill_look", args=[county.inspection_id]), agrees="on", found="抽查三项相符")
    assert "抽查三项相符" in words(office.get(page))
    shown = words(unit.get(page))
    assert "抽查三项相符" not in shown
    assert "保障性住房分配审核不严" in shown
    assert unit.get(reverse("bill_look", args=[county.inspection_id])).status_code == 403
    assert send(unit, reverse("bill_render", args=[county.inspection_id]), words="").status_code == 302


def test_the_bill_is_a_workbook_that_comes_back_for_whoever_reaches_the_dossier(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    desks, one = at(county, monkeypatch), county.inspection_id
    told = comes_back(desks("unit_head"), "bill", one)
    assert "保障性住房分配审核不严" in [row["问题"] for row in told]
    for name in ("sheet_workbook", "sheet_return"):
        assert desks("other_unit").get(reverse(name, args=["bill", one])).status_code in (404, 405)
    other = desks("office").post(reverse("sheet_return", args=["extract", one]))
    assert other.status_code == 404, "no such extract"


def test_the_form_offers_the_other_bodies_and_the_office_of_the_dossier_first(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    desks = at(county, monkeypatch)
    page = reverse("bill_hand_over", args=[county.inspection_id])
    shown = desks("office").get(page).content.decode()
    assert 'value="office"' not in shown, "nobody hands to his own side"
    assert 'value="supervision_office" selected' in shown
    assert f"执纪监督室（{county.inspection.supervision_office.name}）" in shown
    assert "（）" not in shown
    assert 'value="office"' in desks("team_leader").get(page).content.decode()


def test_who_is_not_in_charge_reads_who_is_and_finds_no_button(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    second = at(county, monkeypatch)("supervision_office")
    page, hand = (reverse(name, args=[county.inspection_id]) for name in ("dossier_bill", "bill_hand_over"))
    shown = second.get(page)
    assert hand not in shown.content.decode()
    assert "目前由巡察组组长负责，由其或者巡察办交账" in words(shown)


def test_a_bill_that_changed_waits_for_whoever_hands_it_over_anew(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    desks = at(county, monkeypatch)
    office, second = desks("office"), desks("supervision_office")
    page, hand = (reverse(name, args=[county.inspection_id]) for name in ("dossier_bill", "bill_hand_over"))
    send(office, hand, to_role="supervision_office", words="")
    accept = reverse("bill_accept", args=[Bill.objects.get().id])
    county.finish("1")
    for asked in (page, reverse("todo")):
        assert accept not in second.get(asked).content.decode(), "signing would be refused for certain"
    assert "移交后账目有变" in words(second.get(page))
    assert "移交后账目有变" in words(second.get(accept))
    todo = office.get(reverse("todo"))
    assert hand in todo.content.decode()
    assert "重新交账" in words(todo)
    send(office, hand, to_role="supervision_office", words="")
    again = reverse("bill_accept", args=[Bill.objects.get(number=2).id])
    assert again in second.get(reverse("todo")).content.decode()
    assert hand not in office.get(reverse("todo")).content.decode(), "the first one is replaced"
    assert "已由后来的账目替代" in words(office.get(page))


def test_the_dossier_draws_the_chain_that_its_packs_choose(monkeypatch: pytest.MonkeyPatch) -> None:
    county = County().found()
    packs = [*PACKS, "visiting-chain-2021"]
    do(county, choose_packs, county.office, packs=packs, reason="改用来源文件一的链条")
    county.fed_back()
    county.today += timedelta(days=1)
    shown = at(county, monkeypatch)("office").get(reverse("dossier", args=[county.inspection_id]))
    assert 'class="chain chain-5"' in shown.content.decode()
    assert "反馈 2018-03-01 回访" in words(shown)


def test_the_chain_tells_the_unit_no_day_on_which_its_bill_was_looked_into(monkeypatch: pytest.MonkeyPatch) -> None:
    county = County().found()
    do(county, choose_packs, county.office, packs=[*PACKS, "visiting-chain-2021"], reason="改用来源文件一的链条")
    county.fed_back()
    county.today += timedelta(days=200)
    looked = {"inspection_id": county.inspection_id, "agrees": True, "found": "账实相符"}
    do(county, billing.look_bill_up, county.supervision_office, **looked)
    desks, page = at(county, monkeypatch), reverse("dossier", args=[county.inspection_id])
    above = words(desks("office").get(page))
    assert f"回访 已越过 日常监督 {county.today}" in above, "nobody granted an exception from the visit"
    assert "回访 已越过 日常监督 已办理" in words(desks("unit_head").get(page))


def test_a_unit_shows_no_bill_with_claims_that_nothing_shows(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(billing, "items_of", lambda _: [unfounded()])
    with pytest.raises(BillUnfounded):
        do(county, billing.render_bill, county.unit_head, inspection_id=county.inspection_id, words="")


def unfounded() -> billing.Item:
    return billing.Item("1", "x", "signed_off", None, 1, 1, 0)
