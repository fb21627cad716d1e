"""The forms of deeds that packs of single places ask for: filing with five parties, periodic reports, three parties."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from bihuan.desk.forms import Fingerprint, Form, Line, NeededLine, NeededText, Storable, Text, Upload

Body = Annotated[str, StringConstraints(strip_whitespace=True, max_length=100), Storable]
NeededBody = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100), Storable]
Absent = Literal["leader_in_charge", "competent_department", "resident_discipline"]
Rating = Literal["good", "fairly_good", "fair", "poor"]
Party = Literal["competent_department", "resident_discipline", "team"]


class PartyFilingForm(Form):
    paper: Literal["plan", "report"] = Field(title="Paper that is filed")
    on: date = Field(title="Day")
    received: dict[str, Body] = Field(title="Received by")
    receipts: dict[str, Line] = Field(default={}, title="Number of the receipt, or a remark")
    scan: Upload | None = Field(default=None, title="Scan of the receipts")

    def arguments(self) -> dict[str, Any]:
        name, content = (self.scan.name, self.scan.content) if self.scan else ("", b"")
        told = {"paper": self.paper, "on": self.on, "received": self.received, "receipts": self.receipts}
        return told | {"file_name": name, "content": content}


class PartyFilingWithdrawalForm(Form):
    filing_id: uuid.UUID = Field(title="Filing", description="id of a filing of the dossier")
    reason: NeededText = Field(title="Reason")


class AbsentPartyForm(Form):
    party: Absent = Field(title="Party that does not exist here")
    reason: NeededText = Field(title="Reason")


class AbsenceWithdrawalForm(Form):
    party: Absent = Field(title="Party that exists after all")
    reason: NeededText = Field(title="Reason")


class CallReportsForm(Form):
    first_on: date = Field(title="First report due on")
    every_months: Annotated[int, Field(ge=1, le=12)] = Field(default=1, title="Months between two reports")
    times: Annotated[int, Field(ge=1, le=24)] = Field(default=1, title="Number of reports")


class CancelReportForm(Form):
    due_on: date = Field(title="Report due on")
    reason: NeededText = Field(title="Reason")


class PeriodicReportForm(Form):
    due_on: date = Field(title="Report due on")
    text: Text = Field(default="", title="Text")
    file: Upload | None = Field(default=None, title="File")
    shown: Fingerprint = Field(default="", title="Fingerprint of what was shown")

    def arguments(self) -> dict[str, Any]:
        name, content = (self.file.name, self.file.content) if self.file else ("", b"")
        told = {"due_on": self.due_on, "text": self.text, "shown": self.shown}
        return told | {"file_name": name, "content": content}


class SignPeriodicForm(Form):
    due_on: date = Field(title="Report due on")
    shown: Fingerprint = Field(default="", title="Fingerprint of what was shown")


class AttestPeriodicForm(SignPeriodicForm):
    signed_by: NeededLine = Field(title="Signed by")
    signed_on: date = Field(title="Signed on")
    paper: Upload = Field(title="Scan of the signed page")

    def arguments(self) -> dict[str, Any]:
        told = {"due_on": self.due_on, "signed_by": self.signed_by, "signed_on": self.signed_on, "shown": self.shown}
        return told | {"paper_name": self.paper.name, "paper": self.paper.content}


class PartyOpinionForm(Form):
    on: date = Field(title="Day")
    rating: Rating = Field(title="Rating")
    opinion: NeededText = Field(title="Opinion on the rectification")


class EnteredOpinionForm(Form):
    party: Party = Field(title="Party")
    on: date = Field(title="Day")
    rating: Rating = Field(title="Rating")
    opinion: NeededText = Field(title="Opinion on the rectification")
    paper: Upload = Field(title="Paper of the party")

    def arguments(self) -> dict[str, Any]:
        told = {"party": self.party, "on": self.on, "rating": self.rating, "opinion": self.opinion}
        return told | {"paper_name": self.paper.name, "paper": self.paper.content}


class OpinionWithdrawalForm(Form):
    party: Party = Field(title="Party")
    reason: NeededText = Field(title="Reason")


class PartiesToldForm(Form):
    on: date = Field(title="Day")
    superior: NeededBody = Field(title="Superior of the unit that was told")
