"""The pages of a reorganisation: what would pass on is shown first; then it is done, step by step to the review."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bihuan.domain.roles import Role
from bihuan.dossiers.models import Finding, Round
from bihuan.feedback.letters import send_letter, write_letter
from bihuan.ledger.models import Entry
from bihuan.organizations.models import Organization
from bihuan.planning.facts import visits_seen_from
from bihuan.planning.models import Mandate
from bihuan.planning.queries import coverage_lines
from bihuan.planning.terms import plan_term, set_mandate
from bihuan.supervision.models import Reorganisation
from tests.people import open_account
from tests.supervision.gap import Gap
from tests.web.desks import Desks, at, key_on, send, words
from tests.web.workbooks import comes_back

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
    soon = send(office, reverse("reorganisation_step", args=[row.id, "supervision"]), on=on, account="实地督查")
    assert soon.status_code == 422
    assert "“排查梳理”尚未登记完毕" in words(soon)
    send(office, survey, on=on, account="未销号三项")
    send(
        office,
        reverse("reorganisation_told", args=[row.id, county.inspection_id]),
        told_class="whole",
        on=on,
        words="整体移交",
    )
    told = reverse("reorganisation_told", args=[row.id, county.inspection_id])
    assert told not in office.get(reverse("reorganisation", args=[row.id])).content.decode()
    again = words(send(office, told, told_class="joined", on=on, words="并案解决"))
    assert "“县住房和城乡建设局”的未了事项" in again
    send(office, reverse("reorganisation_step", args=[row.id, "supervision"]), on=on, account="实地督查")
    assert send(office, review, account="符合要求").status_code == 302
    assert "已审核" in words(office.get(reverse("reorganisations")))
    (listed,) = comes_back(desks("leading_group"), "reorganisations")
    assert "县住房和城乡建设局" in str(listed["撤并的单位"])


def test_successors_in_a_circle_are_told_with_the_way_round(gap: Gap, desks: Desks) -> None:
    office, county = desks("office"), gap.county
    one, two = county.unit_id, gap.later.unit_id
    Organization.objects.filter(pk=two).update(until_on=gap.today - timedelta(days=1))
    send(office, reverse("successor_name", args=[two]), successor_id=str(one), on=gap.today.isoformat())
    Organization.objects.filter(pk=two).update(until_on=None)
    told = {"sort": "merge", "old_1": str(one), "new_id": str(two), "on": gap.today.isoformat(), "paper": "x"}
    answer = send(office, reverse("reorganise"), **told, confirm="1")
    assert answer.status_code == 422
    assert "县住房和城乡建设局 → 县水利局 → 县住房和城乡建设局" in words(answer)


def test_a_successor_that_is_not_offered_is_told_by_its_name_and_never_by_its_id(gap: Gap, desks: Desks) -> None:
    office, county = desks("office"), gap.county
    supervising, unknown = county.office_id, uuid.uuid4()
    told = {"sort": "merge", "old_1": str(county.unit_id), "on": gap.today.isoformat(), "paper": "青编〔2018〕3号"}
    refused = send(office, reverse("reorganise"), **told, new_id=str(supervising))
    assert refused.status_code == 422
    assert f"“{Organization.objects.get(pk=supervising).name}”已终止或者属于监督单位" in words(refused)
    for name in ("new_id", "old_2"):
        crafted = send(office, reverse("reorganise"), **told, **{name: str(unknown)})
        assert crafted.status_code == 422
        assert "所选内容不在可选范围内" in words(crafted)
        assert str(unknown) not in words(crafted)


def test_only_the_office_reorganises_and_the_leading_group_reads(gap: Gap, desks: Desks) -> None:
    for name in ("unit_head", "supervision_office", "team_leader"):
        assert desks(name).get(reverse("reorganisations")).status_code == 403
    group = desks("leading_group")
    assert group.get(reverse("reorganisations")).status_code == 200
    assert group.get(reverse("reorganise")).status_code == 403


FAR = {"sort": "rename", "founded": "县城乡建设局", "on": "2030-01-01", "paper": "青编发〔2018〕2号"}


def covered(reader: Client) -> str:
    """Return what the coverage map shows below its filters."""
    return words(reader.get(reverse("coverage"))).partition("重置")[2]


def test_a_reorganisation_far_ahead_leaves_the_coverage_of_today_as_it_is(gap: Gap, desks: Desks) -> None:
    office = desks("office")
    before = covered(office)
    assert "县住房和城乡建设局" in before
    answer = send(office, reverse("reorganise"), **FAR, old_1=str(gap.county.unit_id), confirm="1")
    assert answer.status_code == 302
    assert covered(office) == before
    unit = words(office.get(reverse("organization", args=[gap.county.unit_id])))
    assert "青编发〔2018〕2号：自2030-01-01起更名，在此之前一切照旧。" in unit.replace(" ", "")
    assert "办理机构改革" not in unit, "what waits comes first"
    other = words(office.get(reverse("organization", args=[gap.later.unit_id])))
    assert "办理机构改革" in other
    assert "确认办理" not in other


def test_what_waits_is_called_off_from_its_page(gap: Gap, desks: Desks) -> None:
    office = desks("office")
    send(office, reverse("reorganise"), **FAR, old_1=str(gap.county.unit_id), confirm="1")
    row = Reorganisation.objects.get()
    here = reverse("reorganisation", args=[row.id])
    off = reverse("reorganisation_call_off", args=[row.id])
    page = office.get(here)
    assert off in page.content.decode()
    assert "自2030-01-01起生效" in words(page).replace(" ", "")
    assert desks("leading_group").get(off).status_code == 403
    assert send(office, off, reason="").status_code == 422
    assert send(office, off, reason="上级另有安排").status_code == 302
    assert "上级另有安排" in words(office.get(here))
    assert off not in office.get(here).content.decode()
    assert "已取消" in words(office.get(reverse("reorganisations")))
    again = send(office, off, reason="再取消")
    assert (again.status_code, "已取消" in words(again)) == (422, True)


def test_on_its_day_the_office_is_asked_and_brings_it_into_effect(gap: Gap, desks: Desks) -> None:
    office = desks("office")
    send(office, reverse("reorganise"), **FAR, old_1=str(gap.county.unit_id), confirm="1")
    effect = reverse("reorganisation_effect", args=[Reorganisation.objects.get().id])
    assert effect not in office.get(reverse("todo")).content.decode()
    early = send(office, effect)
    assert (early.status_code, "2030-01-01" in words(early)) == (422, True)
    gap.county.today = date(2030, 1, 1)
    assert effect in office.get(reverse("todo")).content.decode()
    assert send(office, effect).status_code == 302
    assert ("县城乡建设局" in covered(office), Organization.objects.filter(name="县城乡建设局").count()) == (True, 1)


def renamed(gap: Gap, office: Client) -> Organization:
    told = {**FAR, "on": gap.today.isoformat(), "old_1": str(gap.county.unit_id)}
    assert send(office, reverse("reorganise"), **told, confirm="1").status_code == 302
    return Organization.objects.get(name="县城乡建设局")


def test_a_renamed_unit_was_inspected_under_its_old_name(gap: Gap, desks: Desks) -> None:
    office, seen_on = desks("office"), gap.today
    gap.wait(3)
    renamed(gap, office)
    shown = covered(office)
    assert f"{seen_on} 原名县住房和城乡建设局，{seen_on}" in shown.partition("单位名录")[2]
    line = next(one for one in coverage_lines(None, gap.county.authority_id, gap.today) if one.carried)
    assert (line.body.name, line.last_on) == ("县城乡建设局", seen_on)


def test_a_renamed_unit_may_not_be_planned_as_if_it_never_was_inspected(gap: Gap, desks: Desks) -> None:
    office, county = desks("office"), gap.county
    gap.wait(3)
    new = renamed(gap, office)
    at = Round.objects.get(pk=gap.later.round_id)
    (visit,) = visits_seen_from(at, [new.id])[new.id]
    assert (visit.rounds_before, visit.same_term, visit.is_over) == (1, True, True)
    assert visits_seen_from(at)[new.id] == (visit,)
    assert county.unit_id in visits_seen_from(at)


def test_the_preview_tells_checks_letters_and_tasks_that_pass_on(gap: Gap, desks: Desks) -> None:
    office, county = desks("office"), gap.county
    gap.wait(3)
    (planned,) = gap.planned()
    findings = list(Finding.objects.filter(inspection_id=county.inspection_id).values_list("id", flat=True)[:2])
    letter = {"why": "common", "matter": "津贴补贴发放", "symptoms": "多头", "causes": "没有目录", "advice": "制定目录"}
    told = gap.do(write_letter, finding_ids=findings, receiver_id=county.unit_id, **letter).told
    sent = {"issuer": "青石县委巡察办", "series": "青巡建", "on": gap.today, "due_on": None}
    gap.do(send_letter, letter_id=uuid.UUID(told["letter"]), **sent)
    term = {"name": "十三届", "from_on": date(2016, 1, 1), "until_on": date(2020, 12, 31), "goals": ""}
    term_id = uuid.UUID(gap.do(plan_term, **term).told["term"])
    task = {"must": True, "sector": "城建", "pool": "", "person_days": 9, "is_priority": True, "has_look_back": True}
    gap.do(set_mandate, term_id=term_id, organization_id=county.unit_id, reason="", **task)
    wanted = {**FAR, "on": gap.today.isoformat(), "old_1": str(county.unit_id)}
    shown = words(send(office, reverse("reorganise"), **wanted, preview="1"))
    assert f"督查 {planned.on}" in shown
    assert "县住房和城乡建设局 津贴补贴发放" in shown
    assert "应巡任务 十三届 县住房和城乡建设局" in shown
    new = renamed(gap, office)
    carried = Mandate.objects.get(organization=new)
    assert {name: getattr(carried, name) for name in task} == task


def test_the_dossier_says_who_took_it_over(gap: Gap, desks: Desks) -> None:
    office, page = desks("office"), reverse("dossier", args=[gap.county.inspection_id])
    assert "存续至" not in words(office.get(page))
    gap.wait(3)
    renamed(gap, office)
    for name in ("office", "supervision_office"):
        assert f"现承继单位 县城乡建设局 县住房和城乡建设局存续至{gap.today - timedelta(days=1)}" in words(
            desks(name).get(page)
        )
