"""An objection that is right drops a confirmed finding: it stays, with its number, and nothing is drawn from it."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from bihuan.closeout.paper_values import opinion_values
from bihuan.domain.lifecycle.machine import NoSuchStep
from bihuan.domain.lifecycle.separation import OneHandTwice
from bihuan.dossiers.models import Finding
from bihuan.dossiers.steps import NoSuchThing
from bihuan.feedback.looking import fingerprint_of
from bihuan.feedback.models import PutFact
from bihuan.feedback.replying import dropped_facts
from bihuan.fieldwork.models import PaperHand, WorkingPaper
from bihuan.ledger.models import Entry
from bihuan.rectification.lists import problem_rows
from tests.database.states import state_of_ledger, state_of_tables
from tests.fieldwork.papers import Team

pytestmark = pytest.mark.django_db
REASONS = "会议纪要在先，补贴有据"


def objected() -> Team:
    """Confirm two findings, to the first of which the unit objected."""
    team = Team()
    for title in ("违规发放值班补贴", "公务用车登记不全"):
        team.signed(title=title)
    county = team.county
    county.do(team.leader, "put_facts", due_on=county.today + timedelta(days=3), nobody_named=True)
    for number, sort in ((1, "objected"), (2, "accepted")):
        county.do(county.unit_liaison, "reply_to_fact", number=number, reply_sort=sort, reply="有会议纪要")
    team.leave()
    for paper in WorkingPaper.objects.order_by("number"):
        team.do(team.office, "confirm_finding", paper)
    return team


def drop(team: Team, **other: Any) -> None:
    told = {"number": 1, "follows": "dropped", "reasons": REASONS}
    team.county.do(team.office, "answer_objection", **told | other)


def told_in_the_opinion(team: Team) -> list[str]:
    areas = opinion_values(team.county.inspection, team.county.today, team.county.today)["areas"]
    return [one["title"] for area in areas for one in area["findings"]]


def test_a_dropped_finding_is_in_no_opinion_and_the_others_keep_their_numbers() -> None:
    team = objected()
    assert told_in_the_opinion(team) == ["违规发放值班补贴", "公务用车登记不全"]
    drop(team)
    assert told_in_the_opinion(team) == ["公务用车登记不全"]
    assert list(Finding.objects.values_list("number", flat=True)) == ["2"]


def test_everything_of_a_dropped_finding_stays_finding_paper_objection_and_reasons() -> None:
    team = objected()
    drop(team)
    finding, fact = Finding.everything.get(number="1"), PutFact.objects.get(number=1)
    assert (finding.stage, fact.finding_id, fact.reasons) == ("dropped", finding.id, REASONS)
    assert WorkingPaper.objects.get(title="违规发放值班补贴").stage == "withdrawn"
    assert PaperHand.objects.get(deed="answer_objection").reason == REASONS
    assert [one.finding_id for one in dropped_facts(team.county.inspection)] == [finding.id]
    told = json.loads(bytes(Entry.objects.get(action="answer_objection").content))["told"]
    assert told["outcome"] == "dropped"


def test_its_number_is_not_given_again() -> None:
    team = objected()
    drop(team)
    team.do(team.office, "confirm_finding", other_signed(team))
    assert list(Finding.objects.order_by("place").values_list("number", flat=True)) == ["2", "3"]


def other_signed(team: Team) -> WorkingPaper:
    paper = team.with_file(team.paper(title="台账缺页"), 7)
    for actor, deed in (
        (team.member, "submit_working_paper"),
        (team.deputy, "review_working_paper"),
        (team.leader, "sign_working_paper"),
    ):
        paper = team.do(actor, deed, paper)
    return paper


def test_nobody_who_drafted_it_drops_it_and_without_an_objection_nothing_is_dropped() -> None:
    team = objected()
    with pytest.raises(OneHandTwice):
        team.county.do(team.member, "answer_objection", number=1, follows="dropped", reasons=REASONS)
    with pytest.raises(NoSuchStep):
        drop(team, number=2)
    assert Finding.objects.count() == 2


def test_after_it_earlier_looks_are_void_and_no_deed_finds_it() -> None:
    team = objected()
    finding, seen = Finding.objects.get(number="1"), fingerprint_of(team.county.inspection)
    drop(team)
    assert fingerprint_of(team.county.inspection) != seen
    with pytest.raises(NoSuchThing):
        team.county.do(team.office, "correct_finding", finding.id, title="改", text="", reason="笔误")


def test_after_the_feedback_nothing_is_dropped_and_the_lists_begin_without_it() -> None:
    team = objected()
    drop(team)
    county = team.county
    county.do(team.office, "send_copy_notice", to="leader_in_charge", addressee="分管副县长", on=county.today)
    county.do(team.office, "give_feedback", on=county.today)
    with pytest.raises(NoSuchStep):
        drop(team)
    assert len(problem_rows(county.inspection)) == 1
    assert state_of_ledger() == state_of_tables()
