"""The gates of single places: a valid case, one thing spoiled, exactly one named blocker; and packs put together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from tests.domain.test_gates import CLOSABLE, SILENT, SPOILERS, asked

from bihuan.domain.lifecycle import facts as f
from bihuan.domain.lifecycle.gates import GATES, ORDER
from bihuan.domain.lifecycle.inspection import STEPS
from bihuan.domain.lifecycle.local_gates import EVALUATING, FILED, FILED_WITH, OF_PLACES
from bihuan.domain.lifecycle.machine import Blocker, ask_gates
from bihuan.domain.lifecycle.working_paper import COMPLETE as OF_PAPERS
from bihuan.domain.roles import Role
from bihuan.rules.packs import available, load, rulebook

PLACES = ["tianjin-2018", "changzhou-2021", "yunnan-2024", "shanxi-2018"]
FEEDBACK_ON = date(2018, 3, 1)
FIRST, SECOND = CLOSABLE.checks
VISIT = f.CheckFacts(Role.OFFICE, date(2018, 6, 1), kind=f.CheckKind.RETURN_VISIT)
PERIODIC = (
    f.PeriodicReport(date(2018, 6, 30), "甲", date(2018, 6, 28)),
    f.PeriodicReport(date(2018, 9, 30), "乙", date(2018, 9, 28)),
)
PAPERS = (
    f.WorkingPaperFacts("D-01", evidence=3, basis="《会计法》第九条"),
    f.WorkingPaperFacts("D-02", evidence=1, basis="县财政局报销规定"),
)
COMPLETE = replace(
    CLOSABLE,
    checks=(replace(FIRST, kind=f.CheckKind.SPECIAL_CHECK), VISIT, SECOND),
    filings=tuple(f.Filing(paper, to, date(2018, 4, 1)) for paper in FILED for to in FILED_WITH),
    three_party=tuple(f.SignedOn(party, date(2018, 7, 1)) for party in EVALUATING),
    three_party_fed_back=tuple(f.FedBack(to, date(2018, 7, 10)) for to in ("organization", "superior")),
    periodic_reports=PERIODIC,
    status="merged",
    successors=("县自然资源局",),
    feedback_review=f.FeedbackReviewFacts(True, ("甲", "乙"), ("底稿", "证据", "制度")),
    mid_term_guidance=(date(2018, 1, 10),),
    working_papers=PAPERS,
    assessments=(f.Assessment("team", date(2018, 11, 1)), f.Assessment("host", date(2018, 11, 1))),
    round_report_filed_on=date(2018, 11, 2),
)
ALL = rulebook(available(), FEEDBACK_ON)

Spoil = Callable[[f.InspectionFacts], f.InspectionFacts]


def changed(**changes: object) -> Spoil:
    return lambda facts: replace(facts, **changes)  # type: ignore[arg-type]


def review(**changes: object) -> Spoil:
    return changed(feedback_review=replace(COMPLETE.feedback_review, **changes))  # type: ignore[arg-type]


def visited(first_kind: f.CheckKind | None, *others: f.CheckFacts) -> Spoil:
    return changed(checks=(replace(FIRST, kind=first_kind), *others, SECOND))


def special_check_too_early(facts: f.InspectionFacts) -> f.InspectionFacts:
    """Move the first check, and its evaluation, before the three months are over."""
    return replace(facts, checks=(replace(facts.checks[0], on=date(2018, 5, 31)), *facts.checks[1:]))


# gate → how one thing is spoiled, what the blocker is about, whose move it is
LOCAL_SPOILERS: dict[str, tuple[Spoil, str, Role]] = {
    "filing.missing": (changed(filings=COMPLETE.filings[:-1]), "report → office", Role.UNIT_HEAD),
    "three_party.missing": (
        changed(three_party=COMPLETE.three_party[1:]),
        "competent_department",
        Role.COMPETENT_DEPARTMENT,
    ),
    "three_party.not_fed_back": (
        changed(three_party_fed_back=COMPLETE.three_party_fed_back[:1]),
        "superior",
        Role.OFFICE,
    ),
    "periodic_report.unsigned": (
        changed(periodic_reports=(PERIODIC[0], replace(PERIODIC[1], signed_by=" "))),
        "2018-09-30",
        Role.UNIT_HEAD,
    ),
    "periodic_report.not_signed_by_present_head": (
        changed(periodic_reports=(replace(PERIODIC[0], signed_by="乙"), PERIODIC[1])),
        "2018-06-30",
        Role.UNIT_HEAD,
    ),
    "return_visit.missing": (visited(f.CheckKind.SPECIAL_CHECK), "inspection", Role.OFFICE),
    "return_visit.too_early": (
        visited(f.CheckKind.SPECIAL_CHECK, replace(VISIT, on=date(2018, 5, 31))),
        "inspection",
        Role.OFFICE,
    ),
    "special_check.missing": (visited(None, VISIT), "inspection", Role.OFFICE),
    "special_check.too_early": (special_check_too_early, "inspection", Role.OFFICE),
    "successor.missing": (changed(successors=(" ",)), "inspection", Role.OFFICE),
    "feedback_review.not_compared": (review(compared_with_papers=False), "inspection", Role.OFFICE),
    "feedback_review.too_few_reviews": (review(reviewed_by=("甲", "甲 ")), "inspection", Role.OFFICE),
    "feedback_review.too_few_look_ups": (review(looked_up=("底稿", "证据", "证据")), "inspection", Role.OFFICE),
    "mid_term_guidance.missing": (changed(mid_term_guidance=()), "inspection", Role.LEADING_GROUP),
    "working_paper.no_evidence": (
        changed(working_papers=(PAPERS[0], replace(PAPERS[1], evidence=0))),
        "D-02",
        Role.MEMBER,
    ),
    "working_paper.no_basis": (
        changed(working_papers=(replace(PAPERS[0], basis="\t"), PAPERS[1])),
        "D-01",
        Role.MEMBER,
    ),
    "assessment.team_missing": (changed(assessments=COMPLETE.assessments[1:]), "inspection", Role.OFFICE),
    "assessment.host_missing": (changed(assessments=COMPLETE.assessments[:1]), "inspection", Role.TEAM_LEADER),
    "round_report.not_filed": (changed(round_report_filed_on=None), "inspection", Role.LEADING_GROUP),
}


def gates_of_packs(packs: list[str]) -> Iterator[tuple[str, str]]:
    """Return every (step, gate) that packs ask."""
    for pack_id in packs:
        for rule in load(pack_id).rules:
            if rule.id.startswith("gate/"):
                _gate, step, code = rule.id.split("/")
                yield step, code


LOCAL = sorted(set(gates_of_packs(PLACES)))
GATED = ("close", "give_feedback", "leave_site", "end_round")


def blockers(step: str, facts: f.InspectionFacts, packs: list[str] | None = None) -> list[Blocker]:
    rules = ALL if packs is None else rulebook(packs, FEEDBACK_ON)
    return list(ask_gates(STEPS[step], facts, rules).blockers)


def told(step: str, facts: f.InspectionFacts, packs: list[str] | None = None) -> list[tuple[str, str]]:
    return [(b.code, b.subject) for b in blockers(step, facts, packs)]


# --- that nothing is left out -----------------------------------------------------------------------


def test_every_gate_of_every_pack_and_table_has_a_spoiler() -> None:
    by_packs = {code for _, code in gates_of_packs(list(available()))}
    by_tables = {code for _, code in asked()}
    assert by_packs | by_tables | set(GATES) == set(SPOILERS) | set(LOCAL_SPOILERS) | SILENT | set(OF_PAPERS)


def test_every_gate_of_a_place_is_asked_by_a_pack_of_one() -> None:
    assert {gate.code for gate in OF_PLACES} <= set(LOCAL_SPOILERS)
    assert {code for _, code in LOCAL} == set(LOCAL_SPOILERS)
    assert len(LOCAL) == len(LOCAL_SPOILERS)  # each at one step


# --- one thing spoiled ------------------------------------------------------------------------------


@pytest.mark.parametrize("step", GATED)
def test_a_complete_case_is_allowed_under_all_packs_together(step: str) -> None:
    assert told(step, COMPLETE) == []


@pytest.mark.parametrize(("step", "code"), LOCAL)
def test_one_thing_spoiled_gives_exactly_one_blocker_under_all_packs_together(step: str, code: str) -> None:
    spoil, subject, whose = LOCAL_SPOILERS[code]
    found = blockers(step, spoil(COMPLETE))
    assert [(b.code, b.subject, b.whose) for b in found] == [(code, subject, whose)]
    assert found[0].basis.partition(" · ")[0] in PLACES


@pytest.mark.parametrize(("step", "code"), LOCAL)
def test_what_no_named_pack_asks_is_ignored(step: str, code: str) -> None:
    spoil, _, _ = LOCAL_SPOILERS[code]
    assert told(step, spoil(COMPLETE), ["national-2017", "office-practice", "closing-loop-2018"]) == []


@pytest.mark.parametrize(("step", "code"), LOCAL)
def test_nothing_of_a_place_can_be_waived(step: str, code: str) -> None:
    spoil, subject, _ = LOCAL_SPOILERS[code]
    waiver = f.Waiver(code, "原则上", Role.LEADING_GROUP, date(2018, 11, 10))
    assert told(step, replace(spoil(COMPLETE), exceptions=(waiver,))) == [(code, subject)]


# --- packs together ---------------------------------------------------------------------------------

EMPTY = f.InspectionFacts(
    stage="under_review",
    on=date(2018, 11, 30),
    feedback_on=FEEDBACK_ON,
    status="abolished",
    findings=(f.FindingFacts("1", "rectifying"),),
    periodic_reports=(f.PeriodicReport(date(2018, 9, 30)),),
    working_papers=(f.WorkingPaperFacts("D-01"),),
)
GATING = [*PLACES, "closing-loop-2018"]
TOGETHER = [list(some) for size in range(len(GATING) + 1) for some in combinations(GATING, size)]


@pytest.mark.parametrize("step", GATED)
@pytest.mark.parametrize("packs", TOGETHER, ids="+".join)
def test_packs_together_ask_what_each_asks_in_one_order(step: str, packs: list[str]) -> None:
    together = told(step, EMPTY, packs)
    apart = {one for pack in packs for one in told(step, EMPTY, [pack])} | set(told(step, EMPTY, []))
    assert set(together) == apart
    assert together == sorted(together, key=lambda one: (ORDER[one[0]], one[1]))
    assert told(step, EMPTY, packs[::-1]) == together


def test_everything_missing_at_the_close_is_told_in_the_order_of_the_contract() -> None:
    codes = list(dict.fromkeys(code for code, _ in told("close", EMPTY)))
    assert codes[0] == "finding.not_signed_off"
    assert codes[codes.index("countersign.team_leader_missing") + 1 :] == [
        "filing.missing",
        "three_party.missing",
        "three_party.not_fed_back",
        "periodic_report.unsigned",
        "return_visit.missing",
        "special_check.missing",
        "successor.missing",
    ]


def test_the_review_of_a_feedback_is_told_before_its_copy_notices() -> None:
    assert [code for code, _ in told("give_feedback", EMPTY)] == [
        "feedback_review.not_compared",
        "feedback_review.too_few_reviews",
        "feedback_review.too_few_look_ups",
        "copy_notice.missing",
    ]


# --- boundaries -------------------------------------------------------------------------------------


def test_without_any_filing_ten_are_missing_by_code_point() -> None:
    subjects = [subject for code, subject in told("close", replace(COMPLETE, filings=())) if code == "filing.missing"]
    assert subjects == [
        f"{paper} → {to}"
        for paper in ("plan", "report")
        for to in ("competent_department", "leader_in_charge", "office", "resident_discipline", "team")
    ]


def test_a_party_that_does_not_exist_is_asked_for_nothing_and_only_with_a_reason() -> None:
    filings = tuple(one for one in COMPLETE.filings if one.to != Role.RESIDENT_DISCIPLINE)
    parties = tuple(one for one in COMPLETE.three_party if one.by != Role.RESIDENT_DISCIPLINE)
    town = replace(COMPLETE, filings=filings, three_party=parties)
    absent = f.NotApplicable("resident_discipline", "乡镇没有派驻机构")
    assert told("close", replace(town, not_applicable=(absent,))) == []
    without_reason = told("close", replace(town, not_applicable=(replace(absent, reason=" "),)))
    assert without_reason == told("close", town)
    assert ("three_party.missing", "resident_discipline") in without_reason


def test_the_team_s_own_evaluation_is_the_team_leader_s_move() -> None:
    found = blockers("close", replace(COMPLETE, three_party=()))
    assert [(b.subject, b.whose) for b in found] == [
        ("competent_department", Role.COMPETENT_DEPARTMENT),
        ("resident_discipline", Role.RESIDENT_DISCIPLINE),
        ("team", Role.TEAM_LEADER),
    ]


@pytest.mark.parametrize(("due", "asked_for"), [(date(2018, 11, 30), True), (date(2018, 12, 1), False)])
def test_a_periodic_report_is_asked_for_from_the_day_it_is_due(due: date, asked_for: bool) -> None:
    facts = replace(COMPLETE, periodic_reports=(f.PeriodicReport(due),))
    assert told("close", facts) == ([("periodic_report.unsigned", due.isoformat())] if asked_for else [])


@pytest.mark.parametrize(
    ("feedback_on", "visit_on", "in_time"),
    [
        (date(2018, 3, 1), date(2018, 5, 31), False),
        (date(2018, 3, 1), date(2018, 6, 1), True),
        (date(2017, 11, 30), date(2018, 2, 27), False),  # the month ends before that day number
        (date(2017, 11, 30), date(2018, 2, 28), True),
        (None, date(2018, 6, 1), False),  # nobody can tell that the months are over
    ],
)
def test_a_return_visit_counts_from_the_day_three_months_after_feedback(
    feedback_on: date | None, visit_on: date, in_time: bool
) -> None:
    checks = (replace(VISIT, on=visit_on), replace(VISIT, kind=f.CheckKind.SPECIAL_CHECK, on=date(2018, 11, 1)))
    found = told("close", replace(COMPLETE, feedback_on=feedback_on, checks=checks), ["changzhou-2021"])
    assert (("return_visit.too_early", "inspection") in found) is not in_time


def test_a_later_visit_makes_an_early_one_good() -> None:
    early = replace(VISIT, on=date(2018, 3, 20))
    assert told("close", visited(f.CheckKind.SPECIAL_CHECK, VISIT, early)(COMPLETE)) == []


def test_three_months_that_end_outside_the_calendar_are_not_over() -> None:
    last = date(9999, 12, 31)
    facts = replace(COMPLETE, on=last, feedback_on=date(9999, 12, 1), checks=(replace(VISIT, on=last),))
    assert ("return_visit.too_early", "inspection") in told("close", facts, ["changzhou-2021"])


@pytest.mark.parametrize("status", ["merged", "split", "abolished"])
def test_an_organization_that_is_no_more_has_a_successor(status: str) -> None:
    assert told("close", replace(COMPLETE, status=status, successors=())) == [("successor.missing", "inspection")]
    assert told("close", replace(COMPLETE, status="active", successors=())) == []
