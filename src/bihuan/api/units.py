"""Types of fields of which the name alone does not say the unit or what they are for; the description says it."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Annotated

from pydantic import Field

Hundredths = Annotated[int, Field(description="in hundredths of a mark: 8550 is 85.50")]
Mark = Annotated[str, Field(description="in marks, two decimals at most")]
Role = Annotated[str, Field(description="code of the role in which it was done")]
Clause = Annotated[str, Field(description="the rule it rests on: code of its pack · clause; empty where none asks")]
NextId = Annotated[uuid.UUID | None, Field(description="send it as `after` for the part that follows; null at the end")]
DueOn = Annotated[date | None, Field(description="last day on which it is in time; null where none was set")]
InspectionId = Annotated[uuid.UUID, Field(description="id of the dossier it belongs to")]
