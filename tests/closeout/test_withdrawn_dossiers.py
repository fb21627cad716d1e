"""A dossier opened by mistake is withdrawn: it stays with its reason, and counts nowhere; its unit may come again."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any

import pytest
from django.urls import reverse

from bihuan.access.models import Assignment
from bihuan.api import clock as api_clock
from bihuan.closeout import withdrawing
from bihuan.desk.chances import verdict_for
from bihuan.desk.offers import OFFERS
from bihuan.domain.coverage import Coverage
from bihuan.domain.lifecycle.inspection import InspectionStage
from bihuan.domain.lifecycle.machine import MayNot, NoSuchStep, StepRefused
from bihuan.domain.reorganisation import Sort
from bihuan.domain.roles import Role
from bihuan.dossiers.actions import PlaceTaken, open_inspection, open_round
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.people import grant, ties_of
from bihuan.dossiers.steps import NoSuchThing, ReasonMissing
from bihuan.fieldwork.guide_tables import GuideInUse
from bihuan.fieldwork.guides import inspections_with
from bihuan.ledger.models import Entry
from bihuan.planning.keeping import record_cost
from bihuan.planning.loads import loads_of
from bihuan.planning.placing import remove_placement
from bihuan.planning.queries import coverage_lines
from bihuan.supervision.models import ReorganisedDossier
from bihuan.supervision.reorganisation_steps import lacks_of
from bihuan.teams.withdrawing import withdraw_round
from bihuan.web.figures import figures_of
from bihuan.web.lists.dossiers import dossiers_asked, rounds_listed
from bihuan.web.todo.desk import Desk
from bihuan.web.todo.tasks import dossier_steps
from tests.closeout.hanging import authorised_team, cost
from tests.county import County, new_key
from tests.database.states import state_of_ledger, state_of_tables
from tests.planning.plans import Plans, planned
from tests.planning.test_plans import inspected, refused
from tests.supervision.test_reorganising import Reform
from tests.web.desks import Desks, at, send, words
from tests.web.workbooks import out, rows_in

pytestmark = pytest.mark.django_db
WHY = {"reason": "误列单位"}


def opened_again(county: County, number: int = 2, **other: Any) -> uuid.UUID:
    told: dict[str, Any] = {"round_id": county.round_id, "organization_id": county.unit_id, "number": number}
    told |= {"supervision_office_id": county.office_id, "kind": "routine", "team_name": "县委第一巡察组"}
    told |= {"responsible_department_needed": False, "now": county.now, "key": new_key()}
    return uuid.UUID(open_inspection(actor=county.office, **told | other).told["inspection"])


def beside_one_that_was_fed_back() -> County:
    """Return a county with a dossier under rectification, whose present one was opened by mistake beside it."""
    county = County().found().fed_back().planned_and_accepted()
    unit, _path = county.organization("县教育局", "department")
    county.inspection_id = opened_again(county, organization_id=unit)
    return county


def kept(county: County) -> Inspection:
    return Inspection.everything.get(pk=county.inspection_id)


def test_it_stays_with_its_reason_and_the_ledger_tells_the_whole_course() -> None:
    county = County().found()
    done = county.do(county.office, "withdraw_dossier", **WHY)
    row = kept(county)
    assert (row.stage, row.withdrawn_on, row.withdrawn_reason) == (InspectionStage.WITHDRAWN, county.today, "误列单位")
    assert not Inspection.objects.filter(pk=row.id).exists()
    own = Entry.objects.filter(stream=row.stream).order_by("number")
    assert list(own.values_list("action", "reason")) == [("open_inspection", ""), ("withdraw_dossier", "误列单位")]
    assert done.told["number"] == 1
    assert state_of_ledger() == state_of_tables()


def test_only_the_office_withdraws_one_with_a_reason_once_and_before_anybody_went_in() -> None:
    county = County().found()
    with pytest.raises(MayNot):
        county.do(county.team_leader, "withdraw_dossier", **WHY)
    with pytest.raises(ReasonMissing):
        withdrawing.withdraw(
            actor=county.office, inspection_id=county.inspection_id, reason=" ", now=county.now, key=new_key()
        )
    told = {"actor": county.office, "inspection_id": county.inspection_id, **WHY, "now": county.now, "key": new_key()}
    first = withdrawing.withdraw(**told)
    assert (first.repeated, withdrawing.withdraw(**told).repeated) == (False, True)
    with pytest.raises(NoSuchThing):
        county.do(county.office, "withdraw_dossier", **WHY)
    on_site = County().found()
    on_site.do(on_site.office, "enter_site")
    with pytest.raises(NoSuchStep):
        on_site.do(on_site.office, "withdraw_dossier", **WHY)


def test_what_hangs_on_it_is_told_all_at_once_and_changes_nothing() -> None:
    county = County().found()
    authorised_team(county)
    cost(county)
    with pytest.raises(StepRefused) as caught:
        county.do(county.office, "withdraw_dossier", **WHY)
    found = [(one.code, one.subject) for one in caught.value.verdict.blockers]
    assert found == [("team.authorised", "县委第一巡察组"), ("cost.recorded", "inspection")]
    assert kept(county).stage == InspectionStage.PLANNED


def test_the_roles_on_it_end_and_its_guide_is_put_aside_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    desks = at(County().found(), monkeypatch)
    county = desks.county
    leader, member = desks.account("team_leader"), desks.account("member")
    county.do(county.office, "choose_guide", guide="layered:department")
    shown = words(desks("office").get(reverse("dossier_do", args=[county.inspection_id, "withdraw_dossier"])))
    assert "某team_leader（巡察组组长）、某member（巡察组组员）" in shown
    assert "已选用的指引随之停用" in shown
    county.do(county.office, "withdraw_dossier", **WHY)
    ends = Assignment.objects.filter(dossier_id=county.inspection_id).values_list("account_id", "until_on")
    assert set(ends) == {(leader.pk, county.today), (member.pk, county.today)}
    assert GuideInUse.objects.get().ended_reason == "误列单位"
    assert Entry.objects.filter(action="end", reason="误列单位").count() == 2
    assert state_of_ledger() == state_of_tables()
    assert ties_of(leader).seats, "who held a role on it can be given others"
    with pytest.raises(NoSuchThing):
        grant(
            actor=county.office,
            account_id=leader.pk,
            role=Role.DEPUTY,
            path="",
            dossier_id=county.inspection_id,
            from_on=county.today,
            until_on=None,
            now=county.now,
            key=new_key(),
        )


def test_its_unit_comes_again_under_a_new_number_for_the_old_one_stays_its_own() -> None:
    county = County().found()
    with pytest.raises(PlaceTaken):
        opened_again(county)
    county.do(county.office, "withdraw_dossier", **WHY)
    with pytest.raises(PlaceTaken, match="number_in_round"):
        opened_again(county, number=1)
    first, county.inspection_id = county.inspection_id, opened_again(county)
    county.do(county.office, "withdraw_dossier", reason="又误列")
    third = opened_again(county, number=3)
    assert [one.id for one in Inspection.everything.order_by("number")] == [first, county.inspection_id, third]
    assert [one.id for one in Inspection.objects.all()] == [third]


def test_no_later_deed_finds_it() -> None:
    county = County().found()
    county.do(county.office, "withdraw_dossier", **WHY)
    told = {"kind": "travel", "paid_by": "sending", "fen": 1, "people": 1, "days_away": 0, "remark": ""}
    given = {"on": county.today, "now": county.now, "key": new_key()}
    with pytest.raises(NoSuchThing):
        record_cost(actor=county.office, inspection_id=county.inspection_id, **told, **given)
    for name, more in (("enter_site", {}), ("choose_guide", {"guide": "layered:department"})):
        with pytest.raises(NoSuchThing):
            county.do(county.office, name, **more)
        with pytest.raises(NoSuchStep):
            verdict_for(county.office, OFFERS[name], kept(county))


# --- figures, lists, coverage, what waits -------------------------------------------------------------


def test_the_sums_of_the_leaders_page_lose_it_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are kept by dossier; of the one beside it nothing changes."""
    county = beside_one_that_was_fed_back()
    desks = at(county, monkeypatch)
    before = figures_of(county.office)
    assert (before.dossiers["planned"], before.dossiers["rectifying"], before.findings) == (1, 1, 3)
    shown = words(desks("leading_group").get(reverse("cockpit")))
    assert "待进驻 1" in shown
    county.do(county.office, "withdraw_dossier", **WHY)
    after = figures_of(county.office)
    assert after == replace(before, dossiers={**before.dossiers, "planned": 0})
    assert sum(after.dossiers.values()) == 1
    shown = words(desks("leading_group").get(reverse("cockpit")))
    assert "待进驻 0" in shown
    assert "已撤销" not in shown


