"""For every gated step: a dossier on which only that step's gates are left to be asked, and one spoiler a gate.

Most of what a gate asks cannot be made untrue by a deed (a finding is signed off only with evidence, and evidence of a
signed-off finding is not taken down): the spoilers write to the tables directly, as damage or a wrong deed would.
"""

from __future__ import annotations

import base64
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bihuan.closeout.models import Consent
from bihuan.desk.offers import OFFERS, Offer, Target
from bihuan.desk.seeing import seen_now
from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.domain.lifecycle.local_gates import FILED_WITH
from bihuan.domain.lifecycle.reply import FactStage
from bihuan.domain.lifecycle.steps import Step
from bihuan.domain.roles import Role
from bihuan.dossiers.actions import NewFinding
from bihuan.dossiers.models import Evidence, Finding, Inspection, StoredFile
from bihuan.evaluation.models import Evaluation, PartyEvaluation, PartyFeedback
from bihuan.feedback.looking import fingerprint_of as findings_shown
from bihuan.feedback.models import CopyNotice, FeedbackLook, PutFact
from bihuan.fieldwork.models import FixOrder, Guidance, PaperEvidence, WorkingPaper
from bihuan.organizations.models import HeadTenure, Organization
from bihuan.planning.records import Filing
from bihuan.rectification.imports import import_findings
from bihuan.rectification.models import Measure, PartyFiling, PeriodicReport, Plan, Report
from bihuan.rectification.periodic import fingerprint_of, standing_periodic
from bihuan.rules.packs import load
from bihuan.supervision.models import Check, CheckedFinding
from bihuan.teams.models import Assessment
from tests.closeout.hanging import authorised_team, cost, paper_out, tip_came, tip_door
from tests.closeout.rounds_ending import ended_but_for_the_deed
from tests.county import FEEDBACK_ON, PDF, County, new_key

Spoil = Callable[[County], object]
WHO_FIRST = (Role.OFFICE, Role.UNIT_HEAD, Role.SUPERVISION_OFFICE, Role.UNIT_LIAISON, Role.TEAM_LEADER)


@dataclass(frozen=True)
class File:
    """A file that a deed has to be told; each way sends it in its own manner."""

    name: str
    content: bytes


# --- the dossier on which a step is open -------------------------------------------------------------


def with_consents(county: County, *, standing: int) -> None:
    """Leave the first so many consents of a closable dossier, as if the others had not been given yet."""
    county.closable()
    kept = list(Consent.objects.order_by("on", "id").values_list("id", flat=True)[:standing])
    Consent.objects.exclude(id__in=kept).delete()
    Inspection.objects.update(consents_stand=standing > 0)


def before_feedback(county: County) -> None:
    county.reporting()
    county.today = FEEDBACK_ON
    import_findings(
        actor=county.office,
        inspection_id=county.inspection_id,
        findings=[NewFinding("1", "党组理论学习中心组学习流于形式")],
        file_name="feedback.txt",
        content="反馈意见".encode(),
        now=county.now,
        key=new_key(),
    )
    notice = {"to": "leader_in_charge", "addressee": "分管副县长", "on": county.today, "advice": ""}
    county.do(county.office, "send_copy_notice", **notice)


def finished(county: County) -> None:
    county.fed_back().planned_and_accepted()
    county.finish("1")


def requested(county: County) -> None:
    finished(county)
    county.do(county.unit_head, "request_sign_off", county.finding("1").id)


def written(county: County) -> None:
    county.fed_back().planned_and_accepted()
    county.do(county.unit_liaison, "write_report", title="报结报告", text="均已整改")


def submitted(county: County) -> None:
    county.fed_back().with_measures()
    county.do(county.unit_head, "submit_plan")


def long_term(county: County) -> None:
    with_consents(county, standing=0)
    Finding.objects.filter(number="1").update(stage=FindingStage.LONG_TERM, handed_over_to=county.office_id)


def bound_to_tianjin(county: County) -> None:
    pins = [*county.inspection.packs, ["tianjin-2018", load("tianjin-2018").sha256]]
    Inspection.objects.filter(pk=county.inspection_id).update(packs=pins)


