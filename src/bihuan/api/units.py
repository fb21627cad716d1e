"""Types of fields of which the name alone does not say the unit, of what they are an id, or what they are for."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Annotated

from pydantic import Field

# amounts
Fen = Annotated[int, Field(description="in fen: 100 is one yuan")]
Hundredths = Annotated[int, Field(description="in hundredths of a mark: 8550 is 85.50")]
Mark = Annotated[str, Field(description="in marks, two decimals at most")]
Bytes = Annotated[int, Field(description="in bytes")]
People = Annotated[int, Field(description="number of persons")]

# what stands, as it was read
Version = Annotated[int, Field(description="grows with each change; a deed that writes over names it `seen_version`")]
Fingerprint = Annotated[str, Field(description="of what stands here; whoever signs or looks it over names it `shown`")]
Sha256 = Annotated[str, Field(description="SHA-256 of the bytes, in hex")]
NextId = Annotated[uuid.UUID | None, Field(description="send it as `after` for the part that follows; null at the end")]

# of what something is the id
InspectionId = Annotated[uuid.UUID, Field(description="id of the dossier it belongs to")]
OrganizationId = Annotated[uuid.UUID, Field(description="id of an organization")]
RoundId = Annotated[uuid.UUID, Field(description="id of a round")]
OrganizationIds = Annotated[list[uuid.UUID], Field(description="ids of organizations")]

# words
Role = Annotated[str, Field(description="code of the role in which it was done")]
Category = Annotated[str, Field(description="code of the category; empty for none")]
Clause = Annotated[str, Field(description="the rule it rests on: code of its pack · clause; empty where none asks")]
DueOn = Annotated[date | None, Field(description="last day on which it is in time; null where none was set")]
TakenOver = Annotated[bool, Field(description="true for what was under way before it came into Bihuan")]