def test_lists_rounds_and_what_waits_lose_it_and_its_own_stage_still_lists_it() -> None:
    county = beside_one_that_was_fed_back()

    def listed(**asked: str) -> list[str]:
        return [one.organization_name for one in dossiers_asked(county.office, asked)]

    def waits() -> list[str]:
        return [task.unit for task in dossier_steps(Desk(county.office))]

    assert set(listed()) == {"县教育局", "县住房和城乡建设局"}
    assert rounds_listed(county.office)[0].stages == (("planned", 1), ("rectifying", 1))
    assert any("县教育局" in one for one in waits())
    county.do(county.office, "withdraw_dossier", **WHY)
    assert listed() == ["县住房和城乡建设局"]
    assert listed(stage="planned") == []
    assert listed(stage="withdrawn") == ["县教育局"]
    assert rounds_listed(county.office)[0].stages == (("rectifying", 1),)
    assert waits() == []


def put_and_opened() -> tuple[Plans, uuid.UUID]:
    plans = planned()
    first = plans.laid_out()[0]
    plans.put(first, plans.county.unit_id)
    plans.county.inspection_id = inspected(plans, first)
    return plans, first


def state(plans: Plans) -> Coverage:
    unit = str(plans.county.unit_id)
    lines = coverage_lines(plans.term, plans.county.authority_id, plans.county.today)
    return next(line.state for line in lines if line.body.key == unit)


