"""The forms of the guides on site: which guide, which point, what was seen."""

from __future__ import annotations

import uuid
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from bihuan.desk.forms import Form, NeededText, Storable, Text

Number = Annotated[int, Field(ge=1, le=10**6, description="its number within the dossier, as it was read")]
Key = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80), Storable]
PointCode = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20), Storable]


class GuideForm(Form):
    guide: Key = Field(title="Guide", description="the `key` of a guide")


class GuideAsideForm(Form):
    number: Number = Field(title="Guide")
    reason: NeededText = Field(title="Reason")


class TickForm(Form):
    number: Number = Field(title="Guide")
    point: PointCode = Field(title="Point", description="the `code` of a point of that guide")
    tick_result: Literal["nothing", "follow", "paper"] = Field(title="What was seen")
    paper_id: uuid.UUID | None = Field(
        default=None, title="Working paper", description="id of a working paper of the dossier"
    )
    note: Text = Field(default="", title="Note")

    def arguments(self) -> dict[str, object]:
        told = {name: getattr(self, name) for name in ("number", "point", "paper_id")}
        return told | {"result": self.tick_result, "remark": self.note}


class TickWithdrawalForm(Form):
    number: Number = Field(title="Tick")
    reason: NeededText = Field(title="Reason")
