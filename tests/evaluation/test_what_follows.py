"""What follows an evaluation: proposed by rule, decided by a person, notified, recorded; leaders told at once."""

from __future__ import annotations

import re
import uuid
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.urls import reverse

from bihuan.domain.consequences import (
    DueBeforeDecision,
    NoLookBackYet,
    NoScoreYet,
    NotMarkedGrave,
    OnlyWhereGrave,
    WithheldUnexplained,
)
from bihuan.domain.lifecycle.machine import MayNot
from bihuan.domain.sequence import FutureDay, OutOfOrder
from bihuan.dossiers.steps import NoSuchThing
from bihuan.evaluation.consequences import (
    FollowedAlready,
    NotDecided,
    NothingProposed,
    NotNotified,
    ProposedAlready,
)
from bihuan.evaluation.grave import GraveAlready, GraveNeeded
from bihuan.evaluation.leaders import NothingToTellOf
from bihuan.evaluation.models import Consequence, Evaluation, LeaderTold
from bihuan.planning.terms import plan_term
from bihuan.supervision.actions import NotYourEntry
from bihuan.web.words import day_words
from tests.county import County
from tests.evaluation.panels import county_at_sixty, scored_again
from tests.planning.plans import Plans
from tests.web.desks import Desks, at, send, words
from tests.web.workbooks import comes_back, rows_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    return county_at_sixty()


