"""Whose review a feedback waits for: every reader is asked until enough different people have reviewed it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from django.urls import reverse

from bihuan.domain.jurisdiction import Actor
from bihuan.domain.roles import Role
from bihuan.feedback.looking import fingerprint_of
from bihuan.web.todo.desk import Task
from bihuan.web.todo.groups import todo_of
from tests.fieldwork.papers import Team
from tests.web.desks import at, words

pytestmark = pytest.mark.django_db
PLACES = ["national-2017", "changzhou-2021"]


def team_of(packs: list[str] = PLACES) -> Team:
    team = Team(packs)
    team.confirmed()
    return team


def asked(team: Team, actor: Actor) -> list[Task]:
    groups = {one.name: one.tasks for one in todo_of(replace(actor, today=team.county.today))}
    return list(groups.get("feedback_to_review", ()))


def deeds(team: Team, actor: Actor) -> list[str]:
    """Return which deeds the tasks of somebody open."""
    return [re.sub(r".*/([a-z_]+)/(\?.*)?$", r"\1", one.url) for one in asked(team, actor)]


def look(team: Team, actor: Actor, name: str = "review_feedback", **told: Any) -> None:
    team.county.do(actor, name, shown=fingerprint_of(team.county.inspection), **told)


def look_up(team: Team, *what: str) -> None:
    for one in what:
        look(team, team.office, "look_up_for_feedback", looked_up=one)


def readers(team: Team) -> list[Actor]:
    return [team.office, team.leader, team.deputy, team.county.leading_group]


def test_every_reader_is_asked_for_one_review_and_nobody_else() -> None:
    team = team_of()
    for actor in readers(team):
        assert deeds(team, actor) == ["review_feedback"]
        assert asked(team, actor)[0].note == "已有 0 人审核，要求 2 人 · 已查看 0 项，要求 3 项"
    for actor in (team.member, team.county.unit_head, team.county.supervision_office):
        assert deeds(team, actor) == []


def test_whoever_has_reviewed_is_not_asked_again_and_the_second_reader_still_is() -> None:
    team = team_of()
    look_up(team, "evidence", "basis", "reply")
    look(team, team.office)
    assert deeds(team, team.office) == []
    assert [one.note for one in asked(team, team.deputy)] == ["已有 1 人审核，要求 2 人"]


def test_a_colleague_in_the_same_role_is_another_reader() -> None:
    team = team_of()
    look(team, team.office)
    colleague = replace(team.office, account_id=team.county.unit_id)
    assert deeds(team, colleague) == ["review_feedback"]


def test_after_his_review_a_reader_is_asked_for_what_nobody_has_looked_up() -> None:
    team = team_of()
    look(team, team.office)
    look_up(team, "evidence")
    (task,) = asked(team, team.office)
    assert task.url.endswith("/look_up_for_feedback/?looked_up=basis")
    assert task.note == "已查看 1 项，要求 3 项"


def test_enough_reviews_and_look_ups_leave_nothing_to_ask() -> None:
    team = team_of()
    look(team, team.office)
    look(team, team.county.leading_group)
    look_up(team, "evidence", "basis", "reply")
    assert [deeds(team, actor) for actor in readers(team)] == [[], [], [], []]


def test_a_finding_changed_afterwards_asks_everybody_again() -> None:
    team = team_of()
    finding = team.county.finding("1")
    look(team, team.office)
    look(team, team.county.leading_group)
    team.county.do(team.office, "correct_finding", finding.id, title="违规发放补贴", text=finding.text, reason="笔误")
    assert [deeds(team, actor) for actor in readers(team)] == [["review_feedback"]] * 4


def test_rules_that_ask_for_no_reviews_ask_nobody() -> None:
    team = team_of(["national-2017"])
    assert [deeds(team, actor) for actor in readers(team)] == [[], [], [], []]


def test_a_dossier_without_findings_has_nothing_to_review() -> None:
    team = Team(PLACES)
    team.leave()
    assert [deeds(team, actor) for actor in readers(team)] == [[], [], [], []]


def test_the_leader_of_another_team_is_not_asked() -> None:
    team = team_of()
    (duty,) = team.leader.duties
    other = replace(team.leader, duties=(replace(duty, dossier_id=team.county.unit_id),))
    assert deeds(team, other) == []


def test_the_office_keeps_its_next_step_beside_the_review(monkeypatch: pytest.MonkeyPatch) -> None:
    team = team_of()
    page = at(team.county, monkeypatch)("office").get(reverse("todo"))
    assert "待审核、查看的反馈意见" in words(page)
    for deed in ("give_feedback", "review_feedback"):
        assert reverse("dossier_do", args=[team.county.inspection_id, deed]) in page.content.decode()


def test_the_task_opens_the_form_with_what_is_left_to_look_up_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    team = team_of()
    desks = at(team.county, monkeypatch)
    look_up(team, "evidence", "basis")
    for actor in (team.office, team.deputy):
        look(team, actor)
    client = desks("leading_group")
    url = f"{reverse('dossier_do', args=[team.county.inspection_id, 'look_up_for_feedback'])}?looked_up=reply"
    assert url in client.get(reverse("todo")).content.decode()
    form = client.get(url).content.decode()
    assert re.search(r'value="reply"[^>]*(selected|checked)', form)


def test_a_deputy_who_is_of_the_inspected_unit_as_well_is_not_asked() -> None:
    team = team_of()
    both = replace(team.deputy, duties=team.deputy.duties + team.county.unit_head.duties)
    assert {duty.role for duty in both.duties} == {Role.DEPUTY, Role.UNIT_HEAD}
    assert deeds(team, both) == []
