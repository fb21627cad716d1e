"""The shapes of how a dossier is scored and of what follows from it (evaluating.py)."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field

from bihuan.api.shapes_beside import FileShape
from bihuan.api.units import Clause, DueOn, InspectionId, Mark, NextId, Role
from bihuan.domain.consequences import Consequence, Ground
from bihuan.domain.score_forms import Way

Grounds = Annotated[list[Ground], Field(description="why it is proposed")]
Decision = Annotated[str, Field(description="`adopted` or `declined`; empty while it waits for its decision")]
ConsequenceNumber = Annotated[int, Field(description="number within its dossier; deeds on it name it as `number`")]


class ConsequenceBase(BaseModel):
    """What the list and the dossier tell alike of a consequence."""

    id: uuid.UUID
    number: ConsequenceNumber
    kind: Consequence
    grounds: Grounds
    basis: Clause
    proposed_on: date | None
    decision: Decision
    decided_on: date | None
    decided_reason: str
    due_on: DueOn
    days_over: Annotated[int, Field(description="days by which an adopted one is, or was done, too late; else 0")]
    notified_on: date | None
    recorded_on: Annotated[date | None, Field(description="day on which it was done, as recorded; null until then")]


class ConsequenceLine(ConsequenceBase):
    """A consequence in the list of all dossiers."""

    inspection_id: InspectionId
    organization: str
    round: str


class ConsequencePage(BaseModel):
    """Part of a list; `next` is what to send as `after` for the part that follows, null at the end."""

    items: list[ConsequenceLine]
    next: NextId


class ProposalShape(BaseModel):
    """What the rules propose and nobody has taken up: whoever decides it names its `kind` as `consequence`."""

    kind: Consequence
    grounds: Grounds
    basis: Clause


class ProposalLine(ProposalShape):
    """What the rules propose, in the list of all dossiers."""

    inspection_id: InspectionId
    organization: str
    round: str


class ProposalPage(BaseModel):
    """Part of a list; `next`, the id of a dossier, is what to send as `after` for the part that follows."""

    items: list[ProposalLine]
    next: NextId


class ConsequenceShape(ConsequenceBase):
    """A consequence of a dossier; the unit reads what it was notified of, and not why it was proposed."""

    proposed_reason: str
    withheld: Annotated[str, Field(description="what a publication withholds")]
    withheld_why: str
    notified_to: str
    notice: FileShape | None
    record: Annotated[str, Field(description="what has been done")]
    record_paper: FileShape | None


class GraveShape(BaseModel):
    """The mark that a case is grave, without which accountability and veto are not adopted."""

    on: date
    by_role: Role
    reason: str


class ConsequencesOfDossier(BaseModel):
    """What follows in a dossier; `proposed` and `grave` are empty for its unit."""

    consequences: list[ConsequenceShape]
    proposed: list[ProposalShape]
    grave: GraveShape | None


class PeopleCountShape(BaseModel):
    """A count on paper of what the people hold; its withdrawal names its `number`. It tells nobody who was asked."""

    number: int
    asked: Annotated[str, Field(description="`rectification` or `satisfaction`: what they were asked about")]
    on: date
    ballots: Annotated[int, Field(description="valid ballots")]
    mean_hundredths: Annotated[int, Field(description="mean of a hundred, in hundredths: 8550 is 85.50")]
    is_enough: Annotated[bool, Field(description="false for too few ballots: kept, and no part of a score")]
    paper: FileShape | None


class FormLine(BaseModel):
    """One line of a form; marks, grounds, evidence and reasons are told under its `key`."""

    key: Annotated[str, Field(description="under which `marks`, `grounds`, `refs`, `settled` and `reasons` are told")]
    aspect: str
    zh: str
    en: str
    full: Annotated[int, Field(description="in marks: the most that can be won, or lost, on the line")]
    points: Annotated[int, Field(description="in marks: the full mark, or what is taken off each time it is found")]


class ScoreFormShape(BaseModel):
    """A form; `additive`: each line is given a mark up to its full one; `deducting`: how often something was found."""

    way: Way
    total: Annotated[int, Field(description="full mark of the whole form")]
    basis: Clause
    lines: list[FormLine]


class ScorerOfSheet(BaseModel):
    id: Annotated[uuid.UUID, Field(description="id of the account")]
    name: str
    handed_in: bool


class ComparedLine(BaseModel):
    """What both gave for a line; one that is far apart is settled between `least` and `most`, with a reason."""

    key: str
    first: Mark
    second: Mark
    is_wide: Annotated[bool, Field(description="true where a settled mark and its reason are asked for")]
    least: Mark
    most: Mark


class SheetShape(BaseModel):
    """The open sheet of two scorers; both marks of a line once both have handed in, none before."""

    number: int
    for_body: Annotated[str, Field(description="whose evaluation it becomes")]
    opened_on: date
    percent: Annotated[int, Field(description="percent of a line's full mark; further apart is far apart")]
    scorers: list[ScorerOfSheet]
    lines: list[ComparedLine]


class ScoreForms(BaseModel):
    """On what a dossier is scored; they differ where a sheet was opened before other rules came.

    The sheet is null where none is open, and for the unit.
    """

    panel: Annotated[ScoreFormShape, Field(description="on which two scorers score, and the unit itself")]
    alone: Annotated[ScoreFormShape, Field(description="on which one body evaluates by itself")]
    sheet: SheetShape | None
