"""What the API tells: one shape a thing. Field by field what is in models.py, cut where desk/sight.py cuts."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, Field

from bihuan.api.units import (
    Bytes,
    Category,
    Clause,
    DueOn,
    Fen,
    Fingerprint,
    Hundredths,
    InspectionId,
    NextId,
    OrganizationId,
    People,
    Role,
    RoundId,
    Sha256,
    TakenOver,
    Version,
)


class InspectionLine(BaseModel):
    """A dossier in a list."""

    id: uuid.UUID
    organization_id: OrganizationId
    organization: str
    round_id: RoundId
    round: str
    number: Annotated[int, Field(description="its number within the round")]
    kind: str
    team: str
    stage: str
    feedback_on: date | None
    closed_on: date | None
    taken_over: TakenOver
    withdrawn_on: Annotated[date | None, Field(description="of a dossier that was opened by mistake")]
    withdrawn_reason: str


class PlanShape(BaseModel):
    number: int
    submitted_on: date
    accepted_on: date | None
    returned_on: date | None
    returned_reason: str


class ReportFileShape(BaseModel):
    name: str
    sha256: Sha256


class FiguresShape(BaseModel):
    """The numbers of the dossier that a report speaks for; money in fen."""

    findings: int
    signed_off: int
    long_term: int
    still_open: int
    person_matters: int
    person_matters_answered: int
    measures: int
    measures_done: int
    recovered_fen: Fen
    written_off_fen: Fen
    rules_made: int
    persons_dealt_with: People


class ReportShape(BaseModel):
    """The standing report: whoever signs it names the fingerprint of what he read here.

    Whoever puts another in its place, or withdraws it, names its number as `seen_report`.
    """

    number: int
    title: str
    text: str
    file: ReportFileShape | None
    written_on: date
    by_role: Role
    figures: FiguresShape
    fingerprint: Fingerprint
    signed_by: str
    signed_on: date | None
    signed_fingerprint: Annotated[str, Field(description="of what was signed; another one: it changed since")]


class CheckShape(BaseModel):
    id: uuid.UUID
    number: int
    kind: str
    by_role: Role
    by_name: str
    on: date
    methods: str
    account: str


class EvaluationShape(BaseModel):
    """An evaluation; total and full mark in hundredths of a mark."""

    id: uuid.UUID
    number: int
    by_role: Role
    by_name: str
    on: date
    marks: Annotated[dict[str, str], Field(description="in marks, by the code of an aspect")]
    weights: Annotated[dict[str, int], Field(description="full mark of each aspect, by its code")]
    basis: Clause
    total_hundredths: Hundredths
    full_hundredths: Hundredths
    told_on: date | None


class ConsentShape(BaseModel):
    id: uuid.UUID
    kind: str
    by_role: Role
    by_name: str
    on: date
    remark: str


class ExemptionShape(BaseModel):
    id: uuid.UUID
    code: Annotated[str, Field(description="code of the condition that is waived")]
    reason: str
    on: date


class ReturnShape(BaseModel):
    number: int
    on: date
    reason: str


class InspectionFull(InspectionLine):
    """A dossier with what has been done in it, cut to its reader."""

    supervision_office: str | None
    packs: Annotated[list[list[str]], Field(description="rule packs that bind it: code and SHA-256 of each")]
    plan: PlanShape | None
    report: ReportShape | None
    checks: list[CheckShape]
    evaluations: list[EvaluationShape]
    consents: list[ConsentShape]
    exceptions: list[ExemptionShape]
    returns: list[ReturnShape]


class FindingLine(BaseModel):
    """A finding in a list; a deed that writes over it names the `version` that was read as its `seen_version`."""

    id: uuid.UUID
    version: Version
    inspection_id: InspectionId
    organization: str
    number: str
    title: str
    category: Category
    stage: str
    person_matter: bool
    due_on: DueOn
    overdue: bool
    signed_off_on: date | None
    taken_over: TakenOver


class AnswerShape(BaseModel):
    number: int
    kind: str
    on: date
    by_role: Role
    reason: str


class FindingFull(FindingLine):
    """A finding with its text, its results, and the answers to its requests."""

    headings: list[str]
    text: str
    result: str
    recovered_fen: Fen
    written_off_fen: Fen
    rules_made: int
    persons_dealt_with: People
    outcome: str
    accountability: str
    handed_over_to: str | None
    handed_over_on: date | None
    hand_over_stages: str
    hand_over_accepted_on: date | None
    answers: list[AnswerShape]


class ExtensionShape(BaseModel):
    asked_on: date
    until_on: date
    reason: str
    approved_on: date | None
    refused_on: date | None
    answer: str


class MeasureShape(BaseModel):
    """A measure; a deed that writes over it names the `version` that was read as its `seen_version`."""

    id: uuid.UUID
    version: Version
    number: str
    text: str
    owner: str
    department: str
    due_on: DueOn
    expected_result: str
    progress: str
    done_on: date | None
    extensions: list[ExtensionShape]


class EvidenceShape(BaseModel):
    """A file that shows something; `content` is where its bytes are."""

    id: uuid.UUID
    label: str
    pages: str
    added_on: date
    name: str
    media_type: str
    size: Bytes
    sha256: Sha256
    content: Annotated[str, Field(description="address of its bytes")]


class InspectionPage(BaseModel):
    """Part of a list; `next` is what to send as `after` for the part that follows, null at the end."""

    items: list[InspectionLine]
    next: NextId


class FindingPage(BaseModel):
    items: list[FindingLine]
    next: NextId


class BlockerShape(BaseModel):
    """What is missing; `link` leads to the deed that mends it, empty where no deed of the dossier does."""

    code: str
    subject: str
    whose: Annotated[str, Field(description="code of who can mend it")]
    basis: Clause
    zh: str
    en: str
    link: Annotated[str, Field(description="address of the deed; empty for none")]


class VerdictShape(BaseModel):
    """May the step be taken? `hidden` counts what others still owe and the reader is not shown."""

    step: str
    allowed: bool
    blockers: list[BlockerShape]
    waived: list[BlockerShape]
    hidden: Annotated[int, Field(description="how many conditions the reader is not shown")]


class ChanceShape(BaseModel):
    """A deed that fits the reader's role and the stage, with its verdict."""

    deed: str
    zh: str
    en: str
    role: str
    link: Annotated[str, Field(description="address of the deed; empty for none")]
    verdict: VerdictShape


class EntryShape(BaseModel):
    """The ledger's entry of a deed."""

    stream: Annotated[str, Field(description="the dossier's own stream, or that of the authority")]
    number: int
    digest: Annotated[str, Field(description="SHA-256 of the entry, in hex")]


class DoneShape(BaseModel):
    """A deed done; `repeated` where it had been done before under the same key."""

    entry: EntryShape
    told: Annotated[dict[str, Any], Field(description="what came of it: ids and numbers of what it made")]
    repeated: bool


class TokenLine(BaseModel):
    """A personal token as it is listed: never the token itself."""

    id: uuid.UUID
    name: str
    from_on: date
    until_on: date
    ended_on: date | None


class TokenOpened(BaseModel):
    """A new token, shown this once."""

    id: uuid.UUID
    token: str
    entry: EntryShape
