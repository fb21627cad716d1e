"""Start from a valid case, spoil one thing: exactly one named blocker, for every gate that any step asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

import pytest

from bihuan.domain.glossary import say_blocker, term
from bihuan.domain.lifecycle import facts as f
from bihuan.domain.lifecycle.finding import STEPS as FINDING_STEPS
from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.domain.lifecycle.gates import GATES, ORDER
from bihuan.domain.lifecycle.inspection import STEPS as INSPECTION_STEPS
from bihuan.domain.lifecycle.inspection import InspectionStage
from bihuan.domain.lifecycle.local_gates import EVALUATING
from bihuan.domain.lifecycle.machine import (
    MayNot,
    NoSuchStep,
    StepRefused,
    ask_gates,
    gates_of,
    judge,
    take,
)
from bihuan.domain.lifecycle.steps import Step
from bihuan.domain.lifecycle.working_paper import UNREVIEWED
from bihuan.domain.roles import Role
from bihuan.domain.rulebook import Citation, GateTerms, Governing, Label, Rulebook, Ruling
from bihuan.rules.packs import load, rulebook

PACKS = ["national-2017", "office-practice", "closing-loop-2018"]
FEEDBACK_ON = date(2018, 3, 1)
OFFICE_3 = "第三执纪监督室"
MEASURE = f.MeasureFacts("1-1", has_owner=True, has_due=True, has_expected_result=True, done=True)
ONE = f.FindingFacts("1", FindingStage.SIGNED_OFF, measures=(MEASURE,), evidence=1, result="制度已印发")
TWO = replace(ONE, number="2", person_matter=True, outcome="诫勉谈话2人", accountability="已问责")
THREE = replace(ONE, number="3", stage=FindingStage.LONG_TERM, handed_over_to=OFFICE_3, accepted_on=date(2018, 10, 20))

CLOSABLE = f.InspectionFacts(
    stage=InspectionStage.UNDER_REVIEW,
    on=date(2018, 11, 30),
    feedback_on=FEEDBACK_ON,
    supervision_office=OFFICE_3,
    heads=(f.Tenure("甲", date(2017, 1, 1), date(2018, 8, 31)), f.Tenure("乙", date(2018, 9, 1))),
    findings=(ONE, TWO, THREE),
    checks=(
        f.CheckFacts("team", date(2018, 6, 10)),
        f.CheckFacts(Role.SUPERVISION_OFFICE, date(2018, 10, 8), OFFICE_3),
    ),
    evaluations=(
        f.EvaluationFacts(Role.OFFICE, date(2018, 6, 20), score=82.0),
        f.EvaluationFacts(Role.SUPERVISION_OFFICE, date(2018, 10, 15), OFFICE_3, 88.5),
    ),
    report=f.ReportFacts("乙", date(2018, 11, 20)),
    acceptance=f.SignedOn(Role.SUPERVISION_OFFICE, date(2018, 11, 22)),
    office_approval=date(2018, 11, 25),
    countersigned=(
        f.SignedOn(Role.SUPERVISION_OFFICE, date(2018, 11, 26)),
        f.SignedOn(Role.TEAM_LEADER, date(2018, 11, 26)),
    ),
    responsible_department_needed=True,
    copy_notices=(
        f.CopyNotice(Role.LEADER_IN_CHARGE, date(2018, 11, 30)),
        f.CopyNotice(Role.RESPONSIBLE_DEPARTMENT, date(2018, 11, 30)),
    ),
    plan_submitted=True,
    signer="乙",
    three_party=tuple(f.SignedOn(party, date(2018, 11, 10)) for party in EVALUATING),
)
STEPS: dict[str, Step] = {**INSPECTION_STEPS, **FINDING_STEPS}
RULES = rulebook(PACKS, FEEDBACK_ON)

Spoil = Callable[[f.InspectionFacts], f.InspectionFacts]


def finding(facts: f.InspectionFacts, number: str, **changes: object) -> f.InspectionFacts:
    """Return the facts with one finding changed."""
    changed = [replace(one, **changes) if one.number == number else one for one in facts.findings]  # type: ignore[arg-type]
    return replace(facts, findings=tuple(changed))


def measure(**changes: bool) -> Spoil:
    return lambda facts: finding(facts, "1", measures=(replace(MEASURE, **changes),))  # type: ignore[arg-type]


def without(facts: f.InspectionFacts, role: Role) -> f.InspectionFacts:
    return replace(facts, countersigned=tuple(s for s in facts.countersigned if s.by != role))


def second_check_by_another(facts: f.InspectionFacts) -> f.InspectionFacts:
    first, second = facts.checks
    return replace(facts, checks=(first, replace(second, name="第一执纪监督室")))


def second_evaluation_by_another(facts: f.InspectionFacts) -> f.InspectionFacts:
    first, second = facts.evaluations
    return replace(facts, evaluations=(first, replace(second, by=Role.OFFICE, name="")))


def evaluated_after_the_second_check(facts: f.InspectionFacts) -> f.InspectionFacts:
    first, second = facts.evaluations
    return replace(facts, evaluations=(replace(first, on=date(2018, 10, 9)), second))


def accepted_before_the_report(facts: f.InspectionFacts) -> f.InspectionFacts:
    assert facts.report
    assert facts.report.signed_on
    day = facts.report.signed_on - timedelta(days=1)
    return replace(facts, acceptance=f.SignedOn(Role.SUPERVISION_OFFICE, day))


def hanging(**changes: Any) -> Spoil:
    return lambda facts: replace(facts, hanging=f.HangingFacts(**changes))


def yesterday_s_notice(facts: f.InspectionFacts) -> f.InspectionFacts:
    first, second = facts.copy_notices
    return replace(facts, copy_notices=(first, replace(second, on=facts.on - timedelta(days=1))))


# gate → how one thing is spoiled, and what the blocker is about
SPOILERS: dict[str, tuple[Spoil, str]] = {
    "finding.not_signed_off": (lambda facts: finding(facts, "1", stage=FindingStage.SIGN_OFF_REQUESTED), "1"),
    "finding.seen_otherwise": (lambda facts: finding(facts, "1", seen_otherwise=True), "1"),
    "person_matter.no_outcome": (lambda facts: finding(facts, "2", outcome=" "), "2"),
    "person_matter.no_accountability": (lambda facts: finding(facts, "2", accountability="\t"), "2"),
    "checks.too_few": (lambda facts: replace(facts, checks=facts.checks[:1]), "inspection"),
    "evaluations.too_few": (lambda facts: replace(facts, evaluations=facts.evaluations[:1]), "inspection"),
    "cycle.out_of_order": (evaluated_after_the_second_check, "inspection"),
    "second_check.not_by_linked_supervision_office": (second_check_by_another, "inspection"),
    "second_evaluation.not_by_linked_supervision_office": (second_evaluation_by_another, "inspection"),
    "report.missing": (lambda facts: replace(facts, report=None), "report"),
    "report.unsigned": (lambda facts: replace(facts, report=f.ReportFacts()), "report"),
    "report.not_signed_by_present_head": (
        lambda facts: replace(facts, report=f.ReportFacts("甲", date(2018, 11, 20))),
        "report",
    ),
    "acceptance.missing": (lambda facts: replace(facts, acceptance=None), "inspection"),
    "approval.office_missing": (lambda facts: replace(facts, office_approval=None), "inspection"),
    "countersign.supervision_office_missing": (lambda facts: without(facts, Role.SUPERVISION_OFFICE), "inspection"),
    "countersign.team_leader_missing": (lambda facts: without(facts, Role.TEAM_LEADER), "inspection"),
    "approval.out_of_order": (accepted_before_the_report, "inspection"),
    "working_paper.unreviewed": (
        lambda facts: replace(facts, working_papers=(f.WorkingPaperFacts("1", min(UNREVIEWED)),)),
        "1",
    ),
    "fix_at_once.unchecked": (lambda facts: replace(facts, fixes=(f.FixFacts("1"),)), "1"),
    "reply.awaited": (lambda facts: replace(facts, put_facts=(f.PutFactFacts("1", facts.on),)), "1"),
    "objection.unanswered": (
        lambda facts: replace(facts, put_facts=(f.PutFactFacts("1", facts.on, is_answered=True, awaits_reasons=True),)),
        "1",
    ),
    "copy_notice.missing": (
        lambda facts: replace(facts, copy_notices=facts.copy_notices[:1]),
        "responsible_department",
    ),
    "copy_notice.not_same_day": (yesterday_s_notice, "responsible_department"),
    "plan.not_submitted": (lambda facts: replace(facts, plan_submitted=False), "inspection"),
    "finding.no_measure": (lambda facts: finding(facts, "1", measures=()), "1"),
    "measure.no_owner": (measure(has_owner=False), "1-1"),
    "measure.no_due": (measure(has_due=False), "1-1"),
    "measure.no_expected_result": (measure(has_expected_result=False), "1-1"),
    "measure.not_done": (measure(done=False), "1-1"),
    "finding.no_evidence": (lambda facts: finding(facts, "1", evidence=0), "1"),
    "finding.no_result": (lambda facts: finding(facts, "1", result=" "), "1"),
    "signer.not_present_head": (lambda facts: replace(facts, signer="甲"), "report"),
    "three_party.missing": (
        lambda facts: replace(facts, three_party=facts.three_party[1:]),
        "competent_department",
    ),
    "consent.standing": (lambda facts: replace(facts, consents_stand=True), "inspection"),
    "team.authorised": (hanging(teams=("第一巡察组",)), "第一巡察组"),
    "paper.out": (hanging(papers=("进驻通知",)), "进驻通知"),
    "tip_door.open": (hanging(open_door=True), "inspection"),
    "tips.came": (hanging(tips_came=True), "inspection"),
    "cost.recorded": (hanging(costs=1), "inspection"),
}
SILENT = {"evaluation.below_pass"}  # asked by no pack that comes with Bihuan; see the test with a pass mark below
# these steps ask about findings that are still open
WITH_OPEN_FINDINGS = {"submit_plan", "accept_plan", *FINDING_STEPS}


def asked() -> Iterator[tuple[str, str]]:
    """Return every (step, gate) that the tables or the packs named above ask; single places: test_local_gates."""
    for name, step in STEPS.items():
        yield from ((name, code) for code in step.gates)
    for pack_id in PACKS:
        for rule in load(pack_id).rules:
            if rule.id.startswith("gate/"):
                _gate, name, code = rule.id.split("/", 2)
                yield name, code


def valid_for(step_name: str) -> f.InspectionFacts:
    """Return facts with which every gate of a step is open."""
    if step_name not in WITH_OPEN_FINDINGS:
        return CLOSABLE
    open_ones = tuple(replace(one, stage=FindingStage.RECTIFYING) for one in (ONE, TWO))
    return replace(CLOSABLE, findings=open_ones, stage=InspectionStage.RECTIFYING)


def codes_of(step_name: str, facts: f.InspectionFacts, rules: Rulebook = RULES) -> list[tuple[str, str]]:
    return [(b.code, b.subject) for b in ask_gates(STEPS[step_name], facts, rules).blockers]


@pytest.mark.parametrize("step_name", sorted({name for name, _ in asked()} | set(STEPS)))
def test_a_valid_case_is_allowed(step_name: str) -> None:
    assert codes_of(step_name, valid_for(step_name)) == []


@pytest.mark.parametrize(("step_name", "code"), sorted(set(asked())))
def test_one_thing_spoiled_gives_exactly_one_blocker(step_name: str, code: str) -> None:
    spoil, subject = SPOILERS[code]
    assert codes_of(step_name, spoil(valid_for(step_name))) == [(code, subject)]


@pytest.mark.parametrize(("step_name", "code"), sorted(set(asked())))
def test_a_refused_step_is_not_taken(step_name: str, code: str) -> None:
    spoil, _subject = SPOILERS[code]
    step = STEPS[step_name]
    facts = spoil(valid_for(step_name))
    stage = min(step.sources)
    at = replace(facts, stage=min(getattr(step, "dossier", None) or {facts.stage}))
    with pytest.raises(StepRefused) as refused:
        take(step, role=min(step.roles), stage=stage, facts=at, rulebook=RULES)
    assert [b.code for b in refused.value.verdict.blockers] == [code]


# --- role, stage, gates, in this order --------------------------------------------------------------


@pytest.mark.parametrize("step_name", sorted(STEPS))
def test_the_role_is_judged_before_the_stage_and_the_stage_before_the_gates(step_name: str) -> None:
    step = STEPS[step_name]
    empty = replace(CLOSABLE, findings=(ONE,), report=None, checks=(), countersigned=())
    for role in {*Role, None} - step.roles:
        with pytest.raises(MayNot):
            judge(step, role=role, stage="no such stage", facts=empty, rulebook=RULES)
    for role in step.roles:
        with pytest.raises(NoSuchStep):
            judge(step, role=role, stage="no such stage", facts=empty, rulebook=RULES)


def test_everything_spoiled_is_told_at_once_in_the_order_of_the_gates() -> None:
    nothing = f.InspectionFacts(
        stage=InspectionStage.UNDER_REVIEW,
        on=CLOSABLE.on,
        findings=tuple(
            replace(TWO, number=n, stage=FindingStage.RECTIFYING, outcome="", accountability="") for n in "ba"
        ),
    )
    told = codes_of("close", nothing)
    assert told == sorted(told, key=lambda pair: (ORDER[pair[0]], pair[1]))
    assert told[:4] == [
        ("finding.not_signed_off", "a"),
        ("finding.not_signed_off", "b"),
        ("person_matter.no_outcome", "a"),
        ("person_matter.no_outcome", "b"),
    ]
    assert [code for code, _ in told[6:]] == [
        "checks.too_few",
        "evaluations.too_few",
        "report.missing",
        "acceptance.missing",
        "approval.office_missing",
        "countersign.supervision_office_missing",
        "countersign.team_leader_missing",
    ]


def test_subjects_are_sorted_by_code_point() -> None:
    numbers = ["F-10", "F-2", "f-1", "问1", "F-1"]
    facts = replace(CLOSABLE, findings=tuple(replace(ONE, number=n, stage=FindingStage.RECTIFYING) for n in numbers))
    assert [subject for _, subject in codes_of("close", facts)] == ["F-1", "F-10", "F-2", "f-1", "问1"]


def test_without_a_pack_only_the_method_asks() -> None:
    silent = rulebook([], FEEDBACK_ON)
    bare = f.InspectionFacts(stage="under_review", on=CLOSABLE.on, findings=(replace(ONE, stage="rectifying"),))
    blockers = ask_gates(STEPS["close"], bare, silent).blockers
    assert [(b.code, b.basis) for b in blockers] == [("finding.not_signed_off", "method · close")]


# --- boundaries ---------------------------------------------------------------------------------------

SAME_DAY = date(2018, 11, 20)


def consented_on(report: date, acceptance: date, approval: date, *countersigned: date) -> f.InspectionFacts:
    roles = (Role.SUPERVISION_OFFICE, Role.TEAM_LEADER)
    return replace(
        CLOSABLE,
        report=f.ReportFacts("乙", report),
        acceptance=f.SignedOn(Role.SUPERVISION_OFFICE, acceptance),
        office_approval=approval,
        countersigned=tuple(f.SignedOn(role, day) for role, day in zip(roles, countersigned, strict=True)),
    )


@pytest.mark.parametrize(
    ("days", "in_order"),
    [
        ((20, 20, 20, 20, 20), True),
        ((20, 21, 22, 23, 24), True),
        ((20, 21, 22, 24, 23), True),  # the two countersignatures among themselves are free
        ((21, 20, 22, 23, 23), False),
        ((20, 22, 21, 23, 23), False),
        ((20, 21, 23, 22, 23), False),
        ((20, 21, 23, 23, 22), False),
    ],
)
def test_the_order_of_consents_to_the_day(days: tuple[int, ...], in_order: bool) -> None:
    facts = consented_on(*(date(2018, 11, day) for day in days))
    assert codes_of("close", facts) == ([] if in_order else [("approval.out_of_order", "inspection")])


def test_only_days_that_are_there_are_compared() -> None:
    facts = replace(consented_on(*[SAME_DAY] * 5), acceptance=None)
    assert codes_of("close", facts) == [("acceptance.missing", "inspection")]
    late = replace(CLOSABLE, report=f.ReportFacts("", date(2018, 11, 29)))
    assert codes_of("close", late) == [("report.unsigned", "report"), ("approval.out_of_order", "inspection")]


def chained(*days: tuple[str, int]) -> f.InspectionFacts:
    """Return checks (c) and evaluations (e) on days of October, all by the linked supervision office."""
    office = Role.SUPERVISION_OFFICE
    return replace(
        CLOSABLE,
        checks=tuple(f.CheckFacts(office, date(2018, 10, d), OFFICE_3) for kind, d in days if kind == "c"),
        evaluations=tuple(
            f.EvaluationFacts(office, date(2018, 10, d), OFFICE_3, 90.0) for kind, d in days if kind == "e"
        ),
    )


@pytest.mark.parametrize(
    ("days", "in_order"),
    [
        ([("c", 1), ("e", 1), ("c", 2), ("e", 2)], True),  # on one day the check comes first
        ([("c", 1), ("e", 2), ("c", 3), ("e", 4)], True),
        ([("e", 4), ("c", 3), ("e", 2), ("c", 1)], True),  # the order of entry is not the order of days
        ([("c", 1), ("e", 2), ("e", 3), ("c", 4), ("e", 5)], True),
        ([("c", 1), ("e", 2), ("c", 3), ("e", 4), ("c", 5), ("e", 6)], True),
        ([("c", 1), ("e", 2), ("c", 2), ("e", 3)], False),  # that evaluation is of the second check; the first has none
        ([("c", 1), ("c", 2), ("e", 3), ("e", 4)], False),
        ([("c", 1), ("e", 2), ("c", 3), ("e", 4), ("c", 5)], False),
        ([("e", 1), ("c", 2), ("e", 3), ("c", 4)], False),
    ],
)
def test_each_check_is_followed_by_its_evaluation(days: list[tuple[str, int]], in_order: bool) -> None:
    assert codes_of("close", chained(*days)) == ([] if in_order else [("cycle.out_of_order", "inspection")])


def test_a_return_visit_is_ignored_wherever_checks_count() -> None:
    visit = f.CheckFacts(Role.OFFICE, date(2018, 11, 1), kind=f.CheckKind.RETURN_VISIT)
    assert codes_of("close", replace(CLOSABLE, checks=(*CLOSABLE.checks, visit))) == []
    one = replace(CLOSABLE, checks=(CLOSABLE.checks[0], visit))
    assert codes_of("close", one) == [("checks.too_few", "inspection")]


@pytest.mark.parametrize("kind", [f.CheckKind.SPECIAL_CHECK, f.CheckKind.SURPRISE])
def test_special_and_surprise_checks_count(kind: f.CheckKind) -> None:
    first, second = CLOSABLE.checks
    assert codes_of("close", replace(CLOSABLE, checks=(replace(first, kind=kind), second))) == []


def test_with_fewer_than_two_of_either_the_next_three_codes_are_not_asked_waived_or_not() -> None:
    one = replace(second_evaluation_by_another(CLOSABLE), checks=CLOSABLE.checks[:1])
    assert codes_of("close", one) == [("checks.too_few", "inspection")]
    waiver = f.Waiver("checks.too_few", "问题少", Role.LEADING_GROUP, date(2018, 11, 10))
    verdict = ask_gates(STEPS["close"], replace(one, exceptions=(waiver,)), RULES)
    assert (verdict.allowed, [b.code for b in verdict.waived]) == (True, ["checks.too_few"])


@pytest.mark.parametrize("code", sorted(gates_of(INSPECTION_STEPS["close"], RULES)))
def test_only_the_two_numbers_of_the_cycle_can_be_waived(code: str) -> None:
    waiver = f.Waiver(code, "原则上", Role.LEADING_GROUP, date(2018, 11, 10))
    facts = replace(SPOILERS[code][0](CLOSABLE), exceptions=(waiver,))
    verdict = ask_gates(STEPS["close"], facts, RULES)
    assert verdict.allowed == (code in ("checks.too_few", "evaluations.too_few"))


@pytest.mark.parametrize(
    "waiver",
    [
        f.Waiver("checks.too_few", " ", Role.LEADING_GROUP, date(2018, 11, 10)),
        f.Waiver("checks.too_few", "原则上", Role.OFFICE, date(2018, 11, 10)),
        f.Waiver("evaluations.too_few", "原则上", Role.LEADING_GROUP, date(2018, 11, 10)),
    ],
)
def test_a_waiver_without_reason_of_another_body_or_of_another_gate_waives_nothing(waiver: f.Waiver) -> None:
    facts = replace(CLOSABLE, checks=CLOSABLE.checks[:1], exceptions=(waiver,))
    assert codes_of("close", facts) == [("checks.too_few", "inspection")]


@pytest.mark.parametrize(("signer", "day", "present"), [("甲", 31, True), ("乙", 31, False), ("甲", 32, False)])
def test_the_head_is_asked_for_on_the_day_of_signing(signer: str, day: int, present: bool) -> None:
    signed_on = date(2018, 8, 1) + timedelta(days=day - 1)
    facts = replace(CLOSABLE, report=f.ReportFacts(signer, signed_on))
    assert codes_of("close", facts) == ([] if present else [("report.not_signed_by_present_head", "report")])


def test_a_vacancy_blocks() -> None:
    facts = replace(CLOSABLE, heads=CLOSABLE.heads[:1])
    assert codes_of("close", facts) == [("report.not_signed_by_present_head", "report")]


def test_it_is_the_last_of_three_rounds_that_the_linked_office_makes_and_the_words_say_so() -> None:
    linked = ("second_check.not_by_linked_supervision_office", "second_evaluation.not_by_linked_supervision_office")
    by_others = second_evaluation_by_another(second_check_by_another(CLOSABLE))
    third_on = date(2018, 11, 1)
    check, evaluation = (replace(one[-1], on=third_on) for one in (CLOSABLE.checks, CLOSABLE.evaluations))
    third = replace(by_others, checks=(*by_others.checks, check), evaluations=(*by_others.evaluations, evaluation))
    assert codes_of("close", third) == []
    check, evaluation = (replace(one[-1], on=third_on) for one in (by_others.checks, by_others.evaluations))
    third = replace(CLOSABLE, checks=(*CLOSABLE.checks, check), evaluations=(*CLOSABLE.evaluations, evaluation))
    assert [code for code, _subject in codes_of("close", third)] == list(linked)
    for code in linked:
        said = (say_blocker(code, ""), term("gate", code))
        assert all("最后一次" in words.zh and "last" in words.en for words in said), code


def test_a_unit_without_a_linked_office_has_no_last_check_by_it() -> None:
    facts = replace(CLOSABLE, supervision_office="")
    assert [code for code, _ in codes_of("close", facts)] == [
        "second_check.not_by_linked_supervision_office",
        "second_evaluation.not_by_linked_supervision_office",
    ]


@pytest.mark.parametrize(
    "changes", [{"handed_over_to": " "}, {"accepted_on": None}, {"stage": FindingStage.RECTIFYING}]
)
def test_a_long_term_finding_is_answered_for_when_its_receiver_has_accepted(changes: dict[str, object]) -> None:
    assert codes_of("close", finding(CLOSABLE, "3", **changes)) == [("finding.not_signed_off", "3")]


# --- a pass mark, where a pack sets one ---------------------------------------------------------------


def with_pass_mark(mark: float | None) -> Rulebook:
    rule_id = "gate/close/evaluation.below_pass"
    ruling = Ruling(FEEDBACK_ON, GateTerms(pass_mark=mark), Citation("《办法》", "第十条"), verified=False)
    governing = Governing(rule_id, Label("合格分数", "pass mark"), "own-practice", ruling)
    return Rulebook(FEEDBACK_ON, RULES.packs, MappingProxyType({**RULES.governing, rule_id: governing}))


@pytest.mark.parametrize(
    ("score", "mark", "passes"),
    [(80.0, 80.0, True), (79.99, 80.0, False), (None, 80.0, False), (0.0, None, True), (None, None, True)],
)
def test_the_latest_score_is_held_against_the_pass_mark_where_one_is_set(
    score: float | None, mark: float | None, passes: bool
) -> None:
    first, second = CLOSABLE.evaluations
    facts = replace(CLOSABLE, evaluations=(replace(second, score=score), replace(first, score=10.0)))
    told = codes_of("close", facts, with_pass_mark(mark))
    assert told == ([] if passes else [("evaluation.below_pass", "inspection")])


def test_every_gate_says_whose_move_it_is_and_has_its_words() -> None:
    from bihuan.domain.glossary import say_blocker

    for code, gate in GATES.items():
        words = say_blocker(code, "1")
        assert words.zh
        assert words.en
        assert gate.whose in Role
