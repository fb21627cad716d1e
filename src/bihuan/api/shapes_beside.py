"""The shapes of what stands beside findings and measures (beside.py); each field is a column of its row."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field

from bihuan.api.units import Category, DueOn, Fen, Fingerprint, InspectionId, NextId, People, Role, Sha256, Version


class FileShape(BaseModel):
    name: str
    sha256: Sha256


class CopyNoticeShape(BaseModel):
    """A copy notice; deeds on it name its id as `notice_id`."""

    id: uuid.UUID
    to: str
    addressee: str
    on: date
    advice: str
    due_on: DueOn
    answer: str
    answered_on: date | None
    file: FileShape | None


class PeriodicReportShape(BaseModel):
    """A report that is called for; deeds on it name its `due_on`."""

    due_on: date
    called_on: date
    text: str
    file: FileShape | None
    written_on: date | None
    signed_by: str
    signed_on: date | None


class PeriodicReports(BaseModel):
    """The periodic reports; `fingerprint` is what whoever signs them, or writes over one, sends as `shown`."""

    fingerprint: Fingerprint
    reports: list[PeriodicReportShape]


class FilingShape(BaseModel):
    """Plan or report filed with a party; its withdrawal names the id as `filing_id`."""

    id: uuid.UUID
    paper: str
    to: str
    on: date
    received_by: str
    receipt: str


class AbsenceShape(BaseModel):
    party: str
    reason: str
    on: date


class Filings(BaseModel):
    filings: list[FilingShape]
    absences: list[AbsenceShape]


class ScorerShape(BaseModel):
    """Somebody who may score; naming two scorers takes the ids as `first_id` and `second_id`."""

    id: uuid.UUID
    name: str
    bodies: list[str]


class FactShape(BaseModel):
    """A fact put to the unit; deeds on it name its `number`."""

    number: int
    stage: str
    title: str
    words: str
    put_on: date
    due_on: date
    reply: str
    replied_on: date | None
    file: FileShape | None
    outcome: str
    reasons: str
    settled_on: date | None


class FixShape(BaseModel):
    """A matter that is put right at once; `own`: the unit told it by itself. Deeds on it name its `number`."""

    number: int
    own: bool
    stage: str
    matter: str
    found: str
    basis: str
    demand: str
    ordered_on: date
    due_on: DueOn
    answer: str
    answered_on: date | None
    file: FileShape | None
    checked_on: date | None
    remark: str


class AskedOfTheUnit(BaseModel):
    facts: list[FactShape]
    fixes: list[FixShape]


class ConcernShape(BaseModel):
    """A matter of public concern; money in fen. Its solution names its `number`."""

    number: int
    matter: str
    found_on: date
    solution: str
    solved_on: date | None
    people_served: People
    recovered_fen: Fen
    written_off_fen: Fen


class GuidanceShape(BaseModel):
    """Mid-term guidance; what came of it names its `number`."""

    number: int
    on: date
    led_by: str
    diagnosis: str
    prescription: str
    follow_up: str
    followed_on: date | None


class GuideShape(BaseModel):
    """A guide that the team works by, or worked by; a tick names its `number`."""

    number: int
    title: str
    taken_on: date
    ended_on: date | None


class TickShape(BaseModel):
    """A point that somebody looked at; its withdrawal names its `number`."""

    number: int
    guide: Annotated[str, Field(description="`key` of the guide")]
    point: Annotated[str, Field(description="`code` of the point")]
    result: str
    by_role: Role
    on: date


class Stay(BaseModel):
    concerns: list[ConcernShape]
    guidances: list[GuidanceShape]
    guides: list[GuideShape]
    ticks: list[TickShape]


class HearingShape(BaseModel):
    """A hearing; deeds on it name its `number`. What was said of persons is for the office and the leading group."""

    number: int
    body: str
    on: date
    on_matters: str
    on_persons: str
    follow_up: str
    followed_on: date | None


class Draft(BaseModel):
    """Overall view and advice: whoever writes over them names their `number` as `seen_draft`, 0 where none stand.

    Whoever compares, reviews or looks up the feedback names the `fingerprint` of the findings as `shown`.
    """

    number: int
    overall: str
    advice: str
    fingerprint: Fingerprint
    hearings: list[HearingShape]


class WorkingPaperLine(BaseModel):
    """A working paper in a list; a deed that writes over it names the `version` that was read as its `seen_version`."""

    id: uuid.UUID
    version: Version
    number: str
    stage: str
    title: str
    area: Annotated[str, Field(description="code of the area; empty for none")]
    secrecy: str
    person_matter: bool
    finding_id: Annotated[uuid.UUID | None, Field(description="id of the finding it became; null until then")]


class PaperEvidenceShape(BaseModel):
    """A file that shows something of a working paper; its removal names its `number`."""

    number: int
    label: str
    pages: str
    added_on: date
    file: FileShape | None


class InquiryShape(BaseModel):
    number: int
    sort: str
    on: date
    place: str
    met_with: str
    first_asker: str
    second_asker: str
    heard: str
    checked_by_partner: bool


class WorkingPaperShape(WorkingPaperLine):
    """A working paper with its evidence and inquiries; money in fen."""

    inspection_id: InspectionId
    phenomenon: str
    nature: str
    responsibility: str
    basis: str
    found_on: date | None
    found_how: str
    amount_fen: Fen
    evidence: list[PaperEvidenceShape]
    inquiries: list[InquiryShape]


class AreaCode(BaseModel):
    """An area under which problems are told; a working paper names its `code` as `area`."""

    code: str
    words: str


class PeerAspect(BaseModel):
    """By what a colleague marks a working paper; the `marks` of his review are told under the codes."""

    code: str
    words: str
    full: Annotated[int, Field(description="full mark, in marks")]


class WorkingPaperCodes(BaseModel):
    areas: list[AreaCode]
    aspects: list[PeerAspect]


class OrganizationLine(BaseModel):
    """An organization: an inspected unit, a supervision office, a body that something is handed to."""

    id: uuid.UUID
    parent_id: Annotated[uuid.UUID | None, Field(description="id of the organization above it; null at the top")]
    name: str
    category: Category
    credit_code: str
    from_on: date
    until_on: date | None


class OrganizationPage(BaseModel):
    """Part of a list; `next` is what to send as `after` for the part that follows, null at the end."""

    items: list[OrganizationLine]
    next: NextId
