"""Ways round a gate or a role that are closed: each starts from what is allowed and takes one step too far."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date

import pytest

from bihuan.closeout.models import Consent, Exemption
from bihuan.domain.jurisdiction import Actor, Duty
from bihuan.domain.lifecycle.machine import MayNot, NoSuchStep, StepRefused
from bihuan.domain.lifecycle.separation import OwnException, OwnRequest, TwoSignatures
from bihuan.domain.roles import Role
from bihuan.dossiers.actions import NewFinding
from bihuan.dossiers.models import Finding
from bihuan.dossiers.steps import NoSuchThing, ReasonMissing
from bihuan.evaluation.actions import AlreadyTold
from bihuan.ledger.models import Entry
from bihuan.rectification.imports import import_findings
from bihuan.rectification.long_term import AlreadyAccepted, NoSupervisingBody, NotHandedOver, NotTheReceiver
from bihuan.rectification.measures import DueBeforeFeedback, MeasureStands
from bihuan.rectification.models import Measure
from bihuan.supervision.models import Check
from tests.county import County, new_key

pytestmark = pytest.mark.django_db

MEASURE = {"text": "修订制度", "owner": "副局长", "due_on": date(2018, 5, 31), "expected_result": "制度印发"}


def blockers(refused: pytest.ExceptionInfo[StepRefused]) -> list[str]:
    return [blocker.code for blocker in refused.value.verdict.blockers]


def both(county: County, *actors: Actor, account: uuid.UUID | None = None) -> Actor:
    """Return one person with the duties of several."""
    duties = tuple(duty for actor in actors for duty in actor.duties)
    return replace(actors[0], duties=duties, account_id=account or uuid.uuid4())


# --- a finding's work belongs to a dossier that was fed back and is not closed -----------------------


def test_a_unit_does_not_work_on_findings_before_they_are_fed_back() -> None:
    county = County().found().reporting()
    county.do(
        county.office,
        "import_findings",
        document={"name": "feedback.txt", "content": "5Y+N6aaI"},
        findings=[{"number": "1", "title": "学习流于形式"}],
    )
    with pytest.raises(NoSuchStep):
        county.do(county.unit_liaison, "add_measure", county.finding("1").id, **MEASURE)
    county.do(county.office, "mark_person_matter", county.finding("1").id, person_matter=True)


@pytest.mark.parametrize("name", ["reopen", "correct_finding", "state_outcome", "mark_person_matter"])
def test_a_closed_dossier_keeps_its_findings_as_they_are(name: str) -> None:
    county = County().found().closable()
    county.do(county.office, "close")
    told: dict[str, dict[str, object]] = {
        "reopen": {"reason": "群众反映"},
        "correct_finding": {"title": "改写", "reason": "改写"},
        "state_outcome": {"outcome": "无"},
        "mark_person_matter": {"person_matter": False, "reason": "误标"},
    }
    with pytest.raises(NoSuchStep):
        county.do(county.office, name, county.finding("2").id, **told[name])


def test_what_was_handed_over_goes_on_after_the_close_and_comes_back_to_long_term() -> None:
    county = handed_over(County().found().examined("1", "2"))
    county.do(county.supervision_office, "accept_hand_over", county.finding("3").id)
    county.consented().do(county.office, "close")
    county.finish("3")
    county.do(county.unit_head, "request_sign_off", county.finding("3").id)
    county.do(county.office, "return_sign_off", county.finding("3").id, reason="佐证不足")
    assert county.finding("3").stage == "long_term"
    with pytest.raises(NoSuchStep):
        county.do(county.office, "take_back", county.finding("3").id, reason="收回")


def handed_over(county: County) -> County:
    finding = county.finding("3")
    county.do(
        county.office,
        "hand_over",
        finding.id,
        receiver_id=str(county.office_id),
        stages="分三步",
        next_on=date(2099, 1, 1),
        reason="周期长",
    )
    return county


# --- what a consent rests on -------------------------------------------------------------------------


def test_what_a_consent_rests_on_does_not_change_under_it() -> None:
    county = County().found().closable()
    check = Check.objects.filter(inspection_id=county.inspection_id).order_by("number").first()
    assert check is not None
    finding = county.finding("1").id
    for actor, name, target, told in (
        (county.supervision_office, "reopen", finding, {"reason": "与报告不符"}),
        (county.office, "correct_finding", finding, {"title": "改写", "reason": "改写"}),
        (county.unit_liaison, "write_report", None, {"title": "新报告", "text": "改写"}),
        (county.unit_liaison, "withdraw_report", None, {"reason": "改写"}),
        (county.office, "withdraw_check", check.id, {"reason": "误登"}),
    ):
        with pytest.raises(StepRefused) as refused:
            county.do(actor, name, target, **told)
        assert blockers(refused) == ["consent.standing"], name


def test_a_returned_dossier_lets_its_findings_be_reopened() -> None:
    county = County().found().closable()
    county.do(county.office, "return_dossier", reason="第1项不实")
    county.do(county.supervision_office, "reopen", county.finding("1").id, reason="与报告不符")
    assert county.finding("1").stage == "rectifying"


@pytest.mark.parametrize(
    ("kind", "left"),
    [
        ("acceptance", set()),
        ("approval", {"acceptance"}),
        ("countersignature", {"acceptance", "approval", "countersignature"}),
    ],
)
def test_a_consent_taken_back_takes_along_those_that_rest_on_it(kind: str, left: set[str]) -> None:
    county = County().found().closable()
    row = Consent.objects.filter(inspection_id=county.inspection_id, kind=kind).exclude(by_role="team_leader").get()
    actor = county.office if row.by_role == "office" else county.supervision_office
    count = Entry.objects.count()
    county.do(actor, "withdraw_consent", row.id, reason="误签")
    assert Entry.objects.count() == count + 1
    assert set(Consent.objects.filter(withdrawn_on=None).values_list("kind", flat=True)) == left
    void = Consent.objects.exclude(withdrawn_on=None).exclude(pk=row.pk)
    assert {one.withdrawn_reason for one in void} <= {f"{kind} withdrawn"}
    assert void.count() == {"acceptance": 3, "approval": 2, "countersignature": 0}[kind]
    assert county.inspection.consents_stand == bool(left)


def test_with_its_last_consent_withdrawn_a_dossier_can_change_again() -> None:
    county = County().found().closable()
    for given in Consent.objects.filter(inspection_id=county.inspection_id).order_by("-id"):
        actor = {"office": county.office, "team_leader": county.team_leader}.get(
            given.by_role, county.supervision_office
        )
        assert county.inspection.consents_stand
        county.do(actor, "withdraw_consent", given.id, reason="误签")
    assert not county.inspection.consents_stand
    county.do(county.supervision_office, "reopen", county.finding("1").id, reason="与报告不符")


def test_a_rectification_with_an_open_finding_is_not_accepted() -> None:
    county = County().found().closable()
    county.do(county.office, "return_dossier", reason="第1项不实")
    county.do(county.supervision_office, "reopen", county.finding("1").id, reason="与报告不符")
    county.do(county.unit_liaison, "write_report", title="报结报告", text="已整改")
    county.sign()
    county.do(county.unit_head, "submit_for_review")
    with pytest.raises(StepRefused) as refused:
        county.do(county.supervision_office, "accept")
    assert blockers(refused) == ["finding.not_signed_off"]


def test_an_exception_taken_back_lets_its_gate_ask_again() -> None:
    county = County().found().closable()
    check = Check.objects.filter(inspection_id=county.inspection_id, number=2)
    check.update(withdrawn_on=county.today)
    county.do(county.leading_group, "waive", code="checks.too_few", reason="单位合并")
    exemption = Exemption.objects.get()
    with pytest.raises(MayNot):
        county.do(county.office, "withdraw_exemption", exemption.id, reason="不是本意")
    county.do(county.leading_group, "withdraw_exemption", exemption.id, reason="单位未合并")
    with pytest.raises(NoSuchThing):
        county.do(county.leading_group, "withdraw_exemption", exemption.id, reason="单位未合并")
    with pytest.raises(StepRefused) as refused:
        county.do(county.office, "close")
    assert blockers(refused) == ["checks.too_few"]
    county.do(county.leading_group, "waive", code="checks.too_few", reason="单位确已合并")
    assert Exemption.objects.filter(withdrawn_on=None).count() == 1


# --- separation of duties ----------------------------------------------------------------------------


def test_whoever_reaches_a_dossier_as_the_unit_takes_no_step_of_its_supervisors() -> None:
    county = County().found().fed_back().planned_and_accepted()
    county.finish("1")
    finding = county.finding("1").id
    county.do(county.unit_head, "request_sign_off", finding)
    turncoat = both(county, county.office, county.unit_liaison)
    with pytest.raises(MayNot):
        county.do(turncoat, "grant_sign_off", finding)
    with pytest.raises(MayNot):
        county.check(both(county, county.supervision_office, county.unit_head), county.today)
    county.do(county.office, "grant_sign_off", finding)


def test_somebody_who_changed_sides_does_not_grant_what_he_asked_for() -> None:
    county = County().found().fed_back().planned_and_accepted()
    county.finish("1")
    finding = county.finding("1").id
    county.do(county.unit_head, "request_sign_off", finding)
    moved = replace(county.office, account_id=county.head_account)
    with pytest.raises(OwnRequest):
        county.do(moved, "grant_sign_off", finding)
    county.do(moved, "return_sign_off", finding, reason="佐证不足")


def test_one_person_consents_in_one_role_only() -> None:
    county = County().found().closable()
    county.do(county.office, "return_dossier", reason="重新会签")
    county.do(county.unit_liaison, "write_report", title="报结报告", text="已整改")
    county.sign()
    county.do(county.unit_head, "submit_for_review")
    one = uuid.uuid4()
    county.do(replace(county.supervision_office, account_id=one), "accept")
    with pytest.raises(TwoSignatures):
        county.do(replace(county.office, account_id=one), "approve")
    county.do(county.office, "approve")
    county.do(replace(county.supervision_office, account_id=one), "countersign")
    with pytest.raises(TwoSignatures):
        county.do(replace(county.team_leader, account_id=one), "countersign")


@pytest.mark.parametrize("name", ["approve", "close"])
def test_whoever_granted_an_exception_neither_consents_nor_closes(name: str) -> None:
    county = County().found().closable()
    if name == "approve":
        approval = Consent.objects.get(inspection_id=county.inspection_id, kind="approval")
        county.do(county.office, "withdraw_consent", approval.id, reason="误签")
    one = both(county, county.office, county.leading_group)
    county.do(one, "waive", code="checks.too_few", reason="单位合并")
    with pytest.raises(OwnException):
        county.do(one, name)
    county.do(county.leading_group, "withdraw_exemption", Exemption.objects.get().id, reason="不必")
    county.do(one, name)


def test_whoever_consented_grants_no_exception() -> None:
    county = County().found().closable()
    one = replace(county.leading_group, account_id=county.office.account_id)
    with pytest.raises(TwoSignatures):
        county.do(one, "waive", code="checks.too_few", reason="单位合并")
    county.do(county.leading_group, "waive", code="checks.too_few", reason="单位合并")


def test_somebody_with_more_than_one_role_withdraws_what_he_gave_in_either() -> None:
    county = County().found().closable()
    approval = Consent.objects.get(inspection_id=county.inspection_id, kind="approval")
    second = both(county, county.office, county.leading_group)
    county.do(second, "withdraw_consent", approval.id, reason="误签")


# --- hand-over ---------------------------------------------------------------------------------------


def test_a_hand_over_is_accepted_once_and_by_its_receiver_only() -> None:
    county = handed_over(County().found().fed_back().with_measures())
    finding = county.finding("3").id
    resident = county.actor(Role.RESIDENT_DISCIPLINE, path=county.unit_path)
    with pytest.raises(NotTheReceiver):
        county.do(resident, "accept_hand_over", finding)
    county.do(county.supervision_office, "accept_hand_over", finding)
    with pytest.raises(AlreadyAccepted):
        county.do(county.supervision_office, "accept_hand_over", finding)


def test_a_resident_office_accepts_what_was_handed_to_it_and_not_what_went_to_another() -> None:
    county = County().found().fed_back().with_measures()
    body, _ = county.organization("派驻第一纪检监察组", "body")
    other, _ = county.organization("派驻第二纪检监察组", "body")
    finding = county.finding("3").id
    county.do(
        county.office,
        "hand_over",
        finding,
        receiver_id=str(body),
        stages="分三步",
        next_on=date(2099, 1, 1),
        reason="周期长",
    )
    resident = county.actor(Role.RESIDENT_DISCIPLINE, path=county.unit_path)
    with pytest.raises(NotTheReceiver):
        county.do(replace(resident, organization_id=other), "accept_hand_over", finding)
    with pytest.raises(NotTheReceiver):
        county.do(county.supervision_office, "accept_hand_over", finding)
    county.do(replace(resident, organization_id=body), "accept_hand_over", finding)


def test_a_finding_is_handed_over_to_a_supervising_body() -> None:
    county = County().found().fed_back().with_measures()
    with pytest.raises(NoSupervisingBody):
        county.do(
            county.office,
            "hand_over",
            county.finding("3").id,
            receiver_id=str(county.unit_id),
            stages="分三步",
            next_on=date(2099, 1, 1),
            reason="周期长",
        )


def test_a_long_term_finding_that_was_taken_over_needs_a_receiver_before_it_is_accepted() -> None:
    county = County().found()
    county.today = date(2018, 3, 1)
    county.do(
        county.office,
        "take_over",
        feedback_on=date(2018, 2, 1),
        paper={"name": "paper.txt", "content": "5Y+N6aaI"},
        findings=[{"number": "1", "title": "学习流于形式", "stage": "long_term"}],
        reason="此前在纸上办理",
    )
    with pytest.raises(NotHandedOver):
        county.do(county.supervision_office, "accept_hand_over", county.finding("1").id)
    with pytest.raises(StepRefused) as refused:
        county.do(county.unit_head, "request_sign_off", county.finding("1").id)
    assert blockers(refused) == ["finding.no_measure", "finding.no_evidence", "finding.no_result"]


# --- an accepted plan --------------------------------------------------------------------------------


def test_a_measure_of_an_accepted_plan_is_not_struck_out() -> None:
    county = County().found().fed_back().planned_and_accepted()
    measure = Measure.objects.get(finding=county.finding("1"))
    with pytest.raises(MeasureStands):
        county.do(county.unit_liaison, "revise_measure", measure.id, **MEASURE, removed=True)
    county.do(county.office, "return_plan", reason="须修订")
    county.do(county.unit_liaison, "revise_measure", measure.id, **MEASURE, removed=True)
    county.do(county.unit_liaison, "add_measure", county.finding("1").id, **MEASURE)
    county.do(county.unit_head, "submit_plan")
    county.do(county.office, "accept_plan")


def test_a_due_day_before_the_feedback_is_refused() -> None:
    county = County().found().fed_back()
    with pytest.raises(DueBeforeFeedback):
        county.do(county.unit_liaison, "add_measure", county.finding("1").id, **MEASURE | {"due_on": date(2018, 2, 28)})


# --- what the office keeps right ---------------------------------------------------------------------


def test_a_person_matter_is_marked_freely_and_unmarked_with_a_reason() -> None:
    county = County().found().fed_back()
    with pytest.raises(ReasonMissing):
        county.do(county.office, "mark_person_matter", county.finding("2").id, person_matter=False)
    county.do(county.office, "mark_person_matter", county.finding("2").id, person_matter=False, reason="不涉及具体人")
    assert not county.finding("2").person_matter


def test_an_imported_finding_begins_its_life_whatever_it_claims_to_be() -> None:
    county = County().found().reporting()
    from bihuan.domain.lifecycle.finding import FindingStage

    import_findings(
        actor=county.office,
        inspection_id=county.inspection_id,
        findings=[NewFinding("1", "学习流于形式", stage=FindingStage.SIGNED_OFF)],
        file_name="feedback.txt",
        content=b"feedback",
        now=county.now,
        key=new_key(),
    )
    assert Finding.objects.get(inspection_id=county.inspection_id).stage == "rectifying"


def test_an_evaluation_is_told_once() -> None:
    county = County().found().fed_back()
    told = county.evaluate(county.office, county.today).told
    county.do(county.office, "tell_evaluation", uuid.UUID(told["evaluation"]))
    with pytest.raises(AlreadyTold):
        county.do(county.office, "tell_evaluation", uuid.UUID(told["evaluation"]))


def test_a_duty_of_yesterday_opens_nothing_today() -> None:
    county = County().found().fed_back()
    ended = Duty(Role.OFFICE, "", None, date(2017, 1, 1), date(2018, 2, 28))
    with pytest.raises(LookupError):
        county.do(replace(county.office, duties=(ended,)), "accept_plan")
