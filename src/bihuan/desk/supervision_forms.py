"""Forms of supervision that belong to no single dossier's list of deeds: bills, extracts, checks of a plan."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from bihuan.desk.forms import Form, Line, NeededLine, NeededText, Text
from bihuan.supervision.recording import Looked

Purpose = Literal["routine", "responsibility", "inaction", "next_round", "life_meeting", "duty_report"]


class WordsForm(Form):
    words: Text = Field(default="", title="Explanation")


class BillHandOverForm(WordsForm):
    to_role: Literal["office", "supervision_office", "resident_discipline"] = Field(title="To")


class BillLookForm(Form):
    agrees: bool = Field(title="The bill agrees with what was found")
    found: NeededText = Field(title="What was found")


class NothingForm(Form):
    """A deed that has to be told nothing."""


class ExtractForm(WordsForm):
    purpose: Purpose = Field(title="Purpose")
    asked_by: NeededLine = Field(title="Body that asks")
    unit_id: uuid.UUID | None = Field(default=None, title="Of which unit", description="id of an organization")


class ExtractRefusalForm(Form):
    reason: NeededText = Field(title="Reason")


class ExtractReceiptForm(Form):
    receipt: Line = Field(default="", title="Number of the receipt, or a remark")


class LookedForm(Form):
    matter_id: uuid.UUID = Field(title="Matter", description="id of the matter, as the planned check tells it")
    verdict: Literal["true", "not_done", "not_true", "not_looked"] = Field(title="Verdict")
    remark: Text = Field(default="", title="What was seen, what is missing")


class PlannedCheckForm(Form):
    on: date = Field(title="Day")
    account: NeededText = Field(title="Account of what was seen")
    looked: Annotated[list[LookedForm], Field(max_length=500)] = Field(default=[], title="Matters")

    def arguments(self) -> dict[str, Any]:
        """Return the check as its deed takes it."""
        looked = [Looked(one.matter_id, one.verdict, one.remark) for one in self.looked]
        return {"on": self.on, "account": self.account, "looked": looked}
