"""What reading a document gives: exactly the fields other programs rely on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from bihuan.intake.passages import Note

Kind = Literal["feedback", "rectification_report", "finding_sheet", "other"]
Status = Literal["done", "partial", "open"]


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money: integer fen, and as it is printed."""

    fen: int
    text: str

    def to_json(self) -> dict[str, Any]:
        return {"fen": self.fen, "text": self.text}


@dataclass(frozen=True, slots=True)
class Claim:
    """What a document says about its own numbers, and whether its arithmetic holds."""

    of: str
    total: int | None
    done: int | None = None
    partial: int | None = None
    open: int | None = None
    rate: float | None = None
    agrees: bool = True
    line: int = 1

    def to_json(self) -> dict[str, Any]:
        names = ("of", "total", "done", "partial", "open", "rate", "agrees", "line")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True, slots=True)
class Dates:
    """Days (ISO 8601) of the stay and of the feedback; None where unknown."""

    started: str | None = None
    ended: str | None = None
    feedback: str | None = None

    def to_json(self) -> dict[str, Any]:
        return {"from": self.started, "to": self.ended, "feedback": self.feedback}


class Finding(NamedTuple):
    """One problem as a document states it."""

    number: str | None
    path: tuple[str, ...]
    title: str
    text: str
    status: Status | None
    long_term: bool
    fix_at_once: bool
    measures: tuple[str, ...]
    amounts: tuple[Amount, ...]
    quotes: tuple[str, ...]
    line: int

    def to_json(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "path": list(self.path),
            "title": self.title,
            "text": self.text,
            "status": self.status,
            "long_term": self.long_term,
            "fix_at_once": self.fix_at_once,
            "measures": list(self.measures),
            "amounts": [amount.to_json() for amount in self.amounts],
            "quotes": list(self.quotes),
            "line": self.line,
        }


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document as findings, claims and notes."""

    kind: Kind
    title: str | None
    organization: str | None
    inspected_by: str | None
    dates: Dates
    claims: tuple[Claim, ...] = field(default=())
    findings: tuple[Finding, ...] = field(default=())
    notes: tuple[Note, ...] = field(default=())

    def to_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "title": self.title,
            "organization": self.organization,
            "inspected_by": self.inspected_by,
            "dates": self.dates.to_json(),
            "claims": [claim.to_json() for claim in self.claims],
            "findings": [finding.to_json() for finding in self.findings],
            "notes": [note.to_json() for note in self.notes],
        }
