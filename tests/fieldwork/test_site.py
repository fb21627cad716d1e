"""The weeks on site beside the working papers: fixes at once, public concern, the log, guidance, peer review."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from bihuan.domain.lifecycle.machine import MayNot, NoSuchStep, StepRefused
from bihuan.domain.lifecycle.separation import OneHandTwice
from bihuan.domain.roles import Role
from bihuan.fieldwork.fixing import DueDayPast, EnteredAlready, MatterMissing, RemarkMissing
from bihuan.fieldwork.keeping import MarkUnusable, ReviewedAlready
from bihuan.fieldwork.models import FixOrder, Guidance, LogEntry, PeerReview, PublicConcern
from bihuan.papers.models import IssuedPaper
from bihuan.web.pages.site import solved_of
from bihuan.web.todo.groups import todo_of
from tests.fieldwork.papers import WHOLE, Team, encoded

pytestmark = pytest.mark.django_db
PDF = {"name": "整改照片.pdf", "content": encoded(b"%PDF-1.4 invented")}
MARKS = {"way": 20, "responsibility": 25, "place": 22, "basis": 24}


def ordered(team: Team, **other: Any) -> FixOrder:
    """Order that the matter of a signed paper is put right at once."""
    told = {"paper_id": str(team.signed().id), "demand": "立即停发\n追回已发补贴", "due_on": in_days(team, 5)}
    team.county.do(team.leader, "order_fix", **told | other)
    return FixOrder.objects.latest("number")


def in_days(team: Team, days: int) -> Any:
    return team.county.today + timedelta(days=days)


def test_an_order_takes_matter_and_rule_from_its_paper() -> None:
    order = ordered(Team())
    assert (order.matter, order.found, order.basis) == (WHOLE["title"], WHOLE["phenomenon"], WHOLE["basis"])


def test_an_order_without_paper_or_matter_and_one_for_yesterday_are_refused() -> None:
    team = Team()
    with pytest.raises(MatterMissing):
        ordered(team, paper_id=None)
    with pytest.raises(DueDayPast):
        ordered(team, due_on=in_days(team, -1))


def test_a_team_does_not_leave_before_what_it_ordered_is_checked() -> None:
    team = Team()
    ordered(team)
    with pytest.raises(StepRefused) as refused:
        team.leave()
    assert [(one.code, one.subject) for one in refused.value.verdict.blockers] == [("fix_at_once.unchecked", "1")]
    team.county.do(team.county.unit_liaison, "answer_fix", number=1, how="已停发并追回", file=PDF)
    with pytest.raises(StepRefused):
        team.leave()
    team.county.do(team.member, "check_fix", number=1, result="done")
    team.leave()
    assert FixOrder.objects.get().stage == "done"


def test_a_fix_is_sent_back_with_a_remark_and_answered_again() -> None:
    team = Team()
    ordered(team)
    unit = team.county.unit_liaison
    team.county.do(unit, "answer_fix", number=1, how="已停发")
    with pytest.raises(RemarkMissing):
        team.county.do(team.member, "check_fix", number=1, result="again")
    team.county.do(team.member, "check_fix", number=1, result="again", comment="尚未追回")
    assert FixOrder.objects.get().stage == "ordered"
    team.county.do(unit, "answer_fix", number=1, how="已追回")
    with pytest.raises(NoSuchStep):
        team.county.do(unit, "answer_fix", number=1, how="再报一次")


def test_what_a_unit_began_by_itself_is_marked_and_holds_nobody_up() -> None:
    team = Team()
    team.county.do(team.county.unit_head, "tell_own_fix", matter="台账缺页", how="已补齐", file=PDF)
    assert FixOrder.objects.get().own
    team.leave()


def test_a_team_member_cannot_answer_for_the_unit() -> None:
    team = Team()
    ordered(team)
    with pytest.raises(MayNot):
        team.county.do(team.member, "answer_fix", number=1, how="已改")


def test_the_letter_of_an_order_is_made_of_what_was_typed() -> None:
    team = Team()
    ordered(team)
    told = {"number": 1, "issuer": "中共青石县委第一巡察组", "series": "青巡一立改", "on": team.county.today}
    team.county.do(team.office, "issue_fix_order", **told)
    paper = IssuedPaper.objects.get()
    assert (paper.kind, WHOLE["title"] in paper.title) == ("fix_at_once", True)


def test_matters_of_public_concern_are_counted_with_people_and_money() -> None:
    team = Team()
    county = team.county
    for matter in ("公租房漏雨", "办证排长队"):
        county.do(team.member, "note_concern", matter=matter, on=county.today)
    solved = {"solution": "已修缮", "people_served": 36, "recovered_fen": 5_000, "written_off_fen": 0}
    county.do(team.member, "solve_concern", number=1, on=county.today, **solved)
    found = solved_of(county.inspection)
    assert (found.found, found.solved, found.people, found.recovered_fen) == (2, 1, 36, 5_000)
    with pytest.raises(EnteredAlready):
        county.do(team.member, "solve_concern", number=1, on=county.today, **solved)
    assert PublicConcern.objects.filter(solved_on=None).count() == 1


def test_guidance_is_given_by_the_leading_group_and_followed_by_the_leader() -> None:
    team = Team()
    county = team.county
    given = {"on": county.today, "led_by": "领导小组组长", "diagnosis": "线索少", "prescription": "扩大走访面"}
    with pytest.raises(MayNot):
        county.do(team.leader, "give_guidance", **given)
    county.do(county.leading_group, "give_guidance", **given)
    county.do(team.leader, "follow_guidance", number=1, on=county.today, follow_up="走访12个小区")
    assert Guidance.objects.get().followed_on == county.today


def test_where_a_pack_asks_for_guidance_nobody_leaves_without_it() -> None:
    team = Team(["national-2024", "yunnan-2024"])
    with pytest.raises(StepRefused) as refused:
        team.leave()
    assert "mid_term_guidance.missing" in refused.value.verdict.unmet
    given = {"on": team.county.today, "led_by": "领导小组组长", "diagnosis": "好", "prescription": "继续"}
    team.county.do(team.county.leading_group, "give_guidance", **given)
    team.leave()


def test_the_log_takes_meetings_and_the_party_branch() -> None:
    team = Team()
    for sort in ("meeting", "branch", "diary"):
        team.county.do(team.member, "write_log", log_sort=sort, on=team.county.today, present="全组", entry="研究底稿")
    assert list(LogEntry.objects.order_by("number").values_list("sort", flat=True)) == ["meeting", "branch", "diary"]


def test_a_colleague_marks_a_paper_once_and_its_author_never() -> None:
    team = Team()
    paper = team.signed()
    with pytest.raises(OneHandTwice):
        team.do(team.member, "review_as_peer", paper, marks=MARKS)
    colleague = replace(team.county.actor(Role.MEMBER, dossier=True), account_id=team.county.unit_id)
    with pytest.raises(MarkUnusable):
        team.do(colleague, "review_as_peer", paper, marks={**MARKS, "way": 26})
    team.do(colleague, "review_as_peer", paper, marks=MARKS, comment="依据可再具体")
    with pytest.raises(ReviewedAlready):
        team.do(colleague, "review_as_peer", paper, marks=MARKS)
    assert sum(Decimal(mark) for mark in PeerReview.objects.get().marks.values()) == sum(MARKS.values())


def test_what_waits_for_the_team_to_check_is_not_late_by_the_day_of_the_unit() -> None:
    team = Team()
    ordered(team, due_on=in_days(team, 1))
    team.county.do(team.county.unit_liaison, "answer_fix", number=1, how="已停发并追回", file=PDF)
    team.county.today = in_days(team, 9)
    leader = replace(team.leader, today=team.county.today)
    task = next(one for group in todo_of(leader) if group.name == "fixes_to_check" for one in group.tasks)
    assert (task.due_on, task.lamp) == (None, None)
