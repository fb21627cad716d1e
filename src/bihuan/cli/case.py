"""The form of a case that `judge` reads, and the facts that gates ask; `case_file` reads and checks one.

The facts of every pack are checked for form; whether they are asked is a matter of the packs named.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from bihuan.domain.lifecycle import facts as f
from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.domain.lifecycle.inspection import InspectionStage
from bihuan.domain.roles import Role

Category = Literal["department", "town", "park", "state_firm", "school", "hospital", "village"]
Body = Annotated[Role, Field(strict=False)] | Literal["team"]


def day_of(value: object) -> object:
    """Return a quoted day such as "2018-11-30" as a day: a case made by a program has them so."""
    if not isinstance(value, str):
        return value
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return value
    return day if day.isoformat() == value else value


Day = Annotated[date, BeforeValidator(day_of)]


class Form(BaseModel):
    """Strict: no unknown key, no silent conversion."""

    model_config = ConfigDict(extra="forbid", strict=True)


class HeadForm(Form):
    name: str = Field(min_length=1)
    from_: Day = Field(alias="from")
    to: Day | None = None


class FindingForm(Form):
    number: str = Field(min_length=1)
    stage: FindingStage = Field(strict=False)
    person_matter: bool = False
    outcome: str | None = None
    accountability: str | None = None
    handed_over_to: str | None = None
    accepted_on: Day | None = None


class CheckForm(Form):
    by: Body
    name: str | None = None
    on: Day
    kind: f.CheckKind | None = Field(default=None, strict=False)


class EvaluationForm(Form):
    by: Body
    name: str | None = None
    on: Day
    score: float | None = Field(default=None, ge=0, allow_inf_nan=False)


class ReportForm(Form):
    signed_by: str | None = None
    signed_on: Day | None = None


class SignedForm(Form):
    by: Body
    on: Day


class ApprovalForm(Form):
    on: Day


class ExceptionForm(Form):
    code: str
    reason: str | None = None
    by: Role | None = Field(default=None, strict=False)
    on: Day


class FilingForm(Form):
    paper: Literal["plan", "report"]
    to: Literal["leader_in_charge", "competent_department", "resident_discipline", "team", "office"]
    on: Day


class ThreePartyForm(Form):
    by: Literal["competent_department", "resident_discipline", "team"]
    on: Day


class FedBackForm(Form):
    to: Literal["organization", "superior"]
    on: Day


class NotApplicableForm(Form):
    party: Literal["leader_in_charge", "competent_department", "resident_discipline", "team", "office"]
    reason: str = Field(pattern=r"\S")


class PeriodicReportForm(Form):
    due: Day
    signed_by: str | None = None
    signed_on: Day | None = None


class FeedbackReviewForm(Form):
    compared_with_papers: bool = False
    reviewed_by: list[str] = []
    looked_up: list[str] = []


class WorkingPaperForm(Form):
    number: str = Field(min_length=1)
    evidence: int = Field(default=0, ge=0)
    basis: str | None = None


class AssessmentForm(Form):
    of: Literal["team", "host"]
    on: Day


class CopyNoticeForm(Form):
    to: Literal["leader_in_charge", "responsible_department"]
    on: Day


class InspectionForm(Form):
    organization: str | None = None
    category: Category | None = None
    stage: InspectionStage = Field(strict=False)
    feedback_on: Day | None = None
    supervision_office: str | None = None
    heads: list[HeadForm] = []
    findings: list[FindingForm] = []
    checks: list[CheckForm] = []
    evaluations: list[EvaluationForm] = []
    report: ReportForm | None = None
    acceptance: SignedForm | None = None
    office_approval: ApprovalForm | None = None
    countersigned: list[SignedForm] = []
    exceptions: list[ExceptionForm] = []
    # closing-loop-2018, give_feedback
    responsible_department_needed: bool = False
    copy_notices: list[CopyNoticeForm] = []
    # tianjin-2018
    filings: list[FilingForm] = []
    three_party: list[ThreePartyForm] = []
    three_party_fed_back: list[FedBackForm] = []
    not_applicable: list[NotApplicableForm] = []
    periodic_reports: list[PeriodicReportForm] = []
    # changzhou-2021
    status: Literal["active", "merged", "split", "abolished"] = "active"
    successors: list[str] = []
    feedback_review: FeedbackReviewForm | None = None
    # yunnan-2024
    mid_term_guidance: list[ApprovalForm] = []
    working_papers: list[WorkingPaperForm] = []
    # shanxi-2018
    assessments: list[AssessmentForm] = []
    round_report_filed_on: Day | None = None


class CaseForm(Form):
    packs: list[str] = []
    step: str
    by: Role = Field(strict=False)
    on: Day
    inspection: InspectionForm


def tenures(heads: Iterable[HeadForm]) -> tuple[f.Tenure, ...]:
    return tuple(f.Tenure(head.name, head.from_, head.to) for head in heads)


def review_facts(form: FeedbackReviewForm | None) -> f.FeedbackReviewFacts:
    if form is None:
        return f.FeedbackReviewFacts()
    return f.FeedbackReviewFacts(form.compared_with_papers, tuple(form.reviewed_by), tuple(form.looked_up))


def facts_of(case: CaseForm) -> f.InspectionFacts:
    """Return the case as the facts that gates ask."""
    form = case.inspection
    return f.InspectionFacts(
        stage=form.stage,
        on=case.on,
        feedback_on=form.feedback_on,
        supervision_office=form.supervision_office or "",
        heads=tenures(form.heads),
        findings=tuple(
            f.FindingFacts(
                number=finding.number,
                stage=finding.stage,
                person_matter=finding.person_matter,
                outcome=finding.outcome or "",
                accountability=finding.accountability or "",
                handed_over_to=finding.handed_over_to or "",
                accepted_on=finding.accepted_on,
            )
            for finding in form.findings
        ),
        checks=tuple(f.CheckFacts(check.by, check.on, check.name or "", check.kind) for check in form.checks),
        evaluations=tuple(f.EvaluationFacts(e.by, e.on, e.name or "", e.score) for e in form.evaluations),
        report=f.ReportFacts(form.report.signed_by or "", form.report.signed_on) if form.report else None,
        acceptance=f.SignedOn(form.acceptance.by, form.acceptance.on) if form.acceptance else None,
        office_approval=form.office_approval.on if form.office_approval else None,
        countersigned=tuple(f.SignedOn(signed.by, signed.on) for signed in form.countersigned),
        exceptions=tuple(
            f.Waiver(waiver.code, waiver.reason or "", Role.LEADING_GROUP, waiver.on) for waiver in form.exceptions
        ),
        responsible_department_needed=form.responsible_department_needed,
        copy_notices=tuple(f.CopyNotice(notice.to, notice.on) for notice in form.copy_notices),
        working_papers=tuple(
            f.WorkingPaperFacts(number=paper.number, evidence=paper.evidence, basis=paper.basis or "")
            for paper in form.working_papers
        ),
        mid_term_guidance=tuple(guidance.on for guidance in form.mid_term_guidance),
        feedback_review=review_facts(form.feedback_review),
        **facts_of_places(form),
    )


def facts_of_places(form: InspectionForm) -> dict[str, Any]:
    """Return what only the packs of single places ask."""
    return {
        "filings": tuple(f.Filing(filing.paper, filing.to, filing.on) for filing in form.filings),
        "three_party": tuple(f.SignedOn(one.by, one.on) for one in form.three_party),
        "three_party_fed_back": tuple(f.FedBack(one.to, one.on) for one in form.three_party_fed_back),
        "not_applicable": tuple(f.NotApplicable(one.party, one.reason) for one in form.not_applicable),
        "periodic_reports": tuple(
            f.PeriodicReport(one.due, one.signed_by or "", one.signed_on) for one in form.periodic_reports
        ),
        "status": form.status,
        "successors": tuple(form.successors),
        "assessments": tuple(f.Assessment(one.of, one.on) for one in form.assessments),
        "round_report_filed_on": form.round_report_filed_on,
    }