def periodic_written(county: County) -> None:
    county.fed_back().planned_and_accepted()
    bound_to_tianjin(county)
    county.do(county.office, "call_periodic_reports", first_on=county.today)
    county.do(county.unit_liaison, "write_periodic_report", due_on=county.today, text="本月整改进展")


def parties_spoken(county: County) -> None:
    with_consents(county, standing=0)
    bound_to_tianjin(county)
    speak(county)


def speak(county: County) -> None:
    """Let all three parties evaluate, each in its own way."""
    told = {"on": county.today, "rating": "good", "opinion": "整改扎实"}
    county.do(county.team_leader, "evaluate_as_party", **told)
    resident = county.actor(Role.RESIDENT_DISCIPLINE, path=county.unit_path)
    county.do(resident, "evaluate_as_party", **told)
    paper = {"name": "评价.pdf", "content": base64.b64encode(PDF).decode()}
    county.do(county.office, "enter_party_evaluation", party="competent_department", paper=paper, **told)


def file_all(county: County, paper: str) -> None:
    """File a paper with all five parties."""
    received = {str(party): "收文员" for party in FILED_WITH}
    county.do(county.unit_liaison, "file_with_parties", paper=paper, on=county.today, received=received)


def as_tianjin_asks(county: County) -> None:
    """Bring a dossier to the day of its close-out with all that tianjin-2018 asks for."""
    county.closable()
    bound_to_tianjin(county)
    file_all(county, "plan")
    file_all(county, "report")
    speak(county)
    county.do(county.office, "feed_back_three_party", on=county.today, superior="县政府")
    county.do(county.office, "call_periodic_reports", first_on=county.today)
    county.do(county.unit_liaison, "write_periodic_report", due_on=county.today, text="本月整改进展")
    shown = fingerprint_of(standing_periodic(county.inspection))
    county.do(county.unit_head, "sign_periodic_report", due_on=county.today, shown=shown)


STATES: Mapping[str, Callable[[County], object]] = {
    "withdraw_dossier": lambda _county: None,
    "leave_site": lambda county: county.do(county.office, "enter_site"),
    "give_feedback": before_feedback,
    "issue_opinion": before_feedback,
    "issue_report": before_feedback,
    "submit_plan": lambda county: county.fed_back().with_measures(),
    "accept_plan": submitted,
    "sign_report": written,
    "attest_signature": written,
    "request_sign_off": finished,
    "grant_sign_off": requested,
    "hand_over": lambda county: county.fed_back().planned_and_accepted(),
    "accept": lambda county: with_consents(county, standing=0),
    "approve": lambda county: with_consents(county, standing=1),
    "countersign": lambda county: with_consents(county, standing=2),
    "close": lambda county: county.closable(),
    # what a standing consent holds still
    "write_report": lambda county: with_consents(county, standing=0),
    "withdraw": lambda county: with_consents(county, standing=0),
    "reopen": lambda county: with_consents(county, standing=0),
    "correct_finding": lambda county: with_consents(county, standing=0),
    "change_supervision_office": lambda county: with_consents(county, standing=0),
    "take_back": long_term,
    # what tianjin-2018 asks for
    "sign_periodic_report": periodic_written,
    "attest_periodic_report": periodic_written,
    "feed_back_three_party": parties_spoken,
    "withdraw_party_evaluation": parties_spoken,
}


def periodic_told(county: County) -> dict[str, dict[str, Any]]:
    shown = fingerprint_of(standing_periodic(county.inspection))
    told = {"due_on": county.today, "shown": shown}
    paper = {"signed_by": "沈知远", "signed_on": county.today, "paper": File("signed.pdf", PDF)}
    return {"sign_periodic_report": told, "attest_periodic_report": told | paper}


def other_office(county: County) -> uuid.UUID:
    """Return another supervision office than the linked one."""
    name = "第九执纪监督室"
    there = Organization.objects.filter(authority_id=county.authority_id, name=name).first()
    return there.id if there else county.organization(name, "supervision_office")[0]


