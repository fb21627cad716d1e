"""From the gap between rounds to the next one: proposed, planned, checked together, sent back, carried over."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils.translation import override

from bihuan.access.actions import NotYours
from bihuan.closeout.contents import recorded_rows
from bihuan.domain.ledger import replay
from bihuan.domain.lifecycle.machine import MayNot
from bihuan.domain.roles import Role
from bihuan.domain.rolling import (
    BeforeThePlan,
    ChecksOwnUnit,
    JointTeamMissing,
    NamedLikeHead,
    NothingLookedAt,
    Outcome,
    PlanKind,
    PlanTooFar,
    SeenTwice,
    SignedOffSince,
    TeamOneSided,
    Verdict,
    Why,
)
from bihuan.dossiers.people import appoint_head
from bihuan.dossiers.steps import NoSuchThing, ReasonMissing
from bihuan.ledger.models import Entry
from bihuan.organizations import actions as organizations
from bihuan.organizations.models import Organization
from bihuan.rectification.models import SignOffAnswer
from bihuan.rules.rolling import latest_plan_day
from bihuan.supervision import planning
from bihuan.supervision.actions import Seen, record_check, withdraw_check
from bihuan.supervision.joint_teams import MemberAsked, MemberUnplaced, form_joint_team, move_planned_check
from bihuan.supervision.models import Check, CheckedFinding, PlannedCheck, PlannedMatter, SupervisionPlan
from bihuan.supervision.outcomes import checks_made, left_open, seen_of
from bihuan.supervision.planning import CheckAsked
from bihuan.supervision.recording import Looked, SentBackUnexplained, record_planned_check
from bihuan.supervision.seats import NotOfTheTeam
from bihuan.web.refusals import in_words
from tests.archived import archived
from tests.database.states import state_of_ledger, state_of_tables
from tests.people import open_account
from tests.supervision.gap import Gap

pytestmark = pytest.mark.django_db


@pytest.fixture
def gap() -> Gap:
    return Gap()


def reasons(gap: Gap) -> dict[str, set[str]]:
    """Return what the rule proposes: unit → reason and number of each finding."""
    return {
        one.dossier.organization_name: {f"{m.why.value} {m.row.number}" for m in one.matters}
        for one in gap.proposal().checks
    }


def outcomes(gap: Gap, planned: PlannedCheck) -> dict[str, Outcome]:
    at = gap.county.authority_id
    rows = list(PlannedMatter.objects.filter(planned=planned).select_related("finding", "planned__plan"))
    seen = seen_of(at, rows, checks_made(at, [planned.id]), gap.today)
    return {row.finding.number: seen[row.id].outcome for row in rows if row.finding}


def signed_off(gap: Gap, number: str) -> None:
    """Bring a finding of the later round to its sign-off."""
    one = gap.later
    one.sign_off(number)


def test_the_round_before_s_open_work_comes_up_and_the_last_round_s_does_not(gap: Gap) -> None:
    assert reasons(gap) == {"县住房和城乡建设局": {"continued 1", "continued 2", "continued 3"}}


def test_a_quick_fix_of_the_last_round_comes_up(gap: Gap) -> None:
    gap.later.planned_and_accepted()
    signed_off(gap, "1")
    assert reasons(gap)["县水利局"] == {"quick_fix 1"}
    gap.later.today = gap.county.today


def test_a_plan_s_reasons_follow_from_the_rule_and_what_the_office_adds_says_so(gap: Gap) -> None:
    own = gap.later.finding("1").id
    checks = [
        CheckAsked(gap.county.inspection_id, gap.today, ("records",), (gap.county.finding("1").id,)),
        CheckAsked(gap.later.inspection_id, gap.today, ("visits",), (own,)),
    ]
    first, second = gap.planned(*checks)
    assert PlannedMatter.objects.get(planned=first).why == Why.CONTINUED
    assert PlannedMatter.objects.get(planned=second).why == Why.ADDED
    assert state_of_ledger() == state_of_tables()


def test_a_joint_check_finds_true_sends_back_and_leaves_for_the_next_plan(gap: Gap) -> None:
    (planned,) = gap.planned()
    gap.team([planned])
    county = gap.county
    gap.record(
        planned,
        Looked(county.finding("1").id, Verdict.TRUE, "台账齐全"),
        Looked(county.finding("2").id, Verdict.NOT_DONE, "没有退款凭证"),
        Looked(county.finding("3").id, Verdict.NOT_LOOKED),
    )
    assert outcomes(gap, planned) == {"1": Outcome.TRUE, "2": Outcome.RETURNED, "3": Outcome.NOT_LOOKED}
    check = Check.objects.get(planned=planned)
    assert (check.kind, check.by_name, check.by_role) == ("", "第一联合督查组", "office")
    answer = SignOffAnswer.objects.get(finding=county.finding("2"))
    assert (answer.kind, answer.reason) == ("returned", "没有退款凭证")
    assert reasons(gap)["县住房和城乡建设局"] == {"sent_back 2", "carried 3"}
    assert state_of_ledger() == state_of_tables()


def test_a_finding_that_was_signed_off_is_opened_again(gap: Gap) -> None:
    gap.later.planned_and_accepted()
    signed_off(gap, "1")
    finding = gap.later.finding("1")
    (planned,) = [one for one in gap.planned() if one.dossier_id == gap.later.inspection_id]
    gap.record(planned, Looked(finding.id, Verdict.NOT_TRUE, "照片系摆拍"))
    again = gap.later.finding("1")
    assert (again.stage, again.signed_off_on) == ("rectifying", None)
    assert CheckedFinding.objects.get(finding=finding).conclusion == "not_true"
    assert outcomes(gap, planned) == {"1": Outcome.REOPENED}


def test_who_sends_back_says_why(gap: Gap) -> None:
    (planned,) = gap.planned()
    with pytest.raises(SentBackUnexplained):
        gap.record(planned, Looked(gap.county.finding("1").id, Verdict.NOT_DONE, " "))
    assert not Check.objects.exists()


def test_a_check_that_looked_at_nothing_is_none(gap: Gap) -> None:
    (planned,) = gap.planned()
    unseen = [Looked(gap.county.finding(number).id, Verdict.NOT_LOOKED) for number in "123"]
    for looked in (unseen, []):
        with pytest.raises(NothingLookedAt):
            gap.record(planned, *looked)
    assert not Check.objects.exists()
    gap.record(planned, *unseen[1:], Looked(gap.county.finding("1").id, Verdict.TRUE))


def test_one_check_tells_a_matter_once(gap: Gap) -> None:
    (planned,) = gap.planned()
    twice = [Looked(gap.county.finding("2").id, Verdict.NOT_DONE, "未退") for _ in range(2)]
    with pytest.raises(SeenTwice):
        gap.record(planned, *twice)
    assert not Check.objects.filter(planned=planned).exists()


def test_a_joint_team_gets_checks_of_its_own_plan_only(gap: Gap) -> None:
    (planned,) = gap.planned()
    (of_another,) = gap.planned(
        CheckAsked(gap.county.inspection_id, gap.today, ("records",), (gap.county.finding("2").id,), ())
    )
    with pytest.raises(NoSuchThing):
        gap.do(
            form_joint_team, plan_id=planned.plan_id, name="甲组", members=gap.members(), planned_ids=[of_another.id]
        )


def test_a_planned_check_is_not_of_a_day_before_its_plan(gap: Gap) -> None:
    gap.wait(10)
    (planned,) = gap.planned()
    seen = Looked(gap.county.finding("1").id, Verdict.TRUE)
    with pytest.raises(BeforeThePlan) as refused:
        gap.record(planned, seen, on=gap.today - timedelta(days=1))
    assert refused.value.from_on == gap.today
    gap.record(planned, seen)


def test_a_planned_check_does_not_open_again_what_was_signed_off_after_its_day(gap: Gap) -> None:
    (planned,) = gap.planned()
    checked_on = gap.today
    gap.wait(10)
    gap.county.sign_off("1")
    seen = Looked(gap.county.finding("1").id, Verdict.NOT_TRUE, "现场与台账不符")
    with pytest.raises(SignedOffSince) as refused:
        gap.record(planned, seen, on=checked_on)
    assert (refused.value.on, refused.value.signed_off_on) == (checked_on, gap.today)
    assert gap.county.finding("1").stage == "signed_off"
    gap.record(planned, seen)
    assert gap.county.finding("1").stage == "rectifying"


@pytest.mark.parametrize("kind", ["", "surprise", "return_visit", "special_check"])
def test_a_check_recorded_with_its_dossier_looks_at_a_finding_too(gap: Gap, kind: str) -> None:
    with pytest.raises(NothingLookedAt):
        visited(gap, kind, [])
    visited(gap, kind, [Seen(gap.county.finding("1").id, "done")])
    assert Check.objects.get().kind == kind


def visited(gap: Gap, kind: str, seen: list[Seen]) -> None:
    told = {"kind": kind, "on": gap.today, "methods": "走访", "account": "走访群众", "seen": seen}
    gap.do(record_check, inspection_id=gap.county.inspection_id, **told)


def test_what_a_plan_that_is_over_did_not_look_at_goes_on_to_the_next(gap: Gap) -> None:
    gap.planned(days=5)
    assert reasons(gap) == {}, "a plan that runs will look at it"
    gap.wait(61)
    assert reasons(gap)["县住房和城乡建设局"] == {"carried 1", "carried 2", "carried 3"}


def test_a_dropped_check_and_a_plan_called_off_leave_their_matters_to_the_next(gap: Gap) -> None:
    (planned,) = gap.planned()
    with pytest.raises(ReasonMissing):
        gap.do(planning.drop_planned_check, planned_id=planned.id, reason=" ")
    gap.do(planning.drop_planned_check, planned_id=planned.id, reason="单位班子调整")
    assert reasons(gap)["县住房和城乡建设局"] == {"carried 1", "carried 2", "carried 3"}
    with pytest.raises(planning.PlannedElsewhere):
        gap.record(planned)
    (again,) = gap.planned()
    gap.do(planning.call_off_supervision_plan, plan_id=again.plan_id, reason="另行安排")
    assert reasons(gap)["县住房和城乡建设局"] == {"carried 1", "carried 2", "carried 3"}
    assert Entry.objects.get(action="call_off_supervision_plan").reason == "另行安排"


def test_a_withdrawn_check_names_what_it_opened_again_and_what_stays_so(gap: Gap) -> None:
    gap.county.sign_off("1")
    (planned,) = gap.planned(CheckAsked(gap.county.inspection_id, gap.today))
    gap.record(
        planned,
        Looked(gap.county.finding("1").id, Verdict.NOT_TRUE, "与台账不符"),
        Looked(gap.county.finding("3").id, Verdict.TRUE),
    )
    check = Check.objects.get(planned=planned)
    assert [one.number for one in left_open(check)] == ["1"]
    told = gap.do(withdraw_check, check_id=check.id, reason="登错").told
    assert told["left_open"] == ["1"]
    assert gap.county.finding("1").stage == "rectifying", "people decide of findings"


def test_a_withdrawn_check_is_to_be_made_again(gap: Gap) -> None:
    (planned,) = gap.planned()
    gap.record(planned, Looked(gap.county.finding("1").id, Verdict.TRUE))
    with pytest.raises(planning.PlannedElsewhere):
        gap.record(planned, Looked(gap.county.finding("1").id, Verdict.TRUE))
    check = Check.objects.get(planned=planned)
    gap.do(withdraw_check, check_id=check.id, reason="登错")
    assert outcomes(gap, planned)["1"] == Outcome.OPEN
    gap.record(planned, Looked(gap.county.finding("1").id, Verdict.TRUE), on=gap.today)
    assert Check.objects.filter(planned=planned, withdrawn_on=None).count() == 1


# --- joint teams --------------------------------------------------------------------------------------


def test_a_rolling_check_is_made_by_a_joint_team_as_the_rule_asks(gap: Gap) -> None:
    (planned,) = gap.planned()
    looked = Looked(gap.county.finding("1").id, Verdict.TRUE)
    told = {"planned_id": planned.id, "on": gap.today, "account": "查阅台账", "looked": [looked]}
    with pytest.raises(JointTeamMissing):
        gap.do(record_planned_check, **told)
    assert not Check.objects.exists()
    gap.team([planned])
    gap.do(record_planned_check, **told)


def test_a_visit_asks_for_no_joint_team(gap: Gap) -> None:
    (planned,) = gap.planned(CheckAsked(gap.county.inspection_id, gap.today), kind=PlanKind.RETURN_VISIT)
    looked = Looked(gap.county.finding("1").id, Verdict.TRUE)
    gap.do(record_planned_check, planned_id=planned.id, on=gap.today, account="走访", looked=[looked])


def test_a_team_without_a_side_is_refused(gap: Gap) -> None:
    planned = gap.planned()
    with pytest.raises(TeamOneSided):
        gap.team(planned, gap.members()[:3])


def test_nobody_checks_the_unit_he_works_at_nor_its_successor(gap: Gap) -> None:
    planned = gap.planned()
    own = gap.county.unit_id
    with pytest.raises(ChecksOwnUnit):
        gap.team(planned, gap.members(party_office=own))
    successor, _path = gap.county.organization("县城乡建设和管理局", "department")
    Organization.objects.filter(pk=own).update(until_on=gap.today - timedelta(days=1))
    gap.do(organizations.name_successor, predecessor_id=own, successor_id=successor, on=gap.today)
    with pytest.raises(ChecksOwnUnit):
        gap.team(planned, gap.members(discipline=successor))
    gap.team(planned)


def test_nobody_checks_the_unit_that_he_answered_for_by_his_account(gap: Gap) -> None:
    planned = gap.planned()
    account = open_account(gap.county, Role.UNIT_LIAISON, "liaison-of-old", gap.county.unit_path, None)
    members = [*gap.members()[:3], MemberAsked("", "organisation", account_id=account.id)]
    with pytest.raises(ChecksOwnUnit):
        gap.team(planned, members)


@pytest.mark.parametrize(
    "role", [Role.LEADER_IN_CHARGE, Role.COMPETENT_DEPARTMENT, Role.RESPONSIBLE_DEPARTMENT], ids=str
)
def test_nobody_checks_the_unit_that_he_is_in_charge_of(gap: Gap, role: Role) -> None:
    planned = gap.planned(CheckAsked(gap.county.inspection_id, gap.today))
    own = open_account(gap.county, role, "in-charge", gap.county.unit_path, None)
    other = open_account(gap.county, role, "of-another", gap.later.unit_path, None)
    told = gap.members()[:3]
    with pytest.raises(ChecksOwnUnit):
        gap.team(planned, [*told, MemberAsked("", "organisation", account_id=own.id)])
    gap.team(planned, [*told, MemberAsked("", "organisation", account_id=other.id)])


def test_a_former_head_is_known_by_his_name_too(gap: Gap) -> None:
    planned = gap.planned(CheckAsked(gap.county.inspection_id, gap.today))
    keeper = gap.county.office
    until = gap.today - timedelta(days=4000)
    day = {"from_on": until - timedelta(days=900), "until_on": until}
    told = {"organization_id": gap.county.unit_id, "name": "周前任", "account_id": None, "acting": False, **day}
    gap.do(appoint_head, keeper, **told)
    with pytest.raises(NamedLikeHead) as refused:
        gap.team(planned, [*gap.members()[:3], MemberAsked("周 前任", "organisation", gap.body())])
    assert refused.value.from_on == day["from_on"]
    gap.team(planned, [*gap.members()[:3], MemberAsked("周现任", "organisation", gap.body())])


def test_of_whom_it_is_not_said_where_he_works_nobody_can_say_whether_he_may(gap: Gap) -> None:
    planned = gap.planned()
    with pytest.raises(MemberUnplaced):
        gap.team(planned, [*gap.members()[:3], MemberAsked("某", "organisation")])


def test_a_check_goes_to_no_team_with_one_of_the_unit_s_own_people(gap: Gap) -> None:
    checks = [
        CheckAsked(gap.county.inspection_id, gap.today),
        CheckAsked(gap.later.inspection_id, gap.today),
    ]
    first, second = gap.planned(*checks)
    team = gap.team([first], gap.members(organisation=gap.later.unit_id))
    with pytest.raises(ChecksOwnUnit):
        gap.do(move_planned_check, planned_id=second.id, on=gap.today, team_id=team)
    gap.do(move_planned_check, planned_id=first.id, on=gap.today + timedelta(days=1), team_id=team)
    with pytest.raises(planning.OutsideThePlan):
        gap.do(move_planned_check, planned_id=first.id, on=gap.today + timedelta(days=400), team_id=team)


def test_the_team_s_own_people_and_the_office_record_its_check_and_nobody_else(gap: Gap) -> None:
    planned = gap.planned()
    member = replace(gap.county.supervision_office, account_id=uuid.uuid4())
    account = open_account(gap.county, Role.SUPERVISION_OFFICE, "joint-member", gap.county.office_path, None)
    gap.team(planned, [*gap.members()[:3], MemberAsked("", "organisation", account_id=account.id)])
    looked = Looked(gap.county.finding("1").id, Verdict.TRUE)
    with pytest.raises(NotOfTheTeam):
        gap.record(planned[0], looked, actor=member)
    gap.record(planned[0], looked, actor=replace(member, account_id=account.id))
    assert Check.objects.get().by_role == "supervision_office"


# --- refusals -----------------------------------------------------------------------------------------


def test_only_the_office_plans(gap: Gap) -> None:
    with pytest.raises(NotYours):
        gap.do(
            planning.make_supervision_plan,
            gap.county.team_leader,
            kind="rolling",
            name="x",
            from_on=gap.today,
            until_on=gap.today,
            checks=[CheckAsked(gap.county.inspection_id, gap.today)],
        )


def test_a_unit_records_no_planned_check(gap: Gap) -> None:
    (planned,) = gap.planned()
    with pytest.raises(MayNot):
        gap.record(planned, actor=gap.county.unit_head)


@pytest.mark.parametrize(
    ("spoiled", "refusal"),
    [
        ({"checks": []}, planning.NothingPlanned),
        ({"until": -1}, planning.SpanReversed),
        ({"on": 90}, planning.OutsideThePlan),
        ({"until": 367}, PlanTooFar),
        ({"until": 365 * 72, "on": 365 * 72}, PlanTooFar),
        ({"twice": True}, planning.PlannedTwice),
        ({"kind": "surprise"}, ValueError),
        ({"finding": True}, NoSuchThing),
    ],
)
def test_a_plan_that_does_not_fit_is_refused(gap: Gap, spoiled: dict[str, object], refusal: type[Exception]) -> None:
    on = gap.today + timedelta(days=int(str(spoiled.get("on", 0))))
    findings = (uuid.uuid4(),) if "finding" in spoiled else ()
    check = CheckAsked(gap.county.inspection_id, on, (), findings)
    checks = [check, check] if "twice" in spoiled else spoiled.get("checks", [check])
    told = {
        "name": "x",
        "from_on": gap.today,
        "until_on": gap.today + timedelta(days=int(str(spoiled.get("until", 30)))),
    }
    with pytest.raises(refusal):
        gap.do(planning.make_supervision_plan, kind=spoiled.get("kind", "rolling"), checks=checks, **told)
    assert not SupervisionPlan.objects.exists()


def test_a_plan_reaches_to_the_last_day_of_the_rule_and_the_refusal_tells_it(gap: Gap) -> None:
    latest = latest_plan_day(gap.today)
    (planned,) = gap.planned(CheckAsked(gap.county.inspection_id, latest))
    assert planned.plan.until_on == latest
    with pytest.raises(PlanTooFar) as far:
        gap.planned(CheckAsked(gap.county.inspection_id, latest + timedelta(days=1)))
    with override("zh-hans"):
        assert latest.isoformat() in in_words(far.value)


def test_the_archive_of_a_dossier_holds_its_checks_and_knows_nothing_of_plans(gap: Gap) -> None:
    (planned,) = gap.planned()
    gap.record(planned, Looked(gap.county.finding("2").id, Verdict.NOT_DONE, "未退"))
    rows = recorded_rows(archived(gap.county.inspection))
    assert "supervision_check" in rows
    assert not {"supervision_plannedcheck", "supervision_plannedmatter", "supervision_supervisionplan"} & set(rows)
    entries = Entry.objects.filter(stream=gap.county.inspection.stream).order_by("number")
    assert (
        replay([bytes(one.content) for one in entries])["supervision_check"].keys() == rows["supervision_check"].keys()
    )


def test_a_return_visit_planned_together_is_a_check_of_its_kind(gap: Gap) -> None:
    check = CheckAsked(gap.county.inspection_id, gap.today, ("visits",))
    (planned,) = gap.planned(check, kind=PlanKind.RETURN_VISIT)
    gap.record(planned, Looked(gap.county.finding("1").id, Verdict.TRUE))
    assert Check.objects.get(planned=planned).kind == "return_visit"
