"""Who has a part in a surprise draw does not verify it, and a second body that could never give its share is none."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse
from django.utils.translation import override

from bihuan.access.actors import actor_of
from bihuan.access.models import Account, Assignment
from bihuan.closeout.drawing import arrange_draw
from bihuan.domain.draws import Party, share_commitment
from bihuan.domain.roles import Role
from bihuan.dossiers.people import grant
from bihuan.rules.risk import risk_basis
from bihuan.supervision import drawing
from bihuan.supervision.draw_parties import NobodyToGive, VerifierGivesNoShare, VerifierIsParty
from bihuan.supervision.models import Draw, DrawReader, DrawShare
from bihuan.web.refusals import in_words
from tests.county import new_key
from tests.draws.county_draws import Draws
from tests.people import open_account
from tests.web.desks import Desks, at, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def draws() -> Draws:
    return Draws()


@pytest.fixture
def desks(draws: Draws, monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(draws.county, monkeypatch)


def appointed(draws: Draws, draw_id: uuid.UUID, account: Account) -> None:
    draws.do(drawing.appoint_draw_reader, draws.county.leading_group, draw_id=draw_id, account_id=account.id)


def refused(draws: Draws, draw_id: uuid.UUID, account: Account) -> str:
    with pytest.raises(VerifierIsParty) as told:
        appointed(draws, draw_id, account)
    with override("zh-hans"):
        return in_words(told.value)


def test_nobody_of_a_party_to_a_draw_is_appointed_to_verify_it(draws: Draws) -> None:
    draw_id, county = draws.arranged(), draws.county
    second = Account.objects.get(login_name="second-body")
    office = open_account(county, Role.OFFICE, "clerk", "", None)
    group = open_account(county, Role.LEADING_GROUP, "group", "", None)
    assert draws.row(draw_id).second_body.name in refused(draws, draw_id, second)
    assert "巡察办" in refused(draws, draw_id, office)
    assert "领导小组" in refused(draws, draw_id, group)
    assert not DrawReader.objects.exists()
    appointed(draws, draw_id, open_account(county, Role.ORGANISATION_DEPARTMENT, "personnel", "", None))


def test_whoever_gave_a_share_stays_a_party_after_he_went_elsewhere(draws: Draws) -> None:
    draw_id, county = draws.arranged(), draws.county
    moved = Account.objects.get(login_name="second-body")
    fitting = share_commitment(str(draw_id), Party.SECOND, draws.share(draw_id, Party.SECOND))
    draws.do(drawing.commit_share, actor_of(moved, county.today), draw_id=draw_id, commitment=fitting)
    Assignment.objects.filter(account=moved).update(role=Role.ORGANISATION_DEPARTMENT, path="")
    assert draws.row(draw_id).second_body.name in refused(draws, draw_id, moved)


def test_the_form_offers_nobody_who_has_a_part_and_nobody_twice(draws: Draws, desks: Desks) -> None:
    draw_id = draws.drawn()
    for name in ("office", "supervision_office", "unit_head", "member"):
        desks.account(name)
    client, url = desks("leading_group"), reverse("draw_reader", args=[draw_id])
    page = client.get(url).content.decode()
    offered = {name for name in desks.accounts if f'value="{desks.account(name).id}"' in page}
    assert offered == {"member"}
    crafted = send(client, url, account_id=str(desks.account("office").id))
    assert crafted.status_code == 422
    assert not DrawReader.objects.exists()
    assert send(client, url, account_id=str(desks.account("member").id)).status_code == 302
    assert str(desks.account("member").id) not in client.get(url).content.decode()


def test_a_verifier_who_comes_to_the_second_body_gives_no_share(draws: Draws) -> None:
    draw_id, committed, county = draws.arranged(), draws.committed(), draws.county
    verifier = open_account(county, Role.ORGANISATION_DEPARTMENT, "personnel", "", None)
    for one in (draw_id, committed):
        appointed(draws, one, verifier)
    grant(
        actor=county.actor(Role.SECURITY_ADMINISTRATOR),
        account_id=verifier.id,
        role=Role.SUPERVISION_OFFICE,
        path=county.office_path,
        dossier_id=None,
        from_on=county.today,
        until_on=None,
        now=county.now,
        key=new_key(),
    )
    moved, share = actor_of(verifier, county.today), draws.share(committed, Party.SECOND)
    with pytest.raises(VerifierGivesNoShare):
        draws.do(drawing.commit_share, moved, draw_id=draw_id, commitment="0" * 64)
    with pytest.raises(VerifierGivesNoShare):
        draws.do(drawing.open_share, moved, draw_id=committed, share=share)
    assert not DrawShare.objects.filter(draw_id=draw_id).exists()
    assert not DrawShare.objects.exclude(share="").exists()


def test_a_body_without_an_account_is_no_second_body_and_is_not_offered(draws: Draws, desks: Desks) -> None:
    county = draws.county
    idle, path = county.organization("第九执纪监督室", "supervision_office")
    told = {"count": 2, "round_id": None, "second_body_id": idle}
    with pytest.raises(NobodyToGive) as nobody:
        draws.do(arrange_draw, **told)
    with override("zh-hans"):
        assert "第九执纪监督室" in in_words(nobody.value)
        assert "安全" in in_words(nobody.value), "who opens the account is told"
    client, url = desks("office"), reverse("draw_arrange")
    page = client.get(url).content.decode()
    assert (str(idle) in page, str(county.office_id) in page) == (False, True)
    assert send(client, url, round_id="", count="2", second_body_id=str(idle)).status_code == 422
    assert not Draw.objects.exists()
    open_account(county, Role.SUPERVISION_OFFICE, "ninth", path, None)
    draws.do(arrange_draw, **told)


def test_an_account_that_ended_gives_no_share(draws: Draws) -> None:
    county = draws.county
    idle, path = county.organization("第九执纪监督室", "supervision_office")
    account = open_account(county, Role.SUPERVISION_OFFICE, "ninth", path, None)
    Account.objects.filter(pk=account.id).update(ended_on=county.today)
    with pytest.raises(NobodyToGive):
        draws.do(arrange_draw, count=2, round_id=None, second_body_id=idle)


def test_what_a_draw_refuses_is_told_in_words(draws: Draws) -> None:
    draw_id = draws.drawn()
    with pytest.raises(drawing.DrawElsewhere) as elsewhere:
        draws.opened(draw_id, Party.OFFICE)
    with override("zh-hans"):
        assert "已抽取" in in_words(elsewhere.value)
    with pytest.raises(Exception, match="nothing is in force") as silent:
        risk_basis(draws.county.today.replace(year=2016))
    with override("zh-hans"):
        assert "回马枪抽取的风险权重" in in_words(silent.value)
        assert "yaml" not in in_words(silent.value)