def told_for(step_name: str, county: County) -> dict[str, Any]:
    """Return what each step has to be told."""
    told: Mapping[str, dict[str, Any]] = {
        "give_feedback": {"on": county.today},
        "issue_opinion": {
            "issuer": "青石县委",
            "series": "青巡反馈",
            "plan": "第一轮部署",
            "on": county.today,
            "from_on": county.today,
            "until_on": county.today,
            "overall": "较好。",
            "advice": "抓好整改。",
        },
        "issue_report": {
            "addressee": "县委巡察工作领导小组",
            "issuer": "青石县委第一巡察组",
            "signer": "沈知远",
            "series": "青巡报",
            "plan": "第一轮部署",
            "on": county.today,
            "from_on": county.today,
            "until_on": county.today,
            "overall": "较好。",
            "advice": "抓好整改。",
        },
        "attest_signature": {
            "signed_by": "沈知远",
            "signed_on": county.today,
            "paper": File("signed.pdf", PDF),
            "shown": county.shown(),
        },
        "sign_report": {"shown": county.shown()},
        "hand_over": {
            "receiver_id": county.office_id,
            "stages": "分两年完成",
            "next_on": date(2099, 1, 1),
            "reason": "涉及历史遗留",
        },
        "write_report": {"title": "又一份", "text": "均已整改"},
        "withdraw": {"reason": "误登"},
        "reopen": {"reason": "反弹"},
        "take_back": {"reason": "提前完成"},
        "accept_plan": {"advice_seen": True},
        **periodic_told(county),
        "feed_back_three_party": {"on": county.today, "superior": "县政府"},
        "withdraw_party_evaluation": {"party": "team", "reason": "误登"},
        "withdraw_dossier": {"reason": "误列单位"},
        "correct_finding": {"title": "改正后的题目", "reason": "笔误"},
        "change_supervision_office": {"supervision_office_id": other_office(county), "reason": "分工调整"},
    }
    offer = offer_of(step_name)
    seen = seen_now(offer, county.authority_id, target_of(county, offer))
    return {**told.get(step_name, {}), **seen}


# --- one spoiler a gate -------------------------------------------------------------------------------


def finding(**values: Any) -> Spoil:
    return lambda county: Finding.objects.filter(number="1").update(**values)


def person_matter(**values: Any) -> Spoil:
    return lambda county: Finding.objects.filter(number="2").update(**values)


def measure(**values: Any) -> Spoil:
    return lambda county: Measure.objects.filter(number="1-1").update(**values)


def report(**values: Any) -> Spoil:
    return lambda county: Report.objects.update(**values)


def withdrawn(kind: str, role: Role) -> Spoil:
    return lambda county: Consent.objects.filter(kind=kind, by_role=role).delete()


def ended_tenure(county: County) -> None:
    from bihuan.organizations.actions import end_tenure

    tenure = HeadTenure.objects.get()
    day = county.today - timedelta(days=1)
    end_tenure(actor=county.office, tenure_id=tenure.id, on=day, now=county.now, key=new_key())


def unreviewed_paper(county: County) -> None:
    write_paper(county)


def paper_without_evidence(county: County) -> None:
    write_paper(county, basis="《条例》第六十五条")


def paper_without_basis(county: County) -> None:
    paper = write_paper(county)
    at = {"authority_id": county.authority_id}
    file = StoredFile(**at, sha256="0" * 64, size=1, media_type="application/pdf", name="凭证.pdf")
    StoredFile.objects.bulk_create([file])
    shown = {"paper": paper, "inspection": county.inspection, "file": file, "added_on": county.today}
    PaperEvidence.objects.bulk_create([PaperEvidence(**at, **shown, number=1, label="凭证")])


def write_paper(county: County, basis: str = "") -> WorkingPaper:
    inspection = county.inspection
    row = WorkingPaper(
        basis=basis,
        authority_id=county.authority_id,
        inspection=inspection,
        round_id=inspection.round_id,
        team_name=inspection.team_name,
        number="01",
        title="违规发放值班补贴",
        hands=[],
    )
    WorkingPaper.objects.bulk_create([row])
    return row


