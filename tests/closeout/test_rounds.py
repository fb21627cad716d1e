"""The end of a round: one deed of the office, by every way, past the gates that packs set for it."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.urls import reverse

from bihuan.closeout.rounds import DossiersNotBegun, RoundNotBegun, RoundOver
from bihuan.domain.lifecycle.inspection import STEPS
from bihuan.domain.lifecycle.machine import MayNot, NoSuchStep, StepRefused, gates_of
from bihuan.domain.roles import Role
from bihuan.dossiers.actions import RoundEnded, open_inspection
from bihuan.dossiers.models import Inspection, Round
from bihuan.ledger.models import Entry
from bihuan.rules.packs import load, rulebook
from tests.county import County, new_key
from tests.web.desks import Desks, at, send, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    return County().found().fed_back()


@pytest.fixture
def desks(county: County, monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(county, monkeypatch)


def test_the_office_ends_a_round_at_any_stage_of_its_dossiers(county: County) -> None:
    before = county.inspection
    county.do(county.office, "end_round", remark="本轮工作完成")
    assert Round.objects.get().ended_on == date(2018, 3, 1)
    assert county.inspection.stage == before.stage
    entry = Entry.objects.get(action="end_round")
    assert entry.stream == f"authority:{county.authority_id}"
    assert (entry.subject, entry.reason) == ("第一轮", "本轮工作完成")


def test_nobody_else_ends_it_and_nobody_twice(county: County) -> None:
    with pytest.raises(MayNot):
        county.do(county.team_leader, "end_round")
    county.do(county.office, "end_round")
    with pytest.raises(RoundOver):
        county.do(county.office, "end_round")


def test_a_round_ends_neither_before_it_begins_nor_while_a_dossier_waits_for_its_team(county: County) -> None:
    Round.objects.update(from_on=date(2018, 3, 2))
    with pytest.raises(RoundNotBegun) as early:
        county.do(county.office, "end_round")
    assert (early.value.begins, early.value.today) == (date(2018, 3, 2), date(2018, 3, 1))
    Round.objects.update(from_on=date(2018, 1, 1))
    Inspection.objects.update(stage="planned")
    with pytest.raises(DossiersNotBegun, match="1 dossiers"):
        county.do(county.office, "end_round")
    assert Round.objects.get().ended_on is None


def test_no_dossier_is_opened_in_a_round_that_has_ended(county: County) -> None:
    county.do(county.office, "end_round")
    unit, _path = county.organization("县教育局", "department")
    with pytest.raises(RoundEnded):
        open_inspection(
            actor=county.office,
            round_id=county.round_id,
            organization_id=unit,
            supervision_office_id=county.office_id,
            number=2,
            kind="routine",
            team_name="县委第二巡察组",
            responsible_department_needed=False,
            now=county.now,
            key=new_key(),
        )


def test_its_dossiers_go_on_to_their_close_out(county: County) -> None:
    county.do(county.office, "end_round")
    county.with_measures()
    county.do(county.unit_head, "submit_plan")
    county.do(county.office, "accept_plan")


def test_a_gate_of_any_dossier_s_pack_holds_the_whole_round(county: County) -> None:
    bound = [*county.inspection.packs, ["shanxi-2018", load("shanxi-2018").sha256]]
    Inspection.objects.update(packs=bound)
    with pytest.raises(StepRefused) as refused:
        county.do(county.office, "end_round")
    assert [(b.code, b.whose) for b in refused.value.verdict.blockers] == [
        ("assessment.team_missing", Role.OFFICE),
        ("assessment.host_missing", Role.TEAM_LEADER),
        ("round_report.not_filed", Role.LEADING_GROUP),
    ]
    assert Round.objects.get().ended_on is None


def test_what_ends_a_round_never_holds_a_unit_s_close_out(county: County) -> None:
    rules = rulebook(["shanxi-2018"], county.today)
    assert set(gates_of(STEPS["close"], rules)) == {"finding.not_signed_off", "finding.seen_otherwise"}


def test_it_is_done_by_the_page_and_offered_no_more(desks: Desks) -> None:
    county = desks.county
    page, url = reverse("rounds"), reverse("dossier_do", args=[county.inspection_id, "end_round"])
    assert url in desks("office").get(page).content.decode()
    assert "整改中 1" in words(desks("office").get(url))
    assert send(desks("office"), url, remark="").status_code == 302
    after = desks("office").get(page)
    assert url not in after.content.decode()
    assert "本轮已于 2018-03-01 结束" in words(after)
    assert desks("office").get(url).status_code == 404
    assert "第一轮" not in desks("office").get(reverse("dossier_open")).content.decode()


def test_it_is_done_by_the_api(desks: Desks) -> None:
    url = reverse("api:end_round", args=[desks.county.inspection_id])
    assert desks("office").get(url).json()["allowed"] is True
    headers = {"Idempotency-Key": new_key()}
    done = desks("office").post(url, json.dumps({}), content_type="application/json", headers=headers)
    assert done.status_code == 200, done.content
    assert Round.objects.get().ended_on is not None
    assert desks("office").get(url).status_code == 404


def test_the_verdict_before_the_deed_is_the_deed_s_own(county: County) -> None:
    from bihuan.desk.chances import verdict_for
    from bihuan.desk.offers import OFFERS

    assert verdict_for(county.office, OFFERS["end_round"], county.inspection).allowed
    county.do(county.office, "end_round")
    with pytest.raises(NoSuchStep):
        verdict_for(county.office, OFFERS["end_round"], county.inspection)