@pytest.fixture
def desks(county: County, monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(county, monkeypatch)


def decide(county: County, consequence: str, decision: str = "adopted", **more: Any) -> None:
    told = {"consequence": consequence, "decision": decision, "reason": "会议研究决定"}
    county.do(county.leading_group, "decide_consequence", **told, **more)


def notify(county: County, number: int = 1) -> None:
    county.do(county.office, "notify_consequence", number=number, notified_to="局党组", on=county.today)


def record(county: County, number: int = 1, who: str = "office") -> None:
    county.do(getattr(county, who), "record_consequence", number=number, on=county.today, record="已办理")


def page(desks: Desks, name: str) -> str:
    return words(desks(name).get(reverse("panel", args=[desks.county.inspection_id])))


def test_a_low_score_is_proposed_for_a_look_back_and_a_talk_with_the_clause(desks: Desks) -> None:
    shown = page(desks, "leading_group")
    assert shown.count("规则建议") == 2
    assert "对综合整改评估分值偏低的10个单位" in shown
    assert "规则建议" not in page(desks, "unit_head")


def test_a_talk_is_decided_notified_and_recorded_each_in_its_turn(county: County) -> None:
    with pytest.raises(NoSuchThing):
        notify(county)
    decide(county, "talk")
    with pytest.raises(NotNotified):
        record(county)
    notify(county)
    with pytest.raises(FollowedAlready):
        notify(county)
    record(county)
    with pytest.raises(FollowedAlready):
        record(county)
    row = Consequence.objects.get()
    assert (row.grounds, row.decision, row.recorded_on) == (["low_score"], "adopted", county.today)
    assert row.basis.startswith("evaluation-practice")


def test_only_the_leading_group_decides_and_only_what_is_proposed(county: County) -> None:
    with pytest.raises(NothingProposed):
        decide(county, "meeting_again")
    told = {"consequence": "talk", "decision": "adopted", "reason": "自行决定"}
    with pytest.raises(MayNot):
        county.do(county.office, "decide_consequence", **told)


def test_what_is_declined_is_not_notified_nor_proposed_again_for_the_same_evaluation(county: County) -> None:
    decide(county, "talk", "declined")
    with pytest.raises(NotDecided):
        notify(county)
    with pytest.raises(NothingProposed):
        decide(county, "talk")


def test_the_office_proposes_what_no_rule_finds_once_at_a_time(county: County) -> None:
    told = {"consequence": "meeting_again", "ground": "uneasy", "reason": "心里不托底"}
    county.do(county.office, "propose_consequence", **told)
    with pytest.raises(ProposedAlready):
        county.do(county.office, "propose_consequence", **told)
    decide(county, "meeting_again")


def test_the_unit_records_the_meeting_it_was_ordered_to_hold_again_and_nothing_else(county: County) -> None:
    told = {"ground": "other", "reason": "对照检查不深入"}
    county.do(county.office, "propose_consequence", consequence="meeting_again", **told)
    decide(county, "meeting_again")
    decide(county, "talk")
    for number in (1, 2):
        notify(county, number)
    with pytest.raises(NotYourEntry):
        record(county, 2, "unit_head")
    record(county, 1, "unit_head")


def test_accountability_waits_for_the_mark_that_the_case_is_grave(county: County) -> None:
    told = {"ground": "other", "reason": "拟问责"}
    for kind in ("accountability", "veto"):
        with pytest.raises(OnlyWhereGrave):
            county.do(county.office, "propose_consequence", consequence=kind, **told)
    assert not Consequence.objects.exists()
    county.do(county.office, "mark_grave", reason="长期不整改")
    with pytest.raises(GraveAlready):
        county.do(county.leading_group, "mark_grave", reason="再次认定")
    county.do(county.office, "propose_consequence", consequence="accountability", **told)
    county.do(county.leading_group, "withdraw_grave", reason="认定有误")
    with pytest.raises(OnlyWhereGrave):
        decide(county, "accountability")
    county.do(county.leading_group, "mark_grave", reason="长期不整改")
    decide(county, "accountability")


def test_a_ground_that_is_not_there_is_refused_with_the_reason(desks: Desks) -> None:
    county, office = desks.county, desks("office")
    url = reverse("dossier_do", args=[county.inspection_id, "propose_consequence"])
    told = {"consequence": "meeting_again", "reason": "对照检查不深入"}
    with pytest.raises(NotMarkedGrave):
        county.do(county.office, "propose_consequence", ground="grave", **told)
    row = Evaluation.objects.get()
    Evaluation.objects.update(total_hundredths=row.full_hundredths * 75 // 100)
    assert "得分为75%，不属偏低" in words(send(office, url, ground="low_score", **told))
    Evaluation.objects.update(withdrawn_on=county.today)
    with pytest.raises(NoScoreYet):
        county.do(county.office, "propose_consequence", ground="low_score", **told)
    Evaluation.objects.update(withdrawn_on=None, total_hundredths=row.full_hundredths * 74 // 100)
    county.do(county.office, "propose_consequence", ground="low_score", **told)


def test_a_proposal_by_mistake_is_declined_and_the_way_is_said(desks: Desks) -> None:
    county, office = desks.county, desks("office")
    url = reverse("dossier_do", args=[county.inspection_id, "propose_consequence"])
    told = {"consequence": "meeting_again", "ground": "uneasy", "reason": "心里不托底"}
    assert send(office, url, **told).status_code == 302
    assert "误提的由领导小组决定不采纳" in words(office.get(url))
    county.do(
        county.leading_group, "decide_consequence", consequence="meeting_again", decision="declined", reason="误提"
    )
    assert send(office, url, **told).status_code == 302


def test_the_mark_is_not_taken_back_under_what_was_adopted_on_it_and_nobody_knows(desks: Desks) -> None:
    county = desks.county
    county.do(county.office, "mark_grave", reason="长期不整改")
    county.do(county.office, "propose_consequence", consequence="veto", ground="grave", reason="拟一票否决")
    decide(county, "veto")
    with pytest.raises(GraveNeeded) as refused:
        county.do(county.office, "withdraw_grave", reason="认定有误")
    assert refused.value.adopted == ["veto"]
    url = reverse("dossier_do", args=[county.inspection_id, "decide_consequence"])
    assert 'value="veto"' in desks("leading_group").get(url).content.decode()
    decide(county, "veto", "declined")
    county.do(county.office, "withdraw_grave", reason="认定有误")
    assert Consequence.objects.get().decision == "declined"


def test_what_the_unit_knows_of_is_declined_no_more(county: County) -> None:
    county.do(county.office, "mark_grave", reason="长期不整改")
    county.do(county.office, "propose_consequence", consequence="veto", ground="grave", reason="拟一票否决")
    decide(county, "veto")
    notify(county)
    with pytest.raises(NothingProposed):
        decide(county, "veto", "declined")
    county.do(county.office, "withdraw_grave", reason="认定有误")


def test_what_is_to_be_done_is_due_on_the_day_of_the_decision_or_later(desks: Desks) -> None:
    county = desks.county
    before = county.today - timedelta(days=1)
    with pytest.raises(DueBeforeDecision) as refused:
        decide(county, "talk", due_on=before)
    assert (refused.value.due_on, refused.value.decided_on) == (before, county.today)
    url = reverse("dossier_do", args=[county.inspection_id, "decide_consequence"])
    told = {"consequence": "talk", "decision": "adopted", "reason": "会议研究", "due_on": before.isoformat()}
    shown = words(send(desks("leading_group"), url, **told))
    assert f"{day_words(before)}" in shown
    assert f"早于作出决定的日期{day_words(county.today)}" in shown
    assert not Consequence.objects.exists()
    decide(county, "talk", due_on=county.today)


def test_a_day_before_what_it_rests_on_is_refused_in_the_deed_s_own_name(desks: Desks) -> None:
    county = desks.county
    decide(county, "talk")
    office, before = desks("office"), (county.today - timedelta(days=1)).isoformat()
    told = {"number": "1", "on": before, "notified_to": "局党组", "record": "已约谈"}
    notice = reverse("dossier_do", args=[county.inspection_id, "notify_consequence"])
    assert "早于其所依据的“决定结果运用”" in (said := words(send(office, notice, **told)))
    assert "“告知结果运用决定”的日期" in said
    assert "“登记办理结果”" not in said
    notify(county)
    done = reverse("dossier_do", args=[county.inspection_id, "record_consequence"])
    assert "早于其所依据的“告知结果运用决定”" in (said := words(send(office, done, **told)))
    assert "“登记办理结果”的日期" in said


def test_a_publication_says_what_it_withholds_and_why(county: County) -> None:
    county.do(county.office, "propose_consequence", consequence="publication_party", ground="other", reason="典型问题")
    with pytest.raises(WithheldUnexplained):
        decide(county, "publication_party", withheld="涉及商业秘密的内容")
    decide(county, "publication_party", withheld="涉及商业秘密的内容", withheld_why="依法不公开")


def test_a_talk_that_withholds_something_is_refused_with_the_remedy(desks: Desks) -> None:
    url = reverse("dossier_do", args=[desks.county.inspection_id, "decide_consequence"])
    told = {
        "consequence": "talk",
        "decision": "adopted",
        "reason": "会议研究",
        "withheld": "案情",
        "withheld_why": "涉密",
    }
    assert "“约谈主要负责人”不属于通报" in words(send(desks("leading_group"), url, **told))
    assert not Consequence.objects.exists()


def test_the_unit_reads_what_it_was_notified_of_and_no_look_back(desks: Desks) -> None:
    county = desks.county
    decide(county, "talk")
    decide(county, "look_back")
    assert "约谈主要负责人" not in page(desks, "unit_head")
    notify(county, 1)
    notify(county, 2)
    shown = page(desks, "unit_head")
    assert "约谈主要负责人" in shown
    assert "回头看" not in shown


def test_who_has_the_move_finds_it_on_the_to_do(desks: Desks) -> None:
    county = desks.county
    assert "决定结果运用 · 约谈主要负责人" in words(desks("leading_group").get(reverse("todo")))
    decide(county, "talk")
    assert "告知结果运用决定 · 约谈主要负责人" in words(desks("office").get(reverse("todo")))
    notify(county)
    assert "登记办理结果 · 约谈主要负责人" in words(desks("office").get(reverse("todo")))
    record(county)
    assert "约谈主要负责人" not in words(desks("office").get(reverse("todo")))


def test_all_consequences_are_listed_filtered_and_taken_along(desks: Desks) -> None:
    decide(desks.county, "talk")
    client = desks("leading_group")
    assert "约谈主要负责人" in words(client.get(reverse("consequences")))
    cells = client.get(reverse("consequences"), {"state": "done"}).content.decode()
    assert "没有符合条件的结果运用事项" in cells
    proposed, row = comes_back(client, "consequences")
    assert (proposed["结果运用事项"], proposed["决定"]) == ("列为回头看对象", "待决定（规则建议）")
    assert row["结果运用事项"] == "约谈主要负责人"
    assert desks("unit_head").get(reverse("sheet_workbook", args=["consequences"])).status_code == 404
    assert desks("unit_head").get(reverse("consequences")).status_code == 403


def test_what_waits_for_its_decision_is_listed_whoever_proposed_it_and_leads_to_it(desks: Desks) -> None:
    county = desks.county
    told = {"consequence": "meeting_again", "ground": "uneasy", "reason": "心里不托底"}
    county.do(county.office, "propose_consequence", **told)
    client, asked = desks("leading_group"), {"state": "waiting"}
    listed = client.get(reverse("consequences"), asked)
    deciding = reverse("dossier_do", args=[county.inspection_id, "decide_consequence"])
    for kind, called in (
        ("talk", "约谈主要负责人"),
        ("look_back", "列为回头看对象"),
        ("meeting_again", "责令重开民主生活会"),
    ):
        assert called in words(listed)
        assert f"{deciding}?consequence={kind}" in listed.content.decode()
    assert words(listed).count("规则建议") == 2
    assert deciding not in desks("office").get(reverse("consequences"), asked).content.decode()
    talks = words(client.get(reverse("consequences"), asked | {"kind": "talk"}))
    assert talks.count("规则建议") == 1
    assert "没有符合条件" in words(client.get(reverse("consequences"), asked | {"q": "水利"}))
    assert "规则建议" not in words(client.get(reverse("consequences"), {"state": "adopted"}))
    for kind in ("talk", "look_back", "meeting_again"):
        decide(county, kind, "declined")
    assert "没有符合条件" in words(client.get(reverse("consequences"), asked))


def test_what_is_open_stands_first_by_its_day_and_what_a_rule_proposes_is_counted(desks: Desks) -> None:
    county = desks.county
    assert "结果运用 2" in page(desks, "office")
    decide(county, "talk", "declined")
    decide(county, "look_back", due_on=county.today + timedelta(days=9))
    told = {"ground": "other", "reason": "对照检查不深入"}
    county.do(county.office, "propose_consequence", consequence="meeting_again", **told)
    decide(county, "meeting_again", due_on=county.today + timedelta(days=2))
    listed = desks("office").get(reverse("consequences")).content.decode().split("<tbody>")[1]
    places = [listed.index(word) for word in ("责令重开民主生活会", "列为回头看对象", "约谈主要负责人")]
    assert places == sorted(places)


def test_what_is_over_its_day_says_so_on_the_page_and_on_the_list_and_can_be_filtered(desks: Desks) -> None:
    county = desks.county
    decide(county, "talk", due_on=county.today + timedelta(days=5))
    for listed in (page(desks, "office"), words(desks("office").get(reverse("consequences")))):
        assert "前办理" in listed
        assert "逾期 4 天" not in listed
    county.today += timedelta(days=9)
    client = desks("office")
    for listed in (page(desks, "office"), words(client.get(reverse("consequences"), {"state": "overdue"}))):
        assert "逾期 4 天" in listed
    notify(county)
    record(county)
    assert "逾期 4 天办结" in page(desks, "office")
    assert "没有符合条件的结果运用事项" in words(client.get(reverse("consequences"), {"state": "overdue"}))


def test_the_ranking_is_for_office_and_leading_group_and_its_mean_for_many_enough(desks: Desks) -> None:
    shown = words(desks("leading_group").get(reverse("evaluations")))
    assert "60 / 100" in shown
    assert "满5家才统计" in shown
    (row,) = comes_back(desks("leading_group"), "evaluations")
    assert (row["得分"], row["满分"]) == (60, 100)
    for name in ("unit_head", "team_leader", "supervision_office"):
        assert desks(name).get(reverse("evaluations")).status_code == 403


def test_the_forms_of_a_dossier_are_a_workbook_cut_to_its_reader(desks: Desks) -> None:
    one = desks.county.inspection_id
    told = comes_back(desks("office"), "evaluation", one)
    assert {row["总分"] for row in told} == {60}
    unit = desks("unit_head").get(reverse("sheet_workbook", args=["evaluation", one]))
    assert rows_in(unit.content) == [], "nothing was told to the unit"
    assert desks("other_unit").get(reverse("sheet_workbook", args=["evaluation", one])).status_code == 404


# --- leaders in charge -----------------------------------------------------------------------------------------


def tell(county: County, told_of: str = "evaluation", **more: Any) -> None:
    told = {"told_of": told_of, "addressee": "分管副县长", "on": county.today, **more}
    county.do(county.office, "tell_leader", **told)


def test_a_leader_told_at_once_is_in_time_and_later_is_marked(county: County) -> None:
    tell(county)
    tell(county, "round_result")
    at_once, late = LeaderTold.objects.order_by("number")
    assert (at_once.is_late, late.is_late) == (False, True)
    with pytest.raises(NothingToTellOf):
        tell(county)


def test_a_leader_is_told_of_what_there_is_already(county: County) -> None:
    with pytest.raises(OutOfOrder):
        tell(county, on=county.today - timedelta(days=1))
    with pytest.raises(FutureDay):
        tell(county, on=county.today + timedelta(days=1))
    with pytest.raises(MayNot):
        county.do(county.unit_head, "tell_leader", told_of="evaluation", addressee="某", on=county.today)


def test_what_a_leader_was_not_told_waits_for_the_office_and_its_form_knows_him(desks: Desks) -> None:
    county = desks.county
    office = desks("office")
    assert "向分管领导通报 · 整改评估情况" in words(office.get(reverse("todo")))
    url = reverse("dossier_do", args=[county.inspection_id, "tell_leader"])
    assert 'value="分管副县长"' in office.get(url).content.decode()
    told = {"told_of": "evaluation", "addressee": "分管副县长", "on": county.today.isoformat()}
    assert send(office, url, **told).status_code == 302
    assert "及时" in page(desks, "office")


def test_a_second_look_back_follows_a_first_that_was_held(county: County) -> None:
    told = {"consequence": "second_look_back", "ground": "uneasy", "reason": "心里不托底"}
    with pytest.raises(NoLookBackYet):
        county.do(county.office, "propose_consequence", **told)
    looked_back, _old = scored_again()
    looked_back.do(looked_back.office, "propose_consequence", **told)
    decide(looked_back, "second_look_back")
    assert Consequence.objects.get().decision == "adopted"
    Consequence.objects.update(decision="", decided_on=None)
    type(looked_back.inspection).objects.filter(kind="look_back").update(kind="routine")
    with pytest.raises(NoLookBackYet):
        decide(looked_back, "second_look_back")
    decide(looked_back, "second_look_back", "declined")


# --- a look-back that was decided ------------------------------------------------------------------------------


def test_a_look_back_that_was_decided_leads_the_plan_and_fills_its_form(desks: Desks) -> None:
    county = desks.county
    plans = Plans(county)
    told = {"from_on": date(2017, 7, 1), "until_on": date(2018, 6, 30), "goals": ""}
    plans.term_id = uuid.UUID(plans.do(plan_term, name="十三届", **told).told["term"])
    plans.round(2, from_on=date(2018, 6, 21), until_on=date(2018, 6, 22))
    plans.round(3, from_on=date(2018, 6, 25), until_on=date(2018, 6, 28))
    office = desks("office")
    assert "已决定" not in words(office.get(reverse("planning")))
    decide(county, "look_back")
    page = office.get(reverse("planning"))
    assert "已决定 列为回头看对象" in words(page)
    link = unescape(re.findall(r'href="([^"]*form=look_back[^"]*)"', page.content.decode())[0])
    assert 'value="look_back" selected' in office.get(link).content.decode()