def seen_otherwise(county: County) -> None:
    """The last check is found to have been held after the sign-off, and not to have believed it."""
    check, finding = Check.objects.order_by("number").last(), Finding.objects.get(number="1")
    assert check is not None
    Finding.objects.filter(pk=finding.pk).update(signed_off_on=check.on - timedelta(days=1))
    CheckedFinding.objects.filter(check_made=check, finding=finding).update(conclusion="not_true")


def check_of_kind(kind: str, **values: Any) -> Spoil:
    return lambda county: Check.objects.filter(kind=kind).update(**values)


def put(stage: FactStage) -> Spoil:
    """A fact that was put to the unit and stands at a stage."""

    def spoil(county: County) -> None:
        told = {"title": "违规发放值班补贴", "words": "按月发放", "put_on": county.today, "due_on": county.today}
        row = PutFact(authority_id=county.authority_id, inspection=county.inspection, number=1, stage=stage, **told)
        PutFact.objects.bulk_create([row])

    return spoil


def unchecked_fix(county: County) -> None:
    told = {"matter": "停发补贴", "found": "按月发放", "ordered_on": county.today, "due_on": county.today}
    row = FixOrder(authority_id=county.authority_id, inspection=county.inspection, number=1, **told)
    FixOrder.objects.bulk_create([row])


def looked_over(county: County) -> None:
    """Bring a dossier to the day of its feedback with the findings compared, reviewed by two, looked up thrice."""
    before_feedback(county)
    seen = {"shown": findings_shown(county.inspection)}
    county.do(county.office, "compare_feedback", **seen)
    for actor in (county.office, county.leading_group):
        county.do(actor, "review_feedback", **seen)
    for what in ("evidence", "basis", "reply"):
        county.do(county.office, "look_up_for_feedback", **seen, looked_up=what)


def guided(county: County) -> None:
    county.do(county.office, "enter_site")
    given = {"on": county.today, "led_by": "领导小组组长", "diagnosis": "线索少", "prescription": "扩大走访面"}
    county.do(county.leading_group, "give_guidance", **given)


def look_forgotten(sort: str) -> Spoil:
    return lambda county: FeedbackLook.objects.filter(
        pk=FeedbackLook.objects.filter(sort=sort).values_list("pk", flat=True)[0]
    ).delete()


