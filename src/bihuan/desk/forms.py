"""The forms of the deeds: what has to be told, of which type, within which bounds. Titles are gettext msgids."""

from __future__ import annotations

import uuid
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Base64Bytes, BaseModel, ConfigDict, Field, SkipValidation, StringConstraints, WrapValidator

from bihuan.desk.typed import Former, storable
from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.dossiers.actions import NewFinding, NewMeasure
from bihuan.dossiers.incoming import ManyFindings
from bihuan.intake.limits import MOST_FINDINGS, MOST_MEASURES
from bihuan.supervision.actions import Seen

Storable = WrapValidator(storable)
Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300), Storable]
NeededLine = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300), Storable]
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=20_000), Storable]
NeededText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000), Storable]
Count = Annotated[int, Field(ge=0, le=10**6)]
LineNumber = Annotated[int, Field(ge=1, le=10**9)]
Fen = Annotated[int, Field(ge=0, le=10**15, description="in fen: 100 is one yuan")]
# a form of evaluation as it is filled in, line by line
Marks = Annotated[
    dict[str, Decimal], Field(description="marks, or how often it was found, by the `key` of a line of the score form")
]
Grounds = Annotated[dict[str, Text], Field(description="what was seen, by the `key` of a line of the score form")]
Refs = Annotated[
    dict[str, list[uuid.UUID]],
    Field(description="ids of findings and evidence, by the `key` of a line of the score form"),
]


class Form(BaseModel):
    """What a deed has to be told; unknown fields are refused."""

    model_config = ConfigDict(extra="forbid")

    def arguments(self) -> dict[str, Any]:
        """Return the fields as the deed's keyword arguments."""
        return {name: getattr(self, name) for name in type(self).model_fields}


