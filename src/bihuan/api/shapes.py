"""What the API tells: one shape a thing. Field by field what is in models.py, cut where desk/sight.py cuts."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from pydantic import BaseModel


class InspectionLine(BaseModel):
    """A dossier in a list."""

    id: uuid.UUID
    organization_id: uuid.UUID
    organization: str
    round: str
    number: int
    kind: str
    team: str
    stage: str
    feedback_on: date | None
    closed_on: date | None
    taken_over: bool


class PlanShape(BaseModel):
    number: int
    submitted_on: date
    accepted_on: date | None
    returned_on: date | None
    returned_reason: str


class ReportFileShape(BaseModel):
    name: str
    sha256: str


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
    recovered_fen: int
    written_off_fen: int
    rules_made: int
    persons_dealt_with: int


class ReportShape(BaseModel):
    """The standing report: whoever signs it names the fingerprint of what he read here.

    Whoever puts another in its place, or withdraws it, names its number as `seen_report`.
    """

    number: int
    title: str
    text: str
    file: ReportFileShape | None
    written_on: date
    by_role: str
    figures: FiguresShape
    fingerprint: str
    signed_by: str
    signed_on: date | None
    signed_fingerprint: str


class CheckShape(BaseModel):
    id: uuid.UUID
    number: int
    kind: str
    by_role: str
    by_name: str
    on: date
    methods: str
    account: str


class EvaluationShape(BaseModel):
    """An evaluation; total and full mark in hundredths of a mark."""

    id: uuid.UUID
    number: int
    by_role: str
    by_name: str
    on: date
    marks: dict[str, str]
    weights: dict[str, int]
    basis: str
    total_hundredths: int
    full_hundredths: int
    told_on: date | None


class ConsentShape(BaseModel):
    id: uuid.UUID
    kind: str
    by_role: str
    by_name: str
    on: date
    remark: str


class ExemptionShape(BaseModel):
    id: uuid.UUID
    code: str
    reason: str
    on: date


class ReturnShape(BaseModel):
    number: int
    on: date
    reason: str


class InspectionFull(InspectionLine):
    """A dossier with what has been done in it, cut to its reader."""

    supervision_office: str | None
    packs: list[list[str]]
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
    version: int
    inspection_id: uuid.UUID
    organization: str
    number: str
    title: str
    category: str
    stage: str
    person_matter: bool
    due_on: date | None
    overdue: bool
    signed_off_on: date | None
    taken_over: bool


class AnswerShape(BaseModel):
    number: int
    kind: str
    on: date
    by_role: str
    reason: str


class FindingFull(FindingLine):
    """A finding with its text, its results, and the answers to its requests."""

    headings: list[str]
    text: str
    result: str
    recovered_fen: int
    written_off_fen: int
    rules_made: int
    persons_dealt_with: int
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
    version: int
    number: str
    text: str
    owner: str
    department: str
    due_on: date | None
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
    size: int
    sha256: str
    content: str


class InspectionPage(BaseModel):
    """Part of a list; `next` is what to send as `after` for the part that follows, null at the end."""

    items: list[InspectionLine]
    next: uuid.UUID | None


class FindingPage(BaseModel):
    items: list[FindingLine]
    next: uuid.UUID | None


class BlockerShape(BaseModel):
    """What is missing; `link` leads to the deed that mends it, empty where no deed of the dossier does."""

    code: str
    subject: str
    whose: str
    basis: str
    zh: str
    en: str
    link: str


class VerdictShape(BaseModel):
    """May the step be taken? `hidden` counts what others still owe and the reader is not shown."""

    step: str
    allowed: bool
    blockers: list[BlockerShape]
    waived: list[BlockerShape]
    hidden: int


class ChanceShape(BaseModel):
    """A deed that fits the reader's role and the stage, with its verdict."""

    deed: str
    zh: str
    en: str
    role: str
    link: str
    verdict: VerdictShape


class EntryShape(BaseModel):
    """The ledger's entry of a deed."""

    stream: str
    number: int
    digest: str


class DoneShape(BaseModel):
    """A deed done; `repeated` where it had been done before under the same key."""

    entry: EntryShape
    told: dict[str, Any]
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
