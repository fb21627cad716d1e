"""A working paper lives: whole before it is signed, signed by three people, read by the team alone."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any

import pytest

from bihuan.desk.chances import chances_on_paper
from bihuan.desk.offers import Target
from bihuan.desk.performing import FormRefused
from bihuan.desk.targets import aim_at
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.machine import MayNot, NoSuchStep, StepRefused
from bihuan.domain.lifecycle.separation import NotOwnDraft, OneHandTwice
from bihuan.domain.roles import Role
from bihuan.dossiers.models import Evidence
from bihuan.dossiers.steps import NoSuchThing
from bihuan.fieldwork.advice import names_on, twins_of
from bihuan.fieldwork.drafting import FileThereAlready, OneInterviewer, PaperWords, TitleMissing, refuse_unusable
from bihuan.fieldwork.facts import papers_seen
from bihuan.fieldwork.models import WorkingPaper
from bihuan.ledger.door import ChangedMeanwhile
from bihuan.ledger.models import Entry
from bihuan.web.pages.paper import buttons_of
from tests.fieldwork.papers import WHOLE, Team

pytestmark = pytest.mark.django_db


def blockers(refused: pytest.ExceptionInfo[StepRefused]) -> list[tuple[str, str, str]]:
    return [(one.code, one.subject, one.whose.value) for one in refused.value.verdict.blockers]


def test_a_whole_paper_is_signed_by_three_people_and_becomes_a_finding_word_by_word() -> None:
    team = Team()
    paper = team.confirmed()
    finding = paper.finding
    assert finding is not None
    assert (paper.stage, finding.number, finding.title) == ("confirmed", "1", WHOLE["title"])
    assert WHOLE["phenomenon"] in finding.text
    assert WHOLE["nature"] in finding.text
    assert finding.headings == ["落实全面从严治党战略部署方面"]


def test_what_shows_a_matter_and_who_answers_for_it_stays_with_the_team() -> None:
    team = Team()
    finding = team.confirmed().finding
    assert finding is not None
    assert WHOLE["responsibility"] not in finding.text
    assert not Evidence.objects.filter(finding=finding).exists()


def test_a_paper_without_a_file_is_refused_with_that_one_blocker() -> None:
    team = Team()
    paper = team.paper()
    with pytest.raises(StepRefused) as refused:
        team.do(team.member, "submit_working_paper", paper)
    assert blockers(refused) == [("working_paper.no_evidence", "01", "member")]


@pytest.mark.parametrize(
    ("spoilt", "code"),
    [
        ("basis", "working_paper.no_basis"),
        ("phenomenon", "working_paper.no_phenomenon"),
        ("nature", "working_paper.no_nature"),
        ("responsibility", "working_paper.no_responsibility"),
    ],
)
def test_a_paper_that_lacks_a_part_is_refused_with_that_one_blocker(spoilt: str, code: str) -> None:
    team = Team()
    paper = team.with_file(team.paper(**{spoilt: "  "}))
    with pytest.raises(StepRefused) as refused:
        team.do(team.member, "submit_working_paper", paper)
    assert blockers(refused) == [(code, "01", "member")]


def test_a_file_taken_down_shows_nothing_any_more() -> None:
    team = Team()
    paper = team.do(team.member, "remove_paper_evidence", team.with_file(team.paper()), number=1, reason="传错")
    with pytest.raises(StepRefused):
        team.do(team.member, "submit_working_paper", paper)
    with pytest.raises(NoSuchThing):
        team.do(team.member, "remove_paper_evidence", paper, number=1, reason="传错")


def as_role(actor: Actor, role: Role) -> Actor:
    return replace(actor, duties=tuple(replace(duty, role=role) for duty in actor.duties))


def test_nobody_signs_what_he_wrote_in() -> None:
    team = Team()
    paper = team.submitted()
    with pytest.raises(OneHandTwice):
        team.do(as_role(team.member, Role.DEPUTY), "review_working_paper", paper)


def test_nobody_reviews_and_signs_one_paper() -> None:
    team = Team()
    paper = team.reviewed()
    with pytest.raises(OneHandTwice):
        team.do(as_role(team.deputy, Role.TEAM_LEADER), "sign_working_paper", paper)


def test_whoever_revised_a_paper_does_not_review_it() -> None:
    team = Team()
    paper = team.with_file(team.paper())
    paper = team.do(team.deputy, "revise_working_paper", paper, **{**WHOLE, "nature": "属于违规发放津补贴。"})
    paper = team.do(team.member, "submit_working_paper", paper)
    with pytest.raises(OneHandTwice):
        team.do(team.deputy, "review_working_paper", paper)


def test_a_paper_sent_back_is_a_draft_and_its_signatures_are_void() -> None:
    team = Team()
    paper = team.reviewed()
    with pytest.raises(FormRefused):
        team.do(team.leader, "return_working_paper", paper, reason=" ")
    paper = team.do(team.leader, "return_working_paper", paper, reason="依据条款不准")
    assert (paper.stage, paper.reviewed_by) == ("draft", None)
    paper = team.do(team.member, "submit_working_paper", paper)
    with pytest.raises(NoSuchStep):
        team.do(team.leader, "sign_working_paper", paper)


def test_a_paper_under_signature_is_written_by_nobody() -> None:
    team = Team()
    paper = team.submitted()
    with pytest.raises(NoSuchStep):
        team.do(team.member, "revise_working_paper", paper, **WHOLE)


def test_what_somebody_wrote_meanwhile_is_not_written_over() -> None:
    team = Team()
    paper = team.paper()
    team.do(team.member, "revise_working_paper", paper, **WHOLE | {"nature": "他方"})
    with pytest.raises(ChangedMeanwhile):
        team.do(team.deputy, "revise_working_paper", paper, **WHOLE | {"nature": "我方"}, seen_version=paper.version)
    assert team.read(paper).nature == "他方"


def test_numbers_run_on_for_the_team() -> None:
    team = Team()
    assert [team.paper(title=title).number for title in ("甲事", "乙事", "丙事")] == ["01", "02", "03"]


def test_a_paper_about_nothing_is_refused() -> None:
    team = Team()
    with pytest.raises(TitleMissing):
        refuse_unusable(PaperWords(title="  "), team.county.today)


def test_the_same_file_twice_shows_nothing_more() -> None:
    team = Team()
    paper = team.with_file(team.paper())
    with pytest.raises(FileThereAlready):
        team.with_file(paper)


INTERVIEW: dict[str, Any] = {"sort": "interview", "met_with": "财务人员", "heard": "补贴由办公室造册发放。"}


@pytest.mark.parametrize("second", ["", "甲"])
def test_nobody_is_interviewed_by_one_person_alone(second: str) -> None:
    team = Team()
    paper, on = team.paper(), team.county.today
    with pytest.raises(OneInterviewer):
        team.do(team.member, "add_inquiry", paper, **INTERVIEW, on=on, first_asker="甲", second_asker=second)
    team.do(team.member, "add_inquiry", paper, **INTERVIEW, on=on, first_asker="甲", second_asker="乙")


def test_the_unit_and_other_bodies_do_not_learn_that_there_is_a_paper() -> None:
    team = Team()
    paper = team.paper()
    for outsider in (team.county.unit_head, team.county.supervision_office):
        with pytest.raises(NoSuchThing):
            aim_at(outsider, Target.WORKING_PAPER, paper.id)
        assert not papers_seen(outsider, team.county.inspection).exists()
        with pytest.raises((NoSuchThing, MayNot)):
            team.do(outsider, "withdraw_working_paper", paper, reason="x")


def test_a_restricted_paper_is_for_its_authors_and_those_who_sign_it() -> None:
    team = Team()
    paper = team.paper(secrecy="restricted")
    other_member = team.county.actor(Role.MEMBER, dossier=True, account=uuid.uuid4())
    leading_group = team.county.leading_group
    for reader in (team.member, team.deputy, team.leader, team.office):
        assert aim_at(reader, Target.WORKING_PAPER, paper.id).paper == paper
    for outsider in (other_member, leading_group):
        assert not papers_seen(outsider, team.county.inspection).exists()
        with pytest.raises(NoSuchThing):
            team.do(outsider, "submit_working_paper", paper)


def test_the_ledger_proves_the_words_of_a_paper_without_holding_them() -> None:
    team = Team()
    team.paper(phenomenon="独此一句的内容")
    kept = [bytes(one.content).decode() for one in Entry.objects.filter(authority_id=team.county.authority_id)]
    assert not any("独此一句的内容" in content for content in kept)


def test_a_member_gives_up_the_draft_that_he_alone_wrote_and_no_other() -> None:
    team = Team()
    drafts = [team.paper() for _ in range(3)]
    colleague = replace(team.member, account_id=uuid.uuid4())
    assert team.do(team.member, "withdraw_working_paper", drafts[0], reason="重复").stage == "withdrawn"
    with pytest.raises(NotOwnDraft):
        team.do(colleague, "withdraw_working_paper", drafts[1], reason="重复")
    assert "withdraw_working_paper" in deeds_of(team, team.member, drafts[1])
    assert "withdraw_working_paper" not in deeds_of(team, colleague, drafts[1])
    submitted = team.submitted()
    assert "withdraw_working_paper" not in deeds_of(team, team.member, submitted)
    with pytest.raises(NotOwnDraft):
        team.do(team.member, "withdraw_working_paper", submitted, reason="重复")


def deeds_of(team: Team, actor: Actor, paper: WorkingPaper) -> set[str]:
    actor = replace(actor, today=team.county.today)
    return {one.deed for one in buttons_of(actor, paper, chances_on_paper(actor, paper, team.county.inspection))}


def test_two_papers_on_one_matter_are_pointed_out() -> None:
    team = Team()
    first = team.paper()
    second = team.paper(title="违规发放值班补贴问题")
    apart = team.paper(title="党费收缴不及时", phenomenon="部分党员连续三个月未按时交纳党费。")
    assert [twin.number for twin in twins_of(second)] == [first.number]
    assert twins_of(apart) == ()
    team.do(team.leader, "withdraw_working_paper", first, reason="并入02号")
    assert twins_of(team.read(second)) == ()


def test_a_paper_with_the_title_of_another_is_pointed_out_however_else_it_reads() -> None:
    team = Team()
    first = team.paper()
    second = team.paper(phenomenon="部分党员连续三个月未按时交纳党费。")
    assert [twin.number for twin in twins_of(second)] == [first.number]


def test_a_name_in_free_text_is_pointed_out_whoever_it_is() -> None:
    team = Team()
    paper = team.paper(phenomenon="经查,沈知远同志违规审批补贴;出纳陈小满未核对。")
    assert set(names_on(paper)) == {"沈知远", "陈小满"}
    assert names_on(team.paper()) == ()


def test_feedback_waits_until_every_paper_is_confirmed_or_withdrawn() -> None:
    team = Team()
    county = team.county
    open_paper = team.submitted(title="另一件事", phenomenon="另一件事的表现")
    team.confirmed()
    county.do(county.office, "send_copy_notice", to="leader_in_charge", addressee="分管副县长", on=county.today)
    with pytest.raises(StepRefused) as refused:
        county.do(county.office, "give_feedback", on=county.today)
    assert blockers(refused) == [("working_paper.unreviewed", open_paper.number, "team_leader")]
    team.do(team.leader, "withdraw_working_paper", open_paper, reason="查否")
    county.do(county.office, "give_feedback", on=county.today)
    assert county.inspection.stage == "rectifying"


def test_a_paper_is_confirmed_by_the_office_after_the_team_has_left() -> None:
    team = Team()
    paper = team.signed()
    with pytest.raises(NoSuchStep):
        team.do(team.office, "confirm_finding", paper)
    team.leave()
    with pytest.raises(MayNot):
        team.do(team.leader, "confirm_finding", paper)
    assert team.do(team.office, "confirm_finding", paper).finding is not None