def test_the_place_in_the_round_stays_until_it_is_taken_out_and_then_nothing_covers_the_unit() -> None:
    plans, first = put_and_opened()
    county = plans.county
    [placed] = loads_of(plans.term, county.today)[0].placed
    assert placed.has_dossier
    told = {"placement_id": placed.row.id, "reason": "误列"}
    assert refused(lambda: plans.do(remove_placement, **told)) == ["placement.has_dossier"]
    county.do(county.office, "withdraw_dossier", **WHY)
    [placed] = loads_of(plans.term, county.today)[0].placed
    assert (placed.has_dossier, state(plans)) == (False, Coverage.PLANNED)
    plans.do(remove_placement, **told)
    assert state(plans) is Coverage.OPEN
    plans.do(withdraw_round, round_id=first, reason="误排")
    assert kept(county).round_id == first


def test_one_that_was_opened_without_a_place_covers_its_unit_no_more() -> None:
    plans = planned()
    plans.county.inspection_id = inspected(plans, plans.laid_out()[0])
    assert state(plans) is Coverage.PLANNED
    plans.county.do(plans.county.office, "withdraw_dossier", **WHY)
    assert state(plans) is Coverage.OPEN


def test_no_guide_counts_it_and_no_successor_is_told_of_it() -> None:
    reform = Reform()
    county, first = reform.county, reform.county.inspection_id
    told = {"name": "第二轮", "term": "十三届", "number": 2, "from_on": county.today, "until_on": None}
    opened = open_round(actor=county.office, **told, now=county.now, key=new_key())
    county.inspection_id = opened_again(county, number=1, round_id=uuid.UUID(opened.told["round"]))
    county.do(county.office, "choose_guide", guide="layered:department")
    row = reform.reorganised(Sort.RENAME, [county.unit_id], founded=1)

    def to_tell() -> set[uuid.UUID]:
        return set(ReorganisedDossier.objects.filter(reorganisation=row).values_list("dossier_id", flat=True))

    guided = inspections_with(county.authority_id, "layered:department")
    assert to_tell() == {first, county.inspection_id}
    ReorganisedDossier.objects.filter(dossier=first).update(told_on=county.today)
    assert "feedback" in [one.code for one in lacks_of(row, county.today)]
    county.do(county.office, "withdraw_dossier", **WHY)
    assert to_tell() == {first}
    assert "feedback" not in [one.code for one in lacks_of(row, county.today)]
    assert inspections_with(county.authority_id, "layered:department") == guided - 1


# --- pages, workbook, programs -------------------------------------------------------------------------


@pytest.fixture
def desks(monkeypatch: pytest.MonkeyPatch) -> Desks:
    found = at(County().found(), monkeypatch)
    monkeypatch.setattr(api_clock, "today", lambda: found.county.today)
    monkeypatch.setattr(api_clock, "now", lambda: found.county.now)
    return found


