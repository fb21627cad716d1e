"""The pages of dossiers on a laptop: lent, read at home, brought home, given up; and the stay on the laptop."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from bihuan.exchange.models import Loan
from bihuan.exchange.own_keys import fingerprint_of
from bihuan.fieldwork.models import WorkingPaper
from tests.exchange.laptops import TEAM_NAME, Lent
from tests.web.desks import Desks, at, send, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def lent() -> Lent:
    return Lent()


@pytest.fixture
def desks(lent: Lent, monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(lent.county, monkeypatch)


def page(name: str, lent: Lent) -> str:
    return reverse(name, args=[lent.loan_id])


def test_the_office_lends_by_the_laptop_s_card_and_hands_the_package_out(lent: Lent, desks: Desks) -> None:
    office = desks("office")
    lent.bring_home(lent.work(lambda: None))
    card = lent.keys.card("二号笔记本")
    file = SimpleUploadedFile("laptop.card", json.dumps(card).encode())
    team = f"{lent.county.round_id}|{TEAM_NAME}"
    answer = send(office, reverse("loan_lend"), team=team, card=file, back_by="2018-02-08")
    assert answer.status_code == 302, words(answer)
    listed = office.get(reverse("loans"))
    assert "二号笔记本" in words(listed)
    assert fingerprint_of(card) in words(listed)
    loan = Loan.objects.order_by("-lent_on", "-id")[0]
    handed = office.get(reverse("loan_parcel", args=[loan.id]))
    assert handed.content.startswith(b"bihuan-parcel-1\n")


def test_a_card_that_is_none_is_told_on_the_form(lent: Lent, desks: Desks) -> None:
    lent.bring_home(lent.work(lambda: None))
    file = SimpleUploadedFile("laptop.card", b"{}")
    team = f"{lent.county.round_id}|{TEAM_NAME}"
    answer = send(desks("office"), reverse("loan_lend"), team=team, card=file, back_by="2018-02-08")
    assert answer.status_code == 422
    assert "该文件不是卡片" in words(answer)


def test_the_dossier_says_who_holds_it_and_offers_nothing(lent: Lent, desks: Desks) -> None:
    shown = desks("member").get(reverse("dossier", args=[lent.county.inspection_id]))
    assert "目前由一组笔记本保管" in words(shown)
    assert "/do/" not in shown.content.decode()


def test_a_deed_on_what_is_away_says_where_it_is_done(lent: Lent, desks: Desks) -> None:
    url = reverse("dossier_do", args=[lent.county.inspection_id, "write_working_paper"])
    answer = desks("member").get(url)
    assert answer.status_code == 409
    assert "目前由一组笔记本保管，这里不能写" in words(answer)


def test_the_office_brings_home_what_was_done(lent: Lent, desks: Desks) -> None:
    content = lent.work(lambda: lent.team.submitted())
    office = desks("office")
    broken = SimpleUploadedFile("team.home", content[:-3])
    assert "途中被改动或截断" in words(send(office, page("loan_home", lent), package=broken))
    answer = send(office, page("loan_home", lent), package=SimpleUploadedFile("team.home", content))
    assert answer.status_code == 302, words(answer)
    assert "已带回3条办理记录" in words(office.get(reverse("loans")))
    assert WorkingPaper.objects.get().stage == "submitted"


def test_the_office_gives_a_laptop_up_with_a_reason(lent: Lent, desks: Desks) -> None:
    office = desks("office")
    assert send(office, page("loan_lost", lent), reason="").status_code == 422
    assert send(office, page("loan_lost", lent), reason="途中被盗").status_code == 302
    assert "途中被盗" in words(office.get(reverse("loans")))


def test_a_team_sees_its_own_loan_and_lends_nothing(lent: Lent, desks: Desks) -> None:
    shown = words(desks("member").get(reverse("loans")))
    assert "一组笔记本" in shown
    assert "借给笔记本" not in shown
    assert desks("member").get(reverse("loan_lend")).status_code == 403


def test_on_the_laptop_the_stay_is_shown_and_packed_as_often_as_asked(lent: Lent, desks: Desks) -> None:
    member = desks("member")
    lent.as_laptop()
    lent.team.submitted()
    shown = words(member.get(reverse("loans")))
    assert "这是离线进驻的一组笔记本" in shown
    assert "3条办理记录" in shown.replace(" ", "")
    for _ in range(2):
        packed = send(member, reverse("stay_pack"))
        assert packed.content.startswith(b"bihuan-parcel-1\n")
    assert "本机不能再写" in words(member.get(reverse("loans")))
    deeds = words(member.get(reverse("dossier", args=[lent.county.inspection_id])))
    assert "目前由青石县委保管" in deeds
