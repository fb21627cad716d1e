"""The forms of the weeks on site beside the working papers, and of what goes before the feedback."""

from __future__ import annotations

import uuid
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field

from bihuan.desk.forms import (
    Count,
    Fen,
    Fingerprint,
    Form,
    Line,
    NeededLine,
    NeededText,
    Revising,
    Series,
    Text,
    Upload,
    Version,
)

Number = Annotated[int, Field(ge=1, le=10**6, description="its number within the dossier, as it was read")]


class WithFile(Form):
    """A deed that may bring a file, which its form asks for last."""

    def arguments(self) -> dict[str, Any]:
        told = super().arguments()
        file = told.pop("file")
        name, content = (file.name, file.content) if file else ("", b"")
        return {**told, "file_name": name, "content": content}


class FixOrderForm(Form):
    paper_id: uuid.UUID | None = Field(
        default=None, title="Working paper it rests on", description="id of a working paper of the dossier"
    )
    matter: Line = Field(default="", title="Matter (empty: as the paper says)")
    found: Text = Field(default="", title="What was found (empty: as the paper says)")
    basis: Text = Field(default="", title="Rule it offends against (empty: as the paper says)")
    demand: NeededText = Field(title="What is to be done")
    due_on: date = Field(title="Until when")


class FixAnswerForm(WithFile):
    number: Number = Field(title="Fix at once")
    how: NeededText = Field(title="How it was put right")
    file: Upload | None = Field(default=None, title="What shows it")


class OwnFixForm(WithFile):
    matter: NeededLine = Field(title="What was not in order")
    how: NeededText = Field(title="How it was put right")
    file: Upload | None = Field(default=None, title="What shows it")


class FixCheckForm(Form):
    number: Number = Field(title="Fix at once")
    result: Literal["done", "not_done", "again"] = Field(title="What the check found")
    comment: Text = Field(default="", title="Remark")


class FixPaperForm(Form):
    number: Number = Field(title="Fix at once")
    issuer: NeededLine = Field(title="Issuing body")
    series: Series = Field(title="Letters before the number")
    on: date = Field(title="Day of the paper")


class ConcernForm(Form):
    matter: NeededText = Field(title="What troubles people")
    on: date = Field(title="Found on")


class ConcernSolvedForm(Form):
    number: Number = Field(title="Matter of public concern")
    on: date = Field(title="Solved on")
    solution: NeededText = Field(title="How it was solved")
    people_served: Count = Field(default=0, title="People served")
    recovered_fen: Fen = Field(default=0, title="Money recovered")
    written_off_fen: Fen = Field(default=0, title="Money written off")


class LogForm(Form):
    log_sort: Literal["meeting", "branch", "diary"] = Field(title="Sort of entry")
    on: date = Field(title="Day")
    present: Text = Field(default="", title="Who was there")
    entry: NeededText = Field(title="What was done or decided")

    def arguments(self) -> dict[str, Any]:
        return {"sort": self.log_sort, "on": self.on, "present": self.present, "text": self.entry}


class GuidanceForm(Form):
    on: date = Field(title="Day")
    led_by: NeededLine = Field(title="Led by")
    diagnosis: NeededText = Field(title="Diagnosis")
    prescription: NeededText = Field(title="Prescription")


class GuidanceFollowedForm(Form):
    number: Number = Field(title="Mid-term guidance")
    on: date = Field(title="Day")
    follow_up: NeededText = Field(title="What was done upon it")


class PeerReviewForm(Form):
    marks: dict[str, Decimal] = Field(
        title="Marks", description="in marks, by the `code` of an aspect, as working papers are told under"
    )
    comment: Text = Field(default="", title="What is to be learned")


class PutFactsForm(Form):
    due_on: date = Field(title="Reply until")
    nobody_named: bool = Field(default=False, title="Words that look like a name were read: nobody is named")


class ReplyForm(WithFile):
    number: Number = Field(title="Fact")
    reply_sort: Literal["accepted", "explained", "objected"] = Field(title="Our reply")
    reply: Text = Field(default="", title="Explanation or objection")
    file: Upload | None = Field(default=None, title="What shows it")

    def arguments(self) -> dict[str, Any]:
        told = super().arguments()
        sort = told.pop("reply_sort")
        return {**told, "sort": sort}


class ObjectionAnswerForm(Form):
    number: Number = Field(title="Fact")
    follows: Literal["stands", "changed", "dropped"] = Field(title="What follows from it")
    reasons: NeededText = Field(title="Reasons")
    new_title: Line = Field(default="", title="New title (only for a confirmed finding)")
    new_text: Text = Field(default="", title="New words (only for a confirmed finding)")


class NoticeAnswerForm(WithFile):
    notice_id: uuid.UUID = Field(title="Copy notice", description="id of a copy notice of the dossier")
    on: date = Field(title="Answered on")
    answer: NeededText = Field(title="What was done upon it")
    file: Upload | None = Field(default=None, title="Paper of the answer")


class TeamReportForm(Form):
    """Overall view and advice, in the place of the draft that its author saw: its number, 0 where there was none."""

    seen_draft: Version = Field(
        title="Number of the draft that was seen",
        description="the `number` of the draft as it was read; 0 where none stood",
    )
    overall: NeededText = Field(title="Overall view, one paragraph a line")
    advice: NeededText = Field(title="Advice, one piece a line")


class HearingForm(Form):
    body: Literal["leading_group", "five_person_meeting", "secretary"] = Field(title="Who heard the report")
    on: date = Field(title="Day")
    on_matters: NeededText = Field(title="What was said about matters")
    on_persons: Text = Field(default="", title="What was said about persons")


class HearingFollowedForm(Form):
    number: Number = Field(title="Hearing")
    on: date = Field(title="Day")
    follow_up: NeededText = Field(title="What came of it")


class HearingWithdrawalForm(Form):
    number: Number = Field(title="Hearing")
    reason: NeededText = Field(title="Reason")


class LookingForm(Form):
    """A look at the findings as the page showed them."""

    shown: Fingerprint = Field(default="", title="Fingerprint of what was shown")
    comment: Text = Field(default="", title="Remark")


class LookUpForm(LookingForm):
    looked_up: Literal["evidence", "basis", "reply"] = Field(title="What was looked up")


class CorrectionForm(Revising):
    """The words of a finding, before or after its feedback."""

    title: NeededLine = Field(title="Title")
    text: Text = Field(default="", title="Text")
    basis: Text = Field(default="", title="Rule it offends against")
    category: Line = Field(default="", title="Category")
    reason: NeededText = Field(title="Reason")

    def arguments(self) -> dict[str, Any]:
        """Return what was told; a basis that was not, as by a workbook, is not emptied."""
        return super().arguments() | ({} if "basis" in self.model_fields_set else {"basis": None})