class Upload(Form):
    """A file with its name; in JSON the content is base64."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    content: Base64Bytes = Field(description="the bytes, in base64")


Version = Annotated[int, Field(ge=0, le=10**9)]


class Revising(Form):
    """A deed that writes over what stands: the version of its row that the author saw."""

    seen_version: Version = Field(
        title="Version that was seen", description="the `version` of the thing as it was read"
    )


class UponTheReport(Form):
    """A deed that puts the report that stands out of force: its number as the author saw it, 0 where there was none."""

    seen_report: Version = Field(
        title="Number of the report that was seen",
        description="the `number` of the report as it was read; 0 where none stood",
    )


class NothingToTell(Form):
    """A deed that needs no words."""


class WithReason(Form):
    reason: NeededText = Field(title="Reason")


class OtherOffice(Form):
    supervision_office_id: uuid.UUID = Field(title="Supervision office", description="id of an organization")
    reason: NeededText = Field(title="Reason")


class WithRemark(Form):
    remark: Text = Field(default="", title="Remark")


class AcceptPlan(WithRemark):
    advice_seen: bool = Field(default=False, title="The advice on vague measures was read")


class WithAnswer(Form):
    answer: Text = Field(default="", title="Answer")


class MeasureForm(Form):
    text: NeededText = Field(title="Measure")
    owner: Line = Field(default="", title="Responsible leader")
    department: Line = Field(default="", title="Responsible department")
    due_on: date | None = Field(default=None, title="Due")
    expected_result: Text = Field(default="", title="Result to be seen")


class FindingForm(Form):
    number: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20), Storable]
    title: NeededLine
    text: Text = ""
    headings: list[Line] = []
    category: Line = ""
    person_matter: bool = False
    source_line: LineNumber | None = None
    stage: Literal["rectifying", "signed_off", "long_term"] = "rectifying"
    measures: list[MeasureForm] = Field(default=[], max_length=MOST_MEASURES)

    def to_new(self) -> NewFinding:
        return NewFinding(
            number=self.number,
            title=self.title,
            text=self.text,
            headings=tuple(self.headings),
            category=self.category,
            person_matter=self.person_matter,
            source_line=self.source_line,
            stage=FindingStage(self.stage),
            measures=tuple(
                NewMeasure(one.text, one.owner, one.department, one.due_on, one.expected_result)
                for one in self.measures
            ),
        )


class ImportForm(Form):
    document: Upload = Field(title="Document")
    findings: list[FindingForm] = Field(title="Findings", min_length=1, max_length=MOST_FINDINGS)

    def arguments(self) -> dict[str, Any]:
        findings = [finding.to_new() for finding in self.findings]
        return {"findings": findings, "file_name": self.document.name, "content": self.document.content}


class TakeOverForm(Form):
    feedback_on: date = Field(title="Day of feedback")
    paper: Upload = Field(title="Paper that shows the work so far")
    findings: list[FindingForm] = Field(title="Findings", min_length=1, max_length=MOST_FINDINGS)
    reason: NeededText = Field(title="Reason")

    def arguments(self) -> dict[str, Any]:
        return {
            "feedback_on": self.feedback_on,
            "findings": [finding.to_new() for finding in self.findings],
            "paper_name": self.paper.name,
            "paper": self.paper.content,
            "reason": self.reason,
        }


# Findings out of a draft, whose faults were looked for as it was read and at each correction.
FromDraft = Annotated[SkipValidation[ManyFindings], Field(min_length=1, max_length=MOST_FINDINGS)]


class DraftImport(Form):
    """The import of a draft."""

    document: Upload
    findings: FromDraft

    def arguments(self) -> dict[str, Any]:
        return {"findings": self.findings, "file_name": self.document.name, "content": self.document.content}


class DraftTakeOver(Form):
    """The taking over of a draft."""

    feedback_on: date
    paper: Upload
    findings: FromDraft
    reason: NeededText

    def arguments(self) -> dict[str, Any]:
        paper = {"paper_name": self.paper.name, "paper": self.paper.content}
        return {"feedback_on": self.feedback_on, "findings": self.findings, "reason": self.reason, **paper}


class CopyNoticeForm(Form):
    to: Literal["leader_in_charge", "responsible_department"] = Field(title="Receiver")
    addressee: NeededLine = Field(title="Addressee")
    on: date = Field(title="Day")
    advice: Text = Field(default="", title="Advice on duties")


class NoticeReceiverForm(Form):
    to: Literal["leader_in_charge", "responsible_department"] = Field(title="Receiver")
    instead: Annotated[str, StringConstraints(strip_whitespace=True, max_length=100), Storable] = Field(
        default="", title="Who receives it instead (empty: whoever holds the role)"
    )


class FeedbackForm(Form):
    on: date = Field(title="Day of feedback")


class MeetingForm(Form):
    on: date = Field(title="Day of the meeting")
    minutes: Upload | None = Field(default=None, title="Minutes")

    def arguments(self) -> dict[str, Any]:
        name, content = (self.minutes.name, self.minutes.content) if self.minutes else ("", b"")
        return {"on": self.on, "file_name": name, "content": content}


Series = Annotated[str, StringConstraints(strip_whitespace=True, max_length=20), Storable]


class OpinionForm(Form):
    issuer: NeededLine = Field(title="Issuing body")
    series: Series = Field(title="Letters before the number")
    on: date = Field(title="Day of the paper")
    addressee: Line = Field(default="", title="Main addressee")
    plan: NeededLine = Field(title="Decision the inspection rests on")
    from_on: date = Field(title="First day on site")
    until_on: date = Field(title="Last day on site")
    overall: NeededText = Field(title="Overall view, one paragraph a line")
    advice: NeededText = Field(title="Advice, one piece a line")
    with_code: bool = Field(default=False, title="With a QR code to check it by")
    former: Former = Field(default=None, title="What becomes of the one that stands")


class CopyPaperForm(Form):
    notice_id: uuid.UUID = Field(title="Copy notice", description="id of a copy notice of the dossier")
    issuer: NeededLine = Field(title="Issuing body")
    series: Series = Field(title="Letters before the number")
    on: date = Field(title="Day of the paper")
    answer_due: date | None = Field(default=None, title="Answer due")
    with_code: bool = Field(default=False, title="With a QR code to check it by")


class CardForm(Form):
    finding_id: uuid.UUID = Field(title="Finding", description="id of a finding of the dossier")
    on: date = Field(title="Day of the paper")


class ReportForm(UponTheReport):
    title: NeededLine = Field(title="Title")
    text: Text = Field(default="", title="Text")
    file: Upload | None = Field(default=None, title="File")

    def arguments(self) -> dict[str, Any]:
        name, content = (self.file.name, self.file.content) if self.file else ("", b"")
        told = {"title": self.title, "text": self.text, "file_name": name, "content": content}
        return told | {"seen_report": self.seen_report}


class ReportWithdrawalForm(WithReason, UponTheReport):
    """Why the report that stands no longer does."""


# what was read before it is signed; the verb refuses a fingerprint that is not that of what stands
Fingerprint = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=64),
    Storable,
    Field(description="the `fingerprint` told with what is signed or looked over"),
]


class SignForm(Form):
    shown: Fingerprint = Field(default="", title="Fingerprint of what was shown")


class SignatureForm(SignForm):
    signed_by: NeededLine = Field(title="Signed by")
    signed_on: date = Field(title="Signed on")
    paper: Upload = Field(title="Scan of the signed page")

    def arguments(self) -> dict[str, Any]:
        return {
            "signed_by": self.signed_by,
            "signed_on": self.signed_on,
            "paper_name": self.paper.name,
            "paper": self.paper.content,
            "shown": self.shown,
        }


class SeenForm(Form):
    finding_id: uuid.UUID = Field(description="id of a finding of the dossier")
    conclusion: Literal["done", "partly", "not_done", "not_true"]
    remark: Text = ""


class CheckForm(Form):
    kind: Literal["", "special_check", "surprise", "return_visit"] = Field(default="", title="Kind")
    on: date = Field(title="Day")
    methods: Text = Field(default="", title="Methods")
    account: NeededText = Field(title="What was looked at and seen")
    seen: list[SeenForm] = Field(default=[], title="Finding by finding")

    def arguments(self) -> dict[str, Any]:
        seen = [Seen(one.finding_id, one.conclusion, one.remark) for one in self.seen]
        return {
            "kind": self.kind,
            "on": self.on,
            "methods": self.methods,
            "account": self.account,
            "seen": seen,
        }


class EvaluationForm(Form):
    on: date = Field(title="Day")
    marks: Marks = Field(title="Marks")
    grounds: Grounds = Field(default={}, title="Grounds")
    refs: Refs = Field(default={}, title="Evidence")
    remark: Text = Field(default="", title="Remark")


class WaiverForm(Form):
    code: NeededLine = Field(title="Gate")
    reason: NeededText = Field(title="Reason")


class RevisedMeasureForm(MeasureForm, Revising):
    removed: bool = Field(default=False, title="Strike out")
    reason: Text = Field(default="", title="Reason (needed once the plan is accepted)")


class ProgressForm(Revising):
    progress: Text = Field(default="", title="Progress")
    done_on: date | None = Field(default=None, title="Done on")


class ExtensionForm(Form):
    until_on: date = Field(title="New due day")
    reason: NeededText = Field(title="Reason")


class ResultForm(Revising):
    result: NeededText = Field(title="Result")
    recovered_fen: Fen = Field(default=0, title="Money recovered")
    written_off_fen: Fen = Field(default=0, title="Money written off")
    rules_made: Count = Field(default=0, title="Rules made")
    persons_dealt_with: Count = Field(default=0, title="Persons dealt with")


class OutcomeForm(Revising):
    outcome: Text = Field(default="", title="Outcome")
    accountability: Text = Field(default="", title="Accountability")


class HandOverForm(Form):
    receiver_id: uuid.UUID = Field(title="Receiver", description="id of an organization")
    stages: NeededText = Field(title="Stages")
    next_on: date = Field(title="Next look on")
    reason: NeededText = Field(title="Reason")


class LookForm(Revising):
    seen: NeededText = Field(title="What was looked at and seen")
    next_on: date = Field(title="Next look on")


class PersonMatterForm(Form):
    person_matter: bool = Field(default=False, title="Concerns definite persons or things")
    reason: Text = Field(default="", title="Reason")


class RevisedPersonMatterForm(PersonMatterForm, Revising):
    """The same of one finding."""


class EvidenceForm(Form):
    file: Upload = Field(title="File")
    label: Line = Field(default="", title="What it shows")
    pages: Annotated[str, StringConstraints(strip_whitespace=True, max_length=40), Storable] = Field(
        default="", title="Pages"
    )

    def arguments(self) -> dict[str, Any]:
        return {
            "file_name": self.file.name,
            "content": self.file.content,
            "label": self.label,
            "pages": self.pages,
        }
