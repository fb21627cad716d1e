"""The judge on any case: it answers, in order, for its reasons, and mending one thing spoils no other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.domain.lifecycle import facts as f
from bihuan.domain.lifecycle.finding import STEPS as FINDING_STEPS
from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.domain.lifecycle.gates import GATES, ORDER
from bihuan.domain.lifecycle.inspection import STEPS as INSPECTION_STEPS
from bihuan.domain.lifecycle.inspection import InspectionStage
from bihuan.domain.lifecycle.local_gates import EVALUATING, FED_BACK_TO, FILED, FILED_WITH
from bihuan.domain.lifecycle.machine import (
    MayNot,
    NoSuchStep,
    StepRefused,
    Verdict,
    ask_gates,
    gates_of,
    judge,
    take,
)
from bihuan.domain.lifecycle.steps import Step
from bihuan.domain.roles import Role
from bihuan.rules.packs import available, rulebook

START = date(2018, 3, 1)
TODAY = date(2018, 11, 30)
OFFICES = ["第三执纪监督室", "第一执纪监督室", ""]
CLOSE = INSPECTION_STEPS["close"]
RULES = rulebook(["national-2017", "office-practice", "closing-loop-2018"], START)

days = st.integers(0, 19).map(lambda week: START + timedelta(weeks=2 * week))
texts = st.sampled_from(["", " ", "已问责"])
names = st.sampled_from(["甲", "乙", ""])
bodies = st.sampled_from([f.TEAM, Role.OFFICE, Role.SUPERVISION_OFFICE, Role.TEAM_LEADER])
measures = st.builds(
    f.MeasureFacts, st.sampled_from(["1-1", "1-2"]), st.booleans(), st.booleans(), st.booleans(), st.booleans()
)
findings = st.builds(
    f.FindingFacts,
    number=st.sampled_from(["1", "2", "10", "F-01"]),
    stage=st.sampled_from(FindingStage),
    person_matter=st.booleans(),
    outcome=texts,
    accountability=texts,
    handed_over_to=st.sampled_from(OFFICES),
    accepted_on=st.none() | days,
    measures=st.lists(measures, max_size=2, unique_by=lambda m: m.number).map(tuple),
    evidence=st.integers(0, 2),
    result=texts,
)
tenures = st.lists(st.builds(f.Tenure, names, days, st.none() | days), max_size=2).map(tuple)
cases = st.builds(
    f.InspectionFacts,
    stage=st.sampled_from(InspectionStage),
    on=st.just(TODAY),
    feedback_on=st.just(START),
    supervision_office=st.sampled_from(OFFICES),
    heads=tenures,
    findings=st.lists(findings, max_size=4, unique_by=lambda one: one.number).map(tuple),
    checks=st.lists(
        st.builds(f.CheckFacts, bodies, days, st.sampled_from(OFFICES), st.none() | st.sampled_from(f.CheckKind)),
        max_size=4,
    ).map(tuple),
    evaluations=st.lists(
        st.builds(f.EvaluationFacts, bodies, days, st.sampled_from(OFFICES), st.none() | st.floats(0, 100)), max_size=4
    ).map(tuple),
    report=st.none() | st.builds(f.ReportFacts, names, st.none() | days),
    acceptance=st.none() | st.builds(f.SignedOn, bodies, days),
    office_approval=st.none() | days,
    countersigned=st.lists(st.builds(f.SignedOn, bodies, days), max_size=3).map(tuple),
    exceptions=st.lists(
        st.builds(f.Waiver, st.sampled_from(sorted(GATES)), texts, st.sampled_from(Role), days), max_size=3
    ).map(tuple),
    responsible_department_needed=st.booleans(),
    copy_notices=st.lists(st.builds(f.CopyNotice, st.sampled_from(Role), days), max_size=3).map(tuple),
    plan_submitted=st.booleans(),
    plan_accepted=st.booleans(),
    signer=names,
    filings=st.lists(st.builds(f.Filing, st.sampled_from(FILED), st.sampled_from(FILED_WITH), days)).map(tuple),
    three_party=st.lists(st.builds(f.SignedOn, st.sampled_from(EVALUATING), days), max_size=3).map(tuple),
    three_party_fed_back=st.lists(st.builds(f.FedBack, st.sampled_from(FED_BACK_TO), days), max_size=2).map(tuple),
    not_applicable=st.lists(st.builds(f.NotApplicable, st.sampled_from(FILED_WITH), texts), max_size=2).map(tuple),
    periodic_reports=st.lists(st.builds(f.PeriodicReport, days, names, st.none() | days), max_size=3).map(tuple),
    status=st.sampled_from(["active", "merged", "split", "abolished"]),
    successors=st.lists(names, max_size=2).map(tuple),
    feedback_review=st.builds(
        f.FeedbackReviewFacts,
        st.booleans(),
        st.lists(names, max_size=3).map(tuple),
        st.lists(names, max_size=4).map(tuple),
    ),
    mid_term_guidance=st.lists(days, max_size=1).map(tuple),
    working_papers=st.lists(
        st.builds(f.WorkingPaperFacts, st.sampled_from(["1", "2"]), evidence=st.integers(0, 1), basis=texts), max_size=3
    ).map(tuple),
    hanging=st.builds(
        f.HangingFacts,
        st.lists(names, max_size=2, unique=True).map(tuple),
        st.lists(names, max_size=2, unique=True).map(tuple),
        st.booleans(),
        st.booleans(),
        st.integers(0, 2),
    ),
    put_facts=st.lists(
        st.builds(f.PutFactFacts, st.sampled_from(["1", "2"]), days, st.booleans(), st.booleans()), max_size=2
    ).map(tuple),
    fixes=st.lists(st.builds(f.FixFacts, st.sampled_from(["1", "2"]), st.booleans()), max_size=2).map(tuple),
    assessments=st.lists(st.builds(f.Assessment, st.sampled_from(["team", "host"]), days), max_size=2).map(tuple),
    round_report_filed_on=st.none() | days,
)
steps = st.sampled_from([*INSPECTION_STEPS.values(), *FINDING_STEPS.values()])
packs = st.lists(st.sampled_from(sorted(available())), unique=True)


def close_verdict(facts: f.InspectionFacts) -> Verdict:
    return ask_gates(CLOSE, facts, RULES)


def codes(verdict: Verdict) -> set[tuple[str, str]]:
    return {(blocker.code, blocker.subject) for blocker in verdict.blockers}


@given(steps, cases, packs, st.none() | st.sampled_from(Role))
def test_the_judge_answers_any_well_formed_case(
    step: Step, facts: f.InspectionFacts, named: list[str], role: Role | None
) -> None:
    rules = rulebook(named, TODAY)
    stage = facts.stage if step in INSPECTION_STEPS.values() else min(step.sources)
    try:
        verdict = judge(step, role=role, stage=stage, facts=facts, rulebook=rules)
    except MayNot:
        assert role not in step.roles
    except NoSuchStep:
        assert role in step.roles
    else:
        told = [(ORDER[b.code], b.subject) for b in verdict.blockers]
        assert told == sorted(told)
        asked = gates_of(step, rules)
        for blocker in (*verdict.blockers, *verdict.waived):
            assert blocker.whose is GATES[blocker.code].mover(blocker.subject)
            assert blocker.basis == asked[blocker.code][1]
        assert verdict.allowed == (not verdict.blockers)


@given(steps, cases)
def test_a_step_is_taken_exactly_when_it_is_allowed(step: Step, facts: f.InspectionFacts) -> None:
    inside = replace(facts, stage=min(getattr(step, "dossier", None) or {facts.stage}))
    verdict = ask_gates(step, inside, RULES)

    def taken() -> Verdict:
        return take(step, role=min(step.roles), stage=min(step.sources), facts=inside, rulebook=RULES)

    if verdict.allowed:
        assert taken() == verdict
    else:
        with pytest.raises(StepRefused) as refused:
            taken()
        assert refused.value.verdict == verdict


@given(cases, packs)
def test_the_order_of_the_facts_does_not_matter_where_days_differ(facts: f.InspectionFacts, named: list[str]) -> None:
    rules = rulebook(named, TODAY)
    turned = replace(
        facts,
        findings=facts.findings[::-1],
        countersigned=facts.countersigned[::-1],
        exceptions=facts.exceptions[::-1],
        copy_notices=facts.copy_notices[::-1],
    )
    assert ask_gates(CLOSE, turned, rules) == ask_gates(CLOSE, facts, rules)


@given(cases, st.data())
def test_signing_a_finding_off_mends_its_blocker_and_adds_none(facts: f.InspectionFacts, data: st.DataObject) -> None:
    if not facts.findings:
        return
    chosen = data.draw(st.sampled_from(facts.findings))
    mended = tuple(replace(one, stage=FindingStage.SIGNED_OFF) if one is chosen else one for one in facts.findings)
    before, after = codes(close_verdict(facts)), codes(close_verdict(replace(facts, findings=mended)))
    assert after == before - {("finding.not_signed_off", chosen.number)}


@given(cases, st.data())
def test_stating_outcome_and_accountability_adds_no_blocker(facts: f.InspectionFacts, data: st.DataObject) -> None:
    if not facts.findings:
        return
    chosen = data.draw(st.sampled_from(facts.findings))
    mended = tuple(
        replace(one, outcome="诫勉谈话", accountability="无需追责：情节轻微") if one is chosen else one
        for one in facts.findings
    )
    gone = {("person_matter.no_outcome", chosen.number), ("person_matter.no_accountability", chosen.number)}
    assert codes(close_verdict(replace(facts, findings=mended))) == codes(close_verdict(facts)) - gone


@given(cases)
def test_a_countersignature_on_the_last_day_adds_no_blocker(facts: f.InspectionFacts) -> None:
    more = replace(facts, countersigned=(*facts.countersigned, f.SignedOn(Role.TEAM_LEADER, TODAY)))
    gone = {("countersign.team_leader_missing", "inspection")}
    assert codes(close_verdict(more)) == codes(close_verdict(facts)) - gone


@given(cases, st.sampled_from(sorted(GATES)))
def test_a_waiver_never_adds_a_blocker_and_takes_its_own_gate_s_at_most(facts: f.InspectionFacts, code: str) -> None:
    waived = replace(facts, exceptions=(*facts.exceptions, f.Waiver(code, "原则上", Role.LEADING_GROUP, TODAY)))
    before, after = codes(close_verdict(facts)), codes(close_verdict(waived))
    assert after <= before
    assert all(gone == code for gone, _ in before - after)


@given(cases)
def test_a_return_visit_changes_no_verdict(facts: f.InspectionFacts) -> None:
    visit = f.CheckFacts(Role.OFFICE, TODAY, kind=f.CheckKind.RETURN_VISIT)
    assert close_verdict(replace(facts, checks=(*facts.checks, visit))) == close_verdict(facts)


@given(cases, packs)
def test_one_pack_more_never_opens_the_method_s_own_gate(facts: f.InspectionFacts, named: list[str]) -> None:
    open_ones = {one.number for one in facts.findings if one.stage == FindingStage.RECTIFYING}
    told = ask_gates(CLOSE, facts, rulebook(named, TODAY)).blockers
    assert open_ones <= {blocker.subject for blocker in told if blocker.code == "finding.not_signed_off"}
