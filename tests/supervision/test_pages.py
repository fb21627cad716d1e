"""The pages of supervision: from the to-do to the plan, the team, the check, the next plan; and who sees nothing."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from bihuan.domain.rolling import PlanKind, Side, Verdict
from bihuan.dossiers.models import Inspection
from bihuan.organizations.own_packs import choose_packs, release_pack
from bihuan.rules.rolling import latest_plan_day
from bihuan.simulate.vocabulary import places
from bihuan.supervision import recording
from bihuan.supervision.joint_teams import MemberAsked
from bihuan.supervision.models import Check, JointTeam, PlannedCheck, PlannedMatter, SupervisionPlan
from bihuan.supervision.planning import CheckAsked
from bihuan.supervision.recording import Looked
from bihuan.web.pages.supervision import card_of
from bihuan.web.sheets.supervision import paper_values
from tests.architecture.test_the_house import SOURCE
from tests.county import PACKS, County, new_key
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


def offered(response: Any, name: str) -> list[str]:
    """Return what a page offers ticked under a name."""
    return re.findall(rf'name="{name}" value="([^"]+)"[^>]* checked', response.content.decode())


def proposed(office: Any) -> dict[str, Any]:
    """Return the proposal as its page would send it back."""
    shown = office.get(reverse("supervision_propose"))
    page = shown.content.decode()
    dossiers = offered(shown, "dossier")
    told: dict[str, Any] = {"dossier": dossiers, "key": key_on(shown)}
    for one in dossiers:
        told[f"finding_{one}"] = offered(shown, f"finding_{one}")
        told[f"on_{one}"] = re.findall(rf'name="on_{one}" value="([^"]+)"', page)[0]
    for name in ("name", "from_on", "until_on"):
        told[name] = re.findall(rf'name="{name}" value="([^"]*)"', page)[0]
    return told | {"methods": ["records", "visits"]}


def test_the_office_walks_from_the_proposal_to_the_next_plan(gap: Gap, desks: Desks) -> None:
    office, at_id = desks("office"), gap.county.authority_id
    assert reverse("supervision_propose") in office.get(reverse("todo")).content.decode()
    answer = office.post(reverse("supervision_propose"), proposed(office))
    plan = SupervisionPlan.objects.get(authority_id=at_id)
    assert answer["Location"] == reverse("supervision_plan", args=[plan.id])
    planned = PlannedCheck.objects.get(plan=plan)
    assert planned.methods == ["records", "visits"]
    form = reverse("joint_team_form", args=[plan.id])
    assert form in office.get(reverse("todo")).content.decode()
    seats: dict[str, Any] = {"name": "第一联合督查组", "planned": [str(planned.id)]}
    for place, side in enumerate(Side, 1):
        seats |= {f"name_{place}": f"组员{place}", f"side_{place}": side.value, f"body_{place}": str(gap.body())}
    lacking = send(office, form, **{**seats, "name_4": ""})
    assert lacking.status_code == 422
    assert "组内缺少以下方面的人员：组织" in words(lacking)
    assert send(office, form, **seats).status_code == 302
    assert JointTeam.objects.get(plan=plan).name == "第一联合督查组"
    record = reverse("planned_record", args=[planned.id])
    shown = office.get(reverse("supervision_plan", args=[plan.id]))
    assert record in shown.content.decode()
    first, second, third = (gap.county.finding(number).id for number in "123")
    told = {
        "on": gap.today.isoformat(),
        "account": "查阅台账",
        f"verdict_{first}": "true",
        f"verdict_{second}": "not_done",
        f"remark_{second}": "没有退款凭证",
        f"verdict_{third}": "not_looked",
    }
    assert "已登记：属实 1 项，退回 1 项" in words(office.get(send(office, record, **told)["Location"]))
    assert Check.objects.get(planned=planned).inspection_id == gap.county.inspection_id
    dossier = reverse("dossier", args=[gap.county.inspection_id])
    for url in (reverse("supervision_plan", args=[plan.id]), dossier, reverse("finding", args=[first])):
        assert "属实（整改进度：部分整改）" in words(office.get(url)), "one finding reads alike wherever it stands"
    assert "没有退款凭证" in words(desks("unit_liaison").get(reverse("todo"))), "it stands on the unit's to-do"
    again = office.get(reverse("supervision_propose"))
    assert "上次督查退回" in words(again)
    assert "上次未查看，结转" in words(again)


def test_a_unit_of_which_nothing_is_ticked_is_not_checked_whole(gap: Gap, desks: Desks) -> None:
    office, page = desks("office"), reverse("supervision_propose")
    told, one = proposed(office), str(gap.county.inspection_id)
    later = (gap.today + timedelta(days=3)).isoformat()
    told |= {f"finding_{one}": [], f"on_{one}": later, "methods": ["visits"]}
    refused = office.post(page, told)
    assert refused.status_code == 422
    assert "县住房和城乡建设局没有勾选任何事项" in words(refused)
    assert not SupervisionPlan.objects.exists()
    assert offered(refused, "dossier") == [one], "what was ticked stays ticked"
    assert offered(refused, f"finding_{one}") == [], "and what was not stays unticked"
    assert f'name="on_{one}" value="{later}"' in refused.content.decode()
    second = str(gap.county.finding("2").id)
    assert office.post(page, {**told, f"finding_{one}": [second]}).status_code == 302
    assert [str(row.finding_id) for row in PlannedMatter.objects.all()] == [second]


def test_a_check_without_its_joint_team_leads_to_forming_one(gap: Gap, desks: Desks) -> None:
    (planned,) = gap.planned()
    office, record = desks("office"), reverse("planned_record", args=[planned.id])
    form = reverse("joint_team_form", args=[planned.plan_id])
    todo = office.get(reverse("todo")).content.decode()
    assert record not in todo
    assert form in todo
    plan = office.get(reverse("supervision_plan", args=[planned.plan_id])).content.decode()
    assert record not in plan
    assert form in plan
    asked = office.get(record)
    assert "先组建联合督查组" in words(office.get(asked["Location"]))
    gap.team([planned])
    assert record in office.get(reverse("todo")).content.decode()


def test_a_check_sent_back_without_a_reason_keeps_what_was_typed(gap: Gap, desks: Desks) -> None:
    (planned,) = gap.planned()
    gap.team([planned])
    first = gap.county.finding("1").id
    told = {"on": gap.today.isoformat(), "account": "仔细看过", f"verdict_{first}": Verdict.NOT_DONE.value}
    for number in "23":
        told[f"verdict_{gap.county.finding(number).id}"] = "not_looked"
    answer = send(desks("office"), reverse("planned_record", args=[planned.id]), **told)
    assert answer.status_code == 422
    assert "没有写明理由" in words(answer)
    assert "仔细看过" in words(answer)


def test_a_unit_and_whoever_is_in_no_joint_team_see_nothing_of_plans(gap: Gap, desks: Desks) -> None:
    (planned,) = gap.planned()
    for name in ("unit_head", "unit_liaison"):
        client = desks(name)
        assert client.get(reverse("supervision_plans")).status_code == 403
        assert client.get(reverse("supervision_plan", args=[planned.plan_id])).status_code == 403
        assert client.get(reverse("planned_record", args=[planned.id])).status_code == 403
        assert reverse("supervision_plans") not in client.get(reverse("todo")).content.decode()
    leader = desks("team_leader")
    assert "还没有督查计划" in words(leader.get(reverse("supervision_plans")))
    assert leader.get(reverse("supervision_plan", args=[planned.plan_id])).status_code == 404
    assert leader.get(reverse("planned_record", args=[planned.id])).status_code == 404


def test_a_plan_goes_out_as_a_workbook_and_as_a_paper(gap: Gap, desks: Desks) -> None:
    (planned,) = gap.planned()
    gap.team([planned])
    office, plan = desks("office"), planned.plan_id
    row, *_more = comes_back(office, "supervision_plan", plan)
    assert {"县住房和城乡建设局", "上上轮持续整改"} <= set(row.values())
    (listed,) = comes_back(office, "supervision_plans")
    assert (listed["督查"], listed["已督查"]) == (1, 0)
    assert desks("team_leader").get(reverse("sheet_workbook", args=["supervision_plan", plan])).status_code == 404
    paper = office.get(reverse("supervision_paper", args=[plan, "docx"]))
    assert paper.status_code == 200
    assert paper.content[:2] == b"PK"
    assert office.get(reverse("supervision_paper", args=[plan, "exe"])).status_code == 404


def test_a_plan_longer_than_a_workbook_says_so_on_its_page(gap: Gap, desks: Desks, settings: Any) -> None:
    (planned,) = gap.planned()
    office, plan = desks("office"), planned.plan_id
    settings.EXPORT_MOST = 0
    answer = office.get(reverse("sheet_workbook", args=["supervision_plan", plan]))
    assert answer["Location"] == reverse("supervision_plan", args=[plan])
    assert "没有导出" in words(office.get(answer["Location"]))


def test_visits_are_listed_with_their_coverage_and_planned_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gap = Gap(county=county_asking())
    gap.wait(100)
    desks = at(gap.county, monkeypatch)
    office, page = desks("office"), reverse("return_visits") + "?kind=return_visit"
    shown = office.get(page)
    assert "应当进行" in words(shown)
    assert "0%" in words(shown)
    assert page.replace("&", "&amp;") in office.get(reverse("todo")).content.decode()
    ticked = offered(shown, "dossier")
    assert str(gap.county.inspection_id) in ticked
    told = {"name": "巡察回访", "from_on": gap.today.isoformat(), "until_on": gap.today.isoformat(), "dossier": ticked}
    answer = office.post(page, {**told, "key": key_on(shown)})
    assert answer.status_code == 302, words(answer)
    rows = PlannedCheck.objects.filter(plan__kind="return_visit")
    assert {row.dossier_id for row in rows} == {uuid.UUID(one) for one in ticked}
    visit = rows.get(dossier_id=gap.county.inspection_id)
    record = reverse("planned_record", args=[visit.id])
    unseen = {f"verdict_{gap.county.finding(number).id}": "not_looked" for number in "123"}
    empty = send(office, record, on=gap.today.isoformat(), account="走访群众", **unseen)
    assert empty.status_code == 422
    assert "全部未查看，不能算一次督查" in words(empty)
    assert "走访群众" in words(empty)
    assert "50%" not in words(office.get(page))
    gap.record(visit, Looked(gap.county.finding("1").id, Verdict.TRUE))
    assert "50%" in words(office.get(page))


def test_a_visit_of_old_that_looked_at_nothing_covers_nobody_and_is_told_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gap = Gap(county=county_asking())
    gap.wait(100)
    office = at(gap.county, monkeypatch)("office")
    (planned,) = gap.planned(CheckAsked(gap.county.inspection_id, gap.today), kind=PlanKind.RETURN_VISIT)
    with pytest.MonkeyPatch.context() as before:
        before.setattr(recording, "refuse_nothing_seen", lambda *_told, **_named: None)
        gap.record(planned)
    assert "50%" not in words(office.get(reverse("return_visits")))
    shown = words(office.get(reverse("supervision_plan", args=[planned.plan_id])))
    assert "1 项督查 0 已督查" in shown, shown
    assert "已登记但全部未查看，不计入" in shown


def test_a_refused_plan_of_visits_keeps_every_tick_as_it_was_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    gap = Gap(county=county_asking())
    gap.wait(100)
    office, page = at(gap.county, monkeypatch)("office"), reverse("return_visits")
    shown = office.get(page)
    assert offered(shown, "dossier"), "who is due begins ticked"
    told = {"name": "巡察回访", "from_on": gap.today.isoformat(), "until_on": gap.today.isoformat()}
    refused = office.post(page, {**told, "key": key_on(shown)})
    assert refused.status_code == 422
    assert offered(refused, "dossier") == []


def test_visits_of_a_far_day_are_refused_with_the_latest_day_which_the_form_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gap = Gap(county=county_asking())
    gap.wait(100)
    office, page = at(gap.county, monkeypatch)("office"), reverse("return_visits")
    shown, latest = office.get(page), latest_plan_day(gap.today).isoformat()
    assert f"最晚到 {latest}" in words(shown)
    told = {"name": "巡察回访", "from_on": gap.today.isoformat(), "dossier": offered(shown, "dossier")}
    refused = office.post(page, {**told, "until_on": "2098-01-01", "key": key_on(shown)})
    assert refused.status_code == 422
    assert f"请选择不晚于 {latest} 的日期" in words(refused)
    assert not PlannedCheck.objects.exists()


def test_what_a_consent_holds_is_told_above_the_form_and_nothing_typed_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    gap = Gap(county=County().found().closable())
    gap.wait(1)
    office = at(gap.county, monkeypatch)("office")
    (planned,) = gap.planned(CheckAsked(gap.county.inspection_id, gap.today), kind=PlanKind.SPECIAL_CHECK)
    first = gap.county.finding("1")
    told = {f"verdict_{gap.county.finding(number).id}": "not_looked" for number in "123"}
    told |= {f"verdict_{first.id}": "not_true", f"remark_{first.id}": "照片系摆拍"}
    record = reverse("planned_record", args=[planned.id])
    answer = send(office, record, on=gap.today.isoformat(), account="走访群众", **told)
    assert answer.status_code == 422
    assert "没有登记任何内容" in words(answer)
    assert "照片系摆拍" in words(answer)
    assert not Check.objects.filter(planned=planned).exists()


def test_whoever_withdraws_a_check_reads_before_and_after_what_it_leaves_open(gap: Gap, desks: Desks) -> None:
    gap.county.sign_off("1")
    (planned,) = gap.planned(CheckAsked(gap.county.inspection_id, gap.today))
    gap.record(planned, Looked(gap.county.finding("1").id, Verdict.NOT_TRUE, "与台账不符"))
    office, form = desks("office"), reverse("check_do", args=[Check.objects.get().id, "withdraw_check"])
    first = gap.county.finding("1")
    assert f"仍保持重新打开或退回的状态；确系误登的，由单位再次申请、重新审核销号：{first.number}" in words(
        office.get(form)
    ).replace(" ", "")
    assert send(office, form, reason="登错").status_code == 302
    shown = words(office.get(reverse("dossier", args=[gap.county.inspection_id])))
    assert "该次督查重新打开或退回的问题仍保持原状：1" in shown


def test_a_dossier_that_was_closed_leaves_what_waits_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    gap = Gap(county=County().found().closable())
    (planned, _later) = gap.planned(
        CheckAsked(gap.county.inspection_id, gap.today), CheckAsked(gap.later.inspection_id, gap.today)
    )
    office, plan = at(gap.county, monkeypatch)("office"), reverse("supervision_plan", args=[planned.plan_id])
    form = reverse("joint_team_form", args=[planned.plan_id])
    assert str(planned.id) in office.get(form).content.decode()
    assert "2 项尚无督查组" in words(office.get(reverse("todo")))
    gap.county.do(gap.county.office, "close")
    shown = words(office.get(plan))
    assert "已报结，不再督查" in shown
    assert "该项督查自动退出计划" in shown
    assert reverse("planned_drop", args=[planned.id]) not in office.get(plan).content.decode()
    assert str(planned.id) not in office.get(form).content.decode()
    assert "1 项尚无督查组" in words(office.get(reverse("todo")))


def test_a_dossier_that_is_in_the_plan_is_not_offered_again(gap: Gap, desks: Desks) -> None:
    (planned,) = gap.planned()
    form = reverse("planned_add", args=[planned.plan_id])
    page = desks("office").get(form).content.decode()
    assert str(planned.dossier_id) not in page
    assert str(gap.later.inspection_id) in page
    assert f'value="{gap.today.isoformat()}"' in page, "a day of the plan to begin with"


@pytest.mark.parametrize(("kind", "looks"), [(PlanKind.ROLLING, "primary"), (PlanKind.RETURN_VISIT, "light")])
def test_forming_a_team_is_the_first_thing_to_do_only_where_the_rule_asks_for_one(
    gap: Gap, desks: Desks, kind: PlanKind, looks: str
) -> None:
    (planned,) = gap.planned(CheckAsked(gap.county.inspection_id, gap.today), kind=kind)
    page = desks("office").get(reverse("supervision_plan", args=[planned.plan_id])).content.decode()
    form = reverse("joint_team_form", args=[planned.plan_id])
    assert f'<a class="btn btn-{looks} btn-sm" href="{form}">' in page


def county_asking() -> County:
    """Return a county whose own pack asks for return visits."""
    county = County().found()
    text = places()["later_packs"]["visits"].replace("since: 2026-01-01", "since: 2017-07-01")
    for deed, told in (
        (release_pack, {"text": text}),
        (choose_packs, {"packs": [*PACKS, "qingshi-visits-2026"]}),
    ):
        deed(actor=county.office, reason="试行", now=county.now, key=new_key(), **told)  # type: ignore[operator]
    return county.fed_back().planned_and_accepted()


def test_what_is_past_its_day_is_told_in_every_list(gap: Gap, desks: Desks) -> None:
    (planned,) = gap.planned()
    (visit,) = gap.planned(CheckAsked(gap.county.inspection_id, gap.today), kind=PlanKind.RETURN_VISIT)
    office, over = desks("office"), "已过计划日"
    lists = [
        reverse("supervision_plan", args=[planned.plan_id]),
        reverse("joint_team_form", args=[planned.plan_id]),
        reverse("supervision_plans"),
        reverse("return_visits"),
        reverse("planned_record", args=[visit.id]),
    ]
    today = [main(office.get(one)).count(over) for one in lists]
    gap.wait(2)
    assert planned.on < gap.today <= planned.plan.until_on
    later = [main(office.get(one)).count(over) for one in lists]
    assert [after > before for before, after in zip(today, later, strict=True)] == [True] * len(lists)


def test_the_bill_says_which_of_its_findings_are_overdue(gap: Gap, desks: Desks) -> None:
    office, page = desks("office"), reverse("dossier_bill", args=[gap.county.inspection_id])
    assert 'tag-overdue">逾期' not in office.get(page).content.decode()
    gap.wait(300)
    assert office.get(page).content.decode().count('tag-overdue">逾期') == 3


def main(response: Any) -> str:
    """Return the words of a page without its menu."""
    return words(response).partition("督查计划")[2]


def test_the_team_s_check_stands_on_its_to_do_from_the_day_the_team_is_formed(gap: Gap, desks: Desks) -> None:
    account = desks.account("supervision_office")
    on = gap.today + timedelta(days=30)
    (planned,) = gap.planned(CheckAsked(gap.county.inspection_id, on))
    gap.team([planned], [*gap.members()[:3], MemberAsked("", "organisation", account_id=account.id)])
    record = reverse("planned_record", args=[planned.id])
    for name in ("supervision_office", "office"):
        assert record in desks(name).get(reverse("todo")).content.decode()


def test_every_to_do_looks_as_far_ahead_as_the_others() -> None:
    told = [path for path in (SOURCE / "web").rglob("*.py") if "IN_SIGHT =" in path.read_text("utf-8")]
    assert [path.name for path in told] == ["desk.py"]


def test_page_drawing_and_paper_of_a_plan_tell_what_was_done_and_leave_out_what_was_closed(
    gap: Gap, desks: Desks
) -> None:
    day = gap.today + timedelta(days=9)
    finding, later = gap.county.finding("1"), gap.later.finding("1")
    first, second = gap.planned(
        CheckAsked(gap.county.inspection_id, day, ("records",), (finding.id,), ()),
        CheckAsked(gap.later.inspection_id, day, ("records",), (later.id,), ()),
    )
    gap.wait(2)
    gap.record(first, Looked(finding.id, Verdict.TRUE))
    Inspection.objects.filter(pk=second.dossier_id).update(stage="closed", closed_on=gap.today)
    told = paper_values(card_of(gap.county.office, first.plan_id), gap.county.office)
    assert [(one["unit"], one["on"]) for one in told["checks"]] == [(first.dossier.organization_name, gap.today)]
    assert {one["unit"] for one in told["items"]} == {first.dossier.organization_name}
    shown = desks("office").get(reverse("supervision_plan", args=[first.plan_id]))
    assert "1 项督查" in words(shown)
    assert "督查 1 另有 1 项已报结或已取消，不再督查" in words(shown)
    drawn = shown.content.decode().partition('<svg class="timeline"')[2].partition("</svg>")[0]
    assert f"{first.dossier.organization_name} · {gap.today.isoformat()} · 已督查" in drawn
