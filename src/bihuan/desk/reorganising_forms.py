"""Forms of reorganisations for machines: what is asked for, its four steps, and the end of one that waits."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from bihuan.desk.forms import Form, Line, NeededLine, NeededText
from bihuan.supervision.wanted import NewUnit, Wanted

Units = Annotated[list[uuid.UUID], Field(max_length=50)]
Places = Annotated[dict[uuid.UUID, Annotated[int, Field(ge=0)]], Field(max_length=2000)]


class NewUnitForm(Form):
    name: NeededLine = Field(title="Name")
    category: NeededLine = Field(title="Category")
    parent_id: uuid.UUID | None = Field(default=None, title="Below", description="id of an organization")
    credit_code: Line = Field(default="", title="Social credit code")


class ReorganisationForm(Form):
    sort: Literal["merge", "split", "abolish", "rename"] = Field(title="What happens")
    on: date = Field(title="First day of the new order")
    paper: NeededLine = Field(title="Decision")
    old_ids: Annotated[Units, Field(min_length=1)] = Field(title="Old units", description="ids of organizations")
    new_ids: Units = Field(default=[], title="Successors that exist already", description="ids of organizations")
    founded: Annotated[list[NewUnitForm], Field(max_length=20)] = Field(default=[], title="Units to be founded")
    heirs: Places = Field(
        default={}, title="Successor of each dossier, by its place: existing ones first, then founded"
    )
    carried: Places = Field(default={}, title="Successor at which each account goes on, by its place")

    def arguments(self) -> dict[str, Any]:
        """Return the reorganisation as its deed takes it."""
        founded = tuple(NewUnit(one.name, one.category, one.parent_id, one.credit_code) for one in self.founded)
        olds, news = tuple(self.old_ids), tuple(self.new_ids)
        return {"wanted": Wanted(self.sort, self.on, self.paper, olds, news, founded, self.heirs, self.carried)}


class CallOffForm(Form):
    reason: NeededText = Field(title="Reason")


class StepForm(Form):
    step: Literal["survey", "supervision"] = Field(title="Step")
    on: date = Field(title="Day")
    account: NeededText = Field(title="What was found")


class ToldForm(Form):
    dossier_id: uuid.UUID = Field(title="Dossier", description="id of a dossier")
    told_class: Literal["whole", "split", "joined", "settled"] = Field(title="Class")
    on: date = Field(title="Day")
    words: NeededText = Field(title="What was fed back")


class ReviewForm(Form):
    account: NeededText = Field(title="Result of the review")
