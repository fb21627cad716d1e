"""The forms of evaluation by several, of what follows from it, and of old findings that come back."""

from __future__ import annotations

import uuid
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field

from bihuan.desk.forms import Form, Grounds, Line, Marks, NeededText, Refs, Text, Upload
from bihuan.desk.place_forms import NeededBody

Number = Annotated[int, Field(ge=1, le=10**6, description="its number within the dossier, as it was read")]
Ballots = Annotated[int, Field(ge=0, le=10**6)]  # none at all is refused in words
Mean = Annotated[Decimal, Field(ge=0, le=100, decimal_places=2)]
Kind = Literal[
    "look_back",
    "second_look_back",
    "talk",
    "meeting_again",
    "publication_party",
    "publication_public",
    "accountability",
    "veto",
]


class WithPaper(Form):
    """A deed that may bring a paper, which its form asks for last."""

    def arguments(self) -> dict[str, Any]:
        told = super().arguments()
        paper = told.pop("paper")
        name, content = (paper.name, paper.content) if paper else ("", b"")
        return {**told, "paper_name": name, "paper": content}


class BeginScoringForm(Form):
    for_body: Literal["office", "supervision_office", "team"] = Field(title="Whose evaluation it becomes")
    first_id: uuid.UUID = Field(
        title="First scorer", description="id of an account, as the scorers of the dossier are told"
    )
    second_id: uuid.UUID = Field(
        title="Second scorer", description="id of an account, as the scorers of the dossier are told"
    )


class HandInForm(Form):
    marks: Marks = Field(title="Marks")
    grounds: Grounds = Field(default={}, title="Grounds")
    refs: Refs = Field(default={}, title="Evidence")


class SettleForm(Form):
    on: date = Field(title="Day")
    settled: dict[str, Decimal] = Field(
        default={}, title="Settled marks", description="in marks, by the `key` of a line of the score form"
    )
    reasons: dict[str, Text] = Field(
        default={}, title="Reasons", description="by the `key` of a line of the score form"
    )
    remark: Text = Field(default="", title="Remark")


class SelfAssessmentForm(Form):
    on: date = Field(title="Day")
    marks: Marks = Field(title="Marks")
    grounds: Grounds = Field(default={}, title="Grounds")
    refs: Refs = Field(default={}, title="Evidence")
    remark: Text = Field(default="", title="Remark")


class PeopleResultForm(WithPaper):
    asked: Literal["rectification", "satisfaction"] = Field(title="What they were asked about")
    on: date = Field(title="Day")
    ballots: Ballots = Field(title="Valid ballots")
    mean: Mean = Field(title="Mean of a hundred", description="mean of a hundred, two decimals at most")
    paper: Upload = Field(title="Paper of the count")


class PeopleWithdrawalForm(Form):
    number: Number = Field(title="Count")
    reason: NeededText = Field(title="Reason")


class LeaderToldForm(WithPaper):
    told_of: Literal["round_result", "evaluation"] = Field(title="What was told")
    addressee: NeededBody = Field(title="Leader in charge")
    on: date = Field(title="Day")
    receipt: Line = Field(default="", title="Number of the receipt, or a remark")
    paper: Upload | None = Field(default=None, title="Paper")


class ProposalForm(Form):
    consequence: Kind = Field(title="What is proposed")
    ground: Literal["uneasy", "no_floor", "not_solid", "low_score", "grave", "other"] = Field(title="Ground")
    reason: NeededText = Field(title="Reason")


class DecisionForm(Form):
    consequence: Kind = Field(title="What is decided")
    decision: Literal["adopted", "declined"] = Field(title="Decision")
    reason: NeededText = Field(title="Reason")
    due_on: date | None = Field(default=None, title="To be done by")
    withheld: Text = Field(default="", title="Withheld from publication (publications only)")
    withheld_why: Text = Field(default="", title="Why it is withheld")


class NoticeForm(WithPaper):
    number: Number = Field(title="Consequence")
    notified_to: NeededBody = Field(title="Who was notified")
    on: date = Field(title="Day")
    paper: Upload | None = Field(default=None, title="Paper")


class RecordForm(WithPaper):
    number: Number = Field(title="Consequence")
    on: date = Field(title="Day")
    record: NeededText = Field(title="What has been done")
    paper: Upload | None = Field(default=None, title="Paper")


class RecurrenceForm(Form):
    old_id: uuid.UUID = Field(
        title="Earlier finding", description="id of a finding of an earlier inspection of the unit"
    )
    remark: Text = Field(default="", title="Remark")


class RecurrenceWithdrawalForm(Form):
    old_id: uuid.UUID = Field(
        title="Earlier finding", description="id of a finding of an earlier inspection of the unit"
    )
    reason: NeededText = Field(title="Reason")