SPOILERS: Mapping[str, Spoil] = {
    "feedback_review.not_compared": look_forgotten("comparison"),
    "feedback_review.too_few_reviews": look_forgotten("review"),
    "feedback_review.too_few_look_ups": look_forgotten("look_up"),
    "mid_term_guidance.missing": lambda county: Guidance.objects.all().delete(),
    "fix_at_once.unchecked": unchecked_fix,
    "team.authorised": authorised_team,
    "paper.out": paper_out,
    "tip_door.open": tip_door,
    "tips.came": tip_came,
    "cost.recorded": cost,
    "reply.awaited": put(FactStage.PUT),
    "objection.unanswered": put(FactStage.OBJECTED),
    "working_paper.unreviewed": unreviewed_paper,
    "finding.not_signed_off": finding(stage=FindingStage.SIGN_OFF_REQUESTED),
    "finding.seen_otherwise": seen_otherwise,
    "person_matter.no_outcome": person_matter(outcome=" "),
    "person_matter.no_accountability": person_matter(accountability=""),
    "checks.too_few": lambda county: Check.objects.filter(number=1).update(withdrawn_on=county.today),
    "evaluations.too_few": lambda county: Evaluation.objects.filter(number=1).update(withdrawn_on=county.today),
    "cycle.out_of_order": lambda county: Evaluation.objects.filter(number=1).update(on=date(2018, 10, 9)),
    "second_check.not_by_linked_supervision_office": lambda county: Check.objects.filter(number=2).update(
        by_name="第一执纪监督室"
    ),
    "second_evaluation.not_by_linked_supervision_office": lambda county: Evaluation.objects.filter(number=2).update(
        by_role=Role.OFFICE, by_name=""
    ),
    "report.missing": lambda county: Report.objects.update(withdrawn_on=county.today),
    "report.unsigned": report(signed_by="", signed_on=None),
    "report.not_signed_by_present_head": report(signed_by="别人"),
    "acceptance.missing": withdrawn("acceptance", Role.SUPERVISION_OFFICE),
    "approval.office_missing": withdrawn("approval", Role.OFFICE),
    "countersign.supervision_office_missing": withdrawn("countersignature", Role.SUPERVISION_OFFICE),
    "countersign.team_leader_missing": lambda county: Consent.objects.filter(
        kind="countersignature", by_role__in=["team", "team_leader"]
    ).delete(),
    "approval.out_of_order": lambda county: Consent.objects.filter(kind="acceptance").update(on=date(2018, 11, 19)),
    "copy_notice.missing": lambda county: CopyNotice.objects.all().delete(),
    "copy_notice.not_same_day": lambda county: CopyNotice.objects.update(on=county.today - timedelta(days=1)),
    "plan.not_submitted": lambda county: Plan.objects.all().delete(),
    "finding.no_measure": lambda county: Measure.objects.filter(number="1-1").update(removed_on=county.today),
    "measure.no_owner": measure(owner=" "),
    "measure.no_due": measure(due_on=None),
    "measure.no_expected_result": measure(expected_result=""),
    "measure.not_done": measure(done_on=None),
    "finding.no_evidence": lambda county: Evidence.objects.update(removed_on=county.today),
    "finding.no_result": finding(result=""),
    "signer.not_present_head": ended_tenure,
    "consent.standing": lambda county: Inspection.objects.update(consents_stand=True),
    # asked by packs of single places
    "working_paper.no_evidence": paper_without_evidence,
    "working_paper.no_basis": paper_without_basis,
    "filing.missing": lambda county: PartyFiling.objects.filter(paper="plan", to="office").delete(),
    "three_party.missing": lambda county: PartyEvaluation.objects.filter(party="team").delete(),
    "three_party.not_fed_back": lambda county: PartyFeedback.objects.filter(to="superior").delete(),
    "periodic_report.unsigned": lambda county: PeriodicReport.objects.update(signed_by="", signed_on=None),
    "periodic_report.not_signed_by_present_head": lambda county: PeriodicReport.objects.update(signed_by="别人"),
    "return_visit.missing": check_of_kind("return_visit", withdrawn_on=date(2018, 11, 29)),
    "return_visit.too_early": check_of_kind("return_visit", on=date(2018, 5, 31)),
    "special_check.missing": check_of_kind("special_check", withdrawn_on=date(2018, 11, 29)),
    "special_check.too_early": check_of_kind("special_check", on=date(2018, 5, 31)),
    "successor.missing": lambda county: Organization.objects.filter(pk=county.unit_id).update(
        until_on=date(2018, 11, 29)
    ),
    "assessment.team_missing": lambda county: Assessment.objects.exclude(kind="team_of_host").delete(),
    "assessment.host_missing": lambda county: Assessment.objects.filter(kind="team_of_host").delete(),
    "round_report.not_filed": lambda county: Filing.objects.update(sent_on=None),
}


def visited(county: County) -> None:
    """Bring a dossier to the close-out with a return visit and a special check, as changzhou-2021 asks for."""
    county.closable()
    Check.objects.filter(number=1).update(kind="return_visit")
    Check.objects.filter(number=2).update(kind="special_check")


# (pack of a single place, step) → a dossier on which the step is open under that pack
OF_PLACES: Mapping[tuple[str, str], Callable[[County], object]] = {
    ("tianjin-2018", "close"): as_tianjin_asks,
    ("changzhou-2021", "close"): visited,
    ("changzhou-2021", "give_feedback"): looked_over,
    ("yunnan-2024", "leave_site"): guided,
    ("shanxi-2018", "end_round"): ended_but_for_the_deed,
}


def offer_of(step_name: str) -> Offer:
    """Return the deed that takes a step."""
    return next(offer for offer in OFFERS.values() if offer.step.name == step_name)


def target_of(county: County, offer: Offer) -> uuid.UUID:
    if offer.target is Target.FINDING:
        return county.finding("1").id
    if offer.target is Target.CHECK:
        return Check.objects.get(number=1).id
    return county.inspection_id


def role_of(step: Step) -> Role:
    """Return who tries a step."""
    return next(role for role in WHO_FIRST if role in step.roles)
