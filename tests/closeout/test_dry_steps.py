"""What would change at the steps before the close: stay, feedback, plan, end of a round; the close stays as it was."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries as Asked

from bihuan.closeout.actions import verdict_on
from bihuan.closeout.dry_run import DryRun, dry_run
from bihuan.closeout.rounds import verdict_on_round
from bihuan.domain.lifecycle.machine import StepRefused
from bihuan.domain.rulebook import Pack
from bihuan.dossiers.models import Finding, Inspection
from bihuan.ledger.models import Entry
from bihuan.organizations.own_packs import choose_packs, release_pack
from bihuan.rectification.models import Measure
from bihuan.rules.packs import load
from bihuan.rules.written import read_written
from tests.closeout.rounds_ending import ending, filed
from tests.county import PACKS, County, new_key

pytestmark = pytest.mark.django_db
OWN = """\
id: qingshi-2018
title: {zh: 青石县做法, en: Practice of Qingshi}
rules:
  gate/accept_plan/person_matter.no_outcome:
    title: {zh: 审方案前先有处置结果, en: An outcome before the plan}
    rulings:
      - since: 2017-07-01
        value: {}
        verified: true
        citation: {document: 青石县委办法, clause: 第八条}
  gate/submit_for_review/finding.no_measure:
    title: {zh: 有整改措施才报审, en: A measure comes before the review}
    rulings:
      - since: 2017-07-01
        value: {}
        verified: true
        citation: {document: 青石县委办法, clause: 第九条}
"""
ON_FINDINGS = """\
id: qingshi-2018
title: {zh: 青石县做法, en: Practice of Qingshi}
rules:
  gate/grant_sign_off/person_matter.no_outcome:
    title: {zh: 销号前先有处置结果, en: An outcome before the sign-off}
    rulings:
      - since: 2017-07-01
        value: {}
        verified: true
        citation: {document: 青石县委办法, clause: 第八条}
  gate/report_progress/measure.no_owner:
    title: {zh: 报进展前先定责任人, en: An owner before the progress}
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


def test_the_plan_is_told_by_step_and_gate() -> None:
    county = County().found().fed_back().with_measures()
    county.do(county.unit_head, "submit_plan")
    Finding.objects.filter(inspection_id=county.inspection_id, number="2").update(person_matter=True)
    run = tried(county, read_written(OWN))
    assert codes(run, "accept_plan") == ["person_matter.no_outcome"]
    assert run.by_step() == {"accept_plan": 1}
    Finding.objects.filter(inspection_id=county.inspection_id, number="2").update(outcome="诫勉谈话")
    assert codes(tried(county, read_written(OWN)), "accept_plan") == [], "what is met is not told"


def test_a_gate_on_measures_is_judged_by_measures_read_together(django_assert_max_num_queries: Asked) -> None:
    county = County().found().fed_back()
    with django_assert_max_num_queries(60):
        assert codes(tried(county, read_written(OWN)), "submit_for_review") == ["finding.no_measure"]
    county.with_measures()
    assert codes(tried(county, read_written(OWN)), "submit_for_review") == []


# --- the steps of single findings ------------------------------------------------------------------------


def signing_off(county: County) -> Finding:
    """Bring one finding before its sign-off, and let it be about a person without an outcome."""
    county.finish("1")
    county.do(county.unit_head, "request_sign_off", county.finding("1").id)
    Finding.objects.filter(inspection_id=county.inspection_id, number="1").update(person_matter=True, outcome="")
    return Finding.objects.get(inspection_id=county.inspection_id, number="1")


def test_a_finding_s_step_is_told_with_the_finding_that_would_lack_something() -> None:
    county = County().found().fed_back().planned_and_accepted()
    finding = signing_off(county)
    run = tried(county, read_written(ON_FINDINGS))
    told = {(one.step, one.more) for one in run.changed}
    assert told == {("grant_sign_off", (("person_matter.no_outcome", finding.number),))}
    assert run.by_step() == {"grant_sign_off": 1}


def test_what_is_foretold_of_a_finding_is_what_its_deed_lacks_under_the_pack() -> None:
    county = County().found().fed_back().planned_and_accepted()
    finding = signing_off(county)
    foretold = [one.more for one in tried(county, read_written(ON_FINDINGS)).changed if one.step == "grant_sign_off"]
    told = {"reason": "试行", "now": county.now, "key": new_key()}
    release_pack(actor=county.office, text=ON_FINDINGS, **told)  # type: ignore[arg-type]
    pins = [*county.inspection.packs, ["qingshi-2018", read_written(ON_FINDINGS).sha256]]
    Inspection.objects.filter(pk=county.inspection_id).update(packs=pins)
    with pytest.raises(StepRefused) as refused:
        county.do(county.office, "grant_sign_off", finding.id)
    lacks = tuple((one.code, one.subject) for one in refused.value.verdict.blockers)
    assert foretold == [lacks]


def test_a_step_of_findings_is_told_once_a_dossier_however_many_findings_stand_before_it() -> None:
    county = County().found().fed_back().with_measures()
    Measure.objects.filter(inspection_id=county.inspection_id).update(owner="")
    (one,) = tried(county, read_written(ON_FINDINGS)).changed
    assert one.step == "report_progress"
    assert len(one.more) == Measure.objects.filter(inspection_id=county.inspection_id).count() > 1


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
