"""What would change at the steps before the close: stay, feedback, plan, end of a round; the close stays as it was."""

from __future__ import annotations

import pytest

from bihuan.closeout.actions import verdict_on
from bihuan.closeout.dry_run import DryRun, dry_run
from bihuan.closeout.rounds import verdict_on_round
from bihuan.domain.rulebook import Pack
from bihuan.ledger.models import Entry
from bihuan.organizations.own_packs import choose_packs
from bihuan.rules.packs import load
from bihuan.rules.written import read_written
from tests.closeout.rounds_ending import ending, filed
from tests.county import PACKS, County, new_key

pytestmark = pytest.mark.django_db
OWN = """\
id: qingshi-2018
title: {zh: 青石县做法, en: Practice of Qingshi}
rules:
  gate/accept_plan/checks.too_few:
    title: {zh: 先督查后审方案, en: A check before the plan}
    rulings:
      - since: 2017-07-01
        value: {least: 1}
        verified: true
        citation: {document: 青石县委办法, clause: 第八条}
  gate/submit_for_review/plan.not_submitted:
    title: {zh: 方案报送后报审, en: The plan comes before the review}
    rulings:
      - since: 2017-07-01
        value: {}
        verified: true
        citation: {document: 青石县委办法, clause: 第九条}
"""


def tried(county: County, *more: str | Pack) -> DryRun:
    packs = [*map(load, PACKS), *(load(one) if isinstance(one, str) else one for one in more)]
    entries = Entry.objects.count()
    run = dry_run(county.authority_id, packs, county.today)
    assert Entry.objects.count() == entries, "a trial writes nothing"
    return run


def codes(run: DryRun, step: str) -> list[str]:
    """Return what more would be lacking at a step, by code."""
    return sorted({code for one in run.changed if one.step == step for code, _subject in one.more})


def chosen(county: County, *more: str) -> None:
    told = {"packs": [*PACKS, *more], "reason": "试行", "now": county.now, "key": new_key()}
    choose_packs(actor=county.office, **told)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("pack", "step", "reached"),
    [("changzhou-2021", "give_feedback", "reporting"), ("yunnan-2024", "leave_site", "on_site")],
)
def test_before_the_feedback_it_tells_what_the_step_will_lack_once_the_packs_are_chosen(
    pack: str, step: str, reached: str
) -> None:
    county = County().found()
    if reached == "reporting":
        county.reporting()
    else:
        county.do(county.office, "enter_site")
    run = tried(county, pack)
    assert run.judged == 1
    assert run.by_step()[step] == 1
    foretold = codes(run, step)
    before = {one.code for one in verdict_on(county.inspection, step, county.office).blockers}
    chosen(county, pack)
    after = {one.code for one in verdict_on(county.inspection, step, county.office).blockers}
    assert foretold == sorted(after - before) != []


def test_the_plan_and_the_review_are_told_by_step_and_gate() -> None:
    county = County().found().fed_back().with_measures()
    county.do(county.unit_head, "submit_plan")
    run = tried(county, read_written(OWN))
    assert codes(run, "accept_plan") == ["checks.too_few"]
    county.do(county.office, "accept_plan")
    county.check(county.team_leader, county.today)
    assert codes(tried(county, read_written(OWN)), "accept_plan") == [], "what is met is not told"


def test_a_gate_whose_facts_are_not_read_together_is_judged_by_the_whole_dossier() -> None:
    county = County().found().fed_back().with_measures()
    assert codes(tried(county, read_written(OWN)), "submit_for_review") == ["plan.not_submitted"]
    county.do(county.unit_head, "submit_plan")
    assert codes(tried(county, read_written(OWN)), "submit_for_review") == []


def test_a_round_that_runs_is_told_once_with_what_its_end_would_lack() -> None:
    county = County().found()
    teams = ending(county)
    filed(teams, sent=True)
    lacks = {one.code for one in verdict_on_round(county.inspection, county.office).blockers}
    assert lacks == {"assessment.host_missing", "assessment.team_missing"}
    type(county.inspection).objects.filter(pk=county.inspection_id).update(packs=[], feedback_on=None)
    run = tried(county, "shanxi-2018")
    ends = {one.inspection.round_id: one for one in run.changed if one.step == "end_round"}
    assert len(ends) == run.by_step()["end_round"], "each round once"
    assert {code for code, _subject in ends[teams.round_id].more} == lacks
    assert ends[teams.round_id].name == county.inspection.round.name


def test_packs_that_ask_the_same_change_nothing() -> None:
    county = County().found().fed_back()
    assert tried(county) == DryRun(1, ())
