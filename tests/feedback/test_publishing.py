"""The inspection report, the notice, and what is published with what is withheld: drawn from the dossier's own rows."""

from __future__ import annotations

from typing import Any

import pytest

from bihuan.closeout.publishing import NotForThePublic, NothingToPublish, inquired
from bihuan.domain.lifecycle.machine import MayNot, NoSuchStep, StepRefused
from bihuan.dossiers.actions import NewFinding, NoFindings
from bihuan.dossiers.steps import ReasonMissing
from bihuan.feedback.models import Publication
from bihuan.papers.models import IssuedPaper
from tests.county import County
from tests.feedback.test_special_reports import text_of
from tests.fieldwork.papers import Team

pytestmark = pytest.mark.django_db


def report(team: Team, **other: Any) -> str:
    today = team.county.today
    told = {"issuer": "县委第一巡察组", "signer": "秦牧野", "addressee": "县委巡察工作领导小组", "series": "青巡报告"}
    days = {"on": today, "from_on": today, "until_on": today}
    said = {"plan": "第一轮部署", "overall": "班子履职总体较好。", "advice": "清退补贴。"}
    counted = inquired(team.county.inspection)
    team.county.do(team.office, "issue_report", **told, **days, **said, **counted, letters=3, **other)
    return text_of(IssuedPaper.objects.latest("id"))


def test_the_report_tells_overall_view_problems_by_area_and_advice_and_counts_what_was_asked() -> None:
    team = Team()
    paper = team.with_file(team.paper())
    heard = {"sort": "interview", "heard": "补贴由办公室造册发放。", "first_asker": "甲", "second_asker": "乙"}
    team.do(team.member, "add_inquiry", paper, **heard, on=team.county.today)
    for actor, deed in (
        (team.member, "submit_working_paper"),
        (team.deputy, "review_working_paper"),
        (team.leader, "sign_working_paper"),
    ):
        paper = team.do(actor, deed, paper)
    team.leave()
    team.do(team.office, "confirm_finding", paper)
    words = report(team)
    for said in ("班子履职总体较好", "违规发放值班补贴", "清退补贴", "个别谈话1人次", "受理来信来电来访3件"):
        assert said in words


def test_there_is_no_report_without_a_confirmed_finding_nor_while_a_paper_is_open() -> None:
    team = Team()
    team.leave()
    with pytest.raises(NoFindings):
        report(team)
    other = Team()
    other.signed(title="还没有确认的事")
    paper = other.with_file(other.paper(), 3)
    for actor, deed in (
        (other.member, "submit_working_paper"),
        (other.deputy, "review_working_paper"),
        (other.leader, "sign_working_paper"),
    ):
        paper = other.do(actor, deed, paper)
    other.leave()
    other.do(other.office, "confirm_finding", paper)
    with pytest.raises(StepRefused) as refused:
        report(other)
    assert refused.value.verdict.unmet == {"working_paper.unreviewed"}


def test_the_notice_goes_out_before_the_team_has_left_and_names_what_is_received() -> None:
    county = County().found()
    told = {"issuer": "县委第一巡察组", "plan": "第一轮部署", "subjects": "反映履行职责方面的问题。", "post": "6号信箱"}
    days = {"on": county.today, "from_on": county.today, "until_on": county.today}
    reached = {"telephone": "0000-1234567", "telephone_hours": "工作日"}
    county.do(county.office, "issue_inspection_notice", **told, **days, **reached)
    words = text_of(IssuedPaper.objects.get())
    assert "反映履行职责方面的问题" in words
    assert "0000-1234567" in words
    county.reporting()
    with pytest.raises(NoSuchStep):
        county.do(county.office, "issue_inspection_notice", **told, **days, **reached)


def publish(county: County, audience: str, numbers: str = "", why: str = "涉及具体人") -> str:
    told = {"issuer": "县委巡察办", "issue": 1, "headline": "县住建局整改情况", "on": county.today}
    withheld = [str(county.finding(one).id) for one in numbers]
    told |= {"withheld_ids": withheld, "why_withheld": why}
    county.do(county.office, "issue_bulletin", published_to=audience, **told)
    return text_of(IssuedPaper.objects.latest("id"))


def test_what_is_withheld_is_not_printed_and_stays_with_its_reason() -> None:
    county = County().found().fed_back()
    words = publish(county, "public", "2")
    assert "违规发放津贴补贴" not in words
    assert "涉及具体人" not in words
    assert "保障性住房分配审核不严" in words
    row = Publication.objects.get()
    assert (row.withheld, row.why_withheld, row.paper is not None) == (["2"], "涉及具体人", True)


def test_a_matter_about_persons_goes_inside_the_party_and_never_to_the_public() -> None:
    county = County().found().fed_back()
    with pytest.raises(NotForThePublic) as refused:
        publish(county, "public", "1")
    assert refused.value.numbers == ("2",)
    assert "违规发放津贴补贴" in publish(county, "party")


def test_nothing_is_withheld_without_a_reason_and_not_everything_at_all() -> None:
    county = County().found().fed_back()
    with pytest.raises(ReasonMissing):
        publish(county, "party", "1", why=" ")
    with pytest.raises(NothingToPublish):
        publish(county, "party", "123")
    told: dict[str, Any] = {"published_to": "party", "issuer": "甲", "issue": 1, "headline": "乙", "on": county.today}
    with pytest.raises(MayNot):
        county.do(county.unit_head, "issue_bulletin", **told)


def test_each_finding_is_told_with_its_own_state_where_two_have_one_title_or_a_full_stop() -> None:
    same = "违规发放津贴补贴"
    county = County().found()
    county.fed_back(NewFinding("1", same), NewFinding("2", same), NewFinding("3", "保障性住房分配审核不严。"))
    county.planned_and_accepted()
    county.sign_off("1")
    county.finish("3")
    printed = publish(county, "party")
    assert f"{same}。已销号。制度已印发并执行。" in printed
    assert f"{same}。整改中。" in printed
    assert "保障性住房分配审核不严。整改中。制度已印发并执行。" in printed
