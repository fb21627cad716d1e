"""The forms of what goes out from a dossier and is to be answered: special reports, instructions, transfers."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from bihuan.desk.forms import Count, Form, Line, NeededLine, NeededText, Series, Text, Upload
from bihuan.desk.site_forms import Number, WithFile
from bihuan.desk.typed import Former
from bihuan.intake.limits import MOST_FINDINGS

MOST = 200
Several = Annotated[list[uuid.UUID], Field(min_length=1, max_length=MOST)]


class SpecialReportForm(Form):
    matter: NeededLine = Field(title="Subject of the report")
    summary: NeededText = Field(title="Opening paragraph")
    situation: NeededText = Field(title="How things stand, one paragraph a line")
    finding_ids: Several = Field(title="Findings that it tells", description="ids of findings of the dossier")
    causes: Text = Field(default="", title="Causes, one a line")
    advice: NeededText = Field(title="Advice, one piece a line")


class InstructionForm(WithFile):
    number: Number = Field(title="Special report")
    leader: NeededLine = Field(title="Who wrote it")
    instruction: NeededText = Field(title="What was written")
    on: date = Field(title="Day")
    file: Upload | None = Field(default=None, title="Copy of it")


class RouteForm(Form):
    number: Number = Field(title="Instruction")
    receiver_id: uuid.UUID = Field(title="Body that does it", description="id of an organization")
    demand: NeededText = Field(title="What is to be done")
    due_on: date | None = Field(default=None, title="Answer due (empty: as the rules have it)")


class TransferForm(Form):
    finding_id: uuid.UUID | None = Field(
        default=None, title="Finding it comes from", description="id of a finding of the dossier"
    )
    paper_id: uuid.UUID | None = Field(
        default=None, title="Working paper it rests on", description="id of a working paper of the dossier"
    )
    matter: Line = Field(default="", title="Matter (empty: as it stands there)")
    found: Text = Field(default="", title="What was found (empty: as it stands there)")
    receiver_id: uuid.UUID = Field(title="Body that is responsible", description="id of an organization")
    proposal: Text = Field(default="", title="What is proposed")
    due_on: date | None = Field(default=None, title="Answer due (empty: as the rules have it)")


class SpecialPaperForm(Form):
    number: Number = Field(title="Special report")
    issuer: NeededLine = Field(title="Issuing body")
    signer: NeededLine = Field(title="Signer of the paper")
    addressee: NeededLine = Field(title="Main addressee")
    series: Series = Field(title="Letters before the number")
    on: date = Field(title="Day of the paper")


class TransferPaperForm(Form):
    receiver_id: uuid.UUID = Field(title="Body that is responsible", description="id of an organization")
    issuer: NeededLine = Field(title="Issuing body")
    series: Series = Field(title="Letters before the number")
    contact: Line = Field(default="", title="Contact and telephone")
    on: date = Field(title="Day of the paper")


class ReportPaperForm(Form):
    issuer: NeededLine = Field(title="Issuing body")
    signer: NeededLine = Field(title="Signer of the paper")
    addressee: NeededLine = Field(title="Main addressee")
    series: Series = Field(title="Letters before the number")
    on: date = Field(title="Day of the paper")
    plan: NeededLine = Field(title="Decision the inspection rests on")
    from_on: date = Field(title="First day on site")
    until_on: date = Field(title="Last day on site")
    interviews: Count = Field(default=0, title="Interviews (people)")
    letters: Count = Field(default=0, title="Letters, calls and visits received")
    files: Count = Field(default=0, title="Records consulted")
    visits: Count = Field(default=0, title="Places visited")
    overall: NeededText = Field(title="Overall view, one paragraph a line")
    advice: NeededText = Field(title="Advice, one piece a line")
    former: Former = Field(default=None, title="What becomes of the one that stands")


class NoticeOfInspectionForm(Form):
    issuer: NeededLine = Field(title="Issuing body")
    on: date = Field(title="Day of the paper")
    plan: NeededLine = Field(title="Decision the inspection rests on")
    from_on: date = Field(title="First day on site")
    until_on: date = Field(title="Last day on site")
    subjects: NeededText = Field(title="What is received, one point a line")
    not_taken: Text = Field(default="", title="What is not received")
    telephone: NeededLine = Field(title="Telephone")
    telephone_hours: NeededLine = Field(title="Hours of the telephone")
    post: NeededLine = Field(title="Postal address")
    boxes: Text = Field(default="", title="Where letter boxes hang, one place a line")
    reception: Line = Field(default="", title="Where visitors are received")
    former: Former = Field(default=None, title="What becomes of the one that stands")


class BulletinForm(Form):
    published_to: Literal["party", "public"] = Field(title="Published to whom")
    issuer: NeededLine = Field(title="Issuing body")
    issue: Annotated[int, Field(ge=1, le=10**4)] = Field(title="Issue of the year")
    headline: NeededLine = Field(title="Headline")
    summary: Text = Field(default="", title="Foreword")
    withheld_ids: Annotated[list[uuid.UUID], Field(max_length=MOST)] = Field(
        default=[], title="Findings that are withheld", description="ids of findings of the dossier"
    )
    why_withheld: Text = Field(default="", title="Why they are withheld")
    on: date = Field(title="Day of the paper")


class ControlSheetForm(Form):
    finding_ids: Annotated[list[uuid.UUID], Field(max_length=MOST_FINDINGS)] = Field(
        default=[], title="Findings", description="ids of findings of the dossier"
    )
    issuer: Line = Field(default="", title="Issuing body")
    series: Series = Field(default="", title="Letters before the number")
    on: date = Field(title="Day of the paper")
    asked: Text = Field(default="", title="What is asked for, one demand a line")
    answer_due: date | None = Field(default=None, title="Answer due")
