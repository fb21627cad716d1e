"""The pages of surprise draws: what each role sees, and a share that is shown once and kept nowhere."""

from __future__ import annotations

import re
import uuid
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from bihuan.domain.draws import Party, share_typed
from bihuan.dossiers.models import Finding, Inspection
from bihuan.supervision import draw_verifier as verifier
from bihuan.supervision.models import Check, Draw, DrawnDossier, DrawShare
from tests.draws.county_draws import Draws
from tests.web.desks import Desks, at, key_on, send, words
from tests.web.workbooks import comes_back

pytestmark = pytest.mark.django_db


@pytest.fixture
def draws() -> Draws:
    return Draws()


@pytest.fixture
def desks(draws: Draws, monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(draws.county, monkeypatch)


def page(name: str, draw_id: uuid.UUID) -> str:
    return reverse(name, args=[draw_id])


def shown_share(response: Any) -> str:
    found = re.search(r'<textarea name="share"[^>]*>([^<]+)</textarea>', response.content.decode())
    assert found is not None
    return found[1].strip()


def give_share(desks: Desks, who: str, draw_id: uuid.UUID) -> str:
    """Open the form of a share, keep what it shows, and commit to it."""
    client, url = desks(who), page("share_commit", draw_id)
    shown = client.get(url)
    share = shown_share(shown)
    assert shown["Cache-Control"] == "private, no-store"
    assert shown_share(client.get(url)) != share, "another one each time"
    answer = client.post(url, {"key": key_on(shown), "share": share, "kept": "on"})
    assert answer.status_code == 302, words(answer)
    return share


def test_two_bodies_walk_a_draw_from_its_arrangement_to_the_re_check(draws: Draws, desks: Desks) -> None:
    office, second = desks("office"), desks("supervision_office")
    answer = send(office, reverse("draw_arrange"), round_id="", count="2", second_body_id=str(draws.county.office_id))
    draw_id = Draw.objects.get().id
    assert answer["Location"] == page("draw", draw_id)
    for client in (office, second):
        assert page("share_commit", draw_id) in client.get(reverse("todo")).content.decode()
    shares = {who: give_share(desks, who, draw_id) for who in ("office", "supervision_office")}
    assert not DrawShare.objects.exclude(share="").exists()
    assert page("share_open", draw_id) in second.get(reverse("todo")).content.decode()
    wrong = send(second, page("share_open", draw_id), share=shares["office"])
    assert wrong.status_code == 422
    assert "这不是当时承诺的那个随机数" in words(wrong)
    for who, share in shares.items():
        assert send(desks(who), page("share_open", draw_id), share=share.upper()).status_code == 302
    drawn = DrawnDossier.objects.select_related("dossier").order_by("place")
    told = words(office.get(page("draw", draw_id)))
    assert all(one.dossier.organization_name in told for one in drawn)
    assert DrawShare.objects.get(party=Party.SECOND).share == share_typed(shares["supervision_office"])
    first = drawn[0]
    form = f"{reverse('dossier_do', args=[first.dossier_id, 'record_check'])}?kind=surprise"
    for client in (office, second):
        assert form.replace("&", "&amp;") in client.get(reverse("todo")).content.decode()
    opened = office.get(form).content.decode()
    assert re.search(r'<option value="surprise" selected', opened)
    on = draws.county.today.isoformat()
    finding = Finding.objects.filter(inspection_id=first.dossier_id).earliest("place")
    seen = {f"conclusion-{finding.id}": "partly"}
    send(office, form, kind="surprise", on=on, account="未打招呼，直奔现场，查看台账和实物", **seen)
    assert Check.objects.get(kind="surprise").draw_id == draw_id
    assert form not in office.get(reverse("todo")).content.decode()


def test_a_dossier_closed_before_its_surprise_check_says_so_and_is_awaited_no_more(draws: Draws, desks: Desks) -> None:
    draw_id = draws.drawn()
    first, *others = DrawnDossier.objects.order_by("place")
    Inspection.objects.filter(pk=first.dossier_id).update(stage="closed", closed_on=date(2018, 11, 30))
    rows = re.findall(r"<tr>(.*?)</tr>", desks("leading_group").get(page("draw", draw_id)).content.decode(), re.DOTALL)
    told = [row for row in rows if "回马枪" in row][-1 - len(others) :]
    assert "没有检查：档案已于 2018-11-30 报结" in told[0]
    assert all("尚未" in row for row in told[1:])


def test_the_file_that_a_reader_takes_verifies_against_the_notice(draws: Draws, desks: Desks) -> None:
    draw_id = draws.drawn()
    taken = desks("leading_group").get(page("draw_file", draw_id))
    assert taken["Content-Disposition"] == 'attachment; filename="draw-1.json"'
    notice = words(desks("unit_liaison").get(reverse("draw_notice", args=[1])))
    published = verifier.checked(taken.content)["commitment"]
    assert published in notice
    assert verifier.checked(taken.content, published)
    program = desks("unit_liaison").get(reverse("draw_verifier"))
    assert program.content.startswith(b"#!/usr/bin/env python3")


def test_a_unit_reads_commitments_and_nothing_else(draws: Draws, desks: Desks) -> None:
    draw_id = draws.drawn()
    unit = desks("unit_head")
    for name in ("draw", "draw_file", "share_commit", "share_open", "draw_call_off"):
        assert unit.get(page(name, draw_id)).status_code == 403, name
    assert unit.get(reverse("draws")).status_code == 403
    assert reverse("draws") not in unit.get(reverse("todo")).content.decode()
    for address in (reverse("draw_notices"), reverse("draw_notice", args=[1])):
        told = words(unit.get(address))
        assert draws.row(draw_id).commitment in told or "承诺值" in told
        for one in Inspection.objects.all():
            assert one.organization_name not in told


def test_the_second_body_reads_neither_weights_nor_result(draws: Draws, desks: Desks) -> None:
    draw_id = draws.drawn()
    second = desks("supervision_office")
    told = words(second.get(page("draw", draw_id)))
    assert "权重和结果只供" in told
    assert "候选名单" not in told
    assert second.get(page("draw_file", draw_id)).status_code == 404


def test_for_a_team_there_is_no_such_draw(draws: Draws, desks: Desks) -> None:
    draw_id = draws.drawn()
    team = desks("team_leader")
    assert team.get(page("draw", draw_id)).status_code == 404
    assert team.get(reverse("draws")).status_code == 403


def test_a_draw_called_off_is_counted_in_sight(draws: Draws, desks: Desks) -> None:
    draw_id = draws.committed()
    office = desks("office")
    assert send(office, page("draw_call_off", draw_id), reason="").status_code == 422
    assert send(office, page("draw_call_off", draw_id), reason="随机数遗失").status_code == 302
    told = words(office.get(reverse("draws")))
    assert "1 已作废" in told
    assert "随机数遗失" in told
    (listed,) = comes_back(office, "draws")
    assert "随机数遗失" in listed.values()
    assert desks("unit_head").get(reverse("sheet_workbook", args=["draws"])).status_code == 404
    assert "已作废的抽取：1 次" in words(desks("unit_head").get(reverse("draw_notices")))


def test_the_leading_group_appoints_who_verifies_and_it_stands_on_his_to_do(draws: Draws, desks: Desks) -> None:
    draw_id = draws.drawn()
    chosen = desks.account("member")
    send(desks("leading_group"), page("draw_reader", draw_id), account_id=str(chosen.id))
    member = desks("member")
    assert page("draw", draw_id) in member.get(reverse("todo")).content.decode()
    assert member.get(page("draw_file", draw_id)).status_code == 200
    assert page("draw", draw_id) not in member.get(reverse("todo")).content.decode()