def withdrawn(desks: Desks) -> str:
    """Withdraw the dossier on its page, and return where that leads."""
    page = reverse("dossier_do", args=[desks.county.inspection_id, "withdraw_dossier"])
    answer = send(desks("office"), page, **WHY)
    assert answer.status_code == 302, words(answer)
    return str(answer.url)


def test_its_page_says_that_it_was_withdrawn_and_why_and_offers_no_deed(desks: Desks) -> None:
    office, county = desks("office"), desks.county
    shown = office.get(reverse("dossier", args=[county.inspection_id]))
    assert reverse("dossier_do", args=[county.inspection_id, "withdraw_dossier"]) in shown.content.decode()
    shown = office.get(withdrawn(desks))
    assert "误建档案，已于 2018-01-08 撤销 ：误列单位" in words(shown)
    assert "/do/" not in shown.content.decode()
    assert "撤销误建档案" in words(office.get(reverse("dossier_course", args=[county.inspection_id])))
    again = opened_again(county)
    shown = office.get(reverse("dossier", args=[county.inspection_id]))
    assert reverse("dossier", args=[again]) in shown.content.decode()
    for page in ("stay", "working_papers", "to_feedback", "tips", "guide_on_site"):
        assert office.get(reverse(page, args=[county.inspection_id])).status_code == 404, page
    for name in ("unit_head", "other_unit"):
        assert desks(name).get(reverse("dossier", args=[county.inspection_id])).status_code == 404


def test_a_form_that_is_sent_twice_withdraws_once(desks: Desks) -> None:
    office, page = desks("office"), reverse("dossier_do", args=[desks.county.inspection_id, "withdraw_dossier"])
    told = {"key": str(uuid.uuid4()), **WHY}
    first, second = office.post(page, told), office.post(page, told)
    assert (first.status_code, second.status_code, first.url) == (302, 302, second.url)
    assert office.get(page).status_code == 404
    assert Entry.objects.filter(action="withdraw_dossier").count() == 1


def test_what_stands_in_the_way_leads_to_where_it_is_ended(desks: Desks) -> None:
    county = desks.county
    authorised_team(county)
    shown = desks("office").get(reverse("dossier_do", args=[county.inspection_id, "withdraw_dossier"]))
    assert "县委第一巡察组已获授权进驻该单位" in words(shown)
    assert reverse("authorisation", args=[county.round_id]) in shown.content.decode()


def test_round_list_and_workbook_say_that_it_was_withdrawn(desks: Desks) -> None:
    office, county = desks("office"), desks.county
    withdrawn(desks)
    shown = words(office.get(reverse("round_plan", args=[county.round_id])))
    assert "误建已撤销的档案 1 序号 1 县住房和城乡建设局 2018-01-08 撤销：误列单位" in shown
    assert "2018-01-08 撤销：误列单位" in words(office.get(reverse("dossiers"), {"stage": "withdrawn"}))
    assert "误列单位" not in words(office.get(reverse("dossiers")))
    [row] = rows_in(out(office, "dossiers", stage="withdrawn"))
    assert (row["阶段"], str(row["撤销日期"])[:10], row["撤销理由"]) == ("已撤销", "2018-01-08", "误列单位")


def test_programs_withdraw_it_and_read_it_by_its_stage(desks: Desks) -> None:
    office, county = desks("office"), desks.county
    deed, one = reverse("api:withdraw_dossier", args=[county.inspection_id]), county.inspection_id
    assert office.get(deed).json()["allowed"] is True
    key = {"Idempotency-Key": new_key()}
    for is_repeated in (False, True):
        answer = office.post(deed, WHY, content_type="application/json", headers=key)
        assert (answer.status_code, answer.json()["repeated"]) == (200, is_repeated), answer.content
    assert office.get(reverse("api:inspections")).json()["items"] == []
    [line] = office.get(reverse("api:inspections"), {"stage": "withdrawn"}).json()["items"]
    assert (line["id"], line["withdrawn_on"], line["withdrawn_reason"]) == (str(one), "2018-01-08", "误列单位")
    told = office.get(reverse("api:inspection", args=[one])).json()
    assert (told["stage"], told["withdrawn_reason"]) == ("withdrawn", "误列单位")
    assert office.get(deed).status_code == 404
    assert office.get(reverse("api:inspection_deeds", args=[one])).json() == []
    assert desks("unit_head").get(reverse("api:inspection", args=[one])).status_code == 404
